//! Lines over the last hour, as SVG.

use std::fmt::Write;

use gateway_runtime::metrics::{Moment, STEP};

/// The size of a plot, in its own units.
const WIDTH: f64 = 600.0;
const HEIGHT: f64 = 150.0;

/// So many steps of the figures are one point.
const TOGETHER: usize = 6;

/// An hour has so many points.
const POINTS: usize = 120;

/// One plot.
pub(super) struct Plot {
    /// What it shows, for whoever cannot see it.
    pub(super) label: String,
    /// Horizontal lines: where, and what they stand for.
    pub(super) grid: Vec<(String, String)>,
    /// The lines: the name of each, what it is now, and its path.
    pub(super) lines: Vec<Line>,
}

/// One line of a plot.
pub(super) struct Line {
    pub(super) name: &'static str,
    pub(super) class: &'static str,
    pub(super) path: String,
    pub(super) now: String,
}

/// Points of half a minute each; those of the hour that the gateway has not yet run are left out.
pub(super) fn points(hour: &[Moment]) -> Vec<Moment> {
    // By the clock, so that a point stays what it is when later ones come. The last one may not be over.
    let point = |moment: &Moment| moment.end.as_secs().saturating_sub(1) / (STEP.as_secs() * TOGETHER as u64);
    let together = hour.chunk_by(|one, next| point(one) == point(next));
    let points: Vec<_> = together.map(|steps| steps.iter().fold(Moment::default(), Moment::and)).collect();
    points[points.len().saturating_sub(POINTS)..].to_vec()
}

/// Where a value stands, from 0 at the bottom to 1 at the top.
type Scale<'a> = &'a dyn Fn(f64) -> f64;

/// The path of a line; it is broken where there is no value.
fn path(values: &[Option<f64>], scale: Scale<'_>) -> String {
    let (mut path, mut is_drawing) = (String::new(), false);
    let missing = POINTS.saturating_sub(values.len());
    for (at, value) in values.iter().enumerate() {
        let Some(value) = value else {
            is_drawing = false;
            continue;
        };
        let (x, y) = (x(missing + at), y(scale(*value)));
        // A point alone is a dot: a line of no length with a round end.
        let _ = if is_drawing { write!(path, "L{x:.1} {y:.1}") } else { write!(path, "M{x:.1} {y:.1}h0") };
        is_drawing = true;
    }
    path
}

fn x(point: usize) -> f64 {
    let last = f64::from(u32::try_from(POINTS - 1).unwrap_or(u32::MAX));
    f64::from(u32::try_from(point).unwrap_or(u32::MAX)) / last * WIDTH
}

fn y(part: f64) -> f64 {
    HEIGHT - part.clamp(0.0, 1.0) * HEIGHT
}

/// The smallest of 1, 2 and 5 times a power of ten that is not below.
fn round_up(value: f64) -> f64 {
    let power = 10_f64.powf(value.max(0.1).log10().floor());
    [1.0, 2.0, 5.0, 10.0].into_iter().map(|step| step * power).find(|step| *step >= value).unwrap_or(value)
}

/// Calls and failures per second.
pub(super) fn rates(points: &[Moment], now: &Moment) -> Plot {
    let of = |figure: fn(&Moment) -> f64| points.iter().map(|point| Some(figure(point))).collect::<Vec<_>>();
    let (calls, failures) = (of(Moment::rate), of(Moment::failure_rate));
    let highest = calls.iter().flatten().copied().fold(0.0, f64::max);
    let top = round_up(highest);
    let scale = move |value: f64| value / top;
    let rate = super::text::rate;
    Plot {
        label: format!(
            "Calls per second over the last hour: {} now, {} at most; {} failures per second now",
            rate(now.rate()),
            rate(highest),
            rate(now.failure_rate())
        ),
        grid: [1.0, 0.5].map(|part| (format!("{:.1}", y(part)), trimmed(part * top))).into(),
        lines: vec![
            Line { name: "calls/s", class: "line-a", path: path(&calls, &scale), now: rate(now.rate()) },
            Line {
                name: "failures/s",
                class: "line-b",
                path: path(&failures, &scale),
                now: rate(now.failure_rate()),
            },
        ],
    }
}

fn trimmed(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Latencies, on a scale by powers of ten: half and almost all of the calls rarely differ by less.
pub(super) fn latencies(points: &[Moment], now: &Moment) -> Plot {
    let of = |part: f64| points.iter().map(|point| point.quantile(part)).collect::<Vec<_>>();
    let (half, most) = (of(0.5), of(0.99));
    let values = || half.iter().chain(&most).flatten().copied().filter(|value| *value > 0.0);
    let lowest = values().fold(0.01, f64::min).log10().floor();
    let highest = values().fold(0.1, f64::max).log10().ceil();
    let scale = move |value: f64| (value.max(1e-9).log10() - lowest) / (highest - lowest);
    let span = super::text::span;
    let decades = std::iter::successors(Some(lowest), |decade| Some(decade + 1.0))
        .take_while(|decade| *decade <= highest);
    let now_at = |part| span(now.quantile(part));
    Plot {
        label: format!(
            "Latency over the last hour: half of the calls of the last minute took at most {}, and 99 % at most {}",
            now_at(0.5),
            now_at(0.99)
        ),
        grid: decades
            .map(|decade| (format!("{:.1}", y(scale(10_f64.powf(decade)))), short(10_f64.powf(decade))))
            .collect(),
        lines: vec![
            Line { name: "p50", class: "line-a", path: path(&half, &scale), now: now_at(0.5) },
            Line { name: "p99", class: "line-c", path: path(&most, &scale), now: now_at(0.99) },
        ],
    }
}

/// A power of ten of a second.
fn short(seconds: f64) -> String {
    match seconds {
        seconds if seconds < 0.000_9 => format!("{:.0} µs", seconds * 1e6),
        seconds if seconds < 0.9 => format!("{:.0} ms", seconds * 1e3),
        seconds => format!("{seconds:.0} s"),
    }
}

const _: () = assert!(STEP.as_secs() * (TOGETHER * POINTS) as u64 == 3600);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_broken_where_there_is_no_value_and_ends_now() {
        let values: Vec<_> = [None, Some(0.0), Some(1.0), None, Some(0.5)].into();
        assert_eq!(path(&values, &|value| value), "M584.9 150.0h0L589.9 0.0M600.0 75.0h0");
        assert_eq!(path(&[], &|value| value), "");
    }

    #[test]
    fn the_top_is_a_round_number() {
        for (value, top) in [(0.0, 0.1), (0.3, 0.5), (1.0, 1.0), (1.1, 2.0), (49.0, 50.0), (730.0, 1000.0)] {
            assert!((round_up(value) - top).abs() < 1e-9, "{value} {}", round_up(value));
        }
        assert_eq!((trimmed(0.05), trimmed(10.0)), ("0.05".into(), "10".into()));
        assert_eq!([0.0001, 0.001, 0.1, 10.0].map(short), ["100 µs", "1 ms", "100 ms", "10 s"]);
    }
}
