//! Figures as Swedish tables write them: `1 234`, `..`, `-`, `2016 prel.`, `Okt`.

use handslag_domain::series::{FigureValue, Period};

use crate::problem::Problem;

/// A figure in a table cell.
///
/// `..` is missing and `-` is a written zero. Spaces, also no-break, may stand
/// between thousands. A decimal part must be one or two zeros: `1,000` may mean
/// one or a thousand and is refused.
pub(crate) fn figure(cell: &str) -> Result<FigureValue, Problem> {
    let compact: String = cell.chars().filter(|c| !c.is_whitespace()).collect();
    match compact.as_str() {
        "" => return Err(Problem::Empty),
        ".." => return Ok(FigureValue::Missing),
        "-" | "–" => return Ok(FigureValue::Dash),
        _ => {}
    }
    let (minus, unsigned) = match compact.strip_prefix(['-', '−']) {
        Some(rest) => (true, rest),
        None => (false, compact.as_str()),
    };
    let (whole, decimals) = unsigned.split_once([',', '.']).unwrap_or((unsigned, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if !digits(whole) || !digits(decimals) {
        return Err(Problem::NotANumber);
    }
    if !matches!(decimals, "0" | "00") {
        return Err(Problem::NotAWholeNumber);
    }
    let number = whole.parse().map_err(|_| Problem::NotANumber)?;
    if minus && number != 0 {
        return Err(Problem::Negative);
    }
    Ok(FigureValue::Given(number))
}

/// A year as Brå writes it, and whether it is preliminary: `2013`, `2016 prel.`.
pub(crate) fn year(cell: &str) -> Option<(i16, bool)> {
    let lower = cell.trim().to_lowercase();
    let (digits, preliminary) = match lower.split_once("prel") {
        Some((digits, "" | ".")) => (digits.trim_end(), true),
        Some(_) => return None,
        None => (lower.as_str(), false),
    };
    let plain = digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| Some((digits.parse().ok()?, preliminary)))?
}

/// A period and its standing from the two parts Brå writes: (`År`, `2024`) or (`Okt`, `2016 prel.`).
pub(crate) fn period(word: &str, year_cell: &str) -> Option<(Period, bool)> {
    const MONTHS: [&str; 12] = [
        "jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec",
    ];
    let word = word.trim().to_lowercase();
    let (year, preliminary) = year(year_cell)?;
    let period = if word == "år" {
        Period::of_year(year)
    } else {
        let (month, _) = (1..).zip(MONTHS).find(|(_, name)| *name == word)?;
        Period::of_month(year, month)
    };
    Some((period.ok()?, preliminary))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_read_as_written() {
        use FigureValue::{Dash, Given, Missing};
        for (cell, expected) in [
            ("190", Ok(Given(190))),
            (" 0 ", Ok(Given(0))),
            ("..", Ok(Missing)),
            ("-", Ok(Dash)),
            ("–", Ok(Dash)),
            ("1 210 821", Ok(Given(1_210_821))),
            ("1\u{a0}210\u{202f}821", Ok(Given(1_210_821))),
            ("19017.0", Ok(Given(19_017))),
            ("19017,00", Ok(Given(19_017))),
            ("-0", Ok(Given(0))),
            ("", Err(Problem::Empty)),
            ("-3", Err(Problem::Negative)),
            ("1,5", Err(Problem::NotAWholeNumber)),
            ("1,000", Err(Problem::NotAWholeNumber)),
            ("1.234.567", Err(Problem::NotANumber)),
            ("12a", Err(Problem::NotANumber)),
            ("...", Err(Problem::NotANumber)),
            ("99999999999999999999", Err(Problem::NotANumber)),
            ("١٢", Err(Problem::NotANumber)),
        ] {
            assert_eq!(figure(cell), expected, "{cell:?}");
        }
    }

    #[test]
    fn periods_are_read_in_both_layouts() {
        for (word, year, expected) in [
            ("Jan", "2013", Some(("2013-01", false))),
            ("Okt", "2016 prel.", Some(("2016-10", true))),
            ("MAJ", "2016prel", Some(("2016-05", true))),
            ("År", "2024", Some(("2024", false))),
            ("År", "2026 prel.", Some(("2026", true))),
            ("May", "2013", None),
            ("Jan", "13", None),
            ("Jan", "2016 preliminärt", None),
            ("Jan", "År", None),
            ("", "2013", None),
        ] {
            let read = period(word, year).map(|(p, prel)| (p.to_string(), prel));
            let expected = expected.map(|(p, prel)| (p.to_owned(), prel));
            assert_eq!(read, expected, "{word} {year}");
        }
    }
}
