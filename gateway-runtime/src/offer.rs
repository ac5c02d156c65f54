//! What servers offer beside tools: prompts, resources, templates and completions, passed through as the contract declares.
//!
//! Tools are reviewed one by one and listed from the binary. Of prompts and resources only names and beginnings of
//! addresses are compiled in: what they are, the server says when it is asked. So a list asks the servers that declare
//! any, and one that does not answer is missing from the list and told in its `_meta`.
//!
//! Invariant: what is not declared is not passed through, in either direction. Each address is judged by [`uri`], each name
//! against the contract, and each client sees what its profile shares.

mod call;
mod complete;
mod hub;
mod list;
pub(crate) mod listen;
mod names;
mod notice;
mod serve;
pub(crate) mod tend;
mod uri;

pub(crate) use self::call::call;
pub(crate) use self::hub::{Filter, Offered, Registered, Upstream};
pub(crate) use self::serve::{Answered, Method, answer};

use crate::shape::{Input, ObjectShape};
use crate::spec::{Annotations, Class, Contract, Copied, Policy, ToolSpec};

/// What all servers of a contract offer beside tools.
#[derive(Debug)]
pub struct Offers {
    /// In the order of servers.
    pub servers: &'static [Offer],
    /// By position in [`Contract::profiles`], whose of it the profile has; nobody's beyond the end.
    pub shares: &'static [Share],
}

/// What one server offers beside tools.
#[derive(Debug)]
pub struct Offer {
    /// Position in [`Contract::servers`].
    pub server: u16,
    /// Its prompts.
    pub prompts: Option<PromptOffer>,
    /// Its resources and templates.
    pub resources: Option<ResourceOffer>,
    /// Whether it completes arguments of both.
    pub completions: bool,
}

/// Prompts of a server.
#[derive(Debug)]
pub struct PromptOffer {
    /// Their names; `None` for whatever it offers.
    pub names: Option<&'static [&'static str]>,
    /// The limits of getting one, and its place among what is counted.
    pub get: ToolSpec,
}

/// Resources of a server.
#[derive(Debug)]
pub struct ResourceOffer {
    /// The beginnings of their addresses.
    pub prefixes: &'static [&'static str],
    /// The limits of reading one, and its place among what is counted.
    pub read: ToolSpec,
}

/// Whose prompts and resources a profile has.
#[derive(Debug)]
pub struct Share {
    /// Positions of the servers whose prompts it has.
    pub prompts: &'static [u16],
    /// Positions of the servers whose resources it has.
    pub resources: &'static [u16],
}

impl Offers {
    /// Tools alone.
    pub const NONE: Self = Self { servers: &[], shares: &[] };

    /// Whether no server offers anything beside tools.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.servers.is_empty()
    }

    /// Getting prompts and reading resources, each a server that offers them, in the order of their positions.
    pub fn operations(&self) -> impl Iterator<Item = &'static ToolSpec> {
        self.servers.iter().flat_map(|offer| offer.prompts().into_iter().chain(offer.resources()))
    }

    /// What `initialize` says of it, members of `capabilities`, each followed by a comma.
    pub(crate) fn capabilities(&self) -> String {
        let any = |has: fn(&Offer) -> bool| self.servers.iter().any(has);
        let members = [
            (any(|offer| offer.completions), r#""completions":{},"#),
            (any(|offer| offer.prompts.is_some()), r#""prompts":{"listChanged":true},"#),
            (any(|offer| offer.resources.is_some()), r#""resources":{"listChanged":true,"subscribe":true},"#),
        ];
        members.into_iter().filter(|(is_there, _)| *is_there).map(|(_, member)| member).collect()
    }
}

impl Offer {
    /// Getting its prompts.
    pub(crate) fn prompts(&'static self) -> Option<&'static ToolSpec> {
        self.prompts.as_ref().map(|prompts| &prompts.get)
    }

    /// Reading its resources.
    pub(crate) fn resources(&'static self) -> Option<&'static ToolSpec> {
        self.resources.as_ref().map(|resources| &resources.read)
    }

    /// Its server's name.
    pub(crate) fn name(&self, contract: &Contract) -> &'static str {
        contract.servers.get(usize::from(self.server)).map_or("", |server| server.name)
    }
}

impl PromptOffer {
    /// Whether a prompt of that name may be one of these.
    pub(crate) fn admits(&self, name: &str) -> bool {
        self.names.is_none_or(|names| names.contains(&name))
    }
}

impl ResourceOffer {
    pub(crate) fn admits(&self, uri: &str) -> bool {
        uri::admits(self.prefixes, uri)
    }

    pub(crate) fn admits_template(&self, template: &str) -> bool {
        uri::admits_template(self.prefixes, template)
    }
}

impl ToolSpec {
    /// Getting the prompts of a server; for generated code.
    #[must_use]
    pub const fn of_prompts(index: u16, server: u16, policy: Policy) -> Self {
        Self::beside("prompts/get", "Get a prompt", &["name"], (index, server), policy)
    }

    /// Reading the resources of a server; for generated code.
    #[must_use]
    pub const fn of_resources(index: u16, server: u16, policy: Policy) -> Self {
        Self::beside("resources/read", "Read a resource", &["uri"], (index, server), policy)
    }

    /// An operation that is counted, limited and recorded as a tool is, and is none. The arguments of prompts may hold
    /// anything, so the audit copies what was asked for alone.
    const fn beside(
        name: &'static str,
        title: &'static str,
        copied: &'static [&'static str],
        (index, server): (u16, u16),
        policy: Policy,
    ) -> Self {
        Self {
            index,
            name,
            title,
            upstream: name,
            description: "",
            aliases: &[],
            server,
            class: Class::Read,
            annotations: Annotations {
                read_only: true,
                destructive: false,
                idempotent: true,
                open_world: true,
            },
            policy,
            audit_arguments: Copied::Only(copied),
            input: Input::Object(&ObjectShape { fields: &[], open: true }),
            input_schema: "{}",
            output_schema: None,
        }
    }
}
