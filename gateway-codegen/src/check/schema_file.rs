//! Rules for `input_schema` and `output_schema`: a JSON Schema 2020-12 that stands on its own.

use serde_json::Value;

use super::{Context, defaults};
use crate::diag::{Code, Log, Shown as _};
use crate::model::Guard;
use crate::source::Span;
use crate::syntax::{SchemaFile, Spanned};

const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";
const MAX_BYTES: usize = 1 << 20;

/// Reads and checks the file; what is wrong with it is reported where it is named.
pub(super) fn check(written: &SchemaFile, cx: &mut Context<'_>) -> Value {
    let Some(file) = written.file.get() else { return Value::Null };
    match read(file, cx) {
        Ok(schema) => {
            judge(&schema, file, &mut cx.log);
            schema
        }
        Err(why) => {
            cx.log
                .report(Code::SchemaFile, file.span, format!("cannot use `{}`: {why}", file.value.shown()))
                .help("name a JSON file by its path from the folder of this file");
            Value::Null
        }
    }
}

fn read(file: &Spanned<String>, cx: &mut Context<'_>) -> Result<Value, String> {
    if file.value.is_empty() || !defaults::allows(Guard::RelativePath, &file.value) {
        return Err("it is not a path below the folder of this file".to_owned());
    }
    let path = cx.base.join(&file.value);
    let bytes = (cx.read)(&path).map_err(|error| error.to_string())?;
    cx.files.push(path);
    if bytes.len() > MAX_BYTES {
        return Err(format!("it is larger than {} KiB", MAX_BYTES >> 10));
    }
    serde_json::from_slice(&bytes).map_err(|error| format!("it is not JSON: {error}"))
}

/// Stops at the first kind of mistake that makes the following ones meaningless.
fn judge(schema: &Value, file: &Spanned<String>, log: &mut Log) {
    let dialect = schema.get("$schema");
    if dialect.is_some_and(|dialect| dialect.as_str().map(|text| text.trim_end_matches('#')) != Some(DIALECT))
    {
        log.report(Code::SchemaDialect, file.span, "the schema is of another dialect than 2020-12")
            .help(format!("write `\"$schema\": \"{DIALECT}\"`, or leave `$schema` out"));
        return;
    }
    let outside = outside_references(schema, file.span, log);
    if let Err(error) = jsonschema::draft202012::meta::validate(schema) {
        let place = match error.instance_path().as_str() {
            "" => "at the top of the file".to_owned(),
            place => format!("at `{place}` in the file"),
        };
        invalid(&format!("{} ({place})", error.masked()), file.span, log);
    } else if !outside && let Err(error) = jsonschema::draft202012::new(schema) {
        invalid(&error.masked().to_string(), file.span, log);
    } else if schema.get("type").and_then(Value::as_str) != Some("object") {
        log.report(Code::SchemaNotObject, file.span, "the schema's `type` is not \"object\"")
            .help("what a tool takes and what it returns is an object: write `\"type\": \"object\"` at the top of the file");
    }
}

fn invalid(why: &str, span: Span, log: &mut Log) {
    log.report(Code::SchemaInvalid, span, format!("the schema is not valid: {why}"))
        .help("correct the file; the dialect is JSON Schema 2020-12");
}

/// Reports references that leave the document; nothing is ever fetched.
fn outside_references(schema: &Value, span: Span, log: &mut Log) -> bool {
    let mut found = Vec::new();
    collect_references(schema, &mut String::new(), &mut found);
    for (place, target) in &found {
        log.report(
            Code::SchemaReference,
            span,
            format!("the schema refers to `{target}` (at `{place}` in the file)"),
        )
        .help("copy what is meant into `$defs` of the file and refer to `#/$defs/NAME`");
    }
    !found.is_empty()
}

/// Keywords whose values are data, not schemas.
const DATA: [&str; 4] = ["const", "default", "enum", "examples"];

fn collect_references(schema: &Value, place: &mut String, found: &mut Vec<(String, String)>) {
    let length = place.len();
    let mut visit = |key: &str, value: &Value| {
        place.push('/');
        place.push_str(key);
        collect_references(value, place, found);
        if let (true, Some(target)) = (matches!(key, "$ref" | "$dynamicRef"), value.as_str())
            && !target.starts_with('#')
        {
            found.push((place.clone(), target.to_owned()));
        }
        place.truncate(length);
    };
    match schema {
        Value::Object(fields) => {
            fields
                .iter()
                .filter(|(key, _)| !DATA.contains(&key.as_str()))
                .for_each(|(key, value)| visit(key, value));
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, value)| visit(&index.to_string(), value));
        }
        _ => {}
    }
}
