use super::*;
use crate::model::Columns;
use crate::numeric::{Generator, Seed, below};

/// Places with a number of dwellings and counts that go with it; the first
/// `treated` lose a share of theirs in the last two of six periods.
fn panel(places: usize, treated: usize, left: f64, seed: u64) -> MicroPanel {
    let mut generator = Seed(seed).replicate(0);
    let draw = |generator: &mut Generator, most: u32| f64::from(below(generator, most + 1));
    let dwellings: Vec<f64> = (0..places).map(|_| 1.0 + draw(&mut generator, 9)).collect();
    let mut counts = |scale: f64| {
        Columns::from_fn(places, 6, |place, period| {
            let count = (draw(&mut generator, 4) + dwellings[place] * scale).round();
            if place < treated && period >= 4 {
                count * left
            } else {
                count
            }
        })
    };
    let outcomes = vec![counts(0.5), counts(0.2)];
    let treated = (0..places).map(|place| place < treated).collect();
    let known = Columns::from_columns(&[dwellings]).unwrap();
    MicroPanel::new(treated, known, outcomes, 0..4, 4..6).unwrap()
}

#[test]
fn a_blend_meets_every_total() {
    let panel = panel(400, 12, 0.5, 1);
    let estimate = micro_synthetic(&panel, Alternative::Fewer, Level::P95).unwrap();
    assert_eq!(estimate.balance.len(), 1 + 1 + 2 * 4);
    for balance in &estimate.balance {
        assert!((balance.wanted - balance.reached).abs() < 1e-6 * (1.0 + balance.wanted));
    }
    assert!(estimate.weights.iter().all(|&weight| weight >= 0.0));
    let change = estimate.effects[0].change.unwrap();
    assert!(
        (change.value + 0.5).abs() < 0.2 && change.lower < -0.4,
        "{change:?}"
    );
    assert!(estimate.effects[0].p < 0.01);
}

#[test]
fn totals_beyond_the_other_places_are_named() {
    let like = panel(40, 3, 1.0, 2);
    let huge = Columns::from_columns(&[(0..40)
        .map(|place| if place < 3 { 1000.0 } else { 1.0 })
        .collect()])
    .unwrap();
    let far = MicroPanel::new(
        like.treated().to_vec(),
        huge,
        like.outcomes().to_vec(),
        0..4,
        4..6,
    )
    .unwrap();
    let error = micro_synthetic(&far, Alternative::Fewer, Level::P95).unwrap_err();
    let MicroError::Infeasible(unmet) = error else {
        panic!("{error}");
    };
    // The one that misses most of itself stands first.
    assert_eq!(unmet[0].total, Total::Covariate(0), "{unmet:?}");
}

#[test]
fn the_linearised_error_is_that_of_a_regression_worked_out_by_hand() {
    // Two treated places with 1 and 3, three others with 2, 4, 9 that weigh 1, 1
    // and 0 (one period): means 2 and 3. Each side's error squared is
    // n/(n − 1)·Σ(w·r)²/(Σw)² = 5/4·2/4.
    let outcome = Columns::from_columns(&[vec![2.0; 5], vec![1.0, 3.0, 2.0, 4.0, 9.0]]).unwrap();
    let panel = MicroPanel::new(
        vec![true, true, false, false, false],
        Columns::from_columns(&[]).unwrap(),
        vec![outcome],
        0..1,
        1..2,
    )
    .unwrap();
    let weights = [1.0, 1.0, 1.0, 1.0, 0.0];
    let contrast = Contrast::new(&panel, panel.treated(), &weights, 0);
    let side = 5.0 / 4.0 * 2.0 / 4.0;
    assert!((contrast.difference + 1.0).abs() < 1e-12);
    assert!((contrast.se - (2.0f64 * side).sqrt()).abs() < 1e-12);
    assert!((contrast.log_ratio - (2.0f64 / 3.0).ln()).abs() < 1e-12);
    let log_se = (side / 4.0 + side / 9.0).sqrt();
    assert!((contrast.log_ratio_se - log_se).abs() < 1e-12);
}

#[test]
fn permutations_are_the_same_for_any_number_of_threads() {
    let panel = panel(200, 10, 0.3, 3);
    let estimate = micro_synthetic(&panel, Alternative::Fewer, Level::P95).unwrap();
    let with = |threads| {
        rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap()
            .install(|| permutations(&panel, &estimate, Alternative::Fewer, 49, Seed(5)))
    };
    assert_eq!(with(1), with(2));
    assert!(with(1).p[0].p <= 0.1, "{:?}", with(1));
}

#[test]
fn outcomes_that_follow_from_others_have_no_joint_test() {
    let like = panel(60, 4, 1.0, 4);
    let twice = MicroPanel::new(
        like.treated().to_vec(),
        Columns::from_columns(&[]).unwrap(),
        vec![like.outcomes()[0].clone(), like.outcomes()[0].clone()],
        0..1,
        4..6,
    )
    .unwrap();
    let weights = vec![1.0; 60];
    assert_eq!(
        omnibus(&twice, &weights, Alternative::Either, Seed(1)),
        Err(OmnibusError::Singular)
    );
    let joint = omnibus(&like, &weights, Alternative::Either, Seed(1)).unwrap();
    assert!(joint.p > 0.0 && joint.p < 1.0 && joint.groups == 4);
}

#[test]
fn places_that_cannot_be_compared_are_refused() {
    let counts = || Columns::from_fn(5, 3, |place, period| (place * period) as f64);
    let none = || Columns::from_columns(&[]).unwrap();
    let one = vec![true, false, false, false, false];
    assert!(matches!(
        MicroPanel::new(one, none(), vec![counts()], 0..1, 1..3),
        Err(MicroPanelError::Places { treated: 1, .. })
    ));
    let two = vec![true, true, false, false, false];
    assert!(matches!(
        MicroPanel::new(two.clone(), none(), vec![counts()], 0..2, 1..3),
        Err(MicroPanelError::Periods { .. })
    ));
    assert_eq!(
        MicroPanel::new(two, none(), vec![], 0..2, 2..3),
        Err(MicroPanelError::NoOutcome)
    );
}
