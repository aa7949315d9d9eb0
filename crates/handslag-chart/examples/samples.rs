//! Draws every kind of drawing into a folder, to be looked at.
//!
//! `cargo run -p handslag-chart --example samples -- FOLDER` writes SVG files
//! and `index.html`, which shows them as a page does.

use handslag_chart::{
    Bar, Block, BlockKind, ChainPicture, CyclePicture, Heading, Lang, Layout, MonthColumn,
    MonthColumns, Period, SummaryBlocks, chain_picture, commitment_bar, crime_chart, csv,
    cycle_picture, month_columns, stylesheet, summary_blocks, table,
};
use handslag_domain::document::PromiseDocument;
use handslag_domain::picture::PictureDocument;
use handslag_domain::picture::story::Story;
use std::{env, fs, io, path::PathBuf};

#[path = "../tests/figures/mod.rs"]
mod figures;

fn main() -> io::Result<()> {
    let folder = PathBuf::from(env::args_os().nth(1).unwrap_or_else(|| "samples".into()));
    fs::create_dir_all(&folder)?;
    let mut page = format!(
        "<!doctype html><html lang=sv><meta charset=utf-8><meta name=viewport content='width=device-width'>\
         <title>Prov</title><style>{}body{{background:var(--hs-paper);color:var(--hs-ink);margin:1rem;font-family:Inter}}svg{{margin-bottom:3rem}}</style>",
        stylesheet()
    );
    for (name, drawing) in drawings().into_iter().chain(chains()) {
        page += &drawing;
        fs::write(folder.join(format!("{name}.svg")), drawing)?;
    }
    fs::write(folder.join("index.html"), page)?;
    fs::write(folder.join("ar.csv"), csv(&figures::years(Layout::Wide)))?;
    println!("{:#?}", table(&figures::years(Layout::Wide)));
    Ok(())
}

fn drawings() -> Vec<(String, String)> {
    let mut drawings = Vec::new();
    for (layout, end) in [(Layout::Wide, "wide"), (Layout::Narrow, "narrow")] {
        let mut example = figures::months(layout);
        example.heading.example = true;
        example.heading.id = "exempel".into();
        for row in &mut example.rows[5..9] {
            row.own = None;
            row.band = None;
        }
        let mut year = figures::months(layout);
        year.rows.truncate(12);
        year.heading.id = "tolv".into();
        year.highlight = None;
        let mut empty = figures::years(layout);
        empty.rows.clear();
        empty.heading.id = "tom".into();
        for (name, drawing) in [
            ("months", crime_chart(&figures::months(layout))),
            ("years", crime_chart(&figures::years(layout))),
            ("example", crime_chart(&example)),
            ("twelve", crime_chart(&year)),
            ("empty", crime_chart(&empty)),
            ("behind", commitment_bar(&bar(layout, 21.0))),
            ("ahead", commitment_bar(&bar(layout, 38.0))),
            (
                "vague",
                commitment_bar(&Bar {
                    target: None,
                    ..bar(layout, 21.0)
                }),
            ),
            ("blocks", summary_blocks(&blocks(layout))),
            ("columns", month_columns(&columns(layout))),
        ] {
            drawings.push((format!("{name}-{end}"), drawing));
        }
    }
    drawings
}

/// The chain of each problem of the worked example, and the place cycle.
fn chains() -> Vec<(String, String)> {
    const PICTURE: &str = include_str!("../../handslag/example/lidkoping-lagesbild.toml");
    const PROMISE: &str = include_str!("../../handslag/example/lidkoping-2022-2023.toml");
    let picture = PictureDocument::read(PICTURE).expect("the example is read by its tests");
    let promise = PromiseDocument::read(PROMISE).expect("the example is read by its tests");
    let promises = [promise];
    let heading = |id: &str, finding: &str| Heading {
        id: id.to_owned(),
        finding: finding.to_owned(),
        source: "Lägesbilden, 15 februari 2023".to_owned(),
        example: true,
        ..Heading::default()
    };
    let mut drawings = Vec::new();
    for problem in &picture.problems {
        let day = jiff::civil::date(2023, 12, 31);
        if let Some(story) = Story::of(&picture, &promises, &problem.id, day) {
            let id = problem.id.as_str();
            let drawn = chain_picture(&ChainPicture {
                heading: heading(id, &problem.title),
                story,
                links: Default::default(),
            });
            drawings.push((format!("chain-{id}-wide"), drawn.svg));
            drawings.push((format!("chain-{id}-narrow"), drawn.narrow));
        }
        if !problem.cycle.is_empty() {
            let drawn = cycle_picture(&CyclePicture {
                heading: heading("cykel", "Drogfria platser: tre steg av fyra är klara"),
                steps: problem.cycle.clone(),
            });
            drawings.push(("cycle-wide".to_owned(), drawn.svg));
            drawings.push(("cycle-narrow".to_owned(), drawn.narrow));
        }
    }
    drawings
}

fn bar(layout: Layout, counted: f64) -> Bar {
    Bar {
        id: format!("stapel-{counted}"),
        lang: Lang::Sv,
        layout,
        title: format!("{counted} trafikkontroller av minst 30"),
        description: String::new(),
        counted,
        target: Some(30.0),
        time_gone: Some(0.83),
        count_text: format!("{counted} trafikkontroller"),
        target_text: "minst 30".into(),
        time_text: "83 % av tiden har gått".into(),
        example: counted > 30.0,
    }
}

fn blocks(layout: Layout) -> SummaryBlocks {
    use BlockKind::{
        CannotBeAssessed, Disputed, Exceeded, Kept, NoNeed, NotKept, Ongoing, OnlyTold, Partly,
    };
    let kinds = [
        Exceeded,
        Exceeded,
        Kept,
        Kept,
        Kept,
        Kept,
        Kept,
        Partly,
        Partly,
        NotKept,
        Ongoing,
        CannotBeAssessed,
        NoNeed,
        Disputed,
        OnlyTold,
    ];
    SummaryBlocks {
        id: "block".into(),
        lang: Lang::Sv,
        layout,
        title: "15 åtaganden".into(),
        blocks: kinds
            .iter()
            .map(|kind| Block {
                kind: *kind,
                label: format!("{kind:?}"),
                href: Some("#a".into()),
            })
            .collect(),
    }
}

fn columns(layout: Layout) -> MonthColumns {
    let counts = [3, 1, 4, 0, 5, 9, 2, 6, 5, 3];
    MonthColumns {
        heading: Heading {
            id: "kolumner".into(),
            layout,
            finding: "38 trafikkontroller på tio månader".into(),
            unit_label: "Trafikkontroller per månad".into(),
            source: "Loggen, 31 oktober 2023".into(),
            example: true,
            ..Heading::default()
        },
        columns: (0..12u8)
            .map(|month| MonthColumn {
                period: Period::Month(2023, month + 1),
                count: counts.get(usize::from(month)).copied(),
            })
            .collect(),
    }
}
