//! The density as the sum of every point's kernel.

use rayon::prelude::*;

use super::super::cells::{Cells, side_for_few};
use super::super::place::{Grid, Point, Rectangle};
use super::axis::Axis;
use super::hermite;
use super::{Density, DensityError, Edge, check, divide_by_mass, mass_inside};
use crate::numeric::Sum;

/// Beyond this many standard deviations a kernel is left out: there it is below
/// 2⁻⁵³ of its peak, less than the last digit of a sum that holds the peak.
const CUTOFF: f64 = 8.6;

/// What a kernel may be off by, as a share of its peak.
const TOLERANCE: f64 = 1e-15;

/// At the points themselves, where thin places are asked for as well as dense
/// ones, kernels are followed to 10⁻³¹ of their peak.
const CUTOFF_AT_POINTS: f64 = 12.0;

/// Rows of the grid that are added up together. Fixed, so that the order of
/// additions does not hang on the number of threads.
const ROWS_AT_ONCE: usize = 16;

/// The density of `points` over the cells of `grid`, as the exact sum of
/// Gaussian kernels at the cells' centres (Diggle 1985, doi:10.2307/2347366).
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
    let mut values = sum_of_kernels(points, grid, sigma, edge, CUTOFF, TOLERANCE);
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
pub(super) struct Weighted {
    pub x: f64,
    pub y: f64,
    pub weight: f64,
}

/// The sum of the points' kernels at the cells' centres, each kernel left out
/// beyond `cutoff` standard deviations along an axis and elsewhere right to
/// `tolerance` of its peak.
pub(super) fn sum_of_kernels(
    points: &[Point],
    grid: &Grid,
    sigma: f64,
    edge: Edge,
    cutoff: f64,
    tolerance: f64,
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
    sorted.par_sort_by(|a, b| a.y.total_cmp(&b.y));

    if let Some(terms) = hermite::terms(sorted.len(), &across, &up, tolerance) {
        return hermite::sum_of_kernels(&sorted, &across, &up, terms);
    }
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
