use super::*;
use proptest::prelude::*;

#[test]
fn a_target_in_the_cone_is_met() {
    let columns = Columns::from_columns(&[vec![1.0, 1.0], vec![0.0, 2.0]]).unwrap();
    let fit = nonnegative_least_squares(&columns, &[3.0, 7.0], &[]).unwrap();
    // Two divisions and a square root: the last bits may differ.
    assert!((fit.weights[0] - 3.0).abs() < 1e-14 && (fit.weights[1] - 2.0).abs() < 1e-14);
}

#[test]
fn numbers_that_are_missing_are_refused() {
    let columns = Columns::from_columns(&[vec![1.0, f64::NAN]]).unwrap();
    assert_eq!(
        nonnegative_least_squares(&columns, &[1.0, 1.0], &[]),
        Err(NonnegativeError::NotFinite { column: 0 })
    );
}

proptest! {
    #[test]
    fn no_weight_can_be_changed_for_the_better(
        numbers in prop::collection::vec(-10.0..10.0f64, 6 * 9),
        target in prop::collection::vec(-10.0..10.0f64, 6),
        start in prop::collection::vec(0usize..9, 0..5),
    ) {
        let columns = Columns::from_fn(6, 9, |row, column| numbers[column * 6 + row]);
        let fit = nonnegative_least_squares(&columns, &target, &start).unwrap();
        // Columns that nearly cancel get large weights, and what is left is rounded by as much.
        let length = |v: &[f64]| dot(v, v).sqrt();
        let used: f64 = columns.iter().zip(&fit.weights).map(|(c, w)| w * length(c)).sum();
        for (column, &weight) in columns.iter().zip(&fit.weights) {
            let slope = dot(column, &fit.residual);
            let rounding = 1e-12 * length(column) * (length(&target) + used);
            prop_assert!(weight >= 0.0 && slope < rounding);
            prop_assert!(weight == 0.0 || slope.abs() < rounding);
        }
    }

    #[test]
    fn columns_twice_over_change_nothing_but_who_weighs(
        numbers in prop::collection::vec(0.0..5.0f64, 4 * 5),
        target in prop::collection::vec(0.0..9.0f64, 4),
    ) {
        let once = Columns::from_fn(4, 5, |row, column| numbers[column * 4 + row]);
        let twice = Columns::from_fn(4, 10, |row, column| numbers[(column % 5) * 4 + row]);
        let a = nonnegative_least_squares(&once, &target, &[]).unwrap();
        let b = nonnegative_least_squares(&twice, &target, &[]).unwrap();
        for (a, b) in a.residual.iter().zip(&b.residual) {
            prop_assert!((a - b).abs() < 1e-9);
        }
    }
}
