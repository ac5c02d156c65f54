//! JSON Web Tokens (RFC 7519): which are accepted, and whose they are.

use std::collections::BTreeMap;
use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

use gateway_runtime::front::http::access::Refusal;
use gateway_runtime::principal::Principal;
use gateway_runtime::web;
use jsonwebtoken::errors::{Error, ErrorKind};
use jsonwebtoken::{Algorithm, DecodingKey, Header, Validation, decode, decode_header};
use serde_json::{Map, Value};

use super::jwks::{Jwks, Lack};
use super::settings::JwtConfig;
use super::{Refused, principal, reference, signatures};
use crate::backends;
use crate::config::Config;

/// What is known of the tokens of one issuer.
pub(super) struct Jwt {
    rules: Validation,
    issuer: String,
    keys: Keys,
    claim: String,
    principals: BTreeMap<String, Principal>,
}

enum Keys {
    Fixed(DecodingKey),
    Published(Jwks),
}

type Claims = Map<String, Value>;

/// Clocks that are further apart are wrong.
const MOST_LEEWAY: Duration = Duration::from_secs(5 * 60);

const ASYMMETRIC: [Algorithm; 9] = [
    Algorithm::RS256,
    Algorithm::RS384,
    Algorithm::RS512,
    Algorithm::PS256,
    Algorithm::PS384,
    Algorithm::PS512,
    Algorithm::ES256,
    Algorithm::ES384,
    Algorithm::EdDSA,
];

impl Jwt {
    /// Reads and checks `[credentials.jwt]`.
    pub(super) fn new(settings: &JwtConfig, config: &Config) -> Result<Self, String> {
        let at = |error: String| format!("credentials.jwt.{error}");
        check(settings).map_err(at)?;
        signatures::install();
        let keys = keys(settings, config).map_err(at)?;
        let mut rules = Validation {
            algorithms: algorithms(settings).map_err(at)?,
            leeway: settings.leeway.as_secs(),
            validate_nbf: true,
            ..Validation::default()
        };
        rules.set_required_spec_claims(&["exp", "iss", "aud"]);
        rules.set_issuer(&[&settings.issuer]);
        rules.set_audience(&[&settings.audience]);
        let known = |(value, name): (&String, &String)| {
            Ok((value.clone(), principal(&format!("credentials.jwt.principals.\"{value}\""), name)?))
        };
        let principals = settings.principals.iter().map(known).collect::<Result<_, String>>()?;
        Ok(Self {
            rules,
            issuer: settings.issuer.clone(),
            keys,
            claim: settings.principal_claim.clone(),
            principals,
        })
    }

    /// Whose token this is.
    pub(super) async fn recognise(&self, token: &str) -> Result<Principal, Refused> {
        let header = decode_header(token).map_err(|_| Refused::invalid("its header cannot be read"))?;
        let key = self.key(&header).await?;
        // One algorithm, that of the header: it is allowed, and the key is made for it.
        let rules = Validation { algorithms: vec![header.alg], ..self.rules.clone() };
        let claims =
            decode::<Claims>(token, &key, &rules).map_err(|error| Refused::invalid(explain(&error)))?.claims;
        if claims.get("iss").and_then(Value::as_str) != Some(&self.issuer) {
            return Err(Refused::invalid("it is of another issuer"));
        }
        self.principal(&claims)
    }

    async fn key(&self, header: &Header) -> Result<DecodingKey, Refused> {
        let algorithm = header.alg;
        if !self.rules.algorithms.contains(&algorithm) {
            return Err(Refused::invalid(format!("the algorithm {algorithm:?} is not allowed")));
        }
        // Extensions that must be understood (RFC 7515, section 4.1.11): none is.
        if header.crit.is_some() {
            return Err(Refused::invalid("its header has `crit`"));
        }
        match &self.keys {
            Keys::Fixed(key) if key.family() == algorithm.family() => Ok(key.clone()),
            Keys::Fixed(_) => Err(Refused::invalid(format!("the key is not one for {algorithm:?}"))),
            Keys::Published(jwks) => match jwks.find(header.kid.as_deref(), algorithm).await {
                Ok(key) => Ok(key),
                Err(Lack::Unknown) => {
                    Err(Refused::invalid(format!("its issuer has no such key for {algorithm:?}")))
                }
                Err(Lack::Unavailable) => Err(Refused {
                    refusal: Refusal::Unavailable,
                    reason: "the keys of its issuer cannot be had".into(),
                }),
            },
        }
    }

    fn principal(&self, claims: &Claims) -> Result<Principal, Refused> {
        let values = values(&self.claim, claims)
            .ok_or_else(|| Refused::invalid(format!("its claim `{}` is missing, or no text", self.claim)))?;
        let mut found = values.iter().filter_map(|value| self.principals.get(*value));
        let no_rights = |what| Refused {
            refusal: Refusal::NoRights,
            reason: format!("credentials.jwt.principals has {what} for its claim `{}`", self.claim),
        };
        let first = found.next().ok_or_else(|| no_rights("no principal"))?;
        match found.all(|other| other.index() == first.index()) {
            true => Ok(*first),
            false => Err(no_rights("several principals")),
        }
    }
}

/// The values of a claim: a text, or a list of texts such as groups; `scope` is a list with spaces (RFC 8693).
fn values<'c>(name: &str, claims: &'c Claims) -> Option<Vec<&'c str>> {
    match claims.get(name)? {
        Value::String(text) if name == "scope" => Some(text.split(' ').collect()),
        Value::String(text) => Some(vec![text]),
        Value::Array(list) => list.iter().map(Value::as_str).collect(),
        _ => None,
    }
}

/// What is wrong with a token, without any part of it.
fn explain(error: &Error) -> String {
    match error.kind() {
        ErrorKind::ExpiredSignature => "it has expired".into(),
        ErrorKind::ImmatureSignature => "it is not valid yet".into(),
        ErrorKind::InvalidIssuer => "it is of another issuer".into(),
        ErrorKind::InvalidAudience => "it is for another audience".into(),
        ErrorKind::InvalidSignature => "its signature is wrong".into(),
        ErrorKind::MissingRequiredClaim(claim) => format!("its claim `{claim}` is missing"),
        ErrorKind::InvalidClaimFormat(claim) => format!("its claim `{claim}` cannot be read"),
        ErrorKind::Base64(_) | ErrorKind::Json(_) | ErrorKind::Utf8(_) => "it cannot be read".into(),
        other => format!("{other:?}"),
    }
}

fn check(settings: &JwtConfig) -> Result<(), String> {
    for (name, text) in [("issuer", &settings.issuer), ("audience", &settings.audience)] {
        if text.trim().is_empty() {
            return Err(format!("{name}: it is empty"));
        }
    }
    if settings.leeway > MOST_LEEWAY {
        return Err("leeway: it is at most \"5m\"".into());
    }
    if settings.principals.is_empty() {
        return Err(
            "principals: it is empty, so nobody could be known; write `\"SUBJECT\" = \"PRINCIPAL\"`".into()
        );
    }
    match settings.authorization_servers.iter().find(|server| !web::is_trustworthy(server)) {
        Some(server) => Err(format!("authorization_servers: `{server}` is not an https address")),
        None => Ok(()),
    }
}

/// Where the keys come from. There is one source, so that it is clear which key a token is checked with.
fn keys(settings: &JwtConfig, config: &Config) -> Result<Keys, String> {
    match (&settings.jwks_url, &settings.public_key_file, &settings.secret) {
        (Some(url), None, None) if web::is_trustworthy(url) => Ok(Keys::Published(Jwks::new(url))),
        (Some(url), None, None) => {
            Err(format!("jwks_url: `{url}` is neither an https address nor one of this machine"))
        }
        (None, Some(file), None) => public_key(file).map(Keys::Fixed),
        (None, None, Some(secret)) => shared_secret(secret, config).map(Keys::Fixed),
        _ => Err("jwks_url, public_key_file and secret: exactly one of them is needed".into()),
    }
}

fn public_key(file: &Path) -> Result<DecodingKey, String> {
    let at = |problem: &dyn std::fmt::Display| format!("public_key_file {}: {problem}", file.display());
    let pem = std::fs::read(file).map_err(|error| at(&error))?;
    let readers = [DecodingKey::from_rsa_pem, DecodingKey::from_ec_pem, DecodingKey::from_ed_pem];
    match readers.iter().find_map(|read| read(&pem).ok()) {
        None => Err(at(&"it is not a public key in PEM form")),
        Some(key) if signatures::is_too_short(&key) => Err(at(&"its RSA key has less than 2048 bits")),
        Some(key) => Ok(key),
    }
}

fn shared_secret(secret: &str, config: &Config) -> Result<DecodingKey, String> {
    if !reference::is_reference(secret) {
        return Err("secret: it is written out here; write `${NAME}` or `${file:/PATH}`".into());
    }
    let secret = backends::environment(config)?.expand(secret).map_err(|error| format!("secret: {error}"))?;
    match secret.expose().len() {
        32.. => Ok(DecodingKey::from_secret(secret.expose().as_bytes())),
        _ => Err("secret: it is shorter than 32 bytes, so it could be guessed".into()),
    }
}

/// Shared secrets and published keys never go together: whoever knows a public key could sign with it as a secret.
fn algorithms(settings: &JwtConfig) -> Result<Vec<Algorithm>, String> {
    let allowed: &[_] = match settings.secret {
        Some(_) => &[Algorithm::HS256],
        None => &ASYMMETRIC,
    };
    let Some(named) = &settings.algorithms else { return Ok(allowed.to_vec()) };
    let read = |name: &String| {
        let algorithm = Algorithm::from_str(name).ok().filter(|algorithm| allowed.contains(algorithm));
        algorithm.ok_or_else(|| format!("algorithms: `{name}` is not one of {allowed:?}"))
    };
    match named.is_empty() {
        true => Err("algorithms: it is empty, so no token could be accepted".into()),
        false => named.iter().map(read).collect(),
    }
}
