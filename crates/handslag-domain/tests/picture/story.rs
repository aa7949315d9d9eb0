//! The story of a problem has every part of its chain, and says where one is missing.

use handslag_domain::picture::PictureDocument;
use handslag_domain::picture::story::{Hole, Is, Story, StoryPart};
use handslag_domain::verdict::Verdict;
use handslag_domain::vocabulary::{CauseState, TriangleSide};
use jiff::civil::date;

use crate::example::{picture, promise};

fn story(picture: &PictureDocument, problem: &str) -> Story {
    Story::of(picture, &[promise()], &problem.into(), date(2023, 12, 31)).unwrap()
}

fn ids(parts: &[StoryPart]) -> Vec<(&str, &[usize])> {
    let id = |p: &'_ StoryPart| p.key.as_ref().map_or("–", |k| k.id.as_str()).to_owned();
    parts
        .iter()
        .map(|p| (Box::leak(id(p).into_boxed_str()) as &str, p.from.as_slice()))
        .collect()
}

#[test]
fn the_drugs_at_the_school_have_a_whole_chain() {
    let story = story(&picture(), "droger-de-la-gardie");
    assert_eq!(
        ids(&story.voices),
        [("droger-skolan", &[][..]), ("medarbetarna", &[])]
    );
    // Place, target, offender.
    assert_eq!(
        ids(&story.causes),
        [
            ("tider-utan-vuxna", &[0][..]),
            ("tidigt-bruk", &[0]),
            ("genomfart", &[0]),
            // For what was promised against no cause.
            ("–", &[0]),
        ]
    );
    assert_eq!(
        story.causes[2].is,
        Is::Cause {
            side: Some(TriangleSide::Offender),
            state: CauseState::Contradicted
        }
    );
    assert_eq!(
        ids(&story.measures),
        [
            ("narvaro-skola", &[0][..]),
            ("platsen-byggs-om", &[0]),
            ("tidiga-samtal", &[1]),
            ("–", &[3])
        ]
    );
    let commitments = ids(&story.commitments);
    assert_eq!(
        commitments,
        [
            ("hundsok-skola", &[0][..]),
            ("skolbesok", &[0]),
            ("drogfria-platser", &[1]),
            ("orossamtal", &[2]),
            ("orosanmalan", &[2]),
            // Promised for the problem, but for no measure against a cause of it.
            ("drogfria-skolor", &[3]),
        ]
    );
    assert_eq!(story.holes(), [Hole::NoCause, Hole::NoMeasure]);
    assert!(
        matches!(story.commitments[1].is, Is::Commitment { verdict } if verdict != Verdict::Ongoing)
    );
    assert_eq!(ids(&story.effects).len(), 2);
}

#[test]
fn every_hole_is_where_something_is_missing() {
    let mut picture = picture();
    let traffic = &mut picture.problems[2];
    traffic.evidence.clear();
    traffic.indicators.clear();
    assert_eq!(
        story(&picture, "otrygg-trafik").holes(),
        [Hole::NoVoice, Hole::NoEffect]
    );
    picture.problems[2].causes.clear();
    assert_eq!(
        story(&picture, "otrygg-trafik").holes(),
        [Hole::NoVoice, Hole::NoCause, Hole::NoEffect]
    );
    picture.problems[2].measures.clear();
    let bare = story(&picture, "otrygg-trafik");
    assert_eq!(
        bare.holes(),
        [
            Hole::NoVoice,
            Hole::NoCause,
            Hole::NoMeasure,
            Hole::NoEffect
        ]
    );
    assert_eq!(bare.commitments.len(), 2);
    // A measure that nobody has undertaken.
    let mut picture = super::example::picture();
    picture.problems[0]
        .measures
        .push(handslag_domain::problem::Measure {
            id: "ny".into(),
            words: "Ny".into(),
            cause: Some("tidigt-bruk".into()),
            ..Default::default()
        });
    assert!(
        story(&picture, "droger-de-la-gardie")
            .holes()
            .contains(&Hole::NoCommitment)
    );
}

#[test]
fn a_problem_that_waits_asks_for_no_measure_and_one_that_is_not_there_has_no_story() {
    assert!(
        !story(&picture(), "stolder")
            .holes()
            .contains(&Hole::NoMeasure)
    );
    assert_eq!(
        Story::of(&picture(), &[], &"ingen".into(), date(2023, 1, 1)),
        None
    );
}

#[test]
fn what_only_the_promise_says_of_a_problem_belongs_to_its_story() {
    let mut picture = picture();
    let problem = &mut picture.problems[0];
    problem
        .measures
        .retain(|m| m.id.as_str() != "tidiga-samtal");
    problem.causes.retain(|c| c.id.as_str() != "tidigt-bruk");
    problem.measures[0].commitments.clear();
    let story = story(&picture, "droger-de-la-gardie");
    let has = |parts: &[StoryPart], id: &str| ids(parts).iter().any(|(own, _)| *own == id);
    assert!(has(&story.causes, "tidigt-bruk") && has(&story.measures, "tidiga-samtal"));
    assert!(
        !story.holes().contains(&Hole::NoCommitment),
        "{:?}",
        story.holes()
    );
    let talks = story
        .commitments
        .iter()
        .find(|c| c.key.as_ref().unwrap().id == "orossamtal")
        .unwrap();
    assert_eq!(
        story.measures[talks.from[0]].key.as_ref().unwrap().id,
        "tidiga-samtal"
    );
}

/// Each part follows from something in the column before.
#[test]
fn every_part_leads_back_to_the_problem() {
    for problem in &picture().problems {
        for promises in [vec![], vec![promise()]] {
            let story = Story::of(&picture(), &promises, &problem.id, date(2023, 6, 1)).unwrap();
            let mut before = 1;
            for (n, column) in story.columns().into_iter().enumerate() {
                for part in column {
                    assert!(part.from.iter().all(|at| *at < before), "{part:?}");
                    // What is measured may stand although nobody has promised anything.
                    assert!(n == 3 || !part.from.is_empty(), "{part:?}");
                }
                before = column.len();
            }
        }
    }
}
