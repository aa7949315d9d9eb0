//! Which circle and window has the highest ratio?

use super::zones::Zones;
use super::{Case, Cylinders, Until, ratio};

/// The circle and window with the highest ratio so far.
#[derive(Debug, Clone)]
pub(super) struct Best {
    pub llr: f64,
    pub centre: usize,
    /// How many of the locations around the centre are in the circle.
    pub width: usize,
    pub first_period: usize,
    pub last_period: usize,
    pub observed: u64,
    pub expected: f64,
}

/// What stays the same when periods are dealt out anew.
pub(super) struct Search<'a> {
    zones: &'a Zones,
    /// Where each location's cases begin; one more at the end.
    cases: Vec<u32>,
    periods: usize,
    longest: usize,
    fewest: u32,
    until: Until,
    all: f64,
    /// Cases before each period; one more at the end.
    before: Vec<u32>,
    /// By length − 1, the fewest cases that any window of this length has in all.
    least_in_window: Vec<f64>,
}

/// Room that is used again for each replicate.
pub(super) struct Scratch {
    /// Cases of the circle in each period, with room for windows at both ends.
    counts: Vec<u32>,
    /// By cases in the circle and window length: the fewest cases in the window
    /// that could have a higher ratio than the best so far. Zero: not known.
    needed: Vec<u32>,
}

impl<'a> Search<'a> {
    /// `cases` by location.
    pub fn new(zones: &'a Zones, cases: &[Case], periods: usize, cylinders: Cylinders) -> Self {
        let longest = cylinders.longest.min(periods);
        let mut starts = vec![0u32; zones.centres() + 1];
        let mut before = vec![0u32; periods + 1];
        for case in cases {
            starts[case.location + 1] += 1;
            before[case.period + 1] += 1;
        }
        for list in [&mut starts, &mut before] {
            for i in 1..list.len() {
                list[i] += list[i - 1];
            }
        }
        let least_in_window = (1..=longest)
            .map(|length| {
                let least = (0..=periods - length)
                    .map(|first| before[first + length] - before[first])
                    .min();
                // A window that is asked about holds a case.
                f64::from(least.unwrap_or(0).max(1))
            })
            .collect();
        Self {
            zones,
            cases: starts,
            periods,
            longest,
            fewest: cylinders.fewest_cases.max(1) as u32,
            until: cylinders.until,
            all: cases.len() as f64,
            before,
            least_in_window,
        }
    }

    pub fn scratch(&self) -> Scratch {
        Scratch {
            counts: vec![0; self.periods + 2 * self.longest],
            needed: Vec::new(),
        }
    }

    fn cases_of(&self, location: u32) -> std::ops::Range<usize> {
        let location = location as usize;
        self.cases[location] as usize..self.cases[location + 1] as usize
    }

    /// The best circle and window when the cases, by location, have these
    /// periods.
    ///
    /// A window with none of the cases that the last location brought into the
    /// circle had a higher ratio in the narrower circle, and a window that
    /// begins or ends with a period without cases has one in a shorter window.
    /// So only windows from a case to a case around a new case are looked at.
    pub fn best(&self, times: &[u16], scratch: &mut Scratch) -> Option<Best> {
        scratch.needed.clear();
        let mut best = None;
        for centre in 0..self.zones.centres() {
            let around = self.zones.around(centre);
            let all_around: u32 = around
                .iter()
                .map(|near| self.cases_of(near.location).len() as u32)
                .sum();
            if self.least_needed(all_around, best.as_ref(), scratch) > all_around {
                continue;
            }
            scratch.counts.fill(0);
            let mut in_circle = 0;
            for (width, near) in around.iter().enumerate() {
                let new = &times[self.cases_of(near.location)];
                if new.is_empty() {
                    continue;
                }
                in_circle += new.len() as u32;
                for &period in new {
                    scratch.counts[usize::from(period) + self.longest] += 1;
                }
                let mut circle = Circle {
                    centre,
                    width: width + 1,
                    in_circle,
                };
                for &period in new {
                    self.around_case(usize::from(period), &mut circle, &mut best, scratch);
                }
            }
        }
        best
    }

    /// The fewest cases in any window of a circle that could do better.
    fn least_needed(&self, in_circle: u32, best: Option<&Best>, scratch: &mut Scratch) -> u32 {
        match self.until {
            Until::AnyPeriod => self.needed(in_circle, 1, best, scratch),
            Until::LastPeriod => (1..=self.longest)
                .map(|length| self.needed(in_circle, length, best, scratch))
                .min()
                .unwrap_or(self.fewest),
        }
    }

    /// The fewest cases in a window of this length, of a circle with so many
    /// cases in all, that could have a higher ratio than the best so far.
    ///
    /// At a given count the ratio falls as more are expected, so the least that
    /// can be expected bounds it.
    fn needed(
        &self,
        in_circle: u32,
        length: usize,
        best: Option<&Best>,
        scratch: &mut Scratch,
    ) -> u32 {
        let place = in_circle as usize * self.longest + length - 1;
        if place >= scratch.needed.len() {
            scratch.needed.resize((place + 1).next_multiple_of(4096), 0);
        }
        if scratch.needed[place] == 0 {
            let total = match self.until {
                Until::AnyPeriod => self.least_in_window[length - 1],
                Until::LastPeriod => self.in_window(self.periods - length, self.periods).max(1.0),
            };
            let expected = f64::from(in_circle) * total / self.all;
            // A hair lower, for what rounding may do.
            let beat = best.map_or(0.0, |best| best.llr * (1.0 - 1e-12));
            let mut observed = self.fewest.max(expected as u32);
            while observed <= in_circle
                && (f64::from(observed) <= expected
                    || ratio(f64::from(observed), expected, self.all) <= beat)
            {
                observed += 1;
            }
            scratch.needed[place] = observed.max(1);
        }
        scratch.needed[place]
    }

    fn in_window(&self, first: usize, after: usize) -> f64 {
        f64::from(self.before[after] - self.before[first])
    }

    /// Looks at the windows around one case of a circle.
    fn around_case(
        &self,
        period: usize,
        circle: &mut Circle,
        best: &mut Option<Best>,
        scratch: &mut Scratch,
    ) {
        let (from, to) = match self.until {
            Until::AnyPeriod => (
                (period + 1).saturating_sub(self.longest),
                (period + self.longest).min(self.periods),
            ),
            Until::LastPeriod => (self.periods - self.longest, self.periods),
        };
        if period < from {
            return;
        }
        let near: u32 = scratch.counts[from + self.longest..to + self.longest]
            .iter()
            .sum();
        if near < self.least_needed(circle.in_circle, best.as_ref(), scratch) {
            return;
        }
        let first_ends = match self.until {
            Until::AnyPeriod => period,
            Until::LastPeriod => self.periods - 1,
        };
        for first in from..=period {
            if scratch.counts[first + self.longest] == 0 {
                continue;
            }
            let last_ends = (first + self.longest).min(self.periods);
            let mut observed: u32 = scratch.counts[first + self.longest..first_ends + self.longest]
                .iter()
                .sum();
            for last in first_ends..last_ends {
                let here = scratch.counts[last + self.longest];
                observed += here;
                if here == 0 && self.until == Until::AnyPeriod {
                    continue;
                }
                let length = last - first + 1;
                if observed >= self.needed(circle.in_circle, length, best.as_ref(), scratch) {
                    self.consider(circle, first, last, observed, best, scratch);
                }
            }
        }
    }

    fn consider(
        &self,
        circle: &Circle,
        first: usize,
        last: usize,
        observed: u32,
        best: &mut Option<Best>,
        scratch: &mut Scratch,
    ) {
        let expected = f64::from(circle.in_circle) * self.in_window(first, last + 1) / self.all;
        let count = f64::from(observed);
        if count <= expected {
            return;
        }
        let llr = ratio(count, expected, self.all);
        if best.as_ref().is_none_or(|best| llr > best.llr) {
            *best = Some(Best {
                llr,
                centre: circle.centre,
                width: circle.width,
                first_period: first,
                last_period: last,
                observed: u64::from(observed),
                expected,
            });
            scratch.needed.fill(0);
        }
    }
}

/// A circle that is being looked at.
struct Circle {
    centre: usize,
    width: usize,
    in_circle: u32,
}
