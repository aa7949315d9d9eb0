use super::*;
use crate::numeric::Seed;
use proptest::prelude::*;
use rand_xoshiro::rand_core::Rng;

/// R's `Nile`: annual flow at Aswan, 1871–1970.
const NILE: [u16; 100] = [
    1120, 1160, 963, 1210, 1160, 1160, 813, 1230, 1370, 1140, 995, 935, 1110, 994, 1020, 960, 1180,
    799, 958, 1140, 1100, 1210, 1150, 1250, 1260, 1220, 1030, 1100, 774, 840, 874, 694, 940, 833,
    701, 916, 692, 1020, 1050, 969, 831, 726, 456, 824, 702, 1120, 1100, 832, 764, 821, 768, 845,
    864, 862, 698, 845, 744, 796, 1040, 759, 781, 865, 845, 944, 984, 897, 822, 1010, 771, 676,
    649, 846, 812, 742, 801, 1040, 860, 874, 848, 890, 744, 749, 838, 1050, 918, 986, 797, 923,
    975, 815, 1020, 906, 901, 1170, 912, 746, 919, 718, 714, 740,
];

fn nile() -> Vec<Option<f64>> {
    NILE.iter().map(|&flow| Some(f64::from(flow))).collect()
}

#[test]
fn the_nile_fell() {
    let trend = mann_kendall(&nile()).unwrap();
    // Counted and added up in Python; tau-b by scipy 1.17's kendalltau.
    assert_eq!(trend.s, -1387);
    assert!((trend.variance - 112_728.333_333_333_33).abs() < 1e-6);
    assert!((trend.tau - -0.280_741_334_724_613_1).abs() < 1e-12);
    assert!((trend.p / 3.658_262_921_664_327e-05 - 1.0).abs() < 1e-9);
    // scipy 1.17's theilslopes.
    let slope = sen_slope(&nile(), Level::P95).unwrap();
    assert_eq!(slope.value, -2.6);
    assert!((slope.lower - -3.627_906_976_744_186).abs() < 1e-12);
    assert!((slope.upper - -1.428_571_428_571_428_6).abs() < 1e-12);
}

#[test]
fn a_season_of_one_is_no_season() {
    assert_eq!(seasonal_mann_kendall(&nile(), 1), mann_kendall(&nile()));
}

#[test]
fn a_season_does_not_read_as_a_trend() {
    // Rising through each year, the same every year but for one falling step.
    let values: Vec<Option<f64>> = (0..60)
        .map(|month| Some((month % 12) as f64 * 100.0 - (month / 12) as f64))
        .collect();
    assert!(mann_kendall(&values).unwrap().s > 0);
    let trend = seasonal_mann_kendall(&values, 12).unwrap();
    assert_eq!((trend.s, trend.tau), (-120, -1.0));
    let slope = seasonal_sen_slope(&values, 12, Level::P95).unwrap();
    assert!((slope.value - -1.0 / 12.0).abs() < 1e-12);
}

#[test]
fn missing_years_are_passed_over_in_their_place() {
    let mut values = nile();
    values[3] = None;
    values[50] = None;
    let kept: Vec<Option<f64>> = values.iter().filter(|v| v.is_some()).copied().collect();
    let (with_gaps, closed) = (mann_kendall(&values).unwrap(), mann_kendall(&kept).unwrap());
    assert_eq!(with_gaps.s, closed.s);
    let line: Vec<Option<f64>> = (0..12)
        .map(|year| (year % 5 != 1).then_some(2.0 * f64::from(year)))
        .collect();
    assert_eq!(sen_slope(&line, Level::P95).unwrap().value, 2.0);
}

#[test]
fn what_has_no_trend_is_named() {
    let few = [1.0, 2.0].map(Some);
    assert_eq!(mann_kendall(&few), Err(TrendError::TooFew { found: 2 }));
    assert_eq!(mann_kendall(&[Some(4.0); 9]), Err(TrendError::Constant));
    assert_eq!(
        mann_kendall(&[Some(1.0), Some(f64::NAN), None]),
        Err(TrendError::NotANumber { number: 2 })
    );
    assert_eq!(seasonal_mann_kendall(&nile(), 0), Err(TrendError::NoSeason));
    let four = [1.0, 2.0, 3.0, 4.0].map(Some);
    assert_eq!(
        sen_slope(&four, Level::P95),
        Err(TrendError::TooFew { found: 4 })
    );
    assert!(sen_slope(&[], Level::P95).is_err());
}

#[test]
fn the_test_is_wrong_and_the_interval_holds_as_often_as_claimed() {
    let (mut wrong, mut held) = (0, 0);
    for replicate in 0..2_000 {
        let mut draws = Seed(5).replicate(replicate);
        let values: Vec<Option<f64>> = (0..15)
            .map(|year| Some(f64::from(draws.next_u32()) / 4e9 + 0.01 * f64::from(year)))
            .collect();
        let level: Vec<Option<f64>> = values
            .iter()
            .enumerate()
            .map(|(year, value)| value.map(|value| value - 0.01 * year as f64))
            .collect();
        wrong += u32::from(mann_kendall(&level).unwrap().p < 0.05);
        let slope = sen_slope(&values, Level::P95).unwrap();
        held += u32::from(slope.lower <= 0.01 && 0.01 <= slope.upper);
    }
    // 5 and 95 per cent, give or take four standard errors of 0.5 per cent.
    assert!((60..=140).contains(&wrong), "{wrong}");
    assert!((1_860..=1_960).contains(&held), "{held}");
}

proptest! {
    #[test]
    fn a_series_read_backwards_has_the_opposite_trend(values in prop::collection::vec(-50i32..50, 8..30)) {
        prop_assume!(values.iter().any(|v| *v != values[0]));
        let forwards: Vec<Option<f64>> = values.iter().map(|&v| Some(f64::from(v))).collect();
        let backwards: Vec<Option<f64>> = forwards.iter().rev().copied().collect();
        let (one, other) = (mann_kendall(&forwards).unwrap(), mann_kendall(&backwards).unwrap());
        prop_assert_eq!(one.s, -other.s);
        prop_assert_eq!(one.p, other.p);
        let (one, other) = (
            sen_slope(&forwards, Level::P95).unwrap(),
            sen_slope(&backwards, Level::P95).unwrap(),
        );
        prop_assert_eq!(one.value, -other.value);
        prop_assert!(one.lower <= one.value && one.value <= one.upper);
    }
}
