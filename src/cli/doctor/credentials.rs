//! How HTTP clients are known.

use std::fs;

use super::finding::Finding;
use super::place::others;
use crate::config::Config;
use crate::credentials::{Credentials, keyfile, now};
use crate::generated::CONTRACT;

const AREA: &str = "credentials";

/// The file of keys, and the settings of tokens.
pub(super) fn check(config: &Config) -> Vec<Finding> {
    let mut found = vec![keys(config)];
    found.extend(tokens(config));
    found
}

fn keys(config: &Config) -> Finding {
    let path = match keyfile::place(config) {
        Ok(path) => path,
        Err(why) => return Finding::error(AREA, "keys", why),
    };
    let shown = path.display();
    let file = match keyfile::read(&path) {
        Ok(Some(file)) => file,
        Ok(None) if config.credentials.keys_file.is_some() => {
            return Finding::error(AREA, "keys", format!("{shown} is not there, and lets nobody in"))
                .mended_by("`gateway key new --principal NAME` makes it, or remove credentials.keys_file");
        }
        Ok(None) => {
            return Finding::good(
                AREA,
                "keys",
                "none: over HTTP, loopback only, everybody is the local principal",
            );
        }
        Err(why) => {
            return Finding::error(AREA, "keys", why).mended_by(
                "put a copy of it back, or move it away and make new keys with `gateway key new`",
            );
        }
    };
    if let Some(mode) = fs::metadata(&path).ok().and_then(|metadata| others(&metadata, 0o077)) {
        return Finding::warning(AREA, "keys", format!("{shown} is open to others (mode {mode:o})"))
            .mended_by(format!("chmod 600 {shown}"));
    }
    let unknown =
        file.keys.iter().find(|(_, entry)| CONTRACT.principals.iter().all(|who| who.name != entry.principal));
    if let Some((id, entry)) = unknown {
        return Finding::warning(
            AREA,
            "keys",
            format!("the key {id} is of {}, whom tools.toml does not name", entry.principal),
        )
        .mended_by(format!("`gateway key revoke {id}`"));
    }
    let ended = file.keys.values().filter(|entry| entry.expires_unix.is_some_and(|end| end <= now())).count();
    match (ended, file.keys.len()) {
        (0, count) => Finding::good(AREA, "keys", format!("{shown}: {count} in use, open to nobody else")),
        (ended, count) => Finding::warning(AREA, "keys", format!("{shown}: {ended} of {count} have expired"))
            .mended_by("`gateway key list` shows them, `gateway key revoke ID` removes one"),
    }
}

fn tokens(config: &Config) -> Option<Finding> {
    let jwt = config.credentials.jwt.as_ref()?;
    Some(match Credentials::check_tokens(config) {
        Ok(()) => Finding::good(AREA, "tokens", format!("of {} for {}", jwt.issuer, jwt.audience)),
        Err(why) => {
            Finding::error(AREA, "tokens", why).mended_by("correct [credentials.jwt] in gateway.toml")
        }
    })
}
