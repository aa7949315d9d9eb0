//! Can the values be compared between areas at all?

use super::Neighbours;
use crate::numeric::{mean, normal_above, normal_two_sided, sum};

/// Why values could not be compared with those of neighbouring areas.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum AutocorrelationError {
    /// There is not one value for each area.
    #[error("{values} values were given for {areas} areas")]
    DifferentLengths {
        /// How many values were given.
        values: usize,
        /// How many areas have lists of neighbours.
        areas: usize,
    },
    /// A value is infinite or undefined.
    #[error("area {area} has no finite value")]
    NotFinite {
        /// The first such area.
        area: usize,
    },
    /// The formulas need more areas.
    #[error("{areas} areas are too few; {needed} are needed")]
    TooFewAreas {
        /// How many count.
        areas: usize,
        /// How many it takes.
        needed: usize,
    },
    /// All areas have the same value, so that nothing can gather.
    #[error("all areas have the same value")]
    AllEqual,
    /// No area has a neighbour.
    #[error("no area has a neighbour")]
    NoNeighbours,
    /// The statistic is defined for values from zero up.
    #[error("area {area} has a value below zero")]
    BelowZero {
        /// The first such area.
        area: usize,
    },
}

/// How far a statistic is from what chance gives, by the normal distribution.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Deviate {
    /// Standard deviations above the expectation.
    pub z: f64,
    /// The probability of being at least as far from the expectation.
    pub p_two_sided: f64,
}

impl Deviate {
    /// None where chance gives a single value: there is nothing to deviate from.
    pub(super) fn new(z: f64, variance: f64) -> Option<Self> {
        (variance > 0.0 && z.is_finite()).then(|| Self {
            z,
            p_two_sided: normal_two_sided(z),
        })
    }

    /// The probability of being at least as far above the expectation.
    pub fn p_upper(self) -> f64 {
        normal_above(self.z)
    }

    /// The probability of being at least as far below the expectation.
    pub fn p_lower(self) -> f64 {
        normal_above(-self.z)
    }
}

/// Values less their mean, with the sums of their powers.
pub(super) struct Centred {
    pub z: Vec<f64>,
    pub sum_of_squares: f64,
    pub sum_of_fourth_powers: f64,
}

impl Centred {
    pub fn new(
        values: &[f64],
        neighbours: &Neighbours,
        needed: usize,
    ) -> Result<Self, AutocorrelationError> {
        check_values(values, neighbours)?;
        let areas = values.len();
        if areas < needed {
            return Err(AutocorrelationError::TooFewAreas { areas, needed });
        }
        if values.iter().all(|&value| value == values[0]) {
            return Err(AutocorrelationError::AllEqual);
        }
        if neighbours.most() == 0 {
            return Err(AutocorrelationError::NoNeighbours);
        }
        let middle = mean(values);
        let z: Vec<f64> = values.iter().map(|value| value - middle).collect();
        Ok(Self {
            sum_of_squares: sum(z.iter().map(|z| z * z)),
            sum_of_fourth_powers: sum(z.iter().map(|z| (z * z) * (z * z))),
            z,
        })
    }
}

/// One finite value for each area.
pub(super) fn check_values(
    values: &[f64],
    neighbours: &Neighbours,
) -> Result<(), AutocorrelationError> {
    if values.len() != neighbours.areas() {
        return Err(AutocorrelationError::DifferentLengths {
            values: values.len(),
            areas: neighbours.areas(),
        });
    }
    match values.iter().position(|value| !value.is_finite()) {
        Some(area) => Err(AutocorrelationError::NotFinite { area }),
        None => Ok(()),
    }
}
