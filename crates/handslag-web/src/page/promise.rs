//! What was promised, what was done, and did it help?

use handslag_domain::figures::{FigureChart, Measure};
use handslag_domain::follow_up::{CommitmentReport, FollowUpDocument};
use handslag_domain::promise::Source;
use handslag_domain::release::{NewsItem, PromiseRelease};
use handslag_locale::arg;
use jiff::civil::Date;
use maud::{Markup, html};

use super::news::news_list;
use crate::component::{
    Field, Tile, blocks, claims, commitment_card, example_tag, facts, figure, goals, problems,
    radio_tiles, sections, select, submit, verdict_sentence, voices,
};
use crate::here::Here;
use crate::layout::{Page, layout};
use crate::paths::{self, Address};

/// A published follow-up in a list.
#[derive(Debug, Clone)]
pub struct FollowUpLink {
    /// The year it follows up.
    pub year: i16,
    /// Its newest version.
    pub version: u32,
    /// When that was published.
    pub published_on: Option<Date>,
}

/// Everything on the page of a promise.
#[derive(Debug, Clone, Copy)]
pub struct PromiseView<'a> {
    /// The newest release.
    pub release: &'a PromiseRelease,
    /// Its published follow-ups, newest first.
    pub follow_ups: &'a [FollowUpLink],
    /// The newest police notices about the municipality.
    pub news: &'a [NewsItem],
    /// The category asked for (`kategori` in the address).
    pub category: Option<&'a str>,
    /// The measure asked for (`matt` in the address): `antal` or `per100k`.
    pub measure: Option<&'a str>,
}

/// The page of a promise.
pub fn promise(here: &Here<'_>, view: PromiseView<'_>) -> Markup {
    let t = here.t();
    let status = &view.release.status;
    let title = &status.promise.title;
    let theirs = here.theirs(&status.language);
    let main = html! {
        div.with-aside {
            div {
                h1 lang=[theirs] { (title) }
                (verdict_sentence(here, status))
                div.blocks { (blocks(here, status)) }
                p.quiet { (t.promise_blocks_how()) }
                (promise_facts(here, view.release))
            }
            aside {
                h2 { (t.follow_ups_title()) }
                @if view.follow_ups.is_empty() { p { (t.follow_ups_none()) } }
                (follow_up_list(here, paths::of(status), view.follow_ups))
                h2 { (t.on_this_page()) }
                (contents(here, view.release))
            }
        }
        (chain(here, status))
        (commitments(here, status))
        (around(here, status))
        (figures(here, &view))
        (back_matter(here, view.release))
    };
    layout(
        here,
        Page {
            description: &t.promise_lead(arg::PromiseLead {
                n: status.commitments.len().into(),
                parties: &here.language.list(&status.promise.parties),
            }),
            example: status.example,
            trail: &[
                (t.nav_home(), paths::HOME.to_owned()),
                (
                    status.municipality.name.clone(),
                    paths::municipality(&status.municipality.slug),
                ),
            ],
            ..Page::new(title, main)
        },
    )
}

/// Links to the parts of the page.
fn contents(here: &Here<'_>, release: &PromiseRelease) -> Markup {
    let t = here.t();
    let status = &release.status;
    let parts = [
        (true, "kedjan", t.chain_title()),
        (true, "ataganden", t.commitments_title()),
        (!status.problems.is_empty(), "problem", t.problems_title()),
        (
            !status.claims.is_empty(),
            "siffrorna-sager",
            t.claims_title(),
        ),
        (!status.figures.is_empty(), "siffror", t.figures_title()),
        (true, "nyheter", t.news_aside()),
        (has_words(release), "ord-for-ord", t.source_text_title()),
        (true, "data", t.open_data_title()),
    ];
    html! {
        ul.plain {
            @for (_, id, title) in parts.iter().filter(|(there, ..)| *there) {
                li { a href={ "#" (id) } { (title) } }
            }
        }
    }
}

fn promise_facts(here: &Here<'_>, release: &PromiseRelease) -> Markup {
    let t = here.t();
    let status = &release.status;
    let agreements: Vec<&str> = release
        .agreements
        .iter()
        .filter_map(|a| a.title.as_deref())
        .collect();
    facts(&[
        (
            t.promise_period(),
            html! { (here.language.period(status.promise.from, status.promise.to)) },
        ),
        (
            t.promise_parties(),
            html! { (here.language.list(&status.promise.parties)) },
        ),
        (
            t.promise_counted(),
            html! { (here.language.date(status.at)) },
        ),
        (
            t.promise_agreement(),
            html! { (here.language.list(&agreements)) },
        ),
        (t.promise_version(), html! { (status.version) }),
    ])
}

pub(super) fn follow_up_list(
    here: &Here<'_>,
    promise: Address<'_>,
    follow_ups: &[FollowUpLink],
) -> Markup {
    let t = here.t();
    html! {
        ul.plain {
            @for link in follow_ups {
                li {
                    a href=(paths::follow_up(promise, link.year)) { (t.follow_up_year(&link.year.to_string())) }
                    @if let Some(day) = link.published_on {
                        " " span.quiet { (t.follow_up_listed(arg::FollowUpListed { version: &link.version.to_string(), date: &here.language.date(day) })) }
                    }
                }
            }
        }
    }
}

/// You said – we promised – we did – it changed.
fn chain(here: &Here<'_>, status: &FollowUpDocument) -> Markup {
    let t = here.t();
    let theirs = here.theirs(&status.language);
    let changed: Vec<&str> = status
        .claims
        .iter()
        .filter_map(|claim| claim.plain.as_deref())
        .collect();
    html! {
        section.chain aria-labelledby="kedjan" {
            h2 #kedjan { (t.chain_title()) }
            ol {
                li {
                    h3 { (t.chain_said()) }
                    @if status.voices.is_empty() { p { (t.chain_said_none()) } }
                    @for voice in status.voices.iter().take(3) {
                        p { q lang=[theirs] { (voice.words) } @if let Some(n) = voice.n { " " span.quiet { "(" (here.language.number(n)) ")" } } }
                    }
                }
                li {
                    h3 { (t.chain_promised()) }
                    ul lang=[theirs] { @for c in status.commitments.iter().take(4) { li { (c.title) } } }
                    @if status.commitments.len() > 4 { p { a href="#ataganden" { (t.chain_more()) } } }
                }
                li {
                    h3 { (t.chain_did()) (example_tag(t, status.example)) }
                    @if status.summary.is_empty() { p { (t.chain_did_none()) } }
                    @for sentence in status.summary.iter().take(3) { p lang=[theirs] { (sentence.text) } }
                }
                li {
                    h3 { (t.chain_changed()) }
                    @if changed.is_empty() { p { (t.chain_changed_none()) } }
                    @for plain in changed.iter().take(2) { p lang=[theirs] { (plain) } }
                    @if !status.claims.is_empty() { p { a href="#siffrorna-sager" { (t.claim_how()) } } }
                }
            }
        }
    }
}

/// The commitments, by focus area in the order they first appear.
fn commitments(here: &Here<'_>, status: &FollowUpDocument) -> Markup {
    let t = here.t();
    let mut areas: Vec<Option<&str>> = Vec::new();
    for report in &status.commitments {
        if !areas.contains(&report.focus_area.as_deref()) {
            areas.push(report.focus_area.as_deref());
        }
    }
    let of = |area: Option<&str>| -> Vec<&CommitmentReport> {
        status
            .commitments
            .iter()
            .filter(|c| c.focus_area.as_deref() == area)
            .collect()
    };
    // Where there are no areas, the rest is all there is.
    let undivided = areas == [None];
    html! {
        section aria-labelledby="ataganden" {
            h2 #ataganden { (t.commitments_title()) }
            @for area in areas {
                h3.area.unseen[undivided] { (area.map_or_else(|| t.commitments_other(), str::to_owned)) }
                div.cards { @for report in of(area) { (commitment_card(here, status, report)) } }
            }
        }
    }
}

/// Background, voices, problems, goals, claims and context.
fn around(here: &Here<'_>, status: &FollowUpDocument) -> Markup {
    let t = here.t();
    let theirs = here.theirs(&status.language);
    html! {
        @if status.background.is_some() || !status.voices.is_empty() {
            section {
                h2 { (t.background_title()) }
                @if let Some(words) = &status.background { p lang=[theirs] { (words) } }
                (voices(here, theirs, &status.voices))
            }
        }
        @if !status.problems.is_empty() {
            section { h2 #problem { (t.problems_title()) } (problems(here, theirs, &status.problems)) }
        }
        @if !status.goals.is_empty() {
            section { h2 { (t.goals_title()) } (goals(here, theirs, &status.goals)) }
        }
        @if !status.claims.is_empty() {
            section { h2 #siffrorna-sager { (t.claims_title()) } (claims(here, theirs, status.claims.iter())) }
        }
        @if !status.context.is_empty() {
            section { h2 { (t.context_title()) } (sections(theirs, &status.context)) }
        }
    }
}

/// Official figures, one category and measure at a time, chosen by a plain form.
fn figures(here: &Here<'_>, view: &PromiseView<'_>) -> Markup {
    let t = here.t();
    let status = &view.release.status;
    let chosen = chosen_figure(&status.figures, view.category, view.measure);
    html! {
        section.with-aside {
            div {
                h2 #siffror { (t.figures_title()) }
                @if let Some(chosen) = chosen {
                    p { (t.figures_lead()) }
                    @if status.figures.len() > 1 { (figure_form(here, status, chosen)) }
                    (figure(here, paths::of(status), chosen))
                } @else {
                    p { (t.figures_none()) }
                }
            }
            aside aria-labelledby="nyheter" {
                h2 #nyheter { (t.news_aside()) }
                (news_list(here, view.news))
                p { a href=(paths::news(&status.municipality.slug)) { (t.news_all()) } }
            }
        }
    }
}

/// The figure asked for; with an unknown wish, the nearest there is.
fn chosen_figure<'a>(
    figures: &'a [FigureChart],
    category: Option<&str>,
    measure: Option<&str>,
) -> Option<&'a FigureChart> {
    let category = category.or_else(|| figures.first().map(|f| f.category.as_str()))?;
    let fits = |f: &&FigureChart| f.category == category;
    let measured = |f: &&FigureChart| measure.is_none_or(|m| m == measure_name(f.measure));
    figures
        .iter()
        .find(|f| fits(f) && measured(f))
        .or_else(|| figures.iter().find(fits))
        .or_else(|| figures.first())
}

fn measure_name(measure: Measure) -> &'static str {
    match measure {
        Measure::Count => "antal",
        Measure::RatePer100k => "per100k",
        Measure::Percent => "procent",
    }
}

fn figure_form(here: &Here<'_>, status: &FollowUpDocument, chosen: &FigureChart) -> Markup {
    let t = here.t();
    let mut categories: Vec<(String, String)> = Vec::new();
    let mut measures: Vec<Measure> = Vec::new();
    for figure in &status.figures {
        let option = (figure.category.clone(), t.offence(&figure.category));
        if !categories.contains(&option) {
            categories.push(option);
        }
        if !measures.contains(&figure.measure) {
            measures.push(figure.measure);
        }
    }
    let tiles: Vec<Tile> = measures
        .into_iter()
        .map(|measure| Tile {
            value: measure_name(measure).to_owned(),
            words: t.measure(measure),
        })
        .collect();
    let (category, measure) = (t.figures_category(), t.figures_measure());
    html! {
        form.choose method="get" action={ (paths::promise(paths::of(status))) "#siffror" } {
            (select(Field::new("kategori", &category), &categories, &chosen.category))
            @if tiles.len() > 1 {
                (radio_tiles(Field::new("matt", &measure), &tiles, measure_name(chosen.measure)))
            }
            (submit(&t.figures_show(), None))
        }
    }
}

/// Next step, contact, sources, the text word for word, open data.
fn back_matter(here: &Here<'_>, release: &PromiseRelease) -> Markup {
    let t = here.t();
    let status = &release.status;
    let theirs = here.theirs(&status.language);
    let id = paths::of(status);
    html! {
        @if let Some(next) = &status.next_step {
            section { h2 { (t.next_step_title()) } p lang=[theirs] { (next) } }
        }
        @if has_words(release) { section {
            h2 #ord-for-ord { (t.source_text_title()) }
            @if let Some(source) = &release.source { (source_text(here, theirs, source)) }
            @if !release.versions.is_empty() {
                h3 { (t.versions_title()) }
                ul lang=[theirs] {
                    @for version in &release.versions {
                        li {
                            (version.version)
                            @if let Some(day) = &version.published_on { ", " (here.language.written_date(day)) }
                            @if let Some(change) = &version.change { ": " (change) }
                        }
                    }
                }
            }
        } }
        section {
            h2 #data { (t.open_data_title()) }
            p { (t.open_data_words()) (example_tag(t, status.example)) }
            ul.plain {
                li { a href=(paths::promise_data(id, "json")) { (t.open_data_json()) } }
                li { a href=(paths::promise_data(id, "csv")) { (t.open_data_csv()) } }
            }
            @if !status.sources.is_empty() {
                h3 { (t.sources_title()) }
                ul lang=[theirs] { @for source in &status.sources { li { (source) } } }
            }
            @if let Some(contact) = &status.contact {
                h3 { (t.contact_title()) }
                p lang=[theirs] { (contact) }
            }
        }
    }
}

/// Whether there is anything to show of the promise's own text.
fn has_words(release: &PromiseRelease) -> bool {
    release.source.is_some() || !release.versions.is_empty()
}

fn source_text(here: &Here<'_>, lang: Option<&str>, source: &Source) -> Markup {
    let t = here.t();
    html! {
        @if let Some(title) = &source.title { p lang=[lang] { (title) } }
        @if let Some(text) = &source.text {
            details {
                summary { (t.source_text_open()) }
                div.verbatim lang=[lang] { (text.trim()) }
            }
        }
        @if let Some(url) = source.url.as_deref().filter(|url| url.starts_with("https://") || url.starts_with("http://")) {
            p { a href=(url) rel="noopener noreferrer" { (url) } }
        }
        @if let Some(day) = &source.read_on { p.quiet { (t.source_read(&here.language.written_date(day))) } }
    }
}
