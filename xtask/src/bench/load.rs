//! Readers who all read the same page, each asking again as soon as it has read.

use std::net::SocketAddr;
use std::sync::Barrier;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use super::http::{Connection, Encoding};

pub const N_READERS: usize = 8;

/// How long a round reads one page; enough for some hundred answers of the slowest.
pub const ROUND: Duration = Duration::from_secs(3);
/// A bound that a fast page meets before the time is out.
const MOST_PER_READER: usize = 20_000;
/// Answers that are thrown away first, so that connections and caches are warm.
const N_WARMING: usize = 5;

/// A page, and how it is asked for.
pub struct Page {
    pub host: SocketAddr,
    pub path: String,
    pub encoding: Encoding,
}

/// What the readers met in one round.
pub struct Reading {
    /// Sorted, milliseconds from asking to having read all.
    latencies_ms: Vec<f64>,
    pub n_per_s: f64,
    /// Of one answer, as sent.
    pub n_bytes: usize,
}

impl Reading {
    pub fn n(&self) -> usize {
        self.latencies_ms.len()
    }

    /// The latency that `percent` of the answers kept to (nearest rank).
    pub fn percentile_ms(&self, percent: usize) -> f64 {
        let rank = (self.n() * percent).div_ceil(100).max(1);
        self.latencies_ms[rank - 1]
    }
}

impl Page {
    /// Asked for as no browser does, without compression.
    pub fn plain(host: SocketAddr, path: impl Into<String>) -> Self {
        let path = path.into();
        let encoding = Encoding::Plain;
        Self {
            host,
            path,
            encoding,
        }
    }

    /// Reads the page once, alone.
    ///
    /// # Errors
    /// When it does not answer with 200.
    pub fn read_once(&self) -> Result<Vec<u8>> {
        let mut connection = Connection::open(self.host)?;
        let answer = connection.get(&self.path, self.encoding)?;
        let status = answer.status;
        ensure!(status == 200, "{} answered {status}", self.path);
        Ok(answer.body)
    }

    /// Reads the page with [`N_READERS`] at the same time, for this long.
    ///
    /// # Errors
    /// When an answer is not 200.
    pub fn read_together(&self, round: Duration) -> Result<Reading> {
        let n_bytes = self.read_once()?.len();
        let ready = Barrier::new(N_READERS);
        let started = Instant::now();
        let read: Vec<Result<Vec<f64>>> = thread::scope(|scope| {
            let readers: Vec<_> = (0..N_READERS)
                .map(|_| scope.spawn(|| self.reader(&ready, round)))
                .collect();
            let joined = readers.into_iter().map(|reader| reader.join());
            joined
                .map(|read| read.expect("a reader does not panic"))
                .collect()
        });
        let took = started.elapsed();
        let mut latencies_ms = Vec::new();
        for reader in read {
            latencies_ms.extend(reader?);
        }
        latencies_ms.sort_by(f64::total_cmp);
        ensure!(!latencies_ms.is_empty(), "{} was never read", self.path);
        Ok(Reading {
            n_per_s: latencies_ms.len() as f64 / took.as_secs_f64(),
            latencies_ms,
            n_bytes,
        })
    }

    fn reader(&self, ready: &Barrier, round: Duration) -> Result<Vec<f64>> {
        let connection = self.warm();
        // Nobody may stay away from the barrier, or the others wait for ever.
        ready.wait();
        let mut connection = connection?;
        let mut latencies_ms = Vec::new();
        let started = Instant::now();
        while started.elapsed() < round && latencies_ms.len() < MOST_PER_READER {
            let asked = Instant::now();
            self.ask(&mut connection)?;
            latencies_ms.push(asked.elapsed().as_secs_f64() * 1000.0);
        }
        Ok(latencies_ms)
    }

    fn warm(&self) -> Result<Connection> {
        let mut connection = Connection::open(self.host)?;
        for _ in 0..N_WARMING {
            self.ask(&mut connection)?;
        }
        Ok(connection)
    }

    fn ask(&self, connection: &mut Connection) -> Result<()> {
        let answer = connection.get(&self.path, self.encoding);
        let answer = answer.with_context(|| format!("{} broke off", self.path))?;
        let status = answer.status;
        ensure!(status == 200, "{} answered {status} under load", self.path);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::floor;

    fn reading(latencies_ms: &[f64]) -> Reading {
        Reading {
            latencies_ms: latencies_ms.to_vec(),
            n_per_s: 0.0,
            n_bytes: 0,
        }
    }

    #[test]
    fn every_reader_reads_until_the_time_is_out() {
        let page = Page::plain(floor::serve().unwrap(), "/");
        let round = Duration::from_millis(100);
        let reading = page.read_together(round).unwrap();
        assert!(reading.n() >= N_READERS);
        assert!(reading.latencies_ms.is_sorted());
        assert_eq!(reading.n_bytes, floor::N_BYTES);
    }

    #[test]
    fn a_page_that_is_not_there_is_an_error() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let host = listener.local_addr().unwrap();
        drop(listener);
        let page = Page::plain(host, "/");
        assert!(page.read_together(Duration::from_millis(1)).is_err());
    }

    #[test]
    fn a_percentile_is_an_answer_that_was_given() {
        let hundred: Vec<f64> = (1..=100).map(f64::from).collect();
        assert_eq!(reading(&hundred).percentile_ms(50), 50.0);
        assert_eq!(reading(&hundred).percentile_ms(95), 95.0);
        assert_eq!(reading(&[7.0]).percentile_ms(50), 7.0);
        assert_eq!(reading(&[1.0, 2.0, 9.0]).percentile_ms(95), 9.0);
    }
}
