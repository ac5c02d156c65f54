//! Which calls are compared: those of a file, those of the record of calls, or one made for each tool.

use std::collections::BTreeSet;
use std::io::Read;
use std::ops::ControlFlow;
use std::path::Path;

use gateway_runtime::json::canonical;
use gateway_runtime::spec::{Class, ToolSpec};
use gateway_state::audit::{Filter, each};
use serde::Deserialize;
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};

use super::example;
use crate::audit;
use crate::config::Config;
use crate::generated::CONTRACT;

/// One call.
pub(super) struct Planned {
    pub(super) tool: &'static ToolSpec,
    pub(super) arguments: String,
}

/// What is not compared, and why.
pub(super) struct Skipped {
    pub(super) tool: String,
    pub(super) reason: String,
}

/// What is done and what is not.
#[derive(Default)]
pub(super) struct Plan {
    pub(super) calls: Vec<Planned>,
    pub(super) skipped: Vec<Skipped>,
    /// What was planned before: the same call tells nothing new.
    seen: BTreeSet<(u16, String)>,
}

impl Plan {
    fn add(&mut self, tool: &'static ToolSpec, arguments: String) {
        let key = canonical(&arguments).unwrap_or_else(|| arguments.clone());
        if self.seen.insert((tool.index, key)) {
            self.calls.push(Planned { tool, arguments });
        }
    }

    fn skip(&mut self, tool: &str, reason: impl Into<String>) {
        let reason = reason.into();
        // One line says it for a thousand calls.
        if !self.skipped.iter().any(|skipped| skipped.tool == tool && skipped.reason == reason) {
            self.skipped.push(Skipped { tool: tool.to_owned(), reason });
        }
    }

    fn tool(&mut self, name: &str) -> Option<&'static ToolSpec> {
        let found = CONTRACT.routes.get(name).copied();
        if found.is_none() {
            let waits = CONTRACT.waiting(name).map(|tool| CONTRACT.server_of(tool).name);
            let why = waits.map(|server| format!("its server {server} is not enabled in this gateway"));
            self.skip(name, why.unwrap_or_else(|| "there is no such tool".into()));
        }
        found
    }
}

/// A call of a file, or a row of the record as `gateway audit export` writes it.
#[derive(Deserialize)]
struct Line<'l> {
    #[serde(default)]
    kind: Option<String>,
    tool: Option<String>,
    #[serde(borrow, default)]
    arguments: Option<&'l RawValue>,
    /// Only rows have one: SHA-256 of all arguments.
    #[serde(default)]
    digest: Option<String>,
}

/// A line that is not one, or whose row cannot be called again, is told; nothing is guessed.
fn line(text: &str, plan: &mut Plan) -> Result<(), String> {
    let line: Line<'_> = serde_json::from_str(text)
        .map_err(|error| format!("{error}; write {{\"tool\": \"NAME\", \"arguments\": {{…}}}}"))?;
    let is_row = line.kind.is_some();
    // An intent is followed by its outcome; other rows are no calls.
    if line.kind.as_deref().is_some_and(|kind| kind != "outcome") {
        return Ok(());
    }
    let Some(name) = line.tool else {
        return if is_row { Ok(()) } else { Err("`tool` is missing, the name of a tool".into()) };
    };
    let Some(tool) = plan.tool(&name) else { return Ok(()) };
    let arguments = line.arguments.map_or("{}", RawValue::get);
    if !arguments.starts_with('{') {
        return Err(format!("`arguments` of {name} must be an object"));
    }
    match is_row && !is_whole(arguments, line.digest.as_deref()) {
        true => plan.skip(&name, "the record does not hold its arguments (audit_arguments in tools.toml)"),
        false => plan.add(tool, arguments.to_owned()),
    }
    Ok(())
}

/// Whether a row holds all arguments that were sent, and not a part of them.
fn is_whole(arguments: &str, digest: Option<&str>) -> bool {
    let canonical = canonical(arguments).unwrap_or_default();
    let own: String = Sha256::digest(canonical).iter().map(|byte| format!("{byte:02x}")).collect();
    digest == Some(own.as_str())
}

/// The calls of a file, `-` being standard input.
pub(super) fn of_file(file: &Path) -> Result<Plan, String> {
    let shown = file.display();
    let text = match file.as_os_str() == "-" {
        true => {
            let mut text = String::new();
            std::io::stdin().read_to_string(&mut text).map(|_| text)
        }
        false => std::fs::read_to_string(file),
    };
    let text = text.map_err(|error| format!("{shown}: {error}"))?;
    let mut plan = Plan::default();
    for (at, text) in text.lines().enumerate().filter(|(_, text)| !text.trim().is_empty()) {
        line(text, &mut plan).map_err(|why| format!("{shown}:{}: {why}", at + 1))?;
    }
    Ok(plan)
}

/// The calls of the record.
pub(super) fn of_record(config: &Config, since: Option<String>) -> Result<Plan, String> {
    let place = audit::place(config)?;
    audit::recover(config, &place);
    let filter = Filter { kind: Some("outcome".into()), since, ..Filter::default() };
    let mut plan = Plan::default();
    let mut wrong = None;
    if let Some(mut rows) = place.rows()? {
        each(&mut *rows, 0, |row| {
            let body = serde_json::from_str(&row.body).unwrap_or_default();
            if filter.accepts(&body) {
                wrong = line(&row.body, &mut plan).err().map(|why| format!("row {}: {why}", row.seq));
            }
            if wrong.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })?;
    }
    wrong.map_or(Ok(plan), Err)
}

/// One call of each tool.
pub(super) fn made(wanted: impl Fn(&ToolSpec) -> bool) -> Plan {
    let mut plan = Plan::default();
    let enabled = CONTRACT.tools.iter().filter(|tool| CONTRACT.server_of(tool).is_enabled);
    for tool in enabled.filter(|tool| wanted(tool)) {
        match example::arguments(tool) {
            Ok(arguments) => plan.add(tool, arguments),
            Err(why) => plan.skip(tool.name, why),
        }
    }
    plan
}

impl Plan {
    /// Without the calls that change something, unless they were asked for.
    pub(super) fn only(mut self, classes: &[Class]) -> Self {
        let (kept, left): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.calls).into_iter().partition(|call| classes.contains(&call.tool.class));
        self.calls = kept;
        for call in left {
            let class = call.tool.class.name();
            self.skip(
                call.tool.name,
                format!("it is of class {class}, and would run twice; --also {class} allows that"),
            );
        }
        self
    }

    /// Without the calls that somebody may not make, or that were not asked for.
    pub(super) fn of(mut self, wanted: impl Fn(&ToolSpec) -> Result<(), String>) -> Self {
        for call in std::mem::take(&mut self.calls) {
            match wanted(call.tool) {
                Ok(()) => self.calls.push(call),
                Err(why) => self.skip(call.tool.name, why),
            }
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_calls_or_rows_and_what_is_neither_is_told() {
        let digest = r#""digest":"44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a""#;
        for (text, calls, skipped, error) in [
            (r#"{"tool":"list_tasks"}"#.to_owned(), 1, 0, ""),
            (r#"{"tool":"get_task","arguments":{"task_number":1}}"#.into(), 1, 0, ""),
            (r#"{"tool":"nonesuch"}"#.into(), 0, 1, ""),
            (format!(r#"{{"kind":"outcome","tool":"list_tasks","arguments":{{}},{digest}}}"#), 1, 0, ""),
            (format!(r#"{{"kind":"outcome","tool":"get_task","arguments":{{"a":1}},{digest}}}"#), 0, 1, ""),
            (r#"{"kind":"outcome","tool":"get_task","digest":"00"}"#.into(), 0, 1, ""),
            (format!(r#"{{"kind":"intent","tool":"list_tasks","arguments":{{}},{digest}}}"#), 0, 0, ""),
            (r#"{"kind":"operator","action":"x"}"#.into(), 0, 0, ""),
            (r#"{"arguments":{}}"#.into(), 0, 0, "`tool` is missing"),
            (r#"{"tool":"list_tasks","arguments":[]}"#.into(), 0, 0, "must be an object"),
            ("oops".into(), 0, 0, "expected"),
        ] {
            let mut plan = Plan::default();
            let outcome = line(&text, &mut plan);
            assert_eq!((plan.calls.len(), plan.skipped.len()), (calls, skipped), "{text}");
            assert!(outcome.err().unwrap_or_default().contains(error), "{text}");
        }
    }

    #[test]
    fn the_same_call_is_made_once() {
        let mut plan = Plan::default();
        for text in [r#"{"a":1,"b":2}"#, r#"{ "b": 2, "a": 1 }"#, r#"{"a":1}"#] {
            plan.add(&CONTRACT.tools[0], text.into());
        }
        assert_eq!(plan.calls.len(), 2);
    }
}
