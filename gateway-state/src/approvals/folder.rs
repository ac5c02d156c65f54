//! The requests in one file of the state folder.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use gateway_runtime::approval::{Request, Standing};
use rusqlite::{Connection, TransactionBehavior, named_params};

use super::KEPT;
use super::entry::{self, Decision, Entry, Refusal, State};
use crate::database::{Database, Problem, Schema, open_existing, open_or_create, problem};

/// The name of the file in the state folder.
pub const FILE: &str = "approvals.db";

const SCHEMA: Schema = Schema {
    page: Schema::USUAL_PAGE,
    steps: &["
        CREATE TABLE approvals(
            id TEXT PRIMARY KEY, principal TEXT NOT NULL, tool TEXT NOT NULL, server TEXT NOT NULL,
            arguments TEXT NOT NULL, digest TEXT NOT NULL, contract TEXT NOT NULL,
            asked INTEGER NOT NULL, expires INTEGER NOT NULL, question TEXT NOT NULL,
            state TEXT NOT NULL CHECK(state IN ('pending', 'approved', 'used', 'denied', 'withdrawn')),
            decided INTEGER, decided_by TEXT, reason TEXT) STRICT, WITHOUT ROWID;
        CREATE INDEX approvals_by_time ON approvals(asked);"],
};

/// The requests in one file. Opened when it is first used, and made by the first request.
pub(super) struct Folder {
    path: PathBuf,
    database: Mutex<Option<Database>>,
}

impl Folder {
    /// Those in the state folder `folder`.
    pub(super) fn new(folder: &Path) -> Self {
        Self { path: folder.join(FILE), database: Mutex::default() }
    }

    /// All that are kept, oldest first.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub(super) fn list(&self) -> Result<Vec<Entry>, Problem> {
        let entries = self.read(|database| {
            let mut query = database.prepare_cached(entry::ALL)?;
            let now = millis(SystemTime::now());
            query.query_map([], |row| Entry::from_row(row, now))?.collect()
        })?;
        Ok(entries.unwrap_or_default())
    }

    /// The one of that id.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub(super) fn find(&self, id: &str) -> Result<Option<Entry>, Problem> {
        Ok(self.read(|database| entry::find(database, id))?.flatten())
    }

    /// Decides a request, in the name of the principal `by`.
    ///
    /// # Errors
    ///
    /// Where it does not wait for that: unknown, decided, withdrawn or expired; or the file cannot be written.
    pub(super) fn decide(&self, id: &str, decision: &Decision, by: &str) -> Result<Entry, Refusal> {
        let decided = self.read(|database| {
            let change = database.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let outcome = decide(&change, id, decision, by)?;
            change.commit()?;
            Ok(outcome)
        });
        decided.map_err(Refusal::Broken)?.unwrap_or(Err(Refusal::Unknown))
    }

    /// Work on the file, if there is one.
    fn read<T>(
        &self,
        work: impl FnOnce(&mut Connection) -> rusqlite::Result<T>,
    ) -> Result<Option<T>, Problem> {
        let mut database = self.current();
        if database.is_none() {
            *database = open_existing(&self.path, &SCHEMA)?;
        }
        let Some(database) = database.as_mut() else { return Ok(None) };
        work(&mut database.connection).map(Some).map_err(|error| problem(&self.path, &error))
    }

    /// Work on the file, which is made where there is none.
    fn write<T>(&self, work: impl FnOnce(&mut Connection) -> rusqlite::Result<T>) -> Result<T, Problem> {
        let mut database = self.current();
        let database = match database.take() {
            Some(open) => database.insert(open),
            None => database.insert(open_or_create(&self.path, &SCHEMA)?),
        };
        work(&mut database.connection).map_err(|error| problem(&self.path, &error))
    }

    /// The file, if it is open. Not one that was removed or replaced: nobody else would see what is written there.
    fn current(&self) -> MutexGuard<'_, Option<Database>> {
        let mut database = self.locked();
        if database.as_ref().is_some_and(|open| !open.is_at(&self.path)) {
            *database = None;
        }
        database
    }

    /// A panic elsewhere leaves no transaction half done: it is rolled back.
    fn locked(&self) -> MutexGuard<'_, Option<Database>> {
        self.database.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Folder {
    pub(super) fn enter(&self, request: &Request) -> Result<(), String> {
        self.write(|database| {
            let now = SystemTime::now();
            let change = database.transaction_with_behavior(TransactionBehavior::Immediate)?;
            change.execute("DELETE FROM approvals WHERE expires < ?1", [millis(now.checked_sub(KEPT).unwrap_or(now))])?;
            change.execute(
                "INSERT INTO approvals VALUES(:id, :principal, :tool, :server, :arguments, :digest, :contract, :asked, \
                 :expires, :question, 'pending', NULL, NULL, NULL)",
                named_params! {
                    ":id": request.id, ":principal": request.principal, ":tool": request.tool,
                    ":server": request.server, ":arguments": request.arguments, ":digest": request.digest,
                    ":contract": request.contract, ":asked": millis(now), ":expires": millis(request.expires),
                    ":question": request.question(),
                },
            )?;
            change.commit()
        })
    }

    pub(super) fn take(&self, request: &Request) -> Result<Standing, String> {
        let Some(entry) = self.find(&request.id)? else {
            return Ok(Standing::Invalid("the request was removed".into()));
        };
        match entry.state {
            State::Pending => Ok(Standing::Pending),
            State::Approved => self.use_up(request, entry),
            State::Expired => Ok(Standing::Expired),
            State::Denied => {
                Ok(Standing::Denied { by: entry.decided_by.unwrap_or_default(), reason: entry.reason })
            }
            State::Used => Ok(Standing::Invalid("it was used before".into())),
            State::Withdrawn => Ok(Standing::Invalid("the request was withdrawn".into())),
        }
    }

    pub(super) fn withdraw(&self, id: &str) {
        // Whether it worked or not, nobody takes the approval any more: only the call that asked could.
        let _ = self.read(|database| {
            database.execute("UPDATE approvals SET state = 'withdrawn' WHERE id = ?1 AND state = 'pending' AND expires > ?2",
                (id, millis(SystemTime::now())))
        });
    }
}

impl Folder {
    /// Uses an approval up, if it is for exactly this call and not too old.
    fn use_up(&self, request: &Request, entry: Entry) -> Result<Standing, String> {
        let used = self.write(|database| {
            database.execute(
                "UPDATE approvals SET state = 'used' WHERE id = :id AND state = 'approved' AND principal = :principal \
                 AND tool = :tool AND digest = :digest AND contract = :contract AND expires > :now",
                named_params! {
                    ":id": request.id, ":principal": request.principal, ":tool": request.tool,
                    ":digest": request.digest, ":contract": request.contract, ":now": millis(SystemTime::now()),
                },
            )
        })?;
        match (used, entry.decided_by) {
            (1, Some(by)) => Ok(Standing::Taken { by }),
            _ => Ok(Standing::Invalid("it was used before, or given for another call".into())),
        }
    }
}

fn decide(
    database: &Connection,
    id: &str,
    decision: &Decision,
    by: &str,
) -> rusqlite::Result<Result<Entry, Refusal>> {
    let found = entry::find(database, id)?;
    match found {
        None => return Ok(Err(Refusal::Unknown)),
        Some(entry) if entry.state != State::Pending => return Ok(Err(Refusal::Settled(entry.into()))),
        Some(_) => {}
    }
    let (state, reason) = match decision {
        Decision::Approve => ("approved", None),
        Decision::Deny(reason) => ("denied", reason.as_deref()),
    };
    database.execute(
        "UPDATE approvals SET state = ?2, decided = ?3, decided_by = ?4, reason = ?5 WHERE id = ?1",
        (id, state, millis(SystemTime::now()), by, reason),
    )?;
    Ok(entry::find(database, id)?.ok_or(Refusal::Unknown))
}

/// Milliseconds since 1970.
pub(super) fn millis(time: SystemTime) -> i64 {
    let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}
