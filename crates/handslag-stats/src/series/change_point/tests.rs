use super::*;
use crate::Level;
use crate::numeric::{Generator, Seed};
use crate::series::{Season, Stl};
use proptest::prelude::*;
use rand_xoshiro::rand_core::Rng;
use std::path::Path;

fn golden(method: &str, case: &str, field: &str, test: &str) -> Option<Vec<f64>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/golden")
        .join(method)
        .join(case);
    let Ok(text) = std::fs::read_to_string(&path) else {
        eprintln!("NOT RUN: {test}: shared data is not beside the checkout");
        return None;
    };
    let golden: serde_json::Value = serde_json::from_str(&text).unwrap();
    let items = golden["input"][field].as_array().unwrap();
    Some(items.iter().map(|item| item.as_f64().unwrap()).collect())
}

#[test]
fn shared_youth_homicide_in_boston_breaks_after_july_1996() {
    // Piehl, Cooper, Braga and Kennedy (2003, Review of Economics and Statistics 85)
    // date the break to the summer of 1996; the series begins in January 1992.
    let test = "shared_youth_homicide_in_boston_breaks_after_july_1996";
    let Some(series) = golden("change_point", "boston_homicide.json", "y", test) else {
        return;
    };
    let july_1996 = 4 * 12 + 7;
    let counts: Vec<u64> = series.iter().map(|&count| count as u64).collect();
    for breaks in [
        squared_error_breaks(&series, Shortest::Share(0.15)).unwrap(),
        poisson_breaks(&counts, None, Shortest::Share(0.15)).unwrap(),
    ] {
        assert_eq!(breaks.best().breaks, [july_1996]);
        let [before, after] = &breaks.best().segments[..] else {
            panic!("one break has two sides")
        };
        // Published: −63 % (Braga et al. 2001), from other months.
        assert!((after.level / before.level - 0.34).abs() < 0.03);
    }
    let interval = break_intervals(&series, &[july_1996], Level::P95).unwrap()[0];
    // strucchange 1.5.3 for R.
    assert_eq!((interval.lower, interval.upper), (Some(53), Some(64)));
    assert!(single_break_test(&series, Shortest::Share(0.15)).unwrap().p < 1e-5);
}

#[test]
fn shared_road_deaths_break_when_seat_belts_came() {
    let test = "shared_road_deaths_break_when_seat_belts_came";
    let Some(series) = golden("stl", "ukdriverdeaths_periodic.json", "x", test) else {
        return;
    };
    let logs: Vec<f64> = series.iter().map(|deaths| deaths.ln()).collect();
    let season = Stl::new(12, Season::Periodic)
        .decompose(&logs)
        .unwrap()
        .seasonal;
    let level: Vec<f64> = logs
        .iter()
        .zip(&season)
        .map(|(all, season)| all - season)
        .collect();
    let breaks = squared_error_breaks(&level, Shortest::Share(0.1)).unwrap();
    // The law came on 31 January 1983: the 169th month since January 1969.
    let last = *breaks.best().breaks.last().unwrap();
    assert!(last.abs_diff(169) <= 1, "{last}");
    // The other is the oil crisis and the speed limit of late 1973 to 1974.
    assert!(breaks.partitions[2].breaks[0].abs_diff(59) <= 13);
}

/// A stretch of whole numbers from 0 to 9.
fn noise(draws: &mut Generator, n: usize) -> Vec<f64> {
    (0..n).map(|_| f64::from(draws.next_u32() % 10)).collect()
}

/// All ways to put `breaks` breaks at least `h` apart, tried one by one.
fn by_trying_all(series: &[f64], h: usize, breaks: usize, from: usize) -> f64 {
    let squares = |part: &[f64]| {
        let mean = part.iter().sum::<f64>() / part.len() as f64;
        part.iter().map(|value| (value - mean).powi(2)).sum::<f64>()
    };
    if breaks == 0 {
        return squares(&series[from..]);
    }
    (from + h..=series.len().saturating_sub(h * breaks))
        .map(|at| squares(&series[from..at]) + by_trying_all(series, h, breaks - 1, at))
        .fold(f64::INFINITY, f64::min)
}

#[test]
fn the_search_finds_what_trying_all_finds() {
    for replicate in 0..20 {
        let series = noise(&mut Seed(3).replicate(replicate), 22);
        let breaks = squared_error_breaks(&series, Shortest::Steps(4)).unwrap();
        assert_eq!(breaks.partitions.len(), 5); // ⌈22/4⌉ − 2 = 4 breaks at most
        for (number, partition) in breaks.partitions.iter().enumerate() {
            let best = by_trying_all(&series, 4, number, 0);
            assert!((partition.cost - best).abs() < 1e-9, "{replicate} {number}");
        }
    }
}

#[test]
fn poisson_cost_is_the_likelihood_worked_by_hand() {
    // Without a break, two counts 1 and 3 of mean 2: −2(ln 2 − 2 + 3 ln 2 − 2 − ln 6).
    let breaks = poisson_breaks(&[1, 3, 1, 3], None, Shortest::Steps(2)).unwrap();
    let one: f64 = -2.0 * (4.0 * 2f64.ln() - 4.0 - 6f64.ln());
    assert!((breaks.partitions[0].cost - 2.0 * one).abs() < 1e-12);
    assert!((breaks.partitions[0].bic - 2.0 * one - 4f64.ln()).abs() < 1e-12);
    assert!((breaks.partitions[0].dispersion - 4.0 * 0.5 / 3.0).abs() < 1e-12);
}

#[test]
fn twice_the_exposure_is_no_break() {
    let counts = [5, 4, 6, 5, 10, 11, 9, 10];
    let exposure = [1.0, 1.0, 1.0, 1.0, 2.0, 2.0, 2.0, 2.0];
    let alike = poisson_breaks(&counts, None, Shortest::Steps(2)).unwrap();
    let scaled = poisson_breaks(&counts, Some(&exposure), Shortest::Steps(2)).unwrap();
    assert_eq!((alike.chosen, scaled.chosen), (1, 0));
    assert!((scaled.best().segments[0].level - 5.0).abs() < 1e-12);
    assert_eq!(
        poisson_breaks(&counts, Some(&exposure[1..]), Shortest::Steps(2)),
        Err(BreaksError::NoExposure)
    );
}

#[test]
fn counts_that_spread_need_a_sterner_rule() {
    // Level throughout, but in busy and quiet pairs of months.
    let counts: Vec<u64> = (0..60)
        .map(|month| if month / 3 % 2 == 0 { 4 } else { 30 })
        .collect();
    let breaks = poisson_breaks(&counts, None, Shortest::Share(0.1)).unwrap();
    assert!(breaks.partitions[0].dispersion > 5.0);
    assert!(breaks.chosen > 0);
    assert_eq!(breaks.chosen_for_spread_counts(), 0);
}

#[test]
fn a_level_series_seldom_breaks() {
    let (mut significant, mut broken) = (0, 0);
    for replicate in 0..1_000 {
        let series = noise(&mut Seed(4).replicate(replicate), 80);
        let test = single_break_test(&series, Shortest::Share(0.15)).unwrap();
        significant += u32::from(test.p < 0.05);
        let breaks = squared_error_breaks(&series, Shortest::Share(0.15)).unwrap();
        broken += u32::from(breaks.chosen > 0);
    }
    // 5 %, give or take four standard errors of 0.7 %; asymptotic, so low for 80.
    assert!((20..=78).contains(&significant), "{significant}");
    // BIC makes no promise; at 80 steps it cries break about as often.
    assert!(broken < 80, "{broken}");
}

#[test]
fn intervals_hold_the_break_as_often_as_claimed() {
    let mut held = 0;
    for replicate in 0..500 {
        let mut draws = Seed(6).replicate(replicate);
        let mut series = noise(&mut draws, 120);
        series[..60].iter_mut().for_each(|value| *value += 3.0);
        let at = single_break_test(&series, Shortest::Share(0.15))
            .unwrap()
            .at;
        let interval = break_intervals(&series, &[at], Level::P95).unwrap()[0];
        held += u32::from(interval.lower <= Some(60) && Some(60) <= interval.upper);
    }
    // At least 95 % less four standard errors; larger shifts are held oftener.
    assert!(held >= 455, "{held}");
}

#[test]
fn the_interval_is_that_of_a_symmetric_argmax() {
    // Variances alike: Yao 1987 (doi:10.1214/aos/1176350509) gives the 95 % point
    // of |argmax| as 11.03 (two-sided).
    let (lower, upper) = super::interval::ends_of_argmax(1.0, 0.025).unwrap();
    assert!((upper - 11.03).abs() < 0.01, "{upper}");
    assert!((lower + upper).abs() < 1e-9);
}

#[test]
fn what_cannot_be_divided_is_named() {
    let too_short = |shortest, steps| Err(BreaksError::TooShort { shortest, steps });
    assert_eq!(
        squared_error_breaks(&[1.0; 10], Shortest::Share(0.6)),
        too_short(6, 10)
    );
    assert_eq!(
        squared_error_breaks(&[1.0; 10], Shortest::Share(f64::NAN)),
        too_short(0, 10)
    );
    assert_eq!(
        poisson_breaks(&[], None, Shortest::Steps(3)),
        too_short(3, 0)
    );
    assert_eq!(
        single_break_test(&[1.0; 10], Shortest::Steps(3)),
        Err(BreakTestError::Constant)
    );
    assert_eq!(
        single_break_test(&[1.0, 2.0, 3.0], Shortest::Steps(2)),
        Err(BreakTestError::TooShort(3))
    );
    assert_eq!(
        single_break_test(&[1.0, f64::NAN], Shortest::Steps(2)),
        Err(BreakTestError::NotANumber { number: 2 })
    );
    assert!(break_intervals(&[1.0; 10], &[9], Level::P95).is_err());
    assert!(break_intervals(&[1.0; 10], &[11], Level::P95).is_err());
    // Stretches without spread have a break but no interval.
    let step = [1.0, 1.0, 1.0, 2.0, 2.0, 2.0];
    let found = break_intervals(&step, &[3], Level::P95).unwrap()[0];
    assert_eq!((found.at, found.lower, found.upper), (3, None, None));
}

#[test]
fn many_series_come_out_as_each_alone_on_one_thread_or_two() {
    let series: Vec<Vec<u64>> = (0..8)
        .map(|of| {
            noise(&mut Seed(9).replicate(of), 60)
                .iter()
                .map(|v| *v as u64)
                .collect()
        })
        .collect();
    let on = |threads| {
        rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap()
            .install(|| poisson_breaks_all(&series, Shortest::Share(0.15)))
    };
    assert_eq!(on(1), on(2));
    assert_eq!(
        on(1)[5],
        poisson_breaks(&series[5], None, Shortest::Share(0.15))
    );
}

proptest! {
    #[test]
    fn one_more_break_never_costs_more(counts in prop::collection::vec(0u64..30, 12..50)) {
        let series: Vec<f64> = counts.iter().map(|&count| count as f64).collect();
        for breaks in [
            squared_error_breaks(&series, Shortest::Steps(2)).unwrap(),
            poisson_breaks(&counts, None, Shortest::Steps(2)).unwrap(),
        ] {
            // Half of the series can be divided further and further; near the
            // last, stretches may be forced apart.
            let half = breaks.partitions.len() / 2;
            for pair in breaks.partitions[..half.max(1)].windows(2) {
                prop_assert!(pair[1].cost <= pair[0].cost + 1e-9);
            }
        }
    }
}
