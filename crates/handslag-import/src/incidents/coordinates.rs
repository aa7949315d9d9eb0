//! Positions in others' coordinate systems, as points on the earth.

use handslag_domain::incident::Point;
use proj4rs::Proj;
use proj4rs::transform::transform;

/// Degrees in WGS 84.
pub const WGS84: u32 = 4326;

/// The number of a coordinate system that nobody has said and the numbers do not tell.
pub const NOT_SAID: u32 = 0;

/// What a coordinate system is called, with its number.
#[must_use]
pub fn name_of(epsg: u32) -> String {
    const ZONES: [&str; 12] = [
        "12 00", "13 30", "15 00", "16 30", "18 00", "14 15", "15 45", "17 15", "18 45", "20 15",
        "21 45", "23 15",
    ];
    let name = match epsg {
        WGS84 => "WGS 84".to_owned(),
        3006 => "SWEREF 99 TM".to_owned(),
        3007..=3018 => format!("SWEREF 99 {}", ZONES[(epsg - 3007) as usize]),
        3021 | 2400 => "RT 90 2.5 gon V".to_owned(),
        32_601..=32_660 | 25_828..=25_838 => format!("UTM {}", epsg % 100),
        _ => return format!("EPSG:{epsg}"),
    };
    format!("{name} (EPSG:{epsg})")
}

/// Whether numbers are so near the meridian of a local zone that they may be of it.
/// A zone is used some 60 km to each side; the national system begins at 260 km.
pub(crate) fn are_near_meridian(epsg: u32, east: f64) -> bool {
    const FALSE_EAST_M: f64 = 150_000.0;
    const NEAR_M: f64 = 100_000.0;
    !(3007..=3018).contains(&epsg) || (east - FALSE_EAST_M).abs() <= NEAR_M
}

/// A coordinate system by its EPSG number.
#[derive(Debug)]
pub struct Projection {
    /// `None` for degrees.
    metres: Option<Proj>,
    earth: Proj,
}

/// The point of a position in a coordinate system; `None` for a system that is
/// not known and for what is no position in it.
///
/// For many positions, make a [`Projection`] once.
#[must_use]
pub fn to_wgs84(epsg: u32, east: f64, north: f64) -> Option<Point> {
    Projection::of(epsg)?.to_wgs84(east, north)
}

impl Projection {
    /// The system of a number, or `None` if we do not know it: degrees (4326,
    /// 4258, 4619, 4269), SWEREF 99 TM and its twelve zones (3006–3018), RT 90
    /// 2.5 gon V (3021 and 2400), UTM north and south (326zz, 327zz, 258zz,
    /// 269zz), New York in US feet (2263) and the web's Mercator (3857).
    #[must_use]
    pub fn of(epsg: u32) -> Option<Self> {
        let earth = Proj::from_proj_string("+proj=longlat +datum=WGS84").ok()?;
        let metres = match epsg {
            4326 | 4258 | 4619 | 4269 => None,
            _ => Some(Proj::from_proj_string(&definition(epsg)?).ok()?),
        };
        Some(Self { metres, earth })
    }

    /// Whether positions are degrees of longitude and latitude.
    #[must_use]
    pub fn is_degrees(&self) -> bool {
        self.metres.is_none()
    }

    /// The point, or `None` if there is none with these numbers.
    #[must_use]
    pub fn to_wgs84(&self, east: f64, north: f64) -> Option<Point> {
        let Some(metres) = &self.metres else {
            return Point::from_degrees(north, east).ok();
        };
        if !east.is_finite() || !north.is_finite() {
            return None;
        }
        let mut at = (east, north, 0.0);
        transform(metres, &self.earth, &mut at).ok()?;
        Point::from_degrees(at.1.to_degrees(), at.0.to_degrees()).ok()
    }
}

/// The system in the words of PROJ. GRS 80 is taken as WGS 84: they differ by
/// less than a metre in Sweden, and by less than two in North America.
fn definition(epsg: u32) -> Option<String> {
    let sweden = |meridian: f64, false_east: u32| {
        format!(
            "+proj=tmerc +lat_0=0 +lon_0={meridian} +k=1 +x_0={false_east} +y_0=0 +ellps=GRS80 \
             +towgs84=0,0,0,0,0,0,0 +units=m"
        )
    };
    let utm = |zone: u32, south: &str| {
        let in_range = (1..=60).contains(&zone);
        in_range.then(|| {
            format!("+proj=utm +zone={zone} {south} +ellps=GRS80 +towgs84=0,0,0,0,0,0,0 +units=m")
        })
    };
    match epsg {
        3006 => utm(33, ""),
        3007..=3018 => {
            const MERIDIANS: [f64; 12] = [
                12.0, 13.5, 15.0, 16.5, 18.0, 14.25, 15.75, 17.25, 18.75, 20.25, 21.75, 23.25,
            ];
            let meridian = MERIDIANS.get(usize::try_from(epsg - 3007).ok()?)?;
            Some(sweden(*meridian, 150_000))
        }
        // RT 90 2.5 gon V on the ellipsoid of Bessel, with the seven parameters of
        // Lantmäteriet: right to a few decimetres.
        3021 | 2400 => Some(
            "+proj=tmerc +lat_0=0 +lon_0=15.80827777777778 +k=1 +x_0=1500000 +y_0=0 \
             +ellps=bessel +towgs84=414.1,41.3,603.1,-0.855,2.141,-7.023,0 +units=m"
                .to_owned(),
        ),
        32_601..=32_660 => utm(epsg - 32_600, ""),
        32_701..=32_760 => utm(epsg - 32_700, "+south"),
        25_828..=25_838 => utm(epsg - 25_800, ""),
        26_901..=26_923 => utm(epsg - 26_900, ""),
        2263 => Some(
            "+proj=lcc +lat_1=41.03333333333333 +lat_2=40.66666666666666 \
             +lat_0=40.16666666666666 +lon_0=-74 +x_0=300000.0000000001 +y_0=0 +ellps=GRS80 \
             +towgs84=0,0,0,0,0,0,0 +units=us-ft"
                .to_owned(),
        ),
        3857 => Some(
            "+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m \
             +nadgrids=@null"
                .to_owned(),
        ),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each pair of numbers with its point by PROJ 9.5.1.
    fn check(epsg: u32, east: f64, north: f64, lat: f64, lon: f64, within_m: f64) {
        let found = to_wgs84(epsg, east, north).unwrap();
        let off_m = found.distance_m(Point::from_degrees(lat, lon).unwrap());
        assert!(off_m <= within_m, "EPSG:{epsg}: {off_m} m off");
    }

    #[test]
    fn swedish_systems_agree_with_proj() {
        check(
            3006,
            389_500.0,
            6_486_000.0,
            58.500_555_88,
            13.103_891_63,
            0.02,
        );
        check(
            3006,
            674_032.357,
            6_580_821.991,
            59.330_231_00,
            18.059_195_99,
            0.02,
        );
        check(
            3007,
            217_000.0,
            6_486_000.0,
            58.486_117_79,
            13.148_684_96,
            0.02,
        );
        check(
            3008,
            130_000.0,
            6_487_000.0,
            58.499_777_90,
            13.156_985_30,
            0.02,
        );
        check(
            3009,
            99_000.5,
            6_489_000.0,
            58.515_209_88,
            14.124_924_09,
            0.02,
        );
        check(3010, 150_000.0, 6_600_000.0, 59.514_642_16, 16.5, 0.02);
        check(
            3011,
            153_000.0,
            6_580_000.0,
            59.335_102_25,
            18.052_709_39,
            0.02,
        );
        check(
            3012,
            87_000.0,
            6_487_000.0,
            58.495_689_38,
            13.169_603_17,
            0.02,
        );
        check(3013, 150_000.0, 6_700_000.0, 60.412_214_32, 15.75, 0.02);
        check(3014, 150_000.0, 6_200_000.0, 55.923_092_10, 17.25, 0.02);
        check(3015, 150_000.0, 6_400_000.0, 57.719_123_46, 18.75, 0.02);
        check(3016, 150_000.0, 7_200_000.0, 64.898_296_44, 20.25, 0.02);
        check(3017, 150_000.0, 7_300_000.0, 65.795_175_22, 21.75, 0.02);
        check(3018, 150_000.0, 7_400_000.0, 66.691_947_99, 23.25, 0.02);
    }

    #[test]
    fn a_system_is_called_by_its_name() {
        assert_eq!(name_of(3006), "SWEREF 99 TM (EPSG:3006)");
        assert_eq!(name_of(3008), "SWEREF 99 13 30 (EPSG:3008)");
        assert_eq!(name_of(3018), "SWEREF 99 23 15 (EPSG:3018)");
        assert_eq!(name_of(32_610), "UTM 10 (EPSG:32610)");
        assert_eq!(name_of(2263), "EPSG:2263");
    }

    #[test]
    fn rt90_agrees_with_proj_to_a_metre() {
        // PROJ may choose other parameters between the two reference systems.
        check(
            3021,
            1_345_000.0,
            6_489_000.0,
            58.496_304_08,
            13.146_669_66,
            1.0,
        );
        check(
            2400,
            1_628_294.0,
            6_580_994.0,
            59.330_229_79,
            18.059_197_14,
            1.0,
        );
    }

    #[test]
    fn systems_elsewhere_agree_with_proj() {
        check(
            32_633,
            389_500.0,
            6_486_000.0,
            58.500_555_88,
            13.103_891_63,
            0.02,
        );
        check(
            25_832,
            600_000.0,
            6_400_000.0,
            57.730_986_81,
            10.679_312_35,
            0.02,
        );
        check(
            3857,
            1_464_000.0,
            8_070_000.0,
            58.485_476_56,
            13.151_335_76,
            0.02,
        );
        // PROJ moves these by the metre or two between NAD 83 and WGS 84.
        check(
            26_910,
            490_320.299,
            5_458_606.920_8,
            49.280_140_23,
            -123.133_088_28,
            2.0,
        );
        check(
            2263,
            1_058_925.0,
            180_924.0,
            40.662_956_36,
            -73.730_837_33,
            2.0,
        );
    }

    #[test]
    fn what_is_no_position_gives_no_point() {
        assert_eq!(to_wgs84(3006, f64::NAN, 6_486_000.0), None);
        assert_eq!(to_wgs84(3006, f64::INFINITY, 6_486_000.0), None);
        assert_eq!(to_wgs84(WGS84, 13.1, 91.0), None);
        assert_eq!(
            to_wgs84(31_370, 150_000.0, 170_000.0),
            None,
            "a system we do not know"
        );
        for epsg in [3006, 3011, 3021, 32_633, 2263, 3857] {
            // Neither may panic, whatever comes of it.
            let _ = to_wgs84(epsg, 1e300, -1e300);
            let _ = to_wgs84(epsg, -1e9, 1e12);
        }
    }
}
