//! What stands around the commitments: voices, problems, goals, claims.

use handslag_domain::claim::Claim;
use handslag_domain::follow_up::Section;
use handslag_domain::problem::{Cause, CycleStep, Problem, Voice};
use handslag_domain::promise::{Measured, OutcomeGoal};
use handslag_locale::arg;
use maud::{Markup, html};

use super::{Column, table};
use crate::here::Here;

/// What residents and staff said, with what became of it.
pub fn voices(here: &Here<'_>, lang: Option<&str>, voices: &[Voice]) -> Markup {
    let t = here.t();
    html! {
        ul.voices {
            @for voice in voices {
                li {
                    q lang=[lang] { (voice.words) }
                    @if let Some(n) = voice.n { " " span.quiet { "(" (t.voice_n(n)) ")" } }
                    @if let Some(channel) = &voice.channel { " " span.quiet { "– " (t.channel(channel)) } }
                    @if let Some(answer) = &voice.answer { p lang=[lang] { (t.voice_answer(answer)) } }
                }
            }
        }
    }
}

/// Problems, each with its place cycle, causes and measures.
pub fn problems(here: &Here<'_>, lang: Option<&str>, problems: &[Problem]) -> Markup {
    let t = here.t();
    html! {
        @for problem in problems {
            article.problem {
                h3 lang=[lang] { (problem.title) }
                @if let Some(project) = &problem.project { p.quiet { (t.problem_project(project)) } }
                @if let Some(words) = &problem.words { p lang=[lang] { (words) } }
                @if !problem.cycle.is_empty() { (cycle(here, lang, &problem.cycle)) }
                @if !problem.causes.is_empty() || !problem.measures.is_empty() {
                    details {
                        summary { (t.problem_causes()) " – " (t.problem_measures().to_lowercase()) }
                        @for cause in &problem.causes { (one_cause(here, lang, cause)) }
                        @if !problem.measures.is_empty() { (measures(here, lang, problem)) }
                    }
                }
                @if let Some(result) = &problem.result {
                    p { strong { (t.problem_result()) ": " } span lang=[lang] { (result) } }
                }
            }
        }
    }
}

/// The steps from finding the place to acting on it.
pub fn cycle(here: &Here<'_>, lang: Option<&str>, steps: &[CycleStep]) -> Markup {
    let t = here.t();
    html! {
        ol.cycle aria-label=(t.problem_cycle()) {
            @for step in steps {
                li .done[step.state.as_deref() == Some("done")] {
                    strong { (t.cycle_step(&step.step)) }
                    @if let Some(state) = &step.state { span.quiet { (t.cycle_state(state)) @if let Some(on) = &step.on { ", " (here.language.written_date(on)) } } }
                    @if let Some(words) = &step.words { p lang=[lang] { (words) } }
                }
            }
        }
    }
}

fn one_cause(here: &Here<'_>, lang: Option<&str>, cause: &Cause) -> Markup {
    let t = here.t();
    let assumed = cause.evidence_for.is_empty() && cause.evidence_against.is_empty();
    html! {
        div.cause {
            p { strong lang=[lang] { (cause.words) } }
            @for (title, evidence) in [(t.problem_for(), &cause.evidence_for), (t.problem_against(), &cause.evidence_against)] {
                @if !evidence.is_empty() {
                    p { (title) ":" }
                    ul lang=[lang] { @for item in evidence { li { (item) } } }
                }
            }
            @if assumed { p.quiet { (t.problem_assumption()) } }
        }
    }
}

fn measures(here: &Here<'_>, lang: Option<&str>, problem: &Problem) -> Markup {
    let t = here.t();
    html! {
        p { (t.problem_measures()) ":" }
        ul {
            @for measure in &problem.measures {
                @let kinds: Vec<String> = measure.kind.iter().chain(&measure.term).map(|w| t.prevention(w)).collect();
                li {
                    span lang=[lang] { (measure.words) }
                    @if !kinds.is_empty() { " " span.quiet { "(" (kinds.join(", ")) ")" } }
                }
            }
        }
    }
}

/// What should change, and where it stands.
pub fn goals(here: &Here<'_>, lang: Option<&str>, goals: &[OutcomeGoal]) -> Markup {
    let t = here.t();
    let columns = [
        Column::words(t.goal_column()),
        Column::words(t.goal_indicator()),
        Column::words(t.goal_baseline()),
        Column::words(t.goal_target()),
        Column::words(t.goal_outcome()),
    ];
    let rows: Vec<Vec<Markup>> = goals
        .iter()
        .map(|goal| {
            vec![
                html! { span lang=[lang] { (goal.words) } },
                html! { span lang=[lang] { (goal.indicator.as_deref().unwrap_or("–")) } },
                measured(here, goal.baseline.as_ref()),
                measured(here, goal.target.as_ref()),
                measured(here, goal.outcome.as_ref()),
            ]
        })
        .collect();
    table(&t.goals_title(), &columns, &rows)
}

fn measured(here: &Here<'_>, measured: Option<&Measured>) -> Markup {
    let t = here.t();
    let Some(measured) = measured else {
        return html! { (t.not_given()) };
    };
    html! {
        @if let Some(value) = measured.value {
            (t.amount(value, measured.unit.as_deref().unwrap_or_default()))
        }
        @if let Some(words) = &measured.words { " " (words) }
        @if let Some(on) = &measured.on { " (" (here.language.written_date(on)) ")" }
    }
}

/// What the numbers say: the claim, the check of it, and how we know.
pub fn claims<'a>(
    here: &Here<'_>,
    lang: Option<&str>,
    claims: impl Iterator<Item = &'a Claim>,
) -> Markup {
    html! { @for claim in claims { (one_claim(here, lang, claim)) } }
}

fn one_claim(here: &Here<'_>, lang: Option<&str>, claim: &Claim) -> Markup {
    let t = here.t();
    let said = claim
        .said_by
        .as_deref()
        .map_or_else(|| t.claim_said(), |who| t.claim_said_by(who));
    html! {
        article.claim {
            p { strong { (said) } " " q lang=[lang] { (claim.words) } }
            @if let Some(finding) = &claim.finding {
                p { (t.claim_finding(&t.finding(finding))) "." }
            }
            @if let Some(plain) = &claim.plain { p.plain lang=[lang] { (plain) } }
            details {
                summary { (t.claim_how()) }
                @if let Some(estimate) = &claim.estimate {
                    @let number = |n| here.language.number(n);
                    p { (t.claim_estimate(arg::ClaimEstimate {
                        of: &estimate.of,
                        value: &number(estimate.value),
                        low: &number(estimate.low),
                        high: &number(estimate.high),
                        level: &number(estimate.level_percent),
                    })) }
                    p { (t.claim_method(&estimate.method)) }
                }
                @if !claim.evidence.is_empty() {
                    ul lang=[lang] {
                        @for evidence in &claim.evidence {
                            li {
                                (evidence.words)
                                @if let Some(value) = evidence.value { ": " (t.amount(value, evidence.unit.as_deref().unwrap_or_default())) }
                                @if let Some(source) = &evidence.source { " " span.quiet { "(" (source) ")" } }
                            }
                        }
                    }
                }
                @if let Some(compared) = &claim.compared { p lang=[lang] { (compared) } }
                @if let Some(grade) = &claim.grade { p { (t.claim_grade(&grade.meant().map_or_else(|| grade.as_str().to_owned(), |known| t.grade(known)))) } }
                @if !claim.assumptions.is_empty() {
                    p { (t.claim_assumes()) }
                    ul lang=[lang] { @for assumption in &claim.assumptions { li { (assumption) } } }
                }
            }
        }
    }
}

/// Headed texts.
pub fn sections(lang: Option<&str>, sections: &[Section]) -> Markup {
    html! {
        @for section in sections {
            div lang=[lang] { h3 { (section.heading) } p { (section.words) } }
        }
    }
}
