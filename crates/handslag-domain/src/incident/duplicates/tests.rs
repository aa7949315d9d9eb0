//! Suggestions as people meet them, and held to a search that compares all with all.

use std::collections::BTreeMap;
use std::time::Instant;

use jiff::Timestamp;
use proptest::prelude::*;

use super::*;
use crate::incident::{IncidentKey, Spot, WrittenSpot};

/// A report from a source: category, minutes after midnight, metres north of the square.
fn report(source: &str, key: usize, category: &str, minute: i64, metres: f64) -> Incident {
    let at = Timestamp::from_second(1_700_000_000 / 60 * 60 + minute * 60).unwrap();
    let key = IncidentKey(key.to_string());
    Incident {
        id: IncidentId::of(source, &key),
        source: source.to_owned(),
        key,
        window: TimeWindow::minute_of(at, TimePrecision::Minute).unwrap(),
        category: category.into(),
        at: Spot::kept(WrittenSpot {
            precision: Precision::Block,
            point: Some(Point::from_degrees(58.5 + metres / 111_195.0, 13.157).unwrap()),
            ..WrittenSpot::default()
        }),
        count: 1,
        counts: BTreeMap::new(),
        note: None,
        merged_from: Vec::new(),
    }
}

fn reasons(a: &Incident, b: &Incident) -> Option<Vec<Reason>> {
    let tree = CategoryTree::of_handslag();
    let found = suggest(&[a.clone(), b.clone()], &tree);
    assert_eq!(
        found,
        suggest(&[b.clone(), a.clone()], &tree),
        "the order is of no matter"
    );
    found
        .into_iter()
        .next()
        .map(|suggestion| suggestion.reasons)
}

#[test]
fn two_reports_of_the_same_broken_window_are_suggested_and_it_is_said_why() {
    let school = report("skolan", 1, "skadegorelse", 60, 0.0);
    let company = report("bolaget", 7, "klotter", 80, 100.0);
    let expected = vec![
        Reason::TimesNear { minutes_apart: 19 },
        Reason::WiderCategory,
        Reason::Near {
            distance_m: 100,
            allowed_m: 300,
        },
        Reason::OtherSource,
    ];
    assert_eq!(reasons(&school, &company), Some(expected));
}

#[test]
fn what_cannot_be_the_same_is_not_suggested() {
    let school = report("skolan", 1, "klotter", 60, 0.0);
    let not_the_same = [
        ("the same source", report("skolan", 2, "klotter", 60, 0.0)),
        (
            "another category",
            report("bolaget", 1, "fickstold", 60, 0.0),
        ),
        ("too late", report("bolaget", 1, "klotter", 122, 0.0)),
        ("too far", report("bolaget", 1, "klotter", 60, 301.0)),
    ];
    for (why, other) in not_the_same {
        assert_eq!(reasons(&school, &other), None, "{why}");
    }
    assert!(reasons(&school, &report("bolaget", 1, "klotter", 121, 299.0)).is_some());
}

#[test]
fn a_month_says_too_little_to_suggest_anything() {
    let school = report("skolan", 1, "klotter", 60, 0.0);
    let mut register = report("registret", 1, "klotter", 60, 0.0);
    let day = jiff::civil::date(2023, 11, 14);
    let utc = jiff::tz::TimeZone::UTC;
    let mut with = |precision| {
        register.window = TimeWindow::calendar(day, precision, &utc).unwrap();
        reasons(&school, &register)
    };
    assert_eq!(with(TimePrecision::Month), None);
    let same_day = Reason::SameDay {
        one_says_when: true,
    };
    assert!(with(TimePrecision::Day).unwrap().contains(&same_day));
}

#[test]
fn two_of_which_only_the_day_is_known_must_be_near() {
    let on_the_day = |source, metres| {
        let mut incident = report(source, 1, "klotter", 60, metres);
        let day = jiff::civil::date(2023, 11, 14);
        let utc = jiff::tz::TimeZone::UTC;
        incident.window = TimeWindow::calendar(day, TimePrecision::Day, &utc).unwrap();
        incident
    };
    let school = on_the_day("skolan", 0.0);
    let why = reasons(&school, &on_the_day("bolaget", 100.0)).unwrap();
    let same_day = Reason::SameDay {
        one_says_when: false,
    };
    assert!(why.contains(&same_day), "{why:?}");
    assert_eq!(reasons(&school, &on_the_day("bolaget", 258.0)), None);
    // A quarter of an hour apart, the same distance may be one.
    let at_one = report("skolan", 1, "klotter", 60, 0.0);
    let soon = report("bolaget", 1, "klotter", 75, 258.0);
    assert!(reasons(&at_one, &soon).is_some());
}

#[test]
fn the_same_place_and_the_same_area_are_known_without_a_point() {
    let with = |source, place: Option<&str>, area: Option<&str>| {
        let mut incident = report(source, 1, "stok", 0, 0.0);
        incident.at = Spot::kept(WrittenSpot {
            place: place.map(Into::into),
            area: area.map(str::to_owned),
            ..WrittenSpot::default()
        });
        incident
    };
    let at_square = |source| with(source, Some("torget"), None);
    let why = reasons(&at_square("a"), &at_square("b")).unwrap();
    assert!(why.contains(&Reason::SamePlace("torget".into())));
    let in_area = |source| with(source, None, Some("1494A0010"));
    let why = reasons(&in_area("a"), &in_area("b")).unwrap();
    assert!(why.contains(&Reason::SameArea("1494A0010".to_owned())));
    assert_eq!(
        reasons(&with("a", None, None), &with("b", None, None)),
        None
    );
}

#[test]
fn no_incident_has_more_suggestions_than_a_person_reads() {
    let mut all: Vec<Incident> = (0..10).map(|n| report("a", n, "stok", 0, 0.0)).collect();
    all.push(report("b", 0, "stok", 0, 0.0));
    let found = suggest(&all, &CategoryTree::of_handslag());
    assert_eq!(found.len(), MOST_FOR_ONE);
}

fn many() -> impl Strategy<Value = Vec<Incident>> {
    let one = (
        prop::sample::select(vec!["a", "b", "c"]),
        prop::sample::select(vec!["klotter", "skadegorelse", "stok", "berusade"]),
        0..600i64,
        -600.0..600.0f64,
        prop::sample::select(vec![
            Precision::Point,
            Precision::Block,
            Precision::NamedPlace,
        ]),
    );
    prop::collection::vec(one, 0..40).prop_map(|rows| {
        let report = |(n, (source, category, minute, metres, precision))| {
            let mut incident = report(source, n, category, minute, metres);
            let written = incident.at.written().clone();
            incident.at = Spot::kept(WrittenSpot {
                precision,
                ..written
            });
            incident
        };
        rows.into_iter().enumerate().map(report).collect()
    })
}

proptest! {
    #[test]
    fn the_fast_search_finds_what_comparing_all_with_all_finds(incidents in many()) {
        let tree = CategoryTree::of_handslag();
        let mut kin = Kin { tree: &tree, known: HashMap::new() };
        let mut all = Vec::new();
        for (n, a) in incidents.iter().enumerate() {
            let others = incidents[n + 1..].iter();
            let pair = |b| Some(Pair::of(compared(a, b, &mut kin)?.score, a, b));
            all.extend(others.filter_map(pair));
        }
        let expected: Vec<_> = likeliest(all).iter().map(|pair| (pair.a.id, pair.b.id)).collect();
        let found = suggest(&incidents, &tree);
        prop_assert_eq!(found.iter().map(|s| (s.a, s.b)).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn the_order_of_the_incidents_does_not_matter(incidents in many()) {
        let tree = CategoryTree::of_handslag();
        let backwards: Vec<Incident> = incidents.iter().rev().cloned().collect();
        prop_assert_eq!(suggest(&incidents, &tree), suggest(&backwards, &tree));
    }
}

#[test]
fn thousands_are_compared_in_moments_also_when_all_stand_at_one_point() {
    // A cheap generator with a fixed start: only the spread matters.
    let mut state = 1u64;
    let mut next = |below: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (state >> 33) % below
    };
    let sources = ["polisen", "bolaget", "skolan", "ordningsvakter"];
    let mut spread: Vec<Incident> = Vec::new();
    for n in 0..30_000 {
        let source = sources[usize::try_from(next(4)).unwrap()];
        let metres = f64::from(u32::try_from(next(20_000)).unwrap());
        let minute = i64::try_from(next(525_600)).unwrap();
        spread.push(report(source, n, "stok", minute, metres));
    }
    let crowded: Vec<Incident> = spread
        .iter()
        .take(5_000)
        .map(|incident| Incident {
            window: spread[0].window,
            at: spread[0].at.clone(),
            ..incident.clone()
        })
        .collect();
    let tree = CategoryTree::of_handslag();
    for incidents in [spread, crowded] {
        let start = Instant::now();
        let found = suggest(&incidents, &tree);
        assert!(!found.is_empty());
        // Unoptimised on a busy machine; comparing all with all would take many minutes.
        assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
    }
}
