//! What goes over the wire: requests to send, and where one message ends and its id stands.

use std::ops::Range;

use memchr::memmem;

/// The one tool that is measured.
pub(crate) const TOOL: &str = "zz_echo";

/// The tool that gives as many bytes as it is asked for.
pub(crate) const GIVE: &str = "zz_give";

const ID: &[u8] = b"\"id\":";

/// Where the id of a message stands, raw. The first `"id":` is taken for it: whoever measures writes it before `params`.
pub(crate) fn id_of(message: &[u8]) -> Option<Range<usize>> {
    let start = memmem::find(message, ID)? + ID.len();
    let rest = message.get(start..)?;
    let length = match rest.first()? {
        b'"' => memchr::memchr(b'"', &rest[1..])? + 2,
        _ => rest.iter().position(|byte| matches!(byte, b',' | b'}'))?,
    };
    Some(start..start + length)
}

/// The method of a message; empty in responses.
pub(crate) fn method_of(message: &[u8]) -> &[u8] {
    const METHOD: &[u8] = b"\"method\":\"";
    let Some(start) = memmem::find(message, METHOD) else { return b"" };
    let rest = &message[start + METHOD.len()..];
    &rest[..memchr::memchr(b'"', rest).unwrap_or(0)]
}

/// The same message under another id.
pub(crate) fn with_id(out: &mut Vec<u8>, message: &[u8], place: Range<usize>, id: &[u8]) {
    out.extend_from_slice(&message[..place.start]);
    out.extend_from_slice(id);
    out.extend_from_slice(&message[place.end..]);
}

/// A number as text, without an allocation.
pub(crate) fn digits(buffer: &mut [u8; 20], mut number: u64) -> &[u8] {
    let mut at = buffer.len();
    loop {
        at -= 1;
        buffer[at] = b'0' + u8::try_from(number % 10).unwrap_or(0);
        number /= 10;
        if number == 0 {
            return &buffer[at..];
        }
    }
}

pub(crate) fn number(text: &[u8]) -> Option<u64> {
    std::str::from_utf8(text).ok()?.trim().parse().ok()
}

/// One call, with room for its id.
pub(crate) struct Call {
    after_id: Vec<u8>,
    /// Headers of a session.
    headers: String,
}

impl Call {
    /// A call with an argument of so many bytes.
    pub(crate) fn new(payload: usize, headers: &str) -> Self {
        let text = "x".repeat(payload);
        let after_id = format!(
            ",\"method\":\"tools/call\",\"params\":{{\"name\":\"{TOOL}\",\"arguments\":{{\"text\":\"{text}\"}}}}}}"
        );
        Self { after_id: after_id.into_bytes(), headers: headers.to_owned() }
    }

    /// A call for a result of so many bytes.
    pub(crate) fn for_result(bytes: usize, headers: &str) -> Self {
        let after_id = format!(
            ",\"method\":\"tools/call\",\"params\":{{\"name\":\"{GIVE}\",\"arguments\":{{\"bytes\":{bytes}}}}}}}"
        );
        Self { after_id: after_id.into_bytes(), headers: headers.to_owned() }
    }

    /// Writes the call as a line.
    pub(crate) fn line(&self, out: &mut Vec<u8>, id: u64) {
        self.body(out, id);
        out.push(b'\n');
    }

    fn body(&self, out: &mut Vec<u8>, id: u64) {
        out.extend_from_slice(BEFORE_ID);
        out.extend_from_slice(digits(&mut [0; 20], id));
        out.extend_from_slice(&self.after_id);
    }

    /// Writes the call as an HTTP request.
    pub(crate) fn request(&self, out: &mut Vec<u8>, id: u64) {
        let mut buffer = [0; 20];
        let length = BEFORE_ID.len() + digits(&mut buffer, id).len() + self.after_id.len();
        post_head(out, &self.headers, length);
        self.body(out, id);
    }
}

const BEFORE_ID: &[u8] = b"{\"jsonrpc\":\"2.0\",\"id\":";

/// The head of a POST; `headers` are whole lines.
pub(crate) fn post_head(out: &mut Vec<u8>, headers: &str, length: usize) {
    out.extend_from_slice(
        b"POST /mcp HTTP/1.1\r\ncontent-type: application/json\r\naccept: application/json, text/event-stream\r\n",
    );
    out.extend_from_slice(headers.as_bytes());
    content_length(out, length);
}

fn content_length(out: &mut Vec<u8>, length: usize) {
    out.extend_from_slice(b"content-length: ");
    out.extend_from_slice(digits(&mut [0; 20], length as u64));
    out.extend_from_slice(b"\r\n\r\n");
}

/// The head of a response that carries so many bytes of JSON.
pub(crate) fn ok_head(out: &mut Vec<u8>, length: usize) {
    out.extend_from_slice(b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n");
    content_length(out, length);
}

/// The response to a notification.
pub(crate) const ACCEPTED: &[u8] = b"HTTP/1.1 202 Accepted\r\ncontent-length: 0\r\n\r\n";

/// How messages are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Framing {
    /// One a line.
    Lines,
    /// One is the body of an HTTP request or response.
    Http,
}

/// A message that has come whole.
#[derive(Clone, Debug)]
pub(crate) struct Frame {
    /// Where the head of HTTP stands; empty for lines.
    pub(crate) head: Range<usize>,
    pub(crate) body: Range<usize>,
    /// Where the next one begins.
    pub(crate) end: usize,
}

impl Framing {
    /// The first message in `bytes`, once it is there whole.
    pub(crate) fn first(self, bytes: &[u8]) -> Option<Frame> {
        match self {
            Self::Lines => {
                let end = memchr::memchr(b'\n', bytes)?;
                Some(Frame { head: 0..0, body: 0..end, end: end + 1 })
            }
            Self::Http => http(bytes),
        }
    }
}

fn http(bytes: &[u8]) -> Option<Frame> {
    let head = 0..memmem::find(bytes, b"\r\n\r\n")?;
    let start = head.end + 4;
    if let Some(length) = header(&bytes[head.clone()], "content-length").and_then(number) {
        let end = start + usize::try_from(length).ok()?;
        return (bytes.len() >= end).then_some(Frame { head, body: start..end, end });
    }
    // In pieces, as an event stream: whoever measures looks for what it needs in the bytes as they are.
    if header(&bytes[head.clone()], "transfer-encoding").is_some() {
        let last = memmem::find(&bytes[start..], b"0\r\n\r\n")? + start;
        return Some(Frame { head, body: start..last, end: last + 5 });
    }
    Some(Frame { head, body: start..start, end: start })
}

/// The value of a header, without the spaces around it.
pub(crate) fn header<'h>(head: &'h [u8], name: &str) -> Option<&'h [u8]> {
    head.split(|byte| *byte == b'\n').find_map(|line| {
        let (found, value) = line.split_at_checked(name.len())?;
        let value = value.strip_prefix(b":")?;
        found.eq_ignore_ascii_case(name.as_bytes()).then(|| value.trim_ascii())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_found_and_replaced() {
        for (message, expected) in [
            (r#"{"jsonrpc":"2.0","id":17,"method":"x"}"#, r#"{"jsonrpc":"2.0","id":9,"method":"x"}"#),
            (r#"{"id":"a b","result":{}}"#, r#"{"id":9,"result":{}}"#),
            (r#"{"result":{},"id":4}"#, r#"{"result":{},"id":9}"#),
        ] {
            let mut out = Vec::new();
            let place = id_of(message.as_bytes()).unwrap();
            with_id(&mut out, message.as_bytes(), place, digits(&mut [0; 20], 9));
            assert_eq!(String::from_utf8(out).unwrap(), expected);
        }
        assert!(id_of(br#"{"method":"notifications/initialized"}"#).is_none());
    }

    #[test]
    fn a_message_is_whole_when_all_of_it_has_come() {
        let mut request = Vec::new();
        Call::new(3, "mcp-session-id: s\r\n").request(&mut request, 12);
        for length in 0..request.len() {
            assert!(Framing::Http.first(&request[..length]).is_none(), "{length}");
        }
        let frame = Framing::Http.first(&request).unwrap();
        assert_eq!(frame.end, request.len());
        assert_eq!(header(&request[frame.head], "Mcp-Session-Id"), Some(&b"s"[..]));
        assert!(request[frame.body].starts_with(br#"{"jsonrpc":"2.0","id":12,"#));
        let pieces = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\nX";
        assert_eq!(&pieces[Framing::Http.first(pieces).unwrap().end..], b"X");
        assert_eq!(Framing::Lines.first(b"{}\n{").unwrap().end, 3);
    }
}
