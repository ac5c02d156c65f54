//! Asking through a client with a session: `elicitation/create` goes to it, and its answer comes back as a message.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use tokio::sync::oneshot;

use super::answer::{Answer, member};
use super::{Request, random_hex};
use crate::call::Sink;
use crate::json::quoted;
use crate::sync::locked;

/// The questions that one client has not answered yet, by the raw id of each.
#[derive(Debug, Default)]
pub(crate) struct Asked(Mutex<HashMap<String, oneshot::Sender<Answer>>>);

impl Asked {
    /// Takes a response of the client; false where it answers no question. `result` is raw JSON, absent from an error.
    pub(crate) fn answered(&self, id: &str, result: Option<&str>) -> bool {
        let waiting = locked(&self.0).remove(id);
        waiting.map(|waiting| waiting.send(result.map_or(Answer::Cancel, Answer::read))).is_some()
    }
}

/// Whether capabilities, raw JSON, say that the client can be asked with a form (MCP 2025-11-25, client/elicitation):
/// by naming it, or by naming no mode at all.
pub(crate) fn can_be_asked(capabilities: &str) -> bool {
    let modes = member(capabilities, "\"elicitation\"").filter(|modes| modes.starts_with('{'));
    modes.is_some_and(|modes| member(modes, "\"form\"").is_some() || member(modes, "\"url\"").is_none())
}

/// A question until it is answered. Given up before that, the client is told.
struct Question<'a> {
    asked: &'a Asked,
    id: String,
    sink: &'a Arc<dyn Sink>,
}

impl Drop for Question<'_> {
    fn drop(&mut self) {
        if locked(&self.asked.0).remove(&self.id).is_some() {
            self.sink.send(&[
                br#"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":"#,
                self.id.as_bytes(),
                br#","reason":"the call no longer waits for it"}}"#,
            ]);
        }
    }
}

/// Puts the question to the client and waits for its answer.
pub(crate) async fn ask(asked: &Asked, sink: &Arc<dyn Sink>, request: &Request) -> Answer {
    // Nobody can answer a question that was not put to him: its id cannot be guessed.
    let Some(secret) = random_hex(16) else { return Answer::Cancel };
    let id = quoted(&format!("approval-{secret}"));
    let (answer, answered) = oneshot::channel();
    locked(&asked.0).insert(id.clone(), answer);
    let question = Question { asked, id, sink };
    sink.send(&[
        br#"{"jsonrpc":"2.0","id":"#,
        question.id.as_bytes(),
        br#","method":"elicitation/create","params":"#,
        request.elicitation().to_string().as_bytes(),
        b"}",
    ]);
    answered.await.unwrap_or(Answer::Cancel)
}

#[cfg(test)]
mod tests {
    use super::super::samples::request;
    use super::*;
    use crate::envelope::Message;

    #[derive(Default)]
    struct Heard(Mutex<Vec<String>>);

    impl Sink for Heard {
        fn send(&self, pieces: &[&[u8]]) {
            locked(&self.0).push(String::from_utf8(pieces.concat()).expect("UTF-8"));
        }
    }

    /// The id in the last message that was heard.
    fn id(heard: &Heard) -> String {
        let last = locked(&heard.0).last().cloned().expect("a message");
        Message::decode(&last).expect("a message").id.expect("an id").to_owned()
    }

    #[test]
    fn who_can_be_asked() {
        for (capabilities, can) in [
            (r#"{"elicitation":{}}"#, true),
            (r#"{"elicitation":{"form":{}}}"#, true),
            (r#"{"elicitation":{"form":{},"url":{}}}"#, true),
            (r#"{"elicitation":{"url":{}}}"#, false),
            (r#"{"elicitation":null}"#, false),
            (r#"{"sampling":{"elicitation":{}}}"#, false),
            ("{}", false),
            ("[]", false),
        ] {
            assert_eq!(can_be_asked(capabilities), can, "{capabilities}");
        }
    }

    #[tokio::test]
    async fn the_answer_is_found_by_its_id_and_others_are_ignored() {
        for (result, expected) in [
            (Some(r#"{"action":"accept"}"#), Answer::Accept),
            (Some(r#"{"action":"decline"}"#), Answer::Decline),
            (None, Answer::Cancel),
        ] {
            let (asked, heard, request) = (Asked::default(), Arc::<Heard>::default(), request("{}"));
            let sink: Arc<dyn Sink> = heard.clone();
            let answering = async {
                for other in ["1", "\"approval-\"", "null"] {
                    asked.answered(other, Some(r#"{"action":"accept"}"#));
                }
                asked.answered(&id(&heard), result);
                asked.answered(&id(&heard), Some(r#"{"action":"accept"}"#));
            };
            let (answer, ()) = tokio::join!(ask(&asked, &sink, &request), answering);
            assert_eq!(answer, expected);
            assert_eq!(locked(&heard.0).len(), 1, "nothing is said after the answer");
        }
    }

    #[tokio::test]
    async fn a_question_that_is_given_up_is_taken_back() {
        let (asked, heard, request) = (Asked::default(), Arc::<Heard>::default(), request("{}"));
        let sink: Arc<dyn Sink> = heard.clone();
        let mut asking = Box::pin(ask(&asked, &sink, &request));
        assert!(futures_util::poll!(asking.as_mut()).is_pending());
        let id = id(&heard);
        drop(asking);
        let last = locked(&heard.0).last().cloned().expect("a message");
        assert!(last.contains("notifications/cancelled") && last.contains(&id), "{last}");
        assert!(locked(&asked.0).is_empty());
    }
}
