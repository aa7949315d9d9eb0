//! What differs between two periods, square by square or area by area, beyond
//! what chance often gives; and where there are too few to tell.
//!
//! Given how many there were in both periods, the later number is binomial if
//! nothing changed (Przyborowski and Wilenski 1940). Where even the most uneven
//! split would not be rare, nothing can be told, and it takes no part: those few
//! would only hide what can be told elsewhere (Tarone 1990, doi:10.2307/2531456).
//! Of all that are marked, at most one in twenty may be expected to be false
//! (Benjamini and Hochberg 1995).

use std::collections::{BTreeMap, HashMap};

use handslag_domain::incident::TimeUnit;
use handslag_geo::snapshot::{CellSize, Codes, Filter};
use handslag_stats::Counted;
use handslag_stats::count::{Adjustment, RatioTest, adjusted_p, rate_ratio_test};
use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::map::MapAsked;
use super::{Asked, IncidentPicture};

/// Rarer than this by chance is marked.
const RARE: f64 = 0.05;
/// So many times as common, or as rare, has a shade of its own.
const MUCH: f64 = 2.0;

/// What two counts say of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Turn {
    /// Not even the most uneven split would be rare: nothing can be told.
    TooFew,
    /// What differs is no more than chance often gives.
    Unclear,
    /// At most half as common.
    MuchFewer,
    /// Rarer than before.
    Fewer,
    /// More common than before.
    More,
    /// At least twice as common.
    MuchMore,
}

impl Turn {
    /// Its shade on the map, from -2 to 2; none where nothing can be told.
    pub fn class(self) -> Option<i8> {
        match self {
            Self::TooFew => None,
            Self::Unclear => Some(0),
            Self::MuchFewer => Some(-2),
            Self::Fewer => Some(-1),
            Self::More => Some(1),
            Self::MuchMore => Some(2),
        }
    }

    /// Whether it is more than chance often gives.
    pub fn is_clear(self) -> bool {
        !matches!(self, Self::TooFew | Self::Unclear)
    }
}

/// Which days of each period are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Periods {
    /// The first and the last day that are compared of the period asked for.
    pub now: (Date, Date),
    /// The same of the earlier one.
    pub before: (Date, Date),
    /// Whether some of the days asked for were not counted, and are left out.
    pub is_shortened: bool,
    /// Of the period that is asked for.
    pub now_days: u32,
    /// Of the earlier one.
    pub before_days: u32,
}

/// Why two periods cannot be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotCompared {
    /// No earlier period is asked for.
    NoEarlier,
    /// The same incident may be in both.
    Overlap,
    /// Of one of them no day was counted.
    Unknown,
    /// In the midst of one of them are months that nobody counted.
    Silence,
}

/// Everything that decides a difference.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Compared {
    now: Filter,
    before: Filter,
    periods: Periods,
    /// Squares of this size, or areas.
    squares: Option<CellSize>,
}

/// How many there were of one place, now and before, and what that says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Turned {
    /// East and north of a square; the number of an area and nothing.
    pub at: (i32, i32),
    pub now: u32,
    pub before: u32,
    pub turn: Turn,
}

/// All squares or areas that have any, by where they are.
pub(super) type Difference = Vec<Turned>;

impl IncidentPicture {
    /// The days that are compared: those that somebody counted. Of others, none is
    /// no zero.
    pub(super) fn periods(&self, asked: &MapAsked) -> Result<Periods, NotCompared> {
        let before = asked.before.ok_or(NotCompared::NoEarlier)?;
        let key = (asked.asked.clone(), before);
        let work = || self.counted_periods(&asked.asked, before);
        *self.computed.periods.get(&key, work)
    }

    fn counted_periods(
        &self,
        question: &Asked,
        before: (Date, Date),
    ) -> Result<Periods, NotCompared> {
        let kinds = self.filter(question).categories;
        let known = self.counted_days(kinds.as_ref());
        let known = known.ok_or(NotCompared::Unknown)?;
        let now = (
            question.from.unwrap_or(known.0),
            question.to.unwrap_or(known.1),
        );
        if now.0 <= before.1 && before.0 <= now.1 {
            return Err(NotCompared::Overlap);
        }
        let counted = |(from, to): (Date, Date)| (from.max(known.0), to.min(known.1));
        let days = |(from, to)| n_days(from, to, &question.weekdays);
        let (now_counted, before_counted) = (counted(now), counted(before));
        let periods = Periods {
            now: now_counted,
            before: before_counted,
            is_shortened: (now_counted, before_counted) != (now, before),
            now_days: days(now_counted),
            before_days: days(before_counted),
        };
        if periods.now_days == 0 || periods.before_days == 0 {
            return Err(NotCompared::Unknown);
        }
        let covered = self.covered(kinds.as_ref(), TimeUnit::Month);
        let is_counted = |(from, to): (Date, Date)| {
            let time = self.filter(&Asked {
                from: Some(from),
                to: Some(to),
                ..Asked::default()
            });
            time.time.is_some_and(|time| covered.is_counted(&time))
        };
        match is_counted(now_counted) && is_counted(before_counted) {
            true => Ok(periods),
            false => Err(NotCompared::Silence),
        }
    }

    /// The first and the last day that somebody counted some kinds on.
    fn counted_days(&self, kinds: Option<&Codes>) -> Option<(Date, Date)> {
        let (first, last) = self.held_time(kinds, TimeUnit::Month)?;
        let day = |minute: u32| {
            let n = i64::from(minute / (24 * 60));
            date(1900, 1, 1).checked_add(n.days()).ok()
        };
        Some((day(first)?, day(last)?))
    }

    /// What differs between the periods; worked out once for all tiles and tables.
    ///
    /// - `squares`: squares of this size; areas without.
    pub(super) fn difference(
        &self,
        asked: &MapAsked,
        squares: Option<CellSize>,
    ) -> Result<std::sync::Arc<Difference>, NotCompared> {
        let periods = self.periods(asked)?;
        let of = |(from, to): (Date, Date)| {
            self.filter(&Asked {
                from: Some(from),
                to: Some(to),
                ..asked.asked.clone()
            })
        };
        let compared = Compared {
            now: of(periods.now),
            before: of(periods.before),
            periods,
            squares,
        };
        let work = || {
            let counts = match squares {
                Some(size) => self.square_counts(&compared, size),
                None => self.two_area_counts(&compared),
            };
            turned(counts, periods)
        };
        Ok(self.computed.differences.get(&compared, work))
    }

    fn square_counts(&self, of: &Compared, size: CellSize) -> Counts {
        let mut counts = Counts::new();
        for cell in self.snapshot.grid(&of.now, size) {
            counts.entry((cell.east, cell.north)).or_default().0 = cell.count;
        }
        for cell in self.snapshot.grid(&of.before, size) {
            counts.entry((cell.east, cell.north)).or_default().1 = cell.count;
        }
        counts
    }

    fn two_area_counts(&self, of: &Compared) -> Counts {
        let (now, before) = (
            self.counts_by_area(&of.now),
            self.counts_by_area(&of.before),
        );
        let both = now.iter().copied().zip(before.iter().copied());
        let numbered = (0..).zip(both).map(|(number, both)| ((number, 0), both));
        numbered
            .filter(|(_, (now, before))| now + before > 0)
            .collect()
    }
}

/// By place, how many now and before.
type Counts = BTreeMap<(i32, i32), (u32, u32)>;

/// How many days there are from one to another, of these weekdays (0 is Monday).
fn n_days(from: Date, to: Date, weekdays: &[u8]) -> u32 {
    let mut n = 0;
    let mut day = from;
    while day <= to {
        let weekday = day.weekday().to_monday_zero_offset();
        let is_asked_for = u8::try_from(weekday).is_ok_and(|day| weekdays.contains(&day));
        n += u32::from(weekdays.is_empty() || is_asked_for);
        let Ok(next) = day.tomorrow() else { break };
        day = next;
    }
    n
}

fn turned(counts: Counts, periods: Periods) -> Difference {
    let mut test = Test::of(periods);
    let rows: Vec<_> = counts.into_iter().collect();
    let chances: Vec<Option<f64>> = rows
        .iter()
        .map(|(_, (now, before))| test.can_tell(now + before).then(|| test.p(*now, *before)))
        .collect();
    let told: Vec<f64> = chances.iter().copied().flatten().collect();
    let adjusted = adjusted_p(&told, Adjustment::BenjaminiHochberg);
    let mut adjusted = adjusted.unwrap_or_default().into_iter();
    let turned = rows.into_iter().zip(chances);
    let turned = turned.map(|((at, (now, before)), chance)| {
        let adjusted = chance.and_then(|_| adjusted.next());
        let turn = adjusted.map_or(Turn::TooFew, |p| turn(p, test.ratio(now, before)));
        Turned {
            at,
            now,
            before,
            turn,
        }
    });
    turned.collect()
}

fn turn(p: f64, ratio: f64) -> Turn {
    match ratio {
        _ if p > RARE => Turn::Unclear,
        much if much >= MUCH => Turn::MuchMore,
        more if more > 1.0 => Turn::More,
        fewer if fewer > 1.0 / MUCH => Turn::Fewer,
        _ => Turn::MuchFewer,
    }
}

/// The test of one pair of counts; most pairs are small and come again.
struct Test {
    days: (f64, f64),
    known: HashMap<(u32, u32), f64>,
    can_tell: HashMap<u32, bool>,
}

impl Test {
    fn of(periods: Periods) -> Self {
        Self {
            days: (periods.now_days.into(), periods.before_days.into()),
            known: HashMap::new(),
            can_tell: HashMap::new(),
        }
    }

    fn p(&mut self, now: u32, before: u32) -> f64 {
        let days = self.days;
        *self.known.entry((now, before)).or_insert_with(|| {
            let before = Counted::new(before.into(), days.1);
            let now = Counted::new(now.into(), days.0);
            rate_ratio_test(before, now, RatioTest::ConditionalExact).unwrap_or(1.0)
        })
    }

    /// Whether any split of so many would be rare.
    fn can_tell(&mut self, n: u32) -> bool {
        if let Some(can) = self.can_tell.get(&n) {
            return *can;
        }
        let can = self.p(n, 0).min(self.p(0, n)) <= RARE;
        self.can_tell.insert(n, can);
        can
    }

    /// How many times as common it is, by the day; without end if it is new.
    fn ratio(&self, now: u32, before: u32) -> f64 {
        let (now, before) = (
            f64::from(now) / self.days.0,
            f64::from(before) / self.days.1,
        );
        now / before
    }
}

#[cfg(test)]
mod tests {
    use handslag_stats::numeric::{Seed, below};

    use super::*;

    const ALIKE: Periods = Periods {
        now: (date(2024, 4, 1), date(2024, 4, 30)),
        before: (date(2023, 4, 1), date(2023, 4, 30)),
        is_shortened: false,
        now_days: 30,
        before_days: 30,
    };

    fn turns(counts: &[(u32, u32)], periods: Periods) -> Vec<Turn> {
        let counts = (0..).zip(counts).map(|(n, both)| ((n, 0), *both));
        let turned = turned(counts.collect(), periods).into_iter();
        turned.map(|one| one.turn).collect()
    }

    #[test]
    fn five_against_none_is_too_few_and_forty_against_ten_is_not() {
        // 2 · (1/2)^5 is more than one in twenty, 2 · (1/2)^6 is less.
        let expected = [
            ((5, 0), Turn::TooFew),
            ((0, 5), Turn::TooFew),
            ((6, 0), Turn::MuchMore),
            ((0, 6), Turn::MuchFewer),
            ((40, 10), Turn::MuchMore),
            ((10, 40), Turn::MuchFewer),
            ((300, 200), Turn::More),
            ((200, 300), Turn::Fewer),
            ((12, 10), Turn::Unclear),
        ];
        for (counts, turn) in expected {
            assert_eq!(turns(&[counts], ALIKE), [turn], "{counts:?}");
        }
    }

    #[test]
    fn a_longer_period_has_more_and_that_is_no_change() {
        let year = Periods {
            now_days: 360,
            ..ALIKE
        };
        assert_eq!(turns(&[(120, 10)], year), [Turn::Unclear]);
        assert_eq!(turns(&[(120, 60)], year), [Turn::MuchFewer]);
    }

    #[test]
    fn what_is_rare_in_one_square_is_not_marked_among_a_hundred() {
        assert_eq!(turns(&[(10, 2)], ALIKE), [Turn::MuchMore]);
        let mut many = vec![(10, 10); 100];
        many.push((10, 2));
        assert_eq!(turns(&many, ALIKE)[100], Turn::Unclear);
        // Squares with too few take no part.
        let mut few = vec![(1, 1); 100];
        few.push((10, 2));
        assert_eq!(turns(&few, ALIKE)[100], Turn::MuchMore);
    }

    #[test]
    fn where_nothing_changed_little_is_marked() {
        // Two hundred maps of forty squares, ten in each period.
        let marked = (0..200_u64).filter(|map| {
            let mut generator = Seed(3).replicate(*map);
            let mut counts = vec![(0, 0); 40];
            for n in 0..800 {
                let square = &mut counts[below(&mut generator, 40) as usize];
                match n % 2 {
                    0 => square.0 += 1,
                    _ => square.1 += 1,
                }
            }
            turns(&counts, ALIKE).iter().any(|turn| turn.is_clear())
        });
        // With nothing to find, a map has a false mark one time in twenty at most.
        assert!(marked.count() <= 10);
    }

    #[test]
    fn days_are_counted_by_the_weekdays_that_are_asked_for() {
        // January 2024 began on a Monday.
        let (from, to) = (date(2024, 1, 1), date(2024, 1, 31));
        assert_eq!(n_days(from, to, &[]), 31);
        assert_eq!(n_days(from, to, &[0]), 5);
        assert_eq!(n_days(from, to, &[5, 6]), 8);
        assert_eq!(n_days(to, from, &[]), 0);
    }
}
