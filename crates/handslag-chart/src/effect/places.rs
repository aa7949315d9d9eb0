//! Before and after at places, with the rings around them.

use handslag_domain::effect::PlaceBars;
use maud::{Markup, html};

use super::lines::{empty, widest};
use super::sheet::{Cell, Column, Sheet, decimals, figure};
use super::{Chart, chart as set, heading};
use crate::frame::{Anchor, Frame, LABEL, LINE, Room, Type, label, lines};
use crate::lang::Words as _;
use crate::number::{drawable, percent, px};
use crate::palette::{BAND, EDGE, INK, OWN, QUIET};
use crate::scale::Plot;
use crate::text::wrap;
use crate::{Heading, Lang};

/// The height of one bar, in pixels.
const BAR: f64 = 17.0;
/// The distance from one bar's top to the next one's.
const STEP: f64 = 21.0;
/// The distance from one place to the next.
const BETWEEN: f64 = 16.0;

pub(super) fn chart(bars: &PlaceBars, lang: Lang, example: bool) -> Chart {
    let places = Places::of(bars);
    let heading = Heading {
        description: places.description(lang),
        example,
        ..heading(&bars.id, lang, &bars.finding, &bars.unit, &bars.source)
    };
    set(heading, &places.sheet(lang), |heading| places.svg(heading))
}

struct Places<'a> {
    bars: &'a PlaceBars,
    /// Name, before, after.
    rows: Vec<(&'a str, [Option<f64>; 2])>,
    /// What is counted is whole also where what it is held against is not.
    decimals: [usize; 2],
}

impl<'a> Places<'a> {
    fn of(bars: &'a PlaceBars) -> Self {
        let rows: Vec<(&str, [Option<f64>; 2])> = bars
            .bars
            .iter()
            .map(|bar| (bar.name.as_str(), [bar.before, bar.after].map(drawable)))
            .collect();
        Self {
            bars,
            decimals: [0, 1].map(|n| decimals(rows.iter().map(|(_, values)| values[n]))),
            rows,
        }
    }

    fn headings(&self) -> [&'a str; 2] {
        [&self.bars.before, &self.bars.after]
    }

    /// Both bars' figures, in words.
    fn figures(&self, values: [Option<f64>; 2], lang: Lang) -> [String; 2] {
        std::array::from_fn(|n| match values[n] {
            None => lang.no_figure().to_owned(),
            Some(value) if self.bars.is_percent => percent(value, self.decimals[n], lang),
            Some(value) => figure(value, self.decimals[n], lang),
        })
    }

    fn svg(&self, heading: &Heading) -> String {
        let values = self.rows.iter().flat_map(|(_, values)| values.iter());
        let Some(largest) = values.flatten().copied().reduce(f64::max) else {
            return empty(heading);
        };
        let Heading { lang, layout, .. } = *heading;
        let across = layout.width();
        let headings = self.headings().map(crate::text::clean);
        let beside = widest(&headings) + 10.0;
        // Long headings stand above, beside a sample, where they have the width.
        let key = beside > layout.pick(190.0, 84.0);
        let keys: Vec<Vec<String>> = headings
            .iter()
            .map(|text| wrap(text, across - 34.0, LABEL, false))
            .collect();
        let key_lines: usize = keys.iter().map(Vec::len).sum();
        let names: Vec<Vec<String>> = self
            .rows
            .iter()
            .map(|(name, _)| wrap(name, across, LABEL, true))
            .collect();
        let figures: Vec<String> = self
            .rows
            .iter()
            .flat_map(|(_, values)| self.figures(*values, lang))
            .collect();
        let heights = names.iter().map(|name| height(name));
        let room = Room {
            left: if key { 1.0 } else { beside },
            right: widest(&figures) + 8.0,
            key: if key {
                key_lines as f64 * LINE + 6.0
            } else {
                0.0
            },
            plot: heights.sum::<f64>() - BETWEEN,
            axis: 12.0,
            strip: 0.0,
        };
        let frame = Frame::new(heading, room, &[]);
        let plot = frame.plot;
        let mut tops = Vec::new();
        let mut top = plot.top;
        for name in &names {
            tops.push(top);
            top += height(name);
        }
        frame.svg(&html! {
            @if key { (key_above(&keys, frame.key_top)) }
            g class="hs-bars" {
                @for (((_, values), name), top) in self.rows.iter().zip(&names).zip(tops) {
                    @let figures = self.figures(*values, lang);
                    g {
                        (lines(name, 0.0, top + LABEL, LINE, Type::bold(INK)))
                        @for (n, value) in values.iter().enumerate() {
                            @let y = top + name.len() as f64 * LINE + 4.0 + n as f64 * STEP;
                            @if !key { (label(&headings[n], 0.0, y + 13.0, Anchor::Start, Type::label(QUIET))) }
                            (bar(&plot, y, *value, largest, n == 1))
                            @let x = plot.left + 6.0 + length(&plot, *value, largest);
                            @let set = if n == 1 && value.is_some() { Type::bold(OWN) } else { Type::label(QUIET) };
                            (label(&figures[n], x, y + 13.0, Anchor::Start, set))
                        }
                        @let base = top + name.len() as f64 * LINE + 2.0;
                        line class=(EDGE.stroke()) x1=(px(plot.left)) x2=(px(plot.left)) y1=(px(base)) y2=(px(base + STEP + BAR + 4.0)) stroke=(EDGE.light) stroke-width="1" {}
                    }
                }
            }
        })
    }

    fn sheet(&self, lang: Lang) -> Sheet {
        let head = |n: usize| match self.bars.is_percent {
            true => format!("{} (%)", self.headings()[n]),
            false => self.headings()[n].to_owned(),
        };
        let rows = self.bars.rows.as_deref().unwrap_or(lang.place());
        let [before, after] = self.decimals;
        Sheet {
            columns: vec![
                Column::new(rows, "place"),
                Column::with_decimals(head(0), "before", before),
                Column::with_decimals(head(1), "after", after),
            ],
            rows: self
                .rows
                .iter()
                .map(|(name, values)| {
                    let [before, after] = values.map(Cell::Number);
                    vec![Cell::text(*name), before, after]
                })
                .collect(),
        }
    }

    fn description(&self, lang: Lang) -> String {
        let [before, after] = self.headings();
        let mut said = vec![lang.bar_chart().to_owned()];
        said.extend(self.rows.iter().map(|(name, values)| {
            let [from, to] = self.figures(*values, lang);
            format!("{name}: {before} {from}, {after} {to}.")
        }));
        if self.rows.is_empty() {
            said.push(lang.nothing_to_show().to_owned());
        }
        said.join(" ")
    }
}

/// A place's name, its two bars, and the distance to the next.
fn height(name: &[String]) -> f64 {
    name.len() as f64 * LINE + 4.0 + STEP + BAR + BETWEEN
}

fn length(plot: &Plot, value: Option<f64>, largest: f64) -> f64 {
    let share = if largest > 0.0 {
        value.unwrap_or(0.0) / largest
    } else {
        0.0
    };
    share * (plot.right - plot.left)
}

/// Before is an outline, after is filled; zero is a thin line, for it is a count too.
fn bar(plot: &Plot, y: f64, value: Option<f64>, largest: f64, after: bool) -> Markup {
    let long = length(plot, value, largest);
    let (left, y) = (px(plot.left), px(y));
    html! {
        @if value.is_some() && long < 2.0 {
            rect class={ "hs-bar " (EDGE.fill()) } x=(left) y=(y) width="2" height=(px(BAR)) fill=(EDGE.light) {}
        } @else if value.is_some() && after {
            rect class={ "hs-bar " (OWN.fill()) } x=(left) y=(y) width=(px(long)) height=(px(BAR)) fill=(OWN.light) {}
        } @else if value.is_some() {
            rect class={ "hs-bar " (BAND.fill()) " " (EDGE.stroke()) } x=(left) y=(y) width=(px(long)) height=(px(BAR)) fill=(BAND.light) stroke=(EDGE.light) stroke-width="1" {}
        }
    }
}

fn key_above(keys: &[Vec<String>], mut top: f64) -> Markup {
    let mut placed = Vec::new();
    for (n, key) in keys.iter().enumerate() {
        placed.push((n == 1, key, top));
        top += key.len() as f64 * LINE;
    }
    let sample = Plot {
        left: 1.0,
        right: 25.0,
        top: 0.0,
        bottom: 0.0,
    };
    html! {
        g class="hs-names" {
            @for (after, key, top) in placed {
                (bar(&sample, top + 1.0, (!key.is_empty()).then_some(1.0), 1.0, after))
                (lines(key, 34.0, top + LABEL, LINE, Type::label(QUIET)))
            }
        }
    }
}
