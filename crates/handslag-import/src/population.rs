//! Inhabitants: Kolada's export, and a table of municipality codes for one year.

use std::collections::BTreeMap;

use handslag_domain::municipality::{Municipality, MunicipalityCode};
use handslag_domain::population::Inhabitants;
use handslag_domain::series::{Area, FigureValue};

use crate::doubles::{Candidate, merged};
use crate::number;
use crate::problem::{Problem, Problems, Row, RowProblem};
use crate::rows::{
    Budget, Cells, NoteKind, Notes, Outcome, Progress, Read, Ticker, text_of, tidied,
};

/// Reads numbers of inhabitants, in one of two forms:
///
/// - Kolada's export: `Nyckeltal,Region,År,Invånare`, where "Region" means
///   municipality or "Riket";
/// - `kommun_kod,kommun_namn,population`, which does not say its year:
///   `year_if_unsaid` is the year at whose end the people were counted.
///
/// An old code becomes today's; a row without a number is left out with a note.
///
/// # Errors
/// Every problem in the file, by row; nothing is taken from a file with one.
pub fn read_inhabitants(
    bytes: &[u8],
    year_if_unsaid: Option<i16>,
    budget: &Budget,
    progress: &mut dyn FnMut(Progress),
) -> Outcome<Inhabitants> {
    let cells = text_of(bytes, budget)
        .and_then(|text| Cells::of(&text, budget))
        .map_err(|problem| vec![problem])?;
    let form = Form::of(&cells, year_if_unsaid).map_err(|problem| vec![problem])?;
    let (mut problems, mut notes) = (Problems::default(), Notes::default());
    let mut ticker = Ticker::new(cells.rows.len() as u64, progress);
    let mut candidates = Vec::with_capacity(cells.rows.len());
    for (row, record) in &cells.rows {
        let read = cells
            .whole(*row, record)
            .and_then(|row_cells| form.read(&cells, *row, &row_cells, &mut notes));
        match problems.take(read) {
            Some(Some(candidate)) => candidates.push(candidate),
            Some(None) => notes.add(NoteKind::WithoutInhabitants),
            None => {}
        }
        ticker.row();
    }
    let kept = merged(candidates, form.value_column(), &mut problems, &mut notes);
    let items = persons(kept, &form, &mut problems);
    ticker.finish();
    problems.none_or_all()?;
    Ok(Read {
        items,
        rows: cells.rows.len() as u64,
        notes: notes.into_vec(),
    })
}

type Key = (Area, i16);

fn persons(kept: Vec<Candidate<Key>>, form: &Form, problems: &mut Problems) -> Vec<Inhabitants> {
    let mut items = BTreeMap::new();
    for candidate in kept {
        let number = candidate.value.number().unwrap_or_default();
        match u32::try_from(number) {
            Ok(persons) => {
                items.insert(candidate.key, persons);
            }
            Err(_) => problems.push(RowProblem::in_column(
                candidate.row,
                form.value_column(),
                &number.to_string(),
                Problem::NotANumber,
            )),
        }
    }
    items
        .into_iter()
        .map(|((area, year), persons)| Inhabitants {
            area,
            year,
            persons,
        })
        .collect()
}

enum Form {
    Kolada {
        measure: usize,
        region: usize,
        year: usize,
        persons: usize,
    },
    Codes {
        code: usize,
        name: usize,
        persons: usize,
        year: i16,
    },
}

impl Form {
    fn of(cells: &Cells, year_if_unsaid: Option<i16>) -> Result<Self, RowProblem> {
        let at = |name| cells.column(name);
        if let (Some(measure), Some(region), Some(year), Some(persons)) =
            (at("Nyckeltal"), at("Region"), at("År"), at("Invånare"))
        {
            return Ok(Self::Kolada {
                measure,
                region,
                year,
                persons,
            });
        }
        if let (Some(code), Some(name), Some(persons)) =
            (at("kommun_kod"), at("kommun_namn"), at("population"))
        {
            let year =
                year_if_unsaid.ok_or_else(|| RowProblem::at(Row::File, Problem::YearNotGiven))?;
            return Ok(Self::Codes {
                code,
                name,
                persons,
                year,
            });
        }
        Err(RowProblem::in_column(
            Row::Line(1),
            &cells.header.join("; "),
            "",
            Problem::UnknownForm {
                known: vec![
                    "Nyckeltal,Region,År,Invånare",
                    "kommun_kod,kommun_namn,population",
                ],
            },
        ))
    }

    fn value_column(&self) -> &'static str {
        match self {
            Self::Kolada { .. } => "Invånare",
            Self::Codes { .. } => "population",
        }
    }

    /// A row, or `None` if it has no number of inhabitants.
    fn read(
        &self,
        cells: &Cells,
        row: Row,
        row_cells: &[&str],
        notes: &mut Notes,
    ) -> Result<Option<Candidate<Key>>, RowProblem> {
        let problem = |at: usize, problem| {
            RowProblem::in_column(row, &cells.header[at], row_cells[at], problem)
        };
        let (key, persons) = match self {
            Self::Kolada {
                measure,
                region,
                year,
                persons,
            } => {
                // The export has two spaces in "Invånare  totalt, antal".
                let name = tidied(row_cells[*measure]).to_lowercase();
                if !name.starts_with("invånare totalt") {
                    return Err(problem(*measure, Problem::NotInhabitants));
                }
                let (number, _) = number::year(row_cells[*year])
                    .ok_or_else(|| problem(*year, Problem::NotAPeriod))?;
                if row_cells[*region].is_empty() {
                    return Err(problem(*region, Problem::Empty));
                }
                ((Area::by_name(row_cells[*region]), number), *persons)
            }
            Self::Codes {
                code,
                name,
                persons,
                year,
            } => {
                let code = municipality(row_cells[*code], row_cells[*name], notes)
                    .map_err(|found| problem(*code, found))?;
                ((Area::Municipality(code), *year), *persons)
            }
        };
        let value = match number::figure(row_cells[persons]) {
            Ok(FigureValue::Missing | FigureValue::Dash) | Err(Problem::Empty) => return Ok(None),
            Ok(value) => value,
            Err(found) => return Err(problem(persons, found)),
        };
        Ok(Some(Candidate {
            key,
            row,
            value,
            preliminary: false,
        }))
    }
}

/// Today's code of a municipality from a code and a name that must agree.
fn municipality(code: &str, name: &str, notes: &mut Notes) -> Result<MunicipalityCode, Problem> {
    // A spreadsheet takes codes for numbers and drops the zero of "0114".
    let short = code.len() == 3;
    let padded = if short {
        format!("0{code}")
    } else {
        code.to_owned()
    };
    let found = MunicipalityCode::parse(&padded)
        .ok()
        .and_then(Municipality::by_code)
        .ok_or(Problem::NotAMunicipalityCode)?;
    if Municipality::by_name(name).is_some_and(|named| named != found) {
        return Err(Problem::CodeAndNameDiffer);
    }
    if short {
        notes.add(NoteKind::LeadingZeroRestored);
    }
    Ok(found.code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rows::Note;

    fn read(text: &str, year: Option<i16>) -> Outcome<Inhabitants> {
        read_inhabitants(text.as_bytes(), year, &Budget::default(), &mut |_| {})
    }

    fn kolada(rows: &str) -> Outcome<Inhabitants> {
        read(&format!("Nyckeltal,Region,År,Invånare\n{rows}"), None)
    }

    fn codes(rows: &str) -> Outcome<Inhabitants> {
        read(
            &format!("kommun_kod,kommun_namn,population\n{rows}"),
            Some(2024),
        )
    }

    fn first_problem(outcome: Outcome<Inhabitants>) -> Problem {
        outcome.unwrap_err().remove(0).problem
    }

    #[test]
    fn two_spaces_in_the_name_of_the_key_figure_do_not_matter() {
        let read = kolada(
            "\"Invånare  totalt, antal\",Lidköping,2016,39235\n\
             \"Invånare totalt, antal\",Riket,2016,9995153\n\
             \"Invånare  totalt, antal\",Skara,2016,..\n",
        )
        .unwrap();
        let found: Vec<_> = read
            .items
            .iter()
            .map(|r| (r.area.name(), r.year, r.persons))
            .collect();
        assert_eq!(
            found,
            [
                ("Hela landet", 2016, 9_995_153),
                ("Lidköping", 2016, 39_235)
            ]
        );
        let note = Note {
            kind: NoteKind::WithoutInhabitants,
            count: 1,
        };
        assert_eq!(read.notes, [note]);
    }

    #[test]
    fn another_key_figure_is_refused() {
        let read = kolada("\"Invånare 65+, andel (%)\",Lidköping,2016,24\n");
        assert_eq!(first_problem(read), Problem::NotInhabitants);
    }

    #[test]
    fn a_lost_leading_zero_is_put_back_and_an_old_code_made_new() {
        let read = codes("114,Upplands Väsby,50295\n1917,Heby,14352\n").unwrap();
        let found: Vec<_> = read.items.iter().map(|r| r.area.to_string()).collect();
        assert_eq!(found, ["municipality:0114", "municipality:0331"]);
        let note = Note {
            kind: NoteKind::LeadingZeroRestored,
            count: 1,
        };
        assert_eq!(read.notes, [note]);
    }

    #[test]
    fn a_code_must_exist_and_belong_to_the_name() {
        assert_eq!(
            first_problem(codes("9999,Ingenstans,1\n")),
            Problem::NotAMunicipalityCode
        );
        assert_eq!(
            first_problem(codes("1494,Skara,1\n")),
            Problem::CodeAndNameDiffer
        );
        assert_eq!(
            first_problem(codes("1494,Lidköping,-1\n")),
            Problem::Negative
        );
        assert_eq!(
            first_problem(codes("1494,Lidköping,9999999999\n")),
            Problem::NotANumber
        );
        let no_year = read(
            "kommun_kod,kommun_namn,population\n1494,Lidköping,1\n",
            None,
        );
        assert_eq!(first_problem(no_year), Problem::YearNotGiven);
    }

    #[test]
    fn different_numbers_for_the_same_year_are_a_contradiction() {
        let rows = "1494,Lidköping,1\n1494,Lidköping,2\n";
        assert_eq!(codes(rows).unwrap_err().len(), 2);
        assert_eq!(
            codes("1494,Lidköping,2\n1494,Lidköping,2\n")
                .unwrap()
                .items
                .len(),
            1
        );
    }
}
