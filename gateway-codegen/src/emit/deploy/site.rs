//! What `tools.toml` says about where things run.

use std::collections::BTreeMap;

use super::quote;
use crate::model::{Http, Server};
use crate::plan::Plan;

/// Names of containers that are not servers of `tools.toml`, and words that YAML reads as something else than text.
const TAKEN: [&str; 15] = [
    "gateway",
    "chroma",
    "ollama",
    "valkey",
    "postgres",
    "localhost",
    "null",
    "true",
    "false",
    "yes",
    "no",
    "on",
    "off",
    "y",
    "n",
];

/// The path at which `gateway fleet` serves.
const FLEET_PATH: &str = "/mcp";

/// Everything that the templates fill in.
pub(super) struct Site<'a> {
    plan: &'a Plan,
    /// The gateway's name as a label of DNS, which is also that of its image.
    pub(super) name: String,
    /// Containers of servers, by name.
    pub(super) backends: Vec<Backend<'a>>,
}

/// A container that serves one server or several.
pub(super) struct Backend<'a> {
    /// The name that the others know it by: the host of the server's address.
    pub(super) host: &'a str,
    /// Where its servers listen, ascending.
    pub(super) ports: Vec<u16>,
    /// The server that `gateway fleet` serves there; `None` where only the owner's image can.
    pub(super) fleet: Option<&'a str>,
    /// Its servers.
    servers: Vec<&'a Server>,
}

impl<'a> Site<'a> {
    pub(super) fn new(plan: &'a Plan) -> Self {
        let name = label(&plan.gateway.name);
        let mut hosts: BTreeMap<&str, Vec<(&Server, Place<'_>)>> = BTreeMap::new();
        for server in plan.servers.iter().filter(|server| server.is_enabled).map(|server| &server.server) {
            if let Some(place) = server.http.as_ref().and_then(place).filter(|place| place.host != name) {
                hosts.entry(place.host).or_default().push((server, place));
            }
        }
        Self { plan, name, backends: hosts.into_iter().map(|(host, all)| Backend::new(host, &all)).collect() }
    }

    fn title(&self) -> &str {
        &self.plan.gateway.title
    }

    pub(super) fn title_yaml(&self) -> String {
        quote::yaml(self.title())
    }

    pub(super) fn title_compose(&self) -> String {
        quote::compose(self.title())
    }

    pub(super) fn title_container(&self) -> String {
        quote::container(self.title())
    }

    pub(super) fn title_unit(&self) -> String {
        quote::unit(self.title())
    }

    pub(super) fn version(&self) -> &str {
        self.plan.version
    }

    /// Who the gateway is to the servers behind it: somebody who may call all tools, else the local caller.
    pub(super) fn caller(&self) -> &str {
        let all = self.plan.principals.iter().find(|who| who.profile == 0 && !who.may_approve);
        all.map_or(&self.plan.gateway.principal, |who| &who.name)
    }

    /// Whether a server without a container has to run in the gateway, which then needs the project's folder.
    pub(super) fn has_own(&self) -> bool {
        let contained: usize = self.backends.iter().map(|backend| backend.servers.len()).sum();
        contained < self.plan.servers.iter().filter(|server| server.is_enabled).count()
    }

    /// Whether a backend runs the gateway's own image.
    pub(super) fn has_fleet(&self) -> bool {
        self.backends.iter().any(|backend| backend.fleet.is_some())
    }

    /// Whether a backend asks a model.
    pub(super) fn asks_model(&self) -> bool {
        self.backends.iter().any(Backend::asks_model)
    }

    /// The servers that are shown the key of the backends.
    pub(super) fn keyed(&self) -> Vec<&'a str> {
        let fleet = self.backends.iter().filter_map(|backend| backend.fleet);
        let mut names: Vec<_> = fleet.collect();
        names.sort_unstable();
        names
    }
}

impl<'a> Backend<'a> {
    fn new(host: &'a str, all: &[(&'a Server, Place<'a>)]) -> Self {
        let mut ports: Vec<_> = all.iter().map(|(_, place)| place.port).collect();
        ports.sort_unstable();
        ports.dedup();
        let fleet = match all {
            [(server, place)] if place.is_fleet && server.embedded.is_some() => Some(&*server.name),
            _ => None,
        };
        Self { host, ports, fleet, servers: all.iter().map(|(server, _)| *server).collect() }
    }

    /// The variable that names its image.
    pub(super) fn variable(&self) -> String {
        format!("{}_IMAGE", self.host.to_ascii_uppercase().replace('-', "_"))
    }

    /// Where `gateway fleet` listens; it has one port.
    pub(super) fn port(&self) -> u16 {
        self.ports.first().copied().unwrap_or_default()
    }

    /// Whether it asks a model, as far as that can be seen from what its process is given.
    pub(super) fn asks_model(&self) -> bool {
        self.servers.iter().filter_map(|server| server.stdio.as_ref()).any(|stdio| {
            stdio.pass_env.iter().any(|name| name == "OLLAMA_HOST") || stdio.env.contains_key("OLLAMA_HOST")
        })
    }
}

/// An address within one network of containers.
#[derive(Clone, Copy)]
struct Place<'a> {
    host: &'a str,
    port: u16,
    /// Whether `gateway fleet` could answer there, to the key that the backends share.
    is_fleet: bool,
}

/// Only plain addresses are containers; what has references or a domain is elsewhere and reached there.
fn place(http: &Http) -> Option<Place<'_>> {
    let rest = http.url.strip_prefix("http://")?;
    let (authority, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    let (host, port) = authority.split_once(':').unwrap_or((authority, "80"));
    let has_key = http.headers.keys().any(|name| name.eq_ignore_ascii_case("authorization"));
    let place = Place { host, port: port.parse().ok()?, is_fleet: path == FLEET_PATH && !has_key };
    (is_label(host) && !TAKEN.contains(&host)).then_some(place)
}

/// Whether this is the name of a service in every system: RFC 1035, lower case.
fn is_label(text: &str) -> bool {
    let is_right = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    text.len() <= 63
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && !text.ends_with('-')
        && text.chars().all(is_right)
}

/// The nearest such name, short enough for suffixes.
fn label(name: &str) -> String {
    let lower = name.to_ascii_lowercase().replace(|c: char| !c.is_ascii_alphanumeric(), "-");
    let begun = lower.trim_start_matches(|c: char| !c.is_ascii_lowercase());
    let label: String = begun.chars().take(40).collect();
    match label.trim_end_matches('-') {
        "" => "mcp-gateway".to_owned(),
        label if TAKEN.contains(&label) => format!("{label}-mcp"),
        label => label.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn names_become_labels_of_dns() {
        for (name, expected) in [
            ("sanctuary-gateway", "sanctuary-gateway"),
            ("My_Gateway.v2", "my-gateway-v2"),
            ("--7up--", "up"),
            ("...", "mcp-gateway"),
            ("gateway", "gateway-mcp"),
            ("On", "on-mcp"),
        ] {
            assert_eq!(label(name), expected, "{name}");
            assert!(is_label(&label(name)));
        }
        assert!(is_label(&label(&"a-".repeat(64))));
    }

    #[test]
    fn plain_addresses_of_one_network_are_containers() {
        for (url, expected) in [
            ("http://task:8006/mcp", Some(("task", 8006, true))),
            ("http://task/mcp", Some(("task", 80, true))),
            ("http://git-workflow:1/other", Some(("git-workflow", 1, false))),
            ("http://task:8006", Some(("task", 8006, false))),
            ("https://task:8006/mcp", None),
            ("http://task.example.org:8006/mcp", None),
            ("http://localhost:8006/mcp", None),
            ("http://10.0.0.1:8006/mcp", None),
            ("http://[::1]:8006/mcp", None),
            ("http://${HOST:-task}:8006/mcp", None),
            ("http://Task:8006/mcp", None),
            ("http://null:8006/mcp", None),
            ("http://ollama:11434/mcp", None),
            ("http://task:${PORT:-1}/mcp", None),
        ] {
            let http = Http { url: url.to_owned(), headers: BTreeMap::new(), returns: false };
            let found = place(&http).map(|place| (place.host, place.port, place.is_fleet));
            assert_eq!(found, expected, "{url}");
        }
    }
}
