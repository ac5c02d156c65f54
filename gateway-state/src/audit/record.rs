//! How rows stand in a file: some that were written at once share a record, because a record costs SQLite more than a row.
//!
//! A record has the number of its first row, their hashes one behind the other, and their texts, one a line. Where these are
//! long they are packed, as they say nearly the same: their size (4 bytes, little-endian) and an LZ4 block.

use std::borrow::Cow;

use lz4_flex::block::{
    CompressTable, compress_into_with_table, decompress_into, get_maximum_output_size, uncompressed_size,
};
use rusqlite::{Connection, Row};

use super::Stored;
use super::chain::{Hash, Head};

/// So many bytes of texts end a record.
const FULL: usize = 64 << 10;

/// From so many bytes on, texts are packed. Fewer can be read as they are, and gain little.
const LONG: usize = 4 << 10;

/// What an LZ4 block can grow by at most. What says that it grows more is none, and takes no memory.
const GROWTH: usize = 255;

/// The columns that [`Record::read`] reads.
macro_rules! columns {
    () => {
        "seq, hash, body, packed"
    };
}
pub(super) use columns;

/// Writes records. Its memory is used again: to give back and take anew what a record takes would cost as much as to write it.
#[derive(Default)]
pub(super) struct RecordWriter {
    hashes: Vec<u8>,
    text: String,
    compressor: Compressor,
}

impl RecordWriter {
    /// Inserts rows behind `end`, in as few records as can be, with `pause` behind each; where the chain ends then.
    pub(super) fn insert_all(
        &mut self,
        connection: &Connection,
        mut end: Head,
        rows: &[&str],
        pause: impl Fn(),
    ) -> rusqlite::Result<Head> {
        let mut rest = rows;
        while !rest.is_empty() {
            let (some, others) = rest.split_at(fitting(rest));
            end = self.insert(connection, end, some)?;
            rest = others;
            pause();
        }
        Ok(end)
    }

    fn insert(&mut self, connection: &Connection, mut end: Head, rows: &[&str]) -> rusqlite::Result<Head> {
        let first = end.seq + 1;
        self.hashes.clear();
        self.text.clear();
        for body in rows {
            end = end.with(body);
            self.hashes.extend_from_slice(end.hash.as_bytes());
            if !self.text.is_empty() {
                self.text.push('\n');
            }
            self.text.push_str(body);
        }
        let packed = if self.text.len() < LONG { None } else { self.compressor.compress(&self.text) };
        let body = if packed.is_some() { "" } else { &self.text };
        connection
            .prepare_cached(concat!("INSERT INTO rows(", columns!(), ") VALUES(?1, ?2, ?3, ?4)"))?
            .execute((first, &self.hashes, body, packed))?;
        if !rows.iter().all(|row| is_usual(row)) {
            connection.prepare_cached("INSERT OR IGNORE INTO notable VALUES(?1)")?.execute([first])?;
        }
        // One row may be much longer than the others.
        self.text.shrink_to(FULL);
        Ok(end)
    }
}

/// Makes long texts short.
#[derive(Default)]
struct Compressor {
    packed: Vec<u8>,
    table: CompressTable,
}

impl Compressor {
    /// The text packed; `None` where that cannot be, which leaves it as it is.
    fn compress(&mut self, text: &str) -> Option<&[u8]> {
        const SIZE: usize = size_of::<u32>();
        let size = u32::try_from(text.len()).ok()?;
        self.packed.resize(SIZE + get_maximum_output_size(text.len().max(FULL)), 0);
        // One text may have been much longer than the others.
        self.packed.shrink_to_fit();
        let (before, block) = self.packed.split_at_mut(SIZE);
        before.copy_from_slice(&size.to_le_bytes());
        let length = compress_into_with_table(text.as_bytes(), block, &mut self.table).ok()?;
        self.packed.get(..SIZE + length)
    }
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

/// Whether a row says that a call went well without an approval. No JSON is read for it, as it is asked of every row: how a
/// call ended stands at the end of its row, behind everything that a caller wrote.
fn is_usual(body: &str) -> bool {
    const CONTRACT: &str = ",\"contract\":\"";
    // `latencyMs`, `bytes` and `cached`.
    let Some((third, _)) = body.bytes().enumerate().rev().filter(|&(_, byte)| byte == b',').nth(2) else {
        return false;
    };
    let ends = body[third..].starts_with(",\"latencyMs\":");
    let before = body[..third].strip_suffix("\",\"outcome\":\"ok\"");
    ends && before.is_some_and(|before| {
        let start = before.len().checked_sub(CONTRACT.len() + 2 * Hash::LEN);
        start.and_then(|start| before.get(start..)).is_some_and(|contract| contract.starts_with(CONTRACT))
    })
}

/// A record as it was read.
pub(super) struct Record {
    first: i64,
    hashes: Vec<u8>,
    text: String,
}

impl Record {
    /// From its [`columns`].
    pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let body = row.get_ref(2)?.as_str()?;
        let packed = row.get_ref(3)?.as_blob_or_null()?;
        let text = packed.map_or(Cow::Borrowed(body), |packed| unpack(packed).into());
        Ok(Self { first: row.get(0)?, hashes: row.get(1)?, text: text.into_owned() })
    }

    /// Whether all these stand somewhere in its texts.
    pub(super) fn has(&self, marks: &[String]) -> bool {
        marks.iter().all(|mark| self.text.contains(mark.as_str()))
    }

    /// Its rows. A text without a hash, or with what is none, has one that fits nothing.
    pub(super) fn rows(&self) -> impl DoubleEndedIterator<Item = Stored> {
        let texts: Vec<&str> = self.text.split('\n').collect();
        (0..texts.len()).map(move |at| Stored {
            seq: seq(self.first, at),
            hash: self.hash(at),
            body: texts[at].to_owned(),
        })
    }

    fn hash(&self, at: usize) -> Hash {
        let bytes = self.hashes.get(at * Hash::LEN..(at + 1) * Hash::LEN);
        bytes.and_then(Hash::from_bytes).unwrap_or_default()
    }
}

fn seq(first: i64, at: usize) -> i64 {
    first.saturating_add(i64::try_from(at).unwrap_or(i64::MAX))
}

/// The texts that were packed. What cannot be unpacked is none, and no text fits a hash that is not its own.
fn unpack(packed: &[u8]) -> String {
    let text = || {
        let (size, block) = uncompressed_size(packed).ok()?;
        let mut text = vec![0; Some(size).filter(|size| size / GROWTH <= block.len())?];
        decompress_into(block, &mut text).ok().filter(|&size| size == text.len())?;
        String::from_utf8(text).ok()
    };
    text().unwrap_or_default()
}

/// The end of the chain, from a record's first number and its hashes: there are as many as there are rows.
pub(super) fn end(row: &Row<'_>) -> rusqlite::Result<Head> {
    let (first, hashes) = (row.get(0)?, row.get_ref(1)?.as_blob()?);
    let last = (hashes.len() / Hash::LEN).saturating_sub(1);
    let hash = hashes.get(last * Hash::LEN..).and_then(Hash::from_bytes).unwrap_or_default();
    Ok(Head { seq: seq(first, last), hash })
}
