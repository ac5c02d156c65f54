//! The copy of the arguments that a row may hold.

use crate::json::{Scan, Scanner};
use crate::shape::{Input, Kind, ObjectShape, Shape};
use crate::spec::{Copied, ToolSpec};

/// What stands in the place of a value that is not copied, raw JSON.
const REDACTED: &str = "\"[redacted]\"";

/// What the contract lets be copied of a tool's arguments, which are a JSON object in canonical form. `None` where that
/// is nothing. Secrets are left out at any depth.
pub(super) fn copy(tool: &ToolSpec, arguments: &str) -> Option<String> {
    let wanted: &dyn Fn(&str) -> bool = match tool.audit_arguments {
        Copied::Nothing => return None,
        Copied::Everything => &|_| true,
        Copied::Only(names) => &move |name| names.contains(&name),
    };
    let shape = match &tool.input {
        Input::Object(shape) => Some(*shape),
        Input::Schema(_) => None,
    };
    let mut out = String::with_capacity(arguments.len());
    object(&mut Scanner::new(arguments), shape, wanted, &mut out).ok()?;
    Some(out)
}

fn object(
    scanner: &mut Scanner<'_>,
    shape: Option<&ObjectShape>,
    wanted: &dyn Fn(&str) -> bool,
    out: &mut String,
) -> Scan<()> {
    out.push('{');
    let start = out.len();
    scanner.object(|key, inner| {
        if out.len() > start {
            out.push(',');
        }
        out.push_str(key);
        out.push(':');
        let name = crate::json::unquote(key);
        let field = shape.and_then(|shape| shape.fields.iter().find(|field| field.name == name));
        if field.is_some_and(|field| field.secret) || !wanted(&name) {
            inner.value()?;
            out.push_str(REDACTED);
            return Ok(());
        }
        value(inner, field.map(|field| &field.shape), out)
    })?;
    out.push('}');
    Ok(())
}

fn value(scanner: &mut Scanner<'_>, shape: Option<&Shape>, out: &mut String) -> Scan<()> {
    match (shape.map(|shape| &shape.kind), scanner.peek()) {
        (Some(Kind::Object(shape)), Some(b'{')) => object(scanner, Some(shape), &|_| true, out),
        (Some(Kind::Array { items, .. }), Some(b'[')) => {
            out.push('[');
            scanner.array(|index, inner| {
                if index > 0 {
                    out.push(',');
                }
                value(inner, Some(items), out)
            })?;
            out.push(']');
            Ok(())
        }
        _ => scanner.value().map(|raw| out.push_str(raw)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shape::{Field, StringRule};
    use crate::spec::{Annotations, Approval, Class, Policy};

    const TEXT: Shape = Shape::of(Kind::String(StringRule::ANY));
    static DOOR: ObjectShape = ObjectShape {
        fields: &[Field::required("name", TEXT), Field::required("code", TEXT).secret()],
        open: false,
    };
    static DOORS: Shape = Shape::of(Kind::Object(&DOOR));
    static SHAPE: ObjectShape = ObjectShape {
        fields: &[
            Field::required("who", TEXT),
            Field::optional("token", TEXT).secret(),
            Field::optional("door", Shape::of(Kind::Object(&DOOR))),
            Field::optional(
                "doors",
                Shape::of(Kind::Array { items: &DOORS, min_items: None, max_items: None }),
            ),
        ],
        open: true,
    };

    fn tool(audit_arguments: Copied) -> ToolSpec {
        ToolSpec {
            index: 0,
            name: "open",
            title: "",
            upstream: "open",
            description: "",
            aliases: &[],
            server: 0,
            class: Class::Write,
            annotations: Annotations {
                read_only: false,
                destructive: false,
                idempotent: false,
                open_world: false,
            },
            policy: Policy {
                rate: None,
                cache: None,
                retries: 0,
                approval: Approval::Never,
                call_timeout: None,
                max_arguments: None,
                max_result: None,
            },
            audit_arguments,
            input: Input::Object(&SHAPE),
            input_schema: "{}",
            output_schema: None,
        }
    }

    #[test]
    fn what_is_copied_is_what_the_contract_says_and_never_what_is_secret() {
        let arguments = r#"{"door":{"code":"s3cret","name":"a"},"doors":[{"code":"s3cret","name":"b"}],"tok\u0065n":"s3cret","who":"me","x":[1.10]}"#;
        let copied = |what| copy(&tool(what), arguments);
        assert_eq!(copied(Copied::Nothing), None);
        assert_eq!(
            copied(Copied::Everything).as_deref(),
            Some(
                r#"{"door":{"code":"[redacted]","name":"a"},"doors":[{"code":"[redacted]","name":"b"}],"tok\u0065n":"[redacted]","who":"me","x":[1.10]}"#
            )
        );
        assert_eq!(
            copied(Copied::Only(&["who", "token"])).as_deref(),
            Some(
                r#"{"door":"[redacted]","doors":"[redacted]","tok\u0065n":"[redacted]","who":"me","x":"[redacted]"}"#
            )
        );
        // What does not fit is refused before; in the record of that, too, nothing is copied but what was meant.
        assert_eq!(
            copy(&tool(Copied::Everything), r#"{"token":{"a":"s3cret"}}"#).as_deref(),
            Some(r#"{"token":"[redacted]"}"#)
        );
    }
}
