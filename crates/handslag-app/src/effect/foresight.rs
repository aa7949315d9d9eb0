//! Can it be seen: what the figures could show of a goal, before it is signed.

use handslag_domain::effect::{PowerCurve, SmallestSeen};
use handslag_domain::period::Period;
use handslag_domain::series::Area;
use handslag_locale::arg;

use super::drawn::{Foreseen, power_curve};
use super::others::FEWEST_UNITS;
use super::question::Question;
use super::words::whole_percent;

/// What the figures could show of one goal.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Foresight {
    /// The goal's id.
    pub id: String,
    /// The goal.
    pub words: String,
    /// What is measured.
    pub indicator: String,
    /// Where, by name.
    pub area: String,
    /// The answer in plain sentences.
    pub plain: Vec<String>,
    /// What to choose instead, when the change needed is larger than promises bring.
    pub instead: Vec<String>,
    /// The smallest changes that would be seen; `None` when too little is held.
    pub smallest: Option<SmallestSeen>,
    /// How sure one could be of seeing a change of each size.
    pub curve: Option<PowerCurve>,
}

/// A whole municipality seldom falls by more than this against the country: in
/// all offences 1 to 2 of 100 did in a year 2013–2015, in theft 2 to 3 (Brå).
const LARGE: f64 = 0.25;

/// What the figures could show of a goal, and what to choose instead.
/// `whole` is the same goal measured on all offences.
pub fn foresee(question: &Question<'_>, whole: Option<&Question<'_>>) -> Foresight {
    let texts = question.language.texts();
    let foreseen = Foreseen::of(question);
    let mut plain = Vec::new();
    let mut instead = Vec::new();
    let decrease = foreseen.as_ref().and_then(Foreseen::detectable_decrease);
    let percent = |ratio: f64| whole_percent(question.language, (ratio - 1.0).abs() * 100.0);
    match &foreseen {
        None if question.asks().rests_on_own_numbers() => plain.push(texts.foresee_own_numbers()),
        None if question.area() == Some(Area::Country) => {
            plain.push(texts.effect_country_alone());
        }
        None => plain.push(texts.foresee_unknown(FEWEST_UNITS)),
        Some(foreseen) => {
            plain.push(match decrease {
                Some(ratio) => texts.foresee_decrease(&percent(ratio)),
                None => texts.foresee_hopeless(),
            });
            let increase = foreseen.detectable_increase();
            plain.extend(increase.map(|ratio| texts.foresee_increase(&percent(ratio))));
        }
    }
    let too_large = decrease.is_none_or(|ratio| 1.0 - ratio > LARGE);
    if foreseen.is_some() && too_large {
        plain.push(texts.foresee_large());
        instead.push(texts.foresee_try_place());
        instead.extend(longer(question).map(|ratio| texts.foresee_try_longer(&percent(ratio))));
        instead.extend(whole.and_then(|whole| {
            let ratio = Foreseen::of(whole)?.detectable_decrease()?;
            (ratio > decrease.unwrap_or(0.0)).then(|| {
                texts.foresee_try_all(arg::ForeseeTryAll {
                    indicator: whole.indicator(),
                    percent: &percent(ratio),
                })
            })
        }));
        instead.push(texts.foresee_try_survey());
        instead.push(texts.foresee_try_activity());
    }
    Foresight {
        id: question.id.to_owned(),
        words: question.words.to_owned(),
        indicator: question.indicator().to_owned(),
        area: question.area_name(),
        plain,
        instead,
        smallest: super::counts::smallest(question),
        curve: power_curve(question),
    }
}

/// The smallest decrease seen over two years, when less is followed and two
/// years would show a smaller one.
fn longer(question: &Question<'_>) -> Option<f64> {
    let (_, after) = question.spans()?;
    if after.len() >= 24 {
        return None;
    }
    let two_years = Period::between(
        &after.first_day().to_string(),
        &format!("{}-{:02}", after.first.0 + 1, 12),
    );
    let with = question.with_after(two_years);
    let now = Foreseen::of(question)?.detectable_decrease().unwrap_or(0.0);
    let then = Foreseen::of(&with)?.detectable_decrease()?;
    (then > now).then_some(then)
}
