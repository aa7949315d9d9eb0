//! Invented incidents for the worked example, since no open Swedish points
//! exist: evenings and schools, streets and near repeats, made from one seed so
//! that they are the same on every machine. Two real changes are hidden in
//! them: the lamps in the park that were mended, and the drugs by the school.

use std::collections::BTreeMap;

use fastrand::Rng;
use handslag_domain::incident::{
    Incident, IncidentId, IncidentKey, NamedPlace, Point, Precision, Spot, TimePrecision,
    TimeWindow, WrittenSpot,
};
use handslag_domain::municipality::MunicipalityCode;
use jiff::civil::{Date, DateTime, Weekday, date};
use jiff::tz::TimeZone;

/// Whose reports they are said to be; "exempel" stands wherever they are shown.
pub(crate) const SOURCE: &str = "Exempel: påhittade rapporter";
/// Whose report the police's is said to be.
const POLICE_SOURCE: &str = "Exempel: påhittad polisrapport";

const SEED: u64 = 1494;
const FIRST: Date = date(2020, 1, 1);
const LAST: Date = date(2023, 12, 31);
/// From here on the lamps in the park are lit.
const LAMPS_MENDED: Date = date(2023, 6, 1);
/// From here on there is more drug dealing by the school.
const DRUGS_RISE: Date = date(2023, 10, 1);

/// A place with a name, degrees north and east, and its kind.
const PLACES: [(&str, &str, &str, f64, f64); 7] = [
    (
        "exempel-torget",
        "Torget (exempel)",
        "square",
        58.5053,
        13.1580,
    ),
    (
        "exempel-krogstraket",
        "Krogstråket (exempel)",
        "pub",
        58.5046,
        13.1602,
    ),
    (
        "exempel-parken",
        "Parken (exempel)",
        "park",
        58.5069,
        13.1549,
    ),
    (
        "exempel-stationen",
        "Stationen (exempel)",
        "station",
        58.5078,
        13.1633,
    ),
    (
        "exempel-skolan-1",
        "Skolan 1 (exempel)",
        "school",
        58.4992,
        13.1561,
    ),
    (
        "exempel-skolan-2",
        "Skolan 2 (exempel)",
        "school",
        58.5121,
        13.1702,
    ),
    (
        "exempel-vagen",
        "Infartsvägen (exempel)",
        "road",
        58.4951,
        13.1487,
    ),
];

/// The named places that reports choose from.
pub(crate) fn places() -> Vec<NamedPlace> {
    PLACES
        .iter()
        .map(|(id, name, kind, lat, lon)| NamedPlace {
            id: (*id).into(),
            name: (*name).to_owned(),
            kind: Some((*kind).to_owned()),
            point: Some(point(*lat, *lon)),
            area: None,
            municipality: municipality(),
        })
        .collect()
}

/// Four years of them, in order of time.
pub(crate) fn incidents() -> Vec<Incident> {
    let mut maker = Maker {
        rng: Rng::with_seed(SEED),
        zone: TimeZone::get("Europe/Stockholm").unwrap_or(TimeZone::UTC),
        made: Vec::new(),
    };
    let mut day = FIRST;
    while day <= LAST {
        maker.one_day(day);
        day = day.saturating_add(jiff::Span::new().days(1));
    }
    maker.made.sort_by_key(|incident| incident.window.from());
    maker.made
}

/// One that the police reported as well: the last on a night around the pubs.
pub(crate) fn of_police(incidents: &[Incident]) -> Option<Incident> {
    let at_the_pubs = |incident: &&Incident| {
        let place = incident.at.place();
        place.is_some_and(|place| place.as_str() == "exempel-krogstraket")
    };
    let seen = incidents.iter().rfind(at_the_pubs)?;
    let key = IncidentKey("exempel-polisen".to_owned());
    Some(Incident {
        id: IncidentId::of(POLICE_SOURCE, &key),
        source: POLICE_SOURCE.to_owned(),
        key,
        ..seen.clone()
    })
}

fn point(lat: f64, lon: f64) -> Point {
    Point::from_degrees(lat, lon).expect("the example lies on the earth")
}

fn municipality() -> Option<MunicipalityCode> {
    MunicipalityCode::parse("1494").ok()
}

/// Monday to Friday in term, about as Swedish schools have it.
pub(crate) fn is_school_day(day: Date) -> bool {
    let is_weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
    let is_free = match day.month() {
        6 => day.day() > 12,
        7 => true,
        8 => day.day() < 18,
        12 => day.day() > 20,
        1 => day.day() < 8,
        _ => false,
    };
    !is_weekend && !is_free
}

struct Maker {
    rng: Rng,
    zone: TimeZone,
    made: Vec<Incident>,
}

impl Maker {
    fn one_day(&mut self, day: Date) {
        let weekend = matches!(day.weekday(), Weekday::Friday | Weekday::Saturday);
        let school = is_school_day(day);
        let light_evenings = matches!(day.month(), 5..=9);
        let dark = matches!(day.month(), 1 | 2 | 10..=12);
        for _ in 0..self.happens(if weekend { 0.9 } else { 0.1 }) {
            let kind = ["stok", "berusade", "misshandel"][self.rng.usize(0..3)];
            self.at_night("exempel-krogstraket", kind, day);
        }
        if school {
            let rate = if day >= DRUGS_RISE { 1.4 } else { 0.15 };
            for _ in 0..self.happens(rate) {
                self.at_an_hour("exempel-skolan-1", "narkotika", day, 11..16);
            }
            for _ in 0..self.happens(0.05) {
                self.at_an_hour("exempel-skolan-2", "narkotika", day, 11..16);
            }
        }
        for _ in 0..self.happens(if light_evenings { 0.35 } else { 0.05 }) {
            self.at_an_hour("exempel-vagen", "mopedkorning", day, 18..23);
        }
        let lamps = match (day >= LAMPS_MENDED, dark) {
            (true, _) => 0.02,
            (false, true) => 0.6,
            (false, false) => 0.35,
        };
        for _ in 0..self.happens(lamps) {
            self.at_an_hour("exempel-parken", "dalig-belysning", day, 17..23);
        }
        for _ in 0..self.happens(0.15) {
            self.at_night("exempel-stationen", "cykelstold", day);
        }
        for _ in 0..self.happens(0.25) {
            let here = self.in_town();
            self.on_a_street("klotter", day, here);
        }
        for _ in 0..self.happens(0.15) {
            self.burglary(day);
        }
    }

    /// How many times something happens in a day that happens so often (Knuth 1969).
    fn happens(&mut self, rate: f64) -> usize {
        let (limit, mut n, mut product) = ((-rate).exp(), 0, self.rng.f64());
        while product > limit {
            n += 1;
            product *= self.rng.f64();
        }
        n
    }

    /// A place on one of twenty streets; some have far more than others.
    fn in_town(&mut self) -> (f64, f64) {
        let street = (self.rng.f64().powi(3) * 20.0).floor();
        let along = self.rng.f64();
        (58.4975 + street * 0.0009, 13.145 + along * 0.03)
    }

    /// Where there was one, another comes soon and near: in one case of three.
    fn burglary(&mut self, day: Date) {
        let (lat, lon) = self.in_town();
        self.on_a_street("kallarinbrott", day, (lat, lon));
        if self.rng.f64() < 0.33 {
            let after = day.saturating_add(jiff::Span::new().days(self.rng.i64(1..12)));
            let near = |rng: &mut Rng| (rng.f64() - 0.5) * 0.003;
            let near = (lat + near(&mut self.rng), lon + near(&mut self.rng));
            if after <= LAST {
                self.on_a_street("kallarinbrott", after, near);
            }
        }
    }

    /// Some time in the night after the day.
    fn at_night(&mut self, place: &str, kind: &str, day: Date) {
        let after = day.saturating_add(jiff::Span::new().days(1));
        let window = self.between(day.at(21, 0, 0, 0), after.at(3, 0, 0, 0));
        self.report(kind, window, at_place(place));
    }

    fn at_an_hour(&mut self, place: &str, kind: &str, day: Date, hours: std::ops::Range<i8>) {
        let at = day.at(self.rng.i8(hours), self.rng.i8(0..60), 0, 0);
        let window = TimeWindow::on_clocks(at, TimePrecision::Minute, &self.zone).ok();
        self.report(kind, window, at_place(place));
    }

    /// Found in the morning; the position is that of the block.
    fn on_a_street(&mut self, kind: &str, day: Date, (lat, lon): (f64, f64)) {
        let before = day.saturating_sub(jiff::Span::new().days(1));
        let window = self.between(before.at(22, 0, 0, 0), day.at(7, 0, 0, 0));
        let spot = WrittenSpot {
            precision: Precision::Block,
            // Blocks are some 50 metres.
            point: Some(point(
                (lat * 2000.0).round() / 2000.0,
                (lon * 1000.0).round() / 1000.0,
            )),
            municipality: municipality(),
            ..WrittenSpot::default()
        };
        self.report(kind, window, spot);
    }

    fn between(&self, from: DateTime, to: DateTime) -> Option<TimeWindow> {
        let at = |at| TimeWindow::on_clocks(at, TimePrecision::Minute, &self.zone).ok();
        TimeWindow::between(&at(from)?, &at(to)?).ok()
    }

    fn report(&mut self, kind: &str, window: Option<TimeWindow>, spot: WrittenSpot) {
        // An hour that the clocks skipped: nobody saw it.
        let Some(window) = window else { return };
        let key = IncidentKey(format!("exempel-{}", self.made.len()));
        self.made.push(Incident {
            id: IncidentId::of(SOURCE, &key),
            source: SOURCE.to_owned(),
            key,
            window,
            category: kind.into(),
            at: Spot::kept(spot),
            count: 1,
            counts: BTreeMap::new(),
            note: None,
            merged_from: Vec::new(),
        });
    }
}

fn at_place(id: &str) -> WrittenSpot {
    let place = PLACES.iter().find(|place| place.0 == id);
    WrittenSpot {
        precision: Precision::NamedPlace,
        point: place.map(|(.., lat, lon)| point(*lat, *lon)),
        place: Some(id.into()),
        municipality: municipality(),
        ..WrittenSpot::default()
    }
}

#[cfg(test)]
mod tests;
