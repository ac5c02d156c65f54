//! Server-sent events as far as MCP uses them: the data of each event.

use std::io;

use bytes::Bytes;

use crate::io::{Budget, Gathered, Line};

/// Splits a byte stream into events (HTML, "Server-sent events"). Lines end in LF or CRLF.
#[derive(Debug)]
pub(super) struct Events {
    lines: Gathered,
    data: Option<Bytes>,
    limit: usize,
}

/// An event is longer than the limit.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TooLong;

/// What a line has beside the data of an event.
const NAME: usize = 16;

impl Events {
    /// Events of up to `limit` bytes; large ones wait for room in `budget`.
    pub(super) fn new(limit: usize, budget: &'static Budget) -> Self {
        Self { lines: Gathered::new(limit.saturating_add(NAME), Some(budget)), data: None, limit }
    }

    pub(super) async fn push(&mut self, chunk: &[u8]) -> io::Result<()> {
        self.lines.make_room(chunk.len()).await?;
        self.lines.push(chunk);
        Ok(())
    }

    /// The data of the next whole event that has any, without its line breaks.
    pub(super) fn next(&mut self) -> Result<Option<Bytes>, TooLong> {
        while let Some(line) = self.lines.cut() {
            let Line::Text(line) = line else { return Err(TooLong) };
            let line = line.strip_suffix(b"\r").map_or_else(|| line.clone(), |text| line.slice_ref(text));
            match self.data.take_if(|_| line.is_empty()) {
                Some(data) => return Ok(Some(data)),
                None => self.field(&line),
            }
            if self.data.as_ref().is_some_and(|data| data.len() > self.limit) {
                return Err(TooLong);
            }
        }
        if self.lines.is_skipping() { Err(TooLong) } else { Ok(None) }
    }

    fn field(&mut self, line: &Bytes) {
        let Some(data) = line.strip_prefix(b"data:") else { return };
        let data = data.strip_prefix(b" ").unwrap_or(data);
        self.data = match self.data.take() {
            None => Some(line.slice_ref(data)).filter(|data| !data.is_empty()),
            // Between two lines of one JSON text a space means the same as a line break.
            Some(before) => Some([&before, &b" "[..], data].concat().into()),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::RESULTS;

    async fn events(chunks: &[&str]) -> Vec<String> {
        let mut events = Events::new(64, &RESULTS);
        let mut found = Vec::new();
        for chunk in chunks {
            events.push(chunk.as_bytes()).await.expect("memory");
            while let Some(data) = events.next().expect("short enough") {
                found.push(String::from_utf8_lossy(&data).into_owned());
            }
        }
        found
    }

    #[tokio::test]
    async fn events_are_found_however_the_stream_is_cut() {
        for (chunks, expected) in [
            (vec!["data: {}\n\n"], vec!["{}"]),
            (vec!["event: message\nid: 7\ndata:{\"a\":1}\r\n\r\n"], vec!["{\"a\":1}"]),
            (vec!["da", "ta: 1\n", "\nda", "ta: 2\n\n"], vec!["1", "2"]),
            (vec!["data: [1,\ndata: 2]\n\n"], vec!["[1, 2]"]),
            (vec![": keep-alive\n\ndata:\n\ndata: 3\n\n"], vec!["3"]),
            (vec!["data: unfinished\n"], vec![]),
        ] {
            assert_eq!(events(&chunks).await, expected, "{chunks:?}");
        }
    }

    #[tokio::test]
    async fn an_event_that_is_too_long_is_an_error_before_its_end_is_seen() {
        let mut events = Events::new(10, &RESULTS);
        events.push(&[b'x'; 100]).await.expect("memory");
        assert_eq!(events.next(), Err(TooLong));
        let mut events = Events::new(10, &RESULTS);
        events.push(b"data: 12345678901\n").await.expect("memory");
        assert_eq!(events.next(), Err(TooLong));
    }

    #[tokio::test]
    async fn a_large_event_comes_whole_and_takes_its_part_of_the_budget_until_it_is_dropped() {
        static ROOM: Budget = Budget::of(4 << 20);
        let mut events = Events::new(3 << 20, &ROOM);
        let text = "0123456789abcdef".repeat(1 << 16);
        for chunk in format!("data: {text}\n\ndata: next\n\n").as_bytes().chunks(10_000) {
            events.push(chunk).await.expect("memory");
        }
        let (large, next) = (events.next().unwrap().unwrap(), events.next().unwrap().unwrap());
        assert_eq!((large == text.as_bytes(), &*next), (true, &b"next"[..]));
        assert!((2 << 20..=3 << 20).contains(&ROOM.free()), "{}", ROOM.free());
        drop(large);
        assert_eq!(ROOM.free(), 4 << 20);
    }
}
