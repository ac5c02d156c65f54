//! An Ollama-compatible server for tests: real HTTP over a socket, scripted answers in pieces, faults on demand.
//!
//! `Ollama::start()` listens on a free port of this machine. Each `POST /api/chat` takes the next [`Answer`] of the script;
//! after the script, answers name their number and repeat how the question begins. `GET /api/tags`, `/api/ps` and
//! `/api/version` are there too. Nothing in it waits for a time to pass, except to give up on a test that has gone wrong.
//!
//! The module needs the standard library and `serde_json` alone, so any package's tests can include it by its path.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper of tests fails by panicking")]
#![allow(dead_code, reason = "each test file uses its own part")]
#![allow(unreachable_pub, missing_docs, reason = "shared by test files")]

mod http;

use std::collections::VecDeque;
use std::io::Write;
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use http::Request;

/// After so long a test that waits has failed.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// What is done with one question.
#[derive(Clone, Debug)]
pub enum Answer {
    /// The head at once, then the steps, then the last line with the counts.
    Stream(Vec<Step>),
    /// As a server that loads a model first: nothing at all until the gate is open.
    Late(Gate, Vec<Step>),
    /// A status and a body.
    Status(u16, String),
    /// The connection ends without a response.
    Hangup,
    /// No response until the client goes away.
    Silence,
}

/// A step of a streamed answer.
#[derive(Clone, Debug)]
pub enum Step {
    /// A line with this piece of text.
    Piece(String),
    /// These bytes.
    Raw(String),
    /// A line that reports an error, and the end.
    Error(String),
    /// Goes on when the gate is open.
    Wait(Gate),
    /// The connection ends here.
    Cut,
    /// Sends nothing more until the client goes away.
    Silence,
    /// The last line gives this reason instead of `stop`.
    Reason(String),
}

impl Answer {
    /// An answer in words, one a piece.
    pub fn text(text: &str) -> Self {
        Self::Stream(pieces(text))
    }
}

/// The words of a text, each with the space after it.
pub fn pieces(text: &str) -> Vec<Step> {
    text.split_inclusive(' ').map(|word| Step::Piece(word.to_owned())).collect()
}

/// Something that a test opens and a server waits for.
#[derive(Clone, Debug, Default)]
pub struct Gate(Arc<(Mutex<bool>, Condvar)>);

impl Gate {
    pub fn open(&self) {
        *self.0.0.lock().unwrap() = true;
        self.0.1.notify_all();
    }

    /// Whether it was opened in time.
    pub fn wait(&self) -> bool {
        let guard = self.0.0.lock().unwrap();
        *self.0.1.wait_timeout_while(guard, PATIENCE, |open| !*open).unwrap().0
    }
}

/// A running server; it ends when this is dropped.
pub struct Ollama {
    address: String,
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    models: Mutex<Vec<String>>,
    loaded: Mutex<Vec<String>>,
    script: Mutex<VecDeque<Answer>>,
    seen: Mutex<Seen>,
    changed: Condvar,
    ended: AtomicBool,
}

#[derive(Default)]
struct Seen {
    /// The bodies of the questions, in order.
    chats: Vec<Value>,
    /// Clients that went away before the end of an answer.
    gone: usize,
}

impl Ollama {
    /// Listens on a free port, with one model.
    pub fn start(model: &str) -> Self {
        Self::listen("127.0.0.1:0", [model.to_owned()]).unwrap()
    }

    /// Listens on an address, with these models.
    pub fn listen(address: &str, models: impl IntoIterator<Item = String>) -> std::io::Result<Self> {
        let listener = TcpListener::bind(address)?;
        let address = listener.local_addr()?.to_string();
        let shared =
            Arc::new(Shared { models: Mutex::new(models.into_iter().collect()), ..Shared::default() });
        let serving = shared.clone();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if serving.ended.load(Ordering::SeqCst) {
                    return;
                }
                let shared = serving.clone();
                thread::spawn(move || shared.serve(&stream));
            }
        });
        Ok(Self { address, shared })
    }

    /// `host:port`.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Adds answers to the script.
    pub fn script(&self, answers: impl IntoIterator<Item = Answer>) {
        self.shared.script.lock().unwrap().extend(answers);
    }

    /// Puts a model into memory, as a question would.
    pub fn load(&self, model: &str) {
        self.shared.loaded.lock().unwrap().push(model.to_owned());
    }

    /// The questions so far: what was sent to `/api/chat`.
    pub fn chats(&self) -> Vec<Value> {
        self.shared.seen.lock().unwrap().chats.clone()
    }

    /// Waits until so many questions have come.
    pub fn is_asked(&self, questions: usize) -> bool {
        self.shared.waits_for(|seen| seen.chats.len() >= questions)
    }

    /// Waits until so many clients have gone away before the end of their answers.
    pub fn has_lost(&self, clients: usize) -> bool {
        self.shared.waits_for(|seen| seen.gone >= clients)
    }
}

impl Drop for Ollama {
    fn drop(&mut self) {
        self.shared.ended.store(true, Ordering::SeqCst);
        drop(TcpStream::connect(&self.address));
    }
}

/// An address where nobody listens.
pub fn nobody() -> String {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string()
}

impl Shared {
    /// All requests of one connection.
    fn serve(&self, stream: &TcpStream) {
        drop(stream.set_nodelay(true));
        while let Some(request) = http::read(stream) {
            let goes_on = match request.path.as_str() {
                "/api/chat" => self.chat(stream, &request),
                path => self.look_up(path).map_or_else(
                    || http::whole(stream, 404, "404 page not found"),
                    |body| http::whole(stream, 200, &body.to_string()),
                ),
            };
            if goes_on.is_err() {
                return;
            }
        }
    }

    fn look_up(&self, path: &str) -> Option<Value> {
        let listed = |models: &Mutex<Vec<String>>| {
            let models = models.lock().unwrap();
            let models: Vec<_> =
                models.iter().map(|name| json!({"name": name, "model": name, "size": 1})).collect();
            json!({ "models": models })
        };
        match path {
            "/api/tags" => Some(listed(&self.models)),
            "/api/ps" => Some(listed(&self.loaded)),
            "/api/version" => Some(json!({"version": "0.0.0-test"})),
            _ => None,
        }
    }

    fn chat(&self, stream: &TcpStream, request: &Request) -> std::io::Result<()> {
        let question: Value = serde_json::from_slice(&request.body).unwrap_or_default();
        let model = question["model"].as_str().unwrap_or_default().to_owned();
        let number = {
            let mut seen = self.seen.lock().unwrap();
            seen.chats.push(question.clone());
            seen.chats.len()
        };
        self.changed.notify_all();
        if !self.has(&model) {
            let error = json!({"error": format!("model '{model}' not found")});
            return http::whole(stream, 404, &error.to_string());
        }
        self.loaded.lock().unwrap().push(model);
        let next = self.script.lock().unwrap().pop_front();
        self.answer(stream, &question, next.unwrap_or_else(|| usual(number, &question)))
    }

    fn has(&self, model: &str) -> bool {
        let tagged = |name: &str| if name.contains(':') { name.to_owned() } else { format!("{name}:latest") };
        self.models.lock().unwrap().iter().any(|name| tagged(name) == tagged(model))
    }

    fn answer(&self, stream: &TcpStream, question: &Value, answer: Answer) -> std::io::Result<()> {
        match answer {
            Answer::Status(code, body) => http::whole(stream, code, &body),
            Answer::Hangup => Err(std::io::ErrorKind::ConnectionAborted.into()),
            Answer::Silence => self.until_gone(stream),
            Answer::Late(gate, steps) => {
                gate.wait();
                self.stream(stream, question, &steps)
            }
            Answer::Stream(steps) => self.stream(stream, question, &steps),
        }
    }

    fn stream(&self, mut stream: &TcpStream, question: &Value, steps: &[Step]) -> std::io::Result<()> {
        http::begin(stream)?;
        let (mut count, mut reason) = (0, "stop");
        for step in steps {
            let result = match step {
                Step::Piece(text) => {
                    count += 1;
                    let message = json!({"role": "assistant", "content": text});
                    http::chunk(stream, &format!("{}\n", json!({"message": message, "done": false})))
                }
                Step::Raw(text) => http::chunk(stream, text),
                Step::Error(message) => {
                    http::chunk(stream, &format!("{}\n", json!({ "error": message })))?;
                    return http::end(stream);
                }
                Step::Wait(gate) => {
                    gate.wait().then_some(()).ok_or_else(|| std::io::ErrorKind::TimedOut.into())
                }
                Step::Cut => {
                    stream.flush()?;
                    return Err(std::io::ErrorKind::ConnectionAborted.into());
                }
                Step::Silence => return self.until_gone(stream),
                Step::Reason(given) => {
                    reason = given;
                    Ok(())
                }
            };
            result.inspect_err(|_| self.lost())?;
        }
        let asked = question["messages"].as_array().map_or(0, Vec::len);
        let last = json!({
            "message": {"role": "assistant", "content": ""}, "done": true, "done_reason": reason,
            "prompt_eval_count": asked, "eval_count": count,
        });
        http::chunk(stream, &format!("{last}\n")).inspect_err(|_| self.lost())?;
        http::end(stream)
    }

    fn until_gone(&self, stream: &TcpStream) -> std::io::Result<()> {
        if http::is_gone(stream, PATIENCE) {
            self.lost();
        }
        Err(std::io::ErrorKind::ConnectionAborted.into())
    }

    /// Whether it came to that in time.
    fn waits_for(&self, state: impl Fn(&Seen) -> bool) -> bool {
        let seen = self.seen.lock().unwrap();
        !self.changed.wait_timeout_while(seen, PATIENCE, |seen| !state(seen)).unwrap().1.timed_out()
    }

    fn lost(&self) {
        self.seen.lock().unwrap().gone += 1;
        self.changed.notify_all();
    }
}

/// What is answered after the script: a number, and how the question begins.
fn usual(number: usize, question: &Value) -> Answer {
    let asked = question["messages"].as_array().and_then(|messages| messages.last());
    let asked = asked.and_then(|message| message["content"].as_str()).unwrap_or_default();
    let beginning: Vec<_> = asked.split_whitespace().take(4).collect();
    Answer::text(&format!("Answer {number} to: {}", beginning.join(" ")))
}
