//! The generated Rust. It names only `::gateway_runtime::__private` and `::core`.

mod field;
mod lists;
mod lit;
mod offers;
mod root;
mod server;
mod shape;
mod tables;
mod types;
mod value;

use proc_macro2::TokenStream;

pub use lists::PROTOCOL_VERSIONS;

use crate::plan::{Plan, Route, ServerPlan};

const HEADER: &str = "// @generated from tools.toml by gatewayc gen; do not edit.\n";

/// `rust/gateway.rs`.
#[must_use]
pub fn root(plan: &Plan) -> String {
    file(root::files(plan))
}

/// `rust/tools.rs`.
#[must_use]
pub fn tools(plan: &Plan) -> String {
    file(tables::tools(plan))
}

/// `rust/routes.rs`. What stands in a macro is not laid out by prettyplease, so that this is done here: one entry a line.
#[must_use]
pub fn routes(plan: &Plan) -> String {
    let entry =
        |route: &Route| format!("    {:?} => Tool::{}.spec(),\n", route.key, plan.tools[route.tool].variant);
    let entries: String = plan.routes.iter().map(entry).collect();
    file(tables::routes(&[])).replace("phf_map! {}", &format!("phf_map! {{\n{entries}}}"))
}

/// `rust/lists.rs`.
#[must_use]
pub fn lists(plan: &Plan) -> String {
    file(lists::lists(plan))
}

/// `rust/search.rs`.
#[must_use]
pub fn search(plan: &Plan) -> String {
    file(lists::search(plan))
}

/// `rust/policy.rs`.
#[must_use]
pub fn policy(plan: &Plan) -> String {
    file(lists::policy(plan))
}

/// `rust/client.rs`.
#[must_use]
pub fn client(plan: &Plan) -> String {
    file(tables::client(plan))
}

/// `rust/servers/<server>.rs`.
#[must_use]
pub fn server(plan: &Plan, server: &ServerPlan) -> String {
    file(server::tokens(plan, server))
}

/// All of it as the content of one module; for macros.
#[must_use]
pub fn inline(plan: &Plan) -> TokenStream {
    root::inline(plan)
}

/// Items are set off by empty lines, which prettyplease leaves out.
fn file(tokens: TokenStream) -> String {
    let mut file = parsed(tokens);
    let mut out = HEADER.to_owned();
    let mut after_use = false;
    for item in std::mem::take(&mut file.items) {
        let is_use = matches!(item, syn::Item::Use(_));
        out.push_str(if after_use && is_use { "" } else { "\n" });
        after_use = is_use;
        file.items = vec![item];
        out.push_str(&prettyplease::unparse(&file));
    }
    out
}

/// A type as people write it.
fn type_text(ty: &TokenStream) -> String {
    let line = prettyplease::unparse(&parsed(quote::quote!(type T = #ty;)));
    line.trim().trim_start_matches("type T = ").trim_end_matches(';').to_owned()
}

#[expect(clippy::expect_used, reason = "the tokens are our own; the tests over fixtures parse each of them")]
fn parsed(tokens: TokenStream) -> syn::File {
    syn::parse2(tokens).expect("generated code parses")
}
