//! What is computed of a question about counts.

use handslag_domain::effect::{Asks, MonthSpan};
use handslag_domain::series::Area;
use handslag_stats::{Estimate, Level, rate_ratio};

use super::others::{Others, others};
use super::panel::Total;
use super::question::Question;
use super::warnings::counted;

/// What was computed of one question.
pub struct Measured {
    /// The baseline and the months judged.
    pub spans: (MonthSpan, MonthSpan),
    /// Own counts.
    pub own: (Total, Total),
    /// Own change per month, as a ratio; chance alone, so never a verdict.
    pub change: Estimate,
    /// The same from the other baselines.
    pub from_others: Vec<(MonthSpan, Estimate)>,
    /// Beside the country's other municipalities.
    pub country: Option<Others>,
    /// Beside the comparable municipalities.
    pub comparable: Option<Others>,
    /// What is asked.
    pub asks: Asks,
}

impl Measured {
    /// How probable so large a difference is without any, for the comparison
    /// that decides.
    pub fn p(&self) -> Option<f64> {
        let decides = self.decides().filter(|others| others.withheld.is_none())?;
        match self.asks {
            Asks::ChangeAgainstOthers => Some(decides.p),
            _ => Some(decides.own_p),
        }
    }

    /// The ratio that decides, where one can: against others, or before and
    /// after. Both are held to how much municipalities usually drift.
    pub fn deciding(&self) -> Option<&Estimate> {
        let decides = self.decides().filter(|others| others.withheld.is_none())?;
        match self.asks {
            Asks::ChangeAgainstOthers => Some(&decides.against),
            _ => Some(&decides.own),
        }
    }

    /// Whether before and after are different parts of the year.
    pub fn is_of_other_season(&self) -> bool {
        !self.spans.0.has_seasons_of(self.spans.1)
    }

    /// The comparison that decides: with the whole country, whose false alarms
    /// the self-test counts. The comparable stand beside it.
    pub fn decides(&self) -> Option<&Others> {
        self.country.as_ref()
    }
}

/// Why nothing could be computed.
pub enum Unmeasured {
    /// It is not said which months are compared.
    NoMonths,
    /// Figures are not held for these months.
    NoFigures(Vec<MonthSpan>),
    /// Nothing was counted in either period.
    NothingCounted,
}

/// Computes what a question about counts asks for.
pub fn measure(question: &Question<'_>) -> Result<Measured, Unmeasured> {
    let spans = question.spans().ok_or(Unmeasured::NoMonths)?;
    let missing = |area: &Area| {
        let both = [spans.0, spans.1].into_iter();
        both.flat_map(|span| question.panel.gaps(area, span))
            .collect()
    };
    let no_area = || Unmeasured::NoFigures(vec![spans.0, spans.1]);
    let area = question.area().ok_or_else(no_area)?;
    let total = |span| question.panel.total(&area, span);
    let own = total(spans.0).zip(total(spans.1));
    let own = own.ok_or_else(|| Unmeasured::NoFigures(missing(&area)))?;
    let ratio = |before: Total| rate_ratio(counted(before), counted(own.1), Level::P95);
    let change = ratio(own.0).map_err(|_| Unmeasured::NothingCounted)?;
    let baselines = question.comparison.also_before.iter();
    let from_others = baselines
        .filter_map(MonthSpan::within)
        .filter_map(|span| Some((span, ratio(question.panel.total(&area, span)?).ok()?)))
        .collect();
    Ok(Measured {
        spans,
        own,
        change,
        from_others,
        country: others(question, &area, spans, None),
        comparable: comparable(question, &area, spans),
        asks: question.asks().clone(),
    })
}

fn comparable(
    question: &Question<'_>,
    own: &Area,
    spans: (MonthSpan, MonthSpan),
) -> Option<Others> {
    let chosen = question.comparison.compared_with.as_ref()?;
    let areas: Vec<Area> = chosen
        .municipalities
        .iter()
        .filter_map(|written| crate::figures::area(written))
        .filter(|area| area != own)
        .collect();
    match areas.is_empty() {
        true => None,
        false => others(question, own, spans, Some(&areas)),
    }
}
