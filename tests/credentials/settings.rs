//! What is wrong in the settings and commands, and what would be right.

use insta::assert_snapshot;

use crate::issuer::AUDIENCE;
use crate::jwt;
use crate::support::{Scene, soon};

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
        let mut command = scene.gateway(&["serve", "--http", "127.0.0.1:0", "--log-format", "human"]);
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
