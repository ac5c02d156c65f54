//! The memory that replicas have together, and what this one still owes it.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use super::Kept;
use crate::shared::{Asked, Away, Recalled, Shared, aside};
use crate::spec::{Contract, ToolSpec};
use crate::sync::locked;

/// No answer that is larger is kept by all.
const LARGEST: usize = 1 << 20;

pub(super) struct Common {
    contract: &'static Contract,
    shared: Arc<dyn Shared>,
    most: u64,
    owed: Arc<Mutex<Owed>>,
    entries: AtomicU64,
    bytes: AtomicU64,
}

/// What could not be said yet. Nothing is recalled before it is.
#[derive(Debug, Default)]
struct Owed {
    /// All answers are to be forgotten.
    all: bool,
    /// Servers whose answers are old, by place in the contract.
    servers: BTreeSet<u16>,
}

impl Common {
    pub(super) fn new(contract: &'static Contract, shared: Arc<dyn Shared>, most: u64) -> Self {
        let (entries, bytes) = (AtomicU64::new(0), AtomicU64::new(0));
        Self { contract, shared, most, owed: Arc::default(), entries, bytes }
    }

    fn asked<'a>(&self, tool: &'a ToolSpec, arguments: &'a str) -> Asked<'a> {
        Asked { server: self.contract.server_of(tool).name, tool: tool.name, arguments }
    }

    /// # Errors
    ///
    /// Where the state server cannot be asked.
    pub(super) async fn recall(&self, tool: &ToolSpec, arguments: &str) -> Result<Recalled, Away> {
        self.pay().await?;
        self.shared.recall(self.asked(tool, arguments)).await
    }

    /// Failing to keep an answer costs another call, no more.
    pub(super) async fn keep(&self, tool: &ToolSpec, arguments: &str, generation: &str, kept: &Kept) {
        let answer = kept.result.raw.clone();
        if answer.len() <= LARGEST {
            let asked = self.asked(tool, arguments);
            let _ = self.shared.keep(asked, generation, answer, kept.lifetime, self.most).await;
        }
    }

    /// Makes the answers of a server old, or owes it.
    pub(super) async fn outdate(&self, server: u16) {
        locked(&self.owed).servers.insert(server);
        let _ = self.pay().await;
    }

    /// Makes the answers of a server old before anything is recalled here, and soon.
    pub(super) fn outdate_next(&self, server: u16) {
        locked(&self.owed).servers.insert(server);
        let (contract, owed) = (self.contract, self.owed.clone());
        aside(&self.shared, |shared| async move {
            let _ = pay(contract, &*shared, &owed).await;
        });
    }

    /// Forgets all answers before anything is recalled here.
    pub(super) fn forget_next(&self) {
        locked(&self.owed).all = true;
    }

    /// # Errors
    ///
    /// Where the state server cannot be asked: what is owed stays so.
    pub(super) async fn pay(&self) -> Result<(), Away> {
        pay(self.contract, &*self.shared, &self.owed).await
    }

    /// Carries out what is owed, and asks how much is kept.
    pub(super) async fn settle(&self) {
        if self.pay().await.is_ok()
            && let Ok((entries, bytes)) = self.shared.amount().await
        {
            self.entries.store(entries, Ordering::Relaxed);
            self.bytes.store(bytes, Ordering::Relaxed);
        }
    }

    /// Entries and bytes, as last asked for.
    pub(super) fn amount(&self) -> (u64, u64) {
        (self.entries.load(Ordering::Relaxed), self.bytes.load(Ordering::Relaxed))
    }
}

/// What is being paid. Dropped before it is, because the server is away or the caller has gone, it is owed again.
struct Debt<'o> {
    owed: &'o Mutex<Owed>,
    server: u16,
    is_paid: bool,
}

impl Drop for Debt<'_> {
    fn drop(&mut self) {
        if !self.is_paid {
            locked(self.owed).servers.insert(self.server);
        }
    }
}

async fn pay(contract: &Contract, shared: &dyn Shared, owed: &Mutex<Owed>) -> Result<(), Away> {
    let (all, servers) = {
        let owed = locked(owed);
        (owed.all, owed.servers.clone())
    };
    if all {
        shared.forget().await?;
        locked(owed).all = false;
    }
    for server in servers {
        locked(owed).servers.remove(&server);
        let mut debt = Debt { owed, server, is_paid: false };
        shared.outdate(contract.servers[usize::from(server)].name).await?;
        debt.is_paid = true;
    }
    Ok(())
}
