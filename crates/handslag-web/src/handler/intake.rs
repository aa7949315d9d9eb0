//! Taking in files: send, say what the columns hold, run dry, run for real, see how far it is.

mod activities;
mod columns;
mod incidents;
mod outcome;
mod voices;

use axum::extract::{Multipart, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use handslag_app::files::RowProblem;
use handslag_app::files::mapping::Mapping;
use handslag_app::held::{ImportBatch, PictureSummary, PromiseSummary};
use handslag_app::intake::Run;
use handslag_app::picture_document::VoiceOrder;
use handslag_domain::id::{PictureId, PromiseId};
use handslag_domain::organisation::OrganisationId;
use maud::{Markup, html};
use uuid::Uuid;

use super::entry::missing;
use super::{Answer, see};
use crate::component::{
    self, Field, FormError, Tile, error_summary, file_field, radio_tiles, select, submit, table,
    text_field,
};
use crate::error_page::{WebError, rows_table, rows_title};
use crate::fields::{Asked, Fields};
use crate::job::{Kind, Upload};
use crate::paths;
use crate::route::UPLOAD_MB;
use crate::server::Site;
use crate::visit::Visit;
use crate::work::{self, words};
use outcome::begin;

pub use outcome::job;

/// The form to send a file, and what was taken in before. The address may say
/// which kind of file and for which picture.
pub async fn form(State(site): State<Site>, visit: Visit, Asked(asked): Asked) -> Answer {
    Ok(intake_page(&site, &visit, &asked, &[])
        .await?
        .into_response())
}

async fn intake_page(
    site: &Site,
    visit: &Visit,
    fields: &Fields,
    errors: &[FormError],
) -> Result<Markup, WebError> {
    let t = visit.t();
    let app = &site.app;
    let batches = app.import_batches(&visit.actor).await?;
    let choices = Choices {
        promises: app.promises(&visit.actor).await?,
        pictures: app.picture_documents(&visit.actor).await?,
        mappings: app.mappings::<Mapping>(&visit.actor).await?,
    };
    let title = t.work_nav_intake();
    let main = html! {
        h1 { (title) }
        (error_summary(t, errors))
        (upload_form(visit, &choices, fields, errors))
        section { h2 { (t.work_batches()) } (batches_table(visit, &batches)) }
    };
    Ok(work::page(visit, &title, false, &[], main))
}

/// What a file may belong to, and how it may be read.
struct Choices {
    promises: Vec<PromiseSummary>,
    pictures: Vec<PictureSummary>,
    mappings: Vec<String>,
}

fn upload_form(visit: &Visit, choices: &Choices, fields: &Fields, errors: &[FormError]) -> Markup {
    let t = visit.t();
    let kinds: Vec<Tile> = Kind::ALL
        .into_iter()
        .map(|kind| Tile {
            value: kind.name().to_owned(),
            words: words::intake_kind(t, kind.name()),
        })
        .collect();
    let chosen = match fields.get("slag") {
        "" => Kind::Activities.name(),
        chosen => chosen,
    };
    let promises = choices.promises.iter();
    let of_promises: Vec<(String, String)> = promises
        .map(|p| (format!("{}/{}", p.owner, p.id), p.title.clone()))
        .collect();
    let pictures = choices.pictures.iter();
    let of_pictures: Vec<(String, String)> = pictures
        .map(|p| (format!("{}/{}", p.owner, p.id), p.title.clone()))
        .collect();
    let mut of_mappings = vec![(String::new(), t.work_mapping_suggest())];
    of_mappings.extend(
        choices
            .mappings
            .iter()
            .map(|name| (name.clone(), name.clone())),
    );
    let (kind, file, file_hint, year, year_hint) = (
        t.work_intake_kind(),
        t.work_file(),
        t.intake_file_hint(UPLOAD_MB),
        t.work_intake_year(),
        t.work_intake_year_hint(),
    );
    let (promise, promise_hint, mapping) = (
        t.work_log_promise(),
        t.work_intake_promise_hint(),
        t.work_mapping(),
    );
    let (picture, picture_hint) = (t.intake_picture(), t.intake_picture_hint());
    html! {
        form method="post" action=(paths::INTAKE) enctype="multipart/form-data" {
            (radio_tiles(Field::new("slag", &kind).required(), &kinds, chosen))
            (file_field(Field::new("fil", &file).hint(&file_hint).error(super::entry::error_of(errors, "fil")).required(), ".csv,.tsv,.tab,.txt,.xlsx,.json,.jsonl,.geojson,.gpkg,.gz"))
            @if !of_promises.is_empty() { (select(Field::new("lofte", &promise).hint(&promise_hint), &of_promises, fields.get("lofte"))) }
            @if !of_pictures.is_empty() { (select(Field::new("bild", &picture).hint(&picture_hint).error(super::entry::error_of(errors, "bild")), &of_pictures, fields.get("bild"))) }
            @if of_mappings.len() > 1 { (select(Field::new("mappning", &mapping), &of_mappings, fields.get("mappning"))) }
            (text_field(Field::new("ar", &year).hint(&year_hint), "text", fields.get("ar")))
            p.hint { (t.work_intake_dry_words()) }
            (submit(&t.work_send(), None))
        }
    }
}

fn batches_table(visit: &Visit, batches: &[ImportBatch]) -> Markup {
    let t = visit.t();
    let columns = [
        component::Column::words(t.work_batch_at()),
        component::Column::words(t.work_intake_kind()),
        component::Column::words(t.work_file()),
        component::Column::numbers(t.work_batch_rows()),
        component::Column::numbers(t.work_batch_new()),
    ];
    let rows: Vec<Vec<Markup>> = batches
        .iter()
        .map(|b| {
            vec![
                html! { (words::moment(visit.language, b.at)) },
                html! { (words::intake_kind(t, &b.kind)) },
                html! { (b.file_name) },
                html! { (b.n_rows) },
                html! { (b.n_new) },
            ]
        })
        .collect();
    html! { @if rows.is_empty() { p { (t.work_batches_none()) } } @else { (table(&t.work_batches(), &columns, &rows)) } }
}

/// Keeps the file, and leads to its columns or its dry run.
pub async fn upload(State(site): State<Site>, visit: Visit, form: Multipart) -> Answer {
    let (fields, file) = sent(form).await?;
    let t = visit.t();
    let (Some(kind), Some((name, bytes))) = (Kind::named(fields.get("slag")), file) else {
        let errors = [missing(&visit, "fil", &t.work_file())];
        let page = intake_page(&site, &visit, &fields, &errors).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    let promise = fields.get("lofte").split_once('/');
    let promise = promise.map(|(owner, id)| (OrganisationId::from(owner), PromiseId::from(id)));
    let picture = fields.get("bild").split_once('/');
    let picture = picture.map(|(owner, id)| (OrganisationId::from(owner), PictureId::from(id)));
    if kind == Kind::Voices && picture.is_none() {
        let errors = [missing(&visit, "bild", &t.intake_picture())];
        let page = intake_page(&site, &visit, &fields, &errors).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let mapping = match fields.get("mappning") {
        _ if kind != Kind::Activities => None,
        "" => None,
        name => site.app.mapping(&visit.actor, name).await?,
    };
    let upload = Upload {
        id: Uuid::now_v7().to_string(),
        account: visit.member()?.account,
        kind,
        bytes: bytes.into(),
        promise: promise.filter(|_| kind == Kind::Activities),
        year: fields.get("ar").parse().ok(),
        mapping,
        incidents: incidents::order_of(&name),
        picture: picture.filter(|_| kind == Kind::Voices),
        voices: VoiceOrder::default(),
        kept_as: None,
        name,
        since: visit.now,
    };
    site.jobs.keep(upload.clone());
    match kind {
        Kind::Activities | Kind::Incidents | Kind::Voices => see(&paths::upload(&upload.id)),
        _ => begin(&site, &visit, upload, Run::Dry),
    }
}

/// A file's name and what it holds.
pub type SentFile = Option<(String, Vec<u8>)>;

/// The fields and the file of a form.
///
/// # Errors
/// When it is cut short or too large.
pub async fn sent(mut form: Multipart) -> Result<(Fields, SentFile), WebError> {
    let (mut fields, mut file) = (Fields::default(), None);
    while let Some(field) = form.next_field().await.map_err(|_| WebError::BadRequest)? {
        let name = field.name().unwrap_or_default().to_owned();
        let file_name = field.file_name().map(plain_file_name);
        let bytes = field.bytes().await.map_err(|_| WebError::BadRequest)?;
        match (name.as_str(), file_name) {
            ("fil", Some(name)) if !bytes.is_empty() => file = Some((name, bytes.to_vec())),
            ("fil", _) => {}
            _ => fields.set(&name, String::from_utf8_lossy(&bytes)),
        }
    }
    Ok((fields, file))
}

/// The name without any folder, and short: it is only shown.
fn plain_file_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    last.chars().filter(|c| !c.is_control()).take(120).collect()
}

fn waiting_upload(site: &Site, visit: &Visit, id: &str) -> Result<Upload, WebError> {
    site.jobs
        .upload(visit.member()?, id)
        .filter(|upload| upload.kind != Kind::Areas)
        .ok_or(WebError::NotFound)
}

/// The columns of a file that waits.
pub async fn waiting(State(site): State<Site>, visit: Visit, Path(id): Path<String>) -> Answer {
    let upload = waiting_upload(&site, &visit, &id)?;
    match upload.kind {
        Kind::Incidents => incidents::waiting(&site, &visit, &upload).await,
        Kind::Voices => voices::waiting(&site, &visit, &upload).await,
        _ => activities::waiting(&site, &visit, upload).await,
    }
}

/// What keeps a file from being read at all.
fn unreadable(visit: &Visit, problems: &[RowProblem]) -> Response {
    let t = visit.t();
    let title = rows_title(t, problems);
    let main = html! { h1 { (title) } (rows_table(visit, problems)) p { a href=(paths::INTAKE) { (t.work_intake_again()) } } };
    let page = work::page(visit, &title, false, &[], main);
    (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
}

/// Takes the columns as said and runs: dry the first time, for real when asked.
pub async fn run(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<String>,
    fields: Fields,
) -> Answer {
    let upload = waiting_upload(&site, &visit, &id)?;
    if fields.get("gor") == "ta-in" {
        return begin(&site, &visit, upload, Run::Real);
    }
    match upload.kind {
        Kind::Incidents => incidents::run(&site, &visit, upload, &fields).await,
        Kind::Voices => voices::run(&site, &visit, upload, &fields).await,
        _ => activities::run(&site, &visit, upload, &fields).await,
    }
}
