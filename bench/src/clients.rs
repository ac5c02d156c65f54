//! A thousand clients over HTTP at once, in both eras: each has a connection of its own with a call under way.

use std::io;
use std::time::Duration;

use serde::Serialize;

use crate::load::connect;
use crate::process::{Program, Way, session};
use crate::scene::{GATEWAY, Path, Scene};
use crate::stream::{Stream, Waiter};
use crate::subject::Subject;
use crate::wire::{TOOL, header, post_head};
use crate::{Options, failed};

const CLIENTS: usize = 1000;

/// Calls of each client.
const CALLS: usize = 20;

/// What the gateway may have after them, in KiB.
const MOST_KIB: u64 = 40 * 1024;

#[derive(Debug, Serialize)]
struct Figures {
    clients: usize,
    calls: usize,
    idle_kib: u64,
    /// With all sessions begun, and their clients connected and calling.
    sessions_kib: u64,
    /// The same without sessions, in the stateless era.
    stateless_kib: u64,
    peak_kib: u64,
    /// When they have gone; the gateway still knows the sessions.
    after_kib: u64,
    processes: usize,
}

pub(crate) fn measure(options: &Options) -> io::Result<()> {
    let subject = Subject::new(options)?;
    let scene = Scene::new(Path::HttpStdio, &subject, options)?;
    let place = scene.programs.iter().position(|program| program.name == GATEWAY).unwrap_or(0);
    let program = &scene.programs[place];
    let figures =
        run(program, scene.idle[place].unwrap_or(0)).map_err(|error| failed(program.name, &error))?;
    let mib = |kib: u64| kib as f64 / 1024.0;
    let text = format!(
        "| clients at once | calls | errors | resident idle, MiB | with sessions | stateless | at most | after | processes of 1 server |\n\
        | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n\
        | {} | {} | 0 | {:.1} | {:.1} | {:.1} | {:.1} | {:.1} | {} |\n",
        figures.clients,
        figures.calls,
        mib(figures.idle_kib),
        mib(figures.sessions_kib),
        mib(figures.stateless_kib),
        mib(figures.peak_kib),
        mib(figures.after_kib),
        figures.processes
    );
    print!("{text}");
    std::fs::write(subject.folder.join("clients.md"), text)?;
    std::fs::write(subject.folder.join("clients.json"), serde_json::to_string_pretty(&figures)?)?;
    match (figures.after_kib <= MOST_KIB, figures.processes) {
        (true, 1) => Ok(()),
        _ => Err(io::Error::other("memory or processes are over what is allowed")),
    }
}

fn run(program: &Program, idle_kib: u64) -> io::Result<Figures> {
    let Way::Http { address, .. } = &program.way else {
        return Err(io::Error::other("it is not served over HTTP"));
    };
    let resident = || program.resident().unwrap_or(0);
    let sessions = (0..CLIENTS).map(|_| session(address)).collect::<io::Result<Vec<_>>>()?;
    let mut streams = connect(address, CLIENTS)?;
    calls(&mut streams, |place, id| legacy(&sessions[place], id))?;
    let sessions_kib = resident();
    drop(streams);
    let mut streams = connect(address, CLIENTS)?;
    calls(&mut streams, |_, id| modern(address, id))?;
    let stateless_kib = resident();
    let processes = program.children();
    drop(streams);
    // Until it has noticed that they are gone.
    std::thread::sleep(Duration::from_secs(1));
    let (peak_kib, after_kib) = (program.peak().unwrap_or(0), resident());
    Ok(Figures {
        clients: CLIENTS,
        calls: 2 * CLIENTS * CALLS,
        idle_kib,
        sessions_kib,
        stateless_kib,
        peak_kib,
        after_kib,
        processes,
    })
}

/// Each client calls as often as it is to, one call after the other; all clients at once.
fn calls(streams: &mut [Stream], request: impl Fn(usize, usize) -> Vec<u8>) -> io::Result<()> {
    let mut waiter = Waiter::new()?;
    for (place, stream) in streams.iter_mut().enumerate() {
        waiter.add(stream, place)?;
        stream.out.extend(request(place, 0));
        waiter.flush(stream, place)?;
    }
    let (mut done, mut left, mut ready) = (vec![0; streams.len()], streams.len(), Vec::new());
    while left > 0 {
        waiter.wait(&mut ready)?;
        for ready in ready.iter().copied() {
            let (place, stream) = (ready.place, &mut streams[ready.place]);
            if ready.is_readable {
                stream.fill()?;
            }
            while let Some((frame, bytes)) = stream.next() {
                answered(done[place], &bytes[frame.head], &bytes[frame.body])?;
                done[place] += 1;
                match done[place] {
                    CALLS => left -= 1,
                    number => stream.out.extend(request(place, number)),
                }
            }
            if stream.has_ended && done[place] < CALLS {
                return Err(io::Error::other("it closed a connection"));
            }
            waiter.flush(stream, place)?;
        }
    }
    Ok(())
}

fn answered(number: usize, head: &[u8], body: &[u8]) -> io::Result<()> {
    let text = String::from_utf8_lossy(body);
    let is_well = head.starts_with(b"HTTP/1.1 200")
        && header(head, "content-type") == Some(b"application/json")
        && text.contains(&format!("\"id\":{number},"))
        && text.contains("call of one of many")
        && !text.contains("\"isError\":true");
    match is_well {
        true => Ok(()),
        false => Err(io::Error::other(format!("not the answer to a call: {text:.500}"))),
    }
}

fn legacy(headers: &str, id: usize) -> Vec<u8> {
    with_head(headers, &body(id, ""))
}

fn modern(address: &str, id: usize) -> Vec<u8> {
    let headers = format!(
        "host: {address}\r\nmcp-protocol-version: 2026-07-28\r\nmcp-method: tools/call\r\nmcp-name: {TOOL}\r\n"
    );
    let meta = r#","_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}"#;
    with_head(&headers, &body(id, meta))
}

/// A call, with what else its parameters hold.
fn body(id: usize, more: &str) -> String {
    let arguments = r#"{"text":"call of one of many"}"#;
    format!(
        r#"{{"jsonrpc":"2.0","id":{id},"method":"tools/call","params":{{"name":"{TOOL}","arguments":{arguments}{more}}}}}"#
    )
}

fn with_head(headers: &str, body: &str) -> Vec<u8> {
    let mut request = Vec::with_capacity(1024);
    post_head(&mut request, headers, body.len());
    request.extend_from_slice(body.as_bytes());
    request
}
