//! How the numbers of an answer are said.

use handslag_domain::effect::{Finding, MonthSpan, Wanted};
use handslag_locale::{Language, Texts};

use super::answer::decimals;

/// Whole percent: "12 %". A change that rounds to nothing keeps its decimals.
pub fn whole_percent(language: Language, percent: f64) -> String {
    let places = match percent.abs() {
        p if p >= 0.95 || p == 0.0 => 0,
        p if p >= 0.095 => 1,
        _ => 2,
    };
    language.percent_of(decimals(percent, places))
}

/// Whole percent, rounded up: what is said to be ruled out must be.
pub fn percent_rounded_up(language: Language, percent: f64) -> String {
    whole_percent(language, percent.ceil())
}

/// Whether a finding goes the way that was wanted; nothing where nothing was.
pub fn wanted(texts: Texts, wanted: Option<Wanted>, finding: Finding) -> Option<String> {
    match (wanted?, finding) {
        (Wanted::Down, Finding::Decrease) | (Wanted::Up, Finding::Increase) => {
            Some(texts.effect_wanted_reached())
        }
        (Wanted::Down, Finding::Increase) | (Wanted::Up, Finding::Decrease) => {
            Some(texts.effect_wanted_against())
        }
        _ => None,
    }
}

/// A change in percent in words: "12 % lägre", "oförändrat", "3 % högre".
pub fn change_in_words(language: Language, percent: f64) -> String {
    let texts = language.texts();
    match percent {
        p if p < 0.0 => texts.effect_minus(&whole_percent(language, -p)),
        p if p > 0.0 => texts.effect_plus(&whole_percent(language, p)),
        _ => texts.effect_unchanged(),
    }
}

/// A span of months in words: "2015", "2013–2014", "mars–maj 2013".
pub fn months_in_words(language: Language, span: MonthSpan) -> String {
    let ((from_year, from_month), (to_year, to_month)) = (span.first, span.last);
    match (from_month, to_month) {
        (1, 12) => span.to_string(),
        _ if from_year == to_year && from_month == to_month => {
            format!("{} {to_year}", language.month_name(from_month))
        }
        _ if from_year == to_year => format!(
            "{}–{} {to_year}",
            language.month_name(from_month),
            language.month_name(to_month)
        ),
        _ => format!(
            "{} {from_year}–{} {to_year}",
            language.month_name(from_month),
            language.month_name(to_month)
        ),
    }
}
