//! Withdrawing an edition: asked first, with a reason that its readers are told.

use axum::extract::{Path, State};
use axum::response::IntoResponse;
use handslag_app::picture_document::{OpenPicture, WhichEdition};
use handslag_app::{Action, AppError, Invalid};
use handslag_domain::vocabulary::ReleasedTo;
use maud::{Markup, html};

use super::super::super::{Answer, see};
use super::super::forms::Filled;
use super::super::saving::refused;
use super::super::{names, open, page, page_of};
use super::which;
use crate::component::{FormError, error_summary, submit};
use crate::error_page::{self, WebError};
use crate::fields::{Asked, Fields};
use crate::page::readers_step;
use crate::server::Site;
use crate::visit::Visit;
use crate::work::words;

type OfEdition = Path<(String, String, String, String)>;

/// Where an edition is withdrawn.
pub fn address(opened: &OpenPicture, which: WhichEdition<'_>) -> String {
    let (step, version) = (readers_step(which.released_to), which.version);
    let slug = which.municipality.unwrap_or_default();
    page_of(
        opened,
        &format!("utgava/{step}/{version}/dra-tillbaka?kommun={slug}"),
    )
}

/// What it means, and why.
pub async fn form(
    State(site): State<Site>,
    visit: Visit,
    Path((owner, id, step, version)): OfEdition,
    Asked(asked): Asked,
) -> Answer {
    let (owner, id) = names(Path((owner, id)));
    let opened = open(&site, &visit, Action::EditPicture, &owner, &id).await?;
    let municipality = asked.words("kommun");
    let which = which(&step, &version, municipality.as_deref())?;
    let held = site.app.edition(&visit.actor, &owner, &id, which).await?;
    if held.withdrawn.is_some() {
        return Err(WebError::NotFound);
    }
    let fields = Fields::default();
    Ok(asking(&visit, &opened, which, &fields, &[]).into_response())
}

/// Withdraws it.
pub async fn withdraw(
    State(site): State<Site>,
    visit: Visit,
    Path((owner, id, step, version)): OfEdition,
    Asked(asked): Asked,
    fields: Fields,
) -> Answer {
    let (owner, id) = names(Path((owner, id)));
    let opened = open(&site, &visit, Action::Publish, &owner, &id).await?;
    let municipality = asked.words("kommun");
    let which = which(&step, &version, municipality.as_deref())?;
    let (app, reason) = (&site.app, fields.get("skal"));
    let done = app
        .withdraw_edition(&visit.actor, &owner, &id, which, reason, visit.now)
        .await;
    let words = match done {
        Ok(()) => {
            let to = page_of(&opened, "utgava");
            return see(&format!("{to}?for={step}&tillbaka={}", which.version));
        }
        Err(AppError::Invalid {
            field: "reason",
            problem: Invalid::Missing,
        }) => error_page::invalid(&visit, "reason", Invalid::Missing),
        Err(AppError::PersonalData { findings, .. }) => words::personal_data(visit.t(), &findings),
        Err(error) => return Err(error.into()),
    };
    let error = FormError {
        id: crate::component::Field::new("skal", "").id(),
        words,
    };
    Ok(refused(asking(&visit, &opened, which, &fields, &[error])))
}

fn asking(
    visit: &Visit,
    opened: &OpenPicture,
    which: WhichEdition<'_>,
    fields: &Fields,
    errors: &[FormError],
) -> Markup {
    let t = visit.t();
    let title = t.edition_withdraw_title(&which.version.to_string());
    let filled = Filled {
        visit,
        fields,
        errors,
    };
    let main = html! {
        h1 { (title) }
        (error_summary(t, errors))
        p {
            @match which.released_to {
                ReleasedTo::Public => (t.edition_withdraw_public()),
                ReleasedTo::Partners => (t.edition_withdraw_partners()),
            }
        }
        p { (t.edition_withdraw_kept()) }
        @if opened.may(Action::Publish) {
            form method="post" action=(address(opened, which)) {
                (filled.lines("skal", &t.edition_withdraw_why(), &t.edition_withdraw_why_hint(), 2))
                div.actions {
                    (submit(&t.edition_withdraw(), None))
                    a.button href=(page_of(opened, "utgava")) { (t.picture_take_away_no()) }
                }
            }
        } @else { p { (t.edition_withdraw_by_publisher()) } }
    };
    page(visit, opened, &title, main)
}
