//! A report as the fields of a form and back.

use handslag_app::incident::IncidentReport;
use handslag_domain::id::PlaceId;
use handslag_domain::incident::{
    Category, CategoryTree, Incident, NamedPlace, NoSuchTime, Precision, TimePrecision, TimeWindow,
    WrittenSpot,
};
use handslag_locale::Language;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use maud::{Markup, html};
use uuid::Uuid;

use super::super::entry::error_of;
use super::place::{said_once, spot};
use crate::component::{Field, FormError, date_field, text_field, textarea};
use crate::fields::Fields;
use crate::visit::Visit;

/// What the fields say, but for the kind.
///
/// # Errors
/// Every field that cannot be read; a place and a position of which nobody has
/// said which one counts.
pub fn report(visit: &Visit, sent: &Fields) -> Result<IncidentReport, Vec<FormError>> {
    said_once(visit, read(visit, sent)?)
}

fn read(visit: &Visit, sent: &Fields) -> Result<IncidentReport, Vec<FormError>> {
    let mut errors = Vec::new();
    let mut or_error = |name: &str, words: String| {
        errors.push(FormError {
            id: Field::new(name, "").id(),
            words,
        });
    };
    let t = visit.t();
    let window = window(sent).map_err(|wrong| match wrong {
        WrongTime::Day => or_error("dag", t.work_invalid_date(&t.work_log_day())),
        WrongTime::From(why) => or_error("tid", time_words(visit, why)),
        WrongTime::To(why) => or_error("till", time_words(visit, why)),
    });
    let spot = spot(sent).map_err(|()| or_error("position", t.report_position_wrong()));
    let count = match sent.get("antal") {
        "" => Some(1),
        text => text.trim().parse::<u32>().ok().filter(|n| *n > 0),
    };
    if count.is_none() {
        or_error("antal", t.work_invalid_number(&t.report_count()));
    }
    match (window, spot, count) {
        (Ok(window), Ok(spot), Some(count)) => Ok(IncidentReport {
            key: match sent.get("nyckel") {
                "" => Uuid::now_v7().to_string(),
                key => key.chars().take(64).collect(),
            },
            window,
            category: sent.get("sort").into(),
            spot,
            count,
            note: sent.words("anteckning"),
        }),
        _ => Err(errors),
    }
}

/// What the fields of a correction say, but for the kind.
///
/// # Errors
/// As [`report`].
pub fn correction(
    visit: &Visit,
    held: &Incident,
    places: &[NamedPlace],
    sent: &Fields,
) -> Result<IncidentReport, Vec<FormError>> {
    let mut report = read(visit, sent)?;
    keep_untouched(&mut report, held, places, sent);
    // A file may say both of one; that stays as it is held.
    match report.spot == *held.at.written() {
        true => Ok(report),
        false => said_once(visit, report),
    }
}

/// The fields cannot show all that is held: a month, a weekend, an area, a block.
/// When and where stay as they are held unless their fields were changed.
fn keep_untouched(
    report: &mut IncidentReport,
    held: &Incident,
    places: &[NamedPlace],
    sent: &Fields,
) {
    let shown = fields_of(held);
    let is_untouched = |name: &&str| sent.get(name).trim() == shown.get(name);
    if ["dag", "tid", "till"].iter().all(is_untouched) {
        report.window = held.window;
    }
    // A place that is no longer there could not be shown, nor chosen.
    let is_there = |id: &&PlaceId| places.iter().any(|place| place.id == **id);
    let place = held.at.place().filter(is_there);
    if report.spot.place.as_ref() == place && is_untouched(&"position") {
        report.spot = WrittenSpot {
            indoors: report.spot.indoors,
            ..held.at.written().clone()
        };
    }
}

enum WrongTime {
    Day,
    From(Option<NoSuchTime>),
    To(Option<NoSuchTime>),
}

fn time_words(visit: &Visit, why: Option<NoSuchTime>) -> String {
    let t = visit.t();
    match why {
        Some(NoSuchTime::SkippedByClocks) => t.report_time_skipped(),
        Some(NoSuchTime::EndsBeforeItStarts) => t.report_time_backwards(),
        Some(NoSuchTime::OutOfRange) | None => t.work_invalid_clock(&t.work_log_time()),
    }
}

/// A day; a time on it; or from a time to another, which may be the next day.
fn window(sent: &Fields) -> Result<TimeWindow, WrongTime> {
    let zone = TimeZone::get("Europe/Stockholm").unwrap_or(TimeZone::UTC);
    let day: Date = sent.get("dag").parse().map_err(|_| WrongTime::Day)?;
    let time = |name: &str| match sent.get(name) {
        "" => Ok(None),
        text => Time::strptime("%H:%M", text.get(..5).unwrap_or(text))
            .map(Some)
            .map_err(|_| ()),
    };
    let on = |day: Date, time: Time| {
        TimeWindow::on_clocks(day.to_datetime(time), TimePrecision::Minute, &zone)
    };
    let from = time("tid").map_err(|()| WrongTime::From(None))?;
    let to = time("till").map_err(|()| WrongTime::To(None))?;
    let Some(from) = from else {
        return TimeWindow::calendar(day, TimePrecision::Day, &zone).map_err(|_| WrongTime::Day);
    };
    let begins = on(day, from).map_err(|why| WrongTime::From(Some(why)))?;
    let Some(to) = to else { return Ok(begins) };
    let last_day = match to < from {
        // "From 22 to 06" ends in the morning after.
        true => day.tomorrow().map_err(|_| WrongTime::Day)?,
        false => day,
    };
    let ends = on(last_day, to).map_err(|why| WrongTime::To(Some(why)))?;
    TimeWindow::between(&begins, &ends).map_err(|why| WrongTime::To(Some(why)))
}

/// The fields that say what an incident says.
pub fn fields_of(incident: &Incident) -> Fields {
    let zone = TimeZone::get("Europe/Stockholm").unwrap_or(TimeZone::UTC);
    let from = zone.to_datetime(incident.window.from());
    let mut fields = Fields::default();
    fields.set("sort", incident.category.as_str());
    fields.set("plats", incident.at.place().map_or("", |p| p.as_str()));
    if let (Some(point), Precision::Point | Precision::Block) =
        (incident.at.point(), incident.at.precision())
    {
        fields.set(
            "position",
            format!("{:.6}, {:.6}", point.lat(), point.lon()),
        );
    }
    if incident.indoors() {
        fields.set("bostad", "ja");
    }
    fields.set("dag", from.date().to_string());
    let clock = |at: jiff::civil::DateTime| at.strftime("%H:%M").to_string();
    match incident.window.precision() {
        TimePrecision::Minute | TimePrecision::Hour | TimePrecision::Published => {
            fields.set("tid", clock(from));
        }
        TimePrecision::Interval => {
            // The window ends after its last minute.
            let last = incident.window.to() - jiff::SignedDuration::from_mins(1);
            fields.set("tid", clock(from));
            fields.set("till", clock(zone.to_datetime(last)));
        }
        TimePrecision::Day | TimePrecision::Month | TimePrecision::Year => {}
    }
    fields.set("antal", incident.count.to_string());
    fields.set("anteckning", incident.note.clone().unwrap_or_default());
    fields
}

/// Every category, each under its own, by name.
pub fn category_options(
    visit: &Visit,
    tree: &CategoryTree,
    may_be_none: bool,
) -> Vec<(String, String)> {
    let mut options = Vec::new();
    if may_be_none {
        options.push((String::new(), visit.t().report_no_kind()));
    }
    let mut tops: Vec<&Category> = tree.iter().filter(|c| c.parent.is_none()).collect();
    tops.sort_by_key(|c| c.kind);
    for top in tops {
        with_beneath(visit, tree, top, 0, &mut options);
    }
    options
}

fn with_beneath(
    visit: &Visit,
    tree: &CategoryTree,
    category: &Category,
    depth: usize,
    options: &mut Vec<(String, String)>,
) {
    let indent = "\u{2003}".repeat(depth);
    let name = name_of(visit, category);
    options.push((category.id.as_str().to_owned(), format!("{indent}{name}")));
    let mut beneath: Vec<&Category> = tree.beneath(&category.id).collect();
    beneath.sort_by_cached_key(|c| name_of(visit, c).to_lowercase());
    for category in beneath {
        with_beneath(visit, tree, category, depth + 1, options);
    }
}

fn name_of<'a>(visit: &Visit, category: &'a Category) -> &'a str {
    match visit.language {
        Language::Sv => &category.name.sv,
        Language::En => &category.name.en,
    }
}

/// What a category is called; its id when it is gone.
pub fn kind_name(visit: &Visit, tree: &CategoryTree, kind: &str) -> String {
    let found = tree.get(&kind.into());
    found.map_or_else(|| kind.to_owned(), |c| name_of(visit, c).to_owned())
}

/// The day, and from when to when if it is known.
pub fn time_fields(visit: &Visit, sent: &Fields, errors: &[FormError]) -> Markup {
    let t = visit.t();
    let (day, from, to) = (t.work_log_day(), t.report_from(), t.report_to());
    let hint = t.report_time_hint();
    html! {
        (date_field(Field::new("dag", &day).error(error_of(errors, "dag")).required(), sent.get("dag")))
        div.two-fields {
            (text_field(Field::new("tid", &from).error(error_of(errors, "tid")), "time", sent.get("tid")))
            (text_field(Field::new("till", &to).error(error_of(errors, "till")), "time", sent.get("till")))
        }
        p.hint { (hint) }
    }
}

/// What more there is to say; read by the guard before it is saved.
pub fn note_field(visit: &Visit, sent: &Fields, errors: &[FormError]) -> Markup {
    let t = visit.t();
    let (label, hint) = (t.work_log_note(), t.report_note_hint());
    let field = Field::new("anteckning", &label)
        .hint(&hint)
        .error(error_of(errors, "anteckning"));
    textarea(field, 3, sent.get("anteckning"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use handslag_domain::incident::{IncidentId, IncidentKey, Point, Spot};
    use handslag_domain::municipality::MunicipalityCode;

    fn sent(pairs: &[(&str, &str)]) -> Fields {
        let pairs = pairs
            .iter()
            .map(|(n, v)| ((*n).to_owned(), (*v).to_owned()));
        Fields::new(pairs.collect::<Vec<_>>())
    }

    fn check_window(pairs: &[(&str, &str)], expected: &str) {
        let told = match window(&sent(pairs)) {
            Ok(window) => format!("{} {}", window.from(), window.to()),
            Err(WrongTime::Day) => "day".to_owned(),
            Err(WrongTime::From(why)) => format!("from {why:?}"),
            Err(WrongTime::To(why)) => format!("to {why:?}"),
        };
        assert_eq!(told, expected, "{pairs:?}");
    }

    #[test]
    fn a_day_a_time_or_a_night_is_a_window() {
        check_window(
            &[("dag", "2023-06-02")],
            "2023-06-01T22:00:00Z 2023-06-02T22:00:00Z",
        );
        check_window(
            &[("dag", "2023-06-02"), ("tid", "21:15")],
            "2023-06-02T19:15:00Z 2023-06-02T19:16:00Z",
        );
        check_window(
            &[("dag", "2023-06-02"), ("tid", "22:00"), ("till", "06:00")],
            "2023-06-02T20:00:00Z 2023-06-03T04:01:00Z",
        );
    }

    #[test]
    fn a_time_that_no_clock_showed_is_refused() {
        check_window(
            &[("dag", "2023-03-26"), ("tid", "02:30")],
            "from Some(SkippedByClocks)",
        );
        check_window(&[("dag", "2023-02-30")], "day");
        check_window(&[("dag", "2023-02-03"), ("tid", "25:00")], "from None");
    }

    fn held(window: TimeWindow, spot: WrittenSpot) -> Incident {
        let key = IncidentKey("1".to_owned());
        Incident {
            id: IncidentId::of("anmälningar", &key),
            source: "anmälningar".to_owned(),
            key,
            window,
            category: "stok".into(),
            at: Spot::kept(spot),
            count: 1,
            counts: Default::default(),
            note: None,
            merged_from: Vec::new(),
        }
    }

    /// The report that comes of the form of an incident when these fields are changed.
    fn corrected(held: &Incident, changed: &[(&str, &str)]) -> IncidentReport {
        let mut sent = fields_of(held);
        // A place that is no longer there is no choice of the form.
        sent.set("plats", "");
        for (name, value) in changed {
            sent.set(name, *value);
        }
        let mut report = IncidentReport {
            key: String::new(),
            window: window(&sent).ok().unwrap(),
            category: "stok".into(),
            spot: spot(&sent).unwrap(),
            count: 1,
            note: None,
        };
        keep_untouched(&mut report, held, &[], &sent);
        report
    }

    #[test]
    fn a_correction_of_the_count_leaves_when_and_where_as_they_are_held() {
        let zone = TimeZone::get("Europe/Stockholm").unwrap();
        let day = "2023-06-16".parse().unwrap();
        let at = |text: &str| {
            TimeWindow::on_clocks(text.parse().unwrap(), TimePrecision::Minute, &zone).unwrap()
        };
        let (friday, monday) = (at("2023-06-16T17:00"), at("2023-06-19T08:00"));
        let windows = [
            TimeWindow::calendar(day, TimePrecision::Month, &zone).unwrap(),
            TimeWindow::calendar(day, TimePrecision::Year, &zone).unwrap(),
            TimeWindow::between(&friday, &monday).unwrap(),
            friday.with_precision(TimePrecision::Published),
        ];
        let point = Point::from_degrees(58.505_104_9, 13.157_7).ok();
        let block = WrittenSpot {
            precision: Precision::Block,
            point,
            area: Some("1494A0010".to_owned()),
            municipality: MunicipalityCode::parse("1494").ok(),
            ..WrittenSpot::default()
        };
        let area = WrittenSpot {
            precision: Precision::Area,
            point: None,
            place: Some("borttagen".into()),
            ..block.clone()
        };
        for window in windows {
            for spot in [&block, &area] {
                let held = held(window, spot.clone());
                let report = corrected(&held, &[("antal", "7")]);
                assert_eq!(report.window, held.window);
                assert_eq!(report.spot, *held.at.written());
            }
        }
    }

    #[test]
    fn what_a_correction_says_of_when_and_where_is_what_it_becomes() {
        let zone = TimeZone::get("Europe/Stockholm").unwrap();
        let day = "2023-06-16".parse().unwrap();
        let june = TimeWindow::calendar(day, TimePrecision::Month, &zone).unwrap();
        let lidkoping = MunicipalityCode::parse("1494").ok();
        let spot = WrittenSpot {
            precision: Precision::Block,
            point: Point::from_degrees(58.5, 13.1).ok(),
            municipality: lidkoping,
            ..WrittenSpot::default()
        };
        let held = held(june, spot);
        let on_the_day = corrected(&held, &[("dag", "2023-06-16")]);
        let precision = on_the_day.window.precision();
        assert_eq!(
            (precision, on_the_day.spot),
            (TimePrecision::Day, held.at.written().clone())
        );
        let moved = corrected(&held, &[("position", "58.6, 13.2")]);
        assert_eq!(moved.spot.point, Point::from_degrees(58.6, 13.2).ok());
        assert_eq!((moved.spot.municipality, moved.window), (None, june));
        // A dwelling keeps its municipality, and nothing more.
        let at_home = corrected(&held, &[("bostad", "ja")]);
        let kept = Spot::kept(at_home.spot);
        assert_eq!((kept.municipality(), kept.point()), (lidkoping, None));
    }
}
