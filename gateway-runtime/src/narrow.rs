//! What run time takes away from what was compiled in. It can never add: [`Effective::narrow`] is the one function that
//! changes a policy, and it takes the stricter of two values in every field.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::near::nearest;
use crate::spec::{Approval, Class, Contract, Policy, Rate, ToolSpec};
use crate::words::{CacheTime, Size, Word, optional};

/// What is switched off and lowered, as it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Overlay {
    /// Tools that are switched off: names, `server:NAME` or `class:NAME`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub off: Vec<String>,
    /// Limits for all tools of a class, by its name.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub classes: BTreeMap<String, Limits>,
    /// Limits for all tools of a server, by its name.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub servers: BTreeMap<String, Limits>,
    /// Limits for one tool, by its name.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub tools: BTreeMap<String, Limits>,
}

/// What may be lowered; what is absent stays as it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// How often one principal may call each tool; holds beside the rate that was compiled in.
    #[serde(with = "optional", skip_serializing_if = "Option::is_none")]
    pub rate: Option<Rate>,
    /// For how long an answer may be remembered.
    #[serde(with = "optional", skip_serializing_if = "Option::is_none")]
    pub cache: Option<CacheTime>,
    /// How often a failed call may be repeated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retries: Option<u8>,
    /// Whether a person must approve each call.
    #[serde(with = "optional", skip_serializing_if = "Option::is_none")]
    pub approval: Option<Approval>,
    /// How long one call may take.
    #[serde(with = "optional", skip_serializing_if = "Option::is_none")]
    pub call_timeout: Option<Duration>,
    /// How large the arguments of one call may be.
    #[serde(with = "optional", skip_serializing_if = "Option::is_none")]
    pub max_arguments: Option<Size>,
    /// How large its result may be.
    #[serde(with = "optional", skip_serializing_if = "Option::is_none")]
    pub max_result: Option<Size>,
}

impl Limits {
    /// The same, and what `more` says in its place.
    fn and(self, more: &Self) -> Self {
        Self {
            rate: more.rate.or(self.rate),
            cache: more.cache.or(self.cache),
            retries: more.retries.or(self.retries),
            approval: more.approval.or(self.approval),
            call_timeout: more.call_timeout.or(self.call_timeout),
            max_arguments: more.max_arguments.or(self.max_arguments),
            max_result: more.max_result.or(self.max_result),
        }
    }
}

/// Whether a limit is as strict as another; none is the widest.
fn is_at_most<T: PartialOrd>(limit: Option<T>, other: Option<T>) -> bool {
    other.is_none_or(|other| limit.is_some_and(|limit| limit <= other))
}

/// What holds for one tool.
#[derive(Clone, Debug, PartialEq)]
pub struct Effective {
    /// Whether it is switched off: neither listed nor found.
    pub off: bool,
    /// As compiled in, or stricter. `rate` is always the compiled one, and `call_timeout` is always there.
    pub policy: Policy,
    /// Rates that hold as well. None replaces another, since neither of two rates with different units need be the
    /// stricter one, and since a limiter that is replaced would forget the calls that it has counted.
    pub also: Vec<Rate>,
}

impl Effective {
    /// What was compiled in.
    #[must_use]
    pub fn compiled(contract: &Contract, tool: &ToolSpec) -> Self {
        let call_timeout = tool.policy.call_timeout.unwrap_or(contract.server_of(tool).call_timeout);
        let policy = Policy { call_timeout: Some(call_timeout), ..tool.policy };
        Self { off: false, policy, also: Vec::new() }
    }

    /// All rates that hold.
    pub fn rates(&self) -> impl Iterator<Item = Rate> {
        self.also.iter().copied().chain(self.policy.rate)
    }

    /// Takes the stricter of what holds and of `limits`, field by field.
    fn narrow(&mut self, limits: &Limits) {
        let own = &mut self.policy;
        own.cache = own.cache.zip(limits.cache).map(|(own, CacheTime(time))| own.min(time)).or(own.cache);
        own.cache = own.cache.filter(|time| !time.is_zero());
        own.retries = limits.retries.map_or(own.retries, |retries| retries.min(own.retries));
        own.approval =
            if limits.approval == Some(Approval::Always) { Approval::Always } else { own.approval };
        own.call_timeout = lower(own.call_timeout, limits.call_timeout);
        own.max_arguments = lower(own.max_arguments, limits.max_arguments.map(|Size(size)| size));
        own.max_result = lower(own.max_result, limits.max_result.map(|Size(size)| size));
        self.also.extend(limits.rate.filter(|rate| !self.rates().any(|own| implies(own, *rate))));
    }

    /// Whether it lets nothing happen that `other` does not. Where that is not certain, it is not.
    pub(crate) fn is_within(&self, other: &Self) -> bool {
        let (own, others) = (&self.policy, &other.policy);
        let holds = |rate: Rate| self.rates().any(|own| own == rate || implies(own, rate));
        (self.off || !other.off)
            && own.cache.unwrap_or_default() <= others.cache.unwrap_or_default()
            && own.retries <= others.retries
            && (own.approval == Approval::Always || others.approval == Approval::Never)
            && is_at_most(own.call_timeout, others.call_timeout)
            && is_at_most(own.max_arguments, others.max_arguments)
            && is_at_most(own.max_result, others.max_result)
            && other.rates().all(holds)
    }

    /// The fields of `limits` that would be wider than what holds.
    fn widened(&self, limits: &Limits) -> Vec<Wider> {
        let own = &self.policy;
        let own_rate =
            self.rates().find(|own| limits.rate.is_some_and(|rate| *own != rate && implies(*own, rate)));
        let own_cache = CacheTime(own.cache.unwrap_or_default());
        let fields = [
            Wider::of("rate", limits.rate, own_rate, |_, _| true),
            Wider::of("cache", limits.cache, Some(own_cache), |asked, own| asked > own),
            Wider::of("retries", limits.retries, Some(own.retries), |asked, own| asked > own),
            Wider::of("approval", limits.approval, Some(own.approval), |asked, own| {
                (asked, own) == (Approval::Never, Approval::Always)
            }),
            Wider::of("call_timeout", limits.call_timeout, own.call_timeout, |asked, own| asked > own),
            Wider::of("max_arguments", limits.max_arguments, own.max_arguments.map(Size), |asked, own| {
                asked > own
            }),
            Wider::of("max_result", limits.max_result, own.max_result.map(Size), |asked, own| asked > own),
        ];
        fields.into_iter().flatten().collect()
    }
}

/// The lower one, where absent is no limit.
fn lower<T: Ord>(own: Option<T>, limit: Option<T>) -> Option<T> {
    match (own, limit) {
        (Some(own), Some(limit)) => Some(own.min(limit)),
        (own, limit) => own.or(limit),
    }
}

/// Whether whoever keeps `strict` keeps `other` as well: no more calls at once, and no more in the long run.
#[must_use]
pub fn implies(strict: Rate, other: Rate) -> bool {
    let in_the_long_run = |rate: Rate, per: Duration| u128::from(rate.calls) * per.as_nanos();
    strict.calls <= other.calls && in_the_long_run(strict, other.per) <= in_the_long_run(other, strict.per)
}

/// A value that is wider than the one that holds.
struct Wider {
    field: &'static str,
    asked: String,
    holds: String,
}

impl Wider {
    fn of<T: Word + Copy>(
        field: &'static str,
        asked: Option<T>,
        holds: Option<T>,
        is_wider: impl FnOnce(T, T) -> bool,
    ) -> Option<Self> {
        let (asked, holds) = asked.zip(holds)?;
        is_wider(asked, holds).then(|| Self { field, asked: asked.show(), holds: holds.show() })
    }
}

impl Word for u8 {
    const FORM: &'static str = "a whole number from 0 to 255";

    fn read(word: &str) -> Option<Self> {
        word.parse().ok()
    }

    fn show(&self) -> String {
        self.to_string()
    }
}

/// What holds for each tool of a contract.
#[derive(Clone, Debug, PartialEq)]
pub struct Narrowed {
    tools: Vec<Effective>,
}

impl Narrowed {
    /// What was compiled in.
    #[must_use]
    pub fn compiled(contract: &Contract) -> Self {
        Self { tools: contract.operations().map(|tool| Effective::compiled(contract, tool)).collect() }
    }

    /// The same without what a gateway in front has done already: rates, remembered answers, repetitions, approvals.
    pub(crate) fn behind_another(&self) -> Self {
        let tools = self.tools.iter().map(|tool| Effective {
            off: tool.off,
            policy: Policy { rate: None, cache: None, retries: 0, approval: Approval::Never, ..tool.policy },
            also: Vec::new(),
        });
        Self { tools: tools.collect() }
    }

    /// The same, narrowed. What an overlay says that is wider, or of nothing that there is, has no effect here;
    /// [`Narrowed::mistakes`] names it.
    #[must_use]
    pub fn with(&self, contract: &Contract, overlay: &Overlay) -> Self {
        let mut narrowed = self.clone();
        for selection in overlay.off.iter().filter_map(|selector| select(contract, selector).ok()) {
            narrowed.each(&selection, |tool| tool.off = true);
        }
        for (_, selection, limits) in overlay.selections(contract) {
            if let Ok(selection) = selection {
                narrowed.each(&selection, |tool| tool.narrow(limits));
            }
        }
        narrowed
    }

    fn each(&mut self, selection: &[u16], mut change: impl FnMut(&mut Effective)) {
        for index in selection {
            self.tools.get_mut(usize::from(*index)).into_iter().for_each(&mut change);
        }
    }

    /// What holds for a tool.
    #[must_use]
    pub fn of(&self, tool: &ToolSpec) -> &Effective {
        &self.tools[usize::from(tool.index)]
    }

    /// Everything in an overlay that would have no effect: names that there are not, and values that are wider than
    /// what holds for each of the tools that they are for.
    #[must_use]
    pub fn mistakes(&self, contract: &Contract, overlay: &Overlay) -> Vec<String> {
        let off = overlay.off.iter().filter_map(|selector| select(contract, selector).err());
        let mut mistakes: Vec<_> = off.map(|unknown| format!("narrow.off: {unknown}")).collect();
        for (place, selection, limits) in overlay.selections(contract) {
            match selection {
                Ok(selection) => mistakes.extend(self.widened(&place, &selection, limits)),
                Err(unknown) => mistakes.push(format!("narrow.{place}: {unknown}")),
            }
        }
        mistakes
    }

    fn widened(&self, place: &str, selection: &[u16], limits: &Limits) -> Vec<String> {
        let tools = selection.iter().filter_map(|index| self.tools.get(usize::from(*index)));
        let mut fields: BTreeMap<&str, Vec<Wider>> = BTreeMap::new();
        for wider in tools.flat_map(|tool| tool.widened(limits)) {
            fields.entry(wider.field).or_default().push(wider);
        }
        fields
            .into_values()
            .filter(|wider| wider.len() == selection.len())
            .map(|wider| said(place, &wider))
            .collect()
    }
}

fn said(place: &str, wider: &[Wider]) -> String {
    let (field, asked) = wider.first().map_or(("", ""), |first| (first.field, &first.asked));
    let place = format!("narrow.{place}.{field} = {asked:?}");
    let mut holds: Vec<_> = wider.iter().map(|wider| wider.holds.as_str()).collect();
    holds.sort_unstable_by_key(|text| (text.len(), *text));
    holds.dedup();
    format!("{place} would widen what holds, {}; it can only be lowered", holds.join(" or "))
}

impl Overlay {
    /// Whether it changes nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The same, and what `more` says; where both limit one field of one entry, `more` counts.
    #[must_use]
    pub fn and(&self, more: &Self) -> Self {
        let mut all = self.clone();
        for selector in &more.off {
            if !all.off.contains(selector) {
                all.off.push(selector.clone());
            }
        }
        let tables = [
            (&mut all.classes, &more.classes),
            (&mut all.servers, &more.servers),
            (&mut all.tools, &more.tools),
        ];
        for (own, more) in tables {
            for (name, limits) in more {
                let own = own.entry(name.clone()).or_default();
                *own = own.and(limits);
            }
        }
        all
    }

    /// Place, tools and limits of each table; the widest first.
    fn selections(
        &self,
        contract: &Contract,
    ) -> impl Iterator<Item = (String, Result<Vec<u16>, String>, &Limits)> {
        let tables = [
            ("classes", "class:", &self.classes),
            ("servers", "server:", &self.servers),
            ("tools", "", &self.tools),
        ];
        tables.into_iter().flat_map(move |(table, kind, entries)| {
            entries.iter().map(move |(name, limits)| {
                (format!("{table}.{name}"), select(contract, &format!("{kind}{name}")), limits)
            })
        })
    }
}

/// The tools that a selector means, by position.
fn select(contract: &Contract, selector: &str) -> Result<Vec<u16>, String> {
    let all = |wanted: &dyn Fn(&ToolSpec) -> bool| {
        contract.operations().filter(|tool| wanted(tool)).map(|tool| tool.index).collect()
    };
    match selector.split_once(':') {
        Some(("class", name)) => {
            let classes = [Class::Read, Class::Write, Class::Destructive];
            let class = classes.into_iter().find(|class| class.name() == name);
            let class = class.ok_or_else(|| unknown("class", name, classes.map(Class::name).into_iter()))?;
            Ok(all(&|tool| tool.class == class))
        }
        Some(("server", name)) => {
            let names = contract.servers.iter().map(|server| server.name);
            let server = contract.server(name).ok_or_else(|| unknown("server", name, names))?;
            Ok(all(&|tool| tool.server == server.index))
        }
        _ => {
            let names = contract.tools.iter().map(|tool| tool.name);
            let tool = contract.routes.get(selector).ok_or_else(|| unknown("tool", selector, names))?;
            Ok(vec![tool.index])
        }
    }
}

fn unknown<'n>(kind: &str, name: &str, known: impl Iterator<Item = &'n str>) -> String {
    match nearest(name, known) {
        Some(near) => format!("there is no {kind} `{name}`; did you mean `{near}`?"),
        None => format!("there is no {kind} `{name}`"),
    }
}
