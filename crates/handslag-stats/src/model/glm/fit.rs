//! Which coefficients make the data likeliest?

use super::separation::separated;
use super::{Family, Glm, GlmError};
use crate::model::Design;
use crate::model::normal_equations::{Cholesky, Dependent};
use crate::numeric::sum;

/// Room for one fit, used again by the next of the same design.
#[derive(Debug, Clone)]
pub(crate) struct Workspace {
    pub coefficients: Vec<f64>,
    /// Fitted means after a fit.
    pub mean: Vec<f64>,
    pub cholesky: Cholesky,
    pub steps: u32,
    predictor: Vec<f64>,
    weight: Vec<f64>,
    residual: Vec<f64>,
    scratch: Vec<f64>,
    products: Vec<f64>,
    step: Vec<f64>,
    trial: Vec<f64>,
}

impl Workspace {
    /// Half the gain in log-likelihood that another step promises. At 1e-13 the
    /// coefficients are within 5e-7 standard errors of the best, and one more
    /// step, which is taken, squares that.
    const SETTLED: f64 = 1e-13;
    const MOST_STEPS: u32 = 100;
    const MOST_HALVINGS: u32 = 40;
    /// Means smaller than this share of the mean count at a zero raise the
    /// question whether the fit is on its way to zero.
    const SUSPECT: f64 = 1e-6;

    pub fn for_design(design: &Design) -> Self {
        let (n, p) = (design.rows(), design.n_columns());
        Self {
            coefficients: vec![0.0; p],
            mean: vec![0.0; n],
            cholesky: Cholesky::with_room_for(p),
            steps: 0,
            predictor: vec![0.0; n],
            weight: vec![0.0; n],
            residual: vec![0.0; n],
            scratch: vec![0.0; n],
            products: vec![0.0; p * p],
            step: vec![0.0; p],
            trial: vec![0.0; p],
        }
    }

    /// Fits from the counts themselves.
    pub fn fit(
        &mut self,
        design: &Design,
        counts: &[f64],
        offset: &[f64],
        family: Family,
    ) -> Result<(), GlmError> {
        self.start(design, counts, offset, family)?;
        self.improve(design, counts, offset, family)
    }

    /// Fits on from the coefficients that stand.
    pub fn improve(
        &mut self,
        design: &Design,
        counts: &[f64],
        offset: &[f64],
        family: Family,
    ) -> Result<(), GlmError> {
        self.steps = 0;
        let mut likelihood = self.evaluate_at_coefficients(design, counts, offset, family);
        if !likelihood.is_finite() {
            self.start_flat(design, counts, offset, family)?;
            likelihood = self.evaluate_at_coefficients(design, counts, offset, family);
        }
        loop {
            let promise = self.newton(design, counts, family)?;
            if promise <= Self::SETTLED {
                break;
            }
            if self.steps == Self::MOST_STEPS {
                self.refuse_separation(design, counts)?;
                return Err(GlmError::NotConverged { steps: self.steps });
            }
            self.steps += 1;
            likelihood = self.step_uphill(design, counts, offset, family, likelihood, promise);
        }
        for (coefficient, step) in self.coefficients.iter_mut().zip(&self.step) {
            *coefficient += step;
        }
        self.evaluate_at_coefficients(design, counts, offset, family);
        let scale = counts.iter().sum::<f64>() / counts.len() as f64;
        let suspect = counts
            .iter()
            .zip(&self.mean)
            .any(|(&count, &mean)| count == 0.0 && mean < Self::SUSPECT * scale);
        if suspect {
            self.refuse_separation(design, counts)?;
        }
        self.factorise(design, family)
    }

    /// Least squares: one step, and one more to take back its rounding.
    pub fn fit_line(&mut self, design: &Design, values: &[f64]) -> Result<(), GlmError> {
        self.weight.fill(1.0);
        self.coefficients.fill(0.0);
        self.mean.fill(0.0);
        self.factorise(design, Family::Normal)?;
        for _ in 0..2 {
            for ((residual, value), mean) in self.residual.iter_mut().zip(values).zip(&self.mean) {
                *residual = value - mean;
            }
            design.transposed_product(&self.residual, &mut self.step);
            self.cholesky.solve(&mut self.step);
            for (coefficient, step) in self.coefficients.iter_mut().zip(&self.step) {
                *coefficient += step;
            }
            self.mean.fill(0.0);
            design.add_product(&self.coefficients, &mut self.mean);
        }
        self.steps = 1;
        Ok(())
    }

    pub fn into_glm<'a>(self, design: &'a Design, values: &[f64], family: Family) -> Glm<'a> {
        let pairs = values.iter().zip(&self.mean);
        let deviance = sum(pairs.map(|(&value, &mean)| family.deviance(value, mean)));
        Glm {
            design,
            family,
            deviance,
            log_likelihood: family.log_likelihood(values, &self.mean, deviance),
            unscaled: self.cholesky.inverse(),
            coefficients: self.coefficients,
            fitted: self.mean,
            steps: self.steps,
            values: values.to_vec(),
        }
    }

    /// Coefficients from one weighted regression of the logs of the counts, each
    /// a tenth larger than counted, since zero has no log.
    fn start(
        &mut self,
        design: &Design,
        counts: &[f64],
        offset: &[f64],
        family: Family,
    ) -> Result<(), GlmError> {
        for (row, (&count, &offset)) in counts.iter().zip(offset).enumerate() {
            let mean = count + 0.1;
            self.mean[row] = mean;
            self.predictor[row] = mean.ln() - offset + (count - mean) / mean;
        }
        self.regress_predictor(design, family)
    }

    /// Coefficients nearest to one rate for all rows.
    fn start_flat(
        &mut self,
        design: &Design,
        counts: &[f64],
        offset: &[f64],
        family: Family,
    ) -> Result<(), GlmError> {
        let exposure = sum(offset.iter().map(|offset| offset.exp()));
        let rate = sum(counts.iter().copied()) / exposure;
        for (row, &offset) in offset.iter().enumerate() {
            self.mean[row] = rate * offset.exp();
            self.predictor[row] = rate.ln();
        }
        self.regress_predictor(design, family)
    }

    fn regress_predictor(&mut self, design: &Design, family: Family) -> Result<(), GlmError> {
        self.factorise(design, family)?;
        for ((product, &weight), &predictor) in self
            .residual
            .iter_mut()
            .zip(&self.weight)
            .zip(&self.predictor)
        {
            *product = weight * predictor;
        }
        design.transposed_product(&self.residual, &mut self.coefficients);
        self.cholesky.solve(&mut self.coefficients);
        Ok(())
    }

    /// Newton's step from where we stand; returns twice the gain it promises.
    fn newton(&mut self, design: &Design, counts: &[f64], family: Family) -> Result<f64, GlmError> {
        // Weights that have all but vanished look like a column that others
        // explain; what they mean is that the fit runs away.
        if let Err(error) = self.factorise(design, family) {
            self.refuse_separation(design, counts)?;
            return Err(error);
        }
        for ((residual, &count), &mean) in self.residual.iter_mut().zip(counts).zip(&self.mean) {
            *residual = family.score(count, mean);
        }
        design.transposed_product(&self.residual, &mut self.trial);
        self.step.copy_from_slice(&self.trial);
        self.cholesky.solve(&mut self.step);
        Ok(self.step.iter().zip(&self.trial).map(|(a, b)| a * b).sum())
    }

    /// Takes the step, halved as often as the log-likelihood would fall.
    fn step_uphill(
        &mut self,
        design: &Design,
        counts: &[f64],
        offset: &[f64],
        family: Family,
        before: f64,
        promise: f64,
    ) -> f64 {
        // A fall smaller than rounding of the sum is none.
        let rounding = 1e-13 * before.abs().max(1.0);
        self.trial.copy_from_slice(&self.coefficients);
        let mut share = 1.0;
        for _ in 0..Self::MOST_HALVINGS {
            for ((coefficient, &from), &step) in self
                .coefficients
                .iter_mut()
                .zip(&self.trial)
                .zip(&self.step)
            {
                *coefficient = from + share * step;
            }
            let after = self.evaluate_at_coefficients(design, counts, offset, family);
            if after >= before - rounding.min(promise) || (promise < 1e-8 && after.is_finite()) {
                return after;
            }
            share *= 0.5;
        }
        self.evaluate_at_coefficients(design, counts, offset, family)
    }

    /// Sets the means; returns the part of the log-likelihood that they change.
    fn evaluate_at_coefficients(
        &mut self,
        design: &Design,
        counts: &[f64],
        offset: &[f64],
        family: Family,
    ) -> f64 {
        self.predictor.copy_from_slice(offset);
        design.add_product(&self.coefficients, &mut self.predictor);
        let mut total = 0.0;
        for ((mean, &predictor), &count) in self.mean.iter_mut().zip(&self.predictor).zip(counts) {
            *mean = predictor.exp();
            total += match family {
                Family::NegativeBinomial { theta } => {
                    count * predictor - (count + theta) * (*mean / theta).ln_1p()
                }
                Family::Poisson | Family::Normal => count * predictor - *mean,
            };
        }
        // An infinite mean would pass for a finite likelihood under θ.
        if self.mean.iter().all(|mean| mean.is_finite()) {
            total
        } else {
            f64::NEG_INFINITY
        }
    }

    fn factorise(&mut self, design: &Design, family: Family) -> Result<(), GlmError> {
        for (weight, &mean) in self.weight.iter_mut().zip(&self.mean) {
            *weight = family.weight(mean);
        }
        design.weighted_products(&self.weight, &mut self.scratch, &mut self.products);
        self.cholesky
            .factorise(&self.products)
            .map_err(|Dependent { column }| GlmError::Dependent {
                column: design.names()[column].clone(),
            })
    }

    fn refuse_separation(&self, design: &Design, counts: &[f64]) -> Result<(), GlmError> {
        match separated(design, counts) {
            None => Ok(()),
            Some((column, rows)) => Err(GlmError::Separated {
                column: design.names()[column].clone(),
                rows,
            }),
        }
    }
}
