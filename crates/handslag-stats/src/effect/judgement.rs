//! What do an interval and a margin agreed beforehand say?

use crate::count::Interval;
use crate::{Estimate, Level};

/// Up or down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Fewer than before, or than elsewhere.
    Decrease,
    /// More.
    Increase,
}

/// What the numbers say. What people are told is composed elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finding {
    /// The interval lies on one side of 1, and not wholly inside the margin.
    BeyondUsual(Direction),
    /// The whole interval lies inside the margin.
    NoDifferenceThatMatters,
    /// Anything else. It is never the same as no effect.
    CannotTell,
}

/// Ratios that would not matter, agreed before the outcome is known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Margin {
    /// The largest decrease that would not matter, as a ratio below 1.
    lower: f64,
    /// The largest increase that would not matter, as a ratio above 1.
    upper: f64,
}

impl Margin {
    /// From `lower` to `upper`, such as 0.9 to 1.1.
    ///
    /// # Errors
    /// [`NotAMargin`] unless 1 lies between them and both are above zero.
    pub fn new(lower: f64, upper: f64) -> Result<Self, NotAMargin> {
        let holds_one = lower > 0.0 && lower < 1.0 && 1.0 < upper && upper.is_finite();
        if holds_one {
            Ok(Self { lower, upper })
        } else {
            Err(NotAMargin { lower, upper })
        }
    }

    /// Down to 1 − `share` and, to be as far on the log scale, up to its inverse.
    ///
    /// # Errors
    /// [`NotAMargin`] unless `share` lies between 0 and 1.
    pub fn symmetric(share: f64) -> Result<Self, NotAMargin> {
        Self::new(1.0 - share, 1.0 / (1.0 - share))
    }

    /// Both ends.
    pub fn interval(self) -> Interval {
        Interval {
            lower: self.lower,
            upper: self.upper,
        }
    }
}

/// A margin that does not hold 1.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[error("a margin from {lower} to {upper} does not have 1 between its ends")]
pub struct NotAMargin {
    /// Its lower end.
    pub lower: f64,
    /// Its upper end.
    pub upper: f64,
}

/// A finding, with what the interval rules out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Judgement {
    /// What the numbers say.
    pub finding: Finding,
    /// Decreases larger than this share are ruled out; `None` if no decrease
    /// is. Zero if any decrease is ruled out.
    pub decrease_ruled_out: Option<f64>,
    /// Increases larger than this share are ruled out; `None` if no increase
    /// is.
    pub increase_ruled_out: Option<f64>,
    /// Whether a change as large as the margin could have been seen, by what
    /// was computed beforehand; `None` if nothing was.
    pub margin_was_within_reach: Option<bool>,
    /// The interval's level.
    pub level: Level,
}

/// Judges a ratio by its interval, a margin and the detectable decrease, the
/// last two settled beforehand (the margin as in Schuirmann 1987,
/// doi:10.1007/BF01068419).
///
/// - `ratio`: an estimate of a ratio, 1 meaning no change.
/// - `detectable_decrease`: the ratio below 1 that the design could find.
///
/// An interval inside the margin is no difference that matters even where it
/// leaves out 1: it was agreed that such a change is none.
///
/// ```
/// # use handslag_stats::{Level, Counted, rate_ratio, effect::*};
/// let margin = Margin::symmetric(0.1)?;
/// let ratio = rate_ratio(Counted::new(40, 12.0), Counted::new(28, 12.0), Level::P95)?;
/// let judged = judge(&ratio, margin, Some(0.55));
/// assert_eq!(judged.finding, Finding::CannotTell);
/// // The interval reaches from 0.42 to 1.16.
/// assert_eq!((judged.decrease_ruled_out.unwrap() * 100.0).round(), 58.0);
/// assert_eq!((judged.increase_ruled_out.unwrap() * 100.0).round(), 16.0);
/// assert_eq!(judged.margin_was_within_reach, Some(false));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn judge(ratio: &Estimate, margin: Margin, detectable_decrease: Option<f64>) -> Judgement {
    let interval = Interval {
        lower: ratio.lower,
        upper: ratio.upper,
    };
    let finding = if interval.is_inside(margin.interval()) {
        Finding::NoDifferenceThatMatters
    } else if interval.upper < 1.0 {
        Finding::BeyondUsual(Direction::Decrease)
    } else if interval.lower > 1.0 {
        Finding::BeyondUsual(Direction::Increase)
    } else {
        Finding::CannotTell
    };
    let ruled_out = |is_bounded: bool, share: f64| is_bounded.then(|| share.max(0.0));
    Judgement {
        finding,
        decrease_ruled_out: ruled_out(interval.lower > 0.0, 1.0 - interval.lower),
        increase_ruled_out: ruled_out(interval.upper.is_finite(), interval.upper - 1.0),
        margin_was_within_reach: detectable_decrease.map(|ratio| ratio >= margin.lower),
        level: ratio.level,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Method;
    use proptest::prelude::*;

    fn finding(lower: f64, upper: f64) -> Finding {
        judged(lower, upper).finding
    }

    fn judged(lower: f64, upper: f64) -> Judgement {
        let ratio = Estimate {
            value: (lower * upper).sqrt(),
            lower,
            upper,
            level: Level::P95,
            method: Method::DriftFunnel,
        };
        judge(&ratio, Margin::new(0.9, 1.1).unwrap(), None)
    }

    #[test]
    fn the_interval_and_the_margin_decide() {
        let (down, up) = (Direction::Decrease, Direction::Increase);
        assert_eq!(finding(0.5, 0.8), Finding::BeyondUsual(down));
        assert_eq!(finding(0.85, 0.98), Finding::BeyondUsual(down));
        assert_eq!(finding(1.05, 1.3), Finding::BeyondUsual(up));
        assert_eq!(finding(0.95, 1.05), Finding::NoDifferenceThatMatters);
        assert_eq!(finding(0.92, 0.98), Finding::NoDifferenceThatMatters);
        assert_eq!(finding(0.8, 1.05), Finding::CannotTell);
        assert_eq!(finding(0.0, f64::INFINITY), Finding::CannotTell);
    }

    #[test]
    fn an_open_interval_rules_nothing_out_on_that_side() {
        let open = judged(0.0, f64::INFINITY);
        assert_eq!(
            (open.decrease_ruled_out, open.increase_ruled_out),
            (None, None)
        );
        let increase = judged(1.2, 1.5);
        assert_eq!(increase.decrease_ruled_out, Some(0.0));
        assert_eq!(increase.increase_ruled_out, Some(0.5));
    }

    #[test]
    fn a_margin_without_one_is_refused() {
        assert!(Margin::new(1.1, 1.2).is_err() && Margin::new(0.0, 1.2).is_err());
        assert!(Margin::symmetric(0.0).is_err() && Margin::symmetric(1.0).is_err());
        assert!(Margin::new(f64::NAN, 1.2).is_err());
    }

    proptest! {
        #[test]
        fn an_interval_that_holds_one_never_shows_a_change(low in 0.01..1.0f64, high in 1.0..9.0f64) {
            prop_assert!(!matches!(finding(low, high), Finding::BeyondUsual(_)));
        }
    }
}
