//! The dashboard over HTTP: who is let in, what a page may do, and that nothing in it is more than text.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "dashboard/entry.rs"]
mod entry;
#[path = "dashboard/escape.rs"]
mod escape;
#[path = "dashboard/live.rs"]
mod live;
mod support;
#[path = "dashboard/visitor.rs"]
mod visitor;
