//! GATEWAY_FROZEN=1: a `Cargo.lock` that nobody has reviewed is refused. (A stale `generated/` is, too: see the tests of
//! `gateway_codegen::build`.)

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "../build/dependencies.rs"]
mod dependencies;
#[expect(dead_code, reason = "the build script calls the rest")]
#[path = "../build/embed.rs"]
mod embed;

use std::path::Path;
use std::process::Command;

use dependencies::{Question, packages};

fn git(folder: &Path, arguments: &[&str]) {
    let own = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false"];
    let output = Command::new("git").current_dir(folder).args(own).args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_lock_is_taken_as_it_was_committed_and_refused_when_it_was_changed_since() {
    let folder = tempfile::tempdir().unwrap();
    let (folder, lock) = (folder.path(), folder.path().join("Cargo.lock"));
    std::fs::write(&lock, "version = 4\n").unwrap();
    assert_eq!(embed::reviewed(folder), Ok(()), "without git nobody can tell");
    git(folder, &["init", "--quiet"]);
    git(folder, &["add", "Cargo.lock"]);
    git(folder, &["commit", "--quiet", "--message", "Lock"]);
    assert_eq!(embed::reviewed(folder), Ok(()));
    std::fs::write(&lock, "version = 4\n\n[[package]]\nname = \"new\"\n").unwrap();
    let refusal = "Cargo.lock differs from the one that was committed (GATEWAY_FROZEN=1 refuses to build); review \
                   `git diff HEAD -- Cargo.lock`, then commit it, or take it back with `git checkout HEAD -- Cargo.lock`";
    assert_eq!(embed::reviewed(folder).unwrap_err(), refusal);
    git(folder, &["add", "Cargo.lock"]);
    assert_eq!(embed::reviewed(folder).unwrap_err(), refusal, "staged is not committed");
    git(folder, &["commit", "--quiet", "--message", "A crate"]);
    assert_eq!(embed::reviewed(folder), Ok(()));
}

#[test]
fn a_lock_that_does_not_fit_the_manifest_is_an_error_of_cargo_and_stays_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let manifest = "[package]\nname = \"sanctuary-gateway\"\nversion = \"0.1.0\"\nedition = \"2024\"\n";
    std::fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    std::fs::create_dir(folder.join("src")).unwrap();
    std::fs::write(folder.join("src/main.rs"), "fn main() {}\n").unwrap();
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let question =
        Question { cargo: cargo.as_ref(), folder, target: "x86_64-unknown-linux-gnu", features: "" };
    let refusal = packages(&question).unwrap_err();
    assert!(refusal.contains("--locked"), "{refusal}");
    assert!(!folder.join("Cargo.lock").exists());
}
