//! What generated code and the gateway's binary stand on: the contract's types, the request line, the backends and the
//! two front ends.

pub mod embedded;
pub mod shape;
pub mod spec;

/// For generated code only; not part of the public interface.
#[doc(hidden)]
pub mod __private {
    pub use crate::shape::{Field, Guard, Input, Kind, ObjectShape, Pattern, SchemaInput, Shape, StringRule};
    pub use crate::spec::{
        Annotations, Approval, Class, Contract, HttpSpec, Policy, PrincipalSpec, ProfileSpec, Rate, ServerSpec,
        StdioSpec, ToolSpec, bits,
    };
    pub use {phf, schemars, serde, serde_json};
}
