//! How long does it take: the demonstration's size, and a million incidents.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Instant;

use handslag_domain::incident::{CategoryId, CategoryTree};
use handslag_geo::projection::{Plane, Position};
use handslag_geo::snapshot::{Precision, Record, Snapshot, minute_of};
use handslag_geo::{AreaIndex, area};
use handslag_stats::numeric::{Generator, Seed, below};
use jiff::civil::{Date, date};

use super::super::computed::Computed;
use super::super::{Asked, IncidentPicture, MadeOf, SinceOrder};

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
            place: None,
        }
    });
    let records: Vec<Record> = records.collect();
    let categories = (0..24).map(|n| CategoryId(format!("sort-{n}")));
    IncidentPicture {
        snapshot: Snapshot::build(Plane::sweden(), 1, records),
        tree: Arc::new(CategoryTree::of_handslag()),
        categories: categories.collect(),
        areas: Arc::new(AreaIndex::new(area::municipalities())),
        places: Arc::default(),
        tallies: HashMap::new(),
        police: Arc::default(),
        joined: Arc::default(),
        limits: Arc::default(),
        shown: Vec::new(),
        example: true,
        made_of: MadeOf {
            n_imports: 0,
            moves: 1,
            on: TODAY,
            is_settled: true,
        },
        mark: 1,
        inhabitants: Arc::default(),
        has_own_areas: false,
        own_outlines: Arc::default(),
        computed: Computed::default(),
    }
}

/// `cargo nextest run -p handslag-app --run-ignored only --no-capture -E 'test(how_long)'`
#[test]
#[ignore = "measures, and judges nothing"]
fn how_long_each_analysis_takes() {
    for n in [3_000, 100_000, 1_000_000] {
        let picture = made(n);
        let asked = Asked::default();
        let filter = picture.filter(&asked);
        let started = Instant::now();
        let mut last = started;
        let mut took = |what: &str| {
            println!("{n:>9} {what:<14} {:>8.1?}", last.elapsed());
            last = Instant::now();
        };
        let located = picture.snapshot.located(&filter);
        took("located");
        let _ = picture.hot_spots(&filter, &located);
        took("hot spots");
        let _ = picture.hot_hours(&filter, false);
        took("hot hours");
        let _ = picture.near_repeats(&filter);
        took("near repeats");
        let _ = picture.clusters(&located);
        took("clusters");
        let _ = picture.trend(&filter, TODAY);
        took("months");
        let _ = picture.gathered(&filter);
        took("gathered");
        let _ = picture.rates(&filter);
        took("rates");
        let _ = picture.made_since(&asked, SinceOrder::default(), TODAY);
        took("since, 30 days");
        let order = SinceOrder {
            from: Some(date(2023, 12, 25)),
        };
        let _ = picture.made_since(&asked, order, TODAY);
        took("since, a week");
        println!("{n:>9} {:<14} {:>8.1?}", "all", started.elapsed());
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
