//! A call: what is to be sent, and how its answer is read.
//!
//! What is to be sent is put together in [`draft`](crate::draft), whatever comes back.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

use serde_core::Serialize;
use serde_core::ser::{SerializeMap, Serializer};

use crate::answer::Answer;
use crate::bulk_filter::BulkFilter;
use crate::connection::{Async, Blocking, Connection, Scope};
use crate::draft::Draft;
use crate::endpoint::Endpoint;
use crate::error::Error;
use crate::nql::Filter;
use crate::pairs;
use crate::projection::{Projection, Readable, select};
use crate::query::Query;
use crate::sending;
use crate::transport::{BoxFuture, Request};
use crate::upload::Form;

/// An endpoint with what is to be sent.
#[must_use = "nothing is sent until the call is awaited or `send` is called"]
pub struct Call<'a, M, T> {
    connection: &'a Connection<M>,
    draft: Draft,
    decode: fn(&Answer) -> Result<T, Error>,
}

impl<'a, C, M> Scope<'a, C, M> {
    /// A call of an endpoint.
    pub fn call<T>(self, endpoint: &'static Endpoint, decode: fn(&Answer) -> Result<T, Error>) -> Call<'a, M, T> {
        Call { connection: self.connection(), draft: Draft::new(endpoint), decode }
    }
}

impl<'a, M, T> Call<'a, M, T> {
    /// Fills in `{name}` of the path.
    pub fn path(mut self, name: &str, value: &str) -> Self {
        self.draft.fill(name, value);
        self
    }

    /// A required option; it cannot be empty.
    pub fn query(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.draft.require(name, value.to_string());
        self
    }

    /// A required list of values.
    pub fn query_list(mut self, name: &'static str, values: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        self.draft.require(name, joined(values));
        self
    }

    /// An option.
    pub fn set(&mut self, name: &'static str, value: impl fmt::Display) {
        self.draft.put(name, value.to_string());
    }

    /// A list of values.
    pub fn set_list(&mut self, name: &'static str, values: impl IntoIterator<Item = impl AsRef<str>>) {
        self.draft.put_list(name, joined(values));
    }

    /// A filter.
    pub fn set_filter<R>(&mut self, name: &'static str, filter: Filter<R>) {
        self.draft.put_filter(name, filter.text());
    }

    /// A required filter.
    pub fn query_filter<R>(mut self, name: &'static str, filter: BulkFilter<R>) -> Self {
        self.set_filter(name, filter.into_filter());
        self
    }

    /// Options of a struct; they replace what was set before.
    pub fn options(&mut self, options: &impl Query) {
        self.draft.put_all(options.pairs());
    }

    /// A number within bounds.
    pub fn set_number(&mut self, name: &'static str, value: u32, min: Option<i64>, max: Option<i64>) {
        self.draft.put_number(name, value, min, max);
    }

    /// `{key: [body]}`.
    pub fn send_one(self, key: &'static str, body: &impl Serialize) -> Self {
        self.json(&Wrapped { key, content: [body] })
    }

    /// `{key: body}` with a list.
    pub fn send_list(self, key: &'static str, body: &impl Serialize) -> Self {
        self.send_object(key, body)
    }

    /// `{key: body}`.
    pub fn send_object(self, key: &'static str, body: &impl Serialize) -> Self {
        self.json(&Wrapped { key, content: body })
    }

    /// `body` without a wrapper.
    pub fn send_flat(self, body: &impl Serialize) -> Self {
        self.json(body)
    }

    fn json(mut self, body: &impl Serialize) -> Self {
        self.draft.write(serde_json::to_vec(body));
        self
    }

    /// Parts of an upload.
    pub fn upload(mut self, form: Form) -> Self {
        self.draft.upload(form);
        self
    }

    /// `{key: [{"key": K, "value": V}, …]}` of a body that is an object.
    pub fn send_pairs(mut self, key: &'static str, body: &impl Serialize) -> Self {
        match pairs::written(body) {
            Ok(pairs) => self.send_object(key, &pairs),
            Err(error) => {
                self.draft.refuse(format!("the body cannot be written as pairs: {error}"));
                self
            }
        }
    }

    /// The same call, whose answer is read by a function of the caller's choice:
    /// `|answer| answer.lenient("posts")`.
    pub fn decoded<U>(mut self, decode: fn(&Answer) -> Result<U, Error>) -> Call<'a, M, U> {
        self.draft.joins = false;
        Call { connection: self.connection, draft: self.draft, decode }
    }

    /// The same call for a projection `P`: with what it needs in place of what was asked for so far.
    pub fn projected<P: Projection<Of: Readable>, U>(mut self, decode: fn(&Answer) -> Result<U, Error>) -> Call<'a, M, U> {
        self.draft.select(select(P::Of::FACTS, P::Of::INCLUDES, P::PARTS));
        Call { connection: self.connection, draft: self.draft, decode }
    }

    /// The same call once more, without a body.
    pub(crate) fn again(&self) -> Self {
        Call { connection: self.connection, draft: self.draft.again(), decode: self.decode }
    }

    /// What an option is set to.
    pub(crate) fn option(&self, name: &str) -> Option<&str> {
        self.draft.option(name)
    }

    /// An option, unless it is set.
    pub fn or_set(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        if self.option(name).is_none() {
            self.set(name, value);
        }
        self
    }

    pub(crate) fn take_fault(&mut self) -> Option<Error> {
        self.draft.take_fault()
    }

    /// The same call without its body, to be sent from wherever it is taken.
    pub(crate) fn detached(&self) -> Detached<M, T> {
        Detached { connection: self.connection.clone(), draft: self.draft.again(), decode: self.decode }
    }

    pub(crate) fn connection(&self) -> &'a Connection<M> {
        self.connection
    }

    pub(crate) fn endpoint(&self) -> &'static Endpoint {
        self.draft.endpoint()
    }

    /// The request, or what is wrong with it.
    pub(crate) fn request(&mut self) -> Result<Request, Error> {
        self.draft.request(self.connection.inner())
    }
}

/// A call that borrows nothing.
pub(crate) struct Detached<M, T> {
    connection: Connection<M>,
    draft: Draft,
    decode: fn(&Answer) -> Result<T, Error>,
}

impl<T> Detached<Blocking, T> {
    pub(crate) fn send(self) -> Result<T, Error> {
        Call { connection: &self.connection, draft: self.draft, decode: self.decode }.send()
    }
}

impl<M, T> fmt::Debug for Call<'_, M, T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Call({})", self.draft)
    }
}

fn joined(values: impl IntoIterator<Item = impl AsRef<str>>) -> String {
    let mut text = String::new();
    for value in values {
        if !text.is_empty() {
            text.push(',');
        }
        text.push_str(value.as_ref());
    }
    text
}

struct Wrapped<T> {
    key: &'static str,
    content: T,
}

impl<T: Serialize> Serialize for Wrapped<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry(self.key, &self.content)?;
        map.end()
    }
}

/// A call under way.
#[must_use = "futures do nothing unless awaited"]
pub struct Sending<'a, T> {
    answer: BoxFuture<'a, Result<Answer, Error>>,
    decode: fn(&Answer) -> Result<T, Error>,
    content: PhantomData<fn() -> T>,
}

impl<T> fmt::Debug for Sending<'_, T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Sending")
    }
}

impl<T> Future for Sending<'_, T> {
    type Output = Result<T, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let decode = self.decode;
        self.answer.as_mut().poll(context).map(|answer| answer.and_then(|answer| decode(&answer)))
    }
}

impl<'a, T> IntoFuture for Call<'a, Async, T> {
    type Output = Result<T, Error>;
    type IntoFuture = Sending<'a, T>;

    fn into_future(self) -> Self::IntoFuture {
        Sending { answer: sending::started(self.connection.inner(), self.draft), decode: self.decode, content: PhantomData }
    }
}

impl<T> Call<'_, Blocking, T> {
    /// Sends the call and waits for the answer.
    ///
    /// # Errors
    ///
    /// Whatever kept the answer from arriving whole and as described.
    pub fn send(self) -> Result<T, Error> {
        let answer = sending::sent(self.connection.inner(), self.draft)?;
        (self.decode)(&answer)
    }
}
