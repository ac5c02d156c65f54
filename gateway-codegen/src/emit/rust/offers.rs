//! What servers offer beside tools, for `rust/policy.rs` and the answers that name capabilities.

use proc_macro2::TokenStream;
use quote::quote;

use super::{lit, server};
use crate::json::{Fields, Json};
use crate::model::{Offers, Prompts};
use crate::plan::{Plan, ProfilePlan};

/// What clients are told that is served beside tools; nothing where no server offers it.
pub(super) fn capabilities(plan: &Plan) -> Vec<(&'static str, Json)> {
    let any = |has: fn(&Offers) -> bool| offering(plan).any(|(_, offers)| has(offers));
    let empty = || Fields::default();
    [
        ("completions", any(|offers| offers.completions), empty()),
        ("prompts", any(|offers| offers.prompts.is_some()), empty().with("listChanged", true)),
        (
            "resources",
            any(|offers| !offers.resources.is_empty()),
            empty().with("listChanged", true).with("subscribe", true),
        ),
    ]
    .into_iter()
    .filter(|(_, is_there, _)| *is_there)
    .map(|(name, _, fields)| (name, fields.object()))
    .collect()
}

fn offering(plan: &Plan) -> impl Iterator<Item = (usize, &Offers)> {
    plan.servers.iter().enumerate().filter_map(|(at, server)| Some((at, server.server.offers.as_ref()?)))
}

/// The table; nothing where no server offers anything.
pub(super) fn table(plan: &Plan) -> TokenStream {
    if !plan.offers_something() {
        return TokenStream::new();
    }
    // Operations are counted on from the tools, in the order in which they stand here.
    let mut next = plan.tools.len();
    let offers = offering(plan).map(|(at, offers)| offer(at, offers, &mut next));
    let offers: Vec<_> = offers.collect();
    let shares = plan.profiles.iter().map(share);
    quote! {
        use ::gateway_runtime::__private::prelude::*;

        /// What servers offer beside tools, and whose of it each profile has.
        pub static OFFERS: rt::Offers = rt::Offers { servers: &[#(#offers),*], shares: &[#(#shares),*] };
    }
}

fn offer(at: usize, offers: &Offers, next: &mut usize) -> TokenStream {
    let server_at = lit::index(at);
    let policy = server::policy(&offers.policy);
    let mut index = || {
        let index = lit::index(*next);
        *next += 1;
        index
    };
    let prompts = lit::option(offers.prompts.as_ref().map(|prompts| {
        let names = match prompts {
            Prompts::Any => quote!(None),
            Prompts::Only(names) => quote!(Some(&[#(#names),*])),
        };
        let index = index();
        quote!(rt::PromptOffer { names: #names, get: rt::ToolSpec::of_prompts(#index, #server_at, #policy) })
    }));
    let resources = lit::option((!offers.resources.is_empty()).then(|| {
        let (prefixes, index) = (&offers.resources, index());
        quote!(rt::ResourceOffer {
            prefixes: &[#(#prefixes),*],
            read: rt::ToolSpec::of_resources(#index, #server_at, #policy)
        })
    }));
    let completions = offers.completions;
    quote! {
        rt::Offer { server: #server_at, prompts: #prompts, resources: #resources, completions: #completions }
    }
}

fn share(profile: &ProfilePlan) -> TokenStream {
    let prompts = profile.prompts.iter().map(|at| lit::index(*at));
    let resources = profile.resources.iter().map(|at| lit::index(*at));
    quote!(rt::Share { prompts: &[#(#prompts),*], resources: &[#(#resources),*] })
}
