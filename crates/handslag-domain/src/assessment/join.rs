//! Joins what is said with what is shown, and says when they differ.

use jiff::civil::Date;

use crate::amount::Amount;
use crate::document::PromiseDocument;
use crate::follow_up::Statement;
use crate::id::CommitmentId;
use crate::verdict::{EvidenceGrade, OnTime, Verdict};

use super::calendar::Time;
use super::{CannotTell, Evidenced, State};

/// The statements of the newest follow-up that speaks of the commitment and
/// had begun on the day.
pub fn said(document: &PromiseDocument, commitment: &CommitmentId, at: Date) -> Vec<Statement> {
    let mut follow_ups: Vec<_> = document
        .follow_ups
        .iter()
        // One whose period cannot be read still speaks; it comes before all others.
        .filter(|f| f.of.first_day().map_or(true, |from| from <= at))
        .collect();
    follow_ups.sort_by_key(|f| (f.of.last_day().ok(), f.version));
    follow_ups
        .iter()
        .rev()
        .map(|f| {
            let about = f.statements.iter().filter(|s| s.commitment == *commitment);
            about.cloned().collect::<Vec<_>>()
        })
        .find(|statements| !statements.is_empty())
        .unwrap_or_default()
}

/// The parties' reasons for not keeping it, joined.
pub fn deviation(said: &[Statement]) -> Option<String> {
    let reasons: Vec<&str> = said.iter().filter_map(|s| s.deviation.as_deref()).collect();
    (!reasons.is_empty()).then(|| reasons.join(" "))
}

/// The verdict and what it rests on.
pub fn verdict(evidenced: &Evidenced, said: &[Statement], time: &Time) -> (Verdict, EvidenceGrade) {
    let told = told(said);
    let counted = (EvidenceGrade::Counted, told);
    match (&evidenced.state, counted) {
        (State::NotBegun | State::Running, _) => (Verdict::Ongoing, EvidenceGrade::Counted),
        (_, (grade, Some(Verdict::Disputed))) => (Verdict::Disputed, grade),
        (State::Met | State::Exceeded, (grade, Some(Verdict::NotKept))) => {
            (Verdict::Disputed, grade)
        }
        (State::Exceeded, (grade, _)) => (Verdict::Exceeded, grade),
        (State::Met, (grade, _)) => (Verdict::Kept, grade),
        (State::NoNeedArose, (grade, _)) => (Verdict::NoNeedArose, grade),
        (State::Partly | State::NotMet, (grade, told)) => too_little(evidenced, grade, told),
        (State::CannotTell { why }, (_, told)) => not_shown(*why, said, told, time),
    }
}

fn too_little(
    evidenced: &Evidenced,
    grade: EvidenceGrade,
    told: Option<Verdict>,
) -> (Verdict, EvidenceGrade) {
    let nothing_logged = nothing_logged(evidenced);
    match told {
        Some(Verdict::Kept | Verdict::Exceeded) if nothing_logged => {
            (Verdict::OnlyTold, EvidenceGrade::Told)
        }
        // What was done late is kept in part; nobody disputes that it was done.
        Some(Verdict::Kept | Verdict::Exceeded) if evidenced.shape != "milestone" => {
            (Verdict::Disputed, grade)
        }
        Some(Verdict::NoNeedArose) if nothing_logged => (Verdict::NoNeedArose, EvidenceGrade::Told),
        _ if evidenced.state == State::NotMet => (Verdict::NotKept, grade),
        _ => (Verdict::Partly, grade),
    }
}

/// Whether neither the target nor any part of it has an entry in the log.
fn nothing_logged(evidenced: &Evidenced) -> bool {
    evidenced.entries.is_empty() && evidenced.parts.iter().all(nothing_logged)
}

/// What the log cannot show may stand in a register; else it is only told.
fn not_shown(
    why: CannotTell,
    said: &[Statement],
    told: Option<Verdict>,
    time: &Time,
) -> (Verdict, EvidenceGrade) {
    let grade = said
        .iter()
        .filter_map(|s| s.grade.as_ref()?.meant())
        .find(|g| !matches!(g, EvidenceGrade::Told | EvidenceGrade::None));
    match (told, grade) {
        (Some(verdict), Some(grade)) => (verdict, grade),
        (Some(Verdict::Disputed), None) => (Verdict::Disputed, EvidenceGrade::Told),
        (Some(Verdict::NoNeedArose), None) => (Verdict::NoNeedArose, EvidenceGrade::Told),
        (Some(Verdict::NotKept), None) => (Verdict::NotKept, EvidenceGrade::Told),
        (Some(Verdict::CannotBeAssessed), None) => (Verdict::CannotBeAssessed, EvidenceGrade::None),
        (Some(_), None) => (Verdict::OnlyTold, EvidenceGrade::Told),
        (None, _)
            if said
                .iter()
                .any(|s| s.words.is_some() || s.own_verdict().is_some()) =>
        {
            (Verdict::OnlyTold, EvidenceGrade::Told)
        }
        (None, _) if !time.over() && time.readable && may_yet_be_shown(why) => {
            (Verdict::Ongoing, EvidenceGrade::None)
        }
        (None, _) => (Verdict::CannotBeAssessed, EvidenceGrade::None),
    }
}

fn may_yet_be_shown(why: CannotTell) -> bool {
    !matches!(
        why,
        CannotTell::Vague | CannotTell::UnknownShape | CannotTell::NotTime
    )
}

/// What the parties say together: one verdict, or that they differ.
fn told(said: &[Statement]) -> Option<Verdict> {
    let verdicts: Vec<Verdict> = said.iter().filter_map(Statement::meant).collect();
    let kept = |v: &Verdict| matches!(v, Verdict::Kept | Verdict::Exceeded);
    let first = *verdicts.first()?;
    let differ = verdicts.iter().any(kept) && verdicts.contains(&Verdict::NotKept);
    match differ || verdicts.contains(&Verdict::Disputed) {
        true => Some(Verdict::Disputed),
        // The most modest of several: nobody is made to say more than they did.
        false => Some(verdicts.into_iter().fold(first, modest)),
    }
}

fn modest(a: Verdict, b: Verdict) -> Verdict {
    let rank = |v| match v {
        Verdict::Exceeded => 0,
        Verdict::Kept => 1,
        Verdict::NoNeedArose => 2,
        Verdict::Ongoing => 3,
        Verdict::Partly => 4,
        Verdict::OnlyTold => 5,
        Verdict::CannotBeAssessed => 6,
        Verdict::NotKept => 7,
        Verdict::Disputed => 8,
    };
    if rank(b) > rank(a) { b } else { a }
}

/// Whether the work goes as fast as the time.
pub fn on_time(evidenced: &Evidenced, time: &Time) -> OnTime {
    match &evidenced.state {
        State::NotBegun => OnTime::NotBegun,
        State::CannotTell { .. } | State::NoNeedArose => OnTime::NoMeasure,
        State::Met | State::Exceeded => OnTime::DoneInTime {
            on: evidenced.reached_on,
        },
        State::Partly if evidenced.shape == "milestone" => match evidenced.reached_on {
            Some(on) => OnTime::DoneLate { on },
            None => OnTime::TimeRanOut,
        },
        State::Partly | State::NotMet => match time.over() || evidenced.shape == "milestone" {
            true => OnTime::TimeRanOut,
            false => OnTime::NoMeasure,
        },
        State::Running => match evidenced.expected {
            Some(expected) if evidenced.counted < expected => OnTime::Behind { expected },
            Some(_) => uneven(evidenced).unwrap_or(OnTime::InPhase),
            None => OnTime::NoMeasure,
        },
    }
}

/// Enough in all, but not in each stretch that has ended. An average asks for no more than enough in all.
fn uneven(evidenced: &Evidenced) -> Option<OnTime> {
    if evidenced.shape != "count" {
        return None;
    }
    let demanded = || evidenced.stretches.iter().filter(|s| s.demanded);
    let n = |n: usize| Amount::from(i64::try_from(n).unwrap_or(i64::MAX));
    let floor = evidenced.target?.checked_div(n(demanded().count()))?;
    let ended = demanded().filter(|s| s.over).count();
    let met = demanded().filter(|s| s.over && s.counted >= floor).count();
    (met < ended).then(|| OnTime::Uneven {
        met: n(met),
        of: n(ended),
    })
}
