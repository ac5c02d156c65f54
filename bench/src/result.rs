//! From what was measured to ratios. A ratio is taken within a round, where the programs ran one after the other, and the
//! middle one of all rounds is reported: what disturbs a machine for a while disturbs both.

use serde::Serialize;

use crate::load::{Measured, Wish};
use crate::scene::{FLOOR, Scene};

/// One program in one cell of the table.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Row {
    pub(crate) path: &'static str,
    pub(crate) payload: usize,
    pub(crate) at_once: usize,
    pub(crate) program: &'static str,
    pub(crate) calls_per_second: f64,
    pub(crate) p50_us: f64,
    pub(crate) p99_us: f64,
    /// Of the program and its backend, in microseconds.
    pub(crate) cpu_us: f64,
    pub(crate) to_floor: Ratios,
}

/// Divided by what the floor needed in the same round.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct Ratios {
    pub(crate) calls_per_second: f64,
    pub(crate) p50: f64,
    pub(crate) p99: f64,
    pub(crate) cpu: f64,
}

/// The rows of one cell; `rounds` has the programs in the scene's order.
pub(crate) fn rows(scene: &Scene, wish: Wish, rounds: &[Vec<Measured>]) -> Vec<Row> {
    let floor = scene.programs.iter().position(|program| program.name == FLOOR).unwrap_or(0);
    let row = |(place, program): (usize, &crate::process::Program)| {
        let own = |of: &dyn Fn(&Measured) -> f64| median(rounds.iter().map(|round| of(&round[place])));
        let ratio = |of: &dyn Fn(&Measured) -> f64| {
            median(rounds.iter().map(|round| of(&round[place]) / of(&round[floor])))
        };
        Row {
            path: scene.path.name(),
            payload: wish.payload,
            at_once: wish.at_once,
            program: program.name,
            calls_per_second: own(&Measured::rate),
            p50_us: own(&|measured| measured.percentile(0.5)),
            p99_us: own(&|measured| measured.percentile(0.99)),
            cpu_us: own(&Measured::cpu_per_call),
            to_floor: Ratios {
                calls_per_second: ratio(&Measured::rate),
                p50: ratio(&|measured| measured.percentile(0.5)),
                p99: ratio(&|measured| measured.percentile(0.99)),
                cpu: ratio(&Measured::cpu_per_call),
            },
        }
    };
    scene.programs.iter().enumerate().map(row).collect()
}

/// The middle one.
pub(crate) fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<_> = values.filter(|value| value.is_finite()).collect();
    values.sort_by(f64::total_cmp);
    match values.len() {
        0 => f64::NAN,
        count if count % 2 == 1 => values[count / 2],
        count => f64::midpoint(values[count / 2 - 1], values[count / 2]),
    }
}

#[cfg(test)]
mod tests {
    use super::median;

    #[test]
    fn the_middle_of_an_even_number_lies_between_two() {
        for (values, expected) in [(&[3.0, 1.0, 2.0][..], 2.0), (&[4.0, 1.0][..], 2.5), (&[7.0][..], 7.0)] {
            assert!((median(values.iter().copied()) - expected).abs() < 1e-9);
        }
    }
}
