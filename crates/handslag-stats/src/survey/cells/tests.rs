use super::*;
use proptest::prelude::*;

/// Every table of zeros and more with the sums of rows and columns that agrees
/// with what is shown; by trying all, so only for small ones.
fn possible(counts: &[Vec<u64>], shown: &[Vec<Option<u64>>]) -> Vec<Vec<Vec<u64>>> {
    let hidden: Vec<Cell> = (0..counts.len())
        .flat_map(|r| (0..counts[0].len()).map(move |c| (r, c)))
        .filter(|&(r, c)| shown[r][c].is_none())
        .collect();
    let row_sums: Vec<u64> = counts.iter().map(|row| row.iter().sum()).collect();
    let column_sum = |c: usize| counts.iter().map(|row| row[c]).sum::<u64>();
    let mut found = Vec::new();
    let mut table: Vec<Vec<u64>> = shown
        .iter()
        .map(|row| row.iter().map(|cell| cell.unwrap_or(0)).collect())
        .collect();
    fn fill(
        at: usize,
        hidden: &[Cell],
        table: &mut Vec<Vec<u64>>,
        row_sums: &[u64],
        done: &mut dyn FnMut(&Vec<Vec<u64>>),
    ) {
        let Some(&(r, c)) = hidden.get(at) else {
            return done(table);
        };
        let spent: u64 = table[r].iter().sum();
        for n in 0..=row_sums[r].saturating_sub(spent) {
            table[r][c] = n;
            fill(at + 1, hidden, table, row_sums, done);
        }
        table[r][c] = 0;
    }
    fill(0, &hidden, &mut table, &row_sums, &mut |table| {
        let rows = table.iter().zip(&row_sums);
        let fits_rows = rows
            .clone()
            .all(|(row, sum)| row.iter().sum::<u64>() == *sum);
        let fits_columns = (0..counts[0].len())
            .all(|c| table.iter().map(|row| row[c]).sum::<u64>() == column_sum(c));
        if fits_rows && fits_columns {
            found.push(table.clone());
        }
    });
    found
}

#[test]
fn a_small_cell_alone_takes_three_others_with_it() {
    let counts = [vec![3, 20, 30], vec![9, 12, 60], vec![40, 50, 70]];
    let shown = hide_small_cells(&counts, 5).unwrap();
    assert_eq!(shown[0], [None, None, Some(30)]);
    assert_eq!(shown[1], [None, None, Some(60)]);
    assert_eq!(shown[2], [Some(40), Some(50), Some(70)]);
}

#[test]
fn zeros_are_shown_and_a_table_without_small_cells_is_whole() {
    let counts = [vec![0, 20], vec![9, 0]];
    let shown = hide_small_cells(&counts, 5).unwrap();
    assert_eq!(shown, [vec![Some(0), Some(20)], vec![Some(9), Some(0)]]);
}

#[test]
fn a_cell_that_its_sum_gives_away_is_refused() {
    assert_eq!(
        hide_small_cells(&[vec![2, 0], vec![0, 9]], 5),
        Err(CellsError::Exposed { row: 0, column: 0 })
    );
    assert_eq!(
        hide_small_cells(&[vec![2], vec![9]], 5),
        Err(CellsError::Exposed { row: 0, column: 0 })
    );
    assert_eq!(
        hide_small_cells(&[vec![2, 1], vec![9]], 5),
        Err(CellsError::Ragged { row: 1 })
    );
    assert_eq!(hide_small_cells(&[], 5), Ok(Vec::new()));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// The attacker here tries every table, and shares no code with the rule.
    #[test]
    fn nobody_who_knows_the_sums_can_tell_a_small_cell(
        counts in prop::collection::vec(prop::collection::vec(0u64..9, 3), 3)
    ) {
        const FEWEST: u64 = 3;
        if let Ok(shown) = hide_small_cells(&counts, FEWEST) {
            let n_hidden = shown.iter().flatten().filter(|cell| cell.is_none()).count();
            // Trying all of nine hidden cells would take minutes.
            prop_assume!(n_hidden <= 7);
            let possible = possible(&counts, &shown);
            prop_assert!(possible.contains(&counts));
            for (r, row) in counts.iter().enumerate() {
                for (c, &n) in row.iter().enumerate() {
                    match shown[r][c] {
                        Some(seen) => prop_assert_eq!(seen, n),
                        None if n < FEWEST => {
                            let could_be = possible.iter().map(|table| table[r][c]);
                            let (least, most) = (could_be.clone().min(), could_be.max());
                            prop_assert!(most.unwrap() - least.unwrap() >= FEWEST);
                        }
                        None => {}
                    }
                    prop_assert!(!(1..FEWEST).contains(&n) || shown[r][c].is_none());
                }
            }
        }
    }
}
