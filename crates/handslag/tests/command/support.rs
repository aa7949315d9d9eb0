//! What the tests share: the program with a data folder of its own.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use tempfile::TempDir;

/// The worked example.
pub fn example() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("example/lidkoping-2022-2023.toml")
}

pub const PROMISE: &str = "lidkoping-2022-2023";
/// The password of every account of these tests.
pub const PASSWORD: &str = "ett mycket långt lösenord";

/// What a run came to.
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Ran {
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|e| panic!("{e}: {}{}", self.out, self.err))
    }
}

fn ran(output: &Output) -> Ran {
    Ran {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout.clone()).unwrap(),
        err: String::from_utf8(output.stderr.clone()).unwrap(),
    }
}

/// The program, with nothing of the tester's own environment.
pub fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_handslag"));
    for name in [
        "DATABASE_URL",
        "HANDSLAG_DATA",
        "LC_ALL",
        "LC_MESSAGES",
        "LANG",
    ] {
        command.env_remove(name);
    }
    command
}

/// Runs it with standard input closed.
pub fn run(arguments: &[&str]) -> Ran {
    ran(&program()
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .unwrap())
}

/// A data folder with the two organisations of the worked example.
pub struct Home {
    pub folder: TempDir,
}

impl Home {
    pub fn empty() -> Self {
        Self {
            folder: TempDir::new().unwrap(),
        }
    }

    /// With one account, and so one organisation.
    pub fn new() -> Self {
        let home = Self::empty();
        home.add_account("kommun", "lidkopings-kommun", "kommunen");
        home
    }

    /// With the worked example as the municipality's promise.
    pub fn with_example() -> Self {
        let home = Self::new();
        let done = home.run(&["import", "promise", example().to_str().unwrap()]);
        assert_eq!(done.code, 0, "{}", done.err);
        home
    }

    pub fn add_account(&self, user: &str, organisation: &str, party: &str) {
        let arguments = [
            "account",
            "add",
            user,
            "--organisation",
            organisation,
            "--organisation-name",
            organisation,
            "--party",
            party,
            "--password-stdin",
        ];
        let done = self.run_with(&arguments, &format!("{PASSWORD}\n"));
        assert_eq!(done.code, 0, "{}", done.err);
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn program(&self) -> Command {
        let mut command = program();
        command.env("HANDSLAG_DATA", self.path().join("data"));
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Ran {
        ran(&self
            .program()
            .args(arguments)
            .stdin(Stdio::null())
            .output()
            .unwrap())
    }

    pub fn run_with(&self, arguments: &[&str], stdin: &str) -> Ran {
        let mut child = self.start(arguments);
        child
            .stdin
            .take()
            .unwrap()
            .write_all(stdin.as_bytes())
            .unwrap();
        ran(&child.wait_with_output().unwrap())
    }

    pub fn start(&self, arguments: &[&str]) -> Child {
        self.program()
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    }

    pub fn file(&self, name: &str, content: &str) -> String {
        let file = self.path().join(name);
        std::fs::write(&file, content).unwrap();
        file.to_str().unwrap().to_owned()
    }
}

/// The data that is shared beside the checkout; says when it is not there.
pub fn shared(test: &str, path: &str) -> Option<PathBuf> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared")
        .join(path);
    if !file.exists() {
        eprintln!("NOT RUN: {test}: shared data is not beside the checkout");
        return None;
    }
    Some(file)
}
