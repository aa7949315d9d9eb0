//! What is known only to its month or its year is told of as no more than that.

use std::sync::Arc;

use handslag_domain::incident::CategoryId;
use handslag_geo::projection::Position;
use handslag_geo::snapshot::{Codes, Month, Precision, Record, minute_of};
use jiff::civil::{Date, date};

use super::super::analysis::tests::of;
use super::super::{MapAsked, NotCompared, Shown, SinceOrder};
use super::*;

const TODAY: Date = date(2024, 2, 10);
const DAY: u32 = 24 * 60;

/// So many that are known to one month, at places that differ.
fn of_month(year: u32, month: u32, n: u32) -> impl Iterator<Item = Record> {
    let start = Month::new(year, month).unwrap();
    let width_min = Month(start.0 + 1).first_minute() - start.first_minute();
    (0..n).map(move |k| Record {
        start_min: start.first_minute(),
        width_min,
        ..at_noon(year, month, 1, k)
    })
}

/// One at noon of a day; the number says where.
fn at_noon(year: u32, month: u32, day: u32, k: u32) -> Record {
    let k = i32::try_from(k).unwrap();
    Record {
        start_min: minute_of((year, month, day), (12, 0)).unwrap(),
        width_min: 0,
        category: 0,
        area: u16::try_from(k % 25).unwrap(),
        position: Some(Position {
            lat_e7: 585_000_000 + k % 40 * 30_000,
            lon_e7: 131_500_000 + k / 40 * 60_000,
        }),
        precision: Precision::Block,
        indoors: false,
        again: false,
        place: None,
    }
}

/// Four years of which every month has as many, known to the month.
fn four_years(n: u32) -> Vec<Record> {
    let years = (2020..=2023).flat_map(|year| (1..=12).map(move |month| (year, month)));
    years
        .flat_map(|(year, month)| of_month(year, month, n))
        .collect()
}

fn asked(from: Date, to: Date) -> Asked {
    Asked {
        from: Some(from),
        to: Some(to),
        ..Asked::default()
    }
}

fn n(picture: &IncidentPicture, asked: &Asked) -> u64 {
    picture.snapshot.count(&picture.filter(asked))
}

#[test]
fn what_is_known_to_july_is_on_no_friday_at_no_hour_and_on_no_day_of_july() {
    let mut records: Vec<Record> = of_month(2016, 7, 200).collect();
    // Friday the 8th.
    records.push(at_noon(2016, 7, 8, 0));
    let picture = of(records);
    let july = asked(date(2016, 7, 1), date(2016, 7, 31));
    let too_coarse = Some(TooCoarse {
        n: 200,
        known_to: TimeUnit::Month,
        is_all: true,
    });
    assert_eq!((n(&picture, &july), picture.too_coarse(&july)), (201, None));
    let on_day = |day| Asked {
        weekdays: vec![day],
        ..july.clone()
    };
    // The first of July 2016 was a Friday.
    assert_eq!([4, 5].map(|day| n(&picture, &on_day(day))), [1, 0]);
    let at_night = Asked {
        from_hour: Some(0),
        to_hour: Some(0),
        ..july.clone()
    };
    let first = asked(date(2016, 7, 1), date(2016, 7, 1));
    let within = asked(date(2016, 7, 2), date(2016, 7, 30));
    for (question, n_then) in [(on_day(4), 1), (at_night, 0), (first, 0), (within, 1)] {
        assert_eq!(n(&picture, &question), n_then, "{question:?}");
        assert_eq!(picture.too_coarse(&question), too_coarse, "{question:?}");
    }
}

#[test]
fn a_night_counts_on_the_day_when_it_begins_and_not_in_an_hour() {
    let night = Record {
        start_min: minute_of((2023, 7, 8), (22, 0)).unwrap(),
        width_min: 9 * 60,
        ..at_noon(2023, 7, 8, 0)
    };
    let picture = of(vec![night]);
    let day = |day| n(&picture, &asked(date(2023, 7, day), date(2023, 7, day)));
    assert_eq!([day(7), day(8), day(9)], [0, 1, 0]);
    let at_ten = Asked {
        from_hour: Some(22),
        to_hour: Some(22),
        ..Asked::default()
    };
    assert_eq!(n(&picture, &at_ten), 0);
    let too_coarse = picture.too_coarse(&at_ten).unwrap();
    assert_eq!((too_coarse.n, too_coarse.known_to), (1, TimeUnit::Day));
}

#[test]
fn what_is_known_to_its_year_is_not_in_january() {
    let year = |year| Record {
        start_min: minute_of((year, 1, 1), (0, 0)).unwrap(),
        width_min: 365 * DAY,
        ..at_noon(year, 1, 1, 0)
    };
    let mut records = four_years(20);
    records.extend(std::iter::repeat_n(year(2022), 500));
    let picture = of(records);
    let trend = picture.trend(&Filter::default(), TODAY);
    assert!(trend.months.iter().all(|month| month.n == 20), "{trend:#?}");
    assert_eq!(trend.too_coarse.unwrap().n, 500);
    assert_eq!(trend.too_coarse.unwrap().known_to, TimeUnit::Year);
    let two_years = picture.year_on_year(&Asked::default(), &Filter::default(), TODAY);
    assert_eq!(two_years.unwrap().all.before, 240);
    // Of the whole of 2022 it is, and of half of it perhaps.
    let whole = asked(date(2022, 1, 1), date(2022, 12, 31));
    let half = asked(date(2022, 1, 1), date(2022, 6, 30));
    assert_eq!([&whole, &half].map(|asked| n(&picture, asked)), [740, 120]);
    assert_eq!(picture.too_coarse(&half).unwrap().n, 500);
}

#[test]
fn a_december_of_monthly_counts_is_whole_and_no_week_of_it_is_new() {
    let picture = of(four_years(20));
    let two_years = picture
        .year_on_year(&Asked::default(), &Filter::default(), TODAY)
        .unwrap();
    assert_eq!(two_years.now, (date(2023, 1, 1), date(2023, 12, 31)));
    let december = picture.trend(&Filter::default(), TODAY);
    assert!(december.months.last().unwrap().is_whole);
    let order = SinceOrder {
        from: Some(date(2023, 11, 25)),
    };
    let since = picture.made_since(&Asked::default(), order, TODAY);
    let Err(Withheld::TooCoarse(too_coarse)) = since else {
        panic!("{since:#?}");
    };
    assert_eq!((too_coarse.n, too_coarse.known_to), (960, TimeUnit::Month));
}

#[test]
fn what_is_new_is_of_the_days_that_daily_reports_reach_beside_monthly_counts() {
    let daily = (2020..=2023).flat_map(|year| {
        (1..=12).flat_map(move |month| {
            (1..=28).map(move |day| Record {
                category: 1,
                ..at_noon(year, month, day, day)
            })
        })
    });
    let end = minute_of((2023, 12, 11), (0, 0)).unwrap();
    let mut records: Vec<Record> = daily.filter(|one| one.start_min < end).collect();
    records.extend(four_years(10));
    let picture = of(records);
    let since = picture.made_since(&Asked::default(), SinceOrder::default(), TODAY);
    let since = since.unwrap();
    assert_eq!((since.to, since.n), (date(2023, 12, 10), 28));
    let too_coarse = since.too_coarse.unwrap();
    // November and December lie across these days.
    assert_eq!((too_coarse.n, too_coarse.known_to), (20, TimeUnit::Month));
    assert!(
        since
            .items
            .iter()
            .all(|item| item.category == CategoryId("sort-1".into()))
    );
}

#[test]
fn a_register_of_months_neither_clusters_nor_comes_again_nor_has_hot_hours() {
    let picture = of(four_years(60));
    let all = Filter::default();
    let is_too_coarse = |why: Withheld| matches!(why, Withheld::TooCoarse(left) if left.is_all);
    let located = picture.snapshot.located(&all);
    assert!(is_too_coarse(picture.clusters(&located).unwrap_err()));
    assert!(is_too_coarse(picture.near_repeats(&all).unwrap_err()));
    assert!(is_too_coarse(picture.hot_hours(&all, false).unwrap_err()));
    let view = picture.view(&Asked::default(), TODAY);
    assert!(!view.has_hours && view.hours.iter().flatten().all(|n| *n == 0.0));
    assert_eq!(view.not_by_hour.unwrap().n, 4 * 12 * 60);
}

#[test]
fn where_only_the_day_is_known_no_hour_is_named() {
    let days = (1..=28).map(|day| Record {
        start_min: minute_of((2023, 5, day), (0, 0)).unwrap(),
        width_min: DAY,
        ..at_noon(2023, 5, day, day)
    });
    let mut records: Vec<Record> = days.collect();
    assert!(!of(records.clone()).view(&Asked::default(), TODAY).has_hours);
    records.extend((1..=30).map(|k| at_noon(2023, 5, 5, k)));
    assert!(of(records).view(&Asked::default(), TODAY).has_hours);
}

#[test]
fn a_year_of_monthly_counts_is_a_year_of_rates() {
    let records = (1..=12).flat_map(|month| of_month(2022, month, 50));
    let mut picture = of(records.collect());
    picture.inhabitants = Arc::new((0..25).map(|area| (area, 1_000)).collect());
    let rates = picture.rates(&Filter::default()).unwrap();
    assert!(
        (rates.years - 365.0 / 365.25).abs() < 1e-6,
        "{}",
        rates.years
    );
    assert!(
        (rates.overall - 600.0 / 25.0).abs() < 0.05,
        "{}",
        rates.overall
    );
    // All areas are alike, and that too is known no better than it was counted.
    let first = &rates.areas[0];
    assert!(!rates.differ && first.interval.lower < 23.0 && first.interval.upper > 25.0);
}

#[test]
fn months_that_nobody_counted_are_no_zeros_on_the_map() {
    let mut records: Vec<Record> = (1..=12)
        .flat_map(|month| (0..60).map(move |k| at_noon(2023, month, 1 + k % 28, k)))
        .collect();
    records.push(at_noon(2026, 11, 26, 0));
    let picture = of(records);
    let map = |now, before| MapAsked {
        asked: now,
        before: Some(before),
        shown: Shown::Change,
        ..MapAsked::default()
    };
    let year = |year| (date(year, 1, 1), date(year, 12, 31));
    let (from, to) = year(2024);
    let after = map(asked(from, to), year(2023));
    assert_eq!(picture.periods(&after), Err(NotCompared::Unknown));
    // Of the half year around new year only its first part was counted.
    let around = map(
        asked(date(2023, 10, 1), date(2024, 3, 31)),
        (date(2023, 4, 1), date(2023, 9, 30)),
    );
    let periods = picture.periods(&around).unwrap();
    assert!(periods.is_shortened);
    assert_eq!(periods.now, (date(2023, 10, 1), date(2023, 12, 28)));
    let difference = picture.difference(&around, None).unwrap();
    assert!(difference.iter().all(|one| !one.turn.is_clear()));
}

#[test]
fn a_silence_within_a_period_is_not_compared() {
    let months = [
        (2021, 1..=12),
        (2022, 1..=3),
        (2022, 8..=12),
        (2023, 1..=12),
    ];
    let records = months.into_iter().flat_map(|(year, months)| {
        months.flat_map(move |month| (0..60).map(move |k| at_noon(year, month, 1 + k % 28, k)))
    });
    let picture = of(records.collect());
    let compared = MapAsked {
        asked: asked(date(2022, 1, 1), date(2022, 12, 31)),
        before: Some((date(2021, 1, 1), date(2021, 12, 31))),
        shown: Shown::Change,
        ..MapAsked::default()
    };
    assert_eq!(picture.periods(&compared), Err(NotCompared::Silence));
    let of_other_kinds = Filter {
        categories: Some([3].into_iter().collect::<Codes>()),
        ..Filter::default()
    };
    assert_eq!(picture.coarser_than(&of_other_kinds, TimeUnit::Day), None);
}
