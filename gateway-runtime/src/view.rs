//! What the callers of one running gateway may see and call.

use std::sync::OnceLock;

use bytes::Bytes;

use crate::era::Era;
use crate::finder;
use crate::list::{ListEnds, ListSpec};
use crate::offer::Offer;
use crate::spec::{Contract, ProfileSpec, ServerSpec, ToolSpec, has_bit};

/// How the tools of one server are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// Not at all; they cannot be called either.
    Hidden,
    /// Without what they declare to return, since the server's replies do not carry it: official clients refuse a
    /// reply without `structuredContent` from a tool that was listed with an output schema.
    Plain,
    /// With what they declare to return.
    WithReturns,
}

/// A set of tools and the answers to `tools/list` for it.
///
/// Composed once, when the gateway starts, from texts that were compiled in; the answers are the same bytes every time.
#[derive(Debug)]
pub struct View {
    name: &'static str,
    tools: Box<[u64]>,
    /// Those of them that are shown with what they declare to return.
    returning: Box<[u64]>,
    /// Those that will be seen in a later wave.
    waiting: Box<[u64]>,
    ends: &'static ListSpec,
    legacy: Bytes,
    /// Made of the other at first use: few gateways are asked in both eras.
    modern: OnceLock<Bytes>,
    prompts: Vec<&'static Offer>,
    resources: Vec<&'static Offer>,
}

impl View {
    /// The tools of `profile` that are on, each as `shown` says of its server.
    #[must_use]
    pub fn new(
        contract: &'static Contract,
        profile: &'static ProfileSpec,
        shown: impl Fn(&'static ServerSpec) -> Shown,
        is_on: impl Fn(&ToolSpec) -> bool,
    ) -> Self {
        let on = |server: &'static ServerSpec| if server.is_enabled { shown(server) } else { Shown::Hidden };
        let shown: Vec<_> = contract.servers.iter().map(on).collect();
        let of = |tool: &ToolSpec| shown.get(usize::from(tool.server)).copied().unwrap_or(Shown::Hidden);
        let is_seen = |tool: &&ToolSpec| profile.contains(tool) && of(tool) != Shown::Hidden && is_on(tool);
        let is_shared = |operation: Option<&'static ToolSpec>| {
            operation.is_some_and(|operation| of(operation) != Shown::Hidden && is_on(operation))
        };
        let share = contract.profiles.iter().position(|other| other.name == profile.name);
        let share = share.and_then(|at| contract.offers.shares.get(at));
        let offering = |shared: Option<&'static [u16]>,
                        operation: fn(&'static Offer) -> Option<&'static ToolSpec>| {
            let shared = shared.unwrap_or_default();
            let offers = contract.offers.servers.iter();
            offers.filter(|offer| shared.contains(&offer.server) && is_shared(operation(offer))).collect()
        };
        let prompts = offering(share.map(|share| share.prompts), Offer::prompts);
        let resources = offering(share.map(|share| share.resources), Offer::resources);
        let seen: Vec<_> = contract.tools.iter().filter(is_seen).collect();
        // Where there is something to find the others with, nothing else is listed.
        let finders: Vec<_> = seen.iter().copied().filter(|tool| finder::has(contract, tool)).collect();
        let listed = if finders.is_empty() { &seen } else { &finders };
        let is_returning = |tool: &&ToolSpec| of(tool) == Shown::WithReturns;
        let returning: Vec<_> = seen.iter().copied().filter(is_returning).collect();
        let entries = contract.list.join(listed.iter().copied(), |tool| is_returning(&tool));
        let waits =
            |tool: &&ToolSpec| profile.contains(tool) && !contract.server_of(tool).is_enabled && is_on(tool);
        let waiting: Vec<_> = contract.tools.iter().filter(waits).collect();
        Self {
            name: name(contract, profile, &shown),
            tools: bits(contract.tools.len(), &seen),
            returning: bits(contract.tools.len(), &returning),
            waiting: bits(contract.tools.len(), &waiting),
            ends: contract.list,
            legacy: between(&contract.list.legacy, entries.as_bytes()),
            modern: OnceLock::new(),
            prompts,
            resources,
        }
    }

    /// What callers are told that they see: the name of the profile, or of the one server that is not hidden.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Whether the tool is in the set.
    #[must_use]
    pub fn contains(&self, tool: &ToolSpec) -> bool {
        has_bit(&self.tools, tool.index)
    }

    /// The servers whose prompts may be seen, in their order.
    pub(crate) fn prompts(&self) -> &[&'static Offer] {
        &self.prompts
    }

    /// The servers whose resources may be seen, in their order.
    pub(crate) fn resources(&self) -> &[&'static Offer] {
        &self.resources
    }

    /// What a list says of the tool, a complete JSON object; `None` where it is not in the set.
    #[must_use]
    pub fn entry(&self, contract: &Contract, tool: &ToolSpec) -> Option<String> {
        let returns = |tool: &ToolSpec| has_bit(&self.returning, tool.index);
        self.contains(tool).then(|| contract.list.join(std::iter::once(tool), returns))
    }

    /// Whether the tool will be in the set once its server is enabled.
    #[must_use]
    pub fn awaits(&self, tool: &ToolSpec) -> bool {
        has_bit(&self.waiting, tool.index)
    }

    /// The result of `tools/list`, a complete JSON object.
    #[must_use]
    pub fn list(&self, era: Era) -> &Bytes {
        match era {
            Era::Legacy => &self.legacy,
            Era::Modern => self.modern.get_or_init(|| {
                let ListEnds { start, end } = &self.ends.legacy;
                between(&self.ends.modern, &self.legacy[start.len()..self.legacy.len() - end.len()])
            }),
        }
    }
}

fn name(contract: &'static Contract, profile: &'static ProfileSpec, shown: &[Shown]) -> &'static str {
    let mut left = contract.servers.iter().zip(shown).filter(|(_, shown)| **shown != Shown::Hidden);
    match (left.next(), left.next()) {
        (Some((one, _)), None) if contract.servers.len() > 1 => one.name,
        _ => profile.name,
    }
}

fn bits(count: usize, tools: &[&ToolSpec]) -> Box<[u64]> {
    let mut words = vec![0; count.div_ceil(64)];
    for tool in tools {
        words[usize::from(tool.index / 64)] |= 1 << (tool.index % 64);
    }
    words.into()
}

fn between(ends: &ListEnds, entries: &[u8]) -> Bytes {
    [ends.start.as_bytes(), entries, ends.end.as_bytes()].concat().into()
}
