//! Which call the work under way is for, so that the log can say.

use std::cell::Cell;

use tokio::task_local;

use crate::spec::{ServerSpec, ToolSpec};

task_local! {
    static HERE: Cell<Ids>;
}

/// What a call is known by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ids {
    /// Its trace, where there is one.
    pub trace: Option<[u8; 16]>,
    /// Its tool, once that is known.
    pub tool: Option<&'static str>,
    /// The tool's server.
    pub server: Option<&'static str>,
}

/// The call that the work under way is for; `None` outside of calls.
#[must_use]
pub fn ids() -> Option<Ids> {
    HERE.try_with(Cell::get).ok()
}

/// Does `work` for the call of a trace. Not `async`, since its future would have a place for `work` twice.
pub(crate) fn within<W: Future>(trace: Option<[u8; 16]>, work: W) -> impl Future<Output = W::Output> {
    HERE.scope(Cell::new(Ids { trace, ..Ids::default() }), work)
}

/// Notes what is called.
pub(crate) fn about(tool: &'static ToolSpec, server: &'static ServerSpec) {
    // Outside of calls there is nothing to note it for.
    let _ = HERE.try_with(|here| {
        here.set(Ids { tool: Some(tool.name), server: Some(server.name), ..here.get() });
    });
}
