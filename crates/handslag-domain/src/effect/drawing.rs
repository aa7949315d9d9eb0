//! What is drawn of an answer: only numbers that are ready to be shown.

use serde::{Deserialize, Serialize};

/// One drawing of an answer. Each has its table, made from the same numbers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "draws")]
pub enum Drawing {
    /// Own line with its expected range and the comparable.
    Expected(ExpectedLine),
    /// All municipalities in a funnel, ours marked.
    Funnel(Funnel),
    /// Own gap among the gaps of those where nothing was promised.
    Placebo(PlaceboLines),
    /// Before and after at places, with rings.
    Places(PlaceBars),
    /// How sure one could be of seeing a change of each size.
    Power(PowerCurve),
}

/// A range at one point.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Span {
    /// Lower end.
    pub lower: f64,
    /// Upper end.
    pub upper: f64,
}

/// Own line over time, with what was to be expected. The vectors run along
/// `periods`, all of one length.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ExpectedLine {
    /// Id within its document.
    pub id: String,
    /// What it shows, in one sentence; the drawing's title.
    pub finding: String,
    /// What is counted, with unit.
    pub unit: String,
    /// Whose line it is.
    pub area: String,
    /// `2014` or `2014-03`.
    pub periods: Vec<String>,
    /// Own values.
    pub own: Vec<Option<f64>>,
    /// Which of the own values may still change.
    pub preliminary: Vec<bool>,
    /// What was to be expected without anything done.
    pub expected: Vec<Option<f64>>,
    /// The range that was to be expected.
    pub range: Vec<Option<Span>>,
    /// The comparable, each with its name.
    pub others: Vec<(String, Vec<Option<f64>>)>,
    /// The first period that is judged.
    pub judged_from: Option<String>,
    /// Breaks: the first period after, and why.
    pub breaks: Vec<(String, String)>,
    /// Whom the figures come from.
    pub source: String,
}

/// Change against size, for every unit.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Funnel {
    /// Id within its document.
    pub id: String,
    /// What it shows, in one sentence.
    pub finding: String,
    /// What the change is of and against what.
    pub unit: String,
    /// Every unit, in the order of the table.
    pub points: Vec<FunnelPoint>,
    /// The place of ours in `points`.
    pub own: Option<usize>,
    /// The range that holds 95 % of units without anything done, by size.
    pub limits: Vec<(f64, Span)>,
    /// Whom the figures come from.
    pub source: String,
}

/// One unit in a funnel.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct FunnelPoint {
    /// Its name.
    pub name: String,
    /// How many were counted before: its size.
    pub size: f64,
    /// Its change against the others, in percent.
    pub change_percent: f64,
}

/// Own gap and the placebos' gaps over time.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct PlaceboLines {
    /// Id within its document.
    pub id: String,
    /// What it shows, in one sentence.
    pub finding: String,
    /// What the gap is of, with unit.
    pub unit: String,
    /// `2014` or `2014-03`.
    pub periods: Vec<String>,
    /// Own unit's name and gap.
    pub own: (String, Vec<Option<f64>>),
    /// The others' names and gaps.
    pub placebos: Vec<(String, Vec<Option<f64>>)>,
    /// The first period that is judged.
    pub judged_from: Option<String>,
    /// Whom the figures come from.
    pub source: String,
}

/// Before and after at places.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct PlaceBars {
    /// Id within its document.
    pub id: String,
    /// What it shows, in one sentence.
    pub finding: String,
    /// What is counted, with unit.
    pub unit: String,
    /// What each row is, such as "Rutor"; a place when not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rows: Option<String>,
    /// Whether the figures are percent.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_percent: bool,
    /// The heading of the first bar, such as "Före".
    pub before: String,
    /// The heading of the second bar, such as "Efter".
    pub after: String,
    /// One a place.
    pub bars: Vec<Bar>,
    /// Whom the figures come from.
    pub source: String,
}

/// One place's two bars.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Bar {
    /// The place and what it is: "Torget (där något gjordes)".
    pub name: String,
    /// How many before.
    pub before: f64,
    /// How many after.
    pub after: f64,
}

/// How sure one could be of seeing a change of each size.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct PowerCurve {
    /// Id within its document.
    pub id: String,
    /// What it shows, in one sentence.
    pub finding: String,
    /// From no change to the largest drawn.
    pub points: Vec<PowerPoint>,
    /// The level at which a change counts as one that can be seen, in percent: 80.
    pub level_percent: f64,
    /// The smallest change that can be seen at that level, in percent.
    pub smallest_percent: Option<f64>,
    /// Whom the figures come from.
    pub source: String,
}

/// One point of a power curve.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct PowerPoint {
    /// The true change, in percent; a decrease is below zero.
    pub change_percent: f64,
    /// How often it would be seen, in percent.
    pub seen_percent: f64,
}

impl Drawing {
    /// Its id within its document, which is also part of its address.
    pub fn id(&self) -> &str {
        match self {
            Self::Expected(drawing) => &drawing.id,
            Self::Funnel(drawing) => &drawing.id,
            Self::Placebo(drawing) => &drawing.id,
            Self::Places(drawing) => &drawing.id,
            Self::Power(drawing) => &drawing.id,
        }
    }
}
