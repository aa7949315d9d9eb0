//! What is named in a crime chart, and with which figure?

use super::{CrimeChart, Row};
use crate::Layout;
use crate::frame::Type;
use crate::labels::{END_LABEL_ROOM, KEY_INDENT, Key, Mark, Sample, Wanted, few_lines};
use crate::palette::{INK, OWN, QUIET};
use crate::scale::Plot;

/// Two names of so many lines, and their figures, fit beside the plot.
const KEY_LINES: usize = 5;

/// Labels of breaks and of the highlighted time.
pub(super) fn marks(chart: &CrimeChart, plot: &Plot) -> Vec<Mark> {
    let n = chart.rows.len();
    let named = chart.highlighted().map(|(first, _, text)| Wanted {
        x: plot.edge(first, n),
        text,
        line: false,
    });
    let broken = chart.breaks_at().map(|(after, text)| Wanted {
        x: plot.edge(after, n),
        text,
        line: true,
    });
    let wanted = named.into_iter().chain(broken).collect();
    crate::labels::marks(wanted, chart.heading.layout.width())
}

/// The keys to line and band, each only if there is anything to name.
pub(super) fn keys(chart: &CrimeChart, rows: &[Row]) -> Vec<Key> {
    let last_own = rows.iter().rposition(|row| row.own.is_some());
    let last_band = rows.iter().rposition(|row| row.band.is_some());
    let own = last_own
        .and_then(|at| Some((rows[at].own?, at)))
        .map(|(point, at)| Key {
            sample: Sample::Own,
            value: point.value,
            texts: key_texts(
                chart,
                &chart.own_name,
                &latest(chart, rows, at, chart.shown(point)),
                Type::bold(OWN),
            ),
        });
    let band = last_band
        .and_then(|at| Some((rows[at].band?, at)))
        .map(|(band, at)| Key {
            sample: Sample::Band,
            value: (band.lower + band.upper) / 2.0,
            texts: key_texts(
                chart,
                &chart.band_name,
                &format!(
                    "median {}",
                    latest(chart, rows, at, chart.figure(band.median))
                ),
                Type::label(QUIET),
            ),
        });
    own.into_iter().chain(band).collect()
}

/// The figure, with its period where that is not the last one shown.
fn latest(chart: &CrimeChart, rows: &[Row], at: usize, figure: String) -> String {
    if at + 1 == rows.len() {
        return figure;
    }
    format!("{figure} ({})", rows[at].period.label(chart.heading.lang))
}

/// The name above its figure at the end of a line, in one sentence in a key.
fn key_texts(chart: &CrimeChart, name: &str, figure: &str, set: Type) -> Vec<(String, Type)> {
    if chart.heading.layout == Layout::Narrow {
        let room = Layout::Narrow.width() - KEY_INDENT;
        let lines = few_lines(&format!("{name}, {figure}"), room, KEY_LINES, set.bold);
        return lines.into_iter().map(|line| (line, set)).collect();
    }
    let paint = if set.bold { INK } else { set.paint };
    let names = few_lines(name, END_LABEL_ROOM, KEY_LINES, set.bold);
    let figures = few_lines(figure, END_LABEL_ROOM, KEY_LINES, false);
    let names = names.into_iter().map(|line| (line, set));
    names
        .chain(figures.into_iter().map(|line| (line, Type::label(paint))))
        .collect()
}
