//! Credentials of HTTP clients: API keys and JSON Web Tokens, and the principals that they stand for.

mod jwks;
mod jwt;
pub(crate) mod key;
pub(crate) mod keyfile;
mod keyring;
pub(crate) mod reference;
pub(crate) mod settings;
mod signatures;

use std::sync::Arc;

use gateway_runtime::front::http::access::{Access, Authority, Recognised, Refusal, Resource};
use gateway_runtime::principal::Principal;

use self::jwt::Jwt;
use self::keyring::Keyring;
pub(crate) use self::keyring::now;
use self::settings::JwtConfig;
use crate::backends;
use crate::config::Config;
use crate::generated::CONTRACT;

/// Whom the configuration lets in.
pub(crate) struct Credentials {
    keyring: Keyring,
    jwt: Option<Jwt>,
}

impl Credentials {
    /// Reads what is configured.
    pub(crate) fn open(config: &Config) -> Result<Arc<Self>, String> {
        let keyring = Keyring::open(keyfile::place(config)?, config.credentials.keys_file.is_some())?;
        let jwt = config.credentials.jwt.as_ref().map(|jwt| Jwt::new(jwt, config)).transpose()?;
        Ok(Arc::new(Self { keyring, jwt }))
    }

    /// # Errors
    /// What is wrong with the settings of tokens.
    pub(crate) fn check_tokens(config: &Config) -> Result<(), String> {
        let Some(jwt) = &config.credentials.jwt else { return Ok(()) };
        Jwt::new(jwt, config)?;
        resource(jwt).map(drop)
    }

    /// Whether anybody could be known by them.
    pub(crate) fn exist(&self) -> bool {
        self.jwt.is_some() || self.keyring.has_keys()
    }

    /// How requests become principals.
    pub(crate) fn access(self: Arc<Self>, config: &Config) -> Result<Access, String> {
        let anonymous =
            config.http.anonymous.as_deref().map(|name| principal("http.anonymous", name)).transpose()?;
        let resource = config.credentials.jwt.as_ref().map(resource).transpose()?.flatten();
        let access = Access::open(backends::principal(config)?);
        Ok(access.or_anonymous(anonymous).described_by(resource).by(self))
    }

    /// How requests to the management listener become principals: nobody is anonymous there.
    pub(crate) fn operators(self: Arc<Self>, config: &Config) -> Result<Access, String> {
        Ok(Access::open(backends::principal(config)?).by(self))
    }
}

impl Authority for Credentials {
    fn asks(&self) -> bool {
        self.keyring.is_in_use() || self.jwt.is_some()
    }

    fn recognise<'a>(&'a self, token: &'a str) -> Recognised<'a> {
        Box::pin(async move {
            let recognised = match (&self.jwt, key::id_in(token)) {
                (_, Some(id)) => self.keyring.recognise(id, token),
                (Some(jwt), None) => jwt.recognise(token).await,
                (None, None) => Err(Refused::invalid("it is not an API key, and no tokens are configured")),
            };
            recognised.map_err(|Refused { refusal, reason }| {
                tracing::debug!("a token was refused: {reason}");
                refusal
            })
        })
    }
}

/// Why a token is refused: as its bearer is told, and as the log is.
#[derive(Debug)]
struct Refused {
    refusal: Refusal,
    reason: String,
}

impl Refused {
    fn invalid(reason: impl Into<String>) -> Self {
        Self { refusal: Refusal::Invalid, reason: reason.into() }
    }
}

/// The principal that a setting names.
pub(crate) fn principal(setting: &str, name: &str) -> Result<Principal, String> {
    Principal::named(&CONTRACT, name).ok_or_else(|| {
        let known: Vec<_> = CONTRACT.principals.iter().map(|principal| principal.name).collect();
        format!("{setting}: there is no principal `{name}` in tools.toml; there are {}", known.join(", "))
    })
}

/// The audience is the identifier of this resource (RFC 8707): the address that clients use.
fn resource(jwt: &JwtConfig) -> Result<Option<Resource>, String> {
    if jwt.authorization_servers.is_empty() {
        return Ok(None);
    }
    let resource = Resource::new(&jwt.audience, CONTRACT.title, &jwt.authorization_servers);
    resource.map(Some).map_err(|error| format!("credentials.jwt.audience: {error}"))
}
