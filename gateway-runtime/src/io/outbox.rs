//! What waits to be written to one stream: everything that is ready goes out in one write.

use std::collections::VecDeque;
use std::io;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use bytes::{Bytes, BytesMut};
use tokio::io::{AsyncWrite, AsyncWriteExt};
use tokio::sync::Notify;

use super::share::shared;
use crate::sync::locked;

/// More than this waiting makes [`Outbox::room`] wait.
const HIGH_WATER: usize = 8 << 20;

/// Room that is made at least for what goes out in one write.
const ROOM: usize = 8 << 10;

/// A queue of bytes between many senders and one writer.
#[derive(Debug, Default)]
pub struct Outbox {
    waiting: Mutex<Waiting>,
    changed: Notify,
    drained: Notify,
    closed: AtomicBool,
}

#[derive(Debug, Default)]
struct Waiting {
    /// What goes out first: large parts, which are not copied, and what stands between them.
    first: VecDeque<Bytes>,
    last: BytesMut,
    size: usize,
}

impl Waiting {
    fn push(&mut self, piece: &[u8], whole: Option<&Bytes>) {
        self.size += piece.len();
        match whole.and_then(|whole| shared(piece, whole)) {
            Some(part) => {
                let before = self.last.split().freeze();
                self.first.extend([before, part].into_iter().filter(|bytes| !bytes.is_empty()));
            }
            None => self.last.extend_from_slice(piece),
        }
    }
}

impl Outbox {
    /// Adds one message, given in pieces, and a line break. Does nothing once closed.
    pub fn push(&self, pieces: &[&[u8]]) {
        let size = pieces.iter().map(|piece| piece.len()).sum::<usize>() + 1;
        self.add(size, |waiting| pieces.iter().for_each(|piece| waiting.push(piece, None)));
    }

    /// The same; large pieces that are parts of `whole` are not copied.
    pub fn push_sharing(&self, pieces: &[&[u8]], whole: &Bytes) {
        self.add(0, |waiting| pieces.iter().for_each(|piece| waiting.push(piece, Some(whole))));
    }

    /// Adds what `push` does and a line break, with room for so many bytes.
    fn add(&self, size: usize, push: impl FnOnce(&mut Waiting)) {
        if self.closed.load(Ordering::Acquire) {
            return;
        }
        let mut waiting = locked(&self.waiting);
        let was_empty = waiting.size == 0;
        // Others often follow at once: room for them too, instead of a little more for each.
        waiting.last.reserve(if was_empty { size.max(ROOM) } else { size });
        push(&mut waiting);
        waiting.push(b"\n", None);
        drop(waiting);
        if was_empty {
            self.changed.notify_one();
        }
    }

    /// Adds a message that may be lost: not when the reader at the other end has fallen far behind.
    pub fn push_if_room(&self, pieces: &[&[u8]]) {
        if locked(&self.waiting).size <= 2 * HIGH_WATER {
            self.push(pieces);
        }
    }

    /// Waits until little is waiting: a reader that calls this before it takes more work slows down with its writer.
    pub async fn room(&self) {
        while locked(&self.waiting).size > HIGH_WATER && !self.closed.load(Ordering::Acquire) {
            self.drained.notified().await;
        }
    }

    /// Lets [`Outbox::run`] end when everything is written.
    pub fn close(&self) {
        self.closed.store(true, Ordering::Release);
        self.changed.notify_one();
        self.drained.notify_waiters();
    }

    /// Writes what is pushed until closed.
    ///
    /// # Errors
    ///
    /// Those of the stream; the outbox is closed then.
    pub async fn run(&self, writer: impl AsyncWrite + Unpin) -> io::Result<()> {
        self.run_after(writer, || ()).await
    }

    /// The same, with something that is done before each write, for all that goes out in it.
    ///
    /// # Errors
    ///
    /// As above.
    pub async fn run_after(&self, mut writer: impl AsyncWrite + Unpin, before: impl Fn()) -> io::Result<()> {
        let written = self.write_all(&mut writer, before).await;
        self.close();
        written
    }

    async fn write_all(&self, writer: &mut (impl AsyncWrite + Unpin), before: impl Fn()) -> io::Result<()> {
        loop {
            let (first, last) = self.take();
            self.drained.notify_one();
            if !last.is_empty() {
                before();
                for part in first {
                    writer.write_all(&part).await?;
                }
                writer.write_all(&last).await?;
                writer.flush().await?;
            } else if self.closed.load(Ordering::Acquire) {
                return Ok(());
            } else {
                self.changed.notified().await;
            }
        }
    }

    /// All that waits. Every message ends with a line break, which is never part of what is shared.
    fn take(&self) -> (VecDeque<Bytes>, BytesMut) {
        let mut waiting = locked(&self.waiting);
        waiting.size = 0;
        (std::mem::take(&mut waiting.first), waiting.last.split())
    }
}
