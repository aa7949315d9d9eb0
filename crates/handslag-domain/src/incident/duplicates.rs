//! Which incidents of different sources may be one and the same, and why one may think so.
//!
//! A suggestion is for a person to say yes or no to; nothing is merged by itself.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use super::category::{CategoryTree, Kinship};
use super::{Incident, IncidentId, Point, Precision, TimePrecision, TimeWindow};
use crate::id::{CategoryId, PlaceId};

/// Two incidents that may be the same.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Suggestion {
    /// The one with the smaller id.
    pub a: IncidentId,
    /// The other.
    pub b: IncidentId,
    /// From 0 to 1; only for putting the likeliest first, not a probability.
    pub score: f64,
    /// Why.
    pub reasons: Vec<Reason>,
}

/// Why two incidents may be the same.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// They can have happened at the same time.
    TimesOverlap {
        /// Minutes in common.
        common_minutes: i64,
    },
    /// They are of the same day, and no more is known of one or both.
    SameDay {
        /// Whether one of them says at what time.
        one_says_when: bool,
    },
    /// They happened shortly after one another.
    TimesNear {
        /// Minutes between them.
        minutes_apart: i64,
    },
    /// They have the same category.
    SameCategory,
    /// The category of one holds the other's.
    WiderCategory,
    /// Their categories stand beside each other.
    SiblingCategory,
    /// They are near each other for how exactly the places are known.
    Near {
        /// Metres between them.
        distance_m: u32,
        /// How far apart they could be and still be the same.
        allowed_m: u32,
    },
    /// They are at the same named place.
    SamePlace(PlaceId),
    /// They are in the same area.
    SameArea(String),
    /// They come from different sources.
    OtherSource,
}

/// Windows longer than this say too little for an overlap to mean anything.
const LONGEST_WINDOW_S: i64 = 8 * 86_400;
/// What people misremember of a time.
const SLACK_S: i64 = 3_600;
/// How long after it happened a thing may be published.
const SLACK_PUBLISHED_S: i64 = 24 * 3_600;
/// The least score worth a person's time.
const LEAST_SCORE: f64 = 0.25;
/// Suggestions for one incident.
const MOST_FOR_ONE: usize = 3;
/// Of one source in one neighbourhood at one time, so that files with everything
/// at one point and hour take no longer than others. In such a crowd nobody
/// could tell one from another anyway.
const MOST_LOOKED_AT: usize = 50;
/// Two of which only the day is known must be this much nearer: a day holds many
/// of a kind, and only the place can tell that they are one.
const NEARER_FOR_A_DAY: f64 = 0.5;
/// The side of a neighbourhood: the farthest that two may be apart.
const CELL_M: f64 = 500.0;

/// How far from its point something may have happened.
fn reach_m(precision: Precision) -> f64 {
    match precision {
        Precision::Point => 75.0,
        Precision::Block => 150.0,
        Precision::NamedPlace => 250.0,
        // They have no point.
        Precision::Area | Precision::Municipality => 0.0,
    }
}

/// Suggests incidents that may be the same, the likeliest first.
///
/// Two are suggested when their times overlap or nearly do, their categories
/// are the same, siblings or one wider than the other, they are as near as
/// their precision allows, half that where only a day is known (or at the same
/// place, or in the same area at nearly the same hour), and they come from
/// different sources. What happened indoors has no place and is never suggested.
#[must_use]
pub fn suggest(incidents: &[Incident], tree: &CategoryTree) -> Vec<Suggestion> {
    let neighbourhoods = Neighbourhoods::of(incidents);
    let mut kin = Kin {
        tree,
        known: HashMap::new(),
    };
    let mut pairs = Vec::new();
    for incident in incidents {
        for other in neighbourhoods.around(incident) {
            let score = compared(incident, other, &mut kin).map(|found| found.score);
            pairs.extend(score.map(|score| Pair::of(score, incident, other)));
        }
    }
    likeliest(pairs)
        .into_iter()
        .filter_map(|pair| compared(pair.a, pair.b, &mut kin))
        .collect()
}

/// A pair worth suggesting. Its reasons are found when it is one of the few that are kept.
#[derive(Clone, Copy)]
struct Pair<'a> {
    score: f64,
    /// The one with the smaller id.
    a: &'a Incident,
    b: &'a Incident,
}

impl<'a> Pair<'a> {
    fn of(score: f64, one: &'a Incident, other: &'a Incident) -> Self {
        let (a, b) = if one.id <= other.id {
            (one, other)
        } else {
            (other, one)
        };
        Self { score, a, b }
    }
}

/// The pairs by score, each once and no incident in more than a few.
fn likeliest(mut pairs: Vec<Pair<'_>>) -> Vec<Pair<'_>> {
    pairs.sort_by(|x, y| {
        let by_score = y.score.total_cmp(&x.score);
        by_score.then_with(|| (x.a.id, x.b.id).cmp(&(y.a.id, y.b.id)))
    });
    // Two neighbourhoods may have met the same pair.
    pairs.dedup_by_key(|pair| (pair.a.id, pair.b.id));
    let mut used: HashMap<IncidentId, usize> = HashMap::new();
    pairs.retain(|pair| {
        let ids = [pair.a.id, pair.b.id];
        let keep = ids
            .iter()
            .all(|id| used.get(id).copied().unwrap_or(0) < MOST_FOR_ONE);
        if keep {
            ids.into_iter()
                .for_each(|id| *used.entry(id).or_default() += 1);
        }
        keep
    });
    pairs
}

/// Kinship of categories, each pair asked for once.
struct Kin<'a> {
    tree: &'a CategoryTree,
    known: HashMap<CategoryId, HashMap<CategoryId, Kinship>>,
}

impl Kin<'_> {
    fn of(&mut self, a: &CategoryId, b: &CategoryId) -> Kinship {
        if let Some(known) = self.known.get(a).and_then(|row| row.get(b)) {
            return *known;
        }
        let kinship = self.tree.kinship(a, b);
        let row = self.known.entry(a.clone()).or_default();
        *row.entry(b.clone()).or_insert(kinship)
    }
}

fn compared(a: &Incident, b: &Incident, kin: &mut Kin<'_>) -> Option<Suggestion> {
    if a.source == b.source || a.id == b.id {
        return None;
    }
    let (when, time) = times(&a.window, &b.window)?;
    let (which, category) = match kin.of(&a.category, &b.category) {
        Kinship::Same => (Reason::SameCategory, 1.0),
        Kinship::WiderAndNarrower => (Reason::WiderCategory, 0.9),
        Kinship::Siblings => (Reason::SiblingCategory, 0.6),
        Kinship::Strangers => return None,
    };
    let (at, place) = places(a, b, is_day_only(&a.window) || is_day_only(&b.window))?;
    let score = time * category * place;
    (score >= LEAST_SCORE).then(|| Suggestion {
        a: a.id.min(b.id),
        b: a.id.max(b.id),
        score,
        reasons: vec![when, which, at, Reason::OtherSource],
    })
}

fn slack_s(a: &TimeWindow, b: &TimeWindow) -> i64 {
    let is_published = |w: &TimeWindow| w.precision() == TimePrecision::Published;
    match is_published(a) || is_published(b) {
        true => SLACK_PUBLISHED_S,
        false => SLACK_S,
    }
}

/// Half as likely when the two together span a day: what spans an hour leaves
/// little room for another incident of the kind, what spans a week leaves much.
fn times(a: &TimeWindow, b: &TimeWindow) -> Option<(Reason, f64)> {
    let is_long = |w: &TimeWindow| w.length_s() > LONGEST_WINDOW_S;
    let gap_s = a.gap_s(b);
    if is_long(a) || is_long(b) || gap_s > slack_s(a, b) {
        return None;
    }
    let reason = match a.common(b) {
        Some(_) if is_day_only(a) || is_day_only(b) => Reason::SameDay {
            one_says_when: !(is_day_only(a) && is_day_only(b)),
        },
        Some(common) => Reason::TimesOverlap {
            common_minutes: common.length_s() / 60,
        },
        None => Reason::TimesNear {
            minutes_apart: gap_s.max(0) / 60,
        },
    };
    #[expect(clippy::cast_precision_loss, reason = "at most some weeks of seconds")]
    let span_days = a.hull(b).length_s() as f64 / 86_400.0;
    Some((reason, 1.0 / (1.0 + span_days)))
}

fn is_day_only(window: &TimeWindow) -> bool {
    window.precision() == TimePrecision::Day
}

fn places(a: &Incident, b: &Incident, day_only: bool) -> Option<(Reason, f64)> {
    if let (Some(place), Some(other)) = (a.at.place(), b.at.place())
        && place == other
    {
        return Some((Reason::SamePlace(place.clone()), 1.0));
    }
    if let (Some(here), Some(there)) = (a.at.point(), b.at.point()) {
        let distance_m = here.distance_m(there);
        let nearer = if day_only { NEARER_FOR_A_DAY } else { 1.0 };
        let allowed_m = nearer * (reach_m(a.at.precision()) + reach_m(b.at.precision()));
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "at most 500 metres"
        )]
        return (distance_m <= allowed_m).then(|| {
            let reason = Reason::Near {
                distance_m: distance_m.round() as u32,
                allowed_m: allowed_m as u32,
            };
            (reason, 1.0 - distance_m / allowed_m / 2.0)
        });
    }
    let area = a.at.area()?;
    (b.at.area() == Some(area)).then(|| (Reason::SameArea(area.to_owned()), 0.3))
}

/// Where to look for one that may be the same.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Neighbourhood<'a> {
    /// A cube of the space that the earth lies in: the same at the poles, at
    /// the date line and everywhere else.
    Cell([i32; 3]),
    Place(&'a PlaceId),
    Area(&'a str),
}

/// For each neighbourhood and source, the incidents by their first moment.
struct Neighbourhoods<'a>(HashMap<Neighbourhood<'a>, BTreeMap<&'a str, Vec<&'a Incident>>>);

impl<'a> Neighbourhoods<'a> {
    fn of(incidents: &'a [Incident]) -> Self {
        let mut all: HashMap<_, BTreeMap<&str, Vec<&Incident>>> = HashMap::new();
        for incident in incidents {
            for home in homes(incident) {
                let by_source = all.entry(home).or_default();
                by_source
                    .entry(&incident.source)
                    .or_default()
                    .push(incident);
            }
        }
        for list in all.values_mut().flat_map(BTreeMap::values_mut) {
            list.sort_by_key(|incident| (incident.window.from(), incident.id));
        }
        Self(all)
    }

    /// Those of later sources that may be near in time and place. Each pair is
    /// met once, from the source that comes first in the alphabet.
    fn around<'s>(&'s self, incident: &'a Incident) -> impl Iterator<Item = &'a Incident> + 's {
        let lists = around_homes(incident)
            .into_iter()
            .filter_map(|home| self.0.get(&home))
            .flat_map(move |by_source| {
                by_source.range::<str, _>((
                    std::ops::Bound::Excluded(incident.source.as_str()),
                    std::ops::Bound::Unbounded,
                ))
            });
        let farthest_s = LONGEST_WINDOW_S + SLACK_PUBLISHED_S;
        let earliest = incident.window.from().as_second() - farthest_s;
        let latest = incident.window.to().as_second() + SLACK_PUBLISHED_S;
        lists.flat_map(move |(_, list)| {
            let first = list.partition_point(|o| o.window.from().as_second() < earliest);
            list[first..]
                .iter()
                .copied()
                .take_while(move |o| o.window.from().as_second() <= latest)
                .filter(move |o| {
                    let (a, b) = (&incident.window, &o.window);
                    a.gap_s(b) <= slack_s(a, b)
                })
                .take(MOST_LOOKED_AT)
        })
    }
}

/// The neighbourhoods that an incident lives in.
fn homes(incident: &Incident) -> Vec<Neighbourhood<'_>> {
    let cell = incident
        .at
        .point()
        .map(|point| Neighbourhood::Cell(cell(point)));
    named_homes(incident).chain(cell).collect()
}

/// The neighbourhoods where one that may be the same can live.
fn around_homes(incident: &Incident) -> Vec<Neighbourhood<'_>> {
    let cells = incident
        .at
        .point()
        .map(cell)
        .into_iter()
        .flat_map(|[x, y, z]| {
            (0..27).map(move |n| {
                Neighbourhood::Cell([x + n % 3 - 1, y + n / 3 % 3 - 1, z + n / 9 - 1])
            })
        });
    named_homes(incident).chain(cells).collect()
}

fn named_homes(incident: &Incident) -> impl Iterator<Item = Neighbourhood<'_>> {
    let place = incident.at.place().map(Neighbourhood::Place);
    place
        .into_iter()
        .chain(incident.at.area().map(Neighbourhood::Area))
}

fn cell(point: Point) -> [i32; 3] {
    const MEAN_RADIUS_M: f64 = 6_371_008.8;
    let (lat, lon) = (point.lat().to_radians(), point.lon().to_radians());
    #[expect(clippy::cast_possible_truncation, reason = "at most 13,000 cells")]
    let cell = |part: f64| (part * MEAN_RADIUS_M / CELL_M).floor() as i32;
    [
        cell(lat.cos() * lon.cos()),
        cell(lat.cos() * lon.sin()),
        cell(lat.sin()),
    ]
}

#[cfg(test)]
mod tests;
