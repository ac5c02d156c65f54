//! A received message, its parts as written.

use serde::Deserialize;
use serde_json::value::RawValue;

#[derive(Default)]
pub(crate) struct Message {
    /// Raw JSON; absent from notifications.
    pub(crate) id: Option<String>,
    /// Empty in responses.
    pub(crate) method: String,
    /// Raw JSON.
    pub(crate) params: String,
    /// `params.name`.
    pub(crate) name: String,
    /// `params.uri`.
    pub(crate) uri: String,
    /// `params.requestId`, raw JSON.
    pub(crate) request_id: String,
    /// `params._meta`, as far as the puppet reads it.
    pub(crate) meta: Meta,
}

#[derive(Default, Deserialize)]
pub(crate) struct Meta {
    #[serde(rename = "progressToken")]
    pub(crate) progress_token: Option<Box<RawValue>>,
    #[serde(rename = "io.modelcontextprotocol/protocolVersion")]
    pub(crate) version: Option<String>,
    #[serde(rename = "io.modelcontextprotocol/clientCapabilities")]
    pub(crate) capabilities: Option<Box<RawValue>>,
    #[serde(rename = "io.modelcontextprotocol/logLevel")]
    pub(crate) log_level: Option<String>,
}

#[derive(Deserialize)]
struct Envelope<'a> {
    #[serde(borrow, default)]
    id: Option<&'a RawValue>,
    #[serde(default)]
    method: String,
    #[serde(borrow, default)]
    params: Option<&'a RawValue>,
}

#[derive(Default, Deserialize)]
struct Params<'a> {
    #[serde(default)]
    name: String,
    #[serde(default)]
    uri: String,
    #[serde(borrow, default, rename = "requestId")]
    request_id: Option<&'a RawValue>,
    #[serde(default, rename = "_meta")]
    meta: Meta,
}

impl Message {
    pub(crate) fn read(text: &str) -> serde_json::Result<Self> {
        let envelope: Envelope<'_> = serde_json::from_str(text)?;
        let raw = envelope.params.map_or("{}", RawValue::get);
        let params: Params<'_> = serde_json::from_str(raw).unwrap_or_default();
        Ok(Self {
            id: envelope.id.map(|id| id.get().to_owned()),
            method: envelope.method,
            params: raw.to_owned(),
            name: params.name,
            uri: params.uri,
            request_id: params.request_id.map(|id| id.get().to_owned()).unwrap_or_default(),
            meta: params.meta,
        })
    }
}
