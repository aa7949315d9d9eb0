//! Where is a function smallest, when only its values can be had?

/// When to stop looking.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stop {
    /// The corners lie this near the best one, in every coordinate.
    pub points: f64,
    /// Their values lie this near the best one's.
    pub values: f64,
    /// Steps at most.
    pub steps: usize,
}

impl Default for Stop {
    /// A ten thousandth in both, and 1,000 steps: what the usual tools take.
    fn default() -> Self {
        Self {
            points: 1e-4,
            values: 1e-4,
            steps: 1000,
        }
    }
}

/// The lowest point found.
#[derive(Debug, Clone, PartialEq)]
pub struct Lowest {
    /// Where it lies.
    pub point: Vec<f64>,
    /// The function there.
    pub value: f64,
    /// Steps taken.
    pub steps: usize,
    /// Whether the corners met before the steps ran out. It may be a valley
    /// that is not the lowest: start again from elsewhere to see.
    pub converged: bool,
}

/// Walks a simplex downhill (Nelder and Mead 1965, doi:10.1093/comjnl/7.4.308):
/// reflect 1, expand 2, contract ½, shrink ½. The first corners are `start` and
/// `start` with one coordinate 5 % larger, or 0.00025 where it is zero.
///
/// A value that is undefined counts as infinitely high.
///
/// ```
/// # use handslag_stats::model::nelder_mead::*;
/// // Rosenbrock's valley has its lowest point at (1, 1).
/// let valley = |x: &[f64]| 100.0 * (x[1] - x[0] * x[0]).powi(2) + (1.0 - x[0]).powi(2);
/// let lowest = nelder_mead(valley, &[-1.2, 1.0], Stop::default());
/// assert!(lowest.converged && (lowest.point[0] - 1.0).abs() < 1e-3);
/// ```
pub fn nelder_mead(mut function: impl FnMut(&[f64]) -> f64, start: &[f64], stop: Stop) -> Lowest {
    let mut value = |point: &[f64]| {
        let value = function(point);
        if value.is_nan() { f64::INFINITY } else { value }
    };
    let mut corners: Vec<(Vec<f64>, f64)> = first_corners(start)
        .into_iter()
        .map(|point| {
            let height = value(&point);
            (point, height)
        })
        .collect();
    sort(&mut corners);
    let mut steps = 1;
    while steps < stop.steps && !have_met(&corners, stop) {
        step(&mut corners, &mut value);
        sort(&mut corners);
        steps += 1;
    }
    let converged = have_met(&corners, stop);
    let (point, value) = corners.swap_remove(0);
    Lowest {
        point,
        value,
        steps,
        converged,
    }
}

fn first_corners(start: &[f64]) -> Vec<Vec<f64>> {
    let mut corners = vec![start.to_vec()];
    for coordinate in 0..start.len() {
        let mut corner = start.to_vec();
        if corner[coordinate] == 0.0 {
            corner[coordinate] = 0.00025;
        } else {
            corner[coordinate] *= 1.05;
        }
        corners.push(corner);
    }
    corners
}

/// Stable: of corners alike, the older stays first.
fn sort(corners: &mut [(Vec<f64>, f64)]) {
    corners.sort_by(|a, b| a.1.total_cmp(&b.1));
}

fn have_met(corners: &[(Vec<f64>, f64)], stop: Stop) -> bool {
    let (best, lowest) = &corners[0];
    corners[1..].iter().all(|(corner, height)| {
        (height - lowest).abs() <= stop.values
            && corner
                .iter()
                .zip(best)
                .all(|(a, b)| (a - b).abs() <= stop.points)
    })
}

fn step(corners: &mut [(Vec<f64>, f64)], value: &mut impl FnMut(&[f64]) -> f64) {
    let last = corners.len() - 1;
    if last == 0 {
        return; // a function of nothing
    }
    let middle = middle_of(&corners[..last]);
    let worst = corners[last].0.clone();
    // The point `along` times as far from the middle as the worst, on its side
    // where `along` is above zero.
    let mut try_at = |along: f64| {
        let point: Vec<f64> = middle
            .iter()
            .zip(&worst)
            .map(|(middle, worst)| (1.0 - along) * middle + along * worst)
            .collect();
        let height = value(&point);
        (point, height)
    };
    let reflected = try_at(-1.0);
    if reflected.1 < corners[0].1 {
        let expanded = try_at(-2.0);
        corners[last] = if expanded.1 < reflected.1 {
            expanded
        } else {
            reflected
        };
    } else if reflected.1 < corners[last - 1].1 {
        corners[last] = reflected;
    } else if reflected.1 < corners[last].1 {
        let outside = try_at(-0.5);
        if outside.1 <= reflected.1 {
            corners[last] = outside;
        } else {
            shrink(corners, value);
        }
    } else {
        let inside = try_at(0.5);
        if inside.1 < corners[last].1 {
            corners[last] = inside;
        } else {
            shrink(corners, value);
        }
    }
}

fn middle_of(corners: &[(Vec<f64>, f64)]) -> Vec<f64> {
    let mut middle = vec![0.0; corners[0].0.len()];
    for (corner, _) in corners {
        for (sum, number) in middle.iter_mut().zip(corner) {
            *sum += number;
        }
    }
    middle
        .iter_mut()
        .for_each(|sum| *sum /= corners.len() as f64);
    middle
}

fn shrink(corners: &mut [(Vec<f64>, f64)], value: &mut impl FnMut(&[f64]) -> f64) {
    let best = corners[0].0.clone();
    for (corner, height) in &mut corners[1..] {
        for (number, best) in corner.iter_mut().zip(&best) {
            *number = best + 0.5 * (*number - best);
        }
        *height = value(corner);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bowl_has_its_lowest_point_in_the_middle() {
        let bowl = |x: &[f64]| (x[0] - 3.0).powi(2) + (x[1] + 2.0).powi(2) + 5.0;
        let lowest = nelder_mead(bowl, &[0.0, 0.0], Stop::default());
        assert!((lowest.value - 5.0).abs() < 1e-6, "{lowest:?}");
    }

    #[test]
    fn undefined_values_are_walked_around() {
        let cliff = |x: &[f64]| if x[0] < 0.5 { f64::NAN } else { x[0] };
        let lowest = nelder_mead(cliff, &[2.0], Stop::default());
        assert!((lowest.value - 0.5).abs() < 1e-3, "{lowest:?}");
    }
}
