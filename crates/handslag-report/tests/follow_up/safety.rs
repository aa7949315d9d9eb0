//! Can what users write do anything but stand on the page?

use crate::support::{document, plain, read, small};
use handslag_domain::follow_up::FollowUpDocument;
use handslag_report::{Chart, PdfError, PdfOptions, PdfRequest, pdf, serve_one};
use serde_json::Value;

/// Each is harmless as text and does something, or breaks, as Typst code.
const TRAPS: [&str; 12] = [
    "#panic(\"kod\")",
    "#read(\"/data.json\")",
    "*fet* _lutande_ $x^2$",
    "@ref och <label>",
    "\\ \\u{1F600} \\#",
    "`kod` ```typst #panic()```",
    "] ) } \" ' [",
    "= Rubrik // inte en kommentar /* */",
    "#set page(fill: red)",
    "~ --- ... -- https://exempel.se/#panic()",
    "#{ [",
    "+ 1. - punkt / term: x",
];

#[test]
fn typst_code_in_any_text_is_printed_as_text() {
    let mut value = serde_json::to_value(document()).unwrap();
    let mut n = 0;
    set_traps("", &mut value, &mut n);
    assert!(n > 150, "{n} texts");
    let trapped: FollowUpDocument = serde_json::from_value(value).unwrap();
    let text = read(&pdf(&trapped, PdfOptions::default(), &[]).unwrap()).text();
    let letters = |text: &str| -> String { text.chars().filter(|c| !c.is_whitespace()).collect() };
    let text = letters(&text);
    for trap in TRAPS {
        assert!(text.contains(&letters(trap)), "{trap} is changed");
    }
}

/// A trap in every free text: not in dates, ids and words of fixed lists.
fn set_traps(key: &str, value: &mut Value, n: &mut usize) {
    const FREE: [&str; 22] = [
        "title",
        "words",
        "text",
        "target",
        "parties",
        "places",
        "deviation",
        "next_step",
        "name",
        "place",
        "reason",
        "background",
        "heading",
        "plain",
        "source",
        "sources",
        "contact",
        "finding",
        "comparable",
        "area",
        "unit",
        "kind",
    ];
    match value {
        Value::String(text) if FREE.contains(&key) => {
            *text = TRAPS[*n % TRAPS.len()].to_owned();
            *n += 1;
        }
        Value::Array(values) => values.iter_mut().for_each(|v| set_traps(key, v, n)),
        Value::Object(fields) => {
            fields.iter_mut().for_each(|(key, v)| set_traps(key, v, n));
        }
        _ => {}
    }
}

#[test]
fn characters_without_a_glyph_are_written_as_codes() {
    let mut document = small();
    document.next_step = Some("Tack 😀 العربية ✓ \u{0}\u{e001}\u{202e} šŋŧ".to_owned());
    let text = read(&pdf(&document, PdfOptions::default(), &[]).unwrap()).text();
    assert!(text.contains("Tack [U+1F600]"), "{text}");
    assert!(text.contains("[U+2713]") && text.contains("[U+E001]"));
    assert!(text.contains("šŋŧ"));
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    let first = pdf(&small(), PdfOptions::default(), &[]).unwrap();
    let other = FollowUpDocument {
        year: 2022,
        commitments: Vec::new(),
        ..small()
    };
    let between = pdf(&other, PdfOptions::default(), &[]).unwrap();
    let again = pdf(&small(), PdfOptions::default(), &[]).unwrap();
    assert!(first != between);
    assert!(first == again, "the bytes differ");
}

#[test]
fn a_child_process_answers_with_the_pdf_alone() {
    let request = PdfRequest {
        document: small(),
        options: PdfOptions::default(),
        charts: Vec::new(),
    };
    let json = serde_json::to_vec(&request).unwrap();
    let mut answer = Vec::new();
    serve_one(json.as_slice(), &mut answer).unwrap();
    assert!(answer == pdf(&request.document, request.options, &[]).unwrap());
}

#[test]
fn a_request_that_is_none_is_refused_and_nothing_is_written() {
    for request in ["", "{}", "nonsense", "{\"document\": 1}"] {
        let mut answer = Vec::new();
        let refused = serve_one(request.as_bytes(), &mut answer).unwrap_err();
        assert!(matches!(refused, PdfError::Request(_)), "{refused}");
        assert!(answer.is_empty());
    }
}

#[test]
fn a_drawing_has_a_text_that_says_the_same_and_its_table_follows() {
    let chart = Chart {
        figure: "alla-rate".to_owned(),
        svg: drawing(),
    };
    let read = read(&pdf(&small(), PdfOptions::default(), &[chart]).unwrap());
    let figures = read.with_role("Figure");
    assert_eq!(figures.len(), 1);
    let alt = plain(figures[0].alt.as_deref().unwrap());
    for words in [
        "De anmälda brotten är tillbaka",
        "2014 3 420,4",
        "2023 3 302,5 (p)",
        "Median",
    ] {
        assert!(alt.contains(words), "\"{words}\" is missing in {alt}");
    }
    let at = read
        .elements
        .iter()
        .position(|e| e.role == "Figure")
        .unwrap();
    assert!(read.elements[at..].iter().any(|e| e.role == "Table"));
}

#[test]
fn a_drawing_that_cannot_be_read_is_named_in_the_error() {
    let chart = Chart {
        figure: "alla-rate".to_owned(),
        svg: "<svg".to_owned(),
    };
    let refused = pdf(&small(), PdfOptions::default(), &[chart]).unwrap_err();
    let said = refused.to_string();
    assert!(said.contains("chart-0.svg: failed to parse SVG"), "{said}");
}

#[test]
fn a_drawing_can_read_no_file_of_the_machine() {
    let secret = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("secret.svg");
    std::fs::write(&secret, svg("<rect width=\"9\" height=\"9\"/>")).unwrap();
    let set = |inside: &str| {
        let chart = Chart {
            figure: "alla-rate".to_owned(),
            svg: svg(inside),
        };
        pdf(&small(), PdfOptions::default(), &[chart]).ok()
    };
    let image = |href: &str| {
        set(&format!(
            "<image href=\"{href}\" width=\"9\" height=\"9\"/>"
        ))
    };
    let nothing = image("there-is-no-such-file.svg");
    let href = secret.to_str().unwrap();
    assert!(image(href) == nothing, "{href} was read");
    assert!(
        image(&format!("file://{href}")) == nothing,
        "file://{href} was read"
    );
    assert!(
        set("<rect width=\"9\" height=\"9\"/>") != nothing,
        "the test sees no difference"
    );
}

fn svg(inside: &str) -> String {
    format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"90\" height=\"9\">{inside}</svg>")
}

/// The document's figure as the chart crate draws it.
fn drawing() -> String {
    use handslag_chart::{Band, CrimeChart, Heading, Period, Point, Row, crime_chart};
    let document = small();
    let figure = &document.figures[0];
    let rows = figure.periods.iter().enumerate().map(|(n, period)| Row {
        period: Period::Year(period.parse().unwrap()),
        own: figure.own[n].map(|own| Point {
            value: own.value,
            preliminary: own.preliminary,
        }),
        band: figure.others[n].map(|others| Band {
            lower: others.lower,
            median: others.median,
            upper: others.upper,
        }),
    });
    crime_chart(&CrimeChart {
        heading: Heading {
            id: figure.id.clone(),
            finding: figure.finding.clone(),
            unit_label: "Anmälda brott per 100 000 invånare".to_owned(),
            source: figure.source.clone(),
            ..Heading::default()
        },
        own_name: figure.area.clone(),
        band_name: "Mittersta hälften av jämförbara kommuner".to_owned(),
        decimals: 1,
        rows: rows.collect(),
        ..CrimeChart::default()
    })
}
