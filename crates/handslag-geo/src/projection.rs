//! Which place in metres is this in degrees, and back?

mod crs;
mod plane;

pub use crs::{Crs, OutsideCrs, Projector};
pub use plane::{Plane, PlanePoint};

use std::fmt;

/// A place on Earth, WGS 84, in units of 1e-7 degrees: about a centimetre.
///
/// SWEREF 99 and ETRS 89 are taken for WGS 84: they differ by less than a metre.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Position {
    /// Latitude, north of the equator, in 1e-7 degrees.
    pub lat_e7: i32,
    /// Longitude, east of Greenwich, in 1e-7 degrees.
    pub lon_e7: i32,
}

/// These degrees are nowhere on Earth.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[error("latitude {lat_deg}, longitude {lon_deg} is not on Earth")]
pub struct NotOnEarth {
    /// What was given as latitude.
    pub lat_deg: f64,
    /// What was given as longitude.
    pub lon_deg: f64,
}

impl Position {
    /// # Errors
    /// [`NotOnEarth`] beyond 90 degrees of latitude or 180 of longitude.
    pub fn from_degrees(lat_deg: f64, lon_deg: f64) -> Result<Self, NotOnEarth> {
        // A number that is none fails both comparisons.
        if lat_deg.abs() <= 90.0 && lon_deg.abs() <= 180.0 {
            return Ok(Self {
                lat_e7: (lat_deg * 1e7).round() as i32,
                lon_e7: (lon_deg * 1e7).round() as i32,
            });
        }
        Err(NotOnEarth { lat_deg, lon_deg })
    }

    /// Latitude in degrees.
    #[must_use]
    pub fn lat_deg(self) -> f64 {
        f64::from(self.lat_e7) / 1e7
    }

    /// Longitude in degrees.
    #[must_use]
    pub fn lon_deg(self) -> f64 {
        f64::from(self.lon_e7) / 1e7
    }

    /// Is it in or close to Sweden, so that SWEREF 99 TM suits it?
    #[must_use]
    pub fn is_near_sweden(self) -> bool {
        (540_000_000..=700_000_000).contains(&self.lat_e7)
            && (95_000_000..=255_000_000).contains(&self.lon_e7)
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.7}, {:.7}", self.lat_deg(), self.lon_deg())
    }
}
