// @generated from tools.toml by gatewayc gen; do not edit.

pub use self::code_analyze::Args as CodeAnalyzeArgs;

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
            input: rt::Input::Object(&SHAPE),
            input_schema: INPUT_SCHEMA,
            output_schema: None,
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
            input: rt::Input::Object(&SHAPE),
            input_schema: INPUT_SCHEMA,
            output_schema: None,
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
            input: rt::Input::Object(&SHAPE),
            input_schema: INPUT_SCHEMA,
            output_schema: None,
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
            input: rt::Input::Object(&SHAPE),
            input_schema: INPUT_SCHEMA,
            output_schema: None,
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
            input: rt::Input::Object(&SHAPE),
            input_schema: INPUT_SCHEMA,
            output_schema: None,
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
            input: rt::Input::Object(&SHAPE),
            input_schema: INPUT_SCHEMA,
            output_schema: None,
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
            input: rt::Input::Object(&SHAPE),
            input_schema: INPUT_SCHEMA,
            output_schema: None,
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
            input: rt::Input::Object(&SHAPE),
            input_schema: INPUT_SCHEMA,
            output_schema: None,
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
            input: rt::Input::Object(&SHAPE),
            input_schema: INPUT_SCHEMA,
            output_schema: None,
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
