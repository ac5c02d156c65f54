//! The example as somebody runs it, with a clock of a few lines in the place of the real one.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

const CLOCK: &str = r#"#!/bin/sh
while read -r line; do
  id=${line#*\"id\":}; id=${id%%,*}
  case $line in
    *'"method":"server/discover"'*) printf '{"jsonrpc":"2.0","id":%s,"error":{"code":-32601,"message":"no"}}\n' "$id" ;;
    *'"method":"initialize"'*) printf '{"jsonrpc":"2.0","id":%s,"result":{"protocolVersion":"2025-11-25","capabilities":{"tools":{}},"serverInfo":{"name":"c","version":"1"}}}\n' "$id" ;;
    *'"method":"tools/list"'*) printf '{"jsonrpc":"2.0","id":%s,"result":{"tools":[{"name":"get_current_time","inputSchema":{"type":"object","properties":{"timezone":{"type":"string"}},"required":["timezone"]}}]}}\n' "$id" ;;
    *'"method":"tools/call"'*) printf '{"jsonrpc":"2.0","id":%s,"result":{"content":[{"type":"text","text":"noon in %s"}]}}\n' "$id" "$1" ;;
  esac
done
"#;

const INITIALIZE: &str = r#"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}"#;
const LIST: &str = r#"{"jsonrpc":"2.0","id":2,"method":"tools/list"}"#;

fn call(arguments: &str) -> String {
    format!(
        r#"{{"jsonrpc":"2.0","id":3,"method":"tools/call","params":{{"name":"get_current_time","arguments":{arguments}}}}}"#
    )
}

/// A folder with the program that `tools.toml` names.
fn programs(test: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(test);
    std::fs::create_dir_all(&folder).unwrap();
    let clock = folder.join("uvx");
    std::fs::write(&clock, CLOCK).unwrap();
    std::fs::set_permissions(&clock, std::fs::Permissions::from_mode(0o755)).unwrap();
    folder
}

fn minimal(test: &str, arguments: &[&str]) -> Child {
    let path = format!("{}:{}", programs(test).display(), std::env::var("PATH").unwrap());
    let mut command = Command::new(env!("CARGO_BIN_EXE_minimal"));
    command.args(arguments).env("PATH", path);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

#[test]
fn on_standard_input_it_lists_calls_and_refuses() {
    let mut child = minimal("stdio", &[]);
    let (mut input, output) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
    let mut lines = output.lines();
    let mut ask = |message: &str| {
        writeln!(input, "{message}").unwrap();
        lines.next().unwrap().unwrap()
    };
    assert!(ask(INITIALIZE).contains(r#""serverInfo":{"name":"minimal""#));
    assert!(ask(LIST).contains(r#""description":"The time in a time zone.""#));
    assert!(ask(&call(r#"{"timezone":"Europe/Paris"}"#)).contains("noon in mcp-server-time"));
    let refusal = ask(&call(r#"{"zone":1}"#));
    assert!(refusal.contains(r#""isError":true"#) && refusal.contains("timezone"), "{refusal}");
    drop(input);
    assert!(child.wait().unwrap().success());
}

#[test]
fn over_http_it_serves_this_machine() {
    let mut child = minimal("http", &["--http", "127.0.0.1:0"]);
    let mut said = String::new();
    BufReader::new(child.stderr.take().unwrap()).read_line(&mut said).unwrap();
    let address = said.trim().rsplit_once("http://").unwrap().1.trim_end_matches("/mcp");
    let mut stream = TcpStream::connect(address).unwrap();
    let length = INITIALIZE.len();
    write!(
        stream,
        "POST /mcp HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nContent-Type: application/json\r\n\
         Accept: application/json, text/event-stream\r\nContent-Length: {length}\r\n\r\n{INITIALIZE}"
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200") && answer.contains(r#""name":"minimal""#), "{answer}");
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn what_it_cannot_do_it_says() {
    for (arguments, code, expected) in [
        (&["--http", "0.0.0.0:1"][..], 2, "listen on 127.0.0.1"),
        (&["--help"], 0, "tools: 1, servers: 1"),
        (&["--version"], 0, "minimal 0."),
    ] {
        let output = minimal("said", arguments).wait_with_output().unwrap();
        let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        assert!(output.status.code() == Some(code) && text.contains(expected), "{arguments:?}: {text}");
    }
}
