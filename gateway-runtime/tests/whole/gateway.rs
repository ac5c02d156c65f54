//! The gateway as a process, and what the system says of it.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

/// The variable that makes this program the gateway.
pub(crate) const ROLE: &str = "WHOLE_ROLE";

/// A process that is ended when dropped.
pub(crate) struct Running(pub(crate) Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn this_program() -> std::path::PathBuf {
    std::env::current_exe().unwrap()
}

/// A gateway with that backend over HTTP.
fn command(url: &str) -> Command {
    let mut command = Command::new(this_program());
    command.env(ROLE, "gateway").env("WHOLE_PROGRAM", this_program()).env("WHOLE_URL", url);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

impl Running {
    pub(crate) fn on_stdio() -> Self {
        Self(command("http://127.0.0.1:9/mcp").stderr(Stdio::inherit()).spawn().unwrap())
    }

    /// Gives its address too.
    pub(crate) fn on_http(url: &str) -> (Self, String) {
        let mut child = command(url).args(["--http", "127.0.0.1:0"]).spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let line = lines.next().unwrap().unwrap();
        std::thread::spawn(move || lines.map_while(Result::ok).for_each(|line| eprintln!("{line}")));
        let address = line.split_once("http://").unwrap().1.trim_end_matches("/mcp").to_owned();
        (Self(child), address)
    }

    /// A backend over HTTP, and its address.
    pub(crate) fn backend() -> (Self, String) {
        let mut command = Command::new(this_program());
        let mut child = command.arg("backend-http").stdout(Stdio::piped()).spawn().unwrap();
        let mut url = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut url).unwrap();
        (Self(child), url.trim().to_owned())
    }

    /// The most memory that it ever had, in MiB.
    pub(crate) fn peak(&self) -> f64 {
        self.status("VmHWM:")
    }

    /// What it has now, in MiB.
    pub(crate) fn resident(&self) -> f64 {
        self.status("VmRSS:")
    }

    fn status(&self, name: &str) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.0.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap();
        line.trim().trim_end_matches("kB").trim().parse::<f64>().unwrap() / 1024.0
    }

    /// How many processes it has started that live.
    pub(crate) fn children(&self) -> usize {
        let id = self.0.id();
        let tasks = std::fs::read_dir(format!("/proc/{id}/task")).unwrap().map(|task| task.unwrap().path());
        tasks
            .map(|task| std::fs::read_to_string(task.join("children")).unwrap_or_default())
            .map(|children| children.split_whitespace().count())
            .sum()
    }
}
