//! What waits to be written to one stream: everything that is ready goes out in one write.

use std::io;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use bytes::BytesMut;
use tokio::io::{AsyncWrite, AsyncWriteExt};
use tokio::sync::Notify;

use crate::sync::locked;

/// More than this waiting makes [`Outbox::room`] wait.
const HIGH_WATER: usize = 8 << 20;

/// A queue of bytes between many senders and one writer.
#[derive(Debug, Default)]
pub struct Outbox {
    waiting: Mutex<BytesMut>,
    changed: Notify,
    drained: Notify,
    closed: AtomicBool,
}

impl Outbox {
    /// Adds one message, given in pieces, and a line break. Does nothing once closed.
    pub fn push(&self, pieces: &[&[u8]]) {
        if self.closed.load(Ordering::Acquire) {
            return;
        }
        let mut waiting = locked(&self.waiting);
        let was_empty = waiting.is_empty();
        waiting.reserve(pieces.iter().map(|piece| piece.len()).sum::<usize>() + 1);
        pieces.iter().for_each(|piece| waiting.extend_from_slice(piece));
        waiting.extend_from_slice(b"\n");
        drop(waiting);
        if was_empty {
            self.changed.notify_one();
        }
    }

    /// Adds a message that may be lost: not when the reader at the other end has fallen far behind.
    pub fn push_if_room(&self, pieces: &[&[u8]]) {
        if locked(&self.waiting).len() <= 2 * HIGH_WATER {
            self.push(pieces);
        }
    }

    /// Waits until little is waiting: a reader that calls this before it takes more work slows down with its writer.
    pub async fn room(&self) {
        while locked(&self.waiting).len() > HIGH_WATER && !self.closed.load(Ordering::Acquire) {
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
            let ready = locked(&self.waiting).split();
            self.drained.notify_one();
            if !ready.is_empty() {
                before();
                writer.write_all(&ready).await?;
                writer.flush().await?;
            } else if self.closed.load(Ordering::Acquire) {
                return Ok(());
            } else {
                self.changed.notified().await;
            }
        }
    }
}
