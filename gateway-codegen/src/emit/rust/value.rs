//! Defaults as Rust expressions.

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value;

use super::lit::{self, ident};
use crate::json::Json;
use crate::plan::types::{EnumPlan, KindPlan, ShapePlan};

/// The expression of a value that fits the shape. What has no literal is read from JSON.
pub(super) fn of(value: &Value, shape: &ShapePlan) -> TokenStream {
    if shape.nullable && !matches!(shape.kind, KindPlan::Any) {
        return lit::option((!value.is_null()).then(|| of_kind(value, &shape.kind)));
    }
    of_kind(value, &shape.kind)
}

fn of_kind(value: &Value, kind: &KindPlan) -> TokenStream {
    literal(value, kind).unwrap_or_else(|| {
        let text = lit::text(&Json::from(value).compact());
        quote!(rt::constant(#text))
    })
}

fn literal(value: &Value, kind: &KindPlan) -> Option<TokenStream> {
    match kind {
        KindPlan::Boolean => value.as_bool().map(|flag| quote!(#flag)),
        KindPlan::Integer { .. } => value.as_i64().map(lit::int),
        KindPlan::Number { .. } => value.as_f64().map(lit::float),
        KindPlan::String(_) => value.as_str().map(|text| {
            let text = lit::text(text);
            quote!(rt::Cow::Borrowed(#text))
        }),
        KindPlan::Enum(plan) => variant(value.as_str()?, plan),
        KindPlan::Array { .. } if value.as_array()?.is_empty() => Some(quote!(Vec::new())),
        _ => None,
    }
}

fn variant(value: &str, plan: &EnumPlan) -> Option<TokenStream> {
    let (_, variant) = plan.variants.iter().find(|(wire, _)| wire == value)?;
    let (name, variant) = (ident(&plan.type_name), ident(variant));
    Some(quote!(#name::#variant))
}
