// @generated from tools.toml by gatewayc gen; do not edit.

pub use self::code_analyze::Args as CodeAnalyzeArgs;
pub use self::code_analyze::Returns as CodeAnalyzeReturns;

/// `code_analyze`: Static figures of a file or folder: lines, functions, complexity. For mistakes use code_lint.
pub mod code_analyze {
    use ::gateway_runtime::__private as rt;
    use ::gateway_runtime::__private::prelude::*;
    use super::super::super::{client, tools};
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Args<'a> {
        /// The file or folder, such as "src".
        #[serde(borrow)]
        #[schemars(length(min = 1))]
        pub path: rt::Cow<'a, str>,
    }
    impl<'a> Args<'a> {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(path: rt::Cow<'a, str>) -> Self {
            Self { path }
        }
    }
    impl Args<'_> {
        /// Checks the limits that the types do not hold.
        ///
        /// # Errors
        /// Every argument that is not acceptable.
        pub fn validate(&self) -> Result<(), Vec<rt::ArgumentFault>> {
            rt::validate_typed(&tools::Tool::CodeAnalyze.spec().input, self)
        }
    }
    static SHAPE: rt::ObjectShape = rt::ObjectShape {
        fields: &[
            rt::Field::required(
                "path",
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
    pub const INPUT_SCHEMA: &str = r#"{"type":"object","properties":{"path":{"type":"string","description":"The file or folder, such as \"src\".","minLength":1}},"required":["path"],"additionalProperties":false}"#;
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Returns {
        pub path: String,
        /// Files that were counted.
        #[schemars(range(min = 0))]
        pub count: i64,
        /// Files in no known language, too large, or binary.
        #[schemars(range(min = 0))]
        pub passed_over: i64,
        /// Whether files are in the sums only.
        pub truncated: bool,
        /// What the figures mean.
        pub method: String,
        pub total: ReturnsTotal,
        pub languages: Vec<ReturnsLanguagesItem>,
        pub files: Vec<ReturnsFilesItem>,
    }
    impl Returns {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(
            path: String,
            count: i64,
            passed_over: i64,
            truncated: bool,
            method: String,
            total: ReturnsTotal,
            languages: Vec<ReturnsLanguagesItem>,
            files: Vec<ReturnsFilesItem>,
        ) -> Self {
            Self {
                path,
                count,
                passed_over,
                truncated,
                method,
                total,
                languages,
                files,
            }
        }
    }
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub struct ReturnsTotal {
        /// All lines: the next three together.
        #[schemars(range(min = 0))]
        pub lines: i64,
        #[schemars(range(min = 0))]
        pub code: i64,
        #[schemars(range(min = 0))]
        pub comments: i64,
        #[schemars(range(min = 0))]
        pub blank: i64,
        #[schemars(range(min = 0))]
        pub functions: i64,
        #[schemars(range(min = 0))]
        pub types: i64,
        #[schemars(range(min = 0))]
        pub branches: i64,
        /// Branches and functions together.
        #[schemars(range(min = 0))]
        pub complexity: i64,
    }
    impl ReturnsTotal {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(
            lines: i64,
            code: i64,
            comments: i64,
            blank: i64,
            functions: i64,
            types: i64,
            branches: i64,
            complexity: i64,
        ) -> Self {
            Self {
                lines,
                code,
                comments,
                blank,
                functions,
                types,
                branches,
                complexity,
            }
        }
    }
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub struct ReturnsLanguagesItem {
        pub language: String,
        #[schemars(range(min = 0))]
        pub files: i64,
        #[schemars(range(min = 0))]
        pub lines: i64,
        #[schemars(range(min = 0))]
        pub code: i64,
        #[schemars(range(min = 0))]
        pub comments: i64,
        #[schemars(range(min = 0))]
        pub blank: i64,
        #[schemars(range(min = 0))]
        pub functions: i64,
        #[schemars(range(min = 0))]
        pub types: i64,
        #[schemars(range(min = 0))]
        pub branches: i64,
        #[schemars(range(min = 0))]
        pub complexity: i64,
    }
    impl ReturnsLanguagesItem {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(
            language: String,
            files: i64,
            lines: i64,
            code: i64,
            comments: i64,
            blank: i64,
            functions: i64,
            types: i64,
            branches: i64,
            complexity: i64,
        ) -> Self {
            Self {
                language,
                files,
                lines,
                code,
                comments,
                blank,
                functions,
                types,
                branches,
                complexity,
            }
        }
    }
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub struct ReturnsFilesItem {
        pub path: String,
        pub language: String,
        #[schemars(range(min = 0))]
        pub lines: i64,
        #[schemars(range(min = 0))]
        pub code: i64,
        #[schemars(range(min = 0))]
        pub comments: i64,
        #[schemars(range(min = 0))]
        pub blank: i64,
        #[schemars(range(min = 0))]
        pub functions: i64,
        #[schemars(range(min = 0))]
        pub types: i64,
        #[schemars(range(min = 0))]
        pub branches: i64,
        #[schemars(range(min = 0))]
        pub complexity: i64,
    }
    impl ReturnsFilesItem {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(
            path: String,
            language: String,
            lines: i64,
            code: i64,
            comments: i64,
            blank: i64,
            functions: i64,
            types: i64,
            branches: i64,
            complexity: i64,
        ) -> Self {
            Self {
                path,
                language,
                lines,
                code,
                comments,
                blank,
                functions,
                types,
                branches,
                complexity,
            }
        }
    }
    /// What it returns as `structuredContent`, as JSON Schema 2020-12.
    pub const OUTPUT_SCHEMA: &str = r#"{"type":"object","properties":{"path":{"type":"string"},"count":{"type":"integer","description":"Files that were counted.","minimum":0},"passed_over":{"type":"integer","description":"Files in no known language, too large, or binary.","minimum":0},"truncated":{"type":"boolean","description":"Whether files are in the sums only."},"method":{"type":"string","description":"What the figures mean."},"total":{"type":"object","properties":{"lines":{"type":"integer","description":"All lines: the next three together.","minimum":0},"code":{"type":"integer","minimum":0},"comments":{"type":"integer","minimum":0},"blank":{"type":"integer","minimum":0},"functions":{"type":"integer","minimum":0},"types":{"type":"integer","minimum":0},"branches":{"type":"integer","minimum":0},"complexity":{"type":"integer","description":"Branches and functions together.","minimum":0}},"required":["lines","code","comments","blank","functions","types","branches","complexity"],"additionalProperties":false},"languages":{"type":"array","items":{"type":"object","properties":{"language":{"type":"string"},"files":{"type":"integer","minimum":0},"lines":{"type":"integer","minimum":0},"code":{"type":"integer","minimum":0},"comments":{"type":"integer","minimum":0},"blank":{"type":"integer","minimum":0},"functions":{"type":"integer","minimum":0},"types":{"type":"integer","minimum":0},"branches":{"type":"integer","minimum":0},"complexity":{"type":"integer","minimum":0}},"required":["language","files","lines","code","comments","blank","functions","types","branches","complexity"],"additionalProperties":false}},"files":{"type":"array","items":{"type":"object","properties":{"path":{"type":"string"},"language":{"type":"string"},"lines":{"type":"integer","minimum":0},"code":{"type":"integer","minimum":0},"comments":{"type":"integer","minimum":0},"blank":{"type":"integer","minimum":0},"functions":{"type":"integer","minimum":0},"types":{"type":"integer","minimum":0},"branches":{"type":"integer","minimum":0},"complexity":{"type":"integer","minimum":0}},"required":["path","language","lines","code","comments","blank","functions","types","branches","complexity"],"additionalProperties":false}}},"required":["path","count","passed_over","truncated","method","total","languages","files"],"additionalProperties":false}"#;
    /// Its entry in the table of tools.
    #[must_use]
    pub const fn spec() -> rt::ToolSpec {
        rt::ToolSpec {
            index: tools::Tool::CodeAnalyze as u16,
            name: "code_analyze",
            title: "Code statistics",
            upstream: "code_analyze",
            description: "Static figures of a file or folder: lines, functions, complexity. For mistakes use code_lint.",
            aliases: &[],
            server: tools::Server::Code as u16,
            class: rt::Class::Read,
            annotations: rt::Annotations {
                read_only: true,
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
                retries: 2,
                approval: rt::Approval::Never,
                call_timeout: Some(::core::time::Duration::from_mins(5)),
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
        /// Static figures of a file or folder: lines, functions, complexity. For mistakes use code_lint.
        ///
        /// # Errors
        /// When no reply came.
        pub async fn code_analyze(
            &self,
            arguments: &Args<'_>,
        ) -> Result<rt::CallReply, C::Error> {
            self.0.call(tools::Tool::CodeAnalyze.spec(), rt::to_json(arguments)).await
        }
    }
}

pub use self::code_find_file::Args as CodeFindFileArgs;
pub use self::code_find_file::Returns as CodeFindFileReturns;

/// `code_find_file`: Paths of the files whose name matches, at any depth. For all files of a folder use code_list_files, for text inside files code_search_content.
pub mod code_find_file {
    use ::gateway_runtime::__private as rt;
    use ::gateway_runtime::__private::prelude::*;
    use super::super::super::{client, tools};
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Args<'a> {
        /// A name or glob, such as "server.py" or "*.toml".
        #[serde(borrow)]
        #[schemars(length(min = 1, max = 1000))]
        pub name_pattern: rt::Cow<'a, str>,
        /// The folder to search; the root of the repository when absent.
        #[serde(borrow, default = "Args::default_directory")]
        #[schemars(length(min = 1))]
        pub directory: rt::Cow<'a, str>,
    }
    impl<'a> Args<'a> {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(name_pattern: rt::Cow<'a, str>) -> Self {
            Self {
                name_pattern,
                directory: Self::default_directory(),
            }
        }
        fn default_directory() -> rt::Cow<'a, str> {
            rt::Cow::Borrowed(".")
        }
    }
    impl Args<'_> {
        /// Checks the limits that the types do not hold.
        ///
        /// # Errors
        /// Every argument that is not acceptable.
        pub fn validate(&self) -> Result<(), Vec<rt::ArgumentFault>> {
            rt::validate_typed(&tools::Tool::CodeFindFile.spec().input, self)
        }
    }
    static SHAPE: rt::ObjectShape = rt::ObjectShape {
        fields: &[
            rt::Field::required(
                "name_pattern",
                rt::Shape::of(
                    rt::Kind::String(rt::StringRule {
                        min_len: Some(1),
                        max_len: Some(1000),
                        pattern: None,
                        guard: Some(rt::Guard::RelativePath),
                    }),
                ),
            ),
            rt::Field::optional(
                "directory",
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
    pub const INPUT_SCHEMA: &str = r#"{"type":"object","properties":{"name_pattern":{"type":"string","description":"A name or glob, such as \"server.py\" or \"*.toml\".","minLength":1,"maxLength":1000},"directory":{"type":"string","description":"The folder to search; the root of the repository when absent.","minLength":1,"default":"."}},"required":["name_pattern"],"additionalProperties":false}"#;
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Returns {
        pub directory: String,
        pub pattern: String,
        /// All that match, also those that are not named.
        #[schemars(range(min = 0))]
        pub count: i64,
        pub truncated: bool,
        pub files: Vec<ReturnsFilesItem>,
    }
    impl Returns {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(
            directory: String,
            pattern: String,
            count: i64,
            truncated: bool,
            files: Vec<ReturnsFilesItem>,
        ) -> Self {
            Self {
                directory,
                pattern,
                count,
                truncated,
                files,
            }
        }
    }
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub struct ReturnsFilesItem {
        pub path: String,
        /// Bytes.
        #[schemars(range(min = 0))]
        pub size: i64,
    }
    impl ReturnsFilesItem {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(path: String, size: i64) -> Self {
            Self { path, size }
        }
    }
    /// What it returns as `structuredContent`, as JSON Schema 2020-12.
    pub const OUTPUT_SCHEMA: &str = r#"{"type":"object","properties":{"directory":{"type":"string"},"pattern":{"type":"string"},"count":{"type":"integer","description":"All that match, also those that are not named.","minimum":0},"truncated":{"type":"boolean"},"files":{"type":"array","items":{"type":"object","properties":{"path":{"type":"string"},"size":{"type":"integer","description":"Bytes.","minimum":0}},"required":["path","size"],"additionalProperties":false}}},"required":["directory","pattern","count","truncated","files"],"additionalProperties":false}"#;
    /// Its entry in the table of tools.
    #[must_use]
    pub const fn spec() -> rt::ToolSpec {
        rt::ToolSpec {
            index: tools::Tool::CodeFindFile as u16,
            name: "code_find_file",
            title: "Find files by name",
            upstream: "code_find_file",
            description: "Paths of the files whose name matches, at any depth. For all files of a folder use code_list_files, for text inside files code_search_content.",
            aliases: &[],
            server: tools::Server::Code as u16,
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
        /// Paths of the files whose name matches, at any depth. For all files of a folder use code_list_files, for text inside files code_search_content.
        ///
        /// # Errors
        /// When no reply came.
        pub async fn code_find_file(
            &self,
            arguments: &Args<'_>,
        ) -> Result<rt::CallReply, C::Error> {
            self.0.call(tools::Tool::CodeFindFile.spec(), rt::to_json(arguments)).await
        }
    }
}

pub use self::code_format::Args as CodeFormatArgs;
pub use self::code_format::Returns as CodeFormatReturns;

/// `code_format`: Run a Python formatter on a file or folder, changing files in place, or only check with check_only. For mistakes rather than layout use code_lint.
pub mod code_format {
    use ::gateway_runtime::__private as rt;
    use ::gateway_runtime::__private::prelude::*;
    use super::super::super::{client, tools};
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Args<'a> {
        /// The file or folder, such as "scripts".
        #[serde(borrow)]
        #[schemars(length(min = 1))]
        pub path: rt::Cow<'a, str>,
        /// The formatter; it must be installed.
        #[serde(default = "Args::default_tool")]
        pub tool: Tool,
        /// Say what would change, and change nothing.
        #[serde(default = "Args::default_check_only")]
        pub check_only: bool,
    }
    impl<'a> Args<'a> {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(path: rt::Cow<'a, str>) -> Self {
            Self {
                path,
                tool: Self::default_tool(),
                check_only: Self::default_check_only(),
            }
        }
        fn default_tool() -> Tool {
            Tool::Ruff
        }
        fn default_check_only() -> bool {
            false
        }
    }
    /// The formatter; it must be installed.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde")]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub enum Tool {
        #[serde(rename = "ruff")]
        Ruff,
        #[serde(rename = "black")]
        Black,
    }
    impl Args<'_> {
        /// Checks the limits that the types do not hold.
        ///
        /// # Errors
        /// Every argument that is not acceptable.
        pub fn validate(&self) -> Result<(), Vec<rt::ArgumentFault>> {
            rt::validate_typed(&tools::Tool::CodeFormat.spec().input, self)
        }
    }
    static SHAPE: rt::ObjectShape = rt::ObjectShape {
        fields: &[
            rt::Field::required(
                "path",
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
                "tool",
                rt::Shape::of(rt::Kind::Enum(&["ruff", "black"])),
            ),
            rt::Field::optional("check_only", rt::Shape::of(rt::Kind::Boolean)),
        ],
        open: false,
    };
    /// The arguments that it accepts, as JSON Schema 2020-12.
    pub const INPUT_SCHEMA: &str = r#"{"type":"object","properties":{"path":{"type":"string","description":"The file or folder, such as \"scripts\".","minLength":1},"tool":{"type":"string","description":"The formatter; it must be installed.","enum":["ruff","black"],"default":"ruff"},"check_only":{"type":"boolean","description":"Say what would change, and change nothing.","default":false}},"required":["path"],"additionalProperties":false}"#;
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Returns {
        pub path: String,
        pub tool: ReturnsTool,
        pub check_only: bool,
        /// Whether all files have the layout of the formatter now.
        pub clean: bool,
        pub truncated: bool,
        pub output: String,
    }
    impl Returns {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(
            path: String,
            tool: ReturnsTool,
            check_only: bool,
            clean: bool,
            truncated: bool,
            output: String,
        ) -> Self {
            Self {
                path,
                tool,
                check_only,
                clean,
                truncated,
                output,
            }
        }
    }
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde")]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub enum ReturnsTool {
        #[serde(rename = "ruff")]
        Ruff,
        #[serde(rename = "black")]
        Black,
    }
    /// What it returns as `structuredContent`, as JSON Schema 2020-12.
    pub const OUTPUT_SCHEMA: &str = r#"{"type":"object","properties":{"path":{"type":"string"},"tool":{"type":"string","enum":["ruff","black"]},"check_only":{"type":"boolean"},"clean":{"type":"boolean","description":"Whether all files have the layout of the formatter now."},"truncated":{"type":"boolean"},"output":{"type":"string"}},"required":["path","tool","check_only","clean","truncated","output"],"additionalProperties":false}"#;
    /// Its entry in the table of tools.
    #[must_use]
    pub const fn spec() -> rt::ToolSpec {
        rt::ToolSpec {
            index: tools::Tool::CodeFormat as u16,
            name: "code_format",
            title: "Format",
            upstream: "code_format",
            description: "Run a Python formatter on a file or folder, changing files in place, or only check with check_only. For mistakes rather than layout use code_lint.",
            aliases: &[],
            server: tools::Server::Code as u16,
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
        /// Run a Python formatter on a file or folder, changing files in place, or only check with check_only. For mistakes rather than layout use code_lint.
        ///
        /// # Errors
        /// When no reply came.
        pub async fn code_format(
            &self,
            arguments: &Args<'_>,
        ) -> Result<rt::CallReply, C::Error> {
            self.0.call(tools::Tool::CodeFormat.spec(), rt::to_json(arguments)).await
        }
    }
}

pub use self::code_get_info::Args as CodeGetInfoArgs;
pub use self::code_get_info::Returns as CodeGetInfoReturns;

/// `code_get_info`: Size, times, kind and number of lines of a path, without its content. For the content use code_read.
pub mod code_get_info {
    use ::gateway_runtime::__private as rt;
    use ::gateway_runtime::__private::prelude::*;
    use super::super::super::{client, tools};
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Args<'a> {
        /// The file or folder, such as "src".
        #[serde(borrow)]
        #[schemars(length(min = 1))]
        pub path: rt::Cow<'a, str>,
    }
    impl<'a> Args<'a> {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(path: rt::Cow<'a, str>) -> Self {
            Self { path }
        }
    }
    impl Args<'_> {
        /// Checks the limits that the types do not hold.
        ///
        /// # Errors
        /// Every argument that is not acceptable.
        pub fn validate(&self) -> Result<(), Vec<rt::ArgumentFault>> {
            rt::validate_typed(&tools::Tool::CodeGetInfo.spec().input, self)
        }
    }
    static SHAPE: rt::ObjectShape = rt::ObjectShape {
        fields: &[
            rt::Field::required(
                "path",
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
    pub const INPUT_SCHEMA: &str = r#"{"type":"object","properties":{"path":{"type":"string","description":"The file or folder, such as \"src\".","minLength":1}},"required":["path"],"additionalProperties":false}"#;
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Returns {
        pub path: String,
        /// Where a symbolic link on the way leads.
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub leads_to: Option<String>,
        /// Large is a file too large to look into, special neither file nor folder.
        pub kind: ReturnsKind,
        /// Bytes.
        #[schemars(range(min = 0))]
        pub size: i64,
        /// Of a text.
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<i64>", range(min = 0))]
        pub lines: Option<i64>,
        /// Of a folder.
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<i64>", range(min = 0))]
        pub entries: Option<i64>,
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub language: Option<String>,
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub modified: Option<String>,
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub created: Option<String>,
        pub read_only: bool,
    }
    impl Returns {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(
            path: String,
            leads_to: Option<String>,
            kind: ReturnsKind,
            size: i64,
            lines: Option<i64>,
            entries: Option<i64>,
            language: Option<String>,
            modified: Option<String>,
            created: Option<String>,
            read_only: bool,
        ) -> Self {
            Self {
                path,
                leads_to,
                kind,
                size,
                lines,
                entries,
                language,
                modified,
                created,
                read_only,
            }
        }
    }
    /// Large is a file too large to look into, special neither file nor folder.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde")]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub enum ReturnsKind {
        #[serde(rename = "text")]
        Text,
        #[serde(rename = "binary")]
        Binary,
        #[serde(rename = "folder")]
        Folder,
        #[serde(rename = "large")]
        Large,
        #[serde(rename = "special")]
        Special,
    }
    /// What it returns as `structuredContent`, as JSON Schema 2020-12.
    pub const OUTPUT_SCHEMA: &str = r#"{"type":"object","properties":{"path":{"type":"string"},"leads_to":{"type":["string","null"],"description":"Where a symbolic link on the way leads."},"kind":{"type":"string","description":"Large is a file too large to look into, special neither file nor folder.","enum":["text","binary","folder","large","special"]},"size":{"type":"integer","description":"Bytes.","minimum":0},"lines":{"type":["integer","null"],"description":"Of a text.","minimum":0},"entries":{"type":["integer","null"],"description":"Of a folder.","minimum":0},"language":{"type":["string","null"]},"modified":{"type":["string","null"]},"created":{"type":["string","null"]},"read_only":{"type":"boolean"}},"required":["path","leads_to","kind","size","lines","entries","language","modified","created","read_only"],"additionalProperties":false}"#;
    /// Its entry in the table of tools.
    #[must_use]
    pub const fn spec() -> rt::ToolSpec {
        rt::ToolSpec {
            index: tools::Tool::CodeGetInfo as u16,
            name: "code_get_info",
            title: "File facts",
            upstream: "code_get_info",
            description: "Size, times, kind and number of lines of a path, without its content. For the content use code_read.",
            aliases: &[],
            server: tools::Server::Code as u16,
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
        /// Size, times, kind and number of lines of a path, without its content. For the content use code_read.
        ///
        /// # Errors
        /// When no reply came.
        pub async fn code_get_info(
            &self,
            arguments: &Args<'_>,
        ) -> Result<rt::CallReply, C::Error> {
            self.0.call(tools::Tool::CodeGetInfo.spec(), rt::to_json(arguments)).await
        }
    }
}

pub use self::code_lint::Args as CodeLintArgs;
pub use self::code_lint::Returns as CodeLintReturns;

/// `code_lint`: Run a Python linter on a file or folder and return what it found; changes nothing. To repair the layout use code_format.
pub mod code_lint {
    use ::gateway_runtime::__private as rt;
    use ::gateway_runtime::__private::prelude::*;
    use super::super::super::{client, tools};
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Args<'a> {
        /// The file or folder, such as "scripts".
        #[serde(borrow)]
        #[schemars(length(min = 1))]
        pub path: rt::Cow<'a, str>,
        /// The linter; it must be installed.
        #[serde(default = "Args::default_tool")]
        pub tool: Tool,
    }
    impl<'a> Args<'a> {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(path: rt::Cow<'a, str>) -> Self {
            Self {
                path,
                tool: Self::default_tool(),
            }
        }
        fn default_tool() -> Tool {
            Tool::Ruff
        }
    }
    /// The linter; it must be installed.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde")]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub enum Tool {
        #[serde(rename = "ruff")]
        Ruff,
        #[serde(rename = "pylint")]
        Pylint,
        #[serde(rename = "flake8")]
        Flake8,
    }
    impl Args<'_> {
        /// Checks the limits that the types do not hold.
        ///
        /// # Errors
        /// Every argument that is not acceptable.
        pub fn validate(&self) -> Result<(), Vec<rt::ArgumentFault>> {
            rt::validate_typed(&tools::Tool::CodeLint.spec().input, self)
        }
    }
    static SHAPE: rt::ObjectShape = rt::ObjectShape {
        fields: &[
            rt::Field::required(
                "path",
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
                "tool",
                rt::Shape::of(rt::Kind::Enum(&["ruff", "pylint", "flake8"])),
            ),
        ],
        open: false,
    };
    /// The arguments that it accepts, as JSON Schema 2020-12.
    pub const INPUT_SCHEMA: &str = r#"{"type":"object","properties":{"path":{"type":"string","description":"The file or folder, such as \"scripts\".","minLength":1},"tool":{"type":"string","description":"The linter; it must be installed.","enum":["ruff","pylint","flake8"],"default":"ruff"}},"required":["path"],"additionalProperties":false}"#;
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Returns {
        pub path: String,
        pub tool: ReturnsTool,
        pub clean: bool,
        #[schemars(range(min = 0))]
        pub count: i64,
        pub truncated: bool,
        /// A line each: file:line:...
        pub findings: Vec<String>,
    }
    impl Returns {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(
            path: String,
            tool: ReturnsTool,
            clean: bool,
            count: i64,
            truncated: bool,
            findings: Vec<String>,
        ) -> Self {
            Self {
                path,
                tool,
                clean,
                count,
                truncated,
                findings,
            }
        }
    }
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde")]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub enum ReturnsTool {
        #[serde(rename = "ruff")]
        Ruff,
        #[serde(rename = "pylint")]
        Pylint,
        #[serde(rename = "flake8")]
        Flake8,
    }
    /// What it returns as `structuredContent`, as JSON Schema 2020-12.
    pub const OUTPUT_SCHEMA: &str = r#"{"type":"object","properties":{"path":{"type":"string"},"tool":{"type":"string","enum":["ruff","pylint","flake8"]},"clean":{"type":"boolean"},"count":{"type":"integer","minimum":0},"truncated":{"type":"boolean"},"findings":{"type":"array","description":"A line each: file:line:...","items":{"type":"string"}}},"required":["path","tool","clean","count","truncated","findings"],"additionalProperties":false}"#;
    /// Its entry in the table of tools.
    #[must_use]
    pub const fn spec() -> rt::ToolSpec {
        rt::ToolSpec {
            index: tools::Tool::CodeLint as u16,
            name: "code_lint",
            title: "Lint",
            upstream: "code_lint",
            description: "Run a Python linter on a file or folder and return what it found; changes nothing. To repair the layout use code_format.",
            aliases: &[],
            server: tools::Server::Code as u16,
            class: rt::Class::Read,
            annotations: rt::Annotations {
                read_only: true,
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
                retries: 2,
                approval: rt::Approval::Never,
                call_timeout: Some(::core::time::Duration::from_mins(5)),
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
        /// Run a Python linter on a file or folder and return what it found; changes nothing. To repair the layout use code_format.
        ///
        /// # Errors
        /// When no reply came.
        pub async fn code_lint(
            &self,
            arguments: &Args<'_>,
        ) -> Result<rt::CallReply, C::Error> {
            self.0.call(tools::Tool::CodeLint.spec(), rt::to_json(arguments)).await
        }
    }
}

pub use self::code_list_files::Args as CodeListFilesArgs;
pub use self::code_list_files::Returns as CodeListFilesReturns;

/// `code_list_files`: The files below a folder, with their sizes. To find one by its name use code_find_file.
pub mod code_list_files {
    use ::gateway_runtime::__private as rt;
    use ::gateway_runtime::__private::prelude::*;
    use super::super::super::{client, tools};
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Args<'a> {
        /// The folder; the root of the repository when absent.
        #[serde(borrow, default = "Args::default_directory")]
        #[schemars(length(min = 1))]
        pub directory: rt::Cow<'a, str>,
        /// Only names that match this glob, such as "*.rs".
        #[serde(borrow, default = "Args::default_pattern")]
        #[schemars(length(min = 1, max = 1000))]
        pub pattern: rt::Cow<'a, str>,
        /// Go into folders below.
        #[serde(default = "Args::default_recursive")]
        pub recursive: bool,
    }
    impl<'a> Args<'a> {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new() -> Self {
            Self {
                directory: Self::default_directory(),
                pattern: Self::default_pattern(),
                recursive: Self::default_recursive(),
            }
        }
        fn default_directory() -> rt::Cow<'a, str> {
            rt::Cow::Borrowed(".")
        }
        fn default_pattern() -> rt::Cow<'a, str> {
            rt::Cow::Borrowed("*")
        }
        fn default_recursive() -> bool {
            true
        }
    }
    impl Args<'_> {
        /// Checks the limits that the types do not hold.
        ///
        /// # Errors
        /// Every argument that is not acceptable.
        pub fn validate(&self) -> Result<(), Vec<rt::ArgumentFault>> {
            rt::validate_typed(&tools::Tool::CodeListFiles.spec().input, self)
        }
    }
    static SHAPE: rt::ObjectShape = rt::ObjectShape {
        fields: &[
            rt::Field::optional(
                "directory",
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
                "pattern",
                rt::Shape::of(
                    rt::Kind::String(rt::StringRule {
                        min_len: Some(1),
                        max_len: Some(1000),
                        pattern: None,
                        guard: Some(rt::Guard::RelativePath),
                    }),
                ),
            ),
            rt::Field::optional("recursive", rt::Shape::of(rt::Kind::Boolean)),
        ],
        open: false,
    };
    /// The arguments that it accepts, as JSON Schema 2020-12.
    pub const INPUT_SCHEMA: &str = r#"{"type":"object","properties":{"directory":{"type":"string","description":"The folder; the root of the repository when absent.","minLength":1,"default":"."},"pattern":{"type":"string","description":"Only names that match this glob, such as \"*.rs\".","minLength":1,"maxLength":1000,"default":"*"},"recursive":{"type":"boolean","description":"Go into folders below.","default":true}},"additionalProperties":false}"#;
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Returns {
        pub directory: String,
        pub pattern: String,
        /// All that match, also those that are not named.
        #[schemars(range(min = 0))]
        pub count: i64,
        pub truncated: bool,
        pub files: Vec<ReturnsFilesItem>,
    }
    impl Returns {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(
            directory: String,
            pattern: String,
            count: i64,
            truncated: bool,
            files: Vec<ReturnsFilesItem>,
        ) -> Self {
            Self {
                directory,
                pattern,
                count,
                truncated,
                files,
            }
        }
    }
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub struct ReturnsFilesItem {
        pub path: String,
        /// Bytes.
        #[schemars(range(min = 0))]
        pub size: i64,
    }
    impl ReturnsFilesItem {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(path: String, size: i64) -> Self {
            Self { path, size }
        }
    }
    /// What it returns as `structuredContent`, as JSON Schema 2020-12.
    pub const OUTPUT_SCHEMA: &str = r#"{"type":"object","properties":{"directory":{"type":"string"},"pattern":{"type":"string"},"count":{"type":"integer","description":"All that match, also those that are not named.","minimum":0},"truncated":{"type":"boolean"},"files":{"type":"array","items":{"type":"object","properties":{"path":{"type":"string"},"size":{"type":"integer","description":"Bytes.","minimum":0}},"required":["path","size"],"additionalProperties":false}}},"required":["directory","pattern","count","truncated","files"],"additionalProperties":false}"#;
    /// Its entry in the table of tools.
    #[must_use]
    pub const fn spec() -> rt::ToolSpec {
        rt::ToolSpec {
            index: tools::Tool::CodeListFiles as u16,
            name: "code_list_files",
            title: "List files",
            upstream: "code_list_files",
            description: "The files below a folder, with their sizes. To find one by its name use code_find_file.",
            aliases: &[],
            server: tools::Server::Code as u16,
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
        /// The files below a folder, with their sizes. To find one by its name use code_find_file.
        ///
        /// # Errors
        /// When no reply came.
        pub async fn code_list_files(
            &self,
            arguments: &Args<'_>,
        ) -> Result<rt::CallReply, C::Error> {
            self.0.call(tools::Tool::CodeListFiles.spec(), rt::to_json(arguments)).await
        }
    }
}

pub use self::code_read::Args as CodeReadArgs;
pub use self::code_read::Returns as CodeReadReturns;

/// `code_read`: The content of one text file. To find it use code_find_file or code_search_content; for its size and kind only code_get_info; for tasks, decisions, protocols and chronicle entries their own tools.
pub mod code_read {
    use ::gateway_runtime::__private as rt;
    use ::gateway_runtime::__private::prelude::*;
    use super::super::super::{client, tools};
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Args<'a> {
        /// The file, such as "src/main.rs".
        #[serde(borrow)]
        #[schemars(length(min = 1))]
        pub path: rt::Cow<'a, str>,
        /// Refuse a file larger than this, in MB.
        #[serde(default = "Args::default_max_size_mb")]
        #[schemars(range(min = 1, max = 100))]
        pub max_size_mb: i64,
    }
    impl<'a> Args<'a> {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(path: rt::Cow<'a, str>) -> Self {
            Self {
                path,
                max_size_mb: Self::default_max_size_mb(),
            }
        }
        fn default_max_size_mb() -> i64 {
            10
        }
    }
    impl Args<'_> {
        /// Checks the limits that the types do not hold.
        ///
        /// # Errors
        /// Every argument that is not acceptable.
        pub fn validate(&self) -> Result<(), Vec<rt::ArgumentFault>> {
            rt::validate_typed(&tools::Tool::CodeRead.spec().input, self)
        }
    }
    static SHAPE: rt::ObjectShape = rt::ObjectShape {
        fields: &[
            rt::Field::required(
                "path",
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
                "max_size_mb",
                rt::Shape::of(rt::Kind::Integer {
                    min: Some(1),
                    max: Some(100),
                }),
            ),
        ],
        open: false,
    };
    /// The arguments that it accepts, as JSON Schema 2020-12.
    pub const INPUT_SCHEMA: &str = r#"{"type":"object","properties":{"path":{"type":"string","description":"The file, such as \"src/main.rs\".","minLength":1},"max_size_mb":{"type":"integer","description":"Refuse a file larger than this, in MB.","minimum":1,"maximum":100,"default":10}},"required":["path"],"additionalProperties":false}"#;
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Returns {
        pub path: String,
        /// Bytes.
        #[schemars(range(min = 0))]
        pub size: i64,
        #[schemars(range(min = 0))]
        pub lines: i64,
        pub content: String,
    }
    impl Returns {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(path: String, size: i64, lines: i64, content: String) -> Self {
            Self { path, size, lines, content }
        }
    }
    /// What it returns as `structuredContent`, as JSON Schema 2020-12.
    pub const OUTPUT_SCHEMA: &str = r#"{"type":"object","properties":{"path":{"type":"string"},"size":{"type":"integer","description":"Bytes.","minimum":0},"lines":{"type":"integer","minimum":0},"content":{"type":"string"}},"required":["path","size","lines","content"],"additionalProperties":false}"#;
    /// Its entry in the table of tools.
    #[must_use]
    pub const fn spec() -> rt::ToolSpec {
        rt::ToolSpec {
            index: tools::Tool::CodeRead as u16,
            name: "code_read",
            title: "Read a file",
            upstream: "code_read",
            description: "The content of one text file. To find it use code_find_file or code_search_content; for its size and kind only code_get_info; for tasks, decisions, protocols and chronicle entries their own tools.",
            aliases: &[],
            server: tools::Server::Code as u16,
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
        /// The content of one text file. To find it use code_find_file or code_search_content; for its size and kind only code_get_info; for tasks, decisions, protocols and chronicle entries their own tools.
        ///
        /// # Errors
        /// When no reply came.
        pub async fn code_read(
            &self,
            arguments: &Args<'_>,
        ) -> Result<rt::CallReply, C::Error> {
            self.0.call(tools::Tool::CodeRead.spec(), rt::to_json(arguments)).await
        }
    }
}

pub use self::code_search_content::Args as CodeSearchContentArgs;
pub use self::code_search_content::Returns as CodeSearchContentReturns;

/// `code_search_content`: Lines of files that contain the text, with file and line number. It looks only at Python files unless file_pattern says otherwise. For documents and questions in plain words use cortex_query, for names of files code_find_file.
pub mod code_search_content {
    use ::gateway_runtime::__private as rt;
    use ::gateway_runtime::__private::prelude::*;
    use super::super::super::{client, tools};
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Args<'a> {
        /// The text to find, such as "def main".
        #[serde(borrow)]
        #[schemars(length(min = 1, max = 10000))]
        pub query: rt::Cow<'a, str>,
        /// Only files that match this glob, such as "*.rs".
        #[serde(borrow, default = "Args::default_file_pattern")]
        #[schemars(length(min = 1, max = 1000))]
        pub file_pattern: rt::Cow<'a, str>,
        /// Tell upper from lower case.
        #[serde(default = "Args::default_case_sensitive")]
        pub case_sensitive: bool,
    }
    impl<'a> Args<'a> {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(query: rt::Cow<'a, str>) -> Self {
            Self {
                query,
                file_pattern: Self::default_file_pattern(),
                case_sensitive: Self::default_case_sensitive(),
            }
        }
        fn default_file_pattern() -> rt::Cow<'a, str> {
            rt::Cow::Borrowed("*.py")
        }
        fn default_case_sensitive() -> bool {
            false
        }
    }
    impl Args<'_> {
        /// Checks the limits that the types do not hold.
        ///
        /// # Errors
        /// Every argument that is not acceptable.
        pub fn validate(&self) -> Result<(), Vec<rt::ArgumentFault>> {
            rt::validate_typed(&tools::Tool::CodeSearchContent.spec().input, self)
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
                "file_pattern",
                rt::Shape::of(
                    rt::Kind::String(rt::StringRule {
                        min_len: Some(1),
                        max_len: Some(1000),
                        pattern: None,
                        guard: Some(rt::Guard::RelativePath),
                    }),
                ),
            ),
            rt::Field::optional("case_sensitive", rt::Shape::of(rt::Kind::Boolean)),
        ],
        open: false,
    };
    /// The arguments that it accepts, as JSON Schema 2020-12.
    pub const INPUT_SCHEMA: &str = r#"{"type":"object","properties":{"query":{"type":"string","description":"The text to find, such as \"def main\".","minLength":1,"maxLength":10000},"file_pattern":{"type":"string","description":"Only files that match this glob, such as \"*.rs\".","minLength":1,"maxLength":1000,"default":"*.py"},"case_sensitive":{"type":"boolean","description":"Tell upper from lower case.","default":false}},"required":["query"],"additionalProperties":false}"#;
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Returns {
        pub query: String,
        pub file_pattern: String,
        pub case_sensitive: bool,
        #[schemars(range(min = 0))]
        pub files_searched: i64,
        /// Binary files and files that could not be read.
        #[schemars(range(min = 0))]
        pub files_passed_over: i64,
        #[schemars(range(min = 0))]
        pub count: i64,
        pub truncated: bool,
        pub matches: Vec<ReturnsMatchesItem>,
    }
    impl Returns {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(
            query: String,
            file_pattern: String,
            case_sensitive: bool,
            files_searched: i64,
            files_passed_over: i64,
            count: i64,
            truncated: bool,
            matches: Vec<ReturnsMatchesItem>,
        ) -> Self {
            Self {
                query,
                file_pattern,
                case_sensitive,
                files_searched,
                files_passed_over,
                count,
                truncated,
                matches,
            }
        }
    }
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub struct ReturnsMatchesItem {
        pub path: String,
        #[schemars(range(min = 1))]
        pub line: i64,
        pub text: String,
    }
    impl ReturnsMatchesItem {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(path: String, line: i64, text: String) -> Self {
            Self { path, line, text }
        }
    }
    /// What it returns as `structuredContent`, as JSON Schema 2020-12.
    pub const OUTPUT_SCHEMA: &str = r#"{"type":"object","properties":{"query":{"type":"string"},"file_pattern":{"type":"string"},"case_sensitive":{"type":"boolean"},"files_searched":{"type":"integer","minimum":0},"files_passed_over":{"type":"integer","description":"Binary files and files that could not be read.","minimum":0},"count":{"type":"integer","minimum":0},"truncated":{"type":"boolean"},"matches":{"type":"array","items":{"type":"object","properties":{"path":{"type":"string"},"line":{"type":"integer","minimum":1},"text":{"type":"string"}},"required":["path","line","text"],"additionalProperties":false}}},"required":["query","file_pattern","case_sensitive","files_searched","files_passed_over","count","truncated","matches"],"additionalProperties":false}"#;
    /// Its entry in the table of tools.
    #[must_use]
    pub const fn spec() -> rt::ToolSpec {
        rt::ToolSpec {
            index: tools::Tool::CodeSearchContent as u16,
            name: "code_search_content",
            title: "Search in files",
            upstream: "code_search_content",
            description: "Lines of files that contain the text, with file and line number. It looks only at Python files unless file_pattern says otherwise. For documents and questions in plain words use cortex_query, for names of files code_find_file.",
            aliases: &[],
            server: tools::Server::Code as u16,
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
        /// Lines of files that contain the text, with file and line number. It looks only at Python files unless file_pattern says otherwise. For documents and questions in plain words use cortex_query, for names of files code_find_file.
        ///
        /// # Errors
        /// When no reply came.
        pub async fn code_search_content(
            &self,
            arguments: &Args<'_>,
        ) -> Result<rt::CallReply, C::Error> {
            self.0
                .call(tools::Tool::CodeSearchContent.spec(), rt::to_json(arguments))
                .await
        }
    }
}

pub use self::code_write::Args as CodeWriteArgs;
pub use self::code_write::Returns as CodeWriteReturns;

/// `code_write`: Write a file in full, creating or replacing it; what was there is kept as a backup. Read it first with code_read. Not for tasks, decisions, protocols and chronicle entries, which have tools of their own. Returns the size and the backup's name.
pub mod code_write {
    use ::gateway_runtime::__private as rt;
    use ::gateway_runtime::__private::prelude::*;
    use super::super::super::{client, tools};
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Args<'a> {
        /// The file, such as "src/main.rs".
        #[serde(borrow)]
        #[schemars(length(min = 1))]
        pub path: rt::Cow<'a, str>,
        /// The whole new content.
        #[serde(borrow)]
        pub content: rt::Cow<'a, str>,
        /// Keep a copy of what was there.
        #[serde(default = "Args::default_backup")]
        pub backup: bool,
        /// Create missing folders on the way.
        #[serde(default = "Args::default_create_dirs")]
        pub create_dirs: bool,
    }
    impl<'a> Args<'a> {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(path: rt::Cow<'a, str>, content: rt::Cow<'a, str>) -> Self {
            Self {
                path,
                content,
                backup: Self::default_backup(),
                create_dirs: Self::default_create_dirs(),
            }
        }
        fn default_backup() -> bool {
            true
        }
        fn default_create_dirs() -> bool {
            true
        }
    }
    impl Args<'_> {
        /// Checks the limits that the types do not hold.
        ///
        /// # Errors
        /// Every argument that is not acceptable.
        pub fn validate(&self) -> Result<(), Vec<rt::ArgumentFault>> {
            rt::validate_typed(&tools::Tool::CodeWrite.spec().input, self)
        }
    }
    static SHAPE: rt::ObjectShape = rt::ObjectShape {
        fields: &[
            rt::Field::required(
                "path",
                rt::Shape::of(
                    rt::Kind::String(rt::StringRule {
                        min_len: Some(1),
                        max_len: None,
                        pattern: None,
                        guard: Some(rt::Guard::RelativePath),
                    }),
                ),
            ),
            rt::Field::required(
                "content",
                rt::Shape::of(rt::Kind::String(rt::StringRule::ANY)),
            ),
            rt::Field::optional("backup", rt::Shape::of(rt::Kind::Boolean)),
            rt::Field::optional("create_dirs", rt::Shape::of(rt::Kind::Boolean)),
        ],
        open: false,
    };
    /// The arguments that it accepts, as JSON Schema 2020-12.
    pub const INPUT_SCHEMA: &str = r#"{"type":"object","properties":{"path":{"type":"string","description":"The file, such as \"src/main.rs\".","minLength":1},"content":{"type":"string","description":"The whole new content."},"backup":{"type":"boolean","description":"Keep a copy of what was there.","default":true},"create_dirs":{"type":"boolean","description":"Create missing folders on the way.","default":true}},"required":["path","content"],"additionalProperties":false}"#;
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Returns {
        pub path: String,
        /// Bytes.
        #[schemars(range(min = 0))]
        pub size: i64,
        pub outcome: ReturnsOutcome,
        /// Where the old content is, if there was any.
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub backup: Option<String>,
    }
    impl Returns {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(
            path: String,
            size: i64,
            outcome: ReturnsOutcome,
            backup: Option<String>,
        ) -> Self {
            Self {
                path,
                size,
                outcome,
                backup,
            }
        }
    }
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde")]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub enum ReturnsOutcome {
        #[serde(rename = "created")]
        Created,
        #[serde(rename = "replaced")]
        Replaced,
        #[serde(rename = "unchanged")]
        Unchanged,
    }
    /// What it returns as `structuredContent`, as JSON Schema 2020-12.
    pub const OUTPUT_SCHEMA: &str = r#"{"type":"object","properties":{"path":{"type":"string"},"size":{"type":"integer","description":"Bytes.","minimum":0},"outcome":{"type":"string","enum":["created","replaced","unchanged"]},"backup":{"type":["string","null"],"description":"Where the old content is, if there was any."}},"required":["path","size","outcome","backup"],"additionalProperties":false}"#;
    /// Its entry in the table of tools.
    #[must_use]
    pub const fn spec() -> rt::ToolSpec {
        rt::ToolSpec {
            index: tools::Tool::CodeWrite as u16,
            name: "code_write",
            title: "Write a file",
            upstream: "code_write",
            description: "Write a file in full, creating or replacing it; what was there is kept as a backup. Read it first with code_read. Not for tasks, decisions, protocols and chronicle entries, which have tools of their own. Returns the size and the backup's name.",
            aliases: &[],
            server: tools::Server::Code as u16,
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
        /// Write a file in full, creating or replacing it; what was there is kept as a backup. Read it first with code_read. Not for tasks, decisions, protocols and chronicle entries, which have tools of their own. Returns the size and the backup's name.
        ///
        /// # Errors
        /// When no reply came.
        pub async fn code_write(
            &self,
            arguments: &Args<'_>,
        ) -> Result<rt::CallReply, C::Error> {
            self.0.call(tools::Tool::CodeWrite.spec(), rt::to_json(arguments)).await
        }
    }
}
