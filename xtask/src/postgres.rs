//! A PostgreSQL server that lives as long as one test run.

use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::chown;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use tempfile::TempDir;

use crate::report::Case;
use crate::rust_tests;
use crate::tools::{apt_install, find, is_root, must};

/// Starts a server and runs the tests that need one.
pub fn run_tests() -> Result<Vec<Case>> {
    let server = Server::start()?;
    rust_tests::with_server(server.url())
}

/// A running server on a free loopback port; dropping it stops and deletes it.
pub struct Server {
    process: Child,
    url: String,
    /// Holds the cluster and the log until the server has stopped.
    folder: TempDir,
}

impl Server {
    /// Finds or installs PostgreSQL, makes an empty cluster and starts it.
    ///
    /// # Errors
    /// [`crate::tools::Absent`] where there is none and we may not install it.
    pub fn start() -> Result<Self> {
        let programs = programs()?;
        let keeper = Keeper::choose()?;
        let folder = tempfile::Builder::new()
            .prefix("handslag-postgres-")
            .tempdir()?;
        keeper.give(folder.path())?;
        let cluster = folder.path().join("cluster");
        make_cluster(&keeper, &programs, &cluster)?;

        let port = free_port()?;
        let log = fs::File::create(folder.path().join("log"))?;
        let process = keeper
            .command(&programs.join("postgres"))
            .arg("-D")
            .arg(&cluster)
            .args(["-p", &port.to_string(), "-h", "127.0.0.1", "-k", ""])
            // Nothing here outlives the run, so it need not survive a power cut.
            .args(["-c", "fsync=off", "-c", "max_connections=200"])
            .stdin(Stdio::null())
            .stderr(log)
            .spawn()
            .context("could not start postgres")?;
        let mut server = Self {
            process,
            url: format!("postgres://handslag@127.0.0.1:{port}/postgres"),
            folder,
        };
        server.wait_until_ready(&programs, port)?;
        Ok(server)
    }

    /// The address of the server's own database; a test makes one for itself.
    pub fn url(&self) -> &str {
        &self.url
    }

    fn wait_until_ready(&mut self, programs: &Path, port: u16) -> Result<()> {
        let patience = Instant::now() + Duration::from_secs(30);
        while Instant::now() < patience {
            let answer = Command::new(programs.join("pg_isready"))
                .args(["-q", "-h", "127.0.0.1", "-p", &port.to_string()])
                .status()?;
            if answer.success() {
                return Ok(());
            }
            if let Some(status) = self.process.try_wait()? {
                bail!("postgres stopped at once ({status}): {}", self.log());
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        bail!("postgres did not answer within 30 s: {}", self.log())
    }

    fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // SIGINT is PostgreSQL's fast shutdown; SIGKILL would leave its children.
        let pid = self.process.id().to_string();
        let asked = Command::new("kill").args(["-INT", &pid]).status();
        if !asked.is_ok_and(|status| status.success()) {
            let _ = self.process.kill();
        }
        let _ = self.process.wait();
    }
}

fn make_cluster(keeper: &Keeper, programs: &Path, cluster: &Path) -> Result<()> {
    must(
        keeper
            .command(&programs.join("initdb"))
            .arg("-D")
            .arg(cluster)
            .args(["--username=handslag", "--auth=trust", "--no-sync"])
            .args(["--encoding=UTF8", "--locale=C.UTF-8"])
            .stdout(Stdio::null()),
    )
}

/// The folder with PostgreSQL's programs, installed first if need be.
fn programs() -> Result<PathBuf> {
    if let Some(found) = installed_programs() {
        return Ok(found);
    }
    apt_install(&["postgresql"])?;
    installed_programs().context("postgresql was installed, but initdb cannot be found")
}

fn installed_programs() -> Option<PathBuf> {
    let on_path =
        find(&["initdb"]).and_then(|link| Some(fs::canonicalize(link).ok()?.parent()?.into()));
    let of_debian = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten();
    let mut folders: Vec<PathBuf> = of_debian
        .map(|version| version.path().join("bin"))
        .collect();
    folders.sort();
    folders.extend(on_path);
    let complete = |folder: &PathBuf| {
        let programs = ["initdb", "postgres", "pg_isready"];
        programs.iter().all(|name| folder.join(name).is_file())
    };
    folders.into_iter().rev().find(complete)
}

/// Who runs the server: PostgreSQL refuses to run as root.
enum Keeper {
    Ourselves,
    User {
        name: &'static str,
        uid: u32,
        gid: u32,
    },
}

impl Keeper {
    fn choose() -> Result<Self> {
        if !is_root() {
            return Ok(Self::Ourselves);
        }
        let users = fs::read_to_string("/etc/passwd").context("could not read /etc/passwd")?;
        ["postgres", "nobody"]
            .into_iter()
            .find_map(|name| user(&users, name))
            .context("root may not run postgres, and no user 'postgres' or 'nobody' can")
    }

    fn give(&self, folder: &Path) -> Result<()> {
        match self {
            Self::Ourselves => Ok(()),
            Self::User { uid, gid, .. } => Ok(chown(folder, Some(*uid), Some(*gid))?),
        }
    }

    fn command(&self, program: &Path) -> Command {
        let Self::User { name, gid, .. } = self else {
            return Command::new(program);
        };
        let mut command = Command::new("setpriv");
        command
            .arg(format!("--reuid={name}"))
            .arg(format!("--regid={gid}"))
            // If this run is killed, the server goes with it.
            .args(["--clear-groups", "--pdeathsig=INT", "--"])
            .arg(program)
            // The checkout may lie where that user cannot look.
            .current_dir("/");
        command
    }
}

/// The line of `/etc/passwd` for `name`.
fn user(users: &str, name: &'static str) -> Option<Keeper> {
    let mut lines = users
        .lines()
        .map(|line| line.split(':').collect::<Vec<_>>());
    let fields = lines.find(|fields| fields[0] == name)?;
    let (uid, gid) = (fields.get(2)?.parse().ok()?, fields.get(3)?.parse().ok()?);
    Some(Keeper::User { name, uid, gid })
}

/// A port that was free a moment ago.
fn free_port() -> Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}
