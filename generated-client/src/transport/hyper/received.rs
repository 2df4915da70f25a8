//! An answer as it arrives, unpacked where it was packed.

use ::hyper::body::{Body, Incoming};
use ::hyper::header::{HeaderMap, HeaderValue};
use bytes::Bytes;
use http_body_util::BodyExt;

use super::packed::Packed;
use super::{Response, TransportError, failure};

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
        let packed = Packed::of(&mut head.headers);
        let length = body.size_hint().exact().filter(|_| packed.is_none());
        let received = Received { length, body, packed };
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
                Some(packed) => packed.add(data),
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
