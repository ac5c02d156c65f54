//! From the start of the program to an answered `tools/list`, with every backend down.
//!
//! Beside it, in the same run and interleaved, the floor: a program that only copies its input (`cat`), started and asked
//! the same way. Run with `cargo bench --bench start`.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const ROUNDS: usize = 200;

const REQUEST: &str = concat!(
    r#"{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"_meta":{"#,
    r#""io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}}}"#,
    "\n"
);

fn main() -> std::io::Result<()> {
    let folder = std::env::temp_dir().join(format!("gateway-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    // In this mode each server is a child process whose program does not exist.
    let gateway = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gateway"));
        command.args(["--mode", "stdio", "serve"]).env("SANCTUARY_PYTHON", "/nonexistent");
        command
    };
    let (mut floor, mut own) = (Vec::new(), Vec::new());
    let mut bytes = 0;
    for _ in 0..ROUNDS {
        floor.push(answered(Command::new("cat").current_dir(&folder))?.0);
        let (time, answer) = answered(gateway().current_dir(&folder))?;
        assert!(answer.contains(r#""resultType":"complete""#), "not an answer to tools/list: {answer:.200}");
        own.push(time);
        bytes = answer.len();
    }
    std::fs::remove_dir_all(&folder)?;
    report(&mut floor, &mut own, bytes);
    Ok(())
}

/// Starts a program, asks it, and takes the time to the end of the first line that it answers.
fn answered(command: &mut Command) -> std::io::Result<(Duration, String)> {
    let begin = Instant::now();
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
    let missing = || std::io::Error::other("a pipe is missing");
    let mut input = child.stdin.take().ok_or_else(missing)?;
    input.write_all(REQUEST.as_bytes())?;
    let mut answer = String::new();
    BufReader::new(child.stdout.take().ok_or_else(missing)?).read_line(&mut answer)?;
    let time = begin.elapsed();
    drop(input);
    child.wait()?;
    Ok((time, answer))
}

fn report(floor: &mut [Duration], own: &mut [Duration], bytes: usize) {
    floor.sort();
    own.sort();
    let millis = |times: &[Duration], part: usize| times[(times.len() - 1) * part / 100].as_secs_f64() * 1e3;
    println!("program start to answered tools/list, all backends down, {ROUNDS} rounds, interleaved");
    println!("| program | p50 ms | p99 ms | answer |");
    println!("| --- | --- | --- | --- |");
    println!(
        "| cat (the floor) | {:.2} | {:.2} | {} bytes |",
        millis(floor, 50),
        millis(floor, 99),
        REQUEST.len()
    );
    println!("| gateway | {:.2} | {:.2} | {bytes} bytes |", millis(own, 50), millis(own, 99));
    println!("ratio of p50, gateway to floor: {:.2}", millis(own, 50) / millis(floor, 50));
}
