//! The floor: a pass-through that rewrites ids and does nothing else. It is a program between a client and a backend, as a
//! gateway is, and gives each request an id of its own, because several clients may use the same. The bare one reads a message,
//! rewrites its id and writes it; the other gathers what it has read at once into one write.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, Write};
use std::net::TcpStream;
use std::os::fd::OwnedFd;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};

use clap::ValueEnum;

use crate::echo::{LISTENER, accept, listen};
use crate::stream::{Ready, Stream, Waiter};
use crate::wire::{ACCEPTED, Framing, digits, id_of, method_of, number, ok_head, post_head, with_id};

/// When a pass-through writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Writes {
    /// Each message by itself, as soon as it is rewritten.
    Each,
    /// All that was read at once.
    Together,
}

/// Who asked, by the id that the backend sees.
struct Asked<T> {
    slots: Vec<Option<T>>,
    free: Vec<usize>,
}

impl<T> Default for Asked<T> {
    fn default() -> Self {
        Self { slots: Vec::new(), free: Vec::new() }
    }
}

impl<T> Asked<T> {
    fn put(&mut self, who: T) -> u64 {
        let place = self.free.pop().unwrap_or_else(|| {
            self.slots.push(None);
            self.slots.len() - 1
        });
        self.slots[place] = Some(who);
        place as u64
    }

    fn take(&mut self, id: &[u8]) -> Option<T> {
        let place = usize::try_from(number(id)?).ok()?;
        let who = self.slots.get_mut(place)?.take()?;
        self.free.push(place);
        Some(who)
    }
}

/// An id as the client wrote it.
type Id = [u8; 20];

fn kept(id: &[u8]) -> (Id, u8) {
    let mut kept = [0; 20];
    let length = id.len().min(kept.len());
    kept[..length].copy_from_slice(&id[..length]);
    (kept, u8::try_from(length).unwrap_or(0))
}

/// From standard input to a child's, and back: a thread each way.
pub(crate) fn stdio_to_stdio(backend: &[String], writes: Writes) -> io::Result<()> {
    let mut child = start(backend)?;
    let missing = || io::Error::other("a pipe is missing");
    let (mut to, from) = (child.stdin.take().ok_or_else(missing)?, child.stdout.take().ok_or_else(missing)?);
    let asked = Arc::<Mutex<Asked<(Id, u8)>>>::default();
    let back = asked.clone();
    std::thread::spawn(move || {
        let Ok(output) = crate::echo::own(&io::stdout()) else { std::process::exit(1) };
        let mut output = File::from(output);
        let ended = lines(&OwnedFd::from(from), &mut output, writes, |line, out| {
            let place = id_of(line)?;
            let (id, length) =
                back.lock().unwrap_or_else(PoisonError::into_inner).take(&line[place.clone()])?;
            with_id(out, line, place, &id[..usize::from(length)]);
            Some(())
        });
        std::process::exit(i32::from(ended.is_err()));
    });
    lines(&crate::echo::own(&io::stdin())?, &mut to, writes, |line, out| {
        let Some(place) = id_of(line) else {
            out.extend_from_slice(line);
            return Some(());
        };
        let own = asked.lock().unwrap_or_else(PoisonError::into_inner).put(kept(&line[place.clone()]));
        with_id(out, line, place, digits(&mut [0; 20], own));
        Some(())
    })?;
    drop(to);
    child.wait().map(drop)
}

/// Changes each line on its way.
fn lines(
    from: &OwnedFd,
    to: &mut impl Write,
    writes: Writes,
    mut change: impl FnMut(&[u8], &mut Vec<u8>) -> Option<()>,
) -> io::Result<()> {
    let (mut received, mut out) = (Vec::with_capacity(1 << 18), Vec::new());
    loop {
        received.reserve(1 << 18);
        if rustix::io::read(from, rustix::buffer::spare_capacity(&mut received))? == 0 {
            return Ok(());
        }
        let mut taken = 0;
        while let Some(frame) = Framing::Lines.first(&received[taken..]) {
            if change(&received[taken..][frame.body], &mut out).is_some() {
                out.push(b'\n');
            }
            if writes == Writes::Each {
                to.write_all(&out)?;
                out.clear();
            }
            taken += frame.end;
        }
        received.drain(..taken);
        to.write_all(&out)?;
        out.clear();
    }
}

fn start(backend: &[String]) -> io::Result<std::process::Child> {
    let (program, arguments) =
        backend.split_first().ok_or_else(|| io::Error::other("no backend was named"))?;
    Command::new(program).args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()
}

/// The streams of a pass-through for HTTP, on one thread.
struct Site {
    waiter: Waiter,
    /// By place; of a backend over HTTP, the one after a client's place leads to it.
    streams: Vec<Option<Stream>>,
}

impl Site {
    fn add(&mut self, stream: Stream) -> io::Result<usize> {
        let place = self.streams.len();
        self.waiter.add(&stream, place)?;
        self.streams.push(Some(stream));
        Ok(place)
    }

    fn at(&mut self, place: usize) -> Option<&mut Stream> {
        self.streams.get_mut(place)?.as_mut()
    }

    fn flush(&mut self, place: usize) -> io::Result<()> {
        match self.streams.get_mut(place).and_then(Option::as_mut) {
            Some(stream) => self.waiter.flush(stream, place),
            None => Ok(()),
        }
    }

    /// Takes the messages that have come at `place`, each with its id's place.
    fn messages(&mut self, place: usize, inbox: &mut VecDeque<Vec<u8>>) -> io::Result<bool> {
        let Some(stream) = self.at(place) else { return Ok(false) };
        stream.fill()?;
        while let Some((frame, bytes)) = stream.next() {
            inbox.push_back(bytes[frame.body].to_vec());
        }
        Ok(stream.has_ended)
    }
}

/// From HTTP to the standard input of one child, and back.
pub(crate) fn http_to_stdio(backend: &[String], writes: Writes) -> io::Result<()> {
    const CHILD: usize = 0;
    let mut child = start(backend)?;
    let missing = || io::Error::other("a pipe is missing");
    let (to, from) = (child.stdin.take().ok_or_else(missing)?, child.stdout.take().ok_or_else(missing)?);
    let listener = listen()?;
    let mut site = Site { waiter: Waiter::new()?, streams: Vec::new() };
    site.waiter.watch(&listener, LISTENER)?;
    site.add(Stream::new(from.into(), Some(to.into()), Framing::Lines)?)?;
    let mut asked = Asked::<(usize, (Id, u8))>::default();
    let (mut ready, mut inbox, mut touched) = (Vec::new(), VecDeque::new(), Vec::new());
    loop {
        site.waiter.wait(&mut ready)?;
        for Ready { place, is_readable } in ready.iter().copied() {
            touched.push(place);
            if place == LISTENER {
                site.add(accept(&listener)?)?;
                continue;
            }
            if !is_readable {
                continue;
            }
            let has_ended = site.messages(place, &mut inbox)?;
            while let Some(message) = inbox.pop_front() {
                if place == CHILD {
                    touched.extend(respond(&mut site, &mut asked, &message));
                } else {
                    ask(&mut site, &mut asked, place, &message);
                    match writes {
                        Writes::Each => site.flush(CHILD)?,
                        Writes::Together => touched.push(CHILD),
                    }
                }
            }
            match (has_ended, place) {
                (true, CHILD) => return Ok(()),
                (true, _) => site.streams[place] = None,
                _ => {}
            }
        }
        touched.sort_unstable();
        touched.dedup();
        for place in touched.drain(..) {
            site.flush(place)?;
        }
    }
}

fn ask(site: &mut Site, asked: &mut Asked<(usize, (Id, u8))>, place: usize, message: &[u8]) {
    let Some(id) = id_of(message).filter(|_| !method_of(message).starts_with(b"notifications/")) else {
        if let Some(client) = site.at(place) {
            client.out.extend_from_slice(ACCEPTED);
        }
        if let Some(child) = site.at(0) {
            child.out.extend_from_slice(message);
            child.out.push(b'\n');
        }
        return;
    };
    let own = asked.put((place, kept(&message[id.clone()])));
    if let Some(child) = site.at(0) {
        with_id(&mut child.out, message, id, digits(&mut [0; 20], own));
        child.out.push(b'\n');
    }
}

fn respond(site: &mut Site, asked: &mut Asked<(usize, (Id, u8))>, message: &[u8]) -> Option<usize> {
    let place = id_of(message)?;
    let (client, (id, length)) = asked.take(&message[place.clone()])?;
    let id = &id[..usize::from(length)];
    let stream = site.at(client)?;
    ok_head(&mut stream.out, message.len() - place.len() + id.len());
    with_id(&mut stream.out, message, place, id);
    Some(client)
}

/// From HTTP to HTTP: a connection to the backend for each of a client.
pub(crate) fn http_to_http(backend: &str) -> io::Result<()> {
    let address = backend.trim_start_matches("http://").split('/').next().unwrap_or_default();
    let host = format!("host: {address}\r\n");
    let listener = listen()?;
    let mut site = Site { waiter: Waiter::new()?, streams: Vec::new() };
    site.waiter.watch(&listener, LISTENER)?;
    let mut asked = Asked::<(Id, u8)>::default();
    let (mut ready, mut inbox) = (Vec::new(), VecDeque::new());
    loop {
        site.waiter.wait(&mut ready)?;
        for Ready { place, is_readable } in ready.iter().copied() {
            if place == LISTENER {
                site.add(accept(&listener)?)?;
                let stream = TcpStream::connect(address)?;
                stream.set_nodelay(true)?;
                site.add(Stream::new(stream.into(), None, Framing::Http)?)?;
                continue;
            }
            let has_ended = is_readable && site.messages(place, &mut inbox)?;
            // Clients have even places, and the way on from each is the one after.
            let other = place ^ 1;
            while let Some(message) = inbox.pop_front() {
                let Some(to) = site.at(other) else { continue };
                pass(&mut to.out, &mut asked, &message, (place % 2 == 0).then_some(&host));
            }
            site.flush(other)?;
            site.flush(place)?;
            if has_ended {
                site.streams[place] = None;
                site.streams[other] = None;
            }
        }
    }
}

fn pass(out: &mut Vec<u8>, asked: &mut Asked<(Id, u8)>, message: &[u8], onward: Option<&String>) {
    let Some(place) = id_of(message) else {
        match onward {
            Some(host) => post_head(out, host, message.len()),
            None => out.extend_from_slice(ACCEPTED),
        }
        out.extend_from_slice(if onward.is_some() { message } else { b"" });
        return;
    };
    let (length, mut buffer) = (message.len() - place.len(), [0; 20]);
    if let Some(host) = onward {
        let own = asked.put(kept(&message[place.clone()]));
        let own = digits(&mut buffer, own);
        post_head(out, host, length + own.len());
        with_id(out, message, place, own);
    } else if let Some((id, count)) = asked.take(&message[place.clone()]) {
        let id = &id[..usize::from(count)];
        ok_head(out, length + id.len());
        with_id(out, message, place, id);
    }
}
