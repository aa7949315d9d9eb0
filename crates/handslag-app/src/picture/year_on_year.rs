//! The last whole months beside the same months a year before: what has changed,
//! and what only looks so because few things happen?
//!
//! Two numbers always differ. A change is called one only when the months' own
//! variation does not give as much, when it is allowed for how many are looked
//! at, and when the year is also unlike the years before, where they are held.

#[cfg(test)]
mod tests;
mod verdict;

use handslag_domain::incident::{CategoryId, TimeUnit};
use handslag_geo::snapshot::{Filter, Grouped, Key, Month};
use jiff::civil::{Date, date};

use super::analysis::Withheld;
use super::months::{Months, days_in};
use super::too_coarse::known_to;
use super::{Asked, IncidentPicture};
pub use verdict::{Beside, FEWEST_FOR_PERCENT, UsualYears, YearTurn};
use verdict::{Series, beside, judge};

/// With fewer months the numbers do not show how much they vary.
const FEWEST_MONTHS: u16 = 3;
const YEAR: u16 = 12;
/// Older years say little of this one.
const MOST_YEARS: u16 = 5;

/// A stretch of whole months beside the same months of the year before.
#[derive(Debug, Clone, PartialEq)]
pub struct YearOnYear {
    /// The first day and the last.
    pub now: (Date, Date),
    /// The same a year before.
    pub before: (Date, Date),
    /// How many of the days asked for each has: a leap year has one more.
    pub days: u32,
    /// How many the year before had.
    pub days_before: u32,
    /// How many years before are held, the last one counted.
    pub n_years_before: usize,
    /// All together.
    pub all: Beside,
    /// By kind: what has surely changed first, then those with most.
    pub kinds: Vec<(CategoryId, Beside)>,
    /// By area, in the same order; none when areas are chosen, or there is but one.
    pub areas: Vec<(String, Beside)>,
    /// How many kinds and areas were judged together.
    pub n_judged: usize,
}

impl IncidentPicture {
    pub(super) fn year_on_year(
        &self,
        asked: &Asked,
        filter: &Filter,
        today: Date,
    ) -> Result<YearOnYear, Withheld> {
        let held = self.whole_months(filter.categories.as_ref(), today);
        let now = stretch(&held, asked)?;
        let n_years = ((now.first - held.first) / YEAR).min(MOST_YEARS);
        let earliest = Month(now.first - n_years * YEAR);
        let in_time = Filter {
            time: Some(earliest.first_minute()..Month(now.end).first_minute()),
            ..known_to(TimeUnit::Month, filter)
        };
        let years = Years { now, n_years };
        let days = years.days(&asked.weekdays);
        let by = |key| self.snapshot.group(&in_time, &[Key::Month, key]);
        let kinds = by(Key::Category).map_err(|_| Withheld::TooMany)?;
        let all = judge(&years.series(&kinds, 0..kinds.sizes[1]), &days);
        let kinds: Vec<(CategoryId, Series)> = (0..kinds.sizes[1])
            .filter_map(|number| {
                let category = self.categories.get(number)?.clone();
                Some((category, years.series(&kinds, number..number + 1)))
            })
            .collect();
        let areas = match filter.areas {
            Some(_) => Vec::new(),
            None => self.area_series(&years, &by(Key::Area).map_err(|_| Withheld::TooMany)?),
        };
        let (kinds, areas, n_judged) = beside(kinds, areas, &days);
        Ok(YearOnYear {
            now: years.between(0),
            before: years.between(1),
            days: days.iter().map(|(now, _)| now).sum(),
            days_before: days.iter().map(|(_, before)| before).sum(),
            n_years_before: usize::from(n_years),
            all: all.alone(),
            kinds,
            areas,
            n_judged,
        })
    }

    /// Areas with any; none where only one has.
    fn area_series(&self, years: &Years, grouped: &Grouped) -> Vec<(String, Series)> {
        // The last group is for those in no area.
        let numbered = self.areas.areas().iter().zip(0..grouped.sizes[1] - 1);
        let areas = numbered.map(|(area, number)| {
            let series = years.series(grouped, number..number + 1);
            (area.name.clone(), series)
        });
        let areas: Vec<(String, Series)> = areas.filter(|(_, series)| series.is_any()).collect();
        match areas.len() {
            1 => Vec::new(),
            _ => areas,
        }
    }
}

/// The latest whole months that are asked for and have the same a year before;
/// at most a year of them.
fn stretch(held: &Months, asked: &Asked) -> Result<Months, Withheld> {
    let whole = held.and(&Months::asked(asked.from, asked.to));
    let first = whole.first.max(held.first + YEAR);
    let end = whole.end;
    let first = first.max(end.saturating_sub(YEAR));
    let found = end.saturating_sub(first);
    match found >= FEWEST_MONTHS {
        true => Ok(Months { first, end }),
        false => Err(Withheld::TooFewMonths {
            found: u64::from(found),
            needed: u64::from(FEWEST_MONTHS),
        }),
    }
}

/// The stretch, and how many years before it are held.
struct Years {
    now: Months,
    n_years: u16,
}

impl Years {
    /// The months of the year so many years before, the first first.
    fn months(&self, back: u16) -> impl Iterator<Item = u16> {
        (self.now.first..self.now.end).map(move |month| month - back * YEAR)
    }

    /// For each month its days, now and a year before.
    fn days(&self, weekdays: &[u8]) -> Vec<(u32, u32)> {
        let days = |month| days_in(Month(month), weekdays);
        let months = self.months(0).zip(self.months(1));
        months
            .map(|(now, before)| (days(now), days(before)))
            .collect()
    }

    /// - `numbers`: which groups beside the months, added up.
    fn series(&self, grouped: &Grouped, numbers: std::ops::Range<usize>) -> Series {
        let of_month = |month: u16| {
            let at = month.checked_sub(grouped.first_month.0).map(usize::from);
            let n = |number| at.map_or(0, |at| u64::from(grouped.at(&[at, number])));
            numbers.clone().map(n).sum::<u64>()
        };
        let years = (0..=self.n_years).map(|back| self.months(back).map(of_month).collect());
        Series(years.collect())
    }

    /// The first day and the last of a year's months.
    fn between(&self, back: u16) -> (Date, Date) {
        let first_day = |month: u16| {
            let month = Month(month - back * YEAR);
            let part = |n: u32| i16::try_from(n).unwrap_or(1);
            date(part(month.year()), part(month.of_year()) as i8, 1)
        };
        (
            first_day(self.now.first),
            first_day(self.now.end - 1).last_of_month(),
        )
    }
}
