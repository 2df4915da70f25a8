//! A request's body as `reqwest` sends it: part by part, of a length that is told if it is known.

use std::pin::Pin;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Frame, SizeHint};

use super::{Body, BodyStream, BoxFuture, TransportError};

/// What kept the body from being read, if anything did: `reqwest` tells of it as of any failure.
#[derive(Clone, Default)]
pub(super) struct Fault(Arc<OnceLock<TransportError>>);

impl Fault {
    /// The fault of the body, or else what the transport says.
    pub(super) fn or(&self, error: TransportError) -> TransportError {
        self.0.get().cloned().unwrap_or(error)
    }
}

/// The body, and where its fault will be.
pub(super) fn streamed(body: Body) -> (::reqwest::Body, Fault) {
    let fault = Fault::default();
    if let Some(bytes) = body.as_bytes() {
        return (::reqwest::Body::from(bytes.to_vec()), fault);
    }
    let left = body.len();
    let state = Mutex::new(State::Idle(body.into_stream()));
    (::reqwest::Body::wrap(Streamed { state, left, fault: fault.clone() }), fault)
}

struct Streamed {
    /// Never locked: the mutex makes it `Sync`, as `reqwest` wants it.
    state: Mutex<State>,
    /// Bytes that are still to come.
    left: Option<u64>,
    fault: Fault,
}

enum State {
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
    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Part> {
        *self = match std::mem::replace(self, State::Ended) {
            State::Idle(stream) => State::Reading(Box::pin(read(stream))),
            state => state,
        };
        let State::Reading(reading) = self else { return Poll::Ready(Ok(None)) };
        let (stream, part) = std::task::ready!(reading.as_mut().poll(context));
        *self = if matches!(part, Ok(Some(_))) { State::Idle(stream) } else { State::Ended };
        Poll::Ready(part)
    }
}

impl http_body::Body for Streamed {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let this = self.get_mut();
        let state = this.state.get_mut().unwrap_or_else(PoisonError::into_inner);
        Poll::Ready(match std::task::ready!(state.poll(context)) {
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

    fn size_hint(&self) -> SizeHint {
        self.left.map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}
