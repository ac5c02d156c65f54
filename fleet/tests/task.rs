//! The task server, by its effects on the files.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail by panicking")]

mod support;

use serde_json::{Value, json};
use support::{Project, undated, with};

fn sample(title: &str) -> Value {
    json!({
        "title": title,
        "objective": "Keep the rain out.",
        "deliverables": ["New tiles", "A report\nwith pictures"],
        "acceptance_criteria": ["No drip after an hour of rain"],
    })
}

#[test]
fn a_new_task_has_the_fleets_form() {
    let project = Project::new("task");
    let output = project.call(
        "create_task",
        with(
            sample("Mend the (old) roof!"),
            json!({
                "priority": "High", "status": "todo", "lead": "Ann", "dependencies": "Requires #003",
                "notes": "Ask the neighbours.",
            }),
        ),
    );
    assert_eq!(
        output.text,
        "Created task #001 Mend the (old) roof! [todo, High, lead Ann] TASKS/todo/001_mend_the_old_roof.md"
    );
    insta::assert_snapshot!(project.read("TASKS/todo/001_mend_the_old_roof.md"), @r"
    # TASK: Mend the (old) roof!

    **Status:** todo
    **Priority:** High
    **Lead:** Ann
    **Dependencies:** Requires #003
    **Related Documents:** None

    ---

    ## 1. Objective

    Keep the rain out.

    ## 2. Deliverables

    1. New tiles
    2. A report
       with pictures

    ## 3. Acceptance Criteria

    - No drip after an hour of rain

    ## Notes

    Ask the neighbours.
    ");
    insta::assert_json_snapshot!(output.structured, @r#"
    {
      "dependencies": "Requires #003",
      "lead": "Ann",
      "number": 1,
      "path": "TASKS/todo/001_mend_the_old_roof.md",
      "priority": "High",
      "related_documents": null,
      "status": "todo",
      "title": "Mend the (old) roof!"
    }
    "#);
}

#[test]
fn what_is_left_out_has_its_default() {
    let project = Project::new("task");
    let facts = project.facts("create_task", sample("A"));
    assert_eq!(
        facts,
        json!({"number": 1, "title": "A", "status": "backlog", "priority": "Medium", "lead": "Unassigned",
            "dependencies": null, "related_documents": null, "path": "TASKS/backlog/001_a.md"})
    );
    assert!(!project.read("TASKS/backlog/001_a.md").contains("## Notes"));
}

#[test]
fn each_status_has_its_folder() {
    let project = Project::new("task");
    for (status, folder) in [
        ("backlog", "backlog"),
        ("todo", "todo"),
        ("in-progress", "in-progress"),
        ("complete", "done"),
        ("blocked", "in-progress"),
    ] {
        let facts = project.facts("create_task", with(sample("A"), json!({"status": status})));
        assert!(facts["path"].as_str().unwrap().starts_with(&format!("TASKS/{folder}/")), "{facts}");
        assert_eq!(facts["status"], status);
    }
}

#[test]
fn numbers_follow_the_highest_and_may_be_chosen() {
    let project = Project::new("task");
    project.write("TASKS/done/041_old.md", "# TASK: Old\n");
    assert_eq!(project.facts("create_task", sample("A"))["number"], 42);
    assert_eq!(project.facts("create_task", with(sample("B"), json!({"task_number": 7})))["number"], 7);
    assert_eq!(project.facts("create_task", with(sample("C"), json!({"task_number": null})))["number"], 43);
    let failure = project.fails("create_task", with(sample("D"), json!({"task_number": 41})));
    assert_eq!(failure, "number #041 is taken by TASKS/done/041_old.md; #044 is free");
}

#[test]
fn bad_arguments_are_named_and_write_nothing() {
    let project = Project::new("task");
    project.write("TASKS/todo/001_a.md", "# TASK: A\n\n**Status:** todo\n");
    let create = |more| ("create_task", with(sample("A"), more));
    let update = |updates| ("update_task", json!({"task_number": 1, "updates": updates}));
    let table = [
        (create(json!({"title": " "})), "title: must not be empty"),
        (create(json!({"title": "a\n# b"})), "title: must be one line"),
        (create(json!({"title": 5})), "title: invalid type: integer `5`, expected a string"),
        (create(json!({"deliverables": []})), "deliverables: give at least one"),
        (create(json!({"deliverables": ["a", " "]})), "deliverables[1]: must not be empty"),
        (create(json!({"deliverables": "a"})), "deliverables: invalid type"),
        (create(json!({"acceptance_criteria": []})), "acceptance_criteria: give at least one"),
        (
            create(json!({"priority": "Urgent"})),
            "priority: unknown variant `Urgent`, expected one of `Critical`",
        ),
        (create(json!({"status": "done"})), "status: unknown variant `done`, expected one of `backlog`"),
        (create(json!({"objective": "a\n## 2. b"})), "objective: \"## 2. b\" would begin a new section"),
        (create(json!({"notes": "```\nopen"})), "notes: a code fence is not closed"),
        (create(json!({"lead": "a\nb"})), "lead: must be one line"),
        (create(json!({"task_number": 0})), "task_number: must be from 1 to 999, and was 0"),
        (create(json!({"task_number": 1000})), "task_number: must be from 1 to 999"),
        (create(json!({"task_number": "1"})), "task_number: invalid type"),
        (create(json!({"size": 1})), "size: unknown field `size`, expected one of `title`"),
        (("create_task", json!({})), "arguments: missing field `title`"),
        (("get_task", json!({"task_number": -1})), "task_number: must be from 1 to 999, and was -1"),
        (("get_task", json!({"task_number": 9})), "there is no task #009 below TASKS/"),
        (("list_tasks", json!({"status": "done"})), "status: unknown variant"),
        (("list_tasks", json!({"limit": 1})), "limit: unknown field"),
        (("search_tasks", json!({"query": ""})), "query: must not be empty"),
        (update(json!({})), "updates: names no field"),
        (
            update(json!({"colour": "red"})),
            "updates.colour: unknown field `colour`, expected one of `title`, `status`",
        ),
        (update(json!({"title": null})), "updates.title: invalid type: null"),
        (update(json!({"priority": "high"})), "updates.priority: unknown variant `high`"),
        (update(json!({"status": "done"})), "updates.status: unknown variant `done`"),
        (update(json!({"lead": ""})), "updates.lead: must not be empty"),
        (update(json!({"title": "B", "deliverables": []})), "updates.deliverables: give at least one"),
        (("update_task", json!({"task_number": 2, "updates": {"lead": "x"}})), "there is no task #002"),
        (
            ("update_task_status", json!({"task_number": 1, "new_status": "open"})),
            "new_status: unknown variant",
        ),
        (
            ("update_task_status", json!({"task_number": 1, "new_status": "todo", "notes": "# x"})),
            "notes: \"# x\" would begin",
        ),
    ];
    for ((tool, arguments), reason) in table {
        let failure = project.fails(tool, arguments.clone());
        assert!(failure.starts_with(reason), "{tool} {arguments}: {failure}");
    }
    assert_eq!(project.files(), ["TASKS/todo/001_a.md"]);
    assert_eq!(project.read("TASKS/todo/001_a.md"), "# TASK: A\n\n**Status:** todo\n");
}

#[test]
fn a_change_of_status_moves_the_file_and_dates_the_notes() {
    let project = Project::new("task");
    project.call("create_task", sample("Roof"));
    let output = project.call(
        "update_task_status",
        json!({"task_number": 1, "new_status": "in-progress", "notes": "Begun."}),
    );
    assert_eq!(
        output.text,
        "Updated task #001 Roof [in-progress, Medium, lead Unassigned] TASKS/in-progress/001_roof.md (status; moved from TASKS/backlog/001_roof.md)"
    );
    project.call("update_task_status", json!({"task_number": 1, "new_status": "blocked"}));
    assert_eq!(project.files(), ["TASKS/in-progress/001_roof.md"]);
    insta::assert_snapshot!(undated(&project.read("TASKS/in-progress/001_roof.md")), @r"
    # TASK: Roof

    **Status:** blocked
    **Priority:** Medium
    **Lead:** Unassigned
    **Dependencies:** None
    **Related Documents:** None

    ---

    ## 1. Objective

    Keep the rain out.

    ## 2. Deliverables

    1. New tiles
    2. A report
       with pictures

    ## 3. Acceptance Criteria

    - No drip after an hour of rain

    ## Notes

    **Status Change (DATE):** backlog → in-progress
    Begun.

    **Status Change (DATE):** in-progress → blocked
    ");
}

#[test]
fn the_same_status_again_changes_nothing_unless_there_is_a_note() {
    let project = Project::new("task");
    project.call("create_task", sample("Roof"));
    let before = project.read("TASKS/backlog/001_roof.md");
    let facts = project.facts("update_task_status", json!({"task_number": 1, "new_status": "backlog"}));
    assert_eq!(facts["changed"], json!([]));
    assert_eq!(project.read("TASKS/backlog/001_roof.md"), before);
    project.call("update_task_status", json!({"task_number": 1, "new_status": "backlog", "notes": "Still."}));
    assert_eq!(
        undated(&project.read("TASKS/backlog/001_roof.md")),
        format!("{before}\n## Notes\n\n**Note (DATE):** Still.\n")
    );
}

#[test]
fn an_update_changes_only_what_it_names() {
    let project = Project::new("task");
    let foreign = "# Task 021C: Tests\r\n\r\n## Metadata\r\n- **Status**: In Progress\r\n- **Owner**: me\r\n\r\n## Objective\r\n\r\nOld.\r\n\r\n## Odd section\r\n\r\n\tkept   \r\n";
    project.write("TASKS/in-progress/021C_tests.md", foreign);
    let update =
        |updates: Value| project.facts("update_task", json!({"task_number": 21, "updates": updates}));
    assert_eq!(update(json!({"objective": "New\nlines."}))["changed"], json!(["objective"]));
    let expected = foreign.replace("Old.", "New\r\nlines.");
    assert_eq!(project.read("TASKS/in-progress/021C_tests.md"), expected);
    update(json!({"title": "All tests", "priority": "Low"}));
    let expected = expected
        .replace("# Task 021C: Tests", "# Task 021C: All tests")
        .replace("In Progress\r\n", "In Progress\r\n- **Priority**: Low\r\n");
    assert_eq!(project.read("TASKS/in-progress/021C_tests.md"), expected);
}

#[test]
fn every_field_can_be_updated() {
    let project = Project::new("task");
    project.call("create_task", with(sample("Roof"), json!({"notes": "Old note."})));
    let facts = project.facts("update_task", json!({"task_number": 1, "updates": {
        "title": "New roof", "status": "complete", "priority": "Critical", "lead": "Bob", "dependencies": "#002",
        "related_documents": "docs/a.md", "objective": "Be warm.", "deliverables": ["Wool"],
        "acceptance_criteria": ["20 degrees", "Quiet"], "notes": "New note.",
    }}));
    assert_eq!(facts["path"], "TASKS/done/001_roof.md");
    insta::assert_snapshot!(undated(&project.read("TASKS/done/001_roof.md")), @r"
    # TASK: New roof

    **Status:** complete
    **Priority:** Critical
    **Lead:** Bob
    **Dependencies:** #002
    **Related Documents:** docs/a.md

    ---

    ## 1. Objective

    Be warm.

    ## 2. Deliverables

    1. Wool

    ## 3. Acceptance Criteria

    - 20 degrees
    - Quiet

    ## Notes

    New note.

    **Status Change (DATE):** backlog → complete
    ");
    project.call("update_task", json!({"task_number": 1, "updates": {"notes": null, "dependencies": null}}));
    let text = project.read("TASKS/done/001_roof.md");
    assert!(!text.contains("Notes") && text.contains("**Dependencies:** None\n"), "{text}");
}

#[test]
fn a_task_that_would_move_onto_another_file_stays() {
    let project = Project::new("task");
    project.write("TASKS/todo/001_a.md", "**Status:** todo\n");
    project.write("TASKS/done/001_a.md/keep.txt", "a folder in the way");
    let failure = project.fails("update_task_status", json!({"task_number": 1, "new_status": "complete"}));
    assert!(failure.contains("TASKS/done/001_a.md, which exists; nothing was changed"), "{failure}");
    assert_eq!(project.read("TASKS/todo/001_a.md"), "**Status:** todo\n");
}

#[test]
fn a_number_with_two_files_is_not_guessed_at() {
    let project = Project::new("task");
    project.write("TASKS/todo/001_a.md", "# A\n");
    project.write("TASKS/done/001_b.md", "# B\n");
    let failure = project.fails("get_task", json!({"task_number": 1}));
    assert!(failure.contains("TASKS/done/001_b.md, TASKS/todo/001_a.md; rename"), "{failure}");
}

#[test]
fn a_document_that_is_not_utf8_can_be_read_and_is_not_changed() {
    let project = Project::new("task");
    project.write("TASKS/todo/001_a.md", b"# TASK: caf\xe9\n");
    assert_eq!(project.facts("get_task", json!({"task_number": 1}))["title"], "caf\u{fffd}");
    let failure = project.fails("update_task", json!({"task_number": 1, "updates": {"lead": "x"}}));
    assert!(failure.starts_with("TASKS/todo/001_a.md: "), "{failure}");
}

#[cfg(unix)]
#[test]
fn a_folder_that_is_a_link_out_of_the_root_is_refused() {
    let project = Project::new("task");
    let outside = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink(outside.path(), project.path().join("TASKS")).unwrap();
    let failure = project.fails("create_task", sample("A"));
    assert!(failure.starts_with("TASKS"), "{failure}");
    assert_eq!(std::fs::read_dir(outside.path()).unwrap().count(), 0);
}

#[cfg(unix)]
#[test]
fn a_status_whose_folder_cannot_be_had_changes_nothing() {
    let project = Project::new("task");
    let before = "# TASK: A\n\n**Status:** backlog\n";
    project.write("TASKS/backlog/001_a.md", before);
    project.write("TASKS/todo", "a file in the place of a folder");
    let failure = project.fails("update_task_status", json!({"task_number": 1, "new_status": "todo"}));
    assert_eq!(
        failure,
        "TASKS/backlog/001_a.md cannot move; nothing was changed: TASKS/todo is not a folder; put a folder there"
    );
    assert_eq!(project.read("TASKS/backlog/001_a.md"), before);
}

#[test]
fn one_task_is_shown_whole() {
    let project = Project::new("task");
    project.call("create_task", sample("Roof"));
    let output = project.call("get_task", json!({"task_number": 1}));
    let file = project.read("TASKS/backlog/001_roof.md");
    assert_eq!(
        output.text,
        format!("#001 Roof [backlog, Medium, lead Unassigned] TASKS/backlog/001_roof.md\n\n{file}")
    );
    let facts = output.structured.unwrap();
    assert_eq!(facts["deliverables"], json!(["New tiles", "A report\nwith pictures"]));
    assert_eq!((&facts["objective"], &facts["content"]), (&json!("Keep the rain out."), &json!(file)));
}

fn three_tasks() -> Project {
    let project = Project::new("task");
    project.call("create_task", with(sample("Roof"), json!({"priority": "High"})));
    project.call(
        "create_task",
        with(sample("Cellar"), json!({"status": "blocked", "notes": "Wait for the ROOF tiles."})),
    );
    project.write("TASKS/in-progress/010_by_hand.md", "Status: whatever\n\nfree text about damp walls\n");
    project
}

#[test]
fn lists_are_filtered() {
    let project = three_tasks();
    let numbers = |filter: Value| -> Vec<u64> {
        let facts = project.facts("list_tasks", filter);
        facts["tasks"].as_array().unwrap().iter().map(|task| task["number"].as_u64().unwrap()).collect()
    };
    assert_eq!(numbers(json!({})), [1, 2, 10]);
    assert_eq!(numbers(json!({"status": null, "priority": "High"})), [1]);
    assert_eq!(numbers(json!({"status": "in-progress"})), [10]);
    assert_eq!(numbers(json!({"status": "blocked", "priority": "Medium"})), [2]);
    assert_eq!(numbers(json!({"status": "complete"})), [0_u64; 0]);
    insta::assert_snapshot!(project.call("list_tasks", json!({})).text, @r"
    3 tasks:
    #001 Roof [backlog, High, lead Unassigned] TASKS/backlog/001_roof.md
    #002 Cellar [blocked, Medium, lead Unassigned] TASKS/in-progress/002_cellar.md
    #010 by hand [in-progress, no priority, lead nobody] TASKS/in-progress/010_by_hand.md
    ");
}

#[test]
fn searches_find_whole_phrases_before_words() {
    let project = three_tasks();
    let found = project.call("search_tasks", json!({"query": "roof"}));
    insta::assert_snapshot!(found.text, @r"
    2 tasks:
    #001 Roof [backlog, High, lead Unassigned] TASKS/backlog/001_roof.md
        # TASK: Roof
    #002 Cellar [blocked, Medium, lead Unassigned] TASKS/in-progress/002_cellar.md
        Wait for the ROOF tiles.
    ");
    let walls = project.facts("search_tasks", json!({"query": "WALLS damp"}));
    assert_eq!((&walls["count"], &walls["tasks"][0]["number"]), (&json!(1), &json!(10)));
    assert_eq!(project.call("search_tasks", json!({"query": "attic"})).text, "No task has these words.");
}
