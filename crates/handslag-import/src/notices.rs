//! The police's event notices: answers of the interface, archives of them, and their revisions.
//!
//! Positions are left at the door: they are the centre of a municipality or a
//! county, and no field here takes them. Body texts of notices are refused.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use handslag_domain::news::{Notice, NoticeVersion, PublishedNotice};
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::fmt::strtime;
use serde::Deserialize;
use serde::de::IgnoredAny;
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
        let list: Vec<&RawValue> =
            serde_json::from_str(text).map_err(|error| not_json(Row::File, "", &error))?;
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

fn not_json(row: Row, json: &str, error: &serde_json::Error) -> RowProblem {
    let detail = error.to_string();
    RowProblem {
        value: (!json.is_empty()).then(|| json.chars().take(200).collect()),
        ..RowProblem::at(row, Problem::NotJson { detail })
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
