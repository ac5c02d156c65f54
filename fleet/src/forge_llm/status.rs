//! `check_sanctuary_model_status`.

use gateway_runtime::embedded::CallContext;
use serde::Serialize;

use crate::answer::{Answer, NoArguments, arguments, both};
use crate::ollama::{ModelServer, Survey, Trouble};

/// Whether the model can be asked, from the best to the worst.
#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "snake_case")]
enum State {
    /// In memory: answers at once.
    Loaded,
    /// There, and loaded by the first question.
    Available,
    /// The server is there, the model is not.
    Missing,
    /// No server that can be asked.
    Unreachable,
}

#[derive(Serialize)]
struct Status {
    state: State,
    model: String,
    available: bool,
    /// `null` where the server does not say.
    loaded: Option<bool>,
    address: Option<String>,
    version: Option<String>,
    all_models: Vec<String>,
    loaded_models: Vec<String>,
    /// What is wrong and what helps, where something is.
    problem: Option<String>,
}

/// A server that does not answer is what the caller wants to know, so it is no failure.
pub(super) fn check_sanctuary_model_status(
    models: &ModelServer,
    text: &str,
    context: &CallContext,
) -> Answer {
    let NoArguments {} = arguments(text)?;
    let status = match models.survey(context) {
        Err(trouble @ Trouble::Cancelled) => return Err(models.failure(&trouble)),
        Err(trouble) => Status::without_server(models, &trouble),
        Ok(survey) => Status::of(models, survey),
    };
    both(report(&status), &status)
}

impl Status {
    fn without_server(models: &ModelServer, trouble: &Trouble) -> Self {
        Self {
            state: State::Unreachable,
            model: models.model(None).name,
            available: false,
            loaded: None,
            address: models.address().ok().map(|address| address.to_string()),
            version: None,
            all_models: Vec::new(),
            loaded_models: Vec::new(),
            problem: Some(models.explained(trouble)),
        }
    }

    fn of(models: &ModelServer, survey: Survey) -> Self {
        let Survey { version, pulled, loaded } = survey;
        let model = models.model(None);
        let available = model.is_among(&pulled);
        let is_loaded = loaded.as_ref().map(|loaded| model.is_among(loaded));
        let state = match (is_loaded, available) {
            (Some(true), _) => State::Loaded,
            (_, true) => State::Available,
            _ => State::Missing,
        };
        let name = model.name.clone();
        let problem = matches!(state, State::Missing)
            .then(|| models.explained(&Trouble::MissingModel { model, available: pulled.clone() }));
        Self {
            state,
            model: name,
            available,
            loaded: is_loaded,
            address: models.address().ok().map(|address| address.to_string()),
            version,
            all_models: pulled,
            loaded_models: loaded.unwrap_or_default(),
            problem,
        }
    }
}

fn report(status: &Status) -> String {
    let model = &status.model;
    let server = status.address.as_deref().unwrap_or("no usable address");
    match (status.state, &status.problem) {
        (State::Loaded, _) => format!("`{model}` is loaded at {server} and answers at once."),
        (State::Available, _) => format!("`{model}` is there at {server}; the first question loads it."),
        (State::Missing, problem) => format!("Not there: {}.", problem.as_deref().unwrap_or(model)),
        (State::Unreachable, problem) => format!("Unreachable: {}.", problem.as_deref().unwrap_or(server)),
    }
}
