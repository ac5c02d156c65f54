//! What the endpoint says of itself to OAuth clients: protected-resource metadata (RFC 9728).

use axum::http::Uri;
use bytes::Bytes;
use serde_json::json;

/// Where the metadata is served, with or without the path of the resource behind it.
pub(in crate::front::http) const WELL_KNOWN: &str = "/.well-known/oauth-protected-resource";

/// The endpoint as a protected resource.
#[derive(Debug)]
pub struct Resource {
    address: String,
    document: Bytes,
}

impl Resource {
    /// The resource of that identifier, which is the address that clients use, and where tokens for it are issued.
    ///
    /// # Errors
    ///
    /// Where the identifier is not an http address without a query and fragment.
    pub fn new(identifier: &str, title: &str, authorization_servers: &[String]) -> Result<Self, String> {
        let wrong =
            || format!("`{identifier}` is not the address of the MCP endpoint, such as https://host/mcp");
        let uri: Uri = identifier.parse().map_err(|_| wrong())?;
        let (Some(scheme @ ("http" | "https")), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
            return Err(wrong());
        };
        // Only visible ASCII without quotes goes into a header as it is.
        if uri.query().is_some() || identifier.contains(['#', '"', '\\']) || authority.as_str().contains('@')
        {
            return Err(wrong());
        }
        let path = Some(uri.path()).filter(|path| *path != "/").unwrap_or_default();
        let document = json!({
            "resource": identifier,
            "resource_name": title,
            "authorization_servers": authorization_servers,
            "bearer_methods_supported": ["header"],
        });
        Ok(Self {
            address: format!("{scheme}://{authority}{WELL_KNOWN}{path}"),
            document: document.to_string().into(),
        })
    }

    /// Where clients find the metadata.
    pub(super) fn address(&self) -> &str {
        &self.address
    }

    /// The metadata, a JSON object.
    pub(in crate::front::http) fn document(&self) -> Bytes {
        self.document.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_the_metadata_follows_from_that_of_the_resource() {
        for (identifier, address) in [
            ("https://h.example/mcp", Some("https://h.example/.well-known/oauth-protected-resource/mcp")),
            (
                "https://h.example:8443/a/mcp",
                Some("https://h.example:8443/.well-known/oauth-protected-resource/a/mcp"),
            ),
            ("https://h.example", Some("https://h.example/.well-known/oauth-protected-resource")),
            ("https://h.example/", Some("https://h.example/.well-known/oauth-protected-resource")),
            ("https://h.example/mcp?x=1", None),
            ("https://h.example/mcp#x", None),
            ("https://me:pass@h.example/mcp", None),
            ("gateway", None),
            ("urn:mcp:gateway", None),
        ] {
            let resource = Resource::new(identifier, "Gateway", &[]).ok();
            assert_eq!(resource.as_ref().map(Resource::address), address, "{identifier}");
        }
    }
}
