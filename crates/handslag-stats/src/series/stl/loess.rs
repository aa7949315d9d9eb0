//! How is a series smoothed at points that stay the same from series to series?

use super::{Degree, Smoother, next_odd};

/// The weights of one point's neighbours: what the distance gives them.
#[derive(Debug)]
struct Row {
    /// The first neighbour.
    start: usize,
    /// Where the point lies, from the first neighbour.
    at: f64,
    /// Tricube weights of the neighbours; zero beyond the span.
    kernel: Vec<f64>,
    /// What the values are multiplied by where all count alike.
    fixed: Option<Vec<f64>>,
}

/// A loess of series of one length: the distances are the same for every
/// series, so they are weighed once.
#[derive(Debug)]
pub(super) struct Loess {
    rows: Vec<(usize, Row)>,
    steps: usize,
    degree: Degree,
}

impl Loess {
    pub(super) fn new(smoother: Smoother, steps: usize) -> Self {
        let span = odd_span(smoother.span);
        let jump = smoother.jump.clamp(1, steps.saturating_sub(1).max(1));
        let mut rows = Vec::new();
        if steps >= 2 {
            let mut neighbours = (1, steps);
            for point in (1..=steps).step_by(jump) {
                neighbours = window(point, span, steps);
                rows.push((point - 1, row(point as f64, neighbours, span, steps)));
            }
            if rows.last().is_some_and(|(last, _)| last + 1 != steps) {
                // The end is smoothed too, among the last point's neighbours.
                rows.push((steps - 1, row(steps as f64, neighbours, span, steps)));
            }
        }
        let mut loess = Self {
            rows,
            steps,
            degree: smoother.degree,
        };
        for place in 0..loess.rows.len() {
            let fixed = fixed_weights(&loess.rows[place].1, loess.degree, steps);
            loess.rows[place].1.fixed = fixed;
        }
        loess
    }

    /// The smooth of `values` into `out`; where `weights` leave a point without
    /// neighbours it keeps its value.
    pub(super) fn smooth(&self, values: &[f64], weights: Option<&[f64]>, out: &mut [f64]) {
        if self.steps < 2 {
            out.copy_from_slice(values);
            return;
        }
        let mut before: Option<usize> = None;
        for (point, row) in &self.rows {
            let point = *point;
            out[point] =
                evaluate(row, self.degree, self.steps, values, weights).unwrap_or(values[point]);
            if let Some(before) = before {
                let slope = (out[point] - out[before]) / (point - before) as f64;
                for between in before + 1..point {
                    out[between] = out[before] + slope * (between - before) as f64;
                }
            }
            before = Some(point);
        }
    }
}

/// A loess at one step before the first value and one after the last.
#[derive(Debug)]
pub(super) struct Ends {
    first: Row,
    last: Row,
    steps: usize,
    degree: Degree,
}

impl Ends {
    pub(super) fn new(smoother: Smoother, steps: usize) -> Self {
        let span = odd_span(smoother.span);
        let prepared = |point: f64, neighbours| {
            let mut row = row(point, neighbours, span, steps);
            row.fixed = fixed_weights(&row, smoother.degree, steps);
            row
        };
        Self {
            first: prepared(0.0, (1, span.min(steps))),
            last: prepared(
                steps as f64 + 1.0,
                ((steps + 1).saturating_sub(span).max(1), steps),
            ),
            steps,
            degree: smoother.degree,
        }
    }

    /// The values before the first and after the last, where they have
    /// neighbours.
    pub(super) fn smooth(
        &self,
        values: &[f64],
        weights: Option<&[f64]>,
    ) -> (Option<f64>, Option<f64>) {
        let at = |row| evaluate(row, self.degree, self.steps, values, weights);
        (at(&self.first), at(&self.last))
    }
}

fn odd_span(span: usize) -> usize {
    next_odd(span.max(3))
}

/// The first and last neighbour of `point`, counted from one: as many on each
/// side as the ends allow.
fn window(point: usize, span: usize, steps: usize) -> (usize, usize) {
    if span >= steps {
        return (1, steps);
    }
    let first = (point + 1).saturating_sub(span.div_ceil(2)).max(1);
    let first = first.min(steps - span + 1);
    (first, first + span - 1)
}

fn row(point: f64, (first, last): (usize, usize), span: usize, steps: usize) -> Row {
    let mut reach = (point - first as f64).max(last as f64 - point);
    if span > steps {
        reach += ((span - steps) / 2) as f64;
    }
    let kernel = (first..=last)
        .map(|step| {
            let distance = (step as f64 - point).abs();
            if distance > 0.999 * reach {
                0.0
            } else if distance <= 0.001 * reach {
                1.0
            } else {
                let share = distance / reach;
                (1.0 - share * share * share).powi(3)
            }
        })
        .collect();
    Row {
        start: first - 1,
        at: point - first as f64,
        kernel,
        fixed: None,
    }
}

/// What the local fit multiplies each neighbour by, all counting alike.
fn fixed_weights(row: &Row, degree: Degree, steps: usize) -> Option<Vec<f64>> {
    let moments =
        row.kernel
            .iter()
            .enumerate()
            .fold([0.0; 3], |[zeroth, first, second], (place, weight)| {
                let distance = place as f64 - row.at;
                [
                    zeroth + weight,
                    first + weight * distance,
                    second + weight * distance * distance,
                ]
            });
    let line = line(moments, degree, steps)?;
    Some(
        row.kernel
            .iter()
            .enumerate()
            .map(|(place, weight)| weight * (line.0 + line.1 * (place as f64 - row.at)))
            .collect(),
    )
}

/// With neighbour weights w and distances d from the point, the local fit is
/// Σ w·(a + b·d)·y; gives a and b from the moments Σ w, Σ w·d and Σ w·d².
/// None where no neighbour has weight.
fn line([zeroth, first, second]: [f64; 3], degree: Degree, steps: usize) -> Option<(f64, f64)> {
    if zeroth <= 0.0 {
        return None;
    }
    let level = (1.0 / zeroth, 0.0);
    if degree == Degree::Constant {
        return Some(level);
    }
    let middle = first / zeroth;
    let spread = second / zeroth - middle * middle;
    // Neighbours in one place carry no slope; the authors' limit.
    let range = (steps - 1) as f64;
    if spread <= 0.0 || spread.sqrt() <= 0.001 * range {
        return Some(level);
    }
    let slope = -middle / spread;
    Some(((1.0 - slope * middle) / zeroth, slope / zeroth))
}

fn evaluate(
    row: &Row,
    degree: Degree,
    steps: usize,
    values: &[f64],
    weights: Option<&[f64]>,
) -> Option<f64> {
    let places = row.start..row.start + row.kernel.len();
    let values = &values[places.clone()];
    let Some(weights) = weights else {
        let fixed = row.fixed.as_ref()?;
        return Some(dot(fixed, values));
    };
    let weights = &weights[places];
    let mut moments = [0.0; 3];
    let mut products = [0.0; 2];
    let mut distance = -row.at;
    for ((kernel, weight), value) in row.kernel.iter().zip(weights).zip(values) {
        let weight = kernel * weight;
        let arm = weight * distance;
        moments[0] += weight;
        moments[1] += arm;
        moments[2] += arm * distance;
        products[0] += weight * value;
        products[1] += arm * value;
        distance += 1.0;
    }
    let (level, slope) = line(moments, degree, steps)?;
    Some(level * products[0] + slope * products[1])
}

/// Four sums side by side, so that one addition need not wait for the other.
fn dot(a: &[f64], b: &[f64]) -> f64 {
    let mut sums = [0.0; 4];
    let (fours_a, fours_b) = (a.chunks_exact(4), b.chunks_exact(4));
    let rest: f64 = fours_a
        .remainder()
        .iter()
        .zip(fours_b.remainder())
        .map(|(a, b)| a * b)
        .sum();
    for (a, b) in fours_a.zip(fours_b) {
        for lane in 0..4 {
            sums[lane] += a[lane] * b[lane];
        }
    }
    (sums[0] + sums[1]) + (sums[2] + sums[3]) + rest
}
