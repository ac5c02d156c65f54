//! The two forms of a line. Both say which call it is about.

use std::fmt;
use std::time::SystemTime;

use gateway_runtime::audit::stamp;
use gateway_runtime::trace::{Hex, Ids, ids};
use serde_json::Value;
use tracing::field::{Field, Visit};
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::fmt::format::{Format, Full, Writer};
use tracing_subscriber::fmt::{FmtContext, FormatEvent, FormatFields};
use tracing_subscriber::registry::LookupSpan;

/// A JSON object a line.
pub(super) struct Lines;

impl<S: Subscriber + for<'s> LookupSpan<'s>, N: for<'w> FormatFields<'w> + 'static> FormatEvent<S, N>
    for Lines
{
    fn format_event(&self, _: &FmtContext<'_, S, N>, out: Writer<'_>, event: &Event<'_>) -> fmt::Result {
        let metadata = event.metadata();
        let mut line = Fields::begin(*metadata.level(), metadata.target());
        for (name, value) in called() {
            line.put(name, value);
        }
        event.record(&mut line);
        line.write(out)
    }
}

/// A line that is no event of the log, in its form.
pub(super) fn line(level: Level, module: &str, message: &str, facts: &[(&'static str, &str)]) -> String {
    let mut line = Fields::begin(level, module);
    line.put("message", message);
    facts.iter().for_each(|(name, value)| line.put(name, *value));
    let mut text = String::new();
    // A string takes all that is written to it.
    let _ = line.write(Writer::new(&mut text));
    text
}

/// The call that the line is about, as far as it is known.
fn called() -> impl Iterator<Item = (&'static str, String)> {
    let Ids { trace, tool, server } = ids().unwrap_or_default();
    let trace = trace.map(|trace| ("trace_id", Hex(&trace).to_string()));
    let named = [("tool", tool), ("server", server)].into_iter();
    trace.into_iter().chain(named.filter_map(|(name, value)| Some((name, value?.to_owned()))))
}

/// The members of a line, in their order. What an event says itself counts before what is known of its call.
#[derive(Default)]
struct Fields(Vec<(&'static str, Value)>);

impl Fields {
    fn begin(level: Level, module: &str) -> Self {
        let mut line = Self::default();
        line.put("time", stamp(SystemTime::now()));
        line.put("level", level.as_str().to_ascii_lowercase());
        line.put("module", module);
        line
    }

    fn put(&mut self, name: &'static str, value: impl Into<Value>) {
        self.0.retain(|(known, _)| *known != name);
        self.0.push((name, value.into()));
    }

    fn write(&self, mut out: Writer<'_>) -> fmt::Result {
        for (at, (name, value)) in self.0.iter().enumerate() {
            let before = if at == 0 { '{' } else { ',' };
            write!(out, "{before}{}:{value}", Value::from(*name))?;
        }
        writeln!(out, "}}")
    }
}

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.put(field.name(), format!("{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.put(field.name(), value);
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.put(field.name(), value);
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.put(field.name(), value);
    }

    fn record_f64(&mut self, field: &Field, value: f64) {
        self.put(field.name(), value);
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.put(field.name(), value);
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
