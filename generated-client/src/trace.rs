//! What of a call goes to [`tracing`](https://docs.rs/tracing), where the feature of that name is on: else nothing, at no cost.
//!
//! A call is a span `ghost.operation` of level `INFO` with `operation` (`posts.browse`), `method`, `route` (with `{id}` for what stands there,
//! and without a query) and, once it is over, `status`, `attempts` and `elapsed` in seconds. Each attempt is an event of level `DEBUG` in it.
//! Addresses, headers, bodies and the server's words are never among them: credentials are in some, and people in others.

use std::time::Duration;

use crate::endpoint::Endpoint;
use crate::transport::TransportError;

/// A call, as the subscriber sees it.
#[derive(Clone, Debug)]
pub(crate) struct Operation {
    #[cfg(feature = "tracing")]
    span: tracing::Span,
}

/// How far a call is.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(not(feature = "tracing"), allow(dead_code))]
pub(crate) struct So {
    /// Attempts that were made.
    pub(crate) attempts: u32,
    /// Since the call began.
    pub(crate) elapsed: Duration,
}

#[cfg(not(feature = "tracing"))]
impl Operation {
    pub(crate) fn of(_: &'static Endpoint) -> Self {
        Operation {}
    }

    pub(crate) fn attempted(&self, _: Result<u16, &TransportError>, _: So) {}

    pub(crate) fn ended(&self, _: Option<u16>, _: So) {}

    pub(crate) async fn around<T>(self, future: impl Future<Output = T>) -> T {
        future.await
    }

    pub(crate) fn around_blocking<T>(self, work: impl FnOnce() -> T) -> T {
        work()
    }
}

#[cfg(feature = "tracing")]
impl Operation {
    /// The span of a call that begins.
    pub(crate) fn of(endpoint: &'static Endpoint) -> Self {
        let span = tracing::info_span!(
            "ghost.operation",
            operation = format_args!("{}.{}", endpoint.resource, endpoint.operation),
            method = endpoint.method.as_str(),
            route = format_args!("{}{}", endpoint.base, endpoint.path),
            status = tracing::field::Empty,
            attempts = tracing::field::Empty,
            elapsed = tracing::field::Empty,
        );
        Operation { span }
    }

    /// An attempt is over, with the status of its answer or without an answer.
    pub(crate) fn attempted(&self, outcome: Result<u16, &TransportError>, so: So) {
        let (status, fault) = (outcome.ok(), outcome.err().map(named));
        tracing::debug!(parent: &self.span, attempt = so.attempts, status, fault, elapsed = so.elapsed.as_secs_f64(), "attempt");
    }

    /// The call is over.
    pub(crate) fn ended(&self, status: Option<u16>, so: So) {
        if let Some(status) = status {
            self.span.record("status", status);
        }
        self.span.record("attempts", so.attempts);
        self.span.record("elapsed", so.elapsed.as_secs_f64());
    }

    /// What the future does is part of the call.
    pub(crate) async fn around<T>(self, future: impl Future<Output = T>) -> T {
        tracing::Instrument::instrument(future, self.span).await
    }

    /// What is done here is part of the call.
    pub(crate) fn around_blocking<T>(self, work: impl FnOnce() -> T) -> T {
        self.span.in_scope(work)
    }
}

/// Which fault it is; its text may be a custom transport's.
#[cfg(feature = "tracing")]
fn named(error: &TransportError) -> &'static str {
    match error {
        TransportError::Timeout => "timeout",
        TransportError::TooLarge => "too large",
        TransportError::NotSent(_) => "not sent",
        TransportError::Failed(_) => "failed",
        TransportError::Cut { .. } => "cut",
        TransportError::Unreadable(_) => "unreadable file",
    }
}
