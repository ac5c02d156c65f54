//! Where a server is, as it is written in `tools.toml`: what sounds secret only by reference.

use gateway_runtime::secret::sounds_secret;
use toml_edit::{Array, InlineTable, Item, Table, Value};

/// A child process or an address, with references where secrets were.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Stdio { command: Vec<String>, cwd: Option<String>, env: Vec<(String, String)>, pass_env: Vec<String> },
    Http { url: String, headers: Vec<(String, String)> },
}

/// A place, and what its references stand for while it is asked.
#[derive(Clone, Debug)]
pub(super) struct Endpoint {
    pub(super) place: Place,
    /// Values that are not written down, by the variable that stands for each.
    pub(super) secrets: Vec<(String, String)>,
}

/// Programs that may fetch a package before they start it.
const FETCHING: [&str; 7] = ["bunx", "docker", "npx", "pipx", "pnpm", "podman", "uvx"];

impl Endpoint {
    pub(super) fn stdio(
        server: &str,
        command: Vec<String>,
        cwd: Option<String>,
        env: Vec<(String, String)>,
        mut pass_env: Vec<String>,
    ) -> Self {
        let mut secrets = Vec::new();
        let command = without_secrets(server, command, &mut secrets);
        let mut kept = Vec::new();
        for (name, value) in env {
            if is_secret(&name) && !is_reference(&value) {
                // Whoever runs the gateway sets it there.
                pass_env.push(name.clone());
                secrets.push((name, value));
            } else {
                kept.push((name, value));
            }
        }
        pass_env.sort();
        pass_env.dedup();
        kept.retain(|(name, _)| !pass_env.contains(name));
        Self { place: Place::Stdio { command, cwd, env: kept, pass_env }, secrets }
    }

    pub(super) fn http(server: &str, url: String, headers: Vec<(String, String)>) -> Self {
        let mut secrets = Vec::new();
        let url = without_query_secrets(server, url, &mut secrets);
        let headers = headers.into_iter().map(|(name, value)| {
            if !is_secret(&name) || is_reference(&value) {
                return (name, value);
            }
            // The scheme is no secret, and says what belongs into the variable.
            let (scheme, secret) = match value.split_once(' ') {
                Some((scheme, rest)) if name.eq_ignore_ascii_case("authorization") => {
                    (format!("{scheme} "), rest.to_owned())
                }
                _ => (String::new(), value),
            };
            let reference =
                hidden(&[server, if scheme.is_empty() { &name } else { "token" }], &secret, &mut secrets);
            (name, scheme + &reference)
        });
        let headers = headers.collect();
        Self { place: Place::Http { url, headers }, secrets }
    }

    /// The table `endpoints.KIND`; `returns` says that replies carry the data that tools declare.
    pub(super) fn table(&self, returns: bool) -> (&'static str, Table) {
        let mut table = Table::new();
        let kind = match &self.place {
            Place::Stdio { command, cwd, env, pass_env } => {
                table.insert("command", Item::from(command.iter().collect::<Array>()));
                if let Some(cwd) = cwd {
                    table.insert("cwd", cwd.into());
                }
                insert_pairs(&mut table, "env", env);
                if !pass_env.is_empty() {
                    table.insert("pass_env", Item::from(pass_env.iter().collect::<Array>()));
                }
                "stdio"
            }
            Place::Http { url, headers } => {
                table.insert("url", url.into());
                insert_pairs(&mut table, "headers", headers);
                "http"
            }
        };
        if returns {
            table.insert("returns", true.into());
        }
        (kind, table)
    }

    pub(super) fn is_fetched(&self) -> bool {
        let Place::Stdio { command, .. } = &self.place else { return false };
        let program = command.first().map(|program| program.rsplit('/').next().unwrap_or_default());
        program.is_some_and(|program| FETCHING.contains(&program))
    }
}

fn insert_pairs(table: &mut Table, key: &str, pairs: &[(String, String)]) {
    if !pairs.is_empty() {
        let pairs: InlineTable = pairs.iter().map(|(name, value)| (name, value)).collect();
        table.insert(key, Item::Value(Value::InlineTable(pairs)));
    }
}

fn is_secret(name: &str) -> bool {
    let upper = name.to_ascii_uppercase();
    sounds_secret(name)
        || ["CREDENTIAL", "PASSWD", "PASSWORD", "SECRET", "TOKEN", "API_KEY", "APIKEY"]
            .iter()
            .any(|word| upper.contains(word))
        || upper.ends_with("_PAT")
}

/// Nothing but a reference, perhaps behind a scheme.
fn is_reference(value: &str) -> bool {
    value.is_empty()
        || value.rsplit(' ').next().is_some_and(|last| last.starts_with("${") && last.ends_with('}'))
}

/// The reference that stands for a secret; no two secrets share one.
fn hidden(parts: &[&str], value: &str, secrets: &mut Vec<(String, String)>) -> String {
    let name = parts.join("_").to_ascii_uppercase();
    let name: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    let mut variable = name.clone();
    let mut count = 1;
    while secrets.iter().any(|(taken, other)| *taken == variable && other != value) {
        count += 1;
        variable = format!("{name}_{count}");
    }
    let reference = format!("${{{variable}}}");
    secrets.push((variable, value.to_owned()));
    reference
}

/// `--api-key VALUE` and `--api-key=VALUE` with a reference in the place of the value.
fn without_secrets(server: &str, command: Vec<String>, secrets: &mut Vec<(String, String)>) -> Vec<String> {
    let mut flag: Option<String> = None;
    let mut out = Vec::new();
    for part in command {
        let named = flag.take();
        let (key, value) = match part.split_once('=') {
            Some((key, value))
                if key.starts_with('-') || key.chars().all(|c| c.is_ascii_uppercase() || c == '_') =>
            {
                (key, Some(value))
            }
            _ => (part.as_str(), None),
        };
        let mut hide =
            |flag: &str, value: &str| hidden(&[server, flag.trim_start_matches('-')], value, secrets);
        match (named, value) {
            (Some(named), _) if !part.starts_with('-') && !is_reference(&part) => {
                out.push(hide(&named, &part));
            }
            (_, Some(value)) if is_secret(&key.replace('-', "_")) && !is_reference(value) => {
                let hidden = hide(key, value);
                out.push(format!("{key}={hidden}"));
            }
            _ => {
                let is_flag = part.starts_with("--") && value.is_none() && is_secret(&part.replace('-', "_"));
                flag = is_flag.then(|| part.clone());
                out.push(part);
            }
        }
    }
    out
}

fn without_query_secrets(server: &str, url: String, secrets: &mut Vec<(String, String)>) -> String {
    let Some((base, query)) = url.split_once('?') else { return url };
    let pairs = query.split('&').map(|pair| match pair.split_once('=') {
        Some((name, value)) if is_secret(name) && !is_reference(value) => {
            format!("{name}={}", hidden(&[server, name], value, secrets))
        }
        _ => pair.to_owned(),
    });
    format!("{base}?{}", pairs.collect::<Vec<_>>().join("&"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strings(parts: &[&str]) -> Vec<String> {
        parts.iter().map(|part| (*part).to_owned()).collect()
    }

    #[test]
    fn no_secret_is_written_down() {
        let command = strings(&[
            "npx",
            "s",
            "--api-key",
            "hunter2",
            "--token=hunter3",
            "API_KEY=hunter4",
            "--port",
            "80",
        ]);
        let env = vec![
            ("GITHUB_TOKEN".into(), "hunter5".into()),
            ("A_KEY".into(), "${A}".into()),
            ("LEVEL".into(), "info".into()),
        ];
        let stdio = Endpoint::stdio("s", command, None, env, Vec::new());
        let headers = vec![
            ("Authorization".into(), "Bearer hunter6".into()),
            ("X-Api-Key".into(), "hunter7".into()),
            ("X-Org".into(), "me".into()),
        ];
        let http = Endpoint::http("s", "https://h/mcp?api_key=hunter8&x=1".into(), headers);
        let text = stdio.table(false).1.to_string() + &http.table(true).1.to_string();
        assert!(!text.contains("hunter"), "{text}");
        assert_eq!(stdio.secrets.len() + http.secrets.len(), 7);
        insta::assert_snapshot!(text);
    }
}
