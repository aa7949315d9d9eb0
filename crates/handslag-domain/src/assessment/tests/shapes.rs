//! Every shape of target, before, during and after its time.

use crate::amount::Amount;
use crate::assessment::{CannotTell, State};
use crate::verdict::OnTime;

use super::builder::{World, promised};

fn amount(text: &str) -> Amount {
    Amount::parse(text).unwrap()
}

fn check(world: &World, day: &str, expected: &State) {
    let got = world.on(day).evidenced;
    assert_eq!(got.state, *expected, "on {day}: {got:#?}");
}

fn cannot(why: CannotTell) -> State {
    State::CannotTell { why }
}

/// On the day before, in the middle, and on the last day.
fn over_time(world: &World, middle: &State, end: &State) {
    check(world, "2022-12-31", &State::NotBegun);
    check(world, "2023-06-30", middle);
    check(world, "2023-12-31", end);
}

const CHECKS: &str = "trafikkontroll";
const TWO: &[&str] = &["2023-02-01", "2023-03-01"];

#[test]
fn a_count_for_the_whole_period() {
    let bound = |bound: &str| {
        promised(&format!(
            "{{ shape = \"count\", {bound}, types = [\"trafikkontroll\"] }}"
        ))
        .with_other_work()
    };
    let done = |b: &str| bound(b).logged_on(CHECKS, TWO);
    over_time(&bound("at_least = 3"), &State::Running, &State::NotMet);
    over_time(&done("at_least = 3"), &State::Running, &State::Partly);
    over_time(&done("at_least = 2"), &State::Met, &State::Met);
    over_time(&done("at_least = 1"), &State::Exceeded, &State::Exceeded);
    over_time(&done("exactly = 2"), &State::Running, &State::Met);
    over_time(&done("exactly = 1"), &State::Exceeded, &State::Exceeded);
    over_time(&done("between = [2, 3]"), &State::Running, &State::Met);
    over_time(&done("between = [3, 4]"), &State::Running, &State::Partly);
    over_time(&done("at_most = 2"), &State::Running, &State::Met);
    over_time(&done("at_most = 1"), &State::NotMet, &State::NotMet);
}

#[test]
fn an_empty_log_shows_nothing_whatever_was_promised() {
    for target in [
        "{ shape = \"count\", at_least = 3, types = [\"x\"] }",
        "{ shape = \"count\", at_most = 3, types = [\"x\"] }",
        "{ shape = \"trend\", direction = \"down\", than = 9, types = [\"x\"] }",
        "{ shape = \"conditional\", on = \"need\", occasions = { types = [\"y\"] }, then = { shape = \"count\", at_least = 1, types = [\"x\"] } }",
        "{ shape = \"within_time\", hours = 24, types = [\"x\"] }",
        "{ shape = \"milestone\", done = \"klar\", types = [\"x\"] }",
    ] {
        check(
            &promised(target),
            "2023-12-31",
            &cannot(CannotTell::NothingLogged),
        );
    }
}

#[test]
fn a_count_for_each_stretch() {
    let per = |bound: &str| {
        promised(&format!(
            "{{ shape = \"count\", {bound}, per = \"term\", types = [\"trafikkontroll\"] }}"
        ))
        .logged_on(CHECKS, &["2023-02-01", "2023-03-01", "2023-09-01"])
    };
    over_time(&per("at_least = 2"), &State::Running, &State::Partly);
    over_time(&per("at_least = 1"), &State::Running, &State::Met);
    over_time(&per("at_least = 3"), &State::Running, &State::Partly);
    over_time(&per("at_most = 2"), &State::Running, &State::Met);
    // Spring's ceiling was passed in spring; autumn kept its own.
    over_time(&per("at_most = 1"), &State::NotMet, &State::Partly);
    over_time(&per("between = [1, 2]"), &State::Running, &State::Met);
    let spring = per("at_least = 2").on("2023-07-01").evidenced;
    assert_eq!(spring.expected, Some(amount("2")));
    assert_eq!(spring.stretches.len(), 2);
    assert!(spring.stretches[0].met && spring.stretches[0].over && !spring.stretches[1].over);
}

#[test]
fn two_extra_in_spring_do_not_make_up_for_autumn_but_do_in_an_average() {
    let days = ["2023-02-01", "2023-03-01", "2023-04-01", "2023-09-01"];
    let by = |shape: &str| {
        promised(&format!(
            "{{ shape = \"{shape}\", at_least = 2, per = \"term\", types = [\"trafikkontroll\"] }}"
        ))
        .logged_on(CHECKS, &days)
    };
    over_time(&by("count"), &State::Running, &State::Partly);
    over_time(&by("average"), &State::Running, &State::Met);
    assert_eq!(
        by("average").on("2023-12-31").evidenced.ratio,
        Some(amount("2"))
    );
}

#[test]
fn coverage_says_which_are_left() {
    let classes = |done: &[&str]| {
        let world = promised("{ shape = \"coverage\", every = { set = \"ak7\" }, each = { at_least = 2 }, types = [\"lektion\"] }")
            .with("[[sets]]\nid = \"ak7\"\nname = \"Årskurs 7\"\nmembers = [\"7A\", \"7B\"]")
            .with_other_work();
        done.iter().fold(world, |w, class| {
            w.logged("lektion", "2023-02-01", &format!("covers = [\"{class}\"]"))
        })
    };
    over_time(&classes(&[]), &State::Running, &State::NotMet);
    over_time(
        &classes(&["7A", "7A", "7B"]),
        &State::Running,
        &State::Partly,
    );
    over_time(
        &classes(&["7A", "7B", "7a", " 7B "]),
        &State::Met,
        &State::Met,
    );
    let left = classes(&["7A", "7A", "7B"]).on("2023-06-30").evidenced;
    let names: Vec<(&str, bool)> = left
        .members
        .iter()
        .map(|m| (m.name.as_str(), m.met))
        .collect();
    assert_eq!(names, [("7A", true), ("7B", false)]);
    assert_eq!(
        (left.counted, left.target),
        (amount("1"), Some(amount("2")))
    );
}

#[test]
fn coverage_of_words_alone_shows_what_was_reached_but_never_all() {
    let world = promised("{ shape = \"coverage\", every = { words = \"samtliga krogar\" }, types = [\"krogtillsyn\"] }")
        .logged("krogtillsyn", "2023-02-01", "covers = [\"Stadskällaren\"]");
    over_time(
        &world,
        &cannot(CannotTell::UnknownMembers),
        &cannot(CannotTell::UnknownMembers),
    );
    assert_eq!(world.on("2023-06-30").evidenced.members.len(), 1);
}

#[test]
fn a_set_of_known_size_needs_no_list() {
    let world =
        promised("{ shape = \"coverage\", every = { set = \"s\" }, types = [\"skolbesök\"] }")
            .with("[[sets]]\nid = \"s\"\nname = \"Skolor\"\nsize = 2")
            .logged("skolbesök", "2023-02-01", "covers = [\"Öst\"]");
    over_time(&world, &State::Running, &State::Partly);
    let both = world.logged("skolbesök", "2023-02-02", "covers = [\"Väst\"]");
    over_time(&both, &State::Met, &State::Met);
}

#[test]
fn every_friday_means_the_fridays_that_have_come() {
    let world = promised(
        "{ shape = \"coverage\", every = { weekdays = [\"friday\"] }, types = [\"fotpatrull\"] }",
    )
    .for_the_time("{ from = 2023-03-01, to = 2023-03-31 }")
    .logged_on("fotpatrull", &["2023-03-03", "2023-03-10", "2023-03-11"]);
    let half = world.on("2023-03-15").evidenced;
    assert_eq!(
        (half.counted, half.expected, half.target),
        (amount("2"), Some(amount("2")), Some(amount("5")))
    );
    check(&world, "2023-03-31", &State::Partly);
    let all = world.logged_on("fotpatrull", &["2023-03-17", "2023-03-24", "2023-03-31"]);
    check(&all, "2023-03-31", &State::Met);
}

#[test]
fn within_a_time_limit() {
    let cases = |hours: &[&str]| {
        let world =
            promised("{ shape = \"within_time\", hours = 24, types = [\"klottersanering\"] }")
                .with_other_work();
        hours
            .iter()
            .fold(world, |w, h| w.logged("klottersanering", "2023-02-01", h))
    };
    over_time(&cases(&[]), &State::Running, &State::NoNeedArose);
    over_time(
        &cases(&["took_hours = 24", "took_hours = 2"]),
        &State::Running,
        &State::Met,
    );
    over_time(
        &cases(&["took_hours = 30"]),
        &State::Running,
        &State::NotMet,
    );
    over_time(
        &cases(&["took_hours = 30", "took_hours = 3"]),
        &State::Running,
        &State::Partly,
    );
    // A case whose time nobody wrote down may have been late: that cannot be called kept.
    over_time(
        &cases(&["took_hours = 3", ""]),
        &State::Running,
        &cannot(CannotTell::NotRecorded),
    );
    over_time(
        &cases(&["took_hours = 30", ""]),
        &State::Running,
        &State::NotMet,
    );
}

#[test]
fn a_share_of_what_was_found() {
    let found = |first: u32| {
        promised("{ shape = \"share\", at_least = 0.2, part = { types = [\"narkotikainsats\"], unit = \"first_time\" }, of = { types = [\"narkotikainsats\"], unit = \"finds\" } }")
            .logged("narkotikainsats", "2023-02-01", &format!("counts = {{ finds = 10, first_time = {first} }}"))
    };
    over_time(&found(2), &State::Running, &State::Met);
    over_time(&found(1), &State::Running, &State::Partly);
    over_time(&found(0), &State::Running, &State::NotMet);
    over_time(&found(5), &State::Running, &State::Exceeded);
    assert_eq!(
        found(1).on("2023-06-30").evidenced.ratio,
        Some(amount("0.1"))
    );
}

#[test]
fn a_milestone_by_its_day() {
    let plan = promised("{ shape = \"milestone\", done = \"planen är beslutad\", by = \"2023-03-01\", types = [\"beslut\"] }").with_other_work();
    check(&plan, "2023-02-28", &State::Running);
    check(&plan, "2023-03-01", &State::NotMet);
    let in_time = plan.clone().logged_on("beslut", &["2023-03-01"]);
    over_time(&in_time, &State::Met, &State::Met);
    let late = plan.logged_on("beslut", &["2023-04-01"]);
    over_time(&late, &State::Partly, &State::Partly);
    assert!(matches!(
        late.on("2023-12-31").on_time,
        OnTime::DoneLate { .. }
    ));
}

#[test]
fn more_fewer_or_as_many() {
    let trend = |direction: &str, than: u32| {
        promised(&format!("{{ shape = \"trend\", direction = \"{direction}\", than = {than}, types = [\"trafikkontroll\"] }}"))
            .logged_on(CHECKS, TWO)
    };
    over_time(&trend("up", 1), &State::Met, &State::Met);
    over_time(&trend("up", 2), &State::Running, &State::NotMet);
    over_time(&trend("down", 3), &State::Running, &State::Met);
    over_time(&trend("down", 2), &State::Running, &State::NotMet);
    over_time(&trend("same", 2), &State::Running, &State::Met);
    let nothing =
        promised("{ shape = \"trend\", direction = \"up\", types = [\"trafikkontroll\"] }")
            .logged_on(CHECKS, TWO);
    over_time(
        &nothing,
        &cannot(CannotTell::NoBaseline),
        &cannot(CannotTell::NoBaseline),
    );
}

#[test]
fn a_condition_that_did_or_did_not_arise() {
    let promised_if = || {
        promised("{ shape = \"conditional\", on = \"intelligence\", occasions = { types = [\"underrättelse\"] }, then = { shape = \"count\", at_least = 2, types = [\"narkotikainsats\"] } }")
            .with_other_work()
    };
    over_time(&promised_if(), &State::NoNeedYet, &State::NoNeedArose);
    let arose = promised_if().logged_on("underrättelse", &["2023-02-01"]);
    over_time(&arose, &State::Running, &State::NotMet);
    let answered = arose.logged_on("narkotikainsats", TWO);
    over_time(&answered, &State::Met, &State::Met);
    let silent = promised("{ shape = \"conditional\", on = \"need\", then = { shape = \"count\", at_least = 2, types = [\"x\"] } }").with_other_work();
    over_time(
        &silent,
        &State::Running,
        &cannot(CannotTell::ConditionNotLogged),
    );
}

#[test]
fn a_request_does_not_answer_itself() {
    let asked = promised(
        "{ shape = \"conditional\", on = \"request\", occasions = { types = [\"förfrågan\"] } }",
    )
    .logged("förfrågan", "2023-02-01", "serves = [\"c\"]")
    .logged("förfrågan", "2023-03-01", "serves = [\"c\"]");
    over_time(&asked, &State::Running, &State::NotMet);
    let one = asked.logged("rådgivning", "2023-02-02", "serves = [\"c\"]");
    over_time(&one, &State::Running, &State::Partly);
    let both = one.logged("rådgivning", "2023-03-02", "serves = [\"c\"]");
    over_time(&both, &State::Met, &State::Met);
}

#[test]
fn a_season_counts_only_its_own_days() {
    let summer = |bound: &str| {
        promised(&format!("{{ shape = \"seasonal\", from = \"06-01\", to = \"08-31\", then = {{ shape = \"count\", {bound}, types = [\"fotpatrull\"] }} }}"))
            .logged_on("fotpatrull", &["2023-05-31", "2023-06-01", "2023-08-31", "2023-09-01"])
    };
    over_time(&summer("at_least = 2"), &State::Running, &State::Met);
    over_time(&summer("at_least = 3"), &State::Running, &State::Partly);
    // In May nothing of the summer is gone, so nobody is behind.
    let may = summer("at_least = 92").on("2023-05-31");
    assert_eq!(may.evidenced.expected, Some(Amount::ZERO));
    assert_eq!(may.on_time, OnTime::InPhase);
}

#[test]
fn a_winter_season_passes_new_year_and_weekends_are_days() {
    let winter = promised("{ shape = \"seasonal\", from = \"11-01\", to = \"03-31\", then = { shape = \"count\", at_least = 1, per = \"month\", types = [\"fotpatrull\"] } }")
        .logged_on("fotpatrull", &["2023-01-05", "2023-02-05", "2023-03-05", "2023-11-05", "2023-12-05"]);
    check(&winter, "2023-12-31", &State::Met);
    let weekends = promised("{ shape = \"seasonal\", weekdays = [\"saturday\"], then = { shape = \"count\", at_least = 1, per = \"day\", types = [\"fotpatrull\"] } }")
        .for_the_time("{ from = 2023-03-06, to = 2023-03-19 }")
        .logged_on("fotpatrull", &["2023-03-11", "2023-03-18"]);
    check(&weekends, "2023-03-19", &State::Met);
}

#[test]
fn ongoing_work_is_seen_in_every_quarter() {
    let shared = |days: &[&str]| {
        promised("{ shape = \"ongoing\", types = [\"lägesbildsmöte\"] }")
            .with_other_work()
            .logged_on("lägesbildsmöte", days)
    };
    over_time(
        &shared(&["2023-01-10", "2023-05-10", "2023-08-10", "2023-11-10"]),
        &State::Running,
        &State::Met,
    );
    over_time(&shared(&["2023-01-10"]), &State::Running, &State::Partly);
    over_time(&shared(&[]), &State::Running, &State::NotMet);
}

#[test]
fn a_compound_holds_when_its_parts_do() {
    let two = |at_least: &str| {
        promised(&format!("{{ shape = \"compound\", {at_least} parts = [{{ title = \"a\", target = {{ shape = \"count\", at_least = 2, types = [\"trafikkontroll\"] }} }}, {{ title = \"b\", target = {{ shape = \"count\", at_least = 1, types = [\"fotpatrull\"] }} }}] }}"))
            .logged_on(CHECKS, TWO)
    };
    over_time(&two(""), &State::Running, &State::Partly);
    over_time(&two("at_least = 1,"), &State::Met, &State::Met);
    over_time(
        &two("").logged_on("fotpatrull", &["2023-04-01"]),
        &State::Met,
        &State::Met,
    );
    let parts = two("").on("2023-12-31").evidenced.parts;
    assert_eq!(
        (parts[0].title.as_deref(), &parts[1].state),
        (Some("a"), &State::NotMet)
    );
}

#[test]
fn states_vague_words_and_shapes_of_tomorrow_cannot_be_told() {
    let state =
        promised("{ shape = \"outcome_state\", state = \"inte på listan\" }").with_other_work();
    over_time(
        &state,
        &cannot(CannotTell::OutcomeState),
        &cannot(CannotTell::OutcomeState),
    );
    let vague =
        promised("{ shape = \"none\", types = [\"trafikkontroll\"] }").logged_on(CHECKS, TWO);
    over_time(
        &vague,
        &cannot(CannotTell::Vague),
        &cannot(CannotTell::Vague),
    );
    assert_eq!(vague.on("2023-06-30").evidenced.counted, amount("2"));
    let tomorrow = promised("{ shape = \"tournament\" }").with_other_work();
    over_time(
        &tomorrow,
        &cannot(CannotTell::UnknownShape),
        &cannot(CannotTell::UnknownShape),
    );
}

#[test]
fn a_promise_shorter_than_its_unit_means_its_own_time() {
    let world = promised(
        "{ shape = \"count\", at_least = 2, per = \"year\", types = [\"trafikkontroll\"] }",
    )
    .for_the_time("{ from = 2023-02-01, to = 2023-04-30 }");
    check(
        &world.clone().logged_on(CHECKS, TWO),
        "2023-04-30",
        &State::Met,
    );
    check(
        &world.logged_on(CHECKS, &TWO[..1]),
        "2023-04-30",
        &State::Partly,
    );
}

#[test]
fn a_period_that_cannot_be_read_judges_nobody() {
    let world = promised("{ shape = \"count\", at_least = 2, types = [\"trafikkontroll\"] }")
        .for_the_time("{ from = 2023-05-01, to = 2022-04-30 }")
        .logged_on(CHECKS, TWO);
    check(&world, "2023-12-31", &cannot(CannotTell::NoPeriod));
}

#[test]
fn only_what_fits_type_place_party_and_time_counts() {
    let world = promised("{ shape = \"count\", at_least = 1, types = [\"fotpatrull\"], places = [\"centrum\"], parties = [\"polisen\"] }")
        .with("[[places]]\nid = \"centrum\"\nname = \"Centrum\"\n[[places]]\nid = \"torget\"\nname = \"Torget\"\nwithin = \"centrum\"\n[[places]]\nid = \"byn\"\nname = \"Byn\"");
    let good = "place = \"torget\"\nparties = [\"kommunen\", \"polisen\"]";
    let check = |kind: &str, on: &str, fields: &str, expected: &str| {
        let got = world
            .clone()
            .logged(kind, on, fields)
            .on("2023-12-31")
            .evidenced
            .counted;
        assert_eq!(got, amount(expected), "{kind} {on} {fields}");
    };
    check("Fotpatrull ", "2023-02-01", good, "1");
    check("fotpatrull", "2022-12-31", good, "0");
    check("fotpatrull", "2024-01-01", good, "0");
    check("fikapaus", "2023-02-01", good, "0");
    check(
        "fotpatrull",
        "2023-02-01",
        "place = \"byn\"\nparties = [\"polisen\"]",
        "0",
    );
    check(
        "fotpatrull",
        "2023-02-01",
        "place = \"torget\"\nparties = [\"kommunen\"]",
        "0",
    );
    check("fotpatrull", "2023-02-01", "parties = [\"polisen\"]", "0");
    check(
        "fotpatrull",
        "2023-02-01",
        "parties = [\"polisen\"]\nserves = [\"c\"]",
        "1",
    );
    check(
        "fotpatrull",
        "2023-02-01",
        &format!("{good}\nserves = [\"annat\"]"),
        "0",
    );
}

#[test]
fn one_check_is_twenty_minutes() {
    let world = promised(
        "{ shape = \"count\", at_least = 5, types = [\"trafikkontroll\"], one = { minutes = 20 } }",
    );
    let check = |fields: &str, expected: &str| {
        let got = world
            .clone()
            .logged(CHECKS, "2023-02-01", fields)
            .on("2023-12-31")
            .evidenced
            .counted;
        assert_eq!(got, amount(expected), "{fields}");
    };
    check("hours = 1.5", "4");
    check("hours = 0.25", "0");
    check("", "1");
    check("times = 3\nhours = 0.25", "3");
}

#[test]
fn what_two_parties_log_of_the_same_night_counts_once() {
    let world =
        promised("{ shape = \"count\", at_least = 9, types = [\"fotpatrull\"], unit = \"hours\" }")
            .logged("fotpatrull", "2023-02-01", "id = \"a\"\nhours = 3")
            .logged(
                "fotpatrull",
                "2023-02-01",
                "id = \"b\"\nhours = 5\nsame_as = \"a\"",
            )
            .logged(
                "fotpatrull",
                "2023-02-02",
                "id = \"c\"\nhours = 1\nsame_as = \"b\"",
            );
    let got = world.on("2023-12-31").evidenced;
    assert_eq!((got.counted, got.entries.len()), (amount("5"), 1));
}

#[test]
fn a_partners_entry_with_an_earlier_day_takes_no_coverage_away() {
    let world = promised("{ shape = \"coverage\", every = { members = [\"7A\"] }, per = \"term\", types = [\"lektion\"] }")
        .logged("lektion", "2023-03-01", "covers = [\"7A\"]")
        .logged("lektion", "2023-09-01", "id = \"host\"\ncovers = [\"7A\"]");
    check(&world, "2023-12-31", &State::Met);
    let joint = world.logged("lektion", "2023-04-01", "same_as = \"host\"");
    check(&joint, "2023-12-31", &State::Met);
}
