//! The server of decision records, by its effects on the files.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail by panicking")]

mod support;

use serde_json::{Value, json};
use support::{Project, undated, with};

fn sample(title: &str) -> Value {
    json!({"title": title, "context": "Rain.", "decision": "### Tiles\n\nOf clay.", "consequences": "Dry."})
}

/// A record with that status, as others may write it.
fn record(project: &Project, number: u32, status: &str) -> (String, String) {
    let path = format!("ADRs/{number:03}_x.md");
    let text = format!(
        "# ADR {number:03}: Old\r\n\r\n- **Status:** {status}\r\n- **Deciders:** all\r\n\r\n## Context\r\n\r\n x \r\n"
    );
    project.write(&path, &text);
    (path, text)
}

#[test]
fn a_new_record_has_the_fleets_form() {
    let project = Project::new("adr");
    let output =
        project.call("adr_create", with(sample("Use C#"), json!({"date": "2025-11-15", "author": "Ann"})));
    assert_eq!(output.text, "Created decision #001 Use C# [proposed, 2025-11-15] ADRs/001_use_c.md");
    insta::assert_snapshot!(project.read("ADRs/001_use_c.md"), @r"
    # Use C#

    **Status:** proposed
    **Date:** 2025-11-15
    **Author:** Ann

    ---

    ## Context

    Rain.

    ## Decision

    ### Tiles

    Of clay.

    ## Consequences

    Dry.
    ");
    assert_eq!(
        output.structured.unwrap(),
        json!({"number": 1, "title": "Use C#", "status": "proposed", "date": "2025-11-15", "author": "Ann",
            "supersedes": null, "path": "ADRs/001_use_c.md"})
    );
}

#[test]
fn what_is_left_out_has_its_default_and_numbers_follow_the_highest() {
    let project = Project::new("adr");
    project.write("ADRs/archive/041-old.md", "# Old\n");
    project.write("ADRs/2025_review.md", "# A year is no number\n");
    let facts = project.facts("adr_create", with(sample("A"), json!({"date": null, "supersedes": null})));
    assert_eq!((&facts["number"], &facts["author"]), (&json!(42), &json!("AI Assistant")));
    assert_eq!(undated(facts["date"].as_str().unwrap()), "DATE");
}

#[test]
fn only_the_named_transitions_are_made() {
    let words = ["proposed", "accepted", "deprecated", "superseded"];
    let named = [
        ("proposed", "accepted"),
        ("proposed", "deprecated"),
        ("accepted", "deprecated"),
        ("accepted", "superseded"),
    ];
    for from in words {
        for to in words {
            let project = Project::new("adr");
            let (path, text) = record(&project, 1, from);
            let arguments = json!({"number": 1, "new_status": to, "reason": "Because\n## it is so."});
            if named.contains(&(from, to)) {
                assert_eq!(project.facts("adr_update_status", arguments)["status"], to);
                let note = "\r\n\r\n---\r\n\r\n**Status Update (DATE):** Because ## it is so.\r\n";
                let expected = text.replacen(from, to, 1).trim_end().to_owned() + " " + note;
                assert_eq!(undated(&project.read(&path)), expected, "{from} -> {to}");
            } else {
                let failure = project.fails("adr_update_status", arguments);
                assert!(failure.starts_with(&format!("#001 is {from}")), "{from} -> {to}: {failure}");
                assert_eq!(project.read(&path), text);
            }
        }
    }
}

#[test]
fn a_refused_transition_says_what_is_possible() {
    let project = Project::new("adr");
    record(&project, 1, "Proposed (v1)");
    record(&project, 2, "superseded");
    record(&project, 3, "Live");
    let table = [
        (1, "superseded", "#001 is proposed and can only become accepted or deprecated, not superseded"),
        (1, "proposed", "#001 is proposed already"),
        (2, "accepted", "#002 is superseded, which is final; record a new decision with adr_create"),
        (
            3,
            "accepted",
            "the status of #003 is \"Live\", which is none of proposed, accepted, deprecated, superseded; correct it in ADRs/003_x.md first",
        ),
    ];
    for (number, status, expected) in table {
        let arguments = json!({"number": number, "new_status": status, "reason": "x"});
        assert_eq!(project.fails("adr_update_status", arguments), expected);
    }
}

#[test]
fn a_status_in_a_section_of_its_own_is_changed_there() {
    let project = Project::new("adr");
    project.write(
        "ADRs/095_x.md",
        "# ADR 095: X\n\n## Status\nProposed (2026-01-13)\nby all\n\n## Context\nc\n",
    );
    let output = project
        .call("adr_update_status", json!({"number": 95, "new_status": "accepted", "reason": "Tried."}));
    assert_eq!(output.text, "Updated decision #095 X [accepted, no date] ADRs/095_x.md (status)");
    assert_eq!(
        undated(&project.read("ADRs/095_x.md")),
        "# ADR 095: X\n\n## Status\naccepted\nby all\n\n## Context\nc\n\n---\n\n**Status Update (DATE):** Tried.\n"
    );
}

#[test]
fn a_record_that_is_replaced_says_by_which() {
    let project = Project::new("adr");
    let (path, text) = record(&project, 1, "accepted");
    let output =
        project.call("adr_create", with(sample("New"), json!({"supersedes": 1, "status": "accepted"})));
    assert!(output.text.ends_with("\n#001 is superseded by it: ADRs/001_x.md"), "{}", output.text);
    assert_eq!(output.structured.unwrap()["supersedes"], 1);
    assert!(project.read("ADRs/002_new.md").contains("**Supersedes:** ADR 001\n\n---\n"));
    let old = project.read(&path);
    assert!(old.starts_with(text.replace("accepted", "superseded").trim_end()), "{old}");
    assert!(undated(&old).ends_with("**Status Update (DATE):** Superseded by ADR 002: New\r\n"), "{old}");
}

#[test]
fn what_cannot_be_replaced_stops_the_new_record() {
    for status in ["proposed", "deprecated", "superseded", "Live"] {
        let project = Project::new("adr");
        let (path, text) = record(&project, 1, status);
        let failure = project.fails("adr_create", with(sample("New"), json!({"supersedes": 1})));
        assert!(
            failure.starts_with("supersedes: ") && failure.ends_with("; nothing was written"),
            "{failure}"
        );
        let failure = project.fails("adr_create", with(sample("New"), json!({"supersedes": 7})));
        assert!(failure.starts_with("supersedes: there is no decision #007 below ADRs/"), "{failure}");
        assert_eq!((project.files(), project.read(&path)), (vec![path], text));
    }
}

#[test]
fn bad_arguments_are_named_and_write_nothing() {
    let project = Project::new("adr");
    let (path, text) = record(&project, 1, "proposed");
    let create = |more| ("adr_create", with(sample("A"), more));
    let update = |more| {
        ("adr_update_status", with(json!({"number": 1, "new_status": "accepted", "reason": "x"}), more))
    };
    let table = [
        (create(json!({"title": " "})), "title: must not be empty"),
        (create(json!({"title": "a\nb"})), "title: must be one line"),
        (create(json!({"title": "x".repeat(301)})), "title: may have at most 300 characters"),
        (create(json!({"author": ""})), "author: must not be empty"),
        (create(json!({"context": "a\n## Decision"})), "context: \"## Decision\" would begin a new section"),
        (create(json!({"decision": "```"})), "decision: a code fence is not closed"),
        (create(json!({"consequences": "\u{0}"})), "consequences: has a NUL character"),
        (create(json!({"date": "2025-02-30"})), "date: \"2025-02-30\" is no day of the calendar"),
        (
            create(json!({"status": "Accepted"})),
            "status: unknown variant `Accepted`, expected one of `proposed`",
        ),
        (create(json!({"supersedes": 0})), "supersedes: must be from 1"),
        (create(json!({"size": 1})), "size: unknown field"),
        (("adr_create", json!({"title": "A"})), "arguments: missing field `context`"),
        (update(json!({"reason": " "})), "reason: must not be empty"),
        (update(json!({"reason": "x".repeat(2_001)})), "reason: may have at most 2000 characters"),
        (update(json!({"new_status": "open"})), "new_status: unknown variant"),
        (update(json!({"number": 9})), "there is no decision #009 below ADRs/"),
        (("adr_get", json!({"number": -1})), "number: must be from 1"),
        (("adr_get", json!({"number": 5_000_000_000_i64})), "number: must be from 1 to 4294967295"),
        (("adr_list", json!({"status": "open"})), "status: unknown variant"),
        (("adr_search", json!({"query": " "})), "query: must not be empty"),
        (("adr_search", json!({"query": "x".repeat(10_001)})), "query: may have at most 10000 characters"),
    ];
    for ((tool, arguments), reason) in table {
        let failure = project.fails(tool, arguments.clone());
        assert!(failure.starts_with(reason), "{tool} {arguments}: {failure}");
    }
    assert_eq!((project.files(), project.read(&path)), (vec![path], text));
}

#[test]
fn records_are_shown_listed_and_found() {
    let project = Project::new("adr");
    project.call("adr_create", with(sample("Tiles"), json!({"date": "2025-11-15"})));
    project.call("adr_update_status", json!({"number": 1, "new_status": "accepted", "reason": "Tried."}));
    record(&project, 2, "Live");
    let output = project.call("adr_get", json!({"number": 1}));
    let file = project.read("ADRs/001_tiles.md");
    assert_eq!(output.text, format!("#001 Tiles [accepted, 2025-11-15] ADRs/001_tiles.md\n\n{file}"));
    let facts = output.structured.unwrap();
    assert_eq!(
        (&facts["decision"], &facts["consequences"]),
        (&json!("### Tiles\n\nOf clay."), &json!("Dry."))
    );
    assert_eq!((&facts["context"], &facts["content"]), (&json!("Rain."), &json!(file)));
    insta::assert_snapshot!(project.call("adr_list", json!({})).text, @r"
    2 decisions:
    #001 Tiles [accepted, 2025-11-15] ADRs/001_tiles.md
    #002 Old [unknown status, no date] ADRs/002_x.md
    ");
    let accepted = project.facts("adr_list", json!({"status": "accepted"}));
    assert_eq!((&accepted["count"], &accepted["decisions"][0]["number"]), (&json!(1), &json!(1)));
    assert_eq!(project.call("adr_list", json!({"status": "proposed"})).text, "No decisions fit.");
    insta::assert_snapshot!(project.call("adr_search", json!({"query": "CLAY of"})).text, @r"
    1 decision:
    #001 Tiles [accepted, 2025-11-15] ADRs/001_tiles.md
        Of clay.
    ");
}
