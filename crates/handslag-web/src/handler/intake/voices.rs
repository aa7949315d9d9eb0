//! A file of voices: the picture that they belong to, its columns as proposed,
//! changed by a person and saved for files of the same shape; every bad row;
//! and what it came to.

use axum::http::StatusCode;
use axum::response::IntoResponse;
use handslag_app::files::mapping::{DateOrder, Source};
use handslag_app::files::voices::{VoiceField, VoiceMapping};
use handslag_app::intake::{BadRows, File, Run};
use handslag_app::picture_document::{OpenPicture, VoiceColumns, VoiceIntake};
use handslag_app::{Action, AppError};
use handslag_domain::id::PictureId;
use handslag_domain::organisation::OrganisationId;
use handslag_domain::problem::Voice;
use maud::{Markup, html};

use super::super::Answer;
use super::super::entry::error_of;
use super::super::picture_document::voice::{channels, groups};
use super::columns::{
    ColumnsPage, LEAVE_OUT, bad_rows, column_name, keep_and_show, keep_named, table_place,
};
use super::outcome::begin;
use super::unreadable;
use crate::component::{self, Field, FormError, select, table, text_field};
use crate::error_page::{WebError, rows_table};
use crate::fields::Fields;
use crate::job::Upload;
use crate::paths;
use crate::server::Site;
use crate::visit::Visit;

/// Fields that one value may hold for all rows, and what the form calls it.
const FOR_ALL: [(VoiceField, &str); 4] = [
    (VoiceField::Place, "plats"),
    (VoiceField::Channel, "kanal"),
    (VoiceField::Asked, "fragade"),
    (VoiceField::On, "nar"),
];

/// The columns of a file that waits.
pub async fn waiting(site: &Site, visit: &Visit, upload: &Upload) -> Answer {
    let opened = picture(site, visit, upload).await?;
    match columns(site, visit, upload).await {
        Ok(columns) => {
            let sent = as_fields(&columns, upload.voices.bad_rows);
            let page = form_page(site, visit, upload, (&opened, &columns), &sent, &[]);
            Ok(page.await?.into_response())
        }
        Err(AppError::Rows(problems)) => Ok(unreadable(visit, &problems)),
        Err(error) => Err(error.into()),
    }
}

async fn picture(site: &Site, visit: &Visit, upload: &Upload) -> Result<OpenPicture, WebError> {
    let (owner, id) = upload.picture.as_ref().ok_or(WebError::NotFound)?;
    let edit = Action::EditPicture;
    let opened = site.app.open_picture(&visit.actor, edit, owner, id);
    Ok(opened.await?)
}

async fn columns(site: &Site, visit: &Visit, upload: &Upload) -> Result<VoiceColumns, AppError> {
    let file = File {
        name: &upload.name,
        bytes: &upload.bytes,
    };
    let columns = site.app.voice_columns(&visit.actor, &file, &upload.voices);
    columns.await
}

/// Takes the columns as said and runs dry, or leaves out what is wrong and does.
pub async fn run(site: &Site, visit: &Visit, mut upload: Upload, sent: &Fields) -> Answer {
    match sent.get("gor") {
        LEAVE_OUT => upload.voices.bad_rows = BadRows::LeaveOut,
        "byt-mappning" => {
            let mapping = site.app.mapping(&visit.actor, sent.get("sparad"));
            upload.voices.mapping = mapping.await?;
            return keep_and_show(site, visit, upload);
        }
        _ => {
            let columns = columns(site, visit, &upload).await?;
            let mapping = match mapping_of(visit, &columns, sent) {
                Ok(mapping) => mapping,
                Err(errors) => {
                    let opened = picture(site, visit, &upload).await?;
                    let page = form_page(site, visit, &upload, (&opened, &columns), sent, &errors);
                    return Ok((StatusCode::UNPROCESSABLE_ENTITY, page.await?).into_response());
                }
            };
            let (asked, shown) = (mapping.table_place(), columns.mapping.table_place());
            if asked != shown {
                // Another sheet has other columns: begin anew with those.
                upload.voices.mapping = Some(VoiceMapping {
                    sheet: asked.sheet,
                    header_row: asked.header_row,
                    ..VoiceMapping::default()
                });
                return keep_and_show(site, visit, upload);
            }
            let name = mapping.name.as_ref();
            let asked = keep_named(site, visit, &mut upload, &mapping, name, sent).await?;
            if let Some(error) = asked {
                let opened = picture(site, visit, &upload).await?;
                let errors = [error];
                let page = form_page(site, visit, &upload, (&opened, &columns), sent, &errors);
                return Ok((StatusCode::UNPROCESSABLE_ENTITY, page.await?).into_response());
            }
            upload.voices.mapping = Some(mapping);
            upload.voices.bad_rows = bad_rows(sent);
        }
    }
    upload.since = visit.now;
    site.jobs.keep(upload.clone());
    begin(site, visit, upload, Run::Dry)
}

async fn form_page(
    site: &Site,
    visit: &Visit,
    upload: &Upload,
    (opened, columns): (&OpenPicture, &VoiceColumns),
    sent: &Fields,
    errors: &[FormError],
) -> Result<Markup, AppError> {
    let t = visit.t();
    let saved = site.app.mappings::<VoiceMapping>(&visit.actor).await?;
    let page = ColumnsPage {
        visit,
        upload,
        columns: &columns.columns,
        n_rows: columns.n_rows,
        sheets: &columns.sheets,
        saved: &saved,
        saved_as: columns.saved_as.as_deref(),
        sent,
        errors,
    };
    let mut fields = vec![(String::new(), t.work_column_ignore())];
    fields
        .extend(VoiceField::ALL.map(|field| (field.name().to_owned(), field_words(visit, field))));
    let why = html! { p { (t.intake_voices_to(&opened.document.picture.title)) } };
    let inner = html! {
        (page.columns(|_, _| fields.clone()))
        (for_all(&page, opened))
        (page.date_order())
        (page.whole())
    };
    Ok(page.page(&why, &inner))
}

/// What stands in no column but holds for all rows.
fn for_all(page: &ColumnsPage<'_>, opened: &OpenPicture) -> Markup {
    let t = page.visit.t();
    let in_column = t.intake_kind_column();
    let mut places = vec![(String::new(), in_column.clone())];
    let known = opened.document.places.iter();
    places.extend(known.map(|place| (place.id.0.clone(), place.name.clone())));
    let one = |name: &str, field: VoiceField, options: &[(String, String)]| {
        let label = field_words(page.visit, field);
        let error = error_of(page.errors, name);
        select(
            Field::new(name, &label).error(error),
            options,
            page.sent.get(name),
        )
    };
    let (on, hint) = (field_words(page.visit, VoiceField::On), t.work_date_hint());
    html! {
        fieldset.group {
            legend { (t.intake_for_all()) }
            div.two {
                (one("plats", VoiceField::Place, &places))
                (one("kanal", VoiceField::Channel, &channels(t, &in_column)))
                (one("fragade", VoiceField::Asked, &groups(t, &in_column)))
                (text_field(Field::new("nar", &on).hint(&hint).error(error_of(page.errors, "nar")), "text", page.sent.get("nar")))
            }
        }
    }
}

/// The mapping as the form shows it.
fn as_fields(columns: &VoiceColumns, bad: BadRows) -> Fields {
    let mapping = &columns.mapping;
    let mut fields = Fields::default();
    for (n, column) in columns.columns.iter().enumerate() {
        let is_it = |source: &Source| {
            let named = source.column.as_deref();
            named.is_some_and(|name| name.to_lowercase() == column.name.to_lowercase())
        };
        let field = mapping.fields.iter().find(|(_, source)| is_it(source));
        let chosen = field.map_or("", |(field, _)| field.name());
        fields.set(&column_name(n), chosen);
    }
    for (field, name) in FOR_ALL {
        let value = mapping.fields.get(&field).and_then(|s| s.value.clone());
        fields.set(name, value.unwrap_or_default());
    }
    fields.set("blad", mapping.sheet.clone().unwrap_or_default());
    let header = mapping.header_row.map(|row| row.to_string());
    fields.set("rubrikrad", header.unwrap_or_default());
    fields.set("namn", mapping.name.clone().unwrap_or_default());
    let dates = match mapping.dates {
        DateOrder::DayFirst => "day_first",
        DateOrder::MonthFirst => "month_first",
    };
    fields.set("datum", dates);
    if bad == BadRows::LeaveOut {
        fields.set("felaktiga", LEAVE_OUT);
    }
    fields
}

/// The mapping that the form says. The meanings of words stay with their columns.
fn mapping_of(
    visit: &Visit,
    columns: &VoiceColumns,
    sent: &Fields,
) -> Result<VoiceMapping, Vec<FormError>> {
    let (t, before) = (visit.t(), &columns.mapping);
    let mut errors = Vec::new();
    let place = table_place(visit, sent, before.sheet.as_ref());
    let (sheet, header_row) = place.unwrap_or_else(|error| {
        errors.push(error);
        (before.sheet.clone(), None)
    });
    let mut mapping = VoiceMapping {
        name: sent.words("namn"),
        sheet,
        header_row,
        dates: match sent.get("datum") {
            "month_first" => DateOrder::MonthFirst,
            _ => DateOrder::DayFirst,
        },
        ignored: Vec::new(),
        fields: Default::default(),
        ..before.clone()
    };
    let at = |name: &str, words: String| FormError {
        id: Field::new(name, "").id(),
        words,
    };
    for (n, column) in columns.columns.iter().enumerate() {
        let name = column_name(n);
        let Ok(field) = sent.get(&name).parse::<VoiceField>() else {
            mapping.ignored.push(column.name.clone());
            continue;
        };
        if mapping.fields.contains_key(&field) {
            errors.push(at(&name, t.intake_twice(&field_words(visit, field))));
        }
        let known = before.fields.get(&field);
        let known = known.filter(|source| source.column.as_deref() == Some(&column.name));
        let source = known
            .cloned()
            .unwrap_or_else(|| Source::column(&column.name));
        mapping.fields.insert(field, source);
    }
    for (field, name) in FOR_ALL {
        if let Some(value) = sent.words(name)
            && !mapping.fields.contains_key(&field)
        {
            mapping.fields.insert(field, Source::value(&value));
        }
    }
    if !mapping.fields.contains_key(&VoiceField::Words) {
        let words = t.intake_no_column(&field_words(visit, VoiceField::Words));
        errors.push(at(&column_name(0), words));
    }
    match errors.is_empty() {
        true => Ok(mapping),
        false => Err(errors),
    }
}

fn field_words(visit: &Visit, field: VoiceField) -> String {
    let t = visit.t();
    match field {
        VoiceField::Words => t.picture_doc_voice_words(),
        VoiceField::Theme => t.picture_doc_theme(),
        VoiceField::Place => t.work_log_where(),
        VoiceField::Channel => t.picture_doc_voice_channel(),
        VoiceField::Asked => t.picture_doc_voice_asked(),
        VoiceField::On => t.incidents_when(),
        VoiceField::N => t.picture_doc_voice_n(),
        VoiceField::NAsked => t.picture_doc_voice_n_asked(),
        VoiceField::Answer => t.picture_doc_voice_answer(),
    }
}

/// What is told of an intake of voices beside the counts of every intake.
pub async fn about(
    site: &Site,
    visit: &Visit,
    picture: Option<&(OrganisationId, PictureId)>,
    taken: &VoiceIntake,
) -> Result<Markup, WebError> {
    let t = visit.t();
    let n_bad = usize::try_from(taken.n_bad).unwrap_or(usize::MAX);
    let address = picture.map(|(owner, id)| paths::work_picture(owner, id));
    let places = match picture {
        Some((owner, id)) => {
            let read = Action::ReadInternal;
            let opened = site.app.open_picture(&visit.actor, read, owner, id);
            opened.await?.document.places
        }
        None => Vec::new(),
    };
    let place_name = |voice: &Voice| {
        let place = voice.place.as_ref();
        let mut known = places.iter().filter(|p| Some(&p.id) == place);
        known.next().map(|p| p.name.clone()).unwrap_or_default()
    };
    let columns = [
        component::Column::words(t.picture_doc_voice_words()),
        component::Column::words(t.picture_doc_theme()),
        component::Column::words(t.work_log_where()),
        component::Column::numbers(t.picture_doc_voice_n()),
    ];
    let row = |voice: &Voice| {
        vec![
            html! { (voice.words) },
            html! { (voice.theme.as_deref().unwrap_or_default()) },
            html! { (place_name(voice)) },
            html! { @if let Some(n) = voice.n { (visit.language.number(n)) } },
        ]
    };
    let rows: Vec<Vec<Markup>> = taken.first.iter().map(row).collect();
    Ok(html! {
        @if n_bad > 0 { (component::facts(&[(t.intake_n_bad(), html! { (visit.language.whole(n_bad)) })])) }
        @if !rows.is_empty() { (table(&t.intake_first(), &columns, &rows)) }
        @if !taken.left_out.is_empty() { h2 { (t.intake_left_out_title()) } (rows_table(visit, &taken.left_out)) }
        @if let Some(address) = address { p { a href={ (address) "#synpunkter" } { (t.intake_to_voices()) } } }
    })
}
