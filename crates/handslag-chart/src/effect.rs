//! What is drawn of an answer to "did it help?", and which table holds the same figures?

mod expected;
mod funnel;
mod lines;
mod placebo;
mod places;
mod power;

use handslag_domain::effect::Drawing;

use crate::sheet::{self, Sheet};
use crate::{Heading, Lang, Layout, TableModel};

/// A drawing with everything that stands beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// The drawing for paper and wide pages, one `<svg>`.
    pub svg: String,
    /// The same for phones, 320 pixels wide; a page has both and shows one.
    pub narrow: String,
    /// Its figures for people.
    pub table: TableModel,
    /// Its figures for machines, the same digits: a header, then one record a row.
    pub csv: String,
    /// What it shows in words, its finding first.
    pub alt: String,
}

/// Draws what an answer shows. Figures that are undefined, infinite or beyond
/// 10¹⁵ count as missing, and so do negative counts.
///
/// - `example`: whether the document that holds the drawing is an example.
///   Counts at places are then the document's own and marked as such; official
///   figures are real wherever they stand.
pub fn drawing(drawing: &Drawing, lang: Lang, example: bool) -> Chart {
    match drawing {
        Drawing::Expected(line) => expected::chart(line, lang),
        Drawing::Funnel(funnel) => funnel::chart(funnel, lang),
        Drawing::Placebo(lines) => placebo::chart(lines, lang),
        Drawing::Places(bars) => places::chart(bars, lang, example),
        Drawing::Power(curve) => power::chart(curve, lang),
    }
}

/// Draws both layouts, and sets the table and the words beside them.
pub(crate) fn chart(heading: Heading, sheet: &Sheet, draw: impl Fn(&Heading) -> String) -> Chart {
    let of = |layout| {
        draw(&Heading {
            layout,
            ..heading.clone()
        })
    };
    Chart {
        svg: of(Layout::Wide),
        narrow: of(Layout::Narrow),
        table: sheet.table(heading.lang),
        csv: sheet.csv(),
        alt: [with_stop(&heading.finding), heading.description.clone()]
            .join(" ")
            .trim()
            .to_owned(),
    }
}

/// A finding as the first of several sentences.
fn with_stop(finding: &str) -> String {
    if finding.is_empty() || finding.ends_with(['.', '!', '?']) {
        finding.to_owned()
    } else {
        format!("{finding}.")
    }
}

/// A heading with the parts that every drawing of an answer has.
fn heading(id: &str, lang: Lang, finding: &str, unit: &str, source: &str) -> Heading {
    Heading {
        id: format!("ritning-{id}"),
        lang,
        finding: finding.to_owned(),
        unit_label: unit.to_owned(),
        source: source.to_owned(),
        ..Heading::default()
    }
}
