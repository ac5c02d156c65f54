//! The programs that are measured: how they are started and asked first, and what the system says of them.

use std::io::{self, BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use rustix::process::{Pid, Signal, kill_process};
use rustix::thread::{CpuSet, sched_setaffinity};

use crate::load::connect;
use crate::stream::{Stream, Waiter};
use crate::wire::{Framing, header, post_head};

const INITIALIZE: &str = concat!(
    r#"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"#,
    r#""clientInfo":{"name":"bench","version":"1"}}}"#
);
const INITIALIZED: &str = r#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#;

/// How a program is reached.
#[derive(Clone, Debug)]
pub(crate) enum Way {
    Stdio,
    Http {
        address: String,
        /// Lines that every request carries: the host, and a session where there is one.
        headers: String,
    },
}

/// A program between client and backend, with whatever it has started.
pub(crate) struct Program {
    pub(crate) name: &'static str,
    pub(crate) way: Way,
    /// `None` for an address that was given.
    child: Option<Child>,
    /// What runs beside it and belongs to what a call costs: a backend over HTTP.
    beside: Option<u32>,
    stream: Option<Stream>,
}

impl Program {
    /// Starts a program that is asked on standard input.
    pub(crate) fn on_stdio(name: &'static str, command: &mut Command) -> io::Result<Self> {
        let mut child =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().map_err(named(command))?;
        let missing = || io::Error::other("a pipe is missing");
        let to = child.stdin.take().ok_or_else(missing)?;
        let from = child.stdout.take().ok_or_else(missing)?;
        let mut stream = Stream::new(from.into(), Some(to.into()), Framing::Lines)?;
        stream.out.extend_from_slice(INITIALIZE.as_bytes());
        stream.out.push(b'\n');
        exchange(&mut stream)?;
        stream.out.extend_from_slice(INITIALIZED.as_bytes());
        stream.out.push(b'\n');
        stream.flush()?;
        Ok(Self { name, way: Way::Stdio, child: Some(child), beside: None, stream: Some(stream) })
    }

    /// Starts a program that says its address on standard error.
    pub(crate) fn on_http(
        name: &'static str,
        command: &mut Command,
        beside: Option<u32>,
    ) -> io::Result<Self> {
        let (child, url) = listening(command)?;
        let mut program = Self::at(name, &url)?;
        program.child = Some(child);
        program.beside = beside;
        Ok(program)
    }

    /// What listens at an address.
    pub(crate) fn at(name: &'static str, url: &str) -> io::Result<Self> {
        let address = url.trim_start_matches("http://").split('/').next().unwrap_or_default().to_owned();
        let headers = session(&address)?;
        Ok(Self { name, way: Way::Http { address, headers }, child: None, beside: None, stream: None })
    }

    pub(crate) fn stream(&mut self) -> io::Result<&mut Stream> {
        self.stream.as_mut().ok_or_else(|| io::Error::other("it is not on standard input and output"))
    }

    /// Resident memory of the program alone after it was asked for its list, in KiB.
    pub(crate) fn listed(mut self) -> io::Result<u64> {
        let stream = self.stream()?;
        stream.out.extend_from_slice(b"{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\"}\n");
        exchange(stream)?;
        Ok(self.resident().unwrap_or(0))
    }

    /// Time on a processor of the program and of all that it has started, in nanoseconds.
    pub(crate) fn cpu(&self) -> u64 {
        self.tree().iter().flat_map(|pid| tasks(*pid)).map(|(pid, task)| on_processor(pid, task)).sum()
    }

    /// Resident memory of the program alone, in KiB.
    pub(crate) fn resident(&self) -> Option<u64> {
        // Not `status`, which is behind by what each processor has not yet added.
        let path = format!("/proc/{}/smaps_rollup", self.child.as_ref()?.id());
        let rollup = std::fs::read_to_string(path).ok()?;
        let line = rollup.lines().find_map(|line| line.strip_prefix("Rss:"))?;
        line.trim().trim_end_matches("kB").trim().parse().ok()
    }

    /// The most memory that the program alone ever had, in KiB.
    pub(crate) fn peak(&self) -> Option<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.as_ref()?.id())).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
        line.trim().trim_end_matches("kB").trim().parse().ok()
    }

    /// Lets it and all that it has started run on these processors alone.
    pub(crate) fn pin(&self, processors: &[usize]) {
        for (_, task) in self.tree().into_iter().flat_map(tasks) {
            pin(i32::try_from(task).ok().and_then(Pid::from_raw), processors);
        }
    }

    /// Begins one more session.
    pub(crate) fn begin_session(&self) -> io::Result<()> {
        match &self.way {
            Way::Stdio => Ok(()),
            Way::Http { address, .. } => session(address).map(drop),
        }
    }

    /// How many processes it has started that live.
    pub(crate) fn children(&self) -> usize {
        self.tree().len().saturating_sub(1)
    }

    fn tree(&self) -> Vec<u32> {
        let mut found: Vec<_> = self.child.iter().map(Child::id).collect();
        let mut at = 0;
        while at < found.len() {
            found.extend(children(found[at]));
            at += 1;
        }
        found.extend(self.beside);
        found
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        self.stream = None;
        if let Some(child) = &mut self.child {
            if matches!(self.way, Way::Http { .. }) {
                // It ends as it would elsewhere, and writes what it has counted where it counts.
                let pid = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
                let _ = pid.map(|pid| kill_process(pid, Signal::TERM));
            }
            let _ = child.wait();
        }
    }
}

/// A backend over HTTP; ended when dropped.
pub(crate) struct Backend {
    child: Child,
    pub(crate) url: String,
}

impl Backend {
    pub(crate) fn start(command: &mut Command) -> io::Result<Self> {
        let (child, url) = listening(command)?;
        Ok(Self { child, url })
    }

    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Backend {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn named(command: &Command) -> impl Fn(io::Error) -> io::Error {
    let program = Path::new(command.get_program()).display().to_string();
    move |error| io::Error::other(format!("{program}: {error}"))
}

/// Starts what says `… http://ADDRESS…` on standard error, and reads on, so that it can say more.
fn listening(command: &mut Command) -> io::Result<(Child, String)> {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(named(command))?;
    let mut lines =
        BufReader::new(child.stderr.take().ok_or_else(|| io::Error::other("no standard error"))?).lines();
    let mut said = String::new();
    for line in lines.by_ref() {
        let line = line?;
        // The gateway names other addresses too.
        let is_of_mcp = !["management", "dashboard"].iter().any(|other| line.contains(other));
        if let Some(at) = line.find("http://").filter(|_| is_of_mcp) {
            let url = line[at..].to_owned();
            std::thread::spawn(move || lines.map_while(Result::ok).for_each(|line| eprintln!("{line}")));
            return Ok((child, url));
        }
        said.push_str(&line);
        said.push('\n');
    }
    let _ = child.wait();
    Err(named(command)(io::Error::other(format!("it ended before it listened: {said}"))))
}

/// Sends what is to go, and waits for one message: its head and its body.
fn exchange(stream: &mut Stream) -> io::Result<(Vec<u8>, Vec<u8>)> {
    let mut waiter = Waiter::new()?;
    waiter.add(stream, 0)?;
    waiter.flush(stream, 0)?;
    let mut ready = Vec::new();
    loop {
        waiter.wait(&mut ready)?;
        stream.fill()?;
        if let Some((frame, bytes)) = stream.next() {
            return Ok((bytes[frame.head].to_vec(), bytes[frame.body].to_vec()));
        }
        if stream.has_ended {
            return Err(io::Error::other("it ended before it answered"));
        }
    }
}

/// Begins a session, and gives the headers of its requests.
pub(crate) fn session(address: &str) -> io::Result<String> {
    let mut stream = connect(address, 1)?.pop().ok_or_else(|| io::Error::other("no connection"))?;
    let mut headers = format!("host: {address}\r\n");
    post_head(&mut stream.out, &headers, INITIALIZE.len());
    stream.out.extend_from_slice(INITIALIZE.as_bytes());
    let (head, body) = exchange(&mut stream)?;
    if !head.starts_with(b"HTTP/1.1 200") {
        let said = String::from_utf8_lossy(&[head, body].concat()).into_owned();
        return Err(io::Error::other(format!("no session was begun: {said:.500}")));
    }
    headers.push_str("mcp-protocol-version: 2025-11-25\r\n");
    if let Some(id) = header(&head, "mcp-session-id") {
        headers.push_str(&format!("mcp-session-id: {}\r\n", String::from_utf8_lossy(id)));
    }
    post_head(&mut stream.out, &headers, INITIALIZED.len());
    stream.out.extend_from_slice(INITIALIZED.as_bytes());
    let (head, _) = exchange(&mut stream)?;
    match head.starts_with(b"HTTP/1.1 202") {
        true => Ok(headers),
        false => Err(io::Error::other("a notification was not accepted")),
    }
}

/// The processes that a process has started and that live.
pub(crate) fn children(parent: u32) -> Vec<u32> {
    tasks(parent)
        .filter_map(|(pid, task)| std::fs::read_to_string(format!("/proc/{pid}/task/{task}/children")).ok())
        .flat_map(|text| text.split_whitespace().filter_map(|pid| pid.parse().ok()).collect::<Vec<_>>())
        .collect()
}

fn tasks(pid: u32) -> impl Iterator<Item = (u32, u32)> {
    let entries = std::fs::read_dir(format!("/proc/{pid}/task")).into_iter().flatten().flatten();
    entries.filter_map(move |entry| Some((pid, entry.file_name().to_str()?.parse().ok()?)))
}

/// Of one thread, in nanoseconds: finer than the ticks of `utime` and `stime`.
fn on_processor(pid: u32, task: u32) -> u64 {
    let text = std::fs::read_to_string(format!("/proc/{pid}/task/{task}/schedstat")).unwrap_or_default();
    text.split_whitespace().next().and_then(|first| first.parse().ok()).unwrap_or(0)
}

/// Lets a thread run on these processors alone; `None` is this one. A machine that does not let it, lets it run anywhere.
pub(crate) fn pin(task: Option<Pid>, processors: &[usize]) {
    let mut set = CpuSet::new();
    processors.iter().for_each(|processor| set.set(*processor));
    let _ = sched_setaffinity(task, &set);
}
