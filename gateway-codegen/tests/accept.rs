//! Files that are right: the contract that comes of them, and that the order of their tables does not matter.

#![expect(clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::path::{Path, PathBuf};

use gateway_codegen::check::{Compiled, compile, compile_text};
use gateway_codegen::syntax::schema::tools_toml_schema;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/accept")
}

fn small() -> String {
    std::fs::read_to_string(folder().join("small.toml")).unwrap()
}

fn accepted(text: &str) -> Compiled {
    compile_text("tools.toml", text, &folder()).unwrap_or_else(|mistakes| panic!("{mistakes}"))
}

/// The file cut before each header line, but parameters and results stay with their tool: their order means something.
fn tables(text: &str) -> Vec<String> {
    let mut tables = vec![String::new()];
    for line in text.lines() {
        if line.starts_with('[') && !line.contains(".params") && !line.contains(".returns") {
            tables.push(String::new());
        }
        tables.last_mut().unwrap().push_str(&format!("{line}\n"));
    }
    tables
}

#[test]
fn small_file_becomes_this_contract() {
    insta::assert_debug_snapshot!(accepted(&small()).model);
}

#[test]
fn every_file_that_was_read_is_named() {
    let path = folder().join("small.toml");
    let compiled = compile(&path).unwrap_or_else(|mistakes| panic!("{mistakes}"));
    let schemas = ["zones.schema.json", "found.schema.json"].map(|name| folder().join(name));
    assert_eq!(compiled.files, [&[path], &schemas[..]].concat());
}

#[test]
fn order_of_tables_does_not_matter() {
    let text = small();
    let tables = tables(&text);
    let model = accepted(&text).model;
    let reversed: String = tables.iter().rev().cloned().collect();
    assert!(accepted(&reversed).model == model);
    for turn in (0..tables.len()).step_by(3) {
        let mut turned = tables.clone();
        turned.rotate_left(turn);
        assert!(accepted(&turned.concat()).model == model, "turned by {turn}");
    }
}

#[test]
fn line_breaks_of_windows_change_nothing() {
    let text = small();
    assert!(accepted(&text.replace('\n', "\r\n")).model == accepted(&text).model);
}

#[test]
fn parameters_keep_the_order_of_the_file() {
    let text = small().replace("query = {", "zzz = {").replace("max_results = {", "aaa = {");
    let model = accepted(&text).model;
    let (_, tool) = model.tools().into_iter().find(|(_, tool)| tool.name == "find_notes").unwrap();
    let gateway_codegen::model::Payload::Declared(object) = &tool.input else {
        panic!("declared by parameters")
    };
    let names: Vec<_> = object.params.iter().map(|param| param.name.as_str()).collect();
    assert_eq!(names, ["zzz", "folder", "kind", "aaa"]);
}

fn as_json(text: &str) -> serde_json::Value {
    serde_json::to_value(toml::from_str::<toml::Table>(text).unwrap()).unwrap()
}

#[test]
fn editors_accept_what_the_compiler_accepts() {
    let schema = tools_toml_schema();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<_> = validator.iter_errors(&as_json(&small())).map(|error| error.to_string()).collect();
    assert_eq!(errors, Vec::<String>::new());
}

#[test]
fn editors_refuse_an_unknown_key_in_every_table() {
    let schema = tools_toml_schema();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let text = small();
    let tables = tables(&text);
    for (index, table) in tables.iter().enumerate().skip(1) {
        let mut changed = tables.clone();
        changed[index].push_str("surprise = 1\n");
        assert!(!validator.is_valid(&as_json(&changed.concat())), "accepted in {table}");
        assert!(compile_text("tools.toml", &changed.concat(), &folder()).is_err(), "compiled in {table}");
    }
}

#[test]
fn schema_of_the_file_documents_every_key() {
    insta::assert_snapshot!(serde_json::to_string_pretty(&tools_toml_schema()).unwrap());
}
