//! Rules of the gateway's owner, written as functions over the arguments of one tool.
//!
//! They are declared with `#[hook]` of `gateway-macros`, which checks them against the contract while compiling, and take
//! effect when the gateway is given them.

use std::fmt;
use std::future::Future;
use std::pin::Pin;

use serde::Deserialize;

use crate::client::CallReply;
use crate::principal::Principal;
use crate::spec::{Approval, Contract, Policy, ToolSpec};

/// A rule for one tool.
#[derive(Clone, Copy, Debug)]
pub struct Hook {
    name: &'static str,
    tool: &'static ToolSpec,
    run: Run,
}

#[derive(Clone, Copy, Debug)]
enum Run {
    Before(Before),
    After(After),
}

/// Looks at the arguments of a call, raw JSON, before it is carried out.
pub type Before = for<'c> fn(&'c HookCall<'c>, &'c str) -> Pending<'c>;

/// Looks at the arguments of a call, raw JSON, and at its result.
pub type After = for<'c> fn(&'c HookCall<'c>, &'c str, &'c CallReply) -> Pending<'c>;

/// A verdict that is on its way.
pub type Pending<'c> = Pin<Box<dyn Future<Output = Result<(), Refusal>> + Send + 'c>>;

/// The call that a hook looks at.
#[derive(Clone, Copy, Debug)]
pub struct HookCall<'c> {
    pub(crate) tool: &'static ToolSpec,
    pub(crate) principal: &'c Principal,
    pub(crate) policy: Policy,
}

impl HookCall<'_> {
    /// The tool that is called.
    #[must_use]
    pub fn tool(&self) -> &'static ToolSpec {
        self.tool
    }

    /// The name of the principal that calls.
    #[must_use]
    pub fn principal(&self) -> &'static str {
        self.principal.spec().name
    }

    /// What holds for the call: as compiled in, or stricter.
    #[must_use]
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// Whether a person must approve the call before it is carried out.
    #[must_use]
    pub fn needs_approval(&self) -> bool {
        self.policy.approval == Approval::Always
    }
}

/// Why a hook does not let a call pass, and what would be accepted; for the model to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal(String);

impl Refusal {
    /// A refusal for that reason, in whole sentences.
    #[must_use]
    pub fn new(reason: impl Into<String>) -> Self {
        Self(reason.into())
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Refusal {}

impl Hook {
    /// A hook that looks at calls of `tool` before they are carried out; for `#[hook]`.
    #[must_use]
    pub const fn before(name: &'static str, tool: &'static ToolSpec, run: Before) -> Self {
        Self { name, tool, run: Run::Before(run) }
    }

    /// A hook that looks at results of `tool`; for `#[hook]`.
    #[must_use]
    pub const fn after(name: &'static str, tool: &'static ToolSpec, run: After) -> Self {
        Self { name, tool, run: Run::After(run) }
    }

    /// A hook that lets everything pass, where there is no contract to check it against; for `#[hook]`.
    #[doc(hidden)]
    #[must_use]
    pub const fn unresolved(tool: &'static ToolSpec) -> Self {
        Self::before("", tool, |_, _| Box::pin(std::future::ready(Ok(()))))
    }

    /// The name of its function.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The tool that it is for.
    #[must_use]
    pub const fn tool(&self) -> &'static ToolSpec {
        self.tool
    }

    /// Whether it looks at calls before they are carried out, and not at their results.
    #[must_use]
    pub const fn is_before(&self) -> bool {
        matches!(self.run, Run::Before(_))
    }
}

/// The arguments of a call as the tool's type; for `#[hook]`.
///
/// # Errors
///
/// Where they do not fit, which arguments that were validated cannot.
pub fn arguments<'a, T: Deserialize<'a>>(arguments: &'a str) -> Result<T, Refusal> {
    serde_json::from_str(arguments)
        .map_err(|error| Refusal::new(format!("its arguments cannot be read for a rule: {error}.")))
}

/// The hooks of a gateway, by tool.
#[derive(Debug)]
pub(crate) struct Hooks {
    before: Vec<Vec<Before>>,
    after: Vec<Vec<After>>,
}

impl Hooks {
    /// In the order in which they are listed.
    pub(crate) fn new(contract: &Contract, hooks: &[Hook]) -> Self {
        let mut own = Self {
            before: vec![Vec::new(); contract.tools.len()],
            after: vec![Vec::new(); contract.tools.len()],
        };
        for hook in hooks {
            let at = usize::from(hook.tool.index);
            match hook.run {
                Run::Before(run) => own.before.get_mut(at).into_iter().for_each(|all| all.push(run)),
                Run::After(run) => own.after.get_mut(at).into_iter().for_each(|all| all.push(run)),
            }
        }
        own
    }

    pub(crate) fn before(&self, tool: &ToolSpec) -> &[Before] {
        self.before.get(usize::from(tool.index)).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn after(&self, tool: &ToolSpec) -> &[After] {
        self.after.get(usize::from(tool.index)).map_or(&[], Vec::as_slice)
    }
}
