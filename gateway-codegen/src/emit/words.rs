//! Durations and rates as `tools.toml` spells them.

use std::time::Duration;

use crate::model::Rate;
use crate::plan::hash::millis;

/// In the largest unit that makes it whole, such as "5m".
pub(crate) fn duration(duration: Duration) -> String {
    let millis = millis(duration);
    let units = [(86_400_000, "d"), (3_600_000, "h"), (60_000, "m"), (1000, "s")];
    let fits = units.iter().find(|(length, _)| millis > 0 && millis.is_multiple_of(*length));
    fits.map_or(format!("{millis}ms"), |(length, unit)| format!("{}{unit}", millis / length))
}

/// Such as "100/min".
pub(crate) fn rate(rate: Rate) -> String {
    let unit = match rate.per.as_secs() {
        1 => "s".to_owned(),
        60 => "min".to_owned(),
        3600 => "hour".to_owned(),
        86_400 => "day".to_owned(),
        _ => duration(rate.per),
    };
    format!("{}/{unit}", rate.calls)
}

/// In the largest unit that makes it whole, such as "256KiB".
pub(crate) fn size(bytes: u32) -> String {
    let units = [(1 << 20, "MiB"), (1 << 10, "KiB")];
    let fits = units.iter().find(|(length, _)| bytes > 0 && bytes.is_multiple_of(*length));
    fits.map_or(format!("{bytes}B"), |(length, unit)| format!("{}{unit}", bytes / length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_take_the_largest_whole_unit() {
        for (millis, text) in [
            (0, "0ms"),
            (500, "500ms"),
            (1500, "1500ms"),
            (90_000, "90s"),
            (300_000, "5m"),
            (172_800_000, "2d"),
        ] {
            assert_eq!(duration(Duration::from_millis(millis)), text);
        }
    }
}
