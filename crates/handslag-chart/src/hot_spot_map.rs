//! Where do hot spots lie: squares outlined, everything else muted; never a glow
//! and never a single incident.

mod areas;
mod names;

use crate::Heading;
use crate::frame::{Anchor, Frame, Room, Type, label, path};
use crate::number::px;
use crate::palette::{BAND, EDGE, INK, OWN, PAPER, QUIET};
use maud::{Markup, html};

/// A map of hot spots, in metres east and north.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct HotSpotMap {
    /// What the drawing says about itself.
    pub heading: Heading,
    /// The side of every square.
    pub square_m: f64,
    /// The south-western corners of the squares where anything happened.
    pub others: Vec<(f64, f64)>,
    /// The hot spots in the order of their numbers, from 1.
    pub spots: Vec<SpotOnMap>,
    /// Areas by their outlines: the hot ones first, in the order of their numbers.
    pub areas: Vec<AreaOnMap>,
    /// A circle in which something gathers.
    pub circle: Option<CircleOnMap>,
    /// Borders of areas.
    pub outlines: Vec<Vec<(f64, f64)>>,
    /// Named places that help to find the way.
    pub places: Vec<(String, (f64, f64))>,
}

/// One hot spot.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SpotOnMap {
    /// The south-western corners of its squares.
    pub squares: Vec<(f64, f64)>,
    /// Whether it is so sure that it gets a thicker line.
    pub very_sure: bool,
}

/// An area by its outline; it has no middle that could be taken for a place.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AreaOnMap {
    /// Its closed lines, outer and inner.
    pub rings: Vec<Vec<(f64, f64)>>,
    /// Whether it is hot, and then whether it is so sure that it gets a thicker line.
    pub hot: Option<bool>,
}

/// A circle around the middle of a square: never around a single incident.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct CircleOnMap {
    /// Its middle.
    pub middle: (f64, f64),
    /// To its edge, in metres.
    pub radius_m: f64,
    /// Whether it is sure; else its line is broken.
    pub is_clear: bool,
}

/// Borders are drawn with at most so many corners: more are not seen.
const MOST_CORNERS: usize = 4_000;
/// Room around the outermost squares, in squares.
const MARGIN: f64 = 1.5;

/// The map as one `<svg>`; empty without any square.
pub fn hot_spot_map(map: &HotSpotMap) -> String {
    let heading = &map.heading;
    let across = heading.layout.width() - 2.0;
    let tallest = heading.layout.pick(460.0, 360.0);
    let Some(view) = View::of(map, across, tallest) else {
        let frame = Frame::new(
            heading,
            Room {
                plot: 60.0,
                ..Room::default()
            },
            &[],
        );
        return frame.svg(&frame.nothing_to_show());
    };
    let room = Room {
        left: 1.0,
        right: 1.0,
        plot: view.height(),
        axis: 26.0,
        ..Room::default()
    };
    let frame = Frame::new(heading, room, &[]);
    let view = view.within(frame.plot.left, frame.plot.top);
    let clip = format!(
        "{}-{}-karta",
        heading.id,
        heading.layout.pick("bred", "smal")
    );
    let clipped = format!("url(#{clip})");
    let drawn = html! {
        clipPath id=(clip) { (view.sheet(None)) }
        (view.sheet(Some(())))
        g clip-path=(clipped) {
            (borders(map, &view))
            (areas::shapes(map, &view))
            @for corner in &map.others { (view.square(*corner, map.square_m, Look::Muted)) }
            @for spot in &map.spots {
                @let look = if spot.very_sure { Look::VerySure } else { Look::Sure };
                @for corner in &spot.squares { (view.square(*corner, map.square_m, look)) }
            }
            @if let Some(circle) = &map.circle { (view.circle(circle)) }
        }
    };
    let written = html! {
        g clip-path=(clipped) {
            (names::places(map, &view))
            (areas::numbers(map, &view))
            (names::numbers(map, &view))
        }
        (scale_bar(&view, frame.plot.bottom + 16.0))
    };
    frame.svg(&html! { (drawn) (written) })
}

#[derive(Clone, Copy)]
enum Look {
    Muted,
    Sure,
    VerySure,
}

/// From metres to pixels.
struct View {
    west: f64,
    north: f64,
    width_m: f64,
    height_m: f64,
    /// Pixels a metre.
    scale: f64,
    left: f64,
    top: f64,
}

impl View {
    /// Around the hot spots and the squares near them; around all squares when
    /// there are none.
    fn of(map: &HotSpotMap, across: f64, tallest: f64) -> Option<Self> {
        let hot = map.spots.iter().flat_map(|spot| &spot.squares);
        let mut corners: Vec<(f64, f64)> = hot.copied().collect();
        corners.extend(areas::corners(map));
        if let Some(CircleOnMap {
            middle, radius_m, ..
        }) = map.circle
        {
            // With as much around it as it is wide, so that it can be found.
            let (x, y) = middle;
            let reach = 2.0 * radius_m;
            let side = map.square_m;
            corners.push((x - reach, y - reach));
            corners.push((x + reach - side, y + reach - side));
        }
        if corners.is_empty() {
            corners.clone_from(&map.others);
        }
        let side = map.square_m;
        let is_drawable = |(x, y): &(f64, f64)| x.is_finite() && y.is_finite();
        corners.retain(is_drawable);
        let first = corners.first().copied()?;
        let ends = |of: fn(&(f64, f64)) -> f64| {
            let all = corners.iter().map(of);
            all.fold((of(&first), of(&first)), |(a, b), at| {
                (a.min(at), b.max(at))
            })
        };
        let ((west, east), (south, north)) = (ends(|c| c.0), ends(|c| c.1));
        let margin = MARGIN * side;
        // A single square still shows what lies around it.
        let least = 8.0 * side;
        let stretch = |low: f64, high: f64| {
            let (low, high) = (low - margin, high + side + margin);
            let more = ((least - (high - low)) / 2.0).max(0.0);
            (low - more, high + more)
        };
        let ((west, east), (south, north)) = (stretch(west, east), stretch(south, north));
        let (width_m, height_m) = (east - west, north - south);
        let scale = (across / width_m).min(tallest / height_m);
        scale
            .is_finite()
            .then_some(Self {
                west,
                north,
                // A tall map is widened to the sheet.
                width_m: across / scale,
                height_m,
                scale,
                left: 0.0,
                top: 0.0,
            })
            .map(|view| Self {
                west: view.west - (view.width_m - width_m) / 2.0,
                ..view
            })
    }

    fn height(&self) -> f64 {
        self.height_m * self.scale
    }

    /// What the sheet takes: left, top, right, bottom.
    fn room(&self) -> names::Taken {
        let right = self.left + self.width_m * self.scale;
        names::Taken(self.left, self.top, right, self.top + self.height())
    }

    fn within(self, left: f64, top: f64) -> Self {
        Self { left, top, ..self }
    }

    fn at(&self, (x, y): (f64, f64)) -> (f64, f64) {
        (
            self.left + (x - self.west) * self.scale,
            self.top + (self.north - y) * self.scale,
        )
    }

    fn holds(&self, (x, y): (f64, f64)) -> bool {
        let (east, south) = (self.west + self.width_m, self.north - self.height_m);
        (self.west..=east).contains(&x) && (south..=self.north).contains(&y)
    }

    /// The whole map as one rectangle: as a clip, or drawn.
    fn sheet(&self, drawn: Option<()>) -> Markup {
        let class = drawn.map(|()| format!("{} {}", PAPER.fill(), EDGE.stroke()));
        let (fill, stroke) = (drawn.map(|()| PAPER.light), drawn.map(|()| EDGE.light));
        html! {
            rect class=[class] x=(px(self.left)) y=(px(self.top)) width=(px(self.width_m * self.scale)) height=(px(self.height())) fill=[fill] stroke=[stroke] {}
        }
    }

    fn circle(&self, circle: &CircleOnMap) -> Markup {
        let (x, y) = self.at(circle.middle);
        let radius = px(circle.radius_m * self.scale);
        let (width, dashes) = match circle.is_clear {
            true => ("3", None),
            false => ("2", Some("5 3")),
        };
        html! {
            circle class=(OWN.stroke()) cx=(px(x)) cy=(px(y)) r=(radius) fill="none" stroke=(OWN.light) stroke-width=(width) stroke-dasharray=[dashes] {}
        }
    }

    fn square(&self, (x, y): (f64, f64), side_m: f64, look: Look) -> Markup {
        if !self.holds((x, y)) && !self.holds((x + side_m, y + side_m)) {
            return html! {};
        }
        let (left, top) = self.at((x, y + side_m));
        let side = px(side_m * self.scale);
        match look {
            Look::Muted => html! {
                rect class=(BAND.fill()) x=(px(left)) y=(px(top)) width=(side) height=(side) fill=(BAND.light) {}
            },
            Look::Sure => html! {
                rect class=(OWN.stroke()) x=(px(left)) y=(px(top)) width=(side) height=(side) fill="none" stroke=(OWN.light) stroke-width="2" stroke-dasharray="5 3" {}
            },
            Look::VerySure => html! {
                rect class=(OWN.stroke()) x=(px(left)) y=(px(top)) width=(side) height=(side) fill="none" stroke=(OWN.light) stroke-width="3" {}
            },
        }
    }
}

fn borders(map: &HotSpotMap, view: &View) -> Markup {
    let near = map.outlines.iter().filter(|ring| {
        let ends = |of: fn(&(f64, f64)) -> f64| {
            let all = ring.iter().map(of);
            all.fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), at| {
                (a.min(at), b.max(at))
            })
        };
        let ((west, east), (south, north)) = (ends(|c| c.0), ends(|c| c.1));
        west <= view.west + view.width_m
            && east >= view.west
            && south <= view.north
            && north >= view.north - view.height_m
    });
    let mut left = MOST_CORNERS;
    let drawn = near.filter(|ring| {
        let fits = ring.len() <= left;
        left = left.saturating_sub(ring.len());
        fits
    });
    let lines: Vec<String> = drawn
        .map(|ring| {
            let points: Vec<(f64, f64)> = ring.iter().map(|corner| view.at(*corner)).collect();
            path(&points) + "Z"
        })
        .collect();
    html! {
        @for line in &lines { path class=(EDGE.stroke()) d=(line) fill="none" stroke=(EDGE.light) stroke-width="1" {} }
    }
}

/// A line of a round number of metres.
fn scale_bar(view: &View, y: f64) -> Markup {
    let wanted = view.width_m / 4.0;
    let round = [
        50.0, 100.0, 200.0, 500.0, 1_000.0, 2_000.0, 5_000.0, 10_000.0, 20_000.0, 50_000.0,
        100_000.0,
    ];
    let metres = round
        .into_iter()
        .rev()
        .find(|m| *m <= wanted)
        .unwrap_or(50.0);
    let text = match metres {
        m if m < 1_000.0 => format!("{m} m"),
        m => format!("{} km", m / 1_000.0),
    };
    let (from, to) = (view.left + 1.0, view.left + 1.0 + metres * view.scale);
    html! {
        line class=(INK.stroke()) x1=(px(from)) x2=(px(to)) y1=(px(y)) y2=(px(y)) stroke=(INK.light) stroke-width="2" {}
        (label(&text, to + 8.0, y + 4.0, Anchor::Start, Type::label(QUIET)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Layout;

    fn map() -> HotSpotMap {
        HotSpotMap {
            heading: Heading {
                id: "karta".to_owned(),
                finding: "Två platser sticker ut".to_owned(),
                ..Heading::default()
            },
            square_m: 250.0,
            others: vec![(0.0, 0.0), (250.0, 0.0), (500.0, 750.0)],
            spots: vec![
                SpotOnMap {
                    squares: vec![(0.0, 0.0)],
                    very_sure: true,
                },
                SpotOnMap {
                    squares: vec![(500.0, 750.0)],
                    very_sure: false,
                },
            ],
            circle: None,
            areas: Vec::new(),
            outlines: vec![vec![
                (-9_000.0, -9_000.0),
                (9_000.0, -9_000.0),
                (0.0, 9_000.0),
            ]],
            places: vec![("Torget".to_owned(), (100.0, 100.0))],
        }
    }

    #[test]
    fn hot_spots_are_outlined_and_numbered_and_the_rest_is_muted() {
        for layout in [Layout::Wide, Layout::Narrow] {
            let mut map = map();
            map.heading.layout = layout;
            let svg = hot_spot_map(&map);
            assert_eq!(svg.matches("fill=\"none\"").count(), 3);
            assert_eq!(svg.matches("stroke-dasharray").count(), 1);
            assert!(
                svg.contains(">1</text>") && svg.contains(">2</text>"),
                "{svg}"
            );
            assert!(svg.contains("Torget") && svg.contains("500 m"), "{svg}");
            assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
        }
    }

    #[test]
    fn a_circle_is_drawn_whole_and_broken_when_it_is_not_sure() {
        for (is_clear, dashes) in [(true, 0), (false, 1)] {
            let circle = CircleOnMap {
                middle: (4_125.0, 125.0),
                radius_m: 500.0,
                is_clear,
            };
            let svg = hot_spot_map(&HotSpotMap {
                spots: Vec::new(),
                places: Vec::new(),
                circle: Some(circle),
                ..map()
            });
            assert_eq!(svg.matches("<circle").count(), 1, "{svg}");
            assert_eq!(svg.matches("stroke-dasharray").count(), dashes);
            // The sheet is four radii high, so the circle is half of it.
            let height = |name: &str| {
                let at = svg.find(name).unwrap() + name.len();
                svg[at..].split('"').next().unwrap().parse::<f64>().unwrap()
            };
            assert!(height(" r=\"") <= 130.0 && height(" r=\"") >= 80.0, "{svg}");
        }
    }

    #[test]
    fn without_squares_it_says_that_there_is_nothing_to_show() {
        let empty = HotSpotMap {
            others: Vec::new(),
            spots: Vec::new(),
            ..map()
        };
        assert!(!hot_spot_map(&empty).contains("clipPath"));
    }
}
