//! What servers write to standard error: when one does not start, its last lines usually say why.
//!
//! The runtime hides what it knows to be secret, and logs the rest; this listens to that log and to nothing else.

use std::collections::{HashMap, VecDeque};
use std::fmt::{Debug, Write};
use std::sync::{Arc, Mutex, PoisonError};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Level, Metadata, Subscriber};

const LINES: usize = 5;

/// The last lines by server.
#[derive(Clone, Default)]
pub(super) struct LastWords(Arc<Mutex<HashMap<String, VecDeque<String>>>>);

impl LastWords {
    pub(super) fn listen() -> Self {
        let words = Self::default();
        // Fails only where something listens already, and then nothing is heard.
        let _ = tracing::subscriber::set_global_default(words.clone());
        words
    }

    /// A reason with the lines that came before it.
    pub(super) fn after(&self, server: &str, mut why: String) -> String {
        let lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for line in lines.get(server).into_iter().flatten() {
            let _ = write!(why, "\n    | {}", super::text::line(line));
        }
        why
    }
}

#[derive(Default)]
struct Said {
    server: String,
    line: String,
}

impl Visit for Said {
    fn record_str(&mut self, field: &Field, value: &str) {
        match field.name() {
            "server" => value.clone_into(&mut self.server),
            "message" => value.clone_into(&mut self.line),
            _ => {}
        }
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.record_str(field, &format!("{value:?}"));
    }
}

impl Subscriber for LastWords {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        *metadata.level() == Level::INFO && metadata.target() == "gateway_runtime::backend::process"
    }

    fn event(&self, event: &Event<'_>) {
        let mut said = Said::default();
        event.record(&mut said);
        let mut servers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let lines = servers.entry(said.server).or_default();
        // A server that does not start is tried once more, and then says the same.
        if lines.contains(&said.line) {
            return;
        }
        if lines.len() == LINES {
            lines.pop_front();
        }
        lines.push_back(said.line);
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}
