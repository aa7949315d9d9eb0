//! What a picture's problems point to: places, parties, the criteria that they
//! are chosen by, and what is measured for the area as a whole.

mod entry;

use axum::extract::{Path, State};
use axum::response::IntoResponse;
use handslag_app::Action;
use handslag_app::picture_document::OpenPicture;
use handslag_domain::picture::PictureDocument;
use handslag_locale::Texts;
use maud::{Markup, html};

use super::super::Answer;
use super::forms::{Filled, PictureForm, answered};
use super::section::NEW;
use super::{lang_of, names, open, open_as_made, page, page_of};
use crate::error_page::WebError;
use crate::fields::{Asked, Fields};
use crate::server::Site;
use crate::visit::Visit;
use crate::work;

/// A list of the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum List {
    /// Where.
    Places,
    /// Who takes part.
    Parties,
    /// By what problems are chosen.
    Criteria,
    /// What is measured for the area as a whole.
    Indicators,
}

impl List {
    /// Every list, in the order that a picture is begun.
    pub const ALL: [Self; 4] = [
        Self::Parties,
        Self::Places,
        Self::Criteria,
        Self::Indicators,
    ];

    fn step(self) -> &'static str {
        match self {
            Self::Places => "platser",
            Self::Parties => "parter",
            Self::Criteria => "kriterier",
            Self::Indicators => "matt",
        }
    }

    fn named(step: &str) -> Result<Self, WebError> {
        let mut all = Self::ALL.into_iter();
        let found = all.find(|list| list.step() == step);
        found.ok_or(WebError::NotFound)
    }

    /// What it is called.
    pub fn title(self, t: Texts) -> String {
        match self {
            Self::Places => t.picture_doc_places(),
            Self::Parties => t.picture_doc_parties(),
            Self::Criteria => t.picture_doc_criteria(),
            Self::Indicators => t.picture_doc_indicators_of_area(),
        }
    }

    fn words(self, t: Texts) -> String {
        match self {
            Self::Places => t.picture_doc_places_words(),
            Self::Parties => t.picture_doc_parties_words(),
            Self::Criteria => t.picture_doc_criteria_words(),
            Self::Indicators => t.picture_doc_indicators_words(),
        }
    }

    fn new_words(self, t: Texts) -> String {
        match self {
            Self::Places => t.picture_doc_new_place(),
            Self::Parties => t.picture_doc_new_party(),
            Self::Criteria => t.picture_doc_new_criterion(),
            Self::Indicators => t.picture_doc_new_indicator(),
        }
    }

    fn edit_words(self, t: Texts) -> String {
        match self {
            Self::Places => t.picture_doc_edit_place(),
            Self::Parties => t.picture_doc_edit_party(),
            Self::Criteria => t.picture_doc_edit_criterion(),
            Self::Indicators => t.picture_doc_edit_indicator(),
        }
    }

    /// Each thing in it by its name.
    fn names(self, t: Texts, document: &PictureDocument) -> Vec<String> {
        match self {
            Self::Places => document.places.iter().map(|p| p.name.clone()).collect(),
            Self::Parties => document.parties.iter().map(|p| p.name.clone()).collect(),
            Self::Criteria => document.criteria.iter().map(|c| t.criterion(c)).collect(),
            Self::Indicators => document
                .indicators
                .iter()
                .map(|i| i.words.clone())
                .collect(),
        }
    }

    fn take_away(self, document: &mut PictureDocument, at: usize) {
        match self {
            Self::Places => drop(document.places.remove(at)),
            Self::Parties => drop(document.parties.remove(at)),
            Self::Criteria => drop(document.criteria.remove(at)),
            Self::Indicators => drop(document.indicators.remove(at)),
        }
    }
}

/// The address of a list.
pub fn address(opened: &OpenPicture, list: List) -> String {
    page_of(opened, &format!("lista/{}", list.step()))
}

/// Everything in a list, each with its form.
pub async fn list(
    State(site): State<Site>,
    visit: Visit,
    Path((owner, id, list)): Path<(String, String, String)>,
    Asked(asked): Asked,
) -> Answer {
    let t = visit.t();
    let (owner, id) = names(Path((owner, id)));
    let opened = open(&site, &visit, Action::EditPicture, &owner, &id).await?;
    let list = List::named(&list)?;
    let (title, here) = (list.title(t), address(&opened, list));
    let held = list.names(t, &opened.document);
    let main = html! {
        h1 { (title) }
        @if asked.has("sparat") { (work::done(&t.work_saved())) }
        p.lead { (list.words(t)) }
        @if !held.is_empty() {
            ul { @for (n, name) in held.iter().enumerate() {
                li { a href={ (here) "/" (n) } lang=[lang_of(&visit, &opened)] { (name) } }
            } }
        }
        p { a.button href={ (here) "/" (NEW) } { (list.new_words(t)) } }
    };
    Ok(page(&visit, &opened, &title, main).into_response())
}

/// Owner, picture, list, and which or `ny`.
type OfEntry = Path<(String, String, String, String)>;

/// One as it is held, or an empty form.
pub async fn form(
    State(site): State<Site>,
    visit: Visit,
    Path((owner, id, list, which)): OfEntry,
) -> Answer {
    let (owner, id) = names(Path((owner, id)));
    let opened = open(&site, &visit, Action::EditPicture, &owner, &id).await?;
    let form = EntryForm::new(&opened, List::named(&list)?, &which)?;
    let mut fields = form.fields_of(visit.t());
    fields.set("version", opened.version.to_string());
    Ok(form.page(&visit, &fields, &[]).into_response())
}

/// Adds one, changes it, or takes it away when nothing points to it.
pub async fn save(
    State(site): State<Site>,
    visit: Visit,
    Path((owner, id, list, which)): OfEntry,
    fields: Fields,
) -> Answer {
    let (owner, id) = names(Path((owner, id)));
    let opened = open_as_made(&site, &visit, &owner, &id, &fields).await?;
    let form = EntryForm::new(&opened, List::named(&list)?, &which)?;
    form.answered(&site, &visit, &fields).await
}

/// One thing of a list and where it stands in the version that the form was made from.
struct EntryForm<'a> {
    opened: &'a OpenPicture,
    list: List,
    at: Option<usize>,
    action: String,
}

impl<'a> EntryForm<'a> {
    fn new(opened: &'a OpenPicture, list: List, which: &str) -> Result<Self, WebError> {
        let at = match which {
            NEW => None,
            number => {
                let at: usize = number.parse().map_err(|_| WebError::NotFound)?;
                let n_held = match list {
                    List::Places => opened.document.places.len(),
                    List::Parties => opened.document.parties.len(),
                    List::Criteria => opened.document.criteria.len(),
                    List::Indicators => opened.document.indicators.len(),
                };
                if at >= n_held {
                    return Err(WebError::NotFound);
                }
                Some(at)
            }
        };
        Ok(Self {
            opened,
            list,
            at,
            action: format!("{}/{which}", address(opened, list)),
        })
    }

    async fn answered(&self, site: &Site, visit: &Visit, fields: &Fields) -> Answer {
        let mut errors = Vec::new();
        let mut document = self.opened.document.clone();
        match (self.at, fields.get("gor")) {
            (Some(at), "ta-bort") => self.list.take_away(&mut document, at),
            _ => self.put(&mut document, visit, fields, &mut errors),
        }
        answered(self, site, visit, fields, &document, &errors).await
    }
}

impl PictureForm for EntryForm<'_> {
    fn opened(&self) -> &OpenPicture {
        self.opened
    }

    fn title(&self, t: Texts) -> String {
        match self.at {
            None => self.list.new_words(t),
            Some(_) => self.list.edit_words(t),
        }
    }

    fn action(&self) -> &str {
        &self.action
    }

    fn after(&self) -> String {
        format!("{}?sparat=1", address(self.opened, self.list))
    }

    fn is_held(&self) -> bool {
        self.at.is_some()
    }

    fn inner(&self, filled: &Filled<'_>) -> Markup {
        self.fields(filled)
    }

    fn field_of(&self, path: &str) -> Option<String> {
        entry::field_of(path)
    }
}
