//! Where the model server is, read as Ollama itself reads `OLLAMA_HOST`.

use std::fmt;

use hyper::Uri;

const DEFAULT_PORT: u16 = 11_434;

/// The base of all addresses of one server, such as `http://127.0.0.1:11434`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Address(String);

impl Address {
    /// The server on this machine.
    pub(super) fn local() -> Self {
        Self(format!("http://127.0.0.1:{DEFAULT_PORT}"))
    }

    /// Reads `host`, `host:port`, `http://host:port/path` and the like. Without a scheme the port is 11434, with one it is
    /// the scheme's own.
    ///
    /// # Errors
    ///
    /// What is wrong with the text.
    pub(super) fn read(text: &str) -> Result<Self, String> {
        let text = text.trim().trim_matches(['"', '\'']).trim();
        let (scheme, rest, port) = match text.split_once("://") {
            None => ("http", text, DEFAULT_PORT),
            Some((scheme, rest)) if scheme.eq_ignore_ascii_case("http") => ("http", rest, 80),
            Some((scheme, rest)) if scheme.eq_ignore_ascii_case("https") => ("https", rest, 443),
            Some((scheme, _)) => return Err(format!("the scheme {scheme:?} is neither http nor https")),
        };
        if rest.contains(['@', '?', '#']) {
            return Err("it may have a host, a port and a path, and no user, query or fragment".to_owned());
        }
        let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
        let (host, given) = split(authority)?;
        let port = match given {
            None => port,
            Some(given) => given.parse().map_err(|_| format!("{given:?} is not a port"))?,
        };
        let path = path.trim_matches('/');
        let slash = if path.is_empty() { "" } else { "/" };
        let base = format!("{scheme}://{}:{port}{slash}{path}", reachable(host));
        base.parse::<Uri>().map_err(|error| error.to_string())?;
        Ok(Self(base))
    }

    /// The address of an endpoint, which begins with `/`.
    pub(super) fn of(&self, endpoint: &str) -> Result<Uri, String> {
        format!("{self}{endpoint}").parse().map_err(|error| format!("{self}{endpoint}: {error}"))
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Host and port; an IPv6 address stands in brackets, or alone.
fn split(authority: &str) -> Result<(&str, Option<&str>), String> {
    if let Some(rest) = authority.strip_prefix('[') {
        let (host, after) = rest.split_once(']').ok_or("a bracket is open")?;
        return match (after, after.strip_prefix(':')) {
            ("", _) => Ok((host, None)),
            (_, Some(port)) => Ok((host, Some(port))),
            _ => Err(format!("{after:?} stands after the bracket")),
        };
    }
    match authority.split_once(':') {
        Some((_, port)) if port.contains(':') => Ok((authority, None)),
        Some((host, port)) => Ok((host, Some(port))),
        None => Ok((authority, None)),
    }
}

/// The variable also tells a server where to listen; an address that means «everywhere» is here this machine.
fn reachable(host: &str) -> String {
    match host {
        "" | "0.0.0.0" => "127.0.0.1".to_owned(),
        "::" => "[::1]".to_owned(),
        host if host.contains(':') => format!("[{host}]"),
        host => host.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_as_ollama_reads_them() {
        let table = [
            ("", "http://127.0.0.1:11434"),
            ("box", "http://box:11434"),
            ("box:1234", "http://box:1234"),
            (":1234", "http://127.0.0.1:1234"),
            ("0.0.0.0", "http://127.0.0.1:11434"),
            ("http://box", "http://box:80"),
            ("HTTPS://box", "https://box:443"),
            ("https://box:8443/llm/", "https://box:8443/llm"),
            ("box:1/a/b", "http://box:1/a/b"),
            ("::1", "http://[::1]:11434"),
            ("[::1]:99", "http://[::1]:99"),
            ("[::]", "http://[::1]:11434"),
            (" \"box:1\" ", "http://box:1"),
        ];
        for (text, address) in table {
            assert_eq!(
                Address::read(text).map(|address| address.to_string()),
                Ok(address.to_owned()),
                "{text}"
            );
        }
        assert_eq!(Address::read("").unwrap(), Address::local());
        let uri = Address::read("https://box/llm").unwrap().of("/api/chat").unwrap();
        assert_eq!(uri.to_string(), "https://box:443/llm/api/chat");
    }

    #[test]
    fn what_is_no_address_is_refused_with_the_reason() {
        let table = [
            ("ftp://box", "neither http nor https"),
            ("box:port", "\"port\" is not a port"),
            ("box:99999", "\"99999\" is not a port"),
            ("http://me:secret@box", "no user"),
            ("[::1", "a bracket is open"),
            ("[::1]x", "after the bracket"),
            ("a b", "invalid"),
        ];
        for (text, reason) in table {
            let refusal = Address::read(text).unwrap_err();
            assert!(refusal.contains(reason), "{text}: {refusal}");
        }
    }
}
