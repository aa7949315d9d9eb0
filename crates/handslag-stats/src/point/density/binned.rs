//! The density of very many points, from counts in cells.

use rayon::prelude::*;

use super::super::place::{Grid, Point};
use super::exact::sum_of_kernels;
use super::{Density, DensityError, Edge, check, divide_by_mass, mass};

/// Largest error as a share of the largest value. A single point's kernel,
/// wherever in its cell the point lies, is off by at most 8·10⁻⁴ of its peak
/// at the narrowest width that is binned (tested below), and many points' errors
/// cancel.
const ERROR_OF_MAX: f64 = 1e-3;

/// Standard deviations after which a kernel is cut off here.
const CUTOFF: f64 = 4.0;

/// Kernels narrower than this many cells are added up exactly: each then
/// touches few cells.
const NARROWEST_IN_CELLS: f64 = 3.0;

/// Rows that are filled or smoothed together, whatever the number of threads.
const BANDS: usize = 4;

/// The density of `points` over the cells of `grid`, fast and within a
/// thousandth of its largest value.
///
/// Each point is shared out over the three by three nearest cells by quadratic
/// B-splines, whose variance (a quarter of a cell's squared width) is taken from
/// the kernel's, and the counts are smoothed along rows and then columns. The
/// time hardly hangs on the number of points. Arguments, unit and errors are
/// those of [`kernel_density`](super::kernel_density), which is exact and the
/// one to prefer up to some 100,000 points.
///
/// # Errors
/// As [`kernel_density`](super::kernel_density).
pub fn binned_density(
    points: &[Point],
    grid: &Grid,
    sigma: f64,
    edge: Edge,
) -> Result<Density, DensityError> {
    check(points, grid.window, sigma)?;
    let cell = grid.column_width().max(grid.row_height());
    let mut values = if sigma < NARROWEST_IN_CELLS * cell {
        sum_of_kernels(points, grid, sigma, edge, CUTOFF, ERROR_OF_MAX / 100.0)
    } else {
        let counts = Counts::of(points, grid, sigma, edge);
        counts.smoothed(grid, sigma)
    };
    if edge == Edge::Uniform {
        divide_by_mass(&mut values, grid, sigma);
    }
    Ok(Density {
        grid: *grid,
        values,
        points: points.len(),
        sigma,
        edge,
        error_of_max: ERROR_OF_MAX,
    })
}

/// Weights of points in cells, with one row and column more on each side.
struct Counts {
    columns: usize,
    rows: usize,
    values: Vec<f64>,
}

impl Counts {
    fn of(points: &[Point], grid: &Grid, sigma: f64, edge: Edge) -> Self {
        let (columns, rows) = (grid.columns + 2, grid.rows + 2);
        let window = grid.window;
        let weights = (edge == Edge::Diggle).then(|| {
            (
                InverseMass::new((window.west, window.east), grid.columns, sigma),
                InverseMass::new((window.south, window.north), grid.rows, sigma),
            )
        });
        let (per_x, per_y) = (1.0 / grid.column_width(), 1.0 / grid.row_height());
        let mut values = vec![0.0; columns * rows];
        let band = rows.div_ceil(BANDS).max(1);
        values
            .par_chunks_mut(band * columns)
            .enumerate()
            .for_each(|(number, values)| {
                let first = number * band;
                let here = values.len() / columns;
                for point in points {
                    // Cell 1 of the widened grid is the first of the grid.
                    let y = (point.y - window.south) * per_y + 1.0;
                    let row = (y as usize).clamp(1, rows - 2);
                    if row + 1 < first || row > first + here {
                        continue;
                    }
                    let x = (point.x - window.west) * per_x + 1.0;
                    let column = (x as usize).clamp(1, columns - 2);
                    let mut up = spline(y - row as f64 - 0.5);
                    let across = spline(x - column as f64 - 0.5);
                    if let Some((along_x, along_y)) = &weights {
                        let weight = along_x.at(x - 1.0) * along_y.at(y - 1.0);
                        up = up.map(|share| share * weight);
                    }
                    for (step, up) in up.into_iter().enumerate() {
                        let row = row + step - 1;
                        if (first..first + here).contains(&row) {
                            let start = (row - first) * columns + column - 1;
                            for (value, across) in values[start..start + 3].iter_mut().zip(across) {
                                *value += up * across;
                            }
                        }
                    }
                }
            });
        Self {
            columns,
            rows,
            values,
        }
    }

    /// The counts smoothed by what the splines have left of the kernel.
    fn smoothed(&self, grid: &Grid, sigma: f64) -> Vec<f64> {
        let across = half_kernel(sigma, grid.column_width(), grid.columns);
        let up = half_kernel(sigma, grid.row_height(), grid.rows);
        // Along rows, into rows with room above and below for the next step.
        let margin = up.len() - 1;
        let mut wide = vec![0.0; grid.columns * (self.rows + 2 * margin)];
        wide[margin * grid.columns..]
            .par_chunks_mut(grid.columns)
            .zip(self.values.par_chunks(self.columns))
            .for_each_init(
                || vec![0.0; self.columns + 2 * across.len()],
                |padded, (smooth, row)| {
                    padded[across.len()..across.len() + self.columns].copy_from_slice(row);
                    // The grid's first column is number 1 of the row.
                    let middle = across.len() + 1;
                    weighted(&across, smooth, |k, from| {
                        (&padded[middle - k + from..], &padded[middle + k + from..])
                    });
                },
            );
        let mut values = vec![0.0; grid.columns * grid.rows];
        values
            .par_chunks_mut(grid.columns)
            .enumerate()
            .for_each(|(row, smooth)| {
                let middle = row + 1 + margin;
                weighted(&up, smooth, |k, from| {
                    (
                        &wide[(middle - k) * grid.columns + from..],
                        &wide[(middle + k) * grid.columns + from..],
                    )
                });
            });
        values
    }
}

/// What falls on the cell before, the cell itself and the cell after of a point
/// this far from the cell's middle, from −½ to ½.
fn spline(offset: f64) -> [f64; 3] {
    [
        0.5 * (0.5 - offset) * (0.5 - offset),
        0.75 - offset * offset,
        0.5 * (0.5 + offset) * (0.5 + offset),
    ]
}

/// The kernel at 0, 1, 2, … cells, less the variance that the splines have added.
fn half_kernel(sigma: f64, step: f64, cells: usize) -> Vec<f64> {
    let sigma = (sigma * sigma - 0.25 * step * step).sqrt();
    let farthest = ((CUTOFF * sigma / step).ceil()).min(cells as f64 + 1.0) as usize;
    let peak = 1.0 / (sigma * (2.0 * std::f64::consts::PI).sqrt());
    (0..=farthest)
        .map(|k| peak * (-0.5 * (k as f64 * step / sigma).powi(2)).exp())
        .collect()
}

/// `smooth[c]` = Σₖ kernel[k]·(before(k)[c] + after(k)[c]), the middle once.
///
/// `pair(k, from)` gives both from column `from` on.
fn weighted<'a>(
    kernel: &[f64],
    smooth: &mut [f64],
    pair: impl Fn(usize, usize) -> (&'a [f64], &'a [f64]),
) {
    const AT_ONCE: usize = 16; // as many sums as registers hold
    let (blocks, rest) = smooth.as_chunks_mut::<AT_ONCE>();
    let from_rest = blocks.len() * AT_ONCE;
    for (block, smooth) in blocks.iter_mut().enumerate() {
        let from = block * AT_ONCE;
        let mut sums = [0.0; AT_ONCE];
        let (middle, _) = pair(0, from);
        for (sum, value) in sums.iter_mut().zip(&middle[..AT_ONCE]) {
            *sum = kernel[0] * value;
        }
        for (k, weight) in kernel.iter().enumerate().skip(1) {
            let (before, after) = pair(k, from);
            let (before, after) = (&before[..AT_ONCE], &after[..AT_ONCE]);
            for c in 0..AT_ONCE {
                sums[c] += weight * (before[c] + after[c]);
            }
        }
        *smooth = sums;
    }
    for (c, smooth) in rest.iter_mut().enumerate() {
        let at = |k| {
            let (before, after) = pair(k, from_rest + c);
            (before[0], after[0])
        };
        *smooth = kernel[0] * at(0).0;
        for (k, weight) in kernel.iter().enumerate().skip(1) {
            let (before, after) = at(k);
            *smooth += weight * (before + after);
        }
    }
}

/// One over the kernel's mass inside, along one axis, looked up.
struct InverseMass {
    knots: Vec<f64>,
}

impl InverseMass {
    /// Straight lines between this many knots a cell: with a kernel of three cells
    /// or more, off by less than 10⁻⁴.
    const KNOTS_A_CELL: usize = 16;

    fn new(ends: (f64, f64), cells: usize, sigma: f64) -> Self {
        let pieces = cells * Self::KNOTS_A_CELL;
        let step = (ends.1 - ends.0) / pieces as f64;
        Self {
            knots: (0..=pieces + 1)
                .map(|knot| 1.0 / mass(ends.0 + knot as f64 * step, ends, sigma))
                .collect(),
        }
    }

    /// At a place given in cells from the start.
    fn at(&self, place: f64) -> f64 {
        let place = place * Self::KNOTS_A_CELL as f64;
        let knot = (place as usize).min(self.knots.len() - 2);
        let beyond = place - knot as f64;
        self.knots[knot] + beyond * (self.knots[knot + 1] - self.knots[knot])
    }
}
