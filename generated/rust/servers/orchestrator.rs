// @generated from tools.toml by gatewayc gen; do not edit.

pub use self::orchestrator_dispatch_mission::Args as OrchestratorDispatchMissionArgs;
pub use self::orchestrator_dispatch_mission::Returns as OrchestratorDispatchMissionReturns;

/// `orchestrator_dispatch_mission`: Hand a mission to a named agent by writing its command file; the agent works on its own later, so no result comes back. For an answer now use persona_dispatch or council_dispatch, for work to be planned create_task.
pub mod orchestrator_dispatch_mission {
    use ::gateway_runtime::__private as rt;
    use ::gateway_runtime::__private::prelude::*;
    use super::super::super::{client, tools};
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Args<'a> {
        /// A name for the mission that was not used before, such as "audit-7".
        #[serde(borrow)]
        #[schemars(length(max = 100))]
        pub mission_id: rt::Cow<'a, str>,
        /// What is to be reached, with all the agent needs to know.
        #[serde(borrow)]
        #[schemars(length(min = 1))]
        pub objective: rt::Cow<'a, str>,
        /// The agent that gets it.
        #[serde(borrow, default = "Args::default_assigned_agent")]
        #[schemars(length(max = 64))]
        pub assigned_agent: rt::Cow<'a, str>,
    }
    impl<'a> Args<'a> {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(mission_id: rt::Cow<'a, str>, objective: rt::Cow<'a, str>) -> Self {
            Self {
                mission_id,
                objective,
                assigned_agent: Self::default_assigned_agent(),
            }
        }
        fn default_assigned_agent() -> rt::Cow<'a, str> {
            rt::Cow::Borrowed("Kilo")
        }
    }
    impl Args<'_> {
        /// Checks the limits that the types do not hold.
        ///
        /// # Errors
        /// Every argument that is not acceptable.
        pub fn validate(&self) -> Result<(), Vec<rt::ArgumentFault>> {
            rt::validate_typed(
                &tools::Tool::OrchestratorDispatchMission.spec().input,
                self,
            )
        }
    }
    static SHAPE: rt::ObjectShape = rt::ObjectShape {
        fields: &[
            rt::Field::required(
                "mission_id",
                rt::Shape::of(
                    rt::Kind::String(rt::StringRule {
                        min_len: None,
                        max_len: Some(100),
                        pattern: None,
                        guard: Some(rt::Guard::Identifier),
                    }),
                ),
            ),
            rt::Field::required(
                "objective",
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
                "assigned_agent",
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
    pub const INPUT_SCHEMA: &str = r#"{"type":"object","properties":{"mission_id":{"type":"string","description":"A name for the mission that was not used before, such as \"audit-7\".","maxLength":100},"objective":{"type":"string","description":"What is to be reached, with all the agent needs to know.","minLength":1},"assigned_agent":{"type":"string","description":"The agent that gets it.","maxLength":64,"default":"Kilo"}},"required":["mission_id","objective"],"additionalProperties":false}"#;
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Returns {
        pub status: ReturnsStatus,
        pub mission_id: String,
        pub assigned_agent: String,
        pub command_file: String,
        /// In UTC, as YYYY-MM-DDThh:mm:ssZ.
        pub created_at: String,
    }
    impl Returns {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(
            status: ReturnsStatus,
            mission_id: String,
            assigned_agent: String,
            command_file: String,
            created_at: String,
        ) -> Self {
            Self {
                status,
                mission_id,
                assigned_agent,
                command_file,
                created_at,
            }
        }
    }
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde")]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub enum ReturnsStatus {
        #[serde(rename = "dispatched")]
        Dispatched,
    }
    /// What it returns as `structuredContent`, as JSON Schema 2020-12.
    pub const OUTPUT_SCHEMA: &str = r#"{"type":"object","properties":{"status":{"type":"string","enum":["dispatched"]},"mission_id":{"type":"string"},"assigned_agent":{"type":"string"},"command_file":{"type":"string"},"created_at":{"type":"string","description":"In UTC, as YYYY-MM-DDThh:mm:ssZ."}},"required":["status","mission_id","assigned_agent","command_file","created_at"],"additionalProperties":false}"#;
    /// Its entry in the table of tools.
    #[must_use]
    pub const fn spec() -> rt::ToolSpec {
        rt::ToolSpec {
            index: tools::Tool::OrchestratorDispatchMission as u16,
            name: "orchestrator_dispatch_mission",
            title: "Dispatch a mission",
            upstream: "orchestrator_dispatch_mission",
            description: "Hand a mission to a named agent by writing its command file; the agent works on its own later, so no result comes back. For an answer now use persona_dispatch or council_dispatch, for work to be planned create_task.",
            aliases: &[],
            server: tools::Server::Orchestrator as u16,
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
        /// Hand a mission to a named agent by writing its command file; the agent works on its own later, so no result comes back. For an answer now use persona_dispatch or council_dispatch, for work to be planned create_task.
        ///
        /// # Errors
        /// When no reply came.
        pub async fn orchestrator_dispatch_mission(
            &self,
            arguments: &Args<'_>,
        ) -> Result<rt::CallReply, C::Error> {
            self.0
                .call(
                    tools::Tool::OrchestratorDispatchMission.spec(),
                    rt::to_json(arguments),
                )
                .await
        }
    }
}

pub use self::orchestrator_run_strategic_cycle::Args as OrchestratorRunStrategicCycleArgs;
pub use self::orchestrator_run_strategic_cycle::Returns as OrchestratorRunStrategicCycleReturns;

/// `orchestrator_run_strategic_cycle`: Take a research report in: ingest it, synthesise the last days, adapt, fill the answer cache; takes long. Writes the synthesis and examples for training below LEARNING/. Use it when a report closes a gap in what the project knows; to index a file only use cortex_ingest_incremental. Returns a log of the steps.
pub mod orchestrator_run_strategic_cycle {
    use ::gateway_runtime::__private as rt;
    use ::gateway_runtime::__private::prelude::*;
    use super::super::super::{client, tools};
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Args<'a> {
        /// What was not known before, one line.
        #[serde(borrow)]
        #[schemars(length(min = 1, max = 2000), regex(pattern = r"^[^\r\n]+$"))]
        pub gap_description: rt::Cow<'a, str>,
        /// The report, such as "LEARNING/report.md".
        #[serde(borrow)]
        #[schemars(length(min = 1))]
        pub research_report_path: rt::Cow<'a, str>,
        /// How many days back to take into the synthesis.
        #[serde(default = "Args::default_days_to_synthesize")]
        #[schemars(range(min = 1, max = 365))]
        pub days_to_synthesize: i64,
    }
    impl<'a> Args<'a> {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(
            gap_description: rt::Cow<'a, str>,
            research_report_path: rt::Cow<'a, str>,
        ) -> Self {
            Self {
                gap_description,
                research_report_path,
                days_to_synthesize: Self::default_days_to_synthesize(),
            }
        }
        fn default_days_to_synthesize() -> i64 {
            1
        }
    }
    impl Args<'_> {
        /// Checks the limits that the types do not hold.
        ///
        /// # Errors
        /// Every argument that is not acceptable.
        pub fn validate(&self) -> Result<(), Vec<rt::ArgumentFault>> {
            rt::validate_typed(
                &tools::Tool::OrchestratorRunStrategicCycle.spec().input,
                self,
            )
        }
    }
    static PATTERN_0: rt::Pattern = rt::Pattern::new(r"^[^\r\n]+$");
    static SHAPE: rt::ObjectShape = rt::ObjectShape {
        fields: &[
            rt::Field::required(
                "gap_description",
                rt::Shape::of(
                    rt::Kind::String(rt::StringRule {
                        min_len: Some(1),
                        max_len: Some(2000),
                        pattern: Some(&PATTERN_0),
                        guard: None,
                    }),
                ),
            ),
            rt::Field::required(
                "research_report_path",
                rt::Shape::of(
                    rt::Kind::String(rt::StringRule {
                        min_len: Some(1),
                        max_len: None,
                        pattern: None,
                        guard: Some(rt::Guard::RelativePath),
                    }),
                ),
            ),
            rt::Field::optional(
                "days_to_synthesize",
                rt::Shape::of(rt::Kind::Integer {
                    min: Some(1),
                    max: Some(365),
                }),
            ),
        ],
        open: false,
    };
    /// The arguments that it accepts, as JSON Schema 2020-12.
    pub const INPUT_SCHEMA: &str = r#"{"type":"object","properties":{"gap_description":{"type":"string","description":"What was not known before, one line.","minLength":1,"maxLength":2000,"pattern":"^[^\\r\\n]+$"},"research_report_path":{"type":"string","description":"The report, such as \"LEARNING/report.md\".","minLength":1},"days_to_synthesize":{"type":"integer","description":"How many days back to take into the synthesis.","minimum":1,"maximum":365,"default":1}},"required":["gap_description","research_report_path"],"additionalProperties":false}"#;
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Returns {
        pub status: ReturnsStatus,
        pub gap: String,
        pub report: String,
        #[schemars(range(min = 1))]
        pub days: i64,
        /// Passages of the report that were added to the index; 0 where it was there already.
        #[schemars(range(min = 0))]
        pub indexed_chunks: i64,
        /// Documents of the last days in the synthesis.
        #[schemars(range(min = 0))]
        pub changed_documents: i64,
        /// Whether a model wrote the digest.
        pub condensed: bool,
        /// That model.
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub model: Option<String>,
        pub synthesis_path: String,
        /// Examples for training, with where they are from.
        pub packet_path: String,
        /// The same, one example a line.
        pub dataset_path: String,
        #[schemars(range(min = 0))]
        pub examples: i64,
        /// Questions whose answers were put into the cache.
        #[schemars(range(min = 0))]
        pub warmed: i64,
        /// Questions whose answers were there already.
        #[schemars(range(min = 0))]
        pub fresh: i64,
        /// Questions that nothing in the index answers.
        pub unanswered: Vec<String>,
        pub steps: Vec<ReturnsStepsItem>,
    }
    impl Returns {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(
            status: ReturnsStatus,
            gap: String,
            report: String,
            days: i64,
            indexed_chunks: i64,
            changed_documents: i64,
            condensed: bool,
            model: Option<String>,
            synthesis_path: String,
            packet_path: String,
            dataset_path: String,
            examples: i64,
            warmed: i64,
            fresh: i64,
            unanswered: Vec<String>,
            steps: Vec<ReturnsStepsItem>,
        ) -> Self {
            Self {
                status,
                gap,
                report,
                days,
                indexed_chunks,
                changed_documents,
                condensed,
                model,
                synthesis_path,
                packet_path,
                dataset_path,
                examples,
                warmed,
                fresh,
                unanswered,
                steps,
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
    pub struct ReturnsStepsItem {
        pub step: ReturnsStepsItemStep,
        pub summary: String,
    }
    impl ReturnsStepsItem {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(step: ReturnsStepsItemStep, summary: String) -> Self {
            Self { step, summary }
        }
    }
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde")]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub enum ReturnsStepsItemStep {
        #[serde(rename = "ingest")]
        Ingest,
        #[serde(rename = "synthesise")]
        Synthesise,
        #[serde(rename = "adapt")]
        Adapt,
        #[serde(rename = "warm")]
        Warm,
    }
    /// What it returns as `structuredContent`, as JSON Schema 2020-12.
    pub const OUTPUT_SCHEMA: &str = r#"{"type":"object","properties":{"status":{"type":"string","enum":["success"]},"gap":{"type":"string"},"report":{"type":"string"},"days":{"type":"integer","minimum":1},"indexed_chunks":{"type":"integer","description":"Passages of the report that were added to the index; 0 where it was there already.","minimum":0},"changed_documents":{"type":"integer","description":"Documents of the last days in the synthesis.","minimum":0},"condensed":{"type":"boolean","description":"Whether a model wrote the digest."},"model":{"type":["string","null"],"description":"That model."},"synthesis_path":{"type":"string"},"packet_path":{"type":"string","description":"Examples for training, with where they are from."},"dataset_path":{"type":"string","description":"The same, one example a line."},"examples":{"type":"integer","minimum":0},"warmed":{"type":"integer","description":"Questions whose answers were put into the cache.","minimum":0},"fresh":{"type":"integer","description":"Questions whose answers were there already.","minimum":0},"unanswered":{"type":"array","description":"Questions that nothing in the index answers.","items":{"type":"string"}},"steps":{"type":"array","items":{"type":"object","properties":{"step":{"type":"string","enum":["ingest","synthesise","adapt","warm"]},"summary":{"type":"string"}},"required":["step","summary"],"additionalProperties":false}}},"required":["status","gap","report","days","indexed_chunks","changed_documents","condensed","model","synthesis_path","packet_path","dataset_path","examples","warmed","fresh","unanswered","steps"],"additionalProperties":false}"#;
    /// Its entry in the table of tools.
    #[must_use]
    pub const fn spec() -> rt::ToolSpec {
        rt::ToolSpec {
            index: tools::Tool::OrchestratorRunStrategicCycle as u16,
            name: "orchestrator_run_strategic_cycle",
            title: "Run a strategic cycle",
            upstream: "orchestrator_run_strategic_cycle",
            description: "Take a research report in: ingest it, synthesise the last days, adapt, fill the answer cache; takes long. Writes the synthesis and examples for training below LEARNING/. Use it when a report closes a gap in what the project knows; to index a file only use cortex_ingest_incremental. Returns a log of the steps.",
            aliases: &[],
            server: tools::Server::Orchestrator as u16,
            class: rt::Class::Write,
            annotations: rt::Annotations {
                read_only: false,
                destructive: false,
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
                approval: rt::Approval::Never,
                call_timeout: Some(::core::time::Duration::from_hours(1)),
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
        /// Take a research report in: ingest it, synthesise the last days, adapt, fill the answer cache; takes long. Writes the synthesis and examples for training below LEARNING/. Use it when a report closes a gap in what the project knows; to index a file only use cortex_ingest_incremental. Returns a log of the steps.
        ///
        /// # Errors
        /// When no reply came.
        pub async fn orchestrator_run_strategic_cycle(
            &self,
            arguments: &Args<'_>,
        ) -> Result<rt::CallReply, C::Error> {
            self.0
                .call(
                    tools::Tool::OrchestratorRunStrategicCycle.spec(),
                    rt::to_json(arguments),
                )
                .await
        }
    }
}
