//! The codes of mistakes: stable, so that people can search for them; a code that is no longer used is not given again.

use std::fmt;

macro_rules! codes {
    ($($name:ident = $id:literal, $meaning:literal;)*) => {
        /// Which rule of `tools.toml` was broken.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $(#[doc = $meaning] $name,)*
        }

        impl Code {
            /// Every code, in order.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The code as people see it, such as `TG0201`.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self { $(Self::$name => $id,)* }
            }

            /// What it means, in one line.
            #[must_use]
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$name => $meaning,)* }
            }
        }
    };
}

codes! {
    FileUnreadable = "TG0101", "The file is missing or cannot be read.";
    FileTooLarge = "TG0102", "The file is larger than is read.";
    NotUtf8 = "TG0103", "The file is not UTF-8.";
    Syntax = "TG0104", "The text is not TOML.";
    UnknownKey = "TG0201", "A key that the table does not have.";
    MissingKey = "TG0202", "A key that the table must have is not there.";
    WrongType = "TG0203", "A value of another TOML type than the key takes.";
    UnknownWord = "TG0204", "A text that is none of the words that the key takes.";
    BadDuration = "TG0205", "A duration that is not a whole number above 0 and a unit.";
    BadRate = "TG0206", "A rate that is not a whole number above 0, a slash and a unit.";
    OutOfRange = "TG0207", "A number below or above what the key takes.";
    EmptyText = "TG0208", "A text for people or models that says nothing.";
    TextTooLong = "TG0209", "A text for people or models that is too long.";
    HiddenCharacter = "TG0210", "A text with a character that a reviewer cannot see.";
    BadPattern = "TG0211", "A regular expression that does not compile.";
    BadSize = "TG0212", "A size that is not a whole number above 0 and a unit.";
    BadName = "TG0301", "A name with characters, or of a length, that is not allowed.";
    DuplicateName = "TG0302", "A name or alias that is already taken.";
    UnknownTool = "TG0303", "A reference to a tool that does not exist.";
    UnknownServer = "TG0304", "A reference to a server that does not exist.";
    UnknownProfile = "TG0305", "A reference to a profile that does not exist.";
    UnknownPrincipal = "TG0306", "A reference to a principal that does not exist.";
    UnknownParam = "TG0307", "A reference to a parameter that the tool does not have.";
    OnlyForRead = "TG0401", "A cache or retries where a call has an effect.";
    NoTools = "TG0501", "A server without tools, or a file without servers.";
    NoEndpoint = "TG0502", "A server that nothing serves.";
    EmptyCommand = "TG0503", "A command without a program.";
    BadUrl = "TG0504", "An address that is not http:// or https:// with a host.";
    BadVariable = "TG0505", "A name that no environment variable can have.";
    BadReference = "TG0506", "A ${…} that is not ${NAME}, ${NAME:-default} or ${file:PATH}.";
    PlainSecret = "TG0507", "A secret written out instead of referred to.";
    NothingReturned = "TG0508", "An endpoint that returns what no tool declares.";
    BadHeader = "TG0509", "A header that cannot be set.";
    BadPrefix = "TG0510", "A beginning of resources' addresses that no address can have.";
    OverlappingPrefix = "TG0511", "Two beginnings of resources' addresses of which one holds the other.";
    NothingOffered = "TG0512", "Prompts, resources or completions that are declared without there being any.";
    NotEmbedded = "TG0513", "Prompts or resources of a server that is only built in.";
    DescribedTwice = "TG0601", "A schema file beside params, open or returns, which say the same.";
    SchemaFile = "TG0602", "A schema file that cannot be read as JSON.";
    SchemaDialect = "TG0603", "A schema of another dialect than JSON Schema 2020-12.";
    SchemaInvalid = "TG0604", "A schema that JSON Schema 2020-12 does not allow.";
    SchemaNotObject = "TG0605", "A schema of arguments or results whose type is not object.";
    SchemaReference = "TG0606", "A schema that refers to something outside its file.";
    TooManyParams = "TG0607", "More than 64 parameters in one object.";
    NoType = "TG0701", "A parameter that does not say what it accepts.";
    ManyTypes = "TG0702", "A parameter that says more than once what it accepts.";
    UnknownType = "TG0703", "A type that does not exist.";
    NotForType = "TG0704", "A key that a parameter of this type cannot have.";
    CrossedLimits = "TG0705", "A smallest value above the largest.";
    EmptyEnum = "TG0706", "An enum without values.";
    DuplicateValue = "TG0707", "A value that stands twice in an enum.";
    OptionalDefault = "TG0708", "Both optional and a default.";
    BadDefault = "TG0709", "A default that the parameter itself would refuse.";
    PatternNotPortable = "TG0710", "A pattern that means something else, or nothing, in JSON Schema.";
    OnlyForParams = "TG0711", "A default, a guard or a secret in what a tool returns.";
    EmptyProfile = "TG0801", "A profile that selects no tool.";
    ReservedProfile = "TG0802", "A profile of a name that is taken by the gateway.";
    NoPrincipal = "TG0803", "A file without principals.";
    OverBudget = "TG0804", "A profile whose list costs a model more tokens than it may.";
}

impl Code {
    /// Whether the mistake is that something is not there: after a syntax error it may only have been lost.
    pub(crate) const fn is_absence(self) -> bool {
        matches!(
            self,
            Self::MissingKey
                | Self::UnknownTool
                | Self::UnknownServer
                | Self::UnknownProfile
                | Self::UnknownPrincipal
                | Self::UnknownParam
                | Self::NoTools
                | Self::NoEndpoint
                | Self::EmptyCommand
                | Self::NothingReturned
                | Self::NothingOffered
                | Self::NotEmbedded
                | Self::NoType
                | Self::EmptyEnum
                | Self::EmptyProfile
                | Self::NoPrincipal
        )
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}
