//! Hot hours: which hours of the week hold more than chance gives, windows
//! spread over the hours they cover.

use handslag_domain::incident::TimeUnit;
use handslag_geo::snapshot::{Codes, Filter, HourMatrix};
use handslag_stats::Counted;
use handslag_stats::count::{Adjustment, RatioTest, adjusted_p, rate_ratio_test};
use handslag_stats::numeric::poisson_at_most;

use super::super::too_coarse::{known_to, or_too_coarse};
use super::super::{IncidentPicture, TooCoarse};
use super::{Told, Withheld};

/// Hours of the week.
const HOURS: usize = 7 * 24;
/// Fewer windows say little of the hour (50 in `docs` of the methods).
const FEWEST: u64 = 50;
/// Fewer of the other kinds are nothing to compare with; a choice of ours.
const FEWEST_OTHERS: u64 = 200;
/// Of the hours that are called, so many may be wrongly.
const FALSE_SHARE: f64 = 0.05;

/// What hours are held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Against {
    /// All hours of the week alike.
    EvenHours,
    /// How the organisation's other kinds fall on the hours; so many of them.
    OtherKinds(u64),
}

/// Which hours stand out.
#[derive(Debug, Clone, PartialEq)]
pub struct HotHours {
    /// How many occasions.
    pub n: u64,
    /// Those that are not counted, for their window is longer than a day and says
    /// little of the hour.
    pub too_coarse: Option<TooCoarse>,
    /// What they are held against.
    pub against: Against,
    /// By weekday (0 is Monday) and hour: how many, and whether it stands out.
    pub hours: Vec<[(f64, bool); 24]>,
    /// Hours in a row that stand out, those with most beyond the expected first.
    pub runs: Vec<HotRun>,
}

/// Hours of the week in a row.
#[derive(Debug, Clone, PartialEq)]
pub struct HotRun {
    /// Weekday (0 is Monday) and hour at which it begins.
    pub from: (usize, usize),
    /// Weekday and hour at which it ends.
    pub to: (usize, usize),
    /// How many.
    pub n: f64,
    /// How many were to be expected.
    pub expected: f64,
    /// The largest adjusted p value in it.
    pub q: f64,
}

impl IncidentPicture {
    /// - `has_others`: whether some kinds are asked for, so that there are others.
    pub(in super::super) fn hot_hours(&self, filter: &Filter, has_others: bool) -> Told<HotHours> {
        // Hours that were chosen would stand out because they were chosen.
        let all = Filter {
            hours: None,
            max_width_min: None,
            ..filter.clone()
        };
        let filter = known_to(TimeUnit::Day, &all);
        let too_coarse = self.coarser_than(&all, TimeUnit::Day);
        let told = self.hours_of_known(&filter, has_others, too_coarse);
        or_too_coarse(told, self.snapshot.count(&filter), too_coarse)
    }

    /// - `filter`: what is known to the day.
    fn hours_of_known(
        &self,
        filter: &Filter,
        has_others: bool,
        too_coarse: Option<TooCoarse>,
    ) -> Told<HotHours> {
        let hours = self.snapshot.hours(filter);
        let n = hours.total();
        if n < FEWEST {
            let needed = FEWEST;
            return Err(Withheld::TooFew { found: n, needed });
        }
        let others = has_others.then(|| self.snapshot.hours(&self.other_kinds(filter)));
        let others = others.filter(|hours| hours.total() >= FEWEST_OTHERS);
        let seen = by_hour(&hours);
        let (against, judged) = match others {
            Some(others) => {
                let m = others.total();
                let judged = against_others(&seen, n, &by_hour(&others), m);
                (Against::OtherKinds(m), judged)
            }
            None => (Against::EvenHours, against_even(&seen, n)),
        };
        let judged = judged.ok_or(Withheld::AllAlike)?;
        let cell = |day: usize, hour: usize| {
            let at = day * 24 + hour;
            (seen[at], judged[at].is_hot())
        };
        Ok(HotHours {
            n,
            too_coarse,
            against,
            hours: (0..7)
                .map(|day| std::array::from_fn(|hour| cell(day, hour)))
                .collect(),
            runs: runs(&seen, &judged),
        })
    }

    fn other_kinds(&self, filter: &Filter) -> Filter {
        let own = filter.categories.clone().unwrap_or_default();
        let numbers = 0..u16::try_from(self.categories.len()).unwrap_or(u16::MAX);
        let others = numbers.filter(|number| !own.holds(*number));
        Filter {
            categories: Some(others.collect::<Codes>()),
            ..filter.clone()
        }
    }
}

fn by_hour(matrix: &HourMatrix) -> Vec<f64> {
    (0..HOURS).map(|at| matrix.at(at / 24, at % 24)).collect()
}

/// One hour beside what was expected of it.
#[derive(Debug, Clone, Copy)]
struct Hour {
    expected: f64,
    q: f64,
    is_more: bool,
}

impl Hour {
    fn is_hot(self) -> bool {
        self.is_more && self.q <= FALSE_SHARE
    }
}

/// Against even hours: the Poisson tail at the whole number below. Parts of
/// windows vary less than whole incidents, so that the tail is rather too large.
fn against_even(seen: &[f64], n: u64) -> Option<Vec<Hour>> {
    let expected = n as f64 / HOURS as f64;
    let p = seen.iter().map(|seen| match *seen as u64 {
        0 => 1.0,
        whole => 1.0 - poisson_at_most(whole - 1, expected),
    });
    let is_more = |seen: f64| (seen > expected, expected);
    judged(
        p.collect(),
        seen.iter().map(|seen| is_more(*seen)).collect(),
    )
}

/// Against the other kinds: given both numbers of an hour, how they are shared.
fn against_others(seen: &[f64], n: u64, others: &[f64], m: u64) -> Option<Vec<Hour>> {
    let share = n as f64 / m as f64;
    let p = seen.iter().zip(others).map(|(seen, other)| {
        let before = Counted::new(*other as u64, m as f64);
        let after = Counted::new(*seen as u64, n as f64);
        rate_ratio_test(before, after, RatioTest::ConditionalExact).unwrap_or(1.0)
    });
    let is_more = |(seen, other): (&f64, &f64)| (*seen > other * share, other * share);
    judged(p.collect(), seen.iter().zip(others).map(is_more).collect())
}

fn judged(p: Vec<f64>, expected: Vec<(bool, f64)>) -> Option<Vec<Hour>> {
    let p: Vec<f64> = p.into_iter().map(|p| p.clamp(0.0, 1.0)).collect();
    let adjusted = adjusted_p(&p, Adjustment::BenjaminiHochberg).ok()?;
    let hours = expected.into_iter().zip(adjusted);
    let hour = |((is_more, expected), q)| Hour {
        expected,
        q,
        is_more,
    };
    Some(hours.map(hour).collect())
}

/// Hot hours that follow each other, round the week's end too.
fn runs(seen: &[f64], judged: &[Hour]) -> Vec<HotRun> {
    let is_hot = |at: usize| judged[at % HOURS].is_hot();
    // Begin after an hour that is not hot, so that no run is cut in two.
    let Some(start) = (0..HOURS).find(|at| !is_hot(*at)) else {
        return Vec::new();
    };
    let mut runs = Vec::new();
    let mut at = start;
    while at < start + HOURS {
        let length = (at..start + HOURS).take_while(|at| is_hot(*at)).count();
        if length > 0 {
            let hours = (at..at + length).map(|at| at % HOURS);
            let end = (at + length) % HOURS;
            runs.push(HotRun {
                from: (at % HOURS / 24, at % 24),
                to: (end / 24, end % 24),
                n: hours.clone().map(|at| seen[at]).sum(),
                expected: hours.clone().map(|at| judged[at].expected).sum(),
                q: hours.map(|at| judged[at].q).fold(0.0, f64::max),
            });
        }
        at += length.max(1);
    }
    runs.sort_by(|a, b| (b.n - b.expected).total_cmp(&(a.n - a.expected)));
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_in_a_row_are_told_as_one_also_round_the_end_of_the_week() {
        let mut seen = vec![1.0; HOURS];
        // Sunday 23 to Monday 01, and Friday 22.
        for at in [167, 0, 4 * 24 + 22] {
            seen[at] = 30.0;
        }
        let judged = against_even(&seen, 255).unwrap();
        let found: Vec<_> = runs(&seen, &judged)
            .iter()
            .map(|run| (run.from, run.to, run.n))
            .collect();
        assert_eq!(found, [((6, 23), (0, 1), 60.0), ((4, 22), (4, 23), 30.0)]);
    }

    #[test]
    fn an_hour_that_other_kinds_fill_as_much_does_not_stand_out() {
        let mut seen = vec![1.0; HOURS];
        let mut others = vec![10.0; HOURS];
        seen[20] = 30.0;
        seen[21] = 30.0;
        // Everything happens at eight in the evening; at nine only this.
        others[20] = 300.0;
        let n = seen.iter().sum::<f64>() as u64;
        let m = others.iter().sum::<f64>() as u64;
        let hot = |judged: Vec<Hour>| -> Vec<usize> {
            (0..HOURS).filter(|at| judged[*at].is_hot()).collect()
        };
        assert_eq!(hot(against_even(&seen, n).unwrap()), [20, 21]);
        assert_eq!(hot(against_others(&seen, n, &others, m).unwrap()), [21]);
    }

    #[test]
    fn even_hours_have_none_that_stand_out() {
        let seen = vec![3.0; HOURS];
        let judged = against_even(&seen, 3 * 168).unwrap();
        assert_eq!(runs(&seen, &judged), []);
    }
}
