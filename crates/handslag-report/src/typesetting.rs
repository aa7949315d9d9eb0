//! How a template and its data become one PDF: fonts, virtual files, standards.
//!
//! This module knows Typst and nothing about follow-ups.

use std::sync::LazyLock;

use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Features, Library, LibraryExt, World, WorldExt};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::PdfError;

/// The faces of the printed follow-up; the same ones as on the web pages.
const FONT_FILES: [&[u8]; 4] = [
    include_bytes!("../fonts/Newsreader-Regular.ttf"),
    include_bytes!("../fonts/Newsreader-SemiBold.ttf"),
    include_bytes!("../fonts/OpenSans-Regular.ttf"),
    include_bytes!("../fonts/OpenSans-SemiBold.ttf"),
];

/// What never changes between two documents, made once per process.
struct Press {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
}

static PRESS: LazyLock<Press> = LazyLock::new(|| {
    let fonts: Vec<Font> = FONT_FILES
        .into_iter()
        .map(|file| Font::new(Bytes::new(file), 0).expect("the bundled font files are sound"))
        .collect();
    Press {
        // Row headers and table summaries are behind this feature in Typst 0.15.
        library: LazyHash::new(
            Library::builder()
                .with_features(Features::from_iter([Feature::A11yExtras]))
                .build(),
        ),
        book: LazyHash::new(FontBook::from_fonts(&fonts)),
        fonts,
    }
});

/// Whether one of the bundled faces has a glyph for this character.
pub(crate) fn can_print(character: char) -> bool {
    PRESS
        .fonts
        .iter()
        .any(|font| font.info().coverage.contains(character.into()))
}

/// Everything one document is made of. The template sees these files only.
pub(crate) struct Manuscript {
    /// Typst code, `/template.typ`: ours, never a user's.
    pub template: &'static str,
    /// `/data.json`: every text and figure, as data.
    pub data: Vec<u8>,
    /// `/chart-0.svg`, `/chart-1.svg`, …
    pub drawings: Vec<String>,
    /// Noon UTC of this day becomes the document's date; no clock is read.
    pub dated: jiff::civil::Date,
    /// The program's name and version, as `/Creator`.
    pub creator: String,
}

/// Set the manuscript as tagged PDF/A-2a and PDF/UA-1.
///
/// The same manuscript always gives the same bytes.
///
/// # Errors
/// [`PdfError::Typesetting`] with the template's line where Typst refused.
pub(crate) fn typeset(manuscript: Manuscript) -> Result<Vec<u8>, PdfError> {
    let result = typeset_with_caches(&manuscript);
    // Typst remembers every layout in process-wide caches. Forget them after
    // failures too, or a long-lived process grows with each document.
    comemo::evict(0);
    result
}

fn typeset_with_caches(manuscript: &Manuscript) -> Result<Vec<u8>, PdfError> {
    let desk = Desk::new(manuscript);
    let document: PagedDocument = typst::compile(&desk)
        .output
        .map_err(|found| refused(&desk, &found))?;
    let options = PdfOptions {
        ident: Smart::Auto,
        creator: Smart::Custom(Some(manuscript.creator.clone())),
        timestamp: noon_utc(manuscript.dated).map(Timestamp::new_utc),
        standards: PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
            .expect("PDF/A-2a and PDF/UA-1 go together"),
        ..PdfOptions::default()
    };
    typst_pdf::pdf(&document, &options).map_err(|found| refused(&desk, &found))
}

fn noon_utc(day: jiff::civil::Date) -> Option<Datetime> {
    let month = u8::try_from(day.month()).ok()?;
    let day_of_month = u8::try_from(day.day()).ok()?;
    Datetime::from_ymd_hms(day.year().into(), month, day_of_month, 12, 0, 0)
}

/// Every complaint with its line, so that the template can be mended.
fn refused(desk: &Desk, found: &[SourceDiagnostic]) -> PdfError {
    let complaints: Vec<String> = found.iter().map(|one| complaint(desk, one)).collect();
    PdfError::Typesetting {
        complaints: complaints.join("; "),
    }
}

fn complaint(desk: &Desk, found: &SourceDiagnostic) -> String {
    let place = match found.span.id() {
        Some(id) if id == desk.template.id() => desk
            .range(found.span)
            .and_then(|range| desk.template.lines().byte_to_line(range.start))
            .map_or_else(String::new, |line| format!("template line {}: ", line + 1)),
        Some(id) => format!("{}: ", id.vpath().get_without_slash()),
        None => String::new(),
    };
    let hints: String = found
        .hints
        .iter()
        .map(|hint| format!(" ({})", hint.v))
        .collect();
    format!("{place}{}{hints}", found.message)
}

/// One manuscript laid out for Typst to read.
struct Desk {
    template: Source,
    files: Vec<(FileId, Bytes)>,
}

impl Desk {
    fn new(manuscript: &Manuscript) -> Self {
        let data = (file_id("/data.json"), Bytes::new(manuscript.data.clone()));
        let drawings = manuscript.drawings.iter().enumerate().map(|(n, svg)| {
            let name = format!("/chart-{n}.svg");
            (file_id(&name), Bytes::from_string(svg.clone()))
        });
        Self {
            template: Source::new(file_id("/template.typ"), manuscript.template.to_owned()),
            files: std::iter::once(data).chain(drawings).collect(),
        }
    }
}

fn file_id(name: &str) -> FileId {
    let path = VirtualPath::new(name).expect("our own file names are plain");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &PRESS.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &PRESS.book
    }

    fn main(&self) -> FileId {
        self.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.template.id() {
            Ok(self.template.clone())
        } else {
            Err(not_on_the_desk(id))
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files
            .iter()
            .find(|(known, _)| *known == id)
            .map(|(_, content)| content.clone())
            .ok_or_else(|| not_on_the_desk(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        PRESS.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn not_on_the_desk(id: FileId) -> FileError {
    FileError::NotFound(id.vpath().get_without_slash().into())
}
