//! How have many things changed since the year before, and how sure is each?

use crate::Heading;
use crate::frame::{Anchor, Frame, LABEL, LINE, Room, Type, label, lines, path};
use crate::number::px;
use crate::palette::{EDGE, GRID, INK, OWN, PAPER, QUIET};
use crate::scale::Plot;
use crate::text::{width, wrap};
use maud::{Markup, html};

/// Changes as dots with their intervals, on a scale of times as many.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Changes {
    /// What the drawing says about itself.
    pub heading: Heading,
    /// What some ratios are called, such as 0.5 "hälften"; 1 is among them.
    pub ticks: Vec<(f64, String)>,
    /// In the order they are drawn.
    pub rows: Vec<Change>,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Change {
    /// What has changed.
    pub name: String,
    /// The figures beside the name, such as "120 → 60".
    pub figures: String,
    /// How many times as many: above zero.
    pub ratio: f64,
    /// The lower end of its interval.
    pub lower: f64,
    /// The upper end; may be infinite.
    pub upper: f64,
    /// Whether it is surely a change: its dot is filled.
    pub is_clear: bool,
}

/// The height of a dot's own line, in pixels.
const ROW: f64 = 22.0;
/// Room from one row to the next.
const BETWEEN: f64 = 10.0;
/// A scale reaches at least so many times to both sides, and at most so many.
const LEAST: f64 = 2.2;
const MOST: f64 = 8.0;

/// The changes as one `<svg>`.
pub fn changes(chart: &Changes) -> String {
    let heading = &chart.heading;
    let is_drawable = |row: &&Change| row.ratio.is_finite() && row.ratio > 0.0;
    let rows: Vec<&Change> = chart.rows.iter().filter(is_drawable).collect();
    let across = heading.layout.width();
    let names: Vec<Vec<String>> = rows
        .iter()
        .map(|row| wrap(&words(row), across, LABEL, true))
        .collect();
    let plot = names.iter().map(|name| height(name)).sum::<f64>();
    let room = Room {
        left: 8.0,
        right: 8.0,
        strip: LINE,
        plot: if rows.is_empty() { 60.0 } else { plot },
        axis: 10.0,
        key: 0.0,
    };
    let frame = Frame::new(heading, room, &[]);
    if rows.is_empty() {
        return frame.svg(&frame.nothing_to_show());
    }
    let scale = Scale::of(&rows, frame.plot);
    let mut top = frame.plot.top;
    let mut placed = Vec::new();
    for (row, name) in rows.into_iter().zip(&names) {
        placed.push((row, name, top));
        top += height(name);
    }
    frame.svg(&html! {
        (ticks(chart, &scale, frame.strip_top))
        @for (row, name, top) in placed {
            g {
                g class=(PAPER.stroke()) stroke=(PAPER.light) stroke-width="4" stroke-linejoin="round" paint-order="stroke" {
                    (lines(name, 0.0, top + LABEL, LINE, Type::bold(INK)))
                }
                (dot(row, &scale, top + name.len() as f64 * LINE + ROW / 2.0))
            }
        }
    })
}

fn words(row: &Change) -> String {
    format!("{}: {}", row.name, row.figures)
}

fn height(name: &[String]) -> f64 {
    name.len() as f64 * LINE + ROW + BETWEEN
}

/// From times as many to pixels, by the logarithm: half and twice are as far off.
struct Scale {
    plot: Plot,
    reach: f64,
}

impl Scale {
    fn of(rows: &[&Change], plot: Plot) -> Self {
        let far = |ratio: f64| if ratio > 0.0 { ratio.ln().abs() } else { 0.0 };
        let all = rows
            .iter()
            .flat_map(|row| [row.ratio, row.lower, row.upper]);
        let farthest = all.filter(|ratio| ratio.is_finite()).map(far);
        let reach = farthest.fold(LEAST.ln(), f64::max).min(MOST.ln());
        Self { plot, reach }
    }

    fn x(&self, ratio: f64) -> f64 {
        let share = (ratio.ln() / self.reach).clamp(-1.0, 1.0);
        let middle = (self.plot.left + self.plot.right) / 2.0;
        middle + share * (self.plot.right - self.plot.left) / 2.0
    }

    fn holds(&self, ratio: f64) -> bool {
        ratio > 0.0 && ratio.ln().abs() <= self.reach + 1e-9
    }
}

fn ticks(chart: &Changes, scale: &Scale, top: f64) -> Markup {
    let across = chart.heading.layout.width();
    // The middle one first: it is named whatever has room beside it.
    let mut inside: Vec<&(f64, String)> = chart
        .ticks
        .iter()
        .filter(|(at, _)| scale.holds(*at))
        .collect();
    inside.sort_by(|a, b| a.0.ln().abs().total_cmp(&b.0.ln().abs()));
    let mut taken: Vec<(f64, f64)> = Vec::new();
    let mut named = Vec::new();
    for (at, name) in inside {
        let (x, half) = (scale.x(*at), width(name, LABEL, false) / 2.0);
        let middle = x.min(across - half).max(half);
        let (from, to) = (middle - half - 6.0, middle + half + 6.0);
        let is_free = taken.iter().all(|(a, b)| to < *a || from > *b);
        if is_free {
            taken.push((from, to));
        }
        named.push((*at, x, is_free.then_some((name, middle))));
    }
    html! {
        g class="hs-axis-x" {
            @for (at, x, name) in named {
                @let paint = if at == 1.0 { EDGE } else { GRID };
                line class=(paint.stroke()) x1=(px(x)) x2=(px(x)) y1=(px(scale.plot.top - 4.0)) y2=(px(scale.plot.bottom)) stroke=(paint.light) stroke-width="1" {}
                @if let Some((name, middle)) = name {
                    (label(name, middle, top + LABEL, Anchor::Middle, Type::label(QUIET)))
                }
            }
        }
    }
}

/// A dot on its interval; an interval that goes on beyond the scale has a head.
fn dot(row: &Change, scale: &Scale, y: f64) -> Markup {
    let (from, to, at) = (scale.x(row.lower), scale.x(row.upper), scale.x(row.ratio));
    let head = |x: f64, by: f64| path(&[(x - by, y - 4.0), (x, y), (x - by, y + 4.0)]);
    let goes_on = |end: f64| !scale.holds(end);
    html! {
        line class=(OWN.stroke()) x1=(px(from)) x2=(px(to)) y1=(px(y)) y2=(px(y)) stroke=(OWN.light) stroke-width="2" {}
        @if goes_on(row.lower) { path class=(OWN.stroke()) d=(head(from, -6.0)) fill="none" stroke=(OWN.light) stroke-width="2" {} }
        @if goes_on(row.upper) { path class=(OWN.stroke()) d=(head(to, 6.0)) fill="none" stroke=(OWN.light) stroke-width="2" {} }
        @if row.is_clear {
            circle class={ (OWN.fill()) " " (OWN.stroke()) } cx=(px(at)) cy=(px(y)) r="6" fill=(OWN.light) stroke=(OWN.light) stroke-width="2" {}
        } @else {
            circle class={ (PAPER.fill()) " " (OWN.stroke()) } cx=(px(at)) cy=(px(y)) r="6" fill=(PAPER.light) stroke=(OWN.light) stroke-width="2" {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Layout;

    fn chart(rows: Vec<Change>) -> Changes {
        let ticks = [(0.5, "hälften"), (1.0, "lika många"), (2.0, "dubbelt")];
        Changes {
            heading: Heading {
                id: "ar".to_owned(),
                finding: "En kategori har minskat".to_owned(),
                ..Heading::default()
            },
            ticks: ticks.map(|(at, name)| (at, name.to_owned())).to_vec(),
            rows,
        }
    }

    fn change(name: &str, (ratio, lower, upper): (f64, f64, f64), is_clear: bool) -> Change {
        Change {
            name: name.to_owned(),
            figures: "120 → 60".to_owned(),
            ratio,
            lower,
            upper,
            is_clear,
        }
    }

    #[test]
    fn a_sure_change_is_filled_and_one_that_may_be_chance_is_hollow() {
        let rows = vec![
            change("Stöld", (0.5, 0.35, 0.71), true),
            change("Klotter", (1.1, 0.8, 1.5), false),
        ];
        for layout in [Layout::Wide, Layout::Narrow] {
            let mut chart = chart(rows.clone());
            chart.heading.layout = layout;
            let svg = changes(&chart);
            assert_eq!(svg.matches("<circle").count(), 2);
            let filled = format!("<circle class=\"{} {}\"", OWN.fill(), OWN.stroke());
            assert_eq!(svg.matches(&filled).count(), 1, "{svg}");
            assert!(
                svg.contains("lika många") && svg.contains("Stöld: 120 → 60"),
                "{svg}"
            );
            assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
        }
    }

    #[test]
    fn half_and_twice_stand_as_far_from_as_many() {
        let row = change("Stöld", (1.0, 0.5, 2.0), false);
        let plot = Plot {
            left: 10.0,
            right: 110.0,
            top: 0.0,
            bottom: 1.0,
        };
        let scale = Scale::of(&[&row], plot);
        assert!((scale.x(1.0) - 60.0).abs() < 1e-9);
        assert!((scale.x(2.0) - 60.0 - (60.0 - scale.x(0.5))).abs() < 1e-9);
    }

    #[test]
    fn an_interval_without_end_has_a_head_at_the_edge() {
        let svg = changes(&chart(vec![change(
            "Brand",
            (3.0, 1.2, f64::INFINITY),
            true,
        )]));
        assert_eq!(svg.matches("<path").count(), 1, "{svg}");
        assert!(!svg.contains("inf") && !svg.contains("NaN"), "{svg}");
        let none = changes(&chart(vec![change("Brand", (f64::NAN, 0.0, 1.0), false)]));
        assert!(!none.contains("<circle"), "{none}");
    }
}
