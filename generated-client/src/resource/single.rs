//! A call about one thing of a resource of one's own.

use std::fmt;
use std::future::IntoFuture;

use crate::call::{Call, Sending};
use crate::connection::{Async, Blocking};
use crate::error::Error;
use crate::query::Query;

/// A call that reads, adds, changes or deletes one, with its options.
///
/// Nothing is sent until it is awaited, or until `send` is called on a blocking client.
#[must_use = "nothing is sent until the call is awaited or `send` is called"]
pub struct Single<'a, M, T> {
    call: Call<'a, M, T>,
}

impl<'a, M, T> Single<'a, M, T> {
    pub(super) fn new(call: Call<'a, M, T>) -> Self {
        Single { call }
    }

    /// What comes along with it: names of the server's.
    pub fn include(mut self, values: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        self.call.set_list("include", values);
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
}

impl<'a, T> IntoFuture for Single<'a, Async, T> {
    type Output = Result<T, Error>;
    type IntoFuture = Sending<'a, T>;

    fn into_future(self) -> Self::IntoFuture {
        self.call.into_future()
    }
}

impl<T> Single<'_, Blocking, T> {
    /// Sends the call and waits for the answer.
    ///
    /// # Errors
    ///
    /// Whatever kept the answer from arriving whole: see `Error`.
    pub fn send(self) -> Result<T, Error> {
        self.call.send()
    }
}

impl<M, T> fmt::Debug for Single<'_, M, T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.call.fmt(formatter)
    }
}
