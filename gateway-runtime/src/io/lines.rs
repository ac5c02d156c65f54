//! Lines from a stream, without copying and with a limit on their length.

use std::io;

use bytes::{Bytes, BytesMut};
use tokio::io::{AsyncRead, AsyncReadExt};

use super::budget::{Budget, LARGE};
use super::pages::Pages;

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
    gathered: Gathered,
}

/// How much room there is for one read.
const CHUNK: usize = 64 * 1024;

impl<R: AsyncRead + Unpin> Lines<R> {
    /// Reads from `reader` lines of up to `limit` bytes.
    pub fn new(reader: R, limit: usize) -> Self {
        Self { reader, gathered: Gathered::new(limit, None) }
    }

    /// The same, with large lines counted against a budget.
    pub fn within(reader: R, limit: usize, budget: &'static Budget) -> Self {
        Self { reader, gathered: Gathered::new(limit, Some(budget)) }
    }

    /// The next line, or `None` at the end of the stream. May be dropped while it waits, and called again.
    ///
    /// # Errors
    ///
    /// Those of the stream.
    pub async fn next(&mut self) -> io::Result<Option<Line>> {
        loop {
            if let Some(line) = self.gathered.cut_text() {
                return Ok(Some(line));
            }
            self.gathered.make_room(1).await?;
            if self.gathered.read_from(&mut self.reader).await? == 0 {
                return Ok(self.gathered.last());
            }
        }
    }
}

/// What has come and is not a whole line yet: in a buffer while it is small, in pages of its own once it is large.
#[derive(Debug)]
pub(crate) struct Gathered {
    /// Empty while there are pages.
    buffer: BytesMut,
    pages: Option<Pages>,
    /// How much of the text is known to hold no line break.
    searched: usize,
    limit: usize,
    budget: Option<&'static Budget>,
    skipping: bool,
}

impl Gathered {
    pub(crate) fn new(limit: usize, budget: Option<&'static Budget>) -> Self {
        Self { buffer: BytesMut::new(), pages: None, searched: 0, limit, budget, skipping: false }
    }

    fn text(&self) -> &[u8] {
        self.pages.as_ref().map_or(&self.buffer, Pages::text)
    }

    /// Makes ready for `more` bytes: what becomes large moves to pages, once there is room for as much as it may become.
    pub(crate) async fn make_room(&mut self, more: usize) -> io::Result<()> {
        let size = self.buffer.len() + more;
        match self.pages.is_some() || self.skipping || size <= LARGE || self.limit < LARGE {
            true => Ok(()),
            // In a box, since it is rare, and each future on the way would have a place for it.
            false => Box::pin(self.spread(size)).await,
        }
    }

    async fn spread(&mut self, size: usize) -> io::Result<()> {
        let share = match self.budget {
            Some(budget) => budget.share(self.limit).await,
            None => None,
        };
        let mut pages = Pages::new(self.limit.max(size), share)?;
        pages.extend(&std::mem::take(&mut self.buffer));
        self.pages = Some(pages);
        Ok(())
    }

    async fn read_from(&mut self, reader: &mut (impl AsyncRead + Unpin)) -> io::Result<usize> {
        if let Some(pages) = &mut self.pages {
            return pages.read_from(reader).await;
        }
        if self.buffer.capacity() - self.buffer.len() < CHUNK / 8 {
            self.buffer.reserve(CHUNK);
        }
        reader.read_buf(&mut self.buffer).await
    }

    /// Adds what has come, for which [`Gathered::make_room`] has been called.
    pub(crate) fn push(&mut self, bytes: &[u8]) {
        match &mut self.pages {
            Some(pages) => pages.extend(bytes),
            None => self.buffer.extend_from_slice(bytes),
        }
    }

    /// The next whole line with anything but white space in it, without the white space around it.
    fn cut_text(&mut self) -> Option<Line> {
        loop {
            match self.cut()? {
                Line::TooLong => return Some(Line::TooLong),
                Line::Text(line) => match trimmed(&line) {
                    Some(line) => return Some(Line::Text(line)),
                    None => continue,
                },
            }
        }
    }

    /// The next whole line as it is, without its line break.
    pub(crate) fn cut(&mut self) -> Option<Line> {
        let Some(end) = memchr::memchr(b'\n', &self.text()[self.searched..]) else {
            self.searched = self.text().len();
            self.drop_excess();
            return None;
        };
        let line = self.split(self.searched + end);
        self.searched = 0;
        let is_too_long = std::mem::take(&mut self.skipping) || line.len() > self.limit;
        Some(if is_too_long { Line::TooLong } else { Line::Text(line) })
    }

    /// What stands before `end`, where there is a line break; what comes after it stays.
    fn split(&mut self, end: usize) -> Bytes {
        match self.pages.take() {
            None => {
                let mut line = self.buffer.split_to(end + 1);
                line.truncate(end);
                line.freeze()
            }
            Some(mut pages) => {
                self.buffer.extend_from_slice(&pages.text()[end + 1..]);
                pages.truncate(end);
                pages.freeze()
            }
        }
    }

    /// Whether the line that is coming is over the limit.
    pub(crate) fn is_skipping(&self) -> bool {
        self.skipping
    }

    /// Lets go of a line that has become too long before its end was seen.
    fn drop_excess(&mut self) {
        if self.text().len() > self.limit {
            self.skipping = true;
        }
        if self.skipping {
            self.pages = None;
            self.buffer.clear();
            self.searched = 0;
        }
    }

    fn last(&mut self) -> Option<Line> {
        self.searched = 0;
        let rest = self.pages.take().map_or_else(|| self.buffer.split().freeze(), Pages::freeze);
        if std::mem::take(&mut self.skipping) { Some(Line::TooLong) } else { trimmed(&rest).map(Line::Text) }
    }
}

fn trimmed(line: &Bytes) -> Option<Bytes> {
    let text = line.trim_ascii();
    (!text.is_empty()).then(|| line.slice_ref(text))
}
