//! What the outputs have in common, decided once: order, identifiers, schemas, hashes.
//!
//! Invariant: this is the one sort of the build line. Emitters walk these lists as they stand.

mod card;
pub mod hash;
pub mod listed;
mod names;
mod schema;
pub mod types;

use std::collections::BTreeSet;

use crate::json::Json;
use crate::model::{Gateway, Model, Object, Payload, Server, Tool};
use types::{Namer, StructPlan};

/// Everything that emitters read.
#[derive(Clone, Debug)]
pub struct Plan {
    /// `[gateway]`.
    pub gateway: Gateway,
    /// Version of this compiler, which the gateway gives as its own.
    pub version: &'static str,
    /// Servers in name order.
    pub servers: Vec<ServerPlan>,
    /// Tools in name order; other lists refer to them by position.
    pub tools: Vec<ToolPlan>,
    /// Names and aliases in byte order.
    pub routes: Vec<Route>,
    /// `all`, then the others in name order.
    pub profiles: Vec<ProfilePlan>,
    /// Principals in name order.
    pub principals: Vec<PrincipalPlan>,
    /// SHA-256 over all definitions.
    pub hash: String,
    /// SHA-256 of what decides who may do what: classes, limits, approvals, guards, profiles, principals.
    pub policy_hash: String,
}

/// A server.
#[derive(Clone, Debug)]
pub struct ServerPlan {
    /// As in the model, its tools included.
    pub server: Server,
    /// Whether its tools can be called.
    pub is_enabled: bool,
    /// Its module.
    pub module: String,
    /// Its enum variant.
    pub variant: String,
    /// Its full definition.
    pub definition: Json,
    /// SHA-256 of its definition.
    pub hash: String,
    /// Positions of its tools.
    pub tools: Vec<usize>,
}

/// A tool.
#[derive(Clone, Debug)]
pub struct ToolPlan {
    /// As in the model.
    pub tool: Tool,
    /// Position of its server.
    pub server: usize,
    /// Its module, and its method of the typed client.
    pub module: String,
    /// Its enum variant, and the first part of its arguments' public name.
    pub variant: String,
    /// Its file name, without extension; unique even where file systems ignore case.
    pub file: String,
    /// What it accepts.
    pub arguments: PayloadPlan,
    /// What it returns beside text, where that is declared.
    pub returns: Option<PayloadPlan>,
    /// The words that it is found by.
    pub card: String,
    /// Its full definition.
    pub definition: Json,
    /// SHA-256 of its definition.
    pub hash: String,
}

/// An object that a tool takes or gives.
#[derive(Clone, Debug)]
pub struct PayloadPlan {
    /// Its type; `None` when a schema file describes it.
    pub types: Option<StructPlan>,
    /// Its JSON Schema.
    pub schema: Json,
}

impl PayloadPlan {
    fn new(payload: &Payload, types: impl FnOnce(&Object) -> StructPlan) -> Self {
        let types = match payload {
            Payload::Declared(object) => Some(types(object)),
            Payload::Schema(_) => None,
        };
        Self { types, schema: schema::of_payload(payload) }
    }
}

/// A name that a call may use.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Route {
    /// The name.
    pub key: String,
    /// Position of the tool.
    pub tool: usize,
}

/// A named set of tools.
#[derive(Clone, Debug)]
pub struct ProfilePlan {
    /// Its name.
    pub name: String,
    /// Its name as the first part of constants.
    pub constant: String,
    /// Positions of its tools, ascending.
    pub tools: Vec<usize>,
    /// Positions of the servers whose prompts belong to it, ascending.
    pub prompts: Vec<usize>,
    /// Positions of the servers whose resources belong to it, ascending.
    pub resources: Vec<usize>,
    /// Positions of those that its list shows, ascending: all, or where it is searched the three that search it.
    pub listed: Vec<usize>,
    /// What its list may cost a model, in tokens.
    pub max_tokens: Option<u32>,
}

impl ProfilePlan {
    /// Whether its list shows fewer tools than may be called.
    #[must_use]
    pub fn is_search(&self) -> bool {
        self.listed.len() < self.tools.len()
    }
}

/// Somebody who may call.
#[derive(Clone, Debug)]
pub struct PrincipalPlan {
    /// Its name.
    pub name: String,
    /// Position of its profile.
    pub profile: usize,
    /// Whether it may approve the calls of others.
    pub may_approve: bool,
    /// Whether its profile has the gateway's own tools beside those of the one that was named.
    pub may_operate: bool,
}

impl Plan {
    /// Decides everything for one contract.
    #[must_use]
    pub fn new(model: &Model) -> Self {
        let tools = tools(model);
        let (profiles, servers) = (profiles(model, &tools), servers(model, &tools));
        let mut plan = Self {
            gateway: model.gateway.clone(),
            version: env!("CARGO_PKG_VERSION"),
            routes: routes(&servers, &tools),
            servers,
            principals: principals(model, &profiles),
            tools,
            profiles,
            hash: String::new(),
            policy_hash: String::new(),
        };
        plan.hash = hash::sha256(&hash::of_contract(&plan));
        plan.policy_hash = hash::sha256(&hash::of_policy(&plan));
        plan
    }

    /// Whether every caller sees the same list.
    #[must_use]
    pub fn one_list_for_all(&self) -> bool {
        self.principals.iter().all(|principal| principal.profile == 0)
    }

    /// Whether a server offers something beside tools.
    #[must_use]
    pub fn offers_something(&self) -> bool {
        self.servers.iter().any(|server| server.server.offers.is_some())
    }

    /// The tool of that name or alias.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&ToolPlan> {
        self.routes.iter().find(|route| route.key == name).map(|route| &self.tools[route.tool])
    }

    /// The name or alias that `name` was probably meant to be.
    #[must_use]
    pub fn nearest(&self, name: &str) -> Option<&str> {
        crate::syntax::near(name, self.routes.iter().map(|route| route.key.as_str()))
    }

    /// Such as "12 servers, 63 tools".
    #[must_use]
    pub fn counts(&self) -> String {
        let count = |n: usize, thing: &str| format!("{n} {thing}{}", if n == 1 { "" } else { "s" });
        let all = format!("{}, {}", count(self.servers.len(), "server"), count(self.tools.len(), "tool"));
        let servers = self.servers.iter().filter(|server| server.is_enabled).count();
        if servers == self.servers.len() {
            return all;
        }
        let tools = self.tools.iter().filter(|tool| self.enables(tool)).count();
        format!("{all}; enabled in this wave: {}, {}", count(servers, "server"), count(tools, "tool"))
    }

    /// Whether the tool can be called in this wave.
    #[must_use]
    pub fn enables(&self, tool: &ToolPlan) -> bool {
        self.servers[tool.server].is_enabled
    }

    /// The first twelve digits of the hash, for people.
    #[must_use]
    pub fn short_hash(&self) -> &str {
        &self.hash[..12]
    }

    /// Position of the principal that a local caller is.
    #[must_use]
    pub fn local_principal(&self) -> usize {
        self.principals.iter().position(|who| who.name == self.gateway.principal).unwrap_or_default()
    }
}

fn tools(model: &Model) -> Vec<ToolPlan> {
    let tools = model.tools();
    let names: Vec<_> = tools.iter().map(|(_, tool)| tool.name.as_str()).collect();
    let files = files(&names);
    let idents = names::of_tools(&names);
    let parts = tools.into_iter().zip(files).zip(idents);
    parts.map(|(((server, tool), file), idents)| plan_tool(model, server, tool, file, idents)).collect()
}

fn plan_tool(
    model: &Model,
    server: &Server,
    tool: &Tool,
    file: String,
    idents: names::ToolNames,
) -> ToolPlan {
    let mut namer = Namer::new();
    let arguments = PayloadPlan::new(&tool.input, |object| namer.arguments(object));
    let returns = tool.returns.as_ref();
    let returns = returns.map(|returns| PayloadPlan::new(returns, |object| namer.returns(object)));
    let output = returns.as_ref().map(|returns| &returns.schema);
    let definition = hash::of_tool(&server.name, tool, &arguments.schema, output);
    ToolPlan {
        server: model.servers.iter().position(|other| other.name == server.name).unwrap_or_default(),
        module: idents.snake,
        variant: idents.camel,
        file,
        card: card::of_tool(server, tool, &arguments.schema),
        arguments,
        returns,
        hash: hash::sha256(&definition),
        tool: tool.clone(),
        definition,
    }
}

/// The names themselves, with a number where two differ in case only. `NAME.returns` is kept for the results of `NAME`.
fn files(names: &[&str]) -> Vec<String> {
    let mut taken: BTreeSet<_> =
        names.iter().map(|name| format!("{name}.returns").to_ascii_lowercase()).collect();
    let mut free = |name: &str| {
        let names = std::iter::once(name.to_owned()).chain((2..).map(|n| format!("{name}~{n}")));
        names.into_iter().find(|name| taken.insert(name.to_ascii_lowercase())).unwrap_or_default()
    };
    names.iter().map(|name| free(name)).collect()
}

fn servers(model: &Model, tools: &[ToolPlan]) -> Vec<ServerPlan> {
    let names: Vec<_> = model.servers.iter().map(|server| server.name.as_str()).collect();
    let idents = names::of_tools(&names);
    let plan = |(at, (server, idents)): (usize, (&Server, names::ToolNames))| {
        let definition = hash::of_server(server);
        ServerPlan {
            server: server.clone(),
            is_enabled: model.gateway.enables(server),
            module: idents.snake,
            variant: idents.camel,
            hash: hash::sha256(&definition),
            definition,
            tools: (0..tools.len()).filter(|&tool| tools[tool].server == at).collect(),
        }
    };
    model.servers.iter().zip(idents).enumerate().map(plan).collect()
}

/// Of the tools that can be called.
fn routes(servers: &[ServerPlan], tools: &[ToolPlan]) -> Vec<Route> {
    let keys = |(at, plan): (usize, &ToolPlan)| {
        let names: Vec<_> = std::iter::once(&plan.tool.name).chain(&plan.tool.aliases).cloned().collect();
        names.into_iter().map(move |key| Route { key, tool: at })
    };
    let on = tools.iter().enumerate().filter(|(_, tool)| servers[tool.server].is_enabled);
    let mut routes: Vec<_> = on.flat_map(keys).collect();
    routes.sort();
    routes
}

fn profiles(model: &Model, tools: &[ToolPlan]) -> Vec<ProfilePlan> {
    let is = |kind: fn(&Server) -> bool, at: usize| model.servers.get(tools[at].server).is_some_and(kind);
    let mut constants = names::Scope::default();
    // What stands in the same module has these names.
    for taken in ["offers", "principals", "profiles", "tools", "words"] {
        constants.take(taken);
    }
    let mut plan =
        |name: &str, tools: Vec<usize>, (prompts, resources): (Vec<usize>, Vec<usize>), max_tokens| {
            let finders: Vec<_> = tools.iter().copied().filter(|at| is(Server::finds, *at)).collect();
            ProfilePlan {
                name: name.to_owned(),
                constant: constants.take(names::snake(name).trim_start_matches("r#")).to_ascii_uppercase(),
                listed: if finders.is_empty() { tools.clone() } else { finders },
                tools,
                prompts,
                resources,
                max_tokens,
            }
        };
    let count = 0..tools.len();
    let all = count.clone().filter(|at| !is(Server::is_own, *at)).collect();
    let all = plan("all", all, offering(model, |_| (true, true)), None);
    let others = model.profiles.iter().map(|profile| {
        let is_member = |at: &usize| {
            profile.tools.contains(&tools[*at].tool.name) || (profile.is_search && is(Server::finds, *at))
        };
        let has = |server: &str| (profile.prompts.contains(server), profile.resources.contains(server));
        let members = count.clone().filter(is_member).collect();
        plan(&profile.name, members, offering(model, has), profile.max_tokens)
    });
    let mut profiles: Vec<_> = std::iter::once(all).chain(others.collect::<Vec<_>>()).collect();
    for name in operated(model) {
        let Some(of) = profiles.iter().find(|profile| profile.name == name) else { continue };
        let members = count.clone().filter(|at| of.tools.contains(at) || is(Server::operates, *at)).collect();
        let offers = (of.prompts.clone(), of.resources.clone());
        profiles.push(plan(&with_own(name), members, offers, None));
    }
    profiles
}

/// The servers that offer prompts and those that offer resources, as far as `wanted` has them.
fn offering(model: &Model, wanted: impl Fn(&str) -> (bool, bool)) -> (Vec<usize>, Vec<usize>) {
    let servers = || {
        model
            .servers
            .iter()
            .enumerate()
            .filter_map(|(at, server)| Some((at, server, server.offers.as_ref()?)))
    };
    let prompts = servers().filter(|(_, server, offers)| offers.prompts.is_some() && wanted(&server.name).0);
    let resources =
        servers().filter(|(_, server, offers)| !offers.resources.is_empty() && wanted(&server.name).1);
    (prompts.map(|(at, ..)| at).collect(), resources.map(|(at, ..)| at).collect())
}

/// The profiles of those who may operate the gateway, each once.
fn operated(model: &Model) -> BTreeSet<&str> {
    let operators = model.principals.iter().filter(|principal| principal.may_operate);
    operators.map(|principal| principal.profile.as_str()).collect()
}

/// The name of the profile with the gateway's own tools beside those of another. No name in a file has a `+`.
fn with_own(profile: &str) -> String {
    format!("{profile}+gateway")
}

fn principals(model: &Model, profiles: &[ProfilePlan]) -> Vec<PrincipalPlan> {
    let position = |name: &str| profiles.iter().position(|profile| profile.name == name).unwrap_or_default();
    model
        .principals
        .iter()
        .map(|principal| PrincipalPlan {
            name: principal.name.clone(),
            profile: match principal.may_operate {
                true => position(&with_own(&principal.profile)),
                false => position(&principal.profile),
            },
            may_approve: principal.may_approve,
            may_operate: principal.may_operate,
        })
        .collect()
}
