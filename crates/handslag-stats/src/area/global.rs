//! Are neighbouring areas more alike than areas at large?

use super::input::{AutocorrelationError, Centred, Deviate};
use super::{Neighbours, Weighting};
use crate::numeric::sum;

/// What an area without neighbours does to the number of areas n.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Islands {
    /// It counts, as it does when values are permuted over all areas.
    Counted,
    /// n is the number of areas with neighbours, though the mean and the spread
    /// are over all. This is what R's spdep does unless told otherwise; in the
    /// variance of Geary's C it puts the two numbers side by side, and so do we.
    LeftOutOfN,
}

/// A statistic over the whole map, and what chance would give.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GlobalAutocorrelation {
    /// The statistic itself, without unit.
    pub value: f64,
    /// Its expectation when values fall on areas by chance.
    pub expectation: f64,
    /// Its variance when the very values seen fall on areas in any order.
    pub variance_randomisation: f64,
    /// Its deviation towards likeness by that variance, if it has one.
    pub randomisation: Option<Deviate>,
    /// Its variance when values are drawn from one normal distribution.
    pub variance_normality: f64,
    /// Its deviation towards likeness by that variance, if it has one.
    pub normality: Option<Deviate>,
}

/// Moran's I: whether areas are on the same side of the mean as their neighbours.
///
/// Near 1 if they are, near −1/(n − 1) by chance, below if they differ (Moran
/// 1950, doi:10.2307/2332142; variances by Cliff and Ord 1981).
///
/// - `values`: one for each area, in any unit.
/// - The deviates are positive where neighbours are alike.
///
/// # Errors
/// [`AutocorrelationError`] unless each area has a finite value, they are not
/// all equal, and at least four areas count.
///
/// # Assumptions
/// Under chance all areas have the same distribution; rates of areas with
/// unlike populations have not (see `EmpiricalBayes::moran`).
///
/// ```
/// # use handslag_stats::area::{Islands, Neighbours, Weighting, moran};
/// // Worked by hand: 1, 2, 3, 4 along a row. The deviations are −3, −1, 1 and
/// // 3 halves; three pairs of neighbours give products ¾, −¼, ¾ against a sum
/// // of squares of 5: I = 4/6 · (2 · 5/4) / 5 = 1/3.
/// let row = Neighbours::mutual(&[vec![1], vec![0, 2], vec![1, 3], vec![2]])?;
/// let i = moran(&[1.0, 2.0, 3.0, 4.0], &row, Weighting::Binary, Islands::Counted)?;
/// assert!((i.value - 1.0 / 3.0).abs() < 1e-15);
/// assert!((i.expectation + 1.0 / 3.0).abs() < 1e-15);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn moran(
    values: &[f64],
    neighbours: &Neighbours,
    weighting: Weighting,
    islands: Islands,
) -> Result<GlobalAutocorrelation, AutocorrelationError> {
    let centred = Centred::new(values, neighbours, 4)?;
    let w = WeightSums::new(neighbours, weighting, islands)?;
    let (n, s0, s1, s2) = (w.n, w.s0, w.s1, w.s2);
    let squares = centred.sum_of_squares;
    let value = n / s0 * cross_products(&centred.z, neighbours, weighting) / squares;
    let expectation = -1.0 / (n - 1.0);

    let kurtosis = values.len() as f64 * centred.sum_of_fourth_powers / (squares * squares);
    let s0_squared = s0 * s0;
    let of_normal = (n * n * s1 - n * s2 + 3.0 * s0_squared) / (s0_squared * (n * n - 1.0))
        - expectation * expectation;
    let even = n * (s1 * (n * n - 3.0 * n + 3.0) - n * s2 + 3.0 * s0_squared);
    let peaked = kurtosis * (s1 * (n * n - n) - 2.0 * n * s2 + 6.0 * s0_squared);
    let of_order = (even - peaked) / ((n - 1.0) * (n - 2.0) * (n - 3.0) * s0_squared)
        - expectation * expectation;
    Ok(GlobalAutocorrelation::new(
        value,
        expectation,
        of_order,
        of_normal,
        value - expectation,
    ))
}

/// Geary's C: how much neighbours differ, as a share of how much any two areas
/// differ.
///
/// 1 by chance, towards 0 if neighbours are alike, above 1 if they differ more
/// (Geary 1954, doi:10.2307/2986645; variances by Cliff and Ord 1981).
///
/// Shapes and assumptions are those of [`moran`]; the deviates are positive where
/// neighbours are alike.
///
/// # Errors
/// As [`moran`].
///
/// ```
/// # use handslag_stats::area::{Islands, Neighbours, Weighting, geary};
/// // Worked by hand: neighbours along 1, 2, 3, 4 differ by 1, in three pairs:
/// // C = 3 · 6 / (2 · 6 · 5) = 0.3.
/// let row = Neighbours::mutual(&[vec![1], vec![0, 2], vec![1, 3], vec![2]])?;
/// let c = geary(&[1.0, 2.0, 3.0, 4.0], &row, Weighting::Binary, Islands::Counted)?;
/// assert!((c.value - 0.3).abs() < 1e-15);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn geary(
    values: &[f64],
    neighbours: &Neighbours,
    weighting: Weighting,
    islands: Islands,
) -> Result<GlobalAutocorrelation, AutocorrelationError> {
    let centred = Centred::new(values, neighbours, 4)?;
    let w = WeightSums::new(neighbours, weighting, islands)?;
    let (n, s0, s1, s2) = (w.n, w.s0, w.s1, w.s2);
    let squares = centred.sum_of_squares;
    let differences = sum((0..values.len()).flat_map(|i| {
        let each = weighting.each(neighbours.count(i));
        neighbours
            .of(i)
            .iter()
            .map(move |&j| each * (values[i] - values[j as usize]).powi(2))
    }));
    let value = (n - 1.0) / (2.0 * s0) * differences / squares;

    let all = values.len() as f64;
    let kurtosis = n * centred.sum_of_fourth_powers / (squares * squares);
    let s0_squared = s0 * s0;
    let of_normal =
        ((2.0 * s1 + s2) * (n - 1.0) - 4.0 * s0_squared) / (2.0 * (all + 1.0) * s0_squared);
    let of_order = ((n - 1.0) * s1 * (n * n - 3.0 * all + 3.0 - kurtosis * (n - 1.0))
        - 0.25 * (n - 1.0) * s2 * (n * n + 3.0 * all - 6.0 - kurtosis * (n * n - all + 2.0))
        + s0_squared * (n * n - 3.0 - kurtosis * (n - 1.0).powi(2)))
        / (all * (n - 2.0) * (n - 3.0) * s0_squared);
    Ok(GlobalAutocorrelation::new(
        value,
        1.0,
        of_order,
        of_normal,
        1.0 - value,
    ))
}

impl GlobalAutocorrelation {
    fn new(
        value: f64,
        expectation: f64,
        variance_randomisation: f64,
        variance_normality: f64,
        towards_likeness: f64,
    ) -> Self {
        let deviate = |variance: f64| Deviate::new(towards_likeness / variance.sqrt(), variance);
        Self {
            value,
            expectation,
            variance_randomisation,
            randomisation: deviate(variance_randomisation),
            variance_normality,
            normality: deviate(variance_normality),
        }
    }
}

/// Getis and Ord's G: whether large values lie beside large ones, with what the
/// values seen would give in any order.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GlobalG {
    /// The products of neighbours' values as a share of those of all pairs.
    pub value: f64,
    /// Its expectation when the values fall on areas in any order.
    pub expectation: f64,
    /// Its variance then.
    pub variance: f64,
    /// Its deviation, positive where large values lie together.
    pub deviate: Option<Deviate>,
}

/// Getis and Ord's G over the whole map (Getis and Ord 1992,
/// doi:10.1111/j.1538-4632.1992.tb00261.x).
///
/// - `values`: one for each area, zero or above, counted from a true zero.
///
/// # Errors
/// As [`moran`], and [`AutocorrelationError::BelowZero`].
///
/// ```
/// # use handslag_stats::area::{Neighbours, Weighting, global_g};
/// // Worked by hand: of all pairs among 1, 2, 3, 4 the products add up to 35,
/// // those along the row to 2 + 6 + 12.
/// let row = Neighbours::mutual(&[vec![1], vec![0, 2], vec![1, 3], vec![2]])?;
/// let g = global_g(&[1.0, 2.0, 3.0, 4.0], &row, Weighting::Binary)?;
/// assert!((g.value - 20.0 / 35.0).abs() < 1e-15 && g.expectation == 0.5);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn global_g(
    values: &[f64],
    neighbours: &Neighbours,
    weighting: Weighting,
) -> Result<GlobalG, AutocorrelationError> {
    Centred::new(values, neighbours, 4)?;
    if let Some(area) = values.iter().position(|&value| value < 0.0) {
        return Err(AutocorrelationError::BelowZero { area });
    }
    let w = WeightSums::new(neighbours, weighting, Islands::Counted)?;
    let (n, s0, s1, s2) = (w.n, w.s0, w.s1, w.s2);
    let power = |exponent| sum(values.iter().map(|value| value.powi(exponent)));
    let (m1, m2, m3, m4) = (power(1), power(2), power(3), power(4));
    let pairs = m1 * m1 - m2;
    let value = cross_products(values, neighbours, weighting) / pairs;
    let expectation = s0 / (n * (n - 1.0));

    let s0_squared = s0 * s0;
    let of_squares = (n * n - 3.0 * n + 3.0) * s1 - n * s2 + 3.0 * s0_squared;
    let of_fourth = -((n * n - n) * s1 - 2.0 * n * s2 + 6.0 * s0_squared);
    let of_two = -(2.0 * n * s1 - (n + 3.0) * s2 + 6.0 * s0_squared);
    let of_three = 4.0 * (n - 1.0) * s1 - 2.0 * (n + 1.0) * s2 + 8.0 * s0_squared;
    let of_four = s1 - s2 + s0_squared;
    let second_moment = (of_squares * m2 * m2
        + of_fourth * m4
        + of_two * m1 * m1 * m2
        + of_three * m1 * m3
        + of_four * m1.powi(4))
        / (pairs * pairs * n * (n - 1.0) * (n - 2.0) * (n - 3.0));
    let variance = second_moment - expectation * expectation;
    Ok(GlobalG {
        value,
        expectation,
        variance,
        deviate: Deviate::new((value - expectation) / variance.sqrt(), variance),
    })
}

/// How often marked areas lie side by side.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct JoinCount {
    /// Pairs of neighbours that are both marked.
    pub both: f64,
    /// Pairs of neighbours of which neither is.
    pub neither: f64,
    /// What `both` would be if as many marks fell on areas in any order.
    pub expectation: f64,
    /// Its variance then.
    pub variance: f64,
    /// Its deviation, positive where marked areas lie together.
    pub deviate: Option<Deviate>,
}

/// How often neighbours are both marked, each pair counting once (Cliff and Ord
/// 1981, sampling without replacement).
///
/// # Errors
/// [`AutocorrelationError`] as for [`moran`]; all marked or none is all equal.
///
/// ```
/// # use handslag_stats::area::{Neighbours, join_count};
/// // Worked by hand: two of four areas in a row are marked; of the six ways to
/// // place them three lie side by side.
/// let row = Neighbours::mutual(&[vec![1], vec![0, 2], vec![1, 3], vec![2]])?;
/// let joins = join_count(&[true, true, false, false], &row)?;
/// assert_eq!((joins.both, joins.neither, joins.expectation), (1.0, 1.0, 0.5));
/// assert!((joins.variance - 0.25).abs() < 1e-15);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn join_count(
    marked: &[bool],
    neighbours: &Neighbours,
) -> Result<JoinCount, AutocorrelationError> {
    let values: Vec<f64> = marked.iter().map(|&m| f64::from(u8::from(m))).collect();
    let others: Vec<f64> = values.iter().map(|value| 1.0 - value).collect();
    Centred::new(&values, neighbours, 4)?;
    let w = WeightSums::new(neighbours, Weighting::Binary, Islands::Counted)?;
    let (n, s0, s1, s2) = (w.n, w.s0, w.s1, w.s2);
    let m = sum(values.iter().copied());
    // The chance that two, three and four given areas are all marked.
    let two = m * (m - 1.0) / (n * (n - 1.0));
    let three = two * (m - 2.0) / (n - 2.0);
    let four = three * (m - 3.0) / (n - 3.0);
    let variance = 0.25
        * (s1 * two + (s2 - 2.0 * s1) * three + (s0 * s0 + s1 - s2) * four - (s0 * two).powi(2));
    let both = 0.5 * cross_products(&values, neighbours, Weighting::Binary);
    let expectation = 0.5 * s0 * two;
    Ok(JoinCount {
        both,
        neither: 0.5 * cross_products(&others, neighbours, Weighting::Binary),
        expectation,
        variance,
        deviate: Deviate::new((both - expectation) / variance.sqrt(), variance),
    })
}

/// Σ over ordered pairs of neighbours of weight · value · value.
pub(super) fn cross_products(values: &[f64], neighbours: &Neighbours, weighting: Weighting) -> f64 {
    sum(values
        .iter()
        .enumerate()
        .map(|(i, value)| value * weighting.each(neighbours.count(i)) * neighbours.sum(i, values)))
}

/// Cliff and Ord's sums of the weights.
pub(super) struct WeightSums {
    /// The areas that count.
    pub n: f64,
    /// Σ w.
    pub s0: f64,
    /// ½ Σ (w there + w back)².
    pub s1: f64,
    /// Σ (row sum + column sum)².
    pub s2: f64,
}

impl WeightSums {
    pub fn new(
        neighbours: &Neighbours,
        weighting: Weighting,
        islands: Islands,
    ) -> Result<Self, AutocorrelationError> {
        let areas = neighbours.areas();
        let n = match islands {
            Islands::Counted => areas,
            Islands::LeftOutOfN => areas - neighbours.islands().count(),
        };
        if n < 4 {
            return Err(AutocorrelationError::TooFewAreas {
                areas: n,
                needed: 4,
            });
        }
        let each: Vec<f64> = (0..areas)
            .map(|area| weighting.each(neighbours.count(area)))
            .collect();
        let mut columns = vec![0.0; areas];
        for (i, &weight) in each.iter().enumerate() {
            for &j in neighbours.of(i) {
                columns[j as usize] += weight;
            }
        }
        let rows = |i: usize| each[i] * neighbours.count(i) as f64;
        let one_way = |i: usize| {
            neighbours.of(i).iter().map(move |&j| {
                let back = neighbours.are(j as usize, i);
                (i, j as usize, back)
            })
        };
        let s1 = sum((0..areas).flat_map(one_way).map(|(i, j, back)| {
            let back = if back { each[j] } else { 0.0 };
            each[i] * (each[i] + back)
        }));
        Ok(Self {
            n: n as f64,
            s0: sum((0..areas).map(rows)),
            s1,
            s2: sum((0..areas).map(|i| (rows(i) + columns[i]).powi(2))),
        })
    }
}
