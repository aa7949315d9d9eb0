//! Page, PDF, CSV and JSON of a follow-up agree to the digit.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::support::{Home, PROMISE, example, run};

/// The four files of a follow-up, as text.
struct Four {
    html: String,
    pdf: String,
    csv: Vec<BTreeMap<String, String>>,
    json: Value,
}

fn four(home: &Home, name: &str) -> Four {
    let read =
        |ending: &str| std::fs::read(home.path().join(format!("ut/{name}.{ending}"))).unwrap();
    let text = |ending| String::from_utf8(read(ending)).unwrap();
    Four {
        html: plain(&without_tags(&text("html"))),
        pdf: pdf_text(&read("pdf")),
        csv: rows(&text("csv")),
        json: serde_json::from_str(&text("json")).unwrap(),
    }
}

/// Spaces of every kind as one space.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn without_tags(html: &str) -> String {
    let mut text = String::new();
    for (n, piece) in html.split('<').enumerate() {
        let outside = match n {
            0 => piece,
            _ => piece.split_once('>').map_or("", |(_, after)| after),
        };
        text.push_str(outside);
        text.push(' ');
    }
    text.replace("&amp;", "&")
        .replace("&quot;", "\"")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
}

fn pdf_text(bytes: &[u8]) -> String {
    let file = lopdf::Document::load_mem(bytes).unwrap();
    let pages: Vec<u32> = file.get_pages().into_keys().collect();
    plain(&file.extract_text(&pages).unwrap())
}

/// A small reader of RFC 4180, by column.
fn rows(csv: &str) -> Vec<BTreeMap<String, String>> {
    let mut records: Vec<Vec<String>> = vec![vec![String::new()]];
    let mut quoted = false;
    let mut signs = csv.trim_start_matches('\u{feff}').chars().peekable();
    while let Some(sign) = signs.next() {
        let record = records.last_mut().unwrap();
        match sign {
            '"' if quoted && signs.peek() == Some(&'"') => {
                record.last_mut().unwrap().push('"');
                signs.next();
            }
            '"' => quoted = !quoted,
            ',' if !quoted => record.push(String::new()),
            '\r' if !quoted => {}
            '\n' if !quoted => records.push(vec![String::new()]),
            sign => record.last_mut().unwrap().push(sign),
        }
    }
    let mut records = records.into_iter().filter(|record| record.len() > 1);
    let columns = records.next().unwrap();
    records
        .map(|record| columns.iter().cloned().zip(record).collect())
        .collect()
}

/// "1234.5" as Swedes write it, spaces being plain ones.
fn swedish(number: &Value) -> String {
    let digits = number.to_string();
    let (whole, part) = digits.split_once('.').unwrap_or((&digits, ""));
    let mut grouped = String::new();
    for (n, digit) in whole.chars().enumerate() {
        if n > 0 && (whole.len() - n).is_multiple_of(3) && whole.len() > 3 {
            grouped.push(' ');
        }
        grouped.push(digit);
    }
    match part {
        "" => grouped,
        part => format!("{grouped},{part}"),
    }
}

/// Whether words stand in a text, wherever its lines are broken.
fn says(text: &str, words: &str) -> bool {
    let without_spaces = |text: &str| text.split_whitespace().collect::<String>();
    without_spaces(text).contains(&without_spaces(words))
}

/// Every commitment's count, target and verdict, and the tally, in all four.
fn agree(files: &Four) {
    let commitments = files.json["commitments"].as_array().unwrap();
    assert!(commitments.len() > 5);
    for commitment in commitments {
        let id = commitment["id"].as_str().unwrap();
        let title = commitment["title"].as_str().unwrap();
        let row =
            |row: &&BTreeMap<String, String>| row["commitment"] == id && row["part"].is_empty();
        let row = files
            .csv
            .iter()
            .find(row)
            .unwrap_or_else(|| panic!("{id} is not in the CSV"));
        assert_eq!(row["verdict"], commitment["verdict"].as_str().unwrap());
        assert!(
            says(&files.html, title) && says(&files.pdf, title),
            "{title}"
        );
        let evidenced = &commitment["evidenced"];
        for field in ["target", "ceiling", "expected", "reached", "ratio"] {
            let number = evidenced[field]
                .as_f64()
                .map(|_| evidenced[field].to_string());
            assert_eq!(row[field], number.unwrap_or_default(), "{id} {field}");
        }
        if commitment["withheld_below"].is_null() {
            assert_eq!(row["counted"], evidenced["counted"].to_string(), "{id}");
            shown(files, id, evidenced);
        } else {
            assert_eq!(row["counted"], "", "{id}: what is withheld is in no file");
        }
    }
    for count in files.json["tally"].as_array().unwrap() {
        let n = count["n"].as_u64().unwrap();
        let same = commitments
            .iter()
            .filter(|c| c["verdict"] == count["verdict"])
            .count();
        let in_csv = |row: &&BTreeMap<String, String>| {
            row["part"].is_empty() && row["verdict"] == count["verdict"].as_str().unwrap()
        };
        assert_eq!(
            (same as u64, files.csv.iter().filter(in_csv).count() as u64),
            (n, n)
        );
    }
}

/// The count beside the promised amount, as a reader sees it on page and paper.
fn shown(files: &Four, id: &str, evidenced: &Value) {
    let of = match (&evidenced["target"], &evidenced["ceiling"]) {
        (Value::Null, _) => return,
        (target, Value::Null) if evidenced["unit"] == "members" || evidenced["unit"] == "parts" => {
            swedish(target)
        }
        (target, Value::Null) => format!("minst {}", swedish(target)),
        (target, ceiling) if target == ceiling => swedish(target),
        (target, ceiling) => format!("{}–{}", swedish(target), swedish(ceiling)),
    };
    // Shares, averages and what cannot be told are said in other words.
    let said = ["met", "exceeded", "partly", "not_met", "running"];
    let counts = said.contains(&evidenced["state"]["is"].as_str().unwrap());
    if !counts || !evidenced["ratio"].is_null() {
        return;
    }
    let sentence = format!("{} av {of}", swedish(&evidenced["counted"]));
    for (name, text) in [("page", &files.html), ("PDF", &files.pdf)] {
        assert!(
            text.contains(&sentence),
            "{id}: \"{sentence}\" is not on the {name}"
        );
    }
}

fn figures_agree(files: &Four) {
    let figures = files.json["figures"].as_array().unwrap();
    assert!(!figures.is_empty(), "the example has official figures");
    for figure in figures {
        let finding = figure["finding"].as_str().unwrap();
        assert!(says(&files.html, finding), "{finding} is not on the page");
        assert!(says(&files.pdf, finding), "{finding} is not in the PDF");
        for own in figure["own"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|own| !own.is_null())
        {
            let number = own["value"].as_f64().unwrap();
            let number = match figure["measure"].as_str().unwrap() {
                "count" => swedish(&Value::from(number as i64)),
                _ => grouped(number),
            };
            let shown = [("page", &files.html), ("PDF", &files.pdf)];
            for (name, text) in shown {
                assert!(
                    text.contains(&number),
                    "{finding}: {number} is not on the {name}"
                );
            }
        }
    }
}

/// A rate has one decimal always.
fn grouped(number: f64) -> String {
    let text = format!("{number:.1}");
    let (whole, part) = text.split_once('.').unwrap();
    format!(
        "{},{part}",
        swedish(&Value::from(whole.parse::<i64>().unwrap()))
    )
}

#[test]
fn the_four_files_of_a_document_agree_and_say_that_it_is_an_example_and_a_draft() {
    let home = Home::empty();
    let out = home.path().join("ut");
    let file = example();
    let arguments = [
        "follow-up",
        file.to_str().unwrap(),
        "--year",
        "2023",
        "--out",
        out.to_str().unwrap(),
    ];
    let done = run(&arguments);
    assert_eq!(done.code, 0, "{}", done.err);
    assert_eq!(done.out.lines().count(), 4);
    let files = four(&home, "lidkoping-2022-2023-2023");
    agree(&files);
    for text in [&files.html, &files.pdf] {
        assert!(text.to_lowercase().contains("exempel"));
    }
    assert!(files.csv.iter().all(|row| row["example"] == "exempel"));
    assert!(files.pdf.contains("UTKAST"), "nobody has published it");
    let html = std::fs::read_to_string(out.join("lidkoping-2022-2023-2023.html")).unwrap();
    assert!(html.contains("<style>") && !html.contains("<link rel=\"stylesheet\""));
    assert!(!html.contains(" href=\"/"));
    for ending in ["pdf", "csv", "json"] {
        let beside = format!("href=\"lidkoping-2022-2023-2023.{ending}\"");
        assert!(html.contains(&beside), "{ending}");
    }
    assert!(
        !html.contains("<nav"),
        "there is no site to find one's way in"
    );
}

#[test]
fn the_four_files_of_the_data_folder_hold_the_same_official_figures() {
    let home = Home::with_example();
    for (kind, name) in [
        ("population", "folkmangd-utdrag.csv"),
        ("figures", "bra-anmalda-brott-utdrag.csv"),
    ] {
        let done = home.run(&[
            "import",
            kind,
            example().with_file_name(name).to_str().unwrap(),
        ]);
        assert_eq!(done.code, 0, "{}", done.err);
    }
    let out = home.path().join("ut");
    let arguments = [
        "follow-up",
        PROMISE,
        "--year",
        "2022",
        "--out",
        out.to_str().unwrap(),
    ];
    let done = home.run(&arguments);
    assert_eq!(done.code, 0, "{}", done.err);
    let files = four(&home, "lidkoping-2022-2023-2022");
    agree(&files);
    figures_agree(&files);
    assert_eq!(files.json["at"], "2022-12-31");
}

#[test]
fn a_folder_that_cannot_be_written_and_a_year_that_is_none_are_told() {
    let home = Home::empty();
    let file = home.file("upptagen", "");
    let path = example();
    let follow_up = |year, out| {
        run(&[
            "follow-up",
            path.to_str().unwrap(),
            "--year",
            year,
            "--out",
            out,
        ])
    };
    let done = follow_up("2023", file.as_str());
    assert_eq!(done.code, 3);
    assert!(done.err.contains(&file), "{}", done.err);
    assert_eq!(follow_up("tjugo", "ut").code, 2);
    let done = follow_up("2019", home.path().join("ut").to_str().unwrap());
    assert_eq!(done.code, 1, "{}", done.err);
    assert!(done.err.contains("från 2021 till 2024"), "{}", done.err);
    assert!(!home.path().join("ut").exists());
}
