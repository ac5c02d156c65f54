//! The wish of whoever runs the process that it ends.

use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

/// A token that SIGTERM or SIGINT cancels. It needs a runtime.
///
/// # Errors
///
/// Where signals cannot be awaited.
pub fn stop_on_signal() -> Result<CancellationToken, String> {
    let stop = CancellationToken::new();
    for kind in [SignalKind::terminate(), SignalKind::interrupt()] {
        let mut signals = signal(kind).map_err(|error| format!("signals cannot be awaited: {error}"))?;
        let stop = stop.clone();
        tokio::spawn(async move {
            signals.recv().await;
            stop.cancel();
        });
    }
    Ok(stop)
}
