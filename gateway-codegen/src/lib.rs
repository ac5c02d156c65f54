//! The build line of Sanctuary Gateway, from `tools.toml` to every generated file.
//!
//! 1. [`source`]: the text, and byte spans to `line:column`.
//! 2. [`syntax`]: the file as written, every value with its span.
//! 3. [`check`]: all rules, and the only place where they live; collects every mistake.
//! 4. [`model`]: the contract, valid by construction.
//! 5. [`plan`]: names, route keys and schemas, decided once.
//! 6. [`emit`]: pure functions, one file per output, listed in one const table.
//! 7. [`sink`]: writes what changed, or compares and prints a diff.
//!
//! [`diff`] stands beside the line: what changed between two contracts, for a reviewer.
//!
//! [`Contract`] walks all of it; [`build`] is the same for build scripts.

pub mod build;
pub mod check;
pub mod diag;
pub mod diff;
pub mod emit;
pub mod json;
pub mod model;
pub mod plan;
pub mod sink;
pub mod source;
pub mod syntax;

use std::path::{Path, PathBuf};

use diag::Diagnostics;
use plan::Plan;

/// A compiled `tools.toml`, ready to be written out.
#[derive(Clone, Debug)]
pub struct Contract {
    /// What emitters read.
    pub plan: Plan,
    /// Every file that was read, `tools.toml` first.
    pub inputs: Vec<PathBuf>,
    /// On which line what decides over calls stands.
    pub places: syntax::Places,
}

impl Contract {
    /// Compiles the `tools.toml` at `path`.
    ///
    /// # Errors
    /// Every mistake of the file.
    pub fn load(path: &Path) -> Result<Self, Diagnostics> {
        check::compile(path).map(|compiled| Self {
            plan: Plan::new(&compiled.model),
            inputs: compiled.files,
            places: compiled.places,
        })
    }

    /// Counts and hash, in one line.
    #[must_use]
    pub fn summary(&self) -> String {
        format!("{}, contract {}", self.plan.counts(), self.plan.short_hash())
    }
}
