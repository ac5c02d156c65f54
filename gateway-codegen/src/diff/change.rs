//! One change, and what it means.

/// What a change means to those who call, and to those who answer for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Whoever calls today notices nothing that stops them.
    Compatible,
    /// The policy is stricter, and calls are still accepted.
    Tightened,
    /// A call that is accepted today is refused, or means something else.
    Breaking,
    /// The policy is laxer, or other code runs than was reviewed.
    Loosened,
}

impl Class {
    /// All of them, the weightiest first.
    pub const ALL: [Self; 4] = [Self::Loosened, Self::Breaking, Self::Tightened, Self::Compatible];

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Compatible => "compatible",
            Self::Tightened => "tightened",
            Self::Breaking => "breaking",
            Self::Loosened => "loosened",
        }
    }

    /// What `gatewayc diff` exits with when this is the weightiest.
    #[must_use]
    pub fn exit_code(self) -> u8 {
        match self {
            Self::Compatible | Self::Tightened => 1,
            Self::Breaking => 2,
            Self::Loosened => 3,
        }
    }
}

macro_rules! rules {
    ($($(#[doc = $doc:literal])+ $name:ident = $id:literal,)*) => {
        /// What was found. The ids stay as they are: programs refer to them.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Rule {
            $($(#[doc = $doc])+ $name,)*
        }

        impl Rule {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// Its id.
            #[must_use]
            pub fn id(self) -> &'static str {
                match self {
                    $(Self::$name => $id,)*
                }
            }

            /// What it means, in one sentence.
            #[must_use]
            pub fn meaning(self) -> &'static str {
                match self {
                    $(Self::$name => concat!($($doc),+).trim_ascii(),)*
                }
            }
        }
    };
}

rules! {
    /// A tool was added.
    ToolAdded = "tool-added",
    /// A tool was removed.
    ToolRemoved = "tool-removed",
    /// A tool has another name.
    ToolRenamed = "tool-renamed",
    /// A tool is carried out by another server, or by another tool of its server.
    ToolTarget = "tool-target",
    /// A name that leads to a tool was added, removed or moved.
    Alias = "alias",
    /// Whether the tools of a server can be called changed.
    Enabled = "enabled",
    /// A text that people or models read changed.
    Reworded = "reworded",
    /// The class of a tool changed.
    ToolClass = "tool-class",
    /// What clients are told of a tool's behaviour changed.
    Annotation = "annotation",
    /// Whether a person must approve each call changed.
    Approval = "approval",
    /// How often a tool may be called changed.
    Rate = "rate",
    /// How often a failed call is repeated changed.
    Retries = "retries",
    /// How long an answer is remembered changed.
    Cache = "cache",
    /// A time limit changed.
    TimeLimit = "time-limit",
    /// A limit of size changed.
    SizeLimit = "size-limit",
    /// How many calls a server gets at once changed.
    InFlight = "in-flight",
    /// What marks a reply as a failure changed.
    Failures = "failures",
    /// What a tool accepts changed.
    Parameter = "parameter",
    /// A safety rule of a parameter changed.
    Guard = "guard",
    /// What the audit copies of the arguments changed.
    AuditArguments = "audit-arguments",
    /// What the audit never copies changed.
    Secret = "secret",
    /// What a tool returns changed.
    Returns = "returns",
    /// A server was added.
    ServerAdded = "server-added",
    /// A server was removed.
    ServerRemoved = "server-removed",
    /// Where a server runs, what is started, or what it is given changed.
    Endpoint = "endpoint",
    /// What is passed through of a server beside tools changed.
    Offers = "offers",
    /// Who may call which tools changed.
    Access = "access",
    /// Who may approve the calls of others changed.
    MayApprove = "may-approve",
    /// A named set of tools changed.
    Profile = "profile",
    /// What the gateway says of itself changed.
    Gateway = "gateway",
    /// Something changed that is not compared in detail.
    Unknown = "unknown",
}

/// What a change is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// `[gateway]`, or all of the contract.
    Gateway,
    /// `[principals.NAME]`.
    Principal(String),
    /// `[profiles.NAME]`.
    Profile(String),
    /// `[servers.NAME]`.
    Server(String),
    /// A tool; where it was renamed, by its new name.
    Tool(String),
}

impl Subject {
    /// What it is.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Gateway => "gateway",
            Self::Principal(_) => "principal",
            Self::Profile(_) => "profile",
            Self::Server(_) => "server",
            Self::Tool(_) => "tool",
        }
    }

    /// Its name; none for the gateway itself.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Gateway => None,
            Self::Principal(name) | Self::Profile(name) | Self::Server(name) | Self::Tool(name) => Some(name),
        }
    }
}

/// Keys from the top of `tools.toml` to a value.
pub type KeyPath = Vec<String>;

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Change {
    /// What it means.
    pub class: Class,
    /// What was found.
    pub rule: Rule,
    /// What it is about.
    pub subject: Subject,
    /// What changed, in words that need the subject beside them.
    pub message: String,
    /// What was said before, where that is one value.
    pub before: Option<String>,
    /// What is said now, where that is one value.
    pub after: Option<String>,
    /// Where the new `tools.toml` may say it, the likeliest first.
    pub keys: Vec<KeyPath>,
}

impl Change {
    pub(super) fn new(class: Class, rule: Rule, subject: Subject, message: impl Into<String>) -> Self {
        let keys = Vec::new();
        Self { class, rule, subject, message: message.into(), before: None, after: None, keys }
    }

    pub(super) fn between(mut self, before: impl Into<String>, after: impl Into<String>) -> Self {
        (self.before, self.after) = (Some(before.into()), Some(after.into()));
        self
    }

    pub(super) fn at(mut self, keys: &[&str]) -> Self {
        self.keys.push(keys.iter().map(|&key| key.to_owned()).collect());
        self
    }

    pub(super) fn order(&self) -> (&Subject, Rule, &str) {
        (&self.subject, self.rule, &self.message)
    }
}
