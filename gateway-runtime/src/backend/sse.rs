//! Server-sent events as far as MCP uses them: the data of each event.

use bytes::{Buf, Bytes, BytesMut};

/// Splits a byte stream into events (HTML, "Server-sent events"). Lines end in LF or CRLF.
#[derive(Debug)]
pub(super) struct Events {
    buffer: BytesMut,
    data: BytesMut,
    limit: usize,
}

/// An event is longer than the limit.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TooLong;

impl Events {
    pub(super) fn new(limit: usize) -> Self {
        Self { buffer: BytesMut::new(), data: BytesMut::new(), limit }
    }

    pub(super) fn push(&mut self, chunk: &[u8]) {
        self.buffer.extend_from_slice(chunk);
    }

    /// The data of the next whole event that has any, without its line breaks.
    pub(super) fn next(&mut self) -> Result<Option<Bytes>, TooLong> {
        while let Some(end) = self.buffer.iter().position(|&b| b == b'\n') {
            let line = self.buffer.split_to(end + 1);
            let line = line[..end].strip_suffix(b"\r").unwrap_or(&line[..end]);
            if line.is_empty() && !self.data.is_empty() {
                return Ok(Some(self.data.split().freeze()));
            }
            self.field(line);
            if self.data.len() > self.limit {
                return Err(TooLong);
            }
        }
        if self.buffer.len() > self.limit.saturating_add(16) { Err(TooLong) } else { Ok(None) }
    }

    fn field(&mut self, line: &[u8]) {
        let Some(mut data) = line.strip_prefix(b"data:") else { return };
        if data.first() == Some(&b' ') {
            data.advance(1);
        }
        if !self.data.is_empty() {
            // Between two lines of one JSON text a space means the same as a line break.
            self.data.extend_from_slice(b" ");
        }
        self.data.extend_from_slice(data);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn events(chunks: &[&str]) -> Vec<String> {
        let mut events = Events::new(64);
        let mut found = Vec::new();
        for chunk in chunks {
            events.push(chunk.as_bytes());
            while let Some(data) = events.next().expect("short enough") {
                found.push(String::from_utf8_lossy(&data).into_owned());
            }
        }
        found
    }

    #[test]
    fn events_are_found_however_the_stream_is_cut() {
        for (chunks, expected) in [
            (vec!["data: {}\n\n"], vec!["{}"]),
            (vec!["event: message\nid: 7\ndata:{\"a\":1}\r\n\r\n"], vec!["{\"a\":1}"]),
            (vec!["da", "ta: 1\n", "\nda", "ta: 2\n\n"], vec!["1", "2"]),
            (vec!["data: [1,\ndata: 2]\n\n"], vec!["[1, 2]"]),
            (vec![": keep-alive\n\ndata:\n\ndata: 3\n\n"], vec!["3"]),
            (vec!["data: unfinished\n"], vec![]),
        ] {
            assert_eq!(events(&chunks), expected, "{chunks:?}");
        }
    }

    #[test]
    fn an_event_that_is_too_long_is_an_error_before_its_end_is_seen() {
        let mut events = Events::new(10);
        events.push(&[b'x'; 100]);
        assert_eq!(events.next(), Err(TooLong));
        let mut events = Events::new(10);
        events.push(b"data: 12345678901\n");
        assert_eq!(events.next(), Err(TooLong));
    }
}
