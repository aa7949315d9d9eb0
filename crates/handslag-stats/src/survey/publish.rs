//! Is an answer sure enough to be shown?

use super::share::{Share, ShareInterval};
use crate::{Estimate, Level};

/// What may be shown of an estimate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Published<T> {
    /// The estimate.
    Shown(T),
    /// The estimate, with fewer than eight degrees of freedom behind its error:
    /// somebody should look at it first.
    ShownWithCare(T),
    /// Nothing, and why.
    Withheld(Withheld),
}

/// Why an estimate is not shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Withheld {
    /// Fewer than thirty answered, or the answers weigh as fewer than thirty of
    /// a simple sample.
    #[error("fewer than 30 answers, or worth fewer than 30")]
    TooFew,
    /// The interval is 30 percentage points wide or more.
    #[error("the interval is 30 percentage points or more")]
    TooWide,
    /// The interval is wider than 130 per cent of the share.
    #[error("the interval is wider than 130 % of the share")]
    TooWideForItsSize,
}

/// A share as it may be shown, with its Korn-Graubard interval at 95 per cent.
///
/// The standard of the US National Center for Health Statistics (Parker et al.
/// 2017, Vital and Health Statistics 2(175)): at least 30 answers and an
/// effective size of 30; an interval narrower than 0.30; and where it is wider
/// than 0.05, not wider than 130 per cent of the share. With fewer than eight
/// degrees of freedom the share is to be looked at.
///
/// - The effective size is never taken as more than the number of answers.
///
/// ```
/// # use handslag_stats::survey::{Design, Drawn, Lonely, Published, Withheld, publish};
/// let design = Design::new(Drawn::<u8, u8> {
///     weights: &[100.0; 20], strata: None, clusters: None, population: None,
///     lonely: Lonely::Refuse,
/// })?;
/// let share = design.share(&[Some(true); 20])?;
/// assert_eq!(publish(&share), Published::Withheld(Withheld::TooFew));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn publish(share: &Share) -> Published<Estimate> {
    const FEWEST: f64 = 30.0;
    let n = share.n as f64;
    let effective = share.n_effective().unwrap_or(n).min(n);
    if effective < FEWEST {
        return Published::Withheld(Withheld::TooFew);
    }
    // An effective size above the number of answers would narrow the interval
    // on the strength of a variance that is itself an estimate.
    let standard_error = match share.n_effective() {
        Some(found) if found > n => (share.value * (1.0 - share.value) / n).sqrt(),
        _ => share.standard_error,
    };
    let careful = Share {
        standard_error,
        ..*share
    };
    let estimate = careful.estimate(ShareInterval::KornGraubard, Level::P95);
    let width = estimate.upper - estimate.lower;
    if width >= 0.30 {
        Published::Withheld(Withheld::TooWide)
    } else if width > 0.05 && width > 1.3 * share.value {
        Published::Withheld(Withheld::TooWideForItsSize)
    } else if share.degrees_of_freedom < 8.0 {
        Published::ShownWithCare(estimate)
    } else {
        Published::Shown(estimate)
    }
}

/// How many of those selected answered.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Response {
    /// How many were selected.
    pub selected: usize,
    /// How many answered.
    pub answered: usize,
    /// The share of the population that those who answered stand for, of what
    /// the selected stand for; undefined (NaN) if nobody was selected.
    pub weighted_rate: f64,
}

impl Response {
    /// The response among the selected: each one's weight and whether it
    /// answered.
    ///
    /// ```
    /// # use handslag_stats::survey::Response;
    /// let response = Response::of([(10.0, true), (30.0, false)]);
    /// assert_eq!((response.rate(), response.weighted_rate), (0.5, 0.25));
    /// ```
    pub fn of(selected: impl IntoIterator<Item = (f64, bool)>) -> Self {
        let (mut n, mut answered, mut all, mut theirs) = (0, 0, 0.0, 0.0);
        for (weight, answers) in selected {
            n += 1;
            all += weight;
            if answers {
                answered += 1;
                theirs += weight;
            }
        }
        Self {
            selected: n,
            answered,
            weighted_rate: theirs / all,
        }
    }

    /// The share that answered; undefined (NaN) if nobody was selected.
    pub fn rate(&self) -> f64 {
        self.answered as f64 / self.selected as f64
    }
}
