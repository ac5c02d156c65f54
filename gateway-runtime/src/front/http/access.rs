//! Who sends a request: what it shows, and which principal that makes it.

mod resource;

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use axum::http::header::{AUTHORIZATION, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

pub use self::resource::Resource;
pub(super) use self::resource::WELL_KNOWN;
use crate::principal::Principal;

/// Knows credentials.
pub trait Authority: Send + Sync {
    /// Whether requests must show any, at present.
    fn asks(&self) -> bool;

    /// Whose token this is.
    ///
    /// # Errors
    ///
    /// Why it is nobody's. The precise reason is for the log; a caller learns no more than the kind.
    fn recognise<'a>(&'a self, token: &'a str) -> Recognised<'a>;
}

/// The answer of an [`Authority`].
pub type Recognised<'a> = Pin<Box<dyn Future<Output = Result<Principal, Refusal>> + Send + 'a>>;

/// Why a request is not served.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It shows no credentials.
    Missing,
    /// What it shows is not, or is no longer, accepted.
    Invalid,
    /// It is known who it is, and that they may do nothing here.
    NoRights,
    /// It cannot be found out at present.
    Unavailable,
}

/// Decides which principal a request comes from.
pub struct Access {
    /// Who everybody is while no credentials are asked for.
    principal: Principal,
    /// Who is meant by a request without credentials though they are asked for.
    anonymous: Option<Principal>,
    authority: Option<Arc<dyn Authority>>,
    resource: Option<Resource>,
}

impl Access {
    /// Nobody is asked: everybody is `principal`.
    #[must_use]
    pub fn open(principal: Principal) -> Self {
        Self { principal, anonymous: None, authority: None, resource: None }
    }

    /// Whoever shows credentials is whom `authority` says, while it asks for any.
    #[must_use]
    pub fn by(self, authority: Arc<dyn Authority>) -> Self {
        Self { authority: Some(authority), ..self }
    }

    /// Whoever shows none is `anonymous`, also while credentials are asked for.
    #[must_use]
    pub fn or_anonymous(self, anonymous: Option<Principal>) -> Self {
        Self { anonymous, ..self }
    }

    /// Tells clients where tokens are to be had.
    #[must_use]
    pub fn described_by(self, resource: Option<Resource>) -> Self {
        Self { resource, ..self }
    }

    pub(super) fn resource(&self) -> Option<&Resource> {
        self.resource.as_ref()
    }

    /// The principal that a request with these headers comes from.
    ///
    /// # Errors
    ///
    /// Why it is not served.
    pub async fn authenticate(&self, headers: &HeaderMap) -> Result<Principal, Refusal> {
        let Some(authority) = self.authority.as_ref().filter(|authority| authority.asks()) else {
            return Ok(self.principal);
        };
        match bearer(headers) {
            Shown::Token(token) => authority.recognise(token).await,
            Shown::Nothing => self.anonymous.ok_or(Refusal::Missing),
            Shown::SomethingElse => {
                tracing::debug!("refused: `Authorization` is not one bearer token");
                Err(Refusal::Invalid)
            }
        }
    }

    /// The response to a request that is not served (RFC 6750, section 3; RFC 9728, section 5.1).
    #[must_use]
    pub fn refuse(&self, refusal: Refusal) -> Response {
        let (status, error, text) = match refusal {
            Refusal::Missing => (StatusCode::UNAUTHORIZED, None, "Send `Authorization: Bearer …`.\n"),
            Refusal::Invalid => {
                (StatusCode::UNAUTHORIZED, Some("invalid_token"), "These credentials are not accepted.\n")
            }
            Refusal::NoRights => (
                StatusCode::FORBIDDEN,
                Some("insufficient_scope"),
                "These credentials give no rights here.\n",
            ),
            Refusal::Unavailable => {
                let text = "Credentials cannot be checked at present; try again later.\n";
                return (StatusCode::SERVICE_UNAVAILABLE, text).into_response();
            }
        };
        let mut response = (status, text).into_response();
        if let Ok(challenge) = HeaderValue::from_str(&self.challenge(error)) {
            response.headers_mut().insert(WWW_AUTHENTICATE, challenge);
        }
        response
    }

    fn challenge(&self, error: Option<&str>) -> String {
        let mut challenge = "Bearer realm=\"mcp\"".to_owned();
        if let Some(error) = error {
            challenge.extend([", error=\"", error, "\""]);
        }
        if let Some(resource) = &self.resource {
            challenge.extend([", resource_metadata=\"", resource.address(), "\""]);
        }
        challenge
    }
}

enum Shown<'h> {
    Nothing,
    Token(&'h str),
    SomethingElse,
}

/// No token is longer than this, in bytes.
const LONGEST: usize = 16 * 1024;

/// The token in `Authorization`. Elsewhere, as in the query, none is looked for: addresses end up in logs.
fn bearer(headers: &HeaderMap) -> Shown<'_> {
    let mut values = headers.get_all(AUTHORIZATION).iter();
    let (Some(value), None) = (values.next(), values.next()) else {
        return if headers.contains_key(AUTHORIZATION) { Shown::SomethingElse } else { Shown::Nothing };
    };
    let parts = value.to_str().ok().and_then(|text| text.split_once(' '));
    let token =
        parts.filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer")).map(|(_, rest)| rest.trim());
    let is_token = |token: &&str| {
        !token.is_empty() && token.len() <= LONGEST && token.bytes().all(|b| b.is_ascii_graphic())
    };
    token.filter(is_token).map_or(Shown::SomethingElse, Shown::Token)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_bearer_token_is_a_token() {
        for (values, expected) in [
            (&[][..], Some("")),
            (&["Bearer abc"], Some("abc")),
            (&["bearer  abc"], Some("abc")),
            (&["Bearer abc", "Bearer abc"], None),
            (&["Bearer"], None),
            (&["Bearer "], None),
            (&["Bearer a b"], None),
            (&["Basic abc"], None),
            (&["abc"], None),
            (&["Bearerabc"], None),
        ] {
            let mut headers = HeaderMap::new();
            for value in values {
                headers.append(AUTHORIZATION, HeaderValue::from_static(value));
            }
            let found = match bearer(&headers) {
                Shown::Nothing => Some(""),
                Shown::Token(token) => Some(token),
                Shown::SomethingElse => None,
            };
            assert_eq!(found, expected, "{values:?}");
        }
    }
}
