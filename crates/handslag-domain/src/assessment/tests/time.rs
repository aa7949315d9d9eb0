//! What is in time, what is behind, and what a day that does not exist cannot judge.

use crate::amount::Amount;
use crate::assessment::{CannotTell, State};
use crate::verdict::OnTime;
use crate::verdict::Verdict::{self, *};

use super::builder::{World, promised};

fn amount(n: u32) -> Amount {
    n.into()
}

fn on_time(world: &World, day: &str, expected: OnTime) {
    let got = world.on(day);
    assert_eq!(got.on_time, expected, "on {day}: {got:#?}");
}

fn no_such_date(world: &World, day: &str, date: &str) {
    let got = world.on(day);
    let why = CannotTell::NoSuchDate(date.to_owned());
    assert_eq!(got.evidenced.state, State::CannotTell { why }, "{got:#?}");
    assert_eq!(got.verdict, CannotBeAssessed);
    assert_eq!(got.on_time, OnTime::NoMeasure);
}

const WEEKLY: &str = "{ title = \"vecka\", target = { shape = \"count\", at_least = 2, per = \"week\", types = [\"fotpatrull\"] } }";
const MONTHLY: &str = "{ title = \"månad\", target = { shape = \"count\", at_least = 1, per = \"month\", types = [\"trafikkontroll\"] } }";

fn two_parts(more: &str) -> World {
    promised(&format!(
        "{{ shape = \"compound\", parts = [{WEEKLY}, {MONTHLY}]{more} }}"
    ))
    .logged_on(
        "trafikkontroll",
        &["2023-01-10", "2023-02-10", "2023-03-10"],
    )
}

#[test]
fn a_sentence_is_behind_when_one_of_its_parts_is() {
    let one_week = two_parts("").logged_on("fotpatrull", &["2023-01-03", "2023-01-04"]);
    let (behind, of) = (amount(1), amount(2));
    on_time(&one_week, "2023-03-31", OnTime::PartsBehind { behind, of });
    let got = one_week.on("2023-03-31");
    let parts: Vec<_> = got.evidenced.parts.iter().map(|p| p.on_time).collect();
    let expected = amount(24);
    assert_eq!(
        parts,
        [Some(OnTime::Behind { expected }), Some(OnTime::InPhase)]
    );
    // Where one of the two is enough, the other may fail.
    on_time(&two_parts(", at_least = 1"), "2023-03-31", OnTime::InPhase);
    on_time(&two_parts(""), "2023-12-31", OnTime::TimeRanOut);
}

#[test]
fn a_sentence_is_in_phase_when_all_its_parts_are() {
    let world = promised(&format!("{{ shape = \"compound\", parts = [{MONTHLY}] }}")).logged_on(
        "trafikkontroll",
        &["2023-01-10", "2023-02-10", "2023-03-10"],
    );
    on_time(&world, "2023-03-31", OnTime::InPhase);
    let (behind, of) = (amount(1), amount(1));
    on_time(&world, "2023-04-30", OnTime::PartsBehind { behind, of });
    let state = "{ target = { shape = \"outcome_state\", state = \"inte på listan\" } }";
    let nothing = promised(&format!("{{ shape = \"compound\", parts = [{state}] }}"));
    on_time(&nothing, "2023-04-30", OnTime::NoMeasure);
}

#[test]
fn a_part_that_was_missed_for_good_holds_the_sentence_back_at_once() {
    let plan = "{ target = { shape = \"milestone\", done = \"planen\", by = \"2023-03-01\", types = [\"beslut\"] } }";
    let world = promised(&format!(
        "{{ shape = \"compound\", parts = [{plan}, {MONTHLY}] }}"
    ))
    .logged_on(
        "trafikkontroll",
        &["2023-01-10", "2023-02-10", "2023-03-10"],
    );
    on_time(&world, "2023-02-28", OnTime::InPhase);
    let (behind, of) = (amount(1), amount(2));
    on_time(&world, "2023-03-31", OnTime::PartsBehind { behind, of });
}

fn milestone(by: &str) -> World {
    promised(&format!(
        "{{ shape = \"milestone\", done = \"planen\", by = \"{by}\", types = [\"beslut\"] }}"
    ))
    .with_other_work()
}

#[test]
fn a_plan_for_a_day_that_does_not_exist_is_not_called_broken() {
    for date in [
        "31 november 2023",
        "2023-02-30",
        "31 november 2026",
        "snart",
    ] {
        let world = milestone(date);
        no_such_date(&world, "2023-12-31", date);
        no_such_date(&world, "2023-06-30", date);
        let got = world.on("2023-12-31");
        assert_eq!((got.evidenced.due, got.time_gone), (None, None));
        // That it is done can be seen; whether in time cannot.
        let done = world.logged("beslut", "2023-05-01", "");
        no_such_date(&done, "2023-12-31", date);
        assert_eq!(done.on("2023-12-31").evidenced.counted, Amount::ONE);
        done.told("polisen", "kept", "").ends(OnlyTold);
    }
}

#[test]
fn a_season_that_does_not_exist_does_not_ask_for_the_whole_year() {
    let weekly =
        "then = { shape = \"count\", at_least = 1, per = \"week\", types = [\"fotpatrull\"] }";
    let season = |when: &str| {
        promised(&format!("{{ shape = \"seasonal\", {when}, {weekly} }}")).logged(
            "fotpatrull",
            "2023-07-01",
            "",
        )
    };
    for (when, date) in [
        ("from = \"06-31\", to = \"08-31\"", "06-31"),
        ("from = \"06-01\", to = \"08-32\"", "08-32"),
        ("from = \"i juni\", to = \"08-31\"", "i juni"),
        ("from = \"06-31\"", "06-31"),
    ] {
        let world = season(when);
        no_such_date(&world, "2023-09-30", date);
        no_such_date(&world, "2023-12-31", date);
        let got = world.on("2023-12-31").evidenced;
        assert_eq!((got.counted, got.target), (Amount::ONE, None));
    }
    // One end, a word for a day that nobody knows, or no more than words.
    for when in [
        "from = \"06-01\"",
        "weekdays = [\"helger\"]",
        "words = \"under turistsäsongen\"",
    ] {
        let got = season(when).on("2023-12-31").evidenced.state;
        let why = CannotTell::NoPeriod;
        assert_eq!(got, State::CannotTell { why }, "{when}");
    }
    let parts = season("from = \"06-31\", to = \"08-31\"");
    assert!(parts.on("2023-12-31").evidenced.stretches.is_empty());
}

#[test]
fn every_part_of_a_season_that_does_not_exist_is_unjudged() {
    let world = promised(&format!(
        "{{ shape = \"seasonal\", from = \"06-31\", to = \"08-31\", then = {{ shape = \"compound\", parts = [{WEEKLY}, {MONTHLY}] }} }}"
    ))
    .with_other_work();
    no_such_date(&world, "2023-12-31", "06-31");
    for part in world.on("2023-12-31").evidenced.parts {
        let why = CannotTell::NoSuchDate("06-31".to_owned());
        assert_eq!(part.state, State::CannotTell { why });
    }
}

#[test]
fn a_promise_from_a_day_that_does_not_exist_is_not_called_broken_by_it() {
    let monthly =
        promised("{ shape = \"count\", at_least = 1, per = \"month\", types = [\"fotpatrull\"] }")
            .for_the_time("{ from = \"31 april 2023\", to = 2023-12-31 }")
            // Another commitment has had its log since January.
            .with_other_work()
            .logged_on("fotpatrull", &["2023-05-10", "2023-06-10", "2023-07-10"]);
    on_time(&monthly, "2023-07-31", OnTime::NoMeasure);
    no_such_date(&monthly, "2023-12-31", "31 april 2023");
}

#[test]
fn a_plan_goes_by_its_own_day_and_not_by_the_promises() {
    let plan = milestone("2023-07-01");
    let by = "2023-07-01".parse().unwrap();
    on_time(&plan, "2023-03-31", OnTime::NotDue { by });
    let gone = plan.on("2023-03-31").time_gone.unwrap();
    assert_eq!(gone.to_string(), "0.495", "90 days of 182");
    on_time(&plan, "2023-07-01", OnTime::TimeRanOut);
    assert_eq!(plan.on("2023-07-01").time_gone, Some(Amount::ONE));
    let on = Some("2023-05-01".parse().unwrap());
    let done = plan.logged("beslut", "2023-05-01", "");
    on_time(&done, "2023-05-02", OnTime::DoneInTime { on });
    // Its day is five months after the promise's last.
    let later = milestone("2024-05-31");
    let by = "2024-05-31".parse().unwrap();
    on_time(&later, "2023-12-31", OnTime::NotDue { by });
    let gone = later.on("2023-12-31").time_gone.unwrap();
    assert_eq!(gone.to_string(), "0.706", "365 days of 517");
    later.is("2023-12-31", Ongoing);
    later.is("2024-05-31", NotKept);
}

/// Per month, with so many in each month from January.
fn monthly(bound: &str, months: &[u32]) -> World {
    let target =
        format!("{{ shape = \"count\", {bound}, per = \"month\", types = [\"skolbesök\"] }}");
    let world = promised(&target)
        .for_the_time("{ from = 2023-01-01, to = 2023-06-30 }")
        .with_other_work();
    months.iter().enumerate().fold(world, |world, (k, n)| {
        let day = format!("2023-{:02}-15", k + 1);
        world.logged("skolbesök", &day, &format!("times = {n}"))
    })
}

fn uneven(met: u32, of: u32, above: u32) -> OnTime {
    let [met, of, above] = [met, of, above].map(amount);
    OnTime::Uneven { met, of, above }
}

#[test]
fn a_month_with_more_than_promised_is_told_in_that_month() {
    let range = |months: &[u32]| monthly("between = [2, 3]", months);
    on_time(&range(&[5]), "2023-01-20", uneven(0, 1, 1));
    on_time(&range(&[3]), "2023-01-20", OnTime::InPhase);
    on_time(&range(&[2, 3]), "2023-02-28", OnTime::InPhase);
    on_time(&range(&[5, 2]), "2023-02-28", uneven(1, 2, 1));
    assert!(!uneven(1, 2, 1).is_behind(), "more is not behind");
    // Behind in all as well: the month with too much is still told.
    let world = range(&[5, 0, 0]);
    on_time(&world, "2023-03-31", uneven(0, 3, 1));
    assert!(uneven(0, 3, 1).is_behind());
    // The verdict waits for the end.
    world.is("2023-03-31", Ongoing);
    range(&[5, 2, 2, 2, 2, 2]).is("2023-06-30", Kept);
    range(&[4, 4, 4, 4, 4, 4]).is("2023-06-30", Exceeded);
}

#[test]
fn just_one_a_month_is_not_kept_by_five_in_january() {
    let just = monthly("exactly = 1", &[5, 0, 0]);
    on_time(&just, "2023-03-31", uneven(0, 3, 1));
    let floor = monthly("at_least = 1", &[5, 0, 0]);
    on_time(&floor, "2023-03-31", uneven(1, 3, 0));
}

#[test]
fn what_is_left_is_left_in_the_months_to_come() {
    let left = |world: &World, day: &str| world.on(day).evidenced.left();
    for bound in ["exactly = 1", "at_least = 1", "between = [1, 2]"] {
        let world = monthly(bound, &[5, 0, 0]);
        assert_eq!(left(&world, "2023-03-31"), Some(amount(3)), "{bound}");
        let may = monthly(bound, &[0, 0, 0, 0, 1]);
        assert_eq!(left(&may, "2023-05-20"), Some(amount(1)), "{bound}");
        assert_eq!(left(&world, "2023-06-30"), None);
    }
    assert_eq!(left(&monthly("at_most = 1", &[5]), "2023-03-31"), None);
    let whole = promised("{ shape = \"count\", at_least = 9, types = [\"skolbesök\"] }").logged(
        "skolbesök",
        "2023-02-01",
        "times = 4",
    );
    assert_eq!(left(&whole, "2023-03-31"), Some(amount(5)));
}

const IF_TIPPED: &str = "{ shape = \"conditional\", on = \"intelligence\", occasions = { types = [\"tips\"] }, then = { shape = \"count\", at_least = 4, types = [\"narkotikainsats\"] } }";

#[test]
fn what_nobody_has_needed_yet_is_not_behind() {
    let world = promised(IF_TIPPED).with_other_work();
    let got = world.on("2023-06-30");
    assert_eq!(got.evidenced.state, State::NoNeedYet);
    assert_eq!((got.verdict, got.on_time), (Ongoing, OnTime::NoMeasure));
    assert_eq!(got.evidenced.left(), None);
    let after = world.on("2023-12-31");
    assert_eq!(after.verdict, NoNeedArose);
    assert_eq!(after.evidenced.left(), None);
    let tipped = world.logged("tips", "2023-02-01", "");
    let expected = amount(1);
    on_time(&tipped, "2023-06-30", OnTime::Behind { expected });
    assert_eq!(tipped.on("2023-06-30").evidenced.left(), Some(amount(4)));
    // Where nobody logs what gives the need, nobody can be behind with it.
    let unknown = IF_TIPPED.replace("occasions = { types = [\"tips\"] },", "");
    let unknown = promised(&unknown).with_other_work();
    on_time(&unknown, "2023-06-30", OnTime::NoMeasure);
    let begun = unknown.logged("narkotikainsats", "2023-05-01", "");
    on_time(
        &begun,
        "2023-11-30",
        OnTime::Behind {
            expected: amount(3),
        },
    );
    on_time(&begun, "2023-06-30", OnTime::InPhase);
    assert_eq!(begun.on("2023-06-30").evidenced.expected, Some(amount(1)));
}

#[test]
fn those_that_nobody_needed_to_reach_are_not_left() {
    let classes = promised("{ shape = \"conditional\", on = \"request\", occasions = { types = [\"förfrågan\"] }, then = { shape = \"coverage\", every = { members = [\"7A\", \"7B\"] }, types = [\"lektion\"] } }")
        .with_other_work();
    let left = |world: &World| {
        let got = world.on("2023-12-31").evidenced;
        got.members_left().count()
    };
    assert_eq!(left(&classes), 0);
    let asked = classes.logged("förfrågan", "2023-03-01", "");
    assert_eq!(left(&asked), 2);
}

#[test]
fn a_need_that_has_not_arisen_does_not_hold_the_other_parts_back() {
    let parts =
        format!("{{ shape = \"compound\", parts = [{{ target = {IF_TIPPED} }}, {MONTHLY}] }}");
    let world = promised(&parts).logged_on(
        "trafikkontroll",
        &["2023-01-10", "2023-02-10", "2023-03-10"],
    );
    on_time(&world, "2023-03-31", OnTime::InPhase);
    world.is("2023-03-31", Ongoing);
    let none = promised(&format!(
        "{{ shape = \"compound\", parts = [{{ target = {IF_TIPPED} }}] }}"
    ));
    assert_eq!(
        none.with_other_work().on("2023-03-31").evidenced.state,
        State::NoNeedYet
    );
}

#[test]
fn what_is_said_later_is_not_known_before() {
    let mut document = promised("{ shape = \"none\" }")
        .with_other_work()
        .told("polisen", "kept", "")
        .document();
    let check = |document: &_, day: &str, expected: Verdict| {
        let got = crate::assessment::assess(document, day.parse().unwrap()).remove(0);
        assert_eq!(got.verdict, expected, "{day}");
        assert_eq!(got.said.is_empty(), expected == CannotBeAssessed);
    };
    // A follow-up of 2023 counts to the end of it, unless it says another day.
    check(&document, "2023-06-30", CannotBeAssessed);
    check(&document, "2023-12-31", OnlyTold);
    document.follow_ups[0].at = Some("2023-06-30".into());
    check(&document, "2023-06-29", CannotBeAssessed);
    check(&document, "2023-06-30", OnlyTold);
    document.follow_ups[0].of = "2021".into();
    document.follow_ups[0].at = Some("31 juni 2023".into());
    check(&document, "2023-01-31", OnlyTold);
}
