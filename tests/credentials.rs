//! Credentials: who a request is, who is sent away and with what answer, and that no secret shows.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "support/issuer.rs"]
mod issuer;
mod support;

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use hyper::Method;
use hyper::body::Bytes;
use insta::assert_snapshot;
use issuer::{AUDIENCE, Issuer, RSA_PUBLIC, header, seconds, with_secret};
use jsonwebtoken::Algorithm;
use serde_json::{Value, json};
use support::http::{Headers, Response};
use support::message::{MODERN_META, initialize, modern_call, notification, request};
use support::{Http, HttpPuppet, Scene, soon};

/// What `gateway key` prints to standard output.
async fn key_command(scene: &Scene, arguments: &[&str]) -> String {
    let mut command = scene.gateway(&[&["key"], arguments].concat());
    let output = soon("the end of a command", command.output()).await.unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim_end().to_owned()
}

async fn new_key(scene: &Scene, principal: &str) -> String {
    key_command(scene, &["new", "--principal", principal]).await
}

fn id_of(key: &str) -> &str {
    key.split('_').nth(1).unwrap()
}

fn bearer(token: &str) -> String {
    format!("Bearer {token}")
}

/// Asks for the list of tools with these values of `Authorization`.
async fn list(http: &Http, authorization: &[String]) -> Response {
    let mut headers = http.modern("tools/list", None);
    headers.extend(authorization.iter().map(|value| ("authorization", value.clone())));
    http.post(&headers, request("1", "tools/list", &format!(r#"{{"_meta":{{{MODERN_META}}}}}"#))).await
}

/// The status, and what tells principals apart in the list of tools.
async fn seen(http: &Http, authorization: &[String]) -> String {
    let response = list(http, authorization).await;
    let (status, text) = (response.status, response.text().await);
    let tools = ["create_task", "list_tasks", "git_smart_commit"];
    let tools: Vec<_> =
        tools.into_iter().filter(|tool| text.contains(&format!(r#""name":"{tool}""#))).collect();
    format!("{status} {}", tools.join(" "))
}

const EVERYTHING: &str = "200 create_task list_tasks git_smart_commit";
const OF_READER: &str = "200 list_tasks";
const OF_COMMITTER: &str = "200 git_smart_commit";

/// Asserts that a request is sent away as every other one with wrong credentials is.
async fn assert_invalid(response: Response, what: &str) {
    let challenge = response.header("www-authenticate").unwrap_or_default().to_owned();
    assert_eq!(response.status, 401, "{what}");
    assert!(challenge.starts_with(r#"Bearer realm="mcp", error="invalid_token""#), "{what}: {challenge}");
    assert_eq!(response.text().await, "These credentials are not accepted.\n", "{what}");
}

#[tokio::test]
async fn without_credentials_everybody_is_the_configured_principal() {
    let scene = Scene::default().with("principal = \"reader\"");
    let http = scene.http().await;
    assert_eq!(seen(&http, &[]).await, OF_READER);
    assert_eq!(seen(&http, &[bearer("whatever")]).await, OF_READER);
}

#[tokio::test]
async fn a_key_stands_for_its_principal_and_nothing_else_does() {
    let scene = Scene::default();
    let (committer, reader) = (new_key(&scene, "committer").await, new_key(&scene, "reader").await);
    let http = scene.http_of(&["serve", "--log", "debug"]).await;
    assert_eq!(seen(&http, &[bearer(&committer)]).await, OF_COMMITTER);
    assert_eq!(seen(&http, &[bearer(&reader)]).await, OF_READER);

    let missing = list(&http, &[]).await;
    assert_eq!((missing.status, missing.header("www-authenticate")), (401, Some(r#"Bearer realm="mcp""#)));

    let last = if committer.ends_with('A') { "B" } else { "A" };
    let (cut, secret) = (&committer[..committer.len() - 1], reader.rsplit_once('_').unwrap().1);
    let strange = format!("sgw_{}_{secret}", id_of(&committer));
    for (what, authorization) in [
        ("another last character", vec![bearer(&format!("{cut}{last}"))]),
        ("one character less", vec![bearer(cut)]),
        ("one character more", vec![bearer(&format!("{committer}A"))]),
        ("the secret of another key", vec![bearer(&strange)]),
        ("an unknown id", vec![bearer(&committer.replace(id_of(&committer), "0123456789ab"))]),
        ("the id alone", vec![bearer(id_of(&committer))]),
        ("no key at all", vec![bearer("abc")]),
        ("an empty token", vec!["Bearer ".into()]),
        ("another scheme", vec![format!("Basic {committer}")]),
        ("no scheme", vec![committer.clone()]),
        ("the header twice", vec![bearer(&committer), bearer(&committer)]),
    ] {
        assert_invalid(list(&http, &authorization).await, what).await;
    }
    let errors = http.process.errors();
    assert!(errors.contains(&format!("it is not the API key {}, though it has that id", id_of(&committer))));
    assert!(!errors.contains(secret) && !errors.contains(cut), "{errors}");
}

#[tokio::test]
async fn a_token_in_the_query_is_none() {
    let scene = Scene::default();
    let key = new_key(&scene, "committer").await;
    let http = scene.http().await;
    let body = request("1", "tools/list", &format!(r#"{{"_meta":{{{MODERN_META}}}}}"#));
    let headers = http.modern("tools/list", None);
    let path = format!("/mcp?access_token={key}");
    assert_eq!(http.request(Method::POST, &path, &headers, Bytes::from(body)).await.status, 401);
}

#[tokio::test]
async fn a_running_gateway_notices_new_expired_and_revoked_keys() {
    let scene = Scene::default();
    let file = scene.root().join(".gateway/keys.json");
    let http = scene.http().await;
    assert_eq!(seen(&http, &[]).await, EVERYTHING, "as long as there are no keys");

    let key = new_key(&scene, "committer").await;
    assert_eq!(seen(&http, &[]).await, "401 ");
    assert_eq!(seen(&http, &[bearer(&key)]).await, OF_COMMITTER);

    let other =
        key_command(&scene, &["new", "--principal", "reader", "--name", "lamp", "--expires", "90d"]).await;
    let listed = key_command(&scene, &["list"]).await;
    assert!(listed.contains(&format!("{}  committer  never expires", id_of(&key))), "{listed}");
    assert!(listed.contains(&format!("{}  reader  expires in 90 days  \"lamp\"", id_of(&other))), "{listed}");
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(!text.contains(key.rsplit_once('_').unwrap().1), "the file holds a key: {text}");

    // As it is when that moment has come.
    let mut content: Value = serde_json::from_str(&text).unwrap();
    content["keys"][id_of(&other)]["expires_unix"] = seconds(-1).into();
    std::fs::write(&file, content.to_string()).unwrap();
    assert_invalid(list(&http, &[bearer(&other)]).await, "an expired key").await;
    assert_eq!(seen(&http, &[bearer(&key)]).await, OF_COMMITTER);
    assert!(key_command(&scene, &["list"]).await.contains("reader  expired"));

    key_command(&scene, &["revoke", id_of(&key)]).await;
    assert_invalid(list(&http, &[bearer(&key)]).await, "a revoked key").await;

    let key = new_key(&scene, "committer").await;
    assert_eq!(seen(&http, &[bearer(&key)]).await, OF_COMMITTER);
    std::fs::write(&file, "{").unwrap();
    assert_invalid(list(&http, &[bearer(&key)]).await, "a keys file that cannot be read").await;
    std::fs::remove_file(&file).unwrap();
    assert_invalid(list(&http, &[bearer(&key)]).await, "a keys file that is gone").await;
    assert_eq!(seen(&http, &[]).await, "401 ");
}

#[tokio::test]
async fn a_key_file_is_readable_by_its_owner_alone_and_kept_out_of_the_repository() {
    use std::os::unix::fs::PermissionsExt;
    let scene = Scene::default();
    new_key(&scene, "reader").await;
    let mode = std::fs::metadata(scene.root().join(".gateway/keys.json")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    assert_eq!(std::fs::read_to_string(scene.root().join(".gateway/.gitignore")).unwrap(), "*\n");
}

#[tokio::test]
async fn a_right_key_and_a_wrong_tool_is_answered_like_an_unknown_tool() {
    let scene = Scene::default();
    let key = new_key(&scene, "committer").await;
    let http = scene.http().await;
    let answer = async |tool: &str| {
        let mut headers = http.modern("tools/call", Some(tool));
        headers.push(("authorization", bearer(&key)));
        let response = http.post(&headers, modern_call("1", tool, "{}")).await;
        (response.status, response.text().await.replace(tool, "TOOL"))
    };
    let (refused, unknown) = (answer("chronicle_create_entry").await, answer("water_the_garden_now").await);
    assert_eq!(refused, unknown);
    assert!(refused.1.contains("TOOL"), "{refused:?}");
}

#[tokio::test]
async fn a_session_belongs_to_the_principal_that_began_it() {
    let scene = Scene::default();
    let (reader, committer) = (new_key(&scene, "reader").await, new_key(&scene, "committer").await);
    let http = scene.http().await;
    let with = |mut headers: Headers<'static>, key: &str| {
        headers.push(("authorization", bearer(key)));
        headers
    };
    let began = http.post(&with(support::http::common(&http.address), &reader), initialize("0")).await;
    let session = began.header("mcp-session-id").unwrap().to_owned();
    let in_session = |key: &str| with(http.in_session(&session), key);
    let note = notification("notifications/initialized", "{}");
    assert_eq!(http.post(&in_session(&reader), note).await.status, 202);

    let ask = || request("1", "tools/list", "{}");
    assert_eq!(http.post(&in_session(&committer), ask()).await.status, 404);
    assert_eq!(http.post(&http.in_session(&session), ask()).await.status, 401);
    let delete =
        async |key: &str| http.request(Method::DELETE, "/mcp", &in_session(key), Bytes::new()).await.status;
    assert_eq!(delete(&committer).await, 404);
    assert_eq!(http.post(&in_session(&reader), ask()).await.status, 200);
    assert_eq!(delete(&reader).await, 204);
}

#[tokio::test]
async fn anonymous_requests_are_served_only_where_that_is_configured() {
    let scene = Scene::default().with("[http]\nanonymous = \"reader\"");
    let key = new_key(&scene, "committer").await;
    let http = scene.http().await;
    assert_eq!(seen(&http, &[]).await, OF_READER);
    assert_eq!(seen(&http, &[bearer(&key)]).await, OF_COMMITTER);
    assert_invalid(list(&http, &[bearer(&format!("{key}A"))]).await, "a wrong key is not nobody").await;
}

/// `[credentials.jwt]` for the tokens of `issuer`, whose keys come from `source`.
fn jwt(issuer: &str, source: &str, more: &str) -> String {
    format!(
        "[credentials.jwt]\nissuer = \"{issuer}\"\naudience = \"{AUDIENCE}\"\n{source}\n{more}\n\
         [credentials.jwt.principals]\nada = \"committer\"\nbob = \"reader\"\n"
    )
}

fn published(issuer: &Issuer) -> String {
    let more = format!("authorization_servers = [\"{}\"]", issuer.url);
    jwt(&issuer.url, &format!("jwks_url = \"{}/keys\"", issuer.url), &more)
}

/// Claims with some of them changed; null removes one.
fn changed(mut claims: Value, changes: &Value) -> Value {
    for (name, value) in changes.as_object().unwrap() {
        claims[name] = value.clone();
    }
    claims.as_object_mut().unwrap().retain(|_, value| !value.is_null());
    claims
}

fn part(value: &Value) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(value.to_string())
}

#[tokio::test]
async fn a_token_is_accepted_for_what_it_says_or_refused_for_one_reason_that_is_logged() {
    let issuer = Issuer::start().await;
    let http = Scene::default().with(&published(&issuer)).http_of(&["serve", "--log", "debug"]).await;
    let with = |changes: Value| issuer.token(&changed(issuer.claims(), &changes));
    for (what, token, expected) in [
        ("a valid one", with(json!({})), OF_COMMITTER),
        ("another subject", with(json!({"sub": "bob"})), OF_READER),
        ("one of several audiences", with(json!({"aud": ["x", AUDIENCE]})), OF_COMMITTER),
        ("expired within the leeway", with(json!({"exp": seconds(-30)})), OF_COMMITTER),
        ("not yet valid within the leeway", with(json!({"nbf": seconds(30)})), OF_COMMITTER),
        ("an unknown subject", with(json!({"sub": "eve"})), "403 "),
    ] {
        assert_eq!(seen(&http, &[bearer(&token)]).await, expected, "{what}");
    }

    let valid = with(json!({}));
    let pieces: Vec<_> = valid.split('.').collect();
    let (head, payload, signature) = (pieces[0], pieces[1], pieces[2]);
    let public = std::fs::read(RSA_PUBLIC).unwrap();
    let other = part(&changed(issuer.claims(), &json!({"sub": "bob"})));
    let none = part(&json!({"alg": "none", "typ": "JWT"}));
    let critical = jsonwebtoken::Header { crit: Some(vec!["b64".into()]), ..header(Algorithm::RS256, "r1") };
    let flipped = signature.replacen(&signature[..1], if signature.starts_with('A') { "B" } else { "A" }, 1);
    for (what, token, logged) in [
        ("expired", with(json!({"exp": seconds(-90)})), "it has expired"),
        ("without an end", with(json!({"exp": null})), "its claim `exp` is missing"),
        ("an end that is no number", with(json!({"exp": "tomorrow"})), "its claim `exp` is missing"),
        ("not yet valid", with(json!({"nbf": seconds(90)})), "it is not valid yet"),
        ("another issuer", with(json!({"iss": "http://id.example"})), "it is of another issuer"),
        ("issuers, one of them right", with(json!({"iss": [issuer.url, "x"]})), "it is of another issuer"),
        ("without an issuer", with(json!({"iss": null})), "its claim `iss` is missing"),
        ("another audience", with(json!({"aud": "https://other.example/mcp"})), "it is for another audience"),
        (
            "the audience with a slash",
            with(json!({"aud": format!("{AUDIENCE}/")})),
            "it is for another audience",
        ),
        ("without an audience", with(json!({"aud": null})), "its claim `aud` is missing"),
        ("without a subject", with(json!({"sub": null})), "its claim `sub` is missing, or no text"),
        ("a number for a subject", with(json!({"sub": 7})), "its claim `sub` is missing, or no text"),
        ("other claims", format!("{head}.{other}.{signature}"), "its signature is wrong"),
        ("another signature", format!("{head}.{payload}.{flipped}"), "its signature is wrong"),
        ("no signature", format!("{head}.{payload}."), "its signature is wrong"),
        ("cut off", format!("{head}.{payload}"), "its header cannot be read"),
        ("algorithm none", format!("{none}.{payload}."), "its header cannot be read"),
        ("the public key as a secret", with_secret("r1", &issuer.claims(), &public), "HS256 is not allowed"),
        (
            "a published shared secret",
            with_secret("o1", &issuer.claims(), b"secret-secret-secret-secret-secret"),
            "HS256 is not allowed",
        ),
        (
            "another algorithm than the key's",
            issuer.token_with(&header(Algorithm::RS512, "r1")),
            "no such key for RS512",
        ),
        ("an unknown key", issuer.token_with(&header(Algorithm::RS256, "r9")), "no such key for RS256"),
        ("a key for encryption", issuer.token_with(&header(Algorithm::RS256, "r2")), "no such key for RS256"),
        ("a critical extension", issuer.token_with(&critical), "its header has `crit`"),
    ] {
        let before = http.process.errors().len();
        let response = list(&http, &[bearer(&token)]).await;
        let challenge = response.header("www-authenticate").unwrap_or_default();
        let pointer =
            r#"resource_metadata="https://gateway.example/.well-known/oauth-protected-resource/mcp""#;
        assert!(challenge.contains(pointer), "{what}: {challenge}");
        assert_invalid(response, what).await;
        let found = || http.process.errors()[before..].contains(logged).then_some(());
        support::process::until(&format!("{what}: `{logged}` in the log"), found).await;
        assert!(!http.process.errors().contains(&token), "{what}: the log holds the token");
    }
    // Once when the first token came, and once in search of the first key that is not known.
    assert_eq!(issuer.asked(), 2);
}

#[tokio::test]
async fn groups_or_scopes_may_say_which_principal_it_is() {
    let issuer = Issuer::start().await;
    let source = format!("jwks_url = \"{}/keys\"", issuer.url);
    for (claim, table) in [
        (
            "groups",
            [
                (json!("ada"), OF_COMMITTER),
                (json!(["guests", "bob"]), OF_READER),
                (json!(["ada", "bob"]), "403 "),
                (json!(["guests"]), "403 "),
                (json!(["ada", 7]), "401 "),
                (json!({"ada": true}), "401 "),
                (Value::Null, "401 "),
            ],
        ),
        (
            "scope",
            [
                (json!("ada"), OF_COMMITTER),
                (json!("openid bob"), OF_READER),
                (json!("ada bob"), "403 "),
                (json!("openid"), "403 "),
                (json!(""), "403 "),
                (json!(7), "401 "),
                (Value::Null, "401 "),
            ],
        ),
    ] {
        let more = format!("principal_claim = \"{claim}\"");
        let http = Scene::default().with(&jwt(&issuer.url, &source, &more)).http().await;
        for (value, expected) in table {
            let token = issuer.token(&changed(issuer.claims(), &json!({claim: value})));
            assert_eq!(seen(&http, &[bearer(&token)]).await, expected, "{claim} = {value}");
        }
    }
}

#[tokio::test]
async fn a_key_that_the_issuer_adds_is_found() {
    let issuer = Issuer::start().await;
    let http = Scene::default().with(&published(&issuer)).http().await;
    assert_eq!(seen(&http, &[bearer(&issuer.token(&issuer.claims()))]).await, OF_COMMITTER);
    issuer.add_key();
    assert_eq!(seen(&http, &[bearer(&issuer.second_token(&issuer.claims()))]).await, OF_COMMITTER);
    assert_eq!(seen(&http, &[bearer(&issuer.token(&issuer.claims()))]).await, OF_COMMITTER);
    assert_eq!(issuer.asked(), 2);
}

#[tokio::test]
async fn an_issuer_that_cannot_be_asked_lets_nobody_in_and_blames_nobody() {
    let issuer = Issuer::start().await;
    let source = format!("jwks_url = \"{}/nothing\"", issuer.url);
    let http = Scene::default().with(&jwt(&issuer.url, &source, "")).http().await;
    let response = list(&http, &[bearer(&issuer.token(&issuer.claims()))]).await;
    assert_eq!((response.status, response.header("www-authenticate")), (503, None));
    assert!(http.process.errors().contains("HTTP status 404"), "{}", http.process.errors());
}

#[tokio::test]
async fn a_public_key_or_a_shared_secret_takes_the_place_of_published_keys() {
    let issuer = Issuer::start().await;
    let secret = "a shared secret of more than 32 bytes";
    let by_key = issuer.token(&issuer.claims());
    let by_secret = with_secret("", &issuer.claims(), secret.as_bytes());
    let by_public = with_secret("", &issuer.claims(), &std::fs::read(RSA_PUBLIC).unwrap());
    for (source, accepted, refused) in [
        (format!("public_key_file = {RSA_PUBLIC:?}"), &by_key, [&by_secret, &by_public]),
        ("secret = \"${file:SECRET}\"".into(), &by_secret, [&by_key, &by_public]),
    ] {
        let scene = Scene::default();
        let file = scene.root().join("secret");
        std::fs::write(&file, format!("{secret}\n")).unwrap();
        let source = source.replace("SECRET", file.to_str().unwrap());
        let http = scene.with(&jwt(&issuer.url, &source, "")).http_of(&["serve", "--log", "trace"]).await;
        assert_eq!(seen(&http, &[bearer(accepted)]).await, OF_COMMITTER);
        for token in refused {
            assert_invalid(list(&http, &[bearer(token)]).await, &source).await;
        }
        assert!(!http.process.errors().contains(secret));
    }
    assert_eq!(issuer.asked(), 0);
}

#[tokio::test]
async fn keys_and_tokens_work_beside_each_other() {
    let issuer = Issuer::start().await;
    let scene = Scene::default().with(&published(&issuer));
    let key = new_key(&scene, "reader").await;
    let http = scene.http().await;
    assert_eq!(seen(&http, &[bearer(&key)]).await, OF_READER);
    assert_eq!(seen(&http, &[bearer(&issuer.token(&issuer.claims()))]).await, OF_COMMITTER);
}

#[tokio::test]
async fn metadata_says_without_credentials_where_tokens_are_to_be_had() {
    let issuer = Issuer::start().await;
    let http = Scene::default().with(&published(&issuer)).http().await;
    let missing = list(&http, &[]).await;
    assert_eq!(
        (missing.status, missing.header("www-authenticate")),
        (
            401,
            Some(
                r#"Bearer realm="mcp", resource_metadata="https://gateway.example/.well-known/oauth-protected-resource/mcp""#
            )
        )
    );
    for path in ["", "/mcp"] {
        let path = format!("/.well-known/oauth-protected-resource{path}");
        let response =
            http.request(Method::GET, &path, &[("host", "gateway.example".into())], Bytes::new()).await;
        assert_eq!((response.status, response.header("content-type")), (200, Some("application/json")));
        let metadata: Value = serde_json::from_str(&response.text().await).unwrap();
        assert_eq!(
            metadata,
            json!({
                "resource": AUDIENCE,
                "resource_name": "Sanctuary Gateway",
                "authorization_servers": [issuer.url],
                "bearer_methods_supported": ["header"],
            })
        );
    }
    let plain = Scene::default().http().await;
    let path = "/.well-known/oauth-protected-resource";
    assert_eq!(plain.request(Method::GET, path, &[("host", "x".into())], Bytes::new()).await.status, 404);
}

#[tokio::test]
async fn a_public_address_is_served_with_credentials_alone() {
    let scene = Scene::default().with("[http]\nanonymous = \"reader\"");
    let serve = ["serve", "--http", "0.0.0.0:0"];
    let refused = soon("the end", scene.gateway(&serve).output()).await.unwrap();
    let errors = String::from_utf8_lossy(&refused.stderr);
    assert_eq!(refused.status.code(), Some(2), "{errors}");
    assert!(
        errors.contains("gateway key new --principal NAME") && errors.contains("[credentials.jwt]"),
        "{errors}"
    );

    let key = new_key(&scene, "reader").await;
    let served =
        support::process::Running::until_line(scene.gateway(&serve), "gateway: serving MCP on").await;
    drop(served);

    key_command(&scene, &["revoke", id_of(&key)]).await;
    let refused = soon("the end", scene.gateway(&serve).output()).await.unwrap();
    assert_eq!(refused.status.code(), Some(2), "no key is left");
}

#[tokio::test]
async fn wrong_settings_are_named_with_what_would_be_right() {
    let url = "jwks_url = \"https://id.example/keys\"";
    let id = "https://id.example";
    let mut text = String::new();
    for settings in [
        "[http]\nanonymous = \"nobody\"".into(),
        "[credentials]\nkey_file = \"x\"".into(),
        jwt(id, "", ""),
        jwt(id, url, "public_key_file = \"x\""),
        jwt(id, "jwks_url = \"http://id.example/keys\"", ""),
        jwt(id, "public_key_file = \"none.pem\"", ""),
        jwt(id, "public_key_file = \"gateway.toml\"", ""),
        jwt(id, "secret = \"written out\"", ""),
        jwt(id, "secret = \"${JWT_SECRET:-written out}\"", ""),
        jwt(id, "secret = \"${JWT_SECRET}\"", ""),
        jwt(id, "secret = \"${SHORT}\"", ""),
        jwt(id, "secret = \"${SHORT}\"", "algorithms = [\"RS256\"]"),
        jwt(id, url, "algorithms = [\"none\"]"),
        jwt(id, url, "algorithms = [\"HS256\"]"),
        jwt(id, url, "algorithms = []"),
        jwt(id, url, "leeway = \"1h\""),
        jwt("", url, ""),
        jwt(id, url, "authorization_servers = [\"http://id.example\"]"),
        jwt(id, url, "authorization_servers = [\"https://id.example\"]").replace(AUDIENCE, "gateway"),
        jwt(id, url, "").replace("\"reader\"", "\"raeder\""),
        format!("[credentials.jwt]\nissuer = \"{id}\"\naudience = \"x\"\n{url}\nprincipals = {{}}"),
        "[servers.task]\nurl = \"http://127.0.0.1:1\"\nheaders = { Authorization = \"Bearer s3cr3t\" }"
            .into(),
        "[servers.task]\ncommand = [\"x\"]\nenv = { GITHUB_TOKEN = \"s3cr3t\" }".into(),
    ] {
        let scene = Scene::default().with(&settings);
        let mut command = scene.gateway(&["serve", "--http", "127.0.0.1:0"]);
        let output = soon("the end", command.env("SHORT", "s3cr3t").output()).await.unwrap();
        let errors = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{settings}\n{errors}");
        assert!(!errors.contains("s3cr3t") && !errors.contains("written out`"), "{errors}");
        text.push_str(&format!("{errors}\n"));
    }
    assert_snapshot!("wrong_settings", text);
}

#[tokio::test]
async fn wrong_key_commands_are_named_with_what_would_be_right() {
    let scene = Scene::default();
    let mut text = String::new();
    for arguments in [&["new"][..], &["new", "--principal", "nobody"], &["revoke", "0123456789ab"], &["list"]]
    {
        let arguments = [&["key"], arguments].concat();
        let output = soon("the end", scene.gateway(&arguments).output()).await.unwrap();
        let errors =
            String::from_utf8(output.stderr).unwrap().replace(scene.root().to_str().unwrap(), "ROOT");
        let (out, code) = (String::from_utf8(output.stdout).unwrap(), output.status.code().unwrap());
        text.push_str(&format!("$ gateway {}\n{out}{errors}= {code}\n\n", arguments.join(" ")));
    }
    assert_snapshot!("wrong_key_commands", text);
    let output = soon(
        "the end",
        scene.gateway(&["key", "new", "--principal", "reader", "--expires", "soon"]).output(),
    );
    let errors = String::from_utf8(output.await.unwrap().stderr).unwrap();
    assert!(errors.contains("write a number and d or h, like 90d"), "{errors}");
}

/// Values that must never show.
const SECRETS: [(&str, &str); 3] = [
    ("BACKEND_TOKEN", "s3cr3t-of-the-header"),
    ("URL_KEY", "s3cr3t-of-the-address"),
    ("CHILD_TOKEN", "s3cr3t-of-the-child"),
];
const SECRET_OF_FILE: &str = "s3cr3t-of-the-file";

fn assert_no_secret(text: &str, where_: &str) {
    let all = SECRETS.iter().map(|(_, value)| *value).chain([SECRET_OF_FILE]);
    for secret in all {
        assert!(!text.contains(secret), "{where_} shows {secret}: {text}");
    }
}

/// The address of a server that answers everything with what it was sent.
async fn repeater() -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let repeat = |headers: axum::http::HeaderMap| async move {
        let token = headers.get("x-token").and_then(|value| value.to_str().ok()).unwrap_or_default();
        (axum::http::StatusCode::FORBIDDEN, format!("you sent {}", token.trim_start_matches("T ")))
    };
    tokio::spawn(async move { axum::serve(listener, axum::Router::new().fallback(repeat)).await });
    url
}

#[tokio::test]
async fn backends_are_shown_their_own_credentials_and_nobody_else_sees_them() {
    let scene = Scene::default();
    let file = scene.root().join("token");
    std::fs::write(&file, format!("{SECRET_OF_FILE}\n")).unwrap();
    let puppet = HttpPuppet::start(&scene, &[]).await;
    let repeater = repeater().await;
    let given = scene.root().join("given");
    let (puppet_program, child_log) = (support::puppet(), scene.root().join("child.log"));
    let script = format!(
        "echo $GITHUB_TOKEN > {}; echo the token is $GITHUB_TOKEN >&2; exec {} --stdio --log-calls {}",
        given.display(),
        puppet_program.display(),
        child_log.display()
    );
    let scene = scene
        .http_puppet(
            "task",
            &puppet,
            &format!(
                "headers = {{ Authorization = \"Bearer ${{file:{}}}\", X-Api-Key = \"${{BACKEND_TOKEN}}\" }}",
                file.display()
            ),
        )
        .with("[servers.chronicle]\nmode = \"http\"\nurl = \"http://127.0.0.1:1/mcp?key=${URL_KEY}\"")
        .with("[servers.protocol]\nmode = \"http\"\nurl = \"${URL_KEY}\"")
        .with("[servers.adr]\nmode = \"http\"\nurl = \"http://127.0.0.1:1/mcp\"\nheaders = { X-Token = \"${BROKEN}\" }")
        .with(&format!(
            "[servers.config]\nmode = \"http\"\nurl = \"{repeater}/mcp\"\nheaders = {{ X-Token = \"T ${{BACKEND_TOKEN}}\" }}"
        ))
        .with("[servers.code]\nmode = \"stdio\"\ncommand = [\"/none/${CHILD_TOKEN}\"]")
        .with(&format!(
            "[servers.git_workflow]\nmode = \"stdio\"\ncommand = [\"sh\", \"-c\", {script:?}]\n\
             env = {{ GITHUB_TOKEN = \"${{CHILD_TOKEN}}\" }}"
        ));
    let key = new_key(&scene, "operator").await;
    let mut command = scene.gateway(&["serve", "--log", "trace", "--http", "127.0.0.1:0"]);
    command.envs(SECRETS).env("BROKEN", "s3cr3t-of-the-header\nwith a line break");
    let http = Http::start(command, std::sync::Arc::new(tempfile::TempDir::new().unwrap())).await;

    let call = async |tool: &str, arguments: &str| {
        let mut headers = http.modern("tools/call", Some(tool));
        headers.push(("authorization", bearer(&key)));
        let answer = http.ask(&headers, modern_call("1", tool, arguments)).await;
        assert_no_secret(&answer, tool);
        answer
    };
    support::message::assert_done(&call("get_task", r#"{"task_number":1}"#).await);
    let heard = puppet.log();
    assert!(heard.contains(&format!("HEADER authorization: Bearer {SECRET_OF_FILE}")), "{heard}");
    assert!(heard.contains("HEADER x-api-key: s3cr3t-of-the-header"), "{heard}");
    assert!(!heard.contains(&key), "a client's key reached a backend: {heard}");

    support::message::assert_done(&call("git_get_status", "{}").await);
    assert_eq!(std::fs::read_to_string(&given).unwrap(), "s3cr3t-of-the-child\n");

    for (tool, arguments, part) in [
        ("chronicle_get_entry", r#"{"entry_number":1}"#, "http://127.0.0.1:1/mcp?key=${URL_KEY}"),
        ("protocol_get", r#"{"number":1}"#, "`${URL_KEY}` is not"),
        ("adr_get", r#"{"number":1}"#, "`${BROKEN}` cannot be the value of the header `x-token`"),
        ("config_list", "{}", "you sent ${BACKEND_TOKEN}"),
        ("code_get_info", r#"{"path":"x"}"#, "`/none/${CHILD_TOKEN}` could not be started"),
    ] {
        let answer = call(tool, arguments).await;
        assert!(answer.contains(part), "{tool}: {answer}");
    }
    let errors = http.process.errors();
    assert!(
        errors.contains("TRACE") || errors.contains("DEBUG") || errors.contains("INFO"),
        "nothing was logged"
    );
    assert!(errors.contains("the token is ${CHILD_TOKEN}"), "{errors}");
    assert_no_secret(&errors, "the log");
    assert!(!errors.contains(&key), "the log shows the key: {errors}");
}
