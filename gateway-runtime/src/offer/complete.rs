//! `completion/complete`: for an argument of a prompt, or of a template.

use serde::Deserialize;

use super::Offer;
use super::call::{Routed, addressed, asked, prompt};
use crate::call::{Ask, Incoming};
use crate::fault::Fault;
use crate::gateway::Gateway;
use crate::json::quoted;
use crate::principal::Principal;
use crate::reply::{CallResult, Reply};
use crate::stage::dispatch::dispatch;
use crate::stage::offered::admit_offered;

/// What is completed.
#[derive(Deserialize)]
#[serde(tag = "type")]
enum Reference {
    #[serde(rename = "ref/prompt")]
    Prompt { name: String },
    #[serde(rename = "ref/resource")]
    Resource { uri: String },
}

#[derive(Deserialize)]
struct Wanted {
    r#ref: Reference,
}

/// Completions of a server that has none.
const NOTHING: &[u8] = br#"{"completion":{"values":[],"hasMore":false}}"#;

pub(super) async fn answer(
    gateway: &Gateway,
    principal: &Principal,
    incoming: Incoming<'_>,
) -> Result<Reply, Fault> {
    let view = gateway.view(principal);
    let wanted: Wanted = serde_json::from_str(incoming.params.raw.unwrap_or("{}")).map_err(|error| {
        Fault::InvalidParams(format!("`params.ref` is no reference to complete for: {error}"))
    })?;
    let Routed { offer, tool, .. } = match &wanted.r#ref {
        Reference::Prompt { name } => prompt(gateway, principal, &view, Some(&quoted(name))).await?,
        Reference::Resource { uri } => {
            let admits = |offer: &Offer| {
                let resources = offer.resources.as_ref();
                resources.is_some_and(|resources| resources.admits_template(uri) || resources.admits(uri))
            };
            addressed(&view, uri, admits)?
        }
    };
    if !offer.completions {
        return CallResult::read(&NOTHING.into()).map(Reply::Result).ok_or(Fault::Stopping);
    }
    let _place = gateway.place(tool)?;
    let trace = incoming.trace;
    let call = asked(gateway, principal, tool, Ask { method: "completion/complete", about: None }, incoming);
    dispatch(gateway, admit_offered(call), trace).await
}
