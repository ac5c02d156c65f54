//! Sessions that any replica serves.

use std::time::Duration;

use gateway_runtime::shared::{Doing, Event, Record, Said, Sessions};

use super::script::{END, RESUME, SET_LOG};
use super::{StateServer, millis};

/// A session that was not used for so long has ended, as in the runtime. It is remembered as long that one was ended.
const IDLE: Duration = Duration::from_secs(30 * 60);

impl Sessions for StateServer {
    fn resume<'a>(
        &'a self,
        id: &'a str,
        principal: &'a str,
        known: Option<&'a Record>,
    ) -> Doing<'a, Option<Record>> {
        Box::pin(async move {
            let mut call = RESUME.key(self.key("session", id));
            call.arg(millis(IDLE)).arg(principal);
            if let Some(Record { can_be_asked, log_from, .. }) = known {
                call.arg(u8::from(*can_be_asked)).arg(*log_from);
            }
            let run = async |mut connection| call.invoke_async::<Option<(u8, u8)>>(&mut connection).await;
            let found = self.link.run(run).await?;
            Ok(found.map(|(asked, log_from)| Record {
                principal: principal.into(),
                can_be_asked: asked == 1,
                log_from,
            }))
        })
    }

    fn set_log_from<'a>(&'a self, id: &'a str, rank: u8) -> Doing<'a, ()> {
        Box::pin(async move {
            let mut call = SET_LOG.key(self.key("session", id));
            call.arg(rank);
            self.link
                .run(async |mut connection| call.invoke_async::<u8>(&mut connection).await)
                .await
                .map(drop)
        })
    }

    fn end<'a>(&'a self, id: &'a str, principal: &'a str, is_known: bool) -> Doing<'a, bool> {
        Box::pin(async move {
            let message = self.message(Event::Ended { session: id.into() });
            let mut call = END.key(self.key("session", id));
            call.arg(principal).arg(u8::from(is_known)).arg(millis(IDLE)).arg(self.channel()).arg(message);
            let run = async |mut connection| call.invoke_async::<u8>(&mut connection).await;
            Ok(self.link.run(run).await? == 1)
        })
    }

    fn relay<'a>(&'a self, id: &'a str, said: Said) -> Doing<'a, ()> {
        Box::pin(async move {
            let message = self.message(Event::Relayed { session: id.into(), said });
            let mut publish = redis::cmd("PUBLISH");
            publish.arg(self.channel()).arg(message);
            self.link.run(async |mut connection| publish.exec_async(&mut connection).await).await
        })
    }
}
