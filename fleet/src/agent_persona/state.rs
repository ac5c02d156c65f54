//! `persona_get_state` and `persona_reset_state`.

use std::io;

use cap_std::fs::Dir;
use gateway_runtime::embedded::{CallContext, ToolFailure};
use serde::{Deserialize, Serialize};

use super::conversation::{Conversation, path_of};
use super::persona::{built_in_roles, custom_roles, role_name, unknown};
use super::{LOCK, Minds};
use crate::answer::{Answer, Doing, arguments, both, fail, shortened};
use crate::ollama::Message;
use crate::{files, lock};

/// The newest messages of a conversation that are shown.
const MOST_SHOWN: usize = 200;
const MOST_SHOWN_BYTES: usize = 512 * 1024;
/// Of each message in the text; the data has it whole.
const SHOWN_OF_EACH: usize = 500;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Role {
    role: String,
}

#[derive(Serialize)]
struct State<'a> {
    role: &'a str,
    /// `active` or `no_history`.
    state: &'static str,
    message_count: usize,
    /// Earlier messages that are not shown.
    omitted: usize,
    messages: Vec<Message>,
    path: Option<String>,
}

pub(super) fn persona_get_state(minds: &Minds, text: &str, _: &CallContext) -> Answer {
    let Role { role } = arguments(text)?;
    let role = role_name(&role)?;
    let root = minds.root.dir()?;
    let Some(conversation) = Conversation::read(&root, &role)? else {
        must_be_known(&root, &role)?;
        let none = State {
            role: &role,
            state: "no_history",
            message_count: 0,
            omitted: 0,
            messages: Vec::new(),
            path: None,
        };
        return both(format!("{role} has no kept conversation."), &none);
    };
    let all = conversation.messages();
    let messages = newest(&all);
    let omitted = all.len() - messages.len();
    let path = Some(path_of(&role));
    let message_count = conversation.len();
    let state = State { role: &role, state: "active", message_count, omitted, messages, path };
    both(report(&state), &state)
}

fn newest(all: &[Message]) -> Vec<Message> {
    let mut room = MOST_SHOWN_BYTES;
    let fits = |message: &&Message| {
        let fits = message.content.len() <= room;
        room = room.saturating_sub(message.content.len());
        fits
    };
    let mut newest: Vec<_> = all.iter().rev().take(MOST_SHOWN).take_while(fits).cloned().collect();
    newest.reverse();
    newest
}

fn report(state: &State<'_>) -> String {
    let path = state.path.as_deref().unwrap_or_default();
    let mut text = format!("{}: {} messages in {path}", state.role, state.message_count);
    if state.omitted > 0 {
        text.push_str(&format!(", the newest {} of them here", state.messages.len()));
    }
    for Message { role, content } in &state.messages {
        text.push_str(&format!("\n\n[{role}] {}", shortened(content.trim(), SHOWN_OF_EACH)));
    }
    text
}

/// Somebody without a conversation must at least exist.
fn must_be_known(root: &Dir, role: &String) -> Result<(), ToolFailure> {
    if built_in_roles().contains(role) || custom_roles(root)?.contains(role) {
        return Ok(());
    }
    fail(unknown(root, role)?)
}

#[derive(Serialize)]
struct Reset<'a> {
    role: &'a str,
    status: &'static str,
    /// Whether there was a conversation.
    forgotten: bool,
    /// Where it is now.
    backup: Option<&'a str>,
}

/// Also the way out where a conversation cannot be read, so it is not read here.
pub(super) fn persona_reset_state(minds: &Minds, text: &str, context: &CallContext) -> Answer {
    let Role { role } = arguments(text)?;
    let role = role_name(&role)?;
    let _guard = lock::acquire(&minds.root, LOCK, context)?;
    let root = minds.root.dir()?;
    let path = path_of(&role);
    let backup = match files::remove(&root, &path) {
        Ok(backup) => Some(backup),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            must_be_known(&root, &role)?;
            None
        }
        Err(error) => return Err(error).doing(format_args!("role: {path:?} cannot be removed")),
    };
    let text = match &backup {
        Some(backup) => format!("Forgot the conversation of {role}; a backup is {backup}."),
        None => format!("{role} has no kept conversation; there was nothing to forget."),
    };
    let forgotten = backup.is_some();
    both(text, &Reset { role: &role, status: "reset", forgotten, backup: backup.as_deref() })
}
