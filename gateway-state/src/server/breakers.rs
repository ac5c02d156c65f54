//! What replicas know of each other's breakers, and the one trial of all.

use std::time::Duration;

use gateway_runtime::shared::{Breakers, Doing, Event};

use super::script::{GIVE_UP, TELL};
use super::{StateServer, millis};

impl Breakers for StateServer {
    fn try_one<'a>(&'a self, server: &'a str, lease: Duration) -> Doing<'a, bool> {
        Box::pin(async move {
            let mut set = redis::cmd("SET");
            set.arg(self.key("trial", server)).arg(&self.replica).arg("NX").arg("PX").arg(millis(lease));
            let run = async |mut connection| set.query_async::<Option<String>>(&mut connection).await;
            Ok(self.link.run(run).await?.is_some())
        })
    }

    fn give_up<'a>(&'a self, server: &'a str) -> Doing<'a, ()> {
        Box::pin(async move {
            let mut call = GIVE_UP.key(self.key("trial", server));
            call.arg(&self.replica);
            self.link
                .run(async |mut connection| call.invoke_async::<u8>(&mut connection).await)
                .await
                .map(drop)
        })
    }

    fn tell<'a>(&'a self, server: &'a str, open: Option<Duration>) -> Doing<'a, ()> {
        Box::pin(async move {
            let millis = open.map_or(0, millis);
            let event = match open {
                Some(_) => Event::Opened { server: server.into(), millis },
                None => Event::Closed { server: server.into() },
            };
            let mut call = TELL.key(self.key("breaker", server));
            call.key(self.key("trial", server)).arg(millis).arg(self.channel()).arg(self.message(event));
            self.link
                .run(async |mut connection| call.invoke_async::<u64>(&mut connection).await)
                .await
                .map(drop)
        })
    }

    fn open<'a>(&'a self, servers: &'a [&'static str]) -> Doing<'a, Vec<(&'static str, Duration)>> {
        Box::pin(async move {
            let mut asked = redis::pipe();
            for server in servers {
                asked.cmd("PTTL").arg(self.key("breaker", server));
            }
            let run = async |mut connection| asked.query_async::<Vec<i64>>(&mut connection).await;
            let left = self.link.run(run).await?;
            let open = |(server, left): (&&'static str, i64)| {
                let left = u64::try_from(left).ok().filter(|left| *left > 0)?;
                Some((*server, Duration::from_millis(left)))
            };
            Ok(servers.iter().zip(left).filter_map(open).collect())
        })
    }
}
