//! Kolada's groups of comparable municipalities: answers of its interface.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use handslag_domain::effect::ComparableGroup;
use handslag_domain::municipality::{Municipality, MunicipalityCode};
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::number;
use crate::problem::{Problem, Problems, Row, RowProblem};
use crate::rows::{
    Budget, NoteKind, Notes, Outcome, Progress, Read, Ticker, text_of, tidied, unpacked,
};

/// How the title of such a group begins; others, of regions or for joint
/// averages, are left out with a note.
const COMPARABLE: &str = "Liknande kommuner";

/// Reads groups from an answer of `/municipality_groups`, plain or packed with
/// gzip: `{"values": [{"title", "members": [{"member_id", "member_title"}]}]}`.
///
/// The title says what the members are alike in, whom they are like, and the
/// year: "Liknande kommuner, övergripande, Lidköping, 2025".
///
/// # Errors
/// Every problem in the file, by item; nothing is taken from a file with one.
pub fn read_groups(
    bytes: &[u8],
    budget: &Budget,
    progress: &mut dyn FnMut(Progress),
) -> Outcome<ComparableGroup> {
    let text = unpacked(bytes, budget)
        .and_then(|bytes| text_of(&bytes, budget))
        .map_err(|problem| vec![problem])?;
    if text.trim_start().starts_with('<') {
        return Err(vec![RowProblem::at(Row::File, Problem::WebPage)]);
    }
    let answer: Answer<'_> =
        serde_json::from_str(&text).map_err(|error| vec![not_json(Row::File, &error)])?;
    budget
        .check_rows(answer.values.len())
        .map_err(|problem| vec![problem])?;
    let (mut problems, mut notes) = (Problems::default(), Notes::default());
    let mut ticker = Ticker::new(answer.values.len() as u64, progress);
    let mut kept: BTreeMap<(MunicipalityCode, String, i16), (Row, ComparableGroup)> =
        BTreeMap::new();
    for (n, json) in (1..).zip(&answer.values) {
        let row = Row::Item(n);
        match group(row, json.get()) {
            Ok(Some(group)) => {
                let key = (group.municipality, group.kind.clone(), group.year);
                match kept.entry(key) {
                    Entry::Vacant(place) => {
                        place.insert((row, group));
                    }
                    Entry::Occupied(held) if held.get().1 == group => {
                        notes.add(NoteKind::SameRowAgain);
                    }
                    Entry::Occupied(held) => {
                        let rows = vec![held.get().0, row];
                        let problem = Problem::Contradiction { rows };
                        let name = group.name();
                        problems.push(RowProblem::in_column(row, "title", &name, problem));
                    }
                }
            }
            Ok(None) => notes.add(NoteKind::OtherGroup),
            Err(found) => found.into_iter().for_each(|problem| problems.push(problem)),
        }
        ticker.row();
    }
    if answer.values.is_empty() {
        notes.add(NoteKind::NothingInAnswer);
    }
    ticker.finish();
    problems.none_or_all()?;
    Ok(Read {
        items: kept.into_values().map(|(_, group)| group).collect(),
        rows: answer.values.len() as u64,
        notes: notes.into_vec(),
    })
}

#[derive(Deserialize)]
struct Answer<'t> {
    #[serde(borrow)]
    values: Vec<&'t RawValue>,
}

#[derive(Deserialize)]
struct WrittenGroup {
    title: Option<String>,
    members: Option<Vec<WrittenMember>>,
}

#[derive(Deserialize)]
struct WrittenMember {
    member_id: Option<String>,
    member_title: Option<String>,
}

fn not_json(row: Row, error: &serde_json::Error) -> RowProblem {
    RowProblem::at(row, Problem::not_json(error))
}

/// A group, or `None` if it is not of municipalities like one of them.
fn group(row: Row, json: &str) -> Result<Option<ComparableGroup>, Vec<RowProblem>> {
    let written: WrittenGroup =
        serde_json::from_str(json).map_err(|error| vec![not_json(row, &error)])?;
    let title = tidied(written.title.as_deref().unwrap_or_default());
    let problem =
        |field: &str, value: &str, problem| vec![RowProblem::in_column(row, field, value, problem)];
    if title.is_empty() {
        return Err(problem("title", "", Problem::Empty));
    }
    if !title.starts_with(COMPARABLE) {
        return Ok(None);
    }
    // "Liknande kommuner, övergripande, Lidköping, 2025", read from the end.
    let mut parts = title.rsplitn(3, ", ");
    let (year, name, kind) = (parts.next(), parts.next(), parts.next());
    let (Some(year), Some(name), Some(kind)) = (year, name, kind) else {
        return Err(problem("title", &title, Problem::NotAPeriod));
    };
    let Some((year, _)) = number::year(year) else {
        return Err(problem("title", &title, Problem::NotAPeriod));
    };
    // Regions have groups for their rescue services under the same heading.
    if name.starts_with("Region ") || name.ends_with("regionen") {
        return Ok(None);
    }
    let Some(municipality) = Municipality::by_name(name) else {
        return Err(problem("title", &title, Problem::UnknownMunicipality));
    };
    let members = written.members.unwrap_or_default();
    if members.is_empty() {
        return Err(problem("members", "", Problem::Empty));
    }
    Ok(Some(ComparableGroup {
        municipality: municipality.code,
        kind: kind.to_owned(),
        year,
        members: codes(row, &members, municipality.code)?,
    }))
}

/// The members' codes, each once and in order, without the municipality itself.
fn codes(
    row: Row,
    members: &[WrittenMember],
    own: MunicipalityCode,
) -> Result<Vec<MunicipalityCode>, Vec<RowProblem>> {
    let mut problems = Vec::new();
    let mut codes = Vec::new();
    for member in members {
        let id = member.member_id.as_deref().unwrap_or_default();
        let found = MunicipalityCode::parse(id)
            .ok()
            .and_then(Municipality::by_code);
        let name = member.member_title.as_deref().unwrap_or_default();
        let named = Municipality::by_name(name);
        let mut tell =
            |problem| problems.push(RowProblem::in_column(row, "member_id", id, problem));
        match found {
            None => tell(Problem::NotAMunicipalityCode),
            Some(found) if named.is_some_and(|named| named != found) => {
                tell(Problem::CodeAndNameDiffer);
            }
            Some(found) if found.code != own => codes.push(found.code),
            Some(_) => {}
        }
    }
    codes.sort_unstable();
    codes.dedup();
    match problems.is_empty() {
        true => Ok(codes),
        false => Err(problems),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(groups: &str) -> Outcome<ComparableGroup> {
        let text = format!("{{\"count\": 1, \"values\": [{groups}]}}");
        read_groups(text.as_bytes(), &Budget::default(), &mut |_| {})
    }

    fn titled(title: &str, id: &str) -> String {
        format!(
            "{{\"id\": \"G1\", \"title\": \"{title}\", \"members\": [{{\"member_id\": \"{id}\", \"member_title\": \"\"}}]}}"
        )
    }

    fn first_problem(groups: &str) -> Problem {
        read(groups).unwrap_err().remove(0).problem
    }

    const TITLE: &str = "Liknande kommuner, övergripande, Lidköping, 2025";

    #[test]
    fn a_title_says_what_whom_and_when() {
        let read = read(&titled(TITLE, "0683")).unwrap();
        assert_eq!(read.items[0].name(), format!("Kolada: {TITLE}"));
        assert_eq!(read.items[0].members.len(), 1);
        let read = self::read(&titled(
            "Liknande kommuner IFO, Upplands Väsby, 2024",
            "0683",
        ));
        assert_eq!(read.unwrap().items[0].kind, "Liknande kommuner IFO");
    }

    #[test]
    fn other_groups_are_left_out_with_a_note() {
        let others = [
            titled("Skogslänen (ovägt medel)", "0683"),
            titled("Liknande regioner socioekonomi, Region Skåne, 2024", "0012"),
            titled(
                "Liknande kommuner räddningstjänst, Region Skåne, 2024",
                "0012",
            ),
        ];
        let read = read(&others.join(",")).unwrap();
        assert!(read.items.is_empty());
        assert_eq!(read.notes[0].kind, NoteKind::OtherGroup);
        assert_eq!(read.notes[0].count, 3);
    }

    #[test]
    fn every_bad_group_is_told() {
        assert_eq!(first_problem("{}"), Problem::Empty);
        assert_eq!(
            first_problem(&titled("Liknande kommuner, Lidköping", "0683")),
            Problem::NotAPeriod
        );
        assert_eq!(
            first_problem(&titled("Liknande kommuner, Lidkoping, 2025", "0683")),
            Problem::UnknownMunicipality
        );
        assert_eq!(
            first_problem(&titled(TITLE, "9999")),
            Problem::NotAMunicipalityCode
        );
        let no_members = format!("{{\"title\": \"{TITLE}\"}}");
        assert_eq!(first_problem(&no_members), Problem::Empty);
        let differ =
            titled(TITLE, "0683").replace("\"member_title\": \"\"", "\"member_title\": \"Skara\"");
        assert_eq!(first_problem(&differ), Problem::CodeAndNameDiffer);
        assert!(matches!(first_problem("3"), Problem::NotJson { .. }));
        let both = [titled(TITLE, "0683"), titled(TITLE, "0781")].join(",");
        assert!(matches!(
            first_problem(&both),
            Problem::Contradiction { .. }
        ));
        assert_eq!(
            read(&[titled(TITLE, "9999"), "{}".to_owned()].join(","))
                .unwrap_err()
                .len(),
            2
        );
        let page = read_groups(b"<html>", &Budget::default(), &mut |_| {});
        assert_eq!(page.unwrap_err()[0].problem, Problem::WebPage);
    }

    #[test]
    fn the_same_group_twice_is_one() {
        let twice = [titled(TITLE, "0683"), titled(TITLE, "0683")].join(",");
        let read = read(&twice).unwrap();
        assert_eq!((read.items.len(), read.rows), (1, 2));
    }

    #[test]
    fn nobody_is_compared_with_itself() {
        let read = read(&titled(TITLE, "1494")).unwrap();
        assert!(read.items[0].members.is_empty());
    }
}
