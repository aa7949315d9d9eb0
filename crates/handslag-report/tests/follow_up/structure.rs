//! Is the printed follow-up an archivable and accessible PDF?

use crate::support::{SET, document, plain, read};
use handslag_locale::Language;
use handslag_report::{PdfOptions, pdf};

#[test]
fn it_calls_itself_pdf_a_2a_and_pdf_ua_1() {
    let metadata = SET.metadata();
    for claim in [
        "<pdfaid:part>2</pdfaid:part>",
        "<pdfaid:conformance>A</pdfaid:conformance>",
        "<pdfuaid:part>1</pdfuaid:part>",
    ] {
        assert!(metadata.contains(claim), "{claim} is missing in {metadata}");
    }
}

#[test]
fn it_is_tagged_and_says_its_language_and_title() {
    let catalog = SET.catalog();
    let marks = catalog
        .get_deref(b"MarkInfo", &SET.file)
        .unwrap()
        .as_dict()
        .unwrap();
    assert!(marks.get(b"Marked").unwrap().as_bool().unwrap());
    let language = lopdf::decode_text_string(catalog.get(b"Lang").unwrap()).unwrap();
    assert_eq!(language, "sv-SE");
    let preferences = catalog.get_deref(b"ViewerPreferences", &SET.file).unwrap();
    let shown = preferences
        .as_dict()
        .unwrap()
        .get(b"DisplayDocTitle")
        .unwrap();
    assert!(shown.as_bool().unwrap());
    let title = "Uppföljning 2023: Medborgarlöfte Lidköping 2022–2023";
    assert!(SET.metadata().contains(title));
    assert!(catalog.has(b"Outlines"), "there are no bookmarks");
}

#[test]
fn every_table_has_header_cells_in_its_first_row_or_in_every_row() {
    let tables = SET.with_role("Table");
    let rows = SET.with_role("TR");
    assert!(tables.len() > 20, "{} tables", tables.len());
    for row in &rows {
        assert_eq!(
            row.children.first().map(String::as_str),
            Some("TH"),
            "{row:?}"
        );
    }
    let all_commitments = &SET.elements[position("Table", 1)..];
    let first_row = all_commitments.iter().find(|e| e.role == "TR").unwrap();
    assert!(first_row.children.iter().all(|cell| cell == "TH"));
    assert_eq!(first_row.children.len(), 5);
}

/// Where the `n`th element of a role is, from 0.
fn position(role: &str, n: usize) -> usize {
    let found = SET
        .elements
        .iter()
        .enumerate()
        .filter(|(_, e)| e.role == role);
    found.map(|(at, _)| at).nth(n).unwrap()
}

#[test]
fn headings_skip_no_level() {
    let levels = SET
        .elements
        .iter()
        .filter_map(|e| e.role.strip_prefix('H')?.parse::<u8>().ok());
    let levels: Vec<u8> = levels.collect();
    assert!(levels.len() > 30);
    assert!(
        levels.windows(2).all(|two| two[1] <= two[0] + 1),
        "{levels:?}"
    );
}

#[test]
fn words_in_another_language_are_marked_with_theirs() {
    let options = PdfOptions {
        language: Language::En,
        draft: false,
    };
    let english = read(&pdf(&document(), options, &[]).unwrap());
    let language = english.catalog().get(b"Lang").unwrap();
    assert_eq!(lopdf::decode_text_string(language).unwrap(), "en-GB");
    // The language stands on the element, or on the piece of the page itself.
    let on_elements = english.elements.iter().filter_map(|e| e.lang.as_deref());
    assert!(on_elements.clone().count() > 10);
    assert!(
        on_elements
            .clone()
            .all(|lang| ["sv", "en-GB"].contains(&lang))
    );
    assert!(english.marks_in("sv") > english.with_role("Quote").len());
    assert_eq!(SET.marks_in("en-GB"), 0);
    let text = english.text();
    for words in [
        "Page 1 of",
        "The commitments one by one",
        "Exceeded",
        "31 December 2023",
    ] {
        assert!(text.contains(&plain(words)), "\"{words}\" is missing");
    }
}
