//! A real state server, on a free port of this machine.

use std::net::TcpListener;
use std::path::PathBuf;
use std::process::Stdio;

use rustix::process::Signal;
use tempfile::TempDir;
use tokio::process::Command;

use super::process::{Running, until};

/// The programs that it can be, in the order in which they are looked for.
const PROGRAMS: [&str; 2] = ["redis-server", "valkey-server"];

/// A Redis or Valkey server that keeps nothing on disk; killed when dropped.
pub(crate) struct Redis {
    port: u16,
    folder: TempDir,
    settings: Vec<String>,
    process: Option<Running>,
}

impl Redis {
    pub(crate) async fn start(settings: &[&str]) -> Self {
        let settings = settings.iter().map(|&setting| setting.to_owned()).collect();
        let mut redis = Self { port: free(), folder: TempDir::new().unwrap(), settings, process: None };
        // Somebody else may have taken the port meanwhile.
        while !redis.try_start().await {
            redis.port = free();
        }
        redis
    }

    /// Its address, with this before the host.
    pub(crate) fn url(&self, sign_in: &str) -> String {
        format!("redis://{sign_in}127.0.0.1:{}", self.port)
    }

    /// Starts it anew, empty, on the same port.
    pub(crate) async fn restart(&mut self) {
        assert!(self.try_start().await, "port {} was taken meanwhile", self.port);
    }

    pub(crate) async fn kill(&mut self) {
        let mut process = self.process.take().expect("it runs");
        process.signal(Signal::KILL);
        process.child.wait().await.unwrap();
    }

    async fn try_start(&mut self) -> bool {
        let log = self.folder.path().join("log");
        let _ = std::fs::remove_file(&log);
        let mut command = Command::new(program());
        command.args([
            "--port",
            &self.port.to_string(),
            "--bind",
            "127.0.0.1",
            "--save",
            "",
            "--appendonly",
            "no",
        ]);
        command.arg("--dir").arg(self.folder.path()).arg("--logfile").arg(&log).args(&self.settings);
        command.stdout(Stdio::null()).kill_on_drop(true);
        self.process = Some(Running::start(&mut command));
        until("the start of the state server", || {
            let said = std::fs::read_to_string(&log).unwrap_or_default();
            match (said.contains("eady to accept connections"), said.contains("in use")) {
                (true, _) => Some(true),
                (_, true) => Some(false),
                _ => None,
            }
        })
        .await
    }
}

fn free() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

fn program() -> PathBuf {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<_> =
        std::env::split_paths(&path).chain(["/usr/bin".into(), "/usr/sbin".into()]).collect();
    let all = PROGRAMS.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    let found = all.into_iter().find(|program| program.is_file());
    found
        .expect("these tests need a state server: install the Debian package redis-server (or valkey-server)")
}
