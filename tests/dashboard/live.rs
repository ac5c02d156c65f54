//! Streams: what they tell, how many there are, and when they end.

use rustix::process::Signal;

use crate::support::{Scene, soon};
use crate::visitor::{Visitor, key, signed_in};

#[tokio::test]
async fn a_call_is_told_as_it_ends_to_whoever_asked_for_it() {
    let scene = Scene::default();
    let (_managed, visitor) = signed_in(&scene).await;
    let mut all = visitor.get("/live/calls").await;
    let mut others = visitor.get("/live/calls?tool=chronicle_search&outcome=ok").await;
    assert_eq!((all.status, all.header("content-type")), (200, Some("text/event-stream")));
    all.text_until("event: patch").await;
    others.text_until("event: patch").await;
    visitor.try_tool("chronicle_list_entries", "").await;
    visitor.try_tool("chronicle_search", "json=%7B%22query%22%3A1%7D").await;
    visitor.try_tool("chronicle_search", "%2Fquery=light").await;
    let told = all.text_until("chronicle_list_entries").await;
    assert!(told.contains("event: "), "{told}");
    let told = others.text_until("chronicle_search").await;
    assert!(!told.contains("chronicle_list_entries") && !told.contains("refused"), "{told}");
}

#[tokio::test]
async fn there_are_only_so_many_streams() {
    let scene = Scene::default();
    let (_managed, visitor) = signed_in(&scene).await;
    let mut open = Vec::new();
    for _ in 0..64 {
        let stream = visitor.get("/live/overview").await;
        assert_eq!(stream.status, 200);
        open.push(stream);
    }
    assert_eq!(visitor.get("/live/overview").await.status, 503);
    assert_eq!(visitor.get("/").await.status, 200, "pages are served all the same");
}

#[tokio::test]
async fn a_stream_ends_with_its_session() {
    let scene = Scene::default();
    let key = key(&scene, "operator").await;
    let managed = scene.managed().await;
    let mut visitor = Visitor::of(&managed);
    visitor.sign_in(&key).await;
    let mut stream = visitor.get("/live/overview").await;
    stream.text_until("event: patch").await;
    assert_eq!(visitor.submit("/signout", "").await.status, 303);
    stream.end().await;
}

#[tokio::test]
async fn a_stream_does_not_hold_up_the_end_of_the_gateway() {
    let scene = Scene::default().with("drain_timeout = \"1h\"");
    let (mut managed, visitor) = signed_in(&scene).await;
    let mut stream = visitor.get("/live/calls").await;
    stream.text_until("event: patch").await;
    managed.http.process.signal(Signal::TERM);
    stream.end().await;
    assert!(soon("its end", managed.http.process.child.wait()).await.unwrap().success());
}

#[tokio::test]
async fn the_contract_page_says_what_is_narrowed_and_what_the_servers_that_are_built_in_are() {
    let scene = Scene::default().with("[narrow.servers.adr]\ncall_timeout = \"7s\"");
    let (_managed, visitor) = signed_in(&scene).await;
    let page = visitor.page("/contract").await;
    assert!(page.contains("<code>servers.adr</code>") && page.contains("gateway.toml"), "{page}");
    let file = scene.root().join("less.toml");
    std::fs::write(&file, "off = [\"class:destructive\"]").unwrap();
    let output = scene.gateway(&["narrow", "set", file.to_str().unwrap()]).output().await.unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let page = visitor.page("/contract").await;
    for said in ["call_timeout = 7s", "<code>class:destructive</code>", "an operator"] {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert!(!page.contains("not asked") && !page.contains("compatible"), "{page}");
    assert_eq!(page.matches("(built in, in use)").count(), 12, "{page}");
}
