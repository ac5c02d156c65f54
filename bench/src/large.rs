//! Results of ten megabytes, one after the other and sixteen at once: each byte is compared, and the gateway's memory looked at.

use std::fmt::Write as _;
use std::io;
use std::time::Instant;

use clap::ValueEnum;
use memchr::memmem;
use serde::Serialize;

use crate::echo::text;
use crate::load::connect;
use crate::process::{Program, Way};
use crate::scene::{GATEWAY, Path, Scene};
use crate::stream::{Stream, Waiter};
use crate::subject::Subject;
use crate::wire::{Call, Framing};
use crate::{Options, failed};

const BYTES: usize = 10_000_000;
const AT_ONCE: [usize; 2] = [1, 16];

/// A hundred megabytes.
const MOST_KIB: u64 = 100_000_000 / 1024;

#[derive(Debug, Serialize)]
struct Row {
    path: &'static str,
    at_once: usize,
    results: usize,
    bytes: usize,
    megabytes_per_second: f64,
    idle_kib: u64,
    /// The most since the program's start.
    peak_kib: u64,
    after_kib: u64,
}

pub(crate) fn measure(options: &Options) -> io::Result<()> {
    let subject = Subject::new(options)?;
    let results = if options.quick { 50 } else { 1000 };
    let paths = if options.only.is_empty() { Path::value_variants() } else { &options.only };
    let mut rows = Vec::new();
    print!("{HEAD}");
    for path in paths {
        for at_once in AT_ONCE {
            let mut scene = Scene::new(*path, &subject, options)?;
            let place = scene.programs.iter().position(|program| program.name == GATEWAY).unwrap_or(0);
            let idle_kib = scene.idle[place].unwrap_or(0);
            let program = &mut scene.programs[place];
            let begin = Instant::now();
            pass(program, results, at_once).map_err(|error| failed(program.name, &error))?;
            let megabytes = (results * BYTES) as f64 / 1e6;
            let row = Row {
                path: path.name(),
                at_once,
                results,
                bytes: BYTES,
                megabytes_per_second: megabytes / begin.elapsed().as_secs_f64(),
                idle_kib,
                peak_kib: program.peak().unwrap_or(0),
                after_kib: program.resident().unwrap_or(0),
            };
            print!("{}", line(&row));
            rows.push(row);
        }
    }
    let table: String = rows.iter().map(line).collect();
    std::fs::write(subject.folder.join("large.md"), format!("{HEAD}{table}"))?;
    std::fs::write(subject.folder.join("large.json"), serde_json::to_string_pretty(&rows)?)?;
    match rows.iter().find(|row| row.peak_kib >= MOST_KIB) {
        None => Ok(()),
        Some(row) => {
            Err(io::Error::other(format!("{}: {} KiB are over a hundred megabytes", row.path, row.peak_kib)))
        }
    }
}

const HEAD: &str = "| path | at once | results of 10 MB | MB/s | resident idle, MiB | at most | after |\n\
    | --- | --- | --- | --- | --- | --- | --- |\n";

fn line(row: &Row) -> String {
    let Row { path, at_once, results, megabytes_per_second, idle_kib, peak_kib, after_kib, .. } = row;
    let mib = |kib: &u64| *kib as f64 / 1024.0;
    let mut text = String::new();
    // Writing to a text cannot fail.
    let _ = writeln!(
        text,
        "| {path} | {at_once} | {results} | {megabytes_per_second:.0} | {:.1} | {:.1} | {:.1} |",
        mib(idle_kib),
        mib(peak_kib),
        mib(after_kib)
    );
    text
}

/// Lets so many results pass.
fn pass(program: &mut Program, results: usize, at_once: usize) -> io::Result<()> {
    match program.way.clone() {
        Way::Stdio => {
            let stream = std::slice::from_mut(program.stream()?);
            Passing::new(stream, Call::for_result(BYTES, ""), results)?.run(at_once)
        }
        Way::Http { address, headers } => {
            let mut streams = connect(&address, at_once)?;
            Passing::new(&mut streams, Call::for_result(BYTES, &headers), results)?.run(at_once)
        }
    }
}

struct Passing<'a> {
    streams: &'a mut [Stream],
    call: Call,
    waiter: Waiter,
    wanted: Vec<u8>,
    asked: usize,
    results: usize,
}

impl<'a> Passing<'a> {
    fn new(streams: &'a mut [Stream], call: Call, results: usize) -> io::Result<Self> {
        let waiter = Waiter::new()?;
        for (place, stream) in streams.iter().enumerate() {
            waiter.add(stream, place)?;
        }
        let mut wanted = Vec::new();
        text(BYTES, &mut wanted);
        Ok(Self { streams, call, waiter, wanted, asked: 0, results })
    }

    fn run(mut self, at_once: usize) -> io::Result<()> {
        (0..at_once).try_for_each(|number| self.ask(number % self.streams.len()))?;
        let (mut answered, mut ready) = (0, Vec::new());
        while answered < self.results {
            self.waiter.wait(&mut ready)?;
            for ready in ready.iter().copied() {
                if ready.is_readable {
                    self.streams[ready.place].fill()?;
                    answered += self.take(ready.place)?;
                }
                self.waiter.flush(&mut self.streams[ready.place], ready.place)?;
            }
        }
        Ok(())
    }

    fn ask(&mut self, place: usize) -> io::Result<()> {
        if self.asked == self.results {
            return Ok(());
        }
        let (stream, id) = (&mut self.streams[place], self.asked as u64);
        self.asked += 1;
        match stream.framing() {
            Framing::Lines => self.call.line(&mut stream.out, id),
            Framing::Http => self.call.request(&mut stream.out, id),
        }
        self.waiter.flush(stream, place)
    }

    /// Compares what was answered, and asks as often again.
    fn take(&mut self, place: usize) -> io::Result<usize> {
        let mut answered = 0;
        while let Some((frame, bytes)) = self.streams[place].next() {
            compare(&bytes[frame.body], &self.wanted)?;
            answered += 1;
        }
        if self.streams[place].has_ended {
            return Err(io::Error::other("it closed the connection"));
        }
        (0..answered).try_for_each(|_| self.ask(place))?;
        Ok(answered)
    }
}

fn compare(message: &[u8], wanted: &[u8]) -> io::Result<()> {
    const TEXT: &[u8] = b"\"text\":\"";
    let start = memmem::find(message, TEXT).map_or(message.len(), |at| at + TEXT.len());
    match message[start..].get(..wanted.len()) == Some(wanted)
        && message[start..].get(wanted.len()) == Some(&b'"')
    {
        true => Ok(()),
        false => {
            let shown = String::from_utf8_lossy(&message[..message.len().min(300)]);
            Err(io::Error::other(format!("not the result that was sent, {} bytes: {shown}", message.len())))
        }
    }
}
