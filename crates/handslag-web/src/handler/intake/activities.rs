//! A file of activities: its columns as proposed, changed by a person and saved.

use axum::http::StatusCode;
use axum::response::IntoResponse;
use handslag_app::AppError;
use handslag_app::columns::Columns;
use handslag_app::files::mapping::{DateOrder, Field as Column, Mapping, NewPlaces, Source};
use handslag_app::files::table::TablePlace;
use handslag_app::intake::{Run, read_of};
use handslag_domain::activity::known_types;
use handslag_domain::document::PromiseDocument;
use handslag_domain::id::PromiseId;
use handslag_domain::organisation::OrganisationId;
use maud::{Markup, html};

use super::super::entry::promised_units;
use super::super::{Answer, log};
use super::columns::{keep_and_show, keep_named, name_field, sheet_choice};
use super::outcome::begin;
use super::unreadable;
use crate::component::{Field, FormError, error_summary, select, submit};
use crate::fields::Fields;
use crate::job::Upload;
use crate::paths;
use crate::server::Site;
use crate::visit::Visit;
use crate::work;

/// The columns of a file that waits; one of another kind has none to show.
pub async fn waiting(site: &Site, visit: &Visit, upload: Upload) -> Answer {
    let Some(promise) = &upload.promise else {
        return begin(site, visit, upload, Run::Dry);
    };
    match columns(site, visit, &upload, promise).await {
        Ok(columns) => {
            let mapping = mapping_before(&upload, &columns);
            let none = Fields::default();
            Ok(mapping_page(visit, &upload, &columns, &mapping, &none, &[]).into_response())
        }
        Err(AppError::Rows(problems)) => Ok(unreadable(visit, &problems)),
        Err(error) => Err(error.into()),
    }
}

async fn columns(
    site: &Site,
    visit: &Visit,
    upload: &Upload,
    (owner, promise): &(OrganisationId, PromiseId),
) -> Result<Columns, AppError> {
    let asked = upload.mapping.as_ref();
    let place = asked.map_or_else(TablePlace::default, Mapping::table_place);
    let columns = site
        .app
        .columns(&visit.actor, owner, promise, &upload.bytes, &place);
    columns.await
}

/// Takes the columns as said and runs dry.
pub async fn run(site: &Site, visit: &Visit, mut upload: Upload, fields: &Fields) -> Answer {
    let Some(promise) = &upload.promise else {
        return begin(site, visit, upload, Run::Dry);
    };
    let columns = columns(site, visit, &upload, promise).await?;
    let before = mapping_before(&upload, &columns);
    if let Some(sheet) = fields.words("blad")
        && Some(&sheet) != before.sheet.as_ref()
    {
        // Another sheet has other columns: begin anew with those.
        upload.mapping = Some(Mapping {
            sheet: Some(sheet),
            ..Mapping::default()
        });
        return keep_and_show(site, visit, upload);
    }
    let mapping = mapping_from(before, &columns.table.columns, fields);
    let name = mapping.name.as_ref();
    if let Some(error) = keep_named(site, visit, &mut upload, &mapping, name, fields).await? {
        let page = mapping_page(visit, &upload, &columns, &mapping, fields, &[error]);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    upload.mapping = Some(mapping);
    upload.since = visit.now;
    site.jobs.keep(upload.clone());
    begin(site, visit, upload, Run::Dry)
}

/// Rows that show what is in a column.
const SAMPLES: usize = 3;

/// The mapping that was asked for, else the proposal, for the sheet that is shown.
fn mapping_before(upload: &Upload, columns: &Columns) -> Mapping {
    let asked = upload.mapping.as_ref();
    // One that says only where the table stands is no mapping of its columns yet.
    let asked = asked.filter(|mapping| !mapping.fields.is_empty());
    let mapping = asked.unwrap_or(&columns.suggestion.mapping).clone();
    let header_row = upload
        .mapping
        .as_ref()
        .and_then(|mapping| mapping.header_row);
    Mapping {
        sheet: read_of(&columns.table.sheets),
        header_row,
        ..mapping
    }
}

/// - `sent`: what was sent, when there are `errors` in it.
fn mapping_page(
    visit: &Visit,
    upload: &Upload,
    columns: &Columns,
    mapping: &Mapping,
    sent: &Fields,
    errors: &[FormError],
) -> Markup {
    let t = visit.t();
    let trail = [(t.work_nav_intake(), paths::INTAKE.to_owned())];
    let title = t.work_mapping_title(&upload.name);
    let name_hint = t.work_mapping_name_hint();
    let named = mapping.name.as_deref().unwrap_or_default();
    let dates = [
        ("day_first".to_owned(), t.work_dates_day_first()),
        ("month_first".to_owned(), t.work_dates_month_first()),
    ];
    let places = [
        ("refuse".to_owned(), t.work_new_places_refuse()),
        ("keep".to_owned(), t.work_new_places_keep()),
    ];
    let order = if mapping.dates == DateOrder::MonthFirst {
        "month_first"
    } else {
        "day_first"
    };
    let new_places = if mapping.new_places == NewPlaces::Keep {
        "keep"
    } else {
        "refuse"
    };
    let fixed = mapping
        .fields
        .get(&Column::Type)
        .and_then(|s| s.value.as_deref())
        .unwrap_or_default();
    let mut kinds = vec![(String::new(), t.work_mapping_type_column())];
    let promised = log::kinds(&columns.document, &[]).into_iter();
    kinds.extend(promised.map(|kind| {
        let words = t.kind(&kind.as_str().into(), 1u32);
        (kind, words)
    }));
    let options = field_options(visit, &columns.document);
    let main = html! {
        h1 { (title) }
        (error_summary(t, errors))
        p.lead { (t.work_mapping_words(columns.table.rows.len())) }
        form method="post" action=(paths::upload(&upload.id)) {
            (sheet_choice(visit, &columns.table.sheets))
            @for (n, column) in columns.table.columns.iter().enumerate() {
                @let samples: Vec<&str> = columns.table.rows.iter().filter_map(|(_, cells)| cells.get(n)).map(String::as_str).filter(|c| !c.is_empty()).take(SAMPLES).collect();
                @let hint = samples.join(" · ");
                @let field = format!("kolumn.{n}");
                (select(Field::new(&field, column).hint(&hint), &options, &field_of(mapping, column)))
            }
            (select(Field::new("fast_typ", &t.work_mapping_type_fixed()), &kinds, fixed))
            (select(Field::new("datum", &t.work_dates()), &dates, order))
            (select(Field::new("nya_platser", &t.work_new_places()), &places, new_places))
            (name_field(visit, &name_hint, named, sent, errors))
            (submit(&t.work_dry_run(), None))
        }
    };
    work::page(visit, &title, false, &trail, main)
}

/// The field that a mapping takes from a column, by its name in forms.
fn field_of(mapping: &Mapping, column: &str) -> String {
    let from = |source: &Source| {
        source
            .column
            .as_deref()
            .is_some_and(|c| c.to_lowercase() == column.to_lowercase())
    };
    let field = mapping.fields.iter().find(|(_, source)| from(source));
    field
        .map(|(field, _)| field.to_string())
        .unwrap_or_default()
}

fn field_options(visit: &Visit, document: &PromiseDocument) -> Vec<(String, String)> {
    let t = visit.t();
    let mut options = vec![
        (String::new(), t.work_column_ignore()),
        ("type".to_owned(), t.work_log_what()),
        ("on".to_owned(), t.work_log_day()),
        ("at".to_owned(), t.work_log_time()),
        ("place".to_owned(), t.work_log_where()),
        ("parties".to_owned(), t.work_log_parties()),
        ("times".to_owned(), t.work_log_times()),
        ("hours".to_owned(), t.work_log_hours()),
        ("staff".to_owned(), t.work_log_staff()),
        ("took_hours".to_owned(), t.work_log_took_hours()),
        ("covers".to_owned(), t.work_log_covers()),
        ("serves".to_owned(), t.work_log_serves()),
        ("same_as".to_owned(), t.work_log_same_as()),
        ("note".to_owned(), t.work_log_note()),
        ("id".to_owned(), t.work_column_id()),
    ];
    // What the promise counts may be in no list of ours.
    let mut units = promised_units(document, None);
    let known = known_types().iter().flat_map(|k| k.counts);
    units.extend(known.map(|unit| (*unit).to_owned()));
    options.extend(units.into_iter().map(|unit| {
        let words = t.work_column_count(&t.unit_name(&unit));
        (format!("counts.{unit}"), words)
    }));
    options
}

/// The mapping that the form says; the meanings of words stay with their columns.
fn mapping_from(before: Mapping, columns: &[String], fields: &Fields) -> Mapping {
    let mut mapping = Mapping {
        name: fields.words("namn"),
        dates: match fields.get("datum") {
            "month_first" => DateOrder::MonthFirst,
            _ => DateOrder::DayFirst,
        },
        new_places: match fields.get("nya_platser") {
            "keep" => NewPlaces::Keep,
            _ => NewPlaces::Refuse,
        },
        ignored: Vec::new(),
        fields: Default::default(),
        ..before.clone()
    };
    for (n, column) in columns.iter().enumerate() {
        match fields.get(&format!("kolumn.{n}")).parse::<Column>() {
            Ok(field) => {
                let known = before
                    .fields
                    .get(&field)
                    .filter(|s| s.column.as_deref() == Some(column));
                let source = known.cloned().unwrap_or_else(|| Source::column(column));
                mapping.fields.insert(field, source);
            }
            Err(_) => mapping.ignored.push(column.clone()),
        }
    }
    if let Some(kind) = fields.words("fast_typ") {
        mapping.fields.insert(Column::Type, Source::value(&kind));
    }
    mapping
}
