//! An issuer of tokens: signs them, and publishes its keys over HTTP.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{SystemTime, UNIX_EPOCH};

use axum::Router;
use axum::extract::State;
use axum::routing::get;
use jsonwebtoken::jwk::Jwk;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};
use tokio::net::TcpListener;

const RSA: &[u8] = include_bytes!("../keys/rsa.pem");
const EC: &[u8] = include_bytes!("../keys/ec.pem");
pub(crate) const RSA_PUBLIC: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/keys/rsa.pub.pem");

pub(crate) const AUDIENCE: &str = "https://gateway.example/mcp";

/// A running issuer.
pub(crate) struct Issuer {
    pub(crate) url: String,
    site: Arc<Site>,
}

#[derive(Default)]
struct Site {
    keys: Mutex<Vec<Value>>,
    asked: AtomicUsize,
}

/// The seconds since 1970, and so many more.
pub(crate) fn seconds(more: i64) -> i64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    i64::try_from(now).unwrap() + more
}

fn rsa() -> EncodingKey {
    EncodingKey::from_rsa_pem(RSA).unwrap()
}

fn ec() -> EncodingKey {
    EncodingKey::from_ec_pem(EC).unwrap()
}

fn published(id: &str, key: &EncodingKey, algorithm: Algorithm) -> Value {
    let mut jwk = Jwk::from_encoding_key(key, algorithm).unwrap();
    jwk.common.key_id = Some(id.into());
    serde_json::to_value(jwk).unwrap()
}

impl Issuer {
    /// Publishes an RSA key, `r1`, beside things that are no keys for signing.
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let mut for_encryption = published("r2", &rsa(), Algorithm::RS256);
        for_encryption["use"] = "enc".into();
        let site = Arc::new(Site::default());
        site.keys.lock().unwrap().extend([
            json!({"kty": "of another kind", "kid": "x1"}),
            json!({"kty": "oct", "kid": "o1", "k": "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3JldA"}),
            for_encryption,
            published("r1", &rsa(), Algorithm::RS256),
        ]);
        let router = Router::new().route("/keys", get(keys)).with_state(site.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { url, site }
    }

    /// Publishes an elliptic-curve key, `e1`, as well.
    pub(crate) fn add_key(&self) {
        self.site.keys.lock().unwrap().push(published("e1", &ec(), Algorithm::ES256));
    }

    /// How often the keys were asked for.
    pub(crate) fn asked(&self) -> usize {
        self.site.asked.load(Ordering::SeqCst)
    }

    /// The claims of a token that is accepted.
    pub(crate) fn claims(&self) -> Value {
        json!({"iss": self.url, "aud": AUDIENCE, "sub": "ada", "exp": seconds(600), "iat": seconds(0)})
    }

    /// A token with these claims, signed with the RSA key.
    pub(crate) fn token(&self, claims: &Value) -> String {
        signed(&header(Algorithm::RS256, "r1"), claims, &rsa())
    }

    /// A token with these claims, signed with the elliptic-curve key.
    pub(crate) fn second_token(&self, claims: &Value) -> String {
        signed(&header(Algorithm::ES256, "e1"), claims, &ec())
    }

    /// A token signed with the RSA key under another header.
    pub(crate) fn token_with(&self, header: &Header) -> String {
        signed(header, &self.claims(), &rsa())
    }
}

pub(crate) fn header(algorithm: Algorithm, key: &str) -> Header {
    Header { kid: Some(key.into()), ..Header::new(algorithm) }
}

/// A token signed with a shared secret.
pub(crate) fn with_secret(key: &str, claims: &Value, secret: &[u8]) -> String {
    signed(&header(Algorithm::HS256, key), claims, &EncodingKey::from_secret(secret))
}

fn signed(header: &Header, claims: &Value, key: &EncodingKey) -> String {
    encode(header, claims, key).unwrap()
}

async fn keys(State(site): State<Arc<Site>>) -> String {
    site.asked.fetch_add(1, Ordering::SeqCst);
    json!({"keys": *site.keys.lock().unwrap()}).to_string()
}
