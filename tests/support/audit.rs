//! The rows that gateways of a scene have written, as commands show them.

use serde_json::Value;

use super::{Scene, soon};

/// How a command ended: its exit code, and what it printed to standard output and to standard error.
pub(crate) async fn command(scene: &Scene, arguments: &[&str]) -> (i32, String, String) {
    let output = soon("a command", scene.gateway(arguments).output()).await.unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

/// All rows, oldest first.
pub(crate) async fn rows(scene: &Scene, filter: &[&str]) -> Vec<Value> {
    let (code, text, errors) = command(scene, &[&["audit", "export"], filter].concat()).await;
    assert_eq!((code, errors.as_str()), (0, ""));
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}")))
        .collect()
}

/// What `gateway audit verify` says of a chain that must be sound.
pub(crate) async fn sound(scene: &Scene) -> Value {
    let (code, text, errors) = command(scene, &["audit", "verify", "--json"]).await;
    assert_eq!((code, errors.as_str()), (0, ""), "{text}");
    serde_json::from_str(&text).unwrap()
}

/// The members of each row, as text, with spaces between them.
pub(crate) fn columns(rows: &[Value], names: &[&str]) -> Vec<String> {
    let cell = |row: &Value, name: &&str| match &row[*name] {
        Value::Null => "-".to_owned(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    rows.iter().map(|row| names.iter().map(|name| cell(row, name)).collect::<Vec<_>>().join(" ")).collect()
}
