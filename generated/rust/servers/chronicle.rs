// @generated from tools.toml by gatewayc gen; do not edit.

pub use self::chronicle_create_entry::Args as ChronicleCreateEntryArgs;
pub use self::chronicle_create_entry::Returns as ChronicleCreateEntryReturns;

/// `chronicle_create_entry`: Write a new entry into the chronicle, under the next free number: what happened, and what was learnt. A decision about the architecture belongs in adr_create, a standing rule in protocol_create, work to do in create_task. Returns the number and the file.
pub mod chronicle_create_entry {
    use ::gateway_runtime::__private as rt;
    use ::gateway_runtime::__private::prelude::*;
    use super::super::super::{client, tools};
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Args<'a> {
        /// What the entry is about, one line.
        #[serde(borrow)]
        #[schemars(length(min = 1, max = 300), regex(pattern = r"^[^\r\n]+$"))]
        pub title: rt::Cow<'a, str>,
        /// The entry, in Markdown, without a heading for the title.
        #[serde(borrow)]
        #[schemars(length(min = 1))]
        pub content: rt::Cow<'a, str>,
        /// Who writes it: a name, such as "Auditor".
        #[serde(borrow)]
        #[schemars(length(min = 1, max = 200), regex(pattern = r"^[^\r\n]+$"))]
        pub author: rt::Cow<'a, str>,
        /// Day of the entry as YYYY-MM-DD; today when absent.
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
        /// How settled it is.
        #[serde(default = "Args::default_status")]
        pub status: Status,
        /// Who may read it.
        #[serde(default = "Args::default_classification")]
        pub classification: Classification,
    }
    impl<'a> Args<'a> {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(
            title: rt::Cow<'a, str>,
            content: rt::Cow<'a, str>,
            author: rt::Cow<'a, str>,
        ) -> Self {
            Self {
                title,
                content,
                author,
                date: None,
                status: Self::default_status(),
                classification: Self::default_classification(),
            }
        }
        fn default_status() -> Status {
            Status::Draft
        }
        fn default_classification() -> Classification {
            Classification::Internal
        }
    }
    /// How settled it is.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde")]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub enum Status {
        #[serde(rename = "draft")]
        Draft,
        #[serde(rename = "published")]
        Published,
        #[serde(rename = "canonical")]
        Canonical,
        #[serde(rename = "deprecated")]
        Deprecated,
    }
    /// Who may read it.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde")]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub enum Classification {
        #[serde(rename = "public")]
        Public,
        #[serde(rename = "internal")]
        Internal,
        #[serde(rename = "confidential")]
        Confidential,
    }
    impl Args<'_> {
        /// Checks the limits that the types do not hold.
        ///
        /// # Errors
        /// Every argument that is not acceptable.
        pub fn validate(&self) -> Result<(), Vec<rt::ArgumentFault>> {
            rt::validate_typed(&tools::Tool::ChronicleCreateEntry.spec().input, self)
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
            rt::Field::required(
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
                    rt::Kind::Enum(&["draft", "published", "canonical", "deprecated"]),
                ),
            ),
            rt::Field::optional(
                "classification",
                rt::Shape::of(rt::Kind::Enum(&["public", "internal", "confidential"])),
            ),
        ],
        open: false,
    };
    /// The arguments that it accepts, as JSON Schema 2020-12.
    pub const INPUT_SCHEMA: &str = r#"{"type":"object","properties":{"title":{"type":"string","description":"What the entry is about, one line.","minLength":1,"maxLength":300,"pattern":"^[^\\r\\n]+$"},"content":{"type":"string","description":"The entry, in Markdown, without a heading for the title.","minLength":1},"author":{"type":"string","description":"Who writes it: a name, such as \"Auditor\".","minLength":1,"maxLength":200,"pattern":"^[^\\r\\n]+$"},"date":{"type":["string","null"],"description":"Day of the entry as YYYY-MM-DD; today when absent.","pattern":"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},"status":{"type":"string","description":"How settled it is.","enum":["draft","published","canonical","deprecated"],"default":"draft"},"classification":{"type":"string","description":"Who may read it.","enum":["public","internal","confidential"],"default":"internal"}},"required":["title","content","author"],"additionalProperties":false}"#;
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Returns {
        #[schemars(range(min = 0))]
        pub number: i64,
        pub title: String,
        /// As it is written; others write dates in many ways.
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub date: Option<String>,
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub author: Option<String>,
        /// Null where the document says it otherwise.
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<ReturnsStatus>")]
        pub status: Option<ReturnsStatus>,
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<ReturnsClassification>")]
        pub classification: Option<ReturnsClassification>,
        pub path: String,
    }
    impl Returns {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(
            number: i64,
            title: String,
            date: Option<String>,
            author: Option<String>,
            status: Option<ReturnsStatus>,
            classification: Option<ReturnsClassification>,
            path: String,
        ) -> Self {
            Self {
                number,
                title,
                date,
                author,
                status,
                classification,
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
        #[serde(rename = "draft")]
        Draft,
        #[serde(rename = "published")]
        Published,
        #[serde(rename = "canonical")]
        Canonical,
        #[serde(rename = "deprecated")]
        Deprecated,
    }
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde")]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub enum ReturnsClassification {
        #[serde(rename = "public")]
        Public,
        #[serde(rename = "internal")]
        Internal,
        #[serde(rename = "confidential")]
        Confidential,
    }
    /// What it returns as `structuredContent`, as JSON Schema 2020-12.
    pub const OUTPUT_SCHEMA: &str = r#"{"type":"object","properties":{"number":{"type":"integer","minimum":0},"title":{"type":"string"},"date":{"type":["string","null"],"description":"As it is written; others write dates in many ways."},"author":{"type":["string","null"]},"status":{"type":["string","null"],"description":"Null where the document says it otherwise.","enum":["draft","published","canonical","deprecated",null]},"classification":{"type":["string","null"],"enum":["public","internal","confidential",null]},"path":{"type":"string"}},"required":["number","title","date","author","status","classification","path"],"additionalProperties":false}"#;
    /// Its entry in the table of tools.
    #[must_use]
    pub const fn spec() -> rt::ToolSpec {
        rt::ToolSpec {
            index: tools::Tool::ChronicleCreateEntry as u16,
            name: "chronicle_create_entry",
            title: "Write a chronicle entry",
            upstream: "chronicle_create_entry",
            description: "Write a new entry into the chronicle, under the next free number: what happened, and what was learnt. A decision about the architecture belongs in adr_create, a standing rule in protocol_create, work to do in create_task. Returns the number and the file.",
            aliases: &[],
            server: tools::Server::Chronicle as u16,
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
        /// Write a new entry into the chronicle, under the next free number: what happened, and what was learnt. A decision about the architecture belongs in adr_create, a standing rule in protocol_create, work to do in create_task. Returns the number and the file.
        ///
        /// # Errors
        /// When no reply came.
        pub async fn chronicle_create_entry(
            &self,
            arguments: &Args<'_>,
        ) -> Result<rt::CallReply, C::Error> {
            self.0
                .call(tools::Tool::ChronicleCreateEntry.spec(), rt::to_json(arguments))
                .await
        }
    }
}

pub use self::chronicle_get_entry::Args as ChronicleGetEntryArgs;
pub use self::chronicle_get_entry::Returns as ChronicleGetEntryReturns;

/// `chronicle_get_entry`: One entry in full, by its number. To find the number use chronicle_search or chronicle_list_entries.
pub mod chronicle_get_entry {
    use ::gateway_runtime::__private as rt;
    use ::gateway_runtime::__private::prelude::*;
    use super::super::super::{client, tools};
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Args {
        /// Number of the entry, such as 283.
        #[schemars(range(min = 1))]
        pub entry_number: i64,
    }
    impl Args {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(entry_number: i64) -> Self {
            Self { entry_number }
        }
    }
    impl Args {
        /// Checks the limits that the types do not hold.
        ///
        /// # Errors
        /// Every argument that is not acceptable.
        pub fn validate(&self) -> Result<(), Vec<rt::ArgumentFault>> {
            rt::validate_typed(&tools::Tool::ChronicleGetEntry.spec().input, self)
        }
    }
    static SHAPE: rt::ObjectShape = rt::ObjectShape {
        fields: &[
            rt::Field::required(
                "entry_number",
                rt::Shape::of(rt::Kind::Integer {
                    min: Some(1),
                    max: None,
                }),
            ),
        ],
        open: false,
    };
    /// The arguments that it accepts, as JSON Schema 2020-12.
    pub const INPUT_SCHEMA: &str = r#"{"type":"object","properties":{"entry_number":{"type":"integer","description":"Number of the entry, such as 283.","minimum":1}},"required":["entry_number"],"additionalProperties":false}"#;
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Returns {
        #[schemars(range(min = 0))]
        pub number: i64,
        pub title: String,
        /// As it is written; others write dates in many ways.
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub date: Option<String>,
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub author: Option<String>,
        /// Null where the document says it otherwise.
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<ReturnsStatus>")]
        pub status: Option<ReturnsStatus>,
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<ReturnsClassification>")]
        pub classification: Option<ReturnsClassification>,
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
            date: Option<String>,
            author: Option<String>,
            status: Option<ReturnsStatus>,
            classification: Option<ReturnsClassification>,
            path: String,
            content: String,
        ) -> Self {
            Self {
                number,
                title,
                date,
                author,
                status,
                classification,
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
        #[serde(rename = "draft")]
        Draft,
        #[serde(rename = "published")]
        Published,
        #[serde(rename = "canonical")]
        Canonical,
        #[serde(rename = "deprecated")]
        Deprecated,
    }
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde")]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub enum ReturnsClassification {
        #[serde(rename = "public")]
        Public,
        #[serde(rename = "internal")]
        Internal,
        #[serde(rename = "confidential")]
        Confidential,
    }
    /// What it returns as `structuredContent`, as JSON Schema 2020-12.
    pub const OUTPUT_SCHEMA: &str = r#"{"type":"object","properties":{"number":{"type":"integer","minimum":0},"title":{"type":"string"},"date":{"type":["string","null"],"description":"As it is written; others write dates in many ways."},"author":{"type":["string","null"]},"status":{"type":["string","null"],"description":"Null where the document says it otherwise.","enum":["draft","published","canonical","deprecated",null]},"classification":{"type":["string","null"],"enum":["public","internal","confidential",null]},"path":{"type":"string"},"content":{"type":"string","description":"What stands below the head."}},"required":["number","title","date","author","status","classification","path","content"],"additionalProperties":false}"#;
    /// Its entry in the table of tools.
    #[must_use]
    pub const fn spec() -> rt::ToolSpec {
        rt::ToolSpec {
            index: tools::Tool::ChronicleGetEntry as u16,
            name: "chronicle_get_entry",
            title: "Read a chronicle entry",
            upstream: "chronicle_get_entry",
            description: "One entry in full, by its number. To find the number use chronicle_search or chronicle_list_entries.",
            aliases: &[],
            server: tools::Server::Chronicle as u16,
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
        /// One entry in full, by its number. To find the number use chronicle_search or chronicle_list_entries.
        ///
        /// # Errors
        /// When no reply came.
        pub async fn chronicle_get_entry(
            &self,
            arguments: &Args,
        ) -> Result<rt::CallReply, C::Error> {
            self.0
                .call(tools::Tool::ChronicleGetEntry.spec(), rt::to_json(arguments))
                .await
        }
    }
}

pub use self::chronicle_list_entries::Args as ChronicleListEntriesArgs;
pub use self::chronicle_list_entries::Returns as ChronicleListEntriesReturns;

/// `chronicle_list_entries`: The newest entries, newest first: number, title, status and date of each, without the text. Use it to catch up; for a topic use chronicle_search, for the text chronicle_get_entry.
pub mod chronicle_list_entries {
    use ::gateway_runtime::__private as rt;
    use ::gateway_runtime::__private::prelude::*;
    use super::super::super::{client, tools};
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Args {
        /// How many entries to return at most.
        #[serde(default = "Args::default_limit")]
        #[schemars(range(min = 1, max = 1000))]
        pub limit: i64,
    }
    impl Args {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new() -> Self {
            Self {
                limit: Self::default_limit(),
            }
        }
        fn default_limit() -> i64 {
            10
        }
    }
    impl Args {
        /// Checks the limits that the types do not hold.
        ///
        /// # Errors
        /// Every argument that is not acceptable.
        pub fn validate(&self) -> Result<(), Vec<rt::ArgumentFault>> {
            rt::validate_typed(&tools::Tool::ChronicleListEntries.spec().input, self)
        }
    }
    static SHAPE: rt::ObjectShape = rt::ObjectShape {
        fields: &[
            rt::Field::optional(
                "limit",
                rt::Shape::of(rt::Kind::Integer {
                    min: Some(1),
                    max: Some(1000),
                }),
            ),
        ],
        open: false,
    };
    /// The arguments that it accepts, as JSON Schema 2020-12.
    pub const INPUT_SCHEMA: &str = r#"{"type":"object","properties":{"limit":{"type":"integer","description":"How many entries to return at most.","minimum":1,"maximum":1000,"default":10}},"additionalProperties":false}"#;
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Returns {
        #[schemars(range(min = 0))]
        pub count: i64,
        pub entries: Vec<ReturnsEntriesItem>,
    }
    impl Returns {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(count: i64, entries: Vec<ReturnsEntriesItem>) -> Self {
            Self { count, entries }
        }
    }
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub struct ReturnsEntriesItem {
        #[schemars(range(min = 0))]
        pub number: i64,
        pub title: String,
        /// As it is written; others write dates in many ways.
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub date: Option<String>,
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub author: Option<String>,
        /// Null where the document says it otherwise.
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<ReturnsEntriesItemStatus>")]
        pub status: Option<ReturnsEntriesItemStatus>,
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<ReturnsEntriesItemClassification>")]
        pub classification: Option<ReturnsEntriesItemClassification>,
        pub path: String,
    }
    impl ReturnsEntriesItem {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(
            number: i64,
            title: String,
            date: Option<String>,
            author: Option<String>,
            status: Option<ReturnsEntriesItemStatus>,
            classification: Option<ReturnsEntriesItemClassification>,
            path: String,
        ) -> Self {
            Self {
                number,
                title,
                date,
                author,
                status,
                classification,
                path,
            }
        }
    }
    /// Null where the document says it otherwise.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde")]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub enum ReturnsEntriesItemStatus {
        #[serde(rename = "draft")]
        Draft,
        #[serde(rename = "published")]
        Published,
        #[serde(rename = "canonical")]
        Canonical,
        #[serde(rename = "deprecated")]
        Deprecated,
    }
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde")]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub enum ReturnsEntriesItemClassification {
        #[serde(rename = "public")]
        Public,
        #[serde(rename = "internal")]
        Internal,
        #[serde(rename = "confidential")]
        Confidential,
    }
    /// What it returns as `structuredContent`, as JSON Schema 2020-12.
    pub const OUTPUT_SCHEMA: &str = r#"{"type":"object","properties":{"count":{"type":"integer","minimum":0},"entries":{"type":"array","items":{"type":"object","properties":{"number":{"type":"integer","minimum":0},"title":{"type":"string"},"date":{"type":["string","null"],"description":"As it is written; others write dates in many ways."},"author":{"type":["string","null"]},"status":{"type":["string","null"],"description":"Null where the document says it otherwise.","enum":["draft","published","canonical","deprecated",null]},"classification":{"type":["string","null"],"enum":["public","internal","confidential",null]},"path":{"type":"string"}},"required":["number","title","date","author","status","classification","path"],"additionalProperties":false}}},"required":["count","entries"],"additionalProperties":false}"#;
    /// Its entry in the table of tools.
    #[must_use]
    pub const fn spec() -> rt::ToolSpec {
        rt::ToolSpec {
            index: tools::Tool::ChronicleListEntries as u16,
            name: "chronicle_list_entries",
            title: "Newest chronicle entries",
            upstream: "chronicle_list_entries",
            description: "The newest entries, newest first: number, title, status and date of each, without the text. Use it to catch up; for a topic use chronicle_search, for the text chronicle_get_entry.",
            aliases: &["chronicle_read_latest_entries"],
            server: tools::Server::Chronicle as u16,
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
        /// The newest entries, newest first: number, title, status and date of each, without the text. Use it to catch up; for a topic use chronicle_search, for the text chronicle_get_entry.
        ///
        /// # Errors
        /// When no reply came.
        pub async fn chronicle_list_entries(
            &self,
            arguments: &Args,
        ) -> Result<rt::CallReply, C::Error> {
            self.0
                .call(tools::Tool::ChronicleListEntries.spec(), rt::to_json(arguments))
                .await
        }
    }
}

pub use self::chronicle_search::Args as ChronicleSearchArgs;
pub use self::chronicle_search::Returns as ChronicleSearchReturns;

/// `chronicle_search`: Entries whose title or text contains the words: number and title of each. For a question in plain words over all documents use cortex_query; to read a hit use chronicle_get_entry.
pub mod chronicle_search {
    use ::gateway_runtime::__private as rt;
    use ::gateway_runtime::__private::prelude::*;
    use super::super::super::{client, tools};
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Args<'a> {
        /// The words to find, such as "session seal".
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
            rt::validate_typed(&tools::Tool::ChronicleSearch.spec().input, self)
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
    pub const INPUT_SCHEMA: &str = r#"{"type":"object","properties":{"query":{"type":"string","description":"The words to find, such as \"session seal\".","minLength":1,"maxLength":10000}},"required":["query"],"additionalProperties":false}"#;
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Returns {
        /// All that were found; at most 50 are given.
        #[schemars(range(min = 0))]
        pub count: i64,
        pub entries: Vec<ReturnsEntriesItem>,
    }
    impl Returns {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(count: i64, entries: Vec<ReturnsEntriesItem>) -> Self {
            Self { count, entries }
        }
    }
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub struct ReturnsEntriesItem {
        #[schemars(range(min = 0))]
        pub number: i64,
        pub title: String,
        /// As it is written; others write dates in many ways.
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub date: Option<String>,
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub author: Option<String>,
        /// Null where the document says it otherwise.
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<ReturnsEntriesItemStatus>")]
        pub status: Option<ReturnsEntriesItemStatus>,
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<ReturnsEntriesItemClassification>")]
        pub classification: Option<ReturnsEntriesItemClassification>,
        pub path: String,
        /// Lines in which words of the query stand.
        pub matches: Vec<String>,
    }
    impl ReturnsEntriesItem {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(
            number: i64,
            title: String,
            date: Option<String>,
            author: Option<String>,
            status: Option<ReturnsEntriesItemStatus>,
            classification: Option<ReturnsEntriesItemClassification>,
            path: String,
            matches: Vec<String>,
        ) -> Self {
            Self {
                number,
                title,
                date,
                author,
                status,
                classification,
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
    pub enum ReturnsEntriesItemStatus {
        #[serde(rename = "draft")]
        Draft,
        #[serde(rename = "published")]
        Published,
        #[serde(rename = "canonical")]
        Canonical,
        #[serde(rename = "deprecated")]
        Deprecated,
    }
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde")]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub enum ReturnsEntriesItemClassification {
        #[serde(rename = "public")]
        Public,
        #[serde(rename = "internal")]
        Internal,
        #[serde(rename = "confidential")]
        Confidential,
    }
    /// What it returns as `structuredContent`, as JSON Schema 2020-12.
    pub const OUTPUT_SCHEMA: &str = r#"{"type":"object","properties":{"count":{"type":"integer","description":"All that were found; at most 50 are given.","minimum":0},"entries":{"type":"array","items":{"type":"object","properties":{"number":{"type":"integer","minimum":0},"title":{"type":"string"},"date":{"type":["string","null"],"description":"As it is written; others write dates in many ways."},"author":{"type":["string","null"]},"status":{"type":["string","null"],"description":"Null where the document says it otherwise.","enum":["draft","published","canonical","deprecated",null]},"classification":{"type":["string","null"],"enum":["public","internal","confidential",null]},"path":{"type":"string"},"matches":{"type":"array","description":"Lines in which words of the query stand.","items":{"type":"string"}}},"required":["number","title","date","author","status","classification","path","matches"],"additionalProperties":false}}},"required":["count","entries"],"additionalProperties":false}"#;
    /// Its entry in the table of tools.
    #[must_use]
    pub const fn spec() -> rt::ToolSpec {
        rt::ToolSpec {
            index: tools::Tool::ChronicleSearch as u16,
            name: "chronicle_search",
            title: "Search the chronicle",
            upstream: "chronicle_search",
            description: "Entries whose title or text contains the words: number and title of each. For a question in plain words over all documents use cortex_query; to read a hit use chronicle_get_entry.",
            aliases: &[],
            server: tools::Server::Chronicle as u16,
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
        /// Entries whose title or text contains the words: number and title of each. For a question in plain words over all documents use cortex_query; to read a hit use chronicle_get_entry.
        ///
        /// # Errors
        /// When no reply came.
        pub async fn chronicle_search(
            &self,
            arguments: &Args<'_>,
        ) -> Result<rt::CallReply, C::Error> {
            self.0
                .call(tools::Tool::ChronicleSearch.spec(), rt::to_json(arguments))
                .await
        }
    }
}

pub use self::chronicle_update_entry::Args as ChronicleUpdateEntryArgs;
pub use self::chronicle_update_entry::Returns as ChronicleUpdateEntryReturns;

/// `chronicle_update_entry`: Change the title, content, status or classification of an entry. Needs a person's approval, and override_approval_id too when the entry is older than 7 days. To add something new, write another entry with chronicle_create_entry instead. Returns the fields that changed.
pub mod chronicle_update_entry {
    use ::gateway_runtime::__private as rt;
    use ::gateway_runtime::__private::prelude::*;
    use super::super::super::{client, tools};
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Args<'a> {
        /// Number of the entry, such as 283.
        #[schemars(range(min = 1))]
        pub entry_number: i64,
        /// Why it is changed, one sentence.
        #[serde(borrow)]
        #[schemars(length(min = 1, max = 2000))]
        pub reason: rt::Cow<'a, str>,
        /// Id of the approval to change an entry older than 7 days.
        #[serde(
            borrow,
            default,
            skip_serializing_if = "::core::option::Option::is_none",
            deserialize_with = "rt::present"
        )]
        #[schemars(with = "Option<rt::Cow<'a, str>>", length(min = 1, max = 200))]
        pub override_approval_id: Option<Option<rt::Cow<'a, str>>>,
        /// The fields to change, each with its new value; others stay as they are.
        #[serde(borrow)]
        pub updates: Updates<'a>,
    }
    impl<'a> Args<'a> {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(
            entry_number: i64,
            reason: rt::Cow<'a, str>,
            updates: Updates<'a>,
        ) -> Self {
            Self {
                entry_number,
                reason,
                override_approval_id: None,
                updates,
            }
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
            default,
            skip_serializing_if = "::core::option::Option::is_none",
            deserialize_with = "rt::present"
        )]
        #[schemars(with = "UpdatesClassification")]
        pub classification: Option<UpdatesClassification>,
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
            }
        }
    }
    /// New status.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde")]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub enum UpdatesStatus {
        #[serde(rename = "draft")]
        Draft,
        #[serde(rename = "published")]
        Published,
        #[serde(rename = "canonical")]
        Canonical,
        #[serde(rename = "deprecated")]
        Deprecated,
    }
    /// New classification.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde")]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub enum UpdatesClassification {
        #[serde(rename = "public")]
        Public,
        #[serde(rename = "internal")]
        Internal,
        #[serde(rename = "confidential")]
        Confidential,
    }
    impl Args<'_> {
        /// Checks the limits that the types do not hold.
        ///
        /// # Errors
        /// Every argument that is not acceptable.
        pub fn validate(&self) -> Result<(), Vec<rt::ArgumentFault>> {
            rt::validate_typed(&tools::Tool::ChronicleUpdateEntry.spec().input, self)
        }
    }
    static PATTERN_0: rt::Pattern = rt::Pattern::new(r"^[^\r\n]+$");
    static SHAPE: rt::ObjectShape = rt::ObjectShape {
        fields: &[
            rt::Field::required(
                "entry_number",
                rt::Shape::of(rt::Kind::Integer {
                    min: Some(1),
                    max: None,
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
            rt::Field::optional(
                "override_approval_id",
                rt::Shape::or_null(
                    rt::Kind::String(rt::StringRule {
                        min_len: Some(1),
                        max_len: Some(200),
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
                                        rt::Kind::Enum(
                                            &["draft", "published", "canonical", "deprecated"],
                                        ),
                                    ),
                                ),
                                rt::Field::optional(
                                    "classification",
                                    rt::Shape::of(
                                        rt::Kind::Enum(&["public", "internal", "confidential"]),
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
    pub const INPUT_SCHEMA: &str = r#"{"type":"object","properties":{"entry_number":{"type":"integer","description":"Number of the entry, such as 283.","minimum":1},"reason":{"type":"string","description":"Why it is changed, one sentence.","minLength":1,"maxLength":2000},"override_approval_id":{"type":["string","null"],"description":"Id of the approval to change an entry older than 7 days.","minLength":1,"maxLength":200},"updates":{"type":"object","description":"The fields to change, each with its new value; others stay as they are.","properties":{"title":{"type":"string","description":"New title, one line.","minLength":1,"maxLength":300,"pattern":"^[^\\r\\n]+$"},"content":{"type":"string","description":"New text in full, in Markdown; it replaces the old.","minLength":1},"status":{"type":"string","description":"New status.","enum":["draft","published","canonical","deprecated"]},"classification":{"type":"string","description":"New classification.","enum":["public","internal","confidential"]}},"additionalProperties":false}},"required":["entry_number","reason","updates"],"additionalProperties":false}"#;
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Returns {
        #[schemars(range(min = 0))]
        pub number: i64,
        pub title: String,
        /// As it is written; others write dates in many ways.
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub date: Option<String>,
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub author: Option<String>,
        /// Null where the document says it otherwise.
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<ReturnsStatus>")]
        pub status: Option<ReturnsStatus>,
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<ReturnsClassification>")]
        pub classification: Option<ReturnsClassification>,
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
            date: Option<String>,
            author: Option<String>,
            status: Option<ReturnsStatus>,
            classification: Option<ReturnsClassification>,
            path: String,
            previous_path: String,
            changed: Vec<ReturnsChangedItem>,
        ) -> Self {
            Self {
                number,
                title,
                date,
                author,
                status,
                classification,
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
        #[serde(rename = "draft")]
        Draft,
        #[serde(rename = "published")]
        Published,
        #[serde(rename = "canonical")]
        Canonical,
        #[serde(rename = "deprecated")]
        Deprecated,
    }
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde")]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub enum ReturnsClassification {
        #[serde(rename = "public")]
        Public,
        #[serde(rename = "internal")]
        Internal,
        #[serde(rename = "confidential")]
        Confidential,
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
    }
    /// What it returns as `structuredContent`, as JSON Schema 2020-12.
    pub const OUTPUT_SCHEMA: &str = r#"{"type":"object","properties":{"number":{"type":"integer","minimum":0},"title":{"type":"string"},"date":{"type":["string","null"],"description":"As it is written; others write dates in many ways."},"author":{"type":["string","null"]},"status":{"type":["string","null"],"description":"Null where the document says it otherwise.","enum":["draft","published","canonical","deprecated",null]},"classification":{"type":["string","null"],"enum":["public","internal","confidential",null]},"path":{"type":"string"},"previous_path":{"type":"string","description":"Where it was before."},"changed":{"type":"array","items":{"type":"string","enum":["title","content","status","classification"]}}},"required":["number","title","date","author","status","classification","path","previous_path","changed"],"additionalProperties":false}"#;
    /// Its entry in the table of tools.
    #[must_use]
    pub const fn spec() -> rt::ToolSpec {
        rt::ToolSpec {
            index: tools::Tool::ChronicleUpdateEntry as u16,
            name: "chronicle_update_entry",
            title: "Change a chronicle entry",
            upstream: "chronicle_update_entry",
            description: "Change the title, content, status or classification of an entry. Needs a person's approval, and override_approval_id too when the entry is older than 7 days. To add something new, write another entry with chronicle_create_entry instead. Returns the fields that changed.",
            aliases: &[],
            server: tools::Server::Chronicle as u16,
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
        /// Change the title, content, status or classification of an entry. Needs a person's approval, and override_approval_id too when the entry is older than 7 days. To add something new, write another entry with chronicle_create_entry instead. Returns the fields that changed.
        ///
        /// # Errors
        /// When no reply came.
        pub async fn chronicle_update_entry(
            &self,
            arguments: &Args<'_>,
        ) -> Result<rt::CallReply, C::Error> {
            self.0
                .call(tools::Tool::ChronicleUpdateEntry.spec(), rt::to_json(arguments))
                .await
        }
    }
}
