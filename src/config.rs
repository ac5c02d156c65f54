//! What is configured at run time: where and who. Never what: that is compiled from `tools.toml`.
//!
//! `gateway.toml`, then `GATEWAY_*`, then flags; later ones win, and unknown keys are errors.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::Duration;

use figment::error::Kind;
use figment::providers::{Env, Format, Serialized, Toml};
use figment::{Figment, Source};
use gateway_runtime::gateway::Limits;
use gateway_runtime::narrow::Overlay;
use gateway_runtime::near::nearest;
use gateway_runtime::words::{self, Word};
use serde::{Deserialize, Deserializer, Serialize};
use tokio::sync::Semaphore;

use crate::audit::AuditConfig;
use crate::credentials::settings::CredentialsConfig;
use crate::logging::LogFormat;
use crate::replicas::StateConfig;
use crate::telemetry::TracingConfig;

/// The configuration file that is read when none is named and it exists.
pub(crate) const DEFAULT_FILE: &str = "gateway.toml";

/// Variables that begin like settings and are none: the file's own path, and a switch of the build.
const NOT_SETTINGS: [&str; 2] = ["config", "frozen"];

/// Which of a server's endpoints is used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Mode {
    /// The fleet inside this process.
    #[default]
    Embedded,
    /// A child process for each server.
    Stdio,
    /// Servers that are reached over HTTP.
    Http,
}

/// All settings.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Config {
    pub(crate) mode: Mode,
    /// Who the callers are: a principal of `tools.toml`; the one that it names when absent.
    pub(crate) principal: Option<String>,
    /// The folder that holds the documents and the repository; `PROJECT_ROOT`, or the current folder, when absent.
    pub(crate) project_root: Option<PathBuf>,
    /// The folder for what is not part of the repository; `.gateway` below the project root when absent.
    pub(crate) state_dir: Option<PathBuf>,
    /// What is logged, for example `info` or `warn,gateway_runtime=debug`.
    pub(crate) log: String,
    /// In which form.
    pub(crate) log_format: LogFormat,
    pub(crate) max_message_bytes: usize,
    /// Calls in flight at once, over all servers.
    pub(crate) max_in_flight: usize,
    /// Size of the answers that are remembered.
    pub(crate) cache_bytes: u64,
    /// How long a call waits for a person's approval.
    #[serde(deserialize_with = "words::deserialize")]
    pub(crate) approval_timeout: Duration,
    #[serde(deserialize_with = "words::deserialize")]
    pub(crate) drain_timeout: Duration,
    /// How often live backends are asked for a sign of life; not at all when `None`, written "off".
    #[serde(deserialize_with = "interval")]
    pub(crate) health_interval: Option<Duration>,
    /// The record of calls.
    pub(crate) audit: AuditConfig,
    pub(crate) http: HttpConfig,
    pub(crate) management: ManagementConfig,
    pub(crate) credentials: CredentialsConfig,
    /// Where the spans of calls go.
    pub(crate) tracing: TracingConfig,
    /// What is shared with other replicas.
    pub(crate) state: StateConfig,
    /// What is switched off and lowered, of what was compiled in.
    pub(crate) narrow: Overlay,
    /// By server name.
    pub(crate) servers: BTreeMap<String, ServerConfig>,
}

/// The HTTP front end.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct HttpConfig {
    /// Names beside those of the listening address that `Host` and `Origin` may give.
    pub(crate) allowed_hosts: Vec<String>,
    /// Who a request without credentials is, though some are configured; without it, such a request is refused.
    pub(crate) anonymous: Option<String>,
}

/// The listener for operators and probes.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ManagementConfig {
    /// Its address; when absent, 127.0.0.1:9000 beside MCP over HTTP, and none otherwise.
    pub(crate) listen: Option<Listen>,
    /// Names beside those of the listening address that `Host` and `Origin` may give.
    pub(crate) allowed_hosts: Vec<String>,
    /// The principal that may read the metrics and nothing else, where credentials are asked for.
    pub(crate) metrics: Option<String>,
}

/// An address, or "off".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(crate) enum Listen {
    /// Nowhere.
    Off,
    /// There.
    At(SocketAddr),
}

impl FromStr for Listen {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text == "off" {
            return Ok(Self::Off);
        }
        let wrong = |_| format!("`{text}` is not an address like 127.0.0.1:9000, nor \"off\"");
        text.parse().map(Self::At).map_err(wrong)
    }
}

impl TryFrom<String> for Listen {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

/// How one server is reached, where that differs from `tools.toml`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct ServerConfig {
    pub(crate) mode: Option<Mode>,
    pub(crate) url: Option<String>,
    pub(crate) command: Option<Vec<String>>,
    pub(crate) cwd: Option<String>,
    pub(crate) env: Option<BTreeMap<String, String>>,
    pub(crate) pass_env: Option<Vec<String>>,
    /// Headers for `url`.
    pub(crate) headers: Option<BTreeMap<String, String>>,
}

/// What flags may set; absent ones leave the setting as it is.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Flags {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) mode: Option<Mode>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) principal: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) project_root: Option<PathBuf>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) log: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) log_format: Option<LogFormat>,
}

const DEFAULTS: &str = r#"
mode = "embedded"
log = "warn"
log_format = "auto"
max_message_bytes = 16777216
max_in_flight = 1024
cache_bytes = 67108864
approval_timeout = "5m"
drain_timeout = "10s"
health_interval = "60s"
audit = {}
http = { allowed_hosts = [] }
management = { allowed_hosts = [] }
credentials = {}
tracing = {}
state = { replicas = 3, timeout = "250ms" }
narrow = {}
servers = {}
"#;

impl Config {
    /// Reads the settings. A file that was named must exist; the default one need not.
    pub(crate) fn load(file: Option<&Path>, flags: &Flags) -> Result<Self, String> {
        if let Some(missing) = file.filter(|file| !file.is_file()) {
            return Err(format!("the configuration file {} does not exist", missing.display()));
        }
        let mut settings = Figment::from(Toml::string(DEFAULTS));
        let file = file.unwrap_or(Path::new(DEFAULT_FILE));
        if file.is_file() {
            settings = settings.merge(Toml::file_exact(file));
        }
        settings
            .merge(Env::prefixed("GATEWAY_").ignore(&NOT_SETTINGS).split("__"))
            .merge(Serialized::defaults(flags))
            .extract()
            .map_err(explain_all)
    }

    /// What the gateway takes on at most.
    pub(crate) fn limits(&self) -> Limits {
        Limits {
            message_bytes: self.max_message_bytes,
            in_flight: self.max_in_flight.min(Semaphore::MAX_PERMITS),
            cache_bytes: self.cache_bytes,
        }
    }

    /// The state folder as an absolute path.
    pub(crate) fn state(&self) -> Result<PathBuf, String> {
        let state =
            self.state_dir.clone().map_or_else(|| Ok(self.root()?.join(".gateway")), Ok::<_, String>)?;
        std::path::absolute(&state).map_err(|error| format!("state_dir {}: {error}", state.display()))
    }

    /// The project root, which is there: a mistyped one is not made.
    pub(crate) fn project(&self) -> Result<PathBuf, String> {
        let root = self.root()?;
        match root.is_dir() {
            true => Ok(root),
            false => Err(format!(
                "there is no folder {} to work on; --project-root, PROJECT_ROOT or project_root names one",
                root.display()
            )),
        }
    }

    /// The project root as an absolute path.
    pub(crate) fn root(&self) -> Result<PathBuf, String> {
        let from_env = || std::env::var_os("PROJECT_ROOT").filter(|root| !root.is_empty()).map(PathBuf::from);
        let root = self.project_root.clone().or_else(from_env).unwrap_or_else(|| PathBuf::from("."));
        std::path::absolute(&root).map_err(|error| format!("project_root {}: {error}", root.display()))
    }
}

/// What a file says for `[narrow]`.
pub(crate) fn overlay(file: &Path) -> Result<Overlay, String> {
    if !file.is_file() {
        return Err(format!("the file {} does not exist", file.display()));
    }
    Figment::from(Toml::file_exact(file)).extract().map_err(explain_all)
}

fn explain_all(errors: figment::Error) -> String {
    errors.into_iter().map(|error| explain(&error)).collect::<Vec<_>>().join("\n")
}

/// What is wrong, where, and what would be right.
fn explain(error: &figment::Error) -> String {
    let mut path = error.path.clone();
    let problem = match &error.kind {
        Kind::UnknownField(key, allowed) => {
            if path.last().is_none_or(|last| !last.eq_ignore_ascii_case(key)) {
                path.push(key.clone());
            }
            unknown(key, allowed)
        }
        kind => kind.to_string().replace("expected usize", "expected a whole number of 0 or more"),
    };
    let place = match error.metadata.as_ref().map(|origin| (&origin.source, origin.name.as_ref())) {
        Some((Some(Source::File(file)), _)) => format!("{}: {}", file_name(file), path.join(".")),
        Some((_, name)) if name.contains("GATEWAY_") => format!("GATEWAY_{}", path.join("__").to_uppercase()),
        _ => path.join("."),
    };
    format!("{}: {}", place.trim_end_matches(": "), problem.trim_end())
}

fn file_name(file: &Path) -> String {
    file.file_name().map_or(file.display().to_string(), |name| name.to_string_lossy().into())
}

fn unknown(key: &str, allowed: &[&str]) -> String {
    match nearest(key, allowed.iter().copied()) {
        Some(near) => format!("there is no such setting; did you mean `{near}`?"),
        None => format!("there is no such setting; there are {}", allowed.join(", ")),
    }
}

fn interval<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Duration>, D::Error> {
    let text = String::deserialize(deserializer)?;
    if text == "off" {
        return Ok(None);
    }
    Duration::read(&text).filter(|interval| !interval.is_zero()).map(Some).ok_or_else(|| {
        serde::de::Error::custom(format!(
            "`{text}` is not an interval; write a duration like \"60s\", or \"off\""
        ))
    })
}
