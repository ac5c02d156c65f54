//! What backends, clients and arguments say stands in pages as text.

use serde_json::json;

use crate::support::Scene;
use crate::support::consent::{RISKY, RISKY_SERVER};
use crate::support::drift::{Tools, tools_of};
use crate::support::message::{MOVE, script};
use crate::visitor::{Visitor, signed_in};

/// Markup, an attribute's end, a template's syntax, a terminal's escape, and characters that turn or hide text.
const EVIL: &str =
    "<script>alert(1)</script>\"><img src=x onerror=alert(2)>'{{7*7}}\u{1b}[2J\u{202e}txt\u{200b}\u{2066}";

/// That it is there, and only as text.
fn assert_is_text(page: &str, place: &str) {
    let lower = page.to_lowercase();
    for markup in ["<script>alert", "<img src=x", "onerror=alert(2)>"] {
        assert!(!lower.contains(markup), "{place}: {markup} in {page}");
    }
    for hidden in ['\u{1b}', '\u{202e}', '\u{200b}', '\u{2066}'] {
        assert!(!page.contains(hidden), "{place}: {hidden:?} in {page}");
    }
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "{place}: {page}");
}

/// The same, where the text stands in JSON or is its own.
fn assert_is_seen(page: &str, place: &str) {
    assert_is_text(page, place);
    assert!(page.contains("⟨U+202E⟩txt") || page.contains("\\u202e"), "{place}: {page}");
}

fn form(fields: &[(&str, &str)]) -> String {
    let hex = |text: &str| text.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
    fields.iter().map(|(name, value)| format!("{}={}", hex(name), hex(value))).collect::<Vec<_>>().join("&")
}

#[tokio::test]
async fn arguments_results_and_rows_of_the_audit() {
    let scene = Scene::default();
    let (_managed, visitor) = signed_in(&scene).await;
    // The embedded server repeats the text in its result; the gateway repeats the name of a key in its refusal.
    let tried = visitor.try_tool("chronicle_search", &form(&[("/query", EVIL)])).await;
    assert_is_seen(&tried, "a call");
    let unknown = json!({EVIL: 1, "query": "a"}).to_string();
    let refused = visitor.try_tool("chronicle_search", &form(&[("json", &unknown)])).await;
    assert_is_seen(&refused, "a refused call");
    let search = visitor.page(&format!("/tools?{}", form(&[("q", EVIL)]))).await;
    assert_is_seen(&search, "a search");
    let audit = visitor.get(&format!("/audit?{}", form(&[("since", EVIL)]))).await;
    assert_is_text(&audit.text().await, "a refusal");
}

#[tokio::test]
async fn what_a_pending_call_would_do_and_why_it_was_denied() {
    let scene = Scene::default();
    let (_managed, visitor) = signed_in(&scene).await;
    let arguments = form(&[("/filename", "a.json"), ("/content", EVIL)]);
    let begun = visitor.submit(&format!("/tools/{RISKY}/try"), &arguments).await;
    assert_eq!(begun.status, 303);
    let page = visitor.page("/approvals").await;
    assert_is_seen(&page, "a pending call");
    let id = crate::visitor::between(&page, "action=\"/approvals/", "/").to_owned();
    let denied = visitor.submit(&format!("/approvals/{id}/deny"), &form(&[("reason", EVIL)])).await;
    assert_eq!(denied.status, 303);
    assert_is_text(&visitor.page("/approvals").await, "a reason");
    assert_is_text(&visitor.page(begun.header("location").unwrap()).await, "a denied call");
    assert!(visitor.page("/servers/config").await.contains(RISKY_SERVER));
}

#[tokio::test]
async fn a_clients_name() {
    let scene = Scene::default();
    let key = crate::visitor::key(&scene, "operator").await;
    let mut gateway = scene.stdio_of(&["serve", "--management", "127.0.0.1:0"]);
    let url = gateway.process.url_of("dashboard").await;
    let address = url.trim_start_matches("http://").trim_end_matches('/').to_owned();
    let mut visitor = Visitor { address, cookie: None };
    assert_eq!(visitor.sign_in(&key).await.status, 303);
    let params = json!({"protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": {"name": EVIL, "version": EVIL}});
    gateway.ask(crate::support::message::request("1", "initialize", &params.to_string())).await;
    gateway.ask(crate::support::message::call("2", "chronicle_list_entries", "{}")).await;
    gateway.ask(crate::support::message::call("3", "<b>no_such_tool\u{202e}", "{}")).await;
    let page =
        visitor.page_with("/audit?kind=outcome", &["chronicle_list_entries</code>", "no_such_tool"]).await;
    assert_is_text(&page, "a row of the audit");
    assert!(page.contains("&lt;b&gt;no_such_tool⟨U+202E⟩"), "{page}");
}

#[tokio::test]
async fn what_a_backend_answers_and_how_its_tools_differ() {
    // What a script of the puppet can carry as it is.
    let text = "<script>alert(1)</script><img src=x onerror=alert(2)>\u{202e}txt\u{200b}";
    let scene = Scene::default();
    let tools = Tools::of(&scene, "task");
    let scene = scene.stdio_puppet("task", &["--tools", tools.path()], "");
    let (_managed, visitor) = signed_in(&scene).await;
    let words = format!("result={{'content':[{{'type':'text','text':'{text}'}}],'isError':true}}");
    let done = visitor.try_tool(MOVE, &form(&[("json", &script(&words))])).await;
    let result = crate::visitor::between(&done, "aria-label=\"Text of the result\">", "</pre>");
    assert_is_seen(result, "a result");

    let mut live = tools_of("task");
    live[0]["inputSchema"]["properties"][EVIL] = json!({"type": "string"});
    live[0]["inputSchema"]["required"] = json!([EVIL]);
    live.push(json!({"name": format!("extra{EVIL}"), "inputSchema": {"type": "object"}}));
    tools.write(&live.into());
    assert_eq!(visitor.submit("/servers/task/restart", "").await.status, 303);
    assert_eq!(visitor.submit("/contract/compare", "").await.status, 303);
    let page = visitor.page("/contract").await;
    assert!(page.contains("blocking") && page.contains("extra&lt;script&gt;"), "{page}");
    assert_is_text(&page, "drift");
    assert!(visitor.page("/").await.contains("1 blocked"), "the overview says so too");
}
