//! The commands' side of the control socket.

use std::io;
use std::path::{Path, PathBuf};

use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1;
use hyper::header::{CONTENT_TYPE, HeaderValue};
use hyper::{Method, Request};
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use tokio::net::UnixStream;

use super::socket::{folder, list, with_short};

/// A gateway that is running.
#[derive(Debug)]
pub(crate) struct Running {
    pid: u32,
    file: PathBuf,
}

/// Asks every gateway that shares the state folder, or the one with that process id; the answer of each gets its `pid`.
pub(crate) async fn ask(
    state: &Path,
    pid: Option<u32>,
    method: &Method,
    path: &str,
    body: &str,
) -> Result<Vec<Value>, String> {
    let mut answers = Vec::new();
    for running in list(state).into_iter().map(|(pid, file)| Running { pid, file }) {
        if pid.is_some_and(|pid| pid != running.pid) {
            continue;
        }
        let mut answer = match running.ask(method, path, body).await {
            Ok(answer) => answer?,
            // What a gateway left behind that was killed.
            Err(error) if error.kind() == io::ErrorKind::ConnectionRefused => continue,
            Err(error) => return Err(running.failed(&error)),
        };
        answer["pid"] = running.pid.into();
        answers.push(answer);
    }
    match (answers.is_empty(), pid) {
        (false, _) => Ok(answers),
        (true, None) => Err(format!(
            "no gateway is running with a control socket in {}; `gateway serve` starts one, and --project-root or \
                 state_dir says where another one works",
            folder(state).display()
        )),
        (true, Some(pid)) => Err(format!(
            "no gateway with process id {pid} has a control socket in {}",
            folder(state).display()
        )),
    }
}

impl Running {
    /// The answer, or what the gateway says is wrong.
    async fn ask(&self, method: &Method, path: &str, body: &str) -> io::Result<Result<Value, String>> {
        let stream = with_short(&self.file, |path| std::os::unix::net::UnixStream::connect(path))?;
        stream.set_nonblocking(true)?;
        let stream = TokioIo::new(UnixStream::from_std(stream)?);
        let (mut sender, connection) = http1::handshake(stream).await.map_err(io::Error::other)?;
        // It ends with the sender.
        tokio::spawn(connection);
        let mut request = Request::new(Full::new(Bytes::from(body.to_owned())));
        *request.method_mut() = method.clone();
        *request.uri_mut() = path.parse().map_err(io::Error::other)?;
        request.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        let response = sender.send_request(request).await.map_err(io::Error::other)?;
        let is_success = response.status().is_success();
        let body = response.into_body().collect().await.map_err(io::Error::other)?.to_bytes();
        let answer: Value = serde_json::from_slice(&body).unwrap_or_else(|_| json!({}));
        Ok(match is_success {
            true => Ok(answer),
            false => Err(answer["detail"].as_str().unwrap_or("the gateway gave no reason").to_owned()),
        })
    }

    fn failed(&self, error: &io::Error) -> String {
        format!("gateway {} does not answer on {}: {error}", self.pid, self.file.display())
    }
}
