use super::*;
use proptest::prelude::*;

const ALL: [RatioInterval; 7] = [
    RatioInterval::ConditionalExact,
    RatioInterval::MidP,
    RatioInterval::Score,
    RatioInterval::WaldLog,
    RatioInterval::ScoreLog,
    RatioInterval::SquareRoot,
    RatioInterval::Mover,
];

fn ends(after: u64, before: u64, method: RatioInterval) -> Interval {
    let (before, after) = (Counted::new(before, 12.0), Counted::new(after, 12.0));
    rate_ratio_interval(before, after, Level::P95, method).unwrap()
}

#[test]
fn counts_of_any_size_are_compared_at_once() {
    let tests = [
        RatioTest::ConditionalExact,
        RatioTest::ConditionalMidP,
        RatioTest::EScore,
        RatioTest::EWald,
    ];
    for (x, y) in [
        (10_000_000u64, 1u64),
        (1, 10_000_000),
        (1 << 50, (1 << 50) + (1 << 26)),
    ] {
        let (before, after) = (Counted::new(y, 1.0), Counted::new(x, 1.0));
        let normal = rate_ratio_test(before, after, RatioTest::Score).unwrap();
        for test in tests {
            let p = rate_ratio_test(before, after, test).unwrap();
            assert!(
                (p - normal).abs() < 1e-3,
                "{x} {y} {test:?}: {p}, not {normal}"
            );
        }
        for method in ALL {
            let found = rate_ratio_interval(before, after, Level::P95, method).unwrap();
            let ratio = x as f64 / y as f64;
            assert!(
                found.lower < ratio && ratio < found.upper,
                "{x} {y} {method:?}"
            );
        }
    }
}

#[test]
fn intervals_of_41_and_30_are_those_of_statsmodels() {
    // confint_poisson_2indep(41, 1, 30, 1, compare="ratio"), statsmodels
    // 0.15.0, whose own search stops at 1e-8.
    for (method, lower, upper) in [
        (RatioInterval::Score, 0.8570360084534998, 2.179345742250724),
        (
            RatioInterval::WaldLog,
            0.8534050432358514,
            2.1886181627140786,
        ),
        (
            RatioInterval::ScoreLog,
            0.8570843869001932,
            2.2635546264309165,
        ),
        (RatioInterval::Mover, 0.8543767975403948, 2.181745992939011),
        (
            RatioInterval::ConditionalExact,
            0.8327861749283516,
            2.2666669557619525,
        ),
        (RatioInterval::MidP, 0.8538106034409492, 2.2067317729184426),
    ] {
        let found = ends(41, 30, method);
        assert!((found.lower - lower).abs() < 2e-8, "{method:?} {found:?}");
        assert!((found.upper - upper).abs() < 2e-8, "{method:?} {found:?}");
    }
}

#[test]
fn the_square_root_interval_ends_where_its_test_says() {
    let found = ends(12, 9, RatioInterval::SquareRoot);
    for ratio in [found.lower, found.upper] {
        let apart = 12.5f64.sqrt() - (9.5 * ratio).sqrt();
        let z = 2.0 * apart.abs() / (1.0 + ratio).sqrt();
        assert!((z - Level::P95.z()).abs() < 1e-12, "{found:?}");
    }
}

#[test]
fn nothing_before_leaves_the_ratio_open_and_nothing_at_all_is_refused() {
    let open = ends(3, 0, RatioInterval::ConditionalExact);
    assert!(open.upper == f64::INFINITY && open.lower > 0.0, "{open:?}");
    // With few counted the log score test never reaches the level.
    assert_eq!(ends(2, 1, RatioInterval::ScoreLog).upper, f64::INFINITY);
    let nothing = Counted::new(0, 12.0);
    let refused = rate_ratio(nothing, nothing, Level::P95);
    assert_eq!(refused, Err(RateRatioError::NothingCounted));
    let no_months = Counted::new(3, 0.0);
    let refused = rate_ratio(nothing, no_months, Level::P95);
    assert_eq!(refused, Err(RateRatioError::NoExposure(0.0)));
    let some = Counted::new(3, 12.0);
    let refused = rate_ratio_test(nothing, some, RatioTest::WaldLog);
    assert_eq!(refused, Err(RateRatioError::NeedsBothCounts));
}

#[test]
fn exact_and_mid_p_hold_the_truth_as_often_as_they_claim() {
    // Summed over all outcomes of 15 expected before and 10 after.
    let (a, b) = (Mass::poisson(15.0), Mass::poisson(10.0));
    let coverage = |method| {
        let mut total = 0.0;
        for before in 1..50 {
            for after in 0..40 {
                if ends(after, before, method).holds(10.0 / 15.0) {
                    total += a.at(before) * b.at(after);
                }
            }
        }
        total
    };
    assert!(coverage(RatioInterval::ConditionalExact) >= 0.95);
    let mid_p = coverage(RatioInterval::MidP);
    assert!((mid_p - 0.955).abs() < 0.01, "{mid_p}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    #[test]
    fn doubling_both_exposures_leaves_the_ratio(x in 1u64..400, y in 1u64..400) {
        for method in ALL {
            let one = ends(x, y, method);
            let (before, after) = (Counted::new(y, 24.0), Counted::new(x, 24.0));
            let other = rate_ratio_interval(before, after, Level::P95, method).unwrap();
            prop_assert_eq!(one, other);
            prop_assert!(one.holds(x as f64 / y as f64), "{:?} {:?}", method, one);
        }
    }
}
