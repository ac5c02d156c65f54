// @generated from tools.toml by gatewayc gen; do not edit.

/// A typed client: one method a tool, over anything that can call one.
#[derive(Clone, Debug)]
pub struct Client<C>(pub C);
