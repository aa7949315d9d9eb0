//! A change as a sentence.

use jiff::civil::Date;

use crate::check::Words;
use crate::picture::views::in_groups;
use crate::written_date::WrittenDate;

use super::{Change, ChangeOf, Changed};

impl Change {
    /// The change as a sentence.
    pub fn say(&self, words: Words) -> String {
        let sv = words == Words::Sv;
        let of = self.of.name(words);
        let name = &self.name;
        // There is one of what belongs to the picture as a whole.
        let called = match name.is_empty() {
            true => String::new(),
            false => format!(" \"{name}\""),
        };
        let under = match (&self.problem, sv) {
            (Some(problem), true) => format!(", under \"{problem}\""),
            (Some(problem), false) => format!(", of \"{problem}\""),
            (None, _) => String::new(),
        };
        match (&self.changed, sv) {
            (Changed::Added, true) => format!("Nytt: {of}{called}{under}."),
            (Changed::Added, false) => format!("New: {of}{called}{under}."),
            (Changed::Removed, true) => format!("Står inte kvar: {of}{called}{under}."),
            (Changed::Removed, false) => format!("No longer here: {of}{called}{under}."),
            (Changed::Changed { .. }, _) if self.of.is_text() => match sv {
                true => format!("Ändrat: {of}{called}{under} har ny text."),
                false => format!("Changed: {of}{called}{under} has a new text."),
            },
            (Changed::Changed { from, to }, _) => {
                let [from, to] = [from, to].map(|w| self.of.said(w, words));
                match sv {
                    true => format!("Ändrat: {of}{called}{under}, från {from} till {to}."),
                    false => format!("Changed: {of}{called}{under}, from {from} to {to}."),
                }
            }
        }
    }
}

impl ChangeOf {
    /// A text that is too long to be told twice in a list.
    fn is_text(self) -> bool {
        matches!(
            self,
            Self::Section
                | Self::ProblemWords
                | Self::ProblemResult
                | Self::VoiceAnswer
                | Self::Background
                | Self::Contact
        )
    }

    fn name(self, words: Words) -> &'static str {
        let [sv, en] = match self {
            Self::Title => ["lägesbildens titel", "the title of the picture"],
            Self::Period => ["lägesbildens tid", "the time of the picture"],
            Self::Decided => ["beslutet om lägesbilden", "the decision of the picture"],
            Self::ActionPlan => ["åtgärdsplanen", "the action plan"],
            Self::UpdateBy => [
                "dagen då lägesbilden senast ska uppdateras",
                "the day by which the picture is to be updated",
            ],
            Self::FollowUpBy => [
                "dagen då åtgärdsplanen senast ska följas upp",
                "the day by which the action plan is to be followed up",
            ],
            Self::Background => ["hur lägesbilden gjordes", "how the picture was made"],
            Self::Contact => ["vart läsare vänder sig", "where readers turn"],
            Self::Problem => ["problemet", "the problem"],
            Self::ProblemWords => ["texten om problemet", "the text of the problem"],
            Self::ProblemResult => ["resultatet av arbetet med", "the result of the work on"],
            Self::Priority => ["prioriteten av", "the priority of"],
            Self::Cause => ["orsaken", "the cause"],
            Self::Measure => ["åtgärden", "the measure"],
            Self::Figure => ["siffran", "the figure"],
            Self::Baseline => ["utgångsläget för", "the baseline of"],
            Self::Target => ["målet för", "the target of"],
            Self::Outcome => ["utfallet av", "the outcome of"],
            Self::Section => ["stycket", "the passage"],
            Self::Voice => ["synpunkten", "the voice"],
            Self::VoiceCount => ["hur många som säger", "how many say"],
            Self::VoiceAnswer => ["svaret på", "the answer to"],
        };
        match words {
            Words::Sv => sv,
            Words::En => en,
        }
    }

    /// Whether it is said in numbers.
    fn is_measured(self) -> bool {
        matches!(
            self,
            Self::Figure | Self::Baseline | Self::Target | Self::Outcome | Self::VoiceCount
        )
    }

    /// A value before or now, in words.
    fn said(self, value: &str, words: Words) -> String {
        let sv = words == Words::Sv;
        match (self, value) {
            (Self::Priority, "waiting") => if sv { "väntar" } else { "waiting" }.to_owned(),
            (Self::Priority, "chosen") => if sv { "valt" } else { "chosen" }.to_owned(),
            (Self::Priority, rank) => {
                if sv {
                    format!("plats {rank}")
                } else {
                    format!("rank {rank}")
                }
            }
            (_, "") if !self.is_measured() => if sv { "inget" } else { "nothing" }.to_owned(),
            (_, "") => if sv { "inget värde" } else { "no value" }.to_owned(),
            (_, value) if self.is_measured() => measured_in_words(value, words),
            (Self::UpdateBy | Self::FollowUpBy, day) => days_in_words(day, words),
            (Self::Cause, value) => format!("\"{}\"", with_standing(value, words)),
            (Self::Period | Self::Decided | Self::ActionPlan, value) => {
                format!("\"{}\"", days_in_words(value, words))
            }
            (_, value) => format!("\"{value}\""),
        }
    }
}

/// The standing of a cause in words.
fn with_standing(value: &str, words: Words) -> String {
    let states = [
        ("(assumption)", "(antagande)"),
        ("(supported)", "(stöds)"),
        ("(contradicted)", "(motsägs)"),
    ];
    let said = states.iter().find(|(state, _)| value.ends_with(state));
    match (said, words) {
        (Some((state, sv)), Words::Sv) => value.replace(state, sv),
        _ => value.to_owned(),
    }
}

/// "3 915 per år" of "3915 per år", with the day it was measured in words.
fn measured_in_words(value: &str, words: Words) -> String {
    let (number, rest) = value.split_once(' ').unwrap_or((value, ""));
    let rest = match words {
        Words::Sv => rest.replace("percent", "procent"),
        Words::En => rest.replace("procent", "percent"),
    };
    let said = format!("{} {}", number_in_words(number, words), rest);
    days_in_words(said.trim_end(), words)
}

/// A number as a reader of the language writes it; other words stay.
fn number_in_words(plain: &str, words: Words) -> String {
    let (whole, decimals) = plain.split_once('.').unwrap_or((plain, ""));
    let is_number = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !is_number(whole) || !is_number(decimals) {
        return plain.to_owned();
    }
    let (between, point) = match words {
        Words::Sv => ('\u{a0}', ','),
        Words::En => (',', '.'),
    };
    let mut said = in_groups(whole, between);
    if !decimals.is_empty() {
        said.push(point);
        said.push_str(decimals);
    }
    said
}

/// Every day of a text in words: "15 februari 2025" for "2025-02-15".
fn days_in_words(text: &str, words: Words) -> String {
    const LENGTH: usize = "2025-02-15".len();
    let day_at = |at: usize| {
        let written = text.get(at..at + LENGTH)?;
        let is_day = written.bytes().all(|b| b.is_ascii_digit() || b == b'-');
        written.parse::<Date>().ok().filter(|_| is_day)
    };
    let (mut said, mut at) = (String::new(), 0);
    while let Some(next) = text[at..].chars().next() {
        match (day_at(at), words) {
            (Some(day), Words::Sv) => said.push_str(&WrittenDate::in_swedish(day)),
            (Some(day), Words::En) => said.push_str(&day.strftime("%-d %B %Y").to_string()),
            (None, _) => said.push(next),
        }
        at += day_at(at).map_or(next.len_utf8(), |_| LENGTH);
    }
    said
}
