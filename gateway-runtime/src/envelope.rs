//! Decode: one JSON-RPC message as borrowed slices of its text, in one pass.
//!
//! Invariant: every slice is the text as written; forwarding it changes no byte.

use std::borrow::Cow;
use std::time::Instant;

use crate::fault::Fault;
use crate::json::{Problem, Scanner, SyntaxError, unquote};
use crate::trace::Headers;

/// A JSON-RPC 2.0 message. All fields are raw JSON, strings with their quotes.
#[derive(Debug, Default)]
pub struct Message<'a> {
    /// `id`: a string or an integer; absent from notifications.
    pub id: Option<&'a str>,
    /// `method`: absent from responses.
    pub method: Option<&'a str>,
    /// `params`, when it is an object.
    pub params: Params<'a>,
    /// `result` of a response.
    pub result: Option<Outcome<'a>>,
    /// `error` of a response.
    pub error: Option<&'a str>,
    /// The trace context of the request that carried it over HTTP.
    pub headers: Headers<'a>,
    /// When it was there to be read, where that is asked for.
    pub began: Option<Instant>,
}

/// The members of `params` that the gateway reads.
#[derive(Clone, Debug, Default)]
pub struct Params<'a> {
    /// The whole of it.
    pub raw: Option<&'a str>,
    /// `name` of `tools/call`.
    pub name: Option<&'a str>,
    /// `arguments` of `tools/call`.
    pub arguments: Option<&'a str>,
    /// `uri` of a resource.
    pub uri: Option<&'a str>,
    /// `cursor` of a list.
    pub cursor: Option<&'a str>,
    /// `level` of a log message or of `logging/setLevel`.
    pub level: Option<&'a str>,
    /// `requestId` of `notifications/cancelled`.
    pub request_id: Option<&'a str>,
    /// `progressToken` of `notifications/progress`.
    pub progress_token: Option<&'a str>,
    /// `protocolVersion` of `initialize`.
    pub protocol_version: Option<&'a str>,
    /// `capabilities` of `initialize`.
    pub capabilities: Option<&'a str>,
    /// `clientInfo` of `initialize`.
    pub client_info: Option<&'a str>,
    /// `inputResponses` of a call that is repeated with the answers to questions.
    pub input_responses: Option<&'a str>,
    /// `requestState` of such a call.
    pub request_state: Option<&'a str>,
    /// Whether there are members beside `name`, `arguments` and `_meta`.
    pub has_others: bool,
    /// `_meta`.
    pub meta: Meta<'a>,
}

/// The members of `params._meta` that the gateway reads.
#[derive(Clone, Copy, Debug, Default)]
pub struct Meta<'a> {
    /// The whole of it.
    pub raw: Option<&'a str>,
    /// `progressToken`.
    pub progress_token: Option<&'a str>,
    /// `io.modelcontextprotocol/protocolVersion`.
    pub protocol_version: Option<&'a str>,
    /// `io.modelcontextprotocol/clientCapabilities`.
    pub client_capabilities: Option<&'a str>,
    /// `io.modelcontextprotocol/clientInfo`.
    pub client_info: Option<&'a str>,
    /// `io.modelcontextprotocol/logLevel`.
    pub log_level: Option<&'a str>,
    /// `traceparent`.
    pub traceparent: Option<&'a str>,
    /// `tracestate`.
    pub tracestate: Option<&'a str>,
    /// `baggage`.
    pub baggage: Option<&'a str>,
    /// A key that stands twice or is written with an escape.
    pub(crate) ambiguous: Option<&'a str>,
}

/// The members of a `result` that the gateway reads.
#[derive(Debug, Default)]
pub struct Outcome<'a> {
    /// The whole of it.
    pub raw: &'a str,
    /// `resultType`.
    pub result_type: Option<&'a str>,
    /// `isError`.
    pub is_error: Option<&'a str>,
    /// `content`.
    pub content: Option<&'a str>,
}

impl<'a> Outcome<'a> {
    /// Reads a result that stands alone.
    ///
    /// # Errors
    ///
    /// Where the text is not JSON.
    pub fn read(text: &'a str) -> Result<Self, SyntaxError> {
        outcome(&mut Scanner::new(text))
    }
}

impl<'a> Message<'a> {
    /// Reads one message.
    ///
    /// # Errors
    ///
    /// Where the text is not JSON, not one JSON-RPC 2.0 message, or too deep (JSON-RPC 2.0, sections 4 and 5).
    pub fn decode(text: &'a str) -> Result<Self, Rejected<'a>> {
        let mut scanner = Scanner::new(text);
        match scanner.peek() {
            Some(b'{') => {}
            Some(b'[') => return Err(Fault::Batch.into()),
            _ => return Err(not_an_object(scanner).into()),
        }
        let mut members = Members::default();
        scanner.object(|key, inner| members.take(key, inner)).map_err(syntax)?;
        scanner.end().map_err(syntax)?;
        members.finish()
    }

    /// Reads one message from bytes.
    ///
    /// # Errors
    ///
    /// Those of [`Message::decode`], and bytes that are not UTF-8.
    pub fn read(bytes: &'a [u8]) -> Result<Self, Rejected<'a>> {
        match std::str::from_utf8(bytes) {
            Ok(text) => Self::decode(text),
            Err(error) => Err(Fault::NotUtf8(error.valid_up_to()).into()),
        }
    }

    /// Whether it is of this method, which JSON writes as it is.
    pub(crate) fn is_for(&self, method: &str) -> bool {
        let Some(raw) = self.method else { return false };
        let inside = raw.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        // Only what is longer can be the same with escapes.
        inside == Some(method) || raw.len() > method.len() + 2 && unquote(raw) == method
    }

    /// What `method` says.
    #[must_use]
    pub fn method(&self) -> Option<Cow<'a, str>> {
        self.method.map(unquote)
    }
}

/// A message that cannot be served, and its id where that could be read.
#[derive(Debug)]
pub struct Rejected<'a> {
    /// What is wrong with it.
    pub fault: Fault,
    /// The id to answer with.
    pub id: Option<&'a str>,
}

impl From<Fault> for Rejected<'_> {
    fn from(fault: Fault) -> Self {
        Self { fault, id: None }
    }
}

fn not_an_object(mut scanner: Scanner<'_>) -> Fault {
    match scanner.value().and_then(|_| scanner.end()) {
        Ok(()) => Fault::InvalidRequest("a message is one JSON object".into()),
        Err(error) => syntax(error),
    }
}

fn syntax(error: SyntaxError) -> Fault {
    match error.problem {
        Problem::TooDeep => Fault::TooDeep,
        _ => Fault::Parse(error.to_string()),
    }
}

/// A message while it is read; the first rule that it breaks is kept until the JSON is known to be whole.
#[derive(Default)]
struct Members<'a> {
    message: Message<'a>,
    version: Option<&'a str>,
    broken: Option<String>,
}

impl<'a> Members<'a> {
    fn take(&mut self, key: &'a str, scanner: &mut Scanner<'a>) -> Result<(), SyntaxError> {
        let message = &mut self.message;
        let twice = match key {
            "\"jsonrpc\"" => self.version.replace(scanner.value()?).is_some(),
            "\"id\"" => message.id.replace(scanner.value()?).is_some(),
            "\"method\"" => message.method.replace(scanner.value()?).is_some(),
            "\"error\"" => message.error.replace(scanner.value()?).is_some(),
            "\"result\"" => message.result.replace(outcome(scanner)?).is_some(),
            "\"params\"" => self.params(scanner)?,
            _ => scanner.value().map(|_| false)?,
        };
        if twice {
            self.break_rule(|| format!("{key} stands twice"));
        }
        Ok(())
    }

    fn break_rule(&mut self, rule: impl FnOnce() -> String) {
        self.broken.get_or_insert_with(rule);
    }

    fn params(&mut self, scanner: &mut Scanner<'a>) -> Result<bool, SyntaxError> {
        let twice = self.message.params.raw.is_some();
        if scanner.peek() != Some(b'{') {
            let value = scanner.value()?;
            self.message.params.raw = Some(value);
            self.break_rule(|| "`params` must be an object".into());
            return Ok(twice);
        }
        let (params, ambiguous) = params(scanner)?;
        self.message.params = params;
        if let Some(key) = ambiguous {
            self.break_rule(|| format!("{key} in `params` stands twice or is written with an escape"));
        }
        Ok(twice)
    }

    fn finish(self) -> Result<Message<'a>, Rejected<'a>> {
        let message = self.message;
        let id = message.id;
        let broken = self.broken.or_else(|| broken_rule(&message, self.version));
        match broken {
            None => Ok(message),
            Some(what) => Err(Rejected { fault: Fault::InvalidRequest(what), id: id.filter(|id| is_id(id)) }),
        }
    }
}

fn broken_rule(message: &Message<'_>, version: Option<&str>) -> Option<String> {
    if version != Some("\"2.0\"") {
        let found = version.unwrap_or("nothing");
        return Some(format!("`jsonrpc` must be \"2.0\", found {}", short(found)));
    }
    if let Some(id) = message.id.filter(|id| !is_id(id)) {
        // An error response may carry a null id: the peer could not read ours (JSON-RPC 2.0, section 5).
        if !(id == "null" && message.error.is_some()) {
            return Some(format!("`id` must be a string or an integer, found {}", short(id)));
        }
    }
    match message.method {
        Some(method) if !method.starts_with('"') => {
            Some(format!("`method` must be a string, found {}", short(method)))
        }
        None if message.result.is_none() && message.error.is_none() => {
            Some("a request needs `method`; a response needs `result` or `error`".into())
        }
        _ => None,
    }
}

fn is_id(raw: &str) -> bool {
    raw.starts_with('"')
        || (!raw.contains(['.', 'e', 'E']) && raw.starts_with(|c: char| c == '-' || c.is_ascii_digit()))
}

/// At most 40 characters of a value, for a message.
pub(crate) fn short(raw: &str) -> Cow<'_, str> {
    match raw.char_indices().nth(40) {
        Some((end, _)) => Cow::Owned(format!("{}…", &raw[..end])),
        None => Cow::Borrowed(raw),
    }
}

/// Reads `value` with `read` and adds its whole text.
fn spanned<'a, T>(
    scanner: &mut Scanner<'a>,
    read: impl FnOnce(&mut Scanner<'a>) -> Result<T, SyntaxError>,
) -> Result<(T, &'a str), SyntaxError> {
    scanner.peek();
    let rest = scanner.rest();
    let value = read(scanner)?;
    Ok((value, &rest[..rest.len() - scanner.rest().len()]))
}

/// Reads `params`, and names a key that two readers could understand differently: one that stands twice, or one with an
/// escape in it. Such a key could show the gateway one tool and the backend another.
fn params<'a>(scanner: &mut Scanner<'a>) -> Result<(Params<'a>, Option<&'a str>), SyntaxError> {
    let mut params = Params::default();
    let mut ambiguous = None;
    let ((), raw) = spanned(scanner, |scanner| {
        scanner.object(|key, inner| {
            if param(&mut params, key, inner)? || key.contains('\\') {
                ambiguous = Some(key);
            }
            Ok(())
        })
    })?;
    params.raw = Some(raw);
    let ambiguous = ambiguous.or(params.meta.ambiguous);
    Ok((params, ambiguous))
}

/// Reads one member of `params`; true where it stood before.
fn param<'a>(params: &mut Params<'a>, key: &str, scanner: &mut Scanner<'a>) -> Result<bool, SyntaxError> {
    match key {
        "\"name\"" => return Ok(params.name.replace(scanner.value()?).is_some()),
        "\"arguments\"" => return Ok(params.arguments.replace(scanner.value()?).is_some()),
        "\"_meta\"" => {
            let twice = params.meta.raw.is_some();
            params.meta = meta(scanner)?;
            return Ok(twice);
        }
        _ => params.has_others = true,
    }
    let value = scanner.value()?;
    let known = match key {
        "\"uri\"" => &mut params.uri,
        "\"cursor\"" => &mut params.cursor,
        "\"level\"" => &mut params.level,
        "\"requestId\"" => &mut params.request_id,
        "\"progressToken\"" => &mut params.progress_token,
        "\"protocolVersion\"" => &mut params.protocol_version,
        "\"capabilities\"" => &mut params.capabilities,
        "\"clientInfo\"" => &mut params.client_info,
        "\"inputResponses\"" => &mut params.input_responses,
        "\"requestState\"" => &mut params.request_state,
        _ => return Ok(false),
    };
    Ok(known.replace(value).is_some())
}

fn meta<'a>(scanner: &mut Scanner<'a>) -> Result<Meta<'a>, SyntaxError> {
    let mut meta = Meta::default();
    if scanner.peek() != Some(b'{') {
        meta.raw = Some(scanner.value()?);
        return Ok(meta);
    }
    let ((), raw) = spanned(scanner, |scanner| {
        scanner.object(|key, inner| {
            let value = inner.value()?;
            let known = match key {
                "\"progressToken\"" => &mut meta.progress_token,
                "\"io.modelcontextprotocol/protocolVersion\"" => &mut meta.protocol_version,
                "\"io.modelcontextprotocol/clientCapabilities\"" => &mut meta.client_capabilities,
                "\"io.modelcontextprotocol/clientInfo\"" => &mut meta.client_info,
                "\"io.modelcontextprotocol/logLevel\"" => &mut meta.log_level,
                "\"traceparent\"" => &mut meta.traceparent,
                "\"tracestate\"" => &mut meta.tracestate,
                "\"baggage\"" => &mut meta.baggage,
                _ => {
                    meta.ambiguous = meta.ambiguous.or(key.contains('\\').then_some(key));
                    return Ok(());
                }
            };
            if known.replace(value).is_some() {
                meta.ambiguous = Some(key);
            }
            Ok(())
        })
    })?;
    meta.raw = Some(raw);
    Ok(meta)
}

fn outcome<'a>(scanner: &mut Scanner<'a>) -> Result<Outcome<'a>, SyntaxError> {
    let mut outcome = Outcome::default();
    if scanner.peek() != Some(b'{') {
        outcome.raw = scanner.value()?;
        return Ok(outcome);
    }
    let ((), raw) = spanned(scanner, |scanner| {
        scanner.object(|key, inner| {
            let value = inner.value()?;
            match key {
                "\"resultType\"" => outcome.result_type = Some(value),
                "\"isError\"" => outcome.is_error = Some(value),
                "\"content\"" => outcome.content = Some(value),
                _ => {}
            }
            Ok(())
        })
    })?;
    outcome.raw = raw;
    Ok(outcome)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_method_is_known_however_it_is_written() {
        for (raw, is_it) in [
            (Some(r#""server/discover""#), true),
            (Some(r#""server\/discover""#), true),
            (Some(r#""server\u002fdiscover""#), true),
            (Some(r#""server/discovered""#), false),
            (Some(r#""server""#), false),
            (Some("7"), false),
            (None, false),
        ] {
            let message = Message { method: raw, ..Message::default() };
            assert_eq!(message.is_for("server/discover"), is_it, "{raw:?}");
        }
    }
}
