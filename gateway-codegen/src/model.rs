//! The contract, valid by construction: only `check` builds these types, and emission from them cannot fail.
//!
//! Invariant: every name is unique and legal, every reference resolves, every default fits its type, servers, tools,
//! profiles and principals are in name order, and parameters stand in the order of `tools.toml`.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use serde_json::Value;

/// The whole of one `tools.toml`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Model {
    /// `[gateway]`.
    pub gateway: Gateway,
    /// `[servers.*]` in name order.
    pub servers: Vec<Server>,
    /// `[profiles.*]` in name order, each resolved to its tools; `all` is not among them.
    pub profiles: Vec<Profile>,
    /// `[principals.*]` in name order.
    pub principals: Vec<Principal>,
}

/// The gateway itself.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Gateway {
    /// Name on the wire.
    pub name: String,
    /// Name for people; `name` when not given.
    pub title: String,
    /// What a model is told at the handshake.
    pub instructions: Option<String>,
    /// How long a client may keep the list.
    pub list_ttl: Duration,
    /// Who a local caller is.
    pub principal: String,
    /// The servers of this wave of a migration; all of them when `None`.
    pub enabled: Option<BTreeSet<String>>,
}

impl Gateway {
    /// Whether a server's tools can be called; the gateway's own always can.
    #[must_use]
    pub fn enables(&self, server: &Server) -> bool {
        server.is_own() || self.enabled.as_ref().is_none_or(|enabled| enabled.contains(&server.name))
    }
}

/// A server and its tools.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Server {
    /// Name of its table.
    pub name: String,
    /// Name for people; `name` when not given.
    pub title: String,
    /// From its start to the end of the handshake.
    pub start_timeout: Duration,
    /// For one call.
    pub call_timeout: Duration,
    /// Calls at once.
    pub in_flight: u32,
    /// Regular expressions that mark a reply as a failure.
    pub failures: Vec<String>,
    /// Whether its tools have types in Rust.
    pub types: bool,
    /// The embedded fleet server.
    pub embedded: Option<String>,
    /// The child process.
    pub stdio: Option<Stdio>,
    /// The HTTP endpoint.
    pub http: Option<Http>,
    /// Its tools in name order.
    pub tools: Vec<Tool>,
    /// What is passed through of it beside tools.
    pub offers: Option<Offers>,
}

/// What is passed through of a server beside its tools.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Offers {
    /// Its prompts.
    pub prompts: Option<Prompts>,
    /// The beginnings of its resources' addresses, sorted; none holds another, over all servers.
    pub resources: Vec<String>,
    /// Whether it completes arguments.
    pub completions: bool,
    /// The limits of getting a prompt and of reading a resource: those of the class `read`.
    pub policy: Policy,
}

/// Prompts of a server.
#[derive(Clone, Debug, PartialEq)]
pub enum Prompts {
    /// Whatever it offers.
    Any,
    /// Those of these names, sorted; no other server lists one of them.
    Only(Vec<String>),
}

/// How to start a child process.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Stdio {
    /// Program and arguments.
    pub command: Vec<String>,
    /// Working directory.
    pub cwd: Option<String>,
    /// Variables to set.
    pub env: BTreeMap<String, String>,
    /// Variables to pass on.
    pub pass_env: Vec<String>,
    /// Whether its replies carry what its tools declare to return.
    pub returns: bool,
}

/// An address that speaks Streamable HTTP.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Http {
    /// The address.
    pub url: String,
    /// Headers to send.
    pub headers: BTreeMap<String, String>,
    /// Whether its replies carry what its tools declare to return.
    pub returns: bool,
}

/// A tool.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Tool {
    /// Name on the wire.
    pub name: String,
    /// Name for people; words of `name` with the first letter in upper case when not given.
    pub title: String,
    /// Name at the backend; `name` when not given.
    pub upstream: String,
    /// The reviewed text.
    pub description: String,
    /// Other names, sorted.
    pub aliases: Vec<String>,
    /// What kind of effect it has.
    pub class: Class,
    /// What clients are told of its behaviour: the class's, with the tool's overrides.
    pub annotations: Annotations,
    /// Its limits: the class's, with the tool's overrides.
    pub policy: Policy,
    /// What the audit holds of the arguments beside their digest.
    pub audit_arguments: Copied,
    /// What it accepts.
    pub input: Payload,
    /// What it returns beside text, where that is declared.
    pub returns: Option<Payload>,
}

/// What is copied of a call's arguments; never what is secret.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Copied {
    /// Nothing.
    #[default]
    Nothing,
    /// All of them.
    Everything,
    /// Those of these names, sorted; each is declared, unless a schema file declares the arguments.
    Only(Vec<String>),
}

/// What kind of effect a tool has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Changes nothing.
    Read,
    /// Changes something that can be changed back.
    Write,
    /// Destroys something, or cannot be undone.
    Destructive,
}

/// MCP tool annotations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Annotations {
    /// `readOnlyHint`.
    pub read_only: bool,
    /// `destructiveHint`.
    pub destructive: bool,
    /// `idempotentHint`.
    pub idempotent: bool,
    /// `openWorldHint`.
    pub open_world: bool,
}

/// Limits of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Policy {
    /// How often.
    pub rate: Option<Rate>,
    /// How long a result may be remembered.
    pub cache: Option<Duration>,
    /// How often a failed call may be repeated.
    pub retries: u8,
    /// Whether a person must approve each call.
    pub approval: bool,
    /// How long one call may take; the server's when `None`.
    pub call_timeout: Option<Duration>,
    /// How large the arguments of a call may be, in bytes; at least 1.
    pub max_arguments: Option<u32>,
    /// How large the result of a call may be, in bytes; at least 1.
    pub max_result: Option<u32>,
}

/// So many calls in so long a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// At least 1.
    pub calls: u32,
    /// The window.
    pub per: Duration,
}

/// An object that a tool takes or gives.
#[derive(Clone, Debug, PartialEq)]
pub enum Payload {
    /// Declared member by member.
    Declared(Object),
    /// Declared by a JSON Schema file; its content, checked against the meta-schema, `type` being `object`.
    Schema(Value),
}

/// An object with known fields.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Object {
    /// In the order of `tools.toml`; at most 64, names unique.
    pub params: Vec<Param>,
    /// Whether others are accepted.
    pub open: bool,
}

/// A parameter, a member of what is returned, or a field of an object.
#[derive(Clone, Debug, PartialEq)]
pub struct Param {
    /// Name on the wire.
    pub name: String,
    /// For the model to read; empty only in what is returned and below the top level.
    pub doc: String,
    /// Whether it may be left out.
    pub presence: Presence,
    /// Whether its value is kept out of the audit.
    pub secret: bool,
    /// What it accepts.
    pub shape: Shape,
}

/// Whether a parameter may be left out.
#[derive(Clone, Debug, PartialEq)]
pub enum Presence {
    /// It must be there.
    Required,
    /// It may be left out.
    Optional,
    /// It may be left out, and then counts as this value.
    Default(Value),
}

/// What one value must be.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// Whether `null` is accepted beside `kind`.
    pub nullable: bool,
    /// What it must be otherwise.
    pub kind: Kind,
}

/// The kinds of value.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// A string.
    String {
        /// Smallest length in code points.
        min_len: Option<u32>,
        /// Largest length in code points.
        max_len: Option<u32>,
        /// A regular expression that compiles.
        pattern: Option<String>,
        /// A safety rule.
        guard: Option<Guard>,
    },
    /// One of these strings; not empty, unique, in the order of `tools.toml`.
    Enum(Vec<String>),
    /// A whole number.
    Integer {
        /// Smallest value.
        min: Option<i64>,
        /// Largest value.
        max: Option<i64>,
    },
    /// Any number.
    Number {
        /// Smallest value; finite.
        min: Option<f64>,
        /// Largest value; finite.
        max: Option<f64>,
    },
    /// `true` or `false`.
    Boolean,
    /// A list.
    Array {
        /// What each element must be.
        items: Box<Shape>,
        /// Smallest number of elements.
        min_items: Option<u32>,
        /// Largest number of elements.
        max_items: Option<u32>,
    },
    /// An object with declared fields.
    Object(Object),
    /// Any object (`type = "object"`).
    AnyObject,
    /// Any JSON value but `null` (`type = "json"`).
    Any,
}

/// Safety rules for strings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guard {
    /// A path below a root.
    RelativePath,
    /// One component of a path.
    FileName,
    /// Letters, digits, `_` and `-`.
    Identifier,
}

/// A named set of tools.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Profile {
    /// Its name.
    pub name: String,
    /// Names of its tools; never empty.
    pub tools: BTreeSet<String>,
    /// Names of the servers whose prompts belong to it.
    pub prompts: BTreeSet<String>,
    /// Names of the servers whose resources belong to it.
    pub resources: BTreeSet<String>,
    /// Whether its list shows three tools that find, describe and call the others.
    pub is_search: bool,
    /// What its list may cost a model, in tokens.
    pub max_tokens: Option<u32>,
}

/// Somebody who may call.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Principal {
    /// Its name.
    pub name: String,
    /// Name of its profile; `all` or one of [`Model::profiles`].
    pub profile: String,
    /// Whether it may approve the calls of others.
    pub may_approve: bool,
    /// Whether it has the tools of the gateway itself beside those of its profile.
    pub may_operate: bool,
}

/// The server of the tools that operate the gateway, and its name among embedded servers.
pub const OPERATE: &str = "gateway";
/// The server of the tools that find, describe and call others, and its name among embedded servers.
pub const FINDER: &str = "finder";

impl Server {
    /// Whether its tools are the gateway's own, which no profile selects.
    #[must_use]
    pub fn is_own(&self) -> bool {
        is_own(self.embedded.as_deref())
    }

    /// Whether its tools operate the gateway: only who may do so has them.
    #[must_use]
    pub fn operates(&self) -> bool {
        self.embedded.as_deref() == Some(OPERATE)
    }

    /// Whether its tools find others: profiles have them that list nothing else.
    #[must_use]
    pub fn finds(&self) -> bool {
        self.embedded.as_deref() == Some(FINDER)
    }
}

/// Whether that is the name of an embedded server of the gateway itself.
pub(crate) fn is_own(embedded: Option<&str>) -> bool {
    embedded.is_some_and(|name| [OPERATE, FINDER].contains(&name))
}

impl Model {
    /// All tools with their servers, in tool-name order: the one order of every output.
    #[must_use]
    pub fn tools(&self) -> Vec<(&Server, &Tool)> {
        let mut tools: Vec<_> = self
            .servers
            .iter()
            .flat_map(|server| server.tools.iter().map(move |tool| (server, tool)))
            .collect();
        tools.sort_by(|a, b| a.1.name.cmp(&b.1.name));
        tools
    }
}
