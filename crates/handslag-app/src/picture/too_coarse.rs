//! What is asked is finer than what is known of when: an incident known to its
//! month is on no day of it. What is left out is counted and said.

use handslag_domain::incident::TimeUnit;
use handslag_geo::snapshot::{Filter, Within};

use super::analysis::{Told, Withheld};
use super::{Asked, IncidentPicture};

/// A window longer than a day counts in a time only when all of it lies there; a
/// night counts where it begins.
pub(super) const WHOLE: Within = Within::Whole(TimeUnit::Day.longest_window_min());
const ACROSS: Within = Within::Across(TimeUnit::Day.longest_window_min());

/// How many are left out because too little is known of when they were.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooCoarse {
    /// How many.
    pub n: u64,
    /// What most of them are known to; a year also when it is less.
    pub known_to: TimeUnit,
    /// Whether all of them are known to that.
    pub is_all: bool,
}

/// How many are known to each unit, the finest first; to less than a year last.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct ByUnit([u64; TimeUnit::ALL.len() + 1]);

impl TooCoarse {
    /// Of windows of these lengths, those longer than a question in a unit takes.
    pub(super) fn among(widths_min: impl Iterator<Item = u32>, unit: TimeUnit) -> Option<Self> {
        let mut found = ByUnit::default();
        for width in widths_min {
            found.0[place(TimeUnit::of_window(width))] += 1;
        }
        found.coarser_than(unit).told()
    }
}

impl ByUnit {
    fn coarser_than(mut self, unit: TimeUnit) -> Self {
        self.0[..=place(Some(unit))].fill(0);
        self
    }

    fn and(self, other: Self) -> Self {
        Self(std::array::from_fn(|at| self.0[at] + other.0[at]))
    }

    /// None when none is left out.
    fn told(mut self) -> Option<TooCoarse> {
        let year = place(Some(TimeUnit::Year));
        self.0[year] += std::mem::take(&mut self.0[year + 1]);
        let n = self.0.iter().sum();
        let by_unit = TimeUnit::ALL.into_iter().zip(self.0);
        let (known_to, most) = by_unit.max_by_key(|(_, n)| *n)?;
        (n > 0).then_some(TooCoarse {
            n,
            known_to,
            is_all: n == most,
        })
    }
}

fn place(unit: Option<TimeUnit>) -> usize {
    let all = || TimeUnit::ALL.into_iter();
    all()
        .position(|one| Some(one) == unit)
        .unwrap_or(TimeUnit::ALL.len())
}

/// Says that too little is known of when, where that is why there are too few.
///
/// - `n`: how many were left.
pub(super) fn or_too_coarse<T>(told: Told<T>, n: u64, too_coarse: Option<TooCoarse>) -> Told<T> {
    told.map_err(|why| match too_coarse {
        Some(too_coarse) if too_coarse.n > n => Withheld::TooCoarse(too_coarse),
        _ => why,
    })
}

impl IncidentPicture {
    /// What the question leaves out: what may have been outside the time asked
    /// for, and where hours or weekdays are asked for what is not known to them.
    pub(super) fn too_coarse(&self, asked: &Asked) -> Option<TooCoarse> {
        let filter = Filter {
            hours: None,
            max_width_min: None,
            ..self.filter(asked)
        };
        let too_coarse = match asked.unit() {
            Some(unit) => self.by_unit(&filter).coarser_than(unit),
            None => ByUnit::default(),
        };
        too_coarse.and(self.across(&filter)).told()
    }

    /// Of what a filter asks for, that of which too little is known for a unit.
    pub(super) fn coarser_than(&self, filter: &Filter, unit: TimeUnit) -> Option<TooCoarse> {
        self.by_unit(filter).coarser_than(unit).told()
    }

    /// Of what may have been in the time of a filter, that of which too little is
    /// known for a unit.
    pub(super) fn perhaps_then(&self, filter: &Filter, unit: TimeUnit) -> Option<TooCoarse> {
        let filter = Filter {
            hours: None,
            max_width_min: None,
            within: WHOLE,
            ..filter.clone()
        };
        let perhaps = self.by_unit(&filter).and(self.across(&filter));
        perhaps.coarser_than(unit).told()
    }

    /// What may have been in the time of a filter, and may not.
    fn across(&self, filter: &Filter) -> ByUnit {
        match filter.time {
            None => ByUnit::default(),
            Some(_) => self.by_unit(&Filter {
                within: ACROSS,
                ..filter.clone()
            }),
        }
    }

    fn by_unit(&self, filter: &Filter) -> ByUnit {
        let mut so_far = 0;
        let mut found = ByUnit::default();
        let longest = TimeUnit::ALL.map(|unit| Some(unit.longest_window_min()));
        for (at, max_width_min) in longest.into_iter().chain([None]).enumerate() {
            let limit = Filter {
                max_width_min,
                ..Filter::default()
            };
            let known = self.snapshot.count(&filter.and(&limit));
            found.0[at] = known - so_far;
            so_far = known;
        }
        found
    }
}

/// Of what a filter asks for, what is known to a unit.
pub(super) fn known_to(unit: TimeUnit, filter: &Filter) -> Filter {
    filter.and(&Filter {
        max_width_min: Some(unit.longest_window_min()),
        ..Filter::default()
    })
}

#[cfg(test)]
mod tests;
