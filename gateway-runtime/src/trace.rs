//! Tracing: one span a stage of a call, below one span for the call, and the trace context that passes through.
//!
//! Spans are kept with their call and handed over as a whole when it has ended. Where tracing is off, or a call is not
//! sampled, a stage costs one branch and nothing is allocated.
//!
//! Invariant: no argument and no result of a tool stands in a span.

mod context;
mod here;
mod record;

use std::fmt;
use std::sync::Arc;
use std::time::Instant;

use crate::envelope::Message;

pub(crate) use self::context::{Came, Onward};
pub use self::context::{Headers, Hex, Parent};
pub use self::here::{Ids, ids};
pub(crate) use self::here::{about, within};
pub(crate) use self::record::{Begun, Step};
pub use self::record::{Kind, Span, Trace, Traced, Value};

use self::context::SAMPLED;

/// Where the spans of a call go when it has ended.
pub trait Exporter: fmt::Debug + Send + Sync {
    /// Takes them. Never blocks; what there is no room for is dropped and counted.
    fn take(&self, call: Traced);

    /// What became of spans so far.
    fn figures(&self) -> Figures;
}

/// What became of spans.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Taken by the collector.
    pub exported: u64,
    /// Given up: there was no room, or the collector did not take them.
    pub dropped: u64,
}

/// Whether calls are traced, and where their spans go.
#[derive(Clone, Debug, Default)]
pub struct Tracing(Option<On>);

#[derive(Clone, Debug)]
struct On {
    exporter: Arc<dyn Exporter>,
    /// A trace that begins here is recorded where a number made from its id is below this.
    below: u64,
}

/// The span of one number in as many as traces are chosen from.
const SPACE: f64 = (1_u64 << 63) as f64;

impl Tracing {
    /// Calls are traced: those whose client says so, and of the traces that begin here a `ratio` between 0 and 1.
    #[must_use]
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the product is between 0 and 2^63"
    )]
    pub fn to(exporter: Arc<dyn Exporter>, ratio: f64) -> Self {
        Self(Some(On { exporter, below: (ratio.clamp(0.0, 1.0) * SPACE) as u64 }))
    }

    /// What became of spans; `None` where calls are not traced.
    #[must_use]
    pub fn figures(&self) -> Option<Figures> {
        self.0.as_ref().map(|on| on.exporter.figures())
    }

    /// The time, where it is needed for a span.
    pub(crate) fn clock(&self) -> Option<Instant> {
        self.0.as_ref().map(|_| Instant::now())
    }

    /// Begins the trace of a call, as far as there is one.
    pub(crate) fn begin(&self, message: &Message<'_>) -> Trace {
        let Some(on) = &self.0 else { return Trace::default() };
        let came = Came::read(&message.params.meta, &message.headers);
        let Some((own, dispatch)) = own(came.as_ref().and_then(|came| came.parent)) else {
            return Trace::default();
        };
        match (came, on.takes(&own)) {
            // Below a span of the client's that is not recorded nothing is, and its context passes as it came.
            (Some(Came { parent: Some(parent), .. }), _) if !parent.is_sampled() => Trace::default(),
            (Some(came @ Came { parent: Some(_), .. }), _) => {
                Trace::recorded(on.exporter.clone(), Begun { own, dispatch, came, at: message.began })
            }
            (came, true) => {
                let came = came.unwrap_or_default();
                Trace::recorded(on.exporter.clone(), Begun { own, dispatch, came, at: message.began })
            }
            (_, false) => Trace::unrecorded(Parent { flags: own.flags & !SAMPLED, ..own }),
        }
    }
}

impl On {
    /// Whether a trace that begins here is recorded: the same for its id everywhere.
    fn takes(&self, own: &Parent) -> bool {
        let [.., a, b, c, d, e, f, g, h] = own.trace;
        u64::from_be_bytes([a, b, c, d, e, f, g, h]) >> 1 < self.below
    }
}

/// The span of a call below `parent`, or of a new trace, and a second id; `None` without random numbers.
fn own(parent: Option<Parent>) -> Option<(Parent, [u8; 8])> {
    let mut chance = [0; 32];
    getrandom::fill(&mut chance).ok()?;
    let (trace, ids) = chance.split_first_chunk::<16>()?;
    let (span, dispatch) = ids.split_first_chunk::<8>()?;
    let dispatch = *dispatch.first_chunk::<8>()?;
    let (trace, flags) = parent.map_or((*trace, SAMPLED), |parent| (parent.trace, parent.flags));
    Some((Parent { trace, span: *span, flags }, dispatch))
}
