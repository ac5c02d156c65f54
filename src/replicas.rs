//! The state server that replicas share, as configured.

use std::num::NonZeroU32;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use gateway_runtime::words;
use gateway_state::StateServer;
use gateway_state::server::{Part, Place};
use serde::Deserialize;

use crate::backends::environment;
use crate::config::Config;
use crate::credentials::reference::is_reference;
use crate::generated::CONTRACT;

/// `[state]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct StateConfig {
    /// The server, `redis://…` or `rediss://…`; absent for a gateway that is alone.
    url: Option<String>,
    /// How many share it: while it is away, each lets through so small a part of a rate.
    pub(crate) replicas: NonZeroU32,
    /// How long a call waits for it at most.
    #[serde(deserialize_with = "words::deserialize")]
    timeout: Duration,
    /// Certificates to trust in the place of the public ones, PEM.
    ca_file: Option<PathBuf>,
}

/// The configured state server, if there is one. It is not asked anything yet.
pub(crate) fn state_server(config: &Config) -> Result<Option<Arc<StateServer>>, String> {
    let StateConfig { url, timeout, ca_file, .. } = &config.state;
    let Some(url) = url else { return Ok(None) };
    let environment = environment(config)?;
    let fill = |part, text: &str| {
        match part {
        Part::Password if !text.is_empty() && !is_reference(text) => Err(
            "a secret is written out here; write `${NAME}` in the place of the password and set that variable, or \
             `${file:/PATH}`"
                .to_owned(),
        ),
        _ => {
            environment.expand(text).map(|text| text.expose().to_owned()).map_err(|error| error.to_string())
        }
    }
    };
    let place = Place::read(url, ca_file.clone(), &fill).map_err(|error| format!("state.url: {error}"))?;
    StateServer::new(place, (CONTRACT.name, CONTRACT.hash), *timeout).map(Some)
}
