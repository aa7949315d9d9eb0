//! What is left out before publication, so that nobody can be pointed out.
//!
//! Talks and reports about single children are published as one number a year,
//! and only when it is not small (TRUST §2, class C: ten).

use std::collections::BTreeMap;

use handslag_domain::activity::is_counted_per_month_only;
use handslag_domain::amount::Amount;
use handslag_domain::assessment::{EntryCount, Evidenced, assess_commitment};
use handslag_domain::document::PromiseDocument;
use handslag_domain::promise::Commitment;
use handslag_domain::target::{CountTarget, Counted, Target};
use jiff::civil::Date;

/// Fewer than this many of something that concerns single people are not published.
pub const FEWEST_SHOWN: u32 = 10;

/// Whether the commitment counts anything that concerns single people, by what
/// it asks for and by what was logged for it.
pub fn concerns_people(
    document: &PromiseDocument,
    commitment: &Commitment,
    evidenced: &Evidenced,
) -> bool {
    commitment.target.counted().into_iter().any(about_people)
        || all_entries(evidenced).any(|entry| {
            let entry = document.activities.iter().find(|a| a.id == entry.activity);
            entry.is_some_and(|a| is_counted_per_month_only(&a.kind))
        })
}

fn about_people(counted: &Counted) -> bool {
    counted.types.iter().any(is_counted_per_month_only)
}

/// The same evidence with nothing finer than the total, and no total below
/// the fewest shown in any year: neither of what is shown, nor of what a
/// condition or a share is worked out from.
pub fn coarse(
    document: &PromiseDocument,
    commitment: &Commitment,
    evidenced: &Evidenced,
    at: Date,
) -> (Evidenced, Option<u32>) {
    let behind = commitment.target.counted().into_iter();
    let small = years_below(evidenced)
        || behind
            .filter(|counted| about_people(counted))
            .any(|counted| years_below(&all_of(document, commitment, counted, at)));
    let mut coarse = evidenced.clone();
    strip(&mut coarse, small);
    (coarse, small.then_some(FEWEST_SHOWN))
}

/// Everything that counts as this, with no target.
fn all_of(
    document: &PromiseDocument,
    commitment: &Commitment,
    counted: &Counted,
    at: Date,
) -> Evidenced {
    let target = Target::Count(CountTarget {
        counted: counted.clone(),
        ..CountTarget::default()
    });
    let asked = Commitment {
        target,
        ..commitment.clone()
    };
    assess_commitment(document, &asked, at).evidenced
}

fn strip(evidenced: &mut Evidenced, small: bool) {
    evidenced.entries.clear();
    evidenced.stretches.clear();
    evidenced.members.clear();
    // A month is told by its last day.
    evidenced.reached_on = None;
    evidenced.on_time = None;
    if small {
        // How many times a condition arose is a number of the log, not of the promise.
        if evidenced.shape == "conditional" {
            evidenced.target = None;
        }
        evidenced.counted = Amount::ZERO;
        evidenced.ratio = None;
        evidenced.reached = None;
        evidenced.expected = None;
    }
    for part in &mut evidenced.parts {
        strip(part, small);
    }
}

/// Whether any year with entries has fewer than the fewest shown: then two
/// yearly follow-ups subtracted would give the small one away.
fn years_below(evidenced: &Evidenced) -> bool {
    let mut years = BTreeMap::<i16, Amount>::new();
    for entry in all_entries(evidenced) {
        let sum = years.entry(entry.on.year()).or_default();
        *sum = *sum + entry.amount;
    }
    years.values().any(|n| *n < Amount::from(FEWEST_SHOWN))
}

fn all_entries(evidenced: &Evidenced) -> Box<dyn Iterator<Item = &EntryCount> + '_> {
    Box::new(
        evidenced
            .entries
            .iter()
            .chain(evidenced.parts.iter().flat_map(all_entries)),
    )
}
