//! Which findings are new, which recur, and which only look unusual?

use handslag_stats::count::{Adjustment, adjusted_p};

/// More than 5 % false alarms among those that are called are too many.
const MOST_FALSE: f64 = 0.05;
/// A difference that people see: at least so many, and a third of what it was.
const SEEN_N: f64 = 5.0;
const SEEN_SHARE: f64 = 1.0 / 3.0;

/// What is said of a kind since the last meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Novelty {
    /// Unusual now, and not surely in any period of the year before.
    New,
    /// Unusual now, and surely on the same side in some period of the year before.
    Recurring,
    /// It looks large, and lies within what was to be expected, or no further
    /// outside it than a few of so many do by chance.
    NotUnusual,
}

/// An earlier number beside which the last one is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Then {
    /// Of the period just before, of as many days.
    PeriodBefore(u64),
    /// Of the same time a year before.
    YearBefore(u64),
}

impl Then {
    /// How many there were.
    pub fn n(self) -> u64 {
        match self {
            Self::PeriodBefore(n) | Self::YearBefore(n) => n,
        }
    }
}

/// One kind's last period beside what was expected of it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Judged {
    /// How many.
    pub n: u64,
    pub expected: f64,
    pub lower: u64,
    pub upper: u64,
    pub p: f64,
    /// Allowing for how many kinds were judged.
    pub p_adjusted: f64,
    /// How many in the period before, if somebody counted.
    pub before: Option<u64>,
    /// How many at the same time a year before.
    pub a_year_before: Option<u64>,
    /// Whether the periods of the year before were surely outside on the same
    /// side, the latest first; only for what is unusual now.
    pub outside_before: Vec<bool>,
}

impl Judged {
    pub fn is_more(&self) -> bool {
        self.n as f64 > self.expected
    }

    fn is_outside(&self) -> bool {
        self.n > self.upper || self.n < self.lower
    }

    /// Outside the range, also when it is allowed for that some of many are so by chance.
    pub fn is_unusual(&self) -> bool {
        self.is_outside() && self.p_adjusted <= MOST_FALSE
    }

    /// The earlier number that it differs most from: people see the difference
    /// from last time, or from last year.
    pub fn then(&self) -> Option<Then> {
        let before = self.before.map(Then::PeriodBefore);
        let a_year_before = self.a_year_before.map(Then::YearBefore);
        // Of two as far off, last time.
        let both = a_year_before.into_iter().chain(before);
        both.max_by_key(|then| then.n().abs_diff(self.n))
    }

    /// How large the difference from that looks to those who only see two numbers.
    pub fn looks(&self) -> u64 {
        self.then().map_or(0, |then| then.n().abs_diff(self.n))
    }

    fn looks_large(&self) -> bool {
        let seen = |then: u64| {
            let (then, now) = (then as f64, self.n as f64);
            (now - then).abs() >= SEEN_N.max(SEEN_SHARE * then)
        };
        self.is_outside() || self.before.is_some_and(seen) || self.a_year_before.is_some_and(seen)
    }
}

/// An earlier period beside what was expected of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Earlier {
    /// How probable so far off is for one period alone.
    pub p: f64,
    /// Whether it was outside the range, on the side asked about.
    pub is_outside: bool,
}

/// Which of the periods were outside, allowing for how many are looked at: of 52
/// weeks one or two are outside by chance, and nearly everything would have
/// happened before. Those that could not be judged were not.
pub(super) fn surely_outside(periods: &[Option<Earlier>]) -> Vec<bool> {
    let p: Vec<f64> = periods.iter().flatten().map(|one| one.p).collect();
    let adjusted = adjusted_p(&p, Adjustment::BenjaminiHochberg);
    let mut adjusted = adjusted.unwrap_or_default().into_iter();
    let mut surely = |one: &Earlier| {
        let p = adjusted.next().unwrap_or(1.0);
        one.is_outside && p <= MOST_FALSE
    };
    let each = periods.iter();
    each.map(|one| one.as_ref().is_some_and(&mut surely))
        .collect()
}

/// What is said of it; none where nothing need be said.
pub(super) fn novelty(judged: &Judged) -> Option<Novelty> {
    if judged.is_unusual() {
        return Some(match judged.outside_before.contains(&true) {
            true => Novelty::Recurring,
            false => Novelty::New,
        });
    }
    judged.looks_large().then_some(Novelty::NotUnusual)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Ten were expected, between 4 and 17, and ten there were.
    fn as_expected() -> Judged {
        Judged {
            n: 10,
            expected: 10.0,
            lower: 4,
            upper: 17,
            p: 1.0,
            p_adjusted: 1.0,
            before: Some(10),
            a_year_before: Some(10),
            outside_before: Vec::new(),
        }
    }

    fn check(judged: &Judged, expected: Option<Novelty>) {
        assert_eq!(novelty(judged), expected, "{judged:?}");
    }

    #[test]
    fn what_is_as_expected_needs_no_word() {
        check(&as_expected(), None);
        check(
            &Judged {
                n: 13,
                ..as_expected()
            },
            None,
        );
    }

    #[test]
    fn unusual_now_and_never_last_year_is_new() {
        let rise = Judged {
            n: 40,
            p: 1e-9,
            p_adjusted: 1e-7,
            outside_before: vec![false; 12],
            ..as_expected()
        };
        check(&rise, Some(Novelty::New));
        let recurring = Judged {
            outside_before: vec![false, true, false],
            ..rise
        };
        check(&recurring, Some(Novelty::Recurring));
        let fall = Judged {
            n: 0,
            p: 1e-4,
            p_adjusted: 0.01,
            ..as_expected()
        };
        check(&fall, Some(Novelty::New));
    }

    #[test]
    fn one_of_many_that_is_outside_by_chance_is_not_unusual() {
        let outside = Judged {
            n: 18,
            p: 0.03,
            p_adjusted: 0.6,
            ..as_expected()
        };
        check(&outside, Some(Novelty::NotUnusual));
    }

    #[test]
    fn three_times_as_many_as_last_time_may_be_what_the_season_brings() {
        let spring = Judged {
            n: 15,
            before: Some(5),
            ..as_expected()
        };
        check(&spring, Some(Novelty::NotUnusual));
        let few = Judged {
            n: 3,
            expected: 2.0,
            lower: 0,
            before: Some(1),
            a_year_before: Some(1),
            ..as_expected()
        };
        // Three times as many of one are still but two more.
        check(&few, None);
    }

    #[test]
    fn the_number_that_it_differs_from_is_the_one_that_is_told() {
        let berusade = Judged {
            n: 7,
            before: Some(7),
            a_year_before: Some(15),
            ..as_expected()
        };
        check(&berusade, Some(Novelty::NotUnusual));
        assert_eq!(berusade.then(), Some(Then::YearBefore(15)));
        let graffiti = Judged {
            before: Some(40),
            ..berusade.clone()
        };
        assert_eq!(graffiti.then(), Some(Then::PeriodBefore(40)));
        // Nothing was counted then.
        let first = Judged {
            before: None,
            a_year_before: None,
            ..berusade
        };
        assert_eq!((first.then(), first.looks()), (None, 0));
        check(&first, None);
    }

    #[test]
    fn of_many_earlier_weeks_one_just_outside_is_no_sign_that_it_recurs() {
        let inside = Earlier {
            p: 0.5,
            is_outside: false,
        };
        let mut weeks = vec![Some(inside); 52];
        // One that nobody counted moves none of the others.
        weeks[10] = None;
        let outside_by = |p| {
            Some(Earlier {
                p,
                is_outside: true,
            })
        };
        weeks[20] = outside_by(0.02);
        assert!(!surely_outside(&weeks).contains(&true));
        weeks[20] = outside_by(1e-5);
        let outside = surely_outside(&weeks);
        assert!(outside[20] && outside.iter().filter(|one| **one).count() == 1);
    }
}
