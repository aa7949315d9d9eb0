//! How long does each method take?
//!
//! Runs every row on seeded made-up data, at its full size and at a tenth, and
//! prints one line of JSON a size. With `--data` the input is written too, so
//! that `reference.py` and `reference.R` beside this file time other tools on
//! the very same numbers. `cargo xtask bench stats` runs all three.

mod area;
mod draws;
mod point;
mod regression;
mod self_test;
mod series;
mod structural;
mod survey;
mod synthetic;
mod trial;

use std::path::PathBuf;
use std::process::ExitCode;

use lexopt::prelude::{Long, Short, ValueExt};

use trial::{Row, Trial};

const HELP: &str = "\
How long does each method take? One line of JSON a size.

Usage: speed [--list] [--only ROW]... [--quick] [--data DIR]

  --list       name the rows, and end
  --only ROW   only this row
  --quick      only the smallest size, once
  --data DIR   also write each input to DIR, as ROW-N-NAME.csv

Seconds are those of the fastest run; CPU seconds are of all threads of that run.
";

struct Wish {
    list: bool,
    only: Vec<String>,
    quick: bool,
    data: Option<PathBuf>,
}

fn main() -> ExitCode {
    match parse(lexopt::Parser::from_env()) {
        Ok(Some(wish)) => run(&wish),
        Ok(None) => {
            print!("{HELP}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error}\n\n{HELP}");
            ExitCode::from(2)
        }
    }
}

fn rows() -> Vec<&'static Row> {
    [
        area::ROWS,
        point::ROWS,
        regression::ROWS,
        series::ROWS,
        synthetic::ROWS,
        structural::ROWS,
        survey::ROWS,
        self_test::ROWS,
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn parse(mut arguments: lexopt::Parser) -> Result<Option<Wish>, String> {
    let mut wish = Wish {
        list: false,
        only: Vec::new(),
        quick: false,
        data: None,
    };
    let text = |error: lexopt::Error| error.to_string();
    while let Some(argument) = arguments.next().map_err(text)? {
        match argument {
            Short('h') | Long("help") => return Ok(None),
            Long("list") => wish.list = true,
            Long("quick") => wish.quick = true,
            Long("data") => wish.data = Some(arguments.value().map_err(text)?.into()),
            Long("only") => {
                let name = arguments.value().and_then(|name| name.string());
                let name = name.map_err(text)?;
                if !rows().iter().any(|row| row.id == name) {
                    return Err(format!("there is no row '{name}'; see --list"));
                }
                wish.only.push(name);
            }
            other => return Err(other.unexpected().to_string()),
        }
    }
    Ok(Some(wish))
}

fn run(wish: &Wish) -> ExitCode {
    let mut went_well = true;
    for row in rows() {
        if wish.list {
            println!("{}", row.id);
        } else if wish.only.is_empty() || wish.only.iter().any(|only| only == row.id) {
            went_well &= measure(row, wish);
        }
    }
    if went_well {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Smallest size first, so that the peak of memory is that of the size.
fn measure(row: &Row, wish: &Wish) -> bool {
    let sizes = if wish.quick {
        &row.sizes[..1]
    } else {
        row.sizes
    };
    let mut went_well = true;
    for size in sizes {
        let trial = Trial {
            row: row.id,
            n: size.n,
            data: wish.data.clone(),
            quick: wish.quick,
        };
        match (row.measure)(&trial) {
            Ok(timing) => println!("{}", timing.line(row, size)),
            Err(error) => {
                eprintln!("{} with {}: {error}", row.id, size.n);
                went_well = false;
            }
        }
    }
    went_well
}
