//! `persona_dispatch`.

use gateway_runtime::embedded::{CallContext, ToolFailure};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::conversation::path_of;
use super::persona::with_file;
use super::{Minds, Turn, load};
use crate::answer::{Answer, Doing, arguments, both, filled, one_line};
use crate::ollama::{Teller, only_ollama};

const LONGEST_TASK: usize = 200_000;
const LONGEST_MODEL_NAME: usize = 300;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Dispatch {
    role: String,
    task: String,
    #[serde(default)]
    context: Option<Map<String, Value>>,
    #[serde(default = "yes")]
    maintain_state: bool,
    #[serde(default)]
    engine: Option<String>,
    #[serde(default)]
    model_name: Option<String>,
    #[serde(default)]
    custom_persona_file: Option<String>,
}

fn yes() -> bool {
    true
}

#[derive(Serialize)]
struct Answered<'a> {
    status: &'static str,
    role: &'a str,
    response: &'a str,
    engine: &'static str,
    model: &'a str,
    state_preserved: bool,
    /// The kept conversation, and how many messages it has now.
    state_path: Option<String>,
    message_count: Option<usize>,
    /// Messages of the conversation that were sent with the task.
    remembered: usize,
    prompt_tokens: Option<u64>,
    completion_tokens: Option<u64>,
    truncated: bool,
}

pub(super) fn persona_dispatch(minds: &Minds, text: &str, context: &CallContext) -> Answer {
    let dispatch: Dispatch = arguments(text)?;
    only_ollama("engine", dispatch.engine.as_deref(), "ollama")?;
    let prompt = prompt(&dispatch)?;
    let named = dispatch.model_name.as_deref();
    let named = named.map(|name| one_line("model_name", name, LONGEST_MODEL_NAME)).transpose()?;
    let root = minds.root.dir()?;
    let persona = match &dispatch.custom_persona_file {
        Some(path) => with_file(&root, &dispatch.role, path)?,
        None => load(&root, &dispatch.role)?,
    };
    let model = minds.models.model(named);
    let mut teller = Teller::new(context);
    teller.phase(persona.role.as_str());
    let keep = dispatch.maintain_state;
    let turn = Turn { persona: &persona, model: model.clone(), prompt: &prompt, keep };
    let spoken = minds.take(turn, &mut teller)?;
    let reply = &spoken.reply;
    let answered = Answered {
        status: "success",
        role: &persona.role,
        response: &reply.text,
        engine: "ollama",
        model: &model.name,
        state_preserved: keep,
        state_path: keep.then(|| path_of(&persona.role)),
        message_count: spoken.kept,
        remembered: spoken.remembered,
        prompt_tokens: reply.prompt_tokens,
        completion_tokens: reply.completion_tokens,
        truncated: reply.truncated,
    };
    let cut = if reply.truncated { "\n\n(ended at the limit of tokens)" } else { "" };
    both(format!("{}{cut}", reply.text), &answered)
}

/// The facts of `context` come before the task, in the form that the Python server gives them.
fn prompt(dispatch: &Dispatch) -> Result<String, ToolFailure> {
    let task = filled("task", &dispatch.task, LONGEST_TASK)?;
    let Some(context) = dispatch.context.as_ref().filter(|context| !context.is_empty()) else {
        return Ok(task.to_owned());
    };
    let context = serde_json::to_string_pretty(context).doing("context")?;
    filled("context", &context, LONGEST_TASK)?;
    Ok(format!("Context:\n{context}\n\nTask:\n{task}"))
}
