//! Official figures ready to be drawn: own line, the band of others, breaks and gaps.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// One chart of official figures. The vectors run along `periods`, all of one length.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct FigureChart {
    /// Id within its document, such as `stoldbrott-rate`.
    pub id: String,
    /// What the figures say, in one sentence; the chart's title.
    pub finding: String,
    /// The category, such as "Stöldbrott".
    pub category: String,
    /// The area's name.
    pub area: String,
    /// Count or rate.
    pub measure: Measure,
    /// The periods: `2014` or `2014-03`.
    pub periods: Vec<String>,
    /// Own values; a gap is a figure that is missing or not published.
    pub own: Vec<Option<Value>>,
    /// Lower quartile, median and upper quartile of the comparable municipalities.
    pub others: Vec<Option<Quartiles>>,
    /// The comparable municipalities' names.
    pub comparable: Vec<String>,
    /// The rule by which they were chosen.
    pub comparable_by: String,
    /// Where the series breaks.
    pub breaks: Vec<BreakMark>,
    /// Whom the figures come from, in words.
    pub source: String,
    /// First and last of the periods that the promise runs in, when it does.
    pub promise_periods: Option<(String, String)>,
    /// Its words in other languages, by tag: `en`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub translations: BTreeMap<String, ChartWords>,
}

/// The words of a chart.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ChartWords {
    /// What the figures say, in one sentence.
    pub finding: String,
    /// Whom the figures come from.
    pub source: String,
    /// Why each of the breaks, in their order.
    pub breaks: Vec<String>,
}

impl FigureChart {
    /// Its own words.
    pub fn words(&self) -> ChartWords {
        ChartWords {
            finding: self.finding.clone(),
            source: self.source.clone(),
            breaks: self.breaks.iter().map(|b| b.reason.clone()).collect(),
        }
    }

    /// The chart with its words in a language, when it is said in it beside its own.
    pub fn said_in(&self, language: &str) -> Cow<'_, Self> {
        let Some(words) = self.translations.get(language) else {
            return Cow::Borrowed(self);
        };
        let mut said = self.clone();
        said.finding.clone_from(&words.finding);
        said.source.clone_from(&words.source);
        for (mark, reason) in said.breaks.iter_mut().zip(&words.breaks) {
            mark.reason.clone_from(reason);
        }
        Cow::Owned(said)
    }
}

/// What the numbers of a chart are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Reported offences.
    #[default]
    Count,
    /// Reported offences per 100,000 inhabitants.
    RatePer100k,
    /// Percent.
    Percent,
}

/// One value of the own line.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Value {
    /// The number, in the chart's measure; rates with one decimal.
    pub value: f64,
    /// Whether it may still change.
    pub preliminary: bool,
}

/// The middle half of the others.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Quartiles {
    /// A quarter lie below.
    pub lower: f64,
    /// Half lie below.
    pub median: f64,
    /// A quarter lie above.
    pub upper: f64,
    /// How many municipalities had a figure.
    pub n: usize,
}

/// A mark where figures before and after cannot be compared as they stand.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BreakMark {
    /// The first period after the break.
    pub at: String,
    /// Why.
    pub reason: String,
}
