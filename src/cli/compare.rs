//! `gateway compare`: the same calls to the servers themselves and through the gateway.

mod calls;
mod difference;
mod example;
mod path;
mod report;
mod run;

use std::collections::BTreeMap;
use std::io::IsTerminal;
use std::path::PathBuf;
use std::sync::Arc;

use gateway_runtime::backend::Backend;
use gateway_runtime::local::Local;
use gateway_runtime::principal::Principal;
use gateway_runtime::spec::{Class, ProfileSpec, ToolSpec};
use indicatif::{ProgressBar, ProgressStyle};

use self::calls::{Plan, Planned};
use self::path::Ignored;
use self::report::Report;
use self::run::{Silent, Ways};
use super::audit::time;
use super::{Failure, person, table};
use crate::backends;
use crate::config::{Config, Mode};
use crate::generated::CONTRACT;

/// Arguments of `gateway compare`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Exit codes: 0 no differences, 1 differences, 2 something could not be compared, or nothing was.\n\n\
                  Each call is made twice, to the server and through the gateway as it is configured: --mode and gateway.toml \
                  say where that sends it, --principal who calls. Its answers are not remembered."
)]
pub(super) struct Compare {
    /// Only tools of this profile of tools.toml
    #[arg(long, value_name = "NAME")]
    profile: Option<String>,
    /// Only tools of this server
    #[arg(long, value_name = "NAME")]
    server: Option<String>,
    /// The calls: a JSON object a line, {"tool": "NAME", "arguments": {…}}, or what `gateway audit export` prints; - is
    /// standard input [default: one call of each tool, made from its schema]
    #[arg(long, value_name = "FILE")]
    calls: Option<PathBuf>,
    /// The calls that the audit has with all their arguments
    #[arg(long, conflicts_with = "calls")]
    recorded: bool,
    /// With --recorded: not those before a time in UTC such as 2026-02-28T23:59, or how long ago, such as 2h
    #[arg(long, value_name = "TIME", requires = "recorded")]
    since: Option<String>,
    /// Beside tools that read, those of this class, whose calls then take effect twice
    #[arg(long, value_enum, value_name = "CLASS")]
    also: Vec<Also>,
    /// Approve the calls that need it without being asked; for principals that may approve
    #[arg(long, requires = "also")]
    approve: bool,
    /// A place in the answers that may differ, such as /content/0/text or /**/created_at; * is any one step, ** any number
    #[arg(long, value_name = "PATH")]
    ignore: Vec<String>,
    /// Other bytes for the same values are a difference, too
    #[arg(long)]
    exact: bool,
    /// How the servers themselves are reached [default: as configured, else stdio, else http]
    #[arg(long, value_enum, value_name = "KIND")]
    direct: Option<Direct>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Also {
    Write,
    Destructive,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Direct {
    Stdio,
    Http,
}

impl Compare {
    pub(super) async fn run(self, config: &Config) -> Result<(), Failure> {
        let ignored = Ignored::new(&self.ignore)?;
        let principal = backends::principal(config)?;
        let (planned, direct) = self.with_endpoints(config, self.plan(config, principal)?)?;
        let Plan { calls, skipped, .. } = planned;
        let done = match calls.is_empty() {
            true => Vec::new(),
            false => self.carry_out(config, principal, calls, direct, &ignored).await?,
        };
        self.show(&Report { done, skipped, exact: self.exact })
    }

    fn show(&self, report: &Report) -> Result<(), Failure> {
        match self.json {
            true => super::print(&format!("{:#}\n", report.data()))?,
            false => table::print(&report.text())?,
        }
        match report.exit_code() {
            0 => Ok(()),
            code => Err(Failure::Found(code)),
        }
    }

    fn plan(&self, config: &Config, principal: Principal) -> Result<Plan, String> {
        let profile = self.profile.as_deref().map(profile).transpose()?;
        let server = self.server.as_deref().map(|name| backends::find(&CONTRACT, name)).transpose()?;
        let is_asked = |tool: &ToolSpec| {
            profile.is_none_or(|profile| profile.contains(tool))
                && server.is_none_or(|server| server.index == tool.server)
        };
        let own = &CONTRACT.profiles[usize::from(principal.spec().profile)];
        let classes = self.classes();
        let plan = match (&self.calls, self.recorded) {
            (Some(file), _) => calls::of_file(file)?,
            (None, true) => {
                let since = self.since.as_deref().map(|text| time::read("--since", text)).transpose()?;
                calls::of_record(config, since)?
            }
            (None, false) => {
                calls::made(|tool| is_asked(tool) && own.contains(tool) && classes.contains(&tool.class))
            }
        };
        let plan = plan.of(|tool| match is_asked(tool) {
            true => Ok(()),
            false => Err("it was not asked for (--profile, --server)".into()),
        });
        let who = principal.spec().name;
        let plan = plan.of(|tool| match own.contains(tool) {
            true => Ok(()),
            false => Err(format!("the principal {who} may not call it; --principal names another")),
        });
        Ok(plan.only(&classes))
    }

    fn classes(&self) -> Vec<Class> {
        let also = self.also.iter().map(|also| match also {
            Also::Write => Class::Write,
            Also::Destructive => Class::Destructive,
        });
        std::iter::once(Class::Read).chain(also).collect()
    }

    /// The servers that calls go to; calls of servers that stand nowhere but in the gateway are left out.
    fn with_endpoints(
        &self,
        config: &Config,
        plan: Plan,
    ) -> Result<(Plan, BTreeMap<&'static str, Backend>), String> {
        let kind = self.direct.map(|kind| match kind {
            Direct::Stdio => Mode::Stdio,
            Direct::Http => Mode::Http,
        });
        let mut direct = BTreeMap::new();
        for Planned { tool, .. } in &plan.calls {
            let spec = CONTRACT.server_of(tool);
            if !direct.contains_key(spec.name) {
                direct.insert(spec.name, backends::direct(config, spec, kind)?);
            }
        }
        let plan = plan.of(|tool| match direct.get(CONTRACT.server_of(tool).name) {
            Some(Some(_)) => Ok(()),
            _ => Err("its server has no stdio or http endpoint to compare with".into()),
        });
        Ok((plan, direct.into_iter().filter_map(|(name, backend)| Some((name, backend?))).collect()))
    }

    async fn carry_out(
        &self,
        config: &Config,
        principal: Principal,
        calls: Vec<Planned>,
        direct: BTreeMap<&'static str, Backend>,
        ignored: &Ignored,
    ) -> Result<Vec<run::Compared>, String> {
        // A remembered answer would be compared with itself.
        let gateway = Arc::new(backends::gateway(&Config { cache_bytes: 0, ..config.clone() })?);
        let mut local = Local::new(gateway.clone(), principal, Arc::new(Silent));
        if let Some(person) = person::at_hand(self.approve, principal.spec())? {
            local = local.with_person(person);
        }
        let ways = Ways { gateway, local, principal, direct };
        let bar = progress(calls.len());
        let done = ways.all(calls, ignored, &bar).await;
        ways.end().await;
        Ok(done)
    }
}

fn profile(name: &str) -> Result<&'static ProfileSpec, String> {
    CONTRACT.profile(name).ok_or_else(|| {
        let known: Vec<_> = CONTRACT.profiles.iter().map(|profile| profile.name).collect();
        match gateway_runtime::near::nearest(name, known.iter().copied()) {
            Some(near) => format!("there is no profile `{name}`; did you mean `{near}`?"),
            None => format!("there is no profile `{name}`; there are {}", known.join(", ")),
        }
    })
}

fn progress(calls: usize) -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:30} {pos}/{len} {msg}");
    let bar = ProgressBar::new(u64::try_from(calls).unwrap_or(u64::MAX));
    style.map_or(bar.clone(), |style| bar.with_style(style))
}
