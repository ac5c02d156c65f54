//! The three tools of a profile that lists no others: they find, describe and call what it has.
//!
//! Invariant: nothing is reached through them that is not reached directly. A call through `call_tool` becomes the call that
//! it holds before the first stage, so that every stage judges that one, and the record names it; what is found or described
//! is what the caller may call.

pub use gateway_search::first_sentence;
use serde_json::{Map, Value, json};

use crate::backend::embedded::encode;
use crate::call::Call;
use crate::embedded::{CallContext, EmbeddedServer, ToolFailure, ToolOutput};
use crate::envelope::{Params, short};
use crate::fault::Fault;
use crate::gateway::Gateway;
use crate::json::{Scanner, unquote};
use crate::near::nearest;
use crate::principal::Principal;
use crate::reply::Reply;
use crate::shape::Input;
use crate::spec::{Contract, ToolSpec};
use crate::validate::{self, ArgumentFault};
use crate::view::View;

/// The name of their server, and of what serves it.
pub const SERVER: &str = "finder";

const FIND: &str = "find_tools";
const CALL: &str = "call_tool";
const FOUND_AT_ONCE: usize = 5;

/// Whether the tool is one of the three.
#[must_use]
pub fn has(contract: &Contract, tool: &ToolSpec) -> bool {
    contract.server_of(tool).embedded == Some(SERVER)
}

/// Stands where a server has an endpoint: the gateway answers for it.
#[derive(Clone, Copy, Debug)]
pub struct Finder;

impl EmbeddedServer for Finder {
    fn call(&self, tool: &str, _: &str, _: &CallContext) -> Result<ToolOutput, ToolFailure> {
        Err(ToolFailure::new(format!("{tool} is answered by the gateway itself.")))
    }
}

/// The call that a call of `call_tool` holds; `None` for any other, for one whose arguments do not fit, which goes on as
/// itself and is told why, and for one that would call itself.
pub(crate) fn unwrapped<'m>(
    gateway: &Gateway,
    principal: &Principal,
    params: &Params<'m>,
) -> Option<Params<'m>> {
    let name = params.name.filter(|raw| raw.starts_with('"'))?;
    if unquote(name) != CALL {
        return None;
    }
    let tool = gateway.contract().routes.get(CALL)?;
    if !has(gateway.contract(), tool) || !gateway.view(principal).contains(tool) {
        return None;
    }
    let written = params.arguments?;
    validate::validate(&tool.input, written).ok()?;
    let (mut name, mut arguments) = (None, None);
    let read = Scanner::new(written).object(|key, inner| {
        let value = inner.value()?;
        *if unquote(key) == "name" { &mut name } else { &mut arguments } = Some(value);
        Ok(())
    });
    read.ok()?;
    let name = name.filter(|name| unquote(name) != CALL)?;
    Some(Params { name: Some(name), arguments, ..params.clone() })
}

/// A fault of a call that was made through `call_tool`, as its caller sees it: paths begin in the arguments of that, and the
/// name of a tool is an argument that the model can correct.
pub(crate) fn rewrapped(fault: Fault) -> Fault {
    match fault {
        Fault::BadArguments { tool, faults } => {
            Fault::BadArguments { tool, faults: faults.into_iter().map(below_arguments).collect() }
        }
        Fault::UnknownTool { ref name, ref near, waits_for } => {
            // Of a tool that waits for its server, the fault itself says what there is to say.
            let problem =
                if waits_for.is_some() { fault.to_string() } else { format!("there is no tool `{name}`") };
            let near = near.as_ref().map(|near| format!("`{near}` is the nearest; "));
            let expected = format!("{}a name that {FIND} gives", near.unwrap_or_default());
            let fault = ArgumentFault { path: "name".into(), problem, expected };
            Fault::BadArguments { tool: CALL, faults: vec![fault] }
        }
        other => other,
    }
}

fn below_arguments(fault: ArgumentFault) -> ArgumentFault {
    let dot = if fault.path.is_empty() || fault.path.starts_with('[') { "" } else { "." };
    ArgumentFault { path: format!("arguments{dot}{}", fault.path), ..fault }
}

/// Answers a call of one of the three.
pub(crate) fn answer(gateway: &Gateway, call: &Call) -> Reply {
    let arguments = serde_json::from_slice(&call.arguments).unwrap_or_default();
    let view = gateway.view(&call.caller);
    let outcome = match call.tool.name {
        FIND => find(gateway.contract(), &view, &arguments),
        // Any other call of it was unwrapped before it came here.
        CALL => Err(ToolFailure::new(format!("{CALL} calls other tools, not itself: give their name."))),
        _ => describe(gateway.contract(), &view, &arguments),
    };
    Reply::Result(encode(&outcome))
}

/// The tools of a view that can be found.
fn others<'v>(contract: &'static Contract, view: &'v View) -> impl Iterator<Item = &'static ToolSpec> + 'v {
    contract.tools.iter().filter(move |tool| view.contains(tool) && !has(contract, tool))
}

/// The tools among `tools` that fit the question, the best first.
pub fn search(
    contract: &'static Contract,
    question: &str,
    tools: impl Iterator<Item = &'static ToolSpec>,
) -> Vec<&'static ToolSpec> {
    let tools: Vec<_> = tools.collect();
    let cards = tools.iter().filter_map(|tool| {
        let at = usize::from(tool.index);
        Some(gateway_search::Card { at, name: tool.name, words: contract.search.get(at)? })
    });
    let ranked = gateway_search::find(question, cards);
    // Another name of a tool finds it as its own does.
    let named = contract.routes.get(question.trim()).map(|tool| usize::from(tool.index));
    let named = named.filter(|at| tools.iter().any(|tool| usize::from(tool.index) == *at));
    let others = ranked.into_iter().filter(|at| named != Some(*at));
    named.into_iter().chain(others).filter_map(|at| contract.tools.get(at)).collect()
}

fn find(
    contract: &'static Contract,
    view: &View,
    arguments: &Map<String, Value>,
) -> Result<ToolOutput, ToolFailure> {
    let question = arguments.get("query").and_then(Value::as_str).unwrap_or_default();
    let limit = arguments.get("limit").and_then(Value::as_u64).and_then(|limit| usize::try_from(limit).ok());
    let found = search(contract, question, others(contract, view));
    let shown: Vec<_> = found.iter().take(limit.unwrap_or(FOUND_AT_ONCE)).map(|tool| brief(tool)).collect();
    let mut answer = json!({ "tools": shown });
    if found.len() > shown.len() {
        answer["more"] = (found.len() - shown.len()).into();
    }
    if found.is_empty() {
        let servers: Vec<_> = contract
            .servers
            .iter()
            .filter(|server| others(contract, view).any(|tool| tool.server == server.index))
            .map(|server| server.title)
            .collect();
        answer["hint"] =
            format!("Nothing fits. Try other words; there are tools of: {}.", servers.join(", ")).into();
    }
    Ok(ToolOutput::text(answer.to_string()))
}

fn brief(tool: &ToolSpec) -> Value {
    json!({ "name": tool.name, "description": tool.description, "parameters": parameters(tool) })
}

/// The names of a tool's parameters, those that may be left out with a question mark.
#[must_use]
pub fn parameters(tool: &ToolSpec) -> Vec<String> {
    let shown = |name: &str, required: bool| format!("{name}{}", if required { "" } else { "?" });
    match &tool.input {
        Input::Object(shape) => shape.fields.iter().map(|field| shown(field.name, field.required)).collect(),
        Input::Schema(schema) => {
            let schema: Value = serde_json::from_str(schema.text).unwrap_or_default();
            let required = |name: &String| {
                schema["required"].as_array().is_some_and(|all| all.iter().any(|one| one == name.as_str()))
            };
            let names = schema["properties"].as_object().into_iter().flat_map(Map::keys);
            names.map(|name| shown(name, required(name))).collect()
        }
    }
}

fn describe(
    contract: &'static Contract,
    view: &View,
    arguments: &Map<String, Value>,
) -> Result<ToolOutput, ToolFailure> {
    let name = arguments.get("name").and_then(Value::as_str).unwrap_or_default();
    let tool = contract.routes.get(name).filter(|tool| !has(contract, tool));
    let entry = tool.and_then(|tool| view.entry(contract, tool));
    entry.map(ToolOutput::text).ok_or_else(|| {
        let near = nearest(name, others(contract, view).map(|tool| tool.name));
        let hint = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("{FIND} finds those that there are."),
        };
        ToolFailure::new(format!("There is no tool `{}`; {hint}", short(name)))
    })
}
