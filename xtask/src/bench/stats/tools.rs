//! The tools to compare with: Python's in an environment of their own, R's from Debian.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::tools::{Absent, apt_install, find, run, workspace};

/// Pinned, so that runs can be compared. What one of them lacks does not keep
/// the others from being installed.
const PYTHON_PACKAGES: &[&str] = &[
    "esda==2.9.0",
    "libpysal==4.14.1",
    "numba==0.68.1",
    "numpy==2.4.6",
    "pandas==3.1.1",
    "pointpats==2.5.5",
    "pysyncon==1.7.0",
    "ruptures==1.1.10",
    "samplics==0.6.1",
    "scikit-learn==1.9.1",
    "scipy==1.17.1",
    "statsmodels==0.15.0",
];

const DEBIAN_PACKAGES: &[&str] = &[
    "r-base-core",
    "r-cran-mass",
    "r-cran-spdep",
    "r-cran-spatstat",
    "r-cran-surveillance",
    "r-cran-survey",
];

/// Who else can be asked to do a row.
pub enum Reference {
    /// By the interpreter with the packages.
    Python(PathBuf),
    R(PathBuf),
    Absent {
        why: String,
    },
}

impl Reference {
    /// How to ask for one row, given the folder with its input.
    ///
    /// # Errors
    /// [`Absent`].
    pub fn command(&self, input: &Path, row: &str) -> Result<Command> {
        match self {
            Self::Python(python) => {
                let mut command = Command::new(python);
                command.args(["-W", "ignore"]).arg(script("reference.py"));
                command.args(["--only", row, "--data"]).arg(input);
                Ok(command)
            }
            Self::R(rscript) => {
                let mut command = Command::new(rscript);
                command.arg(script("reference.R")).arg(input).arg(row);
                Ok(command)
            }
            Self::Absent { why } => Err(Absent(why.clone()).into()),
        }
    }
}

/// Python's tools and R's, or why they are not here.
///
/// # Errors
/// If a package that this machine may install does not install.
pub fn references(folder: &Path, install: bool) -> Result<Vec<Reference>> {
    Ok(vec![
        or_absent(python(folder))?,
        or_absent(rscript(install))?,
    ])
}

fn or_absent(found: Result<Reference>) -> Result<Reference> {
    match found {
        Err(error) if error.is::<Absent>() => Ok(Reference::Absent {
            why: error.to_string(),
        }),
        other => other,
    }
}

fn script(name: &str) -> PathBuf {
    let folder = workspace().join("crates/handslag-stats/examples/speed");
    folder.join(name)
}

fn python(folder: &Path) -> Result<Reference> {
    let environment = folder.join("stats-python");
    let python = environment.join("bin/python");
    if !python.is_file() {
        let base = find(&["python3"]).ok_or_else(|| Absent("no python3 here".into()))?;
        if !run(Command::new(base).args(["-m", "venv"]).arg(&environment))? {
            return Err(Absent("python3 has no venv (Debian: python3-venv)".to_owned()).into());
        }
    }
    let pip = |packages: &[&str]| {
        let mut pip = Command::new(&python);
        pip.args(["-m", "pip", "install", "--quiet", "--only-binary", ":all:"]);
        pip.args(packages);
        pip
    };
    if !run(&mut pip(PYTHON_PACKAGES))? {
        // One at a time, so that one which does not suit this Python costs
        // only its own rows; the script says what is missing.
        for package in PYTHON_PACKAGES {
            run(&mut pip(&[package]))?;
        }
    }
    Ok(Reference::Python(python))
}

fn rscript(install: bool) -> Result<Reference> {
    if install {
        apt_install(DEBIAN_PACKAGES)?;
    }
    let Some(rscript) = find(&["Rscript"]) else {
        let why = "R is not here; --install gets it";
        return Err(Absent(why.to_owned()).into());
    };
    Ok(Reference::R(rscript))
}
