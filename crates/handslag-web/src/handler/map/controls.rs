//! What is chosen around the map: which incidents, of which time, and how they are
//! drawn. All is one form, so all is in the address.

use handslag_app::picture::{Base, IncidentPicture};
use maud::{Markup, html};

use super::super::picture::filter_fields;
use super::answer::Told;
use super::asked::{AREAS, BEFORE, CHANGE, POINTS, RATES};
use crate::component::{Field, Tile, date_field, radio_tiles, submit};
use crate::visit::Visit;

/// Folded, so that the map comes first; its summary says what is chosen. Open where
/// nothing fits, for then it is what must be changed.
pub fn filter(told: &Told<'_>) -> Markup {
    let Told {
        visit,
        picture,
        sent,
        view,
        ..
    } = told;
    let t = visit.t();
    let (from, to) = (t.map_compare_from(), t.map_compare_to());
    html! {
        details.map-filter #map-filter open[view.n == 0] {
            summary { (t.map_filter()) ": " span #map-question { (told.question()) } }
            div.choose {
                (filter_fields(visit, picture, sent))
                fieldset.group {
                    legend { (t.map_compare()) }
                    div.choose {
                        (date_field(Field::new("jamfor_fran", &from), sent.get("jamfor_fran")))
                        (date_field(Field::new("jamfor_till", &to), sent.get("jamfor_till")))
                    }
                }
                @for name in ["lat", "lon", "zoom"] { input type="hidden" name=(name) value=(sent.get(name)); }
                @if sent.has("sedan") { input type="hidden" name="sedan" value=(sent.get("sedan")); }
                (submit(&t.work_show(), None))
            }
        }
    }
}

/// How it is drawn, and of which period where two are compared.
pub fn looks(told: &Told<'_>) -> Markup {
    let Told {
        visit,
        sent,
        asked,
        view,
        ..
    } = told;
    let t = visit.t();
    let tile = |value: &str, words: String| Tile {
        value: value.to_owned(),
        words,
    };
    let looks = [
        tile("", t.map_squares()),
        tile(POINTS, t.map_points()),
        tile(AREAS, t.map_areas()),
        tile(
            RATES,
            match view.base {
                Base::Inhabitants => t.map_areas_by_inhabitants(),
                Base::Km2 => t.map_areas_by_size(),
            },
        ),
    ];
    let periods = [
        tile("", t.map_now()),
        tile(BEFORE, t.map_before()),
        tile(CHANGE, t.map_change_shown()),
    ];
    let (look, hint, period) = (t.map_look(), t.map_look_hint(), t.map_period());
    html! {
        div.map-looks {
            (radio_tiles(Field::new("visa", &look).hint(&hint), &looks, sent.get("visa")))
            div #map-period hidden[asked.before.is_none()] {
                (radio_tiles(Field::new("period", &period), &periods, sent.get("period")))
            }
            div #map-show-looks { (submit(&t.work_show(), None)) }
        }
    }
}

/// Month by month. It sets the days of the form, so it is there with scripts only.
pub fn time_slider(visit: &Visit, picture: &IncidentPicture) -> Markup {
    let t = visit.t();
    let Some((first, last)) = picture.months() else {
        return html! {};
    };
    let number = |day: jiff::civil::Date| i32::from(day.year()) * 12 + i32::from(day.month()) - 1;
    let n_steps = number(last) - number(first);
    html! {
        div.map-time #map-time hidden data-first=(number(first)) data-all=(t.map_all_time()) data-own=(t.map_own_period()) {
            div.field {
                label for="map-month" { (t.map_month()) }
                // The slider says it itself; twice is once too many.
                output #map-month-words for="map-month" aria-live="off" {}
                input #map-month type="range" min="0" max=(n_steps) step="1" value=(n_steps);
            }
            div.field {
                label for="map-months" { (t.map_months()) }
                select #map-months { @for n in [1, 3, 12] { option value=(n) { (n) } } }
            }
            button #map-all-time type="button" { (t.map_all_time()) }
        }
    }
}
