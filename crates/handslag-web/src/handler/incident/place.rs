//! Where it was: a named place or a position, never both.

use handslag_app::incident::IncidentReport;
use handslag_domain::amount::Amount;
use handslag_domain::id::PlaceId;
use handslag_domain::incident::{NamedPlace, Point, Precision, WrittenSpot};
use handslag_locale::arg;
use maud::{Markup, html};

use super::super::entry::error_of;
use crate::component::{Field, FormError, Tile, radio_tiles, select, text_field};
use crate::fields::Fields;
use crate::visit::Visit;

/// The choice of something that has no tile.
pub const OTHER: &str = "annan";

/// What is asked when both a place and a position are said, and its answers.
const WHICH_COUNTS: &str = "galler";
const PLACE: &str = "plats";
const POSITION: &str = "position";

/// Tiles of places; the rest are in a list.
const TILES: usize = 6;

/// A place and a position may be far apart: the one who knows says which it was.
///
/// # Errors
/// The question, when both are said and nobody has answered it.
pub fn said_once(visit: &Visit, report: IncidentReport) -> Result<IncidentReport, Vec<FormError>> {
    let spot = &report.spot;
    match spot.indoors || spot.point.is_none() || spot.place.is_none() {
        true => Ok(report),
        false => Err(vec![FormError {
            id: Field::new(WHICH_COUNTS, "").id(),
            words: visit.t().report_which_counts(),
        }]),
    }
}

/// The place that is chosen; empty when there is none.
pub fn chosen_place(sent: &Fields) -> &str {
    match sent.get("plats") {
        _ if sent.get(WHICH_COUNTS) == POSITION => "",
        OTHER => sent.get("annan_plats"),
        place => place,
    }
}

/// A named place, a position, or neither; both until somebody says which counts.
///
/// # Errors
/// When the position cannot be read.
pub fn spot(sent: &Fields) -> Result<WrittenSpot, ()> {
    let point = match sent.get("position").trim() {
        _ if sent.get(WHICH_COUNTS) == PLACE => None,
        "" => None,
        text => Some(position(text).ok_or(())?),
    };
    let place = Some(chosen_place(sent)).filter(|place| !place.is_empty());
    Ok(WrittenSpot {
        precision: match (point, place) {
            (Some(_), _) => Precision::Point,
            (None, Some(_)) => Precision::NamedPlace,
            (None, None) => Precision::Municipality,
        },
        point,
        place: place.map(PlaceId::from),
        indoors: !sent.get("bostad").is_empty(),
        ..WrittenSpot::default()
    })
}

/// "58.5051, 13.1577", as telephones and map pages write it.
pub fn position(text: &str) -> Option<Point> {
    let (lat, lon) = match text.split_once(';') {
        Some(both) => both,
        None => text.split_once(", ").or_else(|| text.split_once(','))?,
    };
    let degrees = |text: &str| text.trim().replace(',', ".").parse::<f64>().ok();
    Point::from_degrees(degrees(lat)?, degrees(lon)?).ok()
}

/// Named places as tiles, the used ones first; all in a list; or a position,
/// with what helps to find it.
pub fn place_field(
    visit: &Visit,
    places: &[NamedPlace],
    used: &[&str],
    sent: &Fields,
    errors: &[FormError],
    aids: Markup,
) -> Markup {
    let t = visit.t();
    let chosen = sent.get("plats");
    let rank = |place: &NamedPlace| used.iter().position(|id| *id == place.id.as_str());
    let mut ordered: Vec<&NamedPlace> = places.iter().collect();
    ordered.sort_by_key(|place| {
        (
            place.id.as_str() != chosen,
            rank(place).unwrap_or(usize::MAX),
        )
    });
    let mut tiles: Vec<Tile> = ordered
        .iter()
        .take(TILES)
        .map(|place| Tile {
            value: place.id.0.clone(),
            words: place.name.clone(),
        })
        .collect();
    tiles.push(Tile {
        value: OTHER.to_owned(),
        words: t.work_log_other(),
    });
    let mut options = vec![(String::new(), t.work_log_no_place())];
    options.extend(places.iter().map(|p| (p.id.0.clone(), p.name.clone())));
    let (label, other, position) = (
        t.work_log_where(),
        t.work_log_other_place(),
        t.report_position(),
    );
    let hint = t.report_position_hint();
    let place = Field::new("plats", &label).error(error_of(errors, "plats"));
    let position = Field::new("position", &position)
        .hint(&hint)
        .error(error_of(errors, "position"));
    html! {
        (which_counts(visit, places, sent, errors))
        @if !places.is_empty() {
            (radio_tiles(place, &tiles, chosen))
            div.other { (select(Field::new("annan_plats", &other), &options, sent.get("annan_plats"))) }
        }
        div.field { div.check {
            input type="checkbox" #falt-bostad name="bostad" value="ja" checked[!sent.get("bostad").is_empty()];
            label for="falt-bostad" { (t.report_dwelling()) }
        } p.hint { (t.report_dwelling_hint()) } }
        details open[!sent.get("position").is_empty() || places.is_empty()] {
            summary { (t.report_position_summary()) }
            (text_field(position, "text", sent.get("position")))
            (aids)
        }
    }
}

/// The place or the position: asked when the form says both.
fn which_counts(
    visit: &Visit,
    places: &[NamedPlace],
    sent: &Fields,
    errors: &[FormError],
) -> Markup {
    let t = visit.t();
    let Some(error) = error_of(errors, WHICH_COUNTS) else {
        return html! {};
    };
    let chosen = chosen_place(sent);
    let place = places.iter().find(|place| place.id.as_str() == chosen);
    let name = place.map_or(chosen, |place| &place.name);
    let point = position(sent.get("position"));
    let apart = place.and_then(|place| Some(place.point?.distance_m(point?)));
    let of_position = match apart {
        Some(metres) => t.report_counts_position(arg::ReportCountsPosition {
            position: sent.get("position"),
            distance: &distance(visit, metres),
        }),
        None => sent.get("position").to_owned(),
    };
    let tile = |value: &str, words: String| Tile {
        value: value.to_owned(),
        words,
    };
    let tiles = [tile(PLACE, name.to_owned()), tile(POSITION, of_position)];
    let label = t.report_where_counts();
    let field = Field::new(WHICH_COUNTS, &label).error(Some(error));
    radio_tiles(field.required(), &tiles, "")
}

/// "350 meter", "12,4 kilometer".
fn distance(visit: &Visit, metres: f64) -> String {
    let t = visit.t();
    match metres < 1_000.0 {
        true => t.distance_m(&format!("{:.0}", (metres / 10.0).round() * 10.0)),
        false => {
            let km = Amount::parse(&format!("{:.1}", metres / 1_000.0));
            t.distance_km(&km.map_or_else(|_| String::new(), |km| visit.language.number(km)))
        }
    }
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
    fn a_report_says_one_place_or_one_position_once_it_is_said_which_counts() {
        let both = [("plats", "torget"), ("position", "58.5, 13.1")];
        let where_it_was = |more: &[(&str, &str)]| {
            let fields: Vec<_> = both.iter().chain(more).copied().collect();
            let spot = spot(&sent(&fields)).unwrap();
            (spot.place.map(|place| place.0), spot.point.is_some())
        };
        assert_eq!(where_it_was(&[]), (Some("torget".to_owned()), true));
        assert_eq!(
            where_it_was(&[("galler", "plats")]),
            (Some("torget".to_owned()), false)
        );
        assert_eq!(where_it_was(&[("galler", "position")]), (None, true));
    }

    #[test]
    fn a_position_is_read_as_telephones_write_it() {
        let lidkoping = Point::from_degrees(58.5051, 13.1577).ok();
        for text in ["58.5051, 13.1577", "58.5051,13.1577", "58,5051; 13,1577"] {
            assert_eq!(position(text), lidkoping, "{text}");
        }
        for text in ["", "58.5051", "158.5, 13.1", "norr, öster"] {
            assert_eq!(position(text), None, "{text}");
        }
    }
}
