//! The police's event notices: answers of the interface, archives of them, and their revisions.
//!
//! Positions are left at the door: they are the centre of a municipality or a
//! county, and no field here takes them. Body texts of notices are refused.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt;

use handslag_domain::news::{Notice, NoticeVersion, PublishedNotice};
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::fmt::strtime;
use serde::Deserialize;
use serde::de::{Deserializer as _, IgnoredAny, SeqAccess, Visitor};
use serde_json::value::RawValue;

use crate::problem::{Problem, Problems, Row, RowProblem};
use crate::rows::{
    Budget, NoteKind, Notes, Outcome, Progress, Read, Ticker, text_of, tidied, unpacked,
};

/// Reads notices from an answer of `/api/events` (a JSON list) or an archive
/// with one notice on each line, plain or packed with gzip.
///
/// All three generations are read: `11:10` in the heading until November 2023,
/// `11.10` after, and since 21 January 2026 a county as location, so that the
/// municipality stands at the end of the heading only. An empty body gives no
/// notices and a note. A notice that stands more than once is kept as it was
/// last changed. The notices come sorted by id.
///
/// # Errors
/// Every problem in the file, by row; nothing is taken from a file with one.
pub fn read_notices(
    bytes: &[u8],
    budget: &Budget,
    progress: &mut dyn FnMut(Progress),
) -> Outcome<Notice> {
    let mut by_id: BTreeMap<i64, Notice> = BTreeMap::new();
    let keep = |written: WrittenNotice, row, notes: &mut Notes| {
        let notice = written.into_notice(row)?;
        if notice.title.is_none() {
            notes.add(NoteKind::UnknownHeading);
        }
        keep_newest(&mut by_id, notice, notes);
        Ok(())
    };
    let (rows, notes) = read_each(bytes, budget, progress, keep)?;
    Ok(Read {
        items: by_id.into_values().collect(),
        rows,
        notes: notes.into_vec(),
    })
}

/// Reads every version of notices that were changed: a line each, `{"seen", "n", "event"}`.
///
/// # Errors
/// Every problem in the file, by row; nothing is taken from a file with one.
pub fn read_revisions(
    bytes: &[u8],
    budget: &Budget,
    progress: &mut dyn FnMut(Progress),
) -> Outcome<NoticeVersion> {
    let mut versions: BTreeMap<(i64, u32), (Row, NoticeVersion)> = BTreeMap::new();
    let keep = |written: WrittenVersion, row, notes: &mut Notes| {
        let version = written.into_version(row)?;
        match versions.entry((version.notice.id, version.version)) {
            Entry::Vacant(place) => {
                place.insert((row, version));
            }
            Entry::Occupied(held) if held.get().1 == version => notes.add(NoteKind::SameRowAgain),
            Entry::Occupied(held) => {
                let rows = vec![held.get().0, row];
                let id = version.notice.id.to_string();
                let problem = Problem::Contradiction { rows };
                return Err(vec![RowProblem::in_column(row, "id", &id, problem)]);
            }
        }
        Ok(())
    };
    let (rows, notes) = read_each(bytes, budget, progress, keep)?;
    Ok(Read {
        items: versions.into_values().map(|(_, version)| version).collect(),
        rows,
        notes: notes.into_vec(),
    })
}

fn keep_newest(by_id: &mut BTreeMap<i64, Notice>, notice: Notice, notes: &mut Notes) {
    match by_id.entry(notice.id) {
        Entry::Vacant(place) => {
            place.insert(notice);
        }
        Entry::Occupied(held) if *held.get() == notice => notes.add(NoteKind::SameRowAgain),
        Entry::Occupied(mut held) => {
            notes.add(NoteKind::OlderVersion);
            // The order of `Notice` begins with id and time of change, and goes
            // on through every field, so the choice does not hang on row order.
            if notice > *held.get() {
                held.insert(notice);
            }
        }
    }
}

/// Reads each item of a list, or each line, and hands it to `keep`; returns how many there were.
fn read_each<W: for<'t> Deserialize<'t>>(
    bytes: &[u8],
    budget: &Budget,
    progress: &mut dyn FnMut(Progress),
    mut keep: impl FnMut(W, Row, &mut Notes) -> Result<(), Vec<RowProblem>>,
) -> Result<(u64, Notes), Vec<RowProblem>> {
    let text = unpacked(bytes, budget)
        .and_then(|bytes| text_of(&bytes, budget))
        .map_err(|problem| vec![problem])?;
    let items = items(&text, budget).map_err(|problem| vec![problem])?;
    let (mut problems, mut notes) = (Problems::default(), Notes::default());
    if items.is_empty() {
        notes.add(NoteKind::NothingInAnswer);
    }
    let mut ticker = Ticker::new(items.len() as u64, progress);
    for (row, json) in &items {
        let kept = match serde_json::from_str::<W>(json) {
            Ok(written) => keep(written, *row, &mut notes),
            Err(error) => Err(vec![not_json(*row, json, &error)]),
        };
        if let Err(found) = kept {
            found.into_iter().for_each(|problem| problems.push(problem));
        }
        ticker.row();
    }
    ticker.finish();
    problems.none_or_all()?;
    Ok((items.len() as u64, notes))
}

/// The items of a JSON list, or the lines with content, each with its place.
fn items<'t>(text: &'t str, budget: &Budget) -> Result<Vec<(Row, &'t str)>, RowProblem> {
    let start = text.trim_start();
    if start.starts_with('<') {
        return Err(RowProblem::at(Row::File, Problem::WebPage));
    }
    if start.starts_with('[') {
        let list =
            list_items(text, budget.rows).map_err(|error| not_json(Row::File, "", &error))?;
        budget.check_rows(list.len())?;
        let items = (1..).zip(list);
        return Ok(items.map(|(n, json)| (Row::Item(n), json.get())).collect());
    }
    budget.check_lines(text)?;
    let lines = (1..).zip(text.lines());
    Ok(lines
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(n, line)| (Row::Line(n), line))
        .collect())
}

/// The items of a JSON list; at most one more than `limit`, so that a list of
/// nothing but numbers cannot fill the memory.
fn list_items(text: &str, limit: usize) -> serde_json::Result<Vec<&RawValue>> {
    struct List(usize);

    impl<'de> Visitor<'de> for List {
        type Value = Vec<&'de RawValue>;

        fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
            f.write_str("a list of notices")
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
            let mut items = Vec::new();
            while let Some(item) = list.next_element()? {
                if items.len() <= self.0 {
                    items.push(item);
                }
            }
            Ok(items)
        }
    }

    let mut reader = serde_json::Deserializer::from_str(text);
    let items = reader.deserialize_seq(List(limit))?;
    reader.end()?;
    Ok(items)
}

fn not_json(row: Row, json: &str, error: &serde_json::Error) -> RowProblem {
    RowProblem {
        value: (!json.is_empty()).then(|| json.chars().take(200).collect()),
        ..RowProblem::at(row, Problem::not_json(error))
    }
}

/// A notice as the interface writes it. Fields we do not know are passed over;
/// among them is the position.
#[derive(Deserialize)]
struct WrittenNotice {
    id: Option<i64>,
    datetime: Option<String>,
    name: Option<String>,
    summary: Option<String>,
    url: Option<String>,
    #[serde(rename = "type")]
    kind: Option<String>,
    location: Option<WrittenLocation>,
    body: Option<IgnoredAny>,
}

#[derive(Deserialize)]
struct WrittenLocation {
    name: Option<String>,
}

#[derive(Deserialize)]
struct WrittenVersion {
    seen: Option<String>,
    n: Option<u32>,
    event: Option<WrittenNotice>,
}

impl WrittenNotice {
    fn into_notice(self, row: Row) -> Result<Notice, Vec<RowProblem>> {
        if self.body.is_some() {
            return Err(vec![RowProblem::in_column(
                row,
                "body",
                "",
                Problem::BodyText,
            )]);
        }
        let mut problems = Problems::default();
        let id = problems.take(needed(self.id, row, "id"));
        let name = problems.take(needed(self.name, row, "name"));
        let kind = problems.take(needed(self.kind, row, "type"));
        let written = problems.take(needed(self.datetime, row, "datetime"));
        let time = written.and_then(|text| {
            let unreadable = || RowProblem::in_column(row, "datetime", &text, Problem::NotATime);
            problems.take(moment(&text).ok_or_else(unreadable))
        });
        let url = self.url.unwrap_or_default();
        let unsafe_url = || RowProblem::in_column(row, "url", &url, Problem::NotAPolicePath);
        let url = problems.take(police_path(&url).ok_or_else(unsafe_url));
        let (Some(id), Some(name), Some(kind), Some((published, published_local)), Some(url)) =
            (id, name, kind, time, url)
        else {
            return Err(problems.into_vec());
        };
        let summary_as_written = self.summary.unwrap_or_default();
        Ok(Notice::new(PublishedNotice {
            id,
            published,
            published_local,
            name,
            kind,
            summary: readable(&summary_as_written),
            summary_as_written,
            url,
            location_name: self.location.and_then(|l| l.name).unwrap_or_default(),
        }))
    }
}

impl WrittenVersion {
    fn into_version(self, row: Row) -> Result<NoticeVersion, Vec<RowProblem>> {
        let one = |problem| vec![problem];
        let seen = needed(self.seen, row, "seen").map_err(one)?;
        let version = needed(self.n, row, "n").map_err(one)?;
        let event = needed(self.event, row, "event").map_err(one)?;
        let seen = seen
            .parse::<Timestamp>()
            .map_err(|_| vec![RowProblem::in_column(row, "seen", &seen, Problem::NotATime)])?;
        Ok(NoticeVersion {
            notice: event.into_notice(row)?,
            version,
            seen,
        })
    }
}

fn needed<T>(field: Option<T>, row: Row, name: &str) -> Result<T, RowProblem> {
    field.ok_or_else(|| RowProblem::in_column(row, name, "", Problem::Empty))
}

/// `2023-04-03 9:12:05 +02:00`, the interface's way, or the same with a T.
fn moment(text: &str) -> Option<(Timestamp, DateTime)> {
    let parsed = ["%Y-%m-%d %H:%M:%S %:z", "%Y-%m-%dT%H:%M:%S%:z"]
        .into_iter()
        .find_map(|form| strtime::parse(form, text.trim()).ok())?;
    let local = parsed.to_datetime().ok()?;
    Some((parsed.to_timestamp().ok()?, local))
}

/// A path on the police's site, so that a link can never lead elsewhere; empty if there is none.
fn police_path(url: &str) -> Option<String> {
    let path = url.strip_prefix("https://polisen.se").unwrap_or(url);
    let inside = path.starts_with('/') && !path.starts_with("//") && !path.contains('\\');
    let plain = !path.contains(|c: char| c.is_whitespace() || c.is_control());
    (path.is_empty() || inside && plain).then(|| path.to_owned())
}

/// Text without HTML entities, no-break and repeated spaces, and characters that
/// are not seen but turn or hide text.
fn readable(written: &str) -> String {
    let decoded: Cow<str> = html_escape::decode_html_entities(written);
    let visible: String = decoded
        .chars()
        .filter(|c| c.is_whitespace() || !(c.is_control() || is_invisible(*c)))
        .collect();
    tidied(&visible)
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rows::Note;
    use jiff::civil::datetime;

    const NOTICE: &str = r#"{"id":411270,"datetime":"2023-04-03 9:12:05 +02:00","name":"03 april 11:10, Brand, Lidköping","summary":" Rök\u00a0från tak &amp; vind.\u202e ","url":"/aktuellt/handelser/2023/april/3/x/","type":"Brand","location":{"name":"Lidköping","gps":"58.5,13.1"}}"#;

    fn read(text: &str) -> Outcome<Notice> {
        read_notices(text.as_bytes(), &Budget::default(), &mut |_| {})
    }

    fn one(text: &str) -> Notice {
        let [notice] = read(text).unwrap().items.try_into().unwrap();
        notice
    }

    fn problem(text: &str) -> (Row, Option<String>, Problem) {
        let found = read(text).unwrap_err().remove(0);
        (found.row, found.column, found.problem)
    }

    #[test]
    fn a_notice_is_read_with_its_text_tidied_and_kept() {
        let notice = one(NOTICE);
        assert_eq!(notice.id, 411_270);
        assert_eq!(notice.published.to_string(), "2023-04-03T07:12:05Z");
        assert_eq!(notice.published_local, datetime(2023, 4, 3, 9, 12, 5, 0));
        assert_eq!(notice.occurred, Some(datetime(2023, 4, 3, 11, 10, 0, 0)));
        assert_eq!(notice.summary, "Rök från tak & vind.");
        assert_eq!(
            notice.summary_as_written,
            " Rök\u{a0}från tak &amp; vind.\u{202e} "
        );
        assert_eq!(notice.municipality.unwrap().as_str(), "1494");
    }

    #[test]
    fn a_list_lines_and_packed_lines_are_the_same() {
        use std::io::Write as _;
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packer.write_all(NOTICE.as_bytes()).unwrap();
        let packed = packer.finish().unwrap();
        let from_packed = read_notices(&packed, &Budget::default(), &mut |_| {}).unwrap();
        assert_eq!(from_packed.items, [one(NOTICE)]);
        assert_eq!(one(&format!("[\n {NOTICE}\n]")), one(NOTICE));
        assert_eq!(one(&format!("\n{NOTICE}\r\n\r\n")), one(NOTICE));
    }

    #[test]
    fn a_list_longer_than_the_budget_is_refused() {
        let budget = Budget {
            rows: 3,
            ..Budget::default()
        };
        let list = |n: usize| format!("[{}]", vec!["1"; n].join(","));
        let read = |text: String| read_notices(text.as_bytes(), &budget, &mut |_| {}).unwrap_err();
        assert_eq!(read(list(4))[0].problem, Problem::TooManyRows { limit: 3 });
        assert!(matches!(read(list(3))[0].problem, Problem::NotJson { .. }));
    }

    #[test]
    fn positions_do_not_come_in() {
        let elsewhere = NOTICE.replace("58.5,13.1", "59.3,18.0");
        assert_ne!(elsewhere, NOTICE);
        assert_eq!(one(&elsewhere), one(NOTICE));
    }

    #[test]
    fn an_empty_answer_is_no_news_and_no_error() {
        for text in ["", "  \n", "[]"] {
            let read = read(text).unwrap();
            assert!(read.items.is_empty());
            let note = Note {
                kind: NoteKind::NothingInAnswer,
                count: 1,
            };
            assert_eq!(read.notes, [note]);
        }
    }

    #[test]
    fn of_two_versions_the_one_changed_last_is_kept() {
        let later = NOTICE
            .replace("9:12:05", "10:12:05")
            .replace("Brand\"", "Brand automatlarm\"");
        let expected = one(&later);
        for text in [format!("{NOTICE}\n{later}"), format!("{later}\n{NOTICE}")] {
            let read = read(&text).unwrap();
            assert_eq!(read.items, std::slice::from_ref(&expected));
            assert_eq!(
                read.notes,
                [Note {
                    kind: NoteKind::OlderVersion,
                    count: 1
                }]
            );
        }
        let twice = read(&format!("{NOTICE}\n{NOTICE}")).unwrap();
        assert_eq!(
            twice.notes,
            [Note {
                kind: NoteKind::SameRowAgain,
                count: 1
            }]
        );
    }

    #[test]
    fn a_heading_in_a_new_form_is_kept_with_a_note() {
        let new = NOTICE.replace("03 april 11:10, Brand, Lidköping", "Brand i Lidköping");
        let read = read(&new).unwrap();
        assert_eq!(read.items[0].title, None);
        assert_eq!(read.items[0].municipality.unwrap().as_str(), "1494");
        assert_eq!(
            read.notes,
            [Note {
                kind: NoteKind::UnknownHeading,
                count: 1
            }]
        );
    }

    #[test]
    fn every_fault_is_reported_with_its_place() {
        let column = |name: &str| Some(name.to_owned());
        let line_2 = |fault: String| format!("{NOTICE}\n{fault}");
        assert_eq!(
            problem(&line_2(
                NOTICE.replace("2023-04-03 9:12:05 +02:00", "i går")
            )),
            (Row::Line(2), column("datetime"), Problem::NotATime)
        );
        assert_eq!(
            problem(&line_2(NOTICE.replace(
                "2023-04-03 9:12:05 +02:00",
                "2023-02-30 9:12:05 +01:00"
            ))),
            (Row::Line(2), column("datetime"), Problem::NotATime)
        );
        assert_eq!(
            problem(&line_2(
                NOTICE.replace("/aktuellt", "https://example.com/aktuellt")
            )),
            (Row::Line(2), column("url"), Problem::NotAPolicePath)
        );
        assert_eq!(
            problem(&format!(
                "[{NOTICE},{}]",
                NOTICE.replace("\"type\"", "\"sort\"")
            )),
            (Row::Item(2), column("type"), Problem::Empty)
        );
        assert_eq!(
            problem(r#"{"id":1,"preamble":"a","body":"b"}"#),
            (Row::Line(1), column("body"), Problem::BodyText)
        );
        let (row, _, not_json) = problem(&line_2("{".to_owned()));
        assert_eq!(row, Row::Line(2));
        assert!(matches!(not_json, Problem::NotJson { .. }));
        assert!(matches!(problem("[{]").2, Problem::NotJson { .. }));
        let several = read("{}").unwrap_err();
        assert_eq!(several.len(), 4, "id, name, type and datetime");
    }

    #[test]
    fn a_link_leads_to_the_police_only() {
        for good in ["", "/aktuellt/x/", "https://polisen.se/aktuellt/x/"] {
            assert!(
                police_path(good).is_some_and(|path| !path.contains(':')),
                "{good}"
            );
        }
        for bad in [
            "//example.com",
            "javascript:alert(1)",
            "/\\example.com",
            "/a b",
            "https://polisen.se.example.com/",
            "aktuellt",
        ] {
            assert_eq!(police_path(bad), None, "{bad}");
        }
    }

    #[test]
    fn versions_are_kept_side_by_side_and_must_not_contradict() {
        let version = |n: u32, notice: &str| {
            format!(r#"{{"seen":"2023-04-03T09:22:55Z","n":{n},"event":{notice}}}"#)
        };
        let read = |lines: &[String]| {
            read_revisions(lines.join("\n").as_bytes(), &Budget::default(), &mut |_| {})
        };
        let changed = NOTICE.replace("Rök", "Eld");
        let both = read(&[version(1, &changed), version(0, NOTICE), version(0, NOTICE)]).unwrap();
        let numbers: Vec<_> = both.items.iter().map(|v| v.version).collect();
        assert_eq!(numbers, [0, 1]);
        assert_eq!(
            both.notes,
            [Note {
                kind: NoteKind::SameRowAgain,
                count: 1
            }]
        );
        let two = read(&[version(0, NOTICE), version(0, &changed)]).unwrap_err();
        assert!(matches!(two[0].problem, Problem::Contradiction { .. }));
        assert_eq!(
            read(&[NOTICE.to_owned()]).unwrap_err()[0].column.as_deref(),
            Some("seen")
        );
    }
}
