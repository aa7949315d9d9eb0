//! An own line over time among others: the picture that several drawings share.

use handslag_domain::effect::Span;
use maud::{Markup, html};

use crate::crime::Point;
use crate::frame::{Anchor, Frame, LABEL, Room, Type, label, path};
use crate::labels::{
    END_LABEL_ROOM, KEY_INDENT, Key, Mark, Sample, Wanted, draw_marks, few_lines, keys_above,
    keys_beside, keys_height, marks, marks_height,
};
use crate::lang::Words as _;
use crate::number::{finite, px, short_number, with_sign};
use crate::palette::{BAND, EDGE, INK, OWN, PERIOD, QUIET};
use crate::scale::{Axis, Plot};
use crate::strokes::{area, own_line, runs};
use crate::text::{clean, shorten, width};
use crate::{Heading, Lang, Layout, Period, TableModel, time_axis};

/// What is drawn along the periods, ready to be placed.
pub(super) struct Lines<'a> {
    pub(super) periods: &'a [Period],
    pub(super) own: Vec<Option<Point>>,
    /// A dashed line.
    pub(super) expected: Vec<Option<f64>>,
    /// The area around it.
    pub(super) range: Vec<Option<Span>>,
    /// Thin lines.
    pub(super) others: Vec<&'a [Option<f64>]>,
    pub(super) axis: Axis,
    /// Whether the axis shows differences, with plus and minus.
    pub(super) differences: bool,
    /// The first row that is judged.
    pub(super) judged_from: Option<usize>,
    /// The rows that something new begins with, and what.
    pub(super) breaks: Vec<(usize, &'a str)>,
    pub(super) notes: Vec<&'static str>,
}

impl Lines<'_> {
    /// The whole drawing.
    ///
    /// - `names`: what is named, for the layout.
    /// - `table`: shown row by row under a pointer.
    pub(super) fn svg(&self, heading: &Heading, names: Vec<Key>, table: &TableModel) -> String {
        let Heading { lang, layout, .. } = *heading;
        let ticks: Vec<String> = self
            .axis
            .ticks
            .iter()
            .map(|tick| {
                let text = short_number(*tick, self.axis.decimals, lang);
                match self.differences {
                    true => with_sign(*tick, &text),
                    false => text,
                }
            })
            .collect();
        let room = Room {
            left: 8.0 + widest(&ticks),
            right: layout.pick(END_LABEL_ROOM + 12.0, 6.0),
            key: layout.pick(0.0, keys_height(&names)),
            plot: layout.pick(270.0, 210.0),
            axis: time_axis::height(self.periods),
            strip: 0.0,
        };
        let across = Plot {
            left: room.left,
            right: layout.width() - room.right,
            top: 0.0,
            bottom: 0.0,
        };
        let marks = self.marks(&across, lang, layout);
        let room = Room {
            strip: marks_height(&marks),
            ..room
        };
        let frame = Frame::new(heading, room, &self.notes);
        let y = |value: f64| frame.plot.y(value, &self.axis);
        let x = |index: usize| frame.plot.middle(index, self.periods.len());
        frame.svg(&html! {
            (self.judged(&frame.plot))
            (frame.value_axis(&self.axis, &ticks))
            (self.range(&frame.plot))
            (self.others(&frame.plot))
            (self.expected(&frame.plot))
            (time_axis::draw(self.periods, &frame.plot, layout.width(), lang))
            (draw_marks(&marks, &frame))
            (own_line(&self.own, |index, value| (x(index), y(value))))
            @match layout {
                Layout::Wide => (keys_beside(&names, &frame, y)),
                Layout::Narrow => (keys_above(&names, frame.key_top)),
            }
            (self.places(&frame.plot, table))
        })
    }

    fn marks(&self, plot: &Plot, lang: Lang, layout: Layout) -> Vec<Mark> {
        let n = self.periods.len();
        let judged = self.judged_from.map(|from| Wanted {
            x: plot.edge(from, n),
            text: lang.judged(),
            line: false,
        });
        let broken = self.breaks.iter().map(|(after, text)| Wanted {
            x: plot.edge(*after, n),
            text,
            line: true,
        });
        marks(judged.into_iter().chain(broken).collect(), layout.width())
    }

    fn judged(&self, plot: &Plot) -> Markup {
        html! {
            @if let Some(from) = self.judged_from {
                @let left = plot.edge(from, self.periods.len());
                rect class={ "hs-period " (PERIOD.fill()) } x=(px(left)) y=(px(plot.top)) width=(px(plot.right - left)) height=(px(plot.bottom - plot.top)) fill=(PERIOD.light) {}
            }
        }
    }

    fn range(&self, plot: &Plot) -> Markup {
        html! {
            g class="hs-band" {
                @for run in runs(&self.range) {
                    @let upper = self.along(plot, &run, |span| span.upper);
                    @let lower = self.along(plot, &run, |span| span.lower);
                    path class=(BAND.fill()) d=(area(&upper, &lower)) fill=(BAND.light) {}
                    path class={ "hs-band-upper " (EDGE.stroke()) } d=(path(&upper)) fill="none" stroke=(EDGE.light) stroke-width="0.75" {}
                    path class={ "hs-band-lower " (EDGE.stroke()) } d=(path(&lower)) fill="none" stroke=(EDGE.light) stroke-width="0.75" {}
                }
            }
        }
    }

    fn expected(&self, plot: &Plot) -> Markup {
        html! {
            g class="hs-expected" fill="none" {
                @for run in runs(&self.expected) {
                    path class=(QUIET.stroke()) d=(path(&self.along(plot, &run, |value| *value))) stroke=(QUIET.light) stroke-width="1.5" stroke-dasharray="1.5 2.5" {}
                }
            }
        }
    }

    fn others(&self, plot: &Plot) -> Markup {
        // Many lines are told apart by where they thicken, few one by one.
        let opacity = if self.others.len() > FEW_OTHERS {
            "0.5"
        } else {
            "0.9"
        };
        html! {
            g class={ "hs-others " (EDGE.stroke()) } fill="none" stroke=(EDGE.light) stroke-width="1" stroke-opacity=(opacity) stroke-linejoin="round" {
                @for values in &self.others {
                    @for run in runs(values) {
                        path d=(path(&self.along(plot, &run, |value| *value))) {}
                    }
                }
            }
        }
    }

    /// The points of a stretch. One period alone is drawn as wide as its place.
    fn along<T>(
        &self,
        plot: &Plot,
        run: &[(usize, T)],
        value: impl Fn(&T) -> f64,
    ) -> Vec<(f64, f64)> {
        let n = self.periods.len();
        let points = run
            .iter()
            .map(|(index, at)| (plot.middle(*index, n), plot.y(value(at), &self.axis)));
        if run.len() > 1 {
            return points.collect();
        }
        let half = (plot.place_width(n) * 0.4).min(30.0);
        points
            .flat_map(|(x, y)| [(x - half, y), (x + half, y)])
            .collect()
    }

    /// An unseen area for each period that shows its row under a pointer.
    fn places(&self, plot: &Plot, table: &TableModel) -> Markup {
        let n = self.periods.len();
        html! {
            g class="hs-places" fill="none" pointer-events="all" {
                @for (index, row) in table.rows.iter().enumerate() {
                    rect x=(px(plot.edge(index, n))) y=(px(plot.top)) width=(px(plot.place_width(n))) height=(px(plot.bottom - plot.top)) {
                        title { (note(&table.columns, row)) }
                    }
                }
            }
        }
    }
}

/// Up to so many others are named one by one.
pub(super) const FEW_OTHERS: usize = 4;
/// So many columns of a table are read under a pointer.
const FEW_COLUMNS: usize = 5;

/// A row of a table under its headings, for a pointer.
fn note(columns: &[String], row: &[String]) -> String {
    let mut cells = columns.iter().zip(row);
    let first = cells.next().map(|(_, cell)| cell.clone());
    let rest = cells
        .take(FEW_COLUMNS)
        .filter(|(_, cell)| !cell.is_empty())
        .map(|(column, cell)| format!("{column}: {cell}"));
    let lines: Vec<String> = first.into_iter().chain(rest).collect();
    clean_lines(&lines)
}

fn clean_lines(lines: &[String]) -> String {
    let lines: Vec<String> = lines.iter().map(|line| clean(line)).collect();
    lines.join("\n")
}

/// The width of the widest of some labels.
pub(super) fn widest(texts: &[String]) -> f64 {
    texts
        .iter()
        .map(|text| width(text, LABEL, false))
        .fold(0.0, f64::max)
}

/// The rows whose period can be read, by their place.
pub(super) fn readable(periods: &[String]) -> Vec<(usize, Period)> {
    periods
        .iter()
        .enumerate()
        .filter_map(|(n, text)| Some((n, Period::parse(text)?)))
        .collect()
}

/// The values in the readable rows; what is no number is missing.
pub(super) fn numbers(
    values: &[Option<f64>],
    rows: &[(usize, Period)],
    passes: impl Fn(f64) -> Option<f64>,
) -> Vec<Option<f64>> {
    rows.iter()
        .map(|(n, _)| values.get(*n).copied().flatten().and_then(&passes))
        .collect()
}

/// The row that a period starts in or after, when it is shown.
pub(super) fn row_of(periods: &[Period], from: &str) -> Option<usize> {
    let from = Period::parse(from)?.start();
    // A year that holds the month is the row it falls in.
    periods.iter().position(|period| period.end() >= from)
}

/// A figure with its period where that is not the last one shown.
pub(super) fn latest(at: usize, figure: String, periods: &[Period], lang: Lang) -> String {
    match periods.get(at) {
        Some(period) if at + 1 < periods.len() => format!("{figure} ({})", period.label(lang)),
        _ => figure,
    }
}

/// The name of the own line with its latest figure.
pub(super) fn own_key(layout: Layout, value: f64, name: &str, figure: &str) -> Key {
    Key {
        sample: Sample::Own,
        value,
        texts: name_and_figure(layout, name, figure, Type::bold(OWN)),
    }
}

/// A name above its figure at the end of a line, in one sentence in a key.
pub(super) fn name_and_figure(
    layout: Layout,
    name: &str,
    figure: &str,
    set: Type,
) -> Vec<(String, Type)> {
    const NAME_LINES: usize = 3;
    if layout == Layout::Narrow {
        let room = layout.width() - KEY_INDENT;
        let both = match figure {
            "" => name.to_owned(),
            figure => format!("{name}, {figure}"),
        };
        let lines = few_lines(&both, room, NAME_LINES, set.bold);
        return lines.into_iter().map(|line| (line, set)).collect();
    }
    let paint = if set.bold { INK } else { set.paint };
    let names = few_lines(name, END_LABEL_ROOM, NAME_LINES, set.bold);
    let figures = few_lines(figure, END_LABEL_ROOM, 2, false);
    let figures = figures.into_iter().map(|line| (line, Type::label(paint)));
    names
        .into_iter()
        .map(|line| (line, set))
        .chain(figures)
        .collect()
}

/// The names of the thin lines: one by one when they are few, else how many.
///
/// - `of_many`: what so many are called.
pub(super) fn other_keys(
    layout: Layout,
    others: &[(&str, &[Option<f64>])],
    of_many: String,
    figure: impl Fn(f64) -> String,
) -> Vec<Key> {
    let set = Type::label(QUIET);
    let last = |values: &[Option<f64>]| values.iter().rev().find_map(|value| *value);
    let known: Vec<(&str, f64)> = others
        .iter()
        .filter_map(|(name, values)| Some((*name, last(values)?)))
        .collect();
    let room = layout.pick(END_LABEL_ROOM, layout.width() - KEY_INDENT);
    match known.as_slice() {
        [] => Vec::new(),
        few if few.len() <= FEW_OTHERS => few
            .iter()
            .map(|(name, value)| {
                let figure = format!(" {}", figure(*value));
                let room = room - width(&figure, LABEL, false);
                Key {
                    sample: Sample::Thin,
                    value: *value,
                    texts: vec![(shorten(name, room, LABEL, false) + &figure, set)],
                }
            })
            .collect(),
        many => {
            let mut values: Vec<f64> = many.iter().map(|(_, value)| *value).collect();
            values.sort_by(f64::total_cmp);
            vec![Key {
                sample: Sample::Thin,
                value: values[values.len() / 2],
                texts: few_lines(&of_many, room, 3, false)
                    .into_iter()
                    .map(|line| (line, set))
                    .collect(),
            }]
        }
    }
}

/// A drawing without anything to draw.
pub(super) fn empty(heading: &Heading) -> String {
    let room = Room {
        plot: 90.0,
        axis: 10.0,
        ..Room::default()
    };
    let frame = Frame::new(heading, room, &[]);
    frame.svg(&frame.nothing_to_show())
}

/// The words under an axis, broken where they must be.
pub(super) struct AxisTitle {
    lines: Vec<String>,
}

impl AxisTitle {
    pub(super) fn new(text: &str, layout: Layout) -> Self {
        Self {
            lines: crate::text::wrap(text, layout.width(), LABEL, false),
        }
    }

    /// Ticks and title together.
    pub(super) fn height(&self) -> f64 {
        32.0 + self.lines.len() as f64 * crate::frame::LINE
    }

    pub(super) fn draw(&self, plot: &Plot, across: f64) -> Markup {
        html! {
            g class="hs-axis-title" {
                @for (n, line) in self.lines.iter().enumerate() {
                    @let half = width(line, LABEL, false) / 2.0;
                    @let middle = (plot.left + plot.right) / 2.0;
                    @let x = middle.min(across - half).max(half);
                    @let y = plot.bottom + 38.0 + n as f64 * crate::frame::LINE;
                    (label(line, x, y, Anchor::Middle, Type::label(QUIET)))
                }
            }
        }
    }
}

/// A range whose ends are numbers in order.
pub(super) fn in_order(span: Span) -> Option<Span> {
    let Span { lower, upper } = span;
    (lower <= upper && finite(lower).is_some() && finite(upper).is_some()).then_some(span)
}
