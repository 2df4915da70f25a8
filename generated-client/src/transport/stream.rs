//! Bodies that arrive part by part.

use std::io::{Cursor, Read};

use super::{BoxFuture, Response, TransportError};

/// An answer whose body arrives part by part.
pub type Stream = Response<Box<dyn BodyStream>>;

/// An answer whose body is read on the calling thread.
///
/// Of the errors of reading, those of kind [`TimedOut`](std::io::ErrorKind::TimedOut) are told as
/// such; their texts must hold no secret: no query of a URL.
pub type BlockingStream = Response<Box<dyn Read + Send>>;

/// A body that arrives part by part.
pub trait BodyStream: Send {
    /// The next part; none after the last. It is not asked again after an error.
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Vec<u8>>, TransportError>>;
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

pub(crate) fn blocking_whole(body: Vec<u8>) -> Box<dyn Read + Send> {
    Box::new(Cursor::new(body))
}
