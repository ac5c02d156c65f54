//! The council: who speaks when, what each hears, what is written.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail by panicking")]

#[path = "support/models.rs"]
mod models;
mod support;

use models::{Answer, MODEL, Ollama, Step, assert_growing, at, nobody, watched};
use serde_json::{Value, json};
use support::{Project, call, open_asking, undated};

const ASK: &str = "council_dispatch";
const STATES: [&str; 3] = [
    "mcp_servers/agent_persona/state/auditor_session.json",
    "mcp_servers/agent_persona/state/coordinator_session.json",
    "mcp_servers/agent_persona/state/strategist_session.json",
];

fn scene() -> (Ollama, Project) {
    let server = Ollama::start(MODEL);
    let project = Project::asking("council", &at(&server));
    (server, project)
}

fn asked(server: &Ollama) -> Vec<(String, String)> {
    let role = |chat: &Value| {
        let system = chat["messages"][0]["content"].as_str().unwrap();
        system.split(' ').nth(3).unwrap().to_owned()
    };
    let last = |chat: &Value| {
        let messages = chat["messages"].as_array().unwrap();
        messages.last().unwrap()["content"].as_str().unwrap().to_owned()
    };
    server.chats().iter().map(|chat| (role(chat), last(chat))).collect()
}

#[test]
fn all_members_speak_in_order_and_hear_each_other() {
    let (server, project) = scene();
    let words = ["One plan.", "Another way.", "A risk.", "A better plan.", "Agreed.", "Sound."];
    server.script(words.map(Answer::text));
    let (context, notices) = watched(|_, _| {});
    let fleet = open_asking("council", project.path(), &at(&server));
    let answer =
        fleet.call(ASK, r#"{"task_description":"Move the roof?","max_rounds":2}"#, &context).unwrap();
    let facts = answer.structured.unwrap();
    assert_eq!((&facts["rounds"], &facts["final_synthesis"]), (&json!(2), &json!("Sound.")));
    let packets: Vec<_> = facts["packets"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| {
            (p["round"].as_u64().unwrap(), p["member_id"].as_str().unwrap(), p["decision"].as_str().unwrap())
        })
        .collect();
    let members = ["coordinator", "strategist", "auditor"];
    let expected: Vec<_> = (0..6).map(|at| (at as u64 / 3 + 1, members[at % 3], words[at])).collect();
    assert_eq!(packets, expected);

    let asked = asked(&server);
    assert_eq!(asked.iter().map(|(role, _)| role.as_str()).collect::<Vec<_>>(), [members, members].concat());
    assert_eq!(asked[0].1, "Round 1 of 2 on this task:\n\nMove the roof?");
    assert_eq!(
        asked[2].1,
        "Round 1 of 2 on this task:\n\nMove the roof?\n\nThe coordinator said in round 1:\n\nOne plan.\n\nThe strategist said in round 1:\n\nAnother way."
    );
    assert_eq!(
        asked[3].1,
        "Round 2 of 2 on this task:\n\nMove the roof?\n\nThe strategist said in round 1:\n\nAnother way.\n\nThe auditor said in round 1:\n\nA risk."
    );
    let notices = notices.lock().unwrap();
    assert_growing(&notices);
    let phases: Vec<_> = notices.iter().map(|notice| notice.message.as_str()).collect();
    assert!(
        phases.starts_with(&["round 1 of 2: coordinator"]) && phases.contains(&"round 2 of 2: auditor"),
        "{phases:?}"
    );
}

#[test]
fn the_conversations_of_the_members_grow() {
    let (server, project) = scene();
    project.call(ASK, json!({"task_description": "Move the roof?", "max_rounds": 2}));
    assert_eq!(project.files(), STATES);
    let personas = open_asking("agent_persona", project.path(), &at(&server));
    let state = call(&*personas, "persona_get_state", json!({"role": "strategist"})).structured.unwrap();
    assert_eq!(state["message_count"], 5);
    let facts =
        project.facts(ASK, json!({"task_description": "And now?", "max_rounds": 1, "agent": "strategist"}));
    assert_eq!(facts["agents"], json!(["strategist"]));
    assert_eq!(server.chats().last().unwrap()["messages"].as_array().unwrap().len(), 6);
}

#[test]
fn one_member_alone_looks_again_at_its_answer() {
    let (server, project) = scene();
    project.call(ASK, json!({"task_description": "Move?", "agent": "auditor", "max_rounds": 2}));
    let asked = asked(&server);
    assert_eq!(asked.len(), 2);
    assert!(asked[1].1.ends_with("correct what is wrong in it, and add what is missing."), "{asked:?}");
}

#[test]
fn the_result_is_written_where_it_is_wanted() {
    let (server, project) = scene();
    server.script(["One plan.", "Another\n\n- way.", "A risk."].map(Answer::text));
    project.write("WORK_IN_PROGRESS/result.md", "old");
    let arguments = json!({"task_description": "# Move the roof?\nSoon.", "max_rounds": 1, "output_path": "WORK_IN_PROGRESS/result.md"});
    let answer = project.call(ASK, arguments);
    let facts = answer.structured.unwrap();
    assert_eq!(facts["output_path"], "WORK_IN_PROGRESS/result.md");
    assert_eq!(project.read(facts["backup"].as_str().unwrap()), "old");
    let written = project.read("WORK_IN_PROGRESS/result.md");
    assert!(
        answer.text.starts_with(&written) && answer.text.contains("Written to WORK_IN_PROGRESS/result.md.")
    );
    let session = facts["session_id"].as_str().unwrap();
    insta::assert_snapshot!(undated(&written.replace(session, "SESSION")), @r"
    # Council: Move the roof?

    **Session:** SESSION
    **Date:** DATE
    **Members:** coordinator, strategist, auditor
    **Rounds:** 1
    **Model:** sanctuary:7b

    ---

    ## Task

    # Move the roof?
    Soon.

    ## Round 1

    ### coordinator

    One plan.

    ### strategist

    Another

    - way.

    ### auditor

    A risk.
    ");
}

#[test]
fn bad_arguments_are_refused_before_anybody_is_asked() {
    let (server, project) = scene();
    project.write("docs/a.md", "a");
    #[cfg(unix)]
    std::os::unix::fs::symlink("/tmp", project.path().join("out")).unwrap();
    let files = project.files();
    for (more, reason) in [
        (json!({"task_description": " "}), "task_description: must not be empty"),
        (json!({"max_rounds": 21}), "max_rounds: must be from 1 to 20, and was 21"),
        (
            json!({"agent": "poet"}),
            "agent: \"poet\" is not of the council; its members are coordinator, strategist, auditor",
        ),
        (json!({"force_engine": "openai"}), "force_engine: \"openai\" is not served by the embedded fleet"),
        (json!({"model_preference": "GPT"}), "model_preference: \"GPT\" is not served by the embedded fleet"),
        (json!({"output_path": "../x.md"}), "output_path: \"../x.md\" leaves its folder"),
        (json!({"output_path": "/tmp/x.md"}), "output_path: \"/tmp/x.md\" is an absolute path"),
        (json!({"output_path": ".git/config"}), "output_path: \".git/config\" belongs to git"),
        (json!({"output_path": "docs"}), "output_path: \"docs\" is not a file"),
        #[cfg(unix)]
        (json!({"output_path": "out/x.md"}), "output_path: \"out/x.md\" may not be opened"),
    ] {
        let failure = project.fails(ASK, support::with(json!({"task_description": "x"}), more));
        assert!(failure.starts_with(reason), "{failure}");
    }
    assert!(server.chats().is_empty());
    assert_eq!(project.files(), files);
    project.call(ASK, json!({"task_description": "x", "max_rounds": 1, "force_engine": "ollama", "model_preference": "OLLAMA"}));
}

#[test]
fn a_failure_in_the_middle_says_who_and_where_the_rest_is() {
    let (server, project) = scene();
    server.script([Answer::text("One plan."), Answer::text("Another."), Answer::Stream(vec![Step::Cut])]);
    let failure = project.fails(ASK, json!({"task_description": "Move?", "output_path": "result.md"}));
    assert!(failure.starts_with("round 1 of 3, auditor: the model server at "), "{failure}");
    assert!(failure.ends_with("Before that there spoke coordinator in round 1, strategist in round 1; their answers are kept in their conversations, which persona_get_state shows. No result file was written"), "{failure}");
    assert_eq!(project.files(), STATES[1..]);
    let models = fleet::ModelServer { host: Some(nobody()), ..fleet::ModelServer::default() };
    let project = Project::asking("council", &models);
    let failure = project.fails(ASK, json!({"task_description": "Move?"}));
    assert!(failure.ends_with("Nobody had spoken before; nothing was written"), "{failure}");
    assert!(project.files().is_empty());
}

#[test]
fn the_members_are_listed_with_whether_they_can_be_reached() {
    let (_server, project) = scene();
    let listed = project.call("council_list_agents", json!({}));
    let facts = listed.structured.unwrap();
    assert_eq!(facts["agents"][0]["status"], "available");
    assert_eq!((&facts["model"], &facts["problem"]), (&json!(MODEL), &json!(null)));
    insta::assert_snapshot!(listed.text, @r"
    coordinator (available): Turns a task into ordered steps with owners, and settles differing views.
    strategist (available): Looks for options, weighs them over the long run, and recommends one.
    auditor (available): Checks claims, finds risks and gaps, and says what would settle them.
    Answered by `sanctuary:7b`.
    ");
    let other = Ollama::start("other:1");
    for (host, remedy) in [(nobody(), "`ollama serve`"), (other.address().to_owned(), "`ollama pull")] {
        let models = fleet::ModelServer { host: Some(host), ..fleet::ModelServer::default() };
        let facts = Project::asking("council", &models).facts("council_list_agents", json!({}));
        let agents = facts["agents"].as_array().unwrap();
        assert!(agents.iter().all(|agent| agent["status"] == "unavailable"), "{facts}");
        assert!(facts["problem"].as_str().unwrap().contains(remedy), "{facts}");
    }
}
