//! `route!`.

use gateway_codegen::plan::Plan;
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::parse::{Parse, ParseStream};
use syn::{LitStr, Path, Token, parse_quote};

use crate::contract;

/// A tool, the module of its contract, and the file that the contract is compiled from.
pub(crate) struct Named {
    pub(crate) module: Path,
    pub(crate) name: LitStr,
    pub(crate) file: LitStr,
}

impl Named {
    /// `[MODULE,] "NAME"`
    pub(crate) fn start(input: ParseStream<'_>) -> syn::Result<(Path, LitStr)> {
        let module = if input.peek(LitStr) { parse_quote!(crate::generated) } else { module(input)? };
        Ok((module, input.parse()?))
    }

    /// The file where none is named.
    pub(crate) fn default_file(name: &LitStr) -> LitStr {
        LitStr::new("tools.toml", name.span())
    }
}

/// `[MODULE,] "NAME" [, "FILE"]`
struct Route(Named);

impl Parse for Route {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let (module, name) = Named::start(input)?;
        let comma: Option<Token![,]> = input.parse()?;
        let file = match comma {
            Some(_) if !input.is_empty() => input.parse()?,
            _ => Named::default_file(&name),
        };
        let _: Option<Token![,]> = input.parse()?;
        Ok(Self(Named { module, name, file }))
    }
}

fn module(input: ParseStream<'_>) -> syn::Result<Path> {
    let module = input.parse()?;
    let _: Token![,] = input.parse()?;
    Ok(module)
}

pub(crate) fn expand(input: TokenStream) -> TokenStream {
    let Ok(Route(named)) = syn::parse2::<Route>(input) else {
        return quote! {
            ::core::compile_error!("`route!` takes the name of a tool: `route!([MODULE,] \"NAME\" [, \"FILE\"])`")
        };
    };
    let loaded = contract::load(&named.file);
    let watch = loaded.watch();
    let tool = match &loaded.plan {
        Ok(plan) => resolve(plan, &named),
        Err(_) => unresolved(&named.module),
    };
    quote!({ #watch #tool })
}

fn resolve(plan: &Plan, Named { module, name, file }: &Named) -> TokenStream {
    match plan.find(&name.value()) {
        Some(tool) => {
            let variant: Ident = format_ident!("{}", tool.variant);
            quote!(#module::Tool::#variant.spec())
        }
        None => {
            let message = unknown(plan, &name.value(), &file.value());
            quote_spanned!(name.span()=> ::core::compile_error!(#message))
        }
    }
}

/// The mistakes are `gateway!`'s to report, or the build script's, once.
pub(crate) fn unresolved(module: &Path) -> TokenStream {
    quote!(#module::unresolved())
}

pub(crate) fn unknown(plan: &Plan, name: &str, file: &str) -> String {
    match plan.nearest(name) {
        Some(near) => format!("no tool is called `{name}` in {file}; did you mean `{near}`?"),
        None => format!("no tool is called `{name}` in {file}"),
    }
}
