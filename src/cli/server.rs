//! `gateway server`.

use gateway_runtime::near::nearest;
use hyper::Method;
use serde_json::Value;

use super::Failure;
use super::control::{Whom, cell};
use super::figures::{failures, long, rate, standing, time};
use super::table::{Cell, Table, Tone, screen};
use crate::config::Config;
use crate::generated::CONTRACT;

/// Arguments of `gateway server`.
#[derive(Debug, clap::Args)]
pub(super) struct ServerCommand {
    #[command(flatten)]
    whom: Whom,
    #[command(subcommand)]
    action: Option<Action>,
}

#[derive(Debug, clap::Subcommand)]
enum Action {
    /// List the servers, and how they do
    List,
    /// Show all that is known of one server
    Show {
        /// The server's name in tools.toml, for example task
        server: String,
    },
    /// Start a server, also one that was stopped; one that runs goes on
    Start {
        /// The server's name in tools.toml
        server: String,
    },
    /// Stop a server: calls in flight there fail, and further ones are refused until it is started again
    Stop {
        /// The server's name in tools.toml
        server: String,
    },
    /// Stop a server and start it again
    Restart {
        /// The server's name in tools.toml
        server: String,
    },
}

impl ServerCommand {
    pub(super) async fn run(self, config: &Config) -> Result<(), Failure> {
        let (server, verb) = match &self.action {
            None | Some(Action::List) => return self.list(config).await,
            Some(Action::Show { server }) => return self.show(config, server).await,
            Some(Action::Start { server }) => (server, "start"),
            Some(Action::Stop { server }) => (server, "stop"),
            Some(Action::Restart { server }) => (server, "restart"),
        };
        let path = format!("/api/v1/servers/{}/{verb}", known(server)?);
        self.whom.show(config, (Method::POST, &path, ""), servers).await
    }

    async fn list(&self, config: &Config) -> Result<(), Failure> {
        self.whom.show(config, (Method::GET, "/api/v1/servers", ""), servers).await
    }

    async fn show(&self, config: &Config, server: &str) -> Result<(), Failure> {
        let name = known(server)?;
        let answers = self.whom.answers(config, (Method::GET, "/api/v1/servers", "")).await?;
        let own = answers.into_iter().filter_map(|mut answer| {
            let pid = answer["pid"].take();
            let all = answer["servers"].as_array_mut()?;
            let mut server = all.iter_mut().find(|server| server["name"] == name)?.take();
            server["pid"] = pid;
            Some(server)
        });
        self.whom.print(own.collect(), |answers| answers.iter().map(details).collect())
    }
}

/// The server of that name, which every gateway here has.
pub(super) fn known(server: &str) -> Result<&'static str, String> {
    let names = CONTRACT.servers.iter().map(|spec| spec.name);
    CONTRACT.server(server).map(|spec| spec.name).ok_or_else(|| match nearest(server, names.clone()) {
        Some(near) => format!("there is no server `{server}`; did you mean `{near}`?"),
        None => format!("there is no server `{server}`; there are {}", names.collect::<Vec<_>>().join(", ")),
    })
}

/// One row a server: of all, or of the one that was changed.
fn servers(answers: &[Value]) -> String {
    let mut table = Table::headed(&[
        "GATEWAY",
        "SERVER",
        "STATE",
        "BREAKER",
        "CALLS/S",
        "FAILED/S",
        "P50",
        "P99",
        "WAITING",
        "LAST ERROR",
    ])
    .at_most(screen());
    for answer in answers {
        let all = answer["servers"].as_array().map_or(std::slice::from_ref(answer), Vec::as_slice);
        for server in all {
            let [state, breaker, more @ ..] = row(server);
            let own = [Cell::number(cell(&answer["pid"])), cell(&server["name"]).into(), state, breaker];
            table.row(own.into_iter().chain(more));
        }
    }
    table.text()
}

/// State and breaker of a server, and how it did for the last minute.
pub(super) fn row(server: &Value) -> [Cell; 8] {
    let minute = &server["minute"];
    let waiting = server["waiting"].as_i64().unwrap_or(0);
    [
        standing(&server["state"]),
        standing(&server["breaker"]["state"]),
        Cell::number(rate(&minute["callsPerSecond"])),
        failures(&minute["failuresPerSecond"]),
        Cell::number(time(&minute["p50Seconds"])),
        Cell::number(time(&minute["p99Seconds"])),
        Cell::number(waiting.to_string()).toned(if waiting > 0 { Tone::Warning } else { Tone::Plain }),
        Cell::new(cell(&server["lastError"]), Tone::Faint),
    ]
}

fn details(server: &Value) -> String {
    let breaker = &server["breaker"];
    let blocked = server["blockedTools"].as_array().into_iter().flatten().map(cell).collect::<Vec<_>>();
    let mut table = Table::default();
    for (name, value) in [
        ("gateway", Cell::from(cell(&server["pid"]))),
        ("state", standing(&server["state"])),
        ("up for", long(&server["upSeconds"]).into()),
        ("starts", cell(&server["starts"]).into()),
        ("breaker", standing(&breaker["state"])),
        ("opened", format!("{} times", breaker["opens"]).into()),
        ("waiting", cell(&server["waiting"]).into()),
        ("calls/s", rate(&server["minute"]["callsPerSecond"]).into()),
        ("failed/s", rate(&server["minute"]["failuresPerSecond"]).into()),
        ("p50", time(&server["minute"]["p50Seconds"]).into()),
        ("p99", time(&server["minute"]["p99Seconds"]).into()),
        ("blocked", Cell::new(blocked.join(", "), Tone::Bad)),
        ("last error", cell(&server["lastError"]).into()),
    ] {
        table.row([Cell::new(name, Tone::Faint), value]);
    }
    format!("{} — {}\n{}", Tone::Strong.paint(&cell(&server["name"])), cell(&server["title"]), table.text())
}
