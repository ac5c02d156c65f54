//! Lists of several servers as one: in the order of servers, then as each gave it.

use std::collections::BTreeSet;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use bytes::Bytes;
use futures_util::future::join_all;
use serde_json::json;

use super::call::question;
use super::{Offer, names};
use crate::envelope::short;
use crate::era::Era;
use crate::fault::Fault;
use crate::gateway::Gateway;
use crate::json::{Scanner, quoted, unquote};
use crate::principal::Principal;
use crate::spec::ToolSpec;

/// Key in `_meta` under which a list names the servers that are missing from it, and why.
pub(super) const ABSENT_META_KEY: &str = "sanctuary-gateway/absent";

/// What is listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum List {
    Prompts,
    Resources,
    Templates,
}

impl List {
    const fn method(self) -> &'static str {
        match self {
            Self::Prompts => "prompts/list",
            Self::Resources => "resources/list",
            Self::Templates => "resources/templates/list",
        }
    }

    /// The member of a result that holds the list.
    const fn member(self) -> &'static str {
        match self {
            Self::Prompts => "\"prompts\"",
            Self::Resources => "\"resources\"",
            Self::Templates => "\"resourceTemplates\"",
        }
    }

    /// The member of an item that it is known by.
    const fn key(self) -> &'static str {
        match self {
            Self::Prompts => "\"name\"",
            Self::Resources => "\"uri\"",
            Self::Templates => "\"uriTemplate\"",
        }
    }

    fn tool(self, offer: &'static Offer) -> Option<&'static ToolSpec> {
        match self {
            Self::Prompts => offer.prompts(),
            Self::Resources | Self::Templates => offer.resources(),
        }
    }

    fn admits(self, offer: &Offer, said: &str) -> bool {
        match self {
            Self::Prompts => offer.prompts.as_ref().is_some_and(|prompts| prompts.admits(said)),
            Self::Resources => offer.resources.as_ref().is_some_and(|resources| resources.admits(said)),
            Self::Templates => {
                offer.resources.as_ref().is_some_and(|resources| resources.admits_template(said))
            }
        }
    }
}

/// One page of one server.
pub(super) struct Page {
    pub(super) items: Vec<Bytes>,
    pub(super) next: Option<String>,
    ttl_ms: u64,
}

/// Asks a server for a page.
///
/// # Errors
///
/// Why there is none.
pub(super) async fn page(
    gateway: &Gateway,
    principal: &Principal,
    offer: &'static Offer,
    list: List,
    cursor: Option<String>,
) -> Result<Page, Fault> {
    let server = offer.name(gateway.contract());
    let tool = list.tool(offer).ok_or(Fault::Stopping)?;
    let params = cursor.map(|cursor| format!(r#"{{"cursor":{}}}"#, quoted(&cursor)));
    let result = question(gateway, principal, (offer, tool), list.method(), params).await?;
    let reason = || format!("its answer to {} holds no {}", list.method(), list.member());
    read(&result.raw, list).ok_or_else(|| Fault::BadReply { server, reason: reason() })
}

fn read(raw: &Bytes, list: List) -> Option<Page> {
    let text = std::str::from_utf8(raw).ok()?;
    let (mut items, mut next, mut ttl_ms) = (None, None, 0);
    let scanned = Scanner::new(text).object(|key, inner| {
        if key == list.member() && inner.peek() == Some(b'[') {
            let mut found = Vec::new();
            inner.array(|_, inner| {
                found.push(raw.slice_ref(inner.value()?.as_bytes()));
                Ok(())
            })?;
            items = Some(found);
            return Ok(());
        }
        let value = inner.value()?;
        match key {
            "\"nextCursor\"" if value.starts_with('"') => next = Some(unquote(value).into_owned()),
            "\"ttlMs\"" => ttl_ms = value.parse().unwrap_or(0),
            _ => {}
        }
        Ok(())
    });
    scanned.ok()?;
    Some(Page { items: items?, next, ttl_ms })
}

/// The name or address of an item; `None` where two readers could understand two.
pub(super) fn said(item: &Bytes, list: List) -> Option<String> {
    let mut scanner = Scanner::new(std::str::from_utf8(item).ok()?);
    let (mut said, mut is_plain) = (None, scanner.peek() == Some(b'{'));
    if is_plain {
        let scanned = scanner.object(|key, inner| {
            let value = inner.value()?;
            if key == list.key() {
                is_plain &= said.replace(value).is_none() && value.starts_with('"');
            }
            is_plain &= !key.contains('\\');
            Ok(())
        });
        scanned.ok()?;
    }
    said.filter(|_| is_plain).map(|value| unquote(value).into_owned())
}

/// Where a list goes on: at which server, and at which page of it. Opaque to clients.
struct Cursor {
    server: String,
    theirs: Option<String>,
}

impl Cursor {
    fn read(raw: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(unquote(raw).as_bytes()).ok()?;
        let text = String::from_utf8(bytes).ok()?;
        let (server, theirs) = text.split_once('\n')?;
        Some(Self { server: server.to_owned(), theirs: Some(theirs.to_owned()) })
    }

    fn write(server: &str, theirs: &str) -> String {
        URL_SAFE_NO_PAD.encode(format!("{server}\n{theirs}"))
    }
}

/// What a page of the whole holds.
#[derive(Default)]
struct Merged {
    items: Vec<Bytes>,
    next: Option<String>,
    ttl_ms: Option<u64>,
    absent: Vec<(&'static str, Fault)>,
}

/// Answers a list for those servers that the caller sees.
///
/// # Errors
///
/// Where the cursor was not given out here. That a server does not answer is none.
pub(super) async fn answer(
    gateway: &Gateway,
    principal: &Principal,
    list: List,
    cursor: Option<&str>,
    era: Era,
) -> Result<Bytes, Fault> {
    let view = gateway.view(principal);
    let seen = if list == List::Prompts { view.prompts() } else { view.resources() };
    let (from, theirs) = start(gateway, seen, list, cursor)?;
    let asked = seen[from..].iter().enumerate().map(|(at, offer)| {
        page(gateway, principal, offer, list, if at == 0 { theirs.clone() } else { None })
    });
    let pages = join_all(asked).await;
    let mut taken = Taken::new(gateway, principal, list, seen);
    for offer in &seen[..from] {
        taken.elsewhere(offer).await;
    }
    let (mut merged, mut goes_on) = (Merged::default(), theirs.is_some());
    for (offer, page) in seen[from..].iter().zip(pages) {
        let server = offer.name(gateway.contract());
        match page {
            Ok(page) => {
                let ended = merged.take(server, page, |item| taken.admits(offer, item));
                if ended {
                    break;
                }
                if std::mem::take(&mut goes_on) {
                    // What it listed on earlier pages is its own as well.
                    taken.elsewhere(offer).await;
                }
            }
            Err(fault) => {
                tracing::warn!(server, %fault, "missing from {}", list.method());
                merged.absent.push((server, fault));
                // Its names stay its own while it is away, as far as they are known.
                taken.names.extend(names::known(gateway, offer));
            }
        }
    }
    Ok(merged.written(gateway, list, era).into())
}

/// The first server that is asked, and the page of it.
fn start(
    gateway: &Gateway,
    seen: &[&'static Offer],
    list: List,
    cursor: Option<&str>,
) -> Result<(usize, Option<String>), Fault> {
    let Some(raw) = cursor else { return Ok((0, None)) };
    let found = Cursor::read(raw).and_then(|cursor| {
        let at = seen.iter().position(|offer| offer.name(gateway.contract()) == cursor.server)?;
        Some((at, cursor.theirs))
    });
    found.ok_or_else(|| {
        Fault::InvalidParams(format!("Cursor {} was not given out here for {}", short(raw), list.method()))
    })
}

impl Merged {
    /// Takes the items of a page that are let through; true where the page of the whole ends here.
    fn take(&mut self, server: &'static str, page: Page, mut admits: impl FnMut(&Bytes) -> bool) -> bool {
        self.items.extend(page.items.into_iter().filter(|item| admits(item)));
        self.ttl_ms = Some(self.ttl_ms.map_or(page.ttl_ms, |ttl| ttl.min(page.ttl_ms)));
        self.next = page.next.map(|theirs| Cursor::write(server, &theirs));
        self.next.is_some()
    }

    fn written(&self, gateway: &Gateway, list: List, era: Era) -> Vec<u8> {
        let mut out = Vec::with_capacity(self.items.iter().map(|item| item.len() + 1).sum::<usize>() + 256);
        let start = if era == Era::Modern { r#"{"resultType":"complete","# } else { "{" };
        out.extend([start, list.member(), ":["].concat().into_bytes());
        for (at, item) in self.items.iter().enumerate() {
            out.extend_from_slice(if at > 0 { b"," } else { b"" });
            out.extend_from_slice(item);
        }
        out.push(b']');
        if let Some(next) = &self.next {
            out.extend(format!(r#","nextCursor":"{next}""#).into_bytes());
        }
        let mut meta = serde_json::Map::new();
        if era == Era::Modern {
            let ttl_ms = if self.absent.is_empty() { self.ttl_ms.unwrap_or(0) } else { 0 };
            out.extend(format!(r#","ttlMs":{ttl_ms},"cacheScope":"private""#).into_bytes());
            let contract = gateway.contract();
            let own = json!({"name": contract.name, "title": contract.title, "version": contract.version});
            meta.insert("io.modelcontextprotocol/serverInfo".into(), own);
        }
        if !self.absent.is_empty() {
            let absent = self.absent.iter().map(|(server, fault)| {
                json!({"server": server, "code": fault.code(), "reason": fault.to_string()})
            });
            meta.insert(ABSENT_META_KEY.into(), absent.collect());
        }
        if !meta.is_empty() {
            out.extend(format!(r#","_meta":{}"#, serde_json::Value::from(meta)).into_bytes());
        }
        out.push(b'}');
        out
    }
}

/// The names that lead to other servers. Addresses need none: no two servers have one in common.
struct Taken<'g> {
    gateway: &'g Gateway,
    principal: &'g Principal,
    list: List,
    /// Whether two servers can have a prompt of one name.
    can_collide: bool,
    /// What the contract lists leads to the server that it is listed at, and nowhere else.
    listed: BTreeSet<&'static str>,
    names: BTreeSet<String>,
}

impl<'g> Taken<'g> {
    fn new(gateway: &'g Gateway, principal: &'g Principal, list: List, seen: &[&'static Offer]) -> Self {
        let offers = gateway.contract().offers.servers.iter();
        let listed = offers.filter_map(|offer| offer.prompts.as_ref()?.names);
        let can_collide = list == List::Prompts && seen.iter().any(|offer| names::is_open(offer));
        let listed = if can_collide { listed.flatten().copied().collect() } else { BTreeSet::new() };
        Self { gateway, principal, list, can_collide, listed, names: BTreeSet::new() }
    }

    /// Notes the names of a server whose items are not on this page.
    async fn elsewhere(&mut self, offer: &'static Offer) {
        if self.can_collide && names::is_open(offer) {
            let known = names::of(self.gateway, self.principal, offer).await;
            self.names.extend(known.iter().flat_map(|names| names.iter().cloned()));
        }
    }

    /// Whether an item of that server belongs into the list.
    fn admits(&mut self, offer: &'static Offer, item: &Bytes) -> bool {
        let server = offer.name(self.gateway.contract());
        let Some(said) = said(item, self.list).filter(|said| self.list.admits(offer, said)) else {
            tracing::debug!(server, "an item of its {} is not declared; left out", self.list.method());
            return false;
        };
        if !self.can_collide {
            return true;
        }
        let is_taken =
            names::is_open(offer) && (self.listed.contains(said.as_str()) || self.names.contains(&said));
        if is_taken {
            tracing::warn!(server, prompt = %short(&said), "a prompt of this name is listed already; left out");
            return false;
        }
        self.names.insert(said);
        true
    }
}
