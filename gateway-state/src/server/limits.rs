//! Rates (the generic cell rate algorithm, as in the runtime), by the clock of the server.

use std::time::Duration;

use gateway_runtime::shared::{Doing, Limits};
use gateway_runtime::spec::Rate;

use super::StateServer;
use super::script::COUNT;

impl Limits for StateServer {
    fn count<'a>(
        &'a self,
        principal: &'a str,
        tool: &'a str,
        rates: &'a [Rate],
    ) -> Doing<'a, Result<(), (usize, Duration)>> {
        Box::pin(async move {
            let mut call = COUNT.prepare_invoke();
            for Rate { calls, per } in rates.iter().filter(|rate| rate.calls > 0 && !rate.per.is_zero()) {
                call.key(self.key("rate", format_args!("{principal}:{tool}:{calls}/{}", per.as_secs_f64())));
                call.arg(*calls).arg(u64::try_from(per.as_micros()).unwrap_or(u64::MAX));
            }
            let run = async |mut connection| call.invoke_async::<(usize, u64)>(&mut connection).await;
            Ok(match self.link.run(run).await? {
                (0, _) => Ok(()),
                (at, wait) => Err((at - 1, Duration::from_micros(wait))),
            })
        })
    }
}
