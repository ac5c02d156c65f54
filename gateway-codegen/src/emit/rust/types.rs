//! The typed arguments and results: structs and enums.

use proc_macro2::TokenStream;
use quote::quote;

use super::field;
use super::lit::{self, ident};
use crate::model::Presence;
use crate::plan::types::{EnumPlan, FieldPlan, KindPlan, ShapePlan, StructPlan};

/// A struct, its constructor and defaults, and every type below it.
pub(super) fn structs(plan: &StructPlan) -> TokenStream {
    let (item, methods) = (item(plan), methods(plan));
    let nested = plan.fields.iter().map(|field| nested(&field.shape));
    quote!(#item #methods #(#nested)*)
}

fn nested(shape: &ShapePlan) -> TokenStream {
    match &shape.kind {
        KindPlan::Object(plan) => structs(plan),
        KindPlan::Enum(plan) => choice(plan),
        KindPlan::Array { items, .. } => nested(items),
        _ => TokenStream::new(),
    }
}

fn item(plan: &StructPlan) -> TokenStream {
    let (name, doc) = (ident(&plan.type_name), lit::doc(&plan.doc));
    let lifetime = plan.borrows().then(|| quote!(<'a>));
    let deny = plan.rest.is_none().then(|| quote!(, deny_unknown_fields));
    let inline = (!plan.is_outermost()).then(|| quote!(, inline));
    let fields = plan.fields.iter().map(|field| field::item(field, &plan.type_name));
    let rest = plan.rest.as_ref().map(|name| rest(name));
    quote! {
        #doc
        #[derive(Clone, Debug, PartialEq)]
        #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
        #[serde(crate = "::gateway_runtime::__private::serde" #deny)]
        #[schemars(crate = "::gateway_runtime::__private::schemars" #inline)]
        pub struct #name #lifetime { #(#fields,)* #rest }
    }
}

fn rest(name: &str) -> TokenStream {
    let name = ident(name);
    quote! {
        /// What is not declared.
        #[serde(flatten)]
        pub #name: rt::serde_json::Map<String, rt::serde_json::Value>,
    }
}

fn methods(plan: &StructPlan) -> TokenStream {
    let name = ident(&plan.type_name);
    let (generics, lifetime) = match plan.borrows() {
        true => (quote!(<'a>), quote!(<'a>)),
        false => Default::default(),
    };
    let new = new(plan);
    let defaults = plan.fields.iter().filter_map(default);
    quote!(impl #generics #name #lifetime { #new #(#defaults)* })
}

fn new(plan: &StructPlan) -> TokenStream {
    let required = plan.fields.iter().filter(|field| field.presence == Presence::Required).map(|field| {
        let (name, ty) = (ident(&field.ident), field::rust_type(field));
        quote!(#name: #ty)
    });
    let values = plan.fields.iter().map(initial);
    let rest = plan.rest.as_ref().map(|name| {
        let name = ident(name);
        quote!(#name: rt::serde_json::Map::new())
    });
    quote! {
        /// What is required; the rest absent, or at its default.
        #[must_use]
        pub fn new(#(#required),*) -> Self { Self { #(#values,)* #rest } }
    }
}

fn initial(field: &FieldPlan) -> TokenStream {
    let name = ident(&field.ident);
    match &field.presence {
        Presence::Required => quote!(#name),
        Presence::Optional => quote!(#name: None),
        Presence::Default(_) => {
            let function = field::default_function(field);
            quote!(#name: Self::#function())
        }
    }
}

fn default(field: &FieldPlan) -> Option<TokenStream> {
    let Presence::Default(value) = &field.presence else {
        return None;
    };
    let (name, ty) = (field::default_function(field), field::rust_type(field));
    let value = super::value::of(value, &field.shape);
    Some(quote!(fn #name() -> #ty { #value }))
}

fn choice(plan: &EnumPlan) -> TokenStream {
    let (name, doc) = (ident(&plan.type_name), lit::doc(&plan.doc));
    let variants = plan.variants.iter().map(|(value, name)| {
        let rename = (value != name).then(|| quote!(#[serde(rename = #value)]));
        let name = ident(name);
        quote!(#rename #name)
    });
    quote! {
        #doc
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[derive(rt::serde::Serialize, rt::serde::Deserialize, rt::schemars::JsonSchema)]
        #[serde(crate = "::gateway_runtime::__private::serde")]
        #[schemars(crate = "::gateway_runtime::__private::schemars", inline)]
        pub enum #name { #(#variants),* }
    }
}
