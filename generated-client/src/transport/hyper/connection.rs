//! A connection whose kind does not matter any more, but that knows who is at its other end.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use ::hyper::rt::{Read, ReadBufCursor, Write};
use hyper_util::client::legacy::connect::{Connected, Connection as Connects};

/// What a connection of any kind can do.
pub(super) trait Wire: Read + Write + Connects + Send + Unpin + 'static {}

impl<T: Read + Write + Connects + Send + Unpin + 'static> Wire for T {}

/// A connection to a server, or to a proxy that reads requests.
pub(super) struct Connection {
    wire: Box<dyn Wire>,
    /// Whether a proxy is at the other end, which needs whole addresses.
    is_proxy: bool,
}

impl Connection {
    /// To the server itself, be it through a tunnel.
    pub(super) fn new(wire: impl Wire) -> Self {
        Connection { wire: Box::new(wire), is_proxy: false }
    }

    /// The same, to a proxy.
    pub(super) fn of_proxy(self) -> Self {
        Connection { is_proxy: true, ..self }
    }
}

impl Connects for Connection {
    fn connected(&self) -> Connected {
        self.wire.connected().proxy(self.is_proxy)
    }
}

impl Read for Connection {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, buffer: ReadBufCursor<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.wire).poll_read(context, buffer)
    }
}

impl Write for Connection {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.wire).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.wire).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.wire).poll_shutdown(context)
    }

    fn is_write_vectored(&self) -> bool {
        self.wire.is_write_vectored()
    }

    fn poll_write_vectored(mut self: Pin<&mut Self>, context: &mut Context<'_>, parts: &[io::IoSlice<'_>]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.wire).poll_write_vectored(context, parts)
    }
}
