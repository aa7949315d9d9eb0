//! Answers to what no figure can tell.

use handslag_domain::effect::{Asks, Finding};

use super::answer::Answer;
use super::question::Question;

/// Nothing that is recorded shows it.
pub fn nothing_records(question: &Question<'_>) -> Answer {
    let texts = question.language.texts();
    Answer::without_numbers(Finding::CannotBeTold, texts.effect_nothing_records())
}

/// A question that this version cannot answer.
pub fn unknown(question: &Question<'_>, asks: &Asks) -> Answer {
    let texts = question.language.texts();
    Answer::without_numbers(
        Finding::CannotBeTold,
        texts.effect_unknown_question(asks.as_str()),
    )
}
