//! W3C trace context: what comes with a call, and what goes on to its backend.

use std::borrow::Cow;
use std::fmt;

use crate::envelope::Meta;
use crate::json::unquote;

/// One span of a trace, as `traceparent` names it (W3C Trace Context, section 3.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parent {
    /// Which trace; not all zero.
    pub trace: [u8; 16],
    /// Which span of it; not all zero.
    pub span: [u8; 8],
    /// The flags.
    pub flags: u8,
}

/// The length of a `traceparent` of version 00.
const LENGTH: usize = 55;

/// Flag of a trace whose spans are recorded.
pub(crate) const SAMPLED: u8 = 1;

impl Parent {
    /// Reads a `traceparent`; `None` where it is malformed, and then to be ignored. Of later versions what version 00 has
    /// is read (section 3.2.4).
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let version = *octets::<1>(text.get(..2)?)?.first()?;
        let is_whole = bytes.len() == LENGTH || (version > 0 && bytes.get(LENGTH) == Some(&b'-'));
        let dashes = [2, 35, 52].iter().all(|at| bytes.get(*at) == Some(&b'-'));
        if version == 0xff || !is_whole || !dashes {
            return None;
        }
        let (trace, span) = (octets(text.get(3..35)?)?, octets(text.get(36..52)?)?);
        let [flags] = octets::<1>(text.get(53..55)?)?;
        (trace != [0; 16] && span != [0; 8]).then_some(Self { trace, span, flags })
    }

    /// Whether spans of the trace are recorded.
    #[must_use]
    pub const fn is_sampled(&self) -> bool {
        self.flags & SAMPLED != 0
    }
}

impl fmt::Display for Parent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "00-{}-{}-{:02x}", Hex(&self.trace), Hex(&self.span), self.flags)
    }
}

/// Bytes in hexadecimal digits, as trace contexts write them.
#[derive(Clone, Copy, Debug)]
pub struct Hex<'b>(pub &'b [u8]);

impl fmt::Display for Hex<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// The bytes that lower-case hexadecimal digits mean.
fn octets<const N: usize>(text: &str) -> Option<[u8; N]> {
    let mut octets = [0; N];
    for (octet, pair) in octets.iter_mut().zip(text.as_bytes().chunks(2)) {
        let [high, low] = *pair else { return None };
        *octet = digit(high)? << 4 | digit(low)?;
    }
    (text.len() == 2 * N).then_some(octets)
}

fn digit(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    }
}

/// The trace context of an HTTP request's headers, as they were sent.
#[derive(Clone, Debug, Default)]
pub struct Headers<'a> {
    /// `traceparent`.
    pub traceparent: Option<&'a str>,
    /// `tracestate`, of several the whole list.
    pub tracestate: Option<Cow<'a, str>>,
    /// `baggage` (W3C Baggage), likewise.
    pub baggage: Option<Cow<'a, str>>,
}

/// The trace context that came with a call. That of its `_meta` is about the message, and counts before that of the
/// headers, which is about the request that carried it.
#[derive(Debug, Default)]
pub(crate) struct Came<'a> {
    pub(crate) parent: Option<Parent>,
    /// What the headers say, where `_meta` says something else.
    pub(crate) beside: Option<Parent>,
    traceparent: Option<Cow<'a, str>>,
    tracestate: Option<Cow<'a, str>>,
    baggage: Option<Cow<'a, str>>,
    /// Which of the three stand in `_meta`, and need not be written there.
    in_meta: [bool; 3],
}

impl<'a> Came<'a> {
    /// Reads what came; `None` where there is nothing.
    pub(crate) fn read(meta: &Meta<'a>, headers: &Headers<'a>) -> Option<Self> {
        let in_meta = [meta.traceparent, meta.tracestate, meta.baggage].map(|value| value.is_some());
        if in_meta == [false; 3] && headers.traceparent.is_none() && headers.baggage.is_none() {
            return None;
        }
        let in_headers = headers.traceparent.and_then(|text| Some((text, Parent::read(text)?)));
        let text = |raw: Option<&'a str>| raw.filter(|raw| raw.starts_with('"')).map(unquote);
        let own = text(meta.traceparent).and_then(|text| Parent::read(&text).map(|parent| (text, parent)));
        let baggage = text(meta.baggage).or_else(|| headers.baggage.clone());
        let came = match (own, in_headers) {
            (Some((traceparent, parent)), in_headers) => Self {
                parent: Some(parent),
                beside: in_headers.map(|(_, beside)| beside).filter(|beside| *beside != parent),
                traceparent: Some(traceparent),
                tracestate: text(meta.tracestate),
                ..Self::default()
            },
            (None, Some((traceparent, parent))) => Self {
                parent: Some(parent),
                traceparent: Some(traceparent.into()),
                tracestate: headers.tracestate.clone(),
                ..Self::default()
            },
            (None, None) => Self::default(),
        };
        Some(Self { baggage, in_meta, ..came })
    }

    /// What goes on to the backend: as it came, or below the span `own`.
    pub(crate) fn onward(self, own: Option<Parent>) -> Onward {
        let written = match own {
            Some(_) => [true, true, !self.in_meta[2]],
            // A state belongs to the parent beside it.
            None => [!self.in_meta[0], self.in_meta[..2] == [false; 2], !self.in_meta[2]],
        };
        Onward {
            values: [
                own.map(|own| own.to_string()).or(self.traceparent.map(Cow::into_owned)),
                self.tracestate.map(Cow::into_owned),
                self.baggage.map(Cow::into_owned),
            ],
            written,
            is_own: own.is_some(),
        }
    }

    /// The same, apart from the message that it came with.
    pub(crate) fn into_owned(self) -> Came<'static> {
        let own = |text: Option<Cow<'a, str>>| text.map(|text| Cow::Owned(text.into_owned()));
        Came {
            parent: self.parent,
            beside: self.beside,
            traceparent: own(self.traceparent),
            tracestate: own(self.tracestate),
            baggage: own(self.baggage),
            in_meta: self.in_meta,
        }
    }

    pub(crate) fn tracestate(&self) -> Option<&str> {
        self.tracestate.as_deref()
    }
}

/// The names of the three, in `_meta` (MCP 2026-07-28, and likewise before) and as headers.
const NAMES: [&str; 3] = ["traceparent", "tracestate", "baggage"];

/// The trace context that goes to a backend.
#[derive(Debug)]
pub(crate) struct Onward {
    values: [Option<String>; 3],
    /// Which of them are written into `_meta`; the others stand there as they came.
    written: [bool; 3],
    is_own: bool,
}

impl Onward {
    /// That of a trace which began here.
    pub(crate) fn begun(own: Parent) -> Self {
        Came::default().onward(Some(own))
    }

    /// The members that are written into `_meta`.
    pub(crate) fn members(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let all = NAMES.into_iter().zip(&self.values).zip(self.written);
        all.filter_map(|((name, value), written)| Some((name, value.as_deref().filter(|_| written)?)))
    }

    /// Whether a member of the client's `_meta`, by its raw key, gives way to what is written.
    pub(crate) fn replaces(&self, key: &str) -> bool {
        self.is_own && matches!(key, "\"traceparent\"" | "\"tracestate\"")
    }

    /// All three as headers.
    pub(crate) fn headers(&self) -> impl Iterator<Item = (&'static str, &str)> {
        NAMES.into_iter().zip(&self.values).filter_map(|(name, value)| Some((name, value.as_deref()?)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    #[test]
    fn what_is_well_formed_is_read_and_written_as_it_was() {
        let parent = Parent::read(GOOD).expect("a parent");
        assert!(parent.is_sampled());
        assert_eq!(parent.to_string(), GOOD);
    }

    #[test]
    fn what_is_malformed_is_ignored() {
        let zero_trace = GOOD.replace("4bf92f3577b34da6a3ce929d0e0e4736", &"0".repeat(32));
        for (text, is_right) in [
            (GOOD, true),
            (&GOOD.replace("-01", "-00"), true),
            (&GOOD.replace("00-4", "cc-4"), true),
            (&format!("{}-what-comes-later", GOOD.replace("00-4", "01-4")), true),
            (&format!("{}.what-comes-later", GOOD.replace("00-4", "01-4")), false),
            (&format!("{GOOD}-more"), false),
            (&GOOD.replace("00-4", "ff-4"), false),
            (&zero_trace, false),
            (&GOOD.replace("00f067aa0ba902b7", &"0".repeat(16)), false),
            (&GOOD.to_uppercase(), false),
            (&GOOD.replace("-01", "_01"), false),
            (&GOOD[..54], false),
            ("", false),
            ("00", false),
            ("ü0-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0", false),
        ] {
            assert_eq!(Parent::read(text).is_some(), is_right, "{text}");
        }
    }

    fn onward(meta: Meta<'_>, headers: Headers<'_>, own: Option<Parent>) -> String {
        let Some(came) = Came::read(&meta, &headers) else { return "nothing".into() };
        let onward = came.onward(own);
        let show = |parts: Vec<(&str, &str)>| {
            parts.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join(" ")
        };
        format!("_meta: {} | headers: {}", show(onward.members().collect()), show(onward.headers().collect()))
    }

    #[test]
    fn a_clients_context_goes_on_in_both_places() {
        let quoted = format!("\"{GOOD}\"");
        let meta = || Meta { traceparent: Some(&quoted), tracestate: Some("\"a=1\""), ..Meta::default() };
        let other = GOOD.replace("00f0", "11f0");
        let headers = Headers {
            traceparent: Some(&other),
            tracestate: Some("b=2".into()),
            baggage: Some("c=3".into()),
        };
        let none = Headers::default;
        let own = Parent::read(&GOOD.replace("00f0", "22f0"));
        for (meta, headers, own, expected) in [
            (Meta::default(), none(), None, "nothing".to_owned()),
            (meta(), none(), None, format!("_meta:  | headers: traceparent={GOOD} tracestate=a=1")),
            (
                Meta::default(),
                headers.clone(),
                None,
                format!(
                    "_meta: traceparent={other} tracestate=b=2 baggage=c=3 | headers: traceparent={other} tracestate=b=2 baggage=c=3"
                ),
            ),
            (
                meta(),
                headers,
                None,
                format!("_meta: baggage=c=3 | headers: traceparent={GOOD} tracestate=a=1 baggage=c=3"),
            ),
            (
                Meta { traceparent: Some("\"00-bad\""), ..Meta::default() },
                none(),
                None,
                "_meta:  | headers: ".into(),
            ),
            (
                meta(),
                none(),
                own,
                format!(
                    "_meta: traceparent={0} tracestate=a=1 | headers: traceparent={0} tracestate=a=1",
                    GOOD.replace("00f0", "22f0")
                ),
            ),
        ] {
            assert_eq!(onward(meta, headers, own), expected);
        }
    }
}
