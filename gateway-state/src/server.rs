//! What replicas share on a Redis or Valkey server.
//!
//! Keys begin with the gateway's name in braces, so that a cluster keeps them together; those of answers hold the
//! contract's hash too, since another contract's answers are other answers.

mod approvals;
mod breakers;
mod dial;
mod limits;
mod link;
mod memory;
mod message;
mod place;
mod script;
mod seals;
mod sessions;

use std::fmt::Display;
use std::sync::Arc;
use std::time::Duration;

use gateway_runtime::shared::{Event, Shared, Standing};
use tokio::sync::broadcast;

use self::link::Link;
use self::message::Wire;
pub use self::place::{Part, Place};

/// The state server, as one replica sees it. Nothing is asked of it before it is needed.
pub struct StateServer {
    link: Arc<Link>,
    name: &'static str,
    contract: &'static str,
    replica: String,
    /// No answer is waited for longer.
    patience: Duration,
}

impl StateServer {
    /// That at `place`, for gateways of this name and contract; no answer of it is waited for longer than `patience`.
    ///
    /// # Errors
    ///
    /// Where the system gives no random numbers to name this replica with.
    pub fn new(
        place: Place,
        (name, contract): (&'static str, &'static str),
        patience: Duration,
    ) -> Result<Arc<Self>, String> {
        let mut random = [0; 16];
        getrandom::fill(&mut random)
            .map_err(|error| format!("the system gives no random numbers: {error}"))?;
        let replica = format!("{:032x}", u128::from_ne_bytes(random));
        let channel = format!("{{{name}}}:said");
        let link = Link::new(place, patience, channel, replica.clone());
        Ok(Arc::new(Self { link, name, contract, replica, patience }))
    }

    fn key(&self, kind: &str, of: impl Display) -> String {
        format!("{{{}}}:{kind}:{of}", self.name)
    }

    fn channel(&self) -> String {
        format!("{{{}}}:said", self.name)
    }

    fn message(&self, event: Event) -> String {
        Wire { from: self.replica.clone(), event }.write()
    }
}

impl Shared for StateServer {
    fn events(&self) -> broadcast::Receiver<Event> {
        self.link.events()
    }

    fn standing(&self) -> Standing {
        self.link.standing()
    }

    fn place(&self) -> String {
        self.link.place.to_string()
    }
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX).max(1)
}
