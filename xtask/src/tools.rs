//! Programs on this machine: find them, run them, install them where allowed.

use std::env;
use std::fmt;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};

/// Why a part is left out: this machine lacks something we may not install.
#[derive(Debug)]
pub struct Absent(pub String);

impl fmt::Display for Absent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Absent {}

/// The top folder of the checkout.
pub fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("xtask lies in the workspace")
}

/// Where cargo builds.
pub fn target() -> PathBuf {
    match env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => workspace().join(folder),
        None => workspace().join("target"),
    }
}

/// Cargo, in the top folder.
pub fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(workspace()).args(arguments);
    command
}

/// Runs a command with its output shown; `true` if it ended well.
pub fn run(command: &mut Command) -> Result<bool> {
    println!("$ {}", spelled(command));
    let status = command
        .stdin(Stdio::null())
        .status()
        .with_context(|| format!("could not start {}", spelled(command)))?;
    Ok(status.success())
}

/// Runs a command that must end well.
pub fn must(command: &mut Command) -> Result<()> {
    ensure!(run(command)?, "{} failed; see above", spelled(command));
    Ok(())
}

/// Runs a command with its output shown, and keeps what it wrote to standard output.
pub fn run_and_read(command: &mut Command) -> Result<(bool, String)> {
    println!("$ {}", spelled(command));
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("could not start {}", spelled(command)))?;
    let output = child.stdout.take().expect("standard output is piped");
    let mut text = String::new();
    for line in BufReader::new(output).lines() {
        let line = line?;
        println!("{line}");
        text.push_str(&line);
        text.push('\n');
    }
    Ok((child.wait()?.success(), text))
}

fn spelled(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name();
    let words = program.into_iter().chain(command.get_args());
    let words: Vec<_> = words.map(|word| word.to_string_lossy()).collect();
    words.join(" ")
}

/// The first of these programs that is on `PATH`.
pub fn find(names: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    let folders: Vec<_> = env::split_paths(&path).collect();
    let places = |name: &&str| folders.iter().map(|f| f.join(name)).collect::<Vec<_>>();
    names.iter().flat_map(places).find(|place| place.is_file())
}

/// The first of these programs; installs `packages` when none is there.
///
/// # Errors
/// [`Absent`] if we may not install, or the error of the installation.
pub fn find_or_install(names: &[&str], packages: &[&str]) -> Result<PathBuf> {
    if let Some(found) = find(names) {
        return Ok(found);
    }
    apt_install(packages)?;
    find(names).with_context(|| format!("{packages:?} was installed without {names:?}"))
}

/// Installs Debian packages, where we are root and have apt.
pub fn apt_install(packages: &[&str]) -> Result<()> {
    let may = is_root() && find(&["apt-get"]).is_some();
    if !may {
        let packages = packages.join(" ");
        let reason = format!("not on this machine, and only root may install it: {packages}");
        return Err(Absent(reason).into());
    }
    must(Command::new("apt-get").args(["-qq", "update"]))?;
    must(
        Command::new("apt-get")
            .args(["-qq", "install", "-y", "--no-install-recommends"])
            .args(packages)
            .env("DEBIAN_FRONTEND", "noninteractive"),
    )
}

pub fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output();
    id.is_ok_and(|id| id.stdout.trim_ascii() == b"0")
}
