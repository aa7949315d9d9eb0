//! The printer of the program: a child of the same binary for each PDF, so
//! that what Typst remembers is given back when it ends.

use std::time::Duration;

use handslag_app::Renderer;
use handslag_app::renderer::{RenderError, Rendering};
use handslag_domain::follow_up::FollowUpDocument;
use handslag_domain::picture::edition::PictureEdition;

/// A follow-up takes some tenths of a second, and a hundred times that in a
/// debug build on a busy machine; one that takes this long never ends.
const LONGEST: Duration = Duration::from_secs(180);

const MUCH_AT_ONCE: &str =
    "glibc.malloc.hugetlb=1:glibc.malloc.top_pad=67108864:glibc.malloc.trim_threshold=1073741824";

/// Makes each PDF in a child process, two at a time at most.
pub(crate) struct ChildRenderer {
    turns: tokio::sync::Semaphore,
}

impl Default for ChildRenderer {
    fn default() -> Self {
        Self {
            turns: tokio::sync::Semaphore::new(2),
        }
    }
}

impl Renderer for ChildRenderer {
    fn pdf<'a>(&'a self, document: &'a FollowUpDocument, draft: bool) -> Rendering<'a> {
        Box::pin(async move { self.printed(request(document, draft)?).await })
    }

    fn picture_pdf<'a>(&'a self, edition: &'a PictureEdition, draft: bool) -> Rendering<'a> {
        Box::pin(async move { self.printed(picture_request(edition, draft)?).await })
    }

    fn prints(&self) -> bool {
        cfg!(feature = "pdf")
    }
}

impl ChildRenderer {
    async fn printed(&self, request: Vec<u8>) -> Result<Vec<u8>, RenderError> {
        let _turn = self.turns.acquire().await.map_err(failed)?;
        tokio::time::timeout(LONGEST, by_child(&request))
            .await
            .map_err(|_| {
                RenderError(format!(
                    "the printer was stopped after {} s",
                    LONGEST.as_secs()
                ))
            })?
    }
}

fn failed(error: impl std::fmt::Display) -> RenderError {
    RenderError(error.to_string())
}

#[cfg(not(feature = "pdf"))]
fn request(_: &FollowUpDocument, _: bool) -> Result<Vec<u8>, RenderError> {
    Err(no_pdf())
}

#[cfg(not(feature = "pdf"))]
fn picture_request(_: &PictureEdition, _: bool) -> Result<Vec<u8>, RenderError> {
    Err(no_pdf())
}

#[cfg(not(feature = "pdf"))]
fn no_pdf() -> RenderError {
    RenderError("this build has no PDF: build with the feature \"pdf\"".to_owned())
}

#[cfg(feature = "pdf")]
fn picture_request(edition: &PictureEdition, draft: bool) -> Result<Vec<u8>, RenderError> {
    let language = handslag_locale::Language::tagged(&edition.language).unwrap_or_default();
    let request = handslag_report::PicturePdfRequest {
        edition: edition.clone(),
        options: handslag_report::PdfOptions { language, draft },
    };
    serde_json::to_vec(&request).map_err(failed)
}

#[cfg(feature = "pdf")]
fn request(document: &FollowUpDocument, draft: bool) -> Result<Vec<u8>, RenderError> {
    let language = handslag_locale::Language::tagged(&document.language).unwrap_or_default();
    let request = handslag_report::PdfRequest {
        document: document.clone(),
        options: handslag_report::PdfOptions { language, draft },
        charts: crate::report::drawings(document, language),
    };
    serde_json::to_vec(&request).map_err(failed)
}

/// Hands over the request and takes what the child writes. The child dies
/// with this future, so a time-out leaves nothing behind.
async fn by_child(request: &[u8]) -> Result<Vec<u8>, RenderError> {
    use std::process::Stdio;
    use tokio::io::AsyncWriteExt as _;

    let program = std::env::current_exe().map_err(failed)?;
    let mut child = tokio::process::Command::new(program)
        .args(["report", "--stdin"])
        // Typesetting fills some 100 MB once and ends: in large pages, asked for
        // in large pieces and never given back, they cost a sixth less time.
        .env("GLIBC_TUNABLES", MUCH_AT_ONCE)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .map_err(failed)?;
    let mut stdin = child
        .stdin
        .take()
        .ok_or_else(|| failed("the printer does not listen"))?;
    let handed_over = async {
        // A child that ends early closes its ear; its own words say why.
        let _ = stdin.write_all(request).await;
        drop(stdin);
    };
    let ((), output) = tokio::join!(handed_over, child.wait_with_output());
    let output = output.map_err(failed)?;
    match output.status.success() {
        true => Ok(output.stdout),
        false => Err(RenderError(
            String::from_utf8_lossy(&output.stderr).trim().to_owned(),
        )),
    }
}
