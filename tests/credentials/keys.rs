//! API keys, and what each principal may do with its own.

use hyper::Method;
use hyper::body::Bytes;
use serde_json::Value;

use crate::issuer::seconds;
use crate::support::http::{Headers, common};
use crate::support::message::{MODERN_META, initialize, modern_call, notification, request};
use crate::support::process::Running;
use crate::support::{Scene, soon};
use crate::{
    EVERYTHING, OF_COMMITTER, OF_READER, assert_invalid, bearer, id_of, key_command, list, new_key, seen,
};

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
    let told = format!("it is not the API key {}, though it has that id", id_of(&committer));
    let errors = http.process.said(&told).await;
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
    assert!(listed.contains(&format!("{}  committer  never", id_of(&key))), "{listed}");
    assert!(listed.contains(&format!("{}  reader     in 90 days  lamp", id_of(&other))), "{listed}");
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(!text.contains(key.rsplit_once('_').unwrap().1), "the file holds a key: {text}");

    // As it is when that moment has come.
    let mut content: Value = serde_json::from_str(&text).unwrap();
    content["keys"][id_of(&other)]["expires_unix"] = seconds(-1).into();
    std::fs::write(&file, content.to_string()).unwrap();
    assert_invalid(list(&http, &[bearer(&other)]).await, "an expired key").await;
    assert_eq!(seen(&http, &[bearer(&key)]).await, OF_COMMITTER);
    assert!(key_command(&scene, &["list"]).await.contains("expired"));

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
    let began = http.post(&with(common(&http.address), &reader), initialize("0")).await;
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
    let served = Running::announced(scene.gateway(&serve), "serving MCP").await;
    drop(served);

    key_command(&scene, &["revoke", id_of(&key)]).await;
    let refused = soon("the end", scene.gateway(&serve).output()).await.unwrap();
    assert_eq!(refused.status.code(), Some(2), "no key is left");
}
