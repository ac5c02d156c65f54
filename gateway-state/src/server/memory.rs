//! Answers of all replicas. The server finds them by generation and by a digest of the question: arguments, which may be
//! confidential, do not stand in keys.

use std::time::Duration;

use bytes::Bytes;
use gateway_runtime::shared::{Asked, Doing, Memory, Recalled};
use sha2::{Digest, Sha256};

use super::script::{AMOUNT, KEEP, OUTDATE, RECALL};
use super::{StateServer, millis};

impl StateServer {
    fn answer_key(&self, kind: &str) -> String {
        self.key("answers", format_args!("{}:{kind}", self.contract))
    }

    fn generations(&self, server: &str) -> [String; 2] {
        [self.answer_key(&format!("generation:{server}")), self.answer_key("generation")]
    }

    async fn tidy(&self, all: bool) -> Result<(u64, u64), gateway_runtime::shared::Away> {
        let mut call = AMOUNT.key(self.answer_key("index"));
        call.key(self.answer_key("bytes")).arg(u8::from(all));
        self.link.run(async |mut connection| call.invoke_async(&mut connection).await).await
    }
}

fn question(asked: &Asked<'_>) -> String {
    let text = format!("{}\0{}", asked.tool, asked.arguments);
    Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Memory for StateServer {
    fn recall<'a>(&'a self, asked: Asked<'a>) -> Doing<'a, Recalled> {
        Box::pin(async move {
            let [own, all] = self.generations(asked.server);
            let mut call = RECALL.key(own);
            call.key(all).arg(self.answer_key("")).arg(question(&asked));
            let run =
                async |mut connection| call.invoke_async::<(String, Option<Vec<u8>>)>(&mut connection).await;
            let (generation, answer) = self.link.run(run).await?;
            Ok(Recalled { generation, answer: answer.map(Bytes::from) })
        })
    }

    fn keep<'a>(
        &'a self,
        asked: Asked<'a>,
        generation: &'a str,
        answer: Bytes,
        lifetime: Duration,
        most: u64,
    ) -> Doing<'a, ()> {
        Box::pin(async move {
            let [own, all] = self.generations(asked.server);
            let mut call = KEEP.key(own);
            call.key(all).key(self.answer_key("index")).key(self.answer_key("bytes"));
            call.arg(self.answer_key("")).arg(generation).arg(question(&asked));
            call.arg(millis(lifetime)).arg(most).arg(&answer[..]);
            let run = async |mut connection| match call.invoke_async::<u8>(&mut connection).await {
                // Full: it forgets nothing for an answer.
                Err(error) if error.code() == Some("OOM") => Ok(()),
                other => other.map(drop),
            };
            self.link.run(run).await
        })
    }

    fn outdate<'a>(&'a self, server: &'a str) -> Doing<'a, ()> {
        Box::pin(async move {
            let [own, _] = self.generations(server);
            let call = OUTDATE.key(own);
            self.link
                .run(async |mut connection| call.invoke_async::<u64>(&mut connection).await)
                .await
                .map(drop)
        })
    }

    fn forget(&self) -> Doing<'_, ()> {
        Box::pin(async move {
            let call = OUTDATE.key(self.answer_key("generation"));
            self.link.run(async |mut connection| call.invoke_async::<u64>(&mut connection).await).await?;
            self.tidy(true).await.map(drop)
        })
    }

    fn amount(&self) -> Doing<'_, (u64, u64)> {
        Box::pin(self.tidy(false))
    }
}
