//! Counting incidents beside the tools that others use, on the same rows.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::postgres::Server;
use crate::tools::{Absent, cargo, find, must, run as run_command, target, workspace};

/// Pinned, so that runs can be compared.
const PYTHON_PACKAGES: &[&str] = &[
    "duckdb==2.0.1",
    "numpy==2.4.6",
    "polars==2.1.0",
    "psycopg[binary]",
    "shapely==2.2.0",
];

/// Prints one table for a million incidents and, unless `quick`, one for ten.
///
/// # Errors
/// When ours cannot be built, or Python or its packages are not to be had.
pub fn run(quick: bool) -> Result<()> {
    let package = ["--package", "handslag-geo", "--example", "snapshot_speed"];
    must(cargo(&["build", "--release"]).args(package))?;
    let ours = target().join("release/examples/snapshot_speed");
    let python = python(&target().join("bench/snapshot-python"))?;
    let server = match Server::start() {
        Err(error) if error.is::<Absent>() => {
            println!("NOT RUN: postgres: {error}");
            None
        }
        started => Some(started?),
    };
    let sizes: &[&str] = if quick {
        &["1000000"]
    } else {
        &["1000000", "10000000"]
    };
    for n in sizes {
        let mut beside = Command::new(&python);
        beside.arg(workspace().join("crates/handslag-geo/examples/snapshot_speed/beside.py"));
        beside.arg(&ours).arg(n);
        beside.args(server.as_ref().map(Server::url));
        must(&mut beside)?;
    }
    Ok(())
}

fn python(environment: &Path) -> Result<PathBuf> {
    let python = environment.join("bin/python");
    if !python.is_file() {
        let base = find(&["python3"]).ok_or_else(|| Absent("no python3 here".into()))?;
        if !run_command(Command::new(base).args(["-m", "venv"]).arg(environment))? {
            return Err(Absent("python3 has no venv (Debian: python3-venv)".to_owned()).into());
        }
    }
    let mut pip = Command::new(&python);
    pip.args(["-m", "pip", "install", "--quiet", "--only-binary", ":all:"]);
    must(pip.args(PYTHON_PACKAGES))?;
    Ok(python)
}
