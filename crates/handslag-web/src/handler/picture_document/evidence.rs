//! The form of one piece of evidence: first its kind, then what it takes to
//! follow it. It is for a problem, for or against a cause, or for a passage.

mod fields;

use axum::extract::{Path, State};
use axum::response::IntoResponse;
use handslag_app::Action;
use handslag_app::picture_document::OpenPicture;
use handslag_domain::evidence_link::EvidenceLink;
use handslag_domain::picture::{LegalPart, PictureDocument};
use handslag_domain::vocabulary::EvidenceKind;
use handslag_locale::Texts;
use maud::{Markup, html};

use super::super::Answer;
use super::forms::{Filled, PictureForm, answered};
use super::section::{NEW, PARTS, part_step, sections, sections_mut};
use super::{here, names, open, open_as_made, page, page_of};
use crate::component::{Field, Tile, radio_tiles, submit};
use crate::error_page::WebError;
use crate::fields::{Asked, Fields};
use crate::paths;
use crate::server::Site;
use crate::visit::Visit;

/// Owner, picture, what the evidence is for, and which or `ny`.
type OfEvidence = Path<(String, String, String, String)>;

/// What evidence is for, by where it stands in the version that a form was made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum For {
    /// A problem.
    Problem(usize),
    /// What speaks for a cause of a problem.
    Cause(usize, usize),
    /// What speaks against it.
    AgainstCause(usize, usize),
    /// A passage.
    Section(LegalPart, usize),
}

impl For {
    /// Its step in an address: `problem-0`, `mot-orsak-0-1`, `analys-2`.
    pub fn step(self) -> String {
        match self {
            Self::Problem(n) => format!("problem-{n}"),
            Self::Cause(n, m) => format!("orsak-{n}-{m}"),
            Self::AgainstCause(n, m) => format!("mot-orsak-{n}-{m}"),
            Self::Section(part, n) => format!("{}-{n}", part_step(part)),
        }
    }

    fn named(step: &str) -> Option<Self> {
        let numbers = |name: &str| -> Option<Vec<usize>> {
            let numbers = step.strip_prefix(name)?.strip_prefix('-')?.split('-');
            numbers.map(|n| n.parse().ok()).collect()
        };
        if let Some([n]) = numbers("problem").as_deref() {
            return Some(Self::Problem(*n));
        }
        if let Some([n, m]) = numbers("orsak").as_deref() {
            return Some(Self::Cause(*n, *m));
        }
        if let Some([n, m]) = numbers("mot-orsak").as_deref() {
            return Some(Self::AgainstCause(*n, *m));
        }
        let mut parts = PARTS.into_iter();
        parts.find_map(|part| match numbers(part_step(part))?.as_slice() {
            [n] => Some(Self::Section(part, *n)),
            _ => None,
        })
    }

    /// The links; none when what they would be for is not there.
    pub fn links(self, document: &PictureDocument) -> Option<&[EvidenceLink]> {
        let cause = |n: usize, m: usize| document.problems.get(n)?.causes.get(m);
        Some(match self {
            Self::Problem(n) => &document.problems.get(n)?.evidence,
            Self::Cause(n, m) => &cause(n, m)?.links_for,
            Self::AgainstCause(n, m) => &cause(n, m)?.links_against,
            Self::Section(part, n) => &sections(document, part).get(n)?.evidence,
        })
    }

    fn links_mut(self, document: &mut PictureDocument) -> Option<&mut Vec<EvidenceLink>> {
        Some(match self {
            Self::Problem(n) => &mut document.problems.get_mut(n)?.evidence,
            Self::Cause(n, m) => &mut document.problems.get_mut(n)?.causes.get_mut(m)?.links_for,
            Self::AgainstCause(n, m) => {
                let causes = &mut document.problems.get_mut(n)?.causes;
                &mut causes.get_mut(m)?.links_against
            }
            Self::Section(part, n) => &mut sections_mut(document, part).get_mut(n)?.evidence,
        })
    }

    /// What it is called that the evidence is for, and its own words.
    fn about(self, t: Texts, document: &PictureDocument) -> (String, String) {
        let cause = |n: usize, m: usize| {
            let cause = document.problems.get(n).and_then(|p| p.causes.get(m));
            cause.map(|cause| cause.words.clone()).unwrap_or_default()
        };
        match self {
            Self::Problem(n) => {
                let problem = document.problems.get(n);
                let title = problem.map(|p| p.title.clone()).unwrap_or_default();
                (t.chain_step_problem(), title)
            }
            Self::Cause(n, m) => (t.problem_for(), cause(n, m)),
            Self::AgainstCause(n, m) => (t.problem_against(), cause(n, m)),
            Self::Section(part, n) => {
                let section = sections(document, part).get(n);
                let heading = section.map(|s| s.heading.clone()).unwrap_or_default();
                (t.work_heading(), heading)
            }
        }
    }

    /// Where it is read on the picture's page.
    fn anchor(self, document: &PictureDocument) -> String {
        match self {
            Self::Problem(n) | Self::Cause(n, _) | Self::AgainstCause(n, _) => {
                let problem = document.problems.get(n);
                problem.map_or_else(|| "valda".to_owned(), |p| format!("problem-{}", p.id))
            }
            Self::Section(..) => "delarna".to_owned(),
        }
    }
}

/// The address of the form of one piece of evidence, or of a new one.
pub fn address(opened: &OpenPicture, of: For, at: Option<usize>) -> String {
    let which = at.map_or_else(|| NEW.to_owned(), |at| at.to_string());
    page_of(opened, &format!("belagg/{}/{which}", of.step()))
}

/// What something rests on, each with a way to change it, and a way to add more.
pub fn list(visit: &Visit, opened: &OpenPicture, of: For, heading: &str) -> Markup {
    let t = visit.t();
    let document = &opened.document;
    let links = of.links(document).unwrap_or_default();
    html! {
        section {
            h2 { (heading) }
            @if !links.is_empty() {
                ul { @for (n, link) in links.iter().enumerate() {
                    li { a href=(address(opened, of, Some(n))) { (line(t, document, link)) } }
                } }
            }
            p { a href=(address(opened, of, None)) { (t.picture_doc_evidence_new()) span.unseen { ": " (heading) } } }
        }
    }
}

/// One piece of evidence in a line.
fn line(t: Texts, document: &PictureDocument, link: &EvidenceLink) -> String {
    let place = link.place.as_ref().map(|id| document.place_name(id));
    let words = link.words.as_deref().unwrap_or_default();
    let line = format!("{}. {words}", t.evidence_link(link, place));
    line.trim_end().to_owned()
}

/// One as it is held, or which kind a new one is to be of, or the form of that kind.
pub async fn form(
    State(site): State<Site>,
    visit: Visit,
    Path((owner, id, of, which)): OfEvidence,
    Asked(asked): Asked,
) -> Answer {
    let (owner, id) = names(Path((owner, id)));
    let opened = open(&site, &visit, Action::EditPicture, &owner, &id).await?;
    let form = EvidenceForm::new(&opened, &of, &which)?;
    let is_other_kind = asked.has("slag");
    if form.at.is_none() && !is_other_kind {
        return Ok(form.kinds(&visit).into_response());
    }
    let mut fields = fields::of(visit.t(), &form.held);
    if is_other_kind {
        fields.set("slag", asked.get("slag"));
    }
    fields.set("version", opened.version.to_string());
    Ok(form.page(&visit, &fields, &[]).into_response())
}

/// Adds one, changes it or takes it away.
pub async fn save(
    State(site): State<Site>,
    visit: Visit,
    Path((owner, id, of, which)): OfEvidence,
    fields: Fields,
) -> Answer {
    let (owner, id) = names(Path((owner, id)));
    let opened = open_as_made(&site, &visit, &owner, &id, &fields).await?;
    let form = EvidenceForm::new(&opened, &of, &which)?;
    form.answered(&site, &visit, &fields).await
}

struct EvidenceForm<'a> {
    opened: &'a OpenPicture,
    of: For,
    at: Option<usize>,
    held: EvidenceLink,
    action: String,
}

impl<'a> EvidenceForm<'a> {
    fn new(opened: &'a OpenPicture, of: &str, which: &str) -> Result<Self, WebError> {
        let of = For::named(of).ok_or(WebError::NotFound)?;
        let links = of.links(&opened.document).ok_or(WebError::NotFound)?;
        let (at, held) = match which {
            NEW => (None, EvidenceLink::default()),
            number => {
                let at: usize = number.parse().map_err(|_| WebError::NotFound)?;
                let held = links.get(at).cloned().ok_or(WebError::NotFound)?;
                (Some(at), held)
            }
        };
        Ok(Self {
            action: address(opened, of, at),
            opened,
            of,
            at,
            held,
        })
    }

    async fn answered(&self, site: &Site, visit: &Visit, fields: &Fields) -> Answer {
        let mut errors = Vec::new();
        let takes_away = fields.get("gor") == "ta-bort";
        let link = fields::changed(visit, &self.held, fields, &mut errors);
        if takes_away {
            errors.clear();
        }
        let mut document = self.opened.document.clone();
        let links = self.of.links_mut(&mut document).ok_or(WebError::NotFound)?;
        match (self.at, takes_away) {
            (Some(at), true) => drop(links.remove(at)),
            (Some(at), false) => links[at] = link,
            (None, _) => links.push(link),
        }
        answered(self, site, visit, fields, &document, &errors).await
    }

    fn about(&self, t: Texts) -> Markup {
        let (label, words) = self.of.about(t, &self.opened.document);
        html! { p.quiet { (label) ": " (words) } }
    }

    /// Which kind a new one is to be of.
    fn kinds(&self, visit: &Visit) -> Markup {
        let t = visit.t();
        let kinds = EvidenceKind::ALL.iter().map(|kind| Tile {
            value: kind.name().to_owned(),
            words: t.evidence_kind(&(*kind).into()),
        });
        let kinds: Vec<Tile> = kinds.collect();
        let label = t.picture_doc_evidence_kind();
        let main = html! {
            h1 { (self.title(t)) }
            (self.about(t))
            form method="get" action=(self.action) {
                (radio_tiles(Field::new("slag", &label).required(), &kinds, EvidenceKind::Figure.name()))
                (submit(&t.picture_doc_evidence_go_on(), None))
            }
        };
        page(visit, self.opened, &self.title(t), main)
    }
}

impl PictureForm for EvidenceForm<'_> {
    fn opened(&self) -> &OpenPicture {
        self.opened
    }

    fn title(&self, t: Texts) -> String {
        match self.at {
            None => t.picture_doc_evidence_new(),
            Some(_) => t.picture_doc_evidence_edit(),
        }
    }

    fn action(&self) -> &str {
        &self.action
    }

    fn after(&self) -> String {
        let anchor = self.of.anchor(&self.opened.document);
        format!("{}?sparat=1#{anchor}", here(self.opened))
    }

    fn is_held(&self) -> bool {
        self.at.is_some()
    }

    fn inner(&self, filled: &Filled<'_>) -> Markup {
        let t = filled.visit.t();
        let kind = filled.fields.get("slag");
        let others = EvidenceKind::ALL.iter();
        let others = others.filter(|other| other.name() != kind);
        html! {
            (self.about(t))
            (fields::inner(self.opened, filled))
            details {
                summary { (t.picture_doc_evidence_other_kind()) }
                ul { @for other in others {
                    li { a href={ (self.action) "?slag=" (paths::step(other.name())) } { (t.evidence_kind(&(*other).into())) } }
                } }
            }
        }
    }

    fn field_of(&self, path: &str) -> Option<String> {
        fields::field_of(path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_evidence_is_for_is_read_as_it_is_written() {
        let all = [
            For::Problem(3),
            For::Cause(0, 12),
            For::AgainstCause(2, 1),
            For::Section(LegalPart::OtherInformation, 4),
            For::Section(LegalPart::Analysis, 0),
        ];
        for of in all {
            assert_eq!(For::named(&of.step()), Some(of), "{}", of.step());
        }
        for other in [
            "problem",
            "problem-",
            "problem-x",
            "orsak-1",
            "plats-1",
            "analys-1-2",
        ] {
            assert_eq!(For::named(other), None, "{other}");
        }
    }
}
