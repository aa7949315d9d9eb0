//! Our own program: its starts, its memory, its imports and its follow-ups.

use std::fs;
use std::io::Write;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::measure::{Measurement, Row, Unit};
use super::server::{Memory, Server};
use crate::tools::{Absent, workspace};

pub const PROMISE: &str = "lidkoping-2022-2023";
pub const PROMISE_PAGE: &str = "/lidkoping/lidkoping-2022-2023";
/// The counts of one offence by month, the same that Datasette is asked for.
pub const CHART_PAGE: &str =
    "/lidkoping/lidkoping-2022-2023/brott/alkohol-och-narkotikabrott-antal";
pub const CHART_FIGURES: &str =
    "/lidkoping/lidkoping-2022-2023/brott/alkohol-och-narkotikabrott-antal.csv";
const FOLLOW_UP_PAGE: &str = "/lidkoping/lidkoping-2022-2023/uppfoljning/2023";
/// Of the two organisations in the demonstration, the one that owns the promise.
const OWNER: &str = "lidkopings-kommun";

const N_FIRST_STARTS: usize = 5;
const N_STARTS: usize = 20;
const N_IMPORTS: usize = 3;
const N_FOLLOW_UPS: usize = 10;
const IDLE: Duration = Duration::from_secs(2);

/// The program, and a folder for what it makes.
pub struct Handslag {
    program: PathBuf,
    work: PathBuf,
}

impl Handslag {
    pub fn new(program: PathBuf, work: &Path) -> Self {
        Self {
            program,
            work: work.to_owned(),
        }
    }

    /// The program on a data folder, whatever database the caller uses otherwise.
    fn command(&self, folder: &Path) -> Command {
        let mut command = Command::new(&self.program);
        command
            .env_remove("DATABASE_URL")
            .env_remove("RUST_LOG")
            .arg("--data")
            .arg(folder);
        command
    }

    /// Starts `handslag demo`.
    pub fn demo(&self, folder: &Path) -> Result<Server> {
        let command = |address: SocketAddr| {
            let mut command = self.command(folder);
            command.args(["demo", "--listen", &address.to_string()]);
            command
        };
        Server::start(&self.work.join("demo.log"), command)
    }

    /// An empty data folder for real use, with one account.
    fn real_folder(&self, name: &str) -> Result<PathBuf> {
        let folder = self.work.join(name);
        let mut account = self.command(&folder);
        account.args(["account", "add", "provare", "--password-stdin"]);
        account.args(["--organisation", "prov", "--organisation-name", "Prov"]);
        account.args(["--party", "kommunen"]);
        finish(&mut account, b"ett losenord for prov\n")?;
        Ok(folder)
    }

    fn import(&self, kind: &str, files: &[PathBuf], folder: &Path) -> Result<Import> {
        let mut import = self.command(folder);
        import.args(["import", kind, "--json"]).args(files);
        timed_import(&mut import)
    }

    /// Imports figures into the demonstration, beside those it has.
    pub fn add_figures(&self, files: &[PathBuf], demo: &Path) -> Result<usize> {
        let mut import = self.command(demo);
        import.args(["import", "figures", "--json", "--organisation", OWNER]);
        Ok(timed_import(import.args(files))?.n_rows)
    }
}

/// An import that ended well.
struct Import {
    took: Duration,
    n_rows: usize,
}

fn timed_import(command: &mut Command) -> Result<Import> {
    let started = Instant::now();
    let output = finish(command, b"")?;
    let took = started.elapsed();
    let reports: Vec<Value> =
        serde_json::from_slice(&output).context("the import's report is not JSON")?;
    let rows = reports.iter().map(|report| report["rows"].as_u64());
    let n_rows: u64 = rows
        .sum::<Option<u64>>()
        .context("the import's report has no 'rows'")?;
    Ok(Import {
        took,
        n_rows: usize::try_from(n_rows)?,
    })
}

/// Runs a command that must end well; returns what it wrote.
fn finish(command: &mut Command, input: &[u8]) -> Result<Vec<u8>> {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let mut stdin = child.stdin.take().expect("standard input is piped");
    // One that ends without listening says why in its own words.
    let _ = stdin.write_all(input);
    drop(stdin);
    let output = child.wait_with_output()?;
    ensure!(
        output.status.success(),
        "{command:?} ended with {}: {}",
        output.status,
        String::from_utf8_lossy(&output.stderr).trim()
    );
    Ok(output.stdout)
}

/// Starts on empty folders; returns the last of them, with all that the
/// demonstration publishes.
pub fn first_starts(handslag: &Handslag) -> Result<(Row, PathBuf)> {
    let mut took = Vec::new();
    let mut folder = PathBuf::new();
    for at in 0..N_FIRST_STARTS {
        folder = handslag.work.join(format!("demo-{at}"));
        let mut server = handslag.demo(&folder)?;
        took.push(ms(server.wait_for(PROMISE_PAGE)?));
        server.wait_for(FOLLOW_UP_PAGE)?;
    }
    let row = Measurement::new(
        "promise page, the very first start",
        Unit::Milliseconds,
        took,
    );
    Ok((row.with_goal_below(100.0).into(), folder))
}

/// Starts on a folder that is there.
pub fn starts(handslag: &Handslag, demo: &Path) -> Result<Vec<Row>> {
    let mut took = Vec::new();
    let mut memory = Vec::new();
    for at in 0..N_STARTS {
        let mut server = handslag.demo(demo)?;
        took.push(ms(server.wait_for(PROMISE_PAGE)?));
        if at % 4 == 0 {
            sleep(IDLE);
            memory.push(server.memory());
        }
    }
    let start = Measurement::new("promise page, later starts", Unit::Milliseconds, took);
    let mut rows = vec![start.with_goal_below(100.0).into()];
    let memory: Result<Vec<Memory>> = memory.into_iter().collect();
    match memory {
        Ok(memory) => {
            let of = |part: fn(&Memory) -> f64| memory.iter().map(part).collect();
            let pss = Measurement::new(
                "memory idle for 2 s, PSS",
                Unit::Megabytes,
                of(|m| m.pss_mb),
            );
            let rss = Measurement::new(
                "memory idle for 2 s, RSS",
                Unit::Megabytes,
                of(|m| m.rss_mb),
            );
            rows.extend([pss.with_goal_below(40.0).into(), rss.into()]);
        }
        Err(error) => rows.push(Row::without("memory idle for 2 s", &error)),
    }
    Ok(rows)
}

pub fn imports(handslag: &Handslag) -> Result<Vec<Row>> {
    let (figures, whence) = figures();
    let mut rows = import_rows(
        handslag,
        "figures",
        &format!("figures of Brå, {whence}"),
        &figures,
    )?;
    match shared("polisen-events/events.ndjson.gz") {
        Ok(notices) => rows.extend(import_rows(
            handslag,
            "notices",
            "police notices",
            &[notices],
        )?),
        Err(error) => rows.push(Row::without("police notices", &error)),
    }
    Ok(rows)
}

/// The same import into new folders.
fn import_rows(handslag: &Handslag, kind: &str, what: &str, files: &[PathBuf]) -> Result<Vec<Row>> {
    let mut took = Vec::new();
    let mut n_rows = 0;
    for at in 0..N_IMPORTS {
        let folder = handslag.real_folder(&format!("{kind}-{at}"))?;
        let import = handslag.import(kind, files, &folder)?;
        took.push(import.took.as_secs_f64());
        n_rows = import.n_rows;
    }
    let per_s = took.iter().map(|s| n_rows as f64 / s).collect();
    let time = Measurement::new(format!("{what}, time"), Unit::Seconds, took).of(n_rows);
    // The goal was set for the whole archive of notices.
    let time = match kind {
        "notices" => time.with_goal_below(5.0),
        _ => time,
    };
    let rate = Measurement::new(format!("{what}, rows"), Unit::PerSecond, per_s).of(n_rows);
    Ok(vec![time.into(), rate.into()])
}

/// Brå's files beside the checkout, else the example's extract; and which.
pub fn figures() -> (Vec<PathBuf>, &'static str) {
    let mut files: Vec<PathBuf> = shared("bra-manad-kommun")
        .and_then(|folder| Ok(fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?))
        .unwrap_or_default()
        .iter()
        .map(fs::DirEntry::path)
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt"))
        .collect();
    files.sort();
    if files.is_empty() {
        let extract = "crates/handslag/example/bra-anmalda-brott-utdrag.csv";
        return (vec![workspace().join(extract)], "extract");
    }
    (files, "all")
}

fn shared(name: &str) -> Result<PathBuf> {
    let path = workspace().join("../shared/data").join(name);
    match path.exists() {
        true => Ok(path),
        false => Err(Absent("the shared data is not beside the checkout".to_owned()).into()),
    }
}

/// Four files from one command, and the PDF alone from the child that sets it.
pub fn follow_ups(handslag: &Handslag, demo: &Path) -> Result<Vec<Row>> {
    let out = handslag.work.join("follow-up");
    let mut took = Vec::new();
    for _ in 0..=N_FOLLOW_UPS {
        let mut command = handslag.command(demo);
        command.args(["follow-up", PROMISE, "--year", "2023", "--out"]);
        command.arg(&out);
        let started = Instant::now();
        finish(&mut command, b"")?;
        took.push(ms(started.elapsed()));
    }
    let later = took.split_off(1);
    let first = Measurement::new("page, PDF, CSV, JSON: the first", Unit::Milliseconds, took);
    let later = Measurement::new("page, PDF, CSV, JSON: the next", Unit::Milliseconds, later);
    let child = children(handslag, &out)?;
    let child = Measurement::new("the PDF alone, in a child", Unit::Milliseconds, child);
    Ok(vec![
        first.into(),
        later.with_goal_below(300.0).into(),
        child.with_goal_below(300.0).into(),
    ])
}

/// The child that every PDF is made by, asked as the program asks it.
fn children(handslag: &Handslag, out: &Path) -> Result<Vec<f64>> {
    let request = request(out)?;
    let mut took = Vec::new();
    for _ in 0..N_FOLLOW_UPS {
        let mut command = Command::new(&handslag.program);
        let started = Instant::now();
        let pdf = finish(command.args(["report", "--stdin"]), &request)?;
        took.push(ms(started.elapsed()));
        ensure!(pdf.starts_with(b"%PDF-"), "the child wrote something else");
    }
    Ok(took)
}

/// The follow-up that was just written, with the drawings of its page.
fn request(out: &Path) -> Result<Vec<u8>> {
    let name = format!("{PROMISE}-2023");
    let document = fs::read(out.join(format!("{name}.json")))?;
    let document: Value = serde_json::from_slice(&document)?;
    let page = fs::read_to_string(out.join(format!("{name}.html")))?;
    let figures = document["figures"].as_array().cloned().unwrap_or_default();
    let charts: Vec<Value> = figures
        .iter()
        .filter_map(|figure| {
            let svg = drawing(&page, figure["id"].as_str()?)?;
            Some(serde_json::json!({"figure": figure["id"], "svg": svg}))
        })
        .collect();
    ensure!(
        charts.len() == figures.len() && !charts.is_empty(),
        "the page of the follow-up has {} drawings for {} figures",
        charts.len(),
        figures.len()
    );
    let options = serde_json::json!({"language": "sv", "draft": false});
    let request = serde_json::json!({"document": document, "options": options, "charts": charts});
    Ok(serde_json::to_vec(&request)?)
}

/// The first drawing, which is the wide one, under a figure's own address.
fn drawing<'a>(page: &'a str, id: &str) -> Option<&'a str> {
    let (_, figure) = page.split_once(&format!("id=\"figur-{id}\""))?;
    let svg = &figure[figure.find("<svg")?..];
    Some(&svg[..svg.find("</svg>")? + "</svg>".len()])
}

/// The counts of [`CHART_FIGURES`], sorted.
pub fn counts(csv: &[u8]) -> Result<Vec<u64>> {
    let csv = std::str::from_utf8(csv)?;
    let mut lines = csv.lines().map(|line| line.split(','));
    let at = lines
        .next()
        .and_then(|mut head| head.position(|name| name == "value"));
    let at = at.context("our CSV has no column 'value'")?;
    let counts = lines.map(|mut line| line.nth(at).unwrap_or_default().parse());
    let mut counts: Vec<u64> = counts
        .collect::<Result<_, _>>()
        .context("a value in our CSV is not a count")?;
    counts.sort_unstable();
    Ok(counts)
}

pub fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
