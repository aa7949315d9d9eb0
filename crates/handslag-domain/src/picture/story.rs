//! One problem and everything around it, ready to be drawn: what was said, why
//! it happens, what is done, what was promised and what changed, and where the
//! chain has a hole.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::assessment::assess;
use crate::document::PromiseDocument;
use crate::id::{CommitmentId, ProblemId};
use crate::problem::{Cause, Indicator, Measure, Problem};
use crate::promise::Measured;
use crate::verdict::Verdict;
use crate::vocabulary::{CauseState, KnownEffect, TriangleSide};
use crate::worded::Worded;

use super::PictureDocument;
use super::chain::{NodeKey, Step, problem_key};

/// A problem with its chain.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Story {
    /// The problem.
    pub problem: StoryPart,
    /// What it rests on of what was said; a hole when nothing was.
    pub voices: Vec<StoryPart>,
    /// By the sides of the crime triangle: place, target, offender, then those without.
    pub causes: Vec<StoryPart>,
    /// In the order of their causes.
    pub measures: Vec<StoryPart>,
    /// In the order of their measures.
    pub commitments: Vec<StoryPart>,
    /// What is measured of the problem.
    pub effects: Vec<StoryPart>,
}

/// One thing in the story, or a hole where one should be.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StoryPart {
    /// Which thing; a hole has none.
    pub key: Option<NodeKey>,
    /// Its words; a hole has none.
    pub words: String,
    /// What it is and how it stands.
    pub is: Is,
    /// The places of those that it follows from, in the column before.
    pub from: Vec<usize>,
}

/// What a part of the story is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "is")]
pub enum Is {
    /// Somebody said so.
    Voice {
        /// How many, when it was counted.
        n: Option<u32>,
        /// Whether they were answered.
        answered: bool,
    },
    /// It is wrong.
    Problem {
        /// Whether it rests on anything but an assumption.
        evidenced: bool,
    },
    /// It is why.
    Cause {
        /// On which side of the triangle.
        side: Option<TriangleSide>,
        /// What the evidence makes of it.
        state: CauseState,
    },
    /// It helps against that.
    Measure {
        /// What is known of its kind.
        known: Option<KnownEffect>,
    },
    /// It was promised.
    Commitment {
        /// How it went.
        verdict: Verdict,
    },
    /// It is measured.
    Effect {
        /// Whether it was measured before.
        baseline: bool,
        /// Whether it has been measured since.
        outcome: bool,
    },
    /// Something is missing here.
    Hole(Hole),
}

/// What is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Hole {
    /// Nobody has said it.
    NoVoice,
    /// Nobody has said why.
    NoCause,
    /// Nothing is done against the cause.
    NoMeasure,
    /// Nobody has undertaken the measure.
    NoCommitment,
    /// Nothing is measured.
    NoEffect,
}

impl StoryPart {
    fn hole(hole: Hole, from: Vec<usize>) -> Self {
        Self {
            key: None,
            words: String::new(),
            is: Is::Hole(hole),
            from,
        }
    }

    /// Whether something is missing here.
    pub fn is_hole(&self) -> bool {
        matches!(self.is, Is::Hole(_))
    }
}

impl Story {
    /// The story of a problem of the picture at the end of a day; none when the
    /// picture does not have it.
    pub fn of(
        picture: &PictureDocument,
        promises: &[PromiseDocument],
        problem: &ProblemId,
        at: Date,
    ) -> Option<Self> {
        let own = promises.iter().flat_map(|p| &p.problems);
        let own = own.filter(|p| p.id == *problem);
        // What only a promise says of the problem belongs to its story too.
        let problem = &own.fold(picture.problem(problem)?.clone(), |joined, p| {
            joined.joined_with(p)
        });
        let work = Work::of(promises, problem, at);
        let mut causes = causes(problem);
        let mut measures = measures(problem, &mut causes, &work);
        let commitments = commitments(&mut measures, &mut causes, work);
        let effects = effects(problem, promises, &commitments);
        Some(Self {
            voices: voices(picture, promises, problem),
            problem: StoryPart {
                key: Some(problem_key(&problem.id)),
                words: problem.title.clone(),
                is: Is::Problem {
                    evidenced: problem.evidence.iter().any(|link| !link.is_assumption()),
                },
                from: Vec::new(),
            },
            causes: causes.into_iter().map(|(part, _)| part).collect(),
            measures: measures.into_iter().map(|(part, _)| part).collect(),
            commitments,
            effects,
        })
    }

    /// The columns with what stands before each: problem, causes, measures, commitments, effects.
    pub fn columns(&self) -> [&[StoryPart]; 4] {
        [
            &self.causes,
            &self.measures,
            &self.commitments,
            &self.effects,
        ]
    }

    /// Every hole, in the order of the columns.
    pub fn holes(&self) -> Vec<Hole> {
        let columns = self.columns().into_iter().flatten();
        let parts = self.voices.iter().chain(columns);
        parts
            .filter_map(|part| match part.is {
                Is::Hole(hole) => Some(hole),
                _ => None,
            })
            .collect()
    }
}

/// A part and the id of what it is, for those that follow.
type Named = (StoryPart, Option<String>);

fn voices(
    picture: &PictureDocument,
    promises: &[PromiseDocument],
    problem: &Problem,
) -> Vec<StoryPart> {
    let mut found: Vec<&crate::problem::Voice> = Vec::new();
    let own = problem.evidence.iter();
    for voice in own.flat_map(|link| link.voices_of(&picture.voices, &picture.places)) {
        if !found.iter().any(|f| f.id == voice.id) {
            found.push(voice);
        }
    }
    // Those that a commitment answers spoke of its problem.
    let commitments = promises.iter().flat_map(|p| &p.commitments);
    for id in commitments
        .filter(|c| c.problem.as_ref() == Some(&problem.id))
        .flat_map(|c| &c.voices)
    {
        let own = promises.iter().flat_map(|p| &p.voices);
        let voice = picture.voices.iter().chain(own).find(|v| v.id == *id);
        if let Some(voice) = voice.filter(|v| !found.iter().any(|f| f.id == v.id)) {
            found.push(voice);
        }
    }
    if found.is_empty() {
        return vec![StoryPart::hole(Hole::NoVoice, Vec::new())];
    }
    found
        .into_iter()
        .map(|voice| StoryPart {
            key: Some(NodeKey::shared(Step::Voice, voice.id.as_str())),
            words: voice.words.clone(),
            is: Is::Voice {
                n: voice.n.and_then(|n| u32::try_from(n.to_i64()?).ok()),
                answered: voice.is_answered(),
            },
            from: Vec::new(),
        })
        .collect()
}

fn causes(problem: &Problem) -> Vec<Named> {
    let side = |cause: &Cause| cause.side.as_ref().and_then(Worded::meant);
    let mut causes: Vec<&Cause> = problem.causes.iter().collect();
    causes.sort_by_key(|cause| (side(cause).is_none(), side(cause)));
    causes
        .into_iter()
        .map(|cause| {
            let part = StoryPart {
                key: Some(NodeKey::shared(Step::Cause, cause.id.as_str())),
                words: cause.words.clone(),
                is: Is::Cause {
                    side: side(cause),
                    state: cause.standing(),
                },
                from: vec![0],
            };
            (part, Some(cause.id.0.clone()))
        })
        .collect()
}

/// The place of a hole in a column, made when it is first asked for.
fn hole_in(column: &mut Vec<Named>, hole: Hole, from: Vec<usize>) -> usize {
    let part = StoryPart::hole(hole, from);
    match column.iter().position(|(p, _)| *p == part) {
        Some(at) => at,
        None => {
            column.push((part, None));
            column.len() - 1
        }
    }
}

fn place_of(column: &[Named], id: &str) -> Option<usize> {
    column
        .iter()
        .position(|(_, own)| own.as_deref() == Some(id))
}

fn measures(problem: &Problem, causes: &mut Vec<Named>, work: &Work<'_>) -> Vec<Named> {
    if causes.is_empty() {
        hole_in(causes, Hole::NoCause, vec![0]);
    }
    let cause_of = |measure: &Measure, causes: &[Named]| {
        let cause = measure.cause.as_ref()?;
        place_of(causes, cause.as_str())
    };
    let mut all: Vec<(usize, &Measure)> = Vec::new();
    for measure in &problem.measures {
        let cause = cause_of(measure, causes);
        let at = cause.unwrap_or_else(|| hole_in(causes, Hole::NoCause, vec![0]));
        all.push((at, measure));
    }
    all.sort_by_key(|(at, _)| *at);
    let mut measures: Vec<Named> = all
        .iter()
        .map(|(at, measure)| {
            let part = StoryPart {
                key: Some(NodeKey::shared(Step::Measure, measure.id.as_str())),
                words: measure.words.clone(),
                is: Is::Measure {
                    known: measure.known_effect.as_ref().and_then(Worded::meant),
                },
                from: vec![*at],
            };
            (part, Some(measure.id.0.clone()))
        })
        .collect();
    // A cause that the evidence contradicts asks for nothing.
    for (at, (cause, id)) in causes.iter().enumerate() {
        let asks = match cause.is {
            Is::Cause { state, .. } => state != CauseState::Contradicted,
            _ => false,
        };
        let met = measures.iter().any(|(m, _)| m.from.contains(&at));
        if asks && !met && problem.is_chosen() && !work.is_against(id.as_deref()) {
            hole_in(&mut measures, Hole::NoMeasure, vec![at]);
        }
    }
    measures
}

/// The commitments of the promises that answer a problem.
struct Work<'a> {
    all: Vec<Undertaken<'a>>,
}

struct Undertaken<'a> {
    key: NodeKey,
    words: &'a str,
    verdict: Verdict,
    cause: Option<&'a str>,
    measures: Vec<&'a str>,
}

impl<'a> Work<'a> {
    fn of(promises: &'a [PromiseDocument], problem: &'a Problem, at: Date) -> Self {
        let mut all = Vec::new();
        for promise in promises {
            for (commitment, state) in promise.commitments.iter().zip(assess(promise, at)) {
                let measures = measures_of(problem, &commitment.id, &commitment.measure);
                let cause = commitment.cause.as_ref().map(|c| c.as_str());
                let of_cause = problem.causes.iter().any(|c| Some(c.id.as_str()) == cause);
                if measures.is_empty()
                    && !of_cause
                    && commitment.problem.as_ref() != Some(&problem.id)
                {
                    continue;
                }
                all.push(Undertaken {
                    key: NodeKey::of(
                        Step::Commitment,
                        &promise.promise.id,
                        commitment.id.as_str(),
                    ),
                    words: commitment.name(),
                    verdict: state.verdict,
                    cause: cause.filter(|_| of_cause),
                    measures,
                });
            }
        }
        Self { all }
    }

    /// Whether a commitment is against the cause itself, without a measure.
    fn is_against(&self, cause: Option<&str>) -> bool {
        let unmeasured = self.all.iter().filter(|c| c.measures.is_empty());
        cause.is_some() && unmeasured.into_iter().any(|c| c.cause == cause)
    }
}

/// The problem's measures that a commitment is part of.
fn measures_of<'a>(
    problem: &'a Problem,
    commitment: &CommitmentId,
    named: &Option<crate::id::MeasureId>,
) -> Vec<&'a str> {
    let mut found: Vec<&str> = Vec::new();
    for measure in &problem.measures {
        let id = measure.id.as_str();
        let of = measure.commitments.contains(commitment) || named.as_ref() == Some(&measure.id);
        if of && !found.contains(&id) {
            found.push(id);
        }
    }
    found
}

/// What was promised, and holes: before a commitment that hangs in the air, and
/// after a measure that nobody has undertaken.
fn commitments(
    measures: &mut Vec<Named>,
    causes: &mut Vec<Named>,
    work: Work<'_>,
) -> Vec<StoryPart> {
    let mut found: Vec<StoryPart> = Vec::new();
    for one in work.all {
        let mut from: Vec<usize> = one
            .measures
            .iter()
            .filter_map(|id| place_of(measures, id))
            .collect();
        if from.is_empty() {
            let cause = one.cause.and_then(|id| place_of(causes, id));
            let cause = cause.unwrap_or_else(|| hole_in(causes, Hole::NoCause, vec![0]));
            from.push(hole_in(measures, Hole::NoMeasure, vec![cause]));
        }
        found.push(StoryPart {
            key: Some(one.key),
            words: one.words.to_owned(),
            is: Is::Commitment {
                verdict: one.verdict,
            },
            from,
        });
    }
    for (at, (measure, _)) in measures.iter().enumerate() {
        let undertaken = found.iter().any(|c| c.from.contains(&at));
        if !undertaken && !measure.is_hole() {
            found.push(StoryPart::hole(Hole::NoCommitment, vec![at]));
        }
    }
    found.sort_by_key(|part| part.from.iter().min().copied());
    found
}

fn effects(
    problem: &Problem,
    promises: &[PromiseDocument],
    commitments: &[StoryPart],
) -> Vec<StoryPart> {
    let undertaken: Vec<usize> = (0..commitments.len())
        .filter(|at| !commitments[*at].is_hole())
        .collect();
    let mut found: Vec<StoryPart> = problem
        .indicators
        .iter()
        .map(|i| effect_of(i, undertaken.clone()))
        .collect();
    for promise in promises {
        for goal in &promise.goals {
            let key =
                |id: &CommitmentId| NodeKey::of(Step::Commitment, &promise.promise.id, id.as_str());
            let from: Vec<usize> = goal
                .commitments
                .iter()
                .filter_map(|id| commitments.iter().position(|c| c.key == Some(key(id))))
                .collect();
            if from.is_empty() {
                continue;
            }
            found.push(StoryPart {
                key: Some(NodeKey::of(
                    Step::Effect,
                    &promise.promise.id,
                    goal.id.as_str(),
                )),
                words: goal.indicator.clone().unwrap_or_else(|| goal.words.clone()),
                is: Is::Effect {
                    baseline: is_measured(&goal.baseline) || goal.comparison.is_some(),
                    outcome: is_measured(&goal.outcome),
                },
                from,
            });
        }
    }
    if found.is_empty() {
        found.push(StoryPart::hole(Hole::NoEffect, undertaken));
    }
    found
}

fn effect_of(indicator: &Indicator, from: Vec<usize>) -> StoryPart {
    StoryPart {
        key: Some(NodeKey::shared(Step::Effect, indicator.id.as_str())),
        words: indicator.words.clone(),
        is: Is::Effect {
            baseline: is_measured(&indicator.baseline),
            outcome: is_measured(&indicator.outcome),
        },
        from,
    }
}

fn is_measured(measured: &Option<Measured>) -> bool {
    measured
        .as_ref()
        .is_some_and(|m| m.value.is_some() || m.words.is_some())
}
