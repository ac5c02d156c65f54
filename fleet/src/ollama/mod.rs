//! A client of an Ollama-compatible model server: streamed answers as progress, and what is there to ask.
//!
//! A request lives on the thread of the call that makes it and ends with it; nothing is kept between calls.

mod address;
mod http;
mod progress;
mod stream;
mod trouble;

use std::time::Duration;

use bytes::Bytes;
use gateway_runtime::embedded::{CallContext, ToolFailure};
use serde::{Deserialize, Serialize};

pub(crate) use address::Address;
use http::Connection;
pub(crate) use progress::Teller;
pub(crate) use stream::Reply;
pub(crate) use trouble::Trouble;

use crate::answer::fail;

/// The project's fine-tuned model, under the name by which anybody can pull it.
const DEFAULT_MODEL: &str = "hf.co/richfrem/Sanctuary-Qwen2-7B-v1.0-GGUF-Final:Q4_K_M";
/// Loading a model from a slow disk takes minutes, during which the server says nothing.
const SILENCE: Duration = Duration::from_secs(300);
/// For what a server knows without a model.
const QUICK: Duration = Duration::from_secs(10);

/// The origin of a model's name that the caller gave.
const FROM_ARGUMENT: &str = "from model_name";

/// Where the model server is, and which model answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModelServer {
    /// As in `OLLAMA_HOST`: `host`, `host:port` or `http://host:port/path`; port 11434 of this machine when absent.
    pub host: Option<String>,
    /// As in `OLLAMA_MODEL`; the project's fine-tuned model when absent.
    pub model: Option<String>,
    /// How long the server may send nothing while an answer is awaited.
    pub silence: Duration,
}

impl Default for ModelServer {
    fn default() -> Self {
        Self { host: None, model: None, silence: SILENCE }
    }
}

impl ModelServer {
    /// By the variables `OLLAMA_HOST` and `OLLAMA_MODEL`; an empty one counts as absent.
    #[must_use]
    pub fn from_environment() -> Self {
        let variable = |name| std::env::var(name).ok().filter(|value| !value.trim().is_empty());
        Self { host: variable("OLLAMA_HOST"), model: variable("OLLAMA_MODEL"), ..Self::default() }
    }
}

/// The name of a model, and where it is from.
#[derive(Clone, Debug)]
pub(crate) struct ModelName {
    pub(crate) name: String,
    pub(crate) origin: &'static str,
}

/// One message of a conversation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Message {
    pub(crate) role: String,
    pub(crate) content: String,
}

impl Message {
    pub(crate) fn new(role: &str, content: impl Into<String>) -> Self {
        Self { role: role.to_owned(), content: content.into() }
    }
}

/// What is asked.
#[derive(Debug)]
pub(crate) struct Chat {
    pub(crate) model: ModelName,
    pub(crate) messages: Vec<Message>,
    pub(crate) temperature: f64,
    pub(crate) max_tokens: i64,
}

#[derive(Serialize)]
struct Body<'a> {
    model: &'a str,
    messages: &'a [Message],
    stream: bool,
    options: Options,
}

#[derive(Serialize)]
struct Options {
    temperature: f64,
    num_predict: i64,
}

/// What a server has.
#[derive(Clone, Debug, Default)]
pub(crate) struct Survey {
    pub(crate) version: Option<String>,
    pub(crate) pulled: Vec<String>,
    /// Those in memory; `None` where the server does not say.
    pub(crate) loaded: Option<Vec<String>>,
}

#[derive(Deserialize)]
struct Models {
    #[serde(default)]
    models: Vec<Named>,
}

/// Servers give the name under one of these, or both.
#[derive(Deserialize)]
struct Named {
    name: Option<String>,
    model: Option<String>,
}

#[derive(Deserialize)]
struct Version {
    version: String,
}

impl ModelServer {
    pub(crate) fn address(&self) -> Result<Address, Trouble> {
        match &self.host {
            None => Ok(Address::local()),
            Some(host) => Address::read(host).map_err(|reason| Trouble::Address { reason }),
        }
    }

    /// The model that answers: that of an argument, else the server's own choice.
    pub(crate) fn model(&self, argument: Option<&str>) -> ModelName {
        let (name, origin) = match (argument, self.model.as_deref()) {
            (Some(name), _) => (name, FROM_ARGUMENT),
            (None, Some(name)) => (name, "from OLLAMA_MODEL"),
            (None, None) => (DEFAULT_MODEL, "the default, OLLAMA_MODEL not being set"),
        };
        ModelName { name: name.trim().to_owned(), origin }
    }

    /// Asks the model; every token is progress.
    pub(crate) fn chat(&self, chat: &Chat, teller: &mut Teller<'_>) -> Result<Reply, Trouble> {
        let address = self.address()?;
        let options = Options { temperature: chat.temperature, num_predict: chat.max_tokens };
        let body = Body { model: &chat.model.name, messages: &chat.messages, stream: true, options };
        let body = serde_json::to_vec(&body).map_err(|error| Trouble::Setup { why: error.to_string() })?;
        http::run(async {
            let mut connection = Connection::new(&address, self.silence, teller)?;
            match connection.chat(Bytes::from(body)).await {
                Err(Trouble::Status { code: 404, message }) if message.contains("model") => {
                    Err(missing(&mut connection, &chat.model).await)
                }
                other => other,
            }
        })
    }

    /// Looks at what the server has.
    pub(crate) fn survey(&self, context: &CallContext) -> Result<Survey, Trouble> {
        let address = self.address()?;
        let mut teller = Teller::new(context);
        http::run(async {
            let mut connection = Connection::new(&address, QUICK.min(self.silence), &mut teller)?;
            let pulled = names(&mut connection, "/api/tags").await?;
            // A server that only resembles Ollama may not know these two.
            let loaded = names(&mut connection, "/api/ps").await.ok();
            let version = connection.get::<Version>("/api/version").await.ok();
            Ok(Survey { version: version.map(|version| version.version), pulled, loaded })
        })
    }

    /// Whether the server can answer with its own choice of model; a server that cannot is an answer here.
    pub(crate) fn has_model(&self, context: &CallContext) -> Result<(), Trouble> {
        let survey = self.survey(context)?;
        let model = self.model(None);
        if model.is_among(&survey.pulled) {
            return Ok(());
        }
        Err(Trouble::MissingModel { model, available: survey.pulled })
    }
}

impl ModelName {
    /// A name without a tag is that of the tag `latest`.
    pub(crate) fn is_among(&self, names: &[String]) -> bool {
        names.iter().any(|name| tagged(name).eq_ignore_ascii_case(&tagged(&self.name)))
    }
}

fn tagged(name: &str) -> String {
    let last = name.rsplit('/').next().unwrap_or(name);
    if last.contains(':') { name.to_owned() } else { format!("{name}:latest") }
}

async fn names(connection: &mut Connection<'_, '_>, endpoint: &str) -> Result<Vec<String>, Trouble> {
    let models: Models = connection.get(endpoint).await?;
    Ok(models.models.into_iter().filter_map(|model| model.name.or(model.model)).collect())
}

async fn missing(connection: &mut Connection<'_, '_>, model: &ModelName) -> Trouble {
    connection.silence = connection.silence.min(QUICK);
    match names(connection, "/api/tags").await {
        Err(Trouble::Cancelled) => Trouble::Cancelled,
        available => Trouble::MissingModel { model: model.clone(), available: available.unwrap_or_default() },
    }
}

/// Refuses an engine that only the Python fleet has.
pub(crate) fn only_ollama(argument: &str, given: Option<&str>, accepted: &str) -> Result<(), ToolFailure> {
    match given {
        Some(given) if !given.eq_ignore_ascii_case(accepted) => fail(format!(
            "{argument}: {given:?} is not served by the embedded fleet, which asks an Ollama-compatible server alone; leave it out or give {accepted:?}, or use this server's stdio or http endpoint"
        )),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_without_a_tag_is_the_latest() {
        let there = ["m:latest".to_owned(), "hf.co/a/B:Q4".to_owned(), "host:5000/x".to_owned()];
        let table =
            [("m", true), ("M:latest", true), ("m:7b", false), ("hf.co/a/b:q4", true), ("hf.co/a/B", false)];
        for (name, expected) in table {
            let model = ModelName { name: name.to_owned(), origin: "" };
            assert_eq!(model.is_among(&there), expected, "{name}");
        }
        assert!(ModelName { name: "host:5000/x:latest".to_owned(), origin: "" }.is_among(&there));
    }

    #[test]
    fn the_argument_comes_before_the_variable_before_the_default() {
        let mut server = ModelServer::default();
        assert_eq!(server.model(None).name, DEFAULT_MODEL);
        server.model = Some("own".to_owned());
        assert_eq!(server.model(None).name, "own");
        assert_eq!(server.model(Some("given")).name, "given");
    }
}
