//! The key of all replicas' seals, and the seals that were used.

use std::time::Duration;

use gateway_runtime::shared::{Doing, Seals};

use super::{StateServer, millis};

impl Seals for StateServer {
    fn key(&self, candidate: [u8; 32]) -> Doing<'_, [u8; 32]> {
        Box::pin(async move {
            let key = self.key("seal", "key");
            let mut asked = redis::pipe();
            asked.cmd("SET").arg(&key).arg(&candidate[..]).arg("NX").ignore().cmd("GET").arg(&key);
            let run = async |mut connection| asked.query_async::<(Vec<u8>,)>(&mut connection).await;
            let (found,) = self.link.run(run).await?;
            found.try_into().map_err(|_| self.link.away(&format!("{key} holds no key of 32 bytes")))
        })
    }

    fn use_up<'a>(&'a self, id: &'a str, remaining: Duration) -> Doing<'a, bool> {
        Box::pin(async move {
            let mut set = redis::cmd("SET");
            set.arg(self.key("used", id)).arg(1).arg("NX").arg("PX").arg(millis(remaining));
            let run = async |mut connection| set.query_async::<Option<String>>(&mut connection).await;
            Ok(self.link.run(run).await?.is_some())
        })
    }
}
