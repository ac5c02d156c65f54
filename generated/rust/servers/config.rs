// @generated from tools.toml by gatewayc gen; do not edit.

pub use self::config_delete::Args as ConfigDeleteArgs;

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
        #[schemars(length(max = 255))]
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
                        max_len: Some(255),
                        pattern: None,
                        guard: Some(rt::Guard::FileName),
                    }),
                ),
            ),
        ],
        open: false,
    };
    /// The arguments that it accepts, as JSON Schema 2020-12.
    pub const INPUT_SCHEMA: &str = r#"{"type":"object","properties":{"filename":{"type":"string","description":"Name of the file, such as \"agents.json\", without a folder.","maxLength":255}},"required":["filename"],"additionalProperties":false}"#;
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
            input: rt::Input::Object(&SHAPE),
            input_schema: INPUT_SCHEMA,
            output_schema: None,
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
            input: rt::Input::Object(&SHAPE),
            input_schema: INPUT_SCHEMA,
            output_schema: None,
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
        #[schemars(length(max = 255))]
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
                        max_len: Some(255),
                        pattern: None,
                        guard: Some(rt::Guard::FileName),
                    }),
                ),
            ),
        ],
        open: false,
    };
    /// The arguments that it accepts, as JSON Schema 2020-12.
    pub const INPUT_SCHEMA: &str = r#"{"type":"object","properties":{"filename":{"type":"string","description":"Name of the file, such as \"agents.json\", without a folder.","maxLength":255}},"required":["filename"],"additionalProperties":false}"#;
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
            input: rt::Input::Object(&SHAPE),
            input_schema: INPUT_SCHEMA,
            output_schema: None,
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
        #[schemars(length(max = 255))]
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
                        max_len: Some(255),
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
    pub const INPUT_SCHEMA: &str = r#"{"type":"object","properties":{"filename":{"type":"string","description":"Name of the file, such as \"agents.json\", without a folder.","maxLength":255},"content":{"type":"string","description":"The whole new content; valid JSON when the name ends in .json."}},"required":["filename","content"],"additionalProperties":false}"#;
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
            input: rt::Input::Object(&SHAPE),
            input_schema: INPUT_SCHEMA,
            output_schema: None,
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
