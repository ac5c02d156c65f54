//! What each stage of the request line would say of a call, in the order of `gateway_runtime::pipeline`.

use gateway_runtime::finder;
use gateway_runtime::hook::Hook;
use gateway_runtime::narrow::Effective;
use gateway_runtime::shape::Input;
use gateway_runtime::spec::{Approval, Class, Copied, PrincipalSpec, ProfileSpec, ToolSpec};
use gateway_runtime::validate::validate;
use gateway_runtime::words::{Size, Word};

use super::because::{self, Because};
use crate::backends;
use crate::config::{Config, Mode};
use crate::generated::CONTRACT;
use crate::hooks::HOOKS;

/// What a stage does with the call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It goes on.
    Passes,
    /// It ends here.
    Refused,
    /// A person is asked.
    Asks,
    /// What is known then, or what was not given here, decides.
    Depends,
}

impl Verdict {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Passes => "passes",
            Self::Refused => "refused",
            Self::Asks => "asks",
            Self::Depends => "depends",
        }
    }
}

/// A stage, and what it would say.
#[derive(Clone, Debug)]
pub(super) struct Stage {
    pub(super) name: &'static str,
    pub(super) verdict: Verdict,
    pub(super) says: String,
    pub(super) because: Vec<Because>,
}

impl Stage {
    fn new(name: &'static str, verdict: Verdict, says: impl Into<String>, because: Vec<Because>) -> Self {
        Self { name, verdict, says: says.into(), because }
    }

    fn passes(name: &'static str, says: impl Into<String>, because: Vec<Because>) -> Self {
        Self::new(name, Verdict::Passes, says, because)
    }
}

/// The call that is asked about.
pub(super) struct Asked<'a> {
    /// The name that it would come with.
    pub(super) name: &'a str,
    pub(super) tool: &'static ToolSpec,
    pub(super) principal: &'static PrincipalSpec,
    pub(super) arguments: Option<&'a str>,
    pub(super) effective: &'a Effective,
    pub(super) config: &'a Config,
}

/// Every stage up to the one that would refuse the call.
pub(super) fn all(asked: &Asked<'_>) -> Vec<Stage> {
    let stages: [fn(&Asked<'_>) -> Stage; 13] = [
        route,
        permit,
        arguments,
        unchanged,
        hooks_before,
        limit,
        remember,
        approve,
        intend,
        admit,
        dispatch,
        hooks_after,
        record,
    ];
    let mut said = Vec::new();
    for stage in stages {
        let stage = stage(asked);
        let is_last = stage.verdict == Verdict::Refused;
        said.push(stage);
        if is_last {
            break;
        }
    }
    said
}

impl Asked<'_> {
    fn profile(&self) -> &'static ProfileSpec {
        &CONTRACT.profiles[usize::from(self.principal.profile)]
    }

    fn limit(&self, key: &str) -> Vec<Because> {
        because::of_limit(self.tool, key, &self.config.narrow)
    }
}

fn route(asked: &Asked<'_>) -> Stage {
    let (tool, server) = (asked.tool, CONTRACT.server_of(asked.tool).name);
    if asked.name == tool.name {
        return Stage::passes(
            "route",
            format!("it is a tool of the server {server}"),
            vec![because::of_tool(tool, "")],
        );
    }
    let says = format!("another name of {}, a tool of the server {server}", tool.name);
    Stage::passes("route", says, vec![because::of_tool(tool, "aliases")])
}

fn permit(asked: &Asked<'_>) -> Stage {
    let (who, profile, tool) = (asked.principal.name, asked.profile(), asked.tool);
    let mut why = vec![because::of_principal(who, "profile")];
    let hidden = "and is answered like a tool that does not exist";
    if asked.effective.off {
        why = because::of_off(tool, &asked.config.narrow);
        return Stage::new("permit", Verdict::Refused, format!("it is switched off {hidden}"), why);
    }
    why.extend(because::of_member(profile.name, tool));
    if !profile.contains(tool) {
        let says = format!("it is not in the profile {} of {who}, {hidden}", profile.name);
        return Stage::new("permit", Verdict::Refused, says, why);
    }
    let searched = CONTRACT.tools.iter().any(|tool| profile.contains(tool) && finder::has(&CONTRACT, tool));
    let listed = match searched && !finder::has(&CONTRACT, tool) {
        true => "; its list does not show it, find_tools does",
        false => "",
    };
    Stage::passes("permit", format!("{who} has the profile {}, which has it{listed}", profile.name), why)
}

fn arguments(asked: &Asked<'_>) -> Stage {
    let tool = asked.tool;
    let key = if matches!(tool.input, Input::Schema(_)) { "input_schema" } else { "params" };
    let Some(text) = asked.arguments else {
        let names = finder::parameters(tool);
        let takes = if names.is_empty() { "nothing".into() } else { names.join(", ") };
        let says = format!("none were given here (--args); it takes {takes}");
        return Stage::new("validate", Verdict::Depends, says, vec![because::of_tool(tool, key)]);
    };
    match validate(&tool.input, text) {
        Ok(()) => Stage::passes("validate", "the arguments fit", vec![because::of_tool(tool, key)]),
        Err(faults) => {
            let says: Vec<_> = faults.iter().map(ToString::to_string).collect();
            let mut why: Vec<_> =
                faults.iter().map(|fault| because::of_parameter(tool, &fault.path)).collect();
            why.dedup();
            Stage::new("validate", Verdict::Refused, says.join(" "), why)
        }
    }
}

fn endpoint(asked: &Asked<'_>) -> Option<Mode> {
    backends::endpoint(asked.config, CONTRACT.server_of(asked.tool)).ok().flatten()
}

const fn endpoint_key(mode: Option<Mode>) -> &'static str {
    match mode {
        Some(Mode::Stdio) => "stdio",
        Some(Mode::Http) => "http",
        Some(Mode::Embedded) | None => "embedded",
    }
}

fn unchanged(asked: &Asked<'_>) -> Stage {
    match endpoint(asked) {
        Some(Mode::Embedded) => {
            let why = vec![because::of_server(asked.tool, &["endpoints", "embedded"])];
            Stage::passes("unchanged", "it is built in and cannot differ from what was reviewed", why)
        }
        mode => Stage::new(
            "unchanged",
            Verdict::Depends,
            "refused while the live tool is known to differ from what was reviewed (`gateway drift`)",
            vec![because::of_server(asked.tool, &["endpoints", endpoint_key(mode)])],
        ),
    }
}

fn hooks(asked: &Asked<'_>, before: bool) -> Vec<&'static str> {
    let own = HOOKS.iter().filter(|hook| hook.tool().index == asked.tool.index && hook.is_before() == before);
    own.map(Hook::name).collect()
}

fn hooks_before(asked: &Asked<'_>) -> Stage {
    match hooks(asked, true) {
        none if none.is_empty() => Stage::passes("hooks before", "no rule in code looks at it", vec![]),
        names => {
            let says = format!("rules in code look at the arguments: {}", names.join(", "));
            Stage::new("hooks before", Verdict::Depends, says, vec![])
        }
    }
}

fn limit(asked: &Asked<'_>) -> Stage {
    let most = asked.effective.policy.max_arguments;
    if let Some((text, most)) = asked.arguments.zip(most).filter(|(text, most)| text.len() > *most) {
        let says = format!("its arguments have {} bytes, and {} is the most", text.len(), Size(most).show());
        return Stage::new("limit", Verdict::Refused, says, asked.limit("max_arguments"));
    }
    let rates: Vec<_> = asked.effective.rates().map(|rate| rate.show()).collect();
    let mut why = asked.limit("rate");
    let rates = match rates.is_empty() {
        true => format!("{} may call it as often as it likes", asked.principal.name),
        false => format!("at most {} for {}", rates.join(" and "), asked.principal.name),
    };
    let size = most.map(|most| {
        why.extend(asked.limit("max_arguments"));
        format!(", arguments of at most {}", Size(most).show())
    });
    let says = format!("{rates}{}", size.unwrap_or_default());
    Stage::passes("limit", says, why)
}

fn remember(asked: &Asked<'_>) -> Stage {
    let policy = asked.effective.policy;
    let why = asked.limit("cache");
    match policy.cache.filter(|_| policy.approval == Approval::Never) {
        Some(time) => {
            let says = format!("an equal call of the last {} is answered from memory", time.show());
            Stage::passes("remember", says, why)
        }
        None => Stage::passes("remember", "answers are not remembered", why),
    }
}

fn approve(asked: &Asked<'_>) -> Stage {
    let why = asked.limit("approval");
    if asked.effective.policy.approval == Approval::Never {
        return Stage::passes("approve", "nobody need approve it", why);
    }
    let may: Vec<_> = CONTRACT.principals.iter().filter(|who| who.may_approve).collect();
    let names: Vec<_> = may.iter().map(|who| who.name).collect();
    let who = if names.is_empty() { "an operator".to_owned() } else { names.join(" or ") };
    let says = format!("a person must approve it first: {who}, at the client or with `gateway approvals`");
    let approvers = may.iter().map(|who| because::of_principal(who.name, "may_approve"));
    Stage::new("approve", Verdict::Asks, says, why.into_iter().chain(approvers).collect())
}

fn intend(asked: &Asked<'_>) -> Stage {
    let holds = match asked.tool.audit_arguments {
        Copied::Nothing => "a digest of its arguments".to_owned(),
        Copied::Everything => "its arguments".to_owned(),
        Copied::Only(names) => format!("of its arguments {}", names.join(", ")),
    };
    match asked.tool.class {
        Class::Read => Stage::passes(
            "intend",
            "it only reads: nothing is waited for",
            vec![because::of_tool(asked.tool, "class")],
        ),
        Class::Write | Class::Destructive => {
            let says = format!("written to the audit before it runs, with {holds}");
            let why = vec![because::of_tool(asked.tool, "class"), compiled_copy(asked)];
            Stage::passes("intend", says, why)
        }
    }
}

/// The audit's copy cannot be narrowed.
fn compiled_copy(asked: &Asked<'_>) -> Because {
    asked.limit("audit_arguments").pop().unwrap_or(Because::BuiltIn)
}

fn admit(asked: &Asked<'_>) -> Stage {
    let own = asked.effective.policy.call_timeout;
    let timeout = own.unwrap_or(CONTRACT.server_of(asked.tool).call_timeout);
    Stage::passes("admit", format!("it may take {} from here", timeout.show()), asked.limit("call_timeout"))
}

fn dispatch(asked: &Asked<'_>) -> Stage {
    let (tool, policy) = (asked.tool, asked.effective.policy);
    if finder::has(&CONTRACT, tool) {
        return Stage::passes("dispatch", "the gateway answers it itself", vec![Because::BuiltIn]);
    }
    let (server, mode) = (CONTRACT.server_of(tool), endpoint(asked));
    let key = endpoint_key(mode);
    let mut says = format!("to {} ({key}), which takes {} at once", server.name, server.in_flight);
    let mut why =
        vec![because::of_server(tool, &["endpoints", key]), because::of_server(tool, &["in_flight"])];
    if policy.retries > 0 {
        says += &format!("; again up to {} times where that is safe", policy.retries);
        why.extend(asked.limit("retries"));
    }
    if let Some(most) = policy.max_result {
        says += &format!("; a result above {} is refused", Size(most).show());
        why.extend(asked.limit("max_result"));
    }
    Stage::passes("dispatch", says, why)
}

fn hooks_after(asked: &Asked<'_>) -> Stage {
    match hooks(asked, false) {
        none if none.is_empty() => {
            Stage::passes("hooks after", "no rule in code looks at the result", vec![])
        }
        names => {
            let says = format!("rules in code look at the result: {}", names.join(", "));
            Stage::new("hooks after", Verdict::Depends, says, vec![])
        }
    }
}

fn record(asked: &Asked<'_>) -> Stage {
    let says = format!("the audit names {} as {} and how it ended", asked.tool.name, asked.principal.name);
    Stage::passes("record", says, vec![])
}
