//! From the contract and the configuration to the endpoint of each server.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use gateway_runtime::backend::{ALWAYS_PASSED, Backend, Endpoint, Environment, ExpandError, Launch, Remote};
use gateway_runtime::embedded::EmbeddedServer;
use gateway_runtime::finder;
use gateway_runtime::gateway::{Gateway, Reach};
use gateway_runtime::narrow::Narrowed;
use gateway_runtime::principal::Principal;
use gateway_runtime::secret::Secret;
use gateway_runtime::spec::{Contract, HttpSpec, ProfileSpec, ServerSpec, StdioSpec};
use gateway_runtime::view::Shown;
use gateway_state::{Approvals, StateServer};

use crate::audit;
use crate::config::{Config, Mode, ServerConfig};
use crate::credentials::reference;
use crate::generated::CONTRACT;
use crate::hooks::HOOKS;
use crate::operate;
use crate::replicas;

/// The gateway as configured; nothing is started yet.
pub(crate) fn gateway(config: &Config) -> Result<Gateway, String> {
    gateway_for(config, |_| true)
}

/// The gateway with one embedded server's tools alone.
pub(crate) fn gateway_of_one(config: &Config, server: &str) -> Result<Gateway, String> {
    let spec = find(&CONTRACT, server)?;
    if !spec.is_enabled {
        return Err(format!(
            "server `{server}` is not enabled in this gateway ([gateway] enabled in tools.toml)"
        ));
    }
    if spec.embedded.is_none() {
        return Err(format!("server `{server}` has no embedded endpoint in tools.toml"));
    }
    gateway_for(&Config { mode: Mode::Embedded, ..config.clone() }, |server| server.index == spec.index)
}

fn gateway_for(config: &Config, wanted: impl Fn(&ServerSpec) -> bool) -> Result<Gateway, String> {
    let places = Places::new(config)?;
    reference::check_all(&config.servers)?;
    for name in config.servers.keys() {
        find(&CONTRACT, name).map_err(|error| format!("[servers.{name}] in the configuration: {error}"))?;
    }
    let unset = ServerConfig::default();
    let reach = |spec: &'static ServerSpec| {
        let own = config.servers.get(spec.name).unwrap_or(&unset);
        let mode = mode_of(spec, own, config.mode)?;
        let shown = if wanted(spec) { shown(spec, mode) } else { Shown::Hidden };
        Ok(places.reach(spec, own, mode, shown))
    };
    let reaches = CONTRACT.servers.iter().map(reach).collect::<Result<Vec<_>, String>>()?;
    let shared = replicas::state_server(config)?;
    let approvals = approvals_of(shared.clone(), &places);
    let gateway = Gateway::new(&CONTRACT, reaches, config.limits());
    let gateway = match shared {
        Some(shared) => gateway.with_shared(shared, config.state.replicas.get()),
        None => gateway,
    };
    gateway
        .with_hooks(HOOKS)
        .with_approvals(Arc::new(approvals), config.approval_timeout)
        .with_audit(audit::recorder(config)?)
        .configured(config.narrow.clone())
        .map_err(|mistakes| mistakes.join("\n"))
}

/// How a server is reached without the gateway: over `kind`, else as configured, else as a child process, else over HTTP.
/// `None` for one that has no such endpoint.
pub(crate) fn direct(
    config: &Config,
    spec: &'static ServerSpec,
    kind: Option<Mode>,
) -> Result<Option<Backend>, String> {
    let unset = ServerConfig::default();
    let own = config.servers.get(spec.name).unwrap_or(&unset);
    let wishes = [kind, own.mode, Some(Mode::Stdio), Some(Mode::Http)];
    let wishes = wishes.into_iter().flatten().filter(|mode| *mode != Mode::Embedded);
    let Some(mode) = wishes.into_iter().find(|mode| has(spec, own, *mode)) else { return Ok(None) };
    let places = Places::new(config)?;
    let endpoint = match mode {
        Mode::Http => places.http(spec, own),
        Mode::Embedded | Mode::Stdio => places.stdio(spec, own),
    };
    // No tools to compare: what differs from the contract is to be seen, not refused.
    Ok(Some(Backend::new(spec, [], endpoint, config.max_message_bytes)))
}

/// How the gateway as configured reaches a server: the kind of its endpoint, and the endpoint.
pub(crate) fn reach(config: &Config, spec: &'static ServerSpec) -> Result<(Option<Mode>, Endpoint), String> {
    let unset = ServerConfig::default();
    let own = config.servers.get(spec.name).unwrap_or(&unset);
    let mode = mode_of(spec, own, config.mode)?;
    Ok((mode, Places::new(config)?.reach(spec, own, mode, Shown::Plain).endpoint))
}

/// What holds for each tool, as configured.
pub(crate) fn narrowed(config: &Config) -> Result<Narrowed, String> {
    let compiled = Narrowed::compiled(&CONTRACT);
    let mistakes = compiled.mistakes(&CONTRACT, &config.narrow);
    if mistakes.is_empty() { Ok(compiled.with(&CONTRACT, &config.narrow)) } else { Err(mistakes.join("\n")) }
}

/// The requests for approval that gateways on the same state folder share, or all replicas.
pub(crate) fn approvals(config: &Config) -> Result<Approvals, String> {
    Ok(approvals_of(replicas::state_server(config)?, &Places::new(config)?))
}

fn approvals_of(shared: Option<Arc<StateServer>>, places: &Places) -> Approvals {
    shared.map_or_else(|| Approvals::new(&places.state), Approvals::of)
}

/// Who a caller is that shows no credentials.
pub(crate) fn principal(config: &Config) -> Result<Principal, String> {
    let name = config.principal.as_deref().unwrap_or(CONTRACT.principal.name);
    Principal::named(&CONTRACT, name).ok_or_else(|| {
        let known: Vec<_> = CONTRACT.principals.iter().map(|principal| principal.name).collect();
        format!("there is no principal `{name}` in tools.toml; there are {}", known.join(", "))
    })
}

/// With what its tools declare to return, where the endpoint that is used gives it. That holds for a command or address
/// of the configuration as for the one that it replaces.
fn shown(spec: &ServerSpec, mode: Option<Mode>) -> Shown {
    let returns = match mode {
        Some(Mode::Embedded) => true,
        Some(Mode::Stdio) => spec.stdio.as_ref().is_some_and(|stdio| stdio.returns),
        Some(Mode::Http) => spec.http.as_ref().is_some_and(|http| http.returns),
        None => false,
    };
    if returns { Shown::WithReturns } else { Shown::Plain }
}

/// Which endpoint of a server is used: what the configuration says for it, else that of the mode, else the first that
/// it has, in the order embedded, stdio, http.
fn mode_of(spec: &ServerSpec, own: &ServerConfig, mode: Mode) -> Result<Option<Mode>, String> {
    let has = |mode| has(spec, own, mode);
    if let Some(mode) = own.mode.filter(|mode| !has(*mode)) {
        return Err(format!("[servers.{}] mode = {mode:?}: tools.toml declares no such endpoint", spec.name));
    }
    let wishes = [own.mode.unwrap_or(mode), Mode::Embedded, Mode::Stdio, Mode::Http];
    Ok(wishes.into_iter().find(|mode| has(*mode)))
}

/// Which endpoint of a server is used, as configured.
pub(crate) fn endpoint(config: &Config, spec: &ServerSpec) -> Result<Option<Mode>, String> {
    let unset = ServerConfig::default();
    mode_of(spec, config.servers.get(spec.name).unwrap_or(&unset), config.mode)
}

/// Whether a server has an endpoint of that kind.
fn has(spec: &ServerSpec, own: &ServerConfig, mode: Mode) -> bool {
    match mode {
        Mode::Embedded => spec.embedded.is_some(),
        Mode::Stdio => spec.stdio.is_some() || own.command.is_some(),
        Mode::Http => spec.http.is_some() || own.url.is_some(),
    }
}

pub(crate) fn profile(config: &Config) -> Result<&'static ProfileSpec, String> {
    Ok(&CONTRACT.profiles[usize::from(principal(config)?.spec().profile)])
}

pub(crate) fn find(contract: &'static Contract, name: &str) -> Result<&'static ServerSpec, String> {
    contract.server(name).ok_or_else(|| {
        let known: Vec<_> = contract.servers.iter().map(|server| server.name).collect();
        format!("there is no server `{name}`; there are {}", known.join(", "))
    })
}

/// What references in the configuration may name.
pub(crate) fn environment(config: &Config) -> Result<Environment, String> {
    // Variables that are not UTF-8 cannot be referred to from tools.toml.
    let own = std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
    let root = config.root()?;
    let root = root.to_str().map(|text| ("PROJECT_ROOT".to_owned(), text.to_owned()));
    Ok(own.chain(root).collect())
}

/// Where things are on this machine.
struct Places {
    root: PathBuf,
    state: PathBuf,
    environment: Environment,
}

impl Places {
    fn new(config: &Config) -> Result<Self, String> {
        Ok(Self { root: config.project()?, state: config.state()?, environment: environment(config)? })
    }

    fn reach(
        &self,
        spec: &'static ServerSpec,
        own: &ServerConfig,
        mode: Option<Mode>,
        shown: Shown,
    ) -> Reach {
        let endpoint = match mode {
            Some(Mode::Embedded) => self.embedded(spec),
            Some(Mode::Stdio) => self.stdio(spec, own),
            Some(Mode::Http) => self.http(spec, own),
            None => Endpoint::Broken("tools.toml declares no endpoint for it.".into()),
        };
        Reach { endpoint, shown }
    }

    fn embedded(&self, spec: &ServerSpec) -> Endpoint {
        let name = spec.embedded.unwrap_or(spec.name);
        if name == operate::NAME {
            return Endpoint::Embedded(Arc::new(operate::Own::of_process()));
        }
        if name == finder::SERVER {
            return Endpoint::Embedded(Arc::new(finder::Finder));
        }
        match self.open(name) {
            Some(server) => Endpoint::Embedded(server.into()),
            None => Endpoint::Broken(format!(
                "this binary holds no embedded server `{name}`; use --mode stdio or --mode http, or build with the \
                 feature `fleet`."
            )),
        }
    }

    #[cfg(feature = "fleet")]
    fn open(&self, name: &str) -> Option<Box<dyn EmbeddedServer>> {
        fleet::open(name, &self.root, &self.state)
    }

    #[cfg(not(feature = "fleet"))]
    fn open(&self, _: &str) -> Option<Box<dyn EmbeddedServer>> {
        let _ = (&self.root, &self.state);
        None
    }

    fn http(&self, spec: &ServerSpec, own: &ServerConfig) -> Endpoint {
        match self.remote(spec.http.as_ref(), own) {
            Ok(remote) => Endpoint::Http(remote),
            Err(error) => Endpoint::Broken(error.to_string()),
        }
    }

    fn remote(&self, spec: Option<&HttpSpec>, own: &ServerConfig) -> Result<Remote, ExpandError> {
        let url = own.url.as_deref().or(spec.map(|http| http.url)).unwrap_or_default();
        // An address of one's own is another place: what the declared one is shown is not for it.
        let spec = spec.filter(|_| own.url.is_none());
        let declared = spec.map(|http| http.headers).unwrap_or_default().iter().copied();
        let own = own.headers.iter().flatten().map(|(name, value)| (name.as_str(), value.as_str()));
        let headers: BTreeMap<String, &str> =
            declared.chain(own).map(|(name, value)| (name.to_ascii_lowercase(), value)).collect();
        let fill = |(name, value): (String, &str)| Ok((name, self.environment.expand(value)?));
        Ok(Remote {
            url: self.environment.expand(url)?,
            headers: headers.into_iter().map(fill).collect::<Result<_, ExpandError>>()?,
        })
    }

    fn stdio(&self, spec: &ServerSpec, own: &ServerConfig) -> Endpoint {
        match self.launch(spec.stdio.as_ref(), own) {
            Ok(launch) => Endpoint::Stdio(launch),
            Err(reason) => Endpoint::Broken(reason),
        }
    }

    fn launch(&self, spec: Option<&StdioSpec>, own: &ServerConfig) -> Result<Launch, String> {
        let expand = |text: &str| self.environment.expand(text).map_err(|error| error.to_string());
        let command = match (&own.command, spec) {
            (Some(command), _) => command.clone(),
            (None, Some(spec)) => spec.command.iter().map(|part| (*part).to_owned()).collect(),
            (None, None) => Vec::new(),
        };
        let mut command = command.iter().map(|part| expand(part)).collect::<Result<Vec<_>, _>>()?.into_iter();
        let program =
            command.next().filter(|program| !program.expose().is_empty()).ok_or("its command is empty.")?;
        // A command of one's own is another program: what the declared one needs is not for it.
        let spec = spec.filter(|_| own.command.is_none());
        let cwd = own.cwd.as_deref().or(spec.and_then(|spec| spec.cwd)).map(expand).transpose()?;
        let env = self.child_environment(spec, own)?;
        Ok(Launch { program, arguments: command.collect(), cwd, env })
    }

    fn child_environment(
        &self,
        spec: Option<&StdioSpec>,
        own: &ServerConfig,
    ) -> Result<Vec<(String, Secret)>, String> {
        let declared_pass = spec.map(|spec| spec.pass_env).unwrap_or_default().iter().copied();
        let own_pass = own.pass_env.iter().flatten().map(String::as_str);
        let passed = ALWAYS_PASSED.into_iter().chain(declared_pass).chain(own_pass);
        let mut env: BTreeMap<String, Secret> =
            passed.filter_map(|name| Some((name.to_owned(), self.environment.get(name)?))).collect();
        let declared = spec.map(|spec| spec.env).unwrap_or_default().iter().copied();
        let own = own.env.iter().flatten().map(|(name, value)| (name.as_str(), value.as_str()));
        for (name, value) in declared.chain(own) {
            env.insert(name.into(), self.environment.expand(value).map_err(|error| error.to_string())?);
        }
        Ok(env.into_iter().collect())
    }
}

/// Every embedded server that `tools.toml` names exists, or the build fails here.
#[cfg(feature = "fleet")]
const _: () = {
    let mut at = 0;
    while at < CONTRACT.servers.len() {
        if let Some(name) = CONTRACT.servers[at].embedded {
            assert!(
                is_in_fleet(name)
                    || same(name.as_bytes(), operate::NAME.as_bytes())
                    || same(name.as_bytes(), finder::SERVER.as_bytes()),
                "tools.toml: `fleet = …` names a server that the fleet does not have"
            );
        }
        at += 1;
    }
};

#[cfg(feature = "fleet")]
const fn is_in_fleet(name: &str) -> bool {
    let mut at = 0;
    while at < fleet::NAMES.len() {
        if same(fleet::NAMES[at].as_bytes(), name.as_bytes()) {
            return true;
        }
        at += 1;
    }
    false
}

#[cfg(feature = "fleet")]
const fn same(a: &[u8], b: &[u8]) -> bool {
    let mut at = 0;
    while at < a.len() && at < b.len() && a[at] == b[at] {
        at += 1;
    }
    at == a.len() && at == b.len()
}

/// Where embedded servers are told apart from others, for people.
pub(crate) fn described(spec: &ServerSpec) -> String {
    let kinds = [
        spec.embedded.map(|_| "embedded"),
        spec.stdio.as_ref().map(|_| "stdio"),
        spec.http.as_ref().map(|_| "http"),
    ];
    kinds.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use gateway_runtime::spec::HttpSpec;

    use super::*;

    /// Over HTTP it returns what its tools declare; as a child process it does not.
    static SERVER: ServerSpec = ServerSpec {
        index: 0,
        name: "own",
        title: "",
        is_enabled: true,
        start_timeout: Duration::ZERO,
        call_timeout: Duration::ZERO,
        in_flight: 1,
        failures: &[],
        embedded: Some("own"),
        stdio: Some(StdioSpec { command: &["own"], cwd: None, env: &[], pass_env: &[], returns: false }),
        http: Some(HttpSpec { url: "http://own", headers: &[], returns: true }),
    };
    static BARE: ServerSpec = ServerSpec { embedded: None, stdio: None, http: None, ..SERVER };

    #[test]
    fn what_is_returned_is_shown_where_the_endpoint_in_use_gives_it() {
        let none = ServerConfig::default;
        let asked = |mode| ServerConfig { mode: Some(mode), ..none() };
        let command = Some(vec!["mine".to_owned()]);
        let url = Some("http://mine".to_owned());
        for (server, mode, own, expected) in [
            (&SERVER, Mode::Embedded, none(), Shown::WithReturns),
            (&SERVER, Mode::Stdio, none(), Shown::Plain),
            (&SERVER, Mode::Http, none(), Shown::WithReturns),
            (&SERVER, Mode::Http, asked(Mode::Stdio), Shown::Plain),
            (&SERVER, Mode::Stdio, ServerConfig { command: command.clone(), ..none() }, Shown::Plain),
            (&SERVER, Mode::Http, ServerConfig { url: url.clone(), ..none() }, Shown::WithReturns),
            (&BARE, Mode::Embedded, none(), Shown::Plain),
            (&BARE, Mode::Embedded, ServerConfig { url, ..none() }, Shown::Plain),
            (&BARE, Mode::Embedded, ServerConfig { command, ..none() }, Shown::Plain),
        ] {
            let used = mode_of(server, &own, mode).unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(shown(server, used), expected, "{used:?} of {mode:?} with {own:?}");
        }
    }
}

#[cfg(all(test, feature = "fleet"))]
mod fleet_tests {
    use super::*;

    /// The fleet's own arguments are written by hand; that its tools have the contract's names is checked here.
    #[test]
    fn the_fleet_answers_every_tool_that_the_contract_gives_to_a_served_server() {
        let mut missing = Vec::new();
        let mut served = 0;
        for tool in CONTRACT.tools {
            let answered = fleet::tools(CONTRACT.server_of(tool).embedded.unwrap_or_default());
            served += usize::from(!answered.is_empty());
            if !answered.is_empty() && !answered.contains(&tool.upstream) {
                missing.push(tool.name);
            }
        }
        assert_eq!(missing, [""; 0]);
        assert!(served > 40, "{served} tools are served");
    }
}
