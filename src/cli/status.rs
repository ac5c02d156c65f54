//! `gateway status`: how running gateways do, on one screen each.

use std::collections::BTreeMap;
use std::fmt::Write;

use gateway_runtime::words::{Size, Word};
use hyper::Method;
use serde_json::{Map, Value};

use super::Failure;
use super::control::{Whom, cell};
use super::figures::{long, rate, standing, time};
use super::server;
use super::table::{Cell, Table, Tone, screen};
use crate::config::Config;

/// Arguments of `gateway status`.
#[derive(Debug, clap::Args)]
pub(super) struct Status {
    #[command(flatten)]
    whom: Whom,
}

/// What is asked, by the name that it has in the answer.
const PARTS: [&str; 7] = ["contract", "figures", "servers", "drift", "approvals", "cache", "state"];

impl Status {
    pub(super) async fn run(self, config: &Config) -> Result<(), Failure> {
        let mut gateways: BTreeMap<u64, Map<String, Value>> = BTreeMap::new();
        for part in PARTS {
            let path = format!("/api/v1/{part}");
            for mut answer in self.whom.answers(config, (Method::GET, &path, "")).await? {
                let pid = answer["pid"].as_u64().unwrap_or_default();
                if let Some(answer) = answer.as_object_mut() {
                    // It is said once, and an hour is too much for a screen.
                    answer.remove("pid");
                    answer.remove("hour");
                }
                // Lists stand as lists.
                if let Some(list) = answer.get_mut(part).filter(|list| list.is_array()) {
                    answer = list.take();
                }
                gateways.entry(pid).or_default().insert(part.into(), answer);
            }
        }
        let whole = gateways.into_iter().map(|(pid, mut parts)| {
            parts.insert("pid".into(), pid.into());
            Value::Object(parts)
        });
        self.whom.print(whole.collect(), |all| all.iter().map(screen_of).collect::<Vec<_>>().join("\n"))
    }
}

fn screen_of(gateway: &Value) -> String {
    let contract = &gateway["contract"];
    let short = |hash: &Value| hash.as_str().unwrap_or_default().chars().take(12).collect::<String>();
    let mut text = String::new();
    let title = format!("{} {}", cell(&contract["title"]), cell(&contract["version"]));
    let _ = writeln!(text, "{}", Tone::Strong.paint(&title));
    let mut facts = Table::default();
    let hashes = format!(
        "{} ({} servers, {} tools), policy {}",
        short(&contract["contract"]),
        contract["servers"],
        contract["tools"],
        short(&contract["policy"])
    );
    for (name, value) in [
        ("process", format!("{}, up for {}", gateway["pid"], long(&contract["upSeconds"])).into()),
        ("contract", hashes.into()),
        ("listening", listening(contract).into()),
        ("calls", calls(gateway).into()),
        ("approvals", waiting(gateway)),
        ("audit", audit(&gateway["figures"]["audit"])),
        ("cache", cache(&gateway["cache"]).into()),
        ("replicas", replicas(&gateway["state"])),
    ] {
        facts.row([Cell::new(name, Tone::Faint), value]);
    }
    text.push_str(&facts.text());
    text.push('\n');
    text.push_str(&servers(gateway));
    text
}

fn listening(contract: &Value) -> String {
    let management = match contract["management"].as_str() {
        Some(address) => format!("management on {address}"),
        None => "no management listener".into(),
    };
    format!("MCP on {}, {management}", cell(&contract["mcp"]))
}

fn calls(gateway: &Value) -> String {
    let (figures, minute) = (&gateway["figures"], &gateway["figures"]["minute"]);
    let mut text = format!(
        "{} in flight; last minute {}/s, {} failed/s",
        figures["activeCalls"],
        rate(&minute["callsPerSecond"]),
        rate(&minute["failuresPerSecond"])
    );
    if !minute["p50Seconds"].is_null() {
        let _ = write!(text, ", p50 {}, p99 {}", time(&minute["p50Seconds"]), time(&minute["p99Seconds"]));
    }
    text
}

fn waiting(gateway: &Value) -> Cell {
    match gateway["approvals"].as_array().map_or(0, Vec::len) {
        0 => "none waits".into(),
        count => Cell::new(format!("{count} waiting; `gateway approvals list`"), Tone::Warning),
    }
}

fn audit(audit: &Value) -> Cell {
    if audit["on"] == false {
        return Cell::new("off", Tone::Warning);
    }
    let counts = format!("{} rows written", audit["recorded"]);
    let lost = audit["unrecorded"].as_u64().unwrap_or(0);
    match (audit["problem"].as_str(), lost) {
        (Some(problem), _) => Cell::new(format!("rows cannot be written: {problem}; {lost} lost"), Tone::Bad),
        (None, 0) => Cell::new(counts, Tone::Good),
        (None, _) => Cell::new(format!("{counts}, {lost} lost"), Tone::Warning),
    }
}

fn cache(cache: &Value) -> String {
    let [entries, bytes, hits, misses] =
        ["entries", "bytes", "hits", "misses"].map(|name| cache[name].as_u64().unwrap_or(0));
    let size = Size(usize::try_from(bytes).unwrap_or(usize::MAX)).show();
    let rate =
        (hits * 100).checked_div(hits + misses).map(|rate| format!(", {rate} % of calls answered from it"));
    format!("{entries} answers, {size}{}", rate.unwrap_or_default())
}

fn replicas(state: &Value) -> Cell {
    match state["state"].as_str() {
        None | Some("alone") => Cell::new("alone", Tone::Faint),
        Some(word) => {
            let reason = state["reason"].as_str().map(|reason| format!(": {reason}")).unwrap_or_default();
            let text = format!("{} on {}, {word}{reason}", state["replicas"], cell(&state["server"]));
            Cell::new(text, if word == "up" { Tone::Good } else { Tone::Bad })
        }
    }
}

fn servers(gateway: &Value) -> String {
    let mut table = Table::headed(&[
        "SERVER",
        "STATE",
        "BREAKER",
        "DRIFT",
        "CALLS/S",
        "FAILED/S",
        "P50",
        "P99",
        "WAITING",
        "LAST ERROR",
    ])
    .at_most(screen());
    let drifts = gateway["drift"]["servers"].as_array().into_iter().flatten();
    let drifts: BTreeMap<_, _> = drifts.map(|found| (found["server"].as_str(), &found["result"])).collect();
    for own in gateway["servers"].as_array().into_iter().flatten() {
        let [state, breaker, more @ ..] = server::row(own);
        let drift = drifts.get(&own["name"].as_str()).map(|word| standing(word)).unwrap_or_default();
        table.row([cell(&own["name"]).into(), state, breaker, drift].into_iter().chain(more));
    }
    table.text()
}
