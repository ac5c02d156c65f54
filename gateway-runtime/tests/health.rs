//! How servers are said to stand, from before their first call to after their end.

#![expect(clippy::expect_used, reason = "a test that cannot go on fails")]

use std::time::Duration;

use gateway_runtime::backend::{Endpoint, Launch};
use gateway_runtime::breaker::Status;
use gateway_runtime::fault::Fault;
use gateway_runtime::gateway::{Gateway, Limits, Reach};
use gateway_runtime::health::{ServerHealth, State, watch};
use gateway_runtime::view::Shown;
use tokio::time::{Instant, sleep};

mod contract {
    gateway_macros::gateway!("../../tools.toml");
}

mod kitchen_sink {
    gateway_macros::gateway!("./../../gateway-codegen/tests/fixtures/kitchen_sink.toml");
}

const LIMITS: Limits = Limits { message_bytes: 1 << 20, in_flight: 1, cache_bytes: 1 << 20 };

/// Answers the handshake, says that it has no tools, and ends at the next line that it reads.
const SERVER: &str = r#"
    read line; echo '{"jsonrpc":"2.0","id":1,"error":{"code":-32601,"message":"no"}}'
    read line; echo '{"jsonrpc":"2.0","id":2,"result":{"protocolVersion":"2025-11-25"}}'
    read line; read line; echo '{"jsonrpc":"2.0","id":3,"result":{"tools":[]}}'
    read line; exit 7
"#;

/// Answers the handshake and nothing else.
const SILENT: &str = r#"
    read line; echo '{"jsonrpc":"2.0","id":1,"error":{"code":-32601,"message":"no"}}'
    read line; echo '{"jsonrpc":"2.0","id":2,"result":{"protocolVersion":"2025-11-25"}}'
    while read line; do :; done
"#;

fn shell(script: &str) -> Endpoint {
    Endpoint::Stdio(Launch {
        program: "/bin/sh".into(),
        arguments: vec!["-c".into(), script.into()],
        cwd: None,
        env: Vec::new(),
    })
}

fn endpoint(server: &str) -> Endpoint {
    if server == "task" { shell(SERVER) } else { Endpoint::Broken("it was not configured.".into()) }
}

fn of(gateway: &Gateway, server: &str) -> ServerHealth {
    gateway.health().into_iter().find(|health| health.server == server).expect("a server of the contract")
}

#[tokio::test]
async fn a_server_is_idle_then_up_then_down() {
    let contract = &contract::CONTRACT;
    let reach = |server: &str| Reach { endpoint: endpoint(server), shown: Shown::Plain };
    let gateway = Gateway::new(contract, contract.servers.iter().map(|server| reach(server.name)), LIMITS);
    let broken = of(&gateway, "adr");
    assert_eq!((broken.state, broken.last_error.as_deref()), (State::Down, Some("it was not configured.")));
    let idle = of(&gateway, "task");
    assert_eq!((idle.state, idle.starts, idle.up), (State::Idle, 0, None));
    assert_eq!((idle.breaker, idle.last_error), (Status::Closed { failures: 0 }, None));

    let server = contract.server("task").expect("a server");
    let drift = gateway.drift(server).await.expect("an answer").expect("a process, not built in");
    let up = of(&gateway, "task");
    assert_eq!((up.state, up.starts, up.last_error.as_deref()), (State::Up, 1, None));
    assert!(up.up.is_some());
    let own = contract.tools.iter().filter(|tool| tool.server == server.index).map(|tool| tool.name);
    assert_eq!(up.blocked, own.collect::<Vec<_>>(), "the server has none of its tools");
    assert_eq!(drift.tools.len(), up.blocked.len());

    // The check is the line that it ends at; it is not started again for it.
    let down = async {
        while of(&gateway, "task").state != State::Down {
            sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::select! {
        () = watch(&gateway, Duration::from_millis(20)) => panic!("the watch never ends"),
        () = down => {}
    }
    let down = of(&gateway, "task");
    assert_eq!((down.starts, down.up, down.blocked.len()), (1, None, 0));
    assert_eq!(down.last_error.as_deref(), Some("its process exited with code 7."));
    gateway.stop(Instant::now()).await;
}

#[tokio::test]
async fn a_server_that_is_silent_about_its_tools_cannot_be_reached() {
    let contract = &kitchen_sink::CONTRACT;
    let reach = || Reach { endpoint: shell(SILENT), shown: Shown::Plain };
    let gateway = Gateway::new(contract, contract.servers.iter().map(|_| reach()), LIMITS);
    let hasty = contract.servers.iter().min_by_key(|server| server.start_timeout).expect("a server");
    let fault = gateway.drift(hasty).await.expect_err("no answer");
    // On a machine that is slow enough it is the handshake that takes too long.
    let Fault::Unavailable { reason, .. } = fault else { panic!("{fault}") };
    assert!(reason.ends_with("within 0.5 s (start_timeout)."), "{reason}");
    let health = of(&gateway, hasty.name);
    assert_eq!((health.state, health.starts, health.last_error), (State::Down, 0, Some(reason)));
}
