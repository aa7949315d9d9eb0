//! The statistics beside the tools that others use, in turns and on the same input.

mod table;
mod tools;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use self::table::{Line, Table};
use self::tools::{Reference, references};
use super::machine::Machine;
use crate::tools::{cargo, must, target};

/// What `cargo xtask bench stats` was asked for.
pub struct Order {
    /// How many times ours and theirs take turns.
    pub n_rounds: usize,
    /// Rows to run; all if none is named.
    pub only: Vec<String>,
    /// Only the smallest size of each, once.
    pub quick: bool,
    /// Whether R's packages may be installed.
    pub install: bool,
}

impl Default for Order {
    fn default() -> Self {
        Self {
            // Theirs take minutes a round; the ratios are large.
            n_rounds: 2,
            only: Vec::new(),
            quick: false,
            install: false,
        }
    }
}

/// What ours said about one size of one row.
#[derive(Debug, Clone, Deserialize)]
struct Ours {
    row: String,
    what: String,
    n: usize,
    seconds: f64,
    cpu_seconds: Option<f64>,
    threads: usize,
    goal_seconds: Option<f64>,
    peak_mib: Option<f64>,
}

/// What one of theirs said about it.
#[derive(Debug, Clone, Deserialize)]
struct Theirs {
    n: Option<usize>,
    tool: Option<String>,
    seconds: Option<f64>,
    cpu_seconds: Option<f64>,
    note: Option<String>,
    not_run: Option<String>,
}

/// Measures, prints one table and writes it to `target/bench/stats.json`.
///
/// # Errors
/// When ours cannot be built or breaks; what is missing of theirs is said in
/// the table instead.
pub fn run(order: &Order) -> Result<()> {
    let folder = target().join("bench");
    fs::create_dir_all(&folder)?;
    let references = references(&folder, order.install)?;
    let ours = build()?;
    let rows = rows(&ours, order)?;
    let work = tempfile::Builder::new()
        .prefix("stats-")
        .tempdir_in(&folder)?;
    let mut table = Table::new(Machine::look());
    for row in &rows {
        println!("== {row}");
        // The input of one row at a time, for it may be large.
        let input = work.path().join(row);
        fs::create_dir(&input)?;
        for line in take_turns(&ours, &references, row, &input, order)? {
            println!("{line}");
            table.lines.push(line);
        }
        fs::remove_dir_all(&input)?;
        // Kept after every row: theirs take long, and a run may be ended.
        table.after = Some(Machine::look());
        fs::write(folder.join("stats.json"), table.json()?)?;
    }
    print!("{table}");
    let file = folder.join("stats.json");
    println!("\nWritten to {}", file.display());
    Ok(())
}

fn take_turns(
    ours: &Path,
    references: &[Reference],
    row: &str,
    input: &Path,
    order: &Order,
) -> Result<Vec<Line>> {
    let mut lines: Vec<Line> = Vec::new();
    let n_rounds = if order.quick { 1 } else { order.n_rounds };
    for _ in 0..n_rounds {
        let mut command = Command::new(ours);
        command.args(["--only", row, "--data"]).arg(input);
        if order.quick {
            command.arg("--quick");
        }
        let said: Vec<Ours> = read(&mut command)?;
        ensure!(!said.is_empty(), "ours said nothing about {row}");
        for one in said {
            match lines.iter_mut().find(|line| line.n == one.n) {
                Some(line) => line.add_ours(&one),
                None => lines.push(Line::new(one)),
            }
        }
        for reference in references {
            let said = reference
                .command(input, row)
                .and_then(|mut command| read::<Theirs>(&mut command));
            // Theirs may break in many ways, which is no failure of ours.
            let said = said.unwrap_or_else(|error| vec![Theirs::not_run(&format!("{error:#}"))]);
            for line in &mut lines {
                let n = Some(line.n);
                said.iter()
                    .filter(|one| one.n == n || one.n.is_none())
                    .for_each(|one| line.add_theirs(one));
            }
        }
    }
    Ok(lines)
}

impl Theirs {
    fn not_run(why: &str) -> Self {
        Self {
            n: None,
            tool: None,
            seconds: None,
            cpu_seconds: None,
            note: None,
            not_run: Some(why.to_owned()),
        }
    }
}

fn build() -> Result<PathBuf> {
    let package = ["--package", "handslag-stats", "--example", "speed"];
    must(cargo(&["build", "--release"]).args(package))?;
    Ok(target().join("release/examples/speed"))
}

fn rows(ours: &Path, order: &Order) -> Result<Vec<String>> {
    let output = Command::new(ours).arg("--list").output()?;
    let all = String::from_utf8(output.stdout)?;
    let all: Vec<String> = all.lines().map(str::to_owned).collect();
    for row in &order.only {
        let names = all.join(", ");
        ensure!(
            all.contains(row),
            "there is no row '{row}'; choose of {names}"
        );
    }
    let wanted = |row: &String| order.only.is_empty() || order.only.contains(row);
    Ok(all.into_iter().filter(wanted).collect())
}

/// Runs a program that prints a line of JSON for each thing it has to say.
fn read<T: DeserializeOwned>(command: &mut Command) -> Result<Vec<T>> {
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("could not start {}", command.get_program().display()))?;
    let text = String::from_utf8(output.stdout)?;
    ensure!(output.status.success(), "it ended with {}", output.status);
    text.lines()
        .filter(|line| line.starts_with('{'))
        .map(|line| serde_json::from_str(line).with_context(|| format!("it said {line}")))
        .collect()
}
