//! Requests to the model server: made on the thread of the call, ended as soon as nobody waits for them.

use std::error::Error as _;
use std::pin::pin;
use std::time::{Duration, Instant};

use bytes::Bytes;
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Incoming as Body;
use hyper::header::{CONTENT_TYPE, HeaderValue};
use hyper::{Method, Request, Response, StatusCode};
use hyper_rustls::{ConfigBuilderExt, HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::{Client, Error};
use hyper_util::rt::TokioExecutor;
use serde::Deserialize;

use super::Address;
use super::progress::Teller;
use super::stream::{Incoming, Reply, beginning};
use super::trouble::Trouble;

const CONNECT: Duration = Duration::from_secs(5);
/// How often a waiting request looks whether its caller has gone.
const TICK: Duration = Duration::from_millis(100);
/// A whole response that is not streamed has at most so many bytes.
const LARGEST: usize = 4 * 1024 * 1024;

/// Runs requests to their end; everything that belongs to them is gone afterwards.
pub(super) fn run<T>(work: impl Future<Output = Result<T, Trouble>>) -> Result<T, Trouble> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().enable_time().build();
    let runtime = runtime.map_err(|error| Trouble::Setup { why: error.to_string() })?;
    let result = runtime.block_on(work);
    // A resolver that hangs must not hold up the call.
    runtime.shutdown_background();
    result
}

/// One server, as one call talks to it.
pub(super) struct Connection<'a, 'b> {
    pub(super) address: &'a Address,
    /// How long the server may be silent.
    pub(super) silence: Duration,
    pub(super) teller: &'a mut Teller<'b>,
    client: Client<HttpsConnector<HttpConnector>, Full<Bytes>>,
}

#[derive(Deserialize)]
struct Refusal {
    error: String,
}

impl<'a, 'b> Connection<'a, 'b> {
    pub(super) fn new(
        address: &'a Address,
        silence: Duration,
        teller: &'a mut Teller<'b>,
    ) -> Result<Self, Trouble> {
        let mut tcp = HttpConnector::new();
        tcp.enforce_http(false);
        tcp.set_nodelay(true);
        tcp.set_connect_timeout(Some(CONNECT));
        let provider = rustls::crypto::ring::default_provider();
        let tls = rustls::ClientConfig::builder_with_provider(provider.into())
            .with_safe_default_protocol_versions()
            .map_err(|error| Trouble::Setup { why: error.to_string() })?
            .with_webpki_roots()
            .with_no_client_auth();
        let connector = HttpsConnectorBuilder::new().with_tls_config(tls).https_or_http().enable_http1();
        let client = Client::builder(TokioExecutor::new()).build(connector.wrap_connector(tcp));
        Ok(Self { address, silence, teller, client })
    }

    /// Posts a request and takes in the streamed answer.
    pub(super) async fn chat(&mut self, body: Bytes) -> Result<Reply, Trouble> {
        let response = self.send(Method::POST, "/api/chat", body).await?;
        let mut body = response.into_body();
        let mut incoming = Incoming::default();
        while !incoming.is_done() {
            match self.watched(body.frame()).await? {
                Some(Ok(frame)) => {
                    let tokens = incoming.push(frame.data_ref().map_or(&[], Bytes::as_ref))?;
                    self.teller.count(tokens);
                }
                // Whether the stream ends early or breaks, the end of the answer is missing.
                Some(Err(_)) | None => break,
            }
        }
        incoming.finish()
    }

    /// A response as data.
    pub(super) async fn get<T: for<'de> Deserialize<'de>>(&mut self, endpoint: &str) -> Result<T, Trouble> {
        let response = self.send(Method::GET, endpoint, Bytes::new()).await?;
        let body = self.whole(response).await?;
        serde_json::from_slice(&body).map_err(|_| Trouble::Garbage { start: beginning(&body) })
    }

    async fn send(&mut self, method: Method, endpoint: &str, body: Bytes) -> Result<Response<Body>, Trouble> {
        let uri = self.address.of(endpoint).map_err(|reason| Trouble::Address { reason })?;
        let mut request = Request::new(Full::new(body));
        *request.method_mut() = method;
        *request.uri_mut() = uri;
        request.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        let response = self.client.request(request);
        let response = self.watched(response).await?.map_err(|error| no_response(&error))?;
        if response.status().is_success() { Ok(response) } else { Err(self.refused(response).await?) }
    }

    async fn refused(&mut self, response: Response<Body>) -> Result<Trouble, Trouble> {
        let status = response.status();
        let body = self.whole(response).await?;
        let message = match serde_json::from_slice::<Refusal>(&body) {
            Ok(refusal) => refusal.error,
            Err(_) if status == StatusCode::NOT_FOUND => {
                "it does not know the Ollama interface; check that OLLAMA_HOST leads to a server that does"
                    .to_owned()
            }
            Err(_) => beginning(&body),
        };
        Ok(Trouble::Status { code: status.as_u16(), message })
    }

    async fn whole(&mut self, response: Response<Body>) -> Result<Bytes, Trouble> {
        let body = Limited::new(response.into_body(), LARGEST).collect();
        match self.watched(body).await? {
            Ok(body) => Ok(body.to_bytes()),
            Err(error) if error.is::<http_body_util::LengthLimitError>() => {
                Err(Trouble::TooLong { limit: LARGEST })
            }
            Err(error) => Err(Trouble::NoResponse { why: error.to_string() }),
        }
    }

    /// Waits for something from the server, as long as somebody waits for the call and it is not silent for too long.
    async fn watched<T>(&mut self, something: impl Future<Output = T>) -> Result<T, Trouble> {
        let mut something = pin!(something);
        let mut ticks = tokio::time::interval(TICK);
        let since = Instant::now();
        loop {
            tokio::select! {
                biased;
                _ = ticks.tick() => {}
                done = &mut something => return Ok(done),
            }
            if self.teller.context().is_cancelled() {
                return Err(Trouble::Cancelled);
            }
            if since.elapsed() >= self.silence {
                return Err(Trouble::Silent { seconds: self.silence.as_secs_f64() });
            }
            self.teller.tick();
        }
    }
}

/// The outermost error says only that it went wrong, so it stands alone only where nothing caused it.
fn no_response(error: &Error) -> Trouble {
    let mut causes: Vec<String> = Vec::new();
    let mut cause = error.source();
    while let Some(inner) = cause {
        causes.push(inner.to_string());
        cause = inner.source();
    }
    let why = if causes.is_empty() { error.to_string() } else { causes.join(": ") };
    if error.is_connect() { Trouble::Unreachable { why } } else { Trouble::NoResponse { why } }
}
