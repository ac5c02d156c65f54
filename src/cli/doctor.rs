//! `gateway doctor`.

mod clients;
mod credentials;
mod finding;
mod network;
mod place;
mod program;
mod servers;

use std::net::SocketAddr;

use hyper::Method;
use serde_json::Value;

use self::finding::Finding;
use super::{Failure, table};
use crate::backends;
use crate::config::Config;
use crate::generated::CONTRACT;
use crate::management::client;

/// Arguments of `gateway doctor`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Exit codes: 0 all is well, 1 something is to be looked at, 2 something is wrong.")]
pub(super) struct Doctor {
    /// Start each server that is not built in, ask what its tools are, and end it
    #[arg(long)]
    start: bool,
    /// Look at this address, too, which `gateway serve --http` is to have
    #[arg(long, value_name = "ADDR")]
    http: Option<SocketAddr>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Doctor {
    pub(super) async fn run(self, config: &Config) -> Result<(), Failure> {
        let found = self.look(config).await?;
        match self.json {
            true => super::print(&format!("{:#}\n", finding::data(&found)))?,
            false => table::print(&finding::text(&found))?,
        }
        match finding::exit_code(&found) {
            0 => Ok(()),
            code => Err(Failure::Found(code)),
        }
    }

    async fn look(&self, config: &Config) -> Result<Vec<Finding>, Failure> {
        let mut found = vec![contract(), caller(config)];
        found.push(switched_off(config));
        found.extend(place::check(config, servers::needs_git(config)));
        found.extend(credentials::check(config));
        found.extend(network::check(config, self.http));
        found.extend(running(config).await);
        found.extend(servers::check(config).await);
        if self.start {
            found.extend(servers::start(config).await?);
        }
        found.extend(clients::check(config).await);
        Ok(found)
    }
}

const AREA: &str = "gateway";

fn contract() -> Finding {
    let enabled = CONTRACT.servers.iter().filter(|spec| spec.is_enabled).count();
    let hash = &CONTRACT.hash[..12];
    let what = format!(
        "{hash}: {enabled} of {} servers enabled, {} tools",
        CONTRACT.servers.len(),
        CONTRACT.tools.len()
    );
    Finding::good(AREA, "contract", what)
}

fn caller(config: &Config) -> Finding {
    match backends::principal(config) {
        Ok(who) => Finding::good(AREA, "principal", format!("a local caller is {}", who.spec().name)),
        Err(why) => Finding::error(AREA, "principal", why)
            .mended_by("name another with --principal, or in gateway.toml"),
    }
}

fn switched_off(config: &Config) -> Finding {
    match backends::narrowed(config) {
        Ok(_) => Finding::good(AREA, "narrow", "what it switches off or lowers is there"),
        Err(why) => Finding::error(AREA, "narrow", why).mended_by("correct [narrow] in gateway.toml"),
    }
}

/// Gateways that run here may be of another build.
async fn running(config: &Config) -> Vec<Finding> {
    const AREA: &str = "running";
    let Ok(state) = config.state() else { return Vec::new() };
    // None is running, or one is just going.
    let answers = client::ask(&state, None, &Method::GET, "/api/v1/contract", "").await.unwrap_or_default();
    let one = |answer: &Value| {
        let (pid, hash) =
            (format!("process {}", answer["pid"]), answer["contract"].as_str().unwrap_or_default());
        match hash == CONTRACT.hash {
            true => Finding::good(AREA, pid, "of this contract"),
            false => {
                let short = hash.get(..12).unwrap_or(hash);
                Finding::warning(
                    AREA,
                    pid,
                    format!("it has the contract {short}, not {}", &CONTRACT.hash[..12]),
                )
                .mended_by("start it anew: until then it serves what it was built from")
            }
        }
    };
    answers.iter().map(one).collect()
}
