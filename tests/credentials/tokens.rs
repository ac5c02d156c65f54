//! JSON Web Tokens: what is accepted, what is not, and where clients are sent for one.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use hyper::Method;
use hyper::body::Bytes;
use jsonwebtoken::Algorithm;
use serde_json::{Value, json};

use crate::issuer::{AUDIENCE, Issuer, RSA_PUBLIC, header, seconds, with_secret};
use crate::support::Scene;
use crate::support::process::until;
use crate::{OF_COMMITTER, OF_READER, assert_invalid, bearer, jwt, list, new_key, seen};

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
        until(&format!("{what}: `{logged}` in the log"), found).await;
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
    http.process.said("HTTP status 404").await;
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
