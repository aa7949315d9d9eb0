//! Which cells of a table must be hidden so that nobody can work out a small one?

use std::collections::VecDeque;

/// A table with its small cells hidden, `None`, and as many more as it takes to
/// keep them hidden although the sums of rows and columns are shown.
///
/// Cells of 1 to `fewest` − 1 are hidden first; 0 says nothing of anyone and
/// stays. Then, as long as the shown sums hold a small cell within a range
/// narrower than `fewest`, the cheapest rectangle through it is hidden too (the
/// least sum of what it takes from the reader); where no rectangle helps, its
/// row and column are hidden whole. The range is exact for cells of zero or
/// more, found as a largest flow in the graph of hidden cells (L. H. Cox 1995,
/// Network models for complementary cell suppression, Journal of the American
/// Statistical Association 90).
///
/// - `counts`: rows by columns, of equal length.
/// - `fewest`: the smallest number shown, such as 5.
///
/// Assumptions: the whole table and its sums are all that is shown of these
/// people. Two tables that share cells have to be protected together.
///
/// # Errors
/// [`CellsError`]: rows of different lengths, or a cell that no pattern hides,
/// since the sum of its row or column shows what it can be: such a table has to
/// be shown with fewer divisions.
///
/// ```
/// # use handslag_stats::survey::hide_small_cells;
/// // By hand: 2 alone would follow from the sums, so three more are hidden, in
/// // the rectangle that costs the least (7, 6 and 8 rather than any with 40).
/// let shown = hide_small_cells(&[vec![2, 7, 40], vec![6, 8, 50], vec![30, 41, 60]], 5)?;
/// assert_eq!(shown[0], [None, None, Some(40)]);
/// assert_eq!(shown[1], [None, None, Some(50)]);
/// assert_eq!(shown[2], [Some(30), Some(41), Some(60)]);
/// # Ok::<(), handslag_stats::survey::CellsError>(())
/// ```
pub fn hide_small_cells(
    counts: &[Vec<u64>],
    fewest: u64,
) -> Result<Vec<Vec<Option<u64>>>, CellsError> {
    let n_columns = counts.first().map_or(0, Vec::len);
    if let Some(row) = counts.iter().position(|row| row.len() != n_columns) {
        return Err(CellsError::Ragged { row });
    }
    let is_small = |&n: &u64| (1..fewest).contains(&n);
    let mut table = Hiding {
        counts,
        hidden: counts
            .iter()
            .map(|row| row.iter().map(is_small).collect())
            .collect(),
        n_columns,
    };
    while let Some(cell) = table.exposed(fewest) {
        if !table.hide_beside(cell) {
            return Err(CellsError::Exposed {
                row: cell.0,
                column: cell.1,
            });
        }
    }
    Ok(table.shown())
}

/// Why a table could not be protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CellsError {
    /// A row is longer or shorter than the first.
    #[error("row {row} has another length than the first")]
    Ragged {
        /// Counted from zero.
        row: usize,
    },
    /// A small cell follows from the sums whatever else is hidden.
    #[error("the cell in row {row}, column {column} follows from the sums: use fewer divisions")]
    Exposed {
        /// Counted from zero.
        row: usize,
        /// Counted from zero.
        column: usize,
    },
}

/// A cell, by row and column.
type Cell = (usize, usize);

struct Hiding<'a> {
    counts: &'a [Vec<u64>],
    hidden: Vec<Vec<bool>>,
    n_columns: usize,
}

impl Hiding<'_> {
    fn shown(&self) -> Vec<Vec<Option<u64>>> {
        let pairs = self.counts.iter().zip(&self.hidden);
        let row = |(counts, hidden): (&Vec<u64>, &Vec<bool>)| {
            let cells = counts.iter().zip(hidden);
            cells.map(|(&n, &hidden)| (!hidden).then_some(n)).collect()
        };
        pairs.map(row).collect()
    }

    fn cells(&self) -> impl Iterator<Item = Cell> + '_ {
        (0..self.counts.len()).flat_map(|row| (0..self.n_columns).map(move |column| (row, column)))
    }

    /// A small cell whose range is too narrow.
    fn exposed(&self, fewest: u64) -> Option<Cell> {
        self.cells().find(|&(row, column)| {
            let small = (1..fewest).contains(&self.counts[row][column]);
            small && self.range((row, column)) < fewest
        })
    }

    /// How much the sums leave between the least and the most a hidden cell can be.
    fn range(&self, cell: Cell) -> u64 {
        let up = self.flow(cell, |n| (n, u64::MAX));
        let down = self.flow(cell, |n| (u64::MAX, n));
        up.saturating_add(down.min(self.counts[cell.0][cell.1]))
    }

    /// The largest change of a hidden cell that others in rows and columns can
    /// take up, each second one shrinking and each second one growing.
    ///
    /// - `capacity`: what a cell lets through from its row to its column and back.
    fn flow(&self, (from, to): Cell, capacity: impl Fn(u64) -> (u64, u64)) -> u64 {
        let n_rows = self.counts.len();
        let n_nodes = n_rows + self.n_columns;
        let mut left = vec![vec![0u64; n_nodes]; n_nodes];
        for (row, column) in self.cells() {
            if self.hidden[row][column] && (row, column) != (from, to) {
                let (forth, back) = capacity(self.counts[row][column]);
                left[row][n_rows + column] = forth;
                left[n_rows + column][row] = back;
            }
        }
        let (source, sink) = (from, n_rows + to);
        let mut flow = 0u64;
        while let Some(path) = shortest_path(&left, source, sink) {
            let steps = || path.windows(2).map(|step| (step[0], step[1]));
            let amount = steps().map(|(a, b)| left[a][b]).min().unwrap_or(0);
            for (a, b) in steps() {
                left[a][b] -= if left[a][b] == u64::MAX { 0 } else { amount };
                left[b][a] = left[b][a].saturating_add(amount);
            }
            flow = flow.saturating_add(amount);
            if flow == u64::MAX {
                break;
            }
        }
        flow
    }

    /// Hides what takes the least from the reader; false if all that could help
    /// is hidden already.
    fn hide_beside(&mut self, (row, column): Cell) -> bool {
        let mut best: Option<(u64, [Cell; 3])> = None;
        for (other_row, other_column) in self.cells() {
            if other_row == row || other_column == column {
                continue;
            }
            let corners = [
                (row, other_column),
                (other_row, column),
                (other_row, other_column),
            ];
            // A zero cannot shrink, so a rectangle with one protects nothing.
            let helps = corners.iter().all(|&(r, c)| self.counts[r][c] > 0)
                && corners.iter().any(|&(r, c)| !self.hidden[r][c]);
            let cost = corners
                .iter()
                .filter(|&&(r, c)| !self.hidden[r][c])
                .map(|&(r, c)| self.counts[r][c])
                .sum();
            if helps && best.is_none_or(|(least, _)| cost < least) {
                best = Some((cost, corners));
            }
        }
        let all: Vec<Cell> = match best {
            Some((_, corners)) => corners.to_vec(),
            None => self
                .cells()
                .filter(|&(r, c)| (r == row || c == column) && self.counts[r][c] > 0)
                .collect(),
        };
        let mut changed = false;
        for (r, c) in all {
            changed |= !std::mem::replace(&mut self.hidden[r][c], true);
        }
        changed
    }
}

/// The nodes of a path with room left, by breadth first.
fn shortest_path(left: &[Vec<u64>], source: usize, sink: usize) -> Option<Vec<usize>> {
    let mut came_from = vec![None; left.len()];
    let mut queue = VecDeque::from([source]);
    while let Some(node) = queue.pop_front() {
        if node == sink {
            let back = std::iter::successors(Some(sink), |&node| {
                if node == source {
                    None
                } else {
                    came_from[node]
                }
            });
            let mut path: Vec<usize> = back.collect();
            path.reverse();
            return Some(path);
        }
        for (next, &room) in left[node].iter().enumerate() {
            if room > 0 && next != source && came_from[next].is_none() {
                came_from[next] = Some(node);
                queue.push_back(next);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests;
