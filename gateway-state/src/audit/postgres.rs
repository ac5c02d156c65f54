//! Rows in PostgreSQL, where gateways on several machines share one chain.

use std::error::Error;
use std::time::Duration;

use gateway_runtime::audit::{Batch, Store};
use gateway_runtime::secret::Secret;
use postgres::config::SslMode;
use postgres::types::ToSql;
use postgres::{Client, Config, NoTls, Transaction};

use super::chain::{Hash, Head};
use super::journal::Replays;
use super::tls::{Checked, without_authorities};
use super::{Filter, Rows, Stored};
use crate::database::Problem;

/// How many rows are read at once.
const LIMIT: i64 = 1000;

/// As in the file: which rows are more than a call that went well without an approval, and some others.
macro_rules! notable {
    () => {
        r#"(strpos(right(body, 90), '","outcome":"ok","latencyMs":') = 0 OR strpos(right(body, 130), '"approval":"') > 0)"#
    };
}

/// What makes each version of the tables from the one before.
const STEPS: [&str; 4] = [
    "CREATE TABLE gateway_audit(seq bigint PRIMARY KEY, hash bytea NOT NULL, body text NOT NULL)",
    "CREATE VIEW gateway_audit_entries AS SELECT seq, encode(hash, 'hex') AS hash,
        body::json ->> 'time' AS time, body::json ->> 'kind' AS kind, body::json ->> 'principal' AS principal,
        body::json ->> 'tool' AS tool, body::json ->> 'server' AS server, body::json ->> 'outcome' AS outcome,
        body::json ->> 'code' AS code, body::json ->> 'latencyMs' AS latency_ms, body FROM gateway_audit",
    concat!("CREATE INDEX gateway_audit_notable ON gateway_audit(seq) WHERE ", notable!()),
    // How many bytes of each journal of a gateway the rows have.
    "CREATE TABLE gateway_audit_journals(name text PRIMARY KEY, done bigint NOT NULL)",
];

/// Whoever appends or changes the tables holds this lock: there is one end of the chain.
const LOCK: &str = "SELECT pg_advisory_xact_lock(7305808869231650913)";

/// How long anything may take. Calls wait with it.
const PATIENCE: Duration = Duration::from_secs(5);

/// Appends to a table.
pub(super) struct PostgresStore {
    url: Secret,
    client: Option<Client>,
}

impl PostgresStore {
    pub(super) fn new(url: Secret) -> Self {
        Self { url, client: None }
    }

    fn client(&mut self) -> Result<&mut Client, Problem> {
        let client = match self.client.take() {
            Some(client) => client,
            None => writer(&self.url)?,
        };
        Ok(self.client.insert(client))
    }

    /// Does something with the tables. After a failure the next attempt connects anew: the server may be back.
    fn with<T>(&mut self, act: impl FnOnce(&mut Client) -> Result<T, postgres::Error>) -> Result<T, Problem> {
        let outcome = act(self.client()?);
        outcome.map_err(|error| {
            self.client = None;
            problem(&self.url, &error)
        })
    }
}

impl Store for PostgresStore {
    fn append(&mut self, batch: &Batch<'_>) -> Result<(), String> {
        self.with(|client| append(client, batch))
    }
}

impl Replays for PostgresStore {
    fn done(&mut self, name: &str) -> Result<u64, Problem> {
        self.with(|client| {
            let done =
                client.query_opt("SELECT done FROM gateway_audit_journals WHERE name = $1", &[&name])?;
            Ok(done.map_or(0, |row| row.get::<_, i64>(0)).unsigned_abs())
        })
    }
}

fn connect(url: &Secret) -> Result<Client, Problem> {
    let (address, authorities) = without_authorities(url.expose());
    let mut config: Config = address.parse().map_err(|error| problem(url, &error))?;
    if config.get_application_name().is_none() {
        config.application_name("sanctuary-gateway");
    }
    config.connect_timeout(PATIENCE).tcp_user_timeout(PATIENCE);
    let client = match config.get_ssl_mode() {
        SslMode::Require => {
            config.connect(Checked::against(authorities.as_deref()).map_err(|error| problem(url, &*error))?)
        }
        _ => config.connect(NoTls),
    };
    let mut client = client.map_err(|error| problem(url, &error))?;
    let limits = format!("SET statement_timeout = {0}; SET lock_timeout = {0}", PATIENCE.as_millis());
    client.batch_execute(&limits).map_err(|error| problem(url, &error))?;
    Ok(client)
}

/// A connection to tables that are there, in the version that is known.
fn writer(url: &Secret) -> Result<Client, Problem> {
    let mut client = connect(url)?;
    migrate(&mut client).map_err(|error| problem(url, &error))?;
    check(&mut client, url)?;
    Ok(client)
}

fn migrate(client: &mut Client) -> Result<(), postgres::Error> {
    let mut change = client.transaction()?;
    change.batch_execute(LOCK)?;
    change.batch_execute(
        "CREATE TABLE IF NOT EXISTS gateway_audit_version(one boolean PRIMARY KEY CHECK(one), version integer NOT NULL);
         INSERT INTO gateway_audit_version VALUES(true, 0) ON CONFLICT DO NOTHING",
    )?;
    let version: i32 = change.query_one("SELECT version FROM gateway_audit_version", &[])?.get(0);
    let found = usize::try_from(version).unwrap_or(usize::MAX);
    for step in STEPS.iter().skip(found) {
        change.batch_execute(step)?;
    }
    if found < STEPS.len() {
        change.execute("UPDATE gateway_audit_version SET version = $1", &[&known()])?;
    }
    change.commit()
}

/// The version that this gateway knows.
fn known() -> i32 {
    i32::try_from(STEPS.len()).unwrap_or(i32::MAX)
}

fn check(client: &mut Client, url: &Secret) -> Result<(), Problem> {
    let row = client.query_one("SELECT version FROM gateway_audit_version", &[]);
    let found: i32 = row.map_err(|error| problem(url, &error))?.get(0);
    match found == known() {
        true => Ok(()),
        false => Err(format!(
            "{url}: its tables are of version {found}, and this gateway knows version {}",
            known()
        )),
    }
}

fn append(client: &mut Client, batch: &Batch<'_>) -> Result<(), postgres::Error> {
    let mut change = client.transaction()?;
    change.batch_execute(LOCK)?;
    if !batch.rows.is_empty() {
        insert(&mut change, batch.rows)?;
    }
    for mark in batch.done {
        change.execute(
            "INSERT INTO gateway_audit_journals VALUES($1, $2) ON CONFLICT(name) DO UPDATE SET done = excluded.done",
            &[&&*mark.name, &i64::try_from(mark.end).unwrap_or(i64::MAX)],
        )?;
    }
    for name in batch.gone {
        change.execute("DELETE FROM gateway_audit_journals WHERE name = $1", &[&&**name])?;
    }
    change.commit()
}

fn insert(change: &mut Transaction<'_>, rows: &[&str]) -> Result<(), postgres::Error> {
    let mut end = head(change)?;
    let mut columns: (Vec<i64>, Vec<Vec<u8>>) = Default::default();
    for body in rows {
        end = end.with(body);
        columns.0.push(end.seq);
        columns.1.push(end.hash.as_bytes().to_vec());
    }
    let text = "INSERT INTO gateway_audit SELECT * FROM unnest($1::bigint[], $2::bytea[], $3::text[])";
    change.execute(text, &[&columns.0, &columns.1, &rows]).map(drop)
}

fn head(change: &mut Transaction<'_>) -> Result<Head, postgres::Error> {
    let last = change.query_opt("SELECT seq, hash FROM gateway_audit ORDER BY seq DESC LIMIT 1", &[])?;
    Ok(last.map_or_else(Head::default, |row| Head { seq: row.get(0), hash: hash(row.get(1)) }))
}

/// What is no hash becomes one that fits nothing.
fn hash(bytes: &[u8]) -> Hash {
    Hash::from_bytes(bytes).unwrap_or_default()
}

/// Reads a table.
pub(super) struct PostgresRows {
    url: Secret,
    client: Client,
}

impl PostgresRows {
    pub(super) fn open(url: &Secret) -> Result<Option<Self>, Problem> {
        let mut client = connect(url)?;
        let is_there = client.query_one("SELECT to_regclass('gateway_audit_version') IS NOT NULL", &[]);
        if !is_there.map_err(|error| problem(url, &error))?.get::<_, bool>(0) {
            return Ok(None);
        }
        check(&mut client, url)?;
        Ok(Some(Self { url: url.clone(), client }))
    }
}

fn stored(row: &postgres::Row) -> Stored {
    Stored { seq: row.get(0), hash: hash(row.get(1)), body: row.get(2) }
}

impl Rows for PostgresRows {
    fn after(&mut self, seq: i64) -> Result<Vec<Stored>, Problem> {
        let text = "SELECT seq, hash, body FROM gateway_audit WHERE seq > $1 ORDER BY seq LIMIT $2";
        let rows = self.client.query(text, &[&seq, &LIMIT]).map_err(|error| problem(&self.url, &error))?;
        Ok(rows.iter().map(stored).collect())
    }

    fn before(&mut self, seq: i64, filter: &Filter) -> Result<Vec<Stored>, Problem> {
        // Each mark is a parameter: no text of a filter is part of it. What PostgreSQL has no text for stands in no row.
        let marks = filter.marks();
        let conditions: String =
            (0..marks.len()).map(|at| format!(" AND strpos(body, ${}) > 0", at + 3)).collect();
        let notable = if filter.is_notable() { concat!(" AND ", notable!()) } else { "" };
        let text = format!(
            "SELECT seq, hash, body FROM gateway_audit WHERE seq < $1{notable}{conditions} ORDER BY seq DESC LIMIT $2"
        );
        let values: Vec<&(dyn ToSql + Sync)> = [&seq as &(dyn ToSql + Sync), &LIMIT]
            .into_iter()
            .chain(marks.iter().map(|mark| mark as &(dyn ToSql + Sync)))
            .collect();
        let rows = self.client.query(&text, &values).map_err(|error| problem(&self.url, &error))?;
        Ok(rows.iter().map(stored).collect())
    }

    fn last(&mut self) -> Result<i64, Problem> {
        let row = self.client.query_one("SELECT coalesce(max(seq), 0) FROM gateway_audit", &[]);
        Ok(row.map_err(|error| problem(&self.url, &error))?.get(0))
    }
}

/// The address as it was written, and what went wrong down to its cause.
fn problem(url: &Secret, error: &dyn Error) -> Problem {
    let mut text = format!("{url}: {error}");
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}
