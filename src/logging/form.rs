//! The two forms of a line. Both say which call it is about.

use std::fmt;
use std::time::SystemTime;

use gateway_runtime::audit::stamp;
use gateway_runtime::trace::{Hex, Ids, ids};
use serde_json::{Map, Value};
use tracing::field::{Field, Visit};
use tracing::{Event, Subscriber};
use tracing_subscriber::fmt::format::{Format, Full, Writer};
use tracing_subscriber::fmt::{FmtContext, FormatEvent, FormatFields};
use tracing_subscriber::registry::LookupSpan;

/// A JSON object a line.
pub(super) struct Lines;

impl<S: Subscriber + for<'s> LookupSpan<'s>, N: for<'w> FormatFields<'w> + 'static> FormatEvent<S, N>
    for Lines
{
    fn format_event(&self, _: &FmtContext<'_, S, N>, mut out: Writer<'_>, event: &Event<'_>) -> fmt::Result {
        let mut line = Map::new();
        line.insert("time".into(), stamp(SystemTime::now()).into());
        line.insert("level".into(), event.metadata().level().as_str().to_ascii_lowercase().into());
        line.insert("target".into(), event.metadata().target().into());
        for (name, value) in called() {
            line.insert(name.into(), value.into());
        }
        event.record(&mut Fields(&mut line));
        writeln!(out, "{}", Value::Object(line))
    }
}

/// The call that the line is about, as far as it is known.
fn called() -> impl Iterator<Item = (&'static str, String)> {
    let Ids { trace, tool, server } = ids().unwrap_or_default();
    let trace = trace.map(|trace| ("trace_id", Hex(&trace).to_string()));
    let named = [("tool", tool), ("server", server)].into_iter();
    trace.into_iter().chain(named.filter_map(|(name, value)| Some((name, value?.to_owned()))))
}

/// Takes the fields of an event. What the event says itself counts before what is known of the call.
struct Fields<'l>(&'l mut Map<String, Value>);

impl Fields<'_> {
    fn put(&mut self, field: &Field, value: impl Into<Value>) {
        self.0.insert(field.name().into(), value.into());
    }
}

impl Visit for Fields<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.put(field, format!("{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.put(field, value);
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.put(field, value);
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.put(field, value);
    }

    fn record_f64(&mut self, field: &Field, value: f64) {
        self.put(field, value);
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.put(field, value);
    }
}

/// A line for people: as tracing writes it, with control characters escaped, and with the call at its end.
pub(super) struct Human(Format<Full>);

impl Human {
    pub(super) fn new(has_colour: bool) -> Self {
        Self(Format::default().with_ansi(has_colour))
    }
}

impl<S: Subscriber + for<'s> LookupSpan<'s>, N: for<'w> FormatFields<'w> + 'static> FormatEvent<S, N>
    for Human
{
    fn format_event(
        &self,
        context: &FmtContext<'_, S, N>,
        mut out: Writer<'_>,
        event: &Event<'_>,
    ) -> fmt::Result {
        let mut line = String::new();
        self.0.format_event(context, Writer::new(&mut line), event)?;
        out.write_str(line.trim_end_matches('\n'))?;
        for (name, value) in called() {
            write!(out, " {name}={value}")?;
        }
        out.write_char('\n')
    }
}
