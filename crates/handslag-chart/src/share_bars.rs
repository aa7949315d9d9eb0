//! How large is each share, side by side, and where is the level that they should keep?

use crate::Heading;
use crate::frame::{Anchor, Frame, LABEL, LINE, Room, Type, label, lines};
use crate::number::{drawable, px};
use crate::palette::{BAND, EDGE, INK, OWN, QUIET};
use crate::text::wrap;
use maud::{Markup, html};

/// Shares in percent as bars beneath their names.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ShareBars {
    /// What the drawing says about itself.
    pub heading: Heading,
    /// In the order they are drawn.
    pub bars: Vec<ShareBar>,
    /// A level that all are held against, in percent, with its words.
    pub level: Option<(f64, String)>,
}

/// One share.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ShareBar {
    /// What it is the share of.
    pub name: String,
    /// In percent.
    pub percent: f64,
    /// The share as it is written: "5,5 %".
    pub text: String,
    /// Whether it is the one that the drawing is about.
    pub own: bool,
}

const THICK: f64 = 16.0;
const GAP: f64 = 14.0;
/// For the figure after the longest bar.
const FIGURE: f64 = 70.0;

/// The bars as one `<svg>`.
pub fn share_bars(chart: &ShareBars) -> String {
    let across = chart.heading.layout.width();
    let names: Vec<Vec<String>> = chart
        .bars
        .iter()
        .map(|bar| wrap(&bar.name, across, LABEL, bar.own))
        .collect();
    let height = |names: &Vec<String>| names.len() as f64 * LINE + THICK + GAP;
    let heights: Vec<f64> = names.iter().map(height).collect();
    let level_room = match chart.level {
        Some(_) => LINE + 6.0,
        None => 0.0,
    };
    let room = Room {
        right: FIGURE,
        plot: heights.iter().sum::<f64>().max(60.0),
        strip: level_room,
        ..Room::default()
    };
    let frame = Frame::new(&chart.heading, room, &[]);
    if chart.bars.is_empty() {
        return frame.svg(&frame.nothing_to_show());
    }
    let shares = chart.bars.iter().map(|bar| bar.percent);
    let levels = chart.level.iter().map(|(percent, _)| *percent);
    let largest = shares
        .chain(levels)
        .filter_map(drawable)
        .fold(1.0, f64::max);
    let (left, right) = (frame.plot.left, frame.plot.right);
    let x = |percent: f64| left + drawable(percent).unwrap_or(0.0) / largest * (right - left);
    let tops = heights.iter().scan(frame.plot.top, |top, height| {
        let at = *top;
        *top += height;
        Some(at)
    });
    frame.svg(&html! {
        @for ((bar, names), top) in chart.bars.iter().zip(&names).zip(tops) {
            (one(bar, names, top, x(bar.percent) - left, left))
            // Across the bars alone, so that no name is struck through.
            @if let Some((percent, _)) = &chart.level { (level_mark(x(*percent), top + names.len() as f64 * LINE)) }
        }
        @if let Some((percent, words)) = &chart.level {
            (label(words, x(*percent), frame.strip_top + LABEL, Anchor::Start, Type::label(QUIET)))
        }
    })
}

fn one(bar: &ShareBar, names: &[String], top: f64, long: f64, left: f64) -> Markup {
    let at = top + names.len() as f64 * LINE;
    let name = match bar.own {
        true => Type::bold(INK),
        false => Type::label(INK),
    };
    // The own bar is full, the others hollow: told apart without colour.
    let (fill, edge) = match bar.own {
        true => (OWN, OWN),
        false => (BAND, EDGE),
    };
    html! {
        g class="hs-share" {
            (lines(names, left, top + LABEL, LINE, name))
            rect class={ (fill.fill()) " " (edge.stroke()) } x=(px(left + 0.5)) y=(px(at)) width=(px(long.max(1.0))) height=(px(THICK)) fill=(fill.light) stroke=(edge.light) stroke-width="1" {}
            (label(&bar.text, left + long + 8.0, at + THICK - 3.0, Anchor::Start, name))
        }
    }
}

fn level_mark(x: f64, at: f64) -> Markup {
    html! {
        line class={ "hs-level " (INK.stroke()) } x1=(px(x)) x2=(px(x)) y1=(px(at - 3.0)) y2=(px(at + THICK + 3.0)) stroke=(INK.light) stroke-width="2" {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_share_has_its_name_and_figure() {
        let svg = share_bars(&ShareBars {
            bars: vec![
                ShareBar {
                    name: "Före och efter".to_owned(),
                    percent: 36.0,
                    text: "36 %".to_owned(),
                    own: false,
                },
                ShareBar {
                    name: "Drifttratt".to_owned(),
                    percent: 6.0,
                    text: "6 %".to_owned(),
                    own: true,
                },
            ],
            level: Some((5.0, "5 av 100".to_owned())),
            ..ShareBars::default()
        });
        for words in ["Före och efter", "36 %", "Drifttratt", "6 %", "5 av 100"] {
            assert!(svg.contains(words), "{words}");
        }
        assert!(!share_bars(&ShareBars::default()).is_empty());
    }
}
