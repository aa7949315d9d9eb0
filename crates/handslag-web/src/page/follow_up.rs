//! How did it go, as the parties published it?

use handslag_domain::follow_up::FollowUpDocument;
use handslag_domain::release::FollowUpRelease;
use handslag_locale::arg;
use maud::{Markup, html};

use crate::component::{
    COMMITMENTS, blocks, claims, commitment_full, effects, example_tag, figure, goals, problems,
    sections, sentences, tally_table, verdict_sentence, voices,
};
use crate::here::Here;
use crate::layout::{Page, layout};
use crate::paths;

/// Everything on the page of a follow-up.
#[derive(Debug, Clone, Copy)]
pub struct FollowUpView<'a> {
    /// The version that is shown.
    pub release: &'a FollowUpRelease,
    /// The newest version of the same year.
    pub newest_version: u32,
    /// Where the page is a file of its own: the name that the other files of
    /// the same follow-up have before their endings.
    pub beside: Option<&'a str>,
}

/// The page of one version of a follow-up.
pub fn follow_up(here: &Here<'_>, view: FollowUpView<'_>) -> Markup {
    let t = here.t();
    let document = &view.release.document;
    let title = t.follow_up_title(&document.year.to_string());
    let main = html! {
        article.document {
            (head(here, &view, &title))
            (document_body(here, document))
            @if view.beside.is_none() { (versions(here, document)) }
        }
    };
    let name = format!("{title} – {}", document.promise.title);
    layout(
        here,
        Page {
            description: &name,
            example: document.example,
            alone: view.beside.is_some(),
            trail: &[
                (t.nav_home(), paths::HOME.to_owned()),
                (
                    document.municipality.name.clone(),
                    paths::municipality(&document.municipality.slug),
                ),
                (
                    document.promise.title.clone(),
                    paths::promise(paths::of(document)),
                ),
            ],
            ..Page::new(&name, main)
        },
    )
}

fn head(here: &Here<'_>, view: &FollowUpView<'_>, title: &str) -> Markup {
    let t = here.t();
    let document = &view.release.document;
    let theirs = here.theirs(&document.language);
    let id = paths::of(document);
    let file = |format| match view.beside {
        Some(name) => format!("{name}.{format}"),
        None => paths::follow_up_file(id, document.year, document.version, format),
    };
    html! {
        header {
            p.eyebrow { (document.municipality.name) }
            h1 { (title) }
            p.lead lang=[theirs] { (document.promise.title) }
            @if document.version < view.newest_version {
                p.notice {
                    strong { (t.version_replaced()) } " "
                    a href=(paths::follow_up(id, document.year)) { (t.version_newest()) }
                }
            }
            p.quiet { (version_line(here, document)) }
            @if let Some(reason) = &document.reason { p.notice lang=[theirs] { (t.version_corrected(reason)) } }
            ul.links {
                li { a href=(file("pdf")) { (t.pdf_link()) } }
                li { a href=(file("csv")) { (t.csv_link()) } }
                li { a href=(file("json")) { (t.json_link()) } }
            }
        }
    }
}

fn version_line(here: &Here<'_>, document: &FollowUpDocument) -> String {
    let t = here.t();
    let at = here.language.date(document.at);
    match document.published_on {
        None => t.version_draft(&at),
        Some(day) => t.version_line(arg::VersionLine {
            version: &document.version.to_string(),
            date: &here.language.date(day),
            at: &at,
        }),
    }
}

/// The document itself; a preview in the workshop shows the same.
pub fn document_body(here: &Here<'_>, document: &FollowUpDocument) -> Markup {
    let t = here.t();
    let theirs = here.theirs(&document.language);
    let id = paths::of(document);
    html! {
        section {
            h2 { (t.summary_title()) (example_tag(t, document.example)) }
            (verdict_sentence(here, document))
            div.blocks { (blocks(here, document)) }
            (sentences(here, document, &document.summary))
            details { summary { (t.tally_title()) } (tally_table(here, &document.tally)) }
        }
        @if let Some(words) = &document.background {
            section { h2 { (t.background_title()) } p lang=[theirs] { (words) } }
        }
        @if !document.voices.is_empty() {
            section { h2 { (t.voices_title()) } (voices(here, theirs, &document.voices)) }
        }
        section id=(COMMITMENTS) {
            h2 { (t.commitments_title()) (example_tag(t, document.example)) }
            @for report in &document.commitments {
                article.report {
                    h3 lang=[theirs] { a href=(paths::commitment(id, &report.id)) { (report.title) } }
                    (commitment_full(here, document, report, 4))
                }
            }
        }
        @if document.parties.iter().any(|p| !p.sentences.is_empty()) {
            section {
                h2 { (t.parties_title()) (example_tag(t, document.example)) }
                @for party in document.parties.iter().filter(|p| !p.sentences.is_empty()) {
                    h3 { (party.name) }
                    (sentences(here, document, &party.sentences))
                }
            }
        }
        (effect(here, document))
        (ending(here, document))
    }
}

fn effect(here: &Here<'_>, document: &FollowUpDocument) -> Markup {
    let t = here.t();
    let theirs = here.theirs(&document.language);
    html! {
        @if !document.problems.is_empty() {
            section { h2 { (t.problems_title()) } (problems(here, theirs, &document.problems)) }
        }
        @if !document.goals.is_empty() {
            section { h2 { (t.goals_title()) } (goals(here, theirs, &document.goals)) }
        }
        @if !document.context.is_empty() {
            section { h2 { (t.context_title()) } (sections(theirs, &document.context)) }
        }
        @if !document.effects.is_empty() || document.left_out_goals().next().is_some() {
            section #effekter { h2 { (t.effects_title()) } (effects(here, document)) }
        }
        @if document.told_claims().next().is_some() {
            section { h2 { (t.claims_title()) } (claims(here, theirs, document.told_claims())) }
        }
        @if !document.figures.is_empty() {
            section {
                h2 { (t.figures_title()) }
                p { (t.figures_lead()) }
                @for chart in &document.figures { (figure(here, paths::of(document), chart)) }
            }
        }
    }
}

fn ending(here: &Here<'_>, document: &FollowUpDocument) -> Markup {
    let t = here.t();
    let theirs = here.theirs(&document.language);
    html! {
        @if let Some(next) = &document.next_step {
            section { h2 { (t.next_step_title()) } p lang=[theirs] { (next) } }
        }
        @if let Some(contact) = &document.contact {
            section { h2 { (t.contact_title()) } p lang=[theirs] { (contact) } }
        }
        @if !document.sources.is_empty() {
            section {
                h2 { (t.sources_title()) }
                ul lang=[theirs] { @for source in &document.sources { li { (source) } } }
            }
        }
    }
}

fn versions(here: &Here<'_>, document: &FollowUpDocument) -> Markup {
    let t = here.t();
    html! {
        section {
            h2 { (t.version_earlier_title()) }
            p { (t.version_earlier_words()) }
            ul.plain {
                @for earlier in &document.earlier {
                    li {
                        a href=(paths::follow_up_version(paths::of(document), document.year, earlier.version)) {
                            (t.version_n(&earlier.version.to_string()))
                        }
                        ", " (t.version_published(&here.language.date(earlier.published_on)))
                        @if let Some(reason) = &earlier.reason { ". " (t.version_corrected(reason)) }
                    }
                }
            }
        }
    }
}
