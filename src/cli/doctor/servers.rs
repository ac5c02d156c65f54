//! The servers: whether each can be started or reached, and with `--start` whether it answers as it was reviewed.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use gateway_runtime::backend::{Endpoint, Launch, Remote};
use gateway_runtime::drift::{ServerDrift, Severity};
use gateway_runtime::era::Era;
use gateway_runtime::gateway::Gateway;
use gateway_runtime::spec::ServerSpec;
use indicatif::{ProgressBar, ProgressStyle};
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout};

use super::finding::Finding;
use super::program;
use crate::backends;
use crate::cli::PATIENCE;
use crate::config::{Config, Mode};
use crate::generated::CONTRACT;

const AREA: &str = "servers";

/// How long an address may take to be reached.
const REACH: Duration = Duration::from_secs(2);

/// Each server, without starting any.
pub(super) async fn check(config: &Config) -> Vec<Finding> {
    let mut found = Vec::new();
    for spec in CONTRACT.servers {
        if !spec.is_enabled {
            found.push(Finding::skipped(AREA, spec.name, "not enabled in this gateway ([gateway] enabled)"));
            continue;
        }
        match backends::reach(config, spec) {
            Ok((mode, endpoint)) => found.extend(endpoint_of(config, spec, mode, &endpoint).await),
            Err(why) => found
                .push(Finding::error(AREA, spec.name, why).mended_by("correct that line of gateway.toml")),
        }
    }
    found
}

async fn endpoint_of(
    config: &Config,
    spec: &ServerSpec,
    mode: Option<Mode>,
    endpoint: &Endpoint,
) -> Vec<Finding> {
    match endpoint {
        Endpoint::Embedded(_) => vec![Finding::good(AREA, spec.name, "built in")],
        Endpoint::Stdio(launch) => {
            let mut found = vec![started(spec, launch)];
            found.extend(lacking(config, spec, launch));
            found
        }
        Endpoint::Http(remote) => vec![reached(spec, remote).await],
        Endpoint::Broken(why) => vec![broken(spec, mode, why)],
    }
}

/// The reason names a variable or a file that is not there.
fn broken(spec: &ServerSpec, mode: Option<Mode>, why: &str) -> Finding {
    let kind = mode.map_or_else(String::new, |mode| format!("{mode:?}: ").to_lowercase());
    Finding::error(AREA, spec.name, format!("{kind}{why}")).mended_by(format!(
        "set what is missing where the gateway is started, or write [servers.{}] in gateway.toml",
        spec.name
    ))
}

fn started(spec: &ServerSpec, launch: &Launch) -> Finding {
    let folder = launch.cwd.as_ref().map(|cwd| cwd.expose().to_owned());
    if let Some(folder) = folder.as_deref().filter(|folder| !Path::new(folder).is_dir()) {
        return Finding::error(AREA, spec.name, format!("stdio: its working folder {folder} is not there"))
            .mended_by(format!("make it, or set servers.{}.cwd in gateway.toml", spec.name));
    }
    let path = launch.env.iter().find(|(name, _)| name == "PATH").map(|(_, value)| value.expose().to_owned());
    let path = path.as_deref().map(std::ffi::OsStr::new);
    match program::find(launch.program.expose(), path, folder.as_deref().map(Path::new)) {
        Ok(file) => Finding::good(AREA, spec.name, format!("stdio: {}", file.display())),
        Err(why) => Finding::error(AREA, spec.name, format!("stdio: {why}")).mended_by(format!(
            "install it, or say where it is: servers.{}.command = [\"/path/to/it\", …] in gateway.toml",
            spec.name
        )),
    }
}

/// Variables that are to be passed on and are not set here.
fn lacking(config: &Config, spec: &ServerSpec, launch: &Launch) -> Option<Finding> {
    let own = config.servers.get(spec.name);
    let declared = spec.stdio.as_ref().filter(|_| own.is_none_or(|own| own.command.is_none()));
    let declared = declared.map(|stdio| stdio.pass_env).unwrap_or_default().iter().copied();
    let own = own.and_then(|own| own.pass_env.as_ref()).into_iter().flatten().map(String::as_str);
    let is_set = |name: &str| launch.env.iter().any(|(set, _)| set == name);
    let missing: Vec<_> = declared.chain(own).filter(|name| !is_set(name)).collect();
    (!missing.is_empty()).then(|| {
        let names = missing.join(", ");
        Finding::warning(AREA, spec.name, format!("it is to be given {names}, which is not set"))
            .mended_by(format!("export {names} where the gateway is started, if the server needs it"))
    })
}

async fn reached(spec: &ServerSpec, remote: &Remote) -> Finding {
    let shown = remote.url.to_string();
    let remedy = format!("start it, or set servers.{}.url in gateway.toml", spec.name);
    let wrong = |why: &str| {
        Finding::error(AREA, spec.name, format!("http: {shown}: {why}")).mended_by(remedy.clone())
    };
    let Some(address) = address(remote.url.expose()) else { return wrong("it is no address") };
    match timeout(REACH, TcpStream::connect(&address)).await {
        Ok(Ok(_)) => Finding::good(AREA, spec.name, format!("http: {shown}: {address} can be reached")),
        Ok(Err(why)) => wrong(&format!("{address} cannot be reached: {why}")),
        Err(_) => wrong(&format!("{address} does not answer within {} s", REACH.as_secs())),
    }
}

/// Host and port of an address.
fn address(url: &str) -> Option<String> {
    let uri: hyper::Uri = url.parse().ok()?;
    let port = uri.port_u16().or(match uri.scheme_str()? {
        "http" => Some(80),
        "https" => Some(443),
        _ => None,
    })?;
    Some(format!("{}:{port}", uri.host()?))
}

/// Starts each server that is not built in, asks it what its tools are, and ends it.
pub(super) async fn start(config: &Config) -> Result<Vec<Finding>, String> {
    let gateway = Arc::new(backends::gateway(config)?);
    let enabled: Vec<_> = CONTRACT.servers.iter().filter(|spec| spec.is_enabled).collect();
    let bar = ProgressBar::new(enabled.len() as u64);
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} starting {msg}") {
        bar.set_style(style);
    }
    let mut found = Vec::new();
    for spec in enabled {
        bar.set_message(spec.name);
        found.extend(answer(&gateway, spec).await);
        bar.inc(1);
    }
    bar.finish_and_clear();
    gateway.stop(Instant::now() + PATIENCE).await;
    Ok(found)
}

async fn answer(gateway: &Gateway, spec: &'static ServerSpec) -> Option<Finding> {
    const AREA: &str = "answers";
    match gateway.drift(spec).await {
        Ok(None) => None,
        Ok(Some(drift)) => Some(compared(AREA, spec, &drift, gateway.era(spec))),
        Err(fault) => Some(
            Finding::error(AREA, spec.name, fault.to_string())
                .mended_by("the log (--log info) has its last words; run its command by hand"),
        ),
    }
}

fn compared(area: &'static str, spec: &ServerSpec, drift: &ServerDrift, era: Option<Era>) -> Finding {
    let speaks = match era {
        Some(Era::Modern) => "speaks 2026-07-28",
        Some(Era::Legacy) => "speaks 2025-11-25 or older",
        None => "answers",
    };
    let count = drift.tools.len();
    match drift.severity() {
        None => Finding::good(area, spec.name, format!("{speaks}; its tools are those of the contract")),
        Some(Severity::Compatible) => Finding::warning(
            area,
            spec.name,
            format!("{speaks}; {count} tools differ compatibly from the contract"),
        )
        .mended_by(format!(
            "`gateway drift --server {}` shows them; import it again where they are right",
            spec.name
        )),
        Some(Severity::Blocking) => Finding::error(
            area,
            spec.name,
            format!("{speaks}; tools that are not what was reviewed are blocked"),
        )
        .mended_by(format!(
            "`gateway drift --server {}` shows them; import it again where they are right",
            spec.name
        )),
    }
}

/// Whether a server is built in that runs git.
pub(super) fn needs_git(config: &Config) -> bool {
    let git = CONTRACT.servers.iter().filter(|spec| spec.is_enabled && spec.embedded == Some("git_workflow"));
    git.into_iter().any(|spec| matches!(backends::reach(config, spec), Ok((Some(Mode::Embedded), _))))
}
