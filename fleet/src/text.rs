//! Files read as text: whole, up to a size, and never what is not text.

use std::io::Read;

use cap_std::fs::{Dir, File};
use gateway_runtime::embedded::ToolFailure;

use crate::answer::{Doing, fail};
use crate::sandbox::cannot_open;

/// How much may be read, and what helps where that is not enough.
#[derive(Clone, Copy)]
pub(crate) struct Limit {
    /// Bytes.
    pub(crate) bytes: u64,
    pub(crate) remedy: &'static str,
}

/// The bytes of a regular file.
pub(crate) fn bytes(root: &Dir, argument: &str, path: &str, limit: Limit) -> Result<Vec<u8>, ToolFailure> {
    let file = open(root, argument, path)?;
    let mut bytes = Vec::new();
    file.take(limit.bytes.saturating_add(1))
        .read_to_end(&mut bytes)
        .doing(format_args!("{argument}: {path:?} cannot be read"))?;
    if bytes.len() as u64 > limit.bytes {
        let Limit { bytes, remedy } = limit;
        return fail(format!("{argument}: {path:?} is larger than {bytes} bytes; {remedy}"));
    }
    Ok(bytes)
}

/// The text of a regular file.
pub(crate) fn read(root: &Dir, argument: &str, path: &str, limit: Limit) -> Result<String, ToolFailure> {
    let bytes = bytes(root, argument, path, limit)?;
    let size = bytes.len();
    decoded(bytes).or_else(|why| {
        fail(format!(
            "{argument}: {path:?} is a binary file ({size} bytes, {why}) and is not shown; only UTF-8 text is"
        ))
    })
}

/// A pipe or a device is never opened: reading it might wait for ever.
fn open(root: &Dir, argument: &str, path: &str) -> Result<File, ToolFailure> {
    let metadata = root.metadata(path).map_err(|error| cannot_open(argument, path, &error))?;
    if metadata.is_dir() {
        return fail(format!("{argument}: {path:?} is a folder; give the path of a file"));
    }
    if !metadata.is_file() {
        return fail(format!("{argument}: {path:?} is neither a file nor a folder and is not opened"));
    }
    root.open(path).map_err(|error| cannot_open(argument, path, &error))
}

/// UTF-8 text without NUL, or why it is not that.
pub(crate) fn decoded(bytes: Vec<u8>) -> Result<String, String> {
    if let Some(at) = bytes.iter().position(|byte| *byte == 0) {
        return Err(format!("with a NUL at byte {at}"));
    }
    String::from_utf8(bytes)
        .map_err(|error| format!("not UTF-8 at byte {}", error.utf8_error().valid_up_to()))
}

/// As many lines as an editor shows.
pub(crate) fn lines(text: &str) -> usize {
    text.lines().count()
}
