//! How many people live in an area: at the end of a year, and on average over a year.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::series::Area;

/// The number of inhabitants of an area on 31 December of a year.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Inhabitants {
    /// Where; a municipality or the country.
    pub area: Area,
    /// The year at whose end they were counted.
    pub year: i16,
    /// Persons.
    pub persons: u32,
}

/// Inhabitants by area and year end, ready to be asked for means.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PopulationTable {
    by_area: BTreeMap<Area, BTreeMap<i16, u32>>,
}

/// The mean population of a year and what it rests on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MeanPopulation {
    /// Persons; ends in a half when the two year ends sum to an odd number.
    pub persons: f64,
    /// What the mean was made from; show it beside a rate.
    pub basis: PopulationBasis,
}

/// What a mean population rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PopulationBasis {
    /// The mean of the counts at the end of the year before and at the end of the year.
    MeanOfYearEnds,
    /// One count only, at the end of this year, because the two needed are not held.
    NearestYearEnd(i16),
}

impl PopulationTable {
    /// The number held for the end of a year.
    #[must_use]
    pub fn at_end_of(&self, area: &Area, year: i16) -> Option<u32> {
        self.by_area.get(area)?.get(&year).copied()
    }

    /// The mean population of a year.
    ///
    /// The mean of the two year ends when both are held; otherwise the year end
    /// nearest to the middle of the year, the later one of two as near.
    /// `None` if nothing is held for the area.
    #[must_use]
    pub fn mean(&self, area: &Area, year: i16) -> Option<MeanPopulation> {
        let ends = self.by_area.get(area)?;
        if let (Some(before), Some(after)) = (ends.get(&year.saturating_sub(1)), ends.get(&year)) {
            return Some(MeanPopulation {
                persons: (f64::from(*before) + f64::from(*after)) / 2.0,
                basis: PopulationBasis::MeanOfYearEnds,
            });
        }
        // In half years, the end of year y lies 2(y - year) + 1 from mid-year.
        let distance = |end: i16| (2 * (i32::from(end) - i32::from(year)) + 1).unsigned_abs();
        let (end, persons) = ends
            .iter()
            .min_by_key(|(end, _)| (distance(**end), std::cmp::Reverse(**end)))?;
        Some(MeanPopulation {
            persons: f64::from(*persons),
            basis: PopulationBasis::NearestYearEnd(*end),
        })
    }
}

impl FromIterator<Inhabitants> for PopulationTable {
    fn from_iter<I: IntoIterator<Item = Inhabitants>>(rows: I) -> Self {
        let mut table = Self::default();
        table.extend(rows);
        table
    }
}

impl Extend<Inhabitants> for PopulationTable {
    /// Adds counts; a later one for the same area and year replaces the earlier.
    fn extend<I: IntoIterator<Item = Inhabitants>>(&mut self, rows: I) {
        for row in rows {
            let ends = self.by_area.entry(row.area).or_default();
            ends.insert(row.year, row.persons);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lidkoping(ends: &[(i16, u32)]) -> (PopulationTable, Area) {
        let area = Area::by_name("Lidköping");
        let row = |&(year, persons): &(i16, u32)| Inhabitants {
            area: area.clone(),
            year,
            persons,
        };
        (ends.iter().map(row).collect(), area)
    }

    #[test]
    fn the_mean_of_a_year_is_taken_between_its_two_ends() {
        let (table, area) = lidkoping(&[(2013, 38_414), (2014, 38_761)]);
        let mean = table.mean(&area, 2014).unwrap();
        assert_eq!(mean.persons, 38_587.5);
        assert_eq!(mean.basis, PopulationBasis::MeanOfYearEnds);
        assert_eq!(table.at_end_of(&area, 2013), Some(38_414));
    }

    #[test]
    fn without_both_ends_the_nearest_is_used_and_said() {
        let (table, area) = lidkoping(&[(2012, 100), (2013, 110), (2016, 130)]);
        for (year, persons, end) in [
            (2012, 100.0, 2012),
            (2010, 100.0, 2012),
            (2014, 110.0, 2013),
            (2015, 130.0, 2016),
            (2016, 130.0, 2016),
            (2017, 130.0, 2016),
            (2030, 130.0, 2016),
        ] {
            let mean = table.mean(&area, year).unwrap();
            let expected = (persons, PopulationBasis::NearestYearEnd(end));
            assert_eq!((mean.persons, mean.basis), expected, "{year}");
        }
        assert_eq!(table.mean(&Area::Country, 2013), None);
    }

    #[test]
    fn of_two_ends_as_near_the_later_is_used() {
        // From the middle of 2014, the ends of 2012 and 2015 are both 18 months away.
        let (table, area) = lidkoping(&[(2012, 100), (2015, 200)]);
        let mean = table.mean(&area, 2014).unwrap();
        assert_eq!(mean.basis, PopulationBasis::NearestYearEnd(2015));
    }
}
