//! What the gateway must reach, beside what was measured.

use std::io;
use std::process::Command;

use serde::Serialize;

use crate::Options;
use crate::process::Program;
use crate::result::{Row, median};
use crate::scene::{FLOOR, GATEWAY, Path, UNAUDITED, gateway};
use crate::start;
use crate::subject::Subject;

/// Sessions that are begun before memory is looked at.
const SESSIONS: usize = 1000;

/// What does not depend on calls.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct Process {
    /// From the start to an answered `tools/list`.
    pub(crate) start_ms: f64,
    /// The same of `cat`, which gives back the question.
    pub(crate) start_of_cat_ms: f64,
    pub(crate) idle_kib: u64,
    pub(crate) after_sessions_kib: u64,
    pub(crate) children_after_sessions: usize,
}

/// Measures what does not depend on calls.
pub(crate) fn of_the_process(subject: &Subject, options: &Options) -> io::Result<Process> {
    let folder = tempfile::tempdir()?;
    let rounds = if options.quick { 20 } else { 100 };
    let (mut own, mut cat) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        cat.push(start::once(&mut Command::new("cat"))?);
        own.push(start::once(&mut start::down(&subject.gateway, folder.path()))?);
    }
    std::fs::write(folder.path().join("gateway.toml"), "[management]\nlisten = \"127.0.0.1:0\"\n")?;
    let served = || gateway(subject, folder.path());
    let served = Program::on_http(GATEWAY, served().args(["--http", "127.0.0.1:0"]), None)?;
    let idle_kib = served.resident().unwrap_or(0);
    for _ in 1..SESSIONS {
        served.begin_session()?;
    }
    Ok(Process {
        start_ms: median(own.into_iter()),
        start_of_cat_ms: median(cat.into_iter()),
        idle_kib,
        after_sessions_kib: served.resident().unwrap_or(0),
        children_after_sessions: served.children(),
    })
}

/// One goal.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Goal {
    pub(crate) measure: String,
    pub(crate) to_reach: String,
    pub(crate) reached: String,
    /// `None` where it was not measured.
    pub(crate) is_met: Option<bool>,
}

/// Whether a figure has to be below or above what is wanted.
enum Wanted {
    AtMost(f64),
    AtLeast(f64),
}

/// All goals that this program can judge.
pub(crate) fn all(rows: &[Row], process: &Process) -> Vec<Goal> {
    let find = |path: Path, at_once: usize, program: &str| {
        let smallest = rows.iter().map(|row| row.payload).min();
        rows.iter().find(|row| {
            (row.path, row.at_once, row.program, Some(row.payload))
                == (path.name(), at_once, program, smallest)
        })
    };
    let mut goals = Vec::new();
    for path in [Path::StdioStdio, Path::HttpStdio] {
        let (one, many) = (find(path, 1, GATEWAY), find(path, 64, GATEWAY));
        let named = |what: &str| format!("{}: {what}", path.name());
        goals.extend([
            goal(
                named("CPU per call ÷ floor's, 64 at once"),
                &Wanted::AtMost(2.0),
                many.map(|row| row.to_floor.cpu),
            ),
            goal(
                named("CPU per call ÷ floor's, one at a time"),
                &Wanted::AtMost(1.5),
                one.map(|row| row.to_floor.cpu),
            ),
            goal(
                named("calls/s ÷ floor's, 64 at once"),
                &Wanted::AtLeast(0.6),
                many.map(|row| row.to_floor.calls_per_second),
            ),
            goal(
                named("p50 ÷ floor's, one at a time"),
                &Wanted::AtMost(1.6),
                one.map(|row| row.to_floor.p50),
            ),
        ]);
        let unaudited = find(path, 64, UNAUDITED);
        let share = many.zip(unaudited).map(|(on, off)| on.calls_per_second / off.calls_per_second);
        goals.push(goal(named("calls/s with audit ÷ without, 64 at once"), &Wanted::AtLeast(0.85), share));
    }
    let mib = |kib: u64| Some(kib as f64 / 1024.0);
    goals.extend([
        goal(
            "start → `tools/list`, all backends down, ms".into(),
            &Wanted::AtMost(10.0),
            Some(process.start_ms),
        ),
        goal("resident memory, idle, MiB".into(), &Wanted::AtMost(12.0), mib(process.idle_kib)),
        goal(
            format!("resident memory after {SESSIONS} sessions, MiB"),
            &Wanted::AtMost(40.0),
            mib(process.after_sessions_kib),
        ),
        goal(
            format!("child processes after {SESSIONS} sessions"),
            &Wanted::AtMost(12.0),
            Some(process.children_after_sessions as f64),
        ),
    ]);
    goals
}

fn goal(measure: String, wanted: &Wanted, reached: Option<f64>) -> Goal {
    let (to_reach, is_met) = match wanted {
        Wanted::AtMost(most) => (format!("≤ {most}"), reached.map(|reached| reached <= *most)),
        Wanted::AtLeast(least) => (format!("≥ {least}"), reached.map(|reached| reached >= *least)),
    };
    let reached = reached.map_or_else(|| "not measured".to_owned(), |reached| format!("{reached:.2}"));
    Goal { measure, to_reach, reached, is_met }
}

/// The name of whom everything is divided by.
pub(crate) const DIVISOR: &str = FLOOR;
