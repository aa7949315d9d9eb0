//! What a reader should know before a picture is used: whether it can be read,
//! where it points nowhere, and where its chain is broken.

use std::sync::LazyLock;

use serde_json::Value;

use crate::check::{Finding, Words, findings_of_picture, unreadable};

use super::gaps::{Gaps, of_picture};
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
/// [`gaps`](super::gaps::gaps).
pub fn check(document: &PictureDocument, words: Words) -> Vec<Finding> {
    let mut gaps = Gaps::default();
    if document.format != PICTURE_FORMAT {
        gaps.add("format", Gap::UnknownFormat(document.format.clone()));
    }
    let value = serde_json::to_value(document).unwrap_or_default();
    let own = &document.picture.municipalities;
    let mut findings = findings_of_picture(&value, &SCHEMA, own, words);
    of_picture(document, &mut gaps);
    findings.extend(gaps.told(words));
    findings.sort_by_key(|f| f.level);
    findings
}
