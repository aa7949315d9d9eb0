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
    /// By length − 1, the fewest cases that a window of this length, if any is
    /// asked about, has in all.
    least_in_window: Vec<f64>,
}

/// Windows that are looked at side by side.
const LANES: usize = 8;

/// Room that is used again for each replicate.
pub(super) struct Scratch {
    /// Cases of the circle in each period, with room for windows at both ends.
    counts: Vec<i16>,
    /// Cases of the circle from the first period around a case to each.
    running: Vec<i16>,
    needs: Needs,
}

/// By cases in the circle and window length − 1: the fewest cases in the window
/// that could have a higher ratio than the best so far.
struct Needs {
    longest: usize,
    rows: Vec<i16>,
    /// When each row was worked out.
    at: Vec<u64>,
    /// Counts the bests; a row from an earlier best asks for too little.
    now: u64,
    /// The first of this replicate; a row from before it asks for too much.
    start: u64,
}

/// More cases than this cannot be counted in a window.
pub(super) const MOST_IN_WINDOW: u32 = i16::MAX as u32;

/// A circle that is being looked at.
struct Circle {
    centre: usize,
    width: usize,
    in_circle: usize,
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
        let firsts = |length| match cylinders.until {
            Until::AnyPeriod => 0..=periods - length,
            Until::LastPeriod => periods - length..=periods - length,
        };
        let least_in_window = (1..=longest)
            .map(|length| {
                let least = firsts(length)
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

    /// The most cases in any window.
    pub fn most_in_window(&self) -> u32 {
        (0..=self.periods - self.longest)
            .map(|first| self.before[first + self.longest] - self.before[first])
            .max()
            .unwrap_or(0)
    }

    pub fn scratch(&self) -> Scratch {
        Scratch {
            counts: vec![0; self.periods + 2 * self.longest + LANES],
            running: vec![0; 2 * self.longest + LANES],
            needs: Needs {
                longest: self.longest,
                rows: Vec::new(),
                at: Vec::new(),
                now: 1,
                start: 1,
            },
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
        scratch.needs.now += 1;
        scratch.needs.start = scratch.needs.now;
        let mut best = None;
        for centre in 0..self.zones.centres() {
            let around = self.zones.around(centre);
            let all_around: usize = around
                .iter()
                .map(|near| self.cases_of(near.location).len())
                .sum();
            if self.cannot_beat(all_around, &best, scratch) {
                continue;
            }
            scratch.counts.fill(0);
            let mut in_circle = 0;
            for (width, near) in around.iter().enumerate() {
                let new = &times[self.cases_of(near.location)];
                if new.is_empty() {
                    continue;
                }
                in_circle += new.len();
                for &period in new {
                    // A period's cases are at most a window's.
                    scratch.counts[usize::from(period) + self.longest] += 1;
                }
                let circle = Circle {
                    centre,
                    width: width + 1,
                    in_circle,
                };
                self.ask_for(in_circle, &best, &mut scratch.needs);
                for &period in new {
                    let period = usize::from(period);
                    match self.until {
                        Until::AnyPeriod => {
                            if self.any_window_may(period, in_circle, scratch) {
                                self.ask_anew(in_circle, &best, &mut scratch.needs);
                                self.around_case(period, &circle, &mut best, scratch);
                            }
                        }
                        Until::LastPeriod => {
                            self.up_to_now(period, &circle, &mut best, scratch);
                        }
                    }
                }
            }
        }
        best
    }

    /// Whether a circle has fewer cases in all than a window of it needs.
    fn cannot_beat(&self, in_circle: usize, best: &Option<Best>, scratch: &mut Scratch) -> bool {
        self.ask_for(in_circle, best, &mut scratch.needs);
        let least = scratch.needs.of(in_circle).iter().copied().min();
        least.is_some_and(|least| in_circle < least as usize)
    }

    /// Sees to it that the needs of such a circle are not too high.
    fn ask_for(&self, in_circle: usize, best: &Option<Best>, needs: &mut Needs) {
        if in_circle >= needs.at.len() {
            let rows = (in_circle + 1).next_power_of_two();
            needs.at.resize(rows, 0);
            needs.rows.resize(rows * self.longest, 0);
        }
        if needs.at[in_circle] < needs.start {
            self.ask_anew(in_circle, best, needs);
        }
    }

    /// Sees to it that the needs of such a circle are as high as can be said.
    ///
    /// At a given count the ratio falls as more are expected, so the least that
    /// can be expected bounds it.
    fn ask_anew(&self, in_circle: usize, best: &Option<Best>, needs: &mut Needs) {
        if needs.at[in_circle] == needs.now {
            return;
        }
        needs.at[in_circle] = needs.now;
        // A hair lower, for what rounding may do.
        let beat = best.as_ref().map_or(0.0, |best| best.llr * (1.0 - 1e-12));
        let most = (in_circle as u32).min(MOST_IN_WINDOW - 1);
        let mut observed = self.fewest;
        let row = in_circle * self.longest..(in_circle + 1) * self.longest;
        for (need, total) in needs.rows[row].iter_mut().zip(&self.least_in_window) {
            let expected = in_circle as f64 * total / self.all;
            // Longer windows have no fewer cases in all, so they need no fewer.
            while observed <= most
                && (f64::from(observed) <= expected
                    || ratio(f64::from(observed), expected, self.all) <= beat)
            {
                observed += 1;
            }
            *need = observed as i16;
        }
    }

    fn in_window(&self, first: usize, after: usize) -> f64 {
        f64::from(self.before[after] - self.before[first])
    }

    /// Whether any window around a case may have as many cases as it needs:
    /// never wrongly no.
    ///
    /// Windows that would begin or end beyond the periods are looked at too;
    /// they have the cases of a shorter window and need no fewer.
    fn any_window_may(&self, period: usize, in_circle: usize, scratch: &mut Scratch) -> bool {
        let longest = self.longest;
        let mut sum = 0i16;
        let counts = &scratch.counts[period + 1..];
        for (running, &count) in scratch.running.iter_mut().zip(counts) {
            *running = sum;
            sum = sum.wrapping_add(count);
        }
        let needs = scratch.needs.of(in_circle);
        let running = &scratch.running;
        if running[2 * longest - 1] < needs[0] {
            return false;
        }
        let mut over = [i16::MIN; LANES];
        for (shorter, &need) in needs.iter().enumerate() {
            // Windows of this length that begin `shorter` periods before the
            // case, and later ones.
            for from in (0..=shorter).step_by(LANES) {
                let ends = &running[longest + from..][..LANES];
                let starts = &running[longest - 1 - shorter + from..][..LANES];
                for lane in 0..LANES {
                    let held = ends[lane].wrapping_sub(starts[lane]);
                    over[lane] = over[lane].max(held.wrapping_sub(need));
                }
            }
        }
        over.iter().any(|&over| over >= 0)
    }

    /// Looks at the windows around one case of a circle.
    fn around_case(
        &self,
        period: usize,
        circle: &Circle,
        best: &mut Option<Best>,
        scratch: &mut Scratch,
    ) {
        for first in (period + 1).saturating_sub(self.longest)..=period {
            if scratch.counts[first + self.longest] == 0 {
                continue;
            }
            let before = &scratch.counts[first + self.longest..period + self.longest];
            let mut observed: i16 = before.iter().sum();
            for last in period..(first + self.longest).min(self.periods) {
                let here = scratch.counts[last + self.longest];
                observed += here;
                if here > 0 && observed >= scratch.needs.of(circle.in_circle)[last - first] {
                    self.consider(circle, first, last, observed, best, scratch);
                }
            }
        }
    }

    /// Looks at the windows from before a case to the last period.
    fn up_to_now(
        &self,
        period: usize,
        circle: &Circle,
        best: &mut Option<Best>,
        scratch: &mut Scratch,
    ) {
        if period + self.longest < self.periods {
            return;
        }
        let mut observed = 0i16;
        for length in 1..=self.longest {
            let first = self.periods - length;
            let here = scratch.counts[first + self.longest];
            observed += here;
            let needed = scratch.needs.of(circle.in_circle)[length - 1];
            if here > 0 && first <= period && observed >= needed {
                self.consider(circle, first, self.periods - 1, observed, best, scratch);
            }
        }
    }

    fn consider(
        &self,
        circle: &Circle,
        first: usize,
        last: usize,
        observed: i16,
        best: &mut Option<Best>,
        scratch: &mut Scratch,
    ) {
        let expected = circle.in_circle as f64 * self.in_window(first, last + 1) / self.all;
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
                observed: observed as u64,
                expected,
            });
            scratch.needs.now += 1;
        }
    }
}

impl Needs {
    fn of(&self, in_circle: usize) -> &[i16] {
        &self.rows[in_circle * self.longest..(in_circle + 1) * self.longest]
    }
}
