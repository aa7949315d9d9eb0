//! Corners that real promises and logs have.

use crate::amount::Amount;
use crate::assessment::{CannotTell, State};
use crate::verdict::{OnTime, Verdict};

use super::builder::{World, promised};

fn check(world: &World, day: &str, expected: &State) {
    let got = world.on(day).evidenced;
    assert_eq!(got.state, *expected, "on {day}: {got:#?}");
}

fn cannot(why: CannotTell) -> State {
    State::CannotTell { why }
}

fn counted(world: &World) -> String {
    world.on("2023-12-31").evidenced.counted.to_string()
}

const CHECKS: &str = "trafikkontroll";

#[test]
fn one_check_of_just_twenty_minutes_is_a_check() {
    let check = |fields: &str, expected: &str| {
        let target = "{ shape = \"count\", at_least = 5, types = [\"trafikkontroll\"], one = { minutes = 20 } }";
        let world = promised(target).logged(CHECKS, "2023-02-01", fields);
        assert_eq!(counted(&world), expected, "{fields}");
    };
    check("hours = 0.333333", "1");
    check("hours = 0.3333", "1");
    check("hours = 0.33", "1");
    check("hours = 0.32", "0");
    check("hours = 0.67", "2");
    // Two officers for twenty minutes are there for twenty minutes.
    check("hours = 0.67\nstaff = 2", "1");
    check("hours = 3\nstaff = 3", "3");
    check("hours = 1\nstaff = 0", "3");
}

#[test]
fn a_commitment_that_says_only_its_end_begins_with_the_promise() {
    let world = |period: &str| {
        promised("{ shape = \"count\", at_least = 1, types = [\"trafikkontroll\"] }")
            .but_the_commitment_for(period)
            .logged(CHECKS, "2019-01-01", "")
    };
    let got = world("{ to = \"2023-06-30\" }").on("2023-12-31");
    assert_eq!(got.evidenced.counted, Amount::ZERO, "{got:#?}");
    assert_eq!(got.evidenced.due, Some("2023-06-30".parse().unwrap()));
    let got = world("{ from = \"2023-07-01\" }").on("2023-12-31");
    assert_eq!(got.evidenced.due, Some("2023-12-31".parse().unwrap()));
    // A day that is written but does not exist is not the promise's.
    let got = world("{ to = \"31 juni 2023\" }").on("2023-12-31");
    assert_eq!(got.evidenced.due, None);
}

const CLASSES: &str =
    "shape = \"coverage\", every = { members = [\"7A\", \"7B\"] }, types = [\"lektion\"]";

fn lessons(target: &str, covered: &[(&str, &str)]) -> World {
    covered
        .iter()
        .fold(promised(target), |world, (class, day)| {
            world.logged("lektion", day, &format!("covers = [\"{class}\"]"))
        })
}

#[test]
fn all_classes_are_reached_on_the_day_when_the_last_one_was() {
    let world = lessons(
        &format!("{{ {CLASSES} }}"),
        &[
            ("7A", "2023-02-01"),
            ("7B", "2023-03-01"),
            ("7A", "2023-11-01"),
        ],
    );
    let got = world.on("2023-12-31");
    let day = "2023-03-01".parse().unwrap();
    assert_eq!(got.on_time, OnTime::DoneInTime { on: Some(day) });
    let some = lessons(
        &format!("{{ {CLASSES}, members_at_least = 1 }}"),
        &[("7B", "2023-04-01"), ("7B", "2023-05-01")],
    );
    let day = "2023-04-01".parse().unwrap();
    assert_eq!(some.on("2023-12-31").evidenced.reached_on, Some(day));
}

#[test]
fn at_most_two_in_each_class_is_broken_by_a_third() {
    let at_most = |covered: &[(&str, &str)]| {
        lessons(
            &format!("{{ {CLASSES}, each = {{ at_most = 2 }} }}"),
            covered,
        )
    };
    let three = [
        ("7A", "2023-02-01"),
        ("7A", "2023-02-02"),
        ("7A", "2023-02-03"),
    ];
    check(&at_most(&three[..2]), "2023-06-30", &State::Running);
    check(&at_most(&three[..2]), "2023-12-31", &State::Met);
    // Nobody needs to wait for what cannot be mended.
    check(&at_most(&three), "2023-06-30", &State::Partly);
    check(&at_most(&three), "2023-12-31", &State::Partly);
    let both: Vec<_> = three
        .iter()
        .copied()
        .chain(three.map(|(_, day)| ("7B", day)))
        .collect();
    check(&at_most(&both), "2023-06-30", &State::NotMet);
    let got = at_most(&three).on("2023-12-31").evidenced;
    assert_eq!(
        (got.counted.to_string().as_str(), got.unit.as_str()),
        ("3", "times")
    );
    assert_eq!(
        got.members.iter().map(|m| m.met).collect::<Vec<_>>(),
        [false, true]
    );
}

#[test]
fn just_two_in_each_class_may_become_three_but_is_not_done_before_its_time() {
    let just = |covered: &[(&str, &str)]| {
        lessons(
            &format!("{{ {CLASSES}, each = {{ exactly = 1 }} }}"),
            covered,
        )
    };
    let two = [("7A", "2023-02-01"), ("7B", "2023-02-02")];
    check(&just(&two), "2023-06-30", &State::Running);
    check(&just(&two), "2023-12-31", &State::Met);
    let more = [two.as_slice(), &two.map(|(class, _)| (class, "2023-03-01"))].concat();
    check(&just(&more), "2023-12-31", &State::Exceeded);
}

#[test]
fn a_word_that_is_no_time_is_not_taken_for_the_whole_period() {
    let classes = lessons(
        &format!("{{ {CLASSES}, per = \"familj\" }}"),
        &[("7A", "2023-02-01"), ("7B", "2023-02-01")],
    );
    check(&classes, "2023-12-31", &cannot(CannotTell::NotTime));
    let more = promised("{ shape = \"trend\", direction = \"up\", than = 1, per = \"familj\", types = [\"trafikkontroll\"] }")
        .logged_on(CHECKS, &["2023-02-01", "2023-03-01"]);
    check(&more, "2023-12-31", &cannot(CannotTell::NotTime));
}

#[test]
fn all_of_a_years_checks_in_one_week_is_not_in_phase() {
    let weekly = promised(
        "{ shape = \"count\", at_least = 1, per = \"week\", types = [\"trafikkontroll\"] }",
    );
    let heap = weekly.clone().logged(CHECKS, "2023-01-03", "times = 52");
    let OnTime::Uneven { met, of, above } = heap.on("2023-01-29").on_time else {
        panic!("{:?}", heap.on("2023-01-29").on_time);
    };
    assert_eq!([met, of, above].map(|n| n.to_string()), ["1", "4", "0"]);
    let steady = weekly.logged_on(
        CHECKS,
        &["2023-01-03", "2023-01-10", "2023-01-17", "2023-01-24"],
    );
    assert_eq!(steady.on("2023-01-29").on_time, OnTime::InPhase);
    let mean = promised(
        "{ shape = \"average\", at_least = 1, per = \"week\", types = [\"trafikkontroll\"] }",
    )
    .logged(CHECKS, "2023-01-03", "times = 52");
    assert_eq!(mean.on("2023-01-29").on_time, OnTime::InPhase);
}

#[test]
fn a_monthly_ceiling_that_was_passed_in_january_shows_in_january() {
    let at_most = promised(
        "{ shape = \"count\", at_most = 2, per = \"month\", types = [\"trafikkontroll\"] }",
    );
    let january = at_most.logged(CHECKS, "2023-01-20", "times = 50");
    check(&january, "2023-01-19", &State::Running);
    check(&january, "2023-01-20", &State::NotMet);
    january.is("2023-02-01", Verdict::NotKept);
    // Later months were within it: then it was kept in part.
    check(&january, "2023-12-31", &State::Partly);
}

#[test]
fn a_ceiling_that_nobody_counts_against_is_not_shown_to_be_kept() {
    for target in [
        "{ shape = \"count\", at_most = 10, types = [\"inbrott\"] }",
        "{ shape = \"count\", between = [0, 10], types = [\"inbrott\"] }",
        "{ shape = \"count\", at_most = 1, per = \"month\", types = [\"inbrott\"] }",
        "{ shape = \"average\", at_most = 1, per = \"month\", types = [\"inbrott\"] }",
        "{ shape = \"trend\", direction = \"down\", than = 9, types = [\"inbrott\"] }",
        "{ shape = \"coverage\", every = { members = [\"A\"] }, each = { at_most = 1 }, types = [\"inbrott\"] }",
    ] {
        let world = promised(target).with_other_work();
        check(&world, "2023-12-31", &cannot(CannotTell::KindNotLogged));
        world
            .clone()
            .told("polisen", "kept", "")
            .ends(Verdict::OnlyTold);
        // Logged the year before: the kind is counted, and this year had none.
        let counted = world.logged("inbrott", "2022-05-01", "");
        check(&counted, "2023-12-31", &State::Met);
    }
}

#[test]
fn a_plan_that_came_late_under_a_condition_is_kept_in_part() {
    let plan =
        "{ shape = \"milestone\", done = \"planen\", by = \"2023-03-01\", types = [\"beslut\"] }";
    for target in [
        format!("{{ shape = \"conditional\", on = \"need\", then = {plan} }}"),
        format!("{{ shape = \"seasonal\", from = \"01-01\", to = \"12-31\", then = {plan} }}"),
    ] {
        let late = promised(&target)
            .logged("beslut", "2023-04-01", "")
            .told("polisen", "kept", "");
        late.ends(Verdict::Partly);
        let on = "2023-04-01".parse().unwrap();
        assert_eq!(late.on("2023-12-31").on_time, OnTime::DoneLate { on });
    }
}

#[test]
fn a_friday_evening_is_not_a_friday_morning_and_lasts_past_midnight() {
    let evenings = promised("{ shape = \"coverage\", every = { weekdays = [\"fredag\"] }, between_hours = [\"18:00\", \"03:00\"], types = [\"fotpatrull\"] }")
        .for_the_time("{ from = 2023-03-03, to = 2023-03-09 }");
    let at = |day: &str, time: &str| evenings.clone().logged("fotpatrull", day, time);
    let state = |world: &World| world.on("2023-03-09").evidenced.state;
    assert_eq!(state(&at("2023-03-03", "at = 22:00:00")), State::Met);
    assert_eq!(state(&at("2023-03-03", "at = 18:00:00")), State::Met);
    assert_eq!(state(&at("2023-03-04", "at = 01:30:00")), State::Met);
    assert_eq!(state(&at("2023-03-03", "at = 09:00:00")), State::NotMet);
    assert_eq!(state(&at("2023-03-04", "at = 22:00:00")), State::Partly);
    // Without a time nobody knows, unless the entry says that it serves the commitment.
    assert_eq!(state(&at("2023-03-03", "")), State::NotMet);
    assert_eq!(state(&at("2023-03-03", "serves = [\"c\"]")), State::Met);
}

#[test]
fn the_evening_before_the_log_begins_has_its_week() {
    let weekly = promised("{ shape = \"count\", at_least = 1, per = \"week\", between_hours = [\"18:00\", \"03:00\"], types = [\"fotpatrull\"] }")
        .for_the_time("{ to = 2023-12-31 }")
        // A Monday, an hour after the week before it ended.
        .logged("fotpatrull", "2023-03-06", "at = 01:00:00");
    let got = weekly.on("2023-03-31").evidenced;
    assert_eq!(got.stretches[0].counted, Amount::ONE);
}

#[test]
fn talks_count_under_any_word_for_them() {
    let world = promised("{ shape = \"count\", at_least = 1, types = [\"bekymringssamtal\"] }")
        .logged("orossamtal", "2023-05", "");
    check(&world, "2023-12-31", &State::Met);
}

#[test]
fn a_talk_without_a_number_is_one_talk_and_four_times_are_four() {
    let talks = promised(
        "{ shape = \"count\", at_least = 40, unit = \"talks\", types = [\"orossamtal\"] }",
    );
    let check = |fields: &str, expected: &str| {
        let world = talks.clone().logged("Bekymringssamtal", "2023-05", fields);
        assert_eq!(counted(&world), expected, "{fields}");
    };
    check("", "1");
    check("times = 4", "4");
    check("counts = { talks = 7 }", "7");
    check("times = 2\ncounts = { talks = 7 }", "7");
    check("counts = { talks = 0 }", "0");
    let reports = promised(
        "{ shape = \"count\", at_least = 4, unit = \"reports\", types = [\"orosanmälan\", \"skolbesök\"] }",
    )
    .logged("orosanmälan", "2023-05", "times = 2");
    assert_eq!(counted(&reports), "2");
    // A visit is no report, and a report is no talk.
    let visit = reports.logged("skolbesök", "2023-05-02", "");
    assert_eq!(counted(&visit), "2");
    let wrong = talks.logged("orosanmälan", "2023-05", "serves = [\"c\"]");
    assert_eq!(counted(&wrong), "0");
}

#[test]
fn a_partys_own_word_for_how_it_went_is_kept_and_read_where_it_can_be() {
    let vague = promised("{ shape = \"none\" }").with_other_work();
    vague
        .clone()
        .told("polisen", "nja", "")
        .ends(Verdict::OnlyTold);
    vague
        .clone()
        .told("polisen", "Inte hållet", "")
        .ends(Verdict::NotKept);
    let said = &vague
        .told("polisen", "nja", "words = \"Vi hann inte.\"")
        .on("2023-12-31")
        .said[0];
    assert_eq!(said.own_words().as_deref(), Some("nja. Vi hann inte."));
}
