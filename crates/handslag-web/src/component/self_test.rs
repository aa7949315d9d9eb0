//! How often each way to judge cries wolf: bars, tables, and how much municipalities drift.

use handslag_app::effect::ShownSelfTest;
use handslag_chart::{Heading, ShareBar, ShareBars, share_bars};
use handslag_domain::amount::Amount;
use handslag_domain::effect::{JudgingRule, SelfTestReport};
use handslag_locale::{Texts, arg};
use maud::{Markup, html};

use super::drawing::both;
use super::{Column, table};
use crate::here::Here;
use crate::paths;

/// What a test at the 5 % level should cry, in percent.
const SHOULD: f64 = 5.0;

/// One self-test. `id` is its own on the page; `file` says whether its figures
/// can be fetched.
pub fn self_test(here: &Here<'_>, report: &SelfTestReport, id: &str, file: bool) -> Markup {
    let t = here.t();
    let shown = ShownSelfTest::of(report);
    let day = here.language.date(report.tested_on);
    html! {
        p.plain { (in_short(t, &shown).join(" ")) }
        p { (t.self_test_how()) }
        p.quiet {
            (t.self_test_run_on(arg::SelfTestRunOn {
                day: &day,
                n: report.n_municipalities.into(),
                windows: &here.language.list(&report.windows),
                code: &report.code,
            }))
        }
        figure.chart {
            (bars(here, &shown, id, &day))
            figcaption {
                (by_rule(here, &shown))
                (about(t, &shown))
                @if file { p.links { a href=(paths::SELF_TEST_CSV) { (t.self_test_csv()) } } }
            }
        }
        details {
            summary { (t.self_test_categories()) }
            (by_category(here, &shown))
        }
        h3 { (t.self_test_drift_title()) }
        p { (t.self_test_drift_words()) }
        details {
            summary { (t.self_test_drift()) }
            (drift(here, &shown))
        }
    }
}

/// The trial on figures that the method has not seen comes first: the rate in
/// the same times as it learns from holds by how it is made.
fn in_short(t: Texts, shown: &ShownSelfTest) -> Vec<String> {
    let percent = |amount| t.language.percent_of(amount);
    let unseen = shown.of_rule(JudgingRule::EarlierDriftFunnel);
    let unseen = unseen.map(|of| {
        t.self_test_unseen(arg::SelfTestUnseen {
            percent: &percent(of.percent),
            n: of.n_windows.into(),
        })
    });
    let ours = shown.share_of(JudgingRule::DriftFunnel);
    let usual = shown.share_of(JudgingRule::BeforeAfter);
    [
        unseen,
        ours.map(|ours| t.self_test_seen(&percent(ours))),
        usual.map(|usual| t.self_test_usual(&percent(usual))),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn bars(here: &Here<'_>, shown: &ShownSelfTest, id: &str, day: &str) -> Markup {
    let t = here.t();
    let bars: Vec<ShareBar> = shown
        .rules
        .iter()
        .map(|of| ShareBar {
            name: t.judging_rule(of.rule),
            percent: of.percent.to_f64(),
            text: here.language.percent_of(of.percent),
            own: of.rule == JudgingRule::DriftFunnel,
        })
        .collect();
    both(|layout| {
        share_bars(&ShareBars {
            heading: Heading {
                id: format!("larm-{id}"),
                lang: here.language,
                layout,
                finding: t.self_test_bars(),
                unit_label: t.self_test_bars_unit(),
                source: t.self_test_source(day),
                ..Heading::default()
            },
            bars: bars.clone(),
            level: Some((SHOULD, t.self_test_bars_goal())),
        })
    })
}

/// What each of the methods does, in plain words.
fn about(t: Texts, shown: &ShownSelfTest) -> Markup {
    html! {
        details open {
            summary { (t.self_test_about_rules()) }
            ul { @for of in &shown.rules {
                li { strong { (t.judging_rule(of.rule)) } ": " (t.judging_rule_about(of.rule)) }
            } }
        }
    }
}

fn by_rule(here: &Here<'_>, shown: &ShownSelfTest) -> Markup {
    let t = here.t();
    let columns = [
        Column::words(t.self_test_rule()),
        Column::numbers(t.self_test_pairs()),
        Column::numbers(t.self_test_tested()),
        Column::numbers(t.self_test_alarms()),
        Column::numbers(t.self_test_share()),
    ];
    let rows: Vec<Vec<Markup>> = shown
        .rules
        .iter()
        .map(|of| {
            vec![
                html! { (t.judging_rule(of.rule)) },
                html! { (here.language.whole(of.n_windows)) },
                html! { (here.language.whole(of.tested)) },
                html! { (here.language.whole(of.alarms)) },
                html! { (here.language.percent_of(of.percent)) },
            ]
        })
        .collect();
    table(&t.self_test_rules(), &columns, &rows)
}

fn by_category(here: &Here<'_>, shown: &ShownSelfTest) -> Markup {
    let t = here.t();
    let mut columns = vec![Column::words(t.self_test_category())];
    let rules = shown.rules.iter();
    columns.extend(rules.map(|of| Column::numbers(t.judging_rule(of.rule))));
    let percent = |share: &Option<Amount>| match share {
        Some(share) => here.language.percent_of(*share),
        None => "–".to_owned(),
    };
    let rows: Vec<Vec<Markup>> = shown
        .categories
        .iter()
        .map(|(category, shares)| {
            let name = html! { (category) };
            let cells = shares.iter().map(|share| html! { (percent(share)) });
            std::iter::once(name).chain(cells).collect()
        })
        .collect();
    table(&t.self_test_categories(), &columns, &rows)
}

fn drift(here: &Here<'_>, shown: &ShownSelfTest) -> Markup {
    let t = here.t();
    let columns = [
        Column::words(t.self_test_category()),
        Column::words(t.self_test_window()),
        Column::numbers(t.self_test_drift()),
        Column::numbers(t.self_test_n()),
    ];
    let rows: Vec<Vec<Markup>> = shown
        .drift
        .iter()
        .map(|row| {
            vec![
                html! { (t.offence(&row.category)) },
                html! { (row.window) },
                html! { (here.language.percent_of(row.percent)) },
                html! { (here.language.whole(row.n_municipalities)) },
            ]
        })
        .collect();
    table(&t.self_test_drift_title(), &columns, &rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use handslag_domain::effect::AlarmRow;
    use handslag_locale::Language;

    #[test]
    fn the_trial_on_unseen_figures_comes_first_with_what_it_rests_on() {
        let row = |rule, alarms| AlarmRow {
            category: "Stöldbrott".to_owned(),
            window: 1,
            rule,
            tested: 100,
            alarms,
        };
        let report = SelfTestReport {
            source: "bra-reported".to_owned(),
            tested_on: jiff::civil::date(2026, 1, 2),
            code: "handslag".to_owned(),
            n_municipalities: 100,
            windows: vec!["2013 → 2014".to_owned(), "2014 → 2015".to_owned()],
            alarms: vec![
                row(JudgingRule::BeforeAfter, 36),
                row(JudgingRule::DriftFunnel, 5),
                row(JudgingRule::EarlierDriftFunnel, 8),
            ],
            drift: Vec::new(),
        };
        let said = in_short(Language::Sv.texts(), &ShownSelfTest::of(&report));
        let said: Vec<String> = said.iter().map(|s| s.replace('\u{a0}', " ")).collect();
        assert!(
            said[0].contains("inte har sett") && said[0].contains("8 %"),
            "{said:?}"
        );
        assert!(said[0].contains("ett enda par av tider"), "{said:?}");
        assert!(said[1].contains("så är den byggd"), "{said:?}");
        assert_eq!(said.len(), 3);
    }
}
