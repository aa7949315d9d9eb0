//! Do points lie closer together, or more evenly, than chance would put them?

use rayon::prelude::*;

use super::cells::{Cells, side_for_few};
use super::place::{Grid, Point, Rectangle};
use crate::numeric::{Sum, chi_squared_above, mean};

/// The distance from each point to the nearest other, in the points' order.
///
/// # Errors
/// [`PatternError::TooFewPoints`] below two, [`PatternError::NotAPlace`].
///
/// ```
/// # use handslag_stats::point::{PatternError, Point, nearest_distances};
/// let points = [Point::new(0.0, 0.0), Point::new(3.0, 4.0), Point::new(3.0, 5.0)];
/// assert_eq!(nearest_distances(&points)?, [5.0, 1.0, 1.0]);
/// # Ok::<(), PatternError>(())
/// ```
pub fn nearest_distances(points: &[Point]) -> Result<Vec<f64>, PatternError> {
    if points.len() < 2 {
        return Err(PatternError::TooFewPoints(points.len()));
    }
    if let Some(index) = points.iter().position(|point| !point.is_finite()) {
        return Err(PatternError::NotAPlace { index });
    }
    let cells = Cells::new(points, side_for_few(points));
    Ok((0..points.len())
        .into_par_iter()
        .map(|i| cells.nearest(i))
        .collect())
}

/// How near neighbours are, against chance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ClarkEvans {
    /// Mean distance to the nearest other point, in the points' unit.
    pub mean_distance: f64,
    /// The mean for as many points put by chance, 1/(2√intensity), as if there
    /// were no edge.
    pub expected: f64,
    /// Mean over expected: below 1 the points gather, above 1 they keep apart.
    pub ratio: f64,
    /// The ratio with Donnelly's allowance for a rectangle's edge, where points
    /// lack neighbours (Donnelly 1978).
    pub ratio_donnelly: f64,
}

/// The index of Clark and Evans (1954, doi:10.2307/1931034).
///
/// # Errors
/// [`PatternError`]: fewer than two points, or one outside the window.
///
/// # Assumptions
/// Chance means anywhere in the window alike. People and streets are not spread
/// so, and an index below 1 may say no more than that.
///
/// ```
/// # use handslag_stats::point::{Point, Rectangle, clark_evans};
/// // By hand: four corners of a square of side 1 in a window of 2 by 2. Each
/// // neighbour is 1 away; by chance √(4/4)/2 = 0.5.
/// let corners = [(0.5, 0.5), (1.5, 0.5), (0.5, 1.5), (1.5, 1.5)];
/// let points = corners.map(|(x, y)| Point::new(x, y));
/// let index = clark_evans(&points, Rectangle::new((0.0, 2.0), (0.0, 2.0))?)?;
/// assert_eq!((index.mean_distance, index.expected, index.ratio), (1.0, 0.5, 2.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn clark_evans(points: &[Point], window: Rectangle) -> Result<ClarkEvans, PatternError> {
    check(points, window)?;
    let mean_distance = mean(&nearest_distances(points)?);
    let n = points.len() as f64;
    let expected = 0.5 * (window.area() / n).sqrt();
    let perimeter = 2.0 * (window.width() + window.height());
    let donnelly = expected + (0.0514 + 0.0412 / n.sqrt()) * perimeter / n;
    Ok(ClarkEvans {
        mean_distance,
        expected,
        ratio: mean_distance / expected,
        ratio_donnelly: mean_distance / donnelly,
    })
}

/// What is done about neighbours outside the window, which nobody saw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KCorrection {
    /// Nothing: too low for long distances.
    None,
    /// Only points at least as far from the edge as the distance are asked for
    /// their neighbours.
    Border,
    /// Each neighbour counts for the share of the circle through it that is
    /// inside (Ripley 1977, doi:10.1111/j.2517-6161.1977.tb01615.x), at most a
    /// hundredfold.
    Isotropic,
    /// Each pair counts for the share of the window that is left when moved by
    /// the step between them (Ohser and Stoyan 1981), at most a hundredfold.
    Translation,
}

/// Ripley's K: how many further points lie within a distance of a point, per
/// point of a unit area (Ripley 1977, doi:10.1111/j.2517-6161.1977.tb01615.x).
///
/// - `radii`: distances, rising from zero or above, in the points' unit.
/// - Returns an area for each radius; πr² is what chance gives. `None` where
///   the correction has nothing to go on: beyond half the window's diagonal for
///   the isotropic and the translation correction, and where no point is far
///   enough from the edge for the border correction.
///
/// # Errors
/// [`PatternError`]: fewer than two points, one outside the window, or radii
/// that do not rise.
///
/// # Assumptions
/// The process is alike over the window; a dense and a thin half look like
/// gathering.
///
/// ```
/// # use handslag_stats::point::{KCorrection, Point, Rectangle, ripley_k};
/// // By hand: each of the four corners has two others within 1, so
/// // 4 · (4 · 2) / (4 · 3) = 8/3 without a correction.
/// let corners = [(0.5, 0.5), (1.5, 0.5), (0.5, 1.5), (1.5, 1.5)];
/// let points = corners.map(|(x, y)| Point::new(x, y));
/// let window = Rectangle::new((0.0, 2.0), (0.0, 2.0))?;
/// let k = ripley_k(&points, window, &[1.0], KCorrection::None)?;
/// assert!((k[0].unwrap() - 8.0 / 3.0).abs() < 1e-12);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn ripley_k(
    points: &[Point],
    window: Rectangle,
    radii: &[f64],
    correction: KCorrection,
) -> Result<Vec<Option<f64>>, PatternError> {
    check(points, window)?;
    let rising = radii.is_sorted_by(|a, b| a < b) && radii.iter().all(|r| *r >= 0.0);
    if !rising || radii.is_empty() {
        return Err(PatternError::RadiiNotRising);
    }
    let longest = radii[radii.len() - 1].min(2.0 * window.diagonal());
    let cells = Cells::new(points, (longest / 3.0).max(side_for_few(points)));
    let by_point: Vec<Vec<(u32, f64)>> = (0..points.len())
        .into_par_iter()
        .map(|i| {
            let mut found = Vec::new();
            cells.each_within(i, longest, |j, squared| {
                let distance = squared.sqrt();
                let bin = radii.partition_point(|&radius| radius < distance);
                if bin < radii.len() {
                    let weight = weight(points[i], points[j], distance, window, correction);
                    found.push((bin as u32, weight));
                }
            });
            found
        })
        .collect();
    let n = points.len() as f64;
    if correction == KCorrection::Border {
        return Ok(border(points, window, radii, &by_point));
    }
    let mut in_bin = vec![Sum::default(); radii.len()];
    for (bin, weight) in by_point.into_iter().flatten() {
        in_bin[bin as usize].add(weight);
    }
    let limit = match correction {
        KCorrection::None | KCorrection::Border => f64::INFINITY,
        KCorrection::Isotropic | KCorrection::Translation => window.diagonal() / 2.0,
    };
    let mut total = Sum::default();
    Ok(radii
        .iter()
        .zip(in_bin)
        .map(|(&radius, more)| {
            total.add(more.value());
            (radius < limit).then(|| total.value() * window.area() / (n * (n - 1.0)))
        })
        .collect())
}

/// K from the points at least a radius from the edge.
fn border(
    points: &[Point],
    window: Rectangle,
    radii: &[f64],
    by_point: &[Vec<(u32, f64)>],
) -> Vec<Option<f64>> {
    let mut pairs = vec![0i64; radii.len() + 1];
    let mut asked = vec![0i64; radii.len() + 1];
    for (&point, neighbours) in points.iter().zip(by_point) {
        // The point is asked at radii number 0 to `last` − 1.
        let last = radii.partition_point(|&radius| radius <= to_edge(point, window));
        asked[0] += 1;
        asked[last] -= 1;
        for &(bin, _) in neighbours {
            if (bin as usize) < last {
                pairs[bin as usize] += 1;
                pairs[last] -= 1;
            }
        }
    }
    let intensity = points.len() as f64 / window.area();
    let (mut pairs_here, mut asked_here) = (0, 0);
    (0..radii.len())
        .map(|step| {
            pairs_here += pairs[step];
            asked_here += asked[step];
            (asked_here > 0).then(|| pairs_here as f64 / (intensity * asked_here as f64))
        })
        .collect()
}

fn to_edge(point: Point, window: Rectangle) -> f64 {
    (point.x - window.west)
        .min(window.east - point.x)
        .min(point.y - window.south)
        .min(window.north - point.y)
}

/// How many pairs an observed pair stands for, at most a hundred: a sliver of
/// the window must not decide the whole.
fn weight(
    from: Point,
    to: Point,
    distance: f64,
    window: Rectangle,
    correction: KCorrection,
) -> f64 {
    const MOST: f64 = 100.0;
    let share = match correction {
        KCorrection::None | KCorrection::Border => return 1.0,
        KCorrection::Isotropic => share_of_circle(from, distance, window),
        KCorrection::Translation => {
            (1.0 - (from.x - to.x).abs() / window.width())
                * (1.0 - (from.y - to.y).abs() / window.height())
        }
    };
    (1.0 / share.max(0.0)).min(MOST)
}

/// The share of a circle around a point inside the window that is inside too.
fn share_of_circle(centre: Point, radius: f64, window: Rectangle) -> f64 {
    use std::f64::consts::{FRAC_PI_2, PI};
    // Half the angle that lies beyond each side, were the side a whole line.
    let beyond = |distance: f64| {
        if distance < radius {
            (distance / radius).acos()
        } else {
            0.0
        }
    };
    let sides = [
        beyond(centre.x - window.west),
        beyond(centre.y - window.south),
        beyond(window.east - centre.x),
        beyond(window.north - centre.y),
    ];
    let mut outside: f64 = sides.iter().map(|half| 2.0 * half).sum();
    for side in 0..4 {
        // What lies beyond two sides, outside their corner, was taken twice.
        outside -= (sides[side] + sides[(side + 1) % 4] - FRAC_PI_2).max(0.0);
    }
    1.0 - outside / (2.0 * PI)
}

/// The longest distance at which K is of use: a quarter of the window's shorter
/// side, or where a point has a thousand others around it.
pub(super) fn default_reach(n: usize, window: Rectangle) -> f64 {
    let crowded = (1000.0 * window.area() / (std::f64::consts::PI * n as f64)).sqrt();
    (window.width().min(window.height()) / 4.0).min(crowded)
}

/// Counts in equal cells against an even spread.
#[derive(Debug, Clone, PartialEq)]
pub struct Quadrats {
    /// Points in each cell, row by row from the south, from west to east; a
    /// point on the line between two belongs to the western or southern.
    pub counts: Vec<u64>,
    /// Pearson's statistic.
    pub chi_squared: f64,
    /// One less than the cells.
    pub degrees_of_freedom: f64,
    /// The chance of so large a statistic or a larger one under an even spread,
    /// by the chi-squared distribution; to be trusted from some five points a
    /// cell.
    pub p_larger: f64,
}

/// Counts points in the cells of `grid` and tests for an even spread (Diggle 1983,
/// Statistical Analysis of Spatial Point Patterns).
///
/// # Errors
/// [`PatternError::TooFewPoints`] without points, and one outside the window.
///
/// ```
/// # use handslag_stats::point::{Grid, Point, Rectangle, quadrat_counts};
/// // Worked by hand: 3 and 1 where 2 and 2 are expected.
/// let window = Rectangle::new((0.0, 2.0), (0.0, 1.0))?;
/// let points = [0.1, 0.2, 0.3, 1.5].map(|x| Point::new(x, 0.5));
/// let quadrats = quadrat_counts(&points, &Grid::new(window, 2, 1)?)?;
/// assert_eq!((quadrats.counts, quadrats.chi_squared), (vec![3, 1], 1.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn quadrat_counts(points: &[Point], grid: &Grid) -> Result<Quadrats, PatternError> {
    if points.is_empty() {
        return Err(PatternError::TooFewPoints(0));
    }
    inside(points, grid.window())?;
    let mut counts = vec![0u64; grid.columns() * grid.rows()];
    let along = |at: f64, step: f64, cells: usize| {
        ((at / step).ceil() as usize)
            .saturating_sub(1)
            .min(cells - 1)
    };
    for point in points {
        let column = along(
            point.x - grid.window.west,
            grid.column_width(),
            grid.columns,
        );
        let row = along(point.y - grid.window.south, grid.row_height(), grid.rows);
        counts[row * grid.columns + column] += 1;
    }
    let expected = points.len() as f64 / counts.len() as f64;
    let chi_squared = crate::numeric::sum(
        counts
            .iter()
            .map(|&count| (count as f64 - expected).powi(2) / expected),
    );
    let degrees_of_freedom = counts.len() as f64 - 1.0;
    Ok(Quadrats {
        p_larger: if counts.len() > 1 {
            chi_squared_above(chi_squared, degrees_of_freedom)
        } else {
            1.0
        },
        counts,
        chi_squared,
        degrees_of_freedom,
    })
}

fn check(points: &[Point], window: Rectangle) -> Result<(), PatternError> {
    if points.len() < 2 {
        return Err(PatternError::TooFewPoints(points.len()));
    }
    inside(points, window)
}

fn inside(points: &[Point], window: Rectangle) -> Result<(), PatternError> {
    match points.iter().position(|&point| !window.contains(point)) {
        Some(index) => Err(PatternError::NotAPlace { index }),
        None => Ok(()),
    }
}

/// Why a pattern could not be described.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PatternError {
    /// Too few to have neighbours.
    #[error("{0} points are too few for a pattern")]
    TooFewPoints(usize),
    /// A point outside the window, or with an undefined coordinate.
    #[error("point number {index} is not inside the window")]
    NotAPlace {
        /// Its number, from zero.
        index: usize,
    },
    /// The radii do not rise, or one is below zero or undefined.
    #[error("the radii must rise from zero or above")]
    RadiiNotRising,
}

#[cfg(test)]
mod tests;
