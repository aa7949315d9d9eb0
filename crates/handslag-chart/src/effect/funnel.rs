//! Every municipality's change against its size, with ours marked.

mod names;

use handslag_domain::effect::{Funnel, FunnelPoint, Span};
use maud::{Markup, html};

use super::lines::{AxisTitle, empty, in_order, widest};
use super::sheet::{Cell, Column, Sheet};
use super::{Chart, chart as set, heading};
use crate::frame::{Anchor, Frame, LABEL, Room, Type, label, path};
use crate::labels::{
    END_LABEL_ROOM, KEY_INDENT, Key, Sample, few_lines, keys_above, keys_beside, keys_height,
};
use crate::lang::Words as _;
use crate::number::{drawable, finite, percent, px, short_number, with_sign};
use crate::palette::{BAND, EDGE, GRID, OWN, PAPER, QUIET};
use crate::strokes::area;
use crate::text::{clean, width};
use crate::{Heading, Lang, Layout};
use names::{Spot, place};

pub(super) fn chart(funnel: &Funnel, lang: Lang) -> Chart {
    let figures = Figures::of(funnel);
    let heading = Heading {
        description: figures.description(lang),
        ..heading(
            &funnel.id,
            lang,
            &funnel.finding,
            &funnel.unit,
            &funnel.source,
        )
    };
    set(heading, &figures.sheet(lang), |heading| {
        Picture::new(&figures, heading).map_or_else(|| empty(heading), |picture| picture.svg())
    })
}

/// What can be drawn of a [`Funnel`].
struct Figures<'a> {
    points: Vec<Unit<'a>>,
    /// By size, the smallest first.
    limits: Vec<(f64, Span)>,
}

struct Unit<'a> {
    name: &'a str,
    size: f64,
    change: f64,
    own: bool,
    /// The range that is usual for its size.
    usual: Option<Span>,
}

impl Unit<'_> {
    fn outside(&self) -> bool {
        self.usual
            .is_some_and(|usual| !(usual.lower..=usual.upper).contains(&self.change))
    }
}

impl<'a> Figures<'a> {
    fn of(funnel: &'a Funnel) -> Self {
        let mut limits: Vec<(f64, Span)> = funnel
            .limits
            .iter()
            .filter(|(size, span)| drawable(*size).is_some() && in_order(*span).is_some())
            .copied()
            .collect();
        limits.sort_by(|one, other| one.0.total_cmp(&other.0));
        let unit = |(n, point): (usize, &'a FunnelPoint)| {
            Some(Unit {
                name: &point.name,
                size: drawable(point.size)?,
                change: finite(point.change_percent)?,
                own: funnel.own == Some(n),
                usual: usual(&limits, point.size),
            })
        };
        Self {
            points: funnel.points.iter().enumerate().filter_map(unit).collect(),
            limits,
        }
    }

    fn own(&self) -> Option<&Unit<'a>> {
        self.points.iter().find(|unit| unit.own)
    }

    fn sheet(&self, lang: Lang) -> Sheet {
        let size = self.points.iter().map(|unit| Some(unit.size));
        let rows = self.points.iter().map(|unit| {
            let mut remarks = Vec::new();
            remarks.extend(unit.own.then(|| lang.own_here()));
            remarks.extend(unit.outside().then(|| lang.outside()));
            vec![
                Cell::text(unit.name),
                Cell::Number(Some(unit.size)),
                Cell::Number(Some(unit.change)),
                Cell::Number(unit.usual.map(|usual| usual.lower)),
                Cell::Number(unit.usual.map(|usual| usual.upper)),
                Cell::text(remarks.join("; ")),
                Cell::Flag(Some(unit.own)),
            ]
        });
        Sheet {
            columns: vec![
                Column::new(lang.municipality(), "name"),
                Column::numbers(lang.size(), "size", size),
                Column::with_decimals(lang.change_percent(), "change_percent", 1),
                Column::with_decimals(lang.usual_from(), "usual_lower_percent", 1),
                Column::with_decimals(lang.usual_to(), "usual_upper_percent", 1),
                Column::for_people(lang.remark()),
                Column::for_machines("own"),
            ],
            rows: rows.collect(),
        }
    }

    fn description(&self, lang: Lang) -> String {
        if self.points.is_empty() {
            return format!("{} {}", lang.funnel_chart(), lang.nothing_to_show());
        }
        let mut said = vec![
            lang.funnel_chart().to_owned(),
            lang.funnel_points(self.points.len()),
        ];
        if let Some(own) = self.own() {
            said.push(format!("{}: {}.", own.name, change_words(own.change, lang)));
        }
        if !self.limits.is_empty() {
            let n = self.points.iter().filter(|unit| unit.outside()).count();
            said.push(lang.funnel_outside(n));
        }
        said.push(lang.all_in_table().to_owned());
        said.join(" ")
    }
}

/// "−12,3 %": the tenth that the table has.
fn change_words(change: f64, lang: Lang) -> String {
    with_sign(change, &percent(change, 1, lang))
}

/// The limits at a size, read between the two beside it on the scales they are
/// drawn on.
fn usual(limits: &[(f64, Span)], size: f64) -> Option<Span> {
    let (first, last) = (limits.first()?, limits.last()?);
    if size <= first.0 {
        return Some(first.1);
    }
    if size >= last.0 {
        return Some(last.1);
    }
    let after = limits.iter().position(|(at, _)| *at >= size)?;
    let ((from, left), (to, right)) = (limits[after - 1], limits[after]);
    let share = (size.max(1.0) / from.max(1.0)).ln() / (to.max(1.0) / from.max(1.0)).ln();
    let share = if share.is_finite() { share } else { 0.0 };
    let between = |a: f64, b: f64| match (log_ratio(a), log_ratio(b)) {
        (Some(a), Some(b)) => ((a + share * (b - a)).exp() - 1.0) * 100.0,
        _ => a + share * (b - a),
    };
    Some(Span {
        lower: between(left.lower, right.lower),
        upper: between(left.upper, right.upper),
    })
}

/// A change in percent as the logarithm of its ratio: halved is as far from
/// none as doubled. Nothing left has no logarithm.
fn log_ratio(percent: f64) -> Option<f64> {
    (percent > -100.0).then(|| (1.0 + percent / 100.0).ln())
}

/// The changes that get a line, each as far from the next as labels need.
fn ticks(reach: f64, high: f64) -> Vec<f64> {
    const ROUND: [f64; 15] = [
        0.0, -50.0, 100.0, -25.0, 50.0, -75.0, 300.0, -90.0, 900.0, -99.0, 9_900.0, 25.0, 200.0,
        -95.0, 1_900.0,
    ];
    let wanted: Vec<f64> = match reach {
        small if small < 0.4 => {
            let step = [1.0, 2.0, 5.0, 10.0, 20.0]
                .into_iter()
                .find(|step| reach * 100.0 / step <= 3.5)
                .unwrap_or(20.0);
            (0..=4)
                .flat_map(|k| [f64::from(k) * step, f64::from(-k) * step])
                .collect()
        }
        _ => ROUND.to_vec(),
    };
    let mut kept: Vec<(f64, f64)> = Vec::new();
    for tick in wanted {
        let Some(at) = log_ratio(tick).filter(|at| at.abs() <= reach) else {
            continue;
        };
        let far = |(_, other): &(f64, f64)| (other - at).abs() / (2.0 * reach) * high >= 26.0;
        if kept.iter().all(far) {
            kept.push((tick, at));
        }
    }
    kept.into_iter().map(|(tick, _)| tick).collect()
}

/// The funnel with everything in its place.
struct Picture<'a> {
    figures: &'a Figures<'a>,
    frame: Frame<'a>,
    names: Vec<Key>,
    title: AxisTitle,
    lang: Lang,
    layout: Layout,
    /// Log ratios from minus this to this are drawn.
    reach: f64,
    ticks: Vec<f64>,
    tick_texts: Vec<String>,
    /// The smallest and largest size on the scale.
    sizes: (f64, f64),
    /// Whether some are too small for the scale and stand left of it.
    zeros: bool,
}

/// The room left of the scale for sizes beneath one.
const ZEROS: f64 = 30.0;
/// How far points keep from the plot's edges.
const EDGE_ROOM: f64 = 9.0;

impl<'a> Picture<'a> {
    fn new(figures: &'a Figures<'a>, heading: &'a Heading) -> Option<Self> {
        if figures.points.is_empty() {
            return None;
        }
        let Heading { lang, layout, .. } = *heading;
        let high = layout.pick(300.0, 240.0);
        let reach = reach(figures);
        let ticks = ticks(reach, high);
        let tick_texts: Vec<String> = ticks
            .iter()
            .map(|tick| with_sign(*tick, &percent(*tick, 0, lang)))
            .collect();
        let names = band_key(figures, lang, layout);
        let title = AxisTitle::new(lang.size_axis(), layout);
        let room = Room {
            left: 8.0 + widest(&tick_texts),
            right: if names.is_empty() {
                8.0
            } else {
                layout.pick(END_LABEL_ROOM + 12.0, 8.0)
            },
            key: layout.pick(0.0, keys_height(&names)),
            plot: high,
            axis: title.height(),
            strip: 0.0,
        };
        let pinned = figures
            .points
            .iter()
            .any(|unit| log_ratio(unit.change).is_none_or(|at| at.abs() > reach));
        let notes: Vec<&str> = pinned
            .then(|| lang.pinned_explained())
            .into_iter()
            .collect();
        let drawn = figures.points.iter().map(|unit| unit.size);
        let limited = figures.limits.iter().map(|(size, _)| *size);
        let sizes = drawn.chain(limited).filter(|size| *size >= 1.0);
        let (low, top) = sizes.fold((f64::INFINITY, 0.0_f64), |(low, top), size| {
            (low.min(size), top.max(size))
        });
        let sizes = match (low, top) {
            (low, top) if low < top => (low, top),
            // One size alone stands in the middle of its scale.
            (low, top) if low == top => (low / 2.0, top * 2.0),
            _ => (1.0, 10.0),
        };
        Some(Self {
            frame: Frame::new(heading, room, &notes),
            zeros: figures.points.iter().any(|unit| unit.size < 1.0),
            figures,
            names,
            title,
            lang,
            layout,
            reach,
            ticks,
            tick_texts,
            sizes,
        })
    }

    fn x(&self, size: f64) -> f64 {
        let plot = self.frame.plot;
        let left = plot.left + EDGE_ROOM + if self.zeros { ZEROS } else { 0.0 };
        if size < 1.0 {
            return plot.left + EDGE_ROOM;
        }
        let (low, top) = self.sizes;
        let share = (size / low).ln() / (top / low).ln();
        left + share.clamp(0.0, 1.0) * (plot.right - EDGE_ROOM - left)
    }

    /// The height of a change; beyond the reach, near the edge.
    fn y(&self, change: f64) -> f64 {
        let at = log_ratio(change).unwrap_or(-self.reach);
        self.height(at.clamp(-self.reach, self.reach))
    }

    /// The height of a log ratio, however far off.
    fn height(&self, at: f64) -> f64 {
        let plot = self.frame.plot;
        let (top, bottom) = (plot.top + EDGE_ROOM, plot.bottom - EDGE_ROOM);
        (top + bottom) / 2.0 - at / self.reach * (bottom - top) / 2.0
    }

    fn pinned(&self, change: f64) -> bool {
        log_ratio(change).is_none_or(|at| at.abs() > self.reach)
    }

    fn svg(&self) -> String {
        let layout = self.layout;
        let spots: Vec<Spot> = self
            .figures
            .points
            .iter()
            .map(|unit| Spot {
                x: self.x(unit.size),
                y: self.y(unit.change),
            })
            .collect();
        self.frame.svg(&html! {
            (self.band())
            (self.axes())
            (self.title.draw(&self.frame.plot, layout.width()))
            g class={ "hs-points " (EDGE.fill()) } fill=(EDGE.light) fill-opacity="0.5" {
                @for (unit, spot) in self.figures.points.iter().zip(&spots) {
                    @if !unit.own {
                        (self.mark(unit, spot))
                    }
                }
            }
            @if let Some((unit, spot)) = self.figures.points.iter().zip(&spots).find(|(unit, _)| unit.own) {
                g class="hs-own" {
                    (self.own(unit, spot))
                }
            }
            (place(self.wanted(&spots), &spots, &self.frame.plot))
            @match layout {
                Layout::Wide => (keys_beside(&self.names, &self.frame, |change| self.y(change))),
                Layout::Narrow => (keys_above(&self.names, self.frame.key_top)),
            }
        })
    }

    fn band(&self) -> Markup {
        let limits = &self.figures.limits;
        let plot = self.frame.plot;
        let along = |value: fn(&Span) -> f64, none: f64| -> Vec<(f64, f64)> {
            let mut points: Vec<(f64, f64)> = limits
                .iter()
                .map(|(size, span)| {
                    let y = log_ratio(value(span)).map_or(none, |at| self.height(at));
                    (self.x(*size), y.clamp(plot.top, plot.bottom))
                })
                .collect();
            // The band goes to the edges of the plot, as its last limits do.
            if let (Some(first), Some(last)) = (points.first().copied(), points.last().copied()) {
                points.insert(0, (plot.left, first.1));
                points.push((plot.right, last.1));
            }
            points
        };
        let upper = along(|span| span.upper, plot.bottom);
        let lower = along(|span| span.lower, plot.bottom);
        // An edge is drawn only where it is the limit and not the plot's end.
        let edge = |points: &[(f64, f64)], class: &str| {
            let within = |at: &&(f64, f64)| at.1 > plot.top && at.1 < plot.bottom;
            let points: Vec<(f64, f64)> = points.iter().filter(within).copied().collect();
            html! {
                @if points.len() > 1 {
                    path class={ (class) " " (EDGE.stroke()) } d=(path(&points)) fill="none" stroke=(EDGE.light) stroke-width="0.75" {}
                }
            }
        };
        html! {
            @if !limits.is_empty() {
                g class="hs-band" {
                    path class=(BAND.fill()) d=(area(&upper, &lower)) fill=(BAND.light) {}
                    (edge(&upper, "hs-band-upper"))
                    (edge(&lower, "hs-band-lower"))
                }
            }
        }
    }

    fn axes(&self) -> Markup {
        let plot = self.frame.plot;
        html! {
            g class="hs-axis-y" {
                @for (tick, text) in self.ticks.iter().zip(&self.tick_texts) {
                    @let y = self.y(*tick);
                    @let paint = if *tick == 0.0 { EDGE } else { GRID };
                    line class=(paint.stroke()) x1=(px(plot.left)) x2=(px(plot.right)) y1=(px(y)) y2=(px(y)) stroke=(paint.light) stroke-width="1" {}
                    (label(text, plot.left - 7.0, y + 4.5, Anchor::End, Type::label(QUIET)))
                }
            }
            g class="hs-axis-x" {
                @for (x, text) in self.size_ticks() {
                    line class=(EDGE.stroke()) x1=(px(x)) x2=(px(x)) y1=(px(plot.bottom)) y2=(px(plot.bottom + 5.0)) stroke=(EDGE.light) stroke-width="1" {}
                    (label(&text, x, plot.bottom + 20.0, Anchor::Middle, Type::label(QUIET)))
                }
                line class=(EDGE.stroke()) x1=(px(plot.left)) x2=(px(plot.right)) y1=(px(plot.bottom)) y2=(px(plot.bottom)) stroke=(EDGE.light) stroke-width="1" {}
            }
        }
    }

    /// Round sizes and their names, as many as fit: tens first, then fives and twos.
    fn size_ticks(&self) -> Vec<(f64, String)> {
        let (low, top) = self.sizes;
        let tens = (0..=15).map(|power| 10f64.powi(power));
        let wanted = [1.0, 3.0, 2.0, 5.0]
            .into_iter()
            .flat_map(|factor| tens.clone().map(move |ten| factor * ten))
            .filter(|size| (low..=top).contains(size));
        let zero = self.zeros.then_some(0.0);
        // In thirds a scale of several tens stays even; twos and fives suit a short one.
        let decades = (top / low).log10();
        let wanted = wanted.filter(|size| {
            let factor = size / 10f64.powf(size.log10().floor());
            match decades {
                long if long > 2.0 => factor < 1.5 || (2.5..4.0).contains(&factor),
                _ => !(2.5..4.0).contains(&factor),
            }
        });
        let mut kept: Vec<(f64, f64, String)> = Vec::new();
        for size in zero.into_iter().chain(wanted) {
            let x = self.x(size);
            let text = short_number(size, 0, self.lang);
            let half = width(&text, LABEL, false) / 2.0 + 6.0;
            let free = kept
                .iter()
                .all(|(at, other, _)| (x - at).abs() >= half + other);
            if free && x + half <= self.layout.width() + 6.0 {
                kept.push((x, half, text));
            }
        }
        kept.into_iter().map(|(x, _, text)| (x, text)).collect()
    }

    /// A muted point, or at the edge a triangle that points outwards.
    fn mark(&self, unit: &Unit, spot: &Spot) -> Markup {
        let words = format!(
            "{}: {}",
            clean(unit.name),
            change_words(unit.change, self.lang)
        );
        let Spot { x, y } = *spot;
        html! {
            @if self.pinned(unit.change) {
                path d=(triangle(x, y, 5.0, unit.change > 0.0)) { title { (words) } }
            } @else {
                circle cx=(px(x)) cy=(px(y)) r="3" { title { (words) } }
            }
        }
    }

    fn own(&self, unit: &Unit, spot: &Spot) -> Markup {
        let Spot { x, y } = *spot;
        let words = format!(
            "{}: {}",
            clean(unit.name),
            change_words(unit.change, self.lang)
        );
        let class = format!("hs-point {} {}", OWN.fill(), PAPER.stroke());
        html! {
            @if self.pinned(unit.change) {
                path class=(class) d=(triangle(x, y, 8.0, unit.change > 0.0)) fill=(OWN.light) stroke=(PAPER.light) stroke-width="1.5" { title { (words) } }
            } @else {
                circle class=(class) cx=(px(x)) cy=(px(y)) r="7" fill=(OWN.light) stroke=(PAPER.light) stroke-width="1.5" { title { (words) } }
            }
        }
    }

    /// What should have its name: ours, then those furthest outside.
    fn wanted(&self, spots: &[Spot]) -> Vec<names::Name> {
        let most = self.layout.pick(5, 2);
        let far = |unit: &Unit| {
            let own = log_ratio(unit.change).map_or(f64::INFINITY, f64::abs);
            let side = unit.usual.map(|usual| {
                if unit.change > 0.0 {
                    usual.upper
                } else {
                    usual.lower
                }
            });
            own / side
                .and_then(log_ratio)
                .map_or(1.0, |side| side.abs().max(1e-6))
        };
        let mut others: Vec<(&Unit, &Spot)> = self
            .figures
            .points
            .iter()
            .zip(spots)
            .filter(|(unit, _)| !unit.own && unit.outside())
            .collect();
        others.sort_by(|(one, _), (other, _)| far(other).total_cmp(&far(one)));
        let own = self
            .figures
            .points
            .iter()
            .zip(spots)
            .filter(|(unit, _)| unit.own);
        let own = own.map(|(unit, spot)| names::Name {
            text: format!("{} {}", unit.name, change_words(unit.change, self.lang)),
            spot: *spot,
            radius: 7.0,
            own: true,
        });
        let others = others
            .into_iter()
            .take(most)
            .map(|(unit, spot)| names::Name {
                text: unit.name.to_owned(),
                spot: *spot,
                radius: 3.0,
                own: false,
            });
        own.chain(others).collect()
    }
}

/// How far from none the scale goes: nearly all points, ours, and the limits of
/// a middling size.
fn reach(figures: &Figures) -> f64 {
    let of = |change: f64| log_ratio(change).map(f64::abs);
    let mut all: Vec<f64> = figures
        .points
        .iter()
        .filter_map(|unit| of(unit.change))
        .collect();
    all.sort_by(f64::total_cmp);
    let nearly_all = (all.len() * 97 / 100).min(all.len().saturating_sub(1));
    let points = all.get(nearly_all).copied().unwrap_or(0.0) * 1.08;
    let mut sizes: Vec<f64> = figures.points.iter().map(|unit| unit.size).collect();
    sizes.sort_by(f64::total_cmp);
    let middling = sizes
        .get(sizes.len() / 2)
        .and_then(|size| usual(&figures.limits, *size));
    let limits = middling.map_or(0.0, |usual| {
        let ends = [usual.lower, usual.upper].map(|end| of(end).unwrap_or(0.0));
        ends[0].max(ends[1]) * 1.3
    });
    let own = figures
        .own()
        .and_then(|unit| of(unit.change))
        .unwrap_or(0.0)
        * 1.08;
    // Beneath two percent there is nothing to tell apart.
    points.max(limits).max(own).max(0.02)
}

fn band_key(figures: &Figures, lang: Lang, layout: Layout) -> Vec<Key> {
    if figures.limits.is_empty() {
        return Vec::new();
    }
    let room = layout.pick(END_LABEL_ROOM, layout.width() - KEY_INDENT);
    vec![Key {
        sample: Sample::Area,
        value: 0.0,
        texts: few_lines(lang.funnel_band(), room, 6, false)
            .into_iter()
            .map(|line| (line, Type::label(QUIET)))
            .collect(),
    }]
}

fn triangle(x: f64, y: f64, size: f64, up: bool) -> String {
    let tip = if up { -size } else { size };
    let corners = [
        (x, y + tip),
        (x + size, y - tip * 0.7),
        (x - size, y - tip * 0.7),
    ];
    format!("{}Z", path(&corners))
}
