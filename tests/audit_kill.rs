//! Gateways that are killed in the middle of their work, fifty times: what their record says then.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use futures_util::future::{join, join_all};
use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1;
use hyper::{Method, Request};
use hyper_util::rt::TokioIo;
use rustix::process::Signal;
use serde_json::Value;
use sha2::{Digest, Sha256};
use support::audit::{command, rows, sound};
use support::message::{Parts, call, modern_call};
use support::{Http, Scene, Stdio};
use tokio::net::TcpStream;

const KILLS: usize = 50;

/// Clients at once over HTTP, and calls at once on a stream.
const AT_ONCE: usize = 6;

/// Most calls of one client in one life of a gateway; below the rates of the tools, all clients together.
const CALLS: usize = 12;

/// A call that no other is equal to. One in three changes something.
struct Unique {
    tool: &'static str,
    arguments: String,
}

impl Unique {
    fn new(name: &str, number: usize) -> Self {
        let name = format!("{name}-{number}");
        let (tool, arguments) = match number % 3 {
            0 => {
                ("update_task_status", format!(r#"{{"new_status":"todo","notes":"{name}","task_number":1}}"#))
            }
            _ => ("adr_search", format!(r#"{{"query":"{name}"}}"#)),
        };
        Self { tool, arguments }
    }

    /// As the rows name it: the arguments are canonical as they stand.
    fn digest(&self) -> String {
        Sha256::digest(&self.arguments).iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// What was answered: the digest of each call, and its tool.
type Answered = Vec<(String, &'static str)>;

/// When a gateway is killed: after so many answers, to whichever of its clients.
struct End {
    left: AtomicUsize,
    reached: tokio::sync::Notify,
}

impl End {
    fn after(answers: usize) -> Self {
        Self { left: AtomicUsize::new(answers), reached: tokio::sync::Notify::new() }
    }

    fn one_more(&self) {
        if self.left.fetch_sub(1, Ordering::Relaxed) == 1 {
            self.reached.notify_one();
        }
    }
}

/// Keeps calls in flight on a stream; takes what is answered, also what was written just before the gateway's end.
async fn on_a_stream(gateway: &mut Stdio, name: &str, answers: usize) -> Answered {
    let call_of = |number: usize| Unique::new(name, number);
    let line = |number: usize| {
        let unique = call_of(number);
        call(&number.to_string(), unique.tool, &unique.arguments)
    };
    let mut answered = Answered::new();
    for number in 0..AT_ONCE {
        gateway.send(line(number)).await;
    }
    let mut next = AT_ONCE;
    while let Some(answer) = gateway.try_next().await {
        let unique = call_of(Parts::of(&answer).id().parse().unwrap());
        answered.push((unique.digest(), unique.tool));
        if answered.len() < answers {
            gateway.send(line(next)).await;
            next += 1;
        } else if answered.len() == answers {
            gateway.process.signal(Signal::KILL);
        }
    }
    answered
}

/// One client over HTTP, on a connection that it keeps, until the gateway is gone.
async fn over_http(address: &str, name: &str, end: &End) -> Answered {
    let mut answered = Answered::new();
    let stream = TcpStream::connect(address).await.unwrap();
    let (mut sender, connection) = http1::handshake::<_, Full<Bytes>>(TokioIo::new(stream)).await.unwrap();
    tokio::spawn(connection);
    for number in 0..CALLS {
        let unique = Unique::new(name, number);
        let body = modern_call("1", unique.tool, &unique.arguments);
        let request = request(address, unique.tool, body);
        let Ok(response) = sender.send_request(request).await else { break };
        let Ok(body) = response.into_body().collect().await else { break };
        let text = String::from_utf8(body.to_bytes().to_vec()).unwrap();
        assert!(text.contains(r#""isError":false"#), "{text}");
        answered.push((unique.digest(), unique.tool));
        end.one_more();
        tokio::task::yield_now().await;
    }
    answered
}

fn request(address: &str, tool: &str, body: String) -> Request<Full<Bytes>> {
    let mut request = Request::builder().method(Method::POST).uri("/mcp");
    for (name, value) in support::http::common(address) {
        request = request.header(name, value);
    }
    request
        .header("mcp-protocol-version", "2026-07-28")
        .header("mcp-method", "tools/call")
        .header("mcp-name", tool)
        .body(Full::new(body.into()))
        .unwrap()
}

async fn with_many_clients(gateway: &mut Http, name: &str, answers: usize) -> Answered {
    let end = End::after(answers);
    let address = gateway.address.clone();
    let names: Vec<_> = (0..AT_ONCE).map(|client| format!("{name}-{client}")).collect();
    let clients = join_all(names.iter().map(|name| over_http(&address, name, &end)));
    let kill = async {
        end.reached.notified().await;
        gateway.process.signal(Signal::KILL);
    };
    let (answered, ()) = join(clients, kill).await;
    support::soon("its end", gateway.process.child.wait()).await.unwrap();
    answered.into_iter().flatten().collect()
}

/// One life of a gateway on a stream and of one over HTTP, at once, on one record.
async fn lives(scene: &Scene, round: usize) -> Answered {
    let (mut stream, mut http) = (scene.stdio(), scene.http().await);
    let (stream_name, http_name) = (format!("s{round}"), format!("h{round}"));
    let (mut one, other) = join(
        on_a_stream(&mut stream, &stream_name, 1 + round % 17),
        with_many_clients(&mut http, &http_name, 1 + round * 7 % 40),
    )
    .await;
    stream.ended().await;
    one.extend(other);
    one
}

/// The numbers of the rows of each call, by kind and digest.
fn places(rows: &[Value]) -> HashMap<(&str, &str), u64> {
    rows.iter()
        .filter_map(|row| {
            let key = (row["kind"].as_str()?, row["digest"].as_str()?);
            Some((key, row["seq"].as_u64()?))
        })
        .collect()
}

/// Kills fifty times; after each, the chain must be whole and go on from where it ended before.
async fn killed(scene: &Scene) -> Answered {
    let mut answered = Answered::new();
    let mut heads: Vec<String> = Vec::new();
    for round in 0..KILLS {
        answered.extend(lives(scene, round).await);
        let report = sound(scene).await;
        assert_eq!(
            (&report["first"], &report["rows"]),
            (&1.into(), &report["head"]["seq"]),
            "no gap: {report}"
        );
        if let Some(head) = heads.last() {
            let (code, text, _) = command(scene, &["audit", "verify", "--head", head]).await;
            assert_eq!(code, 0, "the chain does not go on from where it ended: {text}");
        }
        heads.push(report["head"]["hash"].as_str().unwrap().to_owned());
    }
    answered
}

/// What ran has an intent that was committed before; whatever is said about answers, that holds.
fn assert_nothing_ran_unrecorded(scene: &Scene, places: &HashMap<(&str, &str), u64>) {
    let log = scene.log("task");
    let mut ran = 0;
    for line in log.lines().filter(|line| line.contains("tools/call")) {
        let message: Value = serde_json::from_str(line).unwrap();
        let arguments = message["params"]["arguments"].to_string();
        let digest: String = Sha256::digest(&arguments).iter().map(|byte| format!("{byte:02x}")).collect();
        assert!(places.contains_key(&("intent", digest.as_str())), "it ran without a row: {line}");
        ran += 1;
    }
    assert!(ran > KILLS, "{ran} calls that change something have run");
}

/// What each answered call has, whenever its gateway was killed.
fn assert_every_answered_call_has_its_rows(answered: &Answered, places: &HashMap<(&str, &str), u64>) {
    for (digest, tool) in answered {
        let outcome = places.get(&("outcome", digest.as_str()));
        let outcome =
            outcome.unwrap_or_else(|| panic!("an answered call of {tool} has no outcome: {digest}"));
        if *tool == "update_task_status" {
            let intent = places.get(&("intent", digest.as_str()));
            assert!(intent.is_some_and(|intent| intent < outcome), "its intent comes first: {digest}");
        }
    }
}

/// No row is there twice: each call of a process has a number, and one row of a kind.
fn assert_no_row_is_there_twice(rows: &[Value]) {
    let mut seen = HashSet::new();
    for row in rows.iter().filter(|row| row["call"].is_string()) {
        assert!(seen.insert((row["kind"].as_str(), row["call"].as_str())), "it is there twice: {row}");
    }
}

/// As it is without any setting: the answers of reads wait for no commit.
#[tokio::test]
async fn every_call_answered_before_the_kill_has_its_row() {
    let scene = Scene::default().stdio_puppet("adr", &[], "").stdio_puppet("task", &[], "");
    let answered = killed(&scene).await;
    let rows = rows(&scene, &[]).await;
    let places = places(&rows);
    assert_every_answered_call_has_its_rows(&answered, &places);
    assert_no_row_is_there_twice(&rows);
    assert_nothing_ran_unrecorded(&scene, &places);
    let writes = answered.iter().filter(|(_, tool)| *tool == "update_task_status").count();
    assert!(answered.len() > 10 * KILLS && writes > KILLS, "{} answered, {writes} writes", answered.len());
    let left: Vec<_> = journals(&scene).collect();
    assert!(left.is_empty(), "they are done: {left:?}");
}

/// The files in which gateways keep rows until the database has them.
fn journals(scene: &Scene) -> impl Iterator<Item = std::path::PathBuf> {
    let folder = std::fs::read_dir(scene.root().join(".gateway/audit")).unwrap();
    folder.map(|entry| entry.unwrap().path())
}

/// One that lives leaves the other's rows to the next who starts: it holds its own journal alone.
#[tokio::test]
async fn a_gateway_that_starts_takes_over_what_another_left_and_leaves_the_living_alone() {
    let scene = Scene::default().stdio_puppet("adr", &[], "");
    let (mut living, mut killed) = (scene.stdio(), scene.stdio());
    for (gateway, name) in [(&mut living, "living"), (&mut killed, "killed")] {
        let unique = Unique::new(name, 1);
        gateway.send(call("1", unique.tool, &unique.arguments)).await;
        gateway.next().await;
    }
    killed.process.signal(Signal::KILL);
    killed.ended().await;
    let mut next = scene.stdio();
    let gone = async {
        while journals(&scene).count() > 1 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    support::soon("the journal of the killed one to go", gone).await;
    for gateway in [&mut next, &mut living] {
        gateway.close();
        gateway.ended().await;
    }
    assert_eq!(journals(&scene).count(), 0, "who ends in order leaves nothing");
    let rows = rows(&scene, &[]).await;
    assert_eq!(rows.len(), 2, "{rows:?}");
    assert_no_row_is_there_twice(&rows);
    sound(&scene).await;
}
