//! The picture as a document: as it would read today, frozen, and read again.

use axum::extract::{Path, State};
use axum::response::IntoResponse;
use handslag_app::draft::municipality_written;
use handslag_app::held::EditionSummary;
use handslag_app::picture_document::{EmptyParts, FreezeOrder, OpenPicture, WhichEdition};
use handslag_app::{Action, AppError, Denied, Invalid, swedish_day};
use handslag_domain::picture::edition::PictureEdition;
use handslag_domain::vocabulary::ReleasedTo;
use handslag_locale::arg;
use maud::{Markup, html};

use super::super::entry::error_of;
use super::super::public::{Wanted, exact_json_file, wanted};
use super::super::{Answer, file, see};
use super::saving::refused;
use super::{Named, names, open, page, page_of};

mod withdraw;

use crate::component::{Field, FormError, error_summary, submit, textarea};
use crate::error_page::{self, WebError};
use crate::fields::{Asked, Fields};
use crate::page::{edition_body, readers_step, version_line, withdrawn_line};
use crate::paths;
use crate::server::Site;
use crate::visit::Visit;
use crate::work::{self, words};
use withdraw::address as withdraw_address;
pub use withdraw::{form as withdraw_form, withdraw};

/// The field that says that an empty part of the law has been seen.
const EMPTY: &str = "tomma";
/// Where the page says that the municipality is not written.
const NO_MUNICIPALITY: &str = "kommun-saknas";

/// The tick that accepts an empty part.
fn tick() -> String {
    Field::new(EMPTY, "").id()
}

fn reason_id() -> String {
    Field::new("skal", "").id()
}

const READERS: [ReleasedTo; 2] = [ReleasedTo::Public, ReleasedTo::Partners];

/// The readers that an address or a form names.
fn readers_named(step: &str) -> Option<ReleasedTo> {
    let mut all = READERS.into_iter();
    all.find(|readers| readers_step(*readers) == step)
}

/// Whom a page is shown for; everyone unless its address says.
fn readers(step: &str) -> ReleasedTo {
    readers_named(step).unwrap_or(ReleasedTo::Public)
}

/// The document as it would be frozen today, and what has been frozen.
pub async fn form(
    State(site): State<Site>,
    visit: Visit,
    named: Named,
    Asked(asked): Asked,
) -> Answer {
    let (owner, id) = names(named);
    let opened = open(&site, &visit, Action::ReadInternal, &owner, &id).await?;
    let shown = readers(asked.get("for"));
    let t = visit.t();
    let frozen = asked.words("fryst").map(|n| t.edition_frozen(&n));
    let withdrawn = asked
        .words("tillbaka")
        .map(|n| t.edition_withdrawn_done(&n));
    let done = frozen.or(withdrawn);
    let mut fields = Fields::default();
    fields.set("for", readers_step(shown));
    let page = freeze_page(&site, &visit, &opened, &fields, &[], done.as_deref()).await?;
    Ok(page.into_response())
}

/// Freezes the picture as an edition.
pub async fn freeze(
    State(site): State<Site>,
    visit: Visit,
    named: Named,
    fields: Fields,
) -> Answer {
    let (owner, id) = names(named);
    let opened = open(&site, &visit, Action::Publish, &owner, &id).await?;
    // Nothing becomes public because a form left out for whom it is.
    let chosen = readers_named(fields.get("for")).ok_or(AppError::Denied(Denied::NoSuchRecord))?;
    let order = FreezeOrder {
        expected_version: fields.number("version").unwrap_or(0),
        released_to: chosen,
        reason: fields.words("skal"),
        empty_parts: match fields.has(EMPTY) {
            true => EmptyParts::Accepted,
            false => EmptyParts::Refused,
        },
    };
    let frozen = site
        .app
        .freeze_picture(&visit.actor, &owner, &id, order, visit.now)
        .await;
    let (at, words) = match frozen {
        Ok(frozen) => {
            let to = page_of(&opened, "utgava");
            let step = readers_step(chosen);
            return see(&format!("{to}?for={step}&fryst={}", frozen.version));
        }
        Err(AppError::Invalid {
            field: "empty_parts",
            problem: Invalid::Missing,
        }) => (tick(), visit.t().edition_empty_refused()),
        Err(AppError::Invalid {
            field: field @ "municipalities",
            problem: Invalid::Missing,
        }) => (
            NO_MUNICIPALITY.to_owned(),
            error_page::invalid(&visit, field, Invalid::Missing),
        ),
        Err(AppError::Invalid {
            field: field @ "reason",
            problem: Invalid::Missing,
        }) => (
            reason_id(),
            error_page::invalid(&visit, field, Invalid::Missing),
        ),
        Err(AppError::PersonalData { findings, .. }) => {
            (reason_id(), words::personal_data(visit.t(), &findings))
        }
        Err(AppError::Stale(_)) => ("frysta".to_owned(), visit.t().edition_picture_moved()),
        Err(error) => return Err(error.into()),
    };
    let error = FormError { id: at, words };
    let page = freeze_page(&site, &visit, &opened, &fields, &[error], None).await?;
    Ok(refused(page))
}

/// The document as PDF, which says on every page that it is not frozen.
pub async fn draft_pdf(
    State(site): State<Site>,
    visit: Visit,
    named: Named,
    Asked(asked): Asked,
) -> Answer {
    let (owner, id) = names(named);
    let chosen = readers(asked.get("for"));
    let edition = site
        .app
        .edition_preview(&visit.actor, &owner, &id, chosen, visit.today())
        .await?;
    let pdf = site.app.draft_edition_pdf(&edition).await?;
    let name = file_name(&edition, "utkast", "pdf");
    Ok(file(&name, "application/pdf", pdf))
}

/// A frozen edition, as page or file.
pub async fn read(
    State(site): State<Site>,
    visit: Visit,
    Path((owner, id, step, last)): Path<(String, String, String, String)>,
    Asked(asked): Asked,
) -> Answer {
    let t = visit.t();
    let municipality = asked.words("kommun");
    let (owner, id) = names(Path((owner, id)));
    let (version, wanted) = wanted(&last);
    let which = which(&step, version, municipality.as_deref())?;
    let version = which.version;
    let held = site.app.edition(&visit.actor, &owner, &id, which).await?;
    let edition = &held.edition;
    let name = |ending| file_name(edition, &format!("v{version}"), ending);
    match wanted {
        Wanted::Page => {
            let opened = open(&site, &visit, Action::ReadInternal, &owner, &id).await?;
            let here = visit.here();
            let written = edition.municipalities.first().map_or("", String::as_str);
            let slug = &municipality_written(written).slug;
            let to = |ending: &str| {
                let last = format!("{version}.{ending}");
                page_of(&opened, &frozen_step(&step, &last, slug))
            };
            let title = edition.title.clone();
            let main = html! {
                article.document {
                    header {
                        h1 { (title) }
                        (version_line(&here, edition))
                        @if let Some(withdrawn) = &held.withdrawn { p.notice { (withdrawn_line(&here, version, withdrawn)) } }
                        ul.links {
                            @if held.has_pdf { li { a href=(to("pdf")) { (t.pdf_link()) } } }
                            li { a href=(to("json")) { (t.json_link()) } }
                            @if held.withdrawn.is_none() && opened.may(Action::Publish) {
                                li { a href=(withdraw_address(&opened, which)) { (t.edition_withdraw()) } }
                            }
                        }
                    }
                    (edition_body(&here, edition))
                    p.quiet.checksum { (t.edition_checksum_of()) " " code { (held.sha256) } }
                }
            };
            Ok(page(&visit, &opened, &title, main).into_response())
        }
        Wanted::Json => Ok(exact_json_file(&name("json"), edition)),
        Wanted::Pdf => {
            let pdf = site
                .app
                .edition_pdf(&visit.actor, &owner, &id, which)
                .await?;
            Ok(file(&name("pdf"), "application/pdf", pdf))
        }
        Wanted::Csv => Err(WebError::NotFound),
    }
}

/// Which edition the steps of an address name.
fn which<'a>(
    step: &str,
    version: &str,
    municipality: Option<&'a str>,
) -> Result<WhichEdition<'a>, WebError> {
    Ok(WhichEdition {
        released_to: readers_named(step).ok_or(WebError::NotFound)?,
        version: version.parse().map_err(|_| WebError::NotFound)?,
        municipality,
    })
}

/// Editions are numbered by municipality, and a picture may have been of another one.
fn frozen_step(readers: &str, last: &str, municipality_slug: &str) -> String {
    format!("utgava/{readers}/{last}?kommun={municipality_slug}")
}

fn file_name(edition: &PictureEdition, which: &str, ending: &str) -> String {
    let example = if edition.example { "exempel-" } else { "" };
    let readers = readers_step(edition.released_to);
    format!("{example}{}-{readers}-{which}.{ending}", edition.picture)
}

async fn freeze_page(
    site: &Site,
    visit: &Visit,
    opened: &OpenPicture,
    fields: &Fields,
    errors: &[FormError],
    done: Option<&str>,
) -> Result<Markup, WebError> {
    let t = visit.t();
    let (owner, id) = (&opened.owner, &opened.document.picture.id);
    let shown = readers(fields.get("for"));
    let edition = site
        .app
        .edition_preview(&visit.actor, owner, id, shown, visit.today())
        .await?;
    let editions = site.app.editions(&visit.actor, owner, id).await?;
    let title = t.picture_doc_edition();
    let here = page_of(opened, "utgava");
    let main = html! {
        h1 { (title) }
        @if let Some(done) = done { (work::done(done)) }
        (error_summary(t, errors))
        p.lead { (t.edition_lead()) }
        (frozen(visit, opened, &editions))
        ul.links {
            @for readers in READERS {
                @let step = readers_step(readers);
                li { a href={ (here) "?for=" (step) } aria-current=[(readers == shown).then_some("true")] { (t.edition_for(&t.released_to(readers))) } }
            }
            li { a href={ (here) "/utkast.pdf?for=" (readers_step(shown)) } { (t.work_draft_pdf()) } }
        }
        (before_freezing(visit, opened))
        (freeze_form(visit, opened, &edition, fields, errors))
        article.document {
            header { p.eyebrow { (t.edition_not_frozen()) } h2 { (edition.title) } }
            (edition_body(&visit.here(), &edition))
        }
    };
    Ok(page(visit, opened, &title, main))
}

/// What has been frozen, newest first.
fn frozen(visit: &Visit, opened: &OpenPicture, editions: &[EditionSummary]) -> Markup {
    let t = visit.t();
    html! {
        section #frysta {
            h2 { (t.edition_versions()) }
            @if editions.is_empty() { p { (t.edition_none()) } }
            ul.plain {
                @for one in editions.iter().rev() {
                    @let (step, version) = (readers_step(one.released_to), one.version.to_string());
                    @let inside = page_of(opened, &frozen_step(step, &version, &one.municipality_slug));
                    li {
                        a href=(inside) { (t.edition_line(arg::EditionLine {
                            version: &one.version.to_string(),
                            date: &visit.language.date(swedish_day(one.frozen_at)),
                            readers: &t.released_to(one.released_to),
                        })) }
                        @if let Some(reason) = &one.reason { " " (reason) }
                        @if let Some(withdrawn) = &one.withdrawn {
                            " " strong { (withdrawn_line(&visit.here(), one.version, withdrawn)) }
                        } @else if opened.may(Action::Publish) {
                            @let which = WhichEdition { released_to: one.released_to, version: one.version, municipality: Some(&one.municipality_slug) };
                            " " a href=(withdraw_address(opened, which)) { (t.edition_withdraw()) span.unseen { ": " (t.edition_n(&version)) ", " (t.released_to(one.released_to)) } }
                        }
                        @if one.released_to == ReleasedTo::Public && one.withdrawn.is_none() {
                            " " a href=(paths::picture_edition_version(&one.municipality_slug, one.version)) { (t.edition_public_page()) }
                        }
                    }
                }
            }
        }
    }
}

/// What is missing in the picture, read before it is frozen.
fn before_freezing(visit: &Visit, opened: &OpenPicture) -> Markup {
    let t = visit.t();
    let gaps = opened.gaps(visit.today(), words::check_words(visit.language));
    html! {
        section #brister {
            h2 { (t.edition_gaps(gaps.len())) }
            @if !gaps.is_empty() {
                ul { @for gap in &gaps { li { (gap.what) " " (gap.what_to_do) } } }
                p { a href=(super::here(opened)) { (t.edition_gaps_where()) } }
            }
            @if opened.document.picture.municipalities.iter().all(|m| m.trim().is_empty()) {
                p.notice id=(NO_MUNICIPALITY) tabindex="-1" {
                    (t.edition_no_municipality()) " "
                    @if opened.may(Action::EditPicture) { a href=(page_of(opened, "andra")) { (t.picture_doc_edit_head()) } }
                }
            }
        }
    }
}

/// The parts of the law that would be empty, and the tick that says so.
fn empty_parts(
    visit: &Visit,
    edition: &PictureEdition,
    fields: &Fields,
    errors: &[FormError],
) -> Markup {
    let t = visit.t();
    let said = words::check_words(visit.language);
    let names: Vec<&str> = edition
        .empty_parts()
        .into_iter()
        .map(|part| part.name(said))
        .collect();
    let error = error_of(errors, EMPTY);
    let error_id = format!("{}-fel", tick());
    html! {
        @if !names.is_empty() {
            fieldset.field.checks {
                legend { (t.edition_empty_parts(&visit.language.list(&names))) }
                @if let Some(words) = error { p.error id=(error_id) { (words) } }
                div.check {
                    input type="checkbox" id=(tick()) name=(EMPTY) value="ja" checked[fields.has(EMPTY)] aria-describedby=[error.map(|_| error_id.as_str())];
                    label for=(tick()) { (t.edition_empty_seen()) }
                }
            }
        }
    }
}

fn freeze_form(
    visit: &Visit,
    opened: &OpenPicture,
    edition: &PictureEdition,
    fields: &Fields,
    errors: &[FormError],
) -> Markup {
    let t = visit.t();
    if !opened.may(Action::Publish) {
        return html! {};
    }
    let (reason, hint) = (t.work_reason(), t.edition_reason_hint());
    let asks_why = edition.compared_with.is_some() || error_of(errors, "skal").is_some();
    let freeze = t.edition_freeze(arg::EditionFreeze {
        version: &edition.version.to_string(),
        readers: &t.released_to(edition.released_to),
    });
    html! {
        form method="post" action=(page_of(opened, "utgava")) {
            input type="hidden" name="version" value=(opened.version);
            input type="hidden" name="for" value=(readers_step(edition.released_to));
            @if edition.released_to == ReleasedTo::Public { p.hint { (t.edition_public_words()) } }
            @if let Some(title) = &edition.replaces_picture {
                p.notice { (t.edition_replaces_picture(title)) }
            }
            (empty_parts(visit, edition, fields, errors))
            @if asks_why {
                (textarea(Field::new("skal", &reason).hint(&hint).error(error_of(errors, "skal")), 2, fields.get("skal")))
            }
            div.actions { (submit(&freeze, None)) }
        }
    }
}
