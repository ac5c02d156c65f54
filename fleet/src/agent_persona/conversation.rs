//! Kept conversations: a JSON array of messages, one file a persona.

use std::io;

use cap_std::fs::Dir;
use gateway_runtime::embedded::{CallContext, ToolFailure};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::LOCK;
use crate::answer::{Doing, fail};
use crate::files;
use crate::lock;
use crate::ollama::Message;
use crate::sandbox::Root;
use crate::text::{self, Limit};

const FOLDER: &str = "mcp_servers/agent_persona/state";
const LIMIT: Limit =
    Limit { bytes: 16 * 1024 * 1024, remedy: "persona_reset_state moves it to the backups, to begin afresh" };
/// The newest messages that are sent again with a task: a model forgets what is beyond its window, and pays for all of it.
const MOST_SENT: usize = 40;
const MOST_SENT_CHARACTERS: usize = 24_000;

/// What is in the file, in order. What is not a plain message is left as it is.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Conversation(Vec<Kept>);

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(untagged)]
enum Kept {
    Message(Message),
    Other(Value),
}

/// The file of a persona's conversation, below the project root.
pub(super) fn path_of(role: &str) -> String {
    format!("{FOLDER}/{role}_session.json")
}

impl Conversation {
    /// `None` where there is none.
    pub(super) fn read(root: &Dir, role: &str) -> Result<Option<Self>, ToolFailure> {
        let path = path_of(role);
        match root.symlink_metadata(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            other => drop(other),
        }
        let text = text::read(root, "role", &path, LIMIT)?;
        if text.trim().is_empty() {
            return Ok(None);
        }
        serde_json::from_str(&text).map(Some).or_else(|error| {
            fail(format!(
                "role: the conversation {path} is not a JSON array of messages ({error}) and was left as it is; mend it, or call persona_reset_state, which moves it to the backups"
            ))
        })
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Those that can be read, in order.
    pub(super) fn messages(&self) -> Vec<Message> {
        self.0.iter().filter_map(Kept::message).collect()
    }

    /// The newest exchanges, as many as are worth sending again; they begin with a question.
    pub(super) fn recent(&self) -> Vec<Message> {
        let mut room = MOST_SENT_CHARACTERS;
        let mut recent: Vec<Message> = Vec::new();
        for message in self.messages().into_iter().rev().filter(|message| message.role != "system") {
            let length = message.content.chars().count();
            if length > room || recent.len() == MOST_SENT {
                break;
            }
            room -= length;
            recent.push(message);
        }
        while recent.last().is_some_and(|message| message.role != "user") {
            recent.pop();
        }
        recent.reverse();
        recent
    }
}

impl Kept {
    /// Other members of a message are of no concern here.
    fn message(&self) -> Option<Message> {
        match self {
            Self::Message(message) => Some(message.clone()),
            Self::Other(other) => {
                Some(Message::new(other.get("role")?.as_str()?, other.get("content")?.as_str()?))
            }
        }
    }
}

/// Adds an exchange to what is in the file by now, so that exchanges at the same time are all kept; gives the number of
/// messages. A new conversation begins with the instructions.
pub(super) fn add(
    root: &Root,
    role: &str,
    instructions: &str,
    exchange: [Message; 2],
    context: &CallContext,
) -> Result<usize, ToolFailure> {
    let _guard = lock::acquire(root, LOCK, context)?;
    let dir = root.dir()?;
    let mut conversation = Conversation::read(&dir, role)?.unwrap_or_default();
    if conversation.0.is_empty() {
        conversation.0.push(Kept::Message(Message::new("system", instructions)));
    }
    conversation.0.extend(exchange.map(Kept::Message));
    let path = path_of(role);
    let mut text = serde_json::to_string_pretty(&conversation).doing(&path)?;
    text.push('\n');
    files::put(&dir, &path, &text, false).doing(format_args!("the conversation {path} cannot be written"))?;
    Ok(conversation.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn conversation(messages: &[(&str, &str)]) -> Conversation {
        let kept = messages.iter().map(|(role, content)| Kept::Message(Message::new(role, *content)));
        Conversation(kept.collect())
    }

    #[test]
    fn what_is_sent_again_is_bounded_and_begins_with_a_question() {
        let long = "x".repeat(MOST_SENT_CHARACTERS - 3);
        let kept = conversation(&[
            ("system", "be brief"),
            ("user", "one"),
            ("assistant", &long),
            ("user", "two"),
            ("assistant", "2"),
        ]);
        let sent: Vec<_> = kept.recent().into_iter().map(|message| message.content).collect();
        assert_eq!(sent, ["two", "2"]);
        let exchange = [("user", "q"), ("assistant", "a")];
        assert_eq!(conversation(&exchange.repeat(MOST_SENT)).recent().len(), MOST_SENT);
    }

    #[test]
    fn what_others_wrote_stays_as_it_is() {
        let text =
            r#"[{"role":"user","content":"q","at":"noon"},{"tool":1},{"role":"assistant","content":"a"}]"#;
        let kept: Conversation = serde_json::from_str(text).unwrap();
        assert_eq!(kept.messages(), [Message::new("user", "q"), Message::new("assistant", "a")]);
        let again = serde_json::to_value(&kept).unwrap();
        assert_eq!(again, serde_json::from_str::<Value>(text).unwrap());
    }
}
