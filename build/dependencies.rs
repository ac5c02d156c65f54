//! Which crates are in the binary: asked of cargo.
//!
//! Included by the build script, which compiles the list in, and by `xtask`, which makes the SBOM of it.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

/// A crate that is linked into the binary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Package {
    /// Its name.
    pub(crate) name: String,
    /// Its version.
    pub(crate) version: String,
    /// `crates.io`, `local`, or the address it came from.
    pub(crate) source: String,
    /// Positions of the crates that it uses, ascending.
    pub(crate) dependencies: Vec<usize>,
    /// Whether it is the gateway itself.
    pub(crate) root: bool,
}

/// What is asked for.
#[derive(Clone, Debug)]
pub(crate) struct Question<'a> {
    /// The program.
    pub(crate) cargo: &'a Path,
    /// The folder of the gateway's `Cargo.toml`.
    pub(crate) folder: &'a Path,
    /// The triple that is built for.
    pub(crate) target: &'a str,
    /// The features that are on.
    pub(crate) features: &'a str,
}

/// The crates of one build in order of name and version: neither procedural macros nor what only builds or tests need.
///
/// # Errors
/// What cargo said, for example that `Cargo.lock` is out of date.
pub(crate) fn packages(question: &Question<'_>) -> Result<Vec<Package>, String> {
    let mut command = Command::new(question.cargo);
    command
        .current_dir(question.folder)
        .args(["tree", "--locked", "--offline", "--package", "sanctuary-gateway"])
        .args(["--edges", "normal,no-proc-macro", "--prefix", "depth", "--charset", "ascii"])
        .args(["--target", question.target, "--no-default-features", "--features", question.features]);
    let output = command.output().map_err(|error| format!("cargo tree: {error}"))?;
    match output.status.success() {
        true => read(&String::from_utf8_lossy(&output.stdout)),
        false => Err(format!("cargo tree: {}", String::from_utf8_lossy(&output.stderr).trim())),
    }
}

type Key = (String, String, String);

/// Lines such as `2bytes v1.12.1` and `1fleet v0.1.0 (/path) (*)`: the depth, and who stands there.
fn read(tree: &str) -> Result<Vec<Package>, String> {
    let mut edges: BTreeMap<Key, Vec<Key>> = BTreeMap::new();
    let mut above: Vec<Key> = Vec::new();
    for line in tree.lines().filter(|line| !line.is_empty()) {
        let (depth, key) =
            entry(line).ok_or_else(|| format!("cargo tree: this line is not understood: {line}"))?;
        above.truncate(depth);
        if let Some(user) = above.last() {
            edges.entry(user.clone()).or_default().push(key.clone());
        }
        edges.entry(key.clone()).or_default();
        above.push(key);
    }
    let root = above.first().cloned();
    let keys: Vec<Key> = edges.keys().cloned().collect();
    Ok(edges.into_iter().map(|(key, uses)| package(&keys, key, &uses, root.as_ref())).collect())
}

fn entry(line: &str) -> Option<(usize, Key)> {
    let name = line.find(|letter: char| !letter.is_ascii_digit())?;
    let mut words = line[name..].splitn(3, ' ');
    let (called, version, rest) =
        (words.next()?, words.next()?.strip_prefix('v')?, words.next().unwrap_or(""));
    let source = match rest.trim_end_matches("(*)").trim() {
        "" => "crates.io",
        place if place.contains("://") => place.trim_matches(['(', ')']),
        _ => "local",
    };
    Some((line[..name].parse().ok()?, (called.to_owned(), version.to_owned(), source.to_owned())))
}

fn package(keys: &[Key], key: Key, uses: &[Key], root: Option<&Key>) -> Package {
    let mut dependencies: Vec<usize> = uses.iter().filter_map(|used| keys.binary_search(used).ok()).collect();
    dependencies.sort_unstable();
    dependencies.dedup();
    let root = Some(&key) == root;
    let (name, version, source) = key;
    Package { name, version, source, dependencies, root }
}
