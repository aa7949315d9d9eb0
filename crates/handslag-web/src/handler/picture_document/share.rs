//! Sharing a picture with a partner organisation: an explicit act with a purpose.

use axum::extract::State;
use axum::response::IntoResponse;
use handslag_app::held::PictureShare;
use handslag_app::picture_document::OpenPicture;
use handslag_app::{Action, AppError, Seen, mark_of};
use handslag_domain::organisation::{OrganisationId, Role};
use maud::html;

use super::super::share::{ShareForm, Shared, seen_field, share_form, stale};
use super::super::{Answer, entry, see};
use super::saving::refused;
use super::{Named, names, open, page, page_of};
use crate::component::FormError;
use crate::error_page::WebError;
use crate::fields::Fields;
use crate::server::Site;
use crate::visit::Visit;

/// With whom it is shared, and the form to share it.
pub async fn form(State(site): State<Site>, visit: Visit, named: Named) -> Answer {
    let (owner, id) = names(named);
    let opened = open(&site, &visit, Action::EditPicture, &owner, &id).await?;
    let page = share_page(&site, &visit, &opened, &Fields::default(), &[]).await?;
    Ok(page.into_response())
}

/// Shares, or ends the sharing.
pub async fn share(State(site): State<Site>, visit: Visit, named: Named, fields: Fields) -> Answer {
    let (owner, id) = names(named);
    let opened = open(&site, &visit, Action::EditPicture, &owner, &id).await?;
    let partner = OrganisationId::from(fields.get("partner"));
    let here = page_of(&opened, "dela");
    if fields.get("gor") == "avsluta" {
        let ended = site
            .app
            .end_picture_share(&visit.actor, &owner, &id, &partner);
        ended.await?;
        return see(&here);
    }
    let t = visit.t();
    let mut errors = Vec::new();
    let partners = site.app.partners(&visit.actor).await?;
    if !partners.iter().any(|p| p.id == partner) {
        errors.push(entry::missing(&visit, "partner", &t.work_share_partner()));
    }
    if fields.get("syfte").is_empty() {
        errors.push(entry::missing(&visit, "syfte", &t.work_share_purpose()));
    }
    if !errors.is_empty() {
        let page = share_page(&site, &visit, &opened, &fields, &errors).await?;
        return Ok(refused(page));
    }
    let share = PictureShare {
        owner,
        picture: id,
        partner,
        purpose: fields.get("syfte").to_owned(),
        shared_on: visit.today(),
        role_limit: Role::named(fields.get("roll")).unwrap_or(Role::Reader),
    };
    let mark = fields.words(&seen_field(&share.partner));
    let (app, seen) = (&site.app, Seen::Form(mark.as_deref()));
    match app.share_picture(&visit.actor, &share, seen).await {
        Ok(()) => see(&here),
        Err(AppError::Stale(_)) => {
            let held = app.picture_shares(&visit.actor, &share.owner, &share.picture);
            let held = held.await?.into_iter().find(|h| h.partner == share.partner);
            let (mine, held) = (shared(&share), held.as_ref().map(shared));
            Ok(stale(&visit, &here, &fields, &mine, held.as_ref()))
        }
        Err(error) => Err(error.into()),
    }
}

fn shared(share: &PictureShare) -> Shared {
    Shared {
        partner: share.partner.clone(),
        purpose: share.purpose.clone(),
        shared_on: share.shared_on,
        role_limit: share.role_limit,
        mark: mark_of(share),
    }
}

async fn share_page(
    site: &Site,
    visit: &Visit,
    opened: &OpenPicture,
    fields: &Fields,
    errors: &[FormError],
) -> Result<maud::Markup, WebError> {
    let (owner, id) = (&opened.owner, &opened.document.picture.id);
    let shares = site.app.picture_shares(&visit.actor, owner, id).await?;
    let partners = site.app.partners(&visit.actor).await?;
    let t = visit.t();
    let shares: Vec<Shared> = shares.iter().map(shared).collect();
    let form = ShareForm {
        action: &page_of(opened, "dela"),
        none: &t.picture_doc_share_none(),
        shares: &shares,
        partners: &partners,
        fields,
        errors,
    };
    let title = t.work_share();
    let main = html! { h1 { (title) } (share_form(visit, &form)) };
    Ok(page(visit, opened, &title, main))
}
