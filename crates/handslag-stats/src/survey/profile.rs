//! Where does R's survey, which reads the likelihood off a spline, put the ends?

use super::design::{Design, DesignError};
use super::share::{Share, deviance, expit};
use crate::numeric::{f_above, normal_below, root, t_quantile};
use crate::{Estimate, Level, Method};

impl Design {
    /// The share that would answer yes with the likelihood interval that R's
    /// survey 4.1 gives, for figures that have to come out as published with
    /// that tool. [`ShareInterval::Likelihood`] is the interval itself; the two
    /// part in the fourth digit.
    ///
    /// The tool takes the signed root of the scaled deviance at steps on the
    /// log odds, lays a cubic spline through them, reads three times as many
    /// points off it and interpolates linearly between those. Its scale is that
    /// of the last but one round of the fit. All of this shows in the digits,
    /// so it is kept. Undefined (NaN) ends mean that the steps did not reach.
    ///
    /// # Errors
    /// As [`Design::share`].
    ///
    /// [`ShareInterval::Likelihood`]: super::ShareInterval::Likelihood
    pub fn share_with_interpolated_likelihood(
        &self,
        answers: &[Option<bool>],
        level: Level,
    ) -> Result<Estimate, DesignError> {
        let share = self.share(answers)?;
        let answered: Vec<(f64, bool)> = answers
            .iter()
            .zip(&self.weights)
            .filter_map(|(answer, weight)| Some((*weight, (*answer)?)))
            .filter(|(weight, _)| *weight > 0.0)
            .collect();
        let (lower, upper) = if share.standard_error > 0.0 && share.degrees_of_freedom >= 1.0 {
            let t = t_quantile(1.0 - level.tail(), share.degrees_of_freedom);
            profile_interval(&share, t, last_but_one(&share, &answered))
        } else {
            (share.value, share.value)
        };
        Ok(Estimate {
            value: share.value,
            lower,
            upper,
            level,
            method: Method::ScaledLikelihood,
        })
    }
}

/// The share in the last but one round of fitting its log odds by iterated
/// least squares, from the usual start half a success and half a failure away.
fn last_but_one(share: &Share, answered: &[(f64, bool)]) -> f64 {
    let n = share.n as f64;
    let unit = share.weighted_n / n;
    let (mut weighted, mut weights, mut lost) = (0.0, 0.0, 0.0);
    for &(weight, yes) in answered {
        let (weight, y) = (weight / unit, f64::from(yes));
        let start = (weight * y + 0.5) / (weight + 1.0);
        let spread = start * (1.0 - start);
        let working = (start / (1.0 - start)).ln() + (y - start) / spread;
        weighted += weight * spread * working;
        weights += weight * spread;
        lost -= 2.0 * weight * if yes { start.ln() } else { (1.0 - start).ln() };
    }
    let loss = |p: f64| -2.0 * n * (share.value * p.ln() + (1.0 - share.value) * (1.0 - p).ln());
    let mut odds = weighted / weights;
    let mut before = f64::NAN;
    // Twenty-five rounds and 1e-8 are the tool's own limits.
    for _ in 0..25 {
        let p = expit(odds);
        let now = loss(p);
        if (now - lost).abs() / (now.abs() + 0.1) < 1e-8 {
            break;
        }
        (lost, before) = (now, p);
        odds += (share.value - p) / (p * (1.0 - p));
    }
    if before.is_nan() { share.value } else { before }
}

/// The ends, when the scale is taken at the share `working`.
fn profile_interval(share: &Share, t: f64, working: f64) -> (f64, f64) {
    let spread = share.value * (1.0 - share.value);
    let se = share.standard_error / spread;
    let ratio = se * se * share.n as f64 * working * (1.0 - working);
    let cutoff = t * ratio.sqrt();
    let centre = (share.value / (1.0 - share.value)).ln();
    let (odds, roots) = steps(share, cutoff, centre, se);
    let spline = Spline::through(&odds, &roots);
    let (first, last) = (odds[0], odds[odds.len() - 1]);
    let n = 3 * odds.len();
    let read: Vec<(f64, f64)> = (0..n)
        .map(|i| first + (last - first) * i as f64 / (n as f64 - 1.0))
        .map(|odds| (spline.at(odds), odds))
        .collect();
    (
        expit(interpolated(&read, -cutoff)),
        expit(interpolated(&read, cutoff)),
    )
}

/// Log odds in steps from the fit, on both sides until the root of the deviance
/// passes what the tail asks, and those roots; in increasing order.
fn steps(share: &Share, cutoff: f64, centre: f64, se: f64) -> (Vec<f64>, Vec<f64>) {
    const MOST: u32 = 10;
    let n = share.n as f64;
    // The variance of the fit's Pearson residuals.
    let dispersion = n / (n - 1.0);
    let farthest = f_quantile_above(normal_below(-cutoff) / 2.0, n - 1.0).sqrt();
    let mut points = vec![(centre, 0.0)];
    for sign in [-1.0, 1.0] {
        let mut root = 0.0f64;
        let mut step = 1;
        while step < MOST && root.abs() < farthest {
            let odds = centre + sign * f64::from(step) * (farthest / 5.0) * se;
            let lost = deviance(share.value, expit(odds), n) / dispersion;
            root = sign * lost.max(0.0).sqrt();
            points.push((odds, root));
            step += 1;
        }
    }
    points.sort_by(|a, b| a.0.total_cmp(&b.0));
    points.into_iter().unzip()
}

/// The value that an F variable with 1 and `denominator_df` degrees of freedom
/// is above with this probability.
fn f_quantile_above(probability: f64, denominator_df: f64) -> f64 {
    let left_above = |f: f64| f_above(f, 1.0, denominator_df) - probability;
    let mut high = 1.0;
    while left_above(high) > 0.0 && high < 1e300 {
        high *= 2.0;
    }
    root(0.0, high, left_above).unwrap_or(high)
}

fn interpolated(points: &[(f64, f64)], at: f64) -> f64 {
    let mut pairs = points.windows(2);
    match pairs.find(|pair| pair[0].0 <= at && at <= pair[1].0) {
        Some(&[(x0, y0), (x1, y1)]) => y0 + (y1 - y0) * (at - x0) / (x1 - x0),
        // Ten steps did not reach so far: no end was found.
        _ => f64::NAN,
    }
}

/// A cubic spline whose third derivative at each end is that of the cubic
/// through the four points there.
struct Spline {
    x: Vec<f64>,
    y: Vec<f64>,
    /// A sixth of the second derivative at each point.
    bend: Vec<f64>,
}

impl Spline {
    fn through(x: &[f64], y: &[f64]) -> Self {
        let n = x.len();
        let h: Vec<f64> = x.windows(2).map(|x| x[1] - x[0]).collect();
        let slope: Vec<f64> = (0..n - 1).map(|i| (y[i + 1] - y[i]) / h[i]).collect();
        // Rows of a tridiagonal system: below, on and above the diagonal.
        let (mut on, mut right) = (vec![0.0; n], vec![0.0; n]);
        for i in 1..n - 1 {
            on[i] = 2.0 * (h[i - 1] + h[i]);
            right[i] = slope[i] - slope[i - 1];
        }
        on[0] = -h[0];
        on[n - 1] = -h[n - 2];
        if n > 3 {
            right[0] = h[0] * h[0] * third_difference(&x[..4], &slope[..3]);
            right[n - 1] = -h[n - 2] * h[n - 2] * third_difference(&x[n - 4..], &slope[n - 4..]);
        }
        for i in 1..n {
            let factor = h[i - 1] / on[i - 1];
            on[i] -= factor * h[i - 1];
            right[i] -= factor * right[i - 1];
        }
        let mut bend = vec![0.0; n];
        bend[n - 1] = right[n - 1] / on[n - 1];
        for i in (0..n - 1).rev() {
            bend[i] = (right[i] - h[i] * bend[i + 1]) / on[i];
        }
        Self {
            x: x.to_vec(),
            y: y.to_vec(),
            bend,
        }
    }

    fn at(&self, x: f64) -> f64 {
        let last = self.x.len() - 2;
        let i = self
            .x
            .partition_point(|&known| known <= x)
            .clamp(1, last + 1)
            - 1;
        let h = self.x[i + 1] - self.x[i];
        let (left, right) = ((self.x[i + 1] - x) / h, (x - self.x[i]) / h);
        left * self.y[i]
            + right * self.y[i + 1]
            + h * h
                * ((left.powi(3) - left) * self.bend[i]
                    + (right.powi(3) - right) * self.bend[i + 1])
    }
}

/// The third divided difference through four points with these slopes between.
fn third_difference(x: &[f64], slope: &[f64]) -> f64 {
    let second = |i: usize| (slope[i + 1] - slope[i]) / (x[i + 2] - x[i]);
    (second(1) - second(0)) / (x[3] - x[0])
}
