//! Which server has which prompt, where the contract does not list them.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;

use super::Offer;
use super::list::{List, page, said};
use crate::fault::Fault;
use crate::gateway::Gateway;
use crate::principal::Principal;

/// The names that a server gave when it was last asked.
#[derive(Clone, Debug)]
pub(super) struct Names {
    at: Instant,
    names: Arc<BTreeSet<String>>,
}

/// Names hold for so long, unless the server says earlier that they are others.
const HOLD: Duration = Duration::from_secs(60);

/// More pages than these are no list that anybody wrote.
const MAX_PAGES: usize = 100;

impl Names {
    pub(super) fn new(names: BTreeSet<String>) -> Self {
        Self { at: Instant::now(), names: names.into() }
    }
}

/// The first of those servers that passes all its prompts on and has one of that name.
pub(super) async fn who_has(
    gateway: &Gateway,
    principal: &Principal,
    seen: &[&'static Offer],
    name: &str,
) -> Option<&'static Offer> {
    let open: Vec<_> = seen.iter().filter(|offer| is_open(offer)).collect();
    if let [only] = open[..] {
        // Nobody else can have it, so the server itself says whether it does.
        return Some(only);
    }
    for offer in open {
        if of(gateway, principal, offer).await.is_some_and(|names| names.contains(name)) {
            return Some(offer);
        }
    }
    None
}

/// Whether it passes all its prompts on.
pub(super) fn is_open(offer: &Offer) -> bool {
    offer.prompts.as_ref().is_some_and(|prompts| prompts.names.is_none())
}

/// The names of a server's prompts; what is known of them where it cannot be asked, so that a name does not lead to another
/// server while this one is away. `None` where nothing is.
pub(super) async fn of(
    gateway: &Gateway,
    principal: &Principal,
    offer: &'static Offer,
) -> Option<Arc<BTreeSet<String>>> {
    let upstream = gateway.offered().upstream(offer, gateway.contract())?;
    let known = upstream.names();
    if let Some(known) = known.as_ref().filter(|known| known.at.elapsed() < HOLD) {
        return Some(known.names.clone());
    }
    match ask(gateway, principal, offer).await {
        Ok(names) => {
            let names = Names::new(names);
            upstream.set_names(names.clone());
            Some(names.names)
        }
        Err(fault) => {
            let server = offer.name(gateway.contract());
            tracing::warn!(server, %fault, "its prompts are not known now");
            known.map(|known| known.names)
        }
    }
}

/// The names that a server gave when it was last asked.
pub(super) fn known(gateway: &Gateway, offer: &'static Offer) -> BTreeSet<String> {
    let upstream = gateway.offered().upstream(offer, gateway.contract());
    let known = upstream.and_then(|upstream| upstream.names());
    known.map(|known| (*known.names).clone()).unwrap_or_default()
}

async fn ask(
    gateway: &Gateway,
    principal: &Principal,
    offer: &'static Offer,
) -> Result<BTreeSet<String>, Fault> {
    let (mut names, mut cursor) = (BTreeSet::new(), None);
    for _ in 0..MAX_PAGES {
        let page = page(gateway, principal, offer, List::Prompts, cursor).await?;
        names.extend(page.items.iter().filter_map(|item| said(item, List::Prompts)));
        cursor = page.next;
        if cursor.is_none() {
            return Ok(names);
        }
    }
    let reason = format!("its prompts/list has more than {MAX_PAGES} pages");
    Err(Fault::BadReply { server: offer.name(gateway.contract()), reason })
}
