//! Rows that a process left in its journal: each goes to the store once, whoever takes it there and whatever happens on the way.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs::OpenOptions;
use std::io::{Seek, SeekFrom, Write};
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

/// Writes over what stands at a place of the only journal.
fn write_over(scene: &Scene, at: u64, bytes: &[u8]) {
    let mut file = OpenOptions::new().write(true).open(&scene.files()[0]).unwrap();
    file.seek(SeekFrom::Start(at)).unwrap();
    file.write_all(bytes).unwrap();
}

#[test]
fn a_torn_end_was_never_answered_and_what_is_torn_before_it_is_told() {
    let scene = Scene::new();
    let mut journal = scene.journal();
    add(&mut journal, &lines(0..4));
    let end = add(&mut journal, &lines(4..5)).end;
    drop(journal);
    write_over(&scene, 13, b"\0\0\xff\n");
    write_over(&scene, end, (lines(5..6) + "{\"number\":6").as_bytes());
    assert_eq!(scene.recover(), Ok(6));
    let bodies = scene.bodies();
    assert_eq!([&bodies[0], &bodies[3], &bodies[4], &bodies[5]], [0, 2, 3, 4].map(body).each_ref());
    assert!(bodies[1].contains("4 bytes at 13 are no row"), "{bodies:?}");
    assert!(bodies[2].contains(r#""kind":"gap""#) && bodies[2].contains("9 bytes at 17"), "{bodies:?}");
    assert_eq!((bodies.len(), scene.files().len()), (6, 0));
}

#[test]
fn what_a_row_says_ends_no_write() {
    let scene = Scene::new();
    let mut journal = scene.journal();
    let name = add(&mut journal, &lines(0..1)).name;
    add(&mut journal, &format!("{{\"text\":\"={name}\"}}\n"));
    drop(journal);
    assert_eq!(scene.recover(), Ok(2));
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
fn a_full_file_is_followed_by_another() {
    let scene = Scene::new();
    let mut journal = scene.journal();
    let (first, second) = (add(&mut journal, &long("a")), add(&mut journal, &lines(0..1)));
    assert_ne!(first.name, second.name);
    assert_eq!(scene.files().len(), 2);
    assert!(!journal.close(&first), "that is not where it ends");
    journal.remove(&[first.name]);
    assert!(journal.close(&second));
    assert_eq!(scene.files().len(), 0);
    assert_ne!(add(&mut journal, &lines(1..2)).name, second.name);
}

/// A row that fills a file.
fn long(text: &str) -> String {
    format!("{{\"text\":\"{}\"}}\n", text.repeat((2 << 20) / text.len()))
}

/// The files that there are, by their numbers.
#[cfg(unix)]
fn inodes(scene: &Scene) -> std::collections::BTreeSet<u64> {
    use std::os::unix::fs::MetadataExt;
    scene.files().iter().map(|path| path.metadata().unwrap().ino()).collect()
}

#[cfg(unix)]
#[test]
fn a_file_is_written_anew_once_it_is_done_and_some_are_kept_for_that() {
    let scene = Scene::new();
    let mut journal = scene.journal();
    let mut names = Vec::new();
    for number in 0..20 {
        names.push(add(&mut journal, &long(&format!("{number:04}"))).name);
    }
    assert_eq!(scene.files().len(), 20);
    journal.remove(&names[..19]);
    let kept = inodes(&scene);
    assert_eq!(kept.len(), 5, "four, and the last");
    for number in 20..24 {
        let name = add(&mut journal, &long(&format!("{number:04}"))).name;
        assert!(!names.contains(&name));
        names.push(name);
    }
    assert_eq!(inodes(&scene), kept, "no other file was made");
    assert!(names.is_sorted());
    add(&mut journal, &lines(0..1));
    assert_eq!(inodes(&scene).len(), 6, "none was left");
}

/// Killed while it writes: what stands behind is from before.
#[cfg(unix)]
#[test]
fn what_was_in_a_file_before_it_was_written_anew_is_not_replayed() {
    for torn in [0, 1, 20, 35] {
        let scene = Scene::new();
        let mut journal = scene.journal();
        let many = lines(100_000..250_000);
        let first = add(&mut journal, &many).name;
        let second = add(&mut journal, &lines(0..1));
        journal.remove(&[first]);
        add(&mut journal, &long("b"));
        // The third write goes to what was the first file.
        let end = add(&mut journal, &lines(300_000..300_002));
        let (name, rows) = (end.name, lines(300_002..300_004));
        drop(journal);
        let path = scene.journals().join(&*name).with_extension("journal");
        let mut file = OpenOptions::new().write(true).open(&path).unwrap();
        assert!(file.metadata().unwrap().len() > many.len() as u64, "it still has what was there");
        file.seek(SeekFrom::Start(end.end)).unwrap();
        file.write_all(&rows.as_bytes()[..torn]).unwrap();
        drop(file);
        assert_ne!(name, second.name);
        assert_eq!(scene.recover(), Ok(4), "{torn} bytes torn");
        let bodies = scene.bodies();
        assert_eq!(bodies.len(), 4);
        assert!(bodies.ends_with(&[body(300_000), body(300_001)]), "{torn} bytes torn");
    }
}

/// Killed after a file has its next name, and before it lost the one before, or the store was told.
#[cfg(unix)]
#[test]
fn rows_of_a_file_with_two_names_are_appended_once() {
    let scene = Scene::new();
    let mut journal = scene.journal();
    let done = add(&mut journal, &lines(0..3));
    let rows: Vec<_> = (0..3).map(body).collect();
    let rows: Vec<_> = rows.iter().map(String::as_str).collect();
    let batch = Batch { done: &[done], ..Batch::of(&rows, Lasting::Process) };
    scene.place().store().append(&batch).unwrap();
    drop(journal);
    std::fs::hard_link(&scene.files()[0], scene.journals().join("1-1.journal")).unwrap();
    assert_eq!(scene.recover(), Ok(0));
    assert_eq!((scene.bodies().len(), scene.files().len(), scene.known()), (3, 0, 0));
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
