//! Where can I read what was promised where I live?

use handslag_domain::follow_up::MunicipalityName;
use maud::{Markup, html};

use super::search::search_form;
use crate::here::Here;
use crate::layout::{Page, layout};
use crate::paths;

/// A municipality in the list.
#[derive(Debug, Clone)]
pub struct MunicipalityLink {
    /// Its name and address.
    pub municipality: MunicipalityName,
    /// How many promises are published.
    pub n_promises: usize,
}

/// The first page: search, and the municipalities with a published promise.
pub fn home(here: &Here<'_>, municipalities: &[MunicipalityLink]) -> Markup {
    let t = here.t();
    let main = html! {
        div.hero {
            h1 { (t.home_title()) }
            p.lead { (t.home_lead()) }
            (search_form(here, ""))
        }
        section {
            h2 { (t.home_municipalities()) }
            @if municipalities.is_empty() { p { (t.home_none()) } }
            ul.places {
                @for link in municipalities {
                    li {
                        a href=(paths::municipality(&link.municipality.slug)) { (link.municipality.name) }
                        span.quiet { (t.n_promises(link.n_promises)) }
                    }
                }
            }
        }
        section {
            h2 { (t.home_how_title()) }
            ol.how {
                li { strong { (t.chain_said()) } p { (t.home_how_listen()) } }
                li { strong { (t.chain_promised()) } p { (t.home_how_promise()) } }
                li { strong { (t.chain_did()) } p { (t.home_how_count()) } }
                li { strong { (t.chain_changed()) } p { (t.home_how_answer()) } }
            }
        }
    };
    layout(
        here,
        Page {
            description: &t.home_lead(),
            ..Page::new(&t.home_title(), main)
        },
    )
}
