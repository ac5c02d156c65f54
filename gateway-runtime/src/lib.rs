//! What generated code and the gateway's binary stand on: the contract's types, the request line, the backends and the
//! two front ends.
//!
//! What other crates wait for is mostly behind a plain function that returns a boxed future. The body of an `async fn` is compiled by
//! the crate that awaits it, with the settings of that crate: the program around this one is compiled for size, and the request line
//! would be too, a third slower, and once more beside the copy that this crate uses.

pub mod approval;
pub mod audit;
pub mod backend;
pub mod breaker;
pub mod cache;
pub mod call;
mod cancel;
pub mod client;
pub mod drift;
pub mod embed;
pub mod embedded;
pub mod envelope;
pub mod era;
pub mod fault;
pub mod finder;
pub mod flight;
pub mod front;
pub mod gateway;
mod header;
pub mod health;
pub mod hook;
pub mod io;
pub mod json;
pub mod list;
pub mod local;
pub mod metrics;
pub mod narrow;
pub mod near;
pub mod offer;
pub mod peer;
pub mod pipeline;
pub mod principal;
mod rates;
pub mod reply;
pub mod secret;
pub mod serve;
pub mod shape;
pub mod shared;
pub mod signals;
pub mod spec;
mod stage;
mod sync;
pub mod tail;
pub mod trace;
pub mod typed;
pub mod validate;
pub mod view;
pub mod visible;
pub mod web;
pub mod words;

/// For generated code only; not part of the public interface.
#[doc(hidden)]
pub mod __private {
    pub use std::borrow::Cow;
    /// The generated modules name their prelude, so that they compile wherever they are put.
    pub mod prelude {
        pub use std::prelude::rust_2024::*;
    }
    pub use crate::client::{CallReply, Caller};
    pub use crate::hook;
    pub use crate::list::{ListEnds, ListEntry, ListSpec};
    pub use crate::offer::{Offer, Offers, PromptOffer, ResourceOffer, Share};
    pub use crate::shape::{Field, Guard, Input, Kind, ObjectShape, Pattern, SchemaInput, Shape, StringRule};
    pub use crate::spec::{
        Annotations, Approval, Class, Contract, Copied, HttpSpec, Policy, PrincipalSpec, ProfileSpec, Rate,
        ServerSpec, StdioSpec, ToolSpec, bits, everything,
    };
    pub use crate::typed::{
        AnyObject, NotNull, Nullable, constant, nullable, nullable_text, present, present_text, to_json,
        validate_typed,
    };
    pub use crate::validate::ArgumentFault;
    pub use {phf, schemars, serde, serde_json};
}
