//! A position on the earth.

use serde::{Deserialize, Serialize};

/// A position in WGS 84, in ten-millionths of a degree: exact to a centimetre, anywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "WrittenPoint")]
pub struct Point {
    lat_e7: i32,
    lon_e7: i32,
}

#[derive(Deserialize)]
struct WrittenPoint {
    lat_e7: i32,
    lon_e7: i32,
}

impl TryFrom<WrittenPoint> for Point {
    type Error = NotOnEarth;

    fn try_from(written: WrittenPoint) -> Result<Self, NotOnEarth> {
        Self::from_e7(written.lat_e7, written.lon_e7)
    }
}

/// Numbers that are no latitude and longitude.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error("latitude {lat} and longitude {lon} are not on the earth")]
pub struct NotOnEarth {
    /// The latitude in degrees, as given.
    pub lat: f64,
    /// The longitude in degrees, as given.
    pub lon: f64,
}

const E7: f64 = 1e7;

impl Point {
    /// Of degrees north and degrees east.
    ///
    /// # Errors
    /// [`NotOnEarth`] beyond 90 or 180 degrees, and for what is no number.
    pub fn from_degrees(lat: f64, lon: f64) -> Result<Self, NotOnEarth> {
        // NaN is in no range.
        if !(-90.0..=90.0).contains(&lat) || !(-180.0..=180.0).contains(&lon) {
            return Err(NotOnEarth { lat, lon });
        }
        #[expect(clippy::cast_possible_truncation, reason = "at most 1.8e9, below 2^31")]
        let e7 = |degrees: f64| (degrees * E7).round() as i32;
        Ok(Self {
            lat_e7: e7(lat),
            lon_e7: e7(lon),
        })
    }

    /// Of ten-millionths of a degree.
    ///
    /// # Errors
    /// [`NotOnEarth`] beyond 90 or 180 degrees.
    pub fn from_e7(lat_e7: i32, lon_e7: i32) -> Result<Self, NotOnEarth> {
        Self::from_degrees(f64::from(lat_e7) / E7, f64::from(lon_e7) / E7)?;
        Ok(Self { lat_e7, lon_e7 })
    }

    /// Ten-millionths of a degree north.
    #[must_use]
    pub fn lat_e7(self) -> i32 {
        self.lat_e7
    }

    /// Ten-millionths of a degree east.
    #[must_use]
    pub fn lon_e7(self) -> i32 {
        self.lon_e7
    }

    /// Degrees north.
    #[must_use]
    pub fn lat(self) -> f64 {
        f64::from(self.lat_e7) / E7
    }

    /// Degrees east.
    #[must_use]
    pub fn lon(self) -> f64 {
        f64::from(self.lon_e7) / E7
    }

    /// Metres along the surface of a sphere of the earth's mean radius: within
    /// half a per cent of the truth, far better than anyone's memory of a place.
    #[must_use]
    pub fn distance_m(self, other: Self) -> f64 {
        const MEAN_RADIUS_M: f64 = 6_371_008.8;
        let half_sine_squared = |degrees: f64| (degrees.to_radians() / 2.0).sin().powi(2);
        let h = half_sine_squared(self.lat() - other.lat())
            + self.lat().to_radians().cos()
                * other.lat().to_radians().cos()
                * half_sine_squared(self.lon() - other.lon());
        2.0 * MEAN_RADIUS_M * h.sqrt().min(1.0).asin()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn point(lat: f64, lon: f64) -> Point {
        Point::from_degrees(lat, lon).unwrap()
    }

    #[test]
    fn what_is_not_on_the_earth_is_no_point() {
        for (lat, lon) in [
            (90.000_001, 0.0),
            (0.0, -180.000_001),
            (f64::NAN, 13.0),
            (58.0, f64::INFINITY),
        ] {
            assert!(Point::from_degrees(lat, lon).is_err(), "{lat} {lon}");
        }
        assert!(Point::from_e7(900_000_001, 0).is_err());
        let text = r#"{"lat_e7": 0, "lon_e7": 1900000000}"#;
        assert!(serde_json::from_str::<Point>(text).is_err());
    }

    #[test]
    fn distances_are_those_of_the_map() {
        // A degree along a meridian is 111.195 km on a sphere of this radius.
        let degree = point(58.0, 13.0).distance_m(point(59.0, 13.0));
        assert!((degree - 111_195.0).abs() < 1.0, "{degree}");
        // The way across the date line is the short one.
        let across = point(0.0, 179.999).distance_m(point(0.0, -179.999));
        assert!((across - 222.4).abs() < 0.1, "{across}");
    }

    proptest! {
        #[test]
        fn a_point_is_exact_to_a_centimetre(lat in -90.0..=90.0f64, lon in -180.0..=180.0f64) {
            let point = point(lat, lon);
            // Half of a ten-millionth of a degree.
            prop_assert!((point.lat() - lat).abs() <= 0.51e-7);
            prop_assert!((point.lon() - lon).abs() <= 0.51e-7);
            prop_assert_eq!(Point::from_e7(point.lat_e7(), point.lon_e7()).unwrap(), point);
        }
    }
}
