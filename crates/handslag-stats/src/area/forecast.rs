//! Do the places with most events have most events in the next period too?

/// How well the fullest places of one period foretold the next.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ForecastHits {
    /// How many places were picked.
    pub picked: usize,
    /// How many events of the next period fell in them. Where places tie for
    /// the last picks it is the mean over all ways to choose among them.
    pub hits: f64,
    /// The same as a share of all events of the next period.
    pub hit_rate: f64,
    /// Predictive accuracy index: the hit rate over the share of places picked
    /// (Chainey, Tompson and Uhlig 2008, doi:10.1057/palgrave.sj.8350066). 1 is
    /// what picking at random gives.
    pub accuracy: f64,
    /// Predictive efficiency index: hits over the most that as many places
    /// could have hit (Hunt 2016). 1 is perfect.
    pub efficiency: f64,
    /// Recapture rate index: how the events in the picked places grew, over how
    /// all events grew (Levine 2008, Security Journal 21:295). Below 1 the picked
    /// places fell back.
    pub recapture: f64,
}

/// Why a forecast could not be judged.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum ForecastError {
    /// The two periods are not of the same places.
    #[error("{before} places before, and {after} after")]
    DifferentLengths {
        /// Places before.
        before: usize,
        /// Places after.
        after: usize,
    },
    /// A period has no events.
    #[error("one of the two periods has no events")]
    NoEvents,
    /// No place, or every place, would be picked.
    #[error("a share of {share} picks {picked} of {places} places; pick some and not all")]
    NoChoice {
        /// The share asked for.
        share: f64,
        /// How many places that is.
        picked: usize,
        /// How many there are.
        places: usize,
    },
}

/// Picks this share of places, those with most events in one period, and counts
/// what fell in them in the next (Chainey, Tompson and Uhlig 2008,
/// doi:10.1057/palgrave.sj.8350066). A part of a place counts as a whole one.
///
/// - `before`, `after`: events by place, places being of one size.
/// - `share_of_places`: above 0 and below 1, such as 0.05.
///
/// # Errors
/// [`ForecastError`].
///
/// ```
/// # use handslag_stats::area::{ForecastError, forecast_hits};
/// // Worked by hand: one place of ten is picked. It had 5 of 10 events and then
/// // 6 of 20, where another had 8.
/// let before = [5, 2, 2, 1, 0, 0, 0, 0, 0, 0];
/// let after = [6, 8, 2, 2, 2, 0, 0, 0, 0, 0];
/// let hits = forecast_hits(&before, &after, 0.1)?;
/// assert_eq!((hits.picked, hits.hits, hits.hit_rate), (1, 6.0, 0.3));
/// assert!((hits.accuracy - 3.0).abs() < 1e-15);
/// assert_eq!((hits.efficiency, hits.recapture), (0.75, 0.6));
/// # Ok::<(), ForecastError>(())
/// ```
pub fn forecast_hits(
    before: &[u64],
    after: &[u64],
    share_of_places: f64,
) -> Result<ForecastHits, ForecastError> {
    let places = before.len();
    if places != after.len() {
        return Err(ForecastError::DifferentLengths {
            before: places,
            after: after.len(),
        });
    }
    let total = |counts: &[u64]| counts.iter().map(|&count| count as f64).sum::<f64>();
    let (all_before, all_after) = (total(before), total(after));
    if all_before == 0.0 || all_after == 0.0 {
        return Err(ForecastError::NoEvents);
    }
    let picked = (share_of_places * places as f64 - 1e-9).ceil().max(0.0) as usize;
    if picked == 0 || picked >= places {
        return Err(ForecastError::NoChoice {
            share: share_of_places,
            picked,
            places,
        });
    }
    let hits = in_fullest(before, after, picked);
    let foretold = in_fullest(before, before, picked);
    let possible = in_fullest(after, after, picked);
    let hit_rate = hits / all_after;
    Ok(ForecastHits {
        picked,
        hits,
        hit_rate,
        accuracy: hit_rate * places as f64 / picked as f64,
        efficiency: hits / possible,
        recapture: (hits / foretold) / (all_after / all_before),
    })
}

/// How many of `counted` are in the `picked` places with most of `by`.
fn in_fullest(by: &[u64], counted: &[u64], picked: usize) -> f64 {
    let mut order: Vec<usize> = (0..by.len()).collect();
    order.sort_by_key(|&place| std::cmp::Reverse(by[place]));
    let last = by[order[picked - 1]];
    let sum = |places: &mut dyn Iterator<Item = &usize>| -> f64 {
        places.map(|&place| counted[place] as f64).sum()
    };
    let fuller = order.iter().take_while(|&&place| by[place] > last).count();
    let tied = order[fuller..]
        .iter()
        .take_while(|&&place| by[place] == last)
        .count();
    let certain = sum(&mut order[..fuller].iter());
    let open = sum(&mut order[fuller..fuller + tied].iter());
    certain + open * (picked - fuller) as f64 / tied as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn places_that_tie_share_the_last_picks() {
        // One of the two places with 3 is picked, each in half of the choices.
        let hits = forecast_hits(&[3, 3, 0, 0], &[4, 0, 0, 4], 0.25).unwrap();
        assert_eq!((hits.hits, hits.hit_rate, hits.accuracy), (2.0, 0.25, 1.0));
    }

    #[test]
    fn a_forecast_needs_events_and_a_choice() {
        let (before, after) = (2, 1);
        let lengths = ForecastError::DifferentLengths { before, after };
        assert_eq!(forecast_hits(&[1, 2], &[1], 0.5), Err(lengths));
        let none = forecast_hits(&[0, 0], &[1, 2], 0.5);
        assert_eq!(none, Err(ForecastError::NoEvents));
        for share in [0.0, -1.0, 1.0, 0.6] {
            let all = forecast_hits(&[1, 2], &[1, 2], share);
            assert!(
                matches!(all, Err(ForecastError::NoChoice { .. })),
                "{share}"
            );
        }
    }

    proptest! {
        #[test]
        fn the_same_map_again_is_foretold_perfectly(counts in prop::collection::vec(0u64..20, 2..40), share in 0.01..0.5f64) {
            prop_assume!(counts.iter().any(|&count| count > 0));
            let hits = forecast_hits(&counts, &counts, share).unwrap();
            prop_assert!((hits.efficiency - 1.0).abs() < 1e-12 && (hits.recapture - 1.0).abs() < 1e-12);
            prop_assert!(hits.accuracy > 1.0 - 1e-12);
        }

        #[test]
        fn an_even_map_foretells_nothing(after in prop::collection::vec(0u64..20, 2..40), share in 0.01..0.5f64) {
            prop_assume!(after.iter().any(|&count| count > 0));
            let hits = forecast_hits(&vec![4; after.len()], &after, share).unwrap();
            prop_assert!((hits.accuracy - 1.0).abs() < 1e-12);
        }
    }
}
