//! How sure one could be of seeing a change of each size.

use handslag_domain::effect::{PowerCurve, PowerPoint};
use maud::{Markup, html};

use super::lines::{AxisTitle, empty};
use super::sheet::{Cell, Column, Sheet};
use super::{Chart, chart as set, heading};
use crate::frame::{Anchor, Frame, LABEL, Room, Type, label, path};
use crate::labels::{
    END_LABEL_ROOM, Key, Sample, Wanted, draw_marks, keys_above, keys_beside, keys_height, marks,
    marks_height,
};
use crate::lang::Words as _;
use crate::number::{finite, percent, px, short_number, with_sign};
use crate::palette::{EDGE, GRID, OWN, QUIET};
use crate::scale::{Axis, Plot};
use crate::text::width;
use crate::{Heading, Lang, Layout};

pub(super) fn chart(curve: &PowerCurve, lang: Lang) -> Chart {
    let figures = Figures::of(curve);
    let heading = Heading {
        description: figures.description(lang),
        ..heading(
            &curve.id,
            lang,
            &curve.finding,
            lang.power_unit(),
            &curve.source,
        )
    };
    set(heading, &figures.sheet(lang), |heading| {
        figures.svg(heading)
    })
}

/// What can be drawn of a [`PowerCurve`], from the largest decrease upwards.
struct Figures {
    points: Vec<PowerPoint>,
    level: Option<f64>,
    /// The smallest change that reaches the level; a decrease is below zero.
    smallest: Option<f64>,
}

impl Figures {
    fn of(curve: &PowerCurve) -> Self {
        let mut points: Vec<PowerPoint> = curve
            .points
            .iter()
            .filter(|point| {
                finite(point.change_percent).is_some()
                    && (-1e-6..=100.0 + 1e-6).contains(&point.seen_percent)
            })
            .map(|point| PowerPoint {
                seen_percent: point.seen_percent.clamp(0.0, 100.0),
                ..*point
            })
            .collect();
        points.sort_by(|one, other| one.change_percent.total_cmp(&other.change_percent));
        let level = Some(curve.level_percent).filter(|level| (0.0..=100.0).contains(level));
        let smallest = curve.smallest_percent.and_then(finite).and_then(|size| {
            // The size has no sign: it stands where the curve is nearest the level.
            let at = |change: f64| Some((change, (seen(&points, change)? - level?).abs()));
            let sides = [at(-size.abs()), at(size.abs())];
            let nearest = sides.into_iter().flatten();
            let nearest = nearest.reduce(|one, other| if other.1 < one.1 { other } else { one });
            nearest.map(|(change, _)| change)
        });
        Self {
            points,
            level,
            smallest,
        }
    }

    fn svg(&self, heading: &Heading) -> String {
        let (Some(first), Some(last)) = (self.points.first(), self.points.last()) else {
            return empty(heading);
        };
        let Heading { lang, layout, .. } = *heading;
        let axis = Axis {
            ticks: (0..=4).map(|k| f64::from(k) * 25.0).collect(),
            decimals: 0,
            bottom: 0.0,
            top: 104.0,
        };
        let ticks: Vec<String> = axis
            .ticks
            .iter()
            .map(|tick| percent(*tick, 0, lang))
            .collect();
        let parts = layout.pick(6, 5);
        let changes = Axis::through_zero(first.change_percent, last.change_percent, parts);
        let names = self.keys(lang, layout);
        let title = AxisTitle::new(lang.power_axis(), layout);
        let room = Room {
            left: 8.0 + super::lines::widest(&ticks),
            right: layout.pick(END_LABEL_ROOM + 12.0, 8.0),
            key: layout.pick(0.0, keys_height(&names)),
            plot: layout.pick(250.0, 200.0),
            axis: title.height(),
            strip: 0.0,
        };
        let across = Plot {
            left: room.left,
            right: layout.width() - room.right,
            top: 0.0,
            bottom: 0.0,
        };
        let smallest = self.smallest_words(lang);
        let wanted = self
            .smallest
            .zip(smallest.as_deref())
            .map(|(change, text)| Wanted {
                x: along(&across, &changes, change),
                text,
                line: true,
            });
        let marks = marks(wanted.into_iter().collect(), layout.width());
        let room = Room {
            strip: marks_height(&marks),
            ..room
        };
        let frame = Frame::new(heading, room, &[]);
        let plot = frame.plot;
        let at = |point: &PowerPoint| {
            (
                along(&plot, &changes, point.change_percent),
                plot.y(point.seen_percent, &axis),
            )
        };
        let curve: Vec<(f64, f64)> = self.points.iter().map(at).collect();
        frame.svg(&html! {
            (frame.value_axis(&axis, &ticks))
            (change_axis(&plot, &changes, layout.width(), lang))
            (title.draw(&plot, layout.width()))
            @if let Some(level) = self.level {
                @let y = px(plot.y(level, &axis));
                line class={ "hs-level " (QUIET.stroke()) } x1=(px(plot.left)) x2=(px(plot.right)) y1=(y) y2=(y) stroke=(QUIET.light) stroke-width="1.5" stroke-dasharray="6 4" {}
            }
            (draw_marks(&marks, &frame))
            g class="hs-own" fill="none" stroke-linejoin="round" stroke-linecap="round" {
                @if curve.len() > 1 {
                    path class=(OWN.stroke()) d=(path(&curve)) stroke=(OWN.light) stroke-width="2.75" {}
                }
                @for (x, y) in curve.iter().take(usize::from(curve.len() == 1)) {
                    (dot(*x, *y))
                }
            }
            @if let Some((change, seen)) = self.smallest.and_then(|change| Some((change, seen(&self.points, change)?))) {
                g class="hs-smallest" {
                    (dot(along(&plot, &changes, change), plot.y(seen, &axis)))
                }
            }
            @match layout {
                Layout::Wide => (keys_beside(&names, &frame, |value| plot.y(value, &axis))),
                Layout::Narrow => (keys_above(&names, frame.key_top)),
            }
            (self.places(&plot, &changes, lang))
        })
    }

    fn keys(&self, lang: Lang, layout: Layout) -> Vec<Key> {
        let room = layout.pick(END_LABEL_ROOM, layout.width() - crate::labels::KEY_INDENT);
        let key = self.level.map(|level| {
            let text = lang.power_level(&percent(level, 0, lang));
            Key {
                sample: Sample::Level,
                value: level,
                texts: crate::labels::few_lines(&text, room, 4, false)
                    .into_iter()
                    .map(|line| (line, Type::label(QUIET)))
                    .collect(),
            }
        });
        key.into_iter().collect()
    }

    /// "minskning 26 %".
    fn smallest_words(&self, lang: Lang) -> Option<String> {
        let change = self.smallest?;
        let size = percent(change.abs(), 0, lang);
        Some(if change < 0.0 {
            lang.decrease_of(&size)
        } else {
            lang.increase_of(&size)
        })
    }

    /// An unseen strip for each point that shows it under a pointer.
    fn places(&self, plot: &Plot, changes: &Axis, lang: Lang) -> Markup {
        let x = |n: usize| along(plot, changes, self.points[n].change_percent);
        let last = self.points.len() - 1;
        let between = |n: usize| (x(n) + x(n + 1)) / 2.0;
        html! {
            g class="hs-places" fill="none" pointer-events="all" {
                @for (n, point) in self.points.iter().enumerate() {
                    @let left = if n == 0 { plot.left } else { between(n - 1) };
                    @let right = if n == last { plot.right } else { between(n) };
                    rect x=(px(left)) y=(px(plot.top)) width=(px(right - left)) height=(px(plot.bottom - plot.top)) {
                        title { (change_words(point.change_percent, lang)) ": " (percent(point.seen_percent, 0, lang)) }
                    }
                }
            }
        }
    }

    fn sheet(&self, lang: Lang) -> Sheet {
        let change = self.points.iter().map(|point| Some(point.change_percent));
        Sheet {
            columns: vec![
                Column::numbers(lang.change_percent(), "change_percent", change),
                Column::with_decimals(lang.seen_percent(), "seen_percent", 1),
            ],
            rows: self
                .points
                .iter()
                .map(|point| {
                    [point.change_percent, point.seen_percent]
                        .map(|value| Cell::Number(Some(value)))
                        .to_vec()
                })
                .collect(),
        }
    }

    fn description(&self, lang: Lang) -> String {
        let mut said = vec![lang.line_chart().to_owned()];
        if self.points.is_empty() {
            said.push(lang.nothing_to_show().to_owned());
        } else {
            said.push(match self.smallest_words(lang) {
                Some(change) => lang.smallest_seen(&change),
                None => lang.none_seen().to_owned(),
            });
            said.push(lang.all_in_table().to_owned());
        }
        said.join(" ")
    }
}

/// How often a change is seen, read between the two points beside it.
fn seen(points: &[PowerPoint], change: f64) -> Option<f64> {
    let after = points
        .iter()
        .position(|point| point.change_percent >= change)?;
    let right = points[after];
    if after == 0 {
        return (right.change_percent == change).then_some(right.seen_percent);
    }
    let left = points[after - 1];
    let share = (change - left.change_percent) / (right.change_percent - left.change_percent);
    Some(left.seen_percent + share * (right.seen_percent - left.seen_percent))
}

fn along(plot: &Plot, changes: &Axis, change: f64) -> f64 {
    let share = (change - changes.bottom) / (changes.top - changes.bottom);
    plot.left + share * (plot.right - plot.left)
}

fn change_words(change: f64, lang: Lang) -> String {
    with_sign(change, &percent(change, 0, lang))
}

/// Lines at round changes, named where the names do not meet, none first.
fn change_axis(plot: &Plot, changes: &Axis, across: f64, lang: Lang) -> Markup {
    let mut ticks = changes.ticks.clone();
    ticks.sort_by(|one, other| one.abs().total_cmp(&other.abs()));
    let mut named: Vec<(f64, f64, String)> = Vec::new();
    for tick in ticks {
        let figure = short_number(tick, changes.decimals, lang);
        let text = with_sign(tick, &lang.percent_sign(&figure));
        let half = width(&text, LABEL, false) / 2.0;
        let x = along(plot, changes, tick).min(across - half).max(half);
        let apart = |(at, other, _): &(f64, f64, String)| (x - at).abs() >= half + other + 6.0;
        if named.iter().all(apart) {
            named.push((x, half, text));
        }
    }
    html! {
        g class="hs-axis-x" {
            @for tick in &changes.ticks {
                @let x = along(plot, changes, *tick);
                @let paint = if *tick == 0.0 { EDGE } else { GRID };
                line class=(paint.stroke()) x1=(px(x)) x2=(px(x)) y1=(px(plot.top)) y2=(px(plot.bottom + 5.0)) stroke=(paint.light) stroke-width="1" {}
            }
            @for (x, _, text) in &named {
                (label(text, *x, plot.bottom + 20.0, Anchor::Middle, Type::label(QUIET)))
            }
        }
    }
}

fn dot(x: f64, y: f64) -> Markup {
    html! {
        circle class={ "hs-point " (OWN.fill()) } cx=(px(x)) cy=(px(y)) r="5" fill=(OWN.light) {}
    }
}
