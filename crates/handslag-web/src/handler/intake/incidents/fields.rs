//! A mapping of incidents as the fields of a form and back.

use handslag_app::files::incidents::coordinates::NOT_SAID;
use handslag_app::files::incidents::{
    Axes, IncidentField, IncidentMapping, NewCategories, Offsets, Repeats, UnknownPlaces,
};
use handslag_app::files::mapping::{DateOrder, Source};
use handslag_app::intake::{BadRows, IncidentColumns};

use super::super::super::entry::missing;
use super::super::columns::{LEAVE_OUT, column_name, table_place};
use super::field_of_problem;
use crate::component::{Field, FormError};
use crate::fields::Fields;
use crate::visit::Visit;
use crate::work::words;

/// Fields that one value may hold for all rows, and what the form calls it.
const FOR_ALL: [(IncidentField, &str); 3] = [
    (IncidentField::Source, "kalla"),
    (IncidentField::Category, "sort"),
    (IncidentField::Municipality, "kommun"),
];

/// The fields that a mapping takes from a column.
fn fields_of<'a>(
    mapping: &'a IncidentMapping,
    column: &'a str,
) -> impl Iterator<Item = (&'a IncidentField, &'a Source)> {
    let is_it = move |source: &Source| {
        let named = source.column.as_deref();
        named.is_some_and(|name| name.to_lowercase() == column.to_lowercase())
    };
    mapping.fields.iter().filter(move |(_, s)| is_it(s))
}

/// The mapping as the form shows it.
pub fn as_fields(columns: &IncidentColumns, mapping: &IncidentMapping, bad: BadRows) -> Fields {
    let mut fields = Fields::default();
    for (n, column) in columns.columns.iter().enumerate() {
        let field = fields_of(mapping, &column.name).next();
        let chosen = field.map(|(field, _)| field.to_string());
        fields.set(&column_name(n), chosen.unwrap_or_default());
    }
    for (field, name) in FOR_ALL {
        let value = mapping.fields.get(&field).and_then(|s| s.value.clone());
        fields.set(name, value.unwrap_or_default());
    }
    fields.set("klocka", mapping.time_zone.clone());
    let epsg = Some(mapping.epsg).filter(|epsg| *epsg != NOT_SAID);
    fields.set(
        "epsg",
        epsg.map(|epsg| epsg.to_string()).unwrap_or_default(),
    );
    fields.set("blad", mapping.sheet.clone().unwrap_or_default());
    let header = mapping.header_row.map(|row| row.to_string());
    fields.set("rubrikrad", header.unwrap_or_default());
    fields.set("namn", mapping.name.clone().unwrap_or_default());
    fields.set("datum", chosen(&DATES, mapping.dates));
    fields.set("forskjutning", chosen(&OFFSETS, mapping.offsets));
    fields.set("axlar", chosen(&AXES, mapping.axes));
    fields.set("lika", chosen(&REPEATS, mapping.repeats));
    fields.set("nya_kategorier", chosen(&KINDS, mapping.new_categories));
    fields.set("nya_platser", chosen(&PLACES, mapping.new_places));
    if bad == BadRows::LeaveOut {
        fields.set("felaktiga", LEAVE_OUT);
    }
    fields
}

/// Values of a choice by their words in the form, the usual one first.
type Words<T> = [(&'static str, T)];

const DATES: [(&str, DateOrder); 2] = [
    ("day_first", DateOrder::DayFirst),
    ("month_first", DateOrder::MonthFirst),
];
const OFFSETS: [(&str, Offsets); 2] = [
    ("as_written", Offsets::AsWritten),
    ("ignore", Offsets::Ignore),
];
const AXES: [(&str, Axes); 2] = [("as_named", Axes::AsNamed), ("swapped", Axes::Swapped)];
const REPEATS: [(&str, Repeats); 2] = [("once", Repeats::Once), ("each", Repeats::Each)];
const KINDS: [(&str, NewCategories); 2] = [
    ("add", NewCategories::Add),
    ("refuse", NewCategories::Refuse),
];
const PLACES: [(&str, UnknownPlaces); 3] = [
    ("leave_out", UnknownPlaces::LeaveOut),
    ("keep", UnknownPlaces::Keep),
    ("refuse", UnknownPlaces::Refuse),
];

fn chosen<T: Copy + PartialEq>(words: &Words<T>, value: T) -> &'static str {
    let found = words.iter().find(|(_, other)| *other == value);
    found.map_or("", |(word, _)| word)
}

fn meant<T: Copy + Default>(words: &Words<T>, word: &str) -> T {
    let found = words.iter().find(|(other, _)| *other == word);
    found.map(|(_, value)| *value).unwrap_or_default()
}

/// The mapping that the form says. The meanings of words, and what no field is
/// about, stay as they were.
///
/// # Errors
/// Every field that cannot be used so.
pub fn mapping_of(
    visit: &Visit,
    columns: &IncidentColumns,
    sent: &Fields,
) -> Result<IncidentMapping, Vec<FormError>> {
    let before = &columns.mapping;
    let mut errors = Vec::new();
    let t = visit.t();
    let epsg = sent.get("epsg").trim_start_matches("EPSG:").parse();
    let place = table_place(visit, sent, before.sheet.as_ref());
    let (sheet, header_row) = place.unwrap_or_else(|error| {
        errors.push(error);
        (before.sheet.clone(), None)
    });
    let mut mapping = IncidentMapping {
        name: sent.words("namn"),
        sheet,
        header_row,
        dates: meant(&DATES, sent.get("datum")),
        time_zone: sent.get("klocka").to_owned(),
        offsets: meant(&OFFSETS, sent.get("forskjutning")),
        epsg: epsg.unwrap_or(NOT_SAID),
        axes: meant(&AXES, sent.get("axlar")),
        repeats: meant(&REPEATS, sent.get("lika")),
        new_categories: meant(&KINDS, sent.get("nya_kategorier")),
        new_places: meant(&PLACES, sent.get("nya_platser")),
        ignored: Vec::new(),
        fields: Default::default(),
        ..before.clone()
    };
    for (n, column) in columns.columns.iter().enumerate() {
        let name = column_name(n);
        let Ok(field) = sent.get(&name).parse::<IncidentField>() else {
            mapping.ignored.push(column.name.clone());
            continue;
        };
        let known: Vec<_> = fields_of(before, &column.name).collect();
        // A column may say two things; the form shows the first and keeps both.
        let kept: Vec<_> = match known.first() {
            Some((first, _)) if **first == field => known,
            _ => Vec::new(),
        };
        if mapping.fields.contains_key(&field) {
            errors.push(FormError {
                id: Field::new(&name, "").id(),
                words: t.intake_twice(&field_words(visit, &field)),
            });
        }
        mapping.fields.insert(field, Source::column(&column.name));
        let kept = kept.into_iter().map(|(f, s)| (f.clone(), s.clone()));
        mapping.fields.extend(kept);
    }
    for (field, name) in FOR_ALL {
        let is_free = !mapping.fields.contains_key(&field);
        match sent.words(name).filter(|_| is_free) {
            Some(value) => {
                mapping.fields.insert(field, Source::value(&value));
            }
            None if is_free && field == IncidentField::Source => {
                errors.push(missing(visit, name, &t.intake_source()));
            }
            None => {}
        }
    }
    // What one value says of all rows and no field of the form is about.
    let fixed = before.fields.iter().filter(|(field, source)| {
        source.column.is_none() && !FOR_ALL.iter().any(|(known, _)| known == *field)
    });
    for (field, source) in fixed {
        let free = mapping.fields.entry(field.clone());
        free.or_insert_with(|| source.clone());
    }
    errors.extend(faults(visit, columns, &mapping, &errors));
    match errors.is_empty() {
        true => Ok(mapping),
        false => Err(errors),
    }
}

/// What keeps the mapping from being used, but for what is told already.
fn faults(
    visit: &Visit,
    columns: &IncidentColumns,
    mapping: &IncidentMapping,
    told: &[FormError],
) -> Vec<FormError> {
    let names: Vec<String> = columns.columns.iter().map(|c| c.name.clone()).collect();
    let lang = words::import_lang(visit.language);
    let problems = mapping.check(&names).err().unwrap_or_default();
    let faults = problems.iter().map(|problem| {
        let about = problem.column.as_deref().unwrap_or_default();
        let about: Option<IncidentField> = about.parse().ok();
        let about = about.map(|field| field_words(visit, &field));
        let words = format!(
            "{}{} {}",
            about.map(|about| format!("{about}: ")).unwrap_or_default(),
            problem.problem_text(lang),
            problem.remedy(lang)
        );
        let id = Field::new(&field_of_problem(problem, columns), "").id();
        FormError { id, words }
    });
    let is_new = |fault: &FormError| told.iter().all(|other| other.id != fault.id);
    faults.filter(is_new).collect()
}

/// Every field that a column may hold, in the order that people think of them.
pub fn column_options(visit: &Visit, column: &str, chosen: &str) -> Vec<(String, String)> {
    use IncidentField as F;
    let own = F::Counts(column.to_lowercase());
    let fields = [
        F::On,
        F::At,
        F::Until,
        F::UntilAt,
        F::Year,
        F::Month,
        F::Day,
        F::Hour,
        F::Minute,
        F::TimePrecision,
        F::TimeZone,
        F::Category,
        F::Place,
        F::Area,
        F::Municipality,
        F::East,
        F::North,
        F::Precision,
        F::Indoors,
        F::Count,
        own,
        F::Key,
        F::Source,
        F::Note,
    ];
    let mut options = vec![(String::new(), visit.t().work_column_ignore())];
    options.extend(fields.map(|field| (field.to_string(), field_words(visit, &field))));
    if let Ok(field) = chosen.parse::<F>()
        && !options.iter().any(|(value, _)| value == chosen)
    {
        options.push((chosen.to_owned(), field_words(visit, &field)));
    }
    options
}

fn field_words(visit: &Visit, field: &IncidentField) -> String {
    visit.t().incident_field(&field.to_string())
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, Uri};
    use handslag_app::intake::ColumnExample;

    use super::*;

    fn columns(names: &[&str], mapping: IncidentMapping) -> IncidentColumns {
        let column = |name: &&str| ColumnExample {
            name: (*name).to_owned(),
            examples: Vec::new(),
        };
        IncidentColumns {
            columns: names.iter().map(column).collect(),
            n_rows: 1,
            sheets: Vec::new(),
            mapping,
            saved_as: None,
            why: Vec::new(),
        }
    }

    fn visit() -> Visit {
        Visit::anonymous(&HeaderMap::new(), &Uri::from_static("/"))
    }

    #[test]
    fn a_form_that_is_sent_as_it_is_shown_changes_nothing() {
        let mut words = Source::column("Typ");
        words.words.insert("7".to_owned(), "klotter".to_owned());
        let mapping = IncidentMapping {
            name: Some("Bolaget".to_owned()),
            axes: Axes::Swapped,
            new_places: UnknownPlaces::Keep,
            epsg: 3006,
            ignored: vec!["Namn".to_owned()],
            ..IncidentMapping::default()
        }
        .with(IncidentField::On, Source::column("När"))
        .with(IncidentField::At, Source::column("När"))
        .with(IncidentField::Category, words)
        .with(IncidentField::TimePrecision, Source::value("month"))
        .with(IncidentField::Source, Source::value("Bolaget"));
        let columns = columns(&["När", "Typ", "Namn"], mapping.clone());
        let shown = as_fields(&columns, &mapping, BadRows::Refuse);
        assert_eq!(mapping_of(&visit(), &columns, &shown).ok(), Some(mapping));
    }

    #[test]
    fn what_cannot_be_read_so_is_told_at_its_field() {
        let columns = columns(&["a", "b"], IncidentMapping::default());
        let check = |change: &[(&str, &str)], expected: &[&str]| {
            let mut sent = as_fields(&columns, &columns.mapping, BadRows::Refuse);
            sent.set("kolumn.0", "on");
            sent.set("kalla", "Bolaget");
            change
                .iter()
                .for_each(|(name, value)| sent.set(name, *value));
            let errors = mapping_of(&visit(), &columns, &sent)
                .err()
                .unwrap_or_default();
            let ids: Vec<_> = errors.iter().map(|error| error.id.as_str()).collect();
            assert_eq!(ids, expected, "{change:?}");
        };
        check(&[], &[]);
        check(&[("kalla", "")], &["falt-kalla"]);
        check(&[("kolumn.0", "")], &["falt-kolumn.0"]);
        check(&[("kolumn.1", "on")], &["falt-kolumn.1"]);
        check(&[("klocka", "Lidköping")], &["falt-klocka"]);
        check(&[("rubrikrad", "x")], &["falt-rubrikrad"]);
        check(
            &[("kolumn.0", "east"), ("kolumn.1", "north"), ("epsg", "7")],
            &["falt-kolumn.0", "falt-epsg"],
        );
    }
}
