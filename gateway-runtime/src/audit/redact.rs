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
