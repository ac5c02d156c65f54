//! Standard input and output without a blocking thread, where the system allows it.
//!
//! Pipes and sockets are polled like any other; what cannot be polled (files, terminals) goes through a thread.

use std::fs::File;
use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::fs::FileTypeExt;
use std::os::unix::net::UnixStream as StdUnixStream;

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::UnixStream;
use tokio::net::unix::pipe;

/// Standard input.
pub(crate) fn input() -> Box<dyn AsyncRead + Unpin + Send> {
    match polled(&io::stdin()) {
        Ok(Polled::Pipe(fd)) => match pipe::Receiver::from_owned_fd(fd) {
            Ok(pipe) => Box::new(pipe),
            Err(_) => Box::new(tokio::io::stdin()),
        },
        Ok(Polled::Socket(socket)) => Box::new(socket),
        Ok(Polled::Neither) | Err(_) => Box::new(tokio::io::stdin()),
    }
}

/// Standard output.
pub(crate) fn output() -> Box<dyn AsyncWrite + Unpin + Send> {
    match polled(&io::stdout()) {
        Ok(Polled::Pipe(fd)) => match pipe::Sender::from_owned_fd(fd) {
            Ok(pipe) => Box::new(pipe),
            Err(_) => Box::new(tokio::io::stdout()),
        },
        Ok(Polled::Socket(socket)) => Box::new(socket),
        Ok(Polled::Neither) | Err(_) => Box::new(tokio::io::stdout()),
    }
}

enum Polled {
    Pipe(OwnedFd),
    Socket(UnixStream),
    Neither,
}

fn polled(stream: &impl AsFd) -> io::Result<Polled> {
    let fd = stream.as_fd().try_clone_to_owned()?;
    let kind = File::from(fd.try_clone()?).metadata()?.file_type();
    if kind.is_fifo() {
        return Ok(Polled::Pipe(fd));
    }
    if !kind.is_socket() {
        return Ok(Polled::Neither);
    }
    let socket = StdUnixStream::from(fd);
    socket.set_nonblocking(true)?;
    UnixStream::from_std(socket).map(Polled::Socket)
}
