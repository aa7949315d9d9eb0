//! What was acknowledged survives that the process is killed.

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::ChildStdin;
use std::thread;
use std::time::{Duration, Instant};

use crate::support::{Home, PROMISE};

const KILLS: u64 = 200;

/// A promise with one commitment, so that what is counted is what was logged.
const DOCUMENT: &str = r#"
format = "handslag/1"
example = true
[promise]
id = "lidkoping-2022-2023"
title = "Prov"
municipalities = ["1494"]
parties = ["kommunen"]
period = { from = "2023-01-01", to = "2023-12-31" }
[[parties]]
id = "kommunen"
name = "Kommunen"
[[commitments]]
id = "patruller"
words = "Vi ska gå minst 100 000 fotpatruller."
parties = ["kommunen"]
[commitments.target]
shape = "count"
at_least = 100000
types = ["fotpatrull"]
"#;

/// Writes entries, each twice, until the other end is gone.
fn write_entries(mut to: ChildStdin, round: u64) {
    for n in 0.. {
        let line = format!(r#"{{"key":"{round}-{n}","type":"fotpatrull","on":"2023-05-04"}}"#);
        if writeln!(to, "{line}\n{line}")
            .and_then(|()| to.flush())
            .is_err()
        {
            return;
        }
    }
}

/// Starts a writer, kills it at some moment, and gives the keys that it acknowledged.
fn acknowledged_before_the_kill(home: &Home, round: u64) -> Vec<String> {
    let mut child = home.start(&["log", PROMISE, "--stdin-lines"]);
    let stdin = child.stdin.take().unwrap();
    let stdout = child.stdout.take().unwrap();
    let writer = thread::spawn(move || write_entries(stdin, round));
    let (first, begun) = std::sync::mpsc::channel();
    let reader = thread::spawn(move || {
        let mut keys = Vec::new();
        for line in BufReader::new(stdout).lines() {
            // A line cut off by the kill is no acknowledgement.
            let Ok(answer) = line.and_then(|line| Ok(serde_json::from_str(&line)?)) else {
                break;
            };
            let answer: serde_json::Value = answer;
            keys.push(answer["key"].as_str().unwrap().to_owned());
            let _ = first.send(());
        }
        keys
    });
    // Most are killed while they write; every tenth before it has begun.
    if !round.is_multiple_of(10) {
        begun
            .recv_timeout(Duration::from_secs(20))
            .expect("the writer answers its first line");
    }
    thread::sleep(Duration::from_micros(round * 7_919 % 120_000));
    child.kill().unwrap();
    child.wait().unwrap();
    writer.join().unwrap();
    reader.join().unwrap()
}

#[test]
fn nothing_acknowledged_is_lost_in_two_hundred_kills() {
    let home = Home::new();
    let file = home.file("prov.toml", DOCUMENT);
    let done = home.run(&["import", "promise", &file]);
    assert_eq!(done.code, 0, "{}", done.err);
    let begun = Instant::now();
    let mut acknowledged: BTreeSet<String> = BTreeSet::new();
    for round in 0..KILLS {
        acknowledged.extend(acknowledged_before_the_kill(&home, round));
    }
    let n_held = held_after(&home, &acknowledged);
    eprintln!(
        "{KILLS} kills in {:.0} s: {} acknowledged, {n_held} held, none lost",
        begun.elapsed().as_secs_f64(),
        acknowledged.len(),
    );
    assert!(
        acknowledged.len() as u64 > KILLS / 2,
        "too few writes for the test to say anything"
    );
}

/// Looks for every acknowledged key: logging it again must find it there.
fn held_after(home: &Home, acknowledged: &BTreeSet<String>) -> usize {
    let exported = home.run(&["export", PROMISE, "--format", "json"]);
    assert_eq!(exported.code, 0, "{}", exported.err);
    let held = exported.json()["activities"].as_array().unwrap().len();
    let lines: String = acknowledged
        .iter()
        .map(|key| format!("{{\"key\":\"{key}\",\"type\":\"fotpatrull\",\"on\":\"2023-05-04\"}}\n"))
        .collect();
    let file = home.file("igen.txt", &lines);
    let again = home
        .program()
        .args(["log", PROMISE, "--stdin-lines"])
        .stdin(std::fs::File::open(file).unwrap())
        .output()
        .unwrap();
    assert!(
        again.status.success(),
        "{}",
        String::from_utf8_lossy(&again.stderr)
    );
    let answers = String::from_utf8(again.stdout).unwrap();
    let lost: Vec<&str> = answers
        .lines()
        .filter(|a| a.contains("\"already\":false"))
        .collect();
    assert!(lost.is_empty(), "acknowledged and lost: {lost:?}");
    assert_eq!(answers.lines().count(), acknowledged.len());
    // Each key was sent twice, and what a killed writer had not answered may be held too.
    let assessed = home
        .run(&["assess", PROMISE, "--at", "2023-12-31", "--json"])
        .json();
    assert_eq!(
        assessed[0]["evidenced"]["counted"], held,
        "a key that was sent twice counts once"
    );
    assert!(held >= acknowledged.len());
    whole(home);
    held
}

/// A copy that SQLite makes of a damaged database fails, and so does its reading.
fn whole(home: &Home) {
    let copy = home.path().join("kopia.db");
    let done = home.run(&["backup", copy.to_str().unwrap()]);
    assert_eq!(done.code, 0, "{}", done.err);
    let again = home.run(&["backup", copy.to_str().unwrap()]);
    assert_eq!(again.code, 2, "a backup never overwrites");
}
