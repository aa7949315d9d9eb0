//! Is the gap larger than gaps where nothing was done?

use rayon::prelude::*;

use super::{Gap, from_start};
use crate::effect::comparison_panel::ComparisonPanel;
use crate::model::simplex_qp::{BlendError, Certificate};

/// The treated series' place among donors treated as if they had been.
#[derive(Debug, Clone, PartialEq)]
pub struct Placebos {
    /// One a donor, in the donors' order: the lines of the usual chart.
    pub lines: Vec<PlaceboLine>,
    /// 1 if no placebo's gap grew as much as the treated's.
    pub rank: usize,
    /// Rank over the number of series: how often a series picked at random
    /// would have grown as much (Abadie, Diamond and Hainmueller 2010).
    pub p: f64,
    /// What p is at rank 1: with few donors, no gap whatever can be rarer.
    pub smallest_possible_p: f64,
}

/// A donor against the blend of the other donors.
#[derive(Debug, Clone, PartialEq)]
pub struct PlaceboLine {
    /// Which donor.
    pub donor: usize,
    /// Its gap, before and after.
    pub gap: Gap,
    /// How its blend was told to be the nearest there is.
    pub certificate: Certificate,
}

/// Every donor as if it had been treated at the same time, in the space of the
/// others, without the treated (Abadie, Diamond and Hainmueller 2010,
/// doi:10.1198/jasa.2009.ap08746).
///
/// - `treated`: the treated series' gap in the same panel.
///
/// # Errors
/// [`BlendError`] if no nearest blend is found for some donor.
///
/// # Assumptions
/// Had nothing been done, the treated would have been as any donor: its place
/// in the ranking would be drawn at random.
///
/// ```
/// # use handslag_stats::effect::{ComparisonPanel, synthetic_control::*};
/// # use handslag_stats::model::Columns;
/// let donors = Columns::from_fn(6, 4, |period, donor| ((period * 5 + donor * 3) % 7) as f64);
/// let panel = ComparisonPanel::new(vec![3.0, 2.0, 4.0, 3.0, 90.0, 90.0], donors, 4)?;
/// let control = synthetic_control(&panel)?;
/// let placebos = placebos(&panel, &control.gap)?;
/// assert_eq!(placebos.lines.len(), 4);
/// assert_eq!(placebos.smallest_possible_p, 1.0 / 5.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn placebos(panel: &ComparisonPanel, treated: &Gap) -> Result<Placebos, BlendError> {
    let lines: Vec<PlaceboLine> = (0..panel.donors().count())
        .into_par_iter()
        .map(|donor| {
            let (control, _) = from_start(&panel.as_if_treated(donor), &[])?;
            Ok(PlaceboLine {
                donor,
                gap: control.gap,
                certificate: control.certificate,
            })
        })
        .collect::<Result<_, BlendError>>()?;
    Ok(Placebos::rank(lines, treated))
}

impl Placebos {
    pub(crate) fn rank(lines: Vec<PlaceboLine>, treated: &Gap) -> Self {
        // A ratio that is undefined counts as large: nothing is claimed by it.
        let as_large = |line: &&PlaceboLine| {
            !matches!(
                line.gap.rmspe_ratio.partial_cmp(&treated.rmspe_ratio),
                Some(std::cmp::Ordering::Less)
            )
        };
        let rank = 1 + lines.iter().filter(as_large).count();
        let series = lines.len() as f64 + 1.0;
        Self {
            rank,
            p: rank as f64 / series,
            smallest_possible_p: 1.0 / series,
            lines,
        }
    }
}
