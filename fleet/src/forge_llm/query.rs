//! `query_sanctuary_model`.

use gateway_runtime::embedded::CallContext;
use serde::{Deserialize, Serialize};

use crate::answer::{Answer, arguments, both, fail, filled, in_range};
use crate::ollama::{Chat, Message, ModelServer, Teller};

const LONGEST_PROMPT: usize = 10_000;
const LONGEST_SYSTEM_PROMPT: usize = 5_000;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Query {
    prompt: String,
    #[serde(default = "usual_temperature")]
    temperature: f64,
    #[serde(default = "usual_length")]
    max_tokens: i64,
    #[serde(default)]
    system_prompt: Option<String>,
}

fn usual_temperature() -> f64 {
    0.7
}

fn usual_length() -> i64 {
    2_048
}

#[derive(Serialize)]
struct Answered<'a> {
    status: &'static str,
    model: &'a str,
    response: &'a str,
    temperature: f64,
    prompt_tokens: Option<u64>,
    completion_tokens: Option<u64>,
    total_tokens: Option<u64>,
    /// Whether the answer ended because of `max_tokens`.
    truncated: bool,
}

pub(super) fn query_sanctuary_model(models: &ModelServer, text: &str, context: &CallContext) -> Answer {
    let query: Query = arguments(text)?;
    let mut messages = Vec::new();
    if let Some(system) = query.system_prompt.as_deref().filter(|system| !system.trim().is_empty()) {
        messages.push(Message::new("system", filled("system_prompt", system, LONGEST_SYSTEM_PROMPT)?));
    }
    messages.push(Message::new("user", filled("prompt", &query.prompt, LONGEST_PROMPT)?));
    let Query { temperature, max_tokens, .. } = query;
    in_range("max_tokens", max_tokens, 1..=8_192)?;
    if !(0.0..=2.0).contains(&temperature) {
        return fail(format!("temperature: must be from 0 to 2, and was {temperature}"));
    }
    let chat = Chat { model: models.model(None), messages, temperature, max_tokens };
    let mut teller = Teller::new(context);
    teller.phase(format!("asking {}", chat.model.name));
    let reply = models.chat(&chat, &mut teller).map_err(|trouble| models.failure(&trouble))?;
    let (prompt_tokens, completion_tokens) = (reply.prompt_tokens, reply.completion_tokens);
    let answered = Answered {
        status: "success",
        model: &chat.model.name,
        response: &reply.text,
        temperature,
        prompt_tokens,
        completion_tokens,
        total_tokens: prompt_tokens
            .zip(completion_tokens)
            .map(|(asked, answered)| asked.saturating_add(answered)),
        truncated: reply.truncated,
    };
    let note =
        if reply.truncated { format!("\n\n(ended after max_tokens = {max_tokens})") } else { String::new() };
    both(format!("{}{note}", reply.text), &answered)
}
