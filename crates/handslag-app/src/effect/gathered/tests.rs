//! Answers about concentration: a change that is planted is found.

use handslag_domain::amount::Amount;
use handslag_domain::effect::{Asks, Comparison, Examined, Finding, PlaceCount, WarningKind};

use crate::effect::tests::{answer, asked, sentences};

fn told(counts: &[(i64, i64)]) -> Examined {
    let places = counts.iter().map(|(before, after)| PlaceCount {
        before: (*before).into(),
        after: (*after).into(),
        ..PlaceCount::default()
    });
    answer(asked(Comparison {
        asks: Asks::Concentration,
        places: places.collect(),
        ..Comparison::default()
    }))
}

/// Twenty places with ten events each.
fn even() -> Vec<i64> {
    vec![10; 20]
}

/// As many events, 105 of them in the first place and five in each other.
fn gathered() -> Vec<i64> {
    let mut counts = vec![5; 20];
    counts[0] = 105;
    counts
}

fn told_of(before: Vec<i64>, after: Vec<i64>) -> Examined {
    let counts: Vec<(i64, i64)> = before.into_iter().zip(after).collect();
    told(&counts)
}

#[test]
fn a_planted_gathering_is_found() {
    let examined = told_of(even(), gathered());
    assert_eq!(examined.finding, Finding::Increase);
    assert_eq!(
        sentences(&examined),
        [
            "Hälften av händelserna skedde på 5 % av platserna, mot 50 % tidigare.",
            "Händelserna är mer samlade än tidigare.",
            "Skillnaden är större än vad slumpen brukar ge.",
        ]
    );
    // By hand: (19 · 105 − 19 · 5) / (20 · 200) = 0.475 against 0.
    assert_eq!(examined.estimates[0].estimate.value.to_string(), "0.475");
    assert_eq!(examined.estimates[0].p.unwrap().to_string(), "0.001");
}

#[test]
fn a_planted_spreading_is_found() {
    let examined = told_of(gathered(), even());
    assert_eq!(examined.finding, Finding::Decrease);
    assert!(sentences(&examined)[1].starts_with("Händelserna är mer utspridda än tidigare."));
}

#[test]
fn where_nothing_was_planted_nothing_is_found() {
    let examined = told_of(gathered(), gathered());
    assert_eq!(examined.finding, Finding::CannotBeTold);
    assert!(sentences(&examined)[1].contains("det går inte att avgöra"));
    assert_eq!(examined.estimates[0].p.unwrap().to_string(), "1");
}

#[test]
fn fewer_events_alone_are_no_gathering() {
    // Half as many of everything: unevenness by chance grows, and is allowed for.
    let after = gathered().iter().map(|n| n / 2).collect();
    assert_eq!(told_of(gathered(), after).finding, Finding::CannotBeTold);
}

#[test]
fn the_same_numbers_give_the_same_answer() {
    let numbers = || told_of(even(), gathered()).estimates;
    assert_eq!(numbers(), numbers());
}

#[test]
fn few_places_are_warned_of() {
    let examined = told(&[(60, 20), (10, 50)]);
    assert!(
        examined
            .warnings
            .iter()
            .any(|w| w.kind == WarningKind::SmallNumbers)
    );
}

#[test]
fn what_cannot_be_computed_says_so() {
    for (counts, finding, words) in [
        (&[][..], Finding::NotExamined, "minst två platser"),
        (&[(60, 70)], Finding::NotExamined, "minst två platser"),
        (
            &[(30, 30), (19, 30)],
            Finding::CannotBeTold,
            "minst 50 i varje period",
        ),
        (&[(0, 0), (0, 0)], Finding::CannotBeTold, "minst 50"),
        (&[(-5, 60), (60, 60)], Finding::NotExamined, "ett helt tal"),
        (
            &[(i64::MAX, i64::MAX), (i64::MAX, i64::MAX)],
            Finding::CannotBeTold,
            "högst 200",
        ),
    ] {
        let examined = told(counts);
        assert_eq!(examined.finding, finding, "{counts:?}");
        assert!(
            sentences(&examined)[0].contains(words),
            "{:?}",
            examined.plain
        );
    }
}

#[test]
fn half_an_event_is_no_count() {
    let place = |before: &str| PlaceCount {
        before: Amount::parse(before).unwrap(),
        after: 90_u32.into(),
        ..PlaceCount::default()
    };
    let examined = answer(asked(Comparison {
        asks: Asks::Concentration,
        places: vec![place("60.5"), place("60")],
        ..Comparison::default()
    }));
    assert_eq!(examined.finding, Finding::NotExamined);
}

/// 60 places, each twice as likely as the one three after it; before and after
/// alike, so that the true change is none.
#[test]
fn the_interval_holds_the_truth_about_as_often_as_it_says() {
    use handslag_stats::numeric::{Seed, below};
    let weights: Vec<u32> = (0..60).map(|i| 1 << (10 - i / 6)).collect();
    let total: u32 = weights.iter().sum();
    let draw = |replicate: u64| {
        let mut generator = Seed(11).replicate(replicate);
        let mut counts = vec![0i64; weights.len()];
        for _ in 0..150 {
            let mut left = below(&mut generator, total);
            let place = weights.iter().position(|w| match left < *w {
                true => true,
                false => {
                    left -= w;
                    false
                }
            });
            counts[place.unwrap()] += 1;
        }
        counts
    };
    let n = 60;
    let held = (0..n).filter(|&i| {
        let estimate = &told_of(draw(2 * i), draw(2 * i + 1)).estimates[0].estimate;
        estimate.low.to_f64() <= 0.0 && 0.0 <= estimate.high.to_f64()
    });
    let held = held.count();
    // 95 of 100, give or take three standard errors of sixty.
    assert!((51..=60).contains(&held), "{held} of {n}");
}
