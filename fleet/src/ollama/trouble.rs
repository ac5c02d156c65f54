//! What can go wrong between a call and the model server, and what to do about it.

use gateway_runtime::embedded::ToolFailure;

use super::{FROM_ARGUMENT, ModelName, ModelServer};

/// Why there is no answer.
#[derive(Clone, Debug)]
pub(crate) enum Trouble {
    /// `OLLAMA_HOST` is no address.
    Address {
        reason: String,
    },
    /// Nobody answers there.
    Unreachable {
        why: String,
    },
    /// The connection ended before a response.
    NoResponse {
        why: String,
    },
    /// The server refuses.
    Status {
        code: u16,
        message: String,
    },
    MissingModel {
        model: ModelName,
        available: Vec<String>,
    },
    /// What came is not what such a server sends.
    Garbage {
        start: String,
    },
    /// The server itself reported an error in the middle of its answer.
    GaveUp {
        message: String,
    },
    /// The answer ended without its end.
    Cut {
        tokens: usize,
    },
    Silent {
        seconds: f64,
    },
    TooLong {
        limit: usize,
    },
    Empty,
    Cancelled,
    /// This side could not even begin.
    Setup {
        why: String,
    },
}

impl ModelServer {
    /// The same for a caller: what was tried, what happened, what helps.
    pub(crate) fn failure(&self, trouble: &Trouble) -> ToolFailure {
        ToolFailure::new(self.explained(trouble))
    }

    pub(crate) fn explained(&self, trouble: &Trouble) -> String {
        let server = self.described();
        match trouble {
            Trouble::Address { reason } => format!(
                "OLLAMA_HOST: {:?} is no address of a model server: {reason}; write it as host, host:port or http://host:port",
                self.host.as_deref().unwrap_or_default()
            ),
            Trouble::Unreachable { why } => format!(
                "no model server at {server}: {why}. Start one with `ollama serve`, or set OLLAMA_HOST to the address of one that runs"
            ),
            Trouble::Status { code, message } => {
                format!("the model server at {server} refused with HTTP status {code}: {message}")
            }
            Trouble::MissingModel { model, available } => missing(&server, model, available),
            Trouble::Silent { seconds } => format!(
                "the model server at {server} sent nothing for {seconds} s and was given up; it may still be loading the model: check_sanctuary_model_status says so"
            ),
            Trouble::Cancelled => {
                "cancelled: the request to the model was ended; its answer is not kept".to_owned()
            }
            Trouble::Setup { why } => {
                format!("no request could be made to the model server at {server}: {why}")
            }
            other => format!("the model server at {server} {}; nothing of the answer is kept", broken(other)),
        }
    }

    /// The address, and where it is from.
    fn described(&self) -> String {
        let origin =
            if self.host.is_some() { "from OLLAMA_HOST" } else { "the default, OLLAMA_HOST not being set" };
        self.address().map_or_else(|_| origin.to_owned(), |address| format!("{address} ({origin})"))
    }
}

/// How an answer that had begun, or was about to, came to nothing.
fn broken(trouble: &Trouble) -> String {
    match trouble {
        Trouble::NoResponse { why } => {
            format!("ended the connection without a response ({why}); look at its log")
        }
        Trouble::Garbage { start } => format!(
            "sent what no Ollama-compatible server sends: {start}; check that OLLAMA_HOST leads to one"
        ),
        Trouble::GaveUp { message } => format!("gave up in the middle of its answer: {message}"),
        Trouble::Cut { tokens } => {
            format!(
                "broke off its answer after {tokens} tokens; try again, and look at its log if this comes back"
            )
        }
        Trouble::TooLong { limit } => format!("sent more than the {limit} bytes that an answer may have"),
        _ => "answered with no text; ask again, with more room for the answer if the model thinks first"
            .to_owned(),
    }
}

fn missing(server: &str, model: &ModelName, available: &[String]) -> String {
    let ModelName { name, origin } = model;
    let there = match available {
        [] => "It has no model at all".to_owned(),
        names => format!("It has {}", names.join(", ")),
    };
    let choice = if *origin == FROM_ARGUMENT { "give model_name" } else { "set OLLAMA_MODEL to" };
    format!(
        "the model server at {server} has no model `{name}` ({origin}). {there}. Get it with `ollama pull {name}`, or {choice} one that is there"
    )
}
