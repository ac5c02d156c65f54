//! Rows as they are printed.

use gateway_state::audit::Stored;
use serde_json::Value;

use crate::cli::table::{Cell, Table, Tone};

/// A row as JSON on one line: its text as it was hashed, after its number and its hash.
pub(crate) fn json_line(row: &Stored) -> String {
    let members = row.body.strip_prefix('{').unwrap_or(&row.body);
    format!("{{\"seq\":{},\"hash\":\"{}\",{members}\n", row.seq, row.hash)
}

/// The columns of a line for people, and how wide each is: rows are printed as they come, so the widths are fixed.
const COLUMNS: [(&str, usize); 7] =
    [("TIME", 24), ("KIND", 9), ("PRINCIPAL", 10), ("TOOL", 30), ("OUTCOME", 9), ("LATENCY", 11), ("", 0)];

/// The headings above lines for people.
pub(super) fn headings() -> String {
    in_columns(COLUMNS.map(|(name, _)| Cell::new(name, Tone::Strong)))
}

/// A row as a line for people.
pub(super) fn line(_: &Stored, body: &Value) -> String {
    let cell = |name: &str, tone| Cell::new(text(&body[name]), tone);
    let millis = body["latencyMs"].as_f64().map(|millis| format!("{millis:.1} ms")).unwrap_or_default();
    let outcome = tone(body["outcome"].as_str().unwrap_or_default());
    in_columns([
        cell("time", Tone::Faint),
        cell("kind", Tone::Plain),
        cell("principal", Tone::Plain),
        cell("tool", Tone::Strong),
        cell("outcome", outcome),
        Cell::number(millis).toned(Tone::Faint),
        Cell::new(detail(body), Tone::Plain),
    ])
}

fn in_columns(cells: [Cell; 7]) -> String {
    let mut table = Table::default();
    table.row(cells);
    table.in_columns(&COLUMNS.map(|(_, width)| width))
}

fn tone(outcome: &str) -> Tone {
    match outcome {
        "ok" | "approved" => Tone::Good,
        "error" | "failed" => Tone::Bad,
        "refused" | "denied" | "expired" | "cancelled" => Tone::Warning,
        _ => Tone::Plain,
    }
}

/// What else there is to say.
fn detail(body: &Value) -> String {
    let named = |name: &str| {
        let value = text(&body[name]);
        (!value.is_empty()).then(|| format!("{name} {value}"))
    };
    let cached = (body["cached"] == true).then(|| "from memory".to_owned());
    let parts = ["action", "code", "stage", "approval", "by", "unrecorded", "refused", "detail"];
    let parts = parts.into_iter().filter_map(named).chain(cached);
    parts.collect::<Vec<_>>().join(", ")
}

/// A value on one line. What a caller wrote must not move the cursor.
fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect(),
        other => other.to_string(),
    }
}

/// The columns of an export.
pub(crate) const CSV_HEAD: [&str; 25] = [
    "seq",
    "hash",
    "time",
    "kind",
    "call",
    "principal",
    "via",
    "client",
    "tool",
    "server",
    "class",
    "digest",
    "arguments",
    "approval",
    "way",
    "action",
    "outcome",
    "stage",
    "code",
    "latencyMs",
    "bytes",
    "cached",
    "by",
    "detail",
    "contract",
];

/// A row as comma-separated values (RFC 4180).
pub(crate) fn csv(row: &Stored, body: &Value) -> String {
    let cells = CSV_HEAD.iter().map(|name| match *name {
        "seq" => row.seq.to_string(),
        "hash" => row.hash.to_string(),
        name => match &body[name] {
            Value::Null => String::new(),
            Value::String(text) => quoted(text),
            other => quoted(&other.to_string()),
        },
    });
    format!("{}\r\n", cells.collect::<Vec<_>>().join(","))
}

fn quoted(text: &str) -> String {
    if text.contains(['"', ',', '\r', '\n']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use gateway_state::audit::Hash;
    use serde_json::json;

    use super::*;

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        let body =
            json!({"principal": "a \"b\", c", "detail": "x\ny", "bytes": 12, "arguments": {"a": [1, 2]}});
        let row = Stored { seq: 7, hash: Hash::default(), body: body.to_string() };
        let cells = csv(&row, &body);
        assert!(cells.starts_with("7,0000"), "{cells}");
        for part in [r#","a ""b"", c","#, ",\"x\ny\",", ",12,", r#","{""a"":[1,2]}","#] {
            assert!(cells.contains(part), "{part} in {cells}");
        }
        assert!(cells.ends_with("\r\n"));
    }

    #[test]
    fn what_a_caller_wrote_stays_on_its_line() {
        let body = json!({"tool": "a\u{1b}[2J\nb"});
        let row = Stored { seq: 1, hash: Hash::default(), body: body.to_string() };
        let text = line(&row, &body);
        let text = anstream::adapter::strip_str(&text).to_string();
        assert!(text.contains("a\u{fffd}[2J\u{fffd}b") && text.matches('\n').count() == 1, "{text:?}");
    }
}
