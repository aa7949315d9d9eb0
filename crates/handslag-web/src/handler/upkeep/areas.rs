//! Layers of areas: which are held, taking in one, removing one.

use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use handslag_app::area::{AreaError, AreaIntake, fault_words, file_words};
use handslag_app::intake::{BadRows, File, Run};
use handslag_app::{Action, AppError};
use handslag_locale::arg;
use maud::{Markup, html};

use super::super::entry::{error_of, form_errors, missing};
use super::super::intake::{SentFile, sent};
use super::super::{Answer, see};
use super::{saved_line, trail};
use crate::component::{
    Column, Field, FormError, error_summary, file_field, submit, table, text_field,
};
use crate::error_page::{WebError, rows_table};
use crate::fields::{Asked, Fields};
use crate::job::{Kind, Upload};
use crate::paths;
use crate::route::UPLOAD_MB;
use crate::server::Site;
use crate::visit::Visit;
use crate::work;

/// The layers, and the form to send one.
pub async fn list(State(site): State<Site>, visit: Visit, Asked(asked): Asked) -> Answer {
    let above = saved_line(&visit, &asked);
    let page = page(&site, &visit, above, &Fields::default(), &Waits::Nothing).await?;
    Ok(page.into_response())
}

/// What the form goes on with.
enum Waits<'a> {
    /// Nothing: a file is to be chosen.
    Nothing,
    /// The fields are to be corrected.
    Errors(&'a [FormError]),
    /// The file was read; what is left is to say how it is taken in.
    File(&'a Upload),
    /// The same, and that a layer of so many areas is replaced by it.
    Replacing(&'a Upload, u32),
}

impl Waits<'_> {
    fn errors(&self) -> &[FormError] {
        match self {
            Self::Errors(errors) => errors,
            Self::Nothing | Self::File(_) | Self::Replacing(..) => &[],
        }
    }

    fn upload(&self) -> Option<&Upload> {
        match self {
            Self::File(upload) | Self::Replacing(upload, _) => Some(upload),
            Self::Nothing | Self::Errors(_) => None,
        }
    }
}

/// Takes in a layer, or removes one.
pub async fn change(State(site): State<Site>, visit: Visit, form: Multipart) -> Answer {
    let (fields, file) = sent(form).await?;
    if let Some(layer) = fields.words("ta_bort") {
        site.app.remove_area_layer(&visit.actor, &layer).await?;
        return see(&format!("{}?sparat=1", paths::AREAS));
    }
    let Some(upload) = upload(&site, &visit, &fields, file)? else {
        let missing = missing(&visit, "fil", &visit.t().work_file());
        return refused(&site, &visit, html! {}, &fields, Waits::Errors(&[missing])).await;
    };
    let layer = fields.get("lager");
    let layers = site.app.area_layers(&visit.actor).await?;
    let held = layers.iter().find(|(name, _)| name == layer);
    let held = held.map(|(_, n_areas)| *n_areas);
    // What is replaced was shown with as many areas as it still has.
    let may_replace = held.is_none_or(|n| fields.number("ersatter") == Some(n));
    let run = if may_replace { Run::Real } else { Run::Dry };
    let bad = match fields.get("felaktiga") {
        "" => BadRows::Refuse,
        _ => BadRows::LeaveOut,
    };
    let file = File {
        name: &upload.name,
        bytes: &upload.bytes,
    };
    let turn = site.jobs.turn().await;
    let taken = site.app.import_areas(&visit.actor, &file, layer, bad, run);
    let taken = taken.await;
    drop(turn);
    let intake = match taken {
        Ok(intake) => intake,
        Err(error) => return unread(&site, &visit, &fields, error).await,
    };
    let told = told(&visit, layer, &intake);
    if intake.kept {
        let page = page(&site, &visit, told, &Fields::default(), &Waits::Nothing).await?;
        return Ok(page.into_response());
    }
    let n = intake.read.areas.len();
    let is_usable = n > 0 && (bad == BadRows::LeaveOut || intake.read.is_whole());
    site.jobs.keep(upload.clone());
    match held {
        Some(held) if is_usable => {
            let question = replaces(&visit, layer, held, n, &upload.name);
            let above = html! { p.notice role="alert" { (question) } (told) };
            refused(
                &site,
                &visit,
                above,
                &fields,
                Waits::Replacing(&upload, held),
            )
            .await
        }
        _ => {
            let words = visit.t().areas_not_kept(n);
            let above = html! { p.error role="alert" { (words) } (told) };
            refused(&site, &visit, above, &fields, Waits::File(&upload)).await
        }
    }
}

fn replaces(visit: &Visit, layer: &str, held: u32, n: usize, file: &str) -> String {
    visit.t().areas_replaces(arg::AreasReplaces {
        layer,
        held: &visit.language.whole(held as usize),
        n: n.into(),
        file,
    })
}

/// The file that was sent now, or the one that waits.
fn upload(
    site: &Site,
    visit: &Visit,
    fields: &Fields,
    file: SentFile,
) -> Result<Option<Upload>, WebError> {
    let member = visit.member()?;
    Ok(match file {
        Some((name, bytes)) => Some(Upload::of_areas(
            member.account,
            &name,
            bytes.into(),
            visit.now,
        )),
        None => {
            let waiting = site.jobs.upload(member, fields.get("vantar"));
            waiting.filter(|upload| upload.kind == Kind::Areas)
        }
    })
}

/// A file of which nothing came.
async fn unread(site: &Site, visit: &Visit, fields: &Fields, error: AreaError) -> Answer {
    let errors = match error {
        AreaError::File(why) => vec![FormError {
            id: Field::new("fil", "").id(),
            words: file_words(visit.t(), &why),
        }],
        AreaError::App(AppError::Rows(problems)) => {
            let told = rows_table(visit, &problems);
            return refused(site, visit, told, fields, Waits::Nothing).await;
        }
        AreaError::App(error) => {
            let mut errors = form_errors(visit, error)?;
            for error in &mut errors {
                error.id = error.id.replace("falt-layer", "falt-lager");
                error.id = error.id.replace("falt-file_name", "falt-fil");
            }
            errors
        }
    };
    refused(site, visit, html! {}, fields, Waits::Errors(&errors)).await
}

async fn refused(
    site: &Site,
    visit: &Visit,
    above: Markup,
    fields: &Fields,
    waits: Waits<'_>,
) -> Answer {
    let page = page(site, visit, above, fields, &waits).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// What came of a file, with everything that was wrong in it.
fn told(visit: &Visit, layer: &str, intake: &AreaIntake) -> Markup {
    let t = visit.t();
    let n = intake.read.areas.len();
    let n_coded = intake.read.n_coded_by_name;
    let epsg = intake.read.crs.epsg().to_string();
    html! {
        @if intake.kept { (work::done(&t.areas_kept(arg::AreasKept { layer, n: n.into() }))) }
        @if intake.read.crs_was_guessed { p { (t.cmd_layer_epsg(&epsg)) } }
        @if intake.read.axes_were_swapped { p { (t.cmd_layer_swapped()) } }
        @if n_coded > 0 { p { (t.areas_coded_by_name(n_coded)) } }
        @if !intake.read.faults.is_empty() {
            h2 { (t.areas_faults()) }
            ul { @for fault in intake.read.faults.iter().take(200) { li { (fault_words(t, fault)) } } }
        }
    }
}

async fn page(
    site: &Site,
    visit: &Visit,
    above: Markup,
    sent: &Fields,
    waits: &Waits<'_>,
) -> Result<Markup, WebError> {
    let t = visit.t();
    let errors = waits.errors();
    let layers = site.app.area_layers(&visit.actor).await?;
    let title = t.areas_title();
    let may = visit.may(Action::EditPicture);
    let columns = [
        Column::words(t.areas_layer()),
        Column::numbers(t.areas_n()),
        Column::words(t.areas_use()),
    ];
    let rows: Vec<Vec<Markup>> = layers
        .iter()
        .enumerate()
        .map(|(n, (name, n_areas))| {
            vec![
                html! { (name) },
                html! { (visit.language.whole(*n_areas as usize)) },
                html! {
                    @if n == 0 { (t.areas_in_use()) }
                    @if may {
                        form method="post" action=(paths::AREAS) enctype="multipart/form-data" {
                            input type="hidden" name="ta_bort" value=(name);
                            button type="submit" { (t.areas_remove(name)) }
                        }
                    }
                },
            ]
        })
        .collect();
    let main = html! {
        h1 { (title) }
        (above)
        (error_summary(t, errors))
        p.lead { (t.areas_words()) }
        @if rows.is_empty() { p { (t.areas_none()) } } @else { (table(&title, &columns, &rows)) }
        @if may { (form(visit, sent, waits)) }
    };
    Ok(work::page(visit, &title, false, &trail(visit), main))
}

fn form(visit: &Visit, sent: &Fields, waits: &Waits<'_>) -> Markup {
    let (t, errors) = (visit.t(), waits.errors());
    let (file, layer, layer_hint) = (t.work_file(), t.areas_layer(), t.areas_layer_hint());
    let hint = match waits.upload() {
        Some(upload) => t.areas_waiting(&upload.name),
        None => t.areas_file_hint(UPLOAD_MB),
    };
    let field = Field::new("fil", &file)
        .hint(&hint)
        .error(error_of(errors, "fil"));
    let field = match waits.upload() {
        Some(_) => field,
        None => field.required(),
    };
    let button = match waits {
        Waits::Replacing(..) => t.areas_replace(),
        Waits::Nothing | Waits::Errors(_) | Waits::File(_) => t.work_take_in(),
    };
    html! {
        h2 { (t.areas_new()) }
        form method="post" action=(paths::AREAS) enctype="multipart/form-data" {
            @if let Some(upload) = waits.upload() { input type="hidden" name="vantar" value=(upload.id); }
            @if let Waits::Replacing(_, held) = waits { input type="hidden" name="ersatter" value=(held); }
            (file_field(field, ".geojson,.json,.gpkg"))
            (text_field(Field::new("lager", &layer).hint(&layer_hint).error(error_of(errors, "lager")).required(), "text", sent.get("lager")))
            div.field { div.check {
                input type="checkbox" #falt-felaktiga name="felaktiga" value="utelamna" checked[!sent.get("felaktiga").is_empty()];
                label for="falt-felaktiga" { (t.areas_leave_out()) }
            } }
            (submit(&button, None))
        }
    }
}
