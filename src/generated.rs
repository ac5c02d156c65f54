//! The contract, compiled from `tools.toml`; `generated/rust` is the same text for review.

include!(concat!(env!("OUT_DIR"), "/rust/gateway.rs"));
