//! What the whole-program tests share: a folder with a gateway's configuration, the gateway as a process, clients that
//! send and receive exact bytes, and the puppet as a backend.

#![allow(dead_code, reason = "each test file uses a part of it")]

pub(crate) mod audit;
pub(crate) mod bad;
pub(crate) mod consent;
pub(crate) mod drift;
pub(crate) mod http;
pub(crate) mod managed;
pub(crate) mod message;
pub(crate) mod ollama;
pub(crate) mod postgres;
pub(crate) mod process;
pub(crate) mod proxy;
pub(crate) mod python;
pub(crate) mod redis;
pub(crate) mod replicas;
pub(crate) mod stdio;

use std::future::Future;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use tempfile::TempDir;
use tokio::process::Command;

pub(crate) use self::http::Http;
pub(crate) use self::stdio::Stdio;

/// How long anything may take that should take next to no time.
pub(crate) const SOON: Duration = Duration::from_secs(20);

/// Fails the test when `work` does not end soon.
pub(crate) async fn soon<T>(what: &str, work: impl Future<Output = T>) -> T {
    tokio::time::timeout(SOON, work).await.unwrap_or_else(|_| panic!("{what}: nothing happened for {SOON:?}"))
}

/// A project's folder, and the configuration of a gateway in it.
pub(crate) struct Scene {
    /// Lives as long as whatever runs in it.
    folder: Arc<TempDir>,
    config: String,
}

impl Default for Scene {
    fn default() -> Self {
        Self { folder: Arc::new(TempDir::new().unwrap()), config: String::new() }
    }
}

impl Scene {
    /// Adds lines to `gateway.toml`; those before the first table must come first.
    #[must_use]
    pub(crate) fn with(mut self, lines: &str) -> Self {
        self.config.push_str(lines);
        self.config.push('\n');
        std::fs::write(self.root().join("gateway.toml"), &self.config).unwrap();
        self
    }

    /// Puts a puppet process behind `server`, with these flags and this configuration of its own.
    #[must_use]
    pub(crate) fn stdio_puppet(self, server: &str, flags: &[&str], settings: &str) -> Self {
        let (program, log) = (puppet(), self.log_of(server));
        let fixed = [program.to_str().unwrap(), "--stdio", "--log-calls", log.to_str().unwrap()];
        let command: Vec<_> = fixed.iter().chain(flags).collect();
        self.with(&format!("[servers.{server}]\nmode = \"stdio\"\ncommand = {command:?}\n{settings}"))
    }

    /// Points `server` to a puppet that is served over HTTP.
    #[must_use]
    pub(crate) fn http_puppet(self, server: &str, puppet: &HttpPuppet, settings: &str) -> Self {
        self.with(&format!("[servers.{server}]\nmode = \"http\"\nurl = {:?}\n{settings}", puppet.url))
    }

    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }

    /// Where the puppet behind `server` writes what it receives.
    pub(crate) fn log_of(&self, server: &str) -> PathBuf {
        self.root().join(format!("{server}.log"))
    }

    /// `gateway` with these arguments, in the folder, with nothing of the environment but what it needs.
    pub(crate) fn gateway(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gateway"));
        command.args(arguments).current_dir(self.root()).env_clear().kill_on_drop(true);
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        // Tests run side by side: only those that are about it have a management listener, at an address of its own.
        command.env("GATEWAY_MANAGEMENT__LISTEN", "off");
        command
    }

    /// A gateway on standard input and output.
    pub(crate) fn stdio(&self) -> Stdio {
        self.stdio_of(&["serve", "--log", "info"])
    }

    /// Any command that serves a client on standard input and output.
    pub(crate) fn stdio_of(&self, arguments: &[&str]) -> Stdio {
        self.start(self.gateway(arguments))
    }

    /// A command that serves a client on standard input and output, made otherwise.
    pub(crate) fn start(&self, command: Command) -> Stdio {
        Stdio::start(command, self.folder.clone())
    }

    /// A gateway over HTTP.
    pub(crate) async fn http(&self) -> Http {
        self.http_of(&["serve", "--log", "info"]).await
    }

    /// Any command that serves clients over HTTP.
    pub(crate) async fn http_of(&self, arguments: &[&str]) -> Http {
        let arguments = [arguments, &["--http", "127.0.0.1:0"]].concat();
        Http::start(self.gateway(&arguments), self.folder.clone()).await
    }

    /// Waits until the puppet behind `server` has received a line that `wanted` accepts, and gives it.
    pub(crate) async fn heard(&self, server: &str, wanted: impl Fn(&str) -> bool) -> String {
        process::line_in(&self.log_of(server), wanted).await
    }

    /// All that the puppet behind `server` has received.
    pub(crate) fn log(&self, server: &str) -> String {
        std::fs::read_to_string(self.log_of(server)).unwrap_or_default()
    }
}

/// The puppet's program, which cargo builds beside the gateway's.
pub(crate) fn puppet() -> PathBuf {
    let path = Path::new(env!("CARGO_BIN_EXE_gateway")).with_file_name("examples").join("puppet");
    assert!(path.exists(), "{} is missing: run `cargo build --example puppet`", path.display());
    path
}

/// A puppet that is served over HTTP; ended when dropped.
pub(crate) struct HttpPuppet {
    pub(crate) url: String,
    process: process::Running,
    log: PathBuf,
}

impl HttpPuppet {
    pub(crate) async fn start(scene: &Scene, flags: &[&str]) -> Self {
        let log = scene.root().join("http-puppet.log");
        let mut command = Command::new(puppet());
        command.args(["--http", "127.0.0.1:0", "--log-calls"]).arg(&log).args(flags).kill_on_drop(true);
        let (process, line) = process::Running::until_line(command, "puppet: http").await;
        Self { url: line.replace("puppet: ", ""), process, log }
    }

    /// Waits until it has received a line that `wanted` accepts, and gives it.
    pub(crate) async fn heard(&self, wanted: impl Fn(&str) -> bool) -> String {
        process::line_in(&self.log, wanted).await
    }

    pub(crate) fn log(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap_or_default()
    }
}
