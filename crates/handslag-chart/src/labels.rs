//! Where do the names of what is drawn stand, so that none meet?

use crate::frame::{Anchor, Frame, LABEL, LINE, Type, label, label_over_lines};
use crate::number::px;
use crate::palette::{BAND, EDGE, OWN, QUIET};
use crate::text::{shorten, width, wrap};
use maud::{Markup, html};

/// How wide names at the right end may be, in pixels.
pub(crate) const END_LABEL_ROOM: f64 = 142.0;
/// Where names in a key start, after the sample.
pub(crate) const KEY_INDENT: f64 = 34.0;

/// What is to be named above a plot.
pub(crate) struct Wanted<'a> {
    pub(crate) x: f64,
    pub(crate) text: &'a str,
    /// Whether a line runs down from the name.
    pub(crate) line: bool,
}

/// A label above the plot, and whether a line runs down from it.
pub(crate) struct Mark {
    x: f64,
    lines: Vec<String>,
    text_left: f64,
    row: usize,
    line: bool,
}

/// Labels of what is marked in a plot, in rows where none meet.
pub(crate) fn marks(mut wanted: Vec<Wanted>, across: f64) -> Vec<Mark> {
    wanted.sort_by(|one, other| one.x.total_cmp(&other.x));
    let mut ends: Vec<f64> = Vec::new();
    let mut marks = Vec::new();
    for Wanted { x, text, line } in wanted {
        // What is too long for one line takes more: why a series broke is not cut.
        let lines = wrap(text, across - 8.0, LABEL, false);
        let long = lines.iter().map(|line| width(line, LABEL, false));
        let long = long.fold(0.0, f64::max);
        let indent = if line { 5.0 } else { 0.0 };
        let text_left = match x + indent {
            right if right + long <= across => right,
            _ if x - indent - long >= 0.0 => x - indent - long,
            _ => (across - long) / 2.0,
        };
        let is_free = |row: &usize| {
            let mut rows = ends.iter().skip(*row).take(lines.len());
            rows.all(|end| *end <= text_left.min(x))
        };
        let row = (0..ends.len()).find(is_free).unwrap_or(ends.len());
        let below = row + lines.len();
        ends.resize(ends.len().max(below), 0.0);
        ends[row..below].fill((text_left + long).max(x) + 10.0);
        marks.push(Mark {
            x,
            lines,
            text_left,
            row,
            line,
        });
    }
    marks
}

/// The height of the rows that labels stand in.
pub(crate) fn marks_height(marks: &[Mark]) -> f64 {
    let rows = marks.iter().map(|mark| mark.row + mark.lines.len());
    let rows = rows.max().unwrap_or(0);
    rows as f64 * LINE
}

/// The labels above the plot, and the lines that run down from them.
pub(crate) fn draw_marks(marks: &[Mark], frame: &Frame) -> Markup {
    let top = |mark: &Mark| frame.strip_top + mark.row as f64 * LINE;
    html! {
        g class="hs-breaks" {
            @for mark in marks.iter().filter(|mark| mark.line) {
                line class=(QUIET.stroke()) x1=(px(mark.x)) x2=(px(mark.x)) y1=(px(top(mark) + 3.0)) y2=(px(frame.plot.bottom)) stroke=(QUIET.light) stroke-width="1.25" stroke-dasharray="4 3" {}
            }
            @for mark in marks {
                @for (n, line) in mark.lines.iter().enumerate() {
                    (label_over_lines(line, mark.text_left, top(mark) + LABEL + n as f64 * LINE, Type::label(QUIET)))
                }
            }
        }
    }
}

/// What a name stands for, as a sample beside it shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sample {
    /// The own line.
    Own,
    /// An area with the line in its midst.
    Band,
    /// An area alone.
    Area,
    /// The line in an area's midst alone.
    Expected,
    /// A thin line, one of many.
    Thin,
    /// A dashed line across the plot.
    Level,
}

/// A name with its latest figure, at the height of `value`.
pub(crate) struct Key {
    pub(crate) sample: Sample,
    pub(crate) value: f64,
    pub(crate) texts: Vec<(String, Type)>,
}

impl Key {
    pub(crate) fn height(&self) -> f64 {
        self.texts.len() as f64 * LINE
    }

    fn draw(&self, x: f64, top: f64) -> Markup {
        html! {
            @for (n, (text, set)) in self.texts.iter().enumerate() {
                (label(text, x, top + LABEL + n as f64 * LINE, Anchor::Start, *set))
            }
        }
    }

    fn draw_sample(&self, top: f64) -> Markup {
        let (left, right, y) = (1.0, KEY_INDENT - 9.0, top + 9.0);
        let area = html! {
            rect class={ (BAND.fill()) " " (EDGE.stroke()) } x=(px(left)) y=(px(y - 6.0)) width=(px(right - left)) height="12" fill=(BAND.light) stroke=(EDGE.light) stroke-width="0.75" {}
        };
        let midst = html! {
            line class=(QUIET.stroke()) x1=(px(left)) x2=(px(right)) y1=(px(y)) y2=(px(y)) stroke=(QUIET.light) stroke-width="1.25" stroke-dasharray="1.5 2.5" {}
        };
        html! {
            @match self.sample {
                Sample::Own => line class=(OWN.stroke()) x1=(px(left)) x2=(px(right)) y1=(px(y)) y2=(px(y)) stroke=(OWN.light) stroke-width="2.75" {},
                Sample::Band => { (area) (midst) },
                Sample::Expected => (midst),
                Sample::Area => (area),
                Sample::Thin => line class=(EDGE.stroke()) x1=(px(left)) x2=(px(right)) y1=(px(y)) y2=(px(y)) stroke=(EDGE.light) stroke-width="1" {},
                Sample::Level => line class=(QUIET.stroke()) x1=(px(left)) x2=(px(right)) y1=(px(y)) y2=(px(y)) stroke=(QUIET.light) stroke-width="1.5" stroke-dasharray="6 4" {},
            }
        }
    }
}

/// The height of the keys above a plot.
pub(crate) fn keys_height(keys: &[Key]) -> f64 {
    keys.iter().map(|key| key.height() + 2.0).sum()
}

/// Names above the plot, each beside a sample of what it names.
pub(crate) fn keys_above(keys: &[Key], mut top: f64) -> Markup {
    let mut placed = Vec::new();
    for key in keys {
        placed.push((key, top));
        top += key.height() + 2.0;
    }
    html! {
        g class="hs-names" {
            @for (key, top) in &placed {
                (key.draw_sample(*top))
                (key.draw(KEY_INDENT, *top))
            }
        }
    }
}

/// Names at the right end of what they name, moved apart where they meet.
///
/// - `y`: the height of a value.
pub(crate) fn keys_beside(keys: &[Key], frame: &Frame, y: impl Fn(f64) -> f64) -> Markup {
    let plot = frame.plot;
    let mut keys: Vec<&Key> = keys.iter().collect();
    keys.sort_by(|one, other| y(one.value).total_cmp(&y(other.value)));
    let heights: Vec<f64> = keys.iter().map(|key| key.height()).collect();
    let wanted: Vec<f64> = keys
        .iter()
        .zip(&heights)
        .map(|(key, height)| y(key.value) - height / 2.0)
        .collect();
    let tops = apart(&wanted, &heights, plot.top - 4.0, plot.bottom + 4.0);
    html! {
        g class="hs-names" {
            @for (key, top) in keys.iter().zip(tops) {
                (key.draw(plot.right + 10.0, top))
            }
        }
    }
}

/// A text in at most `most` lines, shortened beyond that.
pub(crate) fn few_lines(text: &str, room: f64, most: usize, bold: bool) -> Vec<String> {
    let mut lines = wrap(text, room, LABEL, bold);
    if lines.len() > most {
        let rest = lines.split_off(most - 1).join(" ");
        lines.push(shorten(&rest, room, LABEL, bold));
    }
    lines
}

/// Tops for boxes of `heights`, as near `wanted` as they can be without
/// meeting, from `first` down to `last`. Both lists are in order downwards.
pub(crate) fn apart(wanted: &[f64], heights: &[f64], first: f64, last: f64) -> Vec<f64> {
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
    fn a_long_reason_for_a_break_is_told_whole_and_in_no_others_rows() {
        let reason = "Annat sätt att räkna: brott på ett nytt sätt från och med januari";
        let of = |x, text| Wanted {
            x,
            text,
            line: true,
        };
        let marks = marks(vec![of(100.0, reason), of(120.0, "Ny kod")], 240.0);
        assert_eq!(marks[0].lines.join(" "), reason);
        assert!(marks[0].lines.len() > 1);
        assert_eq!(marks[1].row, marks[0].row + marks[0].lines.len());
    }

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
