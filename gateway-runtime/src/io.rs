//! Newline-delimited messages over any stream, and the memory that large ones take up.

mod budget;
mod collect;
mod lines;
mod outbox;
mod pages;
mod share;

pub use budget::{Budget, LARGE, RESULTS, Share};
pub use collect::{Broken, Collected, collect};
pub(crate) use lines::Gathered;
pub use lines::{Line, Lines};
pub use outbox::Outbox;
pub use share::sharing;

/// Without line breaks, which newline-delimited streams and server-sent events cannot carry inside a message. JSON has
/// them only between tokens, where a space means the same.
#[must_use]
pub fn single_line(message: bytes::Bytes) -> bytes::Bytes {
    if !message.iter().any(|b| matches!(b, b'\n' | b'\r')) {
        return message;
    }
    message.iter().map(|&b| if matches!(b, b'\n' | b'\r') { b' ' } else { b }).collect()
}
