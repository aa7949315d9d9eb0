//! Follow-ups and situational pictures as archivable, accessible PDFs (PDF/A-2a
//! and PDF/UA-1).
//!
//! [`pdf`] and [`picture_pdf`] set one document. Typst keeps what it has seen in memory, so the
//! program runs it in a child process of itself: the parent writes a
//! [`PdfRequest`] or a [`PicturePdfRequest`] as JSON, the child calls [`serve_one`] and ends.
//!
//! What users wrote reaches the template as data only, never as code.

mod follow_up;
mod paper;
mod picture;
mod printable;
mod texts;
mod typesetting;
mod writing;

use std::io::{self, Read, Write};

use handslag_domain::follow_up::FollowUpDocument;
use handslag_domain::picture::edition::PictureEdition;
use handslag_locale::Language;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::typesetting::Manuscript;

/// How a follow-up is set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PdfOptions {
    /// The language of headings, labels, numbers and dates; the parties' words
    /// stay in theirs.
    #[serde(with = "language_tag")]
    pub language: Language,
    /// Whether "UTKAST" stands on every page.
    pub draft: bool,
}

/// A drawing of one of the document's figures, the same as on the web page.
/// What is drawn of answers needs none: it is drawn here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chart {
    /// The figure's id in [`FollowUpDocument::figures`].
    pub figure: String,
    /// A whole SVG document; its text is set in "Open Sans" or "Newsreader".
    pub svg: String,
}

/// Everything that one PDF is made from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PdfRequest {
    /// What the follow-up says.
    pub document: FollowUpDocument,
    /// How it is set.
    pub options: PdfOptions,
    /// Its drawings; a figure without one is shown as a table alone.
    #[serde(default)]
    pub charts: Vec<Chart>,
}

/// Everything that the PDF of a picture is made from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PicturePdfRequest {
    /// What the picture says.
    pub edition: PictureEdition,
    /// How it is set.
    pub options: PdfOptions,
}

/// Why no PDF came out.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    /// The request did not come through.
    #[error("could not read the request for a PDF")]
    Reading(#[source] io::Error),
    /// The request is not one.
    #[error("the request for a PDF is not understood: send document, options and charts as JSON")]
    Request(#[source] serde_json::Error),
    /// Typst refused; with the template's line, or the drawing at fault.
    #[error("could not set the follow-up as PDF: {complaints}")]
    Typesetting {
        /// Every complaint.
        complaints: String,
    },
    /// The PDF was made, but nobody took it.
    #[error("could not hand over the PDF")]
    Writing(#[source] io::Error),
}

/// Sets a follow-up as tagged PDF/A-2a and PDF/UA-1.
///
/// The same input gives the same bytes: no clock is read, and the PDF is dated
/// on the day of publication, or for a draft on the day the counts are taken.
///
/// # Errors
/// [`PdfError::Typesetting`] when a drawing cannot be read as SVG, or when the
/// template is wrong.
pub fn pdf(
    document: &FollowUpDocument,
    options: PdfOptions,
    charts: &[Chart],
) -> Result<Vec<u8>, PdfError> {
    let drawn = follow_up::drawn(document, options.language, charts.len());
    let paper = follow_up::paper(document, options, charts, &drawn);
    let drawings = charts
        .iter()
        .map(|chart| chart.svg.as_str())
        .chain(drawn.iter().flatten().map(|drawn| drawn.svg()))
        .map(printable::printable);
    let dated = document.published_on.unwrap_or(document.at);
    set(&paper, drawings.collect(), dated)
}

/// Sets an edition of a situational picture, in the same way as [`pdf`]: dated
/// on the day that it was frozen.
///
/// # Errors
/// [`PdfError::Typesetting`] when the template is wrong.
pub fn picture_pdf(edition: &PictureEdition, options: PdfOptions) -> Result<Vec<u8>, PdfError> {
    let paper = picture::paper(edition, options);
    set(&paper, Vec::new(), edition.frozen_on)
}

fn set(paper: &paper::Paper, drawings: Vec<String>, dated: Date) -> Result<Vec<u8>, PdfError> {
    let mut data = serde_json::to_value(paper).expect("a paper is plain text and numbers");
    printable::printable_json(&mut data);
    typesetting::typeset(Manuscript {
        template: include_str!("../template/paper.typ"),
        data: data.to_string().into_bytes(),
        drawings,
        dated,
        creator: concat!("Handslag ", env!("CARGO_PKG_VERSION")).to_owned(),
    })
}

/// Reads one [`PdfRequest`] or [`PicturePdfRequest`] as JSON to its end and
/// writes the PDF.
///
/// Nothing is written unless the whole PDF was made, so a parent that gets no
/// bytes looks at the child's error.
///
/// # Errors
/// Any [`PdfError`].
pub fn serve_one(mut request: impl Read, mut answer: impl Write) -> Result<(), PdfError> {
    let mut json = Vec::new();
    request.read_to_end(&mut json).map_err(PdfError::Reading)?;
    let pdf = match serde_json::from_slice::<PicturePdfRequest>(&json) {
        Ok(request) => picture_pdf(&request.edition, request.options)?,
        // What is no picture is a follow-up, or says what is wrong with it.
        Err(_) => {
            let request: PdfRequest = serde_json::from_slice(&json).map_err(PdfError::Request)?;
            pdf(&request.document, request.options, &request.charts)?
        }
    };
    answer.write_all(&pdf).map_err(PdfError::Writing)?;
    answer.flush().map_err(PdfError::Writing)
}

/// A language as its tag, `sv` or `en`.
mod language_tag {
    use handslag_locale::Language;
    use serde::de::{Deserialize, Deserializer, Error};
    use serde::ser::Serializer;

    pub(super) fn serialize<S: Serializer>(
        language: &Language,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(language.tag())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Language, D::Error> {
        let tag = String::deserialize(deserializer)?;
        Language::tagged(&tag).ok_or_else(|| D::Error::custom(format!("no language \"{tag}\"")))
    }
}
