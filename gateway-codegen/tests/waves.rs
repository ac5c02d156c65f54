//! Waves of a migration: a server that is not enabled is checked and documented, and otherwise not there.
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;

use gateway_codegen::check::compile_text;
use gateway_codegen::diff::{Class, Facts, compare};
use gateway_codegen::emit;
use gateway_codegen::plan::Plan;

const WAVES: &str = include_str!("fixtures/waves.toml");
const ENABLED: &str = r#"enabled = ["notes"]"#;

fn plan(text: &str) -> Plan {
    let compiled = compile_text("tools.toml", text, Path::new("")).unwrap_or_else(|e| panic!("{e}"));
    Plan::new(&compiled.model)
}

fn wave(enabled: &str) -> Plan {
    plan(&WAVES.replace(ENABLED, enabled))
}

#[test]
fn what_waits_is_in_no_list_route_or_deployment_but_in_the_documents() {
    let plan = plan(WAVES);
    let files = emit::all(&plan);
    assert_eq!(plan.routes.iter().map(|route| route.key.as_str()).collect::<Vec<_>>(), ["get_note"]);
    for (path, has) in [
        ("rust/lists.rs", false),
        ("rust/routes.rs", false),
        ("registry.sql", false),
        ("deploy/compose.yaml", false),
        ("deploy/kubernetes/backends.yaml", false),
        ("deploy/prometheus/alerts.yaml", false),
        ("clients/claude-desktop.json", false),
        ("clients/claude-desktop.side-by-side.json", true),
        ("docs/TOOLS.md", true),
        ("tools.lock", true),
        ("rust/tools.rs", true),
    ] {
        let text = &files[path];
        assert_eq!(
            text.contains("git_diff") || text.contains("git-server") || text.contains("http://git"),
            has,
            "{path}"
        );
    }
    assert!(files.contains_key("schemas/git_diff.json") && files.contains_key("rust/servers/git.rs"));
    let docs = &files["docs/TOOLS.md"];
    assert!(docs.contains("2 servers, 3 tools; enabled in this wave: 1 server, 1 tool."), "{docs}");
    assert!(docs.contains("## `git`\n\nNot enabled in this wave"), "{docs}");
    assert!(docs.contains("| `committer` | `git` | 0 | 0 | 0 |"), "{docs}");
}

/// The client starts what waits, and what the gateway serves no more.
#[test]
fn side_by_side_has_what_waits_or_else_everything() {
    for (enabled, expected) in [
        (ENABLED, &["direct_git"][..]),
        (r#"enabled = ["git", "notes"]"#, &[]),
        ("", &["direct_git", "direct_notes"]),
    ] {
        let files = emit::all(&wave(enabled));
        let page: serde_json::Value =
            serde_json::from_str(&files["clients/cursor.side-by-side.json"]).unwrap();
        let names: Vec<_> =
            page["mcpServers"].as_object().unwrap().keys().filter(|name| *name != "waves").collect();
        assert_eq!(names, expected, "{enabled}");
    }
}

#[test]
fn the_policy_is_that_of_the_wave_and_the_contract_that_of_the_file() {
    let (one, all, listed) = (plan(WAVES), wave(""), wave(r#"enabled = ["git", "notes"]"#));
    assert_ne!(one.policy_hash, all.policy_hash);
    assert_eq!(all.policy_hash, listed.policy_hash, "who may do what is the same");
    assert_ne!(all.hash, listed.hash);
    let limited = plan(&WAVES.replace("Publish it.\"", "Publish it.\"\nrate = \"1/day\""));
    assert_ne!(one.hash, limited.hash);
    assert_eq!(one.policy_hash, limited.policy_hash, "a limit of what waits limits nobody yet");
}

#[test]
fn the_next_wave_is_a_policy_that_was_loosened_and_the_way_back_breaks() {
    let facts = |plan: &Plan| Facts::of_plan(plan).unwrap();
    let (one, two, all) = (plan(WAVES), wave(r#"enabled = ["notes", "git"]"#), wave(""));
    let said = |old: &Plan, new: &Plan| {
        let changes = compare(&facts(old), &facts(new));
        changes.into_iter().map(|change| (change.class, change.message.clone())).collect::<Vec<_>>()
    };
    assert_eq!(said(&one, &two), [(Class::Loosened, "the server git is enabled, with 2 tools".to_owned())]);
    assert_eq!(said(&one, &all), [(Class::Loosened, "the server git is enabled, with 2 tools".to_owned())]);
    assert_eq!(
        said(&two, &one),
        [(Class::Breaking, "the server git is not enabled any more, with 2 tools".to_owned())]
    );
    assert_eq!(said(&two, &all).iter().map(|(class, _)| *class).collect::<Vec<_>>(), [Class::Compatible]);
    assert_eq!(said(&two, &two), []);
}
