//! Is a printed picture an archivable and accessible PDF that says what its
//! edition says, and nothing else?

use handslag_domain::picture::PictureDocument;
use handslag_domain::picture::edition::{Freeze, PictureEdition};
use handslag_domain::vocabulary::ReleasedTo;
use handslag_locale::Language;
use handslag_report::{PdfOptions, PicturePdfRequest, picture_pdf, serve_one};

use crate::support::{Read, read};

fn edition(released_to: ReleasedTo) -> PictureEdition {
    let text = include_str!("../../../handslag/example/lidkoping-lagesbild.toml");
    let freeze = Freeze {
        released_to,
        on: jiff::civil::date(2023, 6, 1),
        reason: None,
        previous: None,
        published: &[],
    };
    PictureEdition::freeze(&PictureDocument::read(text).unwrap(), freeze)
}

fn set(released_to: ReleasedTo, options: PdfOptions) -> Read {
    read(&picture_pdf(&edition(released_to), options).unwrap())
}

#[test]
fn a_picture_is_pdf_a_2a_and_pdf_ua_1_and_says_that_it_is_an_example() {
    let set = set(ReleasedTo::Partners, PdfOptions::default());
    let metadata = set.metadata();
    for claim in [
        "<pdfaid:part>2</pdfaid:part>",
        "<pdfaid:conformance>A</pdfaid:conformance>",
        "<pdfuaid:part>1</pdfuaid:part>",
        "Lägesbild Lidköping 2021–2022 (exempel)",
    ] {
        assert!(metadata.contains(claim), "{claim}");
    }
    let marked = set
        .pages
        .iter()
        .filter(|page| page.contains("EXEMPEL"))
        .count();
    assert_eq!(marked, set.pages.len(), "every page says so");
}

#[test]
fn the_three_parts_stand_in_the_order_of_the_law_with_clock_causes_and_criteria() {
    let text = set(ReleasedTo::Partners, PdfOptions::default()).text();
    let at = |words: &str| {
        let found = text.find(words);
        found.unwrap_or_else(|| panic!("{words} is not in {text}"))
    };
    assert!(at("Brotten i siffror") < at("Vad de boende och personalen säger"));
    assert!(at("Vad de boende och personalen säger") < at("Varför just de tre problemen"));
    assert!(
        text.contains("Lidköping Lägesbild"),
        "the municipality by name, not by code"
    );
    for words in [
        "Lägesbilden ska uppdateras senast 15 februari 2025",
        "Det finns tider och ytor utan vuxna",
        "Det här skulle visa att det är fel",
        "poäng efter kriterierna",
        "Stölder i butiker och källare",
    ] {
        at(words);
    }
}

#[test]
fn the_edition_for_everyone_prints_nothing_withheld_and_says_how_much() {
    let text = set(ReleasedTo::Public, PdfOptions::default()).text();
    assert!(text.contains("1 problem finns bara i parternas utgåva"));
    for withheld in [
        "Stölder i butiker och källare",
        "Butikerna i centrum blir bestulna",
        "Platser och tider",
    ] {
        assert!(!text.contains(withheld), "{withheld}");
    }
}

#[test]
fn one_that_is_not_frozen_says_so_on_every_page() {
    let options = PdfOptions {
        language: Language::En,
        draft: true,
    };
    let set = set(ReleasedTo::Public, options);
    assert!(set.pages.iter().all(|page| page.contains("UTKAST (draft)")));
}

#[test]
fn the_child_takes_a_picture_as_it_takes_a_follow_up() {
    let request = PicturePdfRequest {
        edition: edition(ReleasedTo::Public),
        options: PdfOptions::default(),
    };
    let json = serde_json::to_vec(&request).unwrap();
    let mut answer = Vec::new();
    serve_one(json.as_slice(), &mut answer).unwrap();
    assert_eq!(
        answer,
        picture_pdf(&request.edition, request.options).unwrap()
    );
}
