//! What stands beside the map and says the same in words and numbers.

use handslag_app::picture::{
    AreaCount, Base, Counts, IncidentPicture, MapAsked, MapView, Near, SquareCount, Turn,
};
use handslag_locale::arg;
use jiff::civil::Date;
use maud::{Markup, html};

use super::super::analyses::{near_words, place_names};
use super::super::too_coarse;
use super::asked::address;
use super::lead::{lead, shown};
use super::legend::{legend, turn_words};
use super::question::{period, question};
use crate::component::{Column, table};
use crate::fields::Fields;
use crate::paths;
use crate::visit::Visit;

/// How close in a square or a place is shown when its name is pressed.
const CLOSE: &str = "15";

/// One map as it is asked for, ready to be told of.
pub struct Told<'a> {
    pub visit: &'a Visit,
    pub picture: &'a IncidentPicture,
    pub sent: &'a Fields,
    pub asked: &'a MapAsked,
    pub view: &'a MapView,
}

impl Told<'_> {
    /// What the page says of this state: what is asked for and how many they are.
    pub fn lead(&self) -> String {
        lead(self)
    }

    /// How many of them the map shows, and what is drawn of them.
    pub fn shown(&self) -> String {
        shown(self)
    }

    /// What is asked for, in words.
    pub fn question(&self) -> String {
        question(self.visit, self.picture, &self.asked.asked)
    }

    /// Legend and tables, beside the map.
    pub fn beside(&self) -> Markup {
        let classes: Vec<String> = self.view.classes.iter().map(u32::to_string).collect();
        html! {
            div #map-answer data-classes=(classes.join(" ")) data-lead=(self.lead()) data-shown=(self.shown()) data-question=(self.question()) {
                (too_coarse::note(self.visit, self.view.too_coarse))
                (legend(self))
                (self.comparison())
                @if self.asked.layer.is_of_areas() {
                    (self.areas()) (self.places()) (self.squares())
                } @else {
                    (self.places()) (self.squares()) (self.areas())
                }
            }
        }
    }

    /// That two periods are compared, and what that cannot say.
    fn comparison(&self) -> Markup {
        let t = self.visit.t();
        let days = |from: Date, to: Date| (to - from).get_days() + 1;
        let asked = &self.asked.asked;
        let now = asked.from.zip(asked.to).map(|(from, to)| days(from, to));
        let overlaps = self.asked.before.is_some_and(|before| {
            asked.from.is_none_or(|from| from <= before.1)
                && asked.to.is_none_or(|to| to >= before.0)
        });
        let lengths = now
            .zip(self.asked.before.map(|(from, to)| days(from, to)))
            .filter(|(now, before)| now != before);
        let is_by_day = matches!(self.view.change, Some(Ok(_)));
        html! {
            @if let Some((from, to)) = self.asked.before {
                p { (t.map_compared(arg::MapCompared {
                    now: &period(self.visit, asked),
                    before: &self.visit.language.period(Some(from), Some(to)),
                })) @if self.view.change.is_none() { " " (t.map_may_be_chance()) } }
                @if overlaps { p { (t.map_overlap()) } }
                @if let Some((now, before)) = lengths.filter(|_| !is_by_day) {
                    p { (t.map_lengths(arg::MapLengths { now: &now.to_string(), before: &before.to_string() })) }
                }
            }
        }
    }

    fn areas(&self) -> Markup {
        let t = self.visit.t();
        let is_known = self.view.areas.iter().any(|row| row.rate.is_some());
        // A change is of counts.
        let has_rates = is_known && self.view.change.is_none();
        let base = self
            .view
            .rates
            .as_ref()
            .map_or(Base::Inhabitants, |r| r.base);
        let mut columns = self.columns(t.picture_area());
        if has_rates {
            columns.push(Column::numbers(match base {
                Base::Inhabitants => t.map_rate(),
                Base::Km2 => t.map_rate_km2(),
            }));
        }
        let rate = |row: &AreaCount| match row.rate {
            None => "–".to_owned(),
            Some(rate) if rate.is_too_few => t.map_too_few(),
            Some(rate) => rate_words(self.visit, rate.rate),
        };
        let rows = self.view.areas.iter().map(|row| {
            let mut cells = self.cells(html! { (row.name) }, row.counts, row.turn);
            if has_rates {
                cells.push(html! { (rate(row)) });
            }
            cells
        });
        let rows: Vec<Vec<Markup>> = rows.collect();
        html! { @if !rows.is_empty() {
            (table(&t.map_area_table(), &columns, &rows))
            @if has_rates { p.quiet { (match base {
                Base::Inhabitants => t.map_rate_how(),
                Base::Km2 => t.map_rate_km2_how(),
            }) } }
        } }
    }

    fn places(&self) -> Markup {
        let t = self.visit.t();
        // Places are not drawn, so nothing is said of their change.
        let mut columns = self.columns(t.work_log_where());
        columns.truncate(4);
        let rows: Vec<Vec<Markup>> = self
            .view
            .places
            .iter()
            .map(|row| {
                let name = match row.point {
                    Some(at) => self.leads_to("plats", &row.name, at.lat(), at.lon()),
                    None => html! { (row.name) },
                };
                self.cells(name, row.counts, None)
            })
            .collect();
        html! { @if !rows.is_empty() { (table(&t.map_place_table(), &columns, &rows)) } }
    }

    fn squares(&self) -> Markup {
        let t = self.visit.t();
        let columns = self.columns(t.map_square());
        let names = self.square_names();
        let named = self.view.squares.iter().zip(&names);
        let rows: Vec<Vec<Markup>> = named
            .map(|(row, name)| {
                let (lat, lon) = (row.middle.lat_deg(), row.middle.lon_deg());
                let name = self.leads_to("ruta", name, lat, lon);
                self.cells(name, row.counts, row.turn)
            })
            .collect();
        html! { @if !rows.is_empty() {
            (table(&t.map_square_table(&self.side()), &columns, &rows))
        } }
    }

    /// Each by what lies there or nearest. Coordinates say nothing to most people:
    /// they stand only where nothing else tells one square from another.
    fn square_names(&self) -> Vec<String> {
        let squares = &self.view.squares;
        let name = |square: &SquareCount| match &square.near {
            Near::At(places) => Some(place_names(self.visit, places)),
            Near::In(area) => Some(area.clone()),
            near @ Near::Near(..) => Some(near_words(self.visit, near)),
            Near::Nowhere => None,
        };
        let names: Vec<Option<String>> = squares.iter().map(name).collect();
        let n_called = |name: &String| names.iter().flatten().filter(|n| *n == name).count();
        let written = names.iter().zip(squares).map(|(name, square)| match name {
            Some(name) if n_called(name) == 1 => name.clone(),
            Some(name) => format!("{name}, {}", self.coordinates(square)),
            None => self.coordinates(square),
        });
        written.collect()
    }

    fn coordinates(&self, square: &SquareCount) -> String {
        let language = self.visit.language;
        self.visit.t().map_square_name(arg::MapSquareName {
            north: &language.decimals(square.middle.lat_deg(), 4),
            east: &language.decimals(square.middle.lon_deg(), 4),
        })
    }

    pub fn side(&self) -> String {
        self.visit
            .language
            .whole(self.view.square_m.round() as usize)
    }

    /// A name that, pressed, moves the map there.
    fn leads_to(&self, kind: &str, name: &str, lat: f64, lon: f64) -> Markup {
        let (lat, lon) = (format!("{lat:.5}"), format!("{lon:.5}"));
        let moved = [("lat", lat.as_str()), ("lon", &lon), ("zoom", CLOSE)];
        html! { a href=(address(paths::MAP, self.sent, &moved)) data-map id={ (kind) "-" (lat) "-" (lon) } { (name) } }
    }

    fn columns(&self, name: String) -> Vec<Column> {
        let t = self.visit.t();
        let mut columns = vec![Column::words(name)];
        match self.asked.before {
            Some(_) => columns.extend([
                Column::numbers(t.map_count_before()),
                Column::numbers(t.map_count_now()),
                Column::numbers(t.map_change()),
            ]),
            None => columns.push(Column::numbers(t.report_count())),
        }
        if matches!(self.view.change, Some(Ok(_))) {
            columns.push(Column::words(t.map_turn()));
        }
        columns
    }

    fn cells(&self, name: Markup, counts: Counts, turn: Option<Turn>) -> Vec<Markup> {
        let whole = |n: u32| html! { (self.visit.language.whole(n as usize)) };
        let mut cells = vec![name];
        cells.extend(counts.before.map(whole));
        cells.push(whole(counts.now));
        cells.extend(
            counts
                .change()
                .map(|change| html! { (signed(self.visit, change)) }),
        );
        cells.extend(turn.map(|turn| html! { (turn_words(self.visit, turn)) }));
        cells
    }
}

/// "12", "3,4", "0,021": two digits that count.
pub fn rate_words(visit: &Visit, rate: f64) -> String {
    let decimals = match rate {
        rate if rate >= 10.0 || rate <= 0.0 => 0,
        rate => (1 - rate.log10().floor() as i32).clamp(0, 6),
    };
    visit
        .language
        .decimals(rate, decimals.unsigned_abs() as usize)
}

/// "+12", "−5", "0".
fn signed(visit: &Visit, change: i64) -> String {
    let whole = visit
        .language
        .whole(usize::try_from(change.unsigned_abs()).unwrap_or(usize::MAX));
    match change {
        0 => whole,
        1.. => format!("+{whole}"),
        _ => format!("−{whole}"),
    }
}
