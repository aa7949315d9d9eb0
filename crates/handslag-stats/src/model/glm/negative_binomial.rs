//! How does a count that spreads more than Poisson's depend on what is known?

use super::theta::ThetaScore;
use super::{Family, Glm, GlmError, Workspace, checked, poisson};
use crate::model::Design;
use crate::numeric::chi_squared_above;

/// A negative binomial regression with θ fitted too.
#[derive(Debug, Clone)]
pub struct NegativeBinomial<'a> {
    /// The regression; Poisson's if θ is infinite.
    pub fit: Glm<'a>,
    /// How far the spread is from Poisson's.
    pub theta: Theta,
    /// Twice the log-likelihood above Poisson's; zero if θ is infinite.
    pub likelihood_ratio: f64,
}

/// The spread of a negative binomial: variance mean + mean²/θ.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Theta {
    /// The counts spread more than Poisson's.
    Finite {
        /// The likeliest θ.
        theta: f64,
        /// From the observed information at the fitted means.
        standard_error: f64,
    },
    /// The counts spread no more than Poisson's, so θ has no end and the fit is
    /// Poisson's.
    Infinite,
}

impl NegativeBinomial<'_> {
    /// How likely a likelihood ratio at least as large is without extra spread.
    ///
    /// Half the χ² tail with one degree of freedom, since Poisson lies at the
    /// edge of what θ can be (Self and Liang 1987, doi:10.1080/01621459.1987.10478472).
    pub fn overdispersion_p(&self) -> f64 {
        match self.theta {
            Theta::Infinite => 1.0,
            Theta::Finite { .. } => 0.5 * chi_squared_above(self.likelihood_ratio.max(0.0), 1.0),
        }
    }
}

/// Fits a negative binomial regression (NB2) with a log link, θ by maximum
/// likelihood, as `glm.nb` of R's MASS (Venables and Ripley 2002,
/// doi:10.1007/978-0-387-21706-2).
///
/// Input and errors as for [`poisson`].
///
/// If the counts spread no more about Poisson's fit than Poisson counts do, the
/// likelihood rises towards θ = ∞: the fit is Poisson's, and says so in
/// [`NegativeBinomial::theta`].
///
/// # Errors
/// See [`GlmError`].
///
/// # Assumptions
/// Rows are independent, with one θ for all.
///
/// ```
/// # use handslag_stats::model::{Design, GlmError, Theta, negative_binomial};
/// // With one mean for all and more spread than Poisson's.
/// let counts = [0.0, 1.0, 1.0, 2.0, 3.0, 5.0, 8.0, 13.0];
/// let design = Design::with_intercept(8);
/// let fit = negative_binomial(&design, &counts, None)?;
/// assert!((fit.fit.coefficients[0] - (33.0f64 / 8.0).ln()).abs() < 1e-9);
/// let Theta::Finite { theta, .. } = fit.theta else { panic!() };
/// // The root of the score in 40 digits, by mpmath.
/// assert!((theta - 1.216_035_660_806).abs() < 1e-9, "{theta}");
/// # Ok::<(), GlmError>(())
/// ```
pub fn negative_binomial<'a>(
    design: &'a Design,
    counts: &[f64],
    exposure: Option<&[f64]>,
) -> Result<NegativeBinomial<'a>, GlmError> {
    let poisson = poisson(design, counts, exposure)?;
    let offset = checked(design, counts, exposure)?;
    let mut work = Workspace::for_design(design);
    work.coefficients.copy_from_slice(&poisson.coefficients);
    work.mean.copy_from_slice(&poisson.fitted);
    let Some(theta) = likeliest(&mut work, design, counts, &offset)? else {
        return Ok(NegativeBinomial {
            fit: poisson,
            theta: Theta::Infinite,
            likelihood_ratio: 0.0,
        });
    };
    let fit = work.into_glm(design, counts, Family::NegativeBinomial { theta });
    let information = -ThetaScore::at(theta, counts, &fit.fitted).second;
    Ok(NegativeBinomial {
        likelihood_ratio: 2.0 * (fit.log_likelihood - poisson.log_likelihood),
        theta: Theta::Finite {
            theta,
            standard_error: 1.0 / information.sqrt(),
        },
        fit,
    })
}

/// The likeliest θ, with the coefficients that belong to it left in `work`;
/// none if θ has no end. `work` holds Poisson's fit to begin with.
pub(crate) fn likeliest(
    work: &mut Workspace,
    design: &Design,
    counts: &[f64],
    offset: &[f64],
) -> Result<Option<f64>, GlmError> {
    const MOST_ROUNDS: u32 = 200;
    // The slope of the likelihood with 1/θ at 1/θ = 0.
    let squares = || counts.iter().zip(&work.mean);
    let slope: f64 = squares().map(|(y, m)| (y - m).powi(2) - y).sum();
    if slope <= 0.0 {
        return Ok(None);
    }
    let excess: f64 = squares().map(|(y, m)| (y - m).powi(2) - m).sum();
    let size: f64 = work.mean.iter().map(|m| m * m).sum();
    let mut log_theta = (size / excess.max(1e-6 * size)).ln();
    let longest = size.ln() + ENDLESS_LOG;
    for round in 1..=MOST_ROUNDS {
        let Some(settled) = settle_theta(&mut log_theta, longest, counts, &work.mean) else {
            return Ok(None);
        };
        let theta = log_theta.exp();
        work.improve(design, counts, offset, Family::NegativeBinomial { theta })?;
        let means = &work.mean;
        let score = ThetaScore::at(theta, counts, means);
        let promise = (score.first * score.first / score.second).abs();
        if settled && promise < 1e-12 {
            return Ok(Some(theta));
        }
        if round == MOST_ROUNDS {
            break;
        }
    }
    Err(GlmError::NotConverged { steps: MOST_ROUNDS })
}

/// θ is endless when the extra variance is below a ten thousand millionth.
const ENDLESS_LOG: f64 = 23.0;

/// Moves ln θ to where the likelihood of the counts about `means` is largest.
/// False if it is still on its way, none if it has passed `longest`.
fn settle_theta(log_theta: &mut f64, longest: f64, counts: &[f64], means: &[f64]) -> Option<bool> {
    const MOST_STEPS: u32 = 50;
    for _ in 0..MOST_STEPS {
        let theta = log_theta.exp();
        let score = ThetaScore::at(theta, counts, means);
        let slope = theta * score.first;
        let bend = slope + theta * theta * score.second;
        // Far out the likelihood bends up; then only the slope's sign counts.
        let step = if bend < 0.0 {
            (-slope / bend).clamp(-2.0, 2.0)
        } else {
            slope.signum()
        };
        *log_theta += step;
        if *log_theta > longest {
            return None;
        }
        if (step * slope).abs() < 1e-14 || step.abs() < 1e-9 {
            return Some(true);
        }
    }
    Some(false)
}
