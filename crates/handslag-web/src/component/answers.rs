//! A commitment: how it went, and the three answers behind that.

use handslag_domain::assessment::Evidenced;
use handslag_domain::follow_up::{CommitmentReport, FollowUpDocument, Said, VerdictCount};
use handslag_domain::verdict::OnTime;
use handslag_locale::{Texts, arg, count_sentence};
use maud::{Markup, html};

use super::sentence::in_own_words;
use super::{Column, commitment_bar, example_tag, facts, sentences, status, status_of, table};
use crate::here::Here;
use crate::paths;

/// "Polisen och kommunen lovade 14 saker." and how many of them have each verdict.
pub fn verdict_sentence(here: &Here<'_>, document: &FollowUpDocument) -> Markup {
    let t = here.t();
    let parties = here.language.list(&document.promise.parties);
    html! {
        p.lead {
            (t.promise_lead(arg::PromiseLead { n: document.commitments.len().into(), parties: &parties }))
            (example_tag(t, document.example))
        }
        ul.tally {
            @for count in &document.tally {
                li { (status_of(count.verdict, &t.verdict_count(count.verdict, count.n))) }
            }
        }
    }
}

/// How many commitments have each verdict, and what the verdict means.
pub fn tally_table(here: &Here<'_>, tally: &[VerdictCount]) -> Markup {
    let t = here.t();
    let columns = [
        Column::words(t.tally_verdict()),
        Column::numbers(t.tally_n()),
        Column::words(t.tally_meaning()),
    ];
    let rows: Vec<Vec<Markup>> = tally
        .iter()
        .map(|count| {
            vec![
                status(t, count.verdict),
                html! { (here.language.whole(count.n)) },
                html! { (t.verdict_meaning(count.verdict)) },
            ]
        })
        .collect();
    table(&t.tally_caption(), &columns, &rows)
}

/// A commitment in a list: verdict, name, words, count and bar.
pub fn commitment_card(
    here: &Here<'_>,
    document: &FollowUpDocument,
    report: &CommitmentReport,
) -> Markup {
    let t = here.t();
    let theirs = here.theirs(&document.language);
    let href = paths::commitment(paths::of(document), &report.id);
    html! {
        article.commitment {
            div {
                p.commitment-status { (status(t, report.verdict)) (behind(t, &report.on_time)) }
                h4 { a href=(href) lang=[theirs] { (report.title) } }
                @if report.words != report.title { p.words lang=[theirs] { (report.words) } }
            }
            div {
                p.count { (count(here, report)) (example_tag(t, document.example)) }
                (commitment_bar(here, report))
                @if let Some(deviation) = &report.deviation {
                    p.deviation { (t.deviation_short(deviation)) }
                }
            }
        }
    }
}

/// What goes slower than the time, said beside the verdict.
fn behind(t: Texts, on_time: &OnTime) -> Markup {
    html! {
        @match on_time {
            OnTime::Behind { .. } | OnTime::PartsBehind { .. } | OnTime::Uneven { .. } | OnTime::DoneLate { .. } => {
                " · " span.behind { (t.on_time_short(on_time)) }
            },
            _ => {},
        }
    }
}

/// The count in words; a small number of single people is never shown.
fn count(here: &Here<'_>, report: &CommitmentReport) -> String {
    match report.withheld_below {
        Some(n) => here.t().withheld_below(n),
        None => count_sentence(here.language, &report.evidenced),
    }
}

/// Everything about a commitment but its title: target, bar, three answers,
/// sentences, parts, deviation and next step. `level` is the level of its headings.
pub fn commitment_full(
    here: &Here<'_>,
    document: &FollowUpDocument,
    report: &CommitmentReport,
    level: u8,
) -> Markup {
    let t = here.t();
    let theirs = here.theirs(&document.language);
    html! {
        blockquote.words lang=[theirs] { p { (report.words) } }
        p.commitment-status.large { (status(t, report.verdict)) (behind(t, &report.on_time)) }
        p.count.large { (count(here, report)) (example_tag(t, document.example)) }
        (commitment_bar(here, report))
        (facts(&[
            (t.commitment_target(), in_own_words(here, &report.target, &report.target_translations, &document.language)),
            (t.commitment_parties(), html! { (here.language.list(&report.parties)) }),
            (t.commitment_places(), html! { (here.language.list(&report.places)) }),
            (t.commitment_answers(), html! { @if !report.answers.is_empty() { span lang=[theirs] { (report.answers.join("; ")) } } }),
        ]))
        (three_answers(here, document, report, level))
        @if !report.sentences.is_empty() {
            (sentences(here, document, &report.sentences))
        }
        @if report.withheld_below.is_none() {
            (members(here, &report.evidenced))
            (stretches(here, &report.evidenced))
            (parts(here, &report.evidenced))
        }
        @if let Some(deviation) = &report.deviation {
            (heading(level, &t.deviation_title()))
            p lang=[theirs] { (deviation) }
        }
        @if let Some(next) = &report.next_step {
            (heading(level, &t.next_step_title()))
            p lang=[theirs] { (next) }
        }
    }
}

/// A heading of level 3, or 4 within something that has one.
fn heading(level: u8, text: &str) -> Markup {
    html! {
        @match level {
            0..=3 => h3 { (text) },
            _ => h4 { (text) },
        }
    }
}

/// Said, evidenced, on time: three answers side by side, never one percentage.
fn three_answers(
    here: &Here<'_>,
    document: &FollowUpDocument,
    report: &CommitmentReport,
    level: u8,
) -> Markup {
    let t = here.t();
    html! {
        div.three-answers {
            div {
                (heading(level, &t.three_said()))
                @if report.said.is_empty() { p { (t.said_nothing()) } }
                @for said in &report.said { (one_said(here, document, said)) }
            }
            div {
                (heading(level, &t.three_evidenced()))
                p { (count(here, report)) (example_tag(t, document.example)) }
                p.quiet { (t.evidence_line(&t.grade(report.grade))) }
            }
            div {
                (heading(level, &t.three_on_time()))
                p { (t.on_time(&report.on_time)) }
            }
        }
    }
}

fn one_said(here: &Here<'_>, document: &FollowUpDocument, said: &Said) -> Markup {
    let t = here.t();
    let who = said.party.clone().unwrap_or_else(|| t.said_together());
    html! {
        p {
            strong { (who) ":" } " "
            @if let Some(verdict) = said.verdict { (status(t, verdict)) ". " }
            @if let Some(words) = &said.words {
                q lang=[here.theirs(&document.language)] { (words) }
            }
        }
    }
}

/// For coverage: who was reached and, above all, who is left.
fn members(here: &Here<'_>, evidenced: &Evidenced) -> Markup {
    let t = here.t();
    let left: Vec<_> = evidenced.members_left().collect();
    let done: Vec<_> = evidenced.members.iter().filter(|m| m.met).collect();
    html! {
        @if !evidenced.members.is_empty() {
            div.members {
                @if !left.is_empty() {
                    p { strong { (t.members_not_done(left.len())) } }
                    ul.names { @for member in &left { li { (member.name) } } }
                }
                details {
                    summary { (t.members_done(done.len())) }
                    ul.names { @for member in &done { li { (member.name) } } }
                }
            }
        }
    }
}

/// For an amount per week, month or term: what each of them came to.
fn stretches(here: &Here<'_>, evidenced: &Evidenced) -> Markup {
    let t = here.t();
    if evidenced.stretches.len() < 2 {
        return html! {};
    }
    let columns = [
        Column::words(t.stretch_column()),
        Column::numbers(t.stretch_counted()),
        Column::words(t.stretch_met()),
    ];
    let rows: Vec<Vec<Markup>> = evidenced
        .stretches
        .iter()
        .map(|stretch| {
            let met = match (stretch.met, stretch.demanded, stretch.over) {
                (true, ..) => t.yes(),
                _ if evidenced.is_above(stretch) => t.stretch_above(),
                (false, false, _) => t.stretch_not_demanded(),
                (false, true, false) => t.stretch_running(),
                (false, true, true) => t.no(),
            };
            vec![
                html! { (here.language.period(Some(stretch.days.from), Some(stretch.days.to))) },
                html! { (here.language.number(stretch.counted)) },
                html! { (met) },
            ]
        })
        .collect();
    html! {
        details {
            summary { (t.stretches_title()) }
            (table(&t.stretches_title(), &columns, &rows))
        }
    }
}

/// Each part of a compound target: how far, and whether in time.
pub fn parts(here: &Here<'_>, evidenced: &Evidenced) -> Markup {
    let t = here.t();
    html! {
        @if !evidenced.parts.is_empty() {
            div.parts {
                p { strong { (t.parts_title()) } }
                ul {
                    @for part in &evidenced.parts {
                        li {
                            @if let Some(title) = &part.title { (title) ": " }
                            (count_sentence(here.language, part)) " "
                            span.quiet { "(" (t.state(&part.state)) ")" }
                            @if let Some(on_time) = &part.on_time { " " span.quiet { (t.on_time(on_time)) } }
                        }
                    }
                }
            }
        }
    }
}
