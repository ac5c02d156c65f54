//! Personas: who there is, what they are told, what they remember.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail by panicking")]

#[path = "support/models.rs"]
mod models;
mod support;

use std::thread;

use gateway_runtime::embedded::CallContext;
use models::{Answer, Gate, MODEL, Ollama, Step, assert_growing, at, cancels_at, nobody, watched};
use serde_json::{Value, json};
use support::{Project, open_asking};

const ASK: &str = "persona_dispatch";
const STATE: &str = "persona_get_state";
const AUDITOR: &str = "mcp_servers/agent_persona/state/auditor_session.json";

fn scene() -> (Ollama, Project) {
    let server = Ollama::start(MODEL);
    let project = Project::asking("agent_persona", &at(&server));
    (server, project)
}

fn kept(project: &Project, path: &str) -> Vec<(String, String)> {
    let messages: Vec<Value> = serde_json::from_str(&project.read(path)).unwrap();
    let text = |message: &Value, name: &str| message[name].as_str().unwrap().to_owned();
    messages.iter().map(|message| (text(message, "role"), text(message, "content"))).collect()
}

fn sent(server: &Ollama, chat: usize) -> Vec<(String, String)> {
    let messages = server.chats()[chat]["messages"].as_array().unwrap().clone();
    let text = |message: &Value, name: &str| message[name].as_str().unwrap().to_owned();
    messages.iter().map(|message| (text(message, "role"), text(message, "content"))).collect()
}

#[test]
fn a_persona_answers_in_its_role() {
    let (server, project) = scene();
    server.script([Answer::text("Sound, with one condition.")]);
    let answer = project.call(ASK, json!({"role": "auditor", "task": "Is it safe?"}));
    assert_eq!(answer.text, "Sound, with one condition.");
    let facts = json!({
        "status": "success", "role": "auditor", "response": "Sound, with one condition.", "engine": "ollama",
        "model": MODEL, "state_preserved": true, "state_path": AUDITOR, "message_count": 3, "remembered": 0,
        "prompt_tokens": 2, "completion_tokens": 4, "truncated": false,
    });
    assert_eq!(answer.structured, Some(facts));
    let sent = sent(&server, 0);
    assert!(sent[0].0 == "system" && sent[0].1.starts_with("You are the auditor"), "{sent:?}");
    assert_eq!(sent[1], ("user".to_owned(), "Is it safe?".to_owned()));
    assert_eq!(server.chats()[0]["options"], json!({"temperature": 0.7, "num_predict": 4096}));
}

#[test]
fn the_second_task_goes_on_from_the_first() {
    let (server, project) = scene();
    project.call(ASK, json!({"role": "auditor", "task": "First?"}));
    let facts = project.facts(ASK, json!({"role": "Auditor", "task": "Second?"}));
    assert_eq!((&facts["remembered"], &facts["message_count"]), (&json!(2), &json!(5)));
    let expected = [("user", "First?"), ("assistant", "Answer 1 to: First?"), ("user", "Second?")]
        .map(|(role, content)| (role.to_owned(), content.to_owned()));
    assert_eq!(sent(&server, 1)[1..], expected);
    let file = kept(&project, AUDITOR);
    assert_eq!(
        file[0],
        sent(&server, 0)[0],
        "the file begins with the instructions, as the Python server's does"
    );
    assert_eq!(file[1..4], expected);
    assert_eq!(file[4].1, "Answer 2 to: Second?");
    assert_eq!(project.files(), [AUDITOR]);
}

#[test]
fn without_state_nothing_is_remembered_and_nothing_kept() {
    let (server, project) = scene();
    project.call(ASK, json!({"role": "auditor", "task": "First?"}));
    let before = project.read(AUDITOR);
    let facts = project.facts(ASK, json!({"role": "auditor", "task": "Aside?", "maintain_state": false}));
    assert_eq!((&facts["state_preserved"], &facts["state_path"]), (&json!(false), &json!(null)));
    assert_eq!(sent(&server, 1).len(), 2);
    assert_eq!(project.read(AUDITOR), before);
}

#[test]
fn facts_come_before_the_task() {
    let (server, project) = scene();
    let arguments = json!({"role": "strategist", "task": "Go on?", "context": {"branch": "feature/x"}});
    project.call(ASK, arguments);
    assert_eq!(sent(&server, 0)[1].1, "Context:\n{\n  \"branch\": \"feature/x\"\n}\n\nTask:\nGo on?");
}

#[test]
fn a_model_of_the_callers_choice_is_asked() {
    let server = Ollama::listen("127.0.0.1:0", [MODEL.to_owned(), "other:1".to_owned()]).unwrap();
    let project = Project::asking("agent_persona", &at(&server));
    let arguments = json!({"role": "auditor", "task": "Who?", "model_name": "other:1", "engine": "ollama"});
    assert_eq!(project.facts(ASK, arguments)["model"], "other:1");
    assert_eq!(server.chats()[0]["model"], "other:1");
    let failure = project.fails(ASK, json!({"role": "auditor", "task": "Who?", "model_name": "third"}));
    assert!(
        failure.contains("no model `third` (from model_name). It has sanctuary:7b, other:1."),
        "{failure}"
    );
    assert!(failure.contains("or give model_name one that is there"), "{failure}");
}

#[test]
fn a_custom_persona_is_a_text_file() {
    let (server, project) = scene();
    let arguments = json!({"role": "Security-Reviewer", "persona_definition": "You look for holes.\n", "description": "Finds\nholes."});
    let facts = project.facts("persona_create_custom", arguments.clone());
    let path = "mcp_servers/agent_persona/personas/security_reviewer.txt";
    let expected = json!({
        "status": "created", "role": "security_reviewer", "file_path": path, "description": "Finds holes.",
    });
    assert_eq!(facts, expected);
    assert_eq!(project.read(path), "Description: Finds holes.\n\nYou look for holes.\n");
    project.call(ASK, json!({"role": "security-reviewer", "task": "Look."}));
    assert_eq!(sent(&server, 0)[0].1, project.read(path));
    let failure = project.fails("persona_create_custom", arguments);
    assert!(
        failure.starts_with("role: there is a persona \"security_reviewer\" already, in mcp_servers/"),
        "{failure}"
    );
    let builtin = json!({"role": "auditor", "persona_definition": "x", "description": "y"});
    assert!(project.fails("persona_create_custom", builtin).starts_with("role: \"auditor\" is built in"));
}

#[test]
fn all_personas_are_listed_with_what_they_are_for() {
    let (_server, project) = scene();
    project.write("mcp_servers/agent_persona/personas/architect.txt", "You design.\n");
    project.write("mcp_servers/agent_persona/personas/strategist.txt", "Description: Ours.\nYou plan.\n");
    project.write("mcp_servers/agent_persona/personas/empty.txt", " ");
    project.write("mcp_servers/agent_persona/personas/notes.md", "not a persona");
    let listed = project.call("persona_list_roles", json!({}));
    let facts = listed.structured.unwrap();
    assert_eq!(facts["built_in"], json!(["coordinator", "strategist", "auditor"]));
    assert_eq!((&facts["custom"], &facts["total"]), (&json!(["architect", "empty"]), &json!(5)));
    insta::assert_snapshot!(listed.text, @r#"
    coordinator (built in): Turns a task into ordered steps with owners, and settles differing views.
    strategist (built in): Ours.
    auditor (built in): Checks claims, finds risks and gaps, and says what would settle them.
    architect (custom): no description
    empty (custom): role: "mcp_servers/agent_persona/personas/empty.txt" is empty; a persona needs instructions
    "#);
}

#[test]
fn the_projects_own_file_comes_before_what_is_built_in() {
    let (server, project) = scene();
    project.write("mcp_servers/agent_persona/personas/auditor.txt", "You are our auditor.\n");
    project.call(ASK, json!({"role": "auditor", "task": "Look."}));
    assert_eq!(sent(&server, 0)[0].1, "You are our auditor.\n");
}

#[test]
fn any_file_below_the_root_can_give_the_instructions() {
    let (server, project) = scene();
    project.write("docs/poet.txt", "You rhyme.");
    project.call(ASK, json!({"role": "poet", "task": "Sing.", "custom_persona_file": "docs/poet.txt"}));
    assert_eq!(sent(&server, 0)[0].1, "You rhyme.");
    assert_eq!(project.facts(STATE, json!({"role": "poet"}))["message_count"], 3);
}

#[test]
fn a_path_that_leads_out_is_refused_and_nobody_is_asked() {
    let (server, project) = scene();
    project.write("docs/blank.txt", "\n");
    #[cfg(unix)]
    std::os::unix::fs::symlink("/etc/passwd", project.path().join("docs/link.txt")).unwrap();
    let files = project.files();
    for (path, reason) in [
        ("../secret.txt", "leaves its folder"),
        ("/etc/passwd", "absolute path"),
        ("docs/absent.txt", "does not exist"),
        ("docs", "is a folder"),
        ("docs/blank.txt", "is empty"),
        #[cfg(unix)]
        ("docs/link.txt", "symbolic link"),
    ] {
        let arguments = json!({"role": "auditor", "task": "Read it.", "custom_persona_file": path});
        let failure = project.fails(ASK, arguments);
        assert!(
            failure.starts_with("custom_persona_file: ") && failure.contains(reason),
            "{path}: {failure}"
        );
    }
    assert!(server.chats().is_empty());
    assert_eq!(project.files(), files);
}

#[test]
fn bad_arguments_are_refused_by_name() {
    let (server, project) = scene();
    for (tool, arguments, reason) in [
        (
            ASK,
            json!({"role": "poet", "task": "x"}),
            "role: there is no persona \"poet\"; there are coordinator, strategist, auditor. persona_create_custom",
        ),
        (ASK, json!({"role": "../x", "task": "x"}), "role: \"../x\" must consist of letters"),
        (ASK, json!({"role": "auditor", "task": " "}), "task: must not be empty"),
        (
            ASK,
            json!({"role": "auditor", "task": "x", "engine": "gemini"}),
            "engine: \"gemini\" is not served by the embedded fleet",
        ),
        (ASK, json!({"role": "auditor", "task": "x", "context": [1]}), "context: invalid type"),
        (STATE, json!({"role": "poet"}), "role: there is no persona \"poet\""),
        ("persona_reset_state", json!({"role": "poet"}), "role: there is no persona \"poet\""),
        (
            "persona_create_custom",
            json!({"role": "a", "persona_definition": " ", "description": "x"}),
            "persona_definition: must not be empty",
        ),
    ] {
        let failure = project.fails(tool, arguments);
        assert!(failure.starts_with(reason), "{failure}");
    }
    assert!(server.chats().is_empty());
    assert!(project.files().is_empty());
}

#[test]
fn a_failure_leaves_the_conversation_as_it_was() {
    let (server, project) = scene();
    project.call(ASK, json!({"role": "auditor", "task": "First?"}));
    let before = project.read(AUDITOR);
    let begun = |last| Answer::Stream(vec![Step::Piece("I ".to_owned()), last]);
    server.script([begun(Step::Cut), begun(Step::Raw("?\n".to_owned())), Answer::Status(500, String::new())]);
    for _ in 0..3 {
        project.fails(ASK, json!({"role": "auditor", "task": "Second?"}));
        assert_eq!(project.read(AUDITOR), before);
    }
    server.script([begun(Step::Silence)]);
    let (context, notices) = watched(cancels_at(2.0));
    let fleet = open_asking("agent_persona", project.path(), &at(&server));
    let failure = fleet.call(ASK, r#"{"role":"auditor","task":"Third?"}"#, &context).unwrap_err();
    assert!(failure.message.starts_with("cancelled") && server.has_lost(1), "{failure}");
    assert_eq!(project.read(AUDITOR), before);
    let notices = notices.lock().unwrap();
    assert_growing(&notices);
    assert_eq!(notices[0].message, "auditor");
}

#[test]
fn without_a_server_the_failure_says_how_to_start_one() {
    let models = fleet::ModelServer { host: Some(nobody()), ..fleet::ModelServer::default() };
    let project = Project::asking("agent_persona", &models);
    let failure = project.fails(ASK, json!({"role": "auditor", "task": "x"}));
    assert!(
        failure.starts_with("no model server at http://127.0.0.1:") && failure.contains("`ollama serve`"),
        "{failure}"
    );
    assert!(project.files().is_empty());
}

#[test]
fn turns_at_the_same_time_are_all_kept() {
    const WRITERS: usize = 8;
    const TURNS: usize = 5;
    let (server, project) = scene();
    let (models, root) = (at(&server), project.path());
    thread::scope(|scope| {
        for writer in 0..WRITERS {
            let models = &models;
            scope.spawn(move || {
                let fleet = open_asking("agent_persona", root, models);
                for turn in 0..TURNS {
                    let arguments =
                        json!({"role": "auditor", "task": format!("w{writer}t{turn}")}).to_string();
                    fleet.call(ASK, &arguments, &CallContext::detached()).unwrap();
                }
            });
        }
    });
    let file = kept(&project, AUDITOR);
    assert_eq!(file.len(), 1 + 2 * WRITERS * TURNS);
    for exchange in file[1..].chunks(2) {
        let (asked, answered) = (&exchange[0], &exchange[1]);
        assert!(asked.0 == "user" && answered.1.ends_with(&format!("to: {}", asked.1)), "{exchange:?}");
    }
}

#[test]
fn a_conversation_of_the_python_server_is_gone_on_with() {
    let (server, project) = scene();
    let python = r#"[{"role": "system", "content": "old"}, {"role": "user", "content": "q", "id": 7}, {"role": "assistant", "content": "a"}, {"note": 1}]"#;
    project.write(AUDITOR, python);
    project.call(ASK, json!({"role": "auditor", "task": "More?"}));
    let sent = sent(&server, 0);
    assert_eq!(sent.len(), 4);
    assert!(sent[0].1.starts_with("You are the auditor"), "the persona as it is now, not as it was");
    let file: Value = serde_json::from_str(&project.read(AUDITOR)).unwrap();
    let before: Value = serde_json::from_str(python).unwrap();
    assert_eq!(file.as_array().unwrap()[..4], before.as_array().unwrap()[..]);
}

#[test]
fn what_cannot_be_read_is_named_and_stays() {
    let (server, project) = scene();
    for text in ["{\"a\": 1}", "[{\"role\":", "\u{0}"] {
        project.write(AUDITOR, text);
        for (tool, arguments) in
            [(ASK, json!({"role": "auditor", "task": "x"})), (STATE, json!({"role": "auditor"}))]
        {
            let failure = project.fails(tool, arguments);
            assert!(failure.starts_with("role: ") && failure.contains(AUDITOR), "{failure}");
            assert_eq!(project.read(AUDITOR), text);
        }
    }
    assert!(server.chats().is_empty());
    let facts = project.facts("persona_reset_state", json!({"role": "auditor"}));
    assert_eq!(facts["forgotten"], true);
    assert_eq!(project.read(facts["backup"].as_str().unwrap()), "\u{0}");
}

#[test]
fn an_answer_that_cannot_be_kept_is_not_lost() {
    let (server, project) = scene();
    let gate = Gate::default();
    server.script([Answer::Stream(vec![Step::Piece("Sound.".to_owned()), Step::Wait(gate.clone())])]);
    let folder = project.path().join("mcp_servers/agent_persona");
    // While the answer comes in, something takes the place of the folder.
    let (context, _) = watched(move |notice, _| {
        if notice.done >= 2.0 {
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(folder.join("state"), "in the way").unwrap();
            gate.open();
        }
    });
    let fleet = open_asking("agent_persona", project.path(), &at(&server));
    let failure = fleet.call(ASK, r#"{"role":"auditor","task":"First?"}"#, &context).unwrap_err().message;
    assert!(failure.contains(AUDITOR), "{failure}");
    assert!(failure.ends_with("\nThe answer, which is not kept:\n\nSound."), "{failure}");
}

#[test]
fn a_conversation_can_be_read_and_forgotten() {
    let (server, project) = scene();
    let role = json!({"role": "auditor"});
    assert_eq!(project.facts(STATE, role.clone())["state"], "no_history");
    project.call(ASK, json!({"role": "auditor", "task": "First?"}));
    let state = project.call(STATE, role.clone());
    let facts = state.structured.unwrap();
    assert_eq!(
        (&facts["state"], &facts["omitted"], &facts["path"]),
        (&json!("active"), &json!(0), &json!(AUDITOR))
    );
    assert_eq!(facts["messages"][2], json!({"role": "assistant", "content": "Answer 1 to: First?"}));
    assert!(state.text.ends_with("[user] First?\n\n[assistant] Answer 1 to: First?"), "{}", state.text);
    let before = project.read(AUDITOR);
    let reset = project.facts("persona_reset_state", role.clone());
    assert_eq!((&reset["status"], &reset["forgotten"]), (&json!("reset"), &json!(true)));
    assert_eq!(project.read(reset["backup"].as_str().unwrap()), before);
    assert!(project.files().is_empty());
    let again = project.facts("persona_reset_state", role);
    assert_eq!((&again["forgotten"], &again["backup"]), (&json!(false), &json!(null)));
    project.call(ASK, json!({"role": "auditor", "task": "Who am I?"}));
    assert_eq!(sent(&server, 1).len(), 2);
}
