//! How wide should the kernel be?

use rayon::prelude::*;

use super::super::pattern::{self, KCorrection, nearest_distances, ripley_k};
use super::super::place::{Point, Rectangle};
use super::exact::sums_of_others;
use super::{DensityError, check, mass_inside};
use crate::numeric::{sum, variance};

/// A kernel width chosen among candidates, with what the choice rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct Bandwidth {
    /// The chosen standard deviation, in the points' unit of length.
    pub sigma: f64,
    /// The candidates tried, rising, each with its score.
    pub tried: Vec<Candidate>,
    /// Where among the candidates the chosen one stands.
    pub chosen: Chosen,
}

/// One kernel width and how well it did.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate {
    /// Standard deviation, in the points' unit of length.
    pub sigma: f64,
    /// The criterion, as the function that chose documents it.
    pub score: f64,
}

/// Where the chosen width stands among those tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chosen {
    /// Between narrower and wider ones that did worse.
    Inside,
    /// At an end: a width beyond it might do better still.
    AtAnEnd,
}

/// Scott's rule: in each direction the points' standard deviation times n^(−1/6)
/// (Scott 1992, doi:10.1002/9780470316849).
///
/// Returns the widths along x and y, in the points' unit of length. It suits
/// one round swarm and smooths away several small ones.
///
/// # Errors
/// [`BandwidthError::TooFewPoints`] below two.
///
/// ```
/// # use handslag_stats::point::{Point, bandwidth_scott};
/// // Worked by hand: standard deviations 1 and 2 of three points.
/// let points = [Point::new(1.0, 0.0), Point::new(2.0, 2.0), Point::new(3.0, 4.0)];
/// let (x, y) = bandwidth_scott(&points)?;
/// assert!((x - 3f64.powf(-1.0 / 6.0)).abs() < 1e-15 && (y / x - 2.0).abs() < 1e-15);
/// # Ok::<(), handslag_stats::point::BandwidthError>(())
/// ```
pub fn bandwidth_scott(points: &[Point]) -> Result<(f64, f64), BandwidthError> {
    if points.len() < 2 {
        return Err(BandwidthError::TooFewPoints(points.len()));
    }
    let of = |axis: fn(&Point) -> f64| {
        let values: Vec<f64> = points.iter().map(axis).collect();
        variance(&values).sqrt() * (points.len() as f64).powf(-1.0 / 6.0)
    };
    Ok((of(|p| p.x), of(|p| p.y)))
}

/// `n` widths to try, in even ratio from the shortest distance above zero
/// between neighbours to half the window's diagonal.
///
/// # Errors
/// [`BandwidthError::TooFewPoints`] below two, [`BandwidthError::OnePlace`].
///
/// ```
/// # use handslag_stats::point::{Point, Rectangle, bandwidth_candidates};
/// // Worked by hand: neighbours 5 apart in a window whose diagonal is 50.
/// let window = Rectangle::new((0.0, 30.0), (0.0, 40.0))?;
/// let widths = bandwidth_candidates(&[Point::new(1.0, 1.0), Point::new(4.0, 5.0)], window, 3)?;
/// for (width, expected) in widths.iter().zip([5.0, 125f64.sqrt(), 25.0]) {
///     assert!((width - expected).abs() < 1e-12);
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn bandwidth_candidates(
    points: &[Point],
    window: Rectangle,
    n: usize,
) -> Result<Vec<f64>, BandwidthError> {
    let shortest = neighbours(points, window)?
        .into_iter()
        .filter(|&distance| distance > 0.0)
        .fold(f64::INFINITY, f64::min);
    if shortest.is_infinite() {
        return Err(BandwidthError::OnePlace);
    }
    let longest = window.diagonal() / 2.0;
    let ratio = (longest / shortest).ln() / (n.max(2) - 1) as f64;
    Ok((0..n)
        .map(|step| shortest * (ratio * step as f64).exp())
        .collect())
}

fn neighbours(points: &[Point], window: Rectangle) -> Result<Vec<f64>, BandwidthError> {
    if points.len() < 2 {
        return Err(BandwidthError::TooFewPoints(points.len()));
    }
    check(points, window, 1.0).map_err(BandwidthError::Density)?;
    nearest_distances(points).map_err(|_| BandwidthError::TooFewPoints(points.len()))
}

/// The width under which each point is best foretold by the others (likelihood
/// cross-validation; Loader 1999, doi:10.1007/b98858).
///
/// The score is Σ log λ₋ᵢ(xᵢ): the logarithm of the density that the other
/// points give at each point, divided by the kernel's mass inside the window
/// seen from it. The highest score is chosen; of equal ones the narrowest.
///
/// - `candidates`: widths to try, rising; sixteen by [`bandwidth_candidates`] is
///   what spatstat's `bw.ppl` tries.
///
/// # Errors
/// [`BandwidthError`]: fewer than two points, one outside the window, no
/// candidate above zero, or none under which every point has a density.
///
/// # Assumptions
/// The time grows with the square of the number of points where the widest
/// candidates span the window; some 20,000 points take seconds.
///
/// ```
/// # use handslag_stats::point::{Chosen, Point, Rectangle, bandwidth_likelihood};
/// // Worked by hand: far from the edge two points d apart foretell each other by
/// // exp(−d²/2σ²)/(2πσ²), which is greatest where σ² is d²/2.
/// let window = Rectangle::new((0.0, 100.0), (0.0, 100.0))?;
/// let points = [Point::new(45.0, 50.0), Point::new(55.0, 50.0)];
/// let best = bandwidth_likelihood(&points, window, &[6.5, 50f64.sqrt(), 7.5])?;
/// assert_eq!((best.sigma, best.chosen), (50f64.sqrt(), Chosen::Inside));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn bandwidth_likelihood(
    points: &[Point],
    window: Rectangle,
    candidates: &[f64],
) -> Result<Bandwidth, BandwidthError> {
    let farthest = neighbours(points, window)?.into_iter().fold(0.0, f64::max);
    if candidates.is_empty() {
        return Err(BandwidthError::NoCandidates);
    }
    let mut tried = Vec::with_capacity(candidates.len());
    for &sigma in candidates {
        check(points, window, sigma).map_err(BandwidthError::Density)?;
        // Far enough that the loneliest point has its neighbours within reach,
        // else one outlier would rule out every width but the widest.
        let reach = (9.0 * sigma).max(2.0 * farthest);
        let peak = 1.0 / (2.0 * std::f64::consts::PI * sigma * sigma);
        let logs: Vec<f64> = sums_of_others(points, sigma, reach, |_| 1.0)
            .into_par_iter()
            .zip(points)
            .map(|(others, &at)| (peak * others / mass_inside(at, window, sigma)).ln())
            .collect();
        tried.push(Candidate {
            sigma,
            score: sum(logs),
        });
    }
    choose(tried, |score| score)
}

/// The width that makes the mean squared error of the density least, were the
/// points a Cox process (Diggle 1985, doi:10.2307/2347366; Berman and Diggle
/// 1989, doi:10.1111/j.2517-6161.1989.tb01750.x).
///
/// The score is the part of M(σ)/λ² that hangs on the width, for a disc of
/// radius 2σ, from Ripley's K at 512 distances up to a quarter of the window's
/// shorter side, or to where a point has a thousand others around it. The
/// lowest score is chosen.
///
/// The edge correction of K is isotropic below 1,000 points, by translation
/// below 3,000, by the border below 100,000, and none above.
///
/// # Errors
/// [`BandwidthError`]: fewer than two points, or one outside the window.
///
/// ```
/// # use handslag_stats::point::{Chosen, Point, Rectangle, bandwidth_diggle};
/// // Worked by hand: where no two points lie near each other K is zero and the
/// // score falls as one over the disc's area, so the widest width is taken: a
/// // quarter of the window's side is the disc's diameter, twice the width its radius.
/// let window = Rectangle::new((0.0, 10.0), (0.0, 10.0))?;
/// let best = bandwidth_diggle(&[Point::new(1.0, 1.0), Point::new(9.0, 9.0)], window)?;
/// assert_eq!(best.chosen, Chosen::AtAnEnd);
/// assert!((best.sigma - 10.0 / 16.0).abs() < 0.003);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn bandwidth_diggle(points: &[Point], window: Rectangle) -> Result<Bandwidth, BandwidthError> {
    const DISTANCES: usize = 512;
    neighbours(points, window)?;
    let reach = pattern::default_reach(points.len(), window);
    let radii: Vec<f64> = (0..DISTANCES)
        .map(|step| reach * step as f64 / (DISTANCES - 1) as f64)
        .collect();
    let correction = match points.len() {
        ..1_000 => KCorrection::Isotropic,
        1_000..3_000 => KCorrection::Translation,
        3_000..100_000 => KCorrection::Border,
        _ => KCorrection::None,
    };
    let k: Vec<f64> = ripley_k(points, window, &radii, correction)
        .map_err(|_| BandwidthError::TooFewPoints(points.len()))?
        .into_iter()
        .map_while(|k| k)
        .collect();
    let per_point = window.area() / points.len() as f64;
    let farthest = radii[k.len().max(1) - 1] / 2.0;
    let tried = radii
        .iter()
        .enumerate()
        .skip(1)
        .take_while(|&(_, &radius)| radius <= farthest)
        .map(|(step, &radius)| {
            let disc = std::f64::consts::PI * radius * radius;
            let score = (per_point - 2.0 * k[step]) / disc
                + overlap_integral(&radii, &k, radius) / (disc * disc);
            Candidate {
                sigma: radius / 2.0,
                score,
            }
        })
        .collect();
    choose(tried, |score| -score)
}

/// ∫ of the area that two discs of this radius have in common, their centres
/// t apart, over dK(t).
fn overlap_integral(radii: &[f64], k: &[f64], radius: f64) -> f64 {
    let terms = (0..k.len() - 1)
        .map(|step| (radii[step] / (2.0 * radius), k[step + 1] - k[step]))
        .take_while(|&(apart, _)| apart < 1.0)
        .map(|(apart, more)| (apart.acos() - apart * (1.0 - apart * apart).sqrt()) * more);
    2.0 * radius * radius * sum(terms)
}

fn choose(
    tried: Vec<Candidate>,
    goodness: impl Fn(f64) -> f64,
) -> Result<Bandwidth, BandwidthError> {
    let mut best: Option<usize> = None;
    for (number, candidate) in tried.iter().enumerate() {
        let good = goodness(candidate.score);
        if good.is_finite() && best.is_none_or(|best| good > goodness(tried[best].score)) {
            best = Some(number);
        }
    }
    let best = best.ok_or(BandwidthError::NoCandidates)?;
    Ok(Bandwidth {
        sigma: tried[best].sigma,
        chosen: if best == 0 || best + 1 == tried.len() {
            Chosen::AtAnEnd
        } else {
            Chosen::Inside
        },
        tried,
    })
}

/// Why no width could be chosen.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum BandwidthError {
    /// A width is a matter of distances between points.
    #[error("a kernel width needs at least two points, not {0}")]
    TooFewPoints(usize),
    /// All points lie at one place.
    #[error("all points lie at the same place, so no width follows from them")]
    OnePlace,
    /// None of the widths tried gives every point a density.
    #[error("no width was tried under which every point has a density")]
    NoCandidates,
    /// The points or a candidate cannot be used.
    #[error(transparent)]
    Density(DensityError),
}
