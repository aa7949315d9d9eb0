use super::*;
use proptest::prelude::*;

/// The definition: every circle in every window.
fn by_definition(
    locations: &[Point],
    cases: &[Case],
    periods: usize,
    cylinders: Cylinders,
) -> Option<(f64, u64)> {
    let zones = Zones::new(locations, cylinders.radius);
    let all = cases.len() as f64;
    let mut best: Option<(f64, u64)> = None;
    for centre in 0..locations.len() {
        for width in 1..=zones.around(centre).len() {
            let inside: Vec<usize> = zones.around(centre)[..width]
                .iter()
                .map(|near| near.location as usize)
                .collect();
            let here = |case: &&Case| inside.contains(&case.location);
            let in_circle = cases.iter().filter(here).count() as f64;
            for first in 0..periods {
                for last in first..(first + cylinders.longest).min(periods) {
                    if cylinders.until == Until::LastPeriod && last + 1 < periods {
                        continue;
                    }
                    let then = |case: &&Case| (first..=last).contains(&case.period);
                    let in_window = cases.iter().filter(then).count() as f64;
                    let observed = cases.iter().filter(then).filter(here).count();
                    let expected = in_circle * in_window / all;
                    if observed < cylinders.fewest_cases || observed as f64 <= expected {
                        continue;
                    }
                    let llr = ratio(observed as f64, expected, all);
                    if best.is_none_or(|(most, _)| llr > most) {
                        best = Some((llr, observed as u64));
                    }
                }
            }
        }
    }
    best
}

proptest! {
    #[test]
    fn the_cluster_is_that_found_by_looking_everywhere(
        places in prop::collection::vec((0u8..6, 0u8..6), 1..12),
        drawn in prop::collection::vec((any::<prop::sample::Index>(), 0usize..9), 2..40),
        (radius, longest) in (0.0..5.0f64, 1usize..12),
    ) {
        let locations: Vec<Point> = places
            .iter()
            .map(|&(x, y)| Point::new(f64::from(x), f64::from(y)))
            .collect();
        let cases: Vec<Case> = drawn
            .iter()
            .map(|(location, period)| Case {
                location: location.index(locations.len()),
                period: *period,
            })
            .collect();
        for until in [Until::AnyPeriod, Until::LastPeriod] {
            let cylinders = Cylinders { radius, longest, fewest_cases: 2, until };
            let scan = space_time_scan(&locations, &cases, 9, cylinders, 0, Seed(1)).unwrap();
            let found = scan.cluster.map(|c| (c.llr, c.observed));
            match (found, by_definition(&locations, &cases, 9, cylinders)) {
                (Some((llr, _)), Some((most, _))) => prop_assert!((llr / most - 1.0).abs() < 1e-12),
                (found, most) => prop_assert_eq!(found, most),
            }
        }
    }
}

fn town() -> (Vec<Point>, Vec<Case>) {
    let locations: Vec<Point> = (0..100)
        .map(|i| Point::new(f64::from(i % 10), f64::from(i / 10)))
        .collect();
    let mut cases: Vec<Case> = (0..300)
        .map(|i| Case {
            location: i * 37 % 100,
            period: i * 11 % 40,
        })
        .collect();
    // Eight at one crossing in two weeks.
    cases.extend((0..8).map(|i| Case {
        location: 44 + i % 2,
        period: 20 + i % 2,
    }));
    (locations, cases)
}

const LOOK: Cylinders = Cylinders {
    radius: 2.0,
    longest: 4,
    fewest_cases: 2,
    until: Until::AnyPeriod,
};

#[test]
fn a_planted_cluster_is_found_where_and_when_it_was_planted() {
    let (locations, cases) = town();
    let scan = space_time_scan(&locations, &cases, 40, LOOK, 199, Seed(1)).unwrap();
    assert_eq!((scan.p.p, scan.simulated.len()), (0.005, 199));
    assert!(scan.p_gumbel.unwrap() < 0.005);
    let cluster = scan.cluster.unwrap();
    // One of the even cases lies beside it a week later and joins it.
    assert_eq!((cluster.first_period, cluster.last_period), (20, 22));
    assert!([44, 45].iter().all(|at| cluster.locations.contains(at)));
    assert!(cluster.observed >= 8 && cluster.radius <= 2.0);
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let (locations, cases) = town();
    let with = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads);
        pool.build()
            .unwrap()
            .install(|| space_time_scan(&locations, &cases, 40, LOOK, 60, Seed(2)).unwrap())
    };
    assert_eq!(with(1), with(2));
}

#[test]
fn without_clusters_one_in_twenty_scans_finds_one() {
    use crate::numeric::below;
    let locations: Vec<Point> = (0..25)
        .map(|i| Point::new(f64::from(i % 5), f64::from(i / 5)))
        .collect();
    let called = (0..200)
        .filter(|&world| {
            let mut generator = Seed(9).replicate(world);
            let cases: Vec<Case> = (0..60)
                .map(|_| Case {
                    location: below(&mut generator, 25) as usize,
                    period: below(&mut generator, 12) as usize,
                })
                .collect();
            let scan = space_time_scan(&locations, &cases, 12, LOOK, 99, Seed(world)).unwrap();
            scan.p.p <= 0.05
        })
        .count();
    // 10 expected, four standard deviations of 3.1 above.
    assert!((1..=22).contains(&called), "{called}");
}

#[test]
fn the_gumbel_tail_is_that_worked_by_hand() {
    // Mean 5 and variance 3.7 of three; scale √(6·3.7)/π = 1.4998 and mode
    // 5 − 0.5772·1.4998 = 4.1343: 1 − exp(−exp(−(10 − 4.1343)/1.4998)).
    let spread = 3.7f64.sqrt();
    let p = gumbel_above(10.0, &[5.0 - spread, 5.0, 5.0 + spread]).unwrap();
    assert!((p - 0.019_820_5).abs() < 1e-6, "{p}");
    assert_eq!(gumbel_above(10.0, &[5.0]), None);
    assert_eq!(gumbel_above(10.0, &[5.0, 5.0]), None);
}

#[test]
fn scattered_single_cases_are_no_cluster() {
    let locations = [Point::new(0.0, 0.0), Point::new(10.0, 0.0)];
    let cases = [0, 1].map(|location| Case {
        location,
        period: location,
    });
    let scan = space_time_scan(&locations, &cases, 2, LOOK, 9, Seed(1)).unwrap();
    assert_eq!((scan.cluster, scan.p.p, scan.p_gumbel), (None, 1.0, None));
}

#[test]
fn what_cannot_be_scanned_is_refused() {
    let (locations, cases) = town();
    let scan = |cases: &[Case], periods, look| {
        space_time_scan(&locations, cases, periods, look, 0, Seed(1)).map(|_| ())
    };
    assert_eq!(scan(&cases[..1], 40, LOOK), Err(ScanError::TooFewCases(1)));
    assert_eq!(
        scan(&cases, 39, LOOK),
        Err(ScanError::UnknownCase { index: 29 })
    );
    for look in [
        Cylinders {
            radius: -1.0,
            ..LOOK
        },
        Cylinders {
            radius: f64::NAN,
            ..LOOK
        },
        Cylinders { longest: 0, ..LOOK },
    ] {
        assert_eq!(scan(&cases, 40, look), Err(ScanError::NoCylinders));
    }
}
