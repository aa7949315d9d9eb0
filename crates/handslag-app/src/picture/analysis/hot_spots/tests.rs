use super::*;

/// Ten by ten squares with 0, 1 or 2 in each, and what is put in beside.
fn map(more: &[((i32, i32), u64)]) -> CellCounts {
    let cells = (0..100).map(|i| Cell {
        row: i / 10,
        column: i % 10,
    });
    let cells: Vec<Cell> = cells.collect();
    let counts = cells.iter().map(|cell| {
        let usual = ((cell.row * 7 + cell.column * 5) % 3) as u64;
        let here = more.iter().find(|(at, _)| *at == (cell.row, cell.column));
        here.map_or(usual, |(_, n)| *n)
    });
    CellCounts {
        cell_m: 250.0,
        counts: counts.collect(),
        cells,
        outside: 0,
    }
}

fn groups(more: &[((i32, i32), u64)], spread: f64) -> Vec<Group> {
    let map = map(more);
    let (groups, replicates) = groups_of(&map, &vec![spread; map.cells.len()]).unwrap();
    assert_eq!(replicates, None);
    groups
}

#[test]
fn a_crowded_square_among_calm_ones_is_hot_by_itself() {
    let found = groups(&[((4, 4), 60)], 1.0);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].squares, [44]);
    assert!(found[0].by_itself && !found[0].with_surroundings);
}

#[test]
fn sixty_in_one_night_are_no_hot_spot() {
    assert_eq!(groups(&[((4, 4), 60)], 60.0), []);
}

#[test]
fn squares_that_are_high_together_are_one_hot_spot() {
    let high = [(4, 4), (4, 5), (5, 4), (5, 5), (4, 6), (5, 6)].map(|at| (at, 9));
    let found = groups(&high, 3.0);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].with_surroundings);
    let inside = found[0].squares.iter();
    let inside = inside.filter(|i| [44, 45, 46, 54, 55, 56].contains(*i));
    assert!(inside.count() >= 2, "{found:?}");
}

#[test]
fn two_that_lie_apart_are_two() {
    assert_eq!(groups(&[((1, 1), 60), ((8, 8), 80)], 1.0).len(), 2);
}

#[test]
fn what_chance_gives_has_no_hot_spot() {
    assert_eq!(groups(&[], 1.0), []);
}
