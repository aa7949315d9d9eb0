//! A page that costs nothing: what the readers and the machine themselves take.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::thread;

use anyhow::Result;

/// About what a public page weighs when it is compressed.
pub const N_BYTES: usize = 10_000;

/// Serves one fixed answer until the process ends; returns where.
pub fn serve() -> Result<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            thread::spawn(|| answer_all(stream));
        }
    });
    Ok(address)
}

fn answer_all(stream: TcpStream) -> Option<()> {
    stream.set_nodelay(true).ok()?;
    let mut answer = format!("HTTP/1.1 200 OK\r\nContent-Length: {N_BYTES}\r\n\r\n").into_bytes();
    answer.resize(answer.len() + N_BYTES, b'.');
    let mut lines = BufReader::new(stream);
    let mut line = String::new();
    while lines.read_line(&mut line).ok()? > 0 {
        if line.trim_end().is_empty() {
            lines.get_mut().write_all(&answer).ok()?;
        }
        line.clear();
    }
    None
}
