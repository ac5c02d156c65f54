//! Each part of a call in memory: `cargo bench -p gateway-runtime --bench stages`. Whole processes, beside a bare
//! pass-through, are measured by `cargo run --release -p bench`.

#![expect(clippy::expect_used, reason = "a benchmark that cannot be set up fails")]

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use bytes::Bytes;
use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use gateway_runtime::audit::{Batch, Recorder, Store, Waits};
use gateway_runtime::backend::Endpoint;
use gateway_runtime::call::Sink;
use gateway_runtime::embedded::{CallContext, EmbeddedServer, ToolFailure, ToolOutput};
use gateway_runtime::envelope::Message;
use gateway_runtime::gateway::{Gateway, Limits, Reach};
use gateway_runtime::json::canonical;
use gateway_runtime::peer::Peer;
use gateway_runtime::pipeline::check;
use gateway_runtime::principal::Principal;
use gateway_runtime::serve::{Answer, serve};
use gateway_runtime::view::Shown;
use tokio::runtime::Runtime;

mod contract {
    gateway_macros::gateway!("benches/tools.toml");
}

const LIMITS: Limits = Limits { message_bytes: 16 << 20, in_flight: 1024, cache_bytes: 1 << 20 };

/// Bytes of the argument.
const PAYLOADS: [usize; 4] = [32, 1 << 10, 64 << 10, 1 << 20];

fn main() {
    divan::main();
}

struct Echo;

impl EmbeddedServer for Echo {
    fn call(&self, _: &str, arguments: &str, _: &CallContext) -> Result<ToolOutput, ToolFailure> {
        Ok(ToolOutput::text(arguments))
    }
}

/// Keeps no rows: what is measured is what a call pays for them.
struct Nowhere;

impl Store for Nowhere {
    fn append(&mut self, _: &Batch<'_>) -> Result<(), String> {
        Ok(())
    }
}

struct Nobody;

impl Sink for Nobody {
    fn send(&self, _: &[&[u8]]) {}
}

struct Scene {
    gateway: Gateway,
    peer: Peer,
    runtime: Runtime,
    number: AtomicUsize,
}

impl Scene {
    fn new(is_recorded: bool) -> Self {
        let contract = &contract::CONTRACT;
        let reach = |_| Reach { endpoint: Endpoint::Embedded(Arc::new(Echo)), shown: Shown::Plain };
        let mut gateway = Gateway::new(contract, contract.servers.iter().map(reach), LIMITS);
        if is_recorded {
            gateway = gateway.with_audit(Recorder::new(Box::new(Nowhere), contract, Waits::Writes));
        }
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let principal = Principal::named(contract, contract.principal.name).expect("a principal");
        Self { gateway, peer: Peer::new(principal), runtime, number: AtomicUsize::new(0) }
    }

    fn serve(&self, line: &Bytes) -> Answer {
        let message = Message::read(line).expect("a message");
        self.runtime.block_on(serve(&self.gateway, &self.peer, &message, line, Arc::new(Nobody)))
    }
}

fn call(tool: &str, text: &str) -> Bytes {
    format!(
        r#"{{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{{"name":"{tool}","arguments":{{"text":"{text}"}}}}}}"#
    )
    .into()
}

fn line(payload: usize) -> Bytes {
    call("echo", &"x".repeat(payload))
}

#[divan::bench(args = PAYLOADS)]
fn decode(bencher: Bencher<'_, '_>, payload: usize) {
    let line = line(payload);
    bencher.counter(BytesCount::new(line.len())).bench(|| black_box(Message::read(black_box(&line)).is_ok()));
}

#[divan::bench]
fn route(bencher: Bencher<'_, '_>) {
    bencher.bench(|| contract::CONTRACT.routes.get(black_box("echo")).map(|tool| tool.index));
}

/// So many times the names of the shipped contract, found in turn: what grows with a table is how often the next entry is
/// not at hand.
const TABLES: [usize; 2] = [63, 6300];

#[divan::bench(args = TABLES)]
fn route_among(bencher: Bencher<'_, '_>, tools: usize) {
    route_in_turn(bencher, tools, tools);
}

/// The same 63 names in both tables.
#[divan::bench(args = TABLES)]
fn route_63_among(bencher: Bencher<'_, '_>, tools: usize) {
    route_in_turn(bencher, tools, 63);
}

fn route_in_turn(bencher: Bencher<'_, '_>, tools: usize, asked: usize) {
    let names: &'static [String] =
        (0..tools).map(|tool| format!("cortex_tool_{tool:04}")).collect::<Vec<_>>().leak();
    let keys: Vec<&str> = names.iter().map(String::as_str).collect();
    // As phf's macro makes it when a contract is compiled.
    let state = phf_generator::generate_hash(&keys);
    let entries: Vec<_> = state.map.iter().map(|at| (keys[*at], &contract::CONTRACT.tools[0])).collect();
    let table = phf::Map { key: state.key, disps: state.disps.leak(), entries: entries.leak() };
    // Not in the order in which they lie in memory.
    let order: Vec<_> = (0..asked).map(|at| names[at * 2617 % asked].as_str()).collect();
    assert!(order.iter().all(|name| table.contains_key(name)));
    let at = AtomicUsize::new(0);
    bencher.bench(|| {
        let next = at.fetch_add(1, Ordering::Relaxed) % order.len();
        table.get(black_box(order[next])).map(|tool| tool.index)
    });
}

#[divan::bench(args = PAYLOADS)]
fn route_permit_validate(bencher: Bencher<'_, '_>, payload: usize) {
    let (scene, line) = (Scene::new(false), line(payload));
    let message = Message::read(&line).expect("a message");
    bencher.bench(|| {
        black_box(check(&scene.gateway, scene.peer.principal(), black_box(&message.params)).is_ok())
    });
}

/// What memory and the record know a call by.
#[divan::bench(args = PAYLOADS)]
fn canonical_arguments(bencher: Bencher<'_, '_>, payload: usize) {
    let line = line(payload);
    let message = Message::read(&line).expect("a message");
    bencher.bench(|| black_box(canonical(message.params.arguments.unwrap_or_default())));
}

#[divan::bench]
fn list(bencher: Bencher<'_, '_>) {
    let scene = Scene::new(false);
    let line = Bytes::from_static(br#"{"jsonrpc":"2.0","id":1,"method":"tools/list"}"#);
    bencher.bench(|| scene.serve(&line));
}

#[divan::bench]
fn refused(bencher: Bencher<'_, '_>) {
    let scene = Scene::new(false);
    let line = Bytes::from_static(
        br#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","arguments":{"text":7}}}"#,
    );
    bencher.bench(|| scene.serve(&line));
}

/// The whole pass, with a server that is a thread of this process.
#[divan::bench(args = [false, true])]
fn carried_out(bencher: Bencher<'_, '_>, is_recorded: bool) {
    let (scene, line) = (Scene::new(is_recorded), line(32));
    bencher.bench(|| scene.serve(&line));
}

#[divan::bench(args = [false, true])]
fn remembered(bencher: Bencher<'_, '_>, is_recorded: bool) {
    let scene = Scene::new(is_recorded);
    let line = call("remembered", "the same");
    scene.serve(&line);
    bencher.bench(|| scene.serve(&line));
}

/// What was not asked before, where answers are remembered.
#[divan::bench]
fn not_yet_remembered(bencher: Bencher<'_, '_>) {
    let scene = Scene::new(false);
    let fresh = || call("remembered", &scene.number.fetch_add(1, Ordering::Relaxed).to_string());
    bencher.with_inputs(fresh).bench_values(|line| scene.serve(&line));
}

#[divan::bench(args = PAYLOADS)]
fn encode(bencher: Bencher<'_, '_>, payload: usize) {
    let (scene, line) = (Scene::new(false), line(payload));
    let answer = scene.serve(&line);
    let mut out = Vec::with_capacity(2 * payload + 1024);
    bencher.bench_local(|| {
        out.clear();
        answer.write(|pieces| pieces.iter().for_each(|piece| out.extend_from_slice(piece)))
    });
}
