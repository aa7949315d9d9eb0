//! Eight readers at our pages and at Datasette's, in turns, so that noise meets both.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Result, ensure};

use super::datasette::{self, Datasette};
use super::floor;
use super::handslag::{self, CHART_FIGURES, CHART_PAGE, Handslag, PROMISE_PAGE, figures, ms};
use super::http::Encoding;
use super::load::{Page, ROUND, Reading};
use super::measure::{Measurement, Row, Unit};
use super::server::Server;

/// The goal for our pages.
const GOAL_P95_MS: f64 = 3.0;

/// What the run needs from the rest.
pub struct Order<'a> {
    pub handslag: &'a Handslag,
    /// The demonstration's data folder.
    pub demo: &'a Path,
    /// Where Datasette may stay from run to run.
    pub keep: &'a Path,
    pub work: &'a Path,
    pub n_rounds: usize,
}

/// Both serve every figure there is; the page, the chart and their
/// counterparts are read in turns.
pub fn take_turns(order: &Order<'_>) -> Result<Vec<Row>> {
    let (files, _) = figures();
    let n_figures = order.handslag.add_figures(&files, order.demo)?;
    let mut ours = order.handslag.demo(order.demo)?;
    ours.wait_for(PROMISE_PAGE)?;
    let mut contenders = our_pages(ours.address)?;
    let theirs = start_datasette(order, &files, n_figures, ours.address);
    if let Ok((theirs, _)) = &theirs {
        contenders.extend(their_pages(theirs.address));
    }
    for _ in 0..order.n_rounds {
        contenders.iter_mut().for_each(Contender::read);
    }
    let mut rows: Vec<Row> = contenders.iter().flat_map(Contender::rows).collect();
    match &theirs {
        Ok((theirs, started_in)) => {
            let start = vec![ms(*started_in)];
            rows.push(Measurement::new("Datasette, its start", Unit::Milliseconds, start).into());
            rows.extend(memory(&ours, theirs));
            rows.extend(ratios(&contenders));
        }
        Err(error) => rows.push(Row::without("Datasette", error)),
    }
    Ok(rows)
}

fn our_pages(host: SocketAddr) -> Result<Vec<Contender>> {
    Ok(vec![
        Contender::new(Role::Floor, floor::serve()?, "/"),
        Contender::new(Role::Promise, host, PROMISE_PAGE),
        Contender::new(Role::Chart, host, CHART_PAGE),
        Contender::new(Role::ChartFigures, host, CHART_FIGURES),
        Contender {
            page: Page::plain(host, PROMISE_PAGE),
            ..Contender::new(Role::PlainPromise, host, PROMISE_PAGE)
        },
    ])
}

fn their_pages(host: SocketAddr) -> [Contender; 2] {
    [
        Contender::new(Role::DatasettePage, host, datasette::PAGE),
        Contender::new(Role::DatasetteJson, host, datasette::JSON),
    ]
}

/// Starts it, and sees that it holds and shows the figures that we do.
fn start_datasette(
    order: &Order<'_>,
    files: &[PathBuf],
    n_figures: usize,
    ours: SocketAddr,
) -> Result<(Server, Duration)> {
    let datasette = Datasette::prepare(order.keep, order.work, files)?;
    let n_rows = datasette.n_rows;
    ensure!(
        n_rows == n_figures,
        "Handslag read {n_figures} figures, but Datasette serves {n_rows}"
    );
    let mut server = datasette.serve()?;
    let started_in = server.wait_for(datasette::PAGE)?;
    let shown = handslag::counts(&Page::plain(ours, CHART_FIGURES).read_once()?)?;
    let theirs = datasette::counts(&Page::plain(server.address, datasette::JSON).read_once()?)?;
    ensure!(
        shown == theirs,
        "Handslag shows {shown:?}, but Datasette {theirs:?}"
    );
    Ok((server, started_in))
}

/// What is read in a round.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Floor,
    Promise,
    PlainPromise,
    Chart,
    ChartFigures,
    DatasettePage,
    DatasetteJson,
}

impl Role {
    fn name(self) -> &'static str {
        match self {
            Self::Floor => "a page that costs nothing",
            Self::Promise => "promise page",
            Self::PlainPromise => "promise page, not compressed",
            Self::Chart => "crime chart page",
            Self::ChartFigures => "its figures as CSV",
            Self::DatasettePage => "Datasette, same figures as page",
            Self::DatasetteJson => "Datasette, same figures as JSON",
        }
    }

    fn goal_p95_ms(self) -> Option<f64> {
        matches!(self, Self::Promise | Self::Chart).then_some(GOAL_P95_MS)
    }
}

/// A page that is read in every round, as a browser asks for it.
struct Contender {
    role: Role,
    page: Page,
    rounds: Result<Vec<Reading>>,
}

impl Contender {
    fn new(role: Role, host: SocketAddr, path: impl Into<String>) -> Self {
        let page = Page {
            encoding: Encoding::Gzip,
            ..Page::plain(host, path)
        };
        Self {
            role,
            page,
            rounds: Ok(Vec::new()),
        }
    }

    /// Reads one round more, unless an earlier one failed.
    fn read(&mut self) {
        let Ok(rounds) = &mut self.rounds else {
            return;
        };
        match self.page.read_together(ROUND) {
            Ok(reading) => rounds.push(reading),
            Err(error) => self.rounds = Err(error),
        }
    }

    fn of_each(&self, value: impl Fn(&Reading) -> f64) -> Vec<f64> {
        self.rounds.iter().flatten().map(value).collect()
    }

    fn rows(&self) -> Vec<Row> {
        let name = self.role.name();
        let rounds = match &self.rounds {
            Ok(rounds) => rounds,
            Err(error) => return vec![Row::without(name, error)],
        };
        let n = rounds.iter().map(Reading::n).sum();
        let n_bytes = rounds.first().map_or(0, |reading| reading.n_bytes);
        let kilobytes = n_bytes as f64 / 1000.0;
        let p50 = self.of_each(|reading| reading.percentile_ms(50));
        let p95 = self.of_each(|reading| reading.percentile_ms(95));
        let per_s = self.of_each(|reading| reading.n_per_s);
        let name_p50 = format!("{name} ({kilobytes:.1} kB), p50");
        let mut p95 = Measurement::new(format!("{name}, p95"), Unit::Milliseconds, p95).of(n);
        p95.goal_below = self.role.goal_p95_ms();
        vec![
            Measurement::new(name_p50, Unit::Milliseconds, p50)
                .of(n)
                .into(),
            p95.into(),
            Measurement::new(format!("{name}, answers"), Unit::PerSecond, per_s)
                .of(n)
                .into(),
        ]
    }
}

/// Memory of both when all has been read.
fn memory(ours: &Server, theirs: &Server) -> Vec<Row> {
    let pair = ours.memory().and_then(|m| Ok((m, theirs.memory()?)));
    let (ours, theirs) = match pair {
        Ok(pair) => pair,
        Err(error) => return vec![Row::without("memory after the rounds", &error)],
    };
    let row = |what, unit, value| Measurement::new(what, unit, vec![value]).into();
    vec![
        row("memory after the rounds, PSS", Unit::Megabytes, ours.pss_mb),
        row("Datasette's, PSS", Unit::Megabytes, theirs.pss_mb),
        row(
            "Datasette / Handslag, memory",
            Unit::Ratio,
            theirs.pss_mb / ours.pss_mb,
        ),
    ]
}

/// How many times as long Datasette takes, round by round.
fn ratios(contenders: &[Contender]) -> Vec<Row> {
    let pairs = [
        ("page / chart page", Role::DatasettePage, Role::Chart),
        ("JSON / CSV", Role::DatasetteJson, Role::ChartFigures),
    ];
    let find = |role| contenders.iter().find(|c| c.role == role);
    let both = pairs
        .into_iter()
        .filter_map(|(name, theirs, ours)| Some((name, find(theirs)?, find(ours)?)));
    both.flat_map(|(name, theirs, ours)| {
        [50, 95].map(|percent| {
            let of = |one: &Contender| one.of_each(|reading| reading.percentile_ms(percent));
            let ratios = of(theirs)
                .iter()
                .zip(of(ours))
                .map(|(t, o)| t / o)
                .collect();
            let name = format!("Datasette / Handslag, {name}, p{percent}");
            Measurement::new(name, Unit::Ratio, ratios).into()
        })
    })
    .collect()
}
