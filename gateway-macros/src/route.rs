//! `route!`.

use gateway_codegen::plan::Plan;
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::parse::{Parse, ParseStream};
use syn::{LitStr, Path, Token, parse_quote};

use crate::contract;

/// `[MODULE,] "NAME" [, "FILE"]`
struct Route {
    module: Path,
    name: LitStr,
    file: LitStr,
}

impl Parse for Route {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let module = if input.peek(LitStr) { parse_quote!(crate::generated) } else { module(input)? };
        let name: LitStr = input.parse()?;
        let comma: Option<Token![,]> = input.parse()?;
        let file = match comma {
            Some(_) if !input.is_empty() => input.parse()?,
            _ => LitStr::new("tools.toml", name.span()),
        };
        let _: Option<Token![,]> = input.parse()?;
        Ok(Self { module, name, file })
    }
}

fn module(input: ParseStream<'_>) -> syn::Result<Path> {
    let module = input.parse()?;
    let _: Token![,] = input.parse()?;
    Ok(module)
}

pub(crate) fn expand(input: TokenStream) -> TokenStream {
    let Ok(route) = syn::parse2::<Route>(input) else {
        return quote! {
            ::core::compile_error!("`route!` takes the name of a tool: `route!([MODULE,] \"NAME\" [, \"FILE\"])`")
        };
    };
    let loaded = contract::load(&route.file);
    let watch = loaded.watch();
    let tool = match &loaded.plan {
        Ok(plan) => resolve(plan, &route),
        Err(_) => unresolved(&route.module),
    };
    quote!({ #watch #tool })
}

fn resolve(plan: &Plan, route: &Route) -> TokenStream {
    let Route { module, name, file } = route;
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
fn unresolved(module: &Path) -> TokenStream {
    quote!(#module::unresolved())
}

fn unknown(plan: &Plan, name: &str, file: &str) -> String {
    match plan.nearest(name) {
        Some(near) => format!("no tool is called `{name}` in {file}; did you mean `{near}`?"),
        None => format!("no tool is called `{name}` in {file}"),
    }
}
