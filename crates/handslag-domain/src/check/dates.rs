//! Dates that do not exist, in the fields for dates and in running text.

use jiff::civil::Date;

use crate::written_date::{NoSuchDate, WrittenDate, month};

use super::Faults;
use super::walk::Spot;
use super::words::Fault;

pub fn faults(spots: &[Spot<'_>], found: &mut Faults) {
    for spot in spots {
        let Some(text) = spot.value.as_str() else {
            continue;
        };
        if spot.kind == "WrittenDate" {
            match WrittenDate::from(text).days() {
                Ok(_) => {}
                Err(NoSuchDate::NotInCalendar(date)) => {
                    found.add(spot.place(), Fault::NoSuchDate(date))
                }
                Err(NoSuchDate::NotADate(date)) => found.add(spot.place(), Fault::NotADate(date)),
            }
        } else if spot.kind.is_empty() {
            for date in no_such_dates(text) {
                found.add(spot.place(), Fault::NoSuchDateInText(date));
            }
        }
    }
}

/// Dates in running text that no calendar has: "31 juni", "30 februari 2022",
/// "31 sept.", "31/6 2022", "31.6.2022", "2022-06-31".
pub fn no_such_dates(text: &str) -> Vec<String> {
    let mut found = in_words(text);
    found.extend(with_slash(text));
    found.extend(with_dots(text));
    found.extend(in_digits(text));
    found
}

/// A day that a month never has; without a year, 29 February may exist.
fn exists(year: Option<i16>, month: i8, day: i8) -> bool {
    Date::new(year.unwrap_or(2024), month, day).is_ok()
}

fn in_words(text: &str) -> Vec<String> {
    let words: Vec<&str> = text
        .split(|c: char| !c.is_alphanumeric() && c != ':')
        .filter(|w| !w.is_empty())
        .collect();
    let day = |word: &str| -> Option<i8> {
        let digits = word.trim_end_matches([':', 'e', 'a']);
        (digits.len() <= 2).then(|| digits.parse().ok()).flatten()
    };
    let month = |word: &str| month(&word.to_lowercase());
    let year = |word: &str| (word.len() == 4).then(|| word.parse().ok()).flatten();
    words
        .windows(2)
        .enumerate()
        .filter_map(|(n, pair)| Some((n, day(pair[0])?, month(pair[1])?)))
        .filter_map(|(n, day, month)| {
            let year = words.get(n + 2).and_then(|w| year(w));
            let with_year = year.map(|y| format!(" {y}")).unwrap_or_default();
            let words = format!("{} {}{with_year}", words[n], words[n + 1]);
            (!exists(year, month, day)).then_some(words)
        })
        .collect()
}

/// Day and month with a slash. "24/7", "1/3" and "2022/2023" are no dates, or
/// dates that exist.
fn with_slash(text: &str) -> Vec<String> {
    let words: Vec<&str> = text
        .split(|c: char| !c.is_ascii_digit() && c != '/')
        .filter(|word| !word.is_empty())
        .collect();
    let year = |word: &str| (word.len() == 4).then(|| word.parse().ok()).flatten();
    words
        .iter()
        .enumerate()
        .filter_map(|(n, word)| {
            let (day, rest) = word.split_once('/')?;
            let (month, own_year) = rest.split_once('/').unwrap_or((rest, ""));
            let (day, month) = (day.parse().ok()?, month.parse().ok()?);
            let next = words.get(n + 1).filter(|word| year(word).is_some());
            let looks_like_date = (1..=31).contains(&day) && (1..=12).contains(&month);
            let year = year(own_year).or_else(|| year(next?));
            let with_year = next.map(|year| format!(" {year}")).unwrap_or_default();
            (looks_like_date && !exists(year, month, day)).then(|| format!("{word}{with_year}"))
        })
        .collect()
}

/// Day, month and a year of four digits with dots. Anything shorter may be a
/// version, an amount or a paragraph.
fn with_dots(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric() && c != '.')
        .map(|word| word.trim_matches('.'))
        .filter(|word| {
            let parts: Vec<&str> = word.split('.').collect();
            let [day, month, year] = parts.as_slice() else {
                return false;
            };
            let (day, month) = (day.parse().unwrap_or(0), month.parse().unwrap_or(0));
            let year: i16 = year.parse().unwrap_or(0);
            let looks_like_date = (1..=31).contains(&day)
                && (1..=12).contains(&month)
                && (1900..2100).contains(&year);
            looks_like_date && !exists(Some(year), month, day)
        })
        .map(str::to_owned)
        .collect()
}

fn in_digits(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_ascii_digit() && c != '-')
        .filter_map(|word| {
            let parts: Vec<&str> = word.split('-').collect();
            let [year, month, day] = parts.as_slice() else {
                return None;
            };
            let lengths = (year.len(), month.len(), day.len()) == (4, 2, 2);
            let month: i8 = month.parse().ok()?;
            // "2022-2023-24" or a case number is no date: the month must be one.
            let looks_like_date = lengths && (1..=12).contains(&month);
            let day: i8 = day.parse().ok()?;
            (looks_like_date && !exists(year.parse().ok(), month, day)).then(|| word.to_owned())
        })
        .collect()
}
