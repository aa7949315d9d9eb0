//! Why a commitment was made: voices, problems, causes and measures.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::amount::Amount;
use crate::evidence_link::EvidenceLink;
use crate::extra::Extra;
use crate::id::{
    CauseId, CommitmentId, IndicatorId, MeasureId, PartyId, PlaceId, ProblemId, VoiceId,
};
use crate::promise::Measured;
use crate::vocabulary::{CauseState, HandbookCriterion, KnownEffect, ReleasedTo, TriangleSide};
use crate::worded::Worded;
use crate::written_date::WrittenDate;

/// What residents or staff said, told as a theme: never who said it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Voice {
    /// Its id.
    pub id: VoiceId,
    /// What was said, as a theme.
    pub words: String,
    /// `citizen_dialogue`, `employee_survey`, `citizen_survey`, `safety_walk`, or other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
    /// How many said so, when it was counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub n: Option<Amount>,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<WrittenDate>,
    /// What became of it, in words told back to those who spoke.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<String>,
    /// What it is about, in a word that others share, such as "droger".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub theme: Option<String>,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<PlaceId>,
    /// Which group was asked: `residents`, `staff`, `young`, `property_owners`,
    /// or another; never a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked: Option<String>,
    /// How many were asked, when it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub n_asked: Option<Amount>,
    /// Who may read it in a picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub released: Option<Worded<ReleasedTo>>,
    /// Unknown fields.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Something wrong at a place or for a group, worth a promise.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Problem {
    /// Its id.
    pub id: ProblemId,
    /// What it is.
    pub title: String,
    /// In some sentences.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// Where.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<PlaceId>,
    /// The project that works on it, such as "Drogfria platser".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub project: Option<String>,
    /// Who works on it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parties: Vec<PartyId>,
    /// The place cycle: identify, map, analyse causes, act.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cycle: Vec<CycleStep>,
    /// What causes it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub causes: Vec<Cause>,
    /// What is done about it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub measures: Vec<Measure>,
    /// What came of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<String>,
    /// What it is about, in a word that voices and figures share.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub theme: Option<String>,
    /// The focus area it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub focus_area: Option<String>,
    /// What it rests on; an assumption says so.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<EvidenceLink>,
    /// Why this one and not another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub priority: Option<Priority>,
    /// What is measured to see whether it becomes better.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub indicators: Vec<Indicator>,
    /// Who may read it in a picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub released: Option<Worded<ReleasedTo>>,
    /// Unknown fields.
    #[serde(flatten)]
    pub extra: Extra,
}

/// One step of the place cycle.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CycleStep {
    /// `identify`, `map`, `analyse_causes`, `act`, or another step.
    pub step: String,
    /// `done`, `under_way`, `not_begun`, or other words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<WrittenDate>,
    /// What was found or done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// Unknown fields.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A cause, with what speaks for and against it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Cause {
    /// Its id.
    pub id: CauseId,
    /// What it is.
    pub words: String,
    /// `situational` or `social`, or other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// What speaks for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence_for: Vec<String>,
    /// What speaks against it. With neither, it is an assumption.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence_against: Vec<String>,
    /// Which side of the crime triangle it is on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side: Option<Worded<TriangleSide>>,
    /// What speaks for it, as links.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links_for: Vec<EvidenceLink>,
    /// What speaks against it, as links.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links_against: Vec<EvidenceLink>,
    /// What one would see if it were wrong.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub would_show_wrong: Option<String>,
    /// What the evidence makes of it, when somebody has judged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<Worded<CauseState>>,
    /// Unknown fields.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A measure against a cause.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Measure {
    /// Its id.
    pub id: MeasureId,
    /// What it is.
    pub words: String,
    /// The cause it works against.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<CauseId>,
    /// `situational` or `social`, or other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// `short` or `long`, or other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub term: Option<String>,
    /// Who does it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parties: Vec<PartyId>,
    /// The commitments it became.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub commitments: Vec<CommitmentId>,
    /// How it is thought to work against the cause.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mechanism: Option<String>,
    /// What is known of its kind from where it was tried before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known_effect: Option<Worded<KnownEffect>>,
    /// Where that was read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known_from: Option<String>,
    /// Unknown fields.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Why a problem is taken on or left, by the picture's criteria.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Priority {
    /// Whether it is taken on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chosen: Option<bool>,
    /// Its place among the problems, 1 first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rank: Option<u32>,
    /// How it does by each criterion.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scores: Vec<Score>,
    /// Why, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Unknown fields.
    #[serde(flatten)]
    pub extra: Extra,
}

/// How a problem does by one criterion.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Score {
    /// The criterion's name: one of the picture's own, or of the handbook's
    /// (`most_common`, `rising`, `deviating`, `place`, `victims`, `signal_crime`,
    /// `harm`, `resources`, `influence`, `cost`).
    pub criterion: String,
    /// From 0, by no means, to the criterion's `most`.
    pub score: Amount,
    /// What the score rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Unknown fields.
    #[serde(flatten)]
    pub extra: Extra,
}

/// What is measured to see whether a problem becomes better.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Indicator {
    /// Its id.
    pub id: IndicatorId,
    /// What is measured.
    pub words: String,
    /// Where the measure comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Where it stood when the picture was drawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub baseline: Option<Measured>,
    /// Where it should stand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<Measured>,
    /// Where it stands now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Measured>,
    /// Who may read it in a picture; that of a problem goes with the problem.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub released: Option<Worded<ReleasedTo>>,
    /// Unknown fields.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Problem {
    /// Whether it is taken on: said so, or worked on already.
    pub fn is_chosen(&self) -> bool {
        let said = self.priority.as_ref().and_then(|p| p.chosen);
        said.unwrap_or(!self.measures.is_empty())
    }

    /// The same problem with what only another document says of it: further
    /// causes, measures, indicators and evidence, and who has undertaken what.
    pub fn joined_with(&self, other: &Self) -> Self {
        let mut joined = self.clone();
        add_missing(&mut joined.causes, &other.causes, |c| &c.id);
        add_missing(&mut joined.indicators, &other.indicators, |i| &i.id);
        for measure in &mut joined.measures {
            let same = other.measures.iter().filter(|m| m.id == measure.id);
            let undertaken: Vec<CommitmentId> = same.flat_map(|m| m.commitments.clone()).collect();
            add_missing(&mut measure.commitments, &undertaken, |id| id);
        }
        add_missing(&mut joined.measures, &other.measures, |m| &m.id);
        for link in &other.evidence {
            if !joined.evidence.contains(link) {
                joined.evidence.push(link.clone());
            }
        }
        joined
    }

    /// The measures against a cause, in their order.
    pub fn measures_against<'a>(&'a self, cause: &'a CauseId) -> impl Iterator<Item = &'a Measure> {
        self.measures
            .iter()
            .filter(move |m| m.cause.as_ref() == Some(cause))
    }
}

impl Cause {
    /// What the evidence makes of it: as judged, else by what there is. With
    /// something on both sides nothing is settled until somebody judges.
    pub fn standing(&self) -> CauseState {
        if let Some(judged) = self.state.as_ref().and_then(Worded::meant) {
            return judged;
        }
        match (self.has_evidence_for(), self.has_evidence_against()) {
            (true, false) => CauseState::Supported,
            (false, true) => CauseState::Contradicted,
            (true, true) | (false, false) => CauseState::Assumption,
        }
    }

    /// Whether anything but an assumption speaks for it.
    pub fn has_evidence_for(&self) -> bool {
        speaks(&self.evidence_for, &self.links_for)
    }

    /// Whether anything but an assumption speaks against it.
    pub fn has_evidence_against(&self) -> bool {
        speaks(&self.evidence_against, &self.links_against)
    }

    /// Whether it says openly that it is an assumption.
    pub fn says_assumption(&self) -> bool {
        let judged = self.state.as_ref().and_then(Worded::meant);
        judged == Some(CauseState::Assumption)
            || self.links_for.iter().any(EvidenceLink::is_assumption)
    }
}

/// Adds those whose id is not there yet, in their order.
fn add_missing<T: Clone, I: PartialEq>(to: &mut Vec<T>, from: &[T], id: impl Fn(&T) -> &I) {
    for one in from {
        if !to.iter().any(|held| id(held) == id(one)) {
            to.push(one.clone());
        }
    }
}

fn speaks(words: &[String], links: &[EvidenceLink]) -> bool {
    let in_words = words.iter().any(|w| !w.trim().is_empty());
    in_words || links.iter().any(|link| !link.is_assumption())
}

impl Score {
    /// The handbook's criterion of that name, when it is one.
    pub fn handbook(&self) -> Option<HandbookCriterion> {
        Worded::<HandbookCriterion>::Words(self.criterion.clone()).meant()
    }
}

/// How something may have been said, in the order of the forms. A document may
/// say another.
pub const VOICE_CHANNELS: [&str; 7] = [
    "citizen_dialogue",
    "citizen_survey",
    "safety_walk",
    "rural_council",
    "employee_survey",
    "employee_dialogue",
    "business_meeting",
];

/// Which groups may have been asked, in the order of the forms.
pub const ASKED_GROUPS: [&str; 4] = ["residents", "staff", "young", "property_owners"];

impl Voice {
    /// Whether those who spoke were told what became of it.
    pub fn is_answered(&self) -> bool {
        let answer = self.answer.as_deref().unwrap_or_default();
        !answer.trim().is_empty()
    }

    /// Whether more are said to have said so than were asked.
    pub fn says_more_than_asked(&self) -> bool {
        matches!((self.n, self.n_asked), (Some(n), Some(asked)) if n > asked)
    }

    /// Whether those who speak work at the parties, by whom was asked or how.
    pub fn is_of_staff(&self) -> bool {
        let says = |field: &Option<String>, roots: &[&str]| {
            let word = field.as_deref().unwrap_or_default().to_lowercase();
            roots.iter().any(|root| word.contains(root))
        };
        match &self.asked {
            Some(_) => says(&self.asked, &["staff", "employee", "personal", "medarbet"]),
            None => says(&self.channel, &["employee", "staff", "medarbet"]),
        }
    }
}
