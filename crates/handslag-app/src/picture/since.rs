//! What is new since the last meeting, what recurs, and what only looks so?
//!
//! Each kind of incident, and each kind in each area, is counted over the days
//! since the meeting and set beside what as many days at other times let one
//! expect. Many are looked at, so some stand out by chance: the p values are
//! held to a false discovery rate before anything is called new.

mod judged;
mod rules;
mod series;
#[cfg(test)]
mod tests;
mod windows;

use handslag_domain::incident::{CategoryId, TimeUnit};
use handslag_geo::snapshot::Filter;
use jiff::civil::Date;

use super::analysis::Withheld;
use super::too_coarse::{known_to, or_too_coarse};
use super::{Asked, IncidentPicture, TooCoarse};
use judged::{Found, judge};
use rules::novelty;
pub use rules::{Novelty, Then};
use series::Series;
use windows::Windows;

/// Fewer than this in all the time held say nothing of what is usual; a choice of ours.
const FEWEST: u64 = 10;
/// So many are judged at most, those with most incidents first: about a second.
const MOST_JUDGED: usize = 4_000;
/// So many that are not unusual are told of.
const MOST_TOLD: usize = 6;

/// What is asked for: the day of the last meeting.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct SinceOrder {
    /// The first day; without one, the last 30 days that the picture has.
    pub from: Option<Date>,
}

/// What came of a look at every kind and every kind in every area.
#[derive(Debug, Clone, PartialEq)]
pub struct Since {
    /// The first day.
    pub from: Date,
    /// The last day that is looked at: the last that the picture has.
    pub to: Date,
    /// How many incidents there were.
    pub n: u64,
    /// How many kinds no source tells of over these days, or over a year before
    /// them: of those, none is no zero.
    pub n_silent: usize,
    /// Those that may have been in these days, but are known to no day.
    pub too_coarse: Option<TooCoarse>,
    /// How many came after the last day: too few, or too far from the others, for
    /// the days between to have been counted.
    pub n_after: u64,
    /// How many kinds, and kinds in areas, were judged.
    pub n_judged: usize,
    /// How many were too small to judge.
    pub n_too_few: usize,
    /// New first, then what recurs, then what is not unusual; the most unlikely
    /// first, and of the last those that look largest.
    pub items: Vec<SinceItem>,
}

/// One kind, or one kind in one area.
#[derive(Debug, Clone, PartialEq)]
pub struct SinceItem {
    /// Which kind.
    pub category: CategoryId,
    /// In which area, by name; everywhere when none.
    pub area: Option<String>,
    /// What is said of it.
    pub novelty: Novelty,
    /// How many since the meeting.
    pub n: u64,
    /// How many were to be expected.
    pub expected: f64,
    /// Fewer are unusual.
    pub lower: u64,
    /// More are unusual.
    pub upper: u64,
    /// How probable so far off is for one kind alone.
    pub p: f64,
    /// The same, allowing for how many were judged.
    pub p_adjusted: f64,
    /// The earlier number that it differs most from.
    pub then: Option<Then>,
    /// How long it has been so.
    pub run: Run,
    /// The named place that half of them or more are at.
    pub mostly: Option<Mostly>,
}

/// Periods in a row, the last one counted, that were outside on the same side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    /// How many.
    pub n: usize,
    /// How many days each has. Of periods longer than a month it is asked month by
    /// month: half a year may be outside though nothing was new in most of it.
    pub days: u32,
    /// The first day of the first.
    pub since: Date,
}

impl SinceItem {
    /// Whether there are more or fewer than nearly all periods have.
    pub fn is_outside(&self) -> bool {
        self.n > self.upper || self.n < self.lower
    }

    /// Whether there are more than expected, rather than fewer.
    pub fn is_more(&self) -> bool {
        self.n as f64 > self.expected
    }
}

/// Where most are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mostly {
    /// The place's name.
    pub place: String,
    /// How many are there, or were there when there used to be more.
    pub n: u32,
}

impl IncidentPicture {
    /// The last day that anything in it happened; none when it is empty.
    pub fn last_day(&self) -> Option<Date> {
        let (_, last) = self.snapshot.time()?;
        windows::day_of(last)
    }

    /// What is new since a day. Kinds, areas and hours are those asked for; the
    /// time is the order's, and all that is held before it is learnt from.
    pub(super) fn made_since(
        &self,
        asked: &Asked,
        order: SinceOrder,
        today: Date,
    ) -> Result<Since, Withheld> {
        let all = Filter {
            time: None,
            ..self.filter(asked)
        };
        let filter = known_to(TimeUnit::Day, &all);
        let too_coarse = self.coarser_than(&all, TimeUnit::Day);
        let found = self.since_of(&filter, asked, order, today);
        or_too_coarse(found, self.snapshot.count(&filter), too_coarse)
    }

    /// - `filter`: what is known to the day.
    fn since_of(
        &self,
        filter: &Filter,
        asked: &Asked,
        order: SinceOrder,
        today: Date,
    ) -> Result<Since, Withheld> {
        let kinds = filter.categories.as_ref();
        let (first, last) = self
            .held_time(kinds, TimeUnit::Day)
            .ok_or(Withheld::Nothing)?;
        // A slip of the pen may have put something into next year.
        let until = asked.to.map_or(today, |to| to.min(today));
        let windows = Windows::new(first, last, order.from, until);
        let windows = windows.ok_or(Withheld::LessThanAYear)?;
        let counted = windows.counted(&self.covered(kinds, TimeUnit::Day));
        let n_counted = counted.iter().filter(|is_counted| **is_counted).count();
        if n_counted <= windows.per_year || counted.last() != Some(&true) {
            return Err(Withheld::LessThanAYear);
        }
        let all = self.series(filter, &windows)?;
        let (all, silent): (Vec<Series>, Vec<Series>) = all
            .into_iter()
            .partition(|one| one.is_told(windows.per_year));
        let n_silent = silent.iter().filter(|one| one.area.is_none()).count();
        let total = |series: &Series| series.counts.iter().flatten().sum::<u64>();
        let (mut judged, few): (Vec<Series>, Vec<Series>) =
            all.into_iter().partition(|series| total(series) >= FEWEST);
        judged.sort_by_key(|series| std::cmp::Reverse(total(series)));
        let n_too_few = few.len() + judged.len().saturating_sub(MOST_JUDGED);
        judged.truncate(MOST_JUDGED);
        let found = judge(judged, windows.per_year);
        let these_days = Filter {
            time: windows.times().last(),
            ..filter.clone()
        };
        Ok(Since {
            from: windows.from,
            to: windows.to,
            n: self.snapshot.count(&these_days),
            too_coarse: self.perhaps_then(&these_days, TimeUnit::Day),
            n_silent,
            n_after: self.snapshot.count(&Filter {
                time: windows.after(until),
                ..filter.clone()
            }),
            n_judged: found.len(),
            n_too_few,
            items: self.items(filter, &windows, found),
        })
    }

    /// The judged that are worth a sentence.
    fn items(&self, filter: &Filter, windows: &Windows, found: Vec<Found>) -> Vec<SinceItem> {
        let mut items: Vec<(Found, Novelty)> = Vec::new();
        for one in found {
            if let Some(novelty) = novelty(&one.judged) {
                items.push((one, novelty));
            }
        }
        // What is said of a kind everywhere is not said again of an area.
        let said: Vec<(u16, bool)> = items
            .iter()
            .filter(|(one, _)| one.series.area.is_none())
            .map(|(one, _)| (one.series.category, one.judged.is_more()))
            .collect();
        items.retain(|(one, _)| {
            one.series.area.is_none()
                || !said.contains(&(one.series.category, one.judged.is_more()))
        });
        items.sort_by(|(a, of_a), (b, of_b)| {
            of_a.cmp(of_b).then_with(|| match of_a {
                Novelty::NotUnusual => b.judged.looks().cmp(&a.judged.looks()),
                Novelty::New | Novelty::Recurring => a.judged.p.total_cmp(&b.judged.p),
            })
        });
        let n_unusual = items.partition_point(|(_, s)| *s != Novelty::NotUnusual);
        items.truncate(n_unusual + MOST_TOLD);
        let items = items.into_iter();
        items
            .map(|(one, novelty)| self.item(filter, windows, one, novelty))
            .collect()
    }

    fn item(&self, filter: &Filter, windows: &Windows, one: Found, novelty: Novelty) -> SinceItem {
        let Found { series, judged } = one;
        let run = self.run(filter, windows, &series, &judged);
        let number = usize::from(series.category);
        let area = series.area.and_then(|area| self.areas.areas().get(area));
        let mostly = match novelty {
            Novelty::NotUnusual => None,
            Novelty::New | Novelty::Recurring => {
                self.mostly(filter, windows, &series, judged.is_more())
            }
        };
        SinceItem {
            category: self.categories[number].clone(),
            area: area.map(|area| area.name.clone()),
            novelty,
            n: judged.n,
            expected: judged.expected,
            lower: judged.lower,
            upper: judged.upper,
            p: judged.p,
            p_adjusted: judged.p_adjusted,
            then: judged.then(),
            run,
            mostly,
        }
    }
}
