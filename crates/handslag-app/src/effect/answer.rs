//! The parts of an answer, before they are put together with their question.

use std::collections::BTreeMap;

use handslag_domain::amount::Amount;
use handslag_domain::claim::Estimate;
use handslag_domain::effect::{
    Drawing, Examined, Finding, HowWeKnow, NamedEstimate, SmallestSeen, Warning,
};
use handslag_domain::verdict::EvidenceGrade;

use super::question::Question;

/// What was computed, in words and numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// What the numbers say.
    pub finding: Finding,
    /// The same in paragraphs of plain sentences.
    pub plain: Vec<String>,
    /// How strong the evidence is.
    pub grade: EvidenceGrade,
    /// The numbers, the one that decides first.
    pub estimates: Vec<NamedEstimate>,
    /// The smallest changes that could have been seen.
    pub smallest: Option<SmallestSeen>,
    /// What to mind.
    pub warnings: Vec<Warning>,
    /// How we know.
    pub how: HowWeKnow,
    /// Drawn.
    pub drawings: Vec<Drawing>,
}

/// A paragraph of each part that has any sentences.
pub fn paragraphs<const N: usize>(parts: [Vec<String>; N]) -> Vec<String> {
    let some = parts.into_iter().filter(|sentences| !sentences.is_empty());
    some.map(|sentences| sentences.join(" ")).collect()
}

impl Answer {
    /// That it cannot be told, or has not been examined, and why.
    pub fn without_numbers(finding: Finding, why: String) -> Self {
        Self {
            finding,
            plain: vec![why],
            grade: EvidenceGrade::None,
            estimates: Vec::new(),
            smallest: None,
            warnings: Vec::new(),
            how: HowWeKnow {
                code: code(),
                ..HowWeKnow::default()
            },
            drawings: Vec::new(),
        }
    }

    /// The answer beside its question.
    pub fn to(self, question: &Question<'_>) -> Examined {
        Examined {
            id: question.id.to_owned(),
            words: question.words.to_owned(),
            indicator: question.indicator_name(),
            area: question.area_name(),
            asks: question.asks().clone(),
            finding: self.finding,
            standing: question.standing,
            primary: question.comparison.primary,
            wanted: question.wanted(),
            plain: self.plain,
            grade: self.grade,
            estimates: self.estimates,
            smallest: self.smallest,
            warnings: self.warnings,
            how: self.how,
            drawings: self.drawings,
            remark: None,
            translations: BTreeMap::new(),
        }
    }
}

/// The program that computed it: its version, and a mark that differs with the
/// code that computes.
pub fn code() -> String {
    let (version, mark) = (env!("CARGO_PKG_VERSION"), env!("CALCULATION"));
    format!("handslag {version} ({mark})")
}

/// A ratio as a change in percent, with one decimal: 1.123 is 12.3.
pub fn percent_change(ratio: f64) -> Amount {
    tenths((ratio - 1.0) * 100.0)
}

/// A number with one decimal, as tables show it.
pub fn tenths(value: f64) -> Amount {
    decimals(value, 1)
}

/// A number with that many decimals.
pub fn decimals(value: f64, decimals: u32) -> Amount {
    Amount::from_f64(value).map_or(Amount::ZERO, |amount| amount.round(decimals))
}

/// A ratio with its interval as an estimate in percent. An end without limit
/// is left at the largest change that is written out.
pub fn in_percent(ratio: &handslag_stats::Estimate, of: &str, method: &str) -> Estimate {
    /// Ten thousand percent: beyond it nobody reads the digits.
    const LARGEST: f64 = 101.0;
    let percent = |ratio: f64| percent_change(ratio.min(LARGEST));
    Estimate {
        value: percent(ratio.value),
        low: percent(ratio.lower),
        high: percent(ratio.upper),
        level_percent: level_percent(ratio.level),
        of: of.to_owned(),
        method: method.to_owned(),
        ..Estimate::default()
    }
}

/// A level as a number: 95.
pub fn level_percent(level: handslag_stats::Level) -> Amount {
    tenths(level.percent())
}
