//! One of the two contracts: a file, or a file in a revision.

use std::path::Path;

use gateway_codegen::check::{self, Compiled};
use gateway_codegen::diag::Diagnostics;
use gateway_codegen::diff::{Facts, Places};
use gateway_codegen::plan::Plan;
use gateway_codegen::source::Source;

use super::git::Revision;

/// A contract, and where it was read.
pub(super) struct Side {
    /// As people know it.
    pub(super) shown: String,
    pub(super) facts: Facts,
    /// Of a `tools.toml`.
    pub(super) places: Option<Places>,
}

impl Side {
    /// A file where there is one of that name, else a revision.
    pub(super) fn read(name: &str) -> Result<Self, String> {
        let path = Path::new(name);
        if path.is_dir() {
            return Err(format!("error: {name} is a folder; name the tools.toml or tools.lock in it"));
        }
        if !path.exists() {
            return Self::of_revision(name);
        }
        let text = Source::load(path).map_err(|mistakes| crate::report(&mistakes))?.text().to_owned();
        if is_lock(&text) {
            return Self::of_lock(name, &text);
        }
        let base = path.parent().unwrap_or(Path::new(""));
        Self::of_toml(name, name, &text, check::compile_text(name, &text, base))
    }

    fn of_revision(name: &str) -> Result<Self, String> {
        let revision = Revision::find(name)?;
        let text = revision.text()?;
        if is_lock(&text) {
            return Self::of_lock(name, &text);
        }
        let compiled = check::compile_with(name, &text, revision.folder(), &|path| {
            revision.read(&path.to_string_lossy())
        });
        Self::of_toml(name, revision.path(), &text, compiled)
    }

    fn of_lock(name: &str, text: &str) -> Result<Self, String> {
        let facts = Facts::of_lock(text).map_err(|why| format!("error: cannot use {name}: {why}"))?;
        Ok(Self { shown: name.to_owned(), facts, places: None })
    }

    fn of_toml(
        name: &str,
        file: &str,
        text: &str,
        compiled: Result<Compiled, Diagnostics>,
    ) -> Result<Self, String> {
        let compiled = compiled.map_err(|mistakes| crate::report(&mistakes))?;
        let facts = Facts::of_plan(&Plan::new(&compiled.model))?;
        Ok(Self { shown: name.to_owned(), facts, places: Some(Places::new(file, text)) })
    }
}

fn is_lock(text: &str) -> bool {
    text.trim_start().starts_with('{')
}
