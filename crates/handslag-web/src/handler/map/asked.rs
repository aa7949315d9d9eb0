//! The address of the map as a question and back: every state of the page is an
//! address that can be shown to others.

use handslag_app::picture::{Layer, MapAsked, Shown, Sight};
use handslag_geo::Position;
use jiff::civil::Date;

use super::super::picture::asked;
use crate::fields::Fields;
use crate::paths;

/// Where a page begins that says not how close in it is: a town.
const TOWN: f64 = 12.0;
/// Tiles closer in than this are drawn from these.
pub const CLOSEST: u8 = 16;
pub const POINTS: &str = "punkter";
pub const AREAS: &str = "omraden";
/// Areas in the shade of their rate.
pub const RATES: &str = "tal";
/// The map shows the earlier period.
pub const BEFORE: &str = "fore";
/// The map shows what differs between the periods.
pub const CHANGE: &str = "skillnad";

/// How the map may look, and of which period; the usual one is not in the address.
pub const LOOKS: [&str; 3] = [POINTS, AREAS, RATES];
pub const PERIODS: [&str; 2] = [BEFORE, CHANGE];

/// What stands in the address, in this order. The parts that the map shows
/// (`vast` and so on) are asked for by its script and not kept.
const KEPT: [&str; 16] = [
    "sort",
    "lager",
    "omrade",
    "fran",
    "till",
    "dagar",
    "fran_timme",
    "till_timme",
    "visa",
    "jamfor_fran",
    "jamfor_till",
    "period",
    "lat",
    "lon",
    "zoom",
    "sedan",
];

/// What the address asks for; what cannot be read is not asked for.
pub fn map_asked(sent: &Fields) -> MapAsked {
    let day = |name: &str| sent.get(name).parse::<Date>().ok();
    let before = day("jamfor_fran").zip(day("jamfor_till"));
    MapAsked {
        asked: asked(sent),
        before: before.filter(|(from, to)| from <= to),
        layer: layer(sent),
        shown: shown(sent),
        sight: sight(sent),
        zoom: zoom(sent),
    }
}

fn layer(sent: &Fields) -> Layer {
    match sent.get("visa") {
        POINTS => Layer::Points,
        AREAS => Layer::Areas,
        RATES => Layer::Rates,
        _ => Layer::Squares,
    }
}

fn shown(sent: &Fields) -> Shown {
    match sent.get("period") {
        BEFORE => Shown::Before,
        CHANGE => Shown::Change,
        _ => Shown::Now,
    }
}

fn sight(sent: &Fields) -> Option<Sight> {
    let degrees = |name: &str| sent.get(name).parse::<f64>().ok();
    let corner = |lat: &str, lon: &str| Position::from_degrees(degrees(lat)?, degrees(lon)?).ok();
    Some(Sight {
        south_west: corner("syd", "vast")?,
        north_east: corner("nord", "ost")?,
    })
}

fn zoom(sent: &Fields) -> u8 {
    let zoom = sent.get("zoom").parse::<f64>().unwrap_or(TOWN);
    // A number that is none becomes the farthest out.
    zoom.clamp(0.0, f64::from(CLOSEST)) as u8
}

/// The same question at `path`, with these fields changed; an empty one is left out.
pub fn address(path: &str, sent: &Fields, changed: &[(&str, &str)]) -> String {
    let values = KEPT.into_iter().flat_map(|name| {
        let change = changed.iter().find(|(changed, _)| *changed == name);
        let values: Vec<&str> = match change {
            Some((_, value)) => vec![value],
            None => sent.all(name).collect(),
        };
        values.into_iter().map(move |value| (name, value))
    });
    paths::asking(path, values.filter(|(_, value)| !value.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(pairs: &[(&str, &str)]) -> Fields {
        let pairs = pairs
            .iter()
            .map(|(n, v)| ((*n).to_owned(), (*v).to_owned()));
        Fields::new(pairs.collect())
    }

    #[test]
    fn an_address_keeps_what_is_asked_and_changes_one_thing() {
        let sent = sent(&[
            ("sort", "klotter"),
            ("sort", "stöld"),
            ("fran", ""),
            ("zoom", "13.2"),
            ("vast", "13.1"),
        ]);
        assert_eq!(
            address("/k", &sent, &[("dagar", "mandag")]),
            "/k?sort=klotter&sort=st%C3%B6ld&dagar=mandag&zoom=13.2"
        );
        assert_eq!(address("/k", &sent, &[("sort", ""), ("zoom", "")]), "/k");
    }

    #[test]
    fn what_cannot_be_read_is_not_asked_for() {
        let asked = map_asked(&sent(&[
            ("jamfor_fran", "2023-05-01"),
            ("jamfor_till", "2022-05-01"),
            ("vast", "13"),
            ("syd", "norr"),
            ("zoom", "NaN"),
        ]));
        assert_eq!((asked.before, asked.sight, asked.zoom), (None, None, 0));
        let asked = map_asked(&sent(&[("zoom", "99"), ("visa", "punkter")]));
        assert_eq!((asked.zoom, asked.layer), (CLOSEST, Layer::Points));
        let asked = map_asked(&sent(&[("visa", "tal"), ("period", "skillnad")]));
        assert_eq!((asked.layer, asked.shown), (Layer::Rates, Shown::Change));
        assert!(
            !asked.is_change(),
            "without an earlier period nothing differs"
        );
    }
}
