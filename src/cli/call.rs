//! `gateway call`.

use std::sync::{Arc, Mutex, PoisonError};

use gateway_runtime::call::Sink;
use gateway_runtime::client::CallReply;
use gateway_runtime::local::Local;
use gateway_runtime::shape::{Input, Kind};
use gateway_runtime::spec::ToolSpec;
use serde_json::value::RawValue;
use serde_json::{Map, Value, json};
use tokio::time::Instant;

use super::{Failure, PATIENCE, person};
use crate::config::Config;
use crate::generated::CONTRACT;
use crate::{backends, telemetry};

/// Arguments of `gateway call`.
#[derive(Debug, clap::Args)]
pub(super) struct Call {
    /// The tool's name or alias
    name: String,
    /// Arguments as key=value; a value is text where the tool wants text, and JSON otherwise
    #[arg(value_name = "KEY=VALUE")]
    arguments: Vec<String>,
    /// All arguments as one JSON object
    #[arg(long, value_name = "OBJECT", conflicts_with = "arguments")]
    json: Option<String>,
    /// Print the whole result as JSON instead of its text
    #[arg(long)]
    raw: bool,
    /// Approve this one call, if it needs an approval, without being asked; for principals that may approve
    #[arg(long)]
    approve: bool,
}

/// Shows progress on standard error, and nothing twice in a row: that a call still waits is no news.
#[derive(Default)]
struct Progress {
    last: Mutex<String>,
}

impl Sink for Progress {
    fn send(&self, pieces: &[&[u8]]) {
        let message: Value = serde_json::from_slice(&pieces.concat()).unwrap_or_default();
        let line = progress_line(&message["params"]);
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if *last != line {
            eprintln!("{line}");
            *last = line;
        }
    }
}

fn progress_line(params: &Value) -> String {
    let text = params["message"].as_str().or(params["data"].as_str()).unwrap_or_default();
    match (params["progress"].as_f64(), params["total"].as_f64()) {
        (Some(done), Some(total)) => format!("[{done}/{total}] {text}"),
        // Below 1 the call waits for an approval, and has not begun.
        (Some(done), None) if done >= 1.0 => format!("[{done}] {text}"),
        _ => text.to_owned(),
    }
}

impl Call {
    pub(super) async fn run(self, config: &Config) -> Result<(), Failure> {
        let arguments = match &self.json {
            // As written: the numbers and the order of a whole object are the caller's.
            Some(text) => serde_json::from_str::<Box<RawValue>>(text)
                .map_err(|error| format!("--json: {error}"))?
                .to_string(),
            None => pairs(&self.name, &self.arguments)?.to_string(),
        };
        let principal = backends::principal(config)?;
        let person = person::at_hand(self.approve, principal.spec())?;
        let (gateway, traces) = (backends::gateway(config)?, telemetry::open(config)?);
        let gateway = traces.iter().fold(gateway, |gateway, traces| gateway.with_tracing(traces.tracing()));
        let gateway = Arc::new(gateway);
        let mut local = Local::new(gateway.clone(), principal, Arc::new(Progress::default()));
        if let Some(person) = person {
            local = local.with_person(person);
        }
        let reply = local.call_named(&self.name, &arguments).await;
        gateway.stop(Instant::now() + PATIENCE).await;
        if let Some(traces) = traces {
            traces.end().await;
        }
        self.show(&reply.map_err(|refused| refused.to_string())?)
    }

    fn show(&self, reply: &CallReply) -> Result<(), Failure> {
        let text = if self.raw { reply.result.clone() } else { reply.text() };
        super::print(&format!("{}\n", text.trim_end()))?;
        if reply.is_error() { Err(Failure::Tool) } else { Ok(()) }
    }
}

fn pairs(tool: &str, arguments: &[String]) -> Result<Value, String> {
    let tool = CONTRACT.routes.get(tool).copied();
    let mut object = Map::new();
    for argument in arguments {
        let (key, text) = argument.split_once('=').ok_or_else(|| {
            format!("`{argument}` is not key=value; for example title=\"Write the report\"")
        })?;
        object.insert(key.into(), value(tool, key, text));
    }
    Ok(Value::Object(object))
}

/// What `text` means: itself where the tool wants text, JSON where it is JSON, itself otherwise.
fn value(tool: Option<&ToolSpec>, key: &str, text: &str) -> Value {
    let kind = tool.and_then(|tool| kind_of(tool, key));
    if matches!(kind, Some(Kind::String(_) | Kind::Enum(_))) {
        return text.into();
    }
    match (serde_json::from_str(text), kind) {
        (Ok(value), _) => value,
        // A list of one needs no brackets.
        (Err(_), Some(Kind::Array { .. })) => json!([text]),
        (Err(_), _) => text.into(),
    }
}

fn kind_of(tool: &ToolSpec, key: &str) -> Option<&'static Kind> {
    match &tool.input {
        Input::Object(shape) => {
            shape.fields.iter().find(|field| field.name == key).map(|field| &field.shape.kind)
        }
        Input::Schema(_) => None,
    }
}
