//! A class for a tool that nobody has reviewed: by what its server says of it, else by its name, else the strictest.

use super::listing::{Found, Hints};
use super::text;

/// A proposal, and what it stands on.
pub(super) struct Guess {
    pub(super) class: &'static str,
    pub(super) why: String,
}

fn guess(class: &'static str, why: impl Into<String>) -> Guess {
    Guess { class, why: why.into() }
}

pub(super) fn propose(tool: &Found) -> Guess {
    let Hints { read_only, destructive, .. } = tool.hints;
    match (read_only, destructive) {
        (Some(true), _) => guess("read", "the server says that it only reads"),
        (_, Some(true)) => guess("destructive", "the server says that it may destroy"),
        (_, Some(false)) => guess("write", "the server says that it writes, and destroys nothing"),
        (Some(false), None) => {
            let by_name = by_name(&tool.name);
            match by_name.class {
                "read" => guess("destructive", "the server says that it writes, and not what it may destroy"),
                _ => by_name,
            }
        }
        (None, None) => by_name(&tool.name),
    }
}

const DESTROY: [&str; 18] = [
    "clear",
    "delete",
    "destroy",
    "drop",
    "erase",
    "exec",
    "execute",
    "force",
    "kill",
    "overwrite",
    "prune",
    "purge",
    "remove",
    "reset",
    "run",
    "terminate",
    "truncate",
    "wipe",
];
const WRITE: [&str; 36] = [
    "add",
    "append",
    "apply",
    "approve",
    "assign",
    "checkout",
    "click",
    "comment",
    "commit",
    "configure",
    "copy",
    "create",
    "edit",
    "fill",
    "fork",
    "import",
    "insert",
    "merge",
    "move",
    "open",
    "patch",
    "post",
    "publish",
    "push",
    "put",
    "rename",
    "replace",
    "save",
    "send",
    "set",
    "start",
    "stop",
    "store",
    "update",
    "upload",
    "write",
];
const READ: [&str; 26] = [
    "browse", "check", "convert", "count", "describe", "diff", "explain", "fetch", "find", "get", "grep",
    "info", "inspect", "list", "log", "lookup", "ping", "preview", "query", "read", "resolve", "search",
    "show", "stat", "status", "view",
];

/// The gravest word counts: `search_and_replace` writes.
fn by_name(name: &str) -> Guess {
    let words = text::words(name);
    let found = |list: &[&str]| words.iter().find(|word| list.contains(&word.as_str())).cloned();
    let said = |word: String| format!("by its name ({word}); the server says nothing");
    if let Some(word) = found(&DESTROY) {
        return guess("destructive", said(word));
    }
    if let Some(word) = found(&WRITE) {
        return guess("write", said(word));
    }
    match found(&READ) {
        Some(word) => guess("read", said(word)),
        None => guess("destructive", "nothing is known of what it does"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str, read_only: Option<bool>, destructive: Option<bool>) -> &'static str {
        let hints = Hints { read_only, destructive, ..Hints::default() };
        propose(&Found { name: name.to_owned(), hints, ..Found::default() }).class
    }

    #[test]
    fn what_is_not_known_is_destructive() {
        for (name, read_only, destructive, expected) in [
            ("delete_all", Some(true), None, "read"),
            ("get_all", Some(false), Some(true), "destructive"),
            ("get_all", None, Some(false), "write"),
            ("get_all", Some(false), None, "destructive"),
            ("create_note", Some(false), None, "write"),
            ("get_all", None, None, "read"),
            ("git_status", None, None, "read"),
            ("search_and_replace", None, None, "write"),
            ("readAndDelete", None, None, "destructive"),
            ("frobnicate", None, None, "destructive"),
            ("", None, None, "destructive"),
        ] {
            assert_eq!(of(name, read_only, destructive), expected, "{name} {read_only:?} {destructive:?}");
        }
    }
}
