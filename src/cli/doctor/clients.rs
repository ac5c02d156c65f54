//! The files of MCP clients on this machine: whether what they start is there, and has this contract.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use serde_json::Value;
use tokio::process::Command;
use tokio::time::timeout;

use super::finding::Finding;
use super::program;
use crate::client::entry::Entries;
use crate::client::{Client, edit, file, place};
use crate::config::Config;
use crate::generated::CONTRACT;

const AREA: &str = "clients";

/// How long a program may take to say what it is.
const PATIENCE: Duration = Duration::from_secs(5);

/// Each client's own file, and that of the project.
pub(super) async fn check(config: &Config) -> Vec<Finding> {
    let root = config.root().unwrap_or_default();
    let mut found = Vec::new();
    for client in Client::ALL {
        let mut files: Vec<_> =
            [None, Some(root.as_path())].into_iter().filter_map(|at| place::of(client, at).ok()).collect();
        files.dedup();
        let before = found.len();
        for path in files {
            found.extend(in_file(client, &path, &root).await);
        }
        if found.len() == before {
            found.push(
                Finding::skipped(AREA, client.name(), "does not start the gateway").mended_by(format!(
                    "`gateway client install --client {}` where you use it",
                    client.name()
                )),
            );
        }
    }
    found
}

async fn in_file(client: Client, path: &Path, root: &Path) -> Option<Finding> {
    let name = client.name();
    let text = match file::read(path) {
        Ok(text) => text?,
        Err(why) => return Some(Finding::error(AREA, name, why)),
    };
    let entries = Entries::of(client, false, Path::new("gateway"), root).ok()?;
    let own = entries.servers.first().map(|(name, _)| name.as_str()).unwrap_or_default();
    match edit::command(&text, &entries.table, own, client.takes_comments()) {
        Ok(command) => Some(starts(client, path, &command?).await),
        Err(why) => Some(
            Finding::error(AREA, name, format!("{}: {why}", path.display()))
                .mended_by("correct it: the client does not read it either"),
        ),
    }
}

async fn starts(client: Client, path: &Path, command: &str) -> Finding {
    let (name, shown) = (client.name(), path.display());
    let again = format!("`gateway client install --client {name} --file {shown}` puts this gateway into it");
    let program = match program::find(command, std::env::var_os("PATH").as_deref(), None) {
        Ok(program) => program,
        Err(why) => return Finding::error(AREA, name, format!("{shown}: {why}")).mended_by(again),
    };
    match contract_of(&program).await {
        Ok(contract) if contract == CONTRACT.hash => {
            Finding::good(AREA, name, format!("{shown} starts {}, of this contract", program.display()))
        }
        Ok(contract) => {
            let short = contract.get(..12).unwrap_or(&contract);
            let what = format!(
                "{shown} starts {}, which has the contract {short}, not {}",
                program.display(),
                &CONTRACT.hash[..12]
            );
            Finding::warning(AREA, name, what).mended_by(again)
        }
        Err(why) => Finding::error(
            AREA,
            name,
            format!("{shown} starts {}, which is no gateway: {why}", program.display()),
        )
        .mended_by(again),
    }
}

/// What a gateway says that its contract is.
async fn contract_of(program: &PathBuf) -> Result<String, String> {
    if std::env::current_exe().is_ok_and(|own| own == *program) {
        return Ok(CONTRACT.hash.to_owned());
    }
    let mut command = Command::new(program);
    command.args(["version", "--json"]).stdin(Stdio::null()).kill_on_drop(true);
    let output =
        timeout(PATIENCE, command.output()).await.map_err(|_| "it does not say what it is".to_owned())?;
    let output = output.map_err(|error| error.to_string())?;
    let said: Value = serde_json::from_slice(&output.stdout).unwrap_or_default();
    said["contract"].as_str().map(str::to_owned).ok_or_else(|| "it does not say its contract".to_owned())
}
