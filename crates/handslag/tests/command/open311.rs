//! The door of other systems: opened, listed and closed at the terminal, and
//! answers of such a system taken in from a file.

use crate::support::Home;

fn open(home: &Home, source: &str, jurisdiction: &str) -> crate::support::Ran {
    let arguments = [
        "open311",
        "open",
        "--source",
        source,
        "--jurisdiction",
        jurisdiction,
    ];
    home.run(&arguments)
}

#[test]
fn a_door_is_opened_with_a_key_shown_once_listed_and_closed() {
    let home = Home::new();
    let none = home.run(&["open311", "list"]);
    assert_eq!((none.code, none.err.as_str()), (0, ""));
    assert!(none.out.contains("Ingen dörr"), "{}", none.out);

    let opened = open(&home, "FixaMinGata", "lidkoping.se");
    assert_eq!(opened.code, 0, "{}", opened.err);
    // The key alone on standard output, so that it can be handed on by a pipe.
    let key = opened.out.trim_end();
    assert!(key.len() >= 32 && !key.contains(char::is_whitespace));
    assert!(opened.err.contains("visas bara nu"), "{}", opened.err);

    let listed = home.run(&["open311", "list"]);
    let told = ["FixaMinGata", "lidkopings-kommun", "lidkoping.se"];
    for part in told {
        assert!(listed.out.contains(part), "{part}: {}", listed.out);
    }
    assert!(!listed.out.contains(key), "the key is kept as a hash");
    assert!(!listed.out.contains("Stängd"), "{}", listed.out);

    let closed = home.run(&["open311", "close", "--source", "FixaMinGata"]);
    assert_eq!(closed.code, 0, "{}", closed.err);
    let listed = home.run(&["open311", "list"]).out;
    assert!(
        listed.contains("FixaMinGata") && listed.contains("Stängd"),
        "{listed}"
    );
    let again = home.run(&["open311", "close", "--source", "FixaMinGata"]);
    assert_eq!(again.code, 2);
    assert!(again.err.contains("open311 list"), "{}", again.err);
}

#[test]
fn a_door_that_cannot_be_opened_says_why() {
    let home = Home::new();
    assert_eq!(open(&home, "FixaMinGata", "lidkoping.se").code, 0);
    home.add_account("polis", "polisen", "polisen");
    let which = open(&home, "Annan", "skara.se");
    assert_eq!(
        which.code, 2,
        "with two organisations it must be said which"
    );
    assert!(which.err.contains("--organisation"), "{}", which.err);
    let taken = home.run(&[
        "open311",
        "open",
        "--source",
        "Annan",
        "--jurisdiction",
        "lidkoping.se",
        "--organisation",
        "polisen",
    ]);
    assert_ne!(taken.code, 0, "a jurisdiction is one organisation's");
    assert!(
        !taken.err.is_empty() && taken.out.is_empty(),
        "{}",
        taken.out
    );
}

const REQUESTS: &str = r#"[
    {"service_request_id": "638344", "service_name": "Klotter", "service_code": "klotter",
     "description": "Ring Anna, 070-123 45 67", "email": "anna@example.org",
     "requested_datetime": "2023-04-14T06:37:38+02:00", "address": "Torggatan 5",
     "lat": 58.5052, "long": 13.1577},
    {"service_request_id": "638345", "service_name": "Klotter", "service_code": "klotter",
     "requested_datetime": "2023-05-01T21:00:00+02:00", "lat": 58.5061, "long": 13.1522}]"#;

fn import(home: &Home, file: &str, more: &[&str]) -> crate::support::Ran {
    let arguments = [
        "import",
        "open311",
        file,
        "--source",
        "FixaMinGata",
        "--json",
    ];
    home.run(&[&arguments[..], more].concat())
}

#[test]
fn an_answer_is_taken_in_once_and_a_rehearsal_keeps_nothing() {
    let home = Home::new();
    let file = home.file("requests.json", REQUESTS);
    for (more, kept, new, unchanged) in [
        (&["--dry-run"][..], false, 2, 0),
        (&[], true, 2, 0),
        (&[], true, 0, 2),
    ] {
        let done = import(&home, &file, more);
        assert_eq!(done.code, 0, "{}", done.err);
        let report = &done.json()[0];
        assert_eq!(report["kept"], kept, "{report}");
        assert_eq!(
            (&report["new"], &report["unchanged"]),
            (&new.into(), &unchanged.into()),
            "{report}"
        );
        for person in ["Anna", "070-123", "Torggatan", "example.org"] {
            assert!(!done.out.contains(person) && !done.err.contains(person));
        }
    }
    let xml = r#"<?xml version="1.0" encoding="utf-8"?><service_requests><request>
        <service_request_id>9</service_request_id><service_code>klotter</service_code>
        <requested_datetime>2023-06-01T12:00:00Z</requested_datetime>
        <lat>58.5</lat><long>13.1</long></request></service_requests>"#;
    let file = home.file("requests.xml", xml);
    let done = import(&home, &file, &[]);
    assert_eq!(done.code, 0, "{}", done.err);
    assert_eq!(done.json()[0]["new"], 1);
}

#[test]
fn a_bad_request_is_told_with_its_remedy_and_nothing_of_the_file_is_kept() {
    let home = Home::new();
    let bad = REQUESTS.replace("2023-05-01T21:00:00+02:00", "i våras");
    let file = home.file("requests.json", &bad);
    let done = import(&home, &file, &[]);
    assert_eq!(done.code, 1, "{}{}", done.out, done.err);
    let report = &done.json()[0];
    assert_eq!(report["kept"], false);
    let problem = &report["problems"][0];
    assert_eq!(problem["value"], "i våras", "{report}");
    assert!(!problem["remedy"].as_str().unwrap().is_empty());
    let good = home.file("requests.json", REQUESTS);
    assert_eq!(import(&home, &good, &[]).json()[0]["new"], 2);

    let none = home.file("annat.json", "det här är ingen lista");
    let done = import(&home, &none, &[]);
    assert_eq!(done.code, 1, "{}", done.out);
    let missing = import(&home, "finns-inte.json", &[]);
    assert_eq!(missing.code, 2, "{}", missing.err);
    assert!(missing.err.contains("finns-inte.json"), "{}", missing.err);
}
