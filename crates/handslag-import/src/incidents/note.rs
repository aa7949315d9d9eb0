//! What a person may want to know of a file before its incidents are saved.

use std::collections::BTreeMap;

use handslag_domain::incident::heaping::{Heaped, HeapedAt};

use crate::problem::Lang;

/// Something about several rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IncidentNote {
    /// What.
    pub about: About,
    /// How many rows.
    pub n_rows: u64,
}

/// What a note is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    /// A word that is no category becomes one, under "other".
    NewCategory(String),
    /// No category was given.
    WithoutCategory,
    /// Nothing says where but perhaps the municipality.
    WithoutPlace,
    /// Both coordinates are zero, which is a place in the Gulf of Guinea.
    AtZero,
    /// A position that is the centre of an area is no point, and was left out.
    AreaCentre,
    /// In a dwelling: no more than the municipality is kept.
    Indoors,
    /// A word that was taken for a dwelling.
    TakenAsDwelling(String),
    /// Names of places that are not known were left out.
    PlaceLeftOut,
    /// Names that may be addresses of persons were left out.
    PlaceRefused,
    /// The clocks showed this time twice; the window covers both.
    ShownTwice,
    /// An interval with only one of its ends.
    OneEndOfInterval,
    /// Every time is written with Z.
    AllInUtc,
    /// A row that says the same as another was counted once.
    EqualRowOnce,
    /// A row that says the same as another was counted too.
    EqualRowToo,
    /// A row with the same id and content as another was counted once.
    SameKeyAgain,
    /// A time that was written suspiciously often.
    HeapedTime(Heaped),
    /// Points outside where they were expected.
    OutsideExtent,
    /// Points that would be where they are expected if the axes changed places.
    LooksSwapped,
    /// A count of zero, which is no incident.
    ZeroCount,
    /// A row that the mapping leaves out, such as a sum.
    SkippedRow,
    /// A column with content that the mapping neither uses nor ignores.
    UnusedColumn(String),
}

impl IncidentNote {
    /// The note as a sentence with its count.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        let n = self.n_rows;
        let rows = match (lang, n) {
            (Lang::Sv, 1) => "1 rad".to_owned(),
            (Lang::Sv, _) => format!("{n} rader"),
            (Lang::En, 1) => "1 row".to_owned(),
            (Lang::En, _) => format!("{n} rows"),
        };
        match lang {
            Lang::Sv => self.about.text_sv(&rows),
            Lang::En => self.about.text_en(&rows),
        }
    }
}

impl About {
    fn text_sv(&self, rows: &str) -> String {
        let rest = match self {
            Self::NewCategory(name) => {
                return format!("{rows}: ”{name}” är en ny kategori och läggs under Övrigt.");
            }
            Self::TakenAsDwelling(word) => {
                return format!(
                    "{rows}: ”{word}” tas som bostad, så bara kommunen behålls. Är det fel, \
                     översätt ordet till nej i kolumnkartan."
                );
            }
            Self::UnusedColumn(name) => {
                return format!("{rows} har något i kolumnen ”{name}”, som inte läses in.");
            }
            Self::HeapedTime(Heaped { at, n, n_usual }) => {
                let at = match at {
                    HeapedAt::Midnight => "klockan 00:00",
                    HeapedAt::Noon => "klockan 12:00",
                    HeapedAt::FirstOfMonth => "den första i månaden",
                };
                return format!(
                    "{n} händelser står {at}, mot omkring {n_usual} väntade: det betyder nog \
                     ofta att tiden är okänd."
                );
            }
            Self::WithoutCategory => "saknar kategori och läggs under Övrigt.",
            Self::WithoutPlace => "säger inte var det hände.",
            Self::AtZero => "har koordinaterna 0, 0 och tas in utan punkt.",
            Self::AreaCentre => {
                "har ett områdes mittpunkt, som inte är någon plats; den utelämnas."
            }
            Self::Indoors => "hände i en bostad; bara kommunen behålls.",
            Self::PlaceLeftOut => "har ett platsnamn som inte är känt; det utelämnas.",
            Self::PlaceRefused => "har ett platsnamn som kan peka ut någon; det utelämnas.",
            Self::ShownTwice => {
                "har ett klockslag som klockan visade två gånger; båda räknas som möjliga."
            }
            Self::OneEndOfInterval => "ska vara ett intervall men har bara en tid.",
            Self::AllInUtc => {
                "skriver tiden med Z (Greenwich). Är det egentligen lokal tid, säg det i \
                 kolumnkartan (offsets = \"ignore\" i en fil)."
            }
            Self::EqualRowOnce => {
                "säger detsamma som en annan och räknas inte igen. Är de olika händelser, säg \
                 det i kolumnkartan (repeats = \"each\" i en fil)."
            }
            Self::EqualRowToo => "säger detsamma som en annan; alla räknas.",
            Self::SameKeyAgain => "har samma id och innehåll som en annan och räknas inte igen.",
            Self::OutsideExtent => "ligger utanför det väntade området.",
            Self::LooksSwapped => {
                "skulle ligga i det väntade området om axlarna bytte plats. Stämmer det, säg i \
                 kolumnkartan att nord och öst har bytt plats (axes = \"swapped\" i en fil)."
            }
            Self::ZeroCount => "har antalet noll och är ingen händelse.",
            Self::SkippedRow => "med summor hoppades över.",
        };
        format!("{rows} {rest}")
    }

    fn text_en(&self, rows: &str) -> String {
        let rest = match self {
            Self::NewCategory(name) => {
                return format!("{rows}: “{name}” is a new category and is put under Other.");
            }
            Self::TakenAsDwelling(word) => {
                return format!(
                    "{rows}: “{word}” is taken for a dwelling, so only the municipality is kept. \
                     If that is wrong, translate the word to no in the mapping."
                );
            }
            Self::UnusedColumn(name) => {
                return format!(
                    "{rows} with something in the column “{name}”, which is not imported."
                );
            }
            Self::HeapedTime(Heaped { at, n, n_usual }) => {
                let at = match at {
                    HeapedAt::Midnight => "at 00:00",
                    HeapedAt::Noon => "at 12:00",
                    HeapedAt::FirstOfMonth => "on the first of the month",
                };
                return format!(
                    "{n} incidents stand {at}, where some {n_usual} would be expected: it \
                     probably often means that the time is unknown."
                );
            }
            Self::WithoutCategory => "without a category; put under Other.",
            Self::WithoutPlace => "that do not say where it happened.",
            Self::AtZero => "with the coordinates 0, 0; taken in without a point.",
            Self::AreaCentre => "with the centre of an area, which is no place; it is left out.",
            Self::Indoors => "from within a dwelling; only the municipality is kept.",
            Self::PlaceLeftOut => "with the name of a place that is not known; it is left out.",
            Self::PlaceRefused => "with a name that may point out somebody; it is left out.",
            Self::ShownTwice => "with a time that the clocks showed twice; both are held possible.",
            Self::OneEndOfInterval => "that should be an interval but have only one time.",
            Self::AllInUtc => {
                "with times ending in Z (Greenwich). If they are local times, say so in the \
                 mapping (offsets = \"ignore\" in a file)."
            }
            Self::EqualRowOnce => {
                "that say the same as another, and are not counted again. If they are different \
                 incidents, say so in the mapping (repeats = \"each\" in a file)."
            }
            Self::EqualRowToo => "that say the same as another; all of them count.",
            Self::SameKeyAgain => "with the same id and content as another, and not counted again.",
            Self::OutsideExtent => "outside the area where they are expected.",
            Self::LooksSwapped => {
                "that would lie in the expected area if the axes changed places. If that is so, \
                 say in the mapping that north and east changed places (axes = \"swapped\" in a \
                 file)."
            }
            Self::ZeroCount => "with a count of zero, which is no incident.",
            Self::SkippedRow => "with sums skipped.",
        };
        format!("{rows} {rest}")
    }
}

/// Counts notes while a file is read.
#[derive(Debug, Default)]
pub(crate) struct IncidentNotes {
    kept: BTreeMap<About, u64>,
    /// Of the row that is being read, which may come to nothing.
    of_row: Vec<About>,
}

impl IncidentNotes {
    /// Words of the file's own that are told one by one; a hostile file has millions.
    const TOLD_AT_MOST: usize = 2_000;

    /// Notes something about the row that is being read.
    pub(crate) fn add(&mut self, about: About) {
        self.of_row.push(about);
    }

    /// The row is read: what was noted about it counts.
    pub(crate) fn keep_row(&mut self) {
        for about in std::mem::take(&mut self.of_row) {
            self.add_n(about, 1);
        }
    }

    /// The row is refused and told by itself: nothing else is told of it.
    pub(crate) fn drop_row(&mut self) {
        self.of_row.clear();
    }

    pub(crate) fn add_n(&mut self, about: About, n: u64) {
        if n > 0 && (self.kept.len() < Self::TOLD_AT_MOST || self.kept.contains_key(&about)) {
            *self.kept.entry(about).or_default() += n;
        }
    }

    pub(crate) fn into_vec(mut self) -> Vec<IncidentNote> {
        self.keep_row();
        let note = |(about, n_rows)| IncidentNote { about, n_rows };
        self.kept.into_iter().map(note).collect()
    }
}
