//! The record of calls in a real PostgreSQL server, shared by several gateways.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use support::Scene;
use support::audit::{columns, command, rows, sound};
use support::message::{assert_done, call, failure, scripted};
use support::postgres::Postgres;

fn search(id: &str, query: &str) -> String {
    call(id, "adr_search", &format!(r#"{{"query":"{query}"}}"#))
}

/// A gateway that records to the server.
fn scene(server: &Postgres) -> Scene {
    let settings = format!("[audit]\nurl = {:?}", server.url());
    Scene::default().with(&settings).stdio_puppet("adr", &[], "").stdio_puppet("task", &[], "")
}

#[tokio::test]
async fn two_gateways_share_one_chain_and_the_commands_read_it() {
    let server = Postgres::start();
    // Each on a machine of its own: nothing but the server is shared.
    let scenes = [scene(&server), scene(&server)];
    assert_eq!(
        command(&scenes[0], &["audit", "verify"]).await,
        (0, "there are no rows\n".into(), String::new())
    );
    let mut gateways: Vec<_> = scenes.iter().map(Scene::stdio).collect();
    let calls = gateways.iter_mut().map(async |gateway| {
        for id in 0..25 {
            assert_done(&gateway.ask(search(&id.to_string(), &format!("lamp {id}"))).await);
            assert_done(&gateway.ask(scripted(&format!("1{id}"), "label=a")).await);
        }
        gateway.close();
        gateway.ended().await;
    });
    futures_util::future::join_all(calls).await;
    let report = sound(&scenes[1]).await;
    assert_eq!((&report["rows"], &report["first"]), (&150.into(), &1.into()));
    assert!(!scenes[0].root().join(".gateway/audit.db").exists());
    let intents = rows(&scenes[0], &["--kind", "intent", "--tool", "update_task_status"]).await;
    assert_eq!(intents.len(), 50);
    let (_, text, _) = command(&scenes[0], &["audit", "tail", "-n", "3", "--json"]).await;
    assert_eq!(text.lines().count(), 3);
    let (_, text, _) = command(&scenes[0], &["audit", "export", "--format", "csv"]).await;
    assert_eq!(text.lines().count(), 151);
    assert_eq!(server.execute("SELECT count(*) FROM gateway_audit_entries WHERE outcome = 'ok'"), "100");

    let (code, _, errors) = command(&scenes[0], &["audit", "backup", "copy.db"]).await;
    assert!(code == 2 && errors.contains("pg_dump") && !errors.contains("s3cret"), "{errors}");

    server.execute("UPDATE gateway_audit SET body = replace(body, 'operator', 'somebody') WHERE seq = 77");
    let (code, text, _) = command(&scenes[0], &["audit", "verify"]).await;
    assert!(code == 1 && text.contains("row 77 does not fit"), "{text}");
    server.execute("DELETE FROM gateway_audit WHERE seq = 50");
    let (code, text, _) = command(&scenes[0], &["audit", "verify"]).await;
    assert!(code == 1 && text.contains("row 51 does not fit: row 50 before it is missing"), "{text}");
}

#[tokio::test]
async fn while_the_server_is_away_nothing_runs_that_changes_something() {
    let mut server = Postgres::start();
    let scene = scene(&server);
    let mut gateway = scene.stdio();
    assert_done(&gateway.ask(scripted("1", "label=before")).await);
    server.stop();
    let refused = failure(&gateway.ask(scripted("2", "label=during")).await);
    assert!(refused.contains("no record of it can be written: postgres://gateway:${file:"), "{refused}");
    assert!(!refused.contains("s3cret"), "{refused}");
    assert_done(&gateway.ask(search("3", "lamp")).await);
    assert!(!scene.log("task").contains("label=during"));
    server.run();
    gateway.process.said("audit rows are written again").await;
    assert_done(&gateway.ask(scripted("4", "label=after")).await);
    gateway.close();
    gateway.ended().await;
    sound(&scene).await;
    let gaps = rows(&scene, &["--kind", "gap"]).await;
    assert_eq!(columns(&gaps, &["refused"]), ["1"]);
}

#[tokio::test]
async fn tables_of_another_version_are_carried_over_or_refused() {
    let server = Postgres::start();
    let scene = scene(&server);
    let mut gateway = scene.stdio();
    assert_done(&gateway.ask(search("1", "lamp")).await);
    gateway.close();
    gateway.ended().await;
    server.execute(
        "DROP TABLE gateway_audit_journals; DROP INDEX gateway_audit_notable; DROP VIEW gateway_audit_entries;
         UPDATE gateway_audit_version SET version = 1",
    );
    assert_eq!(command(&scene, &["call", "adr_search", "query=lamp"]).await.0, 0);
    assert_eq!(server.execute("SELECT version FROM gateway_audit_version"), "4");
    assert_eq!(server.execute("SELECT count(*) FROM gateway_audit_entries"), "2");

    server.execute("UPDATE gateway_audit_version SET version = 7");
    let versions = "its tables are of version 7, and this gateway knows version 4";
    let (code, _, errors) = command(&scene, &["audit", "verify"]).await;
    assert!(code == 2 && errors.contains(versions), "{errors}");
    let mut gateway = scene.stdio();
    let refused = failure(&gateway.ask(scripted("2", "label=a")).await);
    assert!(refused.contains(versions), "{refused}");
}

#[tokio::test]
async fn an_encrypted_connection_is_checked() {
    let server = Postgres::start_with_tls();
    let run = async |query: &str| {
        let scene = Scene::default().with(&format!("[audit]\nurl = \"{}{query}\"", server.url()));
        let called = command(&scene, &["call", "adr_list", "--log", "error"]).await;
        (called.2, command(&scene, &["audit", "verify"]).await)
    };
    let authority = format!("?sslmode=require&sslrootcert={}", server.authority().display());
    let (errors, verified) = run(&authority).await;
    assert!(
        errors.is_empty() && verified.0 == 0 && verified.1.starts_with("rows 1 to 1 fit"),
        "{errors} {verified:?}"
    );
    for (query, reason) in [("?sslmode=require", "UnknownIssuer"), ("", "no pg_hba.conf entry")] {
        let (errors, (code, _, text)) = run(query).await;
        assert!(errors.contains("audit rows cannot be written") && errors.contains(reason), "{errors}");
        assert!(code == 2 && text.contains(reason), "{text}");
    }
}
