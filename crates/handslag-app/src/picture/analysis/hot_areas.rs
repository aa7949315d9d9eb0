//! Hot areas: which of the organisation's own areas stand out with those around
//! them, the false marks held to one in twenty over the whole map?
//!
//! What is known to an area and no more is on no map of squares; here it counts
//! like everything else. An area is shown by its outline, never by its middle.

use handslag_geo::snapshot::{Filter, Key};
use handslag_stats::area::{
    AtRisk, Mark, NeighbourTail, Neighbours, Simulation, Standing, constant_risk, count_tails, mark,
};

use super::super::IncidentPicture;
use super::{Told, Withheld, seed_of};

/// Of the marks so many may be false.
const FALSE_SHARE: f64 = 0.05;
/// Fewer incidents say little of where they gather (`docs` of the methods: 100).
const FEWEST: u64 = 100;
/// Fewer areas have too few orders for any to be rare (30 in the methods).
const FEWEST_AREAS: u64 = 30;
/// Where ways cannot be counted: p values from 0.0001 a side.
const REPLICATES: u32 = 9_999;

/// Which areas stand out.
#[derive(Debug, Clone, PartialEq)]
pub struct HotAreas {
    /// How many events lie in any of the areas that are looked at.
    pub n: u64,
    /// How many areas were looked at: those where anything ever happened.
    pub n_areas: usize,
    /// How many of them border on no other: of their surroundings nothing is known.
    pub n_alone: usize,
    /// Whether events are held against inhabitants; else every order of the
    /// numbers is as likely.
    pub by_inhabitants: bool,
    /// How many draws stood in for counting, where counting took too long.
    pub replicates: Option<u32>,
    /// Those that stand out, those with most first.
    pub hot: Vec<HotArea>,
    /// The outlines of the other areas, in metres of the plane.
    pub others: Vec<Outline>,
}

/// Closed lines, in metres of the plane.
pub type Outline = Vec<Vec<(f64, f64)>>;

/// One area that stands out.
#[derive(Debug, Clone, PartialEq)]
pub struct HotArea {
    /// Its name.
    pub name: String,
    /// How many are in it.
    pub n: u64,
    /// How many are in the areas around it, or with it where inhabitants are known.
    pub around: f64,
    /// How many would be there by chance.
    pub expected: f64,
    /// The smallest share of false marks at which it would be marked.
    pub q: f64,
    /// Whether it is marked as the largest beside one that is, not by its own
    /// surroundings.
    pub as_largest: bool,
    /// Its outline.
    pub outline: Outline,
}

/// One area that is looked at.
struct Looked {
    number: usize,
    n: u64,
    inhabitants: Option<u32>,
}

impl IncidentPicture {
    /// None where it is counted by no areas of the organisation's own.
    ///
    /// - `filter`: every incident once.
    pub(super) fn hot_areas(&self, filter: &Filter) -> Option<Told<HotAreas>> {
        self.layers.is_own.then(|| {
            let looked = self.looked_at(filter)?;
            let n: u64 = looked.iter().map(|area| area.n).sum();
            if n < FEWEST {
                let needed = FEWEST;
                return Err(Withheld::TooFew { found: n, needed });
            }
            let found = looked.len() as u64;
            if found < FEWEST_AREAS {
                let needed = FEWEST_AREAS;
                return Err(Withheld::TooFewAreas { found, needed });
            }
            if looked.windows(2).all(|two| two[0].n == two[1].n) {
                return Err(Withheld::AllAlike);
            }
            let neighbours = self.neighbours_of(&looked).ok_or(Withheld::TooMany)?;
            let (tails, by_inhabitants) = tails_of(&looked, &neighbours)?;
            let mut marks = own_marks(&tails);
            if !by_inhabitants {
                add_largest(&mut marks, &looked, &neighbours);
            }
            let mut hot = Vec::new();
            let mut others = Vec::new();
            for (at, area) in looked.iter().enumerate() {
                let outline = self.outline(area.number);
                match marks[at] {
                    Some((q, as_largest)) => hot.push(HotArea {
                        name: self.areas.areas()[area.number].name.clone(),
                        n: area.n,
                        around: tails[at].map_or(0.0, |tail| tail.sum),
                        expected: tails[at].map_or(0.0, |tail| tail.expected),
                        q,
                        as_largest,
                        outline,
                    }),
                    None => others.push(outline),
                }
            }
            hot.sort_by(|a, b| b.n.cmp(&a.n).then_with(|| a.name.cmp(&b.name)));
            let simulated = tails
                .iter()
                .flatten()
                .any(|tail| tail.monte_carlo_se() > 0.0);
            Ok(HotAreas {
                n,
                n_areas: looked.len(),
                n_alone: neighbours.islands().count(),
                by_inhabitants,
                replicates: simulated.then_some(REPLICATES),
                hot,
                others,
            })
        })
    }

    /// The areas asked for where anything ever happened: empty land would make
    /// any map look hot.
    fn looked_at(&self, filter: &Filter) -> Told<Vec<Looked>> {
        let by_area = |filter: &Filter| self.snapshot.group(filter, &[Key::Area]);
        let ever = by_area(&Filter::default()).map_err(|_| Withheld::TooMany)?;
        let now = by_area(filter).map_err(|_| Withheld::TooMany)?;
        let is_asked_for = |number: usize| {
            let code = u16::try_from(number).ok();
            let asked = filter.areas.as_ref();
            asked.is_none_or(|areas| code.is_some_and(|code| areas.holds(code)))
        };
        // The last group is for those in no area.
        let numbers = 0..ever.counts.len().saturating_sub(1);
        let looked = numbers.filter(|number| ever.counts[*number] > 0 && is_asked_for(*number));
        let looked = looked.map(|number| Looked {
            number,
            n: u64::from(now.at(&[number])),
            inhabitants: self.inhabitants.get(&number).copied().filter(|n| *n > 0),
        });
        Ok(looked.collect())
    }

    /// Which of those that are looked at border on each other.
    fn neighbours_of(&self, looked: &[Looked]) -> Option<Neighbours> {
        let all = self.area_neighbours();
        let at = |number: &usize| looked.binary_search_by_key(number, |area| area.number).ok();
        let lists = looked.iter().map(|area| {
            let beside = all.get(area.number).into_iter().flatten();
            beside.filter_map(at).collect()
        });
        Neighbours::mutual(&lists.collect::<Vec<Vec<usize>>>()).ok()
    }

    fn outline(&self, number: usize) -> Outline {
        let plane = self.snapshot.plane();
        let rings = self.areas.areas().get(number).into_iter();
        let rings = rings.flat_map(|area| area.rings()).map(|ring| {
            let points = ring.iter().filter_map(|corner| plane.point(*corner).ok());
            points.map(|point| point.metres()).collect()
        });
        rings.collect()
    }
}

type Tails = Vec<Option<NeighbourTail>>;

/// Against inhabitants where all are known; else the numbers in any order.
fn tails_of(looked: &[Looked], neighbours: &Neighbours) -> Told<(Tails, bool)> {
    let at_risk = looked.iter().map(|area| {
        Some(AtRisk {
            events: area.n,
            population: f64::from(area.inhabitants?),
        })
    });
    if let Some(at_risk) = at_risk.collect::<Option<Vec<AtRisk>>>() {
        let tails = constant_risk(&at_risk, neighbours).map_err(|_| Withheld::TooMany)?;
        return Ok((tails.into_iter().map(Some).collect(), true));
    }
    let counts: Vec<u64> = looked.iter().map(|area| area.n).collect();
    let simulation = Simulation {
        replicates: REPLICATES,
        seed: seed_of(counts.iter().copied()),
    };
    let tails = count_tails(&counts, neighbours, simulation).map_err(|_| Withheld::TooMany)?;
    Ok((tails, false))
}

/// For each area that is marked its q, and that it is so by its own surroundings.
fn own_marks(tails: &Tails) -> Vec<Option<(f64, bool)>> {
    let hot = |mark: &Mark| mark.standing == Standing::Hot;
    let marks = mark(tails, FALSE_SHARE).into_iter();
    marks
        .map(|mark| mark.filter(hot).map(|mark| (mark.q, false)))
        .collect()
}

/// Marks the largest beside each that is marked: a mark is for the surroundings,
/// and a large area with small neighbours would stand as a hole among them.
fn add_largest(marks: &mut [Option<(f64, bool)>], looked: &[Looked], neighbours: &Neighbours) {
    for at in 0..marks.len() {
        let Some((q, false)) = marks[at] else {
            continue;
        };
        let around = neighbours.of(at).iter().map(|&j| j as usize);
        let largest = around.max_by_key(|&j| (looked[j].n, j));
        let Some(largest) = largest.filter(|&j| looked[j].n > looked[at].n) else {
            continue;
        };
        marks[largest] = Some(match marks[largest] {
            Some((own_q, as_largest)) => (own_q.min(q), as_largest),
            None => (q, true),
        });
    }
}

#[cfg(test)]
mod tests;
