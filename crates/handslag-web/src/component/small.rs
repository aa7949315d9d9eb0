//! The smallest pieces: the status word, the mark of an example, a list of facts.

use handslag_app::files::Progress;
use handslag_domain::verdict::Verdict;
use handslag_locale::Texts;
use maud::{Markup, html};

/// The verdict as sign and word; colour only supports them.
pub fn status(t: Texts, verdict: Verdict) -> Markup {
    status_of(verdict, &t.verdict(verdict))
}

/// The sign of a verdict beside other words, such as "9 hållna".
pub fn status_of(verdict: Verdict, words: &str) -> Markup {
    html! {
        span class={ "status status-" (verdict.name()) } {
            span.sign aria-hidden="true" { (verdict.sign()) } " " (words)
        }
    }
}

/// Says on top of a page that the numbers of the log are invented.
pub fn example_banner(t: Texts) -> Markup {
    html! { p.example-banner { (t.example_banner()) } }
}

/// Says beside a block of numbers that they are invented.
pub fn example_tag(t: Texts, example: bool) -> Markup {
    html! { @if example { " " span.example-tag { (t.example_tag()) } } }
}

/// Names and what stands for them; those without anything are left out.
pub fn facts(rows: &[(String, Markup)]) -> Markup {
    html! {
        dl.facts {
            @for (name, value) in rows.iter().filter(|(_, v)| !v.0.is_empty()) {
                div { dt { (name) } dd { (value) } }
            }
        }
    }
}

/// What of the address could not be followed, each in words; nothing when all could.
pub fn not_followed(t: Texts, parts: &[String]) -> Markup {
    html! {
        @if !parts.is_empty() {
            div.notice #obegripligt role="status" {
                p { (t.address_not_followed()) }
                ul { @for part in parts { li { (part) } } }
            }
        }
    }
}

/// How far long work has come.
///
/// - `label`: what work, for those who do not see the bar.
pub fn progress_bar(progress: Progress, label: &str) -> Markup {
    html! { progress max=(progress.total) value=(progress.done) aria-label=(label) {} }
}
