//! Rules for the headers of an http endpoint.

use std::collections::{BTreeMap, HashMap};

use super::endpoints::{SECRET_NAMES, referring};
use crate::diag::{Code, Log, Shown as _};
use crate::source::Span;
use crate::syntax::{Form as _, HeaderName, Key, Map, Spanned};

/// Checks the headers; their names are given in lower case, in which they are the same.
pub(super) fn check(written: &Key<Map<HeaderName, String>>, log: &mut Log) -> BTreeMap<String, String> {
    let (mut headers, mut taken) = (BTreeMap::new(), HashMap::new());
    for entry in written.get().into_iter().flat_map(|headers| &headers.value.entries) {
        let (written, span) = (&*entry.name.value, entry.name.span);
        let name = written.to_ascii_lowercase();
        check_name(written, &name, span, log);
        if let Some(first) = taken.insert(name.clone(), span) {
            let message = format!("the header `{}` stands here twice", written.shown());
            log.report(Code::DuplicateName, span, message)
                .also(first, "first here")
                .help("set it once; upper and lower case are the same");
        }
        if let Some(value) = &entry.value {
            check_value(written, value, log);
            headers.insert(name, referring(value, log));
        }
    }
    headers
}

/// What the gateway says itself.
const OWN: [&str; 8] =
    ["accept", "connection", "content-length", "content-type", "host", "te", "transfer-encoding", "upgrade"];

fn check_name(written: &str, name: &str, span: Span, log: &mut Log) {
    if !HeaderName::allows(name) {
        let message = format!("`{}` cannot be {}", written.shown(), HeaderName::WHAT);
        log.report(Code::BadHeader, span, message).help(format!("allowed are {}", HeaderName::ACCEPTS));
    } else if OWN.contains(&name) || name.starts_with("mcp-") {
        log.report(Code::BadHeader, span, format!("the header `{written}` is set by the gateway"))
            .help("remove it");
    }
}

fn check_value(name: &str, value: &Spanned<String>, log: &mut Log) {
    if !value.value.bytes().all(|b| b == b' ' || b.is_ascii_graphic()) {
        log.report(Code::BadHeader, value.span, format!("the value of `{name}` cannot be sent"))
            .help("allowed are visible ASCII characters and spaces");
    }
    if sounds_secret(name) && !refers(&value.value) {
        let variable = name.to_ascii_uppercase().replace('-', "_");
        let scheme = if variable.ends_with("AUTHORIZATION") { "Bearer " } else { "" };
        log.report(Code::PlainSecret, value.span, format!("`{name}` looks like a secret and is written out here"))
            .help(format!(
                "write `{name} = \"{scheme}${{{variable}}}\"`, without a default, or `${{file:/PATH}}`, and put it where \
                 the gateway runs"
            ));
    }
}

fn sounds_secret(name: &str) -> bool {
    let upper = name.to_ascii_uppercase();
    ["AUTHORIZATION", "PROXY-AUTHORIZATION", "COOKIE"].contains(&&*upper)
        || upper.rsplit(['-', '_']).next().is_some_and(|last| SECRET_NAMES.contains(&last))
}

/// Whether the value comes from elsewhere, as a whole or after the name of a scheme.
fn refers(text: &str) -> bool {
    let secret = text.split_once(' ').map_or(text, |(_, secret)| secret);
    super::endpoints::is_bare_reference(secret)
}
