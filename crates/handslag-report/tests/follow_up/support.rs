//! What the tests of the printed follow-up share: a document, and eyes for a PDF.

use std::sync::LazyLock;

use handslag_domain::follow_up::FollowUpDocument;
use handslag_report::{PdfOptions, pdf};
use lopdf::{Dictionary, Document, Object};

/// A follow-up with every kind of verdict. All of its numbers are invented.
pub fn document() -> FollowUpDocument {
    serde_json::from_str(include_str!("lidkoping.json")).unwrap()
}

/// The first commitments and the figure of [`document`] only: quick to set.
pub fn small() -> FollowUpDocument {
    let whole = document();
    FollowUpDocument {
        commitments: whole.commitments[1..3].to_vec(),
        parties: Vec::new(),
        problems: Vec::new(),
        ..whole
    }
}

/// [`document`] as PDF, set once for all tests of one program.
pub static SET: LazyLock<Read> =
    LazyLock::new(|| read(&pdf(&document(), PdfOptions::default(), &[]).unwrap()));

/// A PDF, taken apart.
pub struct Read {
    pub file: Document,
    /// The text of each page.
    pub pages: Vec<String>,
    /// Every element of the structure tree, parents first.
    pub elements: Vec<Element>,
}

/// One element of the structure tree.
#[derive(Debug, Clone)]
pub struct Element {
    /// `H1`, `Table`, `TH`, …
    pub role: String,
    pub alt: Option<String>,
    pub lang: Option<String>,
    /// The roles of its children.
    pub children: Vec<String>,
}

impl Read {
    /// The whole text; spaces of every kind are one space.
    pub fn text(&self) -> String {
        plain(&self.pages.join(" "))
    }

    pub fn catalog(&self) -> &Dictionary {
        self.file.catalog().unwrap()
    }

    /// The XMP packet.
    pub fn metadata(&self) -> String {
        let stream = self.catalog().get_deref(b"Metadata", &self.file).unwrap();
        let stream = stream.as_stream().unwrap();
        String::from_utf8(stream.get_plain_content().unwrap()).unwrap()
    }

    /// How many pieces of the pages are marked as written in the language.
    pub fn marks_in(&self, lang: &str) -> usize {
        let mark = format!("/Lang({lang})");
        let pages = self.file.get_pages().into_values();
        let contents = pages.map(|page| self.file.get_page_content(page));
        contents
            .map(|content| String::from_utf8_lossy(&content).matches(&mark).count())
            .sum()
    }

    pub fn with_role(&self, role: &str) -> Vec<&Element> {
        self.elements.iter().filter(|e| e.role == role).collect()
    }
}

/// Takes a PDF apart.
pub fn read(bytes: &[u8]) -> Read {
    assert!(bytes.starts_with(b"%PDF-1.7"));
    let file = Document::load_mem(bytes).unwrap();
    let pages = file.get_pages().into_keys();
    let pages = pages
        .map(|page| plain(&file.extract_text(&[page]).unwrap()))
        .collect();
    let mut elements = Vec::new();
    let root = file
        .catalog()
        .unwrap()
        .get_deref(b"StructTreeRoot", &file)
        .unwrap();
    walk(&file, root.as_dict().unwrap(), &mut elements);
    Read {
        file,
        pages,
        elements,
    }
}

/// Spaces of every kind, and line ends, as one space.
pub fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn walk(file: &Document, at: &Dictionary, found: &mut Vec<Element>) {
    let role = name(file, at).unwrap_or_default();
    let children = children(file, at);
    if !role.is_empty() {
        found.push(Element {
            alt: text(file, at, b"Alt"),
            lang: text(file, at, b"Lang"),
            children: children
                .iter()
                .filter_map(|child| name(file, child))
                .collect(),
            role,
        });
    }
    for child in children {
        walk(file, child, found);
    }
}

fn name(file: &Document, at: &Dictionary) -> Option<String> {
    let name = at.get_deref(b"S", file).ok()?.as_name().ok()?;
    Some(String::from_utf8_lossy(name).into_owned())
}

fn text(file: &Document, at: &Dictionary, key: &[u8]) -> Option<String> {
    lopdf::decode_text_string(at.get_deref(key, file).ok()?).ok()
}

fn children<'a>(file: &'a Document, at: &'a Dictionary) -> Vec<&'a Dictionary> {
    let Ok(kids) = at.get_deref(b"K", file) else {
        return Vec::new();
    };
    let kids = match kids {
        Object::Array(kids) => kids.iter().collect(),
        one => vec![one],
    };
    let dictionaries = kids.into_iter().filter_map(|kid| match kid {
        Object::Reference(id) => file.get_dictionary(*id).ok(),
        Object::Dictionary(kid) => Some(kid),
        _ => None,
    });
    dictionaries.collect()
}
