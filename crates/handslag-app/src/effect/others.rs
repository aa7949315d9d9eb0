//! How did others change, and is the own change more than they usually differ?

use handslag_domain::effect::MonthSpan;
use handslag_domain::series::Area;
use handslag_stats::effect::{BeforeAfter, DriftFunnel, FunnelError, FunnelPlan};
use handslag_stats::{Estimate, Level};

use super::panel::Panel;
use super::question::Question;

/// The fewest municipalities that show how much municipalities usually differ,
/// the own one included.
pub const FEWEST_UNITS: usize = DriftFunnel::FEWEST_UNITS + 1;

/// The fewest comparable municipalities that say anything: with fewer, one odd
/// municipality decides.
const FEWEST_COMPARABLE: usize = 4;

/// Others beside own.
#[derive(Debug, Clone, PartialEq)]
pub struct Others {
    /// Whether they are all the country's other municipalities.
    pub is_country: bool,
    /// How many they are.
    pub n: usize,
    /// Their counts, added up.
    pub before: u64,
    /// The same, in the months judged.
    pub after: u64,
    /// Their change per month, as a ratio.
    pub change: f64,
    /// How many times their ratio the own one is.
    pub against: Estimate,
    /// How often a municipality lies as far away without anything done.
    pub p: f64,
    /// Own change by itself, held to how much municipalities usually drift.
    pub own: Estimate,
    /// How often a municipality drifts as far without anything done.
    pub own_p: f64,
    /// How much municipalities of this size drift: a standard deviation of logs.
    pub drift: f64,
    /// Place among all, the most unusual first, and among how many.
    pub rank: (usize, usize),
    /// Whether tails are heavier than usual, so that the interval is wider.
    pub uneven: bool,
    /// Why no verdict can be given, where none can.
    pub withheld: Option<Withheld>,
}

/// Why a verdict is withheld.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Withheld {
    /// Others change so unevenly that no common spread describes them.
    Uneven,
    /// Too few events before to be compared.
    TooFew,
}

/// An interval this much wider than the normal distribution's is worth a word.
/// The 95th of 100 of 290 normal distances has a standard error of a twentieth
/// of itself, so that chance alone seldom widens the interval by a tenth.
const UNEVEN: f64 = 1.2;

/// Own change beside that of `comparable`, or of all other municipalities.
/// `None` when there are too few to compare with.
pub fn others(
    question: &Question<'_>,
    own: &Area,
    spans: (MonthSpan, MonthSpan),
    comparable: Option<&[Area]>,
) -> Option<Others> {
    let units = Units::of(&question.panel, spans);
    let place = units.areas.iter().position(|area| *area == own)?;
    let funnel = DriftFunnel::new(&units.counts).ok()?;
    let beside: Vec<usize> = (0..units.areas.len())
        .filter(|&i| i != place)
        .filter(|&i| comparable.is_none_or(|chosen| chosen.contains(units.areas[i])))
        .collect();
    if comparable.is_some() && beside.len() < FEWEST_COMPARABLE {
        return None;
    }
    let verdict = match comparable {
        None => funnel.verdict(place, Level::P95),
        Some(_) => funnel.verdict_beside(place, &beside, Level::P95),
    };
    let total = |count: fn(&BeforeAfter) -> f64| -> f64 {
        beside.iter().map(|&i| count(&units.counts[i])).sum()
    };
    let (before, after) = (total(|c| c.before), total(|c| c.after));
    let (months_before, months_after) = (spans.0.len() as f64, spans.1.len() as f64);
    let mut found = Others {
        is_country: comparable.is_none(),
        n: beside.len(),
        before: before as u64,
        after: after as u64,
        change: (after / months_after) / (before / months_before),
        against: unknown(),
        p: 1.0,
        own: unknown(),
        own_p: 1.0,
        drift: funnel.drift(),
        rank: (0, units.areas.len()),
        uneven: false,
        withheld: Some(Withheld::Uneven),
    };
    let own = funnel.own_change(place, months_after / months_before, Level::P95);
    match verdict.and_then(|verdict| Ok((verdict, own?))) {
        Ok((verdict, own)) => {
            (found.own, found.own_p) = (own.ratio, own.p);
            found.against = verdict.ratio;
            found.p = verdict.p;
            found.drift = verdict.drift;
            found.rank = (verdict.rank, verdict.n_units);
            found.uneven = verdict.widening > UNEVEN;
            found.withheld = None;
            Some(found)
        }
        Err(FunnelError::NoCommonSpread { .. }) => Some(found),
        Err(FunnelError::TooFewEvents { .. }) => {
            found.withheld = Some(Withheld::TooFew);
            Some(found)
        }
        Err(_) => None,
    }
}

/// What stands in place of a withheld verdict: every change is possible.
fn unknown() -> Estimate {
    Estimate {
        value: 1.0,
        lower: 0.0,
        upper: f64::INFINITY,
        level: Level::P95,
        method: handslag_stats::Method::DriftFunnel,
    }
}

/// How many of the chosen municipalities have figures for all the months.
pub fn held(question: &Question<'_>, before: MonthSpan, after: MonthSpan) -> usize {
    let chosen = question.comparison.compared_with.as_ref();
    let chosen = chosen.map(|with| with.municipalities.as_slice());
    chosen
        .unwrap_or_default()
        .iter()
        .filter_map(|written| crate::figures::area(written))
        .filter(|area| {
            let held = |span| question.panel.total(area, span).is_some();
            held(before) && held(after)
        })
        .count()
}

/// Every municipality that has a count for all months of both spans.
pub struct Units<'a> {
    /// Which.
    pub areas: Vec<&'a Area>,
    /// Their counts.
    pub counts: Vec<BeforeAfter>,
}

impl<'a> Units<'a> {
    /// The units of a panel.
    pub fn of(panel: &'a Panel, (before, after): (MonthSpan, MonthSpan)) -> Self {
        let with_both = panel.municipalities().filter_map(|area| {
            let (before, after) = (panel.total(area, before)?, panel.total(area, after)?);
            Some((area, BeforeAfter::new(before.n as f64, after.n as f64)))
        });
        let (areas, counts) = with_both.unzip();
        Self { areas, counts }
    }
}

impl Units<'_> {
    /// How many municipalities have a count for a span.
    pub fn held(panel: &Panel, span: MonthSpan) -> usize {
        let all = panel.municipalities();
        all.filter(|area| panel.total(area, span).is_some()).count()
    }
}

/// How municipalities drifted between the last two stretches that were known
/// when the baseline ended: what a verdict could be foreseen from.
pub fn plan(panel: &Panel, spans: (MonthSpan, MonthSpan)) -> Option<FunnelPlan> {
    let earlier = earlier_pair(panel, spans)?;
    let units = Units::of(panel, earlier);
    let funnel = DriftFunnel::new(&units.counts).ok()?;
    FunnelPlan::new(&funnel, Level::P95).ok()
}

/// The latest pair like the one compared within the figures up to the
/// baseline's end: the same months of the year, whole years earlier. Where too
/// little is held for that, the longest stretch up to the baseline's end, and
/// the same months the year before.
pub fn earlier_pair(
    panel: &Panel,
    (before, after): (MonthSpan, MonthSpan),
) -> Option<(MonthSpan, MonthSpan)> {
    let held = panel.months();
    let is_held = |span: MonthSpan| span.iter().all(|month| held.contains(&month));
    let years = (1..).find(|years| after.years_earlier(*years).last <= before.last)?;
    let judged = after.years_earlier(years);
    let mut baseline = before.years_earlier(years);
    // Of a long baseline, the last whole years will do.
    while !is_held(baseline) && baseline.len() >= judged.len().max(12) + 12 {
        baseline.first.0 += 1;
    }
    if is_held(judged) && is_held(baseline) {
        return Some((baseline, judged));
    }
    let stretches = (1..=after.len().min(12)).rev();
    let mut pairs = stretches.map(|months| {
        let last = before.last_months(months);
        (last.years_earlier(1), last)
    });
    pairs.find(|(first, second)| is_held(*first) && is_held(*second))
}
