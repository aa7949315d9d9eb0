//! How is one part of a chain drawn: its kind, its words, how it stands?

use handslag_domain::picture::story::{Is, StoryPart};
use handslag_domain::vocabulary::CauseState;
use maud::{Markup, html};

use crate::Lang;
use crate::blocks::{BlockKind, HIGH, WIDE};
use crate::frame::{LINE, Type, lines};
use crate::labels::few_lines;
use crate::number::px;
use crate::palette::{INK, OWN, PAPER, QUIET};
use crate::text::clean;

use super::words::{Stands, name_of, side_of, state_of};

/// A part with what is said of it.
pub(super) struct Told<'a> {
    pub(super) part: &'a StoryPart,
    pub(super) stands: Stands,
    pub(super) href: Option<&'a str>,
    pub(super) lang: Lang,
}

/// A box that knows its size and not yet its place.
pub(super) struct PartBox<'a> {
    told: Told<'a>,
    wide: f64,
    kind: Vec<String>,
    words: Vec<String>,
    state: Vec<String>,
    more: Vec<String>,
    pub(super) height: f64,
}

/// Between the edge of a box and its words.
const PAD: f64 = 9.0;
/// The most lines of words; the rest is in the link's name and in the table.
const MOST: usize = 6;

impl<'a> PartBox<'a> {
    /// - `kind`: what it is, over its words, where no column says so.
    /// - `more`: said beneath how it stands.
    pub(super) fn new(told: Told<'a>, wide: f64, kind: Option<&str>, more: Option<&str>) -> Self {
        let room = wide - 2.0 * PAD;
        let side = side_of(told.part, told.lang);
        let kind: Vec<&str> = kind.into_iter().chain(side).collect();
        let kind = few_lines(&kind.join(" · "), room, 2, false);
        let bold = told.part.is_hole() || told.stands == Stands::Problem;
        let words = few_lines(&name_of(told.part, told.lang), room, MOST, bold);
        let state_room = match block(told.part) {
            Some(_) => room - WIDE - 8.0,
            None => room,
        };
        let state = match told.part.is {
            Is::Hole(_) => Vec::new(),
            _ => few_lines(&state_of(told.part, told.lang), state_room, 3, false),
        };
        let more = more.map_or_else(Vec::new, |more| few_lines(more, room, 3, false));
        let state_height = match block(told.part) {
            Some(_) => (HIGH + 6.0).max(state.len() as f64 * LINE),
            None => state.len() as f64 * LINE,
        };
        let texts = kind.len() + words.len() + more.len();
        Self {
            height: texts as f64 * LINE + state_height + 2.0 * PAD,
            told,
            wide,
            kind,
            words,
            state,
            more,
        }
    }

    /// The whole name, for those who do not see the box.
    fn name(&self) -> String {
        let Told {
            part, stands, lang, ..
        } = &self.told;
        let words = name_of(part, *lang);
        let mut name = format!("{}: {words}", stands.one(*lang));
        let state = match part.is {
            Is::Hole(_) => String::new(),
            _ => state_of(part, *lang),
        };
        let side = side_of(part, *lang).unwrap_or_default();
        for said in [side, state.as_str()]
            .into_iter()
            .filter(|said| !said.is_empty())
        {
            name = format!("{}. {said}", name.trim_end_matches('.'));
        }
        clean(&name)
    }

    pub(super) fn draw(&self, x: f64, y: f64) -> Markup {
        let name = self.name();
        let shape = html! {
            title { (name) }
            (self.outline(x, y))
            (self.texts(x + PAD, y + PAD))
        };
        html! {
            @if let Some(href) = self.told.href {
                // Its title is its name. A label beside it would have to say the
                // words in the box as they are broken there.
                a href=(clean(href)) { (shape) }
            } @else {
                g class="hs-part" { (shape) }
            }
        }
    }

    fn outline(&self, x: f64, y: f64) -> Markup {
        let (class, dashes) = match self.told.part.is_hole() {
            true => ("hs-hole", Some("5 4")),
            false => ("hs-box", None),
        };
        let edge = match self.told.stands {
            Stands::Problem => INK,
            _ => QUIET,
        };
        let thick = match self.told.stands {
            Stands::Problem => 2.0,
            _ => 1.25,
        };
        html! {
            rect class={ (class) " " (PAPER.fill()) " " (edge.stroke()) } x=(px(x + 1.0)) y=(px(y + 1.0)) width=(px(self.wide - 2.0)) height=(px(self.height - 2.0)) rx="3" fill=(PAPER.light) stroke=(edge.light) stroke-width=(px(thick)) stroke-dasharray=[dashes] {}
            @if is_supported(self.told.part) {
                rect class={ "hs-supported " (OWN.fill()) } x=(px(x + 1.0)) y=(px(y + 1.0)) width="4" height=(px(self.height - 2.0)) fill=(OWN.light) {}
            }
        }
    }

    fn texts(&self, x: f64, y: f64) -> Markup {
        let bold = self.told.part.is_hole() || self.told.stands == Stands::Problem;
        let words = match (self.told.part.is_hole(), bold) {
            (true, _) => Type::bold(QUIET),
            (false, true) => Type::bold(INK),
            (false, false) => Type::label(INK),
        };
        let first = |lines_before: usize| y + 13.0 + lines_before as f64 * LINE;
        let after_words = self.kind.len() + self.words.len();
        let block = block(self.told.part);
        let state_x = match block {
            Some(_) => x + WIDE + 8.0,
            None => x,
        };
        // Beside a block of two lines the words stand in its middle.
        let lower = match block {
            Some(_) => ((HIGH + 6.0 - self.state.len() as f64 * LINE) / 2.0).max(0.0),
            None => 0.0,
        };
        let more_top = y + self.height - 2.0 * PAD - self.more.len() as f64 * LINE;
        html! {
            (lines(&self.kind, x, first(0), LINE, Type::label(QUIET)))
            (lines(&self.words, x, first(self.kind.len()), LINE, words))
            @if let Some(block) = block {
                (block.draw(x, y + after_words as f64 * LINE + 6.0))
            }
            (lines(&self.state, state_x, first(after_words) + lower, LINE, Type::label(QUIET)))
            (lines(&self.more, x, more_top + 13.0, LINE, Type::label(QUIET)))
        }
    }
}

fn is_supported(part: &StoryPart) -> bool {
    matches!(
        part.is,
        Is::Cause {
            state: CauseState::Supported,
            ..
        }
    )
}

/// The mark of how a commitment went, the same as in the row of all of them.
fn block(part: &StoryPart) -> Option<BlockKind> {
    match part.is {
        Is::Commitment { verdict } => Some(verdict.into()),
        _ => None,
    }
}
