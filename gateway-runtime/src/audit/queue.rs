//! What is handed to the thread that writes.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64};

use tokio::sync::{Semaphore, oneshot};

use super::{Lasting, Mark};

/// Rows that wait to be written at most; who brings more waits.
pub(super) const PLACES: usize = 16_384;

/// What becomes of a row that cannot be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Loss {
    /// It is kept in memory until rows can be written.
    Kept,
    /// It is counted.
    Counted,
}

/// Rows in one text, each with a line break behind it.
#[derive(Default)]
pub(super) struct Rows {
    pub(super) text: String,
    pub(super) list: Vec<Queued>,
}

/// One of them.
#[derive(Clone, Copy)]
pub(super) struct Queued {
    /// How long it is, with the line break.
    len: usize,
    pub(super) loss: Loss,
    /// Whether it took one of the queue's places.
    pub(super) placed: bool,
}

impl Rows {
    pub(super) fn add(&mut self, loss: Loss, placed: bool, encode: impl FnOnce(&mut String)) {
        let start = self.text.len();
        encode(&mut self.text);
        self.text.push('\n');
        self.list.push(Queued { len: self.text.len() - start, loss, placed });
    }

    /// Each row, without its line break.
    pub(super) fn each(&self) -> impl Iterator<Item = (&str, Queued)> {
        let mut rest = self.text.as_str();
        self.list.iter().map(move |row| {
            let (text, others) = rest.split_at(row.len);
            rest = others;
            (text.trim_ascii_end(), *row)
        })
    }
}

/// What else is asked of the thread.
pub(super) enum Item {
    /// Somebody only goes on once this row is written. It is not needed where that fails.
    First { row: String, placed: bool, waits: oneshot::Sender<Result<(), String>> },
    /// Somebody waits until all before it has been tried.
    All { waits: oneshot::Sender<()>, lasting: Lasting },
}

/// Rows and what else is asked, in two orders: a row of [`Item::First`] follows the others, which nobody notices, since what
/// comes after it comes after its commit.
#[derive(Default)]
pub(super) struct Gathered {
    pub(super) rows: Rows,
    pub(super) items: Vec<Item>,
    /// How far journals are done with the rows, each journal once.
    pub(super) marks: Vec<Mark>,
}

impl Gathered {
    pub(super) fn len(&self) -> usize {
        self.rows.list.len() + self.items.len()
    }

    /// Takes everything out of another, which keeps its room.
    pub(super) fn append(&mut self, other: &mut Self) {
        self.rows.text.push_str(&other.rows.text);
        self.rows.list.append(&mut other.rows.list);
        self.items.append(&mut other.items);
        other.marks.drain(..).for_each(|mark| note(&mut self.marks, mark));
        other.rows.text.clear();
    }

    pub(super) fn clear(&mut self) {
        self.rows.text.clear();
        self.rows.list.clear();
        self.items.clear();
        self.marks.clear();
    }
}

/// Adds how far a journal is done; one journal follows the other.
pub(super) fn note(marks: &mut Vec<Mark>, mark: Mark) {
    match marks.last_mut() {
        Some(last) if last.name == mark.name => *last = mark,
        _ => marks.push(mark),
    }
}

/// How it stands, for all who have to do with the queue.
#[derive(Debug)]
pub(super) struct State {
    pub(super) places: Semaphore,
    pub(super) recorded: AtomicU64,
    pub(super) unrecorded: AtomicU64,
    pub(super) is_failing: AtomicBool,
    /// Why rows cannot be written.
    pub(super) problem: Mutex<Option<String>>,
    /// Why rows would not outlast the process between their answer and their commit.
    pub(super) risk: Mutex<Option<String>>,
}

impl Default for State {
    fn default() -> Self {
        Self {
            places: Semaphore::new(PLACES),
            recorded: AtomicU64::default(),
            unrecorded: AtomicU64::default(),
            is_failing: AtomicBool::default(),
            problem: Mutex::default(),
            risk: Mutex::default(),
        }
    }
}
