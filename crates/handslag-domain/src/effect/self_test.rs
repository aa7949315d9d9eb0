//! How often would each way to judge have cried wolf on the figures held here?

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The false-alarm table of an installation's own figures, dated. Every
/// municipality is judged as if something had been promised there; nothing in
/// particular was, so what a rule finds are false alarms.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SelfTestReport {
    /// Whose figures, as written in stored rows.
    pub source: String,
    /// The day it was run.
    pub tested_on: Date,
    /// The program and version that ran it.
    pub code: String,
    /// How many municipalities were held.
    pub n_municipalities: usize,
    /// The stretches compared, in words: "2013 → 2014".
    pub windows: Vec<String>,
    /// A row for each category, window and rule.
    pub alarms: Vec<AlarmRow>,
    /// A row for each category and window: how much municipalities drift.
    pub drift: Vec<DriftRow>,
}

/// How one rule did.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AlarmRow {
    /// The category.
    pub category: String,
    /// The window, by its place in the list.
    pub window: usize,
    /// The rule.
    pub rule: JudgingRule,
    /// How many municipalities it judged.
    pub tested: usize,
    /// How many it said had changed.
    pub alarms: usize,
}

/// Ways to judge, the usual ones first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JudgingRule {
    /// Before and after, chance alone.
    BeforeAfter,
    /// Against the country, chance alone.
    AgainstCountry,
    /// Against the country, with the spread of the months.
    QuasiPoisson,
    /// Own trend and season (interrupted time series).
    OwnTrend,
    /// Against the country with one common drift and normal tails.
    PlainFunnel,
    /// Against the country with the others' drift and tails: ours.
    DriftFunnel,
    /// Ours, with drift and tails of the years before.
    EarlierDriftFunnel,
}

impl JudgingRule {
    /// Every rule, the usual ones first.
    pub const ALL: [Self; 7] = [
        Self::BeforeAfter,
        Self::AgainstCountry,
        Self::QuasiPoisson,
        Self::OwnTrend,
        Self::PlainFunnel,
        Self::DriftFunnel,
        Self::EarlierDriftFunnel,
    ];
}

/// How much municipalities drift in one category.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DriftRow {
    /// The category.
    pub category: String,
    /// The window, by its place in the list.
    pub window: usize,
    /// Drift τ: standard deviation on the log scale, three decimals.
    pub drift: f64,
    /// How many municipalities had a say.
    pub n_municipalities: usize,
}

impl SelfTestReport {
    /// How many a rule judged and how many it said had changed, over the rows picked.
    pub fn total(&self, rule: JudgingRule, picked: impl Fn(&AlarmRow) -> bool) -> (usize, usize) {
        let rows = self
            .alarms
            .iter()
            .filter(|row| row.rule == rule && picked(row));
        rows.fold((0, 0), |(tested, alarms), row| {
            (tested + row.tested, alarms + row.alarms)
        })
    }

    /// How many pairs of times a rule judged.
    pub fn n_windows(&self, rule: JudgingRule) -> usize {
        let rows = self.alarms.iter();
        let judged = rows.filter(|row| row.rule == rule && row.tested > 0);
        let windows: BTreeSet<usize> = judged.map(|row| row.window).collect();
        windows.len()
    }

    /// The categories, each once, in order.
    pub fn categories(&self) -> Vec<&str> {
        let mut all: Vec<&str> = Vec::new();
        for row in &self.alarms {
            if !all.contains(&row.category.as_str()) {
                all.push(&row.category);
            }
        }
        all
    }
}
