//! Days.

use std::time::{SystemTime, UNIX_EPOCH};

use gateway_runtime::embedded::ToolFailure;

use crate::answer::fail;

/// From 0000-03-01 to 1970-01-01.
const EPOCH: i64 = 719_468;
const LENGTH: usize = "YYYY-MM-DD".len();

/// Today in UTC as `YYYY-MM-DD`.
pub(crate) fn today() -> String {
    civil(days_today())
}

/// A time in UTC as `YYYY-MM-DDThh:mm:ssZ`.
pub(crate) fn moment(time: SystemTime) -> String {
    let seconds = seconds(time);
    let (hour, minute, second) = (seconds / 3_600 % 24, seconds / 60 % 60, seconds % 60);
    format!("{}T{hour:02}:{minute:02}:{second:02}Z", civil(seconds / 86_400))
}

/// Days from 1970-01-01 to today, in UTC.
pub(crate) fn days_today() -> i64 {
    seconds(SystemTime::now()) / 86_400
}

/// Seconds since 1970; 0 for earlier times.
fn seconds(time: SystemTime) -> i64 {
    let seconds = time.duration_since(UNIX_EPOCH).map_or(0, |elapsed| elapsed.as_secs());
    i64::try_from(seconds).unwrap_or(i64::MAX)
}

/// A date as an argument: today where it is absent, refused where the calendar does not have it.
pub(crate) fn given(name: &str, date: Option<&str>) -> Result<String, ToolFailure> {
    match date {
        None => Ok(today()),
        Some(date) if days(date).is_some() => Ok(date.to_owned()),
        Some(date) => fail(format!("{name}: {date:?} is no day of the calendar; write it as YYYY-MM-DD")),
    }
}

/// Days from 1970-01-01 to the first date in a text.
pub(crate) fn days_in(text: &str) -> Option<i64> {
    (0..text.len()).find_map(|at| days(text.get(at..at + LENGTH)?))
}

/// Days from 1970-01-01 to a date; `None` unless it is one of the calendar, written as `YYYY-MM-DD`.
fn days(date: &str) -> Option<i64> {
    let mut parts = date.splitn(3, '-').map(|part| part.parse::<i64>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    let plausible = (1..=9_999).contains(&year) && (1..=12).contains(&month);
    let days = plausible.then(|| number_of(year, month, day))?;
    (civil(days) == date).then_some(days)
}

/// Years are counted from March, so that the leap day comes last.
fn number_of(year: i64, month: i64, day: i64) -> i64 {
    let year = year - i64::from(month <= 2);
    let from_march = if month <= 2 { month + 9 } else { month - 3 };
    let day_of_year = (153 * from_march + 2) / 5 + day - 1;
    365 * year + year / 4 - year / 100 + year / 400 + day_of_year - EPOCH
}

/// The date that is so many days after 1970-01-01.
fn civil(days: i64) -> String {
    let shifted = days + EPOCH;
    let (era, day_of_era) = (shifted / 146_097, shifted % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_become_dates_and_dates_days() {
        let table = [
            (-719_162, "0001-01-01"),
            (-1, "1969-12-31"),
            (0, "1970-01-01"),
            (58, "1970-02-28"),
            (59, "1970-03-01"),
            (789, "1972-02-29"),
            (11_016, "2000-02-29"),
            (20_453, "2025-12-31"),
            (47_540, "2100-02-28"),
            (47_541, "2100-03-01"),
        ];
        for (number, date) in table {
            assert_eq!((civil(number).as_str(), days(date)), (date, Some(number)));
        }
    }

    #[test]
    fn moments_are_in_utc() {
        let time = UNIX_EPOCH + std::time::Duration::from_secs(86_400 * 789 + 3_661);
        assert_eq!(moment(time), "1972-02-29T01:01:01Z");
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for date in
            ["2025-02-29", "2025-13-01", "2025-00-10", "2025-1-1", "0000-01-01", "+025-01-01", "", "2025-01"]
        {
            assert_eq!(days(date), None, "{date}");
        }
        assert!(
            given("date", Some("2025-02-30")).unwrap_err().message.starts_with("date: \"2025-02-30\" is no")
        );
        assert_eq!(days_in("on *1970-01-02* é"), Some(1));
        assert_eq!(days_in("August 2, 2025"), None);
    }
}
