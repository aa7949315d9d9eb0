//! Does a search find what a resident expects?

use handslag_text::{Analyser, Piece, Query};
use proptest::prelude::*;

/// True if every word of the question is answered by the text.
fn finds(analyser: &Analyser, question: &str, text: &str) -> bool {
    let terms = analyser.terms(text);
    let all_in = |alternative: &Vec<String>| alternative.iter().all(|stem| terms.contains(stem));
    let query = analyser.query(question);
    !query.is_empty()
        && query
            .words
            .iter()
            .all(|word| word.alternatives.iter().any(all_in))
}

fn check(question: &str, text: &str, expected: bool) {
    let analyser = Analyser::new();
    assert_eq!(
        finds(&analyser, question, text),
        expected,
        "{question:?} in {text:?}: asked {:?}, found {:?}",
        analyser.query(question),
        analyser.terms(text)
    );
}

#[test]
fn a_resident_finds_every_form_of_a_word() {
    for question in ["trygghet", "Tryggheten", "TRYGGHET", "trygg", "otrygghet"] {
        check(question, "Platser som upplevs som otrygga", true);
        check(question, "Öka tryggheten i centrum", true);
    }
    for question in ["skola", "skolan", "skolor", "skolorna"] {
        check(question, "Besök i alla skolor", true);
        check(question, "Hund vid sök i skolmiljö", true);
        check(question, "Skolans elever", true);
    }
    for question in ["kontroll", "kontrollerna", "kontrollera"] {
        check(question, "Ett flertal trafikkontroller på platsen", true);
    }
    check("brott", "Brottsligheten har ökat", true);
    check("brottslighet", "Den anmälda brottsligheten", true);
    check(
        "orosanmälan",
        "42 orosanmälningar till socialtjänsten",
        true,
    );
    check("cyklar", "Stöld av cykel", true);
}

#[test]
fn a_compound_is_found_by_its_parts_and_the_parts_by_the_compound() {
    check("försäljning", "Insatser mot narkotikaförsäljning", true);
    check("narkotika", "Insatser mot narkotikaförsäljningen", true);
    check(
        "narkotikaförsäljning",
        "användning men även försäljning av narkotika",
        true,
    );
    check("inbrott", "Bostadsinbrotten minskar", true);
    check("nykterhet", "nykterhetskontroller", true);
    check("kontroll", "nykterhetskontroll", true);
    check("belysning", "Bättre gatubelysning", true);
    check("hastighetskontroll", "kontroll av hastigheten", true);
    check("brott", "arbetet mot ungdomsbrottslighet", true);
    check("lektioner", "2 lektionstimmar per klass", true);
    check("arbete", "en olycka på en arbetsplats", true);
    check("lägesbild", "bilden av läget", true);
    check("lektionstimmar", "2 lektionstimmar per klass", true);
}

#[test]
fn the_word_of_the_street_finds_the_word_of_the_report() {
    check("knark", "riktade insatser mot narkotika", true);
    check("droger", "narkotikan", true);
    check("knarkförsäljning", "narkotikaförsäljning", true);
    check("fartkontroll", "Vi lovar 52 hastighetskontroller", true);
    check("fartkontroller", "hastighetskontroll", true);
    check("rattfylla", "rattfylleri", true);
    check("tonåringar", "ungdomarna", true);
}

#[test]
fn other_words_are_not_found() {
    check("skola", "Polisen kontrollerade hastigheten", false);
    check(
        "narkotikaförsäljning",
        "narkotika hittades av hunden",
        false,
    );
    check("trafik", "Tryggare skolor", false);
    check("hot", "En natt på hotell", false);
    check("bil", "Du köper biljett här", false);
    check("får", "Färre personer", false);
    check("skola 2023", "skolan 2022", false);
    check("och", "och", false);
}

#[test]
fn letters_are_lowered_and_composed_but_never_folded() {
    check("ÅTGÄRD", "a\u{30A}tga\u{308}rder", true);
    check("trygghet", "trygg\u{AD}het", true);
    check("hal", "hål", false);
    check("matning", "mätning", false);
}

#[test]
fn hyphens_join_words_but_not_years() {
    check("a-traktor", "epatraktorer", true);
    check("e-post", "epost", true);
    check("epost", "e-post", true);
    check("2023", "åren 2022-2023", true);
    check("sms", "sms-langning", true);
}

#[test]
fn the_words_of_the_index_split_compounds_too() {
    let (plain, own) = (
        Analyser::new(),
        Analyser::new().with_words(["flanör", "stråket", "och"]),
    );
    assert!(!finds(&plain, "stråk", "flanörstråket"));
    assert!(finds(&own, "stråk", "flanörstråket"));
    assert!(finds(&own, "flanörer", "flanörstråket"));
}

#[test]
fn the_first_alternative_is_the_stem_and_parts_stand_together() {
    let query = Analyser::new().query("Trafikkontrollerna i centrum");
    assert_eq!(query.words[0].stem, "trafikkontroll");
    assert_eq!(query.words[0].alternatives[0], ["trafikkontroll"]);
    assert!(
        query.words[0]
            .alternatives
            .contains(&vec!["trafik".into(), "kontroll".into()])
    );
    assert_eq!(query.words.len(), 2);
    assert!(Analyser::new().query("och i av ?!").is_empty());
}

fn marked(pieces: &[Piece]) -> String {
    let show = |piece: &Piece| match piece {
        Piece::Plain(text) => text.clone(),
        Piece::Hit(text) => format!("[{text}]"),
    };
    pieces.iter().map(show).collect()
}

#[test]
fn a_short_text_is_shown_whole_with_its_hits() {
    let analyser = Analyser::new();
    let text = "Otrygga platser, trafikkontroller och närvaro.";
    let pieces = analyser.highlight(text, &analyser.query("tryggheten kontroll"));
    assert_eq!(
        marked(&pieces),
        "[Otrygga] platser, [trafikkontroller] och närvaro."
    );
}

#[test]
fn a_long_text_is_cut_between_words_around_its_hits() {
    let analyser = Analyser::new();
    let padding = "Detta är en lång inledning om något annat. ".repeat(20);
    let text = format!("{padding}Här lovar vi fotpatruller på Esplanaden varje fredag. {padding}");
    let pieces = analyser.highlight(&text, &analyser.query("fotpatrull"));
    let shown = marked(&pieces);
    assert!(
        shown.contains("lovar vi [fotpatruller] på Esplanaden"),
        "{shown}"
    );
    assert!(shown.starts_with("… ") && shown.ends_with(" …"), "{shown}");
    assert!((150..=206).contains(&shown.chars().count()), "{shown}");
}

#[test]
fn a_word_half_typed_is_marked_as_the_store_finds_it() {
    let analyser = Analyser::new();
    let pieces = analyser.highlight("Mot narkotikan", &analyser.query("narko"));
    assert_eq!(marked(&pieces), "Mot [narkotikan]");
}

#[test]
fn without_a_hit_the_beginning_is_shown() {
    let analyser = Analyser::new();
    assert_eq!(
        marked(&analyser.highlight("Åtta skolor", &Query::default())),
        "Åtta skolor"
    );
    assert_eq!(analyser.highlight("", &Query::default()), []);
}

proptest! {
    #[test]
    fn any_text_can_be_analysed_and_shown(text in "\\PC*", question in ".*") {
        let analyser = Analyser::new();
        analyser.terms(&text);
        analyser.highlight(&text, &analyser.query(&question));
    }

    #[test]
    fn what_is_shown_stands_in_the_text(text in "[a-zåäö\u{30A}\u{AD} .\\-\n]{0,600}", n in 0usize..40) {
        let analyser = Analyser::new();
        let question: String = text.chars().skip(n).take(12).collect();
        let shown: String = analyser
            .highlight(&text, &analyser.query(&question))
            .iter()
            .map(|piece| match piece { Piece::Plain(text) | Piece::Hit(text) => text.as_str() })
            .collect();
        let shown = shown.strip_prefix("… ").unwrap_or(&shown);
        let shown = shown.strip_suffix(" …").unwrap_or(shown);
        prop_assert!(text.contains(shown));
        prop_assert!(shown.chars().count() <= 200);
    }

    #[test]
    fn a_text_is_found_by_its_own_words(text in "[a-zåäö]{3,12}( [a-zåäö]{3,12}){0,5}") {
        let analyser = Analyser::new();
        for word in text.split(' ').filter(|word| !analyser.query(word).is_empty()) {
            prop_assert!(finds(&analyser, word, &text), "{} in {}", word, text);
        }
    }
}
