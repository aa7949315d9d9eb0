//! Did treated units already move apart from the others before the start?

use nalgebra::{DMatrix, DVector};

use super::estimate::clusters;
use super::panel::{PanelFit, Prepared, groups};
use super::{DidError, DidModel, PanelRows};
use crate::model::ClusterCorrection;
use crate::numeric::f_above;

/// The difference between treated and other units period by period, against
/// the last period before the start.
#[derive(Debug, Clone, PartialEq)]
pub struct EventStudy {
    /// One for each period before and after the start but the last before it,
    /// which is zero by construction; in order of time.
    pub effects: Vec<LeadOrLag>,
    /// Whether the periods before the start differ from the last one by more
    /// than chance. A large p does not prove that they do not: look at them.
    pub before: JointTest,
}

/// The difference so many periods from the start.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LeadOrLag {
    /// 0 is the first treated period, −2 the last but one before it.
    pub periods_from_start: i64,
    /// Natural log of a rate ratio, or a difference, by the model.
    pub effect: f64,
    /// By the errors that [`JointTest::errors`] names.
    pub standard_error: f64,
}

/// A test of several effects together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct JointTest {
    /// Wald's statistic over the number of effects.
    pub statistic: f64,
    /// How many effects are tested.
    pub numerator_df: f64,
    /// Of the errors.
    pub denominator_df: f64,
    /// By the F distribution.
    pub p: f64,
    /// What the errors allow for.
    pub errors: JointErrors,
}

/// What the errors of an event study allow for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JointErrors {
    /// Rows of a unit that go together (CR1, clusters less one degrees of
    /// freedom).
    Clusters,
    /// Only more spread than the model's: there are too few treated units or
    /// others for errors by cluster of so many effects.
    Spread,
}

impl PanelRows<'_> {
    /// Fits one effect for every period from the start but the last before it.
    ///
    /// A unit's start is its first period with a treatment other than zero; it
    /// is taken as treated from then on.
    ///
    /// # Errors
    /// As for [`PanelRows::effect`], and [`DidError::NoLeads`] if no treated
    /// unit has two periods before its start.
    ///
    /// # Assumptions
    /// Those of [`PanelRows::effect`], but that the effect may differ from
    /// period to period. With starts at different times the effects of one
    /// period from the start mix those of others (Sun and Abraham 2021,
    /// doi:10.1016/j.jeconom.2020.09.006).
    ///
    /// ```
    /// # use handslag_stats::effect::{DidError, DidModel, PanelRows};
    /// let rows = PanelRows {
    ///     unit: &[0, 0, 0, 1, 1, 1, 2, 2, 2],
    ///     period: &[0, 1, 2, 0, 1, 2, 0, 1, 2],
    ///     value: &[8.0, 10.0, 5.0, 20.0, 20.0, 20.0, 31.0, 30.0, 30.0],
    ///     exposure: None,
    ///     treated: &[0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0],
    /// };
    /// let study = rows.event_study(DidModel::Linear)?;
    /// // Two below a period earlier, when the others were half above; then five.
    /// assert_eq!(study.effects[0].periods_from_start, -2);
    /// assert!((study.effects[0].effect + 2.5).abs() < 1e-9);
    /// assert!((study.effects[1].effect + 5.0).abs() < 1e-9);
    /// # Ok::<(), DidError>(())
    /// ```
    pub fn event_study(&self, model: DidModel) -> Result<EventStudy, DidError> {
        let prepared = Prepared::new(self, model)?;
        let from_start = periods_from_start(&prepared);
        let mut distances: Vec<i64> = from_start.iter().flatten().copied().collect();
        distances.sort_unstable();
        distances.dedup();
        distances.retain(|&distance| distance != -1);
        if distances.first().is_none_or(|&first| first > -2) {
            return Err(DidError::NoLeads { needed: 2 });
        }
        let column = |distance: &i64| {
            let is_there = |from: &Option<i64>| f64::from(u8::from(*from == Some(*distance)));
            from_start.iter().map(is_there).collect::<Vec<f64>>()
        };
        let columns: Vec<Vec<f64>> = distances.iter().map(column).collect();
        let fit = prepared.fit(&columns, model)?;
        let leads = distances.iter().filter(|&&distance| distance < -1).count();
        let (covariance, errors) = covariance(&prepared, &fit, &from_start, model)?;
        let denominator_df = match errors {
            JointErrors::Clusters => prepared.clusters as f64 - 1.0,
            JointErrors::Spread => residual_df(&fit)?,
        };
        Ok(EventStudy {
            before: joint_test(&fit.effects[..leads], &covariance, denominator_df, errors),
            effects: distances
                .iter()
                .enumerate()
                .map(|(place, &periods_from_start)| LeadOrLag {
                    periods_from_start,
                    effect: fit.effects[place],
                    standard_error: covariance[(place, place)].max(0.0).sqrt(),
                })
                .collect(),
        })
    }
}

/// Each row's distance from its unit's start, if the unit is ever treated.
fn periods_from_start(rows: &Prepared) -> Vec<Option<i64>> {
    let mut start = vec![None::<usize>; groups(&rows.unit)];
    for (row, &treated) in rows.treated.iter().enumerate() {
        if treated != 0.0 {
            let first = &mut start[rows.unit[row]];
            let period = rows.period[row];
            *first = Some(first.map_or(period, |first| first.min(period)));
        }
    }
    let pairs = rows.unit.iter().zip(&rows.period);
    pairs
        .map(|(&unit, &period)| start[unit].map(|start| period as i64 - start as i64))
        .collect()
}

fn residual_df(fit: &PanelFit) -> Result<f64, DidError> {
    let rows = fit.rows.value.len();
    let columns = fit.rank + fit.effects.len();
    if rows > columns {
        Ok((rows - columns) as f64)
    } else {
        Err(DidError::TooFewRows { rows, columns })
    }
}

/// By cluster if treated units and others outnumber the effects, since the
/// residuals of treated units cannot show the spread of an effect of their own.
fn covariance(
    all: &Prepared,
    fit: &PanelFit,
    from_start: &[Option<i64>],
    model: DidModel,
) -> Result<(DMatrix<f64>, JointErrors), DidError> {
    let k = fit.effects.len();
    let mut is_treated = vec![false; groups(&all.unit)];
    for (&unit, from) in all.unit.iter().zip(from_start) {
        is_treated[unit] |= from.is_some();
    }
    let treated = is_treated.iter().filter(|&&treated| treated).count();
    if treated > k && is_treated.len() - treated > k {
        let places: Vec<usize> = (0..k).collect();
        let parts = clusters(fit, &places).parts(ClusterCorrection::Cr1);
        let columns = fit.rank + k;
        let factor = ClusterCorrection::Cr1.factor(all.clusters, fit.rows.value.len(), columns);
        let mut covariance = DMatrix::zeros(k, k);
        for part in parts {
            let part = DVector::from_vec(part);
            covariance += factor * &part * part.transpose();
        }
        return Ok((covariance, JointErrors::Clusters));
    }
    let squares = match model {
        DidModel::Linear => fit.deviance,
        DidModel::Poisson => {
            let pairs = fit.scores.iter().zip(&fit.weights);
            pairs.map(|(score, weight)| score * score / weight).sum()
        }
    };
    let spread = squares / residual_df(fit)?;
    let unscaled = DMatrix::from_row_slice(k, k, &fit.unscaled);
    Ok((unscaled * spread, JointErrors::Spread))
}

fn joint_test(
    effects: &[f64],
    covariance: &DMatrix<f64>,
    denominator_df: f64,
    errors: JointErrors,
) -> JointTest {
    let q = effects.len();
    let part = covariance.view((0, 0), (q, q)).into_owned();
    let effects = DVector::from_column_slice(effects);
    let statistic = match part.cholesky() {
        Some(cholesky) => effects.dot(&cholesky.solve(&effects)) / q as f64,
        None => f64::NAN,
    };
    JointTest {
        statistic,
        numerator_df: q as f64,
        denominator_df,
        p: if statistic.is_finite() {
            f_above(statistic, q as f64, denominator_df)
        } else {
            f64::NAN
        },
        errors,
    }
}
