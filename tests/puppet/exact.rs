//! The exact bytes of what the puppet says, stated once for the puppet and for the tests that compare them.
//!
//! They hold what a gateway that rebuilds messages would lose: unknown members at every level, numbers beyond 64 bits,
//! trailing zeros, keys in odd order, odd spacing, escapes, members that belong to results of other methods.

/// The result of a call whose `params` were these bytes; `kind` is `resultType`, absent before 2026-07-28.
pub(crate) fn result(params: &str, kind: Option<&str>) -> String {
    let kind = kind.map(|kind| format!(r#""resultType":"{kind}","#)).unwrap_or_default();
    let echo = serde_json::Value::from(params);
    [
        r#"{"zeta" : {"big":12345678901234567890123,"fraction":1.10,"huge":1e400,"minus":-0,"pair":"\u00e4\ud83d\ude00\/"},"#,
        r#""content":[{"vendorField":[1.0,{"deep":[]}],"text":"gr\u00fc\u00dfe","type":"text"},"#,
        r#"{"type":"vendor/unknown","data":{"b":2,"a":1}}],"messages":[],"contents":{},"action":"accept","#,
        r#""structuredContent":{"z":98765432109876543210,"a":{"y":1,"x":2}},"#,
        &kind,
        r#""_meta":{"vendor/trace":0.10,"progressToken":"none of ours"},"isError":false,"echo":"#,
        &echo.to_string(),
        r#","alpha":  null }"#,
    ]
    .concat()
}

/// The `step`th progress notification of the call `label`; `token` is raw JSON.
pub(crate) fn progress(token: &str, label: &str, step: u32) -> String {
    format!(
        r#"{{"jsonrpc":"2.0","params":{{"vendor":{{"n":12345678901234567890123,"f":1.10}},"message":"{label}","total":20.50,"progressToken":{token},"progress":{step}}},"method":"notifications/progress","extra":[1e400]}}"#
    )
}

/// The `step`th log message of the call `label`.
pub(crate) fn log(label: &str, step: u32) -> String {
    format!(
        r#"{{"method":"notifications/message","jsonrpc":"2.0","params":{{"logger":"puppet","vendor":1.10,"level":"info","data":{{"step":{step},"call":"{label}"}}}}}}"#
    )
}
