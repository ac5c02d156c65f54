//! `gateway!`.

use gateway_codegen::emit::rust;
use proc_macro2::TokenStream;
use quote::quote;
use syn::LitStr;

use crate::contract::{self, Mistakes};

pub(crate) fn expand(input: TokenStream) -> TokenStream {
    let path: LitStr = match syn::parse2(input) {
        Ok(path) => path,
        Err(_) => return usage(),
    };
    let loaded = contract::load(&path);
    let watch = loaded.watch();
    match &loaded.plan {
        Ok(plan) => {
            let items = rust::inline(plan);
            quote!(#watch #items)
        }
        Err(Mistakes(errors)) => {
            let skeleton = skeleton();
            quote!(#watch #errors #skeleton)
        }
    }
}

fn usage() -> TokenStream {
    let skeleton = skeleton();
    quote! {
        ::core::compile_error!("`gateway!` takes the path of a file: `gateway!(\"tools.toml\")`");
        #skeleton
    }
}

/// What others may refer to without a further error when there is no contract.
fn skeleton() -> TokenStream {
    let (contract, unresolved) = (empty_contract(), empty_tool());
    quote! {
        pub use self::skeleton::*;

        #[allow(dead_code, missing_docs, unreachable_pub)]
        mod skeleton {
            use ::gateway_runtime::__private as rt;
            use ::gateway_runtime::__private::phf;
            use ::core::option::Option::None;

            pub mod servers {}
            pub struct Client<C>(pub C);
            pub static CONTRACT: rt::Contract = #contract;
            static UNRESOLVED: rt::ToolSpec = #unresolved;
            #[doc(hidden)]
            pub const fn unresolved() -> &'static rt::ToolSpec {
                &UNRESOLVED
            }
        }
    }
}

fn empty_contract() -> TokenStream {
    quote! {
        rt::Contract {
            name: "",
            title: "",
            version: "",
            hash: "",
            policy_hash: "",
            instructions: None,
            servers: &[],
            tools: &[],
            routes: &phf::phf_map! {},
            profiles: &[],
            principals: &[],
            principal: &rt::PrincipalSpec { name: "", profile: 0, may_approve: false },
            list: &rt::ListSpec {
                entries: &[],
                legacy: rt::ListEnds { start: "", end: "" },
                modern: rt::ListEnds { start: "", end: "" },
            },
            search: &[],
            discover: "",
            offers: &rt::Offers::NONE,
        }
    }
}

fn empty_tool() -> TokenStream {
    quote! {
        rt::ToolSpec {
            index: 0,
            name: "",
            title: "",
            upstream: "",
            description: "",
            aliases: &[],
            server: 0,
            class: rt::Class::Read,
            annotations: rt::Annotations {
                read_only: false,
                destructive: false,
                idempotent: false,
                open_world: false,
            },
            policy: rt::Policy {
                rate: None,
                cache: None,
                retries: 0,
                approval: rt::Approval::Never,
                call_timeout: None,
                max_arguments: None,
                max_result: None,
            },
            audit_arguments: rt::Copied::Nothing,
            input: rt::Input::Object(&rt::ObjectShape { fields: &[], open: false }),
            input_schema: "",
            output_schema: None,
        }
    }
}
