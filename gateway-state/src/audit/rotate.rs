//! A file that is full: its rows go into a file of their own beside it, and the chain goes on in the one that gateways have open.
//!
//! The copy is whole before the rows are taken out. Whoever dies between the two leaves a copy that the next one replaces.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use gateway_runtime::audit::stamp;
use rusqlite::types::Value;
use rusqlite::{Connection, TransactionBehavior, params_from_iter};
use serde_json::json;

use super::File;
use super::record::{RecordWriter, columns};
use super::sqlite::{SCHEMA, head};
use crate::database::{Problem, create_new, problem};

/// Begins a new file if this one is full.
pub(super) fn if_full(connection: &mut Connection, file: &File) -> Result<(), Problem> {
    let at = |error: rusqlite::Error| problem(&file.path, &error);
    if used(connection).map_err(at)? <= file.max_bytes {
        return Ok(());
    }
    // Nobody appends from here on.
    let change = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(at)?;
    let end = head(&change).map_err(at)?;
    // Another process may have been quicker; and one row alone is never put aside.
    if used(&change).map_err(at)? <= file.max_bytes || end.seq < 2 {
        return Ok(());
    }
    let archive = archive(&file.path, end.seq);
    copy(&change, &archive)?;
    change.execute_batch("DELETE FROM rows; DELETE FROM notable").map_err(at)?;
    let name = archive.file_name().unwrap_or_default().to_string_lossy();
    let body = json!({"time": stamp(SystemTime::now()), "kind": "continued", "detail": name, "previous": end.hash.to_string()});
    let body = body.to_string();
    RecordWriter::default().insert_all(&change, end, &[&body], || ()).map_err(at)?;
    change.commit().map_err(at)?;
    forget(file)
}

/// The pages of a file without rows: the first one, and one for each table.
const EMPTY: i64 = 4;

/// How many bytes of the file rows take up.
fn used(connection: &Connection) -> rusqlite::Result<u64> {
    let value = |name| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    let pages = value("page_count")? - value("freelist_count")? - EMPTY;
    Ok(pages.max(0).unsigned_abs() * value("page_size")?.unsigned_abs())
}

/// The file for rows up to `last`.
fn archive(path: &Path, last: i64) -> PathBuf {
    path.with_file_name(format!("{}-{last:012}.db", stem(path)))
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// The full files beside `path`, by the number of the last row of each.
pub(super) fn archives(path: &Path) -> Result<BTreeMap<i64, PathBuf>, Problem> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let start = format!("{}-", stem(path));
    let number = |name: &str| name.strip_prefix(&start)?.strip_suffix(".db")?.parse().ok();
    let entries = fs::read_dir(folder).map_err(|error| problem(folder, &error))?;
    let found = entries.flatten().filter_map(|entry| {
        let path = entry.path();
        Some((number(path.file_name()?.to_str()?)?, path))
    });
    Ok(found.collect())
}

/// Copies all rows into a file of their own, which is there as a whole or not at all.
fn copy(from: &Connection, archive: &Path) -> Result<(), Problem> {
    let unfinished = archive.with_extension("db.tmp");
    let at = |error: rusqlite::Error| problem(&unfinished, &error);
    let _ = fs::remove_file(&unfinished);
    create_new(&unfinished)?;
    let mut to = Connection::open(&unfinished).map_err(at)?;
    to.pragma_update(None, "page_size", SCHEMA.page).map_err(at)?;
    for step in SCHEMA.steps {
        to.execute_batch(step).map_err(at)?;
    }
    to.pragma_update(None, "user_version", SCHEMA.version()).map_err(at)?;
    copy_rows(from, &mut to).map_err(at)?;
    to.close().map_err(|(_, error)| at(error))?;
    fs::rename(&unfinished, archive).map_err(|error| problem(archive, &error))?;
    fs::File::open(archive.parent().unwrap_or(Path::new(".")))
        .and_then(|folder| folder.sync_all())
        .map_err(|error| problem(archive, &error))
}

fn copy_rows(from: &Connection, to: &mut Connection) -> rusqlite::Result<()> {
    let change = to.transaction()?;
    for (table, columns) in [("rows", columns!()), ("notable", "seq")] {
        let mut select = from.prepare(&format!("SELECT {columns} FROM {table} ORDER BY seq"))?;
        let count = select.column_count();
        let places = vec!["?"; count].join(",");
        let mut insert = change.prepare(&format!("INSERT INTO {table}({columns}) VALUES({places})"))?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            let values = (0..count).map(|at| row.get(at)).collect::<rusqlite::Result<Vec<Value>>>()?;
            insert.execute(params_from_iter(values))?;
        }
    }
    change.commit()
}

/// Removes the oldest full files, but for as many as are kept.
fn forget(file: &File) -> Result<(), Problem> {
    let all = archives(&file.path)?;
    for path in all.values().take(all.len().saturating_sub(file.keep)) {
        fs::remove_file(path).map_err(|error| problem(path, &error))?;
    }
    Ok(())
}
