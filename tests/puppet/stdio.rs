//! The puppet on standard input and output.

use std::error::Error;
use std::io::{BufRead, Write};
use std::sync::Arc;

use tokio::sync::mpsc;

use crate::call;
use crate::flags::Fault;
use crate::message::Message;
use crate::offers::{self, Listener};
use crate::own;
use crate::script::Script;
use crate::stage::Stage;

/// Serves until standard input ends.
pub(crate) async fn serve(stage: Arc<Stage>) -> Result<(), Box<dyn Error>> {
    let (sender, mut lines) = mpsc::unbounded_channel();
    // Read on a thread, so that the puppet never stops reading while it writes.
    std::thread::spawn(move || {
        for line in std::io::stdin().lock().lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                return;
            }
        }
    });
    let mut ready = false;
    while let Some(line) = lines.recv().await {
        stage.log(&line);
        let message = Message::read(&line)?;
        match stage.flags.fault {
            Some(Fault::DieBeforeInitialize) => std::process::exit(6),
            Some(Fault::Mute) => continue,
            _ => {}
        }
        if message.method == "notifications/initialized" {
            ready = true;
            listen(&stage, None);
        }
        take(&stage, message, ready);
    }
    Ok(())
}

fn take(stage: &Arc<Stage>, message: Message, ready: bool) {
    match (message.method.as_str(), &message.id) {
        ("tools/call", Some(id)) => match refused(stage, &message, id, ready) {
            Some(error) => say(stage, &error),
            None => begin(stage, message, !ready),
        },
        ("notifications/cancelled", _) => {
            stage.cancel("", &message.request_id);
            stage.listeners.remove(&message.request_id);
        }
        ("subscriptions/listen", Some(id)) if stage.flags.offers.is_some() => {
            listen(stage, Some(id.clone()));
            say(stage, &offers::acknowledged(&message));
        }
        (_, Some(_)) if !message.method.is_empty() => {
            let offered = offers::answer(stage, &message);
            say(stage, &offered.unwrap_or_else(|| own::answer(&stage.flags, &message)));
        }
        _ => {}
    }
}

/// From now on changes are told on standard output.
fn listen(stage: &Arc<Stage>, id: Option<String>) {
    let own = stage.clone();
    let say = Box::new(move |line: String| {
        say(&own, &line);
        true
    });
    stage.listeners.add(Listener { id, say });
}

fn refused(stage: &Stage, message: &Message, id: &str, ready: bool) -> Option<String> {
    match (ready, stage.flags.modern) {
        (true, _) => None,
        (false, true) => own::missing_meta(message),
        (false, false) => Some(own::error(id, -32600, "a call before notifications/initialized")),
    }
}

fn begin(stage: &Arc<Stage>, message: Message, modern: bool) {
    let script = Script::find(&message.params);
    let (id, stubborn) = (message.id.clone().unwrap_or_default(), script.stubborn);
    let own = stage.clone();
    let task = tokio::spawn(async move {
        let answers = call::run(&own, &message, &script, modern, |line| say(&own, &line)).await;
        answers.iter().for_each(|line| say(&own, line));
    });
    // A stubborn call cannot be cancelled, because nobody knows of it.
    if !stubborn {
        stage.began("", &id, task.abort_handle());
    }
}

fn say(stage: &Stage, line: &str) {
    if line.is_empty() {
        return;
    }
    let mut text = format!("{line}\n");
    if matches!(stage.flags.fault, Some(Fault::Garbage)) {
        text = format!(
            "INFO starting up…\n\n{{\"not\": \"json-rpc\"}}\n[1,2]\n{text}Traceback (most recent call last):\n"
        );
    }
    let mut out = std::io::stdout().lock();
    let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    if written.is_err() {
        std::process::exit(0);
    }
}
