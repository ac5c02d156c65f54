//! What is printed.

use std::time::Duration;

use serde_json::{Value, json};

use super::calls::Skipped;
use super::difference::Verdict;
use super::run::{Answer, Compared, Timed};
use crate::cli::table::Tone;

/// All that was found.
pub(super) struct Report {
    pub(super) done: Vec<Compared>,
    pub(super) skipped: Vec<Skipped>,
    /// Whether other bytes for the same values are a difference.
    pub(super) exact: bool,
}

/// How one call ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    Same,
    Equal,
    Different,
    NotCompared,
}

#[derive(Default)]
struct Counts {
    same: usize,
    equal: usize,
    different: usize,
    not_compared: usize,
}

impl Report {
    fn class(&self, compared: &Compared) -> Class {
        match &compared.verdict {
            None => Class::NotCompared,
            Some(Verdict::Same) => Class::Same,
            Some(Verdict::Equal) if self.exact => Class::Different,
            Some(Verdict::Equal) => Class::Equal,
            Some(Verdict::Different(_)) => Class::Different,
        }
    }

    fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for compared in &self.done {
            *match self.class(compared) {
                Class::Same => &mut counts.same,
                Class::Equal => &mut counts.equal,
                Class::Different => &mut counts.different,
                Class::NotCompared => &mut counts.not_compared,
            } += 1;
        }
        counts
    }

    /// 0 the same, 1 differences, 2 something could not be compared, or nothing was.
    pub(super) fn exit_code(&self) -> u8 {
        let counts = self.counts();
        match (counts.different, counts.not_compared, self.done.is_empty()) {
            (1.., _, _) => 1,
            (0, 0, false) => 0,
            _ => 2,
        }
    }

    /// The middle of the times of answers that were compared, directly and through the gateway.
    fn medians(&self) -> Option<(Duration, Duration)> {
        let times = |of: fn(&Compared) -> &Timed| {
            let compared = self.done.iter().filter(|compared| compared.verdict.is_some());
            let mut times: Vec<_> = compared.map(|compared| of(compared).took).collect();
            times.sort_unstable();
            times.get(times.len() / 2).copied()
        };
        Some((times(|compared| &compared.direct)?, times(|compared| &compared.gateway)?))
    }

    pub(super) fn text(&self) -> String {
        let mut text: String = self.done.iter().map(|compared| self.call(compared)).collect();
        for Skipped { tool, reason } in &self.skipped {
            text += &format!("{} {tool}: {reason}\n", Tone::Faint.paint("skipped     "));
        }
        let Counts { same, equal, different, not_compared } = self.counts();
        text += &format!(
            "{} calls: {same} the same, {equal} equal but written differently, {different} different, {not_compared} not \
             compared; {} skipped\n",
            self.done.len(),
            self.skipped.len()
        );
        if let Some((direct, gateway)) = self.medians() {
            text +=
                &format!("median: {} directly, {} through the gateway\n", millis(direct), millis(gateway));
        }
        text
    }

    fn call(&self, compared: &Compared) -> String {
        let (tone, word) = match self.class(compared) {
            Class::Same => (Tone::Good, "same        "),
            Class::Equal => (Tone::Good, "equal       "),
            Class::Different => (Tone::Bad, "different   "),
            Class::NotCompared => (Tone::Warning, "not compared"),
        };
        let mut text = format!(
            "{} {} {}  ({}, {})\n",
            tone.paint(word),
            compared.call.tool.name,
            Tone::Plain.paint(&shortened(&compared.call.arguments)),
            millis(compared.direct.took),
            millis(compared.gateway.took)
        );
        match &compared.verdict {
            Some(Verdict::Different(found)) => {
                let (direct, gateway) = (compared.direct.answer.word(), compared.gateway.answer.word());
                if direct != gateway {
                    text += &format!("    directly a {direct}, through the gateway a {gateway}\n");
                }
                for difference in found {
                    text += &difference
                        .text()
                        .lines()
                        .map(|line| Tone::Plain.paint(line) + "\n")
                        .collect::<String>();
                }
            }
            Some(Verdict::Equal) if self.exact => text += "    the same values in other bytes\n",
            Some(_) => {}
            None => {
                for (way, timed) in
                    [("directly", &compared.direct), ("through the gateway", &compared.gateway)]
                {
                    if let Answer::Nothing(why) = &timed.answer {
                        text += &format!("    {way}: {}\n", Tone::Plain.paint(why));
                    }
                }
            }
        }
        text
    }

    pub(super) fn data(&self) -> Value {
        let Counts { same, equal, different, not_compared } = self.counts();
        let medians =
            self.medians().map(|(direct, gateway)| json!({"direct": ms(direct), "gateway": ms(gateway)}));
        json!({
            "calls": self.done.iter().map(|compared| self.call_data(compared)).collect::<Value>(),
            "skipped": self.skipped.iter().map(|s| json!({"tool": s.tool, "reason": s.reason})).collect::<Value>(),
            "summary": {
                "calls": self.done.len(), "same": same, "equal": equal, "different": different,
                "notCompared": not_compared, "skipped": self.skipped.len(), "medianMs": medians,
            },
        })
    }

    fn call_data(&self, compared: &Compared) -> Value {
        let result = match self.class(compared) {
            Class::Same => "same",
            Class::Equal => "equal",
            Class::Different => "different",
            Class::NotCompared => "not_compared",
        };
        let differences = match &compared.verdict {
            Some(Verdict::Different(found)) => found
                .iter()
                .map(|found| json!({"path": found.path, "direct": found.direct, "gateway": found.gateway}))
                .collect(),
            _ => Vec::new(),
        };
        json!({
            "tool": compared.call.tool.name,
            "arguments": serde_json::from_str::<Value>(&compared.call.arguments).unwrap_or_default(),
            "result": result,
            "direct": way(&compared.direct),
            "gateway": way(&compared.gateway),
            "differences": differences,
        })
    }
}

fn way(timed: &Timed) -> Value {
    let mut way = json!({"answer": timed.answer.word(), "ms": ms(timed.took)});
    match &timed.answer {
        Answer::Nothing(why) => way["reason"] = why.as_str().into(),
        answer => way["fault"] = answer.fault().unwrap_or_default(),
    }
    way
}

fn shortened(arguments: &str) -> String {
    const MOST: usize = 80;
    match arguments.char_indices().nth(MOST) {
        Some((at, _)) => format!("{}…", &arguments[..at]),
        None => arguments.to_owned(),
    }
}

/// In milliseconds, with the microseconds behind the point.
fn ms(time: Duration) -> f64 {
    (time.as_secs_f64() * 1e6).round() / 1e3
}

fn millis(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1e3)
}
