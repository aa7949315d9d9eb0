//! Is the code tidy, and may everything in it be used? rustfmt, clippy, cargo-deny.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::report::Case;
use crate::tools::{cargo, find, must, run, target, workspace};

/// Pinned, so that a new release of the tool cannot fail an old commit.
const CARGO_DENY_VERSION: &str = "0.20.2";

pub fn check() -> Result<Vec<Case>> {
    let tidy = run(&mut cargo(&["fmt", "--all", "--check"]))?;
    let sound = run(&mut cargo(&[
        "clippy",
        "--workspace",
        "--all-targets",
        "--quiet",
        "--",
        "-D",
        "warnings",
    ]))?;
    // Advisories are left out: docs/decisions/0005-licence-check.md says why.
    let allowed = run(Command::new(cargo_deny()?).current_dir(workspace()).args([
        "--log-level",
        "error",
        "check",
        "licenses",
        "bans",
        "sources",
    ]))?;
    Ok(vec![
        Case::check("rustfmt", tidy),
        Case::check("clippy", sound),
        Case::check("cargo-deny", allowed),
    ])
}

/// cargo-deny from `PATH`, or our own copy, built once in the target folder.
fn cargo_deny() -> Result<PathBuf> {
    if let Some(installed) = find(&["cargo-deny"]) {
        return Ok(installed);
    }
    let home = target().join("tools").join(CARGO_DENY_VERSION);
    let program = home.join("bin").join("cargo-deny");
    if !program.is_file() {
        let build = home.join("build");
        // Unoptimised: it builds in half the time and the check still takes a second.
        let mut install = cargo(&["install", "cargo-deny", "--locked", "--debug", "--quiet"]);
        install.args(["--version", CARGO_DENY_VERSION]);
        install.arg("--root").arg(&home);
        install.arg("--target-dir").arg(&build);
        must(&mut install)?;
        std::fs::remove_dir_all(&build)?;
    }
    Ok(program)
}
