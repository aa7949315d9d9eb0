//! Which areas are like their neighbours, and which neighbourhoods stand out?

use super::input::{AutocorrelationError, Centred, Deviate};
use super::{Neighbours, Weighting};
use crate::numeric::mean;

/// What is permuted in the chance that a local statistic is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LocalNull {
    /// The other areas' values, the area's own being what it is (Sokal, Oden and
    /// Thomson 1998, doi:10.1111/j.1538-4632.1998.tb00406.x).
    Conditional,
    /// All areas' values (Anselin 1995).
    Total,
}

/// Where an area and its neighbours' mean lie against the mean of the map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quadrant {
    /// High among high.
    HighHigh,
    /// Low among high.
    LowHigh,
    /// Low among low.
    LowLow,
    /// High among low.
    HighLow,
}

/// How like its neighbours one area is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LocalMoran {
    /// Above zero where the area is on the same side of the mean as its
    /// neighbours. Without unit: variances have divisor n.
    pub value: f64,
    /// Its expectation under the chance chosen.
    pub expectation: f64,
    /// Its variance under the chance chosen.
    pub variance: f64,
    /// Its deviation; none where chance gives one value, as for an area that
    /// lies at the mean.
    pub deviate: Option<Deviate>,
    /// Which side of the mean the area and its neighbours are; the mean itself
    /// counts as low.
    pub quadrant: Quadrant,
}

/// Local Moran for each area (Anselin 1995,
/// doi:10.1111/j.1538-4632.1995.tb00338.x); none for an area without neighbours.
///
/// - `values`: one for each area, in any unit.
///
/// # Errors
/// [`AutocorrelationError`] unless each area has a finite value, they are not
/// all equal, and there are at least three.
///
/// # Assumptions
/// The normal approximation is poor with few neighbours or skewed values such
/// as small counts: use [`count_tails`](super::count_tails) for those. Areas are
/// tested one by one; adjust for their number.
///
/// ```
/// # use handslag_stats::area::{LocalNull, Neighbours, Quadrant, Weighting, local_moran};
/// // Worked by hand: deviations −3, −1, 1, 3 halves with mean square 5/4; the
/// // first area's neighbour is at −½, so that I = (−3/2) · (−½) / (5/4) = 0.6.
/// let row = Neighbours::mutual(&[vec![1], vec![0, 2], vec![1, 3], vec![2]])?;
/// let values = [1.0, 2.0, 3.0, 4.0];
/// let local = local_moran(&values, &row, Weighting::RowStandardised, LocalNull::Conditional)?;
/// let first = local[0].ok_or("the first area has a neighbour")?;
/// assert!((first.value - 0.6).abs() < 1e-15);
/// assert_eq!(first.quadrant, Quadrant::LowLow);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn local_moran(
    values: &[f64],
    neighbours: &Neighbours,
    weighting: Weighting,
    null: LocalNull,
) -> Result<Vec<Option<LocalMoran>>, AutocorrelationError> {
    let centred = Centred::new(values, neighbours, 3)?;
    let n = values.len() as f64;
    let spread = Spread {
        n,
        mean_square: centred.sum_of_squares / n,
        kurtosis: n * centred.sum_of_fourth_powers / centred.sum_of_squares.powi(2),
    };
    Ok((0..values.len())
        .map(|i| {
            let k = neighbours.count(i);
            (k > 0).then(|| {
                let each = weighting.each(k);
                let z = centred.z[i];
                let lag = each * neighbours.sum(i, &centred.z);
                let value = z / spread.mean_square * lag;
                let (expectation, variance) = spread.moments(z, k as f64, each, null);
                LocalMoran {
                    value,
                    expectation,
                    variance,
                    deviate: Deviate::new((value - expectation) / variance.sqrt(), variance),
                    quadrant: Quadrant::of(z > 0.0, lag > 0.0),
                }
            })
        })
        .collect())
}

impl Quadrant {
    fn of(high: bool, neighbours_high: bool) -> Self {
        match (high, neighbours_high) {
            (true, true) => Self::HighHigh,
            (false, true) => Self::LowHigh,
            (false, false) => Self::LowLow,
            (true, false) => Self::HighLow,
        }
    }
}

struct Spread {
    n: f64,
    mean_square: f64,
    kurtosis: f64,
}

impl Spread {
    /// Expectation and variance of local Moran for an area that deviates by `z`
    /// and has `k` neighbours of weight `each`.
    fn moments(&self, z: f64, k: f64, each: f64, null: LocalNull) -> (f64, f64) {
        let Self {
            n,
            mean_square,
            kurtosis,
        } = *self;
        let row = k * each;
        let row_of_squares = k * each * each;
        match null {
            LocalNull::Conditional => {
                let own = z * z / mean_square;
                // k (n − 1 − k) / (n − 1) in whole numbers: exactly zero when
                // all other areas are neighbours.
                let choices = each * each * k * (n - 1.0 - k) / (n - 1.0);
                (
                    -own * row / (n - 1.0),
                    own * n / (n - 2.0) * choices * (1.0 - own / (n - 1.0)),
                )
            }
            LocalNull::Total => {
                let expectation = -row / (n - 1.0);
                let one = (n - kurtosis) / (n - 1.0);
                let two = (2.0 * kurtosis - n) / ((n - 1.0) * (n - 2.0));
                let variance = one * row_of_squares + two * (row * row - row_of_squares)
                    - expectation * expectation;
                (expectation, variance)
            }
        }
    }
}

/// Whether an area's own value is part of its neighbourhood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Own {
    /// It is not: the statistic Gᵢ.
    LeftOut,
    /// It is: the statistic Gᵢ*.
    Included,
}

/// How high one neighbourhood is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LocalG {
    /// The sum of values in the neighbourhood, in their unit.
    pub sum: f64,
    /// What it would be if values fell on areas in any order.
    pub expectation: f64,
    /// Its variance then, in the unit squared.
    pub variance: f64,
    /// Its deviation, positive in a hot spot; none where chance gives one value.
    pub deviate: Option<Deviate>,
}

/// Getis and Ord's local G for each area, each neighbour weighing 1 (Ord and
/// Getis 1995, doi:10.1111/j.1538-4632.1995.tb00912.x). Gᵢ is none for an area
/// without neighbours; Gᵢ* is then about the area alone.
///
/// - `values`: one for each area, in any unit.
///
/// # Errors and assumptions
/// Those of [`local_moran`].
///
/// ```
/// # use handslag_stats::area::{Neighbours, Own, local_g};
/// // Worked by hand: beside the first area lies 2. The other three have mean 3
/// // and variance 2/3, and one is drawn.
/// let row = Neighbours::mutual(&[vec![1], vec![0, 2], vec![1, 3], vec![2]])?;
/// let g = local_g(&[1.0, 2.0, 3.0, 4.0], &row, Own::LeftOut)?;
/// let first = g[0].ok_or("the first area has a neighbour")?;
/// assert_eq!((first.sum, first.expectation), (2.0, 3.0));
/// assert!((first.variance - 2.0 / 3.0).abs() < 1e-15);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn local_g(
    values: &[f64],
    neighbours: &Neighbours,
    own: Own,
) -> Result<Vec<Option<LocalG>>, AutocorrelationError> {
    let centred = Centred::new(values, neighbours, 3)?;
    let n = values.len() as f64;
    let middle = mean(values);
    let squares = centred.sum_of_squares;
    Ok((0..values.len())
        .map(|i| {
            let z = centred.z[i];
            let k = neighbours.count(i) as f64;
            let around = neighbours.sum(i, &centred.z);
            // The mean and the variance of those drawn from, about the mean of
            // the map; how many are drawn, and of how many.
            let (deviation, level, spread, drawn, of) = match own {
                Own::LeftOut => {
                    let level = -z / (n - 1.0);
                    let spread = ((squares - z * z) / (n - 1.0) - level * level).max(0.0);
                    (around, level, spread, k, n - 1.0)
                }
                Own::Included => (around + z, 0.0, squares / n, k + 1.0, n),
            };
            (drawn > 0.0).then(|| {
                // What is left of the variance by rounding is none.
                let spread = if spread > 1e-13 * squares / n {
                    spread
                } else {
                    0.0
                };
                let variance = spread * drawn * (of - drawn) / (of - 1.0);
                let away = deviation - drawn * level;
                LocalG {
                    sum: neighbours.sum(i, values)
                        + if own == Own::Included { values[i] } else { 0.0 },
                    expectation: drawn * (level + middle),
                    variance,
                    deviate: Deviate::new(away / variance.sqrt(), variance),
                }
            })
        })
        .collect())
}
