//! Does the printed follow-up say what the figures say, and how that is known?

use std::sync::LazyLock;

use crate::contents::has_words;
use crate::support::{Read, document, plain, read, small};
use handslag_domain::claim::Estimate;
use handslag_domain::effect::{
    Asks, Bar, Drawing, Examined, ExpectedLine, Finding, Funnel, FunnelPoint, HowWeKnow,
    NamedEstimate, PlaceBars, PlaceboLines, PowerCurve, PowerPoint, SmallestSeen, Span, Standing,
    Table, Wanted, Warning, WarningKind,
};
use handslag_domain::follow_up::FollowUpDocument;
use handslag_domain::verdict::EvidenceGrade;
use handslag_locale::Language;
use handslag_report::{PdfOptions, pdf};

/// The small follow-up with one answer that has everything, and one without figures.
fn answered() -> FollowUpDocument {
    FollowUpDocument {
        effects: vec![thefts(), without_figures()],
        ..small()
    }
}

static SET: LazyLock<Read> =
    LazyLock::new(|| read(&pdf(&answered(), PdfOptions::default(), &[]).unwrap()));

fn thefts() -> Examined {
    let percent = |value: i64, low: i64, high: i64, name: &str| NamedEstimate {
        name: name.to_owned(),
        estimate: Estimate {
            value: value.into(),
            low: low.into(),
            high: high.into(),
            level_percent: 95_u32.into(),
            of: "procent".to_owned(),
            method: "drifttratt".to_owned(),
            ..Estimate::default()
        },
        p: (value < 0).then(|| handslag_domain::amount::Amount::parse("0.0123").unwrap()),
        p_adjusted: None,
    };
    Examined {
        translations: std::collections::BTreeMap::new(),
        id: "stold".to_owned(),
        words: "Stölderna i centrum ska minska.".to_owned(),
        indicator: "Stöldbrott".to_owned(),
        area: "Lidköping".to_owned(),
        asks: Asks::ChangeAgainstOthers,
        finding: Finding::Decrease,
        standing: Standing::Locked,
        primary: true,
        wanted: Some(Wanted::Down),
        plain: vec![
            "Antalet anmälda brott (Stöldbrott) var 31 % lägre.".to_owned(),
            "Det är en större minskning än vad som brukar skilja kommuner åt.".to_owned(),
        ],
        grade: EvidenceGrade::WithComparison,
        estimates: vec![
            percent(-31, -42, -17, "förändring utöver landets övriga kommuner"),
            percent(4, -9, 18, "förändring mot 2012"),
        ],
        smallest: Some(SmallestSeen {
            decrease_percent: Some(26_u32.into()),
            increase_percent: Some(35_u32.into()),
            locked: true,
        }),
        warnings: vec![Warning {
            kind: WarningKind::Preliminary,
            text: "3 av månaderna är preliminära. Siffrorna kan ändras.".to_owned(),
        }],
        how: HowWeKnow {
            data: vec!["Brå: Stöldbrott, Lidköping, 2014 och 2015.".to_owned()],
            method: vec!["Kvoten delas med samma kvot i övriga kommuner.".to_owned()],
            assumptions: vec!["Utan löftet hade kommunen följt de andra.".to_owned()],
            references: vec!["Spiegelhalter 2005, https://doi.org/10.1002/sim.1970".to_owned()],
            table: Table {
                caption: "Talen som svaret är uträknat av".to_owned(),
                columns: ["Var", "Före (2014)", "Efter (2015)"]
                    .map(str::to_owned)
                    .to_vec(),
                rows: vec![["Lidköping", "1 492", "1 029"].map(str::to_owned).to_vec()],
            },
            code: "handslag 0.1.0".to_owned(),
        },
        drawings: drawings(),
        remark: Some("De långa kvällarna gjorde skillnad.".to_owned()),
    }
}

fn without_figures() -> Examined {
    Examined {
        id: "trygghet".to_owned(),
        words: "Fler ska känna sig trygga.".to_owned(),
        finding: Finding::NotExamined,
        standing: Standing::Explorative,
        estimates: Vec::new(),
        smallest: None,
        warnings: Vec::new(),
        how: HowWeKnow::default(),
        drawings: Vec::new(),
        remark: None,
        ..thefts()
    }
}

/// One of every kind.
fn drawings() -> Vec<Drawing> {
    let months: Vec<String> = (0..24)
        .map(|n| format!("{}-{:02}", 2014 + n / 12, n % 12 + 1))
        .collect();
    let wave = |n: usize, by: f64| Some((100.0 + 30.0 * (n as f64 * by).sin()).round());
    let line = |by: f64| (0..24).map(|n| wave(n, by)).collect::<Vec<_>>();
    let range = line(0.5).into_iter().map(|value| {
        value.map(|value| Span {
            lower: value - 20.0,
            upper: value + 25.0,
        })
    });
    let point = |n: i32| FunnelPoint {
        name: format!("Kommun {n}"),
        size: f64::from(n * n + 20),
        change_percent: f64::from(n * 37 % 61 - 30),
    };
    let bar = |name: &str, before, after| Bar {
        name: name.to_owned(),
        before,
        after,
    };
    let power = |n: i32| PowerPoint {
        change_percent: f64::from(n * 10),
        seen_percent: f64::from(n.abs() * 9 + 5),
    };
    vec![
        Drawing::Expected(ExpectedLine {
            id: "stold-vantat".to_owned(),
            finding: "Stöldbrott i Lidköping, och vad som var att vänta".to_owned(),
            unit: "anmälningar i månaden".to_owned(),
            area: "Lidköping".to_owned(),
            own: line(0.4),
            preliminary: (0..24).map(|n| n > 20).collect(),
            expected: line(0.5),
            range: range.collect(),
            judged_from: Some("2015-01".to_owned()),
            breaks: vec![("2015-01".to_owned(), "ny polisorganisation".to_owned())],
            periods: months.clone(),
            source: "Brå".to_owned(),
            ..ExpectedLine::default()
        }),
        Drawing::Funnel(Funnel {
            id: "stold-tratt".to_owned(),
            finding: "Lidköping: 31 % lägre än om kommunen hade följt landet".to_owned(),
            unit: "förändring utöver landet, procent".to_owned(),
            points: (0..290).map(point).collect(),
            own: Some(17),
            limits: Vec::new(),
            source: "Brå".to_owned(),
        }),
        Drawing::Placebo(PlaceboLines {
            id: "stold-placebo".to_owned(),
            finding: "Gapet är större än hos de flesta andra".to_owned(),
            unit: "stölder i månaden".to_owned(),
            periods: months,
            own: ("Lidköping".to_owned(), line(0.3)),
            placebos: (1..4)
                .map(|n| (format!("Kommun {n}"), line(f64::from(n))))
                .collect(),
            judged_from: None,
            source: "Brå".to_owned(),
        }),
        Drawing::Places(PlaceBars {
            id: "torget".to_owned(),
            finding: "Det blev färre på torget".to_owned(),
            unit: "anmälningar".to_owned(),
            before: "Före".to_owned(),
            after: "Efter".to_owned(),
            bars: vec![
                bar("Torget 😀 (där något gjordes)", 40.0, 22.0),
                bar("Ringen runt torget", 31.0, 0.0),
            ],
            source: String::new(),
            ..PlaceBars::default()
        }),
        Drawing::Power(PowerCurve {
            id: "stold-synas".to_owned(),
            finding: "En minskning på minst 83 % hade kunnat synas".to_owned(),
            points: (-9..=10).map(power).collect(),
            level_percent: 80.0,
            smallest_percent: Some(83.0),
            source: "Brå".to_owned(),
        }),
    ]
}

#[test]
fn an_answer_is_printed_with_finding_standing_sentences_and_warnings() {
    let text = SET.text();
    for words in [
        "Vad siffrorna säger",
        "Stölderna i centrum ska minska.",
        "Minskning – Bestämt i förväg",
        "var 31 % lägre. Det är en större minskning",
        "Att tänka på",
        "3 av månaderna är preliminära.",
        "Har det ändrats mer än i andra kommuner?",
        "En minskning på minst 26 %. En ökning på minst 35 %. Det räknades ut när löftet",
        "Med 95 % säkerhet mellan",
        "−31 −42 och −17",
        "De långa kvällarna gjorde skillnad.",
        "0,0123",
        "Fler ska känna sig trygga.",
        "Inte prövat – En första titt",
    ] {
        assert!(has_words(&text, words), "\"{words}\" is missing in {text}");
    }
}

#[test]
fn how_it_is_known_follows_with_data_method_assumptions_table_and_code() {
    let text = SET.text();
    for words in [
        "Så vet vi det",
        "Brå: Stöldbrott, Lidköping, 2014 och 2015.",
        "Kvoten delas med samma kvot",
        "Utan löftet hade kommunen följt de andra.",
        "Spiegelhalter 2005",
        "Talen som svaret är uträknat av",
        "1 029",
        "Uträknat av handslag 0.1.0",
    ] {
        assert!(has_words(&text, words), "\"{words}\" is missing in {text}");
    }
    // An answer without figures has nothing to be known by.
    assert_eq!(text.matches("Så vet vi det").count(), 1);
}

#[test]
fn every_drawing_has_its_words_and_its_table_or_where_that_is() {
    let figures = SET.with_role("Figure");
    assert_eq!(figures.len(), 5);
    for (figure, words) in figures.iter().zip([
        "Stöldbrott i Lidköping, och vad som var att vänta. Linjediagram.",
        "Punktdiagram. 290 punkter",
        "Övriga (3)",
        "[U+1F600] (där något gjordes): Före 40, Efter 22.",
        "minskning 83 %.",
    ]) {
        let alt = plain(figure.alt.as_deref().unwrap());
        assert!(alt.contains(words), "\"{words}\" is missing in {alt}");
    }
    let text = SET.text();
    assert!(text.contains("Tabellen till diagrammet har 290 rader."));
    assert_eq!(text.matches("Siffrorna i diagrammet").count(), 4);
}

#[test]
fn with_answers_it_is_still_archivable_and_accessible() {
    let metadata = SET.metadata();
    for claim in [
        "<pdfaid:part>2</pdfaid:part>",
        "<pdfaid:conformance>A</pdfaid:conformance>",
        "<pdfuaid:part>1</pdfuaid:part>",
    ] {
        assert!(metadata.contains(claim), "{claim}");
    }
    let levels = SET.elements.iter();
    let levels = levels.filter_map(|e| e.role.strip_prefix('H')?.parse::<u8>().ok());
    let levels: Vec<u8> = levels.collect();
    assert!(levels.contains(&4));
    assert!(
        levels.windows(2).all(|two| two[1] <= two[0] + 1),
        "{levels:?}"
    );
    for row in SET.with_role("TR") {
        assert_eq!(
            row.children.first().map(String::as_str),
            Some("TH"),
            "{row:?}"
        );
    }
}

#[test]
fn an_answer_in_english_has_english_words_around_the_parties_own() {
    let options = PdfOptions {
        language: Language::En,
        draft: false,
    };
    let text = read(&pdf(&answered(), options, &[]).unwrap()).text();
    for words in [
        "What the figures say",
        "Stölderna i centrum ska minska.",
        "Line chart",
        "It was worked out when the promise was signed.",
    ] {
        // The words of a drawing are in its alternative; the page has the rest.
        let shown = text.contains(words);
        assert_eq!(shown, words != "Line chart", "{words}");
    }
}

#[test]
fn a_follow_up_without_answers_has_no_heading_for_them() {
    let text = read(&pdf(&document(), PdfOptions::default(), &[]).unwrap()).text();
    assert!(!text.contains("Vad siffrorna säger"));
}
