//! `clients/`: what MCP clients need to start the gateway, and beside it the servers that they can start themselves.
//!
//! The same text is compiled into the gateway, for `gateway client install`.

mod reference;

use askama::Template;

use crate::json::quoted;
use crate::plan::{Plan, ServerPlan};
use reference::Style;

/// A client whose file has a documented shape.
#[derive(Clone, Copy, Debug)]
pub struct Client {
    /// Its name on the command line, and that of its files.
    pub name: &'static str,
    /// Its name for people.
    pub title: &'static str,
    /// The key of its file that holds the servers.
    pub table: &'static str,
    /// Whether each server says that it speaks on standard input and output.
    typed: bool,
    style: Style,
    /// Where its files are, for people.
    places: &'static str,
}

const CLAUDE_DESKTOP: Client = Client {
    name: "claude-desktop",
    title: "Claude Desktop",
    table: "mcpServers",
    typed: false,
    style: Style::Literal,
    places: "`claude_desktop_config.json` in `~/Library/Application Support/Claude` (macOS), `%APPDATA%\\Claude` (Windows) or `~/.config/Claude` (Linux)",
};

const CLAUDE_CODE: Client = Client {
    name: "claude-code",
    title: "Claude Code",
    table: "mcpServers",
    typed: true,
    style: Style::Shell,
    places: "`.mcp.json` of a project, or `~/.claude.json` of a person",
};

const CURSOR: Client = Client {
    name: "cursor",
    title: "Cursor",
    table: "mcpServers",
    typed: true,
    style: Style::Editor,
    places: "`.cursor/mcp.json` of a project, or `~/.cursor/mcp.json` of a person",
};

const VSCODE: Client = Client {
    name: "vscode",
    title: "VS Code",
    table: "servers",
    typed: true,
    style: Style::Editor,
    places: "`.vscode/mcp.json` of a project, or `mcp.json` in `~/Library/Application Support/Code/User` (macOS), `%APPDATA%\\Code\\User` (Windows) or `~/.config/Code/User` (Linux)",
};

/// All of them.
const CLIENTS: [Client; 4] = [CLAUDE_DESKTOP, CLAUDE_CODE, CURSOR, VSCODE];

/// The program, as entries name it before they are installed.
const GATEWAY: &str = "gateway";

/// How the name of a server begins when it is started without the gateway.
const DIRECT: &str = "direct_";

macro_rules! outputs {
    ($($(#[doc = $doc:literal])+ $name:ident = $client:ident, $direct:literal;)+) => {$(
        $(#[doc = $doc])+
        #[must_use]
        pub fn $name(plan: &Plan) -> String {
            page(plan, &$client, $direct)
        }
    )+};
}

outputs! {
    /// `claude-desktop.json`.
    claude_desktop = CLAUDE_DESKTOP, false;
    /// `claude-desktop.side-by-side.json`.
    claude_desktop_both = CLAUDE_DESKTOP, true;
    /// `claude-code.json`.
    claude_code = CLAUDE_CODE, false;
    /// `claude-code.side-by-side.json`.
    claude_code_both = CLAUDE_CODE, true;
    /// `cursor.json`.
    cursor = CURSOR, false;
    /// `cursor.side-by-side.json`.
    cursor_both = CURSOR, true;
    /// `vscode.json`.
    vscode = VSCODE, false;
    /// `vscode.side-by-side.json`.
    vscode_both = VSCODE, true;
}

/// All values are JSON texts.
#[derive(Template)]
#[template(path = "clients/servers.json", escape = "none")]
struct Page {
    table: String,
    typed: bool,
    entries: Vec<Entry>,
}

struct Entry {
    name: String,
    command: String,
    args: String,
    env: Vec<(String, String)>,
}

fn page(plan: &Plan, client: &Client, direct: bool) -> String {
    let servers = beside(plan).filter(|_| direct);
    let entries =
        std::iter::once(gateway(plan, client)).chain(servers.filter_map(|server| started(server, client)));
    let page = Page { table: quoted(client.table), typed: client.typed, entries: entries.collect() };
    // Writing to a string cannot fail.
    page.render().unwrap_or_default() + "\n"
}

/// The servers that a client starts itself beside the gateway: in a migration by waves those that are not enabled yet, else
/// all, to compare.
fn beside(plan: &Plan) -> impl Iterator<Item = &ServerPlan> {
    let by_waves = plan.gateway.enabled.is_some();
    plan.servers.iter().filter(move |server| !(by_waves && server.is_enabled))
}

fn gateway(plan: &Plan, client: &Client) -> Entry {
    let root = client.style.variable("PROJECT_ROOT", None);
    Entry {
        name: quoted(&plan.gateway.name),
        command: quoted(GATEWAY),
        args: list(&["serve".to_owned(), "--project-root".to_owned(), root]),
        env: Vec::new(),
    }
}

/// `None` for a server that has no stdio endpoint.
fn started(server: &ServerPlan, client: &Client) -> Option<Entry> {
    let (name, stdio) = (&server.server.name, server.server.stdio.as_ref()?);
    let text = |text: &str| client.style.text(text);
    let words: Vec<_> = stdio.command.iter().map(|word| text(word)).collect();
    let (command, args) = words.split_first()?;
    let root = "PROJECT_ROOT".to_owned();
    let handed_on = stdio.pass_env.contains(&root) && !stdio.env.contains_key(&root);
    let root = handed_on.then(|| (quoted(&root), quoted(&client.style.variable(&root, None))));
    // The text of a file may be a secret, and no client reads one.
    let set = stdio.env.iter().filter(|(_, value)| !value.contains("${file:"));
    let set = set.map(|(name, value)| (quoted(name), quoted(&text(value))));
    Some(Entry {
        name: quoted(&format!("{DIRECT}{name}")),
        command: quoted(command),
        args: list(args),
        env: set.chain(root).collect(),
    })
}

fn list(words: &[String]) -> String {
    let words: Vec<_> = words.iter().map(|word| quoted(word)).collect();
    format!("[{}]", words.join(", "))
}

#[derive(Template)]
#[template(path = "clients/README.md", escape = "none")]
struct Readme<'a> {
    title: String,
    clients: [Client; 4],
    direct: Vec<(String, &'a str)>,
}

/// `README.md`: what the files are, and where they go.
#[must_use]
pub fn readme(plan: &Plan) -> String {
    let servers = beside(plan).filter(|server| server.server.stdio.is_some());
    let direct =
        servers.map(|ServerPlan { server, .. }| (format!("{DIRECT}{}", server.name), server.title.as_str()));
    let title = super::docs::table::paragraph(&plan.gateway.title);
    let page = Readme { title, clients: CLIENTS, direct: direct.collect() };
    page.render().unwrap_or_default() + "\n"
}
