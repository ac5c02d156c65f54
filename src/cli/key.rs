//! `gateway key`: the API keys of HTTP clients.

use std::path::Path;
use std::time::Duration;

use gateway_runtime::principal::Principal;
use serde_json::{Value, json};

use super::table::{self, Cell, Table, Tone};
use super::{Failure, print};
use crate::config::Config;
use crate::credentials::key::{Fingerprint, NewKey};
use crate::credentials::keyfile::{self, Entry, KeyFile};
use crate::credentials::now;
use crate::generated::CONTRACT;

/// Arguments of `gateway key`.
#[derive(Debug, clap::Args)]
pub(super) struct KeyCommand {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, clap::Subcommand)]
enum Action {
    /// Make a key for a principal, named with --principal, and print it once
    New {
        /// What people call it, for example the machine that it is for
        #[arg(long, value_name = "LABEL")]
        name: Option<String>,
        /// How long it is accepted, in days or hours, for example 90d [default: until it is revoked]
        #[arg(long, value_name = "TIME", value_parser = lifetime)]
        expires: Option<Duration>,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// List the keys; what is secret of them is not kept
    List {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Revoke a key; a running gateway refuses it from its next request on
    Revoke {
        /// The id, which stands in the list and in the key
        id: String,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
}

impl KeyCommand {
    /// `principal` is what --principal says.
    pub(super) fn run(self, principal: Option<&str>, config: &Config) -> Result<(), Failure> {
        let path = keyfile::place(config)?;
        match self.action {
            Action::New { name, expires, json } => create(&path, principal, name, expires, json),
            Action::List { json } => list(&keyfile::read(&path)?.unwrap_or_default(), json),
            Action::Revoke { id, json } => revoke(&path, &id, json),
        }
    }
}

fn create(
    path: &Path,
    principal: Option<&str>,
    name: Option<String>,
    expires: Option<Duration>,
    is_json: bool,
) -> Result<(), Failure> {
    let known: Vec<_> = CONTRACT.principals.iter().map(|principal| principal.name).collect();
    let known = known.join(", ");
    let principal = principal.ok_or_else(|| format!("say whose key it is with --principal: {known}"))?;
    if Principal::named(&CONTRACT, principal).is_none() {
        return Err(format!("there is no principal `{principal}` in tools.toml; there are {known}").into());
    }
    let NewKey { id, token } = NewKey::random()?;
    let entry = Entry {
        principal: principal.into(),
        name,
        sha256: Fingerprint::of(&token).hex(),
        expires_unix: expires.map(|time| now() + time.as_secs()),
    };
    let (line, mut facts) = (line(&id, &entry), data(&id, &entry));
    keyfile::edit(path, |file| Ok(file.keys.insert(id, entry)))?;
    if is_json {
        facts["key"] = token.as_str().into();
        return print(&format!("{facts:#}\n"));
    }
    print(&format!("{token}\n"))?;
    // The key alone is on standard output, for scripts.
    eprintln!("gateway: {line}");
    eprintln!("gateway: this key is not shown again; {} keeps its SHA-256 alone", path.display());
    eprintln!("gateway: clients send it as `Authorization: Bearer KEY`; `gateway key revoke` ends it");
    Ok(())
}

fn revoke(path: &Path, id: &str, is_json: bool) -> Result<(), Failure> {
    let place = path.display();
    keyfile::edit(path, |file| {
        file.keys
            .remove(id)
            .ok_or_else(|| format!("there is no key `{id}` in {place}; see `gateway key list`"))
    })?;
    print(&match is_json {
        true => format!("{:#}\n", json!({"id": id, "revoked": true})),
        false => format!("{id} is revoked\n"),
    })
}

fn list(file: &KeyFile, is_json: bool) -> Result<(), Failure> {
    if is_json {
        let keys = file.keys.iter().map(|(id, entry)| data(id, entry));
        return print(&format!("{:#}\n", keys.collect::<Value>()));
    }
    if file.keys.is_empty() {
        return print("no keys\n");
    }
    let mut table = Table::headed(&["KEY", "PRINCIPAL", "EXPIRES", "NAME"]);
    for (id, entry) in &file.keys {
        let tone = if is_over(entry) { Tone::Bad } else { Tone::Plain };
        table.row([
            id.as_str().into(),
            entry.principal.as_str().into(),
            Cell::new(ending(entry.expires_unix), tone),
            entry.name.clone().unwrap_or_default().into(),
        ]);
    }
    table::print(&table.text())
}

/// What is known of a key; what is secret of it is not kept.
fn data(id: &str, entry: &Entry) -> Value {
    json!({
        "id": id,
        "principal": entry.principal,
        "name": entry.name,
        "expiresUnix": entry.expires_unix,
        "expired": is_over(entry),
    })
}

fn is_over(entry: &Entry) -> bool {
    entry.expires_unix.is_some_and(|end| end <= now())
}

fn line(id: &str, entry: &Entry) -> String {
    let name = entry.name.as_ref().map(|name| format!("  {name:?}")).unwrap_or_default();
    let ending = match entry.expires_unix {
        None => "never expires".into(),
        end => format!("expires {}", ending(end)),
    };
    format!("{id}  {}  {ending}{name}", entry.principal)
}

fn ending(expires_unix: Option<u64>) -> String {
    let left = expires_unix.map(|end| end.saturating_sub(now()));
    match left {
        None => "never".into(),
        Some(0) => "expired".into(),
        Some(left) if left < 2 * 86_400 => format!("in {} h", left.div_ceil(3_600)),
        Some(left) => format!("in {} days", left.div_ceil(86_400)),
    }
}

/// A whole number and `d` or `h`.
fn lifetime(text: &str) -> Result<Duration, String> {
    let (count, unit) = match (text.strip_suffix('d'), text.strip_suffix('h')) {
        (Some(days), _) => (days, 86_400),
        (_, Some(hours)) => (hours, 3_600),
        _ => ("", 1),
    };
    let count: u32 =
        count.parse().ok().filter(|count| *count > 0).ok_or("write a number and d or h, like 90d")?;
    Ok(Duration::from_secs(u64::from(count) * unit))
}
