//! Starting and stopping: the demonstration and the real thing, never mixed.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use crate::support::Home;

/// A server that answers, and what it said at its start.
pub struct Server {
    child: Child,
    address: String,
}

impl Server {
    pub fn start(home: &Home, arguments: &[&str]) -> Self {
        let mut child = home.start(&[arguments, &["--listen", "127.0.0.1:0"]].concat());
        let mut first = String::new();
        BufReader::new(child.stdout.as_mut().unwrap())
            .read_line(&mut first)
            .unwrap();
        let after = first
            .split("http://")
            .nth(1)
            .unwrap_or_else(|| panic!("no address: {first}"));
        let address = after.trim_end().trim_end_matches(['.', ',']).to_owned();
        let address = address
            .split(['.', ' '])
            .take(4)
            .collect::<Vec<_>>()
            .join(".");
        Self { child, address }
    }

    pub fn get(&self, path: &str) -> String {
        let answer = self.ask(&format!("GET {path}"), "", "");
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// The same as a member.
    pub fn get_with(&self, path: &str, cookie: &str) -> Vec<u8> {
        self.ask(&format!("GET {path}"), &format!("Cookie: {cookie}\r\n"), "")
    }

    /// Signs in and gives the session's cookie.
    pub fn sign_in(&self, user: &str, password: &str) -> String {
        let body = format!("namn={user}&losenord={}", password.replace(' ', "+"));
        let head = format!(
            "Origin: http://{}\r\nContent-Type: application/x-www-form-urlencoded\r\n",
            self.address
        );
        let answer = self.ask("POST /logga-in", &head, &body);
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let cookie = answer.split("\r\n").find_map(|line| {
            let (name, value) = line.split_once(": ")?;
            name.eq_ignore_ascii_case("set-cookie").then_some(value)
        });
        let cookie = cookie.unwrap_or_else(|| panic!("not signed in: {answer}"));
        cookie.split(';').next().unwrap().to_owned()
    }

    /// Sends one request and gives the whole answer.
    ///
    /// - `head`: further lines, each with its end.
    pub fn ask(&self, what: &str, head: &str, body: &str) -> Vec<u8> {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream
            .set_read_timeout(Some(Duration::from_secs(20)))
            .unwrap();
        write!(
            stream,
            "{what} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nContent-Length: {}\r\n{head}\r\n{body}",
            self.address,
            body.len()
        )
        .unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        answer
    }

    /// Stops it, and gives what it said of faults.
    pub fn said_when_stopped(mut self) -> String {
        self.child.kill().unwrap();
        let mut said = String::new();
        let stderr = self.child.stderr.take();
        stderr.unwrap().read_to_string(&mut said).unwrap();
        said
    }

    #[cfg(unix)]
    pub fn stop(mut self) -> i32 {
        let id = self.child.id().to_string();
        assert!(
            Command::new("kill")
                .args(["-TERM", &id])
                .status()
                .unwrap()
                .success()
        );
        let begun = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code().unwrap_or(-1);
            }
            assert!(
                begun.elapsed() < Duration::from_secs(10),
                "it does not stop"
            );
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
#[cfg(unix)]
fn the_demonstration_shows_the_example_with_its_follow_ups_and_stops_when_told() {
    let home = Home::empty();
    let demo = Server::start(&home, &["demo"]);
    let page = demo.get("/lidkoping");
    assert!(page.starts_with("HTTP/1.1 200"), "{page}");
    assert!(
        page.contains("Medborgarlöfte Lidköping 2022–2023"),
        "{page}"
    );
    let follow_up = "/lidkoping/lidkoping-2022-2023/uppfoljning/2023";
    let begun = Instant::now();
    while !demo.get(follow_up).starts_with("HTTP/1.1 200") {
        assert!(
            begun.elapsed() < Duration::from_secs(480),
            "the follow-up is not published"
        );
        std::thread::sleep(Duration::from_millis(200));
    }
    assert!(demo.get(follow_up).contains("xempel"));
    assert!(demo.get("/logga-in").contains("kommunen-utgivare"));
    assert_eq!(demo.stop(), 0);
    let again = Instant::now();
    let demo = Server::start(&home, &["demo"]);
    assert!(demo.get("/").starts_with("HTTP/1.1 200"));
    eprintln!(
        "first page {:.2} s after a later start",
        again.elapsed().as_secs_f64()
    );
    assert_eq!(demo.stop(), 0);
    let real = home.run(&["serve", "--listen", "127.0.0.1:0"]);
    assert_eq!(real.code, 2);
    assert!(real.err.contains("--data"), "{}", real.err);
    let add = [
        "account",
        "add",
        "ny",
        "--organisation",
        "polisen",
        "--password-stdin",
    ];
    assert_eq!(home.run_with(&add, "ett långt lösenord\n").code, 2);
}

#[test]
#[cfg(unix)]
fn the_real_thing_starts_empty_without_demo_members_and_refuses_to_become_a_demo() {
    let home = Home::new();
    let real = Server::start(&home, &["serve"]);
    assert!(real.get("/").starts_with("HTTP/1.1 200"));
    let form = real.get("/logga-in");
    assert!(
        form.starts_with("HTTP/1.1 200") && !form.contains("-utgivare"),
        "{form}"
    );
    assert!(!real.get("/logga-in/demo").starts_with("HTTP/1.1 200"));
    assert_eq!(real.stop(), 0);
    let demo = home.run(&["demo", "--listen", "127.0.0.1:0"]);
    assert_eq!(demo.code, 2);
    assert!(demo.err.contains("--data"), "{}", demo.err);
}

#[test]
fn without_an_account_or_a_terminal_it_says_how_to_make_the_first() {
    let home = Home::empty();
    let mut server = Server::start(&home, &["serve"]);
    server.child.kill().unwrap();
    let mut said = String::new();
    server
        .child
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut said)
        .unwrap();
    assert!(said.contains("handslag account add"), "{said}");
}

#[test]
#[cfg(unix)]
fn a_server_whose_words_nobody_reads_stops_as_it_should() {
    let home = Home::new();
    let mut server = Server::start(&home, &["serve"]);
    drop(server.child.stdout.take());
    drop(server.child.stderr.take());
    assert!(server.get("/").starts_with("HTTP/1.1 200"));
    assert_eq!(server.stop(), 0);
}

#[test]
fn a_port_that_is_taken_is_told_with_what_to_do() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    for command in ["demo", "serve"] {
        let done = Home::empty().run(&[command, "--listen", &address]);
        assert_eq!(done.code, 3);
        assert!(
            done.err.contains(&address) && done.err.contains("--listen"),
            "{}",
            done.err
        );
    }
}
