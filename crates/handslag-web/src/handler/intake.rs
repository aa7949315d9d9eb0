//! Taking in files: send, say what the columns hold, run dry, run for real, see how far it is.

mod columns;
mod incidents;
mod voices;

use std::sync::Arc;

use axum::extract::{Multipart, Path, State};
use axum::http::StatusCode;
use axum::http::header::REFRESH;
use axum::response::{IntoResponse, Response};
use handslag_app::columns::Columns;
use handslag_app::files::RowProblem;
use handslag_app::files::mapping::{DateOrder, Field as Column, Mapping, NewPlaces, Source};
use handslag_app::files::table::TablePlace;
use handslag_app::held::{ImportBatch, PictureSummary, PromiseSummary};
use handslag_app::intake::{File, Run, read_of};
use handslag_app::picture::is_example;
use handslag_app::picture_document::VoiceOrder;
use handslag_app::{Actor, AppError, Invalid};
use handslag_domain::activity::known_types;
use handslag_domain::document::PromiseDocument;
use handslag_domain::id::{PictureId, PromiseId};
use handslag_domain::organisation::OrganisationId;
use handslag_locale::arg;
use jiff::Timestamp;
use maud::{Markup, html};
use uuid::Uuid;

use super::entry::{missing, promised_units};
use super::{Answer, count, log, see};
use crate::component::{
    self, Field, FormError, Tile, error_summary, file_field, progress_bar, radio_tiles, select,
    submit, table, text_field,
};
use crate::error_page::{WebError, rows_table, rows_title};
use crate::fields::{Asked, Fields};
use crate::job::{Job, Kind, Taken, Upload};
use crate::paths;
use crate::route::UPLOAD_MB;
use crate::server::Site;
use crate::visit::Visit;
use crate::work::{self, words};

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
        .ok_or(WebError::NotFound)
}

/// The columns of a file that waits.
pub async fn waiting(State(site): State<Site>, visit: Visit, Path(id): Path<String>) -> Answer {
    let upload = waiting_upload(&site, &visit, &id)?;
    match upload.kind {
        Kind::Incidents => return incidents::waiting(&site, &visit, &upload).await,
        Kind::Voices => return voices::waiting(&site, &visit, &upload).await,
        _ => {}
    }
    let Some((owner, promise)) = &upload.promise else {
        return begin(&site, &visit, upload, Run::Dry);
    };
    let place = upload
        .mapping
        .as_ref()
        .map_or_else(TablePlace::default, Mapping::table_place);
    match site
        .app
        .columns(&visit.actor, owner, promise, &upload.bytes, &place)
        .await
    {
        Ok(columns) => {
            let mapping = mapping_before(&upload, &columns);
            let none = Fields::default();
            Ok(mapping_page(&visit, &upload, &columns, &mapping, &none, &[]).into_response())
        }
        Err(AppError::Rows(problems)) => Ok(unreadable(&visit, &problems)),
        Err(error) => Err(error.into()),
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
            (columns::sheet_choice(visit, &columns.table.sheets))
            @for (n, column) in columns.table.columns.iter().enumerate() {
                @let samples: Vec<&str> = columns.table.rows.iter().filter_map(|(_, cells)| cells.get(n)).map(String::as_str).filter(|c| !c.is_empty()).take(SAMPLES).collect();
                @let hint = samples.join(" · ");
                @let field = format!("kolumn.{n}");
                (select(Field::new(&field, column).hint(&hint), &options, &field_of(mapping, column)))
            }
            (select(Field::new("fast_typ", &t.work_mapping_type_fixed()), &kinds, fixed))
            (select(Field::new("datum", &t.work_dates()), &dates, order))
            (select(Field::new("nya_platser", &t.work_new_places()), &places, new_places))
            (columns::name_field(visit, &name_hint, named, sent, errors))
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

/// Takes the columns as said and runs: dry the first time, for real when asked.
pub async fn run(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<String>,
    fields: Fields,
) -> Answer {
    let mut upload = waiting_upload(&site, &visit, &id)?;
    if fields.get("gor") == "ta-in" {
        return begin(&site, &visit, upload, Run::Real);
    }
    match upload.kind {
        Kind::Incidents => return incidents::run(&site, &visit, upload, &fields).await,
        Kind::Voices => return voices::run(&site, &visit, upload, &fields).await,
        _ => {}
    }
    let Some((owner, promise)) = upload.promise.clone() else {
        return begin(&site, &visit, upload, Run::Dry);
    };
    let place = upload
        .mapping
        .as_ref()
        .map_or_else(TablePlace::default, Mapping::table_place);
    let columns = site
        .app
        .columns(&visit.actor, &owner, &promise, &upload.bytes, &place)
        .await?;
    let before = mapping_before(&upload, &columns);
    if let Some(sheet) = fields.words("blad")
        && Some(&sheet) != before.sheet.as_ref()
    {
        // Another sheet has other columns: begin anew with those.
        upload.mapping = Some(Mapping {
            sheet: Some(sheet),
            ..Mapping::default()
        });
        return columns::keep_and_show(&site, &visit, upload);
    }
    let mapping = mapping_from(before, &columns.table.columns, &fields);
    let name = mapping.name.as_ref();
    if let Some(error) =
        columns::keep_named(&site, &visit, &mut upload, &mapping, name, &fields).await?
    {
        let page = mapping_page(&visit, &upload, &columns, &mapping, &fields, &[error]);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    upload.mapping = Some(mapping);
    upload.since = visit.now;
    site.jobs.keep(upload.clone());
    begin(&site, &visit, upload, Run::Dry)
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

/// Begins a run in a task of its own, and leads to the page that shows it.
fn begin(site: &Site, visit: &Visit, upload: Upload, run: Run) -> Answer {
    let job = Arc::new(Job::new(&upload, run, visit.now));
    site.jobs.begin(job.clone());
    let path = paths::job(&job.id);
    let (app, actor, now) = (site.app.clone(), visit.actor.clone(), visit.now);
    let telling = job.clone();
    // Reading a file takes a thread of its own: pages must not wait for it.
    let taking = move || {
        let taking = take_in(&app, &actor, &upload, run, now, &telling);
        tokio::runtime::Handle::current().block_on(taking)
    };
    let jobs = Arc::clone(&site.jobs);
    tokio::spawn(async move {
        let _turn = jobs.turn().await;
        let running = tokio::task::spawn_blocking(taking);
        let unreadable = AppError::Invalid {
            field: "file",
            problem: Invalid::Unreadable,
        };
        job.running
            .finished(running.await.unwrap_or(Err(unreadable)));
    });
    see(&path)
}

async fn take_in(
    app: &handslag_app::App,
    actor: &Actor,
    upload: &Upload,
    run: Run,
    now: Timestamp,
    job: &Arc<Job>,
) -> Result<Taken, AppError> {
    let file = File {
        name: &upload.name,
        bytes: &upload.bytes,
    };
    let told = job.clone();
    let mut progress = move |progress| told.running.progressed(progress);
    let taken = match upload.kind {
        Kind::Incidents => {
            let order = &upload.incidents;
            let taken = app
                .import_incidents(actor, &file, order, run, now, &mut progress)
                .await?;
            return Ok(Taken::Incidents(Box::new(taken)));
        }
        Kind::Voices => {
            let picture = upload.picture.as_ref();
            let (owner, id) = picture.ok_or(handslag_app::Denied::NoSuchRecord)?;
            let order = &upload.voices;
            let taken = app
                .import_voices(actor, owner, id, &file, order, run, now, &mut progress)
                .await?;
            return Ok(Taken::Voices(Box::new(taken)));
        }
        Kind::Figures => {
            app.import_figures(actor, &file, run, now, &mut progress)
                .await
        }
        Kind::Population => {
            app.import_population(actor, &file, upload.year, run, now, &mut progress)
                .await
        }
        Kind::Notices => {
            app.import_notices(actor, &file, run, now, &mut progress)
                .await
        }
        Kind::Activities => {
            let (owner, promise) = upload
                .promise
                .as_ref()
                .ok_or(handslag_app::Denied::NoSuchRecord)?;
            let mapping = upload.mapping.as_ref();
            app.import_activities(
                actor,
                owner,
                promise,
                &file,
                mapping,
                run,
                now,
                &mut progress,
            )
            .await
        }
    };
    taken.map(Taken::Other)
}

/// How far an intake has come, or what it came to. Without scripts: the
/// browser asks again by itself, as the header tells it.
pub async fn job(State(site): State<Site>, visit: Visit, Path(id): Path<String>) -> Answer {
    let t = visit.t();
    let job = site
        .jobs
        .job(visit.member()?, &id)
        .ok_or(WebError::NotFound)?;
    let trail = [(t.work_nav_intake(), paths::INTAKE.to_owned())];
    let (status, title, main) = match job.running.result() {
        None => {
            let running = running(&visit, &job);
            let page = work::page(&visit, &t.work_job_running(), false, &trail, running);
            return Ok(([(REFRESH, "1")], page).into_response());
        }
        Some(Ok(taken)) => {
            let title = match job.run {
                Run::Dry => t.work_job_dry_done(),
                Run::Real => t.work_job_done(),
            };
            let about = match taken {
                Taken::Incidents(taken) => incidents::about(&site, &visit, taken).await?,
                Taken::Voices(taken) => {
                    let picture = job.picture.as_ref();
                    voices::about(&site, &visit, picture, taken).await?
                }
                Taken::Other(_) => html! {},
            };
            (StatusCode::OK, title, outcome(&visit, &job, taken, about))
        }
        Some(Err(AppError::Rows(problems))) => {
            let main = html! {
                p { (t.work_rows_nothing_saved()) }
                (rows_table(&visit, problems))
                (again(&visit, &site, &job))
            };
            (
                StatusCode::UNPROCESSABLE_ENTITY,
                rows_title(t, problems),
                main,
            )
        }
        Some(Err(AppError::Invalid {
            field: "source",
            problem: Invalid::Taken,
        })) => {
            let main = html! {
                p.error role="alert" { (t.work_job_has_door()) }
                (again(&visit, &site, &job))
            };
            let title = t.work_job_not_taken_in();
            (StatusCode::UNPROCESSABLE_ENTITY, title, main)
        }
        Some(Err(error)) => return Ok(failed(&visit, error)),
    };
    let main = html! { h1 { (title) } p.quiet { (job.name) } (main) };
    let example = shows_example(&site, &visit, &job);
    Ok((status, work::page(&visit, &title, example, &trail, main)).into_response())
}

/// Whether the result is of incidents that are invented.
fn shows_example(site: &Site, visit: &Visit, job: &Job) -> bool {
    let upload = visit.member().ok();
    let upload = upload.and_then(|member| site.jobs.upload(member, &job.upload));
    let is_said = upload.is_some_and(|upload| is_example(&upload.incidents.source));
    let is_told = match job.running.result() {
        Some(Ok(Taken::Incidents(taken))) => taken.first.iter().any(|one| is_example(&one.source)),
        _ => false,
    };
    is_said || is_told
}

fn failed(visit: &Visit, error: &AppError) -> Response {
    tracing::error!(?error, "an intake failed");
    let t = visit.t();
    let main = html! {
        h1 { (t.error_server_title()) }
        p { (t.work_job_failed()) }
        p { a href=(paths::INTAKE) { (t.work_intake_again()) } }
    };
    let page = work::page(visit, &t.error_server_title(), false, &[], main);
    (StatusCode::INTERNAL_SERVER_ERROR, page).into_response()
}

fn running(visit: &Visit, job: &Job) -> Markup {
    let t = visit.t();
    let progress = job.running.progress();
    html! {
        h1 { (t.work_job_running()) }
        p.quiet { (job.name) }
        @if progress.total > 0 {
            (progress_bar(progress, &t.work_job_running()))
            p role="status" { (t.work_job_progress(arg::WorkJobProgress { n_done: count(progress.done), n_total: count(progress.total) })) }
        }
        p { a href=(paths::job(&job.id)) { (t.work_job_reload()) } }
    }
}

/// - `about`: what is told of this kind of file only.
fn outcome(visit: &Visit, job: &Job, taken: &Taken, about: Markup) -> Markup {
    let t = visit.t();
    let intake = match taken {
        Taken::Incidents(taken) => &taken.intake,
        Taken::Voices(taken) => &taken.intake,
        Taken::Other(intake) => intake,
    };
    let lang = words::import_lang(visit.language);
    let n = |n: usize| html! { (visit.language.whole(n)) };
    let mut facts = vec![
        (
            t.work_batch_rows(),
            n(usize::try_from(intake.rows).unwrap_or(usize::MAX)),
        ),
        (t.work_batch_new(), n(intake.new)),
        (t.work_batch_unchanged(), n(intake.unchanged)),
    ];
    // Incidents and voices are never revised by a file: what is held stays as it is.
    if let Taken::Other(_) = taken {
        facts.extend([
            (t.work_batch_revised(), n(intake.revised)),
            (t.work_batch_older(), n(intake.older)),
            (t.work_batch_no_longer_given(), n(intake.no_longer_given)),
        ]);
    }
    html! {
        (component::facts(&facts))
        (about)
        @if !intake.notes.is_empty() {
            h2 { (t.work_notes()) }
            ul { @for note in &intake.notes { li { (note.text(lang)) } } }
        }
        @match job.run {
            Run::Dry => {
                p { (t.work_job_dry_words()) }
                form method="post" action=(paths::upload(&job.upload)) { (submit(&t.work_take_in(), Some(("gor", "ta-in")))) }
            }
            Run::Real => { p { a href=(paths::INTAKE) { (t.work_intake_again()) } " " a href=(paths::TODAY) { (t.work_nav_today()) } } }
        }
    }
}

/// Back to the columns, or to another file.
fn again(visit: &Visit, site: &Site, job: &Job) -> Markup {
    let t = visit.t();
    let upload = visit
        .member()
        .ok()
        .and_then(|m| site.jobs.upload(m, &job.upload));
    let may_leave_out = |u: &Upload| matches!(u.kind, Kind::Incidents | Kind::Voices);
    let may_leave_out = upload.as_ref().is_some_and(may_leave_out);
    html! {
        @if may_leave_out { (columns::without_bad_rows(visit, &job.upload)) }
        @if may_leave_out || upload.is_some_and(|u| u.promise.is_some()) { p { a href=(paths::upload(&job.upload)) { (t.work_mapping_adjust()) } } }
        p { a href=(paths::INTAKE) { (t.work_intake_again()) } }
    }
}
