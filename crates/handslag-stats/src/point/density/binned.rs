//! The density of very many points, from counts in cells.

use rayon::prelude::*;

use super::super::place::{Grid, Point};
use super::exact::sum_of_kernels;
use super::{Density, DensityError, Edge, check, divide_by_mass, mass};

/// Largest error as a share of the largest value. A single point's kernel,
/// wherever in its cell the point lies, is off by at most 9·10⁻⁴ of its peak
/// at the narrowest width that is binned (tested below), and many points' errors
/// cancel.
const ERROR_OF_MAX: f64 = 1e-3;

/// Standard deviations after which a kernel is cut off here.
const CUTOFF: f64 = 4.0;

/// Kernels narrower than this many cells are added up exactly: each then
/// touches few cells.
const NARROWEST_IN_CELLS: f64 = 3.0;

/// Cells are taken together into bins as long as the kernel is this many bins.
const NARROWEST_IN_BINS: f64 = 4.0;

/// Bins outside the grid at each end, for what the splines share out there.
const MARGIN: usize = 2;

/// Parts of the points that are counted each for itself, whatever the number of
/// threads.
const PARTS: usize = 4;

/// The density of `points` over the cells of `grid`, fast and within a
/// thousandth of its largest value.
///
/// Each point is shared out over the three by three nearest bins by quadratic
/// B-splines, the counts are smoothed along rows and then columns, and each
/// cell is read from the four by four nearest bins by cubic ones. The splines'
/// variances, a quarter and a third of a bin's squared width, are taken from
/// the kernel's. The time hardly hangs on the number of points or the kernel's
/// width. Arguments, unit and errors are those of
/// [`kernel_density`](super::kernel_density), which is exact and the one to
/// prefer up to some 100,000 points.
///
/// # Errors
/// As [`kernel_density`](super::kernel_density).
///
/// ```
/// # use handslag_stats::point::{Edge, Grid, Point, Rectangle, binned_density};
/// // Worked by hand: at a single point, in the middle of its cell, 1/(2π · 20²).
/// let window = Rectangle::new((0.0, 1000.0), (0.0, 1000.0))?;
/// let grid = Grid::new(window, 200, 200)?;
/// let density = binned_density(&[grid.centre(100, 60)], &grid, 20.0, Edge::None)?;
/// let peak = 1.0 / (2.0 * std::f64::consts::PI * 400.0);
/// assert!((density.values()[60 * 200 + 100] / peak - 1.0).abs() < density.error_of_max());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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
        let window = grid.window;
        let bins = Bins {
            across: Side::new((window.west, window.east), grid.columns, sigma),
            up: Side::new((window.south, window.north), grid.rows, sigma),
        };
        let counts = bins.counted(points, edge);
        bins.read(&bins.smoothed(&counts))
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

/// The bins along one direction of the grid.
struct Side {
    ends: (f64, f64),
    cells: usize,
    cells_a_bin: usize,
    bins: usize,
    bins_a_unit: f64,
    sigma: f64,
}

impl Side {
    fn new(ends: (f64, f64), cells: usize, sigma: f64) -> Self {
        let step = (ends.1 - ends.0) / cells as f64;
        let cells_a_bin = (sigma / (NARROWEST_IN_BINS * step)) as usize;
        let cells_a_bin = cells_a_bin.clamp(1, cells);
        Self {
            ends,
            cells,
            cells_a_bin,
            bins: cells.div_ceil(cells_a_bin) + 2 * MARGIN,
            bins_a_unit: 1.0 / (step * cells_a_bin as f64),
            sigma,
        }
    }

    /// How many bins from the grid's start this is.
    fn place(&self, at: f64) -> f64 {
        (at - self.ends.0) * self.bins_a_unit
    }

    /// The first of the three bins that a point is shared out over, and their
    /// shares.
    fn shares(&self, place: f64) -> (usize, [f64; 3]) {
        let inside = (place as usize).min(self.bins - 2 * MARGIN - 1);
        let shares = quadratic_spline(place - inside as f64 - 0.5);
        (inside + MARGIN - 1, shares)
    }

    /// For each cell the first of the four bins that it is read from, and their
    /// weights.
    fn readings(&self) -> Vec<(usize, [f64; 4])> {
        (0..self.cells)
            .map(|cell| {
                let place = (cell as f64 + 0.5) / self.cells_a_bin as f64 + 0.5;
                let before = place as usize;
                let weights = cubic_spline(place - before as f64);
                (before + MARGIN - 2, weights)
            })
            .collect()
    }

    /// The kernel at 0, 1, 2, … bins, less the variance that the splines add.
    fn half_kernel(&self) -> Vec<f64> {
        let step = 1.0 / self.bins_a_unit;
        let of_splines = (1.0 / 4.0 + 1.0 / 3.0) * step * step;
        let sigma = (self.sigma * self.sigma - of_splines).sqrt();
        let farthest = ((CUTOFF * sigma / step).ceil()).min(self.bins as f64) as usize;
        let peak = 1.0 / (sigma * std::f64::consts::TAU.sqrt());
        (0..=farthest)
            .map(|k| peak * (-0.5 * (k as f64 * step / sigma).powi(2)).exp())
            .collect()
    }
}

/// Bins in two directions; their values are given row by row from the south.
struct Bins {
    across: Side,
    up: Side,
}

impl Bins {
    fn counted(&self, points: &[Point], edge: Edge) -> Vec<f64> {
        let weights = (edge == Edge::Diggle)
            .then(|| (InverseMass::of(&self.across), InverseMass::of(&self.up)));
        let columns = self.across.bins;
        let count = |points: &[Point]| {
            let mut counts = vec![0.0; columns * self.up.bins];
            for point in points {
                let (x, y) = (self.across.place(point.x), self.up.place(point.y));
                let (column, across) = self.across.shares(x);
                let (row, mut up) = self.up.shares(y);
                if let Some((along_x, along_y)) = &weights {
                    let weight = along_x.at(x) * along_y.at(y);
                    up = up.map(|share| share * weight);
                }
                for (step, up) in up.into_iter().enumerate() {
                    let start = (row + step) * columns + column;
                    for (count, across) in counts[start..start + 3].iter_mut().zip(across) {
                        *count += up * across;
                    }
                }
            }
            counts
        };
        let parts: Vec<Vec<f64>> = points
            .par_chunks(points.len().div_ceil(PARTS))
            .map(count)
            .collect();
        parts
            .into_iter()
            .reduce(|mut all, part| {
                all.iter_mut().zip(part).for_each(|(sum, own)| *sum += own);
                all
            })
            .unwrap_or_default()
    }

    /// The counts smoothed by what the splines leave of the kernel.
    fn smoothed(&self, counts: &[f64]) -> Vec<f64> {
        let (across, up) = (self.across.half_kernel(), self.up.half_kernel());
        let (columns, rows) = (self.across.bins, self.up.bins);
        // Along rows, into rows with room above and below for the next step.
        let room = up.len() - 1;
        let mut wide = vec![0.0; columns * (rows + 2 * room)];
        wide[room * columns..]
            .par_chunks_mut(columns)
            .zip(counts.par_chunks(columns))
            .for_each_init(
                || vec![0.0; columns + 2 * across.len()],
                |padded, (smooth, row)| {
                    let start = across.len();
                    padded[start..start + columns].copy_from_slice(row);
                    weighted(&across, smooth, |k, from| {
                        (&padded[start - k + from..], &padded[start + k + from..])
                    });
                },
            );
        let mut values = vec![0.0; columns * rows];
        values
            .par_chunks_mut(columns)
            .enumerate()
            .for_each(|(row, smooth)| {
                let middle = row + room;
                weighted(&up, smooth, |k, from| {
                    (
                        &wide[(middle - k) * columns + from..],
                        &wide[(middle + k) * columns + from..],
                    )
                });
            });
        values
    }

    /// The grid's cells, row by row, from values in bins.
    fn read(&self, bins: &[f64]) -> Vec<f64> {
        let columns = self.across.cells;
        let (across, up) = (self.across.readings(), self.up.readings());
        let mut rows = vec![0.0; columns * self.up.bins];
        rows.par_chunks_mut(columns)
            .zip(bins.par_chunks(self.across.bins))
            .for_each(|(row, bins)| {
                for (value, (first, weights)) in row.iter_mut().zip(&across) {
                    let near = &bins[*first..first + 4];
                    *value = near.iter().zip(weights).map(|(bin, w)| bin * w).sum();
                }
            });
        let mut values = vec![0.0; columns * self.up.cells];
        values
            .par_chunks_mut(columns)
            .zip(&up)
            .for_each(|(values, (first, weights))| {
                let near: [&[f64]; 4] =
                    std::array::from_fn(|k| &rows[(first + k) * columns..][..columns]);
                for (c, value) in values.iter_mut().enumerate() {
                    *value = near[0][c] * weights[0]
                        + near[1][c] * weights[1]
                        + near[2][c] * weights[2]
                        + near[3][c] * weights[3];
                }
            });
        values
    }
}

/// What falls on the bin before, the bin itself and the bin after of a point
/// this far from the bin's middle, from −½ to ½.
fn quadratic_spline(offset: f64) -> [f64; 3] {
    [
        0.5 * (0.5 - offset) * (0.5 - offset),
        0.75 - offset * offset,
        0.5 * (0.5 + offset) * (0.5 + offset),
    ]
}

/// The weights of the four bins nearest to a place this far beyond the middle of
/// the second, from 0 to 1.
fn cubic_spline(beyond: f64) -> [f64; 4] {
    let left = 1.0 - beyond;
    let near = |far: f64| (4.0 - 3.0 * far * far * (2.0 - far)) / 6.0;
    [
        left * left * left / 6.0,
        near(beyond),
        near(left),
        beyond * beyond * beyond / 6.0,
    ]
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
    /// Straight lines between this many knots a bin: with a kernel of three bins
    /// or more, off by less than 10⁻⁴.
    const KNOTS_A_BIN: usize = 16;

    fn of(side: &Side) -> Self {
        let pieces = (side.bins - 2 * MARGIN) * Self::KNOTS_A_BIN;
        let step = 1.0 / (side.bins_a_unit * Self::KNOTS_A_BIN as f64);
        Self {
            knots: (0..=pieces + 1)
                .map(|knot| 1.0 / mass(side.ends.0 + knot as f64 * step, side.ends, side.sigma))
                .collect(),
        }
    }

    /// At a place given in bins from the start.
    fn at(&self, place: f64) -> f64 {
        let place = place * Self::KNOTS_A_BIN as f64;
        let knot = (place as usize).min(self.knots.len() - 2);
        let beyond = place - knot as f64;
        self.knots[knot] + beyond * (self.knots[knot + 1] - self.knots[knot])
    }
}
