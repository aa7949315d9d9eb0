//! What must hold of every drawing, read back from the SVG as others read it.
#![allow(clippy::unwrap_used)] // helpers of tests are tests

use handslag_chart::{
    Band, Bar, Block, BlockKind, Break, CrimeChart, Heading, Highlight, Lang, Layout, MonthColumn,
    MonthColumns, Period, Point, Row, SummaryBlocks, commitment_bar, crime_chart, csv,
    month_columns, summary_blocks, table,
};
use proptest::prelude::*;
use usvg::roxmltree::{Document, Node};

mod chain;
mod effects;
mod figures;

/// Reads a drawing as XML and as usvg, which Typst reads it with.
fn read(svg: &str) -> Document<'_> {
    usvg::Tree::from_str(svg, &usvg::Options::default()).expect("usvg reads it");
    assert!(!svg.contains("NaN") && !svg.contains("inf\""), "{svg}");
    Document::parse(svg).expect("it is XML")
}

fn number(node: &Node, name: &str) -> f64 {
    let text = node
        .attribute(name)
        .unwrap_or_else(|| panic!("{name} of {node:?}"));
    text.parse().unwrap_or_else(|_| panic!("{name}={text}"))
}

fn with_class<'a>(tree: &'a Document, class: &'a str) -> impl Iterator<Item = Node<'a, 'a>> {
    tree.descendants().filter(move |node| {
        node.attribute("class")
            .is_some_and(|all| all.split(' ').any(|one| one == class))
    })
}

fn texts(tree: &Document) -> Vec<String> {
    tree.descendants()
        .filter(|node| node.has_tag_name(("http://www.w3.org/2000/svg", "text")))
        .map(|node| node.text().unwrap_or_default().to_owned())
        .collect()
}

/// A measure of text of our own, below that of any typeface named.
fn least_width(text: &str, size: f64) -> f64 {
    let ems = |c| {
        if " ijlftrI.,:;'!|-1()[]\u{a0}".contains(c) {
            0.22
        } else {
            0.5
        }
    };
    text.chars().map(ems).sum::<f64>() * size
}

/// Labels, points and boxes lie inside the view box.
fn check_inside(svg: &str) {
    let tree = read(svg);
    let root = tree.root_element();
    let (w, h) = (number(&root, "width"), number(&root, "height"));
    assert_eq!(
        root.attribute("viewBox"),
        Some(format!("0 0 {w} {h}").as_str())
    );
    for node in tree.descendants().filter(Node::is_element) {
        match node.tag_name().name() {
            "text" => {
                let (x, y, size) = (
                    number(&node, "x"),
                    number(&node, "y"),
                    number(&node, "font-size"),
                );
                let text = node.text().unwrap_or_default();
                assert!(
                    y <= h - size * 0.2 && y >= size * 0.7,
                    "{text} at {y} of {h}"
                );
                let long = least_width(text, size);
                let (left, right) = match node.attribute("text-anchor") {
                    Some("end") => (x - long, x),
                    Some("middle") => (x - long / 2.0, x + long / 2.0),
                    _ => (x, x + long),
                };
                assert!(
                    left >= -0.5 && right <= w + 0.5,
                    "{text}: {left} to {right} of {w}"
                );
            }
            "rect" => {
                let (x, y) = (number(&node, "x"), number(&node, "y"));
                let (wide, high) = (number(&node, "width"), number(&node, "height"));
                assert!(wide >= 0.0 && high >= 0.0, "{node:?}");
                assert!(
                    x >= 0.0 && y >= 0.0 && x + wide <= w + 0.01 && y + high <= h + 0.01,
                    "{node:?}"
                );
            }
            "circle" => {
                let (x, y, r) = (number(&node, "cx"), number(&node, "cy"), number(&node, "r"));
                assert!(
                    x - r >= 0.0 && x + r <= w && y - r >= 0.0 && y + r <= h,
                    "{node:?}"
                );
            }
            "path" => {
                for (x, y) in points(node.attribute("d").unwrap()) {
                    assert!((0.0..=w).contains(&x) && (0.0..=h).contains(&y), "{node:?}");
                }
            }
            _ => {}
        }
    }
}

fn points(path: &str) -> Vec<(f64, f64)> {
    path.trim_end_matches('Z')
        .split(['M', 'L'])
        .filter(|part| !part.is_empty())
        .map(|part| {
            let (x, y) = part.split_once(' ').expect("x and y");
            (x.parse().unwrap(), y.parse().unwrap())
        })
        .collect()
}

/// From a height on paper to a value, by the tick labels a reader would use.
fn value_by_ticks(tree: &Document) -> impl Fn(f64) -> f64 {
    let axis = with_class(tree, "hs-axis-y").next().unwrap();
    let heights = axis
        .children()
        .filter(|node| node.tag_name().name() == "line")
        .map(|line| number(&line, "y1"));
    let values = axis
        .children()
        .filter(|node| node.tag_name().name() == "text")
        .map(|text| swedish(text.text().unwrap()));
    let ticks: Vec<_> = heights.zip(values).collect();
    let (zero_y, zero) = ticks[0];
    let (high_y, high) = ticks[ticks.len() - 1];
    assert_eq!(zero, 0.0);
    move |y| (zero_y - y) / (zero_y - high_y) * high
}

fn swedish(text: &str) -> f64 {
    let (figure, size) = match text.rsplit_once('\u{a0}') {
        Some((figure, "mn")) => (figure, 1e6),
        Some((figure, "md")) => (figure, 1e9),
        Some((figure, "bn")) => (figure, 1e12),
        _ => (text, 1.0),
    };
    let plain = figure.replace('\u{a0}', "").replace(',', ".");
    let value: f64 = plain
        .parse()
        .unwrap_or_else(|_| panic!("{text} is no number"));
    value * size
}

/// Heights of the own line and its dots, from left to right, each once.
fn own_points(tree: &Document) -> Vec<(f64, f64)> {
    let own = with_class(tree, "hs-own").next().unwrap();
    let mut found: Vec<(f64, f64)> = Vec::new();
    for node in own.descendants() {
        match node.tag_name().name() {
            "path" => found.extend(points(node.attribute("d").unwrap())),
            "circle" => found.push((number(&node, "cx"), number(&node, "cy"))),
            _ => {}
        }
    }
    found.sort_by(|one, other| one.0.total_cmp(&other.0));
    found.dedup();
    found
}

/// Every figure in the table is drawn, and every point drawn is in the table.
fn check_table_is_chart(chart: &CrimeChart) {
    let svg = crime_chart(chart);
    let tree = read(&svg);
    let table = table(chart);
    assert_eq!(table.rows.len(), chart.rows.len());
    assert!(
        table
            .rows
            .iter()
            .all(|row| row.len() == table.columns.len())
    );
    let shown: Vec<f64> = table
        .rows
        .iter()
        .filter(|row| row[1] != "uppgift saknas")
        .map(|row| swedish(&row[1]))
        .collect();
    let value = value_by_ticks(&tree);
    let cells = table.rows.iter().flat_map(|row| [&row[1], &row[4]]);
    let largest = cells
        .filter(|cell| *cell != "uppgift saknas")
        .map(|cell| swedish(cell))
        .fold(1.0, f64::max);
    // A hundredth of a pixel in 200, twice, and half a unit of rounding.
    let near = |one: f64, other: f64| (one - other).abs() <= largest * 3e-4 + 0.51;

    let drawn = own_points(&tree);
    assert_eq!(drawn.len(), shown.len());
    for ((_, y), figure) in drawn.iter().zip(&shown) {
        assert!(
            near(value(*y), *figure),
            "{} drawn, {figure} in the table",
            value(*y)
        );
    }
    for (class, column) in [("hs-band-lower", 2), ("hs-median", 3), ("hs-band-upper", 4)] {
        let stretches = stretches(&table.rows, column);
        let drawn: Vec<_> = with_class(&tree, class)
            .map(|path| points(path.attribute("d").unwrap()))
            .collect();
        assert_eq!(drawn.len(), stretches.len(), "{class}");
        for (line, figures) in drawn.iter().zip(&stretches) {
            // A period alone is a level stroke over its place.
            let expected = if figures.len() == 1 {
                vec![figures[0]; 2]
            } else {
                figures.clone()
            };
            assert_eq!(line.len(), expected.len(), "{class}");
            for ((_, y), figure) in line.iter().zip(expected) {
                assert!(
                    near(value(*y), figure),
                    "{class}: {} drawn, {figure}",
                    value(*y)
                );
            }
        }
    }
    check_pointer_notes(&tree, &table.rows);
    check_csv(chart, &table.rows);
}

/// The figures of a column, one list for each stretch without gaps.
fn stretches(rows: &[Vec<String>], column: usize) -> Vec<Vec<f64>> {
    rows.split(|row| row[column] == "uppgift saknas")
        .filter(|stretch| !stretch.is_empty())
        .map(|stretch| stretch.iter().map(|row| swedish(&row[column])).collect())
        .collect()
}

/// What shows under a pointer is a row of the table.
fn check_pointer_notes(tree: &Document, rows: &[Vec<String>]) {
    let places = with_class(tree, "hs-places").next().unwrap();
    let notes: Vec<_> = places
        .descendants()
        .filter(|node| node.tag_name().name() == "title")
        .map(|node| node.text().unwrap())
        .collect();
    assert_eq!(notes.len(), rows.len());
    for (note, row) in notes.iter().zip(rows) {
        let mut lines = note.lines();
        assert_eq!(lines.next(), Some(row[0].as_str()));
        assert!(
            lines.next().unwrap().contains(&format!(": {}", row[1])),
            "{note} {row:?}"
        );
        match lines.next() {
            Some(band) => assert!(
                band.ends_with(&format!(": {}–{}, median {}", row[2], row[4], row[3])),
                "{band}"
            ),
            None => assert_eq!(row[2], "uppgift saknas"),
        }
    }
}

/// The file for machines has the digits of the table.
fn check_csv(chart: &CrimeChart, rows: &[Vec<String>]) {
    let file = csv(chart);
    let mut file = ::csv::Reader::from_reader(file.as_bytes());
    let records: Vec<_> = file.records().map(Result::unwrap).collect();
    assert_eq!(records.len(), rows.len());
    for (record, row) in records.iter().zip(rows) {
        for (of_record, of_row) in [(1, 1), (3, 2), (4, 3), (5, 4)] {
            let shown = row[of_row].replace('\u{a0}', "").replace(',', ".");
            let expected = if shown == "uppgift saknas" {
                ""
            } else {
                &shown
            };
            assert_eq!(&record[of_record], expected);
        }
    }
}

#[test]
fn the_chart_of_lidkoping_shows_its_table() {
    for layout in [Layout::Wide, Layout::Narrow] {
        for chart in [figures::months(layout), figures::years(layout)] {
            check_inside(&crime_chart(&chart));
            check_table_is_chart(&chart);
        }
    }
}

#[test]
fn the_table_and_the_file_of_lidkoping_read_as_written_here() {
    let years = figures::years(Layout::Wide);
    let table = table(&years);
    assert_eq!(
        table.rows[2],
        [
            "2015",
            "10\u{a0}036",
            "7\u{a0}798",
            "8\u{a0}338",
            "10\u{a0}112",
            "ny polisorganisation"
        ]
    );
    assert_eq!(
        csv(&years).lines().last(),
        Some("2015,10036,false,7798,8338,10112,ny polisorganisation")
    );
    let months = figures::months(Layout::Wide);
    assert_eq!(handslag_chart::table(&months).rows[36][5], "preliminär");
}

#[test]
fn a_gap_breaks_line_and_band_and_is_said() {
    let mut chart = figures::months(Layout::Wide);
    for row in &mut chart.rows[5..8] {
        (row.own, row.band) = (None, None);
    }
    let svg = crime_chart(&chart);
    let tree = read(&svg);
    assert_eq!(with_class(&tree, "hs-median").count(), 2);
    assert!(
        texts(&tree)
            .iter()
            .any(|text| text.contains("saknas uppgift"))
    );
    check_table_is_chart(&chart);
}

#[test]
fn preliminary_points_are_hollow_and_their_line_is_dashed() {
    let svg = crime_chart(&figures::months(Layout::Wide));
    let tree = read(&svg);
    let hollow: Vec<_> = with_class(&tree, "hs-preliminary").collect();
    assert_eq!(hollow.len(), 3);
    assert!(
        hollow
            .iter()
            .all(|dot| dot.attribute("fill") == Some("#fdfdfb"))
    );
    let own = with_class(&tree, "hs-own").next().unwrap();
    let dashed: Vec<_> = own
        .children()
        .filter(|node| node.has_attribute("stroke-dasharray"))
        .collect();
    assert_eq!(dashed.len(), 1);
    assert_eq!(points(dashed[0].attribute("d").unwrap()).len(), 4);
    assert!(
        texts(&tree)
            .iter()
            .any(|text| text.contains("Ihåliga punkter"))
    );
}

#[test]
fn a_break_stands_between_its_periods_with_its_label() {
    let svg = crime_chart(&figures::years(Layout::Wide));
    let tree = read(&svg);
    let breaks = with_class(&tree, "hs-breaks").next().unwrap();
    let mark = breaks
        .children()
        .find(|node| node.tag_name().name() == "line")
        .unwrap();
    let own = own_points(&tree);
    assert!(own[1].0 < number(&mark, "x1") && number(&mark, "x1") < own[2].0);
    assert!(texts(&tree).contains(&"ny polisorganisation".to_owned()));
}

#[test]
fn a_break_before_or_after_the_figures_is_not_drawn() {
    let mut chart = figures::years(Layout::Wide);
    for year in [2013, 2016] {
        chart.breaks = vec![Break {
            from: Period::Year(year),
            label: "utanför".into(),
        }];
        assert!(!crime_chart(&chart).contains("utanför"));
        assert!(!csv(&chart).contains("utanför"));
    }
}

#[test]
fn without_figures_the_chart_says_so() {
    let mut chart = figures::years(Layout::Wide);
    for row in &mut chart.rows {
        (row.own, row.band) = (None, None);
    }
    let svg = crime_chart(&chart);
    assert!(texts(&read(&svg)).contains(&"Uppgifter saknas.".to_owned()));
    check_inside(&svg);
    chart.rows.clear();
    chart.heading.lang = Lang::En;
    assert!(crime_chart(&chart).contains("There are no figures to show."));
}

#[test]
fn one_point_alone_is_a_dot_with_its_name() {
    let mut chart = figures::years(Layout::Wide);
    chart.rows.truncate(1);
    let svg = crime_chart(&chart);
    let tree = read(&svg);
    assert_eq!(with_class(&tree, "hs-point").count(), 1);
    assert!(texts(&tree).contains(&"Lidköping".to_owned()));
    check_inside(&svg);
    check_table_is_chart(&chart);
}

#[test]
fn figures_that_cannot_be_drawn_are_missing_in_chart_table_and_file() {
    let mut chart = figures::years(Layout::Wide);
    for value in [f64::NAN, f64::INFINITY, -1.0, 1e300] {
        chart.rows[1].own = Some(Point {
            value,
            preliminary: false,
        });
        chart.rows[1].band = Some(Band {
            lower: 3.0,
            median: value,
            upper: 4.0,
        });
        assert_eq!(table(&chart).rows[1][1], "uppgift saknas");
        assert_eq!(table(&chart).rows[1][3], "uppgift saknas");
        check_table_is_chart(&chart);
    }
}

#[test]
fn names_and_descriptions_are_tied_to_the_drawing_and_unique() {
    let (wide, narrow) = (
        crime_chart(&figures::years(Layout::Wide)),
        crime_chart(&figures::years(Layout::Narrow)),
    );
    let ids = |svg: &str| -> Vec<String> {
        let tree = read(svg);
        let root = tree.root_element();
        assert_eq!(root.attribute("role"), Some("img"));
        let ids: Vec<String> = tree
            .descendants()
            .filter_map(|node| node.attribute("id"))
            .map(str::to_owned)
            .collect();
        for name in root.attribute("aria-labelledby").unwrap().split(' ') {
            assert!(ids.contains(&name.to_owned()), "{name}");
        }
        ids
    };
    let mut all = ids(&wide);
    all.extend(ids(&narrow));
    let count = all.len();
    all.sort();
    all.dedup();
    assert_eq!((count, all.len()), (6, 6));
}

#[test]
fn an_example_says_so_twice_and_a_real_chart_never() {
    let mut chart = figures::years(Layout::Wide);
    assert!(!crime_chart(&chart).contains("exempel"));
    chart.heading.example = true;
    let svg = crime_chart(&chart);
    assert_eq!(
        texts(&read(&svg))
            .iter()
            .filter(|text| *text == "exempel")
            .count(),
        2
    );
    let bar = Bar {
        example: true,
        ..a_bar(3.0, Some(4.0))
    };
    assert!(texts(&read(&commitment_bar(&bar))).contains(&"exempel".to_owned()));
}

#[test]
fn nothing_in_a_drawing_needs_script_style_or_another_file() {
    for svg in [
        crime_chart(&figures::months(Layout::Wide)),
        commitment_bar(&a_bar(21.0, Some(30.0))),
        summary_blocks(&some_blocks(9)),
        month_columns(&some_columns(&[Some(3)])),
    ] {
        for node in read(&svg).descendants().filter(Node::is_element) {
            assert!(
                !["style", "script", "foreignObject", "image", "use"]
                    .contains(&node.tag_name().name())
            );
            for attribute in node.attributes() {
                assert!(
                    attribute.name() != "style" && !attribute.name().starts_with("on"),
                    "{attribute:?}"
                );
                assert!(!attribute.value().contains("url("), "{attribute:?}");
            }
        }
    }
}

fn a_bar(counted: f64, target: Option<f64>) -> Bar {
    Bar {
        id: "b".into(),
        title: "Trafikkontroller".into(),
        counted,
        target,
        time_gone: Some(0.5),
        count_text: format!("{counted} trafikkontroller"),
        target_text: "minst 30".into(),
        time_text: "50 % av tiden har gått".into(),
        ..Bar::default()
    }
}

/// Lengths of the bar and of the time gone, and the place of the target mark.
fn lengths(bar: &Bar) -> (f64, f64, f64) {
    let svg = commitment_bar(bar);
    check_inside(&svg);
    let tree = read(&svg);
    let of = |class: &str, name: &str| number(&with_class(&tree, class).next().unwrap(), name);
    (
        of("hs-own", "width"),
        of("hs-time-gone", "width"),
        of("hs-target-mark", "x1") - 1.0,
    )
}

#[test]
fn a_bar_is_as_long_as_its_count_and_the_thin_line_as_its_time() {
    for layout in [Layout::Wide, Layout::Narrow] {
        let (count, time, target) = lengths(&Bar {
            layout,
            ..a_bar(15.0, Some(30.0))
        });
        // The mark keeps a pixel from the edge.
        assert!((count / target - 0.5).abs() < 0.005 && (time / target - 0.5).abs() < 0.005);
        let (count, time, target) = lengths(&Bar {
            layout,
            ..a_bar(60.0, Some(30.0))
        });
        assert!((count / target - 2.0).abs() < 0.005 && (time / target - 0.5).abs() < 0.005);
    }
}

#[test]
fn a_commitment_without_a_number_has_no_bar() {
    let svg = commitment_bar(&a_bar(21.0, None));
    let tree = read(&svg);
    assert_eq!(with_class(&tree, "hs-own").count(), 0);
    assert!(texts(&tree).contains(&"21 trafikkontroller".to_owned()));
    check_inside(&svg);
}

fn some_blocks(n: usize) -> SummaryBlocks {
    use BlockKind::{
        CannotBeAssessed, Disputed, Exceeded, Kept, NoNeed, NotKept, Ongoing, OnlyTold, Partly,
    };
    let kinds = [
        Kept,
        Exceeded,
        Partly,
        NotKept,
        Ongoing,
        CannotBeAssessed,
        NoNeed,
        Disputed,
        OnlyTold,
    ];
    SummaryBlocks {
        id: "s".into(),
        title: format!("{n} åtaganden"),
        blocks: (0..n)
            .map(|k| Block {
                kind: kinds[k % 9],
                label: format!("{k}: hållet"),
                href: Some(format!("/l/{k}")),
            })
            .collect(),
        ..SummaryBlocks::default()
    }
}

#[test]
fn each_block_is_a_named_link_of_its_own_shape() {
    let svg = summary_blocks(&some_blocks(9));
    let tree = read(&svg);
    assert_eq!(tree.root_element().attribute("role"), Some("group"));
    let links: Vec<_> = tree
        .descendants()
        .filter(|node| node.tag_name().name() == "a")
        .collect();
    assert_eq!(links.len(), 9);
    assert!(links.iter().enumerate().all(|(k, link)| {
        link.attribute("href") == Some(&format!("/l/{k}"))
            && link.attribute("aria-label") == Some(&format!("{k}: hållet"))
    }));
    // Without colour, and moved to one place, no two shapes are alike.
    let mut shapes: Vec<String> = links
        .iter()
        .map(|link| {
            link.descendants()
                .filter(|node| node.is_element() && node.tag_name().name() != "title")
                .map(|node| {
                    let size = ["width", "height", "r", "stroke-dasharray"]
                        .map(|name| node.attribute(name).unwrap_or(""));
                    let drawn = node.attribute("d").map(points).unwrap_or_default();
                    let run = drawn
                        .windows(2)
                        .map(|pair| (pair[1].0 - pair[0].0, pair[1].1 - pair[0].1))
                        .collect::<Vec<_>>();
                    let class = node.attribute("class").unwrap_or("");
                    let filled = node.tag_name().name() == "rect" && class == "hs-fill-own";
                    format!("{} {size:?} {run:?} {filled};", node.tag_name().name())
                })
                .skip(1)
                .collect()
        })
        .collect();
    shapes.sort();
    shapes.dedup();
    assert_eq!(shapes.len(), 9, "{shapes:#?}");
    let mut on_paper = some_blocks(9);
    on_paper
        .blocks
        .iter_mut()
        .for_each(|block| block.href = None);
    assert_eq!(
        read(&summary_blocks(&on_paper))
            .root_element()
            .attribute("role"),
        Some("img")
    );
}

#[test]
fn many_blocks_and_none_stay_inside() {
    for n in [0, 1, 9, 60] {
        for layout in [Layout::Wide, Layout::Narrow] {
            check_inside(&summary_blocks(&SummaryBlocks {
                layout,
                ..some_blocks(n)
            }));
        }
    }
}

fn some_columns(counts: &[Option<u32>]) -> MonthColumns {
    MonthColumns {
        heading: Heading {
            id: "k".into(),
            finding: "Fem".into(),
            ..Heading::default()
        },
        columns: counts
            .iter()
            .enumerate()
            .map(|(k, count)| MonthColumn {
                period: Period::Month(2022 + (k / 12) as i16, (k % 12) as u8 + 1),
                count: *count,
            })
            .collect(),
    }
}

#[test]
fn a_month_without_anything_differs_from_a_month_not_known() {
    let svg = month_columns(&some_columns(&[Some(3), Some(0), None]));
    let tree = read(&svg);
    let columns = with_class(&tree, "hs-columns").next().unwrap();
    let shown: Vec<(usize, Option<&str>)> = columns
        .children()
        .map(|month| {
            let rects = month
                .children()
                .filter(|node| node.tag_name().name() == "rect")
                .count();
            (
                rects,
                month
                    .children()
                    .find(|node| node.tag_name().name() == "text")
                    .and_then(|text| text.text()),
            )
        })
        .collect();
    assert_eq!(shown, [(1, Some("3")), (1, Some("0")), (0, Some("–"))]);
}

/// Texts as unkind as they come: markup, quotes, control characters, length.
/// Words without "n", so that no word ends as an infinite number is written.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        Just("<&\"'>]]> &amp; <script>".to_owned()),
        Just("\u{0}\u{1b}\u{fffe}\u{ffff}\n".to_owned()),
        "[a-mo-z ]{0,60}",
        "[a-mo-z]{90}",
        "(Lid [A-Z]{1,3} åäö<&){1,20}",
    ]
}

fn value() -> impl Strategy<Value = f64> {
    prop_oneof![Just(0.0), 0.0..20.0f64, 0.0..10_000.0f64, 1e9..1e15f64]
}

fn row() -> impl Strategy<Value = (Option<Point>, Option<Band>)> {
    let point =
        (value(), any::<bool>()).prop_map(|(value, preliminary)| Point { value, preliminary });
    let band = [value(), value(), value()].prop_map(|mut ends| {
        ends.sort_by(f64::total_cmp);
        let [lower, median, upper] = ends;
        Band {
            lower,
            median,
            upper,
        }
    });
    (prop::option::of(point), prop::option::of(band))
}

prop_compose! {
    fn chart()(
        rows in prop::collection::vec(row(), 0..61),
        by_month: bool, wide: bool, english: bool, example: bool,
        decimals in 0usize..3,
        texts in [text(), text(), text(), text(), text(), text(), text()],
        broken in prop::collection::vec((2009i16..2016, 1u8..=12), 0..4),
        highlight in prop::option::of((2009i16..2016, 0i16..4)),
    ) -> CrimeChart {
        let [finding, description, unit_label, source, own_name, band_name, label] = texts;
        let period = |k: usize| if by_month {
            Period::Month(2010 + (k / 12) as i16, (k % 12) as u8 + 1)
        } else {
            Period::Year(1960 + k as i16)
        };
        CrimeChart {
            heading: Heading {
                id: "p r\"o<v".into(),
                lang: if english { Lang::En } else { Lang::Sv },
                layout: if wide { Layout::Wide } else { Layout::Narrow },
                finding, description, unit_label, source, example,
            },
            own_name, band_name, decimals,
            rows: rows.iter().enumerate().map(|(k, (own, band))| Row { period: period(k), own: *own, band: *band }).collect(),
            breaks: broken.iter().map(|(year, month)| Break { from: Period::Month(*year, *month), label: label.clone() }).collect(),
            highlight: highlight.map(|(year, long)| Highlight { from: Period::Year(year), to: Period::Year(year + long), label: label.clone() }),
        }
    }
}

proptest! {
    // Each case is drawn and read three times over.
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_chart_is_readable_and_stays_inside(chart in chart()) {
        check_inside(&crime_chart(&chart));
    }

    #[test]
    fn every_chart_shows_its_table(mut chart in chart()) {
        chart.heading.lang = Lang::Sv;
        let svg = crime_chart(&chart);
        if with_class(&read(&svg), "hs-own").next().is_some() {
            check_table_is_chart(&chart);
        } else {
            prop_assert!(chart.rows.iter().all(|row| row.own.is_none() && row.band.is_none()));
            prop_assert!(svg.contains("Uppgifter saknas."));
        }
    }

    #[test]
    fn a_higher_value_is_drawn_higher(small in 0.0..1e6f64, more in 1.0..1e6f64) {
        let mut chart = figures::years(Layout::Wide);
        chart.rows.iter_mut().for_each(|row| row.band = None);
        for (row, value) in chart.rows.iter_mut().zip([small, small + more, small]) {
            row.own = Some(Point { value, preliminary: false });
        }
        let svg = crime_chart(&chart);
        let drawn = own_points(&read(&svg));
        prop_assert!(drawn[1].1 <= drawn[0].1 && drawn[0].1 == drawn[2].1);
    }

    #[test]
    fn every_bar_stays_inside(
        counted in value(), target in prop::option::of(value()), time in prop::option::of(-1.0..2.0f64),
        texts in [text(), text(), text(), text()], wide: bool, example: bool
    ) {
        let [title, count_text, target_text, time_text] = texts;
        check_inside(&commitment_bar(&Bar {
            id: "b".into(), lang: Lang::Sv, description: title.clone(),
            layout: if wide { Layout::Wide } else { Layout::Narrow },
            title, counted, target, time_gone: time, count_text, target_text, time_text, example,
        }));
    }

    #[test]
    fn every_row_of_columns_stays_inside(
        counts in prop::collection::vec(prop::option::of(prop_oneof![0u32..12, Just(u32::MAX)]), 0..49),
        wide: bool, finding in text()
    ) {
        let mut chart = some_columns(&counts);
        chart.heading.layout = if wide { Layout::Wide } else { Layout::Narrow };
        chart.heading.finding = finding;
        check_inside(&month_columns(&chart));
    }
}
