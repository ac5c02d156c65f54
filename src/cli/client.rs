//! `gateway client`: entries in the files of MCP clients.

use std::path::{Path, PathBuf};

use diffy::DiffOptions;
use serde_json::{Value, json};

use super::table::{self, Cell, Table, Tone};
use super::{Failure, print};
use crate::client::entry::Entries;
use crate::client::{Client, backup, edit, file, place};
use crate::config::Config;

/// Arguments of `gateway client`.
#[derive(Debug, clap::Args)]
pub(super) struct ClientCommand {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, clap::Subcommand)]
enum Action {
    /// Put the gateway into a client's file; everything else in it stays, and a backup is kept beside it
    Install(Install),
    /// List the clients, their files, and whether the gateway is in them
    List {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
}

#[derive(Debug, clap::Args)]
struct Install {
    /// Which client
    #[arg(long, value_enum)]
    client: Client,
    /// Add each server that can be started without the gateway, too, under a name of its own; with `[gateway] enabled`, those
    /// that are not enabled yet, and those that are go
    #[arg(long)]
    side_by_side: bool,
    /// Change nothing; print what would change
    #[arg(long)]
    dry_run: bool,
    /// Put back what stood in the file before the last change
    #[arg(long, conflicts_with = "side_by_side")]
    rollback: bool,
    /// With --rollback: even when the file was changed since, which loses that change
    #[arg(long, requires = "rollback")]
    force: bool,
    /// The client's file [default: where the client keeps it]
    #[arg(long, value_name = "PATH")]
    file: Option<PathBuf>,
    /// A project: its own file where the client has such, and the folder that the gateway works on
    #[arg(long, value_name = "DIR")]
    project: Option<PathBuf>,
}

impl ClientCommand {
    pub(super) fn run(self, config: &Config) -> Result<(), Failure> {
        match self.action {
            Action::Install(install) => install.run(config),
            Action::List { json } => list(config, json),
        }
    }
}

/// What a client's file holds, and is to hold.
struct Edit {
    path: PathBuf,
    before: Option<String>,
    after: Option<String>,
}

impl Install {
    fn run(self, config: &Config) -> Result<(), Failure> {
        let project = self.project.as_deref().map(folder).transpose()?;
        let path = match &self.file {
            Some(file) => file.clone(),
            None => place::of(self.client, project.as_deref())?,
        };
        let path = file::followed(&path)?;
        if self.rollback {
            return self.roll_back(&path);
        }
        let root = project.map_or_else(|| config.root(), Ok)?;
        let program =
            std::env::current_exe().map_err(|error| format!("the path of this program: {error}"))?;
        let entries = Entries::of(self.client, self.side_by_side, &program, &root)?;
        let before = file::read(&path)?;
        let after =
            edit::edited(before.as_deref().unwrap_or_default(), &entries, self.client.takes_comments())
                .map_err(|why| format!("{}:{}", path.display(), spaced(&why)))?;
        self.write(&entries, &root, &Edit { path, before, after: Some(after) })
    }

    fn write(&self, entries: &Entries, root: &Path, edit: &Edit) -> Result<(), Failure> {
        let (shown, title) = (edit.path.display(), self.client.title());
        if edit.before == edit.after {
            return print(&format!("{shown} holds it already; nothing was changed\n"));
        }
        if self.dry_run {
            return print(&difference(edit));
        }
        let after = edit.after.as_deref().unwrap_or_default();
        let kept = backup::keep(&edit.path, edit.before.as_deref(), after)?;
        file::replace(&edit.path, edit.before.as_deref(), after)
            .inspect_err(|_| drop(std::fs::remove_file(&kept)))?;
        let names: Vec<_> = entries.servers.iter().map(|(name, _)| name.as_str()).collect();
        let (names, kept, client) = (names.join(", "), kept.display(), self.client.name());
        let gone = gone(entries, edit, self.client)?;
        print(&format!(
            "{shown} now has {names}, for the project {root}\n{gone}backup: {kept}\n\
             start {title} anew to use it; `gateway client install --client {client} --rollback` takes it back\n",
            root = root.display(),
        ))
    }

    fn roll_back(&self, path: &Path) -> Result<(), Failure> {
        let shown = path.display();
        let backup = backup::last(path)?.ok_or_else(|| format!("there is no backup of {shown}"))?;
        let before = file::read(path)?;
        if !backup.is_of(before.as_deref()) && !self.force {
            return Err(format!(
                "{shown} was changed since the gateway was put into it; --force puts {} back all the same, and that \
                 change is lost",
                backup.path.display()
            )
            .into());
        }
        let edit = Edit { path: path.to_owned(), after: backup.text()?, before };
        if self.dry_run {
            return print(&difference(&edit));
        }
        backup.restore(path, edit.before.as_deref())?;
        let what =
            if edit.after.is_some() { "is as it was before" } else { "is removed, as there was none before" };
        print(&format!("{shown} {what}\n"))
    }
}

/// What an earlier wave put there, and this one took out.
fn gone(entries: &Entries, edit: &Edit, client: Client) -> Result<String, String> {
    let before = edit.before.as_deref().unwrap_or_default();
    let was = |name: &&String| edit::has(before, &entries.table, name, client.takes_comments());
    let mut names = Vec::new();
    for name in &entries.retired {
        if was(&name)? {
            names.push(name.as_str());
        }
    }
    Ok(if names.is_empty() {
        String::new()
    } else {
        format!("taken out, as the gateway serves them now: {}\n", names.join(", "))
    })
}

/// `LINE:COLUMN: …` follows the path at once, as compilers write it.
fn spaced(why: &str) -> String {
    if why.starts_with(|c: char| c.is_ascii_digit()) { why.to_owned() } else { format!(" {why}") }
}

fn folder(path: &Path) -> Result<PathBuf, String> {
    if !path.is_dir() {
        return Err(format!("the project {} is no folder", path.display()));
    }
    std::path::absolute(path).map_err(|error| format!("the project {}: {error}", path.display()))
}

fn difference(edit: &Edit) -> String {
    let (before, after) =
        (edit.before.as_deref().unwrap_or_default(), edit.after.as_deref().unwrap_or_default());
    let name = edit.path.display().to_string();
    DiffOptions::new()
        .set_original_filename(format!("{name} (as it is)"))
        .set_modified_filename(format!("{name} (as it would be)"))
        .create_patch(before, after)
        .to_string()
}

fn list(config: &Config, is_json: bool) -> Result<(), Failure> {
    let (program, root) = (Path::new("gateway"), config.root()?);
    let mut found = Vec::new();
    for client in Client::ALL {
        let entries = Entries::of(client, false, program, &root)?;
        let path = place::of(client, None)?;
        let state = State::of(client, &path, &entries);
        found.push((client, path, state));
    }
    if is_json {
        let data = found.iter().map(|(client, path, state)| state.data(*client, path));
        return print(&format!("{:#}\n", data.collect::<Value>()));
    }
    let mut table = Table::headed(&["CLIENT", "STATE", "FILE"]);
    for (client, path, state) in found {
        table.row([client.name().into(), state.cell(), path.display().to_string().into()]);
    }
    table::print(&table.text())
}

/// What is in a client's file.
enum State {
    NoFile,
    /// The entry of this name, or not.
    Has(String, bool),
    Broken(String),
}

impl State {
    fn of(client: Client, path: &Path, entries: &Entries) -> Self {
        let name = entries.servers.first().map(|(name, _)| name.clone()).unwrap_or_default();
        let found = match file::read(path) {
            Ok(None) => return Self::NoFile,
            Ok(Some(text)) => edit::has(&text, &entries.table, &name, client.takes_comments()),
            Err(why) => Err(why),
        };
        found.map_or_else(Self::Broken, |has| Self::Has(name, has))
    }

    fn cell(&self) -> Cell {
        match self {
            Self::NoFile => Cell::new("no such file", Tone::Faint),
            Self::Has(name, true) => Cell::new(format!("starts {name}"), Tone::Good),
            Self::Has(name, false) => format!("does not start {name}").into(),
            Self::Broken(why) => Cell::new(why.as_str(), Tone::Bad),
        }
    }

    fn data(&self, client: Client, path: &Path) -> Value {
        let problem = match self {
            Self::Broken(why) => Some(why),
            _ => None,
        };
        json!({
            "client": client.name(),
            "file": path,
            "exists": !matches!(self, Self::NoFile),
            "installed": matches!(self, Self::Has(_, true)),
            "problem": problem,
        })
    }
}
