//! SARIF 2.1.0, for code scanning.

use gateway_codegen::diff::{Change, Class, Rule};
use gateway_codegen::json::Json;
use gateway_codegen::plan::hash::sha256;
use serde_json::{Value, json};

use super::Report;
use super::group::subject;

pub(super) fn render(report: &Report) -> String {
    let rules: Vec<_> = Rule::ALL.iter().map(|rule| described(*rule)).collect();
    let results: Vec<_> = report.changes.iter().map(|change| result(change, report)).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "gatewayc",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{log:#}\n")
}

fn described(rule: Rule) -> Value {
    json!({ "id": rule.id(), "shortDescription": { "text": rule.meaning() } })
}

fn result(change: &Change, report: &Report) -> Value {
    let index = Rule::ALL.iter().position(|rule| *rule == change.rule);
    let (uri, line, column) = match &report.new.places {
        Some(places) => {
            let place = places.of(change);
            (places.file().to_owned(), place.line, place.column)
        }
        None => (report.new.shown.clone(), 1, 1),
    };
    let text = format!("{}: {} ({})", subject(&change.subject), change.message, change.class.name());
    let identity =
        Json::from(format!("{} {} {}", change.rule.id(), subject(&change.subject), change.message));
    json!({
        "ruleId": change.rule.id(),
        "ruleIndex": index,
        "level": level(change.class),
        "message": { "text": text },
        "locations": [{ "physicalLocation": {
            "artifactLocation": { "uri": encoded(&uri) },
            "region": { "startLine": line, "startColumn": column },
        }}],
        "partialFingerprints": { "contractChange/v1": sha256(&identity) },
        "properties": { "class": change.class.name() },
    })
}

fn level(class: Class) -> &'static str {
    match class {
        Class::Loosened => "error",
        Class::Breaking => "warning",
        Class::Tightened | Class::Compatible => "note",
    }
}

/// A path as a relative reference; an absolute one as a `file:` address.
fn encoded(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    let path: String = path
        .bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect();
    if path.starts_with('/') { format!("file://{path}") } else { path }
}
