//! Where is the name of an area written?

use super::layer::RingKind;

/// Lines across an area on which a place for its name is looked for.
const LINES: u32 = 15;

/// A point well within the largest part of an area, and how wide that part is:
/// the middle of the longest stretch that a line from west to east has within
/// it, lines near the middle before those near the ends. None of an area of no
/// extent.
pub(super) fn label_point(rings: &[(RingKind, Vec<(f64, f64)>)]) -> Option<((f64, f64), f64)> {
    let parts = rings.chunk_by(|_, (next, _)| *next == RingKind::Hole);
    let largest = parts.max_by(|a, b| size(a).total_cmp(&size(b)))?;
    let ((west, east), (south, north)) = ends(&largest.first()?.1)?;
    let mut best: Option<(f64, (f64, f64))> = None;
    for line in 1..LINES {
        let share = f64::from(line) / f64::from(LINES);
        let y = south + (north - south) * share;
        let nearness = 1.0 - (share - 0.5).abs();
        for [from, to] in stretches(largest, y) {
            let weight = (to - from) * nearness;
            if best.is_none_or(|(most, _)| weight > most) {
                best = Some((weight, (f64::midpoint(from, to), y)));
            }
        }
    }
    best.map(|(_, at)| (at, east - west))
}

/// Twice what the outer ring of a part holds.
fn size(part: &[(RingKind, Vec<(f64, f64)>)]) -> f64 {
    let ring = part.first().map_or(&[][..], |(_, ring)| ring);
    let next = ring.iter().cycle().skip(1);
    let crossed = ring.iter().zip(next).map(|(a, b)| a.0 * b.1 - b.0 * a.1);
    crossed.sum::<f64>().abs()
}

fn ends(ring: &[(f64, f64)]) -> Option<((f64, f64), (f64, f64))> {
    let first = *ring.first()?;
    let begin = ((first.0, first.0), (first.1, first.1));
    Some(ring.iter().fold(begin, |(x, y), at| {
        (
            (x.0.min(at.0), x.1.max(at.0)),
            (y.0.min(at.1), y.1.max(at.1)),
        )
    }))
}

/// From where to where the line at `y` is within: between each odd crossing of a
/// ring and the next.
fn stretches(part: &[(RingKind, Vec<(f64, f64)>)], y: f64) -> Vec<[f64; 2]> {
    let mut crossings: Vec<f64> = Vec::new();
    for (_, ring) in part {
        let next = ring.iter().cycle().skip(1);
        for (from, to) in ring.iter().zip(next) {
            if (from.1 > y) != (to.1 > y) {
                crossings.push(from.0 + (y - from.1) / (to.1 - from.1) * (to.0 - from.0));
            }
        }
    }
    crossings.sort_by(f64::total_cmp);
    let (pairs, _) = crossings.as_chunks::<2>();
    pairs.to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(low: f64, high: f64) -> Vec<(f64, f64)> {
        vec![(low, low), (high, low), (high, high), (low, high)]
    }

    #[test]
    fn a_name_stands_in_the_largest_part_and_not_in_a_hole_of_it() {
        let rings = [
            (RingKind::Outer, square(0.0, 1.0)),
            (RingKind::Outer, square(10.0, 20.0)),
            (RingKind::Hole, square(12.0, 18.0)),
        ];
        let ((x, y), width) = label_point(&rings).unwrap();
        assert!((10.0..20.0).contains(&x) && (10.0..20.0).contains(&y));
        let in_hole = (12.0..18.0).contains(&x) && (12.0..18.0).contains(&y);
        assert!(!in_hole, "{x} {y}");
        assert!((width - 10.0).abs() < 1e-9);
    }

    #[test]
    fn a_name_stands_within_an_area_that_bends_around_its_middle() {
        // A horseshoe that opens to the north.
        let ring = vec![
            (0.0, 0.0),
            (9.0, 0.0),
            (9.0, 9.0),
            (7.0, 9.0),
            (7.0, 2.0),
            (2.0, 2.0),
            (2.0, 9.0),
            (0.0, 9.0),
        ];
        let ((x, y), _) = label_point(&[(RingKind::Outer, ring)]).unwrap();
        assert!(y < 2.0 || !(2.0..7.0).contains(&x), "{x} {y}");
    }

    #[test]
    fn what_has_no_extent_has_no_name() {
        assert_eq!(label_point(&[]), None);
        let line = vec![(0.0, 1.0), (5.0, 1.0)];
        assert_eq!(label_point(&[(RingKind::Outer, line)]), None);
    }
}
