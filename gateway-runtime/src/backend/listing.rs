//! Lists of a backend: all pages, within bounds.

use std::collections::{HashMap, HashSet};

use serde_json::value::RawValue;

use super::handshake::modern_meta;
use crate::drift::LiveTool;
use crate::era::Era;
use crate::json::quoted;
use crate::reply::{CallResult, Reply};

/// More pages than these are no list that anybody wrote.
const MAX_PAGES: usize = 100;

/// So many characters of a refusal are told.
const MAX_REFUSAL: usize = 200;

/// What a backend lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listing {
    /// Its tools.
    Tools,
    /// Its prompts.
    Prompts,
    /// Its resources.
    Resources,
    /// Its templates of resources.
    Templates,
}

impl Listing {
    /// The method that asks for it.
    #[must_use]
    pub const fn method(self) -> &'static str {
        match self {
            Self::Tools => "tools/list",
            Self::Prompts => "prompts/list",
            Self::Resources => "resources/list",
            Self::Templates => "resources/templates/list",
        }
    }

    /// The member of the answer that holds it.
    const fn member(self) -> &'static str {
        match self {
            Self::Tools => "tools",
            Self::Prompts => "prompts",
            Self::Resources => "resources",
            Self::Templates => "resourceTemplates",
        }
    }
}

struct Page {
    items: Vec<Box<RawValue>>,
    next: Option<String>,
}

/// Asks for all tools, as [`all_raw`] does, and reads them.
///
/// # Errors
///
/// Those of `ask`; inside, why the answer is no list of tools.
pub(super) async fn all_tools<E, F: Future<Output = Result<Reply, E>>>(
    era: Era,
    max_bytes: usize,
    ask: impl FnMut(String) -> F,
) -> Result<Result<Vec<LiveTool>, String>, E> {
    let read = |tool: &RawValue| LiveTool::read(&serde_json::from_str(tool.get()).unwrap_or_default());
    let read_all = |tools: Vec<Box<RawValue>>| tools.iter().filter_map(|tool| read(tool)).collect();
    Ok(all_raw(Listing::Tools, era, max_bytes, ask).await?.map(read_all))
}

/// Asks for all that is listed; `ask` sends one request with these `params`. The pages together may be as long as one message.
///
/// # Errors
///
/// Those of `ask`; inside, why the answer is no list.
pub(super) async fn all_raw<E, F: Future<Output = Result<Reply, E>>>(
    what: Listing,
    era: Era,
    max_bytes: usize,
    mut ask: impl FnMut(String) -> F,
) -> Result<Result<Vec<Box<RawValue>>, String>, E> {
    let (mut items, mut bytes, mut seen) = (Vec::new(), 0, HashSet::new());
    let mut cursor = None;
    for _ in 0..MAX_PAGES {
        let reply = ask(params(era, cursor.as_deref())).await?;
        let page = match page(&reply, what) {
            Ok((size, page)) => {
                bytes += size;
                page
            }
            Err(reason) => return Ok(Err(reason)),
        };
        if bytes > max_bytes {
            return Ok(Err(format!("its {} is longer than max_message_bytes", what.method())));
        }
        items.extend(page.items);
        match page.next {
            None => return Ok(Ok(items)),
            Some(next) if !seen.insert(next.clone()) => {
                return Ok(Err(format!("its {} goes in a circle: a cursor came twice", what.method())));
            }
            next => cursor = next,
        }
    }
    Ok(Err(format!("its {} has more than {MAX_PAGES} pages", what.method())))
}

fn params(era: Era, cursor: Option<&str>) -> String {
    let meta = (era == Era::Modern).then(|| format!("\"_meta\":{}", modern_meta()));
    let cursor = cursor.map(|cursor| format!("\"cursor\":{}", quoted(cursor)));
    format!("{{{}}}", meta.into_iter().chain(cursor).collect::<Vec<_>>().join(","))
}

fn page(reply: &Reply, what: Listing) -> Result<(usize, Page), String> {
    let method = what.method();
    let raw = match reply {
        Reply::Result(result) if !result.is_error => &result.raw,
        Reply::Result(CallResult { raw: refusal, .. }) | Reply::Error(refusal) => {
            let refusal = String::from_utf8_lossy(refusal);
            let refusal: String = refusal.chars().filter(|c| !c.is_control()).take(MAX_REFUSAL).collect();
            return Err(format!("it refused {method}: {refusal}"));
        }
    };
    let wrong = |error: serde_json::Error| format!("its answer to {method} is none: {error}");
    let mut members: HashMap<String, Box<RawValue>> = serde_json::from_slice(raw).map_err(wrong)?;
    let items = members.remove(what.member());
    let items =
        items.ok_or_else(|| format!("its answer to {method} is none: it has no `{}`", what.member()))?;
    let next = members.remove("nextCursor").map_or(Ok(None), |next| serde_json::from_str(next.get()));
    let items = serde_json::from_str(items.get())
        .map_err(|error| format!("its answer to {method} is none: `{}`: {error}", what.member()))?;
    Ok((raw.len(), Page { items, next: next.map_err(wrong)? }))
}
