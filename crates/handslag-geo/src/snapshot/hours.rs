//! At which hours of which weekdays, when only a window is known?

use std::sync::LazyLock;

use super::Snapshot;
use super::calendar::{HOURS_A_WEEK, MINUTES_A_DAY};
use super::filter::Filter;
use super::part::Part;
use super::scan::{By, Fold};

const MINUTES_A_WEEK: usize = 7 * MINUTES_A_DAY as usize;
/// One incident, in the units it is spread in; whole numbers have the same sum
/// in any order.
const WHOLE: u64 = 1 << 32;

/// What each minute of a window of this length gets. A division costs more than
/// all else that is done for a row.
static EACH: LazyLock<Vec<u32>> = LazyLock::new(|| {
    let each = |width: u64| (WHOLE / width.max(2)) as u32;
    (0..1 << 16).map(each).collect()
});

/// Incidents by weekday and hour, each window spread evenly over its minutes
/// (Ratcliffe 2002, doi:10.1023/A:1013240828824).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HourMatrix {
    units: Vec<u64>,
}

impl HourMatrix {
    /// How many incidents fall on an hour of a weekday (0 is Monday).
    ///
    /// # Panics
    /// When there is no such weekday or hour.
    #[must_use]
    pub fn at(&self, weekday: usize, hour: usize) -> f64 {
        assert!(weekday < 7 && hour < 24, "weekday {weekday}, hour {hour}");
        self.units[weekday * 24 + hour] as f64 / WHOLE as f64
    }

    /// All incidents; the hours sum to exactly as many as there were.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.units.iter().sum::<u64>() / WHOLE
    }
}

impl Snapshot {
    /// What the filter asks for, by weekday and hour.
    #[must_use]
    pub fn hours(&self, filter: &Filter) -> HourMatrix {
        self.fold(filter, By::Row, Minutes::new).spread()
    }
}

/// The week by minutes. What a window adds to each of its minutes is noted where
/// it begins and where it ends, so a long window costs no more than a short one.
struct Minutes {
    /// What each minute gets beyond the one before; wraps below zero.
    steps: Vec<u64>,
    /// What falls on single minutes.
    alone: Vec<u64>,
    /// What each minute of the week gets from windows longer than a week.
    all_week: u64,
    each: &'static [u32],
}

impl Minutes {
    fn new() -> Self {
        Self {
            steps: vec![0; MINUTES_A_WEEK + 1],
            alone: vec![0; MINUTES_A_WEEK],
            all_week: 0,
            each: &EACH,
        }
    }

    #[inline]
    fn add(&mut self, start: u32, width: u32) {
        let from = start as usize % MINUTES_A_WEEK;
        if width <= 1 {
            self.alone[from] += WHOLE;
            return;
        }
        let each = match self.each.get(width as usize) {
            Some(&each) => u64::from(each),
            None => WHOLE / u64::from(width),
        };
        // What cannot be dealt evenly is less than a millionth for a day.
        self.alone[from] += WHOLE - each * u64::from(width);
        let (weeks, rest) = (
            width as usize / MINUTES_A_WEEK,
            width as usize % MINUTES_A_WEEK,
        );
        self.all_week += each * weeks as u64;
        let to = from + rest;
        self.step(from, each);
        if to <= MINUTES_A_WEEK {
            self.step(to, each.wrapping_neg());
        } else {
            self.step(0, each);
            self.step(to - MINUTES_A_WEEK, each.wrapping_neg());
        }
    }

    #[inline]
    fn step(&mut self, minute: usize, by: u64) {
        self.steps[minute] = self.steps[minute].wrapping_add(by);
    }

    fn spread(&self) -> HourMatrix {
        let mut units = vec![0; HOURS_A_WEEK];
        let mut running = 0_u64;
        for minute in 0..MINUTES_A_WEEK {
            running = running.wrapping_add(self.steps[minute]);
            units[minute / 60] += running + self.alone[minute] + self.all_week;
        }
        HourMatrix { units }
    }
}

impl Fold for Minutes {
    fn rows(&mut self, part: &Part, rows: &[u32]) {
        for &row in rows {
            let row = row as usize;
            self.add(part.start[row], part.width(row));
        }
    }

    fn merge(&mut self, later: Self) {
        for (minute, by) in later.steps.into_iter().enumerate() {
            self.step(minute, by);
        }
        for (alone, more) in self.alone.iter_mut().zip(later.alone) {
            *alone += more;
        }
        self.all_week += later.all_week;
    }
}
