//! Walking through all pages of a list.
//!
//! `pages()` gives page after page, `items()` what is on them: as a [`Stream`](futures_core::Stream) that is awaited, or as an
//! `Iterator` that blocks. What is asked for next is decided in one place, [`Walk`], without any sending; [`Pages`] sends, a
//! bounded number of pages ahead, and keeps them in order; lists without pages are walked by [`cursor`]. No more than those pages are in memory, however long the list.

mod awaited;
mod blocking;
mod cursor;
mod items;
#[cfg(all(test, feature = "members"))]
mod tests;
mod walk;

use std::collections::VecDeque;
use std::fmt;

pub use self::cursor::{Cursor, CursorPages, Placed};
pub use self::items::Items;
use self::walk::Walk;
use crate::call::{Call, Sending};
use crate::error::Error;
use crate::lenient::Lenient;
use crate::page::{Page, Pagination};

/// What a page of a list tells of the list.
pub trait Paged: sealed::Sealed {
    #[doc(hidden)]
    fn is_empty_page(&self) -> bool;
    #[doc(hidden)]
    fn standing(&self) -> Option<&Pagination>;
}

mod sealed {
    /// Closes `Paged` to types that are no pages.
    pub trait Sealed {}
}

impl<T> sealed::Sealed for Page<T> {}

impl<T> Paged for Page<T> {
    fn is_empty_page(&self) -> bool {
        self.items.is_empty()
    }

    fn standing(&self) -> Option<&Pagination> {
        self.pagination()
    }
}

impl<T> sealed::Sealed for Lenient<T> {}

impl<T> Paged for Lenient<T> {
    fn is_empty_page(&self) -> bool {
        self.items.is_empty() && self.faults.is_empty()
    }

    fn standing(&self) -> Option<&Pagination> {
        self.pagination()
    }
}

/// The pages of a list, one after the other.
///
/// It starts at the call's `page`, the first unless set, and ends after the last page or before one that is empty; an empty list
/// has no pages at all. An error ends it: [`Error::page`] says which page failed, and a new walk can start there with `page`.
///
/// Awaited, it is a `Stream`, whose [`next`](Pages::next) needs no other crate; blocking, it is an `Iterator`. Dropping it ends it.
///
/// **A list that changes meanwhile moves under the walk**, since pages are counted from its start: what is added before the place
/// where the walk is pushes items into the next page, which are then seen twice, and what is removed lets as many be missed. Order
/// by something that does not change, such as `id asc`, where that matters, and remember ids where nothing may be done twice.
#[must_use = "nothing is sent until the first page is asked for"]
pub struct Pages<'a, M, P> {
    call: Call<'a, M, P>,
    /// What is wrong with the call; told instead of the first page.
    fault: Option<Error>,
    walk: Walk,
    /// Pages that were asked for, in order.
    open: VecDeque<(u64, Asked<'a, P>)>,
}

/// A page that was asked for.
enum Asked<'a, P> {
    /// It is awaited.
    Awaited(Sending<'a, P>),
    /// Another thread waits for it.
    Elsewhere(std::thread::JoinHandle<Result<P, Error>>),
    /// It has come.
    Here(Result<P, Error>),
}

impl<'a, M, P: Paged> Call<'a, M, P> {
    /// All pages, from that of the option `page` on.
    pub fn pages(mut self) -> Pages<'a, M, P> {
        let first = self.option("page").and_then(|page| page.parse().ok()).unwrap_or(1);
        Pages { fault: self.take_fault(), call: self, walk: Walk::from(first), open: VecDeque::new() }
    }
}

impl<'a, M, T> Call<'a, M, Page<T>> {
    /// The items of all pages, from that of the option `page` on.
    pub fn items(self) -> Items<Pages<'a, M, Page<T>>, T> {
        Items::new(self.pages())
    }
}

impl<'a, M, P> Pages<'a, M, P> {
    /// How many pages are asked for ahead of the one in use; 1 unless set, and 0 for none.
    ///
    /// Blocking, each page ahead is waited for on a thread of its own.
    pub fn prefetch(mut self, pages: usize) -> Self {
        self.walk.ahead = pages;
        self
    }

    /// The call of a page.
    fn call_of(&self, page: u64) -> Call<'a, M, P> {
        let mut call = self.call.again();
        call.set("page", page);
        call
    }
}

impl<'a, M, P: Paged> Pages<'a, M, P> {
    /// Hands a page on, or ends the walk.
    fn met(&mut self, number: u64, answer: Result<P, Error>) -> Option<Result<P, Error>> {
        match answer {
            Ok(page) if self.walk.goes_past(number, page.is_empty_page(), page.standing()) => Some(Ok(page)),
            Ok(_) => {
                self.end();
                None
            }
            Err(error) => {
                self.end();
                Some(Err(error.of_page(number)))
            }
        }
    }

    fn end(&mut self) {
        self.walk.end();
        self.open.clear();
    }
}

impl<M, P> fmt::Debug for Pages<'_, M, P> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Pages").field("call", &self.call).field("walk", &self.walk).finish_non_exhaustive()
    }
}
