//! The pages as people meet them: node drives a real browser against the built program.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, ensure};

use crate::junit;
use crate::report::{Case, Outcome};
use crate::tools::{cargo, find_or_install, must, run, target, workspace};

/// How the program is built before it is tried.
pub enum Build {
    /// Soonest, when nothing else has been built.
    ProgramAlone,
    /// With the dependencies that the Rust tests have just built.
    AsForTheTests,
}

pub fn test_pages(build: Build) -> Result<Vec<Case>> {
    let browser = match std::env::var_os("CHROMIUM") {
        Some(chosen) => PathBuf::from(chosen),
        None => find_or_install(
            &["chromium", "chromium-browser", "google-chrome"],
            &["chromium", "fonts-liberation"],
        )?,
    };
    let node = find_or_install(&["node"], &["nodejs"])?;
    let npm = find_or_install(&["npm"], &["npm"])?;
    let folder = workspace().join("tests/browser");
    install_packages(&npm, &folder)?;

    let results = target().join("browser-junit.xml");
    if results.exists() {
        fs::remove_file(&results)?;
    }
    let mut tests = Command::new(node);
    tests
        .current_dir(&folder)
        // Milliseconds; for one file, so that a page that hangs does not hang the run.
        .arg("--test-timeout=2700000")
        .args([
            "--test",
            "--test-reporter=spec",
            "--test-reporter-destination=stdout",
        ])
        .arg("--test-reporter=junit")
        .arg(format!("--test-reporter-destination={}", results.display()))
        .env("HANDSLAG_BIN", program(build)?)
        .env("CHROMIUM", browser)
        .env("HANDSLAG_SCREENSHOTS", target().join("screenshots"));
    let passed = run(&mut tests)?;
    let cases = junit::read(&results)?;
    let failed = cases.iter().any(|case| case.outcome == Outcome::Failed);
    ensure!(passed != failed, "node and its results disagree; see above");
    ensure!(!cases.is_empty(), "no browser test was found");
    Ok(cases)
}

/// Builds the program; returns where it is.
fn program(build: Build) -> Result<PathBuf> {
    must(&mut cargo(match build {
        Build::ProgramAlone => &["build", "--package", "handslag"],
        Build::AsForTheTests => &["build", "--workspace", "--bins", "--tests"],
    }))?;
    Ok(target().join("debug").join("handslag"))
}

/// Installs what the lock file names, unless that very file was installed last.
fn install_packages(npm: &Path, folder: &Path) -> Result<()> {
    let wanted = fs::read(folder.join("package-lock.json"))?;
    let mark = folder.join("node_modules/.handslag-installed-lock");
    if fs::read(&mark).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    must(Command::new(npm).current_dir(folder).args([
        "ci",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
    ]))?;
    fs::write(mark, wanted)?;
    Ok(())
}
