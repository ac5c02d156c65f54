// @generated from tools.toml by gatewayc gen; do not edit.

pub use self::compiled::*;

#[allow(
    dead_code,
    missing_docs,
    non_camel_case_types,
    unreachable_pub,
    unused_imports,
    clippy::approx_constant,
    clippy::doc_link_with_quotes,
    clippy::doc_markdown,
    clippy::elidable_lifetime_names,
    clippy::enum_variant_names,
    clippy::excessive_precision,
    clippy::module_inception,
    clippy::module_name_repetitions,
    clippy::new_without_default,
    clippy::should_implement_trait,
    clippy::struct_excessive_bools,
    clippy::too_many_arguments,
    clippy::unnecessary_wraps,
    clippy::unreadable_literal,
    clippy::upper_case_acronyms,
    clippy::wildcard_imports,
    clippy::wrong_self_convention
)]
mod compiled {
    use ::gateway_runtime::__private as rt;
    use ::gateway_runtime::__private::prelude::*;
    pub use self::{client::Client, tools::{Server, Tool}};
    /// Each server's tools, with their arguments and results as types.
    pub mod servers {
        /// Decisions
        pub mod adr {
            ::core::include!("servers/adr.rs");
        }
        /// Agent Personas
        pub mod agent_persona {
            ::core::include!("servers/agent_persona.rs");
        }
        /// Chronicle
        pub mod chronicle {
            ::core::include!("servers/chronicle.rs");
        }
        /// Code
        pub mod code {
            ::core::include!("servers/code.rs");
        }
        /// Configuration
        pub mod config {
            ::core::include!("servers/config.rs");
        }
        /// Council
        pub mod council {
            ::core::include!("servers/council.rs");
        }
        /// Forge LLM
        pub mod forge_llm {
            ::core::include!("servers/forge_llm.rs");
        }
        /// Git Workflow
        pub mod git_workflow {
            ::core::include!("servers/git_workflow.rs");
        }
        /// Orchestrator
        pub mod orchestrator {
            ::core::include!("servers/orchestrator.rs");
        }
        /// Protocols
        pub mod protocol {
            ::core::include!("servers/protocol.rs");
        }
        /// RAG Cortex
        pub mod rag_cortex {
            ::core::include!("servers/rag_cortex.rs");
        }
        /// Tasks
        pub mod task {
            ::core::include!("servers/task.rs");
        }
    }
    /// The tables of tools and servers.
    pub mod tools {
        ::core::include!("tools.rs");
    }
    /// Names to tools.
    pub mod routes {
        ::core::include!("routes.rs");
    }
    /// Ready answers, and parts of answers.
    pub mod lists {
        ::core::include!("lists.rs");
    }
    /// Profiles and principals.
    pub mod policy {
        ::core::include!("policy.rs");
    }
    /// The words that tools are found by.
    pub mod search {
        ::core::include!("search.rs");
    }
    /// The typed client.
    pub mod client {
        ::core::include!("client.rs");
    }
    /// Everything that was compiled from `tools.toml`.
    pub static CONTRACT: rt::Contract = rt::Contract {
        name: "sanctuary-gateway",
        title: "Sanctuary Gateway",
        version: "0.1.0",
        hash: "3df0d699a7c8e1a47c25b11b653585a60f1d65d11111171ebd3db6edbbfc4b71",
        policy_hash: "e950460c53cd859014067734db0d25f5eae7630e0a8d48b92d763bc258c756d9",
        instructions: Some(
            r#""Behind this gateway stand twelve servers that work on one repository: its knowledge (cortex_*, chronicle_*, protocol_*, adr_*), its work (tasks, git_*, code_*, config_*) and the minds that help with it (persona_*, council_*, a fine-tuned model, orchestrator_*). Begin with cortex_guardian_wakeup for a digest of where things stand, or with cortex_query or list_tasks when you know what you look for; search before you create. Paths are relative to the root of the repository. A call that needs a person's approval waits for it, and a refused call says what would be accepted.""#,
        ),
        servers: &tools::SERVERS,
        tools: &tools::TOOLS,
        routes: &routes::ROUTES,
        profiles: &policy::PROFILES,
        principals: &policy::PRINCIPALS,
        principal: &policy::PRINCIPALS[3],
        list: &lists::LIST,
        search: &search::SEARCH,
        discover: lists::DISCOVER,
        offers: &rt::Offers::NONE,
    };
}
