//! Prompts and resources: passed through as the contract declares, in both eras on both sides.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use std::path::PathBuf;
use std::sync::Arc;

use hyper::Method;
use rmcp::ClientHandler;
use rmcp::model::{
    GetPromptRequestParams, ProtocolVersion, ReadResourceRequestParams, ResourceUpdatedNotificationParam,
    ServerNotification, SubscribeRequestParams, SubscriptionFilter,
};
use rmcp::service::{ClientLifecycleMode, ClientServiceExt, NotificationContext, RoleClient};
use rmcp::transport::TokioChildProcess;
use serde_json::{Value, json};
use support::http::{Http, Response};
use support::message::{MODERN_META, Parts, initialize, notification, request};
use support::process::until;
use support::{HttpPuppet, Scene, Stdio, puppet};
use tokio::process::Command;
use tokio::sync::mpsc;

/// The gateway of `tests/offering`, whose server `a` is a process and `b` an address.
struct Offering {
    scene: Scene,
    b: Option<HttpPuppet>,
    env: Vec<(&'static str, String)>,
}

impl Offering {
    async fn new(era: &str) -> Self {
        let scene = Scene::default();
        let b = HttpPuppet::start(&scene, &["--offers", "b", "--era", era]).await;
        let env = vec![("ERA", era.to_owned()), ("B_URL", b.url.clone())];
        Self { scene, b: Some(b), env }
    }

    /// Without a server `b`.
    fn alone(era: &str) -> Self {
        Self { scene: Scene::default(), b: None, env: vec![("ERA", era.to_owned())] }
    }

    fn with(mut self, name: &'static str, value: &str) -> Self {
        self.env.push((name, value.to_owned()));
        self
    }

    fn command(&self) -> Command {
        let program = puppet().with_file_name("offering");
        assert!(program.exists(), "{} is missing: run `cargo build --example offering`", program.display());
        let mut command = Command::new(program);
        command.current_dir(self.scene.root()).env_clear().kill_on_drop(true).envs(self.env.clone());
        command.env("PUPPET", puppet()).env("LOG", self.scene.root().join("log")).env("AUDIT", self.audit());
        command
    }

    fn stdio(&self) -> Stdio {
        self.scene.start(self.command())
    }

    async fn http(&self) -> Http {
        let mut command = self.command();
        command.arg("--http");
        Http::start(command, Arc::new(tempfile::TempDir::new().unwrap())).await
    }

    fn audit(&self) -> PathBuf {
        self.scene.root().join("audit.jsonl")
    }

    async fn row(&self, wanted: impl Fn(&Value) -> bool) -> Value {
        let line = support::process::line_in(&self.audit(), |line| wanted(&value(line))).await;
        value(&line)
    }

    fn log(&self, server: &str) -> String {
        std::fs::read_to_string(self.scene.root().join(format!("log-{server}"))).unwrap_or_default()
    }
}

fn value(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error} in {text}"))
}

fn modern(members: &str) -> String {
    let comma = if members.is_empty() { "" } else { "," };
    format!(r#"{{{members}{comma}"_meta":{{{MODERN_META}}}}}"#)
}

async fn result(gateway: &mut Stdio, method: &str, params: &str) -> Value {
    let answer = value(&gateway.ask(request("1", method, params)).await);
    assert!(answer.get("result").is_some(), "{method}: {answer}");
    answer["result"].clone()
}

async fn error(gateway: &mut Stdio, method: &str, params: &str) -> Value {
    let answer = value(&gateway.ask(request("1", method, params)).await);
    assert!(answer.get("error").is_some(), "{method}: {answer}");
    answer["error"].clone()
}

fn names(list: &Value, key: &str) -> Vec<String> {
    list.as_array().unwrap().iter().map(|item| item[key].as_str().unwrap().to_owned()).collect()
}

/// The names of all pages.
async fn all_prompts(gateway: &mut Stdio) -> (Vec<String>, usize) {
    let (mut all, mut pages, mut cursor) = (Vec::new(), 0, None);
    loop {
        let params = cursor.map_or("{}".into(), |cursor: String| format!(r#"{{"cursor":"{cursor}"}}"#));
        let page = result(gateway, "prompts/list", &params).await;
        all.extend(names(&page["prompts"], "name"));
        pages += 1;
        match page["nextCursor"].as_str() {
            Some(next) => cursor = Some(next.to_owned()),
            None => return (all, pages),
        }
    }
}

#[tokio::test]
async fn capabilities_are_those_that_the_contract_declares() {
    let offering = Offering::alone("dual");
    let mut gateway = offering.stdio();
    let expected = json!({
        "logging": {},
        "completions": {},
        "prompts": {"listChanged": true},
        "resources": {"listChanged": true, "subscribe": true},
        "tools": {},
    });
    let legacy = value(&gateway.ask(initialize("1")).await);
    assert_eq!(legacy["result"]["capabilities"], expected);
    let discovered = result(&mut gateway, "server/discover", &modern("")).await;
    assert_eq!(discovered["capabilities"], expected);
    assert_eq!(offering.log("a"), "", "nothing is started for it");
}

#[tokio::test]
async fn lists_are_merged_in_the_order_of_servers_and_paged() {
    for era in ["legacy", "modern"] {
        let offering = Offering::new(era).await;
        let mut gateway = offering.stdio();
        // `greet` and `hidden` of `b` are taken by `a`, and `c` lists what it may show.
        let expected =
            ["greet", "a_first", "hidden", "a_second", "b_first", "b_second", "c_first", "c_second"];
        let (all, pages) = all_prompts(&mut gateway).await;
        assert_eq!((all.as_slice(), pages), (expected.map(str::to_owned).as_slice(), 4), "{era}");
        let resources = result(&mut gateway, "resources/list", "{}").await;
        assert_eq!(names(&resources["resources"], "uri"), ["a://a", "a://e/f", "b://a", "b://e/f"]);
        let templates = result(&mut gateway, "resources/templates/list", "{}").await;
        let templates = names(&templates["resourceTemplates"], "uriTemplate");
        assert_eq!(templates, ["a://item/{id}", "b://item/{id}"]);
        assert!(!offering.log("d").contains("list"), "only servers that declare any are asked");
        let raw = gateway.ask(request("1", "resources/list", "{}")).await;
        assert!(raw.contains(r#"{"uri":"a://a","name":"a","big":12345678901234567890123}"#), "{raw}");
    }
}

#[tokio::test]
async fn a_modern_list_says_how_long_it_holds_and_for_whom() {
    let offering = Offering::new("legacy").await;
    let mut gateway = offering.stdio();
    let list = result(&mut gateway, "resources/list", &modern("")).await;
    assert_eq!((&list["resultType"], &list["ttlMs"]), (&json!("complete"), &json!(500)));
    assert_eq!(list["cacheScope"], "private");
    assert_eq!(list["_meta"]["io.modelcontextprotocol/serverInfo"]["name"], "gateway");
    assert_eq!(list["_meta"].get("sanctuary-gateway/absent"), None);
    for wrong in [r#""cursor":"x""#, r#""cursor":"""#, r#""cursor":"eAp5""#] {
        let error = error(&mut gateway, "prompts/list", &modern(wrong)).await;
        assert_eq!(error["code"], -32602, "{error}");
    }
}

#[tokio::test]
async fn a_server_that_fails_is_missing_from_a_list_and_told() {
    let offering = Offering::alone("dual");
    let mut gateway = offering.stdio();
    let list = result(&mut gateway, "resources/list", "{}").await;
    assert_eq!(names(&list["resources"], "uri"), ["a://a", "a://e/f"]);
    let absent = &list["_meta"]["sanctuary-gateway/absent"];
    assert_eq!(absent[0]["server"], "b");
    assert_eq!(absent[0]["code"], "unavailable");
    assert!(absent[0]["reason"].as_str().unwrap().contains("no connection"), "{absent}");
}

#[tokio::test]
async fn prompts_are_got_and_resources_read_byte_for_byte() {
    for era in ["legacy", "modern"] {
        let offering = Offering::new(era).await;
        let mut gateway = offering.stdio();
        for (method, params, member) in [
            ("prompts/get", r#"{"name":"a_first","arguments":{"x":"1"},"vendor":[1.10]}"#, "messages"),
            ("prompts/get", r#"{"name":"b_second"}"#, "messages"),
            ("prompts/get", r#"{"name":"c_first"}"#, "messages"),
            ("resources/read", r#"{"uri":"a://a?q=%20","vendor":1e400}"#, "contents"),
            ("resources/read", r#"{"uri":"b://item/7"}"#, "contents"),
        ] {
            let answer = gateway.ask(request("1", method, params)).await;
            let raw = Parts::of(&answer).result().to_owned();
            let start = format!(r#"{{"{member}" : [{{"n":12345678901234567890123,"role":"#);
            assert!(
                raw.starts_with(&start) && raw.contains(r#"}],"zeta":1.10,"echo":"#),
                "{era} {method}: {answer}"
            );
            let echo = value(&raw)["echo"].as_str().unwrap().to_owned();
            assert!(echo.starts_with(params.trim_end_matches('}')), "{era} {method}: {echo}");
            let with_meta = format!(r#"{},"_meta":{{{MODERN_META}}}}}"#, params.trim_end_matches('}'));
            let answer = gateway.ask(request("2", method, &with_meta)).await;
            let raw = Parts::of(&answer).result().to_owned();
            assert!(raw.contains(&start[1..]) && raw.contains(r#""resultType":"complete""#), "{answer}");
            assert_eq!(
                method == "resources/read",
                raw.contains(r#""ttlMs":0,"cacheScope":"private""#),
                "{raw}"
            );
        }
    }
}

#[tokio::test]
async fn what_is_not_declared_is_not_found() {
    let offering = Offering::new("dual").await;
    let mut gateway = offering.stdio();
    for uri in [
        "a://x/../y",
        "a://%2e%2e/y",
        "file:///srv/docs/../../etc/passwd",
        "file:///srv/docs/%2E%2E/x",
        "other://c",
        "c://a",
    ] {
        let plain = error(&mut gateway, "resources/read", &format!(r#"{{"uri":"{uri}"}}"#)).await;
        assert_eq!((&plain["code"], &plain["data"]["uri"]), (&json!(-32002), &json!(uri)));
        let plain = error(&mut gateway, "resources/read", &modern(&format!(r#""uri":"{uri}""#))).await;
        assert_eq!(plain["code"], -32602, "{uri}");
    }
    assert_eq!(offering.log("a"), "", "no server was asked");
    for name in ["hidden_not", "greet_not_either", ""] {
        let unknown = error(&mut gateway, "prompts/get", &format!(r#"{{"name":"{name}"}}"#)).await;
        assert_eq!((&unknown["code"], &unknown["data"]["prompt"]), (&json!(-32602), &json!(name)));
    }
    for (method, params) in
        [("prompts/get", "{}"), ("prompts/get", r#"{"name":1}"#), ("resources/read", "{}")]
    {
        assert_eq!(error(&mut gateway, method, params).await["code"], -32602);
    }
    // Those of the server itself: the code is that of the client's era.
    let missing = error(&mut gateway, "resources/read", r#"{"uri":"a://missing"}"#).await;
    assert_eq!(missing, json!({"code": -32002, "message": "not found"}));
    let missing = error(&mut gateway, "resources/read", &modern(r#""uri":"a://missing""#)).await;
    assert_eq!(missing, json!({"code": -32602, "message": "not found"}));
}

#[tokio::test]
async fn a_profile_shows_what_it_shares_and_nothing_else() {
    let offering = Offering::new("dual").await.with("PRINCIPAL", "half");
    let mut gateway = offering.stdio();
    let (prompts, _) = all_prompts(&mut gateway).await;
    assert_eq!(prompts, ["greet", "b_first", "hidden", "b_second"]);
    let resources = result(&mut gateway, "resources/list", "{}").await;
    assert_eq!(names(&resources["resources"], "uri"), ["a://a", "a://e/f"]);
    assert_eq!(error(&mut gateway, "resources/read", r#"{"uri":"b://a"}"#).await["code"], -32002);
    assert_eq!(error(&mut gateway, "resources/subscribe", r#"{"uri":"b://a"}"#).await["code"], -32002);
    assert_eq!(error(&mut gateway, "prompts/get", r#"{"name":"c_first"}"#).await["code"], -32602);
    let offering = Offering::new("dual").await.with("PRINCIPAL", "none");
    let mut gateway = offering.stdio();
    assert_eq!(result(&mut gateway, "prompts/list", "{}").await, json!({"prompts": []}));
    assert_eq!(result(&mut gateway, "resources/list", "{}").await, json!({"resources": []}));
    assert_eq!(error(&mut gateway, "prompts/get", r#"{"name":"greet"}"#).await["code"], -32602);
    assert_eq!(offering.log("a"), "");
}

#[tokio::test]
async fn a_server_that_is_switched_off_offers_nothing() {
    let offering = Offering::new("dual").await.with("OFF", "server:a");
    let mut gateway = offering.stdio();
    let resources = result(&mut gateway, "resources/list", "{}").await;
    assert_eq!(names(&resources["resources"], "uri"), ["b://a", "b://e/f"]);
    assert_eq!(error(&mut gateway, "resources/read", r#"{"uri":"a://a"}"#).await["code"], -32002);
}

#[tokio::test]
async fn gets_and_reads_are_recorded() {
    let offering = Offering::alone("dual");
    let mut gateway = offering.stdio();
    result(&mut gateway, "prompts/get", r#"{"name":"c_first","arguments":{"x":"secret"}}"#).await;
    let row = offering.row(|row| row["tool"] == "prompts/get").await;
    assert_eq!((&row["server"], &row["class"], &row["outcome"]), (&json!("c"), &json!("read"), &json!("ok")));
    assert_eq!(row["arguments"], json!({"arguments": "[redacted]", "name": "c_first"}));
    result(&mut gateway, "resources/read", r#"{"uri":"a://a"}"#).await;
    let row = offering.row(|row| row["tool"] == "resources/read").await;
    assert_eq!((&row["server"], &row["arguments"]), (&json!("a"), &json!({"uri": "a://a"})));
    error(&mut gateway, "resources/read", r#"{"uri":"a://../b"}"#).await;
    let row = offering.row(|row| row["outcome"] == "refused").await;
    assert_eq!((&row["tool"], &row["stage"]), (&json!("resources/read"), &json!("route")));
}

#[tokio::test]
async fn completions_go_to_the_server_that_declares_them() {
    let offering = Offering::new("dual").await;
    let mut gateway = offering.stdio();
    let complete =
        |reference: &str| format!(r#"{{"ref":{reference},"argument":{{"name":"x","value":"gr"}}}}"#);
    for reference in
        [r#"{"type":"ref/prompt","name":"a_first"}"#, r#"{"type":"ref/resource","uri":"a://item/{id}"}"#]
    {
        let completed = gateway.ask(request("1", "completion/complete", &complete(reference))).await;
        assert_eq!(
            Parts::of(&completed).result(),
            r#"{"completion":{"values":["gr"],"total":1,"vendor":1.10}}"#
        );
    }
    let nothing =
        result(&mut gateway, "completion/complete", &complete(r#"{"type":"ref/prompt","name":"b_first"}"#))
            .await;
    assert_eq!(nothing["completion"]["values"], json!([]));
    for reference in [r#"{"type":"ref/resource","uri":"file:///{+path}"}"#, r#"{"type":"ref/other"}"#, "1"] {
        let code = error(&mut gateway, "completion/complete", &complete(reference)).await["code"].clone();
        assert!(code == -32602 || code == -32002, "{reference}: {code}");
    }
}

#[tokio::test]
async fn a_legacy_client_hears_of_changes_on_its_stream() {
    for era in ["legacy", "modern"] {
        let offering = Offering::new(era).await;
        let mut gateway = offering.stdio();
        gateway.ask(initialize("0")).await;
        gateway.send(notification("notifications/initialized", "{}")).await;
        for server in ["a", "b"] {
            let ask = |uri: &str| format!(r#"{{"uri":"{server}://{uri}"}}"#);
            assert_eq!(result(&mut gateway, "resources/subscribe", &ask("watched")).await, json!({}));
            let refused = error(&mut gateway, "resources/subscribe", &ask("nosub")).await;
            assert_eq!(refused["data"]["code"], "unavailable", "{refused}");
            for (path, method) in [
                ("prompts", "notifications/prompts/list_changed"),
                ("resources", "notifications/resources/list_changed"),
            ] {
                let notice = touched(&mut gateway, &ask(&format!("touch/{path}"))).await;
                assert_eq!(notice["method"], method, "{era} {server}");
                assert_eq!(notice["params"].get("_meta"), None);
            }
            let path = format!("touch/{server}:++watched");
            let notice = touched(&mut gateway, &ask(&path)).await;
            assert_eq!(notice["params"]["uri"], format!("{server}://watched"));
            // Nobody subscribed to these, and the second is not declared.
            for path in [format!("{server}:++other"), "file:+++etc+passwd".into()] {
                let answer =
                    gateway.ask(request("9", "resources/read", &ask(&format!("touch/{path}")))).await;
                assert_eq!(value(&answer)["id"], 9, "{answer}");
            }
            result(&mut gateway, "resources/unsubscribe", &ask("watched")).await;
        }
        offering_heard_unsubscribe(&offering, era).await;
        gateway.is_well().await;
    }
}

/// Reads something whose reading changes something, and gives the notice of that.
async fn touched(gateway: &mut Stdio, params: &str) -> Value {
    gateway.send(request("7", "resources/read", params)).await;
    let (first, second) = (value(&gateway.next().await), value(&gateway.next().await));
    let (notice, answer) = if first.get("id").is_some() { (second, first) } else { (first, second) };
    assert_eq!(answer["id"], 7, "{answer}");
    notice
}

async fn offering_heard_unsubscribe(offering: &Offering, era: &str) {
    let wanted =
        if era == "legacy" { r#""method":"resources/unsubscribe""# } else { "notifications/cancelled" };
    until("the end of the subscription", || offering.log("a").contains(wanted).then_some(())).await;
}

#[tokio::test]
async fn a_modern_client_hears_what_it_asked_for_under_its_own_name() {
    for era in ["legacy", "modern"] {
        let offering = Offering::new(era).await;
        let mut gateway = offering.stdio();
        let wanted = r#""notifications":{"promptsListChanged":true,"toolsListChanged":true,"resourceSubscriptions":["a://watched","b://watched","a://nosub","other://x"]}"#;
        let acknowledged =
            value(&gateway.ask(request(r#""L1""#, "subscriptions/listen", &modern(wanted))).await);
        assert_eq!(acknowledged["method"], "notifications/subscriptions/acknowledged");
        let params = &acknowledged["params"];
        assert_eq!(
            params["notifications"],
            json!({"promptsListChanged": true, "resourceSubscriptions": ["a://watched", "b://watched"]})
        );
        assert_eq!(params["_meta"]["io.modelcontextprotocol/subscriptionId"], "L1");
        for server in ["a", "b"] {
            for path in ["prompts".to_owned(), format!("{server}:++watched")] {
                let notice =
                    touched(&mut gateway, &modern(&format!(r#""uri":"{server}://touch/{path}""#))).await;
                assert_eq!(
                    notice["params"]["_meta"],
                    json!({"io.modelcontextprotocol/subscriptionId": "L1"}),
                    "{era} {server}"
                );
            }
            // It did not ask for this.
            let answer = gateway
                .ask(request(
                    "9",
                    "resources/read",
                    &modern(&format!(r#""uri":"{server}://touch/resources""#)),
                ))
                .await;
            assert_eq!(value(&answer)["id"], 9, "{answer}");
        }
        gateway.send(notification("notifications/cancelled", r#"{"requestId":"L1"}"#)).await;
        offering_heard_unsubscribe(&offering, era).await;
        let answer =
            gateway.ask(request("9", "resources/read", &modern(r#""uri":"a://touch/prompts""#))).await;
        assert_eq!(value(&answer)["id"], 9, "{answer}");
    }
}

#[tokio::test]
async fn over_http_a_session_hears_on_its_stream_and_a_modern_client_on_its_request() {
    let offering = Offering::new("dual").await;
    let gateway = offering.http().await;
    let session = gateway.session().await;
    let headers = gateway.in_session(&session);
    let mut stream = gateway.request(Method::GET, "/mcp", &headers, hyper::body::Bytes::new()).await;
    assert_eq!((stream.status, stream.header("content-type")), (200, Some("text/event-stream")));
    let subscribed =
        gateway.ask(&headers, request("1", "resources/subscribe", r#"{"uri":"a://watched"}"#)).await;
    assert_eq!(value(&subscribed)["result"], json!({}));
    let listen = gateway.modern("subscriptions/listen", None);
    let wanted = r#""notifications":{"resourcesListChanged":true,"resourceSubscriptions":["b://watched"]}"#;
    let mut listening = gateway.post(&listen, request("5", "subscriptions/listen", &modern(wanted))).await;
    let acknowledged = value(&listening.next().await.unwrap());
    assert_eq!(acknowledged["params"]["notifications"]["resourceSubscriptions"], json!(["b://watched"]));
    for uri in ["a://touch/a:++watched", "b://touch/b:++watched", "b://touch/resources"] {
        let answer =
            gateway.ask(&headers, request("2", "resources/read", &format!(r#"{{"uri":"{uri}"}}"#))).await;
        assert_eq!(value(&answer)["id"], 2);
    }
    assert_eq!(heard(&mut stream).await["params"]["uri"], "a://watched");
    assert_eq!(heard(&mut stream).await["method"], "notifications/resources/list_changed");
    for expected in ["notifications/resources/updated", "notifications/resources/list_changed"] {
        let notice = heard(&mut listening).await;
        assert_eq!(notice["method"], expected);
        assert_eq!(notice["params"]["_meta"]["io.modelcontextprotocol/subscriptionId"], 5);
    }
    // Who goes away listens no more.
    drop(listening);
    let b = offering.b.as_ref().unwrap();
    until("the end of it", || b.log().contains(r#""resourceSubscriptions":["b://watched"]"#).then_some(()))
        .await;
    let unknown =
        gateway.request(Method::GET, "/mcp", &gateway.in_session("none"), hyper::body::Bytes::new()).await;
    assert_eq!(unknown.status, 404);
    let bare = gateway
        .request(Method::GET, "/mcp", &support::http::common(&gateway.address), hyper::body::Bytes::new())
        .await;
    assert_eq!(bare.status, 400);
}

async fn heard(response: &mut Response) -> Value {
    value(&response.next().await.unwrap())
}

#[tokio::test]
async fn the_headers_of_a_modern_request_say_what_it_is_about() {
    let offering = Offering::new("dual").await;
    let gateway = offering.http().await;
    for (method, about, params) in
        [("prompts/get", "a_first", r#""name":"a_first""#), ("resources/read", "b://a", r#""uri":"b://a""#)]
    {
        let good =
            gateway.ask(&gateway.modern(method, Some(about)), request("1", method, &modern(params))).await;
        assert_eq!(value(&good)["result"]["resultType"], "complete", "{good}");
        for wrong in [None, Some("other")] {
            let response =
                gateway.post(&gateway.modern(method, wrong), request("1", method, &modern(params))).await;
            assert_eq!(response.status, 400);
            assert_eq!(value(&response.text().await)["error"]["code"], -32020);
        }
    }
}

#[tokio::test]
async fn subscriptions_outlive_the_process_that_they_were_made_at() {
    let offering = Offering::new("legacy").await;
    let mut gateway = offering.stdio();
    gateway.ask(initialize("0")).await;
    result(&mut gateway, "resources/subscribe", r#"{"uri":"a://watched"}"#).await;
    let count = |log: String| log.matches(r#""method":"resources/subscribe""#).count();
    assert_eq!(count(offering.log("a")), 1);
    for child in support::process::children(gateway.process.id()) {
        rustix::process::kill_process(
            rustix::process::Pid::from_raw(child).unwrap(),
            rustix::process::Signal::KILL,
        )
        .unwrap();
    }
    until("a second subscription", || (count(offering.log("a")) == 2).then_some(())).await;
    let notice = touched(&mut gateway, r#"{"uri":"a://touch/a:++watched"}"#).await;
    assert_eq!(notice["params"]["uri"], "a://watched");
}

/// The reference implementation as the client; it tells what it hears outside of a subscription of 2026-07-28.
struct Reference(mpsc::UnboundedSender<String>);

impl ClientHandler for Reference {
    async fn on_resource_updated(
        &self,
        params: ResourceUpdatedNotificationParam,
        _: NotificationContext<RoleClient>,
    ) {
        self.0.send(params.uri).unwrap();
    }

    async fn on_prompt_list_changed(&self, _: NotificationContext<RoleClient>) {
        self.0.send("prompts".into()).unwrap();
    }
}

#[tokio::test]
#[expect(deprecated, reason = "clients of earlier revisions subscribe so")]
async fn the_reference_client_uses_all_of_it_in_both_eras() {
    for backend in ["legacy", "modern"] {
        for lifecycle in [
            ClientLifecycleMode::Initialize,
            ClientLifecycleMode::Discover { preferred_versions: vec![ProtocolVersion::V_2026_07_28] },
        ] {
            let is_legacy = matches!(lifecycle, ClientLifecycleMode::Initialize);
            let offering = Offering::new(backend).await;
            let (sender, mut said) = mpsc::unbounded_channel();
            let transport = TokioChildProcess::new(offering.command()).unwrap();
            let client = Reference(sender).serve_with_lifecycle(transport, lifecycle);
            let client = support::soon("the handshake", client).await.unwrap();
            let names: Vec<_> =
                client.list_all_prompts().await.unwrap().into_iter().map(|p| p.name).collect();
            assert_eq!(names.len(), 8, "{names:?}");
            let prompt = client.get_prompt(GetPromptRequestParams::new("b_first")).await.unwrap();
            assert_eq!(prompt.messages.len(), 1);
            assert_eq!(client.list_all_resources().await.unwrap().len(), 4);
            assert_eq!(client.list_all_resource_templates().await.unwrap().len(), 2);
            let read = |uri: &str| client.read_resource(ReadResourceRequestParams::new(uri));
            assert_eq!(read("b://item/7").await.unwrap().contents.len(), 1);
            let missing = read("b://missing").await.unwrap_err().to_string();
            assert!(missing.contains("not found"), "{missing}");
            assert_eq!(client.complete_prompt_simple("a_first", "x", "gr").await.unwrap(), ["gr"]);
            if is_legacy {
                client.subscribe(SubscribeRequestParams::new("b://watched")).await.unwrap();
                read("b://touch/b:++watched").await.unwrap();
                assert_eq!(support::soon("an update", said.recv()).await.unwrap(), "b://watched");
                read("a://touch/prompts").await.unwrap();
                assert_eq!(support::soon("a change", said.recv()).await.unwrap(), "prompts");
            } else {
                let filter =
                    SubscriptionFilter::builder().prompts_list_changed().resource_subscription("b://watched");
                let mut subscription = client.listen(filter.build()).await.unwrap();
                let acknowledged = subscription.acknowledged().resource_subscriptions.clone();
                assert_eq!(acknowledged, Some(vec!["b://watched".to_owned()]));
                read("b://touch/b:++watched").await.unwrap();
                let heard = support::soon("an update", subscription.next()).await.unwrap().unwrap();
                assert!(matches!(heard, ServerNotification::ResourceUpdatedNotification(_)), "{heard:?}");
            }
            client.cancel().await.unwrap();
        }
    }
}
