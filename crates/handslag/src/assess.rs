//! `handslag assess`: how each commitment stands on a day.

use std::path::PathBuf;

use handslag_app::access::Action;
use handslag_domain::assessment::{Assessment, Evidenced, assess};
use handslag_domain::document::PromiseDocument;
use handslag_domain::follow_up::Statement;
use handslag_locale::{Language, Texts, arg, count_sentence};

use crate::arguments::AssessOrder;
use crate::failure::Failure;
use crate::promise::{print, print_json};
use crate::promise_name::find;
use crate::terminal::today;

/// More names than this are counted instead.
const MOST_NAMES: usize = 8;

pub(crate) async fn run(
    order: &AssessOrder,
    folder: Option<PathBuf>,
    language: Language,
) -> Result<(), Failure> {
    let organisation = order.organisation.as_deref();
    let found = find(
        &order.promise,
        organisation,
        Action::ReadInternal,
        folder,
        language,
    )
    .await?;
    let document = found.document();
    let assessments = assess(document, day(order));
    match order.json {
        true => print_json(&assessments),
        false => print(&text(document, &assessments, order, language)),
    }
}

fn text(
    document: &PromiseDocument,
    assessments: &[Assessment],
    order: &AssessOrder,
    language: Language,
) -> String {
    let t = language.texts();
    let mut lines = vec![t.cmd_assess_head(arg::CmdAssessHead {
        promise: &document.promise.title,
        day: &language.date(day(order)),
    })];
    if document.example {
        lines.push(t.example_banner());
    }
    for assessment in assessments {
        lines.push(String::new());
        lines.extend(commitment(document, assessment, t));
    }
    lines.join("\n") + "\n"
}

fn commitment(document: &PromiseDocument, it: &Assessment, t: Texts) -> Vec<String> {
    let language = t.language;
    let found = document.commitment(&it.commitment);
    let name = found.map_or(it.commitment.as_str(), |c| c.name());
    let mut lines = vec![format!("{} {name} ({})", it.verdict.sign(), it.commitment)];
    let mut line = |label: String, words: String| lines.push(format!("  {label}: {words}"));
    line(
        t.cmd_assess_verdict(),
        format!("{} ({})", t.verdict(it.verdict), t.grade(it.grade)),
    );
    line(t.cmd_assess_said(), said(document, &it.said, t));
    line(
        t.cmd_assess_logged(),
        count_sentence(language, &it.evidenced),
    );
    let time = match it.time_gone {
        Some(gone) => t.cmd_assess_gone(&language.percent(gone)),
        None => t.cmd_assess_open_end(),
    };
    line(
        t.cmd_assess_time(),
        format!("{time} {}", t.on_time(&it.on_time)),
    );
    for part in &it.evidenced.parts {
        let name = part.title.clone().unwrap_or_else(|| t.cmd_assess_part());
        line(name, part_words(part, t));
    }
    if let Some(left) = left(&it.evidenced, t) {
        line(t.cmd_assess_left(), left);
    }
    if let Some(reason) = &it.deviation {
        line(t.cmd_assess_deviation(), reason.clone());
    }
    lines
}

/// How far a part of a compound has come, and whether in time.
fn part_words(part: &Evidenced, t: Texts) -> String {
    let counted = count_sentence(t.language, part);
    match &part.on_time {
        Some(on_time) => format!("{counted} {}", t.on_time(on_time)),
        None => counted,
    }
}

fn said(document: &PromiseDocument, said: &[Statement], t: Texts) -> String {
    let words: Vec<String> = said
        .iter()
        .map(|statement| {
            let party = match &statement.party {
                Some(party) => document.party_name(party).to_owned(),
                None => t.cmd_assess_everyone(),
            };
            let verdict = statement.meant().map(|v| t.verdict(v));
            let what = verdict
                .or_else(|| statement.own_words())
                .unwrap_or_default();
            format!("{party}: {what}")
        })
        .collect();
    match words.is_empty() {
        true => t.cmd_assess_nothing_said(),
        false => words.join("; "),
    }
}

/// What is left of the promised: members by name, else an amount.
fn left(evidenced: &Evidenced, t: Texts) -> Option<String> {
    let missing: Vec<&str> = evidenced.members_left().map(|m| m.name.as_str()).collect();
    if !missing.is_empty() {
        return Some(match missing.len() <= MOST_NAMES {
            true => missing.join(", "),
            false => t.members_left(missing.len()),
        });
    }
    let left = evidenced.left()?;
    Some(t.amount(left, &evidenced.unit))
}

fn day(order: &AssessOrder) -> jiff::civil::Date {
    let asked = order.at.unwrap_or_else(today);
    handslag_app::day_within_reach(asked, today())
}
