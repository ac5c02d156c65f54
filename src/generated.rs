//! The contract, compiled from `tools.toml`; `generated/rust` is the same text for review.

#![allow(unreachable_pub, reason = "the same text is a public module elsewhere")]

include!(concat!(env!("OUT_DIR"), "/rust/gateway.rs"));
