//! How did all the commitments of a promise go, at one glance?

use crate::frame::{Outer, drawing, path};
use crate::number::px;
use crate::palette::{INK, OWN, PAPER, QUIET};
use crate::text::clean;
use crate::{Lang, Layout};
use handslag_domain::verdict::Verdict;
use maud::{Markup, html};

/// A row of blocks, one for each commitment.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SummaryBlocks {
    /// Unique on the page; the two layouts of a drawing may share it.
    pub id: String,
    /// The language of the texts.
    pub lang: Lang,
    /// For which width it is drawn.
    pub layout: Layout,
    /// The sum in words: "14 åtaganden: 9 hållna, 3 delvis, …".
    pub title: String,
    /// One for each commitment, in the order of the promise.
    pub blocks: Vec<Block>,
}

/// One commitment.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    /// How it went.
    pub kind: BlockKind,
    /// Its name and its state, in words.
    pub label: String,
    /// Its page; none on paper.
    pub href: Option<String>,
}

/// How a commitment went, as far as a block can show it. Each has its own
/// shape, so that none depends on colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// Filled, with a step on top.
    Exceeded,
    /// Filled.
    Kept,
    /// Filled to half its height.
    Partly,
    /// Empty with a cross.
    NotKept,
    /// Empty with a ring.
    Ongoing,
    /// A broken outline with a dash.
    CannotBeAssessed,
    /// Empty with one stroke across.
    NoNeed,
    /// Empty with an exclamation mark.
    Disputed,
    /// Empty with dots: told, but not evidenced.
    OnlyTold,
}

pub(crate) const WIDE: f64 = 26.0;
pub(crate) const HIGH: f64 = 34.0;
const STEP_X: f64 = WIDE + 7.0;
const STEP_Y: f64 = HIGH + 11.0;

/// The blocks as one `<svg>`; a block with an address is a link.
pub fn summary_blocks(summary: &SummaryBlocks) -> String {
    let per_row = ((summary.layout.width() + 3.0) / STEP_X).floor() as usize;
    let rows = summary.blocks.len().div_ceil(per_row).max(1);
    let linked = summary.blocks.iter().any(|block| block.href.is_some());
    let body = html! {
        @for (n, block) in summary.blocks.iter().enumerate() {
            @let (x, y) = (2.0 + (n % per_row) as f64 * STEP_X, 6.0 + (n / per_row) as f64 * STEP_Y);
            (block.draw(x, y))
        }
    };
    let outer = Outer {
        id: &summary.id,
        lang: summary.lang,
        layout: summary.layout,
        height: 4.0 + rows as f64 * STEP_Y,
        title: &summary.title,
        description: "",
        role: if linked { "group" } else { "img" },
    };
    drawing(outer, &body)
}

impl From<Verdict> for BlockKind {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Exceeded => Self::Exceeded,
            Verdict::Kept => Self::Kept,
            Verdict::Partly => Self::Partly,
            Verdict::NotKept => Self::NotKept,
            Verdict::Ongoing => Self::Ongoing,
            Verdict::NoNeedArose => Self::NoNeed,
            Verdict::Disputed => Self::Disputed,
            Verdict::CannotBeAssessed => Self::CannotBeAssessed,
            Verdict::OnlyTold => Self::OnlyTold,
        }
    }
}

impl Block {
    fn draw(&self, x: f64, y: f64) -> Markup {
        let name = clean(&self.label);
        let shape = html! {
            title { (name) }
            (self.kind.draw(x, y))
        };
        html! {
            @if let Some(href) = &self.href {
                a href=(clean(href)) aria-label=(name) { (shape) }
            } @else {
                g { (shape) }
            }
        }
    }
}

impl BlockKind {
    pub(crate) fn draw(self, x: f64, y: f64) -> Markup {
        let (right, bottom) = (x + WIDE, y + HIGH);
        let (mid_x, mid_y) = (x + WIDE / 2.0, y + HIGH / 2.0);
        match self {
            Self::Exceeded => html! {
                (filled(x, y, HIGH))
                path class=(OWN.stroke()) d=(path(&[(x, y - 4.0), (right, y - 4.0)])) fill="none" stroke=(OWN.light) stroke-width="3" {}
            },
            Self::Kept => filled(x, y, HIGH),
            Self::Partly => html! {
                (outline(x, y, None))
                (filled(x, mid_y, HIGH / 2.0))
            },
            Self::NotKept => html! {
                (outline(x, y, None))
                (marked(&[(x + 7.0, mid_y - 6.0), (right - 7.0, mid_y + 6.0)]))
                (marked(&[(x + 7.0, mid_y + 6.0), (right - 7.0, mid_y - 6.0)]))
            },
            Self::Ongoing => html! {
                (outline(x, y, None))
                circle class=(OWN.stroke()) cx=(px(mid_x)) cy=(px(mid_y)) r="5.5" fill="none" stroke=(OWN.light) stroke-width="2.25" {}
            },
            Self::CannotBeAssessed => html! {
                (outline(x, y, Some("3 3")))
                (marked(&[(x + 8.0, mid_y), (right - 8.0, mid_y)]))
            },
            Self::NoNeed => html! {
                (outline(x, y, None))
                (marked(&[(x + 5.0, bottom - 7.0), (right - 5.0, y + 7.0)]))
            },
            Self::Disputed => html! {
                (outline(x, y, None))
                (marked(&[(mid_x, y + 8.0), (mid_x, mid_y + 3.0)]))
                circle class=(INK.fill()) cx=(px(mid_x)) cy=(px(bottom - 8.5)) r="1.75" fill=(INK.light) {}
            },
            Self::OnlyTold => html! {
                (outline(x, y, None))
                @for shift in [-6.0, 0.0, 6.0] {
                    circle class=(QUIET.fill()) cx=(px(mid_x + shift)) cy=(px(mid_y)) r="1.75" fill=(QUIET.light) {}
                }
            },
        }
    }
}

fn filled(x: f64, y: f64, height: f64) -> Markup {
    html! {
        rect class=(OWN.fill()) x=(px(x)) y=(px(y)) width=(px(WIDE)) height=(px(height)) fill=(OWN.light) {}
    }
}

fn outline(x: f64, y: f64, dashes: Option<&str>) -> Markup {
    html! {
        rect class={ (PAPER.fill()) " " (QUIET.stroke()) } x=(px(x + 0.75)) y=(px(y + 0.75)) width=(px(WIDE - 1.5)) height=(px(HIGH - 1.5)) fill=(PAPER.light) stroke=(QUIET.light) stroke-width="1.5" stroke-dasharray=[dashes] {}
    }
}

fn marked(points: &[(f64, f64)]) -> Markup {
    html! {
        path class=(INK.stroke()) d=(path(points)) fill="none" stroke=(INK.light) stroke-width="2.25" stroke-linecap="round" {}
    }
}
