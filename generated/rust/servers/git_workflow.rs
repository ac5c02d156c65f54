// @generated from tools.toml by gatewayc gen; do not edit.

pub use self::git_add::Args as GitAddArgs;
pub use self::git_add::Returns as GitAddReturns;

/// `git_add`: Stage files for the next git_smart_commit: the named ones, or all changes when none are named. Only on a feature branch. Prefer to name them, after a look at git_get_status.
pub mod git_add {
    use ::gateway_runtime::__private as rt;
    use ::gateway_runtime::__private::prelude::*;
    use super::super::super::{client, tools};
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Args<'a> {
        /// Files to stage, such as ["src/main.rs"]; all changes when absent.
        #[serde(
            borrow,
            default,
            skip_serializing_if = "::core::option::Option::is_none",
            deserialize_with = "rt::present"
        )]
        #[schemars(
            with = "Vec<rt::Cow<'a, str>>",
            length(max = 1000),
            inner(length(min = 1))
        )]
        pub files: Option<Vec<rt::Cow<'a, str>>>,
    }
    impl<'a> Args<'a> {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new() -> Self {
            Self { files: None }
        }
    }
    impl Args<'_> {
        /// Checks the limits that the types do not hold.
        ///
        /// # Errors
        /// Every argument that is not acceptable.
        pub fn validate(&self) -> Result<(), Vec<rt::ArgumentFault>> {
            rt::validate_typed(&tools::Tool::GitAdd.spec().input, self)
        }
    }
    static SHAPE: rt::ObjectShape = rt::ObjectShape {
        fields: &[
            rt::Field::optional(
                "files",
                rt::Shape::of(rt::Kind::Array {
                    items: &rt::Shape::of(
                        rt::Kind::String(rt::StringRule {
                            min_len: Some(1),
                            max_len: None,
                            pattern: None,
                            guard: Some(rt::Guard::RelativePath),
                        }),
                    ),
                    min_items: None,
                    max_items: Some(1000),
                }),
            ),
        ],
        open: false,
    };
    /// The arguments that it accepts, as JSON Schema 2020-12.
    pub const INPUT_SCHEMA: &str = r#"{"type":"object","properties":{"files":{"type":"array","description":"Files to stage, such as [\"src/main.rs\"]; all changes when absent.","maxItems":1000,"items":{"type":"string","minLength":1}}},"additionalProperties":false}"#;
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Returns {
        /// Null where a commit is checked out directly.
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub branch: Option<String>,
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub upstream: Option<String>,
        /// Commits that upstream lacks.
        #[schemars(range(min = 0))]
        pub ahead: i64,
        /// Commits that only upstream has.
        #[schemars(range(min = 0))]
        pub behind: i64,
        pub staged: Vec<String>,
        pub modified: Vec<String>,
        pub untracked: Vec<String>,
        pub conflicted: Vec<String>,
        pub clean: bool,
    }
    impl Returns {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(
            branch: Option<String>,
            upstream: Option<String>,
            ahead: i64,
            behind: i64,
            staged: Vec<String>,
            modified: Vec<String>,
            untracked: Vec<String>,
            conflicted: Vec<String>,
            clean: bool,
        ) -> Self {
            Self {
                branch,
                upstream,
                ahead,
                behind,
                staged,
                modified,
                untracked,
                conflicted,
                clean,
            }
        }
    }
    /// What it returns as `structuredContent`, as JSON Schema 2020-12.
    pub const OUTPUT_SCHEMA: &str = r#"{"type":"object","properties":{"branch":{"type":["string","null"],"description":"Null where a commit is checked out directly."},"upstream":{"type":["string","null"]},"ahead":{"type":"integer","description":"Commits that upstream lacks.","minimum":0},"behind":{"type":"integer","description":"Commits that only upstream has.","minimum":0},"staged":{"type":"array","items":{"type":"string"}},"modified":{"type":"array","items":{"type":"string"}},"untracked":{"type":"array","items":{"type":"string"}},"conflicted":{"type":"array","items":{"type":"string"}},"clean":{"type":"boolean"}},"required":["branch","upstream","ahead","behind","staged","modified","untracked","conflicted","clean"],"additionalProperties":false}"#;
    /// Its entry in the table of tools.
    #[must_use]
    pub const fn spec() -> rt::ToolSpec {
        rt::ToolSpec {
            index: tools::Tool::GitAdd as u16,
            name: "git_add",
            title: "Stage files",
            upstream: "git_add",
            description: "Stage files for the next git_smart_commit: the named ones, or all changes when none are named. Only on a feature branch. Prefer to name them, after a look at git_get_status.",
            aliases: &[],
            server: tools::Server::GitWorkflow as u16,
            class: rt::Class::Write,
            annotations: rt::Annotations {
                read_only: false,
                destructive: false,
                idempotent: true,
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
        /// Stage files for the next git_smart_commit: the named ones, or all changes when none are named. Only on a feature branch. Prefer to name them, after a look at git_get_status.
        ///
        /// # Errors
        /// When no reply came.
        pub async fn git_add(
            &self,
            arguments: &Args<'_>,
        ) -> Result<rt::CallReply, C::Error> {
            self.0.call(tools::Tool::GitAdd.spec(), rt::to_json(arguments)).await
        }
    }
}

pub use self::git_diff::Args as GitDiffArgs;
pub use self::git_diff::Returns as GitDiffReturns;

/// `git_diff`: Show what changed in the working tree, or in what is staged, as a unified diff. For the names of changed files only use git_get_status; for what was committed git_log.
pub mod git_diff {
    use ::gateway_runtime::__private as rt;
    use ::gateway_runtime::__private::prelude::*;
    use super::super::super::{client, tools};
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Args<'a> {
        /// Compare what is staged instead of the working tree.
        #[serde(default = "Args::default_cached")]
        pub cached: bool,
        /// Limit the diff to one file, such as "src/main.rs".
        #[serde(
            borrow,
            default,
            skip_serializing_if = "::core::option::Option::is_none",
            deserialize_with = "rt::present_text"
        )]
        #[schemars(with = "rt::Cow<'a, str>", length(min = 1))]
        pub file_path: Option<rt::Cow<'a, str>>,
    }
    impl<'a> Args<'a> {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new() -> Self {
            Self {
                cached: Self::default_cached(),
                file_path: None,
            }
        }
        fn default_cached() -> bool {
            false
        }
    }
    impl Args<'_> {
        /// Checks the limits that the types do not hold.
        ///
        /// # Errors
        /// Every argument that is not acceptable.
        pub fn validate(&self) -> Result<(), Vec<rt::ArgumentFault>> {
            rt::validate_typed(&tools::Tool::GitDiff.spec().input, self)
        }
    }
    static SHAPE: rt::ObjectShape = rt::ObjectShape {
        fields: &[
            rt::Field::optional("cached", rt::Shape::of(rt::Kind::Boolean)),
            rt::Field::optional(
                "file_path",
                rt::Shape::of(
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
    pub const INPUT_SCHEMA: &str = r#"{"type":"object","properties":{"cached":{"type":"boolean","description":"Compare what is staged instead of the working tree.","default":false},"file_path":{"type":"string","description":"Limit the diff to one file, such as \"src/main.rs\".","minLength":1}},"additionalProperties":false}"#;
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Returns {
        pub diff: String,
        /// Whether the end of the diff is missing.
        pub cut: bool,
    }
    impl Returns {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(diff: String, cut: bool) -> Self {
            Self { diff, cut }
        }
    }
    /// What it returns as `structuredContent`, as JSON Schema 2020-12.
    pub const OUTPUT_SCHEMA: &str = r#"{"type":"object","properties":{"diff":{"type":"string"},"cut":{"type":"boolean","description":"Whether the end of the diff is missing."}},"required":["diff","cut"],"additionalProperties":false}"#;
    /// Its entry in the table of tools.
    #[must_use]
    pub const fn spec() -> rt::ToolSpec {
        rt::ToolSpec {
            index: tools::Tool::GitDiff as u16,
            name: "git_diff",
            title: "Show changes",
            upstream: "git_diff",
            description: "Show what changed in the working tree, or in what is staged, as a unified diff. For the names of changed files only use git_get_status; for what was committed git_log.",
            aliases: &[],
            server: tools::Server::GitWorkflow as u16,
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
        /// Show what changed in the working tree, or in what is staged, as a unified diff. For the names of changed files only use git_get_status; for what was committed git_log.
        ///
        /// # Errors
        /// When no reply came.
        pub async fn git_diff(
            &self,
            arguments: &Args<'_>,
        ) -> Result<rt::CallReply, C::Error> {
            self.0.call(tools::Tool::GitDiff.spec(), rt::to_json(arguments)).await
        }
    }
}

pub use self::git_finish_feature::Args as GitFinishFeatureArgs;
pub use self::git_finish_feature::Returns as GitFinishFeatureReturns;

/// `git_finish_feature`: Return to main, update it, and delete the local feature branch that has been merged there. Needs a person's approval, a clean tree, and the branch merged into origin/main. Before that, publish with git_push_feature.
pub mod git_finish_feature {
    use ::gateway_runtime::__private as rt;
    use ::gateway_runtime::__private::prelude::*;
    use super::super::super::{client, tools};
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Args<'a> {
        /// The branch, such as "feature/task-045-token-refresh".
        #[serde(borrow)]
        #[schemars(
            length(max = 200),
            regex(pattern = r"^feature/task-[A-Za-z0-9]+(?:(?:[_-]+|\.)[A-Za-z0-9]+)*$")
        )]
        pub branch_name: rt::Cow<'a, str>,
        /// Delete it although git does not see it as merged, as after a squash merge.
        #[serde(default = "Args::default_force")]
        pub force: bool,
    }
    impl<'a> Args<'a> {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(branch_name: rt::Cow<'a, str>) -> Self {
            Self {
                branch_name,
                force: Self::default_force(),
            }
        }
        fn default_force() -> bool {
            false
        }
    }
    impl Args<'_> {
        /// Checks the limits that the types do not hold.
        ///
        /// # Errors
        /// Every argument that is not acceptable.
        pub fn validate(&self) -> Result<(), Vec<rt::ArgumentFault>> {
            rt::validate_typed(&tools::Tool::GitFinishFeature.spec().input, self)
        }
    }
    static PATTERN_0: rt::Pattern = rt::Pattern::new(
        r"^feature/task-[A-Za-z0-9]+(?:(?:[_-]+|\.)[A-Za-z0-9]+)*$",
    );
    static SHAPE: rt::ObjectShape = rt::ObjectShape {
        fields: &[
            rt::Field::required(
                "branch_name",
                rt::Shape::of(
                    rt::Kind::String(rt::StringRule {
                        min_len: None,
                        max_len: Some(200),
                        pattern: Some(&PATTERN_0),
                        guard: None,
                    }),
                ),
            ),
            rt::Field::optional("force", rt::Shape::of(rt::Kind::Boolean)),
        ],
        open: false,
    };
    /// The arguments that it accepts, as JSON Schema 2020-12.
    pub const INPUT_SCHEMA: &str = r#"{"type":"object","properties":{"branch_name":{"type":"string","description":"The branch, such as \"feature/task-045-token-refresh\".","maxLength":200,"pattern":"^feature/task-[A-Za-z0-9]+(?:(?:[_-]+|\\.)[A-Za-z0-9]+)*$"},"force":{"type":"boolean","description":"Delete it although git does not see it as merged, as after a squash merge.","default":false}},"required":["branch_name"],"additionalProperties":false}"#;
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Returns {
        pub branch: String,
        /// What the deleted branch pointed to.
        pub last_commit: String,
        /// What the branch was compared with.
        pub merged_into: String,
        pub merged: bool,
        pub main: ReturnsMain,
        pub main_commit: String,
    }
    impl Returns {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(
            branch: String,
            last_commit: String,
            merged_into: String,
            merged: bool,
            main: ReturnsMain,
            main_commit: String,
        ) -> Self {
            Self {
                branch,
                last_commit,
                merged_into,
                merged,
                main,
                main_commit,
            }
        }
    }
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde")]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub enum ReturnsMain {
        #[serde(rename = "main")]
        Main,
        #[serde(rename = "master")]
        Master,
    }
    /// What it returns as `structuredContent`, as JSON Schema 2020-12.
    pub const OUTPUT_SCHEMA: &str = r#"{"type":"object","properties":{"branch":{"type":"string"},"last_commit":{"type":"string","description":"What the deleted branch pointed to."},"merged_into":{"type":"string","description":"What the branch was compared with."},"merged":{"type":"boolean"},"main":{"type":"string","enum":["main","master"]},"main_commit":{"type":"string"}},"required":["branch","last_commit","merged_into","merged","main","main_commit"],"additionalProperties":false}"#;
    /// Its entry in the table of tools.
    #[must_use]
    pub const fn spec() -> rt::ToolSpec {
        rt::ToolSpec {
            index: tools::Tool::GitFinishFeature as u16,
            name: "git_finish_feature",
            title: "Finish a feature branch",
            upstream: "git_finish_feature",
            description: "Return to main, update it, and delete the local feature branch that has been merged there. Needs a person's approval, a clean tree, and the branch merged into origin/main. Before that, publish with git_push_feature.",
            aliases: &[],
            server: tools::Server::GitWorkflow as u16,
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
                approval: rt::Approval::Always,
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
        /// Return to main, update it, and delete the local feature branch that has been merged there. Needs a person's approval, a clean tree, and the branch merged into origin/main. Before that, publish with git_push_feature.
        ///
        /// # Errors
        /// When no reply came.
        pub async fn git_finish_feature(
            &self,
            arguments: &Args<'_>,
        ) -> Result<rt::CallReply, C::Error> {
            self.0
                .call(tools::Tool::GitFinishFeature.spec(), rt::to_json(arguments))
                .await
        }
    }
}

pub use self::git_get_safety_rules::Args as GitGetSafetyRulesArgs;
pub use self::git_get_safety_rules::Returns as GitGetSafetyRulesReturns;

/// `git_get_safety_rules`: The rules that the git tools enforce, as text. Read them once before the first git_start_feature of a session.
pub mod git_get_safety_rules {
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
            rt::validate_typed(&tools::Tool::GitGetSafetyRules.spec().input, self)
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
        pub rules: Vec<ReturnsRulesItem>,
    }
    impl Returns {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(rules: Vec<ReturnsRulesItem>) -> Self {
            Self { rules }
        }
    }
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub struct ReturnsRulesItem {
        pub name: String,
        pub rule: String,
    }
    impl ReturnsRulesItem {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(name: String, rule: String) -> Self {
            Self { name, rule }
        }
    }
    /// What it returns as `structuredContent`, as JSON Schema 2020-12.
    pub const OUTPUT_SCHEMA: &str = r#"{"type":"object","properties":{"rules":{"type":"array","items":{"type":"object","properties":{"name":{"type":"string"},"rule":{"type":"string"}},"required":["name","rule"],"additionalProperties":false}}},"required":["rules"],"additionalProperties":false}"#;
    /// Its entry in the table of tools.
    #[must_use]
    pub const fn spec() -> rt::ToolSpec {
        rt::ToolSpec {
            index: tools::Tool::GitGetSafetyRules as u16,
            name: "git_get_safety_rules",
            title: "Git safety rules",
            upstream: "git_get_safety_rules",
            description: "The rules that the git tools enforce, as text. Read them once before the first git_start_feature of a session.",
            aliases: &[],
            server: tools::Server::GitWorkflow as u16,
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
        /// The rules that the git tools enforce, as text. Read them once before the first git_start_feature of a session.
        ///
        /// # Errors
        /// When no reply came.
        pub async fn git_get_safety_rules(
            &self,
            arguments: &Args,
        ) -> Result<rt::CallReply, C::Error> {
            self.0
                .call(tools::Tool::GitGetSafetyRules.spec(), rt::to_json(arguments))
                .await
        }
    }
}

pub use self::git_get_status::Args as GitGetStatusArgs;
pub use self::git_get_status::Returns as GitGetStatusReturns;

/// `git_get_status`: The current branch, and which files are staged, modified and untracked. Look here before git_add, git_smart_commit or git_start_feature; for the changes themselves use git_diff.
pub mod git_get_status {
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
            rt::validate_typed(&tools::Tool::GitGetStatus.spec().input, self)
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
        /// Null where a commit is checked out directly.
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub branch: Option<String>,
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub upstream: Option<String>,
        /// Commits that upstream lacks.
        #[schemars(range(min = 0))]
        pub ahead: i64,
        /// Commits that only upstream has.
        #[schemars(range(min = 0))]
        pub behind: i64,
        pub staged: Vec<String>,
        pub modified: Vec<String>,
        pub untracked: Vec<String>,
        pub conflicted: Vec<String>,
        pub clean: bool,
        pub feature_branches: Vec<String>,
    }
    impl Returns {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(
            branch: Option<String>,
            upstream: Option<String>,
            ahead: i64,
            behind: i64,
            staged: Vec<String>,
            modified: Vec<String>,
            untracked: Vec<String>,
            conflicted: Vec<String>,
            clean: bool,
            feature_branches: Vec<String>,
        ) -> Self {
            Self {
                branch,
                upstream,
                ahead,
                behind,
                staged,
                modified,
                untracked,
                conflicted,
                clean,
                feature_branches,
            }
        }
    }
    /// What it returns as `structuredContent`, as JSON Schema 2020-12.
    pub const OUTPUT_SCHEMA: &str = r#"{"type":"object","properties":{"branch":{"type":["string","null"],"description":"Null where a commit is checked out directly."},"upstream":{"type":["string","null"]},"ahead":{"type":"integer","description":"Commits that upstream lacks.","minimum":0},"behind":{"type":"integer","description":"Commits that only upstream has.","minimum":0},"staged":{"type":"array","items":{"type":"string"}},"modified":{"type":"array","items":{"type":"string"}},"untracked":{"type":"array","items":{"type":"string"}},"conflicted":{"type":"array","items":{"type":"string"}},"clean":{"type":"boolean"},"feature_branches":{"type":"array","items":{"type":"string"}}},"required":["branch","upstream","ahead","behind","staged","modified","untracked","conflicted","clean","feature_branches"],"additionalProperties":false}"#;
    /// Its entry in the table of tools.
    #[must_use]
    pub const fn spec() -> rt::ToolSpec {
        rt::ToolSpec {
            index: tools::Tool::GitGetStatus as u16,
            name: "git_get_status",
            title: "Working tree status",
            upstream: "git_get_status",
            description: "The current branch, and which files are staged, modified and untracked. Look here before git_add, git_smart_commit or git_start_feature; for the changes themselves use git_diff.",
            aliases: &[],
            server: tools::Server::GitWorkflow as u16,
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
        /// The current branch, and which files are staged, modified and untracked. Look here before git_add, git_smart_commit or git_start_feature; for the changes themselves use git_diff.
        ///
        /// # Errors
        /// When no reply came.
        pub async fn git_get_status(
            &self,
            arguments: &Args,
        ) -> Result<rt::CallReply, C::Error> {
            self.0.call(tools::Tool::GitGetStatus.spec(), rt::to_json(arguments)).await
        }
    }
}

pub use self::git_log::Args as GitLogArgs;
pub use self::git_log::Returns as GitLogReturns;

/// `git_log`: The newest commits of the current branch, newest first. For changes that are not committed yet use git_diff.
pub mod git_log {
    use ::gateway_runtime::__private as rt;
    use ::gateway_runtime::__private::prelude::*;
    use super::super::super::{client, tools};
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Args {
        /// How many commits to return at most.
        #[serde(default = "Args::default_max_count")]
        #[schemars(range(min = 1, max = 1000))]
        pub max_count: i64,
        /// One line a commit: short hash and subject.
        #[serde(default = "Args::default_oneline")]
        pub oneline: bool,
    }
    impl Args {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new() -> Self {
            Self {
                max_count: Self::default_max_count(),
                oneline: Self::default_oneline(),
            }
        }
        fn default_max_count() -> i64 {
            10
        }
        fn default_oneline() -> bool {
            false
        }
    }
    impl Args {
        /// Checks the limits that the types do not hold.
        ///
        /// # Errors
        /// Every argument that is not acceptable.
        pub fn validate(&self) -> Result<(), Vec<rt::ArgumentFault>> {
            rt::validate_typed(&tools::Tool::GitLog.spec().input, self)
        }
    }
    static SHAPE: rt::ObjectShape = rt::ObjectShape {
        fields: &[
            rt::Field::optional(
                "max_count",
                rt::Shape::of(rt::Kind::Integer {
                    min: Some(1),
                    max: Some(1000),
                }),
            ),
            rt::Field::optional("oneline", rt::Shape::of(rt::Kind::Boolean)),
        ],
        open: false,
    };
    /// The arguments that it accepts, as JSON Schema 2020-12.
    pub const INPUT_SCHEMA: &str = r#"{"type":"object","properties":{"max_count":{"type":"integer","description":"How many commits to return at most.","minimum":1,"maximum":1000,"default":10},"oneline":{"type":"boolean","description":"One line a commit: short hash and subject.","default":false}},"additionalProperties":false}"#;
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Returns {
        pub commits: Vec<ReturnsCommitsItem>,
    }
    impl Returns {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(commits: Vec<ReturnsCommitsItem>) -> Self {
            Self { commits }
        }
    }
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub struct ReturnsCommitsItem {
        pub hash: String,
        pub author: String,
        /// In the form of ISO 8601.
        pub date: String,
        pub subject: String,
        pub body: String,
    }
    impl ReturnsCommitsItem {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(
            hash: String,
            author: String,
            date: String,
            subject: String,
            body: String,
        ) -> Self {
            Self {
                hash,
                author,
                date,
                subject,
                body,
            }
        }
    }
    /// What it returns as `structuredContent`, as JSON Schema 2020-12.
    pub const OUTPUT_SCHEMA: &str = r#"{"type":"object","properties":{"commits":{"type":"array","items":{"type":"object","properties":{"hash":{"type":"string"},"author":{"type":"string"},"date":{"type":"string","description":"In the form of ISO 8601."},"subject":{"type":"string"},"body":{"type":"string"}},"required":["hash","author","date","subject","body"],"additionalProperties":false}}},"required":["commits"],"additionalProperties":false}"#;
    /// Its entry in the table of tools.
    #[must_use]
    pub const fn spec() -> rt::ToolSpec {
        rt::ToolSpec {
            index: tools::Tool::GitLog as u16,
            name: "git_log",
            title: "Recent commits",
            upstream: "git_log",
            description: "The newest commits of the current branch, newest first. For changes that are not committed yet use git_diff.",
            aliases: &[],
            server: tools::Server::GitWorkflow as u16,
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
        /// The newest commits of the current branch, newest first. For changes that are not committed yet use git_diff.
        ///
        /// # Errors
        /// When no reply came.
        pub async fn git_log(
            &self,
            arguments: &Args,
        ) -> Result<rt::CallReply, C::Error> {
            self.0.call(tools::Tool::GitLog.spec(), rt::to_json(arguments)).await
        }
    }
}

pub use self::git_push_feature::Args as GitPushFeatureArgs;
pub use self::git_push_feature::Returns as GitPushFeatureReturns;

/// `git_push_feature`: Push the current feature branch to its remote. Needs a person's approval. Commit with git_smart_commit first. Returns what git said.
pub mod git_push_feature {
    use ::gateway_runtime::__private as rt;
    use ::gateway_runtime::__private::prelude::*;
    use super::super::super::{client, tools};
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Args {
        /// Overwrite the remote branch; it loses commits that are only there.
        #[serde(default = "Args::default_force")]
        pub force: bool,
        /// Skip the hooks that run before a push.
        #[serde(default = "Args::default_no_verify")]
        pub no_verify: bool,
    }
    impl Args {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new() -> Self {
            Self {
                force: Self::default_force(),
                no_verify: Self::default_no_verify(),
            }
        }
        fn default_force() -> bool {
            false
        }
        fn default_no_verify() -> bool {
            false
        }
    }
    impl Args {
        /// Checks the limits that the types do not hold.
        ///
        /// # Errors
        /// Every argument that is not acceptable.
        pub fn validate(&self) -> Result<(), Vec<rt::ArgumentFault>> {
            rt::validate_typed(&tools::Tool::GitPushFeature.spec().input, self)
        }
    }
    static SHAPE: rt::ObjectShape = rt::ObjectShape {
        fields: &[
            rt::Field::optional("force", rt::Shape::of(rt::Kind::Boolean)),
            rt::Field::optional("no_verify", rt::Shape::of(rt::Kind::Boolean)),
        ],
        open: false,
    };
    /// The arguments that it accepts, as JSON Schema 2020-12.
    pub const INPUT_SCHEMA: &str = r#"{"type":"object","properties":{"force":{"type":"boolean","description":"Overwrite the remote branch; it loses commits that are only there.","default":false},"no_verify":{"type":"boolean","description":"Skip the hooks that run before a push.","default":false}},"additionalProperties":false}"#;
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Returns {
        pub branch: String,
        pub remote: String,
        pub commit: String,
        /// What git and the remote said, such as where to open a pull request.
        pub output: String,
    }
    impl Returns {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(
            branch: String,
            remote: String,
            commit: String,
            output: String,
        ) -> Self {
            Self {
                branch,
                remote,
                commit,
                output,
            }
        }
    }
    /// What it returns as `structuredContent`, as JSON Schema 2020-12.
    pub const OUTPUT_SCHEMA: &str = r#"{"type":"object","properties":{"branch":{"type":"string"},"remote":{"type":"string"},"commit":{"type":"string"},"output":{"type":"string","description":"What git and the remote said, such as where to open a pull request."}},"required":["branch","remote","commit","output"],"additionalProperties":false}"#;
    /// Its entry in the table of tools.
    #[must_use]
    pub const fn spec() -> rt::ToolSpec {
        rt::ToolSpec {
            index: tools::Tool::GitPushFeature as u16,
            name: "git_push_feature",
            title: "Push the branch",
            upstream: "git_push_feature",
            description: "Push the current feature branch to its remote. Needs a person's approval. Commit with git_smart_commit first. Returns what git said.",
            aliases: &[],
            server: tools::Server::GitWorkflow as u16,
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
                approval: rt::Approval::Always,
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
        /// Push the current feature branch to its remote. Needs a person's approval. Commit with git_smart_commit first. Returns what git said.
        ///
        /// # Errors
        /// When no reply came.
        pub async fn git_push_feature(
            &self,
            arguments: &Args,
        ) -> Result<rt::CallReply, C::Error> {
            self.0.call(tools::Tool::GitPushFeature.spec(), rt::to_json(arguments)).await
        }
    }
}

pub use self::git_smart_commit::Args as GitSmartCommitArgs;
pub use self::git_smart_commit::Returns as GitSmartCommitReturns;

/// `git_smart_commit`: Commit what is staged, after the checks of Protocol 101: on a feature branch, something staged, tests pass. Needs a person's approval. Stage with git_add first, look with git_diff and cached = true. Returns the hash. It publishes nothing: that is git_push_feature.
pub mod git_smart_commit {
    use ::gateway_runtime::__private as rt;
    use ::gateway_runtime::__private::prelude::*;
    use super::super::super::{client, tools};
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Args<'a> {
        /// The message: a first line such as "fix: count the lamps once" or "mcp(task): close task 045", then, after an empty line, why.
        #[serde(borrow)]
        #[schemars(length(min = 1, max = 20000), regex(pattern = r"\S"))]
        pub message: rt::Cow<'a, str>,
    }
    impl<'a> Args<'a> {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(message: rt::Cow<'a, str>) -> Self {
            Self { message }
        }
    }
    impl Args<'_> {
        /// Checks the limits that the types do not hold.
        ///
        /// # Errors
        /// Every argument that is not acceptable.
        pub fn validate(&self) -> Result<(), Vec<rt::ArgumentFault>> {
            rt::validate_typed(&tools::Tool::GitSmartCommit.spec().input, self)
        }
    }
    static PATTERN_0: rt::Pattern = rt::Pattern::new(r"\S");
    static SHAPE: rt::ObjectShape = rt::ObjectShape {
        fields: &[
            rt::Field::required(
                "message",
                rt::Shape::of(
                    rt::Kind::String(rt::StringRule {
                        min_len: Some(1),
                        max_len: Some(20000),
                        pattern: Some(&PATTERN_0),
                        guard: None,
                    }),
                ),
            ),
        ],
        open: false,
    };
    /// The arguments that it accepts, as JSON Schema 2020-12.
    pub const INPUT_SCHEMA: &str = r#"{"type":"object","properties":{"message":{"type":"string","description":"The message: a first line such as \"fix: count the lamps once\" or \"mcp(task): close task 045\", then, after an empty line, why.","minLength":1,"maxLength":20000,"pattern":"\\S"}},"required":["message"],"additionalProperties":false}"#;
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Returns {
        pub commit: String,
        pub branch: String,
        pub files: Vec<String>,
        /// What git and the hooks said.
        pub output: String,
    }
    impl Returns {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(
            commit: String,
            branch: String,
            files: Vec<String>,
            output: String,
        ) -> Self {
            Self {
                commit,
                branch,
                files,
                output,
            }
        }
    }
    /// What it returns as `structuredContent`, as JSON Schema 2020-12.
    pub const OUTPUT_SCHEMA: &str = r#"{"type":"object","properties":{"commit":{"type":"string"},"branch":{"type":"string"},"files":{"type":"array","items":{"type":"string"}},"output":{"type":"string","description":"What git and the hooks said."}},"required":["commit","branch","files","output"],"additionalProperties":false}"#;
    /// Its entry in the table of tools.
    #[must_use]
    pub const fn spec() -> rt::ToolSpec {
        rt::ToolSpec {
            index: tools::Tool::GitSmartCommit as u16,
            name: "git_smart_commit",
            title: "Commit",
            upstream: "git_smart_commit",
            description: "Commit what is staged, after the checks of Protocol 101: on a feature branch, something staged, tests pass. Needs a person's approval. Stage with git_add first, look with git_diff and cached = true. Returns the hash. It publishes nothing: that is git_push_feature.",
            aliases: &[],
            server: tools::Server::GitWorkflow as u16,
            class: rt::Class::Destructive,
            annotations: rt::Annotations {
                read_only: false,
                destructive: true,
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
                approval: rt::Approval::Always,
                call_timeout: Some(::core::time::Duration::from_mins(20)),
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
        /// Commit what is staged, after the checks of Protocol 101: on a feature branch, something staged, tests pass. Needs a person's approval. Stage with git_add first, look with git_diff and cached = true. Returns the hash. It publishes nothing: that is git_push_feature.
        ///
        /// # Errors
        /// When no reply came.
        pub async fn git_smart_commit(
            &self,
            arguments: &Args<'_>,
        ) -> Result<rt::CallReply, C::Error> {
            self.0.call(tools::Tool::GitSmartCommit.spec(), rt::to_json(arguments)).await
        }
    }
}

pub use self::git_start_feature::Args as GitStartFeatureArgs;
pub use self::git_start_feature::Returns as GitStartFeatureReturns;

/// `git_start_feature`: Create the branch feature/task-<id>-<description> from main and switch to it, or switch to it when it exists. Needs a clean tree and no other feature branch: finish that one first with git_finish_feature. Returns the branch's name.
pub mod git_start_feature {
    use ::gateway_runtime::__private as rt;
    use ::gateway_runtime::__private::prelude::*;
    use super::super::super::{client, tools};
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Args<'a> {
        /// Number of the task, such as "045".
        #[serde(borrow)]
        #[schemars(length(max = 32))]
        pub task_id: rt::Cow<'a, str>,
        /// A few words, such as "token refresh"; spaces become dashes.
        #[serde(borrow)]
        #[schemars(
            length(min = 1, max = 100),
            regex(pattern = "^[A-Za-z0-9]+(?:[ ._-][A-Za-z0-9]+)*$")
        )]
        pub description: rt::Cow<'a, str>,
    }
    impl<'a> Args<'a> {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(task_id: rt::Cow<'a, str>, description: rt::Cow<'a, str>) -> Self {
            Self { task_id, description }
        }
    }
    impl Args<'_> {
        /// Checks the limits that the types do not hold.
        ///
        /// # Errors
        /// Every argument that is not acceptable.
        pub fn validate(&self) -> Result<(), Vec<rt::ArgumentFault>> {
            rt::validate_typed(&tools::Tool::GitStartFeature.spec().input, self)
        }
    }
    static PATTERN_0: rt::Pattern = rt::Pattern::new(
        "^[A-Za-z0-9]+(?:[ ._-][A-Za-z0-9]+)*$",
    );
    static SHAPE: rt::ObjectShape = rt::ObjectShape {
        fields: &[
            rt::Field::required(
                "task_id",
                rt::Shape::of(
                    rt::Kind::String(rt::StringRule {
                        min_len: None,
                        max_len: Some(32),
                        pattern: None,
                        guard: Some(rt::Guard::Identifier),
                    }),
                ),
            ),
            rt::Field::required(
                "description",
                rt::Shape::of(
                    rt::Kind::String(rt::StringRule {
                        min_len: Some(1),
                        max_len: Some(100),
                        pattern: Some(&PATTERN_0),
                        guard: None,
                    }),
                ),
            ),
        ],
        open: false,
    };
    /// The arguments that it accepts, as JSON Schema 2020-12.
    pub const INPUT_SCHEMA: &str = r#"{"type":"object","properties":{"task_id":{"type":"string","description":"Number of the task, such as \"045\".","maxLength":32},"description":{"type":"string","description":"A few words, such as \"token refresh\"; spaces become dashes.","minLength":1,"maxLength":100,"pattern":"^[A-Za-z0-9]+(?:[ ._-][A-Za-z0-9]+)*$"}},"required":["task_id","description"],"additionalProperties":false}"#;
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Returns {
        pub branch: String,
        /// False where it existed and was only checked out.
        pub created: bool,
    }
    impl Returns {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(branch: String, created: bool) -> Self {
            Self { branch, created }
        }
    }
    /// What it returns as `structuredContent`, as JSON Schema 2020-12.
    pub const OUTPUT_SCHEMA: &str = r#"{"type":"object","properties":{"branch":{"type":"string"},"created":{"type":"boolean","description":"False where it existed and was only checked out."}},"required":["branch","created"],"additionalProperties":false}"#;
    /// Its entry in the table of tools.
    #[must_use]
    pub const fn spec() -> rt::ToolSpec {
        rt::ToolSpec {
            index: tools::Tool::GitStartFeature as u16,
            name: "git_start_feature",
            title: "Start a feature branch",
            upstream: "git_start_feature",
            description: "Create the branch feature/task-<id>-<description> from main and switch to it, or switch to it when it exists. Needs a clean tree and no other feature branch: finish that one first with git_finish_feature. Returns the branch's name.",
            aliases: &[],
            server: tools::Server::GitWorkflow as u16,
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
        /// Create the branch feature/task-<id>-<description> from main and switch to it, or switch to it when it exists. Needs a clean tree and no other feature branch: finish that one first with git_finish_feature. Returns the branch's name.
        ///
        /// # Errors
        /// When no reply came.
        pub async fn git_start_feature(
            &self,
            arguments: &Args<'_>,
        ) -> Result<rt::CallReply, C::Error> {
            self.0
                .call(tools::Tool::GitStartFeature.spec(), rt::to_json(arguments))
                .await
        }
    }
}
