//! Bodies packed with gzip, which is what Ghost and the proxies before it pack with.

use std::io::{self, Write};

use ::hyper::header::{CONTENT_ENCODING, CONTENT_LENGTH, HeaderMap, HeaderValue};
use bytes::{Buf, Bytes};
use flate2::write::GzDecoder;

/// Packed bytes that are unpacked at once. They become 1032 times as many at most, and only what the reader of a body asks for is
/// unpacked at all: little that is packed cannot fill the memory.
const STEP: usize = 4 * 1024;

/// A body that is being unpacked.
pub(in super::super) struct Packed {
    /// Packed bytes that have arrived.
    waiting: Bytes,
    unpacked: GzDecoder<Vec<u8>>,
    begun: bool,
}

impl Packed {
    /// What a server is told that answers may be packed with.
    pub(in super::super) const ACCEPTED: Option<HeaderValue> = Some(HeaderValue::from_static("gzip"));

    /// The body below a head that says it is packed. The head does not say so any more, as the caller gets the body unpacked.
    pub(in super::super) fn of(head: &mut HeaderMap) -> Option<Self> {
        head.get(CONTENT_ENCODING).filter(|value| value.as_bytes().eq_ignore_ascii_case(b"gzip"))?;
        head.remove(CONTENT_ENCODING);
        head.remove(CONTENT_LENGTH);
        Some(Packed { waiting: Bytes::new(), unpacked: GzDecoder::new(Vec::new()), begun: false })
    }

    /// Packed bytes that have arrived, once [`step`](Packed::step) has come to the end of those before.
    pub(in super::super) fn add(&mut self, packed: Bytes) {
        self.waiting = packed;
    }

    /// Unpacks what has arrived until something comes of it.
    pub(in super::super) fn step(&mut self) -> io::Result<Option<Bytes>> {
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
    pub(in super::super) fn rest(&mut self) -> io::Result<Option<Bytes>> {
        if self.begun {
            self.unpacked.try_finish()?;
        }
        Ok(Some(self.take()).filter(|part| !part.is_empty()))
    }

    fn take(&mut self) -> Bytes {
        std::mem::take(self.unpacked.get_mut()).into()
    }
}
