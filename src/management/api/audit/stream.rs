//! Rows that are sent while they are read.

use std::io;
use std::ops::ControlFlow;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::Body;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use gateway_state::audit::{Filter, Rows, each};
use hyper::body::Frame;
use serde_json::Value;
use tokio::sync::OwnedSemaphorePermit;
use tokio::sync::mpsc::{Receiver, Sender, channel};

use super::Records;
use super::query::Format;
use crate::cli::audit::show::{CSV_HEAD, csv, json_line};
use crate::management::problem::Problem;

/// A part of a body, or why it breaks off.
pub(super) type Part = Result<Bytes, io::Error>;

/// Parts that may wait until they are sent.
const WAITING: usize = 4;

/// How large a part becomes, in bytes.
const LARGE: usize = 64 * 1024;

/// A body whose parts come from elsewhere.
struct Parts(Receiver<Part>);

impl hyper::body::Body for Parts {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        self.0.poll_recv(context).map(|part| part.map(|part| part.map(Frame::data)))
    }
}

/// A body, and where its parts are put. Nobody reads it any more once that is closed.
pub(super) fn body() -> (Sender<Part>, Body) {
    let (sender, receiver) = channel(WAITING);
    (sender, Body::new(Parts(receiver)))
}

/// All rows that fit.
pub(super) async fn export(
    records: &Records,
    place: OwnedSemaphorePermit,
    format: Format,
    filter: Filter,
) -> Result<Response, Problem> {
    let from = records.place.clone();
    let opened = tokio::task::spawn_blocking(move || from.rows()).await;
    let rows = opened.map_err(|_| Problem::unavailable("the gateway is shutting down"))?;
    let rows = rows.map_err(Problem::unavailable)?;
    let (sender, body) = body();
    tokio::task::spawn_blocking(move || {
        let _place = place;
        if let Err(problem) = send(rows, format, &filter, &sender) {
            // Who reads it learns by the broken connection that it is not whole.
            tracing::warn!("an export of the audit broke off: {problem}");
            let _ = sender.blocking_send(Err(io::Error::other(problem)));
        }
    });
    let (kind, name) = match format {
        Format::Jsonl => ("application/x-ndjson", "attachment; filename=\"audit.jsonl\""),
        Format::Csv => ("text/csv; charset=utf-8", "attachment; filename=\"audit.csv\""),
    };
    Ok(([(CONTENT_TYPE, kind), (CONTENT_DISPOSITION, name)], body).into_response())
}

fn send(
    rows: Option<Box<dyn Rows>>,
    format: Format,
    filter: &Filter,
    sender: &Sender<Part>,
) -> Result<(), String> {
    let mut part = match format {
        Format::Jsonl => String::new(),
        Format::Csv => format!("{}\r\n", CSV_HEAD.join(",")),
    };
    if let Some(mut rows) = rows {
        each(&mut *rows, 0, |row| {
            let body: Value = serde_json::from_str(&row.body).unwrap_or_default();
            if filter.accepts(&body) {
                part += &match format {
                    Format::Jsonl => json_line(&row),
                    Format::Csv => csv(&row, &body),
                };
            }
            let is_gone =
                part.len() > LARGE && sender.blocking_send(Ok(std::mem::take(&mut part).into())).is_err();
            if is_gone { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })?;
    }
    let _ = sender.blocking_send(Ok(part.into()));
    Ok(())
}
