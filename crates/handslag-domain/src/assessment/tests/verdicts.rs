//! What is said and what is shown, joined.

use crate::verdict::Verdict::{self, *};
use crate::verdict::{EvidenceGrade, OnTime};

use super::builder::{World, promised};

const TARGET: &str = "{ shape = \"count\", at_least = 2, types = [\"trafikkontroll\"] }";

/// Worlds in which the log shows something of a target of two.
fn log(days: &[&str]) -> World {
    promised(TARGET)
        .with_other_work()
        .logged_on("trafikkontroll", days)
}

const NONE: &[&str] = &[];
const ONE: &[&str] = &["2023-02-01"];
const TWO: &[&str] = &["2023-02-01", "2023-03-01"];
const THREE: &[&str] = &["2023-02-01", "2023-03-01", "2023-04-01"];

#[test]
fn every_saying_against_every_showing() {
    // said, then shown: nothing, one, two, three of two; then: no commitment that a log can show
    #[rustfmt::skip]
    let table: [(&str, [Verdict; 5]); 9] = [
        ("",                   [NotKept,     Partly,   Kept,     Exceeded, CannotBeAssessed]),
        ("exceeded",           [OnlyTold,    Disputed, Kept,     Exceeded, OnlyTold]),
        ("kept",               [OnlyTold,    Disputed, Kept,     Exceeded, OnlyTold]),
        ("partly",             [NotKept,     Partly,   Kept,     Exceeded, OnlyTold]),
        ("not_kept",           [NotKept,     Partly,   Disputed, Disputed, NotKept]),
        ("ongoing",            [NotKept,     Partly,   Kept,     Exceeded, OnlyTold]),
        ("no_need_arose",      [NoNeedArose, Partly,   Kept,     Exceeded, NoNeedArose]),
        ("disputed",           [Disputed,    Disputed, Disputed, Disputed, Disputed]),
        ("cannot_be_assessed", [NotKept,     Partly,   Kept,     Exceeded, CannotBeAssessed]),
    ];
    let vague = promised("{ shape = \"none\" }").with_other_work();
    for (said, expected) in table {
        let worlds = [log(NONE), log(ONE), log(TWO), log(THREE), vague.clone()];
        for (world, expected) in worlds.into_iter().zip(expected) {
            match said {
                "" => world.ends(expected),
                said => world.told("polisen", said, "").ends(expected),
            }
        }
    }
}

#[test]
fn before_the_time_is_out_nothing_but_a_reached_target_is_final() {
    log(ONE)
        .told("polisen", "not_kept", "")
        .is("2023-06-30", Ongoing);
    log(TWO).is("2023-06-30", Kept);
    log(ONE).is("2022-06-30", Ongoing);
    assert_eq!(log(ONE).on("2022-06-30").on_time, OnTime::NotBegun);
}

#[test]
fn a_promise_with_an_open_end_goes_on() {
    log(ONE)
        .for_the_time("{ from = 2023-01-01 }")
        .is("2030-01-01", Ongoing);
    log(TWO)
        .for_the_time("{ from = 2023-01-01 }")
        .is("2030-01-01", Kept);
}

#[test]
fn parties_that_differ_make_it_disputed() {
    let world = promised("{ shape = \"none\" }").with_other_work();
    world
        .clone()
        .told("polisen", "kept", "")
        .told("kommunen", "not_kept", "")
        .ends(Disputed);
    // The most modest of several sayings is joined, and vague words remain only told.
    world
        .told("polisen", "kept", "")
        .told("kommunen", "partly", "")
        .ends(OnlyTold);
}

#[test]
fn what_a_register_shows_is_more_than_told() {
    let state =
        promised("{ shape = \"outcome_state\", state = \"inte på listan\" }").with_other_work();
    state.clone().told("polisen", "kept", "").ends(OnlyTold);
    let shown = state.told("polisen", "kept", "grade = \"register\"");
    shown.ends(Kept);
    assert_eq!(shown.on("2023-12-31").grade, EvidenceGrade::Register);
}

#[test]
fn words_without_a_verdict_are_only_told() {
    let vague = promised("{ shape = \"none\" }").with_other_work();
    vague
        .told("polisen", "", "words = \"Vi har arbetat aktivt.\"")
        .ends(OnlyTold);
}

#[test]
fn a_late_case_that_is_told_as_kept_is_disputed_by_the_log() {
    promised("{ shape = \"within_time\", hours = 24, types = [\"klottersanering\"] }")
        .logged("klottersanering", "2023-02-01", "took_hours = 90")
        .told("kommunen", "kept", "")
        .ends(Disputed);
}

#[test]
fn half_done_parts_that_are_told_as_kept_are_disputed() {
    promised("{ shape = \"compound\", parts = [{ target = { shape = \"count\", at_least = 5, types = [\"trafikkontroll\"] } }] }")
        .logged_on("trafikkontroll", TWO)
        .told("polisen", "kept", "")
        .ends(Disputed);
}

#[test]
fn a_follow_up_whose_year_cannot_be_read_still_speaks() {
    let mut document = log(NONE).told("polisen", "kept", "").document();
    document.follow_ups[0].of = "hela löftestiden".into();
    let got = crate::assessment::assess(&document, "2023-12-31".parse().unwrap()).remove(0);
    assert_eq!(got.verdict, OnlyTold);
}

#[test]
fn time_is_a_third_answer() {
    let of = |world: World, day: &str| world.on(day).on_time;
    let four = || promised("{ shape = \"count\", at_least = 4, types = [\"trafikkontroll\"] }");
    let one = four().logged_on("trafikkontroll", ONE);
    assert_eq!(of(one.clone(), "2023-03-31"), OnTime::InPhase);
    assert_eq!(
        of(one.clone(), "2023-10-01"),
        OnTime::Behind {
            expected: 3u32.into()
        }
    );
    assert_eq!(of(one, "2023-12-31"), OnTime::TimeRanOut);
    let on = Some("2023-03-01".parse().unwrap());
    assert_eq!(of(log(TWO), "2023-12-31"), OnTime::DoneInTime { on });
    let half = log(ONE).on("2023-07-02");
    assert_eq!(half.time_gone.unwrap().to_string(), "0.501");
}

#[test]
fn the_reasons_of_all_parties_stand_beside_the_verdict() {
    let world = log(ONE)
        .told("polisen", "partly", "deviation = \"Poliser flyttades.\"")
        .told("kommunen", "partly", "deviation = \"Pandemi.\"");
    assert_eq!(
        world.on("2023-12-31").deviation.as_deref(),
        Some("Poliser flyttades. Pandemi.")
    );
}
