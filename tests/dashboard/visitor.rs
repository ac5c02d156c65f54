//! Somebody with a browser, as far as headers and forms go.

use hyper::Method;

use crate::support::http::{Headers, Response, send_to};
use crate::support::managed::Managed;
use crate::support::{Scene, soon};

/// The pages, one of each kind.
pub(crate) const PAGES: [&str; 8] = [
    "/",
    "/servers/task",
    "/tools",
    "/tools/chronicle_search",
    "/calls",
    "/approvals",
    "/audit",
    "/contract",
];

/// A new API key of a principal.
pub(crate) async fn key(scene: &Scene, principal: &str) -> String {
    let output = scene.gateway(&["key", "new", "--principal", principal]).output().await.unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

/// Somebody who visits a dashboard.
#[derive(Clone)]
pub(crate) struct Visitor {
    pub(crate) address: String,
    pub(crate) cookie: Option<String>,
}

impl Visitor {
    pub(crate) fn of(managed: &Managed) -> Self {
        Self { address: managed.address.clone(), cookie: None }
    }

    /// What a browser sends with everything.
    pub(crate) fn headers(&self) -> Headers<'static> {
        let mut headers = vec![("host", self.address.clone())];
        headers.extend(self.cookie.clone().map(|cookie| ("cookie", cookie)));
        headers
    }

    /// The same, with a form.
    pub(crate) fn form_headers(&self) -> Headers<'static> {
        let mut headers = self.headers();
        headers.push(("content-type", "application/x-www-form-urlencoded".into()));
        headers.push(("origin", format!("http://{}", self.address)));
        headers
    }

    pub(crate) async fn get(&self, path: &str) -> Response {
        let headers = self.headers();
        soon("a page", send_to(&self.address, Method::GET, path, &headers, "".into())).await
    }

    /// The text of a page that there is.
    pub(crate) async fn page(&self, path: &str) -> String {
        let page = self.get(path).await;
        let (status, text) = (page.status, page.text().await);
        assert_eq!(status, 200, "{path}: {text}");
        text
    }

    /// The text of a page once all of this stands in it: rows of the audit are written after the answer.
    pub(crate) async fn page_with(&self, path: &str, wanted: &[&str]) -> String {
        let looking = async {
            loop {
                let page = self.page(path).await;
                if wanted.iter().all(|wanted| page.contains(wanted)) {
                    return page;
                }
            }
        };
        soon(&format!("{path} with {wanted:?}"), looking).await
    }

    pub(crate) async fn post(&self, path: &str, headers: &[(&str, String)], form: &str) -> Response {
        let sent = send_to(&self.address, Method::POST, path, headers, form.to_owned().into());
        soon("the answer to a form", sent).await
    }

    /// Sends a form as a page of the session does.
    pub(crate) async fn submit(&self, path: &str, form: &str) -> Response {
        let form = format!("csrf={}&{form}", self.csrf().await);
        self.post(path, &self.form_headers(), &form).await
    }

    /// The token of the session's pages.
    pub(crate) async fn csrf(&self) -> String {
        let page = self.page("/contract").await;
        between(&page, "data-csrf=\"", "\"").to_owned()
    }

    /// Signs in; the answer.
    pub(crate) async fn sign_in(&mut self, key: &str) -> Response {
        let answer = self.post("/signin", &self.form_headers(), &format!("key={key}")).await;
        if let Some(cookie) = answer.header("set-cookie") {
            self.cookie = cookie.split(';').next().map(str::to_owned);
        }
        answer
    }

    /// Tries a tool with the form of its page, and gives the page of the call once it has ended.
    pub(crate) async fn try_tool(&self, tool: &str, form: &str) -> String {
        let answer = self.submit(&format!("/tools/{tool}/try"), form).await;
        let (status, location) = (answer.status, answer.header("location").map(str::to_owned));
        assert_eq!(status, 303, "{}", answer.text().await);
        let location = location.unwrap();
        loop {
            let page = self.page(&location).await;
            if !page.contains("under way") {
                return page;
            }
        }
    }
}

/// A managed gateway whose operator has signed in.
pub(crate) async fn signed_in(scene: &Scene) -> (Managed, Visitor) {
    let key = key(scene, "operator").await;
    let managed = scene.managed().await;
    let mut visitor = Visitor::of(&managed);
    assert_eq!(visitor.sign_in(&key).await.status, 303);
    (managed, visitor)
}

pub(crate) fn between<'t>(text: &'t str, before: &str, after: &str) -> &'t str {
    let rest = text.split_once(before).unwrap_or_else(|| panic!("no {before} in {text}")).1;
    rest.split_once(after).unwrap().0
}
