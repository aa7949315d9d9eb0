//! One reader's connection: GET over HTTP/1.1, kept open between requests.

use std::io::{self, BufRead, BufReader, ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// A page that takes this long counts as not answered.
const PATIENCE: Duration = Duration::from_secs(20);

/// What a browser says it can read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    Gzip,
    Plain,
}

pub struct Connection {
    stream: BufReader<TcpStream>,
    host: SocketAddr,
}

/// An answer; its body is still as it was sent.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub body: Vec<u8>,
}

impl Connection {
    pub fn open(host: SocketAddr) -> io::Result<Self> {
        let stream = TcpStream::connect_timeout(&host, PATIENCE)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        let stream = BufReader::with_capacity(64 * 1024, stream);
        Ok(Self { stream, host })
    }

    /// Asks for `path` and reads the whole answer.
    pub fn get(&mut self, path: &str, encoding: Encoding) -> io::Result<Answer> {
        let accept = match encoding {
            Encoding::Gzip => "Accept-Encoding: gzip\r\n",
            Encoding::Plain => "",
        };
        let host = self.host;
        let request = format!(
            "GET {path} HTTP/1.1\r\nHost: {host}\r\nAccept: */*\r\nAccept-Language: sv\r\n{accept}\r\n"
        );
        self.stream.get_mut().write_all(request.as_bytes())?;
        answer(&mut self.stream)
    }
}

/// How long the body is said to be.
enum Length {
    Known(usize),
    Chunked,
}

fn answer(stream: &mut impl BufRead) -> io::Result<Answer> {
    let status = line(stream)?;
    let status = status.split(' ').nth(1).and_then(|code| code.parse().ok());
    let status = status.ok_or_else(|| not_http("no status"))?;
    let mut length = None;
    loop {
        let header = line(stream)?.to_ascii_lowercase();
        let Some((name, value)) = header.split_once(':') else {
            break;
        };
        match (name, value.trim()) {
            ("content-length", n) => {
                let n = n.parse().map_err(|_| not_http("a length without number"))?;
                length = Some(Length::Known(n));
            }
            ("transfer-encoding", "chunked") => length = Some(Length::Chunked),
            _ => {}
        }
    }
    let body = match length.ok_or_else(|| not_http("no length"))? {
        Length::Known(n) => exactly(stream, n)?,
        Length::Chunked => chunks(stream)?,
    };
    Ok(Answer { status, body })
}

/// The next line, without its end.
fn line(stream: &mut impl BufRead) -> io::Result<String> {
    let mut line = String::new();
    match stream.read_line(&mut line)? {
        0 => Err(ErrorKind::UnexpectedEof.into()),
        _ => Ok(line.trim_end().to_owned()),
    }
}

fn exactly(stream: &mut impl Read, n: usize) -> io::Result<Vec<u8>> {
    let mut body = vec![0; n];
    stream.read_exact(&mut body)?;
    Ok(body)
}

fn chunks(stream: &mut impl BufRead) -> io::Result<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let size = line(stream)?;
        let n = usize::from_str_radix(&size, 16).map_err(|_| not_http("a chunk without size"))?;
        body.extend(exactly(stream, n)?);
        line(stream)?;
        if n == 0 {
            return Ok(body);
        }
    }
}

fn not_http(what: &str) -> io::Error {
    io::Error::new(ErrorKind::InvalidData, format!("the answer has {what}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(sent: &str, expected: (u16, &str)) {
        let mut stream = sent.as_bytes();
        let answer = answer(&mut stream).unwrap();
        assert_eq!((answer.status, answer.body.as_slice()), {
            (expected.0, expected.1.as_bytes())
        });
        // What is left belongs to the next answer on the same connection.
        assert_eq!(stream, b"NEXT");
    }

    #[test]
    fn an_answer_ends_where_it_says_that_it_does() {
        check(
            "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcNEXT",
            (200, "abc"),
        );
        check(
            "HTTP/1.1 429 Too Many\r\ntransfer-encoding: chunked\r\n\r\n2\r\nab\r\nA\r\n0123456789\r\n0\r\n\r\nNEXT",
            (429, "ab0123456789"),
        );
    }

    #[test]
    fn an_answer_that_breaks_off_is_no_answer() {
        for sent in [
            "",
            "HTTP/1.1 200 OK\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab",
            "HTTP/1.1 200 OK\r\n\r\nabc",
        ] {
            assert!(answer(&mut sent.as_bytes()).is_err(), "{sent:?}");
        }
    }
}
