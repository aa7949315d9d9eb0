//! From what somebody said to what came of it, and back: the whole chain over a
//! picture and the promises that answer it.
//!
//! The same id is the same thing: a problem, cause, measure or voice of a
//! promise is that of the picture when they share an id.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::activity::is_counted_per_month_only;
use crate::assessment::{Assessment, assess};
use crate::document::PromiseDocument;
use crate::id::{CauseId, MeasureId, ProblemId, PromiseId};
use crate::place::Place;
use crate::problem::{Problem, Voice};
use crate::promise::Commitment;
use crate::verdict::Verdict;

use super::PictureDocument;

/// The steps of the chain, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// What residents or staff said.
    Voice,
    /// What is wrong.
    Problem,
    /// Why.
    Cause,
    /// What helps against that.
    Measure,
    /// What was promised.
    Commitment,
    /// What was done, as far as it counts.
    Activity,
    /// How the commitment went.
    Result,
    /// What changed.
    Effect,
    /// What the parties say of it.
    FollowUp,
    /// What those who spoke are told.
    Feedback,
}

/// Which thing in the chain.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct NodeKey {
    /// What it is.
    pub step: Step,
    /// The promise it belongs to, from the commitment on.
    pub promise: Option<PromiseId>,
    /// Its id; of activities and results, the commitment's.
    pub id: String,
}

impl NodeKey {
    /// Something that the picture and its promises share.
    pub fn shared(step: Step, id: &str) -> Self {
        Self {
            step,
            promise: None,
            id: id.to_owned(),
        }
    }

    /// Something of one promise.
    pub fn of(step: Step, promise: &PromiseId, id: &str) -> Self {
        Self {
            promise: Some(promise.clone()),
            ..Self::shared(step, id)
        }
    }
}

/// One thing in the chain.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Node {
    /// Which.
    pub key: NodeKey,
    /// Its words, as they were written; a result's are its verdict's name.
    pub words: String,
    /// Of a result: how it went.
    pub verdict: Option<Verdict>,
    /// Of activities: how many entries of the log count; not told where they
    /// concern single people.
    pub entries: Option<usize>,
}

/// The chain: nodes in the order of their steps, then of the documents.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Chain {
    nodes: Vec<Node>,
    after: Vec<BTreeSet<usize>>,
    before: Vec<BTreeSet<usize>>,
}

impl Chain {
    /// The chain as it stands at the end of a day.
    pub fn of(picture: &PictureDocument, promises: &[PromiseDocument], at: Date) -> Self {
        let assessed: Vec<Vec<Assessment>> = promises.iter().map(|p| assess(p, at)).collect();
        let mut building = Building::default();
        building.add_why(&picture.voices, &picture.problems);
        for measure in picture.problems.iter().flat_map(|p| &p.measures) {
            for commitment in &measure.commitments {
                let picked = building.picked.entry(commitment.0.clone());
                picked.or_default().push(measure.id.clone());
            }
        }
        for promise in promises {
            building.add_why(&promise.voices, &promise.problems);
        }
        for (promise, states) in promises.iter().zip(&assessed) {
            building.add_work(promise, states, at);
        }
        building.join_why(&picture.voices, &picture.problems, &picture.places);
        for promise in promises {
            building.join_why(&promise.voices, &promise.problems, &promise.places);
        }
        for promise in promises {
            building.join_work(promise);
        }
        let own = promises.iter().flat_map(|p| &p.problems);
        for problem in picture.problems.iter().chain(own) {
            building.join_indicators(problem);
        }
        let said = promises.iter().flat_map(|p| &p.voices);
        let mut chain = building.finish();
        chain.tell_back(picture.voices.iter().chain(said));
        chain.in_order()
    }

    /// Every node.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// The node with this key.
    pub fn node(&self, key: &NodeKey) -> Option<&Node> {
        self.at(key).map(|n| &self.nodes[n])
    }

    /// Every link, from the earlier step to the later.
    pub fn links(&self) -> impl Iterator<Item = (&Node, &Node)> {
        let from = self.after.iter().enumerate();
        from.flat_map(|(from, all)| all.iter().map(move |to| (from, *to)))
            .map(|(from, to)| (&self.nodes[from], &self.nodes[to]))
    }

    /// What comes right after.
    pub fn next(&self, key: &NodeKey) -> Vec<&Node> {
        self.near(key, &self.after)
    }

    /// What comes right before.
    pub fn previous(&self, key: &NodeKey) -> Vec<&Node> {
        self.near(key, &self.before)
    }

    /// Everything that came of it.
    pub fn after(&self, key: &NodeKey) -> Vec<&Node> {
        self.walk(key, &self.after)
    }

    /// Everything that led to it.
    pub fn before(&self, key: &NodeKey) -> Vec<&Node> {
        self.walk(key, &self.before)
    }

    fn at(&self, key: &NodeKey) -> Option<usize> {
        self.nodes.iter().position(|n| n.key == *key)
    }

    fn near(&self, key: &NodeKey, along: &[BTreeSet<usize>]) -> Vec<&Node> {
        let near = self.at(key).map(|n| &along[n]).into_iter().flatten();
        near.map(|n| &self.nodes[*n]).collect()
    }

    fn walk(&self, key: &NodeKey, along: &[BTreeSet<usize>]) -> Vec<&Node> {
        let Some(start) = self.at(key) else {
            return Vec::new();
        };
        let reached = reached(start, along);
        reached.into_iter().map(|n| &self.nodes[n]).collect()
    }

    /// What those who spoke are told, after the last that came of what they said.
    fn tell_back<'v>(&mut self, voices: impl Iterator<Item = &'v Voice>) {
        for voice in voices {
            let (Some(answer), Some(spoke)) = (
                voice.answer.as_deref().filter(|a| !a.trim().is_empty()),
                self.at(&NodeKey::shared(Step::Voice, voice.id.as_str())),
            ) else {
                continue;
            };
            let told = NodeKey::shared(Step::Feedback, voice.id.as_str());
            if self.at(&told).is_some() {
                continue;
            }
            let reached = reached(spoke, &self.after);
            let last = [
                Step::FollowUp,
                Step::Result,
                Step::Commitment,
                Step::Problem,
            ]
            .into_iter()
            .map(|step| {
                let of_step = |n: &usize| self.nodes[*n].key.step == step;
                reached.iter().copied().filter(of_step).collect()
            })
            .find(|found: &Vec<usize>| !found.is_empty())
            .unwrap_or_else(|| vec![spoke]);
            let told = self.push(told, answer);
            for from in last {
                self.join(from, told);
            }
        }
    }

    fn push(&mut self, key: NodeKey, words: &str) -> usize {
        self.nodes.push(Node {
            key,
            words: words.to_owned(),
            verdict: None,
            entries: None,
        });
        self.after.push(BTreeSet::new());
        self.before.push(BTreeSet::new());
        self.nodes.len() - 1
    }

    fn join(&mut self, from: usize, to: usize) {
        self.after[from].insert(to);
        self.before[to].insert(from);
    }

    /// The same chain with its nodes in the order of the steps.
    fn in_order(self) -> Self {
        let mut order: Vec<usize> = (0..self.nodes.len()).collect();
        order.sort_by_key(|n| self.nodes[*n].key.step);
        let mut place = vec![0; order.len()];
        for (new, old) in order.iter().enumerate() {
            place[*old] = new;
        }
        let moved = |along: &[BTreeSet<usize>]| {
            let one = |old: &usize| along[*old].iter().map(|n| place[*n]).collect();
            order.iter().map(one).collect()
        };
        Self {
            after: moved(&self.after),
            before: moved(&self.before),
            nodes: order.iter().map(|n| self.nodes[*n].clone()).collect(),
        }
    }
}

fn reached(start: usize, along: &[BTreeSet<usize>]) -> BTreeSet<usize> {
    let mut reached = BTreeSet::new();
    let mut ahead: Vec<usize> = along[start].iter().copied().collect();
    while let Some(n) = ahead.pop() {
        if reached.insert(n) {
            ahead.extend(&along[n]);
        }
    }
    reached
}

/// A chain that is being put together.
#[derive(Default)]
struct Building {
    chain: Chain,
    places: BTreeMap<NodeKey, usize>,
    /// Which problem a cause or measure is of.
    of_problem: BTreeMap<NodeKey, ProblemId>,
    /// The measures of the picture that name a commitment, by its id.
    picked: BTreeMap<String, Vec<MeasureId>>,
}

impl Building {
    fn add(&mut self, key: NodeKey, words: &str) -> usize {
        if let Some(n) = self.places.get(&key) {
            return *n;
        }
        let n = self.chain.push(key.clone(), words);
        self.places.insert(key, n);
        n
    }

    fn join(&mut self, from: &NodeKey, to: &NodeKey) -> bool {
        match (self.places.get(from), self.places.get(to)) {
            (Some(from), Some(to)) => {
                self.chain.join(*from, *to);
                true
            }
            _ => false,
        }
    }

    fn add_why(&mut self, voices: &[Voice], problems: &[Problem]) {
        for voice in voices {
            self.add(
                NodeKey::shared(Step::Voice, voice.id.as_str()),
                &voice.words,
            );
        }
        for problem in problems {
            self.add(problem_key(&problem.id), &problem.title);
            for cause in &problem.causes {
                let key = cause_key(&cause.id);
                self.add(key.clone(), &cause.words);
                self.of_problem.insert(key, problem.id.clone());
            }
            for measure in &problem.measures {
                let key = measure_key(&measure.id);
                self.add(key.clone(), &measure.words);
                self.of_problem.insert(key, problem.id.clone());
            }
            for indicator in &problem.indicators {
                self.add(effect_key(indicator.id.as_str()), &indicator.words);
            }
        }
    }

    fn add_work(&mut self, promise: &PromiseDocument, states: &[Assessment], at: Date) {
        let of = &promise.promise.id;
        for (commitment, state) in promise.commitments.iter().zip(states) {
            let id = commitment.id.as_str();
            let promised = NodeKey::of(Step::Commitment, of, id);
            self.add(promised.clone(), commitment.name());
            let result = NodeKey::of(Step::Result, of, id);
            let n = self.add(result.clone(), state.verdict.name());
            self.chain.nodes[n].verdict = Some(state.verdict);
            let entries = entries(&state.evidenced);
            if entries == 0 {
                self.join(&promised, &result);
                continue;
            }
            let done = NodeKey::of(Step::Activity, of, id);
            let n = self.add(done.clone(), commitment.name());
            self.chain.nodes[n].entries = (!concerns_people(commitment)).then_some(entries);
            self.join(&promised, &done);
            self.join(&done, &result);
        }
        for goal in &promise.goals {
            self.add(NodeKey::of(Step::Effect, of, goal.id.as_str()), &goal.words);
        }
        for follow_up in &promise.follow_ups {
            // It speaks from the day it counts to.
            if follow_up.counting_day().is_some_and(|day| day > at) {
                continue;
            }
            for statement in &follow_up.statements {
                let words = statement.own_words().unwrap_or_default();
                let id = format!("{}/{}", follow_up.of.0, statement.commitment);
                self.add(NodeKey::of(Step::FollowUp, of, &id), &words);
            }
        }
    }

    fn join_why(&mut self, voices: &[Voice], problems: &[Problem], places: &[Place]) {
        for problem in problems {
            let wrong = problem_key(&problem.id);
            for link in &problem.evidence {
                for voice in link.voices_of(voices, places) {
                    let voice = NodeKey::shared(Step::Voice, voice.id.as_str());
                    self.join(&voice, &wrong);
                }
                // A promise's problem may point to a voice of the picture.
                for voice in &link.voices {
                    self.join(&NodeKey::shared(Step::Voice, voice.as_str()), &wrong);
                }
            }
            for cause in &problem.causes {
                self.join(&wrong, &cause_key(&cause.id));
            }
            for measure in &problem.measures {
                let against = measure_key(&measure.id);
                let cause = measure.cause.as_ref();
                if !cause.is_some_and(|cause| self.join(&cause_key(cause), &against)) {
                    self.join(&wrong, &against);
                }
            }
        }
    }

    fn join_work(&mut self, promise: &PromiseDocument) {
        let of = &promise.promise.id;
        for commitment in &promise.commitments {
            self.join_commitment(promise, commitment);
        }
        let results = |id: &str| NodeKey::of(Step::Result, of, id);
        for goal in &promise.goals {
            let effect = NodeKey::of(Step::Effect, of, goal.id.as_str());
            for commitment in &goal.commitments {
                self.join(&results(commitment.as_str()), &effect);
            }
        }
        for follow_up in &promise.follow_ups {
            for statement in &follow_up.statements {
                let id = format!("{}/{}", follow_up.of.0, statement.commitment);
                let said = NodeKey::of(Step::FollowUp, of, &id);
                self.join(&results(statement.commitment.as_str()), &said);
                let goals = promise.goals.iter();
                for goal in goals.filter(|g| g.commitments.contains(&statement.commitment)) {
                    let effect = NodeKey::of(Step::Effect, of, goal.id.as_str());
                    self.join(&effect, &said);
                }
            }
        }
    }

    /// A commitment follows its measure; without one its cause, without that
    /// its problem, and without any of them the voices that it answers.
    fn join_commitment(&mut self, promise: &PromiseDocument, commitment: &Commitment) {
        let promised = NodeKey::of(
            Step::Commitment,
            &promise.promise.id,
            commitment.id.as_str(),
        );
        let mut parents: Vec<NodeKey> = self.measures_of(promise, commitment);
        if parents.is_empty() {
            parents.extend(commitment.cause.as_ref().map(cause_key));
            parents.retain(|p| self.places.contains_key(p));
        }
        let problem = commitment.problem.as_ref();
        if let Some(problem) = problem.filter(|p| self.places.contains_key(&problem_key(p)))
            && !parents
                .iter()
                .any(|p| self.of_problem.get(p) == Some(problem))
        {
            parents.push(problem_key(problem));
        }
        for parent in &parents {
            self.join(parent, &promised);
        }
        for voice in &commitment.voices {
            let voice = NodeKey::shared(Step::Voice, voice.as_str());
            match problem.map(problem_key) {
                Some(problem) if self.join(&voice, &problem) => {}
                _ => {
                    self.join(&voice, &promised);
                }
            }
        }
    }

    /// The measure that the commitment names, and those that name it.
    fn measures_of(&self, promise: &PromiseDocument, commitment: &Commitment) -> Vec<NodeKey> {
        let own = promise.problems.iter().flat_map(|p| &p.measures);
        let naming = own.filter(|m| m.commitments.contains(&commitment.id));
        let naming = naming.map(|m| &m.id);
        let mut all: Vec<NodeKey> = naming
            .chain(&commitment.measure)
            .map(measure_key)
            .chain(self.picked_by_picture(commitment))
            .filter(|m| self.places.contains_key(m))
            .collect();
        all.sort();
        all.dedup();
        all
    }

    fn picked_by_picture(&self, commitment: &Commitment) -> impl Iterator<Item = NodeKey> {
        let picked = self.picked.get(commitment.id.as_str());
        picked.into_iter().flatten().map(measure_key)
    }

    /// What is measured of a problem follows the work that answers it.
    fn join_indicators(&mut self, problem: &Problem) {
        let Some(start) = self.places.get(&problem_key(&problem.id)).copied() else {
            return;
        };
        let after = reached(start, &self.chain.after);
        let is_result = |n: &usize| self.chain.nodes[*n].key.step == Step::Result;
        let results: Vec<usize> = after.into_iter().filter(is_result).collect();
        let results = match results.is_empty() {
            true => vec![start],
            false => results,
        };
        for indicator in &problem.indicators {
            let effect = effect_key(indicator.id.as_str());
            if let Some(effect) = self.places.get(&effect).copied() {
                for from in &results {
                    self.chain.join(*from, effect);
                }
            }
        }
    }

    fn finish(self) -> Chain {
        self.chain
    }
}

/// The key of a problem.
pub fn problem_key(id: &ProblemId) -> NodeKey {
    NodeKey::shared(Step::Problem, id.as_str())
}

fn cause_key(id: &CauseId) -> NodeKey {
    NodeKey::shared(Step::Cause, id.as_str())
}

fn measure_key(id: &MeasureId) -> NodeKey {
    NodeKey::shared(Step::Measure, id.as_str())
}

fn effect_key(indicator: &str) -> NodeKey {
    NodeKey::shared(Step::Effect, indicator)
}

/// Every entry behind a count, those of its parts too.
fn entries(evidenced: &crate::assessment::Evidenced) -> usize {
    let parts: usize = evidenced.parts.iter().map(entries).sum();
    evidenced.entries.len().max(parts)
}

/// Whether what it counts concerns single people.
fn concerns_people(commitment: &Commitment) -> bool {
    let counted = commitment.target.counted().into_iter();
    counted
        .flat_map(|c| &c.types)
        .any(is_counted_per_month_only)
}
