//! `code_read`.

use gateway_runtime::embedded::CallContext;
use serde::{Deserialize, Serialize};

use super::place;
use crate::answer::{Answer, arguments, both, in_range};
use crate::sandbox::Root;
use crate::text::{self, Limit};

const MEGABYTE: u64 = 1024 * 1024;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CodeRead {
    path: String,
    #[serde(default = "ten")]
    max_size_mb: i64,
}

fn ten() -> i64 {
    10
}

#[derive(Serialize)]
struct Read<'a> {
    path: &'a str,
    size: usize,
    lines: usize,
    content: &'a str,
}

pub(super) fn code_read(root: &Root, text: &str, _: &CallContext) -> Answer {
    let CodeRead { path, max_size_mb } = arguments(text)?;
    in_range("max_size_mb", max_size_mb, 1..=100)?;
    let limit = Limit {
        bytes: max_size_mb.unsigned_abs() * MEGABYTE,
        remedy: "raise max_size_mb (at most 100), or find the lines with code_search_content",
    };
    let dir = root.dir()?;
    let path = place::readable(&dir, "path", &path)?;
    let content = text::read(&dir, "path", &path, limit)?;
    let (size, lines) = (content.len(), text::lines(&content));
    both(content.clone(), &Read { path: &path, size, lines, content: &content })
}
