//! What the log shows of a commitment, and what follows from it.
//!
//! Three answers are kept apart: what the parties say, what the log shows
//! ([`Evidenced`]) and whether it is in time ([`OnTime`]). The verdict joins
//! the first two and says when they differ.

mod calendar;
mod count;
mod evidence;
mod join;
mod pace;
mod uncounted;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::amount::Amount;
use crate::document::PromiseDocument;
use crate::follow_up::Statement;
use crate::id::{ActivityId, CommitmentId};
use crate::period::Days;
use crate::promise::Commitment;
use crate::verdict::{EvidenceGrade, OnTime, Verdict};

pub(crate) use calendar::month_and_day;
pub use pace::Pace;
pub use uncounted::{Uncounted, WhyUncounted, uncounted};

/// The state of one commitment on one day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Assessment {
    /// Which commitment.
    pub commitment: CommitmentId,
    /// At the end of which day.
    pub at: Date,
    /// The joined verdict.
    pub verdict: Verdict,
    /// What the verdict rests on.
    pub grade: EvidenceGrade,
    /// What the parties said, newest follow-up only.
    pub said: Vec<Statement>,
    /// What the log shows.
    pub evidenced: Evidenced,
    /// Whether in time.
    pub on_time: OnTime,
    /// Share of the commitment's time gone, 0 to 1; an open end has none. What
    /// has a day of its own goes by that day.
    pub time_gone: Option<Amount>,
    /// Why it did not become as promised, in the parties' words.
    pub deviation: Option<String>,
}

/// What the log shows of a target, and of each of its parts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Evidenced {
    /// The shape of the target.
    pub shape: String,
    /// What the part is called, in a compound target.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Whether the part is in time, in a compound target.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_time: Option<OnTime>,
    /// What the target alone comes to on that day.
    pub state: State,
    /// How much was done of what is counted.
    pub counted: Amount,
    /// What is counted: `times`, `hours`, `members`, `parts`, or a count in the log.
    pub unit: String,
    /// How much is promised for the whole period, when that is an amount.
    pub target: Option<Amount>,
    /// How much may be done at most, when there is a ceiling.
    pub ceiling: Option<Amount>,
    /// How much the time gone asks for, when it asks for an amount.
    pub expected: Option<Amount>,
    /// How much of the promised is reached, 0 to 1, for the bar.
    pub reached: Option<Amount>,
    /// The day when the promised amount was reached.
    pub reached_on: Option<Date>,
    /// The last day to reach it.
    pub due: Option<Date>,
    /// The amount in each week, month, term; one stretch for the whole period.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stretches: Vec<StretchCount>,
    /// For coverage: each member with its amount, named sets in their order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<MemberCount>,
    /// For compound and conditional targets: the parts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Evidenced>,
    /// For averages and shares: the number itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ratio: Option<Amount>,
    /// Every entry behind the count, by day, with what each adds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub entries: Vec<EntryCount>,
}

/// What a target comes to by the log alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "is")]
pub enum State {
    /// The period has not begun.
    NotBegun,
    /// More than promised.
    Exceeded,
    /// As promised.
    Met,
    /// Some of it, and time is left.
    Running,
    /// Some of it, and no time is left.
    Partly,
    /// Nothing or too little, and no time is left; or a ceiling is broken.
    NotMet,
    /// The condition did not arise.
    NoNeedArose,
    /// The condition has not arisen, and time is left.
    NoNeedYet,
    /// The log cannot show it.
    CannotTell {
        /// Why not.
        why: CannotTell,
    },
}

/// Why the log cannot show whether a target is met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CannotTell {
    /// No amount was promised.
    Vague,
    /// It is a state of the world, to be read elsewhere.
    OutcomeState,
    /// There is nothing to compare with.
    NoBaseline,
    /// The members of the set are not known.
    UnknownMembers,
    /// It is promised for each of something that the log does not hold.
    NotTime,
    /// Nothing tells whether the condition arose.
    ConditionNotLogged,
    /// The log is empty: nothing is shown for any commitment of the promise.
    NothingLogged,
    /// Nothing of the kind is logged: a ceiling that nobody counts against is
    /// not shown to be kept.
    KindNotLogged,
    /// The entries lack the number that is asked for.
    NotRecorded,
    /// The period cannot be read.
    NoPeriod,
    /// A date that it rests on does not exist; here in its own words.
    NoSuchDate(String),
    /// The shape is not known here.
    UnknownShape,
}

/// The amount in one stretch of time.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct StretchCount {
    /// Its days.
    pub days: Days,
    /// How much.
    pub counted: Amount,
    /// Whether the full amount is asked for in it.
    pub demanded: bool,
    /// Whether it has ended.
    pub over: bool,
    /// Whether the amount is within what was promised.
    pub met: bool,
}

/// One member of a set.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MemberCount {
    /// Its name.
    pub name: String,
    /// How much.
    pub counted: Amount,
    /// Whether that is what was promised for each.
    pub met: bool,
}

/// What one entry of the log adds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EntryCount {
    /// The entry.
    pub activity: ActivityId,
    /// Its day.
    pub on: Date,
    /// What it adds to the count.
    pub amount: Amount,
}

impl Evidenced {
    /// How much of the promised is still to be done. A week or month that has
    /// ended cannot be made up for, and no more than asked for is asked in the
    /// others. Nothing is left where nobody needed it.
    pub fn left(&self) -> Option<Amount> {
        if matches!(self.state, State::NoNeedArose | State::NoNeedYet) {
            return None;
        }
        let left = match (self.shape.as_str(), self.stretches.len() > 1) {
            ("count", true) => {
                let floor = self.each_stretch(self.target?)?;
                let to_come = self.stretches.iter().filter(|s| s.demanded && !s.over);
                to_come.map(|s| (floor - s.counted).max(Amount::ZERO)).sum()
            }
            // The mean of the months is promised, not their sum.
            ("trend", true) => return None,
            _ => self.target? - self.counted,
        };
        (left > Amount::ZERO).then_some(left)
    }

    /// Whether it is to be so by a day, and not all along.
    fn has_day_of_its_own(&self) -> bool {
        matches!(self.shape.as_str(), "milestone" | "outcome_state")
    }

    /// The members that are not reached, where somebody needed it.
    pub fn members_left(&self) -> impl Iterator<Item = &MemberCount> {
        let needed = !matches!(self.state, State::NoNeedArose | State::NoNeedYet);
        self.members.iter().filter(move |m| needed && !m.met)
    }

    /// Whether more was done in a stretch than was promised for each.
    pub fn is_above(&self, stretch: &StretchCount) -> bool {
        let ceiling = self.ceiling.and_then(|n| self.each_stretch(n));
        stretch.demanded && ceiling.is_some_and(|most| stretch.counted > most)
    }

    /// The amount for each stretch, of that for all of them.
    pub fn each_stretch(&self, all: Amount) -> Option<Amount> {
        let demanded = self.stretches.iter().filter(|s| s.demanded).count();
        all.checked_div(evidence::amount_of(demanded))
    }
}

/// The state of every commitment at the end of a day, in the promise's order.
pub fn assess(document: &PromiseDocument, at: Date) -> Vec<Assessment> {
    let log = count::Log::of(document);
    document
        .commitments
        .iter()
        .map(|c| assess_with(document, &log, c, at))
        .collect()
}

/// The state of one commitment at the end of a day.
pub fn assess_commitment(
    document: &PromiseDocument,
    commitment: &Commitment,
    at: Date,
) -> Assessment {
    assess_with(document, &count::Log::of(document), commitment, at)
}

fn assess_with(
    document: &PromiseDocument,
    log: &count::Log<'_>,
    commitment: &Commitment,
    at: Date,
) -> Assessment {
    let time = calendar::Time::of(&commitment.time_of(&document.promise), at);
    let asked = evidence::Asked {
        document,
        log,
        commitment,
        time: &time,
        season: None,
        doubt: None,
    };
    let evidenced = evidence::evidence(&asked, &commitment.target);
    let said = join::said(document, &commitment.id, at);
    let (verdict, grade) = join::verdict(&evidenced, &said, &time);
    Assessment {
        commitment: commitment.id.clone(),
        at,
        verdict,
        grade,
        on_time: join::on_time(&evidenced, &time),
        time_gone: match evidenced.has_day_of_its_own() {
            true => time.until(evidenced.due).share_gone(),
            false => time.share_gone(),
        },
        deviation: join::deviation(&said),
        evidenced,
        said,
    }
}

#[cfg(test)]
mod tests;
