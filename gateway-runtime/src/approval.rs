//! Approval: a call that needs it runs only after a person agreed to exactly this call.
//!
//! An approval is bound to the principal, the tool, a digest of the arguments, the contract and a time, and is good for
//! one call. It is asked for where a person is: one at hand in this process, the client where its principal may approve,
//! else at the [`Desk`]. No answer means no, and so does anything unexpected.

mod answer;
mod asking;
mod client;
mod pending;
mod question;
mod record;
mod seal;

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tokio_util::sync::CancellationToken;

pub use self::answer::Answer;
pub(crate) use self::asking::{Asking, Route, no_random_numbers, shows_approval};
use self::client::ask as ask_client;
pub(crate) use self::client::{Asked, can_be_asked};
use self::pending::{Waiting, wait};
pub(crate) use self::record::record;
pub use self::record::{Event, Way};
use self::seal::{Seals, is_sealed};
use crate::fault::Verdict;
use crate::json::canonical;
use crate::shared::{self, Away, Shared};

/// How long a person has to answer where nothing else is said.
const TIMEOUT: Duration = Duration::from_secs(5 * 60);

/// One exact call that needs an approval.
#[derive(Clone, Debug)]
pub struct Request {
    /// Names the request to people; hard to guess.
    pub id: String,
    /// Name of the principal who calls.
    pub principal: &'static str,
    /// The tool's name.
    pub tool: &'static str,
    /// Name of its server.
    pub server: &'static str,
    /// The arguments in canonical form (`json::canonical`).
    pub arguments: String,
    /// SHA-256 of `arguments`, lower-case hexadecimal.
    pub digest: String,
    /// The contract's hash.
    pub contract: &'static str,
    /// Until when the call waits.
    pub expires: SystemTime,
}

impl Request {
    /// `None` where the system gives no random numbers.
    pub(crate) fn new(of: &Parts<'_>, timeout: Duration) -> Option<Self> {
        let (arguments, digest) = digest_of(of.arguments);
        Some(Self {
            id: random_hex(5)?,
            principal: of.principal,
            tool: of.tool,
            server: of.server,
            digest,
            arguments,
            contract: of.contract,
            expires: SystemTime::now() + timeout,
        })
    }

    /// The question to a person, as plain text of several lines: who, what, and the exact arguments.
    #[must_use]
    pub fn question(&self) -> String {
        question::text(self)
    }

    /// The answer that asks for an answer (MCP 2026-07-28, basic, "Multi round-trip requests"); `key` is raw JSON.
    pub(crate) fn input_required(&self, key: &str, state: &str) -> String {
        let (params, state) = (self.elicitation(), Value::from(state));
        format!(
            r#"{{"resultType":"input_required","inputRequests":{{{key}:{{"method":"elicitation/create","params":{params}}}}},"requestState":{state}}}"#
        )
    }

    /// `params` of `elicitation/create` (MCP 2025-11-25, client/elicitation). The form has no fields: accepting it is the
    /// answer.
    fn elicitation(&self) -> Value {
        json!({"message": self.question(), "requestedSchema": {"type": "object", "properties": {}}})
    }
}

/// What a request is made from.
pub(crate) struct Parts<'a> {
    pub(crate) principal: &'static str,
    pub(crate) tool: &'static str,
    pub(crate) server: &'static str,
    pub(crate) contract: &'static str,
    pub(crate) arguments: &'a str,
}

/// Somebody at hand in this process, for example at a terminal.
pub trait Person: fmt::Debug + Send + Sync {
    /// Asks, and gives the answer.
    fn ask<'a>(&'a self, request: &'a Request) -> Pin<Box<dyn Future<Output = Answer> + Send + 'a>>;
}

/// Where requests lie until somebody decides who is not the caller; may be shared by several gateways.
///
/// What it is asked fails with why it cannot be done or known.
pub trait Desk: Send + Sync {
    /// Enters a request.
    fn enter(&self, request: Arc<Request>) -> Doing<()>;

    /// Looks how a request stands. One that was approved for exactly this call is used up by that.
    fn take(&self, request: Arc<Request>) -> Doing<Standing>;

    /// Closes a request that nobody waits for any more; one that was decided stays as it is. May block for the time of a
    /// disk access.
    fn withdraw(&self, id: &str);
}

/// What a desk is asked to do.
pub type Doing<T> = Pin<Box<dyn Future<Output = Result<T, String>> + Send>>;

/// How a request stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nobody has decided.
    Pending,
    /// It was approved, and is used up from now on.
    Taken {
        /// Name of the principal who approved it.
        by: String,
    },
    /// It was denied.
    Denied {
        /// Name of the principal who denied it.
        by: String,
        /// Why, in that person's words.
        reason: Option<String>,
    },
    /// Its time is over.
    Expired,
    /// It cannot be used, for this reason.
    Invalid(String),
}

/// All that one gateway needs to ask.
pub(crate) struct Approvals {
    pub(crate) desk: Option<Arc<dyn Desk>>,
    pub(crate) timeout: Duration,
    pub(crate) seals: Seals,
    /// Where replicas pass on what is answered to one of them.
    pub(crate) shared: Option<Arc<dyn Shared>>,
    /// Cancelled when the gateway ends: nobody waits for a person then.
    pub(crate) closed: CancellationToken,
}

impl Default for Approvals {
    fn default() -> Self {
        Self {
            desk: None,
            timeout: TIMEOUT,
            seals: Seals::default(),
            shared: None,
            closed: CancellationToken::new(),
        }
    }
}

impl Approvals {
    /// The same for all replicas.
    pub(crate) fn with_shared(self, shared: Arc<dyn Shared>) -> Self {
        Self { seals: Seals::of_many(shared.clone()), shared: Some(shared), ..self }
    }

    /// Whether the answer of a client would be passed on to this replica.
    pub(crate) fn can_be_reached(&self) -> Result<(), Verdict> {
        let standing = self.shared.as_ref().map(|shared| (shared.standing(), shared.place()));
        match standing {
            Some((shared::Standing::Away { reason, .. }, place)) => {
                Err(unavailable(&Away(format!("the state server {place} is away ({reason})"))))
            }
            _ => Ok(()),
        }
    }
}

fn unavailable(why: &Away) -> Verdict {
    Verdict::Unavailable(format!("approvals cannot be asked for: {why}."))
}

/// How an asked person or a desk decided; the name of who approved.
pub(crate) type Outcome = Result<String, Verdict>;

/// Arguments in canonical form, and the SHA-256 of that: the same for all ways to write them.
pub(crate) fn digest_of(arguments: &str) -> (String, String) {
    let canonical = canonical(arguments).unwrap_or_else(|| arguments.to_owned());
    let digest = hex(&Sha256::digest(&canonical));
    (canonical, digest)
}

/// So many random bytes in hexadecimal; `None` where the system gives none.
fn random_hex(bytes: usize) -> Option<String> {
    let mut random = vec![0; bytes];
    getrandom::fill(&mut random).ok()?;
    Some(hex(&random))
}

fn hex(bytes: &[u8]) -> String {
    let digit = |half: u8| char::from_digit(half.into(), 16).unwrap_or('0');
    let mut out = String::with_capacity(2 * bytes.len());
    out.extend(bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]));
    out
}

#[cfg(test)]
pub(crate) mod samples {
    use super::*;

    /// A request for a call with these arguments.
    pub(crate) fn request(arguments: &str) -> Request {
        let of =
            Parts { principal: "agent", tool: "move_it", server: "mover", contract: "c0ffee", arguments };
        Request::new(&of, Duration::from_secs(60)).expect("random numbers")
    }
}

#[cfg(test)]
mod tests {
    use super::samples::request;

    #[test]
    fn the_digest_is_of_what_the_arguments_mean() {
        let digest = |arguments| request(arguments).digest;
        assert_eq!(digest(r#"{"b":1, "a":"x"}"#), digest(r#"{ "a" : "x","b":1}"#));
        assert_ne!(digest(r#"{"a":1}"#), digest(r#"{"a":1.0}"#));
        assert_eq!(digest("{}"), "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
    }

    #[test]
    fn each_request_has_an_id_of_its_own() {
        assert_ne!(request("{}").id, request("{}").id);
    }
}
