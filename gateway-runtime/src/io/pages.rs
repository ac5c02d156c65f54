//! Large messages in pages of their own, which go back to the system when the last part of the message is dropped.

use std::io;

use bytes::Bytes;
use memmap2::MmapMut;
use tokio::io::{AsyncRead, AsyncReadExt};

use super::budget::Share;

/// How much is read at once into pages.
const CHUNK: usize = 256 * 1024;

/// A growing text. Pages that were never written to take up no memory.
#[derive(Debug)]
pub(super) struct Pages {
    map: MmapMut,
    length: usize,
    share: Option<Share>,
}

impl Pages {
    /// Room for `capacity` bytes and one read.
    ///
    /// # Errors
    ///
    /// Where the system has none.
    pub(super) fn new(capacity: usize, share: Option<Share>) -> io::Result<Self> {
        Ok(Self { map: MmapMut::map_anon(capacity.saturating_add(CHUNK))?, length: 0, share })
    }

    pub(super) fn text(&self) -> &[u8] {
        &self.map[..self.length]
    }

    pub(super) fn text_mut(&mut self) -> &mut [u8] {
        &mut self.map[..self.length]
    }

    /// Adds as much of `bytes` as there is room for: what does not fit is over the limit, as one read over the capacity is.
    pub(super) fn extend(&mut self, bytes: &[u8]) {
        let room = &mut self.map[self.length..];
        let count = bytes.len().min(room.len());
        room[..count].copy_from_slice(&bytes[..count]);
        self.length += count;
    }

    pub(super) async fn read_from(&mut self, reader: &mut (impl AsyncRead + Unpin)) -> io::Result<usize> {
        let end = self.map.len().min(self.length + CHUNK);
        let count = reader.read(&mut self.map[self.length..end]).await?;
        self.length += count;
        Ok(count)
    }

    pub(super) fn truncate(&mut self, length: usize) {
        self.length = self.length.min(length);
    }

    /// The text, to be shared without copies. What was set aside for more is given back.
    pub(super) fn freeze(mut self) -> Bytes {
        let length = self.length;
        self.share.iter_mut().for_each(|share| share.shrink(length));
        Bytes::from_owner(self)
    }
}

impl AsRef<[u8]> for Pages {
    fn as_ref(&self) -> &[u8] {
        self.text()
    }
}
