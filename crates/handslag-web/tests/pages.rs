//! Rules that every public page keeps.

mod sample;
#[path = "sample/pages.rs"]
mod sample_pages;

use std::sync::LazyLock;

use handslag_domain::release::PromiseRelease;
use handslag_locale::Language;
use handslag_web::here::Here;
use handslag_web::page::{self, PromiseView};

static PAGES: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    Language::ALL
        .into_iter()
        .flat_map(|language| {
            sample_pages::all(language)
                .into_iter()
                .map(move |(name, html)| (format!("{name} ({})", language.tag()), html))
        })
        .collect()
});

/// The name and the HTML of every page in both languages.
fn every_page() -> impl Iterator<Item = (&'static str, &'static str)> {
    PAGES
        .iter()
        .map(|(name, html)| (name.as_str(), html.as_str()))
}

fn swedish() -> Here<'static> {
    Here {
        language: Language::Sv,
        path: "/",
    }
}

fn promise_page(release: &PromiseRelease) -> String {
    let view = PromiseView {
        release,
        follow_ups: &[],
        news: &sample::news(),
        category: None,
        measure: None,
    };
    page::promise(&swedish(), view).into_string()
}

fn count(html: &str, what: &str) -> usize {
    html.matches(what).count()
}

#[test]
fn a_page_has_one_heading_of_the_first_level_and_a_language() {
    for (name, html) in every_page() {
        assert_eq!(count(html, "<h1"), 1, "{name}");
        assert!(html.contains("<html lang=\""), "{name}");
        assert_eq!(count(html, "<main"), 1, "{name}");
    }
}

#[test]
fn every_drawing_has_a_name_and_every_figure_a_table() {
    for (name, html) in every_page() {
        for drawing in html.split("<svg").skip(1) {
            let inside = drawing.split("</svg>").next().unwrap_or("");
            assert!(inside.contains("<title"), "{name}: {inside:.120}");
        }
        for figure in html.split("<figure").skip(1) {
            let inside = figure.split("</figure>").next().unwrap_or("");
            assert!(
                inside.contains("<table"),
                "{name}: a figure without a table"
            );
            assert!(
                inside.contains(".csv\""),
                "{name}: a figure without its file"
            );
        }
    }
}

#[test]
fn no_page_has_a_script_or_a_style_of_its_own() {
    for (name, html) in every_page() {
        for forbidden in [
            "<script",
            "<style",
            " style=",
            " onclick=",
            " onload=",
            "javascript:",
        ] {
            assert!(!html.contains(forbidden), "{name} has {forbidden}");
        }
    }
}

#[test]
fn no_id_stands_twice_except_on_the_two_widths_of_a_drawing() {
    for (name, html) in every_page() {
        let without_drawings: String = html
            .split("<svg")
            .map(|part| part.split_once("</svg>").map_or(part, |(_, rest)| rest))
            .collect();
        let mut ids: Vec<&str> = without_drawings
            .split(" id=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .collect();
        ids.sort_unstable();
        let n = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), n, "{name}");
    }
}

#[test]
fn invented_numbers_say_exempel_in_plain_sight() {
    let mut release = sample::promise_release();
    let banner = Language::Sv.texts().example_banner();
    let html = promise_page(&release);
    assert!(html.contains(&banner));
    let cards = count(&html, "<article class=\"commitment\"");
    assert_eq!(cards, release.status.commitments.len());
    let tags = count(&html, "class=\"example-tag\"");
    assert!(tags > cards, "{tags} marks for {cards} commitments");
    release.status.example = false;
    let html = promise_page(&release);
    assert!(!html.contains(&banner) && !html.contains("class=\"example-tag\""));
}

#[test]
fn news_is_called_news_and_leads_to_the_police() {
    let warning = Language::Sv.texts().news_warning();
    let html = promise_page(&sample::promise_release());
    assert!(html.contains(&warning));
    assert!(html.contains("https://polisen.se/aktuellt/handelser/prov/1/"));
    assert!(html.contains("3 april 2023"), "the heading says no year");
}

#[test]
fn an_english_reader_meets_target_and_sentences_in_english() {
    let release = sample::promise_release();
    let report = &release.status.commitments[0];
    let english = Here {
        language: Language::En,
        path: "/",
    };
    let html = page::commitment(&english, &release, report).into_string();
    for (own, translated) in [
        (&report.target, &report.target_translations["en"]),
        (
            &report.sentences[0].text,
            &report.sentences[0].translations["en"],
        ),
    ] {
        assert!(html.contains(translated.as_str()), "{translated}");
        assert!(!html.contains(own.as_str()), "{own}");
    }
    let html = page::commitment(&swedish(), &release, report).into_string();
    assert!(html.contains(&report.target));
}

#[test]
fn an_english_reader_meets_the_finding_of_a_chart_in_english() {
    let release = sample::promise_release();
    let chart = &release.status.figures[0];
    let english = Here {
        language: Language::En,
        path: "/",
    };
    let html = page::chart(&english, &release, chart).into_string();
    assert!(html.contains(&chart.translations["en"].finding) && !html.contains(&chart.finding));
    assert!(html.contains("new police organisation"));
    let html = page::chart(&swedish(), &release, chart).into_string();
    assert!(html.contains(&chart.finding));
}

#[test]
fn hostile_words_are_shown_as_words() {
    let release = sample::hostile_release();
    let report = &release.status.commitments[0];
    let pages = [
        promise_page(&release),
        page::commitment(&swedish(), &release, report).into_string(),
        page::chart(&swedish(), &release, &release.status.figures[0]).into_string(),
    ];
    for html in pages {
        assert!(html.contains("&lt;script&gt;"));
        for forbidden in ["<script", "<img", "href=\"javascript"] {
            assert!(!html.contains(forbidden), "{forbidden}");
        }
    }
}

#[test]
fn a_small_number_of_single_people_is_not_on_the_page() {
    let mut release = sample::promise_release();
    let report = release
        .status
        .commitments
        .iter_mut()
        .find(|c| c.id.as_str() == "orossamtal")
        .unwrap();
    report.evidenced.counted = 7919u32.into();
    report.withheld_below = Some(10);
    report.sentences.clear();
    let report = report.clone();
    let withheld = Language::Sv.texts().withheld_below(10u32);
    let html = page::commitment(&swedish(), &release, &report).into_string();
    assert!(html.contains(&withheld));
    for html in [html, promise_page(&release)] {
        assert!(!html.contains("7919") && !html.contains("7\u{a0}919"));
    }
}

#[test]
fn the_reader_chooses_category_and_measure_by_a_plain_form() {
    let release = sample::promise_release();
    let shown = |category, measure| {
        let view = PromiseView {
            release: &release,
            follow_ups: &[],
            news: &[],
            category,
            measure,
        };
        let html = page::promise(&swedish(), view).into_string();
        let id = html
            .split("<figure class=\"chart\" id=\"figur-")
            .nth(1)
            .unwrap();
        id.split('"').next().unwrap().to_owned()
    };
    assert_eq!(shown(None, None), "stöldbrott-rateper100k");
    assert_eq!(shown(Some("Stöldbrott"), Some("antal")), "stöldbrott-count");
    assert_eq!(
        shown(Some("Bedrägeribrott"), None),
        "bedrägeribrott-rateper100k"
    );
    assert_eq!(
        shown(Some("Bedrägeribrott"), Some("antal")),
        "bedrägeribrott-rateper100k"
    );
    assert_eq!(
        shown(Some("finns inte"), Some("x")),
        "stöldbrott-rateper100k"
    );
}

#[test]
fn an_older_version_of_a_follow_up_leads_to_the_newest() {
    let release = sample::follow_up_release();
    let t = Language::Sv.texts();
    let shown = |newest_version| {
        let view = page::FollowUpView {
            release: &release,
            newest_version,
            beside: None,
        };
        page::follow_up(&swedish(), view).into_string()
    };
    assert!(shown(3).contains(&t.version_replaced()));
    assert!(!shown(2).contains(&t.version_replaced()));
    assert!(shown(2).contains("Två kontroller hade räknats två gånger."));
    assert!(shown(2).contains("/v/1\""));
}

#[test]
fn the_style_sheet_and_all_it_names_are_in_the_binary() {
    let css = handslag_web::asset::named("handslag.css").unwrap();
    let text = String::from_utf8(css.bytes.to_vec()).unwrap();
    for elsewhere in ["url(http", "url(\"http", "url(\"//", "@import"] {
        assert!(!text.contains(elsewhere), "{elsewhere}");
    }
    for rest in text.split("url(\"").skip(1) {
        let name = rest.split('"').next().unwrap();
        assert!(handslag_web::asset::named(name).is_some(), "{name}");
    }
    for part in ["--hs-own", "@media print", "prefers-color-scheme: dark"] {
        assert!(text.contains(part), "{part}");
    }
}

#[test]
fn a_heading_stands_over_something() {
    let mut release = sample::promise_release();
    assert!(promise_page(&release).contains("Löftet ord för ord"));
    release.source = None;
    release.versions.clear();
    assert!(!promise_page(&release).contains("Löftet ord för ord"));
    // Without focus areas "the rest" is no part of anything.
    for report in &mut release.status.commitments {
        report.focus_area = None;
        report.answers.clear();
    }
    let html = promise_page(&release);
    assert!(
        html.contains("<h3 class=\"area unseen\">Övrigt</h3>"),
        "{html}"
    );
    let report = release.status.commitments[0].clone();
    let html = page::commitment(&swedish(), &release, &report).into_string();
    assert!(!html.contains("Svarar på"), "{html}");
}

#[test]
fn each_part_says_whether_it_is_in_time() {
    let mut release = sample::promise_release();
    let mut report = release.status.commitments[0].clone();
    let expected = 26u32.into();
    let part = handslag_domain::assessment::Evidenced {
        on_time: Some(handslag_domain::verdict::OnTime::Behind { expected }),
        ..report.evidenced.clone()
    };
    report.evidenced.parts = vec![part];
    let (behind, of) = (1u32.into(), 2u32.into());
    report.on_time = handslag_domain::verdict::OnTime::PartsBehind { behind, of };
    release.status.commitments = vec![report.clone()];
    let html = page::commitment(&swedish(), &release, &report).into_string();
    assert!(html.contains("Efter: 1 av 2 delar ligger efter."), "{html}");
    assert!(html.contains("Efter: 26 borde vara gjort"), "{html}");
    assert!(promise_page(&release).contains("<span class=\"behind\">efter</span>"));
}
