//! What all rows of one call say.

use std::borrow::Cow;

use super::digest::Digest;
use super::redact;
use super::row::Members;
use crate::envelope::short;
use crate::json::{Scanner, in_canonical_form, unquote};
use crate::spec::ToolSpec;

/// How a caller came.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Via {
    /// On standard input and output.
    Stdio,
    /// Over Streamable HTTP.
    Http,
    /// From inside the process, such as `gateway call`.
    #[default]
    Local,
}

impl Via {
    /// A stable name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Stdio => "stdio",
            Self::Http => "http",
            Self::Local => "local",
        }
    }
}

/// The tool of a call.
#[derive(Clone, Copy)]
pub(super) enum Tool<'c> {
    /// One of the contract, and the name of its server.
    Known(&'static ToolSpec, &'static str),
    /// None: the name that was asked for.
    Unknown(&'c str),
}

/// The name of a call: that of its process, and its number there.
#[derive(Clone, Copy)]
pub(super) struct CallName<'c>(pub(super) &'c str, pub(super) u64);

/// What all rows of one call say.
pub(super) struct Subject<'c> {
    pub(super) call: CallName<'c>,
    pub(super) principal: &'static str,
    pub(super) via: Via,
    /// The name that the client gives itself.
    pub(super) client: Option<Cow<'c, str>>,
    pub(super) tool: Tool<'c>,
    pub(super) arguments: Arguments,
    pub(super) contract: &'static str,
}

/// What is told of arguments.
pub(super) struct Arguments {
    digest: Digest,
    /// What may be copied of them, raw JSON.
    copy: Option<String>,
}

impl Arguments {
    /// Of arguments as the client wrote them, for such a tool.
    pub(super) fn of(arguments: &str, tool: Tool<'_>) -> Self {
        let canonical = in_canonical_form(arguments).unwrap_or(Cow::Borrowed(arguments));
        let copy = match tool {
            Tool::Known(tool, _) => redact::copy(tool, &canonical),
            Tool::Unknown(_) => None,
        };
        Self { digest: Digest::of(&canonical), copy }
    }
}

impl Subject<'_> {
    /// Writes the members that all rows of the call share.
    pub(super) fn write(&self, out: &mut Members<'_>) {
        let CallName(process, number) = self.call;
        out.call(process, number);
        out.text("principal", self.principal);
        out.plain("via", self.via.name());
        out.option("client", self.client.as_deref());
        match self.tool {
            Tool::Known(tool, server) => {
                out.text("tool", tool.name);
                out.text("server", server);
                out.plain("class", tool.class.name());
                out.plain("digest", self.arguments.digest.as_str());
                if let Some(copy) = &self.arguments.copy {
                    out.raw("arguments", copy);
                }
            }
            Tool::Unknown(name) => {
                out.text("tool", &short(&unquote(name)));
                out.plain("digest", self.arguments.digest.as_str());
            }
        }
        out.plain("contract", self.contract);
    }
}

/// The name that a client gives itself: `name` of `clientInfo`, raw JSON.
pub(super) fn client_of(info: &str) -> Option<Cow<'_, str>> {
    let mut name = None;
    let mut scanner = Scanner::new(info);
    if scanner.peek() == Some(b'{') {
        let _ = scanner.object(|key, inner| {
            let value = inner.value()?;
            if key == "\"name\"" && value.starts_with('"') {
                name = Some(shortened(unquote(value)));
            }
            Ok(())
        });
    }
    name
}

/// As [`short`] does it.
fn shortened(name: Cow<'_, str>) -> Cow<'_, str> {
    match name {
        Cow::Borrowed(name) => short(name),
        Cow::Owned(name) => Cow::Owned(short(&name).into_owned()),
    }
}
