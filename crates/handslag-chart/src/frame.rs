//! What surrounds every chart: the finding, the unit, the foot, the example mark?

use crate::lang::Words as _;
use crate::number::px;
use crate::palette::{EDGE, GRID, INK, PAPER, QUIET};
use crate::scale::{Axis, Plot};
use crate::text::{TYPEFACES, clean, width, wrap};
use crate::{Lang, Paint};
use maud::{Markup, html};

/// What every chart says about itself. All texts are ready to be shown.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Heading {
    /// Unique on the page; the two layouts of a drawing may share it.
    pub id: String,
    /// The language of the words the chart adds and of its numbers.
    pub lang: Lang,
    /// For which width it is drawn.
    pub layout: Layout,
    /// The title: what is found, in one sentence.
    pub finding: String,
    /// What the drawing shows, for those who do not see it.
    pub description: String,
    /// What is counted, per what: "Anmälda brott per 100 000 invånare och år".
    pub unit_label: String,
    /// Where the figures come from and their date, without the word "Källa".
    pub source: String,
    /// True marks the drawing as an example in plain sight.
    pub example: bool,
}

/// For which width a drawing is made. Letters keep their size, so a page has
/// both and shows one (see [`stylesheet`](crate::stylesheet)); paper has wide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Layout {
    /// 680 pixels: paper, and pages from 44 rem.
    #[default]
    Wide,
    /// 320 pixels: phones.
    Narrow,
}

impl Layout {
    pub(crate) fn width(self) -> f64 {
        self.pick(680.0, 320.0)
    }

    pub(crate) fn pick<T>(self, wide: T, narrow: T) -> T {
        match self {
            Self::Wide => wide,
            Self::Narrow => narrow,
        }
    }

    pub(crate) fn class(self) -> &'static str {
        self.pick("hs-drawing hs-wide", "hs-drawing hs-narrow")
    }
}

/// The size of labels in every drawing, in pixels.
pub(crate) const LABEL: f64 = 14.0;
/// The distance between lines of labels.
pub(crate) const LINE: f64 = 18.0;
const NOTE: f64 = 13.0;

/// How much room a chart wants around and in its plot, in pixels.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Room {
    pub(crate) left: f64,
    pub(crate) right: f64,
    /// For a key above the plot.
    pub(crate) key: f64,
    /// For labels of what stands in the plot, right above it.
    pub(crate) strip: f64,
    pub(crate) plot: f64,
    /// For the labels below the plot.
    pub(crate) axis: f64,
}

/// The parts that every chart has, each with its place.
pub(crate) struct Frame<'a> {
    heading: &'a Heading,
    title: Vec<String>,
    unit: Vec<String>,
    foot: Vec<String>,
    unit_top: f64,
    pub(crate) key_top: f64,
    pub(crate) strip_top: f64,
    pub(crate) plot: Plot,
    foot_top: f64,
}

impl<'a> Frame<'a> {
    pub(crate) fn new(heading: &'a Heading, room: Room, notes: &[&str]) -> Self {
        let across = heading.layout.width();
        let tag = if heading.example {
            tag_width(heading.lang) + 12.0
        } else {
            0.0
        };
        let (size, line) = title_size(heading.layout);
        let title = wrap(&heading.finding, across - tag, size, true);
        let unit = wrap(&heading.unit_label, across, LABEL, false);
        // An example mark needs the height of one line even without a finding.
        let title_lines = title.len().max(usize::from(heading.example));
        let unit_top = 4.0 + title_lines as f64 * line;
        let key_top = unit_top + unit.len() as f64 * LINE + 6.0;
        let strip_top = key_top + room.key;
        let top = strip_top + room.strip + 8.0;
        let bottom = top + room.plot;
        Self {
            heading,
            title,
            unit,
            foot: foot(heading, notes, across),
            unit_top,
            key_top,
            strip_top,
            plot: Plot {
                left: room.left,
                right: across - room.right,
                top,
                bottom,
            },
            foot_top: bottom + room.axis,
        }
    }

    /// The whole drawing, with `body` in its midst.
    pub(crate) fn svg(&self, body: &Markup) -> String {
        self.svg_as("img", body)
    }

    /// The same for a body that holds links: an image would hide them.
    pub(crate) fn linked_svg(&self, body: &Markup) -> String {
        self.svg_as("group", body)
    }

    fn svg_as(&self, role: &str, body: &Markup) -> String {
        let Heading { lang, layout, .. } = *self.heading;
        let (size, line) = title_size(layout);
        let height = self.foot_top + self.foot.len() as f64 * LINE + 6.0;
        let body = html! {
            g class="hs-title" { (lines(&self.title, 0.0, 4.0 + size, line, Type::title(size))) }
            g class="hs-unit" { (lines(&self.unit, 0.0, self.unit_top + LABEL, LINE, Type::label(QUIET))) }
            // Beneath what is drawn: no word is read through it.
            @if self.heading.example { (watermark(&self.plot, lang)) }
            (body)
            @if self.heading.example { (tag(layout.width(), lang)) }
            g class="hs-foot" { (lines(&self.foot, 0.0, self.foot_top + LABEL, LINE, Type { size: NOTE, ..Type::label(QUIET) })) }
        };
        let Heading {
            id,
            finding,
            description,
            ..
        } = self.heading;
        drawing(
            Outer {
                id,
                lang,
                layout,
                height,
                title: finding,
                description,
                role,
            },
            &body,
        )
    }

    /// Horizontal lines at the ticks, with their labels to the left.
    pub(crate) fn value_axis(&self, axis: &Axis, labels: &[String]) -> Markup {
        let plot = self.plot;
        html! {
            g class="hs-axis-y" {
                @for (tick, text) in axis.ticks.iter().zip(labels) {
                    @let y = plot.y(*tick, axis);
                    @let paint = if *tick == 0.0 { EDGE } else { GRID };
                    line class=(paint.stroke()) x1=(px(plot.left)) x2=(px(plot.right)) y1=(px(y)) y2=(px(y)) stroke=(paint.light) stroke-width="1" {}
                    (label(text, plot.left - 7.0, y + 4.5, Anchor::End, Type::label(QUIET)))
                }
            }
        }
    }

    /// A sentence in the plot of a chart without figures.
    pub(crate) fn nothing_to_show(&self) -> Markup {
        let plot = self.plot;
        let text = self.heading.lang.nothing_to_show();
        html! {
            line class=(EDGE.stroke()) x1=(px(plot.left)) x2=(px(plot.right)) y1=(px(plot.bottom)) y2=(px(plot.bottom)) stroke=(EDGE.light) stroke-width="1" {}
            (label(text, (plot.left + plot.right) / 2.0, (plot.top + plot.bottom) / 2.0, Anchor::Middle, Type::label(INK)))
        }
    }
}

fn title_size(layout: Layout) -> (f64, f64) {
    layout.pick((19.0, 25.0), (17.0, 22.0))
}

fn foot(heading: &Heading, notes: &[&str], room: f64) -> Vec<String> {
    let mut foot = wrap(&notes.join(" "), room, NOTE, false);
    if !heading.source.is_empty() {
        let source = format!("{}: {}", heading.lang.source(), heading.source);
        foot.extend(wrap(&source, room, NOTE, false));
    }
    foot
}

/// What the outermost element of a drawing says.
pub(crate) struct Outer<'a> {
    pub(crate) id: &'a str,
    pub(crate) lang: Lang,
    pub(crate) layout: Layout,
    pub(crate) height: f64,
    pub(crate) title: &'a str,
    pub(crate) description: &'a str,
    /// "img", or "group" if it holds links.
    pub(crate) role: &'a str,
}

/// One `<svg>` with its name and description.
pub(crate) fn drawing(outer: Outer, body: &Markup) -> String {
    let (w, h) = (px(outer.layout.width()), px(outer.height.ceil()));
    let id: String = outer
        .id
        .chars()
        .map(|c| {
            if c.is_alphanumeric() || c == '_' {
                c
            } else {
                '-'
            }
        })
        .chain(outer.layout.pick("-wide", "-narrow").chars())
        .collect();
    let (title_id, desc_id) = (format!("{id}-title"), format!("{id}-desc"));
    let described = !outer.description.is_empty();
    let names = if described {
        format!("{title_id} {desc_id}")
    } else {
        title_id.clone()
    };
    html! {
        svg xmlns="http://www.w3.org/2000/svg" class=(outer.layout.class()) id=(id) lang=(outer.lang.tag())
            viewBox=(format!("0 0 {w} {h}")) width=(w) height=(h) role=(outer.role) aria-labelledby=(names)
            font-family=(TYPEFACES) {
            title id=(title_id) { (clean(outer.title)) }
            @if described { desc id=(desc_id) { (clean(outer.description)) } }
            (body)
        }
    }
    .into_string()
}

/// Where a text stands as seen from its point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Anchor {
    Start,
    Middle,
    End,
}

/// How a text is set.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Type {
    pub(crate) size: f64,
    pub(crate) bold: bool,
    pub(crate) paint: Paint,
}

impl Type {
    pub(crate) fn label(paint: Paint) -> Self {
        Self {
            size: LABEL,
            bold: false,
            paint,
        }
    }

    pub(crate) fn bold(paint: Paint) -> Self {
        Self {
            bold: true,
            ..Self::label(paint)
        }
    }

    fn title(size: f64) -> Self {
        Self {
            size,
            bold: true,
            paint: INK,
        }
    }
}

/// One line of text on the baseline `y`.
pub(crate) fn label(text: &str, x: f64, y: f64, anchor: Anchor, set: Type) -> Markup {
    let anchor = match anchor {
        Anchor::Start => None,
        Anchor::Middle => Some("middle"),
        Anchor::End => Some("end"),
    };
    let weight = set.bold.then_some("600");
    html! {
        text class=(set.paint.fill()) x=(px(x)) y=(px(y)) font-size=(px(set.size)) fill=(set.paint.light)
            text-anchor=[anchor] font-weight=[weight] { (clean(text)) }
    }
}

/// One line of text that stays legible where a line runs behind it.
pub(crate) fn label_over_lines(text: &str, x: f64, y: f64, set: Type) -> Markup {
    html! {
        g class=(PAPER.stroke()) stroke=(PAPER.light) stroke-width="4" stroke-linejoin="round" paint-order="stroke" {
            (label(text, x, y, Anchor::Start, set))
        }
    }
}

/// A line through points, for the `d` of a path.
pub(crate) fn path(points: &[(f64, f64)]) -> String {
    points
        .iter()
        .enumerate()
        .map(|(n, (x, y))| format!("{}{} {}", if n == 0 { "M" } else { "L" }, px(*x), px(*y)))
        .collect()
}

/// Lines of text, the first on the baseline `y`.
pub(crate) fn lines(texts: &[String], x: f64, y: f64, line: f64, set: Type) -> Markup {
    html! {
        @for (n, text) in texts.iter().enumerate() {
            (label(text, x, y + n as f64 * line, Anchor::Start, set))
        }
    }
}

fn tag_width(lang: Lang) -> f64 {
    width(lang.example(), NOTE, true) + 14.0
}

/// "exempel" in a box in the upper right corner.
pub(crate) fn tag(across: f64, lang: Lang) -> Markup {
    let w = tag_width(lang);
    let left = across - w - 1.0;
    html! {
        g class="hs-example" {
            rect class={ (PAPER.fill()) " " (QUIET.stroke()) } x=(px(left)) y="2" width=(px(w)) height="21" rx="3" fill=(PAPER.light) stroke=(QUIET.light) stroke-width="1" {}
            (label(lang.example(), left + w / 2.0, 17.0, Anchor::Middle, Type { size: NOTE, ..Type::bold(QUIET) }))
        }
    }
}

/// "exempel" large and faint across the figures.
fn watermark(plot: &Plot, lang: Lang) -> Markup {
    let text = lang.example();
    let room = ((plot.right - plot.left) * 0.8).min((plot.bottom - plot.top) * 1.6);
    let size = room / width(text, 1.0, true);
    let (x, y) = (
        (plot.left + plot.right) / 2.0,
        (plot.top + plot.bottom) / 2.0,
    );
    let turn = format!("rotate(-12 {} {})", px(x), px(y));
    html! {
        g class="hs-watermark" fill-opacity="0.09" pointer-events="none" transform=(turn) aria-hidden="true" {
            (label(text, x, y + size / 3.0, Anchor::Middle, Type { size, bold: true, paint: INK }))
        }
    }
}
