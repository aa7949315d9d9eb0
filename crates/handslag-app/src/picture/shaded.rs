//! Areas in the shade of their rate: how many for each of their inhabitants, or
//! for their size where inhabitants are not known. Where so few were counted and
//! so few expected that chance decides, there is no shade: else a hamlet with
//! two incidents would be the darkest of all.

use std::sync::OnceLock;

use handslag_geo::area::{Area, AreaIndex};
use handslag_geo::projection::{Plane, Position};
use handslag_geo::snapshot::Filter;
use handslag_geo::tile::AreaLayer;

use super::IncidentPicture;

/// Rates are for so many inhabitants.
const INHABITANTS: f64 = 10_000.0;
/// With fewer than this, both counted and expected, the chance error of a rate is
/// a third of it or more.
const ENOUGH: f64 = 10.0;
/// A legend has at most so many classes: more shades are not told apart.
pub(super) const MOST_CLASSES: usize = 5;

/// What the number of incidents is divided by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Base {
    /// For every 10,000 inhabitants.
    #[default]
    Inhabitants,
    /// For every square kilometre.
    Km2,
}

/// The rate of one area.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rate {
    /// How many for each unit of the base.
    pub rate: f64,
    /// Whether so few were counted and expected that it says nothing.
    pub is_too_few: bool,
}

impl Rate {
    /// Without any judgement of whether it is too few.
    pub(super) fn as_counted(rate: f64) -> Self {
        Self {
            rate,
            is_too_few: false,
        }
    }
}

/// The rates of all areas.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct AreaRates {
    pub base: Base,
    /// By the area's number; none where the base is not known.
    pub rates: Vec<Option<Rate>>,
    /// The least rate of each class of the legend, from 0 up.
    pub classes: Vec<f64>,
}

impl AreaRates {
    /// The class of an area, from 1; none without a shade.
    pub fn class(&self, number: usize) -> Option<i8> {
        let rate = self.rates.get(number).copied().flatten()?;
        let class = self.classes.partition_point(|least| *least <= rate.rate);
        (!rate.is_too_few).then(|| i8::try_from(class).ok())?
    }
}

/// What is worked out of a layer's outlines once, when it is first asked for.
#[derive(Default)]
pub(super) struct Outlines {
    drawn: OnceLock<AreaLayer>,
    corners: OnceLock<Vec<(Position, Position)>>,
    km2: OnceLock<Vec<f64>>,
}

impl Outlines {
    pub fn drawn(&self, areas: &[Area]) -> &AreaLayer {
        self.drawn.get_or_init(|| AreaLayer::new(areas))
    }

    /// The corners of the box around each.
    pub fn corners(&self, areas: &AreaIndex) -> &[(Position, Position)] {
        self.corners
            .get_or_init(|| areas.areas().iter().map(Area::bounds).collect())
    }

    /// How large each is; an area off the plane has no size.
    fn km2(&self, areas: &AreaIndex, plane: &Plane) -> &[f64] {
        let size = |area: &Area| area.km2(plane).unwrap_or(0.0);
        self.km2
            .get_or_init(|| areas.areas().iter().map(size).collect())
    }
}

impl IncidentPicture {
    /// What rates are of: inhabitants, when they are known of most of the areas
    /// that anything was ever reported from.
    pub(super) fn base(&self) -> Base {
        let ever = self.counts_by_area(&Filter::default());
        let with_any = (0..ever.len()).filter(|number| ever[*number] > 0);
        let (n_known, n_all) = with_any.fold((0, 0), |(known, all), number| {
            (known + usize::from(self.persons(number).is_some()), all + 1)
        });
        match n_known > 0 && 2 * n_known >= n_all {
            true => Base::Inhabitants,
            false => Base::Km2,
        }
    }

    fn persons(&self, area: usize) -> Option<f64> {
        let persons = self.inhabitants.get(&area).copied()?;
        (persons > 0).then(|| persons.into())
    }

    /// For every 10,000 inhabitants, where it is known how many they are.
    pub(super) fn rate(&self, area: usize, count: u32) -> Option<f64> {
        Some(f64::from(count) / self.persons(area)? * INHABITANTS)
    }

    /// The rate of every area that anything was ever reported from: elsewhere
    /// nobody may be reporting.
    pub(super) fn area_rates(&self, filter: &Filter) -> AreaRates {
        let (ever, now) = (
            self.counts_by_area(&Filter::default()),
            self.counts_by_area(filter),
        );
        let base = self.base();
        let km2 = self.outlines.km2(&self.areas, self.snapshot.plane());
        let is_asked_for = |number: usize| {
            let number = u16::try_from(number).ok();
            let asked = filter.areas.as_ref();
            asked.is_none_or(|areas| number.is_some_and(|n| areas.holds(n)))
        };
        let exposure = |number: usize| {
            let units = match base {
                Base::Inhabitants => self.persons(number)? / INHABITANTS,
                Base::Km2 => km2.get(number).copied().filter(|km2| *km2 > 0.0)?,
            };
            (ever[number] > 0 && is_asked_for(number)).then_some(units)
        };
        let exposed = (0..now.len()).map(|number| Some((now[number], exposure(number)?)));
        rates_of(base, &exposed.collect::<Vec<_>>())
    }
}

/// - `exposed`: by area, how many there were and of how many units of the base.
fn rates_of(base: Base, exposed: &[Option<(u32, f64)>]) -> AreaRates {
    let known = || exposed.iter().flatten();
    let n: f64 = known().map(|(count, _)| f64::from(*count)).sum();
    let units: f64 = known().map(|(_, units)| units).sum();
    let rates = exposed.iter().map(|one| {
        let (count, of) = (*one)?;
        let expected = n / units * of;
        Some(Rate {
            rate: f64::from(count) / of,
            is_too_few: f64::from(count).max(expected) < ENOUGH,
        })
    });
    let rates: Vec<Option<Rate>> = rates.collect();
    let shown = rates.iter().flatten().filter(|rate| !rate.is_too_few);
    let (low, high) = shown.fold((f64::INFINITY, 0.0_f64), |(low, high), one| {
        (low.min(one.rate), high.max(one.rate))
    });
    let classes = match low.is_finite() {
        true => rate_classes(low, high),
        false => Vec::new(),
    };
    AreaRates {
        base,
        rates,
        classes,
    }
}

/// The least rate of each class of a legend: nothing, and round numbers between
/// the lowest and the highest that there is.
fn rate_classes(low: f64, high: f64) -> Vec<f64> {
    // Below a hundredth of the highest, shades would tell more than the numbers do.
    let low = low.max(high / 100.0);
    let round: Vec<f64> = round_numbers()
        .filter(|least| low < *least && *least <= high)
        .collect();
    let most = MOST_CLASSES - 1;
    let last = round.len().saturating_sub(1);
    let thinned = (0..most).map(|class| round[class * last / (most - 1)]);
    let kept: Vec<f64> = match round.len() > most {
        true => thinned.collect(),
        false => round.clone(),
    };
    // All alike: one class, which says about how many that is.
    let below = round_numbers().take_while(|least| *least <= low).last();
    let least = below.filter(|_| kept.is_empty());
    std::iter::once(least.unwrap_or(0.0)).chain(kept).collect()
}

/// 1, 2 and 5 with any number of zeros, before or after.
fn round_numbers() -> impl Iterator<Item = f64> {
    let tens = (-9..9).map(|power| 10_f64.powi(power));
    tens.flat_map(|ten| [ten, 2.0 * ten, 5.0 * ten])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hamlet_with_two_incidents_has_no_shade_and_a_town_without_any_has() {
        // 10,000, 20,000 and 5,000 inhabitants, and forty.
        let exposed = [
            Some((50, 1.0)),
            Some((30, 2.0)),
            Some((0, 0.5)),
            Some((2, 0.004)),
            None,
        ];
        let rates = rates_of(Base::Inhabitants, &exposed);
        let hamlet = rates.rates[3].unwrap();
        assert!(hamlet.is_too_few && hamlet.rate > 100.0);
        assert_eq!(rates.class(3), None);
        assert_eq!(rates.class(4), None, "nobody knows how many live there");
        // 11 were expected in the third: that there were none says something.
        assert_eq!(rates.rates[2].unwrap().rate, 0.0);
        assert_eq!(rates.class(2), Some(1));
        assert!(rates.class(0) > rates.class(1));
    }

    #[test]
    fn the_classes_of_rates_are_round_numbers_that_each_hold_something_to_show() {
        for (low, high, expected) in [
            (3.2, 41.0, &[0.0, 5.0, 10.0, 20.0][..]),
            (0.0, 8.0, &[0.0, 0.1, 0.2, 1.0, 5.0]),
            (6.0, 9.0, &[5.0]),
            (611.0, 611.0, &[500.0]),
            (0.0, 0.0, &[0.0]),
            (0.003, 0.02, &[0.0, 0.005, 0.01, 0.02]),
        ] {
            let found = rate_classes(low, high);
            let is_same = |(a, b): (&f64, &f64)| (a - b).abs() < 1e-9;
            let alike = found.len() == expected.len() && found.iter().zip(expected).all(is_same);
            assert!(alike, "{low} to {high}: {found:?}");
        }
    }

    #[test]
    fn where_all_are_too_few_there_is_no_legend() {
        let rates = rates_of(Base::Km2, &[Some((1, 1.0)), Some((2, 1.0))]);
        assert!(rates.classes.is_empty());
        assert_eq!((rates.class(0), rates.class(1)), (None, None));
    }
}
