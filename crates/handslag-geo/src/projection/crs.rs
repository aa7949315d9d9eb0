//! The coordinate systems that Swedish files come in.

use proj4rs::Proj;
use proj4rs::transform::transform;

use super::Position;

/// A coordinate system, as files declare it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Crs {
    /// Degrees, WGS 84 (EPSG:4326, CRS84); SWEREF 99 and ETRS 89 in degrees too.
    Wgs84,
    /// SWEREF 99 TM (EPSG:3006), for the whole country.
    Sweref99Tm,
    /// One of the twelve local zones of SWEREF 99.
    Sweref99Zone(Sweref99Zone),
    /// RT 90 2.5 gon V (EPSG:3021), the old national grid.
    Rt90,
    /// A northern UTM zone, 1 to 60.
    Utm(u8),
    /// Web mercator (EPSG:3857), which map tiles are cut in.
    WebMercator,
}

/// A local zone of SWEREF 99, by its number in [`ZONES`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Sweref99Zone(u8);

/// The local zones: EPSG code, name, central meridian in degrees.
const ZONES: [(u32, &str, f64); 12] = [
    (3007, "SWEREF 99 12 00", 12.0),
    (3008, "SWEREF 99 13 30", 13.5),
    (3009, "SWEREF 99 15 00", 15.0),
    (3010, "SWEREF 99 16 30", 16.5),
    (3011, "SWEREF 99 18 00", 18.0),
    (3012, "SWEREF 99 14 15", 14.25),
    (3013, "SWEREF 99 15 45", 15.75),
    (3014, "SWEREF 99 17 15", 17.25),
    (3015, "SWEREF 99 18 45", 18.75),
    (3016, "SWEREF 99 20 15", 20.25),
    (3017, "SWEREF 99 21 45", 21.75),
    (3018, "SWEREF 99 23 15", 23.25),
];

impl Crs {
    /// The system with an EPSG code, if it is one that we read.
    ///
    /// ```
    /// # use handslag_geo::Crs;
    /// assert_eq!(Crs::from_epsg(3006), Some(Crs::Sweref99Tm));
    /// assert_eq!(Crs::from_epsg(3007).map(|zone| zone.to_string()), Some("SWEREF 99 12 00".to_owned()));
    /// assert_eq!(Crs::from_epsg(27700), None);
    /// ```
    #[must_use]
    pub fn from_epsg(code: u32) -> Option<Self> {
        match code {
            // SWEREF 99 and ETRS 89 in degrees differ from WGS 84 by decimetres.
            4326 | 4619 | 4258 | 4979 => Some(Self::Wgs84),
            3006 => Some(Self::Sweref99Tm),
            // 2400 is what older files call the same grid.
            3021 | 2400 => Some(Self::Rt90),
            3857 | 900_913 => Some(Self::WebMercator),
            32601..=32660 => Some(Self::Utm((code - 32600) as u8)),
            25828..=25838 => Some(Self::Utm((code - 25800) as u8)),
            _ => {
                let number = ZONES.iter().position(|zone| zone.0 == code)?;
                Some(Self::Sweref99Zone(Sweref99Zone(number as u8)))
            }
        }
    }

    /// The system that a GeoJSON `crs` member or a text such as `EPSG:3006` names.
    ///
    /// ```
    /// # use handslag_geo::Crs;
    /// assert_eq!(Crs::from_name("urn:ogc:def:crs:EPSG::3006"), Some(Crs::Sweref99Tm));
    /// assert_eq!(Crs::from_name("urn:ogc:def:crs:OGC:1.3:CRS84"), Some(Crs::Wgs84));
    /// assert_eq!(Crs::from_name("sweref 99 18 00"), Crs::from_epsg(3011));
    /// ```
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let name = name.trim();
        if name.to_ascii_uppercase().ends_with("CRS84") {
            return Some(Self::Wgs84);
        }
        let squeezed = squeeze(name);
        if let Some(known) = Self::all().find(|crs| squeeze(&crs.to_string()) == squeezed) {
            return Some(known);
        }
        let digits = name.rsplit([':', '/', '#']).next()?;
        Self::from_epsg(digits.trim().parse().ok()?)
    }

    /// Every system that we read, each UTM zone among them.
    pub fn all() -> impl Iterator<Item = Self> {
        let zones = (0..ZONES.len() as u8).map(|zone| Self::Sweref99Zone(Sweref99Zone(zone)));
        [Self::Wgs84, Self::Sweref99Tm, Self::Rt90, Self::WebMercator]
            .into_iter()
            .chain(zones)
            .chain((1..=60).map(Self::Utm))
    }

    /// Its EPSG code.
    #[must_use]
    pub fn epsg(self) -> u32 {
        match self {
            Self::Wgs84 => 4326,
            Self::Sweref99Tm => 3006,
            Self::Sweref99Zone(zone) => ZONES[usize::from(zone.0)].0,
            Self::Rt90 => 3021,
            Self::Utm(zone) => 32600 + u32::from(zone),
            Self::WebMercator => 3857,
        }
    }

    /// Are its coordinates metres, or degrees?
    #[must_use]
    pub fn is_in_metres(self) -> bool {
        self != Self::Wgs84
    }

    fn definition(self) -> String {
        match self {
            Self::Wgs84 => "+proj=longlat +datum=WGS84 +no_defs".to_owned(),
            Self::Sweref99Tm => transverse_mercator(15.0, 0.9996, 500_000.0, 0.0),
            Self::Sweref99Zone(zone) => {
                transverse_mercator(ZONES[usize::from(zone.0)].2, 1.0, 150_000.0, 0.0)
            }
            // Lantmäteriet's direct projection from SWEREF 99, central meridian
            // 15°48'22.624306": closer than the change of ellipsoid with seven
            // parameters, whose national error is several decimetres.
            Self::Rt90 => {
                let meridian = 15.0 + 48.0 / 60.0 + 22.624306 / 3600.0;
                transverse_mercator(meridian, 1.000_005_610_24, 1_500_064.274, -667.711)
            }
            Self::Utm(zone) => {
                let meridian = f64::from(zone) * 6.0 - 183.0;
                transverse_mercator(meridian, 0.9996, 500_000.0, 0.0)
            }
            Self::WebMercator => {
                "+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 \
                 +units=m +nadgrids=@null +no_defs"
                    .to_owned()
            }
        }
    }
}

impl std::fmt::Display for Crs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Wgs84 => f.write_str("WGS 84"),
            Self::Sweref99Tm => f.write_str("SWEREF 99 TM"),
            Self::Sweref99Zone(zone) => f.write_str(ZONES[usize::from(zone.0)].1),
            Self::Rt90 => f.write_str("RT 90 2.5 gon V"),
            Self::Utm(zone) => write!(f, "UTM {zone}N"),
            Self::WebMercator => f.write_str("web mercator"),
        }
    }
}

fn squeeze(name: &str) -> String {
    let kept = name.chars().filter(|c| c.is_ascii_alphanumeric());
    kept.collect::<String>().to_ascii_lowercase()
}

pub(super) fn transverse_mercator(lon_deg: f64, scale: f64, east_m: f64, north_m: f64) -> String {
    format!(
        "+proj=tmerc +lat_0=0 +lon_0={lon_deg} +k={scale} +x_0={east_m} +y_0={north_m} \
         +ellps=GRS80 +towgs84=0,0,0,0,0,0,0 +units=m +no_defs"
    )
}

/// A coordinate has no counterpart in the other system.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("({x}, {y}) lies outside {crs}")]
pub struct OutsideCrs {
    /// The first coordinate: east, or longitude.
    pub x: f64,
    /// The second coordinate: north, or latitude.
    pub y: f64,
    /// The system it was read as.
    pub crs: String,
}

/// Carries coordinates of one system to positions and back.
#[derive(Debug, Clone)]
pub struct Projector {
    degrees: Proj,
    metres: Proj,
    is_in_metres: bool,
    name: String,
}

impl Projector {
    /// A projector for `crs`; making it costs more than using it.
    #[must_use]
    pub fn new(crs: Crs) -> Self {
        let mut projector = Self::defined_by(&crs.definition(), crs.to_string());
        projector.is_in_metres = crs.is_in_metres();
        projector
    }

    pub(super) fn defined_by(definition: &str, name: String) -> Self {
        let degrees = Proj::from_proj_string(&Crs::Wgs84.definition());
        let metres = Proj::from_proj_string(definition);
        Self {
            degrees: degrees.expect("the definition is ours"),
            metres: metres.expect("the definition is ours"),
            is_in_metres: true,
            name,
        }
    }

    /// The place at `x` (east, or longitude) and `y` (north, or latitude).
    ///
    /// # Errors
    /// [`OutsideCrs`] when the system says nothing of that coordinate.
    pub fn position(&self, x: f64, y: f64) -> Result<Position, OutsideCrs> {
        let outside = || OutsideCrs {
            x,
            y,
            crs: self.name.clone(),
        };
        let (lon_deg, lat_deg) = if self.is_in_metres {
            // Beyond this, a plane turns back on itself before it fails.
            if !(x.abs() < 2.1e7 && y.abs() < 2.1e7) {
                return Err(outside());
            }
            let mut point = (x, y);
            transform(&self.metres, &self.degrees, &mut point).map_err(|_| outside())?;
            (point.0.to_degrees(), point.1.to_degrees())
        } else {
            (x, y)
        };
        Position::from_degrees(lat_deg, lon_deg).map_err(|_| outside())
    }

    /// East and north of a place, or its longitude and latitude in degrees.
    ///
    /// # Errors
    /// [`OutsideCrs`] far from where the system is meant for.
    pub fn coordinates(&self, position: Position) -> Result<(f64, f64), OutsideCrs> {
        let (lon_deg, lat_deg) = (position.lon_deg(), position.lat_deg());
        if !self.is_in_metres {
            return Ok((lon_deg, lat_deg));
        }
        let mut point = (lon_deg.to_radians(), lat_deg.to_radians());
        let done = transform(&self.degrees, &self.metres, &mut point);
        // Millions of metres: no plane is of use that far out, and centimetres
        // must fit in 32 bits.
        if done.is_err() || !(point.0.abs() < 2.1e7 && point.1.abs() < 2.1e7) {
            return Err(OutsideCrs {
                x: lon_deg,
                y: lat_deg,
                crs: self.name.clone(),
            });
        }
        Ok(point)
    }
}

#[cfg(test)]
mod tests;
