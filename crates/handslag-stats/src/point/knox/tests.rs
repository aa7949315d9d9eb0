use super::*;
use proptest::prelude::*;
use std::path::Path;

fn event(x: f64, y: f64, time: f64) -> Event {
    Event {
        at: Point::new(x, y),
        time,
    }
}

/// The definition: every pair by itself, with times dealt out by `dealt`.
fn by_definition(
    events: &[Event],
    dealt: &[usize],
    space: &Bands,
    time: &Bands,
    metric: Metric,
) -> Vec<Vec<u64>> {
    let mut counts = vec![vec![0; time.len()]; space.len()];
    for i in 0..events.len() {
        for j in 0..i {
            let (a, b) = (events[i].at, events[j].at);
            let apart = match metric {
                Metric::Euclidean => a.distance(b),
                Metric::Manhattan => (a.x - b.x).abs() + (a.y - b.y).abs(),
                Metric::Maximum => (a.x - b.x).abs().max((a.y - b.y).abs()),
            };
            let later = (events[dealt[i]].time - events[dealt[j]].time).abs();
            if let (Some(row), Some(column)) = (space.of(apart), time.of(later)) {
                counts[row][column] += 1;
            }
        }
    }
    counts
}

fn some_events(most: usize) -> impl Strategy<Value = Vec<Event>> {
    prop::collection::vec((0u8..12, 0u8..9, 0u8..30), 2..most).prop_map(|all| {
        all.into_iter()
            .map(|(x, y, t)| event(f64::from(x), f64::from(y), f64::from(t) * 0.5))
            .collect()
    })
}

fn some_bands() -> impl Strategy<Value = Bands> {
    let breaks = prop::collection::btree_set(0u8..16, 2..5);
    (breaks, any::<bool>(), any::<bool>()).prop_map(|(breaks, open, upper)| {
        let mut breaks: Vec<f64> = breaks.into_iter().map(f64::from).collect();
        if open {
            breaks.push(f64::INFINITY);
        }
        if upper && !open {
            Bands::open_closed(&breaks).unwrap()
        } else {
            Bands::closed_open(&breaks).unwrap()
        }
    })
}

proptest! {
    #[test]
    fn pairs_are_those_found_one_by_one(
        events in some_events(40),
        space in some_bands(),
        time in some_bands(),
    ) {
        let as_is: Vec<usize> = (0..events.len()).collect();
        for metric in [Metric::Euclidean, Metric::Manhattan] {
            let table = near_repeat(&events, &space, &time, metric).unwrap();
            let counts: Vec<Vec<u64>> = table
                .cells
                .iter()
                .map(|row| row.iter().map(|cell| cell.observed).collect())
                .collect();
            prop_assert_eq!(counts, by_definition(&events, &as_is, &space, &time, metric));
        }
    }

    #[test]
    fn whole_and_broken_times_are_counted_alike(
        events in some_events(25),
        space in some_bands(),
        breaks in prop::collection::btree_set(0u8..20, 2..5),
    ) {
        // Halves are counted as they are; ten and a hundred thousand times as
        // much fits in narrow and in wide whole numbers.
        let simulated = |scale: f64| {
            let breaks: Vec<f64> = breaks.iter().map(|&b| f64::from(b) * scale).collect();
            let events: Vec<Event> = events
                .iter()
                .map(|e| Event { time: e.time * scale, ..*e })
                .collect();
            let time = Bands::closed_open(&breaks).unwrap();
            let table =
                near_repeat_test(&events, &space, &time, Metric::Euclidean, 40, Seed(5)).unwrap();
            let cells = table.cells.into_iter().flatten();
            cells.map(|c| c.simulated.unwrap().counts).collect::<Vec<_>>()
        };
        let halves = simulated(1.0);
        prop_assert_eq!(&simulated(10.0), &halves);
        prop_assert_eq!(&simulated(100_000.0), &halves);
    }
}

/// All orders of 0 to n − 1.
fn orders(n: usize) -> Vec<Vec<usize>> {
    if n == 0 {
        return vec![vec![]];
    }
    orders(n - 1)
        .into_iter()
        .flat_map(|order| {
            (0..n).map(move |place| {
                let mut longer = order.clone();
                longer.insert(place, n - 1);
                longer
            })
        })
        .collect()
}

#[test]
fn mean_and_spread_are_those_over_all_dealings() {
    let events = [
        event(0.0, 0.0, 1.0),
        event(1.0, 0.0, 2.0),
        event(1.0, 1.0, 2.0),
        event(5.0, 1.0, 9.0),
        event(5.0, 1.0, 4.0),
        event(2.0, 3.0, 4.0),
    ];
    let space = Bands::same_place_and(&[1.5, 3.0, f64::INFINITY]).unwrap();
    let time = Bands::closed_open(&[0.0, 1.0, 3.0, f64::INFINITY]).unwrap();
    let table = near_repeat(&events, &space, &time, Metric::Euclidean).unwrap();
    let all: Vec<_> = orders(6)
        .iter()
        .map(|order| by_definition(&events, order, &space, &time, Metric::Euclidean))
        .collect();
    assert_eq!(all.len(), 720);
    for (row, cells) in table.cells.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            let counts: Vec<f64> = all.iter().map(|c| c[row][column] as f64).collect();
            let average = mean(&counts);
            let spread = (variance(&counts) * 719.0 / 720.0).sqrt();
            assert!((cell.expected - average).abs() < 1e-12);
            assert!((cell.sd - spread).abs() < 1e-7, "{} {spread}", cell.sd);
        }
    }
}

#[test]
fn replicates_have_the_exact_mean_and_spread() {
    let events: Vec<Event> = (0..80)
        .map(|i| {
            event(
                f64::from(i * 37 % 23),
                f64::from(i * 11 % 17),
                f64::from(i * 7 % 61),
            )
        })
        .collect();
    let space = Bands::closed_open(&[1.0, 4.0, f64::INFINITY]).unwrap();
    let time = Bands::closed_open(&[0.0, 3.0, 10.0]).unwrap();
    let table = near_repeat_test(&events, &space, &time, Metric::Euclidean, 4000, Seed(1)).unwrap();
    for cell in table.cells.iter().flatten() {
        let simulated = cell.simulated.as_ref().unwrap();
        // Four standard errors of a mean and of a spread of 4,000 counts.
        assert!((simulated.mean - cell.expected).abs() < 4.0 * cell.sd / 4000f64.sqrt());
        assert!((simulated.sd / cell.sd - 1.0).abs() < 4.0 / 8000f64.sqrt());
        assert_eq!(simulated.p_upper, simulated.p_at_least(cell.observed));
    }
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let events: Vec<Event> = (0..200)
        .map(|i| event(f64::from(i * 37 % 101), 0.0, f64::from(i * 7 % 61)))
        .collect();
    let bands = Bands::up_to(5.0).unwrap();
    let with = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads);
        pool.build().unwrap().install(|| {
            near_repeat_test(&events, &bands, &bands, Metric::Euclidean, 100, Seed(3)).unwrap()
        })
    };
    assert_eq!(with(1), with(2));
}

#[test]
fn without_interaction_one_in_twenty_is_called_one() {
    use crate::numeric::below;
    let bands = Bands::up_to(20.0).unwrap();
    let called = (0..400)
        .filter(|&world| {
            let mut generator = Seed(11).replicate(world);
            let mut draw = || f64::from(below(&mut generator, 200));
            let events: Vec<Event> = (0..60).map(|_| event(draw(), draw(), draw())).collect();
            let seed = Seed(world);
            let table =
                near_repeat_test(&events, &bands, &bands, Metric::Euclidean, 99, seed).unwrap();
            table.cells[0][0].simulated.as_ref().unwrap().p_upper.p <= 0.05
        })
        .count();
    // At most 20 of 400 expected, fewer since counts tie; four standard
    // deviations of 4.4 above.
    assert!((3..=37).contains(&called), "{called}");
}

#[test]
fn what_cannot_be_counted_is_refused() {
    let bands = Bands::up_to(1.0).unwrap();
    let one = [event(0.0, 0.0, 0.0)];
    let refused = near_repeat(&one, &bands, &bands, Metric::Euclidean);
    assert_eq!(refused, Err(KnoxError::TooFewEvents(1)));
    let undefined = [one[0], event(0.0, 0.0, f64::NAN)];
    let refused = near_repeat(&undefined, &bands, &bands, Metric::Euclidean);
    assert_eq!(refused, Err(KnoxError::NotDefined { index: 1 }));
    for breaks in [
        vec![],
        vec![1.0],
        vec![2.0, 1.0],
        vec![-1.0, 1.0],
        vec![0.0, f64::NAN],
    ] {
        assert!(Bands::closed_open(&breaks).is_err(), "{breaks:?}");
    }
}

#[test]
fn where_nothing_can_vary_there_is_no_z() {
    let same_day = [
        event(0.0, 0.0, 1.0),
        event(1.0, 0.0, 1.0),
        event(9.0, 0.0, 1.0),
    ];
    let bands = Bands::up_to(5.0).unwrap();
    let table = near_repeat(&same_day, &bands, &bands, Metric::Euclidean).unwrap();
    let cell = &table.cells[0][0];
    assert_eq!((cell.observed, cell.expected, cell.sd), (1, 1.0, 0.0));
    assert_eq!(
        (cell.z(), cell.p_normal(), cell.ratio()),
        (None, None, Some(1.0))
    );
}

#[test]
fn shared_arsons_lie_in_the_bands_of_the_near_repeat_calculator() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data/facit-rumslig/near-repeat-mordbrand");
    let Ok(text) = std::fs::read_to_string(folder.join("expected.json")) else {
        eprintln!(
            "NOT RUN: shared_arsons_lie_in_the_bands_of_the_near_repeat_calculator: shared data is not beside the checkout"
        );
        return;
    };
    let expected: serde_json::Value = serde_json::from_str(&text).unwrap();
    let events: Vec<Event> = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_path(folder.join("chicago_arson.csv"))
        .unwrap()
        .records()
        .map(|row| {
            let row = row.unwrap();
            let midnight = format!("{}T00:00", &row[2]).parse().unwrap();
            let first: crate::point::CivilTime = "2016-01-01T00:00".parse().unwrap();
            let day = (first.seconds_until(midnight) / 86_400) as f64;
            event(row[0].parse().unwrap(), row[1].parse().unwrap(), day)
        })
        .collect();
    let day = |days: &[f64]| Bands::closed_open(days).unwrap();
    let space = Bands::same_place_and(&[200.0, 400.0, 600.0, f64::INFINITY]).unwrap();
    let time = day(&[0.0, 1.0, 2.0, 3.0, f64::INFINITY]);
    let table = near_repeat_test(&events, &space, &time, Metric::Manhattan, 999, Seed(1)).unwrap();
    let field = |name: &str, row: usize, column: usize| &expected[name][row][column];
    for (row, cells) in table.cells.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            let recounted = field(
                "observed_pairs_recounted_with_its_true_intervals",
                row,
                column,
            );
            assert_eq!(cell.observed, recounted.as_u64().unwrap());
            let p = field("p_values_99_permutations", row, column)
                .as_f64()
                .unwrap();
            let ours = cell.simulated.as_ref().unwrap().p_upper.p;
            // Its p is the lowest of 99 exactly where ours is below 0.02.
            assert_eq!(ours < 0.02, p <= 0.01, "{row} {column}: {ours}");
        }
    }
}
