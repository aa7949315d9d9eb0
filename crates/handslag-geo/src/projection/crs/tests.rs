use proptest::prelude::*;

use super::super::Plane;
use super::*;

/// "Kontrollpunkter för SWEREF 99 TM", Lantmäteriet, 2007-11-20: latitude and
/// longitude in degrees, north and east in metres.
const LANTMATERIET_TM: [(f64, f64, f64, f64); 13] = [
    (55.0, 12.75, 6_097_106.672, 356_083.438),
    (55.0, 14.25, 6_095_048.642, 452_024.069),
    (57.0, 12.75, 6_319_636.937, 363_331.554),
    (57.0, 19.5, 6_326_392.707, 773_251.054),
    (59.0, 11.25, 6_546_096.724, 284_626.066),
    (59.0, 19.5, 6_548_757.206, 758_410.519),
    (61.0, 12.75, 6_764_877.311, 378_323.440),
    (61.0, 18.75, 6_768_593.345, 702_745.127),
    (63.0, 12.0, 6_989_134.048, 348_083.148),
    (63.0, 19.5, 6_993_565.630, 727_798.671),
    (65.0, 13.5, 7_209_293.753, 429_270.201),
    (67.0, 16.5, 7_432_168.174, 565_398.458),
    (69.0, 21.0, 7_666_089.698, 739_639.195),
];

#[test]
fn the_control_points_of_lantmateriet_are_met_in_sweref_99_tm() {
    let projector = Projector::new(Crs::Sweref99Tm);
    for (lat, lon, north, east) in LANTMATERIET_TM {
        let position = Position::from_degrees(lat, lon).unwrap();
        let (x, y) = projector.coordinates(position).unwrap();
        // Published to the millimetre.
        assert!((x - east).abs() < 0.001 && (y - north).abs() < 0.001);
        // A position is held to about a centimetre.
        let back = projector.position(east, north).unwrap();
        assert!((back.lat_e7 - position.lat_e7).abs() <= 1);
        assert!((back.lon_e7 - position.lon_e7).abs() <= 1);
    }
}

/// "Gauss Conformal Projection (Transverse Mercator)", Lantmäteriet, the
/// worked example: latitude 66°, longitude 24°.
#[test]
fn the_worked_example_of_lantmateriet_is_met() {
    let meridian = 13.0 + 35.0 / 60.0 + 7.692 / 3600.0;
    let definition = transverse_mercator(meridian, 1.000_002_54, 84_182.879, -6_226_307.864);
    let projector = Projector::defined_by(&definition, String::new());
    let position = Position::from_degrees(66.0, 24.0).unwrap();
    let (x, y) = projector.coordinates(position).unwrap();
    assert!((x - 555_304.016_555).abs() < 1e-5, "{x}");
    assert!((y - 1_135_809.413_803).abs() < 1e-5, "{y}");
}

/// "Samband och parametrar", Lantmäteriet, 2006-05-03: four points in both
/// SWEREF 99 TM and RT 90 2.5 gon V (north, east).
#[test]
fn the_control_points_of_lantmateriet_are_met_in_rt_90() {
    let points = [
        ((7_454_204.638, 761_811.242), (7_453_389.762, 1_727_060.905)),
        ((7_046_077.605, 562_140.337), (7_047_738.415, 1_522_128.637)),
        ((6_669_189.376, 486_557.055), (6_671_665.273, 1_441_843.186)),
        ((6_246_136.458, 430_374.835), (6_249_111.351, 1_380_573.079)),
    ];
    let (sweref, rt90) = (Projector::new(Crs::Sweref99Tm), Projector::new(Crs::Rt90));
    for ((north, east), (rt90_north, rt90_east)) in points {
        let position = sweref.position(east, north).unwrap();
        let (x, y) = rt90.coordinates(position).unwrap();
        // The direct projection does not follow local strains of the old net:
        // Lantmäteriet gives its error as decimetres.
        assert!((x - rt90_east).abs() < 0.3, "{x} {rt90_east}");
        assert!((y - rt90_north).abs() < 0.3, "{y} {rt90_north}");
    }
}

#[test]
fn the_central_meridian_of_each_local_zone_has_its_easting_150_000() {
    for (code, name, meridian) in ZONES {
        let crs = Crs::from_epsg(code).unwrap();
        assert_eq!((crs.to_string().as_str(), crs.epsg()), (name, code));
        let projector = Projector::new(crs);
        let position = Position::from_degrees(60.0, meridian).unwrap();
        let (x, y) = projector.coordinates(position).unwrap();
        assert!((x - 150_000.0).abs() < 1e-3);
        // The arc from the equator to 60° on GRS 80.
        assert!((y - 6_654_072.819).abs() < 1e-2, "{y}");
        // The name says the meridian in degrees and minutes.
        let minutes = meridian.fract() * 60.0;
        assert!(name.ends_with(&format!("{} {minutes:02}", meridian.trunc())));
    }
}

#[test]
fn web_mercator_ends_at_its_known_edge() {
    let projector = Projector::new(Crs::WebMercator);
    let position = projector.position(20_037_508.342_789, 20_037_508.342_789);
    let position = position.unwrap();
    assert_eq!(position.lon_e7, 1_800_000_000);
    // The square world ends at 85.0511288°.
    assert_eq!(position.lat_e7, 850_511_288);
}

#[test]
fn a_place_far_from_a_plane_is_an_error_and_not_a_number() {
    let projector = Projector::new(Crs::Sweref99Tm);
    for (x, y) in [(f64::NAN, 0.0), (1e12, 0.0), (0.0, f64::INFINITY)] {
        assert!(projector.position(x, y).is_err());
    }
    assert!(Position::from_degrees(674_032.0, 6_580_822.0).is_err());
}

#[test]
fn coordinate_systems_are_known_by_the_names_files_use() {
    for crs in Crs::all() {
        assert_eq!(Crs::from_epsg(crs.epsg()), Some(crs));
        assert_eq!(Crs::from_name(&crs.to_string()), Some(crs));
        assert_eq!(Crs::from_name(&format!("EPSG:{}", crs.epsg())), Some(crs));
    }
    assert_eq!(Crs::from_epsg(25833), Some(Crs::Utm(33)));
    assert_eq!(Crs::from_name("British National Grid"), None);
}

#[test]
fn a_plane_in_sweden_is_sweref_99_tm_and_one_in_chicago_is_not() {
    let lidkoping = Position::from_degrees(58.505, 13.157).unwrap();
    assert!(Plane::around(lidkoping).is_sweref_99_tm());
    let chicago = Position::from_degrees(41.88, -87.63).unwrap();
    assert!(!Plane::around(chicago).is_sweref_99_tm());
}

proptest! {
    #[test]
    fn there_and_back_is_the_same_place(lat in 54.5f64..69.5, lon in 10.0f64..25.0) {
        let position = Position::from_degrees(lat, lon).unwrap();
        for crs in Crs::all().filter(|crs| !matches!(crs, Crs::Utm(zone) if !(31..=36).contains(zone))) {
            let projector = Projector::new(crs);
            let (x, y) = projector.coordinates(position).unwrap();
            let back = projector.position(x, y).unwrap();
            prop_assert!((back.lat_e7 - position.lat_e7).abs() <= 1, "{crs}");
            prop_assert!((back.lon_e7 - position.lon_e7).abs() <= 1, "{crs}");
        }
    }

    #[test]
    fn a_plane_holds_places_within_two_centimetres(lat in -60.0f64..75.0, lon in -175.0f64..175.0) {
        let position = Position::from_degrees(lat, lon).unwrap();
        let plane = Plane::around(position);
        let point = plane.point(position).unwrap();
        prop_assert_eq!((point.x_cm % 2, point.y_cm % 2), (0, 0));
        let back = plane.position(point).unwrap();
        // One unit is 1.1 cm of latitude; of longitude less, the farther north.
        prop_assert!((back.lat_e7 - position.lat_e7).abs() <= 2);
        prop_assert!((back.lon_e7 - position.lon_e7).abs() <= 7);
        prop_assert_eq!(plane.point(back).unwrap(), point);
    }
}
