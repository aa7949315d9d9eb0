//! Datasette serving the same figures: a good general tool, as lean as it goes.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result};
use serde_json::Value;

use super::server::Server;
use crate::tools::{Absent, find, must, run};

/// Pinned, so that runs can be compared.
const VERSION: &str = "0.65.5";
const SCRIPT: &str = include_str!("figures_to_sqlite.py");

/// The filtered table as a page.
pub const PAGE: &str =
    "/figures/reported?region=Lidk%C3%B6ping+kommun&category=Alkohol-+och+narkotikabrott";
/// The same rows as JSON.
pub const JSON: &str =
    "/figures/reported.json?region=Lidk%C3%B6ping+kommun&category=Alkohol-+och+narkotikabrott";

/// Datasette in a Python environment of its own, with a database.
pub struct Datasette {
    environment: PathBuf,
    database: PathBuf,
    log: PathBuf,
    pub n_rows: usize,
}

impl Datasette {
    /// Installs it under `folder`, unless it is there, and makes the database in `work`.
    ///
    /// # Errors
    /// [`Absent`] without Python or without a package index.
    pub fn prepare(folder: &Path, work: &Path, figures: &[PathBuf]) -> Result<Self> {
        let environment = environment(folder)?;
        let database = work.join("figures.db");
        let script = Command::new(environment.join("bin/python"))
            .args(["-c", SCRIPT])
            .arg(&database)
            .args(figures)
            .stdin(Stdio::null())
            .stderr(Stdio::inherit())
            .output()?;
        let n_rows = String::from_utf8(script.stdout)?;
        let n_rows = n_rows.trim().parse();
        Ok(Self {
            environment,
            database,
            log: work.join("datasette.log"),
            n_rows: n_rows.context("the database for Datasette was not made; see above")?,
        })
    }

    /// Without facets, which are work of another kind, and told that nobody
    /// writes, which lets it keep counts.
    pub fn serve(&self) -> Result<Server> {
        let command = |address: SocketAddr| {
            let mut command = Command::new(self.environment.join("bin/datasette"));
            command.args(["serve", "--host", "127.0.0.1"]);
            command.args(["--port", &address.port().to_string()]);
            command.args(["--setting", "suggest_facets", "off"]);
            command.args(["--setting", "allow_facet", "off"]);
            command.arg("--immutable").arg(&self.database);
            command
        };
        Server::start(&self.log, command)
    }
}

/// The counts of [`JSON`], sorted.
pub fn counts(json: &[u8]) -> Result<Vec<u64>> {
    let answer: Value = serde_json::from_slice(json)?;
    let columns = answer["columns"].as_array();
    let at = columns.and_then(|columns| columns.iter().position(|name| name == "n"));
    let at = at.context("Datasette's answer has no column 'n'")?;
    let rows = answer["rows"].as_array().map(Vec::as_slice);
    let counts = rows.unwrap_or_default().iter().map(|row| row[at].as_u64());
    let mut counts: Vec<u64> = counts
        .collect::<Option<_>>()
        .context("a value in Datasette's answer is not a count")?;
    counts.sort_unstable();
    Ok(counts)
}

fn environment(folder: &Path) -> Result<PathBuf> {
    let environment = folder.join(format!("datasette-{VERSION}"));
    if environment.join("bin/datasette").is_file() {
        return Ok(environment);
    }
    let python = find(&["python3"]).ok_or_else(|| Absent("no python3 on this machine".into()))?;
    let made = run(Command::new(python).args(["-m", "venv"]).arg(&environment))?;
    if !made {
        return Err(Absent("python3 has no venv (Debian: python3-venv)".to_owned()).into());
    }
    let package = format!("datasette=={VERSION}");
    let mut install = Command::new(environment.join("bin/python"));
    install.args(["-m", "pip", "install", "--quiet", &package]);
    must(&mut install).map_err(|_| Absent(format!("pip could not install {package}")))?;
    Ok(environment)
}

#[cfg(test)]
mod tests {
    use crate::bench::handslag;

    #[test]
    fn the_same_figures_are_the_same_in_whatever_order() {
        let json = br#"{"columns": ["month", "n"], "rows": [["Apr", 25], ["Feb", 18]]}"#;
        let csv = b"period,value,preliminary\n2013-02,18,false\n2013-04,25,false\n";
        assert_eq!(super::counts(json).unwrap(), [18, 25]);
        assert_eq!(handslag::counts(csv).unwrap(), [18, 25]);
        assert!(handslag::counts(b"period,value\n2013-02,\n").is_err());
    }
}
