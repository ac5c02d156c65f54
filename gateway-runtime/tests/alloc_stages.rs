//! How often each part of a call allocates, as a snapshot: a change of it is seen in review. What may allocate nothing at
//! all stands in `alloc.rs`.

#![expect(clippy::expect_used, reason = "a test that cannot be set up fails")]

use std::hint::black_box;
use std::sync::Arc;

use bytes::Bytes;
use gateway_runtime::audit::{Batch, Recorder, Store, Waits};
use gateway_runtime::backend::Endpoint;
use gateway_runtime::call::Sink;
use gateway_runtime::embedded::{CallContext, EmbeddedServer, ToolFailure, ToolOutput};
use gateway_runtime::envelope::Message;
use gateway_runtime::gateway::{Gateway, Limits, Reach};
use gateway_runtime::peer::Peer;
use gateway_runtime::pipeline::check;
use gateway_runtime::principal::Principal;
use gateway_runtime::serve::{Answer, serve};
use gateway_runtime::view::Shown;
use tokio::runtime::Runtime;

mod contract {
    gateway_macros::gateway!("../../tools.toml");
}

const LIMITS: Limits = Limits { message_bytes: 1 << 20, in_flight: 64, cache_bytes: 1 << 20 };

/// Fewer than the rates of the tools that are called, and more than what is only made once.
const REPEATS: usize = 30;

struct Echo;

impl EmbeddedServer for Echo {
    fn call(&self, _: &str, _: &str, _: &CallContext) -> Result<ToolOutput, ToolFailure> {
        Ok(ToolOutput::text("done"))
    }
}

/// Keeps no rows.
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
}

fn scene(is_recorded: bool) -> Scene {
    let contract = &contract::CONTRACT;
    let reach = |_| Reach { endpoint: Endpoint::Embedded(Arc::new(Echo)), shown: Shown::Plain };
    let mut gateway = Gateway::new(contract, contract.servers.iter().map(reach), LIMITS);
    if is_recorded {
        gateway = gateway.with_audit(Recorder::new(Box::new(Nowhere), contract, Waits::Writes));
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let principal = Principal::named(contract, contract.principal.name).expect("a principal");
    Scene { gateway, peer: Peer::new(principal), runtime }
}

fn call(id: usize, query: &str) -> Bytes {
    format!(
        r#"{{"jsonrpc":"2.0","id":{id},"method":"tools/call","params":{{"name":"cortex_query","arguments":{{{query}}}}}}}"#
    )
    .into()
}

/// The least of many: what is made once, such as a thread, is not counted.
fn least(mut count: impl FnMut(usize) -> u64) -> u64 {
    (0..REPEATS).map(&mut count).min().unwrap_or_default()
}

impl Scene {
    /// Allocations on the thread that serves, for the whole of what `line` asks for, up to the bytes of its answer, which
    /// holds `wanted`.
    fn served(&self, line: impl Fn(usize) -> Bytes, wanted: &str) -> u64 {
        least(|number| {
            let (line, sink) = (line(number), Arc::new(Nobody));
            let work = || {
                let message = Message::read(&line).expect("a message");
                let answer =
                    self.runtime.block_on(serve(&self.gateway, &self.peer, &message, &line, sink.clone()));
                answer.write(|pieces| black_box(pieces.iter().map(|piece| piece.len()).sum::<usize>()));
                answer
            };
            let mut answer = Answer::None;
            let count = allocation_counter::measure(|| answer = work()).count_total;
            let text = answer.write(|pieces| String::from_utf8_lossy(&pieces.concat()).into_owned());
            assert!(text.as_ref().is_some_and(|text| text.contains(wanted)), "{text:?}");
            count
        })
    }
}

#[test]
fn allocations_of_each_part_of_a_call() {
    let (plain, recorded) = (scene(false), scene(true));
    let usual = |number: usize| call(number, &format!(r#""query":"question {number}""#));
    let again = |number: usize| call(number, r#""query":"the same""#);
    let wrong = |number: usize| call(number, r#""max_results":"seven""#);
    let list = |number: usize| format!(r#"{{"jsonrpc":"2.0","id":{number},"method":"tools/list"}}"#).into();
    let line = usual(1);
    let decode = least(|_| allocation_counter::measure(|| drop(black_box(Message::read(&line)))).count_total);
    let message = Message::read(&line).expect("a message");
    let checked = least(|_| {
        let checked = || check(&plain.gateway, plain.peer.principal(), &message.params);
        allocation_counter::measure(|| drop(black_box(checked()))).count_total
    });
    let rows = [
        ("decode", decode),
        ("route, permit and validate", checked),
        ("an answer to tools/list", plain.served(list, "cortex_query")),
        ("a call that validate refuses", plain.served(wrong, "it is missing")),
        ("a call that a server in the process carries out", plain.served(usual, "done")),
        ("the same, recorded", recorded.served(usual, "done")),
    ];
    let remembered = [scene(false), scene(true)].map(|scene| scene.served(again, "done"));
    let rows = rows.into_iter().chain([
        ("a call that is answered from memory", remembered[0]),
        ("the same, recorded", remembered[1]),
    ]);
    let text = rows.map(|(name, count)| format!("{count:4}  {name}\n")).collect::<String>();
    insta::assert_snapshot!(text);
}

/// What every call is moved about in: what is rarely needed is put in a box of its own.
#[test]
fn the_future_of_a_call_is_small() {
    let scene = scene(false);
    let line = call(1, r#""query":"x""#);
    let message = Message::read(&line).expect("a message");
    let future = serve(&scene.gateway, &scene.peer, &message, &line, Arc::new(Nobody));
    let size = size_of_val(&future);
    assert!(size <= 4096, "{size} bytes");
}
