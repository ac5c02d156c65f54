//! What replicas say to each other, on one channel that all of them hear.

use gateway_runtime::shared::Event;
use serde::{Deserialize, Serialize};

/// A message, and the replica that it is from.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Wire {
    pub(super) from: String,
    pub(super) event: Event,
}

impl Wire {
    /// `None` for what another version says.
    pub(super) fn read(payload: &[u8]) -> Option<Self> {
        serde_json::from_slice(payload).ok()
    }

    pub(super) fn write(self) -> String {
        serde_json::to_string(&self).unwrap_or_default()
    }
}
