//! The ratios as bars.

use std::fmt::Write as _;

use crate::result::Row;
use crate::scene::{DIRECT, FLOOR};

const LEFT: f64 = 430.0;
const UNIT: f64 = 220.0;
const LINE: f64 = 20.0;

/// Calls per second and CPU per call of each program in each cell, divided by the floor's; the floor is a line at 1.
pub(crate) fn plot(rows: &[Row]) -> String {
    let shown: Vec<_> = rows.iter().filter(|row| ![DIRECT, FLOOR].contains(&row.program)).collect();
    let height = LINE.mul_add(shown.len() as f64 * 2.0 + 3.0, 10.0);
    let width = UNIT.mul_add(3.2, LEFT);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" font-family=\"sans-serif\" font-size=\"12\">\n\
        <rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n\
        <text x=\"8\" y=\"18\">Divided by the floor: calls/s (blue, more is better), CPU per call (orange, less is better)</text>\n"
    );
    for (place, row) in shown.iter().enumerate() {
        let top = LINE * (place as f64).mul_add(2.0, 2.0);
        let Row { path, payload, at_once, program, to_floor, .. } = row;
        // Writing to a text cannot fail.
        let _ = writeln!(
            svg,
            "<text x=\"8\" y=\"{}\">{path}, {payload} B, {at_once} at once: {program}</text>",
            top + 19.0
        );
        bar(&mut svg, top + 4.0, to_floor.calls_per_second, "#2b6cb0");
        bar(&mut svg, top + 20.0, to_floor.cpu, "#dd7722");
    }
    let _ = writeln!(
        svg,
        "<line x1=\"{0}\" x2=\"{0}\" y1=\"28\" y2=\"{1}\" stroke=\"#444444\" stroke-dasharray=\"4 3\"/>\n</svg>",
        LEFT + UNIT,
        height - 8.0
    );
    svg
}

/// What is longer than the picture is cut; its number says how long it is.
fn bar(svg: &mut String, top: f64, value: f64, colour: &str) {
    let length = (value * UNIT).clamp(0.0, UNIT * 2.8);
    let _ = writeln!(
        svg,
        "<rect x=\"{LEFT}\" y=\"{top}\" width=\"{length:.1}\" height=\"14\" fill=\"{colour}\"/>\
        <text x=\"{:.1}\" y=\"{}\">{value:.2}</text>",
        LEFT + length + 6.0,
        top + 11.0
    );
}
