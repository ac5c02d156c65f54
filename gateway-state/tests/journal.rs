//! Rows that a process left in its journal: each goes to the store once, whoever takes it there and whatever happens on the way.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs::OpenOptions;
use std::io::Write;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::thread;

use gateway_runtime::audit::{Batch, Journal, Lasting, Mark};
use gateway_state::audit::{FILE, File, FileJournal, JOURNALS, Place, each, verify};
use rusqlite::Connection;
use tempfile::TempDir;

struct Scene {
    folder: TempDir,
}

impl Scene {
    fn new() -> Self {
        Self { folder: TempDir::new().unwrap() }
    }

    fn place(&self) -> Place {
        Place::File(File { path: self.folder.path().join(FILE), max_bytes: u64::MAX, keep: 1 })
    }

    fn journals(&self) -> PathBuf {
        self.folder.path().join(JOURNALS)
    }

    fn journal(&self) -> FileJournal {
        FileJournal::new(self.journals())
    }

    fn recover(&self) -> Result<u64, String> {
        self.place().recover(&self.journals())
    }

    /// The files of journals.
    fn files(&self) -> Vec<PathBuf> {
        let Ok(entries) = std::fs::read_dir(self.journals()) else { return Vec::new() };
        entries.map(|entry| entry.unwrap().path()).collect()
    }

    fn connection(&self) -> Connection {
        Connection::open(self.folder.path().join(FILE)).unwrap()
    }

    /// The rows of a chain that is sound.
    fn bodies(&self) -> Vec<String> {
        let mut rows = self.place().rows().unwrap().expect("rows");
        assert_eq!(verify(&mut *rows, None).unwrap().bad, None);
        let mut bodies = Vec::new();
        each(&mut *rows, 0, |row| {
            bodies.push(row.body);
            ControlFlow::Continue(())
        })
        .unwrap();
        bodies
    }

    /// How many journals the store knows of.
    fn known(&self) -> i64 {
        self.connection().query_row("SELECT count(*) FROM journals", [], |row| row.get(0)).unwrap()
    }
}

fn body(number: usize) -> String {
    format!(r#"{{"number":{number}}}"#)
}

fn lines(numbers: impl IntoIterator<Item = usize>) -> String {
    numbers.into_iter().map(|number| body(number) + "\n").collect()
}

/// Adds rows, all of which are taken.
fn add(journal: &mut FileJournal, text: &str) -> Mark {
    let added = journal.add(text);
    assert_eq!(added.outcome, Ok(()));
    added.mark.unwrap()
}

#[test]
fn what_is_left_behind_is_appended_once_from_where_the_store_was_done() {
    let scene = Scene::new();
    let mut journal = scene.journal();
    let done = add(&mut journal, &lines(0..3));
    add(&mut journal, &lines(3..5));
    let rows: Vec<_> = (0..3).map(body).collect();
    let rows: Vec<_> = rows.iter().map(String::as_str).collect();
    let batch = Batch { done: &[done], ..Batch::of(&rows, Lasting::Process) };
    scene.place().store().append(&batch).unwrap();
    assert_eq!(scene.recover(), Ok(0), "its process lives");
    drop(journal);
    assert_eq!(scene.recover(), Ok(2));
    assert_eq!(scene.recover(), Ok(0));
    assert_eq!(scene.bodies(), (0..5).map(body).collect::<Vec<_>>());
    assert_eq!((scene.files().len(), scene.known()), (0, 0));
}

#[test]
fn a_torn_end_was_never_answered_and_what_is_torn_before_it_is_told() {
    let scene = Scene::new();
    let mut journal = scene.journal();
    add(&mut journal, &lines(0..1));
    drop(journal);
    let mut file = OpenOptions::new().append(true).open(&scene.files()[0]).unwrap();
    file.write_all(b"\0\0\xff\n{\"number\":\n").unwrap();
    file.write_all(lines(1..2).as_bytes()).unwrap();
    file.write_all(b"{\"number\":2").unwrap();
    assert_eq!(scene.recover(), Ok(4));
    let bodies = scene.bodies();
    assert_eq!((&bodies[0], &bodies[3]), (&body(0), &body(1)));
    assert!(bodies[1].contains("4 bytes at 13 are no row"), "{bodies:?}");
    assert!(bodies[2].contains(r#""kind":"gap""#) && bodies[2].contains("11 bytes at 17"), "{bodies:?}");
    assert_eq!((bodies.len(), scene.files().len()), (4, 0));
}

#[test]
fn who_breaks_off_in_the_middle_is_followed_by_one_who_goes_on_there() {
    let scene = Scene::new();
    add(&mut scene.journal(), &lines(0..2500));
    scene.place().store().append(&Batch::of(&[], Lasting::Process)).unwrap();
    let stop = "CREATE TRIGGER stop BEFORE INSERT ON rows WHEN NEW.seq > 1000 BEGIN SELECT RAISE(ABORT, 'stopped'); END";
    scene.connection().execute_batch(stop).unwrap();
    let problem = scene.recover().unwrap_err();
    assert!(problem.ends_with("stopped"), "{problem}");
    assert_eq!(scene.bodies().len(), 1000, "what was committed");
    scene.connection().execute_batch("DROP TRIGGER stop").unwrap();
    assert_eq!(scene.recover(), Ok(1500));
    assert_eq!(scene.bodies(), (0..2500).map(body).collect::<Vec<_>>());
}

#[test]
fn several_at_once_append_each_row_once() {
    let scene = Scene::new();
    for journal in 0..20 {
        add(&mut scene.journal(), &lines(journal * 10..journal * 10 + 10));
    }
    let counts = thread::scope(|scope| {
        let workers: Vec<_> = (0..4).map(|_| scope.spawn(|| scene.recover().unwrap())).collect();
        workers.into_iter().map(|worker| worker.join().unwrap()).sum::<u64>()
    });
    let mut bodies = scene.bodies();
    bodies.sort_by_key(|body| (body.len(), body.clone()));
    assert_eq!((counts, bodies), (200, (0..200).map(body).collect()));
}

#[test]
fn a_journal_that_cannot_be_read_stays_and_is_no_hindrance_for_others() {
    let scene = Scene::new();
    let unreadable = scene.journals().join("0.journal");
    std::fs::create_dir_all(&unreadable).unwrap();
    add(&mut scene.journal(), &lines(0..1));
    let problem = scene.recover().unwrap_err();
    assert!(problem.contains("0.journal: "), "{problem}");
    assert_eq!((scene.bodies(), scene.files()), (vec![body(0)], vec![unreadable]));
}

#[test]
fn a_full_file_is_followed_by_another_and_goes_once_it_is_done() {
    let scene = Scene::new();
    let mut journal = scene.journal();
    let long = format!("{{\"text\":\"{}\"}}\n", "x".repeat(9 << 20));
    let (first, second) = (add(&mut journal, &long), add(&mut journal, &lines(0..1)));
    assert_ne!(first.name, second.name);
    assert_eq!((second.end, scene.files().len()), (13, 2));
    assert!(!journal.close(&first), "that is not where it ends");
    journal.remove(&[first.name]);
    assert_eq!(scene.files().len(), 1);
    assert!(journal.close(&second));
    assert_eq!(scene.files().len(), 0);
    assert_ne!(add(&mut journal, &lines(1..2)).name, second.name);
}

#[cfg(unix)]
#[test]
fn a_journal_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let scene = Scene::new();
    let mut journal = scene.journal();
    add(&mut journal, &lines(0..1));
    let mode = |path: &PathBuf| path.metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&scene.journals()), mode(&scene.files()[0])), (0o700, 0o600));
}
