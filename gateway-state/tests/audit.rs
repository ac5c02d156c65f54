//! The chain in a file: shared by several who write, carried over from file to file, and what a check of it finds.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::thread;

use gateway_runtime::audit::{Batch, Lasting, Store};
use gateway_state::audit::{FILE, File, Filter, Hash, Place, Report, backup, each, search, verify};
use rusqlite::Connection;
use tempfile::TempDir;

/// A folder with a file for rows that is never full.
struct Scene {
    folder: TempDir,
    max_bytes: u64,
}

impl Scene {
    fn new(max_bytes: u64) -> Self {
        Self { folder: TempDir::new().unwrap(), max_bytes }
    }

    /// A file with so many rows, each written by itself.
    fn with_rows(count: usize) -> Self {
        let scene = Self::new(u64::MAX);
        let mut store = scene.store();
        (0..count).for_each(|number| append(&mut *store, &[body(number)], Lasting::Process).unwrap());
        scene
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join(FILE)
    }

    fn place(&self) -> Place {
        Place::File(File { path: self.path(), max_bytes: self.max_bytes, keep: 3 })
    }

    fn store(&self) -> Box<dyn Store> {
        self.place().store()
    }

    fn connection(&self) -> Connection {
        Connection::open(self.path()).unwrap()
    }

    fn verify(&self, wanted: Option<Hash>) -> Report {
        verify(&mut *self.place().rows().unwrap().expect("rows"), wanted).unwrap()
    }

    fn bodies(&self) -> Vec<String> {
        let mut bodies = Vec::new();
        each(&mut *self.place().rows().unwrap().unwrap(), 0, |row| {
            bodies.push(row.body);
            ControlFlow::Continue(())
        })
        .unwrap();
        bodies
    }

    /// The full files.
    fn archives(&self) -> Vec<String> {
        let names = std::fs::read_dir(self.folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
        let mut names: Vec<_> = names.map(|name| name.into_string().unwrap()).collect();
        names.retain(|name| name.starts_with("audit-"));
        names.sort();
        names
    }
}

fn append(store: &mut dyn Store, rows: &[String], lasting: Lasting) -> Result<(), String> {
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    store.append(&Batch::of(&rows, lasting))
}

fn body(number: usize) -> String {
    format!(r#"{{"kind":"outcome","number":{number}}}"#)
}

#[test]
fn several_who_write_make_one_chain() {
    let scene = Scene::new(u64::MAX);
    thread::scope(|scope| {
        for writer in 0..4 {
            let mut store = scene.store();
            scope.spawn(move || {
                for row in 0..25 {
                    let rows = [body(writer * 1000 + row), body(writer * 1000 + 500 + row)];
                    append(&mut *store, &rows, Lasting::Process).unwrap();
                }
            });
        }
    });
    let report = scene.verify(None);
    assert_eq!((report.rows, report.first, report.bad), (200, 1, None));
    let mut bodies = scene.bodies();
    bodies.sort();
    bodies.dedup();
    assert_eq!(bodies.len(), 200);
}

#[test]
fn what_was_changed_removed_or_put_elsewhere_is_found_and_named() {
    for (change, row, reason) in [
        (r#"UPDATE rows SET body = '{"kind":"outcome","number":999}' WHERE seq = 4"#, 4, "is not the one"),
        ("UPDATE rows SET hash = zeroblob(32) WHERE seq = 4", 4, "is not the one"),
        ("UPDATE rows SET hash = x'00' WHERE seq = 4", 4, "is not the one"),
        ("DELETE FROM rows WHERE seq = 4", 5, "row 4 before it is missing"),
        ("DELETE FROM rows WHERE seq IN (4, 5, 6)", 7, "rows 4 to 6 before it are missing"),
        ("DELETE FROM rows WHERE seq < 4", 4, "rows 1 to 3 before it are missing"),
        // In each other's places, once with their hashes, and once without them.
        (
            "UPDATE rows SET seq = -seq WHERE seq IN (4, 5); UPDATE rows SET seq = 9 + seq WHERE seq < 0",
            4,
            "is not the one",
        ),
        (
            "UPDATE rows SET body = (SELECT body FROM rows AS other WHERE other.seq = 9 - rows.seq) WHERE seq IN (4, 5)",
            4,
            "is not the one",
        ),
        ("DELETE FROM rows WHERE seq = 4; UPDATE rows SET seq = seq - 1 WHERE seq > 4", 4, "is not the one"),
        ("INSERT INTO rows(seq, hash, body) VALUES(11, zeroblob(32), '{}')", 11, "is not the one"),
    ] {
        let scene = Scene::with_rows(10);
        scene.connection().execute_batch(change).unwrap();
        let report = scene.verify(None);
        let bad = report.bad.unwrap_or_else(|| panic!("nothing was found after {change}"));
        assert_eq!(bad.seq, row, "{change}");
        assert!(bad.reason.contains(reason), "{change}: {}", bad.reason);
        let before = report.head.map_or(0, |(seq, _)| seq);
        assert!(before < row, "{change}");
    }
}

/// Rows that were written at once stand together, one a line.
#[test]
fn what_was_changed_among_rows_that_were_written_at_once_is_found_and_named() {
    let line = |number: usize| body(number);
    let all = (1..=10).map(body).collect::<Vec<_>>();
    for (change, row, reason) in [
        (format!("body = replace(body, '{}', '{}')", line(4), line(44)), 4, "is not the one"),
        (format!("body = replace(body, '{}' || char(10), '')", line(4)), 4, "is not the one"),
        (format!("body = replace(body, char(10) || '{}', '')", line(10)), 11, "row 10 before it is missing"),
        (
            format!(
                "body = replace(body, '{0}' || char(10) || '{1}', '{1}' || char(10) || '{0}')",
                line(4),
                line(5)
            ),
            4,
            "is not the one",
        ),
        (format!("body = body || char(10) || '{}'", line(11)), 11, "is not the one"),
        ("hash = zeroblob(length(hash))".into(), 1, "is not the one"),
        ("hash = substr(hash, 1, 32 * 4 - 1)".into(), 4, "is not the one"),
        ("hash = x''".into(), 1, "is not the one"),
        ("body = ''".into(), 1, "is not the one"),
        ("seq = seq + 1".into(), 2, "row"),
    ] {
        let scene = Scene::new(u64::MAX);
        append(&mut *scene.store(), &all, Lasting::Process).unwrap();
        append(&mut *scene.store(), &[body(11), body(12)], Lasting::Process).unwrap();
        assert_eq!(scene.verify(None).rows, 12);
        scene.connection().execute(&format!("UPDATE rows SET {change} WHERE seq = 1"), []).unwrap();
        let bad = scene.verify(None).bad.unwrap_or_else(|| panic!("nothing was found after {change}"));
        assert_eq!(bad.seq, row, "{change}: {}", bad.reason);
        assert!(bad.reason.contains(reason), "{change}: {}", bad.reason);
    }
}

#[test]
fn a_row_that_was_cut_off_before_others_followed_is_missed() {
    let scene = Scene::new(u64::MAX);
    append(&mut *scene.store(), &[body(1), body(2)], Lasting::Process).unwrap();
    let cut = format!("UPDATE rows SET body = replace(body, char(10) || '{}', '')", body(2));
    scene.connection().execute_batch(&cut).unwrap();
    append(&mut *scene.store(), &[body(3)], Lasting::Process).unwrap();
    let bad = scene.verify(None).bad.unwrap();
    assert_eq!((bad.seq, bad.reason.as_str()), (3, "row 2 before it is missing"));
}

/// What somebody does to packed rows.
type Change<'c> = &'c dyn Fn(&mut Vec<u8>);

/// Long texts are packed, and what is no longer what was packed is no row.
#[test]
fn what_was_changed_among_packed_rows_is_found_and_named() {
    let all = (1..=1000).map(body).collect::<Vec<_>>();
    let size = |size: u32| move |packed: &mut Vec<u8>| packed[..4].copy_from_slice(&size.to_le_bytes());
    let (too_long, too_short) = (size(u32::MAX), size(60 << 10));
    let cases: [(&str, Change<'_>, i64); 9] = [
        // The last bytes stand in it as they are.
        ("a number", &|packed| *packed.iter_mut().nth_back(1).unwrap() = b'1', 1000),
        ("nothing is left", &Vec::clear, 1),
        ("the size alone is left", &|packed| packed.truncate(4), 1),
        ("the end is missing", &|packed| packed.truncate(packed.len() - 1), 1),
        ("the size is missing", &|packed| drop(packed.drain(..4)), 1),
        ("it is said to be 4 GB long", &too_long, 1),
        ("it is said to be longer than it is", &too_short, 1),
        ("it is no text", &|packed| *packed.last_mut().unwrap() = 0xff, 1),
        ("something follows", &|packed| packed.push(0), 1),
    ];
    for (what, change, row) in cases {
        let scene = Scene::new(u64::MAX);
        append(&mut *scene.store(), &all, Lasting::Process).unwrap();
        append(&mut *scene.store(), &[body(1001)], Lasting::Process).unwrap();
        assert_eq!(scene.verify(None).rows, 1001);
        let connection = scene.connection();
        let packed = connection.query_row("SELECT packed FROM rows WHERE seq = 1", [], |row| row.get(0));
        let mut packed = packed.unwrap();
        change(&mut packed);
        connection.execute("UPDATE rows SET packed = ?1 WHERE seq = 1", [packed]).unwrap();
        let bad = scene.verify(None).bad.unwrap_or_else(|| panic!("nothing was found: {what}"));
        assert_eq!((bad.seq, bad.reason.contains("is not the one")), (row, true), "{what}: {}", bad.reason);
    }
}

#[test]
fn rows_that_were_written_at_once_are_read_one_by_one() {
    let scene = Scene::new(u64::MAX);
    let long = "x".repeat(700);
    let all: Vec<_> = (1..=2500)
        .map(|number| {
            format!(r#"{{"kind":"outcome","tool":"t{}","number":{number},"text":"{long}"}}"#, number % 7)
        })
        .collect();
    append(&mut *scene.store(), &all[..1], Lasting::Process).unwrap();
    append(&mut *scene.store(), &all[1..], Lasting::Process).unwrap();
    let records: i64 =
        scene.connection().query_row("SELECT count(*) FROM rows", [], |row| row.get(0)).unwrap();
    assert!((20..100).contains(&records), "{records} records");
    let sizes = "SELECT sum(length(CAST(body AS BLOB)) + length(packed)) FROM rows";
    let kept: i64 = scene.connection().query_row(sizes, [], |row| row.get(0)).unwrap();
    let written: usize = all.iter().map(String::len).sum();
    assert!(kept < written as i64 / 20, "{kept} bytes for {written} that are nearly the same");
    assert_eq!(scene.verify(None).rows, 2500);

    let mut rows = scene.place().rows().unwrap().unwrap();
    assert_eq!(rows.last().unwrap(), 2500);
    for seq in [0, 1, 2, 37, 99, 100, 1234, 2498, 2499, 2500, 9999] {
        let (after, before) = (rows.after(seq).unwrap(), rows.before(seq, &Filter::default()).unwrap());
        let expected = usize::try_from(seq).unwrap();
        assert_eq!(after.first().map(|row| row.seq), (seq < 2500).then_some(seq + 1), "after {seq}");
        assert!(
            after.iter().zip(&all[expected.min(2500)..]).all(|(row, body)| row.body == *body),
            "after {seq}"
        );
        let newest = (seq - 1).min(2500);
        assert_eq!(before.first().map(|row| row.seq), (newest >= 1).then_some(newest), "before {seq}");
        assert!(before.windows(2).all(|pair| pair[0].seq == pair[1].seq + 1), "before {seq}");
    }
    let filter = Filter { tool: Some("t3".into()), ..Filter::default() };
    let found = search(&mut *rows, i64::MAX, &filter, 5000).unwrap();
    assert_eq!(found.rows.len(), (1..=2500).filter(|number| number % 7 == 3).count());
}

#[test]
fn a_missing_end_is_found_by_a_hash_that_was_noted_before() {
    let scene = Scene::with_rows(10);
    let (_, noted) = scene.verify(None).head.unwrap();
    append(&mut *scene.store(), &[body(11)], Lasting::Process).unwrap();
    assert_eq!(scene.verify(Some(noted)).has_wanted, Some(true));
    scene.connection().execute_batch("DELETE FROM rows WHERE seq > 8").unwrap();
    let report = scene.verify(Some(noted));
    assert_eq!((report.rows, report.bad, report.has_wanted), (8, None, Some(false)));
}

/// As an earlier gateway made it: version 1, without the view.
fn of_version_1(path: &Path) {
    let connection = Connection::open(path).unwrap();
    connection
        .execute_batch(
            "PRAGMA journal_mode = WAL;
             CREATE TABLE rows(seq INTEGER PRIMARY KEY, hash BLOB NOT NULL, body TEXT NOT NULL) STRICT;
             PRAGMA user_version = 1;",
        )
        .unwrap();
}

#[test]
fn an_older_file_is_carried_over_with_its_rows() {
    let scene = Scene::with_rows(3);
    let rows: Vec<(i64, Vec<u8>, String)> = {
        let connection = scene.connection();
        let mut rows = connection.prepare("SELECT seq, hash, body FROM rows").unwrap();
        rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap()
    };
    let older = Scene::new(u64::MAX);
    of_version_1(&older.path());
    for row in rows {
        older.connection().execute("INSERT INTO rows VALUES(?1, ?2, ?3)", row).unwrap();
    }
    append(&mut *older.store(), &[body(4)], Lasting::Process).unwrap();
    let report = older.verify(None);
    assert_eq!((report.rows, report.bad), (4, None));
    let version = |scene: &Scene| {
        scene.connection().pragma_query_value(None, "user_version", |row| row.get::<_, i64>(0)).unwrap()
    };
    assert_eq!((version(&older), version(&scene)), (7, 7));
    assert_eq!(older.bodies(), [0, 1, 2, 4].map(body));
}

#[test]
fn a_newer_file_is_refused_with_both_versions() {
    let scene = Scene::with_rows(1);
    scene.connection().pragma_update(None, "user_version", 8).unwrap();
    let error = append(&mut *scene.store(), &[body(2)], Lasting::Process).unwrap_err();
    assert!(error.ends_with("its tables are of version 8, and this gateway knows version 7"), "{error}");
    assert_eq!(scene.place().rows().err(), Some(error));
}

#[test]
fn a_full_file_is_put_aside_and_the_chain_goes_on() {
    let scene = Scene::new(64 << 10);
    let (mut one, mut other) = (scene.store(), scene.store());
    let long = "x".repeat(1000);
    for number in 0..400 {
        let row = format!(r#"{{"number":{number},"text":"{long}"}}"#);
        let store = if number % 2 == 0 { &mut one } else { &mut other };
        append(&mut **store, &[row], Lasting::Process).unwrap();
        if number == 100 {
            let report = scene.verify(None);
            assert_eq!((report.first, report.bad), (1, None));
        }
    }
    let archives = scene.archives();
    assert_eq!(archives.len(), 3, "{archives:?}");
    let report = scene.verify(None);
    assert_eq!(report.bad, None);
    assert!(report.first > 1, "the oldest are gone");
    assert!(scene.path().metadata().unwrap().len() < 256 << 10);

    // A file between two others is missed.
    std::fs::remove_file(scene.folder.path().join(&archives[1])).unwrap();
    let bad = scene.verify(None).bad.unwrap();
    assert!(bad.reason.contains("before it are missing"), "{}", bad.reason);
}

#[test]
fn a_copy_can_be_made_while_rows_are_written() {
    let scene = Scene::with_rows(2000);
    let copies = Scene::new(u64::MAX);
    thread::scope(|scope| {
        let mut store = scene.store();
        let writing = scope.spawn(move || {
            for number in 0..50 {
                append(&mut *store, &[body(number)], Lasting::Process).unwrap();
            }
        });
        backup(&scene.path(), &copies.path()).unwrap();
        writing.join().unwrap();
    });
    let report = copies.verify(None);
    assert!(report.rows >= 2000 && report.bad.is_none(), "{report:?}");
    let error = backup(&scene.path(), &copies.path()).unwrap_err();
    assert!(error.contains("exists"), "{error}");
}

#[test]
fn a_file_that_others_hold_is_an_error_until_they_let_go() {
    let scene = Scene::with_rows(1);
    let holder = scene.connection();
    holder.execute_batch("BEGIN EXCLUSIVE").unwrap();
    let mut store = scene.store();
    let error = append(&mut *store, &[body(2)], Lasting::Power).unwrap_err();
    assert!(error.ends_with("audit.db: database is locked"), "{error}");
    holder.execute_batch("ROLLBACK").unwrap();
    append(&mut *store, &[body(2)], Lasting::Power).unwrap();
    assert_eq!(scene.verify(None).rows, 2);
}

/// A row as gateways write them; each tenth was refused, and each hundredth had an approval.
fn row(number: usize) -> String {
    let outcome = if number.is_multiple_of(10) { "refused" } else { "ok" };
    let approval = if number.is_multiple_of(100) { r#""approval":"a1","# } else { "" };
    let contract = "c".repeat(64);
    format!(
        r#"{{"time":"2026-01-01T00:{:02}:{:02}.000Z","kind":"outcome","tool":"t{}","arguments":{{"a":"\",\"outcome\":\"ok\",\"latencyMs\":"}},"contract":"{contract}",{approval}"outcome":"{outcome}","latencyMs":0.100,"bytes":1,"cached":false}}"#,
        number / 60,
        number % 60,
        number % 3,
    )
}

/// All that a filter finds, page by page.
fn found(scene: &Scene, filter: &Filter, most: usize) -> Vec<i64> {
    let mut rows = scene.place().rows().unwrap().unwrap();
    let (mut all, mut from) = (Vec::new(), Some(i64::MAX));
    while let Some(seq) = from {
        let page = search(&mut *rows, seq, filter, most).unwrap();
        assert!(page.rows.len() <= most);
        all.extend(page.rows.iter().map(|(row, _)| row.seq));
        from = page.next;
    }
    all
}

#[test]
fn the_newest_rows_that_are_wanted_are_found_page_by_page_also_in_full_files() {
    let scene = Scene { max_bytes: 100 << 10, ..Scene::new(0) };
    let mut store = scene.store();
    for start in (0..2400).step_by(100) {
        append(&mut *store, &(start..start + 100).map(row).collect::<Vec<_>>(), Lasting::Process).unwrap();
    }
    assert!(!scene.archives().is_empty());
    let text = |text: &str| Some(text.to_owned());
    let mut kept = Vec::new();
    each(&mut *scene.place().rows().unwrap().unwrap(), 0, |row| {
        kept.push((row.seq, serde_json::from_str(&row.body).unwrap()));
        ControlFlow::Continue(())
    })
    .unwrap();
    kept.reverse();
    for (filter, some) in [
        (Filter::default(), true),
        (Filter { tool: text("t1"), ..Filter::default() }, true),
        (Filter { outcome: text("refused"), ..Filter::default() }, true),
        (Filter { outcome: text("ok"), ..Filter::default() }, true),
        (Filter { approval: text("a1"), ..Filter::default() }, true),
        (Filter { kind: text("continued"), ..Filter::default() }, true),
        (Filter { since: text("2026-01-01T00:39"), tool: text("t0"), ..Filter::default() }, true),
        (Filter { until: text("2026-01-01T00:39"), outcome: text("refused"), ..Filter::default() }, true),
        (Filter { tool: text("t1' OR '1'='1"), ..Filter::default() }, false),
        (Filter { tool: text("%"), ..Filter::default() }, false),
        (Filter { approval: text("'; DROP TABLE rows; --"), ..Filter::default() }, false),
        (Filter { tool: text("\0"), ..Filter::default() }, false),
    ] {
        let expected: Vec<i64> =
            kept.iter().filter(|(_, body)| filter.accepts(body)).map(|(seq, _)| *seq).collect();
        assert_eq!(!expected.is_empty(), some, "{filter:?}");
        for most in [1000, 7] {
            assert_eq!(found(&scene, &filter, most), expected, "{filter:?}");
        }
    }
    assert_eq!(scene.verify(None).bad, None);
}
