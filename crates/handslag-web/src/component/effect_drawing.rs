//! From a drawing of an answer to what a page shows of it.

use handslag_chart::{TableModel, drawing};
use handslag_domain::effect::Drawing;
use handslag_locale::Language;
use maud::{Markup, PreEscaped};

/// A drawing in both widths, with its table and its file.
pub struct Drawn {
    /// Wide and narrow; the style sheet shows one of them.
    pub picture: Markup,
    /// Its figures for people.
    pub table: TableModel,
    /// Its figures for machines.
    pub csv: String,
}

/// What a page shows of a drawing. `example` is the document's own: figures
/// that are real say so themselves.
pub fn drawn(language: Language, of: &Drawing, example: bool) -> Drawn {
    let chart = drawing(of, language, example);
    Drawn {
        // An `<svg>` made by `handslag-chart`, which escapes every word.
        picture: PreEscaped(chart.svg + &chart.narrow),
        table: chart.table,
        csv: chart.csv,
    }
}
