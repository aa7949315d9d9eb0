//! What share of all would answer so, and how sure is that?

use super::design::{Design, DesignError};
use crate::numeric::{Sum, beta_quantile, root, sum, t_quantile};
use crate::{Estimate, Level, Method};

/// The share of the population that would answer yes, with all that its
/// interval and the decision to publish need.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    /// From 0 to 1.
    pub value: f64,
    /// Its Taylor-linearised standard error.
    pub standard_error: f64,
    /// Clusters less strata, among those one asked about.
    pub degrees_of_freedom: f64,
    /// How many answered.
    pub n: usize,
    /// How many of the population they stand for.
    pub weighted_n: f64,
    /// The variance over that of a simple sample of as many, drawn without
    /// replacement; none if the weights add up to fewer than the sample or all
    /// answered alike.
    pub design_effect: Option<f64>,
}

/// How the interval of a share is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShareInterval {
    /// On the log odds, with a t quantile.
    Logit,
    /// Clopper and Pearson's exact interval at the effective sample size (Korn
    /// and Graubard 1998, Survey Methodology 24:193-201). It errs on the wide
    /// side and has ends where all answered alike: the one to publish.
    KornGraubard,
    /// Plus and minus, with a t quantile; may leave 0 to 1.
    Wald,
    /// Where the weighted binomial deviance, scaled by the design, stays below
    /// the squared t quantile (Rao and Scott 1984, doi:10.1214/aos/1176346391).
    Likelihood,
}

impl Share {
    /// Answers of a simple sample that would be as sure: p(1 − p)/variance.
    /// None where all answered alike, as the variance is then zero.
    pub fn n_effective(&self) -> Option<f64> {
        let variance = self.standard_error.powi(2);
        (variance > 0.0).then(|| self.value * (1.0 - self.value) / variance)
    }

    /// The share with its interval.
    ///
    /// Where all answered alike, only [`ShareInterval::KornGraubard`] says
    /// anything, with the number of answers as the effective size; the others
    /// are that point alone. Without degrees of freedom it is 0 to 1.
    pub fn estimate(&self, kind: ShareInterval, level: Level) -> Estimate {
        let (lower, upper) = self.interval(kind, level);
        Estimate {
            value: self.value,
            lower,
            upper,
            level,
            method: match kind {
                ShareInterval::Logit => Method::LinearisedLogit,
                ShareInterval::KornGraubard => Method::KornGraubard,
                ShareInterval::Wald => Method::LinearisedT,
                ShareInterval::Likelihood => Method::ScaledLikelihood,
            },
        }
    }

    fn interval(&self, kind: ShareInterval, level: Level) -> (f64, f64) {
        if self.degrees_of_freedom < 1.0 {
            return (0.0, 1.0);
        }
        if kind == ShareInterval::KornGraubard {
            return self.korn_graubard(level);
        }
        if self.standard_error == 0.0 || self.value <= 0.0 || self.value >= 1.0 {
            return (self.value, self.value);
        }
        let p = self.value;
        let t = t_quantile(1.0 - level.tail(), self.degrees_of_freedom);
        // The standard error of the log odds.
        let se = self.standard_error / (p * (1.0 - p));
        let odds = (p / (1.0 - p)).ln();
        match kind {
            ShareInterval::Wald => (p - t * self.standard_error, p + t * self.standard_error),
            ShareInterval::Logit => (expit(odds - t * se), expit(odds + t * se)),
            ShareInterval::Likelihood => {
                let reach = t * t * self.variance_ratio();
                let end = |towards| deviance_end(p, self.n as f64, reach, towards);
                (end(0.0), end(1.0))
            }
            ShareInterval::KornGraubard => self.korn_graubard(level),
        }
    }

    /// The variance over that of the working fit, binomial with weights that
    /// add up to the number of answers.
    fn variance_ratio(&self) -> f64 {
        self.standard_error.powi(2) * self.n as f64 / (self.value * (1.0 - self.value))
    }

    fn korn_graubard(&self, level: Level) -> (f64, f64) {
        let n = self.n as f64;
        let quantile = |df| t_quantile(level.tail(), df);
        let effective = match self.n_effective() {
            Some(effective) if self.n > 1 => {
                effective * (quantile(n - 1.0) / quantile(self.degrees_of_freedom)).powi(2)
            }
            _ => n,
        };
        let (yes, no) = (effective * self.value, effective * (1.0 - self.value));
        let lower = if yes > 0.0 {
            beta_quantile(level.tail(), yes, no + 1.0)
        } else {
            0.0
        };
        let upper = if no > 0.0 {
            beta_quantile(1.0 - level.tail(), yes + 1.0, no)
        } else {
            1.0
        };
        (lower, upper)
    }
}

pub(super) fn expit(odds: f64) -> f64 {
    1.0 / (1.0 + (-odds).exp())
}

/// Twice the log-likelihood lost by taking `other` for the share `p` of `n`.
pub(super) fn deviance(p: f64, other: f64, n: f64) -> f64 {
    2.0 * n * (p * (p / other).ln() + (1.0 - p) * ((1.0 - p) / (1.0 - other)).ln())
}

/// The share between `p` and `towards` at which the deviance reaches `reach`.
fn deviance_end(p: f64, n: f64, reach: f64, towards: f64) -> f64 {
    root(p, towards, |other| deviance(p, other, n) - reach).unwrap_or(p)
}

impl Design {
    /// The share of the population that would answer yes to `answers`, one a
    /// unit; a missing answer is none. Units without an answer are left out of
    /// the share but not of the draw (linearised: Binder 1983,
    /// doi:10.2307/1402588).
    ///
    /// # Errors
    /// [`DesignError::Lengths`] and [`DesignError::NoValues`].
    ///
    /// ```
    /// # use handslag_stats::survey::{Design, Drawn, Lonely};
    /// # let design = Design::new(Drawn::<u8, u8> {
    /// #     weights: &[25.0; 4], strata: None, clusters: None, population: None,
    /// #     lonely: Lonely::Refuse,
    /// # })?;
    /// // By hand, four drawn at random: 3/4, and √(0.75 · 0.25 / 3) = 0.25.
    /// let share = design.share(&[Some(true), Some(true), Some(false), Some(true)])?;
    /// assert!((share.value - 0.75).abs() < 1e-12);
    /// assert!((share.standard_error - 0.25).abs() < 1e-12);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn share(&self, answers: &[Option<bool>]) -> Result<Share, DesignError> {
        self.expect_units(answers.len())?;
        let answered = |unit: usize| answers[unit].map_or(f64::NAN, f64::from);
        let (value, influence) = self.mean_and_influence(answered)?;
        let variance = self.variance(influence);
        let moments = Moments::over(
            (0..self.n_units()).filter_map(|unit| Some((self.weights[unit], answers[unit]?))),
        );
        Ok(moments.share(value, variance, self.degrees_of_freedom()))
    }

    /// The same within each of `n_domains` parts of the population, such as its
    /// municipalities: `domain` says which part each unit is in, none for
    /// outside all. Who turned out to be where is chance too, so every drawn
    /// cluster counts in every part's error.
    ///
    /// Degrees of freedom count the clusters and strata with somebody in the
    /// part.
    ///
    /// # Errors
    /// [`DesignError::Lengths`]; in a part's place [`DesignError::NoValues`] if
    /// nobody there answered.
    ///
    /// ```
    /// # use handslag_stats::survey::{Design, Drawn, Lonely};
    /// # let design = Design::new(Drawn::<u8, u8> {
    /// #     weights: &[25.0; 4], strata: None, clusters: None, population: None,
    /// #     lonely: Lonely::Refuse,
    /// # })?;
    /// // By hand: one of the two in part 0 says yes, both in part 1.
    /// let answers = [Some(true), Some(false), Some(true), Some(true)];
    /// let shares = design.shares_by(&answers, &[Some(0), Some(0), Some(1), Some(1)], 2)?;
    /// let values: Vec<f64> = shares.into_iter().map(|share| share.unwrap().value).collect();
    /// assert_eq!(values, [0.5, 1.0]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn shares_by(
        &self,
        answers: &[Option<bool>],
        domain: &[Option<u32>],
        n_domains: usize,
    ) -> Result<Vec<Result<Share, DesignError>>, DesignError> {
        self.expect_units(answers.len())?;
        self.expect_units(domain.len())?;
        let members = self.members(domain, n_domains);
        Ok(members
            .parts()
            .map(|units| self.share_of(units, answers))
            .collect())
    }

    fn share_of(&self, units: &[u32], answers: &[Option<bool>]) -> Result<Share, DesignError> {
        let answered = || {
            units
                .iter()
                .filter_map(|&unit| Some((self.weights[unit as usize], answers[unit as usize]?)))
        };
        let moments = Moments::over(answered());
        if moments.weight <= 0.0 {
            return Err(DesignError::NoValues);
        }
        let value = moments.yes / moments.weight;
        let influence = |unit: u32| match answers[unit as usize] {
            Some(yes) => self.weights[unit as usize] * (f64::from(yes) - value) / moments.weight,
            None => 0.0,
        };
        let weighted = units
            .iter()
            .filter(|&&unit| self.weights[unit as usize] > 0.0);
        let swept = self.sweep(weighted.map(|&unit| (unit, influence(unit))));
        let variance = if self.calibrations.is_empty() {
            swept.variance.value()
        } else {
            // What is taken out for the known totals concerns units elsewhere
            // too, so the sum runs over all.
            let mut everywhere = vec![0.0; self.n_units()];
            for &unit in units {
                everywhere[unit as usize] = influence(unit);
            }
            self.variance(everywhere)
        };
        Ok(moments.share(value, variance, swept.degrees_of_freedom()))
    }

    /// Units by domain, in each in the order of their clusters.
    fn members(&self, domain: &[Option<u32>], n_domains: usize) -> Members {
        let mut starts = vec![0usize; n_domains + 1];
        for part in domain.iter().flatten() {
            if let Some(start) = starts.get_mut(*part as usize + 1) {
                *start += 1;
            }
        }
        for part in 0..n_domains {
            starts[part + 1] += starts[part];
        }
        let mut units = vec![0u32; starts[n_domains]];
        let mut next = starts.clone();
        for &unit in self.by_cluster() {
            if let Some(part) = domain[unit as usize]
                && (part as usize) < n_domains
            {
                units[next[part as usize]] = unit;
                next[part as usize] += 1;
            }
        }
        Members { units, starts }
    }
}

struct Members {
    units: Vec<u32>,
    starts: Vec<usize>,
}

impl Members {
    fn parts(&self) -> impl Iterator<Item = &[u32]> {
        self.starts
            .windows(2)
            .map(|ends| &self.units[ends[0]..ends[1]])
    }
}

/// Sums over those who answered.
#[derive(Debug, Default)]
struct Moments {
    n: usize,
    weight: f64,
    yes: f64,
}

impl Moments {
    fn over(answered: impl Iterator<Item = (f64, bool)>) -> Self {
        let (mut n, mut weight, mut yes) = (0, Sum::default(), Sum::default());
        for (w, answer) in answered.filter(|(w, _)| *w > 0.0) {
            n += 1;
            weight.add(w);
            if answer {
                yes.add(w);
            }
        }
        Self {
            n,
            weight: weight.value(),
            yes: yes.value(),
        }
    }

    fn share(&self, value: f64, variance: f64, degrees_of_freedom: f64) -> Share {
        let n = self.n as f64;
        let spread = value * (1.0 - value) * n / (n - 1.0);
        let simple = spread * (self.weight - n) / (self.weight * n);
        Share {
            value,
            standard_error: variance.sqrt(),
            degrees_of_freedom,
            n: self.n,
            weighted_n: self.weight,
            design_effect: (simple > 0.0 && self.weight >= n).then(|| variance / simple),
        }
    }
}

/// By how much unequal weights alone widen an error, as a factor of the
/// variance: n·Σw²/(Σw)² (Kish 1965, section 11.7).
///
/// ```
/// # use handslag_stats::survey::kish_design_effect;
/// // By hand: 3·(1 + 1 + 4)/4² = 1.125.
/// assert_eq!(kish_design_effect(&[1.0, 1.0, 2.0]), 1.125);
/// ```
pub fn kish_design_effect(weights: &[f64]) -> f64 {
    let total = sum(weights.iter().copied());
    let squares = sum(weights.iter().map(|weight| weight * weight));
    weights.len() as f64 * squares / (total * total)
}
