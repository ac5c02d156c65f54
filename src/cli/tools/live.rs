//! How the tools do in running gateways.

use hyper::Method;
use serde_json::Value;

use crate::cli::Failure;
use crate::cli::control::{Whom, cell};
use crate::cli::figures::time;
use crate::cli::table::{Cell, Table, Tone};
use crate::config::Config;

/// Of one tool, or of all that were called.
pub(super) async fn show(whom: &Whom, config: &Config, tool: Option<&str>) -> Result<(), Failure> {
    let mut answers = whom.answers(config, (Method::GET, "/api/v1/tools", "")).await?;
    if let Some(tool) = tool {
        for tools in answers.iter_mut().filter_map(|answer| answer["tools"].as_array_mut()) {
            tools.retain(|found| found["name"] == tool);
        }
    }
    whom.print(answers, |answers| text(answers, tool.is_some()))
}

fn text(answers: &[Value], is_one: bool) -> String {
    let mut table = Table::headed(&[
        "GATEWAY",
        "TOOL",
        "SERVER",
        "CALLS",
        "FAILED",
        "REFUSED",
        "IN FLIGHT",
        "P50",
        "P99",
        "STATE",
    ]);
    let mut is_any = false;
    for answer in answers {
        for tool in answer["tools"].as_array().into_iter().flatten() {
            let figures = &tool["figures"];
            if is_one || calls(figures) > 0 || figures["active"].as_i64() > Some(0) {
                is_any = true;
                table.row(row(&answer["pid"], tool));
            }
        }
    }
    if is_any { table.text() } else { "no tool was called yet\n".into() }
}

fn calls(figures: &Value) -> u64 {
    figures["outcomes"].as_object().into_iter().flatten().filter_map(|(_, count)| count.as_u64()).sum()
}

fn row(pid: &Value, tool: &Value) -> [Cell; 10] {
    let figures = &tool["figures"];
    let count = |outcome: &str| figures["outcomes"][outcome].as_u64().unwrap_or(0);
    let toned =
        |count: u64, tone| Cell::number(count.to_string()).toned(if count > 0 { tone } else { Tone::Plain });
    let off = if tool["off"] == true { Cell::new("off", Tone::Warning) } else { Cell::default() };
    [
        Cell::number(cell(pid)),
        cell(&tool["name"]).into(),
        cell(&tool["server"]).into(),
        Cell::number(calls(figures).to_string()),
        toned(count("failed") + count("error"), Tone::Bad),
        toned(count("refused"), Tone::Warning),
        Cell::number(cell(&figures["active"])),
        Cell::number(time(&figures["p50Seconds"])),
        Cell::number(time(&figures["p99Seconds"])),
        off,
    ]
}
