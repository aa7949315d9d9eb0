//! The commitment's time as seen on one day, and the season within it.

use jiff::civil::{Date, Weekday};

use crate::amount::Amount;
use crate::period::{Days, Per, Period, Stretch};
use crate::target::SeasonalTarget;
use crate::written_date::WrittenDate;

use super::CannotTell;

/// The commitment's period, seen at the end of a day.
pub struct Time {
    /// The first day, when it is known.
    pub from: Option<Date>,
    /// The last day; `None` is an open end.
    pub to: Option<Date>,
    /// The day of seeing.
    pub at: Date,
    /// False when the period ends before it starts.
    pub readable: bool,
    /// The first day as written, when there is no such day.
    pub no_such_start: Option<WrittenDate>,
}

impl Time {
    pub fn of(period: &Period, at: Date) -> Self {
        Self {
            from: period.first_day(),
            to: period.last_day(),
            at,
            readable: !period.ends_before_it_starts(),
            no_such_start: match period.first_day() {
                Some(_) => None,
                None => period.from.clone(),
            },
        }
    }

    /// The same time with another last day.
    pub fn until(&self, to: Option<Date>) -> Self {
        Self {
            to,
            no_such_start: self.no_such_start.clone(),
            ..*self
        }
    }

    pub fn begun(&self) -> bool {
        self.from.is_none_or(|from| from <= self.at)
    }

    pub fn over(&self) -> bool {
        self.to.is_some_and(|to| to <= self.at)
    }

    /// Whether an entry on this day counts: within the period and not in the future.
    pub fn counts(&self, day: Date) -> bool {
        day <= self.at
            && self.from.is_none_or(|from| from <= day)
            && self.to.is_none_or(|to| day <= to)
    }

    /// The days that are divided into stretches. Where the document gives no
    /// first day the first entry does, and an open end reaches to today.
    pub fn days(&self, first_entry: Option<Date>) -> Days {
        let from = self
            .from
            .or(first_entry)
            .unwrap_or(self.at)
            .min(self.to.unwrap_or(Date::MAX));
        Days {
            from,
            to: self.to.unwrap_or(self.at).max(from),
        }
    }

    /// Share of the time gone, rounded to thousandths.
    pub fn share_gone(&self) -> Option<Amount> {
        let (from, to) = (self.from?, self.to?);
        if !self.readable {
            return None;
        }
        let all = Days { from, to }.count();
        let gone = Days {
            from,
            to: self.at.min(to),
        }
        .count();
        Amount::from(gone)
            .checked_div(Amount::from(all))
            .map(|share| share.round(3))
    }
}

/// The part of the year, or the weekdays, that a seasonal target speaks of.
#[derive(Clone, Debug, PartialEq)]
pub struct Season {
    months: Option<((i8, i8), (i8, i8))>,
    weekdays: Vec<Weekday>,
}

impl Season {
    /// # Errors
    /// Why nobody can say when the season is: a day that does not exist, one
    /// end only, a weekday by an unknown word, or no more than words.
    pub fn of(target: &SeasonalTarget) -> Result<Self, CannotTell> {
        let day =
            |text: &String| month_and_day(text).ok_or_else(|| CannotTell::NoSuchDate(text.clone()));
        let months = match (&target.from, &target.to) {
            (Some(from), Some(to)) => Some((day(from)?, day(to)?)),
            (None, None) => None,
            (Some(end), None) | (None, Some(end)) => {
                day(end)?;
                return Err(CannotTell::NoPeriod);
            }
        };
        let known = target.weekdays.iter().filter_map(|w| w.meant());
        let weekdays: Vec<Weekday> = known.map(Into::into).collect();
        let unknown = weekdays.len() < target.weekdays.len();
        match unknown || (months.is_none() && weekdays.is_empty()) {
            true => Err(CannotTell::NoPeriod),
            false => Ok(Self { months, weekdays }),
        }
    }

    pub fn holds(&self, day: Date) -> bool {
        self.holds_month(day)
            && (self.weekdays.is_empty() || self.weekdays.contains(&day.weekday()))
    }

    fn holds_month(&self, day: Date) -> bool {
        let today = (day.month(), day.day());
        match self.months {
            None => true,
            Some((from, to)) if from <= to => from <= today && today <= to,
            // A winter season passes New Year.
            Some((from, to)) => from <= today || today <= to,
        }
    }

    /// Whether a stretch holds at least half a season, or is half filled by it.
    fn demands(&self, stretch: Days) -> bool {
        if !stretch.iter().any(|d| self.holds(d)) {
            return false;
        }
        let in_season = stretch.iter().filter(|d| self.holds_month(*d)).count();
        let length = self.days_a_year();
        let whole = usize::try_from(stretch.count()).unwrap_or(usize::MAX);
        in_season > 0 && in_season * 2 >= whole.min(length)
    }

    fn days_a_year(&self) -> usize {
        let year = Days {
            from: jiff::civil::date(2023, 1, 1),
            to: jiff::civil::date(2023, 12, 31),
        };
        year.iter().filter(|d| self.holds_month(*d)).count()
    }
}

/// `MM-DD` as month and day.
pub fn month_and_day(text: &str) -> Option<(i8, i8)> {
    let (month, day) = text.split_once('-')?;
    let (month, day) = (month.parse().ok()?, day.parse().ok()?);
    // A leap year, so that 29 February can begin a season.
    Date::new(2024, month, day).ok().map(|_| (month, day))
}

/// The stretches of a period, of which those outside the season are not demanded.
pub fn stretches(per: &Per, days: Days, season: Option<&Season>) -> Vec<Stretch> {
    let mut all = per.stretches(days);
    if let Some(season) = season {
        for stretch in &mut all {
            stretch.demanded &= season.demands(stretch.days);
        }
    }
    all
}
