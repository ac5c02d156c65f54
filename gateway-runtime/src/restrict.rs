//! A narrower view of the contract than any compiled profile: the tools of one server.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::spec::{Contract, ProfileSpec, ServerSpec};

/// The tools of `server` out of `profile`, with their entries byte for byte. Made once a process, and kept for its life.
///
/// # Errors
///
/// Where the compiled lists are not JSON, which the compiler rules out.
pub fn to_server(
    contract: &Contract,
    profile: &ProfileSpec,
    server: &ServerSpec,
) -> Result<&'static ProfileSpec, serde_json::Error> {
    let names: Vec<_> = contract
        .tools
        .iter()
        .filter(|tool| tool.server == server.index && profile.contains(tool))
        .map(|tool| tool.name)
        .collect();
    let mut words = vec![0_u64; contract.tools.len().div_ceil(64)];
    for tool in contract.tools.iter().filter(|tool| names.contains(&tool.name)) {
        words[usize::from(tool.index) / 64] |= 1 << (tool.index % 64);
    }
    Ok(Box::leak(Box::new(ProfileSpec {
        name: server.name,
        tools: Box::leak(words.into()),
        list_legacy: Box::leak(only(profile.list_legacy, &names)?.into()),
        list_modern: Box::leak(only(profile.list_modern, &names)?.into()),
    })))
}

/// An answer to `tools/list`; the members of the modern one beside `tools` are kept as written.
#[derive(Deserialize, Serialize)]
struct List<'a> {
    #[serde(borrow, rename = "resultType", skip_serializing_if = "Option::is_none")]
    result_type: Option<&'a RawValue>,
    #[serde(borrow)]
    tools: Vec<&'a RawValue>,
    #[serde(borrow, rename = "ttlMs", skip_serializing_if = "Option::is_none")]
    ttl: Option<&'a RawValue>,
    #[serde(borrow, rename = "cacheScope", skip_serializing_if = "Option::is_none")]
    scope: Option<&'a RawValue>,
    #[serde(borrow, rename = "_meta", skip_serializing_if = "Option::is_none")]
    meta: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct Named<'a> {
    #[serde(borrow)]
    name: std::borrow::Cow<'a, str>,
}

fn only(list: &str, names: &[&str]) -> Result<String, serde_json::Error> {
    let mut list: List<'_> = serde_json::from_str(list)?;
    let is_wanted = |entry: &RawValue| {
        serde_json::from_str::<Named<'_>>(entry.get()).is_ok_and(|tool| names.contains(&tool.name.as_ref()))
    };
    list.tools.retain(|entry| is_wanted(entry));
    serde_json::to_string(&list)
}
