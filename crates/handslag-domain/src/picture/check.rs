//! What a reader should know before a picture is used: whether it can be read,
//! where it points nowhere, and where its chain is broken.

use std::sync::LazyLock;

use serde_json::Value;

use crate::check::{Finding, Words, findings_of_picture, unreadable};
use crate::document::PromiseDocument;

use super::clock::LegalClock;
use super::gaps::{Gaps, gaps, of_picture};
use super::words::Gap;
use super::{PICTURE_FORMAT, PictureDocument};

static SCHEMA: LazyLock<Value> = LazyLock::new(PictureDocument::json_schema);

/// Reads a text and checks it. A text that cannot be read gives one error.
pub fn check_text(text: &str, words: Words) -> (Option<PictureDocument>, Vec<Finding>) {
    match PictureDocument::read(text) {
        Ok(document) => {
            let findings = check(&document, words);
            (Some(document), findings)
        }
        Err(error) => (None, vec![unreadable(error, words)]),
    }
}

/// Everything worth knowing about a picture by itself: errors first, then in
/// the order of the document. What hangs on promises or on today's date is in
/// [`check_held`].
pub fn check(document: &PictureDocument, words: Words) -> Vec<Finding> {
    let mut found = Gaps::default();
    of_picture(document, &mut found);
    let mut findings = faults(document, words);
    findings.extend(found.told(words));
    findings.sort_by_key(|f| f.level);
    findings
}

/// Everything that is missing or wrong in a picture that is held: the
/// one list that every page and command tells.
pub fn check_held(
    document: &PictureDocument,
    promises: &[PromiseDocument],
    clock: LegalClock,
    words: Words,
) -> Vec<Finding> {
    let mut findings = faults(document, words);
    findings.extend(gaps(document, promises, clock, words));
    findings.sort_by_key(|f| f.level);
    findings
}

/// What cannot be read as it was meant.
fn faults(document: &PictureDocument, words: Words) -> Vec<Finding> {
    let mut found = Gaps::default();
    if document.format != PICTURE_FORMAT {
        found.add("format", Gap::UnknownFormat(document.format.clone()));
    }
    let value = serde_json::to_value(document).unwrap_or_default();
    let own = &document.picture.municipalities;
    let mut findings = found.told(words);
    findings.extend(findings_of_picture(&value, &SCHEMA, own, words));
    findings
}
