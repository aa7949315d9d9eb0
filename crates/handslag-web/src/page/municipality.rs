//! What has been promised in this municipality?

use handslag_app::held::EditionSummary;
use handslag_domain::follow_up::{MunicipalityName, PromiseName, VerdictCount};
use handslag_domain::release::NewsItem;
use handslag_locale::arg;
use maud::{Markup, html};

use super::news::news_list;
use super::promise::FollowUpLink;
use crate::component::{example_tag, status_of};
use crate::here::Here;
use crate::layout::{Page, layout};
use crate::paths::{self, Address};

/// A promise in the list of a municipality.
#[derive(Debug, Clone)]
pub struct PromiseLink {
    /// Its name, address and period.
    pub promise: PromiseName,
    /// Whether it still runs.
    pub running: bool,
    /// Whether its log is invented.
    pub example: bool,
    /// How many commitments have each verdict.
    pub tally: Vec<VerdictCount>,
    /// How many commitments.
    pub n_commitments: usize,
    /// Its published follow-ups, newest first.
    pub follow_ups: Vec<FollowUpLink>,
}

/// Everything on the page of a municipality.
#[derive(Debug, Clone, Copy)]
pub struct MunicipalityView<'a> {
    /// Which.
    pub name: &'a MunicipalityName,
    /// Its promises, newest first.
    pub promises: &'a [PromiseLink],
    /// The newest edition of its situational picture.
    pub picture: Option<&'a EditionSummary>,
    /// The newest police notices.
    pub news: &'a [NewsItem],
}

/// A municipality's promises, newest first, the picture that they rest on, and
/// the newest police notices.
pub fn municipality(here: &Here<'_>, view: MunicipalityView<'_>) -> Markup {
    let t = here.t();
    let MunicipalityView {
        name,
        promises,
        picture,
        news,
    } = view;
    let lead = t.municipality_lead(arg::MunicipalityLead {
        n: promises.len().into(),
        name: &name.name,
    });
    let main = html! {
        div.with-aside {
            div {
                h1 { (name.name) }
                p.lead { (lead) }
                @for promise in promises { (one_promise(here, &name.slug, promise)) }
                @if let Some(edition) = picture {
                    section #lagesbild {
                        h2 { a href=(paths::picture_edition(&name.slug)) { (edition.title) } }
                        p { (t.edition_municipality_words()) }
                    }
                }
            }
            aside {
                h2 { (t.news_aside()) }
                (news_list(here, news))
                p { a href=(paths::news(&name.slug)) { (t.news_all()) } }
            }
        }
    };
    layout(
        here,
        Page {
            description: &lead,
            example: promises.iter().any(|p| p.example),
            trail: &[(t.nav_home(), paths::HOME.to_owned())],
            ..Page::new(&name.name, main)
        },
    )
}

fn one_promise(here: &Here<'_>, slug: &str, link: &PromiseLink) -> Markup {
    let t = here.t();
    let state = match link.running {
        true => t.municipality_running(),
        false => t.municipality_ended(),
    };
    let parties = here.language.list(&link.promise.parties);
    html! {
        section.promise-link {
            h2 { a href=(paths::promise(Address { slug, promise: &link.promise.id })) { (link.promise.title) } }
            p.quiet { (here.language.period(link.promise.from, link.promise.to)) " · " (state) }
            p {
                (t.promise_lead(arg::PromiseLead { n: link.n_commitments.into(), parties: &parties }))
                (example_tag(t, link.example))
            }
            ul.tally {
                @for count in &link.tally {
                    li { (status_of(count.verdict, &t.verdict_count(count.verdict, count.n))) }
                }
            }
            @if !link.follow_ups.is_empty() {
                h3 { (t.municipality_follow_ups()) }
                (super::promise::follow_up_list(here, Address { slug, promise: &link.promise.id }, &link.follow_ups))
            }
        }
    }
}
