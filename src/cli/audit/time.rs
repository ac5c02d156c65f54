//! Times as people write them, in the form of rows.

use std::time::{Duration, SystemTime};

use gateway_runtime::audit::stamp;
use gateway_runtime::words::Word;

/// What stands at each place of a time.
const FORM: &str = "0000-00-00T00:00:00.000";

/// The beginning of a time; a shorter one sorts before all that it begins.
pub(crate) fn read(flag: &str, text: &str) -> Result<String, String> {
    if let Some(ago) = Duration::read(text) {
        return Ok(stamp(SystemTime::now().checked_sub(ago).unwrap_or(SystemTime::UNIX_EPOCH)));
    }
    let start = text.strip_suffix(['Z', 'z']).unwrap_or(text).replace(' ', "T");
    let fits = |(found, form): (char, char)| if form == '0' { found.is_ascii_digit() } else { found == form };
    let is_time = (10..=FORM.len()).contains(&start.len()) && start.chars().zip(FORM.chars()).all(fits);
    if is_time {
        Ok(start)
    } else {
        Err(format!(
            "{flag} `{text}` is not a time; write one in UTC like 2026-02-28 or 2026-02-28T23:59:59, or how long ago, like 2h"
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_begin_as_those_of_rows_do() {
        for (text, expected) in [
            ("2026-02-28", Some("2026-02-28")),
            ("2026-02-28T23:59", Some("2026-02-28T23:59")),
            ("2026-02-28 23:59:59", Some("2026-02-28T23:59:59")),
            ("2026-02-28T23:59:59.999Z", Some("2026-02-28T23:59:59.999")),
            ("yesterday", None),
            ("2026-02", None),
            ("2026-02-28T23:59:59+01:00", None),
            ("' OR 1=1 --", None),
            ("2026-02-2ä", None),
        ] {
            assert_eq!(read("--since", text).ok().as_deref(), expected, "{text}");
        }
        assert_eq!(read("--since", "2h").map(|time| time.len()), Ok(24));
    }
}
