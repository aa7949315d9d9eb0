//! When is a change from one year to the next called one?

use handslag_stats::count::{
    Adjustment, Counted, Pair, PairedRatio, adjusted_p, paired_rate_ratio,
};
use handslag_stats::series::unusual_last;
use handslag_stats::{Estimate, Level};

/// With fewer in the earlier year no percent is told, and with fewer in both
/// nothing is judged: from 7 to 11 is 57 percent, and it is four. Twenty is what
/// the false alarms of METHODS were measured from.
pub const FEWEST_FOR_PERCENT: u64 = 20;
/// More than 5 % false alarms among those that are called are too many.
const MOST_FALSE: f64 = 0.05;
/// Outside the range in one year of twenty by chance alone: 2.5 % on each side.
const TAIL: f64 = 0.025;
/// Fewer years before do not show how much a year varies.
const FEWEST_YEARS: usize = 3;

/// Two years of one kind or area beside each other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Beside {
    /// How many the year before.
    pub before: u64,
    /// How many now.
    pub now: u64,
    /// What is said of it.
    pub turn: YearTurn,
    /// Now over before, a day; only where there were enough before to say so.
    pub ratio: Option<Estimate>,
    /// What the years before let one expect, where at least three are held.
    pub usual: Option<UsualYears>,
}

/// What is said of two years.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum YearTurn {
    /// Surely more.
    More,
    /// Surely fewer.
    Fewer,
    /// Surely other than the year before, and as the years before that let one
    /// expect: it was the year before that was unusual.
    AsBefore,
    /// Chance and unrest give as much.
    MayBeChance,
    /// So few that they are only told, and not compared.
    TooFew,
}

/// What the years before let one expect of as many days.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct UsualYears {
    /// Fewer are unusual.
    pub lower: u64,
    /// More are unusual.
    pub upper: u64,
    /// How many years that is learnt from.
    pub n_years: usize,
}

/// Counts by month of this year, of the year before, and so on.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Series(pub Vec<Vec<u64>>);

impl Series {
    fn total(&self, back: usize) -> u64 {
        self.0.get(back).map_or(0, |months| months.iter().sum())
    }

    /// Whether there is anything in either year.
    pub fn is_any(&self) -> bool {
        self.total(0) + self.total(1) > 0
    }
}

/// Two years, before it is known how many are judged.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Judged {
    before: u64,
    now: u64,
    found: Option<PairedRatio>,
    usual: Option<UsualYears>,
}

/// - `days`: of each month, now and a year before.
pub(super) fn judge(series: &Series, days: &[(u32, u32)]) -> Judged {
    let (now, before) = (series.total(0), series.total(1));
    let is_judged = now.max(before) >= FEWEST_FOR_PERCENT;
    let months = series.0[0].iter().zip(&series.0[1]).zip(days);
    let pairs: Vec<Pair> = months
        .map(|((now, before), (days, days_before))| Pair {
            before: Counted::new(*before, f64::from(*days_before)),
            after: Counted::new(*now, f64::from(*days)),
        })
        .collect();
    let ratio = || paired_rate_ratio(&pairs, Level::P95).ok();
    Judged {
        before,
        now,
        found: is_judged.then(ratio).flatten(),
        usual: is_judged.then(|| usual(series)).flatten(),
    }
}

/// The range of the years before; a leap day more or less is within its breadth.
fn usual(series: &Series) -> Option<UsualYears> {
    let n_years = series.0.len() - 1;
    let years = (0..series.0.len())
        .rev()
        .map(|back| Some(series.total(back)));
    let years: Vec<Option<u64>> = years.collect();
    if n_years < FEWEST_YEARS {
        return None;
    }
    let last = unusual_last(&years, 1, TAIL).ok()?;
    Some(UsualYears {
        lower: last.lower,
        upper: last.upper,
        n_years,
    })
}

impl Judged {
    /// As the only one that is asked about.
    pub fn alone(self) -> Beside {
        self.told(self.found.map(|found| found.p))
    }

    /// - `p`: that of no change, allowing for how many are judged.
    fn told(self, p: Option<f64>) -> Beside {
        let has_percent = self.before >= FEWEST_FOR_PERCENT;
        Beside {
            before: self.before,
            now: self.now,
            turn: self.turn(p),
            ratio: self.found.filter(|_| has_percent).map(|found| found.ratio),
            usual: self.usual,
        }
    }

    fn turn(&self, p: Option<f64>) -> YearTurn {
        if self.now.max(self.before) < FEWEST_FOR_PERCENT {
            return YearTurn::TooFew;
        }
        let Some(found) = self.found.filter(|_| p.is_some_and(|p| p <= MOST_FALSE)) else {
            return YearTurn::MayBeChance;
        };
        let is_more = found.ratio.value > 1.0;
        let is_outside = self.usual.is_none_or(|usual| match is_more {
            true => self.now > usual.upper,
            false => self.now < usual.lower,
        });
        match (is_outside, is_more) {
            (false, _) => YearTurn::AsBefore,
            (true, true) => YearTurn::More,
            (true, false) => YearTurn::Fewer,
        }
    }
}

type Rows<K> = Vec<(K, Beside)>;

/// Every kind and area that has any, judged together: of many some differ by
/// chance. And how many were judged.
pub(super) fn beside<K: Ord, A: Ord>(
    kinds: Vec<(K, Series)>,
    areas: Vec<(A, Series)>,
    days: &[(u32, u32)],
) -> (Rows<K>, Rows<A>, usize) {
    let (kinds, areas) = (judged(kinds, days), judged(areas, days));
    let of_kinds = kinds.iter().map(|(_, judged)| judged);
    let all = of_kinds.chain(areas.iter().map(|(_, judged)| judged));
    let p: Vec<f64> = all.filter_map(|judged| Some(judged.found?.p)).collect();
    let adjusted = adjusted_p(&p, Adjustment::BenjaminiHochberg);
    let mut adjusted = adjusted.unwrap_or_else(|_| vec![1.0; p.len()]).into_iter();
    // In the order in which they were gathered.
    let kinds = rows(kinds, &mut adjusted);
    let areas = rows(areas, &mut adjusted);
    (kinds, areas, p.len())
}

fn judged<K>(all: Vec<(K, Series)>, days: &[(u32, u32)]) -> Vec<(K, Judged)> {
    let any = all.into_iter().filter(|(_, series)| series.is_any());
    any.map(|(name, series)| (name, judge(&series, days)))
        .collect()
}

fn rows<K: Ord>(all: Vec<(K, Judged)>, adjusted: &mut impl Iterator<Item = f64>) -> Rows<K> {
    let rows = all.into_iter().map(|(name, judged)| {
        let p = judged.found.and_then(|_| adjusted.next());
        (name, judged.told(p))
    });
    let mut rows: Rows<K> = rows.collect();
    rows.sort_by(|(name, row), (other_name, other)| {
        let is_clear = |row: &Beside| matches!(row.turn, YearTurn::More | YearTurn::Fewer);
        let clear_first = is_clear(other).cmp(&is_clear(row));
        let most = |row: &Beside| row.now.max(row.before);
        clear_first
            .then_with(|| most(other).cmp(&most(row)))
            .then_with(|| name.cmp(other_name))
    });
    rows
}
