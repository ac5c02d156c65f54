//! What was measured: printed as it comes, and written as Markdown, JSON and SVG.

use std::fmt::Write as _;
use std::io;
use std::path::Path as FilePath;

use serde::Serialize;

use crate::Options;
use crate::goals::{self, DIVISOR, Goal, Process};
use crate::load::{Measured, Wish};
use crate::plot;
use crate::result::{Row, rows};
use crate::scene::Scene;

/// Everything of one run.
#[derive(Debug, Serialize)]
pub(crate) struct Report {
    processors: usize,
    rounds: usize,
    seconds: f64,
    pin: String,
    process: Process,
    rows: Vec<Row>,
    memory: Vec<Memory>,
    goals: Vec<Goal>,
}

/// Resident memory of one program on one path, before its first call and after its last.
#[derive(Debug, Serialize)]
struct Memory {
    path: &'static str,
    program: &'static str,
    idle_kib: u64,
    after_kib: u64,
}

impl Report {
    pub(crate) fn new(options: &Options, process: Process) -> Self {
        Self {
            processors: std::thread::available_parallelism().map_or(1, usize::from),
            rounds: options.rounds(),
            seconds: options.time().as_secs_f64(),
            pin: format!("{:?}", options.pin).to_lowercase(),
            process,
            rows: Vec::new(),
            memory: Vec::new(),
            goals: Vec::new(),
        }
    }

    /// Takes one cell, and prints it.
    pub(crate) fn add(&mut self, scene: &Scene, wish: Wish, rounds: Vec<Vec<Measured>>) {
        let rows = rows(scene, wish, &rounds);
        drop(rounds);
        let mut text = String::new();
        if self.rows.is_empty() {
            text.push_str(HEAD);
        }
        rows.iter().for_each(|row| line(&mut text, row));
        print!("{text}");
        self.rows.extend(rows);
    }

    /// Notes what the programs have become after all of their cells.
    pub(crate) fn ended(&mut self, scene: &Scene) {
        for (program, idle) in scene.programs.iter().zip(&scene.idle) {
            if let (Some(idle_kib), Some(after_kib)) = (*idle, program.resident()) {
                let (path, program) = (scene.path.name(), program.name);
                self.memory.push(Memory { path, program, idle_kib, after_kib });
            }
        }
    }

    /// Prints the goals, and writes the files.
    pub(crate) fn write(mut self, folder: &FilePath) -> io::Result<()> {
        self.goals = goals::all(&self.rows, &self.process);
        let rest = self.rest();
        print!("{rest}");
        let mut text = self.facts();
        text.push_str(HEAD);
        self.rows.iter().for_each(|row| line(&mut text, row));
        text.push_str(&rest);
        let json = serde_json::to_string_pretty(&self)?;
        for (name, text) in [("bench.md", text), ("bench.json", json), ("bench.svg", plot::plot(&self.rows))]
        {
            std::fs::write(folder.join(name), text)?;
        }
        println!("\nwritten to {}: bench.md, bench.json, bench.svg", folder.display());
        Ok(())
    }

    fn facts(&self) -> String {
        let Self { processors, rounds, seconds, pin, .. } = self;
        format!(
            "# Measurements\n\n{processors} processors, {rounds} rounds of {seconds} s, taken in turn, pinned: {pin}. \
            Ratios are to the {DIVISOR}, within a round; the middle one of all rounds is shown.\n\n"
        )
    }

    fn rest(&self) -> String {
        let mut text = String::from(
            "\n| path | program | resident idle, MiB | after all calls, MiB |\n| --- | --- | --- | --- |\n",
        );
        let mib = |kib: u64| kib as f64 / 1024.0;
        for Memory { path, program, idle_kib, after_kib } in &self.memory {
            // Writing to a text cannot fail.
            let _ = writeln!(text, "| {path} | {program} | {:.1} | {:.1} |", mib(*idle_kib), mib(*after_kib));
        }
        let Process { start_ms, start_of_cat_ms, .. } = self.process;
        let _ = writeln!(
            text,
            "\nStart to an answered `tools/list`: {start_ms:.2} ms; `cat`, which gives back the question: {start_of_cat_ms:.2} ms."
        );
        text.push_str("\n| measure | to reach | reached | |\n| --- | --- | --- | --- |\n");
        for Goal { measure, to_reach, reached, is_met } in &self.goals {
            let verdict = match is_met {
                Some(true) => "pass",
                Some(false) => "FAIL",
                None => "-",
            };
            let _ = writeln!(text, "| {measure} | {to_reach} | {reached} | {verdict} |");
        }
        text
    }
}

const HEAD: &str = "| path | bytes | at once | program | calls/s | p50 µs | p99 µs | CPU µs/call | calls/s ÷ | p50 ÷ | CPU ÷ |\n\
    | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n";

fn line(text: &mut String, row: &Row) {
    let Row { path, payload, at_once, program, calls_per_second, p50_us, p99_us, cpu_us, to_floor } = row;
    let _ = writeln!(
        text,
        "| {path} | {payload} | {at_once} | {program} | {calls_per_second:.0} | {p50_us:.1} | {p99_us:.1} | {cpu_us:.2} \
        | {:.2} | {:.2} | {:.2} |",
        to_floor.calls_per_second, to_floor.p50, to_floor.cpu
    );
}
