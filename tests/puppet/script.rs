//! What the puppet does with a call: `puppet[…]puppet` anywhere in its arguments, with words between semicolons, such as
//! `puppet[label=a;notify=20;hold]puppet`.

/// A call's script.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Script {
    /// Names the call in notifications and for `release`.
    pub(crate) label: String,
    /// So many progress notifications come before the answer, where they were asked for.
    pub(crate) notify: u32,
    /// So many log messages come before the answer.
    pub(crate) log: u32,
    /// So many of the notifications are followed by a pause, some shorter, some longer.
    pub(crate) pauses: u32,
    /// The answer waits until another call releases this one.
    pub(crate) hold: bool,
    /// Answers even after it was cancelled.
    pub(crate) stubborn: bool,
    /// Releases the call of this label.
    pub(crate) release: Option<String>,
    /// What goes wrong instead of the answer, or before it.
    pub(crate) fault: Option<String>,
    /// Says before the answer that its tools are others now.
    pub(crate) changed: bool,
    /// Asks the client for a ping and for a completion before the answer.
    pub(crate) ask: bool,
    /// Answers with this JSON instead of the usual result; written with ' for " and ~ for a line break.
    pub(crate) result: Option<String>,
    /// Answers with this JSON-RPC error; written with ' for ".
    pub(crate) error: Option<String>,
}

impl Script {
    /// Finds the script in the text of a call's parameters.
    pub(crate) fn find(params: &str) -> Self {
        let mut script = Self::default();
        let text = params
            .split_once("puppet[")
            .and_then(|(_, rest)| rest.split_once("]puppet"))
            .map(|(text, _)| text);
        for word in text.unwrap_or_default().split(';') {
            let (key, value) = word.split_once('=').unwrap_or((word, ""));
            match key {
                "label" => script.label = value.into(),
                "notify" => script.notify = value.parse().unwrap_or(0),
                "log" => script.log = value.parse().unwrap_or(0),
                "pauses" => script.pauses = value.parse().unwrap_or(0),
                "hold" => script.hold = true,
                "ask" => script.ask = true,
                "changed" => script.changed = true,
                "stubborn" => script.stubborn = true,
                "release" => script.release = Some(value.into()),
                "fault" => script.fault = Some(value.into()),
                "result" => script.result = Some(value.replace('\'', "\"").replace('~', "\n")),
                "error" => script.error = Some(value.replace('\'', "\"")),
                _ => {}
            }
        }
        script
    }
}
