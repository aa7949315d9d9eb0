//! Answers from counts: is the level the same, did the number change, and did
//! it change more than elsewhere?

mod shown;
mod teller;

use handslag_domain::effect::Finding;
use handslag_locale::arg;

use super::answer::Answer;
use super::measured::{Unmeasured, measure};
use super::question::Question;
use super::words::months_in_words;
use teller::Teller;

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
