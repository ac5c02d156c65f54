//! A server that gives as many bytes as it is asked for.

use std::io::{BufRead, BufReader, Read, Write, stdin, stdout};
use std::net::{TcpListener, TcpStream};

use serde_json::{Value, json};

use crate::contract::CONTRACT;

/// So many bytes that are told apart from those of another seed.
pub(crate) fn text(bytes: usize, seed: usize) -> Vec<u8> {
    let block: Vec<u8> =
        (0..1009).map(|at| b'a' + u8::try_from((at * 7 + seed * 13) % 26).unwrap()).collect();
    let mut text = block.repeat(bytes / block.len() + 1);
    text.truncate(bytes);
    text
}

/// The members of a result with that text.
pub(crate) fn members(bytes: usize, seed: usize) -> Vec<u8> {
    let (start, end) = (br#""content":[{"type":"text","text":""#, br#""}],"zeta":1.10}"#);
    [&start[..], &text(bytes, seed), end].concat()
}

pub(crate) fn on_stdio() {
    let mut out = stdout().lock();
    for line in stdin().lock().lines() {
        let message: Value = serde_json::from_str(&line.unwrap()).unwrap();
        if let Some((answer, _)) = answer(&message) {
            let written =
                out.write_all(&answer).and_then(|()| out.write_all(b"\n")).and_then(|()| out.flush());
            if written.is_err() {
                return;
            }
        }
    }
}

pub(crate) fn on_http() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    println!("http://{}/mcp", listener.local_addr().unwrap());
    for stream in listener.incoming() {
        let stream = stream.unwrap();
        std::thread::spawn(move || connection(&stream));
    }
}

fn connection(stream: &TcpStream) -> Option<()> {
    let mut reader = BufReader::new(stream);
    loop {
        let mut length = 0;
        loop {
            let mut line = String::new();
            if reader.read_line(&mut line).ok()? == 0 {
                return None;
            }
            let line = line.trim().to_ascii_lowercase();
            if let Some(value) = line.strip_prefix("content-length:") {
                length = value.trim().parse().ok()?;
            }
            if line.is_empty() {
                break;
            }
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body).ok()?;
        let message = serde_json::from_slice(&body).unwrap_or(Value::Null);
        respond(stream, answer(&message)).ok()?;
    }
}

fn respond(mut stream: &TcpStream, answer: Option<(Vec<u8>, String)>) -> std::io::Result<()> {
    let Some((answer, form)) = answer else {
        return stream.write_all(b"HTTP/1.1 202 Accepted\r\ncontent-length: 0\r\n\r\n");
    };
    match form.as_str() {
        "pieces" => pieces(stream, "application/json", &answer),
        "events" => pieces(stream, "text/event-stream", &[b"data: ", &answer[..], b"\n\n"].concat()),
        _ => {
            let head = format!(
                "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
                answer.len()
            );
            stream.write_all(head.as_bytes())?;
            stream.write_all(&answer)
        }
    }
}

/// A body whose length is not told before.
fn pieces(mut stream: &TcpStream, kind: &str, body: &[u8]) -> std::io::Result<()> {
    let head = format!("HTTP/1.1 200 OK\r\ncontent-type: {kind}\r\ntransfer-encoding: chunked\r\n\r\n");
    stream.write_all(head.as_bytes())?;
    for piece in body.chunks(100_000) {
        stream.write_all(format!("{:x}\r\n", piece.len()).as_bytes())?;
        stream.write_all(piece)?;
        stream.write_all(b"\r\n")?;
    }
    stream.write_all(b"0\r\n\r\n")
}

/// The answer to a message, where one is due, and how it is carried.
fn answer(message: &Value) -> Option<(Vec<u8>, String)> {
    let (id, method) = (message.get("id")?, message["method"].as_str()?);
    let arguments = &message["params"]["arguments"];
    let form = arguments["form"].as_str().unwrap_or("plain").to_owned();
    let answer = match method {
        "tools/call" => {
            let number = |name: &str| usize::try_from(arguments[name].as_u64().unwrap_or(0)).unwrap();
            let start = format!(r#"{{"jsonrpc":"2.0","id":{id},"result":{{"#);
            [start.as_bytes(), &members(number("bytes"), number("seed")), b"}"].concat()
        }
        _ => own(id, method).to_string().into_bytes(),
    };
    Some((answer, form))
}

fn own(id: &Value, method: &str) -> Value {
    let schema = |text: &str| serde_json::from_str::<Value>(text).unwrap();
    let tools = CONTRACT.tools.iter().map(|tool| {
        json!({"name": tool.name, "description": tool.description, "inputSchema": schema(tool.input_schema)})
    });
    match method {
        "initialize" => json!({"jsonrpc": "2.0", "id": id, "result": {"protocolVersion": "2025-11-25",
            "capabilities": {"tools": {}}, "serverInfo": {"name": "backend", "version": "1"}}}),
        "tools/list" => json!({"jsonrpc": "2.0", "id": id, "result": {"tools": tools.collect::<Vec<_>>()}}),
        "ping" => json!({"jsonrpc": "2.0", "id": id, "result": {}}),
        _ => json!({"jsonrpc": "2.0", "id": id, "error": {"code": -32601, "message": "not served"}}),
    }
}
