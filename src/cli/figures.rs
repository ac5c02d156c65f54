//! Figures of running gateways, as people read them.

use std::time::Duration;

use serde_json::Value;

use super::table::{Cell, Tone};

/// A time in seconds, in the unit that suits it; nothing where there is none.
pub(super) fn time(seconds: &Value) -> String {
    match seconds.as_f64() {
        None => String::new(),
        Some(seconds) if seconds < 1.0 => format!("{:.1} ms", seconds * 1000.0),
        Some(seconds) => format!("{seconds:.1} s"),
    }
}

/// How long something has been so.
pub(super) fn long(seconds: &Value) -> String {
    let seconds =
        Duration::try_from_secs_f64(seconds.as_f64().unwrap_or_default()).unwrap_or_default().as_secs();
    match (seconds / 86_400, seconds / 3600 % 24, seconds / 60 % 60) {
        (0, 0, 0) => format!("{seconds} s"),
        (0, 0, minutes) => format!("{minutes} min {} s", seconds % 60),
        (0, hours, minutes) => format!("{hours} h {minutes} min"),
        (days, hours, _) => format!("{days} d {hours} h"),
    }
}

/// Something per second.
pub(super) fn rate(value: &Value) -> String {
    value.as_f64().map(|rate| format!("{rate:.1}")).unwrap_or_default()
}

/// A rate that should be nothing.
pub(super) fn failures(value: &Value) -> Cell {
    let is_any = value.as_f64().is_some_and(|rate| rate > 0.0);
    Cell::number(rate(value)).toned(if is_any { Tone::Bad } else { Tone::Plain })
}

/// A word that says how something stands.
pub(super) fn standing(word: &Value) -> Cell {
    let word = word.as_str().unwrap_or_default();
    let tone = match word {
        "up" | "closed" | "same" | "ready" => Tone::Good,
        "starting" | "trial" | "stopped" | "compatible" | "unknown" => Tone::Warning,
        "down" | "open" | "blocking" | "away" => Tone::Bad,
        _ => Tone::Faint,
    };
    Cell::new(word, tone)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn times_have_the_unit_that_suits_them() {
        for (seconds, short, lasting) in [
            (json!(0.0012), "1.2 ms", "0 s"),
            (json!(1.26), "1.3 s", "1 s"),
            (json!(75), "75.0 s", "1 min 15 s"),
            (json!(3_700), "3700.0 s", "1 h 1 min"),
            (json!(90_000), "90000.0 s", "1 d 1 h"),
            (json!(-1), "-1000.0 ms", "0 s"),
            (json!(null), "", "0 s"),
        ] {
            assert_eq!((time(&seconds).as_str(), long(&seconds).as_str()), (short, lasting), "{seconds}");
        }
    }
}
