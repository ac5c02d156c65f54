// @generated from tools.toml by gatewayc gen; do not edit.

pub use self::council_dispatch::Args as CouncilDispatchArgs;
pub use self::council_dispatch::Returns as CouncilDispatchReturns;

/// `council_dispatch`: Put a task before the council's personas, or one of them, for some rounds, and return what each said in each round. Takes minutes: for questions worth several views; for a single one use persona_dispatch. It deliberates, it does not act, but the conversations of the personas grow and output_path writes a file.
pub mod council_dispatch {
    use ::gateway_runtime::__private as rt;
    use ::gateway_runtime::__private::prelude::*;
    use super::super::super::{client, tools};
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Args<'a> {
        /// The question or task, with all they need to know.
        #[serde(borrow)]
        #[schemars(length(min = 1))]
        pub task_description: rt::Cow<'a, str>,
        /// Only this persona; all three when absent.
        #[serde(
            default,
            skip_serializing_if = "::core::option::Option::is_none",
            deserialize_with = "rt::present"
        )]
        #[schemars(with = "Option<Agent>")]
        pub agent: Option<Option<Agent>>,
        /// How many rounds at most; each asks every persona once.
        #[serde(default = "Args::default_max_rounds")]
        #[schemars(range(min = 1, max = 20))]
        pub max_rounds: i64,
        /// Which provider answers; the server's own choice when absent.
        #[serde(
            default,
            skip_serializing_if = "::core::option::Option::is_none",
            deserialize_with = "rt::present"
        )]
        #[schemars(with = "Option<ForceEngine>")]
        pub force_engine: Option<Option<ForceEngine>>,
        /// Which family of models to prefer.
        #[serde(
            default,
            skip_serializing_if = "::core::option::Option::is_none",
            deserialize_with = "rt::present"
        )]
        #[schemars(with = "Option<ModelPreference>")]
        pub model_preference: Option<Option<ModelPreference>>,
        /// A file to write the result to, such as "WORK_IN_PROGRESS/result.md".
        #[serde(
            borrow,
            default,
            skip_serializing_if = "::core::option::Option::is_none",
            deserialize_with = "rt::present"
        )]
        #[schemars(with = "Option<rt::Cow<'a, str>>", length(min = 1))]
        pub output_path: Option<Option<rt::Cow<'a, str>>>,
    }
    impl<'a> Args<'a> {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(task_description: rt::Cow<'a, str>) -> Self {
            Self {
                task_description,
                agent: None,
                max_rounds: Self::default_max_rounds(),
                force_engine: None,
                model_preference: None,
                output_path: None,
            }
        }
        fn default_max_rounds() -> i64 {
            3
        }
    }
    /// Only this persona; all three when absent.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde")]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub enum Agent {
        #[serde(rename = "coordinator")]
        Coordinator,
        #[serde(rename = "strategist")]
        Strategist,
        #[serde(rename = "auditor")]
        Auditor,
    }
    /// Which provider answers; the server's own choice when absent.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde")]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub enum ForceEngine {
        #[serde(rename = "gemini")]
        Gemini,
        #[serde(rename = "openai")]
        Openai,
        #[serde(rename = "ollama")]
        Ollama,
    }
    /// Which family of models to prefer.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde")]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub enum ModelPreference {
        #[serde(rename = "OLLAMA")]
        Ollama,
        #[serde(rename = "GEMINI")]
        Gemini,
        #[serde(rename = "GPT")]
        Gpt,
    }
    impl Args<'_> {
        /// Checks the limits that the types do not hold.
        ///
        /// # Errors
        /// Every argument that is not acceptable.
        pub fn validate(&self) -> Result<(), Vec<rt::ArgumentFault>> {
            rt::validate_typed(&tools::Tool::CouncilDispatch.spec().input, self)
        }
    }
    static SHAPE: rt::ObjectShape = rt::ObjectShape {
        fields: &[
            rt::Field::required(
                "task_description",
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
                "agent",
                rt::Shape::or_null(
                    rt::Kind::Enum(&["coordinator", "strategist", "auditor"]),
                ),
            ),
            rt::Field::optional(
                "max_rounds",
                rt::Shape::of(rt::Kind::Integer {
                    min: Some(1),
                    max: Some(20),
                }),
            ),
            rt::Field::optional(
                "force_engine",
                rt::Shape::or_null(rt::Kind::Enum(&["gemini", "openai", "ollama"])),
            ),
            rt::Field::optional(
                "model_preference",
                rt::Shape::or_null(rt::Kind::Enum(&["OLLAMA", "GEMINI", "GPT"])),
            ),
            rt::Field::optional(
                "output_path",
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
    pub const INPUT_SCHEMA: &str = r#"{"type":"object","properties":{"task_description":{"type":"string","description":"The question or task, with all they need to know.","minLength":1},"agent":{"type":["string","null"],"description":"Only this persona; all three when absent.","enum":["coordinator","strategist","auditor",null]},"max_rounds":{"type":"integer","description":"How many rounds at most; each asks every persona once.","minimum":1,"maximum":20,"default":3},"force_engine":{"type":["string","null"],"description":"Which provider answers; the server's own choice when absent.","enum":["gemini","openai","ollama",null]},"model_preference":{"type":["string","null"],"description":"Which family of models to prefer.","enum":["OLLAMA","GEMINI","GPT",null]},"output_path":{"type":["string","null"],"description":"A file to write the result to, such as \"WORK_IN_PROGRESS/result.md\".","minLength":1}},"required":["task_description"],"additionalProperties":false}"#;
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Returns {
        pub status: ReturnsStatus,
        pub session_id: String,
        pub task: String,
        #[schemars(range(min = 1))]
        pub rounds: i64,
        /// The personas, in the order in which they spoke.
        pub agents: Vec<String>,
        /// The last word.
        pub final_synthesis: String,
        /// The file that was written.
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub output_path: Option<String>,
        /// What that file held before.
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub backup: Option<String>,
        pub packets: Vec<ReturnsPacketsItem>,
    }
    impl Returns {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(
            status: ReturnsStatus,
            session_id: String,
            task: String,
            rounds: i64,
            agents: Vec<String>,
            final_synthesis: String,
            output_path: Option<String>,
            backup: Option<String>,
            packets: Vec<ReturnsPacketsItem>,
        ) -> Self {
            Self {
                status,
                session_id,
                task,
                rounds,
                agents,
                final_synthesis,
                output_path,
                backup,
                packets,
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
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub struct ReturnsPacketsItem {
        #[schemars(range(min = 1))]
        pub round: i64,
        /// The persona that spoke.
        pub member_id: String,
        pub engine: ReturnsPacketsItemEngine,
        pub model: String,
        /// What it said.
        pub decision: String,
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<i64>", range(min = 0))]
        pub prompt_tokens: Option<i64>,
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<i64>", range(min = 0))]
        pub completion_tokens: Option<i64>,
        /// Whether the answer ended at the limit of tokens.
        pub truncated: bool,
    }
    impl ReturnsPacketsItem {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(
            round: i64,
            member_id: String,
            engine: ReturnsPacketsItemEngine,
            model: String,
            decision: String,
            prompt_tokens: Option<i64>,
            completion_tokens: Option<i64>,
            truncated: bool,
        ) -> Self {
            Self {
                round,
                member_id,
                engine,
                model,
                decision,
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
    pub enum ReturnsPacketsItemEngine {
        #[serde(rename = "ollama")]
        Ollama,
    }
    /// What it returns as `structuredContent`, as JSON Schema 2020-12.
    pub const OUTPUT_SCHEMA: &str = r#"{"type":"object","properties":{"status":{"type":"string","enum":["success"]},"session_id":{"type":"string"},"task":{"type":"string"},"rounds":{"type":"integer","minimum":1},"agents":{"type":"array","description":"The personas, in the order in which they spoke.","items":{"type":"string"}},"final_synthesis":{"type":"string","description":"The last word."},"output_path":{"type":["string","null"],"description":"The file that was written."},"backup":{"type":["string","null"],"description":"What that file held before."},"packets":{"type":"array","items":{"type":"object","properties":{"round":{"type":"integer","minimum":1},"member_id":{"type":"string","description":"The persona that spoke."},"engine":{"type":"string","enum":["ollama"]},"model":{"type":"string"},"decision":{"type":"string","description":"What it said."},"prompt_tokens":{"type":["integer","null"],"minimum":0},"completion_tokens":{"type":["integer","null"],"minimum":0},"truncated":{"type":"boolean","description":"Whether the answer ended at the limit of tokens."}},"required":["round","member_id","engine","model","decision","prompt_tokens","completion_tokens","truncated"],"additionalProperties":false}}},"required":["status","session_id","task","rounds","agents","final_synthesis","output_path","backup","packets"],"additionalProperties":false}"#;
    /// Its entry in the table of tools.
    #[must_use]
    pub const fn spec() -> rt::ToolSpec {
        rt::ToolSpec {
            index: tools::Tool::CouncilDispatch as u16,
            name: "council_dispatch",
            title: "Ask the council",
            upstream: "council_dispatch",
            description: "Put a task before the council's personas, or one of them, for some rounds, and return what each said in each round. Takes minutes: for questions worth several views; for a single one use persona_dispatch. It deliberates, it does not act, but the conversations of the personas grow and output_path writes a file.",
            aliases: &[],
            server: tools::Server::Council as u16,
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
                call_timeout: Some(::core::time::Duration::from_mins(30)),
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
        /// Put a task before the council's personas, or one of them, for some rounds, and return what each said in each round. Takes minutes: for questions worth several views; for a single one use persona_dispatch. It deliberates, it does not act, but the conversations of the personas grow and output_path writes a file.
        ///
        /// # Errors
        /// When no reply came.
        pub async fn council_dispatch(
            &self,
            arguments: &Args<'_>,
        ) -> Result<rt::CallReply, C::Error> {
            self.0
                .call(tools::Tool::CouncilDispatch.spec(), rt::to_json(arguments))
                .await
        }
    }
}

pub use self::council_list_agents::Args as CouncilListAgentsArgs;
pub use self::council_list_agents::Returns as CouncilListAgentsReturns;

/// `council_list_agents`: The council's personas and whether each can be reached now. For custom personas too use persona_list_roles.
pub mod council_list_agents {
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
            rt::validate_typed(&tools::Tool::CouncilListAgents.spec().input, self)
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
        /// The model that would answer.
        pub model: String,
        /// The model server; null where OLLAMA_HOST is no address.
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub address: Option<String>,
        /// Why nobody can be reached, where that is so.
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub problem: Option<String>,
        pub agents: Vec<ReturnsAgentsItem>,
    }
    impl Returns {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(
            model: String,
            address: Option<String>,
            problem: Option<String>,
            agents: Vec<ReturnsAgentsItem>,
        ) -> Self {
            Self {
                model,
                address,
                problem,
                agents,
            }
        }
    }
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub struct ReturnsAgentsItem {
        pub name: String,
        pub status: ReturnsAgentsItemStatus,
        /// What it is for.
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub persona: Option<String>,
        /// Why it cannot be reached, where it cannot.
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub problem: Option<String>,
    }
    impl ReturnsAgentsItem {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(
            name: String,
            status: ReturnsAgentsItemStatus,
            persona: Option<String>,
            problem: Option<String>,
        ) -> Self {
            Self {
                name,
                status,
                persona,
                problem,
            }
        }
    }
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde")]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub enum ReturnsAgentsItemStatus {
        #[serde(rename = "available")]
        Available,
        #[serde(rename = "unavailable")]
        Unavailable,
    }
    /// What it returns as `structuredContent`, as JSON Schema 2020-12.
    pub const OUTPUT_SCHEMA: &str = r#"{"type":"object","properties":{"model":{"type":"string","description":"The model that would answer."},"address":{"type":["string","null"],"description":"The model server; null where OLLAMA_HOST is no address."},"problem":{"type":["string","null"],"description":"Why nobody can be reached, where that is so."},"agents":{"type":"array","items":{"type":"object","properties":{"name":{"type":"string"},"status":{"type":"string","enum":["available","unavailable"]},"persona":{"type":["string","null"],"description":"What it is for."},"problem":{"type":["string","null"],"description":"Why it cannot be reached, where it cannot."}},"required":["name","status","persona","problem"],"additionalProperties":false}}},"required":["model","address","problem","agents"],"additionalProperties":false}"#;
    /// Its entry in the table of tools.
    #[must_use]
    pub const fn spec() -> rt::ToolSpec {
        rt::ToolSpec {
            index: tools::Tool::CouncilListAgents as u16,
            name: "council_list_agents",
            title: "List the council",
            upstream: "council_list_agents",
            description: "The council's personas and whether each can be reached now. For custom personas too use persona_list_roles.",
            aliases: &[],
            server: tools::Server::Council as u16,
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
        /// The council's personas and whether each can be reached now. For custom personas too use persona_list_roles.
        ///
        /// # Errors
        /// When no reply came.
        pub async fn council_list_agents(
            &self,
            arguments: &Args,
        ) -> Result<rt::CallReply, C::Error> {
            self.0
                .call(tools::Tool::CouncilListAgents.spec(), rt::to_json(arguments))
                .await
        }
    }
}
