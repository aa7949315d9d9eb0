use super::*;
use crate::Level;
use crate::numeric::Seed;

/// Units with levels, trends and waves of their own; the last `treated` fall by
/// `effect` after ten periods.
fn panel(units: usize, treated: usize, effect: f64) -> DifferencePanel {
    let outcomes = Columns::from_fn(14, units, |period, unit| {
        let (t, u) = (period as f64, unit as f64);
        let falls = unit >= units - treated && period >= 10;
        10.0 + u + 0.3 * t + (t * 1.3 + u * 2.1).sin() - if falls { effect } else { 0.0 }
    });
    DifferencePanel::new(outcomes, units - treated, 10).unwrap()
}

#[test]
fn an_effect_on_units_in_step_is_found_by_every_design_that_allows_for_levels() {
    let mut exact = panel(8, 2, 0.0);
    // In step: no waves.
    exact.outcomes = Columns::from_fn(14, 8, |period, unit| {
        let falls = unit >= 6 && period >= 10;
        unit as f64 + (period as f64).powi(2) * 0.1 - if falls { 3.0 } else { 0.0 }
    });
    for design in [
        DifferenceDesign::SyntheticDifference,
        DifferenceDesign::Difference,
    ] {
        let difference = synthetic_difference(&exact, design).unwrap();
        assert!((difference.value + 3.0).abs() < 1e-9, "{difference:?}");
    }
}

#[test]
fn weights_are_shares_and_the_curve_means_to_the_value() {
    let panel = panel(12, 3, 2.0);
    let difference = synthetic_difference(&panel, DifferenceDesign::SyntheticDifference).unwrap();
    assert!((difference.unit_weights.iter().sum::<f64>() - 1.0).abs() < 1e-12);
    assert!((difference.period_weights.iter().sum::<f64>() - 1.0).abs() < 1e-12);
    assert_eq!(
        (difference.unit_weights.len(), difference.curve.len()),
        (9, 4)
    );
    assert!((mean(&difference.curve) - difference.value).abs() < 1e-12);
    // (3 treated × 4 periods)^¼ of the noise.
    let penalty = 12f64.powf(0.25) * difference.noise;
    assert!((difference.penalties.units - penalty).abs() < 1e-12);
}

#[test]
fn a_unit_raised_alike_in_all_periods_changes_nothing() {
    let panel = panel(9, 1, 1.0);
    let raised = DifferencePanel {
        outcomes: Columns::from_fn(14, 9, |period, unit| {
            panel.outcomes.at(period, unit) + if unit == 4 { 50.0 } else { 0.0 }
        }),
        ..panel.clone()
    };
    let value = |panel: &DifferencePanel| {
        synthetic_difference(panel, DifferenceDesign::SyntheticDifference)
            .unwrap()
            .value
    };
    assert!((value(&panel) - value(&raised)).abs() < 1e-9);
}

#[test]
fn the_placebo_spread_is_the_same_for_any_number_of_threads() {
    let panel = panel(12, 2, 1.0);
    let difference = synthetic_difference(&panel, DifferenceDesign::SyntheticDifference).unwrap();
    let with = |threads| {
        rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap()
            .install(|| placebo_spread(&panel, &difference, 40, Seed(3)).unwrap())
    };
    assert_eq!(with(1), with(2));
    let interval = with(1).interval(&difference, Level::P95);
    assert!(interval.lower < interval.value && interval.value < interval.upper);
}

#[test]
fn what_cannot_be_compared_is_refused() {
    let flat = Columns::from_fn(5, 4, |_, unit| unit as f64);
    let flat = DifferencePanel::new(flat, 3, 3).unwrap();
    assert_eq!(
        synthetic_difference(&flat, DifferenceDesign::Difference),
        Err(DifferenceError::NoChange)
    );
    let few = panel(4, 2, 1.0);
    let difference = synthetic_difference(&few, DifferenceDesign::Difference).unwrap();
    assert_eq!(
        placebo_spread(&few, &difference, 10, Seed(1)),
        Err(PlaceboError::TooFewControls {
            controls: 2,
            treated: 2
        })
    );
    let short = Columns::from_fn(3, 4, |period, _| period as f64);
    assert!(matches!(
        DifferencePanel::new(short, 3, 1),
        Err(DifferenceError::Periods { .. })
    ));
}

#[test]
fn shared_proposition_99_is_as_published() {
    let Some(states) = crate::effect::synthetic_control::tests::proposition_99(
        "shared_proposition_99_is_as_published",
    ) else {
        return;
    };
    let mut units: Vec<Vec<f64>> = states.donors().iter().map(<[f64]>::to_vec).collect();
    units.push(states.treated().to_vec());
    let outcomes = Columns::from_columns(&units).unwrap();
    let panel = DifferencePanel::new(outcomes, 38, 19).unwrap();
    // Arkhangelsky et al. 2021, table 1, and the answers beside the data.
    for (design, published, allowed) in [
        (DifferenceDesign::SyntheticDifference, -15.604, 0.001),
        (DifferenceDesign::SyntheticControl, -19.62, 0.005),
        (DifferenceDesign::Difference, -27.349, 0.001),
    ] {
        let found = synthetic_difference(&panel, design).unwrap().value;
        assert!((found - published).abs() < allowed, "{design:?}: {found}");
    }
}
