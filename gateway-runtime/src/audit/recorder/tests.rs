//! What the queue and its thread do with rows, with a store and a journal that do what they are told.

use std::sync::atomic::AtomicBool;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::time::Duration;

use super::*;
use crate::audit::{Added, Batch, Mark};

/// What a store was given: the rows, how far journals are done, and which are gone.
#[derive(Debug, PartialEq, Eq)]
struct Given {
    rows: Vec<String>,
    done: Vec<(String, u64)>,
    gone: Vec<String>,
}

/// Does what each step says, and passes on what it was given.
struct Scripted {
    steps: Receiver<Result<(), String>>,
    given: SyncSender<Given>,
}

impl Store for Scripted {
    fn append(&mut self, batch: &Batch<'_>) -> Result<(), String> {
        let outcome = self.steps.recv().unwrap_or(Ok(()));
        let _ = self.given.send(Given {
            rows: batch.rows.iter().map(|&row| row.to_owned()).collect(),
            done: batch.done.iter().map(|mark| (mark.name.to_string(), mark.end)).collect(),
            gone: batch.gone.iter().map(ToString::to_string).collect(),
        });
        outcome
    }
}

/// A journal in memory, which is full after each write.
#[derive(Clone, Default)]
struct Noted(Arc<Mutex<Notes>>);

#[derive(Default)]
struct Notes {
    texts: Vec<String>,
    removed: Vec<String>,
    problem: Option<String>,
    /// How long it takes.
    pause: Duration,
}

impl Journal for Noted {
    fn add(&mut self, rows: &str) -> Added {
        let mut notes = locked(&self.0);
        std::thread::sleep(notes.pause);
        notes.texts.push(rows.to_owned());
        let mark = Mark { name: format!("j{}", notes.texts.len()).into(), end: rows.len() as u64 };
        Added { mark: Some(mark), outcome: notes.problem.clone().map_or(Ok(()), Err) }
    }

    fn remove(&mut self, names: &[Arc<str>]) {
        locked(&self.0).removed.extend(names.iter().map(ToString::to_string));
    }

    fn close(&mut self, end: &Mark) -> bool {
        locked(&self.0).removed.push(end.name.to_string());
        true
    }
}

struct Scene {
    recorder: Recorder,
    steps: SyncSender<Result<(), String>>,
    given: Receiver<Given>,
    journal: Noted,
}

fn scene() -> Scene {
    let (steps, all) = sync_channel(64);
    let (given, received) = sync_channel(4096);
    let (store, journal) = (Box::new(Scripted { steps: all, given }), Noted::default());
    let queue = Queue {
        state: Arc::default(),
        contract: "c1",
        waits: Waits::Writes,
        store: Mutex::new(Some(Places { store, journal: Some(Box::new(journal.clone())) })),
        lane: OnceLock::new(),
        process: "p".into(),
        calls: AtomicU64::default(),
        tools: Box::default(),
    };
    Scene { recorder: Recorder(Some(queue)), steps, given: received, journal }
}

fn row(text: &str) -> impl FnOnce(&mut String) {
    move |out| out.push_str(text)
}

async fn place(recorder: &Recorder, text: &str) {
    let placed = recorder.room().await;
    recorder.put(Loss::Counted, placed, row(text));
}

#[tokio::test]
async fn a_full_queue_makes_callers_wait_and_drops_nothing() {
    let scene = scene();
    for _ in 0..PLACES {
        place(&scene.recorder, "{}").await;
    }
    let mut waiting = Box::pin(place(&scene.recorder, "{\"last\":1}"));
    assert!(futures_util::poll!(waiting.as_mut()).is_pending());
    drop(scene.steps);
    waiting.await;
    scene.recorder.drain().await;
    let standing = scene.recorder.standing();
    assert_eq!((standing.recorded, standing.unrecorded), (PLACES as u64 + 1, 0));
    let rows: Vec<_> = scene.given.try_iter().flat_map(|given| given.rows).collect();
    assert_eq!(rows.last().map(String::as_str), Some("{\"last\":1}"));
}

#[tokio::test]
async fn what_cannot_be_written_is_refused_kept_or_counted_and_told_of_later() {
    let Scene { recorder, steps, given, .. } = scene();
    steps.send(Err("the disk is full".into())).unwrap();
    let refused = recorder.first("{\"refused\":1}".into()).await;
    assert_eq!(refused, Err("the disk is full".into()));
    for loss in [Loss::Kept, Loss::Counted] {
        steps.send(Err("the disk is full".into())).unwrap();
        recorder.put(loss, false, row(&format!("{{\"{loss:?}\":1}}")));
        recorder.settle().await;
    }
    let standing = recorder.standing();
    assert_eq!((standing.recorded, standing.unrecorded), (0, 1));
    assert_eq!(standing.problem.as_deref(), Some("the disk is full"));
    // Recovery is noticed without a call.
    given.try_iter().for_each(drop);
    steps.send(Ok(())).unwrap();
    let Given { rows, .. } = tokio::task::spawn_blocking(move || given.recv().unwrap()).await.unwrap();
    recorder.settle().await;
    assert_eq!(rows[0], "{\"Kept\":1}");
    assert!(
        rows[1].contains(r#""kind":"gap","unrecorded":1,"refused":1,"detail":"the disk is full""#),
        "{rows:?}"
    );
    let standing = recorder.standing();
    assert_eq!((standing.recorded, standing.problem), (2, None));
}

#[tokio::test]
async fn rows_are_in_the_journal_before_anything_is_done_with_them_and_it_goes_when_the_store_has_them() {
    let Scene { recorder, steps, given, journal } = scene();
    let texts = || locked(&journal.0).texts.concat();
    recorder.put(Loss::Counted, false, row("1"));
    recorder.put(Loss::Counted, false, row("2"));
    recorder.secure();
    assert_eq!(texts(), "1\n2\n", "the store has not answered");
    let count = locked(&journal.0).texts.len();
    recorder.secure();
    assert_eq!(locked(&journal.0).texts.len(), count, "nothing is new");
    recorder.put(Loss::Kept, false, row("3"));
    drop(steps);
    recorder.settle().await;
    assert_eq!(texts(), "1\n2\n3\n", "what nobody made safe is so before it is written");
    let taken: Vec<_> = given.try_iter().collect();
    assert_eq!(taken.iter().flat_map(|given| &given.rows).collect::<Vec<_>>(), ["1", "2", "3"]);
    let mut names: Vec<_> = (1..=locked(&journal.0).texts.len()).map(|number| format!("j{number}")).collect();
    assert_eq!(taken.last().unwrap().done.last(), Some(&(names.last().unwrap().clone(), 2)));
    recorder.drain().await;
    assert_eq!(locked(&journal.0).removed, names, "each once, the last when nothing follows");
    let last = given.recv().unwrap();
    assert_eq!((last.rows.len(), last.done.len()), (0, 0));
    assert_eq!(last.gone, names.split_off(names.len() - last.gone.len()));
}

#[tokio::test]
async fn a_journal_that_cannot_be_written_is_a_standing_problem_though_the_store_has_the_rows() {
    let Scene { recorder, steps, journal, .. } = scene();
    drop(steps);
    locked(&journal.0).problem = Some("no room".into());
    recorder.put(Loss::Counted, false, row("1"));
    recorder.settle().await;
    let standing = recorder.standing();
    assert_eq!((standing.recorded, standing.problem.as_deref()), (1, Some("no room")));
    locked(&journal.0).problem = None;
    recorder.put(Loss::Counted, false, row("2"));
    recorder.settle().await;
    assert_eq!(recorder.standing().problem, None);
}

/// The thread that writes looks now and then just while rows and questions are on their way into a journal that takes long.
#[tokio::test]
async fn nobody_waits_for_ever_while_others_make_rows_safe() {
    let Scene { recorder, steps, given, journal } = scene();
    drop((steps, given));
    locked(&journal.0).pause = Duration::from_micros(200);
    let (recorder, is_done) = (Arc::new(recorder), Arc::new(AtomicBool::default()));
    let other = {
        let (recorder, is_done) = (recorder.clone(), is_done.clone());
        tokio::task::spawn_blocking(move || {
            while !is_done.load(Ordering::Relaxed) {
                recorder.secure();
            }
        })
    };
    let work = async {
        for _ in 0..500 {
            recorder.put(Loss::Counted, false, row("{}"));
            recorder.settle().await;
        }
    };
    let ended = tokio::time::timeout(Duration::from_secs(60), work).await;
    is_done.store(true, Ordering::Relaxed);
    other.await.unwrap();
    assert!(ended.is_ok(), "somebody waits for ever");
    assert_eq!(recorder.standing().recorded, 500);
}
