//! How does the chain stand on a phone: one under the other, what follows
//! from something a step to the right beneath it?

use handslag_domain::picture::story::StoryPart;
use maud::{Markup, html};

use crate::frame::{Frame, Room};

use super::boxes::PartBox;
use super::wide::line;
use super::words::{Stands, also_from, dashed_explained, name_of};
use super::{Drawn, steps};

/// A step to the right.
const STEP: f64 = 14.0;
const BETWEEN: f64 = 10.0;

/// A box in its row.
struct Row<'a> {
    depth: usize,
    one: PartBox<'a>,
    hole: bool,
    top: f64,
    /// The row that it follows from.
    parent: Option<usize>,
}

pub(super) fn draw(drawn: &Drawn<'_>) -> String {
    let mut rows = Rows {
        drawn,
        rows: Vec::new(),
        free: 0.0,
    };
    rows.fill();
    let room = Room {
        plot: rows.free,
        ..Room::default()
    };
    let notes: &[&str] = match drawn.chain.story.holes().is_empty() {
        true => &[],
        false => &[dashed_explained(drawn.heading.lang)],
    };
    let frame = Frame::new(drawn.heading, room, notes);
    let top = frame.plot.top;
    frame.linked_svg(&html! {
        g class="hs-links" fill="none" { (rows.lines(top)) }
        @for row in &rows.rows { (row.one.draw(left(row.depth), top + row.top)) }
    })
}

fn left(depth: usize) -> f64 {
    depth as f64 * STEP
}

struct Rows<'d, 'a> {
    drawn: &'d Drawn<'a>,
    rows: Vec<Row<'a>>,
    free: f64,
}

impl<'a> Rows<'_, 'a> {
    fn fill(&mut self) {
        let [
            (voices, _),
            (problem, _),
            causes,
            measures,
            commitments,
            effects,
        ] = steps(&self.drawn.chain.story);
        for voice in voices {
            self.add(voice, Stands::Voice, 0, None, None);
        }
        let root = problem
            .first()
            .map(|part| self.add(part, Stands::Problem, 0, None, None));
        for (c, cause) in causes.0.iter().enumerate() {
            let cause = self.add(cause, Stands::Cause, 1, root, None);
            for (m, measure) in first_of(measures.0, c) {
                let more = self.others(measure, measures.1);
                let measure = self.add(measure, Stands::Measure, 2, Some(cause), more);
                for (_, commitment) in first_of(commitments.0, m) {
                    let more = self.others(commitment, commitments.1);
                    self.add(commitment, Stands::Commitment, 3, Some(measure), more);
                }
            }
        }
        // What is measured is measured of the problem, whoever promised what.
        for effect in effects.0 {
            self.add(effect, Stands::Effect, 1, root, None);
        }
    }

    fn add(
        &mut self,
        part: &'a StoryPart,
        stands: Stands,
        depth: usize,
        parent: Option<usize>,
        more: Option<String>,
    ) -> usize {
        let wide = self.drawn.heading.layout.width() - left(depth);
        let told = self.drawn.told(part, stands);
        let kind = stands.one(told.lang);
        let one = PartBox::new(told, wide, Some(kind), more.as_deref());
        let top = self.free;
        self.free += one.height + BETWEEN;
        self.rows.push(Row {
            depth,
            one,
            hole: part.is_hole(),
            top,
            parent,
        });
        self.rows.len() - 1
    }

    /// Those that it follows from beside the first, in words.
    fn others(&self, part: &StoryPart, before: &[StoryPart]) -> Option<String> {
        let lang = self.drawn.heading.lang;
        let mut from = part.from.clone();
        from.sort_unstable();
        let names: Vec<String> = from
            .iter()
            .skip(1)
            .filter_map(|at| before.get(*at))
            .map(|part| name_of(part, lang))
            .collect();
        (!names.is_empty()).then(|| also_from(lang, &names.join("; ")))
    }

    /// Down from each and to the right, left of all that is further in.
    fn lines(&self, top: f64) -> Markup {
        html! {
            @for row in &self.rows {
                @if let Some(parent) = row.parent.and_then(|at| self.rows.get(at)) {
                    @let x = left(parent.depth) + STEP / 2.0;
                    @let y = top + row.top + row.one.height / 2.0;
                    (line(&[(x, top + parent.top + parent.one.height), (x, y), (left(row.depth), y)], row.hole))
                }
            }
        }
    }
}

/// Those that follow first of all from this one.
fn first_of(parts: &[StoryPart], at: usize) -> impl Iterator<Item = (usize, &StoryPart)> {
    let mine = move |part: &&StoryPart| part.from.iter().min() == Some(&at);
    let numbered = parts.iter().enumerate();
    numbered.filter(move |(_, part)| mine(part))
}
