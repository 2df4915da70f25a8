//! The loops that every call goes through, whatever it returns: sign, send, look at what came, and perhaps once more.
//!
//! What follows an attempt is decided in [`attempts`](crate::attempts); waiting is the transport's.

use std::mem;
use std::sync::Arc;
use std::time::Duration;

use crate::answer::Answer;
use crate::attempts::{Attempts, Moment, Step};
use crate::connection::{Carrier, Inner};
use crate::draft::Draft;
use crate::endpoint::Endpoint;
use crate::error::{Asked, Error};
use crate::retry;
use crate::time::{self, Started};
use crate::trace::{Operation, So};
use crate::transport::{BoxFuture, Request, Response, TransportError};

/// A call under way.
pub(crate) struct Course<'a> {
    inner: &'a Inner,
    attempts: Attempts<'a>,
    /// None after the only attempt of a request whose body can be read but once.
    request: Option<Request>,
    started: Started,
    operation: Operation,
    /// What was asked last.
    asked: Asked,
    /// Whether the timeout is that of the whole answer and not of its parts.
    whole: bool,
}

/// What is to be done after an attempt.
#[derive(Debug)]
pub(crate) enum Next {
    /// Nothing more: this came of it.
    Done(Result<Answer, Error>),
    /// Another attempt after so long.
    Wait(Duration),
}

impl<'a> Course<'a> {
    /// A call whose answer is received whole.
    pub(crate) fn new(inner: &'a Inner, endpoint: &'static Endpoint, request: Request) -> Self {
        let attempts = Attempts {
            endpoint,
            retry: &inner.limits.retry,
            tokens: &inner.tokens,
            clock: &inner.clock,
            deadline: inner.limits.retry.total().max(request.timeout),
            worthwhile: request.timeout / 10,
            max_body: inner.limits.max_body,
            addresses: vec![request.url.clone()],
            credential: None,
            sent: 0,
            repeated: 0,
            signed_anew: false,
        };
        let (operation, asked) = (Operation::of(endpoint), Asked::default());
        Course { inner, attempts, request: Some(request), started: Started::now(), operation, asked, whole: true }
    }

    /// A call whose answer is received part by part.
    pub(crate) fn streamed(inner: &'a Inner, endpoint: &'static Endpoint, request: Request) -> Self {
        Course { whole: false, ..Course::new(inner, endpoint, request) }
    }

    /// What its attempts are part of.
    pub(crate) fn operation(&self) -> Operation {
        self.operation.clone()
    }

    /// The request of the next attempt, with a credential.
    ///
    /// # Errors
    ///
    /// It was sent before and cannot be repeated, which [`after`](Course::after) does not ask for.
    pub(crate) fn request(&mut self) -> Result<Request, Error> {
        let copy = self.request.as_ref().and_then(Request::try_clone);
        let Some(mut request) = copy.or_else(|| self.request.take()) else {
            return Err(Error::input("the body can be read but once").on(self.attempts.endpoint));
        };
        if self.whole {
            request.timeout = request.timeout.min(self.attempts.deadline.saturating_sub(self.started.elapsed()));
        }
        let url = request.url.split('?').next().unwrap_or_default().to_owned();
        let presented = self.inner.sign(&mut request);
        self.attempts.credential = presented.query.as_ref().map(|(name, _)| *name);
        self.asked = Asked { url, attempts: self.asked.attempts.saturating_add(1), presented };
        Ok(request)
    }

    /// The head of an answer that is a success, and whose body is read elsewhere.
    pub(crate) fn arrived<B>(&self, head: &Response<B>) {
        self.inner.observe(head);
        self.attempts.succeeded();
        let so = self.so();
        self.operation.attempted(Ok(head.status()), so);
        self.operation.ended(Some(head.status()), so);
    }

    /// How far it is, when an attempt is over.
    fn so(&self) -> So {
        So { attempts: self.attempts.sent.saturating_add(1), elapsed: self.started.elapsed() }
    }

    /// Takes in what came of an attempt.
    pub(crate) fn after(&mut self, outcome: Result<Response, TransportError>) -> Next {
        if let Ok(response) = &outcome {
            self.inner.observe(response);
        }
        let (so, status) = (self.so(), outcome.as_ref().map(Response::status));
        self.operation.attempted(status, so);
        let status = status.ok();
        let moment = Moment { elapsed: so.elapsed, now: time::now(), dice: retry::dice(), repeatable: self.request.is_some() };
        match self.attempts.next(outcome, moment) {
            Step::Done(result) => {
                self.operation.ended(status, so);
                Next::Done(match result {
                    Ok(answer) => Ok(answer.to(mem::take(&mut self.asked))),
                    Err(error) => Err(error.about(&self.asked)),
                })
            }
            Step::Again { after } => Next::Wait(after),
            Step::Follow { url } => {
                if let Some(request) = &mut self.request {
                    request.url = url;
                }
                Next::Wait(Duration::ZERO)
            }
        }
    }
}

/// A call that is sent as soon as it is awaited.
pub(crate) fn started(inner: &Arc<Inner>, mut draft: Draft) -> BoxFuture<'static, Result<Answer, Error>> {
    let request = draft.request(inner);
    Box::pin(execute(Arc::clone(inner), draft.endpoint(), request))
}

async fn execute(inner: Arc<Inner>, endpoint: &'static Endpoint, request: Result<Request, Error>) -> Result<Answer, Error> {
    let Carrier::Async(transport) = &inner.carrier else { return Err(Inner::wrong_mode()) };
    let mut course = Course::new(&inner, endpoint, request?);
    let operation = course.operation();
    operation
        .around(async {
            loop {
                let outcome = transport.execute(course.request()?).await;
                match course.after(outcome) {
                    Next::Done(result) => return result,
                    Next::Wait(time) => transport.sleep(time).await,
                }
            }
        })
        .await
}

/// Sends a call and waits for what comes of it.
pub(crate) fn sent(inner: &Inner, mut draft: Draft) -> Result<Answer, Error> {
    let request = draft.request(inner)?;
    let Carrier::Blocking(transport) = &inner.carrier else { return Err(Inner::wrong_mode()) };
    let mut course = Course::new(inner, draft.endpoint(), request);
    course.operation().around_blocking(|| {
        loop {
            let outcome = transport.execute(course.request()?);
            match course.after(outcome) {
                Next::Done(result) => return result,
                Next::Wait(time) => transport.sleep(time),
            }
        }
    })
}
