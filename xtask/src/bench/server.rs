//! A server of ours or theirs on a free loopback port, its log and its memory.

use std::fs;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::http::{Connection, Encoding};
use crate::tools::Absent;

/// Nothing here should take this long, on the slowest machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running server; dropping it stops it.
pub struct Server {
    process: Child,
    pub address: SocketAddr,
    log: PathBuf,
    started: Instant,
}

/// Memory of one process, in megabytes (1,000,000 bytes).
#[derive(Clone, Copy)]
pub struct Memory {
    /// Its own pages, and its share of those that others use too.
    pub pss_mb: f64,
    /// Every page that it has in memory.
    pub rss_mb: f64,
}

impl Server {
    /// Starts the command that `command` gives for an address.
    pub fn start(log: &Path, command: impl FnOnce(SocketAddr) -> Command) -> Result<Self> {
        let address = free_address()?;
        let output = fs::File::create(log)?;
        let mut command = command(address);
        command
            .stdin(Stdio::null())
            .stdout(output.try_clone()?)
            .stderr(output);
        let started = Instant::now();
        let process = command.spawn().with_context(|| {
            format!(
                "could not start {}",
                Path::new(command.get_program()).display()
            )
        })?;
        Ok(Self {
            process,
            address,
            log: log.to_owned(),
            started,
        })
    }

    /// Asks for `path` until it answers 200; returns the time since the start.
    pub fn wait_for(&mut self, path: &str) -> Result<Duration> {
        let mut last = String::from("no answer");
        while self.started.elapsed() < PATIENCE {
            match self.ask(path) {
                Ok(200) => return Ok(self.started.elapsed()),
                Ok(status) => last = status.to_string(),
                Err(error) => last = error.to_string(),
            }
            if let Some(status) = self.process.try_wait()? {
                bail!("the server stopped at once ({status}): {}", self.log());
            }
            // Short beside what is measured, and the server needs the processor.
            sleep(Duration::from_millis(1));
        }
        bail!(
            "{path} did not answer 200 within {} s, but: {last}; {}",
            PATIENCE.as_secs(),
            self.log()
        )
    }

    fn ask(&self, path: &str) -> std::io::Result<u16> {
        let mut connection = Connection::open(self.address)?;
        Ok(connection.get(path, Encoding::Plain)?.status)
    }

    /// Memory of the server's process now.
    ///
    /// # Errors
    /// [`Absent`] where the system does not tell.
    pub fn memory(&self) -> Result<Memory> {
        let file = format!("/proc/{}/smaps_rollup", self.process.id());
        let Ok(text) = fs::read_to_string(&file) else {
            return Err(Absent(format!("no {file} on this system")).into());
        };
        Ok(Memory {
            pss_mb: megabytes(&text, "Pss:")?,
            rss_mb: megabytes(&text, "Rss:")?,
        })
    }

    fn log(&self) -> String {
        fs::read_to_string(&self.log).unwrap_or_default()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let pid = self.process.id().to_string();
        let _ = Command::new("kill").args(["-TERM", &pid]).status();
        let asked = Instant::now();
        while asked.elapsed() < Duration::from_secs(10) {
            if !matches!(self.process.try_wait(), Ok(None)) {
                return;
            }
            sleep(Duration::from_millis(10));
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// `Pss:       12345 kB` as megabytes; the kernel's kB are 1,024 bytes.
fn megabytes(text: &str, name: &str) -> Result<f64> {
    let line = text.lines().find_map(|line| line.strip_prefix(name));
    let n = line.and_then(|rest| rest.trim().strip_suffix(" kB"));
    let n: f64 = n
        .and_then(|n| n.parse().ok())
        .with_context(|| format!("no line '{name}' in smaps_rollup"))?;
    Ok(n * 1024.0 / 1_000_000.0)
}

/// An address that was free a moment ago.
fn free_address() -> Result<SocketAddr> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_read_from_the_line_with_its_name() {
        let text = "5581-7ffd ---p 00000000 00:00 0  [rollup]\nRss:     50000 kB\nPss:   12500 kB\nPss_Dirty:  1 kB\n";
        assert_eq!(megabytes(text, "Pss:").unwrap(), 12.8);
        assert_eq!(megabytes(text, "Rss:").unwrap(), 51.2);
        assert!(megabytes(text, "Swap:").is_err());
    }
}
