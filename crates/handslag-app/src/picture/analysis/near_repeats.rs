//! Near repeats: is one followed by another, soon and near, more often than chance?

use handslag_geo::snapshot::{Filter, Located, Precision, Precisions};
use handslag_stats::count::{Adjustment, adjusted_p};
use handslag_stats::numeric::SimulatedP;
use handslag_stats::point::{Bands, Event, KnoxCell, Metric, Point, near_repeat_test};

use handslag_domain::incident::{CategoryId, TimeUnit};

use super::super::too_coarse::or_too_coarse;
use super::super::{IncidentPicture, TooCoarse};
use super::{Told, Withheld, events, seed_of};

/// Fewer of a kind say little of what follows what (100 in the methods).
const FEWEST: usize = 100;
/// More than this of a kind and only the latest are looked at.
const MOST: usize = 2_500;
/// So many kinds, those with most first.
const MOST_KINDS: usize = 12;
/// Places and people change: two years, not more.
const DAYS: u32 = 2 * 365;
const MINUTES_A_DAY: u32 = 24 * 60;
/// The smallest p value is 0.001.
const REPLICATES: u32 = 999;
/// The ends of the bands of distance, in metres, after the same place.
pub(super) const METRES: [f64; 3] = [100.0, 200.0, 400.0];
/// The ends of the bands of time, in days: 0 to 7, 8 to 14 and 15 to 28.
pub(super) const DAYS_APART: [f64; 3] = [7.0, 14.0, 28.0];
const DAY_BREAKS: [f64; 4] = [0.0, 8.0, 15.0, 29.0];
/// Of the kinds that are called, so many may be wrongly.
const FALSE_SHARE: f64 = 0.05;

/// Which kinds come again near by.
#[derive(Debug, Clone, PartialEq)]
pub struct NearRepeats {
    /// Each kind that has enough, the clearest first.
    pub kinds: Vec<KindRepeats>,
    /// How many kinds had too few with a place known to the block.
    pub n_too_few: usize,
    /// Those that are not looked at, for they are known to no week.
    pub too_coarse: Option<TooCoarse>,
}

/// One kind.
#[derive(Debug, Clone, PartialEq)]
pub struct KindRepeats {
    /// Which.
    pub category: CategoryId,
    /// How many were looked at.
    pub n: usize,
    /// How many there were; of very many only the latest are looked at.
    pub n_held: usize,
    /// Pairs within 200 metres and 14 days.
    pub within: RepeatBand,
    /// The same p value, allowing for how many kinds were looked at.
    pub p_adjusted: f64,
    /// By distance (first at the same place) and within it by time.
    pub bands: Vec<Vec<RepeatBand>>,
}

impl KindRepeats {
    /// Whether it comes again more often than chance gives.
    pub fn is_more(&self) -> bool {
        self.p_adjusted <= FALSE_SHARE && self.within.ratio.is_some_and(|ratio| ratio > 1.0)
    }
}

/// Pairs so far apart in place and time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RepeatBand {
    /// How many.
    pub observed: u64,
    /// How many if times had nothing to do with places.
    pub expected: f64,
    /// The one over the other.
    pub ratio: Option<f64>,
    /// What 95 of 100 dealings of the times give.
    pub by_chance: (u64, u64),
    /// How probable as many are then, with the error of simulating.
    pub p: SimulatedP,
}

impl RepeatBand {
    fn of(cell: &KnoxCell) -> Option<Self> {
        let simulated = cell.simulated.as_ref()?;
        let last = simulated.counts.len().checked_sub(1)?;
        let at = |share: f64| {
            let place = (share * last as f64).round() as usize;
            u64::from(simulated.counts[place])
        };
        Some(Self {
            observed: cell.observed,
            expected: cell.expected,
            ratio: cell.ratio(),
            by_chance: (at(0.025), at(0.975)),
            p: simulated.p_upper,
        })
    }
}

impl IncidentPicture {
    pub(in super::super) fn near_repeats(&self, filter: &Filter) -> Told<NearRepeats> {
        let known = Filter {
            precisions: Some(
                [Precision::Point, Precision::Block]
                    .into_iter()
                    .collect::<Precisions>(),
            ),
            ..filter.clone()
        };
        let located = self.snapshot.located(&known).into_iter();
        let (known, coarse): (Vec<Located>, Vec<Located>) =
            located.partition(|one| one.width_min <= TimeUnit::Week.longest_window_min());
        let widths = coarse.iter().map(|one| one.width_min);
        let too_coarse = TooCoarse::among(widths, TimeUnit::Week);
        let known = events(known);
        let n = known.len() as u64;
        or_too_coarse(self.repeats_of(known, too_coarse), n, too_coarse)
    }

    /// - `located`: what is known to the week.
    fn repeats_of(
        &self,
        located: Vec<Located>,
        too_coarse: Option<TooCoarse>,
    ) -> Told<NearRepeats> {
        let last = located.iter().map(|one| one.start_min).max();
        let first = last
            .ok_or(Withheld::Nothing)?
            .saturating_sub(DAYS * MINUTES_A_DAY);
        let recent: Vec<Located> = located
            .into_iter()
            .filter(|one| one.start_min >= first)
            .collect();
        let mut by_kind: Vec<Vec<Located>> = vec![Vec::new(); self.categories.len()];
        for one in recent {
            if let Some(kind) = by_kind.get_mut(usize::from(one.category)) {
                kind.push(one);
            }
        }
        let with_any = by_kind.iter().filter(|kind| !kind.is_empty()).count();
        let mut enough: Vec<Vec<Located>> = by_kind
            .into_iter()
            .filter(|kind| kind.len() >= FEWEST)
            .collect();
        let n_too_few = with_any - enough.len();
        enough.sort_by_key(|kind| std::cmp::Reverse(kind.len()));
        enough.truncate(MOST_KINDS);
        let found = enough.iter().filter_map(|kind| {
            let category = self.categories.get(usize::from(kind[0].category))?;
            Some((category.clone(), kind.len(), kind_repeats(kind)?))
        });
        let found: Vec<_> = found.collect();
        if found.is_empty() {
            let needed = FEWEST as u64;
            return Err(Withheld::NoKind { needed });
        }
        let p: Vec<f64> = found.iter().map(|(.., kind)| kind.1.p.p).collect();
        let adjusted = adjusted_p(&p, Adjustment::BenjaminiHochberg).unwrap_or_else(|_| p.clone());
        let mut kinds: Vec<KindRepeats> = found
            .into_iter()
            .zip(adjusted)
            .map(
                |((category, n_held, (n, within, bands)), p_adjusted)| KindRepeats {
                    category,
                    n,
                    n_held,
                    within,
                    p_adjusted,
                    bands,
                },
            )
            .collect();
        let clear = |kind: &KindRepeats| kind.within.ratio.unwrap_or(0.0);
        kinds.sort_by(|a, b| {
            let by_p = a.p_adjusted.total_cmp(&b.p_adjusted);
            by_p.then_with(|| clear(b).total_cmp(&clear(a)))
        });
        Ok(NearRepeats {
            kinds,
            n_too_few,
            too_coarse,
        })
    }
}

type Repeats = (usize, RepeatBand, Vec<Vec<RepeatBand>>);

/// The latest of one kind, in order.
fn latest(kind: &[Located]) -> Vec<Located> {
    let mut kind = kind.to_vec();
    kind.sort_by_key(|one| (std::cmp::Reverse(one.start_min), *one));
    kind.truncate(MOST);
    kind.sort_unstable();
    kind
}

/// The latest of one kind, by bands and within 200 metres and 14 days together.
fn kind_repeats(kind: &[Located]) -> Option<Repeats> {
    let kind = latest(kind);
    let events: Vec<Event> = kind
        .iter()
        .map(|one| {
            let (x, y) = one.point.metres();
            // The middle of what is known, in whole days.
            let middle = one.start_min + one.width_min / 2;
            Event {
                at: Point::new(x, y),
                time: f64::from(middle / MINUTES_A_DAY),
            }
        })
        .collect();
    let numbers = kind.iter().flat_map(|one| {
        let whole = |cm: i32| i64::from(cm) as u64;
        [
            whole(one.point.x_cm),
            whole(one.point.y_cm),
            u64::from(one.start_min),
        ]
    });
    let seed = seed_of(numbers);
    let test = |space: &Bands, time: &Bands| {
        near_repeat_test(&events, space, time, Metric::Euclidean, REPLICATES, seed).ok()
    };
    let together = test(
        &Bands::up_to(METRES[1]).ok()?,
        &Bands::up_to(DAYS_APART[1]).ok()?,
    )?;
    let table = test(
        &Bands::same_place_and(&METRES).ok()?,
        &Bands::closed_open(&DAY_BREAKS).ok()?,
    )?;
    let within = RepeatBand::of(together.cells.first()?.first()?)?;
    let row = |cells: &Vec<KnoxCell>| cells.iter().map(RepeatBand::of).collect::<Option<Vec<_>>>();
    let bands = table.cells.iter().map(row).collect::<Option<Vec<_>>>()?;
    Some((events.len(), within, bands))
}

#[cfg(test)]
mod tests {
    use handslag_geo::projection::PlanePoint;

    use super::*;

    #[test]
    fn of_very_many_of_a_kind_only_the_latest_are_looked_at() {
        let at = |start_min| Located {
            point: PlanePoint::from_metres(0.0, 0.0),
            start_min,
            width_min: 0,
            category: 0,
            area: 0,
        };
        let looked_at = latest(&(0..2_600).map(at).collect::<Vec<_>>());
        assert_eq!(looked_at, (100..2_600).map(at).collect::<Vec<_>>());
    }
}
