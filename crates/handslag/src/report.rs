//! The child that sets one PDF and ends: the request on standard input, the
//! PDF on standard output.

use handslag_domain::follow_up::FollowUpDocument;
use handslag_locale::Language;
use handslag_report::{Chart, serve_one};

use crate::failure::{Failure, chain};

pub(crate) fn run() -> Result<(), Failure> {
    serve_one(std::io::stdin().lock(), std::io::stdout().lock())
        .map_err(|error| Failure::System(chain(&error)))
}

/// The drawings of a follow-up's official figures, the same as on its page.
pub(crate) fn drawings(document: &FollowUpDocument, language: Language) -> Vec<Chart> {
    document
        .figures
        .iter()
        .map(|figures| Chart {
            figure: figures.id.clone(),
            svg: handslag_web::component::print_drawing(language, figures),
        })
        .collect()
}
