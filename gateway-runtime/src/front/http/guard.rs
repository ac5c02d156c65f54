//! Who may talk to the endpoint: `Host` and `Origin`, against DNS rebinding (MCP 2025-11-25, basic/transports,
//! "Security Warning").

use std::net::SocketAddr;

use axum::http::header::{HOST, ORIGIN};
use axum::http::{HeaderMap, Uri};

/// Knows the names by which a listener may be addressed.
#[derive(Debug)]
pub struct Guard {
    /// Few, so that they are looked through.
    hosts: Vec<String>,
}

impl Guard {
    /// For a listener at `address`, which may be called by the names in `allowed` as well.
    #[must_use]
    pub fn new(address: SocketAddr, allowed: &[String]) -> Self {
        let own = ["localhost", "127.0.0.1", "[::1]"].map(String::from);
        let ip = match address {
            SocketAddr::V4(v4) => v4.ip().to_string(),
            SocketAddr::V6(v6) => format!("[{}]", v6.ip()),
        };
        Self { hosts: own.into_iter().chain([ip]).chain(allowed.iter().cloned()).collect() }
    }

    /// Lets a request pass that is addressed to this listener, and comes from one of its own pages if from any.
    ///
    /// # Errors
    ///
    /// Why the request is refused, for its sender.
    pub fn check(&self, headers: &HeaderMap) -> Result<(), String> {
        let text = |name| headers.get(name).map(|value| value.to_str().unwrap_or_default());
        match text(HOST) {
            Some(host) if self.knows(without_port(host)) => {}
            Some(host) => return Err(refusal("Host", host)),
            None => return Err("`Host` is missing.\n".into()),
        }
        match text(ORIGIN) {
            None => Ok(()),
            Some(origin) if self.knows_origin(origin) => Ok(()),
            Some(origin) => Err(refusal("Origin", origin)),
        }
    }

    fn knows(&self, host: &str) -> bool {
        self.hosts.iter().any(|known| known.eq_ignore_ascii_case(host))
    }

    fn knows_origin(&self, origin: &str) -> bool {
        let host = origin.parse::<Uri>().ok().and_then(|uri| uri.host().map(String::from));
        host.is_some_and(|host| self.knows(&host))
    }
}

fn refusal(header: &str, found: &str) -> String {
    let found: String = found.chars().filter(|c| !c.is_control()).take(100).collect();
    format!("`{header}: {found}` is not allowed here; add the host to `allowed_hosts` if it should be.\n")
}

fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
        _ => host,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_known_hosts_and_origins_pass() {
        let guard = Guard::new(([127, 0, 0, 1], 8000).into(), &["gateway.example".into()]);
        for (host, origin, passes) in [
            ("localhost:8000", None, true),
            ("127.0.0.1", None, true),
            ("[::1]:8000", None, true),
            ("Gateway.Example:443", Some("https://gateway.example"), true),
            ("localhost", Some("http://localhost:3000"), true),
            ("evil.example", None, false),
            ("localhost.evil.example", None, false),
            ("localhost", Some("https://evil.example"), false),
            ("localhost", Some("null"), false),
            ("", None, false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(HOST, host.parse().expect("a header value"));
            if let Some(origin) = origin {
                headers.insert(ORIGIN, origin.parse().expect("a header value"));
            }
            assert_eq!(guard.check(&headers).is_ok(), passes, "{host} {origin:?}");
        }
        assert!(guard.check(&HeaderMap::new()).is_err(), "no Host at all");
    }
}
