//! What a reviewer sees when one tool is added.
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;

use diffy::{DiffOptions, Hunk, Line};
use gateway_codegen::emit::{self, Files};
use gateway_codegen::plan::Plan;

const ADDED: &str = r#"
[servers.notes.tools.find_notes]
class = "read"
description = "Find notes by a word."
aliases = ["search_notes"]

[servers.notes.tools.find_notes.params]
word = { type = "string", min_len = 1, doc = "The word." }
"#;

fn outputs(text: &str) -> Files {
    let compiled = gateway_codegen::check::compile_text("tools.toml", text, Path::new("tests/fixtures"));
    emit::all(&Plan::new(&compiled.unwrap_or_else(|mistakes| panic!("{mistakes}")).model))
}

/// Changed lines only, file by file.
fn difference(before: &Files, after: &Files) -> String {
    let mut out = String::new();
    for (path, text) in after {
        let old = before.get(path).map_or("", String::as_str);
        let patch = DiffOptions::new().set_context_len(0).create_patch(old, text);
        let lines = patch.hunks().iter().flat_map(Hunk::lines).map(|line| match line {
            Line::Delete(line) => format!("-{line}"),
            Line::Insert(line) => format!("+{line}"),
            Line::Context(line) => format!(" {line}"),
        });
        let lines: String = lines.collect();
        if !lines.is_empty() {
            out += &format!("== {path}\n{lines}");
        }
    }
    out
}

#[test]
fn one_tool_more_is_its_own_lines_and_the_counts() {
    let text = std::fs::read_to_string("tests/fixtures/minimal.toml").unwrap();
    insta::assert_snapshot!(difference(&outputs(&text), &outputs(&(text.clone() + ADDED))));
}
