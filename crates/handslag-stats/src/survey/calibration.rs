//! How are weights moved until known totals of the population come out?

mod residuals;

use std::collections::HashMap;
use std::hash::Hash;

use nalgebra::{DMatrix, DVector};

use super::design::{Design, DesignError, codes};
use crate::numeric::sum;

/// A division of the population with known totals, such as by age.
#[derive(Debug, Clone)]
pub struct Margin {
    /// Which part each unit of the sample belongs to.
    part: Vec<u32>,
    /// How many of the population belong to each part.
    totals: Vec<f64>,
}

impl Margin {
    /// The division that gives each unit the part in `labels`, and the
    /// population's `totals` by part.
    ///
    /// # Errors
    /// [`CalibrationError::UnknownPart`] if a unit's part has no total, and
    /// [`CalibrationError::Total`] if a total is no number of zero or more.
    pub fn new<L: Eq + Hash>(labels: &[L], totals: &[(L, f64)]) -> Result<Self, CalibrationError> {
        if let Some(part) = totals
            .iter()
            .position(|(_, total)| !(total.is_finite() && *total >= 0.0))
        {
            return Err(CalibrationError::Total { part });
        }
        let place: HashMap<&L, u32> = totals.iter().map(|(label, _)| label).zip(0..).collect();
        let part = labels
            .iter()
            .enumerate()
            .map(|(unit, label)| {
                let known = place.get(label).copied();
                known.ok_or(CalibrationError::UnknownPart { unit })
            })
            .collect::<Result<_, _>>()?;
        Ok(Self {
            part,
            totals: totals.iter().map(|(_, total)| *total).collect(),
        })
    }

    fn weighted(&self, weights: &[f64]) -> Vec<f64> {
        let mut totals = vec![0.0; self.totals.len()];
        for (&part, weight) in self.part.iter().zip(weights) {
            totals[part as usize] += weight;
        }
        totals
    }

    /// Refuses a part that is in the population but not in the sample, or the
    /// other way round.
    fn expect_filled(&self, weights: &[f64]) -> Result<(), CalibrationError> {
        for (part, (&drawn, &total)) in self.weighted(weights).iter().zip(&self.totals).enumerate()
        {
            if (drawn > 0.0) != (total > 0.0) {
                return Err(CalibrationError::EmptyPart { part });
            }
        }
        Ok(())
    }
}

/// With what weights a value is regressed on the margins of a raking, whose
/// residuals give the error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RakingResiduals {
    /// The weights of the design, as the error of a calibrated total asks
    /// (Deville and Särndal 1992, doi:10.1080/01621459.1992.10475217).
    #[default]
    DesignWeighted,
    /// None, and ten rounds over the margins, as R's survey 4.1 does. The same
    /// where all units weigh alike.
    Unweighted,
}

/// What the weights were moved by, to be taken out of every error.
#[derive(Debug, Clone)]
pub(super) enum Calibration {
    PostStratified {
        margin: Margin,
        before: Vec<f64>,
        after: Vec<f64>,
    },
    Raked {
        margins: Vec<Margin>,
        /// Of the regression on the margins.
        weights: Vec<f64>,
        after: Vec<f64>,
        rounds: usize,
    },
    Regressed {
        columns: DMatrix<f64>,
        before: Vec<f64>,
        after: Vec<f64>,
        /// Of the columns' weighted cross products.
        inverse: DMatrix<f64>,
    },
}

/// Rounds over the margins at most, in raking and its residuals. Margins that
/// agree with each other settle within some ten; those that do not, never.
const ROUNDS: usize = 1000;

/// How near a raked margin comes to its totals, as a share of the population:
/// some hundred times what rounding leaves.
const NEAR: f64 = 1e-12;

impl Design {
    /// The same sample with weights that add up to the totals of one division
    /// (Holt and Smith 1979, Post stratification).
    ///
    /// # Errors
    /// [`CalibrationError`]: the lengths differ, or a part of the population
    /// has nobody in the sample or the other way round.
    ///
    /// ```
    /// # use handslag_stats::survey::{Design, Drawn, Lonely};
    /// # let design = Design::new(Drawn::<u8, u8> {
    /// #     weights: &[25.0; 4], strata: None, clusters: None, population: None,
    /// #     lonely: Lonely::Refuse,
    /// # })?;
    /// # use handslag_stats::survey::Margin;
    /// // By hand: two women stand for 60, two men for 40.
    /// let sex = Margin::new(&["k", "k", "m", "m"], &[("k", 60.0), ("m", 40.0)])?;
    /// assert_eq!(design.post_stratified(&sex)?.weights(), [30.0, 30.0, 20.0, 20.0]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn post_stratified(&self, margin: &Margin) -> Result<Self, CalibrationError> {
        self.expect_units(margin.part.len())?;
        margin.expect_filled(&self.weights)?;
        let drawn = margin.weighted(&self.weights);
        let after: Vec<f64> = margin
            .part
            .iter()
            .zip(&self.weights)
            .map(|(&part, weight)| {
                let part = part as usize;
                if drawn[part] > 0.0 {
                    weight * margin.totals[part] / drawn[part]
                } else {
                    0.0
                }
            })
            .collect();
        Ok(self.moved(
            after.clone(),
            Calibration::PostStratified {
                margin: margin.clone(),
                before: self.weights.clone(),
                after,
            },
        ))
    }

    /// The same sample with weights that add up to the totals of several
    /// divisions at once, by iterative proportional fitting (Deming and Stephan
    /// 1940, doi:10.1214/aoms/1177731829).
    ///
    /// # Errors
    /// [`CalibrationError`]: as for one division, the divisions add up to
    /// different populations, or no weights fit all of them.
    ///
    /// ```
    /// # use handslag_stats::survey::{Design, Drawn, Lonely};
    /// # let design = Design::new(Drawn::<u8, u8> {
    /// #     weights: &[25.0; 4], strata: None, clusters: None, population: None,
    /// #     lonely: Lonely::Refuse,
    /// # })?;
    /// # use handslag_stats::survey::Margin;
    /// # use handslag_stats::survey::RakingResiduals;
    /// // By hand: the divisions cross evenly, so each weight is 100 times its two shares.
    /// let sex = Margin::new(&["k", "k", "m", "m"], &[("k", 60.0), ("m", 40.0)])?;
    /// let age = Margin::new(&["u", "ä", "u", "ä"], &[("u", 30.0), ("ä", 70.0)])?;
    /// let raked = design.raked(&[sex, age], RakingResiduals::default())?;
    /// for (weight, expected) in raked.weights().iter().zip([18.0, 42.0, 12.0, 28.0]) {
    ///     assert!((weight - expected).abs() < 1e-9);
    /// }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn raked(
        &self,
        margins: &[Margin],
        residuals: RakingResiduals,
    ) -> Result<Self, CalibrationError> {
        for margin in margins {
            self.expect_units(margin.part.len())?;
            margin.expect_filled(&self.weights)?;
        }
        let after = rake(margins, &self.weights)?;
        let (weights, rounds) = match residuals {
            RakingResiduals::DesignWeighted => (self.weights.clone(), ROUNDS),
            RakingResiduals::Unweighted => (vec![1.0; self.n_units()], 10),
        };
        Ok(self.moved(
            after.clone(),
            Calibration::Raked {
                margins: margins.to_vec(),
                weights,
                after,
                rounds,
            },
        ))
    }

    /// The same sample with weights moved as little as possible, in squares, so
    /// that the `columns` (one value a unit in each) add up to the population's
    /// `totals`: the generalised regression estimator (Särndal, Swensson and
    /// Wretman 1992, chapter 6). A column of ones with the population's size
    /// belongs among them. Weights can become negative.
    ///
    /// # Errors
    /// [`CalibrationError`]: the lengths differ, or a column follows from the
    /// others.
    ///
    /// ```
    /// # use handslag_stats::survey::{Design, Drawn, Lonely};
    /// # let design = Design::new(Drawn::<u8, u8> {
    /// #     weights: &[25.0; 4], strata: None, clusters: None, population: None,
    /// #     lonely: Lonely::Refuse,
    /// # })?;
    /// // By hand: with one division it moves the weights as post-stratification does.
    /// let columns = [vec![1.0; 4], vec![1.0, 1.0, 0.0, 0.0]];
    /// let regressed = design.regressed(&columns, &[100.0, 60.0])?;
    /// for (weight, expected) in regressed.weights().iter().zip([30.0, 30.0, 20.0, 20.0]) {
    ///     assert!((weight - expected).abs() < 1e-9);
    /// }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn regressed(
        &self,
        columns: &[Vec<f64>],
        totals: &[f64],
    ) -> Result<Self, CalibrationError> {
        if columns.len() != totals.len() {
            return Err(CalibrationError::Totals {
                columns: columns.len(),
                found: totals.len(),
            });
        }
        for column in columns {
            self.expect_units(column.len())?;
        }
        let x = DMatrix::from_fn(self.n_units(), columns.len(), |unit, column| {
            columns[column][unit]
        });
        let cross = weighted_cross(&x, &self.weights);
        // Columns can have very different units, so scale before judging
        // whether one follows from the others.
        let scale = DVector::from_fn(columns.len(), |i, _| cross[(i, i)].sqrt());
        let scaled = DMatrix::from_fn(columns.len(), columns.len(), |i, j| {
            cross[(i, j)] / (scale[i] * scale[j])
        });
        let least = scaled.clone().symmetric_eigenvalues().min();
        if least.is_nan() || least <= 1e-12 {
            return Err(CalibrationError::Collinear);
        }
        let inverse = scaled
            .cholesky()
            .ok_or(CalibrationError::Collinear)?
            .inverse();
        let inverse = DMatrix::from_fn(columns.len(), columns.len(), |i, j| {
            inverse[(i, j)] / (scale[i] * scale[j])
        });
        let short = DVector::from_fn(totals.len(), |column, _| {
            let drawn = self.weights.iter().zip(&columns[column]);
            totals[column] - sum(drawn.map(|(weight, value)| weight * value))
        });
        let moved_by = &x * (&inverse * short);
        let after: Vec<f64> = self
            .weights
            .iter()
            .zip(moved_by.iter())
            .map(|(weight, by)| weight * (1.0 + by))
            .collect();
        Ok(self.moved(
            after.clone(),
            Calibration::Regressed {
                columns: x,
                before: self.weights.clone(),
                after,
                inverse,
            },
        ))
    }

    fn moved(&self, weights: Vec<f64>, by: Calibration) -> Self {
        let mut design = self.clone();
        design.weights = weights;
        design.calibrations.push(by);
        design
    }
}

fn weighted_cross(x: &DMatrix<f64>, weights: &[f64]) -> DMatrix<f64> {
    DMatrix::from_fn(x.ncols(), x.ncols(), |i, j| {
        let (a, b) = (x.column(i), x.column(j));
        let terms = a.iter().zip(b.iter()).zip(weights);
        sum(terms.map(|((a, b), weight)| a * b * weight))
    })
}

/// The weights that fit all margins.
fn rake(margins: &[Margin], weights: &[f64]) -> Result<Vec<f64>, CalibrationError> {
    let size = |margin: &Margin| sum(margin.totals.iter().copied());
    let population = margins.first().map_or(0.0, size);
    if margins
        .iter()
        .any(|margin| (size(margin) - population).abs() > 1e-9 * population)
    {
        return Err(CalibrationError::DifferentPopulations);
    }
    // Units alike in every margin move alike, so fit their sums.
    let kind = kinds(margins, weights.len());
    let n_kinds = kind.iter().max().map_or(0, |&most| most as usize + 1);
    let mut before = vec![0.0; n_kinds];
    let mut parts = vec![vec![0u32; n_kinds]; margins.len()];
    for (unit, &kind) in kind.iter().enumerate() {
        before[kind as usize] += weights[unit];
        for (part, margin) in parts.iter_mut().zip(margins) {
            part[kind as usize] = margin.part[unit];
        }
    }
    let after = fit(margins, &parts, before.clone(), population)?;
    let factor: Vec<f64> = after
        .iter()
        .zip(&before)
        .map(|(after, before)| if *before > 0.0 { after / before } else { 0.0 })
        .collect();
    Ok(kind
        .iter()
        .zip(weights)
        .map(|(&kind, weight)| weight * factor[kind as usize])
        .collect())
}

fn fit(
    margins: &[Margin],
    parts: &[Vec<u32>],
    mut cells: Vec<f64>,
    population: f64,
) -> Result<Vec<f64>, CalibrationError> {
    let mut off = f64::INFINITY;
    for _ in 0..ROUNDS {
        off = 0.0;
        for (margin, part) in margins.iter().zip(parts) {
            let mut found = vec![0.0; margin.totals.len()];
            for (&part, cell) in part.iter().zip(&cells) {
                found[part as usize] += cell;
            }
            for (found, &total) in found.iter_mut().zip(&margin.totals) {
                off = f64::max(off, (*found - total).abs());
                *found = if *found > 0.0 { total / *found } else { 0.0 };
            }
            for (&part, cell) in part.iter().zip(&mut cells) {
                *cell *= found[part as usize];
            }
        }
        if off <= NEAR * population {
            return Ok(cells);
        }
    }
    Err(CalibrationError::NotSettled {
        off_by: off / population,
    })
}

/// Numbers the combinations of parts that units have.
fn kinds(margins: &[Margin], n_units: usize) -> Vec<u32> {
    let mut combination = vec![0u64; n_units];
    let mut n_combinations = 1u64;
    for margin in margins {
        for (combination, &part) in combination.iter_mut().zip(&margin.part) {
            *combination = *combination * margin.totals.len() as u64 + u64::from(part);
        }
        n_combinations = n_combinations.saturating_mul(margin.totals.len() as u64);
        // Number anew before the product outgrows what can be held.
        if n_combinations > 1 << 20 {
            let codes = codes(&combination);
            n_combinations = codes.iter().max().map_or(1, |&most| u64::from(most) + 1);
            combination = codes.into_iter().map(u64::from).collect();
        }
    }
    combination
        .into_iter()
        .map(|combination| combination as u32)
        .collect()
}

/// Why weights could not be moved to known totals. Units, parts and columns are
/// numbered from zero.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum CalibrationError {
    /// A list does not fit the sample.
    #[error(transparent)]
    Design(#[from] DesignError),
    /// A unit belongs to a part whose total is not known.
    #[error("unit {unit} belongs to a part of the population without a total")]
    UnknownPart {
        /// The unit.
        unit: usize,
    },
    /// A total is negative or no number.
    #[error("the total of part {part} is not a number of zero or more")]
    Total {
        /// The part.
        part: usize,
    },
    /// A part has a total and no units, or units and a total of zero: join it
    /// with another.
    #[error("part {part} is in the population or in the sample, but not in both")]
    EmptyPart {
        /// The part.
        part: usize,
    },
    /// The divisions do not divide the same population.
    #[error("the divisions add up to different populations")]
    DifferentPopulations,
    /// No weights fit all margins, as when nobody in the sample is in two parts
    /// at once that the totals need.
    #[error("no weights fit all divisions; the nearest are off by {off_by:e} of the population")]
    NotSettled {
        /// The largest difference left, as a share of the population.
        off_by: f64,
    },
    /// There is not one total a column.
    #[error("{columns} columns have {found} totals")]
    Totals {
        /// How many columns there are.
        columns: usize,
        /// How many totals.
        found: usize,
    },
    /// A column is zero or follows from the others.
    #[error("a column follows from the others")]
    Collinear,
}
