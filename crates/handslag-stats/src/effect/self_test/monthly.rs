//! A rule on the periods of one unit that can be told in closed form.

use crate::numeric::{sum, t_two_sided};

use super::UnitSeries;

/// Quasi-Poisson regression of the unit's counts on before and after, with the
/// other units' counts as offset: two-sided p value with n − 2 degrees of
/// freedom.
///
/// With one step the fitted rates are the two totals over the two totals of the
/// others, so no iteration is needed.
pub(super) fn quasi_poisson_p(unit: UnitSeries<'_>) -> Option<f64> {
    let UnitSeries {
        own,
        others,
        window,
    } = unit;
    let total = |range: &std::ops::Range<usize>| {
        let counted: f64 = own[range.clone()].iter().map(|&n| f64::from(n)).sum();
        let offset: f64 = others[range.clone()].iter().map(|&n| n as f64).sum();
        (counted, offset)
    };
    let ((before, others_before), (after, others_after)) =
        (total(&window.before), total(&window.after));
    if before == 0.0 || after == 0.0 || others_before == 0.0 || others_after == 0.0 {
        return None;
    }
    let squares = |range: &std::ops::Range<usize>, rate: f64| {
        sum(range
            .clone()
            .filter(|&period| others[period] > 0)
            .map(|period| {
                let fitted = others[period] as f64 * rate;
                (f64::from(own[period]) - fitted).powi(2) / fitted
            }))
    };
    let (rate_before, rate_after) = (before / others_before, after / others_after);
    let degrees = (window.before.len() + window.after.len()) as f64 - 2.0;
    if degrees < 1.0 {
        return None;
    }
    let pearson = squares(&window.before, rate_before) + squares(&window.after, rate_after);
    let dispersion = pearson / degrees;
    let se = (dispersion * (1.0 / before + 1.0 / after)).sqrt();
    Some(t_two_sided((rate_after / rate_before).ln() / se, degrees))
}
