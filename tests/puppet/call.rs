//! One `tools/call`, carried out as its script says.

use std::time::Duration;

use crate::flags::Fault;
use crate::message::Message;
use crate::script::Script;
use crate::stage::Stage;
use crate::{exact, own};

/// Whether the call is answered as those of 2026-07-28 are.
pub(crate) type Modern = bool;

/// Carries a call out: says its notifications with `say`, and gives the lines that answer it.
pub(crate) async fn run(
    stage: &Stage,
    message: &Message,
    script: &Script,
    modern: Modern,
    mut say: impl FnMut(String),
) -> Vec<String> {
    if matches!(stage.flags.fault, Some(Fault::DieOnCall)) {
        std::process::exit(4);
    }
    if let Some(label) = &script.release {
        stage.gate(label).notify_one();
    }
    notify(message, script, modern, &mut say).await;
    if script.changed {
        say(r#"{"jsonrpc":"2.0","method":"notifications/tools/list_changed"}"#.into());
    }
    if script.ask {
        say(r#"{"jsonrpc":"2.0","id":"ask 1","method":"ping"}"#.into());
        say(r#"{"jsonrpc":"2.0","id":"ask 2","method":"sampling/createMessage","params":{}}"#.into());
    }
    if script.hold {
        stage.gate(&script.label).notified().await;
    }
    let id = message.id.as_deref().unwrap_or("null");
    let proper = answer(id, message, script, modern);
    match script.fault.as_deref() {
        None => vec![proper],
        Some("die") => std::process::exit(5),
        Some("die-once") => {
            let mark = stage.flags.log.clone().unwrap_or_default().with_extension("died");
            if !mark.exists() {
                let _ = std::fs::write(mark, "");
                std::process::exit(5);
            }
            vec![proper]
        }
        Some("half-line") => {
            use std::io::Write;
            let _ = std::io::stdout().write_all(b"{\"jsonrpc\":\"2.0\",\"id\":");
            let _ = std::io::stdout().flush();
            std::process::exit(5)
        }
        Some("long-line") => vec!["x".repeat(100 << 20), proper],
        Some("hang") => std::future::pending().await,
        Some("unknown-id") => vec![own::result("987654321", "{}"), own::result("\"nobody\"", "{}"), proper],
        Some("not-json") => vec![format!("{{\"jsonrpc\":\"2.0\",\"id\":{id},\"result\":{{")],
        Some("twice") => vec![proper.clone(), proper],
        Some("flood-stderr") => {
            let _ = crate::flood();
            vec![proper]
        }
        Some(other) => vec![own::error(id, -32603, &format!("no such fault: {other}"))],
    }
}

async fn notify(message: &Message, script: &Script, modern: Modern, say: &mut impl FnMut(String)) {
    let token = message.meta.progress_token.as_ref().map(|token| token.get());
    let logs = if modern && message.meta.log_level.is_none() { 0 } else { script.log };
    for step in 0..script.notify.max(logs) {
        if step < logs {
            say(exact::log(&script.label, step));
        }
        if let Some(token) = token.filter(|_| step < script.notify) {
            say(exact::progress(token, &script.label, step));
        }
        if step < script.pauses {
            // Neither in step with other calls nor left to chance.
            let pace = script.label.bytes().map(u64::from).sum::<u64>() + u64::from(step) * 7;
            tokio::time::sleep(Duration::from_micros(pace % 11 * 200)).await;
        }
    }
}

fn answer(id: &str, message: &Message, script: &Script, modern: Modern) -> String {
    match (&script.error, &script.result) {
        (Some(error), _) => format!(r#"{{"jsonrpc":"2.0","error":{error},"id":{id}}}"#),
        (None, Some(result)) => own::result(id, result),
        (None, None) => {
            let result = exact::result(&message.params, modern.then_some("complete"));
            format!(r#"{{"vendor":{{"x":1.0}},"result":{result},"id":{id},"jsonrpc":"2.0"}}"#)
        }
    }
}
