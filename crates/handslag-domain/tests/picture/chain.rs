//! The chain can be walked both ways, and nothing is lost on the way.

use handslag_domain::id::PromiseId;
use handslag_domain::picture::chain::{Chain, Node, NodeKey, Step};
use handslag_domain::verdict::Verdict;
use jiff::civil::{Date, date};

use crate::example::{picture, promise};

const END: Date = date(2023, 12, 31);

fn chain() -> Chain {
    Chain::of(&picture(), &[promise()], END)
}

fn shared(step: Step, id: &str) -> NodeKey {
    NodeKey::shared(step, id)
}

fn promised(step: Step, id: &str) -> NodeKey {
    NodeKey::of(step, &PromiseId::from("lidkoping-2022-2023"), id)
}

fn ids<'a>(nodes: &[&'a Node]) -> Vec<(Step, &'a str)> {
    nodes
        .iter()
        .map(|n| (n.key.step, n.key.id.as_str()))
        .collect()
}

#[test]
fn every_step_of_the_chain_is_in_the_example() {
    let chain = chain();
    let steps: std::collections::BTreeSet<Step> =
        chain.nodes().iter().map(|n| n.key.step).collect();
    assert_eq!(steps.len(), 10, "{steps:?}");
}

#[test]
fn from_a_cause_one_reaches_its_measures_and_what_was_promised() {
    let chain = chain();
    let next = chain.next(&shared(Step::Cause, "tider-utan-vuxna"));
    assert_eq!(
        ids(&next),
        [
            (Step::Measure, "narvaro-skola"),
            (Step::Measure, "platsen-byggs-om")
        ]
    );
    let next = chain.next(&shared(Step::Measure, "narvaro-skola"));
    assert_eq!(
        ids(&next),
        [
            (Step::Commitment, "hundsok-skola"),
            (Step::Commitment, "skolbesok")
        ]
    );
}

#[test]
fn a_result_leads_back_to_the_voices_that_it_answers() {
    let chain = chain();
    let before = chain.before(&promised(Step::Result, "hundsok-skola"));
    assert_eq!(
        ids(&before),
        [
            (Step::Voice, "droger-skolan"),
            (Step::Voice, "medarbetarna"),
            (Step::Problem, "droger-de-la-gardie"),
            (Step::Cause, "tider-utan-vuxna"),
            (Step::Measure, "narvaro-skola"),
            (Step::Commitment, "hundsok-skola"),
            (Step::Activity, "hundsok-skola"),
        ]
    );
}

#[test]
fn a_voice_leads_on_to_what_its_speakers_are_told() {
    let chain = chain();
    let after = chain.after(&shared(Step::Voice, "landsbygden-glomd"));
    assert_eq!(
        ids(&after),
        [
            (Step::Commitment, "landsbygdsrad"),
            (Step::Activity, "landsbygdsrad"),
            (Step::Result, "landsbygdsrad"),
            (Step::FollowUp, "2023/landsbygdsrad"),
            (Step::Feedback, "landsbygden-glomd"),
        ]
    );
    // A voice that led to nothing but an answer is answered all the same.
    let after = chain.after(&shared(Step::Voice, "stold-butik"));
    assert_eq!(
        ids(&after),
        [(Step::Problem, "stolder"), (Step::Feedback, "stold-butik")]
    );
}

#[test]
fn a_result_is_the_verdict_of_that_day_and_talks_about_children_are_not_counted_out() {
    let of = |day| {
        let chain = Chain::of(&picture(), &[promise()], day);
        let verdict = |id| chain.node(&promised(Step::Result, id)).unwrap().verdict;
        let entries = |id| chain.node(&promised(Step::Activity, id)).map(|n| n.entries);
        (
            verdict("skolbesok"),
            entries("skolbesok"),
            entries("orossamtal"),
        )
    };
    let (verdict, visits, talks) = of(END);
    assert!(verdict.is_some_and(|v| v != Verdict::Ongoing));
    assert!(visits.unwrap().is_some_and(|n| n > 20));
    assert_eq!(talks, Some(None));
    // Before anything was done there is nothing between the commitment and its result.
    let (verdict, visits, _) = of(date(2022, 1, 1));
    assert_eq!((verdict, visits), (Some(Verdict::Ongoing), None));
}

#[test]
fn a_follow_up_speaks_from_the_day_it_counts_to() {
    let said = |day| {
        let chain = Chain::of(&picture(), &[promise()], day);
        let of = chain
            .nodes()
            .iter()
            .filter(|n| n.key.step == Step::FollowUp);
        of.count()
    };
    assert_eq!(said(date(2023, 12, 30)), 0);
    assert!(said(END) > 5);
    assert_eq!(said(date(2024, 6, 1)), said(END));
}

/// The whole graph: links go onward only, and both directions say the same.
#[test]
fn after_and_before_are_each_others_mirror() {
    let chain = chain();
    for (from, to) in chain.links() {
        assert!(from.key.step < to.key.step, "{:?} {:?}", from.key, to.key);
    }
    for one in chain.nodes() {
        for other in chain.nodes() {
            let after = chain.after(&one.key).contains(&other);
            let before = chain.before(&other.key).contains(&one);
            assert_eq!(after, before, "{:?} {:?}", one.key, other.key);
        }
        let alone = chain.next(&one.key).is_empty() && chain.previous(&one.key).is_empty();
        let may_be_alone = [Step::Effect, Step::Voice, Step::Commitment].contains(&one.key.step);
        assert!(!alone || may_be_alone, "{:?}", one.key);
    }
}

#[test]
fn the_order_of_promises_changes_nothing_but_their_order() {
    let (mut one, mut other) = (promise(), promise());
    one.promise.id = "ett".into();
    other.promise.id = "annat".into();
    let forth = Chain::of(&picture(), &[one.clone(), other.clone()], END);
    let back = Chain::of(&picture(), &[other, one], END);
    let links = |chain: &Chain| {
        let mut all: Vec<(NodeKey, NodeKey)> = chain
            .links()
            .map(|(a, b)| (a.key.clone(), b.key.clone()))
            .collect();
        all.sort();
        all
    };
    assert_eq!(links(&forth), links(&back));
    assert_eq!(
        forth,
        Chain::of(
            &picture(),
            &[
                {
                    let mut p = promise();
                    p.promise.id = "ett".into();
                    p
                },
                {
                    let mut p = promise();
                    p.promise.id = "annat".into();
                    p
                }
            ],
            END
        )
    );
}

#[test]
fn a_measure_without_cause_and_a_commitment_without_measure_hang_on_the_problem() {
    let mut picture = picture();
    picture.problems[0].measures[0].cause = None;
    picture.problems[0].measures[1].commitments.clear();
    let chain = Chain::of(&picture, &[promise()], END);
    let next = ids(&chain.next(&shared(Step::Problem, "droger-de-la-gardie")));
    assert!(
        next.contains(&(Step::Commitment, "drogfria-platser")),
        "{next:?}"
    );
    // The promise's own copy of the problem still names the cause.
    assert!(!next.contains(&(Step::Measure, "tidiga-samtal")));
    assert!(next.contains(&(Step::Measure, "narvaro-skola")));
}
