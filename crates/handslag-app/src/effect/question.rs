//! One comparison with everything that it is to be examined by.

use handslag_domain::effect::{
    Asks, Comparison, LockedComparison, MonthSpan, SmallestSeen, Standing, Wanted,
};
use handslag_domain::population::PopulationTable;
use handslag_domain::series::{Area, Break, Source};
use handslag_domain::written_date::WrittenDate;
use handslag_locale::Language;

use super::panel::Panel;

/// A claim or goal, ready to be examined. Nothing in it reads a store or a clock.
#[derive(Debug, Clone)]
pub struct Question<'a> {
    /// The claim's or goal's id.
    pub id: &'a str,
    /// Its words.
    pub words: &'a str,
    /// The comparison, with what it takes from goal and promise filled in.
    pub comparison: Comparison,
    /// How it stands to what was locked.
    pub standing: Standing,
    /// What was locked for it.
    pub locked: Option<&'a LockedComparison>,
    /// The day of the lock.
    pub locked_on: Option<&'a WrittenDate>,
    /// How many primary comparisons share the risk of a false alarm; at least 1.
    pub n_primary: u32,
    /// The counts that are held of its indicator.
    pub panel: Panel,
    /// The inhabitants that are held.
    pub population: PopulationTable,
    /// Breaks in the figures of its source.
    pub breaks: Vec<Break>,
    /// The language of the answer.
    pub language: Language,
}

impl Question<'_> {
    /// What is measured; empty when it is not said.
    pub fn indicator(&self) -> &str {
        self.comparison.indicator.as_deref().unwrap_or_default()
    }

    /// What is measured, as readers of the answer call it.
    pub fn indicator_name(&self) -> String {
        self.language.texts().offence(self.indicator())
    }

    /// The smallest changes that would be seen, as they were locked; `None` where
    /// the answer is not the one that was locked.
    pub fn locked_smallest(&self) -> Option<SmallestSeen> {
        let locked = self.locked.filter(|_| self.standing.is_confirmatory())?;
        Some(SmallestSeen {
            decrease_percent: locked.smallest_decrease_percent,
            increase_percent: locked.smallest_increase_percent,
            locked: true,
        })
    }

    /// Whose figures.
    pub fn source(&self) -> Source {
        match &self.comparison.source {
            Some(source) => Source::from(source.clone()),
            None => Source::BraReported,
        }
    }

    /// Where.
    pub fn area(&self) -> Option<Area> {
        let written = self.comparison.area.as_deref()?;
        match Area::by_name(written) {
            Area::Country => Some(Area::Country),
            _ => crate::figures::area(written),
        }
    }

    /// Where, in words.
    pub fn area_name(&self) -> String {
        match self.area() {
            Some(Area::Country) => self.language.texts().effect_whole_country(),
            Some(area) => area.name().to_owned(),
            None => self.comparison.area.clone().unwrap_or_default(),
        }
    }

    /// The baseline and the months that are judged, if both are whole months.
    pub fn spans(&self) -> Option<(MonthSpan, MonthSpan)> {
        let before = MonthSpan::within(self.comparison.before.as_ref()?)?;
        let after = MonthSpan::within(self.comparison.after.as_ref()?)?;
        Some((before, after))
    }

    /// The same question, answered in another language.
    pub fn in_language(&self, language: Language) -> Self {
        Self {
            language,
            ..self.clone()
        }
    }

    /// The same question, over other months.
    pub fn with_spans(&self, before: MonthSpan, after: MonthSpan) -> Self {
        let mut with = self.clone();
        with.comparison.before = Some(before.period());
        with.comparison.after = Some(after.period());
        with
    }

    /// What is asked.
    pub fn asks(&self) -> &Asks {
        &self.comparison.asks
    }

    /// Which way it should go.
    pub fn wanted(&self) -> Option<Wanted> {
        self.comparison.wanted
    }
}
