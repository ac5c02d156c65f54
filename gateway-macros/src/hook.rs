//! `#[hook]`.

use gateway_codegen::plan::types::StructPlan;
use gateway_codegen::plan::{Plan, ToolPlan};
use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{format_ident, quote, quote_spanned};
use syn::parse::{Parse, ParseStream};
use syn::spanned::Spanned;
use syn::{FnArg, ItemFn, LitStr, ReturnType, Token};

use crate::contract;
use crate::route::{Named, unknown, unresolved};

const USAGE: &str = "`#[hook]` takes the name of a tool, and when it runs: `#[hook([MODULE,] \"NAME\" [, \"FILE\"], before)]` or `after`";

/// `[MODULE,] "NAME" [, "FILE"], before|after`
struct Declared {
    named: Named,
    when: When,
}

#[derive(Clone, Copy)]
enum When {
    Before,
    After,
}

impl When {
    /// What the function takes.
    fn parameters(self) -> (usize, &'static str) {
        match self {
            Self::Before => {
                (2, "the call and the tool's arguments: `(call: &HookCall<'_>, args: &Args<'_>)`")
            }
            Self::After => (
                3,
                "the call, the tool's arguments and its reply: \
                 `(call: &HookCall<'_>, args: &Args<'_>, reply: &CallReply)`",
            ),
        }
    }
}

impl Parse for Declared {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let (module, name) = Named::start(input)?;
        let _: Token![,] = input.parse()?;
        let file = if input.peek(LitStr) {
            let file = input.parse()?;
            let _: Token![,] = input.parse()?;
            file
        } else {
            Named::default_file(&name)
        };
        let when: Ident = input.parse()?;
        let when = match when.to_string().as_str() {
            "before" => When::Before,
            "after" => When::After,
            _ => return Err(syn::Error::new(when.span(), USAGE)),
        };
        let _: Option<Token![,]> = input.parse()?;
        Ok(Self { named: Named { module, name, file }, when })
    }
}

pub(crate) fn expand(attribute: TokenStream, item: TokenStream) -> TokenStream {
    let rest = item.clone();
    let function: ItemFn = match syn::parse2(item) {
        Ok(function) => function,
        Err(_) => return quote!(::core::compile_error!("`#[hook]` stands before a function"); #rest),
    };
    match syn::parse2::<Declared>(attribute) {
        Ok(declared) => declare(&declared, &function),
        Err(_) => skeleton(Span::call_site(), USAGE, &function),
    }
}

fn declare(Declared { named, when }: &Declared, function: &ItemFn) -> TokenStream {
    if let Err((span, message)) = check(function, *when) {
        return skeleton(span, &message, function);
    }
    let loaded = contract::load(&named.file);
    let watch = loaded.watch();
    let hook = match &loaded.plan {
        Ok(plan) => match plan.find(&named.name.value()) {
            Some(tool) if !plan.servers[tool.server].server.types => {
                skeleton_item(named.name.span(), &untyped(plan, tool, &named.file.value()), function)
            }
            Some(tool) => item(function, &registered(named, *when, plan, tool, function)),
            None => {
                let message = unknown(plan, &named.name.value(), &named.file.value());
                skeleton_item(named.name.span(), &message, function)
            }
        },
        // The mistakes are `gateway!`'s to report, or the build script's, once.
        Err(_) => {
            let tool = unresolved(&named.module);
            item(function, &quote!(::gateway_runtime::__private::hook::Hook::unresolved(#tool)))
        }
    };
    quote!(#function #hook const _: () = { #watch };)
}

fn untyped(plan: &Plan, tool: &ToolPlan, file: &str) -> String {
    let (name, server) = (&tool.tool.name, &plan.servers[tool.server].server.name);
    format!(
        "the arguments of `{name}` have no type: `[servers.{server}]` of {file} says `types = false`; remove that"
    )
}

/// Whether the function has the form of a hook; what its types are, is left to the compiler.
fn check(function: &ItemFn, when: When) -> Result<(), (Span, String)> {
    let signature = &function.sig;
    let (count, takes) = when.parameters();
    if signature.asyncness.is_none() {
        let message = format!("a hook is an async function: `async fn {}(…)`", signature.ident);
        return Err((signature.fn_token.span, message));
    }
    if signature.inputs.len() != count
        || signature.inputs.iter().any(|input| matches!(input, FnArg::Receiver(_)))
    {
        return Err((
            signature.paren_token.span.join(),
            format!("this hook takes {count} parameters, {takes}"),
        ));
    }
    if matches!(signature.output, ReturnType::Default) {
        let message = "a hook says whether the call passes: `-> Result<(), Refusal>`";
        return Err((signature.ident.span(), message.to_owned()));
    }
    Ok(())
}

/// The value that stands for the hook.
fn registered(named: &Named, when: When, plan: &Plan, tool: &ToolPlan, function: &ItemFn) -> TokenStream {
    let Named { module, .. } = named;
    let (variant, server) =
        (format_ident!("{}", tool.variant), format_ident!("{}", plan.servers[tool.server].module));
    let (name, own) = (&function.sig.ident, function.sig.ident.to_string());
    let types = format_ident!("{}Args", tool.variant);
    let lifetime = tool.arguments.types.as_ref().is_some_and(StructPlan::borrows).then(|| quote!(<'_>));
    let call = called(name, function);
    let (new, reply) = match when {
        When::Before => (quote!(before), quote!()),
        When::After => (quote!(after), quote!(reply: &'c ::gateway_runtime::__private::CallReply)),
    };
    quote! {{
        use ::gateway_runtime::__private::hook;
        fn run<'c>(call: &'c hook::HookCall<'c>, arguments: &'c str, #reply) -> hook::Pending<'c> {
            ::std::boxed::Box::pin(async move {
                let arguments: #module::servers::#server::#types #lifetime = hook::arguments(arguments)?;
                #call
            })
        }
        hook::Hook::#new(#own, #module::Tool::#variant.spec(), run)
    }}
}

/// The call of the function, each argument at the place of its parameter's type: that is where a mismatch is shown.
fn called(name: &Ident, function: &ItemFn) -> TokenStream {
    let values = [quote!(call), quote!(&arguments), quote!(reply)];
    let arguments = function.sig.inputs.iter().zip(values).map(|(input, value)| {
        let span = match input {
            FnArg::Typed(input) => input.ty.span(),
            FnArg::Receiver(receiver) => receiver.span(),
        };
        placed(span, value)
    });
    quote!(#name(#(#arguments),*).await)
}

/// The tokens, as if they stood at `span`.
fn placed(span: Span, tokens: TokenStream) -> TokenStream {
    let span = Span::call_site().located_at(span);
    let place = |mut token: TokenTree| {
        token.set_span(span);
        token
    };
    tokens.into_iter().map(place).collect()
}

/// The item that a list of hooks names: a type of the function's name, which nothing else can be confused with.
fn item(function: &ItemFn, hook: &TokenStream) -> TokenStream {
    let (visibility, name) = (&function.vis, &function.sig.ident);
    let doc = format!("`HOOK` of this type is the hook [`{name}`](fn@{name}).");
    quote! {
        #[doc = #doc]
        #[allow(non_camel_case_types)]
        #visibility struct #name {}

        impl #name {
            /// The hook, for the gateway's list of hooks.
            #visibility const HOOK: ::gateway_runtime::__private::hook::Hook = #hook;
        }
    }
}

/// The function, an error, and an item that lists can name, so that one mistake gives one error.
fn skeleton(span: Span, message: &str, function: &ItemFn) -> TokenStream {
    let item = skeleton_item(span, message, function);
    quote!(#function #item)
}

fn skeleton_item(span: Span, message: &str, function: &ItemFn) -> TokenStream {
    let error = quote_spanned!(span=> ::core::compile_error!(#message));
    item(function, &error)
}
