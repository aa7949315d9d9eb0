//! The form of what a picture is of and who decided it: what the law's clock goes by.

use axum::extract::State;
use axum::response::IntoResponse;
use handslag_app::Action;
use handslag_app::picture_document::OpenPicture;
use handslag_domain::id::PartyId;
use handslag_domain::picture::{ActionPlan, Decision, PictureDocument};
use handslag_domain::written_date::WrittenDate;
use handslag_locale::Texts;
use maud::{Markup, html};

use super::super::Answer;
use super::super::entry::{checkboxes, missing};
use super::forms::{Filled, PictureForm, answered, day, parties_of, past_day, ticked, with_ticked};
use super::{Named, here, names, open, open_as_made, page_of};
use crate::fields::Fields;
use crate::server::Site;
use crate::visit::Visit;

/// The form, as the picture is held.
pub async fn form(State(site): State<Site>, visit: Visit, named: Named) -> Answer {
    let (owner, id) = names(named);
    let opened = open(&site, &visit, Action::EditPicture, &owner, &id).await?;
    let form = HeadForm::new(&opened);
    Ok(form.page(&visit, &fields_of(&opened), &[]).into_response())
}

/// Saves what the form says; everything else in the picture stays.
pub async fn save(State(site): State<Site>, visit: Visit, named: Named, fields: Fields) -> Answer {
    let (owner, id) = names(named);
    let opened = open_as_made(&site, &visit, &owner, &id, &fields).await?;
    let document = changed(&opened.document, &fields);
    let mut errors = Vec::new();
    if document.picture.title.is_empty() {
        errors.push(missing(&visit, "titel", &visit.t().work_promise_title()));
    }
    let (of_period, done) = dates(visit.t());
    for (name, label) in of_period {
        day(&visit, &fields, name, &label, &mut errors);
    }
    for (name, label) in done {
        past_day(&visit, &fields, name, &label, &mut errors);
    }
    let form = HeadForm::new(&opened);
    answered(&form, &site, &visit, &fields, &document, &errors).await
}

/// What a picture is of.
struct HeadForm<'a> {
    opened: &'a OpenPicture,
    action: String,
}

impl<'a> HeadForm<'a> {
    fn new(opened: &'a OpenPicture) -> Self {
        Self {
            opened,
            action: page_of(opened, "andra"),
        }
    }
}

type Days<const N: usize> = [(&'static str, String); N];

/// The fields that are days, with what they are called: of the period, and of
/// what has been done.
fn dates(t: Texts) -> (Days<2>, Days<4>) {
    let of_period = [
        ("fran", t.picture_doc_period_from()),
        ("till", t.picture_doc_period_to()),
    ];
    let done = [
        ("uppdaterad", t.picture_doc_updated_on()),
        ("beslut_dag", t.picture_doc_decided_on()),
        ("plan_dag", t.picture_doc_plan_decided_on()),
        ("plan_foljd", t.picture_doc_plan_followed_up()),
    ];
    (of_period, done)
}

fn fields_of(opened: &OpenPicture) -> Fields {
    let picture = &opened.document.picture;
    let mut fields = Fields::default();
    let date = |date: &Option<WrittenDate>| date.as_ref().map(|d| d.0.clone()).unwrap_or_default();
    let decided = picture.decided.clone().unwrap_or_default();
    let plan = picture.action_plan.clone().unwrap_or_default();
    let plan_decided = plan.decided.clone().unwrap_or_default();
    fields.set("version", opened.version.to_string());
    fields.set("titel", picture.title.clone());
    fields.set("fran", date(&picture.period.from));
    fields.set("till", date(&picture.period.to));
    fields.set("uppdaterad", date(&picture.updated_on));
    fields.set("beslut_av", decided.by);
    fields.set("beslut_dag", date(&decided.on));
    fields.set("beslut_nr", decided.reference.unwrap_or_default());
    fields.set("plan", plan.title.unwrap_or_default());
    fields.set("plan_av", plan_decided.by);
    fields.set("plan_dag", date(&plan_decided.on));
    fields.set("plan_nr", plan_decided.reference.unwrap_or_default());
    fields.set("plan_foljd", date(&plan.followed_up_on));
    fields.set("bakgrund", picture.background.clone().unwrap_or_default());
    fields.set("kontakt", picture.contact.clone().unwrap_or_default());
    let parties = picture.parties.iter().map(|id| id.0.clone()).collect();
    with_ticked(&fields, &[("parter", parties)])
}

fn changed(document: &PictureDocument, fields: &Fields) -> PictureDocument {
    let mut document = document.clone();
    let parties: Vec<PartyId> = document.parties.iter().map(|p| p.id.clone()).collect();
    let picture = &mut document.picture;
    picture.parties = ticked(fields, "parter", &picture.parties, &parties);
    let day = |name: &str| fields.words(name).map(WrittenDate);
    fields.get("titel").clone_into(&mut picture.title);
    picture.period.from = day("fran");
    picture.period.to = day("till");
    picture.updated_on = day("uppdaterad");
    picture.decided = decision(fields, "beslut", picture.decided.as_ref());
    let plan = picture.action_plan.clone().unwrap_or_default();
    let plan = ActionPlan {
        title: fields.words("plan"),
        decided: decision(fields, "plan", plan.decided.as_ref()),
        followed_up_on: day("plan_foljd"),
        ..plan
    };
    picture.action_plan = (plan != ActionPlan::default()).then_some(plan);
    picture.background = fields.words("bakgrund");
    picture.contact = fields.words("kontakt");
    document
}

/// Who decided, when, under which number; none when nothing is said.
fn decision(fields: &Fields, name: &str, held: Option<&Decision>) -> Option<Decision> {
    let words = |what: &str| fields.words(&format!("{name}_{what}"));
    let decision = Decision {
        by: words("av").unwrap_or_default(),
        on: words("dag").map(WrittenDate),
        reference: words("nr"),
        ..held.cloned().unwrap_or_default()
    };
    (decision != Decision::default()).then_some(decision)
}

/// The form's name for a place in the document.
fn field_of(path: &str) -> Option<String> {
    let of_plan = path.contains("action_plan");
    let field = match (path.rsplit('.').next()?, of_plan) {
        ("title", true) => "plan",
        ("title", false) => "titel",
        ("by", true) => "plan_av",
        ("by", false) => "beslut_av",
        ("reference", true) => "plan_nr",
        ("reference", false) => "beslut_nr",
        ("background", _) => "bakgrund",
        ("contact", _) => "kontakt",
        _ => return None,
    };
    Some(field.to_owned())
}

impl PictureForm for HeadForm<'_> {
    fn opened(&self) -> &OpenPicture {
        self.opened
    }

    fn title(&self, t: Texts) -> String {
        t.picture_doc_edit_head()
    }

    fn action(&self) -> &str {
        &self.action
    }

    fn after(&self) -> String {
        format!("{}?sparat=1", here(self.opened))
    }

    fn is_held(&self) -> bool {
        false
    }

    fn inner(&self, filled: &Filled<'_>) -> Markup {
        let t = filled.visit.t();
        let hint = t.work_date_hint();
        let day = |name: &str, label: String| filled.line(name, &label, &hint);
        html! {
            (filled.line("titel", &t.work_promise_title(), ""))
            (checkboxes("parter", &t.picture_doc_shared_by(), &parties_of(&self.opened.document), filled.fields))
            (day("fran", t.picture_doc_period_from()))
            (day("till", t.picture_doc_period_to()))
            (day("uppdaterad", t.picture_doc_updated_on()))
            fieldset.field.group {
                legend { (t.picture_doc_decision()) }
                (filled.line("beslut_av", &t.edition_decided(), &t.picture_doc_decided_by_hint()))
                (day("beslut_dag", t.picture_doc_decided_on()))
                (filled.line("beslut_nr", &t.picture_doc_reference(), ""))
            }
            fieldset.field.group {
                legend { (t.edition_plan()) }
                (filled.line("plan", &t.work_promise_title(), ""))
                (filled.line("plan_av", &t.edition_decided(), &t.picture_doc_decided_by_hint()))
                (day("plan_dag", t.picture_doc_plan_decided_on()))
                (filled.line("plan_nr", &t.picture_doc_reference(), ""))
                (day("plan_foljd", t.picture_doc_plan_followed_up()))
            }
            (filled.lines("bakgrund", &t.edition_background(), "", 4))
            (filled.lines("kontakt", &t.work_contact(), &t.work_contact_hint(), 2))
        }
    }

    fn field_of(&self, path: &str) -> Option<String> {
        field_of(path)
    }
}
