//! How high is a series behind its noise and season, and what comes next?

use nalgebra::{Cholesky, DMatrix, DVector, Dyn};

use crate::model::kalman::{Filtered, Structural};
use crate::model::nelder_mead::{Stop, nelder_mead};
use crate::numeric::{Sum, variance};

/// The top of a likelihood to seven digits of it; the parameters are less sure.
const CLOSE: Stop = Stop {
    points: 1e-4,
    values: 1e-8,
    steps: 400,
};

/// A series to be taken apart.
#[derive(Debug, Clone, Copy)]
pub struct StructuralSeries<'a> {
    /// One value a period, oldest first; missing ones are NaN.
    pub values: &'a [f64],
    /// Series the values may follow, each with a number for every period.
    pub controls: &'a [Vec<f64>],
    /// Periods of a cycle, such as 12 for months; 1 for no season.
    pub seasons: usize,
    /// Variance of level and season before anything is seen: large beside the
    /// values. As many periods as there are states are not judged by.
    pub diffuse_variance: f64,
}

impl StructuralSeries<'_> {
    /// A million, or a million times the values' variance if that is above one.
    pub fn diffuse(values: &[f64]) -> f64 {
        let known: Vec<f64> = values.iter().copied().filter(|v| !v.is_nan()).collect();
        1e6 * f64::max(1.0, variance(&known))
    }
}

/// Variances of a level that walks at random below noise.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StructuralVariances {
    /// Of the noise in one period.
    pub noise: f64,
    /// Of a step of the level from one period to the next.
    pub level_step: f64,
}

/// A series taken apart.
#[derive(Debug, Clone)]
pub struct StructuralFit {
    /// The variances.
    pub variances: StructuralVariances,
    /// What one unit more of each control adds.
    pub coefficients: Vec<f64>,
    /// Log-likelihood of the periods after the first ones.
    pub log_likelihood: f64,
    /// Periods left out of the likelihood at the start: one a state.
    pub periods_not_judged: usize,
    /// The level of each period given all of them, without season, noise and
    /// controls.
    pub level: Vec<f64>,
    model: Structural,
    filtered: Filtered,
    /// How the passed series add up to the first one alone.
    shares: Vec<f64>,
    /// Precision of the first states.
    precision: Cholesky<f64, Dyn>,
}

/// What a coming period will show.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Forecast {
    /// Expected value.
    pub mean: f64,
    /// Standard error of a new value, noise included; that of the variances
    /// and coefficients is not.
    pub standard_error: f64,
}

/// Takes a series apart with the variances that make it likeliest.
///
/// The season is fixed, the level walks at random (Harvey 1989, Forecasting,
/// Structural Time Series Models and the Kalman Filter, section 4.1), and
/// coefficients are fitted together with the variances.
///
/// # Errors
/// [`StructuralError`].
///
/// # Assumptions
/// Noise and steps are normal and the level has no slope.
///
/// ```
/// # use handslag_stats::series::{StructuralSeries, StructuralVariances, structural_with};
/// // The Nile's first values with the variances of Durbin and Koopman (2012,
/// // section 2.2.2), diffuse at the start: the level after the first flood of
/// // 1120 is that flood, and the next forecast's variance 15099 + 1469 + 15099.
/// let nile = [1120.0, f64::NAN];
/// let fit = structural_with(
///     StructuralSeries { values: &nile, controls: &[], seasons: 1, diffuse_variance: 1e12 },
///     StructuralVariances { noise: 15099.0, level_step: 1469.1 },
/// )?;
/// assert!((fit.level[1] - 1120.0).abs() < 1e-3);
/// # Ok::<(), handslag_stats::series::StructuralError>(())
/// ```
pub fn structural(series: StructuralSeries<'_>) -> Result<StructuralFit, StructuralError> {
    series.expect_numbers()?;
    let seen: Vec<f64> = series
        .values
        .iter()
        .copied()
        .filter(|v| !v.is_nan())
        .collect();
    let needed = series.seasons + series.controls.len() + 2;
    if seen.len() < needed {
        return Err(StructuralError::TooFew {
            found: seen.len(),
            needed,
        });
    }
    let spread = variance(&seen);
    if spread <= 0.0 {
        return Err(StructuralError::Constant);
    }
    let deviance = |logs: &[f64]| {
        let variances = from_logs(logs, spread);
        series
            .at(variances)
            .map_or(f64::INFINITY, |fit| -2.0 * fit.log_likelihood)
    };
    // From shares of the spread, since the deviance can have two valleys: one
    // where all is noise, and one where all is level.
    let starts = [(-1.0, -6.0), (-1.0, -1.5), (-6.0, -1.0), (-3.0, -3.0)];
    let lowest = starts
        .map(|(noise, level)| nelder_mead(deviance, &[noise, level], CLOSE))
        .into_iter()
        .min_by(|a, b| a.value.total_cmp(&b.value))
        .ok_or(StructuralError::Constant)?;
    if !lowest.value.is_finite() {
        return Err(StructuralError::Collinear);
    }
    structural_with(series, from_logs(&lowest.point, spread))
}

/// Takes a series apart with given variances.
///
/// # Errors
/// [`StructuralError`].
pub fn structural_with(
    series: StructuralSeries<'_>,
    variances: StructuralVariances,
) -> Result<StructuralFit, StructuralError> {
    series.expect_numbers()?;
    let mut fit = series.at(variances)?;
    let levels = fit.filtered.smooth().level;
    let width = fit.shares.len();
    fit.level = levels
        .chunks(width)
        .map(|levels| fit.alone(levels))
        .collect();
    Ok(fit)
}

/// Variances of less than a millionth of a millionth of the spread are as good
/// as none, and of a thousand times the spread as good as any.
fn from_logs(logs: &[f64], spread: f64) -> StructuralVariances {
    let from_log = |log: f64| log.clamp(-28.0, 7.0).exp() * spread;
    StructuralVariances {
        noise: from_log(logs[0]),
        level_step: from_log(logs[1]),
    }
}

impl StructuralSeries<'_> {
    fn expect_numbers(&self) -> Result<(), StructuralError> {
        let periods = self.values.len();
        if self.controls.iter().any(|control| control.len() != periods) {
            return Err(StructuralError::Lengths);
        }
        if self.controls.iter().flatten().any(|x| !x.is_finite())
            || self.values.iter().any(|value| value.is_infinite())
        {
            return Err(StructuralError::NotANumber);
        }
        Ok(())
    }

    /// The first states are passed as series of their own, each from one state
    /// of one and with values of zero: their sizes are then found by regression
    /// like coefficients. A filter that starts from the diffuse variance itself
    /// loses as many digits as that has zeros.
    fn at(&self, variances: StructuralVariances) -> Result<StructuralFit, StructuralError> {
        let own = variances.noise + variances.level_step;
        let model = Structural {
            seasons: self.seasons.max(1),
            noise: variances.noise,
            level_step: variances.level_step,
            season_step: 0.0,
            first_level: own,
            first_season: own,
        };
        let size = model.size();
        let zeros = vec![0.0; self.values.len()];
        let mut passed: Vec<&[f64]> = vec![self.values];
        passed.extend(self.controls.iter().map(Vec::as_slice));
        let observed = passed.len();
        passed.resize(observed + size, &zeros);
        let mut first = vec![0.0; passed.len() * size];
        for state in 0..size {
            first[(observed + state) * size + state] = 1.0;
        }
        let filtered = model.filter(&passed, &first);
        let rest = f64::max(self.diffuse_variance - own, own);
        Regression {
            filtered: &filtered,
            observed,
            width: passed.len(),
            rest,
        }
        .solve(size)
        .map(|solved| StructuralFit {
            variances,
            coefficients: solved.coefficients,
            log_likelihood: solved.log_likelihood,
            periods_not_judged: size,
            level: Vec::new(),
            model,
            shares: solved.shares,
            precision: solved.precision,
            filtered,
        })
    }
}

impl StructuralFit {
    /// What the passed series add up to for the first alone, controls out.
    fn alone(&self, passed: &[f64]) -> f64 {
        passed.iter().zip(&self.shares).map(|(x, b)| x * b).sum()
    }

    /// What the coming periods will show, given what the controls will be: one
    /// list a control, each with a number for every coming period.
    ///
    /// # Errors
    /// [`StructuralError::Lengths`].
    ///
    /// ```
    /// # use handslag_stats::series::{StructuralSeries, StructuralVariances, structural_with};
    /// // The Nile's first flood with the variances of Durbin and Koopman (2012,
    /// // section 2.2.2). Worked by hand: the next one is expected to be like it, with
    /// // variance 15099 of its own noise, 1469.1 of the step and 15099 of the next.
    /// let fit = structural_with(
    ///     StructuralSeries { values: &[1120.0], controls: &[], seasons: 1, diffuse_variance: 1e12 },
    ///     StructuralVariances { noise: 15099.0, level_step: 1469.1 },
    /// )?;
    /// let next = fit.forecast(1, &[])?[0];
    /// assert!((next.mean - 1120.0).abs() < 1e-3);
    /// assert!((next.standard_error - 31667.1f64.sqrt()).abs() < 1e-3);
    /// # Ok::<(), handslag_stats::series::StructuralError>(())
    /// ```
    pub fn forecast(
        &self,
        periods: usize,
        controls: &[Vec<f64>],
    ) -> Result<Vec<Forecast>, StructuralError> {
        if controls.len() != self.coefficients.len()
            || controls.iter().any(|control| control.len() < periods)
        {
            return Err(StructuralError::Lengths);
        }
        let mut state = self.filtered.after.clone();
        Ok((0..periods)
            .map(|period| {
                let (signals, variance) = state.expects();
                state.step(&self.model);
                let follows = controls.iter().zip(&self.coefficients);
                let follows: f64 = follows.map(|(x, b)| x[period] * b).sum();
                let states = &signals[1 + controls.len()..];
                let states = DVector::from_column_slice(states);
                let unsure = states.dot(&self.precision.solve(&states));
                Forecast {
                    mean: self.alone(&signals) + follows,
                    standard_error: (variance + unsure + self.model.noise).sqrt(),
                }
            })
            .collect())
    }
}

/// The regression of the first series' surprises on those of the others.
struct Regression<'a> {
    filtered: &'a Filtered,
    /// The first series and its controls; the first states follow.
    observed: usize,
    width: usize,
    /// Variance of the first states beyond what the filter started from.
    rest: f64,
}

struct Solved {
    coefficients: Vec<f64>,
    log_likelihood: f64,
    shares: Vec<f64>,
    precision: Cholesky<f64, Dyn>,
}

/// What a stretch of periods says of the observed once the first states are
/// added up over all they could be.
struct Stretch {
    precision: Cholesky<f64, Dyn>,
    /// Products of the observed that the first states leave.
    left: DMatrix<f64>,
    /// Of the first states with the observed.
    with: DMatrix<f64>,
    /// Logarithms of the variances, of all periods and of the states.
    logs: f64,
    seen: usize,
}

impl Regression<'_> {
    /// The likelihood of the periods from `burn` on given those before is that
    /// of all over that of those before.
    fn solve(&self, burn: usize) -> Result<Solved, StructuralError> {
        let all = self.stretch(self.filtered.seen.len())?;
        let before = self.stretch(burn.min(self.filtered.seen.len()))?;
        let judged = &all.left - &before.left;
        let n = self.observed - 1;
        let coefficients = if n == 0 {
            DVector::zeros(0)
        } else {
            let between = judged.view((1, 1), (n, n)).into_owned();
            let with = judged.view((1, 0), (n, 1)).column(0).into_owned();
            between
                .cholesky()
                .ok_or(StructuralError::Collinear)?
                .solve(&with)
        };
        let mut shares = DVector::from_element(self.observed, 1.0);
        shares.rows_mut(1, n).copy_from(&-&coefficients);
        let squares = shares.dot(&(&judged * &shares));
        if !squares.is_finite() {
            return Err(StructuralError::Collinear);
        }
        let constant = std::f64::consts::TAU.ln() * (all.seen - before.seen) as f64;
        let states = -all.precision.solve(&(&all.with * &shares));
        Ok(Solved {
            log_likelihood: -0.5 * (constant + all.logs - before.logs + squares),
            coefficients: coefficients.iter().copied().collect(),
            shares: shares.iter().chain(states.iter()).copied().collect(),
            precision: all.precision,
        })
    }

    fn stretch(&self, periods: usize) -> Result<Stretch, StructuralError> {
        let mut cross = DMatrix::<f64>::zeros(self.width, self.width);
        let (mut logs, mut seen) = (Sum::default(), 0);
        for period in (0..periods).filter(|&period| self.filtered.seen[period]) {
            let variance = self.filtered.variance[period];
            let surprise = &self.filtered.surprise[period * self.width..][..self.width];
            logs.add(variance.ln());
            seen += 1;
            for (i, a) in surprise.iter().enumerate() {
                let scaled = a / variance;
                for (j, b) in surprise[..=i].iter().enumerate() {
                    cross[(i, j)] += scaled * b;
                }
            }
        }
        cross.fill_upper_triangle_with_lower_triangle();
        let (n, states) = (self.observed, self.width - self.observed);
        let mut precision = cross.view((n, n), (states, states)).into_owned();
        for state in 0..states {
            precision[(state, state)] += 1.0 / self.rest;
        }
        let precision = precision.cholesky().ok_or(StructuralError::Collinear)?;
        let with = cross.view((n, 0), (states, n)).into_owned();
        let left = cross.view((0, 0), (n, n)) - with.transpose() * precision.solve(&with);
        for pivot in precision.l_dirty().diagonal().iter() {
            logs.add(2.0 * pivot.ln());
        }
        Ok(Stretch {
            precision,
            left,
            with,
            logs: logs.value(),
            seen,
        })
    }
}

/// Why a series could not be taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StructuralError {
    /// The series is too short for its season and controls.
    #[error("{found} values are too few; at least {needed} are needed")]
    TooFew {
        /// How many values there are.
        found: usize,
        /// How many it takes.
        needed: usize,
    },
    /// All values are the same.
    #[error("all values are the same")]
    Constant,
    /// A control does not have a number for every period.
    #[error("a control does not have one number for every period")]
    Lengths,
    /// A control is missing, or a value infinite, in some period.
    #[error("a control is missing or a value infinite in some period")]
    NotANumber,
    /// A control follows from the others, the season or a constant.
    #[error("a control follows from the others or from the season")]
    Collinear,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn series<'a>(
        values: &'a [f64],
        controls: &'a [Vec<f64>],
        seasons: usize,
    ) -> StructuralSeries<'a> {
        StructuralSeries {
            values,
            controls,
            seasons,
            diffuse_variance: StructuralSeries::diffuse(values),
        }
    }

    /// Annual flow of the Nile at Aswan 1871-1970, 10^8 m³ (Cobb 1978).
    const NILE: [f64; 100] = [
        1120.0, 1160.0, 963.0, 1210.0, 1160.0, 1160.0, 813.0, 1230.0, 1370.0, 1140.0, 995.0, 935.0,
        1110.0, 994.0, 1020.0, 960.0, 1180.0, 799.0, 958.0, 1140.0, 1100.0, 1210.0, 1150.0, 1250.0,
        1260.0, 1220.0, 1030.0, 1100.0, 774.0, 840.0, 874.0, 694.0, 940.0, 833.0, 701.0, 916.0,
        692.0, 1020.0, 1050.0, 969.0, 831.0, 726.0, 456.0, 824.0, 702.0, 1120.0, 1100.0, 832.0,
        764.0, 821.0, 768.0, 845.0, 864.0, 862.0, 698.0, 845.0, 744.0, 796.0, 1040.0, 759.0, 781.0,
        865.0, 845.0, 944.0, 984.0, 897.0, 822.0, 1010.0, 771.0, 676.0, 649.0, 846.0, 812.0, 742.0,
        801.0, 1040.0, 860.0, 874.0, 848.0, 890.0, 744.0, 749.0, 838.0, 1050.0, 918.0, 986.0,
        797.0, 923.0, 975.0, 815.0, 1020.0, 906.0, 901.0, 1170.0, 912.0, 746.0, 919.0, 718.0,
        714.0, 740.0,
    ];

    #[test]
    fn the_nile_is_taken_apart_as_published() {
        // Durbin and Koopman (2012, section 2.10.3): variances 15099 and
        // 1469.1, log-likelihood -632.54 with the exact diffuse start that
        // leaves the first flood out.
        let fit = structural(series(&NILE, &[], 1)).unwrap();
        assert!(
            (fit.variances.noise - 15099.0).abs() < 40.0,
            "{:?}",
            fit.variances
        );
        assert!((fit.variances.level_step - 1469.1).abs() < 15.0);
        assert!(
            (fit.log_likelihood + 632.54).abs() < 0.01,
            "{}",
            fit.log_likelihood
        );
    }

    #[test]
    fn a_level_without_steps_is_the_mean() {
        let values = [3.0, 5.0, f64::NAN, 4.0, 8.0];
        let variances = StructuralVariances {
            noise: 2.0,
            level_step: 0.0,
        };
        let fit = structural_with(series(&values, &[], 1), variances).unwrap();
        for level in &fit.level {
            assert!((level - 5.0).abs() < 1e-4, "{level}");
        }
        let next = fit.forecast(2, &[]).unwrap();
        // Noise, and that of a mean of four.
        assert!((next[1].standard_error - (2.0f64 + 0.5).sqrt()).abs() < 1e-5);
    }

    #[test]
    fn a_fixed_season_and_control_are_found_again() {
        let season = [4.0, -1.0, -3.0];
        let control: Vec<f64> = (0..36).map(|t| f64::from(t * 5 % 7)).collect();
        let values: Vec<f64> = (0..30)
            .map(|t| 20.0 + season[t % 3] + 2.0 * control[t] + if t % 2 == 0 { 0.1 } else { -0.1 })
            .collect();
        let before = [control[..30].to_vec()];
        let fit = structural(series(&values, &before, 3)).unwrap();
        assert!((fit.coefficients[0] - 2.0).abs() < 0.02);
        let ahead = fit.forecast(6, &[control[30..].to_vec()]).unwrap();
        for (period, forecast) in (30..36).zip(ahead) {
            let truth = 20.0 + season[period % 3] + 2.0 * control[period];
            assert!((forecast.mean - truth).abs() < 0.15);
        }
        assert_eq!(fit.periods_not_judged, 3);
    }

    #[test]
    fn what_cannot_be_taken_apart_is_refused() {
        let run = |values: &[f64], controls: &[Vec<f64>], seasons| {
            structural(series(values, controls, seasons)).map(|_| ())
        };
        let short = Err(StructuralError::TooFew {
            found: 4,
            needed: 14,
        });
        assert_eq!(run(&[1.0, 2.0, 3.0, 5.0], &[], 12), short);
        assert_eq!(run(&[2.0; 9], &[], 1), Err(StructuralError::Constant));
        let values = [1.0, 4.0, 2.0, 6.0, 3.0, 5.0];
        let ones = [1.0; 6];
        let collinear = Err(StructuralError::Collinear);
        assert_eq!(run(&values, &[vec![0.0; 6]], 1), collinear);
        assert_eq!(
            run(&values, &[ones[..3].to_vec()], 1),
            Err(StructuralError::Lengths)
        );
        let unknown = vec![f64::NAN; 6];
        assert_eq!(
            run(&values, &[unknown], 1),
            Err(StructuralError::NotANumber)
        );
    }
}
