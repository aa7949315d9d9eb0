//! How is a figure written?

use crate::Lang;
use crate::lang::Words;

/// The largest figure that is drawn; above it a float no longer holds every
/// whole number, and nothing this crate is for comes near.
pub(crate) const LARGEST: f64 = 1e15;

/// The value if it can stand on an axis from zero: neither negative, nor
/// infinite, nor undefined, nor above [`LARGEST`].
pub(crate) fn drawable(value: f64) -> Option<f64> {
    (0.0..=LARGEST).contains(&value).then_some(value)
}

/// The value if it is a number at all, on either side of zero.
pub(crate) fn finite(value: f64) -> Option<f64> {
    (value.abs() <= LARGEST).then_some(value)
}

/// The value to so many decimals; what rounds to zero has no sign.
pub(crate) fn rounded(value: f64, decimals: usize) -> f64 {
    let text = format!("{value:.decimals$}");
    // What Rust wrote it reads; adding zero turns minus zero into zero.
    text.parse::<f64>().unwrap_or(value) + 0.0
}

/// `1234.5` as "1234.5", for machines.
pub(crate) fn plain_number(value: f64, decimals: usize) -> String {
    // Adding zero turns minus zero into zero.
    format!("{:.decimals$}", value + 0.0)
}

/// A figure beside an axis, shortened from a million: "1,5 mn", "2 md".
pub(crate) fn short_number(value: f64, decimals: usize, lang: Lang) -> String {
    let (size, word) = match value.abs() {
        v if v >= 1e12 => (1e12, lang.pick("bn", "tn")),
        v if v >= 1e9 => (1e9, lang.pick("md", "bn")),
        v if v >= 1e6 => (1e6, lang.pick("mn", "m")),
        _ => return lang.decimals(value, decimals),
    };
    let scaled = value / size;
    let decimals = usize::from(scaled.abs() < 100.0 && (scaled * 10.0).round() % 10.0 != 0.0);
    format!("{}\u{a0}{word}", lang.decimals(scaled, decimals))
}

/// "12 %", "12%": with the space that the language wants.
pub(crate) fn percent(value: f64, decimals: usize, lang: Lang) -> String {
    lang.percent_sign(&lang.decimals(rounded(value, decimals), decimals))
}

/// A figure with its sign, also when that is a plus.
pub(crate) fn with_sign(value: f64, text: &str) -> String {
    if value > 0.0 {
        format!("+{text}")
    } else {
        text.to_owned()
    }
}

/// A coordinate with at most two decimals: a hundredth of a pixel.
pub(crate) fn px(value: f64) -> String {
    let text = plain_number((value * 100.0).round() / 100.0, 2);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn axis_figures_are_shortened_from_a_million() {
        assert_eq!(short_number(500_000.0, 0, Lang::Sv), "500\u{a0}000");
        assert_eq!(short_number(1_500_000.0, 0, Lang::Sv), "1,5\u{a0}mn");
        assert_eq!(short_number(2e9, 0, Lang::En), "2\u{a0}bn");
        assert_eq!(short_number(1e15, 0, Lang::Sv), "1\u{a0}000\u{a0}bn");
    }

    #[test]
    fn coordinates_are_short() {
        assert_eq!(px(10.0), "10");
        assert_eq!(px(1.2345), "1.23");
        assert_eq!(px(100.5), "100.5");
        assert_eq!(px(-0.001), "0");
    }
}
