//! `[audit]`: whether calls are recorded, and where.

use gateway_runtime::audit::{Recorder, Waits};
use gateway_runtime::words::Size;
use gateway_state::audit::{FILE, File, FileJournal, JOURNALS, Place};
use serde::{Deserialize, Deserializer};

use crate::backends::environment;
use crate::config::Config;
use crate::generated::CONTRACT;

/// How large the file becomes before its rows are put into one of their own.
const MAX_BYTES: Size = Size(256 << 20);

/// How many such files are kept.
const KEEP: usize = 16;

/// The settings of `[audit]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct AuditConfig {
    /// Whether calls are recorded.
    pub(crate) enabled: bool,
    /// A PostgreSQL database that several machines share, instead of a file in the state folder.
    pub(crate) url: Option<String>,
    /// How large the file becomes before another is begun.
    #[serde(deserialize_with = "size")]
    pub(crate) max_bytes: Option<Size>,
    /// How many full files are kept.
    pub(crate) keep: Option<usize>,
    /// Which answers wait until their outcome is written.
    pub(crate) answers_wait: Wait,
}

/// Which answers wait until their outcome is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Wait {
    /// Those of calls that change something.
    #[default]
    Writes,
    /// All.
    All,
}

impl Default for AuditConfig {
    fn default() -> Self {
        Self { enabled: true, url: None, max_bytes: None, keep: None, answers_wait: Wait::Writes }
    }
}

fn size<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Size>, D::Error> {
    gateway_runtime::words::deserialize(deserializer).map(Some)
}

/// What records the calls of one gateway.
pub(crate) fn recorder(config: &Config) -> Result<Recorder, String> {
    let waits = match config.audit.answers_wait {
        Wait::Writes => Waits::Writes,
        Wait::All => Waits::All,
    };
    let place = place(config)?;
    if !config.audit.enabled {
        return Ok(Recorder::default());
    }
    let journals = config.state()?.join(JOURNALS);
    let recorder = Recorder::new(place.store(), &CONTRACT, waits);
    Ok(recorder.with_journal(Box::new(FileJournal::new(journals))))
}

/// Gives the audit what gateways have left behind that were killed. Whatever is wrong with that is said in the log, and
/// tried again by the next who comes.
pub(crate) fn recover(config: &Config, place: &Place) {
    if !config.audit.enabled {
        return;
    }
    match config.state().and_then(|state| place.recover(&state.join(JOURNALS))) {
        Ok(0) => {}
        Ok(rows) => {
            tracing::info!(rows, "audit rows that a killed gateway left in its journal are recorded now");
        }
        Err(problem) => {
            tracing::warn!("a killed gateway left audit rows that cannot be recorded yet: {problem}");
        }
    }
}

/// The same, while others go on: a gateway starts without it.
pub(crate) fn recover_apart(config: &Config) -> Result<(), String> {
    let (config, place) = (config.clone(), place(config)?);
    let spawned =
        std::thread::Builder::new().name("audit-recover".into()).spawn(move || recover(&config, &place));
    spawned.map(drop).map_err(|error| error.to_string())
}

/// Where the rows are.
pub(crate) fn place(config: &Config) -> Result<Place, String> {
    let AuditConfig { url, max_bytes, keep, .. } = &config.audit;
    let Some(url) = url else {
        let max_bytes = max_bytes.unwrap_or(MAX_BYTES).0 as u64;
        let path = config.state()?.join(FILE);
        return Ok(Place::File(File { path, max_bytes, keep: keep.unwrap_or(KEEP) }));
    };
    for (name, is_set) in [("max_bytes", max_bytes.is_some()), ("keep", keep.is_some())] {
        if is_set {
            return Err(format!(
                "audit.{name}: that is about the file, and `audit.url` names a database instead"
            ));
        }
    }
    check(url).map_err(|problem| format!("audit.url: {problem}"))?;
    let url = environment(config)?.expand(url).map_err(|error| format!("audit.url: {error}"))?;
    Ok(Place::Postgres(url))
}

/// Refuses an address of something else, and a password that is written out.
fn check(url: &str) -> Result<(), String> {
    let scheme = url.strip_prefix("postgres://").or(url.strip_prefix("postgresql://"));
    let Some(rest) = scheme.or(url.starts_with("${").then_some("")) else {
        return Err("it is not `postgres://…`".into());
    };
    let user = rest.rsplit_once('@').map(|(user, _)| user).unwrap_or_default();
    let in_user = user.split_once(':').map(|(_, password)| password);
    let in_query = rest.split_once("password=").map(|(_, rest)| rest.split('&').next().unwrap_or_default());
    match in_user.or(in_query) {
        Some(password) if !password.is_empty() && !crate::credentials::reference::is_reference(password) => {
            Err("a password is written out here; write `${NAME}` and set that variable, or `${file:/PATH}`"
                .into())
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_stands_elsewhere() {
        for (url, is_right) in [
            ("postgres://gateway@db/audit", true),
            ("postgresql://gateway:${PASSWORD}@db/audit", true),
            ("postgres://gateway:${file:/run/secrets/db}@db/audit", true),
            ("postgres://db/audit?user=gateway&password=${PASSWORD}", true),
            ("${AUDIT_URL}", true),
            ("postgres://gateway:s3cret@db/audit", false),
            ("postgres://gateway:${PASSWORD:-s3cret}@db/audit", false),
            ("postgres://db/audit?password=s3cret&user=gateway", false),
            ("mysql://gateway@db/audit", false),
            ("audit.db", false),
        ] {
            let checked = check(url);
            assert_eq!(checked.is_ok(), is_right, "{url}");
            assert!(checked.is_ok() || !checked.unwrap_err().contains("s3cret"), "the value is not repeated");
        }
    }
}
