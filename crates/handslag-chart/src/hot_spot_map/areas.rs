//! Areas on the map: the hot ones shaded and numbered, the others by their lines.

use super::{AreaOnMap, HotSpotMap, View};
use crate::frame::{Anchor, Type, label, path};
use crate::palette::{BAND, EDGE, INK, OWN, PAPER};
use maud::{Markup, html};

/// Corners nearer to the one before than this are not seen, in pixels.
const SEEN: f64 = 0.8;

/// What the map has to show: the hot areas, or all when none is.
pub(super) fn corners(map: &HotSpotMap) -> Vec<(f64, f64)> {
    let is_any_hot = map.areas.iter().any(|area| area.hot.is_some());
    let shown = map
        .areas
        .iter()
        .filter(|area| !is_any_hot || area.hot.is_some());
    shown
        .flat_map(|area| area.rings.iter().flatten())
        .copied()
        .collect()
}

/// The others first, so that no line of theirs lies over a hot one.
pub(super) fn shapes(map: &HotSpotMap, view: &View) -> Markup {
    let (hot, others): (Vec<&AreaOnMap>, Vec<&AreaOnMap>) =
        map.areas.iter().partition(|area| area.hot.is_some());
    html! {
        @for area in others.into_iter().chain(hot) {
            @let line = outline(area, view);
            @match area.hot {
                None => path class=(EDGE.stroke()) d=(line) fill="none" stroke=(EDGE.light) stroke-width="1" {},
                Some(very_sure) => {
                    @let (width, dashes) = if very_sure { ("3", None) } else { ("2", Some("5 3")) };
                    path class={ (BAND.fill()) " " (OWN.stroke()) } d=(line) fill=(BAND.light) fill-rule="evenodd" stroke=(OWN.light) stroke-width=(width) stroke-dasharray=[dashes] {}
                }
            }
        }
    }
}

/// The number of each hot area, within the box around its largest part.
pub(super) fn numbers(map: &HotSpotMap, view: &View) -> Markup {
    let hot = map.areas.iter().filter(|area| area.hot.is_some());
    let placed = hot.enumerate().filter_map(|(n, area)| {
        let largest = area.rings.iter().max_by_key(|ring| ring.len())?;
        let ((west, east), (south, north)) = ends(largest)?;
        let at = view.at(((west + east) / 2.0, (south + north) / 2.0));
        Some(((n + 1).to_string(), at))
    });
    let placed: Vec<(String, (f64, f64))> = placed.collect();
    html! {
        g class=(PAPER.stroke()) stroke=(PAPER.light) stroke-width="4" stroke-linejoin="round" paint-order="stroke" {
            @for (number, (x, y)) in placed {
                (label(&number, x, y + 5.0, Anchor::Middle, Type::bold(INK)))
            }
        }
    }
}

type Ends = ((f64, f64), (f64, f64));

fn ends(ring: &[(f64, f64)]) -> Option<Ends> {
    let (x, y) = *ring.first()?;
    let all = ring.iter().fold(
        ((x, x), (y, y)),
        |((west, east), (south, north)), (x, y)| {
            ((west.min(*x), east.max(*x)), (south.min(*y), north.max(*y)))
        },
    );
    Some(all)
}

/// Every ring as a closed line, without corners too near each other to be seen.
fn outline(area: &AreaOnMap, view: &View) -> String {
    let rings = area.rings.iter().map(|ring| {
        let mut points: Vec<(f64, f64)> = Vec::new();
        for (x, y) in ring.iter().map(|corner| view.at(*corner)) {
            let is_near = points
                .last()
                .is_some_and(|(a, b)| (a - x).hypot(b - y) < SEEN);
            if !is_near {
                points.push((x, y));
            }
        }
        path(&points) + "Z"
    });
    rings.collect()
}

#[cfg(test)]
mod tests {
    use super::super::hot_spot_map;
    use super::*;
    use crate::Heading;

    fn district(at: f64, hot: Option<bool>) -> AreaOnMap {
        let ring = vec![
            (at, 0.0),
            (at + 900.0, 0.0),
            (at + 900.0, 900.0),
            (at, 900.0),
        ];
        AreaOnMap {
            rings: vec![ring],
            hot,
        }
    }

    #[test]
    fn hot_areas_are_shaded_and_numbered_and_no_area_has_a_dot() {
        let svg = hot_spot_map(&HotSpotMap {
            heading: Heading {
                id: "omraden".to_owned(),
                ..Heading::default()
            },
            square_m: 250.0,
            areas: vec![
                district(0.0, Some(true)),
                district(900.0, Some(false)),
                district(1_800.0, None),
            ],
            ..HotSpotMap::default()
        });
        assert_eq!(svg.matches("fill-rule=\"evenodd\"").count(), 2, "{svg}");
        assert_eq!(svg.matches("stroke-dasharray").count(), 1, "{svg}");
        assert!(
            svg.contains(">1</text>") && svg.contains(">2</text>"),
            "{svg}"
        );
        assert!(
            !svg.contains(">3</text>") && !svg.contains("<circle"),
            "{svg}"
        );
        assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
    }

    #[test]
    fn corners_that_are_not_seen_are_not_drawn() {
        let fine = (0..4_000).map(|n| {
            let turn = f64::from(n) / 4_000.0 * std::f64::consts::TAU;
            (1_000.0 * turn.cos(), 1_000.0 * turn.sin())
        });
        let area = AreaOnMap {
            rings: vec![fine.collect()],
            hot: Some(true),
        };
        let svg = hot_spot_map(&HotSpotMap {
            square_m: 250.0,
            areas: vec![area],
            ..HotSpotMap::default()
        });
        assert!(svg.matches('L').count() < 2_500, "{}", svg.len());
    }
}
