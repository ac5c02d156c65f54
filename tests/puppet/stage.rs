//! What all calls share: the flags, the log, the calls that are held back and those under way.

use std::collections::HashMap;
use std::io::Write;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;
use tokio::task::AbortHandle;

use crate::flags::Flags;
use crate::offers::Listeners;

pub(crate) struct Stage {
    pub(crate) flags: Flags,
    pub(crate) listeners: Listeners,
    held: Mutex<HashMap<String, Arc<Notify>>>,
    /// By session and raw id.
    under_way: Mutex<HashMap<(String, String), AbortHandle>>,
}

impl Stage {
    pub(crate) fn new(flags: Flags) -> Arc<Self> {
        Arc::new(Self {
            flags,
            listeners: Listeners::default(),
            held: Mutex::default(),
            under_way: Mutex::default(),
        })
    }

    /// Adds a line to the log file.
    pub(crate) fn log(&self, line: &str) {
        let Some(path) = &self.flags.log else { return };
        let file = std::fs::OpenOptions::new().create(true).append(true).open(path);
        // One write for the whole line: several puppets may share the file.
        let written = file.and_then(|mut file| file.write_all(format!("{line}\n").as_bytes()));
        if let Err(error) = written {
            eprintln!("puppet: {}: {error}", path.display());
        }
    }

    /// The gate that the call of that label waits at.
    pub(crate) fn gate(&self, label: &str) -> Arc<Notify> {
        locked(&self.held).entry(label.to_owned()).or_default().clone()
    }

    pub(crate) fn began(&self, session: &str, id: &str, task: AbortHandle) {
        locked(&self.under_way).insert((session.to_owned(), id.to_owned()), task);
    }

    pub(crate) fn cancel(&self, session: &str, id: &str) {
        if let Some(task) = locked(&self.under_way).remove(&(session.to_owned(), id.to_owned())) {
            task.abort();
        }
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
