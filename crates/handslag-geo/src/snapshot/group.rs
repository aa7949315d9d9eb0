//! Counts by month, category, area, weekday, hour or named place.

use super::calendar::{Month, MonthTable, hour_of_week};
use super::filter::Filter;
use super::part::Part;
use super::scan::{By, Fold, straight};
use super::{NO_AREA, Snapshot};

/// More groups than this are not counted: 256 MiB a thread.
const MAX_GROUPS: usize = 1 << 26;
/// So many groups are counted by one thread: a second copy of them would cost
/// more than it saves.
const GROUPS_ALONE: usize = 1 << 21;

/// What to count by. A window counts where it starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Key {
    /// By month; group 0 is [`Grouped::first_month`].
    Month,
    /// By category; the group is its number.
    Category,
    /// By area; the group is its number, and the last is for those in no area.
    Area,
    /// By weekday; 0 is Monday.
    Weekday,
    /// By hour of the day.
    Hour,
    /// By named place; the group is its number, and the last is for those at none.
    Place,
}

/// Counts by one or more keys, those of the last key side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grouped {
    /// The month of group 0, when counted by month.
    pub first_month: Month,
    /// How many groups each key has.
    pub sizes: Vec<usize>,
    /// All counts.
    pub counts: Vec<u32>,
}

/// The keys together have too many groups to count.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{n_groups} groups are more than can be counted at once; narrow the time or use fewer keys"
)]
pub struct TooManyGroups {
    /// How many there would be.
    pub n_groups: u128,
}

impl Grouped {
    /// The count of one group, given its number under each key; 0 beyond the
    /// last group.
    #[must_use]
    pub fn at(&self, groups: &[usize]) -> u32 {
        let mut number = 0;
        for (&group, &size) in groups.iter().zip(&self.sizes) {
            if group >= size {
                return 0;
            }
            number = number * size + group;
        }
        self.counts[number]
    }

    /// The sum of all groups.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.counts.iter().map(|&count| u64::from(count)).sum()
    }
}

impl Snapshot {
    /// Counts what the filter asks for by these keys.
    ///
    /// # Errors
    /// [`TooManyGroups`] when their groups together are more than 2²⁶.
    pub fn group(&self, filter: &Filter, keys: &[Key]) -> Result<Grouped, TooManyGroups> {
        let (first_month, last_month) = self.months(filter);
        let sizes = keys.iter().map(|key| match key {
            Key::Month => usize::from(last_month.0 - first_month.0) + 1,
            Key::Category => usize::from(self.reach.max_category) + 1,
            Key::Area => usize::from(self.reach.max_area) + 2,
            Key::Weekday => 7,
            Key::Hour => 24,
            Key::Place => self.reach.max_place as usize + 2,
        });
        let sizes: Vec<usize> = sizes.collect();
        let n_groups = sizes.iter().map(|&size| size as u128).product();
        if n_groups > MAX_GROUPS as u128 {
            return Err(TooManyGroups { n_groups });
        }
        let counts = || Counts {
            keys,
            sizes: &sizes,
            first_month: first_month.0,
            months: MonthTable::new(),
            groups: Vec::new(),
            counts: vec![0; n_groups as usize],
        };
        let counts = if n_groups > GROUPS_ALONE as u128 {
            self.fold_alone(filter, By::Row, counts()).counts
        } else {
            self.fold(filter, By::Row, counts).counts
        };
        Ok(Grouped {
            first_month,
            sizes,
            counts,
        })
    }

    /// The months that rows under the filter can fall in.
    fn months(&self, filter: &Filter) -> (Month, Month) {
        let (mut first, mut last) = self.time().unwrap_or((0, 0));
        if let Some(time) = &filter.time {
            if !filter.within.starts_early() {
                first = first.max(time.start);
            }
            last = last.min(time.end.saturating_sub(1));
        }
        (Month::of(first), Month::of(last.max(first)))
    }
}

struct Counts<'a> {
    keys: &'a [Key],
    sizes: &'a [usize],
    first_month: u16,
    months: MonthTable,
    groups: Vec<u32>,
    counts: Vec<u32>,
}

impl Fold for Counts<'_> {
    fn rows(&mut self, part: &Part, rows: &[u32]) {
        let mut groups = std::mem::take(&mut self.groups);
        groups.clear();
        groups.resize(rows.len(), 0);
        for (key, &size) in self.keys.iter().zip(self.sizes) {
            self.number(*key, size, part, rows, &mut groups);
        }
        for &group in &groups {
            self.counts[group as usize] += 1;
        }
        self.groups = groups;
    }

    fn merge(&mut self, later: Self) {
        for (count, more) in self.counts.iter_mut().zip(later.counts) {
            *count += more;
        }
    }
}

impl Counts<'_> {
    /// Adds one key to the number of each row's group.
    fn number(&self, key: Key, size: usize, part: &Part, rows: &[u32], groups: &mut [u32]) {
        let none = (size - 1) as u32;
        let each = |groups: &mut [u32], group_of: &dyn Fn(usize) -> u32| {
            for (group, &row) in groups.iter_mut().zip(rows) {
                *group = *group * size as u32 + group_of(row as usize);
            }
        };
        match key {
            Key::Month => column(groups, size, &part.start, rows, |start| {
                u32::from(self.months.month(start) - self.first_month)
            }),
            Key::Category => column(groups, size, &part.category, rows, u32::from),
            Key::Area => column(groups, size, &part.area, rows, |area| {
                if area == NO_AREA {
                    none
                } else {
                    u32::from(area)
                }
            }),
            Key::Weekday => column(groups, size, &part.start, rows, |start| {
                (hour_of_week(start) / 24) as u32
            }),
            Key::Hour => column(groups, size, &part.start, rows, |start| {
                (hour_of_week(start) % 24) as u32
            }),
            Key::Place => each(groups, &|row| part.place(row).unwrap_or(none)),
        }
    }
}

#[inline]
fn column<T: Copy>(
    groups: &mut [u32],
    size: usize,
    values: &[T],
    rows: &[u32],
    group_of: impl Fn(T) -> u32,
) {
    let size = size as u32;
    if let Some(range) = straight(rows) {
        for (group, &value) in groups.iter_mut().zip(&values[range]) {
            *group = *group * size + group_of(value);
        }
        return;
    }
    for (group, &row) in groups.iter_mut().zip(rows) {
        *group = *group * size + group_of(values[row as usize]);
    }
}
