//! `gateway fleet`.

use super::Failure;
use super::serve::Front;
use crate::backends;
use crate::config::Config;
use crate::credentials::Credentials;

/// Arguments of `gateway fleet`.
#[derive(Debug, clap::Args)]
pub(super) struct Fleet {
    /// The server's name in tools.toml, for example task
    server: String,
    /// Leave rates, remembered answers and approvals to the gateway in front of it: for a key that only that gateway has
    #[arg(long, requires = "http")]
    behind_gateway: bool,
    #[command(flatten)]
    front: Front,
}

impl Fleet {
    pub(super) async fn run(self, config: &Config) -> Result<(), Failure> {
        let gateway = backends::gateway_of_one(config, &self.server)?;
        if !self.behind_gateway {
            return self.front.serve(gateway, config, false).await;
        }
        self.only_for_keys(config)?;
        self.front.serve(gateway.behind_another(), config, false).await
    }

    /// Whoever calls it has passed the other gateway, or holds its key: so there has to be one, and nobody may do without.
    fn only_for_keys(&self, config: &Config) -> Result<(), Failure> {
        let is_right = Credentials::open(config)?.exist() && config.http.anonymous.is_none();
        match is_right {
            true => Ok(()),
            false => Err(Failure::Wrong(
                "--behind-gateway asks nobody for an approval, so it needs a key that only the gateway in front has: \
                 make one with `gateway key new`, name its file in credentials.keys_file, and leave http.anonymous out"
                    .into(),
            )),
        }
    }
}
