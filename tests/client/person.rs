//! A person with clients, and what the clients' documents say.

use std::path::PathBuf;

use serde_json::{Value, json};

use crate::support::{self, Scene};

/// A person's home and a project, and the gateway run in them.
pub(super) struct Person {
    pub(super) scene: Scene,
}

/// Name, its file below the home, the key of its servers, whether it reads comments.
pub(super) const CLIENTS: [(&str, &str, &str, bool); 4] = [
    ("claude-desktop", ".config/Claude/claude_desktop_config.json", "mcpServers", false),
    ("claude-code", ".claude.json", "mcpServers", false),
    ("cursor", ".cursor/mcp.json", "mcpServers", true),
    ("vscode", ".config/Code/User/mcp.json", "servers", true),
];

pub(super) const NAME: &str = "sanctuary-gateway";

impl Person {
    pub(super) fn new() -> Self {
        let scene = Scene::default();
        std::fs::create_dir(scene.root().join("home")).unwrap();
        Self { scene }
    }

    pub(super) fn home(&self, path: &str) -> PathBuf {
        self.scene.root().join("home").join(path)
    }

    /// `gateway client` with these arguments: exit code, standard output, standard error.
    pub(super) async fn client(&self, arguments: &[&str]) -> (i32, String, String) {
        let mut command = self.scene.gateway(&[&["client"], arguments].concat());
        command.env("HOME", self.home(""));
        let output = support::soon("the end of a command", command.output()).await.unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
    }

    pub(super) async fn install(&self, client: &str, more: &[&str]) -> (i32, String, String) {
        self.client(&[&["install", "--client", client], more].concat()).await
    }

    pub(super) async fn installed(&self, client: &str, more: &[&str]) -> String {
        let (code, text, errors) = self.install(client, more).await;
        assert_eq!((code, errors.as_str()), (0, ""), "{text}");
        text
    }

    pub(super) fn write(&self, file: &str, text: &str) {
        std::fs::create_dir_all(self.home(file).parent().unwrap()).unwrap();
        std::fs::write(self.home(file), text).unwrap();
    }

    pub(super) fn read(&self, file: &str) -> String {
        std::fs::read_to_string(self.home(file)).unwrap()
    }

    /// The files beside a client's file, its own name taken off.
    pub(super) fn beside(&self, file: &str) -> Vec<String> {
        let path = self.home(file);
        let own = path.file_name().unwrap().to_str().unwrap();
        let entries = std::fs::read_dir(path.parent().unwrap()).unwrap();
        let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        names.filter(|name| name != own && name.contains(own)).map(|name| name.replace(own, "")).collect()
    }

    /// Without what differs from machine to machine.
    pub(super) fn shown(&self, text: &str) -> String {
        let root = self.scene.root().to_str().unwrap();
        let text = text.replace(env!("CARGO_BIN_EXE_gateway"), "<GATEWAY>").replace(root, "<FOLDER>");
        hidden_fingerprints(&text)
    }
}

pub(super) fn hidden_fingerprints(text: &str) -> String {
    let words = text.split_inclusive(char::is_whitespace).map(|word| match word.split_once(".backup-1-") {
        Some((before, after)) => {
            let rest = after.trim_start_matches(|c: char| c.is_ascii_hexdigit());
            format!("{before}.backup-1-<FINGERPRINT>{rest}")
        }
        None => word.to_owned(),
    });
    words.collect()
}

/// What the clients' documents say of an entry that is started as a process.
pub(super) fn documented(client: &str, table: &str) -> Value {
    let texts = json!({ "type": "object", "additionalProperties": { "type": "string" } });
    let mut entry = json!({
        "type": "object",
        "properties": {
            "command": { "type": "string", "minLength": 1 },
            "args": { "type": "array", "items": { "type": "string" } },
            "env": texts,
        },
        "required": ["command"],
        "additionalProperties": false,
    });
    if client != "claude-desktop" {
        entry["properties"]["type"] = json!({ "const": "stdio" });
    }
    if client == "vscode" {
        entry["required"] = json!(["type", "command"]);
    }
    json!({
        "type": "object",
        "properties": { table: { "type": "object", "additionalProperties": entry, "minProperties": 1 } },
        "required": [table],
        "additionalProperties": false,
    })
}

pub(super) fn fits(client: &str, table: &str, text: &str) -> Value {
    let value: Value = serde_json::from_str(text).unwrap();
    let schema = jsonschema::validator_for(&documented(client, table)).unwrap();
    let errors: Vec<_> = schema.iter_errors(&value).map(|error| error.to_string()).collect();
    assert_eq!(errors, Vec::<String>::new(), "{client}");
    value
}
