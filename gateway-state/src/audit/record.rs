//! How rows stand in a file: some that were written at once share a record, because a record costs SQLite more than a row.
//!
//! A record has the number of its first row, their hashes one behind the other, and their texts, one a line.

use rusqlite::{Connection, Row};

use super::Stored;
use super::chain::{Hash, Head};

/// So many bytes of texts end a record.
const FULL: usize = 64 << 10;

/// Inserts rows behind `end`, in as few records as can be, with `pause` behind each; where the chain ends then.
pub(super) fn insert_all(
    connection: &Connection,
    mut end: Head,
    rows: &[&str],
    pause: impl Fn(),
) -> rusqlite::Result<Head> {
    let mut rest = rows;
    while !rest.is_empty() {
        let (some, others) = rest.split_at(fitting(rest));
        end = insert(connection, end, some)?;
        rest = others;
        pause();
    }
    Ok(end)
}

/// How many of the first rows go into one record; one at least.
fn fitting(rows: &[&str]) -> usize {
    let mut bytes = 0;
    let before = rows.iter().position(|row| {
        bytes += row.len() + 1;
        bytes > FULL
    });
    before.unwrap_or(rows.len()).max(1)
}

fn insert(connection: &Connection, mut end: Head, rows: &[&str]) -> rusqlite::Result<Head> {
    let (first, mut hashes) = (end.seq + 1, Vec::with_capacity(rows.len() * Hash::LEN));
    for body in rows {
        end = end.with(body);
        hashes.extend_from_slice(end.hash.as_bytes());
    }
    let text = rows.join("\n");
    connection.prepare_cached("INSERT INTO rows VALUES(?1, ?2, ?3)")?.execute((first, &hashes, &text))?;
    if !rows.iter().all(|row| is_usual(row)) {
        connection.prepare_cached("INSERT OR IGNORE INTO notable VALUES(?1)")?.execute([first])?;
    }
    Ok(end)
}

/// Whether a row says that a call went well without an approval. No JSON is read for it, as it is asked of every row: how a
/// call ended stands at the end of its row, behind everything that a caller wrote.
fn is_usual(body: &str) -> bool {
    const END: [&str; 5] =
        ["\"cached\":", "\"bytes\":", "\"latencyMs\":", "\"outcome\":\"ok\"", "\"contract\":"];
    let mut members = body.rsplit(',');
    END.iter().all(|start| members.next().is_some_and(|member| member.starts_with(start)))
}

/// A record as it was read.
pub(super) struct Record {
    first: i64,
    hashes: Vec<u8>,
    text: String,
}

impl Record {
    /// From `seq, hash, body`.
    pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self { first: row.get(0)?, hashes: row.get(1)?, text: row.get(2)? })
    }

    /// Its rows. A text without a hash, or with what is none, has one that fits nothing.
    pub(super) fn rows(&self) -> impl DoubleEndedIterator<Item = Stored> {
        let texts: Vec<&str> = self.text.split('\n').collect();
        (0..texts.len()).map(move |at| Stored {
            seq: self.seq(at),
            hash: self.hash(at),
            body: texts[at].to_owned(),
        })
    }

    /// Where the chain ends with it.
    pub(super) fn end(&self) -> Head {
        let last = self.text.matches('\n').count();
        Head { seq: self.seq(last), hash: self.hash(last) }
    }

    fn seq(&self, at: usize) -> i64 {
        self.first.saturating_add(i64::try_from(at).unwrap_or(i64::MAX))
    }

    fn hash(&self, at: usize) -> Hash {
        let bytes = self.hashes.get(at * Hash::LEN..(at + 1) * Hash::LEN);
        bytes.and_then(Hash::from_bytes).unwrap_or_default()
    }
}
