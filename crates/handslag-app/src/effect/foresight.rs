//! Can it be seen: what the figures could show of a goal, before it is signed.

use handslag_domain::effect::{Asks, PowerCurve, SmallestSeen};
use handslag_domain::series::Area;
use handslag_locale::{Texts, arg};

use super::others::FEWEST_UNITS;
use super::power::{Foreseen, LARGE, Told, power_curve};
use super::question::Question;
use super::words::whole_percent;
use super::{place, shares};

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

/// What the figures could show of a goal, and what to choose instead.
/// `whole` is the same goal measured on all offences.
pub fn foresee(question: &Question<'_>, whole: Option<&Question<'_>>) -> Foresight {
    let texts = question.language.texts();
    let told = match question.asks() {
        Asks::Level | Asks::Change | Asks::ChangeAgainstOthers => of_counts(question, whole),
        Asks::Place => place::foretold(question),
        Asks::SurveyShare => shares::foretold(question),
        Asks::Concentration => Told {
            plain: vec![texts.foresee_own_numbers()],
            ..Told::default()
        },
        Asks::CannotBeTold | Asks::Other(_) => Told {
            plain: vec![texts.effect_nothing_records()],
            instead: vec![texts.foresee_try_activity()],
            curve: None,
        },
    };
    Foresight {
        id: question.id.to_owned(),
        words: question.words.to_owned(),
        indicator: question.indicator_name(),
        area: question.area_name(),
        plain: told.plain,
        instead: told.instead,
        smallest: smallest(question),
        curve: told.curve,
    }
}

/// The smallest changes that would be seen by the test that the question is
/// answered by; of a share in percentage points, else in percent.
pub fn smallest(question: &Question<'_>) -> Option<SmallestSeen> {
    match question.asks() {
        Asks::Level | Asks::Change | Asks::ChangeAgainstOthers => {
            Foreseen::of(question).map(|foreseen| foreseen.smallest())
        }
        Asks::Place => place::smallest(question),
        Asks::SurveyShare => shares::smallest(question),
        Asks::Concentration | Asks::CannotBeTold | Asks::Other(_) => None,
    }
}

fn of_counts(question: &Question<'_>, whole: Option<&Question<'_>>) -> Told {
    let texts = question.language.texts();
    let Some(foreseen) = Foreseen::of(question) else {
        return Told {
            plain: vec![match question.area() {
                Some(Area::Country) => texts.effect_country_alone(),
                _ => texts.foresee_unknown(FEWEST_UNITS),
            }],
            ..Told::default()
        };
    };
    let decrease = foreseen.detectable_decrease();
    let percent = |ratio: f64| whole_percent(question.language, (ratio - 1.0).abs() * 100.0);
    let mut told = Told {
        plain: vec![match decrease {
            Some(ratio) => texts.foresee_decrease(&percent(ratio)),
            None => texts.foresee_hopeless(),
        }],
        instead: Vec::new(),
        curve: power_curve(question),
    };
    let increase = foreseen.detectable_increase();
    told.plain
        .extend(increase.map(|ratio| texts.foresee_increase(&percent(ratio))));
    if decrease.is_none_or(is_large) {
        told.plain.push(texts.foresee_large());
        told.instead.push(texts.foresee_try_place());
        told.instead.extend(longer(question, texts));
        told.instead.extend(whole.and_then(|whole| {
            // Another measure that is hopeless too is no advice.
            let seen = Foreseen::of(whole)?.detectable_decrease();
            let ratio = seen.filter(|ratio| !is_large(*ratio))?;
            Some(texts.foresee_try_all(arg::ForeseeTryAll {
                indicator: &whole.indicator_name(),
                percent: &percent(ratio),
            }))
        }));
        told.instead.push(texts.foresee_try_survey());
        told.instead.push(texts.foresee_try_activity());
    }
    told
}

/// Whether a decrease to this ratio is larger than promises bring.
fn is_large(ratio: f64) -> bool {
    1.0 - ratio > LARGE
}

/// The smallest decrease seen over one or two whole years, before and after,
/// when that is longer than now and would show a smaller one.
fn longer(question: &Question<'_>, texts: Texts) -> Option<String> {
    let (before, after) = question.spans()?;
    let now = Foreseen::of(question)?.detectable_decrease().unwrap_or(0.0);
    let seen = |years: usize| {
        let months = years * 12;
        if after.len() >= months {
            return None;
        }
        let longest = match before.len() < months {
            // As long a time before as is judged, where figures are held for it.
            true => vec![
                after.months_before(months),
                before.last_months(months),
                before,
            ],
            false => vec![before],
        };
        let mut seen = longest.into_iter().filter_map(|before| {
            let with = question.with_spans(before, after.first_months(months));
            Foreseen::of(&with)?.detectable_decrease()
        });
        Some((years, seen.next()?))
    };
    // Of two that show as much, the shorter.
    let both = [seen(2), seen(1)].into_iter().flatten();
    let (years, ratio) = both.max_by(|a, b| a.1.total_cmp(&b.1))?;
    (ratio > now).then(|| {
        let percent = whole_percent(question.language, (1.0 - ratio) * 100.0);
        texts.foresee_try_longer(arg::ForeseeTryLonger {
            n_years: years.into(),
            percent: &percent,
        })
    })
}
