//! The record of calls: what stands in it, who shares it, and that nothing that changes something runs without it.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use std::time::Duration;

use rusqlite::Connection;
use rustix::process::{Pid, Resource, Rlimit, Signal, prlimit};
use serde_json::Value;
use support::audit::{columns, command, rows, sound};
use support::consent::{RISKY, RISKY_SERVER, risky_call, waiting_for};
use support::message::{assert_done, call, failure, initialize, modern_call, script, scripted};
use support::{Scene, soon};

/// A gateway with puppets behind a server that is read and one that is written to.
fn scene(settings: &str) -> Scene {
    Scene::default().with(settings).stdio_puppet("adr", &[], "").stdio_puppet("task", &[], "")
}

fn search(id: &str, query: &str) -> String {
    call(id, "adr_search", &format!(r#"{{"query":"{query}"}}"#))
}

/// A call that changes something.
fn write(id: &str) -> String {
    scripted(id, "label=a")
}

#[tokio::test]
async fn each_call_has_its_rows() {
    let scene = scene("");
    let mut gateway = scene.stdio();
    gateway.ask(initialize("0")).await;
    assert_done(&gateway.ask(search("1", "lamp")).await);
    assert_done(&gateway.ask(search("2", "lamp")).await);
    assert_done(&gateway.ask(write("3")).await);
    failure(&gateway.ask(call("4", "get_task", r#"{"task_number":0}"#)).await);
    gateway.ask(call("5", "get_tusk", "{}")).await;
    failure(
        &gateway.ask(scripted("6", "result={'isError':true,'content':[{'type':'text','text':'no'}]}")).await,
    );
    gateway
        .ask(modern_call("7", "update_task_status", &script("error={'code':-32000,'message':'no'}")))
        .await;
    gateway.close();
    gateway.ended().await;

    let rows = rows(&scene, &[]).await;
    assert_eq!(
        columns(
            &rows,
            &[
                "seq",
                "kind",
                "principal",
                "via",
                "client",
                "tool",
                "server",
                "outcome",
                "stage",
                "code",
                "cached"
            ]
        ),
        [
            "1 outcome operator stdio test adr_search adr ok - - false",
            "2 outcome operator stdio test adr_search adr ok - - true",
            "3 intent operator stdio test update_task_status task - - - -",
            "4 outcome operator stdio test update_task_status task ok - - false",
            "5 outcome operator stdio test get_task task refused validate bad_arguments false",
            "6 outcome operator stdio test get_tusk - refused route unknown_tool false",
            "7 intent operator stdio test update_task_status task - - - -",
            "8 outcome operator stdio test update_task_status task error - - false",
            "9 intent operator stdio test update_task_status task - - - -",
            "10 outcome operator stdio test update_task_status task error - - false",
        ]
    );
    assert_eq!(rows[2]["call"], rows[3]["call"]);
    assert_ne!(rows[2]["call"], rows[6]["call"]);
    for row in &rows {
        let digits = |name: &str| row[name].as_str().map_or(0, str::len);
        assert_eq!((digits("digest"), digits("contract"), digits("time")), (64, 64, 24), "{row}");
        assert_eq!(row["arguments"], Value::Null, "what may not be copied is not");
    }
    assert_eq!(sound(&scene).await["rows"], 10);
}

#[tokio::test]
async fn a_call_from_the_command_line_is_recorded_too() {
    let scene = scene("");
    let (code, ..) = command(&scene, &["call", "adr_search", "query=lamp"]).await;
    assert_eq!(code, 0);
    assert_eq!(
        columns(&rows(&scene, &[]).await, &["kind", "via", "tool", "outcome"]),
        ["outcome local adr_search ok"]
    );
}

#[tokio::test]
async fn what_people_decide_is_recorded_with_who_it_was() {
    let scene = Scene::default().with("principal = \"agent\"\napproval_timeout = \"10s\"").stdio_puppet(
        RISKY_SERVER,
        &[],
        "",
    );
    let mut gateway = scene.stdio();
    let granted = waiting_for(&gateway.ask(risky_call("1", "a")).await);
    let (code, ..) = command(&scene, &["approvals", "approve", &granted, "--principal", "operator"]).await;
    assert_eq!(code, 0);
    assert_done(&gateway.next().await);
    let denied = waiting_for(&gateway.ask(risky_call("2", "b")).await);
    let deny = ["approvals", "deny", &denied, "--reason", "not today", "--principal", "operator"];
    assert_eq!(command(&scene, &deny).await.0, 0);
    failure(&gateway.next().await);
    command(&scene, &["cache", "clear"]).await;
    command(&scene, &["breaker", "reset", "task"]).await;
    gateway.close();
    gateway.ended().await;

    let rows = rows(&scene, &[]).await;
    let of = |kind: &str| rows.iter().filter(|row| row["kind"] == kind).cloned().collect::<Vec<_>>();
    let named = |names: &[&str]| columns(&of("approval"), names);
    assert_eq!(
        named(&["approval", "principal", "tool", "outcome", "by", "detail"]),
        [
            format!("{granted} agent {RISKY} asked - -"),
            format!("{granted} agent {RISKY} approved operator -"),
            format!("{denied} agent {RISKY} asked - -"),
            format!("{denied} agent {RISKY} denied - not today"),
        ]
    );
    assert_eq!(columns(&of("intent"), &["tool", "approval"]), [format!("{RISKY} {granted}")]);
    assert_eq!(
        columns(&of("outcome"), &["outcome", "stage", "code"]),
        ["ok - -", "refused approve approval_denied"]
    );
    assert_eq!(
        columns(&of("operator"), &["action", "by"]),
        [
            "approval_approved operator",
            "approval_denied operator",
            "cache.clear agent (socket)",
            "breaker.reset agent (socket)"
        ]
    );
    // One digest in all places.
    assert_eq!(of("approval")[0]["digest"], of("intent")[0]["digest"]);
    sound(&scene).await;
}

#[tokio::test]
async fn a_cancelled_call_has_an_outcome() {
    let scene = scene("");
    let mut gateway = scene.stdio();
    gateway.send(scripted("1", "label=held;hold")).await;
    scene.heard("task", |line| line.contains("label=held")).await;
    gateway.send(support::message::notification("notifications/cancelled", r#"{"requestId":1}"#)).await;
    gateway.is_well().await;
    gateway.close();
    gateway.ended().await;
    assert_eq!(columns(&rows(&scene, &[]).await, &["kind", "outcome"]), ["intent -", "outcome cancelled"]);
}

#[tokio::test]
async fn gateways_that_start_at_once_share_one_chain() {
    let scene = scene("");
    let mut gateways: Vec<_> = (0..4).map(|_| scene.stdio()).collect();
    let calls = gateways.iter_mut().map(async |gateway| {
        for id in 0..50 {
            let line = if id % 2 == 0 { search(&id.to_string(), "lamp") } else { write(&id.to_string()) };
            assert_done(&gateway.ask(line).await);
        }
        gateway.close();
        gateway.ended().await;
    });
    futures_util::future::join_all(calls).await;
    // Of each 50 calls 25 write, and have two rows.
    let report = sound(&scene).await;
    assert_eq!((&report["rows"], &report["first"]), (&(4 * 75).into(), &1.into()));
    let all = rows(&scene, &["--kind", "outcome"]).await;
    assert_eq!(all.len(), 200);
}

/// Every call that was answered before the end has its row: where answers wait, its outcome; in any case the intent of
/// one that changes something.
#[tokio::test]
async fn a_killed_gateway_leaves_a_sound_chain_with_what_it_has_answered() {
    let scene = scene("[audit]\nanswers_wait = \"all\"");
    let (mut reads, mut writes) = (0, 0);
    for round in 0..50 {
        let mut gateway = scene.stdio();
        for id in 0..12 {
            let line = if id % 3 == 0 { write(&id.to_string()) } else { search(&id.to_string(), "lamp") };
            gateway.send(line).await;
        }
        for _ in 0..(round % 12) {
            let answer = gateway.next().await;
            let id: usize = support::message::Parts::of(&answer).id().parse().unwrap();
            *(if id.is_multiple_of(3) { &mut writes } else { &mut reads }) += 1;
        }
        gateway.process.signal(Signal::KILL);
        gateway.ended().await;
    }
    sound(&scene).await;
    let count = async |kind: &str, tool: &str| rows(&scene, &["--kind", kind, "--tool", tool]).await.len();
    assert!(count("outcome", "adr_search").await >= reads, "{reads} were answered");
    assert!(count("outcome", "update_task_status").await >= writes, "{writes} were answered");
    let intents = count("intent", "update_task_status").await;
    let arrived = scene.log("task").matches("label=a").count();
    assert!(intents >= arrived, "{arrived} ran, and {intents} were recorded before");
    assert!(reads > 0 && writes > 0);
}

/// What holds while rows cannot be written, until `recover` makes them possible again.
async fn fails_closed(scene: &Scene, mut gateway: support::Stdio, reason: &str, recover: impl FnOnce()) {
    let refused = failure(&gateway.ask(write("1")).await);
    assert!(
        refused.contains("was not carried out, because no record of it can be written")
            && refused.contains(reason),
        "{refused}"
    );
    for id in 2..5 {
        assert_done(&gateway.ask(search(&id.to_string(), &format!("lamp {id}"))).await);
    }
    gateway.process.said("audit rows cannot be written").await;
    assert!(!scene.log("task").contains("label=a"), "it did not run");
    recover();
    gateway.process.said("audit rows are written again").await;
    assert_done(&gateway.ask(write("9")).await);
    gateway.close();
    gateway.ended().await;
    let gap = rows(scene, &["--kind", "gap"]).await;
    let unrecorded: u64 = gap.iter().map(|gap| gap["unrecorded"].as_u64().unwrap()).sum();
    let refused: u64 = gap.iter().map(|gap| gap["refused"].as_u64().unwrap()).sum();
    let found = rows(scene, &["--outcome", "refused"]).await.len()
        + rows(scene, &["--tool", "adr_search"]).await.len()
        - 1;
    // The outcomes of the refused call and of three that read: each was written after all, or is counted.
    assert_eq!((unrecorded + found as u64, refused), (4, 1), "{gap:?}");
    sound(scene).await;
}

/// A gateway that has started its puppets and written rows.
async fn started(scene: &Scene) -> support::Stdio {
    let mut gateway = scene.stdio();
    assert_done(&gateway.ask(search("8000", "start")).await);
    assert_done(&gateway.ask(scripted("0", "label=start")).await);
    gateway
}

#[tokio::test]
async fn a_locked_file_refuses_what_changes_something_and_nothing_else() {
    let scene = scene("");
    let gateway = started(&scene).await;
    let holder = Connection::open(scene.root().join(".gateway/audit.db")).unwrap();
    holder.execute_batch("BEGIN EXCLUSIVE").unwrap();
    fails_closed(&scene, gateway, "database is locked", || holder.execute_batch("ROLLBACK").unwrap()).await;
}

/// A file that may not grow, as on a full disk: the limit is that of the gateway's process.
#[tokio::test]
async fn a_file_that_may_not_grow_refuses_what_changes_something_and_nothing_else() {
    let scene = scene("");
    let gateway = started(&scene).await;
    let pid = Pid::from_raw(gateway.process.id());
    let free = prlimit(pid, Resource::Fsize, Rlimit { current: Some(4096), maximum: None }).unwrap();
    let recover = move || {
        prlimit(pid, Resource::Fsize, free).unwrap();
    };
    fails_closed(&scene, gateway, "audit.db", recover).await;
}

/// A real full disk, where this user may make one.
#[tokio::test]
async fn a_full_disk_refuses_what_changes_something_and_nothing_else() {
    if !rustix::process::geteuid().is_root() {
        eprintln!("only root can mount a small file system; the limit on files stands in for it");
        return;
    }
    let disk = Disk::mount();
    let state = format!("state_dir = {:?}", disk.0.path());
    let scene = scene(&state);
    let gateway = started(&scene).await;
    let filler = disk.0.path().join("filler");
    let mut file = std::fs::File::create(&filler).unwrap();
    while std::io::Write::write(&mut file, &[0; 512]).is_ok_and(|count| count > 0) {}
    drop(file);
    fails_closed(&scene, gateway, "full", || std::fs::remove_file(filler).unwrap()).await;
}

/// A file system of half a MiB in memory; unmounted when dropped.
struct Disk(tempfile::TempDir);

impl Disk {
    fn mount() -> Self {
        let folder = tempfile::TempDir::new().unwrap();
        let mount = std::process::Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=512k", "tmpfs"])
            .arg(folder.path())
            .status();
        assert!(mount.unwrap().success(), "root cannot mount a tmpfs here");
        Self(folder)
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = std::process::Command::new("umount").arg("-l").arg(self.0.path()).status();
    }
}

#[tokio::test]
async fn a_changed_row_is_named_by_verify() {
    let scene = scene("");
    let mut gateway = started(&scene).await;
    gateway.close();
    gateway.ended().await;
    let head = sound(&scene).await["head"]["hash"].as_str().unwrap().to_owned();
    let verify = async |more: &[&str]| command(&scene, &[&["audit", "verify"], more].concat()).await;
    assert_eq!(
        verify(&["--head", &head]).await,
        (0, format!("rows 1 to 3 fit; head {head}\n"), String::new())
    );
    let (code, text, _) = verify(&["--head", &"0".repeat(64)]).await;
    assert!(code == 1 && text.contains("no row has the hash that was asked for"), "{text}");
    assert_eq!(verify(&["--head", "abc"]).await.0, 2);

    let file = Connection::open(scene.root().join(".gateway/audit.db")).unwrap();
    file.execute("UPDATE rows SET body = replace(body, '\"kind\":\"intent\"', '\"kind\":\"intend\"')", [])
        .unwrap();
    let (code, text, _) = verify(&[]).await;
    assert_eq!(code, 1);
    assert!(
        text.ends_with("row 2 does not fit: it, or its place, is not the one that was recorded\n"),
        "{text}"
    );
}

#[tokio::test]
async fn rows_are_found_by_what_they_say() {
    let scene = scene("");
    let mut gateway = started(&scene).await;
    failure(&gateway.ask(call("1", "get_task", r#"{"task_number":0}"#)).await);
    gateway.close();
    gateway.ended().await;
    for (filter, count) in [
        (&[][..], 4),
        (&["--tool", "adr_search"], 1),
        (&["--server", "task"], 3),
        (&["--kind", "intent"], 1),
        (&["--outcome", "refused"], 1),
        (&["--principal", "operator"], 4),
        (&["--principal", "agent"], 0),
        (&["--since", "1h"], 4),
        (&["--until", "2020-01-01"], 0),
        (&["--since", "2020-01-01", "--until", "2020-01-02T12:00Z"], 0),
        (&["--tool", "x' OR '1'='1"], 0),
        (&["--tool", "*"], 0),
    ] {
        assert_eq!(rows(&scene, filter).await.len(), count, "{filter:?}");
    }
    let (code, _, errors) = command(&scene, &["audit", "query", "--since", "1; DROP TABLE rows"]).await;
    assert!(code == 2 && errors.contains("is not a time"), "{errors}");

    let (_, text, _) = command(&scene, &["audit", "query", "--limit", "2"]).await;
    let lines: Vec<_> = text.lines().collect();
    assert!(lines.len() == 2 && lines[1].contains("code bad_arguments, stage validate"), "{text}");
    let (_, csv, _) = command(&scene, &["audit", "export", "--format", "csv"]).await;
    let lines: Vec<_> = csv.split("\r\n").collect();
    assert!(lines.len() == 6 && lines[0].starts_with("seq,hash,time,kind,call,principal"), "{csv}");
    assert_eq!(sound(&scene).await["rows"], 4, "to look changes nothing");
}

#[tokio::test]
async fn the_end_can_be_followed() {
    let scene = scene("");
    let mut tail = scene.stdio_of(&["audit", "tail", "-f", "--json"]);
    let mut gateway = started(&scene).await;
    for kind in ["outcome", "intent", "outcome"] {
        let row: Value = serde_json::from_str(&tail.next().await).unwrap();
        assert_eq!(row["kind"], kind);
    }
    assert_done(&gateway.ask(search("9", "more")).await);
    let row: Value = serde_json::from_str(&tail.next().await).unwrap();
    assert_eq!(row["tool"], "adr_search");
    let (_, text, _) = command(&scene, &["audit", "tail", "-n", "1"]).await;
    assert!(text.lines().count() == 1 && text.contains("adr_search"), "{text}");
}

#[tokio::test]
async fn full_files_are_put_aside_while_calls_go_on() {
    let scene = scene("[audit]\nmax_bytes = \"64KiB\"\nkeep = 50");
    let mut gateway = scene.stdio();
    // More than may be called in a minute: what is refused has its row too.
    for hundred in 0..12 {
        for id in hundred * 100..(hundred + 1) * 100 {
            gateway.send(search(&id.to_string(), &format!("lamp {id}"))).await;
        }
        for _ in 0..100 {
            gateway.next().await;
        }
    }
    gateway.close();
    gateway.ended().await;
    assert!(sound(&scene).await["rows"].as_u64().unwrap() > 1200, "and a row for each new file");
    assert_eq!(rows(&scene, &["--kind", "outcome"]).await.len(), 1200);
    assert!(!rows(&scene, &["--kind", "continued"]).await.is_empty());
    let (code, ..) = command(&scene, &["audit", "backup", "copy.db"]).await;
    assert_eq!(code, 0);
    let copy = Connection::open(scene.root().join("copy.db")).unwrap();
    let count: i64 = copy.query_row("SELECT count(*) FROM rows", [], |row| row.get(0)).unwrap();
    assert!(count > 0);
}

#[tokio::test]
async fn settings_are_checked_and_it_can_be_switched_off() {
    for (settings, expected) in [
        (
            "[audit]\nenable = false",
            "gateway.toml: audit.enable: there is no such setting; did you mean `enabled`?",
        ),
        ("[audit]\nmax_bytes = \"4MB\"", "gateway.toml: audit.max_bytes: `4MB` is not a size"),
        ("[audit]\nanswers_wait = \"never\"", "unknown variant: found `never`, expected ``writes` or `all``"),
        ("[audit]\nurl = \"mysql://x/y\"", "audit.url: it is not `postgres://…`"),
        ("[audit]\nurl = \"postgres://a:b@x/y\"", "audit.url: a password is written out here"),
        ("[audit]\nurl = \"postgres://a:${NOT_SET_HERE}@x/y\"", "audit.url: "),
        ("[audit]\nurl = \"postgres://x/y\"\nkeep = 3", "audit.keep: that is about the file"),
    ] {
        let (code, _, errors) = command(&Scene::default().with(settings), &["call", "adr_list"]).await;
        assert!(code == 2 && errors.contains(expected), "{settings}: {errors}");
    }
    let off = scene("[audit]\nenabled = false");
    let mut gateway = started(&off).await;
    gateway.close();
    gateway.ended().await;
    assert!(!off.root().join(".gateway/audit.db").exists());
    assert_eq!(command(&off, &["audit", "verify"]).await, (0, "there are no rows\n".into(), String::new()));
}

#[tokio::test]
async fn a_read_does_not_wait_for_a_slow_disk() {
    let scene = scene("");
    let mut gateway = started(&scene).await;
    let holder = Connection::open(scene.root().join(".gateway/audit.db")).unwrap();
    holder.execute_batch("BEGIN EXCLUSIVE").unwrap();
    // The write waits for its row; reads pass it.
    gateway.send(write("1")).await;
    for id in 2..5 {
        let answer = gateway.ask(search(&id.to_string(), &format!("lamp {id}"))).await;
        assert_eq!(support::message::Parts::of(&answer).id(), id.to_string());
    }
    holder.execute_batch("ROLLBACK").unwrap();
    assert_done(&gateway.next().await);
    let rows = soon("rows", async {
        loop {
            let rows = rows(&scene, &["--tool", "adr_search"]).await;
            if rows.len() == 4 {
                return rows;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    });
    assert_eq!(rows.await.len(), 4, "and none is lost");
}
