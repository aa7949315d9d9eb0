//! The form of a passage in one of the three parts that the law asks for.

use axum::extract::{Path, State};
use axum::response::IntoResponse;
use handslag_app::Action;
use handslag_app::picture_document::OpenPicture;
use handslag_domain::id::{PlaceId, ProblemId, VoiceId};
use handslag_domain::picture::{LegalPart, PictureDocument, PictureSection};
use handslag_locale::Texts;
use maud::{Markup, html};

use super::super::Answer;
use super::super::entry::{checkboxes, missing};
use super::evidence;
use super::forms::{Filled, PictureForm, answered, places_of, released, ticked, with_ticked};
use super::{here, names, open, open_as_made, page_of};
use crate::error_page::WebError;
use crate::fields::Fields;
use crate::page::part_title;
use crate::server::Site;
use crate::visit::Visit;

/// Owner, picture, part, and which passage or `ny`.
type OfSection = Path<(String, String, String, String)>;

/// The step that asks for a passage that is not there yet.
pub const NEW: &str = "ny";

/// The three parts in the order of the law.
pub const PARTS: [LegalPart; 3] = [
    LegalPart::Mapping,
    LegalPart::OtherInformation,
    LegalPart::Analysis,
];

/// The step of an address that names a part.
pub fn part_step(part: LegalPart) -> &'static str {
    match part {
        LegalPart::Mapping => "kartlaggning",
        LegalPart::OtherInformation => "ovriga-uppgifter",
        LegalPart::Analysis => "analys",
    }
}

/// The passages of a part.
pub fn sections(document: &PictureDocument, part: LegalPart) -> &[PictureSection] {
    match part {
        LegalPart::Mapping => &document.mapping,
        LegalPart::OtherInformation => &document.other_information,
        LegalPart::Analysis => &document.analysis,
    }
}

/// The passages of a part, to be changed.
pub fn sections_mut(document: &mut PictureDocument, part: LegalPart) -> &mut Vec<PictureSection> {
    match part {
        LegalPart::Mapping => &mut document.mapping,
        LegalPart::OtherInformation => &mut document.other_information,
        LegalPart::Analysis => &mut document.analysis,
    }
}

/// A passage as it is held, or an empty form.
pub async fn form(
    State(site): State<Site>,
    visit: Visit,
    Path((owner, id, part, which)): OfSection,
) -> Answer {
    let (owner, id) = names(Path((owner, id)));
    let opened = open(&site, &visit, Action::EditPicture, &owner, &id).await?;
    let form = SectionForm::new(&opened, &part, &which)?;
    let fields = form.fields_of();
    Ok(form.page(&visit, &fields, &[]).into_response())
}

/// Changes a passage, adds it, or takes it away.
pub async fn save(
    State(site): State<Site>,
    visit: Visit,
    Path((owner, id, part, which)): OfSection,
    fields: Fields,
) -> Answer {
    let (owner, id) = names(Path((owner, id)));
    let opened = open_as_made(&site, &visit, &owner, &id, &fields).await?;
    let form = SectionForm::new(&opened, &part, &which)?;
    form.answered(&site, &visit, &fields).await
}

/// A passage and where it stands in the version that the form was made from.
struct SectionForm<'a> {
    opened: &'a OpenPicture,
    part: LegalPart,
    at: Option<usize>,
    held: PictureSection,
    action: String,
}

impl<'a> SectionForm<'a> {
    fn new(opened: &'a OpenPicture, part: &str, which: &str) -> Result<Self, WebError> {
        let mut parts = PARTS.into_iter();
        let part = parts.find(|own| part_step(*own) == part);
        let part = part.ok_or(WebError::NotFound)?;
        let at = match which {
            NEW => None,
            number => Some(number.parse().map_err(|_| WebError::NotFound)?),
        };
        let held = match at {
            None => PictureSection::default(),
            Some(at) => {
                let held: Option<&PictureSection> =
                    sections(&opened.document, part).get::<usize>(at);
                held.cloned().ok_or(WebError::NotFound)?
            }
        };
        Ok(Self {
            opened,
            part,
            at,
            held,
            action: page_of(opened, &format!("del/{}/{which}", part_step(part))),
        })
    }

    fn fields_of(&self) -> Fields {
        let mut fields = Fields::default();
        fields.set("version", self.opened.version.to_string());
        fields.set("rubrik", self.held.heading.clone());
        fields.set("ord", self.held.words.clone());
        let held = &self.held;
        let readers = held.released.as_ref();
        fields.set("visas", readers.map_or("", |readers| readers.as_str()));
        let places = held.places.iter().map(|id| id.0.clone()).collect();
        let problems = held.problems.iter().map(|id| id.0.clone()).collect();
        let voices = held.voices.iter().map(|id| id.0.clone()).collect();
        let lists = [
            ("platser", places),
            ("problem", problems),
            ("synpunkter", voices),
        ];
        with_ticked(&fields, &lists)
    }

    async fn answered(&self, site: &Site, visit: &Visit, fields: &Fields) -> Answer {
        let t = visit.t();
        let takes_away = fields.get("gor") == "ta-bort";
        let mut errors = Vec::new();
        for (name, label) in [("rubrik", t.work_heading()), ("ord", t.work_text())] {
            if !takes_away && fields.get(name).is_empty() {
                errors.push(missing(visit, name, &label));
            }
        }
        let mut document = self.opened.document.clone();
        let places: Vec<PlaceId> = document.places.iter().map(|p| p.id.clone()).collect();
        let problems: Vec<ProblemId> = document.problems.iter().map(|p| p.id.clone()).collect();
        let voices: Vec<VoiceId> = document.voices.iter().map(|v| v.id.clone()).collect();
        let list = sections_mut(&mut document, self.part);
        let section = PictureSection {
            places: ticked(fields, "platser", &self.held.places, &places),
            problems: ticked(fields, "problem", &self.held.problems, &problems),
            voices: ticked(fields, "synpunkter", &self.held.voices, &voices),
            heading: fields.get("rubrik").to_owned(),
            words: fields.words("ord").unwrap_or_default(),
            released: released(fields),
            ..self.held.clone()
        };
        match (self.at, takes_away) {
            (Some(at), true) => drop(list.remove(at)),
            (Some(at), false) => list[at] = section,
            (None, _) => list.push(section),
        }
        answered(self, site, visit, fields, &document, &errors).await
    }
}

impl PictureForm for SectionForm<'_> {
    fn opened(&self) -> &OpenPicture {
        self.opened
    }

    fn title(&self, t: Texts) -> String {
        part_title(t.language, self.part)
    }

    fn action(&self) -> &str {
        &self.action
    }

    fn after(&self) -> String {
        format!("{}?sparat=1#delarna", here(self.opened))
    }

    fn is_held(&self) -> bool {
        self.at.is_some()
    }

    fn inner(&self, filled: &Filled<'_>) -> Markup {
        let t = filled.visit.t();
        let document = &self.opened.document;
        let problems = document.problems.iter();
        let problems: Vec<_> = problems
            .map(|p| (p.id.0.clone(), p.title.clone()))
            .collect();
        let voices = document.voices.iter();
        let voices: Vec<_> = voices.map(|v| (v.id.0.clone(), v.words.clone())).collect();
        html! {
            (filled.line("rubrik", &t.work_heading(), ""))
            (filled.lines("ord", &t.work_text(), &t.picture_doc_section_hint(), 8))
            (checkboxes("platser", &t.picture_doc_section_places(), &places_of(document), filled.fields))
            (checkboxes("problem", &t.picture_doc_section_problems(), &problems, filled.fields))
            (checkboxes("synpunkter", &t.picture_doc_section_voices(), &voices, filled.fields))
            (filled.readers())
        }
    }

    fn beneath(&self, visit: &Visit) -> Markup {
        let of = |at| evidence::For::Section(self.part, at);
        let title = visit.t().picture_doc_rests_on();
        html! { @if let Some(at) = self.at { (evidence::list(visit, self.opened, of(at), &title)) } }
    }

    fn field_of(&self, path: &str) -> Option<String> {
        field_of(path)
    }
}

/// The form's name for a place in the document.
fn field_of(path: &str) -> Option<String> {
    match path.rsplit('.').next()? {
        "heading" => Some("rubrik".to_owned()),
        "words" => Some("ord".to_owned()),
        _ => None,
    }
}
