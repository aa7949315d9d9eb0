use std::path::Path;

use super::*;
use crate::numeric::{Generator, Seed};
use rand_xoshiro::rand_core::Rng;

/// A standard normal draw, by the sum of twelve uniform ones.
fn normal(generator: &mut Generator) -> f64 {
    let uniform = |draw: u64| (draw >> 11) as f64 / (1u64 << 53) as f64;
    (0..12).map(|_| uniform(generator.next_u64())).sum::<f64>() - 6.0
}

fn effect(
    values: &[f64],
    controls: &[Vec<f64>],
    change: usize,
    prior: StructuralPrior,
) -> StructuralEffect {
    structural_effect(
        ChangedSeries {
            values,
            controls,
            before: 0..change,
            after: change..values.len(),
        },
        prior,
        Level::P95,
    )
    .unwrap()
}

fn shared(path: &str, test: &str) -> Option<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared")
        .join(path);
    let text = std::fs::read_to_string(path).ok();
    if text.is_none() {
        eprintln!("NOT RUN: {test}: shared data is not beside the checkout");
    }
    text
}

#[test]
fn shared_the_seat_belt_law_spared_three_drivers_in_ten() {
    let Some(text) = shared(
        "golden/bsts/seatbelt_front_control_rear.json",
        "shared_the_seat_belt_law_spared_three_drivers_in_ten",
    ) else {
        return;
    };
    let case: serde_json::Value = serde_json::from_str(&text).unwrap();
    let numbers = |list: &serde_json::Value| -> Vec<f64> {
        let items = list.as_array().unwrap().iter();
        items.map(|item| item.as_f64().unwrap()).collect()
    };
    let front = numbers(&case["input"]["y"]);
    let rows = case["input"]["X"].as_array().unwrap().iter();
    let rear: Vec<f64> = rows.map(|row| numbers(row)[0]).collect();
    let prior = StructuralPrior {
        seasons: 12,
        ..StructuralPrior::default()
    };
    let found = effect(&front, &[rear], 169, prior);
    let relative = found.relative.unwrap().estimate;
    // Published with the tool: 30 per cent fewer, 26 to 33.
    assert!((relative.value + 0.30).abs() < 0.005, "{relative:?}");
    assert!((relative.lower + 0.334).abs() < 0.005, "{relative:?}");
    assert!((relative.upper + 0.262).abs() < 0.005, "{relative:?}");
    assert!(found.one_sided_p < 1e-6);
}

#[test]
fn shared_a_known_effect_of_ten_is_found() {
    let Some(text) = shared(
        "data/facit-effekt/causalimpact/series.csv",
        "shared_a_known_effect_of_ten_is_found",
    ) else {
        return;
    };
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let (mut values, mut control) = (Vec::new(), Vec::new());
    for row in reader.records().map(Result::unwrap) {
        values.push(row[1].parse().unwrap());
        control.push(row[2].parse().unwrap());
    }
    let found = effect(&values, &[control], 70, StructuralPrior::default());
    let each = found.effect.value / 30.0;
    // The file's own tolerance around the true effect, and the ends published.
    assert!((each - 10.0).abs() < 0.7, "{each}");
    assert!((found.effect.lower / 30.0 - 9.8).abs() < 0.1);
    assert!((found.effect.upper / 30.0 - 11.2).abs() < 0.1);
}

#[test]
fn with_variances_all_but_known_the_answer_is_plain_regression() {
    // A level that hardly walks leaves y = a + bx + noise; the mean to be
    // expected is then that of least squares.
    let mut generator = Seed(3).replicate(0);
    let control: Vec<f64> = (0..60).map(|_| 10.0 + normal(&mut generator)).collect();
    let values: Vec<f64> = control
        .iter()
        .map(|x| 5.0 + 3.0 * x + normal(&mut generator))
        .collect();
    let prior = StructuralPrior {
        level_sd: 1e-5,
        ..StructuralPrior::default()
    };
    let found = effect(&values, std::slice::from_ref(&control), 40, prior);
    let (x, y) = (&control[..40], &values[..40]);
    let (mean_x, mean_y) = (mean(x), mean(y));
    let pairs = || x.iter().zip(y);
    let slope = sum(pairs().map(|(x, y)| (x - mean_x) * (y - mean_y)))
        / sum(x.iter().map(|x| (x - mean_x).powi(2)));
    let expected = sum(control[40..].iter().map(|x| mean_y + slope * (x - mean_x)));
    // The priors pull by a hundredth of an observation in forty.
    assert!((found.expected.value / expected - 1.0).abs() < 2e-3);
}

#[test]
fn another_unit_gives_the_same_effect_in_that_unit() {
    let mut generator = Seed(4).replicate(0);
    let control: Vec<f64> = (0..50).map(|_| normal(&mut generator)).collect();
    let values: Vec<f64> = control
        .iter()
        .map(|x| 20.0 + x + normal(&mut generator))
        .collect();
    let tenth: Vec<f64> = values.iter().map(|value| value / 10.0).collect();
    let metres: Vec<f64> = control.iter().map(|x| x * 1000.0 + 7.0).collect();
    let prior = StructuralPrior::default();
    let a = effect(&values, &[control], 35, prior);
    let b = effect(&tenth, &[metres], 35, prior);
    assert!((a.effect.value - 10.0 * b.effect.value).abs() < 1e-6);
    assert!((a.effect.lower - 10.0 * b.effect.lower).abs() < 1e-5);
}

#[test]
fn where_controls_are_measured_from_matters_only_if_it_is_not_their_mean() {
    let mut generator = Seed(10).replicate(0);
    let mut control: Vec<f64> = (0..50).map(|_| normal(&mut generator)).collect();
    let middle = mean(&control[..35]);
    control.iter_mut().for_each(|x| *x -= middle);
    let values: Vec<f64> = control
        .iter()
        .map(|x| 20.0 + x + normal(&mut generator))
        .collect();
    let as_given = StructuralPrior {
        centred_controls: false,
        ..StructuralPrior::default()
    };
    let run = |control: &[f64], prior| effect(&values, &[control.to_vec()], 35, prior).effect;
    let centred = run(&control, StructuralPrior::default());
    let same = run(&control, as_given);
    assert!((centred.value - same.value).abs() < 1e-9);
    // Elsewhere the prior on the coefficients is another, worth a hundredth of
    // an observation.
    let raised: Vec<f64> = control.iter().map(|x| x + 3.0).collect();
    let moved = run(&raised, as_given).value - centred.value;
    assert!(moved.abs() > 1e-6 && moved.abs() < 1.0, "{moved}");
    assert!((run(&raised, StructuralPrior::default()).value - centred.value).abs() < 1e-6);
}

#[test]
fn drift_widens_the_interval_by_what_it_says() {
    let mut generator = Seed(5).replicate(0);
    let values: Vec<f64> = (0..48).map(|_| 100.0 + normal(&mut generator)).collect();
    let without = effect(&values, &[], 36, StructuralPrior::default());
    let with = StructuralPrior {
        drift: 0.1,
        ..StructuralPrior::default()
    };
    let with = effect(&values, &[], 36, with);
    let own = without.expected_sd.hypot(0.1 * without.expected.value);
    assert!((with.expected_sd / own - 1.0).abs() < 1e-3);
    assert_eq!(with.expected.value, without.expected.value);
}

#[test]
fn missing_values_and_useless_controls_do_no_harm() {
    let mut generator = Seed(6).replicate(0);
    let control: Vec<f64> = (0..50).map(|_| normal(&mut generator)).collect();
    let mut values: Vec<f64> = control
        .iter()
        .map(|x| 20.0 + 2.0 * x + 0.5 * normal(&mut generator))
        .collect();
    for missing in [0, 7, 8, 45] {
        values[missing] = f64::NAN;
    }
    let flat = vec![4.0; 50];
    let twice: Vec<f64> = control.iter().map(|x| 2.0 * x).collect();
    let noise: Vec<f64> = (0..50).map(|_| normal(&mut generator)).collect();
    let found = effect(
        &values,
        &[control, flat, twice, noise],
        40,
        StructuralPrior::default(),
    );
    assert_eq!(
        (found.counted, found.first, found.periods.len()),
        (9, 1, 49)
    );
    assert!(found.effect.value.abs() < 3.0 * found.expected_sd);
    assert!(found.expected_sd < 9.0 * 0.8, "{}", found.expected_sd);
}

#[test]
fn a_sum_that_could_be_zero_has_no_relative_effect() {
    let mut generator = Seed(7).replicate(0);
    let values: Vec<f64> = (0..40).map(|_| normal(&mut generator)).collect();
    let found = effect(&values, &[], 30, StructuralPrior::default());
    assert_eq!(found.relative, None);
}

#[test]
fn what_cannot_be_judged_is_refused() {
    let run = |values: &[f64], controls: &[Vec<f64>], before: Range<usize>, after: Range<usize>| {
        structural_effect(
            ChangedSeries {
                values,
                controls,
                before,
                after,
            },
            StructuralPrior::default(),
            Level::P95,
        )
        .map(|_| ())
    };
    let values = [1.0, 2.0, 3.0, 2.0, 1.0];
    use StructuralEffectError as Error;
    assert_eq!(run(&values, &[], 0..4, 3..5), Err(Error::Periods));
    assert_eq!(run(&values, &[], 0..3, 3..6), Err(Error::Periods));
    assert_eq!(run(&values, &[vec![1.0]], 0..3, 3..5), Err(Error::Lengths));
    let undefined = vec![f64::NAN; 5];
    assert_eq!(
        run(&values, &[undefined], 0..3, 3..5),
        Err(Error::NotANumber)
    );
    assert_eq!(
        run(&values, &[], 0..2, 3..5),
        Err(Error::TooFew { found: 2 })
    );
    assert_eq!(run(&[1.0; 5], &[], 0..3, 3..5), Err(Error::Constant));
    let mut unseen = values;
    unseen[3..].fill(f64::NAN);
    assert_eq!(run(&unseen, &[], 0..3, 3..5), Err(Error::NothingAfter));
}

#[test]
fn one_thread_and_two_give_the_same_bytes() {
    let mut generator = Seed(8).replicate(0);
    let control: Vec<f64> = (0..36).map(|_| normal(&mut generator)).collect();
    let values: Vec<f64> = control.iter().map(|x| x + normal(&mut generator)).collect();
    let prior = StructuralPrior {
        seasons: 3,
        ..StructuralPrior::default()
    };
    let run = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads);
        let pool = pool.build().unwrap();
        let found = pool.install(|| effect(&values, std::slice::from_ref(&control), 24, prior));
        let ends = found.periods.iter().map(|period| period.upper.to_bits());
        (found.effect.lower.to_bits(), ends.collect::<Vec<_>>())
    };
    assert_eq!(run(1), run(2));
}

#[test]
fn intervals_hold_the_truth_about_as_often_as_they_claim() {
    let replicates = 100;
    let held = (0..replicates)
        .filter(|&replicate| {
            let mut generator = Seed(9).replicate(replicate);
            let control: Vec<f64> = (0..60).map(|_| normal(&mut generator)).collect();
            let mut level = 0.0;
            let values: Vec<f64> = control
                .iter()
                .map(|x| {
                    level += 0.05 * normal(&mut generator);
                    50.0 + level + 2.0 * x + normal(&mut generator)
                })
                .collect();
            let found = effect(
                &values,
                &[control],
                48,
                StructuralPrior {
                    level_sd: 0.025,
                    ..StructuralPrior::default()
                },
            );
            found.effect.lower <= 0.0 && 0.0 <= found.effect.upper
        })
        .count();
    let coverage = held as f64 / replicates as f64;
    // Three standard errors of 100 replicates.
    assert!((0.885..=1.0).contains(&coverage), "{coverage}");
}
