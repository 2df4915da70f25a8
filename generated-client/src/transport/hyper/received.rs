//! An answer as it arrives, unpacked where it was packed.

use std::io::{self, Write};

use ::hyper::body::{Body, Incoming};
use ::hyper::header::{CONTENT_ENCODING, CONTENT_LENGTH, HeaderMap, HeaderValue};
use bytes::{Buf, Bytes};
use flate2::write::GzDecoder;
use http_body_util::BodyExt;

use super::{Response, TransportError, failure};

/// Packed bytes that are unpacked at once. They become 1032 times as many at most, and only what the reader of a body asks for is
/// unpacked at all: little that is packed cannot fill the memory.
const STEP: usize = 4 * 1024;

/// The body of an answer, still to come.
pub(super) struct Received {
    length: Option<u64>,
    body: Incoming,
    packed: Option<Packed>,
}

impl Received {
    /// An answer whose head is here.
    pub(super) fn of(answer: ::hyper::Response<Incoming>) -> Response<Self> {
        let (mut head, body) = answer.into_parts();
        let is_packed = head.headers.get(CONTENT_ENCODING).is_some_and(|value| value.as_bytes().eq_ignore_ascii_case(b"gzip"));
        if is_packed {
            // They tell of bytes that nobody sees any more.
            head.headers.remove(CONTENT_ENCODING);
            head.headers.remove(CONTENT_LENGTH);
        }
        let length = body.size_hint().exact().filter(|_| !is_packed);
        let received = Received { length, body, packed: is_packed.then(Packed::default) };
        Response::new(head.status.as_u16(), headers(&head.headers), received)
    }

    /// Bytes of the whole body, if its head tells.
    pub(super) fn length(&self) -> Option<u64> {
        self.length
    }

    /// The next part of the body, never empty; none after the last.
    pub(super) async fn part(&mut self) -> Result<Option<Bytes>, TransportError> {
        loop {
            if let Some(part) = self.packed.as_mut().map_or(Ok(None), Packed::step).map_err(failure::failed)? {
                return Ok(Some(part));
            }
            let Some(frame) = self.body.frame().await else {
                return self.packed.as_mut().map_or(Ok(None), Packed::rest).map_err(failure::failed);
            };
            let Ok(data) = frame.map_err(failure::failed)?.into_data() else { continue };
            match &mut self.packed {
                Some(packed) => packed.waiting = data,
                None if data.is_empty() => {}
                None => return Ok(Some(data)),
            }
        }
    }
}

fn headers(headers: &HeaderMap) -> Vec<(String, String)> {
    // Nearly all values are ASCII, which is known faster than what else is text.
    let text = |value: &HeaderValue| value.to_str().map_or_else(|_| String::from_utf8_lossy(value.as_bytes()).into_owned(), str::to_owned);
    headers.iter().map(|(name, value)| (name.as_str().to_owned(), text(value))).collect()
}

/// A body that is being unpacked.
struct Packed {
    /// Packed bytes that have arrived.
    waiting: Bytes,
    unpacked: GzDecoder<Vec<u8>>,
    begun: bool,
}

impl Default for Packed {
    fn default() -> Self {
        Packed { waiting: Bytes::new(), unpacked: GzDecoder::new(Vec::new()), begun: false }
    }
}

impl Packed {
    /// Unpacks what has arrived until something comes of it.
    fn step(&mut self) -> io::Result<Option<Bytes>> {
        while self.waiting.has_remaining() {
            self.begun = true;
            let step = self.waiting.get(..STEP).unwrap_or(&self.waiting);
            let taken = self.unpacked.write(step)?;
            if taken == 0 {
                // Whatever follows the packed body is none of it.
                self.waiting.clear();
            }
            self.waiting.advance(taken);
            if !self.unpacked.get_ref().is_empty() {
                return Ok(Some(self.take()));
            }
        }
        Ok(None)
    }

    /// What is left when no more arrives. An answer without a body may claim to be packed as well.
    fn rest(&mut self) -> io::Result<Option<Bytes>> {
        if self.begun {
            self.unpacked.try_finish()?;
        }
        Ok(Some(self.take()).filter(|part| !part.is_empty()))
    }

    fn take(&mut self) -> Bytes {
        std::mem::take(self.unpacked.get_mut()).into()
    }
}
