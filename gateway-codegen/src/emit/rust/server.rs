//! `rust/servers/<server>.rs`: everything about each tool of one server: what its calls need, and unless the server does without
//! them, types for who writes Rust.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::lit::{self, ident};
use super::{shape, types};
use crate::model::{Class, Copied, Policy};
use crate::plan::types::StructPlan;
use crate::plan::{PayloadPlan, Plan, ServerPlan, ToolPlan};

/// The modules of a server's tools, and their arguments and results under names that are unique in the contract.
pub(super) fn tokens(plan: &Plan, server: &ServerPlan) -> TokenStream {
    server.tools.iter().map(|&at| tool(&plan.tools[at], server)).collect()
}

fn tool(plan: &ToolPlan, server: &ServerPlan) -> TokenStream {
    let module = ident(&plan.module);
    let doc = lit::doc(&format!("`{}`: {}", plan.tool.name, plan.tool.description));
    let (shape, spec) = (shape(&plan.arguments), spec(plan, server));
    let input =
        schema(&plan.arguments, "INPUT_SCHEMA", "The arguments that it accepts, as JSON Schema 2020-12.");
    let output = plan.returns.as_ref().map(|returns| {
        schema(returns, "OUTPUT_SCHEMA", "What it returns as `structuredContent`, as JSON Schema 2020-12.")
    });
    let typed = |part: fn(&ToolPlan) -> TokenStream| server.server.types.then(|| part(plan));
    let (public, arguments, returns, method) =
        (typed(public), typed(arguments), typed(returns), typed(method));
    let client = server.server.types.then(|| quote!(client,));
    quote! {
        #public

        #doc
        pub mod #module {
            use ::gateway_runtime::__private as rt;
            use ::gateway_runtime::__private::prelude::*;
            use super::super::super::{#client tools};

            #arguments
            #shape
            #input
            #returns
            #output
            #spec
            #method
        }
    }
}

/// The text of a schema.
fn schema(payload: &PayloadPlan, name: &str, doc: &str) -> TokenStream {
    let (name, doc, text) = (ident(name), lit::doc(doc), lit::text(&payload.schema.compact()));
    quote!(#doc pub const #name: &str = #text;)
}

/// What arguments are checked against.
fn shape(arguments: &PayloadPlan) -> TokenStream {
    match &arguments.types {
        Some(types) => shape::statics(types),
        None => quote!(
            static SHAPE: rt::SchemaInput = rt::SchemaInput::new(INPUT_SCHEMA);
        ),
    }
}

/// The names under which others take in its types.
fn public(plan: &ToolPlan) -> TokenStream {
    let (module, args) = (ident(&plan.module), format_ident!("{}Args", plan.variant));
    let returns = plan.returns.as_ref().map(|_| {
        let returns = format_ident!("{}Returns", plan.variant);
        quote!(pub use self::#module::Returns as #returns;)
    });
    quote!(pub use self::#module::Args as #args; #returns)
}

fn arguments(plan: &ToolPlan) -> TokenStream {
    let variant = ident(&plan.variant);
    let (types, generics) = match &plan.arguments.types {
        Some(arguments) => (types::structs(arguments), arguments.borrows().then(|| quote!(<'_>))),
        None => (free_form("Args", "INPUT_SCHEMA", "The arguments, by name."), None),
    };
    quote! {
        #types
        impl Args #generics {
            /// Checks the limits that the types do not hold.
            ///
            /// # Errors
            /// Every argument that is not acceptable.
            pub fn validate(&self) -> Result<(), Vec<rt::ArgumentFault>> {
                rt::validate_typed(&tools::Tool::#variant.spec().input, self)
            }
        }
    }
}

fn returns(plan: &ToolPlan) -> TokenStream {
    let types = plan.returns.as_ref().map(|payload| match &payload.types {
        Some(types) => types::structs(types),
        None => free_form("Returns", "OUTPUT_SCHEMA", "What it returns, by name."),
    });
    types.unwrap_or_default()
}

/// An object that a schema file describes.
fn free_form(name: &str, schema: &str, doc: &str) -> TokenStream {
    let (ident, schema, doc) = (ident(name), ident(schema), lit::doc(doc));
    quote! {
        #doc
        #[derive(Clone, Debug, Default, PartialEq)]
        #[derive(rt::serde::Serialize, rt::serde::Deserialize)]
        #[serde(crate = "::gateway_runtime::__private::serde", transparent)]
        pub struct #ident(pub rt::serde_json::Map<String, rt::serde_json::Value>);

        impl rt::schemars::JsonSchema for #ident {
            fn schema_name() -> rt::Cow<'static, str> {
                rt::Cow::Borrowed(#name)
            }

            fn json_schema(_: &mut rt::schemars::SchemaGenerator) -> rt::schemars::Schema {
                rt::constant(#schema)
            }
        }
    }
}

fn spec(plan: &ToolPlan, server: &ServerPlan) -> TokenStream {
    let (tool, variant, host) = (&plan.tool, ident(&plan.variant), ident(&server.variant));
    let (name, title, upstream) = (lit::text(&tool.name), lit::text(&tool.title), lit::text(&tool.upstream));
    let description = lit::text(&tool.description);
    let (aliases, copied) = (&tool.aliases, copied(&tool.audit_arguments));
    let (class, annotations, policy) = (class(tool.class), annotations(plan), policy(&tool.policy));
    let output = lit::option(plan.returns.as_ref().map(|_| quote!(OUTPUT_SCHEMA)));
    let input = if plan.arguments.types.is_some() { quote!(Object) } else { quote!(Schema) };
    quote! {
        /// Its entry in the table of tools.
        #[must_use]
        pub const fn spec() -> rt::ToolSpec {
            rt::ToolSpec {
                index: tools::Tool::#variant as u16,
                name: #name,
                title: #title,
                upstream: #upstream,
                description: #description,
                aliases: &[#(#aliases),*],
                server: tools::Server::#host as u16,
                class: #class,
                annotations: #annotations,
                policy: #policy,
                audit_arguments: rt::Copied::#copied,
                input: rt::Input::#input(&SHAPE),
                input_schema: INPUT_SCHEMA,
                output_schema: #output,
            }
        }
    }
}

fn copied(copied: &Copied) -> TokenStream {
    match copied {
        Copied::Nothing => quote!(Nothing),
        Copied::Everything => quote!(Everything),
        Copied::Only(names) => quote!(Only(&[#(#names),*])),
    }
}

fn class(class: Class) -> TokenStream {
    match class {
        Class::Read => quote!(rt::Class::Read),
        Class::Write => quote!(rt::Class::Write),
        Class::Destructive => quote!(rt::Class::Destructive),
    }
}

fn annotations(plan: &ToolPlan) -> TokenStream {
    let hints = plan.tool.annotations;
    let (read_only, destructive) = (hints.read_only, hints.destructive);
    let (idempotent, open_world) = (hints.idempotent, hints.open_world);
    quote! {
        rt::Annotations {
            read_only: #read_only,
            destructive: #destructive,
            idempotent: #idempotent,
            open_world: #open_world,
        }
    }
}

pub(super) fn policy(policy: &Policy) -> TokenStream {
    let rate = lit::option(policy.rate.map(|rate| {
        let (calls, per) = (lit::count(rate.calls), lit::duration(rate.per));
        quote!(rt::Rate { calls: #calls, per: #per })
    }));
    let (cache, call_timeout) = (policy.cache.map(lit::duration), policy.call_timeout.map(lit::duration));
    let (cache, call_timeout) = (lit::option(cache), lit::option(call_timeout));
    let retries = lit::count(policy.retries.into());
    let size = |bytes: Option<u32>| lit::option(bytes.map(lit::count));
    let (max_arguments, max_result) = (size(policy.max_arguments), size(policy.max_result));
    let approval = if policy.approval { quote!(Always) } else { quote!(Never) };
    quote! {
        rt::Policy {
            rate: #rate,
            cache: #cache,
            retries: #retries,
            approval: rt::Approval::#approval,
            call_timeout: #call_timeout,
            max_arguments: #max_arguments,
            max_result: #max_result,
        }
    }
}

fn method(plan: &ToolPlan) -> TokenStream {
    let (name, variant) = (ident(&plan.module), ident(&plan.variant));
    let doc = lit::doc(&plan.tool.description);
    let lifetime = plan.arguments.types.as_ref().is_some_and(StructPlan::borrows).then(|| quote!(<'_>));
    quote! {
        impl<C: rt::Caller> client::Client<C> {
            #doc
            ///
            /// # Errors
            /// When no reply came.
            pub async fn #name(&self, arguments: &Args #lifetime) -> Result<rt::CallReply, C::Error> {
                self.0.call(tools::Tool::#variant.spec(), rt::to_json(arguments)).await
            }
        }
    }
}
