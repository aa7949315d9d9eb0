//! How does the chain stand on paper and wide pages: what was said and the
//! problem above, and below them four columns from cause to what is measured?

use handslag_domain::picture::story::StoryPart;
use maud::{Markup, html};

use crate::frame::{Anchor, Frame, LABEL, LINE, Room, Type, label, path};
use crate::number::px;
use crate::palette::{EDGE, INK};

use super::boxes::PartBox;
use super::words::{Stands, dashed_explained};
use super::{Drawn, steps};

/// Between columns, for the lines.
const GUTTER: f64 = 20.0;
/// Left of the causes, for the line down from the problem.
const STEM: f64 = 16.0;
const BETWEEN: f64 = 10.0;
const TITLE: f64 = LINE + 6.0;

/// Boxes under each other, with their tops.
struct Stack<'a> {
    x: f64,
    wide: f64,
    parts: &'a [StoryPart],
    boxes: Vec<PartBox<'a>>,
    tops: Vec<f64>,
}

impl<'a> Stack<'a> {
    fn new(drawn: &Drawn<'a>, stands: Stands, parts: &'a [StoryPart], x: f64, wide: f64) -> Self {
        let boxes = parts
            .iter()
            .map(|part| PartBox::new(drawn.told(part, stands), wide, None, None))
            .collect();
        Self {
            x,
            wide,
            parts,
            boxes,
            tops: Vec::new(),
        }
    }

    /// Each as near the middle of those that it follows from as there is room.
    fn place(&mut self, before: Option<&Stack<'_>>) {
        let mut free = 0.0_f64;
        for (part, one) in self.parts.iter().zip(&self.boxes) {
            let middles: Vec<f64> = match before {
                Some(before) => part
                    .from
                    .iter()
                    .filter_map(|at| before.middle(*at))
                    .collect(),
                None => Vec::new(),
            };
            let wanted = match middles.is_empty() {
                true => free,
                false => middles.iter().sum::<f64>() / middles.len() as f64 - one.height / 2.0,
            };
            let top = wanted.max(free);
            self.tops.push(top);
            free = top + one.height + BETWEEN;
        }
    }

    fn middle(&self, at: usize) -> Option<f64> {
        Some(self.tops.get(at)? + self.boxes.get(at)?.height / 2.0)
    }

    fn bottom(&self) -> f64 {
        let last = self.tops.last().zip(self.boxes.last());
        last.map_or(0.0, |(top, one)| top + one.height)
    }

    fn draw(&self, top: f64) -> Markup {
        html! {
            @for (one, own) in self.boxes.iter().zip(&self.tops) { (one.draw(self.x, top + own)) }
        }
    }
}

pub(super) fn draw(drawn: &Drawn<'_>) -> String {
    let across = drawn.heading.layout.width();
    let story = &drawn.chain.story;
    let half = (across - GUTTER) / 2.0;
    let [(said, _), (problem, _), ..] = steps(story);
    let mut voices = Stack::new(drawn, Stands::Voice, said, 0.0, half);
    voices.place(None);
    let mut wrong = Stack::new(drawn, Stands::Problem, problem, half + GUTTER, half);
    wrong.place(None);
    let band = voices.bottom().max(wrong.bottom());
    // The problem stands in the middle of what was said of it.
    wrong.tops = vec![(band - wrong.bottom()) / 2.0];

    let wide = (across - STEM - 3.0 * GUTTER) / 4.0;
    let mut columns: Vec<Stack<'_>> = Vec::new();
    let of = [
        Stands::Cause,
        Stands::Measure,
        Stands::Commitment,
        Stands::Effect,
    ];
    for ((n, parts), stands) in story.columns().into_iter().enumerate().zip(of) {
        let x = STEM + n as f64 * (wide + GUTTER);
        let mut column = Stack::new(drawn, stands, parts, x, wide);
        column.place(columns.last());
        columns.push(column);
    }
    let below = columns.iter().map(Stack::bottom).fold(0.0, f64::max);
    let turn = TITLE + band + 12.0;
    let first = turn + 10.0 + TITLE;
    let room = Room {
        plot: first + below + 12.0,
        ..Room::default()
    };
    let notes: &[&str] = match story.holes().is_empty() {
        true => &[],
        false => &[dashed_explained(drawn.heading.lang)],
    };
    let frame = Frame::new(drawn.heading, room, notes);
    let at = frame.plot.top;
    let lang = drawn.heading.lang;
    let title = |stands: Stands, x: f64, y: f64| {
        label(
            stands.many(lang),
            x,
            y + LABEL,
            Anchor::Start,
            Type::bold(INK),
        )
    };
    let lines = Lines {
        voices: &voices,
        wrong: &wrong,
        columns: &columns,
    };
    let body = html! {
        g class="hs-links" fill="none" { (lines.draw(at + TITLE, at + turn, at + first)) }
        g class="hs-columns" {
            (title(Stands::Voice, 0.0, at))
            (title(Stands::Problem, half + GUTTER, at))
            @for (column, stands) in columns.iter().zip(of) { (title(stands, column.x, at + turn + 8.0)) }
        }
        (voices.draw(at + TITLE))
        (wrong.draw(at + TITLE))
        @for column in &columns { (column.draw(at + first)) }
    };
    frame.linked_svg(&body)
}

/// The lines between the boxes, in the gutters only.
struct Lines<'a> {
    voices: &'a Stack<'a>,
    wrong: &'a Stack<'a>,
    columns: &'a [Stack<'a>],
}

impl Lines<'_> {
    fn draw(&self, band: f64, turn: f64, first: f64) -> Markup {
        html! {
            @for at in 0..self.voices.boxes.len() {
                (join(self.voices, at, self.wrong, 0, band))
            }
            (self.stem(band, turn, first))
            @for pair in self.columns.windows(2) {
                @if let [before, after] = pair { (between(before, after, first)) }
            }
        }
    }

    /// From the problem down along the left edge, to each cause.
    fn stem(&self, band: f64, turn: f64, first: f64) -> Markup {
        let Some(causes) = self.columns.first() else {
            return html! {};
        };
        let middles: Vec<f64> = (0..causes.boxes.len())
            .filter_map(|at| causes.middle(at))
            .collect();
        let Some(last) = middles.last() else {
            return html! {};
        };
        let from = (
            self.wrong.x + self.wrong.wide / 2.0,
            band + self.wrong.bottom(),
        );
        let x = STEM / 2.0 - 2.0;
        let down = [from, (from.0, turn), (x, turn), (x, first + last)];
        html! {
            (line(&down, false))
            @for (middle, part) in middles.iter().zip(causes.parts) {
                (line(&[(x, first + middle), (causes.x, first + middle)], part.is_hole()))
            }
        }
    }
}

/// The lines between two columns. Where all that stand in the latter follow
/// from the same, they share one upright; else each has a line of its own, so
/// that none seems to lead where it does not.
fn between(before: &Stack<'_>, after: &Stack<'_>, first: f64) -> Markup {
    let shared = after.parts.first().map(|part| &part.from);
    let alike = after.parts.iter().all(|part| Some(&part.from) == shared);
    let shared = shared.filter(|from| alike && after.parts.len() > 1 && from.len() > 1);
    let Some(from) = shared else {
        return html! {
            @for (to, part) in after.parts.iter().enumerate() {
                @for at in &part.from { (join(before, *at, after, to, first)) }
            }
        };
    };
    let x = after.x - GUTTER / 2.0;
    let starts: Vec<f64> = from.iter().filter_map(|at| before.middle(*at)).collect();
    let ends: Vec<f64> = (0..after.boxes.len())
        .filter_map(|at| after.middle(at))
        .collect();
    let all = || starts.iter().chain(&ends).copied();
    let (high, low) = (all().fold(f64::MAX, f64::min), all().fold(0.0, f64::max));
    html! {
        @for y in &starts { (line(&[(before.x + before.wide, first + y), (x, first + y)], false)) }
        (line(&[(x, first + high), (x, first + low)], false))
        @for (y, part) in ends.iter().zip(after.parts) { (line(&[(x, first + y), (after.x, first + y)], part.is_hole())) }
    }
}

fn join(before: &Stack<'_>, at: usize, after: &Stack<'_>, to: usize, first: f64) -> Markup {
    let (Some(from), Some(end)) = (before.middle(at), after.middle(to)) else {
        return html! {};
    };
    let hole = |stack: &Stack<'_>, at: usize| stack.parts.get(at).is_some_and(StoryPart::is_hole);
    let ends = [
        (before.x + before.wide, first + from),
        (after.x, first + end),
    ];
    line(&ends, hole(before, at) || hole(after, to))
}

/// A line; broken where it leads to or from what is missing.
pub(crate) fn line(points: &[(f64, f64)], broken: bool) -> Markup {
    let dashes = broken.then_some("5 4");
    html! {
        path class={ "hs-link " (EDGE.stroke()) } d=(path(points)) fill="none" stroke=(EDGE.light) stroke-width=(px(1.5)) stroke-dasharray=[dashes] {}
    }
}
