use super::*;
use proptest::prelude::*;
use std::path::Path;

/// Smooth season and trend, with a little that is neither.
fn months(n: usize) -> Vec<f64> {
    (0..n)
        .map(|month| {
            let turn = month as f64 / 12.0 * std::f64::consts::TAU;
            100.0 + 0.3 * month as f64 + 20.0 * turn.sin() + ((month * 37) % 11) as f64 - 5.0
        })
        .collect()
}

#[test]
fn the_parts_add_up_to_the_series() {
    for season in [Season::Periodic, Season::Span(7)] {
        for rules in [Stl::new(12, season), Stl::new(12, season).robust()] {
            let series = months(100);
            let parts = rules.decompose(&series).unwrap();
            for (step, value) in series.iter().enumerate() {
                let sum = parts.seasonal[step] + parts.trend[step] + parts.remainder[step];
                assert!((sum - value).abs() < 1e-10);
            }
        }
    }
}

#[test]
fn a_periodic_season_is_the_same_every_year() {
    let parts = Stl::new(12, Season::Periodic)
        .decompose(&months(62))
        .unwrap();
    for step in 12..62 {
        assert_eq!(parts.seasonal[step], parts.seasonal[step - 12]);
    }
}

#[test]
fn one_wild_month_does_not_move_a_robust_fit() {
    let mut series = months(96);
    let before = Stl::new(12, Season::Periodic)
        .robust()
        .decompose(&series)
        .unwrap();
    series[50] += 500.0;
    let after = Stl::new(12, Season::Periodic)
        .robust()
        .decompose(&series)
        .unwrap();
    assert_eq!(after.weights[50], 0.0);
    assert!(after.remainder[50] > 480.0);
    for step in 0..96 {
        assert!((before.trend[step] - after.trend[step]).abs() < 1.5);
    }
}

#[test]
fn what_has_no_season_is_named() {
    let rules = Stl::new(12, Season::Span(7));
    assert_eq!(
        rules.decompose(&months(24)),
        Err(StlError::TooShort {
            found: 24,
            needed: 24
        })
    );
    let mut series = months(36);
    series[4] = f64::NAN;
    assert_eq!(
        rules.decompose(&series),
        Err(StlError::NotANumber { number: 5 })
    );
    assert_eq!(
        Stl::new(1, Season::Periodic).decompose(&series),
        Err(StlError::NoSeason(1))
    );
}

#[test]
fn a_series_of_zeros_has_only_zeros_in_it() {
    for rules in [
        Stl::new(7, Season::Span(7)).robust(),
        Stl::new(7, Season::Periodic),
    ] {
        let parts = rules.decompose(&[0.0; 40]).unwrap();
        assert!(
            parts
                .trend
                .iter()
                .chain(&parts.seasonal)
                .all(|part| *part == 0.0)
        );
    }
}

#[test]
fn many_series_come_out_as_each_alone_on_one_thread_or_two() {
    let series: Vec<Vec<f64>> = (0..9).map(|extra| months(40 + 7 * (extra % 3))).collect();
    let rules = Stl::new(12, Season::Span(7)).robust();
    let on = |threads| {
        rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap()
            .install(|| rules.decompose_all(&series))
    };
    assert_eq!(on(1), on(2));
    for (one, found) in series.iter().zip(on(2)) {
        assert_eq!(rules.decompose(one), found);
    }
}

#[test]
fn shared_road_deaths_are_decomposed_as_in_r() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/golden/stl/ukdriverdeaths_periodic.json");
    let Ok(text) = std::fs::read_to_string(&path) else {
        eprintln!(
            "NOT RUN: shared_road_deaths_are_decomposed_as_in_r: shared data is not beside the checkout"
        );
        return;
    };
    let golden: serde_json::Value = serde_json::from_str(&text).unwrap();
    let numbers = |value: &serde_json::Value| -> Vec<f64> {
        let items = value.as_array().unwrap();
        items.iter().map(|item| item.as_f64().unwrap()).collect()
    };
    // R's own choices are ours where none is made.
    let parts = Stl::new(12, Season::Periodic)
        .decompose(&numbers(&golden["input"]["x"]))
        .unwrap();
    for (found, expected) in [
        (&parts.seasonal, numbers(&golden["expected"]["seasonal"])),
        (&parts.trend, numbers(&golden["expected"]["trend"])),
    ] {
        for (found, expected) in found.iter().zip(expected) {
            // The file's fifteen digits.
            assert!((found - expected).abs() < 1e-9);
        }
    }
}

proptest! {
    #[test]
    fn moving_and_stretching_the_series_moves_its_trend_and_stretches_its_season(
        noise in prop::collection::vec(-10.0..10.0f64, 40..80)
    ) {
        let rules = Stl::new(7, Season::Span(9));
        let before = rules.decompose(&noise).unwrap();
        let moved: Vec<f64> = noise.iter().map(|value| 3.0 * value + 50.0).collect();
        let after = rules.decompose(&moved).unwrap();
        for step in 0..noise.len() {
            prop_assert!((after.trend[step] - 3.0 * before.trend[step] - 50.0).abs() < 1e-9);
            prop_assert!((after.seasonal[step] - 3.0 * before.seasonal[step]).abs() < 1e-9);
        }
    }

    #[test]
    fn nothing_undefined_comes_of_any_counts(
        counts in prop::collection::vec(0u32..4, 30..60), period in 2usize..14
    ) {
        let series: Vec<f64> = counts.iter().map(|&count| f64::from(count)).collect();
        prop_assume!(series.len() > 2 * period);
        let parts = Stl::new(period, Season::Span(7)).robust().decompose(&series).unwrap();
        prop_assert!(parts.remainder.iter().all(|left| left.is_finite()));
    }
}
