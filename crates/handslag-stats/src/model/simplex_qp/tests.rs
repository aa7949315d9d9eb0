use super::*;
use clarabel::algebra::CscMatrix;
use clarabel::solver::{DefaultSettings, DefaultSolver, IPSolver, NonnegativeConeT, ZeroConeT};
use proptest::prelude::*;

/// The same problem by an interior point method of another house: the oracle.
fn loss_by_clarabel(donors: &Columns, target: &[f64], ridge: f64) -> f64 {
    let n = donors.count();
    let upper: Vec<Vec<f64>> = (0..n)
        .map(|i| {
            (0..n)
                .map(|j| {
                    let gram = dot(donors.column(i), donors.column(j));
                    let cell = 2.0 * (gram + if i == j { ridge } else { 0.0 });
                    if i <= j { cell } else { 0.0 }
                })
                .collect()
        })
        .collect();
    let linear: Vec<f64> = donors.iter().map(|d| -2.0 * dot(d, target)).collect();
    let mut rows = vec![vec![1.0; n]];
    rows.extend((0..n).map(|i| (0..n).map(|j| if i == j { -1.0 } else { 0.0 }).collect()));
    let mut bounds = vec![0.0; n + 1];
    bounds[0] = 1.0;
    let settings = DefaultSettings {
        verbose: false,
        tol_gap_abs: 1e-11,
        tol_gap_rel: 1e-11,
        tol_feas: 1e-11,
        ..DefaultSettings::default()
    };
    let mut solver = DefaultSolver::new(
        &CscMatrix::from(&upper),
        &linear,
        &CscMatrix::from(&rows),
        &bounds,
        &[ZeroConeT(1), NonnegativeConeT(n)],
        settings,
    )
    .unwrap();
    solver.solve();
    solver.solution.obj_val + dot(target, target)
}

fn check_against_clarabel(donors: &Columns, target: &[f64], ridge: f64) {
    let options = BlendOptions {
        ridge,
        intercept: false,
    };
    let blend = nearest_blend(donors, target, options, &[]).unwrap();
    let ours = blend.loss + ridge * dot(&blend.weights, &blend.weights);
    let theirs = loss_by_clarabel(donors, target, ridge);
    // The oracle stops at 1e-11 of numbers of the order of the squares.
    let scale = dot(target, target) + 1.0;
    assert!(
        (ours - theirs).abs() < 1e-8 * scale,
        "{ours} is not {theirs}"
    );
}

fn wave(row: usize, column: usize) -> f64 {
    // No two columns alike, no randomness needed.
    ((row * 7 + column * 13 + 5) as f64).sin() * 3.0 + (column as f64 * 0.37).cos()
}

#[test]
fn the_blend_is_as_near_as_that_of_an_interior_point_method() {
    for (rows, donors) in [(12, 5), (20, 20), (8, 30)] {
        let columns = Columns::from_fn(rows, donors, wave);
        let far: Vec<f64> = (0..rows).map(|row| 4.0 + row as f64 * 0.2).collect();
        for ridge in [0.0, 0.5, 20.0] {
            check_against_clarabel(&columns, &far, ridge);
        }
    }
}

#[test]
fn donors_twice_over_share_the_weight() {
    let donors = Columns::from_rows(&[vec![0.0, 4.0, 4.0], vec![0.0, 1.0, 1.0]]).unwrap();
    let blend = nearest_blend(&donors, &[4.0, 1.0], BlendOptions::default(), &[]).unwrap();
    assert!(!blend.is_unique);
    for (weight, expected) in blend.weights.iter().zip([0.0, 0.5, 0.5]) {
        assert!((weight - expected).abs() < 1e-6, "{:?}", blend.weights);
    }
}

#[test]
fn more_donors_than_periods_give_the_blend_that_leans_least() {
    // Any w1 = w3 gives the target 1; the least squares are thirds.
    let donors = Columns::from_rows(&[vec![0.0, 1.0, 2.0]]).unwrap();
    let blend = nearest_blend(&donors, &[1.0], BlendOptions::default(), &[]).unwrap();
    assert!(!blend.is_unique && blend.loss < 1e-20);
    for weight in &blend.weights {
        assert!((weight - 1.0 / 3.0).abs() < 1e-6, "{:?}", blend.weights);
    }
}

#[test]
fn a_blend_a_step_above_is_perfect_with_an_intercept() {
    let donors = Columns::from_rows(&[vec![1.0, 0.0], vec![2.0, 5.0], vec![4.0, 1.0]]).unwrap();
    let options = BlendOptions {
        ridge: 0.0,
        intercept: true,
    };
    let blend = nearest_blend(&donors, &[11.0, 12.0, 14.0], options, &[]).unwrap();
    assert!((blend.weights[0] - 1.0).abs() < 1e-12);
    assert!((blend.intercept - 10.0).abs() < 1e-12 && blend.loss < 1e-20);
}

#[test]
fn a_great_ridge_shares_alike() {
    let donors = Columns::from_fn(6, 4, wave);
    let options = BlendOptions {
        ridge: 1e9,
        intercept: false,
    };
    let blend = nearest_blend(&donors, &[9.0; 6], options, &[]).unwrap();
    assert!(blend.weights.iter().all(|w| (w - 0.25).abs() < 1e-6));
}

#[test]
fn nothing_to_blend_and_numbers_missing_are_errors() {
    let none = Columns::from_columns(&[]).unwrap();
    let some = Columns::from_columns(&[vec![f64::NAN]]).unwrap();
    let options = BlendOptions::default();
    assert_eq!(
        nearest_blend(&none, &[], options, &[]),
        Err(BlendError::NoDonors)
    );
    assert!(matches!(
        nearest_blend(&some, &[1.0], options, &[]),
        Err(BlendError::Fit(NonnegativeError::NotFinite { .. }))
    ));
}

proptest! {
    #[test]
    fn the_certificate_holds_and_a_start_changes_nothing(
        numbers in prop::collection::vec(-50.0..50.0f64, 7 * 10),
        target in prop::collection::vec(-50.0..50.0f64, 7),
        start in prop::collection::vec(0usize..10, 0..4),
        raised in -1000.0..1000.0f64,
    ) {
        let donors = Columns::from_fn(7, 10, |row, donor| numbers[donor * 7 + row]);
        let options = BlendOptions::default();
        let blend = nearest_blend(&donors, &target, options, &[]).unwrap();
        let again = nearest_blend(&donors, &target, options, &start).unwrap();
        prop_assert!((blend.loss - again.loss).abs() <= 1e-9 * (1.0 + blend.loss));
        prop_assert!(blend.certificate.duality_gap <= 1e-9 * (1.0 + blend.loss));
        // Everything raised alike changes no weight.
        let up = Columns::from_fn(7, 10, |row, donor| donors.at(row, donor) + raised);
        let target: Vec<f64> = target.iter().map(|y| y + raised).collect();
        let higher = nearest_blend(&up, &target, options, &[]).unwrap();
        for (a, b) in blend.weights.iter().zip(&higher.weights) {
            prop_assert!((a - b).abs() < 1e-5, "{a} is not {b}");
        }
    }
}
