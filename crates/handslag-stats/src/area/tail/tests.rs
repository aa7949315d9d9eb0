use super::*;
use proptest::prelude::*;

fn simulation(replicates: u32) -> Simulation {
    Simulation {
        replicates,
        seed: Seed(11),
    }
}

/// A ring where each area has the `reach` nearest on either side.
fn ring(areas: usize, reach: usize) -> Neighbours {
    let lists: Vec<Vec<usize>> = (0..areas)
        .map(|i| {
            (1..=reach)
                .flat_map(|d| [(i + d) % areas, (i + areas - d) % areas])
                .collect()
        })
        .collect();
    Neighbours::mutual(&lists).unwrap()
}

fn map<'a>(values: &'a [f64], neighbours: &'a Neighbours) -> Map<'a> {
    let total = values.iter().sum();
    Map {
        values,
        neighbours,
        total,
    }
}

fn as_values(counts: &[u64]) -> Vec<f64> {
    counts.iter().map(|&count| count as f64).collect()
}

#[test]
fn counted_and_enumerated_tails_are_the_same() {
    let counts = [3, 0, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 0, 0, 0, 30];
    let neighbours = ring(counts.len(), 2);
    let exact = count_tails(&counts, &neighbours, simulation(0)).unwrap();
    let mut enumerated = vec![None; counts.len()];
    let areas: Vec<usize> = (0..counts.len()).collect();
    let values = as_values(&counts);
    enumerated::tails(&map(&values, &neighbours), &areas, &mut enumerated);
    for (one, other) in exact.iter().zip(enumerated) {
        let (one, other) = (one.unwrap(), other.unwrap());
        assert_eq!(one.sum, other.sum);
        // Rounding only.
        assert!((one.p_lower / other.p_lower - 1.0).abs() < 4e-15);
        assert!((one.p_upper / other.p_upper - 1.0).abs() < 4e-15);
    }
}

#[test]
fn simulated_tails_are_near_the_exact_ones_for_every_area() {
    let counts: Vec<u64> = (0..60u64)
        .map(|i| i * i * 7 % 13 + (i % 17 / 16) * 40)
        .collect();
    let neighbours = ring(60, 3);
    let exact = count_tails(&counts, &neighbours, simulation(0)).unwrap();
    let mut simulated = vec![None; 60];
    let areas: Vec<usize> = (0..60).collect();
    let replicates = 40_000;
    let values = as_values(&counts);
    simulated::tails(
        &map(&values, &neighbours),
        &areas,
        simulation(replicates),
        &mut simulated,
    );
    for (exact, simulated) in exact.iter().zip(simulated) {
        let (exact, simulated) = (exact.unwrap(), simulated.unwrap());
        for (p, drawn) in [
            (exact.p_lower, simulated.p_lower),
            (exact.p_upper, simulated.p_upper),
        ] {
            let se = (p * (1.0 - p) / f64::from(replicates)).sqrt();
            // Four standard errors, and the one added.
            assert!(
                (p - drawn).abs() <= 4.5 * se + 1.0 / 40_000.0,
                "{exact:?} {simulated:?}"
            );
        }
        assert_eq!(simulated.reckoning, Reckoning::Simulated { replicates });
    }
}

#[test]
fn every_area_has_the_same_chance_under_chance() {
    // Over many maps of one set of counts the mid p value of an area has mean
    // one half, the last area's too, whose draws are made another way.
    let neighbours = ring(30, 2);
    let mut values: Vec<f64> = (0..30).map(|i| f64::from(i * i % 11) + 0.125).collect();
    let (mut first, mut last) = (0.0, 0.0);
    let maps = 600;
    for number in 0..maps {
        crate::numeric::shuffle(&mut Seed(5).replicate(number), &mut values);
        let mut found = vec![None; 30];
        simulated::tails(
            &map(&values, &neighbours),
            &[0, 29],
            simulation(199),
            &mut found,
        );
        let mid = |area: usize| {
            let tail: NeighbourTail = found[area].unwrap();
            (tail.p_upper + 1.0 - tail.p_lower) / 2.0
        };
        first += mid(0) / maps as f64;
        last += mid(29) / maps as f64;
    }
    // A uniform variable's standard error is 0.29 / √600 = 0.012.
    assert!(
        (first - 0.5).abs() < 0.048 && (last - 0.5).abs() < 0.048,
        "{first} {last}"
    );
}

#[test]
fn counts_too_large_and_unlike_are_simulated_and_say_so() {
    let counts: Vec<u64> = (0..300u64)
        .map(|i| i * 7_919 % 1_000_003 * 1_001 + i * i)
        .collect();
    let neighbours = ring(300, 4);
    let tails = count_tails(&counts, &neighbours, simulation(999)).unwrap();
    let tail = tails[7].unwrap();
    assert_eq!(tail.reckoning, Reckoning::Simulated { replicates: 999 });
    assert!(tail.p_two_sided >= 0.002 && tail.monte_carlo_se() > 0.0);
    let none = count_tails(&counts, &neighbours, simulation(0));
    assert_eq!(none, Err(TailError::NoReplicates));
}

#[test]
fn counts_in_the_thousands_are_still_counted() {
    let counts: Vec<u64> = (0..120u64).map(|i| 2_000 + i * i * 31 % 997).collect();
    let tails = count_tails(&counts, &ring(120, 3), simulation(0)).unwrap();
    assert!(
        tails
            .iter()
            .all(|tail| tail.unwrap().reckoning == Reckoning::Exact)
    );
}

#[test]
fn an_island_has_no_tail_and_equal_counts_have_none_to_speak_of() {
    let neighbours = Neighbours::mutual(&[vec![1], vec![0], vec![]]).unwrap();
    let tails = count_tails(&[4, 4, 4], &neighbours, simulation(0)).unwrap();
    assert_eq!(tails[2], None);
    assert_eq!(tails[0].unwrap().p_two_sided, 1.0);
    let alone = Neighbours::mutual(&[vec![]]).unwrap();
    assert_eq!(count_tails(&[4], &alone, simulation(0)), Ok(vec![None]));
    let nowhere = Neighbours::mutual(&[]).unwrap();
    assert_eq!(count_tails(&[], &nowhere, simulation(0)), Ok(vec![]));
}

#[test]
fn values_that_cannot_be_compared_are_refused() {
    let pair = Neighbours::mutual(&[vec![1], vec![0]]).unwrap();
    let check = |values: &[f64], error| {
        assert_eq!(value_tails(values, &pair, simulation(9)), Err(error));
    };
    check(&[1.0, f64::NAN], TailError::NotFinite { area: 1 });
    check(
        &[1.0],
        TailError::DifferentLengths {
            values: 1,
            areas: 2,
        },
    );
    let large = count_tails(&[0, u64::MAX], &pair, simulation(9));
    assert_eq!(large, Err(TailError::TooLarge { area: 1 }));
}

#[test]
fn one_thread_and_two_give_the_same_bytes() {
    let counts: Vec<u64> = (0..200u64).map(|i| i * i * 7 % 23).collect();
    let values: Vec<f64> = counts.iter().map(|&c| (c as f64 + 0.3).sqrt()).collect();
    let neighbours = ring(200, 3);
    let run = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        pool.unwrap().install(|| {
            (
                count_tails(&counts, &neighbours, simulation(0)),
                value_tails(&values, &neighbours, simulation(9_999)),
            )
        })
    };
    assert_eq!(run(1), run(2));
}

proptest! {
    #[test]
    fn tails_do_not_depend_on_the_unit(counts in prop::collection::vec(0u64..9, 8..20), step in 1u64..5, base in 0u64..50) {
        let neighbours = ring(counts.len(), 2);
        let moved: Vec<u64> = counts.iter().map(|c| c * step + base).collect();
        let one = count_tails(&counts, &neighbours, simulation(0)).unwrap();
        let other = count_tails(&moved, &neighbours, simulation(0)).unwrap();
        for (one, other) in one.iter().zip(&other) {
            prop_assert_eq!(one.unwrap().p_lower, other.unwrap().p_lower);
            prop_assert_eq!(one.unwrap().p_upper, other.unwrap().p_upper);
        }
    }

    #[test]
    fn the_two_tails_overlap_in_what_was_seen(counts in prop::collection::vec(0u64..9, 8..20)) {
        for tail in count_tails(&counts, &ring(counts.len(), 1), simulation(0)).unwrap() {
            let tail = tail.unwrap();
            prop_assert!(tail.p_lower > 0.0 && tail.p_upper > 0.0);
            prop_assert!(tail.p_lower + tail.p_upper > 1.0 - 1e-12);
            prop_assert!(tail.p_two_sided <= 1.0);
        }
    }
}
