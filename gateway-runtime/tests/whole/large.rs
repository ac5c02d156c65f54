//! Results of ten megabytes: they wait for room in the gateway, and whoever sends them waits.

use std::io::{BufRead, BufReader, Write};
use std::time::Duration;

use crate::client::{Http, Wish};
use crate::gateway::Running;

const BYTES: usize = 10_000_000;
const AT_ONCE: usize = 16;

/// What the gateway may have at most, in MiB: a hundred megabytes.
const MOST: f64 = 95.0;

/// What it may keep when all have passed, in MiB.
const AFTER: f64 = 60.0;

fn looked_at(gateway: &Running, way: &str) {
    let (peak, after) = (gateway.peak(), gateway.resident());
    println!("{way}: at most {peak:.0} MiB, {after:.0} MiB after");
    assert!(peak < MOST, "{way}: {peak} MiB");
    assert!(after < AFTER, "{way}: {after} MiB after");
}

pub(crate) fn stdio_to_stdio() {
    let mut gateway = Running::on_stdio();
    let mut input = gateway.0.stdin.take().unwrap();
    let mut output = BufReader::new(gateway.0.stdout.take().unwrap());
    let wish = |id| Wish { tool: "piped", form: "plain", bytes: BYTES, id };
    let mut number = 0;
    for at_once in [1, AT_ONCE, 1, AT_ONCE] {
        let ids: Vec<_> = (number..number + at_once).collect();
        number += at_once;
        for id in &ids {
            writeln!(input, "{}", wish(*id).message()).unwrap();
        }
        // Whoever reads late finds them waiting in the backend, not in the gateway.
        std::thread::sleep(Duration::from_millis(300));
        for id in &ids {
            let mut line = Vec::new();
            output.read_until(b'\n', &mut line).unwrap();
            line.pop();
            assert!(
                line == wish(*id).answer(),
                "{id}: {:?}",
                String::from_utf8_lossy(&line[..line.len().min(300)])
            );
        }
    }
    looked_at(&gateway, "stdio → stdio");
}

pub(crate) fn http_to_stdio() {
    let (gateway, address) = Running::on_http("http://127.0.0.1:9/mcp");
    at_once(&address, 1, "piped", "plain");
    at_once(&address, AT_ONCE, "piped", "plain");
    looked_at(&gateway, "HTTP → stdio");
}

pub(crate) fn http_to_http() {
    let (_backend, url) = Running::backend();
    for form in ["plain", "pieces", "events"] {
        let (gateway, address) = Running::on_http(&url);
        at_once(&address, 1, "posted", form);
        at_once(&address, AT_ONCE, "posted", form);
        looked_at(&gateway, &format!("HTTP → HTTP, {form}"));
    }
}

/// So many clients, each with two calls after one another; every fourth reads slowly.
fn at_once(address: &str, count: usize, tool: &'static str, form: &'static str) {
    std::thread::scope(|scope| {
        for client in 0..count {
            scope.spawn(move || {
                let mut http = Http::connect(address);
                for id in [2 * client, 2 * client + 1] {
                    let wish = Wish { tool, form, bytes: BYTES, id };
                    let pause = if client % 4 == 3 { Duration::from_millis(10) } else { Duration::ZERO };
                    http.send(wish);
                    let (head, body) = http.receive(pause);
                    assert!(head.starts_with("http/1.1 200"), "{head}");
                    assert!(
                        body == wish.answer(),
                        "{:?}",
                        String::from_utf8_lossy(&body[..body.len().min(300)])
                    );
                }
            });
        }
    });
}

/// Clients that ask and read much later, all at once then: most answers stay with the backend until they do. Small calls pass.
pub(crate) fn stalled() {
    let (_backend, url) = Running::backend();
    let (gateway, address) = Running::on_http(&url);
    let wish = |bytes, id| Wish { tool: "posted", form: "plain", bytes, id };
    let mut silent: Vec<_> = (0..AT_ONCE).map(|_| Http::connect(&address)).collect();
    for (id, client) in silent.iter_mut().enumerate() {
        client.send(wish(BYTES, id));
    }
    std::thread::sleep(Duration::from_secs(1));
    let mut other = Http::connect(&address);
    for id in 100..110 {
        other.send(wish(1000, id));
        assert!(other.receive(Duration::ZERO).1 == wish(1000, id).answer());
    }
    assert!(gateway.peak() < MOST, "{} MiB", gateway.peak());
    std::thread::scope(|scope| {
        for (id, client) in silent.iter_mut().enumerate() {
            scope.spawn(move || {
                assert!(client.receive(Duration::ZERO).1 == wish(BYTES, id).answer(), "{id}");
            });
        }
    });
    looked_at(&gateway, "clients that read late");
}
