//! What may be written into a task, and in which form.

use gateway_runtime::embedded::ToolFailure;

use crate::answer::{fail, filled, one_line};
use crate::record::text::{body, closed};

const LONGEST_LINE: usize = 500;
const LONGEST_TEXT: usize = 100_000;
const MOST_ITEMS: usize = 200;

/// A value of the head.
pub(super) fn head<'a>(name: &str, value: &'a str) -> Result<&'a str, ToolFailure> {
    one_line(name, value, LONGEST_LINE)
}

/// A numbered list.
pub(super) fn numbered(name: &str, items: &[String]) -> Result<String, ToolFailure> {
    list(name, items, |at| format!("{}. ", at + 1))
}

/// A list with bullets.
pub(super) fn bullets(name: &str, items: &[String]) -> Result<String, ToolFailure> {
    list(name, items, |_| "- ".to_owned())
}

/// Further lines of an item are indented, so that they stay part of it.
fn list(name: &str, items: &[String], mark: impl Fn(usize) -> String) -> Result<String, ToolFailure> {
    if items.is_empty() {
        return fail(format!("{name}: give at least one"));
    }
    if items.len() > MOST_ITEMS {
        return fail(format!("{name}: at most {MOST_ITEMS} are allowed, and there are {}", items.len()));
    }
    let mut lines = Vec::new();
    for (at, item) in items.iter().enumerate() {
        let place = format!("{name}[{at}]");
        let item = body(&place, filled(&place, item, LONGEST_TEXT)?)?;
        closed(&place, item)?;
        let more: Vec<_> = item.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        lines.push(format!("{}{}", mark(at), more.join("\n   ")));
    }
    Ok(lines.join("\n"))
}
