//! Whether midnight, noon or the first of the month stands for "unknown" in a source.

use jiff::civil::DateTime;

use super::TimePrecision;

/// How often each hour on the dot and each day of the month was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WrittenTimes {
    on_the_hour: [u64; 24],
    on_day: [u64; 31],
}

/// A time that was written far more often than those beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Heaped {
    /// Which.
    pub at: HeapedAt,
    /// How often it was written.
    pub n: u64,
    /// How often one would expect from the times beside it.
    pub n_usual: u64,
}

/// A time that people write when they do not know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum HeapedAt {
    /// 00:00.
    Midnight,
    /// 12:00.
    Noon,
    /// The first of the month.
    FirstOfMonth,
}

impl WrittenTimes {
    /// Counts a time as it was written.
    pub fn add(&mut self, at: DateTime, precision: TimePrecision) {
        use TimePrecision::{Day, Hour, Interval, Minute, Month, Published, Year};
        let knows_the_minute = match precision {
            Minute | Interval => true,
            Hour | Day | Month | Year | Published => false,
        };
        if knows_the_minute && at.minute() == 0 {
            self.on_the_hour[index(at.hour(), 24)] += 1;
        }
        if knows_the_minute || matches!(precision, Hour | Day) {
            self.on_day[index(at.day() - 1, 31)] += 1;
        }
    }

    /// What was written suspiciously often.
    ///
    /// Midnight is held to 23:00 and 01:00, noon to 11:00 and 13:00, the first
    /// to the days from the second to the twenty-eighth, which every month has.
    #[must_use]
    pub fn heaped(&self) -> Vec<Heaped> {
        let hour = |at: usize| self.on_the_hour[at];
        let usual_day = self.on_day[1..28].iter().sum::<u64>() / 27;
        [
            (
                HeapedAt::Midnight,
                hour(0),
                u64::midpoint(hour(23), hour(1)),
            ),
            (HeapedAt::Noon, hour(12), u64::midpoint(hour(11), hour(13))),
            (HeapedAt::FirstOfMonth, self.on_day[0], usual_day),
        ]
        .into_iter()
        .filter(|(_, n, usual)| is_heaped(*n, *usual))
        .map(|(at, n, n_usual)| Heaped { at, n, n_usual })
        .collect()
    }
}

/// Half as many again, and more than chance gives: four times the square root
/// of what is usual. Below thirty nobody could tell.
fn is_heaped(n: u64, usual: u64) -> bool {
    let excess = n.saturating_sub(usual);
    n >= 30 && 2 * n > 3 * usual && excess.saturating_mul(excess) > usual.saturating_mul(16)
}

fn index(part: i8, at_most: usize) -> usize {
    usize::try_from(part).unwrap_or(0).min(at_most - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn every_hour_of_a_year() -> WrittenTimes {
        let mut times = WrittenTimes::default();
        let first = jiff::civil::date(2023, 1, 1).at(0, 0, 0, 0);
        for hour in 0..365 * 24 {
            let at = first + jiff::SignedDuration::from_hours(hour);
            times.add(at, TimePrecision::Minute);
        }
        times
    }

    #[test]
    fn even_times_are_not_heaped() {
        assert_eq!(every_hour_of_a_year().heaped(), []);
    }

    #[test]
    fn times_that_stand_for_unknown_are_told() {
        let mut times = every_hour_of_a_year();
        let new_year = jiff::civil::date(2023, 1, 1);
        for hour in [0, 12] {
            (0..400).for_each(|_| times.add(new_year.at(hour, 0, 0, 0), TimePrecision::Minute));
        }
        let found: Vec<_> = times
            .heaped()
            .iter()
            .map(|h| (h.at, h.n, h.n_usual))
            .collect();
        assert_eq!(
            found,
            [
                (HeapedAt::Midnight, 765, 365),
                (HeapedAt::Noon, 765, 365),
                (HeapedAt::FirstOfMonth, 12 * 24 + 800, 288),
            ]
        );
    }

    #[test]
    fn a_month_is_not_the_first_of_it() {
        let mut times = WrittenTimes::default();
        let first = jiff::civil::date(2023, 1, 1).at(0, 0, 0, 0);
        (0..1000).for_each(|_| times.add(first, TimePrecision::Month));
        assert_eq!(times.heaped(), []);
    }
}
