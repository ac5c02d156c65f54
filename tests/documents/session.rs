//! The commands of a page, in one shell, one after the other, as somebody would type them.

use std::fmt::Write;

use super::kind::Kind;
use super::page::{Block, Page};
use super::pattern;
use super::scratch::Scratch;

/// Stands before what a step prints.
const MARK: char = '\u{1e}';

/// One thing to do.
struct Step {
    /// `path:line` of its block.
    place: String,
    kind: Kind,
    command: String,
    /// What a terminal shows then.
    shown: String,
}

/// Runs the page, and says what was not as it stands there.
pub(super) fn run(page: &Page) -> Vec<String> {
    let steps: Vec<_> = page.blocks().iter().flat_map(steps).collect();
    if steps.is_empty() {
        return Vec::new();
    }
    let scratch = Scratch::new();
    let said = carry_out(&scratch, page, &steps);
    let mut parts = said.split(MARK).skip(1);
    let mut wrong = Vec::new();
    for (step, number) in steps.iter().zip(0..) {
        let output = parts.next().unwrap_or_default().split_once('\n').map_or("", |(_, output)| output);
        wrong.extend(step.check(&scratch, number, output).map(|why| format!("{}: {why}", step.place)));
    }
    match said.rsplit_once(MARK) {
        Some((_, end)) if end.starts_with("end\n") => {
            let end = end.trim_start_matches("end\n");
            wrong.extend((!end.is_empty()).then(|| format!("{}: {end}", page.path)));
            wrong
        }
        Some((_, last)) => vec![failed(&steps, last)],
        None => vec![format!("{}: the shell did not start: {said}", page.path)],
    }
}

fn failed(steps: &[Step], last: &str) -> String {
    let (number, output) = last.split_once('\n').unwrap_or((last, ""));
    let step = &steps[number.parse::<usize>().unwrap()];
    format!("{}: a command failed, or took too long:\n{}\n{output}", step.place, step.command)
}

fn carry_out(scratch: &Scratch, page: &Page, steps: &[Step]) -> String {
    let mut script = String::from("exec 2>&1\nbeside=()\n");
    for (step, number) in steps.iter().zip(0..) {
        let file = scratch.path(&format!("scripts/{number}"));
        std::fs::write(&file, &step.command).unwrap();
        writeln!(script, "printf '{MARK}{number}\\n'\n{}", step.script(&file.display().to_string())).unwrap();
    }
    // One that ends before it is told to is a failure; with 0 or by the signal, that it was told.
    script.push_str(&format!("printf '{MARK}end\\n'\n"));
    script.push_str(
        "for id in \"${beside[@]}\"; do\n  kill -TERM $id || echo 'a command that stays has ended'\n",
    );
    script.push_str("  wait $id; code=$?; [ $code = 0 ] || [ $code = 143 ] || echo \"a command that stays ended with $code\"\ndone\n");
    let file = scratch.path("scripts/all");
    std::fs::write(&file, script).unwrap();
    // The README is followed literally: the program is not there until it is built.
    let output = scratch.shell(&file, page.path != "README.md").output();
    let output =
        output.unwrap_or_else(|error| panic!("unshare: {error}; install the Debian package util-linux"));
    String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned()
}

impl Step {
    fn script(&self, file: &str) -> String {
        match self.kind {
            Kind::Run => format!("set -e; . {file}; set +e"),
            Kind::Stays => format!(
                "bash {file} > {file}.said 2>&1 & beside+=($!)\n\
                 for _ in {{1..100}}; do [ -s {file}.said ] && break; sleep 0.1; done"
            ),
            _ => format!(". {file}"),
        }
    }

    fn check(&self, scratch: &Scratch, number: usize, output: &str) -> Option<String> {
        match self.kind {
            Kind::Terminal => self.compare(output),
            Kind::Stays => {
                let said = std::fs::read_to_string(scratch.path(&format!("scripts/{number}.said")))
                    .unwrap_or_default();
                said.is_empty().then(|| format!("`{}` has said nothing", self.command.trim()))
            }
            _ => None,
        }
    }

    fn compare(&self, output: &str) -> Option<String> {
        let shown: Vec<_> = self.shown.trim_end().lines().collect();
        let lines: Vec<_> = output.trim_end().lines().collect();
        let is_same = pattern::fits(&shown, &lines);
        (!is_same).then(|| format!("$ {}the page shows\n{}it prints\n{output}", self.command, self.shown))
    }
}

fn steps(block: &Block) -> Vec<Step> {
    let step =
        |kind, command: String| Step { place: block.place.clone(), kind, command, shown: String::new() };
    match Kind::of(&block.info) {
        Ok(Kind::Run) => vec![step(Kind::Run, block.text.clone())],
        Ok(Kind::Stays) => vec![step(Kind::Stays, format!("exec {}", block.text))],
        Ok(Kind::Terminal) => terminal(block),
        _ => Vec::new(),
    }
}

/// Each line `$ command` begins a step; a command that ends with a backslash goes on in the next line.
fn terminal(block: &Block) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    for line in block.text.lines() {
        match (line.strip_prefix("$ "), steps.last_mut()) {
            (Some(command), _) => steps.push(Step {
                place: block.place.clone(),
                kind: Kind::Terminal,
                command: format!("{command}\n"),
                shown: String::new(),
            }),
            (None, Some(step)) if step.shown.is_empty() && step.command.ends_with("\\\n") => {
                step.command += &format!("{line}\n");
            }
            (None, Some(step)) => step.shown += &format!("{line}\n"),
            (None, None) => panic!("{}: the first line is no `$ command`", block.place),
        }
    }
    steps
}
