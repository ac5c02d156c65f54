// @generated from tools.toml by gatewayc gen; do not edit.

pub use self::protocol_create::Args as ProtocolCreateArgs;
pub use self::protocol_create::Returns as ProtocolCreateReturns;

/// `protocol_create`: Write a new protocol: a standing rule for how the project works. The number is yours to choose and must be free: see protocol_list. A single decision belongs in adr_create, an event in chronicle_create_entry. Returns the number and the file.
pub mod protocol_create {
    use ::gateway_runtime::__private as rt;
    use ::gateway_runtime::__private::prelude::*;
    use super::super::super::{client, tools};
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Args<'a> {
        /// A free number, such as 133.
        #[schemars(range(min = 0, max = 9999))]
        pub number: i64,
        /// Title, one line, without the number.
        #[serde(borrow)]
        #[schemars(length(min = 1, max = 300), regex(pattern = r"^[^\r\n]+$"))]
        pub title: rt::Cow<'a, str>,
        /// How settled it is: PROPOSED unless it was agreed.
        pub status: Status,
        /// What kind of rule it is or who may read it, such as "Internal".
        #[serde(borrow)]
        #[schemars(length(min = 1, max = 200), regex(pattern = r"^[^\r\n]+$"))]
        pub classification: rt::Cow<'a, str>,
        /// Version, such as "1.0".
        #[serde(borrow)]
        #[schemars(length(min = 1, max = 50), regex(pattern = r"^[^\r\n]+$"))]
        pub version: rt::Cow<'a, str>,
        /// By whose authority it holds, such as "Council".
        #[serde(borrow)]
        #[schemars(length(min = 1, max = 300), regex(pattern = r"^[^\r\n]+$"))]
        pub authority: rt::Cow<'a, str>,
        /// The rule, in Markdown, without a heading for the title.
        #[serde(borrow)]
        #[schemars(length(min = 1))]
        pub content: rt::Cow<'a, str>,
        /// Protocols that belong to it, such as "101, 114".
        #[serde(
            borrow,
            default,
            skip_serializing_if = "::core::option::Option::is_none",
            deserialize_with = "rt::present"
        )]
        #[schemars(
            with = "Option<rt::Cow<'a, str>>",
            length(max = 1000),
            regex(pattern = r"^[^\r\n]*$")
        )]
        pub linked_protocols: Option<Option<rt::Cow<'a, str>>>,
    }
    impl<'a> Args<'a> {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(
            number: i64,
            title: rt::Cow<'a, str>,
            status: Status,
            classification: rt::Cow<'a, str>,
            version: rt::Cow<'a, str>,
            authority: rt::Cow<'a, str>,
            content: rt::Cow<'a, str>,
        ) -> Self {
            Self {
                number,
                title,
                status,
                classification,
                version,
                authority,
                content,
                linked_protocols: None,
            }
        }
    }
    /// How settled it is: PROPOSED unless it was agreed.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde")]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub enum Status {
        #[serde(rename = "PROPOSED")]
        Proposed,
        #[serde(rename = "CANONICAL")]
        Canonical,
        #[serde(rename = "DEPRECATED")]
        Deprecated,
    }
    impl Args<'_> {
        /// Checks the limits that the types do not hold.
        ///
        /// # Errors
        /// Every argument that is not acceptable.
        pub fn validate(&self) -> Result<(), Vec<rt::ArgumentFault>> {
            rt::validate_typed(&tools::Tool::ProtocolCreate.spec().input, self)
        }
    }
    static PATTERN_0: rt::Pattern = rt::Pattern::new(r"^[^\r\n]+$");
    static PATTERN_1: rt::Pattern = rt::Pattern::new(r"^[^\r\n]*$");
    static SHAPE: rt::ObjectShape = rt::ObjectShape {
        fields: &[
            rt::Field::required(
                "number",
                rt::Shape::of(rt::Kind::Integer {
                    min: Some(0),
                    max: Some(9999),
                }),
            ),
            rt::Field::required(
                "title",
                rt::Shape::of(
                    rt::Kind::String(rt::StringRule {
                        min_len: Some(1),
                        max_len: Some(300),
                        pattern: Some(&PATTERN_0),
                        guard: None,
                    }),
                ),
            ),
            rt::Field::required(
                "status",
                rt::Shape::of(rt::Kind::Enum(&["PROPOSED", "CANONICAL", "DEPRECATED"])),
            ),
            rt::Field::required(
                "classification",
                rt::Shape::of(
                    rt::Kind::String(rt::StringRule {
                        min_len: Some(1),
                        max_len: Some(200),
                        pattern: Some(&PATTERN_0),
                        guard: None,
                    }),
                ),
            ),
            rt::Field::required(
                "version",
                rt::Shape::of(
                    rt::Kind::String(rt::StringRule {
                        min_len: Some(1),
                        max_len: Some(50),
                        pattern: Some(&PATTERN_0),
                        guard: None,
                    }),
                ),
            ),
            rt::Field::required(
                "authority",
                rt::Shape::of(
                    rt::Kind::String(rt::StringRule {
                        min_len: Some(1),
                        max_len: Some(300),
                        pattern: Some(&PATTERN_0),
                        guard: None,
                    }),
                ),
            ),
            rt::Field::required(
                "content",
                rt::Shape::of(
                    rt::Kind::String(rt::StringRule {
                        min_len: Some(1),
                        max_len: None,
                        pattern: None,
                        guard: None,
                    }),
                ),
            ),
            rt::Field::optional(
                "linked_protocols",
                rt::Shape::or_null(
                    rt::Kind::String(rt::StringRule {
                        min_len: None,
                        max_len: Some(1000),
                        pattern: Some(&PATTERN_1),
                        guard: None,
                    }),
                ),
            ),
        ],
        open: false,
    };
    /// The arguments that it accepts, as JSON Schema 2020-12.
    pub const INPUT_SCHEMA: &str = r#"{"type":"object","properties":{"number":{"type":"integer","description":"A free number, such as 133.","minimum":0,"maximum":9999},"title":{"type":"string","description":"Title, one line, without the number.","minLength":1,"maxLength":300,"pattern":"^[^\\r\\n]+$"},"status":{"type":"string","description":"How settled it is: PROPOSED unless it was agreed.","enum":["PROPOSED","CANONICAL","DEPRECATED"]},"classification":{"type":"string","description":"What kind of rule it is or who may read it, such as \"Internal\".","minLength":1,"maxLength":200,"pattern":"^[^\\r\\n]+$"},"version":{"type":"string","description":"Version, such as \"1.0\".","minLength":1,"maxLength":50,"pattern":"^[^\\r\\n]+$"},"authority":{"type":"string","description":"By whose authority it holds, such as \"Council\".","minLength":1,"maxLength":300,"pattern":"^[^\\r\\n]+$"},"content":{"type":"string","description":"The rule, in Markdown, without a heading for the title.","minLength":1},"linked_protocols":{"type":["string","null"],"description":"Protocols that belong to it, such as \"101, 114\".","maxLength":1000,"pattern":"^[^\\r\\n]*$"}},"required":["number","title","status","classification","version","authority","content"],"additionalProperties":false}"#;
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Returns {
        #[schemars(range(min = 0))]
        pub number: i64,
        pub title: String,
        /// Null where the document says it otherwise.
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<ReturnsStatus>")]
        pub status: Option<ReturnsStatus>,
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub classification: Option<String>,
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub version: Option<String>,
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub authority: Option<String>,
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub linked_protocols: Option<String>,
        pub path: String,
    }
    impl Returns {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(
            number: i64,
            title: String,
            status: Option<ReturnsStatus>,
            classification: Option<String>,
            version: Option<String>,
            authority: Option<String>,
            linked_protocols: Option<String>,
            path: String,
        ) -> Self {
            Self {
                number,
                title,
                status,
                classification,
                version,
                authority,
                linked_protocols,
                path,
            }
        }
    }
    /// Null where the document says it otherwise.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde")]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub enum ReturnsStatus {
        #[serde(rename = "PROPOSED")]
        Proposed,
        #[serde(rename = "CANONICAL")]
        Canonical,
        #[serde(rename = "DEPRECATED")]
        Deprecated,
    }
    /// What it returns as `structuredContent`, as JSON Schema 2020-12.
    pub const OUTPUT_SCHEMA: &str = r#"{"type":"object","properties":{"number":{"type":"integer","minimum":0},"title":{"type":"string"},"status":{"type":["string","null"],"description":"Null where the document says it otherwise.","enum":["PROPOSED","CANONICAL","DEPRECATED",null]},"classification":{"type":["string","null"]},"version":{"type":["string","null"]},"authority":{"type":["string","null"]},"linked_protocols":{"type":["string","null"]},"path":{"type":"string"}},"required":["number","title","status","classification","version","authority","linked_protocols","path"],"additionalProperties":false}"#;
    /// Its entry in the table of tools.
    #[must_use]
    pub const fn spec() -> rt::ToolSpec {
        rt::ToolSpec {
            index: tools::Tool::ProtocolCreate as u16,
            name: "protocol_create",
            title: "Write a protocol",
            upstream: "protocol_create",
            description: "Write a new protocol: a standing rule for how the project works. The number is yours to choose and must be free: see protocol_list. A single decision belongs in adr_create, an event in chronicle_create_entry. Returns the number and the file.",
            aliases: &[],
            server: tools::Server::Protocol as u16,
            class: rt::Class::Write,
            annotations: rt::Annotations {
                read_only: false,
                destructive: false,
                idempotent: false,
                open_world: false,
            },
            policy: rt::Policy {
                rate: Some(rt::Rate {
                    calls: 50,
                    per: ::core::time::Duration::from_mins(1),
                }),
                cache: None,
                retries: 0,
                approval: rt::Approval::Never,
                call_timeout: None,
                max_arguments: Some(4194304),
                max_result: Some(4194304),
            },
            audit_arguments: rt::Copied::Nothing,
            input: rt::Input::Object(&SHAPE),
            input_schema: INPUT_SCHEMA,
            output_schema: Some(OUTPUT_SCHEMA),
        }
    }
    impl<C: rt::Caller> client::Client<C> {
        /// Write a new protocol: a standing rule for how the project works. The number is yours to choose and must be free: see protocol_list. A single decision belongs in adr_create, an event in chronicle_create_entry. Returns the number and the file.
        ///
        /// # Errors
        /// When no reply came.
        pub async fn protocol_create(
            &self,
            arguments: &Args<'_>,
        ) -> Result<rt::CallReply, C::Error> {
            self.0.call(tools::Tool::ProtocolCreate.spec(), rt::to_json(arguments)).await
        }
    }
}

pub use self::protocol_get::Args as ProtocolGetArgs;
pub use self::protocol_get::Returns as ProtocolGetReturns;

/// `protocol_get`: One protocol in full, by its number. To find the number use protocol_search or protocol_list.
pub mod protocol_get {
    use ::gateway_runtime::__private as rt;
    use ::gateway_runtime::__private::prelude::*;
    use super::super::super::{client, tools};
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Args {
        /// Number of the protocol, such as 101.
        #[schemars(range(min = 0, max = 9999))]
        pub number: i64,
    }
    impl Args {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(number: i64) -> Self {
            Self { number }
        }
    }
    impl Args {
        /// Checks the limits that the types do not hold.
        ///
        /// # Errors
        /// Every argument that is not acceptable.
        pub fn validate(&self) -> Result<(), Vec<rt::ArgumentFault>> {
            rt::validate_typed(&tools::Tool::ProtocolGet.spec().input, self)
        }
    }
    static SHAPE: rt::ObjectShape = rt::ObjectShape {
        fields: &[
            rt::Field::required(
                "number",
                rt::Shape::of(rt::Kind::Integer {
                    min: Some(0),
                    max: Some(9999),
                }),
            ),
        ],
        open: false,
    };
    /// The arguments that it accepts, as JSON Schema 2020-12.
    pub const INPUT_SCHEMA: &str = r#"{"type":"object","properties":{"number":{"type":"integer","description":"Number of the protocol, such as 101.","minimum":0,"maximum":9999}},"required":["number"],"additionalProperties":false}"#;
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Returns {
        #[schemars(range(min = 0))]
        pub number: i64,
        pub title: String,
        /// Null where the document says it otherwise.
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<ReturnsStatus>")]
        pub status: Option<ReturnsStatus>,
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub classification: Option<String>,
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub version: Option<String>,
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub authority: Option<String>,
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub linked_protocols: Option<String>,
        pub path: String,
        /// What stands below the head.
        pub content: String,
    }
    impl Returns {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(
            number: i64,
            title: String,
            status: Option<ReturnsStatus>,
            classification: Option<String>,
            version: Option<String>,
            authority: Option<String>,
            linked_protocols: Option<String>,
            path: String,
            content: String,
        ) -> Self {
            Self {
                number,
                title,
                status,
                classification,
                version,
                authority,
                linked_protocols,
                path,
                content,
            }
        }
    }
    /// Null where the document says it otherwise.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde")]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub enum ReturnsStatus {
        #[serde(rename = "PROPOSED")]
        Proposed,
        #[serde(rename = "CANONICAL")]
        Canonical,
        #[serde(rename = "DEPRECATED")]
        Deprecated,
    }
    /// What it returns as `structuredContent`, as JSON Schema 2020-12.
    pub const OUTPUT_SCHEMA: &str = r#"{"type":"object","properties":{"number":{"type":"integer","minimum":0},"title":{"type":"string"},"status":{"type":["string","null"],"description":"Null where the document says it otherwise.","enum":["PROPOSED","CANONICAL","DEPRECATED",null]},"classification":{"type":["string","null"]},"version":{"type":["string","null"]},"authority":{"type":["string","null"]},"linked_protocols":{"type":["string","null"]},"path":{"type":"string"},"content":{"type":"string","description":"What stands below the head."}},"required":["number","title","status","classification","version","authority","linked_protocols","path","content"],"additionalProperties":false}"#;
    /// Its entry in the table of tools.
    #[must_use]
    pub const fn spec() -> rt::ToolSpec {
        rt::ToolSpec {
            index: tools::Tool::ProtocolGet as u16,
            name: "protocol_get",
            title: "Read a protocol",
            upstream: "protocol_get",
            description: "One protocol in full, by its number. To find the number use protocol_search or protocol_list.",
            aliases: &[],
            server: tools::Server::Protocol as u16,
            class: rt::Class::Read,
            annotations: rt::Annotations {
                read_only: true,
                destructive: false,
                idempotent: true,
                open_world: false,
            },
            policy: rt::Policy {
                rate: Some(rt::Rate {
                    calls: 100,
                    per: ::core::time::Duration::from_mins(1),
                }),
                cache: Some(::core::time::Duration::from_mins(5)),
                retries: 2,
                approval: rt::Approval::Never,
                call_timeout: None,
                max_arguments: Some(262144),
                max_result: Some(4194304),
            },
            audit_arguments: rt::Copied::Nothing,
            input: rt::Input::Object(&SHAPE),
            input_schema: INPUT_SCHEMA,
            output_schema: Some(OUTPUT_SCHEMA),
        }
    }
    impl<C: rt::Caller> client::Client<C> {
        /// One protocol in full, by its number. To find the number use protocol_search or protocol_list.
        ///
        /// # Errors
        /// When no reply came.
        pub async fn protocol_get(
            &self,
            arguments: &Args,
        ) -> Result<rt::CallReply, C::Error> {
            self.0.call(tools::Tool::ProtocolGet.spec(), rt::to_json(arguments)).await
        }
    }
}

pub use self::protocol_list::Args as ProtocolListArgs;
pub use self::protocol_list::Returns as ProtocolListReturns;

/// `protocol_list`: All protocols, or those of one status: number, title, status and version of each, without the text. For a topic use protocol_search.
pub mod protocol_list {
    use ::gateway_runtime::__private as rt;
    use ::gateway_runtime::__private::prelude::*;
    use super::super::super::{client, tools};
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Args {
        /// Only those of this status; all when absent.
        #[serde(
            default,
            skip_serializing_if = "::core::option::Option::is_none",
            deserialize_with = "rt::present"
        )]
        #[schemars(with = "Option<Status>")]
        pub status: Option<Option<Status>>,
    }
    impl Args {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new() -> Self {
            Self { status: None }
        }
    }
    /// Only those of this status; all when absent.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde")]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub enum Status {
        #[serde(rename = "PROPOSED")]
        Proposed,
        #[serde(rename = "CANONICAL")]
        Canonical,
        #[serde(rename = "DEPRECATED")]
        Deprecated,
    }
    impl Args {
        /// Checks the limits that the types do not hold.
        ///
        /// # Errors
        /// Every argument that is not acceptable.
        pub fn validate(&self) -> Result<(), Vec<rt::ArgumentFault>> {
            rt::validate_typed(&tools::Tool::ProtocolList.spec().input, self)
        }
    }
    static SHAPE: rt::ObjectShape = rt::ObjectShape {
        fields: &[
            rt::Field::optional(
                "status",
                rt::Shape::or_null(
                    rt::Kind::Enum(&["PROPOSED", "CANONICAL", "DEPRECATED"]),
                ),
            ),
        ],
        open: false,
    };
    /// The arguments that it accepts, as JSON Schema 2020-12.
    pub const INPUT_SCHEMA: &str = r#"{"type":"object","properties":{"status":{"type":["string","null"],"description":"Only those of this status; all when absent.","enum":["PROPOSED","CANONICAL","DEPRECATED",null]}},"additionalProperties":false}"#;
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Returns {
        #[schemars(range(min = 0))]
        pub count: i64,
        pub protocols: Vec<ReturnsProtocolsItem>,
    }
    impl Returns {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(count: i64, protocols: Vec<ReturnsProtocolsItem>) -> Self {
            Self { count, protocols }
        }
    }
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub struct ReturnsProtocolsItem {
        #[schemars(range(min = 0))]
        pub number: i64,
        pub title: String,
        /// Null where the document says it otherwise.
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<ReturnsProtocolsItemStatus>")]
        pub status: Option<ReturnsProtocolsItemStatus>,
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub classification: Option<String>,
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub version: Option<String>,
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub authority: Option<String>,
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub linked_protocols: Option<String>,
        pub path: String,
    }
    impl ReturnsProtocolsItem {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(
            number: i64,
            title: String,
            status: Option<ReturnsProtocolsItemStatus>,
            classification: Option<String>,
            version: Option<String>,
            authority: Option<String>,
            linked_protocols: Option<String>,
            path: String,
        ) -> Self {
            Self {
                number,
                title,
                status,
                classification,
                version,
                authority,
                linked_protocols,
                path,
            }
        }
    }
    /// Null where the document says it otherwise.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde")]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub enum ReturnsProtocolsItemStatus {
        #[serde(rename = "PROPOSED")]
        Proposed,
        #[serde(rename = "CANONICAL")]
        Canonical,
        #[serde(rename = "DEPRECATED")]
        Deprecated,
    }
    /// What it returns as `structuredContent`, as JSON Schema 2020-12.
    pub const OUTPUT_SCHEMA: &str = r#"{"type":"object","properties":{"count":{"type":"integer","minimum":0},"protocols":{"type":"array","items":{"type":"object","properties":{"number":{"type":"integer","minimum":0},"title":{"type":"string"},"status":{"type":["string","null"],"description":"Null where the document says it otherwise.","enum":["PROPOSED","CANONICAL","DEPRECATED",null]},"classification":{"type":["string","null"]},"version":{"type":["string","null"]},"authority":{"type":["string","null"]},"linked_protocols":{"type":["string","null"]},"path":{"type":"string"}},"required":["number","title","status","classification","version","authority","linked_protocols","path"],"additionalProperties":false}}},"required":["count","protocols"],"additionalProperties":false}"#;
    /// Its entry in the table of tools.
    #[must_use]
    pub const fn spec() -> rt::ToolSpec {
        rt::ToolSpec {
            index: tools::Tool::ProtocolList as u16,
            name: "protocol_list",
            title: "List protocols",
            upstream: "protocol_list",
            description: "All protocols, or those of one status: number, title, status and version of each, without the text. For a topic use protocol_search.",
            aliases: &[],
            server: tools::Server::Protocol as u16,
            class: rt::Class::Read,
            annotations: rt::Annotations {
                read_only: true,
                destructive: false,
                idempotent: true,
                open_world: false,
            },
            policy: rt::Policy {
                rate: Some(rt::Rate {
                    calls: 100,
                    per: ::core::time::Duration::from_mins(1),
                }),
                cache: Some(::core::time::Duration::from_mins(5)),
                retries: 2,
                approval: rt::Approval::Never,
                call_timeout: None,
                max_arguments: Some(262144),
                max_result: Some(4194304),
            },
            audit_arguments: rt::Copied::Nothing,
            input: rt::Input::Object(&SHAPE),
            input_schema: INPUT_SCHEMA,
            output_schema: Some(OUTPUT_SCHEMA),
        }
    }
    impl<C: rt::Caller> client::Client<C> {
        /// All protocols, or those of one status: number, title, status and version of each, without the text. For a topic use protocol_search.
        ///
        /// # Errors
        /// When no reply came.
        pub async fn protocol_list(
            &self,
            arguments: &Args,
        ) -> Result<rt::CallReply, C::Error> {
            self.0.call(tools::Tool::ProtocolList.spec(), rt::to_json(arguments)).await
        }
    }
}

pub use self::protocol_search::Args as ProtocolSearchArgs;
pub use self::protocol_search::Returns as ProtocolSearchReturns;

/// `protocol_search`: Protocols whose title or text contains the words: number and title of each. For a question in plain words over all documents use cortex_query; to read a hit use protocol_get.
pub mod protocol_search {
    use ::gateway_runtime::__private as rt;
    use ::gateway_runtime::__private::prelude::*;
    use super::super::super::{client, tools};
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Args<'a> {
        /// The words to find, such as "commit".
        #[serde(borrow)]
        #[schemars(length(min = 1, max = 10000))]
        pub query: rt::Cow<'a, str>,
    }
    impl<'a> Args<'a> {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(query: rt::Cow<'a, str>) -> Self {
            Self { query }
        }
    }
    impl Args<'_> {
        /// Checks the limits that the types do not hold.
        ///
        /// # Errors
        /// Every argument that is not acceptable.
        pub fn validate(&self) -> Result<(), Vec<rt::ArgumentFault>> {
            rt::validate_typed(&tools::Tool::ProtocolSearch.spec().input, self)
        }
    }
    static SHAPE: rt::ObjectShape = rt::ObjectShape {
        fields: &[
            rt::Field::required(
                "query",
                rt::Shape::of(
                    rt::Kind::String(rt::StringRule {
                        min_len: Some(1),
                        max_len: Some(10000),
                        pattern: None,
                        guard: None,
                    }),
                ),
            ),
        ],
        open: false,
    };
    /// The arguments that it accepts, as JSON Schema 2020-12.
    pub const INPUT_SCHEMA: &str = r#"{"type":"object","properties":{"query":{"type":"string","description":"The words to find, such as \"commit\".","minLength":1,"maxLength":10000}},"required":["query"],"additionalProperties":false}"#;
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Returns {
        /// All that were found; at most 50 are given.
        #[schemars(range(min = 0))]
        pub count: i64,
        pub protocols: Vec<ReturnsProtocolsItem>,
    }
    impl Returns {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(count: i64, protocols: Vec<ReturnsProtocolsItem>) -> Self {
            Self { count, protocols }
        }
    }
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub struct ReturnsProtocolsItem {
        #[schemars(range(min = 0))]
        pub number: i64,
        pub title: String,
        /// Null where the document says it otherwise.
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<ReturnsProtocolsItemStatus>")]
        pub status: Option<ReturnsProtocolsItemStatus>,
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub classification: Option<String>,
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub version: Option<String>,
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub authority: Option<String>,
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub linked_protocols: Option<String>,
        pub path: String,
        /// Lines in which words of the query stand.
        pub matches: Vec<String>,
    }
    impl ReturnsProtocolsItem {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(
            number: i64,
            title: String,
            status: Option<ReturnsProtocolsItemStatus>,
            classification: Option<String>,
            version: Option<String>,
            authority: Option<String>,
            linked_protocols: Option<String>,
            path: String,
            matches: Vec<String>,
        ) -> Self {
            Self {
                number,
                title,
                status,
                classification,
                version,
                authority,
                linked_protocols,
                path,
                matches,
            }
        }
    }
    /// Null where the document says it otherwise.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde")]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub enum ReturnsProtocolsItemStatus {
        #[serde(rename = "PROPOSED")]
        Proposed,
        #[serde(rename = "CANONICAL")]
        Canonical,
        #[serde(rename = "DEPRECATED")]
        Deprecated,
    }
    /// What it returns as `structuredContent`, as JSON Schema 2020-12.
    pub const OUTPUT_SCHEMA: &str = r#"{"type":"object","properties":{"count":{"type":"integer","description":"All that were found; at most 50 are given.","minimum":0},"protocols":{"type":"array","items":{"type":"object","properties":{"number":{"type":"integer","minimum":0},"title":{"type":"string"},"status":{"type":["string","null"],"description":"Null where the document says it otherwise.","enum":["PROPOSED","CANONICAL","DEPRECATED",null]},"classification":{"type":["string","null"]},"version":{"type":["string","null"]},"authority":{"type":["string","null"]},"linked_protocols":{"type":["string","null"]},"path":{"type":"string"},"matches":{"type":"array","description":"Lines in which words of the query stand.","items":{"type":"string"}}},"required":["number","title","status","classification","version","authority","linked_protocols","path","matches"],"additionalProperties":false}}},"required":["count","protocols"],"additionalProperties":false}"#;
    /// Its entry in the table of tools.
    #[must_use]
    pub const fn spec() -> rt::ToolSpec {
        rt::ToolSpec {
            index: tools::Tool::ProtocolSearch as u16,
            name: "protocol_search",
            title: "Search protocols",
            upstream: "protocol_search",
            description: "Protocols whose title or text contains the words: number and title of each. For a question in plain words over all documents use cortex_query; to read a hit use protocol_get.",
            aliases: &[],
            server: tools::Server::Protocol as u16,
            class: rt::Class::Read,
            annotations: rt::Annotations {
                read_only: true,
                destructive: false,
                idempotent: true,
                open_world: false,
            },
            policy: rt::Policy {
                rate: Some(rt::Rate {
                    calls: 100,
                    per: ::core::time::Duration::from_mins(1),
                }),
                cache: Some(::core::time::Duration::from_mins(5)),
                retries: 2,
                approval: rt::Approval::Never,
                call_timeout: None,
                max_arguments: Some(262144),
                max_result: Some(4194304),
            },
            audit_arguments: rt::Copied::Nothing,
            input: rt::Input::Object(&SHAPE),
            input_schema: INPUT_SCHEMA,
            output_schema: Some(OUTPUT_SCHEMA),
        }
    }
    impl<C: rt::Caller> client::Client<C> {
        /// Protocols whose title or text contains the words: number and title of each. For a question in plain words over all documents use cortex_query; to read a hit use protocol_get.
        ///
        /// # Errors
        /// When no reply came.
        pub async fn protocol_search(
            &self,
            arguments: &Args<'_>,
        ) -> Result<rt::CallReply, C::Error> {
            self.0.call(tools::Tool::ProtocolSearch.spec(), rt::to_json(arguments)).await
        }
    }
}

pub use self::protocol_update::Args as ProtocolUpdateArgs;
pub use self::protocol_update::Returns as ProtocolUpdateReturns;

/// `protocol_update`: Change fields of a protocol, e.g. its content or its status. Needs a person's approval. Read it first with protocol_get. Returns the fields that changed.
pub mod protocol_update {
    use ::gateway_runtime::__private as rt;
    use ::gateway_runtime::__private::prelude::*;
    use super::super::super::{client, tools};
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Args<'a> {
        /// Number of the protocol, such as 101.
        #[schemars(range(min = 0, max = 9999))]
        pub number: i64,
        /// Why it is changed, one sentence.
        #[serde(borrow)]
        #[schemars(length(min = 1, max = 2000))]
        pub reason: rt::Cow<'a, str>,
        /// The fields to change, each with its new value; others stay as they are.
        #[serde(borrow)]
        pub updates: Updates<'a>,
    }
    impl<'a> Args<'a> {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(number: i64, reason: rt::Cow<'a, str>, updates: Updates<'a>) -> Self {
            Self { number, reason, updates }
        }
    }
    /// The fields to change, each with its new value; others stay as they are.
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub struct Updates<'a> {
        /// New title, one line.
        #[serde(
            borrow,
            default,
            skip_serializing_if = "::core::option::Option::is_none",
            deserialize_with = "rt::present_text"
        )]
        #[schemars(
            with = "rt::Cow<'a, str>",
            length(min = 1, max = 300),
            regex(pattern = r"^[^\r\n]+$")
        )]
        pub title: Option<rt::Cow<'a, str>>,
        /// New text in full, in Markdown; it replaces the old.
        #[serde(
            borrow,
            default,
            skip_serializing_if = "::core::option::Option::is_none",
            deserialize_with = "rt::present_text"
        )]
        #[schemars(with = "rt::Cow<'a, str>", length(min = 1))]
        pub content: Option<rt::Cow<'a, str>>,
        /// New status.
        #[serde(
            default,
            skip_serializing_if = "::core::option::Option::is_none",
            deserialize_with = "rt::present"
        )]
        #[schemars(with = "UpdatesStatus")]
        pub status: Option<UpdatesStatus>,
        /// New classification.
        #[serde(
            borrow,
            default,
            skip_serializing_if = "::core::option::Option::is_none",
            deserialize_with = "rt::present_text"
        )]
        #[schemars(
            with = "rt::Cow<'a, str>",
            length(min = 1, max = 200),
            regex(pattern = r"^[^\r\n]+$")
        )]
        pub classification: Option<rt::Cow<'a, str>>,
        /// New version: raise it when the content changes.
        #[serde(
            borrow,
            default,
            skip_serializing_if = "::core::option::Option::is_none",
            deserialize_with = "rt::present_text"
        )]
        #[schemars(
            with = "rt::Cow<'a, str>",
            length(min = 1, max = 50),
            regex(pattern = r"^[^\r\n]+$")
        )]
        pub version: Option<rt::Cow<'a, str>>,
        /// New authority.
        #[serde(
            borrow,
            default,
            skip_serializing_if = "::core::option::Option::is_none",
            deserialize_with = "rt::present_text"
        )]
        #[schemars(
            with = "rt::Cow<'a, str>",
            length(min = 1, max = 300),
            regex(pattern = r"^[^\r\n]+$")
        )]
        pub authority: Option<rt::Cow<'a, str>>,
        /// New list of protocols that belong to it.
        #[serde(
            borrow,
            default,
            skip_serializing_if = "::core::option::Option::is_none",
            deserialize_with = "rt::present_text"
        )]
        #[schemars(
            with = "rt::Cow<'a, str>",
            length(max = 1000),
            regex(pattern = r"^[^\r\n]*$")
        )]
        pub linked_protocols: Option<rt::Cow<'a, str>>,
    }
    impl<'a> Updates<'a> {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new() -> Self {
            Self {
                title: None,
                content: None,
                status: None,
                classification: None,
                version: None,
                authority: None,
                linked_protocols: None,
            }
        }
    }
    /// New status.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde")]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub enum UpdatesStatus {
        #[serde(rename = "PROPOSED")]
        Proposed,
        #[serde(rename = "CANONICAL")]
        Canonical,
        #[serde(rename = "DEPRECATED")]
        Deprecated,
    }
    impl Args<'_> {
        /// Checks the limits that the types do not hold.
        ///
        /// # Errors
        /// Every argument that is not acceptable.
        pub fn validate(&self) -> Result<(), Vec<rt::ArgumentFault>> {
            rt::validate_typed(&tools::Tool::ProtocolUpdate.spec().input, self)
        }
    }
    static PATTERN_0: rt::Pattern = rt::Pattern::new(r"^[^\r\n]+$");
    static PATTERN_1: rt::Pattern = rt::Pattern::new(r"^[^\r\n]*$");
    static SHAPE: rt::ObjectShape = rt::ObjectShape {
        fields: &[
            rt::Field::required(
                "number",
                rt::Shape::of(rt::Kind::Integer {
                    min: Some(0),
                    max: Some(9999),
                }),
            ),
            rt::Field::required(
                "reason",
                rt::Shape::of(
                    rt::Kind::String(rt::StringRule {
                        min_len: Some(1),
                        max_len: Some(2000),
                        pattern: None,
                        guard: None,
                    }),
                ),
            ),
            rt::Field::required(
                "updates",
                rt::Shape::of(
                    rt::Kind::Object(
                        &rt::ObjectShape {
                            fields: &[
                                rt::Field::optional(
                                    "title",
                                    rt::Shape::of(
                                        rt::Kind::String(rt::StringRule {
                                            min_len: Some(1),
                                            max_len: Some(300),
                                            pattern: Some(&PATTERN_0),
                                            guard: None,
                                        }),
                                    ),
                                ),
                                rt::Field::optional(
                                    "content",
                                    rt::Shape::of(
                                        rt::Kind::String(rt::StringRule {
                                            min_len: Some(1),
                                            max_len: None,
                                            pattern: None,
                                            guard: None,
                                        }),
                                    ),
                                ),
                                rt::Field::optional(
                                    "status",
                                    rt::Shape::of(
                                        rt::Kind::Enum(&["PROPOSED", "CANONICAL", "DEPRECATED"]),
                                    ),
                                ),
                                rt::Field::optional(
                                    "classification",
                                    rt::Shape::of(
                                        rt::Kind::String(rt::StringRule {
                                            min_len: Some(1),
                                            max_len: Some(200),
                                            pattern: Some(&PATTERN_0),
                                            guard: None,
                                        }),
                                    ),
                                ),
                                rt::Field::optional(
                                    "version",
                                    rt::Shape::of(
                                        rt::Kind::String(rt::StringRule {
                                            min_len: Some(1),
                                            max_len: Some(50),
                                            pattern: Some(&PATTERN_0),
                                            guard: None,
                                        }),
                                    ),
                                ),
                                rt::Field::optional(
                                    "authority",
                                    rt::Shape::of(
                                        rt::Kind::String(rt::StringRule {
                                            min_len: Some(1),
                                            max_len: Some(300),
                                            pattern: Some(&PATTERN_0),
                                            guard: None,
                                        }),
                                    ),
                                ),
                                rt::Field::optional(
                                    "linked_protocols",
                                    rt::Shape::of(
                                        rt::Kind::String(rt::StringRule {
                                            min_len: None,
                                            max_len: Some(1000),
                                            pattern: Some(&PATTERN_1),
                                            guard: None,
                                        }),
                                    ),
                                ),
                            ],
                            open: false,
                        },
                    ),
                ),
            ),
        ],
        open: false,
    };
    /// The arguments that it accepts, as JSON Schema 2020-12.
    pub const INPUT_SCHEMA: &str = r#"{"type":"object","properties":{"number":{"type":"integer","description":"Number of the protocol, such as 101.","minimum":0,"maximum":9999},"reason":{"type":"string","description":"Why it is changed, one sentence.","minLength":1,"maxLength":2000},"updates":{"type":"object","description":"The fields to change, each with its new value; others stay as they are.","properties":{"title":{"type":"string","description":"New title, one line.","minLength":1,"maxLength":300,"pattern":"^[^\\r\\n]+$"},"content":{"type":"string","description":"New text in full, in Markdown; it replaces the old.","minLength":1},"status":{"type":"string","description":"New status.","enum":["PROPOSED","CANONICAL","DEPRECATED"]},"classification":{"type":"string","description":"New classification.","minLength":1,"maxLength":200,"pattern":"^[^\\r\\n]+$"},"version":{"type":"string","description":"New version: raise it when the content changes.","minLength":1,"maxLength":50,"pattern":"^[^\\r\\n]+$"},"authority":{"type":"string","description":"New authority.","minLength":1,"maxLength":300,"pattern":"^[^\\r\\n]+$"},"linked_protocols":{"type":"string","description":"New list of protocols that belong to it.","maxLength":1000,"pattern":"^[^\\r\\n]*$"}},"additionalProperties":false}},"required":["number","reason","updates"],"additionalProperties":false}"#;
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Returns {
        #[schemars(range(min = 0))]
        pub number: i64,
        pub title: String,
        /// Null where the document says it otherwise.
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<ReturnsStatus>")]
        pub status: Option<ReturnsStatus>,
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub classification: Option<String>,
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub version: Option<String>,
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub authority: Option<String>,
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub linked_protocols: Option<String>,
        pub path: String,
        /// Where it was before.
        pub previous_path: String,
        pub changed: Vec<ReturnsChangedItem>,
    }
    impl Returns {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(
            number: i64,
            title: String,
            status: Option<ReturnsStatus>,
            classification: Option<String>,
            version: Option<String>,
            authority: Option<String>,
            linked_protocols: Option<String>,
            path: String,
            previous_path: String,
            changed: Vec<ReturnsChangedItem>,
        ) -> Self {
            Self {
                number,
                title,
                status,
                classification,
                version,
                authority,
                linked_protocols,
                path,
                previous_path,
                changed,
            }
        }
    }
    /// Null where the document says it otherwise.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde")]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub enum ReturnsStatus {
        #[serde(rename = "PROPOSED")]
        Proposed,
        #[serde(rename = "CANONICAL")]
        Canonical,
        #[serde(rename = "DEPRECATED")]
        Deprecated,
    }
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde")]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub enum ReturnsChangedItem {
        #[serde(rename = "title")]
        Title,
        #[serde(rename = "content")]
        Content,
        #[serde(rename = "status")]
        Status,
        #[serde(rename = "classification")]
        Classification,
        #[serde(rename = "version")]
        Version,
        #[serde(rename = "authority")]
        Authority,
        #[serde(rename = "linked_protocols")]
        LinkedProtocols,
    }
    /// What it returns as `structuredContent`, as JSON Schema 2020-12.
    pub const OUTPUT_SCHEMA: &str = r#"{"type":"object","properties":{"number":{"type":"integer","minimum":0},"title":{"type":"string"},"status":{"type":["string","null"],"description":"Null where the document says it otherwise.","enum":["PROPOSED","CANONICAL","DEPRECATED",null]},"classification":{"type":["string","null"]},"version":{"type":["string","null"]},"authority":{"type":["string","null"]},"linked_protocols":{"type":["string","null"]},"path":{"type":"string"},"previous_path":{"type":"string","description":"Where it was before."},"changed":{"type":"array","items":{"type":"string","enum":["title","content","status","classification","version","authority","linked_protocols"]}}},"required":["number","title","status","classification","version","authority","linked_protocols","path","previous_path","changed"],"additionalProperties":false}"#;
    /// Its entry in the table of tools.
    #[must_use]
    pub const fn spec() -> rt::ToolSpec {
        rt::ToolSpec {
            index: tools::Tool::ProtocolUpdate as u16,
            name: "protocol_update",
            title: "Change a protocol",
            upstream: "protocol_update",
            description: "Change fields of a protocol, e.g. its content or its status. Needs a person's approval. Read it first with protocol_get. Returns the fields that changed.",
            aliases: &[],
            server: tools::Server::Protocol as u16,
            class: rt::Class::Write,
            annotations: rt::Annotations {
                read_only: false,
                destructive: false,
                idempotent: false,
                open_world: false,
            },
            policy: rt::Policy {
                rate: Some(rt::Rate {
                    calls: 50,
                    per: ::core::time::Duration::from_mins(1),
                }),
                cache: None,
                retries: 0,
                approval: rt::Approval::Always,
                call_timeout: None,
                max_arguments: Some(4194304),
                max_result: Some(4194304),
            },
            audit_arguments: rt::Copied::Nothing,
            input: rt::Input::Object(&SHAPE),
            input_schema: INPUT_SCHEMA,
            output_schema: Some(OUTPUT_SCHEMA),
        }
    }
    impl<C: rt::Caller> client::Client<C> {
        /// Change fields of a protocol, e.g. its content or its status. Needs a person's approval. Read it first with protocol_get. Returns the fields that changed.
        ///
        /// # Errors
        /// When no reply came.
        pub async fn protocol_update(
            &self,
            arguments: &Args<'_>,
        ) -> Result<rt::CallReply, C::Error> {
            self.0.call(tools::Tool::ProtocolUpdate.spec(), rt::to_json(arguments)).await
        }
    }
}
