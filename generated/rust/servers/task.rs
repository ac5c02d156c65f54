// @generated from tools.toml by gatewayc gen; do not edit.

pub use self::create_task::Args as CreateTaskArgs;
pub use self::create_task::Returns as CreateTaskReturns;

/// `create_task`: Write a new task file, under the next free number unless one is given. Use it for work that is to be done; look with search_tasks first whether it exists. What has happened belongs in chronicle_create_entry. Returns the number and the file.
pub mod create_task {
    use ::gateway_runtime::__private as rt;
    use ::gateway_runtime::__private::prelude::*;
    use super::super::super::{client, tools};
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Args<'a> {
        /// What is to be done, one line.
        #[serde(borrow)]
        #[schemars(length(min = 1, max = 300), regex(pattern = r"^[^\r\n]+$"))]
        pub title: rt::Cow<'a, str>,
        /// Why, and what is true when it is done, in Markdown.
        #[serde(borrow)]
        #[schemars(length(min = 1))]
        pub objective: rt::Cow<'a, str>,
        /// What will exist afterwards, one thing each.
        #[serde(borrow)]
        #[schemars(length(min = 1), inner(length(min = 1)))]
        pub deliverables: Vec<rt::Cow<'a, str>>,
        /// How to tell that it is done, one check each.
        #[serde(borrow)]
        #[schemars(length(min = 1), inner(length(min = 1)))]
        pub acceptance_criteria: Vec<rt::Cow<'a, str>>,
        /// How urgent it is.
        #[serde(default = "Args::default_priority")]
        pub priority: Priority,
        /// Where it starts.
        #[serde(default = "Args::default_status")]
        pub status: Status,
        /// Who is to do it.
        #[serde(borrow, default = "Args::default_lead")]
        #[schemars(length(min = 1, max = 200), regex(pattern = r"^[^\r\n]+$"))]
        pub lead: rt::Cow<'a, str>,
        /// What must be done before, such as "Requires #041, #042".
        #[serde(
            borrow,
            default,
            skip_serializing_if = "::core::option::Option::is_none",
            deserialize_with = "rt::present"
        )]
        #[schemars(
            with = "Option<rt::Cow<'a, str>>",
            length(max = 2000),
            regex(pattern = r"^[^\r\n]*$")
        )]
        pub dependencies: Option<Option<rt::Cow<'a, str>>>,
        /// What to read, such as "ADR 012, Protocol 101".
        #[serde(
            borrow,
            default,
            skip_serializing_if = "::core::option::Option::is_none",
            deserialize_with = "rt::present"
        )]
        #[schemars(
            with = "Option<rt::Cow<'a, str>>",
            length(max = 2000),
            regex(pattern = r"^[^\r\n]*$")
        )]
        pub related_documents: Option<Option<rt::Cow<'a, str>>>,
        /// Anything else, in Markdown.
        #[serde(
            borrow,
            default,
            skip_serializing_if = "::core::option::Option::is_none",
            deserialize_with = "rt::present"
        )]
        #[schemars(with = "Option<rt::Cow<'a, str>>")]
        pub notes: Option<Option<rt::Cow<'a, str>>>,
        /// A free number to use; the next free one when absent.
        #[serde(
            default,
            skip_serializing_if = "::core::option::Option::is_none",
            deserialize_with = "rt::present"
        )]
        #[schemars(with = "Option<i64>", range(min = 1, max = 999))]
        pub task_number: Option<Option<i64>>,
    }
    impl<'a> Args<'a> {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(
            title: rt::Cow<'a, str>,
            objective: rt::Cow<'a, str>,
            deliverables: Vec<rt::Cow<'a, str>>,
            acceptance_criteria: Vec<rt::Cow<'a, str>>,
        ) -> Self {
            Self {
                title,
                objective,
                deliverables,
                acceptance_criteria,
                priority: Self::default_priority(),
                status: Self::default_status(),
                lead: Self::default_lead(),
                dependencies: None,
                related_documents: None,
                notes: None,
                task_number: None,
            }
        }
        fn default_priority() -> Priority {
            Priority::Medium
        }
        fn default_status() -> Status {
            Status::Backlog
        }
        fn default_lead() -> rt::Cow<'a, str> {
            rt::Cow::Borrowed("Unassigned")
        }
    }
    /// How urgent it is.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde")]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub enum Priority {
        Critical,
        High,
        Medium,
        Low,
    }
    /// Where it starts.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde")]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub enum Status {
        #[serde(rename = "backlog")]
        Backlog,
        #[serde(rename = "todo")]
        Todo,
        #[serde(rename = "in-progress")]
        InProgress,
        #[serde(rename = "complete")]
        Complete,
        #[serde(rename = "blocked")]
        Blocked,
    }
    impl Args<'_> {
        /// Checks the limits that the types do not hold.
        ///
        /// # Errors
        /// Every argument that is not acceptable.
        pub fn validate(&self) -> Result<(), Vec<rt::ArgumentFault>> {
            rt::validate_typed(&tools::Tool::CreateTask.spec().input, self)
        }
    }
    static PATTERN_0: rt::Pattern = rt::Pattern::new(r"^[^\r\n]+$");
    static PATTERN_1: rt::Pattern = rt::Pattern::new(r"^[^\r\n]*$");
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
            rt::Field::required(
                "deliverables",
                rt::Shape::of(rt::Kind::Array {
                    items: &rt::Shape::of(
                        rt::Kind::String(rt::StringRule {
                            min_len: Some(1),
                            max_len: None,
                            pattern: None,
                            guard: None,
                        }),
                    ),
                    min_items: Some(1),
                    max_items: None,
                }),
            ),
            rt::Field::required(
                "acceptance_criteria",
                rt::Shape::of(rt::Kind::Array {
                    items: &rt::Shape::of(
                        rt::Kind::String(rt::StringRule {
                            min_len: Some(1),
                            max_len: None,
                            pattern: None,
                            guard: None,
                        }),
                    ),
                    min_items: Some(1),
                    max_items: None,
                }),
            ),
            rt::Field::optional(
                "priority",
                rt::Shape::of(rt::Kind::Enum(&["Critical", "High", "Medium", "Low"])),
            ),
            rt::Field::optional(
                "status",
                rt::Shape::of(
                    rt::Kind::Enum(
                        &["backlog", "todo", "in-progress", "complete", "blocked"],
                    ),
                ),
            ),
            rt::Field::optional(
                "lead",
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
                "dependencies",
                rt::Shape::or_null(
                    rt::Kind::String(rt::StringRule {
                        min_len: None,
                        max_len: Some(2000),
                        pattern: Some(&PATTERN_1),
                        guard: None,
                    }),
                ),
            ),
            rt::Field::optional(
                "related_documents",
                rt::Shape::or_null(
                    rt::Kind::String(rt::StringRule {
                        min_len: None,
                        max_len: Some(2000),
                        pattern: Some(&PATTERN_1),
                        guard: None,
                    }),
                ),
            ),
            rt::Field::optional(
                "notes",
                rt::Shape::or_null(rt::Kind::String(rt::StringRule::ANY)),
            ),
            rt::Field::optional(
                "task_number",
                rt::Shape::or_null(rt::Kind::Integer {
                    min: Some(1),
                    max: Some(999),
                }),
            ),
        ],
        open: false,
    };
    /// The arguments that it accepts, as JSON Schema 2020-12.
    pub const INPUT_SCHEMA: &str = r#"{"type":"object","properties":{"title":{"type":"string","description":"What is to be done, one line.","minLength":1,"maxLength":300,"pattern":"^[^\\r\\n]+$"},"objective":{"type":"string","description":"Why, and what is true when it is done, in Markdown.","minLength":1},"deliverables":{"type":"array","description":"What will exist afterwards, one thing each.","minItems":1,"items":{"type":"string","minLength":1}},"acceptance_criteria":{"type":"array","description":"How to tell that it is done, one check each.","minItems":1,"items":{"type":"string","minLength":1}},"priority":{"type":"string","description":"How urgent it is.","enum":["Critical","High","Medium","Low"],"default":"Medium"},"status":{"type":"string","description":"Where it starts.","enum":["backlog","todo","in-progress","complete","blocked"],"default":"backlog"},"lead":{"type":"string","description":"Who is to do it.","minLength":1,"maxLength":200,"pattern":"^[^\\r\\n]+$","default":"Unassigned"},"dependencies":{"type":["string","null"],"description":"What must be done before, such as \"Requires #041, #042\".","maxLength":2000,"pattern":"^[^\\r\\n]*$"},"related_documents":{"type":["string","null"],"description":"What to read, such as \"ADR 012, Protocol 101\".","maxLength":2000,"pattern":"^[^\\r\\n]*$"},"notes":{"type":["string","null"],"description":"Anything else, in Markdown."},"task_number":{"type":["integer","null"],"description":"A free number to use; the next free one when absent.","minimum":1,"maximum":999}},"required":["title","objective","deliverables","acceptance_criteria"],"additionalProperties":false}"#;
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
        #[schemars(with = "rt::Nullable<ReturnsPriority>")]
        pub priority: Option<ReturnsPriority>,
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub lead: Option<String>,
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub dependencies: Option<String>,
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub related_documents: Option<String>,
        pub path: String,
    }
    impl Returns {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(
            number: i64,
            title: String,
            status: Option<ReturnsStatus>,
            priority: Option<ReturnsPriority>,
            lead: Option<String>,
            dependencies: Option<String>,
            related_documents: Option<String>,
            path: String,
        ) -> Self {
            Self {
                number,
                title,
                status,
                priority,
                lead,
                dependencies,
                related_documents,
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
        #[serde(rename = "backlog")]
        Backlog,
        #[serde(rename = "todo")]
        Todo,
        #[serde(rename = "in-progress")]
        InProgress,
        #[serde(rename = "complete")]
        Complete,
        #[serde(rename = "blocked")]
        Blocked,
    }
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde")]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub enum ReturnsPriority {
        Critical,
        High,
        Medium,
        Low,
    }
    /// What it returns as `structuredContent`, as JSON Schema 2020-12.
    pub const OUTPUT_SCHEMA: &str = r#"{"type":"object","properties":{"number":{"type":"integer","minimum":0},"title":{"type":"string"},"status":{"type":["string","null"],"description":"Null where the document says it otherwise.","enum":["backlog","todo","in-progress","complete","blocked",null]},"priority":{"type":["string","null"],"enum":["Critical","High","Medium","Low",null]},"lead":{"type":["string","null"]},"dependencies":{"type":["string","null"]},"related_documents":{"type":["string","null"]},"path":{"type":"string"}},"required":["number","title","status","priority","lead","dependencies","related_documents","path"],"additionalProperties":false}"#;
    /// Its entry in the table of tools.
    #[must_use]
    pub const fn spec() -> rt::ToolSpec {
        rt::ToolSpec {
            index: tools::Tool::CreateTask as u16,
            name: "create_task",
            title: "Create a task",
            upstream: "create_task",
            description: "Write a new task file, under the next free number unless one is given. Use it for work that is to be done; look with search_tasks first whether it exists. What has happened belongs in chronicle_create_entry. Returns the number and the file.",
            aliases: &[],
            server: tools::Server::Task as u16,
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
        /// Write a new task file, under the next free number unless one is given. Use it for work that is to be done; look with search_tasks first whether it exists. What has happened belongs in chronicle_create_entry. Returns the number and the file.
        ///
        /// # Errors
        /// When no reply came.
        pub async fn create_task(
            &self,
            arguments: &Args<'_>,
        ) -> Result<rt::CallReply, C::Error> {
            self.0.call(tools::Tool::CreateTask.spec(), rt::to_json(arguments)).await
        }
    }
}

pub use self::get_task::Args as GetTaskArgs;
pub use self::get_task::Returns as GetTaskReturns;

/// `get_task`: One task in full, by its number: objective, deliverables, acceptance criteria. To find the number use list_tasks or search_tasks.
pub mod get_task {
    use ::gateway_runtime::__private as rt;
    use ::gateway_runtime::__private::prelude::*;
    use super::super::super::{client, tools};
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Args {
        /// Number of the task, such as 42.
        #[schemars(range(min = 1, max = 999))]
        pub task_number: i64,
    }
    impl Args {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(task_number: i64) -> Self {
            Self { task_number }
        }
    }
    impl Args {
        /// Checks the limits that the types do not hold.
        ///
        /// # Errors
        /// Every argument that is not acceptable.
        pub fn validate(&self) -> Result<(), Vec<rt::ArgumentFault>> {
            rt::validate_typed(&tools::Tool::GetTask.spec().input, self)
        }
    }
    static SHAPE: rt::ObjectShape = rt::ObjectShape {
        fields: &[
            rt::Field::required(
                "task_number",
                rt::Shape::of(rt::Kind::Integer {
                    min: Some(1),
                    max: Some(999),
                }),
            ),
        ],
        open: false,
    };
    /// The arguments that it accepts, as JSON Schema 2020-12.
    pub const INPUT_SCHEMA: &str = r#"{"type":"object","properties":{"task_number":{"type":"integer","description":"Number of the task, such as 42.","minimum":1,"maximum":999}},"required":["task_number"],"additionalProperties":false}"#;
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
        #[schemars(with = "rt::Nullable<ReturnsPriority>")]
        pub priority: Option<ReturnsPriority>,
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub lead: Option<String>,
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub dependencies: Option<String>,
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub related_documents: Option<String>,
        pub path: String,
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub objective: Option<String>,
        pub deliverables: Vec<String>,
        pub acceptance_criteria: Vec<String>,
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub notes: Option<String>,
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
            priority: Option<ReturnsPriority>,
            lead: Option<String>,
            dependencies: Option<String>,
            related_documents: Option<String>,
            path: String,
            objective: Option<String>,
            deliverables: Vec<String>,
            acceptance_criteria: Vec<String>,
            notes: Option<String>,
            content: String,
        ) -> Self {
            Self {
                number,
                title,
                status,
                priority,
                lead,
                dependencies,
                related_documents,
                path,
                objective,
                deliverables,
                acceptance_criteria,
                notes,
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
        #[serde(rename = "backlog")]
        Backlog,
        #[serde(rename = "todo")]
        Todo,
        #[serde(rename = "in-progress")]
        InProgress,
        #[serde(rename = "complete")]
        Complete,
        #[serde(rename = "blocked")]
        Blocked,
    }
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde")]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub enum ReturnsPriority {
        Critical,
        High,
        Medium,
        Low,
    }
    /// What it returns as `structuredContent`, as JSON Schema 2020-12.
    pub const OUTPUT_SCHEMA: &str = r#"{"type":"object","properties":{"number":{"type":"integer","minimum":0},"title":{"type":"string"},"status":{"type":["string","null"],"description":"Null where the document says it otherwise.","enum":["backlog","todo","in-progress","complete","blocked",null]},"priority":{"type":["string","null"],"enum":["Critical","High","Medium","Low",null]},"lead":{"type":["string","null"]},"dependencies":{"type":["string","null"]},"related_documents":{"type":["string","null"]},"path":{"type":"string"},"objective":{"type":["string","null"]},"deliverables":{"type":"array","items":{"type":"string"}},"acceptance_criteria":{"type":"array","items":{"type":"string"}},"notes":{"type":["string","null"]},"content":{"type":"string","description":"The whole document."}},"required":["number","title","status","priority","lead","dependencies","related_documents","path","objective","deliverables","acceptance_criteria","notes","content"],"additionalProperties":false}"#;
    /// Its entry in the table of tools.
    #[must_use]
    pub const fn spec() -> rt::ToolSpec {
        rt::ToolSpec {
            index: tools::Tool::GetTask as u16,
            name: "get_task",
            title: "Read a task",
            upstream: "get_task",
            description: "One task in full, by its number: objective, deliverables, acceptance criteria. To find the number use list_tasks or search_tasks.",
            aliases: &[],
            server: tools::Server::Task as u16,
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
        /// One task in full, by its number: objective, deliverables, acceptance criteria. To find the number use list_tasks or search_tasks.
        ///
        /// # Errors
        /// When no reply came.
        pub async fn get_task(
            &self,
            arguments: &Args,
        ) -> Result<rt::CallReply, C::Error> {
            self.0.call(tools::Tool::GetTask.spec(), rt::to_json(arguments)).await
        }
    }
}

pub use self::list_tasks::Args as ListTasksArgs;
pub use self::list_tasks::Returns as ListTasksReturns;

/// `list_tasks`: All tasks, or those of one status or priority: number, title, status and priority of each. Use it to see what is open; for a topic use search_tasks.
pub mod list_tasks {
    use ::gateway_runtime::__private as rt;
    use ::gateway_runtime::__private::prelude::*;
    use super::super::super::{client, tools};
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Args {
        /// Only tasks of this status; all when absent.
        #[serde(
            default,
            skip_serializing_if = "::core::option::Option::is_none",
            deserialize_with = "rt::present"
        )]
        #[schemars(with = "Option<Status>")]
        pub status: Option<Option<Status>>,
        /// Only tasks of this priority; all when absent.
        #[serde(
            default,
            skip_serializing_if = "::core::option::Option::is_none",
            deserialize_with = "rt::present"
        )]
        #[schemars(with = "Option<Priority>")]
        pub priority: Option<Option<Priority>>,
    }
    impl Args {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new() -> Self {
            Self {
                status: None,
                priority: None,
            }
        }
    }
    /// Only tasks of this status; all when absent.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde")]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub enum Status {
        #[serde(rename = "backlog")]
        Backlog,
        #[serde(rename = "todo")]
        Todo,
        #[serde(rename = "in-progress")]
        InProgress,
        #[serde(rename = "complete")]
        Complete,
        #[serde(rename = "blocked")]
        Blocked,
    }
    /// Only tasks of this priority; all when absent.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde")]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub enum Priority {
        Critical,
        High,
        Medium,
        Low,
    }
    impl Args {
        /// Checks the limits that the types do not hold.
        ///
        /// # Errors
        /// Every argument that is not acceptable.
        pub fn validate(&self) -> Result<(), Vec<rt::ArgumentFault>> {
            rt::validate_typed(&tools::Tool::ListTasks.spec().input, self)
        }
    }
    static SHAPE: rt::ObjectShape = rt::ObjectShape {
        fields: &[
            rt::Field::optional(
                "status",
                rt::Shape::or_null(
                    rt::Kind::Enum(
                        &["backlog", "todo", "in-progress", "complete", "blocked"],
                    ),
                ),
            ),
            rt::Field::optional(
                "priority",
                rt::Shape::or_null(
                    rt::Kind::Enum(&["Critical", "High", "Medium", "Low"]),
                ),
            ),
        ],
        open: false,
    };
    /// The arguments that it accepts, as JSON Schema 2020-12.
    pub const INPUT_SCHEMA: &str = r#"{"type":"object","properties":{"status":{"type":["string","null"],"description":"Only tasks of this status; all when absent.","enum":["backlog","todo","in-progress","complete","blocked",null]},"priority":{"type":["string","null"],"description":"Only tasks of this priority; all when absent.","enum":["Critical","High","Medium","Low",null]}},"additionalProperties":false}"#;
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Returns {
        #[schemars(range(min = 0))]
        pub count: i64,
        pub tasks: Vec<ReturnsTasksItem>,
    }
    impl Returns {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(count: i64, tasks: Vec<ReturnsTasksItem>) -> Self {
            Self { count, tasks }
        }
    }
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub struct ReturnsTasksItem {
        #[schemars(range(min = 0))]
        pub number: i64,
        pub title: String,
        /// Null where the document says it otherwise.
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<ReturnsTasksItemStatus>")]
        pub status: Option<ReturnsTasksItemStatus>,
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<ReturnsTasksItemPriority>")]
        pub priority: Option<ReturnsTasksItemPriority>,
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub lead: Option<String>,
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub dependencies: Option<String>,
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub related_documents: Option<String>,
        pub path: String,
    }
    impl ReturnsTasksItem {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(
            number: i64,
            title: String,
            status: Option<ReturnsTasksItemStatus>,
            priority: Option<ReturnsTasksItemPriority>,
            lead: Option<String>,
            dependencies: Option<String>,
            related_documents: Option<String>,
            path: String,
        ) -> Self {
            Self {
                number,
                title,
                status,
                priority,
                lead,
                dependencies,
                related_documents,
                path,
            }
        }
    }
    /// Null where the document says it otherwise.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde")]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub enum ReturnsTasksItemStatus {
        #[serde(rename = "backlog")]
        Backlog,
        #[serde(rename = "todo")]
        Todo,
        #[serde(rename = "in-progress")]
        InProgress,
        #[serde(rename = "complete")]
        Complete,
        #[serde(rename = "blocked")]
        Blocked,
    }
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde")]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub enum ReturnsTasksItemPriority {
        Critical,
        High,
        Medium,
        Low,
    }
    /// What it returns as `structuredContent`, as JSON Schema 2020-12.
    pub const OUTPUT_SCHEMA: &str = r#"{"type":"object","properties":{"count":{"type":"integer","minimum":0},"tasks":{"type":"array","items":{"type":"object","properties":{"number":{"type":"integer","minimum":0},"title":{"type":"string"},"status":{"type":["string","null"],"description":"Null where the document says it otherwise.","enum":["backlog","todo","in-progress","complete","blocked",null]},"priority":{"type":["string","null"],"enum":["Critical","High","Medium","Low",null]},"lead":{"type":["string","null"]},"dependencies":{"type":["string","null"]},"related_documents":{"type":["string","null"]},"path":{"type":"string"}},"required":["number","title","status","priority","lead","dependencies","related_documents","path"],"additionalProperties":false}}},"required":["count","tasks"],"additionalProperties":false}"#;
    /// Its entry in the table of tools.
    #[must_use]
    pub const fn spec() -> rt::ToolSpec {
        rt::ToolSpec {
            index: tools::Tool::ListTasks as u16,
            name: "list_tasks",
            title: "List tasks",
            upstream: "list_tasks",
            description: "All tasks, or those of one status or priority: number, title, status and priority of each. Use it to see what is open; for a topic use search_tasks.",
            aliases: &[],
            server: tools::Server::Task as u16,
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
        /// All tasks, or those of one status or priority: number, title, status and priority of each. Use it to see what is open; for a topic use search_tasks.
        ///
        /// # Errors
        /// When no reply came.
        pub async fn list_tasks(
            &self,
            arguments: &Args,
        ) -> Result<rt::CallReply, C::Error> {
            self.0.call(tools::Tool::ListTasks.spec(), rt::to_json(arguments)).await
        }
    }
}

pub use self::search_tasks::Args as SearchTasksArgs;
pub use self::search_tasks::Returns as SearchTasksReturns;

/// `search_tasks`: Tasks whose text contains the words: number, title and status of each. Use it before create_task, so that nothing is written twice. For all kinds of documents use cortex_query.
pub mod search_tasks {
    use ::gateway_runtime::__private as rt;
    use ::gateway_runtime::__private::prelude::*;
    use super::super::super::{client, tools};
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Args<'a> {
        /// The words to find, such as "token refresh".
        #[serde(borrow)]
        #[schemars(length(min = 1, max = 1000))]
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
            rt::validate_typed(&tools::Tool::SearchTasks.spec().input, self)
        }
    }
    static SHAPE: rt::ObjectShape = rt::ObjectShape {
        fields: &[
            rt::Field::required(
                "query",
                rt::Shape::of(
                    rt::Kind::String(rt::StringRule {
                        min_len: Some(1),
                        max_len: Some(1000),
                        pattern: None,
                        guard: None,
                    }),
                ),
            ),
        ],
        open: false,
    };
    /// The arguments that it accepts, as JSON Schema 2020-12.
    pub const INPUT_SCHEMA: &str = r#"{"type":"object","properties":{"query":{"type":"string","description":"The words to find, such as \"token refresh\".","minLength":1,"maxLength":1000}},"required":["query"],"additionalProperties":false}"#;
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Returns {
        /// All that were found; at most 50 are given.
        #[schemars(range(min = 0))]
        pub count: i64,
        pub tasks: Vec<ReturnsTasksItem>,
    }
    impl Returns {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(count: i64, tasks: Vec<ReturnsTasksItem>) -> Self {
            Self { count, tasks }
        }
    }
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub struct ReturnsTasksItem {
        #[schemars(range(min = 0))]
        pub number: i64,
        pub title: String,
        /// Null where the document says it otherwise.
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<ReturnsTasksItemStatus>")]
        pub status: Option<ReturnsTasksItemStatus>,
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<ReturnsTasksItemPriority>")]
        pub priority: Option<ReturnsTasksItemPriority>,
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub lead: Option<String>,
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub dependencies: Option<String>,
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub related_documents: Option<String>,
        pub path: String,
        /// Lines in which words of the query stand.
        pub matches: Vec<String>,
    }
    impl ReturnsTasksItem {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(
            number: i64,
            title: String,
            status: Option<ReturnsTasksItemStatus>,
            priority: Option<ReturnsTasksItemPriority>,
            lead: Option<String>,
            dependencies: Option<String>,
            related_documents: Option<String>,
            path: String,
            matches: Vec<String>,
        ) -> Self {
            Self {
                number,
                title,
                status,
                priority,
                lead,
                dependencies,
                related_documents,
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
    pub enum ReturnsTasksItemStatus {
        #[serde(rename = "backlog")]
        Backlog,
        #[serde(rename = "todo")]
        Todo,
        #[serde(rename = "in-progress")]
        InProgress,
        #[serde(rename = "complete")]
        Complete,
        #[serde(rename = "blocked")]
        Blocked,
    }
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde")]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub enum ReturnsTasksItemPriority {
        Critical,
        High,
        Medium,
        Low,
    }
    /// What it returns as `structuredContent`, as JSON Schema 2020-12.
    pub const OUTPUT_SCHEMA: &str = r#"{"type":"object","properties":{"count":{"type":"integer","description":"All that were found; at most 50 are given.","minimum":0},"tasks":{"type":"array","items":{"type":"object","properties":{"number":{"type":"integer","minimum":0},"title":{"type":"string"},"status":{"type":["string","null"],"description":"Null where the document says it otherwise.","enum":["backlog","todo","in-progress","complete","blocked",null]},"priority":{"type":["string","null"],"enum":["Critical","High","Medium","Low",null]},"lead":{"type":["string","null"]},"dependencies":{"type":["string","null"]},"related_documents":{"type":["string","null"]},"path":{"type":"string"},"matches":{"type":"array","description":"Lines in which words of the query stand.","items":{"type":"string"}}},"required":["number","title","status","priority","lead","dependencies","related_documents","path","matches"],"additionalProperties":false}}},"required":["count","tasks"],"additionalProperties":false}"#;
    /// Its entry in the table of tools.
    #[must_use]
    pub const fn spec() -> rt::ToolSpec {
        rt::ToolSpec {
            index: tools::Tool::SearchTasks as u16,
            name: "search_tasks",
            title: "Search tasks",
            upstream: "search_tasks",
            description: "Tasks whose text contains the words: number, title and status of each. Use it before create_task, so that nothing is written twice. For all kinds of documents use cortex_query.",
            aliases: &[],
            server: tools::Server::Task as u16,
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
        /// Tasks whose text contains the words: number, title and status of each. Use it before create_task, so that nothing is written twice. For all kinds of documents use cortex_query.
        ///
        /// # Errors
        /// When no reply came.
        pub async fn search_tasks(
            &self,
            arguments: &Args<'_>,
        ) -> Result<rt::CallReply, C::Error> {
            self.0.call(tools::Tool::SearchTasks.spec(), rt::to_json(arguments)).await
        }
    }
}

pub use self::update_task::Args as UpdateTaskArgs;
pub use self::update_task::Returns as UpdateTaskReturns;

/// `update_task`: Change fields of a task. To move it to another status use update_task_status, which also moves its file and keeps a note of the change. Returns the fields that changed.
pub mod update_task {
    use ::gateway_runtime::__private as rt;
    use ::gateway_runtime::__private::prelude::*;
    use super::super::super::{client, tools};
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Args<'a> {
        /// Number of the task, such as 42.
        #[schemars(range(min = 1, max = 999))]
        pub task_number: i64,
        /// The fields to change, each with its new value; others stay as they are.
        #[serde(borrow)]
        pub updates: Updates<'a>,
    }
    impl<'a> Args<'a> {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(task_number: i64, updates: Updates<'a>) -> Self {
            Self { task_number, updates }
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
        /// New status; prefer update_task_status.
        #[serde(
            default,
            skip_serializing_if = "::core::option::Option::is_none",
            deserialize_with = "rt::present"
        )]
        #[schemars(with = "UpdatesStatus")]
        pub status: Option<UpdatesStatus>,
        /// New priority.
        #[serde(
            default,
            skip_serializing_if = "::core::option::Option::is_none",
            deserialize_with = "rt::present"
        )]
        #[schemars(with = "UpdatesPriority")]
        pub priority: Option<UpdatesPriority>,
        /// Who is to do it now.
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
        pub lead: Option<rt::Cow<'a, str>>,
        /// What must be done before.
        #[serde(
            borrow,
            default,
            skip_serializing_if = "::core::option::Option::is_none",
            deserialize_with = "rt::present_text"
        )]
        #[schemars(
            with = "rt::Cow<'a, str>",
            length(max = 2000),
            regex(pattern = r"^[^\r\n]*$")
        )]
        pub dependencies: Option<rt::Cow<'a, str>>,
        /// What to read.
        #[serde(
            borrow,
            default,
            skip_serializing_if = "::core::option::Option::is_none",
            deserialize_with = "rt::present_text"
        )]
        #[schemars(
            with = "rt::Cow<'a, str>",
            length(max = 2000),
            regex(pattern = r"^[^\r\n]*$")
        )]
        pub related_documents: Option<rt::Cow<'a, str>>,
        /// New objective in full, in Markdown.
        #[serde(
            borrow,
            default,
            skip_serializing_if = "::core::option::Option::is_none",
            deserialize_with = "rt::present_text"
        )]
        #[schemars(with = "rt::Cow<'a, str>", length(min = 1))]
        pub objective: Option<rt::Cow<'a, str>>,
        /// New list in full; it replaces the old.
        #[serde(
            borrow,
            default,
            skip_serializing_if = "::core::option::Option::is_none",
            deserialize_with = "rt::present"
        )]
        #[schemars(
            with = "Vec<rt::Cow<'a, str>>",
            length(min = 1),
            inner(length(min = 1))
        )]
        pub deliverables: Option<Vec<rt::Cow<'a, str>>>,
        /// New list in full; it replaces the old.
        #[serde(
            borrow,
            default,
            skip_serializing_if = "::core::option::Option::is_none",
            deserialize_with = "rt::present"
        )]
        #[schemars(
            with = "Vec<rt::Cow<'a, str>>",
            length(min = 1),
            inner(length(min = 1))
        )]
        pub acceptance_criteria: Option<Vec<rt::Cow<'a, str>>>,
        /// New notes in full, in Markdown; they replace the old.
        #[serde(
            borrow,
            default,
            skip_serializing_if = "::core::option::Option::is_none",
            deserialize_with = "rt::present_text"
        )]
        #[schemars(with = "rt::Cow<'a, str>")]
        pub notes: Option<rt::Cow<'a, str>>,
    }
    impl<'a> Updates<'a> {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new() -> Self {
            Self {
                title: None,
                status: None,
                priority: None,
                lead: None,
                dependencies: None,
                related_documents: None,
                objective: None,
                deliverables: None,
                acceptance_criteria: None,
                notes: None,
            }
        }
    }
    /// New status; prefer update_task_status.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde")]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub enum UpdatesStatus {
        #[serde(rename = "backlog")]
        Backlog,
        #[serde(rename = "todo")]
        Todo,
        #[serde(rename = "in-progress")]
        InProgress,
        #[serde(rename = "complete")]
        Complete,
        #[serde(rename = "blocked")]
        Blocked,
    }
    /// New priority.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde")]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub enum UpdatesPriority {
        Critical,
        High,
        Medium,
        Low,
    }
    impl Args<'_> {
        /// Checks the limits that the types do not hold.
        ///
        /// # Errors
        /// Every argument that is not acceptable.
        pub fn validate(&self) -> Result<(), Vec<rt::ArgumentFault>> {
            rt::validate_typed(&tools::Tool::UpdateTask.spec().input, self)
        }
    }
    static PATTERN_0: rt::Pattern = rt::Pattern::new(r"^[^\r\n]+$");
    static PATTERN_1: rt::Pattern = rt::Pattern::new(r"^[^\r\n]*$");
    static SHAPE: rt::ObjectShape = rt::ObjectShape {
        fields: &[
            rt::Field::required(
                "task_number",
                rt::Shape::of(rt::Kind::Integer {
                    min: Some(1),
                    max: Some(999),
                }),
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
                                    "status",
                                    rt::Shape::of(
                                        rt::Kind::Enum(
                                            &["backlog", "todo", "in-progress", "complete", "blocked"],
                                        ),
                                    ),
                                ),
                                rt::Field::optional(
                                    "priority",
                                    rt::Shape::of(
                                        rt::Kind::Enum(&["Critical", "High", "Medium", "Low"]),
                                    ),
                                ),
                                rt::Field::optional(
                                    "lead",
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
                                    "dependencies",
                                    rt::Shape::of(
                                        rt::Kind::String(rt::StringRule {
                                            min_len: None,
                                            max_len: Some(2000),
                                            pattern: Some(&PATTERN_1),
                                            guard: None,
                                        }),
                                    ),
                                ),
                                rt::Field::optional(
                                    "related_documents",
                                    rt::Shape::of(
                                        rt::Kind::String(rt::StringRule {
                                            min_len: None,
                                            max_len: Some(2000),
                                            pattern: Some(&PATTERN_1),
                                            guard: None,
                                        }),
                                    ),
                                ),
                                rt::Field::optional(
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
                                    "deliverables",
                                    rt::Shape::of(rt::Kind::Array {
                                        items: &rt::Shape::of(
                                            rt::Kind::String(rt::StringRule {
                                                min_len: Some(1),
                                                max_len: None,
                                                pattern: None,
                                                guard: None,
                                            }),
                                        ),
                                        min_items: Some(1),
                                        max_items: None,
                                    }),
                                ),
                                rt::Field::optional(
                                    "acceptance_criteria",
                                    rt::Shape::of(rt::Kind::Array {
                                        items: &rt::Shape::of(
                                            rt::Kind::String(rt::StringRule {
                                                min_len: Some(1),
                                                max_len: None,
                                                pattern: None,
                                                guard: None,
                                            }),
                                        ),
                                        min_items: Some(1),
                                        max_items: None,
                                    }),
                                ),
                                rt::Field::optional(
                                    "notes",
                                    rt::Shape::of(rt::Kind::String(rt::StringRule::ANY)),
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
    pub const INPUT_SCHEMA: &str = r#"{"type":"object","properties":{"task_number":{"type":"integer","description":"Number of the task, such as 42.","minimum":1,"maximum":999},"updates":{"type":"object","description":"The fields to change, each with its new value; others stay as they are.","properties":{"title":{"type":"string","description":"New title, one line.","minLength":1,"maxLength":300,"pattern":"^[^\\r\\n]+$"},"status":{"type":"string","description":"New status; prefer update_task_status.","enum":["backlog","todo","in-progress","complete","blocked"]},"priority":{"type":"string","description":"New priority.","enum":["Critical","High","Medium","Low"]},"lead":{"type":"string","description":"Who is to do it now.","minLength":1,"maxLength":200,"pattern":"^[^\\r\\n]+$"},"dependencies":{"type":"string","description":"What must be done before.","maxLength":2000,"pattern":"^[^\\r\\n]*$"},"related_documents":{"type":"string","description":"What to read.","maxLength":2000,"pattern":"^[^\\r\\n]*$"},"objective":{"type":"string","description":"New objective in full, in Markdown.","minLength":1},"deliverables":{"type":"array","description":"New list in full; it replaces the old.","minItems":1,"items":{"type":"string","minLength":1}},"acceptance_criteria":{"type":"array","description":"New list in full; it replaces the old.","minItems":1,"items":{"type":"string","minLength":1}},"notes":{"type":"string","description":"New notes in full, in Markdown; they replace the old."}},"additionalProperties":false}},"required":["task_number","updates"],"additionalProperties":false}"#;
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
        #[schemars(with = "rt::Nullable<ReturnsPriority>")]
        pub priority: Option<ReturnsPriority>,
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub lead: Option<String>,
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub dependencies: Option<String>,
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub related_documents: Option<String>,
        pub path: String,
        /// Where it was before; the same as path unless it moved.
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
            priority: Option<ReturnsPriority>,
            lead: Option<String>,
            dependencies: Option<String>,
            related_documents: Option<String>,
            path: String,
            previous_path: String,
            changed: Vec<ReturnsChangedItem>,
        ) -> Self {
            Self {
                number,
                title,
                status,
                priority,
                lead,
                dependencies,
                related_documents,
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
        #[serde(rename = "backlog")]
        Backlog,
        #[serde(rename = "todo")]
        Todo,
        #[serde(rename = "in-progress")]
        InProgress,
        #[serde(rename = "complete")]
        Complete,
        #[serde(rename = "blocked")]
        Blocked,
    }
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde")]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub enum ReturnsPriority {
        Critical,
        High,
        Medium,
        Low,
    }
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde")]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub enum ReturnsChangedItem {
        #[serde(rename = "title")]
        Title,
        #[serde(rename = "status")]
        Status,
        #[serde(rename = "priority")]
        Priority,
        #[serde(rename = "lead")]
        Lead,
        #[serde(rename = "dependencies")]
        Dependencies,
        #[serde(rename = "related_documents")]
        RelatedDocuments,
        #[serde(rename = "objective")]
        Objective,
        #[serde(rename = "deliverables")]
        Deliverables,
        #[serde(rename = "acceptance_criteria")]
        AcceptanceCriteria,
        #[serde(rename = "notes")]
        Notes,
    }
    /// What it returns as `structuredContent`, as JSON Schema 2020-12.
    pub const OUTPUT_SCHEMA: &str = r#"{"type":"object","properties":{"number":{"type":"integer","minimum":0},"title":{"type":"string"},"status":{"type":["string","null"],"description":"Null where the document says it otherwise.","enum":["backlog","todo","in-progress","complete","blocked",null]},"priority":{"type":["string","null"],"enum":["Critical","High","Medium","Low",null]},"lead":{"type":["string","null"]},"dependencies":{"type":["string","null"]},"related_documents":{"type":["string","null"]},"path":{"type":"string"},"previous_path":{"type":"string","description":"Where it was before; the same as path unless it moved."},"changed":{"type":"array","items":{"type":"string","enum":["title","status","priority","lead","dependencies","related_documents","objective","deliverables","acceptance_criteria","notes"]}}},"required":["number","title","status","priority","lead","dependencies","related_documents","path","previous_path","changed"],"additionalProperties":false}"#;
    /// Its entry in the table of tools.
    #[must_use]
    pub const fn spec() -> rt::ToolSpec {
        rt::ToolSpec {
            index: tools::Tool::UpdateTask as u16,
            name: "update_task",
            title: "Change a task",
            upstream: "update_task",
            description: "Change fields of a task. To move it to another status use update_task_status, which also moves its file and keeps a note of the change. Returns the fields that changed.",
            aliases: &[],
            server: tools::Server::Task as u16,
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
        /// Change fields of a task. To move it to another status use update_task_status, which also moves its file and keeps a note of the change. Returns the fields that changed.
        ///
        /// # Errors
        /// When no reply came.
        pub async fn update_task(
            &self,
            arguments: &Args<'_>,
        ) -> Result<rt::CallReply, C::Error> {
            self.0.call(tools::Tool::UpdateTask.spec(), rt::to_json(arguments)).await
        }
    }
}

pub use self::update_task_status::Args as UpdateTaskStatusArgs;
pub use self::update_task_status::Returns as UpdateTaskStatusReturns;

/// `update_task_status`: Move a task to another status; its file moves to the folder of that status, and a dated line is added to its notes. Use it when work begins, stops or is done; for other fields use update_task.
pub mod update_task_status {
    use ::gateway_runtime::__private as rt;
    use ::gateway_runtime::__private::prelude::*;
    use super::super::super::{client, tools};
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Args<'a> {
        /// Number of the task, such as 42.
        #[schemars(range(min = 1, max = 999))]
        pub task_number: i64,
        /// The status to move to.
        pub new_status: NewStatus,
        /// What to note about the change, such as what blocks it.
        #[serde(
            borrow,
            default,
            skip_serializing_if = "::core::option::Option::is_none",
            deserialize_with = "rt::present"
        )]
        #[schemars(with = "Option<rt::Cow<'a, str>>")]
        pub notes: Option<Option<rt::Cow<'a, str>>>,
    }
    impl<'a> Args<'a> {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(task_number: i64, new_status: NewStatus) -> Self {
            Self {
                task_number,
                new_status,
                notes: None,
            }
        }
    }
    /// The status to move to.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde")]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub enum NewStatus {
        #[serde(rename = "backlog")]
        Backlog,
        #[serde(rename = "todo")]
        Todo,
        #[serde(rename = "in-progress")]
        InProgress,
        #[serde(rename = "complete")]
        Complete,
        #[serde(rename = "blocked")]
        Blocked,
    }
    impl Args<'_> {
        /// Checks the limits that the types do not hold.
        ///
        /// # Errors
        /// Every argument that is not acceptable.
        pub fn validate(&self) -> Result<(), Vec<rt::ArgumentFault>> {
            rt::validate_typed(&tools::Tool::UpdateTaskStatus.spec().input, self)
        }
    }
    static SHAPE: rt::ObjectShape = rt::ObjectShape {
        fields: &[
            rt::Field::required(
                "task_number",
                rt::Shape::of(rt::Kind::Integer {
                    min: Some(1),
                    max: Some(999),
                }),
            ),
            rt::Field::required(
                "new_status",
                rt::Shape::of(
                    rt::Kind::Enum(
                        &["backlog", "todo", "in-progress", "complete", "blocked"],
                    ),
                ),
            ),
            rt::Field::optional(
                "notes",
                rt::Shape::or_null(rt::Kind::String(rt::StringRule::ANY)),
            ),
        ],
        open: false,
    };
    /// The arguments that it accepts, as JSON Schema 2020-12.
    pub const INPUT_SCHEMA: &str = r#"{"type":"object","properties":{"task_number":{"type":"integer","description":"Number of the task, such as 42.","minimum":1,"maximum":999},"new_status":{"type":"string","description":"The status to move to.","enum":["backlog","todo","in-progress","complete","blocked"]},"notes":{"type":["string","null"],"description":"What to note about the change, such as what blocks it."}},"required":["task_number","new_status"],"additionalProperties":false}"#;
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
        #[schemars(with = "rt::Nullable<ReturnsPriority>")]
        pub priority: Option<ReturnsPriority>,
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub lead: Option<String>,
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub dependencies: Option<String>,
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub related_documents: Option<String>,
        pub path: String,
        /// Where it was before; the same as path unless it moved.
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
            priority: Option<ReturnsPriority>,
            lead: Option<String>,
            dependencies: Option<String>,
            related_documents: Option<String>,
            path: String,
            previous_path: String,
            changed: Vec<ReturnsChangedItem>,
        ) -> Self {
            Self {
                number,
                title,
                status,
                priority,
                lead,
                dependencies,
                related_documents,
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
        #[serde(rename = "backlog")]
        Backlog,
        #[serde(rename = "todo")]
        Todo,
        #[serde(rename = "in-progress")]
        InProgress,
        #[serde(rename = "complete")]
        Complete,
        #[serde(rename = "blocked")]
        Blocked,
    }
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde")]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub enum ReturnsPriority {
        Critical,
        High,
        Medium,
        Low,
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
    pub const OUTPUT_SCHEMA: &str = r#"{"type":"object","properties":{"number":{"type":"integer","minimum":0},"title":{"type":"string"},"status":{"type":["string","null"],"description":"Null where the document says it otherwise.","enum":["backlog","todo","in-progress","complete","blocked",null]},"priority":{"type":["string","null"],"enum":["Critical","High","Medium","Low",null]},"lead":{"type":["string","null"]},"dependencies":{"type":["string","null"]},"related_documents":{"type":["string","null"]},"path":{"type":"string"},"previous_path":{"type":"string","description":"Where it was before; the same as path unless it moved."},"changed":{"type":"array","items":{"type":"string","enum":["status"]}}},"required":["number","title","status","priority","lead","dependencies","related_documents","path","previous_path","changed"],"additionalProperties":false}"#;
    /// Its entry in the table of tools.
    #[must_use]
    pub const fn spec() -> rt::ToolSpec {
        rt::ToolSpec {
            index: tools::Tool::UpdateTaskStatus as u16,
            name: "update_task_status",
            title: "Move a task",
            upstream: "update_task_status",
            description: "Move a task to another status; its file moves to the folder of that status, and a dated line is added to its notes. Use it when work begins, stops or is done; for other fields use update_task.",
            aliases: &[],
            server: tools::Server::Task as u16,
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
        /// Move a task to another status; its file moves to the folder of that status, and a dated line is added to its notes. Use it when work begins, stops or is done; for other fields use update_task.
        ///
        /// # Errors
        /// When no reply came.
        pub async fn update_task_status(
            &self,
            arguments: &Args<'_>,
        ) -> Result<rt::CallReply, C::Error> {
            self.0
                .call(tools::Tool::UpdateTaskStatus.spec(), rt::to_json(arguments))
                .await
        }
    }
}
