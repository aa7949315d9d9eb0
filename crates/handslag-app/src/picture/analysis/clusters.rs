//! Clusters: where and when did more happen together than that place and that
//! time have by themselves?

use std::collections::BTreeMap;
use std::ops::Range;

use handslag_domain::incident::{CategoryId, TimeUnit};
use handslag_geo::projection::PlanePoint;
use handslag_geo::snapshot::{CellSize, Located};
use handslag_stats::numeric::SimulatedP;
use handslag_stats::point::{Case, Cluster, Cylinders, Point, Scan, Until, space_time_scan};
use jiff::Span;
use jiff::civil::{Date, date};

use super::super::too_coarse::or_too_coarse;
use super::super::{IncidentPicture, Near, TooCoarse};
use super::{Square, Told, Withheld, events, seed_of};

/// Fewer say little (200 in the methods).
const FEWEST: usize = 200;
/// More than this are too many for a second; the caller narrows what is asked.
const MOST: usize = 20_000;
const MINUTES_A_WEEK: u32 = 7 * 24 * 60;
/// The last year is looked at: older clusters are no news.
const WEEKS: u32 = 52;
/// The largest circle, in metres.
const RADIUS_M: f64 = 1_000.0;
/// The longest cluster, in weeks.
const LONGEST: usize = 8;
/// Kulldorff's rule is two; three keeps pairs out.
const FEWEST_CASES: usize = 3;
/// As many replicates as these windows allow, at least 99 and at most 999.
const WINDOWS: u64 = 400_000_000;
/// Rarer than this by chance is a cluster.
const RARE: f64 = 0.05;

/// The most marked cluster of the last year.
#[derive(Debug, Clone, PartialEq)]
pub struct Clusters {
    /// How many incidents were looked at.
    pub n: usize,
    /// Those that are not looked at, for they are known to no week.
    pub too_coarse: Option<TooCoarse>,
    /// The first day looked at, and the last.
    pub days: (Date, Date),
    /// The side of the squares that stand for places, in metres.
    pub square_m: f64,
    /// How likely so marked a cluster is anywhere by chance.
    pub p: SimulatedP,
    /// The cluster, also when chance gives as much.
    pub cluster: Option<FoundCluster>,
    /// The squares where anything happened, for drawing.
    pub others: Vec<Square>,
    /// Outlines of the areas around, in metres.
    pub outlines: Vec<Vec<(f64, f64)>>,
}

impl Clusters {
    /// Whether there is a cluster that chance seldom gives.
    pub fn is_clear(&self) -> bool {
        self.cluster.is_some() && self.p.p <= RARE
    }
}

/// Where and when.
#[derive(Debug, Clone, PartialEq)]
pub struct FoundCluster {
    /// What its squares are called.
    pub near: Near,
    /// Which kinds they are of and how many of each, most first.
    pub kinds: Vec<(CategoryId, u64)>,
    /// The middle of its middle square, in metres of the plane.
    pub middle: (f64, f64),
    /// From its middle to the middle of its farthest square, in metres.
    pub radius_m: f64,
    /// Its first day.
    pub from: Date,
    /// Its last day.
    pub to: Date,
    /// How many.
    pub observed: u64,
    /// How many were to be expected there and then.
    pub expected: f64,
    /// How many in the circle, week by week, over all that was looked at.
    pub weeks: Vec<u32>,
    /// The weeks that are the cluster, by number.
    pub in_weeks: Range<usize>,
}

impl IncidentPicture {
    /// - `located`: what was asked for and has a point.
    pub(in super::super) fn clusters(&self, located: &[Located]) -> Told<Clusters> {
        let (known, coarse): (Vec<Located>, Vec<Located>) = located
            .iter()
            .partition(|one| one.width_min <= TimeUnit::Week.longest_window_min());
        let widths = coarse.iter().map(|one| one.width_min);
        let too_coarse = TooCoarse::among(widths, TimeUnit::Week);
        let n = known.len() as u64;
        or_too_coarse(self.clusters_of(&known, too_coarse), n, too_coarse)
    }

    /// - `located`: what is known to the week.
    fn clusters_of(&self, located: &[Located], too_coarse: Option<TooCoarse>) -> Told<Clusters> {
        let last = located.iter().map(|one| one.start_min).max();
        let last = last.ok_or(Withheld::Nothing)?;
        // Weeks end with the last day that is held.
        let end = (last / MINUTES_A_DAY + 1) * MINUTES_A_DAY;
        let start = end.saturating_sub(WEEKS * MINUTES_A_WEEK);
        let recent = located.iter().filter(|one| one.start_min >= start);
        let recent = events(recent.copied().collect());
        if recent.len() < FEWEST {
            let (found, needed) = (recent.len() as u64, FEWEST as u64);
            return Err(Withheld::TooFew { found, needed });
        }
        if recent.len() > MOST {
            return Err(Withheld::TooMany);
        }
        let quarter = Squares::of(&recent, start, CellSize::QUARTER_KM);
        // Few replicates with small squares tell less than many with large ones.
        let squares = match quarter.replicates() >= 199 {
            true => quarter,
            false => Squares::of(&recent, start, CellSize::doubled(-1)),
        };
        let replicates = squares.replicates();
        if replicates < 99 {
            return Err(Withheld::TooMany);
        }
        let scan = squares.scan(replicates).ok_or(Withheld::TooMany)?;
        let cluster = scan.cluster.as_ref().map(|found| {
            let middle = squares.locations[found.centre];
            let day = |week: usize| {
                let minutes = u32::try_from(week).unwrap_or(0) * MINUTES_A_WEEK;
                day_of(start + minutes)
            };
            let corners: Vec<Square> = found
                .locations
                .iter()
                .map(|at| squares.corner(&squares.locations[*at]))
                .collect();
            let at = (middle.x, middle.y);
            FoundCluster {
                near: self.name_of_squares(&corners, squares.size.side_m(), at),
                kinds: self.kinds_of(&recent, &squares, found),
                middle: (middle.x, middle.y),
                radius_m: found.radius,
                from: day(found.first_period),
                to: day(found.last_period + 1).saturating_sub(Span::new().days(1)),
                observed: found.observed,
                expected: found.expected,
                weeks: squares.by_week(&found.locations),
                in_weeks: found.first_period..found.last_period + 1,
            }
        });
        Ok(Clusters {
            n: recent.len(),
            too_coarse,
            days: (day_of(start), day_of(end - 1)),
            square_m: squares.size.side_m(),
            p: scan.p,
            cluster,
            others: squares.corners(),
            outlines: self.borders(),
        })
    }
}

impl IncidentPicture {
    /// How many of each kind are in a cluster, most first.
    ///
    /// - `recent`: in the order of the cases.
    fn kinds_of(
        &self,
        recent: &[Located],
        squares: &Squares,
        found: &Cluster,
    ) -> Vec<(CategoryId, u64)> {
        let mut n_of: BTreeMap<u16, u64> = BTreeMap::new();
        for (one, case) in recent.iter().zip(&squares.cases) {
            let is_then = (found.first_period..=found.last_period).contains(&case.period);
            if is_then && found.locations.binary_search(&case.location).is_ok() {
                *n_of.entry(one.category).or_default() += 1;
            }
        }
        let named = n_of.into_iter().filter_map(|(number, n)| {
            let category = self.categories.get(usize::from(number))?;
            Some((category.clone(), n))
        });
        let mut kinds: Vec<(CategoryId, u64)> = named.collect();
        kinds.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        kinds
    }
}

const MINUTES_A_DAY: u32 = 24 * 60;

fn day_of(minute: u32) -> Date {
    let days = i64::from(minute / MINUTES_A_DAY);
    date(1900, 1, 1).saturating_add(Span::new().days(days))
}

/// Incidents by square and week.
struct Squares {
    size: CellSize,
    /// The middles of the squares.
    locations: Vec<Point>,
    cases: Vec<Case>,
}

impl Squares {
    fn of(located: &[Located], start: u32, size: CellSize) -> Self {
        let square = |one: &Located| size.square_of(one.point);
        let numbers: BTreeMap<(i32, i32), usize> =
            located.iter().map(|one| (square(one), 0)).collect();
        let numbers: BTreeMap<(i32, i32), usize> = numbers.into_keys().zip(0..).collect();
        let side = size.side_m();
        let middle = |(east, north): &(i32, i32)| {
            let at = |n: i32| (f64::from(n) + 0.5) * side;
            let (x_m, y_m) = PlanePoint::from_metres(at(*east), at(*north)).metres();
            Point::new(x_m, y_m)
        };
        let week = |one: &Located| ((one.start_min - start) / MINUTES_A_WEEK) as usize;
        Self {
            size,
            locations: numbers.keys().map(middle).collect(),
            cases: located
                .iter()
                .map(|one| Case {
                    location: numbers[&square(one)],
                    period: week(one),
                })
                .collect(),
        }
    }

    /// How many in these squares, week by week.
    ///
    /// - `locations`: rising.
    fn by_week(&self, locations: &[usize]) -> Vec<u32> {
        let mut weeks = vec![0; WEEKS as usize];
        let is_in = |case: &&Case| locations.binary_search(&case.location).is_ok();
        for case in self.cases.iter().filter(is_in) {
            weeks[case.period] += 1;
        }
        weeks
    }

    /// The south-western corners of the squares.
    fn corners(&self) -> Vec<Square> {
        self.locations.iter().map(|at| self.corner(at)).collect()
    }

    fn corner(&self, middle: &Point) -> Square {
        let half = self.size.side_m() / 2.0;
        Square {
            x_m: middle.x - half,
            y_m: middle.y - half,
        }
    }

    /// How many replicates fit into the time, from how many windows each has:
    /// circles by location times weeks by length, and every case dealt out.
    fn replicates(&self) -> u32 {
        let near = |at: &Point| {
            let within = |other: &&Point| at.distance(**other) <= RADIUS_M;
            self.locations.iter().filter(within).count() as u64
        };
        // Many squares take many looks: then there is no time anyway.
        if self.locations.len() > 5_000 {
            return 0;
        }
        let circles: u64 = self.locations.iter().map(near).sum();
        let windows = circles * u64::from(WEEKS) * LONGEST as u64 + 20 * self.cases.len() as u64;
        match u32::try_from(WINDOWS / windows.max(1)).unwrap_or(u32::MAX) {
            999.. => 999,
            199.. => 199,
            99.. => 99,
            few => few,
        }
    }

    fn scan(&self, replicates: u32) -> Option<Scan> {
        let cylinders = Cylinders {
            radius: RADIUS_M,
            longest: LONGEST,
            fewest_cases: FEWEST_CASES,
            until: Until::AnyPeriod,
        };
        let numbers = self.cases.iter();
        let numbers = numbers.flat_map(|case| [case.location as u64, case.period as u64]);
        let seed = seed_of(numbers);
        let weeks = WEEKS as usize;
        space_time_scan(
            &self.locations,
            &self.cases,
            weeks,
            cylinders,
            replicates,
            seed,
        )
        .ok()
    }
}
