//! Brå's figures: the database's export file, and three other forms its figures come in.

use handslag_domain::series::{Area, Figure, FigureValue, Period, SeriesKey, Source, Unit};

use crate::doubles::{Candidate, merged};
use crate::number;
use crate::problem::{Problem, Problems, Row, RowProblem};
use crate::rows::{Budget, Cells, Notes, Outcome, Progress, Read, Ticker, text_of, tidied};

/// Which columns of an export become figures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Columns {
    /// The number of reports.
    #[default]
    Counts,
    /// The number of reports, and Brå's own rate per 100,000 as a series beside it.
    CountsAndRates,
}

/// The category of the survey file, which has no column for it.
pub const UNSAFE_LATE: &str =
    "Otrygga vid utevistelse sent på kvällen i det egna bostadsområdet, 16–84 år";

/// Reads a file of figures from Brå, in whichever of these forms it is:
///
/// - the database's export, `Region;Brott;År;Period;Antal;/100 000 inv`, by
///   month (`2013;Jan`) or by year (`År;2024`), ISO-8859-1 or UTF-8;
/// - the long form of a scraper, `crime,period,region,value` among its columns;
/// - a table with a column for each year, `brottstyp;2019;2020;…`;
/// - the survey's share of unsafe, `ar;andel_procent`.
///
/// Doubles within the file are merged by the rules in `doubles`; the figures
/// come sorted by series and period.
///
/// # Errors
/// Every problem in the file, by row; nothing is taken from a file with one.
pub fn read_figures(
    bytes: &[u8],
    columns: Columns,
    budget: &Budget,
    progress: &mut dyn FnMut(Progress),
) -> Outcome<Figure> {
    let cells = text_of(bytes, budget)
        .and_then(|text| Cells::of(&text, budget))
        .map_err(|problem| vec![problem])?;
    let form = Form::of(&cells, columns).map_err(|problem| vec![problem])?;
    let mut problems = Problems::default();
    let mut ticker = Ticker::new(cells.rows.len() as u64, progress);
    let mut candidates = Vec::with_capacity(cells.rows.len());
    for (row, record) in &cells.rows {
        if let Some(row_cells) = problems.take(cells.whole(*row, record)) {
            let mut out = RowReader {
                cells: &cells,
                row: *row,
                row_cells: &row_cells,
                candidates: &mut candidates,
            };
            if let Err(problem) = form.read(&mut out) {
                problems.push(problem);
            }
        }
        ticker.row();
    }
    let mut notes = Notes::default();
    let kept = merged(candidates, form.value_column(), &mut problems, &mut notes);
    ticker.finish();
    problems.none_or_all()?;
    Ok(Read {
        items: kept.into_iter().map(figure).collect(),
        rows: cells.rows.len() as u64,
        notes: notes.into_vec(),
    })
}

type Key = (SeriesKey, Period);

fn figure(candidate: Candidate<Key>) -> Figure {
    let (key, period) = candidate.key;
    Figure {
        key,
        period,
        value: candidate.value,
        preliminary: candidate.preliminary,
    }
}

/// The forms, each with the positions of its columns.
enum Form {
    Export {
        region: usize,
        offence: usize,
        year: usize,
        period: usize,
        count: usize,
        rate: Option<usize>,
    },
    Long {
        region: usize,
        offence: usize,
        period: usize,
        count: usize,
    },
    Wide {
        years: Vec<(usize, Period, bool)>,
    },
    Survey,
}

const KNOWN_FORMS: [&str; 4] = [
    "Region;Brott;År;Period;Antal;/100 000 inv",
    "crime,period,region,value",
    "brottstyp;2019;2020;…",
    "ar;andel_procent",
];

impl Form {
    fn of(cells: &Cells, columns: Columns) -> Result<Self, RowProblem> {
        let names: Vec<String> = cells
            .header
            .iter()
            .map(|name| name.to_lowercase())
            .collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        if names.contains(&"region") && names.contains(&"brott") {
            return Self::export(cells, columns);
        }
        if names.contains(&"crime") {
            return Ok(Self::Long {
                offence: needed(cells, "crime")?,
                period: needed(cells, "period")?,
                region: needed(cells, "region")?,
                count: needed(cells, "value")?,
            });
        }
        match names.as_slice() {
            ["brottstyp", _, ..] => Self::wide(cells),
            ["ar" | "år", "andel_procent"] => Ok(Self::Survey),
            _ => Err(RowProblem::in_column(
                Row::Line(1),
                &cells.header.join("; "),
                "",
                Problem::UnknownForm {
                    known: KNOWN_FORMS.to_vec(),
                },
            )),
        }
    }

    fn export(cells: &Cells, columns: Columns) -> Result<Self, RowProblem> {
        Ok(Self::Export {
            region: needed(cells, "Region")?,
            offence: needed(cells, "Brott")?,
            year: needed(cells, "År")?,
            period: needed(cells, "Period")?,
            count: needed(cells, "Antal")?,
            rate: match columns {
                Columns::Counts => None,
                Columns::CountsAndRates => Some(needed(cells, "/100 000 inv")?),
            },
        })
    }

    fn wide(cells: &Cells) -> Result<Self, RowProblem> {
        let year = |(at, name): (usize, &String)| {
            let (period, preliminary) = number::period("År", name).ok_or_else(|| {
                RowProblem::in_column(Row::Line(1), name, name, Problem::NotAPeriod)
            })?;
            Ok((at, period, preliminary))
        };
        let years = cells.header.iter().enumerate().skip(1).map(year);
        Ok(Self::Wide {
            years: years.collect::<Result<_, _>>()?,
        })
    }

    fn value_column(&self) -> &'static str {
        match self {
            Self::Export { .. } => "Antal",
            Self::Long { .. } => "value",
            Self::Wide { .. } => "brottstyp",
            Self::Survey => "andel_procent",
        }
    }

    fn read(&self, row: &mut RowReader) -> Result<(), RowProblem> {
        match self {
            Self::Export {
                region,
                offence,
                year,
                period,
                count,
                rate,
            } => {
                // A row of a year says "År" in the third column and the year in the fourth.
                let by_year = row.row_cells[*year].to_lowercase() == "år";
                let (word, year) = if by_year {
                    (*year, *period)
                } else {
                    (*period, *year)
                };
                let when = row.period(row.row_cells[word], row.row_cells[year], *period)?;
                let (category, area) = (row.category(*offence)?, row.area(*region)?);
                if let Some(rate) = rate {
                    let key = reported(category.clone(), area.clone(), Unit::RatePer100k);
                    row.add(key, when, *rate)?;
                }
                row.add(reported(category, area, Unit::Count), when, *count)
            }
            Self::Long {
                region,
                offence,
                period,
                count,
            } => {
                let cell = row.row_cells[*period];
                let (word, year) = cell.split_once(',').unwrap_or((cell, ""));
                let when = row.period(word, year, *period)?;
                let key = reported(row.category(*offence)?, row.area(*region)?, Unit::Count);
                row.add(key, when, *count)
            }
            Self::Wide { years } => {
                let category = row.category(0)?;
                for (at, period, preliminary) in years {
                    let key = reported(category.clone(), Area::Country, Unit::Count);
                    row.add(key, (*period, *preliminary), *at)?;
                }
                Ok(())
            }
            Self::Survey => {
                let when = row.period("År", row.row_cells[0], 0)?;
                let key = SeriesKey {
                    source: Source::Ntu,
                    category: UNSAFE_LATE.to_owned(),
                    area: Area::Country,
                    unit: Unit::Percent,
                };
                row.add(key, when, 1)
            }
        }
    }
}

fn needed(cells: &Cells, name: &str) -> Result<usize, RowProblem> {
    cells.column(name).ok_or_else(|| {
        let found = cells.header.join("; ");
        RowProblem::in_column(Row::Line(1), name, &found, Problem::MissingColumn)
    })
}

fn reported(category: String, area: Area, unit: Unit) -> SeriesKey {
    SeriesKey {
        source: Source::BraReported,
        category,
        area,
        unit,
    }
}

/// One row on its way to becoming figures.
struct RowReader<'a> {
    cells: &'a Cells,
    row: Row,
    row_cells: &'a [&'a str],
    candidates: &'a mut Vec<Candidate<Key>>,
}

impl RowReader<'_> {
    fn problem(&self, at: usize, problem: Problem) -> RowProblem {
        RowProblem::in_column(
            self.row,
            &self.cells.header[at],
            self.row_cells[at],
            problem,
        )
    }

    fn category(&self, at: usize) -> Result<String, RowProblem> {
        match tidied(self.row_cells[at]) {
            empty if empty.is_empty() => Err(self.problem(at, Problem::Empty)),
            category => Ok(category),
        }
    }

    fn area(&self, at: usize) -> Result<Area, RowProblem> {
        let name = tidied(self.row_cells[at]);
        if name.is_empty() {
            return Err(self.problem(at, Problem::Empty));
        }
        match Area::by_name(&name) {
            // A misspelt municipality must not become an area of its own.
            Area::Other(name) if name.to_lowercase().ends_with(" kommun") => {
                Err(self.problem(at, Problem::UnknownMunicipality))
            }
            area => Ok(area),
        }
    }

    fn period(&self, word: &str, year: &str, at: usize) -> Result<(Period, bool), RowProblem> {
        number::period(word, year).ok_or_else(|| {
            let value = tidied(&format!("{word} {year}"));
            RowProblem::in_column(
                self.row,
                &self.cells.header[at],
                &value,
                Problem::NotAPeriod,
            )
        })
    }

    fn add(
        &mut self,
        key: SeriesKey,
        (period, preliminary): (Period, bool),
        at: usize,
    ) -> Result<(), RowProblem> {
        let value =
            number::figure(self.row_cells[at]).map_err(|problem| self.problem(at, problem))?;
        let share = key.unit == Unit::Percent;
        if share && matches!(value, FigureValue::Given(percent) if percent > 100) {
            return Err(self.problem(at, Problem::NotAPercentage));
        }
        self.candidates.push(Candidate {
            key: (key, period),
            row: self.row,
            value,
            preliminary,
        });
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rows::{Note, NoteKind};

    const HEADER: &str = "Region;Brott;År;Period;Antal;/100 000 inv\n";

    fn read(text: &str) -> Outcome<Figure> {
        read_figures(
            text.as_bytes(),
            Columns::Counts,
            &Budget::default(),
            &mut |_| {},
        )
    }

    fn export(rows: &str) -> Outcome<Figure> {
        read(&format!("{HEADER}{rows}"))
    }

    /// The problems of an export with these rows, by line and column.
    fn problems(rows: &str) -> Vec<(Row, Option<String>, Problem)> {
        let found = export(rows).unwrap_err();
        found
            .into_iter()
            .map(|p| (p.row, p.column, p.problem))
            .collect()
    }

    #[test]
    fn a_month_is_read_in_either_encoding_with_trailing_spaces_and_semicolons() {
        let text = format!("{HEADER}Lidköping kommun;Våldsbrott ;2016 prel.;Okt;23;60;\n\n");
        let latin1: Vec<u8> = text.chars().map(|c| u8::try_from(c).unwrap()).collect();
        let with_mark = format!("\u{feff}{text}").into_bytes();
        let windows_ends = text.replace('\n', "\r\n").into_bytes();
        for bytes in [text.clone().into_bytes(), latin1, with_mark, windows_ends] {
            let read = read_figures(
                &bytes,
                Columns::CountsAndRates,
                &Budget::default(),
                &mut |_| {},
            );
            let [count, rate] = read.unwrap().items.try_into().unwrap();
            assert_eq!(
                count.key,
                reported("Våldsbrott".into(), Area::by_name("Lidköping"), Unit::Count)
            );
            assert_eq!(count.period.to_string(), "2016-10");
            assert_eq!(
                (count.value, count.preliminary),
                (FigureValue::Given(23), true)
            );
            assert_eq!(
                (rate.value, rate.key.unit),
                (FigureValue::Given(60), Unit::RatePer100k)
            );
        }
    }

    #[test]
    fn a_year_stands_in_the_fourth_column() {
        let read = export(
            "Hela landet;Befogenhetsbedrägeri;År;2024;13816;131;\nRegion Nord;Befogenhetsbedrägeri;År;2026 prel.;..;..;\n",
        );
        let items = read.unwrap().items;
        assert_eq!(items[0].period.to_string(), "2024");
        assert_eq!(items[0].key.area, Area::Country);
        assert_eq!(
            (items[1].value, items[1].preliminary),
            (FigureValue::Missing, true)
        );
    }

    #[test]
    fn heby_keeps_its_figures_whichever_row_comes_first() {
        let figures = "Heby kommun;Stöldbrott;2013;Jan;9;67;\n";
        let zeros = "Heby kommun;Stöldbrott;2013;Jan;0;0;\n";
        for rows in [figures.to_owned() + zeros, zeros.to_owned() + figures] {
            let read = export(&rows).unwrap();
            assert_eq!((read.items.len(), read.rows), (1, 2));
            assert_eq!(read.items[0].value, FigureValue::Given(9));
            let note = Note {
                kind: NoteKind::ZeroBesideNumber,
                count: 1,
            };
            assert_eq!(read.notes, [note]);
        }
    }

    #[test]
    fn two_numbers_for_the_same_are_reported_at_both_rows() {
        let rows = "Heby kommun;Stöldbrott;2013;Jan;9;67;\nHeby kommun;Stöldbrott;2013;Jan;8;60;\n";
        let both = || Problem::Contradiction {
            rows: vec![Row::Line(2), Row::Line(3)],
        };
        let antal = || Some("Antal".to_owned());
        assert_eq!(
            problems(rows),
            [
                (Row::Line(2), antal(), both()),
                (Row::Line(3), antal(), both())
            ]
        );
    }

    #[test]
    fn every_bad_row_is_reported_and_nothing_is_taken() {
        let found = problems(
            "Lidköping kommun;Stöldbrott;2013;Jan;9;67;\n\
             Lidkoping kommun;Stöldbrott;2013;Jan;9;67;\n\
             Lidköping kommun;;2013;Jan;9;67;\n\
             Lidköping kommun;Stöldbrott;2013;May;9;67;\n\
             Lidköping kommun;Stöldbrott;2013;Feb;nio;67;\n\
             Lidköping kommun;Stöldbrott;2013;Mar;1,5;67;\n\
             Lidköping kommun;Stöldbrott;2013;Apr;-3;67;\n\
             Lidköping kommun;Stöldbrott;2013;Maj;;67;\n\
             Lidköping kommun;Stöldbrott\n\
             ;Stöldbrott;2013;Jun;3;67;\n",
        );
        let expected = [
            (3, "Region", Problem::UnknownMunicipality),
            (4, "Brott", Problem::Empty),
            (5, "Period", Problem::NotAPeriod),
            (6, "Antal", Problem::NotANumber),
            (7, "Antal", Problem::NotAWholeNumber),
            (8, "Antal", Problem::Negative),
            (9, "Antal", Problem::Empty),
            (
                10,
                "",
                Problem::WrongNumberOfCells {
                    expected: 6,
                    found: 2,
                },
            ),
            (11, "Region", Problem::Empty),
        ]
        .map(|(line, column, problem)| {
            let column = (!column.is_empty()).then(|| column.to_owned());
            (Row::Line(line), column, problem)
        });
        assert_eq!(found, expected);
    }

    #[test]
    fn a_quotation_mark_that_never_ends_is_reported() {
        let found = problems(
            "Ale kommun;\"Stöldbrott;2013;Jan;9;67;\nAle kommun;Bilbrott;2013;Jan;9;67;\n",
        );
        assert_eq!(found.len(), 1);
        assert!(matches!(found[0].2, Problem::OpenQuote));
    }

    #[test]
    fn a_wrong_file_is_told_by_its_header() {
        let first = |text: &str| read(text).unwrap_err().remove(0);
        assert_eq!(first("").problem, Problem::NothingInFile);
        assert_eq!(first("<!DOCTYPE html>").problem, Problem::WebPage);
        assert!(matches!(
            first("a;b\n1;2\n").problem,
            Problem::UnknownForm { .. }
        ));
        let without_count = first("Region;Brott;År;Period\n");
        assert_eq!(without_count.problem, Problem::MissingColumn);
        assert_eq!(without_count.column.as_deref(), Some("Antal"));
    }

    #[test]
    fn the_long_form_has_line_breaks_in_quotes_and_decimals() {
        let read = read(
            ",crime,crime_id,period,region,timepoint,value\n\
             0,\"Sexualbrott,\n  Våldtäkt\",1,\"År, 2016 prel.\",Hela landet,2016-01-01,20284.0\n",
        );
        let items = read.unwrap().items;
        assert_eq!(items[0].key.category, "Sexualbrott, Våldtäkt");
        assert_eq!(
            (items[0].value, items[0].preliminary),
            (FigureValue::Given(20_284), true)
        );
    }

    #[test]
    fn the_wide_form_has_a_column_a_year() {
        let items = read("brottstyp;2024;2025 prel.\nBedrägeri;10;-\n")
            .unwrap()
            .items;
        let found: Vec<_> = items
            .iter()
            .map(|f| (f.period.year(), f.value, f.preliminary))
            .collect();
        assert_eq!(
            found,
            [
                (2024, FigureValue::Given(10), false),
                (2025, FigureValue::Dash, true)
            ]
        );
        let wrong = read("brottstyp;2024;summa\nBedrägeri;10;11\n").unwrap_err();
        assert_eq!(wrong[0].problem, Problem::NotAPeriod);
    }

    #[test]
    fn the_survey_is_a_share() {
        let items = read("ar;andel_procent\n2025;25\n").unwrap().items;
        assert_eq!(
            (items[0].key.unit, &items[0].key.source),
            (Unit::Percent, &Source::Ntu)
        );
        let wrong = read("ar;andel_procent\n2025;250\n").unwrap_err();
        assert_eq!(wrong[0].problem, Problem::NotAPercentage);
    }
}
