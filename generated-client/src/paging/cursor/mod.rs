//! Walking through lists that have no pages, only a moment by which they are ordered, newest first: `cursor` in a description.
//!
//! What is older than the last item that came is asked for with a filter. Many items may share that moment (an e-mail reaches
//! a thousand members in one second), so that the next page begins *at* it and leaves out what was met; and where a single
//! moment fills more than a page, it is walked on its own: kind by kind, by id. [`Trail`] decides that without any sending.

mod place;
#[cfg(all(test, feature = "members"))]
mod tests;
mod trail;

use std::fmt;
use std::future::{Future, IntoFuture, poll_fn};
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;

pub use self::place::{Cursor, Placed};
use self::trail::Trail;
use super::{Asked, Items, blocking};
use crate::call::Call;
use crate::connection::{Async, Blocking};
use crate::error::{Error, ErrorKind};
use crate::page::Page;

/// The pages of a list that is walked from the newest item to the oldest.
///
/// It ends with the oldest item; a list without items has no pages. What is added meanwhile is newer, so that nothing is met twice
/// and nothing is missed. An error ends the walk.
///
/// Awaited, it is a `Stream`, whose [`next`](CursorPages::next) needs no other crate; blocking, it is an `Iterator`. Dropping it
/// ends it.
#[must_use = "nothing is sent until the first page is asked for"]
pub struct CursorPages<'a, M, T> {
    call: Call<'a, M, Placed<T>>,
    /// What is wrong with the call; told instead of the first page.
    fault: Option<Error>,
    trail: Trail,
    open: Option<Asked<'a, Placed<T>>>,
    is_ahead: bool,
    /// How many pages were handed on.
    handed: u64,
}

impl<'a, M, T> Call<'a, M, Placed<T>> {
    /// All pages from the newest item on.
    pub fn pages_by(mut self, cursor: &'static Cursor) -> CursorPages<'a, M, T> {
        let limit = self.option("limit").and_then(|limit| limit.parse().ok());
        let trail = Trail::new(cursor, self.option("filter").unwrap_or_default(), limit);
        CursorPages { fault: self.take_fault(), call: self, trail, open: None, is_ahead: true, handed: 0 }
    }

    /// All items from the newest on.
    pub fn items_by(self, cursor: &'static Cursor) -> Items<CursorPages<'a, M, T>, T> {
        Items::new(self.pages_by(cursor))
    }
}

impl<'a, M, T> CursorPages<'a, M, T> {
    /// Whether the next page is asked for while one is in use; `1` unless set, `0` for no. It cannot be asked for any sooner, since
    /// its start depends on what came.
    pub fn prefetch(mut self, pages: usize) -> Self {
        self.is_ahead = pages > 0;
        self
    }

    /// The call of the next page, unless there is none.
    fn next_call(&self) -> Option<Call<'a, M, Placed<T>>> {
        let filter = self.trail.filter()?;
        let mut call = self.call.again();
        if !filter.is_empty() {
            call.set("filter", filter);
        }
        Some(call)
    }

    /// A page without what was met before; `None` if nothing else is on it.
    fn met(&mut self, answer: Result<Placed<T>, Error>) -> Option<Result<Page<T>, Error>> {
        let page = answer.and_then(|placed| self.fresh(placed));
        match page {
            Ok(page) if page.items.is_empty() => None,
            Ok(page) => {
                self.handed += 1;
                Some(Ok(page))
            }
            Err(error) => {
                self.trail.end();
                Some(Err(error.of_page(self.handed + 1)))
            }
        }
    }

    fn fresh(&mut self, placed: Placed<T>) -> Result<Page<T>, Error> {
        let Placed { key, mut page, places } = placed;
        let stuck =
            |reason| Error::new(ErrorKind::Decode { status: 200, path: key.to_owned(), reason, written: false }).on(self.call.endpoint());
        let kept = self.trail.learn(&places, page.pagination()).map_err(stuck)?;
        let mut kept = kept.into_iter();
        page.items.retain(|_| kept.next().unwrap_or(true));
        Ok(page)
    }
}

impl<'a, T: Unpin> CursorPages<'a, Async, T> {
    /// The next page, or `None` after the last.
    ///
    /// # Errors
    ///
    /// Whatever kept the page from arriving whole; there are none after it.
    pub async fn next(&mut self) -> Option<Result<Page<T>, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// Asks for the next page unless that was done, and lets it get on.
    fn advance(&mut self, context: &mut Context<'_>) {
        if self.open.is_none() {
            self.open = self.next_call().map(|call| Asked::Awaited(call.into_future()));
        }
        if let Some(Asked::Awaited(sending)) = &mut self.open
            && let Poll::Ready(answer) = Pin::new(sending).poll(context)
        {
            self.open = Some(Asked::Here(answer));
        }
    }
}

impl<T: Unpin> Stream for CursorPages<'_, Async, T> {
    type Item = Result<Page<T>, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        if let Some(fault) = this.fault.take() {
            this.trail.end();
            return Poll::Ready(Some(Err(fault)));
        }
        loop {
            this.advance(context);
            let answer = match this.open.take() {
                Some(Asked::Here(answer)) => answer,
                None => return Poll::Ready(None),
                waiting => {
                    this.open = waiting;
                    return Poll::Pending;
                }
            };
            if let Some(page) = this.met(answer) {
                if this.is_ahead {
                    this.advance(context);
                }
                return Poll::Ready(Some(page));
            }
        }
    }
}

impl<T: Send + 'static> Iterator for CursorPages<'_, Blocking, T> {
    type Item = Result<Page<T>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(fault) = self.fault.take() {
            self.trail.end();
            return Some(Err(fault));
        }
        loop {
            let answer = match self.open.take() {
                Some(asked) => blocking::waited(asked)?,
                None => self.next_call()?.send(),
            };
            if let Some(page) = self.met(answer) {
                if self.is_ahead {
                    self.open = self.next_call().map(|call| blocking::elsewhere(&call));
                }
                return Some(page);
            }
        }
    }
}

impl<M, T> fmt::Debug for CursorPages<'_, M, T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("CursorPages").field("call", &self.call).field("trail", &self.trail).finish_non_exhaustive()
    }
}
