//! Where the chain is broken, and what the law's clock says: each gap with its
//! place and what to do. A gap is never an error; a picture grows by being used.

use jiff::civil::Date;

use crate::check::{Finding, Words, nearest};
use crate::document::PromiseDocument;
use crate::evidence_link::EvidenceLink;
use crate::id::CommitmentId;
use crate::problem::{Cause, Measure, Problem};
use crate::vocabulary::{CauseState, HandbookCriterion, KnownEffect, ReleasedTo};
use crate::worded::Worded;

use super::clock::{Due, LegalClock};
use super::story::{Story, StoryPart};
use super::words::Gap;
use super::{LegalPart, PictureDocument, PictureSection};

/// The gaps found so far, each with its place.
#[derive(Default)]
pub(super) struct Gaps(Vec<(String, Gap)>);

impl Gaps {
    pub fn add(&mut self, place: impl Into<String>, gap: Gap) {
        self.0.push((place.into(), gap));
    }

    pub fn told(self, words: Words) -> Vec<Finding> {
        let all = self.0.into_iter();
        all.map(|(place, gap)| {
            let (what, what_to_do) = gap.say(words);
            Finding {
                level: gap.level(),
                place,
                what,
                what_to_do,
                rule: gap.rule().to_owned(),
            }
        })
        .collect()
    }
}

/// Every gap of a picture and the promises that answer it: the picture's own in
/// its order, then each promise's, then those of the law's clock.
pub fn gaps(
    picture: &PictureDocument,
    promises: &[PromiseDocument],
    clock: LegalClock,
    words: Words,
) -> Vec<Finding> {
    let mut found = Gaps::default();
    of_picture(picture, &mut found);
    measures_undertaken(picture, promises, &mut found);
    drawn_holes(picture, promises, &mut found);
    for promise in promises {
        of_promise(picture, promise, &mut found);
    }
    of_clock(picture, clock, &mut found);
    let mut findings = found.told(words);
    findings.sort_by_key(|f| f.level);
    findings
}

/// What the picture alone shows.
pub(super) fn of_picture(picture: &PictureDocument, found: &mut Gaps) {
    parts(picture, found);
    if picture.picture.decided.is_none() {
        found.add("picture.decided", Gap::NotDecided);
    }
    releases(picture, found);
    for (n, voice) in picture.voices.iter().enumerate() {
        if !voice.is_answered() {
            let place = format!("voices[{n}].answer ({})", voice.id);
            found.add(place, Gap::VoiceWithoutAnswer(voice.words.clone()));
        }
        if voice.says_more_than_asked() {
            let place = format!("voices[{n}].n ({})", voice.id);
            found.add(place, Gap::MoreThanAsked(voice.words.clone()));
        }
    }
    for (n, indicator) in picture.indicators.iter().enumerate() {
        if indicator.baseline.is_none() {
            let place = format!("indicators[{n}].baseline ({})", indicator.id);
            found.add(
                place,
                Gap::IndicatorWithoutBaseline(indicator.words.clone()),
            );
        }
    }
    ranks(picture, found);
    for (n, problem) in picture.problems.iter().enumerate() {
        let at = At { n, problem };
        at.evidence(picture, found);
        at.priority(picture, found);
        at.indicators(found);
        at.causes(picture, found);
        at.measures(picture, found);
        at.cycle(found);
    }
}

fn parts(picture: &PictureDocument, found: &mut Gaps) {
    let all = [
        ("mapping", &picture.mapping, LegalPart::Mapping),
        (
            "other_information",
            &picture.other_information,
            LegalPart::OtherInformation,
        ),
        ("analysis", &picture.analysis, LegalPart::Analysis),
    ];
    for (name, sections, part) in all {
        if sections.is_empty() {
            found.add(name, Gap::PartMissing(part));
        }
        for (n, section) in sections.iter().enumerate() {
            links(
                &format!("{name}[{n}].evidence"),
                &section.evidence,
                picture,
                found,
            );
        }
    }
}

/// How many things do not say who may read them: one finding for all.
fn releases(picture: &PictureDocument, found: &mut Gaps) {
    let said = |released: &Option<Worded<ReleasedTo>>| released.is_some();
    let sections = |all: &[PictureSection]| all.iter().filter(|s| !said(&s.released)).count();
    let silent = sections(&picture.mapping)
        + sections(&picture.other_information)
        + sections(&picture.analysis)
        + picture
            .problems
            .iter()
            .filter(|p| !said(&p.released))
            .count()
        + picture.voices.iter().filter(|v| !said(&v.released)).count();
    if silent > 0 {
        found.add("picture", Gap::ReleaseNotSaid(silent));
    }
}

/// Problems that stand above others with higher scores, and do not say why.
fn ranks(picture: &PictureDocument, found: &mut Gaps) {
    let rank = |p: &Problem| p.priority.as_ref().and_then(|p| p.rank);
    let whole = |p: &Problem| {
        let weighed = picture.weighed(p);
        (weighed.unscored == 0 && !weighed.most.is_zero()).then_some(weighed.sum)
    };
    for (n, problem) in picture.problems.iter().enumerate() {
        if rank(problem) == Some(0) {
            let place = format!("problems[{n}].priority.rank ({})", problem.id);
            found.add(place, Gap::RankZero);
        }
        let (Some(own), Some(sum)) = (rank(problem), whole(problem)) else {
            continue;
        };
        let reason = problem.priority.as_ref().and_then(|p| p.reason.as_deref());
        let passed = picture.problems.iter().find(|other| {
            rank(other).is_some_and(|r| r > own) && whole(other).is_some_and(|s| s > sum)
        });
        if let Some(passed) = passed
            && reason.is_none_or(|r| r.trim().is_empty())
        {
            let place = format!("problems[{n}].priority.rank ({})", problem.id);
            found.add(place, Gap::RankAgainstScores(passed.title.clone()));
        }
    }
}

/// Links that cannot be followed, and those to voices that are not there.
fn links(place: &str, links: &[EvidenceLink], picture: &PictureDocument, found: &mut Gaps) {
    for (n, link) in links.iter().enumerate() {
        let place = || format!("{place}[{n}]");
        if !link.leads_somewhere() {
            found.add(place(), Gap::EvidenceLeadsNowhere);
        }
        if let Some(theme) = &link.theme
            && link.voices.is_empty()
            && link.voices_of(&picture.voices, &picture.places).is_empty()
        {
            found.add(place(), Gap::NoSuchVoices(theme.clone()));
        }
    }
}

/// A problem and where it stands.
struct At<'a> {
    n: usize,
    problem: &'a Problem,
}

impl At<'_> {
    fn place(&self, field: &str) -> String {
        format!("problems[{}].{field} ({})", self.n, self.problem.id)
    }

    fn path(&self, field: &str) -> String {
        format!("problems[{}].{field}", self.n)
    }

    fn evidence(&self, picture: &PictureDocument, found: &mut Gaps) {
        let evidence = &self.problem.evidence;
        links(&self.path("evidence"), evidence, picture, found);
        if evidence.is_empty() {
            found.add(self.place("evidence"), Gap::ProblemWithoutEvidence);
        } else if evidence.iter().all(EvidenceLink::is_assumption) {
            found.add(self.place("evidence"), Gap::ProblemOnlyAssumed);
        }
    }

    fn priority(&self, picture: &PictureDocument, found: &mut Gaps) {
        let Some(priority) = &self.problem.priority else {
            if self.problem.is_chosen() {
                found.add(self.place("priority"), Gap::ProblemWithoutPriority);
            }
            return;
        };
        let ranked = priority.rank.is_some() || priority.chosen == Some(true);
        if ranked && (priority.scores.is_empty() || picture.criteria.is_empty()) {
            found.add(self.place("priority"), Gap::PriorityWithoutCriteria);
        }
        let is_scored = |name: &str| priority.scores.iter().any(|s| s.criterion == name);
        let n_missing = picture.criteria.iter().filter(|c| !is_scored(&c.name));
        match n_missing.count() {
            n if n > 0 && !priority.scores.is_empty() => {
                found.add(self.place("priority"), Gap::ScoresMissing(n));
            }
            _ => {}
        }
        for (n, score) in priority.scores.iter().enumerate() {
            let place = |field: &str| self.place(&format!("priority.scores[{n}].{field}"));
            let stated = picture.criteria.iter().find(|c| c.name == score.criterion);
            if stated.is_none() && score.handbook().is_none() {
                let own = picture.criteria.iter().map(|c| c.name.as_str());
                let handbook = HandbookCriterion::ALL.iter().map(|c| c.name());
                let gap = Gap::UnknownCriterion {
                    name: score.criterion.clone(),
                    near: nearest(&score.criterion, own.chain(handbook)),
                };
                found.add(place("criterion"), gap);
            }
            let most = stated.map_or_else(|| 3u32.into(), super::Criterion::highest);
            if score.score > most {
                let gap = Gap::ScoreOutOfScale {
                    score: score.score.to_string(),
                    most: most.to_string(),
                };
                found.add(place("score"), gap);
            }
        }
    }

    fn indicators(&self, found: &mut Gaps) {
        let indicators = &self.problem.indicators;
        if indicators.is_empty() && self.problem.is_chosen() {
            found.add(self.place("indicators"), Gap::ProblemWithoutIndicator);
        }
        for (n, indicator) in indicators.iter().enumerate() {
            if indicator.baseline.is_none() {
                let place = format!("{}.baseline", self.path(&format!("indicators[{n}]")));
                let place = format!("{place} ({})", indicator.id);
                found.add(
                    place,
                    Gap::IndicatorWithoutBaseline(indicator.words.clone()),
                );
            }
        }
    }

    fn causes(&self, picture: &PictureDocument, found: &mut Gaps) {
        let chosen = self.problem.is_chosen();
        if chosen && self.problem.causes.is_empty() {
            found.add(self.place("causes"), Gap::ProblemWithoutCause);
        }
        for (n, cause) in self.problem.causes.iter().enumerate() {
            let path = self.path(&format!("causes[{n}]"));
            links(
                &format!("{path}.links_for"),
                &cause.links_for,
                picture,
                found,
            );
            links(
                &format!("{path}.links_against"),
                &cause.links_against,
                picture,
                found,
            );
            let place = |field: &str| format!("{path}.{field} ({})", cause.id);
            if is_bare(cause) {
                found.add(
                    place("evidence_for"),
                    Gap::CauseWithoutEvidence(cause.words.clone()),
                );
            }
            let standing = cause.standing();
            let bears_out = match standing {
                CauseState::Supported => cause.has_evidence_for(),
                CauseState::Contradicted => cause.has_evidence_against(),
                CauseState::Assumption => true,
            };
            if !bears_out && !is_bare(cause) {
                found.add(
                    place("state"),
                    Gap::CauseJudgedWithoutEvidence(cause.words.clone()),
                );
            }
            if cause.would_show_wrong.is_none() && standing != CauseState::Contradicted {
                found.add(
                    place("would_show_wrong"),
                    Gap::CauseWithoutTest(cause.words.clone()),
                );
            }
            let left = self.problem.measures_against(&cause.id).next().is_none();
            if chosen && left && standing != CauseState::Contradicted {
                found.add(path.clone(), Gap::CauseWithoutMeasure(cause.words.clone()));
            }
        }
    }

    fn measures(&self, picture: &PictureDocument, found: &mut Gaps) {
        if self.problem.is_chosen() && self.problem.measures.is_empty() {
            found.add(self.place("measures"), Gap::ProblemWithoutMeasure);
        }
        for (n, measure) in self.problem.measures.iter().enumerate() {
            let path = self.path(&format!("measures[{n}]"));
            let place = |field: &str| format!("{path}.{field} ({})", measure.id);
            if let Some(gap) = self.cause_gap(measure, picture) {
                found.add(place("cause"), gap);
            }
            let known = measure.known_effect.as_ref().and_then(Worded::meant);
            if matches!(known, Some(KnownEffect::NoEffect | KnownEffect::Harmful)) {
                found.add(
                    place("known_effect"),
                    Gap::MeasureKnownNotToHelp(measure.words.clone()),
                );
            }
        }
    }

    fn cause_gap(&self, measure: &Measure, picture: &PictureDocument) -> Option<Gap> {
        let Some(id) = &measure.cause else {
            return Some(Gap::MeasureWithoutCause(measure.words.clone()));
        };
        if let Some(cause) = self.problem.causes.iter().find(|c| c.id == *id) {
            let contradicted = cause.standing() == CauseState::Contradicted;
            return contradicted.then(|| Gap::MeasureAgainstContradicted {
                measure: measure.words.clone(),
                cause: cause.words.clone(),
            });
        }
        // An id that nothing has is told by the check of ids.
        let mut elsewhere = picture.problems.iter().flat_map(|p| &p.causes);
        let cause = elsewhere.find(|c| c.id == *id)?;
        Some(Gap::CauseOfOtherProblem(cause.words.clone()))
    }

    /// A step of the place cycle that was passed over.
    fn cycle(&self, found: &mut Gaps) {
        for (n, step) in self.problem.cycle.iter().enumerate() {
            let begun = CYCLE
                .iter()
                .position(|s| *s == step.step)
                .filter(|_| has_begun(step.state.as_deref()));
            let Some(before) = begun.and_then(|at| at.checked_sub(1)) else {
                continue;
            };
            let skipped = CYCLE[before];
            let taken =
                |s: &crate::problem::CycleStep| s.step == skipped && has_begun(s.state.as_deref());
            if !self.problem.cycle.iter().any(taken) {
                let gap = Gap::StepSkipped {
                    skipped: skipped.to_owned(),
                    done: step.step.clone(),
                };
                found.add(self.place(&format!("cycle[{n}]")), gap);
            }
        }
    }
}

/// The steps of the place cycle, in their order.
pub const CYCLE: [&str; 4] = ["identify", "map", "analyse_causes", "act"];

/// Whether a step has begun, as far as its state says.
pub fn has_begun(state: Option<&str>) -> bool {
    let state = state.unwrap_or_default().trim().to_lowercase();
    !["", "not_begun", "inte påbörjad", "ej påbörjad"].contains(&state.as_str())
}

fn is_bare(cause: &Cause) -> bool {
    !cause.has_evidence_for() && !cause.has_evidence_against() && !cause.says_assumption()
}

/// Measures that nobody has undertaken.
fn measures_undertaken(picture: &PictureDocument, promises: &[PromiseDocument], found: &mut Gaps) {
    let commitments = || promises.iter().flat_map(|p| &p.commitments);
    let own = || {
        let problems = promises.iter().flat_map(|p| &p.problems);
        problems.flat_map(|p| &p.measures)
    };
    for (n, problem) in picture.problems.iter().enumerate() {
        for (m, measure) in problem.measures.iter().enumerate() {
            // Where no promise is at hand, what a measure names may well be there.
            let known =
                |id: &CommitmentId| promises.is_empty() || commitments().any(|c| c.id == *id);
            let named = measure.commitments.iter().any(known)
                || own().any(|o| o.id == measure.id && o.commitments.iter().any(known))
                || commitments().any(|c| c.measure.as_ref() == Some(&measure.id));
            if !named && problem.is_chosen() {
                let place = format!("problems[{n}].measures[{m}] ({})", measure.id);
                found.add(place, Gap::MeasureWithoutCommitment(measure.words.clone()));
            }
        }
    }
}

/// What the drawing of a problem that is taken on shows as missing, and no other
/// rule tells: nobody has said it, or a commitment hangs in the air.
fn drawn_holes(picture: &PictureDocument, promises: &[PromiseDocument], found: &mut Gaps) {
    // How a commitment goes is not asked here: on any day the holes are the same.
    const SOME_DAY: Date = Date::constant(2000, 1, 1);
    let chosen = picture.problems.iter().enumerate();
    for (n, problem) in chosen.filter(|(_, problem)| problem.is_chosen()) {
        let Some(story) = Story::of(picture, promises, &problem.id, SOME_DAY) else {
            continue;
        };
        let at = At { n, problem };
        let rests = problem.evidence.iter().any(|link| !link.is_assumption());
        if rests && story.voices.iter().any(StoryPart::is_hole) {
            found.add(at.place("evidence"), Gap::ProblemWithoutVoice);
        }
        // Where there is no measure at all, that is told once.
        if problem.measures.is_empty() {
            continue;
        }
        let in_the_air = |part: &&StoryPart| {
            let before = part.from.iter().filter_map(|at| story.measures.get(*at));
            !part.is_hole() && before.into_iter().any(StoryPart::is_hole)
        };
        for part in story.commitments.iter().filter(in_the_air) {
            let gap = Gap::CommitmentWithoutMeasure(part.words.clone());
            found.add(at.place("measures"), gap);
        }
    }
}

/// Commitments that lead to no problem, and pointers that lead nowhere.
fn of_promise(picture: &PictureDocument, promise: &PromiseDocument, found: &mut Gaps) {
    let problems = || picture.problems.iter().chain(&promise.problems);
    let voices = || picture.voices.iter().chain(&promise.voices);
    for (n, voice) in promise.voices.iter().enumerate() {
        let in_picture = picture.voices.iter().any(|v| v.id == voice.id);
        if !in_picture && !voice.is_answered() {
            let place = format!("{}: voices[{n}].answer ({})", promise.promise.id, voice.id);
            found.add(place, Gap::VoiceWithoutAnswer(voice.words.clone()));
        }
    }
    for (n, commitment) in promise.commitments.iter().enumerate() {
        let place = |field: &str| {
            format!(
                "{}: commitments[{n}].{field} ({})",
                promise.promise.id, commitment.id
            )
        };
        let leads = commitment.problem.is_some()
            || commitment.cause.is_some()
            || commitment.measure.is_some()
            || problems()
                .flat_map(|p| &p.measures)
                .any(|m| m.commitments.contains(&commitment.id));
        if !leads {
            let name = commitment.name().to_owned();
            found.add(place("problem"), Gap::CommitmentWithoutProblem(name));
        }
        let pointers = [
            (
                "problem",
                commitment.problem.as_ref().map(|id| id.as_str()),
                known(problems().map(|p| p.id.as_str())),
            ),
            (
                "cause",
                commitment.cause.as_ref().map(|id| id.as_str()),
                known(problems().flat_map(|p| &p.causes).map(|c| c.id.as_str())),
            ),
            (
                "measure",
                commitment.measure.as_ref().map(|id| id.as_str()),
                known(problems().flat_map(|p| &p.measures).map(|m| m.id.as_str())),
            ),
        ];
        for (field, id, known) in pointers {
            points(place(field), id, &known, found);
        }
        let known = known(voices().map(|v| v.id.as_str()));
        for (v, voice) in commitment.voices.iter().enumerate() {
            points(
                place(&format!("voices[{v}]")),
                Some(voice.as_str()),
                &known,
                found,
            );
        }
    }
}

fn known<'a>(ids: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    ids.collect()
}

fn points(place: String, id: Option<&str>, known: &[&str], found: &mut Gaps) {
    if let Some(id) = id
        && !known.contains(&id)
    {
        let gap = Gap::NoSuchInPicture {
            id: id.to_owned(),
            near: nearest(id, known.iter().copied()),
        };
        found.add(place, gap);
    }
}

fn of_clock(picture: &PictureDocument, clock: LegalClock, found: &mut Gaps) {
    let update = match clock.update {
        Due::Unknown => Some(Gap::UpdateUnknown),
        Due::InTime { .. } => None,
        Due::Soon { by, .. } => Some(Gap::UpdateSoon(by)),
        Due::Overdue { by, .. } => Some(Gap::UpdateOverdue(by)),
    };
    if let Some(gap) = update {
        found.add("picture.updated_on", gap);
    }
    if picture.picture.action_plan.is_none() {
        found.add("picture.action_plan", Gap::PlanMissing);
        return;
    }
    let plan = match clock.follow_up {
        Due::Unknown => Some(Gap::PlanUnknown),
        Due::InTime { .. } => None,
        Due::Soon { by, .. } => Some(Gap::PlanSoon(by)),
        Due::Overdue { by, .. } => Some(Gap::PlanOverdue(by)),
    };
    if let Some(gap) = plan {
        found.add("picture.action_plan.followed_up_on", gap);
    }
}
