//! Every table of `tools.toml`, key by key. The doc comment of a key is what editors show for it.
//!
//! `required` keys are missed by the reader; `checked` ones must be there too, but a rule of their own says so.

use toml::de::{DeTable, DeValue};

use super::reader::{FromToml, Place, Reader, key};
use super::schema::{Property, object};
use super::value::{Copied, Json, Key, List, Map, Number, Wanted};
use super::words::*;
use crate::diag::Log;
use crate::source::Span;

macro_rules! table {
    (
        $(#[doc = $doc:literal])+
        $name:ident = $what:literal {
            $($(#[doc = $key_doc:literal])+ $presence:ident $field:ident: $type:ty,)*
        }
    ) => {
        $(#[doc = $doc])+
        #[derive(Clone, Debug)]
        pub(crate) struct $name {
            $($(#[doc = $key_doc])+ pub(crate) $field: Key<$type>,)*
        }

        impl $name {
            fn read_table(table: DeTable<'_>, span: Span, log: &mut Log) -> Self {
                let keys = [$(key(stringify!($field)),)*];
                let mut reader = Reader::new(table, span, $what, &keys, log);
                Self { $($field: reader.$presence(key(stringify!($field))),)* }
            }
        }

        impl FromToml for $name {
            const EXPECTED: &'static str = "a table";

            fn from_toml(value: DeValue<'_>, place: &Place<'_>, log: &mut Log) -> Option<Self> {
                match value {
                    DeValue::Table(table) => Some(Self::read_table(table, place.span, log)),
                    other => place.wrong::<Self, _>(&other, log),
                }
            }
        }

        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                let properties = vec![$(Property {
                    name: key(stringify!($field)),
                    doc: concat!($($key_doc, "\n",)+),
                    required: stringify!($presence) != "optional",
                    schema: generator.subschema_for::<$type>(),
                },)*];
                object(concat!($($doc, "\n",)+), properties)
            }
        }
    };
}

impl File {
    /// Reads the whole file.
    pub(crate) fn read(table: DeTable<'_>, log: &mut Log) -> Self {
        Self::read_table(table, Span::default(), log)
    }
}

table! {
    /// The configuration that Sanctuary Gateway is compiled from: servers, tools, limits and who may use what.
    File = "the file" {
        /// The gateway itself.
        required gateway: Gateway,
        /// What applies to all tools of a class, unless the tool says otherwise.
        optional classes: Classes,
        /// The MCP servers behind the gateway, by name.
        checked servers: Map<ServerName, Server>,
        /// Named sets of tools; `all`, which has every tool, always exists.
        optional profiles: Map<ProfileName, Profile>,
        /// Who may call, by name.
        checked principals: Map<PrincipalName, Principal>,
    }
}

table! {
    /// The gateway itself.
    Gateway = "`[gateway]`" {
        /// Its name on the wire.
        required name: GatewayName,
        /// Its name for people; `name` when left out.
        optional title: String,
        /// What a model is told when it connects.
        optional instructions: String,
        /// For how long clients may keep the list of tools; "1h" when left out.
        optional list_ttl: Duration,
        /// Who a local caller is, one that starts the gateway on standard input and output: the name of a principal.
        required principal: String,
        /// The servers whose tools can be called; all when left out. The others are checked and documented, and wait for
        /// a later wave of a migration.
        optional enabled: List<String>,
    }
}

table! {
    /// What applies to all tools of a class, unless the tool says otherwise.
    Classes = "`[classes]`" {
        /// Tools that change nothing.
        optional read: ClassPolicy,
        /// Tools that change something that can be changed back.
        optional write: ClassPolicy,
        /// Tools that destroy something or cannot be undone.
        optional destructive: ClassPolicy,
    }
}

table! {
    /// What applies to all tools of a class, unless the tool says otherwise.
    ClassPolicy = "a class" {
        /// How often one principal may call each tool, such as "100/min", or "off".
        optional rate: Rate,
        /// For how long an answer may be remembered, such as "5m", or "off"; only for `read`.
        optional cache: CacheTime,
        /// How often a failed call is repeated, 0 to 10; only for `read`.
        optional retries: i64,
        /// Whether a person must approve each call: "never" or "always".
        optional approval: ApprovalName,
        /// How long one call may take; that of the server when left out.
        optional call_timeout: Duration,
        /// How large the arguments of one call may be, such as "256KiB", or "off".
        optional max_arguments: Size,
        /// How large the result of one call may be, such as "4MiB", or "off".
        optional max_result: Size,
        /// Whether the audit holds a copy of the arguments beside their digest; false when left out.
        optional audit_arguments: bool,
    }
}

table! {
    /// An MCP server and its tools.
    Server = "a server" {
        /// Its name for people; the name of its table when left out.
        optional title: String,
        /// From its start to the end of the handshake; "30s" when left out.
        optional start_timeout: Duration,
        /// How long one call may take; "60s" when left out.
        optional call_timeout: Duration,
        /// How many calls it handles at once, 1 to 1024; 16 when left out. Further ones wait.
        optional in_flight: i64,
        /// Regular expressions: a reply that one of them matches is a failure, though it does not say so.
        optional failures: List<String>,
        /// Whether its tools have types in Rust, for hooks and the typed client; true when left out. They are most of what
        /// compiling costs, and calls do not need them.
        optional types: bool,
        /// Where it runs, at least one of three.
        checked endpoints: Endpoints,
        /// Its tools, by name.
        checked tools: Map<ToolName, Tool>,
        /// The prompts that are passed through: "*" for whatever it offers, or their names. None when left out.
        optional prompts: Wanted,
        /// The resources and templates that are passed through, by the beginnings of their addresses, such as
        /// "file:///srv/docs/" or "notes://". None when left out.
        optional resources: List<String>,
        /// Whether it completes arguments of those prompts and templates; false when left out.
        optional completions: bool,
    }
}

table! {
    /// Where a server runs. Which of them is used is chosen when the gateway starts.
    Endpoints = "`endpoints`" {
        /// Inside the gateway's own process.
        optional embedded: Embedded,
        /// As a child process that speaks MCP on standard input and output.
        optional stdio: Stdio,
        /// At an address that speaks Streamable HTTP.
        optional http: Http,
    }
}

table! {
    /// A server inside the gateway's own process.
    Embedded = "an embedded endpoint" {
        /// The name of the server in the embedded fleet.
        required fleet: String,
    }
}

table! {
    /// A child process. `${NAME}` and `${NAME:-default}` are filled in from the environment when the gateway starts, and
    /// `${file:PATH}` with the text of a file.
    Stdio = "a stdio endpoint" {
        /// The program and its arguments.
        required command: List<String>,
        /// Its working directory; that of the gateway when left out.
        optional cwd: String,
        /// Environment variables to set. Nothing else is inherited but PATH, HOME, LANG and TMPDIR.
        optional env: Map<VariableName, String>,
        /// Environment variables to pass on.
        optional pass_env: List<VariableName>,
        /// Whether its replies carry, as `structuredContent`, what its tools declare to return; false when left out.
        optional returns: bool,
    }
}

table! {
    /// An address that speaks Streamable HTTP.
    Http = "an http endpoint" {
        /// The address, beginning with http:// or https://; `${NAME}`, `${NAME:-default}` and `${file:PATH}` are filled in.
        required url: String,
        /// Headers of every request, filled in like the address; what is secret only by reference.
        optional headers: Map<HeaderName, String>,
        /// Whether its replies carry, as `structuredContent`, what its tools declare to return; false when left out.
        optional returns: bool,
    }
}

table! {
    /// A tool.
    Tool = "a tool" {
        /// What kind of effect it has: "read", "write" or "destructive".
        required class: ClassName,
        /// Its name for people; made from its name when left out.
        optional title: String,
        /// Tells a model what it does and when to use it.
        required description: String,
        /// Other names that lead here and are not listed.
        optional aliases: List<ToolName>,
        /// Its name at the server, when that is another.
        optional upstream: String,
        /// Whether arguments that are not declared are accepted; false when left out.
        optional open: bool,
        /// Its parameters, by name, in the order that clients see.
        optional params: Map<ParamName, Param>,
        /// A JSON Schema file instead of `params`.
        optional input_schema: SchemaFile,
        /// What it returns beside text, by name: the members of `structuredContent`. Written like parameters, without
        /// `default` and `guard`; `doc` may be left out. Clients see it where the server's endpoint gives it.
        optional returns: Map<ParamName, Param>,
        /// A JSON Schema file instead of `returns`.
        optional output_schema: SchemaFile,
        /// How often one principal may call it, such as "100/min", or "off".
        optional rate: Rate,
        /// For how long an answer may be remembered, such as "5m", or "off"; only for class "read".
        optional cache: CacheTime,
        /// How often a failed call is repeated, 0 to 10; only for class "read".
        optional retries: i64,
        /// Whether a person must approve each call: "never" or "always".
        optional approval: ApprovalName,
        /// How long one call may take.
        optional call_timeout: Duration,
        /// How large the arguments of one call may be, such as "256KiB", or "off".
        optional max_arguments: Size,
        /// How large its result may be, such as "4MiB", or "off".
        optional max_result: Size,
        /// What the audit holds of the arguments beside their digest: `true` for all, `false` for none, or the names of
        /// parameters. Those that are secret are never held.
        optional audit_arguments: Copied,
        /// What clients are told of its behaviour, where that differs from its class.
        optional annotations: Annotations,
    }
}

table! {
    /// What clients are told of a tool's behaviour, where that differs from its class.
    Annotations = "`annotations`" {
        /// Whether it changes nothing.
        optional read_only: bool,
        /// Whether it may destroy something.
        optional destructive: bool,
        /// Whether calling it again with the same arguments has no further effect.
        optional idempotent: bool,
        /// Whether it deals with things outside this system.
        optional open_world: bool,
    }
}

table! {
    /// A JSON Schema file.
    SchemaFile = "a schema file" {
        /// Its path, relative to the folder of `tools.toml`. Dialect 2020-12, `type` "object", no references to other files.
        required file: String,
    }
}

table! {
    /// A parameter, a member of what is returned, a field of an object, or the elements of a list. It has exactly one of `type`, `enum`, `fields` and
    /// `items` (an `items` may stand with `type = "array"`).
    Param = "a parameter" {
        /// The type: "string", "integer", "number", "boolean", "object", "json", or "array of" one of these.
        optional r#type: TypeName,
        /// The strings that are accepted.
        optional r#enum: List<String>,
        /// The fields of an object, by name.
        optional fields: Map<ParamName, Param>,
        /// What each element of a list must be, in full.
        optional items: Box<Param>,
        /// What a model should put there; needed for each parameter of a tool.
        optional doc: String,
        /// Whether `null` is accepted as well; false when left out.
        optional nullable: bool,
        /// Whether it may be left out; false when left out.
        optional optional: bool,
        /// The value that counts when it is left out.
        optional default: Json,
        /// The smallest number.
        optional min: Number,
        /// The largest number.
        optional max: Number,
        /// The smallest number of characters.
        optional min_len: i64,
        /// The largest number of characters.
        optional max_len: i64,
        /// A regular expression that must match somewhere.
        optional pattern: String,
        /// A safety rule: "relative_path", "file_name" or "identifier".
        optional guard: GuardName,
        /// Whether its value is kept out of the audit, also where that holds a copy of the arguments; false when left out.
        optional secret: bool,
        /// The smallest number of elements.
        optional min_items: i64,
        /// The largest number of elements.
        optional max_items: i64,
        /// With `fields`: whether others are accepted; false when left out.
        optional open: bool,
    }
}

table! {
    /// A named set of tools.
    Profile = "a profile" {
        /// Names of tools, `server:NAME` for all of a server, `class:NAME` for all of a class.
        required tools: List<Selector>,
        /// Whose prompts belong to it: "*" for all, or a list of `server:NAME`. Nobody's when left out.
        optional prompts: Wanted,
        /// Whose resources belong to it: "*" for all, or a list of `server:NAME`. Nobody's when left out.
        optional resources: Wanted,
        /// What its list shows: "list" for every tool, "search" for three that find, describe and call them; "list" when left
        /// out.
        optional mode: ProfileMode,
        /// What its list may cost a model, in tokens of o200k_base; a list that costs more is an error.
        optional max_tokens: i64,
    }
}

table! {
    /// Somebody who may call.
    Principal = "a principal" {
        /// The profile whose tools it may use; `all` for every tool.
        required profile: String,
        /// Whether it may approve the calls of others; false when left out.
        optional may_approve: bool,
        /// Whether it may see and operate the gateway itself with the tools `gateway_*`; false when left out.
        optional may_operate: bool,
    }
}
