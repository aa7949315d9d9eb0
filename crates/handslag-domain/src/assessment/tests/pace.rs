//! What needs something, what goes as it should, and what nobody can tell.

use crate::assessment::{Pace, WhyUncounted, uncounted};

use super::builder::{World, promised};

fn check(world: &World, day: &str, expected: Pace) {
    let got = world.on(day);
    assert_eq!(got.pace(), expected, "on {day}: {got:#?}");
}

const TEN: &str = "{ shape = \"count\", at_least = 10, types = [\"fotpatrull\"] }";

#[test]
fn only_what_is_in_time_goes_as_it_should() {
    let ten = promised(TEN).with_other_work();
    check(&ten, "2022-12-31", Pace::NotBegun);
    // Nothing is asked for yet, but nothing is done either.
    check(&ten, "2023-01-10", Pace::NothingLogged);
    check(&ten, "2023-06-30", Pace::NeedsSomething);
    let five = ten.clone().logged("fotpatrull", "2023-01-05", "times = 5");
    check(&five, "2023-06-30", Pace::AsItShould);
    check(&five, "2023-12-31", Pace::NeedsSomething);
    let done = ten.logged("fotpatrull", "2023-01-05", "times = 10");
    check(&done, "2023-12-31", Pace::AsItShould);
}

#[test]
fn what_nobody_can_tell_is_not_said_to_go_well() {
    let vague = promised("{ shape = \"none\" }").with_other_work();
    check(&vague, "2023-06-30", Pace::CannotBeAssessed);
    let told = vague.told("polisen", "kept", "");
    check(&told, "2023-12-31", Pace::OnlyTold);
    let state = promised("{ shape = \"outcome_state\", state = \"inte på listan\" }");
    check(
        &state.with_other_work(),
        "2023-06-30",
        Pace::CannotBeAssessed,
    );
    let at_most = promised("{ shape = \"count\", at_most = 9, types = [\"fotpatrull\"] }");
    check(
        &at_most.clone().with_other_work(),
        "2023-06-30",
        Pace::NoMeasure,
    );
    check(&at_most, "2023-12-31", Pace::NothingLogged);
    let passed = at_most.logged("fotpatrull", "2023-01-05", "times = 10");
    check(&passed, "2023-06-30", Pace::NeedsSomething);
    let share = promised("{ shape = \"within_time\", hours = 24, types = [\"sanering\"] }");
    let case = share.logged("sanering", "2023-01-05", "took_hours = 2");
    check(&case, "2023-06-30", Pace::NoMeasure);
    let waits = promised(&format!(
        "{{ shape = \"conditional\", on = \"need\", occasions = {{ types = [\"tips\"] }}, then = {TEN} }}"
    ));
    check(&waits.with_other_work(), "2023-06-30", Pace::NoNeedYet);
}

#[test]
fn more_than_the_range_in_a_month_is_something_to_look_at() {
    let range = promised(
        "{ shape = \"count\", between = [1, 2], per = \"month\", types = [\"fotpatrull\"] }",
    );
    let five = range.logged("fotpatrull", "2023-01-05", "times = 5");
    check(&five, "2023-01-20", Pace::NeedsSomething);
}

const PLACES: &str = "[[places]]\nid = \"krog\"\nname = \"Krogmiljön\"\n[[places]]\nid = \"byn\"\nname = \"Byn\"\n[[parties]]\nid = \"polisen\"\nname = \"Polisen\"";

/// Why an entry of 2023 does not count for a target with these limits.
fn why(limits: &str, kind: &str, on: &str, fields: &str) -> Vec<WhyUncounted> {
    let target =
        format!("{{ shape = \"count\", at_least = 9, types = [\"krognärvaro\"], {limits} }}");
    let empty = promised(&target).with(PLACES).document();
    let one = promised(&target).with(PLACES).logged(kind, on, fields);
    let entry = one.document().activities.remove(0);
    let all = uncounted(&empty, &entry, "2023-12-31".parse().unwrap());
    all.into_iter().map(|it| it.why).collect()
}

#[test]
fn an_entry_that_does_not_count_says_why() {
    let at_pubs = "places = [\"krog\"]";
    let check = |limits: &str, on: &str, fields: &str, expected: WhyUncounted| {
        assert_eq!(why(limits, "Krognärvaro", on, fields), [expected]);
    };
    let pubs = || vec!["Krogmiljön".to_owned()];
    let day = "2023-05-06";
    check(at_pubs, day, "", WhyUncounted::NoPlace(pubs()));
    check(
        at_pubs,
        day,
        "place = \"byn\"",
        WhyUncounted::OtherPlace(pubs()),
    );
    let at_the_pub = "place = \"krog\"";
    check(at_pubs, day, at_the_pub, WhyUncounted::SameNumber);
    let from = Some("2023-01-01".parse().unwrap());
    let to = Some("2023-12-31".parse().unwrap());
    let outside = || WhyUncounted::OutsidePeriod { from, to };
    check(at_pubs, "2022-05-06", at_the_pub, outside());
    check(at_pubs, "2024-05-06", at_the_pub, outside());
    let another = "serves = [\"annat\"]";
    check(at_pubs, day, another, WhyUncounted::ServesAnother);
    let evenings = "between_hours = [\"18:00\", \"03:00\"]";
    let hours = || vec!["18:00".to_owned(), "03:00".to_owned()];
    check(evenings, day, "", WhyUncounted::NoTime(hours()));
    check(
        evenings,
        day,
        "at = 09:00:00",
        WhyUncounted::OtherHours(hours()),
    );
    let police = WhyUncounted::OtherParties(vec!["Polisen".to_owned()]);
    check(
        "parties = [\"polisen\"]",
        day,
        "parties = [\"kommunen\"]",
        police,
    );
    let unit = "hours".to_owned();
    check("unit = \"hours\"", day, "", WhyUncounted::NoneOf { unit });
    // Another kind is no near miss.
    assert_eq!(why(at_pubs, "lektion", day, ""), []);
}
