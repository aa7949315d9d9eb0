//! What is new since the last meeting, what recurs, and what only looks so?
//!
//! Each kind of incident, and each kind in each area, is counted over the days
//! since the meeting and set beside what as many days at other times let one
//! expect. Many are looked at, so some stand out by chance: the p values are
//! held to a false discovery rate before anything is called new.

mod rules;
#[cfg(test)]
mod tests;
mod windows;

use std::collections::BTreeMap;
use std::ops::Range;

use handslag_domain::incident::CategoryId;
use handslag_geo::snapshot::{Codes, Filter, Key};
use handslag_stats::count::{Adjustment, adjusted_p};
use handslag_stats::series::{UnusualMonth, unusual_last};
use jiff::civil::Date;

use super::analysis::Withheld;
use super::{Asked, IncidentPicture};
use rules::{Earlier, Judged, novelty, surely_outside};
pub use rules::{Novelty, Then};
use windows::Windows;

/// Outside the range in one period of twenty by chance alone: 2.5 % on each side.
const TAIL: f64 = 0.025;
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

/// The counts of one kind, in one area or everywhere, the oldest first; none
/// where nobody counted.
struct Series {
    category: u16,
    area: Option<usize>,
    counts: Vec<Option<u64>>,
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
        let (first, last) = self.held_time().ok_or(Withheld::Nothing)?;
        // A slip of the pen may have put something into next year.
        let until = asked.to.map_or(today, |to| to.min(today));
        let windows = Windows::new(first, last, order.from, until);
        let windows = windows.ok_or(Withheld::LessThanAYear)?;
        let filter = Filter {
            time: None,
            ..self.filter(asked)
        };
        let counted = windows.counted(&self.covered());
        let n_counted = counted.iter().filter(|is_counted| **is_counted).count();
        if n_counted <= windows.per_year || counted.last() != Some(&true) {
            return Err(Withheld::LessThanAYear);
        }
        let all = self.series(&filter, &windows, &counted)?;
        let n = all.iter().filter(|series| series.area.is_none());
        let n = n.filter_map(|series| *series.counts.last()?).sum();
        let total = |series: &Series| series.counts.iter().flatten().sum::<u64>();
        let (mut judged, few): (Vec<Series>, Vec<Series>) =
            all.into_iter().partition(|series| total(series) >= FEWEST);
        judged.sort_by_key(|series| std::cmp::Reverse(total(series)));
        let n_too_few = few.len() + judged.len().saturating_sub(MOST_JUDGED);
        judged.truncate(MOST_JUDGED);
        let found = judge(judged, windows.per_year);
        Ok(Since {
            from: windows.from,
            to: windows.to,
            n,
            n_after: self.snapshot.count(&Filter {
                time: windows.after(until),
                ..filter.clone()
            }),
            n_judged: found.len(),
            n_too_few,
            items: self.items(&filter, &windows, found),
        })
    }

    /// Every kind, and every kind in every area where there are several.
    fn series(
        &self,
        filter: &Filter,
        windows: &Windows,
        counted: &[bool],
    ) -> Result<Vec<Series>, Withheld> {
        let n_windows = windows.starts.len();
        // By kind and area, and only those that have any: there may be hundreds
        // of periods, each with a large table that holds little.
        let mut held: BTreeMap<usize, BTreeMap<usize, Vec<u64>>> = BTreeMap::new();
        let mut n_areas = 1;
        for (window, time) in windows.times().enumerate() {
            let in_time = Filter {
                time: Some(time),
                ..filter.clone()
            };
            let keys = [Key::Category, Key::Area];
            let groups = self.snapshot.group(&in_time, &keys);
            let groups = groups.map_err(|_| Withheld::TooMany)?;
            n_areas = groups.sizes[1];
            for (at, n) in groups.counts.iter().enumerate().filter(|(_, n)| **n > 0) {
                let by_area = held.entry(at / n_areas).or_default();
                let counts = by_area.entry(at % n_areas);
                counts.or_insert_with(|| vec![0; n_windows])[window] = u64::from(*n);
            }
        }
        let seen = |counts: Vec<u64>| {
            let counts = counts.into_iter().zip(counted);
            counts.map(|(n, is)| is.then_some(n)).collect()
        };
        let mut found = Vec::new();
        for (category, by_area) in held {
            let several = by_area.len() > 1;
            let number = u16::try_from(category).unwrap_or(u16::MAX);
            let all = |window: usize| by_area.values().map(|counts| counts[window]).sum();
            found.push(Series {
                category: number,
                area: None,
                counts: seen((0..n_windows).map(all).collect()),
            });
            // The last group is for those in no area.
            let areas = by_area.into_iter().filter(|(area, _)| area + 1 < n_areas);
            found.extend(areas.filter(|_| several).map(|(area, counts)| Series {
                category: number,
                area: Some(area),
                counts: seen(counts),
            }));
        }
        Ok(found)
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

    /// How long it has been so: only as far back as whole periods of at most a
    /// month show it each.
    fn run(&self, filter: &Filter, windows: &Windows, series: &Series, judged: &Judged) -> Run {
        let n = 1 + judged.outside_before.iter().take_while(|o| **o).count();
        let first = windows.starts.len() - n;
        let whole = Run {
            n,
            days: windows.days(),
            since: windows.day(first),
        };
        let months = match n > 1 && windows.is_longer_than_a_month() {
            true => windows.in_months(),
            false => None,
        };
        let Some(months) = months else {
            return whole;
        };
        let counted = months.counted(&self.covered());
        let counts = months.times().zip(counted).map(|(time, is_counted)| {
            let only = only(filter, series, Some(time));
            is_counted.then(|| self.snapshot.count(&only))
        });
        let counts: Vec<Option<u64>> = counts.collect();
        let within = (0..counts.len()).rev();
        let within = within.take_while(|k| months.starts[*k] >= windows.starts[first]);
        let within =
            within.map_while(|k| earlier(&counts[..=k], months.per_year, judged.is_more()));
        let outside = surely_outside(&within.collect::<Vec<_>>());
        let n = outside.iter().take_while(|o| **o).count().max(1);
        Run {
            n,
            days: months.days(),
            since: months.day(months.starts.len() - n),
        }
    }

    /// The place where most of them are; of what has become rare, where most
    /// were a year before.
    fn mostly(
        &self,
        filter: &Filter,
        windows: &Windows,
        series: &Series,
        is_more: bool,
    ) -> Option<Mostly> {
        let last = windows.starts.len() - 1;
        let looked_at = match is_more {
            true => last,
            false => last.checked_sub(windows.per_year)?,
        };
        let only = only(filter, series, windows.times().nth(looked_at));
        let top = self.snapshot.top_named_places(&only, 1).ok()?;
        let top = top.first()?;
        let place = self.places.get(usize::try_from(top.place).ok()?)?;
        let is_half = 2 * u64::from(top.count) >= series.counts[looked_at]?;
        is_half.then(|| Mostly {
            place: place.name.clone(),
            n: top.count,
        })
    }
}

/// The incidents of one series in a time.
fn only(filter: &Filter, series: &Series, time: Option<Range<u32>>) -> Filter {
    let mut only = Filter {
        time,
        categories: Some([series.category].into_iter().collect()),
        ..filter.clone()
    };
    if let Some(area) = series.area.and_then(|area| u16::try_from(area).ok()) {
        only.areas = Some([area].into_iter().collect::<Codes>());
    }
    only
}

struct Found {
    series: Series,
    judged: Judged,
}

/// Judges the last period of each, allowing for how many are judged.
fn judge(all: Vec<Series>, per_year: usize) -> Vec<Found> {
    let judged = all.into_iter().filter_map(|series| {
        let now = unusual_last(&series.counts, per_year, TAIL).ok()?;
        Some((two_sided(&now)?, now, series))
    });
    let judged: Vec<(f64, UnusualMonth, Series)> = judged.collect();
    let p: Vec<f64> = judged.iter().map(|(p, ..)| *p).collect();
    let adjusted = adjusted_p(&p, Adjustment::BenjaminiHochberg).unwrap_or_else(|_| p.clone());
    let found = judged.into_iter().zip(adjusted);
    let found = found.filter_map(|((p, now, series), p_adjusted)| {
        let n_windows = series.counts.len();
        let back = |k: usize| series.counts[n_windows.checked_sub(k + 1)?];
        let mut judged = Judged {
            n: back(0)?,
            expected: now.expected,
            lower: now.lower,
            upper: now.upper,
            p,
            p_adjusted,
            before: back(1),
            a_year_before: back(per_year),
            outside_before: Vec::new(),
        };
        // Only for what is unusual now is it asked whether it was before.
        if judged.is_unusual() {
            let earlier = (1..=per_year).map_while(|back| {
                let counts = &series.counts[..n_windows.checked_sub(back)?];
                earlier(counts, per_year, judged.is_more())
            });
            judged.outside_before = surely_outside(&earlier.collect::<Vec<_>>());
        }
        Some(Found { series, judged })
    });
    found.collect()
}

/// The last of these beside what was expected of it; one that nobody counted
/// was not outside.
fn earlier(counts: &[Option<u64>], per_year: usize, is_more: bool) -> Option<Earlier> {
    let at = unusual_last(counts, per_year, TAIL).ok()?;
    Some(Earlier {
        p: two_sided(&at).unwrap_or(1.0),
        is_outside: at.observed.is_some_and(|n| match is_more {
            true => n > at.upper,
            false => n < at.lower,
        }),
    })
}

/// The smaller tail, doubled.
fn two_sided(now: &UnusualMonth) -> Option<f64> {
    Some((now.p_above?.min(now.p_below?) * 2.0).min(1.0))
}
