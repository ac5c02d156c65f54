//! Macros over the compiler of `tools.toml`.
//!
//! A crate that names them also needs `gateway-runtime`, which the expanded code stands on.
//!
//! A path to a file is taken from the package's folder; one that begins with `./` or `../`, from the folder of the source
//! file that names it.

mod contract;
mod gateway;
mod hook;
mod route;

use proc_macro::TokenStream;

/// Expands to the contract that a `tools.toml` describes: `CONTRACT`, `Tool`, `Client`, and each server's tools with
/// their arguments and results as types. Put it in a module of its own:
///
/// ```ignore
/// mod generated {
///     gateway_macros::gateway!("tools.toml");
/// }
/// ```
///
/// Each mistake of the file is a compile error at its place.
#[proc_macro]
pub fn gateway(input: TokenStream) -> TokenStream {
    gateway::expand(input.into()).into()
}

/// A tool of the contract as a `&'static ToolSpec`, found while compiling:
///
/// ```ignore
/// let tool = route!("cortex_query");
/// let tool = route!(crate::contract, "cortex_query");
/// let tool = route!("cortex_query", "config/tools.toml");
/// ```
///
/// The module is the one that holds the expansion of [`gateway!`], or the output of a build script; `crate::generated`
/// when not given. The file is `tools.toml` when not given. Aliases are names too. An unknown name is an error that
/// names a near one.
#[proc_macro]
pub fn route(input: TokenStream) -> TokenStream {
    route::expand(input.into()).into()
}

/// Makes an async function a rule for one tool: `before` looks at the arguments of a call and may refuse it, `after` looks
/// at the result and may withhold it.
///
/// ```ignore
/// #[hook("git_smart_commit", before)]
/// async fn rules(call: &HookCall<'_>, args: &git_smart_commit::Args<'_>) -> Result<(), Refusal> { … }
///
/// #[hook("git_smart_commit", after)]
/// async fn note(call: &HookCall<'_>, args: &git_smart_commit::Args<'_>, reply: &CallReply) -> Result<(), Refusal> { … }
///
/// const HOOKS: &[Hook] = &[rules::HOOK, note::HOOK];
/// ```
///
/// The hook takes effect when the gateway is given it (`Gateway::with_hooks`); the compiler warns of one that no list
/// names. The module and the file of the contract are given as for [`route!`]:
/// `#[hook(crate::contract, "add_note", "config/tools.toml", before)]`. An unknown tool is an error that names a near one,
/// and an argument type of another tool is an error at the function's own parameter.
#[proc_macro_attribute]
pub fn hook(attribute: TokenStream, item: TokenStream) -> TokenStream {
    hook::expand(attribute.into(), item.into()).into()
}
