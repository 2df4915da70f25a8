//! Pages that are awaited.

use std::future::{Future, IntoFuture, poll_fn};
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;

use super::{Asked, Paged, Pages};
use crate::connection::Async;
use crate::error::Error;

impl<'a, P: Paged + Unpin> Pages<'a, Async, P> {
    /// The next page, or `None` after the last.
    ///
    /// # Errors
    ///
    /// Whatever kept the page from arriving whole; there are none after it.
    pub async fn next(&mut self) -> Option<Result<P, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// Asks for as many pages as there is room for, and lets all that are open get on.
    fn advance(&mut self, needed: bool, context: &mut Context<'_>) {
        while let Some(number) = self.walk.take(self.open.len(), needed) {
            let sending = self.call_of(number).into_future();
            self.open.push_back((number, Asked::Awaited(sending)));
        }
        for (_, asked) in &mut self.open {
            if let Asked::Awaited(sending) = asked
                && let Poll::Ready(answer) = Pin::new(sending).poll(context)
            {
                *asked = Asked::Here(answer);
            }
        }
    }
}

impl<P: Paged + Unpin> Stream for Pages<'_, Async, P> {
    type Item = Result<P, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        if let Some(fault) = this.fault.take() {
            this.end();
            return Poll::Ready(Some(Err(fault)));
        }
        this.advance(true, context);
        match this.open.pop_front() {
            Some((number, Asked::Here(answer))) => {
                let page = this.met(number, answer);
                // The next ones are on their way while this one is used.
                this.advance(false, context);
                Poll::Ready(page)
            }
            Some(waiting) => {
                this.open.push_front(waiting);
                Poll::Pending
            }
            None => Poll::Ready(None),
        }
    }
}
