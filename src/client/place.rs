//! Where each client keeps its file.

use std::path::{Path, PathBuf};

use super::Client;

/// The file of a person, or that of a project where the client has such.
pub(crate) fn of(client: Client, project: Option<&Path>) -> Result<PathBuf, String> {
    if let Some(file) = project.and_then(|project| of_project(client, project)) {
        return Ok(file);
    }
    Ok(match client {
        Client::ClaudeDesktop => settings()?.join("Claude").join("claude_desktop_config.json"),
        Client::ClaudeCode => home()?.join(".claude.json"),
        Client::Cursor => home()?.join(".cursor").join("mcp.json"),
        Client::VsCode => settings()?.join("Code").join("User").join("mcp.json"),
    })
}

fn of_project(client: Client, project: &Path) -> Option<PathBuf> {
    match client {
        Client::ClaudeDesktop => None,
        Client::ClaudeCode => Some(project.join(".mcp.json")),
        Client::Cursor => Some(project.join(".cursor").join("mcp.json")),
        Client::VsCode => Some(project.join(".vscode").join("mcp.json")),
    }
}

/// Where applications keep what a person has set.
fn settings() -> Result<PathBuf, String> {
    if cfg!(target_os = "macos") {
        return Ok(home()?.join("Library").join("Application Support"));
    }
    if cfg!(windows) {
        return folder("APPDATA");
    }
    folder("XDG_CONFIG_HOME").or_else(|_| Ok(home()?.join(".config")))
}

fn home() -> Result<PathBuf, String> {
    folder(if cfg!(windows) { "USERPROFILE" } else { "HOME" })
}

fn folder(variable: &str) -> Result<PathBuf, String> {
    let path = std::env::var_os(variable).map(PathBuf::from).filter(|path| path.is_absolute());
    path.ok_or_else(|| format!("{variable} names no folder; name the client's file with --file"))
}
