//! One exchange with a persona.

use gateway_runtime::embedded::ToolFailure;

use super::conversation::{self, Conversation};
use super::{Minds, Persona};
use crate::answer::shortened;
use crate::ollama::{Chat, Message, ModelName, Reply, Teller};

const TEMPERATURE: f64 = 0.7;
const LONGEST_ANSWER: i64 = 4_096;
const LONGEST_SHOWN: usize = 20_000;

/// A task for a persona.
pub(crate) struct Turn<'a> {
    pub(crate) persona: &'a Persona,
    pub(crate) model: ModelName,
    pub(crate) prompt: &'a str,
    /// Whether to go on from the kept conversation and to add to it.
    pub(crate) keep: bool,
}

/// What a persona said.
#[derive(Debug)]
pub(crate) struct Spoken {
    pub(crate) reply: Reply,
    /// Messages of the conversation that were sent with the task.
    pub(crate) remembered: usize,
    /// Messages in the file afterwards, where they are kept.
    pub(crate) kept: Option<usize>,
}

impl Minds {
    /// Asks; the exchange is kept once the answer is there.
    pub(crate) fn take(&self, turn: Turn<'_>, teller: &mut Teller<'_>) -> Result<Spoken, ToolFailure> {
        let Turn { persona, model, prompt, keep } = turn;
        let history = if keep { Conversation::read(&self.root.dir()?, &persona.role)? } else { None };
        let history = history.map_or_else(Vec::new, |history| history.recent());
        let remembered = history.len();
        let mut messages = vec![Message::new("system", persona.instructions.as_str())];
        messages.extend(history);
        messages.push(Message::new("user", prompt));
        let chat = Chat { model, messages, temperature: TEMPERATURE, max_tokens: LONGEST_ANSWER };
        let reply = self.models.chat(&chat, teller).map_err(|trouble| self.models.failure(&trouble))?;
        let kept = if keep { Some(self.keep(persona, prompt, &reply.text, teller)?) } else { None };
        Ok(Spoken { reply, remembered, kept })
    }

    /// Adds the exchange to the conversation. An answer that cannot be kept cost minutes, so the failure holds it.
    fn keep(
        &self,
        persona: &Persona,
        task: &str,
        answer: &str,
        teller: &Teller<'_>,
    ) -> Result<usize, ToolFailure> {
        let exchange = [Message::new("user", task), Message::new("assistant", answer)];
        let Persona { role, instructions, .. } = persona;
        conversation::add(&self.root, role, instructions, exchange, teller.context()).map_err(|failure| {
            let answer = shortened(answer.trim(), LONGEST_SHOWN);
            ToolFailure::new(format!("{}\nThe answer, which is not kept:\n\n{answer}", failure.message))
        })
    }
}
