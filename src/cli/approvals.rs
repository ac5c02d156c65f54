//! `gateway approvals`.

use std::fmt::Write;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use clap::Subcommand;
use gateway_state::approvals::{Decision, Entry, State};
use serde_json::{Value, json};

use super::Failure;
use super::table::{self, Cell, Table, Tone};
use crate::audit;
use crate::backends;
use crate::config::Config;
use crate::management::api::approvals::plain;

/// Arguments of `gateway approvals`.
#[derive(Debug, clap::Args)]
pub(super) struct Approvals {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// List the requests that wait
    List {
        /// List those too that were decided, withdrawn or have expired in the last seven days
        #[arg(long)]
        all: bool,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Show one request with its exact arguments
    Show {
        /// The request's id
        id: String,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Let the call that waits run, once
    Approve {
        /// The request's id
        id: String,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Refuse the call that waits
    Deny {
        /// The request's id
        id: String,
        /// What the caller is told
        #[arg(long, value_name = "TEXT")]
        reason: Option<String>,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
}

/// A call that waits takes its approval within this time.
const TAKEN: Duration = Duration::from_secs(1);

const LOOK: Duration = Duration::from_millis(20);

impl Approvals {
    pub(super) fn run(self, config: &Config) -> Result<(), Failure> {
        let approvals = backends::approvals(config)?;
        match self.action {
            Action::List { all, json } => {
                let mut entries = approvals.list()?;
                entries.retain(|entry| all || entry.state == State::Pending);
                match json {
                    true => super::print(&pretty(&entries.iter().map(data).collect())),
                    false => table::print(&table(&entries)),
                }
            }
            Action::Show { id, json } => {
                let entry = approvals.find(&id)?.ok_or_else(|| {
                    format!("approval {id}: there is no such request; `gateway approvals list` shows those that wait")
                })?;
                super::print(&if json { pretty(&data(&entry)) } else { details(&entry) })
            }
            Action::Approve { id, json } => decide(config, &approvals, &id, &Decision::Approve, json),
            Action::Deny { id, reason, json } => {
                decide(config, &approvals, &id, &Decision::Deny(reason.map(|text| plain(&text))), json)
            }
        }
    }
}

fn decide(
    config: &Config,
    approvals: &gateway_state::Approvals,
    id: &str,
    decision: &Decision,
    json: bool,
) -> Result<(), Failure> {
    let by = backends::principal(config)?.spec();
    if !by.may_approve {
        return Err(
            format!("principal `{}` may not approve; name one that may with --principal", by.name).into()
        );
    }
    if matches!(decision, Decision::Approve) {
        note_first(config, approvals, id, by.name)?;
    }
    let entry = match approvals.decide(id, decision, by.name) {
        Ok(entry) => entry,
        Err(refusal) => {
            tracing::info!(approval = id, by = by.name, detail = %refusal, "approval refused");
            return Err(format!("approval {}: {refusal}", plain(id)).into());
        }
    };
    tracing::info!(
        approval = id,
        by = by.name,
        tool = entry.tool,
        digest = entry.digest,
        "approval {}",
        entry.state.name()
    );
    if entry.state == State::Denied {
        note(config, &entry, by.name)?;
    }
    let verb = entry.state.name();
    let entry = taken(approvals, entry)?;
    let doubt = if entry.state == State::Approved {
        "; no call has taken it, its gateway may have ended"
    } else {
        ""
    };
    let text = format!("{verb} {}: {} for {}{doubt}\n", entry.id, entry.tool, entry.principal);
    super::print(&if json { pretty(&data(&entry)) } else { text })
}

/// Records an approval before it is given: what lets a call run needs a record.
fn note_first(
    config: &Config,
    approvals: &gateway_state::Approvals,
    id: &str,
    by: &str,
) -> Result<(), String> {
    // Who waits for nothing is refused without a record.
    let Some(entry) = approvals.find(id)?.filter(|entry| entry.state == State::Pending) else {
        return Ok(());
    };
    let written = audit::recorder(config)?.operator_first_here("approval_approved", Some(&said(&entry)), by);
    written.map_err(|reason| {
        format!("approval {id}: nothing was approved, because no record of it can be written: {reason}")
    })
}

fn said(Entry { id, tool, principal, digest, .. }: &Entry) -> String {
    format!("{id}: {tool} for {principal}, {digest}")
}

/// Records the decision here too: the call may be gone, and does not know who denied it.
fn note(config: &Config, entry: &Entry, by: &str) -> Result<(), String> {
    let audit = audit::recorder(config)?;
    audit.operator(&format!("approval_{}", entry.state.name()), Some(&said(entry)), by);
    audit.drain_here();
    if let Some(problem) = audit.standing().problem {
        tracing::warn!("the decision cannot be recorded: {problem}");
    }
    Ok(())
}

/// Waits for a moment until the call has taken its approval, and gives how the request stands then.
fn taken(approvals: &gateway_state::Approvals, mut entry: Entry) -> Result<Entry, String> {
    let end = Instant::now() + TAKEN;
    while entry.state == State::Approved && Instant::now() < end {
        std::thread::sleep(LOOK);
        entry = approvals.find(&entry.id)?.unwrap_or(entry);
    }
    Ok(entry)
}

fn table(entries: &[Entry]) -> String {
    if entries.is_empty() {
        return "no request waits\n".into();
    }
    let mut table = Table::headed(&["REQUEST", "STATE", "TOOL", "PRINCIPAL", "WHEN"]);
    for entry in entries {
        table.row([
            entry.id.as_str().into(),
            Cell::new(entry.state.name(), tone(entry.state)),
            entry.tool.as_str().into(),
            entry.principal.as_str().into(),
            when(entry).into(),
        ]);
    }
    table.text()
}

fn tone(state: State) -> Tone {
    match state {
        State::Pending => Tone::Warning,
        State::Denied => Tone::Bad,
        _ => Tone::Plain,
    }
}

/// What is left of its time, or how long ago it was asked.
fn when(entry: &Entry) -> String {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_millis();
    let now = i64::try_from(now).unwrap_or(i64::MAX);
    match entry.state {
        State::Pending | State::Approved => format!("{} s left", (entry.expires - now).max(0) / 1000),
        _ => format!("asked {} s ago", (now - entry.asked).max(0) / 1000),
    }
}

fn details(entry: &Entry) -> String {
    let mut text = format!("{}\n\n{} ({})\n", entry.question, entry.state.name(), when(entry));
    if let Some(by) = &entry.decided_by {
        let _ = writeln!(text, "decided by {by}");
    }
    if let Some(reason) = &entry.reason {
        let _ = writeln!(text, "reason: {reason}");
    }
    text
}

fn data(entry: &Entry) -> Value {
    json!(entry)
}

fn pretty(data: &Value) -> String {
    format!("{data:#}\n")
}
