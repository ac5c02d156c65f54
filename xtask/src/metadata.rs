//! What crates say of themselves, and where their sources are.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

use crate::files;
use crate::run::{cargo, output};

/// What a crate says of itself.
#[derive(Clone, Debug, Default)]
pub(crate) struct About {
    pub(crate) description: Option<String>,
    pub(crate) licence: Option<String>,
    pub(crate) repository: Option<String>,
    /// The folder of its sources.
    pub(crate) folder: PathBuf,
    /// SHA-256 of the downloaded crate, from `Cargo.lock`.
    pub(crate) checksum: Option<String>,
}

/// Name and version to what is known.
pub(crate) type Register = BTreeMap<(String, String), About>;

/// What cargo says of the workspace.
fn ask(more: &[&str]) -> Result<Value, String> {
    let mut command = Command::new(cargo());
    command
        .current_dir(files::repository())
        .args(["metadata", "--format-version", "1", "--locked"])
        .args(more);
    serde_json::from_str(&output(&mut command)?).map_err(|error| format!("cargo metadata: {error}"))
}

/// All crates of the workspace for a target.
pub(crate) fn register(triple: &str) -> Result<Register, String> {
    let metadata = ask(&["--filter-platform", triple])?;
    let lock = files::repository().join("Cargo.lock");
    let checksums = checksums(&std::fs::read_to_string(&lock).map_err(files::at(&lock))?);
    let packages = metadata["packages"].as_array().cloned().unwrap_or_default();
    Ok(packages.iter().map(|package| entry(package, &checksums)).collect())
}

/// The names of this workspace's crates.
pub(crate) fn members() -> Result<Vec<String>, String> {
    let metadata = ask(&["--no-deps"])?;
    let packages = metadata["packages"].as_array().into_iter().flatten();
    Ok(packages.filter_map(|package| package["name"].as_str()).map(str::to_owned).collect())
}

fn entry(package: &Value, checksums: &BTreeMap<(String, String), String>) -> ((String, String), About) {
    let text = |key: &str| package[key].as_str().map(str::to_owned);
    let key = (text("name").unwrap_or_default(), text("version").unwrap_or_default());
    let manifest = PathBuf::from(text("manifest_path").unwrap_or_default());
    let about = About {
        description: text("description").map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")),
        licence: text("license").map(|licence| licence.replace('/', " OR ").replace("  ", " ")),
        repository: text("repository").filter(|address| address.starts_with("https://")),
        folder: manifest.parent().map(Into::into).unwrap_or_default(),
        checksum: checksums.get(&key).cloned(),
    };
    (key, about)
}

/// The checksums in `Cargo.lock`, whose lines have one form.
fn checksums(lock: &str) -> BTreeMap<(String, String), String> {
    let value = |block: &str, key: &str| {
        let line = block.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = "))?;
        Some(line.trim_matches('"').to_owned())
    };
    let entry = |block| Some(((value(block, "name")?, value(block, "version")?), value(block, "checksum")?));
    lock.split("[[package]]").filter_map(entry).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn checksums_are_those_of_crates_that_were_downloaded() {
        let lock = "version = 4\n\n[[package]]\nname = \"a\"\nversion = \"1.0.0\"\nchecksum = \"ab\"\n\n\
                    [[package]]\nname = \"own\"\nversion = \"0.1.0\"\ndependencies = [\n \"a\",\n]\n";
        let found = super::checksums(lock);
        assert_eq!(found.len(), 1);
        assert_eq!(found[&("a".to_owned(), "1.0.0".to_owned())], "ab");
    }
}
