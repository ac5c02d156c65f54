//! A gateway that is one of several: what it shares with the others, and how it keeps in step with them.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::broadcast::error::RecvError;

use super::Gateway;
use crate::breaker::Breaker;
use crate::shared::{Event, Health, Shared};

impl Gateway {
    /// With what `replicas` gateways of the same contract share.
    #[must_use]
    pub fn with_shared(mut self, shared: Arc<dyn Shared>, replicas: u32) -> Self {
        for (spec, server) in self.contract.servers.iter().zip(&mut self.servers) {
            server.breaker = Breaker::of_many(shared.clone(), spec.name);
        }
        self.answers = self.answers.with_shared(self.contract, shared.clone(), self.cache_bytes);
        self.approvals = self.approvals.with_shared(shared.clone());
        Self { shared: Some((shared, replicas)), ..self }
    }

    pub(crate) fn shared(&self) -> Option<(&Arc<dyn Shared>, u32)> {
        self.shared.as_ref().map(|(shared, replicas)| (shared, *replicas))
    }

    /// How the state server stands that replicas share; `None` for a gateway that is alone.
    #[must_use]
    pub fn state_health(&self) -> Option<Health> {
        let (shared, replicas) = self.shared()?;
        Some(Health { place: shared.place(), replicas, standing: shared.standing() })
    }

    /// Keeps in step with other replicas until the future is dropped; at once for a gateway that is alone.
    pub async fn keep_in_step(&self) {
        let Some((shared, _)) = self.shared() else { return };
        let mut events = shared.events();
        loop {
            match events.recv().await {
                Ok(event) => self.hear(&**shared, event).await,
                // What was missed is made up for by asking.
                Err(RecvError::Lagged(_)) => self.hear(&**shared, Event::Up).await,
                Err(RecvError::Closed) => return,
            }
        }
    }

    async fn hear(&self, shared: &dyn Shared, event: Event) {
        let breaker = |name: &str| self.breakers().find(|(spec, _)| spec.name == name);
        let (server, open) = match event {
            Event::Up => return self.catch_up(shared).await,
            Event::Opened { server, millis } => (server, Some(Duration::from_millis(millis))),
            Event::Closed { server } => (server, None),
            Event::Ended { .. } | Event::Relayed { .. } => return,
        };
        if let Some((_, breaker)) = breaker(&server) {
            breaker.hear(open);
        }
    }

    /// Tells and asks what could not be told or heard.
    async fn catch_up(&self, shared: &dyn Shared) {
        self.answers.catch_up().await;
        self.breakers().for_each(|(_, breaker)| breaker.tell());
        let names: Vec<_> = self.contract.servers.iter().map(|spec| spec.name).collect();
        for (name, time) in shared.open(&names).await.unwrap_or_default() {
            if let Some((_, breaker)) = self.breakers().find(|(spec, _)| spec.name == name) {
                breaker.hear(Some(time));
            }
        }
    }
}
