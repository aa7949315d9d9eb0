//! What was wrong in a file: where, in which column, with which value. The words for it are in `sentences`.

use std::fmt;

use crate::incidents::IncidentProblem;
use crate::table_problem::TableProblem;

/// The language of a message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// Swedish.
    #[default]
    Sv,
    /// English.
    En,
}

/// Where in a file something was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Row {
    /// The file as a whole.
    File,
    /// A line of a text file or a row of a sheet; the first is 1.
    Line(u64),
    /// An item of a list in a JSON answer; the first is 1.
    Item(u64),
}

/// One thing that must be put right before the file can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowProblem {
    /// Where.
    pub row: Row,
    /// The column or field, as the file names it.
    pub column: Option<String>,
    /// What stood there, at most 200 characters of it.
    pub value: Option<String>,
    /// What is wrong with it.
    pub problem: Problem,
}

impl RowProblem {
    /// A problem with a whole row or file.
    #[must_use]
    pub fn at(row: Row, problem: Problem) -> Self {
        Self {
            row,
            column: None,
            value: None,
            problem,
        }
    }

    /// A problem with one value in a column.
    #[must_use]
    pub fn in_column(row: Row, column: &str, value: &str, problem: Problem) -> Self {
        Self {
            column: Some(shortened(column)),
            value: Some(shortened(value)),
            ..Self::at(row, problem)
        }
    }

    /// How many problems it stands for: the last may say how many more there are.
    #[must_use]
    pub fn n_told(&self) -> u64 {
        match self.problem {
            Problem::More { count } => count,
            _ => 1,
        }
    }

    /// One line for a person: where, what, and what to do.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        crate::sentences::row_problem(self, lang)
    }

    /// What is wrong, without the place.
    #[must_use]
    pub fn problem_text(&self, lang: Lang) -> String {
        crate::sentences::problem(&self.problem, lang)
    }

    /// What to do about it.
    #[must_use]
    pub fn remedy(&self, lang: Lang) -> String {
        crate::sentences::remedy(&self.problem, lang)
    }
}

/// Swedish, for logs; pages ask for [`RowProblem::text`] in the reader's language.
impl fmt::Display for RowProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(Lang::Sv))
    }
}

fn shortened(text: &str) -> String {
    text.chars().take(200).collect()
}

/// What can be wrong with a row or a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The file, unpacked, is larger than we read.
    FileTooLarge {
        /// The limit in bytes.
        limit: usize,
    },
    /// A line is longer than we read.
    LineTooLong {
        /// The limit in bytes.
        limit: usize,
    },
    /// There are more rows than we read.
    TooManyRows {
        /// The limit in rows.
        limit: usize,
    },
    /// A row has more cells than we read.
    TooManyCells {
        /// The limit in cells.
        limit: usize,
    },
    /// A quotation mark opens a cell and is never closed.
    OpenQuote,
    /// The gzip packing is damaged.
    BrokenGzip,
    /// The bytes are not text.
    NotText,
    /// The text is partly UTF-8 and partly not.
    MixedEncoding,
    /// There is nothing in the file.
    NothingInFile,
    /// A web page was saved instead of the data file.
    WebPage,
    /// No known form begins with these column names.
    UnknownForm {
        /// The forms that are known, by their column names.
        known: Vec<&'static str>,
    },
    /// A column that is needed is not there.
    MissingColumn,
    /// The row has too few or too many cells.
    WrongNumberOfCells {
        /// How many the header has.
        expected: usize,
        /// How many the row has.
        found: usize,
    },
    /// A value that is needed is empty or absent.
    Empty,
    /// Not a number.
    NotANumber,
    /// A number with decimals, or with a thousands separator that looks like one.
    NotAWholeNumber,
    /// A number below zero where only a count makes sense.
    Negative,
    /// A share that is not between 0 and 100.
    NotAPercentage,
    /// Not a year or a month.
    NotAPeriod,
    /// Not a date and time with a time zone.
    NotATime,
    /// "… kommun" with a name no municipality has.
    UnknownMunicipality,
    /// Not a municipality code.
    NotAMunicipalityCode,
    /// The code is that of another municipality than the name.
    CodeAndNameDiffer,
    /// The file has no year column and the caller gave no year.
    YearNotGiven,
    /// A Kolada file of another key figure than inhabitants.
    NotInhabitants,
    /// Several rows say different things about the same series and period.
    Contradiction {
        /// All the rows concerned.
        rows: Vec<Row>,
    },
    /// Not JSON.
    NotJson {
        /// The line where the reader stopped; the first is 1.
        line: usize,
        /// The character in it.
        column: usize,
    },
    /// Body texts of notices, which are not imported.
    BodyText,
    /// An address that is not a path on the police's site.
    NotAPolicePath,
    /// Something about a table of activities or its mapping.
    Table(TableProblem),
    /// Something about an incident, or a file of them.
    Incident(IncidentProblem),
    /// More problems than are listed.
    More {
        /// How many more.
        count: u64,
    },
}

impl Problem {
    /// Not JSON, from where the reader stopped.
    pub(crate) fn not_json(error: &serde_json::Error) -> Self {
        Self::NotJson {
            line: error.line(),
            column: error.column(),
        }
    }
}

/// Collects problems while a file is read, so that all are reported and none stops the rest.
#[derive(Debug, Default)]
pub struct Problems {
    listed: Vec<RowProblem>,
    more: u64,
}

impl Problems {
    /// More than a person reads; a hostile file must not fill the memory with complaints.
    const LISTED_AT_MOST: usize = 10_000;

    /// Adds a problem.
    pub fn push(&mut self, problem: RowProblem) {
        if self.listed.len() < Self::LISTED_AT_MOST {
            self.listed.push(problem);
        } else {
            self.more += 1;
        }
    }

    /// How many there are, listed or not.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.listed.len() as u64 + self.more
    }

    /// The value, or `None` with its problem written down.
    pub fn take<T>(&mut self, result: Result<T, RowProblem>) -> Option<T> {
        result.map_err(|problem| self.push(problem)).ok()
    }

    /// `Ok` if nothing was wrong; otherwise everything that was, by row.
    ///
    /// # Errors
    /// All problems that were pushed.
    pub fn none_or_all(self) -> Result<(), Vec<RowProblem>> {
        match self.into_vec() {
            none if none.is_empty() => Ok(()),
            all => Err(all),
        }
    }

    /// Everything that was wrong, by row.
    #[must_use]
    pub fn into_vec(mut self) -> Vec<RowProblem> {
        self.listed.sort_by_key(|problem| problem.row);
        if self.more > 0 {
            let count = self.more;
            self.listed
                .push(RowProblem::at(Row::File, Problem::More { count }));
        }
        self.listed
    }
}
