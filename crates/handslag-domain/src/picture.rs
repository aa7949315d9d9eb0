//! The shared situational picture (lägesbild): one open document of the three
//! parts that the law asks for, which promises answer (act 2023:196 4 §).

pub mod chain;
pub mod check;
pub mod clock;
pub mod contents;
pub mod edition;
pub mod gaps;
pub mod story;
pub mod views;
mod words;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::amount::Amount;
use crate::check::Words;
use crate::document::{ReadError, Syntax, published_schema, read_document, write_document};
use crate::evidence_link::EvidenceLink;
use crate::extra::Extra;
use crate::id::{PartyId, PictureId, PlaceId, ProblemId, PromiseId, VoiceId};
use crate::party::Party;
use crate::period::Period;
use crate::place::Place;
use crate::problem::{Indicator, Problem, Score, Voice};
use crate::vocabulary::ReleasedTo;
use crate::worded::Worded;
use crate::written_date::WrittenDate;

/// The name of the format and its version, first in every document.
pub const PICTURE_FORMAT: &str = "handslag-picture/1";

/// A picture with everything that belongs to it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PictureDocument {
    /// `handslag-picture/1`.
    #[serde(default = "format_name")]
    pub format: String,
    /// True when numbers in it are invented; everything that shows them then says "exempel".
    #[serde(default)]
    pub example: bool,
    /// The language of its words, `sv` unless given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// What it is a picture of, and who decided it.
    pub picture: Picture,
    /// Who takes part.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parties: Vec<Party>,
    /// Where.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<Place>,
    /// By what problems are chosen, in the order that they are to be read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub criteria: Vec<Criterion>,
    /// What residents and staff said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub voices: Vec<Voice>,
    /// What is measured for the area as a whole; a problem has its own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub indicators: Vec<Indicator>,
    /// What is wrong, why, and what is to be done.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<Problem>,
    /// The first part of the law: crime, its extent and consequences.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mapping: Vec<PictureSection>,
    /// The second part of the law: what else matters.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub other_information: Vec<PictureSection>,
    /// The third part of the law: the analysis of both.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub analysis: Vec<PictureSection>,
    /// Unknown fields.
    #[serde(flatten)]
    pub extra: Extra,
}

/// What a picture is of, for when, and who decided it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Picture {
    /// Its id, also its address: `lidkoping-2023`.
    pub id: PictureId,
    /// Its title.
    pub title: String,
    /// The municipalities it concerns, by name or four-digit code.
    #[serde(default)]
    pub municipalities: Vec<String>,
    /// The parties that share it.
    #[serde(default)]
    pub parties: Vec<PartyId>,
    /// The time that its figures and voices are from.
    #[serde(default)]
    pub period: Period,
    /// Who decided it, and when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided: Option<Decision>,
    /// When it was last updated; when it was decided, when that is later or nothing is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updated_on: Option<WrittenDate>,
    /// The action plan that rests on it (5 §).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub action_plan: Option<ActionPlan>,
    /// The promises that answer it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub promises: Vec<PromiseId>,
    /// How it was made: who met, which sources, what is missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub background: Option<String>,
    /// Where readers turn with questions: an office, never a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
    /// Unknown fields.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A decision by a body.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Decision {
    /// Which body, such as "kommunstyrelsen"; never a person.
    pub by: String,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<WrittenDate>,
    /// Its registry number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// Unknown fields.
    #[serde(flatten)]
    pub extra: Extra,
}

/// When the action plan was decided and followed up (5–6 §§).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ActionPlan {
    /// Its title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Who decided it, and when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided: Option<Decision>,
    /// When it was last followed up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub followed_up_on: Option<WrittenDate>,
    /// Unknown fields.
    #[serde(flatten)]
    pub extra: Extra,
}

/// By what problems are chosen.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Criterion {
    /// Its name, which scores use: the handbook's (`rising`) or one of your own.
    pub name: String,
    /// What it asks, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// The highest score; 3 unless given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most: Option<Amount>,
    /// How much it weighs beside the others; 1 unless given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<Amount>,
    /// Unknown fields.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A heading with its text and what it rests on.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PictureSection {
    /// The heading.
    pub heading: String,
    /// The text.
    pub words: String,
    /// What it rests on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<EvidenceLink>,
    /// The places that it speaks of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<PlaceId>,
    /// The problems that it speaks of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<ProblemId>,
    /// The voices that it tells.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub voices: Vec<VoiceId>,
    /// Who may read it; the parties alone unless given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub released: Option<Worded<ReleasedTo>>,
    /// Unknown fields.
    #[serde(flatten)]
    pub extra: Extra,
}

/// The parts that the law asks for (2023:196 4 §), in its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LegalPart {
    /// Crime, its extent and its consequences.
    Mapping,
    /// What else matters.
    OtherInformation,
    /// The analysis of both.
    Analysis,
}

impl LegalPart {
    /// What it is called.
    pub fn name(self, words: Words) -> &'static str {
        match (self, words) {
            (Self::Mapping, Words::Sv) => "kartläggning",
            (Self::OtherInformation, Words::Sv) => "övriga uppgifter",
            (Self::Analysis, Words::Sv) => "analys",
            (Self::Mapping, Words::En) => "mapping",
            (Self::OtherInformation, Words::En) => "other information",
            (Self::Analysis, Words::En) => "analysis",
        }
    }
}

fn format_name() -> String {
    PICTURE_FORMAT.to_owned()
}

/// The scores of a problem, each times the weight of its criterion.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Weighed {
    /// What they come to.
    pub sum: Amount,
    /// What they could come to at most.
    pub most: Amount,
    /// How many of the criteria have no score.
    pub unscored: usize,
}

impl Criterion {
    /// The highest score by it.
    pub fn highest(&self) -> Amount {
        self.most.unwrap_or_else(|| 3u32.into())
    }
}

impl PictureDocument {
    /// Reads TOML or JSON, whichever it is.
    ///
    /// # Errors
    /// [`ReadError`] with the line, or the field, that could not be read.
    pub fn read(text: &str) -> Result<Self, ReadError> {
        read_document(text)
    }

    /// Writes it.
    ///
    /// # Errors
    /// Only when a kept unknown value cannot be said in TOML (a null).
    pub fn write(&self, syntax: Syntax) -> Result<String, String> {
        write_document(self, syntax)
    }

    /// The published JSON Schema of the format (draft 2020-12).
    pub fn json_schema() -> Value {
        published_schema::<Self>(PICTURE_FORMAT, "Handslag picture document")
    }

    /// The problem with this id.
    pub fn problem(&self, id: &ProblemId) -> Option<&Problem> {
        self.problems.iter().find(|p| p.id == *id)
    }

    /// A place's name, or its id when the list lacks it.
    pub fn place_name<'a>(&'a self, id: &'a PlaceId) -> &'a str {
        self.places
            .iter()
            .find(|p| p.id == *id)
            .map_or(id.as_str(), |p| p.name.as_str())
    }

    /// A party's name, or its id when the list lacks it.
    pub fn party_name<'a>(&'a self, id: &'a PartyId) -> &'a str {
        self.parties
            .iter()
            .find(|p| p.id == *id)
            .map_or(id.as_str(), |p| p.name.as_str())
    }

    /// What a problem's scores come to by the stated criteria, to be read
    /// beside its rank. It never decides: people do, and say why.
    pub fn weighed(&self, problem: &Problem) -> Weighed {
        let scores = problem.priority.iter().flat_map(|p| &p.scores);
        let scores: Vec<&Score> = scores.collect();
        let mut weighed = Weighed::default();
        for criterion in &self.criteria {
            let weight = criterion.weight.unwrap_or_else(|| 1u32.into());
            let own = scores.iter().find(|s| s.criterion == criterion.name);
            match own {
                Some(score) => {
                    weighed.sum = weighed.sum + weight * score.score;
                    weighed.most = weighed.most + weight * criterion.highest();
                }
                None => weighed.unscored += 1,
            }
        }
        weighed
    }

    /// The problems that are taken on, first those with a rank, by it.
    pub fn chosen(&self) -> Vec<&Problem> {
        let rank = |p: &&Problem| {
            let rank = p.priority.as_ref().and_then(|p| p.rank);
            rank.unwrap_or(u32::MAX)
        };
        let mut chosen: Vec<&Problem> = self.problems.iter().filter(|p| p.is_chosen()).collect();
        chosen.sort_by_key(rank);
        chosen
    }
}
