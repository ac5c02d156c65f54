// @generated from tools.toml by gatewayc gen; do not edit.

pub use self::cortex_cache_get::Args as CortexCacheGetArgs;

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
            input: rt::Input::Object(&SHAPE),
            input_schema: INPUT_SCHEMA,
            output_schema: None,
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
            input: rt::Input::Object(&SHAPE),
            input_schema: INPUT_SCHEMA,
            output_schema: None,
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
            input: rt::Input::Object(&SHAPE),
            input_schema: INPUT_SCHEMA,
            output_schema: None,
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
            input: rt::Input::Object(&SHAPE),
            input_schema: INPUT_SCHEMA,
            output_schema: None,
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
            input: rt::Input::Object(&SHAPE),
            input_schema: INPUT_SCHEMA,
            output_schema: None,
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
            input: rt::Input::Object(&SHAPE),
            input_schema: INPUT_SCHEMA,
            output_schema: None,
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
            input: rt::Input::Object(&SHAPE),
            input_schema: INPUT_SCHEMA,
            output_schema: None,
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
            input: rt::Input::Object(&SHAPE),
            input_schema: INPUT_SCHEMA,
            output_schema: None,
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
                cache: Some(::core::time::Duration::from_mins(5)),
                retries: 2,
                approval: rt::Approval::Never,
                call_timeout: None,
                max_arguments: Some(262144),
                max_result: Some(4194304),
            },
            input: rt::Input::Object(&SHAPE),
            input_schema: INPUT_SCHEMA,
            output_schema: None,
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
