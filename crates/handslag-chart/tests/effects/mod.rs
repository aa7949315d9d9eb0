//! What must hold of the drawings of an answer.

use super::{
    check_inside, number, own_points, points, read, swedish, text, texts, value_by_ticks,
    with_class,
};
use handslag_chart::{Chart, Lang, drawing};
use handslag_domain::effect::{
    Bar, Drawing, ExpectedLine, Funnel, FunnelPoint, PlaceBars, PlaceboLines, PowerCurve,
    PowerPoint, Span,
};
use proptest::prelude::*;
use usvg::roxmltree::Document;

type Boxed = (f64, f64, f64, f64);

/// The least ground of each text, the mark of an example left out.
fn grounds(tree: &Document) -> Vec<(String, Boxed)> {
    tree.descendants()
        .filter(|node| node.tag_name().name() == "text")
        .filter(|node| {
            !node
                .ancestors()
                .any(|above| above.attribute("class") == Some("hs-watermark"))
        })
        .map(|node| {
            let words = node.text().unwrap_or_default().to_owned();
            let (x, y, size) = (
                number(&node, "x"),
                number(&node, "y"),
                number(&node, "font-size"),
            );
            let long = super::least_width(words.trim(), size);
            let left = match node.attribute("text-anchor") {
                Some("end") => x - long,
                Some("middle") => x - long / 2.0,
                _ => x,
            };
            (words, (left, left + long, y - size * 0.7, y))
        })
        .collect()
}

/// No text stands on another.
pub fn check_apart(svg: &str) {
    let tree = read(svg);
    let grounds = grounds(&tree);
    for (n, (one, a)) in grounds.iter().enumerate() {
        for (other, b) in &grounds[n + 1..] {
            let meet = a.0 < b.1 - 0.5 && b.0 < a.1 - 0.5 && a.2 < b.3 - 0.5 && b.2 < a.3 - 0.5;
            assert!(!meet, "\"{one}\" {a:?} meets \"{other}\" {b:?}");
        }
    }
}

/// Both layouts lie inside and apart; table, file and words say the same.
fn check(one: &Drawing) -> Chart {
    let swedish_chart = drawing(one, Lang::Sv, false);
    for chart in [&swedish_chart, &drawing(one, Lang::En, true)] {
        for svg in [&chart.svg, &chart.narrow] {
            check_inside(svg);
            check_apart(svg);
        }
        for row in &chart.table.rows {
            assert_eq!(row.len(), chart.table.columns.len());
        }
        for text in [&chart.csv, &chart.alt] {
            assert!(!text.contains("NaN") && !text.contains("inf,"), "{text}");
        }
        let rows = records(chart).len();
        assert_eq!(rows, chart.table.rows.len());
    }
    swedish_chart
}

fn records(chart: &Chart) -> Vec<csv::StringRecord> {
    let mut file = csv::Reader::from_reader(chart.csv.as_bytes());
    file.records().map(Result::unwrap).collect()
}

/// A column of the file, by its place; what is missing is `None`.
fn column(chart: &Chart, place: usize) -> Vec<Option<f64>> {
    records(chart)
        .iter()
        .map(|record| record[place].parse().ok())
        .collect()
}

/// The figures of a column are those given, to the decimals they are written with.
fn check_column(chart: &Chart, place: usize, given: &[Option<f64>], passes: fn(f64) -> bool) {
    let records = records(chart);
    assert_eq!(records.len(), given.len());
    for (record, given) in records.iter().zip(given) {
        let cell = &record[place];
        match given.filter(|value| passes(*value)) {
            None => assert_eq!(cell, ""),
            Some(value) => {
                let decimals = cell
                    .split_once('.')
                    .map_or(0, |(_, decimals)| decimals.len());
                let unit = 0.5 * 10f64.powi(-(decimals as i32));
                let written: f64 = cell.parse().unwrap();
                let close = (written - value).abs() <= unit * 1.001 + value.abs() * 1e-12;
                assert!(close, "{value} is written {cell}");
            }
        }
    }
}

fn is_count(value: f64) -> bool {
    (0.0..=1e15).contains(&value)
}

fn is_number(value: f64) -> bool {
    value.abs() <= 1e15
}

/// 39 months from January 2013.
fn months(n: usize) -> Vec<String> {
    (0..n)
        .map(|k| format!("{}-{:02}", 2013 + k / 12, k % 12 + 1))
        .collect()
}

fn thefts() -> ExpectedLine {
    let own: Vec<Option<f64>> = super::figures::MONTHS.iter().map(|m| Some(m.2)).collect();
    let expected: Vec<Option<f64>> = super::figures::MONTHS.iter().map(|m| Some(m.4)).collect();
    let span = |m: &(i16, u8, f64, f64, f64, f64)| Span {
        lower: m.3,
        upper: m.5,
    };
    ExpectedLine {
        id: "stold-vantat".into(),
        finding:
            "Anmälda brott i Lidköping, och vad som var att vänta om kommunen hade följt landet"
                .into(),
        unit: "anmälningar i månaden per 100 000 invånare".into(),
        area: "Lidköping".into(),
        periods: months(39),
        preliminary: (0..39).map(|n| n >= 36).collect(),
        range: super::figures::MONTHS
            .iter()
            .map(|m| Some(span(m)))
            .collect(),
        own,
        expected,
        others: Vec::new(),
        judged_from: Some("2015-01".into()),
        breaks: vec![("2015-01".into(), "ny polisorganisation".into())],
        source: "Brå".into(),
    }
}

/// 290 municipalities that drift, ours the 150th.
fn everywhere() -> Funnel {
    // A fixed stride through the unit square: no chance, and no pattern.
    let drawn = |n: usize, by: f64| (n as f64 * by).fract();
    let points = (0..290).map(|n| {
        let size = 20.0 * 1_500_f64.powf(drawn(n, 0.618_033_988_7));
        let spread = (1.0 / size + 0.01).sqrt();
        FunnelPoint {
            name: format!("Kommun {n}"),
            size: size.round(),
            change_percent: ((spread * 2.4 * (drawn(n, 0.754_877_666_2) * 2.0 - 1.0)).exp() - 1.0)
                * 100.0,
        }
    });
    let mut points: Vec<FunnelPoint> = points.collect();
    points[150].name = "Lidköping".into();
    let limit = |step: i32| {
        let size = 20.0 * 1_500_f64.powf(f64::from(step) / 20.0);
        let spread = 1.96 * (2.0 / size + 0.01).sqrt();
        let [lower, upper] = [-spread, spread].map(|log| (log.exp() - 1.0) * 100.0);
        (size, Span { lower, upper })
    };
    Funnel {
        id: "stold-tratt".into(),
        finding: "Lidköping: 7 % högre än om kommunen hade följt landet, 2015".into(),
        unit: "förändring utöver landet, procent".into(),
        points,
        own: Some(150),
        limits: (0..=20).map(limit).collect(),
        source: "Brå".into(),
    }
}

fn squares() -> PlaceBars {
    let bar = |name: &str, before, after| Bar {
        name: name.into(),
        before,
        after,
    };
    PlaceBars {
        id: "torget".into(),
        finding: "Det blev färre skadegörelser på torget".into(),
        unit: "anmälda skadegörelser, tolv månader".into(),
        before: "Före".into(),
        after: "Efter".into(),
        bars: vec![
            bar("Torget (där något gjordes)", 40.0, 20.0),
            bar("Ringen runt torget, dit det kan ha flyttat", 30.0, 10.0),
            bar("Hamnen (en liknande plats)", 38.0, 0.0),
        ],
        source: "Polisen".into(),
        ..PlaceBars::default()
    }
}

fn power() -> PowerCurve {
    PowerCurve {
        id: "synas".into(),
        finding: "Med de här siffrorna hade en minskning på minst 40 % kunnat synas.".into(),
        points: (-9_i32..=10)
            .map(|k| PowerPoint {
                change_percent: f64::from(k * 10),
                // Straight: 5 at none, 80 at a loss of 40.
                seen_percent: (5.0 + 75.0 / 40.0 * f64::from((k * 10).abs())).min(100.0),
            })
            .collect(),
        level_percent: 80.0,
        smallest_percent: Some(40.0),
        source: "Brå".into(),
    }
}

fn gaps() -> PlaceboLines {
    let wave = |n: usize, phase: f64| ((n as f64 + phase) * 1.7).sin() * 10.0 - phase;
    let line = |phase: f64| (0..39).map(|n| Some(wave(n, phase))).collect::<Vec<_>>();
    PlaceboLines {
        id: "placebo".into(),
        finding: "Gapet är större än hos 17 av 19 andra".into(),
        unit: "stölder i månaden utöver jämförelsen".into(),
        periods: months(39),
        own: ("Lidköping".into(), line(12.0)),
        placebos: (0..19)
            .map(|k| (format!("Kommun {k}"), line(f64::from(k) / 3.0)))
            .collect(),
        judged_from: Some("2015-01".into()),
        source: "Brå".into(),
    }
}

fn all() -> [Drawing; 5] {
    [
        Drawing::Expected(thefts()),
        Drawing::Funnel(everywhere()),
        Drawing::Placebo(gaps()),
        Drawing::Places(squares()),
        Drawing::Power(power()),
    ]
}

#[test]
fn every_drawing_says_its_finding_in_title_and_in_words() {
    for one in all() {
        let chart = check(&one);
        let tree = Document::parse(&chart.svg).unwrap();
        let title = tree
            .descendants()
            .find(|node| node.has_tag_name("title") || node.tag_name().name() == "title");
        let finding = title.unwrap().text().unwrap().to_owned();
        assert!(
            chart.alt.starts_with(finding.trim_end_matches('.')),
            "{}",
            chart.alt
        );
        let described = tree
            .descendants()
            .find(|node| node.tag_name().name() == "desc")
            .unwrap();
        assert!(chart.alt.ends_with(described.text().unwrap()));
        assert!(texts(&tree).concat().contains("Källa: "));
    }
}

#[test]
fn the_own_line_its_range_and_its_table_agree() {
    let line = thefts();
    let chart = check(&Drawing::Expected(line.clone()));
    check_column(&chart, 1, &line.own, is_count);
    check_column(&chart, 3, &line.expected, is_count);
    let tree = read(&chart.svg);
    let value = value_by_ticks(&tree);
    let drawn = own_points(&tree);
    for ((_, y), own) in drawn.iter().zip(&line.own) {
        assert!((value(*y) - own.unwrap()).abs() < 1.0);
    }
    for (class, place) in [("hs-band-lower", 4), ("hs-band-upper", 5)] {
        let path = with_class(&tree, class).next().unwrap();
        let drawn = points(path.attribute("d").unwrap());
        for ((_, y), figure) in drawn.iter().zip(column(&chart, place)) {
            assert!((value(*y) - figure.unwrap()).abs() < 1.0);
        }
    }
    let rows = &chart.table.rows;
    assert_eq!(
        rows[24].last().unwrap(),
        "bedöms från och med här; ny polisorganisation"
    );
    assert_eq!(rows[38].last().unwrap(), "preliminär");
    assert_eq!(with_class(&tree, "hs-preliminary").count(), 3);
    assert!(texts(&tree).contains(&"tiden som bedöms".to_owned()));
}

#[test]
fn few_others_have_their_names_and_many_are_counted() {
    let mut line = thefts();
    for (n, named) in [(4, true), (5, false)] {
        line.others = (0..n)
            .map(|k| (format!("Kommun {k}"), vec![Some(f64::from(k) * 100.0); 39]))
            .collect();
        let chart = check(&Drawing::Expected(line.clone()));
        assert_eq!(chart.svg.contains(">Kommun 2 200<"), named);
        assert_eq!(chart.svg.contains(">5 jämförbara, en"), !named);
        assert_eq!(chart.table.columns.len(), 6 + usize::try_from(n).unwrap());
    }
}

#[test]
fn the_funnel_has_every_municipality_and_names_ours() {
    let funnel = everywhere();
    let chart = check(&Drawing::Funnel(funnel.clone()));
    let tree = read(&chart.svg);
    let muted = with_class(&tree, "hs-points").next().unwrap();
    let marks = muted
        .children()
        .filter(|node| ["circle", "path"].contains(&node.tag_name().name()));
    assert_eq!(marks.count(), 289);
    assert_eq!(with_class(&tree, "hs-own").count(), 1);
    let own = texts(&tree)
        .into_iter()
        .filter(|text| text.starts_with("Lidköping "));
    assert_eq!(own.count(), 1);
    let given = |value: fn(&FunnelPoint) -> f64| -> Vec<Option<f64>> {
        funnel
            .points
            .iter()
            .map(|point| Some(value(point)))
            .collect()
    };
    check_column(&chart, 1, &given(|point| point.size), is_count);
    check_column(&chart, 2, &given(|point| point.change_percent), is_number);
    assert_eq!(
        records(&chart)
            .iter()
            .filter(|record| &record[5] == "true")
            .count(),
        1
    );
    assert_eq!(chart.table.rows[150][0], "Lidköping");
    assert!(chart.table.rows[150][5].starts_with("den egna"));
}

#[test]
fn what_is_outside_the_limits_in_the_picture_is_so_in_the_table() {
    let funnel = everywhere();
    let chart = check(&Drawing::Funnel(funnel));
    let outside = chart
        .table
        .rows
        .iter()
        .filter(|row| row[5].contains("utanför"))
        .count();
    assert!(outside > 5 && outside < 145, "{outside}");
    assert!(
        chart.alt.contains(&format!("{outside} ligger utanför")),
        "{}",
        chart.alt
    );
    for record in records(&chart) {
        let [change, lower, upper] = [2, 3, 4].map(|place| record[place].parse::<f64>().unwrap());
        let row = chart
            .table
            .rows
            .iter()
            .find(|row| row[0] == record[0])
            .unwrap();
        let (told, seen) = (row[5].contains("utanför"), change < lower || change > upper);
        // On the very limit, the tenths of both may be the same.
        assert!(
            told == seen || change == lower || change == upper,
            "{record:?}"
        );
    }
}

#[test]
fn bars_are_as_long_as_their_counts_and_zero_is_a_thin_line() {
    for example in [false, true] {
        let chart = drawing(&Drawing::Places(squares()), Lang::Sv, example);
        assert_eq!(chart.svg.contains("exempel</text>"), example);
        let tree = read(&chart.svg);
        let long: Vec<f64> = with_class(&tree, "hs-bar")
            .map(|bar| number(&bar, "width"))
            .collect();
        assert_eq!(long.len(), 6);
        assert!(
            (long[1] / long[0] - 0.5).abs() < 1e-3 && (long[3] / long[2] - 1.0 / 3.0).abs() < 1e-3
        );
        assert_eq!(long[5], 2.0);
        assert_eq!(chart.table.rows[1][1..], ["30", "10"]);
    }
}

#[test]
fn the_smallest_change_stands_where_the_curve_reaches_the_level() {
    let chart = check(&Drawing::Power(power()));
    let tree = read(&chart.svg);
    let mark = with_class(&tree, "hs-smallest").next().unwrap();
    let dot = mark.children().next().unwrap();
    let level = with_class(&tree, "hs-level").next().unwrap();
    assert!((number(&dot, "cy") - number(&level, "y1")).abs() < 0.02);
    assert!(texts(&tree).contains(&"minskning 40\u{a0}%".to_owned()));
    let mut none = power();
    none.smallest_percent = None;
    assert!(
        check(&Drawing::Power(none))
            .alt
            .contains("Ingen förändring i bilden når dit.")
    );
    let mut upwards = power();
    upwards.points.retain(|point| point.change_percent >= 0.0);
    let chart = check(&Drawing::Power(upwards));
    assert!(chart.svg.contains("ökning 40\u{a0}%"));
}

#[test]
fn our_gap_is_drawn_among_the_others_about_zero() {
    let lines = gaps();
    let chart = check(&Drawing::Placebo(lines.clone()));
    let tree = read(&chart.svg);
    assert_eq!(
        with_class(&tree, "hs-others")
            .next()
            .unwrap()
            .children()
            .count(),
        19
    );
    assert_eq!(chart.table.columns.len(), 22);
    check_column(&chart, 1, &lines.own.1, is_number);
    for (n, (_, values)) in lines.placebos.iter().enumerate() {
        check_column(&chart, n + 2, values, is_number);
    }
    let ticks: Vec<String> = with_class(&tree, "hs-axis-y")
        .flat_map(|axis| {
            let texts = axis
                .children()
                .filter(|node| node.tag_name().name() == "text");
            texts
                .map(|node| node.text().unwrap().to_owned())
                .collect::<Vec<_>>()
        })
        .collect();
    assert!(
        ticks.contains(&"0".to_owned()) && ticks.iter().any(|tick| tick.starts_with('\u{2212}')),
        "{ticks:?}"
    );
    assert!(swedish(ticks.last().unwrap().trim_start_matches('+')) > 0.0);
}

#[test]
fn without_figures_a_drawing_says_so() {
    let nothing = [
        Drawing::Expected(ExpectedLine::default()),
        Drawing::Funnel(Funnel::default()),
        Drawing::Placebo(PlaceboLines::default()),
        Drawing::Places(PlaceBars::default()),
        Drawing::Power(PowerCurve::default()),
    ];
    for one in nothing {
        let chart = check(&one);
        assert!(chart.svg.contains("Uppgifter saknas."));
        assert!(chart.alt.contains("Uppgifter saknas."), "{}", chart.alt);
        assert!(chart.table.rows.is_empty());
    }
}

#[test]
fn a_single_value_zero_and_a_hundred_thousand_are_drawn() {
    for value in [0.0, 1.0, 100_000.0] {
        let mut line = thefts();
        line.periods = vec!["2015".into()];
        line.own = vec![Some(value)];
        check(&Drawing::Expected(line));
        let mut funnel = everywhere();
        funnel.points = vec![FunnelPoint {
            name: "Malung-Sälen".into(),
            size: value,
            change_percent: 0.0,
        }];
        funnel.own = Some(0);
        let chart = check(&Drawing::Funnel(funnel.clone()));
        assert!(chart.svg.contains("Malung-Sälen 0,0\u{a0}%"));
        funnel.points[0].change_percent = -100.0;
        check(&Drawing::Funnel(funnel));
        let bar = Bar {
            name: "Torget".into(),
            before: value,
            after: 0.0,
        };
        check(&Drawing::Places(PlaceBars {
            bars: vec![bar],
            ..squares()
        }));
    }
}

#[test]
fn shares_have_their_sign_and_the_table_names_what_a_row_is() {
    let chart = check(&Drawing::Places(PlaceBars {
        rows: Some("Rutor".into()),
        is_percent: true,
        bars: vec![Bar {
            name: "1 av 67 rutor".into(),
            before: 1.5,
            after: 23.0,
        }],
        ..squares()
    }));
    assert!(
        chart.alt.contains("Före 1,5\u{a0}%, Efter 23\u{a0}%."),
        "{}",
        chart.alt
    );
    assert!(chart.svg.contains("23\u{a0}%") && chart.svg.contains("1,5\u{a0}%"));
    assert_eq!(chart.table.columns, ["Rutor", "Före (%)", "Efter (%)"]);
}

#[test]
fn what_is_seen_is_whole_also_beside_what_is_expected() {
    let bar = Bar {
        name: "Samma plats".into(),
        before: 0.5,
        after: 1.0,
    };
    let chart = check(&Drawing::Places(PlaceBars {
        bars: vec![bar],
        ..squares()
    }));
    assert!(chart.alt.contains("Före 0,5, Efter 1."), "{}", chart.alt);
}

#[test]
fn what_stands_out_in_the_drawings_needs_no_colour_script_or_file() {
    for one in all() {
        let chart = drawing(&one, Lang::Sv, false);
        for svg in [&chart.svg, &chart.narrow] {
            let tree = read(svg);
            for node in tree.descendants().filter(|node| node.is_element()) {
                assert!(
                    !["style", "script", "foreignObject", "image", "use"]
                        .contains(&node.tag_name().name())
                );
                assert!(node.attributes().all(|a| a.name() != "style"
                    && !a.name().starts_with("on")
                    && !a.value().contains("url(")));
            }
        }
    }
}

fn any_number() -> impl Strategy<Value = f64> {
    prop_oneof![
        4 => 0.0..400.0f64,
        1 => Just(0.0),
        1 => Just(100_000.0),
        1 => -400.0..400.0f64,
        1 => prop_oneof![Just(f64::NAN), Just(f64::INFINITY), Just(f64::NEG_INFINITY), Just(1e300), Just(-100.0), Just(1e-300)],
    ]
}

fn values(n: usize) -> impl Strategy<Value = Vec<Option<f64>>> {
    prop::collection::vec(prop::option::of(any_number()), 0..=n)
}

fn period() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("2014".to_owned()),
        Just("2015-03".to_owned()),
        Just("2090".to_owned()),
        Just("aldrig".to_owned()),
    ]
}

fn span() -> impl Strategy<Value = Span> {
    (any_number(), any_number()).prop_map(|(lower, upper)| Span { lower, upper })
}

prop_compose! {
    fn expected()(
        n in prop_oneof![Just(0usize), Just(1), Just(3), Just(39), 0usize..60],
        own in values(60), expected in values(60),
        range in prop::collection::vec(prop::option::of(span()), 0..60),
        preliminary in prop::collection::vec(any::<bool>(), 0..60),
        others in prop::collection::vec((text(), values(60)), 0..7),
        judged_from in prop::option::of(period()),
        breaks in prop::collection::vec((period(), text()), 0..3),
        words in [text(), text(), text(), text()],
        yearly: bool,
    ) -> Drawing {
        let [finding, unit, area, source] = words;
        let periods = if yearly { (0..n).map(|k| (1960 + k).to_string()).collect() } else { months(n) };
        Drawing::Expected(ExpectedLine {
            id: "e".into(), finding, unit, area, source, periods, own, expected, range, preliminary, others, judged_from, breaks,
        })
    }
}

prop_compose! {
    fn funnel()(
        points in prop::collection::vec((text(), any_number(), any_number()), 0..60),
        own in prop::option::of(0usize..70),
        limits in prop::collection::vec((any_number(), span()), 0..6),
        words in [text(), text(), text()],
    ) -> Drawing {
        let [finding, unit, source] = words;
        let points = points.into_iter().map(|(name, size, change_percent)| FunnelPoint { name, size, change_percent });
        Drawing::Funnel(Funnel { id: "f".into(), finding, unit, source, points: points.collect(), own, limits })
    }
}

prop_compose! {
    fn placebo()(
        n in prop_oneof![Just(1usize), Just(3), Just(39)],
        own in (text(), values(39)),
        placebos in prop::collection::vec((text(), values(39)), 0..8),
        judged_from in prop::option::of(period()),
        words in [text(), text(), text()],
    ) -> Drawing {
        let [finding, unit, source] = words;
        Drawing::Placebo(PlaceboLines { id: "p".into(), finding, unit, source, periods: months(n), own, placebos, judged_from })
    }
}

prop_compose! {
    fn places()(
        bars in prop::collection::vec((text(), any_number(), any_number()), 0..7),
        words in [text(), text(), text(), text(), text()],
    ) -> Drawing {
        let [finding, unit, source, before, after] = words;
        let bars = bars.into_iter().map(|(name, before, after)| Bar { name, before, after });
        Drawing::Places(PlaceBars { id: "b".into(), finding, unit, source, before, after, bars: bars.collect(), ..PlaceBars::default() })
    }
}

prop_compose! {
    fn curve()(
        points in prop::collection::vec((any_number(), prop_oneof![0.0..100.0f64, any_number()]), 0..40),
        level_percent in prop_oneof![Just(80.0), any_number()],
        smallest_percent in prop::option::of(any_number()),
        words in [text(), text()],
    ) -> Drawing {
        let [finding, source] = words;
        let points = points.into_iter().map(|(change_percent, seen_percent)| PowerPoint { change_percent, seen_percent });
        Drawing::Power(PowerCurve { id: "s".into(), finding, source, points: points.collect(), level_percent, smallest_percent })
    }
}

proptest! {
    // Each case is drawn and read eight times over.
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_expected_line_can_be_read(one in expected()) { check(&one); }

    #[test]
    fn every_funnel_can_be_read(one in funnel()) { check(&one); }

    #[test]
    fn every_placebo_line_can_be_read(one in placebo()) { check(&one); }

    #[test]
    fn every_place_can_be_read(one in places()) { check(&one); }

    #[test]
    fn every_power_curve_can_be_read(one in curve()) { check(&one); }

    #[test]
    fn every_figure_of_a_line_is_in_its_table(own in values(39), expected in values(39)) {
        let n = own.len().min(expected.len());
        let line = ExpectedLine { periods: months(n), own: own[..n].to_vec(), expected: expected[..n].to_vec(), ..ExpectedLine::default() };
        let chart = drawing(&Drawing::Expected(line), Lang::Sv, false);
        check_column(&chart, 1, &own[..n], is_count);
        check_column(&chart, 3, &expected[..n], is_count);
    }
}
