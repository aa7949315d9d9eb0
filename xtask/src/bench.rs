//! How fast is it, and how small? Shown beside Datasette in the same run, never asserted.

mod datasette;
mod floor;
mod handslag;
mod http;
mod load;
mod machine;
mod measure;
mod rounds;
mod server;
pub mod snapshot;
pub mod stats;

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};

use crate::tools::{cargo, must, target};
use handslag::Handslag;
use machine::Machine;
use measure::Table;

/// What `cargo xtask bench` was asked for.
pub struct Order {
    /// The program to measure; without it, a release build is made.
    pub binary: Option<PathBuf>,
    /// How many times ours and theirs take turns.
    pub n_rounds: usize,
}

impl Default for Order {
    fn default() -> Self {
        Self {
            binary: None,
            // Enough for a median that two disturbed rounds cannot move.
            n_rounds: 5,
        }
    }
}

/// Measures, prints one table and writes it to `target/bench/result.json`.
///
/// # Errors
/// When the program cannot be built, or something in it did not work; what
/// this machine lacks is said in the table instead.
pub fn run(order: &Order) -> Result<()> {
    let binary = match &order.binary {
        Some(built) => fs::canonicalize(built)
            .with_context(|| format!("there is no program {}", built.display()))?,
        None => build()?,
    };
    let folder = target().join("bench");
    fs::create_dir_all(&folder)?;
    let work = tempfile::Builder::new()
        .prefix("run-")
        .tempdir_in(&folder)?;
    let program = Handslag::new(binary, work.path());

    let mut table = Table::new(Machine::look());
    let (first, demo) = handslag::first_starts(&program)?;
    table.section("start and memory", || {
        let mut rows = vec![first];
        rows.extend(handslag::starts(&program, &demo)?);
        Ok(rows)
    });
    table.section("imports", || handslag::imports(&program));
    table.section("follow-up", || handslag::follow_ups(&program, &demo));
    table.section("8 readers at the same time", || {
        rounds::take_turns(&rounds::Order {
            handslag: &program,
            demo: &demo,
            keep: &folder,
            work: work.path(),
            n_rounds: order.n_rounds,
        })
    });
    table.end(Machine::look());

    print!("{table}");
    let file = folder.join("result.json");
    fs::write(&file, table.json()?)?;
    println!("\nWritten to {}", file.display());
    ensure!(!table.any_failed(), "something did not work; see above");
    Ok(())
}

fn build() -> Result<PathBuf> {
    must(&mut cargo(&["build", "--release", "--package", "handslag"]))?;
    Ok(target().join("release").join("handslag"))
}
