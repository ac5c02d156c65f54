//! The folders: the project and the state, and the record of calls in it.

use std::fs::{self, Metadata};
use std::ops::ControlFlow;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use gateway_state::audit::{Place, Stored, each};
use sha2::{Digest, Sha256};

use super::finding::Finding;
use super::program;
use crate::audit;
use crate::config::Config;

/// Folders that the servers of a repository work on.
const OF_A_REPOSITORY: [&str; 6] = ["00_CHRONICLE", "01_PROTOCOLS", "ADRs", "TASKS", "docs", "mcp_servers"];

/// What is looked at there.
pub(super) fn check(config: &Config, needs_git: bool) -> Vec<Finding> {
    let mut found = vec![root(config)];
    found.extend(needs_git.then(git));
    found.extend([state(config), record(config)]);
    found
}

fn root(config: &Config) -> Finding {
    const AREA: &str = "project";
    let named = "name the repository with --project-root DIR, PROJECT_ROOT or `project_root` in gateway.toml";
    let root = match config.root() {
        Ok(root) => root,
        Err(why) => return Finding::error(AREA, "root", why).mended_by(named),
    };
    let shown = root.display().to_string();
    if !root.is_dir() {
        return Finding::error(AREA, "root", format!("{shown} is no folder")).mended_by(named);
    }
    let is_repository = root.join(".git").exists();
    let folders: Vec<_> = OF_A_REPOSITORY.into_iter().filter(|folder| root.join(folder).is_dir()).collect();
    match (is_repository, folders.is_empty()) {
        (true, false) => {
            Finding::good(AREA, "root", format!("{shown}: a git repository with {}", folders.join(", ")))
        }
        (true, true) => {
            Finding::good(AREA, "root", format!("{shown}: a git repository, without documents yet"))
        }
        (false, _) => Finding::warning(AREA, "root", format!("{shown} is no git repository"))
            .mended_by(format!("{named}; or `git init {shown}` where it is the right one")),
    }
}

fn state(config: &Config) -> Finding {
    const AREA: &str = "state";
    let state = match config.state() {
        Ok(state) => state,
        Err(why) => return Finding::error(AREA, "folder", why),
    };
    let shown = state.display();
    let Ok(metadata) = fs::metadata(&state) else {
        return match nearest(&state).map(|near| (writable(near), near)) {
            Some((Ok(()), _)) => {
                Finding::good(AREA, "folder", format!("{shown}: the first gateway makes it"))
            }
            Some((Err(why), near)) => {
                Finding::error(AREA, "folder", format!("{shown} cannot be made: {}: {why}", near.display()))
                    .mended_by("name another with `state_dir` in gateway.toml or GATEWAY_STATE_DIR")
            }
            None => Finding::error(AREA, "folder", format!("{shown} cannot be made")),
        };
    };
    if !metadata.is_dir() {
        return Finding::error(AREA, "folder", format!("{shown} is no folder"))
            .mended_by(format!("move {shown} away"));
    }
    if let Err(why) = writable(&state) {
        return Finding::error(AREA, "folder", format!("{shown} cannot be written to: {why}"))
            .mended_by(format!("chown it to whoever runs the gateway, or chmod u+rwx {shown}"));
    }
    match others(&metadata, 0o022) {
        Some(mode) => {
            Finding::warning(AREA, "folder", format!("{shown} can be written to by others (mode {mode:o})"))
                .mended_by(format!("chmod go-w {shown}"))
        }
        None => Finding::good(AREA, "folder", format!("{shown}: writable, and by nobody else")),
    }
}

/// The mode, where it gives others what it should not.
pub(super) fn others(metadata: &Metadata, forbidden: u32) -> Option<u32> {
    let mode = metadata.permissions().mode() & 0o777;
    (mode & forbidden != 0).then_some(mode)
}

fn nearest(path: &Path) -> Option<&Path> {
    path.ancestors().find(|folder| folder.is_dir())
}

/// Tried, since a mode does not tell of file systems that are mounted read-only or full.
fn writable(folder: &Path) -> std::io::Result<()> {
    let probe = folder.join(format!(".doctor-{}", std::process::id()));
    fs::write(&probe, "?")?;
    fs::remove_file(&probe)
}

/// So many rows at the end are checked.
const ROWS: i64 = 10_000;

fn record(config: &Config) -> Finding {
    const AREA: &str = "audit";
    if !config.audit.enabled {
        return Finding::warning(AREA, "record", "calls are not recorded ([audit] enabled = false)")
            .mended_by("remove that line of gateway.toml");
    }
    let place = match audit::place(config) {
        Ok(place) => place,
        Err(why) => return Finding::error(AREA, "record", why),
    };
    match end_of(&place) {
        Ok(None) => Finding::good(AREA, "record", "no calls yet"),
        Ok(Some(Ok(what))) => Finding::good(AREA, "record", what),
        Ok(Some(Err(why))) => Finding::error(AREA, "record", why)
            .mended_by("`gateway audit verify` checks all of it: find out who changed it, and keep a copy (`gateway audit backup FILE`)"),
        Err(why) => Finding::error(AREA, "record", format!("it cannot be read: {why}")),
    }
}

/// Whether the last rows follow one another: what stands before them is `gateway audit verify`'s to check.
fn end_of(place: &Place) -> Result<Option<Result<String, String>>, String> {
    let Some(mut rows) = place.rows()? else { return Ok(None) };
    let last = rows.last()?;
    if last == 0 {
        return Ok(None);
    }
    let (mut before, mut count, mut wrong) = (None, 0, None);
    each(&mut *rows, (last - ROWS).max(0), |row| {
        wrong = before.as_ref().filter(|before| !follows(before, &row)).map(|_| row.seq);
        (before, count) = (Some(row), count + 1);
        if wrong.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })?;
    Ok(Some(match wrong {
        Some(seq) => {
            Err(format!("row {seq} does not follow the one before it: one of them was changed or removed"))
        }
        None => Ok(format!("the last {count} of {last} rows follow one another")),
    }))
}

/// SHA-256 over the hash before, the number (8 bytes, big-endian) and the text.
fn follows(before: &Stored, row: &Stored) -> bool {
    let hash = Sha256::new().chain_update(before.hash.as_bytes());
    let hash = hash.chain_update(row.seq.to_be_bytes()).chain_update(&row.body).finalize();
    row.seq == before.seq + 1 && hash.as_slice() == row.hash.as_bytes()
}

/// `git`, which a server that is built in runs.
fn git() -> Finding {
    match program::find("git", std::env::var_os("PATH").as_deref(), None) {
        Ok(path) => Finding::good("project", "git", path.display().to_string()),
        Err(why) => {
            Finding::error("project", "git", why).mended_by("install git, or put its folder into PATH")
        }
    }
}
