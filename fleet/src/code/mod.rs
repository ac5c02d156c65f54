//! Code: any file below the project root.
//!
//! - `place`: which paths may be read, which may be written
//! - `read`, `write`: one file
//! - `walk`: the files below a folder, without what git ignores; `find`, `search`: what can be asked of them
//! - `analyze`: figures of source code
//! - `program`: linters and formatters; `lint`, `format` run them

mod analyze;
mod find;
mod format;
mod info;
mod lint;
mod place;
mod program;
mod read;
mod search;
mod walk;
mod write;

use std::path::Path;

pub(crate) use place::writable;

use crate::answer::{Handler, Served};
use crate::sandbox::Root;

/// The server's tools.
pub(crate) const TOOLS: &[(&str, Handler<Root>)] = &[
    ("code_analyze", analyze::code_analyze),
    ("code_find_file", find::code_find_file),
    ("code_format", format::code_format),
    ("code_get_info", info::code_get_info),
    ("code_lint", lint::code_lint),
    ("code_list_files", find::code_list_files),
    ("code_read", read::code_read),
    ("code_search_content", search::code_search_content),
    ("code_write", write::code_write),
];

pub(crate) fn open(root: &Path) -> Served<Root> {
    Served { name: "code", state: Root::new(root), tools: TOOLS }
}

/// The folder where a search begins when none is given.
fn top() -> String {
    ".".to_owned()
}

fn yes() -> bool {
    true
}
