// @generated from tools.toml by gatewayc gen; do not edit.

pub use self::check_sanctuary_model_status::Args as CheckSanctuaryModelStatusArgs;
pub use self::check_sanctuary_model_status::Returns as CheckSanctuaryModelStatusReturns;

/// `check_sanctuary_model_status`: Say whether the fine-tuned model is served and loaded. Look here when query_sanctuary_model fails or is slow.
pub mod check_sanctuary_model_status {
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
            rt::validate_typed(
                &tools::Tool::CheckSanctuaryModelStatus.spec().input,
                self,
            )
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
        /// In memory; there, and loaded by the first question; not there; no server that can be asked.
        pub state: ReturnsState,
        pub model: String,
        /// Whether the server has the model.
        pub available: bool,
        /// Null where the server does not say.
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<bool>")]
        pub loaded: Option<bool>,
        /// The model server; null where OLLAMA_HOST is no address.
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub address: Option<String>,
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub version: Option<String>,
        /// What the server has.
        pub all_models: Vec<String>,
        pub loaded_models: Vec<String>,
        /// What is wrong and what helps, where something is.
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub problem: Option<String>,
    }
    impl Returns {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(
            state: ReturnsState,
            model: String,
            available: bool,
            loaded: Option<bool>,
            address: Option<String>,
            version: Option<String>,
            all_models: Vec<String>,
            loaded_models: Vec<String>,
            problem: Option<String>,
        ) -> Self {
            Self {
                state,
                model,
                available,
                loaded,
                address,
                version,
                all_models,
                loaded_models,
                problem,
            }
        }
    }
    /// In memory; there, and loaded by the first question; not there; no server that can be asked.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde")]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub enum ReturnsState {
        #[serde(rename = "loaded")]
        Loaded,
        #[serde(rename = "available")]
        Available,
        #[serde(rename = "missing")]
        Missing,
        #[serde(rename = "unreachable")]
        Unreachable,
    }
    /// What it returns as `structuredContent`, as JSON Schema 2020-12.
    pub const OUTPUT_SCHEMA: &str = r#"{"type":"object","properties":{"state":{"type":"string","description":"In memory; there, and loaded by the first question; not there; no server that can be asked.","enum":["loaded","available","missing","unreachable"]},"model":{"type":"string"},"available":{"type":"boolean","description":"Whether the server has the model."},"loaded":{"type":["boolean","null"],"description":"Null where the server does not say."},"address":{"type":["string","null"],"description":"The model server; null where OLLAMA_HOST is no address."},"version":{"type":["string","null"]},"all_models":{"type":"array","description":"What the server has.","items":{"type":"string"}},"loaded_models":{"type":"array","items":{"type":"string"}},"problem":{"type":["string","null"],"description":"What is wrong and what helps, where something is."}},"required":["state","model","available","loaded","address","version","all_models","loaded_models","problem"],"additionalProperties":false}"#;
    /// Its entry in the table of tools.
    #[must_use]
    pub const fn spec() -> rt::ToolSpec {
        rt::ToolSpec {
            index: tools::Tool::CheckSanctuaryModelStatus as u16,
            name: "check_sanctuary_model_status",
            title: "Is the model there",
            upstream: "check_sanctuary_model_status",
            description: "Say whether the fine-tuned model is served and loaded. Look here when query_sanctuary_model fails or is slow.",
            aliases: &[],
            server: tools::Server::ForgeLlm as u16,
            class: rt::Class::Read,
            annotations: rt::Annotations {
                read_only: true,
                destructive: false,
                idempotent: true,
                open_world: true,
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
        /// Say whether the fine-tuned model is served and loaded. Look here when query_sanctuary_model fails or is slow.
        ///
        /// # Errors
        /// When no reply came.
        pub async fn check_sanctuary_model_status(
            &self,
            arguments: &Args,
        ) -> Result<rt::CallReply, C::Error> {
            self.0
                .call(
                    tools::Tool::CheckSanctuaryModelStatus.spec(),
                    rt::to_json(arguments),
                )
                .await
        }
    }
}

pub use self::query_sanctuary_model::Args as QuerySanctuaryModelArgs;
pub use self::query_sanctuary_model::Returns as QuerySanctuaryModelReturns;

/// `query_sanctuary_model`: Ask the project's fine-tuned model a question and return its answer; takes up to minutes. It knows the project's way of thinking, not its files: for facts use cortex_query, for a role with a memory persona_dispatch.
pub mod query_sanctuary_model {
    use ::gateway_runtime::__private as rt;
    use ::gateway_runtime::__private::prelude::*;
    use super::super::super::{client, tools};
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Args<'a> {
        /// The question, with all it needs to know.
        #[serde(borrow)]
        #[schemars(length(min = 1, max = 10000))]
        pub prompt: rt::Cow<'a, str>,
        /// How freely it words its answer; 0 is the steadiest.
        #[serde(default = "Args::default_temperature")]
        #[schemars(range(min = 0.0, max = 2.0))]
        pub temperature: f64,
        /// How long the answer may be, in tokens.
        #[serde(default = "Args::default_max_tokens")]
        #[schemars(range(min = 1, max = 8192))]
        pub max_tokens: i64,
        /// Instructions that come before the question.
        #[serde(
            borrow,
            default,
            skip_serializing_if = "::core::option::Option::is_none",
            deserialize_with = "rt::present"
        )]
        #[schemars(with = "Option<rt::Cow<'a, str>>", length(max = 5000))]
        pub system_prompt: Option<Option<rt::Cow<'a, str>>>,
    }
    impl<'a> Args<'a> {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(prompt: rt::Cow<'a, str>) -> Self {
            Self {
                prompt,
                temperature: Self::default_temperature(),
                max_tokens: Self::default_max_tokens(),
                system_prompt: None,
            }
        }
        fn default_temperature() -> f64 {
            0.7
        }
        fn default_max_tokens() -> i64 {
            2048
        }
    }
    impl Args<'_> {
        /// Checks the limits that the types do not hold.
        ///
        /// # Errors
        /// Every argument that is not acceptable.
        pub fn validate(&self) -> Result<(), Vec<rt::ArgumentFault>> {
            rt::validate_typed(&tools::Tool::QuerySanctuaryModel.spec().input, self)
        }
    }
    static SHAPE: rt::ObjectShape = rt::ObjectShape {
        fields: &[
            rt::Field::required(
                "prompt",
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
                "temperature",
                rt::Shape::of(rt::Kind::Number {
                    min: Some(0.0),
                    max: Some(2.0),
                }),
            ),
            rt::Field::optional(
                "max_tokens",
                rt::Shape::of(rt::Kind::Integer {
                    min: Some(1),
                    max: Some(8192),
                }),
            ),
            rt::Field::optional(
                "system_prompt",
                rt::Shape::or_null(
                    rt::Kind::String(rt::StringRule {
                        min_len: None,
                        max_len: Some(5000),
                        pattern: None,
                        guard: None,
                    }),
                ),
            ),
        ],
        open: false,
    };
    /// The arguments that it accepts, as JSON Schema 2020-12.
    pub const INPUT_SCHEMA: &str = r#"{"type":"object","properties":{"prompt":{"type":"string","description":"The question, with all it needs to know.","minLength":1,"maxLength":10000},"temperature":{"type":"number","description":"How freely it words its answer; 0 is the steadiest.","minimum":0,"maximum":2,"default":0.7},"max_tokens":{"type":"integer","description":"How long the answer may be, in tokens.","minimum":1,"maximum":8192,"default":2048},"system_prompt":{"type":["string","null"],"description":"Instructions that come before the question.","maxLength":5000}},"required":["prompt"],"additionalProperties":false}"#;
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Returns {
        pub status: ReturnsStatus,
        pub model: String,
        pub response: String,
        pub temperature: f64,
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<i64>", range(min = 0))]
        pub prompt_tokens: Option<i64>,
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<i64>", range(min = 0))]
        pub completion_tokens: Option<i64>,
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<i64>", range(min = 0))]
        pub total_tokens: Option<i64>,
        /// Whether the answer ended at max_tokens.
        pub truncated: bool,
    }
    impl Returns {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(
            status: ReturnsStatus,
            model: String,
            response: String,
            temperature: f64,
            prompt_tokens: Option<i64>,
            completion_tokens: Option<i64>,
            total_tokens: Option<i64>,
            truncated: bool,
        ) -> Self {
            Self {
                status,
                model,
                response,
                temperature,
                prompt_tokens,
                completion_tokens,
                total_tokens,
                truncated,
            }
        }
    }
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde")]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub enum ReturnsStatus {
        #[serde(rename = "success")]
        Success,
    }
    /// What it returns as `structuredContent`, as JSON Schema 2020-12.
    pub const OUTPUT_SCHEMA: &str = r#"{"type":"object","properties":{"status":{"type":"string","enum":["success"]},"model":{"type":"string"},"response":{"type":"string"},"temperature":{"type":"number"},"prompt_tokens":{"type":["integer","null"],"minimum":0},"completion_tokens":{"type":["integer","null"],"minimum":0},"total_tokens":{"type":["integer","null"],"minimum":0},"truncated":{"type":"boolean","description":"Whether the answer ended at max_tokens."}},"required":["status","model","response","temperature","prompt_tokens","completion_tokens","total_tokens","truncated"],"additionalProperties":false}"#;
    /// Its entry in the table of tools.
    #[must_use]
    pub const fn spec() -> rt::ToolSpec {
        rt::ToolSpec {
            index: tools::Tool::QuerySanctuaryModel as u16,
            name: "query_sanctuary_model",
            title: "Ask the fine-tuned model",
            upstream: "query_sanctuary_model",
            description: "Ask the project's fine-tuned model a question and return its answer; takes up to minutes. It knows the project's way of thinking, not its files: for facts use cortex_query, for a role with a memory persona_dispatch.",
            aliases: &[],
            server: tools::Server::ForgeLlm as u16,
            class: rt::Class::Read,
            annotations: rt::Annotations {
                read_only: true,
                destructive: false,
                idempotent: true,
                open_world: true,
            },
            policy: rt::Policy {
                rate: Some(rt::Rate {
                    calls: 50,
                    per: ::core::time::Duration::from_mins(1),
                }),
                cache: None,
                retries: 0,
                approval: rt::Approval::Never,
                call_timeout: Some(::core::time::Duration::from_mins(10)),
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
        /// Ask the project's fine-tuned model a question and return its answer; takes up to minutes. It knows the project's way of thinking, not its files: for facts use cortex_query, for a role with a memory persona_dispatch.
        ///
        /// # Errors
        /// When no reply came.
        pub async fn query_sanctuary_model(
            &self,
            arguments: &Args<'_>,
        ) -> Result<rt::CallReply, C::Error> {
            self.0
                .call(tools::Tool::QuerySanctuaryModel.spec(), rt::to_json(arguments))
                .await
        }
    }
}
