//! The client: keeps so many calls in flight for a while, and takes the time of each. Each call is written by itself, as
//! callers that know nothing of each other do.

use std::io;
use std::net::TcpStream;
use std::time::{Duration, Instant};

use memchr::memmem;

use crate::process::{Program, Way};
use crate::stream::{Stream, Waiter};
use crate::wire::{Call, Framing, id_of, number};

/// What was measured in one go.
#[derive(Clone, Debug, Default)]
pub(crate) struct Measured {
    pub(crate) calls: u64,
    pub(crate) seconds: f64,
    /// Of each call, in nanoseconds, sorted.
    pub(crate) latencies: Vec<u64>,
    /// On a processor, of all but the client, in nanoseconds.
    pub(crate) cpu: u64,
}

impl Measured {
    pub(crate) fn rate(&self) -> f64 {
        self.calls as f64 / self.seconds
    }

    pub(crate) fn percentile(&self, part: f64) -> f64 {
        let last = self.latencies.len().saturating_sub(1);
        self.latencies.get((last as f64 * part).round() as usize).copied().unwrap_or(0) as f64 / 1e3
    }

    pub(crate) fn cpu_per_call(&self) -> f64 {
        self.cpu as f64 / self.calls.max(1) as f64 / 1e3
    }
}

/// What one cell of the table asks for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wish {
    pub(crate) at_once: usize,
    pub(crate) payload: usize,
    pub(crate) time: Duration,
}

/// Runs one cell against one program.
pub(crate) fn run(program: &mut Program, wish: Wish) -> io::Result<Measured> {
    let before = program.cpu();
    let (http, headers) = match &program.way {
        Way::Stdio => (None, String::new()),
        Way::Http { address, headers } => (Some(address.clone()), headers.clone()),
    };
    let call = Call::new(wish.payload, &headers);
    let mut load = match http {
        None => Load::new(std::slice::from_mut(program.stream()?), wish, &call)?.run()?,
        Some(address) => {
            let mut streams = connect(&address, wish.at_once)?;
            Load::new(&mut streams, wish, &call)?.run()?
        }
    };
    load.cpu = program.cpu() - before;
    load.latencies.sort_unstable();
    Ok(load)
}

/// So many connections.
pub(crate) fn connect(address: &str, count: usize) -> io::Result<Vec<Stream>> {
    let connect = |_| {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        Stream::new(stream.into(), None, Framing::Http)
    };
    (0..count).map(connect).collect()
}

struct Load<'a> {
    streams: &'a mut [Stream],
    wish: Wish,
    call: &'a Call,
    waiter: Waiter,
    began: Vec<Instant>,
    in_flight: usize,
    measured: Measured,
}

impl<'a> Load<'a> {
    fn new(streams: &'a mut [Stream], wish: Wish, call: &'a Call) -> io::Result<Self> {
        let waiter = Waiter::new()?;
        for (place, stream) in streams.iter().enumerate() {
            waiter.add(stream, place)?;
        }
        Ok(Self {
            streams,
            wish,
            call,
            waiter,
            began: Vec::new(),
            in_flight: 0,
            measured: Measured::default(),
        })
    }

    fn run(mut self) -> io::Result<Measured> {
        let begin = Instant::now();
        for number in 0..self.wish.at_once {
            self.send(number % self.streams.len(), begin)?;
        }
        let mut ready = Vec::new();
        while self.in_flight > 0 {
            self.waiter.wait(&mut ready)?;
            for ready in ready.iter().copied() {
                if ready.is_readable {
                    self.streams[ready.place].fill()?;
                    self.take(ready.place, begin)?;
                }
                self.waiter.flush(&mut self.streams[ready.place], ready.place)?;
            }
        }
        self.measured.seconds = begin.elapsed().as_secs_f64();
        Ok(self.measured)
    }

    fn send(&mut self, place: usize, now: Instant) -> io::Result<()> {
        let id = self.began.len() as u64;
        self.began.push(now);
        self.in_flight += 1;
        let stream = &mut self.streams[place];
        match stream.framing() {
            Framing::Lines => self.call.line(&mut stream.out, id),
            Framing::Http => self.call.request(&mut stream.out, id),
        }
        self.waiter.flush(stream, place)
    }

    /// Takes what was answered, and asks as often again while there is time.
    fn take(&mut self, place: usize, begin: Instant) -> io::Result<()> {
        let now = Instant::now();
        let mut answered = 0;
        while let Some((frame, bytes)) = self.streams[place].next() {
            let Some(id) = answered_id(&bytes[frame.body], self.wish.payload)? else { continue };
            let latency = now - self.began[id];
            self.measured.latencies.push(u64::try_from(latency.as_nanos()).unwrap_or(u64::MAX));
            answered += 1;
        }
        self.in_flight -= answered;
        self.measured.calls += answered as u64;
        if self.streams[place].has_ended && self.in_flight > 0 {
            return Err(io::Error::other("the connection was closed while calls were in flight"));
        }
        if now - begin < self.wish.time {
            (0..answered).try_for_each(|_| self.send(place, now))?;
        }
        Ok(())
    }
}

/// The id of an answer that holds what was sent; `None` for a notification.
fn answered_id(message: &[u8], payload: usize) -> io::Result<Option<usize>> {
    let wrong = || {
        let shown = String::from_utf8_lossy(&message[..message.len().min(500)]);
        io::Error::other(format!("not the answer to a call: {shown}"))
    };
    let id = id_of(message).and_then(|id| number(&message[id]));
    let Some(id) = id else {
        return if memmem::find(message, b"\"method\":").is_some() { Ok(None) } else { Err(wrong()) };
    };
    if message.len() < payload || memmem::find(message, b"\"isError\":true").is_some() {
        return Err(wrong());
    }
    usize::try_from(id).map(Some).map_err(|_| wrong())
}
