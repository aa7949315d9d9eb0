//! Into how many stretches of one level does a series fall, and where?

use std::f64::consts::PI;
use std::ops::Range;

use rayon::prelude::*;
use statrs::function::gamma::ln_gamma;

use super::{Shortest, Squares};

/// The best division of a series into one stretch, two, and so on.
#[derive(Debug, Clone, PartialEq)]
pub struct Breaks {
    /// With no break, one break and so on; each the best of its number.
    pub partitions: Vec<Partition>,
    /// How many breaks have the least BIC.
    pub chosen: usize,
    steps: usize,
}

/// A series divided into stretches of one level each.
#[derive(Debug, Clone, PartialEq)]
pub struct Partition {
    /// How many steps lie before each break.
    pub breaks: Vec<usize>,
    /// The stretches between.
    pub segments: Vec<Segment>,
    /// What the division leaves: the sum of squares, or minus twice the log
    /// likelihood of Poisson counts.
    pub cost: f64,
    /// Bayesian information criterion; the breaks' places count as parameters.
    pub bic: f64,
    /// Variance around the levels; of counts, over their mean: much above 1, the
    /// counts spread more than Poisson and BIC finds too many breaks.
    pub dispersion: f64,
}

/// A stretch of one level.
#[derive(Debug, Clone, PartialEq)]
pub struct Segment {
    /// Its steps, from zero.
    pub steps: Range<usize>,
    /// Its mean, or its rate per exposure.
    pub level: f64,
}

/// Why a series could not be divided.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum BreaksError {
    /// The shortest stretch has fewer than two steps, or two do not fit.
    #[error("stretches of {shortest} steps at least do not fit twice in {steps} steps")]
    TooShort {
        /// The shortest stretch asked for.
        shortest: usize,
        /// Steps in the series.
        steps: usize,
    },
    /// A value is missing or infinite.
    #[error("value number {number} is no number")]
    NotANumber {
        /// Which, counted from one.
        number: usize,
    },
    /// There is not one exposure above zero for each count.
    #[error("each count needs an exposure above zero")]
    NoExposure,
}

impl Breaks {
    /// The division of least BIC.
    pub fn best(&self) -> &Partition {
        &self.partitions[self.chosen]
    }

    /// How many breaks Poisson counts have when their spread beyond Poisson, as
    /// the finest division leaves it, is allowed for (quasi-BIC).
    pub fn chosen_for_spread_counts(&self) -> usize {
        let spread = self.partitions[self.partitions.len() - 1]
            .dispersion
            .max(1.0);
        least(
            self.partitions
                .iter()
                .enumerate()
                .map(|(breaks, partition)| {
                    partition.cost / spread + (2 * breaks + 1) as f64 * (self.steps as f64).ln()
                }),
        )
    }
}

/// The divisions of least squares, for any number of breaks that fits (Bai and
/// Perron 2003, doi:10.1002/jae.659), and the number by BIC.
///
/// - `series`: one value a step without gaps.
/// - `shortest`: the fewest steps between breaks; 15 % is usual.
///
/// # Errors
/// See [`BreaksError`].
///
/// # Assumptions
/// As for [`single_break_test`](super::single_break_test).
///
/// ```
/// # use handslag_stats::series::{BreaksError, Shortest, squared_error_breaks};
/// let series = [1.0, 2.0, 1.0, 2.0, 8.0, 9.0, 8.0, 9.0];
/// let breaks = squared_error_breaks(&series, Shortest::Steps(2))?;
/// assert_eq!(breaks.partitions[1].breaks, [4]);
/// assert_eq!(breaks.partitions[1].cost, 2.0); // eight halves squared
/// assert_eq!(breaks.partitions[1].segments[1].level, 8.5);
/// # Ok::<(), BreaksError>(())
/// ```
pub fn squared_error_breaks(series: &[f64], shortest: Shortest) -> Result<Breaks, BreaksError> {
    if let Some(place) = series.iter().position(|value| !value.is_finite()) {
        return Err(BreaksError::NotANumber { number: place + 1 });
    }
    let n = series.len();
    let search = Search::new(n, shortest)?;
    let squares = Squares::new(series);
    let partition = |breaks: Vec<usize>| {
        let segments = segments(&breaks, n, |steps| {
            crate::numeric::mean(&series[steps.clone()])
        });
        let cost = crate::numeric::sum(
            segments
                .iter()
                .map(|segment| squares.around_mean(segment.steps.start, segment.steps.end)),
        );
        let log_n = (n as f64).ln();
        // A mean and a place a stretch, and one variance.
        let parameters = (2 * segments.len()) as f64;
        Partition {
            bic: n as f64 * (cost.ln() + 1.0 - log_n + (2.0 * PI).ln()) + log_n * parameters,
            dispersion: cost / (n - segments.len()) as f64,
            cost,
            breaks,
            segments,
        }
    };
    Ok(search.run(|from, to| squares.around_mean(from, to), partition))
}

/// The divisions of greatest Poisson likelihood, for any number of breaks that
/// fits, and the number by BIC. The search is that of
/// [`squared_error_breaks`] (Bai and Perron 2003, doi:10.1002/jae.659) with the
/// deviance of Poisson counts as cost; few counts are served better by this cost, because
/// their variance follows their mean.
///
/// - `counts`: one a step without gaps.
/// - `exposure`: what each was counted in, such as days or inhabitants; none:
///   all alike.
/// - `shortest`: the fewest steps between breaks.
///
/// # Errors
/// See [`BreaksError`].
///
/// # Assumptions
/// Poisson counts. Where [`Partition::dispersion`] is well above 1, take
/// [`Breaks::chosen_for_spread_counts`]. Season and trend read as breaks.
///
/// ```
/// # use handslag_stats::series::{BreaksError, Shortest, poisson_breaks};
/// let breaks = poisson_breaks(&[2, 1, 3, 2, 9, 11, 10, 10], None, Shortest::Steps(2))?;
/// assert_eq!(breaks.chosen, 1);
/// assert_eq!(breaks.best().breaks, [4]);
/// assert_eq!(breaks.best().segments[1].level, 10.0);
/// # Ok::<(), BreaksError>(())
/// ```
pub fn poisson_breaks(
    counts: &[u64],
    exposure: Option<&[f64]>,
    shortest: Shortest,
) -> Result<Breaks, BreaksError> {
    let n = counts.len();
    if exposure.is_some_and(|exposure| {
        exposure.len() != n || !exposure.iter().all(|e| e.is_finite() && *e > 0.0)
    }) {
        return Err(BreaksError::NoExposure);
    }
    let search = Search::new(n, shortest)?;
    let counted = up_to(counts.iter().map(|&count| count as f64));
    let exposed = match exposure {
        Some(exposure) => up_to(exposure.iter().copied()),
        None => (0..=n).map(|steps| steps as f64).collect(),
    };
    let log_exposed: Vec<f64> = (0..=n).map(|steps| (steps as f64).ln()).collect();
    let cost = |from: usize, to: usize| {
        let count = counted[to] - counted[from];
        if count == 0.0 {
            return 0.0;
        }
        let log_exposure = match exposure {
            Some(_) => (exposed[to] - exposed[from]).ln(),
            None => log_exposed[to - from],
        };
        -2.0 * count * (count.ln() - log_exposure)
    };
    // What no division changes: Σ y ln e − y − ln y!.
    let fixed = crate::numeric::sum((0..n).map(|step| {
        let (count, log_exposure) = (counts[step] as f64, exposure.map_or(0.0, |e| e[step].ln()));
        count * log_exposure - count - ln_gamma(count + 1.0)
    }));
    let partition = |breaks: Vec<usize>| {
        let segments = segments(&breaks, n, |steps| {
            (counted[steps.end] - counted[steps.start])
                / (exposed[steps.end] - exposed[steps.start])
        });
        let divided = crate::numeric::sum(
            segments
                .iter()
                .map(|segment| cost(segment.steps.start, segment.steps.end)),
        );
        let cost = divided - 2.0 * fixed;
        let parameters = (2 * segments.len() - 1) as f64;
        Partition {
            bic: cost + parameters * (n as f64).ln(),
            dispersion: pearson(counts, &exposed, &segments),
            cost,
            breaks,
            segments,
        }
    };
    Ok(search.run(cost, partition))
}

/// [`poisson_breaks`] of each of `series`, in their order.
///
/// # Errors
/// Each series has its own [`BreaksError`].
pub fn poisson_breaks_all(
    series: &[Vec<u64>],
    shortest: Shortest,
) -> Vec<Result<Breaks, BreaksError>> {
    series
        .par_iter()
        .map(|counts| poisson_breaks(counts, None, shortest))
        .collect()
}

/// How far the search goes.
struct Search {
    steps: usize,
    shortest: usize,
    most_breaks: usize,
}

impl Search {
    fn new(steps: usize, shortest: Shortest) -> Result<Self, BreaksError> {
        let shortest = shortest.steps(steps);
        if shortest < 2 || 2 * shortest > steps {
            return Err(BreaksError::TooShort { shortest, steps });
        }
        Ok(Self {
            steps,
            shortest,
            // One less than would fit, as is usual: the last would be forced.
            most_breaks: (steps.div_ceil(shortest) - 2).max(1),
        })
    }

    /// Finds, for each number of breaks, where they cost least: the best division
    /// up to a step extends a best division up to an earlier one.
    fn run(
        &self,
        cost: impl Fn(usize, usize) -> f64,
        partition: impl Fn(Vec<usize>) -> Partition,
    ) -> Breaks {
        let (n, h) = (self.steps, self.shortest);
        let mut partitions = vec![partition(Vec::new())];
        // costs[to][from − …]: every stretch is looked up once a layer.
        let stretches: Vec<Vec<f64>> = (0..=n)
            .map(|to| {
                (0..(to + 1).saturating_sub(h))
                    .map(|from| cost(from, to))
                    .collect()
            })
            .collect();
        let mut best: Vec<f64> = (0..=n)
            .map(|to| stretches[to].first().copied().unwrap_or(f64::INFINITY))
            .collect();
        let mut latest: Vec<Vec<usize>> = Vec::new();
        for breaks in 1..=self.most_breaks {
            let mut extended = vec![f64::INFINITY; n + 1];
            let mut last = vec![0; n + 1];
            for to in (breaks + 1) * h..=n {
                for from in breaks * h..=to - h {
                    let total = best[from] + stretches[to][from];
                    if total < extended[to] {
                        (extended[to], last[to]) = (total, from);
                    }
                }
            }
            latest.push(last);
            best = extended;
            if best[n].is_infinite() {
                break; // no more fit
            }
            let mut places = vec![0; breaks];
            let mut to = n;
            for layer in (0..breaks).rev() {
                to = latest[layer][to];
                places[layer] = to;
            }
            partitions.push(partition(places));
        }
        Breaks {
            chosen: least(partitions.iter().map(|partition| partition.bic)),
            partitions,
            steps: n,
        }
    }
}

fn least(values: impl Iterator<Item = f64>) -> usize {
    let mut least = (0, f64::INFINITY);
    for (place, value) in values.enumerate() {
        if value < least.1 {
            least = (place, value);
        }
    }
    least.0
}

fn up_to(values: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut sum = crate::numeric::Sum::default();
    std::iter::once(0.0)
        .chain(values.map(|value| {
            sum.add(value);
            sum.value()
        }))
        .collect()
}

fn segments(breaks: &[usize], n: usize, level: impl Fn(&Range<usize>) -> f64) -> Vec<Segment> {
    let ends = breaks.iter().copied().chain([n]);
    let starts = std::iter::once(0).chain(breaks.iter().copied());
    starts
        .zip(ends)
        .map(|(start, end)| Segment {
            level: level(&(start..end)),
            steps: start..end,
        })
        .collect()
}

/// Pearson's chi-squared over its degrees of freedom.
fn pearson(counts: &[u64], exposed: &[f64], segments: &[Segment]) -> f64 {
    let squares = segments.iter().flat_map(|segment| {
        segment.steps.clone().map(|step| {
            let mean = segment.level * (exposed[step + 1] - exposed[step]);
            // A stretch without counts fits without a remainder.
            if mean > 0.0 {
                (counts[step] as f64 - mean).powi(2) / mean
            } else {
                0.0
            }
        })
    });
    crate::numeric::sum(squares) / (counts.len() - segments.len()) as f64
}
