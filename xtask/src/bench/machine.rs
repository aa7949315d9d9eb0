//! What was measured on, and how busy it was: the same program is slower beside others.

use std::fs;
use std::process::Command;
use std::thread::available_parallelism;

use serde::Serialize;

use crate::tools::workspace;

#[derive(Debug, Clone, Serialize)]
pub struct Machine {
    pub n_cores: usize,
    pub processor: String,
    /// Processes that ran or wanted to, over the last 1, 5 and 15 minutes.
    pub load_average: String,
    /// Of the checkout; the program may be built from another.
    pub commit: String,
}

impl Machine {
    pub fn look() -> Self {
        Self {
            n_cores: available_parallelism().map_or(0, usize::from),
            processor: processor().unwrap_or_else(unknown),
            load_average: load_average().unwrap_or_else(unknown),
            commit: commit().unwrap_or_else(unknown),
        }
    }
}

fn unknown() -> String {
    "unknown".to_owned()
}

fn processor() -> Option<String> {
    let text = fs::read_to_string("/proc/cpuinfo").ok()?;
    let line = text.lines().find(|line| line.starts_with("model name"))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}

fn load_average() -> Option<String> {
    let text = fs::read_to_string("/proc/loadavg").ok()?;
    let averages: Vec<&str> = text.split(' ').take(3).collect();
    Some(averages.join(" "))
}

fn commit() -> Option<String> {
    let mut git = Command::new("git");
    git.current_dir(workspace())
        .args(["describe", "--always", "--dirty"]);
    let output = git.output().ok()?;
    let commit = String::from_utf8(output.stdout).ok()?.trim().to_owned();
    (!commit.is_empty()).then_some(commit)
}
