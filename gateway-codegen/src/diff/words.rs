//! Values as people write them in `tools.toml`.

use std::time::Duration;

use super::facts::Rate;
use crate::emit::words;
use crate::model;

pub(super) fn duration(millis: u64) -> String {
    words::duration(Duration::from_millis(millis))
}

pub(super) fn rate(rate: Option<Rate>) -> String {
    match rate {
        None => "no limit".into(),
        Some(Rate { calls, per_ms }) if per_ms.is_multiple_of(1000) => {
            words::rate(model::Rate { calls, per: Duration::from_millis(per_ms) })
        }
        Some(Rate { calls, per_ms }) => format!("{calls}/{}", duration(per_ms)),
    }
}

pub(super) fn size(bytes: Option<u32>) -> String {
    bytes.map_or("no limit".into(), words::size)
}

/// At most so many names, and how many more there are.
pub(super) fn names<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    const SHOWN: usize = 8;
    let names: Vec<_> = names.into_iter().collect();
    let more = names.len().saturating_sub(SHOWN);
    let shown = names[..names.len() - more].join(", ");
    if more == 0 { shown } else { format!("{shown} and {more} more") }
}

/// Such as "3 tools".
pub(super) fn count(count: usize, thing: &str) -> String {
    format!("{count} {thing}{}", if count == 1 { "" } else { "s" })
}
