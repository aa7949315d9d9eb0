//! Places with what is known of them, and outcomes period by period.

use std::ops::Range;

use crate::model::Columns;

/// Places, treated and others.
#[derive(Debug, Clone, PartialEq)]
pub struct MicroPanel {
    treated: Vec<bool>,
    covariates: Columns,
    outcomes: Vec<Columns>,
    before: Range<usize>,
    after: Range<usize>,
}

/// One of the totals that the blend is to meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Total {
    /// The number of places.
    Places,
    /// A covariate, counted from 0.
    Covariate(usize),
    /// An outcome in a period before, both counted from 0.
    Outcome {
        /// Which outcome.
        outcome: usize,
        /// Which period.
        period: usize,
    },
}

/// Why places could not be set up.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum MicroPanelError {
    /// A linearised error needs two places on each side.
    #[error("{treated} of {places} places are treated: two on each side are needed")]
    Places {
        /// Treated places.
        treated: usize,
        /// All places.
        places: usize,
    },
    /// There is no outcome.
    #[error("there is no outcome")]
    NoOutcome,
    /// A covariate or outcome has another number of places, or an outcome
    /// another number of periods than the first.
    #[error("outcome {0:?} has another shape than the places (none: the covariates)")]
    Shape(Option<usize>),
    /// The periods before or after are none, not in the data, or out of order.
    #[error("periods {before:?} before and {after:?} after, of {all}")]
    Periods {
        /// Periods before.
        before: Range<usize>,
        /// Periods after.
        after: Range<usize>,
        /// Periods in the data.
        all: usize,
    },
    /// A number is missing.
    #[error("place {place} has no number in outcome {outcome:?} (none: a covariate)")]
    Missing {
        /// Which place.
        place: usize,
        /// Which outcome; none for a covariate.
        outcome: Option<usize>,
    },
}

impl MicroPanel {
    /// Places, treated and others.
    ///
    /// - `treated`: one flag a place, in any order.
    /// - `covariates`: places (rows) by covariates (columns); may be empty.
    /// - `outcomes`: for each outcome, places (rows) by periods (columns).
    /// - `before`: the periods whose totals are to be met; `after`: those that
    ///   the effect is summed over.
    ///
    /// # Errors
    /// [`MicroPanelError`] if shapes or periods do not match, a number is
    /// missing, or a side has fewer than two places.
    pub fn new(
        treated: Vec<bool>,
        covariates: Columns,
        outcomes: Vec<Columns>,
        before: Range<usize>,
        after: Range<usize>,
    ) -> Result<Self, MicroPanelError> {
        let places = treated.len();
        let count = treated.iter().filter(|&&treated| treated).count();
        if count < 2 || places - count < 2 {
            return Err(MicroPanelError::Places {
                treated: count,
                places,
            });
        }
        let all = outcomes.first().ok_or(MicroPanelError::NoOutcome)?.count();
        if covariates.count() > 0 && covariates.rows() != places {
            return Err(MicroPanelError::Shape(None));
        }
        if let Some(outcome) = outcomes
            .iter()
            .position(|outcome| outcome.rows() != places || outcome.count() != all)
        {
            return Err(MicroPanelError::Shape(Some(outcome)));
        }
        if before.is_empty() || after.is_empty() || after.start < before.end || after.end > all {
            return Err(MicroPanelError::Periods { before, after, all });
        }
        let missing = |table: &Columns| {
            table
                .iter()
                .find_map(|column| column.iter().position(|number| !number.is_finite()))
        };
        let tables = std::iter::once((None, &covariates)).chain(
            outcomes
                .iter()
                .enumerate()
                .map(|(o, table)| (Some(o), table)),
        );
        for (outcome, table) in tables {
            if let Some(place) = missing(table) {
                return Err(MicroPanelError::Missing { place, outcome });
            }
        }
        Ok(Self {
            treated,
            covariates,
            outcomes,
            before,
            after,
        })
    }

    /// Which places are treated.
    pub fn treated(&self) -> &[bool] {
        &self.treated
    }

    /// Each outcome, places by periods.
    pub fn outcomes(&self) -> &[Columns] {
        &self.outcomes
    }

    /// The periods that the effect is summed over.
    pub fn after(&self) -> Range<usize> {
        self.after.clone()
    }

    /// The totals to be met, in the order in which they are matched.
    pub fn totals(&self) -> Vec<Total> {
        let mut totals = vec![Total::Places];
        totals.extend((0..self.covariates.count()).map(Total::Covariate));
        for outcome in 0..self.outcomes.len() {
            totals.extend(
                self.before
                    .clone()
                    .map(|period| Total::Outcome { outcome, period }),
            );
        }
        totals
    }

    /// What each place adds to each total.
    pub(super) fn matched(&self) -> Columns {
        let totals = self.totals();
        Columns::from_fn(
            self.treated.len(),
            totals.len(),
            |place, total| match totals[total] {
                Total::Places => 1.0,
                Total::Covariate(covariate) => self.covariates.at(place, covariate),
                Total::Outcome { outcome, period } => self.outcomes[outcome].at(place, period),
            },
        )
    }
}
