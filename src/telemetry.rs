//! Tracing as configured: `[tracing]` in `gateway.toml`, and for what it leaves open the variables that all programs with
//! OpenTelemetry know (`OTEL_*`).

mod export;
mod otlp;
mod settings;

use std::sync::Arc;
use std::time::Duration;

use gateway_runtime::trace::Tracing;
use gateway_runtime::web::Postbox;
use tokio::time::timeout;

pub(crate) use self::settings::TracingConfig;

use self::export::{Ended, Export};
use crate::backends::environment;
use crate::config::Config;

/// How long the end of the gateway may wait for the last spans.
const FAREWELL: Duration = Duration::from_secs(3);

/// Spans on their way to a collector.
pub(crate) struct Traces {
    export: Arc<Export>,
    ratio: f64,
    ended: Ended,
}

/// Opens the way to the collector; `None` where none is configured. A collector that does not answer is no error.
pub(crate) fn open(config: &Config) -> Result<Option<Traces>, String> {
    let Some(wanted) = config.tracing.settle(&environment(config)?)? else { return Ok(None) };
    let postbox = Postbox::new(&wanted.url, &wanted.headers, wanted.timeout)
        .map_err(|error| format!("tracing.endpoint: {error}"))?;
    let (export, ended) = Export::start(postbox, wanted.shown, wanted.resource)?;
    Ok(Some(Traces { export, ratio: wanted.ratio, ended }))
}

impl Traces {
    /// What the gateway traces to.
    pub(crate) fn tracing(&self) -> Tracing {
        Tracing::to(self.export.clone(), self.ratio)
    }

    /// Sends what is left, within a bound.
    pub(crate) async fn end(self) {
        self.export.close();
        if timeout(FAREWELL, self.ended).await.is_err() {
            tracing::warn!(
                "the last spans were given up: the collector did not take them within {FAREWELL:?}"
            );
        }
    }
}
