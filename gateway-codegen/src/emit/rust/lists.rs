//! `rust/lists.rs` and `rust/policy.rs`: who may see and call what, and what the answers are made of.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::lit::{self, ident};
use super::offers;
use crate::json::{Fields, Json};
use crate::plan::{Plan, ProfilePlan, ToolPlan, hash, listed};

/// Protocol revisions that the gateway speaks, newest first.
pub const PROTOCOL_VERSIONS: [&str; 5] =
    ["2026-07-28", "2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"];

/// The text around each tool's schemas, and around the entries in both eras.
pub(super) fn lists(plan: &Plan) -> TokenStream {
    let entries = plan.tools.iter().map(|tool| if plan.enables(tool) { entry(tool) } else { no_entry() });
    let (count, modern_end) = (lit::index(plan.tools.len()), lit::text(&modern_end(plan)));
    let discover = lit::text(&discover(plan));
    quote! {
        use ::gateway_runtime::__private as rt;

        static ENTRIES: [rt::ListEntry; #count] = [#(#entries),*];

        /// What answers to `tools/list` are put together from.
        pub static LIST: rt::ListSpec = rt::ListSpec {
            entries: &ENTRIES,
            legacy: rt::ListEnds { start: r#"{"tools":["#, end: "]}" },
            modern: rt::ListEnds { start: r#"{"resultType":"complete","tools":["#, end: #modern_end },
        };

        /// The answer to `server/discover`.
        pub static DISCOVER: &str = #discover;
    }
}

fn entry(plan: &ToolPlan) -> TokenStream {
    let (head, tail) = listed::around(&plan.tool);
    let (head, tail) = (lit::text(&head), lit::text(&tail));
    quote!(rt::ListEntry { head: #head, tail: #tail })
}

/// The place of a tool that cannot be called, and has no entry.
fn no_entry() -> TokenStream {
    quote!(rt::ListEntry { head: "", tail: "" })
}

fn constant(profile: &ProfilePlan, suffix: &str) -> Ident {
    format_ident!("{}{suffix}", profile.constant)
}

fn modern_end(plan: &Plan) -> String {
    format!("],{}", &freshness(plan).object().compact()[1..])
}

/// What ends every cacheable answer of the modern era.
fn freshness(plan: &Plan) -> Fields {
    let server = Fields::default()
        .with("name", &plan.gateway.name)
        .with("title", &plan.gateway.title)
        .with("version", plan.version)
        .object();
    Fields::default()
        .with("ttlMs", hash::millis(plan.gateway.list_ttl))
        .with("cacheScope", if plan.one_list_for_all() { "public" } else { "private" })
        .with("_meta", Fields::default().with("io.modelcontextprotocol/serverInfo", server).object())
}

fn discover(plan: &Plan) -> String {
    let empty = || Fields::default().object();
    let offered = offers::capabilities(plan).into_iter();
    let offered = offered.fold(Fields::default().with("logging", empty()), |fields, (name, capability)| {
        fields.with(name, capability)
    });
    let capabilities = offered.with("tools", empty()).object();
    let start = Fields::default()
        .with("resultType", "complete")
        .with("supportedVersions", PROTOCOL_VERSIONS.to_vec())
        .with("capabilities", capabilities)
        .with_some("instructions", plan.gateway.instructions.as_ref());
    let (Json::Object(mut start), Json::Object(end)) = (start.object(), freshness(plan).object()) else {
        return String::new();
    };
    start.extend(end);
    Json::Object(start).compact()
}

/// The words that each tool is found by.
pub(super) fn search(plan: &Plan) -> TokenStream {
    let count = lit::index(plan.tools.len());
    let cards = plan.tools.iter().map(|tool| lit::text(&tool.card));
    quote! {
        /// The words that each tool is found by and what they weigh, in the order of the tools.
        pub static SEARCH: [&str; #count] = [#(#cards),*];
    }
}

/// Profiles as bit sets, and principals.
pub(super) fn policy(plan: &Plan) -> TokenStream {
    let members = plan.profiles.iter().map(|profile| members(plan, profile));
    let profiles = plan.profiles.iter().map(profile);
    let principals = plan.principals.iter().map(|who| {
        let (name, profile, may_approve) = (lit::text(&who.name), lit::index(who.profile), who.may_approve);
        quote!(rt::PrincipalSpec { name: #name, profile: #profile, may_approve: #may_approve })
    });
    let offers = offers::table(plan);
    let (profile_count, principal_count) =
        (lit::index(plan.profiles.len()), lit::index(plan.principals.len()));
    quote! {
        use ::gateway_runtime::__private as rt;
        use super::tools::{TOOLS, Tool};

        const WORDS: usize = TOOLS.len().div_ceil(64);

        #(#members)*

        /// The profiles; `all` is the first.
        pub static PROFILES: [rt::ProfileSpec; #profile_count] = [#(#profiles),*];

        /// The principals, in name order.
        pub static PRINCIPALS: [rt::PrincipalSpec; #principal_count] = [#(#principals),*];

        #offers
    }
}

fn members(plan: &Plan, profile: &ProfilePlan) -> TokenStream {
    let (list, bits) = (constant(profile, ""), constant(profile, "_BITS"));
    let (count, values) = if profile.tools.len() == plan.tools.len() {
        (quote!(TOOLS.len()), quote!(rt::everything()))
    } else {
        let count = lit::index(profile.tools.len());
        let tools = profile.tools.iter().map(|&at| ident(&plan.tools[at].variant));
        (count, quote!([#(Tool::#tools as u16),*]))
    };
    quote! {
        const #list: [u16; #count] = #values;
        static #bits: [u64; WORDS] = rt::bits(&#list);
    }
}

fn profile(profile: &ProfilePlan) -> TokenStream {
    let (name, bits) = (lit::text(&profile.name), constant(profile, "_BITS"));
    quote!(rt::ProfileSpec { name: #name, tools: &#bits })
}
