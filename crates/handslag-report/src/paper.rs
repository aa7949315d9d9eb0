//! What a typeset document is made of: blocks of ready text, in reading order.
//!
//! The template sets these blocks and does nothing else. All words, numbers
//! and dates are final here, so that tests can read them without a PDF.

use serde::Serialize;

/// A whole document.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Paper {
    /// `sv` or `en`.
    pub lang: &'static str,
    /// `SE` or `GB`.
    pub region: &'static str,
    /// Title of the file, its window and its first page.
    pub title: String,
    /// Organisations, never persons.
    pub authors: Vec<String>,
    /// One sentence about the document.
    pub description: String,
    /// For search.
    pub keywords: Vec<String>,
    /// Stands at the top of every page: "EXEMPEL …", "UTKAST …".
    pub bands: Vec<String>,
    /// Stands at the foot of every page.
    pub foot: String,
    /// "sida" before the page number.
    pub page_word: &'static str,
    /// "s." before a page number in running text.
    pub page_short: &'static str,
    /// "av" between page number and number of pages.
    pub of_word: &'static str,
    /// Stands beside everything invented; none when nothing is.
    pub example_mark: Option<&'static str>,
    /// The contents.
    pub blocks: Vec<Block>,
}

/// One block of a document. Fractions are 0 to 1 of the text's width.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub(crate) enum Block {
    /// The small line above the title.
    Kicker { runs: Runs },
    /// The paper's title.
    Title,
    /// Level 1 to 4; `anchor` is where links to it lead.
    Heading {
        level: u8,
        runs: Runs,
        anchor: Option<String>,
        invented: bool,
    },
    /// The first sentences, larger.
    Lead { runs: Runs },
    /// Text.
    Paragraph { runs: Runs },
    /// Somebody's words.
    Quote { runs: Runs, by: Option<String> },
    /// A sign with its word, and more words.
    Verdict {
        sign: &'static str,
        word: String,
        runs: Runs,
        invented: bool,
    },
    /// How many have each verdict, in one line.
    Tally { counts: Vec<Count>, invented: bool },
    /// Pairs of label and text.
    Facts { rows: Vec<Fact> },
    /// A count against its target and the time gone. The text beside says the same.
    Bar {
        done: f64,
        target: Option<f64>,
        time: Option<f64>,
    },
    /// A table with a header row; the first cell of each row is its header.
    Table(Table),
    /// The drawing `/chart-N.svg` and what it shows in words.
    Chart { drawing: usize, alt: String },
    /// Points without order.
    List { items: Vec<Runs> },
    /// What follows begins on a new page. Typst sets the parts between two of
    /// them side by side, on as many cores as there are.
    NewPage,
}

/// How many have a verdict.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Count {
    pub sign: &'static str,
    /// "9 hållna".
    pub text: String,
}

/// A label and its text.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Fact {
    pub label: String,
    pub runs: Runs,
}

/// Rows and columns.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Table {
    pub caption: String,
    /// How to read the table, for screen readers.
    pub summary: String,
    pub invented: bool,
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<Cell>>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Column {
    pub title: String,
    /// Numbers stand to the right, in figures of one width.
    pub numeric: bool,
    /// Share of the width that the columns of words divide; none: as narrow as it can be.
    pub width: Option<u8>,
}

/// A cell of a table.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub(crate) struct Cell {
    pub runs: Runs,
    pub sign: Option<&'static str>,
}

/// Text in one line of thought, part by part.
pub(crate) type Runs = Vec<Run>;

/// A stretch of text in one language and one look.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub(crate) struct Run {
    pub text: String,
    /// Its language, when it is not the paper's.
    pub lang: Option<String>,
    /// A web address it leads to.
    pub url: Option<String>,
    /// A heading's anchor it leads to.
    pub anchor: Option<String>,
    /// Set smaller and greyer: evidence, sources.
    pub small: bool,
}

impl Run {
    pub(crate) fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }

    pub(crate) fn small(self) -> Self {
        Self {
            small: true,
            ..self
        }
    }

    pub(crate) fn to(self, anchor: impl Into<String>) -> Self {
        Self {
            anchor: Some(anchor.into()),
            ..self
        }
    }
}

impl From<Run> for Cell {
    fn from(run: Run) -> Self {
        Self {
            runs: vec![run],
            sign: None,
        }
    }
}

impl Column {
    pub(crate) fn words(title: impl Into<String>, width: u8) -> Self {
        Self {
            title: title.into(),
            numeric: false,
            width: Some(width),
        }
    }

    pub(crate) fn number(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            numeric: true,
            width: None,
        }
    }
}
