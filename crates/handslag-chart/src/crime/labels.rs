//! What is named in a crime chart, and where do the names stand?

use super::{CrimeChart, Row};
use crate::Layout;
use crate::frame::{Anchor, LABEL, LINE, Type, label};
use crate::number::px;
use crate::palette::{BAND, EDGE, INK, OWN, QUIET};
use crate::scale::Plot;
use crate::text::{shorten, width, wrap};
use maud::{Markup, html};

/// How wide names at the right end may be, in pixels.
pub(super) const END_LABEL_ROOM: f64 = 142.0;
/// Where names in a key start, after the sample.
pub(super) const KEY_INDENT: f64 = 34.0;
/// Two names of so many lines, and their figures, fit beside the plot.
const KEY_LINES: usize = 5;

/// A label above the plot, and whether a line runs down from it.
pub(super) struct Mark {
    pub(super) x: f64,
    pub(super) text: String,
    pub(super) text_left: f64,
    pub(super) row: usize,
    pub(super) line: bool,
}

/// Labels of breaks and of the highlighted time, in rows where none meet.
pub(super) fn marks(chart: &CrimeChart, plot: &Plot) -> Vec<Mark> {
    let n = chart.rows.len();
    let across = chart.heading.layout.width();
    let named = chart
        .highlighted()
        .map(|(first, _, text)| (plot.edge(first, n), text, false));
    let broken = chart
        .breaks_at()
        .map(|(after, text)| (plot.edge(after, n), text, true));
    let mut wanted: Vec<_> = named.into_iter().chain(broken).collect();
    wanted.sort_by(|one, other| one.0.total_cmp(&other.0));
    let mut ends: Vec<f64> = Vec::new();
    let mut marks = Vec::new();
    for (x, text, line) in wanted {
        let text = shorten(text, across - 8.0, LABEL, false);
        let long = width(&text, LABEL, false);
        let indent = if line { 5.0 } else { 0.0 };
        let text_left = match x + indent {
            right if right + long <= across => right,
            _ if x - indent - long >= 0.0 => x - indent - long,
            _ => (across - long) / 2.0,
        };
        let row = ends
            .iter()
            .position(|end| *end <= text_left.min(x))
            .unwrap_or(ends.len());
        ends.resize(ends.len().max(row + 1), 0.0);
        ends[row] = (text_left + long).max(x) + 10.0;
        marks.push(Mark {
            x,
            text,
            text_left,
            row,
            line,
        });
    }
    marks
}

/// A name with its latest figure.
pub(super) struct Key {
    pub(super) own: bool,
    pub(super) value: f64,
    pub(super) texts: Vec<(String, Type)>,
}

/// The keys to line and band, each only if there is anything to name.
pub(super) fn keys(chart: &CrimeChart, rows: &[Row]) -> Vec<Key> {
    let last_own = rows.iter().rposition(|row| row.own.is_some());
    let last_band = rows.iter().rposition(|row| row.band.is_some());
    let own = last_own
        .and_then(|at| Some((rows[at].own?, at)))
        .map(|(point, at)| Key {
            own: true,
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
            own: false,
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
        let lines = few_lines(&format!("{name}, {figure}"), room, set.bold);
        return lines.into_iter().map(|line| (line, set)).collect();
    }
    let paint = if set.bold { INK } else { set.paint };
    let names = few_lines(name, END_LABEL_ROOM, set.bold);
    let figures = few_lines(figure, END_LABEL_ROOM, false);
    let names = names.into_iter().map(|line| (line, set));
    names
        .chain(figures.into_iter().map(|line| (line, Type::label(paint))))
        .collect()
}

/// A text in at most [`KEY_LINES`] lines, shortened beyond that.
fn few_lines(text: &str, room: f64, bold: bool) -> Vec<String> {
    let mut lines = wrap(text, room, LABEL, bold);
    if lines.len() > KEY_LINES {
        let rest = lines.split_off(KEY_LINES - 1).join(" ");
        lines.push(shorten(&rest, room, LABEL, bold));
    }
    lines
}

impl Key {
    pub(super) fn draw(&self, x: f64, top: f64) -> Markup {
        html! {
            @for (n, (text, set)) in self.texts.iter().enumerate() {
                (label(text, x, top + LABEL + n as f64 * LINE, Anchor::Start, *set))
            }
        }
    }

    pub(super) fn sample(&self, top: f64) -> Markup {
        let (left, right, y) = (1.0, KEY_INDENT - 9.0, top + 9.0);
        html! {
            @if self.own {
                line class=(OWN.stroke()) x1=(px(left)) x2=(px(right)) y1=(px(y)) y2=(px(y)) stroke=(OWN.light) stroke-width="2.75" {}
            } @else {
                rect class={ (BAND.fill()) " " (EDGE.stroke()) } x=(px(left)) y=(px(y - 6.0)) width=(px(right - left)) height="12" fill=(BAND.light) stroke=(EDGE.light) stroke-width="0.75" {}
                line class=(QUIET.stroke()) x1=(px(left)) x2=(px(right)) y1=(px(y)) y2=(px(y)) stroke=(QUIET.light) stroke-width="1.25" stroke-dasharray="1.5 2.5" {}
            }
        }
    }
}

/// Tops for boxes of `heights`, as near `wanted` as they can be without
/// meeting, from `first` down to `last`. Both lists are in order downwards.
pub(super) fn apart(wanted: &[f64], heights: &[f64], first: f64, last: f64) -> Vec<f64> {
    const BETWEEN: f64 = 6.0;
    let mut tops = Vec::new();
    let mut free = first;
    for (wanted, height) in wanted.iter().zip(heights) {
        let top = wanted.max(free);
        tops.push(top);
        free = top + height + BETWEEN;
    }
    let mut floor = last;
    for (top, height) in tops.iter_mut().zip(heights).rev() {
        *top = top.min(floor - height);
        floor = *top - BETWEEN;
    }
    tops
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_that_do_not_meet_stay_where_they_are() {
        assert_eq!(
            apart(&[10.0, 80.0], &[36.0, 72.0], 0.0, 200.0),
            [10.0, 80.0]
        );
        assert_eq!(
            apart(&[10.0, 20.0], &[36.0, 72.0], 0.0, 200.0),
            [10.0, 52.0]
        );
        assert_eq!(
            apart(&[170.0, 190.0], &[36.0, 36.0], 0.0, 200.0),
            [122.0, 164.0]
        );
    }

    proptest! {
        #[test]
        fn names_never_meet(
            wanted in [-50.0..300.0f64, -50.0..300.0f64], heights in [18.0..110.0f64, 18.0..110.0f64]
        ) {
            let mut wanted = wanted;
            wanted.sort_by(f64::total_cmp);
            let tops = apart(&wanted, &heights, 0.0, 270.0);
            prop_assert!(tops[0] + heights[0] < tops[1]);
            // Adding what was subtracted can leave the last bits different.
            prop_assert!(tops[0] >= -1e-9 && tops[1] + heights[1] <= 270.0 + 1e-9);
        }
    }
}
