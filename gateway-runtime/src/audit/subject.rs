//! What all rows of one call say.

use std::borrow::Cow;

use super::digest::Digest;
use super::redact;
use super::row::{Members, key};
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
    /// One of the contract, and the members that say so; see [`tool`].
    Known(&'static ToolSpec, &'c str),
    /// None: the name that was asked for.
    Unknown(&'c str),
}

/// The name of a call: that of its process, and its number there.
#[derive(Clone, Copy)]
pub(super) struct CallName<'c>(pub(super) &'c str, pub(super) u64);

/// What all rows of one call say.
pub(super) struct Subject<'c> {
    pub(super) call: CallName<'c>,
    pub(super) caller: Caller<'c>,
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
        self.caller.write(out);
        match self.tool {
            Tool::Known(_, members) => out.given(members),
            Tool::Unknown(name) => out.text(key!("tool"), &short(&unquote(name))),
        }
        out.plain(key!("digest"), self.arguments.digest.as_str());
        if let Some(copy) = &self.arguments.copy {
            out.raw(key!("arguments"), copy);
        }
        out.plain(key!("contract"), self.contract);
    }
}

/// Who calls.
#[derive(Clone, Copy)]
pub(crate) enum Caller<'c> {
    /// By the members that say so; see [`Caller::members`].
    Known(&'c str),
    Of {
        principal: &'static str,
        via: Via,
        /// What the client says of itself (`clientInfo`), raw JSON.
        client: Option<&'c str>,
    },
}

impl Caller<'_> {
    /// The members that say so: the same for all calls of a client.
    pub(crate) fn members(self) -> String {
        members(|out| self.write(out))
    }

    fn write(self, out: &mut Members<'_>) {
        match self {
            Self::Known(members) => out.given(members),
            Self::Of { principal, via, client } => {
                out.text(key!("principal"), principal);
                out.plain(key!("via"), via.name());
                out.option(key!("client"), client.and_then(client_of).as_deref());
            }
        }
    }
}

/// The members that say what is called.
pub(super) fn tool(tool: &ToolSpec, server: &str) -> String {
    members(|out| {
        out.text(key!("tool"), tool.name);
        out.text(key!("server"), server);
        out.plain(key!("class"), tool.class.name());
    })
}

fn members(write: impl FnOnce(&mut Members<'_>)) -> String {
    let mut out = String::new();
    write(&mut Members(&mut out));
    out
}

/// The name that a client gives itself: `name` of `clientInfo`, raw JSON.
fn client_of(info: &str) -> Option<Cow<'_, str>> {
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
