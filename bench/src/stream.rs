//! Non-blocking streams, and who waits for many of them: what the load, the floor and the echo are made of.

use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};

use rustix::buffer::spare_capacity;
use rustix::event::epoll::{self, Event, EventData, EventFlags};
use rustix::fs::{OFlags, fcntl_getfl, fcntl_setfl};
use rustix::io::Errno;

use crate::wire::{Frame, Framing};

/// How much is read at once at most.
const CHUNK: usize = 256 * 1024;

/// One direction or both of a connection, with what has come and what has yet to go.
pub(crate) struct Stream {
    input: OwnedFd,
    /// Where it goes out elsewhere than it comes in.
    output: Option<OwnedFd>,
    framing: Framing,
    received: Vec<u8>,
    taken: usize,
    pub(crate) out: Vec<u8>,
    sent: usize,
    waits_for_room: bool,
    pub(crate) has_ended: bool,
}

/// What `place` shifts in the numbers that events carry: the output of a stream that has two ends.
const OUTPUT: u64 = 1 << 32;

impl Stream {
    pub(crate) fn new(input: OwnedFd, output: Option<OwnedFd>, framing: Framing) -> io::Result<Self> {
        for fd in [Some(&input), output.as_ref()].into_iter().flatten() {
            fcntl_setfl(fd, fcntl_getfl(fd)? | OFlags::NONBLOCK)?;
        }
        let (received, out) = (Vec::with_capacity(CHUNK), Vec::new());
        Ok(Self {
            input,
            output,
            framing,
            received,
            taken: 0,
            out,
            sent: 0,
            waits_for_room: false,
            has_ended: false,
        })
    }

    fn output(&self) -> BorrowedFd<'_> {
        self.output.as_ref().unwrap_or(&self.input).as_fd()
    }

    pub(crate) fn framing(&self) -> Framing {
        self.framing
    }

    /// Reads what is there.
    pub(crate) fn fill(&mut self) -> io::Result<()> {
        if self.taken == self.received.len() {
            self.received.clear();
            self.taken = 0;
        } else if self.taken > CHUNK {
            self.received.drain(..self.taken);
            self.taken = 0;
        }
        self.received.reserve(CHUNK);
        match rustix::io::read(&self.input, spare_capacity(&mut self.received)) {
            Ok(0) | Err(Errno::CONNRESET) => self.has_ended = true,
            Ok(_) | Err(Errno::AGAIN | Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
        Ok(())
    }

    /// The next message that is there whole, and the bytes that its places are in.
    pub(crate) fn next(&mut self) -> Option<(Frame, &[u8])> {
        let rest = self.received.get(self.taken..)?;
        let frame = self.framing.first(rest)?;
        self.taken += frame.end;
        Some((frame, rest))
    }

    /// Writes what it can; true when nothing is left.
    pub(crate) fn flush(&mut self) -> io::Result<bool> {
        while self.sent < self.out.len() {
            match rustix::io::write(self.output(), &self.out[self.sent..]) {
                Ok(count) => self.sent += count,
                Err(Errno::AGAIN) => return Ok(false),
                Err(Errno::INTR) => {}
                Err(Errno::PIPE | Errno::CONNRESET) => {
                    self.has_ended = true;
                    break;
                }
                Err(error) => return Err(error.into()),
            }
        }
        self.out.clear();
        self.sent = 0;
        Ok(true)
    }
}

/// Waits for streams.
pub(crate) struct Waiter {
    epoll: OwnedFd,
    events: Vec<Event>,
}

/// A stream that something has happened to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ready {
    pub(crate) place: usize,
    pub(crate) is_readable: bool,
}

impl Waiter {
    pub(crate) fn new() -> io::Result<Self> {
        Ok(Self { epoll: epoll::create(epoll::CreateFlags::CLOEXEC)?, events: Vec::with_capacity(256) })
    }

    /// Waits for anything that can be read from `fd`.
    pub(crate) fn watch(&self, fd: impl AsFd, place: usize) -> io::Result<()> {
        Ok(epoll::add(&self.epoll, fd, EventData::new_u64(place as u64), EventFlags::IN)?)
    }

    /// Waits for the stream's input.
    pub(crate) fn add(&self, stream: &Stream, place: usize) -> io::Result<()> {
        self.watch(&stream.input, place)?;
        match &stream.output {
            Some(output) => {
                let data = EventData::new_u64(place as u64 | OUTPUT);
                Ok(epoll::add(&self.epoll, output, data, EventFlags::empty())?)
            }
            None => Ok(()),
        }
    }

    /// Writes what is to go, and waits for room where there is none.
    pub(crate) fn flush(&self, stream: &mut Stream, place: usize) -> io::Result<()> {
        let is_done = stream.flush()?;
        if stream.waits_for_room != is_done {
            return Ok(());
        }
        stream.waits_for_room = !is_done;
        let wish = if is_done { EventFlags::empty() } else { EventFlags::OUT };
        match &stream.output {
            Some(output) => {
                epoll::modify(&self.epoll, output, EventData::new_u64(place as u64 | OUTPUT), wish)?;
            }
            None => {
                let data = EventData::new_u64(place as u64);
                epoll::modify(&self.epoll, &stream.input, data, wish | EventFlags::IN)?;
            }
        }
        Ok(())
    }

    /// What has happened; waits until something does.
    pub(crate) fn wait(&mut self, ready: &mut Vec<Ready>) -> io::Result<()> {
        ready.clear();
        self.events.clear();
        match epoll::wait(&self.epoll, spare_capacity(&mut self.events), None) {
            Ok(_) | Err(Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
        for event in &self.events {
            let (data, flags) = (event.data.u64(), event.flags);
            let place = usize::try_from(data & !OUTPUT).unwrap_or(0);
            let ends = EventFlags::IN | EventFlags::HUP | EventFlags::ERR;
            ready.push(Ready { place, is_readable: data & OUTPUT == 0 && flags.intersects(ends) });
        }
        Ok(())
    }
}
