//! Days, times and amounts as people write them in tables.

use handslag_domain::amount::{self, Amount};
use handslag_domain::written_date::{NoSuchDate, WrittenDate};
use jiff::civil::{Date, Time};

use crate::mapping::DateOrder;
use crate::table::day_of_number;
use crate::table_problem::TableProblem;

/// A day or a longer time, and the time of day when one stands in the same cell.
///
/// Days become `2023-03-12` and months `2023-03`, however they were written;
/// terms, quarters and years keep their words.
pub(crate) fn day(
    text: &str,
    order: DateOrder,
    days_from_1904: bool,
) -> Result<(WrittenDate, Option<Time>), TableProblem> {
    let (day_text, time) = match text.rsplit_once([' ', 'T']) {
        Some((day_text, clock)) if clock.contains(':') => {
            (day_text.trim_end(), Some(time_of_day(clock)?))
        }
        _ => (text, None),
    };
    let date = match numbers(day_text) {
        Some(Numbers::Serial(number)) => {
            day_of_number(number, days_from_1904).ok_or(TableProblem::NotADay)?
        }
        Some(Numbers::Day(year, month, day)) => {
            Date::new(year, month, day).map_err(|_| TableProblem::NoSuchDay)?
        }
        Some(Numbers::Two(year, first, second)) => {
            let (day, month) = match order {
                DateOrder::DayFirst => (first, second),
                DateOrder::MonthFirst => (second, first),
            };
            Date::new(year, month, day).map_err(|_| TableProblem::NoSuchDay)?
        }
        None => return Ok((in_words(day_text)?, time)),
    };
    Ok((likely(date.into())?, time))
}

enum Numbers {
    /// Excel's number of a day.
    Serial(i64),
    /// Year, month, day.
    Day(i16, i8, i8),
    /// Year, then day and month in the file's order.
    Two(i16, i8, i8),
}

fn numbers(text: &str) -> Option<Numbers> {
    let is_number = |part: &&str| part.bytes().all(|b| b.is_ascii_digit());
    let parts: Vec<&str> = text
        .split(['-', '/', '.', ' '])
        .filter(|part| !part.is_empty())
        .collect();
    if !parts.iter().all(is_number) {
        return None;
    }
    match parts.as_slice() {
        [number] if number.len() == 5 => Some(Numbers::Serial(number.parse().ok()?)),
        [day] if day.len() == 8 => Some(Numbers::Day(
            day[..4].parse().ok()?,
            day[4..6].parse().ok()?,
            day[6..].parse().ok()?,
        )),
        [year, month, day] if year.len() == 4 => Some(Numbers::Day(
            year.parse().ok()?,
            month.parse().ok()?,
            day.parse().ok()?,
        )),
        [first, second, year] if year.len() == 4 => Some(Numbers::Two(
            year.parse().ok()?,
            first.parse().ok()?,
            second.parse().ok()?,
        )),
        _ => None,
    }
}

fn in_words(text: &str) -> Result<WrittenDate, TableProblem> {
    let written = WrittenDate(in_swedish(text));
    let (first, last) = written.days().map_err(|error| match error {
        NoSuchDate::NotInCalendar(_) => TableProblem::NoSuchDay,
        NoSuchDate::NotADate(_) => TableProblem::NotADay,
    })?;
    likely(if first == last {
        first.into()
    } else if first.day() == 1 && first.last_of_month() == last {
        WrittenDate(first.strftime("%Y-%m").to_string())
    } else {
        written
    })
}

/// English names of months in Swedish, and the ordinals of `12th` and `12:e` left out.
fn in_swedish(text: &str) -> String {
    const MONTHS: [(&str, &str); 8] = [
        ("january", "januari"),
        ("february", "februari"),
        ("march", "mars"),
        ("may", "maj"),
        ("june", "juni"),
        ("july", "juli"),
        ("august", "augusti"),
        ("october", "oktober"),
    ];
    let word = |word: &str| {
        let plain = word.trim_end_matches([',', '.']).to_lowercase();
        let swedish = MONTHS.iter().find(|(en, _)| *en == plain);
        match plain.as_str() {
            "oct" => "okt".to_owned(),
            _ => swedish.map_or(plain.clone(), |(_, sv)| (*sv).to_owned()),
        }
    };
    let words: Vec<String> = text.split_whitespace().map(word).collect();
    words.join(" ")
}

fn likely(written: WrittenDate) -> Result<WrittenDate, TableProblem> {
    let is_likely = |date: Date| (1990..2100).contains(&date.year());
    match written.days() {
        Ok((first, last)) if is_likely(first) && is_likely(last) => Ok(written),
        _ => Err(TableProblem::UnlikelyYear),
    }
}

/// A time of the day: `21:15`, `21.15`, `kl. 21`, `2115`, or Excel's part of a day.
pub(crate) fn time_of_day(text: &str) -> Result<Time, TableProblem> {
    let lower = text.to_lowercase();
    let plain = lower
        .trim_start_matches("kl")
        .trim_start_matches('.')
        .trim();
    // A cell with a whole date and time gives its time.
    let clock = plain.rsplit([' ', 't']).next().unwrap_or(plain);
    let parts: Option<Vec<i8>> = clock
        .split([':', '.'])
        .map(|part| {
            let plain = (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
            plain.then(|| part.parse().ok())?
        })
        .collect();
    let time = match parts.as_deref() {
        Some([hour]) => Time::new(*hour, 0, 0, 0).ok(),
        Some([hour, minute]) => Time::new(*hour, *minute, 0, 0).ok(),
        Some([hour, minute, second]) => Time::new(*hour, *minute, *second, 0).ok(),
        _ => run_together(clock).or_else(|| part_of_day(clock)),
    };
    time.ok_or(TableProblem::NotATimeOfDay)
}

/// `2115`.
fn run_together(text: &str) -> Option<Time> {
    let is_four = text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
    let number: i16 = is_four.then(|| text.parse().ok())??;
    let (hour, minute) = (number / 100, number % 100);
    Time::new(hour.try_into().ok()?, minute.try_into().ok()?, 0, 0).ok()
}

/// `0.885416666666667`, a time that lost its format; fewer decimals are a clock.
fn part_of_day(text: &str) -> Option<Time> {
    let decimals = text
        .strip_prefix("0.")
        .or_else(|| text.strip_prefix("0,"))?;
    if decimals.len() < 3 || !decimals.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let part: f64 = format!("0.{decimals}").parse().ok()?;
    #[expect(clippy::cast_possible_truncation, reason = "at most 86,400")]
    let minutes = (part * 1440.0).round() as i16;
    let (hour, minute) = (minutes / 60 % 24, minutes % 60);
    Time::new(hour.try_into().ok()?, minute.try_into().ok()?, 0, 0).ok()
}

/// Why a text is no amount of something done.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum NoAmount {
    NotANumber,
    MayBeThousands,
    Negative,
}

/// An amount: `3`, `1,5`, `1 200`.
pub(crate) fn amount(text: &str) -> Result<Amount, NoAmount> {
    let plain = text.replace('−', "-");
    let looks_like_one = plain
        .chars()
        .all(|c| c.is_ascii_digit() || c.is_whitespace() || matches!(c, ',' | '.' | '-'));
    let amount = match Amount::parse(&plain) {
        Err(amount::NoAmount::Ambiguous(_)) => return Err(NoAmount::MayBeThousands),
        read => read.ok().filter(|_| looks_like_one),
    };
    match amount.ok_or(NoAmount::NotANumber)? {
        negative if negative.is_negative() => Err(NoAmount::Negative),
        amount => Ok(amount),
    }
}

/// Hours: an amount, perhaps with its unit, or hours and minutes such as `1:30`.
pub(crate) fn hours(text: &str) -> Result<Amount, NoAmount> {
    let lower = text.trim().trim_end_matches('.').to_lowercase();
    let plain = ["timmar", "timme", "tim", "hours", "hour", "h"]
        .iter()
        .find_map(|unit| lower.strip_suffix(unit))
        .unwrap_or(&lower)
        .trim();
    let Some((hours, minutes)) = plain.split_once(':') else {
        return amount(plain);
    };
    let minutes = amount(minutes.trim_end_matches(":00"))?;
    match minutes.to_i64() {
        Some(0..=59) => {
            let part = minutes.checked_div(Amount::from(60u32)).unwrap_or_default();
            Ok(amount(hours)? + part.round(6))
        }
        _ => Err(NoAmount::NotANumber),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use TableProblem::{NoSuchDay, NotADay, NotATimeOfDay, UnlikelyYear};

    fn check_day(text: &str, expected: Result<&str, TableProblem>) {
        let read = day(text, DateOrder::DayFirst, false).map(|(on, at)| match at {
            Some(at) => format!("{on} {}", at.strftime("%H:%M")),
            None => on.0,
        });
        assert_eq!(read, expected.map(str::to_owned), "{text}");
    }

    #[test]
    fn a_day_is_the_same_however_it_is_written() {
        for text in [
            "2023-03-12",
            "12/3 2023",
            "12.3.2023",
            "12/03/2023",
            "12 mars 2023",
            "den 12 mars 2023",
            "12 March 2023",
            "20230312",
            "2023/03/12",
            "2023.03.12",
            "44997",
        ] {
            check_day(text, Ok("2023-03-12"));
        }
        check_day("2023-03-12 21:15", Ok("2023-03-12 21:15"));
        check_day("2023-03-12T21:15:00", Ok("2023-03-12 21:15"));
        check_day("2023-03", Ok("2023-03"));
        check_day("mars 2023", Ok("2023-03"));
        check_day("October 2023", Ok("2023-10"));
        check_day("Vt 2023", Ok("vt 2023"));
        check_day("2023", Ok("2023"));
    }

    #[test]
    fn the_order_of_day_and_month_is_the_files_own() {
        let read = |order| day("3/12/2023", order, false).unwrap().0.0;
        assert_eq!(read(DateOrder::DayFirst), "2023-12-03");
        assert_eq!(read(DateOrder::MonthFirst), "2023-03-12");
        let from_1904 = day("43535", DateOrder::DayFirst, true).unwrap().0.0;
        assert_eq!(from_1904, "2023-03-12");
    }

    #[test]
    fn what_is_no_day_is_refused() {
        check_day("2023-02-30", Err(NoSuchDay));
        check_day("31/6 2023", Err(NoSuchDay));
        check_day("31 juni 2023", Err(NoSuchDay));
        check_day("3/13/2023", Err(NoSuchDay));
        check_day("2023-13", Err(NoSuchDay));
        check_day("0203-03-12", Err(UnlikelyYear));
        check_day("9999-03-12", Err(UnlikelyYear));
        check_day("12/3", Err(NotADay));
        check_day("12/3 23", Err(NotADay));
        check_day("i mars", Err(NotADay));
        check_day("00060", Err(NotADay));
        check_day("2023-03-12 25:00", Err(NotATimeOfDay));
    }

    #[test]
    fn times_are_read_as_written() {
        for text in [
            "21:15",
            "21.15",
            "kl 21:15",
            "Kl. 21.15",
            "2115",
            "21:15:00",
            "2023-03-12 21:15",
            "0.885416666666667",
        ] {
            assert_eq!(
                time_of_day(text),
                Ok(Time::constant(21, 15, 0, 0)),
                "{text}"
            );
        }
        assert_eq!(time_of_day("9"), Ok(Time::constant(9, 0, 0, 0)));
        assert_eq!(time_of_day("00:00"), Ok(Time::midnight()));
        for text in [
            "24:00",
            "25:10",
            "21:60",
            "kväll",
            "21-23",
            "",
            "-1:00",
            "21:15:00:00",
        ] {
            assert_eq!(time_of_day(text), Err(NotATimeOfDay), "{text}");
        }
    }

    #[test]
    fn amounts_are_read_as_written() {
        let plain = |text: &str| amount(text).map(|a| a.to_string());
        for (text, expected) in [
            ("3", "3"),
            ("1,5", "1.5"),
            ("1.50", "1.5"),
            ("1 200", "1200"),
            ("0", "0"),
        ] {
            assert_eq!(plain(text), Ok(expected.to_owned()), "{text}");
        }
        for text in ["4.000", "1,500", "12.000"] {
            assert_eq!(plain(text), Err(NoAmount::MayBeThousands), "{text}");
        }
        assert_eq!(plain("-3"), Err(NoAmount::Negative));
        assert_eq!(plain("−3"), Err(NoAmount::Negative));
        for text in ["tre", "3 st", "1e9", "1.2.3", "", "12-3", "1_000", "+3"] {
            assert_eq!(plain(text), Err(NoAmount::NotANumber), "{text}");
        }
        let spent = |text: &str| hours(text).map(|a| a.to_string());
        for (text, expected) in [
            ("1:30", "1.5"),
            ("26:00", "26"),
            ("1,5 h", "1.5"),
            ("2 tim.", "2"),
            ("0:20", "0.333333"),
        ] {
            assert_eq!(spent(text), Ok(expected.to_owned()), "{text}");
        }
        assert_eq!(spent("1:75"), Err(NoAmount::NotANumber));
        assert_eq!(spent("-1:30"), Err(NoAmount::Negative));
    }
}
