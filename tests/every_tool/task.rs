//! Tasks.

use serde_json::{Value, json};

use crate::row::{Row, bad, but, good, without};
use crate::world::World;

pub(crate) fn prepare(world: &World) {
    world.write("TASKS/done/007_old_lamp.md", "# TASK: Old lamp\n\n**Status:** Done ✅\n**Lead:** Ada\n");
    world.write(
        "TASKS/archive/041_idea.md",
        "# TASK: An idea\n\n**Status:** on hold\n**Priority:** P1\n\ntext\n",
    );
    world.link("TASKS/archive/050_leak.md", "../../../outside/secret.md");
    world.link("TASKS/todo", "../../outside");
}

fn task() -> Value {
    json!({
        "title": "Mend the roof",
        "objective": "It is dry inside",
        "deliverables": ["a roof"],
        "acceptance_criteria": ["no drops"],
    })
}

pub(crate) fn rows() -> Vec<Row> {
    [create(), update(), status(), get(), list(), search()].into_iter().flatten().collect()
}

fn create() -> Vec<Row> {
    const TOOL: &str = "create_task";
    vec![
        good(TOOL, task())
            .says("Created task #042 Mend the roof")
            .facts(json!({"number": 42, "status": "backlog", "priority": "Medium", "lead": "Unassigned", "dependencies": null}))
            .changes(&["+ TASKS/backlog/042_mend_the_roof.md"])
            .holds("TASKS/backlog/042_mend_the_roof.md", "# TASK: Mend the roof\n")
            .holds("TASKS/backlog/042_mend_the_roof.md", "## 2. Deliverables\n\n1. a roof\n"),
        good(TOOL, but(&but(&task(), "task_number", 3), "title", "../../../outside/x"))
            .facts(json!({"number": 3, "title": "../../../outside/x", "status": "backlog"}))
            .changes(&["+ TASKS/backlog/003_outside_x.md"]),
        bad(TOOL, without(&task(), "title"), "title", "it is missing"),
        bad(TOOL, but(&task(), "title", 5), "title", "a string of 1 to 300 characters"),
        bad(TOOL, but(&task(), "title", "a\nb"), "title", "matches"),
        bad(TOOL, but(&task(), "deliverables", json!([])), "deliverables", "1 or more"),
        bad(TOOL, but(&task(), "deliverables", json!(["a", 2])), "deliverables[1]", "a string"),
        bad(TOOL, but(&task(), "deliverables", json!([" "])), "deliverables[0]", "must not be empty"),
        bad(TOOL, but(&task(), "status", "open"), "status", "one of \"backlog\", \"todo\""),
        bad(TOOL, but(&task(), "task_number", 1000), "task_number", "1 to 999"),
        bad(
            TOOL,
            but(&task(), "task_number", 7),
            "number #007 is taken by TASKS/done/007_old_lamp.md",
            "#043 is free",
        ),
        bad(TOOL, but(&task(), "notes", "## 2. Deliverables"), "notes", "use ### or deeper"),
        bad(TOOL, but(&task(), "objective", "```\nopen"), "objective", "a code fence is not closed"),
        bad(TOOL, but(&task(), "lead", "a\u{202e}b\u{0}"), "lead", "control"),
        bad(TOOL, but(&task(), "deliverables", vec!["a"; 201]), "deliverables", "at most 200"),
        bad(TOOL, but(&task(), "titel", "x"), "titel", "there is no such parameter"),
        bad(TOOL, but(&task(), "status", "todo"), "TASKS/todo", "leads out of the project root"),
    ]
}

fn update() -> Vec<Row> {
    const TOOL: &str = "update_task";
    let set = |updates: Value| json!({"task_number": 42, "updates": updates});
    vec![
        good(
            TOOL,
            set(json!({"title": "Mend the whole roof", "priority": "High", "deliverables": ["a", "b"]})),
        )
        .facts(json!({"title": "Mend the whole roof", "changed": ["title", "priority", "deliverables"]}))
        .changes(&["~ TASKS/backlog/042_mend_the_roof.md"])
        .holds(
            "TASKS/backlog/042_mend_the_roof.md",
            "1. a\n2. b\n\n## 3. Acceptance Criteria\n\n- no drops\n",
        ),
        good(TOOL, json!({"task_number": 41, "updates": {"lead": "Bob"}}))
            .facts(json!({"status": null, "priority": null, "lead": "Bob"}))
            .changes(&["~ TASKS/archive/041_idea.md"])
            .holds(
                "TASKS/archive/041_idea.md",
                "**Status:** on hold\n**Priority:** P1\n**Lead:** Bob\n\ntext\n",
            ),
        bad(TOOL, set(json!({})), "updates", "names no field"),
        bad(TOOL, set(json!({"state": "todo"})), "updates.state", "there is no such parameter"),
        bad(TOOL, set(json!({"title": null})), "updates.title", "found null"),
        bad(TOOL, set(json!({"lead": "a\u{7}b"})), "updates.lead", "one line without control characters"),
        bad(TOOL, set(json!({"notes": "# Title"})), "updates.notes", "use ### or deeper"),
        bad(TOOL, set(json!({"status": "todo"})), "TASKS/todo", "leads out of the project root"),
        bad(TOOL, json!({"task_number": 8, "updates": {"lead": "Bob"}}), "#008", "there is no task"),
        bad(TOOL, json!({"updates": {"lead": "Bob"}}), "task_number", "it is missing"),
    ]
}

fn status() -> Vec<Row> {
    const TOOL: &str = "update_task_status";
    let to = |status: &str| json!({"task_number": 42, "new_status": status});
    vec![
        good(TOOL, but(&to("in-progress"), "notes", "We begin."))
            .facts(json!({
                "status": "in-progress",
                "path": "TASKS/in-progress/042_mend_the_roof.md",
                "previous_path": "TASKS/backlog/042_mend_the_roof.md",
                "changed": ["status"],
            }))
            .changes(&["- TASKS/backlog/042_mend_the_roof.md", "+ TASKS/in-progress/042_mend_the_roof.md"])
            .holds("TASKS/in-progress/042_mend_the_roof.md", "backlog → in-progress\nWe begin."),
        good(TOOL, to("blocked")).changes(&["~ TASKS/in-progress/042_mend_the_roof.md"]),
        good(TOOL, to("blocked")).says("nothing new").facts(json!({"changed": []})),
        bad(TOOL, to("doing"), "new_status", "\"in-progress\", \"complete\", \"blocked\""),
        bad(TOOL, to("todo"), "TASKS/todo", "leads out of the project root"),
        bad(TOOL, json!({"task_number": 42}), "new_status", "it is missing"),
        bad(TOOL, but(&to("done"), "task_number", "42"), "task_number", "an integer"),
        bad(TOOL, json!({"task_number": 50, "new_status": "complete"}), "#050", "there is no task"),
        bad(TOOL, but(&to("complete"), "notes", "## x"), "notes", "use ### or deeper"),
    ]
}

fn get() -> Vec<Row> {
    vec![
        good("get_task", json!({"task_number": 42}))
            .says("## 2. Deliverables")
            .facts(json!({"status": "blocked", "objective": "It is dry inside", "deliverables": ["a", "b"]})),
        good("get_task", json!({"task_number": 7})).facts(
            json!({"status": "complete", "lead": "Ada", "priority": null, "deliverables": [], "notes": null}),
        ),
        bad("get_task", json!({"task_number": 0}), "task_number", "1 to 999"),
        bad("get_task", json!({"task_number": 1.5}), "task_number", "an integer without fraction"),
        bad("get_task", json!({"task_number": 8}), "#008", "there is no task"),
        bad("get_task", json!({"task_number": 50}), "#050", "there is no task"),
        bad("get_task", json!({"number": 42}), "number", "there is no such parameter"),
    ]
}

fn list() -> Vec<Row> {
    vec![
        good("list_tasks", json!({})).facts(json!({"count": 4})),
        good("list_tasks", json!({"status": "complete", "priority": null}))
            .says("1 task:")
            .facts(json!({"count": 1, "tasks": [{"number": 7, "path": "TASKS/done/007_old_lamp.md"}]})),
        good("list_tasks", json!({"priority": "Low"}))
            .says("No tasks fit.")
            .facts(json!({"count": 0, "tasks": []})),
        bad("list_tasks", json!({"status": "done"}), "status", "one of \"backlog\""),
        bad("list_tasks", json!({"priority": 1}), "priority", "one of \"Critical\""),
        bad("list_tasks", json!({"limit": 1}), "limit", "there is no such parameter"),
    ]
}

fn search() -> Vec<Row> {
    vec![
        good("search_tasks", json!({"query": "WHOLE roof"})).says("#042").facts(
            json!({"count": 1, "tasks": [{"number": 42, "matches": ["# TASK: Mend the whole roof"]}]}),
        ),
        good("search_tasks", json!({"query": "third stone"})).says("No task has these words."),
        bad("search_tasks", json!({"query": ""}), "query", "1 to 1000 characters"),
        bad("search_tasks", json!({"query": "  "}), "query", "must not be empty"),
        bad("search_tasks", json!({}), "query", "it is missing"),
        bad("search_tasks", json!({"query": ["roof"]}), "query", "a string"),
    ]
}
