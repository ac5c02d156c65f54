//! The binary runs where there is nothing: no C library, no certificates, no resolver, no /tmp, no /dev.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::bare::Bare;
use crate::files;

const PATIENCE: Duration = Duration::from_secs(30);

/// Starts it there over standard input and over HTTP; each time it lists its tools and writes a task.
pub(crate) fn show(binary: &Path) -> Result<(), String> {
    let bare = Bare::with(binary)?;
    let tools = declared(&bare)?;
    println!("in a root folder with {}:", bare.entries()?.join(" and "));
    for (front, ask) in [("stdio", stdio as Ask), ("http", http as Ask)] {
        let title = format!("Written over {front}");
        let answers = ask(&bare, &requests(&title)).map_err(|problem| format!("{front}: {problem}"))?;
        let file = judge(&answers, tools, &title, &bare).map_err(|problem| format!("{front}: {problem}"))?;
        println!("{front}: {tools} tools listed, {file} written");
    }
    Ok(())
}

type Ask = fn(&Bare, &[Value]) -> Result<Vec<Value>, String>;

/// How many tools the binary says that it has.
fn declared(bare: &Bare) -> Result<usize, String> {
    let facts = crate::run::output(&mut bare.gateway(&["version", "--json"]))?;
    let facts: Value =
        serde_json::from_str(&facts).map_err(|error| format!("gateway version --json: {error}"))?;
    let tools = facts["tools"].as_u64().and_then(|tools| usize::try_from(tools).ok());
    tools.filter(|tools| *tools > 0).ok_or_else(|| format!("gateway version --json names no tools: {facts}"))
}

fn requests(title: &str) -> [Value; 2] {
    let meta = json!({
        "io.modelcontextprotocol/protocolVersion": "2026-07-28",
        "io.modelcontextprotocol/clientCapabilities": {},
    });
    let arguments = json!({
        "title": title, "objective": "It runs.", "deliverables": ["a file"], "acceptance_criteria": ["it is there"],
    });
    let call = json!({ "name": "create_task", "arguments": arguments, "_meta": meta });
    [request(1, "tools/list", &json!({ "_meta": meta })), request(2, "tools/call", &call)]
}

fn request(id: u32, method: &str, params: &Value) -> Value {
    json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params })
}

/// The file that the call wrote.
fn judge(answers: &[Value], tools: usize, title: &str, bare: &Bare) -> Result<String, String> {
    let answer = |id: u32| {
        let found = answers.iter().find(|answer| answer["id"] == id);
        found.ok_or_else(|| format!("request {id} was not answered: {answers:?}"))
    };
    let listed = answer(1)?["result"]["tools"].as_array().map_or(0, Vec::len);
    if listed != tools {
        return Err(format!("it lists {listed} tools and was built with {tools}"));
    }
    let called = answer(2)?;
    let path = called["result"]["structuredContent"]["path"].as_str();
    let path = path.ok_or_else(|| format!("create_task says: {called}"))?.trim_start_matches("/project/");
    let file = bare.project().join(path);
    match std::fs::read_to_string(&file).map_err(files::at(&file))?.contains(title) {
        true => Ok(path.to_owned()),
        false => Err(format!("{path} does not hold what was written")),
    }
}

fn stdio(bare: &Bare, requests: &[Value]) -> Result<Vec<Value>, String> {
    let mut command = bare.gateway(&["serve", "--project-root", "/project"]);
    let mut gateway = Gateway::start(command.stdin(Stdio::piped()).stdout(Stdio::piped()))?;
    let text: String = requests.iter().map(|request| format!("{request}\n")).collect();
    let (input, output) = (gateway.0.stdin.take(), gateway.0.stdout.take());
    let (Some(mut input), Some(mut output)) = (input, output) else {
        return Err("its pipes are missing".into());
    };
    let reader = std::thread::spawn(move || {
        let mut said = String::new();
        output.read_to_string(&mut said).map(|_| said)
    });
    input.write_all(text.as_bytes()).map_err(|error| format!("it does not read: {error}"))?;
    // At the end of its input it answers what it has taken, and ends.
    drop(input);
    gateway.ended()?;
    let said =
        reader.join().map_err(|_| "its output could not be read")?.map_err(|error| error.to_string())?;
    said.lines().map(|line| serde_json::from_str(line).map_err(|error| format!("{error}: {line}"))).collect()
}

fn http(bare: &Bare, requests: &[Value]) -> Result<Vec<Value>, String> {
    let free = || TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
    let address = free().map_err(|error| format!("no free port: {error}"))?.to_string();
    let mut command = bare.gateway(&["serve", "--http", &address, "--project-root", "/project"]);
    let mut gateway = Gateway::start(command.stdin(Stdio::null()))?;
    requests.iter().map(|request| post(&mut gateway, &address, request)).collect()
}

fn post(gateway: &mut Gateway, address: &str, request: &Value) -> Result<Value, String> {
    let (method, name) = (request["method"].as_str(), request["params"]["name"].as_str());
    let name = name.map_or_else(String::new, |name| format!("Mcp-Name: {name}\r\n"));
    let body = request.to_string();
    let text = format!(
        "POST /mcp HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nContent-Type: application/json\r\n\
         Accept: application/json, text/event-stream\r\nMCP-Protocol-Version: 2026-07-28\r\nMcp-Method: {}\r\n\
         {name}Content-Length: {}\r\n\r\n{body}",
        method.unwrap_or_default(),
        body.len()
    );
    let mut stream = gateway.connected(address)?;
    let mut answer = String::new();
    let exchange = stream.write_all(text.as_bytes()).and_then(|()| stream.read_to_string(&mut answer));
    exchange.map_err(|error| format!("{address}: {error}"))?;
    let body = answer.split_once("\r\n\r\n").map_or("", |(_, body)| body);
    let start = body.find('{').ok_or_else(|| format!("no JSON in the answer: {answer}"))?;
    let mut values = serde_json::Deserializer::from_str(&body[start..]).into_iter();
    values.next().and_then(Result::ok).ok_or_else(|| format!("no JSON in the answer: {answer}"))
}

/// A running gateway, which ends with this value.
struct Gateway(Child);

impl Gateway {
    fn start(command: &mut Command) -> Result<Self, String> {
        command.spawn().map(Self).map_err(|error| format!("it does not start: {error}"))
    }

    /// A connection, as soon as it listens.
    fn connected(&mut self, address: &str) -> Result<TcpStream, String> {
        let started = Instant::now();
        loop {
            match TcpStream::connect(address) {
                Ok(stream) => {
                    stream.set_read_timeout(Some(PATIENCE)).map_err(|error| error.to_string())?;
                    return Ok(stream);
                }
                Err(error) if started.elapsed() > PATIENCE => return Err(format!("{address}: {error}")),
                Err(_) => self.still_runs()?,
            }
        }
    }

    fn still_runs(&mut self) -> Result<(), String> {
        std::thread::sleep(Duration::from_millis(10));
        match self.0.try_wait() {
            Ok(Some(status)) => Err(format!("it ended: {status}")),
            _ => Ok(()),
        }
    }

    /// Waits for its end, which must be a good one.
    fn ended(&mut self) -> Result<(), String> {
        let started = Instant::now();
        while started.elapsed() < PATIENCE {
            match self.0.try_wait() {
                Ok(Some(status)) if status.success() => return Ok(()),
                Ok(Some(status)) => return Err(format!("it ended with {status}")),
                _ => std::thread::sleep(Duration::from_millis(10)),
            }
        }
        Err(format!("it has not ended after {} s", PATIENCE.as_secs()))
    }
}

impl Drop for Gateway {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
