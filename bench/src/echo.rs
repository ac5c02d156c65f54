//! The backend: an MCP server with one tool that gives back its argument, as fast as can be. As servers do, it writes each
//! answer when it has it.

use std::fs::File;
use std::io::{self, Write};
use std::net::TcpListener;
use std::os::fd::{AsFd, OwnedFd};

use memchr::memmem;

use crate::stream::{Ready, Stream, Waiter};
use crate::wire::{ACCEPTED, Framing, GIVE, TOOL, id_of, method_of, number, ok_head};

/// On standard input and output.
pub(crate) fn on_stdio() -> io::Result<()> {
    // Not the standard library's output, which gathers.
    let (input, mut output) = (io::stdin(), File::from(own(&io::stdout())?));
    let (mut received, mut out) = (Vec::with_capacity(1 << 18), Vec::new());
    loop {
        received.reserve(1 << 18);
        if rustix::io::read(&input, rustix::buffer::spare_capacity(&mut received))? == 0 {
            return Ok(());
        }
        let mut taken = 0;
        while let Some(frame) = Framing::Lines.first(&received[taken..]) {
            if answer(&mut out, &received[taken..][frame.body]) {
                out.push(b'\n');
                output.write_all(&out)?;
                out.clear();
            }
            taken += frame.end;
        }
        received.drain(..taken);
    }
}

/// Over HTTP, on one thread; says its address on standard error.
pub(crate) fn on_http() -> io::Result<()> {
    serve(|body, out| {
        let mut text = Vec::with_capacity(body.len() + 128);
        match answer(&mut text, body) {
            true => {
                ok_head(out, text.len());
                out.extend_from_slice(&text);
            }
            false => out.extend_from_slice(ACCEPTED),
        }
    })
}

/// Answers each request as it comes.
fn serve(mut answer: impl FnMut(&[u8], &mut Vec<u8>)) -> io::Result<()> {
    let listener = listen()?;
    let mut waiter = Waiter::new()?;
    waiter.watch(&listener, LISTENER)?;
    let (mut connections, mut ready) = (Vec::<Option<Stream>>::new(), Vec::new());
    loop {
        waiter.wait(&mut ready)?;
        for Ready { place, is_readable } in ready.iter().copied() {
            if place == LISTENER {
                let stream = accept(&listener)?;
                waiter.add(&stream, connections.len())?;
                connections.push(Some(stream));
                continue;
            }
            let Some(stream) = connections.get_mut(place).and_then(Option::as_mut) else { continue };
            if is_readable {
                stream.fill()?;
            }
            let mut out = std::mem::take(&mut stream.out);
            while let Some((frame, bytes)) = stream.next() {
                answer(&bytes[frame.body], &mut out);
            }
            stream.out = out;
            waiter.flush(stream, place)?;
            if stream.has_ended {
                connections[place] = None;
            }
        }
    }
}

/// The place of a listener among the events.
pub(crate) const LISTENER: usize = usize::MAX >> 32;

/// A listener at a free port, which is said on standard error.
pub(crate) fn listen() -> io::Result<TcpListener> {
    let listener = TcpListener::bind(("127.0.0.1", 0))?;
    eprintln!("bench: http://{}/mcp", listener.local_addr()?);
    Ok(listener)
}

/// The next connection, without delays.
pub(crate) fn accept(listener: &TcpListener) -> io::Result<Stream> {
    let (stream, _) = listener.accept()?;
    stream.set_nodelay(true)?;
    Stream::new(OwnedFd::from(stream), None, Framing::Http)
}

/// Answers one message; false where there is nothing to answer.
fn answer(out: &mut Vec<u8>, message: &[u8]) -> bool {
    let method = method_of(message);
    let Some(id) = id_of(message).filter(|_| !method.is_empty() && !method.starts_with(b"notifications/"))
    else {
        return false;
    };
    out.extend_from_slice(b"{\"jsonrpc\":\"2.0\",\"id\":");
    out.extend_from_slice(&message[id]);
    match method {
        b"tools/call" => {
            out.extend_from_slice(b",\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"");
            match asked_for(message) {
                Some(bytes) => text(bytes, out),
                None => out.extend_from_slice(text_of(message)),
            }
            out.extend_from_slice(b"\"}],\"isError\":false}}");
        }
        b"initialize" => out.extend_from_slice(
            b",\"result\":{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{\"tools\":{}},\
            \"serverInfo\":{\"name\":\"echo\",\"version\":\"1\"}}}",
        ),
        b"tools/list" => {
            let tool = format!(
                ",\"result\":{{\"tools\":[{{\"name\":\"{TOOL}\",\"description\":\"Gives back what it is given.\",\
                \"inputSchema\":{{\"type\":\"object\",\"properties\":{{\"text\":{{\"type\":\"string\"}}}},\
                \"required\":[\"text\"]}}}},{{\"name\":\"{GIVE}\",\"description\":\"Gives so many bytes.\",\
                \"inputSchema\":{{\"type\":\"object\",\"properties\":{{\"bytes\":{{\"type\":\"integer\"}}}},\
                \"required\":[\"bytes\"]}}}}]}}}}"
            );
            out.extend_from_slice(tool.as_bytes());
        }
        b"ping" => out.extend_from_slice(b",\"result\":{}}"),
        _ => out
            .extend_from_slice(b",\"error\":{\"code\":-32601,\"message\":\"the echo does not serve that\"}}"),
    }
    true
}

/// How many bytes are asked for, where it is not an echo that is.
fn asked_for(message: &[u8]) -> Option<usize> {
    const BYTES: &[u8] = b"\"bytes\":";
    let rest = &message[memmem::find(message, BYTES)? + BYTES.len()..];
    let digits = rest.iter().position(|byte| !byte.is_ascii_digit())?;
    number(&rest[..digits]).and_then(|bytes| usize::try_from(bytes).ok())
}

/// So many bytes, of which no two next to each other are equal.
pub(crate) fn text(bytes: usize, out: &mut Vec<u8>) {
    let block: Vec<_> = (b'a'..=b'z').cycle().take(4099).collect();
    out.reserve(bytes);
    let end = out.len() + bytes;
    while out.len() < end {
        let count = block.len().min(end - out.len());
        out.extend_from_slice(&block[..count]);
    }
}

/// The argument, as it is written; whoever measures writes no quote into it.
fn text_of(message: &[u8]) -> &[u8] {
    const TEXT: &[u8] = b"\"text\":\"";
    let Some(start) = memmem::find(message, TEXT) else { return b"" };
    let rest = &message[start + TEXT.len()..];
    &rest[..memchr::memchr(b'"', rest).unwrap_or(0)]
}

/// What of a standard stream belongs to this process alone.
pub(crate) fn own(stream: &impl AsFd) -> io::Result<OwnedFd> {
    stream.as_fd().try_clone_to_owned()
}
