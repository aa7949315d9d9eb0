//! Which whole months does a period hold?

use std::fmt;

use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

use crate::period::Period;

/// March 2020 to March 2022: restrictions changed what people did and what was
/// reported, so that these months are never quietly part of a baseline.
pub const PANDEMIC: MonthSpan = MonthSpan {
    first: (2020, 3),
    last: (2022, 3),
};

/// Whole calendar months, from the first to the last, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct MonthSpan {
    /// Year and month, 1 to 12.
    pub first: (i16, i8),
    /// Year and month, 1 to 12.
    pub last: (i16, i8),
}

impl MonthSpan {
    /// The whole months within a period; `None` if it has no beginning or end,
    /// or holds not one whole month.
    pub fn within(period: &Period) -> Option<Self> {
        let (from, to) = (period.first_day()?, period.last_day()?);
        let first = match from.day() {
            1 => from,
            _ => from.last_of_month().tomorrow().ok()?,
        };
        let last = match to == to.last_of_month() {
            true => to,
            false => to.first_of_month().yesterday().ok()?,
        };
        (first <= last).then(|| Self {
            first: (first.year(), first.month()),
            last: (last.year(), last.month()),
        })
    }

    /// How many months.
    pub fn len(self) -> usize {
        let number = |(year, month): (i16, i8)| i32::from(year) * 12 + i32::from(month);
        usize::try_from(number(self.last) - number(self.first) + 1).unwrap_or(0)
    }

    /// Whether it holds no month at all.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// The same months of the year, so many years earlier.
    pub fn years_earlier(self, years: i16) -> Self {
        Self {
            first: (self.first.0 - years, self.first.1),
            last: (self.last.0 - years, self.last.1),
        }
    }

    /// As many months that end when it ends.
    pub fn last_months(self, months: usize) -> Self {
        Self {
            first: moved(self.last, 1 - months_as_number(months)),
            last: self.last,
        }
    }

    /// As many months that end just before it begins.
    pub fn months_before(self, months: usize) -> Self {
        Self {
            first: moved(self.first, -months_as_number(months)),
            last: moved(self.first, -1),
        }
    }

    /// As many months that begin when it begins.
    pub fn first_months(self, months: usize) -> Self {
        Self {
            first: self.first,
            last: moved(self.first, months_as_number(months) - 1),
        }
    }

    /// Whether a month lies in it.
    pub fn holds(self, year: i16, month: i8) -> bool {
        self.first <= (year, month) && (year, month) <= self.last
    }

    /// Each month, first to last.
    pub fn iter(self) -> impl Iterator<Item = (i16, i8)> {
        (self.first.0..=self.last.0)
            .flat_map(|year| (1..=12).map(move |month| (year, month)))
            .filter(move |(year, month)| self.holds(*year, *month))
    }

    /// Whether it holds each part of the year as much as another does, so that
    /// the season makes no difference between them.
    pub fn has_seasons_of(self, other: Self) -> bool {
        let count = |span: Self, month: i8| span.iter().filter(|(_, m)| *m == month).count();
        (1..=12).all(|month| count(self, month) * other.len() == count(other, month) * self.len())
    }

    /// The first day of the first month.
    pub fn first_day(self) -> Date {
        date(self.first.0, self.first.1, 1)
    }

    /// The last day of the last month.
    pub fn last_day(self) -> Date {
        date(self.last.0, self.last.1, 1).last_of_month()
    }

    /// The same days as a period.
    pub fn period(self) -> Period {
        Period::between(&self.first_day().to_string(), &self.last_day().to_string())
    }
}

fn months_as_number(months: usize) -> i32 {
    i32::try_from(months).unwrap_or(i32::MAX / 2)
}

/// A month, so many months later.
fn moved((year, month): (i16, i8), by: i32) -> (i16, i8) {
    let number = i32::from(year) * 12 + i32::from(month) - 1 + by;
    let year = i16::try_from(number.div_euclid(12)).unwrap_or(year);
    let month = i8::try_from(number.rem_euclid(12) + 1).unwrap_or(month);
    (year, month)
}

impl fmt::Display for MonthSpan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ((from_year, from_month), (to_year, to_month)) = (self.first, self.last);
        match (from_month, to_month) {
            (1, 12) if from_year == to_year => write!(f, "{from_year}"),
            (1, 12) => write!(f, "{from_year}–{to_year}"),
            _ => write!(f, "{from_year}-{from_month:02}–{to_year}-{to_month:02}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(from: &str, to: &str, expected: Option<(&str, usize)>) {
        let span = MonthSpan::within(&Period::between(from, to));
        let found = span.map(|s| (s.to_string(), s.len()));
        assert_eq!(
            found,
            expected.map(|(text, n)| (text.to_owned(), n)),
            "{from} to {to}"
        );
        if let Some(span) = span {
            assert_eq!(span.iter().count(), span.len());
            assert_eq!(MonthSpan::within(&span.period()), Some(span));
        }
    }

    #[test]
    fn the_same_months_of_the_year_have_the_same_seasons() {
        let like = |a: (&str, &str), b: (&str, &str)| span(a.0, a.1).has_seasons_of(span(b.0, b.1));
        assert!(like(("2013", "2014"), ("2015", "2015")));
        assert!(like(("2013-03", "2013-05"), ("2015-03", "2015-05")));
        // Any twelve months in a row are a whole year.
        assert!(like(("2013-07", "2014-06"), ("2015", "2015")));
        assert!(!like(("2013-01", "2013-06"), ("2014-07", "2014-12")));
        assert!(!like(("2013", "2013"), ("2014-01", "2014-06")));
    }

    fn span(from: &str, to: &str) -> MonthSpan {
        MonthSpan::within(&Period::between(from, to)).unwrap()
    }

    #[test]
    fn a_span_moves_and_grows_by_months() {
        let spring = span("2015-01", "2015-03");
        assert_eq!(spring.years_earlier(2), span("2013-01", "2013-03"));
        assert_eq!(spring.last_months(12), span("2014-04", "2015-03"));
        assert_eq!(spring.first_months(24), span("2015-01", "2016-12"));
        assert_eq!(spring.months_before(12), span("2014-01", "2014-12"));
        assert_eq!(spring.last_months(3), spring);
    }

    #[test]
    fn only_whole_months_are_compared() {
        check("2013", "2014", Some(("2013–2014", 24)));
        check("2015", "2015", Some(("2015", 12)));
        check("2013-03", "2013-05", Some(("2013-03–2013-05", 3)));
        check("2013-03-02", "2013-05-30", Some(("2013-04–2013-04", 1)));
        check("2013-03-02", "2013-03-30", None);
    }
}
