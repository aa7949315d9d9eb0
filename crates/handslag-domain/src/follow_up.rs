//! The follow-up (uppföljning): what parties say, and the document that is published.

use std::collections::BTreeMap;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::amount::Amount;
use crate::assessment::Evidenced;
use crate::claim::Claim;
use crate::effect::Examined;
use crate::extra::Extra;
use crate::figures::FigureChart;
use crate::id::{ActivityId, CommitmentId, PartyId, PromiseId};
use crate::problem::{Problem, Voice};
use crate::promise::{OutcomeGoal, Source};
use crate::verdict::{EvidenceGrade, OnTime, Verdict};
use crate::worded::Worded;
use crate::written_date::WrittenDate;

/// A follow-up as written by the parties, part of the open document.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FollowUp {
    /// The year or period it follows up, such as `2023`.
    pub of: WrittenDate,
    /// The day that the counts are taken at; the end of the period unless given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<WrittenDate>,
    /// Its version; a correction is a new version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<u32>,
    /// `draft`, `published`, `revision_under_way`, or other words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// When it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published_on: Option<WrittenDate>,
    /// Why this version replaced the one before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// What the parties say about each commitment.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub statements: Vec<Statement>,
    /// What happened around the promise: moved resources, a pandemic.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub context: Vec<Section>,
    /// What the numbers say changed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<Claim>,
    /// What comes next.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_step: Option<String>,
    /// The published text, word for word.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// Unknown fields.
    #[serde(flatten)]
    pub extra: Extra,
}

impl FollowUp {
    /// The day that its counts are taken at, when it can be read.
    pub fn counting_day(&self) -> Option<Date> {
        let day = self.at.as_ref().unwrap_or(&self.of);
        day.last_day().ok()
    }
}

/// What a party says about a commitment.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Statement {
    /// Which commitment.
    pub commitment: CommitmentId,
    /// Which party speaks; all of them together unless given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party: Option<PartyId>,
    /// The party's own verdict; words that are none of ours are kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Worded<Verdict>>,
    /// The party's own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// When it was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<WrittenDate>,
    /// Why it did not become as promised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deviation: Option<String>,
    /// What the statement rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<Worded<EvidenceGrade>>,
    /// Which office assessed it; never a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assessed_by: Option<String>,
    /// What comes next for this commitment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_step: Option<String>,
    /// Unknown fields.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Statement {
    /// What the party's verdict means, when its word says it.
    pub fn meant(&self) -> Option<Verdict> {
        self.verdict.as_ref().and_then(Worded::meant)
    }

    /// The party's own word for how it went, when it is none of ours.
    pub fn own_verdict(&self) -> Option<&str> {
        let verdict = self.verdict.as_ref()?;
        verdict.meant().is_none().then(|| verdict.as_str())
    }

    /// The party's own words, with its word for how it went when that is none of ours.
    pub fn own_words(&self) -> Option<String> {
        match (self.own_verdict(), &self.words) {
            (Some(verdict), Some(words)) => Some(format!("{verdict}. {words}")),
            (Some(verdict), None) => Some(verdict.to_owned()),
            (None, words) => words.clone(),
        }
    }
}

/// A heading with its text.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Section {
    /// The heading.
    pub heading: String,
    /// The text.
    pub words: String,
    /// Unknown fields.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A follow-up ready to be read: every number and sentence that page, PDF,
/// CSV and JSON show comes from here, and from nowhere else.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FollowUpDocument {
    /// `sv` or `en`: the language of the parties' own sentences.
    pub language: String,
    /// Whether the log's numbers are invented. Then "exempel" stands wherever they are shown.
    pub example: bool,
    /// The municipality.
    pub municipality: MunicipalityName,
    /// The promise.
    pub promise: PromiseName,
    /// The year it follows up.
    pub year: i16,
    /// The counts are taken at the end of this day.
    pub at: Date,
    /// 1 for the first published version.
    pub version: u32,
    /// The day of publication; a draft has none.
    pub published_on: Option<Date>,
    /// Why this version replaced the one before.
    pub reason: Option<String>,
    /// The versions before this one, oldest first.
    pub earlier: Vec<EarlierVersion>,
    /// How many commitments have each verdict; only those that occur, best first.
    pub tally: Vec<VerdictCount>,
    /// The first words: what was promised and how it went.
    pub summary: Vec<Sentence>,
    /// Background of the promise.
    pub background: Option<String>,
    /// What residents and staff said.
    pub voices: Vec<Voice>,
    /// Each commitment, in the promise's order.
    pub commitments: Vec<CommitmentReport>,
    /// What each party did and says, in the promise's order.
    pub parties: Vec<PartyReport>,
    /// Problems that were worked on, with their place cycle.
    pub problems: Vec<Problem>,
    /// What should change, and where it stands.
    pub goals: Vec<OutcomeGoal>,
    /// What happened around the promise.
    pub context: Vec<Section>,
    /// What the numbers say changed.
    pub claims: Vec<Claim>,
    /// Each claim and goal that has a comparison, examined.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub effects: Vec<Examined>,
    /// Official figures, drawn.
    pub figures: Vec<FigureChart>,
    /// What comes next.
    pub next_step: Option<String>,
    /// Where readers turn.
    pub contact: Option<String>,
    /// Sources of what is shown.
    pub sources: Vec<String>,
}

impl FollowUpDocument {
    /// The claims that nothing examines: they are only told.
    pub fn told_claims(&self) -> impl Iterator<Item = &Claim> {
        self.claims
            .iter()
            .filter(|claim| !self.is_examined(claim.id.as_str()))
    }

    /// The goals that say what they are to be compared by, and whose answer is
    /// not here: somebody left it out.
    pub fn left_out_goals(&self) -> impl Iterator<Item = &OutcomeGoal> {
        self.goals
            .iter()
            .filter(|goal| goal.comparison.is_some() && !self.is_examined(goal.id.as_str()))
    }

    fn is_examined(&self, id: &str) -> bool {
        self.effects.iter().any(|effect| effect.id == id)
    }
}

/// The municipality's name and address.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct MunicipalityName {
    /// Four digits.
    pub code: String,
    /// "Lidköping".
    pub name: String,
    /// "lidkoping".
    pub slug: String,
}

/// What a promise is called and when it runs.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct PromiseName {
    /// Its id and address.
    pub id: PromiseId,
    /// Its title.
    pub title: String,
    /// The first day.
    pub from: Option<Date>,
    /// The last day; an open end has none.
    pub to: Option<Date>,
    /// The signing parties' names.
    pub parties: Vec<String>,
}

/// A version that was replaced; it can still be read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EarlierVersion {
    /// Its number.
    pub version: u32,
    /// When it was published.
    pub published_on: Date,
    /// Why it had replaced the one before it.
    pub reason: Option<String>,
}

/// How many commitments have a verdict.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VerdictCount {
    /// The verdict.
    pub verdict: Verdict,
    /// How many.
    pub n: usize,
}

/// One commitment in a published follow-up.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CommitmentReport {
    /// Its id.
    pub id: CommitmentId,
    /// Its short name.
    pub title: String,
    /// The promised words.
    pub words: String,
    /// The target in one plain sentence.
    pub target: String,
    /// The same in other languages, by tag.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub target_translations: BTreeMap<String, String>,
    /// The responsible parties' names.
    pub parties: Vec<String>,
    /// The places' names.
    pub places: Vec<String>,
    /// Its focus area.
    pub focus_area: Option<String>,
    /// Titles of the problem and cause it answers.
    pub answers: Vec<String>,
    /// The joined verdict.
    pub verdict: Verdict,
    /// What the verdict rests on.
    pub grade: EvidenceGrade,
    /// What the parties say.
    pub said: Vec<Said>,
    /// What the log shows.
    pub evidenced: Evidenced,
    /// When set, the count concerns single people and is below this number: it
    /// is left out of `evidenced`, and pages say "färre än".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withheld_below: Option<u32>,
    /// Whether in time.
    pub on_time: OnTime,
    /// Share of the commitment's time gone, 0 to 1; an open end has none.
    pub time_gone: Option<Amount>,
    /// What was done, in plain sentences with their evidence.
    pub sentences: Vec<Sentence>,
    /// Why it did not become as promised.
    pub deviation: Option<String>,
    /// What comes next.
    pub next_step: Option<String>,
    /// The activities by month, type and place.
    pub done: Vec<DoneLine>,
}

/// What one party says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Said {
    /// The party's name.
    pub party: Option<String>,
    /// Its verdict.
    pub verdict: Option<Verdict>,
    /// Its words.
    pub words: Option<String>,
}

/// One party in a published follow-up.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PartyReport {
    /// Its id.
    pub id: PartyId,
    /// Its name.
    pub name: String,
    /// What it did, in plain sentences with their evidence.
    pub sentences: Vec<Sentence>,
}

/// A sentence and what shows it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Sentence {
    /// The sentence.
    pub text: String,
    /// The same as the draft says it in other languages, by tag, until somebody
    /// edits it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub translations: BTreeMap<String, String>,
    /// What shows it; a sentence without evidence says only what somebody means.
    pub evidence: Vec<Shows>,
}

/// What shows a sentence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "by")]
pub enum Shows {
    /// Entries in the log.
    Log {
        /// The commitment whose entries they are.
        commitment: CommitmentId,
        /// How many entries.
        entries: usize,
        /// Their ids: traceable inside; outside only the number is shown.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        activities: Vec<ActivityId>,
    },
    /// An official figure.
    Figure {
        /// The chart's id.
        chart: String,
    },
    /// A party's own words.
    Statement {
        /// The commitment it is about.
        commitment: CommitmentId,
    },
    /// How commitments were assessed: their verdicts, added up in the sentence.
    Verdicts {
        /// Which commitments.
        commitments: Vec<CommitmentId>,
    },
    /// The promise itself.
    Promise,
}

/// Activities of one type at one place in one month, added up.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DoneLine {
    /// `2023-05`.
    pub month: String,
    /// The type of activity.
    pub kind: String,
    /// The place's name.
    pub place: Option<String>,
    /// How much of the commitment's unit.
    pub amount: Amount,
    /// How many entries.
    pub entries: usize,
}
