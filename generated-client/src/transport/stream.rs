//! Bodies that arrive part by part.

use std::fmt;
use std::future::poll_fn;
use std::io::{self, Cursor, Read};
use std::pin::Pin;

use super::{BoxFuture, Response, TransportError};

/// An answer whose body arrives part by part.
pub type Stream = Response<Box<dyn BodyStream>>;

/// An answer whose body is read on the calling thread.
///
/// Of the errors of reading, those of kind [`TimedOut`](std::io::ErrorKind::TimedOut) are told as
/// such; their texts must hold no secret: no query of a URL.
pub type BlockingStream = Response<Box<dyn Read + Send>>;

/// A body that arrives part by part. Every stream of parts is one.
pub trait BodyStream: Send {
    /// The next part; none after the last. It is not asked again after an error.
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Vec<u8>>, TransportError>>;
}

impl<S, B, E> BodyStream for S
where
    S: futures_core::Stream<Item = Result<B, E>> + Send + Unpin,
    B: Into<Vec<u8>>,
    E: fmt::Display,
{
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Vec<u8>>, TransportError>> {
        Box::pin(async {
            match poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await {
                None => Ok(None),
                Some(Ok(part)) => Ok(Some(part.into())),
                Some(Err(error)) => Err(TransportError::Failed(error.to_string())),
            }
        })
    }
}

/// What an async reader of tokio gives, part by part.
#[cfg(feature = "hyper")]
pub(crate) struct Reader<R>(pub(crate) R);

#[cfg(feature = "hyper")]
impl<R: tokio::io::AsyncRead + Send + Unpin> BodyStream for Reader<R> {
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Vec<u8>>, TransportError>> {
        Box::pin(async {
            let mut part = vec![0; super::source::PART];
            let mut buffer = tokio::io::ReadBuf::new(&mut part);
            poll_fn(|context| Pin::new(&mut self.0).poll_read(context, &mut buffer)).await?;
            let length = buffer.filled().len();
            part.truncate(length);
            Ok(Some(part).filter(|part| !part.is_empty()))
        })
    }
}

/// What comes part by part, read on the calling thread.
pub(crate) struct PartsReader<N> {
    next: N,
    part: Cursor<Vec<u8>>,
}

impl<N: FnMut() -> Result<Option<Vec<u8>>, TransportError>> PartsReader<N> {
    /// `next` gives the next part, and none after the last.
    pub(crate) fn new(next: N) -> Self {
        PartsReader { next, part: Cursor::default() }
    }
}

impl<N: FnMut() -> Result<Option<Vec<u8>>, TransportError>> Read for PartsReader<N> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let count = self.part.read(buffer)?;
            if count > 0 || buffer.is_empty() {
                return Ok(count);
            }
            match (self.next)() {
                Ok(Some(part)) => self.part = Cursor::new(part),
                Ok(None) => return Ok(0),
                Err(TransportError::Timeout) => return Err(io::ErrorKind::TimedOut.into()),
                Err(error) => return Err(io::Error::other(error)),
            }
        }
    }
}

/// A body whose first parts were read already.
pub(crate) struct Preceded<S> {
    pub(crate) first: Vec<u8>,
    pub(crate) rest: S,
}

impl<S: BodyStream> BodyStream for Preceded<S> {
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Vec<u8>>, TransportError>> {
        let first = std::mem::take(&mut self.first);
        if first.is_empty() { self.rest.chunk() } else { Box::pin(async { Ok(Some(first)) }) }
    }
}

/// A body that is already here, as its one part.
pub(crate) struct Whole(Option<Vec<u8>>);

impl Whole {
    pub(crate) fn boxed(body: Vec<u8>) -> Box<dyn BodyStream> {
        Box::new(Whole(Some(body)))
    }
}

impl BodyStream for Whole {
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Vec<u8>>, TransportError>> {
        let part = self.0.take();
        Box::pin(async { Ok(part) })
    }
}

#[inline]
pub(crate) fn blocking_whole(body: Vec<u8>) -> Box<dyn Read + Send> {
    Box::new(Cursor::new(body))
}
