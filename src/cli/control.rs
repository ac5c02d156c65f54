//! What the commands that speak to running gateways have in common.

use hyper::Method;
use serde_json::Value;

use super::{Failure, table};
use crate::config::Config;
use crate::management::client;

/// Which gateways a command is for, and how it answers.
#[derive(Debug, clap::Args)]
pub(super) struct Whom {
    /// Only the gateway with this process id, not all that share the state folder
    #[arg(long, global = true, value_name = "PID")]
    pid: Option<u32>,
    /// Print JSON
    #[arg(long, global = true)]
    json: bool,
}

/// How the answer of one gateway is shown.
pub(super) struct Table {
    pub(super) columns: &'static [&'static str],
    pub(super) rows: fn(&Value) -> Vec<Vec<String>>,
}

impl Whom {
    /// Asks them, and prints their answers as a table of these columns, or as JSON.
    pub(super) async fn ask(
        &self,
        config: &Config,
        (method, path, body): (Method, &str, &str),
        Table { columns, rows }: Table,
    ) -> Result<(), Failure> {
        let answers = self.answers(config, (method, path, body)).await?;
        if self.json {
            return super::print(&format!("{:#}\n", Value::from(answers)));
        }
        let mut table = table::Table::headed(columns);
        answers.iter().flat_map(rows).for_each(|row| table.row(row.into_iter().map(Into::into)));
        table::print(&table.text())
    }
}

impl Whom {
    /// The answers of all of them, each with its `pid`.
    pub(super) async fn answers(
        &self,
        config: &Config,
        (method, path, body): (Method, &str, &str),
    ) -> Result<Vec<Value>, Failure> {
        Ok(client::ask(&config.state()?, self.pid, &method, path, body).await?)
    }

    /// Asks them, and prints their answers as `text` says, or as JSON.
    pub(super) async fn show(
        &self,
        config: &Config,
        request: (Method, &str, &str),
        text: impl FnOnce(&[Value]) -> String,
    ) -> Result<(), Failure> {
        let answers = self.answers(config, request).await?;
        self.print(answers, text)
    }

    /// Prints answers as `text` says, or as JSON.
    pub(super) fn print(
        &self,
        answers: Vec<Value>,
        text: impl FnOnce(&[Value]) -> String,
    ) -> Result<(), Failure> {
        match self.json {
            true => super::print(&format!("{:#}\n", Value::from(answers))),
            false => table::print(&text(&answers)),
        }
    }

    /// Whether JSON is wanted.
    pub(super) fn is_json(&self) -> bool {
        self.json
    }

    /// Whether one gateway was named.
    pub(super) fn is_one(&self) -> bool {
        self.pid.is_some()
    }
}

/// A member of an answer as the text of a cell.
pub(super) fn cell(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}
