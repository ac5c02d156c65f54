//! `gateway fleet`.

use super::Failure;
use super::serve::Front;
use crate::backends;
use crate::config::Config;

/// Arguments of `gateway fleet`.
#[derive(Debug, clap::Args)]
pub(super) struct Fleet {
    /// The server's name in tools.toml, for example task
    server: String,
    #[command(flatten)]
    front: Front,
}

impl Fleet {
    pub(super) async fn run(self, config: &Config) -> Result<(), Failure> {
        self.front.serve(backends::gateway_of_one(config, &self.server)?, config, false).await
    }
}
