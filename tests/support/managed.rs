//! A gateway over HTTP with its management listener, and a client of that.

use hyper::Method;
use hyper::body::Bytes;
use serde_json::Value;

use super::http::{Headers, send_to};
use super::{Http, Scene, soon};

/// A gateway with a management listener.
pub(crate) struct Managed {
    pub(crate) http: Http,
    pub(crate) address: String,
}

/// What the listener answers.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) kind: String,
    pub(crate) challenge: Option<String>,
    pub(crate) text: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }
}

impl Scene {
    /// A gateway over HTTP that is managed.
    pub(crate) async fn managed(&self) -> Managed {
        self.managed_at("127.0.0.1:0").await
    }

    /// The same, with its management listener at this address.
    pub(crate) async fn managed_at(&self, address: &str) -> Managed {
        let http = self.http_of(&["serve", "--log", "info", "--management", address]).await;
        let url = http.process.url_of("management").await;
        Managed { address: url.trim_start_matches("http://").to_owned(), http }
    }
}

impl Managed {
    /// What every proper request carries.
    pub(crate) fn headers(&self) -> Headers<'static> {
        vec![("host", self.address.clone()), ("content-type", "application/json".into())]
    }

    /// The same, with a key.
    pub(crate) fn with_key(&self, key: &str) -> Headers<'static> {
        [self.headers(), vec![("authorization", format!("Bearer {key}"))]].concat()
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, &self.headers(), "").await
    }

    pub(crate) async fn post(&self, path: &str) -> Answer {
        self.send(Method::POST, path, &self.headers(), "").await
    }

    pub(crate) async fn send(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, String)],
        body: impl Into<Bytes>,
    ) -> Answer {
        let sent = send_to(&self.address, method, path, headers, body.into());
        let response = soon("an answer of the management listener", sent).await;
        let header = |name| response.header(name).map(str::to_owned);
        Answer {
            status: response.status,
            kind: header("content-type").unwrap_or_default(),
            challenge: header("www-authenticate"),
            text: response.text().await,
        }
    }
}
