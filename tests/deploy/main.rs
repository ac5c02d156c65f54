//! `generated/deploy`: every file is read by a parser of its kind, every command and setting in it by the real program,
//! and the composition runs as processes.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod commands;
mod composition;
mod containers;
mod kubernetes;
mod site;
#[path = "../support/mod.rs"]
mod support;
mod tools;
mod units;
