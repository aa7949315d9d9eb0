//! What share, and between what ends?

use crate::Level;
use crate::numeric::beta_quantile;

use super::Interval;

/// How many of how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    of: u64,
    total: u64,
}

impl Share {
    /// `of` out of `total`.
    ///
    /// # Errors
    /// [`ShareError::OfNone`] if `total` is zero, [`ShareError::MoreThanAll`].
    pub fn new(of: u64, total: u64) -> Result<Self, ShareError> {
        if total == 0 {
            return Err(ShareError::OfNone);
        }
        if of > total {
            return Err(ShareError::MoreThanAll { of, total });
        }
        Ok(Self { of, total })
    }

    /// The share itself, from 0 to 1.
    pub fn value(self) -> f64 {
        self.of as f64 / self.total as f64
    }

    /// How many had what is asked.
    pub fn of(self) -> u64 {
        self.of
    }

    /// How many there were.
    pub fn total(self) -> u64 {
        self.total
    }
}

/// Why a share is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ShareError {
    /// The whole is empty.
    #[error("there is no share of nothing")]
    OfNone,
    /// The part is larger than the whole.
    #[error("{of} is more than all {total}")]
    MoreThanAll {
        /// The part.
        of: u64,
        /// The whole.
        total: u64,
    },
}

/// Ways to make an interval of a share.
///
/// The default is [`Wilson`](Self::Wilson): near to what it claims for all sizes
/// (Brown, Cai and DasGupta 2001, doi:10.1214/ss/1009213286). Choose
/// [`ClopperPearson`](Self::ClopperPearson) where it must never claim too much.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ShareInterval {
    /// Inverts the score test (Wilson 1927, doi:10.1080/01621459.1927.10502953).
    #[default]
    Wilson,
    /// Exact (Clopper and Pearson 1934, doi:10.1093/biomet/26.4.404).
    ClopperPearson,
    /// The posterior under Jeffreys' prior, a beta of shapes ½ and ½.
    Jeffreys,
    /// Wald's around a centre with z²/2 of each kind added (Agresti and Coull
    /// 1998, doi:10.1080/00031305.1998.10480550).
    AgrestiCoull,
    /// The share plus and minus its standard error; too short near 0 and 1.
    Wald,
}

/// The interval of a share, both ends from 0 to 1.
///
/// # Assumptions
/// Independent draws with equal weight. For a weighted or clustered survey use
/// the survey module.
///
/// ```
/// # use handslag_stats::{Level, count::{Share, ShareInterval, share_interval}};
/// // proportion_confint(3, 20, method="wilson"), statsmodels 0.15.0.
/// let three_of_twenty = Share::new(3, 20)?;
/// let interval = share_interval(three_of_twenty, Level::P95, ShareInterval::Wilson);
/// assert!((interval.lower - 0.0523687459).abs() < 1e-9);
/// assert!((interval.upper - 0.3604188647).abs() < 1e-9);
/// # Ok::<(), handslag_stats::count::ShareError>(())
/// ```
pub fn share_interval(share: Share, level: Level, method: ShareInterval) -> Interval {
    let (k, n, p) = (share.of as f64, share.total as f64, share.value());
    let z = level.z();
    let around = |centre: f64, half: f64| (centre - half, centre + half);
    let (lower, upper) = match method {
        ShareInterval::ClopperPearson => exact_ends(share.of, share.total, level.tail()),
        ShareInterval::Jeffreys => {
            let (a, b) = (k + 0.5, n - k + 0.5);
            // The upper end by symmetry: the small tail keeps its digits.
            (
                beta_quantile(level.tail(), a, b),
                1.0 - beta_quantile(level.tail(), b, a),
            )
        }
        ShareInterval::Wilson => {
            let grown = 1.0 + z * z / n;
            let half = z * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt() / grown;
            let (lower, upper) = around((p + z * z / (2.0 * n)) / grown, half);
            // At the ends of the scale the interval reaches them exactly.
            (
                if share.of == 0 { 0.0 } else { lower },
                if share.of == share.total { 1.0 } else { upper },
            )
        }
        ShareInterval::AgrestiCoull => {
            let grown = n + z * z;
            let centre = (k + z * z / 2.0) / grown;
            around(centre, z * (centre * (1.0 - centre) / grown).sqrt())
        }
        ShareInterval::Wald => around(p, z * (p * (1.0 - p) / n).sqrt()),
    };
    Interval {
        lower: lower.clamp(0.0, 1.0),
        upper: upper.clamp(0.0, 1.0),
    }
}

/// Clopper and Pearson's ends with `tail` outside on each side.
pub(super) fn exact_ends(of: u64, total: u64, tail: f64) -> (f64, f64) {
    let (k, n) = (of as f64, total as f64);
    let lower = match of {
        0 => 0.0,
        _ => beta_quantile(tail, k, n - k + 1.0),
    };
    let upper = if of == total {
        1.0
    } else {
        1.0 - beta_quantile(tail, n - k, k + 1.0)
    };
    (lower, upper)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numeric::Mass;
    use proptest::prelude::*;

    #[test]
    fn a_share_of_nothing_or_more_than_all_is_refused() {
        assert_eq!(Share::new(0, 0), Err(ShareError::OfNone));
        assert_eq!(
            Share::new(3, 2),
            Err(ShareError::MoreThanAll { of: 3, total: 2 })
        );
    }

    #[test]
    fn none_of_ten_can_be_worked_by_hand() {
        // (1 − p)^10 = 0.025.
        let none = Share::new(0, 10).unwrap();
        let found = share_interval(none, Level::P95, ShareInterval::ClopperPearson);
        assert_eq!(found.lower, 0.0);
        assert!((found.upper - (1.0 - 0.025f64.powf(0.1))).abs() < 1e-12);
    }

    #[test]
    fn wilson_holds_the_truth_about_as_often_as_it_claims() {
        // Summed over all outcomes of 50 answers, not simulated.
        let coverage = |p: f64, method| {
            let mass = Mass::binomial(50, p);
            (0..=50)
                .filter(|&k| {
                    share_interval(Share::new(k, 50).unwrap(), Level::P95, method).holds(p)
                })
                .map(|k| mass.at(k))
                .sum::<f64>()
        };
        let shares: Vec<f64> = (1..40).map(|i| f64::from(i) / 40.0).collect();
        let wilson: f64 = shares
            .iter()
            .map(|&p| coverage(p, ShareInterval::Wilson))
            .sum();
        assert!((wilson / 39.0 - 0.95).abs() < 0.01);
        assert!(
            shares
                .iter()
                .all(|&p| coverage(p, ShareInterval::ClopperPearson) >= 0.95)
        );
    }

    proptest! {
        #[test]
        fn having_and_lacking_mirror_each_other(total in 1u64..3_000, part in 0.0..1.0f64) {
            let of = (part * total as f64) as u64;
            for method in [ShareInterval::Wilson, ShareInterval::ClopperPearson, ShareInterval::Jeffreys] {
                let have = share_interval(Share::new(of, total).unwrap(), Level::P95, method);
                let lack = share_interval(Share::new(total - of, total).unwrap(), Level::P95, method);
                prop_assert!((have.lower + lack.upper - 1.0).abs() < 1e-12);
                // Jeffreys' interval leaves out 0 and 1 themselves.
                if 0 < of && of < total {
                    prop_assert!(have.holds(of as f64 / total as f64));
                }
            }
        }
    }
}
