//! How far has a commitment come, beside how far the time has?

use crate::frame::{Anchor, LABEL, LINE, Outer, Type, drawing, label, lines, tag};
use crate::number::{drawable, px};
use crate::palette::{BAND, EDGE, INK, OWN, PAPER, QUIET};
use crate::scale::Plot;
use crate::text::{width, wrap};
use crate::{Lang, Layout};
use maud::{Markup, html};

/// A count beside its target, and the time gone beneath it.
///
/// The whole time is as long as the target: a bar that reaches past the thin
/// line is ahead of time, one that does not is behind.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Bar {
    /// Unique on the page; the two layouts of a bar may share it.
    pub id: String,
    /// The language of the word "exempel".
    pub lang: Lang,
    /// For which width it is drawn.
    pub layout: Layout,
    /// The name of the drawing, said aloud: the commitment and its state.
    pub title: String,
    /// More for those who do not see it; may be empty.
    pub description: String,
    /// What is counted, in the commitment's unit.
    pub counted: f64,
    /// What was promised, in the same unit; none where no number was.
    pub target: Option<f64>,
    /// The share of the time gone, 0 to 1; none where no time was said.
    pub time_gone: Option<f64>,
    /// Above the bar: "21 trafikkontroller".
    pub count_text: String,
    /// At the mark of the target: "minst 30".
    pub target_text: String,
    /// Beneath the line of time: "58 % av tiden har gått".
    pub time_text: String,
    /// True marks the bar as an example in plain sight.
    pub example: bool,
}

const THICK: f64 = 20.0;

/// The bar as one `<svg>`. Without a target there is nothing to measure
/// against, so only the texts and the time are drawn.
pub fn commitment_bar(bar: &Bar) -> String {
    let across = bar.layout.width();
    let tag_room = if bar.example { 90.0 } else { 0.0 };
    let scale = Scale::of(bar, across - 2.0);
    let counts = wrap(&bar.count_text, across - tag_room, LABEL, true);
    let targets = wrap(&bar.target_text, across, LABEL, false);
    let times = wrap(&bar.time_text, across, LABEL, false);

    let count_lines = counts.len().max(usize::from(bar.example));
    let target_line = scale
        .target
        .filter(|_| !targets.is_empty())
        .map(|x| target_at(x, &targets, &counts, across - tag_room));
    let own_lines = match target_line {
        Some(TargetText { beside: false, .. }) => targets.len(),
        _ => 0,
    };
    let below_tag = if bar.example { 4.0 } else { 0.0 };
    let top = 6.0 + below_tag + (count_lines + own_lines) as f64 * LINE;
    let bar_height = if scale.target.is_some() { THICK } else { 0.0 };
    let time_top = top + bar_height + 5.0;
    let times_top = time_top + if scale.time.is_some() { 5.0 } else { 0.0 };
    let height = times_top + times.len() as f64 * LINE + 5.0;

    let body = html! {
        g class="hs-count" { (lines(&counts, 0.0, LABEL + 2.0, LINE, Type::bold(INK))) }
        @if let Some(at) = target_line {
            @let first = LABEL + 2.0 + if at.beside { 0.0 } else { count_lines as f64 * LINE };
            g class="hs-target" {
                @for (n, text) in targets.iter().enumerate() {
                    (label(text, at.x, first + n as f64 * LINE, Anchor::End, Type::label(QUIET)))
                }
            }
        }
        (scale.draw(top, time_top))
        g class="hs-time" { (lines(&times, 0.0, times_top + LABEL, LINE, Type::label(QUIET))) }
        @if bar.example { (tag(across, bar.lang)) }
    };
    let outer = Outer {
        id: &bar.id,
        lang: bar.lang,
        layout: bar.layout,
        height,
        title: &bar.title,
        description: &bar.description,
        role: "img",
    };
    drawing(outer, &body)
}

/// Where count, target and time end, in pixels from the left.
struct Scale {
    count: f64,
    target: Option<f64>,
    time: Option<f64>,
    right: f64,
}

impl Scale {
    fn of(bar: &Bar, right: f64) -> Self {
        let counted = drawable(bar.counted).unwrap_or(0.0);
        let target = bar.target.and_then(drawable);
        // With nothing promised and nothing counted, any scale will do.
        let most = target.unwrap_or(0.0).max(counted).max(f64::MIN_POSITIVE);
        // A count past its target leaves room to see the mark it passed.
        let plot = Plot {
            left: 1.0,
            right: right + 1.0,
            top: 0.0,
            bottom: 0.0,
        };
        let x = |value: f64| plot.left + value / most * (plot.right - plot.left);
        let whole_time = target.map_or(plot.right, x);
        let time = bar
            .time_gone
            .filter(|share| share.is_finite())
            .map(|share| share.clamp(0.0, 1.0));
        Self {
            count: x(counted),
            target: target.map(x),
            time: time.map(|share| plot.left + share * (whole_time - plot.left)),
            right: plot.right,
        }
    }

    fn draw(&self, top: f64, time_top: f64) -> Markup {
        let left = 1.0;
        html! {
            @if let Some(target) = self.target {
                rect class={ "hs-track " (BAND.fill()) " " (EDGE.stroke()) } x=(px(left)) y=(px(top)) width=(px(target - left)) height=(px(THICK)) fill=(BAND.light) stroke=(EDGE.light) stroke-width="1" {}
                rect class={ "hs-own " (OWN.fill()) } x=(px(left)) y=(px(top)) width=(px(self.count - left)) height=(px(THICK)) fill=(OWN.light) {}
                (self.target_mark(target, top))
            }
            @if let Some(time) = self.time {
                rect class={ "hs-time-all " (EDGE.fill()) } x=(px(left)) y=(px(time_top + 1.0)) width=(px(self.target.unwrap_or(self.right) - left)) height="1" fill=(EDGE.light) {}
                rect class={ "hs-time-gone " (INK.fill()) } x=(px(left)) y=(px(time_top)) width=(px(time - left)) height="3" fill=(INK.light) {}
            }
        }
    }

    /// A line across the bar with paper on both sides, so that it shows on
    /// green and on grey alike.
    fn target_mark(&self, target: f64, top: f64) -> Markup {
        let x = target.min(self.right - 1.0).max(2.0);
        let (y1, y2) = (px(top - 3.0), px(top + THICK + 3.0));
        html! {
            line class=(PAPER.stroke()) x1=(px(x)) x2=(px(x)) y1=(y1) y2=(y2) stroke=(PAPER.light) stroke-width="5" {}
            line class={ "hs-target-mark " (INK.stroke()) } x1=(px(x)) x2=(px(x)) y1=(y1) y2=(y2) stroke=(INK.light) stroke-width="2" {}
        }
    }
}

/// The right end of the target's text, and whether it stands beside the count.
#[derive(Clone, Copy)]
struct TargetText {
    x: f64,
    beside: bool,
}

fn target_at(target: f64, targets: &[String], counts: &[String], free: f64) -> TargetText {
    let widest = |texts: &[String], bold| {
        texts
            .iter()
            .map(|text| width(text, LABEL, bold))
            .fold(0.0, f64::max)
    };
    let long = widest(targets, false);
    let x = target.max(long);
    let one_line = targets.len() == 1 && counts.len() <= 1;
    let beside = one_line && x - long > widest(counts, true) + 12.0 && x <= free.max(2.0) + 2.0;
    TargetText { x, beside }
}
