//! Is there a break at all?

use super::{Shortest, Squares};
use crate::numeric::{chi_squared_above, f_above};

/// F statistics for a break of level at each possible place, and their largest.
#[derive(Debug, Clone, PartialEq)]
pub struct BreakTest {
    /// How many steps lie before the first place tried; then one more each.
    pub first: usize,
    /// The F statistic at each place.
    pub f: Vec<f64>,
    /// The largest.
    pub sup_f: f64,
    /// How many steps lie before the place with the largest.
    pub at: usize,
    /// The chance of so large a largest without a break, to about 2 % of itself.
    pub p: f64,
}

/// Why a break could not be tested for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BreakTestError {
    /// No place has enough steps on both sides.
    #[error("{0} steps leave no place for a break")]
    TooShort(usize),
    /// A value is missing or infinite.
    #[error("value number {number} is no number")]
    NotANumber {
        /// Which, counted from one.
        number: usize,
    },
    /// All values are the same.
    #[error("a series that never changes has no break")]
    Constant,
}

/// The supF test for one break of level at an unknown place (Andrews 1993,
/// doi:10.2307/2951764), with approximate p values (Hansen 1997,
/// doi:10.1080/07350015.1997.10524687).
///
/// - `series`: one value a step without gaps, in any unit.
/// - `shortest`: the least that must lie before and after; 15 % is usual.
///
/// # Errors
/// See [`BreakTestError`].
///
/// # Assumptions
/// Errors of one variance without memory. A season or a trend reads as breaks:
/// take them out first.
///
/// ```
/// # use handslag_stats::series::{Shortest, single_break_test, BreakTestError};
/// // Squares around the whole 17.5, around its halves 4: F = 13.5 / (4/4).
/// let test = single_break_test(&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0], Shortest::Steps(3))?;
/// assert_eq!((test.at, test.sup_f), (3, 13.5));
/// # Ok::<(), BreakTestError>(())
/// ```
pub fn single_break_test(series: &[f64], shortest: Shortest) -> Result<BreakTest, BreakTestError> {
    if let Some(place) = series.iter().position(|value| !value.is_finite()) {
        return Err(BreakTestError::NotANumber { number: place + 1 });
    }
    let n = series.len();
    // Each side needs a step more than it has levels.
    let first = shortest.steps(n).max(2);
    let last = n.saturating_sub(first);
    if first > last || n < 4 {
        return Err(BreakTestError::TooShort(n));
    }
    let squares = Squares::new(series);
    let whole = squares.around_mean(0, n);
    if whole == 0.0 {
        return Err(BreakTestError::Constant);
    }
    let df = (n - 2) as f64;
    let f: Vec<f64> = (first..=last)
        .map(|before| {
            let parts = squares.around_mean(0, before) + squares.around_mean(before, n);
            (whole - parts) / (parts / df)
        })
        .collect();
    let (mut at, mut sup_f) = (first, f[0]);
    for (place, &f) in f.iter().enumerate() {
        if f > sup_f {
            (at, sup_f) = (first + place, f);
        }
    }
    Ok(BreakTest {
        p: if first == last {
            f_above(sup_f, 1.0, df)
        } else {
            sup_f_above(sup_f, first as f64 / n as f64)
        },
        first,
        f,
        sup_f,
        at,
    })
}

/// Hansen's response surface for one level: with a share π left out at each
/// side, the p value is that of a chi-squared variable with `df` degrees of
/// freedom above `a + b·x`. Rows from π = 0.49 down to 0.01 by 0.02.
const RESPONSE: [(f64, f64, f64); 25] = [
    (-0.0648467, 0.99671156, 1.2573241),
    (-0.15305667, 0.96757645, 1.43651315),
    (-0.23071675, 0.95825013, 1.56531261),
    (-0.29247661, 0.95715782, 1.68851898),
    (-0.35706588, 0.95237505, 1.77889686),
    (-0.40514715, 0.96055795, 1.89761322),
    (-0.45248386, 0.95810999, 1.98370422),
    (-0.50458517, 0.96149538, 2.07086519),
    (-0.55009159, 0.96684273, 2.17244338),
    (-0.60241623, 0.96518399, 2.23509053),
    (-0.64308746, 0.97354902, 2.33722161),
    (-0.68833676, 0.97829106, 2.42776524),
    (-0.73136161, 0.9820687, 2.50833918),
    (-0.78078198, 0.99475319, 2.6209551),
    (-0.82894221, 1.00023473, 2.70286643),
    (-0.88430133, 1.00162529, 2.77835798),
    (-0.9499265, 1.00384268, 2.84325795),
    (-0.98828874, 1.01604712, 2.96752918),
    (-1.04892713, 1.02570939, 3.08442682),
    (-1.11527783, 1.03526033, 3.19770394),
    (-1.14992644, 1.06643436, 3.44739573),
    (-1.24010871, 1.06929468, 3.54993605),
    (-1.38522113, 1.06808543, 3.61667211),
    (-1.48296473, 1.1283969, 4.07202473),
    (-1.78738608, 1.17220925, 4.4726701),
];

/// The chance that the largest F is above `x` when the share `trimmed` is left
/// out at each side.
fn sup_f_above(x: f64, trimmed: f64) -> f64 {
    let row = |number: usize| {
        let (a, b, df) = RESPONSE[number];
        chi_squared_above((a + b * x).max(0.0), df)
    };
    let alone = || chi_squared_above(x, 1.0);
    if trimmed >= 0.5 {
        alone()
    } else if trimmed <= 0.01 {
        row(RESPONSE.len() - 1)
    } else if trimmed >= 0.49 {
        ((0.5 - trimmed) * row(0) + (trimmed - 0.49) * alone()) * 100.0
    } else {
        let place = (0.51 - trimmed) * 50.0;
        let below = place.floor();
        // Rows are counted from one.
        let number = (below as usize).clamp(1, RESPONSE.len() - 1);
        let share = place - number as f64;
        (1.0 - share) * row(number - 1) + share * row(number)
    }
}
