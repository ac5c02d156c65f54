//! Literals, identifiers and small expressions.

use std::time::Duration;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use crate::model::Guard;

/// An identifier that the plan gave, `r#` included.
pub(super) fn ident(name: &str) -> Ident {
    format_ident!("{name}")
}

/// A string literal, raw when that saves escapes.
pub(super) fn text(text: &str) -> TokenStream {
    let raw = raw(text).and_then(|literal| literal.parse().ok());
    raw.unwrap_or_else(|| {
        let literal = Literal::string(text);
        quote!(#literal)
    })
}

fn raw(text: &str) -> Option<String> {
    let quotes = |c: char| matches!(c, '"' | '\'' | '\\');
    let plain = |c: char| quotes(c) || c.escape_debug().count() == 1;
    if !text.contains(['"', '\\']) || !text.chars().all(plain) {
        return None;
    }
    let hashes = (0..).map(|n| "#".repeat(n)).find(|hashes| !text.contains(&format!("\"{hashes}")))?;
    Some(format!("r{hashes}\"{text}\"{hashes}"))
}

/// `Some(x)` or `None`.
pub(super) fn option(value: Option<TokenStream>) -> TokenStream {
    match value {
        Some(value) => quote!(Some(#value)),
        None => quote!(None),
    }
}

/// A whole number without a suffix.
pub(super) fn int(number: i64) -> TokenStream {
    let digits = Literal::u64_unsuffixed(number.unsigned_abs());
    if number < 0 { quote!(-#digits) } else { quote!(#digits) }
}

/// A whole number in a place that has no type of its own.
pub(super) fn typed_int(number: i64) -> TokenStream {
    if i32::try_from(number).is_ok() {
        return int(number);
    }
    let digits = Literal::u64_unsuffixed(number.unsigned_abs());
    let digits: TokenStream = format!("{digits}i64").parse().unwrap_or_default();
    if number < 0 { quote!(-#digits) } else { quote!(#digits) }
}

/// A small whole number.
pub(super) fn count(number: u32) -> TokenStream {
    int(number.into())
}

/// A position as an index.
pub(super) fn index(number: usize) -> TokenStream {
    let digits = Literal::usize_unsuffixed(number);
    quote!(#digits)
}

/// A finite number.
pub(super) fn float(number: f64) -> TokenStream {
    let digits = Literal::f64_unsuffixed(number.abs());
    if number < 0.0 { quote!(-#digits) } else { quote!(#digits) }
}

/// A duration, in the largest unit in which it is whole.
pub(super) fn duration(duration: Duration) -> TokenStream {
    let millis = crate::plan::hash::millis(duration);
    let units = [(3_600_000, "from_hours"), (60_000, "from_mins"), (1000, "from_secs")];
    let fits = units.into_iter().find(|(length, _)| millis > 0 && millis.is_multiple_of(*length));
    let (length, new) = fits.unwrap_or((1, "from_millis"));
    let (new, number) = (ident(new), Literal::u64_unsuffixed(millis / length));
    quote!(::core::time::Duration::#new(#number))
}

/// A guard.
pub(super) fn guard(guard: Guard) -> TokenStream {
    let name = match guard {
        Guard::RelativePath => quote!(RelativePath),
        Guard::FileName => quote!(FileName),
        Guard::Identifier => quote!(Identifier),
    };
    quote!(rt::Guard::#name)
}

/// A documentation comment of one paragraph; nothing for an empty text.
pub(super) fn doc(text: &str) -> TokenStream {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.is_empty() {
        return TokenStream::new();
    }
    let line = format!(" {line}");
    quote!(#[doc = #line])
}
