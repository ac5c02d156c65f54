//! Every output of the fixtures, as text that people read.
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;

use gateway_codegen::emit::Files;
use gateway_codegen::{Contract, emit};
use serde_json::Value;

fn outputs(fixture: &str) -> Files {
    let contract =
        Contract::load(&Path::new("tests/fixtures").join(fixture)).unwrap_or_else(|e| panic!("{e}"));
    emit::all(&contract.plan)
}

fn snapshot(fixture: &str, skip: &[&str]) {
    for (path, text) in outputs(&format!("{fixture}.toml")) {
        if !skip.contains(&path.as_str()) {
            insta::with_settings!({ snapshot_path => format!("snapshots/{fixture}"), prepend_module_to_snapshot => false, omit_expression => true }, {
                insta::assert_snapshot!(path.replace('/', "__"), text);
            });
        }
    }
}

#[test]
fn minimal() {
    snapshot("minimal", &[]);
}

#[test]
fn kitchen_sink() {
    snapshot("kitchen_sink", &["tools.schema.json"]);
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    assert_eq!(outputs("kitchen_sink.toml"), outputs("kitchen_sink.toml"));
}

#[test]
fn generated_rust_says_that_it_is_generated_and_names_two_crates_only() {
    let absolute = regex::Regex::new(r"(?m)(?:^|[\s(<&\x22])::(\w+::\w+)").unwrap();
    for (path, text) in outputs("kitchen_sink.toml") {
        if !path.ends_with(".rs") {
            continue;
        }
        assert!(text.starts_with("// @generated from tools.toml by gatewayc gen; do not edit.\n"), "{path}");
        for named in absolute.captures_iter(&text).map(|found| found[1].to_owned()) {
            let allowed = named.starts_with("core::") || named == "gateway_runtime::__private";
            assert!(allowed, "{path} names ::{named}");
        }
    }
}

/// A schema file without what was only added to its head.
fn written(files: &Files, path: &str, schema: &Value) -> Value {
    let mut file: Value = serde_json::from_str(&files[path]).unwrap();
    for key in ["$schema", "title", "description"] {
        if schema.get(key).is_none() {
            file.as_object_mut().unwrap().remove(key);
        }
    }
    file
}

#[test]
fn a_schema_is_the_same_in_its_file_and_in_the_lock() {
    let contract = Contract::load(Path::new("tests/fixtures/kitchen_sink.toml")).unwrap();
    let files = emit::all(&contract.plan);
    let lock: Value = serde_json::from_str(&files["tools.lock"]).unwrap();
    let mut returning = 0;
    for (at, tool) in contract.plan.tools.iter().enumerate() {
        let (path, locked) = (format!("schemas/{}.json", tool.file), &lock["tools"][at]);
        let schema: Value = serde_json::from_str(&tool.arguments.schema.compact()).unwrap();
        assert_eq!(written(&files, &path, &schema), schema, "{path}");
        assert_eq!(locked["inputSchema"], schema, "{path}");
        let path = format!("schemas/{}.returns.json", tool.file);
        let Some(returns) = &tool.returns else {
            assert!(!files.contains_key(&path) && locked.get("outputSchema").is_none(), "{path}");
            continue;
        };
        let schema: Value = serde_json::from_str(&returns.schema.compact()).unwrap();
        assert_eq!(written(&files, &path, &schema), schema, "{path}");
        assert_eq!(locked["outputSchema"], schema, "{path}");
        returning += 1;
    }
    assert_eq!(returning, 3);
}

#[test]
fn results_and_a_tool_of_that_name_do_not_share_a_file() {
    let text = std::fs::read_to_string("tests/fixtures/minimal.toml").unwrap()
        + "[servers.notes.tools.add_note.returns]\nnumber = { type = \"integer\" }\n\
           [servers.notes.tools.\"Add_note.returns\"]\nclass = \"read\"\ndescription = \"Another.\"\n";
    let compiled = gateway_codegen::check::compile_text("tools.toml", &text, Path::new("")).unwrap();
    let files = emit::all(&gateway_codegen::plan::Plan::new(&compiled.model));
    let schemas: Vec<_> = files.keys().filter(|path| path.starts_with("schemas/")).collect();
    assert_eq!(
        schemas,
        ["schemas/Add_note.returns~2.json", "schemas/add_note.json", "schemas/add_note.returns.json"]
    );
}

#[test]
fn the_lock_s_hashes_can_be_checked_from_the_lock_alone() {
    let files = outputs("kitchen_sink.toml");
    let lock: Value = serde_json::from_str(&files["tools.lock"]).unwrap();
    for list in ["servers", "tools"] {
        for entry in lock[list].as_array().unwrap() {
            let mut entry = entry.as_object().unwrap().clone();
            let hash = entry.remove("sha256").unwrap();
            let definition = gateway_codegen::json::Json::from(&Value::Object(entry));
            assert_eq!(hash, gateway_codegen::plan::hash::sha256(&definition));
        }
    }
}
