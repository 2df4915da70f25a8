//! A request's body on its way out: part by part, of a length that is told if it is known.

use std::pin::Pin;
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll};

use ::hyper::body::{Frame, SizeHint};
use bytes::Bytes;

use crate::transport::{Body, BodyStream, BoxFuture, TransportError};

/// What kept the body from being read, if anything did: `hyper` tells of it as of any failure.
#[derive(Clone, Default)]
pub(super) struct Fault(Arc<OnceLock<TransportError>>);

impl Fault {
    /// The fault of the body, or else what the transport says.
    pub(super) fn or(&self, error: TransportError) -> TransportError {
        self.0.get().cloned().unwrap_or(error)
    }
}

/// The body of a request.
pub(super) struct Sent {
    state: State,
    /// Bytes that are still to come, if that is known.
    left: Option<u64>,
    fault: Fault,
}

impl Sent {
    /// The body, and where its fault will be.
    pub(super) fn new(body: Option<Body>) -> (Self, Fault) {
        let fault = Fault::default();
        let left = body.as_ref().map_or(Some(0), Body::len);
        let state = match body {
            Some(body) if left != Some(0) => State::of(body),
            _ => State::Ended,
        };
        (Sent { state, left, fault: fault.clone() }, fault)
    }
}

enum State {
    Whole(Vec<u8>),
    Idle(Box<dyn BodyStream>),
    Reading(BoxFuture<'static, (Box<dyn BodyStream>, Part)>),
    Ended,
}

type Part = Result<Option<Vec<u8>>, TransportError>;

async fn read(mut stream: Box<dyn BodyStream>) -> (Box<dyn BodyStream>, Part) {
    let part = stream.chunk().await;
    (stream, part)
}

impl State {
    fn of(body: Body) -> Self {
        match body.as_bytes() {
            Some(bytes) => State::Whole(bytes.to_vec()),
            None => State::Idle(body.into_stream()),
        }
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Part> {
        *self = match std::mem::replace(self, State::Ended) {
            State::Idle(stream) => State::Reading(Box::pin(read(stream))),
            State::Whole(bytes) => return Poll::Ready(Ok(Some(bytes))),
            state => state,
        };
        let State::Reading(reading) = self else { return Poll::Ready(Ok(None)) };
        let (stream, part) = std::task::ready!(reading.as_mut().poll(context));
        *self = if matches!(part, Ok(Some(_))) { State::Idle(stream) } else { State::Ended };
        Poll::Ready(part)
    }
}

impl ::hyper::body::Body for Sent {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let this = self.get_mut();
        Poll::Ready(match std::task::ready!(this.state.poll(context)) {
            Ok(part) => part.map(|part| {
                let length = u64::try_from(part.len()).unwrap_or(u64::MAX);
                this.left = this.left.map(|left| left.saturating_sub(length));
                Ok(Frame::data(Bytes::from(part)))
            }),
            Err(error) => {
                // The first fault is the one that counts.
                let _ = this.fault.0.set(error.clone());
                Some(Err(error))
            }
        })
    }

    fn is_end_stream(&self) -> bool {
        matches!(self.state, State::Ended)
    }

    fn size_hint(&self) -> SizeHint {
        self.left.map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}
