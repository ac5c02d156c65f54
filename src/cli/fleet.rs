//! `gateway fleet`.

use std::sync::Arc;

use super::{Failure, serve};
use crate::backends;
use crate::config::Config;

/// Arguments of `gateway fleet`.
#[derive(Debug, clap::Args)]
pub(super) struct Fleet {
    /// The server's name in tools.toml, for example task
    server: String,
}

impl Fleet {
    pub(super) async fn run(self, config: &Config) -> Result<(), Failure> {
        let gateway = Arc::new(backends::gateway_of_one(config, &self.server)?);
        serve::on_stdio(gateway, config).await
    }
}
