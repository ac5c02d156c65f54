//! Who makes a call.

use crate::spec::{Contract, PrincipalSpec};

/// A principal of the contract. Whoever serves a client says which: on a stream the configuration, over HTTP the
/// credentials of each request.
#[derive(Clone, Copy, Debug)]
pub struct Caller {
    principal: &'static PrincipalSpec,
    index: u16,
}

impl Caller {
    /// The principal of that name, if it was compiled in.
    #[must_use]
    pub fn named(contract: &'static Contract, name: &str) -> Option<Self> {
        let index = contract.principals.iter().position(|principal| principal.name == name)?;
        Some(Self { principal: &contract.principals[index], index: u16::try_from(index).ok()? })
    }

    /// The principal.
    #[must_use]
    pub fn principal(&self) -> &'static PrincipalSpec {
        self.principal
    }

    /// The place of the principal in the contract.
    #[must_use]
    pub fn index(&self) -> u16 {
        self.index
    }
}
