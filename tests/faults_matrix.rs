//! The fault matrix: each row is a way in which a real process misbehaves. After each, the caller has one clear answer
//! in time, another server's call was served meanwhile, the breaker counted what the server did and nothing else, the
//! next call after recovery succeeds, and no process is left.
//!
//! The texts of the answers, and sessions that expire, are in `faults.rs`; what is left of a process that died while it
//! had children, in `shutdown.rs`; what a backend hears of a cancelled call, in `cancel.rs`.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use futures_util::future::join_all;
use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;
use support::http::Response;
use support::message::{
    MODERN_META, MOVE, Parts, assert_done, call, notification, request, script, scripted,
};
use support::process::{children, gone};
use support::{HttpPuppet, Scene, Stdio, soon};

/// How long a call of the server at fault may take.
const SHORT: &str = "[narrow.servers.task]\ncall_timeout = \"2s\"";

/// So many failures in a row open a breaker.
const FAILURES: usize = 5;

/// How the caller is answered.
#[derive(Clone, Copy, PartialEq)]
enum Answer {
    /// As if nothing were wrong.
    Done,
    /// With a fault of this code, which the breaker counts.
    Counted(&'static str),
    /// With a fault of this code that is not held against the server.
    Free(&'static str),
}

/// One fault.
struct Row {
    /// What goes wrong.
    fault: &'static str,
    /// What the puppet is started with, for as long as the fault lasts.
    flags: &'static [&'static str],
    /// What it is told to do with the call.
    words: &'static str,
    /// What is done to its process while it works on the call.
    signal: Option<Signal>,
    answer: Answer,
}

const ROW: Row = Row { fault: "", flags: &[], words: "label=a", signal: None, answer: Answer::Done };

const PROCESSES: &[Row] = &[
    Row {
        fault: "killed mid-call",
        words: "label=a;hold",
        signal: Some(Signal::KILL),
        answer: Answer::Counted("lost"),
        ..ROW
    },
    Row {
        fault: "stopped mid-call",
        words: "label=a;hold",
        signal: Some(Signal::STOP),
        answer: Answer::Counted("timed_out"),
        ..ROW
    },
    Row { fault: "hangs", words: "fault=hang", answer: Answer::Counted("timed_out"), ..ROW },
    Row {
        fault: "exits at once",
        flags: &["--fault", "die-at-start"],
        answer: Answer::Counted("unavailable"),
        ..ROW
    },
    Row { fault: "exits at the call", words: "fault=die", answer: Answer::Counted("lost"), ..ROW },
    Row { fault: "prints garbage around everything", flags: &["--fault", "garbage"], ..ROW },
    Row {
        fault: "prints half an answer",
        words: "fault=not-json",
        answer: Answer::Counted("timed_out"),
        ..ROW
    },
    Row {
        fault: "prints half a line and ends",
        words: "fault=half-line",
        answer: Answer::Counted("lost"),
        ..ROW
    },
    Row { fault: "answers with ids of nobody", words: "fault=unknown-id", ..ROW },
    Row { fault: "answers twice", words: "fault=twice", ..ROW },
    Row { fault: "floods standard error from the start", flags: &["--fault", "flood-stderr"], ..ROW },
    Row { fault: "floods standard error mid-call", words: "fault=flood-stderr", ..ROW },
    Row { fault: "ignores end of input and TERM", flags: &["--fault", "ignore-end"], ..ROW },
    Row { fault: "has children of its own", flags: &["--fault", "spawn-grandchild"], ..ROW },
    Row { fault: "starts slowly", flags: &["--fault", "slow-start=300"], ..ROW },
    Row {
        fault: "starts too slowly for the call",
        flags: &["--fault", "slow-start=4000"],
        answer: Answer::Free("timed_out"),
        ..ROW
    },
];

const SERVERS: &[Row] = &[
    Row {
        fault: "resets the connection",
        flags: &["--fault", "reset"],
        words: "fault=reset",
        answer: Answer::Counted("lost"),
        ..ROW
    },
    Row {
        fault: "stalls in its response",
        words: "fault=stall",
        answer: Answer::Counted("timed_out"),
        ..ROW
    },
    Row { fault: "sends half a body", words: "fault=half-body", answer: Answer::Counted("lost"), ..ROW },
    Row { fault: "ends its stream early", words: "fault=cut", answer: Answer::Counted("lost"), ..ROW },
    Row { fault: "never answers", words: "fault=hang", answer: Answer::Counted("timed_out"), ..ROW },
];

/// A gateway with a server that is at fault and one that is well.
struct Play {
    row: &'static Row,
    scene: Scene,
    gateway: Stdio,
    /// The fault of the flags lasts while this file is there.
    lasts: std::path::PathBuf,
    _http: Option<HttpPuppet>,
}

impl Play {
    async fn new(row: &'static Row, over_http: bool) -> Self {
        let scene = Scene::default();
        let lasts = scene.root().join("lasts");
        std::fs::write(&lasts, "").unwrap();
        let flags = [row.flags, &["--while", lasts.to_str().unwrap()]].concat();
        let scene = scene.stdio_puppet("adr", &[], "");
        let (scene, http) = if over_http {
            let puppet = HttpPuppet::start(&scene, &flags).await;
            (scene.http_puppet("task", &puppet, SHORT), Some(puppet))
        } else {
            (scene.stdio_puppet("task", &flags, SHORT), None)
        };
        let gateway = scene.stdio();
        Self { row, scene, gateway, lasts, _http: http }
    }

    /// Makes so many calls of the server at fault at once, and one of the other; gives the answers to the former.
    async fn strike(&mut self, calls: usize) -> Vec<String> {
        for id in 0..calls {
            self.gateway.send(scripted(&id.to_string(), self.row.words)).await;
        }
        if let Some(signal) = self.row.signal {
            let log = || self.scene.log("task").matches("label=a;hold").count();
            support::process::until("the calls", || (log() >= calls).then_some(())).await;
            self.signal(signal);
        }
        let other = r#"{"number":1,"new_status":"accepted","reason":"fine"}"#;
        self.gateway.send(call("\"other\"", "adr_update_status", other)).await;
        let mut answers = Vec::new();
        for _ in 0..=calls {
            let answer = self.gateway.next().await;
            match Parts::of(&answer).id() {
                "\"other\"" => assert_done(&answer),
                _ => answers.push(answer),
            }
        }
        self.gateway.is_well().await;
        answers
    }

    fn signal(&self, signal: Signal) {
        for id in children(self.gateway.process.id()) {
            let command = std::fs::read_to_string(format!("/proc/{id}/cmdline")).unwrap_or_default();
            if command.contains("task.log") {
                kill_process(Pid::from_raw(id).unwrap(), signal).unwrap();
            }
        }
    }

    /// Ends the fault.
    fn recover(&self) {
        std::fs::remove_file(&self.lasts).unwrap();
        if self.row.signal == Some(Signal::STOP) {
            self.signal(Signal::CONT);
        }
    }

    async fn end(mut self) {
        let mut processes = children(self.gateway.process.id());
        processes.extend(processes.clone().into_iter().flat_map(children));
        self.gateway.close();
        assert!(self.gateway.ended().await.success(), "{}", self.row.fault);
        for id in processes {
            gone(id).await;
        }
    }
}

fn assert_answer(row: &Row, answer: &str) {
    match row.answer {
        Answer::Done => assert_done(answer),
        Answer::Counted(code) | Answer::Free(code) => assert_eq!(code_of(answer), code, "{}", row.fault),
    }
}

fn code_of(answer: &str) -> String {
    let value: Value = serde_json::from_str(answer).unwrap();
    assert_eq!(value["result"]["isError"], true, "{answer}");
    value["result"]["_meta"]["sanctuary-gateway/fault"]["code"].as_str().unwrap().to_owned()
}

/// How often whoever may be slow still is asked.
const SEVERAL: usize = 5;

/// Whoever may be too slow still for the first call is asked again.
async fn assert_recovers(play: &mut Play) {
    let started = |answer: &str| !answer.contains(r#""code":"timed_out""#);
    for id in 0..SEVERAL {
        let answer = play.gateway.ask(scripted(&format!("\"next {id}\""), "label=next")).await;
        if started(&answer) {
            return assert_done(&answer);
        }
    }
    panic!("{}: it does not recover", play.row.fault);
}

async fn one_fault(row: &'static Row, over_http: bool) {
    let mut play = Play::new(row, over_http).await;
    for answer in play.strike(1).await {
        assert_answer(row, &answer);
    }
    play.recover();
    assert_recovers(&mut play).await;
    play.end().await;
}

async fn faults_in_a_row(row: &'static Row, over_http: bool) {
    let mut play = Play::new(row, over_http).await;
    for answer in play.strike(FAILURES).await {
        assert_answer(row, &answer);
    }
    if matches!(row.answer, Answer::Counted(_)) {
        let answer = play.gateway.ask(scripted("\"next\"", "label=next")).await;
        assert_eq!(code_of(&answer), "breaker_open", "{}", row.fault);
    } else {
        play.recover();
        assert_recovers(&mut play).await;
    }
    play.end().await;
}

/// Each row on its own, some at a time.
async fn each<F: Future<Output = ()>>(
    rows: &'static [Row],
    over_http: bool,
    play: impl Fn(&'static Row, bool) -> F,
) {
    for some in rows.chunks(3) {
        join_all(some.iter().map(|row| play(row, over_http))).await;
    }
}

#[tokio::test]
async fn a_fault_of_a_process_costs_its_caller_one_answer() {
    each(PROCESSES, false, one_fault).await;
}

#[tokio::test]
async fn faults_of_a_process_in_a_row_open_its_breaker() {
    each(PROCESSES, false, faults_in_a_row).await;
}

#[tokio::test]
async fn a_fault_of_an_http_server_costs_its_caller_one_answer() {
    each(SERVERS, true, one_fault).await;
}

#[tokio::test]
async fn faults_of_an_http_server_in_a_row_open_its_breaker() {
    each(SERVERS, true, faults_in_a_row).await;
}

#[tokio::test]
async fn a_line_of_100_mib_is_neither_kept_nor_fatal() {
    let mut gateway = Scene::default().stdio_puppet("task", &[], "").stdio();
    let answer = gateway.ask(scripted("1", "fault=long-line")).await;
    assert_eq!(code_of(&answer), "bad_reply");
    assert_done(&gateway.ask(scripted("2", "label=next")).await);
    let status = std::fs::read_to_string(format!("/proc/{}/status", gateway.process.id())).unwrap();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap().trim();
    let kib: u64 = peak.split(' ').next().unwrap().parse().unwrap();
    assert!(kib < 80 << 10, "the gateway used {kib} KiB at its peak");
}

#[tokio::test]
async fn a_reading_tool_is_repeated_when_its_server_dies_and_a_writing_one_is_not() {
    let scene = Scene::default().stdio_puppet("task", &[], "");
    let mut gateway = scene.stdio();
    let calls = |scene: &Scene| scene.log("task").matches(r#""method":"tools/call""#).count();
    let search = r#"{"query":"puppet[fault=die-once]puppet"}"#;
    assert_done(&gateway.ask(call("1", "search_tasks", search)).await);
    assert_eq!(calls(&scene), 2, "the caller noticed nothing");

    let scene = Scene::default().stdio_puppet("task", &[], "");
    let mut gateway = scene.stdio();
    let answer = gateway.ask(scripted("1", "fault=die-once")).await;
    assert_eq!((code_of(&answer).as_str(), calls(&scene)), ("lost", 1));
}

#[tokio::test]
async fn calls_that_the_client_takes_back_are_not_held_against_the_server() {
    let scene = Scene::default().stdio_puppet("task", &[], "");
    let mut gateway = scene.stdio();
    for id in 0..=FAILURES {
        gateway.send(scripted(&id.to_string(), "label=held;notify=1;hold")).await;
        gateway.next().await;
        gateway.send(notification("notifications/cancelled", &format!(r#"{{"requestId":{id}}}"#))).await;
    }
    gateway.is_well().await;
    assert_done(&gateway.ask(scripted("100", "label=next")).await);
}

#[tokio::test]
async fn clients_that_go_away_are_not_held_against_the_server() {
    let scene = Scene::default().stdio_puppet("task", &[], "");
    let gateway = scene.http().await;
    let headers = gateway.modern("tools/call", Some(MOVE));
    let meta = format!(r#"{{{MODERN_META},"progressToken":"t"}}"#);
    let ask = |words: &str| {
        request(
            "1",
            "tools/call",
            &format!(r#"{{"name":"{MOVE}","arguments":{},"_meta":{meta}}}"#, script(words)),
        )
    };
    for _ in 0..=FAILURES {
        let mut response: Response = gateway.post(&headers, ask("label=held;notify=1;hold")).await;
        response.next().await.unwrap();
    }
    assert_done(&gateway.ask(&headers, ask("label=next")).await);
}

#[tokio::test]
async fn a_client_that_never_reads_keeps_nobody_else_from_being_served() {
    let scene = Scene::default().stdio_puppet("agent_persona", &[], "").stdio_puppet("task", &[], "");
    let gateway = scene.http().await;
    let large = format!(r#"{{"role":"auditor","task":"{}"}}"#, "x".repeat(1 << 20));
    let ask = support::message::modern_call("1", "persona_dispatch", &large);
    let headers = gateway.modern("tools/call", Some("persona_dispatch"));
    let unread: Vec<Response> = join_all((0..4).map(|_| gateway.post(&headers, ask.clone()))).await;
    let headers = gateway.modern("tools/call", Some(MOVE));
    let other = gateway.ask(&headers, support::message::modern_call("2", MOVE, &script("label=b")));
    assert_done(&soon("the other client", other).await);
    drop(unread);
}
