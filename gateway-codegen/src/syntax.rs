//! The file as written: every value with its span, nothing judged but that keys exist and values are of the right
//! TOML type.
//!
//! Invariant: one table declaration (`tables.rs`) drives both the reader and `tools.schema.json`, so that the keys that
//! are read and the keys that editors offer are the same.

pub mod schema;

mod document;
mod places;
mod reader;
mod tables;
mod value;
mod words;

pub(crate) use self::document::parse;
pub use self::places::Places;
pub(crate) use self::reader::{near, suggest};
pub(crate) use self::tables::*;
pub(crate) use self::value::{Copied, Entry, Key, List, Map, Number, Spanned, Wanted};
pub(crate) use self::words::*;
