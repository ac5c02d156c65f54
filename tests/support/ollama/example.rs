//! The tests' Ollama-compatible server as a program, for clients in other languages.
//!
//! `ollama [--address HOST:PORT] [--model NAME]… [--fault KIND]` prints its address on the first line of standard output and
//! serves until it is ended. KIND is one of `status`, `garbage`, `cut`, `error`, `hangup` and `silence`, and is what the
//! first thousand questions get.

#![allow(clippy::print_stdout, reason = "its address is its output")]

#[path = "mod.rs"]
mod ollama;

use std::error::Error;
use std::io::Write;

use ollama::{Answer, Ollama, Step};

const MODEL: &str = "hf.co/richfrem/Sanctuary-Qwen2-7B-v1.0-GGUF-Final:Q4_K_M";

fn main() -> Result<(), Box<dyn Error>> {
    let (mut address, mut models, mut faulty) = ("127.0.0.1:0".to_owned(), Vec::new(), None);
    let mut arguments = std::env::args().skip(1);
    while let Some(flag) = arguments.next() {
        let value = arguments.next().ok_or_else(|| format!("{flag} needs a value"))?;
        match flag.as_str() {
            "--address" => address = value,
            "--model" => models.push(value),
            "--fault" => faulty = Some(fault(&value)?),
            _ => return Err(format!("{flag} is none of --address, --model, --fault").into()),
        }
    }
    if models.is_empty() {
        models.push(MODEL.to_owned());
    }
    let server = Ollama::listen(&address, models)?;
    server.script(faulty.into_iter().cycle().take(1_000));
    println!("http://{}", server.address());
    std::io::stdout().flush()?;
    loop {
        std::thread::park();
    }
}

fn fault(kind: &str) -> Result<Answer, String> {
    let begun = |last| Answer::Stream(vec![Step::Piece("I ".to_owned()), last]);
    Ok(match kind {
        "status" => Answer::Status(500, r#"{"error":"out of memory"}"#.to_owned()),
        "garbage" => begun(Step::Raw("<html>\n".to_owned())),
        "cut" => begun(Step::Cut),
        "error" => begun(Step::Error("out of memory".to_owned())),
        "hangup" => Answer::Hangup,
        "silence" => Answer::Silence,
        _ => return Err(format!("{kind} is none of status, garbage, cut, error, hangup, silence")),
    })
}
