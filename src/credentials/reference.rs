//! Secrets in `gateway.toml` stand there by reference, as in `tools.toml`.

use std::collections::BTreeMap;

use gateway_runtime::secret::sounds_secret;

use crate::config::ServerConfig;

/// Refuses a secret that is written out in the settings of a server.
pub(crate) fn check(server: &str, settings: &ServerConfig) -> Result<(), String> {
    let headers = settings.headers.iter().flatten().map(|entry| ("headers", entry));
    let env = settings.env.iter().flatten().map(|entry| ("env", entry));
    match headers.chain(env).find(|(_, (name, value))| sounds_secret(name) && !refers(value)) {
        None => Ok(()),
        Some((table, (name, _))) => Err(format!(
            "servers.{server}.{table}.{name}: a secret is written out here; write `${{NAME}}` and set that variable, or \
             `${{file:/PATH}}`"
        )),
    }
}

/// Whether a value comes from elsewhere as a whole, or after the name of a scheme, as in `Bearer ${TOKEN}`.
pub(crate) fn refers(text: &str) -> bool {
    let secret = text.split_once(' ').map_or(text, |(_, secret)| secret);
    secret.is_empty() || is_reference(secret)
}

/// Whether a text is one reference, without a default.
pub(crate) fn is_reference(text: &str) -> bool {
    let inner = text.strip_prefix("${").and_then(|rest| rest.strip_suffix('}'));
    inner.is_some_and(|inner| {
        !inner.contains(['{', '}']) && (inner.starts_with("file:/") || !inner.contains(":-"))
    })
}

/// Refuses secrets that are written out in the settings of any server.
pub(crate) fn check_all(servers: &BTreeMap<String, ServerConfig>) -> Result<(), String> {
    servers.iter().try_for_each(|(name, settings)| check(name, settings))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_sounds_secret_must_come_from_elsewhere() {
        for (name, value, is_right) in [
            ("Authorization", "Bearer ${TOKEN}", true),
            ("Authorization", "${file:/run/secrets/token}", true),
            ("Authorization", "Bearer abc", false),
            ("Authorization", "Bearer ${TOKEN:-abc}", false),
            ("x-api-key", "abc", false),
            ("x-api-key", "a${KEY}", false),
            ("GITHUB_TOKEN", "abc", false),
            ("GITHUB_TOKEN", "", true),
            ("X-Tenant", "lamp", true),
        ] {
            let headers = Some(BTreeMap::from([(name.to_owned(), value.to_owned())]));
            let settings = ServerConfig { headers, ..ServerConfig::default() };
            let checked = check("task", &settings);
            assert_eq!(checked.is_ok(), is_right, "{name} = {value}");
            assert!(checked.is_ok() || !checked.unwrap_err().contains("abc"), "the value is not repeated");
        }
    }
}
