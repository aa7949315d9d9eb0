//! A date as somebody wrote it: the words are kept even when no such day exists.

use std::fmt;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::de::Visitor;
use serde::{Deserialize, Deserializer, Serialize};

/// A day, month, term, tertial, quarter or year in the source's own words.
///
/// Understood: `2022-03-01`, `1 mars 2022`, `2022-03`, `mars 2022`, `2022`,
/// `vt 2022`, `ht 2022`, `T1 2022` (tertial), `Q1 2022` (quarter), and years
/// in a row: `2022–2023`, `2022/23`. Anything else is kept and found by
/// [`crate::check`].
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct WrittenDate(#[schemars(with = "WrittenDateSchema")] pub String);

/// Words, or a year as a bare number.
#[derive(JsonSchema)]
#[schemars(untagged, inline)]
#[allow(dead_code, reason = "only its schema is used")]
enum WrittenDateSchema {
    Words(String),
    Year(u16),
}

impl<'de> Deserialize<'de> for WrittenDate {
    /// `from = 2022` is what people write, so a bare number is read as its digits.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct DateVisitor;

        impl Visitor<'_> for DateVisitor {
            type Value = WrittenDate;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a date in words, such as \"2022-03-01\" or \"1 mars 2022\"")
            }

            fn visit_str<E>(self, text: &str) -> Result<WrittenDate, E> {
                Ok(text.into())
            }

            fn visit_u64<E>(self, number: u64) -> Result<WrittenDate, E> {
                Ok(WrittenDate(number.to_string()))
            }

            fn visit_i64<E>(self, number: i64) -> Result<WrittenDate, E> {
                Ok(WrittenDate(number.to_string()))
            }
        }
        deserializer.deserialize_any(DateVisitor)
    }
}

/// Why words do not name a day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoSuchDate {
    /// It looks like a date, but the calendar has no such day ("31 juni").
    #[error("the calendar has no day \"{0}\"")]
    NotInCalendar(String),
    /// It does not look like a date.
    #[error("\"{0}\" is not a date")]
    NotADate(String),
}

const MONTHS: [&str; 12] = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
];

impl WrittenDate {
    /// A day as people write it: "15 februari 2025".
    pub(crate) fn in_swedish(day: Date) -> String {
        let at = usize::from(day.month().unsigned_abs()) - 1;
        format!("{} {} {}", day.day(), MONTHS[at], day.year())
    }

    /// The first day that the words cover.
    ///
    /// # Errors
    /// [`NoSuchDate`] when the words name no day in the calendar.
    pub fn first_day(&self) -> Result<Date, NoSuchDate> {
        self.days().map(|(first, _)| first)
    }

    /// The last day that the words cover: for `2022`, 31 December.
    ///
    /// # Errors
    /// [`NoSuchDate`] when the words name no day in the calendar.
    pub fn last_day(&self) -> Result<Date, NoSuchDate> {
        self.days().map(|(_, last)| last)
    }

    /// First and last day that the words cover.
    ///
    /// # Errors
    /// [`NoSuchDate`] when the words name no day in the calendar.
    pub fn days(&self) -> Result<(Date, Date), NoSuchDate> {
        let text = self.0.trim().to_lowercase();
        let not_in_calendar = || NoSuchDate::NotInCalendar(self.0.clone());
        if let Some((first, last)) = years(&text) {
            return Ok((Date::constant(first, 1, 1), Date::constant(last, 12, 31)));
        }
        match written(&text) {
            Some(Written::Day(year, month, day)) => Date::new(year, month, day)
                .map(|d| (d, d))
                .map_err(|_| not_in_calendar()),
            Some(Written::Months(year, first, last)) => {
                let start = Date::new(year, first, 1).map_err(|_| not_in_calendar())?;
                let end = Date::new(year, last, 1).map_err(|_| not_in_calendar())?;
                Ok((start, end.last_of_month()))
            }
            None => Err(NoSuchDate::NotADate(self.0.clone())),
        }
    }
}

impl From<&str> for WrittenDate {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl From<Date> for WrittenDate {
    fn from(day: Date) -> Self {
        Self(day.to_string())
    }
}

impl fmt::Display for WrittenDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

enum Written {
    /// Year, month, day; perhaps not in the calendar.
    Day(i16, i8, i8),
    /// Year, first month, last month.
    Months(i16, i8, i8),
}

fn written(text: &str) -> Option<Written> {
    let iso: Vec<&str> = text.split('-').collect();
    match iso.as_slice() {
        [y, m, d] => return Some(Written::Day(year(y)?, m.parse().ok()?, d.parse().ok()?)),
        [y, m] if m.len() <= 2 => {
            let month = m.parse().ok()?;
            return Some(Written::Months(year(y)?, month, month));
        }
        _ => {}
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    match words.as_slice() {
        [y] => Some(Written::Months(year(y)?, 1, 12)),
        ["den", d, m, y] | [d, m, y] => {
            let day = d.trim_end_matches([':', 'e', 'a', '.']).parse().ok()?;
            Some(Written::Day(year(y)?, month(m)?, day))
        }
        [part, y] => {
            let (first, last) = part_of_year(part)?;
            Some(Written::Months(year(y)?, first, last))
        }
        _ => None,
    }
}

/// "2022-2023", "2022–2023", "2022/2023" or "2022/23".
fn years(text: &str) -> Option<(i16, i16)> {
    let (first, last) = text.split_once(['-', '–', '/'])?;
    let first = year(first.trim())?;
    let last = match last.trim() {
        // With a hyphen, two digits are a month, unless no month has that number.
        two if two.len() == 2 => {
            let two: i16 = two.parse().ok()?;
            (two > 12 || !text.contains('-')).then_some(first / 100 * 100 + two)?
        }
        four => year(four)?,
    };
    (first < last).then_some((first, last))
}

fn year(text: &str) -> Option<i16> {
    (text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}

/// "september", "sept." or "sep", in small letters.
pub(crate) fn month(text: &str) -> Option<i8> {
    let text = text.trim_end_matches('.');
    let shortened = |m: &str| (text.len() == 3 || text == "sept") && m.starts_with(text);
    let place = MONTHS.iter().position(|m| *m == text || shortened(m))?;
    i8::try_from(place + 1).ok()
}

/// Months of a named part of a year. Terms follow the calendar halves, since
/// schools end and begin in June and August and nothing is promised between.
fn part_of_year(text: &str) -> Option<(i8, i8)> {
    match text {
        "vt" | "vår" | "våren" | "vårterminen" => Some((1, 6)),
        "ht" | "höst" | "hösten" | "höstterminen" => Some((7, 12)),
        "t1" => Some((1, 4)),
        "t2" => Some((5, 8)),
        "t3" => Some((9, 12)),
        "q1" | "kv1" => Some((1, 3)),
        "q2" | "kv2" => Some((4, 6)),
        "q3" | "kv3" => Some((7, 9)),
        "q4" | "kv4" => Some((10, 12)),
        name => month(name).map(|m| (m, m)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn check(text: &str, expected: Result<(Date, Date), NoSuchDate>) {
        assert_eq!(WrittenDate::from(text).days(), expected, "{text}");
    }

    #[test]
    fn a_date_means_what_a_reader_thinks() {
        let day = date(2022, 3, 1);
        check("2022-03-01", Ok((day, day)));
        check("1 mars 2022", Ok((day, day)));
        check("den 1 mars 2022", Ok((day, day)));
        let last = date(2022, 9, 30);
        check("30 sept. 2022", Ok((last, last)));
        check("30 sep 2022", Ok((last, last)));
        check("2022-02", Ok((date(2022, 2, 1), date(2022, 2, 28))));
        check("februari 2024", Ok((date(2024, 2, 1), date(2024, 2, 29))));
        check("2022", Ok((date(2022, 1, 1), date(2022, 12, 31))));
        check("ht 2022", Ok((date(2022, 7, 1), date(2022, 12, 31))));
        check("2022–2023", Ok((date(2022, 1, 1), date(2023, 12, 31))));
        check("2022/23", Ok((date(2022, 1, 1), date(2023, 12, 31))));
        check("T2 2022", Ok((date(2022, 5, 1), date(2022, 8, 31))));
    }

    #[test]
    fn the_thirty_first_of_june_is_kept_but_is_no_day() {
        for text in ["31 juni 2019", "2019-06-31"] {
            check(text, Err(NoSuchDate::NotInCalendar(text.to_owned())));
        }
        check("snart", Err(NoSuchDate::NotADate("snart".to_owned())));
    }
}
