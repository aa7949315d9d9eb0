//! Layers of areas: which are held, taking in one, removing one.

use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use handslag_app::area::{AreaError, AreaIntake, fault_words, file_words};
use handslag_app::intake::{BadRows, File, Run};
use handslag_app::{Action, AppError};
use maud::{Markup, html};

use super::super::entry::{error_of, form_errors, missing};
use super::super::intake::sent;
use super::super::{Answer, see};
use super::{saved_line, trail};
use crate::component::{
    Column, Field, FormError, error_summary, file_field, submit, table, text_field,
};
use crate::error_page::{WebError, rows_table};
use crate::fields::{Asked, Fields};
use crate::paths;
use crate::route::UPLOAD_MB;
use crate::server::Site;
use crate::visit::Visit;
use crate::work;

/// The layers, and the form to send one.
pub async fn list(State(site): State<Site>, visit: Visit, Asked(asked): Asked) -> Answer {
    let above = saved_line(&visit, &asked);
    let page = page(&site, &visit, above, &Fields::default(), &[]).await?;
    Ok(page.into_response())
}

/// Takes in a layer, or removes one.
pub async fn change(State(site): State<Site>, visit: Visit, form: Multipart) -> Answer {
    let (fields, file) = sent(form).await?;
    if let Some(layer) = fields.words("ta_bort") {
        site.app.remove_area_layer(&visit.actor, &layer).await?;
        return see(&format!("{}?sparat=1", paths::AREAS));
    }
    let t = visit.t();
    let Some((name, bytes)) = file else {
        return refused(
            &site,
            &visit,
            &fields,
            vec![missing(&visit, "fil", &t.work_file())],
        )
        .await;
    };
    let file = File {
        name: &name,
        bytes: &bytes,
    };
    let bad = match fields.get("felaktiga") {
        "" => BadRows::Refuse,
        _ => BadRows::LeaveOut,
    };
    let layer = fields.get("lager");
    let app = &site.app;
    let turn = site.jobs.turn().await;
    let taken = app
        .import_areas(&visit.actor, &file, layer, bad, Run::Real)
        .await;
    drop(turn);
    match taken {
        Ok(intake) if intake.kept => {
            let told = told(&visit, layer, &intake);
            let page = page(&site, &visit, told, &Fields::default(), &[]).await?;
            Ok(page.into_response())
        }
        Ok(intake) => {
            let told = told(&visit, layer, &intake);
            let page = page(&site, &visit, told, &fields, &[]).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(AreaError::File(why)) => {
            let words = file_words(t, &why);
            let id = Field::new("fil", "").id();
            refused(&site, &visit, &fields, vec![FormError { id, words }]).await
        }
        Err(AreaError::App(AppError::Rows(problems))) => {
            let told = rows_table(&visit, &problems);
            let page = page(&site, &visit, told, &fields, &[]).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(AreaError::App(error)) => {
            let mut errors = form_errors(&visit, error)?;
            for error in &mut errors {
                error.id = error.id.replace("falt-layer", "falt-lager");
                error.id = error.id.replace("falt-document", "falt-fil");
            }
            refused(&site, &visit, &fields, errors).await
        }
    }
}

async fn refused(site: &Site, visit: &Visit, fields: &Fields, errors: Vec<FormError>) -> Answer {
    let page = page(site, visit, html! {}, fields, &errors).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// What came of a file, with everything that was wrong in it.
fn told(visit: &Visit, layer: &str, intake: &AreaIntake) -> Markup {
    let t = visit.t();
    let n = intake.read.areas.len();
    let epsg = intake.read.crs.epsg().to_string();
    html! {
        @if intake.kept { (work::done(&t.areas_kept(handslag_locale::arg::AreasKept { layer, n: n.into() }))) }
        @else { p.error role="alert" { (t.cmd_layer_not_kept()) } }
        @if intake.read.crs_was_guessed { p { (t.cmd_layer_epsg(&epsg)) } }
        @if intake.read.axes_were_swapped { p { (t.cmd_layer_swapped()) } }
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
    errors: &[FormError],
) -> Result<Markup, WebError> {
    let t = visit.t();
    let layers = site.app.area_layers(&visit.actor).await?;
    let title = t.areas_title();
    let may = visit.may(Action::EditPicture);
    let (file, hint) = (t.work_file(), t.areas_file_hint(UPLOAD_MB));
    let (layer, layer_hint) = (t.areas_layer(), t.areas_layer_hint());
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
        @if may {
            h2 { (t.areas_new()) }
            form method="post" action=(paths::AREAS) enctype="multipart/form-data" {
                (file_field(Field::new("fil", &file).hint(&hint).error(error_of(errors, "fil")).required(), ".geojson,.json,.gpkg"))
                (text_field(Field::new("lager", &layer).hint(&layer_hint).error(error_of(errors, "lager")).required(), "text", sent.get("lager")))
                div.field { div.check {
                    input type="checkbox" #falt-felaktiga name="felaktiga" value="utelamna" checked[!sent.get("felaktiga").is_empty()];
                    label for="falt-felaktiga" { (t.areas_leave_out()) }
                } }
                (submit(&t.work_take_in(), None))
            }
        }
    };
    Ok(work::page(visit, &title, false, &trail(visit), main))
}
