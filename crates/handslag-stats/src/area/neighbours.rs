//! Which areas lie beside which?

/// The neighbours of every area, held in two flat lists.
///
/// Areas are numbered from 0. An area may have no neighbours (an island), is
/// never its own neighbour, and has each neighbour once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Neighbours {
    /// Area i's neighbours are `ids[starts[i]..starts[i + 1]]`, ascending.
    starts: Vec<usize>,
    ids: Vec<u32>,
}

impl Neighbours {
    /// Neighbours that are mutual, as areas with a common border are.
    ///
    /// - `lists`: for each area the numbers of its neighbours, in any order.
    ///
    /// # Errors
    /// [`NeighboursError`] names the first area whose list cannot be right; one
    /// that is not mutual is found last.
    ///
    /// ```
    /// # use handslag_stats::area::{Neighbours, NeighboursError};
    /// // Three areas in a row, and an island.
    /// let row = Neighbours::mutual(&[vec![1], vec![2, 0], vec![1], vec![]])?;
    /// assert_eq!(row.of(1), [0, 2]);
    /// assert_eq!(row.islands().collect::<Vec<_>>(), [3]);
    ///
    /// let one_way = Neighbours::mutual(&[vec![1], vec![]]);
    /// assert_eq!(one_way, Err(NeighboursError::NotMutual { area: 0, neighbour: 1 }));
    /// # Ok::<(), NeighboursError>(())
    /// ```
    pub fn mutual(lists: &[Vec<usize>]) -> Result<Self, NeighboursError> {
        let neighbours = Self::directed(lists)?;
        match neighbours.first_one_way() {
            None => Ok(neighbours),
            Some((area, neighbour)) => Err(NeighboursError::NotMutual { area, neighbour }),
        }
    }

    /// Neighbours that need not be mutual, as the five nearest are not.
    ///
    /// # Errors
    /// [`NeighboursError`] names the first area whose list cannot be right.
    pub fn directed(lists: &[Vec<usize>]) -> Result<Self, NeighboursError> {
        let areas = lists.len();
        if u32::try_from(areas).is_err() {
            return Err(NeighboursError::TooManyAreas { areas });
        }
        let mut starts = Vec::with_capacity(areas + 1);
        let mut ids = Vec::with_capacity(lists.iter().map(Vec::len).sum());
        starts.push(0);
        for (area, list) in lists.iter().enumerate() {
            let from = ids.len();
            for &neighbour in list {
                if neighbour >= areas {
                    return Err(NeighboursError::NoSuchArea {
                        area,
                        neighbour,
                        areas,
                    });
                }
                if neighbour == area {
                    return Err(NeighboursError::OwnNeighbour { area });
                }
                ids.push(neighbour as u32);
            }
            let own = &mut ids[from..];
            own.sort_unstable();
            if let Some(pair) = own.windows(2).find(|pair| pair[0] == pair[1]) {
                let neighbour = pair[0] as usize;
                return Err(NeighboursError::Twice { area, neighbour });
            }
            starts.push(ids.len());
        }
        Ok(Self { starts, ids })
    }

    /// How many areas there are, islands among them.
    pub fn areas(&self) -> usize {
        self.starts.len() - 1
    }

    /// The neighbours of one area, ascending.
    ///
    /// # Panics
    /// If there is no such area.
    pub fn of(&self, area: usize) -> &[u32] {
        &self.ids[self.starts[area]..self.starts[area + 1]]
    }

    /// How many neighbours an area has.
    ///
    /// # Panics
    /// If there is no such area.
    pub fn count(&self, area: usize) -> usize {
        self.starts[area + 1] - self.starts[area]
    }

    /// The most neighbours that any area has.
    pub fn most(&self) -> usize {
        (0..self.areas())
            .map(|area| self.count(area))
            .max()
            .unwrap_or(0)
    }

    /// The areas without neighbours.
    pub fn islands(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.areas()).filter(|&area| self.count(area) == 0)
    }

    /// The sum of an area's neighbours' values, without its own, added in order
    /// of the neighbours' numbers.
    pub(crate) fn sum(&self, area: usize, values: &[f64]) -> f64 {
        self.of(area).iter().map(|&j| values[j as usize]).sum()
    }

    /// Whether `neighbour` is in `area`'s list.
    pub fn are(&self, area: usize, neighbour: usize) -> bool {
        u32::try_from(neighbour).is_ok_and(|id| self.of(area).binary_search(&id).is_ok())
    }

    fn first_one_way(&self) -> Option<(usize, usize)> {
        (0..self.areas()).find_map(|area| {
            let found = self.of(area).iter().find(|&&j| !self.are(j as usize, area));
            found.map(|&neighbour| (area, neighbour as usize))
        })
    }
}

/// Why a list of neighbours was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NeighboursError {
    /// An area has a neighbour that does not exist.
    #[error("area {area} has neighbour {neighbour}, but areas are numbered from 0 to {areas} − 1")]
    NoSuchArea {
        /// The area with the list.
        area: usize,
        /// What its list names.
        neighbour: usize,
        /// How many areas there are.
        areas: usize,
    },
    /// An area is named as its own neighbour.
    #[error("area {area} is named as its own neighbour")]
    OwnNeighbour {
        /// The area with the list.
        area: usize,
    },
    /// An area names a neighbour twice.
    #[error("area {area} names neighbour {neighbour} twice")]
    Twice {
        /// The area with the list.
        area: usize,
        /// What its list names.
        neighbour: usize,
    },
    /// An area names a neighbour that does not name it.
    #[error("area {area} has neighbour {neighbour}, which does not have {area}")]
    NotMutual {
        /// The area with the list.
        area: usize,
        /// What its list names.
        neighbour: usize,
    },
    /// There are more areas than can be numbered.
    #[error("{areas} areas are more than can be numbered")]
    TooManyAreas {
        /// How many areas there are.
        areas: usize,
    },
}

/// How much each neighbour weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weighting {
    /// 1 for each neighbour, so that areas with many neighbours weigh more.
    Binary,
    /// 1 shared by an area's neighbours, so that areas weigh the same and what
    /// is compared is the neighbours' mean.
    RowStandardised,
}

impl Weighting {
    /// The weight of each one of `neighbours` neighbours.
    pub(crate) fn each(self, neighbours: usize) -> f64 {
        match self {
            Self::Binary => 1.0,
            Self::RowStandardised if neighbours == 0 => 0.0,
            Self::RowStandardised => 1.0 / neighbours as f64,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(lists: &[Vec<usize>], expected: NeighboursError) {
        assert_eq!(Neighbours::mutual(lists), Err(expected));
    }

    #[test]
    fn lists_that_cannot_be_right_are_refused_by_name() {
        check(
            &[vec![1], vec![0, 2]],
            NeighboursError::NoSuchArea {
                area: 1,
                neighbour: 2,
                areas: 2,
            },
        );
        check(
            &[vec![1], vec![0, 1]],
            NeighboursError::OwnNeighbour { area: 1 },
        );
        check(
            &[vec![1, 1], vec![0]],
            NeighboursError::Twice {
                area: 0,
                neighbour: 1,
            },
        );
        check(
            &[vec![1], vec![2], vec![1]],
            NeighboursError::NotMutual {
                area: 0,
                neighbour: 1,
            },
        );
    }

    #[test]
    fn one_way_neighbours_are_accepted_when_said_to_be() {
        let nearest = Neighbours::directed(&[vec![1], vec![2], vec![1]]).unwrap();
        assert!(nearest.are(0, 1) && !nearest.are(1, 0));
        assert_eq!(nearest.most(), 1);
    }

    #[test]
    fn no_areas_at_all_have_no_neighbours() {
        let none = Neighbours::mutual(&[]).unwrap();
        assert_eq!((none.areas(), none.most()), (0, 0));
    }

    proptest! {
        #[test]
        fn the_order_of_a_list_does_not_matter(mut lists in prop::collection::vec(prop::collection::btree_set(0usize..9, 0..5), 9)) {
            for (area, list) in lists.iter_mut().enumerate() {
                list.remove(&area);
            }
            let forth: Vec<Vec<usize>> = lists.iter().map(|list| list.iter().copied().collect()).collect();
            let back: Vec<Vec<usize>> = lists.iter().map(|list| list.iter().rev().copied().collect()).collect();
            let neighbours = Neighbours::directed(&forth).unwrap();
            prop_assert_eq!(&neighbours, &Neighbours::directed(&back).unwrap());
            for (area, list) in forth.iter().enumerate() {
                prop_assert_eq!(neighbours.count(area), list.len());
                prop_assert!(list.iter().all(|&j| neighbours.are(area, j)));
            }
        }
    }
}
