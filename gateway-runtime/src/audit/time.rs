//! The one form in which time is written: RFC 3339, UTC, milliseconds. Texts of one length sort as the times do.

use std::cell::Cell;
use std::time::{SystemTime, UNIX_EPOCH};

/// The time as text, such as `2026-02-28T23:59:59.999Z`.
#[must_use]
pub fn stamp(time: SystemTime) -> String {
    let mut out = String::with_capacity(24);
    stamp_into(&mut out, time);
    out
}

thread_local! {
    /// The millisecond that was written last, and its text. Many rows have the same.
    static LAST: Cell<(u128, [u8; 24])> = const { Cell::new((u128::MAX, [0; 24])) };
}

/// Appends the time as [`stamp`] writes it.
pub(super) fn stamp_into(out: &mut String, time: SystemTime) {
    let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    let (millis, start) = (since.as_millis(), out.len());
    let (last, text) = LAST.get();
    match std::str::from_utf8(&text) {
        Ok(text) if last == millis => out.push_str(text),
        _ => {
            second_into(out, since.as_secs());
            padded(out, since.subsec_millis().into(), 3);
            out.push('Z');
            if let Ok(text) = out.as_bytes()[start..].try_into() {
                LAST.set((millis, text));
            }
        }
    }
}

fn second_into(out: &mut String, seconds: u64) {
    let (year, month, day) = date(seconds / 86_400);
    let (hour, minute, second) = (seconds / 3_600 % 24, seconds / 60 % 60, seconds % 60);
    for (value, width, end) in
        [(year, 4, '-'), (month, 2, '-'), (day, 2, 'T'), (hour, 2, ':'), (minute, 2, ':'), (second, 2, '.')]
    {
        padded(out, value, width);
        out.push(end);
    }
}

/// Appends the last `width` digits of a number, which are at most 4.
pub(super) fn padded(out: &mut String, value: u64, width: usize) {
    for unit in [1000, 100, 10, 1].into_iter().skip(4 - width) {
        out.push(char::from(b'0' + (value / unit % 10) as u8));
    }
}

/// The date so many days after 1970-01-01. Years are counted from March on, so that a leap day ends one.
fn date(days: u64) -> (u64, u64, u64) {
    const ERA: u64 = 146_097;
    // Days from 0000-03-01 to 1970-01-01.
    let days = days + 719_468;
    let (era, of_era) = (days / ERA, days % ERA);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / (ERA - 1)) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (era * 400 + year + u64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn times_are_written_in_utc_to_the_millisecond() {
        for (seconds, text) in [
            (0, "1970-01-01T00:00:00.007Z"),
            (951_782_399, "2000-02-28T23:59:59.007Z"),
            (951_782_400, "2000-02-29T00:00:00.007Z"),
            (951_868_800, "2000-03-01T00:00:00.007Z"),
            (1_709_164_800, "2024-02-29T00:00:00.007Z"),
            (1_767_225_599, "2025-12-31T23:59:59.007Z"),
            (4_107_542_400, "2100-03-01T00:00:00.007Z"),
        ] {
            assert_eq!(stamp(UNIX_EPOCH + Duration::new(seconds, 7_900_000)), text);
        }
    }
}
