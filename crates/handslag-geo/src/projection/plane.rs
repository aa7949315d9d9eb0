//! Metres around a place.

use super::crs::{OutsideCrs, Projector, transverse_mercator};
use super::{Crs, Position};

/// A flat map in metres: SWEREF 99 TM in Sweden, elsewhere a transverse
/// mercator on the nearest whole meridian.
///
/// Within 250 km of that meridian a metre on the plane is right within 0.8 per
/// mille. SWEREF 99 TM is within 0.4 per mille in the middle of the country and
/// 2.2 in its far east.
#[derive(Debug, Clone)]
pub struct Plane {
    projector: Projector,
    meridian_deg: Option<i32>,
}

/// A point of a [`Plane`], in centimetres, on even centimetres.
///
/// Two places that differ by less are the same point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PlanePoint {
    /// East, in centimetres.
    pub x_cm: i32,
    /// North, in centimetres.
    pub y_cm: i32,
}

impl PlanePoint {
    /// The nearest point to these metres.
    #[must_use]
    pub fn from_metres(x_m: f64, y_m: f64) -> Self {
        let to_cm = |metres: f64| ((metres * 50.0).round() as i32).saturating_mul(2);
        Self {
            x_cm: to_cm(x_m),
            y_cm: to_cm(y_m),
        }
    }

    /// East and north in metres.
    #[must_use]
    pub fn metres(self) -> (f64, f64) {
        (f64::from(self.x_cm) / 100.0, f64::from(self.y_cm) / 100.0)
    }
}

impl Plane {
    /// The plane of Sweden, SWEREF 99 TM.
    #[must_use]
    pub fn sweden() -> Self {
        Self {
            projector: Projector::new(Crs::Sweref99Tm),
            meridian_deg: None,
        }
    }

    /// The plane that suits `position`.
    #[must_use]
    pub fn around(position: Position) -> Self {
        if position.is_near_sweden() {
            return Self::sweden();
        }
        let meridian_deg = position.lon_deg().round() as i32;
        let definition = transverse_mercator(f64::from(meridian_deg), 1.0, 500_000.0, 0.0);
        let name = format!("a plane around longitude {meridian_deg}");
        Self {
            projector: Projector::defined_by(&definition, name),
            meridian_deg: Some(meridian_deg),
        }
    }

    /// Is this SWEREF 99 TM?
    #[must_use]
    pub fn is_sweref_99_tm(&self) -> bool {
        self.meridian_deg.is_none()
    }

    /// Where a place lies on the plane.
    ///
    /// # Errors
    /// [`OutsideCrs`] for a place on another side of the Earth.
    pub fn point(&self, position: Position) -> Result<PlanePoint, OutsideCrs> {
        let (x_m, y_m) = self.projector.coordinates(position)?;
        Ok(PlanePoint::from_metres(x_m, y_m))
    }

    /// Which place a point of the plane is.
    ///
    /// # Errors
    /// [`OutsideCrs`] beyond the edge of the plane.
    pub fn position(&self, point: PlanePoint) -> Result<Position, OutsideCrs> {
        let (x_m, y_m) = point.metres();
        self.projector.position(x_m, y_m)
    }
}

impl PartialEq for Plane {
    fn eq(&self, other: &Self) -> bool {
        self.meridian_deg == other.meridian_deg
    }
}
