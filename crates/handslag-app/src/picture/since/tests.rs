//! What is judged of whole series: what chance gives is not called unusual, nor
//! said to have happened before.

use super::*;

/// Five years of months about ten, and a last one that has forty.
fn rising() -> Vec<u64> {
    let usual = [8, 12, 10, 9, 11, 10, 13, 7];
    let months = usual.into_iter().cycle().take(60);
    months.chain([40]).collect()
}

fn novelty_of(counts: Vec<u64>) -> Option<Novelty> {
    let series = Series {
        category: 0,
        area: None,
        counts,
    };
    novelty(&judge(vec![series], 12)[0].judged)
}

#[test]
fn a_month_that_was_just_outside_last_year_does_not_make_a_rise_recurring() {
    let mut counts = rising();
    assert_eq!(novelty_of(counts.clone()), Some(Novelty::New));
    let past: Vec<Option<u64>> = counts[..=54].iter().copied().map(Some).collect();
    let upper = unusual_last(&past, 12, TAIL).unwrap().upper;
    counts[54] = upper + 1;
    assert_eq!(novelty_of(counts.clone()), Some(Novelty::New));
    counts[54] = 3 * upper;
    assert_eq!(novelty_of(counts), Some(Novelty::Recurring));
}
