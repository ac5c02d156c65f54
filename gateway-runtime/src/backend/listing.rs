//! `tools/list` of a backend: all pages, within bounds.

use std::collections::HashSet;

use serde::Deserialize;
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

#[derive(Deserialize)]
struct Page {
    tools: Vec<Box<RawValue>>,
    #[serde(rename = "nextCursor")]
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
    Ok(all_raw(era, max_bytes, ask).await?.map(read_all))
}

/// Asks for all tools; `ask` sends one request with these `params`. The pages together may be as long as one message.
///
/// # Errors
///
/// Those of `ask`; inside, why the answer is no list of tools.
pub(super) async fn all_raw<E, F: Future<Output = Result<Reply, E>>>(
    era: Era,
    max_bytes: usize,
    mut ask: impl FnMut(String) -> F,
) -> Result<Result<Vec<Box<RawValue>>, String>, E> {
    let (mut tools, mut bytes, mut seen) = (Vec::new(), 0, HashSet::new());
    let mut cursor = None;
    for _ in 0..MAX_PAGES {
        let reply = ask(params(era, cursor.as_deref())).await?;
        let page = match page(&reply) {
            Ok((size, page)) => {
                bytes += size;
                page
            }
            Err(reason) => return Ok(Err(reason)),
        };
        if bytes > max_bytes {
            return Ok(Err("its tools/list is longer than max_message_bytes".into()));
        }
        tools.extend(page.tools);
        match page.next {
            None => return Ok(Ok(tools)),
            Some(next) if !seen.insert(next.clone()) => {
                return Ok(Err("its tools/list goes in a circle: a cursor came twice".into()));
            }
            next => cursor = next,
        }
    }
    Ok(Err(format!("its tools/list has more than {MAX_PAGES} pages")))
}

fn params(era: Era, cursor: Option<&str>) -> String {
    let meta = (era == Era::Modern).then(|| format!("\"_meta\":{}", modern_meta()));
    let cursor = cursor.map(|cursor| format!("\"cursor\":{}", quoted(cursor)));
    format!("{{{}}}", meta.into_iter().chain(cursor).collect::<Vec<_>>().join(","))
}

fn page(reply: &Reply) -> Result<(usize, Page), String> {
    let raw = match reply {
        Reply::Result(result) if !result.is_error => &result.raw,
        Reply::Result(CallResult { raw: refusal, .. }) | Reply::Error(refusal) => {
            let refusal = String::from_utf8_lossy(refusal);
            let refusal: String = refusal.chars().filter(|c| !c.is_control()).take(MAX_REFUSAL).collect();
            return Err(format!("it refused tools/list: {refusal}"));
        }
    };
    let page =
        serde_json::from_slice(raw).map_err(|error| format!("its answer to tools/list is none: {error}"))?;
    Ok((raw.len(), page))
}
