//! What is trend, what is season, and what is left of a series?

mod loess;
mod plan;

use rayon::prelude::*;

use plan::Plan;

/// A decomposition into season, trend and remainder by loess (Cleveland,
/// Cleveland, McRae and Terpenning 1990, Journal of Official Statistics 6:3–73).
///
/// Makes the same choices as `stl` in R where none is made here, and computes
/// the smooths as the authors' own program does: at every `jump`-th step only,
/// with straight lines between.
///
/// # Assumptions
/// Season and trend add up, and change slowly against the spans. There is no
/// test in it and no forecast: do not read on where the series ends.
///
/// ```
/// # use handslag_stats::series::{Season, Stl, StlError};
/// // Three years of quarters; the reference is STL in statsmodels 0.15.
/// let series = [12.0, 7.0, 5.0, 9.0, 14.0, 8.0, 5.0, 11.0, 16.0, 9.0, 6.0, 13.0];
/// let parts = Stl::new(4, Season::Span(7)).decompose(&series)?;
/// assert!((parts.seasonal[0] - 4.81383713).abs() < 1e-8);
/// assert!((parts.trend[11] - 11.52147840).abs() < 1e-8);
/// # Ok::<(), StlError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stl {
    /// Steps to a season's return: 12 for months, 52 for weeks.
    pub period: usize,
    /// How freely the season may change.
    pub season: Season,
    /// Local degree of the season's loess: 0 in R where none is chosen.
    pub season_degree: Degree,
    /// Steps between the points where the season is smoothed; none: a tenth of
    /// its span.
    pub season_jump: Option<usize>,
    /// The trend's smoother; none: as the authors recommend for the season's span.
    pub trend: Option<Smoother>,
    /// The smoother that keeps the season free of trend; none: of the least odd
    /// span that holds a period.
    pub low_pass: Option<Smoother>,
    /// Rounds in which season and trend are set against each other.
    pub inner_rounds: usize,
    /// Rounds in which steps far from the rest lose weight; 0: no robustness.
    pub outer_rounds: usize,
}

/// How freely the season may change from one period to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Season {
    /// The same in every period.
    Periodic,
    /// Smoothed over this many periods; made odd and at least 3.
    Span(usize),
}

/// The degree of the polynomial that loess fits at each point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Degree {
    /// A level.
    Constant,
    /// A straight line.
    Linear,
}

/// One loess: over how many steps, of which degree, at how many of the points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Smoother {
    /// Steps that count at each point; made odd and at least 3.
    pub span: usize,
    /// Degree of the local polynomial.
    pub degree: Degree,
    /// Steps from one computed point to the next; straight lines lie between.
    pub jump: usize,
}

impl Smoother {
    /// A local line over `span` steps, computed at every tenth part of it.
    pub fn linear(span: usize) -> Self {
        Self {
            span,
            degree: Degree::Linear,
            jump: a_tenth_of(span),
        }
    }
}

/// A series in its parts, which add up to it; all in the series' unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Decomposition {
    /// What returns every period.
    pub seasonal: Vec<f64>,
    /// The slow movement.
    pub trend: Vec<f64>,
    /// What neither explains.
    pub remainder: Vec<f64>,
    /// How much each step counted in the last round: 1 fully, 0 not at all.
    pub weights: Vec<f64>,
}

/// Why a series could not be decomposed.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum StlError {
    /// A season needs at least two steps to return.
    #[error("a period of {0} steps has no season")]
    NoSeason(usize),
    /// There are not more than two whole periods.
    #[error("{found} steps are too few; more than {needed} are needed for a period of half that")]
    TooShort {
        /// Steps in the series.
        found: usize,
        /// Twice the period.
        needed: usize,
    },
    /// A value is missing or infinite; the method has no way to pass over it.
    #[error("value number {number} is no number")]
    NotANumber {
        /// Which, counted from one.
        number: usize,
    },
}

impl Stl {
    /// A decomposition without robustness, with the choices of R.
    pub fn new(period: usize, season: Season) -> Self {
        Self {
            period,
            season,
            season_degree: Degree::Constant,
            season_jump: None,
            trend: None,
            low_pass: None,
            inner_rounds: 2,
            outer_rounds: 0,
        }
    }

    /// The same, with steps far from the rest losing weight in fifteen rounds,
    /// as R does.
    pub fn robust(self) -> Self {
        Self {
            inner_rounds: 1,
            outer_rounds: 15,
            ..self
        }
    }

    /// The parts of `series`, a value a step without gaps.
    ///
    /// # Errors
    /// See [`StlError`].
    pub fn decompose(&self, series: &[f64]) -> Result<Decomposition, StlError> {
        self.check(series)?;
        Ok(Plan::new(self, series.len()).decompose(series))
    }

    /// The parts of each of `series`, in their order, sharing what depends only
    /// on the length.
    ///
    /// # Errors
    /// Each series has its own [`StlError`].
    pub fn decompose_all(&self, series: &[Vec<f64>]) -> Vec<Result<Decomposition, StlError>> {
        let mut plans = std::collections::BTreeMap::new();
        for one in series.iter().filter(|one| self.check(one).is_ok()) {
            plans
                .entry(one.len())
                .or_insert_with(|| Plan::new(self, one.len()));
        }
        series
            .par_iter()
            .map(|one| {
                self.check(one)?;
                Ok(plans[&one.len()].decompose(one))
            })
            .collect()
    }

    fn check(&self, series: &[f64]) -> Result<(), StlError> {
        if self.period < 2 {
            return Err(StlError::NoSeason(self.period));
        }
        if series.len() <= 2 * self.period {
            return Err(StlError::TooShort {
                found: series.len(),
                needed: 2 * self.period,
            });
        }
        match series.iter().position(|value| !value.is_finite()) {
            Some(place) => Err(StlError::NotANumber { number: place + 1 }),
            None => Ok(()),
        }
    }

    fn season_smoother(&self, steps: usize) -> Smoother {
        let span = match self.season {
            // So wide that all periods count alike.
            Season::Periodic => 10 * steps + 1,
            Season::Span(periods) => periods,
        };
        Smoother {
            span,
            degree: match self.season {
                Season::Periodic => Degree::Constant,
                Season::Span(_) => self.season_degree,
            },
            jump: self.season_jump.unwrap_or(a_tenth_of(span)),
        }
    }

    fn trend_smoother(&self, steps: usize) -> Smoother {
        self.trend.unwrap_or_else(|| {
            // Narrow enough for the trend, wide enough to leave the season be
            // (section 3.5 of the paper).
            let season = self.season_smoother(steps).span as f64;
            let span = 1.5 * self.period as f64 / (1.0 - 1.5 / season);
            Smoother::linear(next_odd(span.ceil() as usize))
        })
    }

    fn low_pass_smoother(&self) -> Smoother {
        self.low_pass
            .unwrap_or_else(|| Smoother::linear(next_odd(self.period)))
    }
}

fn a_tenth_of(span: usize) -> usize {
    span.div_ceil(10).max(1)
}

fn next_odd(n: usize) -> usize {
    n | 1
}

#[cfg(test)]
mod tests;
