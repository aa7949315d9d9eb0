//! Where is a point, and which rectangle and grid is it looked at in?

/// A place in the plane.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// Eastward, in the caller's unit of length.
    pub x: f64,
    /// Northward, in the same unit.
    pub y: f64,
}

impl Point {
    /// The point at `x` and `y`.
    pub fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    pub(crate) fn is_finite(self) -> bool {
        self.x.is_finite() && self.y.is_finite()
    }

    /// The straight distance to another point.
    pub fn distance(self, other: Self) -> f64 {
        squared(self.x - other.x, self.y - other.y).sqrt()
    }
}

pub(crate) fn squared(dx: f64, dy: f64) -> f64 {
    dx * dx + dy * dy
}

/// The rectangle that points are observed in: outside it nothing is known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rectangle {
    pub(crate) west: f64,
    pub(crate) east: f64,
    pub(crate) south: f64,
    pub(crate) north: f64,
}

impl Rectangle {
    /// The rectangle from `x.0` to `x.1` and from `y.0` to `y.1`, edges included.
    ///
    /// # Errors
    /// [`PlaceError::EmptyRectangle`] unless both sides are finite and above zero.
    pub fn new(x: (f64, f64), y: (f64, f64)) -> Result<Self, PlaceError> {
        let has_length = |(from, to): (f64, f64)| {
            from.is_finite() && to.is_finite() && (to - from).is_finite() && to > from
        };
        if has_length(x) && has_length(y) {
            Ok(Self {
                west: x.0,
                east: x.1,
                south: y.0,
                north: y.1,
            })
        } else {
            Err(PlaceError::EmptyRectangle { x, y })
        }
    }

    /// From west to east.
    pub fn width(&self) -> f64 {
        self.east - self.west
    }

    /// From south to north.
    pub fn height(&self) -> f64 {
        self.north - self.south
    }

    /// Width times height.
    pub fn area(&self) -> f64 {
        self.width() * self.height()
    }

    /// From corner to opposite corner.
    pub fn diagonal(&self) -> f64 {
        self.width().hypot(self.height())
    }

    /// Whether the point is inside or on the edge.
    pub fn contains(&self, point: Point) -> bool {
        (self.west..=self.east).contains(&point.x) && (self.south..=self.north).contains(&point.y)
    }
}

/// A rectangle cut into cells of the same size.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Grid {
    pub(crate) window: Rectangle,
    pub(crate) columns: usize,
    pub(crate) rows: usize,
}

impl Grid {
    /// `window` cut into `columns` from west to east and `rows` from south to
    /// north.
    ///
    /// # Errors
    /// [`PlaceError::NoCells`] if either is zero.
    pub fn new(window: Rectangle, columns: usize, rows: usize) -> Result<Self, PlaceError> {
        if columns == 0 || rows == 0 {
            return Err(PlaceError::NoCells);
        }
        Ok(Self {
            window,
            columns,
            rows,
        })
    }

    /// The rectangle that is cut.
    pub fn window(&self) -> Rectangle {
        self.window
    }

    /// How many columns, from west to east.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// How many rows, from south to north.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// From one column's centre to the next.
    pub fn column_width(&self) -> f64 {
        self.window.width() / self.columns as f64
    }

    /// From one row's centre to the next.
    pub fn row_height(&self) -> f64 {
        self.window.height() / self.rows as f64
    }

    /// The centre of the cell in this column and row; row 0 is southernmost.
    pub fn centre(&self, column: usize, row: usize) -> Point {
        Point::new(
            self.window.west + (column as f64 + 0.5) * self.column_width(),
            self.window.south + (row as f64 + 0.5) * self.row_height(),
        )
    }

    /// Each column's centre, from the west.
    pub(crate) fn column_centres(&self) -> Vec<f64> {
        (0..self.columns).map(|c| self.centre(c, 0).x).collect()
    }

    /// Each row's centre, from the south.
    pub(crate) fn row_centres(&self) -> Vec<f64> {
        (0..self.rows).map(|r| self.centre(0, r).y).collect()
    }
}

/// Why a rectangle or grid cannot be.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum PlaceError {
    /// A side has no length, or none that is finite.
    #[error("a rectangle needs sides longer than zero, not {x:?} by {y:?}")]
    EmptyRectangle {
        /// West and east as given.
        x: (f64, f64),
        /// South and north as given.
        y: (f64, f64),
    },
    /// A grid of no columns or no rows.
    #[error("a grid needs at least one column and one row")]
    NoCells,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rectangle_without_area_is_refused() {
        for (x, y) in [
            ((0.0, 0.0), (0.0, 1.0)),
            ((1.0, 0.0), (0.0, 1.0)),
            ((0.0, f64::NAN), (0.0, 1.0)),
            ((0.0, 1.0), (0.0, f64::INFINITY)),
        ] {
            assert!(Rectangle::new(x, y).is_err());
        }
        let window = Rectangle::new((0.0, 1.0), (0.0, 1.0)).unwrap();
        assert_eq!(Grid::new(window, 0, 3), Err(PlaceError::NoCells));
    }

    #[test]
    fn centres_lie_half_a_cell_from_the_edge() {
        let window = Rectangle::new((10.0, 20.0), (-1.0, 1.0)).unwrap();
        let grid = Grid::new(window, 5, 2).unwrap();
        assert_eq!(grid.centre(0, 0), Point::new(11.0, -0.5));
        assert_eq!(grid.centre(4, 1), Point::new(19.0, 0.5));
        assert_eq!((window.area(), grid.column_width()), (20.0, 2.0));
    }
}
