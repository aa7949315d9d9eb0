//! One kind of offence alone, large enough to be shown to others.

use handslag_domain::figures::FigureChart;
use handslag_domain::release::PromiseRelease;
use maud::{Markup, html};

use crate::component::figure;
use crate::here::Here;
use crate::layout::{Page, layout};
use crate::paths;

/// The page of one chart of official figures; the log is not on it, so neither is "exempel".
pub fn chart(here: &Here<'_>, release: &PromiseRelease, chart: &FigureChart) -> Markup {
    let t = here.t();
    let status = &release.status;
    let chart = chart.said_in(here.language.tag());
    let chart = chart.as_ref();
    let title = format!("{}, {}", t.offence(&chart.category), chart.area);
    let back = format!("{}#siffror", paths::promise(paths::of(status)));
    let main = html! {
        h1 { (title) }
        p { (t.figures_lead()) }
        (figure(here, paths::of(status), chart))
        p { a href=(back) { (t.figure_back()) } }
    };
    layout(
        here,
        Page {
            description: &chart.finding,
            trail: &[
                (t.nav_home(), paths::HOME.to_owned()),
                (
                    status.municipality.name.clone(),
                    paths::municipality(&status.municipality.slug),
                ),
                (
                    status.promise.title.clone(),
                    paths::promise(paths::of(status)),
                ),
            ],
            ..Page::new(&title, main)
        },
    )
}
