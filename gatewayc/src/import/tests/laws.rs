//! Every schema survives, and an import changes nothing that is there.

use std::path::Path;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::schemas::{input_schema, instance};
use crate::import::form::{self, Files, Side, Written};
use crate::import::merge::{Answered, Merge};
use crate::import::offers::Offered;
use crate::import::report::Report;

fn written(schema: &Value, side: Side) -> Option<Written> {
    form::written(&schema.to_string(), side, "schemas/s.t.json").ok()
}

/// The schema that clients see of what was written.
fn emitted(written: &Written, side: Side) -> Value {
    let mut tool = toml_edit::Table::new();
    tool.insert("class", "read".into());
    tool.insert("description", "T.".into());
    written.keys.iter().for_each(|(key, item)| drop(tool.insert(key, item.clone())));
    let files: Files = written.file.iter().cloned().collect();
    let plan = form::compiled(tool, &files).unwrap();
    let definition: Value = serde_json::from_str(&plan.tools[0].definition.compact()).unwrap();
    definition[if side == Side::Input { "inputSchema" } else { "outputSchema" }].clone()
}

fn accepts(schema: &Value, value: &Value) -> bool {
    jsonschema::options().build(schema).unwrap().is_valid(value)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// What is accepted after the import is what was accepted before; a file holds what the server said, byte for byte.
    #[test]
    fn every_schema_survives(schema in input_schema(), values in prop::collection::vec(instance(), 12)) {
        for side in [Side::Input, Side::Output] {
            let Some(written) = written(&schema, side) else {
                prop_assert!(false, "refused: {schema}");
                return Ok(());
            };
            if let Some((_, content)) = &written.file && schema.get("$schema").and_then(Value::as_str) != Some("http://json-schema.org/draft-07/schema#") {
                prop_assert_eq!(content, &format!("{schema}\n"));
            }
            let after = emitted(&written, side);
            for value in &values {
                prop_assert_eq!(accepts(&schema, value), accepts(&after, value), "{} of {}\nis now {}", value, schema, after);
            }
        }
    }

    /// The second import of the same server changes nothing, and says nothing.
    #[test]
    fn importing_twice_changes_nothing(schemas in prop::collection::vec((input_schema(), any::<Option<bool>>(), "[a-z/ ]{1,8}"), 1..4)) {
        let tools: Vec<String> = schemas.iter().map(|(schema, read_only, name)| json!({
            "name": name, "description": " Does it.\r\n", "inputSchema": schema, "annotations": {"readOnlyHint": read_only, "openWorldHint": true},
        }).to_string()).collect();
        let folder = tempfile::tempdir().unwrap();
        let Ok((once, _)) = imported(START, &tools, folder.path()) else { return Ok(()) };
        let (twice, report) = imported(&once, &tools, folder.path()).unwrap();
        prop_assert_eq!(&once, &twice);
        prop_assert!(once.starts_with(START), "{}", once);
        prop_assert!(!report.contains('~') && !report.contains('+') && !report.contains("  - "), "{}\n{}", report, once);
    }
}

const START: &str =
    "# Mine.\n[gateway] # here\nname = \"g\"\nprincipal = \"p\"\n\n[principals.p]\nprofile = \"all\"\n";

fn imported(text: &str, tools: &[String], folder: &Path) -> Result<(String, String), String> {
    let mut merge = Merge::new("tools.toml", text, folder, "")?;
    let mut report = Report::default();
    merge.add(
        &Answered { name: "s".into(), endpoint: None, tools: tools.to_vec(), offered: Offered::default() },
        &mut report,
    )?;
    let merged = merge.finish(text)?;
    for (path, content) in &merged.files {
        std::fs::create_dir_all(folder.join("schemas")).unwrap();
        std::fs::write(folder.join(path), content).unwrap();
    }
    Ok((merged.text, report.render()))
}

fn tool(name: &str, rest: &Value) -> String {
    let mut tool = json!({"name": name, "description": "Does it.", "inputSchema": {"type": "object"}});
    tool.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
    tool.to_string()
}

#[test]
fn what_a_person_wrote_stays_and_differences_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let text = r#"gateway = { name = "g", principal = "p" }   # inline
principals.p.profile = "all"

# The clock.
[servers.s]
endpoints.stdio = { command = ["clock"] }
tools.now = { class = "read", description = "Mine.", aliases = ["clock"], open = true } # trusted
tools.late = { class = "write", upstream = "gone", description = "Was.", open = true }
[profiles.x] # after
tools = ["now"]
"#;
    let said = [tool("now", &json!({"annotations": {"readOnlyHint": false}})), tool("new", &json!({}))];
    let (after, report) = imported(text, &said, folder.path()).unwrap();
    insta::assert_snapshot!(format!("{after}---\n{report}"));
}

#[test]
fn colliding_names_are_told_with_both_places() {
    let folder = tempfile::tempdir().unwrap();
    let text = "[servers.a.tools.find]\nclass = \"read\"\naliases = [\"look\"]\n";
    let said = [
        tool("find", &json!({})),
        tool("look", &json!({})),
        tool("a b", &json!({})),
        tool("a/b", &json!({})),
    ];
    insta::assert_snapshot!(imported(text, &said, folder.path()).unwrap_err());
}

#[test]
fn hostile_words_are_shown_and_bad_schemas_refused() {
    let folder = tempfile::tempdir().unwrap();
    let hidden = json!({"type": "object", "properties": {"p": {"type": "string", "format": "x", "description": "a\u{202e}b"}}});
    let said = [
        tool(
            "red\u{1b}[31m",
            &json!({"description": "a\u{1b}[2Jb \u{202e}evil\u{2066} \u{0}<script>\"\"\" ''' \\", "title": "T\nT"}),
        ),
        tool("huge", &json!({"description": "x".repeat(100_000)})),
        tool("silent", &json!({"description": null})),
        tool("hidden", &json!({"inputSchema": hidden})),
        tool("none", &json!({"inputSchema": null})),
        tool("list", &json!({"inputSchema": {"type": "array"}})),
        tool("wrong", &json!({"inputSchema": {"type": "object", "properties": {"a": {"type": "strin"}}}})),
        tool("outside", &json!({"inputSchema": {"type": "object", "$ref": "https://evil.example/x.json"}})),
        tool(
            "old",
            &json!({"inputSchema": {"$schema": "http://json-schema.org/draft-04/schema#", "type": "object", "properties": {"a": {"type": "number", "minimum": 0, "exclusiveMinimum": true}}}}),
        ),
        r#"{"name":"twice","inputSchema":{"type":"object","type":"object"}}"#.to_owned(),
        tool("huge", &json!({})),
        "[]".to_owned(),
    ];
    let (after, report) = imported(START, &said, folder.path()).unwrap();
    let shown = format!("{after}---\n{report}").replace(&"x".repeat(1000), "x*1000 ");
    assert!(!shown.chars().any(|c| c != '\n' && gateway_codegen::check::is_hidden(c)), "{shown:?}");
    insta::assert_snapshot!(shown);
}

/// What the syntax can say is said in it: a file is for the rest.
#[test]
fn the_syntax_is_used_where_it_says_the_same() {
    let of =
        |member: Value| json!({"type": "object", "properties": {"a": member}, "additionalProperties": false});
    let described = |mut member: Value| {
        member["description"] = json!("A.");
        of(member)
    };
    for (member, expected) in [
        (
            json!({"type": "string", "minLength": 1}),
            r#"{ type = "string", min_len = 1, optional = true, doc = "A." }"#,
        ),
        (
            json!({"type": "integer", "exclusiveMinimum": 0}),
            r#"{ type = "integer", min = 1, optional = true, doc = "A." }"#,
        ),
        (json!({"type": "number", "default": 0.5}), r#"{ type = "number", default = 0.5, doc = "A." }"#),
        (
            json!({"enum": ["x", null], "type": ["string", "null"]}),
            r#"{ enum = ["x"], nullable = true, optional = true, doc = "A." }"#,
        ),
        (
            json!({"anyOf": [{"type": "string"}, {"type": "null"}], "default": null}),
            r#"{ type = "string", nullable = true, optional = true, doc = "A." }"#,
        ),
        (
            json!({"type": "array", "items": {"type": "array", "items": {"type": "integer"}}}),
            r#"{ type = "array of array of integer", optional = true, doc = "A." }"#,
        ),
        (
            json!({"type": "object", "properties": {"b": {"type": "boolean"}}, "required": ["b"]}),
            r#"{ fields = { b = { type = "boolean" } }, open = true, optional = true, doc = "A." }"#,
        ),
    ] {
        let written = written(&described(member.clone()), Side::Input).unwrap();
        assert!(written.file.is_none(), "{member}");
        assert_eq!(written.keys[0].1["a"].to_string().trim(), expected, "{member}");
    }
    for member in [
        json!({"type": "string", "format": "uri"}),
        json!({"$ref": "#"}),
        json!({"type": "string", "pattern": "^\\d"}),
    ] {
        assert!(written(&described(member.clone()), Side::Input).unwrap().file.is_some(), "{member}");
    }
}
