//! Service requests of Open311 GeoReport v2 as incidents: what, where and when, and nothing about who.
//!
//! Only the fields named here are read. Those about a person (`first_name`,
//! `last_name`, `email`, `phone`, `device_id`, `account_id`, `media_url` and
//! whatever a server adds) and `address` are passed over while the file is read
//! and never held.

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use handslag_domain::incident::{
    Category, Incident, IncidentId, IncidentKey, Point, Precision, Spot, TimePrecision, TimeWindow,
    WrittenSpot,
};
use jiff::tz::TimeZone;
use serde::Deserialize;
use serde::de::{
    DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor,
};

use super::cells::Taken;
use super::geojson::Plain;
use super::kinds::Kinds;
use super::mapping::NewCategories;
use super::note::{About, IncidentNote, IncidentNotes};
use super::problem::IncidentProblem;
use super::read::Surroundings;
use super::time::{written, zone};
use crate::mapping::DateOrder;
use crate::problem::{Problem, Problems, Row, RowProblem};
use crate::rows::{Budget, text_of, unpacked};
use crate::table_problem::TableProblem;

/// Every request of an answer, or all that is wrong with it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Open311Read {
    /// The requests, in the order of the answer.
    pub reports: Vec<Open311Report>,
    /// What a person may want to know.
    pub notes: Vec<IncidentNote>,
    /// Categories that the answer brings, for the tree.
    pub new_categories: Vec<Category>,
}

/// A request as an incident.
#[derive(Clone, Debug, PartialEq)]
pub struct Open311Report {
    /// What, where and when it was told. It has no note.
    pub incident: Incident,
    /// What the reporter wrote, which nobody has looked at.
    pub description: Option<UnguardedNote>,
}

/// A text that may hold anything about anybody. It is no note until the guard has read it.
#[derive(Clone, PartialEq, Eq)]
pub struct UnguardedNote(String);

impl UnguardedNote {
    /// The text, for the guard.
    #[must_use]
    pub fn for_the_guard(&self) -> &str {
        &self.0
    }
}

/// Says how long it is, not what it says: logs are read by many.
impl fmt::Debug for UnguardedNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "UnguardedNote({} characters)", self.0.chars().count())
    }
}

/// How much of an answer we are willing to read: 16 MiB and 20,000 requests, where
/// servers give a thousand at a time.
pub const BUDGET: Budget = Budget {
    file_bytes: 16 << 20,
    line_bytes: 16 << 20,
    rows: 20_000,
};

/// A request, of which nothing else than this is held.
#[derive(Default, Deserialize)]
struct Request {
    #[serde(default)]
    service_request_id: Plain,
    #[serde(default)]
    service_code: Plain,
    #[serde(default)]
    service_name: Plain,
    #[serde(default)]
    requested_datetime: Plain,
    #[serde(default)]
    lat: Plain,
    #[serde(default)]
    long: Plain,
    #[serde(default)]
    description: Plain,
}

/// Reads `requests.json` or `requests.xml` of GeoReport v2.
///
/// - `source` is what the server is called with us, such as "FixaMinGata".
/// - `codes` says which category a `service_code` means; a code that is not
///   there goes by the words of `service_name`.
///
/// # Errors
/// Every problem in the answer; nothing is taken from one with a problem.
pub fn read_requests(
    bytes: &[u8],
    source: &str,
    codes: &BTreeMap<String, String>,
    around: &Surroundings<'_>,
    budget: &Budget,
) -> Result<Open311Read, Vec<RowProblem>> {
    let requests = requests(bytes, budget).map_err(|problem| vec![problem])?;
    let mut reader = Reader {
        source,
        codes,
        around,
        zone: zone("Europe/Stockholm").unwrap_or(TimeZone::UTC),
        kinds: Kinds::new(around, NewCategories::Add),
        notes: IncidentNotes::default(),
    };
    let mut problems = Problems::default();
    let mut met: HashMap<IncidentId, (Row, Incident)> = HashMap::new();
    let mut reports = Vec::new();
    for (number, request) in (1..).zip(requests) {
        let row = Row::Item(number);
        let Some(report) = problems.take(reader.report(row, &request)) else {
            continue;
        };
        match met.get(&report.incident.id) {
            None => {
                met.insert(report.incident.id, (row, report.incident.clone()));
                reports.push(report);
            }
            Some((_, same)) if *same == report.incident => reader.notes.add(About::SameKeyAgain),
            Some((first, _)) => {
                let rows = vec![*first, row];
                let problem = Problem::Incident(IncidentProblem::SameKeyTwice { rows });
                problems.push(RowProblem::at(row, problem));
            }
        }
    }
    problems.none_or_all()?;
    Ok(Open311Read {
        reports,
        notes: reader.notes.into_vec(),
        new_categories: reader.kinds.into_new(),
    })
}

struct Reader<'a> {
    source: &'a str,
    codes: &'a BTreeMap<String, String>,
    around: &'a Surroundings<'a>,
    zone: TimeZone,
    kinds: Kinds<'a>,
    notes: IncidentNotes,
}

impl Reader<'_> {
    fn report(&mut self, row: Row, request: &Request) -> Result<Open311Report, RowProblem> {
        let id = Taken::of(row, "service_request_id", &request.service_request_id.0);
        if id.is_empty() {
            return Err(id.table(TableProblem::Required));
        }
        let window = self.window(row, request)?;
        let point = point(row, request)?;
        let meaning = self.codes.get(&request.service_code.0);
        let name = match meaning {
            Some(category) => category,
            None if request.service_name.0.is_empty() => &request.service_code.0,
            None => &request.service_name.0,
        };
        let name = Taken::of(row, "service_name", name);
        let category = self.kinds.category(Some(&name), &mut self.notes)?;
        self.kinds.keep(&category);
        if self.kinds.is_in_dwellings(&category) {
            self.notes.add(About::Indoors);
        } else if point.is_none() {
            self.notes.add(About::WithoutPlace);
        }
        let identity = [self.source, "key", id.text].join("\0");
        let key = (self.around.secret)(identity.as_bytes());
        let key = IncidentKey(key.simple().to_string());
        let incident = Incident {
            id: IncidentId::of(self.source, &key),
            source: self.source.to_owned(),
            key,
            window,
            category,
            at: Spot::kept(WrittenSpot {
                precision: Precision::Point,
                point,
                ..WrittenSpot::default()
            }),
            count: 1,
            counts: BTreeMap::new(),
            note: None,
            merged_from: Vec::new(),
        };
        let description = Some(request.description.0.as_str()).filter(|text| !text.is_empty());
        Ok(Open311Report {
            incident,
            description: description.map(|text| UnguardedNote(text.to_owned())),
        })
    }

    /// When it was told: when it happened is not asked for.
    fn window(&self, row: Row, request: &Request) -> Result<TimeWindow, RowProblem> {
        let taken = Taken::of(row, "requested_datetime", &request.requested_datetime.0);
        if taken.is_empty() {
            return Err(taken.table(TableProblem::Required));
        }
        let read = written(taken.text, DateOrder::DayFirst, false);
        let read = read.map_err(|problem| taken.table(problem))?;
        let window = read.window(Some(TimePrecision::Published), &self.zone);
        let zone = || "Europe/Stockholm".to_owned();
        let window =
            window.map_err(|_| taken.problem(IncidentProblem::SkippedByClocks { zone: zone() }))?;
        match window.from() > self.around.now {
            true => Err(taken.table(TableProblem::InTheFuture)),
            false => Ok(window),
        }
    }
}

fn point(row: Row, request: &Request) -> Result<Option<Point>, RowProblem> {
    let lat = Taken::of(row, "lat", &request.lat.0);
    let long = Taken::of(row, "long", &request.long.0);
    match (lat.is_empty(), long.is_empty()) {
        (true, true) => Ok(None),
        (true, false) => Err(lat.problem(IncidentProblem::HalfAPosition)),
        (false, true) => Err(long.problem(IncidentProblem::HalfAPosition)),
        (false, false) => {
            let (north, east) = (lat.coordinate()?, long.coordinate()?);
            let point = Point::from_degrees(north, east).map_err(|_| {
                let swapped_is = Point::from_degrees(east, north).is_ok();
                lat.problem(IncidentProblem::NotOnEarth { swapped_is })
            });
            point.map(|point| (north != 0.0 || east != 0.0).then_some(point))
        }
    }
}

fn requests(bytes: &[u8], budget: &Budget) -> Result<Vec<Request>, RowProblem> {
    let plain = unpacked(bytes, budget)?;
    let text = text_of(&plain, budget)?;
    match text.trim_start().chars().next() {
        None => Err(RowProblem::at(Row::File, Problem::NothingInFile)),
        Some('<') => of_xml(&text, budget),
        Some(_) => of_json(&text, budget),
    }
}

fn not_requests() -> RowProblem {
    RowProblem::at(Row::File, Problem::Incident(IncidentProblem::NotRequests))
}

fn of_xml(text: &str, budget: &Budget) -> Result<Vec<Request>, RowProblem> {
    // No document type, so no entities that grow; and a bounded number of nodes.
    let options = roxmltree::ParsingOptions {
        allow_dtd: false,
        nodes_limit: 1_500_000,
        ..roxmltree::ParsingOptions::default()
    };
    let parsed = roxmltree::Document::parse_with_options(text, options);
    let document = parsed.map_err(|_| not_requests())?;
    let root = document.root_element();
    if root.tag_name().name() != "service_requests" {
        return Err(not_requests());
    }
    let elements = root
        .children()
        .filter(|node| node.tag_name().name() == "request");
    let limit = budget.rows;
    if elements.clone().count() > limit {
        return Err(RowProblem::at(Row::File, Problem::TooManyRows { limit }));
    }
    let value = |request: roxmltree::Node<'_, '_>, name: &str| {
        let mut children = request.children();
        let child = children.find(|node| node.tag_name().name() == name);
        let text = child.and_then(|node| node.text()).unwrap_or_default();
        Plain(text.trim().to_owned())
    };
    let request = |node| Request {
        service_request_id: value(node, "service_request_id"),
        service_code: value(node, "service_code"),
        service_name: value(node, "service_name"),
        requested_datetime: value(node, "requested_datetime"),
        lat: value(node, "lat"),
        long: value(node, "long"),
        description: value(node, "description"),
    };
    Ok(elements.map(request).collect())
}

fn of_json(text: &str, budget: &Budget) -> Result<Vec<Request>, RowProblem> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let limit = budget.rows;
    let read = Answer { limit }.deserialize(&mut deserializer);
    let read = read.and_then(|requests| deserializer.end().map(|()| requests));
    match read {
        Ok(Some(requests)) if requests.len() > limit => {
            Err(RowProblem::at(Row::File, Problem::TooManyRows { limit }))
        }
        Ok(Some(requests)) => Ok(requests),
        Ok(None) => Err(not_requests()),
        Err(error) => Err(RowProblem::at(Row::File, Problem::not_json(&error))),
    }
}

/// A list of requests, bare or under `service_requests`.
#[derive(Clone, Copy)]
struct Answer {
    limit: usize,
}

impl<'de> DeserializeSeed<'de> for Answer {
    type Value = Option<Vec<Request>>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Answer {
    type Value = Option<Vec<Request>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of service requests")
    }

    fn visit_seq<S: SeqAccess<'de>>(self, mut seq: S) -> Result<Self::Value, S::Error> {
        let mut requests = Vec::new();
        while let Some(request) = seq.next_element::<Request>()? {
            requests.push(request);
            if requests.len() > self.limit {
                // What follows is not held, only read past.
                while seq.next_element::<IgnoredAny>()?.is_some() {}
                break;
            }
        }
        Ok(Some(requests))
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Self::Value, M::Error> {
        let mut found = None;
        while let Some(name) = map.next_key::<String>()? {
            if name == "service_requests" {
                if found.is_some() {
                    return Err(M::Error::custom("service_requests stands twice"));
                }
                found = map.next_value_seed(self)?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests;
