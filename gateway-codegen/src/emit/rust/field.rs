//! One field of a struct: its type, and how serde and schemars see it.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::lit::{self, ident};
use crate::model::Presence;
use crate::plan::types::{FieldPlan, KindPlan, ShapePlan, TextRule};

/// The field with its attributes.
pub(super) fn item(field: &FieldPlan, owner: &str) -> TokenStream {
    let (name, ty, doc) = (ident(&field.ident), rust_type(field), lit::doc(&field.doc));
    let (serde, schemars) = (serde(field, owner), schemars(field));
    quote!(#doc #serde #schemars pub #name: #ty)
}

/// The name of the function that gives the default.
pub(super) fn default_function(field: &FieldPlan) -> Ident {
    format_ident!("default_{}", field.ident.trim_start_matches("r#"))
}

/// The type in Rust.
pub(super) fn rust_type(field: &FieldPlan) -> TokenStream {
    let ty = value_type(&field.shape, Side::Rust);
    match field.presence {
        Presence::Optional => quote!(Option<#ty>),
        Presence::Required | Presence::Default(_) => ty,
    }
}

/// What a type is for: the value in Rust, or its schema. They differ where Rust's type accepts more.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Rust,
    Schema,
}

fn value_type(shape: &ShapePlan, side: Side) -> TokenStream {
    let ty = kind_type(&shape.kind, side);
    match (&shape.kind, shape.nullable) {
        (KindPlan::Any, true) => quote!(rt::serde_json::Value),
        (_, true) => quote!(Option<#ty>),
        (_, false) => ty,
    }
}

fn kind_type(kind: &KindPlan, side: Side) -> TokenStream {
    match (kind, side) {
        (KindPlan::String(rule), _) if rule.owned => quote!(String),
        (KindPlan::String(_), _) => quote!(rt::Cow<'a, str>),
        (KindPlan::Integer { .. }, _) => quote!(i64),
        (KindPlan::Number { .. }, _) => quote!(f64),
        (KindPlan::Boolean, _) => quote!(bool),
        (KindPlan::Enum(plan), _) => {
            let name = ident(&plan.type_name);
            quote!(#name)
        }
        (KindPlan::Object(plan), _) => {
            let (name, lifetime) = (ident(&plan.type_name), plan.borrows().then(|| quote!(<'a>)));
            quote!(#name #lifetime)
        }
        (KindPlan::Array { items, .. }, side) => {
            let items = value_type(items, side);
            quote!(Vec<#items>)
        }
        (KindPlan::AnyObject, Side::Rust) => quote!(rt::serde_json::Map<String, rt::serde_json::Value>),
        (KindPlan::AnyObject, Side::Schema) => quote!(rt::AnyObject),
        (KindPlan::Any, Side::Rust) => quote!(rt::serde_json::Value),
        (KindPlan::Any, Side::Schema) => quote!(rt::NotNull),
    }
}

fn serde(field: &FieldPlan, owner: &str) -> TokenStream {
    let name = &field.name;
    let rename = (field.ident.trim_start_matches("r#") != *name).then(|| quote!(rename = #name));
    let borrow = field.shape.borrows().then(|| quote!(borrow));
    let items: Vec<_> = [rename, borrow].into_iter().flatten().chain(reading(field, owner)).collect();
    if items.is_empty() { TokenStream::new() } else { quote!(#[serde(#(#items),*)]) }
}

fn reading(field: &FieldPlan, owner: &str) -> Vec<TokenStream> {
    let text = matches!(&field.shape.kind, KindPlan::String(rule) if !rule.owned);
    let any = matches!(field.shape.kind, KindPlan::Any);
    match (&field.presence, field.shape.nullable) {
        (Presence::Required, true) if any => vec![],
        (Presence::Required, true) if text => vec![quote!(deserialize_with = "rt::nullable_text")],
        (Presence::Required, true) => vec![quote!(deserialize_with = "rt::nullable")],
        (Presence::Required, false) => vec![],
        (Presence::Optional, nullable) => {
            absent_or(if text && !nullable { "rt::present_text" } else { "rt::present" })
        }
        (Presence::Default(_), _) => {
            let path = format!("{owner}::{}", default_function(field));
            vec![quote!(default = #path)]
        }
    }
}

fn absent_or(reader: &str) -> Vec<TokenStream> {
    vec![
        quote!(default),
        quote!(skip_serializing_if = "::core::option::Option::is_none"),
        quote!(deserialize_with = #reader),
    ]
}

fn schemars(field: &FieldPlan) -> TokenStream {
    let with = schema_type(field).map(|ty| {
        let ty = super::type_text(&ty);
        quote!(with = #ty)
    });
    let items: Vec<_> = with.into_iter().chain(limits(&field.shape)).collect();
    if items.is_empty() { TokenStream::new() } else { quote!(#[schemars(#(#items),*)]) }
}

/// The type that gives the schema, where it is not the field's own.
fn schema_type(field: &FieldPlan) -> Option<TokenStream> {
    let own = rust_type(field);
    let mut ty = value_type(&field.shape, Side::Schema);
    let nullable = field.shape.nullable && !matches!(field.shape.kind, KindPlan::Any);
    if nullable && field.presence == Presence::Required {
        let inner = kind_type(&field.shape.kind, Side::Schema);
        ty = quote!(rt::Nullable<#inner>);
    }
    (ty.to_string() != own.to_string()).then_some(ty)
}

fn limits(shape: &ShapePlan) -> Vec<TokenStream> {
    match &shape.kind {
        KindPlan::String(rule) => string_limits(rule),
        KindPlan::Integer { min, max } => range("range", min.map(lit::typed_int), max.map(lit::typed_int)),
        KindPlan::Number { min, max } => range("range", min.map(lit::float), max.map(lit::float)),
        KindPlan::Array { items, min_items, max_items } => {
            let inner = self::limits(items);
            let inner = (!inner.is_empty()).then(|| quote!(inner(#(#inner),*)));
            let sizes =
                (min_items.map(|n| lit::typed_int(n.into())), max_items.map(|n| lit::typed_int(n.into())));
            range("length", sizes.0, sizes.1).into_iter().chain(inner).collect()
        }
        _ => vec![],
    }
}

fn string_limits(rule: &TextRule) -> Vec<TokenStream> {
    let sizes =
        (rule.min_len.map(|n| lit::typed_int(n.into())), rule.max_len.map(|n| lit::typed_int(n.into())));
    let pattern = rule.pattern.as_ref().map(|source| {
        let source = lit::text(source);
        quote!(regex(pattern = #source))
    });
    range("length", sizes.0, sizes.1).into_iter().chain(pattern).collect()
}

fn range(name: &str, min: Option<TokenStream>, max: Option<TokenStream>) -> Vec<TokenStream> {
    let (name, min, max) =
        (ident(name), min.map(|min| quote!(min = #min)), max.map(|max| quote!(max = #max)));
    let ends: Vec<_> = [min, max].into_iter().flatten().collect();
    if ends.is_empty() { vec![] } else { vec![quote!(#name(#(#ends),*))] }
}
