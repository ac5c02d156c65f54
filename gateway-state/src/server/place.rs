//! Where the state server is: `redis://[USER][:PASSWORD]@HOST[:PORT][/DATABASE]`, or `rediss://` over TLS.

use std::fmt;
use std::iter::repeat_n;
use std::path::PathBuf;

/// A state server, and how to sign in.
#[derive(Clone)]
pub struct Place {
    pub(super) tls: bool,
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) user: Option<String>,
    pub(super) password: Option<String>,
    pub(super) database: i64,
    /// Certificates to trust in the place of the public ones, PEM.
    pub(super) ca_file: Option<PathBuf>,
}

/// Where a reference may stand in an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// It is the whole address.
    Whole,
    /// It is the password, or a part of it.
    Password,
    /// It is elsewhere.
    Other,
}

impl Place {
    /// Reads an address; `fill` gives each part with its references filled in. A filled-in password is taken as it is,
    /// so that none needs `%` escapes.
    ///
    /// # Errors
    ///
    /// What is wrong with the address, without repeating it: it may hold a secret.
    pub fn read(
        url: &str,
        ca_file: Option<PathBuf>,
        fill: &dyn Fn(Part, &str) -> Result<String, String>,
    ) -> Result<Self, String> {
        if url.starts_with("${") && masked(url).find('}') == url.len().checked_sub(1) {
            let whole = fill(Part::Whole, url)?;
            return Self::parse(&whole, ca_file, &|_, text| Ok(text.to_owned()));
        }
        Self::parse(url, ca_file, fill)
    }

    fn parse(
        url: &str,
        ca_file: Option<PathBuf>,
        fill: &dyn Fn(Part, &str) -> Result<String, String>,
    ) -> Result<Self, String> {
        let text = |part, text: &str| match text.contains("${") {
            true => fill(part, text),
            // What is written out is looked at too: a password must not be.
            false => fill(part, text).and_then(|text| unescaped(&text)),
        };
        let (scheme, rest) = split(url, "://").ok_or("it does not begin with redis:// or rediss://")?;
        let tls = match scheme {
            "redis" => false,
            "rediss" => true,
            _ => return Err("it does not begin with redis:// or rediss://".into()),
        };
        let (authority, database) = split(rest, "/").unwrap_or((rest, ""));
        let (sign_in, at) = rsplit(authority, "@").map_or((None, authority), |(user, at)| (Some(user), at));
        let (user, password) = sign_in.map_or(("", ""), |text| split(text, ":").unwrap_or((text, "")));
        let (host, port) = match rsplit(at, ":").filter(|(_, port)| !port.ends_with(']')) {
            Some((host, port)) => (host, text(Part::Other, port)?),
            None => (at, "6379".to_owned()),
        };
        let some = |text: String| Some(text).filter(|text| !text.is_empty());
        let host = some(text(Part::Other, host)?.trim_matches(['[', ']']).to_owned());
        let database = some(text(Part::Other, database)?).unwrap_or_else(|| "0".into());
        Ok(Self {
            tls,
            host: host.ok_or("it names no host")?,
            port: port.parse().map_err(|_| "its port is not a number up to 65535")?,
            user: some(text(Part::Other, user)?),
            password: some(text(Part::Password, password)?),
            database: database
                .parse()
                .map_err(|_| "after the host comes `/` and the number of a database")?,
            ca_file,
        })
    }
}

/// Without user and password.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = if self.tls { "rediss" } else { "redis" };
        let (open, close) = if self.host.contains(':') { ("[", "]") } else { ("", "") };
        write!(f, "{scheme}://{open}{}{close}:{}/{}", self.host, self.port, self.database)
    }
}

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Place({self})")
    }
}

/// The same text with everything inside `${…}` made opaque, byte for byte.
fn masked(text: &str) -> String {
    let mut masked = String::with_capacity(text.len());
    let (mut inside, mut before) = (false, ' ');
    for c in text.chars() {
        inside &= c != '}';
        match inside {
            true => masked.extend(repeat_n('x', c.len_utf8())),
            false => masked.push(c),
        }
        inside |= before == '$' && c == '{';
        before = c;
    }
    masked
}

fn split<'a>(text: &'a str, at: &str) -> Option<(&'a str, &'a str)> {
    masked(text).find(at).map(|found| (&text[..found], &text[found + at.len()..]))
}

fn rsplit<'a>(text: &'a str, at: &str) -> Option<(&'a str, &'a str)> {
    masked(text).rfind(at).map(|found| (&text[..found], &text[found + at.len()..]))
}

/// With `%40` for `@` and the like (RFC 3986, section 2.1).
fn unescaped(text: &str) -> Result<String, String> {
    let (mut rest, mut bytes) = (text.bytes(), Vec::with_capacity(text.len()));
    while let Some(byte) = rest.next() {
        bytes.push(if byte == b'%' { hex(rest.next())? << 4 | hex(rest.next())? } else { byte });
    }
    String::from_utf8(bytes).map_err(|_| "an escape in it is not UTF-8".into())
}

fn hex(digit: Option<u8>) -> Result<u8, String> {
    let value =
        digit.and_then(|digit| char::from(digit).to_digit(16)).and_then(|value| u8::try_from(value).ok());
    value.ok_or_else(|| "a `%` in it begins no escape".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(url: &str) -> Result<Place, String> {
        Place::read(url, None, &|part, text| match part {
            Part::Whole => Ok("rediss://app:p%40ss@cache.example:7000/2".into()),
            _ => Ok(text.replace("${PW}", "s3:cr/t@").replace("${file:/run/secrets/pw}", "filed")),
        })
    }

    #[test]
    fn an_address_is_read_and_shown_without_its_secrets() {
        let some = |text: &str| Some(text.to_owned());
        for (url, shown, user, password) in [
            ("redis://localhost", "redis://localhost:6379/0", None, None),
            ("rediss://valkey:7000/3", "rediss://valkey:7000/3", None, None),
            ("redis://[::1]:7000", "redis://[::1]:7000/0", None, None),
            ("redis://[::1]", "redis://[::1]:6379/0", None, None),
            ("redis://:${PW}@valkey", "redis://valkey:6379/0", None, some("s3:cr/t@")),
            (
                "redis://app:${file:/run/secrets/pw}@valkey/",
                "redis://valkey:6379/0",
                some("app"),
                some("filed"),
            ),
            ("redis://a%40b:x%2Fy@valkey", "redis://valkey:6379/0", some("a@b"), some("x/y")),
            ("${URL}", "rediss://cache.example:7000/2", some("app"), some("p@ss")),
        ] {
            let place = read(url).unwrap_or_else(|error| panic!("{url}: {error}"));
            assert_eq!(format!("{place} {place:?}"), format!("{shown} Place({shown})"), "{url}");
            assert_eq!((place.user, place.password), (user, password), "{url}");
        }
    }

    #[test]
    fn what_is_no_address_is_refused_and_not_repeated() {
        for (url, why) in [
            ("", "redis:// or rediss://"),
            ("http://s3cret", "redis:// or rediss://"),
            ("s3cret", "redis:// or rediss://"),
            ("redis://", "no host"),
            ("redis://:s3cret@", "no host"),
            ("redis://valkey:s3cret", "port"),
            ("redis://valkey:70000", "port"),
            ("redis://valkey/s3cret", "database"),
            ("redis://:s3cret%4@valkey", "escape"),
            ("redis://:s3cret%zz@valkey", "escape"),
        ] {
            let error = read(url).expect_err(url);
            assert!(error.contains(why) && !error.contains("s3cret"), "{url}: {error}");
        }
    }
}
