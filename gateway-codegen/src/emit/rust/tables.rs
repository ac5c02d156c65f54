//! `rust/tools.rs`, `rust/routes.rs` and `rust/client.rs`.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;

use super::lit::{self, ident};
use crate::model::{Http, Server, Stdio};
use crate::plan::{Plan, Route, ServerPlan};

/// The tables of tools and servers, and their positions by name.
pub(super) fn tools(plan: &Plan) -> TokenStream {
    let (tool, server) = (tool_enum(plan), server_enum(plan));
    let (tools, servers) = (tool_table(plan), server_table(plan));
    quote! {
        use ::gateway_runtime::__private as rt;
        use ::gateway_runtime::__private::prelude::*;
        use super::servers;

        #tool
        #tools
        #server
        #servers
    }
}

fn tool_enum(plan: &Plan) -> TokenStream {
    let variants = plan.tools.iter().map(|tool| ident(&tool.variant));
    quote! {
        /// Every tool; its number is its position in [`TOOLS`].
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Tool { #(#variants),* }

        impl Tool {
            /// What it accepts, who serves it and under which policy.
            #[must_use]
            pub const fn spec(self) -> &'static rt::ToolSpec {
                &TOOLS[self as usize]
            }
        }
    }
}

fn tool_table(plan: &Plan) -> TokenStream {
    let count = lit::index(plan.tools.len());
    let specs = plan.tools.iter().map(|tool| {
        let (server, module) = (ident(&plan.servers[tool.server].module), ident(&tool.module));
        quote!(servers::#server::#module::spec())
    });
    quote! {
        /// Every tool, in name order.
        pub static TOOLS: [rt::ToolSpec; #count] = [#(#specs),*];
    }
}

fn server_enum(plan: &Plan) -> TokenStream {
    let variants = plan.servers.iter().map(|server| ident(&server.variant));
    quote! {
        /// Every server; its number is its position in [`SERVERS`].
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Server { #(#variants),* }
    }
}

fn server_table(plan: &Plan) -> TokenStream {
    let count = lit::index(plan.servers.len());
    let specs = plan.servers.iter().map(server_spec);
    quote! {
        /// Every server, in name order.
        pub static SERVERS: [rt::ServerSpec; #count] = [#(#specs),*];
    }
}

fn server_spec(plan: &ServerPlan) -> TokenStream {
    let (server, variant) = (&plan.server, ident(&plan.variant));
    let (name, title) = (lit::text(&server.name), lit::text(&server.title));
    let (start, call) = (lit::duration(server.start_timeout), lit::duration(server.call_timeout));
    let (in_flight, failures) = (lit::count(server.in_flight), texts(&server.failures));
    let (embedded, stdio, http) = endpoints(server);
    let is_enabled = plan.is_enabled;
    quote! {
        rt::ServerSpec {
            index: Server::#variant as u16,
            name: #name,
            title: #title,
            is_enabled: #is_enabled,
            start_timeout: #start,
            call_timeout: #call,
            in_flight: #in_flight,
            failures: #failures,
            embedded: #embedded,
            stdio: #stdio,
            http: #http,
        }
    }
}

fn endpoints(server: &Server) -> (TokenStream, TokenStream, TokenStream) {
    let embedded = server.embedded.as_ref().map(|name| lit::text(name));
    let (stdio, http) = (server.stdio.as_ref().map(stdio), server.http.as_ref().map(http));
    (lit::option(embedded), lit::option(stdio), lit::option(http))
}

fn http(http: &Http) -> TokenStream {
    let (url, headers, returns) = (lit::text(&http.url), pairs(&http.headers), http.returns);
    quote!(rt::HttpSpec { url: #url, headers: #headers, returns: #returns })
}

fn stdio(stdio: &Stdio) -> TokenStream {
    let (command, pass_env) = (texts(&stdio.command), texts(&stdio.pass_env));
    let cwd = lit::option(stdio.cwd.as_ref().map(|cwd| lit::text(cwd)));
    let (env, returns) = (pairs(&stdio.env), stdio.returns);
    quote! {
        rt::StdioSpec { command: #command, cwd: #cwd, env: #env, pass_env: #pass_env, returns: #returns }
    }
}

fn pairs(pairs: &BTreeMap<String, String>) -> TokenStream {
    let pairs = pairs.iter().map(|(name, value)| {
        let (name, value) = (lit::text(name), lit::text(value));
        quote!((#name, #value))
    });
    quote!(&[#(#pairs),*])
}

fn texts(texts: &[String]) -> TokenStream {
    let texts = texts.iter().map(|text| lit::text(text));
    quote!(&[#(#texts),*])
}

/// The entries of the route table, in byte order.
pub(super) fn route_entries(plan: &Plan) -> Vec<TokenStream> {
    let entry = |route: &Route| {
        let (key, tool) = (&route.key, ident(&plan.tools[route.tool].variant));
        quote!(#key => Tool::#tool.spec(),)
    };
    plan.routes.iter().map(entry).collect()
}

/// The route table.
pub(super) fn routes(entries: &[TokenStream]) -> TokenStream {
    quote! {
        use super::Tool;
        use ::gateway_runtime::__private as rt;
        use ::gateway_runtime::__private::phf;

        /// Every name and alias to its tool.
        pub static ROUTES: phf::Map<&'static str, &'static rt::ToolSpec> = phf::phf_map! { #(#entries)* };
    }
}

/// The typed client; each tool's method stands with its arguments.
pub(super) fn client(_: &Plan) -> TokenStream {
    quote! {
        /// A typed client: one method a tool, over anything that can call one.
        #[derive(Clone, Debug)]
        pub struct Client<C>(pub C);
    }
}
