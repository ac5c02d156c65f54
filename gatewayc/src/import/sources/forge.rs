//! The gateways in an export of ContextForge: what it calls so are MCP servers by their address.
//!
//! An export does not hold their tools, so they are asked; and what it has besides, tools made of REST calls, are no MCP
//! servers.

use serde_json::Value;

use super::super::endpoint::Endpoint;
use super::super::{names, text};
use super::{Sources, Wanted};

/// # Errors
///
/// Why the file is no export.
pub(super) fn read(shown: &str, content: &str) -> Result<Sources, String> {
    let file: Value =
        serde_json::from_str(content).map_err(|error| format!("{shown}: it is not JSON: {error}"))?;
    let entities = file.get("entities").and_then(Value::as_object).ok_or_else(|| {
        format!("{shown}: it has no `entities`; make it with `mcpgateway export --out FILE`")
    })?;
    let list = |key: &str| entities.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let mut sources = Sources::default();
    for gateway in list("gateways") {
        let name = gateway["name"].as_str().unwrap_or_default();
        match endpoint(name, gateway, &mut sources.notes) {
            Ok(endpoint) => sources.wanted.push(Wanted {
                name: names::server(name),
                from: format!("`{}` in {shown}", text::line(name)),
                endpoint: Some(endpoint),
                tools: None,
            }),
            Err(why) => sources.skipped.push((text::line(name), why)),
        }
    }
    for tool in list("tools") {
        let why = "it is a tool that ContextForge makes of a REST call; put an MCP server in front of that"
            .to_owned();
        sources.skipped.push((text::line(tool["name"].as_str().unwrap_or_default()), why));
    }
    for (kind, count) in ["servers", "prompts", "resources"].map(|kind| (kind, list(kind).len())) {
        if count > 0 {
            sources.notes.push(format!("{kind} of the export ({count}) are not taken over: profiles take the place of virtual servers, and prompts and resources belong to their MCP server"));
        }
    }
    Ok(sources)
}

fn endpoint(name: &str, gateway: &Value, notes: &mut Vec<String>) -> Result<Endpoint, String> {
    if name.is_empty() {
        return Err("it has no name".to_owned());
    }
    if ["is_active", "enabled"].iter().any(|key| gateway[*key] == false) {
        return Err("it is switched off there".to_owned());
    }
    let url = gateway["url"].as_str().ok_or("it has no `url`")?;
    let transport = gateway["transport"].as_str().unwrap_or("STREAMABLEHTTP");
    if !transport.eq_ignore_ascii_case("streamablehttp") {
        let transport = text::line(transport);
        return Err(format!(
            "its transport is {transport}, which the gateway does not speak; ask for its Streamable HTTP address"
        ));
    }
    let own = names::server(name);
    let headers = match gateway["auth_type"].as_str() {
        None | Some("") => Vec::new(),
        Some(kind) => {
            let variable = format!("{}_TOKEN", own.to_ascii_uppercase());
            notes.push(format!(
                "{own}: its credentials ({}) are encrypted in the export; set {variable}",
                text::line(kind)
            ));
            vec![("Authorization".to_owned(), format!("Bearer ${{{variable}}}"))]
        }
    };
    Ok(Endpoint::http(&own, url.to_owned(), headers))
}
