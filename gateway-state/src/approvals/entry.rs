//! One request as an operator sees it.

use std::fmt;
use std::time::SystemTime;

use rusqlite::{Connection, OptionalExtension, Row};
use serde::Serialize;

use super::folder::millis;
use crate::database::Problem;

/// A request and how it stands. Times are milliseconds since 1970.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Entry {
    /// Its name.
    pub id: String,
    /// How it stands now.
    pub state: State,
    /// The principal who calls.
    pub principal: String,
    /// The tool.
    pub tool: String,
    /// The tool's server.
    pub server: String,
    /// The arguments, canonical JSON.
    pub arguments: String,
    /// SHA-256 of the arguments, hexadecimal.
    pub digest: String,
    /// The contract's hash.
    pub contract: String,
    /// When it was asked for.
    pub asked: i64,
    /// Until when the call waits.
    pub expires: i64,
    /// The question as a person should read it.
    #[serde(skip)]
    pub question: String,
    /// When it was decided.
    pub decided: Option<i64>,
    /// The principal who decided.
    pub decided_by: Option<String>,
    /// Why it was denied, in that person's words.
    pub reason: Option<String>,
}

/// How a request stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// A call waits for it.
    Pending,
    /// Approved, and not yet taken by the call.
    Approved,
    /// Approved, and the call has run.
    Used,
    /// Denied.
    Denied,
    /// The caller has gone, or took the call back.
    Withdrawn,
    /// Its time was over before anything else.
    Expired,
}

impl State {
    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Approved => "approved",
            Self::Used => "used",
            Self::Denied => "denied",
            Self::Withdrawn => "withdrawn",
            Self::Expired => "expired",
        }
    }

    /// What the file says, at this time. Nothing that is too old can still be decided or used.
    pub(crate) fn read(stored: &str, expires: i64, now: i64) -> Self {
        match stored {
            "pending" | "approved" if now >= expires => Self::Expired,
            "pending" => Self::Pending,
            "approved" => Self::Approved,
            "used" => Self::Used,
            "denied" => Self::Denied,
            _ => Self::Withdrawn,
        }
    }
}

/// What an operator decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// The call may run, once.
    Approve,
    /// It must not, for this reason.
    Deny(Option<String>),
}

/// Why a decision was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// There is no such request, or no longer.
    Unknown,
    /// It waits for no decision; holds how it stands.
    Settled(Box<Entry>),
    /// The file cannot be used.
    Broken(Problem),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown => {
                f.write_str("there is no such request; `gateway approvals list` shows those that wait")
            }
            Self::Settled(entry) => match (entry.state, entry.decided_by.as_deref()) {
                (State::Withdrawn, _) => f.write_str("the caller no longer waits for it"),
                (State::Expired, _) => f.write_str("it has expired; the call was not carried out"),
                (State::Denied, Some(by)) => write!(f, "it was denied before, by {by}"),
                (_, by) => write!(f, "it was approved before, by {}", by.unwrap_or("nobody")),
            },
            Self::Broken(problem) => f.write_str(problem),
        }
    }
}

impl std::error::Error for Refusal {}

pub(super) const ALL: &str = "SELECT id, principal, tool, server, arguments, digest, contract, asked, expires, question, \
                              state, decided, decided_by, reason FROM approvals ORDER BY asked, id";

const ONE: &str = "SELECT id, principal, tool, server, arguments, digest, contract, asked, expires, question, \
                   state, decided, decided_by, reason FROM approvals WHERE id = ?1";

pub(super) fn find(database: &Connection, id: &str) -> rusqlite::Result<Option<Entry>> {
    let now = millis(SystemTime::now());
    database.prepare_cached(ONE)?.query_row([id], |row| Entry::from_row(row, now)).optional()
}

impl Entry {
    pub(super) fn from_row(row: &Row<'_>, now: i64) -> rusqlite::Result<Self> {
        let (expires, stored): (i64, String) = (row.get("expires")?, row.get("state")?);
        Ok(Self {
            id: row.get("id")?,
            state: State::read(&stored, expires, now),
            principal: row.get("principal")?,
            tool: row.get("tool")?,
            server: row.get("server")?,
            arguments: row.get("arguments")?,
            digest: row.get("digest")?,
            contract: row.get("contract")?,
            asked: row.get("asked")?,
            expires,
            question: row.get("question")?,
            decided: row.get("decided")?,
            decided_by: row.get("decided_by")?,
            reason: row.get("reason")?,
        })
    }
}
