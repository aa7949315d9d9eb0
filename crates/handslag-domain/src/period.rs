//! How long a promise runs, and the weeks, terms and years it is divided into.

use std::borrow::Cow;
use std::fmt;

use jiff::Span;
use jiff::civil::{Date, Weekday, date};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::extra::Extra;
use crate::written_date::WrittenDate;

/// From when to when, in the source's own words. Written as one word, such as
/// `2024` or `våren 2024`, it runs from the first to the last day of that; a
/// word that is no time is kept as the period's words.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Period {
    /// The first day; without one, the period has no stated beginning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<WrittenDate>,
    /// The last day; without one, the end is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<WrittenDate>,
    /// A later last day, when the period was extended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extended_to: Option<WrittenDate>,
    /// How the source puts it, such as "löper under 2022 och 2023".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// Fields that this version does not know; kept as they were.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A period written as a table.
#[derive(Deserialize, JsonSchema)]
#[serde(rename = "Period")]
struct PeriodTable {
    /// The first day; without one, the period has no stated beginning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    from: Option<WrittenDate>,
    /// The last day; without one, the end is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    to: Option<WrittenDate>,
    /// A later last day, when the period was extended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    extended_to: Option<WrittenDate>,
    /// How the source puts it, such as "löper under 2022 och 2023".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    words: Option<String>,
    /// Fields that this version does not know; kept as they were.
    #[serde(flatten)]
    extra: Extra,
}

impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct PeriodVisitor;

        impl<'de> Visitor<'de> for PeriodVisitor {
            type Value = Period;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a period, such as { from = \"2022-01-01\", to = \"2023-12-31\" }")
            }

            fn visit_str<E>(self, text: &str) -> Result<Period, E> {
                Ok(Period::in_one_word(text))
            }

            fn visit_u64<E>(self, number: u64) -> Result<Period, E> {
                Ok(Period::in_one_word(&number.to_string()))
            }

            fn visit_i64<E>(self, number: i64) -> Result<Period, E> {
                Ok(Period::in_one_word(&number.to_string()))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Period, A::Error> {
                let table = PeriodTable::deserialize(MapAccessDeserializer::new(map))?;
                Ok(Period {
                    from: table.from,
                    to: table.to,
                    extended_to: table.extended_to,
                    words: table.words,
                    extra: table.extra,
                })
            }
        }
        deserializer.deserialize_any(PeriodVisitor)
    }
}

impl JsonSchema for Period {
    fn schema_name() -> Cow<'static, str> {
        "Period".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let table = PeriodTable::json_schema(generator);
        json_schema!({
            "description": "From when to when, in the source's own words. Written as one word, such as `2024` or `våren 2024`, it runs from the first to the last day of that.",
            "anyOf": [table, { "type": "string" }, { "type": "integer" }],
        })
    }
}

impl Period {
    fn in_one_word(text: &str) -> Self {
        let date = WrittenDate::from(text);
        match date.days() {
            Ok(_) => Self::between(text, text),
            Err(_) => Self {
                words: Some(text.to_owned()),
                ..Self::default()
            },
        }
    }

    /// This period, with what it does not say taken from a longer one. A day
    /// that is written but cannot be read stays unread.
    pub fn filled_from(&self, other: &Self) -> Self {
        let says_its_end = self.to.is_some() || self.extended_to.is_some();
        let end = if says_its_end { self } else { other };
        Self {
            from: self.from.clone().or_else(|| other.from.clone()),
            to: end.to.clone(),
            extended_to: end.extended_to.clone(),
            words: self.words.clone(),
            extra: self.extra.clone(),
        }
    }

    /// A period between two written dates.
    pub fn between(from: &str, to: &str) -> Self {
        Self {
            from: Some(from.into()),
            to: Some(to.into()),
            ..Self::default()
        }
    }

    /// The first day, when one is written and exists.
    pub fn first_day(&self) -> Option<Date> {
        self.from.as_ref()?.first_day().ok()
    }

    /// The last day, extension included; `None` is an open (or unreadable) end.
    pub fn last_day(&self) -> Option<Date> {
        self.extended_to
            .as_ref()
            .or(self.to.as_ref())?
            .last_day()
            .ok()
    }

    /// Whether the last day comes before the first.
    pub fn ends_before_it_starts(&self) -> bool {
        matches!((self.first_day(), self.last_day()), (Some(from), Some(to)) if to < from)
    }

    /// Whether a day lies in it; an unwritten end holds every day on its side.
    pub fn contains(&self, day: Date) -> bool {
        self.first_day().is_none_or(|from| from <= day)
            && self.last_day().is_none_or(|to| day <= to)
    }

    /// Whether two periods share a day.
    pub fn overlaps(&self, other: &Self) -> bool {
        let starts_after_end = |a: &Self, b: &Self| matches!((a.first_day(), b.last_day()), (Some(from), Some(to)) if to < from);
        !starts_after_end(self, other) && !starts_after_end(other, self)
    }
}

/// Days from the first to the last, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Days {
    /// The first day.
    pub from: Date,
    /// The last day, included.
    pub to: Date,
}

impl Days {
    /// How many days, never below zero.
    pub fn count(self) -> i64 {
        i64::from((self.to - self.from).get_days() + 1).max(0)
    }

    /// Whether the day is one of them.
    pub fn contains(self, day: Date) -> bool {
        self.from <= day && day <= self.to
    }

    /// The days shared with another stretch.
    pub fn shared(self, other: Self) -> Option<Self> {
        let days = Self {
            from: self.from.max(other.from),
            to: self.to.min(other.to),
        };
        (days.from <= days.to).then_some(days)
    }

    /// Every day, first to last.
    pub fn iter(self) -> impl Iterator<Item = Date> {
        self.from
            .series(Span::new().days(1))
            .take_while(move |d| *d <= self.to)
    }
}

/// For how long an amount is promised: `week`, `2 weeks`, `month`, `quarter`,
/// `tertial`, `term`, `half_year`, `year`, `school_year`, `day`, or
/// `whole_period`. Other words ("family") are kept: they say for each of what,
/// and only the document's own counts can show them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Per {
    /// The promise's whole period.
    #[default]
    WholePeriod,
    /// Each calendar unit, or each block of several.
    Calendar {
        /// How many units make a block; 1 for "each week".
        every: u32,
        /// The unit.
        unit: CalendarUnit,
    },
    /// For each of something that is not time.
    Each(String),
}

/// A unit of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CalendarUnit {
    /// Midnight to midnight.
    Day,
    /// Monday to Sunday.
    Week,
    /// A calendar month.
    Month,
    /// Three months, from January.
    Quarter,
    /// Four months, from January.
    Tertial,
    /// January to June, or July to December.
    Term,
    /// The same months as a term; said of budgets rather than schools.
    HalfYear,
    /// January to December.
    Year,
    /// July to June.
    SchoolYear,
}

impl CalendarUnit {
    const NAMES: [(Self, &'static str); 9] = [
        (Self::Day, "day"),
        (Self::Week, "week"),
        (Self::Month, "month"),
        (Self::Quarter, "quarter"),
        (Self::Tertial, "tertial"),
        (Self::Term, "term"),
        (Self::HalfYear, "half_year"),
        (Self::Year, "year"),
        (Self::SchoolYear, "school_year"),
    ];

    /// The name in the document.
    pub fn name(self) -> &'static str {
        Self::NAMES
            .iter()
            .find(|(unit, _)| *unit == self)
            .map_or("", |(_, name)| name)
    }

    fn named(name: &str) -> Option<Self> {
        let name = name.strip_suffix('s').unwrap_or(name);
        Self::NAMES
            .iter()
            .find(|(_, n)| *n == name)
            .map(|(unit, _)| *unit)
    }

    /// The first day of the unit that holds `day`.
    fn start(self, day: Date) -> Date {
        let (year, month) = (day.year(), day.month());
        let months = |n: i8| date(year, (month - 1) / n * n + 1, 1);
        match self {
            Self::Day => day,
            Self::Week => {
                let since = day.weekday().since(Weekday::Monday);
                day.saturating_sub(Span::new().days(since))
            }
            Self::Month => months(1),
            Self::Quarter => months(3),
            Self::Tertial => months(4),
            Self::Term | Self::HalfYear => months(6),
            Self::Year => date(year, 1, 1),
            Self::SchoolYear if month >= 7 => date(year, 7, 1),
            Self::SchoolYear => date(year - 1, 7, 1),
        }
    }

    fn span(self, every: u32) -> Span {
        let n = i32::try_from(every.clamp(1, 1000)).unwrap_or(1);
        match self {
            Self::Day => Span::new().days(n),
            Self::Week => Span::new().weeks(n),
            Self::Month => Span::new().months(n),
            Self::Quarter => Span::new().months(3 * n),
            Self::Tertial => Span::new().months(4 * n),
            Self::Term | Self::HalfYear => Span::new().months(6 * n),
            Self::Year | Self::SchoolYear => Span::new().months(12 * n),
        }
    }
}

/// One stretch that the promise asks something of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// Its days, cut at the edges of the promise.
    pub days: Days,
    /// False when the promise's edge leaves less than half of it: what is done
    /// then is counted, but the full amount is not demanded. Of a promise with
    /// no stretch that long, the longest is demanded.
    pub demanded: bool,
}

impl Per {
    /// Divides `days` into stretches, in order; they share no day and leave none out.
    pub fn stretches(&self, days: Days) -> Vec<Stretch> {
        match self {
            Self::WholePeriod | Self::Each(_) => vec![Stretch {
                days,
                demanded: true,
            }],
            Self::Calendar { every, unit } => stretches(*every, *unit, days),
        }
    }
}

fn stretches(every: u32, unit: CalendarUnit, days: Days) -> Vec<Stretch> {
    let span = unit.span(every);
    let mut all = Vec::new();
    // Blocks of several units have no calendar of their own, so they start with the promise.
    let mut from = if every == 1 {
        unit.start(days.from)
    } else {
        days.from
    };
    while from <= days.to {
        let next = from.saturating_add(span);
        if next <= from {
            break;
        }
        let whole = Days {
            from,
            to: next.yesterday().unwrap_or(next),
        };
        if let Some(part) = whole.shared(days) {
            all.push(Stretch {
                days: part,
                demanded: part.count() * 2 >= whole.count(),
            });
        }
        from = next;
    }
    // A promise of three months that says "per year" means its own time.
    if !all.iter().any(|s| s.demanded)
        && let Some(longest) = all.iter_mut().max_by_key(|s| s.days.count())
    {
        longest.demanded = true;
    }
    all
}

impl fmt::Display for Per {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::WholePeriod => f.write_str("whole_period"),
            Self::Calendar { every: 1, unit } => f.write_str(unit.name()),
            Self::Calendar { every, unit } => write!(f, "{every} {}s", unit.name()),
            Self::Each(words) => f.write_str(words),
        }
    }
}

impl From<&str> for Per {
    fn from(text: &str) -> Self {
        if text == "whole_period" {
            return Self::WholePeriod;
        }
        let words: Vec<&str> = text.split_whitespace().collect();
        let calendar = match words.as_slice() {
            [unit] => CalendarUnit::named(unit).map(|unit| (1, unit)),
            [n, unit] => n
                .parse()
                .ok()
                .filter(|n| *n > 0)
                .zip(CalendarUnit::named(unit)),
            _ => None,
        };
        match calendar {
            // The written form is kept exactly only when it is our own; others are words.
            Some((every, unit)) if Self::Calendar { every, unit }.to_string() == text => {
                Self::Calendar { every, unit }
            }
            _ => Self::Each(text.to_owned()),
        }
    }
}

impl Serialize for Per {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Per {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self::from(String::deserialize(deserializer)?.as_str()))
    }
}

impl JsonSchema for Per {
    fn schema_name() -> Cow<'static, str> {
        "Per".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "description": "For how long the amount is promised.",
            "examples": ["week", "2 weeks", "month", "quarter", "tertial", "term", "half_year", "year", "school_year", "whole_period", "familj"]
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn days(from: Date, to: Date) -> Days {
        Days { from, to }
    }

    #[test]
    fn a_two_year_promise_has_four_terms() {
        let terms = Per::from("term").stretches(days(date(2022, 1, 1), date(2023, 12, 31)));
        assert_eq!(terms.len(), 4);
        assert!(terms.iter().all(|t| t.demanded));
    }

    #[test]
    fn a_week_cut_to_two_days_is_not_demanded() {
        // 1 January 2022 is a Saturday.
        let weeks = Per::from("week").stretches(days(date(2022, 1, 1), date(2022, 1, 31)));
        assert!(!weeks[0].demanded);
        assert!(weeks[1].demanded);
    }

    #[test]
    fn words_that_are_not_time_are_kept() {
        assert_eq!(Per::from("familj"), Per::Each("familj".to_owned()));
        assert_eq!(Per::from("familj").to_string(), "familj");
    }

    proptest! {
        #[test]
        fn stretches_leave_no_day_out_and_share_none(
            start in 0i32..3000, length in 0i32..1500, unit in 0usize..9, every in 1u32..4
        ) {
            let from = date(2015, 1, 1).saturating_add(Span::new().days(start));
            let whole = days(from, from.saturating_add(Span::new().days(length)));
            let per = Per::Calendar { every, unit: CalendarUnit::NAMES[unit].0 };
            let parts = per.stretches(whole);
            prop_assert_eq!(parts.iter().map(|p| p.days.count()).sum::<i64>(), whole.count());
            prop_assert!(parts.windows(2).all(|w| w[0].days.to < w[1].days.from));
            prop_assert_eq!(Per::from(per.to_string().as_str()), per);
        }
    }
}
