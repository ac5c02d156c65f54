//! `[credentials]` in `gateway.toml`.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use gateway_runtime::words;
use serde::Deserialize;

/// How HTTP clients are known.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct CredentialsConfig {
    /// The file that `gateway key` keeps; `keys.json` in the state folder when absent.
    pub(crate) keys_file: Option<PathBuf>,
    pub(crate) jwt: Option<JwtConfig>,
}

/// Which JSON Web Tokens are accepted, and who their bearers are.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct JwtConfig {
    /// Who must have issued them: the exact value of `iss`.
    pub(crate) issuer: String,
    /// Whom they must be for: one of the values of `aud`. With `authorization_servers`, the address that clients use.
    pub(crate) audience: String,
    /// How they may be signed; every asymmetric algorithm when absent, HS256 with `secret`.
    pub(crate) algorithms: Option<Vec<String>>,
    /// Where the issuer publishes its keys.
    pub(crate) jwks_url: Option<String>,
    /// Or the issuer's one public key, PEM.
    pub(crate) public_key_file: Option<PathBuf>,
    /// Or a secret that is shared with the issuer, by reference.
    pub(crate) secret: Option<String>,
    /// How far the clocks of the two may be apart.
    #[serde(default = "a_minute", deserialize_with = "words::deserialize")]
    pub(crate) leeway: Duration,
    /// Where clients get tokens: published to them as protected-resource metadata.
    #[serde(default)]
    pub(crate) authorization_servers: Vec<String>,
    /// The claim that says who the bearer is.
    #[serde(default = "subject")]
    pub(crate) principal_claim: String,
    /// Its values, and the principals that they mean.
    pub(crate) principals: BTreeMap<String, String>,
}

fn a_minute() -> Duration {
    Duration::from_secs(60)
}

fn subject() -> String {
    "sub".into()
}
