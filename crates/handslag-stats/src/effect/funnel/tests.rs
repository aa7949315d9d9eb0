use super::*;
use crate::numeric::{Generator, Seed, normal_quantile};
use proptest::prelude::*;
use rand_xoshiro::rand_core::Rng;

fn uniform(generator: &mut Generator) -> f64 {
    ((generator.next_u64() >> 11) as f64 + 0.5) / (1u64 << 53) as f64
}

/// Units of many sizes whose log ratios drift with the given distribution; so
/// many events that chance hardly counts.
fn drifting(
    n: usize,
    replicate: u64,
    drift: impl Fn(&mut Generator, f64) -> f64,
) -> Vec<BeforeAfter> {
    let mut generator = Seed(41).replicate(replicate);
    (0..n)
        .map(|_| {
            let before = (200.0 * (4.0 * uniform(&mut generator)).exp()).round();
            let after = (before * drift(&mut generator, before).exp()).round();
            BeforeAfter { before, after }
        })
        .collect()
}

/// The share of units that the funnel finds unusual, over simulated panels.
fn false_alarms(n: usize, panels: u64, drift: impl Fn(&mut Generator, f64) -> f64) -> f64 {
    let (mut tested, mut alarms) = (0.0, 0.0);
    for replicate in 0..panels {
        let funnel = DriftFunnel::new(&drifting(n, replicate, &drift)).unwrap();
        for verdict in funnel.verdicts(Level::P95).into_iter().flatten() {
            tested += 1.0;
            alarms += f64::from(u8::from(
                verdict.ratio.upper < 1.0 || verdict.ratio.lower > 1.0,
            ));
        }
    }
    alarms / tested
}

#[test]
fn normal_drift_raises_five_alarms_in_a_hundred() {
    let share = false_alarms(120, 20, |g, _| 0.15 * normal_quantile(uniform(g)));
    assert!((0.03..=0.055).contains(&share), "{share}");
}

#[test]
fn heavy_tails_raise_no_more() {
    // A t variable with three degrees of freedom by Bailey's polar method.
    let heavy = |g: &mut Generator, _| {
        let radius = (3.0 * (uniform(g).powf(-2.0 / 3.0) - 1.0)).sqrt();
        0.1 * radius * (std::f64::consts::TAU * uniform(g)).cos()
    };
    let share = false_alarms(120, 20, heavy);
    assert!((0.03..=0.055).contains(&share), "{share}");
}

#[test]
fn small_panels_raise_no_more() {
    let share = false_alarms(30, 40, |g, _| 0.15 * normal_quantile(uniform(g)));
    assert!((0.02..=0.06).contains(&share), "{share}");
}

#[test]
fn small_units_that_drift_more_are_not_accused_for_it() {
    let drift = |g: &mut Generator, before: f64| {
        0.15 * (before / 1000.0).powf(-0.25) * normal_quantile(uniform(g))
    };
    let (mut small, mut plain_small, mut n_small) = (0.0, 0.0, 0.0);
    for replicate in 0..20 {
        let units = drifting(150, replicate, drift);
        let funnel = DriftFunnel::new(&units).unwrap();
        let plain = PlainFunnel::new(&units).unwrap();
        for (i, unit) in units
            .iter()
            .enumerate()
            .filter(|(_, unit)| unit.before < 500.0)
        {
            let ratio = funnel.verdict(i, Level::P95).unwrap().ratio;
            let ends = plain.leave_one_out(i, Level::P95).unwrap();
            n_small += 1.0;
            small += f64::from(u8::from(ratio.upper < 1.0 || ratio.lower > 1.0));
            plain_small += f64::from(u8::from(ends.p < 0.05));
            assert!(unit.before >= FEWEST_BEFORE);
        }
    }
    assert!(small / n_small < 0.075, "{}", small / n_small);
    assert!(plain_small / n_small > 0.085, "{}", plain_small / n_small);
}

#[test]
fn foretold_power_is_within_three_points_of_what_comes_to_pass() {
    let drift = |g: &mut Generator, _: f64| 0.12 * normal_quantile(uniform(g));
    for effect in [0.9, 0.7] {
        let (mut found, mut foretold, mut n) = (0.0, 0.0, 0.0);
        for replicate in 0..8 {
            let units = drifting(200, replicate, drift);
            let plan = FunnelPlan::new(
                &DriftFunnel::new(&drifting(200, replicate + 100, drift)).unwrap(),
                Level::P95,
            )
            .unwrap();
            for unit in 0..40 {
                let mut changed = units.clone();
                changed[unit].after = (changed[unit].after * effect).round();
                let verdict = DriftFunnel::new(&changed)
                    .unwrap()
                    .verdict(unit, Level::P95)
                    .unwrap();
                found += f64::from(u8::from(
                    verdict.ratio.upper < 1.0 || verdict.ratio.lower > 1.0,
                ));
                foretold += plan.power(units[unit].before, units[unit].before, effect);
                n += 1.0;
            }
        }
        // 320 verdicts leave up to 2.8 points of error beside the three.
        assert!(
            (found - foretold).abs() / n < 0.058,
            "{effect}: {} {}",
            found / n,
            foretold / n
        );
    }
}

#[test]
fn one_and_two_threads_give_the_same_bytes() {
    let units = drifting(80, 1, |g, _| 0.2 * normal_quantile(uniform(g)));
    let funnel = DriftFunnel::new(&units).unwrap();
    let with_threads = |n| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(n)
            .build()
            .unwrap();
        pool.install(|| format!("{:?}", funnel.verdicts(Level::P95)))
    };
    assert_eq!(with_threads(1), with_threads(2));
}

#[test]
fn what_cannot_be_judged_is_withheld_with_its_reason() {
    let mut units = drifting(40, 2, |g, _| 0.2 * normal_quantile(uniform(g)));
    units[7].before = 3.0;
    let funnel = DriftFunnel::new(&units).unwrap();
    let few = FunnelError::TooFewEvents {
        found: 3.0,
        needed: 20.0,
    };
    assert_eq!(funnel.verdict(7, Level::P95), Err(few));
    assert_eq!(
        funnel.verdict(40, Level::P95),
        Err(FunnelError::NoSuchUnit(40))
    );
    assert_eq!(
        funnel.verdict(0, Level::P99),
        Err(FunnelError::TooFewUnits {
            found: 38,
            needed: 99
        })
    );
    assert!(matches!(
        DriftFunnel::new(&units[..20]),
        Err(FunnelError::TooFewUnits {
            found: 19,
            needed: 30
        })
    ));
    units[3].after = f64::NAN;
    assert_eq!(
        DriftFunnel::new(&units),
        Err(FunnelError::NotACount { unit: 3 })
    );
    assert_eq!(DriftFunnel::new(&[]), Err(FunnelError::NothingCounted));
}

#[test]
fn units_without_common_spread_get_no_verdict() {
    // Most stand still; one in ten halves or doubles.
    let units: Vec<BeforeAfter> = (0..200)
        .map(|i| match i % 20 {
            0 => BeforeAfter::new(1e6, 5e5),
            1 => BeforeAfter::new(1e6, 2e6),
            _ => BeforeAfter::new(1e6, 1e6 + f64::from(i)),
        })
        .collect();
    let verdict = DriftFunnel::new(&units).unwrap().verdict(5, Level::P99);
    // Two out of twenty are beyond the limit of one in a hundred, so the
    // interval must reach them: it does, or it is withheld.
    if let Ok(verdict) = verdict {
        assert!(
            verdict.ratio.lower < 0.6 && verdict.ratio.upper > 1.7,
            "{verdict:?}"
        );
    }
}

#[test]
fn a_stated_list_of_comparators_is_all_that_counts() {
    let mut units = drifting(90, 3, |g, _| 0.1 * normal_quantile(uniform(g)));
    let funnel = DriftFunnel::new(&units).unwrap();
    let list: Vec<usize> = (10..60).collect();
    let verdict = funnel.verdict_against(0, &list, Level::P95).unwrap();
    assert_eq!(verdict.n_units, 51);
    // Naming a unit twice, or itself, changes nothing; nor does what others do.
    let mut same = list.clone();
    same.extend([0, 20, 20]);
    assert_eq!(funnel.verdict_against(0, &same, Level::P95), Ok(verdict));
    units[80].after *= 3.0;
    let moved = DriftFunnel::new(&units)
        .unwrap()
        .verdict_against(0, &list, Level::P95);
    assert_eq!(moved, Ok(verdict));
}

#[test]
fn the_same_change_everywhere_is_no_drift() {
    let units: Vec<BeforeAfter> = (1..60)
        .map(|i| BeforeAfter::new(f64::from(i) * 100.0, f64::from(i) * 90.0))
        .collect();
    let funnel = DriftFunnel::new(&units).unwrap();
    assert_eq!(funnel.drift(), 0.0);
    let verdict = funnel.verdict(30, Level::P95).unwrap();
    assert!((verdict.ratio.value - 1.0).abs() < 0.01, "{verdict:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn a_larger_rise_is_never_called_smaller(
        seed in 0u64..50, unit in 0usize..60, factor in 1.01..4.0f64
    ) {
        let mut units = drifting(60, seed, |g, _| 0.2 * normal_quantile(uniform(g)));
        let verdict = |units: &[BeforeAfter]| {
            DriftFunnel::new(units).unwrap().verdict(unit, Level::P95).unwrap()
        };
        let before = verdict(&units);
        units[unit].after *= factor;
        let after = verdict(&units);
        prop_assert!(after.ratio.value > before.ratio.value);
        // The others' drift and tails do not depend on the unit's own change.
        prop_assert!((after.drift - before.drift).abs() < 1e-6);
        prop_assert!((after.widening - before.widening).abs() < 1e-4);
    }

    #[test]
    fn the_p_value_and_the_interval_agree(seed in 0u64..50) {
        let units = drifting(100, seed, |g, _| 0.2 * normal_quantile(uniform(g)));
        for verdict in DriftFunnel::new(&units).unwrap().verdicts(Level::P95).into_iter().flatten() {
            let outside = verdict.ratio.upper < 1.0 || verdict.ratio.lower > 1.0;
            prop_assert_eq!(outside, verdict.p <= 0.05 + 1e-12, "{:?}", verdict);
            prop_assert!(verdict.rank <= verdict.n_units);
        }
    }
}

#[test]
fn who_has_a_say_in_the_plain_drift_can_be_told() {
    let units = [10.0, 15.0, 30.0, 40.0, 50.0].map(|n| BeforeAfter::new(n, n + 4.0));
    let drift = |fewest| PlainFunnel::of_at_least(fewest, &units).map(|funnel| funnel.mean);
    assert_eq!(
        drift(20.0),
        PlainFunnel::new(&units).map(|funnel| funnel.mean)
    );
    assert_ne!(drift(10.0), drift(20.0));
    assert_eq!(
        drift(35.0),
        Err(FunnelError::TooFewUnits {
            found: 2,
            needed: 3
        })
    );
}
