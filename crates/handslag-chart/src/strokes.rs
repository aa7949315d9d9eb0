//! How are lines and areas with gaps drawn?

use crate::crime::Point;
use crate::frame::path;
use crate::number::px;
use crate::palette::{OWN, PAPER};
use maud::{Markup, html};

/// Up to so many periods, each gets a point of its own.
const FEW: usize = 24;

/// The own line: dashed and hollow where its figures are preliminary.
///
/// - `at`: where a figure stands, by its index and value.
pub(crate) fn own_line(points: &[Option<Point>], at: impl Fn(usize, f64) -> (f64, f64)) -> Markup {
    let at = |index: usize, point: &Point| at(index, point.value);
    let mut solid = Vec::new();
    let mut dashed = Vec::new();
    for run in runs(points) {
        for pair in run.windows(2) {
            let [(i, from), (j, to)] = pair else { continue };
            let kind = if from.preliminary || to.preliminary {
                &mut dashed
            } else {
                &mut solid
            };
            join(kind, at(*i, from), at(*j, to));
        }
    }
    html! {
        g class="hs-own" fill="none" stroke-linejoin="round" stroke-linecap="round" {
            @for line in &solid {
                path class=(OWN.stroke()) d=(path(line)) stroke=(OWN.light) stroke-width="2.75" {}
            }
            @for line in &dashed {
                path class=(OWN.stroke()) d=(path(line)) stroke=(OWN.light) stroke-width="2.25" stroke-dasharray="5 5" {}
            }
            @for (index, point) in dotted(points) {
                @let (x, y) = at(index, &point);
                @let inside = if point.preliminary { PAPER } else { OWN };
                @let kind = if point.preliminary { "hs-preliminary" } else { "hs-point" };
                @let radius = if points.len() <= FEW { 4.5 } else { 3.25 };
                circle class={ (kind) " " (inside.fill()) " " (OWN.stroke()) } cx=(px(x)) cy=(px(y)) r=(px(radius)) fill=(inside.light) stroke=(OWN.light) stroke-width="2" {}
            }
        }
    }
}

/// The unbroken stretches of a list with gaps, with the index of each value.
pub(crate) fn runs<T: Copy>(values: &[Option<T>]) -> Vec<Vec<(usize, T)>> {
    let mut runs: Vec<Vec<(usize, T)>> = Vec::new();
    let mut open = false;
    for (index, value) in values.iter().enumerate() {
        match (value, runs.last_mut()) {
            (Some(value), Some(run)) if open => run.push((index, *value)),
            (Some(value), _) => runs.push(vec![(index, *value)]),
            (None, _) => {}
        }
        open = value.is_some();
    }
    runs
}

/// The points that get a dot: all if they are few; else those that a line
/// would not show for what they are, and the last.
fn dotted(points: &[Option<Point>]) -> Vec<(usize, Point)> {
    let all = points.len() <= FEW;
    let last = points.iter().rposition(Option::is_some);
    let known = |index: Option<usize>| {
        index
            .and_then(|index| points.get(index)?.as_ref())
            .is_some()
    };
    points
        .iter()
        .enumerate()
        .filter_map(|(index, point)| Some((index, (*point)?)))
        .filter(|(index, point)| {
            let alone = !known(index.checked_sub(1)) && !known(Some(index + 1));
            all || point.preliminary || alone || Some(*index) == last
        })
        .collect()
}

type Line = Vec<(f64, f64)>;

/// Adds the stretch from `from` to `to`, to the last line if it ends there.
fn join(lines: &mut Vec<Line>, from: (f64, f64), to: (f64, f64)) {
    match lines.last_mut() {
        Some(line) if line.last() == Some(&from) => line.push(to),
        _ => lines.push(vec![from, to]),
    }
}

/// The outline of what lies between two lines.
pub(crate) fn area(upper: &[(f64, f64)], lower: &[(f64, f64)]) -> String {
    let around: Line = upper.iter().chain(lower.iter().rev()).copied().collect();
    format!("{}Z", path(&around))
}
