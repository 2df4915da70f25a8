//! What is on the pages, item by item.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::vec::IntoIter;

use futures_core::Stream;

use super::{CursorPages, Pages};
use crate::error::Error;
use crate::page::Page;

/// The items of all pages, one after the other, in the order of the server.
///
/// What `W`, the walk through the pages, says of errors, of the end and of lists that change meanwhile is so for them too.
#[must_use = "nothing is sent until the first item is asked for"]
pub struct Items<W, T> {
    pages: W,
    page: IntoIter<T>,
}

impl<W, T> Items<W, T> {
    pub(crate) fn new(pages: W) -> Self {
        Items { pages, page: Vec::new().into_iter() }
    }
}

impl<M, T> Items<Pages<'_, M, Page<T>>, T> {
    /// How many pages are asked for ahead of the one in use; 1 unless set, and 0 for none.
    pub fn prefetch(self, pages: usize) -> Self {
        Items { pages: self.pages.prefetch(pages), page: self.page }
    }
}

impl<M, T> Items<CursorPages<'_, M, T>, T> {
    /// Whether the next page is asked for while one is in use; `1` unless set, `0` for no.
    pub fn prefetch(self, pages: usize) -> Self {
        Items { pages: self.pages.prefetch(pages), page: self.page }
    }
}

impl<W, T: Unpin> Items<W, T>
where
    W: Stream<Item = Result<Page<T>, Error>> + Unpin,
{
    /// The next item, or `None` after the last.
    ///
    /// # Errors
    ///
    /// Whatever kept a page from arriving whole; there are no items after it.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }
}

impl<W, T: Unpin> Stream for Items<W, T>
where
    W: Stream<Item = Result<Page<T>, Error>> + Unpin,
{
    type Item = Result<T, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        loop {
            if let Some(item) = this.page.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(Pin::new(&mut this.pages).poll_next(context)) {
                Some(Ok(page)) => this.page = page.into_iter(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl<W, T> Iterator for Items<W, T>
where
    W: Iterator<Item = Result<Page<T>, Error>>,
{
    type Item = Result<T, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.page.next() {
                return Some(Ok(item));
            }
            match self.pages.next()? {
                Ok(page) => self.page = page.into_iter(),
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

impl<W: fmt::Debug, T> fmt::Debug for Items<W, T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Items").field("pages", &self.pages).field("at_hand", &self.page.len()).finish()
    }
}
