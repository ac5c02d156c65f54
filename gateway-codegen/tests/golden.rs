//! Every output of the fixtures, as text that people read.
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;

use gateway_codegen::emit::Files;
use gateway_codegen::{Contract, emit};

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

#[test]
fn a_schema_is_the_same_in_its_file_in_the_lists_and_in_the_lock() {
    let contract = Contract::load(Path::new("tests/fixtures/kitchen_sink.toml")).unwrap();
    let files = emit::all(&contract.plan);
    let lock: serde_json::Value = serde_json::from_str(&files["tools.lock"]).unwrap();
    for (at, tool) in contract.plan.tools.iter().enumerate() {
        let mut file: serde_json::Value =
            serde_json::from_str(&files[&format!("schemas/{}.json", tool.file)]).unwrap();
        let schema: serde_json::Value = serde_json::from_str(&tool.schema.compact()).unwrap();
        for key in ["$schema", "title", "description"] {
            if schema.get(key).is_none() {
                file.as_object_mut().unwrap().remove(key);
            }
        }
        assert_eq!(file, schema, "{}", tool.tool.name);
        assert_eq!(lock["tools"][at]["inputSchema"], schema, "{}", tool.tool.name);
    }
}

#[test]
fn the_lock_s_hashes_can_be_checked_from_the_lock_alone() {
    let files = outputs("kitchen_sink.toml");
    let lock: serde_json::Value = serde_json::from_str(&files["tools.lock"]).unwrap();
    for list in ["servers", "tools"] {
        for entry in lock[list].as_array().unwrap() {
            let mut entry = entry.as_object().unwrap().clone();
            let hash = entry.remove("sha256").unwrap();
            let definition = gateway_codegen::json::Json::from(&serde_json::Value::Object(entry));
            assert_eq!(hash, gateway_codegen::plan::hash::sha256(&definition));
        }
    }
}
