// @generated from tools.toml by gatewayc gen; do not edit.

pub use self::persona_create_custom::Args as PersonaCreateCustomArgs;
pub use self::persona_create_custom::Returns as PersonaCreateCustomReturns;

/// `persona_create_custom`: Define a new persona, which persona_dispatch then accepts as a role. Look at persona_list_roles first: an existing name is refused. Returns the file that holds it.
pub mod persona_create_custom {
    use ::gateway_runtime::__private as rt;
    use ::gateway_runtime::__private::prelude::*;
    use super::super::super::{client, tools};
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Args<'a> {
        /// Its name, such as "security_reviewer".
        #[serde(borrow)]
        #[schemars(length(max = 64))]
        pub role: rt::Cow<'a, str>,
        /// Its instructions in full: who it is, how it answers.
        #[serde(borrow)]
        #[schemars(length(min = 1))]
        pub persona_definition: rt::Cow<'a, str>,
        /// What it is for, one sentence.
        #[serde(borrow)]
        #[schemars(length(min = 1, max = 2000))]
        pub description: rt::Cow<'a, str>,
    }
    impl<'a> Args<'a> {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(
            role: rt::Cow<'a, str>,
            persona_definition: rt::Cow<'a, str>,
            description: rt::Cow<'a, str>,
        ) -> Self {
            Self {
                role,
                persona_definition,
                description,
            }
        }
    }
    impl Args<'_> {
        /// Checks the limits that the types do not hold.
        ///
        /// # Errors
        /// Every argument that is not acceptable.
        pub fn validate(&self) -> Result<(), Vec<rt::ArgumentFault>> {
            rt::validate_typed(&tools::Tool::PersonaCreateCustom.spec().input, self)
        }
    }
    static SHAPE: rt::ObjectShape = rt::ObjectShape {
        fields: &[
            rt::Field::required(
                "role",
                rt::Shape::of(
                    rt::Kind::String(rt::StringRule {
                        min_len: None,
                        max_len: Some(64),
                        pattern: None,
                        guard: Some(rt::Guard::Identifier),
                    }),
                ),
            ),
            rt::Field::required(
                "persona_definition",
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
                "description",
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
    pub const INPUT_SCHEMA: &str = r#"{"type":"object","properties":{"role":{"type":"string","description":"Its name, such as \"security_reviewer\".","maxLength":64},"persona_definition":{"type":"string","description":"Its instructions in full: who it is, how it answers.","minLength":1},"description":{"type":"string","description":"What it is for, one sentence.","minLength":1,"maxLength":2000}},"required":["role","persona_definition","description"],"additionalProperties":false}"#;
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Returns {
        pub status: ReturnsStatus,
        /// The name that persona_dispatch accepts.
        pub role: String,
        /// The file that holds the persona.
        pub file_path: String,
        pub description: String,
    }
    impl Returns {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(
            status: ReturnsStatus,
            role: String,
            file_path: String,
            description: String,
        ) -> Self {
            Self {
                status,
                role,
                file_path,
                description,
            }
        }
    }
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde")]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub enum ReturnsStatus {
        #[serde(rename = "created")]
        Created,
    }
    /// What it returns as `structuredContent`, as JSON Schema 2020-12.
    pub const OUTPUT_SCHEMA: &str = r#"{"type":"object","properties":{"status":{"type":"string","enum":["created"]},"role":{"type":"string","description":"The name that persona_dispatch accepts."},"file_path":{"type":"string","description":"The file that holds the persona."},"description":{"type":"string"}},"required":["status","role","file_path","description"],"additionalProperties":false}"#;
    /// Its entry in the table of tools.
    #[must_use]
    pub const fn spec() -> rt::ToolSpec {
        rt::ToolSpec {
            index: tools::Tool::PersonaCreateCustom as u16,
            name: "persona_create_custom",
            title: "Define a persona",
            upstream: "persona_create_custom",
            description: "Define a new persona, which persona_dispatch then accepts as a role. Look at persona_list_roles first: an existing name is refused. Returns the file that holds it.",
            aliases: &[],
            server: tools::Server::AgentPersona as u16,
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
        /// Define a new persona, which persona_dispatch then accepts as a role. Look at persona_list_roles first: an existing name is refused. Returns the file that holds it.
        ///
        /// # Errors
        /// When no reply came.
        pub async fn persona_create_custom(
            &self,
            arguments: &Args<'_>,
        ) -> Result<rt::CallReply, C::Error> {
            self.0
                .call(tools::Tool::PersonaCreateCustom.spec(), rt::to_json(arguments))
                .await
        }
    }
}

pub use self::persona_dispatch::Args as PersonaDispatchArgs;
pub use self::persona_dispatch::Returns as PersonaDispatchReturns;

/// `persona_dispatch`: Give a task to one persona and return its answer; takes up to minutes. It answers, it does not act. For the view of several personas use council_dispatch, for the project's fine-tuned model without a persona query_sanctuary_model. Unless maintain_state is false the task and the answer are added to the persona's kept conversation.
pub mod persona_dispatch {
    use ::gateway_runtime::__private as rt;
    use ::gateway_runtime::__private::prelude::*;
    use super::super::super::{client, tools};
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Args<'a> {
        /// coordinator, strategist, auditor or a custom one: see persona_list_roles.
        #[serde(borrow)]
        #[schemars(length(max = 64))]
        pub role: rt::Cow<'a, str>,
        /// What it is to do, with all it needs to know.
        #[serde(borrow)]
        #[schemars(length(min = 1))]
        pub task: rt::Cow<'a, str>,
        /// Facts to put before the task, such as {"branch": "feature/task-045"}.
        #[serde(
            default,
            skip_serializing_if = "::core::option::Option::is_none",
            deserialize_with = "rt::present"
        )]
        #[schemars(with = "Option<rt::AnyObject>")]
        pub context: Option<Option<rt::serde_json::Map<String, rt::serde_json::Value>>>,
        /// Go on from the kept conversation and add to it; false starts afresh and keeps nothing.
        #[serde(default = "Args::default_maintain_state")]
        pub maintain_state: bool,
        /// Which provider answers; the server's own choice when absent.
        #[serde(
            default,
            skip_serializing_if = "::core::option::Option::is_none",
            deserialize_with = "rt::present"
        )]
        #[schemars(with = "Option<Engine>")]
        pub engine: Option<Option<Engine>>,
        /// Which model answers; the provider's default when absent.
        #[serde(
            borrow,
            default,
            skip_serializing_if = "::core::option::Option::is_none",
            deserialize_with = "rt::present"
        )]
        #[schemars(with = "Option<rt::Cow<'a, str>>", length(min = 1, max = 300))]
        pub model_name: Option<Option<rt::Cow<'a, str>>>,
        /// A text file with instructions to use instead of the role's own.
        #[serde(
            borrow,
            default,
            skip_serializing_if = "::core::option::Option::is_none",
            deserialize_with = "rt::present"
        )]
        #[schemars(with = "Option<rt::Cow<'a, str>>", length(min = 1))]
        pub custom_persona_file: Option<Option<rt::Cow<'a, str>>>,
    }
    impl<'a> Args<'a> {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(role: rt::Cow<'a, str>, task: rt::Cow<'a, str>) -> Self {
            Self {
                role,
                task,
                context: None,
                maintain_state: Self::default_maintain_state(),
                engine: None,
                model_name: None,
                custom_persona_file: None,
            }
        }
        fn default_maintain_state() -> bool {
            true
        }
    }
    /// Which provider answers; the server's own choice when absent.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde")]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub enum Engine {
        #[serde(rename = "gemini")]
        Gemini,
        #[serde(rename = "openai")]
        Openai,
        #[serde(rename = "ollama")]
        Ollama,
    }
    impl Args<'_> {
        /// Checks the limits that the types do not hold.
        ///
        /// # Errors
        /// Every argument that is not acceptable.
        pub fn validate(&self) -> Result<(), Vec<rt::ArgumentFault>> {
            rt::validate_typed(&tools::Tool::PersonaDispatch.spec().input, self)
        }
    }
    static SHAPE: rt::ObjectShape = rt::ObjectShape {
        fields: &[
            rt::Field::required(
                "role",
                rt::Shape::of(
                    rt::Kind::String(rt::StringRule {
                        min_len: None,
                        max_len: Some(64),
                        pattern: None,
                        guard: Some(rt::Guard::Identifier),
                    }),
                ),
            ),
            rt::Field::required(
                "task",
                rt::Shape::of(
                    rt::Kind::String(rt::StringRule {
                        min_len: Some(1),
                        max_len: None,
                        pattern: None,
                        guard: None,
                    }),
                ),
            ),
            rt::Field::optional("context", rt::Shape::or_null(rt::Kind::AnyObject)),
            rt::Field::optional("maintain_state", rt::Shape::of(rt::Kind::Boolean)),
            rt::Field::optional(
                "engine",
                rt::Shape::or_null(rt::Kind::Enum(&["gemini", "openai", "ollama"])),
            ),
            rt::Field::optional(
                "model_name",
                rt::Shape::or_null(
                    rt::Kind::String(rt::StringRule {
                        min_len: Some(1),
                        max_len: Some(300),
                        pattern: None,
                        guard: None,
                    }),
                ),
            ),
            rt::Field::optional(
                "custom_persona_file",
                rt::Shape::or_null(
                    rt::Kind::String(rt::StringRule {
                        min_len: Some(1),
                        max_len: None,
                        pattern: None,
                        guard: Some(rt::Guard::RelativePath),
                    }),
                ),
            ),
        ],
        open: false,
    };
    /// The arguments that it accepts, as JSON Schema 2020-12.
    pub const INPUT_SCHEMA: &str = r#"{"type":"object","properties":{"role":{"type":"string","description":"coordinator, strategist, auditor or a custom one: see persona_list_roles.","maxLength":64},"task":{"type":"string","description":"What it is to do, with all it needs to know.","minLength":1},"context":{"type":["object","null"],"description":"Facts to put before the task, such as {\"branch\": \"feature/task-045\"}."},"maintain_state":{"type":"boolean","description":"Go on from the kept conversation and add to it; false starts afresh and keeps nothing.","default":true},"engine":{"type":["string","null"],"description":"Which provider answers; the server's own choice when absent.","enum":["gemini","openai","ollama",null]},"model_name":{"type":["string","null"],"description":"Which model answers; the provider's default when absent.","minLength":1,"maxLength":300},"custom_persona_file":{"type":["string","null"],"description":"A text file with instructions to use instead of the role's own.","minLength":1}},"required":["role","task"],"additionalProperties":false}"#;
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Returns {
        pub status: ReturnsStatus,
        /// The persona as the files know it: lower case, `_` for `-`.
        pub role: String,
        /// What it said.
        pub response: String,
        pub engine: ReturnsEngine,
        /// The model that answered.
        pub model: String,
        /// Whether the exchange was added to the kept conversation.
        pub state_preserved: bool,
        /// The file of the kept conversation.
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub state_path: Option<String>,
        /// Messages in that file now.
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<i64>", range(min = 0))]
        pub message_count: Option<i64>,
        /// Earlier messages that were sent with the task.
        #[schemars(range(min = 0))]
        pub remembered: i64,
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<i64>", range(min = 0))]
        pub prompt_tokens: Option<i64>,
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<i64>", range(min = 0))]
        pub completion_tokens: Option<i64>,
        /// Whether the answer ended at the limit of tokens.
        pub truncated: bool,
    }
    impl Returns {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(
            status: ReturnsStatus,
            role: String,
            response: String,
            engine: ReturnsEngine,
            model: String,
            state_preserved: bool,
            state_path: Option<String>,
            message_count: Option<i64>,
            remembered: i64,
            prompt_tokens: Option<i64>,
            completion_tokens: Option<i64>,
            truncated: bool,
        ) -> Self {
            Self {
                status,
                role,
                response,
                engine,
                model,
                state_preserved,
                state_path,
                message_count,
                remembered,
                prompt_tokens,
                completion_tokens,
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
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde")]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub enum ReturnsEngine {
        #[serde(rename = "ollama")]
        Ollama,
    }
    /// What it returns as `structuredContent`, as JSON Schema 2020-12.
    pub const OUTPUT_SCHEMA: &str = r#"{"type":"object","properties":{"status":{"type":"string","enum":["success"]},"role":{"type":"string","description":"The persona as the files know it: lower case, `_` for `-`."},"response":{"type":"string","description":"What it said."},"engine":{"type":"string","enum":["ollama"]},"model":{"type":"string","description":"The model that answered."},"state_preserved":{"type":"boolean","description":"Whether the exchange was added to the kept conversation."},"state_path":{"type":["string","null"],"description":"The file of the kept conversation."},"message_count":{"type":["integer","null"],"description":"Messages in that file now.","minimum":0},"remembered":{"type":"integer","description":"Earlier messages that were sent with the task.","minimum":0},"prompt_tokens":{"type":["integer","null"],"minimum":0},"completion_tokens":{"type":["integer","null"],"minimum":0},"truncated":{"type":"boolean","description":"Whether the answer ended at the limit of tokens."}},"required":["status","role","response","engine","model","state_preserved","state_path","message_count","remembered","prompt_tokens","completion_tokens","truncated"],"additionalProperties":false}"#;
    /// Its entry in the table of tools.
    #[must_use]
    pub const fn spec() -> rt::ToolSpec {
        rt::ToolSpec {
            index: tools::Tool::PersonaDispatch as u16,
            name: "persona_dispatch",
            title: "Ask a persona",
            upstream: "persona_dispatch",
            description: "Give a task to one persona and return its answer; takes up to minutes. It answers, it does not act. For the view of several personas use council_dispatch, for the project's fine-tuned model without a persona query_sanctuary_model. Unless maintain_state is false the task and the answer are added to the persona's kept conversation.",
            aliases: &[],
            server: tools::Server::AgentPersona as u16,
            class: rt::Class::Write,
            annotations: rt::Annotations {
                read_only: false,
                destructive: false,
                idempotent: false,
                open_world: true,
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
        /// Give a task to one persona and return its answer; takes up to minutes. It answers, it does not act. For the view of several personas use council_dispatch, for the project's fine-tuned model without a persona query_sanctuary_model. Unless maintain_state is false the task and the answer are added to the persona's kept conversation.
        ///
        /// # Errors
        /// When no reply came.
        pub async fn persona_dispatch(
            &self,
            arguments: &Args<'_>,
        ) -> Result<rt::CallReply, C::Error> {
            self.0
                .call(tools::Tool::PersonaDispatch.spec(), rt::to_json(arguments))
                .await
        }
    }
}

pub use self::persona_get_state::Args as PersonaGetStateArgs;
pub use self::persona_get_state::Returns as PersonaGetStateReturns;

/// `persona_get_state`: The kept conversation of a persona. To forget it use persona_reset_state.
pub mod persona_get_state {
    use ::gateway_runtime::__private as rt;
    use ::gateway_runtime::__private::prelude::*;
    use super::super::super::{client, tools};
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Args<'a> {
        /// The persona, such as "auditor".
        #[serde(borrow)]
        #[schemars(length(max = 64))]
        pub role: rt::Cow<'a, str>,
    }
    impl<'a> Args<'a> {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(role: rt::Cow<'a, str>) -> Self {
            Self { role }
        }
    }
    impl Args<'_> {
        /// Checks the limits that the types do not hold.
        ///
        /// # Errors
        /// Every argument that is not acceptable.
        pub fn validate(&self) -> Result<(), Vec<rt::ArgumentFault>> {
            rt::validate_typed(&tools::Tool::PersonaGetState.spec().input, self)
        }
    }
    static SHAPE: rt::ObjectShape = rt::ObjectShape {
        fields: &[
            rt::Field::required(
                "role",
                rt::Shape::of(
                    rt::Kind::String(rt::StringRule {
                        min_len: None,
                        max_len: Some(64),
                        pattern: None,
                        guard: Some(rt::Guard::Identifier),
                    }),
                ),
            ),
        ],
        open: false,
    };
    /// The arguments that it accepts, as JSON Schema 2020-12.
    pub const INPUT_SCHEMA: &str = r#"{"type":"object","properties":{"role":{"type":"string","description":"The persona, such as \"auditor\".","maxLength":64}},"required":["role"],"additionalProperties":false}"#;
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Returns {
        pub role: String,
        pub state: ReturnsState,
        /// Messages in the file.
        #[schemars(range(min = 0))]
        pub message_count: i64,
        /// Earlier messages that are not given here.
        #[schemars(range(min = 0))]
        pub omitted: i64,
        /// The file; null where there is none.
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub path: Option<String>,
        pub messages: Vec<ReturnsMessagesItem>,
    }
    impl Returns {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(
            role: String,
            state: ReturnsState,
            message_count: i64,
            omitted: i64,
            path: Option<String>,
            messages: Vec<ReturnsMessagesItem>,
        ) -> Self {
            Self {
                role,
                state,
                message_count,
                omitted,
                path,
                messages,
            }
        }
    }
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde")]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub enum ReturnsState {
        #[serde(rename = "active")]
        Active,
        #[serde(rename = "no_history")]
        NoHistory,
    }
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub struct ReturnsMessagesItem {
        /// system, user or assistant.
        pub role: String,
        pub content: String,
    }
    impl ReturnsMessagesItem {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(role: String, content: String) -> Self {
            Self { role, content }
        }
    }
    /// What it returns as `structuredContent`, as JSON Schema 2020-12.
    pub const OUTPUT_SCHEMA: &str = r#"{"type":"object","properties":{"role":{"type":"string"},"state":{"type":"string","enum":["active","no_history"]},"message_count":{"type":"integer","description":"Messages in the file.","minimum":0},"omitted":{"type":"integer","description":"Earlier messages that are not given here.","minimum":0},"path":{"type":["string","null"],"description":"The file; null where there is none."},"messages":{"type":"array","items":{"type":"object","properties":{"role":{"type":"string","description":"system, user or assistant."},"content":{"type":"string"}},"required":["role","content"],"additionalProperties":false}}},"required":["role","state","message_count","omitted","path","messages"],"additionalProperties":false}"#;
    /// Its entry in the table of tools.
    #[must_use]
    pub const fn spec() -> rt::ToolSpec {
        rt::ToolSpec {
            index: tools::Tool::PersonaGetState as u16,
            name: "persona_get_state",
            title: "Read a conversation",
            upstream: "persona_get_state",
            description: "The kept conversation of a persona. To forget it use persona_reset_state.",
            aliases: &[],
            server: tools::Server::AgentPersona as u16,
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
        /// The kept conversation of a persona. To forget it use persona_reset_state.
        ///
        /// # Errors
        /// When no reply came.
        pub async fn persona_get_state(
            &self,
            arguments: &Args<'_>,
        ) -> Result<rt::CallReply, C::Error> {
            self.0
                .call(tools::Tool::PersonaGetState.spec(), rt::to_json(arguments))
                .await
        }
    }
}

pub use self::persona_list_roles::Args as PersonaListRolesArgs;
pub use self::persona_list_roles::Returns as PersonaListRolesReturns;

/// `persona_list_roles`: The built-in and the custom personas. Use it to find a role for persona_dispatch; for the council's members use council_list_agents.
pub mod persona_list_roles {
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
            rt::validate_typed(&tools::Tool::PersonaListRoles.spec().input, self)
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
        pub built_in: Vec<String>,
        pub custom: Vec<String>,
        #[schemars(range(min = 0))]
        pub total: i64,
        /// The folder of the files.
        pub persona_dir: String,
        pub roles: Vec<ReturnsRolesItem>,
    }
    impl Returns {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(
            built_in: Vec<String>,
            custom: Vec<String>,
            total: i64,
            persona_dir: String,
            roles: Vec<ReturnsRolesItem>,
        ) -> Self {
            Self {
                built_in,
                custom,
                total,
                persona_dir,
                roles,
            }
        }
    }
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub struct ReturnsRolesItem {
        pub role: String,
        pub kind: ReturnsRolesItemKind,
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub description: Option<String>,
        /// The file that holds it; null where it is built in.
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub path: Option<String>,
        /// Why it cannot be asked, where it cannot.
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub problem: Option<String>,
    }
    impl ReturnsRolesItem {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(
            role: String,
            kind: ReturnsRolesItemKind,
            description: Option<String>,
            path: Option<String>,
            problem: Option<String>,
        ) -> Self {
            Self {
                role,
                kind,
                description,
                path,
                problem,
            }
        }
    }
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde")]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub enum ReturnsRolesItemKind {
        #[serde(rename = "built_in")]
        BuiltIn,
        #[serde(rename = "custom")]
        Custom,
    }
    /// What it returns as `structuredContent`, as JSON Schema 2020-12.
    pub const OUTPUT_SCHEMA: &str = r#"{"type":"object","properties":{"built_in":{"type":"array","items":{"type":"string"}},"custom":{"type":"array","items":{"type":"string"}},"total":{"type":"integer","minimum":0},"persona_dir":{"type":"string","description":"The folder of the files."},"roles":{"type":"array","items":{"type":"object","properties":{"role":{"type":"string"},"kind":{"type":"string","enum":["built_in","custom"]},"description":{"type":["string","null"]},"path":{"type":["string","null"],"description":"The file that holds it; null where it is built in."},"problem":{"type":["string","null"],"description":"Why it cannot be asked, where it cannot."}},"required":["role","kind","description","path","problem"],"additionalProperties":false}}},"required":["built_in","custom","total","persona_dir","roles"],"additionalProperties":false}"#;
    /// Its entry in the table of tools.
    #[must_use]
    pub const fn spec() -> rt::ToolSpec {
        rt::ToolSpec {
            index: tools::Tool::PersonaListRoles as u16,
            name: "persona_list_roles",
            title: "List personas",
            upstream: "persona_list_roles",
            description: "The built-in and the custom personas. Use it to find a role for persona_dispatch; for the council's members use council_list_agents.",
            aliases: &[],
            server: tools::Server::AgentPersona as u16,
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
        /// The built-in and the custom personas. Use it to find a role for persona_dispatch; for the council's members use council_list_agents.
        ///
        /// # Errors
        /// When no reply came.
        pub async fn persona_list_roles(
            &self,
            arguments: &Args,
        ) -> Result<rt::CallReply, C::Error> {
            self.0
                .call(tools::Tool::PersonaListRoles.spec(), rt::to_json(arguments))
                .await
        }
    }
}

pub use self::persona_reset_state::Args as PersonaResetStateArgs;
pub use self::persona_reset_state::Returns as PersonaResetStateReturns;

/// `persona_reset_state`: Forget the kept conversation of a persona, so that its next task starts afresh; the persona itself stays, and the conversation is moved to the backups. For one task without history use persona_dispatch with maintain_state = false instead.
pub mod persona_reset_state {
    use ::gateway_runtime::__private as rt;
    use ::gateway_runtime::__private::prelude::*;
    use super::super::super::{client, tools};
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Args<'a> {
        /// The persona, such as "auditor".
        #[serde(borrow)]
        #[schemars(length(max = 64))]
        pub role: rt::Cow<'a, str>,
    }
    impl<'a> Args<'a> {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(role: rt::Cow<'a, str>) -> Self {
            Self { role }
        }
    }
    impl Args<'_> {
        /// Checks the limits that the types do not hold.
        ///
        /// # Errors
        /// Every argument that is not acceptable.
        pub fn validate(&self) -> Result<(), Vec<rt::ArgumentFault>> {
            rt::validate_typed(&tools::Tool::PersonaResetState.spec().input, self)
        }
    }
    static SHAPE: rt::ObjectShape = rt::ObjectShape {
        fields: &[
            rt::Field::required(
                "role",
                rt::Shape::of(
                    rt::Kind::String(rt::StringRule {
                        min_len: None,
                        max_len: Some(64),
                        pattern: None,
                        guard: Some(rt::Guard::Identifier),
                    }),
                ),
            ),
        ],
        open: false,
    };
    /// The arguments that it accepts, as JSON Schema 2020-12.
    pub const INPUT_SCHEMA: &str = r#"{"type":"object","properties":{"role":{"type":"string","description":"The persona, such as \"auditor\".","maxLength":64}},"required":["role"],"additionalProperties":false}"#;
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Returns {
        pub role: String,
        pub status: ReturnsStatus,
        /// Whether there was a conversation.
        pub forgotten: bool,
        /// Where it is now.
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub backup: Option<String>,
    }
    impl Returns {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(
            role: String,
            status: ReturnsStatus,
            forgotten: bool,
            backup: Option<String>,
        ) -> Self {
            Self {
                role,
                status,
                forgotten,
                backup,
            }
        }
    }
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde")]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub enum ReturnsStatus {
        #[serde(rename = "reset")]
        Reset,
    }
    /// What it returns as `structuredContent`, as JSON Schema 2020-12.
    pub const OUTPUT_SCHEMA: &str = r#"{"type":"object","properties":{"role":{"type":"string"},"status":{"type":"string","enum":["reset"]},"forgotten":{"type":"boolean","description":"Whether there was a conversation."},"backup":{"type":["string","null"],"description":"Where it is now."}},"required":["role","status","forgotten","backup"],"additionalProperties":false}"#;
    /// Its entry in the table of tools.
    #[must_use]
    pub const fn spec() -> rt::ToolSpec {
        rt::ToolSpec {
            index: tools::Tool::PersonaResetState as u16,
            name: "persona_reset_state",
            title: "Forget a conversation",
            upstream: "persona_reset_state",
            description: "Forget the kept conversation of a persona, so that its next task starts afresh; the persona itself stays, and the conversation is moved to the backups. For one task without history use persona_dispatch with maintain_state = false instead.",
            aliases: &[],
            server: tools::Server::AgentPersona as u16,
            class: rt::Class::Write,
            annotations: rt::Annotations {
                read_only: false,
                destructive: false,
                idempotent: true,
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
        /// Forget the kept conversation of a persona, so that its next task starts afresh; the persona itself stays, and the conversation is moved to the backups. For one task without history use persona_dispatch with maintain_state = false instead.
        ///
        /// # Errors
        /// When no reply came.
        pub async fn persona_reset_state(
            &self,
            arguments: &Args<'_>,
        ) -> Result<rt::CallReply, C::Error> {
            self.0
                .call(tools::Tool::PersonaResetState.spec(), rt::to_json(arguments))
                .await
        }
    }
}
