//! TLS to PostgreSQL, where its address says `sslmode=require`: the server's certificate is checked then, against the
//! public authorities or those of `sslrootcert=/PATH`.

use std::error::Error;
use std::io;
use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use postgres::tls::{ChannelBinding, MakeTlsConnect, TlsConnect, TlsStream};
use rustls::ClientConfig;
use rustls::pki_types::ServerName;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream as Encrypted;

use crate::tls::trusting;

type Failure = Box<dyn Error + Send + Sync>;

/// Takes `sslrootcert` out of an address; the rest is PostgreSQL's client's to read.
pub(super) fn without_authorities(url: &str) -> (String, Option<String>) {
    let Some((start, query)) = url.split_once('?') else { return (url.to_owned(), None) };
    let (own, rest): (Vec<_>, Vec<_>) = query.split('&').partition(|part| part.starts_with("sslrootcert="));
    let file = own.last().and_then(|part| part.split_once('=')).map(|(_, file)| file.to_owned());
    (format!("{start}?{}", rest.join("&")), file)
}

/// Makes connections that are checked.
#[derive(Clone)]
pub(super) struct Checked(Arc<ClientConfig>);

impl Checked {
    /// Against the authorities in a file, or the public ones.
    pub(super) fn against(file: Option<&str>) -> Result<Self, Failure> {
        let named = |error| match file {
            Some(file) => format!("sslrootcert {file}: {error}"),
            None => error,
        };
        Ok(Self(trusting(file.map(Path::new)).map_err(named)?))
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin + Send + 'static> MakeTlsConnect<S> for Checked {
    type Stream = Stream<S>;
    type TlsConnect = Connect;
    type Error = Failure;

    fn make_tls_connect(&mut self, domain: &str) -> Result<Connect, Failure> {
        let name = ServerName::try_from(domain.to_owned())?;
        Ok(Connect { connector: self.0.clone().into(), name })
    }
}

/// One connection to be made.
pub(super) struct Connect {
    connector: TlsConnector,
    name: ServerName<'static>,
}

impl<S: AsyncRead + AsyncWrite + Unpin + Send + 'static> TlsConnect<S> for Connect {
    type Stream = Stream<S>;
    type Error = io::Error;
    type Future = Pin<Box<dyn Future<Output = io::Result<Stream<S>>> + Send>>;

    fn connect(self, stream: S) -> Self::Future {
        Box::pin(async move { self.connector.connect(self.name, stream).await.map(Stream) })
    }
}

/// An encrypted stream.
pub(super) struct Stream<S>(Encrypted<S>);

impl<S: AsyncRead + AsyncWrite + Unpin> TlsStream for Stream<S> {
    fn channel_binding(&self) -> ChannelBinding {
        ChannelBinding::none()
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> AsyncRead for Stream<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_read(cx, buf)
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> AsyncWrite for Stream<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.0).poll_write(cx, buf)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn authorities_are_taken_out_of_the_address() {
        for (url, rest, file) in [
            ("postgres://a@b/c", "postgres://a@b/c", None),
            ("postgres://a@b/c?sslmode=require", "postgres://a@b/c?sslmode=require", None),
            (
                "postgres://a@b/c?sslrootcert=/ca.pem&sslmode=require",
                "postgres://a@b/c?sslmode=require",
                Some("/ca.pem"),
            ),
        ] {
            assert_eq!(without_authorities(url), (rest.to_owned(), file.map(str::to_owned)));
        }
    }
}
