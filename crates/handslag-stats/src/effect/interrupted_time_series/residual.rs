//! Do residuals that follow each other go together?

use crate::numeric::{chi_squared_above, mean, sum};

/// Correlation of residuals over time.
#[derive(Debug, Clone, PartialEq)]
pub struct ResidualCorrelation {
    /// Correlation of residuals one row apart, two, and so on to twelve (or to
    /// one less than there are rows), as R's `acf`: about the mean, every sum
    /// divided by the number of rows.
    pub autocorrelation: Vec<f64>,
    /// Whether all of them together are more than chance gives.
    pub ljung_box: LjungBox,
}

/// Ljung and Box's test (1978, doi:10.1093/biomet/65.2.297).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LjungBox {
    /// How many correlations are tested together.
    pub lags: usize,
    /// χ² with as many degrees of freedom as lags, if residuals are independent.
    pub statistic: f64,
    /// How likely so large a statistic is then.
    pub p: f64,
}

impl ResidualCorrelation {
    /// A year of months.
    const LAGS: usize = 12;

    /// Of residuals in order of time.
    pub(super) fn of(residuals: &[f64]) -> Self {
        let n = residuals.len();
        let lags = Self::LAGS.min(n.saturating_sub(1));
        let middle = mean(residuals);
        let off: Vec<f64> = residuals.iter().map(|r| r - middle).collect();
        let product = |lag: usize| sum(off[lag..].iter().zip(&off).map(|(a, b)| a * b));
        let autocorrelation: Vec<f64> = (1..=lags).map(|lag| product(lag) / product(0)).collect();
        let n = n as f64;
        let terms = autocorrelation.iter().zip(1..);
        let statistic = n * (n + 2.0) * sum(terms.map(|(r, lag)| r * r / (n - f64::from(lag))));
        let p = if lags > 0 && statistic.is_finite() {
            chi_squared_above(statistic, lags as f64)
        } else {
            f64::NAN
        };
        Self {
            autocorrelation,
            ljung_box: LjungBox { lags, statistic, p },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn correlation_of_four_residuals_is_that_worked_by_hand() {
        let found = ResidualCorrelation::of(&[1.0, -1.0, 2.0, -2.0]);
        // Products: −1 − 2 − 4 = −7, 2 + 2 = 4, −2; squares 10.
        assert_eq!(found.autocorrelation, [-0.7, 0.4, -0.2]);
        let q = 4.0 * 6.0 * (0.49 / 3.0 + 0.16 / 2.0 + 0.04);
        assert!((found.ljung_box.statistic - q).abs() < 1e-12);
    }
}
