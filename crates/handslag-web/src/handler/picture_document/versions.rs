//! What was saved of a picture: every version with what changed and which
//! organisation changed it, one of them read or made the newest again, and a
//! text that names somebody taken out of them all.

use axum::extract::{Path, State};
use axum::response::IntoResponse;
use handslag_app::picture_document::{OpenPicture, SavedVersion};
use handslag_app::{Action, AppError, Invalid, swedish_day};
use handslag_domain::id::PictureId;
use handslag_domain::organisation::OrganisationId;
use handslag_domain::picture::edition::{Freeze, PictureEdition};
use handslag_domain::vocabulary::ReleasedTo;
use maud::{Markup, html};

use super::super::{Answer, see};
use super::forms::Filled;
use super::saving::{Form, Saved, refused, save};
use super::{Named, here, names, open, page, page_of};
use crate::component::{Field, FormError, error_summary, submit};
use crate::error_page::{WebError, findings_list};
use crate::fields::Fields;
use crate::page::edition_body;
use crate::server::Site;
use crate::stale::{differences, heading, shown_at};
use crate::visit::Visit;
use crate::work::{self, words};

type OfVersion = Path<(String, String, u32)>;

/// Every saved version, newest first, with what changed.
pub async fn list(
    State(site): State<Site>,
    visit: Visit,
    named: Named,
    crate::fields::Asked(asked): crate::fields::Asked,
) -> Answer {
    let t = visit.t();
    let (owner, id) = names(named);
    let opened = open(&site, &visit, Action::ReadInternal, &owner, &id).await?;
    let versions = site.app.picture_versions(&visit.actor, &owner, &id).await?;
    let title = t.work_saved_versions();
    let main = html! {
        h1 { (title) }
        @if let Some(n) = asked.number("rensade") { (work::done(&t.picture_erased(n))) }
        p { (t.picture_versions_lead()) }
        @if opened.may(Action::Publish) { p { a href=(page_of(&opened, "rensa")) { (t.picture_erase_title()) } } }
        @for (n, one) in versions.iter().enumerate().rev() {
            @let before = n.checked_sub(1).map(|n| &versions[n]);
            (one_version(&visit, &opened, one, before))
        }
    };
    Ok(page(&visit, &opened, &title, main).into_response())
}

fn one_version(
    visit: &Visit,
    opened: &OpenPicture,
    one: &SavedVersion,
    before: Option<&SavedVersion>,
) -> Markup {
    let t = visit.t();
    let number = one.version.held.version;
    let changes =
        before.map(|before| differences(&one.version.held.content, &before.version.held.content));
    html! {
        section {
            h2 { a href=(page_of(opened, &format!("versioner/{number}"))) { (t.version_n(&number.to_string())) } }
            p.quiet {
                (words::moment(visit.language, one.version.saving.at))
                @if let Some(organisation) = &one.organisation { ", " (organisation) }
            }
            @if let Some(reason) = &one.version.saving.reason { p { (t.work_reason()) ": " (reason) } }
            @if let Some(changes) = changes {
                ul { @for d in changes {
                    li {
                        (heading(visit.language, &d.place)) ": "
                        del { (shown_at(visit.language, &d.place, &d.theirs)) } " " ins { (shown_at(visit.language, &d.place, &d.mine)) }
                    }
                } }
            }
        }
    }
}

/// One version as it stood.
pub async fn one(
    State(site): State<Site>,
    visit: Visit,
    Path((owner, id, version)): OfVersion,
) -> Answer {
    let (owner, id) = names(Path((owner, id)));
    let kept = Kept::open(&site, &visit, Action::ReadInternal, &owner, &id, version).await?;
    let fields = kept.fields();
    Ok(kept.page(&visit, &fields, &[], html! {}).into_response())
}

/// Makes an earlier version the newest again: as a version of its own.
pub async fn restore(
    State(site): State<Site>,
    visit: Visit,
    Path((owner, id, version)): OfVersion,
    fields: Fields,
) -> Answer {
    let (owner, id) = names(Path((owner, id)));
    let kept = Kept::open(&site, &visit, Action::EditPicture, &owner, &id, version).await?;
    let form = Form {
        action: &kept.action(),
        after: &format!("{}?sparat=1", here(&kept.opened)),
        fields: &fields,
        // A version says no words of its own: what is wrong with it is told at the reason.
        field_of: &|_| Some("skal".to_owned()),
    };
    let document = &kept.document;
    Ok(
        match save(&site, &visit, &kept.opened, document, &form).await? {
            Saved::Answered(response) => response,
            Saved::Findings(findings) => {
                let below = findings_list(&visit, &findings);
                refused(kept.page(&visit, &fields, &[], below))
            }
            Saved::Errors(errors) => refused(kept.page(&visit, &fields, &errors, html! {})),
        },
    )
}

/// An earlier version beside the picture as it is held.
struct Kept {
    opened: OpenPicture,
    version: u32,
    document: handslag_domain::picture::PictureDocument,
    saved: SavedVersion,
}

impl Kept {
    async fn open(
        site: &Site,
        visit: &Visit,
        action: Action,
        owner: &OrganisationId,
        id: &PictureId,
        version: u32,
    ) -> Result<Self, WebError> {
        let opened = open(site, visit, action, owner, id).await?;
        let app = &site.app;
        let document = app
            .picture_version(&visit.actor, owner, id, version)
            .await?;
        let versions = app
            .picture_versions(&visit.actor, owner, id)
            .await?
            .into_iter();
        let mut found = versions.filter(|one| one.version.held.version == version);
        Ok(Self {
            opened,
            version,
            document,
            saved: found.next().ok_or(WebError::NotFound)?,
        })
    }

    fn action(&self) -> String {
        page_of(&self.opened, &format!("versioner/{}", self.version))
    }

    fn fields(&self) -> Fields {
        let mut fields = Fields::default();
        fields.set("version", self.opened.version.to_string());
        fields
    }

    fn page(&self, visit: &Visit, fields: &Fields, errors: &[FormError], below: Markup) -> Markup {
        let t = visit.t();
        let title = t.version_n(&self.version.to_string());
        let saved = &self.saved;
        let as_it_read = PictureEdition::freeze(
            &self.document,
            Freeze {
                released_to: ReleasedTo::Partners,
                on: swedish_day(saved.version.saving.at),
                reason: None,
                previous: None,
                published: &[],
            },
        );
        let is_newest = self.version == self.opened.version;
        let filled = Filled {
            visit,
            fields,
            errors,
        };
        let main = html! {
            h1 { (title) }
            (error_summary(t, errors))
            p.quiet {
                (words::moment(visit.language, saved.version.saving.at))
                @if let Some(organisation) = &saved.organisation { ", " (organisation) }
            }
            (below)
            @if is_newest { p { (t.picture_version_is_newest()) } }
            @else if self.opened.may(Action::EditPicture) {
                form method="post" action=(self.action()) {
                    input type="hidden" name="version" value=(fields.get("version"));
                    (filled.line("skal", &t.work_reason(), &t.work_reason_optional()))
                    p.hint { (t.picture_version_restore_words()) }
                    div.actions { (submit(&t.picture_version_restore(), None)) }
                }
            }
            p { a href=(page_of(&self.opened, "versioner")) { (t.work_saved_versions()) } }
            article.document { (edition_body(&visit.here(), &as_it_read)) }
        };
        page(visit, &self.opened, &title, main)
    }
}

/// The form for a text that names somebody.
pub async fn erase_form(State(site): State<Site>, visit: Visit, named: Named) -> Answer {
    let (owner, id) = names(named);
    let opened = open(&site, &visit, Action::EditPicture, &owner, &id).await?;
    Ok(erase_page(&visit, &opened, &Fields::default(), &[]).into_response())
}

/// Takes the text out of every saved version.
pub async fn erase(State(site): State<Site>, visit: Visit, named: Named, fields: Fields) -> Answer {
    let t = visit.t();
    let (owner, id) = names(named);
    let opened = open(&site, &visit, Action::Publish, &owner, &id).await?;
    let again = |words: String| {
        let id = Field::new("text", "").id();
        refused(erase_page(
            &visit,
            &opened,
            &fields,
            &[FormError { id, words }],
        ))
    };
    let text = fields.words("text").unwrap_or_default();
    let app = &site.app;
    match app
        .erase_from_picture(&visit.actor, &owner, &id, &text, visit.now)
        .await
    {
        // How many, and never what: an address is kept in histories and logs.
        Ok(n) => see(&format!("{}?rensade={n}", page_of(&opened, "versioner"))),
        Err(AppError::Invalid {
            problem: Invalid::Unreadable,
            ..
        }) => Ok(again(t.picture_erase_short())),
        Err(AppError::Invalid {
            problem: Invalid::Unknown,
            ..
        }) => Ok(again(t.picture_erase_none())),
        Err(error) => Err(error.into()),
    }
}

fn erase_page(
    visit: &Visit,
    opened: &OpenPicture,
    fields: &Fields,
    errors: &[FormError],
) -> Markup {
    let t = visit.t();
    let title = t.picture_erase_title();
    let filled = Filled {
        visit,
        fields,
        errors,
    };
    let main = html! {
        h1 { (title) }
        (error_summary(t, errors))
        p { (t.picture_erase_lead()) }
        p.notice { (t.picture_erase_editions()) }
        @if opened.may(Action::Publish) {
            form method="post" action=(page_of(opened, "rensa")) {
                (filled.lines("text", &t.picture_erase_text(), &t.picture_erase_text_hint(), 3))
                div.actions { (submit(&t.picture_erase_do(), None)) }
            }
        } @else {
            p { (t.picture_erase_by_publisher()) }
        }
    };
    page(visit, opened, &title, main)
}
