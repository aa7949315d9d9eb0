//! What is left out before publication, so that nobody can be pointed out.
//!
//! Talks and reports about single children are published as one number a year,
//! and only when it is not small (TRUST §2, class C: ten).

use handslag_domain::activity::{Activity, is_counted_per_month_only};
use handslag_domain::amount::Amount;
use handslag_domain::assessment::{EntryCount, Evidenced};

/// Fewer than this many of something that concerns single people are not published.
pub const FEWEST_SHOWN: u32 = 10;

/// Whether any of the entries concerns single people.
pub fn concerns_people(evidenced: &Evidenced, log: &[Activity]) -> bool {
    all_entries(evidenced).any(|entry| {
        log.iter()
            .any(|a| a.id == entry.activity && is_counted_per_month_only(&a.kind))
    })
}

/// The same evidence with nothing finer than the total, and no total below
/// the fewest shown in any year.
pub fn coarse(evidenced: &Evidenced) -> (Evidenced, Option<u32>) {
    let mut coarse = evidenced.clone();
    let small = years_below(evidenced);
    strip(&mut coarse, small);
    (coarse, small.then_some(FEWEST_SHOWN))
}

fn strip(evidenced: &mut Evidenced, small: bool) {
    evidenced.entries.clear();
    evidenced.stretches.clear();
    evidenced.members.clear();
    if small {
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
    let mut years = std::collections::BTreeMap::<i16, Amount>::new();
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
