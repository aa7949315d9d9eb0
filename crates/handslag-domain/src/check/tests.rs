//! What a check finds, as sentences about documents.

use super::dates::no_such_dates;
use super::names::is_named;
use super::*;
use crate::period::Period;

/// A promise in which there is nothing to find, with more lines after it.
fn document(more: &str) -> String {
    let plain = r#"
        [promise]
        id = "hammaro-2023"
        title = "Medborgarlöfte för Hammarö 2023"
        municipalities = ["Hammarö"]
        parties = ["polisen"]
        period = { from = "2023-01-01", to = "2023-12-31" }

        [[parties]]
        id = "polisen"
        name = "Polisen"

        [[commitments]]
        id = "trafik"
        words = "Vi gör minst tio trafikkontroller."
        parties = ["polisen"]
        target = { shape = "count", at_least = 10, types = ["trafikkontroll"] }
    "#;
    format!("{plain}\n{more}")
}

/// The rules found and their places, in the order they are told.
fn found(text: &str) -> Vec<(String, String)> {
    let (_, findings) = check_text(text, Words::Sv);
    findings.into_iter().map(|f| (f.rule, f.place)).collect()
}

fn check_finds(more: &str, rule: &str, place: &str) {
    let found = found(&document(more));
    let wanted = (rule.to_owned(), place.to_owned());
    assert!(found.contains(&wanted), "{wanted:?} is not in {found:#?}");
}

fn with(from: &str, to: &str) -> Vec<(String, String)> {
    let text = document("");
    assert!(text.contains(from), "{from}");
    found(&text.replace(from, to))
}

fn rules(found: Vec<(String, String)>) -> Vec<String> {
    found.into_iter().map(|(rule, _)| rule).collect()
}

#[test]
fn a_plain_promise_has_nothing_to_find() {
    assert_eq!(found(&document("")), []);
}

#[test]
fn a_text_that_cannot_be_read_gives_one_error_with_its_place() {
    let (document, findings) = check_text("[promise]\nid = ", Words::Sv);
    assert!(document.is_none());
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].level, Level::Error);
    assert!(findings[0].place.starts_with("rad 2"), "{findings:?}");
    let (_, findings) = check_text("[promise]\nid = 3\ntitle = \"t\"", Words::En);
    assert_eq!(findings[0].place, "promise.id");
}

#[test]
fn errors_are_only_for_what_cannot_be_used() {
    assert_eq!(
        rules(found(&format!("format = \"handslag/9\"\n{}", document("")))),
        ["unknown_format"]
    );
    check_finds(
        "[[commitments]]\nid = \"trafik\"\nwords = \"w\"\nparties = [\"polisen\"]\ntarget = { shape = \"count\", at_least = 1, types = [\"fotpatrull\"] }",
        "duplicate_id",
        "commitments[1].id (trafik)",
    );
    check_finds(
        "[[commitments]]\nid = \"fot\"\nwords = \"w\"\nparties = [\"polsen\"]\ntarget = { shape = \"count\", at_least = 1, types = [\"fotpatrull\"] }",
        "no_such_id",
        "commitments[1].parties[0] (fot)",
    );
    check_finds(
        "[[activities]]\nid = \"a\"\ntype = \"fotpatrull\"\non = \"2023-02-01\"\nhours = -2",
        "negative_amount",
        "activities[0].hours (a)",
    );
    assert_eq!(
        rules(with("at_least = 10", "between = [4, 2]")),
        ["bounds_crossed"]
    );
    for rule in [
        "unknown_format",
        "duplicate_id",
        "no_such_id",
        "negative_amount",
        "bounds_crossed",
    ] {
        assert!(
            EVERY_FAULT
                .iter()
                .any(|f| f().rule() == rule && f().level() == Level::Error),
            "{rule}"
        );
    }
}

#[test]
fn a_missing_id_is_told_with_the_one_that_was_meant() {
    let text = document(
        "[[activities]]\nid = \"a\"\ntype = \"fotpatrull\"\non = \"2023-02-01\"\nserves = [\"trafk\"]",
    );
    let (_, findings) = check_text(&text, Words::En);
    let missing = findings
        .iter()
        .find(|f| f.rule == "not_in_promise")
        .unwrap();
    assert!(missing.what_to_do.contains("\"trafik\""), "{findings:?}");
}

#[test]
fn a_log_that_names_what_the_promise_no_longer_has_can_still_be_read() {
    let text = document(
        "[[activities]]\nid = \"a\"\ntype = \"fotpatrull\"\non = \"2023-02-01\"\nplace = \"torgetx\"\nparties = [\"okand\"]\nserves = [\"finnsinte\"]",
    );
    let (_, findings) = check_text(&text, Words::Sv);
    let told = findings.iter().filter(|f| f.rule == "not_in_promise");
    assert_eq!(told.count(), 3);
    assert!(
        findings.iter().all(|f| f.level != Level::Error),
        "{findings:?}"
    );
}

#[test]
fn the_same_entry_twice_is_a_note_but_two_things_with_one_id_an_error() {
    let entry = "[[activities]]\nid = \"a\"\ntype = \"fotpatrull\"\non = \"2023-02-01\"\n";
    assert_eq!(
        rules(found(&document(&entry.repeat(2)))),
        ["same_entry_twice"]
    );
    let other = entry.replace("02-01", "02-02");
    assert_eq!(
        rules(found(&document(&(entry.to_owned() + &other)))),
        ["duplicate_id"]
    );
}

#[test]
fn the_thirty_first_of_june_is_found_in_fields_and_in_words() {
    let fields = with("to = \"2023-12-31\"", "to = \"31 juni 2023\"");
    assert_eq!(
        fields,
        [(
            "no_such_date".to_owned(),
            "promise.period.to (hammaro-2023)".to_owned()
        )]
    );
    assert_eq!(
        with("Vi gör minst", "Före den 31:e juni gör vi minst"),
        [(
            "no_such_date_in_text".to_owned(),
            "commitments[0].words (trafik)".to_owned()
        )]
    );
    assert_eq!(
        rules(with("to = \"2023-12-31\"", "to = \"när snön smält\"")),
        ["not_a_date"]
    );
}

#[test]
fn dates_in_running_text_are_told_apart_from_other_numbers() {
    let check = |text: &str, expected: &[&str]| assert_eq!(no_such_dates(text), expected, "{text}");
    check("senast 31 juni", &["31 juni"]);
    check("Löftet gäller 1 mars–31 Juni 2019.", &["31 Juni 2019"]);
    check("den 30:e februari", &["30:e februari"]);
    check("29 februari", &[]);
    check("29 februari 2023", &["29 februari 2023"]);
    check("29 februari 2024", &[]);
    check("2023-06-31 och 2023-06-30", &["2023-06-31"]);
    check("30 juni, 31 juli, 52 kontroller, maj 2023, 100 juni", &[]);
    check("senast 31/6 2024 eller 31/6", &["31/6 2024", "31/6"]);
    check(
        "29/2 2023, 29/2 2024, 31/6/2023",
        &["29/2 2023", "31/6/2023"],
    );
    check(
        "senast 31.6.2024, 30.2.2024. eller 31.12.2024",
        &["31.6.2024", "30.2.2024"],
    );
    check("31 sept. och 30 sept.", &["31 sept"]);
    check(
        "30 feb 2023, 31 apr, 28 feb, 31 mar",
        &["30 feb 2023", "31 apr"],
    );
    check("version 31.6.24, 1.5, 30.2, § 2.30.2, 192.31.6.2024", &[]);
    check("31.6.0510, kl. 18.30, 31.6.20245 och v31.6.2024", &[]);
    check("dygnet runt 24/7, 1/3 av 50/50, läsåret 2022/2023", &[]);
    check("dnr 2022-2023-24, tel 0510-77-00", &[]);
}

#[test]
fn periods_that_cannot_be_are_told() {
    assert_eq!(
        rules(with("to = \"2023-12-31\"", "to = \"2022-12-31\"")),
        ["ends_before_it_starts"]
    );
    assert_eq!(rules(with(", to = \"2023-12-31\"", "")), ["open_end"]);
    assert_eq!(rules(with("from = \"2023-01-01\", ", "")), ["no_first_day"]);
    assert_eq!(
        rules(with(
            "period = { from = \"2023-01-01\", to = \"2023-12-31\" }",
            ""
        )),
        ["no_period"]
    );
    let versions = |second: &str| {
        let text = format!(
            "parties = [\"polisen\"]\n[[promise.versions]]\nversion = \"1\"\nperiod = {{ from = \"2022\", to = \"2022\" }}\n[[promise.versions]]\nversion = \"2\"\nchange = \"Nytt år\"\nperiod = {{ from = \"{second}\" }}\n"
        );
        let whole = document("").replace(
            "period = { from = \"2023-01-01\", to = \"2023-12-31\" }",
            "",
        );
        rules(found(&whole.replacen("parties = [\"polisen\"]", &text, 1)))
    };
    assert_eq!(versions("2022-06-01"), ["no_period", "versions_overlap"]);
    assert_eq!(versions("2023-01-01"), ["no_period"]);
}

#[test]
fn a_party_that_promises_nothing_is_told_and_a_commitment_of_nobody() {
    assert_eq!(
        rules(with(
            "[[parties]]",
            "[[parties]]\nid = \"kommunen\"\nname = \"Hammarö kommun\"\n[[parties]]"
        )),
        [] as [&str; 0]
    );
    let found = rules(with("parties = [\"polisen\"]\n        target", "target"));
    assert_eq!(found, ["nobody_responsible", "party_without_commitment"]);
}

#[test]
fn a_neighbours_name_that_was_left_in_is_found() {
    let check = |words: &str, expected: &[&str]| {
        let found = with("Vi gör minst tio trafikkontroller.", words);
        assert_eq!(rules(found), expected, "{words}");
    };
    check("Vi ska öka tryggheten i Kil.", &["other_municipality"]);
    check(
        "Karlstads kommun ska öka tryggheten.",
        &["other_municipality"],
    );
    check("Karlstadsborna ska bli tryggare.", &["other_municipality"]);
    check("Hammarös ungdomar och Hammaröborna.", &[]);
    check(
        "Värmlands län, Karlstads universitet, Örebro tingsrätt och region Uppsala.",
        &[],
    );
}

#[test]
fn common_words_are_not_municipalities() {
    for (name, text, expected) in [
        (
            "Vara",
            "Vi ska vara synliga. Vara med ute om natten.",
            false,
        ),
        ("Vara", "Polisen i Vara", true),
        ("Vara", "Vara kommun", true),
        ("Mark", "Mark och vatten. På kommunens mark.", false),
        ("Mark", "Marks kommun", true),
        ("Berg", "Platsen heter Stora Berg.", false),
        ("Lund", "Ett gott samarbete med Lund & Co", false),
        ("Lund", "ungdomar från Lund", true),
        ("Sala", "Sala kommun", true),
        (
            "Lidköping",
            "LPO Lidköping och lokalpolisområde Lidköping",
            false,
        ),
        ("Lidköping", "I Lidköpings kommun", true),
        ("Göteborg", "Göteborgsvägen", false),
        ("Mölndal", "Mölndal–Kungsbacka", true),
    ] {
        assert_eq!(is_named(name, text), expected, "{name} in {text}");
    }
}

#[test]
fn a_neighbour_that_takes_part_belongs_in_the_text() {
    let text = document("[[parties]]\nid = \"kils-kommun\"\nname = \"Kils kommun\"");
    let text = text.replace(
        "minst tio trafikkontroller",
        "tio kontroller tillsammans med Kils kommun",
    );
    assert_eq!(found(&text), []);
}

#[test]
fn a_vague_commitment_is_told_and_so_is_one_that_nothing_could_show() {
    let check = |target: &str, expected: &[&str]| {
        let found = with(
            "{ shape = \"count\", at_least = 10, types = [\"trafikkontroll\"] }",
            target,
        );
        assert_eq!(rules(found), expected, "{target}");
    };
    check("{ shape = \"none\", types = [\"fotpatrull\"] }", &["vague"]);
    check("{ shape = \"count\", at_least = 1 }", &["nothing_to_match"]);
    check(
        "{ shape = \"count\", at_least = 1, types = [\"trafikkontroll\"], unit = \"kronor\" }",
        &["unknown_unit"],
    );
    check(
        "{ shape = \"count\", at_least = 1, types = [\"trafikkontroll\"], unit = \"hours\" }",
        &[],
    );
    check(
        "{ shape = \"count\", at_most = 5, types = [\"orossamtal\"], per = \"familj\" }",
        &["per_not_time"],
    );
    check(
        "{ shape = \"coverage\", every = { words = \"alla krogar\" }, types = [\"krogtillsyn\"] }",
        &["members_unknown"],
    );
    check(
        "{ shape = \"trend\", direction = \"up\", types = [\"fotpatrull\"] }",
        &["no_baseline"],
    );
    check(
        "{ shape = \"conditional\", on = \"intelligence\", then = { shape = \"count\", at_least = 4, types = [\"narkotikainsats\"] } }",
        &["condition_not_logged"],
    );
    check(
        "{ shape = \"outcome_state\", state = \"inte på listan\" }",
        &["state_without_source"],
    );
    check(
        "{ shape = \"seasonal\", from = \"31 juni\", to = \"08-31\", then = { shape = \"ongoing\", types = [\"fotpatrull\"] } }",
        &["no_such_date_in_text", "season_unreadable"],
    );
    check(
        "{ shape = \"seasonal\", words = \"i sommar\", then = { shape = \"ongoing\", types = [\"fotpatrull\"] } }",
        &["season_without_days"],
    );
    check(
        "{ shape = \"compound\", parts = [], at_least = 2 }",
        &["vague", "more_parts_than_there"],
    );
    check(
        "{ shape = \"compound\", parts = [{ target = { shape = \"none\" } }] }",
        &["vague"],
    );
    check(
        "{ shape = \"count\", at_least = 1, at_most = 3, types = [\"fotpatrull\"] }",
        &["two_bounds"],
    );
    check("{ shape = \"tomorrow\" }", &["unknown_shape"]);
}

#[test]
fn an_amount_that_could_never_come_about_is_told() {
    let check = |target: &str, expected: &[&str]| {
        let found = with(
            "{ shape = \"count\", at_least = 10, types = [\"trafikkontroll\"] }",
            target,
        );
        assert_eq!(rules(found), expected, "{target}");
    };
    let share = |n: &str| {
        format!(
            "{{ shape = \"share\", at_least = {n}, part = {{ types = [\"hundsök\"], unit = \"finds\" }}, of = {{ types = [\"hundsök\"] }} }}"
        )
    };
    check(&share("20"), &["share_above_one"]);
    check(&share("0.2"), &[]);
    check(
        "{ shape = \"within_time\", hours = 24, share = 90, types = [\"fotpatrull\"] }",
        &["share_above_one"],
    );
    check(
        "{ shape = \"coverage\", every = { members = [\"7A\"] }, members_at_least = 2, types = [\"lektion\"] }",
        &["more_members_than_there"],
    );
    check(
        "{ shape = \"milestone\", done = \"planen\", by = \"2022-03-01\", types = [\"lektion\"] }",
        &["before_the_period"],
    );
    check(
        "{ shape = \"count\", at_least = 2, types = [\"bekymringssamtal\"], unit = \"hours\" }",
        &["month_only"],
    );
    check(
        "{ shape = \"count\", at_least = 2, types = [\"fotpatrull\"], between_hours = [\"kväll\"] }",
        &["hours_unreadable"],
    );
}

#[test]
fn a_unit_is_new_until_the_kind_is_logged_without_it() {
    let promise = document("").replace("at_least = 10,", "at_least = 10, unit = \"kronor\",");
    assert_eq!(rules(found(&promise)), ["unknown_unit"]);
    let entry = "\n[[activities]]\nid = \"a\"\ntype = \"trafikkontroll\"\non = \"2023-02-01\"\n";
    assert_eq!(rules(found(&(promise.clone() + entry))), ["unit_nowhere"]);
    let counts = format!("{entry}counts = {{ kronor = 500 }}\n");
    assert_eq!(rules(found(&(promise + &counts))), ["unknown_unit"]);
}

#[test]
fn an_entry_about_single_people_that_says_more_than_a_month_is_told() {
    let entry = |fields: &str| {
        document(&format!(
            "[[activities]]\nid = \"a\"\ntype = \"orossamtal\"\n{fields}"
        ))
    };
    assert_eq!(found(&entry("on = \"2023-05\"\ntimes = 2")), []);
    for fields in [
        "on = \"2023-05-06\"",
        "on = \"2023-05\"\nhours = 2",
        "on = \"2023-05\"\nnote = \"ord\"",
    ] {
        assert_eq!(
            rules(found(&entry(fields))),
            ["more_than_month"],
            "{fields}"
        );
    }
    let (_, half) = check_text(&entry("on = \"2023-05\"\ntimes = 1.5"), Words::Sv);
    assert_eq!(
        (half[0].rule.as_str(), half[0].level),
        ("not_whole", Level::Error)
    );
}

#[test]
fn a_word_that_the_format_does_not_know_is_kept_and_told() {
    let with_target = |target: &str| {
        document("").replace(
            "{ shape = \"count\", at_least = 10, types = [\"trafikkontroll\"] }",
            target,
        )
    };
    let said = |verdict: &str| {
        document(&format!(
            "[[follow_ups]]\nof = \"2023\"\n[[follow_ups.statements]]\ncommitment = \"trafik\"\nverdict = \"{verdict}\"\ngrade = \"magkänsla\""
        ))
    };
    let every = |every: &str, each: &str| {
        with_target(&format!(
            "{{ shape = \"coverage\", every = {every}, each = {each}, types = [\"fotpatrull\"] }}"
        ))
    };
    let once = "{ at_least = 1 }";
    let trend = "{ shape = \"trend\", direction = \"snett\", than = 3, types = [\"fotpatrull\"] }";
    let period =
        |words: &str| document("").replace("{ from = \"2023-01-01\", to = \"2023-12-31\" }", words);
    for (text, expected) in [
        (said("nja"), vec!["unknown_grade", "unknown_verdict"]),
        (said("hållet"), vec!["unknown_grade"]),
        (
            every("{ weekdays = [\"fredag\", \"Lördagar\"] }", once),
            vec![],
        ),
        (
            every("{ weekdays = [\"fredag\", \"storhelg\"] }", once),
            vec!["unknown_weekday"],
        ),
        (
            every("{ places = [], members = [\"A\"], words = \"alla\" }", once),
            vec!["members_unknown", "two_covered"],
        ),
        (
            every(
                "{ members = [\"A\"], klass = 7 }",
                "{ at_least = 1, klass = 7 }",
            ),
            vec!["unknown_field", "unknown_field"],
        ),
        (
            every("{ members = [\"A\"] }", "{ at_least = 1, at_most = 3 }"),
            vec!["two_bounds"],
        ),
        (with_target(trend), vec!["unknown_direction"]),
        (period("\"2023\""), vec![]),
        (period("2023"), vec![]),
        (period("\"våren 2023\""), vec![]),
        (period("\"så länge det behövs\""), vec!["period_in_words"]),
    ] {
        let (document, findings) = check_text(&text, Words::En);
        let mut rules: Vec<&str> = findings.iter().map(|f| f.rule.as_str()).collect();
        rules.sort_unstable();
        assert_eq!(rules, expected, "{text}\n{findings:#?}");
        let document = document.expect("kept");
        let written = document.write(crate::document::Syntax::Toml).unwrap();
        assert_eq!(PromiseDocument::read(&written).as_ref(), Ok(&document));
    }
    let kept = PromiseDocument::read(&said("nja")).unwrap();
    assert!(
        kept.write(crate::document::Syntax::Json)
            .unwrap()
            .contains("\"nja\"")
    );
}

#[test]
fn a_goal_without_indicator_or_baseline_is_told() {
    check_finds(
        "[[goals]]\nid = \"g\"\nwords = \"Tryggare.\"",
        "goal_without_indicator",
        "goals[0].indicator (g)",
    );
    check_finds(
        "[[goals]]\nid = \"g\"\nwords = \"Tryggare.\"",
        "goal_without_baseline",
        "goals[0].baseline (g)",
    );
}

/// A goal with a comparison in which there is nothing to find, changed in one place.
fn goal_with(from: &str, to: &str) -> Vec<(String, String)> {
    let goal = r#"
        [[goals]]
        id = "stold"
        words = "Stölderna ska minska."
        indicator = "Stöldbrott"
        baseline = { value = 100 }

        [goals.comparison]
        asks = "level"
        area = "Hammarö"
        before = { from = "2017-01-01", to = "2019-12-31" }
        after = { from = "2023-01-01", to = "2023-12-31" }
        margin_percent = 5
    "#;
    assert!(goal.contains(from), "{from}");
    found(&document(&goal.replace(from, to)))
}

#[test]
fn a_comparison_that_can_be_answered_has_nothing_to_find() {
    assert_eq!(goal_with("", ""), []);
    assert_eq!(goal_with("\"Hammarö\"", "\"1761\""), []);
    assert_eq!(goal_with("\"Hammarö\"", "\"Hela landet\""), []);
    let detailed = "\"9 kap. Bedrägeri och annan oredlighet\"";
    assert_eq!(goal_with("\"Stöldbrott\"", detailed), []);
}

#[test]
fn whatever_keeps_a_comparison_from_an_answer_is_told_with_its_place() {
    let after = "{ from = \"2023-01-01\", to = \"2023-12-31\" }";
    let before = "before = { from = \"2017-01-01\", to = \"2019-12-31\" }";
    for (from, to, rule, field) in [
        ("2019-12-31", "2019-12-15", "not_whole_months", "before"),
        ("2017-01-01", "2019-12-02", "not_whole_months", "before"),
        (before, "", "comparison_without_months", "before"),
        (
            "2019-12-31",
            "31 juni",
            "comparison_without_months",
            "before",
        ),
        (
            after,
            "{ from = \"2023-01-01\" }",
            "comparison_without_months",
            "after",
        ),
        (
            "2019-12-31",
            "2023-06-30",
            "before_overlaps_after",
            "before",
        ),
        (
            after,
            "{ from = \"2015\", to = \"2015\" }",
            "after_comes_first",
            "before",
        ),
        (
            after,
            "{ from = \"2024\", to = \"2023\" }",
            "ends_before_it_starts",
            "after",
        ),
        ("2019-12-31", "2020-12-31", "pandemic_baseline", "before"),
        (
            "margin_percent = 5",
            "",
            "level_without_margin",
            "margin_percent",
        ),
        (
            "indicator = \"Stöldbrott\"",
            "",
            "comparison_without_indicator",
            "indicator",
        ),
        (
            "\"Stöldbrott\"",
            "\"Stöldbrot\"",
            "unknown_indicator",
            "indicator",
        ),
        ("\"Hammarö\"", "\"Torget\"", "unknown_area", "area"),
        ("\"level\"", "\"levle\"", "unknown_question", "asks"),
        ("\"level\"", "\"place\"", "place_without_control", "places"),
        (
            "\"level\"",
            "\"survey_share\"",
            "fewer_than_two_waves",
            "shares",
        ),
        (
            "\"level\"",
            "\"concentration\"",
            "fewer_than_two_places",
            "places",
        ),
    ] {
        let found = goal_with(from, to);
        let wanted = (
            rule.to_owned(),
            format!("goals[0].comparison.{field} (stold)"),
        );
        assert!(found.contains(&wanted), "{wanted:?} is not in {found:#?}");
    }
}

#[test]
fn an_unknown_indicator_is_a_note_with_what_was_meant() {
    let fault = Fault::UnknownIndicator {
        word: "Stöldbrot".into(),
        near: Some("Stöldbrott".into()),
    };
    assert_eq!(fault.level(), Level::Note);
    assert!(fault.say(Words::Sv).1.starts_with("Menas \"Stöldbrott\"?"));
    let other = "indicator = \"Cykelstölder\"\n";
    let own = goal_with(
        "asks = \"level\"",
        &format!("asks = \"level\"\nsource = \"egen räkning\"\n{other}"),
    );
    assert_eq!(own, [], "another source has names of its own");
}

#[test]
fn a_share_of_more_than_all_is_told() {
    let waves = r#"asks = "survey_share"
        shares = [{ wave = "2021", percent = 61, n = 400 }, { wave = "2023", percent = 130, n = 400 }]"#;
    let found = goal_with("asks = \"level\"", waves);
    let place = "goals[0].comparison.shares[1].percent (stold)".to_owned();
    assert_eq!(found, [("more_than_all".to_owned(), place)]);
}

#[test]
fn a_ring_needs_a_like_ring() {
    let places = r#"asks = "place"
        places = [
            { name = "Torget", role = "treated", before = 7, after = 4 },
            { name = "Parken", role = "control", before = 8, after = 8 },
            { name = "Runt torget", role = "ring", before = 2, after = 3 },
        ]"#;
    let found = goal_with("asks = \"level\"", places);
    assert_eq!(rules(found), ["ring_without_like_ring"]);
}

#[test]
fn a_goal_that_says_not_what_it_is_compared_with_is_noted() {
    check_finds(
        "[[goals]]\nid = \"g\"\nwords = \"Tryggare.\"",
        "goal_without_comparison",
        "goals[0].comparison (g)",
    );
}

#[test]
fn a_claims_comparison_is_read_as_a_goals() {
    check_finds(
        "[[follow_ups]]\nof = \"2023\"\n[[follow_ups.claims]]\nid = \"c\"\nwords = \"Färre.\"\nindicator = \"Stöldbrott\"\n[follow_ups.claims.comparison]\nasks = \"change\"",
        "comparison_without_months",
        "follow_ups[0].claims[0].comparison.before (c)",
    );
}

#[test]
fn a_lock_that_does_not_fit_is_told() {
    let text = r#"
        [[goals]]
        id = "stold"
        words = "Stölderna ska minska."
        indicator = "Stöldbrott"
        baseline = { value = 100 }
        comparison = { before = { from = "2021-01-01", to = "2022-12-31" } }
    "#;
    let locked_on = |day: &str| {
        let (read, _) = check_text(&document(text), Words::Sv);
        let mut read = read.unwrap();
        read.lock_effects(day.parse().unwrap(), |_| (None, None));
        read
    };
    let rules = |document: &PromiseDocument| -> Vec<String> {
        let all = check(document, Words::Sv).into_iter().map(|f| f.rule);
        all.filter(|rule| rule.contains("lock")).collect()
    };
    assert_eq!(rules(&locked_on("2022-12-20")), [""; 0]);
    assert_eq!(rules(&locked_on("2023-06-01")), ["locked_late"]);
    let mut changed = locked_on("2022-12-20");
    changed.goals[0].indicator = Some("Våldsbrott".into());
    assert_eq!(rules(&changed), ["changed_since_locked"]);
    let mut gone = locked_on("2022-12-20");
    gone.goals[0].comparison = None;
    assert_eq!(rules(&gone), ["changed_since_locked"]);
    let mut added = locked_on("2022-12-20");
    added
        .promise
        .effect_lock
        .as_mut()
        .unwrap()
        .comparisons
        .clear();
    assert_eq!(rules(&added), ["not_locked"]);
}

#[test]
fn an_unknown_field_is_kept_and_the_nearest_known_is_named() {
    let text = document("").replace(
        "at_least = 10,",
        "at_least = 10, tpyes = [\"fotpatrull\"], mood = 1,",
    );
    let (document, findings) = check_text(&text, Words::En);
    assert!(document.is_some());
    let said: Vec<(&str, &str)> = findings
        .iter()
        .map(|f| (f.place.as_str(), f.what_to_do.as_str()))
        .collect();
    assert_eq!(
        said,
        [
            (
                "commitments[0].target.mood (trafik)",
                "Nothing, if it is a field of your own."
            ),
            (
                "commitments[0].target.tpyes (trafik)",
                "Is \"types\" meant? Nothing, if it is a field of your own."
            ),
        ]
    );
    let (_, findings) = check_text(
        &self::document("").replace("municipalities", "municipalites"),
        Words::En,
    );
    assert!(
        findings
            .iter()
            .any(|f| f.what_to_do.contains("\"municipalities\"")),
        "{findings:?}"
    );
}

#[test]
fn new_types_and_units_are_accepted_with_one_note_each() {
    let entry = |id: u8| {
        format!(
            "[[activities]]\nid = \"{id}\"\ntype = \"ponnyridning\"\non = \"2023-02-01\"\ncounts = {{ ponnies = 2 }}\n"
        )
    };
    let found = found(&document(&(entry(1) + &entry(2))));
    assert_eq!(rules(found), ["unknown_type", "unknown_unit"]);
}

#[test]
fn every_finding_speaks_both_languages_and_names_a_remedy() {
    let mut rules = BTreeSet::new();
    for fault in EVERY_FAULT {
        let fault = fault();
        assert!(rules.insert(fault.rule()), "{} twice", fault.rule());
        let (sv, sv_do) = fault.say(Words::Sv);
        let (en, en_do) = fault.say(Words::En);
        for sentence in [&sv, &sv_do, &en, &en_do] {
            assert!(sentence.ends_with(['.', '?']), "{sentence}");
        }
        assert!(sv != en && sv_do != en_do, "{}", fault.rule());
        // Plain words: marks of code are for code.
        assert!(
            ![sv, sv_do, en, en_do].join("").contains('`'),
            "{}",
            fault.rule()
        );
    }
}

const EVERY_FAULT: &[fn() -> Fault] = &[
    || Fault::Unreadable("x".into()),
    || Fault::UnknownFormat("x".into()),
    || Fault::DuplicateId("x".into()),
    || Fault::SameEntryTwice("x".into()),
    || Fault::NoSuchId {
        id: "x".into(),
        near: Some("y".into()),
    },
    || Fault::NotInPromise {
        id: "x".into(),
        near: Some("y".into()),
    },
    || Fault::OtherEntryMissing("x".into()),
    || Fault::Negative("-1".into()),
    || Fault::Crossed(2.0, 1.0),
    || Fault::TwoBounds,
    || Fault::NoSuchDate("x".into()),
    || Fault::NotADate("x".into()),
    || Fault::NoSuchDateInText("x".into()),
    || Fault::NoPeriod,
    || Fault::PeriodInWords("x".into()),
    || Fault::NoFirstDay,
    || Fault::OpenEnd,
    || Fault::EndsBeforeItStarts {
        from: "a".into(),
        to: "b".into(),
    },
    || Fault::OutsidePromise,
    || Fault::VersionsOverlap("1".into(), "2".into()),
    || Fault::ChangeNotSaid("2".into()),
    || Fault::NoCommitments,
    || Fault::NobodyResponsible,
    || Fault::PartyWithoutCommitment("x".into()),
    || Fault::NoMunicipality,
    || Fault::UnknownMunicipality("x".into()),
    || Fault::OtherMunicipality("x".into()),
    || Fault::Vague,
    || Fault::NeverShown(Why::NothingToMatch),
    || {
        Fault::NeverShown(Why::UnitNowhere {
            unit: "x".into(),
            near: None,
        })
    },
    || Fault::NeverShown(Why::MembersUnknown),
    || Fault::NeverShown(Why::ConditionNotLogged),
    || Fault::NeverShown(Why::NoBaseline),
    || Fault::NeverShown(Why::StateWithoutSource),
    || Fault::NeverShown(Why::MorePartsThanThere),
    || Fault::PerNotTime {
        words: "x".into(),
        near: None,
    },
    || Fault::SeasonUnreadable("x".into()),
    || Fault::SeasonWithoutDays,
    || Fault::NeverShown(Why::MonthOnly("x".into())),
    || Fault::NeverShown(Why::ShareAboveOne(2u32.into())),
    || {
        Fault::NeverShown(Why::MoreMembersThanThere {
            wanted: 3u32.into(),
            size: 2u32.into(),
        })
    },
    || Fault::NeverShown(Why::BeforeThePeriod),
    || Fault::HoursUnreadable("x".into()),
    || Fault::TwoCovered,
    || Fault::UnknownVerdict("x".into()),
    || Fault::UnknownGrade("x".into()),
    || Fault::UnknownWeekday("x".into()),
    || Fault::UnknownDirection("x".into()),
    || Fault::UnknownWord("x".into()),
    || Fault::MoreThanMonth("x".into()),
    || Fault::NotWhole {
        kind: "x".into(),
        amount: "1.5".into(),
    },
    || Fault::UnknownShape("x".into()),
    || Fault::GoalWithoutIndicator,
    || Fault::GoalWithoutBaseline,
    || Fault::GoalWithoutComparison,
    || Fault::ComparisonWithoutMonths,
    || Fault::NotWholeMonths { used: None },
    || Fault::BeforeOverlapsAfter,
    || Fault::AfterComesFirst,
    || Fault::PandemicBaseline,
    || Fault::LevelWithoutMargin,
    || Fault::ComparisonWithoutIndicator,
    || Fault::UnknownIndicator {
        word: "x".into(),
        near: None,
    },
    || Fault::UnknownQuestion {
        word: "x".into(),
        near: None,
    },
    || Fault::UnknownArea {
        word: "x".into(),
        near: None,
    },
    || Fault::PlaceWithoutControl,
    || Fault::RingWithoutLikeRing,
    || Fault::FewerThanTwoPlaces,
    || Fault::FewerThanTwoWaves(1),
    || Fault::MoreThanAll("130".into()),
    || Fault::LockedLate,
    || Fault::ChangedSinceLocked,
    || Fault::NotLocked,
    || Fault::UnknownField {
        field: "x".into(),
        near: None,
    },
    || Fault::UnknownType {
        kind: "x".into(),
        near: None,
    },
    || Fault::UnknownUnit {
        unit: "x".into(),
        near: None,
    },
];

#[test]
fn what_stands_in_the_way_of_a_comparison_is_said_with_what_to_do() {
    let asked = |before: (&str, &str), after: (&str, &str), area: &str| {
        let comparison = crate::effect::Comparison {
            indicator: Some("Stöldbrott".to_owned()),
            area: Some(area.to_owned()),
            before: Some(Period::between(before.0, before.1)),
            after: Some(Period::between(after.0, after.1)),
            ..crate::effect::Comparison::default()
        };
        let found = super::hindrances(&comparison, Words::Sv);
        assert!(found.iter().all(|f| !f.what_to_do.is_empty()));
        let rules: Vec<String> = found.into_iter().map(|f| f.rule).collect();
        rules.join(" ")
    };
    let whole = ("2013", "2013");
    assert_eq!(asked(whole, ("2014", "2014"), "Lidköping"), "");
    assert_eq!(asked(("2020", "2021"), ("2022", "2022"), "Lidköping"), "");
    assert_eq!(
        asked(("2014", "2014"), ("2014-06", "2015-12"), "1494"),
        "before_overlaps_after"
    );
    assert_eq!(
        asked(("2014", "2014"), ("2014", "2014"), "1494"),
        "before_overlaps_after"
    );
    assert_eq!(
        asked(("2015", "2015"), ("2014", "2014"), "1494"),
        "after_comes_first"
    );
    assert_eq!(
        asked(("2013-01-02", "2013-12-31"), ("2014", "2014"), "1494"),
        "not_whole_months"
    );
    assert_eq!(asked(whole, ("2014", "2014"), "Lidkoping"), "unknown_area");
}

#[test]
fn a_name_that_begins_alike_or_is_a_slip_is_offered() {
    let known = [
        "Stöldbrott",
        "Skadegörelsebrott (inkl. mordbrand)",
        "Bilbrott",
    ];
    let like = |word| super::names_like(word, known.into_iter());
    assert_eq!(like("Skadegörelsebrott"), [known[1]]);
    assert_eq!(like("stoldbrott"), [known[0]]);
    assert!(like("Rymning").is_empty());
    assert!(like("").is_empty());
}

#[test]
fn a_promise_that_names_its_picture_may_point_to_what_only_the_picture_has() {
    let points = "\n[[commitments]]\nid = \"skola\"\nwords = \"Vi besöker skolan varje termin.\"\nparties = [\"polisen\"]\nproblem = \"droger\"\ncause = \"tider\"\nvoices = [\"oro\"]\ntarget = { shape = \"count\", at_least = 1, per = \"term\", types = [\"skolbesök\"] }\n";
    let alone = rules(found(&document(points)));
    assert_eq!(alone, ["no_such_id", "no_such_id", "no_such_id"]);
    let named = document(points).replace(
        "title = \"Medborgarlöfte",
        "picture = \"hammaro-bild\"\ntitle = \"Medborgarlöfte",
    );
    assert_eq!(rules(found(&named)), Vec::<String>::new());
}
