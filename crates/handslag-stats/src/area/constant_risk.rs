//! Are there more events in a neighbourhood than its inhabitants account for?

use rayon::prelude::*;

use super::bayes::{AtRisk, EmpiricalBayesError, check, together};
use super::{NeighbourTail, Neighbours, Reckoning};
use crate::numeric::Mass;

/// For each area how often as few or as many events would fall in it and its
/// neighbours together, if all inhabitants had the same risk (the probability map
/// of Choynowski 1959, Maps based on probabilities, of neighbourhoods).
///
/// Given the total over the map, the events of a neighbourhood are binomial with
/// its share of the population; the tails are exact. An area without neighbours
/// is its own neighbourhood. In the answer `sum` and `expected` are events in
/// the neighbourhood, the area's own among them.
///
/// - `areas`: events and population of each.
///
/// # Errors
/// [`EmpiricalBayesError`].
///
/// # Assumptions
/// Events are independent and the population is the one at risk: inhabitants
/// mislead in a city centre.
///
/// ```
/// # use handslag_stats::area::{AtRisk, Neighbours, constant_risk};
/// // Worked by hand: with a quarter of the population the first area has all
/// // three events: (1/4)³.
/// let areas = [
///     AtRisk { events: 3, population: 10.0 },
///     AtRisk { events: 0, population: 30.0 },
/// ];
/// let tails = constant_risk(&areas, &Neighbours::mutual(&[vec![], vec![]])?)?;
/// assert!((tails[0].p_upper - 1.0 / 64.0).abs() < 1e-15);
/// assert_eq!(tails[0].expected, 0.75);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn constant_risk(
    areas: &[AtRisk],
    neighbours: &Neighbours,
) -> Result<Vec<NeighbourTail>, EmpiricalBayesError> {
    check(areas)?;
    if areas.len() != neighbours.areas() {
        return Err(EmpiricalBayesError::DifferentLengths {
            counts: areas.len(),
            areas: neighbours.areas(),
        });
    }
    let all = together(areas.iter());
    let tail = |area: usize| {
        let others = neighbours.of(area).iter().map(|&j| &areas[j as usize]);
        let inside = together(others.chain([&areas[area]]));
        // A neighbourhood of the whole map has all of its population, but for
        // rounding.
        let share = (inside.population / all.population).min(1.0);
        let mass = Mass::binomial(all.events, share);
        let p = (mass.at_most(inside.events), mass.at_least(inside.events));
        let expected = all.events as f64 * share;
        NeighbourTail::new(inside.events as f64, expected, p, Reckoning::Exact)
    };
    Ok((0..areas.len()).into_par_iter().map(tail).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_neighbourhood_of_the_whole_map_has_every_event() {
        let area = |events, population| AtRisk { events, population };
        let areas = [area(4, 0.1), area(0, 0.2), area(1, 0.3)];
        let all = Neighbours::mutual(&[vec![1, 2], vec![0, 2], vec![0, 1]]).unwrap();
        for tail in constant_risk(&areas, &all).unwrap() {
            assert_eq!((tail.sum, tail.p_two_sided), (5.0, 1.0));
        }
    }

    #[test]
    fn a_map_that_does_not_fit_is_refused() {
        let area = |population| AtRisk {
            events: 1,
            population,
        };
        let pair = Neighbours::mutual(&[vec![1], vec![0]]).unwrap();
        let lengths = constant_risk(&[area(1.0)], &pair).unwrap_err();
        let (counts, areas) = (1, 2);
        assert_eq!(
            lengths,
            EmpiricalBayesError::DifferentLengths { counts, areas }
        );
        let nobody = constant_risk(&[area(1.0), area(0.0)], &pair).unwrap_err();
        let (area, population) = (1, 0.0);
        assert_eq!(
            nobody,
            EmpiricalBayesError::NoPopulation { area, population }
        );
    }
}
