//! Was the comparison decided before anyone saw the outcome?

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::comparison::Comparison;
use crate::amount::Amount;
use crate::document::PromiseDocument;
use crate::extra::Extra;
use crate::id::GoalId;
use crate::promise::OutcomeGoal;
use crate::written_date::WrittenDate;

/// The comparisons as they stood when the promise was signed.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct EffectLock {
    /// The day they were locked.
    pub on: WrittenDate,
    /// How many goals the promise stands or falls with: the more, the larger a
    /// change must be before one of them counts (Holm).
    pub n_primary: u32,
    /// Each goal's comparison.
    pub comparisons: Vec<LockedComparison>,
    /// Unknown fields.
    #[serde(flatten)]
    pub extra: Extra,
}

/// One goal's comparison, locked.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LockedComparison {
    /// The goal.
    pub goal: GoalId,
    /// SHA-256 of the comparison as it was, in hexadecimal.
    pub sha256: String,
    /// The smallest decrease, in percent, that the figures could show when it
    /// was locked; absent when there were too few figures to tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub smallest_decrease_percent: Option<Amount>,
    /// The smallest increase, in percent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub smallest_increase_percent: Option<Amount>,
    /// Unknown fields.
    #[serde(flatten)]
    pub extra: Extra,
}

/// How a comparison stands to what was decided beforehand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// It is the one that was locked, before its outcome had begun.
    Locked,
    /// It was locked, but after the months that it judges had begun.
    LockedLate,
    /// It was locked in another form: what is shown was decided afterwards.
    ChangedSince,
    /// It was never locked.
    Explorative,
}

impl Standing {
    /// Whether its answer can count for the promise.
    pub fn is_confirmatory(self) -> bool {
        self == Self::Locked
    }

    /// The word in documents and keys.
    pub fn name(self) -> &'static str {
        match self {
            Self::Locked => "locked",
            Self::LockedLate => "locked_late",
            Self::ChangedSince => "changed_since",
            Self::Explorative => "explorative",
        }
    }
}

impl PromiseDocument {
    /// Locks every goal's comparison as it stands on a day. `smallest` says,
    /// goal by goal, the smallest decrease and increase in percent that the
    /// figures could show.
    pub fn lock_effects(
        &mut self,
        on: Date,
        smallest: impl Fn(&OutcomeGoal) -> (Option<Amount>, Option<Amount>),
    ) {
        let comparisons: Vec<LockedComparison> = self
            .goals
            .iter()
            .filter_map(|goal| {
                let comparison = self.whole_comparison(goal)?;
                let (decrease, increase) = smallest(goal);
                Some(LockedComparison {
                    goal: goal.id.clone(),
                    sha256: hash(&comparison),
                    smallest_decrease_percent: decrease,
                    smallest_increase_percent: increase,
                    extra: Extra::new(),
                })
            })
            .collect();
        let primary = self
            .goals
            .iter()
            .filter_map(|goal| goal.comparison.as_ref());
        let n_primary = primary.filter(|comparison| comparison.primary).count();
        self.promise.effect_lock = Some(EffectLock {
            on: on.to_string().as_str().into(),
            n_primary: u32::try_from(n_primary).unwrap_or(u32::MAX),
            comparisons,
            extra: Extra::new(),
        });
    }

    /// A goal's comparison with everything that it otherwise takes from its
    /// goal and promise filled in, so that nothing of it can change unseen.
    pub fn whole_comparison(&self, goal: &OutcomeGoal) -> Option<Comparison> {
        let mut whole = self.filled(goal.comparison.as_ref()?);
        whole.indicator = whole.indicator.or_else(|| goal.indicator.clone());
        Some(whole)
    }

    /// A comparison with what it takes from the promise filled in.
    pub fn filled(&self, comparison: &Comparison) -> Comparison {
        let mut whole = comparison.clone();
        let promise = &self.promise;
        whole.area = whole
            .area
            .or_else(|| promise.municipalities.first().cloned());
        whole.after = whole.after.or_else(|| Some(promise.period.clone()));
        whole.compared_with = whole
            .compared_with
            .or_else(|| promise.compared_with.clone());
        whole
    }

    /// How a goal's comparison stands to what was locked.
    pub fn standing(&self, goal: &OutcomeGoal) -> Standing {
        let Some(lock) = &self.promise.effect_lock else {
            return Standing::Explorative;
        };
        let locked = lock
            .comparisons
            .iter()
            .find(|locked| locked.goal == goal.id);
        let (Some(locked), Some(whole)) = (locked, self.whole_comparison(goal)) else {
            return Standing::Explorative;
        };
        let begins = whole.after.as_ref().and_then(|after| after.first_day());
        match (lock.on.last_day(), begins) {
            _ if locked.sha256 != hash(&whole) => Standing::ChangedSince,
            (Ok(on), Some(begins)) if on <= begins => Standing::Locked,
            _ => Standing::LockedLate,
        }
    }
}

/// SHA-256 of a comparison, in hexadecimal. The counts and shares that come in
/// after the lock are its outcome and no part of it; which places and what they
/// are, is.
fn hash(comparison: &Comparison) -> String {
    let mut decided = comparison.clone();
    for place in &mut decided.places {
        place.before = Amount::ZERO;
        place.after = Amount::ZERO;
    }
    decided.shares.clear();
    let text = serde_json::to_string(&decided)
        .expect("texts, amounts and lists can always be written as JSON");
    let digest = Sha256::digest(text.as_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::period::Period;

    fn a_promise() -> PromiseDocument {
        let mut document = PromiseDocument::default();
        document.promise.municipalities = vec!["1494".to_owned()];
        document.promise.period = Period::between("2015-01-01", "2015-12-31");
        document.goals = vec![OutcomeGoal {
            id: "stold".into(),
            indicator: Some("Stöldbrott".to_owned()),
            comparison: Some(Comparison {
                before: Some(Period::between("2013", "2014")),
                primary: true,
                ..Comparison::default()
            }),
            ..OutcomeGoal::default()
        }];
        document
    }

    fn lock(document: &mut PromiseDocument, on: &str) {
        let day = on.parse().unwrap();
        document.lock_effects(day, |_| (Some(26_u32.into()), Some(35_u32.into())));
    }

    fn standing(document: &PromiseDocument) -> Standing {
        document.standing(&document.goals[0])
    }

    #[test]
    fn what_was_never_locked_is_explorative() {
        assert_eq!(standing(&a_promise()), Standing::Explorative);
    }

    #[test]
    fn what_is_locked_before_its_outcome_counts() {
        let mut document = a_promise();
        lock(&mut document, "2014-12-15");
        assert_eq!(standing(&document), Standing::Locked);
        assert_eq!(document.promise.effect_lock.as_ref().unwrap().n_primary, 1);
        lock(&mut document, "2015-06-01");
        assert_eq!(standing(&document), Standing::LockedLate);
    }

    #[test]
    fn whatever_is_changed_after_the_lock_shows() {
        type Change = fn(&mut PromiseDocument);
        let changes: [(&str, Change); 8] = [
            ("indicator", |d| {
                d.goals[0].indicator = Some("Våldsbrott".to_owned())
            }),
            ("baseline", |d| {
                d.goals[0].comparison.as_mut().unwrap().before =
                    Some(Period::between("2014", "2014"));
            }),
            ("months", |d| {
                d.promise.period = Period::between("2015-01-01", "2016-12-31")
            }),
            ("area", |d| {
                d.promise.municipalities = vec!["1470".to_owned()]
            }),
            ("comparators", |d| {
                d.promise.compared_with = Some(crate::promise::ComparedWith {
                    municipalities: vec!["Vara".to_owned()],
                    chosen_by: "grannar".to_owned(),
                    ..Default::default()
                });
            }),
            ("margin", |d| {
                d.goals[0].comparison.as_mut().unwrap().margin_percent = Some(5_u32.into());
            }),
            ("direction", |d| {
                d.goals[0].comparison.as_mut().unwrap().wanted = Some(super::super::Wanted::Effort);
            }),
            ("question", |d| {
                d.goals[0].comparison.as_mut().unwrap().asks = super::super::Asks::Level;
            }),
        ];
        for (what, change) in changes {
            let mut document = a_promise();
            lock(&mut document, "2014-12-15");
            change(&mut document);
            assert_eq!(standing(&document), Standing::ChangedSince, "{what}");
        }
    }

    #[test]
    fn an_outcome_that_comes_in_changes_nothing_that_was_decided() {
        let mut document = a_promise();
        let comparison = document.goals[0].comparison.as_mut().unwrap();
        comparison.places = vec![super::super::PlaceCount {
            name: Some("Torget".to_owned()),
            ..Default::default()
        }];
        lock(&mut document, "2014-12-15");
        let comparison = document.goals[0].comparison.as_mut().unwrap();
        comparison.places[0].after = 12_u32.into();
        assert_eq!(standing(&document), Standing::Locked);
        document.goals[0].comparison.as_mut().unwrap().places[0].name = Some("Parken".to_owned());
        assert_eq!(standing(&document), Standing::ChangedSince);
    }
}
