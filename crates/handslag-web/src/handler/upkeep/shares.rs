//! Showing incidents to a partner: an explicit act with a purpose, kinds and an end.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use handslag_app::held::IncidentShare;
use handslag_app::incident_share::ShareOrder;
use handslag_app::{Action, AppError, Seen, mark_of};
use handslag_domain::incident::{Category, CategoryId, CategoryTree};
use handslag_domain::organisation::{Organisation, OrganisationId};
use handslag_locale::arg;
use jiff::civil::Date;
use maud::{Markup, html};
use serde_json::json;

use super::super::entry::{checkboxes, error_of, form_errors, missing};
use super::super::incident::kind_name;
use super::super::share::seen_field;
use super::super::{Answer, see};
use super::{organisation_name, saved_line, trail};
use crate::component::{Field, FormError, date_field, error_summary, select, submit, text_field};
use crate::error_page::WebError;
use crate::fields::{Asked, Fields};
use crate::paths;
use crate::server::Site;
use crate::stale::{Stale, differences, stale_page};
use crate::visit::Visit;
use crate::work;

/// To whom they are shown, and the form to show them to one more.
pub async fn form(State(site): State<Site>, visit: Visit, Asked(asked): Asked) -> Answer {
    let page = SharePage::load(&site, &visit).await?;
    Ok(page
        .page(&visit, &asked, &Fields::default(), &[])
        .into_response())
}

/// Shows them, or ends it.
pub async fn share(State(site): State<Site>, visit: Visit, sent: Fields) -> Answer {
    let page = SharePage::load(&site, &visit).await?;
    let partner = OrganisationId::from(sent.get("partner"));
    if sent.get("gor") == "avsluta" {
        site.app.end_incident_share(&visit.actor, &partner).await?;
        return see(&format!("{}?sparat=1", paths::INCIDENT_SHARES));
    }
    let errors = match order(&visit, partner, &sent) {
        Ok(order) => {
            let mark = sent.words(&seen_field(&order.partner));
            let (app, seen) = (&site.app, Seen::Form(mark.as_deref()));
            let shared = app.share_incidents(&visit.actor, &order, seen, visit.now);
            match shared.await {
                Ok(()) => return see(&format!("{}?sparat=1", paths::INCIDENT_SHARES)),
                Err(AppError::Stale(_)) => {
                    let page = SharePage::load(&site, &visit).await?;
                    return Ok(page.stale(&visit, &order, &sent));
                }
                Err(error) => share_errors(&visit, error)?,
            }
        }
        Err(errors) => errors,
    };
    let page = page.page(&visit, &Fields::default(), &sent, &errors);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

fn order(
    visit: &Visit,
    partner: OrganisationId,
    sent: &Fields,
) -> Result<ShareOrder, Vec<FormError>> {
    let t = visit.t();
    let mut errors = Vec::new();
    let happened_from = match sent.get("fran") {
        "" => None,
        text => match text.parse::<Date>() {
            Ok(day) => Some(day),
            Err(_) => {
                errors.push(FormError {
                    id: Field::new("fran", "").id(),
                    words: t.work_invalid_date(&t.share_from()),
                });
                None
            }
        },
    };
    if partner.as_str().is_empty() {
        errors.push(missing(visit, "partner", &t.work_share_partner()));
    }
    if sent.get("syfte").is_empty() {
        errors.push(missing(visit, "syfte", &t.work_share_purpose()));
    }
    match sent.get("till").parse::<Date>() {
        Ok(ends_on) if errors.is_empty() => Ok(ShareOrder {
            partner,
            purpose: sent.get("syfte").to_owned(),
            kinds: sent.all("sort").map(CategoryId::from).collect(),
            happened_from,
            ends_on,
        }),
        Ok(_) => Err(errors),
        Err(_) => {
            errors.push(FormError {
                id: Field::new("till", "").id(),
                words: t.work_invalid_date(&t.share_until()),
            });
            Err(errors)
        }
    }
}

fn share_errors(visit: &Visit, error: AppError) -> Result<Vec<FormError>, WebError> {
    let t = visit.t();
    if matches!(
        error,
        AppError::Invalid {
            field: "ends_on",
            ..
        }
    ) {
        let id = Field::new("till", "").id();
        let words = t.share_until_passed();
        return Ok(vec![FormError { id, words }]);
    }
    let mut errors = form_errors(visit, error)?;
    for error in &mut errors {
        error.id = error.id.replace("falt-purpose", "falt-syfte");
        error.id = error.id.replace("falt-kinds", "falt-sort-0");
    }
    Ok(errors)
}

struct SharePage {
    shares: Vec<IncidentShare>,
    partners: Vec<Organisation>,
    tree: CategoryTree,
}

impl SharePage {
    async fn load(site: &Site, visit: &Visit) -> Result<Self, AppError> {
        let (app, actor) = (&site.app, &visit.actor);
        Ok(Self {
            shares: app.incident_shares(actor).await?,
            partners: app.partners(actor).await?,
            tree: app.categories(actor).await?,
        })
    }

    /// What I would show beside what somebody else has come to show.
    fn stale(&self, visit: &Visit, mine: &ShareOrder, sent: &Fields) -> Response {
        let held = self.shares.iter().find(|s| s.partner == mine.partner);
        let kinds = |kinds: &[CategoryId]| match kinds.is_empty() {
            true => visit.t().share_all_kinds(),
            false => visit.language.list(&self.kind_names(visit, kinds)),
        };
        let day = |day: Option<Date>| day.map_or_else(String::new, |d| visit.language.date(d));
        let mine_in_words = json!({
            "syfte": mine.purpose,
            "sort": kinds(&mine.kinds),
            "fran": day(mine.happened_from),
            "till": day(Some(mine.ends_on)),
        });
        let theirs = held.map_or(json!({}), |held| {
            json!({
                "syfte": held.purpose,
                "sort": kinds(&held.kinds),
                "fran": day(held.happened_from),
                "till": day(Some(held.ends_on)),
            })
        });
        let stale = Stale {
            action: paths::INCIDENT_SHARES,
            fields: sent,
            version_field: &seen_field(&mine.partner),
            held_version: held.map(mark_of).unwrap_or_default(),
            differences: differences(&mine_in_words, &theirs),
            note: None,
            trail: Vec::new(),
            lang: None,
            example: false,
        };
        stale_page(visit, &stale)
    }

    fn kind_names(&self, visit: &Visit, kinds: &[CategoryId]) -> Vec<String> {
        let names = kinds.iter();
        names
            .map(|kind| kind_name(visit, &self.tree, kind.as_str()))
            .collect()
    }

    fn page(&self, visit: &Visit, asked: &Fields, sent: &Fields, errors: &[FormError]) -> Markup {
        let t = visit.t();
        let title = t.shares_title();
        let main = html! {
            h1 { (title) }
            (saved_line(visit, asked))
            (error_summary(t, errors))
            p.lead { (t.shares_words()) }
            @if self.shares.is_empty() { p { (t.shares_none()) } }
            ul.plain { @for share in &self.shares { (self.line(visit, share)) } }
            @if visit.may(Action::ShareIncidents) { (self.form(visit, sent, errors)) }
        };
        work::page(visit, &title, false, &trail(visit), main)
    }

    fn line(&self, visit: &Visit, share: &IncidentShare) -> Markup {
        let t = visit.t();
        let kinds = self.kind_names(visit, &share.kinds);
        let has_ended = share.ends_on < visit.today();
        html! {
            li {
                p {
                    strong { (organisation_name(&self.partners, share.partner.as_str())) } ": "
                    (t.share_line(arg::ShareLine {
                        purpose: &share.purpose,
                        since: &visit.language.date(share.shared_on),
                        until: &visit.language.date(share.ends_on),
                    }))
                    @if has_ended { " " (t.share_ended()) }
                }
                p.quiet {
                    @if kinds.is_empty() { (t.share_all_kinds()) } @else { (t.share_kinds(&t.language.list(&kinds))) }
                    @if let Some(from) = share.happened_from { " " (t.share_happened_from(&visit.language.date(from))) }
                }
                form method="post" action=(paths::INCIDENT_SHARES) {
                    input type="hidden" name="partner" value=(share.partner);
                    button type="submit" name="gor" value="avsluta" { (t.work_share_end()) }
                }
            }
        }
    }

    fn form(&self, visit: &Visit, sent: &Fields, errors: &[FormError]) -> Markup {
        let t = visit.t();
        let partners: Vec<(String, String)> = self
            .partners
            .iter()
            .map(|p| (p.id.0.clone(), p.name.clone()))
            .collect();
        let mut tops: Vec<&Category> = self.tree.iter().filter(|c| c.parent.is_none()).collect();
        tops.sort_by_key(|c| c.kind);
        let kinds: Vec<(String, String)> = tops
            .into_iter()
            .map(|c| (c.id.0.clone(), kind_name(visit, &self.tree, c.id.as_str())))
            .collect();
        let (partner, purpose, purpose_hint) = (
            t.work_share_partner(),
            t.work_share_purpose(),
            t.work_share_purpose_hint(),
        );
        let (from, from_hint, until) = (t.share_from(), t.share_from_hint(), t.share_until());
        html! {
            h2 { (t.share_new()) }
            @if partners.is_empty() { p { (t.work_share_no_partners()) } } @else {
                form method="post" action=(paths::INCIDENT_SHARES) {
                    @for share in &self.shares { input type="hidden" name=(seen_field(&share.partner)) value=(mark_of(share)); }
                    (select(Field::new("partner", &partner).error(error_of(errors, "partner")), &partners, sent.get("partner")))
                    (text_field(Field::new("syfte", &purpose).hint(&purpose_hint).error(error_of(errors, "syfte")).required(), "text", sent.get("syfte")))
                    (checkboxes("sort", &t.share_which(), &kinds, sent))
                    (date_field(Field::new("fran", &from).hint(&from_hint).error(error_of(errors, "fran")), sent.get("fran")))
                    (date_field(Field::new("till", &until).error(error_of(errors, "till")).required(), sent.get("till")))
                    (submit(&t.share_begin(), Some(("gor", "dela"))))
                }
            }
        }
    }
}
