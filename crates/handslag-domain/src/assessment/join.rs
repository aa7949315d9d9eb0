//! Joins what is said with what is shown, and says when they differ.

use jiff::civil::Date;

use crate::document::PromiseDocument;
use crate::follow_up::Statement;
use crate::id::CommitmentId;
use crate::verdict::{EvidenceGrade, OnTime, Verdict};

use super::calendar::Time;
use super::evidence::amount_of;
use super::{CannotTell, Evidenced, State, StretchCount};

/// The statements of the newest follow-up that speaks of the commitment and
/// that the day has come for.
pub fn said(document: &PromiseDocument, commitment: &CommitmentId, at: Date) -> Vec<Statement> {
    let mut follow_ups: Vec<_> = document
        .follow_ups
        .iter()
        // One whose day cannot be read still speaks; it comes before all others.
        .filter(|f| f.counting_day().is_none_or(|day| day <= at))
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
        (State::NotBegun | State::Running | State::NoNeedYet, _) => {
            (Verdict::Ongoing, EvidenceGrade::Counted)
        }
        (_, (grade, Some(Verdict::Disputed))) => (Verdict::Disputed, grade),
        (State::Met | State::Exceeded, (grade, Some(Verdict::NotKept))) => {
            (Verdict::Disputed, grade)
        }
        (State::Exceeded, (grade, _)) => (Verdict::Exceeded, grade),
        (State::Met, (grade, _)) => (Verdict::Kept, grade),
        (State::NoNeedArose, (grade, _)) => (Verdict::NoNeedArose, grade),
        (State::Partly | State::NotMet, (grade, told)) => too_little(evidenced, grade, told),
        (State::CannotTell { why }, (_, told)) => not_shown(why, said, told, time),
    }
}

fn too_little(
    evidenced: &Evidenced,
    grade: EvidenceGrade,
    told: Option<Verdict>,
) -> (Verdict, EvidenceGrade) {
    let nothing_logged = evidenced.nothing_logged();
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

/// What the log cannot show may stand in a register; else it is only told.
fn not_shown(
    why: &CannotTell,
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

fn may_yet_be_shown(why: &CannotTell) -> bool {
    !matches!(
        why,
        CannotTell::Vague
            | CannotTell::UnknownShape
            | CannotTell::NotTime
            | CannotTell::NoPeriod
            | CannotTell::NoSuchDate(_)
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
        State::CannotTell { .. } | State::NoNeedArose | State::NoNeedYet => OnTime::NoMeasure,
        State::Met | State::Exceeded => OnTime::DoneInTime {
            on: evidenced.reached_on,
        },
        State::Partly if evidenced.shape == "milestone" => match evidenced.reached_on {
            Some(on) => OnTime::DoneLate { on },
            None => OnTime::TimeRanOut,
        },
        State::Running | State::Partly | State::NotMet
            if !time.over() && !evidenced.parts.is_empty() =>
        {
            parts_on_time(evidenced)
        }
        State::Partly | State::NotMet => match time.over() || evidenced.shape == "milestone" {
            true => OnTime::TimeRanOut,
            false => OnTime::NoMeasure,
        },
        State::Running if evidenced.shape == "milestone" => match evidenced.due {
            Some(by) => OnTime::NotDue { by },
            None => OnTime::NoMeasure,
        },
        State::Running => match evidenced.expected {
            Some(_) if has_too_much(evidenced) => uneven(evidenced).unwrap_or(OnTime::InPhase),
            Some(expected) if evidenced.counted < expected => OnTime::Behind { expected },
            Some(_) => uneven(evidenced).unwrap_or(OnTime::InPhase),
            None => OnTime::NoMeasure,
        },
    }
}

/// A compound goes as fast as the time when so many of its parts do as must
/// hold; a part with nothing to hold against the time does not hold it back.
fn parts_on_time(evidenced: &Evidenced) -> OnTime {
    let parts = || evidenced.parts.iter().filter_map(|p| p.on_time.as_ref());
    let of = amount_of(evidenced.parts.len());
    let behind = amount_of(parts().filter(|part| part.is_behind()).count());
    let measured = |part: &OnTime| *part != OnTime::NoMeasure;
    match evidenced.target {
        Some(wanted) if of - behind < wanted => OnTime::PartsBehind { behind, of },
        _ if parts().any(measured) => OnTime::InPhase,
        _ => OnTime::NoMeasure,
    }
}

/// Whether a stretch has had more than was promised for it: that is told at once.
fn has_too_much(evidenced: &Evidenced) -> bool {
    evidenced.stretches.iter().any(|s| evidenced.is_above(s))
}

/// Enough in all, but not as promised in each stretch that has ended, or more
/// than promised in one. An average asks for no more than enough in all.
fn uneven(evidenced: &Evidenced) -> Option<OnTime> {
    if evidenced.shape != "count" {
        return None;
    }
    let is_above = |s: &&StretchCount| evidenced.is_above(s);
    let told = evidenced.stretches.iter();
    let told = told.filter(|s| s.demanded && (s.over || is_above(s)));
    let of = told.clone().count();
    let met = told.clone().filter(|s| s.met).count();
    (met < of).then(|| OnTime::Uneven {
        met: amount_of(met),
        of: amount_of(of),
        above: amount_of(told.filter(is_above).count()),
    })
}
