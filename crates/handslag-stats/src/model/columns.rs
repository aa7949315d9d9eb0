//! A table of numbers whose columns lie whole in memory.

/// Numbers in columns of the same length, such as one series a donor.
#[derive(Debug, Clone, PartialEq)]
pub struct Columns {
    rows: usize,
    values: Vec<f64>,
}

/// Why a table could not be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ColumnsError {
    /// A row or column is longer or shorter than the first.
    #[error("line {line} has {found} numbers where the first has {expected}")]
    Ragged {
        /// Which row or column, counted from 0.
        line: usize,
        /// Numbers in it.
        found: usize,
        /// Numbers in the first.
        expected: usize,
    },
}

impl Columns {
    /// A table of `columns`, each with the same number of rows.
    ///
    /// # Errors
    /// [`ColumnsError::Ragged`] if their lengths differ.
    pub fn from_columns(columns: &[Vec<f64>]) -> Result<Self, ColumnsError> {
        let rows = same_length(columns)?;
        Ok(Self {
            rows,
            values: columns.concat(),
        })
    }

    /// A table of `rows`, each with the same number of columns.
    ///
    /// # Errors
    /// [`ColumnsError::Ragged`] if their lengths differ.
    pub fn from_rows(rows: &[Vec<f64>]) -> Result<Self, ColumnsError> {
        let columns = same_length(rows)?;
        let values = (0..columns)
            .flat_map(|column| rows.iter().map(move |row| row[column]))
            .collect();
        Ok(Self {
            rows: rows.len(),
            values,
        })
    }

    /// A table worked out cell by cell: `cell(row, column)`.
    pub fn from_fn(rows: usize, columns: usize, mut cell: impl FnMut(usize, usize) -> f64) -> Self {
        let mut values = Vec::with_capacity(rows * columns);
        for column in 0..columns {
            values.extend((0..rows).map(|row| cell(row, column)));
        }
        Self { rows, values }
    }

    /// How many numbers a column has.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// How many columns there are; 0 if they are empty.
    pub fn count(&self) -> usize {
        self.values.len().checked_div(self.rows).unwrap_or(0)
    }

    /// One column, from the top.
    ///
    /// # Panics
    /// If there is no such column.
    pub fn column(&self, column: usize) -> &[f64] {
        &self.values[column * self.rows..(column + 1) * self.rows]
    }

    /// The columns from the first to the last.
    pub fn iter(&self) -> impl Iterator<Item = &[f64]> {
        // Chunks of nothing are refused; an empty table has no values either.
        self.values.chunks_exact(self.rows.max(1))
    }

    /// The number in `row` of `column`.
    ///
    /// # Panics
    /// If there is no such cell.
    pub fn at(&self, row: usize, column: usize) -> f64 {
        assert!(row < self.rows, "there is no row {row}");
        self.values[column * self.rows + row]
    }

    /// The table times `weights`, one weight a column: a blend of its columns.
    ///
    /// # Panics
    /// If there is not one weight a column.
    pub fn blend(&self, weights: &[f64]) -> Vec<f64> {
        assert_eq!(weights.len(), self.count(), "one weight a column");
        let mut blend = vec![0.0; self.rows];
        for (column, &weight) in self.iter().zip(weights) {
            // Most donors weigh nothing.
            if weight != 0.0 {
                add_times(&mut blend, weight, column);
            }
        }
        blend
    }
}

fn same_length(lines: &[Vec<f64>]) -> Result<usize, ColumnsError> {
    let expected = lines.first().map_or(0, Vec::len);
    match lines.iter().position(|line| line.len() != expected) {
        None => Ok(expected),
        Some(line) => Err(ColumnsError::Ragged {
            line,
            found: lines[line].len(),
            expected,
        }),
    }
}

/// The inner product, in eight lanes so that it runs at the machine's width.
///
/// The lanes are added in one fixed order: the same bytes every time.
pub(crate) fn dot(a: &[f64], b: &[f64]) -> f64 {
    let mut lanes = [0.0; 8];
    let (a_eights, a_rest) = a.as_chunks::<8>();
    let (b_eights, b_rest) = b.as_chunks::<8>();
    for (a, b) in a_eights.iter().zip(b_eights) {
        for lane in 0..8 {
            lanes[lane] += a[lane] * b[lane];
        }
    }
    let rest: f64 = a_rest.iter().zip(b_rest).map(|(a, b)| a * b).sum();
    lanes.iter().sum::<f64>() + rest
}

/// Adds `factor` times `b` to `a`.
pub(crate) fn add_times(a: &mut [f64], factor: f64, b: &[f64]) {
    for (a, b) in a.iter_mut().zip(b) {
        *a += factor * b;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_and_columns_give_the_same_table() {
        let by_rows = Columns::from_rows(&[vec![1.0, 2.0, 3.0], vec![4.0, 5.0, 6.0]]).unwrap();
        let by_columns =
            Columns::from_columns(&[vec![1.0, 4.0], vec![2.0, 5.0], vec![3.0, 6.0]]).unwrap();
        assert_eq!(by_rows, by_columns);
        assert_eq!((by_rows.rows(), by_rows.count()), (2, 3));
        assert_eq!(by_rows.column(1), [2.0, 5.0]);
        assert_eq!(by_rows.blend(&[0.5, 0.0, 0.5]), [2.0, 5.0]);
    }

    #[test]
    fn a_short_row_is_named() {
        let ragged = Columns::from_rows(&[vec![1.0, 2.0], vec![3.0]]);
        assert_eq!(
            ragged,
            Err(ColumnsError::Ragged {
                line: 1,
                found: 1,
                expected: 2
            })
        );
    }

    #[test]
    fn an_inner_product_longer_than_a_lane_is_exact_in_whole_numbers() {
        let a: Vec<f64> = (1..=21).map(f64::from).collect();
        assert_eq!(dot(&a, &a), 3311.0);
    }
}
