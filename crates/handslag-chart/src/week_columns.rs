//! When did it gather: how many week by week, and which weeks are meant?

use std::ops::Range;

use crate::frame::{Anchor, Frame, LABEL, LINE, Room, Type, label};
use crate::number::{px, short_number};
use crate::palette::{EDGE, INK, OWN, QUIET};
use crate::scale::{Axis, Plot};
use crate::text::width;
use crate::{Heading, Lang, Period};
use maud::{Markup, html};

/// Columns by week, with some weeks in a row marked.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct WeekColumns {
    /// What the drawing says about itself.
    pub heading: Heading,
    /// How many in each week, in order.
    pub counts: Vec<u32>,
    /// The weeks in which a month begins.
    pub months: Vec<(usize, Period)>,
    /// The weeks that are marked.
    pub marked: Range<usize>,
    /// What the mark says, such as "3–30 juni".
    pub mark: String,
}

/// The columns as one `<svg>`.
pub fn week_columns(chart: &WeekColumns) -> String {
    let Heading { lang, layout, .. } = chart.heading;
    let largest = chart.counts.iter().copied().max().unwrap_or(0);
    let axis = Axis::from_zero(f64::from(largest), 3, true);
    let written = axis.ticks.iter().map(|tick| short_number(*tick, 0, lang));
    let ticks: Vec<String> = written.collect();
    let widest = ticks.iter().map(|text| width(text, LABEL, false));
    let room = Room {
        left: 8.0 + widest.fold(0.0, f64::max),
        right: 2.0,
        // For the mark.
        strip: LINE + 8.0,
        plot: layout.pick(110.0, 96.0),
        axis: LINE + 14.0,
        ..Room::default()
    };
    let frame = Frame::new(&chart.heading, room, &[]);
    if chart.counts.is_empty() {
        return frame.svg(&frame.nothing_to_show());
    }
    frame.svg(&html! {
        (frame.value_axis(&axis, &ticks))
        (columns(chart, &frame.plot, &axis))
        (mark(chart, &frame.plot, frame.strip_top, layout.width()))
        (months(chart, &frame.plot, layout.width(), lang))
    })
}

/// Marked weeks are filled with the colour of what is told, the others are grey.
fn columns(chart: &WeekColumns, plot: &Plot, axis: &Axis) -> Markup {
    let n = chart.counts.len();
    let wide = plot.place_width(n) * 0.72;
    html! {
        g class="hs-columns" {
            @for (week, count) in chart.counts.iter().enumerate().filter(|(_, count)| **count > 0) {
                @let y = plot.y(f64::from(*count), axis);
                @let paint = if chart.marked.contains(&week) { OWN } else { EDGE };
                rect class=(paint.fill()) x=(px(plot.middle(week, n) - wide / 2.0)) y=(px(y)) width=(px(wide)) height=(px(plot.bottom - y)) fill=(paint.light) {}
            }
        }
    }
}

/// A bar over the marked weeks, with its words above.
fn mark(chart: &WeekColumns, plot: &Plot, top: f64, across: f64) -> Markup {
    let n = chart.counts.len();
    if chart.marked.is_empty() || chart.marked.end > n {
        return html! {};
    }
    let (from, to) = (
        plot.edge(chart.marked.start, n),
        plot.edge(chart.marked.end, n),
    );
    let half = width(&chart.mark, LABEL, true) / 2.0;
    let middle = ((from + to) / 2.0).min(across - half).max(half);
    html! {
        g class="hs-mark" {
            rect class=(OWN.fill()) x=(px(from)) y=(px(top + LINE + 2.0)) width=(px(to - from)) height="5" fill=(OWN.light) {}
            (label(&chart.mark, middle, top + LABEL, Anchor::Middle, Type::bold(INK)))
        }
    }
}

/// A tick where a month begins, and its name where it has room.
fn months(chart: &WeekColumns, plot: &Plot, across: f64, lang: Lang) -> Markup {
    let n = chart.counts.len();
    let mut free_from = 0.0;
    let mut placed = Vec::new();
    for (week, month) in chart.months.iter().filter(|(week, _)| *week < n) {
        let (x, name) = (plot.edge(*week, n), month.short_label(lang));
        let end = x + 5.0 + width(&name, LABEL, false);
        let is_free = x >= free_from && end <= across;
        if is_free {
            free_from = end + 6.0;
        }
        placed.push((x, is_free.then_some(name)));
    }
    html! {
        g class="hs-axis-x" {
            @for (x, name) in placed {
                line class=(EDGE.stroke()) x1=(px(x)) x2=(px(x)) y1=(px(plot.bottom)) y2=(px(plot.bottom + if name.is_some() { 20.0 } else { 6.0 })) stroke=(EDGE.light) stroke-width="1" {}
                @if let Some(name) = name {
                    (label(&name, x + 5.0, plot.bottom + 19.0, Anchor::Start, Type::label(QUIET)))
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Layout;

    #[test]
    fn the_weeks_that_are_meant_are_marked_and_the_others_are_muted() {
        for layout in [Layout::Wide, Layout::Narrow] {
            let mut counts = vec![1; 52];
            (counts[20], counts[21], counts[40]) = (9, 7, 0);
            let svg = week_columns(&WeekColumns {
                heading: Heading {
                    id: "veckor".to_owned(),
                    layout,
                    ..Heading::default()
                },
                counts,
                months: vec![(0, Period::Month(2023, 1)), (5, Period::Month(2023, 2))],
                marked: 20..22,
                mark: "17–30 maj".to_owned(),
            });
            // Two columns and the bar above them.
            assert_eq!(svg.matches(&OWN.fill()).count(), 3, "{svg}");
            assert_eq!(svg.matches("<rect").count(), 52, "{svg}");
            assert!(svg.contains("17–30 maj") && svg.contains("jan"), "{svg}");
        }
    }

    #[test]
    fn without_weeks_it_says_that_there_is_nothing_to_show() {
        let svg = week_columns(&WeekColumns::default());
        assert!(!svg.contains("<rect"), "{svg}");
    }
}
