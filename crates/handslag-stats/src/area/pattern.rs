//! Has the map changed, or only its total?

use crate::count::{Adjustment, adjusted_p};
use crate::numeric::chi_squared_above;

/// Two maps of the same areas, compared area by area.
#[derive(Debug, Clone, PartialEq)]
pub struct PatternChange {
    /// The areas with events at either time, in their order.
    pub areas: Vec<AreaChange>,
    /// How many areas there are, those without events among them.
    pub n_areas: usize,
    /// The adjusted p value below which an area's share counts as changed.
    pub level: f64,
}

/// How one area's share of the events changed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AreaChange {
    /// Its number, from 0.
    pub area: usize,
    /// Its share of the events before.
    pub share_before: f64,
    /// Its share of the events after.
    pub share_after: f64,
    /// Two-sided p value of a changed share.
    pub p: f64,
    /// The same adjusted for the number of areas with events.
    pub q: f64,
}

impl PatternChange {
    /// The S-index: the share of areas with events whose share has not
    /// detectably changed.
    pub fn s_index(&self) -> f64 {
        1.0 - self.changed() as f64 / self.areas.len() as f64
    }

    /// The S-index over all areas, those without events counting as unchanged.
    pub fn s_index_all(&self) -> f64 {
        1.0 - self.changed() as f64 / self.n_areas as f64
    }

    /// How many areas' shares have detectably changed.
    pub fn changed(&self) -> usize {
        let changed = |area: &&AreaChange| area.q < self.level;
        self.areas.iter().filter(changed).count()
    }
}

/// Why two maps could not be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PatternError {
    /// The maps are not of the same areas.
    #[error("{before} areas before, and {after} after")]
    DifferentLengths {
        /// Areas before.
        before: usize,
        /// Areas after.
        after: usize,
    },
    /// One map has no events, so that areas have no shares.
    #[error("one of the two maps has no events")]
    NoEvents,
}

/// Compares two maps by each area's share of the events: a chi-squared test of
/// the area against all others, with continuity correction, adjusted for the
/// number of areas (Wheeler, Steenbeek and Andresen 2018,
/// doi:10.1111/tgis.12341; after Andresen 2009,
/// doi:10.1016/j.apgeog.2008.12.004).
///
/// - `before`, `after`: events by area; the totals may differ.
/// - `adjustment`: over the map; Benjamini and Yekutieli's suits shares, which
///   depend on each other.
/// - `level`: the adjusted p value below which a share counts as changed.
///
/// # Errors
/// [`PatternError`].
///
/// # Assumptions
/// Events are independent. With few events a changed share is seldom detected,
/// so that a high index may mean stability or merely small numbers.
///
/// ```
/// # use handslag_stats::area::{PatternError, pattern_change};
/// # use handslag_stats::count::Adjustment;
/// // scipy 1.17.1: chi2_contingency([[30, 50], [70, 50]]) has p = 0.006098945931214356.
/// let adjustment = Adjustment::BenjaminiYekutieli;
/// let change = pattern_change(&[30, 70, 0], &[50, 50, 0], adjustment, 0.05)?;
/// assert!((change.areas[0].p - 0.006098945931214356).abs() < 1e-14);
/// assert_eq!((change.s_index(), change.areas.len()), (0.0, 2));
/// assert!((change.s_index_all() - 1.0 / 3.0).abs() < 1e-15);
/// # Ok::<(), PatternError>(())
/// ```
pub fn pattern_change(
    before: &[u64],
    after: &[u64],
    adjustment: Adjustment,
    level: f64,
) -> Result<PatternChange, PatternError> {
    if before.len() != after.len() {
        return Err(PatternError::DifferentLengths {
            before: before.len(),
            after: after.len(),
        });
    }
    let total = |counts: &[u64]| counts.iter().map(|&count| count as f64).sum::<f64>();
    let (total_before, total_after) = (total(before), total(after));
    if total_before == 0.0 || total_after == 0.0 {
        return Err(PatternError::NoEvents);
    }
    let mut areas: Vec<AreaChange> = (0..before.len())
        .filter(|&area| before[area] > 0 || after[area] > 0)
        .map(|area| {
            let (then, now) = (before[area] as f64, after[area] as f64);
            let p = changed_share([then, total_before - then], [now, total_after - now]);
            AreaChange {
                area,
                share_before: then / total_before,
                share_after: now / total_after,
                p,
                q: p,
            }
        })
        .collect();
    let p: Vec<f64> = areas.iter().map(|area| area.p).collect();
    let q = adjusted_p(&p, adjustment).expect("each p value is a probability");
    for (area, q) in areas.iter_mut().zip(q) {
        area.q = q;
    }
    Ok(PatternChange {
        areas,
        n_areas: before.len(),
        level,
    })
}

/// Yates' corrected chi-squared test of a table of two columns.
fn changed_share(before: [f64; 2], after: [f64; 2]) -> f64 {
    let rows = [before[0] + after[0], before[1] + after[1]];
    let columns = [before[0] + before[1], after[0] + after[1]];
    let all = columns[0] + columns[1];
    // All events in one area, at both times: its share cannot have changed.
    if rows.contains(&0.0) {
        return 1.0;
    }
    // In a table of two by two every cell is as far from what is expected.
    let off = (before[0] - rows[0] * columns[0] / all).abs();
    let off = off - off.min(0.5);
    let squared = off * off;
    let chi_squared: f64 = rows
        .iter()
        .flat_map(|row| columns.map(|column| squared * all / (row * column)))
        .sum();
    chi_squared_above(chi_squared, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const BY: Adjustment = Adjustment::BenjaminiYekutieli;

    #[test]
    fn maps_that_cannot_be_compared_are_refused() {
        let lengths = pattern_change(&[1], &[1, 2], BY, 0.05);
        let (before, after) = (1, 2);
        assert_eq!(
            lengths,
            Err(PatternError::DifferentLengths { before, after })
        );
        assert_eq!(
            pattern_change(&[0, 0], &[1, 2], BY, 0.05),
            Err(PatternError::NoEvents)
        );
    }

    #[test]
    fn a_single_area_keeps_its_whole_share() {
        let change = pattern_change(&[4, 0], &[90, 0], BY, 0.05).unwrap();
        assert_eq!((change.areas[0].p, change.s_index()), (1.0, 1.0));
    }

    proptest! {
        #[test]
        fn a_map_that_only_grew_has_not_changed(counts in prop::collection::vec(0u64..40, 1..30), times in 1u64..9) {
            prop_assume!(counts.iter().any(|&count| count > 0));
            let grown: Vec<u64> = counts.iter().map(|count| count * times).collect();
            let change = pattern_change(&counts, &grown, BY, 0.05).unwrap();
            prop_assert!(change.areas.iter().all(|area| area.p > 0.999));
            prop_assert_eq!(change.s_index(), 1.0);
        }

        #[test]
        fn time_reversed_the_answer_is_the_same(pairs in prop::collection::vec((0u64..40, 0u64..40), 2..30)) {
            let (before, after): (Vec<u64>, Vec<u64>) = pairs.into_iter().unzip();
            prop_assume!(before.iter().sum::<u64>() > 0 && after.iter().sum::<u64>() > 0);
            let forth = pattern_change(&before, &after, BY, 0.05).unwrap();
            let back = pattern_change(&after, &before, BY, 0.05).unwrap();
            for (one, other) in forth.areas.iter().zip(&back.areas) {
                prop_assert!((one.p - other.p).abs() < 1e-12 && one.share_before == other.share_after);
            }
        }
    }
}
