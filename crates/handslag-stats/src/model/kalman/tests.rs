use super::*;
use nalgebra::{DMatrix, DVector};

/// The joint normal distribution of all signals, written out.
fn joint(model: &Structural, periods: usize) -> DMatrix<f64> {
    let size = model.size();
    let turn_once = DMatrix::from_fn(size, size, |row, column| match (row, column) {
        (0, 0) => 1.0,
        (0, _) | (_, 0) => 0.0,
        (1, _) => -1.0,
        (row, column) => f64::from(row == column + 1),
    });
    let shown = DVector::from_fn(size, |state, _| f64::from(state < 2));
    let mut first = DMatrix::from_diagonal_element(size, size, model.first_season);
    first[(0, 0)] = model.first_level;
    let mut steps = DMatrix::zeros(size, size);
    steps[(0, 0)] = model.level_step;
    if size > 1 {
        steps[(1, 1)] = model.season_step;
    }
    let mut all = DMatrix::zeros(periods, periods);
    let mut covariance = first;
    for early in 0..periods {
        let mut moved = covariance.clone();
        for late in early..periods {
            let cell = (shown.transpose() * &moved * &shown)[0];
            all[(early, late)] = cell;
            all[(late, early)] = cell;
            moved = &turn_once * moved;
        }
        covariance = &turn_once * covariance * turn_once.transpose() + &steps;
    }
    all
}

fn check(seasons: usize) {
    let model = Structural {
        seasons,
        noise: 0.7,
        level_step: 0.2,
        season_step: 0.1,
        first_level: 3.0,
        first_season: 2.0,
    };
    let values = [1.0, 2.5, f64::NAN, -1.0, 0.5, 3.0, 2.0, 1.5, 4.0];
    let other: Vec<f64> = (0..9).map(|t| f64::from(t) * 0.5).collect();
    let mut first = vec![0.0; 2 * seasons];
    first[0] = 1.5;
    let filtered = model.filter(&[&values, &other], &first);
    let coming = 4;
    let all = joint(&model, values.len() + coming);
    let seen: Vec<usize> = (0..9).filter(|&t| !values[t].is_nan()).collect();
    let among = DMatrix::from_fn(seen.len(), seen.len(), |i, j| {
        all[(seen[i], seen[j])] + if i == j { model.noise } else { 0.0 }
    });
    let with = DMatrix::from_fn(13, seen.len(), |t, j| all[(t, seen[j])]);
    let inverse = among.clone().try_inverse().unwrap();
    let from_first = |values: &[f64], level: f64| {
        DVector::from_iterator(seen.len(), seen.iter().map(|&t| values[t] - level))
    };
    let y = from_first(&values, 1.5);
    let mean = (&with * &inverse * &y).add_scalar(1.5);
    let mean_other = &with * &inverse * from_first(&other, 0.0);
    let left = &all - &with * &inverse * with.transpose();
    let smoothed = filtered.smooth();
    for t in 0..9 {
        assert!((smoothed.signal[2 * t] - mean[t]).abs() < 1e-10);
        assert!((smoothed.signal[2 * t + 1] - mean_other[t]).abs() < 1e-10);
        assert!((smoothed.signal_variance[t] - left[(t, t)]).abs() < 1e-10);
        if seasons == 1 {
            assert!((smoothed.level[2 * t] - mean[t]).abs() < 1e-10);
        }
    }
    let log_determinant = among.clone().lu().determinant().ln();
    let deviance = seen.len() as f64 * std::f64::consts::TAU.ln()
        + log_determinant
        + (y.transpose() * &inverse * &y)[0];
    assert!((filtered.deviance(0) - deviance).abs() < 1e-9);
    let mut state = filtered.after.clone();
    for t in 9..13 {
        let (expected, variance) = state.expects();
        assert!((expected[0] - mean[t]).abs() < 1e-10);
        assert!((variance - left[(t, t)]).abs() < 1e-10);
        state.step(&model);
    }
    let counted = [false, true, true, true];
    let (sums, variance) = filtered.after.sum_of(&model, &counted);
    let sum: f64 = (10..13).map(|t| mean[t]).sum();
    let wanted: f64 = left.view((10, 10), (3, 3)).sum();
    assert!((sums[0] - sum).abs() < 1e-10);
    assert!((variance - wanted).abs() < 1e-10);
}

#[test]
fn the_filter_is_the_joint_normal_distribution_written_out() {
    for seasons in [1, 2, 3, 4] {
        check(seasons);
    }
}
