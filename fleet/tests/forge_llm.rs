//! The fine-tuned model: questions, progress, everything that can go wrong on the way.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail by panicking")]

#[path = "support/models.rs"]
mod models;
mod support;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use fleet::ModelServer;
use gateway_runtime::embedded::CallContext;
use models::{
    Answer, Gate, MODEL, Ollama, Step, assert_growing, at, impatient, nobody, opens_at, pieces, watched,
};
use serde_json::json;
use support::Project;

const ASK: &str = "query_sanctuary_model";
const STATUS: &str = "check_sanctuary_model_status";

fn project(server: &Ollama) -> Project {
    Project::asking("forge_llm", &at(server))
}

/// What a call says after the address, which is another one each time.
fn failure(server: &Ollama, models: &ModelServer) -> String {
    let project = Project::asking("forge_llm", models);
    let message = project.fails(ASK, json!({"prompt": "Why?"}));
    assert_eq!(project.files(), [""; 0]);
    let message = message.replace(server.address(), "ADDRESS");
    // The number of an error is the operating system's.
    match message.split_once(" (os error ").and_then(|(before, rest)| Some((before, rest.split_once(')')?.1)))
    {
        Some((before, after)) => format!("{before}{after}"),
        None => message,
    }
}

#[test]
fn a_question_is_sent_as_it_is_and_its_answer_comes_back() {
    let server = Ollama::start(MODEL);
    server.script([Answer::text("Because it holds.")]);
    let arguments =
        json!({"prompt": "Why?", "temperature": 0.1, "max_tokens": 99, "system_prompt": "Be brief."});
    let answer = project(&server).call(ASK, arguments);
    assert_eq!(answer.text, "Because it holds.");
    let facts = json!({
        "status": "success", "model": MODEL, "response": "Because it holds.", "temperature": 0.1,
        "prompt_tokens": 2, "completion_tokens": 3, "total_tokens": 5, "truncated": false,
    });
    assert_eq!(answer.structured, Some(facts));
    let sent = json!({
        "model": MODEL, "stream": true, "options": {"temperature": 0.1, "num_predict": 99},
        "messages": [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Why?"}],
    });
    assert_eq!(server.chats(), [sent]);
}

#[test]
fn what_is_left_out_has_the_defaults_of_the_contract() {
    let server = Ollama::start(MODEL);
    project(&server).call(ASK, json!({"prompt": " Why? ", "system_prompt": null}));
    let sent = &server.chats()[0];
    assert_eq!(sent["options"], json!({"temperature": 0.7, "num_predict": 2048}));
    assert_eq!(sent["messages"], json!([{"role": "user", "content": "Why?"}]));
}

#[test]
fn an_answer_that_ran_out_of_tokens_says_so() {
    let server = Ollama::start(MODEL);
    let mut steps = pieces("Because it");
    steps.push(Step::Reason("length".to_owned()));
    server.script([Answer::Stream(steps)]);
    let answer = project(&server).call(ASK, json!({"prompt": "Why?", "max_tokens": 2}));
    assert_eq!(answer.text, "Because it\n\n(ended after max_tokens = 2)");
    assert_eq!(answer.structured.unwrap()["truncated"], true);
}

#[test]
fn progress_grows_and_comes_before_the_answer() {
    let server = Ollama::start(MODEL);
    let (first, second) = (Gate::default(), Gate::default());
    let mut steps = pieces("one two three");
    steps.push(Step::Wait(first.clone()));
    steps.extend(pieces(" four five"));
    steps.push(Step::Wait(second.clone()));
    server.script([Answer::Stream(steps)]);
    let (open_first, open_second) = (opens_at(&first, 4.0), opens_at(&second, 7.0));
    let (context, notices) = watched(move |notice, flag| {
        open_first(notice, flag);
        open_second(notice, flag);
    });
    let fleet = support::open_asking("forge_llm", std::path::Path::new("."), &at(&server));
    let answer = fleet.call(ASK, r#"{"prompt":"Count"}"#, &context).unwrap();
    assert_eq!(answer.text, "one two three four five");
    let notices = notices.lock().unwrap();
    assert_growing(&notices);
    assert!(notices.len() >= 3 && notices[0].message == format!("asking {MODEL}"), "{notices:?}");
}

#[test]
fn a_cancelled_call_ends_the_request() {
    for silent in [Answer::Silence, Answer::Stream(vec![Step::Piece("one".to_owned()), Step::Silence])] {
        let server = Ollama::start(MODEL);
        server.script([silent]);
        let cancelled = Arc::new(AtomicBool::new(false));
        let context = CallContext::new(cancelled.clone(), None);
        let fleet = support::open_asking("forge_llm", std::path::Path::new("."), &at(&server));
        let call = std::thread::spawn(move || fleet.call(ASK, r#"{"prompt":"Count"}"#, &context));
        assert!(server.is_asked(1));
        cancelled.store(true, Ordering::Relaxed);
        let failure = call.join().unwrap().unwrap_err();
        assert!(failure.message.starts_with("cancelled: the request to the model was ended"), "{failure}");
        assert!(server.has_lost(1), "the server did not see its client go");
    }
}

#[test]
fn a_server_that_takes_its_time_to_begin_is_waited_for() {
    let server = Ollama::start(MODEL);
    let gate = Gate::default();
    server.script([Answer::Late(gate.clone(), pieces("At last."))]);
    let (context, _) = watched(opens_at(&gate, 1.0));
    let fleet = support::open_asking("forge_llm", std::path::Path::new("."), &at(&server));
    assert_eq!(fleet.call(ASK, r#"{"prompt":"Wake"}"#, &context).unwrap().text, "At last.");
}

#[test]
fn every_fault_has_its_own_words() {
    let begun = |last| Answer::Stream(vec![Step::Piece("I ".to_owned()), last]);
    let error = r#"{"error":"model requires more system memory"}"#.to_owned();
    let table = [
        Answer::Status(500, error),
        Answer::Status(404, "<html>".to_owned()),
        Answer::Hangup,
        begun(Step::Raw("<html>\n".to_owned())),
        begun(Step::Error("out of memory".to_owned())),
        begun(Step::Cut),
        Answer::Stream(vec![Step::Raw("x".repeat(2_000_000))]),
        Answer::text(" "),
    ];
    let server = Ollama::start(MODEL);
    server.script(table);
    let mut failures: Vec<_> = (0..8).map(|_| failure(&server, &at(&server))).collect();
    server.script([Answer::Silence]);
    failures.push(failure(&server, &impatient(&server)));
    insta::assert_snapshot!(failures.join("\n"));
}

#[test]
fn what_is_missing_is_named_with_the_remedy() {
    let server = Ollama::listen("127.0.0.1:0", ["a:1".to_owned(), "b:2".to_owned()]).unwrap();
    let empty = Ollama::listen("127.0.0.1:0", []).unwrap();
    let nobody = nobody();
    let host = |host: &str| ModelServer { host: Some(host.to_owned()), ..ModelServer::default() };
    let failures = [
        failure(&server, &at(&server)),
        failure(&empty, &host(empty.address())),
        failure(&server, &host(&nobody)).replace(&nobody, "NOBODY"),
        failure(&server, &host("ftp://box")),
    ];
    insta::assert_snapshot!(failures.join("\n"));
}

#[test]
fn bad_arguments_ask_nobody() {
    let server = Ollama::start(MODEL);
    let project = project(&server);
    for (arguments, reason) in [
        (json!({}), "missing field `prompt`"),
        (json!({"prompt": "  "}), "prompt: must not be empty"),
        (json!({"prompt": "x".repeat(10_001)}), "prompt: may have at most 10000 characters"),
        (json!({"prompt": "x", "temperature": 2.1}), "temperature: must be from 0 to 2, and was 2.1"),
        (json!({"prompt": "x", "max_tokens": 0}), "max_tokens: must be from 1 to 8192, and was 0"),
        (json!({"prompt": "x", "system_prompt": "y".repeat(5_001)}), "system_prompt: may have at most 5000"),
        (json!({"prompt": "x", "model": "m"}), "unknown field `model`"),
    ] {
        let failure = project.fails(ASK, arguments);
        assert!(failure.contains(reason), "{failure}");
    }
    assert!(server.chats().is_empty());
}

#[test]
fn the_status_follows_the_model() {
    let server = Ollama::start(MODEL);
    let project = project(&server);
    let facts = project.facts(STATUS, json!({}));
    let expected = json!({
        "state": "available", "model": MODEL, "available": true, "loaded": false,
        "address": format!("http://{}", server.address()), "version": "0.0.0-test",
        "all_models": [MODEL], "loaded_models": [], "problem": null,
    });
    assert_eq!(facts, expected);
    project.call(ASK, json!({"prompt": "Why?"}));
    let facts = project.facts(STATUS, json!({}));
    assert_eq!((&facts["state"], &facts["loaded"]), (&json!("loaded"), &json!(true)));
}

#[test]
fn a_model_or_a_server_that_is_not_there_is_an_answer_about_the_status() {
    let server = Ollama::start("other:1");
    let status = project(&server).call(STATUS, json!({}));
    let facts = status.structured.unwrap();
    assert_eq!((&facts["state"], &facts["available"]), (&json!("missing"), &json!(false)));
    assert!(status.text.contains("ollama pull sanctuary:7b"), "{}", status.text);
    let host = nobody();
    let nowhere = ModelServer { host: Some(host.clone()), ..ModelServer::default() };
    let status = Project::asking("forge_llm", &nowhere).call(STATUS, json!({}));
    let facts = status.structured.unwrap();
    assert_eq!((&facts["state"], &facts["loaded"]), (&json!("unreachable"), &json!(null)));
    assert_eq!(facts["address"], format!("http://{host}"));
    assert!(facts["problem"].as_str().unwrap().contains("`ollama serve`"), "{facts}");
}
