//! A thousand clients at once, of both eras.

use std::time::Duration;

use crate::client::{Http, Wish};
use crate::gateway::Running;

const CLIENTS: usize = 1000;

/// What the gateway may have after them, in MiB. This one is not optimised, so that each call takes more of it than in the shipped one, which
/// `bench clients` measures.
const MOST: f64 = 48.0;

const INITIALIZE: &str = r#"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"one of many","version":"1"}}}"#;

fn legacy(address: &str, session: &str, body: &str) -> String {
    format!(
        "POST /mcp HTTP/1.1\r\nhost: {address}\r\ncontent-type: application/json\r\n\
         accept: application/json, text/event-stream\r\n{session}content-length: {}\r\n\r\n{body}",
        body.len()
    )
}

pub(crate) fn clients() {
    let (_backend, url) = Running::backend();
    let (gateway, address) = Running::on_http(&url);
    let before = gateway.resident();
    let wish =
        |id| Wish { tool: if id % 2 == 0 { "piped" } else { "posted" }, form: "plain", bytes: 100, id };
    // All connections are open before the first is answered, and each has one call under way.
    let mut modern: Vec<_> = (0..CLIENTS).map(|_| Http::connect(&address)).collect();
    for (id, client) in modern.iter_mut().enumerate() {
        client.send(wish(id));
    }
    for (id, client) in modern.iter_mut().enumerate() {
        assert!(client.receive(Duration::ZERO).1 == wish(id).answer(), "{id}");
    }
    let children = gateway.children();
    assert_eq!(children, 1, "one process for the one server on standard streams");
    let stateless = gateway.resident();
    let mut sessions = Vec::new();
    for client in &mut modern {
        client.post(&legacy(&address, "", INITIALIZE));
    }
    for client in &mut modern {
        let (head, body) = client.receive(Duration::ZERO);
        assert!(body.starts_with(br#"{"jsonrpc":"2.0","id":1,"result":"#), "{head}");
        let id =
            head.lines().find_map(|line| line.strip_prefix("mcp-session-id:")).unwrap().trim().to_owned();
        sessions.push(format!("mcp-protocol-version: 2025-11-25\r\nmcp-session-id: {id}\r\n"));
    }
    for (id, client) in modern.iter_mut().enumerate() {
        client.post(&legacy(
            &address,
            &sessions[id],
            &wish(id).message().replace("2026-07-28", "2025-11-25"),
        ));
    }
    for (id, client) in modern.iter_mut().enumerate() {
        let (head, body) = client.receive(Duration::ZERO);
        assert!(head.starts_with("http/1.1 "), "{id}: {head}");
        assert!(!body.is_empty(), "{id}");
    }
    let at_once = gateway.resident();
    drop(modern);
    std::thread::sleep(Duration::from_millis(500));
    let after = gateway.resident();
    println!(
        "{CLIENTS} clients: {before:.1} MiB before, {stateless:.1} with {CLIENTS} connections, {at_once:.1} with as many \
         sessions, {after:.1} when they have gone"
    );
    assert_eq!(gateway.children(), 1);
    assert!(after < MOST, "{after} MiB");
}
