//! What clients say and hear.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use crate::backend::members;

const META: &str = r#""_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}"#;

/// A call for so many bytes.
#[derive(Clone, Copy)]
pub(crate) struct Wish {
    pub(crate) tool: &'static str,
    pub(crate) form: &'static str,
    pub(crate) bytes: usize,
    pub(crate) id: usize,
}

impl Wish {
    pub(crate) fn message(self) -> String {
        let Self { tool, form, bytes, id } = self;
        let arguments = format!(r#"{{"bytes":{bytes},"seed":{id},"form":"{form}"}}"#);
        format!(
            r#"{{"jsonrpc":"2.0","id":{id},"method":"tools/call","params":{{"name":"{tool}","arguments":{arguments},{META}}}}}"#
        )
    }

    /// Every byte of the answer.
    pub(crate) fn answer(self) -> Vec<u8> {
        let start = format!(r#"{{"jsonrpc":"2.0","id":{},"result":{{"resultType":"complete","#, self.id);
        [start.as_bytes(), &members(self.bytes, self.id), b"}"].concat()
    }

    fn request(self, address: &str) -> String {
        let body = self.message();
        format!(
            "POST /mcp HTTP/1.1\r\nhost: {address}\r\ncontent-type: application/json\r\n\
             accept: application/json, text/event-stream\r\nmcp-protocol-version: 2026-07-28\r\nmcp-method: tools/call\r\n\
             mcp-name: {}\r\ncontent-length: {}\r\n\r\n{body}",
            self.tool,
            body.len()
        )
    }
}

/// A connection over HTTP.
pub(crate) struct Http {
    address: String,
    reader: BufReader<TcpStream>,
}

impl Http {
    pub(crate) fn connect(address: &str) -> Self {
        let stream = TcpStream::connect(address).unwrap();
        stream.set_read_timeout(Some(Duration::from_mins(2))).unwrap();
        Self { address: address.into(), reader: BufReader::new(stream) }
    }

    pub(crate) fn post(&mut self, text: &str) {
        self.reader.get_mut().write_all(text.as_bytes()).unwrap();
    }

    pub(crate) fn send(&mut self, wish: Wish) {
        let text = wish.request(&self.address);
        self.post(&text);
    }

    /// The head of a response, in lower case, and its body: where that is a stream, the data of its last event.
    pub(crate) fn receive(&mut self, pause: Duration) -> (String, Vec<u8>) {
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            assert_ne!(
                self.reader.read_line(&mut head).unwrap(),
                0,
                "it closed the connection after {head:?}"
            );
        }
        let head = head.to_ascii_lowercase();
        let value = |name: &str| {
            let line = head.lines().find_map(|line| line.strip_prefix(name))?;
            Some(line.trim().to_owned())
        };
        let body = match value("content-length:") {
            Some(length) => self.exactly(length.parse().unwrap(), pause),
            None => self.pieces(pause),
        };
        let is_stream = value("content-type:").is_some_and(|kind| kind.starts_with("text/event-stream"));
        (head.clone(), if is_stream { last_event(&body) } else { body })
    }

    fn exactly(&mut self, length: usize, pause: Duration) -> Vec<u8> {
        let mut body = Vec::with_capacity(length);
        while body.len() < length {
            let most = (length - body.len()).min(256 * 1024) as u64;
            assert_ne!((&mut self.reader).take(most).read_to_end(&mut body).unwrap(), 0, "it broke off");
            std::thread::sleep(pause);
        }
        body
    }

    fn pieces(&mut self, pause: Duration) -> Vec<u8> {
        let mut body = Vec::new();
        loop {
            let mut size = String::new();
            self.reader.read_line(&mut size).unwrap();
            let size = usize::from_str_radix(size.trim(), 16).unwrap();
            let piece = self.exactly(size, pause);
            body.extend_from_slice(&piece);
            self.exactly(2, Duration::ZERO);
            if size == 0 {
                return body;
            }
        }
    }
}

fn last_event(body: &[u8]) -> Vec<u8> {
    let text = body.strip_suffix(b"\n\n").unwrap();
    let start = text.windows(6).rposition(|window| window == b"data: ").unwrap() + 6;
    text[start..].to_vec()
}
