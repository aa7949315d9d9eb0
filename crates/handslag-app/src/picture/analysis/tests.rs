//! Numbers that only look marked are not called so.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use handslag_domain::incident::{CategoryId, CategoryTree};
use handslag_geo::projection::{Plane, Position};
use handslag_geo::snapshot::{Codes, Filter, Month, Precision, Record, Snapshot, minute_of};
use handslag_geo::{AreaIndex, area};
use handslag_stats::numeric::{Generator, Seed, below};
use jiff::civil::{Date, date};

use super::super::computed::Computed;
use super::super::{AreaLayers, Asked, IncidentPicture, MadeOf, SinceOrder, Tally};
use super::Withheld;

const TODAY: Date = date(2024, 1, 15);

/// Four years in a town: a third at twenty places, the rest in streets that
/// some have far more of than others.
fn made(n: u32) -> IncidentPicture {
    let mut generator: Generator = Seed(u64::from(n)).replicate(0);
    let mut chance = |of: u32| below(&mut generator, of);
    let first = minute_of((2020, 1, 1), (0, 0)).unwrap();
    let records = (0..n).map(|_| {
        let is_at_a_place = chance(3) == 0;
        let (lat, lon) = match is_at_a_place {
            true => {
                let place = chance(20) as i32;
                (585_000_000 + place * 9_000, 131_500_000 + place * 17_000)
            }
            false => {
                let street = i32::try_from(chance(400).min(chance(400))).unwrap();
                (
                    584_700_000 + street * 2_000,
                    131_000_000 + chance(1_500_000) as i32,
                )
            }
        };
        Record {
            start_min: first + chance(4 * 365 * 24 * 60),
            width_min: [0, 0, 60, 480][chance(4) as usize],
            category: chance(24) as u16,
            area: 0,
            position: Some(Position {
                lat_e7: lat,
                lon_e7: lon,
            }),
            precision: match is_at_a_place {
                true => Precision::NamedPlace,
                false => Precision::Block,
            },
            indoors: false,
            again: false,
            place: None,
        }
    });
    of(records.collect())
}

/// The picture of some records, from one source.
pub(in super::super) fn of(records: Vec<Record>) -> IncidentPicture {
    of_sources(vec![("fil", records)])
}

/// The picture of records from several sources.
pub(in super::super) fn of_sources(sources: Vec<(&str, Vec<Record>)>) -> IncidentPicture {
    let categories = (0..24).map(|n| CategoryId(format!("sort-{n}")));
    let categories: Vec<CategoryId> = categories.collect();
    let mut tallies = HashMap::new();
    for (source, records) in &sources {
        for record in records {
            let month = Month::of(record.start_min);
            let tally = Tally {
                by_police: false,
                category: categories[usize::from(record.category)].clone(),
                place: None,
                source: (*source).into(),
                known_to: Tally::known_to(record.width_min),
                year: i16::try_from(month.year()).unwrap(),
                month: i8::try_from(month.of_year()).unwrap(),
            };
            *tallies.entry(tally).or_default() += 1;
        }
    }
    let records = sources.into_iter().flat_map(|(_, records)| records);
    IncidentPicture {
        snapshot: Snapshot::build(Plane::sweden(), 1, records),
        tree: Arc::new(CategoryTree::of_handslag()),
        categories,
        areas: Arc::new(AreaIndex::new(area::municipalities())),
        places: Arc::default(),
        tallies,
        police: Arc::default(),
        joined: Arc::default(),
        limits: Arc::default(),
        shown: Vec::new(),
        change_counts: Default::default(),
        example: true,
        made_of: MadeOf {
            moves: 1,
            on: TODAY,
            is_settled: true,
        },
        mark: 1,
        inhabitants: Arc::default(),
        layers: AreaLayers::of(&[], None),
        outlines: Arc::default(),
        neighbours: Arc::default(),
        sources: OnceLock::new(),
        computed: Computed::default(),
    }
}

#[test]
fn even_chance_has_no_hot_hours_and_no_clusters_that_are_clear() {
    let picture = made(3_000);
    let all = picture.analysed(&Asked::default(), TODAY);
    assert_eq!(all.hot_hours.unwrap().runs, []);
    let clusters = all.clusters.unwrap();
    assert!(!clusters.is_clear(), "{clusters:?}");
    let since = picture.made_since(&Asked::default(), SinceOrder::default(), TODAY);
    let unusual = since.unwrap().items;
    let unusual = unusual.iter().filter(|item| item.p_adjusted <= 0.05);
    assert_eq!(unusual.count(), 0);
}

/// One incident at a place on a day of 2023.
fn one(category: u16, area: u16, (lat, lon): (i32, i32), day: u32) -> Record {
    let first = minute_of((2023, 1, 1), (0, 0)).unwrap();
    Record {
        // Each hour of the week has as many.
        start_min: first + day * 25 * 60,
        width_min: 0,
        category,
        area,
        position: Some(Position {
            lat_e7: 585_000_000 + lat,
            lon_e7: 131_500_000 + lon,
        }),
        precision: Precision::Block,
        indoors: false,
        again: false,
        place: None,
    }
}

#[test]
fn hours_that_were_chosen_do_not_stand_out_because_they_were_chosen() {
    let picture = of((0..336).map(|day| one(0, 0, (0, 0), day)).collect());
    let evening = Asked {
        from_hour: Some(20),
        to_hour: Some(23),
        ..Asked::default()
    };
    let found = picture.hot_hours(&picture.filter(&evening), false).unwrap();
    assert_eq!((found.n, found.runs.len()), (336, 0));
}

#[test]
fn one_report_of_many_is_one_event_that_neither_comes_again_nor_gathers() {
    // Far apart in place and time, but for one report that counts forty.
    let apart = (0..250).map(|n: u32| {
        let n_e7 = i32::try_from(n).unwrap();
        one(0, 0, (n_e7 % 16 * 90_000, n_e7 / 16 * 170_000), n * 7 % 250)
    });
    let mut records: Vec<Record> = apart.collect();
    let plain = of(records.clone());
    records.extend(std::iter::repeat_n(records[100], 39));
    let counted = of(records);
    let filter = Filter::default();
    assert_eq!(counted.near_repeats(&filter), plain.near_repeats(&filter));
    let clusters = |picture: &IncidentPicture| picture.clusters(&picture.snapshot.located(&filter));
    assert_eq!(clusters(&counted), clusters(&plain));
    assert_eq!(clusters(&plain).unwrap().n, 250);
}

#[test]
fn twelve_windows_in_one_night_are_one_occasion_that_gathers_and_twelve_that_are_counted() {
    // A hundred squares with a few each, and one report in the midst of each.
    let apart = (0..400).map(|n: u32| {
        let at = i32::try_from(n % 100).unwrap();
        one(0, 0, (at % 10 * 45_000, at / 10 * 86_000), n)
    });
    let plain: Vec<Record> = apart.collect();
    let again = Record {
        again: true,
        ..plain[7]
    };
    let mut many = plain.clone();
    many.extend(std::iter::repeat_n(again, 60));
    let (plain, many) = (of(plain), of(many));
    assert_eq!(many.snapshot.count(&Filter::default()), 460);
    let analysed = |picture: &IncidentPicture| picture.analysed(&Asked::default(), TODAY);
    let (of_plain, of_many) = (analysed(&plain), analysed(&many));
    assert_eq!(of_many.n, 460);
    assert_eq!(of_many.hot_hours, of_plain.hot_hours);
    assert_eq!(of_many.hot_spots, of_plain.hot_spots);
    assert_eq!(of_many.gathered, of_plain.gathered);
    assert_eq!(of_many.hot_hours.unwrap().n, 400);
    // As many that each stand for themselves, over a year, do gather.
    let each = std::iter::repeat_n(
        Record {
            again: false,
            ..again
        },
        60,
    );
    let mut all: Vec<Record> = (0..400)
        .map(|n: u32| {
            let at = i32::try_from(n % 100).unwrap();
            one(0, 0, (at % 10 * 45_000, at / 10 * 86_000), n)
        })
        .collect();
    all.extend(each.enumerate().map(|(day, record)| Record {
        start_min: record.start_min + u32::try_from(day).unwrap() * 6 * 24 * 60,
        ..record
    }));
    let spots = analysed(&of(all)).hot_spots.unwrap().spots;
    assert!(!spots.is_empty());
}

#[test]
fn areas_with_none_of_it_count_in_the_rate_of_all() {
    // Forty areas have something; ten of them what is asked for.
    let any = (0..40).map(|area| one(1, area, (0, 0), u32::from(area)));
    let asked_for = (0..30).map(|n: u16| one(0, n % 10, (0, 0), u32::from(n)));
    let mut picture = of(any.chain(asked_for).collect());
    picture.inhabitants = Arc::new((0..60).map(|area| (area, 1_000)).collect());
    let filter = Filter {
        categories: Some([0].into_iter().collect::<Codes>()),
        ..Filter::default()
    };
    let rates = picture.rates(&filter).unwrap();
    // Not the sixty whose inhabitants are known: of twenty nothing is known.
    assert_eq!(rates.areas.len(), 40);
    let per_year = 30.0 / 40.0 / rates.years;
    assert!((rates.overall - per_year).abs() < 1e-9, "{rates:?}");
    let of_some = Filter {
        areas: Some((0..25).collect::<Codes>()),
        ..filter.clone()
    };
    assert_eq!(picture.rates(&of_some).unwrap().areas.len(), 25);
    let of_few = Filter {
        areas: Some((0..5).collect::<Codes>()),
        ..filter
    };
    let (found, needed) = (5, 20);
    let too_few = Err(Withheld::NoInhabitants { found, needed });
    assert_eq!(picture.rates(&of_few), too_few);
}

#[test]
fn a_part_of_a_month_is_not_judged_as_a_whole_one() {
    let picture = made(3_000);
    let trend = |from: Option<Date>, to: Date| {
        let asked = Asked {
            from,
            to: Some(to),
            ..Asked::default()
        };
        picture.trend(&picture.filter(&asked), TODAY)
    };
    let last = |to| trend(None, to).months.pop().unwrap();
    let part = last(date(2023, 6, 10));
    assert_eq!(part.month, "2023-06");
    assert!(!part.is_whole && part.expected.is_none());
    let whole = last(date(2023, 6, 30));
    assert!(whole.is_whole && whole.expected.is_some());
    let months = trend(Some(date(2022, 5, 2)), date(2023, 6, 30)).months;
    assert_eq!(months[0].month, "2022-05");
    assert!(!months[0].is_whole && months[1].is_whole);
}

#[test]
fn a_year_that_was_written_wrong_does_not_make_a_century_of_rates() {
    let mut records: Vec<Record> = (0..1_000)
        .map(|n| one(0, n % 25, (0, 0), u32::from(n) % 340))
        .collect();
    let long_ago = minute_of((1926, 6, 2), (0, 0)).unwrap();
    records.push(Record {
        start_min: long_ago,
        ..records[0]
    });
    let mut picture = of(records);
    picture.inhabitants = Arc::new((0..25).map(|area| (area, 10_000)).collect());
    let rates = picture.rates(&Filter::default()).unwrap();
    assert!((0.9..1.1).contains(&rates.years), "{}", rates.years);
    assert_eq!(rates.areas.iter().map(|area| area.n).sum::<u64>(), 1_000);
}
