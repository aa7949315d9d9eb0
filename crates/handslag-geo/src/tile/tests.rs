use std::collections::BTreeMap;

use geo::{Contains, Distance};
use mvt_reader::Reader;
use mvt_reader::feature::Value;
use proptest::prelude::*;

use super::layer::{RingKind, Writer, clipped};
use super::*;
use crate::area::{municipalities, overview};
use crate::projection::{Crs, Plane, Position, Projector};
use crate::snapshot::{Filter, Precision, Record, Region, Snapshot};

fn at(lat: f64, lon: f64) -> Position {
    Position::from_degrees(lat, lon).unwrap()
}

fn at_least(least: u32) -> Look {
    Look {
        least,
        ..Look::default()
    }
}

fn a_theft(position: Position) -> Record {
    Record {
        start_min: 65_000_000,
        width_min: 0,
        category: 3,
        area: 0,
        position: Some(position),
        precision: Precision::Point,
        indoors: false,
        again: false,
        place: None,
    }
}

fn snapshot(positions: &[Position]) -> Snapshot {
    let records = positions.iter().map(|&position| a_theft(position));
    Snapshot::build(Plane::sweden(), 1, records)
}

/// What another reader finds on a tile: its layer, and each feature.
struct Read {
    layer: String,
    features: Vec<(geo::Geometry<f32>, BTreeMap<String, Value>)>,
}

impl Read {
    fn of(bytes: Vec<u8>) -> Option<Self> {
        if bytes.is_empty() {
            return None;
        }
        let reader = Reader::new(bytes).unwrap();
        let layers = reader.get_layer_names().unwrap();
        let features = reader.get_features(0).unwrap().into_iter().map(|feature| {
            let properties = feature.properties.unwrap_or_default();
            (feature.geometry, properties.into_iter().collect())
        });
        Some(Self {
            layer: layers[0].clone(),
            features: features.collect(),
        })
    }

    fn counts(&self) -> impl Iterator<Item = u64> {
        self.features.iter().map(|(_, said)| number(&said["count"]))
    }
}

fn number(value: &Value) -> u64 {
    match value {
        Value::UInt(number) => *number,
        other => panic!("{other:?} is no whole number"),
    }
}

#[test]
fn a_tile_holds_the_places_that_fall_on_it() {
    let stockholm = at(59.33, 18.06);
    let tile = TileAddress::of(stockholm, 10);
    // As on any map of the web: openstreetmap's 10/563/301.
    assert_eq!(tile.zxy(), (10, 563, 301));
    let (x, y) = tile.units(stockholm);
    assert!((0.0..4096.0).contains(&x) && (0.0..4096.0).contains(&y));
    let (south_west, north_east) = tile.bounds();
    let close = |(x, y): (f64, f64), (a, b): (f64, f64)| (x - a).abs() < 0.1 && (y - b).abs() < 0.1;
    assert!(close(tile.units(south_west), (0.0, 4096.0)));
    assert!(close(tile.units(north_east), (4096.0, 0.0)));
    for (z, x, y) in [(0, 1, 0), (3, 0, 8), (23, 0, 0), (255, 0, 0)] {
        assert_eq!(TileAddress::new(z, x, y), None);
    }
}

proptest! {
    #[test]
    fn a_tile_lies_where_web_mercator_has_it(lat in -85.0..85.0, lon in -180.0..180.0) {
        let position = at(lat, lon);
        let world = TileAddress::new(0, 0, 0).unwrap();
        let (x, y) = world.units(position);
        let (east, north) = Projector::new(Crs::WebMercator).coordinates(position).unwrap();
        let metres = 40_075_016.685_578_49 / 4096.0;
        prop_assert!((east / metres + 2048.0 - x).abs() < 1e-6);
        prop_assert!((2048.0 - north / metres - y).abs() < 1e-6);
    }

    #[test]
    fn close_in_every_incident_is_a_point_on_the_tile_it_falls_on(
        places in prop::collection::vec((58.49..58.52, 13.13..13.19), 1..60), z in 13_u8..18,
    ) {
        let places: Vec<_> = places.into_iter().map(|(lat, lon)| at(lat, lon)).collect();
        let snapshot = snapshot(&places);
        let mut by_tile: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for &place in &places {
            by_tile.entry(TileAddress::of(place, z).zxy()).or_default().push(place);
        }
        for ((z, x, y), places) in by_tile {
            let tile = TileAddress::new(z, x, y).unwrap();
            let bytes = incidents(&snapshot, &Filter::default(), tile, Look::default());
            let read = Read::of(bytes).unwrap();
            prop_assert_eq!(&read.layer, POINTS);
            for place in places {
                let (x, y) = tile.units(place);
                let found = read.features.iter().any(|(geometry, said)| {
                    let geo::Geometry::MultiPoint(points) = geometry else {
                        panic!("{geometry:?}")
                    };
                    let point = points.0[0];
                    // Rounded to whole units, and on the plane to 2 cm: at zoom
                    // 17 a unit is 4 cm.
                    (f64::from(point.x()) - x).abs() < 1.1
                        && (f64::from(point.y()) - y).abs() < 1.1
                        && number(&said["category"]) == 3
                });
                prop_assert!(found, "{place} at {x}, {y}");
            }
        }
    }

    #[test]
    fn far_out_every_incident_is_in_a_square(
        places in prop::collection::vec((57.0..60.0, 12.0..19.0), 1..60),
    ) {
        let places: Vec<_> = places.into_iter().map(|(lat, lon)| at(lat, lon)).collect();
        let snapshot = snapshot(&places);
        let world = TileAddress::new(0, 0, 0).unwrap();
        let bytes = incidents(&snapshot, &Filter::default(), world, Look::default());
        let read = Read::of(bytes).unwrap();
        prop_assert_eq!(&read.layer, CELLS);
        prop_assert_eq!(read.counts().sum::<u64>(), places.len() as u64);

        for z in [5, 7, 9, 11] {
            for &place in &places {
                let tile = TileAddress::of(place, z);
                let bytes = incidents(&snapshot, &Filter::default(), tile, Look::default());
                let read = Read::of(bytes).unwrap();
                let (x, y) = tile.units(place);
                let place = geo::Point::new(x as f32, y as f32);
                // A unit from the square at most: its corners are rounded.
                let is_near = |geometry: &geo::Geometry<f32>| {
                    geo::Euclidean.distance(geometry, &geo::Geometry::Point(place)) <= 1.0
                };
                prop_assert!(read.features.iter().any(|(geometry, _)| is_near(geometry)));
            }
        }
    }

    #[test]
    fn no_count_below_the_least_is_on_any_tile(
        places in prop::collection::vec((58.49..58.52, 13.13..13.19), 1..200), z in 0_u8..19, least in 2_u32..6,
    ) {
        let places: Vec<_> = places.into_iter().map(|(lat, lon)| at(lat, lon)).collect();
        let snapshot = snapshot(&places);
        let tile = TileAddress::of(places[0], z);
        let all = incidents(&snapshot, &Filter::default(), tile, Look::default());
        let shown = incidents(&snapshot, &Filter::default(), tile, at_least(least));
        if let Some(shown) = Read::of(shown) {
            prop_assert_eq!(&shown.layer, CELLS);
            prop_assert!(shown.counts().all(|count| count >= u64::from(least)));
            let n_shown: u64 = shown.counts().sum();
            prop_assert!(n_shown <= places.len() as u64);
        }
        prop_assert!(Read::of(all).is_some());
    }

    #[test]
    fn what_is_hidden_is_on_no_tile(
        places in prop::collection::vec((58.49..58.52, 13.13..13.19), 1..20), z in 0_u8..19, indoors: bool,
    ) {
        let records = places.iter().map(|&(lat, lon)| Record {
            precision: if indoors { Precision::Point } else { Precision::Area },
            indoors,
            again: false,
            ..a_theft(at(lat, lon))
        });
        let snapshot = Snapshot::build(Plane::sweden(), 1, records);
        let tile = TileAddress::of(at(places[0].0, places[0].1), z);
        prop_assert_eq!(incidents(&snapshot, &Filter::default(), tile, Look::default()), Vec::<u8>::new());
        // Nor when others have points there.
        let mixed = snapshot.with([a_theft(at(58.505, 13.16))]);
        let world = TileAddress::new(0, 0, 0).unwrap();
        let read = Read::of(incidents(&mixed, &Filter::default(), world, Look::default()));
        prop_assert_eq!(read.unwrap().counts().sum::<u64>(), 1);
    }

    #[test]
    fn a_clipped_ring_holds_the_same_places_of_the_tile(
        ring in prop::collection::vec((-9000.0..9000.0, -9000.0..9000.0), 3..8),
        place in (-63.0..4159.0, -63.0..4159.0),
    ) {
        let cut = clipped(ring.clone());
        for (x, y) in &cut {
            prop_assert!((-64.0 - 1e-6..=4160.0 + 1e-6).contains(x) && (-64.0 - 1e-6..=4160.0 + 1e-6).contains(y));
        }
        // Even and odd agree for rings that cross themselves too.
        let holds = |ring: &[(f64, f64)]| {
            let next = ring.iter().cycle().skip(1);
            let crossed = ring.iter().zip(next).filter(|(a, b)| {
                (a.1 > place.1) != (b.1 > place.1)
                    && place.0 < (b.0 - a.0) * (place.1 - a.1) / (b.1 - a.1) + a.0
            });
            crossed.count() % 2 == 1
        };
        prop_assert_eq!(holds(&cut), holds(&ring));
    }
}

#[test]
fn squares_stay_squares_close_in_when_asked_for() {
    let places = [at(58.505, 13.157), at(58.505, 13.157), at(58.5052, 13.1574)];
    let snapshot = snapshot(&places);
    let tile = TileAddress::of(places[0], 16);
    let squares = Look {
        squares_only: true,
        ..Look::default()
    };
    let read = |look| Read::of(incidents(&snapshot, &Filter::default(), tile, look)).unwrap();
    assert_eq!(read(Look::default()).layer, POINTS);
    let drawn = read(squares);
    assert_eq!(drawn.layer, CELLS);
    assert_eq!(drawn.counts().sum::<u64>(), 3);
    assert_ne!(
        tag(&snapshot, &Filter::default(), tile, squares),
        tag(&snapshot, &Filter::default(), tile, Look::default())
    );
}

#[test]
fn squares_with_a_shade_lie_where_the_same_squares_without_one_do() {
    let places = [at(58.505, 13.157), at(58.52, 13.2), at(59.3, 18.0)];
    let snapshot = snapshot(&places);
    for z in [0, 6, 10, 14] {
        let tile = TileAddress::of(places[0], z);
        let size = cell_size(tile);
        let all = snapshot.grid(&Filter::default(), size).into_iter();
        let shaded = all.map(|cell| ShadedSquare {
            square: (cell.east, cell.north),
            count: cell.count,
            before: 3,
            class: Some(-1),
        });
        let shaded: Vec<ShadedSquare> = shaded.collect();
        let drawn = Read::of(shaded_squares(&snapshot, &shaded, size, tile)).unwrap();
        let look = Look {
            squares_only: true,
            ..Look::default()
        };
        let plain = Read::of(incidents(&snapshot, &Filter::default(), tile, look)).unwrap();
        let outlines = |read: &Read| {
            let features = read.features.iter();
            let mut outlines: Vec<String> = features.map(|(g, _)| format!("{g:?}")).collect();
            outlines.sort();
            outlines
        };
        assert_eq!(outlines(&drawn), outlines(&plain), "zoom {z}");
        assert_eq!(drawn.counts().sum::<u64>(), plain.counts().sum::<u64>());
        let said = &drawn.features[0].1;
        assert_eq!(said["class"], Value::SInt(-1));
        assert_eq!(number(&said["before"]), 3);
    }
}

#[test]
fn a_filter_narrows_the_tile_and_its_tag() {
    let places = [at(58.505, 13.157), at(58.5052, 13.1574)];
    let snapshot = snapshot(&places);
    let tile = TileAddress::of(places[0], 14);
    let only = Region::degrees_box(snapshot.plane(), at(58.5049, 13.1569), at(58.5051, 13.1571));
    let only = Filter::from(only.unwrap());
    let look = Look::default();
    let n = |filter| {
        Read::of(incidents(&snapshot, filter, tile, look))
            .unwrap()
            .counts()
            .sum::<u64>()
    };
    assert_eq!((n(&Filter::default()), n(&only)), (2, 1));
    let none = Filter {
        time: Some(0..1),
        ..Filter::default()
    };
    assert_eq!(incidents(&snapshot, &none, tile, look), Vec::<u8>::new());
    let all = tag(&snapshot, &Filter::default(), tile, look);
    assert_ne!(all, tag(&snapshot, &only, tile, look));
    assert_ne!(all, tag(&snapshot, &Filter::default(), tile, at_least(5)));
    assert_ne!(
        all,
        tag(
            &snapshot,
            &Filter::default(),
            TileAddress::of(places[0], 16),
            look
        )
    );
}

#[test]
fn a_tile_with_very_many_points_shows_squares() {
    let places: Vec<_> = (0..20_000)
        .map(|i| {
            at(
                58.5 + f64::from(i % 150) * 1e-4,
                13.15 + f64::from(i / 150) * 1e-4,
            )
        })
        .collect();
    let snapshot = snapshot(&places);
    let read = |z| {
        let tile = TileAddress::of(at(58.507, 13.156), z);
        Read::of(incidents(
            &snapshot,
            &Filter::default(),
            tile,
            Look::default(),
        ))
        .unwrap()
    };
    assert_eq!(read(13).layer, CELLS);
    assert_eq!(read(17).layer, POINTS);
}

#[test]
fn a_place_in_a_municipality_is_in_its_polygon_at_every_zoom() {
    let areas = municipalities();
    let layer = AreaLayer::new(&areas);
    for (name, place) in [
        ("Lidköping", at(58.45, 13.15)),
        ("Kiruna", at(67.9, 20.5)),
        ("Göteborg", at(57.72, 12.0)),
        ("Hallsberg", at(59.065, 15.11)),
    ] {
        for z in 0..16 {
            let tile = TileAddress::of(place, z);
            let read = Read::of(layer.tile("areas", tile, &[], 1)).unwrap();
            assert_eq!(read.layer, "areas");
            let (x, y) = tile.units(place);
            let point = geo::Point::new(x as f32, y as f32);
            let holders = read
                .features
                .iter()
                .filter(|(geometry, _)| geometry.contains(&point));
            let names: Vec<_> = holders.map(|(_, said)| said["name"].clone()).collect();
            // Far out, a municipality is smaller than a pixel or two.
            if z >= 6 {
                assert_eq!(names, [Value::String(name.to_owned())], "zoom {z}");
            }
        }
    }
}

#[test]
fn a_small_count_of_an_area_is_withheld_with_its_rate() {
    let areas = municipalities();
    let lidkoping = areas.iter().position(|area| area.code == "1494").unwrap();
    let layer = AreaLayer::new(&areas);
    let tile = TileAddress::of(at(58.45, 13.15), 8);
    let said = |count, least| {
        let mut figures = vec![AreaFigures::default(); areas.len()];
        figures[lidkoping] = AreaFigures {
            count: Some(count),
            before: Some(7),
            rate: Some(1.5),
            class: Some(-2),
        };
        let read = Read::of(layer.tile("areas", tile, &figures, least)).unwrap();
        let mut features = read.features.into_iter().map(|(_, said)| said);
        features
            .find(|said| number(&said["area"]) == lidkoping as u64)
            .unwrap()
    };
    let shown = said(5, 5);
    assert_eq!(number(&shown["count"]), 5);
    assert_eq!(number(&shown["before"]), 7);
    assert_eq!(shown["rate"], Value::Double(1.5));
    assert_eq!(shown["class"], Value::SInt(-2));
    let withheld = said(4, 5);
    assert_eq!(withheld["withheld"], Value::Bool(true));
    for key in ["count", "before", "rate", "class"] {
        assert!(!withheld.contains_key(key), "{key}");
    }
}

#[test]
fn an_area_is_named_on_one_tile_of_each_zoom_with_the_same_figures() {
    let areas = municipalities();
    let lidkoping = areas.iter().position(|area| area.code == "1494").unwrap();
    let layer = AreaLayer::new(&areas);
    let mut figures = vec![AreaFigures::default(); areas.len()];
    figures[lidkoping].count = Some(5);
    let named = |tile: TileAddress, least| -> Vec<BTreeMap<String, Value>> {
        let read = Read::of(layer.names_tile("areas", tile, &figures, least));
        let features = read.into_iter().flat_map(|read| read.features);
        let said = features.map(|(_, said)| said);
        let name = Value::String("Lidköping".to_owned());
        said.filter(|said| said["name"] == name).collect()
    };
    for z in [6, 9, 11] {
        let (_, x, y) = TileAddress::of(at(58.45, 13.15), z).zxy();
        let around = (x - 4..=x + 4).flat_map(|x| (y - 4..=y + 4).map(move |y| (x, y)));
        let tiles = around.filter_map(|(x, y)| TileAddress::new(z, x, y));
        let found: Vec<_> = tiles.flat_map(|tile| named(tile, 1)).collect();
        assert_eq!(found.len(), 1, "zoom {z}");
        assert_eq!(number(&found[0]["count"]), 5);
    }
    let world = TileAddress::new(0, 0, 0).unwrap();
    let withheld = &named(world, 6)[0];
    assert!(withheld.contains_key("withheld") && !withheld.contains_key("count"));
}

#[test]
fn a_tile_of_the_base_map_has_the_lakes_on_the_land() {
    let [land, lakes, _] = overview();
    let in_vanern = at(58.9, 13.3);
    for area in [land, lakes] {
        let layer = AreaLayer::new(std::slice::from_ref(&area));
        for z in [3, 6, 9, 12] {
            let tile = TileAddress::of(in_vanern, z);
            let read = Read::of(layer.tile(&area.code, tile, &[], 1)).unwrap();
            let (x, y) = tile.units(in_vanern);
            let point = geo::Point::new(x as f32, y as f32);
            let holds = read
                .features
                .iter()
                .any(|(geometry, _)| geometry.contains(&point));
            assert!(holds, "{} at zoom {z}", area.code);
        }
    }
}

#[test]
fn a_hole_stays_a_hole_on_the_tile() {
    let text = r#"{"type":"FeatureCollection","features":[{"type":"Feature","id":"a",
        "geometry":{"type":"Polygon","coordinates":[
            [[13,58],[14,58],[14,59],[13,59],[13,58]],
            [[13.4,58.4],[13.6,58.4],[13.6,58.6],[13.4,58.6],[13.4,58.4]]]}}]}"#;
    let read = crate::area::read_geojson(text, crate::Level::Own, None, None).unwrap();
    let layer = AreaLayer::new(&read.areas);
    let tile = TileAddress::of(at(58.5, 13.5), 7);
    let read = Read::of(layer.tile("areas", tile, &[], 1)).unwrap();
    let holds = |place| {
        let (x, y) = tile.units(place);
        let (geometry, _) = &read.features[0];
        geometry.contains(&geo::Point::new(x as f32, y as f32))
    };
    assert!(holds(at(58.2, 13.5)));
    assert!(!holds(at(58.5, 13.5)));
}

/// The specification (2.1, 4.3.3.3) tells outer rings and holes apart by how
/// they turn, whichever way the file had them.
#[test]
fn outer_rings_turn_one_way_and_holes_the_other() {
    let square = |low: f64, high: f64| vec![(low, low), (high, low), (high, high), (low, high)];
    for (outer_turned, hole_turned) in [(false, false), (false, true), (true, false), (true, true)]
    {
        let (mut outer, mut hole) = (square(0.0, 900.0), square(300.0, 600.0));
        if outer_turned {
            outer.reverse();
        }
        if hole_turned {
            hole.reverse();
        }
        let mut writer = Writer::new("areas");
        writer.polygon([(RingKind::Outer, outer), (RingKind::Hole, hole)], |_| {});
        let read = Read::of(writer.finish()).unwrap();
        let geo::Geometry::MultiPolygon(polygons) = &read.features[0].0 else {
            panic!("{:?}", read.features[0].0)
        };
        assert_eq!(polygons.0.len(), 1);
        assert_eq!(polygons.0[0].interiors().len(), 1);
    }
}

#[test]
fn a_ring_that_begins_where_the_one_before_ended_is_a_ring_of_its_own() {
    let first = vec![(0.0, 0.0), (100.0, 0.0), (100.0, 100.0)];
    let second = vec![(100.0, 100.0), (200.0, 100.0), (200.0, 200.0)];
    let mut writer = Writer::new("areas");
    writer.polygon(
        [(RingKind::Outer, first), (RingKind::Outer, second)],
        |_| {},
    );
    let read = Read::of(writer.finish()).unwrap();
    let geo::Geometry::MultiPolygon(polygons) = &read.features[0].0 else {
        panic!("{:?}", read.features[0].0)
    };
    let n_corners: Vec<_> = polygons
        .iter()
        .map(|polygon| polygon.exterior().0.len())
        .collect();
    // Each comes back closed.
    assert_eq!(n_corners, [4, 4]);
}
