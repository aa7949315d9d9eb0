//! One row at one size: its input written, its time taken.

use std::fmt::Display;
use std::fs::{self, File};
use std::hint::black_box;
use std::io::{BufWriter, Write};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use serde_json::json;

/// Runs at most this often, and no more once so much time is spent.
const MOST_RUNS: usize = 7;
const ENOUGH: Duration = Duration::from_secs(3);

/// What is timed, at some sizes.
pub struct Row {
    pub id: &'static str,
    pub what: &'static str,
    /// Smallest first.
    pub sizes: &'static [Size],
    pub measure: fn(&Trial) -> Result<Timing, String>,
}

/// How much there is to do, and in how many seconds it should be done.
pub struct Size {
    pub n: usize,
    pub goal_s: Option<f64>,
}

impl Size {
    pub const fn of(n: usize) -> Self {
        Self { n, goal_s: None }
    }

    pub const fn within(n: usize, goal_s: f64) -> Self {
        Self {
            n,
            goal_s: Some(goal_s),
        }
    }
}

pub struct Trial {
    pub row: &'static str,
    pub n: usize,
    /// Where the input is kept for other tools.
    pub data: Option<PathBuf>,
    pub quick: bool,
}

impl Trial {
    /// Writes one table of the input: rows of `columns` numbers, without names.
    pub fn keep<T: Display>(
        &self,
        name: &str,
        columns: usize,
        numbers: impl IntoIterator<Item = T>,
    ) -> Result<(), String> {
        let Some(folder) = &self.data else {
            return Ok(());
        };
        let file = folder.join(format!("{}-{}-{name}.csv", self.row, self.n));
        let write = || -> std::io::Result<()> {
            fs::create_dir_all(folder)?;
            let mut out = BufWriter::new(File::create(&file)?);
            for (place, number) in numbers.into_iter().enumerate() {
                let after = if (place + 1) % columns == 0 {
                    '\n'
                } else {
                    ','
                };
                write!(out, "{number}{after}")?;
            }
            out.flush()
        };
        write().map_err(|error| format!("could not write {}: {error}", file.display()))
    }

    /// The fastest of some runs.
    pub fn time<T, E: Display>(
        &self,
        mut run: impl FnMut() -> Result<T, E>,
    ) -> Result<Timing, String> {
        let begun = Instant::now();
        let mut fastest = Timing::NONE;
        loop {
            let (cpu, start) = (cpu_seconds(), Instant::now());
            let answer = black_box(run());
            let seconds = start.elapsed().as_secs_f64();
            answer.map_err(|error| error.to_string())?;
            fastest.runs += 1;
            if seconds < fastest.seconds {
                fastest.seconds = seconds;
                fastest.cpu_seconds = cpu.zip(cpu_seconds()).map(|(from, to)| to - from);
            }
            if self.quick || fastest.runs == MOST_RUNS || begun.elapsed() > ENOUGH {
                return Ok(fastest);
            }
        }
    }
}

pub struct Timing {
    seconds: f64,
    cpu_seconds: Option<f64>,
    runs: usize,
}

impl Timing {
    const NONE: Self = Self {
        seconds: f64::INFINITY,
        cpu_seconds: None,
        runs: 0,
    };

    pub fn line(&self, row: &Row, size: &Size) -> String {
        json!({
            "row": row.id,
            "what": row.what,
            "n": size.n,
            "seconds": self.seconds,
            "cpu_seconds": self.cpu_seconds,
            "threads": rayon::current_num_threads(),
            "goal_seconds": size.goal_s,
            "runs": self.runs,
            "peak_mib": peak_mib(),
        })
        .to_string()
    }
}

/// Of all threads of this process; none where the system does not say.
fn cpu_seconds() -> Option<f64> {
    let mut nanoseconds = 0.0;
    for thread in fs::read_dir("/proc/self/task").ok()? {
        let text = fs::read_to_string(thread.ok()?.path().join("schedstat")).ok()?;
        nanoseconds += text.split(' ').next()?.parse::<f64>().ok()?;
    }
    Some(nanoseconds / 1e9)
}

/// The most memory that this process has held.
fn peak_mib() -> Option<f64> {
    let text = fs::read_to_string("/proc/self/status").ok()?;
    let line = text.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kib: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some((kib / 102.4).round() / 10.0)
}
