//! The contract as data: what the compiler of `tools.toml` emits and the request line reads.
//!
//! Every type here can be built in a `const`; nothing is parsed or allocated at start.
//!
//! Invariant: a value of these types was checked by `gateway-codegen`; the request line never checks it again.

use std::time::Duration;

use crate::list::ListSpec;
use crate::offer::Offers;
use crate::shape::Input;

/// Everything that was compiled from one `tools.toml`.
#[derive(Debug)]
pub struct Contract {
    /// Name of the gateway on the wire (`serverInfo.name`).
    pub name: &'static str,
    /// Name for people (`serverInfo.title`).
    pub title: &'static str,
    /// Version of the contract's compiler (`serverInfo.version`); the same in every list.
    pub version: &'static str,
    /// SHA-256 over all definitions in canonical JSON, lower-case hexadecimal; the same as in `tools.lock`.
    pub hash: &'static str,
    /// SHA-256 over what decides who may do what: classes, limits, approvals, guards, profiles, principals. It stays the
    /// same when only texts, schemas or endpoints change.
    pub policy_hash: &'static str,
    /// What `initialize` and `server/discover` say to the model, as a JSON string literal with quotes, or `None`.
    pub instructions: Option<&'static str>,
    /// All servers, in name order; `ToolSpec::server` is an index into it.
    pub servers: &'static [ServerSpec],
    /// All tools, in name order; `ToolSpec::index` is the position here.
    pub tools: &'static [ToolSpec],
    /// Every name and alias to its tool.
    pub routes: &'static phf::Map<&'static str, &'static ToolSpec>,
    /// Named sets of tools. The first is always `all`.
    pub profiles: &'static [ProfileSpec],
    /// Who may call, in name order.
    pub principals: &'static [PrincipalSpec],
    /// Who a local caller (standard input and output) is.
    pub principal: &'static PrincipalSpec,
    /// What answers to `tools/list` are put together from.
    pub list: &'static ListSpec,
    /// The words that each tool is found by, in the order of `tools`; see `gateway-search`.
    pub search: &'static [&'static str],
    /// The answer to `server/discover` (2026-07-28), a complete JSON object.
    pub discover: &'static str,
    /// What servers offer beside tools.
    pub offers: &'static Offers,
}

impl Contract {
    /// The profile of that name, if it was compiled in.
    #[must_use]
    pub fn profile(&self, name: &str) -> Option<&'static ProfileSpec> {
        self.profiles.iter().find(|profile| profile.name == name)
    }

    /// The server of that name, if it was compiled in.
    #[must_use]
    pub fn server(&self, name: &str) -> Option<&'static ServerSpec> {
        self.servers.iter().find(|server| server.name == name)
    }

    /// All tools, then getting prompts and reading resources: everything that is limited and counted, each at the position
    /// that is its `index`.
    pub fn operations(&self) -> impl Iterator<Item = &'static ToolSpec> {
        self.tools.iter().chain(self.offers.operations())
    }

    /// The operation of that position.
    #[must_use]
    pub fn operation(&self, index: u16) -> Option<&'static ToolSpec> {
        let index = usize::from(index);
        self.tools.get(index).or_else(|| self.offers.operations().nth(index.checked_sub(self.tools.len())?))
    }

    /// The tool of that name or alias whose server is not enabled in this wave: no route leads to it.
    #[must_use]
    pub fn waiting(&self, name: &str) -> Option<&'static ToolSpec> {
        let is_called = |tool: &&ToolSpec| tool.name == name || tool.aliases.contains(&name);
        self.tools.iter().filter(|tool| !self.server_of(tool).is_enabled).find(is_called)
    }

    /// The server that serves `tool`.
    #[must_use]
    pub fn server_of(&self, tool: &ToolSpec) -> &'static ServerSpec {
        &self.servers[usize::from(tool.server)]
    }
}

/// One MCP server behind the gateway.
#[derive(Debug)]
pub struct ServerSpec {
    /// Position in [`Contract::servers`].
    pub index: u16,
    /// Its table's name in `tools.toml`.
    pub name: &'static str,
    /// Name for people.
    pub title: &'static str,
    /// Whether its tools can be called; one that is not waits for a later wave of a migration, and is not reached.
    pub is_enabled: bool,
    /// How long a backend may take from its start to the end of the handshake.
    pub start_timeout: Duration,
    /// How long one call may take, unless the tool says otherwise.
    pub call_timeout: Duration,
    /// How many calls it handles at once; further ones wait in a queue.
    pub in_flight: u32,
    /// Regular expressions over a reply's first text: a match is a failure although `isError` is false.
    pub failures: &'static [&'static str],
    /// The embedded fleet server that serves it, by name.
    pub embedded: Option<&'static str>,
    /// The child process that serves it.
    pub stdio: Option<StdioSpec>,
    /// The HTTP endpoint that serves it.
    pub http: Option<HttpSpec>,
}

/// How to start a backend as a child process. `${NAME}` and `${NAME:-default}` are filled in at start.
#[derive(Debug)]
pub struct StdioSpec {
    /// Program and arguments.
    pub command: &'static [&'static str],
    /// Working directory, or that of the gateway.
    pub cwd: Option<&'static str>,
    /// Environment variables to set, in name order. Nothing else is inherited but `PATH`, `HOME`, `LANG`, `TMPDIR`.
    pub env: &'static [(&'static str, &'static str)],
    /// Environment variables to pass on from the gateway's own environment.
    pub pass_env: &'static [&'static str],
    /// Whether its replies carry what its tools declare to return.
    pub returns: bool,
}

/// A Streamable HTTP endpoint.
#[derive(Debug)]
pub struct HttpSpec {
    /// `http://` or `https://` address of the MCP endpoint; `${NAME}` and `${NAME:-default}` are filled in at start.
    pub url: &'static str,
    /// Headers that every request carries, in name order; filled in like the address.
    pub headers: &'static [(&'static str, &'static str)],
    /// Whether its replies carry what its tools declare to return.
    pub returns: bool,
}

/// One tool: what it accepts, who serves it and under which policy.
#[derive(Debug)]
pub struct ToolSpec {
    /// Position in [`Contract::tools`].
    pub index: u16,
    /// Name on the wire.
    pub name: &'static str,
    /// Name for people.
    pub title: &'static str,
    /// Its name at the backend; the same as `name` unless `upstream` renames it.
    pub upstream: &'static str,
    /// The reviewed text that a model reads.
    pub description: &'static str,
    /// Other names that route here and are not listed.
    pub aliases: &'static [&'static str],
    /// Position of its server in [`Contract::servers`].
    pub server: u16,
    /// What kind of effect it has.
    pub class: Class,
    /// What it tells clients about its behaviour.
    pub annotations: Annotations,
    /// Limits and conditions of a call.
    pub policy: Policy,
    /// What the record of a call holds of its arguments beside their digest.
    pub audit_arguments: Copied,
    /// The arguments that it accepts, for validation.
    pub input: Input,
    /// The arguments that it accepts, as JSON Schema 2020-12 text in canonical form.
    pub input_schema: &'static str,
    /// What it returns as `structuredContent`, as JSON Schema 2020-12 text in canonical form, where that is declared.
    /// Results are not checked against it on their way; tests of backends do that.
    pub output_schema: Option<&'static str>,
}

/// What kind of effect a tool has; sets the defaults of its policy and annotations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Class {
    /// Changes nothing.
    Read,
    /// Changes something that can be changed back.
    Write,
    /// Destroys something, or cannot be undone.
    Destructive,
}

impl Class {
    /// Its name in `tools.toml`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
            Self::Destructive => "destructive",
        }
    }
}

/// MCP tool annotations (2025-11-25, server/tools).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

/// Limits and conditions of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Policy {
    /// How often one principal may call it.
    pub rate: Option<Rate>,
    /// How long a result may be answered from the cache.
    pub cache: Option<Duration>,
    /// How often a failed call may be repeated when that is safe.
    pub retries: u8,
    /// Whether a person must approve each call.
    pub approval: Approval,
    /// How long one call may take; that of its server when `None`.
    pub call_timeout: Option<Duration>,
    /// How large the arguments of one call may be, in bytes.
    pub max_arguments: Option<usize>,
    /// How large its result may be, in bytes.
    pub max_result: Option<usize>,
}

/// So many calls in so long a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Rate {
    /// Calls allowed in `per`; at least 1.
    pub calls: u32,
    /// The length of the window.
    pub per: Duration,
}

/// What is copied of a call's arguments; never what is secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Copied {
    /// Nothing.
    Nothing,
    /// All of them.
    Everything,
    /// Those of these names.
    Only(&'static [&'static str]),
}

/// Whether a person must approve a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Approval {
    /// No approval.
    Never,
    /// Each call needs one.
    Always,
}

/// A named set of tools.
#[derive(Debug)]
pub struct ProfileSpec {
    /// Its name.
    pub name: &'static str,
    /// Bit `index % 64` of word `index / 64` says whether the tool of that index is in the set.
    pub tools: &'static [u64],
}

impl ProfileSpec {
    /// Whether the tool is in the set.
    #[must_use]
    pub fn contains(&self, tool: &ToolSpec) -> bool {
        has_bit(self.tools, tool.index)
    }
}

/// Whether the bit of that index is set.
pub(crate) fn has_bit(words: &[u64], index: u16) -> bool {
    words.get(usize::from(index / 64)).is_some_and(|word| word >> (index % 64) & 1 == 1)
}

/// Somebody who may call.
#[derive(Debug)]
pub struct PrincipalSpec {
    /// Its name.
    pub name: &'static str,
    /// Position of its profile in [`Contract::profiles`].
    pub profile: u16,
    /// Whether it may approve the calls of others.
    pub may_approve: bool,
}

/// The positions `0..COUNT`: the members of the profile `all`; for generated code.
#[must_use]
pub const fn everything<const COUNT: usize>() -> [u16; COUNT] {
    let mut members = [0; COUNT];
    let mut at = 1;
    while at < COUNT {
        members[at] = members[at - 1] + 1;
        at += 1;
    }
    members
}

/// The bits of a profile from the positions of its tools; for generated code.
#[must_use]
pub const fn bits<const WORDS: usize>(tools: &[u16]) -> [u64; WORDS] {
    let mut words = [0; WORDS];
    let mut at = 0;
    while at < tools.len() {
        words[tools[at] as usize / 64] |= 1 << (tools[at] % 64);
        at += 1;
    }
    words
}
