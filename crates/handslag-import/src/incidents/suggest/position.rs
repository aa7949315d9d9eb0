//! Which columns say where, in which coordinates.

use csv::StringRecord;

use super::names::{EAST, NORTH};
use super::{Guess, Why};
use crate::incidents::coordinates::{NOT_SAID, Projection, WGS84, are_near_meridian};
use crate::incidents::geojson::POINT_COLUMNS;
use crate::incidents::mapping::{Axes, IncidentField};
use crate::incidents::place::Extent;

impl Guess<'_> {
    pub(super) fn position(&mut self, expected: Option<Extent>) {
        let [east, north] = POINT_COLUMNS;
        let is_number = |column: &str| self.sample.is_number(column);
        let pair = match self.left.iter().any(|column| column == east) {
            true => Some((east.to_owned(), north.to_owned())),
            false => self
                .named(EAST, is_number)
                .zip(self.named(NORTH, is_number)),
        };
        let Some((east, north)) = pair else {
            return;
        };
        self.place(IncidentField::East, &east);
        self.place(IncidentField::North, &north);
        let pairs = self.pairs(&east, &north);
        let fitting = match self.sample.file.epsg() {
            Some(epsg) => vec![epsg],
            None => self.systems(&pairs, expected),
        };
        // Which way the axes go is the same in all that fit.
        if let Some(epsg) = fitting.first() {
            self.axes(*epsg, &pairs, expected);
        }
        self.mapping.epsg = match fitting.as_slice() {
            [only] => *only,
            _ => NOT_SAID,
        };
    }

    fn pairs(&self, east: &str, north: &str) -> Vec<(f64, f64)> {
        let (Some(x), Some(y)) = (
            self.sample.file.column(east),
            self.sample.file.column(north),
        ) else {
            return Vec::new();
        };
        let number = |row: &StringRecord, at: usize| {
            let text = row.get(at)?.trim().replacen(',', ".", 1);
            text.parse().ok().filter(|n: &f64| n.is_finite())
        };
        let pair = |row: &StringRecord| Some((number(row, x)?, number(row, y)?));
        let pairs = self.sample.rows.iter().filter_map(pair);
        pairs.filter(|pair| *pair != (0.0, 0.0)).collect()
    }

    /// The coordinate systems that fit: degrees if the numbers can be, else the
    /// Swedish ones that put nearly all points where they are expected.
    fn systems(&mut self, pairs: &[(f64, f64)], expected: Option<Extent>) -> Vec<u32> {
        let are_degrees = pairs
            .iter()
            .all(|(x, y)| x.abs() <= 180.0 && y.abs() <= 180.0);
        if are_degrees || pairs.is_empty() {
            return vec![WGS84];
        }
        let extent = expected.unwrap_or(Extent::SWEDEN);
        let swapped: Vec<(f64, f64)> = pairs.iter().map(|(x, y)| (*y, *x)).collect();
        let fits = |epsg: &u32| {
            let n = inside(*epsg, pairs, extent).max(inside(*epsg, &swapped, extent));
            n * 20 >= pairs.len() * 19
        };
        let fitting: Vec<u32> = (3006..=3018).chain([3021]).filter(fits).collect();
        self.why.push(match fitting.as_slice() {
            [] => Why::UnknownSystem,
            [epsg] => Why::SystemFound { epsg: *epsg },
            several => Why::SeveralSystems {
                epsg: several.to_vec(),
            },
        });
        fitting
    }

    fn axes(&mut self, epsg: u32, pairs: &[(f64, f64)], expected: Option<Extent>) {
        const EARTH: Extent = Extent {
            south: -90.0,
            west: -180.0,
            north: 90.0,
            east: 180.0,
        };
        let swapped: Vec<(f64, f64)> = pairs.iter().map(|(x, y)| (*y, *x)).collect();
        // Without a place to expect them, latitudes beyond 90 tell it all the same.
        let is_metric = Projection::of(epsg).is_some_and(|p| !p.is_degrees());
        let extent = expected.unwrap_or(if is_metric { Extent::SWEDEN } else { EARTH });
        let n_inside = inside(epsg, pairs, extent);
        let n_inside_swapped = inside(epsg, &swapped, extent);
        let n = pairs.len();
        if n > 0 && n_inside * 20 <= n && n_inside_swapped * 20 >= n * 19 {
            self.mapping.axes = Axes::Swapped;
            self.why.push(Why::AxesSwapped {
                n,
                n_inside,
                n_inside_swapped,
            });
        }
        let pairs = match self.mapping.axes {
            Axes::Swapped => &swapped,
            Axes::AsNamed => pairs,
        };
        if n > 0 && inside(epsg, pairs, Extent::SWEDEN) * 2 < n {
            self.why.push(Why::OtherClocks);
        }
    }
}

/// How many positions lie in an extent.
fn inside(epsg: u32, pairs: &[(f64, f64)], extent: Extent) -> usize {
    let Some(projection) = Projection::of(epsg) else {
        return 0;
    };
    let is_inside = |(x, y): &&(f64, f64)| {
        let point = projection.to_wgs84(*x, *y);
        are_near_meridian(epsg, *x) && point.is_some_and(|point| extent.holds(point))
    };
    pairs.iter().filter(is_inside).count()
}
