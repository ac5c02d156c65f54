// @generated from tools.toml by gatewayc gen; do not edit.

pub use self::adr_create::Args as AdrCreateArgs;
pub use self::adr_create::Returns as AdrCreateReturns;

/// `adr_create`: Write a new architecture decision record under the next free number. Use it when a choice was made that others must be able to look up; search with adr_search first. A standing rule belongs in protocol_create, an event in chronicle_create_entry. Returns the number and the file.
pub mod adr_create {
    use ::gateway_runtime::__private as rt;
    use ::gateway_runtime::__private::prelude::*;
    use super::super::super::{client, tools};
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Args<'a> {
        /// The decision in a few words, one line.
        #[serde(borrow)]
        #[schemars(length(min = 1, max = 300), regex(pattern = r"^[^\r\n]+$"))]
        pub title: rt::Cow<'a, str>,
        /// What made a decision necessary, in Markdown.
        #[serde(borrow)]
        #[schemars(length(min = 1))]
        pub context: rt::Cow<'a, str>,
        /// What was decided, in Markdown.
        #[serde(borrow)]
        #[schemars(length(min = 1))]
        pub decision: rt::Cow<'a, str>,
        /// What follows from it, good and bad, in Markdown.
        #[serde(borrow)]
        #[schemars(length(min = 1))]
        pub consequences: rt::Cow<'a, str>,
        /// Day of the decision as YYYY-MM-DD; today when absent.
        #[serde(
            borrow,
            default,
            skip_serializing_if = "::core::option::Option::is_none",
            deserialize_with = "rt::present"
        )]
        #[schemars(
            with = "Option<rt::Cow<'a, str>>",
            regex(pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$")
        )]
        pub date: Option<Option<rt::Cow<'a, str>>>,
        /// Where it stands in its life cycle.
        #[serde(default = "Args::default_status")]
        pub status: Status,
        /// Who records it.
        #[serde(borrow, default = "Args::default_author")]
        #[schemars(length(min = 1, max = 200), regex(pattern = r"^[^\r\n]+$"))]
        pub author: rt::Cow<'a, str>,
        /// Number of the record that this one replaces.
        #[serde(
            default,
            skip_serializing_if = "::core::option::Option::is_none",
            deserialize_with = "rt::present"
        )]
        #[schemars(with = "Option<i64>", range(min = 1))]
        pub supersedes: Option<Option<i64>>,
    }
    impl<'a> Args<'a> {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(
            title: rt::Cow<'a, str>,
            context: rt::Cow<'a, str>,
            decision: rt::Cow<'a, str>,
            consequences: rt::Cow<'a, str>,
        ) -> Self {
            Self {
                title,
                context,
                decision,
                consequences,
                date: None,
                status: Self::default_status(),
                author: Self::default_author(),
                supersedes: None,
            }
        }
        fn default_status() -> Status {
            Status::Proposed
        }
        fn default_author() -> rt::Cow<'a, str> {
            rt::Cow::Borrowed("AI Assistant")
        }
    }
    /// Where it stands in its life cycle.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde")]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub enum Status {
        #[serde(rename = "proposed")]
        Proposed,
        #[serde(rename = "accepted")]
        Accepted,
        #[serde(rename = "deprecated")]
        Deprecated,
        #[serde(rename = "superseded")]
        Superseded,
    }
    impl Args<'_> {
        /// Checks the limits that the types do not hold.
        ///
        /// # Errors
        /// Every argument that is not acceptable.
        pub fn validate(&self) -> Result<(), Vec<rt::ArgumentFault>> {
            rt::validate_typed(&tools::Tool::AdrCreate.spec().input, self)
        }
    }
    static PATTERN_0: rt::Pattern = rt::Pattern::new(r"^[^\r\n]+$");
    static PATTERN_1: rt::Pattern = rt::Pattern::new("^[0-9]{4}-[0-9]{2}-[0-9]{2}$");
    static SHAPE: rt::ObjectShape = rt::ObjectShape {
        fields: &[
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
                "context",
                rt::Shape::of(
                    rt::Kind::String(rt::StringRule {
                        min_len: Some(1),
                        max_len: None,
                        pattern: None,
                        guard: None,
                    }),
                ),
            ),
            rt::Field::required(
                "decision",
                rt::Shape::of(
                    rt::Kind::String(rt::StringRule {
                        min_len: Some(1),
                        max_len: None,
                        pattern: None,
                        guard: None,
                    }),
                ),
            ),
            rt::Field::required(
                "consequences",
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
                "date",
                rt::Shape::or_null(
                    rt::Kind::String(rt::StringRule {
                        min_len: None,
                        max_len: None,
                        pattern: Some(&PATTERN_1),
                        guard: None,
                    }),
                ),
            ),
            rt::Field::optional(
                "status",
                rt::Shape::of(
                    rt::Kind::Enum(&["proposed", "accepted", "deprecated", "superseded"]),
                ),
            ),
            rt::Field::optional(
                "author",
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
                "supersedes",
                rt::Shape::or_null(rt::Kind::Integer {
                    min: Some(1),
                    max: None,
                }),
            ),
        ],
        open: false,
    };
    /// The arguments that it accepts, as JSON Schema 2020-12.
    pub const INPUT_SCHEMA: &str = r#"{"type":"object","properties":{"title":{"type":"string","description":"The decision in a few words, one line.","minLength":1,"maxLength":300,"pattern":"^[^\\r\\n]+$"},"context":{"type":"string","description":"What made a decision necessary, in Markdown.","minLength":1},"decision":{"type":"string","description":"What was decided, in Markdown.","minLength":1},"consequences":{"type":"string","description":"What follows from it, good and bad, in Markdown.","minLength":1},"date":{"type":["string","null"],"description":"Day of the decision as YYYY-MM-DD; today when absent.","pattern":"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},"status":{"type":"string","description":"Where it stands in its life cycle.","enum":["proposed","accepted","deprecated","superseded"],"default":"proposed"},"author":{"type":"string","description":"Who records it.","minLength":1,"maxLength":200,"pattern":"^[^\\r\\n]+$","default":"AI Assistant"},"supersedes":{"type":["integer","null"],"description":"Number of the record that this one replaces.","minimum":1}},"required":["title","context","decision","consequences"],"additionalProperties":false}"#;
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
        /// As it is written; others write dates in many ways.
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub date: Option<String>,
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub author: Option<String>,
        /// Number of the record that this one replaces.
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<i64>", range(min = 0))]
        pub supersedes: Option<i64>,
        pub path: String,
    }
    impl Returns {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(
            number: i64,
            title: String,
            status: Option<ReturnsStatus>,
            date: Option<String>,
            author: Option<String>,
            supersedes: Option<i64>,
            path: String,
        ) -> Self {
            Self {
                number,
                title,
                status,
                date,
                author,
                supersedes,
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
        #[serde(rename = "proposed")]
        Proposed,
        #[serde(rename = "accepted")]
        Accepted,
        #[serde(rename = "deprecated")]
        Deprecated,
        #[serde(rename = "superseded")]
        Superseded,
    }
    /// What it returns as `structuredContent`, as JSON Schema 2020-12.
    pub const OUTPUT_SCHEMA: &str = r#"{"type":"object","properties":{"number":{"type":"integer","minimum":0},"title":{"type":"string"},"status":{"type":["string","null"],"description":"Null where the document says it otherwise.","enum":["proposed","accepted","deprecated","superseded",null]},"date":{"type":["string","null"],"description":"As it is written; others write dates in many ways."},"author":{"type":["string","null"]},"supersedes":{"type":["integer","null"],"description":"Number of the record that this one replaces.","minimum":0},"path":{"type":"string"}},"required":["number","title","status","date","author","supersedes","path"],"additionalProperties":false}"#;
    /// Its entry in the table of tools.
    #[must_use]
    pub const fn spec() -> rt::ToolSpec {
        rt::ToolSpec {
            index: tools::Tool::AdrCreate as u16,
            name: "adr_create",
            title: "Record a decision",
            upstream: "adr_create",
            description: "Write a new architecture decision record under the next free number. Use it when a choice was made that others must be able to look up; search with adr_search first. A standing rule belongs in protocol_create, an event in chronicle_create_entry. Returns the number and the file.",
            aliases: &[],
            server: tools::Server::Adr as u16,
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
        /// Write a new architecture decision record under the next free number. Use it when a choice was made that others must be able to look up; search with adr_search first. A standing rule belongs in protocol_create, an event in chronicle_create_entry. Returns the number and the file.
        ///
        /// # Errors
        /// When no reply came.
        pub async fn adr_create(
            &self,
            arguments: &Args<'_>,
        ) -> Result<rt::CallReply, C::Error> {
            self.0.call(tools::Tool::AdrCreate.spec(), rt::to_json(arguments)).await
        }
    }
}

pub use self::adr_get::Args as AdrGetArgs;
pub use self::adr_get::Returns as AdrGetReturns;

/// `adr_get`: One decision record in full, by its number. To find the number use adr_search or adr_list.
pub mod adr_get {
    use ::gateway_runtime::__private as rt;
    use ::gateway_runtime::__private::prelude::*;
    use super::super::super::{client, tools};
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Args {
        /// Number of the record, such as 12.
        #[schemars(range(min = 1))]
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
            rt::validate_typed(&tools::Tool::AdrGet.spec().input, self)
        }
    }
    static SHAPE: rt::ObjectShape = rt::ObjectShape {
        fields: &[
            rt::Field::required(
                "number",
                rt::Shape::of(rt::Kind::Integer {
                    min: Some(1),
                    max: None,
                }),
            ),
        ],
        open: false,
    };
    /// The arguments that it accepts, as JSON Schema 2020-12.
    pub const INPUT_SCHEMA: &str = r#"{"type":"object","properties":{"number":{"type":"integer","description":"Number of the record, such as 12.","minimum":1}},"required":["number"],"additionalProperties":false}"#;
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
        /// As it is written; others write dates in many ways.
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub date: Option<String>,
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub author: Option<String>,
        /// Number of the record that this one replaces.
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<i64>", range(min = 0))]
        pub supersedes: Option<i64>,
        pub path: String,
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub context: Option<String>,
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub decision: Option<String>,
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub consequences: Option<String>,
        /// The whole document.
        pub content: String,
    }
    impl Returns {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(
            number: i64,
            title: String,
            status: Option<ReturnsStatus>,
            date: Option<String>,
            author: Option<String>,
            supersedes: Option<i64>,
            path: String,
            context: Option<String>,
            decision: Option<String>,
            consequences: Option<String>,
            content: String,
        ) -> Self {
            Self {
                number,
                title,
                status,
                date,
                author,
                supersedes,
                path,
                context,
                decision,
                consequences,
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
        #[serde(rename = "proposed")]
        Proposed,
        #[serde(rename = "accepted")]
        Accepted,
        #[serde(rename = "deprecated")]
        Deprecated,
        #[serde(rename = "superseded")]
        Superseded,
    }
    /// What it returns as `structuredContent`, as JSON Schema 2020-12.
    pub const OUTPUT_SCHEMA: &str = r#"{"type":"object","properties":{"number":{"type":"integer","minimum":0},"title":{"type":"string"},"status":{"type":["string","null"],"description":"Null where the document says it otherwise.","enum":["proposed","accepted","deprecated","superseded",null]},"date":{"type":["string","null"],"description":"As it is written; others write dates in many ways."},"author":{"type":["string","null"]},"supersedes":{"type":["integer","null"],"description":"Number of the record that this one replaces.","minimum":0},"path":{"type":"string"},"context":{"type":["string","null"]},"decision":{"type":["string","null"]},"consequences":{"type":["string","null"]},"content":{"type":"string","description":"The whole document."}},"required":["number","title","status","date","author","supersedes","path","context","decision","consequences","content"],"additionalProperties":false}"#;
    /// Its entry in the table of tools.
    #[must_use]
    pub const fn spec() -> rt::ToolSpec {
        rt::ToolSpec {
            index: tools::Tool::AdrGet as u16,
            name: "adr_get",
            title: "Read a decision",
            upstream: "adr_get",
            description: "One decision record in full, by its number. To find the number use adr_search or adr_list.",
            aliases: &[],
            server: tools::Server::Adr as u16,
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
        /// One decision record in full, by its number. To find the number use adr_search or adr_list.
        ///
        /// # Errors
        /// When no reply came.
        pub async fn adr_get(
            &self,
            arguments: &Args,
        ) -> Result<rt::CallReply, C::Error> {
            self.0.call(tools::Tool::AdrGet.spec(), rt::to_json(arguments)).await
        }
    }
}

pub use self::adr_list::Args as AdrListArgs;
pub use self::adr_list::Returns as AdrListReturns;

/// `adr_list`: All decision records, or those of one status: number, title, status and date of each, without the text. For a topic use adr_search.
pub mod adr_list {
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
        #[serde(rename = "proposed")]
        Proposed,
        #[serde(rename = "accepted")]
        Accepted,
        #[serde(rename = "deprecated")]
        Deprecated,
        #[serde(rename = "superseded")]
        Superseded,
    }
    impl Args {
        /// Checks the limits that the types do not hold.
        ///
        /// # Errors
        /// Every argument that is not acceptable.
        pub fn validate(&self) -> Result<(), Vec<rt::ArgumentFault>> {
            rt::validate_typed(&tools::Tool::AdrList.spec().input, self)
        }
    }
    static SHAPE: rt::ObjectShape = rt::ObjectShape {
        fields: &[
            rt::Field::optional(
                "status",
                rt::Shape::or_null(
                    rt::Kind::Enum(&["proposed", "accepted", "deprecated", "superseded"]),
                ),
            ),
        ],
        open: false,
    };
    /// The arguments that it accepts, as JSON Schema 2020-12.
    pub const INPUT_SCHEMA: &str = r#"{"type":"object","properties":{"status":{"type":["string","null"],"description":"Only those of this status; all when absent.","enum":["proposed","accepted","deprecated","superseded",null]}},"additionalProperties":false}"#;
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Returns {
        #[schemars(range(min = 0))]
        pub count: i64,
        pub decisions: Vec<ReturnsDecisionsItem>,
    }
    impl Returns {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(count: i64, decisions: Vec<ReturnsDecisionsItem>) -> Self {
            Self { count, decisions }
        }
    }
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub struct ReturnsDecisionsItem {
        #[schemars(range(min = 0))]
        pub number: i64,
        pub title: String,
        /// Null where the document says it otherwise.
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<ReturnsDecisionsItemStatus>")]
        pub status: Option<ReturnsDecisionsItemStatus>,
        /// As it is written; others write dates in many ways.
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub date: Option<String>,
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub author: Option<String>,
        /// Number of the record that this one replaces.
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<i64>", range(min = 0))]
        pub supersedes: Option<i64>,
        pub path: String,
    }
    impl ReturnsDecisionsItem {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(
            number: i64,
            title: String,
            status: Option<ReturnsDecisionsItemStatus>,
            date: Option<String>,
            author: Option<String>,
            supersedes: Option<i64>,
            path: String,
        ) -> Self {
            Self {
                number,
                title,
                status,
                date,
                author,
                supersedes,
                path,
            }
        }
    }
    /// Null where the document says it otherwise.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde")]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub enum ReturnsDecisionsItemStatus {
        #[serde(rename = "proposed")]
        Proposed,
        #[serde(rename = "accepted")]
        Accepted,
        #[serde(rename = "deprecated")]
        Deprecated,
        #[serde(rename = "superseded")]
        Superseded,
    }
    /// What it returns as `structuredContent`, as JSON Schema 2020-12.
    pub const OUTPUT_SCHEMA: &str = r#"{"type":"object","properties":{"count":{"type":"integer","minimum":0},"decisions":{"type":"array","items":{"type":"object","properties":{"number":{"type":"integer","minimum":0},"title":{"type":"string"},"status":{"type":["string","null"],"description":"Null where the document says it otherwise.","enum":["proposed","accepted","deprecated","superseded",null]},"date":{"type":["string","null"],"description":"As it is written; others write dates in many ways."},"author":{"type":["string","null"]},"supersedes":{"type":["integer","null"],"description":"Number of the record that this one replaces.","minimum":0},"path":{"type":"string"}},"required":["number","title","status","date","author","supersedes","path"],"additionalProperties":false}}},"required":["count","decisions"],"additionalProperties":false}"#;
    /// Its entry in the table of tools.
    #[must_use]
    pub const fn spec() -> rt::ToolSpec {
        rt::ToolSpec {
            index: tools::Tool::AdrList as u16,
            name: "adr_list",
            title: "List decisions",
            upstream: "adr_list",
            description: "All decision records, or those of one status: number, title, status and date of each, without the text. For a topic use adr_search.",
            aliases: &[],
            server: tools::Server::Adr as u16,
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
        /// All decision records, or those of one status: number, title, status and date of each, without the text. For a topic use adr_search.
        ///
        /// # Errors
        /// When no reply came.
        pub async fn adr_list(
            &self,
            arguments: &Args,
        ) -> Result<rt::CallReply, C::Error> {
            self.0.call(tools::Tool::AdrList.spec(), rt::to_json(arguments)).await
        }
    }
}

pub use self::adr_search::Args as AdrSearchArgs;
pub use self::adr_search::Returns as AdrSearchReturns;

/// `adr_search`: Decision records that contain the words: number, title and the matching lines of each. Use it before proposing a change of the architecture; to read a hit use adr_get, for all kinds of documents cortex_query.
pub mod adr_search {
    use ::gateway_runtime::__private as rt;
    use ::gateway_runtime::__private::prelude::*;
    use super::super::super::{client, tools};
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Args<'a> {
        /// The words to find, such as "vector store".
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
            rt::validate_typed(&tools::Tool::AdrSearch.spec().input, self)
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
    pub const INPUT_SCHEMA: &str = r#"{"type":"object","properties":{"query":{"type":"string","description":"The words to find, such as \"vector store\".","minLength":1,"maxLength":10000}},"required":["query"],"additionalProperties":false}"#;
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Returns {
        /// All that were found; at most 50 are given.
        #[schemars(range(min = 0))]
        pub count: i64,
        pub decisions: Vec<ReturnsDecisionsItem>,
    }
    impl Returns {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(count: i64, decisions: Vec<ReturnsDecisionsItem>) -> Self {
            Self { count, decisions }
        }
    }
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub struct ReturnsDecisionsItem {
        #[schemars(range(min = 0))]
        pub number: i64,
        pub title: String,
        /// Null where the document says it otherwise.
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<ReturnsDecisionsItemStatus>")]
        pub status: Option<ReturnsDecisionsItemStatus>,
        /// As it is written; others write dates in many ways.
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub date: Option<String>,
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub author: Option<String>,
        /// Number of the record that this one replaces.
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<i64>", range(min = 0))]
        pub supersedes: Option<i64>,
        pub path: String,
        /// Lines in which words of the query stand.
        pub matches: Vec<String>,
    }
    impl ReturnsDecisionsItem {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(
            number: i64,
            title: String,
            status: Option<ReturnsDecisionsItemStatus>,
            date: Option<String>,
            author: Option<String>,
            supersedes: Option<i64>,
            path: String,
            matches: Vec<String>,
        ) -> Self {
            Self {
                number,
                title,
                status,
                date,
                author,
                supersedes,
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
    pub enum ReturnsDecisionsItemStatus {
        #[serde(rename = "proposed")]
        Proposed,
        #[serde(rename = "accepted")]
        Accepted,
        #[serde(rename = "deprecated")]
        Deprecated,
        #[serde(rename = "superseded")]
        Superseded,
    }
    /// What it returns as `structuredContent`, as JSON Schema 2020-12.
    pub const OUTPUT_SCHEMA: &str = r#"{"type":"object","properties":{"count":{"type":"integer","description":"All that were found; at most 50 are given.","minimum":0},"decisions":{"type":"array","items":{"type":"object","properties":{"number":{"type":"integer","minimum":0},"title":{"type":"string"},"status":{"type":["string","null"],"description":"Null where the document says it otherwise.","enum":["proposed","accepted","deprecated","superseded",null]},"date":{"type":["string","null"],"description":"As it is written; others write dates in many ways."},"author":{"type":["string","null"]},"supersedes":{"type":["integer","null"],"description":"Number of the record that this one replaces.","minimum":0},"path":{"type":"string"},"matches":{"type":"array","description":"Lines in which words of the query stand.","items":{"type":"string"}}},"required":["number","title","status","date","author","supersedes","path","matches"],"additionalProperties":false}}},"required":["count","decisions"],"additionalProperties":false}"#;
    /// Its entry in the table of tools.
    #[must_use]
    pub const fn spec() -> rt::ToolSpec {
        rt::ToolSpec {
            index: tools::Tool::AdrSearch as u16,
            name: "adr_search",
            title: "Search decisions",
            upstream: "adr_search",
            description: "Decision records that contain the words: number, title and the matching lines of each. Use it before proposing a change of the architecture; to read a hit use adr_get, for all kinds of documents cortex_query.",
            aliases: &[],
            server: tools::Server::Adr as u16,
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
        /// Decision records that contain the words: number, title and the matching lines of each. Use it before proposing a change of the architecture; to read a hit use adr_get, for all kinds of documents cortex_query.
        ///
        /// # Errors
        /// When no reply came.
        pub async fn adr_search(
            &self,
            arguments: &Args<'_>,
        ) -> Result<rt::CallReply, C::Error> {
            self.0.call(tools::Tool::AdrSearch.spec(), rt::to_json(arguments)).await
        }
    }
}

pub use self::adr_update_status::Args as AdrUpdateStatusArgs;
pub use self::adr_update_status::Returns as AdrUpdateStatusReturns;

/// `adr_update_status`: Move a record through its life cycle: proposed to accepted or deprecated, accepted to deprecated or superseded, nothing else. It cannot change the text: write a new record with adr_create that supersedes the old one.
pub mod adr_update_status {
    use ::gateway_runtime::__private as rt;
    use ::gateway_runtime::__private::prelude::*;
    use super::super::super::{client, tools};
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Args<'a> {
        /// Number of the record, such as 12.
        #[schemars(range(min = 1))]
        pub number: i64,
        /// The status to move to.
        pub new_status: NewStatus,
        /// Why, one sentence.
        #[serde(borrow)]
        #[schemars(length(min = 1, max = 2000))]
        pub reason: rt::Cow<'a, str>,
    }
    impl<'a> Args<'a> {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(
            number: i64,
            new_status: NewStatus,
            reason: rt::Cow<'a, str>,
        ) -> Self {
            Self { number, new_status, reason }
        }
    }
    /// The status to move to.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde")]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub enum NewStatus {
        #[serde(rename = "proposed")]
        Proposed,
        #[serde(rename = "accepted")]
        Accepted,
        #[serde(rename = "deprecated")]
        Deprecated,
        #[serde(rename = "superseded")]
        Superseded,
    }
    impl Args<'_> {
        /// Checks the limits that the types do not hold.
        ///
        /// # Errors
        /// Every argument that is not acceptable.
        pub fn validate(&self) -> Result<(), Vec<rt::ArgumentFault>> {
            rt::validate_typed(&tools::Tool::AdrUpdateStatus.spec().input, self)
        }
    }
    static SHAPE: rt::ObjectShape = rt::ObjectShape {
        fields: &[
            rt::Field::required(
                "number",
                rt::Shape::of(rt::Kind::Integer {
                    min: Some(1),
                    max: None,
                }),
            ),
            rt::Field::required(
                "new_status",
                rt::Shape::of(
                    rt::Kind::Enum(&["proposed", "accepted", "deprecated", "superseded"]),
                ),
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
        ],
        open: false,
    };
    /// The arguments that it accepts, as JSON Schema 2020-12.
    pub const INPUT_SCHEMA: &str = r#"{"type":"object","properties":{"number":{"type":"integer","description":"Number of the record, such as 12.","minimum":1},"new_status":{"type":"string","description":"The status to move to.","enum":["proposed","accepted","deprecated","superseded"]},"reason":{"type":"string","description":"Why, one sentence.","minLength":1,"maxLength":2000}},"required":["number","new_status","reason"],"additionalProperties":false}"#;
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
        /// As it is written; others write dates in many ways.
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub date: Option<String>,
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub author: Option<String>,
        /// Number of the record that this one replaces.
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<i64>", range(min = 0))]
        pub supersedes: Option<i64>,
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
            date: Option<String>,
            author: Option<String>,
            supersedes: Option<i64>,
            path: String,
            previous_path: String,
            changed: Vec<ReturnsChangedItem>,
        ) -> Self {
            Self {
                number,
                title,
                status,
                date,
                author,
                supersedes,
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
        #[serde(rename = "proposed")]
        Proposed,
        #[serde(rename = "accepted")]
        Accepted,
        #[serde(rename = "deprecated")]
        Deprecated,
        #[serde(rename = "superseded")]
        Superseded,
    }
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde")]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub enum ReturnsChangedItem {
        #[serde(rename = "status")]
        Status,
    }
    /// What it returns as `structuredContent`, as JSON Schema 2020-12.
    pub const OUTPUT_SCHEMA: &str = r#"{"type":"object","properties":{"number":{"type":"integer","minimum":0},"title":{"type":"string"},"status":{"type":["string","null"],"description":"Null where the document says it otherwise.","enum":["proposed","accepted","deprecated","superseded",null]},"date":{"type":["string","null"],"description":"As it is written; others write dates in many ways."},"author":{"type":["string","null"]},"supersedes":{"type":["integer","null"],"description":"Number of the record that this one replaces.","minimum":0},"path":{"type":"string"},"previous_path":{"type":"string","description":"Where it was before."},"changed":{"type":"array","items":{"type":"string","enum":["status"]}}},"required":["number","title","status","date","author","supersedes","path","previous_path","changed"],"additionalProperties":false}"#;
    /// Its entry in the table of tools.
    #[must_use]
    pub const fn spec() -> rt::ToolSpec {
        rt::ToolSpec {
            index: tools::Tool::AdrUpdateStatus as u16,
            name: "adr_update_status",
            title: "Move a decision on",
            upstream: "adr_update_status",
            description: "Move a record through its life cycle: proposed to accepted or deprecated, accepted to deprecated or superseded, nothing else. It cannot change the text: write a new record with adr_create that supersedes the old one.",
            aliases: &[],
            server: tools::Server::Adr as u16,
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
        /// Move a record through its life cycle: proposed to accepted or deprecated, accepted to deprecated or superseded, nothing else. It cannot change the text: write a new record with adr_create that supersedes the old one.
        ///
        /// # Errors
        /// When no reply came.
        pub async fn adr_update_status(
            &self,
            arguments: &Args<'_>,
        ) -> Result<rt::CallReply, C::Error> {
            self.0
                .call(tools::Tool::AdrUpdateStatus.spec(), rt::to_json(arguments))
                .await
        }
    }
}
