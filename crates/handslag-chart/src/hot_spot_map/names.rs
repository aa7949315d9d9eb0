//! What is written on the map: the numbers of the hot spots and the names of
//! places, none over another and none cut.

use super::{HotSpotMap, SpotOnMap, View};
use crate::frame::{Anchor, Type, label};
use crate::number::px;
use crate::palette::{INK, PAPER, QUIET};
use crate::text::width;
use maud::{Markup, html};

const SIZE: f64 = 12.0;
/// From a dot to its name.
const OFF: f64 = 6.0;
/// Room of a number in the corner of its square.
const NUMBER: (f64, f64) = (14.0, 18.0);

/// Left, top, right, bottom.
#[derive(Clone, Copy)]
pub(super) struct Taken(pub f64, pub f64, pub f64, pub f64);

impl Taken {
    fn meets(self, other: Self) -> bool {
        self.0 < other.2 && other.0 < self.2 && self.1 < other.3 && other.1 < self.3
    }

    fn is_within(self, other: Self) -> bool {
        self.0 >= other.0 && self.1 >= other.1 && self.2 <= other.2 && self.3 <= other.3
    }
}

/// A name beside its dot: where it begins, how it is set and what room it takes.
#[derive(Clone, Copy)]
struct Beside {
    at: (f64, f64),
    anchor: Anchor,
    room: Taken,
}

/// The four sides of a dot, the best first.
fn sides((x, y): (f64, f64), wide: f64) -> [Beside; 4] {
    let half = wide / 2.0;
    let set = |at: (f64, f64), anchor: Anchor, left: f64| Beside {
        at,
        anchor,
        room: Taken(left, at.1 - SIZE, left + wide, at.1 + 4.0),
    };
    [
        set((x + OFF, y + 4.0), Anchor::Start, x + OFF),
        set((x - OFF, y + 4.0), Anchor::End, x - OFF - wide),
        set((x, y - OFF - 1.0), Anchor::Middle, x - half),
        set((x, y + OFF + 10.0), Anchor::Middle, x - half),
    ]
}

/// A dot for each place on the sheet, and its name on the side where it lies over
/// no other and, if it can, over no line of a hot spot; no name where none is free.
pub(super) fn places(map: &HotSpotMap, view: &View) -> Markup {
    let shown = map.places.iter().filter(|(_, at)| view.holds(*at));
    let shown: Vec<(&str, (f64, f64))> = shown
        .map(|(name, at)| (name.as_str(), view.at(*at)))
        .collect();
    let named = with_room(map, view, &shown);
    html! {
        @for (_, (x, y)) in &shown {
            circle class=(QUIET.fill()) cx=(px(*x)) cy=(px(*y)) r="2.5" fill=(QUIET.light) {}
        }
        g class=(PAPER.stroke()) stroke=(PAPER.light) stroke-width="3" stroke-linejoin="round" paint-order="stroke" {
            @for (name, Beside { at, anchor, .. }) in named {
                (label(name, at.0, at.1, anchor, Type { size: SIZE, ..Type::label(QUIET) }))
            }
        }
    }
}

fn with_room<'a>(
    map: &HotSpotMap,
    view: &View,
    shown: &[(&'a str, (f64, f64))],
) -> Vec<(&'a str, Beside)> {
    let sheet = view.room();
    let edges = edges(map, view);
    let dot = |(x, y): (f64, f64)| Taken(x - 3.0, y - 3.0, x + 3.0, y + 3.0);
    let mut taken: Vec<Taken> = shown.iter().map(|(_, at)| dot(*at)).collect();
    let of_numbers = map.spots.iter().filter_map(|spot| corner(spot, map, view));
    taken.extend(of_numbers.map(|(x, y)| Taken(x, y, x + NUMBER.0, y + NUMBER.1)));
    let mut named = Vec::new();
    for (name, at) in shown {
        let free = sides(*at, width(name, SIZE, false))
            .into_iter()
            .filter(|side| {
                side.room.is_within(sheet) && taken.iter().all(|other| !side.room.meets(*other))
            });
        let crossed = |side: &Beside| edges.iter().filter(|e| side.room.meets(**e)).count();
        if let Some(side) = free.min_by_key(crossed) {
            taken.push(side.room);
            named.push((*name, side));
        }
    }
    named
}

/// The lines around the squares of hot spots, each as a thin room.
fn edges(map: &HotSpotMap, view: &View) -> Vec<Taken> {
    let squares = map.spots.iter().flat_map(|spot| &spot.squares);
    let lines = squares.flat_map(|(x, y)| {
        let (left, bottom) = view.at((*x, *y));
        let (right, top) = view.at((x + map.square_m, y + map.square_m));
        [
            Taken(left - 1.0, top, left + 1.0, bottom),
            Taken(right - 1.0, top, right + 1.0, bottom),
            Taken(left, top - 1.0, right, top + 1.0),
            Taken(left, bottom - 1.0, right, bottom + 1.0),
        ]
    });
    lines.collect()
}

/// The upper left corner of the northernmost square of a hot spot.
fn corner(spot: &SpotOnMap, map: &HotSpotMap, view: &View) -> Option<(f64, f64)> {
    let north = |a: &(f64, f64), b: &(f64, f64)| a.1.total_cmp(&b.1).then(b.0.total_cmp(&a.0));
    let (x, y) = spot.squares.iter().copied().max_by(north)?;
    Some(view.at((x, y + map.square_m)))
}

/// The number of each hot spot, in that corner.
pub(super) fn numbers(map: &HotSpotMap, view: &View) -> Markup {
    let corners = map.spots.iter().map(|spot| corner(spot, map, view));
    html! {
        g class=(PAPER.stroke()) stroke=(PAPER.light) stroke-width="4" stroke-linejoin="round" paint-order="stroke" {
            @for (n, corner) in corners.enumerate() {
                @if let Some((x, y)) = corner {
                    (label(&(n + 1).to_string(), x + 4.0, y + 15.0, Anchor::Start, Type::bold(INK)))
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One hot spot in the middle of so many squares that a hundred metres are some pixels.
    fn around(places: &[(&str, (f64, f64))]) -> HotSpotMap {
        HotSpotMap {
            square_m: 250.0,
            spots: vec![SpotOnMap {
                squares: vec![(0.0, 0.0)],
                very_sure: true,
            }],
            places: places
                .iter()
                .map(|(name, at)| ((*name).to_owned(), *at))
                .collect(),
            ..HotSpotMap::default()
        }
    }

    fn rooms(map: &HotSpotMap) -> (Vec<Taken>, Taken) {
        let view = View::of(map, 340.0, 360.0).unwrap();
        let shown = map
            .places
            .iter()
            .map(|(name, at)| (name.as_str(), view.at(*at)));
        let shown: Vec<(&str, (f64, f64))> = shown.collect();
        let named = with_room(map, &view, &shown);
        (
            named.into_iter().map(|(_, side)| side.room).collect(),
            view.room(),
        )
    }

    #[test]
    fn names_of_places_near_each_other_do_not_lie_over_each_other_or_beyond_the_edge() {
        let map = around(&[
            ("Stationen (exempel)", (100.0, 100.0)),
            ("Krogstråket (exempel)", (160.0, 90.0)),
            ("Torget (exempel)", (130.0, 130.0)),
            ("Parken (exempel)", (900.0, 300.0)),
            ("Skolan (exempel)", (-800.0, 300.0)),
        ]);
        let (rooms, sheet) = rooms(&map);
        assert!(rooms.len() >= 3, "{} names have room", rooms.len());
        for (n, room) in rooms.iter().enumerate() {
            assert!(room.is_within(sheet));
            assert!(rooms[n + 1..].iter().all(|other| !room.meets(*other)));
        }
    }

    #[test]
    fn a_name_lies_beside_the_lines_of_a_hot_spot_where_it_can() {
        // To the right of its dot the name would cross the square.
        let map = around(&[("Parken", (-30.0, 125.0))]);
        let (rooms, _) = rooms(&map);
        let view = View::of(&map, 340.0, 360.0).unwrap();
        assert!(edges(&map, &view).iter().all(|edge| !rooms[0].meets(*edge)));
    }
}
