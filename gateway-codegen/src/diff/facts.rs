//! What `tools.lock` says.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde_json::Value;

use crate::Contract;
use crate::emit::review;
use crate::json::{Fields, Json};
use crate::model;
use crate::plan::{Plan, hash};

/// A contract, as far as it can be compared.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Facts {
    /// SHA-256 over all of it.
    pub contract: String,
    pub(super) gateway: Gateway,
    pub(super) profiles: BTreeMap<String, BTreeSet<String>>,
    pub(super) principals: BTreeMap<String, Principal>,
    pub(super) servers: Vec<Server>,
    pub(super) tools: Vec<Tool>,
    /// By profile, whose prompts and resources belong to it.
    #[serde(default)]
    pub(super) shares: BTreeMap<String, Share>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub(super) struct Share {
    pub(super) prompts: BTreeSet<String>,
    pub(super) resources: BTreeSet<String>,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Offers {
    /// `"*"`, or names; absent where none are passed through.
    #[serde(default)]
    pub(super) prompts: Value,
    #[serde(default)]
    pub(super) resources: BTreeSet<String>,
    #[serde(default)]
    pub(super) completions: bool,
    pub(super) policy: Policy,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Gateway {
    pub(super) name: String,
    pub(super) title: String,
    pub(super) instructions: Option<String>,
    pub(super) list_ttl_ms: u64,
    pub(super) principal: String,
    /// All servers where there is none.
    pub(super) enabled: Option<BTreeSet<String>>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Principal {
    pub(super) profile: String,
    pub(super) may_approve: bool,
    #[serde(default)]
    pub(super) may_operate: bool,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Server {
    pub(super) name: String,
    pub(super) title: String,
    pub(super) start_timeout_ms: u64,
    pub(super) call_timeout_ms: u64,
    pub(super) in_flight: u32,
    pub(super) failures: Vec<String>,
    pub(super) endpoints: Endpoints,
    pub(super) offers: Option<Offers>,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Endpoints {
    pub(super) embedded: Option<String>,
    pub(super) stdio: Option<Stdio>,
    pub(super) http: Option<Http>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Stdio {
    pub(super) command: Vec<String>,
    pub(super) cwd: Option<String>,
    pub(super) env: BTreeMap<String, String>,
    pub(super) pass_env: Vec<String>,
    pub(super) returns: bool,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Http {
    pub(super) url: String,
    #[serde(default)]
    pub(super) headers: BTreeMap<String, String>,
    pub(super) returns: bool,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Tool {
    pub(super) name: String,
    pub(super) server: String,
    pub(super) title: String,
    pub(super) upstream: String,
    pub(super) aliases: BTreeSet<String>,
    pub(super) class: ToolClass,
    pub(super) description: String,
    pub(super) annotations: Annotations,
    pub(super) policy: Policy,
    pub(super) input_schema: Value,
    pub(super) output_schema: Option<Value>,
    pub(super) guards: BTreeMap<String, String>,
    /// `true`, or names of parameters; absent where nothing is copied.
    #[serde(default)]
    pub(super) audit_arguments: Value,
    #[serde(default)]
    pub(super) secrets: BTreeSet<String>,
}

/// The laxest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum ToolClass {
    Read,
    Write,
    Destructive,
}

impl ToolClass {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
            Self::Destructive => "destructive",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Annotations {
    pub(super) read_only_hint: bool,
    pub(super) destructive_hint: bool,
    pub(super) idempotent_hint: bool,
    pub(super) open_world_hint: bool,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Policy {
    pub(super) rate: Option<Rate>,
    pub(super) cache_ms: Option<u64>,
    pub(super) retries: u32,
    pub(super) approval: String,
    pub(super) call_timeout_ms: Option<u64>,
    pub(super) max_arguments_bytes: Option<u32>,
    pub(super) max_result_bytes: Option<u32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Rate {
    pub(super) calls: u32,
    pub(super) per_ms: u64,
}

impl Facts {
    /// What a compiled `tools.toml` says.
    ///
    /// # Errors
    /// When the lock that is written cannot be read back, a fault of the compiler.
    pub fn of(contract: &Contract) -> Result<Self, String> {
        Self::of_plan(&contract.plan)
    }

    /// What a plan says.
    ///
    /// # Errors
    /// As for [`Facts::of`].
    pub fn of_plan(plan: &Plan) -> Result<Self, String> {
        serde_json::from_str(&review::lock(plan)).map_err(|error| error.to_string())
    }

    /// Reads the text of a `tools.lock`, and checks each of its hashes.
    ///
    /// # Errors
    /// Where it is no lock of a known version, or was changed by another hand than `gatewayc gen`.
    pub fn of_lock(text: &str) -> Result<Self, String> {
        let lock: Value = serde_json::from_str(text)
            .map_err(|error| format!("it is not JSON: {error}; was a merge left half done?"))?;
        match &lock["version"] {
            Value::Number(version) if version.as_u64() == Some(1) => {}
            Value::Null => return Err("it has no `version`, so it is no tools.lock".into()),
            other => return Err(format!("its version is {other}, and this gatewayc knows version 1")),
        }
        untouched(&lock)?;
        Self::deserialize(&lock).map_err(|error| format!("it is no tools.lock: {error}"))
    }

    pub(super) fn server(&self, name: &str) -> Option<&Server> {
        self.servers.iter().find(|server| server.name == name)
    }

    pub(super) fn tool(&self, name: &str) -> Option<&Tool> {
        self.tools.iter().find(|tool| tool.name == name)
    }

    /// The tools of a profile.
    pub(super) fn members(&self, profile: &str) -> BTreeSet<&str> {
        match self.profiles.get(profile) {
            Some(tools) => tools.iter().map(String::as_str).collect(),
            None if profile == "all" => {
                let usual = self.tools.iter().filter(|tool| !self.is_own(&tool.server));
                usual.map(|tool| tool.name.as_str()).collect()
            }
            None => BTreeSet::new(),
        }
    }

    /// The servers whose tools can be called, without the gateway's own.
    pub(super) fn enabled(&self) -> BTreeSet<&str> {
        match &self.gateway.enabled {
            Some(names) => names.iter().map(String::as_str).collect(),
            None => {
                let usual = self.servers.iter().filter(|server| !self.is_own(&server.name));
                usual.map(|server| server.name.as_str()).collect()
            }
        }
    }

    /// Whether a server's tools are the gateway's own.
    fn is_own(&self, server: &str) -> bool {
        self.server(server).is_some_and(|server| model::is_own(server.endpoints.embedded.as_deref()))
    }

    /// Whether the list of a profile shows the tools that find others instead of them.
    pub(super) fn is_searched(&self, profile: &str) -> bool {
        let finds = |server: &&Server| server.endpoints.embedded.as_deref() == Some(model::FINDER);
        let Some(finder) = self.servers.iter().find(finds) else { return false };
        let members = self.members(profile);
        self.tools.iter().any(|tool| tool.server == finder.name && members.contains(tool.name.as_str()))
    }

    /// The tools that a principal may call.
    pub(super) fn reach(&self, principal: &str) -> BTreeSet<&str> {
        self.principals.get(principal).map(|who| self.members(&who.profile)).unwrap_or_default()
    }
}

const REMEDY: &str = "it was changed by hand, or a merge was left half done: run `cargo gen`";

fn untouched(lock: &Value) -> Result<(), String> {
    let entries = |list: &str| lock[list].as_array().into_iter().flatten();
    for (list, entry) in
        ["servers", "tools"].into_iter().flat_map(|list| entries(list).map(move |e| (list, e)))
    {
        let mut definition = entry.as_object().cloned().unwrap_or_default();
        let said = definition.remove("sha256");
        if said != Some(hash::sha256(&Json::from(&Value::Object(definition))).into()) {
            return Err(format!(
                "in `{list}`, the hash of {} is not that of its definition; {REMEDY}",
                entry["name"]
            ));
        }
    }
    let hashes = |list| Json::Array(entries(list).map(|entry| Json::from(&entry["sha256"])).collect());
    let whole = Fields::default()
        .with("gateway", Json::from(&lock["gateway"]))
        .with("servers", hashes("servers"))
        .with("tools", hashes("tools"))
        .with("profiles", Json::from(&lock["profiles"]))
        .with("principals", Json::from(&lock["principals"]))
        .with_some("shares", lock.get("shares").map(Json::from));
    if lock["contract"] == hash::sha256(&whole.object()).as_str() {
        return Ok(());
    }
    Err(format!("its `contract` is not the hash of what it holds; {REMEDY}"))
}
