//! What passes through is not changed, for every pair of transports and protocol eras: 64 calls at once from four
//! clients, each with 20 progress notifications. Each client gets its own, in order and before the result; the result
//! is the backend's, byte for byte but for the id (and `resultType`, where the eras differ); the backend gets the
//! arguments byte for byte.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "puppet/exact.rs"]
mod exact;
mod support;

use std::collections::HashMap;

use serde::Deserialize;
use serde_json::value::RawValue;
use support::message::{MODERN_META, Parts, initialize, notification, request};
use support::{Http, HttpPuppet, Scene, Stdio};

#[derive(Clone, Copy, Debug, PartialEq)]
enum Era {
    Legacy,
    Modern,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Transport {
    Stdio,
    Http,
}

use Era::{Legacy, Modern};
use Transport::{Http as Web, Stdio as Lines};

const CLIENTS: usize = 4;
const CALLS_EACH: usize = 16;
const STEPS: u32 = 20;

/// One call of one client. All clients use the same ids and tokens, so that a mix-up shows.
struct Call {
    label: String,
    id: String,
    token: String,
    tool: &'static str,
    arguments: String,
    era: Era,
    wants_log: bool,
}

/// The members that a gateway must hand on though it does not know them.
const VENDOR: &str = r#""vendor/trace" :{"n":12345678901234567890123,"f":1.10,"h":1e400}"#;

impl Call {
    fn new(client: usize, number: usize, era: Era) -> Self {
        let label = format!("c{client}-{number}");
        // Some take their time, some say all and answer in one breath.
        let pauses = [STEPS, 3, 0][number % 3];
        let script = format!("puppet[label={label};notify={STEPS};log=2;pauses={pauses}]puppet");
        let (tool, arguments) = match number {
            // Takes any object, so it can carry what others may not.
            0 => (
                "persona_dispatch",
                format!(
                    r#"{{ "task":"{script}","context" : {{"b":12345678901234567890123, "a":1.10,"e":-1E+400,"n":null,"\u00e4":"\ud83d\ude00\/","":[]}}	,"role":"auditor" }}"#
                ),
            ),
            _ => (
                "search_tasks",
                format!(r#"{{ "quer\u0079"	:  "{script} gr\u00fc\u00dfe \/ \"\ud83d\ude00 ü" }}"#),
            ),
        };
        let (id, token) = match number % 2 {
            0 => (number.to_string(), (number + 1000).to_string()),
            _ => (format!(r#""\u0069d {number}""#), format!(r#""t\u00f6ken \" {number}""#)),
        };
        Self { label, id, token, tool, arguments, era, wants_log: number % 4 < 2 }
    }

    fn request(&self) -> String {
        let era = match (self.era, self.wants_log) {
            (Legacy, _) => String::new(),
            (Modern, false) => format!("{MODERN_META},"),
            (Modern, true) => format!(r#"{MODERN_META},"io.modelcontextprotocol/logLevel":"info","#),
        };
        let params = format!(
            r#"{{"vendor" : [1.0,12345678901234567890123],"arguments":{},"_meta":{{{VENDOR},{era}"progressToken":{}}},"name":"{}"}}"#,
            self.arguments, self.token, self.tool
        );
        request(&self.id, "tools/call", &params)
    }

    /// Checks all that came for this call, in the order in which it came.
    fn check(&self, messages: &[String], backend: (Transport, Era)) {
        let (answer, notices) = messages.split_last().unwrap();
        let (logs, progress): (Vec<_>, Vec<_>) =
            notices.iter().partition(|notice| Parts::of(notice).method == Some("notifications/message"));
        let expected: Vec<_> =
            (0..STEPS).map(|step| exact::progress(&self.token, &self.label, step)).collect();
        assert!(progress.iter().copied().eq(&expected), "{}: {messages:#?}", self.label);
        self.check_logs(&logs, backend);
        let answer = Parts::of(answer);
        assert_eq!(answer.id(), self.id);
        self.check_result(answer.result(), backend.1);
    }

    fn check_logs(&self, logs: &[&String], backend: (Transport, Era)) {
        let wanted = if self.era == Legacy || self.wants_log { 2 } else { 0 };
        let expected: Vec<_> = (0..wanted).map(|step| exact::log(&self.label, step)).collect();
        match backend.0 {
            Web => assert!(logs.iter().copied().eq(&expected), "{}: {logs:#?}", self.label),
            // On a stream they can be told apart only while one call is in flight; never may they be another's.
            Lines => assert!(logs.iter().all(|log| expected.contains(log)), "{}: {logs:#?}", self.label),
        }
    }

    fn check_result(&self, result: &str, backend: Era) {
        let Echo { echo } = serde_json::from_str(result).unwrap();
        self.check_upstream(&echo, backend);
        let expected = match (self.era, backend) {
            (Modern, Modern) => exact::result(&echo, Some("complete")),
            (Legacy, _) => exact::result(&echo, None),
            (Modern, Legacy) => exact::result(&echo, None).replacen('{', r#"{"resultType":"complete","#, 1),
        };
        assert_eq!(result, expected, "{}", self.label);
    }

    /// Checks the `params` that the backend received.
    fn check_upstream(&self, params: &str, backend: Era) {
        let received: Received<'_> = serde_json::from_str(params).unwrap();
        assert_eq!((received.name, received.arguments.get()), (self.tool, self.arguments.as_str()));
        assert_eq!(received.vendor.get(), "[1.0,12345678901234567890123]");
        let meta = received.meta;
        assert_eq!(meta["vendor/trace"].get(), r#"{"n":12345678901234567890123,"f":1.10,"h":1e400}"#);
        assert_ne!(
            meta["progressToken"].get(),
            self.token,
            "tokens of several clients would clash at the backend"
        );
        let own = |key| meta.get(&*format!("io.modelcontextprotocol/{key}")).map(|value| value.get());
        let (version, level) = match (backend, self.era, self.wants_log) {
            (Legacy, ..) => (None, None),
            // A legacy client gets everything until it says otherwise; a modern backend must be asked for it.
            (Modern, Legacy, _) => (Some(r#""2026-07-28""#), Some(r#""debug""#)),
            (Modern, Modern, false) => (Some(r#""2026-07-28""#), None),
            (Modern, Modern, true) => (Some(r#""2026-07-28""#), Some(r#""info""#)),
        };
        assert_eq!((own("protocolVersion"), own("logLevel")), (version, level), "{params}");
    }
}

#[derive(Deserialize)]
struct Echo {
    echo: String,
}

#[derive(Deserialize)]
struct Received<'a> {
    name: &'a str,
    #[serde(borrow)]
    arguments: &'a RawValue,
    #[serde(borrow)]
    vendor: &'a RawValue,
    #[serde(borrow, rename = "_meta")]
    meta: HashMap<&'a str, &'a RawValue>,
}

/// The gateway with a puppet behind the two servers of the calls.
struct Stage {
    scene: Scene,
    /// Lives as long as the test.
    _puppet: Option<HttpPuppet>,
}

impl Stage {
    async fn new(transport: Transport, era: Era) -> Self {
        let flags = ["--era", if era == Legacy { "legacy" } else { "modern" }];
        let scene = Scene::default();
        match transport {
            Lines => {
                let scene = scene.stdio_puppet("task", &flags, "").stdio_puppet("agent_persona", &flags, "");
                Self { scene, _puppet: None }
            }
            Web => {
                let puppet = HttpPuppet::start(&scene, &flags).await;
                let scene = scene.http_puppet("task", &puppet, "").http_puppet("agent_persona", &puppet, "");
                Self { scene, _puppet: Some(puppet) }
            }
        }
    }
}

async fn begin(gateway: &mut Stdio, era: Era) {
    if era == Legacy {
        gateway.ask(initialize("\"hello\"")).await;
        gateway.send(notification("notifications/initialized", "{}")).await;
    }
}

/// Makes all calls at once on one stream, and gives what came for each, by id.
async fn over_lines(gateway: &mut Stdio, calls: &[Call]) -> HashMap<String, Vec<String>> {
    let requests: Vec<_> = calls.iter().map(Call::request).collect();
    gateway.send(requests.join("\n")).await;
    let by_label: HashMap<_, _> = calls.iter().map(|call| (call.label.as_str(), call.id.as_str())).collect();
    let mut came = HashMap::<String, Vec<String>>::new();
    let mut answered = 0;
    while answered < calls.len() {
        let message = gateway.next().await;
        let parts = Parts::of(&message);
        let id = match parts.method {
            None => parts.id().to_owned(),
            Some(_) => by_label[label_of(&parts)].to_owned(),
        };
        answered += usize::from(parts.method.is_none());
        came.entry(id).or_default().push(message);
    }
    gateway.is_well().await;
    came
}

/// The call that a notification speaks of; no client knows the label of another's.
fn label_of<'a>(notice: &Parts<'a>) -> &'a str {
    let params = notice.params.unwrap().get();
    let after = params.split_once(r#""message":""#).or(params.split_once(r#""call":""#)).unwrap().1;
    after.split_once('"').unwrap().0
}

async fn over_web(gateway: &Http, session: Option<&str>, call: &Call) -> Vec<String> {
    let headers = match session {
        Some(session) => gateway.in_session(session),
        None => gateway.modern("tools/call", Some(call.tool)),
    };
    let mut response = gateway.post(&headers, call.request()).await;
    assert_eq!(response.status, 200);
    let mut messages = Vec::new();
    while let Some(message) = response.next().await {
        messages.push(message);
    }
    messages
}

async fn stdio_clients(stage: &Stage, era: Era, backend: (Transport, Era)) {
    let clients = (0..CLIENTS).map(|client| async move {
        let calls: Vec<_> = (0..CALLS_EACH).map(|number| Call::new(client, number, era)).collect();
        let mut gateway = stage.scene.stdio();
        begin(&mut gateway, era).await;
        let came = over_lines(&mut gateway, &calls).await;
        assert_eq!(came.len(), calls.len());
        calls.iter().for_each(|call| call.check(&came[&call.id], backend));
    });
    futures_util::future::join_all(clients).await;
}

async fn http_clients(stage: &Stage, era: Era, backend: (Transport, Era)) {
    let gateway = &stage.scene.http().await;
    let clients = (0..CLIENTS).map(|client| async move {
        let session = if era == Legacy { Some(gateway.session().await) } else { None };
        let calls = (0..CALLS_EACH).map(|number| {
            let session = session.clone();
            async move {
                let call = Call::new(client, number, era);
                call.check(&over_web(gateway, session.as_deref(), &call).await, backend);
            }
        });
        futures_util::future::join_all(calls).await;
    });
    futures_util::future::join_all(clients).await;
}

async fn passes_unchanged(client: (Transport, Era), backend: (Transport, Era)) {
    let stage = Stage::new(backend.0, backend.1).await;
    match client {
        (Lines, era) => stdio_clients(&stage, era, backend).await,
        (Web, era) => http_clients(&stage, era, backend).await,
    }
}

macro_rules! pairs {
    ($($name:ident: $client:expr => $backend:expr;)*) => {$(
        #[tokio::test]
        async fn $name() {
            passes_unchanged($client, $backend).await;
        }
    )*};
}

pairs! {
    legacy_stdio_to_legacy_stdio: (Lines, Legacy) => (Lines, Legacy);
    legacy_stdio_to_modern_stdio: (Lines, Legacy) => (Lines, Modern);
    legacy_stdio_to_legacy_http: (Lines, Legacy) => (Web, Legacy);
    legacy_stdio_to_modern_http: (Lines, Legacy) => (Web, Modern);
    modern_stdio_to_legacy_stdio: (Lines, Modern) => (Lines, Legacy);
    modern_stdio_to_modern_stdio: (Lines, Modern) => (Lines, Modern);
    modern_stdio_to_legacy_http: (Lines, Modern) => (Web, Legacy);
    modern_stdio_to_modern_http: (Lines, Modern) => (Web, Modern);
    legacy_http_to_legacy_stdio: (Web, Legacy) => (Lines, Legacy);
    legacy_http_to_modern_stdio: (Web, Legacy) => (Lines, Modern);
    legacy_http_to_legacy_http: (Web, Legacy) => (Web, Legacy);
    legacy_http_to_modern_http: (Web, Legacy) => (Web, Modern);
    modern_http_to_legacy_stdio: (Web, Modern) => (Lines, Legacy);
    modern_http_to_modern_stdio: (Web, Modern) => (Lines, Modern);
    modern_http_to_legacy_http: (Web, Modern) => (Web, Legacy);
    modern_http_to_modern_http: (Web, Modern) => (Web, Modern);
}
