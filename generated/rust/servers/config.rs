// @generated from tools.toml by gatewayc gen; do not edit.

pub use self::config_delete::Args as ConfigDeleteArgs;
pub use self::config_delete::Returns as ConfigDeleteReturns;

/// `config_delete`: Delete a configuration file. Needs a person's approval. To empty or change it use config_write.
pub mod config_delete {
    use ::gateway_runtime::__private as rt;
    use ::gateway_runtime::__private::prelude::*;
    use super::super::super::{client, tools};
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Args<'a> {
        /// Name of the file, such as "agents.json", without a folder.
        #[serde(borrow)]
        #[schemars(length(max = 200))]
        pub filename: rt::Cow<'a, str>,
    }
    impl<'a> Args<'a> {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(filename: rt::Cow<'a, str>) -> Self {
            Self { filename }
        }
    }
    impl Args<'_> {
        /// Checks the limits that the types do not hold.
        ///
        /// # Errors
        /// Every argument that is not acceptable.
        pub fn validate(&self) -> Result<(), Vec<rt::ArgumentFault>> {
            rt::validate_typed(&tools::Tool::ConfigDelete.spec().input, self)
        }
    }
    static SHAPE: rt::ObjectShape = rt::ObjectShape {
        fields: &[
            rt::Field::required(
                "filename",
                rt::Shape::of(
                    rt::Kind::String(rt::StringRule {
                        min_len: None,
                        max_len: Some(200),
                        pattern: None,
                        guard: Some(rt::Guard::FileName),
                    }),
                ),
            ),
        ],
        open: false,
    };
    /// The arguments that it accepts, as JSON Schema 2020-12.
    pub const INPUT_SCHEMA: &str = r#"{"type":"object","properties":{"filename":{"type":"string","description":"Name of the file, such as \"agents.json\", without a folder.","maxLength":200}},"required":["filename"],"additionalProperties":false}"#;
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Returns {
        pub filename: String,
        pub path: String,
        /// Where its content is.
        pub backup: String,
    }
    impl Returns {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(filename: String, path: String, backup: String) -> Self {
            Self { filename, path, backup }
        }
    }
    /// What it returns as `structuredContent`, as JSON Schema 2020-12.
    pub const OUTPUT_SCHEMA: &str = r#"{"type":"object","properties":{"filename":{"type":"string"},"path":{"type":"string"},"backup":{"type":"string","description":"Where its content is."}},"required":["filename","path","backup"],"additionalProperties":false}"#;
    /// Its entry in the table of tools.
    #[must_use]
    pub const fn spec() -> rt::ToolSpec {
        rt::ToolSpec {
            index: tools::Tool::ConfigDelete as u16,
            name: "config_delete",
            title: "Delete a configuration file",
            upstream: "config_delete",
            description: "Delete a configuration file. Needs a person's approval. To empty or change it use config_write.",
            aliases: &[],
            server: tools::Server::Config as u16,
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
                call_timeout: None,
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
        /// Delete a configuration file. Needs a person's approval. To empty or change it use config_write.
        ///
        /// # Errors
        /// When no reply came.
        pub async fn config_delete(
            &self,
            arguments: &Args<'_>,
        ) -> Result<rt::CallReply, C::Error> {
            self.0.call(tools::Tool::ConfigDelete.spec(), rt::to_json(arguments)).await
        }
    }
}

pub use self::config_list::Args as ConfigListArgs;
pub use self::config_list::Returns as ConfigListReturns;

/// `config_list`: Names, sizes and times of the configuration files. To read one use config_read.
pub mod config_list {
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
            rt::validate_typed(&tools::Tool::ConfigList.spec().input, self)
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
        pub folder: String,
        #[schemars(range(min = 0))]
        pub count: i64,
        pub files: Vec<ReturnsFilesItem>,
    }
    impl Returns {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(folder: String, count: i64, files: Vec<ReturnsFilesItem>) -> Self {
            Self { folder, count, files }
        }
    }
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
    pub struct ReturnsFilesItem {
        pub filename: String,
        /// Bytes.
        #[schemars(range(min = 0))]
        pub size: i64,
        #[serde(deserialize_with = "rt::nullable")]
        #[schemars(with = "rt::Nullable<String>")]
        pub modified: Option<String>,
    }
    impl ReturnsFilesItem {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(filename: String, size: i64, modified: Option<String>) -> Self {
            Self { filename, size, modified }
        }
    }
    /// What it returns as `structuredContent`, as JSON Schema 2020-12.
    pub const OUTPUT_SCHEMA: &str = r#"{"type":"object","properties":{"folder":{"type":"string"},"count":{"type":"integer","minimum":0},"files":{"type":"array","items":{"type":"object","properties":{"filename":{"type":"string"},"size":{"type":"integer","description":"Bytes.","minimum":0},"modified":{"type":["string","null"]}},"required":["filename","size","modified"],"additionalProperties":false}}},"required":["folder","count","files"],"additionalProperties":false}"#;
    /// Its entry in the table of tools.
    #[must_use]
    pub const fn spec() -> rt::ToolSpec {
        rt::ToolSpec {
            index: tools::Tool::ConfigList as u16,
            name: "config_list",
            title: "List configuration files",
            upstream: "config_list",
            description: "Names, sizes and times of the configuration files. To read one use config_read.",
            aliases: &[],
            server: tools::Server::Config as u16,
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
        /// Names, sizes and times of the configuration files. To read one use config_read.
        ///
        /// # Errors
        /// When no reply came.
        pub async fn config_list(
            &self,
            arguments: &Args,
        ) -> Result<rt::CallReply, C::Error> {
            self.0.call(tools::Tool::ConfigList.spec(), rt::to_json(arguments)).await
        }
    }
}

pub use self::config_read::Args as ConfigReadArgs;
pub use self::config_read::Returns as ConfigReadReturns;

/// `config_read`: The content of one configuration file. For the names use config_list; for any other file of the repository code_read.
pub mod config_read {
    use ::gateway_runtime::__private as rt;
    use ::gateway_runtime::__private::prelude::*;
    use super::super::super::{client, tools};
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Args<'a> {
        /// Name of the file, such as "agents.json", without a folder.
        #[serde(borrow)]
        #[schemars(length(max = 200))]
        pub filename: rt::Cow<'a, str>,
    }
    impl<'a> Args<'a> {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(filename: rt::Cow<'a, str>) -> Self {
            Self { filename }
        }
    }
    impl Args<'_> {
        /// Checks the limits that the types do not hold.
        ///
        /// # Errors
        /// Every argument that is not acceptable.
        pub fn validate(&self) -> Result<(), Vec<rt::ArgumentFault>> {
            rt::validate_typed(&tools::Tool::ConfigRead.spec().input, self)
        }
    }
    static SHAPE: rt::ObjectShape = rt::ObjectShape {
        fields: &[
            rt::Field::required(
                "filename",
                rt::Shape::of(
                    rt::Kind::String(rt::StringRule {
                        min_len: None,
                        max_len: Some(200),
                        pattern: None,
                        guard: Some(rt::Guard::FileName),
                    }),
                ),
            ),
        ],
        open: false,
    };
    /// The arguments that it accepts, as JSON Schema 2020-12.
    pub const INPUT_SCHEMA: &str = r#"{"type":"object","properties":{"filename":{"type":"string","description":"Name of the file, such as \"agents.json\", without a folder.","maxLength":200}},"required":["filename"],"additionalProperties":false}"#;
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Returns {
        pub filename: String,
        pub path: String,
        /// Bytes.
        #[schemars(range(min = 0))]
        pub size: i64,
        pub content: String,
    }
    impl Returns {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(filename: String, path: String, size: i64, content: String) -> Self {
            Self {
                filename,
                path,
                size,
                content,
            }
        }
    }
    /// What it returns as `structuredContent`, as JSON Schema 2020-12.
    pub const OUTPUT_SCHEMA: &str = r#"{"type":"object","properties":{"filename":{"type":"string"},"path":{"type":"string"},"size":{"type":"integer","description":"Bytes.","minimum":0},"content":{"type":"string"}},"required":["filename","path","size","content"],"additionalProperties":false}"#;
    /// Its entry in the table of tools.
    #[must_use]
    pub const fn spec() -> rt::ToolSpec {
        rt::ToolSpec {
            index: tools::Tool::ConfigRead as u16,
            name: "config_read",
            title: "Read a configuration file",
            upstream: "config_read",
            description: "The content of one configuration file. For the names use config_list; for any other file of the repository code_read.",
            aliases: &[],
            server: tools::Server::Config as u16,
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
        /// The content of one configuration file. For the names use config_list; for any other file of the repository code_read.
        ///
        /// # Errors
        /// When no reply came.
        pub async fn config_read(
            &self,
            arguments: &Args<'_>,
        ) -> Result<rt::CallReply, C::Error> {
            self.0.call(tools::Tool::ConfigRead.spec(), rt::to_json(arguments)).await
        }
    }
}

pub use self::config_write::Args as ConfigWriteArgs;
pub use self::config_write::Returns as ConfigWriteReturns;

/// `config_write`: Write a configuration file in full, creating or replacing it; what was there is kept as a backup. Needs a person's approval. Read it first with config_read.
pub mod config_write {
    use ::gateway_runtime::__private as rt;
    use ::gateway_runtime::__private::prelude::*;
    use super::super::super::{client, tools};
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Args<'a> {
        /// Name of the file, such as "agents.json", without a folder.
        #[serde(borrow)]
        #[schemars(length(max = 200))]
        pub filename: rt::Cow<'a, str>,
        /// The whole new content; valid JSON when the name ends in .json.
        #[serde(borrow)]
        pub content: rt::Cow<'a, str>,
    }
    impl<'a> Args<'a> {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(filename: rt::Cow<'a, str>, content: rt::Cow<'a, str>) -> Self {
            Self { filename, content }
        }
    }
    impl Args<'_> {
        /// Checks the limits that the types do not hold.
        ///
        /// # Errors
        /// Every argument that is not acceptable.
        pub fn validate(&self) -> Result<(), Vec<rt::ArgumentFault>> {
            rt::validate_typed(&tools::Tool::ConfigWrite.spec().input, self)
        }
    }
    static SHAPE: rt::ObjectShape = rt::ObjectShape {
        fields: &[
            rt::Field::required(
                "filename",
                rt::Shape::of(
                    rt::Kind::String(rt::StringRule {
                        min_len: None,
                        max_len: Some(200),
                        pattern: None,
                        guard: Some(rt::Guard::FileName),
                    }),
                ),
            ),
            rt::Field::required(
                "content",
                rt::Shape::of(rt::Kind::String(rt::StringRule::ANY)),
            ),
        ],
        open: false,
    };
    /// The arguments that it accepts, as JSON Schema 2020-12.
    pub const INPUT_SCHEMA: &str = r#"{"type":"object","properties":{"filename":{"type":"string","description":"Name of the file, such as \"agents.json\", without a folder.","maxLength":200},"content":{"type":"string","description":"The whole new content; valid JSON when the name ends in .json."}},"required":["filename","content"],"additionalProperties":false}"#;
    #[derive(Clone, Debug, PartialEq)]
    #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
    #[serde(crate = "::gateway_runtime::__private::serde", deny_unknown_fields)]
    #[schemars(crate = "::gateway_runtime::__private::schemars")]
    pub struct Returns {
        pub filename: String,
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
            filename: String,
            path: String,
            size: i64,
            outcome: ReturnsOutcome,
            backup: Option<String>,
        ) -> Self {
            Self {
                filename,
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
    pub const OUTPUT_SCHEMA: &str = r#"{"type":"object","properties":{"filename":{"type":"string"},"path":{"type":"string"},"size":{"type":"integer","description":"Bytes.","minimum":0},"outcome":{"type":"string","enum":["created","replaced","unchanged"]},"backup":{"type":["string","null"],"description":"Where the old content is, if there was any."}},"required":["filename","path","size","outcome","backup"],"additionalProperties":false}"#;
    /// Its entry in the table of tools.
    #[must_use]
    pub const fn spec() -> rt::ToolSpec {
        rt::ToolSpec {
            index: tools::Tool::ConfigWrite as u16,
            name: "config_write",
            title: "Write a configuration file",
            upstream: "config_write",
            description: "Write a configuration file in full, creating or replacing it; what was there is kept as a backup. Needs a person's approval. Read it first with config_read.",
            aliases: &[],
            server: tools::Server::Config as u16,
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
                approval: rt::Approval::Always,
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
        /// Write a configuration file in full, creating or replacing it; what was there is kept as a backup. Needs a person's approval. Read it first with config_read.
        ///
        /// # Errors
        /// When no reply came.
        pub async fn config_write(
            &self,
            arguments: &Args<'_>,
        ) -> Result<rt::CallReply, C::Error> {
            self.0.call(tools::Tool::ConfigWrite.spec(), rt::to_json(arguments)).await
        }
    }
}
