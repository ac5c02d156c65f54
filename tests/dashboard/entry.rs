use hyper::Method;

use crate::support::Scene;
use crate::support::http::{Headers, send_to};
use crate::visitor::{PAGES, Visitor, between, key, signed_in};

#[tokio::test]
async fn whoever_has_not_signed_in_sees_the_sign_in_page_alone() {
    let scene = Scene::default();
    let _ = key(&scene, "operator").await;
    let managed = scene.managed().await;
    let mut visitor = Visitor::of(&managed);
    for cookie in [None, Some("gateway-session-1=made-up"), Some("nonsense;;=")] {
        visitor.cookie = cookie.map(str::to_owned);
        for path in PAGES.into_iter().chain(["/live/overview", "/live/calls", "/tries/a"]) {
            let answer = visitor.get(path).await;
            assert_eq!((answer.status, answer.header("www-authenticate").is_some()), (401, true), "{path}");
            let text = answer.text().await;
            assert!(text.contains("Operator key") && !text.contains("data-csrf"), "{path}: {text}");
        }
        for path in [
            "/servers/task/stop",
            "/tools/task_list/try",
            "/audit/verify",
            "/signout",
            "/approvals/a/approve",
        ] {
            assert_eq!(visitor.post(path, &visitor.form_headers(), "csrf=").await.status, 401, "{path}");
        }
    }
    assert_eq!(visitor.get("/signin").await.status, 200);
}

#[tokio::test]
async fn an_operators_key_begins_a_session_and_signing_out_ends_it() {
    let scene = Scene::default();
    let (operator, reader) = (key(&scene, "operator").await, key(&scene, "reader").await);
    let managed = scene.managed().await;
    let mut visitor = Visitor::of(&managed);
    for (key, status, says) in [
        ("", 401, "This key is not accepted."),
        ("sgw_0123456789ab_nonsense", 401, "This key is not accepted."),
        ("a%0D%0Ab", 401, "This is not a key."),
        (&*reader, 403, "Principal `reader` is no operator"),
    ] {
        let refused = visitor.sign_in(key).await;
        assert_eq!((refused.status, refused.header("set-cookie")), (status, None), "{key}");
        assert!(refused.text().await.contains(says), "{key}");
    }
    let begun = visitor.sign_in(&operator).await;
    assert_eq!((begun.status, begun.header("location")), (303, Some("/")));
    let cookie = begun.header("set-cookie").unwrap();
    assert!(cookie.ends_with("; Path=/; HttpOnly; SameSite=Strict"), "{cookie}");
    assert_eq!(cookie.split_once('=').unwrap().1.split(';').next().unwrap().len(), 43);
    for path in PAGES {
        assert!(visitor.page(path).await.contains("operator"), "{path}");
    }
    let mut other = Visitor::of(&managed);
    assert_eq!(other.sign_in(&operator).await.status, 303);
    assert_ne!((visitor.csrf().await, &visitor.cookie), (other.csrf().await, &other.cookie));
    assert_eq!(visitor.submit("/signout", "").await.status, 303);
    assert_eq!(visitor.get("/").await.status, 401);
    assert_eq!(other.get("/").await.status, 200, "only that session has ended");
    other.page_with("/audit?kind=operator", &["action dashboard.sign_in", "action dashboard.sign_out"]).await;
}

#[tokio::test]
async fn a_session_ends_with_its_key() {
    let scene = Scene::default();
    let key = key(&scene, "operator").await;
    let managed = scene.managed().await;
    let mut visitor = Visitor::of(&managed);
    assert_eq!(visitor.sign_in(&key).await.status, 303);
    assert_eq!(visitor.get("/tools").await.status, 200);
    let id = key.split('_').nth(1).unwrap();
    assert!(scene.gateway(&["key", "revoke", id]).output().await.unwrap().status.success());
    assert_eq!(visitor.get("/tools").await.status, 401);
}

#[tokio::test]
async fn too_many_attempts_are_not_looked_at() {
    let scene = Scene::default();
    let operator = key(&scene, "operator").await;
    let managed = scene.managed().await;
    let mut visitor = Visitor::of(&managed);
    for _ in 0..10 {
        assert_eq!(visitor.sign_in("sgw_0123456789ab_nonsense").await.status, 401);
    }
    let refused = visitor.sign_in(&operator).await;
    assert_eq!((refused.status, refused.header("retry-after").is_some()), (429, true), "the right key too");
    assert_eq!(visitor.cookie, None);
}

#[tokio::test]
async fn behind_tls_the_cookie_is_for_tls_alone() {
    let scene = Scene::default().with("[management]\nallowed_hosts = [\"gateway.example\"]");
    let operator = key(&scene, "operator").await;
    let managed = scene.managed().await;
    let visitor = Visitor::of(&managed);
    let headers = vec![
        ("host", "gateway.example".to_owned()),
        ("origin", "https://gateway.example".to_owned()),
        ("content-type", "application/x-www-form-urlencoded".to_owned()),
    ];
    let begun = visitor.post("/signin", &headers, &format!("key={operator}")).await;
    assert!(begun.header("set-cookie").unwrap().ends_with("; SameSite=Strict; Secure"));
}

#[tokio::test]
async fn a_change_is_made_by_a_page_of_the_session_or_not_at_all() {
    let scene = Scene::default();
    let (managed, visitor) = signed_in(&scene).await;
    let (csrf, host) = (visitor.csrf().await, visitor.address.clone());
    let base = || vec![("content-type", "application/x-www-form-urlencoded".to_owned())];
    let cookie = visitor.cookie.clone().unwrap();
    let with = |more: &[(&'static str, &str)]| -> Headers<'static> {
        let mut headers = base();
        headers.push(("cookie", cookie.clone()));
        headers.extend(more.iter().map(|(name, value)| (*name, (*value).to_owned())));
        headers
    };
    let right = format!("csrf={csrf}");
    let own = format!("http://{host}");
    let another_port = "http://127.0.0.1:1";
    for (headers, form, status) in [
        (with(&[("host", &host), ("origin", &own)]), "", 403),
        (with(&[("host", &host), ("origin", &own)]), "csrf=", 403),
        (with(&[("host", &host), ("origin", &own)]), "csrf=made-up", 403),
        (with(&[("host", &host), ("origin", &own), ("x-csrf-token", "made-up")]), &right, 403),
        (with(&[("host", &host), ("origin", "https://evil.example")]), &right, 403),
        (with(&[("host", &host), ("origin", another_port)]), &right, 403),
        (with(&[("host", &host), ("origin", "null")]), &right, 403),
        (with(&[("host", &host), ("origin", &own), ("sec-fetch-site", "cross-site")]), &right, 403),
        (with(&[("host", &host), ("origin", &own), ("sec-fetch-site", "same-site")]), &right, 403),
        (with(&[("host", "evil.example")]), &right, 403),
        (with(&[("origin", &own)]), &right, 403),
        (
            vec![("host", host.clone()), ("cookie", cookie.clone()), ("content-type", "text/plain".into())],
            &right,
            415,
        ),
        (
            vec![
                ("host", host.clone()),
                ("cookie", cookie.clone()),
                ("content-type", "application/json".into()),
            ],
            &right,
            415,
        ),
    ] {
        let refused = visitor.post("/servers/task/stop", &headers, form).await;
        assert_eq!(refused.status, status, "{headers:?} {form}");
        assert!(!refused.text().await.contains(&csrf));
    }
    assert!(!visitor.page("/servers/task").await.contains("stopped"), "nothing was changed");
    for headers in [
        with(&[("host", &host), ("origin", &own), ("sec-fetch-site", "same-origin")]),
        with(&[("host", &host), ("origin", &own)]),
        with(&[("host", &host)]),
    ] {
        let done = visitor.post("/servers/task/stop", &headers, &right).await;
        assert_eq!((done.status, done.header("location")), (303, Some("/servers/task")), "{headers:?}");
    }
    let header = with(&[("host", &host), ("origin", &own), ("x-csrf-token", &csrf)]);
    assert_eq!(
        visitor.post("/servers/task/start", &header, "").await.status,
        303,
        "a script sends it as a header"
    );
    visitor.page_with("/audit?kind=operator", &["action server.stop", "operator (dashboard)"]).await;
    drop(managed);
}

#[tokio::test]
async fn requests_for_other_hosts_see_nothing() {
    let scene = Scene::default();
    let (managed, visitor) = signed_in(&scene).await;
    let mut headers = visitor.headers();
    headers[0].1 = "evil.example".into();
    for path in PAGES.into_iter().chain(["/signin", "/live/overview"]) {
        let answer = send_to(&managed.address, Method::GET, path, &headers, "".into()).await;
        assert_eq!(answer.status, 403, "{path}");
    }
}

#[tokio::test]
async fn without_credentials_nobody_signs_in_and_a_change_still_needs_its_page() {
    let managed = Scene::default().managed().await;
    let visitor = Visitor::of(&managed);
    for path in PAGES {
        assert!(!visitor.page(path).await.contains("Sign out"), "{path}");
    }
    let own = visitor.form_headers();
    assert_eq!(visitor.post("/servers/task/stop", &own, "").await.status, 403);
    assert_eq!(visitor.post("/servers/task/stop", &own, "csrf=made-up").await.status, 403);
    assert_eq!(visitor.submit("/servers/task/stop", "").await.status, 303);
    assert!(visitor.page("/servers/task").await.contains("stopped"));
}

#[tokio::test]
async fn every_answer_says_how_it_may_be_used() {
    let scene = Scene::default();
    let (_managed, visitor) = signed_in(&scene).await;
    let page = visitor.page("/").await;
    let style = format!("/assets/{}", between(&page, "href=\"/assets/dashboard.", "\"").to_owned());
    let style = style.replace("/assets/", "/assets/dashboard.");
    let all =
        PAGES.into_iter().chain(["/signin", "/tools/nothing", "/live/overview", &style, "/assets/old.css"]);
    for path in all {
        let answer = visitor.get(path).await;
        let header =
            |name: &str| answer.header(name).unwrap_or_else(|| panic!("{path} has no {name}")).to_owned();
        let policy = header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'; script-src 'self'; style-src 'self';"), "{policy}");
        for part in ["base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'", "connect-src 'self'"]
        {
            assert!(policy.contains(part), "{policy}");
        }
        assert!(!policy.contains("unsafe"));
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert_eq!(header("referrer-policy"), "same-origin");
        assert_eq!(header("cross-origin-opener-policy"), "same-origin");
        assert_eq!(header("cross-origin-resource-policy"), "same-origin");
        let expected = match path {
            path if path == style => "public, max-age=31536000, immutable",
            "/live/overview" => "no-cache",
            _ => "no-store",
        };
        assert_eq!(header("cache-control"), expected, "{path}");
    }
}

#[tokio::test]
async fn what_cannot_be_meant_is_refused() {
    let scene = Scene::default();
    let (_managed, visitor) = signed_in(&scene).await;
    let long = format!("/audit?tool={}", "a".repeat(3000));
    for (path, status, says) in [
        ("/audit?since=%27+OR+1%3D1+--", 400, "is not a time"),
        ("/audit?before=1%3B+DROP+TABLE+rows", 400, "is not the number of a row"),
        (&*long, 414, "2048"),
        ("/tools/chronicle_serch", 404, "Did you mean `chronicle_search`?"),
        ("/servers/nothing", 404, "no server"),
        ("/tries/%2e%2e", 404, "no longer remembered"),
    ] {
        let answer = visitor.get(path).await;
        assert_eq!(answer.status, status, "{path}");
        assert!(answer.text().await.contains(says), "{path}");
    }
    for (path, form, status) in [
        ("/tools/chronicle_search/try", "json=%5B1%5D", 400),
        ("/tools/chronicle_search/try", "json=%7B", 400),
        ("/servers/task/explode", "", 404),
        ("/approvals/..%2F..%2Fcache/approve", "", 404),
        ("/approvals/0000000000/approve", "", 404),
        ("/calls/1/cancel", "", 404),
        ("/calls/1%2F2/cancel", "", 404),
    ] {
        assert_eq!(visitor.submit(path, form).await.status, status, "{path}");
    }
    assert!(visitor.page("/audit?tool=%27%3B--&outcome=%22").await.contains("No row fits"));
}
