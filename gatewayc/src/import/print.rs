//! JSON for a file that people read.

use super::node::Node;

/// Two spaces a level, keys in their order.
pub(super) fn pretty(node: &Node) -> String {
    let mut out = String::new();
    write(node, 0, &mut out);
    out
}

fn write(node: &Node, level: usize, out: &mut String) {
    match node {
        Node::Null => out.push_str("null"),
        Node::Bool(flag) => out.push_str(if *flag { "true" } else { "false" }),
        Node::Number(number) => out.push_str(&number.to_string()),
        Node::Text(text) => out.push_str(&gateway_codegen::json::quoted(text)),
        Node::List(items) => list(out, level, "[]", items, |item, out| write(item, level + 1, out)),
        Node::Object(members) => list(out, level, "{}", members, |(key, value), out| {
            out.push_str(&gateway_codegen::json::quoted(key));
            out.push_str(": ");
            write(value, level + 1, out);
        }),
    }
}

fn list<T>(out: &mut String, level: usize, ends: &str, items: &[T], each: impl Fn(&T, &mut String)) {
    out.push_str(&ends[..1]);
    for (at, item) in items.iter().enumerate() {
        out.push_str(if at == 0 { "\n" } else { ",\n" });
        out.push_str(&"  ".repeat(level + 1));
        each(item, out);
    }
    if !items.is_empty() {
        out.push('\n');
        out.push_str(&"  ".repeat(level));
    }
    out.push_str(&ends[1..]);
}
