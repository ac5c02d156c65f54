//! Standard input and output without a blocking thread, where the system allows it.
//!
//! Pipes and sockets are polled like any other; what cannot be polled (files, terminals) goes through a thread. A pipe is
//! opened anew, so that being non-blocking stays this process's own affair: otherwise it would hold for whoever shares the
//! pipe, standard error or the shell that started the gateway included.

use std::fs::{File, Metadata};
use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::fs::{FileTypeExt, MetadataExt};
use std::os::unix::net::UnixStream as StdUnixStream;

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::UnixStream;
use tokio::net::unix::pipe;

/// Standard input.
pub(crate) fn input() -> Box<dyn AsyncRead + Unpin + Send> {
    if let Ok(pipe) = pipe::OpenOptions::new().open_receiver("/proc/self/fd/0") {
        return Box::new(pipe);
    }
    match own(&io::stdin()) {
        Ok(Own::Pipe(fd)) => match pipe::Receiver::from_owned_fd(fd) {
            Ok(pipe) => Box::new(pipe),
            Err(_) => Box::new(tokio::io::stdin()),
        },
        Ok(Own::Socket(socket)) => Box::new(socket),
        Ok(Own::Neither) | Err(_) => Box::new(tokio::io::stdin()),
    }
}

/// Standard output.
pub(crate) fn output() -> Box<dyn AsyncWrite + Unpin + Send> {
    if let Ok(pipe) = pipe::OpenOptions::new().open_sender("/proc/self/fd/1") {
        return Box::new(pipe);
    }
    match own(&io::stdout()) {
        Ok(Own::Pipe(fd)) => match pipe::Sender::from_owned_fd(fd) {
            Ok(pipe) => Box::new(pipe),
            Err(_) => Box::new(tokio::io::stdout()),
        },
        Ok(Own::Socket(socket)) => Box::new(socket),
        Ok(Own::Neither) | Err(_) => Box::new(tokio::io::stdout()),
    }
}

/// A stream that may be made non-blocking.
enum Own {
    Pipe(OwnedFd),
    Socket(UnixStream),
    Neither,
}

fn own(stream: &impl AsFd) -> io::Result<Own> {
    let fd = stream.as_fd().try_clone_to_owned()?;
    let file = metadata(&fd)?;
    let stderr = metadata(&io::stderr())?;
    // Standard error is written to in the ordinary way, and must not find itself non-blocking.
    if (file.dev(), file.ino()) == (stderr.dev(), stderr.ino()) {
        return Ok(Own::Neither);
    }
    if file.file_type().is_fifo() {
        return Ok(Own::Pipe(fd));
    }
    if !file.file_type().is_socket() {
        return Ok(Own::Neither);
    }
    let socket = StdUnixStream::from(fd);
    socket.set_nonblocking(true)?;
    UnixStream::from_std(socket).map(Own::Socket)
}

fn metadata(stream: &impl AsFd) -> io::Result<Metadata> {
    File::from(stream.as_fd().try_clone_to_owned()?).metadata()
}
