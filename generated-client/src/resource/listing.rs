//! A call that lists a resource of one's own: what generated lists can be asked, and pages.

use std::fmt;
use std::future::IntoFuture;

use super::Resource;
use crate::call::{Call, Sending};
use crate::connection::{Async, Blocking};
use crate::error::Error;
use crate::lenient::Lenient;
use crate::nql::Filter;
use crate::page::Page;
use crate::paging::{Items, Pages};
use crate::query::Query;
use crate::value::Order;

/// A call that lists, with its options.
///
/// Nothing is sent until it is awaited, or until `send` is called on a blocking client.
#[must_use = "nothing is sent until the call is awaited or `send` is called"]
pub struct Listing<'a, M, R> {
    call: Call<'a, M, Page<R>>,
}

impl<'a, M, R: Resource> Listing<'a, M, R> {
    pub(super) fn new(call: Call<'a, M, Page<R>>) -> Self {
        Listing { call }
    }

    /// What comes along with each item: names of the server's.
    pub fn include(mut self, values: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        self.call.set_list("include", values);
        self
    }

    /// At most this many items a page.
    pub fn limit(mut self, value: u32) -> Self {
        self.call.set_number("limit", value, Some(1), None);
        self
    }

    /// Which page.
    pub fn page(mut self, value: u32) -> Self {
        self.call.set_number("page", value, Some(1), None);
        self
    }

    /// What to sort by.
    pub fn order(mut self, value: impl Into<Order>) -> Self {
        self.call.set("order", value.into());
        self
    }

    /// Only items that match: text in the server's language, or what fields of [`nql`](crate::nql) make.
    pub fn filter(mut self, value: impl Into<Filter<R>>) -> Self {
        self.call.set_filter("filter", value.into());
        self
    }

    /// Takes options from a struct, in place of what was set before.
    pub fn options(mut self, options: &impl Query) -> Self {
        self.call.options(options);
        self
    }

    /// Any other option.
    pub fn option(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.call.set(name, value);
        self
    }

    /// Sets items aside that cannot be read, instead of failing the page.
    pub fn lenient(self) -> Call<'a, M, Lenient<R>> {
        self.call.decoded(|answer| answer.lenient(R::KEY))
    }

    /// All pages from this one on, 100 a page unless `limit` says fewer: a `Stream`, or an `Iterator` when blocking.
    pub fn pages(self) -> Pages<'a, M, Page<R>> {
        self.call.or_set("limit", 100).pages()
    }

    /// The items of all pages from this one on: a `Stream`, or an `Iterator` when blocking.
    pub fn items(self) -> Items<Pages<'a, M, Page<R>>, R> {
        self.call.or_set("limit", 100).items()
    }
}

impl<'a, R> IntoFuture for Listing<'a, Async, R> {
    type Output = Result<Page<R>, Error>;
    type IntoFuture = Sending<'a, Page<R>>;

    fn into_future(self) -> Self::IntoFuture {
        self.call.into_future()
    }
}

impl<R> Listing<'_, Blocking, R> {
    /// Sends the call and waits for the answer.
    ///
    /// # Errors
    ///
    /// Whatever kept the answer from arriving whole: see `Error`.
    pub fn send(self) -> Result<Page<R>, Error> {
        self.call.send()
    }
}

impl<M, R> fmt::Debug for Listing<'_, M, R> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.call.fmt(formatter)
    }
}
