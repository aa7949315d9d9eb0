//! The picture as a document to be read: the three parts of the law, frozen as
//! a version, in an edition for the parties or for everyone.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::amount::Amount;
use crate::evidence_link::EvidenceLink;
use crate::id::{CommitmentId, PictureId, ProblemId};
use crate::party::Party;
use crate::period::Period;
use crate::place::Place;
use crate::problem::{Cause, Indicator, Problem, Voice};
use crate::vocabulary::{EvidenceKind, ReleasedTo};
use crate::worded::Worded;

use super::clock::LegalClock;
use super::{ActionPlan, Criterion, Decision, LegalPart, PictureDocument, PictureSection};

pub use changes::{Change, ChangeOf, Changed};

mod changes;
mod known;

/// Fewer incidents or voices than this are not told to everyone.
pub const FEWEST_PUBLIC: u32 = 5;
/// Nor is what fewer than this answered in a survey.
pub const FEWEST_ANSWERS: u32 = 10;

/// A version of the picture, complete in itself: page, PDF and files are made
/// from it and from nothing else.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PictureEdition {
    /// The language of its words.
    pub language: String,
    /// Whether its numbers are invented. Then "exempel" stands wherever they are shown.
    pub example: bool,
    /// Which picture.
    pub picture: PictureId,
    /// Its title.
    pub title: String,
    /// The municipalities it concerns, by name or code.
    pub municipalities: Vec<String>,
    /// The time that it is of.
    pub period: Period,
    /// For whom.
    pub released_to: ReleasedTo,
    /// 1 for the first.
    pub version: u32,
    /// The day it was frozen.
    pub frozen_on: Date,
    /// Why it replaced the one before.
    pub reason: Option<String>,
    /// Who decided the picture.
    pub decided: Option<Decision>,
    /// The plan that rests on it.
    pub action_plan: Option<ActionPlan>,
    /// How it was made.
    pub background: Option<String>,
    /// Where readers turn.
    pub contact: Option<String>,
    /// Who takes part.
    pub parties: Vec<Party>,
    /// Where.
    pub places: Vec<Place>,
    /// By what problems were chosen.
    pub criteria: Vec<Criterion>,
    /// Mapping, other information, analysis, in the order of the law.
    pub parts: Vec<EditionPart>,
    /// Every problem that it tells of: those taken on first, by rank.
    pub problems: Vec<Problem>,
    /// What is different from the version before, of the same edition.
    pub changes: Vec<Change>,
    /// The version that it was compared with.
    pub compared_with: Option<u32>,
    /// What the picture of that version is called, when it was another picture
    /// of the same municipality.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces_picture: Option<String>,
    /// What this edition does not hold.
    pub left_out: LeftOut,
    /// The two duties of the law, as they stood that day.
    pub clock: LegalClock,
}

/// One of the three parts that the law asks for (2023:196 4 §).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EditionPart {
    /// Which.
    pub part: LegalPart,
    /// Its passages.
    pub sections: Vec<PictureSection>,
    /// Of the mapping: what is measured for the area as a whole.
    pub indicators: Vec<Indicator>,
    /// Of other information: what residents and staff said.
    pub voices: Vec<Voice>,
    /// The problems that the part speaks of: in the mapping where and how much,
    /// in the analysis why and what is to be done.
    pub problems: Vec<ProblemId>,
}

impl EditionPart {
    /// Whether there is nothing in it to read.
    pub fn is_empty(&self) -> bool {
        self.sections.is_empty()
            && self.indicators.is_empty()
            && self.voices.is_empty()
            && self.problems.is_empty()
    }
}

/// How much an edition does not hold, so that it can say so.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// Passages.
    pub sections: usize,
    /// Problems.
    pub problems: usize,
    /// Voices.
    pub voices: usize,
    /// Indicators of the area.
    pub indicators: usize,
    /// Numbers, with what was said of them, because they are small.
    pub small_numbers: usize,
}

impl LeftOut {
    /// Whether anything is left out.
    pub fn is_something(&self) -> bool {
        *self != Self::default()
    }
}

/// What to freeze: for whom, when, and after what.
#[derive(Debug, Clone)]
pub struct Freeze<'a> {
    /// For whom.
    pub released_to: ReleasedTo,
    /// The day.
    pub on: Date,
    /// Why, when there is one before.
    pub reason: Option<String>,
    /// The version before, of the same edition: what everyone reads is compared
    /// with what everyone read, so that no change tells of what is left out.
    pub previous: Option<&'a PictureEdition>,
    /// The commitments that everyone can read of. What everyone reads names no
    /// others: even the id of one may tell what is being prepared.
    pub published: &'a [CommitmentId],
}

impl PictureEdition {
    /// The picture as it stands, frozen.
    pub fn freeze(picture: &PictureDocument, freeze: Freeze<'_>) -> Self {
        let previous = freeze
            .previous
            .filter(|before| before.released_to == freeze.released_to);
        let head = &picture.picture;
        // The parties of one picture need not be those of another.
        let compared = previous
            .filter(|before| freeze.released_to == ReleasedTo::Public || before.picture == head.id);
        let mut held = Held {
            released_to: freeze.released_to,
            picture,
            published: freeze.published,
            left_out: LeftOut::default(),
        };
        let problems = held.problems();
        let parts = held.parts(&problems);
        let mut edition = Self {
            language: picture.language.clone().unwrap_or_else(|| "sv".to_owned()),
            example: picture.example,
            picture: head.id.clone(),
            title: head.title.clone(),
            municipalities: head.municipalities.clone(),
            period: head.period.clone(),
            released_to: freeze.released_to,
            version: previous.map_or(1, |before| before.version + 1),
            frozen_on: freeze.on,
            reason: freeze.reason,
            decided: head.decided.clone(),
            action_plan: head.action_plan.clone(),
            background: head.background.clone(),
            contact: head.contact.clone(),
            parties: picture.parties.clone(),
            places: picture.places.clone(),
            criteria: picture.criteria.clone(),
            parts,
            problems,
            changes: Vec::new(),
            compared_with: compared.map(|before| before.version),
            replaces_picture: compared
                .filter(|before| before.picture != head.id)
                .map(|before| before.title.clone()),
            left_out: held.left_out,
            clock: LegalClock::of(head, freeze.on),
        };
        if freeze.released_to == ReleasedTo::Public {
            known::only(&mut edition);
        }
        if let Some(before) = compared {
            edition.changes = changes::between(before, &edition);
        }
        edition
    }

    /// The parts of the law that hold nothing that these readers may have.
    pub fn empty_parts(&self) -> Vec<LegalPart> {
        let all = self.parts.iter().filter(|part| part.is_empty());
        all.map(|part| part.part).collect()
    }

    /// The part of the law.
    pub fn part(&self, part: LegalPart) -> Option<&EditionPart> {
        self.parts.iter().find(|p| p.part == part)
    }

    /// The problem with this id.
    pub fn problem(&self, id: &ProblemId) -> Option<&Problem> {
        self.problems.iter().find(|p| p.id == *id)
    }

    /// The problems that a commitment answers, each with the cause that its
    /// measure is against.
    pub fn answered_by(&self, commitment: &CommitmentId) -> Vec<(&Problem, Option<&Cause>)> {
        let mut found: Vec<(&Problem, Option<&Cause>)> = Vec::new();
        for problem in &self.problems {
            let naming = problem.measures.iter();
            for measure in naming.filter(|m| m.commitments.contains(commitment)) {
                let mut causes = problem.causes.iter();
                let cause = causes.find(|c| Some(&c.id) == measure.cause.as_ref());
                if !found.contains(&(problem, cause)) {
                    found.push((problem, cause));
                }
            }
        }
        found
    }
}

/// What an edition holds of a picture, and what it leaves out.
struct Held<'a> {
    released_to: ReleasedTo,
    picture: &'a PictureDocument,
    published: &'a [CommitmentId],
    left_out: LeftOut,
}

impl Held<'_> {
    /// Whether these readers may have it. What says nothing stays with the parties.
    fn may_hold(&self, released: &Option<Worded<ReleasedTo>>) -> bool {
        match self.released_to {
            ReleasedTo::Partners => true,
            ReleasedTo::Public => {
                released.as_ref().and_then(Worded::meant) == Some(ReleasedTo::Public)
            }
        }
    }

    fn holds_voice(&self, id: &crate::id::VoiceId) -> bool {
        let voice = self.picture.voices.iter().find(|v| v.id == *id);
        voice.is_some_and(|v| self.may_hold(&v.released))
    }

    fn holds_problem(&self, id: &ProblemId) -> bool {
        let problem = self.picture.problem(id);
        problem.is_some_and(|p| self.may_hold(&p.released))
    }

    /// Those taken on first, by rank; then the others in their order.
    fn problems(&mut self) -> Vec<Problem> {
        let all = self.picture.problems.iter();
        let waiting = all.filter(|p| !p.is_chosen());
        let in_order: Vec<&Problem> = self.picture.chosen().into_iter().chain(waiting).collect();
        let (held, not): (Vec<_>, Vec<_>) = in_order
            .into_iter()
            .partition(|p| self.may_hold(&p.released));
        self.left_out.problems = not.len();
        held.into_iter().map(|p| self.problem(p)).collect()
    }

    fn problem(&mut self, problem: &Problem) -> Problem {
        let mut held = problem.clone();
        self.links(&mut held.evidence);
        self.counts(&mut held.indicators);
        for cause in &mut held.causes {
            self.links(&mut cause.links_for);
            self.links(&mut cause.links_against);
        }
        if self.released_to == ReleasedTo::Public {
            for measure in &mut held.measures {
                measure.commitments.retain(|id| self.published.contains(id));
            }
        }
        held
    }

    fn parts(&mut self, problems: &[Problem]) -> Vec<EditionPart> {
        let picture = self.picture;
        let ids: Vec<ProblemId> = problems.iter().map(|p| p.id.clone()).collect();
        let indicators = self.indicators();
        let voices = self.voices();
        let all = [
            (
                LegalPart::Mapping,
                &picture.mapping,
                indicators,
                vec![],
                ids.clone(),
            ),
            (
                LegalPart::OtherInformation,
                &picture.other_information,
                vec![],
                voices,
                vec![],
            ),
            (LegalPart::Analysis, &picture.analysis, vec![], vec![], ids),
        ];
        all.map(
            |(part, sections, indicators, voices, problems)| EditionPart {
                part,
                sections: self.sections(sections),
                indicators,
                voices,
                problems,
            },
        )
        .to_vec()
    }

    fn sections(&mut self, sections: &[PictureSection]) -> Vec<PictureSection> {
        let (held, not): (Vec<&PictureSection>, Vec<_>) =
            sections.iter().partition(|s| self.may_hold(&s.released));
        self.left_out.sections += not.len();
        held.into_iter()
            .map(|section| {
                let mut section = section.clone();
                self.links(&mut section.evidence);
                section.voices.retain(|id| self.holds_voice(id));
                section.problems.retain(|id| self.holds_problem(id));
                section
            })
            .collect()
    }

    fn indicators(&mut self) -> Vec<Indicator> {
        let (held, not): (Vec<&Indicator>, Vec<_>) = self
            .picture
            .indicators
            .iter()
            .partition(|i| self.may_hold(&i.released));
        self.left_out.indicators = not.len();
        let mut held: Vec<Indicator> = held.into_iter().cloned().collect();
        self.counts(&mut held);
        held
    }

    /// What was counted and is small goes with its words. A target is what
    /// somebody wants, and counts nobody.
    fn counts(&mut self, indicators: &mut [Indicator]) {
        let counted = indicators
            .iter_mut()
            .flat_map(|i| [&mut i.baseline, &mut i.outcome]);
        for measured in counted.flatten() {
            if !measured.is_share() && self.is_small(measured.value, FEWEST_PUBLIC) {
                (measured.value, measured.words) = (None, None);
                self.left_out.small_numbers += 1;
            }
        }
    }

    fn voices(&mut self) -> Vec<Voice> {
        let (held, not): (Vec<&Voice>, Vec<_>) = self
            .picture
            .voices
            .iter()
            .partition(|v| self.may_hold(&v.released));
        self.left_out.voices = not.len();
        let mut held: Vec<Voice> = held.into_iter().cloned().collect();
        for voice in &mut held {
            if self.is_small(voice.n, FEWEST_PUBLIC) {
                voice.n = None;
                voice.n_asked = None;
                self.left_out.small_numbers += 1;
            }
        }
        held
    }

    /// Small numbers go with what was said of them, which may tell them too;
    /// so does what was said of voices that these readers may not have.
    fn links(&mut self, links: &mut [EvidenceLink]) {
        for link in links {
            let told = link.voices_of(&self.picture.voices, &self.picture.places);
            // A sum beside all its parts but one tells that one.
            let withheld = told.iter().any(|voice| {
                !self.may_hold(&voice.released) || self.is_small(voice.n, FEWEST_PUBLIC)
            });
            link.voices.retain(|id| self.holds_voice(id));
            if withheld {
                link.value = None;
                link.n = None;
                link.words = None;
                continue;
            }
            let small = match link.kind.meant() {
                // What is of no kind that is known may count people.
                None | Some(EvidenceKind::Incidents | EvidenceKind::Voices) => {
                    self.is_small(link.value, FEWEST_PUBLIC) || self.is_small(link.n, FEWEST_PUBLIC)
                }
                // How many answered has to be known before everyone reads what they said.
                Some(EvidenceKind::Survey) => {
                    let told = link.value.is_some() || link.words.is_some();
                    let unknown = told && link.n.is_none();
                    self.is_small(link.n, FEWEST_ANSWERS)
                        || (unknown && self.released_to == ReleasedTo::Public)
                }
                Some(EvidenceKind::Figure | EvidenceKind::Document | EvidenceKind::Assumption) => {
                    false
                }
            };
            if small {
                link.value = None;
                link.n = None;
                link.words = None;
                self.left_out.small_numbers += 1;
            }
        }
    }

    /// None at all is no small number: it points at nobody.
    fn is_small(&self, n: Option<Amount>, fewest: u32) -> bool {
        let small = |n: Amount| !n.is_zero() && n < Amount::from(fewest);
        self.released_to == ReleasedTo::Public && n.is_some_and(small)
    }
}
