//! Sharing a promise with a partner organisation: an explicit act with a purpose.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use handslag_app::held::PromiseShare;
use handslag_app::promise::OpenPromise;
use handslag_app::{Action, AppError, Seen, mark_of};
use handslag_domain::organisation::{Organisation, OrganisationId, Role};
use handslag_locale::arg;
use jiff::civil::Date;
use maud::{Markup, html};
use serde_json::json;

use super::entry::{error_of, missing};
use super::promise::{Named, names, open, trail};
use super::{Answer, see};
use crate::component::{Field, FormError, error_summary, select, submit, text_field};
use crate::fields::Fields;
use crate::paths;
use crate::server::Site;
use crate::stale::{Stale, differences, stale_page};
use crate::visit::Visit;
use crate::work::{self, words};

/// With whom it is shared, and the form to share it.
pub async fn form(State(site): State<Site>, visit: Visit, named: Named) -> Answer {
    let (owner, id) = names(named);
    let opened = open(&site, &visit, Action::EditPromise, &owner, &id).await?;
    let shares = site.app.shares(&visit.actor, &owner, &id).await?;
    let partners = site.app.partners(&visit.actor).await?;
    Ok(share_page(&visit, &opened, &shares, &partners, &Fields::default(), &[]).into_response())
}

/// Shares, or ends the sharing.
pub async fn share(State(site): State<Site>, visit: Visit, named: Named, fields: Fields) -> Answer {
    let (owner, id) = names(named);
    let opened = open(&site, &visit, Action::EditPromise, &owner, &id).await?;
    let partner = OrganisationId::from(fields.get("partner"));
    let here = paths::work_page(&owner, &id, "dela");
    if fields.get("gor") == "avsluta" {
        site.app
            .end_share(&visit.actor, &owner, &id, &partner)
            .await?;
        return see(&here);
    }
    let t = visit.t();
    let mut errors = Vec::new();
    let partners = site.app.partners(&visit.actor).await?;
    if !partners.iter().any(|p| p.id == partner) {
        errors.push(missing(&visit, "partner", &t.work_share_partner()));
    }
    if fields.get("syfte").is_empty() {
        errors.push(missing(&visit, "syfte", &t.work_share_purpose()));
    }
    if !errors.is_empty() {
        let shares = site.app.shares(&visit.actor, &owner, &id).await?;
        let page = share_page(&visit, &opened, &shares, &partners, &fields, &errors);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let share = PromiseShare {
        owner,
        promise: id,
        partner,
        purpose: fields.get("syfte").to_owned(),
        shared_on: visit.today(),
        role_limit: Role::named(fields.get("roll")).unwrap_or(Role::Reader),
    };
    let mark = fields.words(&seen_field(&share.partner));
    let (app, seen) = (&site.app, Seen::Form(mark.as_deref()));
    match app.share_promise(&visit.actor, &share, seen).await {
        Ok(()) => see(&here),
        Err(AppError::Stale(_)) => {
            let held = app.shares(&visit.actor, &share.owner, &share.promise);
            let held = held.await?.into_iter().find(|h| h.partner == share.partner);
            let (mine, held) = (Shared::from(&share), held.as_ref().map(Shared::from));
            Ok(stale(&visit, &here, &fields, &mine, held.as_ref()))
        }
        Err(error) => Err(error.into()),
    }
}

/// The field that says which share of a partner a form showed.
pub fn seen_field(partner: &OrganisationId) -> String {
    format!("sedd.{partner}")
}

/// How I would share beside how somebody else has come to share.
pub fn stale(
    visit: &Visit,
    action: &str,
    fields: &Fields,
    mine: &Shared,
    held: Option<&Shared>,
) -> Response {
    let in_words = |share: &Shared| {
        json!({
            "syfte": share.purpose,
            "roll": words::role(visit.t(), share.role_limit),
        })
    };
    let theirs = held.map_or(json!({}), in_words);
    let stale = Stale {
        action,
        fields,
        version_field: &seen_field(&mine.partner),
        held_version: held.map_or_else(String::new, |held| held.mark.clone()),
        differences: differences(&in_words(mine), &theirs),
        note: None,
        trail: Vec::new(),
        lang: None,
        example: false,
    };
    stale_page(visit, &stale)
}

fn share_page(
    visit: &Visit,
    opened: &OpenPromise,
    shares: &[PromiseShare],
    partners: &[Organisation],
    fields: &Fields,
    errors: &[FormError],
) -> Markup {
    let t = visit.t();
    let title = t.work_share();
    let shares: Vec<Shared> = shares.iter().map(Shared::from).collect();
    let form = ShareForm {
        action: &paths::work_page(&opened.owner, &opened.document.promise.id, "dela"),
        none: &t.work_share_none(),
        shares: &shares,
        partners,
        fields,
        errors,
    };
    let main = html! { h1 { (title) } (share_form(visit, &form)) };
    work::page(
        visit,
        &title,
        opened.document.example,
        &trail(visit, opened),
        main,
    )
}

/// With whom something is shared, whatever it is.
pub struct Shared {
    /// The partner.
    pub partner: OrganisationId,
    /// What for.
    pub purpose: String,
    /// Since when.
    pub shared_on: Date,
    /// How much the partner's members may do at most.
    pub role_limit: Role,
    /// What a form says that has shown it.
    pub mark: String,
}

impl From<&PromiseShare> for Shared {
    fn from(share: &PromiseShare) -> Self {
        Self {
            partner: share.partner.clone(),
            purpose: share.purpose.clone(),
            shared_on: share.shared_on,
            role_limit: share.role_limit,
            mark: mark_of(share),
        }
    }
}

/// The form to share something.
pub struct ShareForm<'a> {
    /// Where it goes.
    pub action: &'a str,
    /// What it says when nobody is shown it.
    pub none: &'a str,
    /// With whom it is shared.
    pub shares: &'a [Shared],
    /// With whom it may be shared.
    pub partners: &'a [Organisation],
    /// What was sent.
    pub fields: &'a Fields,
    /// What is wrong with it.
    pub errors: &'a [FormError],
}

/// With whom something is shared, and the form to share it.
pub fn share_form(visit: &Visit, form: &ShareForm<'_>) -> Markup {
    let t = visit.t();
    let ShareForm {
        action,
        shares,
        partners,
        fields,
        errors,
        ..
    } = form;
    let name = |id: &OrganisationId| {
        partners
            .iter()
            .find(|p| p.id == *id)
            .map_or(id.as_str(), |p| &p.name)
            .to_owned()
    };
    let organisations: Vec<(String, String)> = partners
        .iter()
        .map(|p| (p.id.0.clone(), p.name.clone()))
        .collect();
    // What needs the owner's publisher stays with the owner.
    let roles: Vec<(String, String)> = [Role::Reader, Role::Reporter, Role::Editor]
        .into_iter()
        .map(|r| (r.name().to_owned(), words::role(t, r)))
        .collect();
    let (partner, purpose, purpose_hint, role) = (
        t.work_share_partner(),
        t.work_share_purpose(),
        t.work_share_purpose_hint(),
        t.work_share_role(),
    );
    html! {
        (error_summary(t, errors))
        @if shares.is_empty() { p { (form.none) } }
        ul.plain {
            @for share in *shares {
                li {
                    p { strong { (name(&share.partner)) } ": "
                        (t.work_share_line(arg::WorkShareLine { role: &words::role(t, share.role_limit), date: &visit.language.date(share.shared_on), purpose: &share.purpose })) }
                    form method="post" action=(action) {
                        input type="hidden" name="partner" value=(share.partner);
                        button type="submit" name="gor" value="avsluta" { (t.work_share_end()) }
                    }
                }
            }
        }
        h2 { (t.work_share_new()) }
        @if organisations.is_empty() { p { (t.work_share_no_partners()) } } @else {
            form method="post" action=(action) {
                @for share in *shares { input type="hidden" name=(seen_field(&share.partner)) value=(share.mark); }
                (select(Field::new("partner", &partner).error(error_of(errors, "partner")), &organisations, fields.get("partner")))
                (select(Field::new("roll", &role), &roles, fields.get("roll")))
                (text_field(Field::new("syfte", &purpose).hint(&purpose_hint).error(error_of(errors, "syfte")).required(), "text", fields.get("syfte")))
                (submit(&t.work_share(), Some(("gor", "dela"))))
            }
        }
    }
}
