//! What is asked of a picture: a time, kinds, areas, hours.

use handslag_domain::incident::{CategoryId, TimeUnit};
use handslag_geo::snapshot::{Codes, Filter, HoursOfWeek, Within};
use jiff::civil::Date;

use super::IncidentPicture;
use super::reader::minute;
use super::too_coarse::WHOLE;

/// What is asked of a picture; the default asks for everything.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Asked {
    /// The first day.
    pub from: Option<Date>,
    /// The last day.
    pub to: Option<Date>,
    /// These kinds with all beneath them; all when empty.
    pub categories: Vec<CategoryId>,
    /// By this layer of areas; the usual one when there is none of that name.
    pub layer: Option<String>,
    /// These areas of it by code; all when none is of it.
    pub areas: Vec<String>,
    /// These weekdays, 0 is Monday; all when empty.
    pub weekdays: Vec<u8>,
    /// From this hour of the day.
    pub from_hour: Option<u8>,
    /// To and with this hour; before `from_hour` it is the night through.
    pub to_hour: Option<u8>,
}

impl Asked {
    /// How exactly it must be known when something was, beside the days.
    pub(super) fn unit(&self) -> Option<TimeUnit> {
        match (self.from_hour.or(self.to_hour), self.weekdays.is_empty()) {
            (Some(_), _) => Some(TimeUnit::Hour),
            (None, false) => Some(TimeUnit::Day),
            (None, true) => None,
        }
    }
}

impl IncidentPicture {
    /// What is asked, as the snapshot takes it.
    pub(super) fn filter(&self, asked: &Asked) -> Filter {
        let time = self.time(asked);
        Filter {
            within: match time {
                Some(_) => WHOLE,
                None => Within::Start,
            },
            time,
            categories: self.category_codes(asked),
            areas: self.area_codes(asked),
            hours: hours(asked),
            max_width_min: asked.unit().map(TimeUnit::longest_window_min),
            ..Filter::default()
        }
    }

    /// A kind that there is not is not asked for; what was merged into another is
    /// asked for as that one.
    fn category_codes(&self, asked: &Asked) -> Option<Codes> {
        let known = asked.categories.iter().filter_map(|id| self.tree.get(id));
        let wanted: Vec<_> = known
            .flat_map(|category| self.tree.with_all_beneath(&category.id))
            .collect();
        let numbers = (0..).zip(&self.categories);
        let numbers = numbers.filter(|(_, id)| wanted.contains(id));
        (!wanted.is_empty()).then(|| numbers.map(|(number, _)| number).collect())
    }

    /// Whether there is an area of this code in the layer that it is counted by.
    pub fn knows_area(&self, code: &str) -> bool {
        self.areas.number_of(code).is_some()
    }

    /// An area of another layer than the one that is counted by is not asked for.
    fn area_codes(&self, asked: &Asked) -> Option<Codes> {
        let numbers = asked.areas.iter();
        let numbers = numbers.filter_map(|code| self.areas.number_of(code));
        let numbers: Vec<u16> = numbers.filter_map(|n| u16::try_from(n).ok()).collect();
        (!numbers.is_empty()).then(|| numbers.into_iter().collect())
    }

    fn time(&self, asked: &Asked) -> Option<std::ops::Range<u32>> {
        if asked.from.is_none() && asked.to.is_none() {
            return None;
        }
        let midnight = |day: Date| minute(day.at(0, 0, 0, 0));
        let first = asked.from.and_then(midnight).unwrap_or(0);
        let last = asked.to.and_then(|day| midnight(day.tomorrow().ok()?));
        Some(first..last.unwrap_or(u32::MAX))
    }
}

fn hours(asked: &Asked) -> Option<HoursOfWeek> {
    let all_hours = asked.from_hour.is_none() && asked.to_hour.is_none();
    if asked.weekdays.is_empty() && all_hours {
        return None;
    }
    let (from, to) = (asked.from_hour.unwrap_or(0), asked.to_hour.unwrap_or(23));
    let hours: Vec<u8> = match from <= to {
        true => (from..=to).collect(),
        false => (from..24).chain(0..=to).collect(),
    };
    let weekdays = match asked.weekdays.is_empty() {
        true => (0..7).collect(),
        false => asked.weekdays.clone(),
    };
    Some(HoursOfWeek::new(weekdays, hours))
}
