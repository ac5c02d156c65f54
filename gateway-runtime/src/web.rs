//! The client side of HTTP: connections to backends, and documents that are fetched whole.

use std::fmt::Write;
use std::time::Duration;

use bytes::Bytes;
use futures_util::future::BoxFuture;
use http_body_util::{BodyExt, Full, Limited};
use hyper::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use hyper::{Method, Request, StatusCode, Uri};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use tokio::time::timeout;

use crate::secret::Secret;

/// Keeps connections open for later requests.
pub(crate) type Client = hyper_util::client::legacy::Client<HttpsConnector<HttpConnector>, Full<Bytes>>;

/// # Errors
///
/// Where TLS cannot be had.
pub(crate) fn client() -> Result<Client, String> {
    let mut tcp = HttpConnector::new();
    tcp.enforce_http(false);
    tcp.set_nodelay(true);
    let config = hyper_rustls::ConfigBuilderExt::with_webpki_roots(
        rustls::ClientConfig::builder_with_provider(rustls::crypto::ring::default_provider().into())
            .with_safe_default_protocol_versions()
            .map_err(|error| format!("TLS cannot be used: {error}."))?,
    );
    let tls = HttpsConnectorBuilder::new().with_tls_config(config.with_no_client_auth());
    let connector = tls.https_or_http().enable_http1().wrap_connector(tcp);
    Ok(hyper_util::client::legacy::Client::builder(TokioExecutor::new()).build(connector))
}

pub(crate) fn is_http(uri: &Uri) -> bool {
    matches!(uri.scheme_str(), Some("http" | "https")) && uri.host().is_some()
}

/// Whether nobody between here and an address can change what is read from it: it is reached over TLS, or is on this
/// machine.
#[must_use]
pub fn is_trustworthy(url: &str) -> bool {
    let Ok(uri) = url.parse::<Uri>() else { return false };
    let host = uri.host().unwrap_or_default().trim_matches(['[', ']']);
    let is_here = || {
        host.eq_ignore_ascii_case("localhost")
            || host.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
    };
    is_http(&uri) && (uri.scheme_str() == Some("https") || is_here())
}

/// Fetches a document of at most `limit` bytes, within `patience`. Redirects are not followed.
///
/// # Errors
///
/// Why it could not be had, in words.
pub fn fetch(url: &str, limit: usize, patience: Duration) -> BoxFuture<'static, Result<Bytes, String>> {
    let uri = url.parse::<Uri>().map_err(|error| format!("not an address: {error}"));
    let fetched = async move {
        let uri = uri?;
        let response = client()?.get(uri).await.map_err(|error| causes(&error))?;
        match response.status() {
            StatusCode::OK => {}
            status => return Err(format!("HTTP status {status}")),
        }
        let body = Limited::new(response.into_body(), limit).collect().await;
        body.map(http_body_util::Collected::to_bytes).map_err(|error| causes(error.as_ref()))
    };
    Box::pin(within(patience, fetched))
}

async fn within<T>(patience: Duration, answer: impl Future<Output = Result<T, String>>) -> Result<T, String> {
    timeout(patience, answer).await.unwrap_or_else(|_| Err(format!("no answer within {patience:?}")))
}

/// An address to which bodies of one kind are posted, over connections that are kept.
#[derive(Debug)]
pub struct Postbox {
    client: Client,
    uri: Uri,
    headers: HeaderMap,
    patience: Duration,
}

impl Postbox {
    /// The address `url`, with these headers in each request; `patience` is how long one may take.
    ///
    /// # Errors
    ///
    /// Where the address or a header cannot be used.
    pub fn new(url: &str, headers: &[(String, Secret)], patience: Duration) -> Result<Self, String> {
        let uri: Uri = url.parse().map_err(|error| format!("`{url}` is not an address: {error}"))?;
        if !is_http(&uri) {
            return Err(format!("`{url}` is not an http:// or https:// address"));
        }
        let header = |(name, value): &(String, Secret)| {
            let cannot = || format!("the header `{name}` cannot be set to `{value}`");
            let mut sent = HeaderValue::from_str(value.expose()).map_err(|_| cannot())?;
            sent.set_sensitive(true);
            Ok((HeaderName::from_bytes(name.as_bytes()).map_err(|_| cannot())?, sent))
        };
        let headers = headers.iter().map(header).collect::<Result<_, String>>()?;
        Ok(Self { client: client()?, uri, headers, patience })
    }

    /// Posts a body of a media type, and gives the status of the response. Redirects are not followed.
    ///
    /// # Errors
    ///
    /// Why there was no response, in words.
    pub fn post(&self, kind: &'static str, body: Bytes) -> BoxFuture<'_, Result<StatusCode, String>> {
        let mut request = Request::new(Full::new(body));
        *request.method_mut() = Method::POST;
        *request.uri_mut() = self.uri.clone();
        *request.headers_mut() = self.headers.clone();
        request.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
        let posted = async move {
            let response = self.client.request(request).await.map_err(|error| causes(&error))?;
            let status = response.status();
            // Read, so that the connection can be used again; what it says is not needed.
            let _ = Limited::new(response.into_body(), 1 << 16).collect().await;
            Ok(status)
        };
        Box::pin(within(self.patience, posted))
    }
}

/// An error with all that caused it, from the outside in.
pub(crate) fn causes(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        let _ = write!(text, ": {inner}");
        cause = inner.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::is_trustworthy;

    #[test]
    fn plain_http_is_trusted_on_this_machine_alone() {
        for (url, trusted) in [
            ("https://id.example/keys", true),
            ("http://127.0.0.1:9/keys", true),
            ("http://[::1]:9/keys", true),
            ("http://localhost/keys", true),
            ("http://id.example/keys", false),
            ("http://localhost.example/keys", false),
            ("http://127.0.0.1.example/keys", false),
            ("ftp://localhost/keys", false),
            ("https:///keys", false),
            ("keys.json", false),
        ] {
            assert_eq!(is_trustworthy(url), trusted, "{url}");
        }
    }
}
