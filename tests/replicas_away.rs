//! What is lost when a replica or the state server goes: what was in flight on the replica, and nothing else.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use std::sync::atomic::{AtomicUsize, Ordering};

use futures_util::future::join_all;
use rustix::process::Signal;
use serde_json::value::RawValue;
use support::consent::{RISKY, RISKY_SERVER, askable_call, refused, risky, risky_call};
use support::http::Caller;
use support::message::{MOVE, assert_done, call, failure, modern_call, request, script};
use support::process::{gone, until};
use support::redis::Redis;
use support::replicas::{Replicas, run, says};
use support::{Scene, soon};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Tools that are told apart by a query alone, each with a rate of its own.
const SEARCHES: [(&str, &str); 4] = [
    ("adr", "adr_search"),
    ("protocol", "protocol_search"),
    ("chronicle", "chronicle_search"),
    ("task", "search_tasks"),
];

/// Sends one call on a connection of its own, and gives its answer; `None` where the connection broke off.
async fn attempt(address: &str, number: usize) -> Option<String> {
    let (_, tool) = SEARCHES[number % SEARCHES.len()];
    let body = modern_call(&number.to_string(), tool, &format!(r#"{{"query":"load {number}"}}"#));
    let request = format!(
        "POST /mcp HTTP/1.1\r\nhost: {address}\r\ncontent-type: application/json\r\naccept: application/json, \
         text/event-stream\r\nmcp-protocol-version: 2026-07-28\r\nmcp-method: tools/call\r\nmcp-name: {tool}\r\n\
         connection: close\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(request.as_bytes()).await.ok()?;
    let mut response = String::new();
    stream.read_to_string(&mut response).await.ok()?;
    let (_, body) = response.split_once("\r\n\r\n")?;
    // What comes as a stream of events ends with one.
    let answer = body.rsplit_once("data: ").map_or(body, |(_, data)| data).trim();
    serde_json::from_str::<&RawValue>(answer).is_ok().then(|| answer.to_owned())
}

#[tokio::test]
async fn of_a_replica_that_is_killed_only_what_was_in_flight_on_it_is_lost() {
    const CALLS: usize = 320;
    const AT_ONCE: usize = 16;
    const KILL_AT: usize = 100;
    let servers = SEARCHES.map(|(server, _)| server);
    let replicas = Replicas::start(["", ""], &servers, &[], "").await;
    let (next, answered, lost) = (AtomicUsize::new(0), AtomicUsize::new(0), AtomicUsize::new(0));
    let killed = &replicas.gateways[0].process;
    let worker = async || {
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= CALLS {
                return;
            }
            if number == KILL_AT {
                killed.signal(Signal::KILL);
            }
            match attempt(&replicas.proxy.address, number).await {
                Some(answer) => {
                    assert_done(&answer);
                    answered.fetch_add(1, Ordering::Relaxed);
                }
                None => drop(lost.fetch_add(1, Ordering::Relaxed)),
            }
        }
    };
    soon("all answers", join_all((0..AT_ONCE).map(|_| worker()))).await;
    gone(killed.id()).await;
    let (answered, lost) = (answered.into_inner(), lost.into_inner());
    let taken = replicas.proxy.taken();
    println!(
        "sent {CALLS}, answered {answered}, lost in flight on the killed replica {lost}; connections by replica {taken:?}"
    );
    assert_eq!(answered + lost, CALLS);
    assert!(taken[0] > 0 && answered > KILL_AT, "both served, and the other one went on");
    // What was lost is what the killed replica had taken and not answered. All that the other took was answered.
    let counted = || Some(replicas.proxy.broken()).filter(|broken| broken.iter().sum::<usize>() == lost);
    assert_eq!(until("the end of all connections", counted).await, [lost, 0]);
}

async fn ask(caller: &Caller, tool: &str, arguments: &str) -> String {
    caller.ask(&caller.modern("tools/call", Some(tool)), modern_call("1", tool, arguments)).await
}

/// How many of so many calls pass.
async fn passing(caller: &Caller, calls: usize) -> usize {
    let mut passed = 0;
    for _ in 0..calls {
        passed += usize::from(!ask(caller, MOVE, &script("")).await.contains("\"isError\":true"));
    }
    passed
}

#[tokio::test]
async fn without_the_state_server_calls_go_on_with_less_and_all_is_well_again_after_it() {
    let narrow = format!("[narrow.tools.{MOVE}]\nrate = \"6/hour\"");
    let mut replicas = Replicas::start(["", ""], &["task", "adr", RISKY_SERVER], &[], &narrow).await;
    let [first, second] = &replicas.gateways;
    let session = first.session().await;
    for scene in &replicas.scenes {
        says(scene, &["state"], " up ").await;
    }
    replicas.redis.kill().await;
    for (scene, gateway) in replicas.scenes.iter().zip(&replicas.gateways) {
        gateway.process.said("the state server redis://127.0.0.1").await;
        says(scene, &["state"], " away ").await;
    }

    // Each replica lets its share of the rate through, and refuses with when to come back.
    assert_eq!((passing(first, 5).await, passing(second, 5).await), (3, 3));
    let text = failure(&ask(first, MOVE, &script("")).await);
    assert!(text.contains("3 times per hour"), "{text}");
    // What was answered is asked for again.
    for _ in 0..2 {
        assert_done(&ask(first, "adr_search", r#"{"query":"lamp"}"#).await);
    }
    assert_eq!(replicas.arrived("adr", "lamp"), [2, 0]);
    // Nobody can tell whether an approval was used.
    let headers = first.modern("tools/call", Some(RISKY));
    for message in [askable_call("1", RISKY, &risky("x"), ""), modern_call("1", RISKY, &risky("x"))] {
        let (code, text) = refused(&first.ask(&headers, message).await);
        assert!(
            code == "approval_unavailable" && text.contains("the state server redis://"),
            "{code}: {text}"
        );
    }
    // A session goes on where it is known.
    let status = async |gateway: &Caller| {
        gateway.post(&gateway.in_session(&session), request("1", "ping", "{}")).await.status
    };
    assert_eq!((status(first).await, status(second).await), (200, 404));

    replicas.redis.restart().await;
    for scene in &replicas.scenes {
        says(scene, &["state"], " up ").await;
    }
    // It came back empty: the rate begins anew for both together, and a known session is known to both again.
    assert_eq!(passing(&replicas.both, 8).await, 6);
    assert_eq!((status(first).await, status(second).await), (200, 200));
    for _ in 0..2 {
        assert_done(&ask(second, "adr_search", r#"{"query":"boat"}"#).await);
    }
    assert_eq!(replicas.arrived("adr", "boat"), [0, 1]);
    for gateway in &replicas.gateways {
        let log = gateway.process.said("is back").await;
        assert_eq!(log.matches("is away (").count() - log.matches("approvals cannot").count(), 1, "{log}");
    }
}

#[tokio::test]
async fn a_gateway_starts_and_serves_without_a_state_server_that_answers() {
    // It takes connections and says nothing.
    let mute = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let state = format!("[state]\nurl = \"redis://{}\"", mute.local_addr().unwrap());
    let scene = Scene::default().with(&state).stdio_puppet("task", &[], "");
    let mut gateway = scene.stdio();
    for id in ["1", "2", "3"] {
        assert_done(&gateway.ask(call(id, MOVE, &script(""))).await);
    }
    gateway.process.said("is away (").await;
}

#[tokio::test]
async fn a_password_comes_by_reference_and_is_shown_to_nobody() {
    const PASSWORD: &str = "p@ss:w/rd%41";
    let redis = Redis::start(&["--requirepass", PASSWORD]).await;
    for (password, state) in [(PASSWORD, " up "), ("s3cret-and-wrong", " away ")] {
        let scene = Scene::default()
            .with("principal = \"agent\"")
            .with(&format!("[state]\nurl = \"{}\"\ntimeout = \"5s\"", redis.url(":${file:/PW}@")))
            .stdio_puppet(RISKY_SERVER, &[], "");
        let file = scene.root().join("password");
        std::fs::write(&file, password).unwrap();
        let config = scene.root().join("gateway.toml");
        let text = std::fs::read_to_string(&config).unwrap().replace("/PW", file.to_str().unwrap());
        std::fs::write(&config, text).unwrap();
        let mut gateway = scene.stdio_of(&["serve", "--log", "debug"]);
        says(&scene, &["state"], state).await;
        let reply = gateway.ask(risky_call("1", "x")).await;
        let shown = [
            reply,
            run(&scene, &["state"]).await,
            run(&scene, &["approvals", "list"]).await,
            gateway.process.errors(),
        ];
        for text in shown {
            assert!(!text.contains(password), "{text}");
        }
    }
    for (url, why) in [
        ("redis://:s3cret@localhost", "state.url: a secret is written out"),
        ("redis://s3cret/x", "state.url: after the host comes `/` and the number of a database"),
        ("https://s3cret", "state.url: it does not begin with redis://"),
    ] {
        let text = run(&Scene::default().with(&format!("[state]\nurl = \"{url}\"")), &["serve"]).await;
        assert!(text.contains(why) && !text.contains("s3cret"), "{text}");
    }
}
