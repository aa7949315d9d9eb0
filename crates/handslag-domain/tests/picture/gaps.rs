//! Each gap in the chain is told with its place and what to do.

use handslag_domain::check::{Level, Words};
use handslag_domain::document::PromiseDocument;
use handslag_domain::evidence_link::EvidenceLink;
use handslag_domain::picture::PictureDocument;
use handslag_domain::picture::clock::LegalClock;
use handslag_domain::picture::gaps::gaps;
use handslag_domain::picture::story::Story;
use handslag_domain::problem::{Cause, Measure};
use handslag_domain::vocabulary::{CauseState, KnownEffect};
use jiff::civil::{Date, date};

use crate::example::{picture, promise};

const TODAY: Date = date(2023, 12, 31);

type Found = Vec<(String, String)>;

fn clock(picture: &PictureDocument, today: Date) -> LegalClock {
    LegalClock::of(&picture.picture, today)
}

fn found(picture: &PictureDocument, promises: &[PromiseDocument], today: Date) -> Found {
    let all = gaps(picture, promises, clock(picture, today), Words::Sv).into_iter();
    all.map(|f| (f.rule, f.place)).collect()
}

/// The gaps that a change of the picture opens.
fn opened(change: impl Fn(&mut PictureDocument)) -> Found {
    let promises = [promise()];
    let before = found(&picture(), &promises, TODAY);
    let mut changed = picture();
    change(&mut changed);
    let mut after = found(&changed, &promises, TODAY);
    after.retain(|f| !before.contains(f));
    after
}

fn check(change: impl Fn(&mut PictureDocument), expected: &[(&str, &str)]) {
    let opened = opened(change);
    let opened: Vec<(&str, &str)> = opened
        .iter()
        .map(|(r, p)| (r.as_str(), p.as_str()))
        .collect();
    assert_eq!(opened, expected);
}

#[test]
fn the_example_has_only_the_gaps_that_its_promise_has() {
    let place = |n: u32, id: &str| format!("lidkoping-2022-2023: commitments[{n}].problem ({id})");
    let without = |n, id| ("commitment_without_problem".to_owned(), place(n, id));
    assert_eq!(
        found(&picture(), &[promise()], TODAY),
        [
            (
                "commitment_without_measure".to_owned(),
                "problems[0].measures (droger-de-la-gardie)".to_owned()
            ),
            without(5, "arskurs-7"),
            without(7, "narkotikainsatser"),
            without(10, "lyfta-fragan"),
            without(14, "landsbygdsrad")
        ]
    );
    assert_eq!(found(&picture(), &[], TODAY), []);
}

#[test]
fn measures_and_causes() {
    let measure = "problems[0].measures[0].cause (narvaro-skola)";
    check(
        |p| p.problems[0].measures[0].cause = None,
        &[("measure_without_cause", measure)],
    );
    check(
        |p| p.problems[0].measures[0].cause = Some("rak-vag".into()),
        &[("cause_of_other_problem", measure)],
    );
    check(
        |p| p.problems[0].measures[0].cause = Some("genomfart".into()),
        &[("measure_against_contradicted", measure)],
    );
    check(
        |p| p.problems[2].measures[0].known_effect = Some(KnownEffect::Harmful.into()),
        &[(
            "measure_known_not_to_help",
            "problems[2].measures[0].known_effect (kontroller)",
        )],
    );
    check(
        |p| p.problems[2].causes[0].links_for.clear(),
        &[(
            "cause_without_evidence",
            "problems[2].causes[0].evidence_for (rak-vag)",
        )],
    );
    check(
        |p| {
            p.problems[2].causes[0].links_for.clear();
            p.problems[2].causes[0].state = Some(CauseState::Assumption.into());
        },
        &[],
    );
    check(
        |p| p.problems[2].causes[0].would_show_wrong = None,
        &[(
            "cause_without_test",
            "problems[2].causes[0].would_show_wrong (rak-vag)",
        )],
    );
    check(
        |p| p.problems[2].causes.clear(),
        &[(
            "problem_without_cause",
            "problems[2].causes (otrygg-trafik)",
        )],
    );
    check(
        |p| p.problems[2].measures.clear(),
        &[
            (
                "problem_without_measure",
                "problems[2].measures (otrygg-trafik)",
            ),
            ("cause_without_measure", "problems[2].causes[0]"),
        ],
    );
    check(
        |p| {
            p.problems[0].measures.push(Measure {
                id: "ny".into(),
                words: "Ny".into(),
                cause: Some("tidigt-bruk".into()),
                ..Measure::default()
            })
        },
        &[("measure_without_commitment", "problems[0].measures[3] (ny)")],
    );
}

#[test]
fn a_problem_and_what_it_rests_on() {
    let place = "problems[1].evidence (otrygghet-centrum)";
    check(
        |p| p.problems[1].evidence.clear(),
        &[("problem_without_evidence", place)],
    );
    check(
        |p| p.problems[1].evidence = vec![EvidenceLink::default()],
        &[("problem_only_assumed", place)],
    );
    check(
        |p| p.problems[1].evidence[1].indicator = None,
        &[("evidence_leads_nowhere", "problems[1].evidence[1]")],
    );
    check(
        |p| p.problems[0].evidence[0].theme = Some("vapen".into()),
        &[("no_such_voices", "problems[0].evidence[0]")],
    );
    check(
        |p| p.problems[1].indicators.clear(),
        &[(
            "problem_without_indicator",
            "problems[1].indicators (otrygghet-centrum)",
        )],
    );
    check(
        |p| p.problems[1].indicators[0].baseline = None,
        &[(
            "indicator_without_baseline",
            "problems[1].indicators[0].baseline (trygga-centrum)",
        )],
    );
    check(
        |p| p.problems[1].priority = None,
        &[(
            "problem_without_priority",
            "problems[1].priority (otrygghet-centrum)",
        )],
    );
    // A problem that waits needs no indicator and no measure.
    check(
        |p| {
            p.problems[1].priority.as_mut().unwrap().chosen = Some(false);
            p.problems[1].indicators.clear();
        },
        &[],
    );
}

#[test]
fn every_hole_that_is_drawn_is_in_the_list_of_gaps() {
    let changes: [fn(&mut PictureDocument); 7] = [
        |_| {},
        |p| p.problems[2].causes.clear(),
        |p| p.problems[2].measures.clear(),
        |p| p.problems[2].indicators.clear(),
        |p| p.problems[2].evidence.clear(),
        |p| p.problems[2].evidence.retain(|link| link.voices.is_empty()),
        |p| {
            p.problems[2].causes.push(Cause {
                id: "ny".into(),
                words: "Ny".into(),
                state: Some(CauseState::Assumption.into()),
                would_show_wrong: Some("Det".into()),
                ..Cause::default()
            })
        },
    ];
    for (case, change) in changes.iter().enumerate() {
        let (mut picture, promises) = (picture(), [promise()]);
        change(&mut picture);
        let gaps = gaps(&picture, &promises, clock(&picture, TODAY), Words::Sv);
        for (n, problem) in picture.problems.iter().enumerate() {
            let story = Story::of(&picture, &promises, &problem.id, TODAY).unwrap();
            let about = format!("problems[{n}].");
            let told = gaps.iter().any(|gap| gap.place.starts_with(&about));
            let is_drawn = problem.is_chosen() && !story.holes().is_empty();
            assert!(told || !is_drawn, "case {case}: {:?}", story.holes());
        }
    }
}

#[test]
fn a_problem_that_nobody_has_said_and_a_measure_that_nobody_undertakes() {
    let mut picture = picture();
    let traffic = &mut picture.problems[2];
    traffic.evidence.retain(|link| link.voices.is_empty());
    traffic.measures[0].commitments.clear();
    // Without a promise at hand, too.
    let rules: Vec<String> = found(&picture, &[], TODAY)
        .into_iter()
        .map(|(rule, _)| rule)
        .collect();
    assert_eq!(
        rules,
        ["measure_without_commitment", "problem_without_voice"]
    );
}

#[test]
fn a_priority_follows_from_stated_criteria() {
    check(
        |p| p.problems[1].priority.as_mut().unwrap().scores.clear(),
        &[(
            "priority_without_criteria",
            "problems[1].priority (otrygghet-centrum)",
        )],
    );
    check(
        |p| p.criteria.clear(),
        &[
            (
                "priority_without_criteria",
                "problems[0].priority (droger-de-la-gardie)",
            ),
            (
                "priority_without_criteria",
                "problems[1].priority (otrygghet-centrum)",
            ),
            (
                "priority_without_criteria",
                "problems[2].priority (otrygg-trafik)",
            ),
        ],
    );
}

#[test]
fn a_rank_against_the_scores_says_why() {
    let picture = picture();
    let sums: Vec<String> = picture
        .problems
        .iter()
        .map(|p| picture.weighed(p).sum.to_string())
        .collect();
    // Harm counts twice: the second problem is chosen before the third for the fear, and says so.
    assert_eq!(sums, ["16", "13", "15", "10"]);
    assert_eq!(picture.weighed(&picture.problems[0]).most.to_string(), "21");
    check(
        |p| p.problems[1].priority.as_mut().unwrap().reason = None,
        &[(
            "rank_against_scores",
            "problems[1].priority.rank (otrygghet-centrum)",
        )],
    );
    // Without all the scores nothing is held against the rank.
    check(
        |p| {
            let priority = p.problems[1].priority.as_mut().unwrap();
            priority.reason = None;
            priority.scores.pop();
        },
        &[("scores_missing", "problems[1].priority (otrygghet-centrum)")],
    );
}

#[test]
fn a_judgement_of_a_cause_must_rest_on_something() {
    check(
        |p| {
            let cause = &mut p.problems[0].causes[0];
            cause.state = Some(CauseState::Supported.into());
            cause.evidence_for.clear();
            cause.links_for.clear();
            cause.evidence_against = vec!["Det är lika mörkt på andra platser.".to_owned()];
        },
        &[(
            "cause_judged_without_evidence",
            "problems[0].causes[0].state (tider-utan-vuxna)",
        )],
    );
}

#[test]
fn a_voice_that_only_the_promise_has_wants_an_answer_too() {
    let mut promise = promise();
    promise.voices.push(handslag_domain::problem::Voice {
        id: "ny".into(),
        words: "Ny".into(),
        ..Default::default()
    });
    let found = found(&picture(), &[promise], TODAY);
    let wanted = (
        "voice_without_answer".to_owned(),
        "lidkoping-2022-2023: voices[4].answer (ny)".to_owned(),
    );
    assert!(found.contains(&wanted), "{found:#?}");
}

#[test]
fn the_place_cycle_skips_no_step() {
    let place = "problems[0].cycle[3] (droger-de-la-gardie)";
    check(
        |p| p.problems[0].cycle[2].state = Some("not_begun".into()),
        &[("step_skipped", place)],
    );
    check(
        |p| {
            p.problems[0].cycle.remove(2);
        },
        &[("step_skipped", "problems[0].cycle[2] (droger-de-la-gardie)")],
    );
    check(
        |p| p.problems[0].cycle[3].state = Some("not_begun".into()),
        &[],
    );
}

#[test]
fn voices_releases_parts_and_decision() {
    check(
        |p| p.voices[3].answer = Some(" ".into()),
        &[("voice_without_answer", "voices[3].answer (trafik-skolvag)")],
    );
    check(
        |p| {
            p.voices[3].released = None;
            p.mapping[0].released = None;
        },
        &[("release_not_said", "picture")],
    );
    check(|p| p.analysis.clear(), &[("part_missing", "analysis")]);
    check(
        |p| p.picture.decided = None,
        &[("not_decided", "picture.decided")],
    );
}

#[test]
fn a_promise_that_points_nowhere_is_told_with_what_was_meant() {
    let mut promise = promise();
    promise.problems.clear();
    promise.voices.clear();
    promise.commitments[0].problem = Some("otrygghet-centrun".into());
    promise.commitments[0].voices = vec!["ingen".into()];
    let all = gaps(&picture(), &[promise], clock(&picture(), TODAY), Words::Sv);
    let found: Vec<_> = all
        .iter()
        .filter(|f| f.rule == "no_such_in_picture")
        .collect();
    assert_eq!(found.len(), 2, "{found:#?}");
    assert_eq!(
        found[0].place,
        "lidkoping-2022-2023: commitments[0].problem (krogmiljo)"
    );
    assert!(
        found[0].what_to_do.contains("\"otrygghet-centrum\""),
        "{}",
        found[0].what_to_do
    );
}

#[test]
fn the_clock_of_the_law_tells_what_is_due() {
    let on = |today| -> Vec<String> {
        let all = found(&picture(), &[], today).into_iter();
        all.map(|(rule, _)| rule).collect()
    };
    // Updated 2023-02-15; the plan was followed up 2023-12-13.
    assert_eq!(on(date(2024, 10, 18)), ["update_soon"]);
    assert_eq!(on(date(2025, 2, 16)), ["update_overdue"]);
    assert_eq!(on(date(2025, 12, 14)), ["update_overdue", "plan_overdue"]);
    let check = |change: fn(&mut PictureDocument), expected: &[&str]| {
        let mut picture = picture();
        change(&mut picture);
        let rules: Vec<String> = found(&picture, &[], TODAY)
            .into_iter()
            .map(|(r, _)| r)
            .collect();
        assert_eq!(rules, expected);
    };
    check(|p| p.picture.action_plan = None, &["plan_missing"]);
    check(
        |p| {
            p.picture.updated_on = None;
            p.picture.decided.as_mut().unwrap().on = None;
        },
        &["update_unknown"],
    );
}

#[test]
fn every_gap_of_an_empty_picture_is_told_in_both_languages() {
    let empty = PictureDocument::default();
    let told = |words| gaps(&empty, &[promise()], clock(&empty, TODAY), words);
    for (sv, en) in told(Words::Sv).iter().zip(told(Words::En)) {
        assert_eq!(
            (&sv.rule, &sv.place, sv.level),
            (&en.rule, &en.place, en.level)
        );
        assert!(
            sv.what != en.what && sv.what_to_do != en.what_to_do,
            "{}",
            sv.rule
        );
        assert!(sv.level != Level::Error, "{}", sv.rule);
    }
    assert_eq!(
        told(Words::Sv)[0].what,
        "Delen \"kartläggning\" är tom. Lagen kräver den (2023:196, 4 §)."
    );
}
