//! The density as the sum of every point's kernel.

use rayon::prelude::*;

use super::super::cells::{Cells, side_for_few};
use super::super::place::{Grid, Point, Rectangle};
use super::{Density, DensityError, Edge, check, divide_by_mass, mass_inside};
use crate::numeric::Sum;

/// Beyond this many standard deviations a kernel is left out: there it is below
/// 2⁻⁵³ of its peak, less than the last digit of a sum that holds the peak.
const CUTOFF: f64 = 8.6;

/// At the points themselves, where thin places are asked for as well as dense
/// ones, kernels are followed to 10⁻³¹ of their peak.
const CUTOFF_AT_POINTS: f64 = 12.0;

/// Rows of the grid that are added up together. Fixed, so that the order of
/// additions does not hang on the number of threads.
const ROWS_AT_ONCE: usize = 16;

/// The density of `points` over the cells of `grid`, as the exact sum of
/// Gaussian kernels at the cells' centres.
///
/// - `points`: inside the grid's window, any unit of length.
/// - `sigma`: the kernel's standard deviation, in the same unit. Declare it
///   beforehand; a map can be made to look like anything by choosing it after.
/// - Returns points per unit of area.
///
/// # Errors
/// [`DensityError`]: no points, a point outside the window, a width that is not
/// above zero.
///
/// # Assumptions
/// A point stands for where the thing happened. Snapping to addresses or to
/// the middle of a square puts peaks on the map that are made by the register.
///
/// ```
/// # use handslag_stats::point::{Edge, Grid, Point, Rectangle, kernel_density};
/// // One point in the middle of a cell two standard deviations from all edges:
/// // 1/(2π) at its own place, and that over (2Φ(2) − 1)² with the edge.
/// let window = Rectangle::new((0.0, 4.0), (0.0, 4.0))?;
/// let grid = Grid::new(window, 5, 5)?;
/// let point = [Point::new(2.0, 2.0)];
/// let middle = |edge| Ok::<_, Box<dyn std::error::Error>>(
///     kernel_density(&point, &grid, 1.0, edge)?.values()[12]
/// );
/// assert!((middle(Edge::None)? - 0.15915494309189535).abs() < 1e-15);
/// assert!((middle(Edge::Diggle)? - 0.15915494309189535 / 0.9110697462219214).abs() < 1e-12);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn kernel_density(
    points: &[Point],
    grid: &Grid,
    sigma: f64,
    edge: Edge,
) -> Result<Density, DensityError> {
    check(points, grid.window, sigma)?;
    let mut values = sum_of_kernels(points, grid, sigma, edge, CUTOFF);
    if edge == Edge::Uniform {
        divide_by_mass(&mut values, grid, sigma);
    }
    Ok(Density {
        grid: *grid,
        values,
        points: points.len(),
        sigma,
        edge,
        // Rounding of sums of positive terms; the cutoff is below it.
        error_of_max: 1e-12,
    })
}

/// A point's height and how much of it is added, in the units of the grid.
struct Weighted {
    x: f64,
    y: f64,
    weight: f64,
}

/// The sum of the points' kernels at the cells' centres, each kernel left out
/// beyond `cutoff` standard deviations along an axis.
pub(super) fn sum_of_kernels(
    points: &[Point],
    grid: &Grid,
    sigma: f64,
    edge: Edge,
    cutoff: f64,
) -> Vec<f64> {
    let peak = 1.0 / (2.0 * std::f64::consts::PI * sigma * sigma);
    let across = Axis::new(
        grid.window.west,
        grid.column_width(),
        grid.columns,
        sigma,
        cutoff,
    );
    let up = Axis::new(
        grid.window.south,
        grid.row_height(),
        grid.rows,
        sigma,
        cutoff,
    );
    let mut sorted: Vec<Weighted> = points
        .par_iter()
        .map(|&point| Weighted {
            x: point.x,
            y: point.y,
            weight: match edge {
                Edge::Diggle => peak / mass_inside(point, grid.window, sigma),
                Edge::None | Edge::Uniform => peak,
            },
        })
        .collect();
    sorted.sort_by(|a, b| a.y.total_cmp(&b.y));

    let mut values = vec![0.0; grid.columns * grid.rows];
    values
        .par_chunks_mut(grid.columns * ROWS_AT_ONCE)
        .enumerate()
        .for_each(|(chunk, values)| {
            let first = chunk * ROWS_AT_ONCE;
            let last = first + values.len() / grid.columns - 1;
            let (south, north) = (up.centre(first) - up.reach, up.centre(last) + up.reach);
            let from = sorted.partition_point(|point| point.y < south);
            let to = sorted.partition_point(|point| point.y <= north);
            add_kernels(&sorted[from..to], &across, &up, first, values);
        });
    values
}

/// Adds the points' kernels to the rows from number `first`.
fn add_kernels(points: &[Weighted], across: &Axis, up: &Axis, first: usize, values: &mut [f64]) {
    let rows = first..first + values.len() / across.cells;
    let mut kernel_x = Vec::new();
    let mut kernel_y = Vec::new();
    for point in points {
        let from_y = up.kernel(point.y, &rows, &mut kernel_y);
        if kernel_y.is_empty() {
            continue;
        }
        let from_x = across.kernel(point.x, &(0..across.cells), &mut kernel_x);
        for (row, y) in kernel_y.iter().enumerate() {
            let scale = y * point.weight;
            let start = (from_y + row - first) * across.cells + from_x;
            let row = &mut values[start..start + kernel_x.len()];
            for (value, x) in row.iter_mut().zip(&kernel_x) {
                *value += scale * x;
            }
        }
    }
}

/// One direction of the grid, and the kernel along it.
struct Axis {
    start: f64,
    step: f64,
    cells: usize,
    sigma: f64,
    reach: f64,
    /// exp(−(k·step)²/2σ²) for whole steps k.
    steps: Vec<f64>,
}

impl Axis {
    fn new(start: f64, step: f64, cells: usize, sigma: f64, cutoff: f64) -> Self {
        let reach = cutoff * sigma;
        let farthest = ((reach / step).min(cells as f64)) as usize + 1;
        let z = step / sigma;
        Self {
            start,
            step,
            cells,
            sigma,
            reach,
            steps: (0..=farthest)
                .map(|k| (-0.5 * (k as f64 * z).powi(2)).exp())
                .collect(),
        }
    }

    fn centre(&self, cell: usize) -> f64 {
        self.start + (cell as f64 + 0.5) * self.step
    }

    /// Fills `kernel` with exp(−d²/2σ²) at the centres of those of `cells` within
    /// reach of `at`, and says which of the axis's cells is the first.
    fn kernel(&self, at: f64, cells: &std::ops::Range<usize>, kernel: &mut Vec<f64>) -> usize {
        kernel.clear();
        let place = (at - self.start) / self.step - 0.5;
        let reach = self.reach / self.step;
        let from = ((place - reach).ceil().max(0.0) as usize).max(cells.start);
        let to = (((place + reach).floor() + 1.0).max(0.0) as usize).min(cells.end);
        if from >= to {
            return from;
        }
        let z = self.step / self.sigma;
        if z > 1.0 {
            // Few cells within reach: the factors below would over- and underflow.
            kernel
                .extend((from..to).map(|cell| (-0.5 * ((cell as f64 - place) * z).powi(2)).exp()));
            return from;
        }
        // With d = k·step − rest, exp(−d²/2σ²) is a product of one factor of k
        // alone, one of `rest` alone, and the k-th power of a third: two
        // exponentials in all.
        let middle = (place.round().max(0.0) as usize).clamp(from, to - 1);
        let rest = (place - middle as f64) * z;
        let at_middle = (-0.5 * rest * rest).exp();
        let growth = (rest * z).exp();
        kernel.resize(to - from, at_middle);
        let mut power = at_middle;
        for k in 1..to - middle {
            power *= growth;
            kernel[middle - from + k] = power * self.steps[k];
        }
        let shrink = growth.recip();
        let mut power = at_middle;
        for k in 1..=middle - from {
            power *= shrink;
            kernel[middle - from - k] = power * self.steps[k];
        }
        from
    }
}

/// The density at each of the points, their own kernels included.
///
/// - `sigma`: the kernel's standard deviation, in the points' unit of length.
/// - Returns points per unit of area, in the points' order.
///
/// # Errors
/// As [`kernel_density`].
pub fn density_at_points(
    points: &[Point],
    window: Rectangle,
    sigma: f64,
    edge: Edge,
) -> Result<Vec<f64>, DensityError> {
    check(points, window, sigma)?;
    let peak = 1.0 / (2.0 * std::f64::consts::PI * sigma * sigma);
    let masses: Vec<f64> = points
        .par_iter()
        .map(|&point| mass_inside(point, window, sigma))
        .collect();
    let own = |i: usize| match edge {
        Edge::Diggle => 1.0 / masses[i],
        Edge::None | Edge::Uniform => 1.0,
    };
    let others = sums_of_others(points, sigma, CUTOFF_AT_POINTS * sigma, own);
    Ok((0..points.len())
        .map(|i| {
            let all = peak * (others[i] + own(i));
            match edge {
                Edge::Uniform => all / masses[i],
                Edge::None | Edge::Diggle => all,
            }
        })
        .collect())
}

/// The density at each of the points made by all the other points, with no
/// correction at the edge: how well the others foretell each.
///
/// Needs no window. Units as [`kernel_density`]; zero at a point that has no
/// other within 12 standard deviations.
///
/// # Errors
/// [`DensityError::NoPoints`], [`DensityError::Sigma`], and
/// [`DensityError::OutsideWindow`] for a point with an undefined coordinate.
pub fn leave_one_out_density(points: &[Point], sigma: f64) -> Result<Vec<f64>, DensityError> {
    if !(sigma.is_finite() && sigma > 0.0) {
        return Err(DensityError::Sigma(sigma));
    }
    if points.is_empty() {
        return Err(DensityError::NoPoints);
    }
    if let Some(index) = points.iter().position(|point| !point.is_finite()) {
        return Err(DensityError::OutsideWindow { index });
    }
    let peak = 1.0 / (2.0 * std::f64::consts::PI * sigma * sigma);
    let others = sums_of_others(points, sigma, CUTOFF_AT_POINTS * sigma, |_| 1.0);
    Ok(others.into_iter().map(|sum| peak * sum).collect())
}

/// At each point, the sum of the others' kernels with a peak of 1, times their
/// weights, within `reach`.
pub(super) fn sums_of_others(
    points: &[Point],
    sigma: f64,
    reach: f64,
    weight: impl Fn(usize) -> f64 + Sync,
) -> Vec<f64> {
    let cells = Cells::new(points, (reach / 3.0).max(side_for_few(points)));
    let scale = -0.5 / (sigma * sigma);
    (0..points.len())
        .into_par_iter()
        .map(|i| {
            let mut sum = Sum::default();
            cells.each_within(i, reach, |j, squared| {
                sum.add(weight(j) * (squared * scale).exp());
            });
            sum.value()
        })
        .collect()
}
