//! The documents: their commands run, their settings are settings, what they quote is said, what they name exists.
//!
//! Each fenced block says in its info string what it is; `documents/kind.rs` has the list.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "documents/commands.rs"]
mod commands;
#[path = "documents/kind.rs"]
mod kind;
#[path = "documents/links.rs"]
mod links;
#[path = "documents/lists.rs"]
mod lists;
#[path = "documents/page.rs"]
mod page;
#[path = "documents/pattern.rs"]
mod pattern;
#[path = "documents/scratch.rs"]
mod scratch;
#[path = "documents/session.rs"]
mod session;
#[path = "documents/settings.rs"]
mod settings;

use std::path::Path;
use std::process::{Command, Output};

use kind::Kind;
use page::Page;

/// Every page that users read.
fn pages() -> Vec<Page> {
    let folder = std::fs::read_dir(repository().join("docs")).unwrap();
    let names = folder.map(|entry| format!("docs/{}", entry.unwrap().file_name().to_str().unwrap()));
    let mut names: Vec<_> = names.filter(|name| name.ends_with(".md")).collect();
    names.extend(["README.md".into(), "CHANGELOG.md".into()]);
    names.sort();
    names.into_iter().map(Page::read).collect()
}

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The folder with the programs that cargo has built, `gatewayc` beside `gateway`.
fn programs() -> &'static Path {
    let folder = Path::new(env!("CARGO_BIN_EXE_gateway")).parent().unwrap();
    assert!(folder.join("gatewayc").exists(), "gatewayc is missing: run `cargo build -p gatewayc`");
    folder
}

/// `gateway` or `gatewayc`, without settings from outside.
fn program(name: &str) -> Command {
    let mut command = Command::new(programs().join(name));
    command.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default());
    command
}

/// Whether it succeeded, and all that it said.
fn outcome(command: &mut Command) -> (bool, String) {
    let Output { status, stdout, stderr } = command.output().unwrap();
    (status.success(), String::from_utf8_lossy(&[stdout, stderr].concat()).into_owned())
}

/// Fails with all that is wrong.
fn nothing_wrong(wrong: &[String]) {
    assert!(wrong.is_empty(), "{} wrong:\n\n{}", wrong.len(), wrong.join("\n\n"));
}

#[test]
fn every_block_says_what_it_is() {
    let mut wrong = Vec::new();
    for page in pages() {
        for block in page.blocks() {
            wrong.extend(Kind::of(&block.info).err().map(|error| format!("{}: {error}", block.place)));
        }
    }
    nothing_wrong(&wrong);
}

#[test]
fn commands_do_what_the_page_says() {
    let pages = pages();
    let wrong: Vec<_> = std::thread::scope(|scope| {
        let runs: Vec<_> = pages.iter().map(|page| scope.spawn(|| session::run(page))).collect();
        runs.into_iter().flat_map(|run| run.join().unwrap()).collect()
    });
    nothing_wrong(&wrong);
}
