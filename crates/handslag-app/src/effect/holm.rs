//! How large must a difference be, when several are looked for at once?

use handslag_stats::count::{Adjustment, adjusted_p};

use super::question::Question;

/// The risk of a false alarm that the promise as a whole may run.
pub const ALPHA: f64 = 0.05;

/// Each question's p value `p`, adjusted for how many were asked: by Holm (1979)
/// among those that the promise stands or falls with, as many as were locked;
/// by Benjamini and Hochberg (1995) among the rest. `None` where there is none.
pub fn adjust(questions: &[Question<'_>], p: &[Option<f64>]) -> Vec<Option<f64>> {
    let mut adjusted = vec![None; questions.len()];
    for (primary, adjustment) in [
        (true, Adjustment::Holm),
        (false, Adjustment::BenjaminiHochberg),
    ] {
        let places: Vec<usize> = (0..questions.len())
            .filter(|&place| questions[place].comparison.primary == primary)
            .filter(|&place| p[place].is_some())
            .collect();
        let mut values: Vec<f64> = places.iter().filter_map(|&place| p[place]).collect();
        if primary {
            // A locked comparison that could not be computed was looked for too.
            let locked = questions.iter().map(|q| q.n_primary as usize).max();
            values.resize(values.len().max(locked.unwrap_or(0)), 1.0);
        }
        if let Ok(found) = adjusted_p(&values, adjustment) {
            for (place, p) in places.into_iter().zip(found) {
                adjusted[place] = Some(p);
            }
        }
    }
    adjusted
}
