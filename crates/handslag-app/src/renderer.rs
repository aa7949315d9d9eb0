//! The printer behind the app: it turns a document into a PDF. The binary
//! gives one that runs in a child process, so that its memory is given back.

use std::pin::Pin;

use handslag_domain::follow_up::FollowUpDocument;
use handslag_domain::picture::edition::PictureEdition;

/// Why no PDF was made.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct RenderError(pub String);

/// What a renderer answers with.
pub type Rendering<'a> = Pin<Box<dyn Future<Output = Result<Vec<u8>, RenderError>> + Send + 'a>>;

/// Makes archivable, accessible PDFs of follow-ups and pictures.
pub trait Renderer: Send + Sync {
    /// The PDF. A draft says on every page that it is one.
    fn pdf<'a>(&'a self, document: &'a FollowUpDocument, draft: bool) -> Rendering<'a>;

    /// The PDF of a picture. One that is not frozen says so on every page.
    fn picture_pdf<'a>(&'a self, edition: &'a PictureEdition, draft: bool) -> Rendering<'a>;

    /// Whether there is a printer at all; without one, follow-ups are published
    /// as page, CSV and JSON.
    fn prints(&self) -> bool {
        true
    }
}

/// No printer: follow-ups are published without a PDF.
pub struct NoRenderer;

impl Renderer for NoRenderer {
    fn pdf<'a>(&'a self, _: &'a FollowUpDocument, _: bool) -> Rendering<'a> {
        Box::pin(async { Err(RenderError("this build has no PDF".to_owned())) })
    }

    fn picture_pdf<'a>(&'a self, _: &'a PictureEdition, _: bool) -> Rendering<'a> {
        Box::pin(async { Err(RenderError("this build has no PDF".to_owned())) })
    }

    fn prints(&self) -> bool {
        false
    }
}
