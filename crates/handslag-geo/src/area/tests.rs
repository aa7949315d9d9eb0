use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;

use super::*;
use crate::projection::{Crs, Projector};

fn at(lat: f64, lon: f64) -> Position {
    Position::from_degrees(lat, lon).unwrap()
}

/// A file of features, each of this code with these coordinates of a polygon.
fn file(features: &[(&str, &str)]) -> String {
    let features = features.iter().map(|(code, rings)| {
        format!(
            r#"{{"type":"Feature","properties":{{"code":"{code}","name":"Område {code}"}},
               "geometry":{{"type":"Polygon","coordinates":{rings}}}}}"#
        )
    });
    let features: Vec<_> = features.collect();
    format!(
        r#"{{"type":"FeatureCollection","features":[{}]}}"#,
        features.join(",")
    )
}

fn read(text: &str) -> AreasRead {
    read_geojson(text, Level::Own, None, None).unwrap()
}

const SQUARE: &str = "[[[13,58],[14,58],[14,59],[13,59],[13,58]]]";

#[test]
fn a_flaw_is_told_by_feature_and_mended_when_nothing_is_lost_by_it() {
    let check = |rings, expected: Flaw, done| {
        let read = read(&file(&[("a", SQUARE), ("b", rings)]));
        let fault = &read.faults[0];
        assert_eq!(
            (
                fault.feature,
                fault.code.as_deref(),
                &fault.flaw,
                fault.done
            ),
            (2, Some("b"), &expected, done),
            "{rings}"
        );
        let n_areas = if done == Done::Mended { 2 } else { 1 };
        assert_eq!(read.areas.len(), n_areas, "{rings}");
    };
    let open = "[[[15,58],[16,58],[16,59],[15,59]]]";
    check(open, Flaw::UnclosedRing, Done::Mended);
    let line = "[[[15,58],[16,58],[15,58]]]";
    check(line, Flaw::TooFewCorners, Done::LeftOut);
    check("[]", Flaw::Empty, Done::LeftOut);
    check("[[]]", Flaw::Empty, Done::LeftOut);
    let beyond = "[[[15,58],[1600,58],[16,59],[15,58]]]";
    check(
        beyond,
        Flaw::NotOnEarth { x: 1600.0, y: 58.0 },
        Done::LeftOut,
    );
    // A spike that doubles back on itself has no area; without it nothing is lost.
    let how = "polygon at index 0 is invalid: exterior ring has a self-intersection".to_owned();
    let spike = "[[[15,58],[16,58],[16,59],[16,60],[16,59],[15,59],[15,58]]]";
    check(
        spike,
        Flaw::CrossesItself { how: how.clone() },
        Done::Mended,
    );
    // A figure of eight has no one reading.
    let eight = "[[[15,58],[16,59],[16,58],[15,59],[15,58]]]";
    check(eight, Flaw::CrossesItself { how }, Done::LeftOut);
}

#[test]
fn an_outline_that_would_take_for_ever_is_told_and_left_out() {
    let n = 70_000;
    let corner = |k: usize| {
        let angle = k as f64 / n as f64 * std::f64::consts::TAU;
        format!("[{:.7},{:.7}]", 14.0 + angle.cos(), 58.0 + angle.sin())
    };
    let corners: Vec<String> = (0..n).chain([0]).map(corner).collect();
    let round = format!("[[{}]]", corners.join(","));
    let text = file(&[("a", SQUARE), ("b", &round)]);
    let anew = read(&text);
    assert_eq!(anew.areas.len(), 1);
    assert_eq!(anew.faults[0].flaw, Flaw::TooManyCorners { n });
    // Kept areas were looked through when they came.
    let kept = read_kept_geojson(&text, Level::Own, None, None).unwrap();
    assert_eq!((kept.areas.len(), kept.faults.len()), (2, 0));
}

#[test]
fn many_small_parts_cost_as_much_as_a_long_line() {
    let islands = |n: usize| {
        let island = |k: usize| {
            let lon = 13.0 + k as f64 * 1e-3;
            format!("[[[{lon},58],[{},58],[{lon},58.1],[{lon},58]]]", lon + 5e-4)
        };
        let islands: Vec<String> = (0..n).map(island).collect();
        format!(
            r#"{{"type":"FeatureCollection","features":[{{"type":"Feature","properties":
                {{"code":"a"}},"geometry":{{"type":"MultiPolygon","coordinates":[{}]}}}}]}}"#,
            islands.join(",")
        )
    };
    assert_eq!(read(&islands(20)).faults, []);
    let n = 3 * 6_000;
    assert_eq!(
        read(&islands(6_000)).faults[0].flaw,
        Flaw::TooManyCorners { n }
    );
}

#[test]
fn what_is_no_area_is_told_with_what_it_is() {
    let text = r#"{"type":"FeatureCollection","features":[
        {"type":"Feature","id":7,"properties":{},"geometry":{"type":"Point","coordinates":[13,58]}},
        {"type":"Feature","id":"8","properties":null,"geometry":null},
        {"type":"Feature","properties":{"label":"x"},"geometry":null},
        {"type":"Feature","id":9,"geometry":{"type":"Polygon","coordinates":[[[1],[2],[3]]]}}]}"#;
    let read = read(text);
    let told: Vec<_> = read.faults.iter().map(ToString::to_string).collect();
    assert_eq!(told[0], "feature 1 (7): a Point is no area; left out");
    assert_eq!(told[1], "feature 2 (8): it has no corners; left out");
    assert_eq!(
        told[2],
        "feature 3: no property holds its code or name; left out"
    );
    assert!(told[3].starts_with("feature 4 (9): it cannot be read: "));
    assert_eq!(read.areas, []);
}

#[test]
fn areas_with_only_a_name_get_a_code_of_it_that_stays_when_the_file_is_read_again() {
    let file = |properties: &[&str]| {
        let features = properties.iter().map(|properties| {
            format!(
                r#"{{"type":"Feature","properties":{{{properties}}},
                   "geometry":{{"type":"Polygon","coordinates":{SQUARE}}}}}"#
            )
        });
        let features: Vec<String> = features.collect();
        format!(
            r#"{{"type":"FeatureCollection","features":[{}]}}"#,
            features.join(",")
        )
    };
    let coded = |properties: &[&str]| {
        let read = read(&file(properties));
        assert_eq!(read.faults, []);
        let of = |area: &Area| (area.name.clone(), area.code.clone());
        let mut found: Vec<_> = read.areas.iter().map(of).collect();
        found.sort();
        (found, read.n_coded_by_name)
    };
    let named = [
        r#""namn":"Östra Hamnen""#,
        r#""namn":"Åsen""#,
        r#""namn":"Äsen""#,
        r#""namn":"Åsen""#,
        r#""namn":"—""#,
    ];
    let (found, n) = coded(&named);
    let codes: Vec<&str> = found.iter().map(|(_, code)| code.as_str()).collect();
    assert_eq!(n, 5);
    assert_eq!(
        codes,
        ["asen", "asen-2", "asen-3", "ostra-hamnen", "omrade"]
    );
    let mut turned = named;
    turned.reverse();
    assert_eq!(coded(&turned), (found, 5), "the order is of no matter");
    // A code that the file has is nobody else's.
    let (found, n) = coded(&[r#""namn":"Åsen""#, r#""kod":"asen","namn":"Torpa""#]);
    assert_eq!((found[0].1.as_str(), n), ("asen", 1));
    assert_eq!(found[1].1, "asen-2");
}

#[test]
fn islands_given_as_features_of_their_own_are_joined() {
    let island = "[[[15,58],[16,58],[16,59],[15,58]]]";
    let read = read(&file(&[("a", SQUARE), ("b", SQUARE), ("a", island)]));
    assert_eq!(read.areas.len(), 2);
    assert_eq!(read.areas[0].polygons().len(), 2);
    assert_eq!(read.faults[0].flaw, Flaw::SameCode { first: 1 });
}

#[test]
fn a_file_that_holds_no_areas_says_why() {
    let check = |text: &str, expected: &str| {
        let error = read_geojson(text, Level::Own, None, None).unwrap_err();
        let told = error.to_string();
        assert!(told.starts_with(expected), "{told}");
    };
    check("{\n\"type\": }", "not JSON at line 2, column 9");
    check("[]", "not a GeoJSON FeatureCollection");
    check(r#"{"type":"FeatureCollection"}"#, "not a GeoJSON");
    check(
        r#"{"type":"FeatureCollection","crs":{"properties":{"name":"EPSG:27700"}},"features":[]}"#,
        "the coordinate system 'EPSG:27700'",
    );
}

#[test]
fn an_area_is_the_same_in_any_system_and_axis_order() {
    let degrees = [(13.0, 58.0), (13.5, 58.0), (13.5, 58.4), (13.0, 58.0)];
    let expected = [at(58.0, 13.0), at(58.0, 13.5), at(58.4, 13.5)];
    let check = |declared: Option<&str>, crs: Crs, swap: bool, guessed: bool| {
        let projector = Projector::new(crs);
        let corners = degrees.map(|(lon, lat)| {
            let (x, y) = projector.coordinates(at(lat, lon)).unwrap();
            if swap { [y, x] } else { [x, y] }
        });
        let text = file(&[("a", &format!("[{corners:?}]"))]);
        let text = match declared {
            None => text,
            Some(name) => text.replacen(
                '{',
                &format!(r#"{{"crs":{{"type":"name","properties":{{"name":"{name}"}}}},"#),
                1,
            ),
        };
        let read = read(&text);
        assert_eq!(
            (read.crs, read.axes_were_swapped, read.crs_was_guessed),
            (crs, swap, guessed)
        );
        let corners = &read.areas[0].polygons()[0].outer;
        for (corner, expected) in corners.iter().zip(&expected) {
            // Metres are written with all their decimals.
            assert!((corner.lat_e7 - expected.lat_e7).abs() <= 1);
            assert!((corner.lon_e7 - expected.lon_e7).abs() <= 1);
        }
    };
    check(None, Crs::Wgs84, false, false);
    check(None, Crs::Wgs84, true, false);
    let tm = Some("urn:ogc:def:crs:EPSG::3006");
    check(tm, Crs::Sweref99Tm, false, false);
    check(tm, Crs::Sweref99Tm, true, false);
    check(None, Crs::Sweref99Tm, false, true);
    check(None, Crs::Sweref99Tm, true, true);
    let zone = Crs::from_epsg(3008).unwrap();
    check(Some("EPSG:3008"), zone, false, false);
    check(Some("EPSG:3021"), Crs::Rt90, false, false);
}

#[test]
fn areas_elsewhere_are_read_as_they_say() {
    let chicago = "[[[-88,41],[-87,41],[-87,42],[-88,41]]]";
    let read = read(&file(&[("a", chicago)]));
    assert!(!read.axes_were_swapped && read.faults.is_empty());
    assert_eq!(read.areas[0].bounds(), (at(41.0, -88.0), at(42.0, -87.0)));
}

/// A polygon in little-endian well-known binary.
fn wkb(rings: &[&[(f64, f64)]]) -> Vec<u8> {
    let mut bytes = vec![1, 3, 0, 0, 0];
    bytes.extend((rings.len() as u32).to_le_bytes());
    for ring in rings {
        bytes.extend((ring.len() as u32).to_le_bytes());
        for (x, y) in *ring {
            bytes.extend(x.to_le_bytes());
            bytes.extend(y.to_le_bytes());
        }
    }
    bytes
}

#[test]
fn a_row_of_a_geopackage_is_an_area_with_its_hole() {
    let (x, y) = (400_000.0, 6_480_000.0);
    let outer = [
        (x, y),
        (x + 3e3, y),
        (x + 3e3, y + 2e3),
        (x, y + 2e3),
        (x, y),
    ];
    let hole = [
        (x + 1e3, y),
        (x + 2e3, y + 1e3),
        (x + 1e3, y + 1e3),
        (x + 1e3, y),
    ];
    let plain = wkb(&[&outer, &hole]);
    let header = |flags: u8, box_length: usize| {
        let mut blob = vec![b'G', b'P', 0, flags, 0xbe, 0x0b, 0, 0];
        blob.extend(std::iter::repeat_n(0, box_length));
        blob.extend(&plain);
        blob
    };
    let blobs = [plain.clone(), header(1, 0), header(3, 32), header(9, 64)];
    for geometry in blobs {
        let row = GeoPackageRow {
            code: Some("1494".to_owned()),
            name: None,
            geometry,
        };
        let read = read_geopackage([row], 3006, Level::Municipality).unwrap();
        assert_eq!(read.faults, []);
        let area = &read.areas[0];
        let km2 = area.km2(&Plane::sweden()).unwrap();
        // 6 km² less half a square kilometre; corners are held to a centimetre.
        assert!((km2 - 5.5).abs() < 1e-3, "{km2}");
        assert_eq!(area.polygons()[0].holes.len(), 1);
    }
    let rows = [&b"GP\0"[..], &plain[..20], b""].map(|geometry| GeoPackageRow {
        code: Some("x".to_owned()),
        name: None,
        geometry: geometry.to_vec(),
    });
    let read = read_geopackage(rows, 3006, Level::Own).unwrap();
    assert_eq!((read.areas.len(), read.faults.len()), (0, 3));
    assert!(read_geopackage([], 27700, Level::Own).is_err());
}

#[test]
fn squares_are_counted_by_their_middles() {
    let plane = Plane::sweden();
    let corner = |x_m, y_m| plane.position(PlanePoint::from_metres(x_m, y_m)).unwrap();
    let area = Area {
        code: "a".to_owned(),
        name: "a".to_owned(),
        level: Level::Own,
        polygons: vec![Polygon {
            outer: vec![
                corner(400_000.0, 6_480_000.0),
                corner(403_000.0, 6_480_000.0),
                corner(403_000.0, 6_482_000.0),
                corner(400_000.0, 6_482_000.0),
            ],
            holes: vec![],
        }],
    };
    assert_eq!(area.n_cells(&plane, CellSize::KM), Ok(6));
    assert_eq!(area.n_cells(&plane, CellSize::QUARTER_KM), Ok(96));
}

#[test]
fn the_boundaries_that_come_along_are_whole() {
    let text = include_str!("../../data/municipalities.geojson");
    let read = read_geojson(text, Level::Municipality, Some("code"), Some("name")).unwrap();
    assert_eq!(read.faults, []);
    assert_eq!(read.areas.len(), 290);
    assert_eq!(municipalities(), read.areas);
    let lidkoping = read.areas.iter().find(|area| area.code == "1494").unwrap();
    assert_eq!(lidkoping.name, "Lidköping");
    assert!(lidkoping.holds(at(58.505, 13.157)));
    let km2 = read
        .areas
        .iter()
        .map(|area| area.km2(&Plane::sweden()).unwrap());
    let km2: f64 = km2.sum();
    // Land and lakes of Sweden are 447,000 km². So strong a simplification cuts
    // off capes and islands: it loses two or three per cent.
    assert!((430_000.0..447_000.0).contains(&km2), "{km2}");

    let text = include_str!("../../data/overview.geojson");
    let read = read_geojson(text, Level::Own, Some("code"), None).unwrap();
    assert_eq!(read.faults, []);
    let [land, lakes, within] = overview();
    let codes = [&land, &lakes, &within].map(|area| area.code.as_str());
    assert_eq!(codes, ["land", "lakes", "lakes-within"]);
    // Kallsjön lies within Åre, Vänern within no municipality.
    let kallsjon = at(63.6, 13.0);
    assert!(within.holds(kallsjon) && !lakes.holds(kallsjon));
    // The middle of Vänern, Stockholm, and the Baltic.
    let where_ = |lat, lon| (land.holds(at(lat, lon)), lakes.holds(at(lat, lon)));
    assert_eq!(where_(58.9, 13.3), (true, true));
    assert_eq!(where_(59.4, 17.9), (true, false));
    assert_eq!(where_(58.0, 19.8), (false, false));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]
    #[test]
    fn the_index_finds_the_first_area_that_holds_a_place(lat in 55.0..69.5, lon in 10.5..24.5) {
        let (areas, index) = sweden();
        let position = at(lat, lon);
        let first = areas.iter().position(|area| area.holds(position));
        prop_assert_eq!(index.holder(position), first);
        if let Found::Near { area, distance_m } = index.find(position, 3000.0) {
            prop_assert_eq!(first, None);
            prop_assert!(distance_m <= 3000.0);
            // Nothing nearer: the same search with less finds nothing.
            prop_assert_eq!(index.find(position, distance_m * 0.999), Found::Nowhere);
            let wider = index.find(position, 9000.0);
            prop_assert_eq!(wider.area(), Some(area));
        }
    }
}

fn sweden() -> &'static (Vec<Area>, AreaIndex) {
    static SWEDEN: std::sync::LazyLock<(Vec<Area>, AreaIndex)> =
        std::sync::LazyLock::new(|| (municipalities(), AreaIndex::new(municipalities())));
    &SWEDEN
}

#[test]
fn a_corner_where_borders_meet_belongs_to_one_municipality_always_the_same() {
    let (areas, index) = sweden();
    let corners = areas.iter().flat_map(Area::rings).flatten();
    let corners: Vec<Position> = corners.copied().collect();
    let shapes: Vec<_> = areas.iter().map(Area::shape).collect();
    for &corner in &corners {
        let holders: Vec<_> = (0..areas.len())
            .filter(|&n| shapes[n].holds((corner.lon_e7, corner.lat_e7)))
            .collect();
        assert!(holders.len() <= 1, "{corner}: {holders:?}");
        assert_eq!(index.holder(corner), holders.first().copied());
        // Where none holds it, it is on a coast, at no distance from its area.
        let near = index.find(corner, 1.0);
        assert!(near.area().is_some(), "{corner}");
    }
    let holders = index.holders(&corners);
    assert!(
        corners
            .iter()
            .zip(holders)
            .all(|(&c, holder)| index.holder(c) == holder)
    );
}

#[test]
fn a_place_in_the_water_is_found_at_the_nearest_coast_and_no_farther_than_told() {
    let (areas, index) = sweden();
    // In the sea 100 km east of Gotland, and off the coast of Ystad.
    assert_eq!(index.find(at(57.5, 20.8), 5000.0), Found::Nowhere);
    let Found::Near { area, distance_m } = index.find(at(55.40, 13.83), 5000.0) else {
        panic!("nothing was found near Ystad");
    };
    assert_eq!(areas[area].name, "Ystad");
    assert!((1000.0..5000.0).contains(&distance_m), "{distance_m}");
}

#[test]
fn an_index_of_nothing_finds_nothing() {
    let index = AreaIndex::new(Vec::new());
    assert_eq!(index.find(at(0.0, 0.0), 100.0), Found::Nowhere);
}

/// Nine areas in a square of 30 km, with crooked borders in common.
fn crooked() -> Vec<Area> {
    let n_steps = 20;
    let side = 3 * n_steps;
    let node = |x: i32, y: i32| {
        let chance = (x * 7919 + y * 104_729).wrapping_mul(48_271) >> 7;
        let is_rim = |at: i32| at == 0 || at == side;
        let off = |shift: i32, along: i32| {
            if is_rim(along) {
                0
            } else {
                (chance >> shift & 7) * 900
            }
        };
        Position {
            lat_e7: 580_000_000 + y * 45_000 + off(3, y),
            lon_e7: 130_000_000 + x * 85_000 + off(0, x),
        }
    };
    let mut areas = Vec::new();
    for (row, column) in (0..3).flat_map(|row| (0..3).map(move |column| (row, column))) {
        let (x0, y0) = (column * n_steps, row * n_steps);
        let (x1, y1) = (x0 + n_steps, y0 + n_steps);
        let south = (x0..x1).map(|x| node(x, y0));
        let east = (y0..y1).map(|y| node(x1, y));
        let north = (x0 + 1..=x1).rev().map(|x| node(x, y1));
        let west = (y0 + 1..=y1).rev().map(|y| node(x0, y));
        areas.push(Area {
            code: format!("{row}{column}"),
            name: String::new(),
            level: Level::District,
            polygons: vec![Polygon {
                outer: south.chain(east).chain(north).chain(west).collect(),
                holes: vec![],
            }],
        });
    }
    areas
}

#[test]
fn simplified_areas_have_neither_gaps_nor_overlaps() {
    let areas = crooked();
    let simple = simplified(&areas, 400.0);
    let n_corners = |areas: &[Area]| areas.iter().flat_map(Area::rings).flatten().count();
    assert!(
        n_corners(&simple) * 2 < n_corners(&areas),
        "{}",
        n_corners(&simple)
    );
    for lat in 1..60 {
        for lon in 1..60 {
            let place = Position {
                lat_e7: 580_000_000 + lat * 45_000,
                lon_e7: 130_000_000 + lon * 85_000,
            };
            let holders = simple.iter().filter(|area| area.holds(place)).count();
            assert_eq!(holders, 1, "{place}");
        }
    }
    assert_eq!(neighbours(&simple, 0.01), neighbours(&areas, 0.01));
}

#[test]
fn simplified_municipalities_are_all_there_and_keep_their_neighbours() {
    let (areas, _) = sweden();
    let simple = simplified(areas, 6000.0);
    let n_corners = |areas: &[Area]| areas.iter().flat_map(Area::rings).flatten().count();
    assert_eq!(simple.len(), 290);
    let (few, all) = (n_corners(&simple), n_corners(areas));
    assert!(few * 2 < all, "{few} of {all}");
    assert!(simple.iter().all(|area| !area.polygons().is_empty()));
    // A border is simplified once, so none beside whom it was not comes to lie
    // beside an area. Those whom only an island joined may part.
    let (before, after) = (neighbours(areas, 0.01), neighbours(&simple, 0.01));
    let is_new =
        |(before, after): (&Vec<usize>, &Vec<usize>)| after.iter().any(|n| !before.contains(n));
    assert!(!before.iter().zip(&after).any(is_new));
    let n_pairs = |lists: &[Vec<usize>]| lists.iter().map(Vec::len).sum::<usize>();
    assert!(n_pairs(&after) * 100 > n_pairs(&before) * 98);
    assert_eq!(n_corners(&simplified(areas, 0.0)), all);
}

#[test]
fn areas_that_meet_at_a_corner_are_neighbours_and_an_island_has_none() {
    let areas = crooked();
    let beside = neighbours(&areas, 0.01);
    assert_eq!(beside[0], [1, 3, 4]);
    assert_eq!(beside[4], [0, 1, 2, 3, 5, 6, 7, 8]);
    let island = read(&file(&[("island", SQUARE)])).areas;
    assert_eq!(neighbours(&island, 10.0), [Vec::<usize>::new()]);
}

fn shared(name: &str, test: &str) -> Option<String> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    let folders = beside.map(|folder| folder.join("shared/data/granser"));
    let mut files = folders.map(|folder: PathBuf| folder.join(name));
    let found = files.find(|file| file.is_file());
    if found.is_none() {
        eprintln!("NOT RUN: {test}: shared data is not beside the checkout");
    }
    Some(fs::read_to_string(found?).unwrap())
}

#[test]
fn shared_boundaries_of_other_sources_hold_the_same_towns() {
    let test = "shared_boundaries_of_other_sources_hold_the_same_towns";
    for name in ["kommun.geojson", "kommuner-annan-kalla.geojson"] {
        let Some(text) = shared(name, test) else {
            return;
        };
        let read = read_geojson(&text, Level::Municipality, None, None).unwrap();
        assert_eq!(read.areas.len(), 290, "{name}");
        let left_out = read
            .faults
            .iter()
            .filter(|fault| fault.done == Done::LeftOut);
        assert_eq!(left_out.count(), 0, "{name}");
        let index = AreaIndex::new(read.areas);
        for (lat, lon, code) in [
            (58.505, 13.157, "1494"),
            (59.33, 18.06, "0180"),
            (67.855, 20.225, "2584"),
            (55.605, 13.0, "1280"),
            (57.635, 18.30, "0980"),
        ] {
            let found = index.find(at(lat, lon), 1000.0).area().unwrap();
            assert_eq!(index.areas()[found].code, code, "{name}");
        }
    }
}

#[test]
fn shared_region_that_crosses_itself_is_named_and_mended() {
    let test = "shared_region_that_crosses_itself_is_named_and_mended";
    let Some(text) = shared("fa.geojson", test) else {
        return;
    };
    let read = read_geojson(&text, Level::Own, Some("fa_kod"), Some("fa_namn")).unwrap();
    assert_eq!(read.areas.len(), 60);
    assert_eq!(read.faults.len(), 1, "{:?}", read.faults);
    let fault = &read.faults[0];
    assert!(matches!(fault.flaw, Flaw::CrossesItself { .. }));
    assert_eq!(fault.done, Done::Mended);
    println!("{fault}");
    // What was mended is valid now: reading it again finds nothing.
    for area in &read.areas {
        use geo::Validation;
        assert!(
            super::read::to_geo(area.polygons()).is_valid(),
            "{}",
            area.code
        );
    }
}

#[test]
fn shared_neighbours_are_those_that_others_list() {
    let test = "shared_neighbours_are_those_that_others_list";
    let Some(text) = shared("grannkommuner.json", test) else {
        return;
    };
    let listed: serde_json::Value = serde_json::from_str(&text).unwrap();
    let (areas, _) = sweden();
    let beside = neighbours(areas, 1.0);
    let mut differ = Vec::new();
    for (number, area) in areas.iter().enumerate() {
        let mut ours: Vec<_> = beside[number]
            .iter()
            .map(|&n| areas[n].code.clone())
            .collect();
        let theirs = listed[&area.code].as_array().unwrap().iter();
        let mut theirs: Vec<_> = theirs
            .map(|code| code.as_str().unwrap().to_owned())
            .collect();
        ours.sort();
        theirs.sort();
        if ours != theirs {
            differ.push(format!("{}: {ours:?} {theirs:?}", area.code));
        }
    }
    assert!(differ.is_empty(), "{} differ: {differ:#?}", differ.len());
}
