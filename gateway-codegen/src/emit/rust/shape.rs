//! The static data that the validator walks.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::lit;
use crate::model::Presence;
use crate::plan::types::{FieldPlan, KindPlan, ShapePlan, StructPlan, TextRule};

/// `static SHAPE` and the patterns that it refers to.
pub(super) fn statics(arguments: &StructPlan) -> TokenStream {
    let mut patterns = Patterns::default();
    let shape = object(arguments, &mut patterns);
    let patterns = patterns.items();
    quote! {
        #patterns
        static SHAPE: rt::ObjectShape = #shape;
    }
}

/// Patterns hold a compiled form, so that each needs a static of its own.
#[derive(Default)]
struct Patterns(Vec<String>);

impl Patterns {
    fn reference(&mut self, source: &str) -> TokenStream {
        let at = self.0.iter().position(|known| known == source).unwrap_or(self.0.len());
        if at == self.0.len() {
            self.0.push(source.to_owned());
        }
        let name = format_ident!("PATTERN_{at}");
        quote!(&#name)
    }

    fn items(&self) -> TokenStream {
        let item = |(at, source): (usize, &String)| {
            let (name, source) = (format_ident!("PATTERN_{at}"), lit::text(source));
            quote!(static #name: rt::Pattern = rt::Pattern::new(#source);)
        };
        self.0.iter().enumerate().map(item).collect()
    }
}

fn object(object: &StructPlan, patterns: &mut Patterns) -> TokenStream {
    let fields = object.fields.iter().map(|field| self::field(field, patterns));
    let fields = quote!(&[#(#fields),*]);
    let open = object.rest.is_some();
    quote!(rt::ObjectShape { fields: #fields, open: #open })
}

fn field(field: &FieldPlan, patterns: &mut Patterns) -> TokenStream {
    let (name, shape) = (&field.name, shape(&field.shape, patterns));
    let secret = field.secret.then(|| quote!(.secret()));
    match field.presence {
        Presence::Required => quote!(rt::Field::required(#name, #shape) #secret),
        Presence::Optional | Presence::Default(_) => quote!(rt::Field::optional(#name, #shape) #secret),
    }
}

fn shape(shape: &ShapePlan, patterns: &mut Patterns) -> TokenStream {
    let kind = kind(&shape.kind, patterns);
    if shape.nullable { quote!(rt::Shape::or_null(#kind)) } else { quote!(rt::Shape::of(#kind)) }
}

fn kind(kind: &KindPlan, patterns: &mut Patterns) -> TokenStream {
    match kind {
        KindPlan::String(rule) => string(rule, patterns),
        KindPlan::Enum(choice) => {
            let values = choice.variants.iter().map(|(value, _)| value);
            quote!(rt::Kind::Enum(&[#(#values),*]))
        }
        KindPlan::Integer { min, max } => limits(&quote!(Integer), min.map(lit::int), max.map(lit::int)),
        KindPlan::Number { min, max } => limits(&quote!(Number), min.map(lit::float), max.map(lit::float)),
        KindPlan::Boolean => quote!(rt::Kind::Boolean),
        KindPlan::Array { items, min_items, max_items } => array(items, *min_items, *max_items, patterns),
        KindPlan::Object(object) => {
            let shape = self::object(object, patterns);
            quote!(rt::Kind::Object(&#shape))
        }
        KindPlan::AnyObject => quote!(rt::Kind::AnyObject),
        KindPlan::Any => quote!(rt::Kind::Any),
    }
}

fn limits(kind: &TokenStream, min: Option<TokenStream>, max: Option<TokenStream>) -> TokenStream {
    let (min, max) = (lit::option(min), lit::option(max));
    quote!(rt::Kind::#kind { min: #min, max: #max })
}

fn array(items: &ShapePlan, min: Option<u32>, max: Option<u32>, patterns: &mut Patterns) -> TokenStream {
    let items = shape(items, patterns);
    let (min, max) = (lit::option(min.map(lit::count)), lit::option(max.map(lit::count)));
    quote!(rt::Kind::Array { items: &#items, min_items: #min, max_items: #max })
}

fn string(rule: &TextRule, patterns: &mut Patterns) -> TokenStream {
    if rule.is_any() {
        return quote!(rt::Kind::String(rt::StringRule::ANY));
    }
    let min = lit::option(rule.min_len.map(lit::count));
    let max = lit::option(rule.max_len.map(lit::count));
    let pattern = lit::option(rule.pattern.as_ref().map(|source| patterns.reference(source)));
    let guard = lit::option(rule.guard.map(lit::guard));
    quote! {
        rt::Kind::String(rt::StringRule { min_len: #min, max_len: #max, pattern: #pattern, guard: #guard })
    }
}
