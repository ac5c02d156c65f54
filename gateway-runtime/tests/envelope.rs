//! Decoding: what is read from a message, and what is refused.

use gateway_runtime::envelope::Message;

#[test]
fn the_members_of_a_call_are_slices_of_its_text() {
    let text = r#" {"params" : {"vendor":[1], "arguments": {"a": 1.10}, "name":"x", "_meta":{"progressToken": 7,"own/key":{}}},
        "method":"tools/call", "id" : "q-1", "jsonrpc":"2.0", "extra": null} "#;
    let message = Message::decode(text).expect("a message");
    assert_eq!((message.id, message.method().as_deref()), (Some("\"q-1\""), Some("tools/call")));
    let params = message.params;
    assert_eq!((params.name, params.arguments), (Some("\"x\""), Some(r#"{"a": 1.10}"#)));
    assert_eq!(params.meta.raw, Some(r#"{"progressToken": 7,"own/key":{}}"#));
    assert_eq!(params.meta.progress_token, Some("7"));
    assert!(params.has_others);
    assert!(params.raw.is_some_and(|raw| raw.starts_with("{\"vendor\"") && raw.ends_with("}}")));
}

#[test]
fn a_result_is_kept_as_written() {
    let text = r#"{"jsonrpc":"2.0","id":1,"result":{ "z":12345678901234567890123,"resultType":"complete" ,"isError":true}}"#;
    let result = Message::decode(text).expect("a message").result.expect("a result");
    assert_eq!(result.raw, r#"{ "z":12345678901234567890123,"resultType":"complete" ,"isError":true}"#);
    assert_eq!((result.result_type, result.is_error), (Some("\"complete\""), Some("true")));
}

#[test]
fn what_cannot_be_served_is_refused_with_its_id() {
    let cases = [
        r#"{"jsonrpc":"2.0","id":1,"method":"x""#,
        r#"[{"jsonrpc":"2.0","id":1,"method":"x"}]"#,
        r#""text""#,
        r#"{"id":1,"method":"x"}"#,
        r#"{"jsonrpc":"1.0","id":1,"method":"x"}"#,
        r#"{"jsonrpc":2.0,"id":1,"method":"x"}"#,
        r#"{"jsonrpc":"2.0","id":null,"method":"x"}"#,
        r#"{"jsonrpc":"2.0","id":1.5,"method":"x"}"#,
        r#"{"jsonrpc":"2.0","id":{},"method":"x"}"#,
        r#"{"jsonrpc":"2.0","id":1,"id":2,"method":"x"}"#,
        r#"{"jsonrpc":"2.0","id":1,"method":7}"#,
        r#"{"jsonrpc":"2.0","id":1}"#,
        r#"{"jsonrpc":"2.0","id":"a","method":"x","params":[1]}"#,
        r#"{"jsonrpc":"2.0","id":2,"method":"x","params":{"name":"a","name":"b"}}"#,
        r#"{"jsonrpc":"2.0","id":3,"method":"x","params":{"name":"a","n\u0061me":"b"}}"#,
        r#"{"jsonrpc":"2.0","id":4,"method":"x","params":{"_meta":{"progressToken":1,"progressToken":2}}}"#,
        r#"{"jsonrpc":"2.0","id":5,"method":"x","params":{"_meta":{"progress\u0054oken":1}}}"#,
    ];
    let refusals: Vec<_> = cases
        .iter()
        .map(|text| {
            let rejected = Message::decode(text).expect_err(text);
            format!(
                "{text}\n  id {}: {} {}",
                rejected.id.unwrap_or("unknown"),
                rejected.fault.code(),
                rejected.fault
            )
        })
        .collect();
    insta::assert_snapshot!(refusals.join("\n"));
}

#[test]
fn an_error_response_may_have_no_id() {
    let text = r#"{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"?"}}"#;
    assert_eq!(Message::decode(text).expect("a message").error, Some(r#"{"code":-32700,"message":"?"}"#));
}
