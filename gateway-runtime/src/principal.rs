//! Who makes a call.

use crate::spec::{Contract, PrincipalSpec};

/// A principal of the contract. Whoever serves a client says which: on a stream the configuration, over HTTP the
/// credentials of each request.
#[derive(Clone, Copy, Debug)]
pub struct Principal {
    spec: &'static PrincipalSpec,
    index: u16,
}

impl Principal {
    /// Somebody, for tests of what does not ask who it is.
    #[cfg(test)]
    pub(crate) const SOMEBODY: Self =
        Self { spec: &PrincipalSpec { name: "somebody", profile: 0, may_approve: false }, index: 0 };

    /// The principal of that name, if it was compiled in.
    #[must_use]
    pub fn named(contract: &'static Contract, name: &str) -> Option<Self> {
        let index = contract.principals.iter().position(|principal| principal.name == name)?;
        Some(Self { spec: &contract.principals[index], index: u16::try_from(index).ok()? })
    }

    /// What was compiled in about it.
    #[must_use]
    pub fn spec(&self) -> &'static PrincipalSpec {
        self.spec
    }

    /// Its place in the contract.
    #[must_use]
    pub fn index(&self) -> u16 {
        self.index
    }
}
