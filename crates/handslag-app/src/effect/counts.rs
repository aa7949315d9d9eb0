//! Answers from counts: is the level the same, did the number change, and did
//! it change more than elsewhere?

mod shown;
mod teller;

use handslag_domain::effect::{Asks, Finding, MonthSpan, SmallestSeen};
use handslag_domain::series::Area;
use handslag_locale::arg;
use handslag_stats::{Estimate, Level, rate_ratio};

use super::answer::{Answer, tenths};
use super::drawn;
use super::others::{Others, others};
use super::panel::Total;
use super::question::Question;
use super::warnings::counted;
use super::words::months_in_words;
use teller::Teller;

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
    asks: Asks,
}

impl Measured {
    /// How probable so large a difference is without any, for the comparison
    /// that decides.
    fn p(&self) -> Option<f64> {
        let decides = self.decides().filter(|others| others.withheld.is_none())?;
        match self.asks {
            Asks::ChangeAgainstOthers => Some(decides.p),
            _ => Some(decides.own_p),
        }
    }

    /// The ratio that decides, where one can: against others, or before and
    /// after. Both are held to how much municipalities usually drift.
    fn deciding(&self) -> Option<&Estimate> {
        let decides = self.decides().filter(|others| others.withheld.is_none())?;
        match self.asks {
            Asks::ChangeAgainstOthers => Some(&decides.against),
            _ => Some(&decides.own),
        }
    }

    /// Whether before and after are different parts of the year.
    fn is_of_other_season(&self) -> bool {
        !self.spans.0.has_seasons_of(self.spans.1)
    }

    /// The comparison that decides: with the whole country, whose false alarms
    /// the self-test counts. The comparable stand beside it.
    fn decides(&self) -> Option<&Others> {
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

/// The smallest changes that the figures could show, foreseen when the baseline
/// ended: the months judged are taken to be as it was.
pub fn smallest(question: &Question<'_>) -> Option<SmallestSeen> {
    drawn::Foreseen::of(question).map(|foreseen| {
        let percent = |ratio: Option<f64>| ratio.map(|ratio| tenths((ratio - 1.0).abs() * 100.0));
        SmallestSeen {
            decrease_percent: percent(foreseen.detectable_decrease()),
            increase_percent: percent(foreseen.detectable_increase()),
            locked: false,
        }
    })
}

/// The p value of a question, before it is adjusted for how many were asked.
pub fn p(question: &Question<'_>) -> Option<f64> {
    measure(question).ok()?.p()
}

/// The answer in words and numbers.
pub fn answer(question: &Question<'_>, p_adjusted: Option<f64>) -> Answer {
    match measure(question) {
        Ok(measured) => {
            let teller = Teller {
                question,
                measured: &measured,
                p_adjusted,
                texts: question.language.texts(),
            };
            teller.answer()
        }
        Err(unmeasured) => without(question, &unmeasured),
    }
}

fn without(question: &Question<'_>, why: &Unmeasured) -> Answer {
    let texts = question.language.texts();
    let months = match why {
        Unmeasured::NoMonths => {
            return Answer::without_numbers(Finding::NotExamined, texts.effect_no_months());
        }
        Unmeasured::NothingCounted => {
            let text = texts.effect_nothing_counted(arg::EffectNothingCounted {
                indicator: &question.indicator_name(),
                area: &question.area_name(),
            });
            return Answer::without_numbers(Finding::CannotBeTold, text);
        }
        Unmeasured::NoFigures(spans) => {
            let spans = spans.iter();
            let words = spans.map(|span| months_in_words(question.language, *span));
            question.language.list(&words.collect::<Vec<_>>())
        }
    };
    let text = texts.effect_not_examined(arg::EffectNotExamined {
        indicator: &question.indicator_name(),
        area: &question.area_name(),
        months: &months,
    });
    Answer::without_numbers(Finding::NotExamined, text)
}
