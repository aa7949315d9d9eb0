use super::*;
use proptest::prelude::*;

fn ones_and(columns: &[Vec<f64>]) -> Columns {
    let mut all = vec![vec![1.0; columns[0].len()]];
    all.extend_from_slice(columns);
    Columns::from_columns(&all).unwrap()
}

#[test]
fn totals_out_of_reach_are_named() {
    // Three units of 1, 2 and 3: with three in all, they cannot add up to 10.
    let variables = ones_and(&[vec![1.0, 2.0, 3.0]]);
    let error = calibrate(
        &variables,
        &[1.0; 3],
        &[3.0, 10.0],
        CalibrationOptions::default(),
    )
    .unwrap_err();
    let CalibrationError::Infeasible(unmet) = error else {
        panic!("{error}");
    };
    assert!(unmet.iter().any(|u| u.total == 1 && u.nearest < 10.0));
}

#[test]
fn a_total_of_what_nobody_has_is_named() {
    let variables = ones_and(&[vec![0.0, 0.0, 0.0]]);
    let error = calibrate(
        &variables,
        &[1.0; 3],
        &[3.0, 2.0],
        CalibrationOptions::default(),
    )
    .unwrap_err();
    let CalibrationError::Infeasible(unmet) = error else {
        panic!("{error}");
    };
    assert_eq!(unmet.len(), 1);
    assert_eq!((unmet[0].total, unmet[0].nearest), (1, 0.0));
}

#[test]
fn a_total_that_follows_from_others_needs_no_multiplier() {
    let variables = ones_and(&[vec![1.0, 0.0, 0.0, 1.0], vec![0.0, 1.0, 1.0, 0.0]]);
    let totals = [10.0, 3.0, 7.0];
    let calibration = calibrate(
        &variables,
        &[1.0, 1.0, 2.0, 1.0],
        &totals,
        CalibrationOptions::default(),
    )
    .unwrap();
    assert_eq!(calibration.redundant, [2]);
    // Raking keeps the ratios within a class (by hand): 7/3 and 14/3, 1.5 each.
    for (weight, expected) in calibration
        .weights
        .iter()
        .zip([1.5, 7.0 / 3.0, 14.0 / 3.0, 1.5])
    {
        assert!((weight - expected).abs() < 1e-8);
    }
}

#[test]
fn the_linear_distance_is_the_regression_estimator() {
    // One variable: w(1 + xλ) with λ = (t − Σwx)/Σwx² (by hand).
    let variables = Columns::from_columns(&[vec![1.0, 2.0]]).unwrap();
    let options = CalibrationOptions {
        distance: Distance::Linear,
        ..CalibrationOptions::default()
    };
    let calibration = calibrate(&variables, &[1.0, 1.0], &[8.0], options).unwrap();
    assert!((calibration.weights[0] - 2.0).abs() < 1e-12);
    assert!((calibration.weights[1] - 3.0).abs() < 1e-12);
    assert_eq!(calibration.steps, 1);
}

#[test]
fn what_cannot_be_used_is_refused() {
    let variables = ones_and(&[vec![1.0, f64::NAN]]);
    let options = CalibrationOptions::default();
    assert_eq!(
        calibrate(&variables, &[1.0; 2], &[2.0, 1.0], options),
        Err(CalibrationError::NotUsable(1))
    );
    assert!(matches!(
        calibrate(&variables, &[1.0; 3], &[2.0, 1.0], options),
        Err(CalibrationError::Lengths { .. })
    ));
}

proptest! {
    #[test]
    fn totals_that_some_weights_reach_are_met(
        numbers in prop::collection::vec(0.0..5.0f64, 12 * 3),
        some in prop::collection::vec(0.1..4.0f64, 12),
    ) {
        let variables = Columns::from_fn(12, 3, |unit, v| numbers[v * 12 + unit]);
        let totals: Vec<f64> = variables.iter().map(|column| dot(column, &some)).collect();
        let options = CalibrationOptions::default();
        let calibration = calibrate(&variables, &[1.0; 12], &totals, options).unwrap();
        for (column, total) in variables.iter().zip(&totals) {
            prop_assert!((dot(column, &calibration.weights) - total).abs() <= 1e-8 * (1.0 + total));
        }
        // Nearest: the logarithms lie in the span of the variables.
        for unit in 0..12 {
            let along: f64 = (0..3)
                .map(|v| variables.at(unit, v) * calibration.multipliers[v])
                .sum();
            prop_assert!((calibration.weights[unit].ln() - along).abs() < 1e-6);
        }
    }
}
