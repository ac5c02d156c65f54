//! Prompts and resources of the puppet, with what a gateway that rebuilds messages would lose, and with addresses that it
//! must not let through. Reading `NAME://touch/…` makes it say that something has changed.

use std::sync::{Mutex, PoisonError};

use serde_json::Value;

use crate::message::Message;
use crate::own;
use crate::stage::Stage;

/// Who hears of changes.
pub(crate) struct Listener {
    /// The raw id of a request that listens; a session or a stream has none.
    pub(crate) id: Option<String>,
    pub(crate) say: Box<dyn Fn(String) -> bool + Send>,
}

#[derive(Default)]
pub(crate) struct Listeners(Mutex<Vec<Listener>>);

impl Listeners {
    pub(crate) fn add(&self, listener: Listener) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(listener);
    }

    pub(crate) fn remove(&self, id: &str) {
        let mut listeners = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        listeners.retain(|listener| listener.id.as_deref() != Some(id));
    }

    fn tell(&self, method: &str, members: &str) {
        let mut listeners = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        listeners.retain(|listener| {
            let meta = listener
                .id
                .as_ref()
                .map(|id| format!(r#""_meta":{{"io.modelcontextprotocol/subscriptionId":{id}}},"#))
                .unwrap_or_default();
            let params = format!(r#"{{{meta}{members}"big":12345678901234567890123}}"#);
            (listener.say)(format!(r#"{{"jsonrpc":"2.0","method":"{method}","params":{params}}}"#))
        });
    }
}

/// The first message of a request that listens: everything is honoured but addresses that end in `nosub`.
pub(crate) fn acknowledged(message: &Message) -> String {
    let id = message.id.as_deref().unwrap_or("null");
    let mut wanted: Value = serde_json::from_str(&message.params).unwrap_or_default();
    if let Some(uris) = wanted["notifications"]["resourceSubscriptions"].as_array_mut() {
        uris.retain(|uri| !uri.as_str().unwrap_or_default().ends_with("nosub"));
    }
    let notifications = &wanted["notifications"];
    format!(
        r#"{{"jsonrpc":"2.0","method":"notifications/subscriptions/acknowledged","params":{{"notifications":{notifications},"_meta":{{"io.modelcontextprotocol/subscriptionId":{id}}}}}}}"#
    )
}

/// The answer, where the puppet offers something and the method is about that.
pub(crate) fn answer(stage: &Stage, message: &Message) -> Option<String> {
    let name = stage.flags.offers.as_deref()?;
    let id = message.id.as_deref().unwrap_or("null");
    let params: Value = serde_json::from_str(&message.params).unwrap_or_default();
    let text = |key: &str| params[key].as_str().unwrap_or_default();
    Some(match message.method.as_str() {
        "prompts/list" => own::result(id, &prompts(name, text("cursor"))),
        "prompts/get" if text("name") == "none" => own::error(id, -32602, "no such prompt"),
        "prompts/get" => own::result(id, &echo("messages", &message.params)),
        "resources/list" => own::result(id, &resources(name)),
        "resources/templates/list" => own::result(id, &templates(name)),
        "resources/read" => read(stage, name, text("uri"), message),
        "completion/complete" => own::result(
            id,
            &format!(
                r#"{{"completion":{{"values":["{}"],"total":1,"vendor":1.10}}}}"#,
                params["argument"]["value"].as_str().unwrap_or_default()
            ),
        ),
        "resources/subscribe" if text("uri").ends_with("nosub") => own::error(id, -32601, "not this one"),
        "resources/subscribe" | "resources/unsubscribe" => own::result(id, "{}"),
        _ => return None,
    })
}

fn prompts(name: &str, cursor: &str) -> String {
    match cursor {
        "" => format!(
            r#"{{"prompts":[{{"z":1.10,"name":"greet","description":"of {name}"}},{{"name":"{name}_first"}},{{"name":"hidden"}}],"nextCursor":"page 2"}}"#
        ),
        _ => format!(r#"{{"prompts":[{{"name":"{name}_second","big":12345678901234567890123}}]}}"#),
    }
}

fn resources(name: &str) -> String {
    format!(
        r#"{{"resources":[{{"uri":"{name}://a","name":"a","big":12345678901234567890123}},{{"uri":"{name}://docs/../b","name":"b"}},{{"uri":"other://c","name":"c"}},{{"name":"d","uri":"{name}://d","uri":"file:///etc/passwd"}},{{"uri":"{name}://e/f","name":"f"}}],"ttlMs":500}}"#
    )
}

fn templates(name: &str) -> String {
    format!(
        r#"{{"resourceTemplates":[{{"uriTemplate":"{name}://item/{{id}}","name":"i","v":1.0}},{{"uriTemplate":"{{+uri}}","name":"j"}}]}}"#
    )
}

/// An item of it is both a message of a prompt and the content of a resource.
fn echo(member: &str, params: &str) -> String {
    let echo = Value::from(params);
    format!(
        r#"{{"{member}" : [{{"n":12345678901234567890123,"role":"user","content":{{"type":"text","text":"t"}},"uri":"x://y","text":"t"}}],"zeta":1.10,"echo":{echo}}}"#
    )
}

fn read(stage: &Stage, name: &str, uri: &str, message: &Message) -> String {
    let id = message.id.as_deref().unwrap_or("null");
    let touched = uri.strip_prefix(&format!("{name}://touch/"));
    let listeners = &stage.listeners;
    match touched {
        Some("prompts") => listeners.tell("notifications/prompts/list_changed", ""),
        Some("resources") => listeners.tell("notifications/resources/list_changed", ""),
        Some(path) => {
            let uri = Value::from(path.replace('+', "/"));
            listeners.tell("notifications/resources/updated", &format!(r#""uri":{uri},"#));
        }
        None if uri.ends_with("missing") => return own::error(id, -32002, "not found"),
        None => {}
    }
    own::result(id, &echo("contents", &message.params))
}
