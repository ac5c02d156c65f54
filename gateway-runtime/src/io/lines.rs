//! Lines from a stream, without copying and with a limit on their length.

use std::io;

use bytes::{Bytes, BytesMut};
use tokio::io::{AsyncRead, AsyncReadExt};

/// What stood between two line breaks.
#[derive(Debug, PartialEq, Eq)]
pub enum Line {
    /// A line that is not empty, without its line break.
    Text(Bytes),
    /// A line that was longer than the limit and has been skipped.
    TooLong,
}

/// Reads lines.
#[derive(Debug)]
pub struct Lines<R> {
    reader: R,
    buffer: BytesMut,
    /// How much of `buffer` is known to hold no line break.
    searched: usize,
    limit: usize,
    skipping: bool,
}

/// How much room there is for one read.
const CHUNK: usize = 64 * 1024;

impl<R: AsyncRead + Unpin> Lines<R> {
    /// Reads from `reader` lines of up to `limit` bytes.
    pub fn new(reader: R, limit: usize) -> Self {
        Self { reader, buffer: BytesMut::new(), searched: 0, limit, skipping: false }
    }

    /// The next line, or `None` at the end of the stream. May be dropped while it waits, and called again.
    ///
    /// # Errors
    ///
    /// Those of the stream.
    pub async fn next(&mut self) -> io::Result<Option<Line>> {
        loop {
            if let Some(line) = self.buffered() {
                return Ok(Some(line));
            }
            if self.buffer.capacity() - self.buffer.len() < CHUNK / 8 {
                self.buffer.reserve(CHUNK);
            }
            if self.reader.read_buf(&mut self.buffer).await? == 0 {
                return Ok(self.last());
            }
        }
    }

    fn buffered(&mut self) -> Option<Line> {
        loop {
            let Some(end) = memchr::memchr(b'\n', &self.buffer[self.searched..]) else {
                self.searched = self.buffer.len();
                self.drop_excess();
                return None;
            };
            let line = self.buffer.split_to(self.searched + end + 1);
            self.searched = 0;
            if std::mem::take(&mut self.skipping) || line.len() - 1 > self.limit {
                return Some(Line::TooLong);
            }
            if let Some(line) = trimmed(&line.freeze()) {
                return Some(Line::Text(line));
            }
        }
    }

    /// Lets go of a line that has become too long before its end was seen.
    fn drop_excess(&mut self) {
        if self.buffer.len() > self.limit {
            self.skipping = true;
        }
        if self.skipping {
            self.buffer.clear();
            self.searched = 0;
        }
    }

    fn last(&mut self) -> Option<Line> {
        self.searched = 0;
        let rest = self.buffer.split().freeze();
        if std::mem::take(&mut self.skipping) { Some(Line::TooLong) } else { trimmed(&rest).map(Line::Text) }
    }
}

fn trimmed(line: &Bytes) -> Option<Bytes> {
    let text = line.trim_ascii();
    (!text.is_empty()).then(|| line.slice_ref(text))
}
