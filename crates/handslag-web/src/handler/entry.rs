//! An entry of the log, as the fields of a form and back.

use std::collections::BTreeSet;

use handslag_app::promise::OpenPromise;
use handslag_app::{AppError, Invalid};
use handslag_domain::activity::{Activity, ActivityType, known_types};
use handslag_domain::amount::{Amount, NoAmount};
use handslag_domain::document::PromiseDocument;
use handslag_domain::id::{ActivityId, CommitmentId, PartyId, PlaceId};
use jiff::civil::Time;
use maud::{Markup, html};
use serde_json::Value;

use crate::component::{Field, FormError, select, text_field, textarea};
use crate::error_page;
use crate::fields::Fields;
use crate::visit::Visit;
use crate::work::words;

/// The name of a count's field.
pub fn count_name(prefix: &str, count: &str) -> String {
    format!("antal.{prefix}{count}")
}

/// The counts that the form of a type asks for: those of the type, and what the
/// promise counts in it.
pub fn counts_of(document: &PromiseDocument, kind: &str) -> Vec<String> {
    let known = known_types().iter().find(|known| known.name == kind);
    let mut counts: Vec<String> = known
        .into_iter()
        .flat_map(|known| known.counts)
        .map(|count| (*count).to_owned())
        .collect();
    for unit in promised_units(document, Some(kind)) {
        if !counts.contains(&unit) {
            counts.push(unit);
        }
    }
    counts
}

/// Every unit that the promise counts in entries of a type, or of any type, but
/// for those that have fields of their own.
pub fn promised_units(document: &PromiseDocument, kind: Option<&str>) -> BTreeSet<String> {
    let mut units = BTreeSet::new();
    for commitment in &document.commitments {
        let target = serde_json::to_value(&commitment.target).unwrap_or_default();
        units_in(&target, kind, &mut units);
    }
    for own in ["times", "hours", "staff"] {
        units.remove(own);
    }
    units
}

fn units_in(target: &Value, kind: Option<&str>, units: &mut BTreeSet<String>) {
    match target {
        Value::Object(fields) => {
            let types = fields.get("types").and_then(Value::as_array);
            // Without types, whatever serves the commitment counts.
            let counts = types.is_none_or(|types| {
                kind.is_none_or(|kind| types.iter().any(|t| t.as_str() == Some(kind)))
            });
            if let (true, Some(unit)) = (counts, fields.get("unit").and_then(Value::as_str)) {
                units.insert(unit.to_owned());
            }
            fields
                .values()
                .for_each(|value| units_in(value, kind, units));
        }
        Value::Array(items) => items.iter().for_each(|item| units_in(item, kind, units)),
        _ => {}
    }
}

/// The fields that say what an entry says.
pub fn fields_of(activity: &Activity) -> Fields {
    let mut fields = Fields::default();
    let mut set = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            fields.set(name, value);
        }
    };
    set("typ", Some(activity.kind.0.clone()));
    set("plats", activity.place.as_ref().map(|p| p.0.clone()));
    set("dag", Some(activity.on.0.clone()));
    set(
        "tid",
        activity.at.map(|at| at.strftime("%H:%M").to_string()),
    );
    set("ganger", activity.times.map(written));
    set("timmar", activity.hours.map(written));
    set("personal", activity.staff.map(written));
    set("tog_timmar", activity.took_hours.map(written));
    for (count, amount) in &activity.counts {
        set(&count_name("", count), Some(written(*amount)));
    }
    set("samma", activity.same_as.as_ref().map(|id| id.0.clone()));
    set("omfattar", Some(activity.covers.join("\n")));
    set("anteckning", activity.note.clone());
    let mut pairs: Vec<(String, String)> = fields
        .iter()
        .map(|(n, v)| (n.to_owned(), v.to_owned()))
        .collect();
    pairs.extend(
        activity
            .parties
            .iter()
            .map(|p| ("part".to_owned(), p.0.clone())),
    );
    pairs.extend(
        activity
            .serves
            .iter()
            .map(|c| ("galler".to_owned(), c.0.clone())),
    );
    Fields::new(pairs)
}

fn written(amount: Amount) -> String {
    amount.as_written()
}

/// The entry that the fields say; what no field is about stays as in `base`.
///
/// - `counts`: each count with the name of its field.
///
/// # Errors
/// Every field that cannot be read.
pub fn activity_from(
    visit: &Visit,
    fields: &Fields,
    base: Activity,
    counts: &[(String, String)],
) -> Result<Activity, Vec<FormError>> {
    let mut errors = Vec::new();
    let mut amount = |name: &str| match fields.get(name) {
        "" => None,
        text => match Amount::parse(text) {
            Ok(amount) if !amount.is_negative() => Some(amount),
            Err(NoAmount::Ambiguous(_)) => {
                let words = visit.t().work_invalid_thousands(&field_words(visit, name));
                let id = Field::new(name, "").id();
                errors.push(FormError { id, words });
                None
            }
            _ => {
                errors.push(unreadable(visit, name));
                None
            }
        },
    };
    let mut activity = Activity {
        kind: ActivityType::from(fields.get("typ")),
        on: fields.get("dag").into(),
        place: fields.words("plats").map(PlaceId),
        parties: fields
            .all("part")
            .filter(|p| !p.is_empty())
            .map(PartyId::from)
            .collect(),
        times: amount("ganger"),
        hours: amount("timmar"),
        staff: amount("personal"),
        took_hours: amount("tog_timmar"),
        covers: lines(fields.get("omfattar")),
        serves: fields
            .all("galler")
            .filter(|c| !c.is_empty())
            .map(CommitmentId::from)
            .collect(),
        same_as: fields.words("samma").map(ActivityId),
        note: fields.words("anteckning"),
        ..base
    };
    for (count, name) in counts {
        activity.counts.remove(count);
        // A stepper that was not touched says zero, which is nothing to keep.
        if let Some(amount) = amount(name).filter(|a| !a.is_zero()) {
            activity.counts.insert(count.clone(), amount);
        }
    }
    activity.at = match fields.get("tid") {
        "" => None,
        text => match Time::strptime("%H:%M", text.get(..5).unwrap_or(text)) {
            Ok(time) => Some(time),
            Err(_) => {
                errors.push(unreadable(visit, "tid"));
                None
            }
        },
    };
    match errors.is_empty() {
        true => Ok(activity),
        false => Err(errors),
    }
}

fn unreadable(visit: &Visit, name: &str) -> FormError {
    FormError {
        id: Field::new(name, "").id(),
        words: match name {
            "tid" => visit.t().work_invalid_clock(&field_words(visit, name)),
            _ => visit.t().work_invalid_number(&field_words(visit, name)),
        },
    }
}

fn field_words(visit: &Visit, name: &str) -> String {
    let t = visit.t();
    match name {
        "ganger" => t.work_log_times(),
        "timmar" => t.work_log_hours(),
        "personal" => t.work_log_staff(),
        "tog_timmar" => t.work_log_took_hours(),
        "tid" => t.work_log_time(),
        other => other
            .rsplit('.')
            .next()
            .map(|unit| t.unit_name(unit))
            .unwrap_or_default(),
    }
}

fn lines(text: &str) -> Vec<String> {
    text.lines()
        .map(str::trim)
        .filter(|l| !l.is_empty())
        .map(str::to_owned)
        .collect()
}

/// What a use case refused, at the field it is about. Other errors stay errors.
pub fn form_errors(visit: &Visit, error: AppError) -> Result<Vec<FormError>, AppError> {
    let (field, words) = match error {
        AppError::PersonalData { field, findings } => {
            (field, words::personal_data(visit.t(), &findings))
        }
        AppError::Invalid { field, problem } => {
            (field.to_owned(), error_page::invalid(visit, field, problem))
        }
        other => return Err(other),
    };
    // The field within the document: "commitments[2].words" is "words" in its form.
    let last = field.rsplit('.').next().unwrap_or(&field);
    let name = match last.split('[').next().unwrap_or(last) {
        "type" => "typ",
        "on" => "dag",
        "note" => "anteckning",
        "covers" => "omfattar",
        "place" => "plats",
        "parties" => "part",
        "serves" => "galler",
        "reason" => "skal",
        "category" => "sort",
        "count" => "antal",
        "when" => "tid",
        other => other,
    };
    Ok(vec![FormError {
        id: Field::new(name, "").id(),
        words,
    }])
}

/// The words of the error at a field, if there is one.
pub fn error_of<'a>(errors: &'a [FormError], name: &str) -> Option<&'a str> {
    let id = Field::new(name, "").id();
    errors.iter().find(|e| e.id == id).map(|e| e.words.as_str())
}

/// Places to choose from, the empty choice first.
pub fn place_options(
    visit: &Visit,
    document: &PromiseDocument,
    chosen: &str,
) -> Vec<(String, String)> {
    let mut options = vec![(String::new(), visit.t().work_log_no_place())];
    options.extend(
        document
            .places
            .iter()
            .map(|p| (p.id.0.clone(), p.name.clone())),
    );
    if !options.iter().any(|(id, _)| id == chosen) {
        options.push((chosen.to_owned(), chosen.to_owned()));
    }
    options
}

/// What few entries need: hours, staff, parties, what was reached, a note.
pub fn more_fields(
    visit: &Visit,
    opened: &OpenPromise,
    fields: &Fields,
    errors: &[FormError],
) -> Markup {
    let t = visit.t();
    let document = &opened.document;
    let number = |name: &str, label: &str| {
        text_field(
            Field::new(name, label).error(error_of(errors, name)),
            "text",
            fields.get(name),
        )
    };
    let (covers, covers_hint) = (t.work_log_covers(), t.work_log_covers_hint());
    html! {
        (number("ganger", &t.work_log_times()))
        (number("timmar", &t.work_log_hours()))
        (number("personal", &t.work_log_staff()))
        (number("tog_timmar", &t.work_log_took_hours()))
        (checkboxes("part", &t.work_log_parties(), &document.parties.iter().map(|p| (p.id.0.clone(), p.name.clone())).collect::<Vec<_>>(), fields))
        (textarea(Field::new("omfattar", &covers).hint(&covers_hint).error(error_of(errors, "omfattar")), 3, fields.get("omfattar")))
        @if !document.sets.is_empty() {
            details { summary { (t.work_log_sets()) }
                @for set in &document.sets { p { strong { (set.name) } ": " (set.members.join(", ")) } }
            }
        }
        (same_as_field(visit, opened, fields))
        (checkboxes("galler", &t.work_log_serves(), &document.commitments.iter().map(|c| (c.id.0.clone(), c.name().to_owned())).collect::<Vec<_>>(), fields))
    }
}

/// Partners' entries that can be shown at once.
const PARTNERS_ENTRIES: usize = 30;

/// The entries of partners, latest first: what two organisations have logged of
/// the same night counts once.
fn same_as_field(visit: &Visit, opened: &OpenPromise, fields: &Fields) -> Markup {
    let t = visit.t();
    let own = visit.member().map(|m| m.organisation.clone()).ok();
    let mut entries = opened.entries();
    entries.retain(|(_, held)| Some(&held.tenant) != own.as_ref());
    entries.sort_by_key(|(_, held)| std::cmp::Reverse(held.activity.day()));
    let mut options = vec![(String::new(), t.work_log_same_as_none())];
    options.extend(
        entries
            .into_iter()
            .take(PARTNERS_ENTRIES)
            .map(|(id, held)| {
                let activity = &held.activity;
                let mut words = vec![
                    visit.language.written_date(&activity.on),
                    t.kind(&activity.kind, 1u32),
                ];
                let place = activity.place.as_ref();
                words.extend(place.map(|p| opened.document.place_name(p).to_owned()));
                words.push(held.tenant.to_string());
                (id.0, words.join(", "))
            }),
    );
    let chosen = fields.get("samma");
    if !options.iter().any(|(id, _)| id == chosen) {
        options.push((chosen.to_owned(), chosen.to_owned()));
    }
    let label = t.work_log_same_as();
    html! {
        @if options.len() > 1 { (select(Field::new("samma", &label), &options, chosen)) }
    }
}

/// The note, with the reminder that no person belongs in it.
pub fn note_field(visit: &Visit, fields: &Fields, errors: &[FormError]) -> Markup {
    let t = visit.t();
    let (label, hint) = (t.work_log_note(), t.work_log_note_hint());
    let field = Field::new("anteckning", &label)
        .hint(&hint)
        .error(error_of(errors, "anteckning"));
    textarea(field, 2, fields.get("anteckning"))
}

/// Several of a list.
pub fn checkboxes(
    name: &str,
    label: &str,
    options: &[(String, String)],
    fields: &Fields,
) -> Markup {
    html! {
        @if !options.is_empty() {
            fieldset.field.checks {
                legend { (label) }
                @for (n, (value, words)) in options.iter().enumerate() {
                    @let id = format!("falt-{name}-{n}");
                    div.check {
                        input type="checkbox" id=(id) name=(name) value=(value) checked[fields.all(name).any(|v| v == value)];
                        label for=(id) { (words) }
                    }
                }
            }
        }
    }
}

/// A select of places.
pub fn place_select(visit: &Visit, document: &PromiseDocument, fields: &Fields) -> Markup {
    let label = visit.t().work_log_where();
    let chosen = fields.get("plats");
    select(
        Field::new("plats", &label),
        &place_options(visit, document, chosen),
        chosen,
    )
}

/// Whether a field is missing; for forms that check before the use case does.
pub fn missing(visit: &Visit, name: &str, label: &str) -> FormError {
    FormError {
        id: Field::new(name, "").id(),
        words: error_page::invalid(visit, label, Invalid::Missing),
    }
}
