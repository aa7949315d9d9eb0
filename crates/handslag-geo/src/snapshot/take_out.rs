//! Rows that are taken out again: what was corrected or withdrawn.

use std::cmp::Ordering;

use super::part::{Part, Row, cell_of};

impl Part {
    /// Takes out one row that says just this; `false` when there is none.
    ///
    /// The columns behind it are moved up, which costs as much as copying them
    /// and far less than sorting all rows anew.
    pub(super) fn take_out(&mut self, row: &Row) -> bool {
        let Some(number) = self.find(row) else {
            return false;
        };
        self.start.remove(number);
        self.category.remove(number);
        self.area.remove(number);
        self.flags.remove(number);
        self.take_out_of_rest(number);
        if number < self.n_located() {
            self.dx.remove(number);
            self.dy.remove(number);
            self.take_out_of_cells(number);
        }
        true
    }

    /// The number of a row that says just this. Rows stand in their own order.
    fn find(&self, row: &Row) -> Option<usize> {
        let (cell, mut low, mut high) = match cell_of(row) {
            Some(cell) => {
                let at = self.cells.binary_search(&cell).ok()?;
                let (from, to) = (self.firsts[at], self.firsts[at + 1]);
                (Some(cell), from as usize, to as usize)
            }
            None => (None, self.n_located(), self.n_rows()),
        };
        while low < high {
            let middle = low.midpoint(high);
            match self.row(cell, middle).cmp(row) {
                Ordering::Less => low = middle + 1,
                Ordering::Greater => high = middle,
                Ordering::Equal => return Some(middle),
            }
        }
        None
    }

    /// The cell that held it loses a row, and goes when it was its last.
    fn take_out_of_cells(&mut self, number: usize) {
        let at = self
            .firsts
            .partition_point(|&first| first as usize <= number);
        for first in &mut self.firsts[at..] {
            *first -= 1;
        }
        if self.firsts[at - 1] == self.firsts[at] {
            self.firsts.remove(at);
            self.cells.remove(at - 1);
        }
    }
}
