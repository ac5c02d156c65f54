//! A project folder and calls on it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail by panicking")]
#![allow(clippy::needless_pass_by_value, reason = "so that a call reads `call(tool, json!({…}))`")]
#![allow(dead_code, reason = "each test file uses its own part")]
#![allow(unreachable_pub, missing_docs, reason = "shared by test files")]

use std::fs;
use std::path::{Path, PathBuf};

use fleet::{ModelServer, STATE_FOLDER};
use gateway_runtime::embedded::{CallContext, EmbeddedServer, ToolOutput};
use serde_json::Value;
use tempfile::TempDir;

pub struct Project {
    folder: TempDir,
    server: Box<dyn EmbeddedServer>,
}

impl Project {
    pub fn new(server: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let server = open(server, folder.path());
        Self { folder, server }
    }

    /// A project whose servers ask this model server.
    pub fn asking(server: &str, models: &ModelServer) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let server = open_asking(server, folder.path(), models);
        Self { folder, server }
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The same folder under another server, or under the same one as another process would open it.
    pub fn open(&self, server: &str) -> Box<dyn EmbeddedServer> {
        open(server, self.path())
    }

    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// All files but the gateway's own and git's, in order.
    pub fn files(&self) -> Vec<String> {
        let mut files = Vec::new();
        list(self.path(), "", &mut files);
        files.sort();
        files
    }

    /// A call that succeeds.
    pub fn call(&self, tool: &str, arguments: Value) -> ToolOutput {
        call(&*self.server, tool, arguments)
    }

    /// The data of a call that succeeds.
    pub fn facts(&self, tool: &str, arguments: Value) -> Value {
        self.call(tool, arguments).structured.unwrap()
    }

    /// The message of a call that fails.
    pub fn fails(&self, tool: &str, arguments: Value) -> String {
        let text = arguments.to_string();
        match self.server.call(tool, &text, &CallContext::detached()) {
            Err(failure) => failure.message,
            Ok(output) => panic!("{tool} {text} succeeded: {}", output.text),
        }
    }
}

pub fn open(server: &str, root: &Path) -> Box<dyn EmbeddedServer> {
    fleet::open(server, root, &root.join(STATE_FOLDER)).unwrap()
}

pub fn open_asking(server: &str, root: &Path, models: &ModelServer) -> Box<dyn EmbeddedServer> {
    fleet::open_with(server, root, &root.join(STATE_FOLDER), models).unwrap()
}

pub fn call(server: &dyn EmbeddedServer, tool: &str, arguments: Value) -> ToolOutput {
    let text = arguments.to_string();
    server
        .call(tool, &text, &CallContext::detached())
        .unwrap_or_else(|failure| panic!("{tool} {text}: {failure}"))
}

/// Arguments, with some of them set otherwise.
pub fn with(mut base: Value, more: Value) -> Value {
    let Value::Object(more) = more else { panic!("{more} is no object") };
    base.as_object_mut().unwrap().extend(more);
    base
}

fn list(folder: &Path, prefix: &str, files: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        if entry.file_type().unwrap().is_dir() {
            if name != STATE_FOLDER && name != ".git" {
                list(&entry.path(), &format!("{prefix}{name}/"), files);
            }
        } else {
            files.push(format!("{prefix}{name}"));
        }
    }
}

/// Today's date, wherever it stands in a text, becomes a word.
pub fn undated(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut result = String::new();
    let mut at = 0;
    while at < text.len() {
        let is_date = text.is_char_boundary(at)
            && bytes.len() >= at + 10
            && bytes[at..at + 10]
                .iter()
                .enumerate()
                .all(|(i, b)| if matches!(i, 4 | 7) { *b == b'-' } else { b.is_ascii_digit() });
        if is_date {
            result.push_str("DATE");
            at += 10;
        } else {
            let c = text[at..].chars().next().unwrap();
            result.push(c);
            at += c.len_utf8();
        }
    }
    result
}
