//! What the macros expand to, where they accept what they are given. What they say where they do not is in `ui`.
#![deny(warnings)]

mod hook;
#[no_implicit_prelude]
mod no_prelude;
mod route;
