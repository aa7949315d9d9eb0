//! How surprising is the smallest of many p values?

use crate::Level;

/// Ways to adjust p values for how many there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Adjustment {
    /// Step-down; the risk of any false finding, whatever the dependence (Holm
    /// 1979). The choice for a few primary questions.
    Holm,
    /// Step-up; the expected share of false findings, for independent or
    /// positively dependent tests (Benjamini and Hochberg 1995,
    /// doi:10.1111/j.2517-6161.1995.tb02031.x). The choice for many.
    BenjaminiHochberg,
    /// The same for any dependence (Benjamini and Yekutieli 2001,
    /// doi:10.1214/aos/1013699998).
    BenjaminiYekutieli,
    /// Each times their number.
    Bonferroni,
    /// Closed Simes tests; stronger than Holm for independent or positively
    /// dependent tests (Hommel 1988, doi:10.1093/biomet/75.2.383).
    Hommel,
    /// Step-up with Holm's factors; between Holm and Hommel, on Hommel's terms
    /// (Hochberg 1988, doi:10.1093/biomet/75.4.800).
    Hochberg,
    /// One less the chance that none of as many is so small; for independent
    /// tests (Šidák 1967).
    Sidak,
    /// Holm's steps with Šidák's chances.
    HolmSidak,
    /// Benjamini and Hochberg's, for as many true null hypotheses as the same
    /// procedure leaves standing at this level; stronger where many findings are
    /// real, for independent tests (Benjamini, Krieger and Yekutieli 2006,
    /// Adaptive linear step-up procedures that control the false discovery rate,
    /// Biometrika 93). A value may come out smaller than it went in.
    TwoStage(Level),
    /// The same with the first stage at α/(1 + α), which is that paper's
    /// definition 6 and what holds the rate.
    TwoStageHeld(Level),
}

/// Adjusted p values, in the order given: a finding stands at level α if its
/// adjusted p is at most α (Wright 1992, doi:10.2307/2532694; each adjustment's
/// source stands with [`Adjustment`]).
///
/// # Errors
/// [`NotAProbability`] if a value lies outside 0 to 1 or is undefined.
///
/// ```
/// # use handslag_stats::count::{Adjustment, NotAProbability, adjusted_p};
/// // By hand: 0.01 · 3, then 0.02 · 2 and 0.04, each at least the one before.
/// let adjusted = adjusted_p(&[0.04, 0.01, 0.02], Adjustment::Holm)?;
/// assert_eq!(adjusted, [0.04, 0.03, 0.04]);
/// # Ok::<(), NotAProbability>(())
/// ```
pub fn adjusted_p(p: &[f64], adjustment: Adjustment) -> Result<Vec<f64>, NotAProbability> {
    if let Some(place) = p.iter().position(|p| !(0.0..=1.0).contains(p)) {
        return Err(NotAProbability {
            number: place + 1,
            value: p[place],
        });
    }
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_by(|&a, &b| p[a].total_cmp(&p[b]));
    let sorted: Vec<f64> = order.iter().map(|&place| p[place]).collect();
    let n = p.len() as f64;
    let adjusted = match adjustment {
        Adjustment::Bonferroni => sorted.iter().map(|p| p * n).collect(),
        Adjustment::Holm => step_down(&sorted, |p, of| p * of),
        Adjustment::HolmSidak => step_down(&sorted, any_of),
        Adjustment::Sidak => sorted.iter().map(|&p| any_of(p, n)).collect(),
        Adjustment::Hochberg => step_up(&sorted, |rank| n - rank + 1.0),
        Adjustment::BenjaminiHochberg => step_up(&sorted, |rank| n / rank),
        Adjustment::TwoStage(level) => two_stage(&sorted, 2.0 * level.tail(), 1.0),
        Adjustment::TwoStageHeld(level) => {
            let risk = 2.0 * level.tail();
            two_stage(&sorted, risk / (1.0 + risk), 1.0 + risk)
        }
        Adjustment::BenjaminiYekutieli => {
            let harmonic = crate::numeric::sum((1..=p.len()).map(|k| 1.0 / k as f64));
            step_up(&sorted, |rank| n / rank * harmonic)
        }
        Adjustment::Hommel => hommel(&sorted),
    };
    let mut answer = vec![0.0; p.len()];
    for (place, value) in order.into_iter().zip(adjusted) {
        answer[place] = value.min(1.0);
    }
    Ok(answer)
}

/// A p value that is none.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[error("value number {number} is {value}, which is no probability")]
pub struct NotAProbability {
    /// Its place in the list, counted from one.
    pub number: usize,
    /// The value itself.
    pub value: f64,
}

/// The chance that any of `of` independent p values is at most `p`.
fn any_of(p: f64, of: f64) -> f64 {
    -(of * (-p).ln_1p()).exp_m1()
}

/// Each by how many are left, and none less than the one before.
fn step_down(sorted: &[f64], by: impl Fn(f64, f64) -> f64) -> Vec<f64> {
    let mut largest = 0.0f64;
    let left = (1..=sorted.len()).rev();
    let step = |(&p, left): (&f64, usize)| {
        largest = largest.max(by(p, left as f64));
        largest
    };
    sorted.iter().zip(left).map(step).collect()
}

/// Each times the factor of its rank, and none more than the one after.
fn step_up(sorted: &[f64], factor: impl Fn(f64) -> f64) -> Vec<f64> {
    let mut smallest = f64::INFINITY;
    let mut adjusted: Vec<f64> = (1..=sorted.len())
        .rev()
        .map(|rank| {
            smallest = smallest.min(sorted[rank - 1] * factor(rank as f64));
            smallest
        })
        .collect();
    adjusted.reverse();
    adjusted
}

/// Benjamini and Hochberg's values by the share of hypotheses that they leave
/// standing at `risk`, times `held`; as they are if they leave all or none.
fn two_stage(sorted: &[f64], risk: f64, held: f64) -> Vec<f64> {
    let n = sorted.len() as f64;
    let mut adjusted = step_up(sorted, |rank| n / rank);
    let found = adjusted.iter().filter(|&&p| p <= risk).count();
    let standing = match sorted.len() - found {
        0 => 1.0,
        left => left as f64 / n,
    };
    adjusted.iter_mut().for_each(|p| *p *= standing * held);
    adjusted
}

/// Wright's algorithm (1992, doi:10.2307/2532694).
fn hommel(sorted: &[f64]) -> Vec<f64> {
    let n = sorted.len();
    let mut adjusted = sorted.to_vec();
    for m in (2..=n).rev() {
        let size = m as f64;
        // Simes' p value of the m − 1 largest, in the company of one smaller.
        let simes = (2..=m)
            .map(|rank| size * sorted[n - m + rank - 1] / rank as f64)
            .fold(f64::INFINITY, f64::min);
        for (place, value) in adjusted.iter_mut().enumerate() {
            let least = simes.min(size * sorted[place.min(n - m)]);
            *value = value.max(least);
        }
    }
    adjusted
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ALL: [Adjustment; 6] = [
        Adjustment::Holm,
        Adjustment::Hochberg,
        Adjustment::BenjaminiHochberg,
        Adjustment::BenjaminiYekutieli,
        Adjustment::Bonferroni,
        Adjustment::Hommel,
    ];

    /// Hommel by its definition: the largest Simes p value of all sets that
    /// hold the hypothesis.
    fn hommel_by_closure(p: &[f64]) -> Vec<f64> {
        let mut adjusted = vec![0.0f64; p.len()];
        for set in 1u32..(1 << p.len()) {
            let mut inside: Vec<f64> = (0..p.len())
                .filter(|i| set >> i & 1 == 1)
                .map(|i| p[i])
                .collect();
            inside.sort_by(f64::total_cmp);
            let size = inside.len() as f64;
            let simes = (inside.iter().enumerate())
                .map(|(rank, p)| size * p / (rank + 1) as f64)
                .fold(f64::INFINITY, f64::min);
            for (i, value) in adjusted.iter_mut().enumerate() {
                if set >> i & 1 == 1 {
                    *value = value.max(simes);
                }
            }
        }
        adjusted
    }

    #[test]
    fn the_fifteen_p_values_of_benjamini_and_hochberg_give_four_findings() {
        // Benjamini and Hochberg (1995), section 4: Bonferroni and Holm find
        // three at 5 %, their procedure four.
        let p = [
            0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262,
            0.5719, 0.6528, 0.7590, 1.0,
        ];
        let findings = |adjustment| {
            adjusted_p(&p, adjustment)
                .unwrap()
                .iter()
                .filter(|&&p| p <= 0.05)
                .count()
        };
        assert_eq!(findings(Adjustment::Bonferroni), 3);
        assert_eq!(findings(Adjustment::Holm), 3);
        assert_eq!(findings(Adjustment::BenjaminiHochberg), 4);
    }

    #[test]
    fn hochberg_and_sidak_are_those_of_statsmodels() {
        // multipletests([0.04, 0.01, 0.02, 0.045]), statsmodels 0.15.0.
        let near = |by, expected: [f64; 4]| {
            let found = adjusted_p(&[0.04, 0.01, 0.02, 0.045], by).unwrap();
            for (found, expected) in found.iter().zip(expected) {
                assert!((found - expected).abs() < 1e-14, "{by:?}: {found}");
            }
        };
        near(Adjustment::Hochberg, [0.045, 0.04, 0.045, 0.045]);
        near(
            Adjustment::Sidak,
            [0.15065344, 0.03940399, 0.07763184, 0.16821039937499999],
        );
        near(
            Adjustment::HolmSidak,
            [0.0784, 0.03940399, 0.058808, 0.0784],
        );
    }

    #[test]
    fn two_stages_count_only_the_hypotheses_that_the_first_leaves_standing() {
        // By hand: Benjamini and Hochberg give 0.005, 0.01, 0.033.., 0.5 and 0.9,
        // so that at 5 % two of five are left standing; at 0.05/1.05 too.
        let p = [0.9, 0.001, 0.004, 0.02, 0.4];
        let near = |by, expected: [f64; 5]| {
            let found = adjusted_p(&p, by).unwrap();
            for (found, expected) in found.iter().zip(expected) {
                assert!((found - expected).abs() < 1e-15, "{by:?}: {found}");
            }
        };
        let plain = [0.9, 0.005, 0.01, 0.1 / 3.0, 0.5];
        near(Adjustment::TwoStage(Level::P95), plain.map(|p| 0.4 * p));
        near(
            Adjustment::TwoStageHeld(Level::P95),
            plain.map(|p| 0.4 * 1.05 * p),
        );
        // Nothing found and everything found leave the first stage as it is.
        let none = adjusted_p(&[0.3, 0.6], Adjustment::TwoStage(Level::P95));
        assert_eq!(none, Ok(vec![0.6, 0.6]));
        let all = adjusted_p(&[0.01, 0.02], Adjustment::TwoStage(Level::P95));
        assert_eq!(all, Ok(vec![0.02, 0.02]));
    }

    #[test]
    fn none_and_one_need_no_adjustment() {
        for adjustment in ALL {
            assert_eq!(adjusted_p(&[], adjustment), Ok(vec![]));
            assert_eq!(adjusted_p(&[0.3], adjustment), Ok(vec![0.3]));
        }
        assert!(adjusted_p(&[0.5, f64::NAN], Adjustment::Holm).is_err());
        assert!(adjusted_p(&[1.5], Adjustment::Holm).is_err());
    }

    proptest! {
        #[test]
        fn hommel_is_the_closure_of_simes_tests(p in prop::collection::vec(0.0..1.0f64, 1..9)) {
            let found = adjusted_p(&p, Adjustment::Hommel).unwrap();
            for (found, expected) in found.iter().zip(hommel_by_closure(&p)) {
                prop_assert!((found - expected).abs() < 1e-12);
            }
        }

        #[test]
        fn no_adjustment_makes_a_p_value_smaller(p in prop::collection::vec(0.0..1.0f64, 0..60)) {
            for adjustment in ALL {
                let found = adjusted_p(&p, adjustment).unwrap();
                prop_assert!(found.iter().zip(&p).all(|(a, p)| a >= p && *a <= 1.0));
            }
        }
    }
}
