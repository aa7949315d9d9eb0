//! What became of one commitment?

use handslag_domain::follow_up::CommitmentReport;
use handslag_domain::release::PromiseRelease;
use maud::{Markup, html};

use crate::component::{commitment_full, example_tag, month_figure};
use crate::here::Here;
use crate::layout::{Page, layout};
use crate::paths;

/// What a commitment answers by the municipality's public picture, where the
/// promise itself does not say.
#[derive(Debug, Clone, Default)]
pub struct FromPicture {
    /// Each problem with its cause, in the words of the picture, and where it is read.
    pub answers: Vec<(String, String)>,
    /// The language of those words.
    pub language: String,
}

/// The page of a commitment; `report` is one of the release's.
pub fn commitment(here: &Here<'_>, release: &PromiseRelease, report: &CommitmentReport) -> Markup {
    commitment_with(here, release, report, &FromPicture::default())
}

/// The same with what the picture says of it.
pub fn commitment_with(
    here: &Here<'_>,
    release: &PromiseRelease,
    report: &CommitmentReport,
    picture: &FromPicture,
) -> Markup {
    let t = here.t();
    let status = &release.status;
    let theirs = here.theirs(&status.language);
    let main = html! {
        @if let Some(area) = &report.focus_area { p.eyebrow lang=[theirs] { (area) } }
        h1 lang=[theirs] { (report.title) }
        section aria-labelledby="svar" {
            h2.quiet-heading #svar { (t.commitment_words()) }
            (commitment_full(here, status, report, 3))
        }
        @if !picture.answers.is_empty() {
            section #problem {
                h2 { (t.commitment_answers_in_picture()) }
                ul { @for (words, address) in &picture.answers {
                    li { a href=(address) lang=[here.theirs(&picture.language)] { (words) } }
                } }
            }
        }
        section aria-labelledby="gjort" {
            h2 #gjort { (t.done_title()) (example_tag(t, status.example)) }
            (month_figure(here, status, report))
        }
        @if let Some(contact) = &status.contact { p.quiet { (t.report_wrong(contact)) } }
        p { a href=(paths::promise(paths::of(status))) { (t.back_to_promise()) } }
    };
    layout(
        here,
        Page {
            description: &report.words,
            example: status.example,
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
            ..Page::new(&report.title, main)
        },
    )
}
