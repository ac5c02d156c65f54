//! `rust/gateway.rs`, the module's root: it takes in the other files, or for macros holds their text.

use proc_macro2::TokenStream;
use quote::quote;

use super::lit::{self, ident};
use super::{lists, server, tables};
use crate::json::quoted;
use crate::plan::{Plan, ServerPlan};

/// The root with the other files beside it.
pub(super) fn files(plan: &Plan) -> TokenStream {
    let include = |path: String| quote!(::core::include!(#path););
    tokens(
        plan,
        &Parts {
            tools: include("tools.rs".to_owned()),
            routes: include("routes.rs".to_owned()),
            lists: include("lists.rs".to_owned()),
            policy: include("policy.rs".to_owned()),
            search: include("search.rs".to_owned()),
            client: include("client.rs".to_owned()),
            server: &|server| include(format!("servers/{}.rs", server.server.name)),
        },
    )
}

/// The root and all that it needs in one.
pub(super) fn inline(plan: &Plan) -> TokenStream {
    tokens(
        plan,
        &Parts {
            tools: tables::tools(plan),
            routes: tables::routes(&tables::route_entries(plan)),
            lists: lists::lists(plan),
            policy: lists::policy(plan),
            search: lists::search(plan),
            client: tables::client(plan),
            server: &|server| server::tokens(plan, server),
        },
    )
}

/// The content of each module.
struct Parts<'a> {
    tools: TokenStream,
    routes: TokenStream,
    lists: TokenStream,
    policy: TokenStream,
    search: TokenStream,
    client: TokenStream,
    server: &'a dyn Fn(&ServerPlan) -> TokenStream,
}

fn tokens(plan: &Plan, parts: &Parts<'_>) -> TokenStream {
    let Parts { tools, routes, lists, policy, search, client, .. } = parts;
    let (allow, servers, contract) = (allow(), servers(plan, parts.server), contract(plan));
    quote! {
        pub use self::compiled::*;

        #allow
        mod compiled {
            use ::gateway_runtime::__private as rt;
            use ::gateway_runtime::__private::prelude::*;
            pub use self::{client::Client, tools::{Server, Tool}};

            /// Each server's tools, with their arguments and results as types.
            pub mod servers { #servers }

            /// The tables of tools and servers.
            pub mod tools { #tools }

            /// Names to tools.
            pub mod routes { #routes }

            /// Ready answers, and parts of answers.
            pub mod lists { #lists }

            /// Profiles and principals.
            pub mod policy { #policy }

            /// The words that tools are found by.
            pub mod search { #search }

            /// The typed client.
            pub mod client { #client }

            #contract
        }
    }
}

/// Lints that names and texts of `tools.toml` can set off, and those for items that not every user needs.
fn allow() -> TokenStream {
    quote! {
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
    }
}

fn servers(plan: &Plan, content: &dyn Fn(&ServerPlan) -> TokenStream) -> TokenStream {
    let modules = plan.servers.iter().map(|server| {
        let (name, doc, content) = (ident(&server.module), lit::doc(&server.server.title), content(server));
        quote!(#doc pub mod #name { #content })
    });
    quote!(#(#modules)*)
}

fn contract(plan: &Plan) -> TokenStream {
    let (name, title) = (lit::text(&plan.gateway.name), lit::text(&plan.gateway.title));
    let (version, hash, policy_hash) = (plan.version, &plan.hash, &plan.policy_hash);
    let instructions = plan.gateway.instructions.as_ref();
    let instructions = match instructions {
        Some(text) => {
            let text = lit::text(&quoted(text));
            quote!(Some(#text))
        }
        None => quote!(None),
    };
    let principal = lit::index(plan.local_principal());
    let offers = match plan.offers_something() {
        true => quote!(&policy::OFFERS),
        false => quote!(&rt::Offers::NONE),
    };
    quote! {
        /// Everything that was compiled from `tools.toml`.
        pub static CONTRACT: rt::Contract = rt::Contract {
            name: #name,
            title: #title,
            version: #version,
            hash: #hash,
            policy_hash: #policy_hash,
            instructions: #instructions,
            servers: &tools::SERVERS,
            tools: &tools::TOOLS,
            routes: &routes::ROUTES,
            profiles: &policy::PROFILES,
            principals: &policy::PRINCIPALS,
            principal: &policy::PRINCIPALS[#principal],
            list: &lists::LIST,
            search: &search::SEARCH,
            discover: lists::DISCOVER,
            offers: #offers,
        };
    }
}
