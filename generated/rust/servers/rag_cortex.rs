// @generated from tools.toml by gatewayc gen; do not edit.

pub use self::cortex_cache_get::Args as CortexCacheGetArgs;
pub use self::cortex_cache_get::Returns as CortexCacheGetReturns;

/// `cortex_cache_get`: Look up the stored answer to exactly this question; does not search. Try it before a costly cortex_query on a standing question. Returns JSON that says whether there was a hit, and the answer.
pub mod cortex_cache_get {
    use ::gateway_runtime::__private as rt;
    use ::gateway_runtime::__private::prelude::*;
    use super::super::super::{client, tools};
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Args<'a> {
        /// The question, worded as it was stored.
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
            rt::validate_typed(&tools::Tool::CortexCacheGet.spec().input, self)
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
    pub const INPUT_SCHEMA: &str = r#"{"type":"object","properties":{"query":{"type":"string","description":"The question, worded as it was stored.","minLength":1,"maxLength":10000}},"required":["query"],"additionalProperties":false}"#;
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Returns {
        pub query: String,
        pub hit: bool,
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub answer: Option<String>,
    }
    impl Returns {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(query: String, hit: bool, answer: Option<String>) -> Self {
            Self { query, hit, answer }
        }
    }
    /// What it returns as `structuredContent`, as JSON Schema 2020-12.
    pub const OUTPUT_SCHEMA: &str = r#"{"type":"object","properties":{"query":{"type":"string"},"hit":{"type":"boolean"},"answer":{"type":["string","null"]}},"required":["query","hit","answer"],"additionalProperties":false}"#;
    /// Its entry in the table of tools.
    #[must_use]
    pub const fn spec() -> rt::ToolSpec {
        rt::ToolSpec {
            index: tools::Tool::CortexCacheGet as u16,
            name: "cortex_cache_get",
            title: "Look up a cached answer",
            upstream: "cortex_cache_get",
            description: "Look up the stored answer to exactly this question; does not search. Try it before a costly cortex_query on a standing question. Returns JSON that says whether there was a hit, and the answer.",
            aliases: &[],
            server: tools::Server::RagCortex as u16,
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
                cache: None,
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
        /// Look up the stored answer to exactly this question; does not search. Try it before a costly cortex_query on a standing question. Returns JSON that says whether there was a hit, and the answer.
        ///
        /// # Errors
        /// When no reply came.
        pub async fn cortex_cache_get(
            &self,
            arguments: &Args<'_>,
        ) -> Result<rt::CallReply, C::Error> {
            self.0.call(tools::Tool::CortexCacheGet.spec(), rt::to_json(arguments)).await
        }
    }
}

pub use self::cortex_cache_set::Args as CortexCacheSetArgs;
pub use self::cortex_cache_set::Returns as CortexCacheSetReturns;

/// `cortex_cache_set`: Store a finished answer to a question, replacing an earlier one, for cortex_cache_get and for cortex_query with use_cache. Only for answers that stay true for a while; knowledge that must last belongs in a document, e.g. through chronicle_create_entry.
pub mod cortex_cache_set {
    use ::gateway_runtime::__private as rt;
    use ::gateway_runtime::__private::prelude::*;
    use super::super::super::{client, tools};
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Args<'a> {
        /// The question, worded as it will be asked again.
        #[serde(borrow)]
        #[schemars(length(min = 1, max = 10000))]
        pub query: rt::Cow<'a, str>,
        /// The answer in full.
        #[serde(borrow)]
        #[schemars(length(min = 1))]
        pub answer: rt::Cow<'a, str>,
    }
    impl<'a> Args<'a> {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(query: rt::Cow<'a, str>, answer: rt::Cow<'a, str>) -> Self {
            Self { query, answer }
        }
    }
    impl Args<'_> {
        /// Checks the limits that the types do not hold.
        ///
        /// # Errors
        /// Every argument that is not acceptable.
        pub fn validate(&self) -> Result<(), Vec<rt::ArgumentFault>> {
            rt::validate_typed(&tools::Tool::CortexCacheSet.spec().input, self)
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
            rt::Field::required(
                "answer",
                rt::Shape::of(
                    rt::Kind::String(rt::StringRule {
                        min_len: Some(1),
                        max_len: None,
                        pattern: None,
                        guard: None,
                    }),
                ),
            ),
        ],
        open: false,
    };
    /// The arguments that it accepts, as JSON Schema 2020-12.
    pub const INPUT_SCHEMA: &str = r#"{"type":"object","properties":{"query":{"type":"string","description":"The question, worded as it will be asked again.","minLength":1,"maxLength":10000},"answer":{"type":"string","description":"The answer in full.","minLength":1}},"required":["query","answer"],"additionalProperties":false}"#;
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Returns {
        pub query: String,
        pub stored: bool,
    }
    impl Returns {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(query: String, stored: bool) -> Self {
            Self { query, stored }
        }
    }
    /// What it returns as `structuredContent`, as JSON Schema 2020-12.
    pub const OUTPUT_SCHEMA: &str = r#"{"type":"object","properties":{"query":{"type":"string"},"stored":{"type":"boolean"}},"required":["query","stored"],"additionalProperties":false}"#;
    /// Its entry in the table of tools.
    #[must_use]
    pub const fn spec() -> rt::ToolSpec {
        rt::ToolSpec {
            index: tools::Tool::CortexCacheSet as u16,
            name: "cortex_cache_set",
            title: "Store an answer",
            upstream: "cortex_cache_set",
            description: "Store a finished answer to a question, replacing an earlier one, for cortex_cache_get and for cortex_query with use_cache. Only for answers that stay true for a while; knowledge that must last belongs in a document, e.g. through chronicle_create_entry.",
            aliases: &[],
            server: tools::Server::RagCortex as u16,
            class: rt::Class::Write,
            annotations: rt::Annotations {
                read_only: false,
                destructive: false,
                idempotent: true,
                open_world: false,
            },
            policy: rt::Policy {
                rate: Some(rt::Rate {
                    calls: 100,
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
        /// Store a finished answer to a question, replacing an earlier one, for cortex_cache_get and for cortex_query with use_cache. Only for answers that stay true for a while; knowledge that must last belongs in a document, e.g. through chronicle_create_entry.
        ///
        /// # Errors
        /// When no reply came.
        pub async fn cortex_cache_set(
            &self,
            arguments: &Args<'_>,
        ) -> Result<rt::CallReply, C::Error> {
            self.0.call(tools::Tool::CortexCacheSet.spec(), rt::to_json(arguments)).await
        }
    }
}

pub use self::cortex_cache_stats::Args as CortexCacheStatsArgs;
pub use self::cortex_cache_stats::Returns as CortexCacheStatsReturns;

/// `cortex_cache_stats`: Hits, misses and size of the answer cache, as JSON. For the index itself use cortex_get_stats.
pub mod cortex_cache_stats {
    use ::gateway_runtime::__private as rt;
    use ::gateway_runtime::__private::prelude::*;
    use super::super::super::{client, tools};
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Args {}
    impl Args {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new() -> Self {
            Self {}
        }
    }
    impl Args {
        /// Checks the limits that the types do not hold.
        ///
        /// # Errors
        /// Every argument that is not acceptable.
        pub fn validate(&self) -> Result<(), Vec<rt::ArgumentFault>> {
            rt::validate_typed(&tools::Tool::CortexCacheStats.spec().input, self)
        }
    }
    static SHAPE: rt::ObjectShape = rt::ObjectShape {
        fields: &[],
        open: false,
    };
    /// The arguments that it accepts, as JSON Schema 2020-12.
    pub const INPUT_SCHEMA: &str = r#"{"type":"object","properties":{},"additionalProperties":false}"#;
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Returns {
        #[schemars(range(min = 0))]
        pub entries: i64,
        #[schemars(range(min = 0))]
        pub hits: i64,
        #[schemars(range(min = 0))]
        pub misses: i64,
        #[schemars(range(min = 0))]
        pub bytes: i64,
    }
    impl Returns {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(entries: i64, hits: i64, misses: i64, bytes: i64) -> Self {
            Self {
                entries,
                hits,
                misses,
                bytes,
            }
        }
    }
    /// What it returns as `structuredContent`, as JSON Schema 2020-12.
    pub const OUTPUT_SCHEMA: &str = r#"{"type":"object","properties":{"entries":{"type":"integer","minimum":0},"hits":{"type":"integer","minimum":0},"misses":{"type":"integer","minimum":0},"bytes":{"type":"integer","minimum":0}},"required":["entries","hits","misses","bytes"],"additionalProperties":false}"#;
    /// Its entry in the table of tools.
    #[must_use]
    pub const fn spec() -> rt::ToolSpec {
        rt::ToolSpec {
            index: tools::Tool::CortexCacheStats as u16,
            name: "cortex_cache_stats",
            title: "Answer cache statistics",
            upstream: "cortex_cache_stats",
            description: "Hits, misses and size of the answer cache, as JSON. For the index itself use cortex_get_stats.",
            aliases: &[],
            server: tools::Server::RagCortex as u16,
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
                cache: None,
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
        /// Hits, misses and size of the answer cache, as JSON. For the index itself use cortex_get_stats.
        ///
        /// # Errors
        /// When no reply came.
        pub async fn cortex_cache_stats(
            &self,
            arguments: &Args,
        ) -> Result<rt::CallReply, C::Error> {
            self.0
                .call(tools::Tool::CortexCacheStats.spec(), rt::to_json(arguments))
                .await
        }
    }
}

pub use self::cortex_cache_warmup::Args as CortexCacheWarmupArgs;
pub use self::cortex_cache_warmup::Returns as CortexCacheWarmupReturns;

/// `cortex_cache_warmup`: Answer a list of standing questions and store the answers, so that they come at once later. Run it once after a large ingest; for a single answer use cortex_cache_set. Returns JSON with the number of questions stored.
pub mod cortex_cache_warmup {
    use ::gateway_runtime::__private as rt;
    use ::gateway_runtime::__private::prelude::*;
    use super::super::super::{client, tools};
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Args<'a> {
        /// The questions; a built-in list when absent.
        #[serde(
            borrow,
            default,
            skip_serializing_if = "::core::option::Option::is_none",
            deserialize_with = "rt::present"
        )]
        #[schemars(
            with = "Option<Vec<rt::Cow<'a, str>>>",
            length(max = 200),
            inner(length(min = 1, max = 10000))
        )]
        pub genesis_queries: Option<Option<Vec<rt::Cow<'a, str>>>>,
    }
    impl<'a> Args<'a> {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new() -> Self {
            Self { genesis_queries: None }
        }
    }
    impl Args<'_> {
        /// Checks the limits that the types do not hold.
        ///
        /// # Errors
        /// Every argument that is not acceptable.
        pub fn validate(&self) -> Result<(), Vec<rt::ArgumentFault>> {
            rt::validate_typed(&tools::Tool::CortexCacheWarmup.spec().input, self)
        }
    }
    static SHAPE: rt::ObjectShape = rt::ObjectShape {
        fields: &[
            rt::Field::optional(
                "genesis_queries",
                rt::Shape::or_null(rt::Kind::Array {
                    items: &rt::Shape::of(
                        rt::Kind::String(rt::StringRule {
                            min_len: Some(1),
                            max_len: Some(10000),
                            pattern: None,
                            guard: None,
                        }),
                    ),
                    min_items: None,
                    max_items: Some(200),
                }),
            ),
        ],
        open: false,
    };
    /// The arguments that it accepts, as JSON Schema 2020-12.
    pub const INPUT_SCHEMA: &str = r#"{"type":"object","properties":{"genesis_queries":{"type":["array","null"],"description":"The questions; a built-in list when absent.","maxItems":200,"items":{"type":"string","minLength":1,"maxLength":10000}}},"additionalProperties":false}"#;
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Returns {
        #[schemars(range(min = 0))]
        pub warmed: i64,
        /// Questions whose answers were there already.
        #[schemars(range(min = 0))]
        pub fresh: i64,
        /// Questions that no passage answers.
        pub unanswered: Vec<String>,
    }
    impl Returns {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(warmed: i64, fresh: i64, unanswered: Vec<String>) -> Self {
            Self { warmed, fresh, unanswered }
        }
    }
    /// What it returns as `structuredContent`, as JSON Schema 2020-12.
    pub const OUTPUT_SCHEMA: &str = r#"{"type":"object","properties":{"warmed":{"type":"integer","minimum":0},"fresh":{"type":"integer","description":"Questions whose answers were there already.","minimum":0},"unanswered":{"type":"array","description":"Questions that no passage answers.","items":{"type":"string"}}},"required":["warmed","fresh","unanswered"],"additionalProperties":false}"#;
    /// Its entry in the table of tools.
    #[must_use]
    pub const fn spec() -> rt::ToolSpec {
        rt::ToolSpec {
            index: tools::Tool::CortexCacheWarmup as u16,
            name: "cortex_cache_warmup",
            title: "Fill the answer cache",
            upstream: "cortex_cache_warmup",
            description: "Answer a list of standing questions and store the answers, so that they come at once later. Run it once after a large ingest; for a single answer use cortex_cache_set. Returns JSON with the number of questions stored.",
            aliases: &[],
            server: tools::Server::RagCortex as u16,
            class: rt::Class::Write,
            annotations: rt::Annotations {
                read_only: false,
                destructive: false,
                idempotent: false,
                open_world: false,
            },
            policy: rt::Policy {
                rate: Some(rt::Rate {
                    calls: 10,
                    per: ::core::time::Duration::from_mins(1),
                }),
                cache: None,
                retries: 0,
                approval: rt::Approval::Never,
                call_timeout: Some(::core::time::Duration::from_mins(15)),
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
        /// Answer a list of standing questions and store the answers, so that they come at once later. Run it once after a large ingest; for a single answer use cortex_cache_set. Returns JSON with the number of questions stored.
        ///
        /// # Errors
        /// When no reply came.
        pub async fn cortex_cache_warmup(
            &self,
            arguments: &Args<'_>,
        ) -> Result<rt::CallReply, C::Error> {
            self.0
                .call(tools::Tool::CortexCacheWarmup.spec(), rt::to_json(arguments))
                .await
        }
    }
}

pub use self::cortex_get_stats::Args as CortexGetStatsArgs;
pub use self::cortex_get_stats::Returns as CortexGetStatsReturns;

/// `cortex_get_stats`: Count the documents, chunks and cached answers of the index, and say whether it is healthy. Use it when cortex_query finds nothing, to see whether anything was ingested; for hits and misses of the answer cache use cortex_cache_stats.
pub mod cortex_get_stats {
    use ::gateway_runtime::__private as rt;
    use ::gateway_runtime::__private::prelude::*;
    use super::super::super::{client, tools};
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Args {}
    impl Args {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new() -> Self {
            Self {}
        }
    }
    impl Args {
        /// Checks the limits that the types do not hold.
        ///
        /// # Errors
        /// Every argument that is not acceptable.
        pub fn validate(&self) -> Result<(), Vec<rt::ArgumentFault>> {
            rt::validate_typed(&tools::Tool::CortexGetStats.spec().input, self)
        }
    }
    static SHAPE: rt::ObjectShape = rt::ObjectShape {
        fields: &[],
        open: false,
    };
    /// The arguments that it accepts, as JSON Schema 2020-12.
    pub const INPUT_SCHEMA: &str = r#"{"type":"object","properties":{},"additionalProperties":false}"#;
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Returns {
        pub healthy: bool,
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub problem: Option<String>,
        #[schemars(range(min = 0))]
        pub documents: i64,
        #[schemars(range(min = 0))]
        pub chunks: i64,
        #[schemars(range(min = 0))]
        pub bytes: i64,
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub ingested_at: Option<String>,
        #[schemars(range(min = 0))]
        pub index_file_bytes: i64,
        pub cache: ReturnsCache,
    }
    impl Returns {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(
            healthy: bool,
            problem: Option<String>,
            documents: i64,
            chunks: i64,
            bytes: i64,
            ingested_at: Option<String>,
            index_file_bytes: i64,
            cache: ReturnsCache,
        ) -> Self {
            Self {
                healthy,
                problem,
                documents,
                chunks,
                bytes,
                ingested_at,
                index_file_bytes,
                cache,
            }
        }
    }
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub struct ReturnsCache {
        #[schemars(range(min = 0))]
        pub entries: i64,
        #[schemars(range(min = 0))]
        pub hits: i64,
        #[schemars(range(min = 0))]
        pub misses: i64,
        #[schemars(range(min = 0))]
        pub bytes: i64,
    }
    impl ReturnsCache {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(entries: i64, hits: i64, misses: i64, bytes: i64) -> Self {
            Self {
                entries,
                hits,
                misses,
                bytes,
            }
        }
    }
    /// What it returns as `structuredContent`, as JSON Schema 2020-12.
    pub const OUTPUT_SCHEMA: &str = r#"{"type":"object","properties":{"healthy":{"type":"boolean"},"problem":{"type":["string","null"]},"documents":{"type":"integer","minimum":0},"chunks":{"type":"integer","minimum":0},"bytes":{"type":"integer","minimum":0},"ingested_at":{"type":["string","null"]},"index_file_bytes":{"type":"integer","minimum":0},"cache":{"type":"object","properties":{"entries":{"type":"integer","minimum":0},"hits":{"type":"integer","minimum":0},"misses":{"type":"integer","minimum":0},"bytes":{"type":"integer","minimum":0}},"required":["entries","hits","misses","bytes"],"additionalProperties":false}},"required":["healthy","problem","documents","chunks","bytes","ingested_at","index_file_bytes","cache"],"additionalProperties":false}"#;
    /// Its entry in the table of tools.
    #[must_use]
    pub const fn spec() -> rt::ToolSpec {
        rt::ToolSpec {
            index: tools::Tool::CortexGetStats as u16,
            name: "cortex_get_stats",
            title: "Index statistics",
            upstream: "cortex_get_stats",
            description: "Count the documents, chunks and cached answers of the index, and say whether it is healthy. Use it when cortex_query finds nothing, to see whether anything was ingested; for hits and misses of the answer cache use cortex_cache_stats.",
            aliases: &[],
            server: tools::Server::RagCortex as u16,
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
                cache: None,
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
        /// Count the documents, chunks and cached answers of the index, and say whether it is healthy. Use it when cortex_query finds nothing, to see whether anything was ingested; for hits and misses of the answer cache use cortex_cache_stats.
        ///
        /// # Errors
        /// When no reply came.
        pub async fn cortex_get_stats(
            &self,
            arguments: &Args,
        ) -> Result<rt::CallReply, C::Error> {
            self.0.call(tools::Tool::CortexGetStats.spec(), rt::to_json(arguments)).await
        }
    }
}

pub use self::cortex_guardian_wakeup::Args as CortexGuardianWakeupArgs;
pub use self::cortex_guardian_wakeup::Returns as CortexGuardianWakeupReturns;

/// `cortex_guardian_wakeup`: Make one digest to start a working session from: recent chronicle entries, open tasks, key protocols (Protocol 114). Call it once, first thing in a session; for a single question use cortex_query. May fill the answer cache. Returns the digest, or names the file that holds it.
pub mod cortex_guardian_wakeup {
    use ::gateway_runtime::__private as rt;
    use ::gateway_runtime::__private::prelude::*;
    use super::super::super::{client, tools};
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Args {
        /// What the digest covers; HOLISTIC is everything.
        #[serde(default = "Args::default_mode")]
        pub mode: Mode,
    }
    impl Args {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new() -> Self {
            Self { mode: Self::default_mode() }
        }
        fn default_mode() -> Mode {
            Mode::Holistic
        }
    }
    /// What the digest covers; HOLISTIC is everything.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde")]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub enum Mode {
        #[serde(rename = "HOLISTIC")]
        Holistic,
    }
    impl Args {
        /// Checks the limits that the types do not hold.
        ///
        /// # Errors
        /// Every argument that is not acceptable.
        pub fn validate(&self) -> Result<(), Vec<rt::ArgumentFault>> {
            rt::validate_typed(&tools::Tool::CortexGuardianWakeup.spec().input, self)
        }
    }
    static SHAPE: rt::ObjectShape = rt::ObjectShape {
        fields: &[
            rt::Field::optional("mode", rt::Shape::of(rt::Kind::Enum(&["HOLISTIC"]))),
        ],
        open: false,
    };
    /// The arguments that it accepts, as JSON Schema 2020-12.
    pub const INPUT_SCHEMA: &str = r#"{"type":"object","properties":{"mode":{"type":"string","description":"What the digest covers; HOLISTIC is everything.","enum":["HOLISTIC"],"default":"HOLISTIC"}},"additionalProperties":false}"#;
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Returns {
        pub mode: ReturnsMode,
        /// The newest entries, a line each.
        pub chronicle: Vec<String>,
        #[schemars(range(min = 0))]
        pub open_task_count: i64,
        /// The most urgent first, a line each.
        pub open_tasks: Vec<String>,
        /// Those in force, a line each.
        pub protocols: Vec<String>,
    }
    impl Returns {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(
            mode: ReturnsMode,
            chronicle: Vec<String>,
            open_task_count: i64,
            open_tasks: Vec<String>,
            protocols: Vec<String>,
        ) -> Self {
            Self {
                mode,
                chronicle,
                open_task_count,
                open_tasks,
                protocols,
            }
        }
    }
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde")]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub enum ReturnsMode {
        #[serde(rename = "HOLISTIC")]
        Holistic,
    }
    /// What it returns as `structuredContent`, as JSON Schema 2020-12.
    pub const OUTPUT_SCHEMA: &str = r#"{"type":"object","properties":{"mode":{"type":"string","enum":["HOLISTIC"]},"chronicle":{"type":"array","description":"The newest entries, a line each.","items":{"type":"string"}},"open_task_count":{"type":"integer","minimum":0},"open_tasks":{"type":"array","description":"The most urgent first, a line each.","items":{"type":"string"}},"protocols":{"type":"array","description":"Those in force, a line each.","items":{"type":"string"}}},"required":["mode","chronicle","open_task_count","open_tasks","protocols"],"additionalProperties":false}"#;
    /// Its entry in the table of tools.
    #[must_use]
    pub const fn spec() -> rt::ToolSpec {
        rt::ToolSpec {
            index: tools::Tool::CortexGuardianWakeup as u16,
            name: "cortex_guardian_wakeup",
            title: "Begin a session",
            upstream: "cortex_guardian_wakeup",
            description: "Make one digest to start a working session from: recent chronicle entries, open tasks, key protocols (Protocol 114). Call it once, first thing in a session; for a single question use cortex_query. May fill the answer cache. Returns the digest, or names the file that holds it.",
            aliases: &[],
            server: tools::Server::RagCortex as u16,
            class: rt::Class::Write,
            annotations: rt::Annotations {
                read_only: false,
                destructive: false,
                idempotent: false,
                open_world: false,
            },
            policy: rt::Policy {
                rate: Some(rt::Rate {
                    calls: 10,
                    per: ::core::time::Duration::from_mins(1),
                }),
                cache: None,
                retries: 0,
                approval: rt::Approval::Never,
                call_timeout: Some(::core::time::Duration::from_mins(5)),
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
        /// Make one digest to start a working session from: recent chronicle entries, open tasks, key protocols (Protocol 114). Call it once, first thing in a session; for a single question use cortex_query. May fill the answer cache. Returns the digest, or names the file that holds it.
        ///
        /// # Errors
        /// When no reply came.
        pub async fn cortex_guardian_wakeup(
            &self,
            arguments: &Args,
        ) -> Result<rt::CallReply, C::Error> {
            self.0
                .call(tools::Tool::CortexGuardianWakeup.spec(), rt::to_json(arguments))
                .await
        }
    }
}

pub use self::cortex_ingest_full::Args as CortexIngestFullArgs;
pub use self::cortex_ingest_full::Returns as CortexIngestFullReturns;

/// `cortex_ingest_full`: Rebuild the whole index from the source folders, by default dropping what is there first: takes minutes. Needs a person's approval. Only when the index is damaged or its sources moved; for new or changed files use cortex_ingest_incremental. Returns JSON with the numbers of documents and chunks.
pub mod cortex_ingest_full {
    use ::gateway_runtime::__private as rt;
    use ::gateway_runtime::__private::prelude::*;
    use super::super::super::{client, tools};
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Args<'a> {
        /// Drop the present index first; false adds to it.
        #[serde(default = "Args::default_purge_existing")]
        pub purge_existing: bool,
        /// Existing folders to read, such as ["docs", "ADRs"]; all standard folders when absent.
        #[serde(
            borrow,
            default,
            skip_serializing_if = "::core::option::Option::is_none",
            deserialize_with = "rt::present"
        )]
        #[schemars(
            with = "Option<Vec<rt::Cow<'a, str>>>",
            length(max = 100),
            inner(length(min = 1))
        )]
        pub source_directories: Option<Option<Vec<rt::Cow<'a, str>>>>,
    }
    impl<'a> Args<'a> {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new() -> Self {
            Self {
                purge_existing: Self::default_purge_existing(),
                source_directories: None,
            }
        }
        fn default_purge_existing() -> bool {
            true
        }
    }
    impl Args<'_> {
        /// Checks the limits that the types do not hold.
        ///
        /// # Errors
        /// Every argument that is not acceptable.
        pub fn validate(&self) -> Result<(), Vec<rt::ArgumentFault>> {
            rt::validate_typed(&tools::Tool::CortexIngestFull.spec().input, self)
        }
    }
    static SHAPE: rt::ObjectShape = rt::ObjectShape {
        fields: &[
            rt::Field::optional("purge_existing", rt::Shape::of(rt::Kind::Boolean)),
            rt::Field::optional(
                "source_directories",
                rt::Shape::or_null(rt::Kind::Array {
                    items: &rt::Shape::of(
                        rt::Kind::String(rt::StringRule {
                            min_len: Some(1),
                            max_len: None,
                            pattern: None,
                            guard: Some(rt::Guard::RelativePath),
                        }),
                    ),
                    min_items: None,
                    max_items: Some(100),
                }),
            ),
        ],
        open: false,
    };
    /// The arguments that it accepts, as JSON Schema 2020-12.
    pub const INPUT_SCHEMA: &str = r#"{"type":"object","properties":{"purge_existing":{"type":"boolean","description":"Drop the present index first; false adds to it.","default":true},"source_directories":{"type":["array","null"],"description":"Existing folders to read, such as [\"docs\", \"ADRs\"]; all standard folders when absent.","maxItems":100,"items":{"type":"string","minLength":1}}},"additionalProperties":false}"#;
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Returns {
        #[schemars(range(min = 0))]
        pub documents: i64,
        #[schemars(range(min = 0))]
        pub chunks: i64,
        #[schemars(range(min = 0))]
        pub bytes: i64,
        #[schemars(range(min = 0))]
        pub milliseconds: i64,
        pub skipped: Vec<ReturnsSkippedItem>,
    }
    impl Returns {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(
            documents: i64,
            chunks: i64,
            bytes: i64,
            milliseconds: i64,
            skipped: Vec<ReturnsSkippedItem>,
        ) -> Self {
            Self {
                documents,
                chunks,
                bytes,
                milliseconds,
                skipped,
            }
        }
    }
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub struct ReturnsSkippedItem {
        pub path: String,
        pub reason: String,
    }
    impl ReturnsSkippedItem {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(path: String, reason: String) -> Self {
            Self { path, reason }
        }
    }
    /// What it returns as `structuredContent`, as JSON Schema 2020-12.
    pub const OUTPUT_SCHEMA: &str = r#"{"type":"object","properties":{"documents":{"type":"integer","minimum":0},"chunks":{"type":"integer","minimum":0},"bytes":{"type":"integer","minimum":0},"milliseconds":{"type":"integer","minimum":0},"skipped":{"type":"array","items":{"type":"object","properties":{"path":{"type":"string"},"reason":{"type":"string"}},"required":["path","reason"],"additionalProperties":false}}},"required":["documents","chunks","bytes","milliseconds","skipped"],"additionalProperties":false}"#;
    /// Its entry in the table of tools.
    #[must_use]
    pub const fn spec() -> rt::ToolSpec {
        rt::ToolSpec {
            index: tools::Tool::CortexIngestFull as u16,
            name: "cortex_ingest_full",
            title: "Rebuild the index",
            upstream: "cortex_ingest_full",
            description: "Rebuild the whole index from the source folders, by default dropping what is there first: takes minutes. Needs a person's approval. Only when the index is damaged or its sources moved; for new or changed files use cortex_ingest_incremental. Returns JSON with the numbers of documents and chunks.",
            aliases: &[],
            server: tools::Server::RagCortex as u16,
            class: rt::Class::Destructive,
            annotations: rt::Annotations {
                read_only: false,
                destructive: true,
                idempotent: false,
                open_world: false,
            },
            policy: rt::Policy {
                rate: Some(rt::Rate {
                    calls: 1,
                    per: ::core::time::Duration::from_hours(1),
                }),
                cache: None,
                retries: 0,
                approval: rt::Approval::Always,
                call_timeout: Some(::core::time::Duration::from_mins(30)),
                max_arguments: Some(1048576),
                max_result: Some(1048576),
            },
            audit_arguments: rt::Copied::Nothing,
            input: rt::Input::Object(&SHAPE),
            input_schema: INPUT_SCHEMA,
            output_schema: Some(OUTPUT_SCHEMA),
        }
    }
    impl<C: rt::Caller> client::Client<C> {
        /// Rebuild the whole index from the source folders, by default dropping what is there first: takes minutes. Needs a person's approval. Only when the index is damaged or its sources moved; for new or changed files use cortex_ingest_incremental. Returns JSON with the numbers of documents and chunks.
        ///
        /// # Errors
        /// When no reply came.
        pub async fn cortex_ingest_full(
            &self,
            arguments: &Args<'_>,
        ) -> Result<rt::CallReply, C::Error> {
            self.0
                .call(tools::Tool::CortexIngestFull.spec(), rt::to_json(arguments))
                .await
        }
    }
}

pub use self::cortex_ingest_incremental::Args as CortexIngestIncrementalArgs;
pub use self::cortex_ingest_incremental::Returns as CortexIngestIncrementalReturns;

/// `cortex_ingest_incremental`: Add or refresh the named files in the index, so that cortex_query finds them. Use it after writing a document. Returns JSON: how many were added, how many skipped as already known.
pub mod cortex_ingest_incremental {
    use ::gateway_runtime::__private as rt;
    use ::gateway_runtime::__private::prelude::*;
    use super::super::super::{client, tools};
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Args<'a> {
        /// Existing .md, .py, .js, .jsx, .ts or .tsx files, such as ["docs/setup.md"].
        #[serde(borrow)]
        #[schemars(
            length(min = 1, max = 1000),
            inner(regex(pattern = r"\.(md|py|js|jsx|ts|tsx)$"))
        )]
        pub file_paths: Vec<rt::Cow<'a, str>>,
        /// Facts to keep with every one of these files, such as {"topic": "release"}.
        #[serde(
            default,
            skip_serializing_if = "::core::option::Option::is_none",
            deserialize_with = "rt::present"
        )]
        #[schemars(with = "Option<rt::AnyObject>")]
        pub metadata: Option<Option<rt::serde_json::Map<String, rt::serde_json::Value>>>,
        /// Leave files alone that are indexed already; false indexes them again.
        #[serde(default = "Args::default_skip_duplicates")]
        pub skip_duplicates: bool,
    }
    impl<'a> Args<'a> {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(file_paths: Vec<rt::Cow<'a, str>>) -> Self {
            Self {
                file_paths,
                metadata: None,
                skip_duplicates: Self::default_skip_duplicates(),
            }
        }
        fn default_skip_duplicates() -> bool {
            true
        }
    }
    impl Args<'_> {
        /// Checks the limits that the types do not hold.
        ///
        /// # Errors
        /// Every argument that is not acceptable.
        pub fn validate(&self) -> Result<(), Vec<rt::ArgumentFault>> {
            rt::validate_typed(&tools::Tool::CortexIngestIncremental.spec().input, self)
        }
    }
    static PATTERN_0: rt::Pattern = rt::Pattern::new(r"\.(md|py|js|jsx|ts|tsx)$");
    static SHAPE: rt::ObjectShape = rt::ObjectShape {
        fields: &[
            rt::Field::required(
                "file_paths",
                rt::Shape::of(rt::Kind::Array {
                    items: &rt::Shape::of(
                        rt::Kind::String(rt::StringRule {
                            min_len: None,
                            max_len: None,
                            pattern: Some(&PATTERN_0),
                            guard: Some(rt::Guard::RelativePath),
                        }),
                    ),
                    min_items: Some(1),
                    max_items: Some(1000),
                }),
            ),
            rt::Field::optional("metadata", rt::Shape::or_null(rt::Kind::AnyObject)),
            rt::Field::optional("skip_duplicates", rt::Shape::of(rt::Kind::Boolean)),
        ],
        open: false,
    };
    /// The arguments that it accepts, as JSON Schema 2020-12.
    pub const INPUT_SCHEMA: &str = r#"{"type":"object","properties":{"file_paths":{"type":"array","description":"Existing .md, .py, .js, .jsx, .ts or .tsx files, such as [\"docs/setup.md\"].","minItems":1,"maxItems":1000,"items":{"type":"string","pattern":"\\.(md|py|js|jsx|ts|tsx)$"}},"metadata":{"type":["object","null"],"description":"Facts to keep with every one of these files, such as {\"topic\": \"release\"}."},"skip_duplicates":{"type":"boolean","description":"Leave files alone that are indexed already; false indexes them again.","default":true}},"required":["file_paths"],"additionalProperties":false}"#;
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Returns {
        /// Added or refreshed.
        pub indexed: Vec<String>,
        #[schemars(range(min = 0))]
        pub chunks: i64,
        pub skipped: Vec<ReturnsSkippedItem>,
    }
    impl Returns {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(
            indexed: Vec<String>,
            chunks: i64,
            skipped: Vec<ReturnsSkippedItem>,
        ) -> Self {
            Self { indexed, chunks, skipped }
        }
    }
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub struct ReturnsSkippedItem {
        pub path: String,
        pub reason: String,
    }
    impl ReturnsSkippedItem {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(path: String, reason: String) -> Self {
            Self { path, reason }
        }
    }
    /// What it returns as `structuredContent`, as JSON Schema 2020-12.
    pub const OUTPUT_SCHEMA: &str = r#"{"type":"object","properties":{"indexed":{"type":"array","description":"Added or refreshed.","items":{"type":"string"}},"chunks":{"type":"integer","minimum":0},"skipped":{"type":"array","items":{"type":"object","properties":{"path":{"type":"string"},"reason":{"type":"string"}},"required":["path","reason"],"additionalProperties":false}}},"required":["indexed","chunks","skipped"],"additionalProperties":false}"#;
    /// Its entry in the table of tools.
    #[must_use]
    pub const fn spec() -> rt::ToolSpec {
        rt::ToolSpec {
            index: tools::Tool::CortexIngestIncremental as u16,
            name: "cortex_ingest_incremental",
            title: "Index files",
            upstream: "cortex_ingest_incremental",
            description: "Add or refresh the named files in the index, so that cortex_query finds them. Use it after writing a document. Returns JSON: how many were added, how many skipped as already known.",
            aliases: &[],
            server: tools::Server::RagCortex as u16,
            class: rt::Class::Write,
            annotations: rt::Annotations {
                read_only: false,
                destructive: false,
                idempotent: false,
                open_world: false,
            },
            policy: rt::Policy {
                rate: Some(rt::Rate {
                    calls: 10,
                    per: ::core::time::Duration::from_mins(1),
                }),
                cache: None,
                retries: 0,
                approval: rt::Approval::Never,
                call_timeout: Some(::core::time::Duration::from_mins(10)),
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
        /// Add or refresh the named files in the index, so that cortex_query finds them. Use it after writing a document. Returns JSON: how many were added, how many skipped as already known.
        ///
        /// # Errors
        /// When no reply came.
        pub async fn cortex_ingest_incremental(
            &self,
            arguments: &Args<'_>,
        ) -> Result<rt::CallReply, C::Error> {
            self.0
                .call(
                    tools::Tool::CortexIngestIncremental.spec(),
                    rt::to_json(arguments),
                )
                .await
        }
    }
}

pub use self::cortex_query::Args as CortexQueryArgs;
pub use self::cortex_query::Returns as CortexQueryReturns;

/// `cortex_query`: Rank passages of the indexed documents (chronicle, protocols, decisions, tasks, docs) for a question in plain words. The first choice for "what do we know about ..."; to search only one kind of document use chronicle_search, protocol_search, adr_search or search_tasks, and for source code code_search_content. Returns JSON: passages with file, score and text. Finds only what was ingested.
pub mod cortex_query {
    use ::gateway_runtime::__private as rt;
    use ::gateway_runtime::__private::prelude::*;
    use super::super::super::{client, tools};
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Args<'a> {
        /// The question, in plain words, such as "How do we seal a session?".
        #[serde(borrow)]
        #[schemars(length(min = 1, max = 10000))]
        pub query: rt::Cow<'a, str>,
        /// How many passages to return at most.
        #[serde(default = "Args::default_max_results")]
        #[schemars(range(min = 1, max = 100))]
        pub max_results: i64,
        /// Give a finished answer from the answer cache when there is one.
        #[serde(default = "Args::default_use_cache")]
        pub use_cache: bool,
        /// Work out what is being asked before searching: slower, for vague questions.
        #[serde(default = "Args::default_reasoning_mode")]
        pub reasoning_mode: bool,
    }
    impl<'a> Args<'a> {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(query: rt::Cow<'a, str>) -> Self {
            Self {
                query,
                max_results: Self::default_max_results(),
                use_cache: Self::default_use_cache(),
                reasoning_mode: Self::default_reasoning_mode(),
            }
        }
        fn default_max_results() -> i64 {
            5
        }
        fn default_use_cache() -> bool {
            false
        }
        fn default_reasoning_mode() -> bool {
            false
        }
    }
    impl Args<'_> {
        /// Checks the limits that the types do not hold.
        ///
        /// # Errors
        /// Every argument that is not acceptable.
        pub fn validate(&self) -> Result<(), Vec<rt::ArgumentFault>> {
            rt::validate_typed(&tools::Tool::CortexQuery.spec().input, self)
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
            rt::Field::optional(
                "max_results",
                rt::Shape::of(rt::Kind::Integer {
                    min: Some(1),
                    max: Some(100),
                }),
            ),
            rt::Field::optional("use_cache", rt::Shape::of(rt::Kind::Boolean)),
            rt::Field::optional("reasoning_mode", rt::Shape::of(rt::Kind::Boolean)),
        ],
        open: false,
    };
    /// The arguments that it accepts, as JSON Schema 2020-12.
    pub const INPUT_SCHEMA: &str = r#"{"type":"object","properties":{"query":{"type":"string","description":"The question, in plain words, such as \"How do we seal a session?\".","minLength":1,"maxLength":10000},"max_results":{"type":"integer","description":"How many passages to return at most.","minimum":1,"maximum":100,"default":5},"use_cache":{"type":"boolean","description":"Give a finished answer from the answer cache when there is one.","default":false},"reasoning_mode":{"type":"boolean","description":"Work out what is being asked before searching: slower, for vague questions.","default":false}},"required":["query"],"additionalProperties":false}"#;
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Returns {
        pub query: String,
        /// Whether it came from the answer cache.
        pub cached: bool,
        /// An answer that cortex_cache_set stored; there are no passages then.
        #[serde(
            default,
            skip_serializing_if = "::core::option::Option::is_none",
            deserialize_with = "rt::present"
        )]
        #[schemars(with = "String")]
        pub answer: Option<String>,
        /// How the passages were found.
        #[serde(
            default,
            skip_serializing_if = "::core::option::Option::is_none",
            deserialize_with = "rt::present"
        )]
        #[schemars(with = "ReturnsMatched")]
        pub matched: Option<ReturnsMatched>,
        #[serde(
            default,
            skip_serializing_if = "::core::option::Option::is_none",
            deserialize_with = "rt::present"
        )]
        #[schemars(with = "i64", range(min = 0))]
        pub count: Option<i64>,
        #[serde(
            default,
            skip_serializing_if = "::core::option::Option::is_none",
            deserialize_with = "rt::present"
        )]
        #[schemars(with = "Vec<ReturnsResultsItem>")]
        pub results: Option<Vec<ReturnsResultsItem>>,
    }
    impl Returns {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(query: String, cached: bool) -> Self {
            Self {
                query,
                cached,
                answer: None,
                matched: None,
                count: None,
                results: None,
            }
        }
    }
    /// How the passages were found.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde")]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub enum ReturnsMatched {
        #[serde(rename = "all_words")]
        AllWords,
        #[serde(rename = "any_word")]
        AnyWord,
        #[serde(rename = "any_word_or_beginning")]
        AnyWordOrBeginning,
    }
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub struct ReturnsResultsItem {
        pub path: String,
        pub title: String,
        pub heading: String,
        #[schemars(range(min = 1))]
        pub line: i64,
        /// Higher is better; comparable only within one answer.
        pub score: f64,
        pub snippet: String,
        /// As given to cortex_ingest_incremental.
        #[serde(
            default,
            skip_serializing_if = "::core::option::Option::is_none",
            deserialize_with = "rt::present"
        )]
        #[schemars(with = "rt::AnyObject")]
        pub metadata: Option<rt::serde_json::Map<String, rt::serde_json::Value>>,
    }
    impl ReturnsResultsItem {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(
            path: String,
            title: String,
            heading: String,
            line: i64,
            score: f64,
            snippet: String,
        ) -> Self {
            Self {
                path,
                title,
                heading,
                line,
                score,
                snippet,
                metadata: None,
            }
        }
    }
    /// What it returns as `structuredContent`, as JSON Schema 2020-12.
    pub const OUTPUT_SCHEMA: &str = r#"{"type":"object","properties":{"query":{"type":"string"},"cached":{"type":"boolean","description":"Whether it came from the answer cache."},"answer":{"type":"string","description":"An answer that cortex_cache_set stored; there are no passages then."},"matched":{"type":"string","description":"How the passages were found.","enum":["all_words","any_word","any_word_or_beginning"]},"count":{"type":"integer","minimum":0},"results":{"type":"array","items":{"type":"object","properties":{"path":{"type":"string"},"title":{"type":"string"},"heading":{"type":"string"},"line":{"type":"integer","minimum":1},"score":{"type":"number","description":"Higher is better; comparable only within one answer."},"snippet":{"type":"string"},"metadata":{"type":"object","description":"As given to cortex_ingest_incremental."}},"required":["path","title","heading","line","score","snippet"],"additionalProperties":false}}},"required":["query","cached"],"additionalProperties":false}"#;
    /// Its entry in the table of tools.
    #[must_use]
    pub const fn spec() -> rt::ToolSpec {
        rt::ToolSpec {
            index: tools::Tool::CortexQuery as u16,
            name: "cortex_query",
            title: "Search the knowledge",
            upstream: "cortex_query",
            description: r#"Rank passages of the indexed documents (chronicle, protocols, decisions, tasks, docs) for a question in plain words. The first choice for "what do we know about ..."; to search only one kind of document use chronicle_search, protocol_search, adr_search or search_tasks, and for source code code_search_content. Returns JSON: passages with file, score and text. Finds only what was ingested."#,
            aliases: &[],
            server: tools::Server::RagCortex as u16,
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
                cache: None,
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
        /// Rank passages of the indexed documents (chronicle, protocols, decisions, tasks, docs) for a question in plain words. The first choice for "what do we know about ..."; to search only one kind of document use chronicle_search, protocol_search, adr_search or search_tasks, and for source code code_search_content. Returns JSON: passages with file, score and text. Finds only what was ingested.
        ///
        /// # Errors
        /// When no reply came.
        pub async fn cortex_query(
            &self,
            arguments: &Args<'_>,
        ) -> Result<rt::CallReply, C::Error> {
            self.0.call(tools::Tool::CortexQuery.spec(), rt::to_json(arguments)).await
        }
    }
}
