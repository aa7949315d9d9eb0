//! Answers as servers give them, in both forms, and with persons in them.

use super::*;
use handslag_domain::incident::CategoryTree;
use uuid::Uuid;

const JSON: &str = r#"[
  {
    "service_request_id": "638344",
    "status": "closed",
    "service_name": "Klotter",
    "service_code": "006",
    "description": "Klotter på skolans gavel, ring Anna på 070-123 45 67",
    "requested_datetime": "2023-04-14T06:37:38+02:00",
    "updated_datetime": "2023-04-19T06:37:38+02:00",
    "address": "Torggatan 5",
    "lat": 58.5052,
    "long": 13.1577,
    "first_name": "Anna",
    "email": "anna@example.org",
    "phone": "070-123 45 67",
    "media_url": "https://example.org/anna.jpg"
  },
  {
    "service_request_id": 638349,
    "service_name": "Hål i vägen",
    "service_code": "011",
    "requested_datetime": "2023-04-19T06:37:38Z"
  }
]"#;

const XML: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<service_requests>
  <request>
    <service_request_id>638344</service_request_id>
    <service_name>Klotter</service_name>
    <service_code>006</service_code>
    <description>Klotter på skolans gavel, ring Anna på 070-123 45 67</description>
    <requested_datetime>2023-04-14T06:37:38+02:00</requested_datetime>
    <address>Torggatan 5</address>
    <lat>58.5052</lat>
    <long>13.1577</long>
    <first_name>Anna</first_name>
    <email>anna@example.org</email>
  </request>
  <request>
    <service_request_id>638349</service_request_id>
    <service_name>Hål i vägen</service_name>
    <service_code>011</service_code>
    <description></description>
    <requested_datetime>2023-04-19T06:37:38Z</requested_datetime>
  </request>
</service_requests>"#;

fn read(text: &str) -> Result<Open311Read, Vec<Problem>> {
    read_with(text.as_bytes(), &BTreeMap::new(), &BUDGET)
}

fn read_with(
    bytes: &[u8],
    codes: &BTreeMap<String, String>,
    budget: &Budget,
) -> Result<Open311Read, Vec<Problem>> {
    let tree = CategoryTree::of_handslag();
    let around = Surroundings {
        tree: &tree,
        places: &[],
        expected: None,
        guard: &|_| None,
        secret: &|bytes| Uuid::new_v5(&Uuid::NAMESPACE_OID, bytes),
        now: "2026-11-26T00:00:00Z".parse().unwrap(),
    };
    read_requests(bytes, "FixaMinGata", codes, &around, budget).map_err(|problems| {
        problems
            .into_iter()
            .map(|problem| problem.problem)
            .collect()
    })
}

#[test]
fn both_forms_say_the_same() {
    assert_eq!(read(JSON), read(XML));
    let wrapped = format!(r#"{{"service_requests": {JSON}}}"#);
    assert_eq!(read(JSON), read(&wrapped));
}

#[test]
fn a_request_becomes_what_where_and_when_it_was_told() {
    let answer = read(JSON).unwrap();
    let [graffiti, hole] = answer.reports.as_slice() else {
        panic!("{answer:?}");
    };
    assert_eq!(graffiti.incident.category.as_str(), "klotter");
    assert_eq!(
        graffiti.incident.window.precision(),
        TimePrecision::Published
    );
    assert_eq!(
        graffiti.incident.window.from().to_string(),
        "2023-04-14T04:37:00Z"
    );
    let point = Point::from_degrees(58.5052, 13.1577).ok();
    assert_eq!(graffiti.incident.at.point(), point);
    assert_eq!(hole.incident.at.point(), None);
    assert_eq!(hole.incident.category.as_str(), "ovrigt.hal-i-vagen");
    assert_eq!(answer.new_categories.len(), 1);
}

#[test]
fn nothing_about_the_one_who_told_it_is_kept() {
    for text in [JSON, XML] {
        let answer = read(text).unwrap();
        let shown = format!("{answer:?}");
        for person in ["Anna", "070-123", "example.org", "Torggatan", "638344"] {
            assert!(!shown.contains(person), "{person} in {shown}");
        }
        let first = &answer.reports[0];
        assert_eq!(first.incident.note, None);
        let description = first.description.as_ref().unwrap();
        assert!(
            description
                .for_the_guard()
                .starts_with("Klotter på skolans gavel")
        );
        assert_eq!(answer.reports[1].description, None);
    }
}

#[test]
fn a_code_means_what_the_mapping_says() {
    let codes = BTreeMap::from([("011".to_owned(), "trasigt".to_owned())]);
    let answer = read_with(JSON.as_bytes(), &codes, &BUDGET).unwrap();
    assert_eq!(answer.reports[1].incident.category.as_str(), "trasigt");
    assert_eq!(answer.new_categories, []);
}

#[test]
fn what_is_no_list_of_requests_is_told() {
    let check = |text: &str, expected: Problem| assert_eq!(read(text), Err(vec![expected]));
    let not_requests = || Problem::Incident(IncidentProblem::NotRequests);
    check("", Problem::NothingInFile);
    check("<html><body/></html>", not_requests());
    check(r#"{"errors": []}"#, not_requests());
    let bomb = r#"<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><service_requests/>"#;
    check(bomb, not_requests());
    assert!(matches!(
        read("[{]").unwrap_err()[0],
        Problem::NotJson { .. }
    ));
    let few = Budget { rows: 1, ..BUDGET };
    let too_many = read_with(JSON.as_bytes(), &BTreeMap::new(), &few);
    assert_eq!(too_many.unwrap_err(), [Problem::TooManyRows { limit: 1 }]);
}

#[test]
fn every_bad_request_is_reported_and_none_is_taken() {
    let text = r#"[
        {"service_request_id": "1", "requested_datetime": "i går"},
        {"requested_datetime": "2023-04-14T06:37:38Z"},
        {"service_request_id": "3", "requested_datetime": "2023-04-14", "lat": 95, "long": 13},
        {"service_request_id": "4", "requested_datetime": "2023-04-14", "lat": 58},
        {"service_request_id": "5", "requested_datetime": "2093-04-14"}
    ]"#;
    let problems = read(text).unwrap_err();
    assert_eq!(
        problems,
        [
            Problem::Table(TableProblem::NotADay),
            Problem::Table(TableProblem::Required),
            Problem::Incident(IncidentProblem::NotOnEarth { swapped_is: true }),
            Problem::Incident(IncidentProblem::HalfAPosition),
            Problem::Table(TableProblem::InTheFuture),
        ]
    );
}

#[test]
fn the_same_request_twice_is_one_and_two_that_differ_are_told() {
    let request = r#"{"service_request_id": "1", "service_name": "Klotter", "requested_datetime": "2023-04-14T06:37Z"}"#;
    let twice = read(&format!("[{request}, {request}]")).unwrap();
    assert_eq!(twice.reports.len(), 1);
    let other = request.replace("Klotter", "Stök");
    let differ = read(&format!("[{request}, {other}]")).unwrap_err();
    let rows = vec![Row::Item(1), Row::Item(2)];
    let problem = Problem::Incident(IncidentProblem::SameKeyTwice { rows });
    assert_eq!(differ, [problem]);
}
