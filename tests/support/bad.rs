//! Messages that a gateway must refuse, each with its precise error, or take without an answer.

use super::message::{MODERN_META, call, modern_call, notification, request};

/// The limit that the tests set, so that a message can be too large.
pub(crate) const MAX_MESSAGE: usize = 4096;

/// A message with a name for what is wrong with it.
pub(crate) type Case = (&'static str, Vec<u8>);

fn text(name: &'static str, message: impl Into<String>) -> Case {
    (name, message.into().into_bytes())
}

/// What cannot be read as one JSON-RPC request.
pub(crate) fn unreadable() -> Vec<Case> {
    let request = |members: &str| format!(r#"{{"jsonrpc":"2.0",{members}}}"#);
    vec![
        text("not JSON", "hello"),
        text("cut off", r#"{"jsonrpc":"2.0","id":1,"method":"ping""#),
        text("two messages on a line", r#"{"jsonrpc":"2.0","id":1,"method":"ping"} {}"#),
        text("a comma too many", request(r#""id":1,"method":"ping","#)),
        text("a leading zero", request(r#""id":01,"method":"ping""#)),
        text("half a surrogate pair", request(r#""id":1,"method":"\ud800""#)),
        ("not UTF-8", b"{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"p\xFFng\"}".to_vec()),
        text("too large", request(&format!(r#""id":1,"method":"{}""#, "x".repeat(MAX_MESSAGE)))),
        text(
            "too deep",
            request(&format!(r#""id":1,"method":"ping","params":{}{}"#, "[".repeat(200), "]".repeat(200))),
        ),
        text("a batch", r#"[{"jsonrpc":"2.0","id":1,"method":"ping"}]"#),
        text("an empty batch", "[]"),
        text("a number", "42"),
        text("a wrong version", r#"{"jsonrpc":"1.0","id":1,"method":"ping"}"#),
        text("no version", r#"{"id":1,"method":"ping"}"#),
        text("a null id", request(r#""id":null,"method":"ping""#)),
        text("a fractional id", request(r#""id":1.5,"method":"ping""#)),
        text("an object for an id", request(r#""id":{},"method":"ping""#)),
        text("two ids", request(r#""id":1,"id":2,"method":"ping""#)),
        text("two methods", request(r#""id":1,"method":"ping","method":"tools/list""#)),
        text("a number for a method", request(r#""id":1,"method":5"#)),
        text("neither method nor result", request(r#""id":1"#)),
        text("a list of params", request(r#""id":1,"method":"tools/list","params":[]"#)),
        text("two params", request(r#""id":1,"method":"tools/list","params":{},"params":{}"#)),
        text(
            "an escaped key in params",
            request(r#""id":1,"method":"tools/call","params":{"n\u0061me":"get_task"}"#),
        ),
        text(
            "a key twice in params",
            request(r#""id":1,"method":"tools/call","params":{"name":"get_task","name":"x"}"#),
        ),
    ]
}

/// What can be read, and is not served as it stands.
pub(crate) fn refused() -> Vec<Case> {
    let method = |method: &str, params: &str| request("1", method, params);
    vec![
        text("an unknown method", method("tools/run", "{}")),
        text("a method of the other era", method("resources/list", "{}")),
        text("an unknown tool with a near match", call("1", "get_tasks", "{}")),
        text("an unknown tool", call("1", "make_coffee", "{}")),
        text("a tool that the contract leaves out", call("1", "chronicle_append_entry", "{}")),
        text("no tool name", method("tools/call", r#"{"arguments":{}}"#)),
        text("no params", r#"{"jsonrpc":"2.0","id":1,"method":"tools/call"}"#),
        text("a number for a tool name", method("tools/call", r#"{"name":7}"#)),
        text("a cursor that was not given out", method("tools/list", r#"{"cursor":"abc"}"#)),
        text("initialize without a version", method("initialize", "{}")),
        text("a log level that does not exist", method("logging/setLevel", r#"{"level":"loud"}"#)),
    ]
}

/// Arguments that do not fit.
pub(crate) fn arguments() -> Vec<Case> {
    let task = |arguments: &str| call("1", "get_task", arguments);
    let diff = |path: &str| call("1", "git_diff", &format!(r#"{{"file_path":{path}}}"#));
    vec![
        text("a wrong type", task(r#"{"task_number":"7"}"#)),
        text("a fraction for an integer", task(r#"{"task_number":1.0}"#)),
        text("beyond 64 bits", task(r#"{"task_number":12345678901234567890123}"#)),
        text("out of range", task(r#"{"task_number":0}"#)),
        text("a missing argument", task("{}")),
        text("no arguments at all", request("1", "tools/call", r#"{"name":"get_task"}"#)),
        text("an extra argument", task(r#"{"task_number":1,"verbose":true}"#)),
        text("a misspelt argument", task(r#"{"task_numbr":1}"#)),
        text("an explicit null", task(r#"{"task_number":null}"#)),
        text("a key twice", task(r#"{"task_number":1,"task_numb\u0065r":2}"#)),
        text("a list for arguments", task("[1]")),
        text("not one of an enum", call("1", "list_tasks", r#"{"status":"open"}"#)),
        text("an empty string", call("1", "search_tasks", r#"{"query":""}"#)),
        text("a wrong element", call("1", "git_add", r#"{"files":["a",5]}"#)),
        text(
            "a mistake inside an object",
            call("1", "update_task", r#"{"task_number":1,"updates":{"state":"todo","title":7}}"#),
        ),
        text(
            "several at once",
            call("1", "create_task", r#"{"title":"a\nb","objective":5,"deliverables":[],"priority":"high"}"#),
        ),
        text("a path to the parent", diff(r#""../x""#)),
        text("a path through the parent", diff(r#""a/../../x""#)),
        text("a parent written with escapes", diff(r#""\u002e\u002e/x""#)),
        text("an absolute path", diff(r#""/etc/passwd""#)),
        text("a path that looks like an option", diff(r#""-x""#)),
        text("a path with NUL", diff(r#""a\u0000b""#)),
        text("a path with a backslash", diff(r#""..\\x""#)),
        text("a home folder", diff(r#""~/x""#)),
    ]
}

/// Requests of 2026-07-28 that are not as they must be.
pub(crate) fn modern() -> Vec<Case> {
    let with = |method: &str, meta: &str| request("1", method, &format!(r#"{{"_meta":{{{meta}}}}}"#));
    let version = r#""io.modelcontextprotocol/protocolVersion""#;
    vec![
        text("a version of the future", with("tools/list", &MODERN_META.replace("2026-07-28", "2030-01-01"))),
        text(
            "a version of the other era",
            with("tools/list", &MODERN_META.replace("2026-07-28", "2025-11-25")),
        ),
        text("a number for a version", with("tools/list", &format!("{version}:7"))),
        text("no version", request("1", "server/discover", "{}")),
        text("no capabilities", with("tools/list", &format!(r#"{version}:"2026-07-28""#))),
        text("a list for capabilities", with("tools/list", &MODERN_META.replace("{}", "[]"))),
        text(
            "a log level that does not exist",
            with("tools/list", &format!(r#"{MODERN_META},"io.modelcontextprotocol/logLevel":"loud""#)),
        ),
        text("a metadata key twice", with("tools/list", &format!("{MODERN_META},{MODERN_META}"))),
        text("ping, which is gone", with("ping", MODERN_META)),
        text("initialize, which is gone", with("initialize", MODERN_META)),
        text("logging/setLevel, which is gone", with("logging/setLevel", MODERN_META)),
        text("an unknown tool", modern_call("1", "make_coffee", "{}")),
        text("an argument that does not fit", modern_call("1", "get_task", r#"{"task_number":"7"}"#)),
    ]
}

/// What is taken without an answer.
pub(crate) fn silent() -> Vec<Case> {
    vec![
        text("a notification before anything else", notification("notifications/initialized", "{}")),
        text("an unknown notification", notification("notifications/nonsense", "{}")),
        text("the cancellation of nothing", notification("notifications/cancelled", r#"{"requestId":99}"#)),
        text("a response that nobody waits for", r#"{"jsonrpc":"2.0","id":5,"result":{}}"#),
        text(
            "an error that nobody waits for",
            r#"{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"?"}}"#,
        ),
    ]
}
