//! Who is measured on which path. Each program has a backend of its own, so that what a call costs can be told apart.

use std::io;
use std::path::Path as FilePath;
use std::process::Command;

use clap::ValueEnum;
use tempfile::TempDir;

use crate::Options;
use crate::process::{Backend, Program};
use crate::subject::Subject;
use crate::wire::TOOL;

/// From how a client comes to how a backend is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Path {
    StdioStdio,
    HttpStdio,
    HttpHttp,
}

impl Path {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::StdioStdio => "stdio → stdio",
            Self::HttpStdio => "HTTP → stdio",
            Self::HttpHttp => "HTTP → HTTP",
        }
    }
}

/// The names of those who are measured.
pub(crate) const DIRECT: &str = "direct";
pub(crate) const FLOOR: &str = "floor";
const BATCHING: &str = "floor that writes in batches";
pub(crate) const GATEWAY: &str = "gateway";
pub(crate) const UNAUDITED: &str = "gateway, no audit";
pub(crate) const WAITING: &str = "gateway, all answers wait for audit";
const OTHER: &str = "other";

/// The programs of one path, running.
pub(crate) struct Scene {
    pub(crate) path: Path,
    pub(crate) programs: Vec<Program>,
    /// Resident memory of each before its first call, in KiB.
    pub(crate) idle: Vec<Option<u64>>,
    _backends: Vec<Backend>,
    _folders: Vec<TempDir>,
}

impl Scene {
    pub(crate) fn new(path: Path, subject: &Subject, options: &Options) -> io::Result<Self> {
        let mut cast = Cast { subject, path, programs: vec![], backends: vec![], folders: vec![] };
        cast.direct()?;
        cast.floor(FLOOR, "each")?;
        if path != Path::HttpHttp {
            cast.floor(BATCHING, "together")?;
        }
        cast.gateway(GATEWAY, "")?;
        cast.gateway(UNAUDITED, "[audit]\nenabled = false\n")?;
        if !options.quick {
            cast.gateway(WAITING, "[audit]\nanswers_wait = \"all\"\n")?;
        }
        cast.other(options)?;
        let Cast { programs, backends, folders, .. } = cast;
        let idle = programs.iter().map(Program::resident).collect();
        Ok(Self { path, programs, idle, _backends: backends, _folders: folders })
    }
}

struct Cast<'a> {
    subject: &'a Subject,
    path: Path,
    programs: Vec<Program>,
    backends: Vec<Backend>,
    folders: Vec<TempDir>,
}

impl Cast<'_> {
    fn backend(&mut self) -> io::Result<(String, u32)> {
        let backend = Backend::start(&mut self.subject.role(&["echo-http"]))?;
        let found = (backend.url.clone(), backend.id());
        self.backends.push(backend);
        Ok(found)
    }

    fn direct(&mut self) -> io::Result<()> {
        let program = match self.path {
            Path::StdioStdio => Program::on_stdio(DIRECT, &mut self.subject.role(&["echo"])),
            _ => Program::on_http(DIRECT, &mut self.subject.role(&["echo-http"]), None),
        };
        self.programs.push(program?);
        Ok(())
    }

    fn floor(&mut self, name: &'static str, writes: &str) -> io::Result<()> {
        let [own, echo] = &self.subject.echo();
        let program = match self.path {
            Path::StdioStdio => {
                Program::on_stdio(name, &mut self.subject.role(&["floor-stdio", writes, own, echo]))
            }
            Path::HttpStdio => {
                Program::on_http(name, &mut self.subject.role(&["floor-http-stdio", writes, own, echo]), None)
            }
            Path::HttpHttp => {
                let (url, id) = self.backend()?;
                Program::on_http(name, &mut self.subject.role(&["floor-http", &url]), Some(id))
            }
        };
        self.programs.push(program?);
        Ok(())
    }

    fn gateway(&mut self, name: &'static str, settings_more: &str) -> io::Result<()> {
        let (server, beside) = match self.path {
            Path::HttpHttp => {
                let (url, id) = self.backend()?;
                (format!("mode = \"http\"\nurl = {url:?}\n"), Some(id))
            }
            _ => (reached_by(&self.subject.echo()), None),
        };
        let folder = tempfile::tempdir()?;
        let listens = if self.path == Path::StdioStdio { "off" } else { "127.0.0.1:0" };
        std::fs::write(folder.path().join("gateway.toml"), settings(listens, settings_more, &server))?;
        let mut command = gateway(self.subject, folder.path());
        self.programs.push(match self.path {
            Path::StdioStdio => Program::on_stdio(name, &mut command)?,
            _ => Program::on_http(name, command.args(["--http", "127.0.0.1:0"]), beside)?,
        });
        self.folders.push(folder);
        Ok(())
    }

    fn other(&mut self, options: &Options) -> io::Result<()> {
        let program = match (self.path, &options.other_stdio, &options.other_http) {
            (Path::StdioStdio, Some(command), _) => {
                let backend = self.subject.echo().join(" ");
                let command = command.replace("{backend}", &backend);
                Program::on_stdio(OTHER, Command::new("sh").args(["-c", &command]))?
            }
            (Path::HttpStdio | Path::HttpHttp, _, Some(url)) => Program::at(OTHER, url)?,
            _ => return Ok(()),
        };
        self.programs.push(program);
        Ok(())
    }
}

fn reached_by(command: &[String; 2]) -> String {
    format!("mode = \"stdio\"\ncommand = {command:?}\n")
}

fn settings(listens: &str, more: &str, server: &str) -> String {
    format!("max_in_flight = 4096\n[management]\nlisten = \"{listens}\"\n{more}[servers.{TOOL}]\n{server}")
}

/// The settings of a gateway on standard input and output whose backend is this command.
pub(crate) fn settings_of(command: &[String; 2], more: &str) -> String {
    settings("off", more, &reached_by(command))
}

/// The gateway in a folder of its own, with nothing of the environment that could change it.
pub(crate) fn gateway(subject: &Subject, folder: &FilePath) -> Command {
    let mut command = Command::new(&subject.gateway);
    command.arg("serve").current_dir(folder).env_clear();
    command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
    command
}
