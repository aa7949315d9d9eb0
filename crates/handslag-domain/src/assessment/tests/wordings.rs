//! The wordings of real promises, and what a thoughtful reader would say of them.

use crate::verdict::Verdict::*;

use super::builder::{World, promised};

/// As many entries as wanted, spread over the days of 2023 from the given one.
fn spread(world: World, kind: &str, n: u32, every_days: u32, fields: &str) -> World {
    let first: jiff::civil::Date = "2023-01-02".parse().unwrap();
    (0..n).fold(world, |w, k| {
        let day = first.saturating_add(jiff::Span::new().days(i64::from(k * every_days)));
        w.logged(kind, &day.to_string(), fields)
    })
}

#[test]
fn at_least_52_checks() {
    let w = promised("{ shape = \"count\", at_least = 52, types = [\"trafikkontroll\"] }");
    spread(w.clone(), "trafikkontroll", 52, 7, "").ends(Kept);
    spread(w.clone(), "trafikkontroll", 51, 7, "").ends(Partly);
    spread(w, "trafikkontroll", 53, 6, "").is("2023-12-31", Exceeded);
}

#[test]
fn four_thousand_hours_in_tenths_and_months() {
    let w = promised(
        "{ shape = \"count\", at_least = 4000, unit = \"hours\", types = [\"fotpatrull\"] }",
    );
    spread(w.clone(), "fotpatrull", 12, 30, "hours = 333.3").ends(Partly);
    spread(w, "fotpatrull", 12, 30, "hours = 333.4").ends(Exceeded);
}

#[test]
fn on_average_once_a_month() {
    let w = promised(
        "{ shape = \"average\", at_least = 1, per = \"month\", types = [\"landsbygdsråd\"] }",
    );
    spread(w.clone(), "landsbygdsråd", 12, 3, "").ends(Kept);
    spread(w, "landsbygdsråd", 11, 30, "").ends(Partly);
}

#[test]
fn five_a_week_of_any_of_three_types() {
    let w = promised("{ shape = \"count\", at_least = 5, per = \"week\", types = [\"fotpatrull\", \"krognärvaro\", \"skolbesök\"] }")
        .for_the_time("{ from = 2023-03-06, to = 2023-03-19 }");
    let week = |w: World, days: &[&str]| {
        w.logged_on("fotpatrull", &days[..2])
            .logged_on("skolbesök", &days[2..4])
            .logged_on("krognärvaro", &days[4..])
    };
    let first = [
        "2023-03-06",
        "2023-03-06",
        "2023-03-07",
        "2023-03-08",
        "2023-03-12",
    ];
    let second = [
        "2023-03-13",
        "2023-03-14",
        "2023-03-15",
        "2023-03-16",
        "2023-03-19",
    ];
    let one_week = week(w, &first);
    one_week.is("2023-03-19", Partly);
    week(one_week, &second).is("2023-03-19", Kept);
}

#[test]
fn two_to_three_per_school_term() {
    let w = promised(
        "{ shape = \"count\", between = [2, 3], per = \"term\", types = [\"skolbesök\"] }",
    );
    let kept = w.logged_on(
        "skolbesök",
        &["2023-02-01", "2023-04-01", "2023-09-01", "2023-10-01"],
    );
    kept.ends(Kept);
    // A fourth visit in one term is more than promised, but the other was as promised.
    kept.logged_on("skolbesök", &["2023-05-01", "2023-05-02"])
        .ends(Kept);
}

#[test]
fn all_classes_in_grade_7_two_lessons_each_in_every_school_year() {
    let w = promised("{ shape = \"coverage\", every = { set = \"ak7\" }, each = { at_least = 2 }, unit = \"lessons\", types = [\"lektion\"] }")
        .with("[[sets]]\nid = \"ak7\"\nname = \"Årskurs 7\"\nmembers = [\"7A Norr\", \"7B Norr\", \"7A Söder\"]");
    let two = w.logged(
        "lektion",
        "2023-02-01",
        "covers = [\"7A Norr\", \"7B Norr\"]\ncounts = { lessons = 2 }",
    );
    two.ends(Partly);
    two.logged(
        "lektion",
        "2023-09-01",
        "covers = [\"7a söder\"]\ncounts = { lessons = 2 }",
    )
    .ends(Kept);
}

#[test]
fn all_friday_and_saturday_evenings() {
    let w = promised("{ shape = \"coverage\", every = { weekdays = [\"friday\", \"saturday\"] }, types = [\"fotpatrull\"] }")
        .for_the_time("{ from = 2023-03-01, to = 2023-03-12 }");
    let all = ["2023-03-03", "2023-03-04", "2023-03-10", "2023-03-11"];
    w.clone()
        .logged_on("fotpatrull", &all)
        .is("2023-03-12", Kept);
    w.logged_on("fotpatrull", &all[1..])
        .is("2023-03-12", Partly);
}

#[test]
fn repaired_within_24_hours() {
    let w = promised("{ shape = \"within_time\", hours = 24, types = [\"belysningsåtgärd\"] }")
        .with_other_work();
    w.clone()
        .logged("belysningsåtgärd", "2023-02-01", "took_hours = 23.5")
        .ends(Kept);
    w.ends(NoNeedArose);
}

#[test]
fn fifty_two_crimes_found_of_which_a_fifth_first_time_users() {
    let w = promised(
        "{ shape = \"compound\", parts = [
            { title = \"funna brott\", target = { shape = \"count\", at_least = 52, unit = \"finds\", types = [\"narkotikainsats\"] } },
            { title = \"förstagångsanvändare\", target = { shape = \"share\", at_least = 0.2, part = { unit = \"first_time\", types = [\"narkotikainsats\"] }, of = { unit = \"finds\", types = [\"narkotikainsats\"] } } },
        ] }",
    );
    let log = |finds: u32, first: u32| {
        w.clone().logged(
            "narkotikainsats",
            "2023-02-01",
            &format!("counts = {{ finds = {finds}, first_time = {first} }}"),
        )
    };
    log(52, 11).ends(Kept);
    log(52, 10).ends(Partly);
    log(51, 11).ends(Partly);
}

#[test]
fn one_check_is_at_least_twenty_minutes() {
    let w = promised(
        "{ shape = \"count\", at_least = 3, types = [\"trafikkontroll\"], one = { words = \"En kontroll är minst 20 minuter.\", minutes = 20 } }",
    );
    w.clone()
        .logged("trafikkontroll", "2023-02-01", "hours = 1")
        .ends(Kept);
    w.logged("trafikkontroll", "2023-02-01", "hours = 0.9")
        .ends(Partly);
}

#[test]
fn at_least_four_if_intelligence_allows() {
    let w = promised("{ shape = \"conditional\", on = \"intelligence\", occasions = { types = [\"underrättelse\"] }, then = { shape = \"count\", at_least = 4, types = [\"narkotikainsats\"] } }").with_other_work();
    w.ends(NoNeedArose);
    let tip = w.logged_on("underrättelse", &["2023-01-10"]);
    tip.ends(NotKept);
    spread(tip, "narkotikainsats", 4, 30, "").ends(Kept);
}

#[test]
fn help_if_asked() {
    let w = promised(
        "{ shape = \"conditional\", on = \"request\", occasions = { types = [\"förfrågan\"] } }",
    )
    .with_other_work();
    w.ends(NoNeedArose);
    let asked = w.logged_on("förfrågan", &["2023-05-01"]);
    asked.ends(NotKept);
    asked
        .logged("rådgivning", "2023-05-03", "serves = [\"c\"]")
        .ends(Kept);
}

#[test]
fn help_if_asked_where_nobody_logs_the_asking() {
    let w = promised("{ shape = \"conditional\", on = \"request\" }").with_other_work();
    w.ends(CannotBeAssessed);
    w.clone()
        .told("kommunen", "no_need_arose", "")
        .ends(NoNeedArose);
    w.logged("rådgivning", "2023-05-03", "serves = [\"c\"]")
        .ends(Kept);
}

#[test]
fn up_to_five_talks_per_family() {
    let w = promised("{ shape = \"count\", at_most = 5, per = \"familj\", unit = \"talks\", types = [\"orossamtal\"] }")
        .logged("orossamtal", "2023-02", "counts = { talks = 7 }");
    // The log holds no families, and shall not.
    w.ends(CannotBeAssessed);
    w.told("kommunen", "kept", "").ends(OnlyTold);
}

#[test]
fn no_district_on_the_list() {
    let w = promised("{ shape = \"outcome_state\", state = \"ingen stadsdel på listan\", source = \"Polisens lista\" }").with_other_work();
    w.ends(CannotBeAssessed);
    w.told("polisen", "not_kept", "grade = \"register\"")
        .ends(NotKept);
}

#[test]
fn one_police_day_steered_by_citizens() {
    let w = promised("{ shape = \"milestone\", done = \"en polisdag som invånarna styr\", types = [\"medborgarstyrd polisdag\"] }").with_other_work();
    w.ends(NotKept);
    w.logged_on("medborgarstyrd polisdag", &["2023-10-07"])
        .ends(Kept);
}

#[test]
fn we_will_work_actively_with_safety() {
    promised("{ shape = \"none\" }")
        .with_other_work()
        .ends(CannotBeAssessed);
}

#[test]
fn until_31_june() {
    // No such day: the end cannot be read, so nothing is called broken.
    let w = promised("{ shape = \"count\", at_least = 2, types = [\"trafikkontroll\"] }")
        .for_the_time("{ from = 2019-01-01, to = \"31 juni 2019\" }");
    w.clone()
        .logged_on("trafikkontroll", &["2019-03-01"])
        .is("2023-12-31", Ongoing);
    w.logged_on("trafikkontroll", &["2019-03-01", "2019-04-01"])
        .is("2023-12-31", Kept);
}

#[test]
fn a_quarter_that_starts_in_march() {
    let w = promised(
        "{ shape = \"count\", at_least = 1, per = \"3 months\", types = [\"trygghetsvandring\"] }",
    )
    .for_the_time("{ from = 2023-03-01, to = 2024-02-29 }");
    let days = ["2023-05-31", "2023-06-01", "2023-11-30", "2024-02-29"];
    let all = w.logged_on("trygghetsvandring", &days);
    all.is("2024-02-29", Kept);
    assert_eq!(all.on("2024-02-29").evidenced.stretches.len(), 4);
}

#[test]
fn signed_in_april_for_the_same_year_and_extended_after_expiry() {
    let w = promised("{ shape = \"count\", at_least = 2, types = [\"trafikkontroll\"] }")
        .logged_on("trafikkontroll", &["2023-02-01", "2024-02-01"]);
    w.ends(Partly);
    w.for_the_time("{ from = 2023, to = 2023, extended_to = \"2024-06-30\" }")
        .is("2024-06-30", Kept);
}

#[test]
fn more_foot_patrols_than_last_year() {
    let w = promised(
        "{ shape = \"trend\", direction = \"up\", than = 2, than_words = \"fotpatruller 2022\", types = [\"fotpatrull\"] }",
    );
    spread(w.clone(), "fotpatrull", 3, 30, "").ends(Kept);
    spread(w, "fotpatrull", 2, 30, "").ends(NotKept);
}

#[test]
fn more_present_in_summer() {
    let w = promised(
        "{ shape = \"seasonal\", from = \"06-15\", to = \"08-15\", words = \"under turistsäsongen\", then = { shape = \"count\", at_least = 1, per = \"week\", types = [\"fotpatrull\"] } }",
    );
    let first: jiff::civil::Date = "2023-06-13".parse().unwrap();
    let weeks: Vec<String> = (0..10i64)
        .map(|k| {
            first
                .saturating_add(jiff::Span::new().days(7 * k + 2))
                .to_string()
        })
        .collect();
    let days: Vec<&str> = weeks.iter().map(String::as_str).collect();
    w.clone().logged_on("fotpatrull", &days).ends(Kept);
    w.logged_on("fotpatrull", &days[1..])
        .is("2023-12-31", Partly);
}
