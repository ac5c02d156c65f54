//! The OpenAPI document of all operations. It stands ready in `generated/openapi.json`; a test makes it from what each handler says of itself.

/// As it is served, and printed by `gateway openapi`.
pub(crate) const DOCUMENT: &str = include_str!("../../generated/openapi.json");

/// Where it is served.
pub(super) const PATH: &str = "/api/v1/openapi.json";

#[cfg(test)]
mod tests {
    use std::path::Path;

    use serde_json::Value;
    use utoipa::openapi::OpenApi as Document;
    use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
    use utoipa::{Modify, OpenApi};

    use super::super::api::{OPERATIONS, Operations};
    use super::DOCUMENT;

    /// Set to `overwrite`, the file is written.
    const WISH: &str = "OPENAPI";

    #[derive(OpenApi)]
    #[openapi(
        info(
            title = "Sanctuary Gateway: management",
            description = "Seeing and operating one running gateway. Times are in the unit that the name of a field ends with. \
                Refusals are problem details (RFC 9457). A change needs `Content-Type: application/json`, also without a body.",
            license(name = "MIT OR Apache-2.0")
        ),
        modifiers(&Bearer)
    )]
    struct Base;

    struct Bearer;

    impl Modify for Bearer {
        fn modify(&self, document: &mut Document) {
            let scheme = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).description(Some(
                "An API key or a token of a principal with may_approve, where credentials are asked for",
            ));
            let components = document.components.get_or_insert_default();
            components.add_security_scheme("bearer", SecurityScheme::Http(scheme.build()));
        }
    }

    #[test]
    fn the_document_is_what_the_handlers_say() {
        let made = Base::openapi().merge_from(Operations::openapi()).to_pretty_json().unwrap() + "\n";
        if std::env::var(WISH).is_ok_and(|wish| wish == "overwrite") {
            let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("generated/openapi.json");
            return std::fs::write(file, made).unwrap();
        }
        assert!(
            made == DOCUMENT,
            "generated/openapi.json is stale: run `{WISH}=overwrite cargo test --bin gateway document` and review the difference"
        );
    }

    #[test]
    fn an_operation_is_served_where_it_is_documented_and_nowhere_else() {
        let document: Value = serde_json::from_str(DOCUMENT).unwrap();
        let mut documented = Vec::new();
        for (path, operations) in document["paths"].as_object().unwrap() {
            let methods = operations.as_object().unwrap().keys();
            documented.extend(methods.map(|method| (method.as_str(), path.as_str())));
        }
        let mut served = OPERATIONS.to_vec();
        served.sort_unstable();
        documented.sort_unstable();
        assert_eq!(served, documented);
    }
}
