//! How sure is an index whose error has no formula?

use rayon::prelude::*;

use super::design::{Design, DesignError};
use super::estimate::Sampled;
use crate::numeric::sum;

impl Design {
    /// Any statistic of the weights, with the standard error of leaving out one
    /// cluster at a time (the stratified jackknife; Rust and Rao 1996,
    /// doi:10.1177/096228029600500305).
    ///
    /// `statistic` is given one weight a unit and has to be smooth in them: a
    /// mean, ratio or index, not a median. Calibration is not repeated in each
    /// replicate, so after calibration the error is on the wide side. A stratum
    /// with a single cluster adds nothing.
    ///
    /// # Errors
    /// [`JackknifeError::Undefined`] if the statistic is no number.
    ///
    /// ```
    /// # use handslag_stats::survey::{Design, Drawn, Lonely};
    /// # let design = Design::new(Drawn::<u8, u8> {
    /// #     weights: &[25.0; 4], strata: None, clusters: None, population: None,
    /// #     lonely: Lonely::Refuse,
    /// # })?;
    /// // By hand: the jackknife of a mean is its usual error, √(5/3) / √4.
    /// let values = [1.0, 2.0, 3.0, 4.0];
    /// let mean = design.jackknife(|weights| {
    ///     let total: f64 = weights.iter().zip(values).map(|(w, x)| w * x).sum();
    ///     total / weights.iter().sum::<f64>()
    /// })?;
    /// assert!((mean.standard_error - 0.645497).abs() < 1e-6);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn jackknife(
        &self,
        statistic: impl Fn(&[f64]) -> f64 + Sync,
    ) -> Result<Sampled, JackknifeError> {
        let value = statistic(&self.weights);
        if !value.is_finite() {
            return Err(JackknifeError::Undefined);
        }
        let without: Vec<(u32, f64)> = self
            .without_each_cluster()
            .par_iter()
            .map(|left_out| (left_out.stratum, statistic(&self.weights_without(left_out))))
            .collect();
        if without.iter().any(|(_, value)| !value.is_finite()) {
            return Err(JackknifeError::Undefined);
        }
        let variance = sum(without.chunk_by(|a, b| a.0 == b.0).map(|stratum| {
            let n = stratum.len() as f64;
            let mean = sum(stratum.iter().map(|(_, value)| *value)) / n;
            let distances = stratum.iter().map(|(_, value)| (value - mean).powi(2));
            self.undrawn(stratum[0].0) * (n - 1.0) / n * sum(distances)
        }));
        Ok(Sampled {
            value,
            standard_error: variance.sqrt(),
            degrees_of_freedom: self.degrees_of_freedom(),
        })
    }

    /// The index of an ordered question (its ridit) with a jackknife error: see
    /// [`ridit_index`]. Answers are numbered from zero, lowest first, one a
    /// unit.
    ///
    /// # Errors
    /// [`JackknifeError`].
    ///
    /// ```
    /// # use handslag_stats::survey::{Design, Drawn, Lonely};
    /// # let design = Design::new(Drawn::<u8, u8> {
    /// #     weights: &[25.0; 4], strata: None, clusters: None, population: None,
    /// #     lonely: Lonely::Refuse,
    /// # })?;
    /// // By hand: ridits of 0.25 and three times 0.75 have mean 0.625 and standard
    /// // deviation 0.25, and the jackknife of a mean is its usual error, 0.25 / √4.
    /// let index = design.ordinal_index(&[Some(0), Some(1), Some(1), Some(1)], &[10.0, 10.0])?;
    /// assert_eq!(index.value, 0.625);
    /// assert!((index.standard_error - 0.125).abs() < 1e-12);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn ordinal_index(
        &self,
        answers: &[Option<u32>],
        reference: &[f64],
    ) -> Result<Sampled, JackknifeError> {
        self.expect_units(answers.len())?;
        let ridits = ridits(reference);
        if answers
            .iter()
            .flatten()
            .any(|&answer| answer as usize >= ridits.len())
        {
            return Err(JackknifeError::UnknownAnswer);
        }
        self.jackknife(|weights| mean_ridit(answers, weights, &ridits))
    }
}

/// How high the answers to an ordered question lie against a reference: the
/// chance that one drawn from those who answered lies above one drawn from the
/// reference, ties counted as half (Bross 1958, doi:10.2307/2527727). Half
/// means no shift; it does not depend on how the steps are spaced.
///
/// - `answers`: numbered from zero, lowest first.
/// - `weights`: one an answer.
/// - `reference`: how common each answer is in the reference, in any unit.
/// - Undefined (NaN) without answers, or with one the reference does not have.
///
/// ```
/// # use handslag_stats::survey::ridit_index;
/// // By hand: half of the reference says 0, half says 1, so their ridits are
/// // 0.25 and 0.75; three of four answers are 1.
/// let answers = [Some(0), Some(1), Some(1), Some(1)];
/// assert_eq!(ridit_index(&answers, &[1.0; 4], &[10.0, 10.0]), 0.625);
/// ```
pub fn ridit_index(answers: &[Option<u32>], weights: &[f64], reference: &[f64]) -> f64 {
    mean_ridit(answers, weights, &ridits(reference))
}

fn mean_ridit(answers: &[Option<u32>], weights: &[f64], ridits: &[f64]) -> f64 {
    let answered = || {
        let pairs = answers.iter().zip(weights);
        pairs.filter_map(|(answer, weight)| Some((((*answer)?) as usize, *weight)))
    };
    let ridit = |answer: usize| ridits.get(answer).copied().unwrap_or(f64::NAN);
    sum(answered().map(|(answer, weight)| weight * ridit(answer)))
        / sum(answered().map(|(_, weight)| weight))
}

fn ridits(reference: &[f64]) -> Vec<f64> {
    let all = sum(reference.iter().copied());
    let mut below = 0.0;
    reference
        .iter()
        .map(|share| {
            let ridit = (below + share / 2.0) / all;
            below += share;
            ridit
        })
        .collect()
}

/// Why an index could not be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum JackknifeError {
    /// A list does not fit the sample.
    #[error(transparent)]
    Design(#[from] DesignError),
    /// An answer is not among those of the reference.
    #[error("an answer is not among those of the reference")]
    UnknownAnswer,
    /// The statistic is no number for the sample, or with a cluster left out.
    #[error("the statistic is no number, with all or with a cluster left out")]
    Undefined,
}
